/*
 * readiness.c: what a desk that opens should have, and a valid document may lack.
 *
 * Each channel has an owner, a way to a team and a promised first reply; each reason an owner; what
 * has a review date is within it; and the hours on which a promise counts are hours at which
 * somebody is there. None of this refuses a document: a desk may be ready on Monday and the
 * document be written on Friday.
 */
#include "policy/decide.h"
#include "policy/hours.h"
#include "policy/reading.h"

#include <string.h>

/* ---- owners and routes ---- */

/* 1 when a rule routes whatever comes in on the channel, as far as that follows from the channel.
 */
static int is_routed(const struct sup__policy *policy, struct sup__slot *slots, int32_t channel,
                     int64_t now_ms)
{
    struct sup__case given = sup__policy_case(policy, slots, now_ms);

    sup__facts_set_channel(policy, slots, channel);
    return sup__decide_routing(policy, &given).result >= 0;
}

/* Sets of priorities. */
_Static_assert(SUP__POLICY_PRIORITIES_MAX <= 64, "a bit for each priority");

static uint64_t priorities_of(const struct sup__policy *policy, const struct sup__target *target)
{
    if (target->priority >= 0) {
        return UINT64_C(1) << target->priority;
    }
    return UINT64_MAX >> (64 - policy->priority_count);
}

static int is_for_channel(const struct sup__target *target, int32_t channel)
{
    return target->channel < 0 || target->channel == channel;
}

static int is_general(const struct sup__policy *policy, uint32_t sla)
{
    const struct sup__condition *when = policy->sla.items[sla].when;

    return when == NULL || sup__condition_constant(when) == SUP__TRUE;
}

/* The SLA policy that a ticket has when no other is its own; NULL: there is none. */
static const struct sup__promise *general_promise(const struct sup__policy *policy)
{
    for (uint32_t i = 0; i < policy->sla.count; i++) {
        if (is_general(policy, i)) {
            return &policy->promises[i];
        }
    }
    return NULL;
}

static void check_first_reply(struct sup__reading *reading, const struct sup__json *item,
                              const struct sup__promise *promise, int32_t channel)
{
    const struct sup__policy *policy = reading->policy;
    const char *name = policy->channels[channel].name;
    uint64_t promised = 0;
    uint32_t lacking = 0;

    for (uint32_t i = 0; promise != NULL && i < promise->target_count; i++) {
        const struct sup__target *target = &promise->targets[i];

        if (target->metric == SUP__METRIC_FIRST_REPLY && is_for_channel(target, channel)) {
            promised |= priorities_of(policy, target);
        }
    }
    while (lacking < policy->priority_count && (promised >> lacking & 1) != 0) {
        lacking++;
    }
    if (promised == 0) {
        sup__finding(reading, SUP_MSG_POLICY_NO_TARGET, item,
                     "no SLA policy without a condition has a first_reply target for the channel "
                     "\"%s\"",
                     name);
    } else if (lacking < policy->priority_count) {
        sup__finding(reading, SUP_MSG_POLICY_NO_TARGET, item,
                     "the channel \"%s\" has no first_reply target for the priority \"%s\"", name,
                     policy->priorities[lacking].name);
    }
}

static void check_channels(struct sup__reading *reading, struct sup__slot *slots, int64_t now_ms)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__promise *promise = general_promise(policy);
    const struct sup__json *item = reading->channels->first;

    for (int32_t i = 0; item != NULL; i++, item = item->next) {
        const struct sup__channel *channel = &policy->channels[i];

        if (channel->team < 0) {
            sup__finding(reading, SUP_MSG_POLICY_UNOWNED, item, "the channel \"%s\" has no team",
                         channel->name);
            if (!is_routed(policy, slots, i, now_ms)) {
                sup__finding(reading, SUP_MSG_POLICY_UNROUTED, item,
                             "no rule brings every ticket of the channel \"%s\" to a team",
                             channel->name);
            }
        }
        check_first_reply(reading, item, promise, i);
    }
}

/* ---- review dates ---- */

static void check_review(struct sup__reading *reading, const struct sup__json *item,
                         const char *what, const char *name, const char *review_on, int64_t end_ms,
                         int64_t now_ms)
{
    const struct sup__json *date = sup__json_member(item, "review_on");

    if (now_ms >= end_ms && date != NULL) {
        sup__finding(reading, SUP_MSG_POLICY_REVIEW, date, "the %s \"%s\" was to be reviewed by %s",
                     what, name, review_on);
    }
}

static void check_reasons(struct sup__reading *reading, int64_t now_ms)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *item = reading->reasons != NULL ? reading->reasons->first : NULL;

    for (uint32_t i = 0; item != NULL; i++, item = item->next) {
        const struct sup__reason *reason = &policy->reasons[i];
        const struct sup__json *list = sup__json_member(item, "knowledge");
        const struct sup__json *article = list != NULL ? list->first : NULL;

        if (reason->team < 0) {
            sup__finding(reading, SUP_MSG_POLICY_UNOWNED, item, "the reason \"%s\" has no team",
                         reason->name);
        }
        for (uint32_t j = 0; article != NULL; j++, article = article->next) {
            check_review(reading, article, "article", reason->knowledge[j].name,
                         reason->knowledge[j].review_on, reason->knowledge[j].review_end_ms,
                         now_ms);
        }
    }
}

static void check_rights(struct sup__reading *reading, int64_t now_ms)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *item = reading->rights != NULL ? reading->rights->first : NULL;

    for (uint32_t i = 0; item != NULL; i++, item = item->next) {
        check_review(reading, item, "right", policy->rights[i].name, policy->rights[i].review_on,
                     policy->rights[i].review_end_ms, now_ms);
    }
}

/* ---- hours ---- */

/* What is known about two calendars: gaps are looked for once, however many targets share them. */
struct known_gap {
    int is_known;
    int is_there;
    struct sup__gap gap;
};

struct hours_check {
    struct sup__reading *reading;
    struct known_gap *gaps; /* by needed calendar (the last: none, all hours) and covered one */
    uint8_t *is_promised;   /* by channel: a target counts for it */
    uint64_t *taken;        /* by channel and metric: priorities that an earlier target is for */
};

static const struct known_gap *find_gap(const struct hours_check *check, int32_t needed,
                                        int32_t covered)
{
    const struct sup__policy *policy = check->reading->policy;
    uint32_t row = needed >= 0 ? (uint32_t)needed : policy->calendar_count;
    struct known_gap *known = &check->gaps[(size_t)row * policy->calendar_count + (size_t)covered];

    if (!known->is_known) {
        known->is_known = 1;
        known->is_there = sup__calendar_gap(needed >= 0 ? &policy->calendars[needed] : NULL,
                                            &policy->calendars[covered], &known->gap);
    }
    return known;
}

static void check_coverage(const struct hours_check *check, const struct sup__json *item,
                           const struct sup__target *target, const struct sup__channel *channel)
{
    const struct known_gap *known = find_gap(check, target->calendar, channel->calendar);
    char text[SUP__GAP_TEXT_SIZE];

    if (known->is_there) {
        sup__gap_format(&known->gap, text);
        sup__finding(check->reading, SUP_MSG_POLICY_COVERAGE, item,
                     "this target counts while the channel \"%s\" is closed: %s", channel->name,
                     text);
    }
}

/*
 * A target counts for a channel when no earlier one takes all its priorities there. One that names
 * no channel, in a policy with a condition, is for cases that need not come in on a channel at all:
 * nothing follows from it for channels.
 */
static void check_target(const struct hours_check *check, const struct sup__json *item,
                         const struct sup__target *target, int is_for_all)
{
    const struct sup__policy *policy = check->reading->policy;
    uint64_t priorities = priorities_of(policy, target);

    for (int32_t i = 0; i < (int32_t)policy->channel_count; i++) {
        uint64_t *taken = &check->taken[(size_t)i * SUP__METRICS + (size_t)target->metric];

        if (!is_for_channel(target, i) || (priorities & ~*taken) == 0) {
            continue;
        }
        *taken |= priorities;
        if (target->channel < 0 && !is_for_all) {
            continue;
        }
        check->is_promised[i] = 1;
        if (policy->channels[i].calendar >= 0) {
            check_coverage(check, item, target, &policy->channels[i]);
        }
    }
}

static void check_hours(struct sup__reading *reading)
{
    const struct sup__policy *policy = reading->policy;
    size_t pairs = ((size_t)policy->calendar_count + 1) * policy->calendar_count;
    size_t taken_bytes = (size_t)policy->channel_count * SUP__METRICS * sizeof(uint64_t);
    const struct sup__json *item = reading->channels->first;
    struct hours_check check = {reading, sup__scratch(reading, pairs * sizeof *check.gaps),
                                sup__scratch(reading, policy->channel_count),
                                sup__scratch(reading, taken_bytes)};

    if (check.gaps == NULL || check.is_promised == NULL || check.taken == NULL) {
        return;
    }
    for (uint32_t i = 0; i < policy->sla.count; i++) {
        const struct sup__json *list = sup__json_member(reading->sla.entries.nodes[i], "targets");
        const struct sup__target *target = policy->promises[i].targets;

        memset(check.taken, 0, taken_bytes);
        for (const struct sup__json *node = list->first; node != NULL; node = node->next) {
            check_target(&check, node, target++, is_general(policy, i));
        }
    }
    for (uint32_t i = 0; item != NULL; i++, item = item->next) {
        if (check.is_promised[i] && policy->channels[i].calendar < 0) {
            sup__finding(reading, SUP_MSG_POLICY_NO_HOURS, item,
                         "the channel \"%s\" has targets and no calendar",
                         policy->channels[i].name);
        }
    }
}

void sup__check_readiness(struct sup__reading *reading, int64_t now_ms)
{
    struct sup__slot *slots =
        sup__scratch(reading, reading->policy->facts.names.count * sizeof *slots);

    if (slots != NULL) {
        check_channels(reading, slots, now_ms);
        check_reasons(reading, now_ms);
        check_rights(reading, now_ms);
        check_hours(reading);
    }
}
