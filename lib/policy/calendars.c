/*
 * calendars.c: when somebody is there: a zone, the hours of a week, and what is made of them.
 *
 * Each day keeps its hours as minutes from its midnight; what passes midnight belongs to the day on
 * which it opens. What instants that means is for lib/time to say.
 */
#include "policy/reading.h"

#include <string.h>

#include "base/text.h"
#include "base/when.h"

enum { DAYS = 7, WEEK_MINUTES = DAYS * SUP__DAY_MINUTES };

struct week {
    uint32_t count;
    struct sup__raw_hours items[DAYS * SUP__POLICY_HOURS_MAX];
};

static const char *const day_names[DAYS] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* ---- the zone ---- */

static const struct sup__zone *known_zone(const struct sup__reading *reading, const char *name)
{
    const struct sup__zone *zone = reading->zone;

    while (zone != NULL && strcmp(zone->name, name) != 0) {
        zone = zone->next;
    }
    return zone;
}

/* Calendars share their zones: a zone has some hundred changes, and a policy many calendars. */
static const struct sup__zone *load_zone(struct sup__reading *reading, const struct sup__json *node)
{
    char why[SUP__ZONE_WHY_SIZE];
    struct sup__zone *zone;
    const struct sup__zone *loaded;
    int32_t rc;

    if (reading->zone_buffer == NULL) {
        reading->zone_buffer = sup__scratch(reading, SUP__ZONE_BUFFER_BYTES);
    }
    zone = sup__keep(reading, sizeof *zone);
    if (reading->zone_buffer == NULL || zone == NULL) {
        return NULL;
    }
    rc = sup__zone_load(&reading->policy->arena, &reading->zones, node->text, reading->zone_buffer,
                        &loaded, why);
    if (rc != SUP_OK) {
        reading->is_out_of_memory |= rc == SUP_NOMEM;
        if (rc == SUP_INVALID) {
            sup__problem(reading, SUP_MSG_POLICY_ZONE, node, "%s", why);
        }
        return NULL;
    }
    *zone = *loaded;
    zone->next = reading->zone;
    reading->zone = zone;
    return zone;
}

static const struct sup__zone *read_zone(struct sup__reading *reading, const struct sup__json *node)
{
    const struct sup__zone *zone = known_zone(reading, node->text);

    return zone != NULL ? zone : load_zone(reading, node);
}

/* ---- hours ---- */

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

static int parse_hours(const struct sup__json *node, int32_t *begin, int32_t *end)
{
    if (node->bytes != strlen("09:00-17:00") || node->text[5] != '-') {
        return 0;
    }
    *begin = parse_clock(node->text);
    *end = parse_clock(node->text + 6);
    return *begin >= 0 && *begin < SUP__DAY_MINUTES && *end >= 0;
}

static int read_entry(struct sup__reading *reading, const struct sup__json *node, int32_t day,
                      struct sup__raw_hours *raw)
{
    char shown[SUP__SHOWN_SIZE];
    int32_t begin;
    int32_t end;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return 0;
    }
    if (!parse_hours(node, &begin, &end)) {
        sup__problem(reading, SUP_MSG_POLICY_HOURS, node, "\"%s\" is not hours such as 09:00-17:00",
                     sup__shown(node->text, shown));
        return 0;
    }
    if (begin == end) {
        sup__problem(reading, SUP_MSG_POLICY_HOURS, node,
                     "these hours end when they begin: a whole day is 00:00-24:00");
        return 0;
    }
    raw->begin = day * SUP__DAY_MINUTES + begin;
    raw->end = day * SUP__DAY_MINUTES + end + (end < begin ? SUP__DAY_MINUTES : 0);
    raw->day = day;
    raw->node = node;
    return 1;
}

uint32_t sup__read_hours(struct sup__reading *reading, const struct sup__json *list, int32_t day,
                         struct sup__raw_hours *items)
{
    uint32_t count = 0;

    if (list->count > SUP__POLICY_HOURS_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind hours are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_HOURS_MAX);
        return 0;
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        count += (uint32_t)read_entry(reading, item, day, &items[count]);
    }
    return count;
}

static void sort(struct sup__raw_hours *items, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct sup__raw_hours moved = items[i];
        uint32_t at = i;

        for (; at > 0 && items[at - 1].begin > moved.begin; at--) {
            items[at] = items[at - 1];
        }
        items[at] = moved;
    }
}

static void tell_overlap(struct sup__reading *reading, const struct sup__raw_hours *one,
                         const struct sup__raw_hours *other, int has_days)
{
    const struct sup__raw_hours *later = one->node->offset > other->node->offset ? one : other;
    const struct sup__raw_hours *first = later == one ? other : one;

    sup__problem(reading, SUP_MSG_POLICY_HOURS, later->node, "\"%s\" overlaps \"%s\"%s%s",
                 later->node->text, first->node->text, has_days ? " of " : "",
                 has_days ? day_names[first->day] : "");
}

/* Each is compared with the one that reaches farthest of those before. */
void sup__check_hours(struct sup__reading *reading, struct sup__raw_hours *items, uint32_t count,
                      int wraps)
{
    const struct sup__raw_hours *farthest = NULL;

    sort(items, count);
    for (uint32_t i = 0; i < count; i++) {
        if (farthest != NULL && farthest->end > items[i].begin) {
            tell_overlap(reading, farthest, &items[i], wraps);
        }
        if (farthest == NULL || items[i].end > farthest->end) {
            farthest = &items[i];
        }
    }
    for (uint32_t i = 0; wraps && farthest != NULL && i < count; i++) {
        if (&items[i] != farthest && items[i].begin < farthest->end - WEEK_MINUTES) {
            tell_overlap(reading, farthest, &items[i], 1);
        }
    }
}

struct sup__day_hours sup__keep_hours(struct sup__reading *reading,
                                      const struct sup__raw_hours *items, uint32_t count,
                                      int32_t day_begin)
{
    struct sup__hours *hours = sup__keep(reading, count * sizeof *hours);

    for (uint32_t i = 0; hours != NULL && i < count; i++) {
        hours[i].begin = (uint16_t)(items[i].begin - day_begin);
        hours[i].end = (uint16_t)(items[i].end - day_begin);
    }
    return (struct sup__day_hours){hours != NULL ? count : 0, hours};
}

/* ---- the week ---- */

/* The hours are sorted: those of a day stand together. */
static void keep_week(struct sup__reading *reading, const struct week *week,
                      struct sup__calendar *calendar)
{
    uint32_t first = 0;

    for (int32_t day = 0; day < DAYS; day++) {
        uint32_t count = 0;

        while (first + count < week->count && week->items[first + count].day == day) {
            count++;
        }
        calendar->week[day] =
            sup__keep_hours(reading, &week->items[first], count, day * SUP__DAY_MINUTES);
        first += count;
    }
}

static void read_days(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__calendar *calendar)
{
    struct sup__member members[DAYS];
    const struct sup__json *found[DAYS];
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
            week->count += sup__read_hours(reading, found[day], day, &week->items[week->count]);
        }
    }
    sup__check_hours(reading, week->items, week->count, 1);
    keep_week(reading, week, calendar);
}

static void read_week(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__calendar *calendar)
{
    static const struct sup__hours whole_day = {0, SUP__DAY_MINUTES};
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
        for (int day = 0; day < DAYS; day++) {
            calendar->week[day] = (struct sup__day_hours){1, &whole_day};
        }
    }
}

/* ---- calendars ---- */

static int has_hours(const struct sup__calendar *calendar)
{
    uint32_t count = 0;

    for (int day = 0; day < DAYS; day++) {
        count += calendar->week[day].count;
    }
    for (uint32_t i = 0; i < calendar->date_count; i++) {
        count += calendar->dates[i].hours.count;
    }
    for (uint32_t i = 0; i < calendar->yearly_count; i++) {
        count += calendar->yearly[i].hours.count;
    }
    return count != 0;
}

/* A promise on a calendar that stays closed would never be due. */
static void check_openings(struct sup__reading *reading, const struct sup__json *week,
                           const struct sup__json *node, const struct sup__calendar *calendar)
{
    char from[SUP__TIME_TEXT_SIZE];
    char to[SUP__TIME_TEXT_SIZE];
    int64_t first;
    int64_t last;

    if (!has_hours(calendar)) {
        sup__problem(reading, SUP_MSG_POLICY_HOURS, week, "this calendar is never open");
    } else if (sup__calendar_is_idle(calendar, &first, &last)) {
        sup__time_format(first * INT64_C(86400000), from);
        sup__time_format(last * INT64_C(86400000), to);
        sup__problem(reading, SUP_MSG_POLICY_HOURS, node,
                     "this calendar is closed for a year: from %.10s to %.10s", from, to);
    }
}

static void read_calendar(struct sup__reading *reading, const struct sup__json *node,
                          const char *name, struct sup__calendar *calendar)
{
    enum { LABEL, ZONE, WEEK, HOLIDAYS, SPECIAL, COUNT };
    static const struct sup__member members[COUNT] = {
        {"label", 0, 0},
        {"zone", SUP__JSON_TEXT, 1},
        {"week", 0, 1},
        {"holidays", SUP__JSON_LIST, 0},
        {"special", SUP__JSON_LIST, 0},
    };
    const struct sup__json *found[COUNT];
    uint32_t errors = sup__error_count(reading);
    uint32_t hours_errors;

    sup__read_members(reading, node, members, COUNT, found);
    calendar->name = name;
    calendar->label = sup__read_label_of(reading, found[LABEL], name);
    if (found[ZONE] != NULL) {
        calendar->zone = read_zone(reading, found[ZONE]);
    }
    hours_errors = sup__error_count(reading);
    if (found[WEEK] != NULL) {
        read_week(reading, found[WEEK], calendar);
    }
    sup__read_dates(reading, found[HOLIDAYS], found[SPECIAL], calendar);
    if (found[WEEK] != NULL && sup__error_count(reading) == hours_errors &&
        !reading->is_out_of_memory) {
        check_openings(reading, found[WEEK], node, calendar);
    }
    if (sup__error_count(reading) == errors && !reading->is_out_of_memory) {
        reading->is_out_of_memory |=
            sup__calendar_begin(calendar, &reading->policy->arena) != SUP_OK;
    }
}

void sup__read_calendar_alone(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__calendar *calendar = sup__keep(reading, sizeof *calendar);

    if (calendar != NULL) {
        reading->policy->calendars = calendar;
        reading->policy->calendar_count = 1;
        read_calendar(reading, node, "", calendar);
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
