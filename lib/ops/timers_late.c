/*
 * timers_late.c: what happened earlier than what is known already, as a message that is told late.
 *
 * Waits are measured by when things happened: one may turn out to have begun earlier, or to have
 * ended earlier. How much of a run lay before an instant is worked out from its row where it never
 * stood, else from the events that made it.
 */
#include "ops/page.h"
#include "ops/timers.h"

#include "base/message.h"
#include "supportcore/sla.h"

#include <string.h>

enum { EVENTS_PAGE = 100 };

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while timers are planned");
}

/* ---- how much lay before an instant ---- */

struct life {
    struct sup__unit *unit;
    const struct sup__timer_row *row;
    int64_t at_ms; /* the instant */
    int64_t state; /* 0: not begun */
    int64_t since_ms;
    const char *calendar;
    int64_t version; /* of the policy by whose hours it runs */
    int64_t used_ms;
    int64_t business_ms;
    int32_t rc;
};

/* Hours count as they were when they passed: those of the policy that was active then. */
static int32_t add_hours(struct life *life, int64_t to_ms)
{
    struct sup__unit *unit = life->unit;
    const struct sup__policy *policy = unit->policy;
    struct sup__policy *loaded = NULL;
    int64_t more_ms = 0;
    int32_t rc = SUP_OK;
    if (life->calendar && life->version != unit->head.policy_version) {
        rc = sup__load_policy(unit, life->version, &loaded);
        policy = loaded;
    }
    if (rc == SUP_OK && sup__time_used(sup__timer_calendar(policy, life->calendar), life->since_ms,
                                       to_ms, &more_ms) != SUP_OK) {
        rc = out_of_memory(unit);
    }
    life->business_ms += more_ms;
    sup__policy_free(loaded);
    return rc;
}

static void live_until(struct life *life, int64_t until_ms)
{
    int64_t to_ms = until_ms < life->at_ms ? until_ms : life->at_ms;
    if (life->rc == SUP_OK && life->state == SUP__TIMER_RUNNING && to_ms > life->since_ms) {
        life->rc = add_hours(life, to_ms);
        life->used_ms += to_ms - life->since_ms;
    }
    life->since_ms = until_ms > life->since_ms ? until_ms : life->since_ms;
}

static void live_change(struct life *life, const struct sup__event *event,
                        const struct sup__timer_change *change)
{
    const struct sup__texts *names = &event->payload.calendars;
    int64_t index = change->calendar;
    switch (change->act) {
    case SUP__TIMER_START:
        life->state = SUP__TIMER_RUNNING;
        life->since_ms = life->row->started_ms; /* as it was corrected since */
        break;
    case SUP__TIMER_PROMISE:
        live_until(life, change->at_ms ? change->at_ms : event->row.at_ms);
        break;
    case SUP__TIMER_HOURS:
        live_until(life, event->row.at_ms);
        life->version = event->row.policy_version;
        return;
    case SUP__TIMER_CORRECT:
    case SUP__TIMER_WARN:
    case SUP__TIMER_BREACH:
        return;
    default:
        live_until(life, change->at_ms ? change->at_ms : event->row.at_ms);
        life->state = change->act == SUP__TIMER_RESUME || change->act == SUP__TIMER_CONTINUE
                          ? SUP__TIMER_RUNNING
                          : SUP__TIMER_PAUSED;
        return;
    }
    life->version = event->row.policy_version;
    life->calendar = index > 0 && index <= (int64_t)names->count ? names->items[index - 1] : NULL;
}

static int32_t live_event(struct life *life, const struct sup__event_row *row)
{
    struct sup__event event;
    int32_t rc = sup__event_decode(life->unit->repo.arena, row, NULL, &event, life->unit->error);
    for (uint32_t i = 0; rc == SUP_OK && i < event.payload.timers.count; i++) {
        const struct sup__timer_change *change = &event.payload.timers.items[i];
        int is_it = change->metric == life->row->metric && change->instance == life->row->instance;
        if (is_it && (life->state || change->act == SUP__TIMER_START)) {
            live_change(life, &event, change);
        }
    }
    return rc;
}

/* Of a ticket with more events than are explained, what the first of them say. */
static int32_t read_life(struct life *life)
{
    struct sup__unit *unit = life->unit;
    struct sup__page page = {
        .table = SUP__T_EVENT,
        .index = SUP__EVENT_BY_TICKET,
        .prefix_count = 2,
        .prefix = {sup__int(unit->head.tenant), sup__int(life->row->ticket_id)},
        .limit = EVENTS_PAGE};
    struct sup__event_row *rows = sup__arena_alloc(unit->repo.arena, EVENTS_PAGE * sizeof *rows);
    uint32_t seen = 0;
    int32_t rc = rows ? SUP_OK : out_of_memory(unit);
    do {
        uint32_t count = 0;
        rc = rc == SUP_OK ? sup__page_events(&unit->repo, &page, rows, &count) : rc;
        for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
            rc = live_event(life, &rows[i]);
        }
        seen += count;
        page.after = count ? rows[count - 1].sequence : 0;
    } while (rc == SUP_OK && page.is_more && seen < SUP_EXPLAIN_EVENTS_MAX);
    live_until(life, life->at_ms);
    return rc == SUP_OK ? life->rc : rc;
}

/* One that never stood, by the hours that it has now, ran from its beginning on. */
static int32_t find_life(struct life *life)
{
    const struct sup__timer_row *row = life->row;
    const struct sup__calendar *calendar = sup__timer_calendar(life->unit->policy, row->calendar);
    int64_t business_ms = 0;
    if (row->state != SUP__TIMER_DONE || row->used_ms != row->ended_ms - row->started_ms) {
        return read_life(life);
    }
    if (sup__time_used(calendar, row->started_ms, row->ended_ms, &business_ms) != SUP_OK) {
        return out_of_memory(life->unit);
    }
    if (business_ms != row->business_ms) {
        return read_life(life);
    }
    life->state = SUP__TIMER_RUNNING;
    life->since_ms = row->started_ms;
    life->calendar = row->calendar;
    life->version = life->unit->head.policy_version;
    live_until(life, life->at_ms);
    return life->rc;
}

/* ---- what ended earlier ---- */

static int32_t end_earlier(struct sup__timer_plan *plan, const struct sup__timer_row *row)
{
    struct life life = {.unit = plan->unit, .row = row, .at_ms = plan->at_ms};
    int32_t rc = find_life(&life);
    plan->changes[plan->count++] = (struct sup__timer_change){.metric = row->metric,
                                                              .instance = row->instance,
                                                              .act = SUP__TIMER_CORRECT,
                                                              .business_ms = life.business_ms,
                                                              .at_ms = plan->at_ms,
                                                              .used_ms = life.used_ms};
    return rc;
}

/* What an answer ends; any other word ends the first wait only. */
static const enum sup__metric waits[] = {SUP__METRIC_ACKNOWLEDGEMENT, SUP__METRIC_FIRST_REPLY,
                                         SUP__METRIC_NEXT_REPLY};
enum { REPLIES = 3 };

/* The last run of a wait was ended by something later. */
static int32_t ended_before(struct sup__timer_plan *plan, int is_answer, const int32_t *states)
{
    int32_t rc = SUP_OK;
    for (int i = 0; rc == SUP_OK && i < (is_answer ? REPLIES : 1); i++) {
        struct sup__timer_row last;
        if (states[waits[i]] != SUP__TIMER_ENDED) {
            continue;
        }
        rc = sup__last_timer(plan->unit, plan->row->id, waits[i] + 1, &last);
        if (rc == SUP_OK && last.state == SUP__TIMER_DONE && plan->at_ms >= last.started_ms &&
            plan->at_ms < last.ended_ms) {
            struct sup__timer_row *row = sup__arena_alloc(plan->unit->repo.arena, sizeof *row);
            if (!row) {
                return out_of_memory(plan->unit);
            }
            *row = last;
            rc = end_earlier(plan, row);
        }
    }
    return rc;
}

/* It ends with this very event, after something that came later: a pause, another promise, the turn
 * that it had for another policy. What was used since does not break it. */
static int32_t ended_now(struct sup__timer_plan *plan, uint32_t count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        struct sup__timer_change *change = &plan->changes[i];
        const struct sup__timer_row *row = &plan->rows[change->metric - 1];
        int is_end = change->act == SUP__TIMER_FULFIL || change->act == SUP__TIMER_CANCEL;
        if (is_end && row->ticket_id && row->instance == change->instance &&
            row->started_ms <= plan->at_ms && row->since_ms > plan->at_ms) {
            rc = end_earlier(plan, row);
            if (plan->changes[plan->count - 1].business_ms - row->base_ms <= row->target_ms) {
                change->breached_ms = 0;
            }
        }
    }
    return rc;
}

/* ---- what began earlier ---- */

static int began_after(const struct sup__timer_row *row, int64_t at_ms)
{
    return row->ticket_id && at_ms < row->started_ms;
}

/* A message of the customer from before the one that a run waits for an answer to. */
static int32_t begun_earlier(struct sup__timer_plan *plan)
{
    static const enum sup__metric replies[] = {SUP__METRIC_FIRST_REPLY, SUP__METRIC_NEXT_REPLY};
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++) {
        if (began_after(&plan->rows[replies[i]], plan->at_ms)) {
            return sup__timer_plan_begun(plan, replies[i], plan->at_ms);
        }
    }
    return SUP_OK;
}

/* An answer from before a run began is not what that run waits for. */
static uint32_t begun_after(const struct sup__timer_plan *plan)
{
    uint32_t kept = 0;
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        kept |= began_after(&plan->rows[metric], plan->at_ms) ? UINT32_C(1) << metric : 0;
    }
    return kept;
}

int32_t sup__timer_plan_late(struct sup__timer_plan *plan, struct sup__timer_step *step,
                             int32_t states[SUP__METRICS], struct sup__timer_move *moves)
{
    int is_word = step->kind == SUP__STEP_ANSWERED || step->kind == SUP__STEP_TOLD;
    int is_end = is_word || step->kind == SUP__STEP_MOVED;
    int32_t rc = SUP_OK;
    plan->is_message = is_word || step->kind == SUP__STEP_WROTE;
    if (step->kind == SUP__STEP_WROTE) {
        rc = begun_earlier(plan);
    } else if (is_word) {
        step->kept = begun_after(plan);
        rc = ended_before(plan, step->kind == SUP__STEP_ANSWERED, states);
    }
    if (rc == SUP_OK) {
        rc = sup__timer_plan_moves(plan, moves, sup__clockwork_step(states, step, moves));
    }
    return rc == SUP_OK && is_end ? ended_now(plan, plan->count) : rc;
}
