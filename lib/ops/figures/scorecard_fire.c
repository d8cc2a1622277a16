/*
 * scorecard_fire.c: at the end of a period the desk looks whether a target was crossed.
 *
 * Which instant that is stands in the head and on the agenda, and each look is an event that names
 * the next one: so it is done once for each period, whoever ticks, and a rebuild finds the same.
 * A line that nobody looked at yet counts as met: what is good from the beginning is no news.
 */
#include "ops/figures/scorecard.h"
#include "ops/figures/targets.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

const char *const sup__kpi_status_names[] = {"met", "missed", "no_data", NULL};

static const struct sup__zone *zone_of(const struct sup__policy *policy)
{
    return policy->timer_calendar >= 0 ? policy->calendars[policy->timer_calendar].zone : NULL;
}

static int64_t end_of_period(const struct sup__policy *policy, int64_t at_ms)
{
    struct sup__kpi_rules rules = {.zone = zone_of(policy)};
    int32_t day = sup__kpi_when(&rules, at_ms).day;
    return sup__kpi_day_begin(&rules, sup__kpi_period_begin(policy->scorecard.period, day, 1));
}

/* ---- when ---- */

int32_t sup__plan_scorecard(struct sup__unit *unit, const struct sup__policy *policy)
{
    int64_t next_ms = policy->scorecard.line_count ? end_of_period(policy, unit->caller.now_ms) : 0;
    if (next_ms == unit->head.kpi_ms) {
        return SUP_OK;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_KPI_EVALUATED, 0);
    event.row.number = next_ms;
    return sup__emit(unit, &event);
}

/* ---- how lines stood ---- */

struct standings {
    const struct sup__scorecard *card;
    uint8_t was_missed[SUP_SCORECARD_LINES_MAX];
};

static int32_t take_standing(void *context, void *in)
{
    struct standings *standings = context;
    const struct sup__kpi_standing_row *row = in;
    int32_t index = sup__names_find(&standings->card->names, row->line);
    if (index >= 0) {
        standings->was_missed[index] = row->state == SUP_KPI_MISSED;
    }
    return 0;
}

static int32_t read_standings(struct sup__unit *unit, struct standings *standings)
{
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_KPI_STANDING, .prefix_count = 1, .prefix = &prefix};
    struct sup__kpi_standing_row row;
    return sup__each(&unit->repo, &scan, 1, &row, take_standing, standings);
}

/* ---- what is told ---- */

static int32_t tell_crossed(struct sup__unit *unit, const struct sup__kpi_line *line,
                            const struct sup__line_figure *figure, int32_t status,
                            const struct sup__texts *days)
{
    struct sup__event event = sup__event_new(unit, SUP__E_KPI_CROSSED, 0);
    int32_t before = status == SUP_KPI_MET ? SUP_KPI_MISSED : SUP_KPI_MET;
    event.row.number = figure->cases;
    event.row.before = sup__kpi_status_names[before - 1];
    event.row.after = sup__kpi_status_names[status - 1];
    event.payload.days = *days;
    event.payload.line = line->name;
    event.payload.metric = line->metric->name;
    if (line->statistic != SUP__STATISTIC_MEAN) {
        event.payload.statistic = sup__statistic_names[line->statistic];
    }
    event.payload.rule = sup__direction_names[line->direction];
    event.payload.target = sup__line_target(unit, line);
    event.payload.value = figure->value;
    return event.payload.target ? sup__emit(unit, &event) : SUP_NOMEM;
}

static int32_t tell_all(struct sup__unit *unit, const struct sup__figures *figures,
                        const struct sup__texts *days, uint32_t *missed)
{
    const struct sup__scorecard *card = &unit->policy->scorecard;
    struct standings standings = {.card = card};
    int32_t rc = read_standings(unit, &standings);
    for (uint32_t i = 0; i < card->line_count && rc == SUP_OK; i++) {
        const struct sup__kpi_line *line = &card->lines[i];
        int32_t status = sup__line_status(line, &figures->items[i]);
        *missed += status == SUP_KPI_MISSED;
        if (status != SUP_KPI_NO_DATA && (status == SUP_KPI_MISSED) != standings.was_missed[i]) {
            rc = tell_crossed(unit, line, &figures->items[i], status, days);
        }
    }
    return rc;
}

int32_t sup__fire_scorecard(struct sup__unit *unit, int64_t due_ms)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__kpi_rules rules = {.zone = zone_of(policy)};
    int32_t last = sup__kpi_when(&rules, due_ms - 1).day;
    struct sup__periods periods = {.interval = policy->scorecard.period,
                                   .count = 1,
                                   .first_day =
                                       sup__kpi_period_begin(policy->scorecard.period, last, 0),
                                   .last_day = last,
                                   .today = last};
    struct sup__figures figures;
    char from[SUP_KPI_DATE_BYTES_MAX + 1];
    char to[SUP_KPI_DATE_BYTES_MAX + 1];
    const char *const both[2] = {from, to};
    const struct sup__texts days = {both, 2};
    uint32_t missed = 0;
    sup__kpi_day_text(periods.first_day, from);
    sup__kpi_day_text(periods.last_day, to);
    int32_t rc = sup__scorecard_figures(unit, &periods, &figures);
    if (rc == SUP_OK) {
        rc = tell_all(unit, &figures, &days, &missed);
    }
    if (rc == SUP_OK) {
        struct sup__event event = sup__event_new(unit, SUP__E_KPI_EVALUATED, 0);
        event.row.number = end_of_period(policy, due_ms);
        event.row.subject_id = missed;
        event.payload.days = days;
        rc = sup__emit(unit, &event);
    }
    return rc;
}
