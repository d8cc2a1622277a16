/*
 * readiness.c: what a desk that opens should have, and a valid document may lack.
 *
 * Each channel has an owner, a way to a team and a promised first reply; each reason an owner; what
 * has a review date is within it; and the hours on which a promise counts are hours at which
 * somebody is there. None of this refuses a document: a desk may be ready on Monday and the
 * document be written on Friday.
 */
#include "base/text.h"
#include "base/when.h"
#include "policy/coverage.h"
#include "policy/reading.h"

#include <string.h>

/* ---- what a channel decides ---- */

enum { WORK_MAX = 400000, CONDITION_SIZE = 128 }; /* of comparing conditions: some 10 ms */

/* What comes in on one channel, whatever else is known of it. */
struct incoming {
    struct sup__reading *reading;
    struct sup__case given;             /* the facts that follow from the channel */
    const struct sup__condition *is_in; /* {"==": [{"var": "ticket.channel"}, ...]} */
    int32_t channel;
    int32_t work;
};

static int compile_channel(struct incoming *incoming, const char *name)
{
    struct sup__reading *reading = incoming->reading;
    struct sup__policy *policy = reading->policy;
    char text[CONDITION_SIZE];
    struct sup__json *node = NULL;
    struct sup_error error;

    sup__format(text, sizeof text, "{\"==\": [{\"var\": \"ticket.channel\"}, \"%s\"]}", name);
    if (sup__json_parse(reading->scratch, &sup__json_policy_limits, text, strlen(text), &node,
                        &error) != SUP_OK ||
        sup__condition_compile(reading->scratch, reading->scratch, &policy->facts,
                               &policy->domains[SUP__DOMAIN_CHANNELS], node, NULL,
                               &incoming->is_in) <= 0) {
        reading->is_out_of_memory = 1; /* nothing else can be wrong with it */
    }
    return !reading->is_out_of_memory;
}

/* 0 when memory runs out. */
static int set_channel(struct incoming *incoming, struct sup__slot *slots, int32_t channel)
{
    const struct sup__policy *policy = incoming->reading->policy;

    incoming->channel = channel;
    sup__facts_set_channel(policy, slots, channel);
    return compile_channel(incoming, policy->channels[channel].name);
}

/* Hours are left unknown, since they are there at one time and not at another. */
static int asks_only_for_channel(const struct sup__condition *when)
{
    uint32_t count;
    const uint32_t *facts = sup__condition_facts(when, &count);

    for (uint32_t i = 0; i < count; i++) {
        if (facts[i] != SUP__F_TICKET_CHANNEL && facts[i] != SUP__F_TICKET_CHANNEL_KIND &&
            facts[i] != SUP__F_TICKET_IS_PUBLIC) {
            return 0;
        }
    }
    return 1;
}

/* SUP__TRUE when the rule matches all that comes in, SUP__FALSE when it matches nothing of it. */
static int32_t matches(struct incoming *incoming, const struct sup__rule *rule)
{
    int32_t verdict;

    if (rule->when == NULL) {
        return SUP__TRUE;
    }
    verdict = sup__condition_constant(rule->when);
    if (verdict == SUP__UNKNOWN && asks_only_for_channel(rule->when)) {
        verdict = sup__condition_test(rule->when, &incoming->given);
    }
    if (verdict == SUP__UNKNOWN &&
        sup__condition_covers_for(rule->when, incoming->is_in, &incoming->work)) {
        verdict = SUP__TRUE;
    }
    return verdict;
}

/* ---- owners and routes ---- */

/* 1 when a rule routes whatever comes in on the channel. */
static int is_routed(struct incoming *incoming)
{
    const struct sup__rules *routing = &incoming->reading->policy->routing;

    for (uint32_t i = 0; i < routing->count; i++) {
        if (matches(incoming, &routing->items[i]) == SUP__TRUE) {
            return 1;
        }
    }
    return 0;
}

static void check_owner(struct incoming *incoming, const struct sup__json *item)
{
    const struct sup__channel *channel = &incoming->reading->policy->channels[incoming->channel];

    if (channel->team >= 0) {
        return;
    }
    sup__finding(incoming->reading, SUP_MSG_POLICY_UNOWNED, item, "the channel \"%s\" has no team",
                 channel->name);
    if (!is_routed(incoming)) {
        sup__finding(incoming->reading, SUP_MSG_POLICY_UNROUTED, item,
                     "no rule brings every ticket of the channel \"%s\" to a team", channel->name);
    }
}

/* ---- first replies ---- */

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

/* `sla`: the policy that every ticket of the channel has which no earlier one took; -1: there is
 * none. */
static void tell_no_target(const struct incoming *incoming, const struct sup__json *item,
                           int32_t sla)
{
    const struct sup__policy *policy = incoming->reading->policy;
    const char *name = policy->channels[incoming->channel].name;

    if (sla < 0 || policy->sla.items[sla].when == NULL) {
        sup__finding(incoming->reading, SUP_MSG_POLICY_NO_TARGET, item,
                     "no SLA policy without a condition has a first_reply target for the channel "
                     "\"%s\"",
                     name);
    } else {
        sup__finding(incoming->reading, SUP_MSG_POLICY_NO_TARGET, item,
                     "the SLA policy \"%s\" takes every ticket of the channel \"%s\" and has no "
                     "first_reply target for it",
                     policy->sla.items[sla].name, name);
    }
}

static void check_first_reply(const struct incoming *incoming, const struct sup__json *item,
                              int32_t sla)
{
    const struct sup__policy *policy = incoming->reading->policy;
    const struct sup__promise *promise = sla >= 0 ? &policy->promises[sla] : NULL;
    uint64_t promised = 0;
    uint32_t lacking = 0;

    for (uint32_t i = 0; promise != NULL && i < promise->target_count; i++) {
        const struct sup__target *target = &promise->targets[i];

        if (target->metric == SUP__METRIC_FIRST_REPLY &&
            is_for_channel(target, incoming->channel)) {
            promised |= priorities_of(policy, target);
        }
    }
    while (lacking < policy->priority_count && (promised >> lacking & 1) != 0) {
        lacking++;
    }
    if (promised == 0) {
        tell_no_target(incoming, item, sla);
    } else if (lacking < policy->priority_count) {
        sup__finding(incoming->reading, SUP_MSG_POLICY_NO_TARGET, item,
                     "the channel \"%s\" has no first_reply target for the priority \"%s\"",
                     policy->channels[incoming->channel].name, policy->priorities[lacking].name);
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

static void check_articles(struct sup__reading *reading, const struct sup__json *item,
                           const struct sup__knowledge *articles, int64_t now_ms)
{
    const struct sup__json *list = sup__json_member(item, "knowledge");
    const struct sup__json *article = list != NULL ? list->first : NULL;

    for (uint32_t i = 0; article != NULL; i++, article = article->next) {
        check_review(reading, article, "article", articles[i].name, articles[i].review_on,
                     articles[i].review_end_ms, now_ms);
    }
}

static void check_floors(struct sup__reading *reading, int64_t now_ms)
{
    const struct sup__json *item = reading->floors != NULL ? reading->floors->first : NULL;

    for (uint32_t i = 0; item != NULL; i++, item = item->next) {
        check_articles(reading, item, reading->policy->floors[i].knowledge, now_ms);
    }
}

static void check_reasons(struct sup__reading *reading, int64_t now_ms)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *item = reading->reasons != NULL ? reading->reasons->first : NULL;

    for (uint32_t i = 0; item != NULL; i++, item = item->next) {
        const struct sup__reason *reason = &policy->reasons[i];

        if (reason->team < 0) {
            sup__finding(reading, SUP_MSG_POLICY_UNOWNED, item, "the reason \"%s\" has no team",
                         reason->name);
        }
        check_articles(reading, item, reason->knowledge, now_ms);
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

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

/* What is known about two calendars: gaps are looked for once, however many targets share them. */
struct known_gap {
    int is_known;
    int is_there;
    struct sup__gap gap;
    const char *season; /* when: "" for all the year */
};

struct hours_check {
    struct sup__reading *reading;
    struct known_gap *gaps; /* by needed calendar (the last: none, all hours) and covered one */
    uint64_t taken[SUP__METRICS]; /* priorities that an earlier target of the policy is for */
    int is_promised;              /* a target counts for the channel */
    int64_t now_ms;
};

/* The ordinary week of two calendars in one month, when their zones are at their offsets of it. */
static int find_month_gap(const struct sup__calendar *needed, const struct sup__calendar *covered,
                          int64_t now_ms, int32_t month, struct sup__gap *gap)
{
    struct sup__week needed_week;
    struct sup__week covered_week;
    int64_t year;
    int32_t now_month;
    int32_t day;
    int64_t at_ms;

    sup__civil_from_days(now_ms / DAY_MS, &year, &now_month, &day);
    at_ms = sup__days_from_civil(year, month, 15) * DAY_MS;
    sup__week_of(needed, at_ms, &needed_week);
    sup__week_of(covered, at_ms, &covered_week);
    return sup__week_gap(&needed_week, &covered_week, gap);
}

/* Summer time moves two zones apart, or together, so each half of a year is looked at. */
static void find_season_gap(const struct sup__calendar *needed, const struct sup__calendar *covered,
                            int64_t now_ms, struct known_gap *known)
{
    struct sup__gap july;
    int in_january = find_month_gap(needed, covered, now_ms, 1, &known->gap);
    int in_july = find_month_gap(needed, covered, now_ms, 7, &july);

    if (in_july && !in_january) {
        known->gap = july;
    }
    known->is_there = in_january || in_july;
    known->season = in_january && in_july ? "" : in_january ? " in January" : " in July";
}

static const struct known_gap *find_gap(const struct hours_check *check, int32_t needed,
                                        int32_t covered)
{
    const struct sup__policy *policy = check->reading->policy;
    uint32_t row = needed >= 0 ? (uint32_t)needed : policy->calendar_count;
    struct known_gap *known = &check->gaps[(size_t)row * policy->calendar_count + (size_t)covered];

    if (!known->is_known) {
        known->is_known = 1;
        find_season_gap(needed >= 0 ? &policy->calendars[needed] : NULL,
                        &policy->calendars[covered], check->now_ms, known);
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
                     "this target counts while the channel \"%s\" is closed: %s%s", channel->name,
                     text, known->season);
    }
}

/* A target counts when no earlier one of its policy takes all its priorities. */
static int takes(struct hours_check *check, const struct sup__target *target)
{
    uint64_t priorities = priorities_of(check->reading->policy, target);
    uint64_t *taken = &check->taken[target->metric];
    int is_new = (priorities & ~*taken) != 0;

    *taken |= priorities;
    return is_new;
}

/*
 * The targets of one SLA policy for one channel. One that names no channel, in a policy that takes
 * only some of what comes in, is for cases that need not come in on this channel at all: nothing
 * follows from it.
 */
static void check_targets(struct hours_check *check, uint32_t sla, int32_t channel, int is_for_all)
{
    const struct sup__policy *policy = check->reading->policy;
    const struct sup__json *node =
        sup__json_member(check->reading->sla.entries.nodes[sla], "targets")->first;
    const struct sup__target *target = policy->promises[sla].targets;

    memset(check->taken, 0, sizeof check->taken);
    for (; node != NULL; node = node->next, target++) {
        if (target->metric == SUP__METRIC_FACT_DEADLINE || !is_for_channel(target, channel) ||
            !takes(check, target) || (target->channel < 0 && !is_for_all)) {
            continue;
        }
        check->is_promised = 1;
        if (policy->channels[channel].calendar >= 0) {
            check_coverage(check, node, target, &policy->channels[channel]);
        }
    }
}

/* The SLA policies in their order, up to the one that takes all that is left of the channel. */
static void check_promises(struct incoming *incoming, struct hours_check *check,
                           const struct sup__json *item)
{
    const struct sup__policy *policy = incoming->reading->policy;
    const struct sup__channel *channel = &policy->channels[incoming->channel];
    int32_t last = -1;

    check->is_promised = 0;
    for (uint32_t i = 0; last < 0 && i < policy->sla.count; i++) {
        int32_t verdict = matches(incoming, &policy->sla.items[i]);

        if (verdict != SUP__FALSE) {
            check_targets(check, i, incoming->channel, verdict == SUP__TRUE);
        }
        last = verdict == SUP__TRUE ? (int32_t)i : -1;
    }
    check_first_reply(incoming, item, last);
    if (check->is_promised && channel->calendar < 0) {
        sup__finding(incoming->reading, SUP_MSG_POLICY_NO_HOURS, item,
                     "the channel \"%s\" has targets and no calendar", channel->name);
    }
}

static void check_channels(struct sup__reading *reading, struct sup__slot *slots, int64_t now_ms)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *item = reading->channels->first;
    size_t pairs = ((size_t)policy->calendar_count + 1) * policy->calendar_count;
    struct hours_check check = {.reading = reading, .now_ms = now_ms};
    struct incoming incoming = {
        .reading = reading, .given = {.slots = slots, .now_ms = now_ms}, .work = WORK_MAX};

    check.gaps = sup__scratch(reading, pairs * sizeof *check.gaps);
    for (int32_t i = 0; check.gaps != NULL && item != NULL; i++, item = item->next) {
        if (!set_channel(&incoming, slots, i)) {
            return;
        }
        check_owner(&incoming, item);
        check_promises(&incoming, &check, item);
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
        check_floors(reading, now_ms);
    }
}
