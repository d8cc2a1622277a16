/*
 * timers_late.c: what happened earlier than what is known already, as a message that is told late.
 *
 * Waits are measured by when things happened: one may turn out to have begun earlier, or to have
 * ended earlier. How much of a run lay before an instant is worked out from its row where it never
 * stood, else from the events that made it.
 */
#include "ops/page.h"
#include "ops/sla/timers.h"

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
    /* What was promised at the instant, and since when and by what it ran then. */
    struct sup__timer_change promised;
    const char *promised_calendar;
    int64_t ran_ms; /* it ran from here on; 0: it stood */
    int64_t ran_business_ms;
    const char *ran_calendar;
    int64_t ran_version;
    const char *first_calendar; /* by which it began */
    int64_t first_version;
    int is_changed;       /* by another promise or other hours, be it as it began */
    int is_begun_earlier; /* than was known first */
    /* Did anything happen to it later? */
    int is_promised_later;
    int is_moved_later; /* other than by the turn for another policy */
    int32_t rc;
};

static void find_hours(struct life *life, const char *name, int64_t version,
                       const struct sup__calendar **calendar)
{
    const struct sup__policy *policy = life->unit->policy;
    if (name && life->rc == SUP_OK) {
        life->rc = sup__unit_policy_of(life->unit, version, &policy);
    }
    *calendar = life->rc == SUP_OK ? sup__timer_calendar(policy, name) : NULL;
}

/* Hours count as they were when they passed: those of the policy that was active then. */
static void add_hours(struct life *life, int64_t to_ms)
{
    const struct sup__calendar *calendar = NULL;
    int64_t more_ms = 0;
    find_hours(life, life->calendar, life->version, &calendar);
    if (life->rc == SUP_OK && sup__time_used(calendar, life->since_ms, to_ms, &more_ms) != SUP_OK) {
        life->rc = out_of_memory(life->unit);
    }
    life->business_ms += more_ms;
    life->used_ms += to_ms - life->since_ms;
}

static void live_until(struct life *life, int64_t until_ms)
{
    int64_t to_ms = until_ms < life->at_ms ? until_ms : life->at_ms;
    if (life->rc == SUP_OK && life->state == SUP__TIMER_RUNNING && to_ms > life->since_ms) {
        add_hours(life, to_ms);
    }
    life->since_ms = until_ms > life->since_ms ? until_ms : life->since_ms;
}

static void live_promise(struct life *life, const struct sup__event *event,
                         const struct sup__timer_change *change)
{
    const struct sup__texts *names = &event->payload.calendars;
    int64_t index = change->calendar;
    life->version = event->row.policy_version;
    life->calendar = index > 0 && index <= (int64_t)names->count ? names->items[index - 1] : NULL;
    if (life->since_ms > life->at_ms) {
        life->is_promised_later = 1;
        life->is_moved_later |= !sup__is_replan(event);
        return;
    }
    life->promised = *change;
    if (change->base_ms) { /* it counts from here on: with what is known now to lie before */
        life->promised.base_ms = life->business_ms;
    }
    life->promised_calendar = life->calendar;
}

static void live_change(struct life *life, const struct sup__event *event,
                        const struct sup__timer_change *change)
{
    int64_t at_ms = change->at_ms ? change->at_ms : event->row.at_ms;
    switch (change->act) {
    case SUP__TIMER_START:
        life->state = SUP__TIMER_RUNNING;
        life->since_ms = life->row->started_ms; /* as it was corrected since */
        life->is_begun_earlier = life->since_ms < at_ms;
        live_promise(life, event, change);
        life->first_calendar = life->calendar;
        life->first_version = life->version;
        break;
    case SUP__TIMER_PROMISE:
        life->is_changed = 1;
        live_until(life, at_ms);
        live_promise(life, event, change);
        break;
    case SUP__TIMER_HOURS:
        life->is_changed = 1;
        live_until(life, at_ms);
        life->version = event->row.policy_version;
        break;
    case SUP__TIMER_CORRECT:
    case SUP__TIMER_RESTORE:
    case SUP__TIMER_WARN:
    case SUP__TIMER_BREACH:
        return;
    default:
        live_until(life, at_ms);
        life->state = change->act == SUP__TIMER_RESUME || change->act == SUP__TIMER_CONTINUE
                          ? SUP__TIMER_RUNNING
                          : SUP__TIMER_PAUSED;
        life->is_moved_later |= life->since_ms > life->at_ms;
        break;
    }
    if (life->since_ms <= life->at_ms) {
        life->promised.due_ms = change->due_ms;
        life->ran_ms = life->state == SUP__TIMER_RUNNING ? life->since_ms : 0;
        life->ran_business_ms = life->business_ms;
        life->ran_calendar = life->calendar;
        life->ran_version = life->version;
    }
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
static int32_t find_life(struct life *life)
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

/* ---- what ended earlier ---- */

/* Was what was promised at the end broken by then, before anybody looked, as in an import? When it
 * was due hangs on when the run began, as that is known now. */
static void judge(struct life *life, struct sup__timer_change *change)
{
    struct sup__timer_change *promised = &life->promised;
    struct sup__terms terms = {.target_ms = promised->target_ms, .base_ms = promised->base_ms};
    struct sup__prospect prospect = {0};
    int is_over = life->business_ms - promised->base_ms > promised->target_ms;
    change->breached_ms = 0;
    if (!promised->is_promised || life->rc != SUP_OK || !(is_over || life->is_begun_earlier)) {
        return;
    }
    find_hours(life, life->ran_calendar, life->ran_version, &terms.calendar);
    if (life->rc == SUP_OK && life->ran_ms &&
        sup__terms_prospect(&terms, life->ran_ms, life->ran_business_ms, 0, &prospect) != SUP_OK) {
        life->rc = out_of_memory(life->unit);
    }
    promised->due_ms = life->is_begun_earlier ? prospect.due_ms : promised->due_ms;
    if (is_over) {
        change->breached_ms = prospect.breach_ms ? prospect.breach_ms : life->at_ms;
    }
}

struct later {
    const struct sup__timer_row *row;
    int64_t at_ms;
    int64_t is_promised; /* the first one was in force at the instant */
    int is_broken;       /* one that came after it was broken, and is recorded so */
};

static int32_t look_later(void *context, void *given)
{
    struct later *later = context;
    const struct sup__promise_row *row = given;
    if (row->ended_ms > later->at_ms) {
        later->is_broken |= !later->is_promised && row->breached_ms;
        later->is_promised = 0;
    }
    return 0;
}

/* What was promised since is of no meaning, unless it is recorded as broken: that stays. */
static int32_t is_restored(struct sup__timer_plan *plan, const struct life *life, int *is_it)
{
    const struct sup__timer_row *row = life->row;
    struct later later = {row, life->at_ms, life->promised.is_promised, row->breached_ms != 0};
    struct sup_value prefix[4] = {sup__int(row->tenant), sup__int(row->ticket_id),
                                  sup__int(row->metric), sup__int(row->instance)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_PROMISE, .prefix_count = 4, .prefix = prefix};
    struct sup__promise_row promise;
    int32_t rc = life->is_promised_later && !later.is_broken && row->promise_count
                     ? sup__each(&plan->unit->repo, &scan, 1, &promise, look_later, &later)
                     : SUP_OK;
    *is_it = life->is_promised_later && !later.is_broken;
    return rc;
}

/* Nothing happened to it after the instant, but that something else was promised: it was told
 * before that it stood then, or that it had stood. What it had used is known. */
static void live_on(struct life *life)
{
    const struct sup__timer_row *row = life->row;
    int is_running = row->state == SUP__TIMER_RUNNING;
    life->used_ms = row->used_ms;
    life->business_ms = row->business_ms;
    life->calendar = life->ran_calendar;
    life->version = life->ran_version;
    life->since_ms = row->since_ms;
    if (!is_running) {
        life->promised.due_ms = 0;
        return;
    }
    struct sup__terms terms = {.target_ms = life->promised.target_ms,
                               .base_ms = life->promised.base_ms};
    struct sup__prospect prospect = {0};
    find_hours(life, life->calendar, life->version, &terms.calendar);
    if (life->rc == SUP_OK && life->promised.is_promised &&
        sup__terms_prospect(&terms, row->since_ms, row->business_ms, 0, &prospect) != SUP_OK) {
        life->rc = out_of_memory(life->unit);
    }
    life->promised.due_ms = prospect.due_ms;
    if (row->business_ms - terms.base_ms <= terms.target_ms) { /* it breaks from here on, if ever */
        life->ran_ms = row->since_ms;
        life->ran_business_ms = row->business_ms;
    }
    add_hours(life, life->at_ms);
}

/* What is told to have ended before it began ended as it began.
 * @param end  the change of this very event that ends it; NULL: it had ended */
static int32_t end_earlier(struct sup__timer_plan *plan, const struct sup__timer_row *row,
                           struct sup__timer_change *end)
{
    int64_t at_ms = plan->at_ms > row->started_ms ? plan->at_ms : row->started_ms;
    struct life life = {.unit = plan->unit, .row = row, .at_ms = at_ms};
    struct sup__timer_change judged = {0};
    int is_back = 0;
    int is_known = row->since_ms <= at_ms;
    int32_t rc = find_life(&life);
    if (rc == SUP_OK && is_known) {
        if (!life.is_promised_later) {
            return SUP_OK;
        }
        live_on(&life);
    }
    if (rc == SUP_OK) {
        judge(&life, &judged);
        rc = life.rc == SUP_OK ? is_restored(plan, &life, &is_back) : life.rc;
    }
    if (rc == SUP_OK && is_back) {
        struct sup__timer_change *change =
            sup__timer_plan_add(plan, row->metric, row->instance, SUP__TIMER_RESTORE);
        if (life.promised_calendar) {
            sup__timer_plan_calendar(plan, change, life.promised_calendar);
        }
        change->is_promised = life.promised.is_promised;
        change->target_ms = life.promised.target_ms;
        change->base_ms = life.promised.base_ms;
        change->due_ms = life.promised.due_ms;
        change->warned = row->warned;
        change->breached_ms = judged.breached_ms;
        change->at_ms = at_ms;
    }
    if (end) { /* what was used since does not break it */
        end->breached_ms = is_back || !end->breached_ms ? 0 : judged.breached_ms;
    }
    struct sup__timer_change *change =
        sup__timer_plan_add(plan, row->metric, row->instance, SUP__TIMER_CORRECT);
    change->business_ms = life.business_ms;
    change->used_ms = life.used_ms;
    change->at_ms = at_ms;
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
            rc = end_earlier(plan, row, NULL);
        }
    }
    return rc;
}

/* It comes to stand, and of what came later there is only the turn that it had for another policy:
 * it stands from then on. */
static int32_t stand_earlier(struct sup__timer_plan *plan, const struct sup__timer_row *row,
                             struct sup__timer_change *pause)
{
    struct life life = {.unit = plan->unit, .row = row, .at_ms = plan->at_ms};
    int32_t rc = find_life(&life);
    if (rc == SUP_OK && !life.is_moved_later && life.ran_ms) {
        pause->business_ms = life.business_ms;
        pause->used_ms = life.used_ms;
        pause->at_ms = plan->at_ms;
    }
    return rc;
}

/* Did the turn for another policy bring the first promise of a run after that instant? Then it has
 * stood, by what was told since, and the ticket is from before that policy. */
static int32_t first_promised_after(struct sup__unit *unit, const struct sup__timer_row *row,
                                    int64_t at_ms, int *is_so)
{
    struct life life = {.unit = unit, .row = row, .at_ms = at_ms};
    struct sup_value prefix[2] = {sup__int(row->tenant), sup__int(row->ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .index = SUP__EVENT_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = 1};
    struct sup__event_row first = {0};
    if (!row->sla || row->since_ms == row->started_ms) {
        return SUP_OK;
    }
    int32_t rc = sup__each(&unit->repo, &scan, 1, &first, NULL, NULL);
    if (rc == SUP_OK && first.policy_version != row->policy_version) {
        rc = find_life(&life);
        *is_so = life.is_promised_later;
    }
    return rc;
}

int32_t sup__timer_promised_after(struct sup__unit *unit, const struct sup__timer_row *row,
                                  int64_t at_ms, int *is_so)
{
    struct sup__promise_row last = {.tenant = row->tenant,
                                    .ticket_id = row->ticket_id,
                                    .metric = row->metric,
                                    .instance = row->instance,
                                    .position = row->promise_count};
    *is_so = 0;
    if (!unit->is_import) {
        return SUP_OK;
    }
    if (!row->promise_count) {
        return first_promised_after(unit, row, at_ms, is_so);
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_PROMISE, &last);
    *is_so = rc == SUP_OK && last.ended_ms > at_ms;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* It ends or comes to stand with this very event, after something that came later: a pause, another
 * promise, the turn that it had for another policy. */
static int32_t stopped_now(struct sup__timer_plan *plan, uint32_t count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        struct sup__timer_change *change = &plan->changes[i];
        const struct sup__timer_row *row = &plan->rows[change->metric - 1];
        int is_end = change->act == SUP__TIMER_FULFIL || change->act == SUP__TIMER_CANCEL;
        int is_it = row->ticket_id && row->instance == change->instance;
        int is_late = is_it && row->since_ms > row->started_ms && row->since_ms > plan->at_ms;
        int is_before = 0;
        if (is_it && is_end && !is_late) {
            rc = sup__timer_promised_after(plan->unit, row, plan->at_ms, &is_before);
        }
        if (rc == SUP_OK && is_end && (is_late || is_before)) {
            rc = end_earlier(plan, row, change);
        } else if (is_late && change->act == SUP__TIMER_PAUSE && row->started_ms <= plan->at_ms) {
            rc = stand_earlier(plan, row, change);
        }
    }
    return rc;
}

/* ---- what began earlier ---- */

/* Whatever hours and promise it has come to since, be it in the instant in which it began. */
int32_t sup__timer_hours_before(struct sup__timer_plan *plan, const struct sup__timer_row *row,
                                int64_t from_ms, int64_t *hours_ms, int *is_changed)
{
    struct life life = {.unit = plan->unit, .row = row, .at_ms = row->started_ms};
    const struct sup__calendar *calendar = NULL;
    int32_t rc = find_life(&life);
    if (rc == SUP_OK) {
        find_hours(&life, life.first_calendar, life.first_version, &calendar);
        rc = life.rc;
    }
    if (rc == SUP_OK && sup__time_used(calendar, from_ms, row->started_ms, hours_ms) != SUP_OK) {
        rc = out_of_memory(plan->unit);
    }
    *is_changed = life.is_changed;
    return rc;
}

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
    return rc == SUP_OK ? stopped_now(plan, plan->count) : rc;
}
