/*
 * kpi_agents.c: what the people of the desk add to the figures: that they are there, and available.
 *
 * That is worked out when it is asked for, and kept nowhere: they are few, and a session of theirs
 * that lasts has no end yet. What machines do is no part of it.
 */
#include "ops/erasure/erase.h"
#include "ops/figures/kpi_ask.h"

#include "base/message.h"
#include "supportcore/people.h"

#include <string.h>

struct gathering {
    struct sup__unit *unit;
    const struct sup__kpi_rules *rules;
    int64_t from_ms; /* the days that are asked for */
    int64_t end_ms;
    struct sup__kpi_fact fact;
    int failed;
};

static int add(struct gathering *gathering, uint32_t measure, int64_t at_ms, int64_t value)
{
    gathering->failed |=
        !sup__kpi_fact_add(&gathering->fact, gathering->unit->repo.arena, measure, at_ms, value, 0);
    return gathering->failed;
}

static int32_t take_tenure(void *context, void *any)
{
    struct gathering *gathering = context;
    const struct sup__tenure_row *row = any;
    int32_t begun = sup__kpi_when(gathering->rules, row->begun_ms).day;
    int32_t ended = sup__kpi_when(gathering->rules, row->ended_ms).day;
    return add(gathering, SUP__KPI_JOINED, row->begun_ms, begun) ||
           (row->ended_ms && add(gathering, SUP__KPI_DEPARTED, row->ended_ms, ended));
}

/* Day by day. Newest first: sessions do not overlap, so one that ended before the days ends it. */
static int32_t take_session(void *context, void *any)
{
    struct gathering *gathering = context;
    const struct sup__session_row *row = any;
    int64_t at_ms = row->begun_ms > gathering->from_ms ? row->begun_ms : gathering->from_ms;
    int64_t end_ms = row->ended_ms ? row->ended_ms : gathering->unit->caller.now_ms;
    end_ms = end_ms < gathering->end_ms ? end_ms : gathering->end_ms;
    if (row->ended_ms && row->ended_ms <= gathering->from_ms) {
        return 1;
    }
    while (row->availability != SUP_AVAILABILITY_AWAY && at_ms < end_ms) {
        int32_t day = sup__kpi_when(gathering->rules, at_ms).day;
        int64_t next_ms = sup__kpi_day_begin(gathering->rules, day + 1);
        next_ms = next_ms < end_ms ? next_ms : end_ms;
        if (add(gathering, SUP__KPI_AVAILABLE, at_ms, next_ms - at_ms)) {
            return 1;
        }
        at_ms = next_ms;
    }
    return 0;
}

static int32_t gather(struct gathering *gathering, const struct sup__agent_row *agent,
                      int has_sessions)
{
    struct sup__unit *unit = gathering->unit;
    union sup__any_row row;
    struct sup_value prefix[2] = {sup__int(agent->tenant), sup__int(agent->id)};
    struct sup_value upper = sup__int(gathering->end_ms);
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_TENURE, .prefix_count = 2, .prefix = prefix};
    int is_of_one_team = agent->teams && *agent->teams && !strchr(agent->teams, ' ');
    gathering->fact = (struct sup__kpi_fact){
        .traits = {.agent_id = agent->id, .team = is_of_one_team ? agent->teams : NULL}};
    int32_t rc = sup__each(&unit->repo, &scan, 0, &row, take_tenure, gathering);
    if (rc == SUP_OK && has_sessions) {
        scan.table = SUP__T_SESSION;
        scan.is_descending = 1;
        scan.upper_count = 1;
        scan.upper = &upper;
        rc = sup__each(&unit->repo, &scan, 0, &row, take_session, gathering);
    }
    sup__kpi_fact_sort(&gathering->fact);
    return rc == SUP_OK && gathering->failed ? sup__kpi_fail(unit, SUP_NOMEM, NULL) : rc;
}

int32_t sup__kpi_each_agent(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                            const struct sup__kpi_question *question, int64_t after_id,
                            sup__kpi_looked_up_fn fn, void *context)
{
    struct gathering gathering = {.unit = unit,
                                  .rules = rules,
                                  .from_ms = sup__kpi_day_begin(rules, question->first_day),
                                  .end_ms = sup__kpi_day_begin(rules, question->last_day + 1)};
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_value lower = sup__int(after_id);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_AGENT,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower_count = 1,
                            .lower_is_open = 1,
                            .lower = &lower};
    struct sup__rows rows = {0};
    int32_t rc = sup__rows_more(unit, &scan, &rows);
    for (uint32_t i = 0; i < rows.count && rc == SUP_OK; i++) {
        const struct sup__agent_row *agent = sup__rows_at(&rows, i);
        if (agent->kind == SUP_AGENT_PERSON) {
            rc = gather(&gathering, agent, question->has_sessions);
            rc = rc == SUP_OK ? fn(context, &gathering.fact, agent->id) : rc;
        }
    }
    return rc;
}
