/*
 * timers_deadline.c: a date that the shop reported of an order, by which something has to be done.
 *
 * It is a run like others, whose promise ends at the date: it begins when the date is known, and a
 * new date is a new run, so that what became of the old one stays as it was judged.
 */
#include "ops/sla/timers.h"

#include "base/message.h"
#include "base/text.h"
#include "base/when.h"
#include "policy/decide.h"
#include "supportcore/ticket.h"

#include <string.h>

const struct sup__target *sup__deadline_target(const struct sup__policy *policy, const char *sla,
                                               const struct sup__ticket_row *row)
{
    int32_t index = sla ? sup__names_find(&policy->sla.names, sla) : -1;
    int32_t target = index < 0 ? -1
                               : sup__find_target(policy, index, SUP__METRIC_FACT_DEADLINE,
                                                  sup__policy_channel(policy, row->channel),
                                                  sup__policy_priority(policy, row->priority));
    return target < 0 ? NULL : &policy->promises[index].targets[target];
}

struct things {
    const struct sup__target *target;
    struct sup__reference_row rows[SUP_TICKET_REFERENCES_MAX];
    uint32_t count;
};

static int32_t add_thing(void *context, void *in)
{
    struct things *things = context;
    const struct sup__reference_row *row = in;
    if (strcmp(row->kind, things->target->kind) == 0) {
        things->rows[things->count++] = *row;
    }
    return things->count == SUP_TICKET_REFERENCES_MAX;
}

/* The first date of all things of that kind that the ticket is about; 0: none is known. And the
 * part of it that brought that thing; 0: none did. */
static int32_t find_date(struct sup__unit *unit, int64_t ticket_id,
                         const struct sup__target *target, int64_t *date_ms, int64_t *origin_id)
{
    struct things *things = sup__arena_alloc(unit->repo.arena, sizeof *things);
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REFERENCE, .prefix_count = 2, .prefix = prefix};
    struct sup__reference_row row;
    *date_ms = 0;
    if (!things) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    things->target = target;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, add_thing, things);
    for (uint32_t i = 0; rc == SUP_OK && i < things->count; i++) {
        struct sup__thing_fact_row fact = {.tenant = unit->head.tenant,
                                           .system = things->rows[i].system,
                                           .kind = things->rows[i].kind,
                                           .thing_id = things->rows[i].reference_id,
                                           .name = target->fact};
        int64_t at_ms = 0;
        rc = sup__get(&unit->repo, SUP__T_THING_FACT, &fact);
        int is_known = rc == SUP_OK && sup__time_parse(fact.value, strlen(fact.value), &at_ms);
        if (is_known && (!*date_ms || at_ms < *date_ms)) {
            *date_ms = at_ms;
            *origin_id = things->rows[i].origin_id;
        }
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    return rc;
}

/* Is it the run of that date? One that began too late was due when it began. */
static int is_of(const struct sup__timer_row *row, int64_t due_ms)
{
    return row->due_ms == due_ms ||
           (row->due_ms == row->started_ms && due_ms && due_ms <= row->started_ms);
}

/* ---- one miss of one date ---- */

struct missed {
    int64_t due_ms;
    int is_here;    /* that is recorded of the ticket that is looked at */
    int64_t before; /* or elsewhere, as that ticket knows */
};

static int32_t take_missed(void *context, void *given)
{
    struct missed *missed = context;
    const struct sup__timer_row *row = given;
    if (is_of(row, missed->due_ms)) {
        missed->is_here |= row->is_missed && !row->missed_before;
        missed->before = row->missed_before ? row->missed_before : missed->before;
    }
    return 0;
}

/* @param here  what it is to the ticket of the plan when the one that is looked at has the miss
 * @param there  the same when that one knows of it only; 0: as that one knows it */
static int32_t look_missed(const struct sup__timer_plan *plan, int64_t ticket_id, int64_t due_ms,
                           int64_t here, int64_t there, int64_t *before)
{
    struct sup__unit *unit = plan->unit;
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(ticket_id),
                                  sup__int(SUP__METRIC_FACT_DEADLINE + 1)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_TIMER, .prefix_count = 3, .prefix = prefix};
    struct missed missed = {.due_ms = due_ms};
    struct sup__timer_row row;
    if (*before || !ticket_id) {
        return SUP_OK;
    }
    int32_t rc = sup__each(&unit->repo, &scan, 0, &row, take_missed, &missed);
    *before = missed.is_here ? here : missed.before && there ? there : missed.before;
    return rc;
}

int32_t sup__deadline_missed(const struct sup__timer_plan *plan, int64_t due_ms, int64_t origin_id,
                             int64_t *before)
{
    int is_join = 0;
    int64_t other_id = sup__timer_other(plan, &is_join);
    *before = 0;
    int32_t rc = look_missed(plan, plan->row->id, due_ms, SUP__MISSED_ELSEWHERE, 0, before);
    rc = rc == SUP_OK ? look_missed(plan, origin_id, due_ms, SUP__MISSED_IN_PART, 0, before) : rc;
    if (rc != SUP_OK) {
        return rc;
    }
    return is_join ? look_missed(plan, other_id, due_ms, SUP__MISSED_IN_PART, 0, before)
                   : look_missed(plan, other_id, due_ms, SUP__MISSED_ELSEWHERE,
                                 SUP__MISSED_ELSEWHERE, before);
}

/* ---- the run ---- */

static int32_t begin(struct sup__timer_plan *plan, int64_t due_ms, int64_t origin_id)
{
    const struct sup__timer_move start = {SUP__METRIC_FACT_DEADLINE, SUP__TIMER_START};
    struct sup__timer_change *change = &plan->changes[plan->count];
    plan->deadline_ms = due_ms;
    int32_t rc = sup__timer_plan_moves(plan, &start, 1);
    return rc == SUP_OK ? sup__deadline_missed(plan, due_ms, origin_id, &change->missed_before)
                        : rc;
}

int32_t sup__timer_plan_deadline(struct sup__timer_plan *plan)
{
    const struct sup__target *target =
        sup__deadline_target(plan->unit->policy, plan->sla, plan->row);
    const struct sup__timer_row *active = &plan->rows[SUP__METRIC_FACT_DEADLINE];
    const struct sup__timer_move cancel = {SUP__METRIC_FACT_DEADLINE, SUP__TIMER_CANCEL};
    int is_work = plan->row->category < SUP_CATEGORY_SOLVED && !plan->row->root_id;
    struct sup__timer_row last = {0};
    int64_t due_ms = 0;
    int64_t origin_id = 0;
    int32_t rc = target && is_work
                     ? find_date(plan->unit, plan->row->id, target, &due_ms, &origin_id)
                     : SUP_OK;
    due_ms -= due_ms ? target->within_ms : 0;
    if (rc != SUP_OK || (active->ticket_id && due_ms && is_of(active, due_ms) &&
                         sup__same_text(active->sla, plan->sla))) {
        return rc;
    }
    if (active->ticket_id) {
        rc = sup__timer_plan_moves(plan, &cancel, 1);
    } else if (due_ms) {
        rc = sup__last_timer(plan->unit, plan->row->id, SUP__METRIC_FACT_DEADLINE + 1, &last);
    }
    int is_done = last.state == SUP__TIMER_DONE && is_of(&last, due_ms);
    return rc == SUP_OK && due_ms && !is_done ? begin(plan, due_ms, origin_id) : rc;
}
