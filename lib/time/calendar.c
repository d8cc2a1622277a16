/*
 * calendar.c: what holds on a day, and what identifies a calendar.
 */
#include "time/calendar.h"

#include "base/hash.h"
#include "base/message.h"
#include "base/when.h"
#include "time/years.h"

#include <string.h>

enum { DAY_S = 86400, IDLE_DAYS = 365 };

static const struct sup__date *find(const struct sup__date *dates, uint32_t count, int64_t day)
{
    uint32_t low = 0;
    uint32_t high = count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (dates[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && dates[low].day == day ? &dates[low] : NULL;
}

/* A special day wins over a holiday, and among two alike the one with a year. */
const struct sup__date *sup__calendar_date(const struct sup__calendar *calendar, int64_t day)
{
    const struct sup__date *dated = find(calendar->dates, calendar->date_count, day);
    const struct sup__date *yearly = NULL;

    if (calendar->yearly_count != 0 && (dated == NULL || !dated->is_special)) {
        int64_t year;
        int32_t month;
        int32_t in_month;

        sup__civil_from_days(day, &year, &month, &in_month);
        yearly = find(calendar->yearly, calendar->yearly_count, month * 32 + in_month);
    }
    return dated == NULL || (yearly != NULL && yearly->is_special) ? yearly : dated;
}

/* ---- a calendar that is closed for a year ---- */

static int has_hours(const struct sup__calendar *calendar, int64_t day)
{
    const struct sup__date *date = sup__calendar_date(calendar, day);

    return (date != NULL ? date->hours.count : calendar->week[((day + 3) % 7 + 7) % 7].count) != 0;
}

/* From one day with hours to the last one within a year of it, so that few days are looked at. */
int sup__calendar_is_idle(const struct sup__calendar *calendar, int64_t *first, int64_t *last)
{
    int64_t end = SUP__HORIZON_LAST_S / DAY_S;
    int64_t at = SUP__HORIZON_FIRST_S / DAY_S - 1;

    while (at + IDLE_DAYS < end) {
        int64_t next = at + IDLE_DAYS;

        while (next > at && !has_hours(calendar, next)) {
            next--;
        }
        if (next == at) {
            *first = at + 1;
            *last = at + IDLE_DAYS;
            return 1;
        }
        at = next;
    }
    return 0;
}

/* ---- the digest ---- */

static void hash_hours(struct sup__hash *hash, const struct sup__day_hours *hours)
{
    sup__hash_add_u32(hash, hours->count);
    for (uint32_t i = 0; i < hours->count; i++) {
        sup__hash_add_u32(hash, hours->items[i].begin);
        sup__hash_add_u32(hash, hours->items[i].end);
    }
}

static void hash_dates(struct sup__hash *hash, const struct sup__date *dates, uint32_t count)
{
    sup__hash_add_u32(hash, count);
    for (uint32_t i = 0; i < count; i++) {
        sup__hash_add_i64(hash, dates[i].day);
        sup__hash_add_u32(hash, (uint32_t)dates[i].is_special);
        hash_hours(hash, &dates[i].hours);
    }
}

/* The offsets and not the zone's name: an update of the tz database that changes nothing for this
 * zone does not make another calendar of it. Labels do not count either. */
static int write_digest(struct sup__calendar *calendar)
{
    static const char hex[] = "0123456789abcdef";
    const struct sup__zone *zone = calendar->zone;
    uint8_t digest[SUP__HASH_BYTES];
    struct sup__hash hash;

    if (sup__hash_begin(&hash, NULL, 0) != 0) {
        return 0;
    }
    sup__hash_add_u32(&hash, zone->count);
    for (uint32_t i = 0; i <= zone->count; i++) {
        sup__hash_add_i64(&hash, i == 0 ? 0 : zone->at_s[i - 1]);
        sup__hash_add_i64(&hash, zone->offset_s[i]);
    }
    for (int i = 0; i < 7; i++) {
        hash_hours(&hash, &calendar->week[i]);
    }
    hash_dates(&hash, calendar->dates, calendar->date_count);
    hash_dates(&hash, calendar->yearly, calendar->yearly_count);
    sup__hash_end(&hash, digest);
    for (size_t i = 0; i < SUP__CALENDAR_DIGEST_BYTES / 2; i++) {
        calendar->digest[2 * i] = hex[digest[i] >> 4];
        calendar->digest[2 * i + 1] = hex[digest[i] & 15];
    }
    return 1;
}

static int is_always(const struct sup__calendar *calendar)
{
    for (int i = 0; i < 7; i++) {
        const struct sup__day_hours *hours = &calendar->week[i];

        if (hours->count != 1 || hours->items[0].begin != 0 ||
            hours->items[0].end < SUP__DAY_MINUTES) {
            return 0;
        }
    }
    return calendar->date_count == 0 && calendar->yearly_count == 0;
}

int32_t sup__calendar_begin(struct sup__calendar *calendar, struct sup__arena *arena)
{
    calendar->is_always = is_always(calendar);
    calendar->years = sup__arena_alloc(arena, sizeof *calendar->years);
    if (calendar->years == NULL || !write_digest(calendar)) {
        return SUP_NOMEM;
    }
    calendar->years->mem = arena->mem;
    return SUP_OK;
}

void sup__calendar_end(const struct sup__calendar *calendar)
{
    if (calendar->years != NULL) {
        sup__years_free(calendar->years);
    }
}

/* ---- open or not ---- */

/* Asked of a single instant, and where nothing may fail: so no year is compiled for it. */
int sup__calendar_is_open(const struct sup__calendar *calendar, int64_t at_ms)
{
    int64_t at_s;
    int64_t today;

    if (at_ms < SUP__CALENDAR_FIRST_MS || at_ms >= SUP__CALENDAR_LAST_MS) {
        return -1;
    }
    if (calendar == NULL || calendar->is_always) {
        return 1;
    }
    at_s = (at_ms - SUP__CALENDAR_FIRST_MS) / 1000 + SUP__HORIZON_FIRST_S;
    today = (at_s + sup__zone_offset(calendar->zone, at_s) - SUP__HORIZON_FIRST_S + DAY_S) / DAY_S +
            SUP__HORIZON_FIRST_S / DAY_S - 1;
    for (int64_t day = today - 4; day <= today + 1; day++) {
        const struct sup__date *date = sup__calendar_date(calendar, day);
        const struct sup__day_hours *hours =
            date != NULL ? &date->hours : &calendar->week[((day + 3) % 7 + 7) % 7];

        int64_t local_s = day * DAY_S;
        uint32_t cursor = hours->count != 0 ? sup__zone_cursor(calendar->zone, local_s) : 0;

        for (uint32_t i = 0; i < hours->count; i++) {
            uint32_t at_begin = cursor;
            uint32_t at_end = cursor;

            if (sup__zone_instant(calendar->zone, local_s + hours->items[i].begin * INT64_C(60),
                                  &at_begin) <= at_s &&
                sup__zone_instant(calendar->zone, local_s + hours->items[i].end * INT64_C(60),
                                  &at_end) > at_s) {
                return 1;
            }
        }
    }
    return 0;
}

int32_t sup__calendar_fail(struct sup_error *error, int32_t rc, const char *field)
{
    if (rc == SUP_LIMIT) {
        return sup__fail(error, SUP_MSG_CALENDAR_HORIZON, field,
                         "calendars know the years %d to %d: this leads outside of them",
                         SUP__YEAR_FIRST, SUP__YEAR_LAST);
    }
    if (rc == SUP_INVALID) {
        return sup__fail(error, SUP_MSG_CALENDAR_SPAN, field,
                         "a duration is negative, or a pause ends before it begins");
    }
    return rc == SUP_NOMEM ? sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory") : rc;
}
