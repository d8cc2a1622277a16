/*
 * staffing.c: how many agents a load needs, and what so many give.
 *
 * Whole numbers of people come of whole numbers, so nobody is rounded up who is not needed; only
 * the queue itself is worked out with fractions.
 */
#include "ops/bodies.h"
#include "ops/figures/erlang.h"

#include "base/message.h"
#include "supportcore/staffing.h"

#include <inttypes.h>

#define DAY_MS INT64_C(86400000)

/* What comes in a period, in ms of work, and what was asked. */
struct demand {
    const struct sup_staffing_agents_params *params;
    int64_t period_ms;
    int64_t work_ms;
};

static int32_t check_range(struct sup__unit *unit, const char *field, int64_t number, int64_t least,
                           int64_t most)
{
    return number >= least && number <= most
               ? SUP_OK
               : sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, field,
                           "%s is %" PRId64 ", which is not from %" PRId64 " to %" PRId64, field,
                           number, least, most);
}

static int32_t check(struct sup__unit *unit, const struct sup_staffing_agents_params *params)
{
    const int64_t longest_ms = SUP_STAFFING_DAYS_MAX * DAY_MS;
    const struct {
        const char *field;
        int64_t number;
        int64_t least;
        int64_t most;
    } ranges[] = {
        {"arrivals", params->arrivals, 0, SUP_STAFFING_ARRIVALS_MAX},
        {"period_ms", params->period_ms, 0, longest_ms},
        {"handle_ms", params->handle_ms, 1, longest_ms},
        {"shrinkage_percent", params->shrinkage_percent, 0, SUP_STAFFING_SHRINKAGE_MAX},
        {"within_ms", params->within_ms, 0, longest_ms},
        {"service_percent", params->service_percent, 0, 99},
        {"agents", params->agents, 0, SUP_STAFFING_AGENTS_MAX},
    };
    int32_t rc = SUP_OK;
    for (size_t i = 0; rc == SUP_OK && i < sizeof ranges / sizeof ranges[0]; i++) {
        rc = check_range(unit, ranges[i].field, ranges[i].number, ranges[i].least, ranges[i].most);
    }
    if (rc == SUP_OK && params->agents && params->service_percent) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "agents",
                       "a share to be served and a number of agents were both given");
    }
    return rc;
}

static int32_t too_much(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_STAFFING_LOAD, "arrivals",
                     "what comes takes more than %d agents", SUP_STAFFING_AGENTS_MAX);
}

static int64_t up(int64_t number, int64_t by)
{
    return number / by + (number % by != 0);
}

/* A fraction in thousandths, rounded; the parts may be as large as a product of two limits. */
static int64_t milli(int64_t number, int64_t by)
{
    return number / by * 1000 + (number % by * 1000 + by / 2) / by;
}

static int64_t rounded(double number)
{
    return (int64_t)(number + 0.5);
}

/* agents = arrivals per hour x handle minutes / 60 x (1 + shrinkage). */
static void fill_plain(const struct demand *demand, struct sup_staffing *made)
{
    int64_t work = demand->work_ms * (100 + demand->params->shrinkage_percent);
    made->load_milli = milli(demand->work_ms, demand->period_ms);
    made->plain_milli = milli(work, demand->period_ms * 100);
    made->plain_agents = up(work, demand->period_ms * 100);
}

static int32_t fill_queue(struct sup__unit *unit, const struct demand *demand,
                          struct sup_staffing *made)
{
    const struct sup_staffing_agents_params *params = demand->params;
    double load = (double)demand->work_ms / (double)demand->period_ms;
    double within = (double)params->within_ms / (double)params->handle_ms;
    double wanted = (double)params->service_percent / 100;
    struct sup__queue found = {.agents = params->agents};
    int failed = 0;
    made->agents = params->agents
                       ? params->agents
                       : sup__erlang_agents(load, within, wanted, SUP_STAFFING_AGENTS_MAX, &found);
    if (!made->agents) {
        return too_much(unit);
    }
    made->scheduled = up(made->agents * (100 + params->shrinkage_percent), 100);
    made->is_overloaded = demand->work_ms >= made->agents * demand->period_ms;
    if (made->is_overloaded) {
        return SUP_OK;
    }
    if (params->agents) {
        sup__erlang_queue(load, params->agents, within, &found);
    }
    struct sup_staffing_queue *queue = sup__result_array(made, 1, sizeof *queue, &failed);
    if (failed) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory for the result");
    }
    queue->occupancy_ppm = rounded(load / (double)made->agents * 1000000);
    queue->waiting_ppm = rounded(found.waiting * 1000000);
    queue->served_ppm = rounded(found.served * 1000000);
    queue->wait_ms = rounded(found.wait * (double)params->handle_ms);
    made->queue = queue;
    return SUP_OK;
}

int32_t sup__op_staffing_agents(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_staffing_agents_params *params = in;
    struct demand demand = {.params = params};
    (void)receipt;
    int32_t rc = check(unit, params);
    if (rc != SUP_OK) {
        return rc;
    }
    demand.period_ms = params->period_ms ? params->period_ms : SUP_STAFFING_PERIOD_MS;
    if (params->arrivals > SUP_STAFFING_AGENTS_MAX * demand.period_ms / params->handle_ms) {
        return too_much(unit);
    }
    demand.work_ms = params->arrivals * params->handle_ms;
    struct sup_staffing *made = sup__result(unit, sizeof *made);
    if (!made) {
        return SUP_NOMEM;
    }
    fill_plain(&demand, made);
    rc = params->agents || params->service_percent ? fill_queue(unit, &demand, made) : SUP_OK;
    if (rc != SUP_OK) {
        sup_free(made);
        return rc;
    }
    return sup__result_end(unit, made, 0, result);
}
