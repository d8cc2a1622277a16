/*
 * scorecard.c: kpi.scorecard: the lines of the policy's scorecard in one period and those before.
 */
#include "ops/figures/scorecard.h"

#include "base/message.h"
#include "ops/bodies.h"
#include "ops/figures/corrective.h"

#include <string.h>

/* What a day can be told as: 0001-01-01 to 9999-12-31. */
enum { DAY_FIRST = -719162, DAY_LAST = 2932896 };

struct showing {
    struct sup__unit *unit;
    struct sup__periods periods;
    struct sup__figures figures;
    struct sup_kpi_scorecard *card;
    int failed;
};

/* ---- which periods ---- */

static int32_t read_range(struct sup__unit *unit, const struct sup_kpi_scorecard_params *params,
                          struct sup__periods *periods, int32_t day)
{
    int32_t last = periods->today;
    int32_t rc = params->to ? sup__kpi_ask_day(unit, "to", params->to, &last) : SUP_OK;
    if (rc != SUP_OK) {
        return rc;
    }
    if (last < day) {
        return sup__fail(unit->error, SUP_MSG_KPI_RANGE, params->to ? "to" : "from",
                         "the range ends before it begins");
    }
    if (last - day >= SUP_SCORECARD_DAYS_MAX) {
        return sup__fail(unit->error, SUP_MSG_SCORECARD_DAYS, params->to ? "to" : "from",
                         "the range has %d days: %d are allowed", last - day + 1,
                         SUP_SCORECARD_DAYS_MAX);
    }
    periods->span_days = last - day + 1;
    periods->last_day = last;
    periods->first_day = day - (int32_t)(periods->count - 1) * periods->span_days;
    return SUP_OK;
}

static int32_t read_periods(struct showing *showing, const struct sup_kpi_scorecard_params *params)
{
    struct sup__unit *unit = showing->unit;
    struct sup__periods *periods = &showing->periods;
    struct sup__kpi_rules rules;
    int32_t day = 0;
    sup__kpi_rules(unit, &rules);
    periods->today = sup__kpi_when(&rules, unit->caller.now_ms).day;
    periods->interval = params->period ? params->period : unit->policy->scorecard.period;
    periods->count = params->periods ? params->periods : SUP_SCORECARD_PERIODS;
    day = periods->today;
    int32_t rc = params->from ? sup__kpi_ask_day(unit, "from", params->from, &day) : SUP_OK;
    if (rc == SUP_OK && periods->interval == SUP_KPI_WHOLE) {
        rc = read_range(unit, params, periods, day);
    } else if (rc == SUP_OK && params->to) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "to",
                       "a day, a week or a month ends by itself");
    } else if (rc == SUP_OK) {
        periods->first_day =
            sup__kpi_period_begin(periods->interval, day, 1 - (int32_t)periods->count);
        periods->last_day = sup__kpi_period_begin(periods->interval, day, 1) - 1;
    }
    if (rc == SUP_OK && (periods->first_day < DAY_FIRST || periods->last_day > DAY_LAST)) {
        rc =
            sup__fail(unit->error, SUP_MSG_KPI_DAY, "from", "the periods pass what days there are");
    }
    return rc;
}

/* ---- a line ---- */

static int32_t trend_of(const struct sup__kpi_line *line, const struct sup__line_figure *now,
                        const struct sup__line_figure *before)
{
    if (!now->has_data || !before->has_data) {
        return 0;
    }
    int order = sup__figure_compare(now, before);
    if (order == 0) {
        return SUP_KPI_SAME;
    }
    return (order > 0) == (line->direction == SUP__DIRECTION_AT_LEAST) ? SUP_KPI_BETTER
                                                                       : SUP_KPI_WORSE;
}

static void show_only(struct showing *showing, const struct sup__kpi_line *line,
                      struct sup_kpi_scorecard_line *item)
{
    struct sup_kpi_filter *only =
        sup__result_array(showing->card, line->only_count, sizeof *only, &showing->failed);
    for (uint32_t i = 0; only && i < line->only_count; i++) {
        only[i].by = line->only[i].by;
        only[i].is = sup__result_text(showing->card, line->only[i].is, &showing->failed);
    }
    item->only = only;
    item->only_count = line->only_count;
}

static void show_values(struct showing *showing, const struct sup__line_figure *figures,
                        struct sup_kpi_scorecard_line *item)
{
    uint32_t count = showing->periods.count;
    const char **values = sup__result_array(showing->card, count, sizeof *values, &showing->failed);
    for (uint32_t i = 0; values && i < count; i++) {
        values[i] = sup__result_text(showing->card, figures[i].value ? figures[i].value : "",
                                     &showing->failed);
    }
    item->values = values;
    item->value_count = count;
    item->value = values && figures[count - 1].value ? values[count - 1] : NULL;
    item->previous = values && count > 1 && figures[count - 2].value ? values[count - 2] : NULL;
}

static int32_t show_owner(struct showing *showing, const struct sup__kpi_line *line,
                          struct sup_kpi_scorecard_line *item)
{
    struct sup__unit *unit = showing->unit;
    struct sup__agent_row agent = {.tenant = unit->head.tenant, .id = line->owner_agent};
    if (line->owner_role >= 0) {
        item->owner_role = sup__result_text(
            showing->card, unit->policy->roles[line->owner_role].name, &showing->failed);
        return SUP_OK;
    }
    item->owner_id = line->owner_agent;
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &agent);
    if (rc == SUP_OK) {
        item->owner_name = sup__result_text(showing->card, agent.name, &showing->failed);
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

struct gathering {
    struct sup__corrective_row rows[SUP_SCORECARD_ACTIONS_MAX];
    uint32_t count;
};

static int32_t take_action(void *context, void *row)
{
    struct gathering *gathering = context;
    gathering->rows[gathering->count++] = *(const struct sup__corrective_row *)row;
    return 0;
}

static int32_t show_actions(struct showing *showing, const struct sup__kpi_line *line,
                            struct sup_kpi_scorecard_line *item)
{
    struct sup__unit *unit = showing->unit;
    struct gathering gathering = {.count = 0};
    struct sup__corrective_row row;
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(SUP_CORRECTIVE_OPEN),
                                  sup__text(line->name)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_CORRECTIVE,
                            .index = SUP__CORRECTIVE_BY_LINE,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .limit = SUP_SCORECARD_ACTIONS_MAX};
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, take_action, &gathering);
    if (rc == SUP_OK) {
        rc = sup__show_correctives(unit, showing->card, gathering.rows, gathering.count,
                                   &item->actions, &showing->failed);
        item->action_count = gathering.count;
    }
    return rc;
}

static int32_t show_crossed(struct showing *showing, const struct sup__kpi_line *line,
                            struct sup_kpi_scorecard_line *item)
{
    struct sup__unit *unit = showing->unit;
    struct sup__kpi_standing_row row = {.tenant = unit->head.tenant, .line = line->name};
    int32_t rc = sup__get(&unit->repo, SUP__T_KPI_STANDING, &row);
    item->crossed_ms = rc == SUP_OK ? row.since_ms : 0;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static void show_standing(struct showing *showing, const struct sup__kpi_line *line,
                          const struct sup__line_figure *figures,
                          struct sup_kpi_scorecard_line *item)
{
    static const struct sup__line_figure none = {.has_data = 0};
    uint32_t count = showing->periods.count;
    const struct sup__line_figure *now = &figures[count - 1];
    const struct sup__line_figure *before = count > 1 ? &figures[count - 2] : &none;
    item->status = sup__line_status(line, now);
    item->previous_status = sup__line_status(line, before);
    item->trend = trend_of(line, now, before);
    item->cases = now->cases;
    item->previous_cases = before->cases;
    item->is_exact = now->is_exact;
    item->provisional_until_ms = now->provisional_until_ms;
    item->previous_provisional_until_ms = before->provisional_until_ms;
    showing->card->met += item->status == SUP_KPI_MET;
    showing->card->missed += item->status == SUP_KPI_MISSED;
    showing->card->no_data += item->status == SUP_KPI_NO_DATA;
}

static int32_t show_line(struct showing *showing, uint32_t index,
                         struct sup_kpi_scorecard_line *item)
{
    struct sup_kpi_scorecard *card = showing->card;
    const struct sup__kpi_line *line = &showing->unit->policy->scorecard.lines[index];
    const struct sup__line_figure *figures =
        &showing->figures.items[index * showing->periods.count];
    const char *target = sup__line_target(showing->unit, line);
    if (!target) {
        return SUP_NOMEM;
    }
    item->name = sup__result_text(card, line->name, &showing->failed);
    item->label = sup__result_text(card, line->label, &showing->failed);
    item->note = sup__result_text(card, line->note, &showing->failed);
    item->metric = line->metric->name;
    item->unit = sup__kpi_unit_name(line->metric->unit);
    item->statistic = line->statistic + 1;
    item->direction = line->direction + 1;
    item->target = sup__result_text(card, target, &showing->failed);
    show_only(showing, line, item);
    show_values(showing, figures, item);
    show_standing(showing, line, figures, item);
    int32_t rc = show_owner(showing, line, item);
    if (rc == SUP_OK) {
        rc = show_crossed(showing, line, item);
    }
    return rc == SUP_OK ? show_actions(showing, line, item) : rc;
}

/* ---- the whole ---- */

static void show_days(struct showing *showing)
{
    const struct sup__periods *periods = &showing->periods;
    struct sup_kpi_scorecard *card = showing->card;
    char day[SUP_KPI_DATE_BYTES_MAX + 1];
    int32_t first = 0;
    int32_t last = 0;
    sup__period_days(periods, periods->count - 1, &first, &last);
    card->period = periods->interval;
    card->is_over = last < periods->today;
    sup__kpi_day_text(first, day);
    card->from = sup__result_text(card, day, &showing->failed);
    sup__kpi_day_text(last, day);
    card->to = sup__result_text(card, day, &showing->failed);
    if (periods->count > 1) {
        sup__period_days(periods, periods->count - 2, &first, &last);
        sup__kpi_day_text(first, day);
        card->previous_from = sup__result_text(card, day, &showing->failed);
        sup__kpi_day_text(last, day);
        card->previous_to = sup__result_text(card, day, &showing->failed);
    }
    card->zone = sup__result_text(card, showing->figures.zone, &showing->failed);
    card->currency = sup__result_text(card, showing->figures.currency, &showing->failed);
    card->sequence = showing->figures.sequence;
}

static int32_t show(struct showing *showing)
{
    uint32_t count = showing->unit->policy->scorecard.line_count;
    struct sup_kpi_scorecard_line *items =
        sup__result_array(showing->card, count, sizeof *items, &showing->failed);
    int32_t rc = SUP_OK;
    show_days(showing);
    for (uint32_t i = 0; i < count && rc == SUP_OK && !showing->failed; i++) {
        rc = show_line(showing, i, &items[i]);
    }
    showing->card->items = items;
    showing->card->count = count;
    return rc;
}

int32_t sup__op_kpi_scorecard(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                              void **result)
{
    struct showing showing = {.unit = unit};
    (void)receipt;
    int32_t rc = read_periods(&showing, in);
    if (rc == SUP_OK) {
        rc = sup__scorecard_figures(unit, &showing.periods, &showing.figures);
    }
    showing.card = rc == SUP_OK ? sup__result(unit, sizeof *showing.card) : NULL;
    if (!showing.card) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    rc = show(&showing);
    if (rc != SUP_OK) {
        sup_free(showing.card);
        return rc;
    }
    return sup__result_end(unit, showing.card, showing.failed, result);
}
