/*
 * terms.c: when a promise warns, is due and breaks.
 */
#include "timers/terms.h"

int32_t sup__time_used(const struct sup__calendar *calendar, int64_t from_ms, int64_t to_ms,
                       int64_t *used_ms)
{
    *used_ms = 0;
    int32_t rc =
        to_ms > from_ms ? sup__calendar_between(calendar, from_ms, to_ms, used_ms) : SUP_OK;
    return rc == SUP_NOMEM ? rc : SUP_OK;
}

/* The instant after so much more open time. */
static int32_t after(const struct sup__calendar *calendar, int64_t since_ms, int64_t more_ms,
                     int64_t *at_ms)
{
    *at_ms = since_ms;
    if (more_ms <= 0) {
        return SUP_OK;
    }
    int32_t rc = sup__calendar_add(calendar, since_ms, more_ms, at_ms);
    if (rc != SUP_OK) {
        *at_ms = 0;
    }
    return rc == SUP_NOMEM ? rc : SUP_OK;
}

uint32_t sup__terms_passed(const struct sup__terms *terms, int64_t used_ms)
{
    uint32_t passed = 0;
    while (passed < terms->mark_count && terms->marks_from_ms + terms->marks[passed] <= used_ms) {
        passed++;
    }
    return passed;
}

int32_t sup__terms_prospect(const struct sup__terms *terms, int64_t since_ms, int64_t business_ms,
                            uint32_t warned, struct sup__prospect *out)
{
    int64_t used_ms = business_ms - terms->base_ms;
    int64_t left_ms = terms->target_ms - used_ms;
    int32_t rc = after(terms->calendar, since_ms, left_ms, &out->due_ms);
    if (rc == SUP_OK) {
        rc = after(terms->calendar, since_ms, left_ms + 1, &out->breach_ms);
    }
    out->next_ms = out->breach_ms;
    if (rc == SUP_OK && warned < terms->mark_count && left_ms >= 0) {
        int64_t warn_ms = 0;
        rc = after(terms->calendar, since_ms, terms->marks_from_ms + terms->marks[warned] - used_ms,
                   &warn_ms);
        out->next_ms = warn_ms ? warn_ms : out->next_ms;
    }
    return rc;
}
