/*
 * kpi_window.c: until when a figure is provisional.
 *
 * What was solved in a period may have been solved for good or not, which is known when the policy's
 * time for that is over. The last that may have been solved in it was solved at its end, so a value
 * is final that time later. It goes by days alone: no ticket is read.
 */
#include "ops/figures/kpi_ask.h"

#include "policy/policy.h"

const char *sup__kpi_window_name(const struct sup__kpi_definition *metric)
{
    static const char *const names[] = {NULL, "repeat_contact", "repeat_purchase"};
    return names[sup__kpi_window(metric)];
}

int64_t sup__kpi_window_ms(const struct sup__policy *policy,
                           const struct sup__kpi_definition *metric)
{
    const int64_t times[] = {0, policy->repeat_ms, policy->purchase_ms};
    return times[sup__kpi_window(metric)];
}

static int64_t until_of(const struct sup__kpi_sums *sums,
                        const struct sup__kpi_definition *metric, int32_t last_day)
{
    const struct sup__unit *unit = sums->unit;
    if (!sup__kpi_window(metric)) {
        return 0;
    }
    int64_t until_ms = sup__kpi_day_begin(sums->rules, last_day + 1) +
                       sup__kpi_window_ms(unit->policy, metric);
    return until_ms > unit->caller.now_ms ? until_ms : 0;
}

int32_t sup__kpi_find_provisional(struct sup__kpi_sums *sums, int64_t **until_ms,
                                  struct sup__arena *arena)
{
    const struct sup__kpi_question *question = sums->question;
    uint64_t steps = (uint64_t)sup__kpi_step(question, question->last_day) + 1;
    uint64_t count = steps * question->metric_count;
    if (!question->has_window || count > SUP_KPI_ROWS_MAX) {
        return SUP_OK; /* more rows than there may be are refused before they are shown */
    }
    *until_ms = *until_ms ? *until_ms : sup__arena_alloc(arena, count * sizeof **until_ms);
    for (uint32_t i = 0; *until_ms && i < count; i++) {
        int32_t first = 0;
        int32_t last = 0;
        sup__kpi_step_days(question, (int32_t)(i / question->metric_count), &first, &last);
        int64_t own = until_of(sums, question->metrics[i % question->metric_count], last);
        (*until_ms)[i] = own > (*until_ms)[i] ? own : (*until_ms)[i];
    }
    return *until_ms ? SUP_OK : SUP_NOMEM;
}
