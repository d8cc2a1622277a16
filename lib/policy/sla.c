/*
 * sla.c: SLA policies: what is promised to whom, in which time, on whose hours.
 *
 * The first policy whose condition matches a ticket is the ticket's; of its targets for a metric
 * the first that fits the ticket's channel and priority counts.
 */
#include "policy/reading.h"

const char *const sup__metric_names[SUP__METRICS] = {
    "acknowledgement", "assignment",     "first_reply", "next_reply", "periodic_update",
    "pausable_update", "requester_wait", "agent_work",  "resolution",
};

enum { CALENDAR = SUP__RULE_MEMBERS, TARGETS, MEMBER_COUNT };

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},    {"label", 0, 0}, {"when", 0, 0}, {"calendar", 0, 0},
    {"targets", SUP__JSON_LIST, 1},
};

static const struct sup__entry_kind sla_kind = {"SLA policy", SUP__POLICY_RULES_MAX, MEMBER_COUNT,
                                                members, NULL};

static int64_t read_within(struct sup__reading *reading, const struct sup__json *node)
{
    int64_t within_ms = sup__read_duration(reading, node);

    if (within_ms == 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node, "nothing can be done within no time");
    }
    return within_ms;
}

static void read_target(struct sup__reading *reading, const struct sup__json *item,
                        int32_t calendar, struct sup__target *target)
{
    enum { METRIC, CHANNEL, PRIORITY, WITHIN, OWN_CALENDAR, COUNT };
    static const struct sup__member target_members[COUNT] = {
        {"metric", SUP__JSON_TEXT, 1}, {"channel", 0, 0},  {"priority", 0, 0},
        {"within", SUP__JSON_TEXT, 1}, {"calendar", 0, 0},
    };
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *found[COUNT];

    sup__read_members(reading, item, target_members, COUNT, found);
    target->metric = found[METRIC] != NULL ? sup__read_choice(reading, found[METRIC], "metric",
                                                              sup__metric_names, SUP__METRICS)
                                           : -1;
    target->channel =
        sup__read_optional(reading, found[CHANNEL], "channel", &policy->channel_names);
    target->priority =
        sup__read_optional(reading, found[PRIORITY], "priority", &policy->priority_names);
    target->within_ms = found[WITHIN] != NULL ? read_within(reading, found[WITHIN]) : -1;
    target->calendar = calendar;
    if (found[OWN_CALENDAR] != NULL) {
        target->calendar = sup__read_reference(reading, found[OWN_CALENDAR], 0, "calendar",
                                               &policy->calendar_names);
    }
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
                         sup__metric_names[later->metric]);
        } else {
            sup__warning(reading, SUP_MSG_POLICY_HIDDEN, item,
                         "this target is never reached: number %u of this list, before it, is for "
                         "all that it is for",
                         (unsigned)i + 1);
        }
        return;
    }
}

static void read_targets(struct sup__reading *reading, const struct sup__json *list,
                         int32_t calendar, struct sup__promise *promise)
{
    struct sup__target *targets;

    if (list->count > SUP__POLICY_TARGETS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind target are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_TARGETS_MAX);
        return;
    }
    if (list->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list, "at least one target is needed");
    }
    targets = sup__keep(reading, list->count * sizeof *targets);
    promise->targets = targets;
    for (const struct sup__json *item = list->first; targets != NULL && item != NULL;
         item = item->next) {
        uint32_t errors = sup__error_count(reading);

        read_target(reading, item, calendar, &targets[promise->target_count]);
        if (sup__error_count(reading) == errors) {
            check_target(reading, item, targets, promise->target_count);
        } else {
            targets[promise->target_count].metric = -1; /* so it hides none */
        }
        promise->target_count++;
    }
}

void sup__read_sla(struct sup__reading *reading, const struct sup__json *node)
{
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
            read_targets(reading, found[TARGETS], calendar, &promises[i]);
        }
    }
    policy->promises = promises;
}
