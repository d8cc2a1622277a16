/*
 * hours.c: how long people were at the desk, read back from their sessions.
 */
#include "shopday.h"

#include <stdio.h>

enum { MINUTES_AN_HOUR = 60, LIST_SIZE = 256 };

/* A session may begin the day before or last into the next: what lies outside is cut off. */
static int64_t overlap_ms(const struct sup_agent_session *session, int64_t from_ms, int64_t to_ms)
{
    int64_t begun = session->begun_ms > from_ms ? session->begun_ms : from_ms;
    int64_t ended = session->ended_ms != 0 && session->ended_ms < to_ms ? session->ended_ms : to_ms;
    return ended - begun;
}

/* Minutes that somebody was available or busy between two times; a break is none. */
static int32_t minutes_of(struct shop *shop, enum who who, int32_t from, int32_t to,
                          const struct sup_caller *caller, int64_t *minutes)
{
    struct sup_agent_sessions_params params = {.size = sizeof params,
                                               .agent_id = shop->staff_ids[who],
                                               .from_ms = moment(from),
                                               .to_ms = moment(to)};
    struct sup_agent_session_list *list = NULL;
    int32_t rc = sup_agent_sessions(shop->core, caller, &params, &list);
    *minutes = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < list->count; i++) {
        if (list->items[i].availability != SUP_AVAILABILITY_AWAY) {
            *minutes += overlap_ms(&list->items[i], moment(from), moment(to)) / MINUTE_MS;
        }
    }
    sup_free(list);
    return rc;
}

int32_t hours(struct shop *shop, int32_t at)
{
    struct sup_caller caller = caller_of(shop, SAMUEL, at); /* a lead may read sessions */
    char line[LIST_SIZE] = "";
    size_t used = 0;
    int32_t rc = SUP_OK;
    for (enum who who = PRIYA; rc == SUP_OK && who < STAFF_END; who++) {
        int64_t minutes = 0;
        rc = minutes_of(shop, who, AT(MON, 0, 0), AT(TUE, 0, 0), &caller, &minutes);
        if (rc == SUP_OK && minutes > 0 && used < sizeof line) {
            used += (size_t)snprintf(line + used, sizeof line - used, "%s%s %d:%02d",
                                     used > 0 ? ", " : "", staff[who].name,
                                     (int)(minutes / MINUTES_AN_HOUR),
                                     (int)(minutes % MINUTES_AN_HOUR));
        }
    }
    if (rc == SUP_OK) {
        tell_paragraph(shop, 0, "At the desk on Monday, hours and minutes without breaks: %s.",
                       line);
    }
    return rc;
}
