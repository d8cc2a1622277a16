/*
 * terms.h: what is promised on a timer, and when something comes of it.
 *
 * Pure arithmetic on instants and used times. A promise of D is kept while no more than D of its
 * calendar's time was used, so it breaks one millisecond of open time later: what is finished while
 * the shop is closed, with exactly D used, was in time.
 */
#ifndef SUP__TERMS_H
#define SUP__TERMS_H

#include "policy/policy.h"

struct sup__terms {
    const struct sup__calendar *calendar; /* NULL: all hours count */
    int64_t target_ms;
    int64_t base_ms;     /* used before the promise began to count */
    uint32_t mark_count; /* warnings: used times, ascending */
    const int64_t *marks;
    int64_t marks_from_ms; /* added to each: of a date they say what is left */
};

/* All that follow answer SUP_OK or SUP_NOMEM: a calendar works out its years when it is asked. What
 * lies beyond the years that it knows never comes. */

/** Open time from one instant to another, ms; 0 when `to` is not later. */
int32_t sup__time_used(const struct sup__calendar *calendar, int64_t from_ms, int64_t to_ms,
                       int64_t *used_ms);

/** How many marks were passed when so much of the promise's time is used. */
uint32_t sup__terms_passed(const struct sup__terms *terms, int64_t used_ms);

/**
 * When something comes of a promise whose timer runs.
 *
 * @param since_ms     from when on it runs
 * @param business_ms  what it had used then
 * @param warned       marks that were passed before
 */
struct sup__prospect {
    int64_t due_ms;    /* the first instant at which the target is used up; 0: never */
    int64_t breach_ms; /* when it breaks, at `since_ms` at the earliest; 0: never */
    int64_t next_ms;   /* the next mark, or the breach; 0: neither */
};
int32_t sup__terms_prospect(const struct sup__terms *terms, int64_t since_ms, int64_t business_ms,
                            uint32_t warned, struct sup__prospect *out);

#endif
