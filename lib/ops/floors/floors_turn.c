/*
 * floors_turn.c: what another policy does to the floors of tickets that are there.
 *
 * It happens at the ticket's turn for the policy, as of the activation. A floor is known by its
 * name. So a ticket that has none, or one that the policy has no more, comes to one that it has,
 * and one whose minimum is above its floor by the new order comes up to it.
 */
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"

#include <string.h>

/* Whether a floor took the place of another is not known, so a lower number is taken for lower: a
 * minimum that may have fallen is told as one that did. */
static enum sup__event_kind kind_of_place(const struct sup__policy *policy,
                                          const struct sup__ticket_row *row, int32_t current,
                                          int32_t minimum)
{
    if (!sup__same_text(policy->floors[minimum].name, row->floor_minimum)) {
        return minimum + 1 < row->minimum_rank ? SUP__E_FLOOR_LOWERED : SUP__E_FLOOR_RAISED;
    }
    return current + 1 < row->floor_rank ? SUP__E_FLOOR_RETURNED : SUP__E_FLOOR_RAISED;
}

static int32_t place(struct sup__unit *unit, const struct sup__ticket_row *row,
                     struct sup__event *event, int32_t current)
{
    const struct sup__floor *floor = &unit->policy->floors[current];
    int is_other = !sup__same_text(floor->name, row->floor);
    event->row.before = row->floor;
    event->row.after = floor->name;
    event->row.number = SUP_FLOOR_POLICY;
    event->payload.notify = (struct sup__texts){floor->notified, floor->notified_count};
    int32_t rc = sup__emit(unit, event);
    return rc == SUP_OK && is_other ? sup__floor_hand_over(unit, row->id) : rc;
}

/* The floors of a ticket by the names that the policy has. Where only their numbers are others, its
 * turn says which they are now: tickets are listed by them. */
int32_t sup__floor_place(struct sup__unit *unit, int64_t ticket_id)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK || !policy->floor_count || !sup__is_floor_work(&slot->row)) {
        return rc;
    }
    const struct sup__ticket_row row = slot->row;
    int32_t current = sup__floor_current(policy, &row);
    int32_t minimum = sup__floor_minimum(policy, &row);
    if (current < 0 || minimum < 0) {
        return SUP_OK;
    }
    int is_same = sup__same_text(policy->floors[current].name, row.floor) &&
                  sup__same_text(policy->floors[minimum].name, row.floor_minimum);
    int is_lowest = current == 0 && minimum == 0; /* which is found without a number */
    int is_counted = is_lowest || row.floor_count == policy->floor_count;
    if (is_same && is_counted && row.floor_rank == current + 1 && row.minimum_rank == minimum + 1) {
        return SUP_OK;
    }
    struct sup__event event = sup__event_new(
        unit, is_same ? SUP__E_TIMERS_CHANGED : kind_of_place(policy, &row, current, minimum),
        row.id);
    event.row.number = 1;
    sup__floor_say(policy, current, &event);
    sup__floor_say_minimum(policy, minimum, &event);
    return is_same ? sup__emit(unit, &event) : place(unit, &row, &event, current);
}

static int is_over(const struct sup__ticket_slot *slot, int metric)
{
    const struct sup__timer_row *row = &slot->timers[metric];
    size_t prefix = sizeof SUP__FLOOR_PROMISE - 1;
    return row->ticket_id && row->breached_ms && row->sla &&
           strncmp(row->sla, SUP__FLOOR_PROMISE, prefix) == 0;
}

/* What passed under the policy before and only was told, or waits for a signature that nobody has
 * to give any more, is done as the new one says. */
int32_t sup__floor_settle(struct sup__unit *unit, int64_t ticket_id)
{
    static const int metrics[] = {SUP__METRIC_SIGN_OFF, SUP__METRIC_TIME_ON_FLOOR,
                                  SUP__METRIC_WORK_ON_FLOOR};
    int32_t rc = SUP_OK;
    for (size_t i = 0; rc == SUP_OK && i < sizeof metrics / sizeof metrics[0]; i++) {
        struct sup__ticket_slot *slot = NULL;
        rc = sup__unit_ticket(unit, ticket_id, &slot);
        const struct sup__floor *floor =
            rc == SUP_OK ? sup__floor_of(unit->policy, &slot->row) : NULL;
        rc = floor ? sup__load_timers(unit, slot) : rc;
        if (rc != SUP_OK || !floor) {
            return rc;
        }
        int is_sign_off = metrics[i] == SUP__METRIC_SIGN_OFF;
        int is_settled = is_sign_off ? !floor->has_sign_off ||
                                           (floor->rises_unsigned && is_over(slot, metrics[i]))
                                     : !floor->is_told_only && is_over(slot, metrics[i]);
        struct sup__timer_row limit = slot->timers[metrics[i]];
        limit.ticket_id = ticket_id;
        limit.metric = metrics[i] + 1;
        rc = is_settled ? sup__floor_late(unit, &limit) : SUP_OK;
    }
    return rc;
}

int32_t sup__floor_turn(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = unit->policy->floor_count ? sup__unit_ticket(unit, ticket_id, &slot) : SUP_OK;
    if (rc != SUP_OK || !slot || !sup__is_floor_work(&slot->row)) {
        return rc;
    }
    rc = sup__floor_place(unit, ticket_id);
    rc = rc == SUP_OK ? sup__floor_review_all(unit, ticket_id) : rc;
    return rc == SUP_OK ? sup__floor_settle(unit, ticket_id) : rc;
}
