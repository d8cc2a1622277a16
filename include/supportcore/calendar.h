/*
 * calendar.h: questions about business hours, as operations: of a calendar of the desk's policy by
 * its name, or of one that is written in the call.
 *
 * What they mean is written in hours.h, which has the same without a desk, and a thousand times
 * faster where many questions are about one calendar.
 */
#ifndef SUPPORTCORE_CALENDAR_H
#define SUPPORTCORE_CALENDAR_H

#include "supportcore/hours.h"
#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of these operations. @since 0.1 */
enum {
    SUP_CALENDAR_INTERVALS_MAX = 1000, /**< in one answer */
    SUP_CALENDAR_CALL_PAUSES_MAX = 10000 /**< in one call */
};

/** For calendar.add and calendar.subtract. */
struct sup_calendar_add_params {
    uint32_t size;
    uint32_t reserved;
    const char *calendar;   /**< the name of one of the policy's; or: */
    const char *definition; /**< a calendar as JSON text; one of the two is required */
    int64_t from_ms;        /**< required */
    int64_t duration_ms;    /**< of open time, from 0 */
};

/** For calendar.is_open, calendar.next_open and calendar.next_close. */
struct sup_calendar_time_params {
    uint32_t size;
    uint32_t reserved;
    const char *calendar;   /**< the name of one of the policy's; or: */
    const char *definition; /**< a calendar as JSON text; one of the two is required */
    int64_t time_ms;        /**< the instant; required */
};

struct sup_calendar_between_params {
    uint32_t size;
    uint32_t pause_count;
    const char *calendar;   /**< the name of one of the policy's; or: */
    const char *definition; /**< a calendar as JSON text; one of the two is required */
    int64_t from_ms;        /**< required */
    int64_t to_ms;          /**< required; may lie before from_ms */
    /** What does not count, in any order; at most SUP_CALENDAR_CALL_PAUSES_MAX. */
    const struct sup_span *pauses;
};

struct sup_calendar_intervals_params {
    uint32_t size;
    uint32_t limit;         /**< 0 means SUP_CALENDAR_INTERVALS_MAX */
    const char *calendar;   /**< the name of one of the policy's; or: */
    const char *definition; /**< a calendar as JSON text; one of the two is required */
    int64_t from_ms;        /**< required */
    int64_t to_ms;          /**< required; not before from_ms */
};

struct sup_calendar_time {
    uint32_t size;
    uint32_t reserved;
    int64_t at_ms;
};

struct sup_calendar_length {
    uint32_t size;
    uint32_t reserved;
    int64_t open_ms; /**< negative when to_ms lies before from_ms */
};

struct sup_calendar_state {
    uint32_t size;
    int32_t is_open;
};

struct sup_calendar_intervals {
    uint32_t size;
    uint32_t count;
    const struct sup_span *items; /**< in their order, cut at from_ms and to_ms */
    int64_t next_ms; /**< ask again from there; 0 when these are all */
};

/**
 * When so much open time has passed since an instant.
 *
 * @param[out] time  owned: sup_free()
 * @return as sup_run(); SUP_NOT_FOUND when the policy has no such calendar; SUP_LIMIT when it leads
 *         out of the years that calendars know; SUP_INVALID when the definition is none, with a
 *         JSON pointer in `field`
 * @since 0.1
 */
SUP_API int32_t sup_calendar_add(sup_core *core, const struct sup_caller *caller,
                                 const struct sup_calendar_add_params *params,
                                 struct sup_calendar_time **time);

/** From when on so much open time passes until an instant. As sup_calendar_add(). @since 0.1 */
SUP_API int32_t sup_calendar_subtract(sup_core *core, const struct sup_caller *caller,
                                      const struct sup_calendar_add_params *params,
                                      struct sup_calendar_time **time);

/** How long it was open between two instants, without pauses. As sup_calendar_add(). @since 0.1 */
SUP_API int32_t sup_calendar_between(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_calendar_between_params *params,
                                     struct sup_calendar_length **length);

/** Whether it is open at an instant. As sup_calendar_add(). @since 0.1 */
SUP_API int32_t sup_calendar_is_open(sup_core *core, const struct sup_caller *caller,
                                     const struct sup_calendar_time_params *params,
                                     struct sup_calendar_state **state);

/** The first instant from another one on at which it is open. As sup_calendar_add(). @since 0.1 */
SUP_API int32_t sup_calendar_next_open(sup_core *core, const struct sup_caller *caller,
                                       const struct sup_calendar_time_params *params,
                                       struct sup_calendar_time **time);

/** When it closes next; SUP_LIMIT when it does not. As sup_calendar_add(). @since 0.1 */
SUP_API int32_t sup_calendar_next_close(sup_core *core, const struct sup_caller *caller,
                                        const struct sup_calendar_time_params *params,
                                        struct sup_calendar_time **time);

/** When it is open between two instants, in pages. As sup_calendar_add(). @since 0.1 */
SUP_API int32_t sup_calendar_intervals(sup_core *core, const struct sup_caller *caller,
                                       const struct sup_calendar_intervals_params *params,
                                       struct sup_calendar_intervals **intervals);

#ifdef __cplusplus
}
#endif
#endif
