/*
 * when.h: reads the times that other systems write into their logs.
 *
 * A format says how a time is written, with strptime()'s letters; a zone says whose clock it is.
 * Nothing depends on the locale, and the result is UTC milliseconds since 1970.
 *
 * A local clock is turned into UTC by fixed rules: a time that a zone skips (02:30 on the day
 * the clocks go forward) is moved forward by the gap, a time that exists twice is the first one.
 */
#ifndef CLI_WHEN_H
#define CLI_WHEN_H

#include <stddef.h>
#include <stdint.h>

/** The sizes of texts, their NUL included; the longest zone name; the longest format. */
enum { WHEN_TEXT_SIZE = 25, WHEN_ERROR_SIZE = 160, WHEN_ZONE_MAX = 64, WHEN_FORMAT_MAX = 64 };

struct when_zone;

/**
 * Find a zone: "UTC" (or "Z"), a fixed offset such as "+01:00" or "-0530" (up to 23:59), or an
 * IANA name such as "Europe/Rome" from the system's zone data (the directory TZDIR, or
 * /usr/share/zoneinfo).
 *
 * Named zones go through the C library and set the TZ variable of the process, so they are for
 * programs with one thread.
 *
 * @param[out] error  why not; WHEN_ERROR_SIZE bytes
 * @return owned: release with when_zone_close(); NULL when there is no such zone
 */
struct when_zone *when_zone_open(const char *name, char *error);

/** Release a zone; NULL is allowed. */
void when_zone_close(struct when_zone *zone);

/**
 * Check a format when it is loaded, so that when_parse() only has to look at the times.
 *
 *   %Y year, 1 to 4 digits      %y two digits: 69-99 are 19xx, 00-68 are 20xx
 *   %m month   %d day           %b month as Jan or January, in any case
 *   %H hour 0-23                %I hour 1-12, with %p AM or PM, in any case
 *   %M minute  %S second        %f fraction of a second, 1 to 9 digits, cut to milliseconds
 *   %z offset: Z, +01, +0100 or +01:00; then the zone is not used
 *   %% a percent sign           anything else stands for itself
 *
 * Numbers may be written without leading zeros. Year, month and day are required, what is
 * missing of the clock is zero.
 *
 * @param[out] error  why not; WHEN_ERROR_SIZE bytes
 * @return 1 when the format is good, else 0
 */
int when_format_check(const char *format, char *error);

/**
 * Read one time of the years 1 to 9999. Second 60 is the second after 59.
 *
 * @param text  need not end with a NUL
 * @param format  one that when_format_check() accepts
 * @param zone  whose clock it is
 * @param[out] ms  UTC milliseconds; unchanged on failure
 * @param[out] error  one line that names the position, from 1; WHEN_ERROR_SIZE bytes
 * @return 1 when it is a time, else 0
 */
int when_parse(const char *text, size_t bytes, const char *format, struct when_zone *zone,
               int64_t *ms, char *error);

/** Turn local milliseconds (a wall clock read as if it were UTC) into UTC milliseconds. */
int64_t when_to_utc(struct when_zone *zone, int64_t local_ms);

/**
 * Write RFC 3339 with milliseconds and Z, such as 2016-02-29T04:40:00.000Z.
 * @param ms  of the years 0 to 9999; what lies outside is written as the nearest in it
 */
void when_format(int64_t ms, char out[WHEN_TEXT_SIZE]);

/** Days since 1970-01-01 of a date in the Gregorian calendar, month 1-12. */
int64_t when_days_from_civil(int64_t year, int month, int day);

/** The date of a day counted from 1970-01-01. */
void when_civil_from_days(int64_t days, int64_t *year, int *month, int *day);

#endif
