/*
 * kpi_derive.c: what follows from sums rather than from any one thing: for each agent, for each
 * hour that costs, beside what waits.
 *
 * It is worked out of what was summed up for the answer, and kept nowhere: so a policy that changes
 * what an hour costs is heard at once, and a year has as many days as it has.
 */
#include "ops/figures/kpi_ask.h"

#include "base/money.h"
#include "policy/policy.h"

#include <string.h>

enum { YEAR_DAYS = 365, HOUR_MS = 60 * 60 * 1000, DAY_S = 24 * 60 * 60 };

__extension__ typedef __int128 wide;

/* ---- of one cell ---- */

static const struct sup__kpi_sum *sum_of(const struct sup__kpi_cell *cell, uint32_t measure)
{
    static const struct sup__kpi_sum none;
    for (uint32_t i = 0; i < cell->sum_count; i++) {
        if (cell->sums[i].measure == measure) {
            return &cell->sums[i];
        }
    }
    return &none;
}

/* Rounded half up; what passes 64 bits is refused when it is added. */
static int64_t divide(wide number, int64_t by)
{
    wide rounded = (number + by / 2) / by;
    return rounded > INT64_MAX ? INT64_MAX : (int64_t)rounded;
}

int sup__kpi_has_costs(const struct sup__policy *policy)
{
    return policy->costs.hour_minor || policy->costs.ticket_minor || policy->channel_cost_count;
}

/* From 1; 0: the channel has none of its own. */
static uint32_t find_channel(const struct sup__policy *policy, const char *channel)
{
    for (uint32_t i = 0; channel && i < policy->channel_cost_count; i++) {
        if (strcmp(policy->channel_costs[i].channel, channel) == 0) {
            return i + 1;
        }
    }
    return 0;
}

const struct sup__costs *sup__kpi_costs_on(const struct sup__policy *policy, const char *channel)
{
    uint32_t found = find_channel(policy, channel);
    return found ? &policy->channel_costs[found - 1].costs : &policy->costs;
}

sup__kpi_cost_exact sup__kpi_cost_of(const struct sup__costs *costs, int64_t handle_ms,
                                     int64_t tickets)
{
    return (wide)handle_ms * costs->hour_minor + (wide)tickets * costs->ticket_minor * HOUR_MS;
}

int64_t sup__kpi_cost(sup__kpi_cost_exact cost)
{
    return divide(cost, HOUR_MS);
}

int sup__kpi_costed(const struct sup__kpi_question *question, const struct sup__policy *policy,
                    const char *channel, const struct sup__kpi_sum *of,
                    struct sup__kpi_sum *there)
{
    int is_costed = question->has_costs &&
                    (of->measure == SUP__KPI_SOLVED || of->measure == SUP__KPI_HANDLED);
    uint32_t found = is_costed ? find_channel(policy, channel) : 0;
    *there = *of;
    there->currency = found;
    there->measure =
        of->measure == SUP__KPI_SOLVED ? SUP__KPI_SOLVED_THERE : SUP__KPI_HANDLED_THERE;
    return found != 0;
}

/* What was solved costs: by channel where that has costs of its own. */
static sup__kpi_cost_exact cost_of(const struct sup__policy *policy,
                                   const struct sup__kpi_cell *cell)
{
    sup__kpi_cost_exact cost = sup__kpi_cost_of(&policy->costs, sum_of(cell, SUP__KPI_HANDLED)->value,
                                                sum_of(cell, SUP__KPI_SOLVED)->count);
    for (uint32_t i = 0; i < cell->sum_count; i++) {
        const struct sup__kpi_sum *sum = &cell->sums[i];
        int is_handled = sum->measure == SUP__KPI_HANDLED_THERE;
        if (is_handled || sum->measure == SUP__KPI_SOLVED_THERE) {
            int64_t handle_ms = is_handled ? sum->value : 0;
            int64_t tickets = is_handled ? 0 : sum->count;
            cost += sup__kpi_cost_of(&policy->channel_costs[sum->currency - 1].costs, handle_ms,
                                     tickets);
            cost -= sup__kpi_cost_of(&policy->costs, handle_ms, tickets);
        }
    }
    return cost;
}

/* What follows from a measure of cells, or from several. */
void sup__kpi_need(const struct sup__kpi_definition *definition,
                   uint8_t needed[SUP__KPI_MEASURE_MAX + 1])
{
    static const struct {
        uint32_t measure;
        uint32_t of[2];
    } follow[] = {{SUP__KPI_SOLVED_DAYS, {SUP__KPI_SOLVED, SUP__KPI_SOLVED}},
                  {SUP__KPI_ABUSE_DAYS, {SUP__KPI_ABUSED, SUP__KPI_ABUSED}},
                  {SUP__KPI_TAKEN_AGAINST,
                   {SUP__KPI_RUN + SUP__METRIC_ASSIGNMENT + 1,
                    SUP__KPI_RUN + SUP__METRIC_ASSIGNMENT + 1}},
                  /* what waits is of the whole desk: told beside who takes what */
                  {SUP__KPI_WAITING,
                   {SUP__KPI_RUN + SUP__METRIC_ASSIGNMENT + 1,
                    SUP__KPI_RUN + SUP__METRIC_ASSIGNMENT + 1}},
                  {SUP__KPI_COST, {SUP__KPI_SOLVED, SUP__KPI_HANDLED}}};
    for (int t = 0; t < 2 * SUP__KPI_TERMS; t++) {
        const struct sup__kpi_term *term = t < SUP__KPI_TERMS
                                               ? &definition->numerator[t]
                                               : &definition->denominator[t - SUP__KPI_TERMS];
        for (uint32_t measure = term->first; term->sign && measure <= term->last; measure++) {
            needed[measure] = 1;
        }
    }
    for (size_t i = 0; i < sizeof follow / sizeof follow[0]; i++) {
        if (needed[follow[i].measure]) {
            needed[follow[i].of[0]] = needed[follow[i].of[1]] = 1;
        }
    }
}

uint32_t sup__kpi_derive(const struct sup__kpi_derivation *from, const struct sup__kpi_cell *cell,
                         struct sup__kpi_sum out[SUP__KPI_DERIVED])
{
    const struct sup__policy *policy = from->policy;
    const struct {
        uint32_t measure;
        uint32_t of;
        int64_t times;
    } multiples[] = {
        {SUP__KPI_SOLVED_DAYS, SUP__KPI_SOLVED, from->days},
        {SUP__KPI_ABUSE_DAYS, SUP__KPI_ABUSED, from->days},
        {SUP__KPI_REVIEW_TENTHS, SUP__KPI_REVIEWED_SINCE, 10},
        {SUP__KPI_DEPARTED_YEAR, SUP__KPI_DEPARTED, YEAR_DAYS},
        {SUP__KPI_TAKEN_AGAINST, SUP__KPI_RUN + SUP__METRIC_ASSIGNMENT + 1, from->waiting_ms}};
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof multiples / sizeof multiples[0]; i++) {
        const struct sup__kpi_sum *of = sum_of(cell, multiples[i].of);
        wide product = (wide)of->count * multiples[i].times;
        if (product) {
            out[count++] =
                (struct sup__kpi_sum){.measure = multiples[i].measure, .count = divide(product, 1)};
        }
    }
    int64_t solved = sum_of(cell, SUP__KPI_SOLVED)->count;
    int64_t handled_ms = sum_of(cell, SUP__KPI_HANDLED)->value;
    if ((solved || handled_ms) && sup__kpi_has_costs(policy)) {
        out[count++] = (struct sup__kpi_sum){.measure = SUP__KPI_COST,
                                             .currency = sup__currency_code(policy->currency),
                                             .count = solved,
                                             .value = sup__kpi_cost(cost_of(policy, cell))};
    }
    return count;
}

int32_t sup__kpi_add_derived(const struct sup__kpi_derivation *from, struct sup__kpi_cell *cell,
                             struct sup__arena *arena)
{
    struct sup__kpi_sum sums[SUP__KPI_DERIVED];
    uint32_t count = sup__kpi_derive(from, cell, sums);
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        rc = sup__kpi_sum_add(cell, arena, &sums[i], 1);
    }
    return rc;
}

/* ---- days ---- */

int sup__kpi_past_days(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                       const struct sup__kpi_question *question, int32_t step, int32_t *first,
                       int32_t *last)
{
    int32_t today = sup__kpi_when(rules, unit->caller.now_ms).day;
    sup__kpi_step_days(question, step, first, last);
    *last = *last > today ? today : *last;
    return *last >= *first ? *last - *first + 1 : 0;
}

/* The day somebody came is theirs, the day they left is not. What changed before a step counts on
 * each of its days. */
int64_t sup__kpi_agent_days(const struct sup__kpi_cell *change, int is_before, int32_t first,
                            int32_t last)
{
    const struct sup__kpi_sum *joined = sum_of(change, SUP__KPI_JOINED);
    const struct sup__kpi_sum *departed = sum_of(change, SUP__KPI_DEPARTED);
    int64_t agents = joined->count - departed->count;
    int64_t days = joined->value - departed->value;
    return is_before ? agents * (last - first + 1) : agents * (last + 1) - days;
}

/* ---- what waits ---- */

/* Who began to wait for an agent on a day, or does so no more. */
struct change {
    int32_t day;
    int64_t count;
    int64_t since_s; /* the sum of when they began to */
};

struct changes {
    struct sup__unit *unit;
    struct change *items;
    uint32_t count;
    uint32_t room;
};

static int32_t take_change(void *context, uint32_t measure, int32_t day,
                           struct sup__kpi_page *page)
{
    struct changes *changes = context;
    struct sup__kpi_sum sum;
    (void)measure;
    while (sup__kpi_page_sum(page, &sum)) {
        if (changes->count == changes->room) {
            struct change *items =
                sup__kpi_grow(changes->unit->repo.arena, changes->items, changes->count,
                              &changes->room, sizeof *items);
            if (!items) {
                return sup__kpi_fail(changes->unit, SUP_NOMEM, NULL);
            }
            changes->items = items;
        }
        changes->items[changes->count++] =
            (struct change){.day = day, .count = sum.count, .since_s = sum.value};
    }
    return SUP_OK;
}

/* Who waits for an agent, day by day. */
struct waiting {
    struct sup__unit *unit;
    const struct sup__kpi_rules *rules;
    const struct sup__kpi_question *question;
    struct sup__kpi_waiting *steps;
    int32_t next_day; /* not told of yet */
    int64_t count;
    int64_t since_s;
};

/* Up to the day before, nothing has changed. */
static void tell_days(struct waiting *waiting, int32_t until_day)
{
    int64_t now_ms = waiting->unit->caller.now_ms;
    for (; waiting->next_day < until_day; waiting->next_day++) {
        int32_t step = sup__kpi_step(waiting->question, waiting->next_day);
        int64_t end_ms = sup__kpi_day_begin(waiting->rules, waiting->next_day + 1);
        struct sup__kpi_waiting *of = &waiting->steps[step < 0 ? 0 : step];
        if (step >= 0) {
            end_ms = end_ms > now_ms ? now_ms : end_ms;
            of->count += waiting->count;
            of->age_s += waiting->count * (end_ms / 1000) - waiting->since_s;
        }
    }
}

static void add_change(struct waiting *waiting, const struct change *change, int sign)
{
    tell_days(waiting, change->day);
    waiting->count += sign * change->count;
    waiting->since_s += sign * change->since_s;
}

int32_t sup__kpi_find_waiting(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                              const struct sup__kpi_question *question,
                              struct sup__kpi_waiting *steps)
{
    struct waiting waiting = {.unit = unit,
                              .rules = rules,
                              .question = question,
                              .steps = steps,
                              .next_day = question->first_day};
    struct changes began = {.unit = unit};
    struct changes ended = {.unit = unit};
    int32_t today = sup__kpi_when(rules, unit->caller.now_ms).day;
    int32_t last = question->last_day < today ? question->last_day : today;
    int32_t rc = sup__kpi_each_page(unit, 0, SUP__KPI_BY_TOTAL, SUP__KPI_WAIT_BEGAN, SUP__KPI_EVER,
                                    last, take_change, &began);
    if (rc == SUP_OK) {
        rc = sup__kpi_each_page(unit, 0, SUP__KPI_BY_TOTAL, SUP__KPI_WAIT_ENDED, SUP__KPI_EVER,
                                last, take_change, &ended);
    }
    for (uint32_t b = 0, e = 0; rc == SUP_OK && (b < began.count || e < ended.count);) {
        int is_end =
            b == began.count || (e < ended.count && ended.items[e].day < began.items[b].day);
        add_change(&waiting, is_end ? &ended.items[e] : &began.items[b], is_end ? -1 : 1);
        b += (uint32_t)!is_end;
        e += (uint32_t)is_end;
    }
    if (rc == SUP_OK) {
        tell_days(&waiting, last + 1);
    }
    return rc;
}

int64_t sup__kpi_waiting_ms(const struct sup__kpi_waiting *waiting)
{
    return waiting->count > 0 ? divide((wide)waiting->age_s * 1000, waiting->count) : 0;
}
