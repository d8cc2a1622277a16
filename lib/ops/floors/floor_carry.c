/*
 * floor_carry.c: a sign-off that is waited for, through merges and back.
 *
 * Nothing is won by merging: what a ticket waits for is waited for on the one that it becomes part
 * of, as who asked for it and since when they did. Taken back, the ticket waits as before, and the
 * other one no more. Those who may sign were told when it was asked for.
 */
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_ops.h"

int32_t sup__floor_waiting(struct sup__unit *unit, const struct sup__ticket_row *row,
                           struct sup__waiting *waiting)
{
    int32_t states[SUP__METRICS];
    struct sup__visit_row visit;
    *waiting = (struct sup__waiting){0};
    sup__clockwork_unpack(row->timers, states);
    int is_over = states[SUP__METRIC_SIGN_OFF] == SUP__TIMER_ENDED;
    if (!states[SUP__METRIC_SIGN_OFF] || (is_over && sup__is_floor_work(row))) {
        return SUP_OK; /* its clock tells it without a look */
    }
    int32_t rc = sup__load_visit(unit, row, &visit);
    int is_there = rc == SUP_OK && (visit.is_current || visit.left_why == SUP_FLOOR_JOINED);
    if (is_there && visit.asked_ms && !visit.signed_ms) {
        *waiting = (struct sup__waiting){
            .ticket_id = visit.asked_from ? visit.asked_from : row->id,
            .position = visit.position,
            .asked_ms = visit.asked_ms,
            .asked_kind = visit.asked_kind,
            .asked_by = visit.asked_by,
            .asked_why = visit.asked_why,
            .asked_floor = visit.asked_floor,
            .floor = visit.floor,
        };
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* Whenever the merge is said to have been: it is waited for from when that is known. */
static struct sup__event new_event(struct sup__unit *unit, enum sup__event_kind kind,
                                   const struct sup__ticket_row *row,
                                   const struct sup__waiting *waiting)
{
    struct sup__event event = sup__event_new(unit, kind, row->id);
    event.row.subject_id = waiting->ticket_id;
    event.row.before = row->floor;
    event.row.after = waiting->asked_floor;
    if (!unit->is_import && event.row.at_ms < unit->caller.now_ms) {
        event.row.at_ms = unit->caller.now_ms;
    }
    return event;
}

static int32_t wait_there(struct sup__unit *unit, int64_t ticket_id,
                          const struct sup__waiting *waiting)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = new_event(unit, SUP__E_SIGN_OFF_CARRIED, &slot->row, waiting);
    event.row.number = waiting->asked_why;
    event.payload.asked_ms = waiting->asked_ms;
    event.payload.asked_kind = waiting->asked_kind;
    event.payload.asked_by = waiting->asked_by;
    return sup__emit(unit, &event);
}

/* Where a ticket is from which it could go there; -1: there is nothing to wait for. */
static int32_t way_up(struct sup__unit *unit, const struct sup__ticket_row *row,
                      const struct sup__waiting *waiting, int *is_waiting)
{
    struct sup__visit_row visit;
    *is_waiting = 0;
    if (!sup__is_floor_work(row) || !sup__floor_of(unit->policy, row)) {
        return SUP_OK;
    }
    int32_t to = sup__names_find(&unit->policy->floor_names, waiting->asked_floor);
    int32_t rc = sup__load_visit(unit, row, &visit);
    /* It is there already, or waits for a signature of its own. */
    *is_waiting = rc == SUP_OK && to > sup__floor_current(unit->policy, row) &&
                  sup__visit_waits(&visit) != SUP_SIGN_MOVE_UP;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__floor_carry(struct sup__unit *unit, int64_t ticket_id,
                         const struct sup__waiting *waiting)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__ticket_slot *slot = NULL;
    int is_waiting = 0;
    int32_t rc = waiting->ticket_id ? sup__unit_ticket(unit, ticket_id, &slot) : SUP_OK;
    if (rc != SUP_OK || !slot) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    rc = way_up(unit, &row, waiting, &is_waiting);
    if (rc != SUP_OK || !is_waiting) {
        return rc;
    }
    int32_t current = sup__floor_current(policy, &row);
    int32_t from = sup__names_find(&policy->floor_names, waiting->floor);
    if (policy->floors[current].has_sign_off) {
        return wait_there(unit, ticket_id, waiting);
    }
    /* On a floor that nobody signs for it would come past the one that asks for a signature. */
    int is_below = from > current && policy->floors[from].has_sign_off;
    struct sup__floor_step step = {.to = from, .why = SUP_FLOOR_MERGED};
    if (!is_below) {
        step.to = sup__names_find(&policy->floor_names, waiting->asked_floor);
        step.why = (int32_t)waiting->asked_why;
    }
    rc = sup__floor_rise(unit, ticket_id, &step);
    return rc == SUP_OK && is_below ? wait_there(unit, ticket_id, waiting) : rc;
}

/* The last stay of a ticket on which that was waited for; none: position 0. */
static int32_t find_stay(struct sup__unit *unit, int64_t root_id,
                         const struct sup__waiting *waiting, struct sup__visit_row *visit)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(root_id)};
    struct sup_filter filters[] = {
        {SUP__VISIT_asked_from, SUP_EQ, sup__int(waiting->ticket_id)},
        {SUP__VISIT_asked_ms, SUP_EQ, sup__int(waiting->asked_ms)},
    };
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_VISIT,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = sizeof filters / sizeof filters[0],
                            .filters = filters,
                            .is_descending = 1,
                            .limit = 1};
    *visit = (struct sup__visit_row){0};
    return sup__each(&unit->repo, &scan, 1, visit, NULL, NULL);
}

static int32_t give_back(struct sup__unit *unit, int64_t root_id,
                         const struct sup__waiting *waiting)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, root_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = new_event(unit, SUP__E_SIGN_OFF_RETURNED, &slot->row, waiting);
    return sup__emit(unit, &event);
}

/* Who signed for the whole signed for the part that had asked. */
static int32_t go_up(struct sup__unit *unit, int64_t ticket_id, const struct sup__waiting *waiting,
                     int64_t signed_by)
{
    struct sup__ticket_slot *slot = NULL;
    int is_waiting = 0;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc == SUP_OK) {
        const struct sup__ticket_row row = slot->row;
        rc = way_up(unit, &row, waiting, &is_waiting);
    }
    struct sup__floor_step step = {
        .to = sup__names_find(&unit->policy->floor_names, waiting->asked_floor),
        .why = (int32_t)waiting->asked_why,
        .signed_by = signed_by};
    return rc == SUP_OK && is_waiting ? sup__floor_rise(unit, ticket_id, &step) : rc;
}

int32_t sup__floor_bring_back(struct sup__unit *unit, int64_t ticket_id, int64_t root_id,
                              const struct sup__waiting *waiting)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__visit_row visit;
    if (!waiting->ticket_id) {
        return SUP_OK;
    }
    int32_t rc = find_stay(unit, root_id, waiting, &visit);
    rc = rc == SUP_OK ? sup__unit_ticket(unit, root_id, &slot) : rc;
    if (rc != SUP_OK) {
        return rc;
    }
    if (visit.signed_ms) {
        return visit.is_rejected ? SUP_OK : go_up(unit, ticket_id, waiting, visit.signed_by);
    }
    int is_last = visit.position && visit.position == slot->row.visit_count;
    if (is_last) {
        rc = give_back(unit, root_id, waiting);
    } else if (waiting->ticket_id != ticket_id) {
        return SUP_OK; /* it had it from a part of its own, which took it back */
    }
    return rc == SUP_OK ? sup__floor_carry(unit, ticket_id, waiting) : rc;
}
