/*
 * when.c: the time reader behind when.h.
 *
 * Asking the C library for a zone's offset is slow, so the offset of a local day is kept once it
 * is known to be the same all day; only the few days with a clock change are asked each time.
 */
#include "when.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    DAY_S = 86400,
    CACHE_DAYS = 4096,
};

struct when_zone {
    char name[WHEN_ZONE_MAX + 1]; /* empty for a fixed offset */
    int32_t fixed_s;
    int64_t cached_day[CACHE_DAYS];
    int32_t cached_s[CACHE_DAYS]; /* the offset on that day */
    bool is_cached[CACHE_DAYS];
};

/* The parts of a time as they are read. */
struct parts {
    int year, month, day;
    int hour, minute, second, milli, offset_s;
    bool has_offset, is_12_hour, is_pm;
};

/* A text being read; the first problem is written to error. */
struct reader {
    const char *text;
    size_t bytes;
    size_t at;
    char *error;
};

static bool expected(const struct reader *reader, const char *what);
static bool read_field(struct reader *reader, char letter, struct parts *parts);
static bool read_offset(struct reader *reader, int *offset_s);
static bool say(char *error, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool check_parts(const struct parts *parts, char *error);
static int64_t floor_div(int64_t a, int64_t b);

int64_t when_days_from_civil(int64_t year, int month, int day) {
    /* Years start in March, so that the leap day is the last one; 400 years are one era. */
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void when_civil_from_days(int64_t days, int64_t *year, int *month, int *day) {
    int64_t z = days + 719468;
    int64_t era = floor_div(z, 146097);
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

void when_format(int64_t ms, char out[WHEN_TEXT_SIZE]) {
    int64_t least = when_days_from_civil(0, 1, 1) * DAY_S * 1000;
    int64_t most = when_days_from_civil(10000, 1, 1) * DAY_S * 1000 - 1;
    int64_t year;
    int month, day;

    ms = ms < least ? least : ms > most ? most : ms;
    int64_t days = floor_div(ms, INT64_C(1000) * DAY_S);
    int clock_ms = (int)(ms - days * DAY_S * 1000);
    when_civil_from_days(days, &year, &month, &day);
    snprintf(out, WHEN_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", (unsigned)year % 10000,
             (unsigned)month % 100, (unsigned)day % 100, (unsigned)(clock_ms / 3600000) % 100,
             (unsigned)(clock_ms / 60000 % 60), (unsigned)(clock_ms / 1000 % 60),
             (unsigned)(clock_ms % 1000));
}

/* Whether the system has the data of a zone; the C library would silently take UTC instead. */
static bool zone_exists(const char *name) {
    const char *directory = getenv("TZDIR");
    char path[512];

    if (name[0] == '/' || name[0] == '\0' || strstr(name, "..") != NULL) {
        return false;
    }
    directory = directory == NULL ? "/usr/share/zoneinfo" : directory;
    int bytes = snprintf(path, sizeof path, "%s/%s", directory, name);
    bool is_whole = bytes > 0 && (size_t)bytes < sizeof path;
    FILE *file = is_whole ? fopen(path, "rb") : NULL;
    char magic[4] = "";
    bool is_zone = file != NULL && fread(magic, 1, 4, file) == 4 && memcmp(magic, "TZif", 4) == 0;
    if (file != NULL) {
        fclose(file);
    }
    return is_zone;
}

struct when_zone *when_zone_open(const char *name, char *error) {
    char ignored[WHEN_ERROR_SIZE];
    struct reader reader = {.text = name, .bytes = strlen(name), .error = ignored};
    int fixed_s = 0;
    bool is_fixed = strcmp(name, "UTC") == 0;

    if (!is_fixed && (name[0] == 'Z' || name[0] == '+' || name[0] == '-')) {
        is_fixed = read_offset(&reader, &fixed_s) && reader.at == reader.bytes;
    }
    if (!is_fixed && (strlen(name) > WHEN_ZONE_MAX || !zone_exists(name))) {
        say(error, "no time zone \"%.64s\": write UTC, +01:00 or a name such as Europe/Rome", name);
        return NULL;
    }
    struct when_zone *zone = calloc(1, sizeof *zone);
    if (zone == NULL) {
        say(error, "out of memory");
        return NULL;
    }
    zone->fixed_s = fixed_s;
    snprintf(zone->name, sizeof zone->name, "%s", is_fixed ? "" : name);
    return zone;
}

void when_zone_close(struct when_zone *zone) {
    free(zone);
}

/* How far local clocks are ahead of UTC at an instant. */
static int64_t offset_at(const struct when_zone *zone, int64_t utc_s) {
    const char *current = getenv("TZ");
    time_t instant = (time_t)utc_s;
    struct tm tm;

    if (current == NULL || strcmp(current, zone->name) != 0) {
        setenv("TZ", zone->name, 1);
        tzset();
    }
    if (localtime_r(&instant, &tm) == NULL) {
        return 0;
    }
    int64_t local_s =
        when_days_from_civil(tm.tm_year + INT64_C(1900), tm.tm_mon + 1, tm.tm_mday) * DAY_S +
        tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
    return local_s - utc_s;
}

/* The offset that belongs to a local clock: before a gap, and the first of a time that is twice. */
static int64_t offset_of_local(const struct when_zone *zone, int64_t local_s) {
    /* Offsets are less than a day, so these two instants surround the clock's. */
    int64_t before = offset_at(zone, local_s - DAY_S);
    int64_t after = offset_at(zone, local_s + DAY_S);

    if (before == after || offset_at(zone, local_s - before) == before) {
        return before;
    }
    return offset_at(zone, local_s - after) == after ? after : before;
}

int64_t when_to_utc(struct when_zone *zone, int64_t local_ms) {
    if (zone->name[0] == '\0') {
        return local_ms - zone->fixed_s * INT64_C(1000);
    }
    int64_t day = floor_div(local_ms, INT64_C(1000) * DAY_S);
    size_t slot = (uint64_t)day % CACHE_DAYS;
    if (!zone->is_cached[slot] || zone->cached_day[slot] != day) {
        int64_t offset = offset_at(zone, (day - 1) * DAY_S);
        for (int64_t later = 0; later <= 2; later++) {
            if (offset_at(zone, (day + later) * DAY_S) != offset) {
                return local_ms - offset_of_local(zone, floor_div(local_ms, 1000)) * INT64_C(1000);
            }
        }
        zone->is_cached[slot] = true;
        zone->cached_day[slot] = day;
        zone->cached_s[slot] = (int32_t)offset;
    }
    return local_ms - zone->cached_s[slot] * INT64_C(1000);
}

int when_format_check(const char *format, char *error) {
    unsigned seen[128] = {0};

    if (strlen(format) > WHEN_FORMAT_MAX) {
        return say(error, "a time format has at most %d bytes", WHEN_FORMAT_MAX);
    }
    for (const char *p = format; *p != '\0'; p++) {
        if (*p != '%') {
            continue;
        }
        p++;
        if (*p == '\0' || strchr("YymdbHIpMSfz%", *p) == NULL) {
            return say(error, "the time format has %%%.1s at position %d; known are %s", p,
                       (int)(p - format), "%Y %y %m %b %d %H %I %p %M %S %f %z %%");
        }
        if (*p != '%' && seen[(unsigned char)*p]++ != 0) {
            return say(error, "the time format has %%%c twice", *p);
        }
    }
    if (seen['Y'] + seen['y'] != 1 || seen['m'] + seen['b'] != 1 || seen['d'] != 1) {
        return say(error, "the time format needs %%Y or %%y, %%m or %%b, and %%d, each once");
    }
    if (seen['I'] != seen['p'] || seen['I'] + seen['H'] > 1) {
        return say(error, "the time format needs %%H alone, or %%I with %%p");
    }
    return 1;
}

int when_parse(const char *text, size_t bytes, const char *format, struct when_zone *zone,
               int64_t *ms, char *error) {
    struct reader reader = {.text = text, .bytes = bytes, .error = error};
    struct parts parts = {.month = 1, .day = 1};

    for (const char *p = format; *p != '\0'; p++) {
        if (*p == '%' && p[1] != '%') {
            p++;
            if (!read_field(&reader, *p, &parts)) {
                return 0;
            }
            continue;
        }
        p += *p == '%';
        if (reader.at == bytes || text[reader.at] != *p) {
            return say(error, "position %zu: '%c' expected", reader.at + 1, *p);
        }
        reader.at++;
    }
    if (reader.at != bytes) {
        return say(error, "position %zu: nothing more expected", reader.at + 1);
    }
    if (!check_parts(&parts, error)) {
        return 0;
    }
    int hour = parts.is_12_hour ? parts.hour % 12 + (parts.is_pm ? 12 : 0) : parts.hour;
    int64_t day = when_days_from_civil(parts.year, parts.month, parts.day);
    int64_t local_s = day * DAY_S + hour * 3600 + parts.minute * 60 + parts.second;
    int64_t local_ms = local_s * 1000 + parts.milli;
    int64_t offset_ms = parts.offset_s * INT64_C(1000);
    *ms = parts.has_offset ? local_ms - offset_ms : when_to_utc(zone, local_ms);
    return 1;
}

/* Only the day depends on other parts; it is named, as its position is no longer known. */
static bool check_parts(const struct parts *parts, char *error) {
    int y = parts->year, m = parts->month;
    int64_t next = when_days_from_civil(m == 12 ? y + 1 : y, m % 12 + 1, 1);
    int last = (int)(next - when_days_from_civil(y, m, 1));

    return parts->day <= last ||
           say(error, "day %d: month %d of %d has %d days", parts->day, m, y, last);
}

/* Write why into error; always false, so that a reader can return it. */
static bool say(char *error, const char *format, ...) {
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(error, WHEN_ERROR_SIZE, format, arguments);
    va_end(arguments);
    return false;
}

static bool expected(const struct reader *reader, const char *what) {
    return say(reader->error, "position %zu: %s expected", reader->at + 1, what);
}

static bool is_digit(const struct reader *reader) {
    return reader->at < reader->bytes && reader->text[reader->at] >= '0' &&
           reader->text[reader->at] <= '9';
}

/* Read up to `digits` digits as a number between least and most. */
static bool read_number(struct reader *reader, const char *what, int digits, int least, int most,
                        int *number) {
    size_t start = reader->at;

    *number = 0;
    while (is_digit(reader) && reader->at - start < (size_t)digits) {
        *number = *number * 10 + (reader->text[reader->at] - '0');
        reader->at++;
    }
    if (reader->at == start) {
        return expected(reader, what);
    }
    return (*number >= least && *number <= most) ||
           say(reader->error, "position %zu: %s %d is not from %d to %d", start + 1, what, *number,
               least, most);
}

/* Skip `word`, in any case, when the text goes on with it. */
static bool skip_word(struct reader *reader, const char *word, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        char c = reader->at + i < reader->bytes ? reader->text[reader->at + i] : '\0';
        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != word[i]) {
            return false;
        }
    }
    reader->at += bytes;
    return true;
}

static bool read_month_name(struct reader *reader, int *month) {
    static const char names[12][10] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};
    for (int i = 0; i < 12; i++) {
        const char *name = names[i];
        if (skip_word(reader, name, strlen(name)) || skip_word(reader, name, 3)) {
            *month = i + 1;
            return true;
        }
    }
    return expected(reader, "a month such as Jan");
}

/* Z, +HH, +HHMM or +HH:MM. */
static bool read_offset(struct reader *reader, int *offset_s) {
    int hours, minutes = 0;

    *offset_s = 0;
    if (skip_word(reader, "z", 1)) {
        return true;
    }
    int sign = skip_word(reader, "-", 1) ? -1 : 1;
    if (sign > 0 && !skip_word(reader, "+", 1)) {
        return expected(reader, "an offset such as +01:00");
    }
    if (!read_number(reader, "offset hours", 2, 0, 23, &hours)) {
        return false;
    }
    if ((skip_word(reader, ":", 1) || is_digit(reader)) &&
        !read_number(reader, "offset minutes", 2, 0, 59, &minutes)) {
        return false;
    }
    *offset_s = (hours * 3600 + minutes * 60) * sign;
    return true;
}

static bool read_fraction(struct reader *reader, int *milli) {
    size_t start = reader->at;
    int nano;

    if (!read_number(reader, "fraction", 9, 0, 999999999, &nano)) {
        return false;
    }
    for (size_t digits = reader->at - start; digits < 9; digits++) {
        nano *= 10;
    }
    *milli = nano / 1000000;
    return true;
}

static bool read_field(struct reader *reader, char letter, struct parts *parts) {
    bool is_read;

    switch (letter) {
    case 'Y':
        return read_number(reader, "year", 4, 1, 9999, &parts->year);
    case 'y':
        is_read = read_number(reader, "year", 2, 0, 99, &parts->year);
        parts->year += parts->year < 69 ? 2000 : 1900;
        return is_read;
    case 'm':
        return read_number(reader, "month", 2, 1, 12, &parts->month);
    case 'b':
        return read_month_name(reader, &parts->month);
    case 'd':
        return read_number(reader, "day", 2, 1, 31, &parts->day);
    case 'H':
        return read_number(reader, "hour", 2, 0, 23, &parts->hour);
    case 'I':
        parts->is_12_hour = true;
        return read_number(reader, "hour", 2, 1, 12, &parts->hour);
    case 'p':
        parts->is_pm = skip_word(reader, "pm", 2);
        return parts->is_pm || skip_word(reader, "am", 2) || expected(reader, "AM or PM");
    case 'M':
        return read_number(reader, "minute", 2, 0, 59, &parts->minute);
    case 'S':
        return read_number(reader, "second", 2, 0, 60, &parts->second);
    case 'f':
        return read_fraction(reader, &parts->milli);
    default:
        parts->has_offset = true;
        return read_offset(reader, &parts->offset_s);
    }
}

static int64_t floor_div(int64_t a, int64_t b) {
    int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a < 0) != (b < 0));
}
