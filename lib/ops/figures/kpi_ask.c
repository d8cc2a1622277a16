/*
 * kpi_ask.c: reading a question about figures.
 */
#include "ops/figures/kpi_ask.h"

#include "base/message.h"
#include "base/money.h"
#include "base/when.h"
#include "rules/fact.h"

#include <inttypes.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000, NAMES_MAX = 200, WEEK_DAYS = 7, MONDAY = 3 };

static const char *const by_names[SUP__BY_COUNT] = {"channel", "reason",  "team", "agent", "floor",
                                                    "priority", "segment", "sla",  "hour", "weekday",
                                                    "product"};

int32_t sup__kpi_metric(struct sup__unit *unit, const char *field, const char *name,
                        const struct sup__kpi_definition **definition)
{
    const char *names[NAMES_MAX];
    uint32_t count = sup__kpi_definition_count();
    *definition = sup__kpi_definition_find(name);
    if (*definition) {
        return SUP_OK;
    }
    for (uint32_t i = 0; i < count && i < NAMES_MAX; i++) {
        names[i] = sup__kpi_definition_at(i)->name;
    }
    int32_t rc =
        sup__fail(unit->error, SUP_MSG_KPI_METRIC, field, "there is no metric '%s'", name);
    const char *nearest = sup__nearest(name, names, count < NAMES_MAX ? count : NAMES_MAX);
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s'? kpi.definitions has them all", nearest);
    }
    return rc;
}

void sup__kpi_ask_of(struct sup__kpi_question *question,
                     const struct sup__kpi_definition *definition)
{
    int needs_days = sup__kpi_uses(definition, SUP__KPI_AGENT_DAYS, SUP__KPI_AGENT_DAYS);
    question->has_oldest |= sup__kpi_is_oldest(definition);
    question->has_stock |= definition->is_sum && !sup__kpi_is_oldest(definition);
    question->has_spread |= definition->spread != 0;
    question->has_money |= definition->unit == SUP__KPI_UNIT_MONEY;
    question->has_agents |=
        needs_days || sup__kpi_uses(definition, SUP__KPI_OF_AGENTS, SUP__KPI_OF_AGENTS_END);
    question->has_sessions |= sup__kpi_uses(definition, SUP__KPI_AVAILABLE, SUP__KPI_AVAILABLE);
    question->has_derived |=
        sup__kpi_uses(definition, SUP__KPI_THAT_FOLLOW, SUP__KPI_MEASURE_MAX);
    question->has_outcomes |=
        sup__kpi_uses(definition, SUP__KPI_OF_OUTCOMES, SUP__KPI_OF_OUTCOMES_END);
    question->has_values |=
        sup__kpi_uses(definition, SUP__KPI_VALUE_CHANGED, SUP__KPI_VALUE_CHANGED);
    question->has_window |= sup__kpi_window(definition) != SUP__KPI_WINDOW_NONE;
    question->has_costs |= sup__kpi_uses(definition, SUP__KPI_COST, SUP__KPI_COST);
    question->has_waiting |= sup__kpi_uses(definition, SUP__KPI_TAKEN_AGAINST, SUP__KPI_WAITING);
}

int32_t sup__kpi_ask_metrics(struct sup__unit *unit, struct sup__kpi_question *question,
                             const char *const *names, uint32_t count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        const struct sup__kpi_definition *definition = sup__kpi_definition_find(names[i]);
        if (!definition) {
            char field[32];
            sup__format(field, sizeof field, "metrics/%u", i);
            rc = sup__kpi_metric(unit, field, names[i], &definition);
        } else {
            question->metrics[question->metric_count++] = definition;
            sup__kpi_ask_of(question, definition);
        }
    }
    return rc;
}

int32_t sup__kpi_ask_currency(struct sup__unit *unit, struct sup__kpi_question *question,
                              const char *currency)
{
    const char *asked = currency ? currency : unit->policy->currency;
    question->currency = "";
    if (!currency && !question->has_money) {
        return SUP_OK;
    }
    if (sup__currency_exponent(asked) < 0) {
        return *asked ? sup__fail(unit->error, SUP_MSG_KPI_CURRENCY, "currency",
                                  "'%s' is no currency", asked)
                      : sup__fail(unit->error, SUP_MSG_KPI_CURRENCY, "currency",
                                  "the policy has no currency, and none was named");
    }
    question->currency = asked;
    question->currency_code = sup__currency_code(asked);
    return SUP_OK;
}

int32_t sup__kpi_ask_day(struct sup__unit *unit, const char *field, const char *text, int32_t *day)
{
    static const char midnight[] = "T00:00:00Z";
    char time[SUP_KPI_DATE_BYTES_MAX + sizeof midnight];
    size_t bytes = strlen(text);
    int64_t ms = 0;
    int is_day = bytes == SUP_KPI_DATE_BYTES_MAX;
    if (is_day) {
        memcpy(time, text, bytes);
        memcpy(time + bytes, midnight, sizeof midnight);
        is_day = sup__time_parse(time, bytes + sizeof midnight - 1, &ms);
    }
    if (!is_day) {
        return sup__fail(unit->error, SUP_MSG_KPI_DAY, field, "'%s' is no day", text);
    }
    *day = (int32_t)((ms - (ms < 0 ? DAY_MS - 1 : 0)) / DAY_MS);
    return SUP_OK;
}

int32_t sup__kpi_ask_days(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                          struct sup__kpi_question *question, const char *from, const char *to)
{
    int32_t rc = sup__kpi_ask_day(unit, "from", from, &question->first_day);
    question->last_day = sup__kpi_when(rules, unit->caller.now_ms).day;
    if (rc == SUP_OK && to) {
        rc = sup__kpi_ask_day(unit, "to", to, &question->last_day);
    }
    if (rc == SUP_OK && question->last_day < question->first_day) {
        char last[SUP_KPI_DATE_BYTES_MAX + 1];
        sup__kpi_day_text(question->last_day, last);
        rc = sup__fail(unit->error, SUP_MSG_KPI_RANGE, to ? "to" : "from",
                       "%s is before %s", last, from);
    }
    return rc;
}

/* `format` names the place of the name that is no good, with its number. */
static int32_t read_by(struct sup__unit *unit, const char *format, uint32_t number,
                       const char *name, int32_t *by)
{
    char field[32];
    for (int32_t i = 0; i < SUP__BY_COUNT; i++) {
        if (strcmp(by_names[i], name) == 0) {
            *by = i;
            return SUP_OK;
        }
    }
    sup__format(field, sizeof field, format, number);
    int32_t rc = sup__fail(unit->error, SUP_MSG_KPI_BY, field, "figures are not by '%s'", name);
    const char *nearest = sup__nearest(name, by_names, SUP__BY_COUNT);
    if (nearest) {
        sup__hint(unit->error, "did you mean '%s'?", nearest);
    }
    return rc;
}

/* Is all that the question is made of kept by the hour of the day? */
static int is_kept_by_hour(const struct sup__kpi_question *question)
{
    for (uint32_t measure = 1; measure <= SUP__KPI_MEASURE_MAX; measure++) {
        for (uint32_t i = 0; i < question->metric_count && !sup__kpi_is_by_hour(measure); i++) {
            if (sup__kpi_uses(question->metrics[i], measure, measure)) {
                return 0;
            }
        }
    }
    return 1;
}

/* Which cells have all that a question tells apart: -1 when none do. Where channels have costs of
 * their own, what handling costs is told apart by them as well. */
static int32_t dimension_of(const struct sup__kpi_question *question,
                            const struct sup__policy *policy)
{
    static const int32_t dimensions[SUP__BY_COUNT] = {
        SUP__KPI_BY_CHANNEL_REASON, SUP__KPI_BY_CHANNEL_REASON, SUP__KPI_BY_TEAM,
        SUP__KPI_BY_AGENT,          SUP__KPI_BY_FLOOR,          SUP__KPI_BY_PRIORITY,
        SUP__KPI_BY_SEGMENT,        SUP__KPI_BY_SLA,            SUP__KPI_BY_HOUR};
    int is_by_channel = question->has_costs && policy->channel_cost_count;
    int32_t dimension = is_by_channel ? SUP__KPI_BY_CHANNEL_REASON : SUP__KPI_BY_TOTAL;
    if (question->more.without_team_count) {
        dimension = is_by_channel ? -1 : SUP__KPI_BY_TEAM;
    }
    for (uint32_t i = 0; i < question->by_count + question->filter_count; i++) {
        int32_t by = i < question->by_count ? question->by[i]
                                            : question->filter_by[i - question->by_count];
        if (by == SUP__BY_WEEKDAY) {
            continue; /* all cells have their day */
        }
        if (by == SUP__BY_PRODUCT ||
            (dimension != SUP__KPI_BY_TOTAL && dimension != dimensions[by])) {
            return -1;
        }
        dimension = dimensions[by];
    }
    return dimension == SUP__KPI_BY_HOUR && !is_kept_by_hour(question) ? -1 : dimension;
}

/* What there is at the end of a day is of no hour, and what came on Mondays less what left on
 * Mondays is nothing that anybody had. */
static int32_t check_stock(struct sup__unit *unit, const struct sup__kpi_question *question,
                           const char *format, uint32_t number, int32_t by)
{
    char field[32];
    if (by != SUP__BY_HOUR && by != SUP__BY_WEEKDAY) {
        return SUP_OK;
    }
    for (uint32_t i = 0; i < question->metric_count; i++) {
        if (question->metrics[i]->is_sum) {
            sup__format(field, sizeof field, format, number);
            int32_t rc = sup__fail(unit->error, SUP_MSG_KPI_BY, field,
                                   "%s is as of the end of a day, and by no %s",
                                   question->metrics[i]->name, by_names[by]);
            sup__hint(unit->error, "ask for it by the interval day");
            return rc;
        }
    }
    return SUP_OK;
}

/* Does it tell them apart, or filter by them? */
static int names_any(const struct sup__kpi_question *question, int32_t by)
{
    int names = 0;
    for (uint32_t i = 0; i < question->by_count; i++) {
        names |= question->by[i] == by;
    }
    for (uint32_t i = 0; i < question->filter_count; i++) {
        names |= question->filter_by[i] == by;
    }
    return names;
}

static int32_t check_names(struct sup__unit *unit, const struct sup__kpi_question *question)
{
    const struct sup__kpi_more *more = &question->more;
    uint32_t none = 0;
    return more->takes_names || !question->filter_count
               ? SUP_OK
               : sup__kpi_check_names(unit, "filters/%u/is", question->filters,
                                      question->filter_count,
                                      more->total ? &more->total->known : &none, !more->is_part);
}

int32_t sup__kpi_ask_groups(struct sup__unit *unit, struct sup__kpi_question *question,
                            const char *const *by, uint32_t by_count,
                            const struct sup_kpi_filter *filters, uint32_t filter_count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < by_count && rc == SUP_OK; i++) {
        rc = read_by(unit, "by/%u", i, by[i], &question->by[i]);
        rc = rc == SUP_OK ? check_stock(unit, question, "by/%u", i, question->by[i]) : rc;
    }
    for (uint32_t i = 0; i < filter_count && rc == SUP_OK; i++) {
        int32_t *filter_by = &question->filter_by[i];
        rc = read_by(unit, "filters/%u/by", i, filters[i].by, filter_by);
        rc = rc == SUP_OK ? check_stock(unit, question, "filters/%u/by", i, *filter_by) : rc;
    }
    question->by_count = by_count;
    question->filters = filters;
    question->filter_count = filter_count;
    question->has_products = names_any(question, SUP__BY_PRODUCT);
    question->has_weekdays = names_any(question, SUP__BY_WEEKDAY);
    rc = rc == SUP_OK ? check_names(unit, question) : rc;
    question->dimension = rc == SUP_OK ? dimension_of(question, unit->policy) : -1;
    return rc;
}

/* 1970-01-01 was a Thursday. */
void sup__kpi_weekday(int32_t day, char out[24])
{
    int32_t since_monday = (day + MONDAY) % WEEK_DAYS;
    since_monday += since_monday < 0 ? WEEK_DAYS : 0;
    out[0] = (char)('1' + since_monday);
    out[1] = 0;
}

void sup__kpi_names_of(const struct sup__kpi_traits *traits, const struct sup__kpi_item *item,
                       const struct sup__kpi_when *when, struct sup__kpi_names *names)
{
    int64_t agent_id = item->agent_id >= 0 ? item->agent_id : traits->agent_id;
    /* People are at the desk for days, and who is there is so on all days of the week. */
    int is_of_agents =
        item->measure >= SUP__KPI_OF_AGENTS && item->measure <= SUP__KPI_OF_AGENTS_END;
    int is_for_long = item->measure == SUP__KPI_JOINED || item->measure == SUP__KPI_DEPARTED;
    sup__format(names->agent, sizeof names->agent, "%" PRId64, agent_id);
    sup__format(names->hour, sizeof names->hour, "%02d", (int)when->hour);
    sup__kpi_weekday(when->day, names->weekday);
    const char *const list[SUP__BY_COUNT] = {
        [SUP__BY_CHANNEL] = traits->channel,
        [SUP__BY_REASON] = traits->reason,
        [SUP__BY_TEAM] = item->team ? item->team : traits->team,
        [SUP__BY_AGENT] = agent_id ? names->agent : NULL,
        [SUP__BY_FLOOR] = item->floor ? item->floor : traits->floor,
        [SUP__BY_PRIORITY] = traits->priority,
        [SUP__BY_SEGMENT] = traits->segment,
        [SUP__BY_SLA] = item->sla ? item->sla : traits->sla,
        [SUP__BY_HOUR] = is_of_agents ? NULL : names->hour,
        [SUP__BY_WEEKDAY] = is_for_long ? NULL : names->weekday,
        [SUP__BY_PRODUCT] = traits->product};
    for (int i = 0; i < SUP__BY_COUNT; i++) {
        names->names[i] = list[i] ? list[i] : "";
    }
}

int sup__kpi_passes(const struct sup__kpi_question *question, const struct sup__kpi_names *names)
{
    for (uint32_t i = 0; i < question->more.without_team_count; i++) {
        if (strcmp(question->more.without_teams[i], names->names[SUP__BY_TEAM]) == 0) {
            return 0;
        }
    }
    for (uint32_t i = 0; i < question->filter_count; i++) {
        int32_t by = question->filter_by[i];
        int fits = 0;
        for (uint32_t j = 0; j < question->filter_count && !fits; j++) {
            const char *is = question->filters[j].is ? question->filters[j].is : "";
            fits = question->filter_by[j] == by && strcmp(names->names[by], is) == 0;
        }
        if (!fits) {
            return 0;
        }
    }
    return 1;
}

/* Days since a Monday that is before all of them; months since the year 0. */
static int32_t week_of(int32_t day)
{
    int32_t since = day + MONDAY;
    return since / WEEK_DAYS - (since % WEEK_DAYS < 0);
}

static int32_t month_of(int32_t day)
{
    int64_t year = 0;
    int32_t month = 0;
    int32_t of_month = 0;
    sup__civil_from_days(day, &year, &month, &of_month);
    return (int32_t)year * 12 + month - 1;
}

int32_t sup__kpi_step(const struct sup__kpi_question *question, int32_t day)
{
    int32_t first = question->first_day;
    if (day < first) {
        return -1;
    }
    if (question->more.span_days) {
        return (day - first) / question->more.span_days;
    }
    switch (question->interval) {
    case SUP_KPI_DAYS:
        return day - first;
    case SUP_KPI_WEEKS:
        return week_of(day) - week_of(first);
    case SUP_KPI_MONTHS:
        return month_of(day) - month_of(first);
    default:
        return 0;
    }
}

int32_t sup__kpi_period_begin(int32_t interval, int32_t day, int32_t after)
{
    int32_t month = 0;
    switch (interval) {
    case SUP_KPI_WEEKS:
        return (week_of(day) + after) * WEEK_DAYS - MONDAY;
    case SUP_KPI_MONTHS:
        month = month_of(day) + after;
        return (int32_t)sup__days_from_civil(month / 12, month % 12 + 1, 1);
    default:
        return day + after;
    }
}

static int32_t step_begin(const struct sup__kpi_question *question, int32_t step)
{
    if (question->more.span_days) {
        return question->first_day + step * question->more.span_days;
    }
    if (question->interval == SUP_KPI_WHOLE) {
        return step ? question->last_day + 1 : question->first_day;
    }
    return sup__kpi_period_begin(question->interval, question->first_day, step);
}

void sup__kpi_step_days(const struct sup__kpi_question *question, int32_t step, int32_t *first,
                        int32_t *last)
{
    *first = step_begin(question, step);
    *last = step_begin(question, step + 1) - 1;
    *first = *first < question->first_day ? question->first_day : *first;
    *last = *last > question->last_day ? question->last_day : *last;
}

void sup__kpi_day_text(int32_t day, char out[SUP_KPI_DATE_BYTES_MAX + 1])
{
    char time[SUP__TIME_TEXT_SIZE];
    sup__time_format((int64_t)day * DAY_MS, time);
    memcpy(out, time, SUP_KPI_DATE_BYTES_MAX);
    out[SUP_KPI_DATE_BYTES_MAX] = 0;
}
