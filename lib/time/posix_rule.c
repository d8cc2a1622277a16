/*
 * posix_rule.c: reading "CET-1CEST,M3.5.0,M10.5.0/3", and when its changes are.
 */
#include "time/posix_rule.h"

#include "base/when.h"

enum { HOUR_S = 3600, DAY_S = 86400, NAME_BYTES_MIN = 3, HOURS_MAX = 24, RULE_HOURS_MAX = 167 };

/* What is left to read. A failed step leaves it failed, so that only the end needs a check. */
struct reader {
    const char *at;
    const char *end;
    int is_failed;
};

static char peek(const struct reader *reader)
{
    return reader->at < reader->end ? *reader->at : '\0';
}

static int take(struct reader *reader, char c)
{
    if (reader->at < reader->end && *reader->at == c) {
        reader->at++;
        return 1;
    }
    return 0;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int32_t number(struct reader *reader, int32_t least, int32_t most)
{
    int32_t value = 0;
    int digits = 0;

    for (; is_digit(peek(reader)) && digits < 4; digits++) {
        value = value * 10 + (*reader->at++ - '0');
    }
    if (digits == 0 || value < least || value > most) {
        reader->is_failed = 1;
        return least;
    }
    return value;
}

/* Letters alone, or between < and > digits and signs too. */
static void name(struct reader *reader)
{
    int is_quoted = take(reader, '<');
    int count = 0;

    while (is_letter(peek(reader)) ||
           (is_quoted && (is_digit(peek(reader)) || peek(reader) == '+' || peek(reader) == '-'))) {
        reader->at++;
        count++;
    }
    if (count < NAME_BYTES_MIN || (is_quoted && !take(reader, '>'))) {
        reader->is_failed = 1;
    }
}

/* [+-]hh[:mm[:ss]] in seconds. */
static int32_t clock_time(struct reader *reader, int32_t hours_max)
{
    int32_t sign = 1;
    int32_t seconds;

    if (take(reader, '-')) {
        sign = -1;
    } else {
        (void)take(reader, '+');
    }
    seconds = number(reader, 0, hours_max) * HOUR_S;
    if (take(reader, ':')) {
        seconds += number(reader, 0, 59) * 60;
        if (take(reader, ':')) {
            seconds += number(reader, 0, 59);
        }
    }
    return sign * seconds;
}

static void date(struct reader *reader, struct sup__rule_date *out)
{
    *out = (struct sup__rule_date){.kind = SUP__RULE_DAY, .time_s = 2 * HOUR_S};
    if (!take(reader, ',')) {
        reader->is_failed = 1;
        return;
    }
    if (take(reader, 'J')) {
        out->kind = SUP__RULE_JULIAN;
        out->day = number(reader, 1, 365);
    } else if (take(reader, 'M')) {
        out->kind = SUP__RULE_WEEK;
        out->month = number(reader, 1, 12);
        reader->is_failed |= !take(reader, '.');
        out->week = number(reader, 1, 5);
        reader->is_failed |= !take(reader, '.');
        out->day = number(reader, 0, 6);
    } else {
        out->day = number(reader, 0, 365);
    }
    if (take(reader, '/')) {
        out->time_s = clock_time(reader, RULE_HOURS_MAX);
    }
}

int sup__posix_rule_parse(const char *text, size_t bytes, struct sup__posix_rule *rule)
{
    struct reader reader = {text, text + bytes, 0};

    *rule = (struct sup__posix_rule){0};
    name(&reader);
    rule->offset_s = -clock_time(&reader, HOURS_MAX);
    if (reader.at != reader.end && !reader.is_failed) {
        rule->has_summer = 1;
        rule->summer_offset_s = rule->offset_s + HOUR_S;
        name(&reader);
        if (peek(&reader) != ',') {
            rule->summer_offset_s = -clock_time(&reader, HOURS_MAX);
        }
        date(&reader, &rule->begin);
        date(&reader, &rule->end);
    }
    return !reader.is_failed && reader.at == reader.end;
}

static int is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days since 1970 of weekday `day` (0 is Sunday), the week-th of its kind in the month. */
static int64_t week_date(const struct sup__rule_date *date, int64_t year)
{
    static const int32_t days_of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t first = sup__days_from_civil(year, date->month, 1);
    int64_t weekday = ((first + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    int64_t in_month = (date->day - weekday + 7) % 7 + 7 * (date->week - 1);
    int32_t count = days_of[date->month - 1] + (date->month == 2 && is_leap(year));

    while (in_month >= count) {
        in_month -= 7;
    }
    return first + in_month;
}

int64_t sup__posix_rule_instant(const struct sup__rule_date *date, int64_t year, int32_t offset_s)
{
    int64_t day;

    if (date->kind == SUP__RULE_WEEK) {
        day = week_date(date, year);
    } else {
        day = sup__days_from_civil(year, 1, 1) + date->day;
        if (date->kind == SUP__RULE_JULIAN) {
            day += (is_leap(year) && date->day >= 60) - 1; /* J60 is 1 March in every year */
        }
    }
    return day * DAY_S + date->time_s - offset_s;
}
