/*
 * ticket_move.c: status, priority, reason: one name of the policy for another.
 */
#include "ops/floors/floors.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/lifecycle.h"

#include <inttypes.h>
#include <string.h>

int32_t sup__policy_index(struct sup__unit *unit, const char *field, const char *name,
                          const struct sup__names *names, int32_t *index)
{
    *index = sup__names_find(names, name);
    if (*index >= 0) {
        return SUP_OK;
    }
    int32_t rc = sup__fail(unit->error, SUP_MSG_POLICY_NAME, field, "the policy has no %s '%s'",
                           field, name);
    const char *nearest = sup__names_nearest(names, name);
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s'?", nearest);
    }
    return rc;
}

int32_t sup__ticket_receipt(struct sup__unit *unit, int64_t ticket_id, int64_t id,
                            struct sup_receipt *receipt)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc == SUP_OK) {
        receipt->id = id;
        receipt->ticket_id = ticket_id;
        receipt->version = slot->row.version;
    }
    return rc;
}

static int32_t emit_move(struct sup__unit *unit, const struct sup__ticket_slot *slot,
                         const struct sup__status *target, const struct sup__move *move,
                         const char *rule)
{
    const struct sup__ticket_row row = slot->row; /* reading may move it */
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_MOVED, row.id);
    int is_raised = 0;
    event.row.before = row.status;
    event.row.after = target->name;
    event.row.number = target->category;
    event.row.flags |= move->is_reopening ? SUP_EVENT_REOPENS : 0;
    event.payload.due_ms = move->close_ms;
    event.payload.rule = rule;
    int32_t rc = sup__floor_back(unit, &row, &event, &is_raised);
    if (rc == SUP_OK) {
        rc = sup__emit(unit, &event);
    }
    return rc == SUP_OK ? sup__floor_came_back(unit, &row, is_raised) : rc;
}

/* What its floor demands before a ticket is solved; also before somebody closes a solved one that
 * came to a higher floor since, so that nobody closes away what came to light. */
static int32_t check_floor(struct sup__unit *unit, const struct sup__ticket_row *row,
                           const struct sup__status *target, const char *rule)
{
    int is_asked = sup__is_floor_work(row);
    if (!row->floor || target->category < SUP_CATEGORY_SOLVED) {
        return SUP_OK;
    }
    int32_t rc = SUP_OK;
    /* Which floor it was solved on is read only where the one that it is on now demands anything. */
    if (!is_asked && !rule && target->category == SUP_CATEGORY_CLOSED &&
        sup__floor_demands_to_solve(unit, row)) {
        rc = sup__floor_is_raised(unit, row, &is_asked);
    }
    return rc == SUP_OK && is_asked ? sup__check_resolution(unit, row) : rc;
}

int32_t sup__move_ticket(struct sup__unit *unit, int64_t ticket_id, int32_t to, const char *rule)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__status *target = &unit->policy->statuses[to];
    int32_t from = sup__policy_status(unit->policy, slot->row.status);
    /* A status that a newer policy put into another category is moved into it. */
    if (from == to && slot->row.category == target->category) {
        return SUP_OK;
    }
    /* A ticket that was solved long ago in another desk has its time in this one, from now on. Else
     * a tick between two batches of an import would close what the next batch goes on with. */
    int64_t begin_ms = unit->is_import ? unit->caller.now_ms : unit->at_ms;
    struct sup__move move = sup__decide_move(unit->policy, (int32_t)slot->row.category, from, to,
                                             begin_ms, unit->is_import);
    /* A rule of the policy's own needs no transition: only people are held to the table. */
    if (!move.is_allowed && !rule) {
        return sup__fail(unit->error,
                         slot->row.category == SUP_CATEGORY_CLOSED ? SUP_MSG_TICKET_CLOSED
                                                                   : SUP_MSG_TRANSITION,
                         "status", "ticket %" PRId64 " may not move from %s to %s", ticket_id,
                         slot->row.status, target->name);
    }
    /* Links hold what people do, not what follows from something else. */
    struct sup__duplicates *duplicates = NULL;
    const struct sup__ticket_row row = slot->row; /* reading may move it */
    rc = check_floor(unit, &row, target, rule);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, ticket_id, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (!rule && !unit->is_import && slot->row.link_count && move.is_solving) {
        rc = sup__before_solving(unit, ticket_id, &duplicates);
        if (rc == SUP_OK) {
            rc = sup__unit_ticket(unit, ticket_id, &slot);
        }
    }
    if (rc == SUP_OK) {
        rc = emit_move(unit, slot, target, &move, rule);
    }
    if (rc == SUP_OK && !rule && row.floor && target->category == SUP_CATEGORY_CLOSED) {
        rc = sup__sign_left(unit, ticket_id);
    }
    return rc == SUP_OK && duplicates ? sup__after_solving(unit, duplicates, to) : rc;
}

int32_t sup__op_ticket_move(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_ticket_move_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int32_t to = 0;
    (void)result;
    int32_t rc =
        sup__policy_index(unit, "status", params->status, &unit->policy->status_names, &to);
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    }
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    rc = sup__move_ticket(unit, id, to, NULL);
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

int32_t sup__check_workable(struct sup__unit *unit, const struct sup__ticket_row *row)
{
    if (row->root_id) {
        return sup__check_not_merged(unit, row);
    }
    if (row->category != SUP_CATEGORY_CLOSED || unit->is_import) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_TICKET_CLOSED, "ticket_id",
                     "ticket %" PRId64 " is closed", row->id);
}

static int32_t load_workable(struct sup__unit *unit, int64_t ticket_id, int64_t version,
                             struct sup__ticket_slot **slot)
{
    int32_t rc = sup__load_ticket(unit, ticket_id, version, slot);
    return rc == SUP_OK ? sup__check_workable(unit, &(*slot)->row) : rc;
}

static int32_t rename_one(struct sup__unit *unit, enum sup__event_kind kind, int64_t id,
                          const char *before, const char *after)
{
    struct sup__event event = sup__event_new(unit, kind, id);
    event.row.before = before;
    event.row.after = after;
    return before && strcmp(before, after) == 0 ? SUP_OK : sup__emit(unit, &event);
}

int32_t sup__op_ticket_prioritize(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    const struct sup_ticket_prioritize_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int32_t index = 0;
    (void)result;
    int32_t rc = sup__policy_index(unit, "priority", params->priority,
                                   &unit->policy->priority_names, &index);
    if (rc == SUP_OK) {
        rc = load_workable(unit, params->ticket_id, params->version, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    rc = rename_one(unit, SUP__E_TICKET_PRIORITIZED, id, slot->row.priority,
                    unit->policy->priorities[index].name);
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

int32_t sup__op_ticket_classify(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_ticket_classify_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int32_t index = 0;
    (void)result;
    int32_t rc =
        sup__policy_index(unit, "reason", params->reason, &unit->policy->reason_names, &index);
    if (rc == SUP_OK) {
        rc = load_workable(unit, params->ticket_id, params->version, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    rc = rename_one(unit, SUP__E_TICKET_CLASSIFIED, id, slot->row.reason,
                    unit->policy->reasons[index].name);
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

/* A ticket that somebody has taken is no longer new. */
static int32_t assign(struct sup__unit *unit, struct sup__ticket_slot *slot,
                      enum sup__event_kind kind, int64_t agent_id, const char *team)
{
    int64_t id = slot->row.id;
    int is_new = slot->row.category == SUP_CATEGORY_NEW;
    if (slot->row.assignee_id == agent_id && sup__same_text(slot->row.team, team) &&
        !unit->is_import) {
        return SUP_OK;
    }
    struct sup__event event = sup__event_new(unit, kind, id);
    event.row.subject_id = agent_id;
    event.row.number = slot->row.assignee_id;
    event.row.before = slot->row.team;
    event.row.after = team;
    /* Who takes what nobody has, where it is, takes it from nobody. An import tells what its log
     * counts. */
    int is_taken = !slot->row.assignee_id && sup__same_text(slot->row.team, team) &&
                   !unit->is_import;
    event.row.flags |= slot->row.assign_count && !is_taken ? SUP_EVENT_REASSIGNS : 0;
    int32_t rc = sup__emit(unit, &event);
    int32_t open = (int32_t)unit->policy->status_open;
    if (rc == SUP_OK && is_new && agent_id && !unit->is_import) {
        int is_self =
            unit->caller.actor_kind == SUP_ACTOR_AGENT && unit->caller.actor_id == agent_id;
        rc = sup__move_ticket(unit, id, open, is_self ? "taken" : "assigned");
    }
    return rc;
}

/* With another team it is transferred. */
static int32_t check_assignment(struct sup__unit *unit,
                                const struct sup_ticket_assign_params *params,
                                struct sup__ticket_slot **slot)
{
    const struct sup__ticket_row row = (*slot)->row;
    int32_t rc = params->team && !sup__same_text(row.team, params->team)
                     ? sup__check_held(unit, &row, "ticket.transfer", "team")
                     : SUP_OK;
    if (rc == SUP_OK) {
        rc = sup__check_handler(unit, &row, params->agent_id, "agent_id");
    }
    return rc == SUP_OK ? sup__unit_ticket(unit, row.id, slot) : rc;
}

int32_t sup__op_ticket_assign(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_ticket_assign_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int32_t index = -1;
    (void)result;
    int32_t rc = params->team ? sup__policy_index(unit, "team", params->team,
                                                  &unit->policy->team_names, &index)
                              : SUP_OK;
    if (rc == SUP_OK) {
        rc = sup__load_assignee(unit, params->agent_id, "agent_id");
    }
    if (rc == SUP_OK) {
        rc = load_workable(unit, params->ticket_id, params->version, &slot);
    }
    if (rc == SUP_OK && slot->row.floor) {
        rc = check_assignment(unit, params, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    rc = assign(unit, slot, SUP__E_TICKET_ASSIGNED, params->agent_id,
                index < 0 ? slot->row.team : unit->policy->teams[index].name);
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}

int32_t sup__op_ticket_transfer(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_ticket_transfer_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int32_t index = 0;
    (void)result;
    int32_t rc = sup__policy_index(unit, "team", params->team, &unit->policy->team_names, &index);
    if (rc == SUP_OK) {
        rc = load_workable(unit, params->ticket_id, params->version, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    rc = assign(unit, slot, SUP__E_TICKET_TRANSFERRED, 0, unit->policy->teams[index].name);
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}
