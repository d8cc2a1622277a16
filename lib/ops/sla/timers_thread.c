/*
 * timers_thread.c: timers of a ticket whose thread has changed as a whole, since parts of it came
 * or went.
 *
 * Who waits in it now is what the timers of replies go by. A question has one run on each ticket
 * that it is in, however often it comes and goes: the run that ended when it left goes on when it
 * is back, as if it had never stopped. And a question is missed once: where it was, when that was
 * found. On another ticket its run is known to be broken, which is no miss of its own.
 */
#include "ops/erasure/erase.h"
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"

#include "supportcore/join.h"
#include "supportcore/ticket.h"

#include <string.h>

/* A ticket that was split off has its messages. */
static int is_split_off(const struct sup__event *event)
{
    return event->row.kind == SUP__E_TICKET_LINKED && event->row.number == SUP_LINK_SPLIT_FROM;
}

int sup__may_change_waits(const struct sup__event *event, const struct sup__ticket_row *row)
{
    switch (event->row.kind) {
    case SUP__E_TICKET_JOINED:
    case SUP__E_TICKET_PARTED:
    case SUP__E_TICKET_UNMERGED:
    case SUP__E_TICKET_SPLIT:
        return 1;
    case SUP__E_TICKET_LINKED:
        return is_split_off(event);
    case SUP__E_MESSAGE_REPLIED:
        return event->row.flags & SUP_EVENT_ANSWER && event->row.at_ms < row->last_customer_ms;
    case SUP__E_TICKET_MOVED:
        return event->row.flags & SUP_EVENT_REOPENS && row->waiting_since_ms;
    default:
        return 0;
    }
}

int32_t sup__first_question(struct sup__unit *unit, int64_t ticket_id, int64_t at_ms,
                            struct sup__message_row *row)
{
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(ticket_id),
                                  sup__int(at_ms)};
    struct sup_filter filters[] = {{SUP__MESSAGE_kind, SUP_EQ, sup__int(SUP_MESSAGE_CUSTOMER)},
                                   {SUP__MESSAGE_is_automated, SUP_EQ, sup__int(0)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = at_ms ? 3 : 2,
                            .prefix = prefix,
                            .filter_count = sizeof filters / sizeof filters[0],
                            .filters = filters,
                            .limit = 1};
    memset(row, 0, sizeof *row);
    return sup__each(&unit->repo, &scan, 1, row, NULL, NULL);
}

/* Is a question of that instant in a thread? */
static int32_t find_question(struct sup__unit *unit, int64_t ticket_id, int64_t at_ms, int *is_here)
{
    struct sup__message_row row;
    int32_t rc = sup__first_question(unit, ticket_id, at_ms, &row);
    *is_here = row.id != 0;
    return rc;
}

/* ---- what is done with a thread ---- */

struct thread {
    struct sup__timer_plan *plan;
    struct sup__timer_step step; /* as if it came back to work */
    int32_t states[SUP__METRICS];
    int32_t is_work;
    int32_t is_same_floor; /* as before the merge that is taken back */
    int64_t since_ms;      /* the oldest question that waits in it; 0: none does */
};

/* ---- one miss of one question ---- */

struct missed {
    int64_t since_ms;
    int is_here;    /* that is recorded of this ticket */
    int64_t before; /* or elsewhere, as this ticket knows */
};

static int32_t take_missed(void *context, void *given)
{
    struct missed *missed = context;
    const struct sup__timer_row *row = given;
    missed->is_here |= row->is_missed && !row->missed_before;
    missed->before = row->missed_before ? row->missed_before : missed->before;
    return 0;
}

/* Was a question missed, as the runs of a ticket know that waited for its answer? */
static int32_t find_missed(struct sup__unit *unit, int64_t ticket_id, struct missed *missed)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_filter filters[] = {
        {SUP__TIMER_metric, SUP_GE, sup__int(SUP__METRIC_FIRST_REPLY + 1)},
        {SUP__TIMER_metric, SUP_LE, sup__int(SUP__METRIC_NEXT_REPLY + 1)},
        {SUP__TIMER_started_ms, SUP_EQ, sup__int(missed->since_ms)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TIMER,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = sizeof filters / sizeof filters[0],
                            .filters = filters};
    struct sup__timer_row row;
    return sup__each(&unit->repo, &scan, 0, &row, take_missed, missed);
}

int64_t sup__timer_other(const struct sup__timer_plan *plan, int *is_join)
{
    const struct sup__unit *unit = plan->unit;
    const struct sup__event *after = plan->after;
    *is_join = 0;
    if (!after) {
        return 0;
    }
    int is_woken =
        after->row.kind == SUP__E_TICKET_MOVED || after->row.kind == SUP__E_TICKET_OPENED;
    int64_t kind = is_woken ? unit->woken_kind : after->row.kind;
    *is_join = kind == SUP__E_TICKET_JOINED;
    return is_woken ? unit->woken_by
           : *is_join || kind == SUP__E_TICKET_UNMERGED || is_split_off(after)
               ? after->row.subject_id
               : 0;
}

/* A question that is split off, or whose answer is, may have been missed on the part that it came
 * with. */
static int32_t find_missed_in_parts(struct sup__unit *unit, int64_t root_id, struct missed *missed)
{
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    int32_t rc = members ? sup__load_members(unit, root_id, members)
                         : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        rc = find_missed(unit, members->rows[i].ticket_id, missed);
    }
    return rc;
}

/* Was it missed there? An instant may have two questions, of which one has stayed there. A part
 * leaves the figures while it is one, so its misses count with this. */
static int32_t find_missed_there(const struct thread *thread, int64_t *before)
{
    struct sup__unit *unit = thread->plan->unit;
    struct missed missed = {.since_ms = thread->since_ms};
    int is_join = 0;
    int is_there = 0;
    int64_t other_id = sup__timer_other(thread->plan, &is_join);
    int32_t rc =
        other_id && !is_join ? find_question(unit, other_id, thread->since_ms, &is_there) : SUP_OK;
    if (rc == SUP_OK && other_id && !is_there) {
        rc = find_missed(unit, other_id, &missed);
    }
    if (rc == SUP_OK && other_id && !is_there && is_split_off(thread->plan->after)) {
        rc = find_missed_in_parts(unit, other_id, &missed);
    }
    if (missed.is_here) {
        *before = is_join ? SUP__MISSED_IN_PART : SUP__MISSED_ELSEWHERE;
    } else if (missed.before) {
        *before = is_join ? missed.before : SUP__MISSED_ELSEWHERE;
    }
    return rc;
}

/* A run waits for the oldest question from now on: was that missed before, here or elsewhere? */
static int32_t know_missed(const struct thread *thread, struct sup__timer_change *change)
{
    struct missed missed = {.since_ms = thread->since_ms};
    int32_t rc = find_missed(thread->plan->unit, thread->plan->row->id, &missed);
    int64_t before = missed.is_here ? SUP__MISSED_ELSEWHERE : missed.before;
    if (rc == SUP_OK && !before && thread->plan->after->row.kind == SUP__E_TICKET_SPLIT) {
        rc = find_missed_in_parts(thread->plan->unit, thread->plan->row->id, &missed);
        before = missed.is_here ? SUP__MISSED_IN_PART : missed.before;
    }
    if (rc == SUP_OK && !before) {
        rc = find_missed_there(thread, &before);
    }
    change->missed_before = before;
    return rc;
}

/* ---- who waits ---- */

/* The question that a wait goes by may have left with a part of the thread. A run of which
 * something is recorded does not become another: it is cancelled, and what is waited for now is a
 * new one. So it is when an older question comes to a run that was broken by its own. */
static int32_t leave(struct thread *thread, enum sup__metric metric)
{
    struct sup__timer_plan *plan = thread->plan;
    const struct sup__event_row *after = &plan->after->row;
    struct sup__timer_move gone = {metric, SUP__TIMER_CANCEL};
    uint32_t from = plan->count;
    struct sup__timer_change *change = &plan->changes[from];
    int is_there = 0;
    thread->states[metric] = SUP__TIMER_ENDED;
    int32_t rc = sup__timer_plan_moves(plan, &gone, 1);
    int is_over = rc == SUP_OK && plan->count > from && change->breached_ms;
    /* What an import found to be over is judged where the question waits from now on. */
    if (is_over && after->kind == SUP__E_TICKET_PARTED) {
        rc = find_question(plan->unit, after->subject_id, plan->rows[metric].started_ms, &is_there);
        change->breached_ms = is_there ? 0 : change->breached_ms;
    }
    return rc;
}

static int32_t review_left(struct thread *thread, enum sup__metric metric, int *is_waiting)
{
    struct sup__timer_plan *plan = thread->plan;
    const struct sup__timer_row *run = &plan->rows[metric];
    int64_t since_ms = thread->since_ms;
    int is_here = since_ms == run->started_ms;
    int32_t rc = !is_here && since_ms
                     ? find_question(plan->unit, run->ticket_id, run->started_ms, &is_here)
                     : SUP_OK;
    if (rc != SUP_OK || is_here) {
        return rc;
    }
    if (since_ms && sup__timer_is_plain(run) && !run->breached_ms && !run->promise_count) {
        return sup__timer_plan_begun(plan, metric, since_ms);
    }
    *is_waiting = 0;
    return leave(thread, metric);
}

/* A run that has not ended: does it wait for the oldest question? */
static int32_t review_wait(struct thread *thread, enum sup__metric metric, int *is_waiting)
{
    struct sup__timer_plan *plan = thread->plan;
    const struct sup__timer_row *run = &plan->rows[metric];
    int64_t kind = thread->plan->after->row.kind;
    int is_left = kind != SUP__E_MESSAGE_REPLIED && kind != SUP__E_TICKET_MOVED &&
                  kind != SUP__E_TICKET_JOINED;
    if (!run->ticket_id || (run->state == SUP__TIMER_PAUSED && !thread->is_work)) {
        return SUP_OK; /* solved without a reply: who reopens it still waits for the first one */
    }
    *is_waiting = 1;
    if (!thread->since_ms || thread->since_ms >= run->started_ms) {
        /* what does not leave does not take away what it waits for */
        return is_left ? review_left(thread, metric, is_waiting) : SUP_OK;
    }
    if (run->is_missed) {
        *is_waiting = 0;
        return leave(thread, metric);
    }
    struct sup__timer_change *change = &plan->changes[plan->count];
    int32_t rc = sup__timer_plan_begun(plan, metric, thread->since_ms);
    return rc == SUP_OK ? know_missed(thread, change) : rc;
}

/* The run of a wait that ended when its question left goes on, if that is the last one. */
static int32_t find_left(const struct thread *thread, enum sup__metric metric,
                         struct sup__timer_row *row)
{
    struct sup__timer_row last;
    int32_t rc = SUP_OK;
    row->ticket_id = 0;
    if (thread->states[metric] == SUP__TIMER_ENDED) {
        rc = sup__last_timer(thread->plan->unit, thread->plan->row->id, metric + 1, &last);
        if (rc == SUP_OK && last.state == SUP__TIMER_DROPPED &&
            last.started_ms == thread->since_ms) {
            *row = last;
        }
    }
    return rc;
}

/* Nothing waits for the oldest question yet. */
static int32_t begin_wait(struct thread *thread)
{
    struct sup__timer_plan *plan = thread->plan;
    struct sup__timer_move moves[SUP__TIMER_MOVES_MAX];
    struct sup__timer_row left;
    uint32_t from = plan->count;
    thread->step.kind = SUP__STEP_WROTE;
    int32_t rc = sup__timer_answered(plan->unit, plan->row, &thread->step.is_answered);
    enum sup__metric metric =
        thread->step.is_answered ? SUP__METRIC_NEXT_REPLY : SUP__METRIC_FIRST_REPLY;
    rc = rc == SUP_OK ? find_left(thread, metric, &left) : rc;
    if (rc != SUP_OK) {
        return rc;
    }
    if (left.ticket_id) {
        rc = sup__timer_plan_resume(plan, &left, thread->step.paused, thread->states);
    } else {
        rc = sup__timer_plan_since(plan, thread->since_ms, moves,
                                   sup__clockwork_step(thread->states, &thread->step, moves));
    }
    int is_known = left.ticket_id && (left.is_missed || left.missed_before);
    return rc == SUP_OK && plan->count > from && !is_known
               ? know_missed(thread, &plan->changes[from])
               : rc;
}

/* ---- what comes back ---- */

/* The last merge of a ticket into another, whose event says which runs it ended. */
static int32_t find_merge(struct sup__unit *unit, int64_t ticket_id, struct sup__event *event)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_filter filter = {SUP__EVENT_kind, SUP_EQ, sup__int(SUP__E_TICKET_MERGED)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .index = SUP__EVENT_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .is_descending = 1,
                            .filter_count = 1,
                            .filters = &filter,
                            .limit = 1};
    struct sup__event_row row = {0};
    memset(event, 0, sizeof *event);
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, NULL, NULL);
    return rc == SUP_OK && row.sequence
               ? sup__event_decode(unit->repo.arena, &row, NULL, event, unit->error)
               : rc;
}

/* Is the ticket back on the floor from which it was merged? Its stay there is another one. */
static int32_t find_floor(struct thread *thread)
{
    struct sup__unit *unit = thread->plan->unit;
    const struct sup__ticket_row *row = thread->plan->row;
    struct sup__visit_row left = {
        .tenant = unit->head.tenant, .ticket_id = row->id, .position = row->visit_count - 1};
    int32_t rc = row->floor && left.position > 0 ? sup__get(&unit->repo, SUP__T_VISIT, &left)
                                                 : SUP_NOT_FOUND;
    thread->is_same_floor =
        rc == SUP_OK && left.left_why == SUP_FLOOR_JOINED && sup__same_text(left.floor, row->floor);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* Does a run that the merge ended go on with the ticket that is back? Waits for an answer go by
 * their questions, but for one that stood since the ticket was solved; the wait for a sign-off by
 * what was asked. */
static int goes_on(const struct thread *thread, const struct sup__timer_row *run)
{
    const struct sup__ticket_row *row = thread->plan->row;
    int64_t metric = run->metric - 1;
    int is_reply = metric == SUP__METRIC_FIRST_REPLY || metric == SUP__METRIC_NEXT_REPLY;
    if (metric >= SUP__METRIC_TIME_ON_FLOOR) {
        return thread->is_same_floor && metric != SUP__METRIC_SIGN_OFF;
    }
    return !is_reply || (!thread->is_work && row->category == SUP_CATEGORY_SOLVED &&
                         !row->first_reply_ms && !row->waiting_since_ms);
}

static int is_of_merge(const struct sup__event *merge, const struct sup__timer_row *run)
{
    for (uint32_t i = 0; i < merge->payload.timers.count; i++) {
        const struct sup__timer_change *change = &merge->payload.timers.items[i];
        if (change->act == SUP__TIMER_CANCEL && change->metric == run->metric &&
            change->instance == run->instance) {
            return run->state == SUP__TIMER_DROPPED;
        }
    }
    return 0;
}

/* Work on its floor stands while nobody has it. A date may have been missed by what it was part of.
 */
static int32_t resume(struct thread *thread, const struct sup__timer_row *run)
{
    struct sup__timer_plan *plan = thread->plan;
    struct sup__timer_change *change = &plan->changes[plan->count];
    uint32_t paused = thread->step.paused;
    paused |= thread->step.is_taken ? 0 : UINT32_C(1) << SUP__METRIC_WORK_ON_FLOOR;
    int32_t rc = sup__timer_plan_resume(plan, run, paused, thread->states);
    return rc == SUP_OK && run->metric == SUP__METRIC_FACT_DEADLINE + 1 && !run->is_missed
               ? sup__deadline_missed(plan, run->due_ms, 0, &change->missed_before)
               : rc;
}

/* A merge that is taken back has stopped nothing: what is promised for a ticket cannot be had anew
 * by merging it for a moment, nor put off by merging it for a while. So it is with the limits of
 * the floor that it comes back to. What has begun anew already is left alone. */
static int32_t come_back(struct thread *thread)
{
    struct sup__timer_plan *plan = thread->plan;
    struct sup_value prefix[2] = {sup__int(plan->unit->head.tenant), sup__int(plan->row->id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_TIMER, .prefix_count = 2, .prefix = prefix};
    struct sup__event merge;
    struct sup__rows runs = {0};
    int32_t rc = find_merge(plan->unit, plan->row->id, &merge);
    rc = rc == SUP_OK ? find_floor(thread) : rc;
    rc = rc == SUP_OK ? sup__rows_read(plan->unit, &scan, &runs) : rc;
    for (uint32_t i = 0; rc == SUP_OK && i < runs.count; i++) {
        const struct sup__timer_row *run = sup__rows_at(&runs, i);
        const struct sup__timer_row *next = i + 1 < runs.count ? sup__rows_at(&runs, i + 1) : NULL;
        int is_last = !next || next->metric != run->metric;
        if (is_last && is_of_merge(&merge, run) && goes_on(thread, run)) {
            rc = resume(thread, run);
        }
    }
    return rc;
}

/* What else begins where a ticket has come back to work. */
static int32_t begin_work(struct thread *thread)
{
    struct sup__timer_move moves[SUP__TIMER_MOVES_MAX];
    int is_back = thread->plan->after->row.kind == SUP__E_TICKET_UNMERGED ||
                  thread->states[SUP__METRIC_RESOLUTION] != SUP__TIMER_RUNNING;
    return thread->is_work && is_back
               ? sup__timer_plan_moves(thread->plan, moves,
                                       sup__clockwork_step(thread->states, &thread->step, moves))
               : SUP_OK;
}

int32_t sup__timer_plan_thread(struct sup__timer_plan *plan)
{
    const struct sup__event *after = plan->after;
    const struct sup__ticket_row *row = plan->row;
    int is_work = row->category < SUP_CATEGORY_SOLVED && !row->root_id;
    struct thread thread = {
        .plan = plan,
        .step = {.kind = SUP__STEP_MOVED,
                 .was = SUP_CATEGORY_CLOSED,
                 .category = (int32_t)row->category,
                 .paused = sup__timers_paused(plan->unit->policy, row->status, row->category),
                 .is_taken = row->assignee_id != 0,
                 .has_team = row->team != NULL},
        .is_work = is_work,
        .since_ms = is_work ? row->waiting_since_ms : 0};
    int is_waiting = 0;
    sup__timer_floor_step(plan->unit, row, &thread.step);
    sup__clockwork_unpack(row->timers, thread.states);
    plan->seen_ms = after->row.kind == SUP__E_MESSAGE_REPLIED ? 0 : plan->at_ms;
    int32_t rc = is_split_off(after) ? sup__timer_plan_split(plan, thread.states) : SUP_OK;
    if (rc == SUP_OK && after->row.kind == SUP__E_TICKET_UNMERGED) {
        rc = come_back(&thread);
    }
    rc = rc == SUP_OK ? begin_work(&thread) : rc;
    rc = rc == SUP_OK ? review_wait(&thread, SUP__METRIC_FIRST_REPLY, &is_waiting) : rc;
    rc = rc == SUP_OK ? review_wait(&thread, SUP__METRIC_NEXT_REPLY, &is_waiting) : rc;
    return rc == SUP_OK && thread.since_ms && !is_waiting ? begin_wait(&thread) : rc;
}
