/*
 * calendars.c: questions about business hours, of the policy's calendars or of one in the call.
 *
 * Nothing is read but the policy, and nothing is kept of a calendar that came with the call.
 */
#include "ops/bodies.h"
#include "ops/page.h"
#include "ops/unit.h"

#include "base/message.h"
#include "base/text.h"
#include "supportcore/calendar.h"

#include <string.h>

/* The calendar that is asked, and what has to be released when it came with the call. */
struct asked {
    const struct sup__calendar *calendar;
    struct sup__policy *owned;
};

static int32_t find_named(struct sup__unit *unit, const char *name, struct asked *asked)
{
    const struct sup__policy *policy = unit->policy;
    int32_t index = sup__policy_calendar(policy, name);
    if (index < 0) {
        int32_t rc = sup__fail(unit->error, SUP_MSG_CALENDAR_UNKNOWN, "calendar",
                               "the policy has no calendar '%s'", name);
        const char *nearest = sup__names_nearest(&policy->calendar_names, name);
        if (nearest) {
            sup__hint(unit->error, "did you mean '%s'?", nearest);
        }
        return rc;
    }
    asked->calendar = &policy->calendars[index];
    return SUP_OK;
}

static int32_t compile_written(struct sup__unit *unit, const char *text, struct asked *asked)
{
    int32_t rc = sup__calendar_load(&unit->core->mem, text, strlen(text), &unit->core->zones,
                                    &asked->owned, unit->error);
    if (rc == SUP_OK) {
        asked->calendar = asked->owned->calendars;
    } else {
        sup__field_prefix(unit->error, "definition");
    }
    return rc;
}

static int32_t ask(struct sup__unit *unit, const char *name, const char *definition,
                   struct asked *asked)
{
    *asked = (struct asked){0};
    if (name && definition) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "definition",
                         "a calendar's name and a definition were both given");
    }
    if (!name && !definition) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "calendar",
                         "neither a calendar's name nor a definition was given");
    }
    return name ? find_named(unit, name, asked) : compile_written(unit, definition, asked);
}

/* The end of each: `rc` is what the calendar answered. */
static int32_t answer(struct sup__unit *unit, struct asked *asked, int32_t rc, const char *field,
                      void *made, void **result)
{
    sup__policy_free(asked->owned);
    if (rc != SUP_OK) {
        sup_free(made);
        return sup__calendar_fail(unit->error, rc, field);
    }
    *result = made;
    return SUP_OK;
}

/* ---- instants ---- */

typedef int32_t finder(const struct sup__calendar *calendar, int64_t from_ms, int64_t *at_ms);
typedef int32_t counter(const struct sup__calendar *calendar, int64_t from_ms, int64_t open_ms,
                        int64_t *at_ms);

static int32_t count(struct sup__unit *unit, const void *in, counter *apply, void **result)
{
    const struct sup_calendar_add_params *params = in;
    struct asked asked;
    int32_t rc = ask(unit, params->calendar, params->definition, &asked);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_calendar_time *time = sup__result(unit, sizeof *time);
    rc = time ? apply(asked.calendar, params->from_ms, params->duration_ms, &time->at_ms)
              : SUP_NOMEM;
    return answer(unit, &asked, rc, "from", time, result);
}

static int32_t find(struct sup__unit *unit, const void *in, finder *apply, void **result)
{
    const struct sup_calendar_time_params *params = in;
    struct asked asked;
    int32_t rc = ask(unit, params->calendar, params->definition, &asked);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_calendar_time *time = sup__result(unit, sizeof *time);
    rc = time ? apply(asked.calendar, params->time_ms, &time->at_ms) : SUP_NOMEM;
    return answer(unit, &asked, rc, "time", time, result);
}

int32_t sup__op_calendar_add(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    (void)receipt;
    return count(unit, in, sup__calendar_add, result);
}

int32_t sup__op_calendar_subtract(struct sup__unit *unit, const void *in,
                                  struct sup_receipt *receipt, void **result)
{
    (void)receipt;
    return count(unit, in, sup__calendar_subtract, result);
}

int32_t sup__op_calendar_next_open(struct sup__unit *unit, const void *in,
                                   struct sup_receipt *receipt, void **result)
{
    (void)receipt;
    return find(unit, in, sup__calendar_next_open, result);
}

int32_t sup__op_calendar_next_close(struct sup__unit *unit, const void *in,
                                    struct sup_receipt *receipt, void **result)
{
    (void)receipt;
    return find(unit, in, sup__calendar_next_close, result);
}

/* ---- lengths and states ---- */

/* Which of two times leads out of the years that calendars know. */
static const char *find_outside(int32_t rc, int64_t from_ms)
{
    int is_known = from_ms >= SUP__CALENDAR_FIRST_MS && from_ms < SUP__CALENDAR_LAST_MS;
    return rc == SUP_LIMIT && is_known ? "to" : "from";
}

int32_t sup__op_calendar_between(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_calendar_between_params *params = in;
    struct asked asked;
    (void)receipt;
    int32_t rc = ask(unit, params->calendar, params->definition, &asked);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_calendar_length *length = sup__result(unit, sizeof *length);
    rc = length ? sup__calendar_between_pauses(asked.calendar, &unit->core->mem, params->from_ms,
                                               params->to_ms, params->pauses, params->pause_count,
                                               &length->open_ms)
                : SUP_NOMEM;
    return answer(unit, &asked, rc,
                  rc == SUP_INVALID ? "pauses" : find_outside(rc, params->from_ms), length, result);
}

int32_t sup__op_calendar_is_open(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_calendar_time_params *params = in;
    struct asked asked;
    (void)receipt;
    int32_t rc = ask(unit, params->calendar, params->definition, &asked);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_calendar_state *state = sup__result(unit, sizeof *state);
    rc = SUP_NOMEM;
    if (state) {
        state->is_open = sup__calendar_is_open(asked.calendar, params->time_ms);
        rc = state->is_open < 0 ? SUP_LIMIT : SUP_OK;
    }
    return answer(unit, &asked, rc, "time", state, result);
}

int32_t sup__op_calendar_intervals(struct sup__unit *unit, const void *in,
                                   struct sup_receipt *receipt, void **result)
{
    const struct sup_calendar_intervals_params *params = in;
    uint32_t room = params->limit ? params->limit : SUP_CALENDAR_INTERVALS_MAX;
    struct asked asked;
    (void)receipt;
    int32_t rc = ask(unit, params->calendar, params->definition, &asked);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup_calendar_intervals *found = sup__result(unit, sizeof *found);
    struct sup_span *items =
        found ? sup__arena_alloc(sup__owned_arena(found), room * sizeof *items) : NULL;
    rc = items ? sup__calendar_intervals(asked.calendar, params->from_ms, params->to_ms, items,
                                         room, &found->count, &found->next_ms)
               : SUP_NOMEM;
    if (rc == SUP_OK) {
        found->items = items;
        found->next_ms = found->next_ms == params->to_ms ? 0 : found->next_ms;
    }
    return answer(unit, &asked, rc, rc == SUP_INVALID ? "to" : find_outside(rc, params->from_ms),
                  found, result);
}
