/*
 * kpi_names.c: the names that figures are filtered by.
 *
 * A misspelt name counts nothing, which looks like an answer. So a name must be one that the desk
 * knows: of its policy, of now or of any earlier version, since figures keep the names of their
 * time; an agent; an hour; a day of the week. What products there are only the shop knows.
 */
#include "ops/figures/kpi_ask.h"

#include "base/message.h"
#include "base/text.h"
#include "ops/tickets/ticket_ops.h"

#include <inttypes.h>
#include <string.h>

/* Of what a policy names. */
struct list {
    const char *by;
    const char *what;
    size_t at; /* in a policy */
};

static const struct list lists[] = {
    {"channel", "channel", offsetof(struct sup__policy, channel_names)},
    {"reason", "reason", offsetof(struct sup__policy, reason_names)},
    {"team", "team", offsetof(struct sup__policy, team_names)},
    {"floor", "floor", offsetof(struct sup__policy, floor_names)},
    {"priority", "priority", offsetof(struct sup__policy, priority_names)},
    {"segment", "segment", offsetof(struct sup__policy, segments.names)},
    {"sla", "SLA policy", offsetof(struct sup__policy, sla.names)},
};

static const struct list *find_list(const char *by)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (strcmp(lists[i].by, by) == 0) {
            return &lists[i];
        }
    }
    return NULL;
}

static int is_hour(const char *is)
{
    return strlen(is) == 2 && strspn(is, "0123456789") == 2 && strcmp(is, "24") < 0;
}

static int is_weekday(const char *is)
{
    return strlen(is) == 1 && *is >= '1' && *is <= '7';
}

/* 1 in *is_missing: there is none; that is an error where nobody else may know the agent. */
static int32_t check_agent(struct sup__unit *unit, const char *field, const char *is, int is_last,
                           int *is_missing)
{
    struct sup__agent_row row = {.tenant = unit->head.tenant};
    if (*is < '1' || !sup__parse_int(is, strlen(is), &row.id)) {
        int32_t rc = sup__fail(unit->error, SUP_MSG_KPI_FILTER, field, "'%s' is no agent's id", is);
        sup__hint(unit->error, "give the id as a number; agent.list has them all");
        return rc;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
    *is_missing = rc == SUP_NOT_FOUND;
    if (*is_missing && !is_last) {
        sup__error_clear(unit->error);
        return SUP_OK;
    }
    if (*is_missing) {
        rc = sup__fail(unit->error, SUP_MSG_KPI_FILTER, field,
                       "there is no agent %" PRId64 " in this desk", row.id);
        sup__hint(unit->error, "agent.list has them all, and those who left");
    }
    return rc;
}

/* What no policy names. */
static int32_t check_other(struct sup__unit *unit, const char *field, const char *by,
                           const char *is, int is_last, int *is_missing)
{
    int32_t rc = SUP_OK;
    if (strcmp(by, "agent") == 0) {
        return check_agent(unit, field, is, is_last, is_missing);
    }
    if (strcmp(by, "hour") == 0 && !is_hour(is)) {
        rc = sup__fail(unit->error, SUP_MSG_KPI_FILTER, field, "'%s' is no hour of the day", is);
        sup__hint(unit->error, "hours are 00 to 23");
    } else if (strcmp(by, "weekday") == 0 && !is_weekday(is)) {
        rc = sup__fail(unit->error, SUP_MSG_KPI_FILTER, field, "'%s' is no day of the week", is);
        sup__hint(unit->error, "Monday is 1, Sunday is 7");
    }
    return rc;
}

static void ask(struct sup__sought *sought, const struct list *list, const char *is)
{
    sought->what = list->what;
    sought->list = list->at;
    sought->name = is;
}

int32_t sup__kpi_check_names(struct sup__unit *unit, const char *format,
                             const struct sup_kpi_filter *filters, uint32_t count,
                             uint32_t *known, int is_last)
{
    struct sup__sought sought[SUP_KPI_FILTERS_MAX] = {{0}};
    char field[32];
    uint32_t unknown = 0;
    uint32_t missing = 0; /* agents that this desk does not have, as bits */
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        const char *is = filters[i].is ? filters[i].is : "";
        const struct list *list = find_list(filters[i].by);
        int is_known = *known >> i & 1; /* in another desk */
        int is_missing = 0;
        if (list && *is && !is_known) {
            ask(&sought[i], list, is);
        } else if (!list && *is && !is_known) {
            sup__format(field, sizeof field, format, i);
            rc = check_other(unit, field, filters[i].by, is, is_last, &is_missing);
            missing |= (uint32_t)is_missing << i;
        }
    }
    rc = rc == SUP_OK ? sup__search_sought(unit, sought, count, &unknown) : rc;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        *known |= sought[i].name ? 0 : UINT32_C(1) << i & ~missing;
        if (sought[i].name && is_last) {
            sup__format(field, sizeof field, format, i);
            rc = sup__fail_sought(unit, field, &sought[i]);
        }
    }
    return rc;
}
