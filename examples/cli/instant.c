/*
 * instant.c: the clock and RFC 3339. The library takes time as an argument; this is the one place
 * of the program that reads it.
 */
#include "instant.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "when.h"

/* Digits at text[at], `count` of them; -1 when there are others. */
static int digits(const char *text, size_t at, size_t count)
{
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

/* ".250" at *at, cut to milliseconds; 0 when there is no fraction, -1 when it is wrong. */
static int read_fraction(const char *text, size_t bytes, size_t *at)
{
    if (*at >= bytes || text[*at] != '.') {
        return 0;
    }
    int scale = 100, ms = 0;
    size_t begin = ++*at;
    for (; *at < bytes && text[*at] >= '0' && text[*at] <= '9'; ++*at) {
        ms += (text[*at] - '0') * scale;
        scale /= 10;
    }
    return *at > begin ? ms : -1;
}

/* "Z", "+02:00" or "-05:30", which must be the rest; 1 if it is an offset. */
static int read_offset(const char *text, size_t bytes, int64_t *ms)
{
    if (bytes == 1 && (*text == 'Z' || *text == 'z')) {
        *ms = 0;
        return 1;
    }
    if (bytes != 6 || (*text != '+' && *text != '-') || text[3] != ':') {
        return 0;
    }
    int hours = digits(text, 1, 2), minutes = digits(text, 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
        return 0;
    }
    int64_t offset_ms = ((int64_t)hours * 60 + minutes) * 60000;
    *ms = *text == '-' ? -offset_ms : offset_ms;
    return 1;
}

int instant_read(const char *text, size_t bytes, int64_t *ms)
{
    static const char pattern[] = "0000-00-00T00:00:00";
    size_t at = sizeof pattern - 1;
    if (bytes <= at) {
        return 0;
    }
    for (size_t i = 0; i < at; i++) {
        int is_t = pattern[i] == 'T' && text[i] == 't';
        if (pattern[i] != '0' && text[i] != pattern[i] && !is_t) {
            return 0;
        }
    }
    int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month)) {
        return 0;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
        return 0;
    }
    int64_t offset_ms = 0;
    int fraction_ms = read_fraction(text, bytes, &at);
    if (fraction_ms < 0 || at >= bytes || !read_offset(text + at, bytes - at, &offset_ms)) {
        return 0;
    }
    int64_t seconds = when_days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60;
    *ms = (seconds + second) * 1000 + fraction_ms - offset_ms;
    return 1;
}

void instant_write(int64_t ms, char out[INSTANT_TEXT_SIZE])
{
    when_format(ms, out);
}

void instant_write_brief(int64_t ms, char out[INSTANT_TEXT_SIZE])
{
    if (ms == 0) {
        strcpy(out, "-");
        return;
    }
    when_format(ms, out);
    out[10] = ' ';
    out[19] = '\0';
}

static int64_t read_clock(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t instant_now(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t instant_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC);
}
