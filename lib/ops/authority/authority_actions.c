/*
 * authority_actions.c: what the library itself does, as rows of the authority matrix.
 *
 * Closing, merging, erasing, exporting, lowering a floor and activating a policy change the desk
 * and not the shop, so nothing is executed and confirmed here: the operation is what was asked for.
 * Where a row of the policy names such an action, each use of it is decided before its operation
 * begins, with its own parameters, and recorded in the same transaction: as a request that was done
 * at once, or as one that was granted before and is used up. So limits count it, reviews and
 * precedents find it, and what rolls the operation back takes its record along.
 *
 * Nobody is asked where time or a rule of the policy does it, where the host does it as the system,
 * or where an import tells what was done elsewhere.
 */
#include "ops/authority/requests.h"

#include "ops/bodies.h"
#include "ops/floors/floors.h"
#include "ops/policy/policy_ops.h"
#include "ops/tickets/ticket_ops.h"
#include "supportcore/floor.h"
#include "supportcore/join.h"
#include "supportcore/ticket.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* What an operation is about to do. */
struct use {
    struct sup__unit *unit;
    struct sup__asking asking;
    struct sup__ticket_row ticket;
    int is_of_ticket;
    int is_meant; /* 0: called like this it does nothing that the matrix decides about */
};

/* Its ticket as it is now: what is due on it comes before. */
static int32_t load_ticket(struct use *use, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(use->unit, ticket_id, 0, &slot);
    if (rc == SUP_OK) {
        use->ticket = slot->row;
        use->is_of_ticket = 1;
        use->asking.ticket_id = slot->row.id;
        use->asking.customer_id = slot->row.customer_id;
    }
    return rc;
}

static int32_t keep_subject(struct use *use, const char *text)
{
    use->asking.subject = sup__arena_text(use->unit->repo.arena, text, strlen(text));
    return use->asking.subject ? SUP_OK
                               : sup__fail(use->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static int32_t subject_id(struct use *use, int64_t id)
{
    char text[SUP__SUBJECT_BYTES];
    return keep_subject(use, sup__subject_number(id, text));
}

/* ---- what each operation is about ---- */

/* A ticket that is closed already stays as it is, and one that is part of another is not moved. */
static int32_t of_status(struct use *use, int64_t ticket_id, const char *status)
{
    const struct sup__policy *policy = use->unit->policy;
    int32_t to = status ? sup__policy_status(policy, status) : -1;
    if (to < 0 || policy->statuses[to].category != SUP_CATEGORY_CLOSED) {
        return SUP_OK;
    }
    int32_t rc = load_ticket(use, ticket_id);
    use->is_meant =
        rc == SUP_OK && use->ticket.category != SUP_CATEGORY_CLOSED && !use->ticket.root_id;
    return rc;
}

static int32_t of_move(struct use *use, const void *in)
{
    const struct sup_ticket_move_params *params = in;
    return of_status(use, params->ticket_id, params->status);
}

static int32_t of_message(struct use *use, const void *in)
{
    const struct sup_ticket_message_params *params = in;
    return of_status(use, params->ticket_id, params->status);
}

static int32_t of_ticket_merge(struct use *use, const void *in)
{
    const struct sup_ticket_merge_params *params = in;
    int32_t rc = load_ticket(use, params->ticket_id);
    use->is_meant = rc == SUP_OK;
    return rc == SUP_OK ? subject_id(use, params->into) : rc;
}

static int32_t of_lowering(struct use *use, const void *in)
{
    const struct sup_floor_lower_params *params = in;
    int32_t rc = load_ticket(use, params->ticket_id);
    use->is_meant = rc == SUP_OK;
    return rc == SUP_OK ? keep_subject(use, params->floor) : rc;
}

static int32_t of_customer(struct use *use, int64_t customer_id, struct sup__customer_row *row)
{
    int32_t rc = sup__load_customer(use->unit, customer_id, "customer_id", row);
    use->asking.customer_id = customer_id;
    use->is_meant = rc == SUP_OK;
    return rc;
}

static int32_t of_customer_merge(struct use *use, const void *in)
{
    const struct sup_customer_merge_params *params = in;
    struct sup__customer_row row;
    int32_t rc = of_customer(use, params->customer_id, &row);
    if (rc == SUP_OK) {
        rc = sup__load_customer(use->unit, params->into, "into", &row);
    }
    return rc == SUP_OK ? subject_id(use, params->into) : rc;
}

/* Who is erased already is only looked at once more, for what came since. */
static int32_t of_erasure(struct use *use, const void *in)
{
    const struct sup_customer_erase_params *params = in;
    struct sup__customer_row row = {0};
    int32_t rc = of_customer(use, params->customer_id, &row);
    use->is_meant = rc == SUP_OK && !row.erased_ms;
    return rc;
}

static int32_t of_export(struct use *use, const void *in)
{
    const struct sup_customer_export_params *params = in;
    struct sup__customer_row row;
    use->asking.subject = params->without_notes ? SUP__WITHOUT_NOTES : NULL;
    return of_customer(use, params->customer_id, &row);
}

static int32_t of_activation(struct use *use, const void *in)
{
    const struct sup_policy_params *params = in;
    char digest[SUP_POLICY_DIGEST_BYTES + 1];
    use->is_meant = 1;
    if (sup__policy_digest(params->document, strlen(params->document), digest) != 0) {
        return sup__fail(use->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return keep_subject(use, digest);
}

/* Back to the one that is active does nothing. */
static int32_t of_rollback(struct use *use, const void *in)
{
    const struct sup_policy_rollback_params *params = in;
    struct sup__policy_choice choice = {.version = params->to_version,
                                        .is_builtin = params->is_builtin,
                                        .version_field = "to_version",
                                        .builtin_field = "is_builtin"};
    struct sup__chosen chosen;
    if (!params->to_version && !params->is_builtin) {
        return SUP_OK; /* told by the operation */
    }
    int32_t rc = sup__choose_policy(use->unit, &choice, &chosen);
    if (rc != SUP_OK) {
        return rc;
    }
    use->is_meant = chosen.owned != NULL;
    rc = chosen.owned ? keep_subject(use, chosen.policy->digest) : SUP_OK;
    sup__policy_free(chosen.owned);
    return rc;
}

static const struct {
    int32_t operation; /* enum sup_operation_number */
    int32_t (*describe)(struct use *use, const void *params);
} uses[] = {
    {SUP_OP_TICKET_REPLY, of_message},       {SUP_OP_TICKET_NOTE, of_message},
    {SUP_OP_TICKET_MOVE, of_move},           {SUP_OP_TICKET_MERGE, of_ticket_merge},
    {SUP_OP_FLOOR_LOWER, of_lowering},       {SUP_OP_CUSTOMER_MERGE, of_customer_merge},
    {SUP_OP_CUSTOMER_ERASE, of_erasure},     {SUP_OP_CUSTOMER_EXPORT, of_export},
    {SUP_OP_POLICY_ACTIVATE, of_activation}, {SUP_OP_POLICY_ROLLBACK, of_rollback},
};

static int32_t describe(struct use *use, const void *params)
{
    uint32_t i = 0;
    while (i < sizeof uses / sizeof uses[0] && uses[i].operation != use->unit->operation->number) {
        i++;
    }
    return uses[i].describe(use, params);
}

/* ---- deciding ---- */

static int32_t needs_approval(struct use *use, const struct sup__answer *answer)
{
    struct sup__unit *unit = use->unit;
    const char *who = sup__holders_text(unit, &answer->row->approval.holders);
    return !who ? SUP_NOMEM
                : sup__fail(unit->error, SUP_MSG_ACTION_APPROVAL, "request_id",
                            "%s: the row %s asks for approval by %u of %s",
                            unit->operation->governed_by, answer->row->name,
                            answer->row->approval.quorum, who);
}

static int32_t record(struct use *use, const struct sup__answer *answer, const char *rationale)
{
    struct sup__event event;
    int32_t rc = sup__asked_event(use->unit, SUP__E_ACTION_TAKEN, SUP_REQUEST_CONFIRMED,
                                  &use->asking, answer, use->ticket.reason, &event);
    event.body = sup__reason(rationale);
    event.payload.has_rationale = event.body != NULL;
    return rc == SUP_OK ? sup__emit(use->unit, &event) : rc;
}

static int32_t decide(struct use *use, const char *rationale)
{
    struct sup__answer answer = {0};
    const struct sup__refused_about about = {.asking = &use->asking,
                                             .answer = &answer,
                                             .reason = use->ticket.reason,
                                             .ticket_id = use->asking.ticket_id};
    int32_t rc =
        sup__rule(use->unit, use->is_of_ticket ? &use->ticket : NULL, &use->asking, &answer);
    if (rc == SUP_OK && answer.effect == SUP_EFFECT_REFUSE) {
        return sup__refuse_asked(use->unit, &use->asking, &answer, use->ticket.reason, rationale);
    }
    if (rc == SUP_OK && answer.effect == SUP_EFFECT_APPROVAL) {
        rc = needs_approval(use, &answer);
    } else if (rc == SUP_OK) {
        rc = sup__check_rationale(use->unit, &answer, rationale);
    }
    return rc == SUP_OK ? record(use, &answer, rationale) : sup__say_refused(use->unit, rc, &about);
}

/* A request that is named where none is needed is a mistake of who names it. */
static int32_t nothing_to_use(struct sup__unit *unit, int64_t request_id, const char *why)
{
    return !request_id ? SUP_OK
                       : sup__fail(unit->error, SUP_MSG_ACTION_FREE, "request_id",
                                   "request %" PRId64 " is not needed: %s", request_id, why);
}

static int32_t find_action(struct use *use, int64_t request_id, int *is_governed)
{
    struct sup__unit *unit = use->unit;
    const char *action = unit->operation->governed_by;
    *is_governed = 0;
    if (unit->is_import) {
        return nothing_to_use(unit, request_id, "an import tells what was done elsewhere");
    }
    if (unit->caller.actor_kind == SUP_ACTOR_SYSTEM && !request_id) {
        return SUP_OK;
    }
    if (!unit->policy) {
        return sup__unit_no_policy(unit);
    }
    use->asking.remedy = sup__names_find(&unit->policy->authority.remedy_names, action);
    *is_governed = sup__is_governed(&unit->policy->authority, use->asking.remedy);
    return *is_governed ? SUP_OK
                        : nothing_to_use(unit, request_id,
                                         "no row of the authority matrix names the action");
}

int32_t sup__authorize_action(struct sup__unit *unit, const void *params)
{
    const int64_t *named = sup__param(unit->operation, params, "request_id");
    const char *const *said = sup__param(unit->operation, params, "rationale");
    const char *rationale = *said && (*said)[0] ? *said : NULL;
    struct use *use = sup__arena_alloc(unit->repo.arena, sizeof *use);
    int is_governed = 0;
    if (!use) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    *use = (struct use){.unit = unit};
    int32_t rc = find_action(use, *named, &is_governed);
    if (rc != SUP_OK || !is_governed) {
        return rc;
    }
    if (unit->mode != SUP_WRITE) {
        unit->wants_write = 1;
        return SUP_CONFLICT;
    }
    sup__asker_of_caller(unit, &use->asking.asker);
    rc = describe(use, params);
    if (rc != SUP_OK || !use->is_meant) {
        return rc == SUP_OK ? nothing_to_use(unit, *named, "nothing is done that needs one") : rc;
    }
    return *named ? sup__use_request(unit, *named, &use->asking, rationale)
                  : decide(use, rationale);
}
