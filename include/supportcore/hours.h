/*
 * hours.h: business hours: how long a desk was open, and when so much time of it has passed.
 *
 * A calendar is a zone, the hours of a week, holidays, and days with hours of their own. Hours
 * belong to the day on which they open. All that is computed is about instants (UTC milliseconds):
 * a day is as long as the clocks make it, and an interval is open from its first instant to before
 * its last. An edge of hours that the clocks leave out when they go forward moves forward with them;
 * one that exists twice when they go back is the first; hours that end before they begin because of
 * that are none. So 00:00-24:00 on the day the clocks go back is 25 hours. That is the rule of
 * java.time and of RFC 5545.
 *
 * With B(a, b) for the open time from a to b:
 *   add(a, d), d > 0, is the first instant t with B(a, t) = d: at a close, when that is when the
 *   time is used up, and not at the next opening; add(a, 0) is a;
 *   subtract(a, d), d > 0, is the last instant t with B(t, a) = d; subtract(a, 0) is a;
 *   B(b, a) is -B(a, b).
 *
 * Calendars know the years 1900 to 2199. What lies outside, or leads there, is SUP_LIMIT.
 *
 * docs/policy.md has how a calendar is written. calendar.h has the same for the calendars of a
 * desk's policy, as operations.
 */
#ifndef SUPPORTCORE_HOURS_H
#define SUPPORTCORE_HOURS_H

#include "supportcore/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The hours of one calendar, compiled. Opaque. Asking it compiles years and keeps them, so one
 *  thread uses it at a time, as with every handle. @since 0.1 */
typedef struct sup_hours sup_hours;

/** Limits of business hours. @since 0.1 */
enum {
    SUP_CALENDAR_BYTES_MAX = 1048576, /**< of a calendar's text */
    SUP_CALENDAR_YEAR_FIRST = 1900,
    SUP_CALENDAR_YEAR_LAST = 2199,
    SUP_CALENDAR_PAUSES_MAX = 100000 /**< in one call */
};

/** A span of time: from its first instant to before its last. */
struct sup_span {
    int64_t begin_ms;
    int64_t end_ms;
};

/** What hours are made from. */
struct sup_hours_options {
    uint32_t size;
    uint32_t reserved;
    /** JSON text: {"zone": "Europe/Berlin", "week": {"monday": ["09:00-17:00"]}}; required. */
    const char *calendar;
    const struct sup_allocator *allocator; /**< copied; NULL means malloc() and free() */
    const struct sup_zones *zones;         /**< where zones are; NULL: /usr/share/zoneinfo */
};

/**
 * Compile a calendar, without a desk or a store.
 *
 * @param[out] hours  owned: close with sup_hours_close()
 * @param[out] error  why it failed, `field` with a JSON pointer into the calendar; may be NULL
 * @return SUP_OK
 * @return SUP_INVALID  the text is no calendar: it names a zone that is not there, its hours
 *         overlap, it is closed for a year
 * @return SUP_LIMIT  the text is too long or too deep
 * @return SUP_NOMEM
 * @since 0.1
 */
SUP_API int32_t sup_hours_open(const struct sup_hours_options *options, sup_hours **hours,
                               struct sup_error *error);

/** Release hours. NULL is allowed. @since 0.1 */
SUP_API void sup_hours_close(sup_hours *hours);

/**
 * What the answers follow from, as 32 hexadecimal digits: two calendars with the same digest answer
 * alike. Names and labels do not count, and of the zone its offsets do, not its name.
 * @return borrowed, until the hours are closed; "" for NULL
 * @since 0.1
 */
SUP_API const char *sup_hours_digest(const sup_hours *hours);

/**
 * 1 when it is open at an instant, 0 when it is closed, SUP_LIMIT outside of the years that
 * calendars know, SUP_MISUSE for NULL.
 * @since 0.1
 */
SUP_API int32_t sup_hours_is_open(const sup_hours *hours, int64_t at_ms);

/**
 * How long it was open from one instant to another; negative when the second one is earlier.
 *
 * @return SUP_OK; SUP_LIMIT; SUP_NOMEM; SUP_MISUSE when hours or open_ms is NULL
 * @since 0.1
 */
SUP_API int32_t sup_hours_between(sup_hours *hours, int64_t from_ms, int64_t to_ms,
                                  int64_t *open_ms);

/**
 * The same without what lies in pauses. They may come in any order and overlap, and may reach over
 * the ends; each instant counts once. Sorted ones are fastest.
 *
 * @param pauses  `count` of them, at most SUP_CALENDAR_PAUSES_MAX; borrowed for the call
 * @return as sup_hours_between(); SUP_INVALID when a pause ends before it begins, or they are too
 *         many
 * @since 0.1
 */
SUP_API int32_t sup_hours_between_pauses(sup_hours *hours, int64_t from_ms, int64_t to_ms,
                                         const struct sup_span *pauses, uint32_t count,
                                         int64_t *open_ms);

/**
 * The instant at which so much open time has passed since another one.
 *
 * @param open_ms  from 0
 * @return SUP_OK; SUP_INVALID when open_ms is negative; SUP_LIMIT; SUP_NOMEM; SUP_MISUSE for NULL
 * @since 0.1
 */
SUP_API int32_t sup_hours_add(sup_hours *hours, int64_t from_ms, int64_t open_ms, int64_t *at_ms);

/** The instant from which on so much open time passes until another one. As sup_hours_add().
 *  @since 0.1 */
SUP_API int32_t sup_hours_subtract(sup_hours *hours, int64_t from_ms, int64_t open_ms,
                                   int64_t *at_ms);

/**
 * The first instant from another one on at which it is open: that one itself when it is open then.
 * @return SUP_OK; SUP_LIMIT; SUP_NOMEM; SUP_MISUSE for NULL
 * @since 0.1
 */
SUP_API int32_t sup_hours_next_open(sup_hours *hours, int64_t from_ms, int64_t *at_ms);

/**
 * When it closes next: when it is open, the end of that; when it is closed, the end of the next
 * opening. Hours that touch are one opening.
 * @return SUP_OK; SUP_LIMIT, also when it does not close again; SUP_NOMEM; SUP_MISUSE for NULL
 * @since 0.1
 */
SUP_API int32_t sup_hours_next_close(sup_hours *hours, int64_t from_ms, int64_t *at_ms);

/**
 * The open intervals from one instant to another, cut at both.
 *
 * @param[out] spans  room for `room` of them
 * @param[out] count  how many there are in it
 * @param[out] next_ms  from where to ask for more; `to_ms` when there are no more
 * @return SUP_OK; SUP_INVALID when to_ms lies before from_ms; SUP_LIMIT; SUP_NOMEM; SUP_MISUSE for
 *         NULL
 * @since 0.1
 */
SUP_API int32_t sup_hours_intervals(sup_hours *hours, int64_t from_ms, int64_t to_ms,
                                    struct sup_span *spans, uint32_t room, uint32_t *count,
                                    int64_t *next_ms);

#ifdef __cplusplus
}
#endif
#endif
