/*
 * calendar_dates.c: holidays, and days with hours of their own.
 *
 * A date is of one year, 2026-12-25, or of every year, 12-25. A day may be both a holiday and
 * special, since a list of holidays is taken over whole and what the shop makes of one is said
 * beside it: the special hours count.
 */
#include "policy/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"

enum { DAY_S = 86400, YEAR_DIGITS = 4 };

/* A date as it was written, before all of them are sorted. */
struct raw_date {
    struct sup__date date;
    const struct sup__json *node; /* the text */
};

struct raw_dates {
    struct sup__reading *reading;
    struct raw_date *dated;
    struct raw_date *yearly;
    uint32_t dated_count;
    uint32_t yearly_count;
};

/* ---- a date ---- */

/* Reads "YYYY-MM-DD" as days since 1970. */
static int parse_day(const char *text, int64_t *day)
{
    char midnight[] = "YYYY-MM-DDT00:00:00Z";
    int64_t ms;

    memcpy(midnight, text, strlen("YYYY-MM-DD"));
    if (!sup__time_parse(midnight, sizeof midnight - 1, &ms)) {
        return 0;
    }
    *day = ms / (DAY_S * INT64_C(1000));
    return 1;
}

/* 1 for a date of one year, 2 for one of every year, 0 for neither. */
static int parse_date(const struct sup__json *node, int64_t *day)
{
    char leap[] = "2000-MM-DD"; /* a leap year: 02-29 is a date of those */
    int64_t year;
    int32_t month;
    int32_t in_month;

    if (node->bytes == strlen("YYYY-MM-DD")) {
        return parse_day(node->text, day);
    }
    if (node->bytes != strlen("MM-DD")) {
        return 0;
    }
    memcpy(leap + YEAR_DIGITS + 1, node->text, node->bytes);
    if (!parse_day(leap, day)) {
        return 0;
    }
    sup__civil_from_days(*day, &year, &month, &in_month);
    *day = month * 32 + in_month;
    return 2;
}

static void add_date(struct raw_dates *dates, const struct sup__json *node,
                     const struct sup__date *date)
{
    char shown[SUP__SHOWN_SIZE];
    struct raw_date raw = {*date, node};
    int64_t day = 0;
    int kind = parse_date(node, &day);

    raw.date.day = (int32_t)day;
    if (kind == 0) {
        sup__problem(dates->reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not a date such as 2026-12-25, or 12-25 of every year",
                     sup__shown(node->text, shown));
    } else if (kind == 2) {
        dates->yearly[dates->yearly_count++] = raw;
    } else if (day < SUP__HORIZON_FIRST_S / DAY_S || day >= SUP__HORIZON_LAST_S / DAY_S) {
        sup__problem(dates->reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not in the years that calendars know: %d to %d",
                     sup__shown(node->text, shown), SUP__YEAR_FIRST, SUP__YEAR_LAST);
    } else {
        dates->dated[dates->dated_count++] = raw;
    }
}

/* ---- the lists ---- */

static void read_holiday(struct raw_dates *dates, const struct sup__json *node)
{
    enum { DATE, LABEL, COUNT };
    static const struct sup__member members[COUNT] = {{"date", SUP__JSON_TEXT, 1}, {"label", 0, 0}};
    const struct sup__json *found[COUNT] = {node, NULL};
    struct sup__date date = {0};

    if (node->type == SUP__JSON_OBJECT) {
        sup__read_members(dates->reading, node, members, COUNT, found);
    } else if (node->type != SUP__JSON_TEXT) {
        sup__problem(dates->reading, SUP_MSG_POLICY_TYPE, node, "expected text or object, found %s",
                     sup__json_type_name(node->type));
        return;
    }
    if (found[LABEL] != NULL) {
        date.label = sup__read_label(dates->reading, found[LABEL]);
    }
    if (found[DATE] != NULL) {
        add_date(dates, found[DATE], &date);
    }
}

static void read_special(struct raw_dates *dates, const struct sup__json *node)
{
    enum { DATE, HOURS, LABEL, COUNT };
    static const struct sup__member members[COUNT] = {
        {"date", SUP__JSON_TEXT, 1}, {"hours", SUP__JSON_LIST, 1}, {"label", 0, 0}};
    const struct sup__json *found[COUNT];
    struct sup__raw_hours hours[SUP__POLICY_HOURS_MAX];
    struct sup__date date = {.is_special = 1};
    uint32_t count;

    sup__read_members(dates->reading, node, members, COUNT, found);
    if (found[LABEL] != NULL) {
        date.label = sup__read_label(dates->reading, found[LABEL]);
    }
    if (found[HOURS] != NULL) {
        count = sup__read_hours(dates->reading, found[HOURS], 0, hours);
        sup__check_hours(dates->reading, hours, count, 0);
        date.hours = sup__keep_hours(dates->reading, hours, count, 0);
    }
    if (found[DATE] != NULL) {
        add_date(dates, found[DATE], &date);
    }
}

static void read_list(struct raw_dates *dates, const struct sup__json *list, const char *what,
                      uint32_t count_max,
                      void (*read_item)(struct raw_dates *dates, const struct sup__json *node))
{
    if (list == NULL) {
        return;
    }
    if (list->count > count_max) {
        sup__problem(dates->reading, SUP_MSG_POLICY_COUNT, list,
                     "%zu entries of the kind %s are too many: %u are allowed", (size_t)list->count,
                     what, (unsigned)count_max);
        return;
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        read_item(dates, item);
    }
}

/* ---- all of them ---- */

/* By day; special ones first, then in the order of the text. */
static int compare(const void *one, const void *other)
{
    const struct raw_date *left = one;
    const struct raw_date *right = other;

    if (left->date.day != right->date.day) {
        return left->date.day < right->date.day ? -1 : 1;
    }
    if (left->date.is_special != right->date.is_special) {
        return left->date.is_special ? -1 : 1;
    }
    return left->node->offset < right->node->offset ? -1 : 1;
}

/* The same date once more. A second holiday says nothing new; second hours contradict the first. */
static void tell_twice(struct sup__reading *reading, const struct raw_date *raw)
{
    if (raw->date.is_special) {
        sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, raw->node, "%s has special hours twice",
                     raw->node->text);
    } else {
        sup__warning(reading, SUP_MSG_POLICY_DUPLICATE, raw->node,
                     "%s is listed as a holiday twice", raw->node->text);
    }
}

static const struct sup__date *keep_dates(struct sup__reading *reading, struct raw_date *raw,
                                          uint32_t count, uint32_t *kept)
{
    struct sup__date *dates = sup__keep(reading, count * sizeof *dates);

    *kept = 0;
    if (dates == NULL) {
        return NULL;
    }
    qsort(raw, count, sizeof *raw, compare);
    for (uint32_t i = 0; i < count; i++) {
        int is_again = i > 0 && raw[i].date.day == raw[i - 1].date.day;

        if (is_again && raw[i].date.is_special == raw[i - 1].date.is_special) {
            tell_twice(reading, &raw[i]);
        } else if (!is_again) {
            dates[(*kept)++] = raw[i].date;
        }
    }
    return dates;
}

/* A list that is too long is not read. */
static size_t room_for(const struct sup__json *list, size_t count_max)
{
    return list != NULL && list->count <= count_max ? list->count : 0;
}

void sup__read_dates(struct sup__reading *reading, const struct sup__json *holidays,
                     const struct sup__json *special, struct sup__calendar *calendar)
{
    size_t count =
        room_for(holidays, SUP__POLICY_HOLIDAYS_MAX) + room_for(special, SUP__POLICY_SPECIAL_MAX);
    struct raw_dates dates = {.reading = reading};

    dates.dated = sup__scratch(reading, count * sizeof *dates.dated);
    dates.yearly = sup__scratch(reading, count * sizeof *dates.yearly);
    if (dates.dated == NULL || dates.yearly == NULL) {
        return;
    }
    read_list(&dates, holidays, "holiday", SUP__POLICY_HOLIDAYS_MAX, read_holiday);
    read_list(&dates, special, "special hours", SUP__POLICY_SPECIAL_MAX, read_special);
    calendar->dates = keep_dates(reading, dates.dated, dates.dated_count, &calendar->date_count);
    calendar->yearly =
        keep_dates(reading, dates.yearly, dates.yearly_count, &calendar->yearly_count);
}
