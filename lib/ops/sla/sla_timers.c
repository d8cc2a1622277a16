/*
 * sla_timers.c: the timers of a ticket, with the promises that were on them.
 */
#include "ops/reads.h"
#include "ops/sla/sla_show.h"

#include "base/message.h"

struct timers {
    struct sup__unit *unit;
    struct sup__ticket_row ticket;
    struct sup_timer_list *list;
    struct sup_timer *items;
    struct sup__reads reads;
    uint32_t limit;
    struct sup__sla_place last;
    int is_more;
    int failed;
    int32_t rc;
};

static int32_t add_timer(void *context, void *in)
{
    struct timers *timers = context;
    const struct sup__timer_row *row = in;
    if (timers->list->count == timers->limit) {
        timers->is_more = 1;
        return 1;
    }
    uint32_t at = timers->list->count++;
    timers->last = (struct sup__sla_place){row->metric, row->instance};
    timers->rc = sup__show_timer(timers->unit, timers->list, &timers->ticket, row,
                                 &timers->items[at], &timers->failed);
    if (row->promise_count && timers->rc == SUP_OK && !timers->failed) {
        uint32_t limit = row->promise_count < SUP_TIMER_PROMISES_MAX
                             ? (uint32_t)row->promise_count
                             : (uint32_t)SUP_TIMER_PROMISES_MAX;
        struct sup__read_item *item = sup__reads_add(&timers->reads, SUP__T_PROMISE, 0, limit, at);
        sup__read_by_int(item, row->ticket_id);
        sup__read_by_int(item, row->metric);
        sup__read_by_int(item, row->instance);
        item->scan.is_descending = 1;
        timers->items[at].promises = sup__result_array(
            timers->list, limit, sizeof *timers->items[at].promises, &timers->failed);
    }
    return timers->rc != SUP_OK || timers->failed;
}

/* They come newest first: each takes the place before those that are there. */
static int32_t add_promise(void *context, const struct sup__read_item *item, union sup__any_row *in)
{
    struct timers *timers = context;
    const struct sup__promise_row *row = &in->promise;
    struct sup_timer *timer = &timers->items[item->at];
    struct sup_timer_promise *all = (struct sup_timer_promise *)(uintptr_t)timer->promises;
    for (uint32_t i = timer->promise_count; i > 0; i--) {
        all[i] = all[i - 1];
    }
    all[0] = (struct sup_timer_promise){
        .sla = sup__result_text(timers->list, row->sla, &timers->failed),
        .policy_version = row->policy_version,
        .calendar = sup__result_text(timers->list, row->calendar, &timers->failed),
        .target_ms = row->target_ms,
        .used_ms = row->used_ms,
        .ended_ms = row->ended_ms,
        .breached_ms = row->breached_ms};
    timer->promise_count++;
    return timers->failed;
}

static int32_t read_timers(struct timers *timers, const struct sup_ticket_timers_params *params,
                           struct sup__sla_place after)
{
    struct sup_value prefix[3] = {sup__int(timers->unit->head.tenant), sup__int(params->ticket_id),
                                  sup__int(params->metric)};
    struct sup_value lower[2] = {sup__int(after.first), sup__int(after.second)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TIMER,
                            .prefix_count = params->metric ? 3 : 2,
                            .prefix = prefix,
                            .lower = params->metric ? &lower[1] : lower,
                            .lower_is_open = after.second != 0,
                            .limit = timers->limit + 1};
    struct sup__timer_row row;
    if (after.second) {
        scan.lower_count = params->metric ? 1 : 2;
    }
    int32_t rc = sup__each(&timers->unit->repo, &scan, 1, &row, add_timer, timers);
    rc = rc == SUP_OK ? timers->rc : rc;
    if (rc == SUP_OK && !timers->failed && sup__reads_any(&timers->reads)) {
        rc = sup__reads_run(&timers->reads, add_promise, timers);
    }
    return rc;
}

int32_t sup__op_ticket_timers(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    const struct sup_ticket_timers_params *params = in;
    struct timers timers = {.unit = unit, .reads = {.unit = unit}};
    struct sup__ticket_slot *slot = NULL;
    struct sup__sla_place after;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &timers.limit);
    if (rc == SUP_OK) {
        rc = sup__sla_place_read(unit, params->after, &after);
    }
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    }
    if (rc == SUP_OK) {
        const struct sup__policy *earlier = NULL;
        timers.ticket = slot->row;
        /* Loaded beforehand: while rows are read nothing else is. */
        rc = sup__replan_waits(unit, &slot->row) ? sup__unit_earlier_policy(unit, &earlier) : rc;
    }
    if (rc != SUP_OK) {
        return rc;
    }
    timers.list = sup__result(unit, sizeof *timers.list);
    if (!timers.list) {
        return SUP_NOMEM;
    }
    timers.items =
        sup__result_array(timers.list, timers.limit, sizeof *timers.items, &timers.failed);
    timers.list->items = timers.items;
    rc = timers.failed ? SUP_OK : read_timers(&timers, params, after);
    if (rc != SUP_OK) {
        sup_free(timers.list);
        return rc;
    }
    if (timers.is_more) {
        timers.list->next_after = sup__sla_place_text(timers.list, timers.last, &timers.failed);
    }
    return sup__result_end(unit, timers.list, timers.failed, result);
}
