/*
 * sla_model.c: the reference of timers and promises.
 */
#include "sla_model.h"

#include <assert.h>
#include <string.h>

enum { ACK, ASSIGNMENT, FIRST, NEXT, PERIODIC, PAUSABLE, REQUESTER, WORK, RESOLUTION, TEAM };

#define EVER      INT64_MAX
#define MINUTE    INT64_C(60000)
#define DAY       (1440 * MINUTE)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

/* ---- hours ---- */

/* The open time of a day of the calendar that lies in a span; the day is one since 1970 there. */
static int64_t open_on(const struct model_calendar *calendar, int64_t day, int64_t from_ms,
                       int64_t to_ms, int64_t need_ms, int64_t *reached_ms)
{
    int weekday = (int)(((day + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
    int64_t sum = 0;

    for (int i = 0; day != calendar->holiday && i < calendar->week[weekday].count; i++) {
        int64_t midnight = day * DAY - calendar->offset_minutes * MINUTE;
        int64_t begin = MAX(midnight + calendar->week[weekday].begin[i] * MINUTE, from_ms);
        int64_t end = MIN(midnight + calendar->week[weekday].end[i] * MINUTE, to_ms);

        if (end > begin && reached_ms && *reached_ms == EVER && sum + end - begin >= need_ms) {
            *reached_ms = begin + need_ms - sum;
        }
        sum += end > begin ? end - begin : 0;
    }
    return sum;
}

int64_t model_between(const struct model_policy *policy, int calendar, int64_t from_ms,
                      int64_t to_ms)
{
    int64_t sum = 0;

    if (to_ms <= from_ms) {
        return 0;
    }
    if (calendar == MODEL_ALL_HOURS) {
        return to_ms - from_ms;
    }
    for (int64_t day = from_ms / DAY - 2; day <= to_ms / DAY + 2; day++) {
        sum += open_on(&policy->calendars[calendar], day, from_ms, to_ms, 0, NULL);
    }
    return sum;
}

int64_t model_add(const struct model_policy *policy, int calendar, int64_t from_ms, int64_t open_ms)
{
    int64_t reached = EVER;

    if (open_ms <= 0) {
        return from_ms;
    }
    if (calendar == MODEL_ALL_HOURS) {
        return from_ms + open_ms;
    }
    for (int64_t day = from_ms / DAY - 2; reached == EVER; day++) {
        open_ms -= open_on(&policy->calendars[calendar], day, from_ms, EVER, open_ms, &reached);
    }
    return reached;
}

/* ---- a run ---- */

int64_t model_used(const struct model_run *run, int64_t at_ms)
{
    int64_t sum = 0;

    for (int i = 0; i < run->count; i++) {
        sum += MAX(MIN(run->spans[i].to_ms, at_ms) - run->spans[i].from_ms, 0);
    }
    return sum;
}

int64_t model_business(const struct model *model, const struct model_run *run, int64_t at_ms)
{
    int64_t sum = 0;

    for (int i = 0; i < run->count; i++) {
        sum += model_between(model->policy, run->spans[i].calendar, run->spans[i].from_ms,
                             MIN(run->spans[i].to_ms, at_ms));
    }
    return sum;
}

/* When so much of the promise is used: not before the last change, since that was looked at. */
static int64_t when_used(const struct model *model, const struct model_run *run, int64_t used_ms)
{
    int64_t before = model_business(model, run, run->changed_ms) - run->base_ms;

    return model_add(model->policy, run->calendar, run->changed_ms, used_ms - before);
}

int64_t model_due(const struct model *model, const struct model_run *run)
{
    return when_used(model, run, run->target.within_ms);
}

static struct model_run *last_run(struct model *model, int metric)
{
    for (int i = model->count - 1; i >= 0; i--) {
        if (model->runs[i].metric == metric) {
            return &model->runs[i];
        }
    }
    return NULL;
}

static int is_active(const struct model_run *run)
{
    return run && run->state <= SUP_TIMER_PAUSED;
}

static struct model_run *active(struct model *model, int metric)
{
    struct model_run *run = last_run(model, metric);

    return is_active(run) ? run : NULL;
}

static void run_on(struct model_run *run, int64_t from_ms)
{
    assert(run->count < MODEL_SPANS);
    run->spans[run->count++] = (struct model_span){from_ms, EVER, run->calendar};
    run->changed_ms = from_ms;
    run->state = SUP_TIMER_RUNNING;
}

/* What is told late changes nothing before the last change of a run. */
static void stand(struct model_run *run, int64_t at_ms)
{
    at_ms = MAX(at_ms, run->changed_ms);
    if (run->state == SUP_TIMER_RUNNING) {
        run->spans[run->count - 1].to_ms = at_ms;
    }
    run->changed_ms = at_ms;
    run->state = SUP_TIMER_PAUSED;
}

static void make_promise(struct model *model, struct model_run *run)
{
    int64_t used = model_business(model, run, run->changed_ms);

    run->sla = -1;
    run->calendar = model->policy->calendar;
    run->target = (struct model_target){0};
    run->base_ms = 0;
    run->is_over = run->warned = 0;
    run->breached_ms = 0;
    if (model->sla >= 0 &&
        model->policy->targets[model->sla][run->metric][model->priority].is_there) {
        run->sla = model->sla;
        run->target = model->policy->targets[model->sla][run->metric][model->priority];
        run->calendar = run->target.calendar;
        run->base_ms = model->sla == 0 ? used : 0;
        run->is_over = used - run->base_ms > run->target.within_ms;
    }
}

static void start(struct model *model, int metric, int64_t at_ms, int is_wait)
{
    const struct model_run *last = last_run(model, metric);
    struct model_run *run = &model->runs[model->count];

    if (is_active(last)) {
        return;
    }
    assert(model->count < MODEL_RUNS);
    at_ms = last && !is_wait ? MAX(at_ms, last->ended_ms) : at_ms;
    model->count++;
    memset(run, 0, sizeof *run);
    run->metric = metric;
    run->instance = last ? last->instance + 1 : 1;
    run->started_ms = run->changed_ms = at_ms;
    make_promise(model, run);
    run->made_ms = at_ms;
    run_on(run, at_ms);
}

static void end(struct model *model, int metric, int64_t at_ms, int32_t state)
{
    struct model_run *run = active(model, metric);

    if (run) {
        stand(run, at_ms);
        run->ended_ms = run->changed_ms;
        run->state = state;
    }
}

/* When so much of the promise that is back was used, of a run that ended then. It is looked at from
 * its making on, and from where the run went on after it stood. */
static int64_t when_it_was_used(const struct model *model, const struct model_run *run,
                                int64_t used_ms, int64_t at_ms)
{
    int64_t from_ms = run->past_count ? run->made_ms : run->started_ms;
    int64_t to_ms = run->started_ms;

    for (int i = 0; i < run->count && run->spans[i].from_ms <= at_ms; i++) {
        if (run->spans[i].from_ms > to_ms) {
            from_ms = MAX(from_ms, run->spans[i].from_ms);
        }
        to_ms = run->spans[i].to_ms;
    }
    return to_ms < at_ms ? at_ms
                         : model_add(model->policy, run->calendar, from_ms,
                                     used_ms + run->base_ms - model_business(model, run, from_ms));
}

/* Promises that came after its end are none, unless one of them is recorded as broken. What was
 * promised then may be broken by a beginning that was told since. */
static void restore_promise(const struct model *model, struct model_run *run, int64_t at_ms)
{
    int count = run->past_count;
    int64_t made_ms = run->made_ms;
    int is_broken = run->breached_ms != 0;

    while (count > 0 && made_ms > at_ms) {
        is_broken |= count < run->past_count && run->past[count].breached_ms != 0;
        made_ms = run->past[--count].made_ms;
    }
    if (count < run->past_count && !is_broken) {
        const struct model_past *past = &run->past[count];

        run->sla = past->sla;
        run->calendar = past->calendar;
        run->target = past->target;
        run->base_ms = past->base_ms;
        run->breached_ms = past->breached_ms;
        run->made_ms = past->made_ms;
        run->past_count = count;
        if (run->sla >= 0 && !run->breached_ms &&
            model_business(model, run, at_ms) - run->base_ms > run->target.within_ms) {
            run->breached_ms = when_it_was_used(model, run, run->target.within_ms + 1, at_ms);
            run->is_missed = 1;
        }
    }
}

/* It ended then, whatever was thought before. */
static void end_exactly(const struct model *model, struct model_run *run, int64_t at_ms)
{
    for (int i = run->count - 1; i >= 0; i--) {
        run->spans[i].to_ms = MAX(MIN(run->spans[i].to_ms, at_ms), run->spans[i].from_ms);
    }
    restore_promise(model, run, at_ms);
    if (run->sla >= 0) { /* of what counts from when it was attached, nothing may be left */
        run->base_ms = MIN(run->base_ms, model_business(model, run, at_ms));
    }
    run->state = SUP_TIMER_FULFILLED;
    run->ended_ms = run->changed_ms = at_ms;
}

/* A promise that came later than it began, be it in the same instant, stays where it was made; what
 * lies before the beginning that was known counts by the hours that the run began with. */
static void begin_earlier(struct model *model, struct model_run *run, int64_t at_ms)
{
    if (run->state == SUP_TIMER_RUNNING && run->changed_ms == run->started_ms && !run->past_count) {
        run->spans[run->count - 1].from_ms = run->changed_ms = at_ms;
    } else {
        int calendar = run->spans[0].calendar;
        int64_t more_ms = model_between(model->policy, calendar, at_ms, run->started_ms);

        assert(run->count < MODEL_SPANS);
        memmove(run->spans + 1, run->spans, (size_t)run->count++ * sizeof run->spans[0]);
        run->spans[0] = (struct model_span){at_ms, run->started_ms, calendar};
        run->base_ms += run->base_ms ? more_ms : 0;
        for (int i = 0; i < run->past_count; i++) {
            run->past[i].base_ms += run->past[i].base_ms ? more_ms : 0;
        }
    }
    run->started_ms = at_ms;
}

/* ---- what statuses pause ---- */

static int stands_in(int metric, int category)
{
    switch (category) {
    case SUP_CATEGORY_PENDING:
        return metric == PAUSABLE || metric == REQUESTER || metric == WORK;
    case SUP_CATEGORY_ON_HOLD:
        return metric == WORK;
    case SUP_CATEGORY_SOLVED:
        return metric == FIRST;
    default:
        return 0;
    }
}

static void pause_and_resume(struct model *model, int64_t at_ms)
{
    for (int metric = 0; metric < MODEL_METRICS; metric++) {
        struct model_run *run = active(model, metric);
        int stands = stands_in(metric, model->category);

        if (run && run->state == SUP_TIMER_RUNNING && stands) {
            stand(run, at_ms);
        } else if (run && run->state == SUP_TIMER_PAUSED && !stands) {
            run_on(run, MAX(at_ms, run->changed_ms));
        }
    }
}

/* ---- what happens ---- */

void model_fire(struct model *model, int64_t now_ms)
{
    for (int i = 0; i < model->count; i++) {
        struct model_run *run = &model->runs[i];
        int64_t broken_ms;

        if (!is_active(run) || run->sla < 0 || run->breached_ms ||
            (run->state == SUP_TIMER_PAUSED && !run->is_over)) {
            continue;
        }
        broken_ms = when_used(model, run, run->target.within_ms + 1);
        if (broken_ms <= now_ms) {
            run->breached_ms = broken_ms;
            run->is_missed = 1;
            run->warned = run->target.is_warned;
        } else if (run->target.is_warned &&
                   when_used(model, run, run->target.within_ms / 2) <= now_ms) {
            run->warned = 1;
        }
    }
}

static int is_work(const struct model *model)
{
    return model->category < SUP_CATEGORY_SOLVED;
}

static void begin_work(struct model *model, int64_t at_ms, int is_going_on)
{
    static const int goals[] = {REQUESTER, WORK, RESOLUTION};

    for (int i = 0; i < 3; i++) {
        struct model_run *run = last_run(model, goals[i]);

        if (is_going_on && run && !is_active(run)) {
            run_on(run, MAX(at_ms, run->changed_ms));
            run->ended_ms = 0;
        } else {
            start(model, goals[i], at_ms, 0);
        }
    }
    if (!model->is_taken) {
        start(model, ASSIGNMENT, at_ms, 0);
    }
    if (model->team) {
        start(model, TEAM, at_ms, 0);
    }
}

void model_open(struct model *model, int64_t at_ms, int is_by_customer)
{
    model->sla = model->is_vip ? 0 : 1;
    start(model, ACK, at_ms, 0);
    begin_work(model, at_ms, 0);
    if (model->is_taken) {
        start(model, ASSIGNMENT, at_ms, 0);
        end(model, ASSIGNMENT, at_ms, SUP_TIMER_FULFILLED);
    }
    if (is_by_customer) {
        start(model, FIRST, at_ms, 0);
    }
}

void model_question(struct model *model, int64_t at_ms)
{
    struct model_run *first = last_run(model, FIRST);
    struct model_run *next = active(model, NEXT);

    if (model->last_reply_ms && at_ms <= model->last_reply_ms) {
        model->last_customer_ms = MAX(model->last_customer_ms, at_ms);
        model->is_answered = 1;
        return; /* it was answered before it was told */
    }
    assert(model->message_count < MODEL_MESSAGES);
    model->messages[model->message_count++] = at_ms;
    model->last_customer_ms = MAX(model->last_customer_ms, at_ms);
    if (is_active(first)) {
        if (at_ms < first->started_ms) {
            begin_earlier(model, first, at_ms);
        }
    } else if (!first && !model->is_answered) {
        start(model, FIRST, at_ms, 1);
    } else if (!next) {
        start(model, NEXT, at_ms, 1);
    } else if (at_ms < next->started_ms) {
        begin_earlier(model, next, at_ms);
    }
    pause_and_resume(model, at_ms);
}

/* The oldest message that is later than the last answer and that nobody saw who solved it. */
static int64_t waiting_since(const struct model *model)
{
    int64_t oldest = 0;

    for (int i = model->settled; i < model->message_count; i++) {
        if (model->messages[i] > model->last_reply_ms && (!oldest || model->messages[i] < oldest)) {
            oldest = model->messages[i];
        }
    }
    return oldest;
}

void model_word(struct model *model, int64_t at_ms, int is_answer)
{
    static const int waits[] = {ACK, FIRST, NEXT, PERIODIC, PAUSABLE};

    for (int i = 0; i < (is_answer ? 5 : 1); i++) {
        struct model_run *run = last_run(model, waits[i]);
        int is_update = waits[i] == PERIODIC || waits[i] == PAUSABLE;
        int is_later = run && run->state == SUP_TIMER_FULFILLED && at_ms < run->ended_ms;

        if (run && at_ms >= run->started_ms && (is_active(run) || (is_later && !is_update))) {
            end_exactly(model, run, at_ms);
        }
        if (is_update && is_work(model)) {
            start(model, waits[i], at_ms, 1);
        }
    }
    pause_and_resume(model, at_ms);
    if (is_answer) {
        model->last_reply_ms = MAX(model->last_reply_ms, at_ms);
    }
    if (is_answer && at_ms < model->last_customer_ms && is_work(model) && waiting_since(model) &&
        !active(model, FIRST) && !active(model, NEXT)) {
        start(model, last_run(model, FIRST) || model->is_answered ? NEXT : FIRST,
              waiting_since(model), 1);
    }
}

void model_move(struct model *model, int64_t at_ms, int category)
{
    static const int done[] = {NEXT, PERIODIC, PAUSABLE, REQUESTER, WORK, RESOLUTION, TEAM};
    int was = model->category;

    model->category = category;
    if (category == SUP_CATEGORY_CLOSED) {
        for (int i = 0; was < SUP_CATEGORY_SOLVED && i < 7; i++) {
            end(model, done[i], at_ms, SUP_TIMER_FULFILLED);
        }
        for (int metric = 0; metric < MODEL_METRICS; metric++) {
            end(model, metric, at_ms, SUP_TIMER_CANCELLED);
        }
    } else if (category == SUP_CATEGORY_SOLVED && was != category) {
        for (int i = 0; i < 7; i++) {
            end(model, done[i], at_ms, SUP_TIMER_FULFILLED);
        }
        end(model, ASSIGNMENT, at_ms, SUP_TIMER_CANCELLED);
        model->settled = model->message_count;
        model->solved_ms = at_ms;
    } else if (is_work(model) && was == SUP_CATEGORY_SOLVED) {
        begin_work(model, at_ms,
                   model->policy->grace_ms && at_ms - model->solved_ms <= model->policy->grace_ms);
    }
    pause_and_resume(model, at_ms);
    if (is_work(model) && was == SUP_CATEGORY_SOLVED) {
        model_promise(model, at_ms);
    }
}

void model_assign(struct model *model, int64_t at_ms, int is_taken, int team)
{
    int arrives = team != model->team;

    model->is_taken = is_taken;
    model->team = team;
    if (arrives) {
        end(model, TEAM, at_ms, SUP_TIMER_FULFILLED);
    }
    if (arrives && team && is_work(model)) {
        start(model, TEAM, at_ms, 0);
    }
    if (is_taken) {
        end(model, ASSIGNMENT, at_ms, SUP_TIMER_FULFILLED);
    } else if (is_work(model)) {
        if (arrives) {
            end(model, ASSIGNMENT, at_ms, SUP_TIMER_CANCELLED);
        }
        start(model, ASSIGNMENT, at_ms, 0);
    }
    pause_and_resume(model, at_ms);
}

void model_promise(struct model *model, int64_t at_ms)
{
    int any = 0;

    for (int metric = 0; metric < MODEL_METRICS; metric++) {
        any |= active(model, metric) != NULL;
    }
    model->sla = any ? (model->is_vip ? 0 : 1) : model->sla;
    for (int metric = 0; metric < MODEL_METRICS; metric++) {
        struct model_run *run = active(model, metric);
        const struct model_target *target;
        int is_promised;

        if (!run) {
            continue;
        }
        target = &model->policy->targets[model->sla][metric][model->priority];
        is_promised = target->is_there;
        if (run->sla == (is_promised ? model->sla : -1) &&
            run->target.within_ms == (is_promised ? target->within_ms : 0) &&
            run->calendar == (is_promised ? target->calendar : model->policy->calendar)) {
            continue; /* the same as before */
        }
        int is_running = run->state == SUP_TIMER_RUNNING;

        assert(run->past_count < MODEL_SPANS);
        run->past[run->past_count++] = (struct model_past){
            run->made_ms, run->sla, run->calendar, run->target, run->base_ms, run->breached_ms};
        /* What is recorded of the old one was before the new one. */
        stand(run, MAX(at_ms, run->breached_ms));
        make_promise(model, run);
        run->made_ms = run->changed_ms;
        if (is_running) {
            run_on(run, run->changed_ms);
        }
    }
}
