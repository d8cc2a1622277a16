/*
 * timers.c: from what happened to a ticket to what its timers do.
 */
#include "ops/erasure/erase.h"
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"

#include "policy/decide.h"
#include "supportcore/sla.h"
#include "supportcore/ticket.h"

#include <string.h>

uint32_t sup__timers_paused(const struct sup__policy *policy, const char *status, int64_t category)
{
    int32_t index = sup__policy_status(policy, status);
    return index < 0 ? sup__usual_pauses((int32_t)category) : policy->statuses[index].paused;
}

static void message_step(const struct sup__event *event, const struct sup__ticket_row *row,
                         struct sup__timer_step *step)
{
    int is_automated = (event->row.flags & SUP_EVENT_AUTOMATED) != 0;
    int is_answered = row->last_reply_ms && event->row.at_ms <= row->last_reply_ms;
    if (event->row.kind == SUP__E_MESSAGE_RECEIVED) {
        /* One that comes late may have been answered before it was told, and on a closed ticket, as
         * an import tells of, nobody waits. */
        step->kind = is_automated || is_answered || row->category == SUP_CATEGORY_CLOSED
                         ? SUP__STEP_NOTHING
                         : SUP__STEP_WROTE;
    } else if (event->row.kind == SUP__E_MESSAGE_REPLIED) {
        step->kind = event->row.flags & SUP_EVENT_ANSWER ? SUP__STEP_ANSWERED : SUP__STEP_TOLD;
    }
}

static void assignment_step(const struct sup__event *event, const struct sup__ticket_row *row,
                            struct sup__timer_step *step)
{
    step->is_taken = event->row.subject_id != 0;
    step->has_team = event->row.after != NULL;
    step->kind = !sup__same_text(row->team, event->row.after) ? SUP__STEP_ARRIVED
                 : step->is_taken                             ? SUP__STEP_TAKEN
                                                              : SUP__STEP_LEFT;
}

int sup__is_within_grace(const struct sup__unit *unit, const struct sup__event *event,
                         const struct sup__ticket_row *row)
{
    int64_t grace_ms = unit->policy->resume_grace_ms;
    return grace_ms && row->solved_ms && event->row.at_ms - row->solved_ms <= grace_ms;
}

static void move_step(const struct sup__unit *unit, const struct sup__event *event,
                      const struct sup__ticket_row *row, struct sup__timer_step *step)
{
    step->kind = SUP__STEP_MOVED;
    step->category = (int32_t)event->row.number;
    step->paused = sup__timers_paused(unit->policy, event->row.after, event->row.number);
    step->is_going_on = sup__is_within_grace(unit, event, row);
    step->floor_goes_on = (uint32_t)event->payload.goes_on;
}

/* A floor that wants a decision is left with one, or without. */
void sup__timer_floor_step(const struct sup__unit *unit, const struct sup__ticket_row *row,
                           struct sup__timer_step *step)
{
    const struct sup__floor *floor = sup__floor_of(unit->policy, row);
    step->has_floor = floor != NULL;
    step->needs_decision = floor && floor->resolution_count;
    for (uint32_t i = 0; floor && i < floor->target_count; i++) {
        step->needs_decision |= floor->targets[i].metric == SUP__METRIC_DECISION;
    }
    step->limits_work = floor && sup__floor_limits_work(floor);
}

static void sign_step(const struct sup__event *event, struct sup__timer_step *step)
{
    int is_decision = event->row.number == SUP_SIGN_RESOLUTION && !event->payload.needs_signing;
    step->kind = event->row.number == SUP_SIGN_MOVE_UP     ? SUP__STEP_SIGNED
                 : is_decision                             ? SUP__STEP_DECIDED
                 : event->row.number == SUP_SIGN_CLEARANCE ? SUP__STEP_NOTHING
                                                           : SUP__STEP_UNDECIDED;
}

/* Where a decision is owed again: the last one of the stay goes on, one of an earlier stay does
 * not. */
static int32_t find_decision(struct sup__unit *unit, const struct sup__ticket_row *row,
                             struct sup__timer_step *step)
{
    int32_t states[SUP__METRICS];
    struct sup__visit_row visit;
    struct sup__timer_row last = {0};
    sup__clockwork_unpack(row->timers, states);
    int32_t state = states[SUP__METRIC_DECISION];
    int is_owed = state == SUP__TIMER_RUNNING || state == SUP__TIMER_PAUSED;
    if (step->kind != SUP__STEP_UNDECIDED) {
        return SUP_OK;
    }
    step->kind = step->needs_decision && !is_owed ? step->kind : SUP__STEP_NOTHING;
    if (!step->kind || state != SUP__TIMER_ENDED) {
        return SUP_OK;
    }
    int32_t rc = sup__load_visit(unit, row, &visit);
    if (rc == SUP_OK) {
        rc = sup__last_timer(unit, row->id, SUP__METRIC_DECISION + 1, &last);
    }
    if (rc == SUP_OK && last.instance && sup__is_of_stay(&last, &visit)) {
        step->floor_goes_on = UINT32_C(1) << SUP__METRIC_DECISION;
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static void open_step(const struct sup__unit *unit, const struct sup__event *event,
                      struct sup__timer_step *step)
{
    step->kind = SUP__STEP_OPENED;
    step->was = step->category = (int32_t)event->row.number;
    step->paused = sup__timers_paused(unit->policy, event->row.after, event->row.number);
    step->is_by_customer = event->row.actor_kind == SUP_ACTOR_CUSTOMER;
    step->is_taken = event->payload.assignee_id != 0;
    step->has_team = event->payload.team != NULL;
}

/* What was to be done by a fact's date is done. */
static int ends_deadline(const struct sup__policy *policy, const struct sup__event *event,
                         const struct sup__ticket_row *row)
{
    const struct sup__target *target =
        policy->has_deadlines ? sup__deadline_target(policy, row->sla, row) : NULL;
    if (!target) {
        return 0;
    }
    int is_answer = event->row.kind == SUP__E_MESSAGE_REPLIED &&
                    (event->row.flags & SUP_EVENT_ANSWER) && target->until == SUP__UNTIL_REPLY;
    int is_there = event->row.kind == SUP__E_TICKET_MOVED && target->until >= 0 &&
                   sup__policy_status(policy, event->row.after) == target->until;
    return is_answer || is_there;
}

static void find_step(const struct sup__unit *unit, const struct sup__event *event,
                      const struct sup__ticket_row *row, struct sup__timer_step *step)
{
    memset(step, 0, sizeof *step);
    sup__timer_floor_step(unit, row, step);
    if (event->row.kind == SUP__E_TICKET_OPENED) {
        open_step(unit, event, step);
        return;
    }
    step->was = step->category = (int32_t)row->category;
    step->is_taken = row->assignee_id != 0;
    step->has_team = row->team != NULL;
    step->paused = sup__timers_paused(unit->policy, row->status, row->category);
    step->ends_deadline = ends_deadline(unit->policy, event, row);
    switch (event->row.kind) {
    case SUP__E_MESSAGE_RECEIVED:
    case SUP__E_MESSAGE_REPLIED:
        message_step(event, row, step);
        return;
    case SUP__E_TICKET_ASSIGNED:
    case SUP__E_TICKET_TRANSFERRED:
        assignment_step(event, row, step);
        return;
    case SUP__E_TICKET_MOVED:
        move_step(unit, event, row, step);
        return;
    case SUP__E_TICKET_MERGED:
        step->kind = SUP__STEP_MERGED;
        return;
    case SUP__E_SIGN_OFF_REQUESTED:
        step->kind = SUP__STEP_ASKED;
        return;
    case SUP__E_SIGN_OFF_CARRIED:
        step->kind = SUP__STEP_ASKED;
        step->asked_ms = event->payload.asked_ms;
        return;
    case SUP__E_SIGN_OFF_RETURNED:
        step->kind = SUP__STEP_UNASKED;
        return;
    case SUP__E_FLOOR_SIGNED:
        sign_step(event, step);
        return;
    case SUP__E_SIGNING_CHANGED:
        step->kind = event->row.number == SUP__SIGNING_DONE    ? SUP__STEP_DECIDED
                     : event->row.number == SUP__SIGNING_WAITS ? SUP__STEP_UNDECIDED
                                                               : SUP__STEP_NOTHING;
        return;
    case SUP__E_FLOOR_RAISED:
    case SUP__E_FLOOR_RULES_MATCHED: /* on the same stay: what was signed is void */
        step->kind = SUP__STEP_UNDECIDED;
        return;
    default:
        return;
    }
}

/* Has the customer had the first reply? Also when that message has left since. */
int32_t sup__timer_answered(struct sup__unit *unit, const struct sup__ticket_row *row,
                            int32_t *is_answered)
{
    int32_t states[SUP__METRICS];
    struct sup__timer_row last;
    sup__clockwork_unpack(row->timers, states);
    *is_answered = row->first_reply_ms != 0;
    if (*is_answered || states[SUP__METRIC_FIRST_REPLY] != SUP__TIMER_ENDED) {
        return SUP_OK;
    }
    int32_t rc = sup__last_timer(unit, row->id, SUP__METRIC_FIRST_REPLY + 1, &last);
    *is_answered = last.state == SUP__TIMER_DONE;
    return rc;
}

/* ---- with the event ---- */

/* Before something that is known already, or before the turn for another policy that a run had. */
static int32_t find_late(struct sup__unit *unit, struct sup__ticket_slot *slot, int64_t at_ms,
                         int *is_late)
{
    *is_late = slot && at_ms < slot->row.updated_ms;
    if (!slot || *is_late || at_ms >= unit->caller.now_ms) {
        return SUP_OK;
    }
    int32_t rc = sup__load_timers(unit, slot);
    for (int metric = 0; rc == SUP_OK && metric < SUP__METRICS; metric++) {
        const struct sup__timer_row *run = &slot->timers[metric];
        *is_late |= run->ticket_id && run->since_ms > at_ms;
        rc = *is_late ? rc : sup__timer_promised_after(unit, run, at_ms, is_late);
    }
    return rc;
}

static int32_t plan(struct sup__unit *unit, struct sup__event *event, struct sup__ticket_slot *slot,
                    const struct sup__ticket_row *row, struct sup__timer_step *step)
{
    struct sup__timer_plan plan;
    struct sup__timer_move moves[SUP__TIMER_MOVES_MAX];
    int32_t states[SUP__METRICS];
    const char *sla = slot ? row->sla : event->payload.sla;
    int64_t at_ms = event->row.at_ms;
    sup__clockwork_unpack(row->timers, states);
    int is_late = 0;
    int32_t rc = find_late(unit, slot, at_ms, &is_late);
    if (rc != SUP_OK) {
        return rc;
    }
    if (!is_late) { /* most steps of a message do nothing: then nothing is read */
        uint32_t count = sup__clockwork_step(states, step, moves);
        if (!count) {
            return SUP_OK;
        }
        rc = sup__timer_plan_begin(&plan, unit, slot, row, sla, at_ms, count);
        plan.seen_ms = step->asked_ms ? at_ms : 0;
        rc = rc == SUP_OK ? sup__timer_plan_since(&plan, step->asked_ms, moves, count) : rc;
    } else {
        rc = sup__timer_plan_begin(&plan, unit, slot, row, sla, at_ms, SUP__TIMER_ROOM_MAX);
        rc = rc == SUP_OK ? sup__timer_plan_late(&plan, step, states, moves) : rc;
    }
    if (rc == SUP_OK) {
        sup__timer_plan_end(&plan, event);
    }
    return rc;
}

static int32_t plan_step(struct sup__unit *unit, struct sup__event *event,
                         struct sup__ticket_slot *slot, const struct sup__ticket_row *row)
{
    struct sup__ticket_row after = *row;
    struct sup__timer_step step;
    find_step(unit, event, &after, &step);
    int32_t rc = find_decision(unit, &after, &step);
    if (rc == SUP_OK && step.kind == SUP__STEP_WROTE) {
        rc = sup__timer_answered(unit, &after, &step.is_answered);
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    }
    return rc == SUP_OK && step.kind ? plan(unit, event, slot, &after, &step) : rc;
}

/* The ticket comes to another floor: what begins there is promised by that one. */
static int32_t plan_floor(struct sup__unit *unit, struct sup__event *event,
                          struct sup__ticket_slot *slot)
{
    struct sup__ticket_row after = slot->row;
    struct sup__timer_step step;
    int is_kept = 1;
    int is_other = !sup__same_text(slot->row.floor, event->payload.floor);
    after.floor = event->payload.floor;
    after.floor_rank = event->payload.floor_rank;
    after.floor_count = event->payload.floor_count;
    if (event->payload.floor_minimum) {
        after.floor_minimum = event->payload.floor_minimum;
        after.minimum_rank = event->payload.minimum_rank;
    }
    const struct sup__floor *floor = sup__floor_of(unit->policy, &after);
    if (!floor) {
        return SUP_OK;
    }
    if (!is_other) { /* only its minimum changes */
        return plan_step(unit, event, slot, &after);
    }
    int32_t rc = sup__floor_keeps(unit, &slot->row, floor, &is_kept);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    find_step(unit, event, &after, &step);
    step.kind = SUP__STEP_FLOOR;
    step.is_taken = after.assignee_id && is_kept;
    step.is_handed_over = !is_kept;
    return plan(unit, event, slot, &after, &step);
}

int32_t sup__plan_timers(struct sup__unit *unit, struct sup__event *event)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__ticket_row opened = {0};
    struct sup__timer_step step;
    switch (event->row.kind) {
    case SUP__E_TICKET_OPENED:
        opened.id = event->row.ticket_id;
        opened.channel = event->payload.channel;
        opened.priority = event->payload.priority;
        opened.floor = event->payload.floor;
        opened.floor_rank = event->payload.floor_rank;
        find_step(unit, event, &opened, &step);
        return plan(unit, event, NULL, &opened, &step);
    case SUP__E_MESSAGE_RECEIVED:
    case SUP__E_MESSAGE_REPLIED:
    case SUP__E_TICKET_ASSIGNED:
    case SUP__E_TICKET_TRANSFERRED:
    case SUP__E_TICKET_MOVED:
    case SUP__E_TICKET_MERGED:
    case SUP__E_FLOOR_RAISED:
    case SUP__E_FLOOR_ESCALATED:
    case SUP__E_FLOOR_RETURNED:
    case SUP__E_FLOOR_LOWERED:
    case SUP__E_SIGN_OFF_REQUESTED:
    case SUP__E_SIGN_OFF_CARRIED:
    case SUP__E_SIGN_OFF_RETURNED:
    case SUP__E_FLOOR_SIGNED:
    case SUP__E_SIGNING_CHANGED:
    case SUP__E_FLOOR_RULES_MATCHED:
        break;
    default:
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    if (event->payload.floor) {
        return plan_floor(unit, event, slot);
    }
    return plan_step(unit, event, slot, &slot->row);
}

/* ---- after the event ---- */

static int may_change_promises(const struct sup__policy *policy, const struct sup__event *event)
{
    switch (event->row.kind) {
    case SUP__E_TICKET_PRIORITIZED:
    case SUP__E_FLOOR_RAISED:
    case SUP__E_FLOOR_ESCALATED:
    case SUP__E_FLOOR_RETURNED:
    case SUP__E_FLOOR_LOWERED:
        return 1;
    case SUP__E_TICKET_OPENED:
        return policy->has_deadlines && event->data.references.count > 0;
    case SUP__E_TICKET_MOVED:
        return event->row.flags & SUP_EVENT_REOPENS ? 1 : policy->sla_asks_for_status;
    case SUP__E_TICKET_CLASSIFIED:
    case SUP__E_TICKET_ASSIGNED:
    case SUP__E_TICKET_TRANSFERRED:
    case SUP__E_TICKET_TAGGED:
    case SUP__E_TICKET_UNTAGGED:
    case SUP__E_TICKET_FILLED:
        return policy->sla_has_conditions;
    case SUP__E_REFERENCES_ADDED:
    case SUP__E_REFERENCES_REMOVED:
        return policy->sla_has_conditions || policy->has_deadlines;
    case SUP__E_FACTS_RECORDED:
        return policy->sla_has_conditions && policy->asks_for_message;
    default:
        return 0;
    }
}

/* May another signature of its resolution be missing than before, or one more or less? */
static int may_change_signing(const struct sup__event *event)
{
    switch (event->row.kind) {
    case SUP__E_TICKET_OPENED:
    case SUP__E_TICKET_PRIORITIZED:
    case SUP__E_TICKET_MOVED:
    case SUP__E_TICKET_CLASSIFIED:
    case SUP__E_TICKET_ASSIGNED:
    case SUP__E_TICKET_TRANSFERRED:
    case SUP__E_TICKET_TAGGED:
    case SUP__E_TICKET_UNTAGGED:
    case SUP__E_REFERENCES_ADDED:
    case SUP__E_REFERENCES_REMOVED:
    case SUP__E_TICKET_FILLED:
    case SUP__E_FACTS_RECORDED:
    case SUP__E_TICKET_JOINED:
    case SUP__E_TICKET_PARTED:
    case SUP__E_TICKET_UNMERGED:
    case SUP__E_FLOOR_RAISED:
    case SUP__E_FLOOR_ESCALATED:
    case SUP__E_FLOOR_RETURNED:
    case SUP__E_FLOOR_LOWERED:
    case SUP__E_FLOOR_RULES_MATCHED:
        return 1;
    default:
        return 0;
    }
}

int sup__timers_active(const struct sup__ticket_row *row)
{
    int32_t states[SUP__METRICS];
    int is_active = 0;
    sup__clockwork_unpack(row->timers, states);
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        is_active |= states[metric] == SUP__TIMER_RUNNING || states[metric] == SUP__TIMER_PAUSED;
    }
    return is_active;
}

/* Nothing is promised on a ticket on which nothing runs. What has come back to run may have a
 * promise that no policy makes any more. */
static int has_promises(const struct sup__policy *policy, const struct sup__event *after,
                        const struct sup__ticket_row *row)
{
    int is_back = after->row.kind == SUP__E_TICKET_UNMERGED;
    return (policy->sla.count || row->sla || row->floor || is_back) && sup__timers_active(row);
}

static int32_t review(struct sup__unit *unit, const struct sup__event *after, int is_thread)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__ticket_slot *slot = NULL;
    struct sup__timer_plan plan;
    int32_t index = -1;
    int32_t rc = sup__unit_ticket(unit, after->row.ticket_id, &slot);
    if (rc != SUP_OK || (!is_thread && !has_promises(policy, after, &slot->row))) {
        return rc;
    }
    rc = sup__choose_sla(unit, &slot->row, &index);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, after->row.ticket_id, &slot);
    }
    const char *sla = index < 0 ? NULL : policy->sla.names.names[index];
    if (rc == SUP_OK) {
        rc = sup__timer_plan_begin(&plan, unit, slot, &slot->row, sla, after->row.at_ms,
                                   SUP__TIMER_ROOM_MAX);
    }
    plan.after = after;
    if (rc == SUP_OK && is_thread) {
        rc = sup__timer_plan_thread(&plan);
    } else if (rc == SUP_OK) {
        rc = sup__timer_plan_promises(&plan, plan.rows);
    }
    if (rc == SUP_OK && !is_thread) {
        rc = sup__timer_plan_deadline(&plan);
    }
    return rc == SUP_OK ? sup__timer_plan_emit(&plan, 0) : rc;
}

/* A ticket about a thing of which something is reported, at the time at which that is told. */
static int32_t review_about(struct sup__unit *unit, int64_t ticket_id, int is_risk, int is_awaited)
{
    struct sup__event after = {0};
    struct sup__ticket_slot *slot = NULL;
    int64_t at_ms = unit->at_ms;
    after.row.ticket_id = ticket_id;
    after.row.at_ms = unit->caller.now_ms;
    int32_t rc = sup__agenda_fire_ticket(unit, ticket_id);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, ticket_id, &slot);
    }
    if (rc != SUP_OK || slot->row.category >= SUP_CATEGORY_SOLVED || slot->row.root_id) {
        return rc;
    }
    unit->at_ms = unit->caller.now_ms;
    rc = is_risk ? sup__floor_review(unit, ticket_id) : SUP_OK;
    rc = rc == SUP_OK && is_risk ? sup__review_signing(unit, ticket_id) : rc;
    rc = rc == SUP_OK && is_awaited ? review(unit, &after, 0) : rc;
    unit->at_ms = at_ms;
    return rc;
}

/* Does a promise wait for one of these facts of things of that kind? */
static int is_waited_for(const struct sup__policy *policy, const char *kind,
                         const struct sup__texts *facts)
{
    for (uint32_t i = 0; policy->has_deadlines && i < policy->sla.count; i++) {
        const struct sup__promise *promise = &policy->promises[i];
        for (uint32_t k = 0; k < promise->target_count; k++) {
            const struct sup__target *target = &promise->targets[k];
            int is_kind = target->kind && strcmp(target->kind, kind) == 0;
            for (uint32_t n = 0; is_kind && n < facts->count; n++) {
                if (strcmp(facts->items[n], target->fact) == 0) {
                    return 1;
                }
            }
        }
    }
    return 0;
}

int32_t sup__review_deadlines(struct sup__unit *unit, const struct sup_reference *thing,
                              const struct sup__texts *facts)
{
    struct sup_value prefix[4] = {sup__int(unit->head.tenant), sup__text(thing->system),
                                  sup__text(thing->kind), sup__text(thing->id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_REFERENCE,
                            .index = SUP__REFERENCE_BY_THING,
                            .prefix_count = 4,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = SUP_DEADLINE_TICKETS_MAX};
    struct sup__rows rows = {0};
    int waits = is_waited_for(unit->policy, thing->kind, facts);
    int is_risk =
        strcmp(thing->kind, "order") == 0 && sup__floors_ask(unit->policy, "order", facts);
    if (!waits && !is_risk) {
        return SUP_OK;
    }
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = rows.count; rc == SUP_OK && i > 0; i--) {
        rc = review_about(
            unit, ((const struct sup__reference_row *)sup__rows_at(&rows, i - 1))->ticket_id,
            is_risk, waits);
    }
    return rc;
}

int32_t sup__review_timers(struct sup__unit *unit, const struct sup__event *after)
{
    struct sup__ticket_slot *slot = NULL;
    int is_asked =
        after->row.kind == SUP__E_MESSAGE_REPLIED || after->row.kind == SUP__E_TICKET_MOVED;
    int32_t rc = is_asked ? sup__unit_ticket(unit, after->row.ticket_id, &slot) : SUP_OK;
    int is_thread = rc == SUP_OK && sup__may_change_waits(after, slot ? &slot->row : NULL);
    if (rc == SUP_OK) { /* first its floors, which say what else is promised */
        rc = sup__floor_after(unit, after);
    }
    if (rc == SUP_OK && unit->policy->floor_count && may_change_signing(after)) {
        rc = sup__review_signing(unit, after->row.ticket_id);
    }
    rc = rc == SUP_OK && is_thread ? review(unit, after, 1) : rc;
    return rc == SUP_OK && (is_thread || may_change_promises(unit->policy, after))
               ? review(unit, after, 0)
               : rc;
}
