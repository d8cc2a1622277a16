/*
 * calendars.c: the opening hours of a week.
 *
 * Each day's hours become minutes of the week; what passes midnight runs on into the next day and
 * what passes the week's end begins again on Monday. This version knows fixed offsets only: zones
 * with summer time, holidays and special hours need calendar dates, not a week.
 */
#include "policy/hours.h"
#include "policy/reading.h"

#include <string.h>

enum { ZONE_OFFSET_MAX = 14 * 60, DAYS = 7, RAW_MAX = DAYS * SUP__POLICY_HOURS_MAX };

/* Hours as they were written; `end` may pass the week's end. */
struct raw {
    int32_t begin;
    int32_t end;
    int32_t day;
    const struct sup__json *node;
};

struct week {
    uint32_t count;
    struct raw items[RAW_MAX];
};

static const char *const day_names[DAYS] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* Reads "HH:MM" up to 24:00 into minutes; -1 when it is not that. */
static int32_t parse_clock(const char *text)
{
    int32_t hours;
    int32_t minutes;

    for (size_t i = 0; i < 5; i++) {
        if (i == 2 ? text[i] != ':' : text[i] < '0' || text[i] > '9') {
            return -1;
        }
    }
    hours = (text[0] - '0') * 10 + (text[1] - '0');
    minutes = (text[3] - '0') * 10 + (text[4] - '0');
    return minutes > 59 || hours * 60 + minutes > SUP__DAY_MINUTES ? -1 : hours * 60 + minutes;
}

/* ---- the zone ---- */

static void read_zone(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__calendar *calendar)
{
    char shown[SUP__SHOWN_SIZE];
    int32_t minutes = -1;

    if (strcmp(node->text, "UTC") == 0) {
        return;
    }
    if (node->bytes == 6 && (node->text[0] == '+' || node->text[0] == '-')) {
        minutes = parse_clock(node->text + 1);
    }
    if (minutes < 0 || minutes > ZONE_OFFSET_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_ZONE, node,
                     "\"%s\" is not a zone of this version, which knows UTC and fixed offsets from "
                     "-14:00 to +14:00",
                     sup__shown(node->text, shown));
        return;
    }
    calendar->offset_minutes = node->text[0] == '-' ? -minutes : minutes;
}

/* ---- the week ---- */

static int parse_hours(const struct sup__json *node, int32_t *begin, int32_t *end)
{
    if (node->bytes != strlen("09:00-17:00") || node->text[5] != '-') {
        return 0;
    }
    *begin = parse_clock(node->text);
    *end = parse_clock(node->text + 6);
    return *begin >= 0 && *begin < SUP__DAY_MINUTES && *end >= 0;
}

static void read_hours(struct sup__reading *reading, const struct sup__json *node, int32_t day,
                       struct week *week)
{
    struct raw *raw = &week->items[week->count];
    char shown[SUP__SHOWN_SIZE];
    int32_t begin;
    int32_t end;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return;
    }
    if (!parse_hours(node, &begin, &end)) {
        sup__problem(reading, SUP_MSG_POLICY_HOURS, node, "\"%s\" is not hours such as 09:00-17:00",
                     sup__shown(node->text, shown));
        return;
    }
    if (begin == end) {
        sup__problem(reading, SUP_MSG_POLICY_HOURS, node,
                     "these hours end when they begin: a whole day is 00:00-24:00");
        return;
    }
    raw->begin = day * SUP__DAY_MINUTES + begin;
    raw->end = day * SUP__DAY_MINUTES + end + (end < begin ? SUP__DAY_MINUTES : 0);
    raw->day = day;
    raw->node = node;
    week->count++;
}

static void sort(struct week *week)
{
    for (uint32_t i = 1; i < week->count; i++) {
        struct raw moved = week->items[i];
        uint32_t at = i;

        for (; at > 0 && week->items[at - 1].begin > moved.begin; at--) {
            week->items[at] = week->items[at - 1];
        }
        week->items[at] = moved;
    }
}

static void tell_overlap(struct sup__reading *reading, const struct raw *one,
                         const struct raw *other)
{
    const struct raw *later = one->node->offset > other->node->offset ? one : other;
    const struct raw *first = later == one ? other : one;

    sup__problem(reading, SUP_MSG_POLICY_HOURS, later->node, "\"%s\" overlaps \"%s\" of %s",
                 later->node->text, first->node->text, day_names[first->day]);
}

/* The hours are sorted. Each is compared with the one that reaches farthest of those before. */
static void check_overlaps(struct sup__reading *reading, const struct week *week)
{
    const struct raw *farthest = NULL;

    for (uint32_t i = 0; i < week->count; i++) {
        const struct raw *raw = &week->items[i];

        if (farthest != NULL && farthest->end > raw->begin) {
            tell_overlap(reading, farthest, raw);
        }
        if (farthest == NULL || raw->end > farthest->end) {
            farthest = raw;
        }
    }
    for (uint32_t i = 0; farthest != NULL && i < week->count; i++) {
        const struct raw *raw = &week->items[i];

        if (raw != farthest && raw->begin < farthest->end - SUP__WEEK_MINUTES) {
            tell_overlap(reading, farthest, raw);
        }
    }
}

/* Adds hours that begin no earlier than those before; touching ones become one. */
static void add(struct sup__hours *hours, uint32_t *count, int32_t begin, int32_t end)
{
    if (*count > 0 && begin <= hours[*count - 1].end) {
        if (end > hours[*count - 1].end) {
            hours[*count - 1].end = (uint16_t)end;
        }
        return;
    }
    hours[*count].begin = (uint16_t)begin;
    hours[*count].end = (uint16_t)end;
    (*count)++;
}

static void compile(struct sup__reading *reading, const struct week *week,
                    struct sup__calendar *calendar)
{
    struct sup__hours *hours = sup__keep(reading, (week->count + 1) * sizeof *hours);
    uint32_t count = 0;

    if (hours == NULL) {
        return;
    }
    for (uint32_t i = 0; i < week->count; i++) {
        if (week->items[i].end > SUP__WEEK_MINUTES) {
            add(hours, &count, 0, week->items[i].end - SUP__WEEK_MINUTES);
        }
    }
    for (uint32_t i = 0; i < week->count; i++) {
        int32_t end = week->items[i].end;

        add(hours, &count, week->items[i].begin, end < SUP__WEEK_MINUTES ? end : SUP__WEEK_MINUTES);
    }
    calendar->hours = hours;
    calendar->hours_count = count;
}

static void read_day(struct sup__reading *reading, const struct sup__json *list, int32_t day,
                     struct week *week)
{
    if (list->count > SUP__POLICY_HOURS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind hours are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_HOURS_MAX);
        return;
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        read_hours(reading, item, day, week);
    }
}

static void read_days(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__calendar *calendar)
{
    struct sup__member members[DAYS];
    const struct sup__json *found[DAYS];
    uint32_t errors = sup__error_count(reading);
    struct week *week = sup__scratch(reading, sizeof *week);

    if (week == NULL) {
        return;
    }
    for (int32_t day = 0; day < DAYS; day++) {
        members[day] = (struct sup__member){day_names[day], SUP__JSON_LIST, 0};
    }
    sup__read_members(reading, node, members, DAYS, found);
    for (int32_t day = 0; day < DAYS; day++) {
        if (found[day] != NULL) {
            read_day(reading, found[day], day, week);
        }
    }
    sort(week);
    check_overlaps(reading, week);
    if (week->count == 0 && sup__error_count(reading) == errors) {
        sup__problem(reading, SUP_MSG_POLICY_HOURS, node, "this calendar is never open");
    }
    compile(reading, week, calendar);
}

static void read_week(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__calendar *calendar)
{
    static const struct sup__hours always = {0, SUP__WEEK_MINUTES};
    char shown[SUP__SHOWN_SIZE];

    if (node->type == SUP__JSON_OBJECT) {
        read_days(reading, node, calendar);
    } else if (node->type != SUP__JSON_TEXT) {
        sup__problem(reading, SUP_MSG_POLICY_TYPE, node, "expected text or object, found %s",
                     sup__json_type_name(node->type));
    } else if (strcmp(node->text, "24x7") != 0) {
        sup__problem(reading, SUP_MSG_POLICY_HOURS, node,
                     "\"%s\" is neither 24x7 nor an object of days", sup__shown(node->text, shown));
    } else {
        calendar->hours = &always;
        calendar->hours_count = 1;
    }
}

/* ---- calendars ---- */

static void read_calendar(struct sup__reading *reading, const struct sup__json *node,
                          const char *name, struct sup__calendar *calendar)
{
    enum { LABEL, ZONE, WEEK, COUNT };
    static const struct sup__member members[COUNT] = {
        {"label", 0, 0},
        {"zone", SUP__JSON_TEXT, 1},
        {"week", 0, 1},
    };
    const struct sup__json *found[COUNT];

    sup__read_members(reading, node, members, COUNT, found);
    calendar->name = name;
    calendar->label = sup__read_label_of(reading, found[LABEL], name);
    if (found[ZONE] != NULL) {
        read_zone(reading, found[ZONE], calendar);
    }
    if (found[WEEK] != NULL) {
        read_week(reading, found[WEEK], calendar);
    }
}

void sup__read_calendars(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__calendar *calendars;
    struct sup__entries entries;

    if (node == NULL ||
        !sup__read_keys(reading, node, "calendar", SUP__POLICY_CALENDARS_MAX, &entries)) {
        return;
    }
    calendars = sup__keep(reading, entries.names.count * sizeof *calendars);
    if (calendars == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count; i++) {
        read_calendar(reading, entries.nodes[i], entries.names.names[i], &calendars[i]);
    }
    policy->calendars = calendars;
    policy->calendar_count = entries.names.count;
    policy->calendar_names = entries.names;
}
