/*
 * fold_miss.c: promises that were broken, each as a row of its own, and why they were.
 *
 * A timer says that its promise is broken wherever that is found: when it fires, or when a run ends
 * that nobody looked at, as in an import. Who had the ticket then is kept with it, since the ticket
 * goes on to others.
 */
#include "ops/sla/misses.h"

#include "ops/erasure/erase.h"

/* Business time over the promise that was on a run, when it had used so much. */
static int64_t over(const struct sup__timer_row *promised, int64_t business_ms)
{
    int64_t over_ms = business_ms - promised->base_ms - promised->target_ms;
    return over_ms > 0 ? over_ms : 0;
}

static int32_t add_miss(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                        const struct sup__timer_row *row)
{
    struct sup__miss_row miss = {.tenant = row->tenant,
                                 .ticket_id = row->ticket_id,
                                 .metric = row->metric,
                                 .instance = row->instance,
                                 .position = row->promise_count + 1,
                                 .breached_ms = row->breached_ms,
                                 .sla = row->sla,
                                 .policy_version = row->policy_version,
                                 .target_ms = row->target_ms,
                                 .team = ticket->team,
                                 .assignee_id = ticket->assignee_id,
                                 .ended_ms = row->ended_ms,
                                 .over_ms = row->ended_ms ? over(row, row->business_ms) : 0};
    /* Without a promise there is nothing to break: somebody edited the timer. And a question is
     * missed once, whatever ticket it comes to. */
    return row->sla && !row->missed_before ? sup__put(&unit->repo, SUP__T_MISS, &miss) : SUP_OK;
}

/* How late a promise is in the end, if its run has ended. Only what changes is in the rows. */
static void say_end(struct sup__miss_row *miss, const struct sup__timer_row *promised,
                    int64_t ended_ms, int64_t business_ms)
{
    miss->ended_ms = ended_ms;
    miss->over_ms = ended_ms ? over(promised, business_ms) : 0;
}

/* The run ends, goes on again, or gets another promise. */
static int32_t end_miss(struct sup__unit *unit, const struct sup__timer_row *before,
                        const struct sup__timer_row *row)
{
    struct sup__miss_row was = {.tenant = before->tenant,
                                .ticket_id = before->ticket_id,
                                .metric = before->metric,
                                .instance = before->instance,
                                .position = before->promise_count + 1};
    struct sup__miss_row miss = was;
    int is_replaced = row->promise_count != before->promise_count;
    say_end(&was, before, before->ended_ms, before->business_ms);
    say_end(&miss, before, is_replaced ? row->since_ms : row->ended_ms, row->business_ms);
    int32_t rc = sup__update(&unit->repo, SUP__T_MISS, &was, &miss);
    return rc == SUP_NOT_FOUND || rc == SUP_CONFLICT ? SUP_OK : rc; /* somebody deleted it */
}

int32_t sup__fold_miss(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                       const struct sup__timer_row *before, const struct sup__timer_row *row)
{
    if (!before->breached_ms) {
        return row->breached_ms ? add_miss(unit, ticket, row) : SUP_OK;
    }
    int is_over = row->promise_count != before->promise_count || row->ended_ms != before->ended_ms;
    return is_over ? end_miss(unit, before, row) : SUP_OK;
}

int32_t sup__fold_miss_back(struct sup__unit *unit, const struct sup__promise_row *promise,
                            const struct sup__timer_row *ended, const struct sup__timer_row *row)
{
    int64_t over_ms = promise->used_ms - promise->target_ms;
    struct sup__miss_row was = {.tenant = row->tenant,
                                .ticket_id = row->ticket_id,
                                .metric = row->metric,
                                .instance = row->instance,
                                .position = promise->position,
                                .ended_ms = promise->ended_ms,
                                .over_ms = over_ms > 0 ? over_ms : 0};
    struct sup__miss_row miss = was;
    say_end(&miss, row, ended->ended_ms, row->business_ms);
    int32_t rc = sup__update(&unit->repo, SUP__T_MISS, &was, &miss);
    return rc == SUP_NOT_FOUND || rc == SUP_CONFLICT ? SUP_OK : rc; /* somebody deleted it */
}

int32_t sup__fold_cause(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup_value prefix[4] = {sup__int(unit->head.tenant), sup__int(event->row.ticket_id),
                                  sup__int(event->row.number), sup__int(event->row.subject_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_MISS, .prefix_count = 4, .prefix = prefix};
    struct sup__rows rows;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__miss_row *before = sup__rows_at(&rows, i);
        struct sup__miss_row row = *before;
        row.cause = event->row.after;
        row.cause_by_kind = event->row.actor_kind;
        row.cause_by_id = event->row.actor_id;
        row.cause_ms = event->row.at_ms;
        row.cause_event = event->row.sequence;
        rc = sup__update(&unit->repo, SUP__T_MISS, before, &row);
    }
    return rc;
}
