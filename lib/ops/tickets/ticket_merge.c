/*
 * ticket_merge.c: two tickets that are about one thing, and the way back.
 */
#include "ops/authority/requests.h"
#include "ops/floors/floors.h"
#include "ops/tickets/ticket_merge.h"

#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/lifecycle.h"

#include <inttypes.h>
#include <string.h>

int32_t sup__check_not_merged(struct sup__unit *unit, const struct sup__ticket_row *row)
{
    if (!row->root_id) {
        return SUP_OK;
    }
    int32_t rc = sup__fail(unit->error, SUP_MSG_TICKET_MERGED, "ticket_id",
                           "ticket %" PRId64 " was merged and is part of ticket %" PRId64, row->id,
                           row->root_id);
    sup__hint(unit->error, "go on in ticket %" PRId64 ", or take the merge back: ticket.unmerge",
              row->root_id);
    return rc;
}

int32_t sup__show_members(struct sup__unit *unit, struct sup_ticket *ticket,
                          const struct sup__ticket_row *row, int *failed)
{
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    if (!members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    members->count = 0;
    int32_t rc = row->member_count ? sup__load_members(unit, row->id, members) : SUP_OK;
    struct sup_ticket_member *shown =
        sup__result_array(ticket, members->count, sizeof *shown, failed);
    for (uint32_t i = 0; rc == SUP_OK && !*failed && i < members->count; i++) {
        shown[i].ticket_id = members->rows[i].ticket_id;
        shown[i].merged_into = members->rows[i].into_id;
        ticket->member_count++;
    }
    ticket->members = shown;
    return rc;
}

static int32_t load_other(struct sup__unit *unit, int64_t id, struct sup__ticket_row *row)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(unit, id, 0, &slot);
    if (rc == SUP_OK && slot->row.root_id) {
        rc = sup__load_ticket(unit, slot->row.root_id, 0, &slot);
    }
    if (rc == SUP_NOT_FOUND) {
        sup__format(unit->error->field, sizeof unit->error->field, "into");
    }
    if (rc == SUP_OK) {
        *row = slot->row;
    }
    return rc;
}

struct strangers {
    const struct sup__family *family;
    struct sup__message_row *found;
};

static int32_t find_stranger(void *context, void *in)
{
    struct strangers *strangers = context;
    const struct sup__message_row *row = in;
    for (uint32_t i = 0; i < strangers->family->count; i++) {
        if (strangers->family->rows[i].id == row->customer_id) {
            return 0;
        }
    }
    *strangers->found = *row;
    return 1;
}

int32_t sup__find_stranger(struct sup__unit *unit, const struct sup_scan *messages, int64_t root,
                           struct sup__message_row *found)
{
    struct sup_filter filter = {SUP__MESSAGE_customer_id, SUP_GT, sup__int(0)};
    struct sup_scan scan = *messages;
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    struct strangers strangers = {family, found};
    struct sup__message_row row;
    *found = (struct sup__message_row){0};
    if (!family) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    scan.filter_count = 1;
    scan.filters = &filter;
    int32_t rc = sup__load_family(unit, root, family);
    return rc == SUP_OK ? sup__each(&unit->repo, &scan, 0, &row, find_stranger, &strangers) : rc;
}

/* Nobody's ticket becomes a person's by the merge, so that they read it. So nobody else may be
 * known to have written in it. */
static int32_t check_writers(struct sup__unit *unit, int64_t nobodys, int64_t root)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(nobodys)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct sup__message_row found;
    int32_t rc = sup__find_stranger(unit, &scan, root, &found);
    if (rc == SUP_OK && found.id) {
        rc = sup__fail(unit->error, SUP_MSG_TICKET_PERSONS, "into",
                       "message %" PRId64 " of ticket %" PRId64 " is by customer %" PRId64
                       ", and the other ticket is of customer %" PRId64,
                       found.id, nobodys, found.customer_id, root);
        sup__hint(unit->error, "take it out first: ticket.split");
    }
    return rc;
}

static int32_t check_persons(struct sup__unit *unit, const struct sup__ticket_row *from,
                             const struct sup__ticket_row *into)
{
    int64_t roots[2] = {from->customer_id, into->customer_id};
    int32_t rc = SUP_OK;
    if (roots[0] == roots[1]) {
        return SUP_OK;
    }
    if (!roots[0] || !roots[1]) {
        rc = sup__customer_root(unit, roots[0] + roots[1], &roots[0]);
        return rc == SUP_OK ? check_writers(unit, roots[1] ? from->id : into->id, roots[0]) : rc;
    }
    for (int i = 0; rc == SUP_OK && i < 2; i++) {
        rc = sup__customer_root(unit, roots[i], &roots[i]);
    }
    return rc == SUP_OK && roots[0] != roots[1]
               ? sup__fail(unit->error, SUP_MSG_TICKET_PERSONS, "into",
                           "ticket %" PRId64 " is of customer %" PRId64 ", ticket %" PRId64
                           " of customer %" PRId64,
                           from->id, roots[0], into->id, roots[1])
               : rc;
}

static int32_t check_merge(struct sup__unit *unit, const struct sup__ticket_row *from,
                           const struct sup__ticket_row *into)
{
    int64_t count = from->member_count + into->member_count + 2;
    int32_t rc = sup__check_not_merged(unit, from);
    if (rc == SUP_OK && into->category == SUP_CATEGORY_CLOSED) {
        rc = sup__fail(unit->error, SUP_MSG_TICKET_CLOSED, "into", "ticket %" PRId64 " is closed",
                       into->id);
        sup__hint(unit->error, "merge into one that is worked on, or link the two: ticket.link");
    }
    if (rc == SUP_OK) {
        rc = check_persons(unit, from, into);
    }
    if (rc == SUP_OK && count > SUP_TICKET_MEMBERS_MAX) {
        rc = sup__fail(unit->error, SUP_MSG_TICKET_MEMBERS, "into",
                       "%" PRId64 " tickets would be one: the limit is %d", count,
                       SUP_TICKET_MEMBERS_MAX);
    }
    return rc == SUP_OK ? sup__check_links_join(unit, from, into) : rc;
}

/* A ticket that is done, with a message in its thread that nobody has answered, is open again: the
 * other part brought it, or it came while the two were one. */
static int32_t wake(struct sup__unit *unit, int64_t ticket_id, enum sup__event_kind kind,
                    int64_t other_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t to = unit->policy->on_customer_message[SUP_CATEGORY_SOLVED];
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK || slot->row.category < SUP_CATEGORY_SOLVED || !slot->row.waiting_since_ms) {
        return rc;
    }
    unit->woken_by = other_id;
    unit->woken_kind = kind;
    rc = sup__move_ticket(unit, ticket_id, to < 0 ? (int32_t)unit->policy->status_open : to,
                          "customer_message");
    unit->woken_by = 0;
    return rc;
}

/* A merge closes a ticket: what would be held or missing then, is. Where the other is not worked on
 * either, nobody would ask again for what is missing: `refusal` is for when it stays so. */
static int32_t check_floor(struct sup__unit *unit, const struct sup__ticket_row *from,
                           const struct sup__ticket_row *into, struct sup_error *refusal)
{
    refusal->code = SUP_OK;
    if (!from->floor || !sup__is_floor_work(from)) {
        return SUP_OK;
    }
    int32_t rc = sup__check_held(unit, from, "ticket.move", "ticket_id");
    if (rc != SUP_OK || sup__is_floor_work(into)) {
        return rc;
    }
    rc = sup__check_resolution(unit, from);
    if (rc == SUP_REFUSED) {
        *refusal = *unit->error;
        sup__error_clear(unit->error);
        rc = SUP_OK;
    }
    return rc;
}

static int32_t join(struct sup__unit *unit, const struct sup__ticket_row *from,
                    const struct sup__ticket_row *into, const struct sup__waiting *waiting,
                    const struct sup_error *refusal)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_JOINED, into->id);
    event.row.subject_id = from->id;
    int32_t rc = sup__emit(unit, &event);
    if (rc == SUP_OK) {
        rc = wake(unit, into->id, SUP__E_TICKET_JOINED, from->id);
    }
    if (rc == SUP_OK && refusal->code != SUP_OK) {
        rc = sup__unit_ticket(unit, into->id, &slot);
        if (rc == SUP_OK && !sup__is_floor_work(&slot->row)) {
            *unit->error = *refusal;
            return refusal->code;
        }
    }
    rc = rc == SUP_OK ? sup__floor_joined(unit, into->id, from->id) : rc;
    return rc == SUP_OK ? sup__floor_carry(unit, into->id, waiting) : rc;
}

int32_t sup__op_ticket_merge(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    const struct sup_ticket_merge_params *params = in;
    const struct sup__status *closed = &unit->policy->statuses[unit->policy->status_closed];
    struct sup__ticket_slot *slot = NULL;
    struct sup__ticket_row into = {0};
    struct sup__waiting waiting;
    struct sup_error refusal;
    (void)result;
    if (params->ticket_id == params->into) {
        return sup__fail(unit->error, SUP_MSG_TICKETS_SAME, "into",
                         "ticket %" PRId64 " cannot be merged into itself", params->into);
    }
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__ticket_row from = slot->row;
    rc = load_other(unit, params->into, &into);
    if (rc != SUP_OK || sup__ticket_root(&from) == into.id) {
        receipt->id = from.id;
        receipt->ticket_id = into.id;
        receipt->version = into.version;
        return rc; /* one already */
    }
    rc = check_merge(unit, &from, &into);
    if (rc == SUP_OK) {
        rc = check_floor(unit, &from, &into, &refusal);
    }
    rc = rc == SUP_OK ? sup__floor_waiting(unit, &from, &waiting) : rc;
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_MERGED, from.id);
    event.row.subject_id = into.id;
    event.row.number = closed->category;
    event.row.before = from.status;
    event.row.after = closed->name;
    event.body = params->evidence;
    rc = sup__emit(unit, &event);
    if (rc == SUP_OK) {
        rc = join(unit, &from, &into, &waiting, &refusal);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, into.id, from.id, receipt) : rc;
}

/* The status of before, or the policy's first of its category when the name is gone. */
static uint32_t find_status(const struct sup__policy *policy, const char *name, int64_t category)
{
    int32_t index = sup__policy_status(policy, name);
    if (index >= 0 && policy->statuses[index].category == category) {
        return (uint32_t)index;
    }
    for (uint32_t i = 0; i < policy->status_count; i++) {
        if (policy->statuses[i].category == category) {
            return i;
        }
    }
    return policy->status_open;
}

int32_t sup__op_ticket_unmerge(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_ticket_unmerge_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    (void)result;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK && !slot->row.merged_into) {
        rc = sup__fail(unit->error, SUP_MSG_TICKET_NOT_MERGED, "ticket_id",
                       "ticket %" PRId64 " was not merged into another", slot->row.id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__ticket_row row = slot->row;
    struct sup__merge_row merge = {
        .tenant = unit->head.tenant, .root_id = row.root_id, .ticket_id = row.id};
    rc = sup__get(&unit->repo, SUP__T_MERGE, &merge);
    if (rc == SUP_NOT_FOUND) {
        rc = sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_ticket.root_id",
                       "ticket %" PRId64 " is said to be part of ticket %" PRId64 ", and is not",
                       row.id, row.root_id);
    }
    if (rc == SUP_OK) { /* what is due on the other happens before */
        rc = sup__load_ticket(unit, row.root_id, 0, &slot);
    }
    if (rc == SUP_OK) { /* it takes along what it brought: orders, a customer */
        rc = sup__check_hold_stays(unit, &slot->row, "ticket_id");
    }
    if (rc != SUP_OK) {
        return rc;
    }
    uint32_t to = find_status(unit->policy, merge.status, merge.category);
    /* Whenever it is said to have happened: nobody had the ticket before their eyes till now. */
    struct sup__move move = sup__decide_move(unit->policy, (int32_t)row.category, -1, (int32_t)to,
                                             unit->caller.now_ms, unit->is_import);
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_UNMERGED, row.id);
    event.row.subject_id = row.root_id;
    event.row.number = unit->policy->statuses[to].category;
    event.row.before = row.status;
    event.row.after = unit->policy->statuses[to].name;
    event.payload.due_ms = move.close_ms;
    event.body = params->evidence;
    int is_raised = 0;
    struct sup__waiting waiting;
    rc = sup__floor_waiting(unit, &row, &waiting);
    rc = rc == SUP_OK ? sup__floor_back(unit, &row, &event, &is_raised) : rc;
    rc = rc == SUP_OK ? sup__emit(unit, &event) : rc;
    rc = rc == SUP_OK ? sup__floor_came_back(unit, &row, is_raised) : rc;
    if (rc == SUP_OK) {
        event = sup__event_new(unit, SUP__E_TICKET_PARTED, row.root_id);
        event.row.subject_id = row.id;
        rc = sup__emit(unit, &event);
    }
    rc = rc == SUP_OK ? sup__floor_bring_back(unit, row.id, row.root_id, &waiting) : rc;
    if (rc == SUP_OK) {
        rc = wake(unit, row.id, SUP__E_TICKET_UNMERGED, row.root_id);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, row.id, row.id, receipt) : rc;
}
