/*
 * calendar.h: business hours: a zone, the hours of a week, holidays and special hours.
 *
 * Hours belong to the day on which they open. All algebra is on UTC instants. Each year that
 * somebody asks about is compiled once into open intervals with their running sum, and kept; the
 * years that were not asked for longest are forgotten when that grows large. So asking a calendar
 * changes it, and one thread does it at a time, as with every handle.
 *
 * Nothing is answered outside of the years that zone.h names.
 */
#ifndef SUP__CALENDAR_H
#define SUP__CALENDAR_H

#include "supportcore/hours.h"
#include "time/zone.h"

#define SUP__CALENDAR_FIRST_MS (SUP__HORIZON_FIRST_S * 1000)
#define SUP__CALENDAR_LAST_MS  (SUP__HORIZON_LAST_S * 1000) /* the first instant outside */

enum { SUP__DAY_MINUTES = 24 * 60, SUP__DAY_HOURS_MAX = 24, SUP__CALENDAR_DIGEST_BYTES = 32 };

/* Minutes from the day's 00:00; what passes midnight ends after SUP__DAY_MINUTES. */
struct sup__hours {
    uint16_t begin;
    uint16_t end;
};

struct sup__day_hours {
    uint32_t count;
    const struct sup__hours *items; /* by begin, apart from each other */
};

/* A date with hours of its own; without any it is a holiday. */
struct sup__date {
    int32_t day;        /* since 1970-01-01; of a date of every year: month * 32 + day */
    int32_t is_special; /* 0: a holiday */
    struct sup__day_hours hours;
    const char *label; /* NULL: none */
};

struct sup__years; /* what was compiled */

struct sup__calendar {
    const char *name;
    const char *label;
    const struct sup__zone *zone;
    int32_t is_always; /* no instant is closed */
    uint32_t date_count;
    uint32_t yearly_count;
    struct sup__day_hours week[7];  /* from Monday */
    const struct sup__date *dates;  /* by day, each day once */
    const struct sup__date *yearly; /* likewise */
    struct sup__years *years;
    char digest[SUP__CALENDAR_DIGEST_BYTES +
                1]; /* hexadecimal: of all that its answers follow from */
};

/**
 * What is made of hours, dates and zone once they are filled in: the digest, and what years will
 * be kept in. To be released with sup__calendar_end(). SUP_NOMEM.
 */
int32_t sup__calendar_begin(struct sup__calendar *calendar, struct sup__arena *arena);
/** Forget the years that were compiled; what the arena holds stays. */
void sup__calendar_end(const struct sup__calendar *calendar);

/**
 * Look for 365 days in a row without any hours.
 * @param[out] first, last  the days, since 1970, which are the beginning of what is closed
 * @return 1 when there are such
 */
int sup__calendar_is_idle(const struct sup__calendar *calendar, int64_t *first, int64_t *last);

/** The date among the calendar's that decides a local day, in days since 1970; NULL: the week. */
const struct sup__date *sup__calendar_date(const struct sup__calendar *calendar, int64_t day);

/*
 * In all that follow: a NULL calendar is always open. SUP_OK; SUP_LIMIT when a time, or the answer,
 * lies outside of the years that calendars know; SUP_INVALID; SUP_NOMEM. What they mean is written
 * in supportcore/hours.h.
 */

/** 1 when open, 0 when closed, -1 outside of the years. Takes no memory and cannot fail. */
int sup__calendar_is_open(const struct sup__calendar *calendar, int64_t at_ms);
int32_t sup__calendar_between(const struct sup__calendar *calendar, int64_t from_ms, int64_t to_ms,
                              int64_t *open_ms);
/** Without the time in pauses. */
int32_t sup__calendar_between_pauses(const struct sup__calendar *calendar,
                                     const struct sup__mem *mem, int64_t from_ms, int64_t to_ms,
                                     const struct sup_span *pauses, uint32_t count,
                                     int64_t *open_ms);
int32_t sup__calendar_add(const struct sup__calendar *calendar, int64_t from_ms, int64_t open_ms,
                          int64_t *at_ms);
int32_t sup__calendar_subtract(const struct sup__calendar *calendar, int64_t from_ms,
                               int64_t open_ms, int64_t *at_ms);
int32_t sup__calendar_next_open(const struct sup__calendar *calendar, int64_t from_ms,
                                int64_t *at_ms);
int32_t sup__calendar_next_close(const struct sup__calendar *calendar, int64_t from_ms,
                                 int64_t *at_ms);
/** Up to `room` open intervals of [from_ms, to_ms), cut at its ends. *next_ms: where to go on, or
 *  to_ms when there are no more. */
int32_t sup__calendar_intervals(const struct sup__calendar *calendar, int64_t from_ms,
                                int64_t to_ms, struct sup_span *spans, uint32_t room,
                                uint32_t *count, int64_t *next_ms);

/** Tell why one of them did not answer SUP_OK. `field` may be NULL. */
int32_t sup__calendar_fail(struct sup_error *error, int32_t rc, const char *field);

#endif
