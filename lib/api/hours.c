/*
 * hours.c: business hours without a desk: a calendar from its text.
 *
 * The functions that ask it do nothing but pass the question on: they are called for every ticket
 * of a report.
 */
#include "supportcore/hours.h"

#include "base/memory.h"
#include "base/message.h"
#include "policy/policy.h"
#include "time/calendar.h"

#include <string.h>

struct sup_hours {
    struct sup__mem mem;
    struct sup__policy *policy; /* which is nothing but its first calendar */
    const struct sup__calendar *calendar;
};

static int32_t check_options(const struct sup_hours_options *options, struct sup_error *error)
{
    if (options == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "options", "there are no options");
    }
    int32_t rc = sup__check_struct(error, options, sizeof *options, "the options", "size");
    if (rc != SUP_OK) {
        return rc;
    }
    if (options->reserved != 0) {
        return sup__fail(error, SUP_MSG_RESERVED, "reserved", "reserved of the options is not 0");
    }
    if (options->calendar == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "calendar", "there is no calendar");
    }
    if (strlen(options->calendar) > SUP_CALENDAR_BYTES_MAX) {
        return sup__fail(error, SUP_MSG_TEXT_LONG, "calendar",
                         "the calendar has %zu bytes; at most %d are allowed",
                         strlen(options->calendar), SUP_CALENDAR_BYTES_MAX);
    }
    return SUP_OK;
}

static int32_t open_hours(sup_hours *hours, const struct sup_hours_options *options,
                          struct sup_error *error)
{
    struct sup__arena arena;
    struct sup_zones zones;

    sup__arena_init(&arena, &hours->mem);
    int32_t rc = sup__zones_copy(&arena, options->zones, &zones, error);
    if (rc == SUP_OK) {
        rc = sup__calendar_load(&hours->mem, options->calendar, strlen(options->calendar), &zones,
                                &hours->policy, error);
    }
    if (rc == SUP_OK) {
        hours->calendar = hours->policy->calendars;
    }
    sup__arena_free(&arena);
    return rc;
}

int32_t sup_hours_open(const struct sup_hours_options *options, sup_hours **out,
                       struct sup_error *error)
{
    struct sup_error ignored;
    struct sup__mem mem;

    if (error == NULL) {
        error = &ignored;
    }
    sup__error_clear(error);
    if (out == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "hours", "there is no place for hours");
    }
    *out = NULL;
    int32_t rc = check_options(options, error);
    if (rc == SUP_OK && sup__mem_init(&mem, options->allocator) != SUP_OK) {
        rc = sup__fail(error, SUP_MSG_STRUCT_SIZE, "allocator", "the allocator is not one");
    }
    if (rc != SUP_OK) {
        return rc;
    }
    sup_hours *hours = sup__zalloc(&mem, sizeof *hours);
    if (hours == NULL) {
        return sup__fail(error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    hours->mem = mem;
    rc = open_hours(hours, options, error);
    if (rc != SUP_OK) {
        sup_hours_close(hours);
        return rc;
    }
    *out = hours;
    return SUP_OK;
}

void sup_hours_close(sup_hours *hours)
{
    if (hours != NULL) {
        struct sup__mem mem = hours->mem;

        sup__policy_free(hours->policy);
        sup__dealloc(&mem, hours);
    }
}

const char *sup_hours_digest(const sup_hours *hours)
{
    return hours != NULL ? hours->calendar->digest : "";
}

int32_t sup_hours_is_open(const sup_hours *hours, int64_t at_ms)
{
    if (hours == NULL) {
        return SUP_MISUSE;
    }
    int is_open = sup__calendar_is_open(hours->calendar, at_ms);
    return is_open < 0 ? SUP_LIMIT : is_open;
}

int32_t sup_hours_between(sup_hours *hours, int64_t from_ms, int64_t to_ms, int64_t *open_ms)
{
    return hours != NULL && open_ms != NULL
               ? sup__calendar_between(hours->calendar, from_ms, to_ms, open_ms)
               : SUP_MISUSE;
}

int32_t sup_hours_between_pauses(sup_hours *hours, int64_t from_ms, int64_t to_ms,
                                 const struct sup_span *pauses, uint32_t count, int64_t *open_ms)
{
    if (hours == NULL || open_ms == NULL || (pauses == NULL && count != 0)) {
        return SUP_MISUSE;
    }
    if (count > SUP_CALENDAR_PAUSES_MAX) {
        return SUP_INVALID;
    }
    return sup__calendar_between_pauses(hours->calendar, &hours->mem, from_ms, to_ms, pauses, count,
                                        open_ms);
}

int32_t sup_hours_add(sup_hours *hours, int64_t from_ms, int64_t open_ms, int64_t *at_ms)
{
    return hours != NULL && at_ms != NULL
               ? sup__calendar_add(hours->calendar, from_ms, open_ms, at_ms)
               : SUP_MISUSE;
}

int32_t sup_hours_subtract(sup_hours *hours, int64_t from_ms, int64_t open_ms, int64_t *at_ms)
{
    return hours != NULL && at_ms != NULL
               ? sup__calendar_subtract(hours->calendar, from_ms, open_ms, at_ms)
               : SUP_MISUSE;
}

int32_t sup_hours_next_open(sup_hours *hours, int64_t from_ms, int64_t *at_ms)
{
    return hours != NULL && at_ms != NULL ? sup__calendar_next_open(hours->calendar, from_ms, at_ms)
                                          : SUP_MISUSE;
}

int32_t sup_hours_next_close(sup_hours *hours, int64_t from_ms, int64_t *at_ms)
{
    return hours != NULL && at_ms != NULL
               ? sup__calendar_next_close(hours->calendar, from_ms, at_ms)
               : SUP_MISUSE;
}

int32_t sup_hours_intervals(sup_hours *hours, int64_t from_ms, int64_t to_ms,
                            struct sup_span *spans, uint32_t room, uint32_t *count,
                            int64_t *next_ms)
{
    if (hours == NULL || count == NULL || next_ms == NULL || (spans == NULL && room != 0)) {
        return SUP_MISUSE;
    }
    return sup__calendar_intervals(hours->calendar, from_ms, to_ms, spans, room, count, next_ms);
}
