/*
 * kpi_compare.c: kpi.compare: figures of two periods, or of two groups of teams.
 */
#include "ops/figures/scorecard.h"

#include "base/message.h"
#include "base/money.h"
#include "ops/bodies.h"

#include <inttypes.h>
#include <string.h>

/* One of both. */
struct side {
    struct sup_kpi_query_params params;
    struct sup__kpi_more more;
    struct sup_kpi_filter filters[SUP_KPI_FILTERS_MAX];
    char from[SUP_KPI_DATE_BYTES_MAX + 1];
    char to[SUP_KPI_DATE_BYTES_MAX + 1];
    struct sup_kpi_answer *answer;
};

struct comparing {
    struct sup__unit *unit;
    const struct sup_kpi_compare_params *params;
    int32_t statistic; /* enum sup__statistic */
    struct side one;
    struct side other;
    struct sup_kpi_comparison *out;
    int failed;
};

/* ---- what both sides are ---- */

static int32_t set_days(struct comparing *comparing)
{
    struct sup__unit *unit = comparing->unit;
    const struct sup_kpi_compare_params *params = comparing->params;
    struct sup__kpi_rules rules;
    struct sup__kpi_question days = {0};
    struct sup__kpi_question versus = {0};
    sup__kpi_rules(unit, &rules);
    int32_t rc = sup__kpi_ask_days(unit, &rules, &days, params->from, params->to);
    if (rc == SUP_OK && params->versus_to && !params->versus_from) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "versus_from",
                       "versus_to needs versus_from");
    }
    versus.first_day = days.first_day;
    versus.last_day = days.last_day;
    if (rc == SUP_OK && params->versus_from) {
        rc = sup__kpi_ask_day(unit, "versus_from", params->versus_from, &versus.first_day);
        versus.last_day = versus.first_day + (days.last_day - days.first_day);
    }
    if (rc == SUP_OK && params->versus_to) {
        rc = sup__kpi_ask_day(unit, "versus_to", params->versus_to, &versus.last_day);
    }
    if (rc == SUP_OK && versus.last_day < versus.first_day) {
        rc = sup__fail(unit->error, SUP_MSG_KPI_RANGE, "versus_to", "%s is before %s",
                       params->versus_to, params->versus_from);
    }
    sup__kpi_day_text(days.first_day, comparing->one.from);
    sup__kpi_day_text(days.last_day, comparing->one.to);
    sup__kpi_day_text(versus.first_day, comparing->other.from);
    sup__kpi_day_text(versus.last_day, comparing->other.to);
    return rc;
}

static int32_t add_filters(struct comparing *comparing, struct side *side,
                           const struct sup_kpi_filter *filters, uint32_t count)
{
    struct sup__unit *unit = comparing->unit;
    for (uint32_t i = 0; i < count; i++) {
        if (side->params.filter_count == SUP_KPI_FILTERS_MAX) {
            return sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, "filters",
                             "teams and filters are more than %d together", SUP_KPI_FILTERS_MAX);
        }
        side->filters[side->params.filter_count++] = filters[i];
    }
    return SUP_OK;
}

static int32_t add_teams(struct comparing *comparing, struct side *side, const char *const *teams,
                         uint32_t count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        const struct sup_kpi_filter filter = {"team", teams[i]};
        rc = add_filters(comparing, side, &filter, 1);
    }
    return rc;
}

static int32_t set_teams(struct comparing *comparing)
{
    const struct sup_kpi_compare_params *params = comparing->params;
    struct side *other = &comparing->other;
    int32_t rc = add_teams(comparing, &comparing->one, params->teams, params->team_count);
    if (rc == SUP_OK && params->versus_rest) {
        other->more.without_teams = params->teams;
        other->more.without_team_count = params->team_count;
    } else if (rc == SUP_OK && params->versus_team_count) {
        rc = add_teams(comparing, other, params->versus_teams, params->versus_team_count);
    } else if (rc == SUP_OK) {
        rc = add_teams(comparing, other, params->teams, params->team_count);
    }
    for (uint32_t i = 0; i < params->filter_count && rc == SUP_OK; i++) {
        char field[32];
        sup__format(field, sizeof field, "filters/%u/by", i);
        if (strcmp(params->filters[i].by, "team") == 0) {
            rc = sup__fail(comparing->unit->error, SUP_MSG_COMPARE_TEAM, field,
                           "teams are told by teams and versus_teams");
        }
    }
    if (rc == SUP_OK) {
        rc = add_filters(comparing, &comparing->one, params->filters, params->filter_count);
    }
    return rc == SUP_OK ? add_filters(comparing, other, params->filters, params->filter_count) : rc;
}

static int32_t check_teams(struct sup__unit *unit, const char *format, const char *const *teams,
                           uint32_t count)
{
    struct sup_kpi_filter filters[SUP_KPI_FILTERS_MAX];
    uint32_t known = 0;
    for (uint32_t i = 0; i < count; i++) {
        filters[i] = (struct sup_kpi_filter){"team", teams[i]};
    }
    return sup__kpi_check_names(unit, format, filters, count, &known, 1);
}

/* Where they stand in the question: sides have them one behind the other. */
static int32_t check_names(struct comparing *comparing)
{
    const struct sup_kpi_compare_params *params = comparing->params;
    struct sup__unit *unit = comparing->unit;
    uint32_t known = 0;
    int32_t rc = check_teams(unit, "teams/%u", params->teams, params->team_count);
    if (rc == SUP_OK) {
        rc = check_teams(unit, "versus_teams/%u", params->versus_teams, params->versus_team_count);
    }
    comparing->one.more.takes_names = 1;
    comparing->other.more.takes_names = 1;
    return rc == SUP_OK ? sup__kpi_check_names(unit, "filters/%u/is", params->filters,
                                               params->filter_count, &known, 1)
                        : rc;
}

/* Nothing that differs is a mistake. */
static int32_t check_sides(const struct comparing *comparing)
{
    struct sup__unit *unit = comparing->unit;
    const struct sup_kpi_compare_params *params = comparing->params;
    if (params->versus_rest && params->versus_team_count) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "versus_rest",
                         "the rest and versus_teams exclude each other");
    }
    if (params->versus_rest && !params->team_count) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "teams",
                         "the rest is what is not of teams, of which none is named");
    }
    if (!params->versus_rest && !params->versus_team_count &&
        strcmp(comparing->one.from, comparing->other.from) == 0 &&
        strcmp(comparing->one.to, comparing->other.to) == 0) {
        return sup__fail(unit->error, SUP_MSG_COMPARE_SAME, "versus_from",
                         "both sides are %s to %s of the same teams", comparing->one.from,
                         comparing->one.to);
    }
    return SUP_OK;
}

static int32_t check_statistic(const struct comparing *comparing)
{
    const struct sup_kpi_compare_params *params = comparing->params;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < params->metric_count && rc == SUP_OK; i++) {
        const struct sup__kpi_definition *metric = NULL;
        char field[32];
        sup__format(field, sizeof field, "metrics/%u", i);
        rc = sup__kpi_metric(comparing->unit, field, params->metrics[i], &metric);
        if (rc == SUP_OK && comparing->statistic != SUP__STATISTIC_MEAN && !metric->spread) {
            rc = sup__fail(comparing->unit->error, SUP_MSG_COMPARE_STATISTIC, field, "%s has no %s",
                           metric->name, sup__statistic_names[comparing->statistic]);
        }
    }
    return rc;
}

static int32_t ask(struct comparing *comparing, struct side *side)
{
    const struct sup_kpi_compare_params *params = comparing->params;
    side->params.size = sizeof side->params;
    side->params.metrics = params->metrics;
    side->params.metric_count = params->metric_count;
    side->params.from = side->from;
    side->params.to = side->to;
    side->params.filters = side->filters;
    side->params.is_exact = params->is_exact;
    side->params.currency = params->currency;
    return sup__kpi_answer(comparing->unit, &side->params, &side->more, &side->answer);
}

/* ---- the difference ---- */

__extension__ typedef __int128 wide;

/* Divided, rounded half away from zero; 0: it does not fit. */
static int divide(wide numerator, wide denominator, int64_t *out)
{
    wide half = denominator / 2;
    wide rounded = (numerator < 0 ? numerator - half : numerator + half) / denominator;
    *out = (int64_t)rounded;
    return rounded >= INT64_MIN + 1 && rounded <= INT64_MAX;
}

static const char *decimal(struct comparing *comparing, int64_t thousandths)
{
    char text[SUP__KPI_VALUE_BYTES];
    int64_t absolute = thousandths < 0 ? -thousandths : thousandths;
    sup__format(text, sizeof text, "%s%" PRId64 ".%03d", thousandths < 0 ? "-" : "",
                absolute / 1000, (int)(absolute % 1000));
    return sup__result_text(comparing->out, text, &comparing->failed);
}

static int64_t below(const struct sup__line_figure *figure)
{
    return figure->denominator ? figure->denominator : 1;
}

/* value - versus in the metric's unit: exact, then rounded once. */
static const char *difference(struct comparing *comparing, const struct sup__kpi_definition *metric,
                              const struct sup__line_figure *one,
                              const struct sup__line_figure *other)
{
    int is_whole = !one->denominator && !other->denominator;
    int is_money = metric->unit == SUP__KPI_UNIT_MONEY;
    wide above = (wide)one->numerator * below(other) - (wide)other->numerator * below(one);
    wide under = (wide)below(one) * below(other);
    int64_t factor = is_whole || is_money ? 1 : 1000 * sup__kpi_factor(metric->unit);
    char text[SUP__KPI_VALUE_BYTES];
    char money[SUP__MONEY_TEXT_SIZE];
    int64_t number = 0;
    if (!divide(above * factor, under, &number)) {
        return NULL;
    }
    if (is_money) {
        return sup__money_format(number, comparing->one.answer->currency, money)
                   ? sup__result_text(comparing->out, money, &comparing->failed)
                   : NULL;
    }
    if (!is_whole) {
        return decimal(comparing, number);
    }
    sup__format(text, sizeof text, "%" PRId64, number);
    return sup__result_text(comparing->out, text, &comparing->failed);
}

/* 100 * (value - versus) / versus. */
static const char *percent(struct comparing *comparing, const struct sup__line_figure *one,
                           const struct sup__line_figure *other)
{
    int64_t number = 0;
    wide above = (wide)one->numerator * below(other) - (wide)other->numerator * below(one);
    wide under = (wide)other->numerator * below(one);
    if (other->numerator == 0) {
        return NULL;
    }
    if (under < 0) {
        above = -above;
        under = -under;
    }
    return divide(above * 100 * 1000, under, &number) ? decimal(comparing, number) : NULL;
}

static const char *value_text(struct comparing *comparing, const struct sup__line_figure *figure)
{
    char text[SUP__KPI_VALUE_BYTES];
    if (!figure->has_data || comparing->statistic == SUP__STATISTIC_MEAN) {
        return figure->has_data
                   ? sup__result_text(comparing->out, figure->value, &comparing->failed)
                   : NULL;
    }
    sup__format(text, sizeof text, "%" PRId64, figure->numerator);
    return sup__result_text(comparing->out, text, &comparing->failed);
}

static void show_difference(struct comparing *comparing, uint32_t index,
                            struct sup_kpi_difference *item)
{
    const struct sup_kpi_row *row = &comparing->one.answer->items[index];
    const struct sup__kpi_definition *metric = sup__kpi_definition_find(row->metric);
    struct sup__line_figure one = sup__figure_of(row, metric, comparing->statistic);
    struct sup__line_figure other =
        sup__figure_of(&comparing->other.answer->items[index], metric, comparing->statistic);
    item->metric = metric->name;
    item->unit = sup__kpi_unit_name(metric->unit);
    item->value = value_text(comparing, &one);
    item->versus = value_text(comparing, &other);
    item->cases = one.cases;
    item->versus_cases = other.cases;
    item->provisional_until_ms = one.provisional_until_ms;
    item->versus_provisional_until_ms = other.provisional_until_ms;
    if (one.has_data && other.has_data) {
        item->difference = difference(comparing, metric, &one, &other);
        item->percent = percent(comparing, &one, &other);
    }
}

static void show(struct comparing *comparing)
{
    struct sup_kpi_comparison *out = comparing->out;
    uint32_t count = comparing->params->metric_count;
    struct sup_kpi_difference *items =
        sup__result_array(out, count, sizeof *items, &comparing->failed);
    for (uint32_t i = 0; items && i < count; i++) {
        show_difference(comparing, i, &items[i]);
    }
    out->items = items;
    out->count = count;
    out->from = sup__result_text(out, comparing->one.from, &comparing->failed);
    out->to = sup__result_text(out, comparing->one.to, &comparing->failed);
    out->versus_from = sup__result_text(out, comparing->other.from, &comparing->failed);
    out->versus_to = sup__result_text(out, comparing->other.to, &comparing->failed);
    out->zone = sup__result_text(out, comparing->one.answer->zone, &comparing->failed);
    out->currency = sup__result_text(out, comparing->one.answer->currency, &comparing->failed);
    out->sequence = comparing->one.answer->sequence;
}

int32_t sup__op_kpi_compare(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    struct comparing *comparing = sup__arena_alloc(unit->repo.arena, sizeof *comparing);
    (void)receipt;
    if (!comparing) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    comparing->unit = unit;
    comparing->params = in;
    comparing->statistic =
        comparing->params->statistic ? comparing->params->statistic - 1 : SUP__STATISTIC_MEAN;
    int32_t rc = set_days(comparing);
    if (rc == SUP_OK) {
        rc = check_sides(comparing);
    }
    if (rc == SUP_OK) {
        rc = check_statistic(comparing);
    }
    if (rc == SUP_OK) {
        rc = set_teams(comparing);
    }
    if (rc == SUP_OK) {
        rc = check_names(comparing);
    }
    if (rc == SUP_OK) {
        rc = ask(comparing, &comparing->one);
    }
    if (rc == SUP_OK) {
        rc = ask(comparing, &comparing->other);
    }
    comparing->out = rc == SUP_OK ? sup__result(unit, sizeof *comparing->out) : NULL;
    if (comparing->out) {
        show(comparing);
        rc = sup__result_end(unit, comparing->out, comparing->failed, result);
    } else if (rc == SUP_OK) {
        rc = SUP_NOMEM;
    }
    sup_free(comparing->one.answer);
    sup_free(comparing->other.answer);
    return rc;
}
