/*
 * sessions.c: who takes work now, and since when: the availability of agents and bots.
 *
 * The order of the log is the order of the sessions. A report may come late, but what it tells
 * cannot lie before the last change: that would rewrite a session that has been counted.
 */
#include "ops/people/sessions.h"

#include "base/message.h"
#include "base/when.h"
#include "ops/shape.h"
#include "ops/tickets/ticket_ops.h"

#include <inttypes.h>

int32_t sup__change_availability(struct sup__unit *unit, const struct sup__agent_row *agent,
                                 enum sup_availability availability)
{
    struct sup__event event = sup__event_new(unit, SUP__E_AVAILABILITY_CHANGED, 0);
    event.row.subject_id = agent->id;
    event.row.number = availability;
    event.row.before = sup__availability_names[agent->availability - 1];
    event.row.after = sup__availability_names[availability - 1];
    return sup__emit(unit, &event);
}

/* One's own, or anybody's for who may make and change agents. An integration has none of its own,
 * so what it is allowed is about others. */
static int32_t check_whose(struct sup__unit *unit, int64_t agent_id)
{
    int32_t kind = unit->caller.actor_kind;
    int is_staff = kind == SUP_ACTOR_AGENT || kind == SUP_ACTOR_BOT;
    if (!is_staff || agent_id == unit->caller.actor_id || sup__may(unit, "agent.save")) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, "agent_id",
                     "%s %" PRId64 " may not set the availability of agent %" PRId64,
                     sup__actor_name(kind), unit->caller.actor_id, agent_id);
}

static int32_t fail_late(struct sup__unit *unit, const struct sup__agent_row *row)
{
    char since[SUP__TIME_TEXT_SIZE];
    char at[SUP__TIME_TEXT_SIZE];
    sup__time_format(row->availability_since_ms, since);
    sup__time_format(unit->at_ms, at);
    return sup__fail(unit->error, SUP_MSG_AVAILABILITY_LATE, "caller.at_ms",
                     "agent %" PRId64 " is %s since %s, which is after %s", row->id,
                     sup__availability_names[row->availability - 1], since, at);
}

int32_t sup__op_agent_set_availability(struct sup__unit *unit, const void *in,
                                       struct sup_receipt *receipt, void **result)
{
    const struct sup_agent_set_availability_params *params = in;
    struct sup__agent_row row = {0};
    (void)result;
    int32_t rc = check_whose(unit, params->agent_id);
    if (rc == SUP_OK) {
        rc = sup__load_agent(unit, params->agent_id, "agent_id", &row);
    }
    if (rc == SUP_OK && row.is_departed) {
        rc = sup__fail(unit->error, SUP_MSG_AGENT_DEPARTED, "agent_id",
                       "agent %" PRId64 " has left the desk", row.id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    receipt->id = row.id;
    receipt->version = row.version;
    if (row.availability == params->availability) {
        return SUP_OK;
    }
    if (row.availability_since_ms && unit->at_ms < row.availability_since_ms) {
        return fail_late(unit, &row);
    }
    return sup__change_availability(unit, &row, (enum sup_availability)params->availability);
}

struct sessions {
    const struct sup_agent_sessions_params *params;
    struct sup_agent_session_list *list;
    struct sup_agent_session *items;
    uint32_t limit;
};

/* Newest first; one agent's sessions do not overlap, so the first that is too old ends the list. */
static int32_t add_session(void *context, void *in)
{
    struct sessions *sessions = context;
    struct sup_agent_session_list *list = sessions->list;
    const struct sup__session_row *row = in;
    int64_t from_ms = sessions->params->from_ms;
    if (from_ms && row->ended_ms && row->ended_ms <= from_ms) {
        return 1;
    }
    if (list->count == sessions->limit) {
        list->next_after_id = sessions->items[list->count - 1].id;
        return 1;
    }
    struct sup_agent_session *item = &sessions->items[list->count++];
    item->size = sizeof *item;
    item->availability = (int32_t)row->availability;
    item->id = row->sequence;
    item->begun_ms = row->begun_ms;
    item->ended_ms = row->ended_ms;
    return 0;
}

/* Where the page begins: before `to`, and before the last session of the page before. */
static int32_t find_bound(struct sup__unit *unit, const struct sup_agent_sessions_params *params,
                          struct sup_value bound[2], uint32_t *count)
{
    struct sup__event_row begun = {.tenant = unit->head.tenant, .sequence = params->after_id};
    *count = params->to_ms ? 1 : 0;
    bound[0] = sup__int(params->to_ms);
    bound[1] = sup__int(params->after_id);
    if (!params->after_id) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &begun);
    if (rc == SUP_NOT_FOUND || (rc == SUP_OK && (begun.kind != SUP__E_AVAILABILITY_CHANGED ||
                                                 begun.subject_id != params->agent_id ||
                                                 begun.number == SUP_AVAILABILITY_OFFLINE))) {
        rc = sup__fail(unit->error, SUP_MSG_SESSION_UNKNOWN, "after_id",
                       "agent %" PRId64 " has no session %" PRId64, params->agent_id,
                       params->after_id);
    }
    if (rc == SUP_OK && (!*count || begun.at_ms < params->to_ms)) {
        *count = 2;
        bound[0] = sup__int(begun.at_ms);
    }
    return rc;
}

static int32_t check_range(struct sup__unit *unit, const struct sup_agent_sessions_params *params)
{
    char from[SUP__TIME_TEXT_SIZE];
    char to[SUP__TIME_TEXT_SIZE];
    if (!params->from_ms || !params->to_ms || params->from_ms <= params->to_ms) {
        return SUP_OK;
    }
    sup__time_format(params->from_ms, from);
    sup__time_format(params->to_ms, to);
    return sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, "to",
                     "to is %s, which is before from, %s", to, from);
}

int32_t sup__op_agent_sessions(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_agent_sessions_params *params = in;
    struct sessions sessions = {.params = params};
    struct sup__agent_row agent = {0};
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(params->agent_id)};
    struct sup_value bound[2];
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_SESSION,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .upper = bound,
                            .upper_is_open = 1,
                            .is_descending = 1};
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &sessions.limit);
    if (rc == SUP_OK) {
        rc = check_range(unit, params);
    }
    if (rc == SUP_OK) {
        rc = sup__load_agent(unit, params->agent_id, "agent_id", &agent);
    }
    if (rc == SUP_OK) {
        rc = find_bound(unit, params, bound, &scan.upper_count);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    sessions.list = sup__result(unit, sizeof *sessions.list);
    if (!sessions.list) {
        return SUP_NOMEM;
    }
    scan.limit = sessions.limit + 1;
    sessions.items =
        sup__result_array(sessions.list, sessions.limit, sizeof *sessions.items, &failed);
    sessions.list->items = sessions.items;
    struct sup__session_row row;
    if (!failed) {
        rc = sup__each(&unit->repo, &scan, 1, &row, add_session, &sessions);
    }
    if (rc != SUP_OK) {
        sup_free(sessions.list);
        return rc;
    }
    return sup__result_end(unit, sessions.list, failed, result);
}
