/*
 * floor_ops.c: operations that move a ticket between floors, and evidence.
 */
#include "ops/floors/floors.h"

#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <string.h>

/* A ticket that is worked on, on a floor of the policy. */
static int32_t load_floor_ticket(struct sup__unit *unit, int64_t ticket_id, int64_t version,
                                 struct sup__ticket_row *row, const struct sup__floor **floor)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(unit, ticket_id, version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    *row = slot->row;
    *floor = sup__floor_of(unit->policy, row);
    if (!*floor) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_NONE, "ticket_id",
                         "ticket %" PRId64 " is on no floor", row->id);
    }
    if (!sup__is_floor_work(row)) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_OVER, "ticket_id",
                         "ticket %" PRId64 " is %s: it moves between floors while it is worked on",
                         row->id, row->status);
    }
    return SUP_OK;
}

static int is_text(const char *text)
{
    return text && text[0];
}

/* ---- up ---- */

/* The customer who writes has no evidence to record. */
static int32_t check_leaving(struct sup__unit *unit, const struct sup__ticket_row *row,
                             const struct sup__floor *floor)
{
    struct sup__texts missing = {NULL, 0};
    struct sup__buffer *buffer = &unit->core->buffer;
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER || !floor->leave_count) {
        return SUP_OK;
    }
    int32_t rc = sup__missing_evidence(unit, row->id, floor->leave, floor->leave_count, &missing);
    if (rc != SUP_OK || !missing.count) {
        return rc;
    }
    sup__buffer_clear(buffer);
    for (uint32_t i = 0; i < missing.count; i++) {
        sup__buffer_text(buffer, i ? ", " : "");
        sup__buffer_text(buffer, missing.items[i]);
    }
    return buffer->is_failed
               ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory")
               : sup__fail(unit->error, SUP_MSG_FLOOR_MISSING, "ticket_id",
                           "ticket %" PRId64 " may not leave the floor %s without the evidence %s",
                           row->id, floor->name, buffer->data);
}

static int32_t find_way_up(struct sup__unit *unit, const char *name,
                           const struct sup__ticket_row *row, int32_t *to)
{
    int32_t current = sup__floor_current(unit->policy, row);
    *to = current + 1;
    int32_t rc =
        name ? sup__policy_index(unit, "floor", name, &unit->policy->floor_names, to) : SUP_OK;
    if (rc == SUP_OK && *to <= current) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_DIRECTION, "floor",
                         "ticket %" PRId64 " is on the floor %s: %s is not above it", row->id,
                         row->floor, name);
    }
    if (rc == SUP_OK && *to == (int32_t)unit->policy->floor_count) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_HIGHEST, "ticket_id",
                         "ticket %" PRId64 " is on the floor %s, which is the highest", row->id,
                         row->floor);
    }
    return rc;
}

static int32_t go_up(struct sup__unit *unit, const struct sup_floor_escalate_params *params,
                     const struct sup__ticket_row *row, const struct sup__floor *floor)
{
    int is_customers = params->is_customer_request || unit->caller.actor_kind == SUP_ACTOR_CUSTOMER;
    struct sup__floor_step step = {
        .why = is_customers ? SUP_FLOOR_CUSTOMER : SUP_FLOOR_MANUAL,
        .justification = is_text(params->justification) ? params->justification : NULL};
    struct sup__visit_row visit;
    if (params->floor && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_CUSTOMER, "floor",
                         "a customer asks for the next floor, not for one by name");
    }
    int32_t rc = find_way_up(unit, params->floor, row, &step.to);
    if (rc == SUP_OK) {
        rc = check_leaving(unit, row, floor);
    }
    if (rc != SUP_OK || !floor->has_sign_off) {
        return rc == SUP_OK ? sup__floor_rise(unit, row->id, &step) : rc;
    }
    if (floor->needs_justification && !step.justification) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_JUSTIFICATION, "justification",
                         "whoever signs that ticket %" PRId64
                         " leaves the floor %s needs to know why",
                         row->id, floor->name);
    }
    rc = sup__load_visit(unit, row, &visit);
    if (rc == SUP_OK && sup__visit_waits(&visit) == SUP_SIGN_MOVE_UP) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_ASKED, "ticket_id",
                         "a sign-off for ticket %" PRId64 " to go to %s is waited for already",
                         row->id, visit.asked_floor);
    }
    return rc == SUP_OK || rc == SUP_NOT_FOUND ? sup__floor_ask(unit, row->id, &step) : rc;
}

int32_t sup__op_floor_escalate(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_floor_escalate_params *params = in;
    const struct sup__floor *floor = NULL;
    struct sup__ticket_row row;
    (void)result;
    int32_t rc = load_floor_ticket(unit, params->ticket_id, params->version, &row, &floor);
    if (rc == SUP_OK) {
        rc = go_up(unit, params, &row, floor);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, row.id, row.id, receipt) : rc;
}

/* ---- down ---- */

static int32_t check_lowering(struct sup__unit *unit, const struct sup_floor_lower_params *params,
                              int32_t minimum)
{
    const struct sup__floor *floor = &unit->policy->floors[minimum];
    if (!sup__caller_holds(unit, &floor->lowerers)) {
        const char *who = sup__holders_text(unit, &floor->lowerers);
        return who ? sup__fail(unit->error, SUP_MSG_FLOOR_LOWERING, "floor",
                               "the minimum floor of ticket %" PRId64
                               " is %s: only %s may lower it",
                               params->ticket_id, floor->name, who[0] ? who : "the host itself")
                   : SUP_NOMEM;
    }
    return is_text(params->reason) ? SUP_OK
                                   : sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "reason",
                                               "below the minimum floor a reason is needed");
}

static int32_t go_down(struct sup__unit *unit, const struct sup_floor_lower_params *params,
                       const struct sup__ticket_row *row)
{
    const struct sup__policy *policy = unit->policy;
    int32_t current = sup__floor_current(policy, row);
    int32_t minimum = sup__floor_minimum(policy, row);
    int32_t to = 0;
    int32_t rc = sup__policy_index(unit, "floor", params->floor, &policy->floor_names, &to);
    if (rc == SUP_OK && to >= current) {
        return sup__fail(unit->error, SUP_MSG_FLOOR_DIRECTION, "floor",
                         "ticket %" PRId64 " is on the floor %s: %s is not below it", row->id,
                         row->floor, params->floor);
    }
    if (rc == SUP_OK && to < minimum) {
        rc = check_lowering(unit, params, minimum);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    const struct sup__floor *floor = &policy->floors[to];
    (void)sup__floor_no_earlier(unit, row);
    struct sup__event event =
        sup__event_new(unit, to < minimum ? SUP__E_FLOOR_LOWERED : SUP__E_FLOOR_RETURNED, row->id);
    event.row.before = row->floor;
    event.row.after = floor->name;
    event.row.number = to < minimum ? SUP_FLOOR_LOWERED : SUP_FLOOR_RETURNED;
    event.body = is_text(params->reason) ? params->reason : NULL;
    sup__floor_say(policy, to, &event);
    if (to < minimum) {
        sup__floor_say_minimum(policy, to, &event);
        rc = sup__floor_say_waived(unit, row, to, &event);
    }
    if (!unit->is_import) {
        event.payload.notify = (struct sup__texts){floor->notified, floor->notified_count};
    }
    rc = rc == SUP_OK ? sup__emit(unit, &event) : rc;
    rc = rc == SUP_OK ? sup__sign_left(unit, row->id) : rc;
    return rc == SUP_OK ? sup__floor_hand_over(unit, row->id) : rc;
}

int32_t sup__op_floor_lower(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_floor_lower_params *params = in;
    const struct sup__floor *floor = NULL;
    struct sup__ticket_row row;
    (void)result;
    int32_t rc = load_floor_ticket(unit, params->ticket_id, params->version, &row, &floor);
    if (rc == SUP_OK) {
        rc = go_down(unit, params, &row);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, row.id, row.id, receipt) : rc;
}

/* ---- evidence ---- */

static int names_evidence(const struct sup__named *items, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(items[i].name, name) == 0) {
            return 1;
        }
    }
    return 0;
}

static void list_evidence(const struct sup__named *items, uint32_t count, const char **names,
                          uint32_t *found)
{
    for (uint32_t i = 0; i < count; i++) {
        names[(*found)++] = items[i].name;
    }
}

/* A piece that any floor asks for may be recorded before the ticket comes there. */
static int32_t check_evidence(struct sup__unit *unit, const char *name)
{
    const struct sup__policy *policy = unit->policy;
    uint32_t all = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < policy->floor_count; i++) {
        const struct sup__floor *floor = &policy->floors[i];
        if (names_evidence(floor->leave, floor->leave_count, name) ||
            names_evidence(floor->resolve, floor->resolve_count, name)) {
            return SUP_OK;
        }
        all += floor->leave_count + floor->resolve_count;
    }
    const char **names = sup__arena_alloc(unit->repo.arena, (all + 1) * sizeof *names);
    if (!names) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (uint32_t i = 0; i < policy->floor_count; i++) {
        list_evidence(policy->floors[i].leave, policy->floors[i].leave_count, names, &count);
        list_evidence(policy->floors[i].resolve, policy->floors[i].resolve_count, names, &count);
    }
    int32_t rc = sup__fail(unit->error, SUP_MSG_POLICY_NAME, "evidence",
                           "no floor of the policy asks for evidence '%s'", name);
    const char *nearest = sup__nearest(name, names, count);
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s'?", nearest);
    }
    return rc;
}

static int32_t check_message(struct sup__unit *unit, int64_t ticket_id, int64_t message_id)
{
    struct sup__message_row message = {.tenant = unit->head.tenant, .id = message_id};
    int32_t rc = message_id ? sup__get(&unit->repo, SUP__T_MESSAGE, &message) : SUP_OK;
    if (rc == SUP_NOT_FOUND || (rc == SUP_OK && message_id && message.ticket_id != ticket_id &&
                                message.thread_id != ticket_id)) {
        rc = sup__fail(unit->error, SUP_MSG_MESSAGE_UNKNOWN, "message_id",
                       "ticket %" PRId64 " has no message %" PRId64, ticket_id, message_id);
    }
    return rc;
}

int32_t sup__op_floor_evidence(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_floor_evidence_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    (void)result;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_workable(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t id = slot->row.id;
    rc = check_message(unit, id, params->message_id);
    if (rc == SUP_OK) {
        rc = check_evidence(unit, params->evidence);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_EVIDENCE_RECORDED, id);
    event.row.after = params->evidence;
    event.row.subject_id = params->message_id;
    event.payload.message_id = params->message_id;
    event.body = is_text(params->note) ? params->note : NULL;
    rc = sup__emit(unit, &event);
    return rc == SUP_OK ? sup__ticket_receipt(unit, id, id, receipt) : rc;
}
