/*
 * merge.c: figures of several desks together.
 *
 * It is none of the operations: those are of one desk, and so is every request. Which desks there are
 * only the host knows, who holds their handles.
 */
#include "ops/bodies.h"
#include "ops/figures/kpi_ask.h"
#include "ops/shape.h"

#include "base/message.h"

#include <string.h>

struct merging {
    sup_core *const *cores;
    uint32_t count;
    const struct sup_caller *caller;
    struct sup_kpi_query_params params;
    char to[SUP_KPI_DATE_BYTES_MAX + 1];
    char currency[4];
    struct sup__kpi_total total;
    uint8_t (*hashes)[SUP__HASH_BYTES]; /* where each desk's log ends */
};

static const struct sup_operation *query_operation(void)
{
    return sup_operation_numbered(SUP_OP_KPI_QUERY);
}

/* ---- may it be asked? ---- */

static int32_t fail_twice(const struct merging *merging, uint32_t one, uint32_t other)
{
    return sup__fail(&merging->cores[0]->error, SUP_MSG_KPI_DESKS, "cores",
                     "desk %u is desk %u again", other, one);
}

static int32_t check_cores(const struct merging *merging)
{
    struct sup_error *error = &merging->cores[0]->error;
    if (merging->count > SUP_KPI_DESKS_MAX) {
        return sup__fail(error, SUP_MSG_ARGUMENT_RANGE, "core_count",
                         "%u desks are more than %d", merging->count, SUP_KPI_DESKS_MAX);
    }
    for (uint32_t i = 1; i < merging->count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (merging->cores[i] == merging->cores[j]) {
                return fail_twice(merging, j, i);
            }
        }
    }
    return SUP_OK;
}

static int32_t fail_agents(struct sup_error *error, const char *field)
{
    int32_t rc = sup__fail(error, SUP_MSG_KPI_BY, field,
                           "figures of several desks are not by agent: agents are of one desk");
    sup__hint(error, "ask each desk by itself with kpi.query");
    return rc;
}

static int32_t check_question(const struct merging *merging)
{
    const struct sup_kpi_query_params *params = &merging->params;
    struct sup_error *error = &merging->cores[0]->error;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < params->by_count && rc == SUP_OK; i++) {
        rc = strcmp(params->by[i], "agent") == 0 ? fail_agents(error, "by") : SUP_OK;
    }
    for (uint32_t i = 0; i < params->filter_count && rc == SUP_OK; i++) {
        rc = strcmp(params->filters[i].by, "agent") == 0 ? fail_agents(error, "filters") : SUP_OK;
    }
    return rc;
}

static int32_t check(struct merging *merging, const struct sup_kpi_query_params *params,
                     struct sup_kpi_answer **answer)
{
    sup_core *first = merging->cores[0];
    struct sup_error *error = &first->error;
    int32_t rc = sup__check_caller(merging->caller, error);
    if (rc == SUP_OK && (!params || !answer)) {
        rc = sup__fail(error, SUP_MSG_ARGUMENT_MISSING, params ? "answer" : "params",
                       "there is no %s", params ? "place for the answer" : "question");
    }
    rc = rc == SUP_OK ? sup__params_check(query_operation()->params, params, 0, error) : rc;
    if (rc == SUP_OK && merging->caller->actor_kind != SUP_ACTOR_SYSTEM) {
        sup__fail(error, SUP_MSG_ACTOR_MAY_NOT, "caller.actor_kind",
                  "only the system may ask for figures of several desks");
        sup__hint(error, "the host asks as the system; others ask each desk by itself");
        return sup__record_refusal(first, merging->caller, "kpi.merge", 0);
    }
    rc = rc == SUP_OK ? check_cores(merging) : rc;
    if (rc == SUP_OK) {
        merging->params = *params;
        rc = check_question(merging);
    }
    return rc;
}

/* ---- each desk ---- */

/* A desk that was opened for reading answers by what was counted in before. */
static int32_t begin(const struct merging *merging, sup_core *core, struct sup__unit *unit)
{
    int32_t rc = sup__unit_begin(unit, core, SUP_WRITE);
    if (rc != SUP_OK && core->error.message_id == SUP_MSG_STORE_READ_ONLY) {
        sup__error_clear(&core->error);
        rc = sup__unit_begin(unit, core, SUP_READ);
    }
    if (rc == SUP_OK) {
        sup__unit_caller(unit, merging->caller, query_operation());
    }
    return rc;
}

static int32_t end(struct sup__unit *unit, int32_t rc)
{
    return rc == SUP_OK ? sup__unit_commit(unit) : sup__unit_rollback(unit, rc);
}

/* Two handles of one desk have the same log. One without events counts nothing, however often. */
static int32_t know(struct merging *merging, const struct sup__unit *unit, uint32_t index)
{
    memcpy(merging->hashes[index], unit->hash, SUP__HASH_BYTES);
    for (uint32_t i = index + 1; i < merging->count && unit->head.sequence; i++) {
        if (memcmp(merging->hashes[i], unit->hash, SUP__HASH_BYTES) == 0) {
            return fail_twice(merging, index, i);
        }
    }
    return SUP_OK;
}

/* The first desk says which day is today and what the currency is. */
static int32_t complete(struct merging *merging)
{
    struct sup__unit unit;
    struct sup__kpi_rules rules;
    int32_t rc = sup__unit_begin(&unit, merging->cores[0], SUP_READ);
    if (rc != SUP_OK) {
        return rc;
    }
    sup__unit_caller(&unit, merging->caller, query_operation());
    sup__kpi_rules(&unit, &rules);
    if (!merging->params.to) {
        sup__kpi_day_text(sup__kpi_when(&rules, merging->caller->now_ms).day, merging->to);
        merging->params.to = merging->to;
    }
    if (rc == SUP_OK && !merging->params.currency && unit.policy->currency[0]) {
        memcpy(merging->currency, unit.policy->currency, sizeof merging->currency);
        merging->params.currency = merging->currency;
    }
    return end(&unit, rc);
}

/* What went wrong there is told by the first one. */
static int32_t add_desk(struct merging *merging, uint32_t index)
{
    sup_core *core = merging->cores[index];
    struct sup_error *error = &merging->cores[0]->error;
    struct sup__unit unit;
    int32_t rc = begin(merging, core, &unit);
    if (rc == SUP_OK) {
        rc = know(merging, &unit, index);
        *unit.error = rc == SUP_OK ? *unit.error : *error;
        rc = rc == SUP_OK ? sup__kpi_add_up(&unit, &merging->params, &merging->total) : rc;
        rc = end(&unit, rc);
    }
    if (rc != SUP_OK) {
        *error = core->error;
    }
    return rc;
}

static int32_t answer_first(struct merging *merging, struct sup_kpi_answer **answer)
{
    const struct sup__kpi_more more = {.total = &merging->total};
    struct sup__unit unit;
    int32_t rc = begin(merging, merging->cores[0], &unit);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = know(merging, &unit, 0);
    rc = rc == SUP_OK ? sup__kpi_answer(&unit, &merging->params, &more, answer) : rc;
    rc = end(&unit, rc);
    if (rc != SUP_OK) {
        sup_free(*answer);
        *answer = NULL;
    }
    return rc;
}

static int32_t merge(struct merging *merging, struct sup_kpi_answer **answer)
{
    sup_core *first = merging->cores[0];
    sup__arena_init(&merging->total.arena, &first->mem);
    merging->hashes =
        sup__arena_alloc(&merging->total.arena, merging->count * sizeof *merging->hashes);
    int32_t rc = merging->hashes
                     ? complete(merging)
                     : sup__fail(&first->error, SUP_MSG_NOMEM, NULL, "out of memory");
    for (uint32_t i = merging->count; i-- > 1 && rc == SUP_OK;) {
        rc = add_desk(merging, i);
    }
    rc = rc == SUP_OK ? answer_first(merging, answer) : rc;
    sup__arena_free(&merging->total.arena);
    return rc;
}

int32_t sup_kpi_merge(sup_core *const *cores, uint32_t core_count, const struct sup_caller *caller,
                      const struct sup_kpi_query_params *params, struct sup_kpi_answer **answer)
{
    struct merging merging = {.cores = cores, .count = core_count, .caller = caller};
    uint32_t entered = 0;
    if (answer) {
        *answer = NULL;
    }
    for (uint32_t i = 0; i < core_count && cores; i++) {
        if (!cores[i]) {
            return SUP_MISUSE;
        }
    }
    if (!cores || !core_count) {
        return SUP_MISUSE;
    }
    int32_t rc = sup__core_enter(cores[0]);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = check(&merging, params, answer);
    for (entered = 1; entered < core_count && rc == SUP_OK; entered++) {
        rc = sup__core_enter(cores[entered]);
        if (rc != SUP_OK) {
            cores[0]->error = cores[entered]->error;
            break;
        }
    }
    rc = rc == SUP_OK ? merge(&merging, answer) : rc;
    while (entered-- > 0) {
        sup__core_leave(cores[entered], entered ? cores[entered]->error.code : rc);
    }
    return rc;
}
