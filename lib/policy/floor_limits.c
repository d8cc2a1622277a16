/*
 * floor_limits.c: how long a ticket may be on a floor, and what is promised there.
 *
 * Of the limits from the arrival the first that fits a ticket's channel and priority counts, as of
 * an SLA policy's targets; of those from the assignment likewise. Whichever passes first is what
 * counts then.
 */
#include "policy/floors.h"

static const char *const from_names[] = {"arrival", "assignment"};

static int64_t read_within(struct sup__reading *reading, const struct sup__json *node)
{
    int64_t within_ms = node != NULL ? sup__read_duration(reading, node) : -1;

    if (within_ms == 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a limit of no time has passed when a ticket arrives");
    }
    return within_ms;
}

static void read_limit(struct sup__reading *reading, const struct sup__json *item, int32_t calendar,
                       struct sup__floor_limit *limit)
{
    enum { CHANNEL, PRIORITY, WITHIN, FROM, CALENDAR, COUNT };
    static const struct sup__member members[COUNT] = {
        {"channel", 0, 0}, {"priority", 0, 0}, {"within", SUP__JSON_TEXT, 1},
        {"from", 0, 0},    {"calendar", 0, 0},
    };
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *found[COUNT];

    sup__read_members(reading, item, members, COUNT, found);
    limit->channel = sup__read_optional(reading, found[CHANNEL], "channel", &policy->channel_names);
    limit->priority =
        sup__read_optional(reading, found[PRIORITY], "priority", &policy->priority_names);
    limit->within_ms = read_within(reading, found[WITHIN]);
    limit->is_from_assignment =
        found[FROM] != NULL &&
        sup__read_choice(reading, found[FROM], "beginning", from_names, 2) == 1;
    limit->calendar =
        found[CALENDAR] != NULL
            ? sup__read_optional(reading, found[CALENDAR], "calendar", &policy->calendar_names)
            : calendar;
}

/* 1 when all that `later` is for is for `earlier` too. */
static int hides(const struct sup__floor_limit *earlier, const struct sup__floor_limit *later)
{
    return earlier->is_from_assignment == later->is_from_assignment &&
           (earlier->channel == -1 || earlier->channel == later->channel) &&
           (earlier->priority == -1 || earlier->priority == later->priority);
}

static void check_limit(struct sup__reading *reading, const struct sup__json *item,
                        const struct sup__floor_limit *limits, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++) {
        if (limits[i].within_ms < 0 || !hides(&limits[i], &limits[at])) {
            continue;
        }
        if (hides(&limits[at], &limits[i])) {
            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item,
                         "a limit for the same channel and priority from the same beginning is "
                         "there already");
        } else {
            sup__warning(reading, SUP_MSG_POLICY_HIDDEN, item,
                         "this limit is never reached: number %u of this list, before it, is for "
                         "all that it is for",
                         (unsigned)i + 1);
        }
        return;
    }
}

static int fits(int32_t asked, int32_t is)
{
    return asked < 0 || asked == is;
}

/* Some case is for both. */
static int overlaps(const struct sup__floor_limit *one, const struct sup__floor_limit *other)
{
    return (fits(one->channel, other->channel) || other->channel < 0) &&
           (fits(one->priority, other->priority) || other->priority < 0);
}

/* 1 when from the arrival less time is allowed for all that a limit from the assignment is for, on
 * the same hours: who is assigned has arrived, so it never passes first. */
static int is_too_late(const struct sup__floor *floor, const struct sup__floor_limit *late)
{
    int is_covered = 0;

    for (uint32_t i = 0; late->is_from_assignment && i < floor->limit_count; i++) {
        const struct sup__floor_limit *limit = &floor->limits[i];

        if (limit->is_from_assignment || limit->within_ms < 0 || !overlaps(limit, late)) {
            continue;
        }
        if (limit->within_ms > late->within_ms || limit->calendar != late->calendar) {
            return 0;
        }
        is_covered |= fits(limit->channel, late->channel) && fits(limit->priority, late->priority);
    }
    return is_covered;
}

static void check_beginnings(struct sup__reading *reading, const struct sup__json *list,
                             const struct sup__floor *floor)
{
    const struct sup__json *item = list->first;

    for (uint32_t i = 0; i < floor->limit_count && item != NULL; i++, item = item->next) {
        if (floor->limits[i].within_ms >= 0 && is_too_late(floor, &floor->limits[i])) {
            sup__warning(reading, SUP_MSG_POLICY_HIDDEN, item,
                         "this limit is never reached: no more time is allowed from the arrival, "
                         "which is no later");
        }
    }
}

void sup__read_limits(struct sup__reading *reading, const struct sup__json *list,
                      struct sup__floor *floor)
{
    struct sup__floor_limit *limits;
    uint32_t errors_before = sup__error_count(reading);

    if (list == NULL) {
        return;
    }
    if (list->count > SUP__POLICY_LIMITS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind limit are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_LIMITS_MAX);
        return;
    }
    limits = sup__keep(reading, list->count * sizeof *limits);
    floor->limits = limits;
    for (const struct sup__json *item = list->first; limits != NULL && item != NULL;
         item = item->next) {
        struct sup__floor_limit *limit = &limits[floor->limit_count];
        uint32_t errors = sup__error_count(reading);

        read_limit(reading, item, floor->calendar, limit);
        if (sup__error_count(reading) == errors) {
            check_limit(reading, item, limits, floor->limit_count);
        } else {
            limit->within_ms = -1; /* so it hides none */
        }
        floor->limit_count++;
    }
    if (limits != NULL && sup__error_count(reading) == errors_before) {
        check_beginnings(reading, list, floor);
    }
}

/* Times on different hours cannot be compared, nor those from different beginnings. */
static int is_longer(const struct sup__target *target, const struct sup__floor_limit *limit)
{
    return fits(limit->channel, target->channel) && fits(limit->priority, target->priority) &&
           limit->calendar == target->calendar && !limit->is_from_assignment &&
           limit->within_ms >= 0 && target->within_ms > limit->within_ms;
}

void sup__check_floor_targets(struct sup__reading *reading, const struct sup__json *list,
                              const struct sup__floor *floor)
{
    const struct sup__json *item = list != NULL ? list->first : NULL;

    for (uint32_t i = 0; i < floor->target_count && item != NULL; i++, item = item->next) {
        for (uint32_t k = 0; k < floor->limit_count; k++) {
            if (floor->targets[i].metric >= 0 && is_longer(&floor->targets[i], &floor->limits[k])) {
                sup__warning(reading, SUP_MSG_POLICY_FLOOR, item,
                             "this is promised in more time than the limit allows on \"%s\"",
                             floor->name);
                break;
            }
        }
    }
}
