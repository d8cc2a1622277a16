/*
 * algebra.c: between, add and subtract, over the compiled years of a calendar.
 *
 * All of it rests on one function of time: how long a calendar was open since its year began. It
 * rises while the calendar is open and stands still while it is closed. Adding is its inverse.
 */
#include "time/years.h"

#include <string.h>

enum { DAY_S = 86400, SCAN_MAX = 4, DIGIT_BITS = 10, FEW = 8 };

static int is_known(int64_t at_ms)
{
    return at_ms >= SUP__CALENDAR_FIRST_MS && at_ms < SUP__CALENDAR_LAST_MS;
}

static int is_always(const struct sup__calendar *calendar)
{
    return calendar == NULL || calendar->is_always;
}

/* The year of a known instant; NULL when memory runs out. */
static const struct sup__year *year_of(const struct sup__calendar *calendar, int64_t at_ms)
{
    const struct sup__year *last = calendar->years->last;

    if (last != NULL && (uint64_t)(at_ms - last->begin_ms) < (uint64_t)last->length_ms) {
        return last;
    }
    return sup__years_get(calendar, sup__year_index(at_ms));
}

/* The last interval that opens at or before an instant of the year; 0: none does. */
static uint32_t interval_at(const struct sup__year *year, int64_t at_ms)
{
    uint32_t at_s = (uint32_t)((uint64_t)(at_ms - year->begin_ms) / 1000);
    uint32_t i = year->by_day[at_s / DAY_S];

    while (year->open_s[i + 1] <= at_s) { /* at most the hours of one day */
        i++;
    }
    return i;
}

static int64_t length_ms(const struct sup__year *year, uint32_t i)
{
    return (year->sum_s[i + 1] - year->sum_s[i]) * INT64_C(1000);
}

static int64_t open_ms(const struct sup__year *year, uint32_t i)
{
    return year->begin_ms + year->open_s[i] * INT64_C(1000);
}

/* How long the year was open before an instant of it. */
static int64_t open_before(const struct sup__year *year, int64_t at_ms)
{
    uint32_t i = interval_at(year, at_ms);
    int64_t in_ms = at_ms - open_ms(year, i);
    int64_t whole_ms = length_ms(year, i);

    return year->sum_s[i] * INT64_C(1000) + (in_ms < whole_ms ? in_ms : whole_ms);
}

/* The interval in which a second of the year's open time lies. */
static uint32_t interval_of(const struct sup__year *year, uint32_t open_s)
{
    uint32_t bucket = open_s >> year->bucket_shift;
    uint32_t low = year->by_bucket[bucket];
    uint32_t high = year->by_bucket[bucket + 1];

    while (high - low > SCAN_MAX) {
        uint32_t middle = low + (high - low) / 2;

        if (year->sum_s[middle] <= open_s) {
            low = middle;
        } else {
            high = middle;
        }
    }
    while (year->sum_s[low + 1] <= open_s) {
        low++;
    }
    return low;
}

/* ---- between ---- */

static int32_t between(const struct sup__calendar *calendar, int64_t from_ms, int64_t to_ms,
                       int64_t *out)
{
    const struct sup__year *year = year_of(calendar, from_ms);
    int64_t sum_ms;

    if (year == NULL) {
        return SUP_NOMEM;
    }
    sum_ms = -open_before(year, from_ms);
    if (to_ms - year->begin_ms >= year->length_ms) {
        uint32_t last = sup__year_index(to_ms);
        uint32_t index = year->index;

        sum_ms += year->total_ms;
        while (++index < last) {
            int64_t whole_ms = sup__years_open_ms(calendar, index);

            if (whole_ms < 0) {
                return SUP_NOMEM;
            }
            sum_ms += whole_ms;
        }
        year = sup__years_get(calendar, last);
        if (year == NULL) {
            return SUP_NOMEM;
        }
    }
    *out = sum_ms + open_before(year, to_ms);
    return SUP_OK;
}

int32_t sup__calendar_between(const struct sup__calendar *calendar, int64_t from_ms, int64_t to_ms,
                              int64_t *out)
{
    int32_t rc;

    if (!is_known(from_ms) || !is_known(to_ms)) {
        return SUP_LIMIT;
    }
    if (is_always(calendar)) {
        *out = to_ms - from_ms;
        return SUP_OK;
    }
    if (from_ms <= to_ms) {
        return between(calendar, from_ms, to_ms, out);
    }
    rc = between(calendar, to_ms, from_ms, out);
    *out = rc == SUP_OK ? -*out : 0;
    return rc;
}

/* ---- pauses ---- */

static int is_sorted(const struct sup_span *spans, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (spans[i].begin_ms < spans[i - 1].begin_ms) {
            return 0;
        }
    }
    return 1;
}

struct digit {
    uint64_t least;
    uint32_t shift;
};

static uint32_t digit_of(const struct digit *digit, const struct sup_span *span)
{
    return (uint32_t)(((uint64_t)span->begin_ms - digit->least) >> digit->shift);
}

/* The highest digit in which the begins differ, with about as many values as there are spans. */
static struct digit first_digit(const struct sup_span *spans, uint32_t count)
{
    int64_t least = spans[0].begin_ms;
    int64_t most = spans[0].begin_ms;
    uint32_t bits = 1;
    uint32_t shift = 0;

    for (uint32_t i = 1; i < count; i++) {
        least = spans[i].begin_ms < least ? spans[i].begin_ms : least;
        most = spans[i].begin_ms > most ? spans[i].begin_ms : most;
    }
    while (bits < DIGIT_BITS && 1u << bits < count) {
        bits++;
    }
    while (((uint64_t)most - (uint64_t)least) >> shift >> bits != 0) {
        shift++;
    }
    return (struct digit){(uint64_t)least, shift};
}

/* Sorts by one digit into another array; how many have the commonest value. */
static uint32_t spread(const struct digit *digit, const struct sup_span *spans, uint32_t count,
                       struct sup_span *out)
{
    uint32_t places[1u << DIGIT_BITS] = {0};
    uint32_t begin = 0;
    uint32_t most = 0;

    for (uint32_t i = 0; i < count; i++) {
        places[digit_of(digit, &spans[i])]++;
    }
    for (uint32_t i = 0; begin < count; i++) {
        uint32_t there = places[i];

        most = there > most ? there : most;
        places[i] = begin;
        begin += there;
    }
    for (uint32_t i = 0; i < count; i++) {
        out[places[digit_of(digit, &spans[i])]++] = spans[i];
    }
    return most;
}

/*
 * Sorts all but the few that have the same digits, by the digits of the time since the first begin,
 * highest first: pauses are spread over months as a rule, so one pass has nearly sorted them. Those
 * that are not are spread again, on at most 64 / DIGIT_BITS + 1 levels. `room` may be `spans`.
 */
static void spread_all(const struct sup_span *spans, uint32_t count, struct sup_span *out,
                       struct sup_span *room)
{
    struct digit digit = first_digit(spans, count);
    uint32_t end;

    if (spread(&digit, spans, count, out) <= FEW || digit.shift == 0) {
        return;
    }
    for (uint32_t i = 0; i < count; i = end) {
        for (end = i + 1; end < count; end++) {
            if (digit_of(&digit, &out[end]) != digit_of(&digit, &out[i])) {
                break;
            }
        }
        if (end - i > FEW) {
            memcpy(room, out + i, (end - i) * sizeof *out);
            spread_all(room, end - i, out + i, room);
        }
    }
}

static void insert_all(struct sup_span *spans, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct sup_span span = spans[i];
        uint32_t at = i;

        for (; at > 0 && spans[at - 1].begin_ms > span.begin_ms; at--) {
            spans[at] = spans[at - 1];
        }
        spans[at] = span;
    }
}

/* What is open between two instants and lies in a pause, each instant once. */
static int32_t paused(const struct sup__calendar *calendar, int64_t from_ms, int64_t to_ms,
                      const struct sup_span *pauses, uint32_t count, int64_t *out)
{
    int64_t done_ms = from_ms;

    *out = 0;
    for (uint32_t i = 0; i < count && pauses[i].begin_ms < to_ms; i++) {
        int64_t begin_ms = pauses[i].begin_ms > done_ms ? pauses[i].begin_ms : done_ms;
        int64_t end_ms = pauses[i].end_ms < to_ms ? pauses[i].end_ms : to_ms;
        int64_t part_ms = 0;
        int32_t rc;

        if (end_ms <= begin_ms) {
            continue;
        }
        rc = sup__calendar_between(calendar, begin_ms, end_ms, &part_ms);
        if (rc != SUP_OK) {
            return rc;
        }
        *out += part_ms;
        done_ms = end_ms;
    }
    return SUP_OK;
}

static int32_t sort_and_pause(const struct sup__calendar *calendar, const struct sup__mem *mem,
                              int64_t from_ms, int64_t to_ms, const struct sup_span *pauses,
                              uint32_t count, int64_t *out)
{
    struct sup_span *copy;
    int32_t rc;

    if (is_sorted(pauses, count)) {
        return paused(calendar, from_ms, to_ms, pauses, count, out);
    }
    copy = sup__alloc(mem, 2 * (size_t)count * sizeof *copy);
    if (copy == NULL) {
        return SUP_NOMEM;
    }
    spread_all(pauses, count, copy, copy + count);
    insert_all(copy, count);
    rc = paused(calendar, from_ms, to_ms, copy, count, out);
    sup__dealloc(mem, copy);
    return rc;
}

int32_t sup__calendar_between_pauses(const struct sup__calendar *calendar,
                                     const struct sup__mem *mem, int64_t from_ms, int64_t to_ms,
                                     const struct sup_span *pauses, uint32_t count, int64_t *out)
{
    int64_t paused_ms = 0;
    int32_t rc;

    for (uint32_t i = 0; i < count; i++) {
        if (pauses[i].end_ms < pauses[i].begin_ms) {
            return SUP_INVALID;
        }
    }
    rc = sup__calendar_between(calendar, from_ms, to_ms, out);
    if (rc == SUP_OK && from_ms <= to_ms) {
        rc = sort_and_pause(calendar, mem, from_ms, to_ms, pauses, count, &paused_ms);
        *out -= paused_ms;
    } else if (rc == SUP_OK) {
        rc = sort_and_pause(calendar, mem, to_ms, from_ms, pauses, count, &paused_ms);
        *out += paused_ms;
    }
    return rc;
}

/* ---- add and subtract ---- */

static int32_t always_at(int64_t from_ms, int64_t by_ms, int64_t *at_ms)
{
    int64_t span_ms = SUP__CALENDAR_LAST_MS - SUP__CALENDAR_FIRST_MS;

    if (by_ms > span_ms || by_ms < -span_ms || !is_known(from_ms + by_ms)) {
        return SUP_LIMIT;
    }
    *at_ms = from_ms + by_ms;
    return SUP_OK;
}

int32_t sup__calendar_add(const struct sup__calendar *calendar, int64_t from_ms, int64_t by_ms,
                          int64_t *at_ms)
{
    const struct sup__year *year;
    uint32_t index;
    uint32_t i;
    int64_t left_ms;

    if (by_ms < 0 || !is_known(from_ms)) {
        return by_ms < 0 ? SUP_INVALID : SUP_LIMIT;
    }
    if (by_ms == 0 || is_always(calendar)) {
        return always_at(from_ms, by_ms, at_ms);
    }
    year = year_of(calendar, from_ms);
    if (year == NULL) {
        return SUP_NOMEM;
    }
    left_ms = by_ms > INT64_MAX / 2 ? INT64_MAX / 2 : by_ms; /* of which no horizon has so much */
    left_ms += open_before(year, from_ms);
    if (left_ms > year->total_ms) {
        int64_t whole_ms = year->total_ms;

        for (index = year->index; left_ms > whole_ms;) {
            left_ms -= whole_ms;
            if (++index == SUP__YEAR_COUNT) {
                return SUP_LIMIT;
            }
            whole_ms = sup__years_open_ms(calendar, index);
            if (whole_ms < 0) {
                return SUP_NOMEM;
            }
        }
        year = sup__years_get(calendar, index);
        if (year == NULL) {
            return SUP_NOMEM;
        }
    }
    /* The last millisecond that is used up: its end is the answer, a close perhaps. */
    i = interval_of(year, (uint32_t)((left_ms - 1) / 1000));
    *at_ms = open_ms(year, i) + left_ms - year->sum_s[i] * INT64_C(1000);
    return is_known(*at_ms) ? SUP_OK : SUP_LIMIT;
}

int32_t sup__calendar_subtract(const struct sup__calendar *calendar, int64_t from_ms, int64_t by_ms,
                               int64_t *at_ms)
{
    const struct sup__year *year;
    uint32_t index;
    uint32_t i;
    int64_t left_ms;

    if (by_ms < 0 || !is_known(from_ms)) {
        return by_ms < 0 ? SUP_INVALID : SUP_LIMIT;
    }
    if (by_ms == 0 || is_always(calendar)) {
        return always_at(from_ms, -by_ms, at_ms);
    }
    year = year_of(calendar, from_ms);
    if (year == NULL) {
        return SUP_NOMEM;
    }
    left_ms = open_before(year, from_ms) - by_ms;
    if (left_ms < 0) {
        for (index = year->index; left_ms < 0;) {
            int64_t whole_ms = index > 0 ? sup__years_open_ms(calendar, --index) : INT64_MIN;

            if (whole_ms < 0) {
                return whole_ms == INT64_MIN ? SUP_LIMIT : SUP_NOMEM;
            }
            left_ms += whole_ms;
        }
        year = sup__years_get(calendar, index);
        if (year == NULL) {
            return SUP_NOMEM;
        }
    }
    i = interval_of(year, (uint32_t)(left_ms / 1000));
    *at_ms = open_ms(year, i) + left_ms - year->sum_s[i] * INT64_C(1000);
    return SUP_OK;
}

/* ---- openings ---- */

/* The first interval that ends after an instant, cut at its year's end. */
static int32_t opening(const struct sup__calendar *calendar, int64_t from_ms,
                       const struct sup__year **year, uint32_t *i)
{
    uint32_t index;

    *year = year_of(calendar, from_ms);
    if (*year == NULL) {
        return SUP_NOMEM;
    }
    *i = interval_at(*year, from_ms);
    if (from_ms >= open_ms(*year, *i) + length_ms(*year, *i)) {
        (*i)++;
    }
    for (index = (*year)->index; *i > (*year)->count; *i = 1) {
        if (++index == SUP__YEAR_COUNT) {
            return SUP_LIMIT;
        }
        *year = sup__years_get(calendar, index);
        if (*year == NULL) {
            return SUP_NOMEM;
        }
    }
    return SUP_OK;
}

/* Where the interval ends that the last one found belongs to: it may go over the turn of years. */
static int32_t closing(const struct sup__calendar *calendar, const struct sup__year *year,
                       uint32_t i, int64_t *at_ms)
{
    *at_ms = open_ms(year, i) + length_ms(year, i);
    while (*at_ms == year->begin_ms + year->length_ms) {
        uint32_t index = year->index + 1;

        year = index < SUP__YEAR_COUNT ? sup__years_get(calendar, index) : NULL;
        if (year == NULL) {
            return index < SUP__YEAR_COUNT ? SUP_NOMEM : SUP_LIMIT;
        }
        if (year->count == 0 || year->open_s[1] != 0) {
            return SUP_OK;
        }
        *at_ms += length_ms(year, 1);
    }
    return SUP_OK;
}

int32_t sup__calendar_next_open(const struct sup__calendar *calendar, int64_t from_ms,
                                int64_t *at_ms)
{
    const struct sup__year *year;
    uint32_t i;
    int32_t rc = is_known(from_ms) ? SUP_OK : SUP_LIMIT;

    if (rc != SUP_OK || is_always(calendar)) {
        *at_ms = from_ms;
        return rc;
    }
    rc = opening(calendar, from_ms, &year, &i);
    if (rc == SUP_OK) {
        *at_ms = open_ms(year, i) > from_ms ? open_ms(year, i) : from_ms;
    }
    return rc;
}

int32_t sup__calendar_next_close(const struct sup__calendar *calendar, int64_t from_ms,
                                 int64_t *at_ms)
{
    const struct sup__year *year;
    uint32_t i;
    int32_t rc;

    if (!is_known(from_ms) || is_always(calendar)) {
        return SUP_LIMIT;
    }
    rc = opening(calendar, from_ms, &year, &i);
    return rc == SUP_OK ? closing(calendar, year, i, at_ms) : rc;
}

/* One interval from an instant on; what lasts past the horizon is cut there. */
static int32_t next_span(const struct sup__calendar *calendar, int64_t from_ms,
                         struct sup_span *span)
{
    const struct sup__year *year;
    uint32_t i;
    int32_t rc;

    *span = (struct sup_span){from_ms, SUP__CALENDAR_LAST_MS};
    if (is_always(calendar)) {
        return SUP_OK;
    }
    rc = opening(calendar, from_ms, &year, &i);
    if (rc != SUP_OK) {
        span->begin_ms = SUP__CALENDAR_LAST_MS;
        return rc == SUP_LIMIT ? SUP_OK : rc;
    }
    span->begin_ms = open_ms(year, i) > from_ms ? open_ms(year, i) : from_ms;
    rc = closing(calendar, year, i, &span->end_ms);
    return rc == SUP_LIMIT ? SUP_OK : rc;
}

int32_t sup__calendar_intervals(const struct sup__calendar *calendar, int64_t from_ms,
                                int64_t to_ms, struct sup_span *spans, uint32_t room,
                                uint32_t *count, int64_t *next_ms)
{
    int64_t at_ms = from_ms;

    *count = 0;
    *next_ms = to_ms;
    if (!is_known(from_ms) || !is_known(to_ms) || to_ms < from_ms) {
        return to_ms < from_ms ? SUP_INVALID : SUP_LIMIT;
    }
    while (at_ms < to_ms) {
        struct sup_span span;
        int32_t rc = next_span(calendar, at_ms, &span);

        if (rc != SUP_OK) {
            return rc;
        }
        if (span.begin_ms >= to_ms) {
            return SUP_OK;
        }
        if (*count == room) {
            *next_ms = span.begin_ms;
            return SUP_OK;
        }
        span.end_ms = span.end_ms < to_ms ? span.end_ms : to_ms;
        spans[(*count)++] = span;
        at_ms = span.end_ms;
    }
    return SUP_OK;
}
