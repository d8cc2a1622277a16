/*
 * sla.c: SLA policies: what is promised to whom, in which time, on whose hours.
 *
 * The first policy whose condition matches a ticket is the ticket's; of its targets for a metric
 * the first that fits the ticket's channel and priority counts.
 */
#include "policy/host_facts.h"
#include "policy/reading.h"

#include "base/when.h"

#include <string.h>

const char *const sup__metric_names[SUP__METRICS] = {
    "acknowledgement", "assignment",     "first_reply",   "next_reply", "periodic_update",
    "pausable_update", "requester_wait", "agent_work",    "resolution", "time_in_team",
    "fact_deadline",   "time_on_floor",  "work_on_floor", "sign_off",   "decision",
};

static const char *const counts_from_names[] = {"start", "attach"};

enum { CALENDAR = SUP__RULE_MEMBERS, COUNTS_FROM, WARNINGS, TARGETS, MEMBER_COUNT };

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
    {"when", 0, 0},
    {"calendar", 0, 0},
    {"counts_from", SUP__JSON_TEXT, 0},
    {"warnings", SUP__JSON_LIST, 0},
    {"targets", SUP__JSON_LIST, 1},
};

/* What a floor promises has a name of its own. */
static const char *read_name(struct sup__reading *reading, const struct sup__json *node)
{
    const char *name = sup__read_code(reading, node, 0);

    if (name != NULL && strncmp(name, SUP__FLOOR_PROMISE, sizeof SUP__FLOOR_PROMISE - 1) == 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "names that begin with \"" SUP__FLOOR_PROMISE
                     "\" are those of what floors promise");
    }
    return name;
}

static const struct sup__entry_kind sla_kind = {"SLA policy", SUP__POLICY_RULES_MAX, MEMBER_COUNT,
                                                members, read_name};

/* "80%" of the time; -1 when the text is no such thing. */
static int64_t parse_percent(const char *text, int64_t within_ms)
{
    int64_t percent = 0;
    size_t digits = 0;

    while (text[digits] >= '0' && text[digits] <= '9' && digits < 3) {
        percent = percent * 10 + (text[digits] - '0');
        digits++;
    }
    if (digits == 0 || strcmp(text + digits, "%") != 0 || percent < 1 || percent > 100) {
        return -1;
    }
    return within_ms / 100 * percent + within_ms % 100 * percent / 100;
}

/* A share of the target's time that was used, or how much is left: the time used at that mark. */
static int64_t read_mark(struct sup__reading *reading, const struct sup__json *node,
                         const struct sup__target *target)
{
    const struct sup__policy *policy = reading->policy;
    int64_t mark;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return -1;
    }
    if (strchr(node->text, '%') != NULL) {
        mark = parse_percent(node->text, target->within_ms);
        if (mark < 0) {
            sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                         "a share is written as a whole number from 1%% to 100%%");
        }
        return mark;
    }
    mark = sup__read_duration(reading, node);
    if (mark > target->within_ms) {
        char within[SUP__DURATION_TEXT_SIZE];
        sup__duration_format(target->within_ms, within);
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "so much time is never left: the target of %s%s%s%s%s is %s",
                     target->metric >= 0 ? sup__metric_names[target->metric] : "it",
                     target->channel >= 0 ? " by " : "",
                     target->channel >= 0 ? policy->channel_names.names[target->channel] : "",
                     target->priority >= 0 ? ", priority " : "",
                     target->priority >= 0 ? policy->priority_names.names[target->priority] : "",
                     within);
        return -1;
    }
    return mark < 0 ? -1 : target->within_ms - mark;
}

/* Sorted; what is there already is told. Of warnings that are for several targets two may come to
 * be one on some of them. */
static void add_mark(struct sup__reading *reading, const struct sup__json *node, int is_own,
                     int64_t mark, int64_t *marks, uint32_t *count)
{
    uint32_t at = *count;

    for (uint32_t i = 0; i < *count; i++) {
        if (marks[i] == mark && !is_own) {
            return;
        }
        if (marks[i] == mark) {
            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, node,
                         "a warning at that time is there already");
            return;
        }
    }
    for (; at > 0 && marks[at - 1] > mark; at--) {
        marks[at] = marks[at - 1];
    }
    marks[at] = mark;
    (*count)++;
}

/* Before a date only what is left can be told: how long it was known differs. */
static int64_t read_left(struct sup__reading *reading, const struct sup__json *node)
{
    int64_t left;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return 1;
    }
    if (strchr(node->text, '%') != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a warning of a date says how much time is left, such as PT1H");
        return 1;
    }
    left = sup__read_duration(reading, node);
    return left < 0 ? 1 : -left;
}

static void read_marks(struct sup__reading *reading, const struct sup__json *list, int is_own,
                       struct sup__target *target)
{
    int is_date = target->metric == SUP__METRIC_FACT_DEADLINE;
    int64_t *marks;

    if (list == NULL || target->within_ms < 0) {
        return;
    }
    if (list->count > SUP__POLICY_MARKS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind warning are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_MARKS_MAX);
        return;
    }
    marks = sup__keep(reading, (list->count + 1) * sizeof *marks);
    target->marks = marks;
    for (const struct sup__json *item = list->first; marks != NULL && item != NULL;
         item = item->next) {
        int64_t mark = is_date ? read_left(reading, item) : read_mark(reading, item, target);

        if (is_date ? mark <= 0 : mark >= 0) {
            add_mark(reading, item, is_own, mark, marks, &target->mark_count);
        }
    }
}

static int32_t read_metric(struct sup__reading *reading, const struct sup__json *node,
                           const struct sup__target_kinds *kinds)
{
    int32_t index =
        node != NULL ? sup__read_choice(reading, node, "metric", kinds->names, kinds->count) : -1;

    return index >= 0 && kinds->metrics != NULL ? kinds->metrics[index] : index;
}

/* "order.ships_at": a time that hosts report of a thing. */
static void read_fact(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__target *target)
{
    static const char *const kinds[] = {"order", "subscription"};
    char shown[SUP__SHOWN_SIZE];

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t bytes = strlen(kinds[i]);
        int is_kind = strncmp(node->text, kinds[i], bytes) == 0 && node->text[bytes] == '.';
        int32_t fact = is_kind ? sup__host_fact(kinds[i], node->text + bytes + 1) : -1;

        if (fact >= 0 && sup__builtin_facts()[fact].type == SUP__FACT_TIME) {
            target->kind = kinds[i];
            target->fact = sup__builtin_facts()[fact].name + bytes + 1;
            return;
        }
    }
    sup__problem(reading, SUP_MSG_POLICY_UNKNOWN, node,
                 "\"%s\" is no time that is reported of an order or a subscription, such as "
                 "order.ships_at",
                 sup__shown(node->text, shown));
}

static void read_until(struct sup__reading *reading, const struct sup__json *node,
                       struct sup__target *target)
{
    target->until = SUP__UNTIL_SOLVED;
    if (node == NULL || !sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return;
    }
    if (strcmp(node->text, "reply") == 0) {
        target->until = SUP__UNTIL_REPLY;
    } else if (strcmp(node->text, "solved") != 0) {
        int32_t status =
            sup__read_reference(reading, node, 0, "status", &reading->policy->status_names);

        target->until = status >= 0 ? status : SUP__UNTIL_SOLVED;
    }
}

/* All hours count before a date. */
static void read_date(struct sup__reading *reading, const struct sup__json *item,
                      const struct sup__json *fact, const struct sup__json *before,
                      const struct sup__json *until, struct sup__target *target)
{
    target->calendar = -1;
    target->within_ms = before != NULL ? sup__read_duration(reading, before) : 0;
    if (fact != NULL) {
        read_fact(reading, fact, target);
    } else {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, item, "\"fact\" is missing");
    }
    read_until(reading, until, target);
    reading->policy->has_deadlines = 1;
}

static void read_target(struct sup__reading *reading, const struct sup__json *item,
                        const struct sup__target_kinds *kinds, const struct sup__json *warnings,
                        int32_t calendar, struct sup__target *target)
{
    enum {
        METRIC,
        CHANNEL,
        PRIORITY,
        WITHIN,
        OWN_CALENDAR,
        OWN_WARNINGS,
        FACT,
        BEFORE,
        UNTIL,
        COUNT
    };
    static const struct sup__member target_members[COUNT] = {
        {"metric", SUP__JSON_TEXT, 1}, {"channel", 0, 0},  {"priority", 0, 0},
        {"within", SUP__JSON_TEXT, 0}, {"calendar", 0, 0}, {"warnings", SUP__JSON_LIST, 0},
        {"fact", SUP__JSON_TEXT, 0},   {"before", 0, 0},   {"until", SUP__JSON_TEXT, 0},
    };
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *found[COUNT] = {NULL};

    sup__read_members(reading, item, target_members, kinds->has_dates ? COUNT : FACT, found);
    target->metric = read_metric(reading, found[METRIC], kinds);
    target->channel =
        sup__read_optional(reading, found[CHANNEL], "channel", &policy->channel_names);
    target->priority =
        sup__read_optional(reading, found[PRIORITY], "priority", &policy->priority_names);
    if (target->metric == SUP__METRIC_FACT_DEADLINE) {
        read_date(reading, item, found[FACT], found[BEFORE], found[UNTIL], target);
        if (found[WITHIN] != NULL || found[OWN_CALENDAR] != NULL) {
            sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                         "a date has no \"within\" and no \"calendar\": \"before\" says how long "
                         "before it");
        }
        read_marks(reading, found[OWN_WARNINGS], 1, target);
        return;
    }
    if (item->type == SUP__JSON_OBJECT && sup__json_member(item, "within") == NULL) {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, item, "\"within\" is missing");
    }
    if (found[FACT] != NULL || found[BEFORE] != NULL || found[UNTIL] != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "\"fact\", \"before\" and \"until\" are for the metric fact_deadline");
    }
    target->within_ms = found[WITHIN] != NULL ? sup__read_duration(reading, found[WITHIN]) : -1;
    target->calendar = calendar;
    if (found[OWN_CALENDAR] != NULL) {
        target->calendar = sup__read_reference(reading, found[OWN_CALENDAR], 0, "calendar",
                                               &policy->calendar_names);
    }
    read_marks(reading, found[OWN_WARNINGS] != NULL ? found[OWN_WARNINGS] : warnings,
               found[OWN_WARNINGS] != NULL, target);
}

/* 1 when all that `later` is for is for `earlier` too. */
static int hides(const struct sup__target *earlier, const struct sup__target *later)
{
    return earlier->metric == later->metric &&
           (earlier->channel == -1 || earlier->channel == later->channel) &&
           (earlier->priority == -1 || earlier->priority == later->priority);
}

static void check_target(struct sup__reading *reading, const struct sup__json *item,
                         const struct sup__target *targets, uint32_t at)
{
    const struct sup__target *later = &targets[at];

    for (uint32_t i = 0; i < at; i++) {
        const struct sup__target *earlier = &targets[i];

        if (earlier->metric < 0 || !hides(earlier, later)) {
            continue;
        }
        if (hides(later, earlier)) {
            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item,
                         "a target for %s of the same channel and priority is there already",
                         sup__json_member(item, "metric")->text);
        } else {
            sup__warning(reading, SUP_MSG_POLICY_HIDDEN, item,
                         "this target is never reached: number %u of this list, before it, is for "
                         "all that it is for",
                         (unsigned)i + 1);
        }
        return;
    }
}

uint32_t sup__read_targets(struct sup__reading *reading, const struct sup__json *list,
                           const struct sup__target_kinds *kinds, const struct sup__json *warnings,
                           int32_t calendar, const struct sup__target **kept)
{
    struct sup__target *targets;
    uint32_t count = 0;

    if (list->count > SUP__POLICY_TARGETS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind target are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_TARGETS_MAX);
        return 0;
    }
    if (list->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list, "at least one target is needed");
    }
    targets = sup__keep(reading, list->count * sizeof *targets);
    *kept = targets;
    for (const struct sup__json *item = list->first; targets != NULL && item != NULL;
         item = item->next) {
        uint32_t errors = sup__error_count(reading);

        read_target(reading, item, kinds, warnings, calendar, &targets[count]);
        if (sup__error_count(reading) == errors) {
            check_target(reading, item, targets, count);
        } else {
            targets[count].metric = -1; /* so it hides none */
        }
        count++;
    }
    return count;
}

void sup__read_sla(struct sup__reading *reading, const struct sup__json *node)
{
    /* What follows are the floors' own. */
    static const struct sup__target_kinds kinds = {SUP__METRIC_FACT_DEADLINE + 1, sup__metric_names,
                                                   NULL, 1};
    struct sup__policy *policy = reading->policy;
    struct sup__rules_draft *draft = &reading->sla;
    struct sup__promise *promises;

    if (!sup__read_rules(reading, node, &sla_kind, draft, &policy->sla)) {
        return;
    }
    promises = sup__keep(reading, policy->sla.count * sizeof *promises);
    for (uint32_t i = 0; promises != NULL && i < policy->sla.count; i++) {
        const struct sup__json **found = draft->entries.found + (size_t)i * MEMBER_COUNT;
        int32_t calendar =
            sup__read_optional(reading, found[CALENDAR], "calendar", &policy->calendar_names);

        if (found[TARGETS] != NULL) {
            promises[i].target_count = sup__read_targets(
                reading, found[TARGETS], &kinds, found[WARNINGS], calendar, &promises[i].targets);
        }
        promises[i].counts_from_attach =
            found[COUNTS_FROM] != NULL &&
            sup__read_choice(reading, found[COUNTS_FROM], "beginning", counts_from_names, 2) == 1;
    }
    policy->promises = promises;
}
