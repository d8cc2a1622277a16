/*
 * scorecard.c: figures with a target and somebody who answers for it.
 */
#include "policy/scorecard.h"

#include "base/money.h"
#include "base/text.h"
#include "base/when.h"
#include "policy/reading.h"
#include "supportcore/kpi.h"

#include <string.h>

const char *const sup__statistic_names[SUP__STATISTICS + 1] = {"mean", "min", "max", "p50",
                                                           "p75",  "p90", "p95", "p99"};
const char *const sup__direction_names[SUP__DIRECTIONS + 1] = {"below", "at_most", "at_least"};

enum { NAME, LABEL, METRIC, STATISTIC, DIRECTION, TARGET, ONLY, OWNER, NOTE, MEMBER_COUNT };

static const struct sup__member line_members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
    {"metric", SUP__JSON_TEXT, 1},
    {"statistic", SUP__JSON_TEXT, 0},
    {"direction", 0, 1},
    {"target", 0, 1},
    {"only", SUP__JSON_OBJECT, 0},
    {"owner", SUP__JSON_OBJECT, 1},
    {"note", 0, 0},
};

static const struct sup__entry_kind line_kind = {"line of the scorecard", SUP_SCORECARD_LINES_MAX,
                                                 MEMBER_COUNT, line_members, NULL};

/* ---- what is measured ---- */

static const struct sup__kpi_definition *read_metric(struct sup__reading *reading,
                                                     const struct sup__json *node)
{
    uint32_t count = sup__kpi_definition_count();
    const char **names = sup__scratch(reading, count * sizeof *names);
    int32_t index;

    if (node == NULL || names == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        names[i] = sup__kpi_definition_at(i)->name;
    }
    index = sup__read_choice(reading, node, "metric", names, count);
    return index < 0 ? NULL : sup__kpi_definition_at((uint32_t)index);
}

static void read_statistic(struct sup__reading *reading, const struct sup__json *node,
                           struct sup__kpi_line *line)
{
    int32_t index =
        sup__read_choice(reading, node, "statistic", sup__statistic_names, SUP__STATISTICS);
    int is_mean = index == SUP__STATISTIC_MEAN;

    if (index < 0 || line->metric == NULL) {
        return;
    }
    if (is_mean ? line->metric->unit != SUP__KPI_UNIT_MS : line->metric->spread == 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "%s has no %s: leave the statistic out to measure its value",
                     line->metric->name, sup__statistic_names[index]);
        return;
    }
    line->statistic = index;
}

/* ---- of what ---- */

enum { BY_COUNT = 8 };

static const struct sup__member by_members[BY_COUNT] = {
    {"channel", SUP__JSON_LIST, 0}, {"reason", SUP__JSON_LIST, 0}, {"team", SUP__JSON_LIST, 0},
    {"agent", SUP__JSON_LIST, 0},   {"floor", SUP__JSON_LIST, 0},  {"priority", SUP__JSON_LIST, 0},
    {"segment", SUP__JSON_LIST, 0}, {"sla", SUP__JSON_LIST, 0},
};

/* The name of a list's item; NULL after a problem. Agents are known to the desk, not to the policy,
 * and an empty text is what has none. */
static const char *read_is(struct sup__reading *reading, const struct sup__json *item, int by)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__names *const names[BY_COUNT] = {
        &policy->channel_names,  &policy->reason_names,
        &policy->team_names,     NULL,
        &policy->floor_names,    &policy->priority_names,
        &policy->segments.names, &policy->sla.names};
    int32_t index;

    if (item->type == SUP__JSON_TEXT && item->bytes == 0) {
        return "";
    }
    if (names[by] == NULL) {
        int64_t id = sup__read_agent(reading, item);

        return id > 0 ? sup__read_label(reading, item) : NULL;
    }
    index = sup__read_reference(reading, item, 0, by_members[by].name, names[by]);
    return index < 0 ? NULL : names[by]->names[index];
}

static void read_one_by(struct sup__reading *reading, const struct sup__json *list, int by,
                        struct sup__kpi_line *line, struct sup__kpi_only *only)
{
    uint32_t first = line->only_count;

    if (list->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list, "at least one %s is needed",
                     by_members[by].name);
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        uint32_t errors = sup__error_count(reading);
        const char *is = read_is(reading, item, by);
        uint32_t at = first;

        while (is != NULL && at < line->only_count && strcmp(only[at].is, is) != 0) {
            at++;
        }
        if (is != NULL && at < line->only_count) {
            if (sup__error_count(reading) == errors) {
                sup__tell_twice(reading, item, by_members[by].name);
            }
        } else if (is != NULL) {
            only[line->only_count++] = (struct sup__kpi_only){by_members[by].name, is};
        }
    }
}

static void read_only(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__kpi_line *line)
{
    const struct sup__json *found[BY_COUNT];
    struct sup__kpi_only *only;
    uint32_t count = 0;

    sup__read_members(reading, node, by_members, BY_COUNT, found);
    for (int by = 0; by < BY_COUNT; by++) {
        if (found[by] != NULL &&
            !sup__is_countable(reading, found[by], by_members[by].name, SUP_KPI_FILTERS_MAX)) {
            return;
        }
        count += found[by] != NULL ? found[by]->count : 0;
    }
    if (count > SUP_KPI_FILTERS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, node,
                     "%u names are too many for one line: %d are allowed in all", (unsigned)count,
                     SUP_KPI_FILTERS_MAX);
        return;
    }
    only = sup__keep(reading, count * sizeof *only);
    for (int by = 0; only != NULL && by < BY_COUNT; by++) {
        if (found[by] != NULL) {
            read_one_by(reading, found[by], by, line, only);
        }
    }
    line->only = only;
}

/* ---- the target ---- */

int sup__is_in_thousandths(int32_t unit)
{
    return unit != SUP__KPI_UNIT_MS && unit != SUP__KPI_UNIT_MONEY && unit != SUP__KPI_UNIT_COUNT;
}

int sup__kpi_is_met(const struct sup__kpi_line *line, int64_t numerator, int64_t denominator)
{
    __extension__ typedef __int128 wide;
    int64_t factor = sup__kpi_factor(line->metric->unit) *
                     (sup__is_in_thousandths(line->metric->unit) ? 1000 : 1);
    wide value = (wide)numerator * factor;
    wide target = (wide)line->target * (denominator != 0 ? denominator : 1);

    switch (line->direction) {
    case SUP__DIRECTION_BELOW:
        return value < target;
    case SUP__DIRECTION_AT_MOST:
        return value <= target;
    default:
        return value >= target;
    }
}

/* Thousandths of a number with up to nine digits and three behind the point; 0: it is none. */
static int parse_thousandths(const char *text, int64_t *thousandths)
{
    int is_negative = text[0] == '-';
    const char *digits = text + is_negative;
    size_t whole = strspn(digits, "0123456789");
    const char *rest = digits + whole + (digits[whole] == '.');
    size_t part = strspn(rest, "0123456789");
    char scaled[16] = "";

    if (whole == 0 || whole > 9 || part > 3 || rest[part] != '\0') {
        return 0;
    }
    memcpy(scaled, digits, whole);
    memcpy(scaled + whole, "000", 3);
    memcpy(scaled + whole, rest, part);
    if (!sup__parse_int(scaled, whole + 3, thousandths)) {
        return 0;
    }
    *thousandths *= is_negative ? -1 : 1;
    return 1;
}

static const char *form_of(int32_t unit)
{
    switch (unit) {
    case SUP__KPI_UNIT_PERCENT:
        return "a share in percent: a number from 0 to 100, with up to three digits behind the "
               "point";
    case SUP__KPI_UNIT_COUNT:
        return "how many: a whole number from 0 to 999999999";
    case SUP__KPI_UNIT_MS:
        return "a duration such as \"PT8M\"";
    case SUP__KPI_UNIT_MONEY:
        return "an amount in the policy's currency, as text: \"100.00\"";
    case SUP__KPI_UNIT_SCORE:
        return "a score: a number from 0 to 100, with up to three digits behind the point";
    case SUP__KPI_UNIT_POINTS:
        return "points: a number from -100 to 100, with up to three digits behind the point";
    default:
        return "a number with up to nine digits and three behind the point";
    }
}

static int is_number_of(int32_t unit, int64_t thousandths)
{
    switch (unit) {
    case SUP__KPI_UNIT_PERCENT:
    case SUP__KPI_UNIT_SCORE:
        return thousandths >= 0 && thousandths <= 100 * 1000;
    case SUP__KPI_UNIT_POINTS:
        return thousandths >= -100 * 1000 && thousandths <= 100 * 1000;
    case SUP__KPI_UNIT_COUNT:
        return thousandths >= 0 && thousandths % 1000 == 0;
    case SUP__KPI_UNIT_EACH:
        return thousandths >= 0;
    default:
        return 1;
    }
}

static int parse_target(const struct sup__reading *reading, const struct sup__json *node,
                        int32_t unit, int64_t *target)
{
    if (unit == SUP__KPI_UNIT_MS) {
        return node->type == SUP__JSON_TEXT &&
               sup__duration_parse(node->text, node->bytes, target) &&
               *target <= SUP__POLICY_DURATION_MAX_MS;
    }
    if (unit == SUP__KPI_UNIT_MONEY) {
        return node->type == SUP__JSON_TEXT &&
               sup__money_parse(node->text, node->bytes, reading->policy->currency, target);
    }
    if (node->type != SUP__JSON_NUMBER || !parse_thousandths(node->text, target) ||
        !is_number_of(unit, *target)) {
        return 0;
    }
    *target /= unit == SUP__KPI_UNIT_COUNT ? 1000 : 1;
    return 1;
}

/* Less than nothing is never reached, and more than nothing always: such a line says nothing. */
static int says_nothing(const struct sup__kpi_line *line)
{
    int64_t most = line->metric->unit == SUP__KPI_UNIT_PERCENT ? 100 * 1000 : INT64_MAX;

    return line->metric->unit != SUP__KPI_UNIT_POINTS &&
           ((line->target == 0 && line->direction != SUP__DIRECTION_AT_MOST) ||
            (line->target == most && line->direction == SUP__DIRECTION_AT_MOST));
}

static void read_target(struct sup__reading *reading, const struct sup__json *node,
                        struct sup__kpi_line *line)
{
    char shown[SUP__SHOWN_SIZE];
    int32_t unit = line->metric->unit;

    if (unit == SUP__KPI_UNIT_MONEY && reading->policy->currency[0] == '\0') {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "%s is money, and the policy has no \"currency\"", line->metric->name);
    } else if (!parse_target(reading, node, unit, &line->target)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node, "a target of %s is %s",
                     line->metric->name, form_of(unit));
    } else if (line->direction >= 0 && says_nothing(line)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "every figure is on the same side of that: %s %s says nothing",
                     sup__direction_names[line->direction], sup__shown(node->text, shown));
    }
}

/* ---- a line ---- */

static void read_owner(struct sup__reading *reading, const struct sup__json *node,
                       struct sup__kpi_line *line)
{
    enum { ROLE, AGENT, COUNT };
    static const struct sup__member members[COUNT] = {{"role", 0, 0}, {"agent", 0, 0}};
    const struct sup__json *found[COUNT];

    line->owner_role = -1;
    if (node == NULL) {
        return;
    }
    sup__read_members(reading, node, members, COUNT, found);
    if ((found[ROLE] != NULL) == (found[AGENT] != NULL)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "an owner is one \"role\" or one \"agent\"");
        return;
    }
    line->owner_role =
        sup__read_optional(reading, found[ROLE], "role", &reading->policy->role_names);
    line->owner_agent = found[AGENT] != NULL ? sup__read_agent(reading, found[AGENT]) : 0;
}

static void read_line(struct sup__reading *reading, const struct sup__json *const *found,
                      struct sup__kpi_line *line)
{
    line->label = sup__read_label_of(reading, found[LABEL], line->name);
    line->metric = read_metric(reading, found[METRIC]);
    if (found[STATISTIC] != NULL) {
        read_statistic(reading, found[STATISTIC], line);
    }
    line->direction = found[DIRECTION] == NULL
                          ? -1
                          : sup__read_choice(reading, found[DIRECTION], "direction",
                                             sup__direction_names, SUP__DIRECTIONS);
    if (found[TARGET] != NULL && line->metric != NULL) {
        read_target(reading, found[TARGET], line);
    }
    if (found[ONLY] != NULL) {
        read_only(reading, found[ONLY], line);
    }
    read_owner(reading, found[OWNER], line);
    if (found[NOTE] != NULL) {
        line->note = sup__read_text(reading, found[NOTE], SUP__POLICY_NOTE_BYTES_MAX);
    }
}

static int is_same(const struct sup__kpi_line *one, const struct sup__kpi_line *other)
{
    int is_so = one->metric != NULL && one->metric == other->metric &&
                one->statistic == other->statistic && one->only_count == other->only_count;

    for (uint32_t i = 0; is_so && i < one->only_count; i++) {
        uint32_t j = 0;

        while (j < other->only_count && (strcmp(one->only[i].by, other->only[j].by) != 0 ||
                                         strcmp(one->only[i].is, other->only[j].is) != 0)) {
            j++;
        }
        is_so = j < other->only_count;
    }
    return is_so;
}

/* Two lines for one figure would say that it is met and missed. */
static void check_twice(struct sup__reading *reading, const struct sup__entries *entries,
                        const struct sup__kpi_line *lines)
{
    for (uint32_t i = 1; i < entries->names.count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (is_same(&lines[i], &lines[j])) {
                sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, entries->nodes[i],
                             "this is the figure of \"%s\" again", lines[j].name);
                break;
            }
        }
    }
}

static void read_lines(struct sup__reading *reading, const struct sup__json *list)
{
    struct sup__scorecard *card = &reading->policy->scorecard;
    struct sup__entries entries;
    struct sup__kpi_line *lines;

    if (!sup__read_entries(reading, list, &line_kind, &entries)) {
        return;
    }
    lines = sup__keep(reading, entries.names.count * sizeof *lines);
    if (lines == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count && !reading->is_out_of_memory; i++) {
        lines[i].name = entries.names.names[i];
        read_line(reading, entries.found + (size_t)i * MEMBER_COUNT, &lines[i]);
    }
    if (!reading->is_out_of_memory) {
        check_twice(reading, &entries, lines);
    }
    card->lines = lines;
    card->line_count = entries.names.count;
    card->names = entries.names;
}

void sup__read_kpi(struct sup__reading *reading, const struct sup__json *node)
{
    enum { PERIOD, SCORECARD, COUNT };
    static const struct sup__member members[COUNT] = {
        {"period", 0, 0},
        {"scorecard", SUP__JSON_LIST, 0},
    };
    static const char *const periods[] = {"day", "week", "month"};
    const struct sup__json *found[COUNT] = {NULL};
    int32_t period = 1;

    if (node != NULL) {
        sup__read_members(reading, node, members, COUNT, found);
    }
    if (found[PERIOD] != NULL) {
        period = sup__read_choice(reading, found[PERIOD], "period", periods, 3);
    }
    reading->policy->scorecard.period = SUP_KPI_DAYS + (period < 0 ? 1 : period);
    if (found[SCORECARD] != NULL) {
        read_lines(reading, found[SCORECARD]);
    }
}
