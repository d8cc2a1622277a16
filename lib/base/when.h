/*
 * when.h: civil time without the C library: RFC 3339 and ISO 8601 durations to and from UTC ms.
 */
#ifndef SUP__WHEN_H
#define SUP__WHEN_H

#include "supportcore/base.h"

/** The years 1 to 9999, the range of RFC 3339. */
#define SUP__TIME_MIN_MS (-INT64_C(62135596800000))
#define SUP__TIME_MAX_MS INT64_C(253402300799999)
enum { SUP__TIME_TEXT_SIZE = 25 }; /* 2026-03-29T09:00:00.000Z and a NUL */

/** Write RFC 3339 with milliseconds and Z; out of range, the nearest time in it. */
void sup__time_format(int64_t ms, char out[SUP__TIME_TEXT_SIZE]);
/** Read RFC 3339 (offsets accepted; :60 is read as the next second; fractions cut to ms). 1 if ok.
 */
int sup__time_parse(const char *text, size_t bytes, int64_t *ms);
/** Read P[nW][nD][T[nH][nM][n[.fff]S]] with at least one part; no months or years, which have no
 *  fixed length; not negative; nothing finer than a millisecond. 1 if ok. */
int sup__duration_parse(const char *text, size_t bytes, int64_t *ms);
enum { SUP__DURATION_TEXT_SIZE = 40 };
/** Write a duration, from 0, as ISO 8601 in days to seconds ("P7D", "PT1H30M", "PT0.5S", "PT0S").
 */
void sup__duration_format(int64_t ms, char out[SUP__DURATION_TEXT_SIZE]);

int64_t sup__days_from_civil(int64_t year, int32_t month, int32_t day);
void sup__civil_from_days(int64_t days, int64_t *year, int32_t *month, int32_t *day);

#endif
