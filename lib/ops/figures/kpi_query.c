/*
 * kpi_query.c: questions about figures, and what figures mean.
 */
#include "ops/bodies.h"
#include "ops/figures/kpi_ask.h"

#include "base/message.h"
#include "kpi/histogram.h"

#include <stdlib.h>
#include <string.h>

struct answering {
    struct sup__unit *unit;
    struct sup__kpi_rules rules;
    struct sup__kpi_question question;
    struct sup__kpi_sums sums;
    const char **groups; /* by name, each once */
    uint32_t group_count;
    uint32_t step_count;
    struct sup_kpi_answer *out;
    struct sup_kpi_row *rows;
    int failed;
};

/* ---- what figures mean ---- */

static const char *const units[] = {NULL,   "count", "ms",    "percent",
                                    "each", "money", "score", "points"};

const char *sup__kpi_unit_name(int32_t unit)
{
    return units[unit];
}

static void show_definition(struct sup_kpi_definition_list *list, struct sup_kpi_definition *to,
                            const struct sup__kpi_definition *from,
                            const struct sup__policy *policy)
{
    *to = (struct sup_kpi_definition){.name = from->name,
                                      .label = from->label,
                                      .unit = sup__kpi_unit_name(from->unit),
                                      .formula = from->formula,
                                      .population = from->population,
                                      .clock = *from->clock ? from->clock : NULL,
                                      .source = from->source,
                                      .version = from->version,
                                      .has_percentiles = from->spread != 0,
                                      .is_stock = from->is_sum,
                                      .window = sup__kpi_window_name(from),
                                      .provisional_ms = sup__kpi_window_ms(policy, from)};
    list->count++;
}

int32_t sup__op_kpi_definitions(struct sup__unit *unit, const void *in,
                                struct sup_receipt *receipt, void **result)
{
    const struct sup_kpi_definitions_params *params = in;
    const struct sup__kpi_definition *one = NULL;
    int failed = 0;
    (void)receipt;
    int32_t rc = params->metric ? sup__kpi_metric(unit, "metric", params->metric, &one) : SUP_OK;
    struct sup_kpi_definition_list *list = rc == SUP_OK ? sup__result(unit, sizeof *list) : NULL;
    if (!list) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    uint32_t count = one ? 1 : sup__kpi_definition_count();
    struct sup_kpi_definition *items =
        sup__result_array(list, count, sizeof *items, &failed);
    list->items = items;
    for (uint32_t i = 0; i < count && !failed; i++) {
        show_definition(list, &items[i], one ? one : sup__kpi_definition_at(i), unit->policy);
    }
    return sup__result_end(unit, list, failed, result);
}

/* ---- the order of the answer ---- */

static int group_order(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static int32_t find_groups(struct answering *answering)
{
    const struct sup__kpi_cells *cells = &answering->sums.cells;
    uint32_t kept = 0;
    answering->groups = sup__arena_alloc(answering->unit->repo.arena,
                                         (cells->count + 1) * sizeof *answering->groups);
    if (!answering->groups) {
        return sup__fail(answering->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (uint32_t i = 0; i < cells->room; i++) {
        if (cells->slots[i]) {
            answering->groups[answering->group_count++] = cells->slots[i]->name;
        }
    }
    if (!answering->question.by_count) {
        answering->groups[0] = "";
        answering->group_count = 1;
    }
    if (answering->group_count) {
        qsort(answering->groups, answering->group_count, sizeof *answering->groups, group_order);
    }
    for (uint32_t i = 0; i < answering->group_count; i++) {
        if (!kept || strcmp(answering->groups[kept - 1], answering->groups[i]) != 0) {
            answering->groups[kept++] = answering->groups[i];
        }
    }
    answering->group_count = kept;
    return SUP_OK;
}

static int sample_order(const void *a, const void *b)
{
    const struct sup__kpi_sample *one = a;
    const struct sup__kpi_sample *other = b;
    if (one->cell != other->cell) {
        return (uintptr_t)one->cell < (uintptr_t)other->cell ? -1 : 1;
    }
    if (one->spread != other->spread) {
        return one->spread < other->spread ? -1 : 1;
    }
    return (one->ms > other->ms) - (one->ms < other->ms);
}

/* ---- percentiles ---- */

enum { PERCENTS = 5 };
static const uint32_t percents[PERCENTS] = {50, 75, 90, 95, 99};

static void set_percents(struct sup_kpi_spread *spread, const int64_t ms[PERCENTS])
{
    spread->p50_ms = ms[0];
    spread->p75_ms = ms[1];
    spread->p90_ms = ms[2];
    spread->p95_ms = ms[3];
    spread->p99_ms = ms[4];
}

/* 0: there are no values. */
static int of_samples(const struct sup__kpi_sums *sums, const struct sup__kpi_cell *cell,
                      uint32_t id, struct sup_kpi_spread *spread)
{
    uint32_t low = 0;
    uint32_t high = sums->sample_count;
    const struct sup__kpi_sample key = {.cell = cell, .spread = id, .ms = INT64_MIN};
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (sample_order(&sums->samples[middle], &key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    uint32_t end = low;
    while (end < sums->sample_count && sums->samples[end].cell == cell &&
           sums->samples[end].spread == id) {
        end++;
    }
    if (low == end) {
        return 0;
    }
    int64_t ms[PERCENTS];
    for (int i = 0; i < PERCENTS; i++) {
        ms[i] = sums->samples[low + sup__kpi_rank(end - low, percents[i]) - 1].ms;
    }
    set_percents(spread, ms);
    spread->min_ms = sums->samples[low].ms;
    spread->max_ms = sums->samples[end - 1].ms;
    spread->is_exact = 1;
    return 1;
}

static int of_buckets(const struct sup__kpi_cell *cell, uint32_t id,
                      struct sup_kpi_spread *spread)
{
    static const struct sup__kpi_spread none;
    const struct sup__kpi_spread *found = sup__kpi_spread_find(cell, id);
    int64_t total = 0;
    int64_t passed = 0;
    int64_t ms[PERCENTS] = {0};
    int64_t ranks[PERCENTS];
    int next = 0;
    found = found ? found : &none;
    for (uint32_t i = 0; i < found->count; i++) {
        total += found->tallies[i].count;
    }
    for (int i = 0; i < PERCENTS; i++) {
        ranks[i] = sup__kpi_rank(total, percents[i]);
    }
    const struct sup__kpi_tally *most = NULL;
    for (uint32_t i = 0; i < found->count; i++) {
        const struct sup__kpi_tally *tally = &found->tallies[i];
        if (tally->count <= 0) {
            continue;
        }
        spread->min_ms = most ? spread->min_ms : sup__kpi_bucket_ms(tally->bucket);
        most = tally;
        passed += tally->count;
        while (next < PERCENTS && passed >= ranks[next]) {
            ms[next++] = sup__kpi_bucket_ms(tally->bucket);
        }
    }
    spread->max_ms = most ? sup__kpi_bucket_ms(most->bucket) : 0;
    set_percents(spread, ms);
    return passed > 0;
}

static const struct sup_kpi_spread *show_spread(struct answering *answering,
                                                const struct sup__kpi_cell *cell, uint32_t id)
{
    struct sup_kpi_spread found = {0};
    int is_there = answering->sums.is_exact ? of_samples(&answering->sums, cell, id, &found)
                                            : of_buckets(cell, id, &found);
    if (!is_there) {
        return NULL;
    }
    struct sup_kpi_spread *spread =
        sup__result_array(answering->out, 1, sizeof *spread, &answering->failed);
    if (spread) {
        *spread = found;
    }
    return spread;
}

/* ---- rows ---- */

static void show_groups(struct answering *answering, struct sup_kpi_row *row, const char *group)
{
    char name[SUP__KPI_GROUP_BYTES];
    uint32_t count = answering->question.by_count;
    const char **groups =
        sup__result_array(answering->out, count, sizeof *groups, &answering->failed);
    row->groups = groups;
    if (!groups || !count) {
        return;
    }
    sup__format(name, sizeof name, "%s", group);
    char *end = count > 1 ? strchr(name, SUP__KPI_GROUP_END) : NULL;
    if (end) {
        *end = 0;
        groups[1] = sup__result_text(answering->out, end + 1, &answering->failed);
    }
    groups[0] = sup__result_text(answering->out, name, &answering->failed);
    row->group_count = count;
}

static int32_t show_row(struct answering *answering, uint32_t index, const char *group,
                        uint32_t step, const struct sup__kpi_cell *cell)
{
    const struct sup__kpi_definition *metric = answering->question.metrics[index];
    const int64_t *until_ms = answering->sums.until_ms;
    struct sup_kpi_row *row = &answering->rows[answering->out->count++];
    char day[SUP_KPI_DATE_BYTES_MAX + 1];
    char value[SUP__KPI_VALUE_BYTES];
    int32_t first = 0;
    int32_t last = 0;
    sup__kpi_step_days(&answering->question, (int32_t)step, &first, &last);
    row->metric = metric->name;
    sup__kpi_day_text(first, day);
    row->from = sup__result_text(answering->out, day, &answering->failed);
    row->to = row->from;
    if (last != first) {
        sup__kpi_day_text(last, day);
        row->to = sup__result_text(answering->out, day, &answering->failed);
    }
    show_groups(answering, row, group);
    int32_t rc = sup__kpi_evaluate(metric, answering->question.currency_code, cell,
                                   &row->numerator, &row->denominator);
    if (rc != SUP_OK) {
        return sup__kpi_fail(answering->unit, rc, "sup_kpi_cell.sums");
    }
    if (sup__kpi_value(metric, answering->question.currency, row->numerator, row->denominator,
                       value)) {
        row->value = sup__result_text(answering->out, value, &answering->failed);
        row->provisional_until_ms =
            until_ms ? until_ms[step * answering->question.metric_count + index] : 0;
    }
    if (metric->spread) {
        row->spread = show_spread(answering, cell, metric->spread);
    }
    return SUP_OK;
}

/* A stock is what it was before and what came since. */
static int32_t carry(struct answering *answering, struct sup__kpi_cell *stock, const char *group,
                     int32_t step)
{
    struct sup__kpi_cell *change =
        sup__kpi_cells_get(&answering->sums.cells, SUP__KPI_STOCK, step, group);
    int32_t rc = change ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; rc == SUP_OK && i < change->sum_count; i++) {
        rc = sup__kpi_sum_add(stock, answering->unit->repo.arena, &change->sums[i], 1);
    }
    return rc == SUP_OK ? rc : sup__kpi_fail(answering->unit, rc, "sup_kpi_cell.sums");
}

static int is_nothing(const struct answering *answering, uint32_t first)
{
    for (uint32_t i = first; i < answering->out->count; i++) {
        if (answering->rows[i].numerator || answering->rows[i].denominator) {
            return 0;
        }
    }
    return 1;
}

static int32_t show_group(struct answering *answering, const char *group)
{
    const struct sup__kpi_question *question = &answering->question;
    struct sup__kpi_cell stock = {0};
    uint32_t first = answering->out->count;
    int32_t rc = question->has_stock ? carry(answering, &stock, group, -1) : SUP_OK;
    for (uint32_t step = 0; step < answering->step_count && rc == SUP_OK; step++) {
        struct sup__kpi_cell *flow =
            sup__kpi_cells_get(&answering->sums.cells, SUP__KPI_FLOW, (int32_t)step, group);
        rc = flow ? SUP_OK : sup__kpi_fail(answering->unit, SUP_NOMEM, NULL);
        if (rc == SUP_OK && question->has_stock) {
            rc = carry(answering, &stock, group, (int32_t)step);
        }
        if (rc == SUP_OK && question->more.total) {
            sup__kpi_cell_settle(flow); /* each desk's are settled, all of them together not yet */
        }
        for (uint32_t i = 0; i < question->metric_count && rc == SUP_OK; i++) {
            const struct sup__kpi_definition *metric = question->metrics[i];
            int is_carried = metric->is_sum && !sup__kpi_is_oldest(metric);
            rc = show_row(answering, i, group, step, is_carried ? &stock : flow);
        }
    }
    if (question->by_count && is_nothing(answering, first)) {
        answering->out->count = first; /* a group that has none of what was asked for */
    }
    return rc;
}

static int32_t show_all(struct answering *answering)
{
    struct sup__unit *unit = answering->unit;
    const struct sup__kpi_question *question = &answering->question;
    int32_t rc = find_groups(answering);
    answering->step_count = (uint32_t)sup__kpi_step(question, question->last_day) + 1;
    uint64_t rows =
        (uint64_t)answering->group_count * answering->step_count * question->metric_count;
    if (rc == SUP_OK && rows > SUP_KPI_ROWS_MAX) {
        rc = sup__fail(unit->error, SUP_MSG_KPI_ROWS, "by",
                       "%u groups, %u steps and %u metrics are more than %d figures",
                       answering->group_count, answering->step_count, question->metric_count,
                       SUP_KPI_ROWS_MAX);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    answering->rows = sup__result_array(answering->out, (size_t)rows, sizeof *answering->rows,
                                        &answering->failed);
    answering->out->items = answering->rows;
    if (answering->sums.sample_count) {
        qsort(answering->sums.samples, answering->sums.sample_count,
              sizeof *answering->sums.samples, sample_order);
    }
    for (uint32_t i = 0; i < answering->group_count && rc == SUP_OK && !answering->failed; i++) {
        rc = show_group(answering, answering->groups[i]);
    }
    return rc;
}

/* ---- the question ---- */

static int32_t read_question(struct answering *answering,
                             const struct sup_kpi_query_params *params)
{
    struct sup__unit *unit = answering->unit;
    struct sup__kpi_question *question = &answering->question;
    question->interval = params->interval ? params->interval : SUP_KPI_WHOLE;
    sup__kpi_rules(unit, &answering->rules);
    int32_t rc = sup__kpi_ask_metrics(unit, question, params->metrics, params->metric_count);
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_currency(unit, question, params->currency);
    }
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_days(unit, &answering->rules, question, params->from, params->to);
    }
    if (rc == SUP_OK) {
        rc = sup__kpi_ask_groups(unit, question, params->by, params->by_count, params->filters,
                                 params->filter_count);
    }
    return rc;
}

const char *sup__kpi_zone_name(const struct sup__kpi_rules *rules)
{
    return rules->zone ? rules->zone->name : "UTC";
}

/* Sum up what answers it; with what other desks came to. */
static int32_t sum_up(struct answering *answering, const struct sup_kpi_query_params *params,
                      const struct sup__kpi_more *more, int64_t *sequence)
{
    struct sup__unit *unit = answering->unit;
    answering->sums = (struct sup__kpi_sums){
        .unit = unit, .rules = &answering->rules, .question = &answering->question};
    answering->question.more = *more;
    int32_t rc = read_question(answering, params);
    if (rc == SUP_OK) {
        rc = sup__kpi_catch_up(unit, sequence);
    }
    if (rc == SUP_OK) {
        rc = sup__kpi_sum_up(&answering->sums, params->is_exact);
    }
    if (rc == SUP_OK) {
        rc = more->total ? sup__kpi_total_add(more->total, &answering->sums)
                         : sup__kpi_find_provisional(&answering->sums, &answering->sums.until_ms,
                                                     unit->repo.arena);
        rc = rc == SUP_OK ? rc : sup__kpi_fail(unit, rc, "sup_kpi_cell.sums");
    }
    return rc;
}

static struct answering *begin(struct sup__unit *unit)
{
    struct answering *answering = sup__arena_alloc(unit->repo.arena, sizeof *answering);
    if (!answering) {
        sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        return NULL;
    }
    answering->unit = unit;
    return answering;
}

int32_t sup__kpi_add_up(struct sup__unit *unit, const struct sup_kpi_query_params *params,
                        struct sup__kpi_total *total)
{
    const struct sup__kpi_more more = {.total = total, .is_part = 1};
    struct answering *answering = begin(unit);
    int64_t sequence = 0;
    return answering ? sum_up(answering, params, &more, &sequence) : SUP_NOMEM;
}

static const char *show_zone(struct answering *answering)
{
    const struct sup__kpi_total *total = answering->question.more.total;
    return total && total->has_zones
               ? NULL
               : sup__result_text(answering->out, sup__kpi_zone_name(&answering->rules),
                                  &answering->failed);
}

int32_t sup__kpi_answer(struct sup__unit *unit, const struct sup_kpi_query_params *params,
                        const struct sup__kpi_more *more, struct sup_kpi_answer **answer)
{
    struct answering *answering = begin(unit);
    int64_t sequence = 0;
    int32_t rc = answering ? sum_up(answering, params, more, &sequence) : SUP_NOMEM;
    if (rc == SUP_OK && more->total) {
        rc = sup__kpi_total_end(more->total, &answering->sums);
        rc = rc == SUP_OK ? rc : sup__kpi_fail(unit, rc, "sup_kpi_cell.sums");
    }
    struct sup_kpi_answer *out = rc == SUP_OK ? sup__result(unit, sizeof *out) : NULL;
    if (!out) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    answering->out = out;
    out->sequence = more->total ? 0 : sequence;
    out->is_scanned = answering->sums.is_scanned;
    out->zone = show_zone(answering);
    out->currency =
        answering->question.has_money
            ? sup__result_text(out, answering->question.currency, &answering->failed)
            : NULL;
    rc = show_all(answering);
    if (rc != SUP_OK) {
        sup_free(out);
        return rc;
    }
    void *result = NULL;
    rc = sup__result_end(unit, out, answering->failed, &result);
    *answer = result;
    return rc;
}

int32_t sup__op_kpi_query(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                          void **result)
{
    static const struct sup__kpi_more none = {0};
    struct sup_kpi_answer *answer = NULL;
    (void)receipt;
    int32_t rc = sup__kpi_answer(unit, in, &none, &answer);
    *result = answer;
    return rc;
}
