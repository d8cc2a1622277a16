/*
 * timers_fire.c: warnings and breaches, at their own instants.
 */
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

/* A floor's limit: something follows when it has passed. */
static int is_floor_limit(const struct sup__timer_row *timer)
{
    int64_t metric = timer->metric - 1;
    return timer->sla &&
           strncmp(timer->sla, SUP__FLOOR_PROMISE, sizeof SUP__FLOOR_PROMISE - 1) == 0 &&
           (metric == SUP__METRIC_TIME_ON_FLOOR || metric == SUP__METRIC_WORK_ON_FLOOR ||
            metric == SUP__METRIC_SIGN_OFF);
}

/* What a timer has come to at the instant that it waited for. */
static int32_t fire_one(struct sup__unit *unit, const struct sup__ticket_row *row,
                        const struct sup__timer_row *timer)
{
    struct sup__terms terms = sup__timer_terms(unit, row, timer);
    struct sup__prospect prospect = {0};
    int64_t more_ms = 0;
    int32_t rc = timer->state == SUP__TIMER_RUNNING
                     ? sup__time_used(terms.calendar, timer->since_ms, timer->next_ms, &more_ms)
                     : SUP_OK;
    int64_t used_ms = timer->business_ms + more_ms - timer->base_ms;
    /* Judged as promised then: hours that have changed since do not take a breach back. */
    int is_broken = used_ms > timer->target_ms || timer->warned >= terms.mark_count;
    struct sup__timer_change change = {.metric = timer->metric,
                                       .instance = timer->instance,
                                       .act = is_broken ? SUP__TIMER_BREACH : SUP__TIMER_WARN,
                                       .warned = is_broken ? terms.mark_count
                                                           : sup__terms_passed(&terms, used_ms)};
    if (change.warned <= timer->warned) {
        change.warned = timer->warned + !is_broken;
    }
    if (rc == SUP_OK && !is_broken) {
        rc = sup__terms_prospect(&terms, timer->since_ms, timer->business_ms,
                                 (uint32_t)change.warned, &prospect);
        change.next_ms = prospect.next_ms;
    }
    if (rc != SUP_OK) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while timers fire");
    }
    struct sup__event event =
        sup__event_new(unit, is_broken ? SUP__E_SLA_BREACHED : SUP__E_SLA_WARNED, row->id);
    event.row.subject_id = timer->instance;
    event.row.number = timer->metric;
    event.row.after = timer->sla;
    event.payload.timers.items = &change;
    event.payload.timers.count = 1;
    rc = sup__emit(unit, &event);
    return rc == SUP_OK && is_broken && is_floor_limit(timer)
               ? sup__floor_late(unit, timer)
               : rc;
}

int32_t sup__fire_timers(struct sup__unit *unit, int64_t ticket_id, int64_t due_ms)
{
    uint32_t fired = 0;
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        struct sup__ticket_slot *slot = NULL;
        int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
        if (rc == SUP_OK) {
            rc = sup__load_timers(unit, slot);
        }
        if (rc != SUP_OK) {
            return rc;
        }
        if (slot->timers[metric].next_ms == due_ms && slot->timers[metric].ticket_id) {
            const struct sup__ticket_row row = slot->row;
            const struct sup__timer_row timer = slot->timers[metric];
            fired++;
            rc = fire_one(unit, &row, &timer);
        }
        if (rc != SUP_OK) {
            return rc;
        }
    }
    if (fired) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_agenda",
                     "the agenda has an item for ticket %" PRId64 " at %" PRId64
                     ", for which none of its timers waits",
                     ticket_id, due_ms);
}
