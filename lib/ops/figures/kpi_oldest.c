/*
 * kpi_oldest.c: how old the oldest ticket in work was at the ends of days.
 *
 * Which ticket is the oldest does not add up from days to days, so nothing of it is kept: it is found
 * from what each ticket adds, as kpi.backlog finds it. A ticket is in work between two instants; of
 * the ends that lie there it is looked at, so that many steps cost no more than what they have.
 */
#include "ops/figures/kpi_ask.h"

#include "base/message.h"

#include <string.h>

static int is_change(const struct sup__kpi_item *item)
{
    return item->measure == SUP__KPI_ENTERED || item->measure == SUP__KPI_LEFT;
}

int sup__kpi_is_oldest(const struct sup__kpi_definition *metric)
{
    return sup__kpi_uses(metric, SUP__KPI_OLDEST, SUP__KPI_OLDEST);
}

int64_t sup__kpi_end_ms(const struct sup__unit *unit, const struct sup__kpi_rules *rules,
                        int32_t last_day)
{
    int64_t end_ms = sup__kpi_day_begin(rules, last_day + 1) - 1;
    return end_ms < unit->caller.now_ms ? end_ms : unit->caller.now_ms;
}

/* Work that came and went in one instant is none. */
int sup__kpi_was_in_work(const struct sup__kpi_rules *rules,
                         const struct sup__kpi_question *question,
                         const struct sup__kpi_fact *fact, int64_t at_ms)
{
    int64_t runs = 0;
    for (uint32_t i = 0; i < fact->count; i++) {
        const struct sup__kpi_item *item = &fact->items[i];
        struct sup__kpi_names names;
        if (!is_change(item) || item->at_ms > at_ms) {
            continue;
        }
        struct sup__kpi_when when = sup__kpi_when(rules, item->at_ms);
        sup__kpi_names_of(&fact->traits, item, &when, &names);
        if (sup__kpi_passes(question, &names)) {
            runs += item->measure == SUP__KPI_ENTERED ? 1 : -1;
        }
    }
    return runs > 0;
}

int32_t sup__kpi_each_ticket(struct sup__unit *unit, int with_products,
                             struct sup__arena *scratch, sup__kpi_fact_fn fn,
                             int32_t (*take)(void *context, void *row), void *context)
{
    struct sup__arena *lasting = unit->repo.arena;
    struct sup__kpi_fact_row row;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(SUP_KPI_TICKET)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_KPI_FACT, .prefix_count = 2, .prefix = prefix};
    unit->repo.arena = scratch;
    int32_t rc = with_products ? sup__kpi_each_with_product(unit, &scan, fn, context)
                               : sup__each(&unit->repo, &scan, 1, &row, take, context);
    unit->repo.arena = lasting;
    return rc;
}

/* ---- for each step of a question ---- */

struct finding {
    struct sup__kpi_sums *sums;
    const int64_t *ends_ms; /* of the steps that have begun, rising */
    int32_t count;
    int32_t rc; /* why a row ended the reading */
};

int32_t sup__kpi_keep_oldest(struct sup__kpi_cell *cell, struct sup__arena *arena, int64_t age_ms)
{
    struct sup__kpi_sum sum = {.measure = SUP__KPI_OLDEST, .count = 1, .value = age_ms};
    for (uint32_t i = 0; i < cell->sum_count; i++) {
        const struct sup__kpi_sum *there = &cell->sums[i];
        if (there->measure == SUP__KPI_OLDEST) {
            sum.count = 0;
            sum.value = age_ms > there->value ? age_ms - there->value : 0;
        }
    }
    return sup__kpi_sum_add(cell, arena, &sum, 1);
}

/* It was in work from one instant until another: at these ends. */
static int32_t keep(struct finding *finding, const struct sup__kpi_names *names, int64_t opened_ms,
                    int64_t from_ms, int64_t until_ms)
{
    struct sup__kpi_sums *sums = finding->sums;
    int32_t low = 0;
    int32_t high = finding->count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        low = finding->ends_ms[middle] < from_ms ? middle + 1 : low;
        high = finding->ends_ms[middle] < from_ms ? high : middle;
    }
    int32_t rc = SUP_OK;
    for (; low < finding->count && finding->ends_ms[low] < until_ms && rc == SUP_OK; low++) {
        int32_t first = 0;
        int32_t last = 0;
        sup__kpi_step_days(sums->question, low, &first, &last);
        struct sup__kpi_cell *cell = sup__kpi_goal(sums, names, SUP__KPI_FLOW, last);
        rc = cell ? sup__kpi_keep_oldest(cell, sums->lasting, finding->ends_ms[low] - opened_ms)
                  : sums->cells.rc;
    }
    return rc;
}

static int32_t weigh(void *context, const struct sup__kpi_fact_row *row,
                     const struct sup__kpi_fact *fact)
{
    struct finding *finding = context;
    struct sup__kpi_names names = {.names = {NULL}};
    int64_t runs = 0;
    int64_t from_ms = 0;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < fact->count && rc == SUP_OK; i++) {
        const struct sup__kpi_item *item = &fact->items[i];
        struct sup__kpi_when when = {0};
        if (!is_change(item)) {
            continue;
        }
        if (runs > 0) {
            rc = keep(finding, &names, row->opened_ms, from_ms, item->at_ms);
        }
        when = sup__kpi_when(finding->sums->rules, item->at_ms);
        sup__kpi_names_of(&fact->traits, item, &when, &names);
        if (sup__kpi_passes(finding->sums->question, &names)) {
            runs += item->measure == SUP__KPI_ENTERED ? 1 : -1;
        }
        from_ms = item->at_ms;
    }
    return runs > 0 && rc == SUP_OK
               ? keep(finding, &names, row->opened_ms, from_ms, INT64_MAX)
               : rc;
}

static int32_t take_fact(void *context, void *any)
{
    struct finding *finding = context;
    struct sup__kpi_fact fact = {0};
    finding->rc = sup__kpi_fact_of(finding->sums->unit, any, &fact);
    if (finding->rc == SUP_OK) {
        finding->rc = weigh(finding, any, &fact);
        finding->rc = finding->rc == SUP_OK
                          ? SUP_OK
                          : sup__kpi_fail(finding->sums->unit, finding->rc, "sup_kpi_fact.items");
    }
    sup__arena_reset(&finding->sums->scratch);
    return finding->rc;
}

int32_t sup__kpi_find_oldest(struct sup__kpi_sums *sums)
{
    struct sup__unit *unit = sums->unit;
    const struct sup__kpi_question *question = sums->question;
    int32_t today = sup__kpi_when(sums->rules, unit->caller.now_ms).day;
    int32_t last = question->last_day < today ? question->last_day : today;
    struct finding finding = {.sums = sums};
    sums->is_scanned = 1;
    if (last < question->first_day) {
        return SUP_OK; /* of days to come nothing is known */
    }
    finding.count = sup__kpi_step(question, last) + 1;
    int64_t *ends_ms =
        sup__arena_alloc(sums->lasting, (size_t)finding.count * sizeof *ends_ms);
    for (int32_t step = 0; ends_ms && step < finding.count; step++) {
        int32_t first = 0;
        int32_t end = 0;
        sup__kpi_step_days(question, step, &first, &end);
        ends_ms[step] = sup__kpi_end_ms(unit, sums->rules, end);
    }
    finding.ends_ms = ends_ms;
    sup__arena_reset(&sums->scratch);
    int32_t rc = ends_ms ? sup__kpi_each_ticket(unit, question->has_products, &sums->scratch, weigh,
                                                take_fact, &finding)
                         : sup__kpi_fail(unit, SUP_NOMEM, NULL);
    return rc == SUP_OK ? finding.rc : rc;
}
