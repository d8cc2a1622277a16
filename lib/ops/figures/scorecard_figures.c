/*
 * scorecard_figures.c: the figures of a scorecard's lines.
 *
 * Lines that are of the same teams, channels and so on are asked for together, all periods at once:
 * as kpi.query would be, so that both tell the same.
 */
#include "ops/figures/scorecard.h"

#include "base/message.h"
#include "base/money.h"

#include <inttypes.h>
#include <string.h>

/* What is asked for at once. */
struct asking {
    struct sup__unit *unit;
    const struct sup__periods *periods;
    struct sup__figures *figures;
    uint8_t is_done[SUP_SCORECARD_LINES_MAX]; /* 1: of that line the figures are there */
    uint32_t lines[SUP_SCORECARD_LINES_MAX];  /* that are asked for now */
    uint32_t line_count;
    const char *metrics[SUP_KPI_METRICS_MAX];
    uint32_t metric_count;
    int has_first; /* figures begin on first_day */
    int32_t first_day;
};

void sup__period_days(const struct sup__periods *periods, uint32_t index, int32_t *first,
                      int32_t *last)
{
    int32_t step = (int32_t)index;
    if (periods->span_days) {
        *first = periods->first_day + step * periods->span_days;
        *last = *first + periods->span_days - 1;
        return;
    }
    *first = sup__kpi_period_begin(periods->interval, periods->first_day, step);
    *last = sup__kpi_period_begin(periods->interval, periods->first_day, step + 1) - 1;
}

/* ---- one figure ---- */

static int64_t percentile(const struct sup_kpi_spread *spread, int32_t statistic)
{
    const int64_t ms[SUP__STATISTICS] = {
        [SUP__STATISTIC_MIN] = spread->min_ms, [SUP__STATISTIC_MAX] = spread->max_ms,
        [SUP__STATISTIC_P50] = spread->p50_ms, [SUP__STATISTIC_P75] = spread->p75_ms,
        [SUP__STATISTIC_P90] = spread->p90_ms, [SUP__STATISTIC_P95] = spread->p95_ms,
        [SUP__STATISTIC_P99] = spread->p99_ms};
    return ms[statistic];
}

struct sup__line_figure sup__figure_of(const struct sup_kpi_row *row,
                                       const struct sup__kpi_definition *metric, int32_t statistic)
{
    int is_count = !metric->denominator[0].sign;
    struct sup__line_figure figure = {.has_data = row->value != NULL,
                                      .is_exact = 1,
                                      .numerator = row->numerator,
                                      .denominator = row->denominator,
                                      .cases = is_count ? row->numerator : row->denominator,
                                      .value = row->value};
    if (metric->unit == SUP__KPI_UNIT_MONEY && is_count) {
        figure.cases = 0; /* a sum does not know of how many */
    }
    if (statistic != SUP__STATISTIC_MEAN) {
        figure.has_data = row->spread != NULL;
        figure.is_exact = row->spread ? row->spread->is_exact : 1;
        figure.numerator = row->spread ? percentile(row->spread, statistic) : 0;
        figure.denominator = 1;
    }
    figure.provisional_until_ms = figure.has_data ? row->provisional_until_ms : 0;
    return figure;
}

int sup__figure_compare(const struct sup__line_figure *one, const struct sup__line_figure *other)
{
    __extension__ typedef __int128 wide;
    wide left = (wide)one->numerator * (other->denominator ? other->denominator : 1);
    wide right = (wide)other->numerator * (one->denominator ? one->denominator : 1);
    return (left > right) - (left < right);
}

int32_t sup__line_status(const struct sup__kpi_line *line, const struct sup__line_figure *figure)
{
    if (!figure->has_data) {
        return SUP_KPI_NO_DATA;
    }
    return sup__kpi_is_met(line, figure->numerator, figure->denominator) ? SUP_KPI_MET
                                                                         : SUP_KPI_MISSED;
}

static const char *keep(struct sup__unit *unit, const char *text)
{
    const char *copy = sup__arena_text(unit->repo.arena, text, strlen(text));
    if (!copy) {
        (void)sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return copy;
}

const char *sup__line_target(struct sup__unit *unit, const struct sup__kpi_line *line)
{
    char text[SUP__KPI_VALUE_BYTES];
    char money[SUP__MONEY_TEXT_SIZE] = "";
    int64_t thousandths = line->target < 0 ? -line->target : line->target;
    if (line->metric->unit == SUP__KPI_UNIT_MONEY) {
        (void)sup__money_format(line->target, unit->policy->currency, money);
        sup__format(text, sizeof text, "%s", money);
    } else if (sup__is_in_thousandths(line->metric->unit)) {
        sup__format(text, sizeof text, "%s%" PRId64 ".%03d", line->target < 0 ? "-" : "",
                    thousandths / 1000, (int)(thousandths % 1000));
    } else {
        sup__format(text, sizeof text, "%" PRId64, line->target);
    }
    return keep(unit, text);
}

/* ---- which lines together ---- */

static int is_of_the_same(const struct sup__kpi_line *one, const struct sup__kpi_line *other)
{
    int is_so = one->only_count == other->only_count;
    for (uint32_t i = 0; is_so && i < one->only_count; i++) {
        is_so = strcmp(one->only[i].by, other->only[i].by) == 0 &&
                strcmp(one->only[i].is, other->only[i].is) == 0;
    }
    return is_so;
}

static uint32_t metric_of(const struct asking *asking, const struct sup__kpi_line *line)
{
    uint32_t i = 0;
    while (i < asking->metric_count && strcmp(asking->metrics[i], line->metric->name) != 0) {
        i++;
    }
    return i;
}

/* Those that are of the same as the first that is left, as far as one question has room. */
static void choose(struct asking *asking)
{
    const struct sup__scorecard *card = &asking->unit->policy->scorecard;
    asking->line_count = 0;
    asking->metric_count = 0;
    for (uint32_t i = 0; i < card->line_count; i++) {
        const struct sup__kpi_line *line = &card->lines[i];
        if (asking->is_done[i] ||
            (asking->line_count && !is_of_the_same(&card->lines[asking->lines[0]], line))) {
            continue;
        }
        uint32_t metric = metric_of(asking, line);
        if (metric == SUP_KPI_METRICS_MAX) {
            continue;
        }
        if (metric == asking->metric_count) {
            asking->metrics[asking->metric_count++] = line->metric->name;
        }
        asking->lines[asking->line_count++] = i;
        asking->is_done[i] = 1;
    }
}

/* ---- what they come to ---- */

/* Before there was anything at all, and of days that have not come, a count of 0 says nothing. */
static int is_known(const struct asking *asking, uint32_t period)
{
    int32_t first = 0;
    int32_t last = 0;
    sup__period_days(asking->periods, period, &first, &last);
    return asking->has_first && last >= asking->first_day && first <= asking->periods->today;
}

static int32_t take_figure(struct asking *asking, const struct sup_kpi_answer *answer,
                           uint32_t index, uint32_t period)
{
    struct sup__unit *unit = asking->unit;
    const struct sup__kpi_line *line = &unit->policy->scorecard.lines[index];
    uint32_t row = period * asking->metric_count + metric_of(asking, line);
    struct sup__line_figure *to = &asking->figures->items[index * asking->periods->count + period];
    char ms[SUP__KPI_VALUE_BYTES];
    *to = sup__figure_of(&answer->items[row], line->metric, line->statistic);
    to->has_data = to->has_data && is_known(asking, period);
    if (!to->has_data) {
        *to = (struct sup__line_figure){.is_exact = 1};
        return SUP_OK;
    }
    if (line->statistic != SUP__STATISTIC_MEAN) {
        sup__format(ms, sizeof ms, "%" PRId64, to->numerator);
        to->value = ms;
    }
    to->value = keep(unit, to->value);
    return to->value ? SUP_OK : SUP_NOMEM;
}

static int32_t take_answer(struct asking *asking, const struct sup_kpi_answer *answer)
{
    struct sup__figures *figures = asking->figures;
    int32_t rc = SUP_OK;
    figures->zone = keep(asking->unit, answer->zone);
    figures->sequence = answer->sequence;
    if (!figures->zone) {
        return SUP_NOMEM;
    }
    if (answer->currency) {
        figures->currency = asking->unit->policy->currency;
    }
    for (uint32_t i = 0; i < asking->line_count; i++) {
        for (uint32_t p = 0; p < asking->periods->count && rc == SUP_OK; p++) {
            rc = take_figure(asking, answer, asking->lines[i], p);
        }
    }
    return rc;
}

/* The first day of which anything is counted, once all that happened is: of each measure that there
 * is, its first page. */
static int32_t find_first_day(struct asking *asking)
{
    struct sup__unit *unit = asking->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(SUP__KPI_BY_TOTAL)};
    struct sup_value lower = sup__int(-1);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_KPI_CELL,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower_is_open = 1,
                            .lower = &lower,
                            .limit = 1};
    int32_t rc = SUP_OK;
    asking->has_first = 0;
    for (int is_more = 1; is_more && rc == SUP_OK;) {
        struct sup__kpi_cell_row row = {.measure = -1};
        rc = sup__each(&unit->repo, &scan, 1, &row, NULL, NULL);
        is_more = rc == SUP_OK && row.measure >= 0;
        if (is_more && (!asking->has_first || row.day < asking->first_day)) {
            asking->first_day = (int32_t)row.day;
            asking->has_first = 1;
        }
        lower = sup__int(row.measure);
    }
    return rc;
}

static int32_t ask(struct asking *asking)
{
    const struct sup__periods *periods = asking->periods;
    const struct sup__kpi_line *line = &asking->unit->policy->scorecard.lines[asking->lines[0]];
    struct sup_kpi_filter filters[SUP_KPI_FILTERS_MAX];
    char from[SUP_KPI_DATE_BYTES_MAX + 1];
    char to[SUP_KPI_DATE_BYTES_MAX + 1];
    struct sup_kpi_query_params params = {.size = sizeof params,
                                          .interval = periods->span_days ? SUP_KPI_WHOLE
                                                                         : periods->interval,
                                          .metrics = asking->metrics,
                                          .metric_count = asking->metric_count,
                                          .from = from,
                                          .to = to,
                                          .filters = filters,
                                          .filter_count = line->only_count};
    struct sup__kpi_more more = {.span_days = periods->span_days, .takes_names = 1};
    struct sup_kpi_answer *answer = NULL;
    sup__kpi_day_text(periods->first_day, from);
    sup__kpi_day_text(periods->last_day, to);
    for (uint32_t i = 0; i < line->only_count; i++) {
        filters[i] = (struct sup_kpi_filter){line->only[i].by, line->only[i].is};
    }
    int32_t rc = sup__kpi_answer(asking->unit, &params, &more, &answer);
    if (rc == SUP_OK && !asking->figures->zone) {
        rc = find_first_day(asking);
    }
    if (rc == SUP_OK) {
        rc = take_answer(asking, answer);
    }
    sup_free(answer);
    return rc;
}

int32_t sup__scorecard_figures(struct sup__unit *unit, const struct sup__periods *periods,
                               struct sup__figures *figures)
{
    struct asking asking = {.unit = unit, .periods = periods, .figures = figures};
    int32_t rc = SUP_OK;
    size_t count = (size_t)unit->policy->scorecard.line_count * periods->count;
    *figures = (struct sup__figures){
        .items = sup__arena_alloc(unit->repo.arena, (count + 1) * sizeof *figures->items)};
    if (!figures->items) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (choose(&asking); rc == SUP_OK && asking.line_count; choose(&asking)) {
        rc = ask(&asking);
    }
    return rc;
}
