/*
 * when.c: civil time without the C library.
 *
 * The C library's functions read the environment, depend on the platform and know no milliseconds.
 * The day arithmetic is Howard Hinnant's ("chrono-Compatible Low-Level Date Algorithms"): eras of
 * 400 years that begin on 1 March, so that the leap day comes last.
 */
#include "base/when.h"

#include <assert.h>
#include <string.h>

enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 };

static const int64_t SECOND_MS = 1000;
static const int64_t MINUTE_MS = 60 * 1000;
static const int64_t HOUR_MS = 60 * 60 * 1000;
static const int64_t DAY_MS = 24 * 60 * 60 * 1000;

int64_t sup__days_from_civil(int64_t year, int32_t month, int32_t day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

void sup__civil_from_days(int64_t days, int64_t *year, int32_t *month, int32_t *day)
{
    int64_t shifted = days + DAYS_TO_1970;
    int64_t era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int64_t day_of_era = shifted - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;

    *day = (int32_t)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int32_t)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

static void write_digits(char *out, int64_t number, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

void sup__time_format(int64_t ms, char out[SUP__TIME_TEXT_SIZE])
{
    int64_t year;
    int32_t month;
    int32_t day;

    /* A stored time may be anything; what has no text form is shown as the nearest that has. */
    ms = ms < SUP__TIME_MIN_MS ? SUP__TIME_MIN_MS : ms > SUP__TIME_MAX_MS ? SUP__TIME_MAX_MS : ms;
    int64_t days = (ms >= 0 ? ms : ms - (DAY_MS - 1)) / DAY_MS;
    int64_t rest = ms - days * DAY_MS;
    sup__civil_from_days(days, &year, &month, &day);
    memcpy(out, "0000-00-00T00:00:00.000Z", SUP__TIME_TEXT_SIZE);
    write_digits(out, year, 4);
    write_digits(out + 5, month, 2);
    write_digits(out + 8, day, 2);
    write_digits(out + 11, rest / HOUR_MS, 2);
    write_digits(out + 14, rest / MINUTE_MS % 60, 2);
    write_digits(out + 17, rest / SECOND_MS % 60, 2);
    write_digits(out + 20, rest % SECOND_MS, 3);
}

/* What is left to read. A failed step leaves it failed, so that only the end needs a check. */
struct reader {
    const char *at;
    const char *end;
    int is_failed;
};

static int is_digit(const struct reader *reader)
{
    return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

static int take(struct reader *reader, char c)
{
    if (reader->at < reader->end && *reader->at == c) {
        reader->at++;
        return 1;
    }
    return 0;
}

static void expect(struct reader *reader, char c)
{
    if (!take(reader, c)) {
        reader->is_failed = 1;
    }
}

/* Exactly `count` digits with a value from `least` to `most`. */
static int32_t digits(struct reader *reader, int count, int32_t least, int32_t most)
{
    int32_t number = 0;

    for (int i = 0; i < count; i++) {
        if (!is_digit(reader)) {
            reader->is_failed = 1;
            return least;
        }
        number = number * 10 + (*reader->at++ - '0');
    }
    if (number < least || number > most) {
        reader->is_failed = 1;
        return least;
    }
    return number;
}

/* The digits after a point as milliseconds; what is finer is cut. Answers how many there were. */
static size_t fraction(struct reader *reader, int64_t *ms)
{
    int64_t unit = 100;
    size_t count = 0;

    *ms = 0;
    while (is_digit(reader)) {
        *ms += (*reader->at++ - '0') * unit;
        unit /= 10;
        count++;
    }
    return count;
}

static int32_t days_in_month(int64_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && is_leap ? 29 : days[month - 1];
}

static int64_t read_date(struct reader *reader)
{
    int32_t year;
    int32_t month;
    int32_t day;

    year = digits(reader, 4, 0, 9999);
    expect(reader, '-');
    month = digits(reader, 2, 1, 12);
    expect(reader, '-');
    day = digits(reader, 2, 1, days_in_month(year, month));
    return sup__days_from_civil(year, month, day) * DAY_MS;
}

static int64_t read_clock(struct reader *reader)
{
    int64_t ms = digits(reader, 2, 0, 23) * HOUR_MS;
    int64_t fraction_ms = 0;

    expect(reader, ':');
    ms += digits(reader, 2, 0, 59) * MINUTE_MS;
    expect(reader, ':');
    ms += digits(reader, 2, 0, 60) * SECOND_MS; /* a leap second is the next one for us */
    if (take(reader, '.') && fraction(reader, &fraction_ms) == 0) {
        reader->is_failed = 1;
    }
    return ms + fraction_ms;
}

static int64_t read_offset(struct reader *reader)
{
    int64_t sign = 1;
    int64_t ms;

    if (take(reader, 'Z') || take(reader, 'z')) {
        return 0;
    }
    if (take(reader, '-')) {
        sign = -1;
    } else {
        expect(reader, '+');
    }
    ms = digits(reader, 2, 0, 23) * HOUR_MS;
    expect(reader, ':');
    ms += digits(reader, 2, 0, 59) * MINUTE_MS;
    return sign * ms;
}

int sup__time_parse(const char *text, size_t bytes, int64_t *ms)
{
    struct reader reader = {text, text + bytes, 0};
    int64_t time_ms = read_date(&reader);

    if (!take(&reader, 'T')) {
        expect(&reader, 't');
    }
    time_ms += read_clock(&reader);
    time_ms -= read_offset(&reader);
    if (reader.is_failed || reader.at != reader.end || time_ms < SUP__TIME_MIN_MS ||
        time_ms > SUP__TIME_MAX_MS) {
        return 0;
    }
    *ms = time_ms;
    return 1;
}

/* *sum += number * unit, for numbers from 0; 0 when that does not fit. */
static int add_units(int64_t *sum, int64_t number, int64_t unit)
{
    if (number > (INT64_MAX - *sum) / unit) {
        return 0;
    }
    *sum += number * unit;
    return 1;
}

static int read_count(struct reader *reader, int64_t *number)
{
    *number = 0;
    if (!is_digit(reader)) {
        return 0;
    }
    while (is_digit(reader)) {
        int digit = *reader->at++ - '0';

        if (*number > (INT64_MAX - digit) / 10) {
            return 0;
        }
        *number = *number * 10 + digit;
    }
    return 1;
}

/* The number's unit among the designators from *next on; each may come once, in this order. */
static int read_part(struct reader *reader, int *next, int64_t *sum)
{
    static const struct {
        char designator;
        int is_time;
        int64_t unit_ms;
    } parts[] = {
        {'W', 0, INT64_C(604800000)},
        {'D', 0, 86400000},
        {'H', 1, 3600000},
        {'M', 1, 60000},
        {'S', 1, 1000},
    };
    int is_time = *next >= 2;
    int64_t fraction_ms = 0;
    int64_t number;
    size_t count = 0;

    if (!read_count(reader, &number)) {
        return 0;
    }
    if (take(reader, '.')) {
        count = fraction(reader, &fraction_ms);
        if (count == 0 || count > 3) {
            return 0;
        }
    }
    for (int i = *next; i < 5 && parts[i].is_time == is_time; i++) {
        if (take(reader, parts[i].designator)) {
            *next = i + 1;
            return (count == 0 || parts[i].designator == 'S') &&
                   add_units(sum, number, parts[i].unit_ms) && add_units(sum, fraction_ms, 1);
        }
    }
    return 0;
}

int sup__duration_parse(const char *text, size_t bytes, int64_t *ms)
{
    struct reader reader = {text, text + bytes, 0};
    int64_t sum = 0;
    int next = 0;
    int is_time = 0;

    if (!take(&reader, 'P') || reader.at == reader.end) {
        return 0;
    }
    while (reader.at != reader.end) {
        if (!is_time && take(&reader, 'T')) {
            is_time = 1;
            next = 2;
        }
        if ((next == 2 && !is_time) || !read_part(&reader, &next, &sum)) {
            return 0;
        }
    }
    *ms = sum;
    return 1;
}

static char *write_part(char *out, int64_t number, char designator)
{
    char digits_of[20];
    size_t at = sizeof digits_of;

    if (number == 0) {
        return out;
    }
    for (; number > 0; number /= 10) {
        digits_of[--at] = (char)('0' + number % 10);
    }
    memcpy(out, digits_of + at, sizeof digits_of - at);
    out += sizeof digits_of - at;
    *out++ = designator;
    return out;
}

static char *write_seconds(char *out, int64_t ms)
{
    if (ms % SECOND_MS == 0) {
        return write_part(out, ms / SECOND_MS, 'S');
    }
    if (ms < SECOND_MS) {
        *out++ = '0';
        *out++ = '.';
    } else {
        out = write_part(out, ms / SECOND_MS, '.');
    }
    write_digits(out, ms % SECOND_MS, 3);
    out += 3;
    while (out[-1] == '0') {
        out--;
    }
    *out++ = 'S';
    return out;
}

void sup__duration_format(int64_t ms, char out[SUP__DURATION_TEXT_SIZE])
{
    char *at = out;

    assert(ms >= 0);
    if (ms == 0) {
        memcpy(out, "PT0S", 5);
        return;
    }
    *at++ = 'P';
    at = write_part(at, ms / DAY_MS, 'D');
    ms %= DAY_MS;
    if (ms != 0) {
        *at++ = 'T';
        at = write_part(at, ms / HOUR_MS, 'H');
        at = write_part(at, ms / MINUTE_MS % 60, 'M');
        at = write_seconds(at, ms % MINUTE_MS);
    }
    *at = '\0';
}
