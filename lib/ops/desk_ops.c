/*
 * desk_ops.c: the tick, what is due next, and how the desk stands.
 */
#include "ops/bodies.h"
#include "ops/figures/kpi.h"
#include "ops/sla/timers.h"

#include "base/message.h"
#include "supportcore/desk.h"
#include "supportcore/ticket.h"

#include <string.h>

int32_t sup__op_desk_tick(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                          void **result)
{
    const struct sup_tick_params *params = in;
    uint32_t limit = params->limit ? params->limit : SUP_TICK_ITEMS_MAX;
    (void)receipt;
    if (limit > SUP_TICK_ITEMS_MAX) {
        return sup__fail(unit->error, SUP_MSG_LIST_LONG, "limit",
                         "a tick fires at most %d things, not %u", SUP_TICK_ITEMS_MAX, limit);
    }
    struct sup_tick_result *tick = sup__result(unit, sizeof *tick);
    if (!tick) {
        return SUP_NOMEM;
    }
    int32_t rc = sup__agenda_fire_due(unit, limit, &tick->fired, &tick->next_due_ms);
    if (rc == SUP_OK) {
        rc = sup__kpi_follow(unit, &sup__kpi_tick_pace);
    }
    if (rc != SUP_OK) {
        sup_free(tick);
        return rc;
    }
    tick->is_more = tick->next_due_ms && tick->next_due_ms <= unit->caller.now_ms;
    return sup__result_end(unit, tick, 0, result);
}

int32_t sup__op_desk_next_due(struct sup__unit *unit, const void *params,
                              struct sup_receipt *receipt, void **result)
{
    struct sup__agenda_row row = {0};
    uint32_t count = 0;
    (void)params;
    (void)receipt;
    int32_t rc = sup__agenda_due(unit, 0, 1, &row, &count);
    struct sup_next_due *next = rc == SUP_OK ? sup__result(unit, sizeof *next) : NULL;
    if (!next) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    next->due_ms = row.due_ms;
    return sup__result_end(unit, next, 0, result);
}

static int32_t count_category(struct sup__unit *unit, int64_t category, int64_t *count)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(category)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TICKET,
                            .index = SUP__TICKET_BY_CATEGORY,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct sup_aggregate found = {0};
    int32_t rc = sup__db_aggregate(unit->repo.db, &scan, SUP__TICKET_id, &found);
    *count = found.count;
    return rc;
}

static int32_t sum_tickets(struct sup__unit *unit, uint32_t column, int64_t *sum)
{
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_TICKET, .prefix_count = 1, .prefix = &prefix};
    struct sup_aggregate found = {0};
    int32_t rc = sup__db_aggregate(unit->repo.db, &scan, column, &found);
    *sum = found.sum;
    return rc;
}

int32_t sup__op_desk_summary(struct sup__unit *unit, const void *params,
                             struct sup_receipt *receipt, void **result)
{
    (void)params;
    (void)receipt;
    struct sup_summary *summary = sup__result(unit, sizeof *summary);
    if (!summary) {
        return SUP_NOMEM;
    }
    int64_t *counts[] = {&summary->new_count,     &summary->open_count,   &summary->pending_count,
                         &summary->on_hold_count, &summary->solved_count, &summary->closed_count};
    int32_t rc = SUP_OK;
    for (int64_t i = 0; i < SUP_CATEGORY_CLOSED && rc == SUP_OK; i++) {
        rc = count_category(unit, i + 1, counts[i]);
    }
    if (rc == SUP_OK) {
        rc = sum_tickets(unit, SUP__TICKET_reopen_count, &summary->reopen_count);
    }
    if (rc == SUP_OK) {
        rc = sum_tickets(unit, SUP__TICKET_reassign_count, &summary->reassign_count);
    }
    if (rc == SUP_OK) {
        rc = sup__replan_left(unit, &summary->replan_left);
    }
    if (rc != SUP_OK) {
        sup_free(summary);
        return rc;
    }
    summary->ticket_count = unit->head.ticket_count;
    summary->message_count = unit->head.message_count;
    summary->customer_count = unit->head.customer_count;
    summary->agent_count = unit->head.agent_count;
    summary->event_count = unit->head.sequence;
    summary->policy_version = unit->head.policy_version;
    return sup__result_end(unit, summary, 0, result);
}
