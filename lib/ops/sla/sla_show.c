/*
 * sla_show.c: a timer's row as people are told it: a running one up to now.
 */
#include "ops/sla/sla_show.h"

#include "base/message.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

_Static_assert((int)SUP_METRIC_DECISION == (int)SUP__METRICS &&
                   (int)SUP_METRIC_FIRST_REPLY == (int)SUP__METRIC_FIRST_REPLY + 1,
               "metrics are numbered from 1 outside");
_Static_assert((int)SUP_TIMER_FULFILLED == (int)SUP__TIMER_DONE &&
                   (int)SUP_TIMER_CANCELLED == (int)SUP__TIMER_DROPPED,
               "states of timers are stored as they are told");

/* Of a ticket that waits to be planned anew, the hours of the policy before count up to when the
 * active one was activated. */
int32_t sup__timer_ran(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                       const struct sup__timer_row *row, struct sup__ran *ran)
{
    const struct sup__policy *earlier = NULL;
    int64_t from_ms = row->since_ms;
    int64_t now_ms = unit->caller.now_ms;
    int64_t cut_ms = unit->head.replan_ms < now_ms ? unit->head.replan_ms : now_ms;
    int32_t rc = SUP_OK;
    memset(ran, 0, sizeof *ran);
    if (cut_ms > from_ms && sup__replan_waits(unit, ticket)) {
        rc = sup__unit_earlier_policy(unit, &earlier);
        if (rc != SUP_OK) {
            return rc;
        }
        rc = sup__time_used(sup__timer_calendar(earlier, row->calendar), from_ms, cut_ms,
                            &ran->before_ms);
        ran->cut_ms = from_ms = cut_ms;
    }
    rc = rc == SUP_OK ? sup__time_used(sup__timer_calendar(unit->policy, row->calendar), from_ms,
                                       now_ms, &ran->after_ms)
                      : rc;
    return rc == SUP_OK ? rc : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

int32_t sup__show_timer(struct sup__unit *unit, void *result, const struct sup__ticket_row *ticket,
                        const struct sup__timer_row *row, struct sup_timer *out, int *failed)
{
    int64_t now_ms = unit->caller.now_ms;
    struct sup__ran ran;
    memset(out, 0, sizeof *out);
    out->size = sizeof *out;
    out->metric = (int32_t)row->metric;
    out->state = (int32_t)row->state;
    out->is_missed = (int32_t)row->is_missed;
    out->is_missed_before = row->missed_before != 0;
    out->instance = row->instance;
    out->started_ms = row->started_ms;
    out->ended_ms = row->ended_ms;
    out->is_awaiting_replan = row->state <= SUP_TIMER_PAUSED && sup__replan_waits(unit, ticket);
    out->used_ms = row->used_ms;
    out->business_ms = row->business_ms;
    out->calendar = sup__result_text(result, row->calendar, failed);
    if (row->state == SUP_TIMER_RUNNING && now_ms > row->since_ms) {
        int32_t rc = sup__timer_ran(unit, ticket, row, &ran);
        if (rc != SUP_OK) {
            return rc;
        }
        out->used_ms += now_ms - row->since_ms;
        out->business_ms += ran.before_ms + ran.after_ms;
    }
    if (!row->sla) {
        return SUP_OK;
    }
    out->sla = sup__result_text(result, row->sla, failed);
    out->policy_version = row->policy_version;
    out->target_ms = row->target_ms;
    out->base_ms = row->base_ms;
    out->left_ms = row->target_ms - (out->business_ms - row->base_ms);
    out->due_ms = row->due_ms;
    out->next_ms = row->next_ms;
    out->breached_ms = row->breached_ms;
    out->warned = (uint32_t)row->warned;
    return SUP_OK;
}

const char *sup__sla_place_text(void *result, struct sup__sla_place place, int *failed)
{
    char text[SUP_DUE_AFTER_BYTES_MAX + 1];
    sup__format(text, sizeof text, "%" PRId64 ".%" PRId64, place.first, place.second);
    return sup__result_text(result, text, failed);
}

int32_t sup__sla_place_read(struct sup__unit *unit, const char *after, struct sup__sla_place *place)
{
    memset(place, 0, sizeof *place);
    if (!after || !*after) {
        return SUP_OK;
    }
    const char *point = strchr(after, '.');
    if (!point || !sup__parse_int(after, (size_t)(point - after), &place->first) ||
        !sup__parse_int(point + 1, strlen(point + 1), &place->second) || place->second < 1) {
        int32_t rc = sup__fail(unit->error, SUP_MSG_LIST_AFTER, "after",
                               "'%.40s' is not a position in this list", after);
        sup__hint(unit->error, "begin again without it, or give what next_after of the page before "
                               "was");
        return rc;
    }
    return SUP_OK;
}
