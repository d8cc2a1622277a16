/*
 * decide.c: segments, priority, team, floor and promises of a case.
 */
#include "policy/decide.h"

#include <string.h>

static int32_t is_in_hours(const void *context, int32_t channel, int64_t now_ms)
{
    const struct sup__policy *policy = context;
    int32_t calendar = -1;

    if (channel >= 0 && (uint32_t)channel < policy->channel_count) {
        calendar = policy->channels[channel].calendar;
    }
    return calendar < 0 ? -1 : sup__calendar_is_open(&policy->calendars[calendar], now_ms);
}

struct sup__case sup__policy_case(const struct sup__policy *policy, const struct sup__slot *slots,
                                  int64_t now_ms)
{
    return (struct sup__case){slots, now_ms, is_in_hours, policy};
}

static int matches(const struct sup__rule *rule, const struct sup__case *given)
{
    return rule->when == NULL || sup__condition_test(rule->when, given) == SUP__TRUE;
}

/* The first rule that matches; -1: none. */
static int32_t first_match(const struct sup__rules *rules, const struct sup__case *given)
{
    for (uint32_t i = 0; i < rules->count; i++) {
        if (matches(&rules->items[i], given)) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* The index that a slot names among `count`; -1 when it was not given or is none of the policy's.
 */
static int32_t named(const struct sup__case *given, uint32_t fact, uint32_t count)
{
    const struct sup__slot *slot = &given->slots[fact];

    return slot->is_given && slot->number >= 0 && slot->number < (int64_t)count
               ? (int32_t)slot->number
               : -1;
}

uint32_t sup__decide_segments(const struct sup__policy *policy, const struct sup__case *given,
                              struct sup__slot *items)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < policy->segments.count; i++) {
        if (matches(&policy->segments.items[i], given)) {
            items[count++] = (struct sup__slot){.number = i, .is_given = 1};
        }
    }
    return count;
}

void sup__facts_set_segments(struct sup__slot *slots, const struct sup__slot *items, uint32_t count)
{
    slots[SUP__F_CUSTOMER_SEGMENT] = count != 0 ? items[0] : (struct sup__slot){0};
    slots[SUP__F_CUSTOMER_SEGMENTS] =
        (struct sup__slot){.number = count, .data = items, .is_given = 1};
}

struct sup__decision sup__decide_priority(const struct sup__policy *policy,
                                          const struct sup__case *given)
{
    int32_t stated = named(given, SUP__F_TICKET_PRIORITY, policy->priority_count);
    int32_t impact = named(given, SUP__F_TICKET_IMPACT, policy->impact_count);
    int32_t urgency = named(given, SUP__F_TICKET_URGENCY, policy->urgency_count);
    int32_t rule;

    if (stated >= 0) {
        return (struct sup__decision){stated, -1, SUP__WHY_GIVEN};
    }
    rule = first_match(&policy->priority_rules, given);
    if (rule >= 0) {
        return (struct sup__decision){policy->priority_rules.items[rule].result, rule,
                                      SUP__WHY_RULE};
    }
    if (policy->priority_matrix != NULL && impact >= 0 && urgency >= 0) {
        size_t cell = (size_t)impact * policy->urgency_count + (size_t)urgency;

        return (struct sup__decision){policy->priority_matrix[cell], -1, SUP__WHY_MATRIX};
    }
    return (struct sup__decision){(int32_t)policy->priority_default, -1, SUP__WHY_DEFAULT};
}

struct sup__decision sup__decide_routing(const struct sup__policy *policy,
                                         const struct sup__case *given)
{
    int32_t stated = named(given, SUP__F_TICKET_TEAM, policy->team_count);
    int32_t reason = named(given, SUP__F_TICKET_REASON, policy->reason_count);
    int32_t channel = named(given, SUP__F_TICKET_CHANNEL, policy->channel_count);
    int32_t rule;

    if (stated >= 0) {
        return (struct sup__decision){stated, -1, SUP__WHY_GIVEN};
    }
    rule = first_match(&policy->routing, given);
    if (rule >= 0) {
        return (struct sup__decision){policy->routing.items[rule].result, rule, SUP__WHY_RULE};
    }
    if (reason >= 0 && policy->reasons[reason].team >= 0) {
        return (struct sup__decision){policy->reasons[reason].team, -1, SUP__WHY_REASON};
    }
    if (channel >= 0 && policy->channels[channel].team >= 0) {
        return (struct sup__decision){policy->channels[channel].team, -1, SUP__WHY_CHANNEL};
    }
    return (struct sup__decision){-1, -1, SUP__WHY_NOTHING};
}

struct sup__decision sup__decide_sla(const struct sup__policy *policy,
                                     const struct sup__case *given)
{
    int32_t rule = first_match(&policy->sla, given);

    return (struct sup__decision){rule, rule, rule >= 0 ? SUP__WHY_RULE : SUP__WHY_NOTHING};
}

static int fits(int32_t asked, int32_t is)
{
    return asked < 0 || asked == is;
}

int32_t sup__find_target(const struct sup__policy *policy, int32_t sla, int32_t metric,
                         int32_t channel, int32_t priority)
{
    const struct sup__promise *promise = &policy->promises[sla];

    for (uint32_t i = 0; i < promise->target_count; i++) {
        const struct sup__target *target = &promise->targets[i];

        if (target->metric == metric && fits(target->channel, channel) &&
            fits(target->priority, priority)) {
            return (int32_t)i;
        }
    }
    return -1;
}

int32_t sup__decide_target(const struct sup__policy *policy, int32_t sla, int32_t metric,
                           const struct sup__case *given)
{
    return sup__find_target(policy, sla, metric,
                            named(given, SUP__F_TICKET_CHANNEL, policy->channel_count),
                            named(given, SUP__F_TICKET_PRIORITY, policy->priority_count));
}

static int lacks_required(const struct sup__required *required, const struct sup__case *given)
{
    for (uint32_t i = 0; i < required->count; i++) {
        if (!given->slots[required->facts[i]].is_given) {
            return 1;
        }
    }
    return 0;
}

int sup__floor_rule_asks(const struct sup__policy *policy, uint32_t rule,
                         const struct sup__case *given)
{
    return lacks_required(&policy->floor_required[rule], given) ||
           matches(&policy->floor_rules.items[rule], given);
}

int32_t sup__decide_floor(const struct sup__policy *policy, const struct sup__case *given,
                          const uint8_t *done, uint32_t *rules, uint32_t *count)
{
    int32_t floor = -1;

    *count = 0;
    for (uint32_t i = 0; i < policy->floor_rules.count; i++) {
        const struct sup__rule *rule = &policy->floor_rules.items[i];

        if (done != NULL && (done[i / 8] >> (i % 8) & 1)) {
            continue;
        }
        if (sup__floor_rule_asks(policy, i, given)) {
            rules[(*count)++] = i;
            floor = rule->result > floor ? rule->result : floor;
        }
    }
    return floor;
}

const struct sup__floor_limit *sup__find_floor_limit(const struct sup__floor *floor,
                                                     int32_t is_from_assignment, int32_t channel,
                                                     int32_t priority)
{
    for (uint32_t i = 0; i < floor->limit_count; i++) {
        const struct sup__floor_limit *limit = &floor->limits[i];

        if (limit->is_from_assignment == is_from_assignment && fits(limit->channel, channel) &&
            fits(limit->priority, priority)) {
            return limit;
        }
    }
    return NULL;
}

int sup__floor_limits_work(const struct sup__floor *floor)
{
    for (uint32_t i = 0; i < floor->limit_count; i++) {
        if (floor->limits[i].is_from_assignment) {
            return 1;
        }
    }
    return 0;
}

static int32_t find_own_target(const struct sup__floor *floor, int32_t metric, int32_t channel,
                               int32_t priority)
{
    for (uint32_t i = 0; i < floor->target_count; i++) {
        const struct sup__target *own = &floor->targets[i];

        if (own->metric == metric && fits(own->channel, channel) && fits(own->priority, priority)) {
            return (int32_t)i;
        }
    }
    return -1;
}

int32_t sup__find_floor_target(const struct sup__floor *floor, int32_t metric, int32_t channel,
                               int32_t priority, struct sup__target *target)
{
    const struct sup__floor_limit *limit;
    int32_t own;

    *target = (struct sup__target){.metric = metric, .channel = -1, .priority = -1};
    switch (metric) {
    case SUP__METRIC_TIME_ON_FLOOR:
    case SUP__METRIC_WORK_ON_FLOOR:
        limit =
            sup__find_floor_limit(floor, metric == SUP__METRIC_WORK_ON_FLOOR, channel, priority);
        if (limit == NULL) {
            return -1;
        }
        target->calendar = limit->calendar;
        target->within_ms = limit->within_ms;
        return (int32_t)(limit - floor->limits);
    case SUP__METRIC_SIGN_OFF:
        target->calendar = floor->calendar;
        target->within_ms = floor->sign_within_ms;
        return floor->has_sign_off ? 0 : -1;
    default:
        own = find_own_target(floor, metric, channel, priority);
        if (own >= 0) {
            *target = floor->targets[own];
        }
        return own;
    }
}

static int is_word(const char *words, const char *word)
{
    size_t bytes = strlen(word);

    for (const char *at = words; at != NULL && *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");

        if (length == bytes && strncmp(at, word, bytes) == 0) {
            return 1;
        }
        at += length;
    }
    return 0;
}

int sup__holds(const struct sup__policy *policy, const struct sup__holders *holders,
               int64_t agent_id, const char *roles)
{
    for (uint32_t i = 0; i < holders->agent_count; i++) {
        if (holders->agents[i] == agent_id) {
            return 1;
        }
    }
    for (uint32_t i = 0; i < holders->role_count; i++) {
        if (is_word(roles, policy->role_names.names[holders->roles[i]])) {
            return 1;
        }
    }
    return 0;
}

const char *sup__why_name(int32_t why)
{
    static const char *const names[] = {"",        "given",  "rule",   "matrix",
                                        "default", "reason", "channel"};

    return why >= SUP__WHY_NOTHING && why <= SUP__WHY_CHANNEL ? names[why] : "";
}
