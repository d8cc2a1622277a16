/*
 * year.h: one year of a calendar, compiled.
 *
 * The year is one of UTC. Its open intervals are sorted and apart from each other, in seconds from
 * the year's beginning, since no zone's offset is finer. An index by day and one by open time lead
 * to the interval that is meant with a step or two, whatever the year looks like.
 */
#ifndef SUP__YEAR_H
#define SUP__YEAR_H

#include "time/calendar.h"

enum { SUP__YEAR_COUNT = SUP__YEAR_LAST - SUP__YEAR_FIRST + 1 };

struct sup__year {
    int64_t begin_ms;
    int64_t length_ms;
    int64_t total_ms; /* that is open */
    uint32_t index;   /* from 0 for the first year of the horizon */
    uint32_t count;
    size_t bytes;
    uint64_t used; /* the higher, the later it was asked for */
    /* Interval i is open from open_s[i], for sum_s[i + 1] - sum_s[i]; sum_s[i] is what was open
     * before it. 0 is an empty one at the year's beginning, the others are 1 to count. */
    uint32_t *open_s;
    uint32_t *sum_s;
    uint16_t *by_day;    /* the last interval that opens by the day's beginning */
    uint16_t *by_bucket; /* the last one with a sum of at most that many times bucket size */
    uint32_t bucket_shift;
    uint32_t reserved;
};

/** Compile a year. NULL when memory runs out. */
struct sup__year *sup__year_new(const struct sup__mem *mem, const struct sup__calendar *calendar,
                                uint32_t index);

/** The first instant of a year of the horizon; SUP__YEAR_COUNT is allowed. */
int64_t sup__year_begin_ms(uint32_t index);

/** The year of an instant of the horizon. */
uint32_t sup__year_index(int64_t at_ms);

#endif
