/*
 * year.c: from the hours of days to the open intervals of a year.
 */
#include "time/year.h"

#include "base/when.h"

#include <string.h>

enum {
    DAY_S = 86400,
    DAYS_BEFORE = 4, /* whose hours may still last: 48 hours, and a day for what a zone moves */
    DAYS_AFTER = 2,  /* whose hours may begin: local time is ahead of UTC by up to 26 hours */
    DAYS_MAX = 366
};

int64_t sup__year_begin_ms(uint32_t index)
{
    return sup__days_from_civil(SUP__YEAR_FIRST + (int64_t)index, 1, 1) * DAY_S * 1000;
}

uint32_t sup__year_index(int64_t at_ms)
{
    int64_t year;
    int32_t month;
    int32_t day;
    int64_t days = (at_ms - SUP__CALENDAR_FIRST_MS) / (DAY_S * INT64_C(1000));

    sup__civil_from_days(days + SUP__HORIZON_FIRST_S / DAY_S, &year, &month, &day);
    return (uint32_t)(year - SUP__YEAR_FIRST);
}

static const struct sup__day_hours *hours_of(const struct sup__calendar *calendar, int64_t day)
{
    const struct sup__date *date = sup__calendar_date(calendar, day);

    /* 1970-01-01 was a Thursday. */
    return date != NULL ? &date->hours : &calendar->week[((day + 3) % 7 + 7) % 7];
}

/* Intervals come nearly in order: only where a zone leaves a time out may one pass another. */
static void insert(struct sup__year *year, uint32_t open_s, uint32_t close_s)
{
    uint32_t *opens = year->open_s + 1;
    uint32_t *closes = year->sum_s + 1;
    uint32_t at = year->count++;

    for (; at > 0 && opens[at - 1] > open_s; at--) {
        opens[at] = opens[at - 1];
        closes[at] = closes[at - 1];
    }
    opens[at] = open_s;
    closes[at] = close_s;
}

static void add_day(struct sup__year *year, const struct sup__calendar *calendar, int64_t day,
                    uint32_t changes)
{
    const struct sup__day_hours *hours = hours_of(calendar, day);
    int64_t begin_s = year->begin_ms / 1000;
    int64_t length_s = year->length_ms / 1000;

    for (uint32_t i = 0; i < hours->count; i++) {
        uint32_t cursor = changes;
        int64_t open_s = sup__zone_instant(
            calendar->zone, day * DAY_S + hours->items[i].begin * INT64_C(60), &cursor);
        int64_t close_s = sup__zone_instant(
            calendar->zone, day * DAY_S + hours->items[i].end * INT64_C(60), &cursor);

        open_s = open_s > begin_s ? open_s - begin_s : 0;
        close_s = close_s - begin_s < length_s ? close_s - begin_s : length_s;
        if (open_s < close_s) { /* and not empty, or inverted by what the zone leaves out */
            insert(year, (uint32_t)open_s, (uint32_t)close_s);
        }
    }
}

/* Intervals that touch or overlap become one; then closes become sums. */
static void join(struct sup__year *year)
{
    uint32_t *opens = year->open_s + 1;
    uint32_t *closes = year->sum_s + 1;
    uint32_t count = 0;
    uint32_t sum_s = 0;

    for (uint32_t i = 0; i < year->count; i++) {
        if (count > 0 && opens[i] <= closes[count - 1]) {
            closes[count - 1] = closes[i] > closes[count - 1] ? closes[i] : closes[count - 1];
        } else {
            opens[count] = opens[i];
            closes[count++] = closes[i];
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length_s = closes[i] - opens[i];

        closes[i] = sum_s;
        sum_s += length_s;
    }
    year->count = count;
    year->open_s[0] = 0;
    year->sum_s[0] = 0;
    year->open_s[count + 1] = UINT32_MAX;
    year->sum_s[count + 1] = sum_s;
    year->total_ms = sum_s * INT64_C(1000);
}

static void index_days(struct sup__year *year)
{
    uint32_t days = (uint32_t)(year->length_ms / (DAY_S * INT64_C(1000)));
    uint32_t at = 0;

    for (uint32_t day = 0; day < days; day++) {
        while (at < year->count && year->open_s[at + 1] <= day * DAY_S) {
            at++;
        }
        year->by_day[day] = (uint16_t)at;
    }
}

static void index_sums(struct sup__year *year, uint32_t room)
{
    uint32_t total_s = year->sum_s[year->count + 1];
    uint32_t at = 0;

    while ((total_s >> year->bucket_shift) + 2 > room) {
        year->bucket_shift++;
    }
    for (uint32_t i = 0; i < (total_s >> year->bucket_shift) + 2; i++) {
        while (at < year->count && year->sum_s[at + 1] <= (uint64_t)i << year->bucket_shift) {
            at++;
        }
        year->by_bucket[i] = (uint16_t)at;
    }
}

static struct sup__year *allocate(const struct sup__mem *mem, uint32_t count, uint32_t buckets)
{
    size_t words = ((size_t)count + 2) * sizeof(uint32_t);
    size_t bytes = sizeof(struct sup__year) + 2 * words + (DAYS_MAX + buckets) * sizeof(uint16_t);
    struct sup__year *year = sup__alloc(mem, bytes);

    if (year != NULL) {
        memset(year, 0, sizeof *year);
        year->bytes = bytes;
        year->open_s = (uint32_t *)(year + 1);
        year->sum_s = year->open_s + count + 2;
        year->by_day = (uint16_t *)(year->sum_s + count + 2);
        year->by_bucket = year->by_day + DAYS_MAX;
    }
    return year;
}

struct sup__year *sup__year_new(const struct sup__mem *mem, const struct sup__calendar *calendar,
                                uint32_t index)
{
    const struct sup__zone *zone = calendar->zone;
    int64_t first = sup__year_begin_ms(index) / (DAY_S * INT64_C(1000)) - DAYS_BEFORE;
    int64_t last = sup__year_begin_ms(index + 1) / (DAY_S * INT64_C(1000)) + DAYS_AFTER;
    uint32_t changes = 0;
    uint32_t count = 0;
    uint32_t buckets;
    struct sup__year *year;

    for (int64_t day = first; day <= last; day++) {
        count += hours_of(calendar, day)->count;
    }
    buckets = 2 * count + 4;
    year = allocate(mem, count, buckets);
    if (year == NULL) {
        return NULL;
    }
    year->index = index;
    year->begin_ms = sup__year_begin_ms(index);
    year->length_ms = sup__year_begin_ms(index + 1) - year->begin_ms;
    for (int64_t day = first; day <= last; day++) {
        while (changes < zone->count && zone->at_s[changes] <= day * DAY_S - SUP__OFFSET_MAX_S) {
            changes++;
        }
        add_day(year, calendar, day, changes);
    }
    join(year);
    index_days(year);
    index_sums(year, buckets);
    return year;
}
