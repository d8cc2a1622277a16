/*
 * merge.c: two customers who are one person, and the way back.
 *
 * A merge lets the one root point to the other. No ticket and no identity is written: they keep the
 * customer they came with, so that taking the pointer away brings each back to its side.
 */
#include "ops/authority/requests.h"
#include "ops/bodies.h"
#include "ops/floors/floors.h"
#include "ops/people/identities.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"
#include "policy/identities.h"

#include <inttypes.h>
#include <string.h>

/* Verified identities of kinds that are single: of one side, then compared with the other's. */
struct proof {
    struct sup__unit *unit;
    struct sup__identity_row *items;
    uint32_t count;
    uint32_t room;
    int32_t failed;                               /* code */
    const struct sup__identity_row *contradicted; /* by `other` */
    const char *other;
};

static int is_proof(const struct proof *proof, const struct sup__identity_row *row)
{
    const struct sup__identity_kind *kind = sup__policy_identity(proof->unit->policy, row->kind);
    return row->is_verified && kind && kind->is_single;
}

static int32_t take_proof(void *context, void *in)
{
    struct proof *proof = context;
    const struct sup__identity_row *row = in;
    if (!is_proof(proof, row)) {
        return 0;
    }
    if (proof->count == proof->room) {
        uint32_t room = proof->room ? 2 * proof->room : 8;
        struct sup__identity_row *items =
            sup__arena_alloc(proof->unit->repo.arena, room * sizeof *items);
        if (!items) {
            proof->failed = sup__fail(proof->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
            return 1;
        }
        if (proof->count) {
            memcpy(items, proof->items, proof->count * sizeof *items);
        }
        proof->items = items;
        proof->room = room;
    }
    proof->items[proof->count++] = *row;
    return 0;
}

static int32_t compare_proof(void *context, void *in)
{
    struct proof *proof = context;
    const struct sup__identity_row *row = in;
    for (uint32_t i = 0; is_proof(proof, row) && i < proof->count; i++) {
        const struct sup__identity_row *item = &proof->items[i];
        if (strcmp(item->kind, row->kind) == 0 && strcmp(item->system, row->system) == 0 &&
            strcmp(item->value, row->value) != 0) {
            proof->contradicted = item;
            proof->other = row->value;
            return 1;
        }
    }
    return 0;
}

static int32_t each_identity(struct proof *proof, const struct sup__family *family, sup__each_fn fn)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0;
         rc == SUP_OK && !proof->failed && !proof->contradicted && i < family->count; i++) {
        rc = sup__each_identity(proof->unit, family->rows[i].id, fn, proof);
    }
    return proof->failed ? proof->failed : rc;
}

/* Two proved accounts in the same shop are two persons. */
static int32_t check_proofs(struct sup__unit *unit, const struct sup__family *from,
                            const struct sup__family *into)
{
    struct proof proof = {.unit = unit};
    int32_t rc = each_identity(&proof, from, take_proof);
    if (rc == SUP_OK && proof.count) {
        rc = each_identity(&proof, into, compare_proof);
    }
    if (rc == SUP_OK && proof.contradicted) {
        const struct sup__identity_row *item = proof.contradicted;
        rc = sup__fail(unit->error, SUP_MSG_MERGE_PROOFS, "into",
                       "customer %" PRId64 " is %s%s%s '%s' for sure, and the other '%s'",
                       item->customer_id, item->system, item->system[0] ? " " : "", item->kind,
                       item->value, proof.other);
    }
    return rc;
}

static int32_t check_families(struct sup__unit *unit, int64_t from, int64_t into)
{
    struct sup__family *families = sup__arena_alloc(unit->repo.arena, 2 * sizeof *families);
    if (!families) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__load_family(unit, from, &families[0]);
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, into, &families[1]);
    }
    if (rc == SUP_OK && families[0].count + families[1].count > SUP_CUSTOMER_MEMBERS_MAX) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_MEMBERS, "into",
                       "%u customers would be one: the limit is %d",
                       families[0].count + families[1].count, SUP_CUSTOMER_MEMBERS_MAX);
    }
    return rc == SUP_OK ? check_proofs(unit, &families[0], &families[1]) : rc;
}

/* What is known of one is known of the other from now on, or no more: risk rules may match. */
static int32_t review_both(struct sup__unit *unit, struct sup__event *event)
{
    int64_t other = event->row.number;
    int is_merged = event->row.kind == SUP__E_CUSTOMER_MERGED;
    int32_t rc = sup__emit(unit, event);
    if (rc != SUP_OK || !(unit->policy->floors_ask & SUP__ASKS_CUSTOMER)) {
        return rc;
    }
    rc = sup__floor_review_customer(unit, event->row.subject_id);
    return rc == SUP_OK && !is_merged ? sup__floor_review_customer(unit, other) : rc;
}

int32_t sup__op_customer_merge(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_customer_merge_params *params = in;
    struct sup__customer_row from = {0};
    struct sup__customer_row into = {0};
    (void)result;
    if (params->customer_id == params->into) {
        return sup__fail(unit->error, SUP_MSG_CUSTOMERS_SAME, "into",
                         "customer %" PRId64 " cannot be merged into itself", params->into);
    }
    int32_t rc = sup__load_present_customer(unit, params->customer_id, "customer_id", &from);
    if (rc == SUP_OK) {
        rc = sup__load_present_customer(unit, params->into, "into", &into);
    }
    if (rc == SUP_OK && from.root_id != from.id && from.root_id != into.root_id) {
        rc = sup__load_customer(unit, from.root_id, "customer_id", &from);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    receipt->id = from.id;
    receipt->version = from.version;
    if (from.root_id == into.root_id) {
        return SUP_OK; /* one already */
    }
    rc = check_families(unit, from.root_id, into.root_id);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_CUSTOMER_MERGED, 0);
    event.row.subject_id = from.id;
    event.row.number = into.root_id;
    event.body = params->evidence;
    receipt->version = from.version + 1;
    return review_both(unit, &event);
}

/* Who were one until now: limits of each count what was given to any of them before, also when that
 * was, by a clock that was ahead, after now. */
static int32_t say_family(struct sup__unit *unit, int64_t root, struct sup__payload *payload)
{
    int64_t latest_ms = 0;
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    int64_t *items = sup__arena_alloc(unit->repo.arena, SUP_CUSTOMER_MEMBERS_MAX * sizeof *items);
    if (!family || !items) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__load_family(unit, root, family);
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        items[i] = family->rows[i].id;
    }
    payload->customers = (struct sup__ids){items, rc == SUP_OK ? family->count : 0};
    if (rc == SUP_OK && !unit->is_import) {
        rc = sup__latest_counted(unit, family, &latest_ms);
    }
    payload->until_ms = latest_ms > unit->clock_ms ? latest_ms : 0;
    return rc;
}

int32_t sup__op_customer_unmerge(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_customer_unmerge_params *params = in;
    struct sup__customer_row row = {0};
    (void)result;
    int32_t rc = sup__load_customer(unit, params->customer_id, "customer_id", &row);
    if (rc == SUP_OK && !row.merged_into) {
        rc = sup__fail(unit->error, SUP_MSG_CUSTOMER_NOT_MERGED, "customer_id",
                       "customer %" PRId64 " was not merged into another", row.id);
    }
    if (rc == SUP_OK) {
        rc = sup__check_tickets_part(unit, &row);
    }
    if (rc == SUP_OK) {
        rc = sup__check_family_stays(unit, row.root_id, "customer_id");
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_CUSTOMER_UNMERGED, 0);
    event.row.subject_id = row.id;
    event.row.number = row.merged_into;
    event.body = params->evidence;
    receipt->id = row.id;
    receipt->version = row.version + 1;
    rc = say_family(unit, row.root_id, &event.payload);
    return rc == SUP_OK ? review_both(unit, &event) : rc;
}
