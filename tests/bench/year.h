/*
 * year.h: a desk's year for benchmarks: tickets on six channels with twenty reasons, each with some
 * ten events, in the order of time.
 */
#ifndef BENCH_YEAR_H
#define BENCH_YEAR_H

#include "life.h"

enum { YEAR_DAYS = 365, YEAR_CHANNELS = 6, YEAR_REASONS = 20, YEAR_AGENTS = 40 };

#define YEAR_BEGIN INT64_C(1735689600000) /* 2025-01-01T00:00:00Z */
#define DAY_MS     INT64_C(86400000)

/** Open a desk of that policy with its agents in a file; one that is there is opened as it is.
 *  @return 1 when it was there */
int year_open(struct desk *desk, const char *path);
/** What is done each hour. */
struct year_hours {
    void (*before_tick)(struct desk *desk); /* NULL: nothing */
    int64_t tick_ns;                        /* receives the CPU that ticks took */
};
/** Live so many tickets, spread over so many days, on a desk that has none. @return the operations */
int64_t year_live(struct desk *desk, int32_t tickets, int days, struct year_hours *hours);
/** The date of a day of the year, "2025-03-01". */
void year_date(int day, char text[32]);

#endif
