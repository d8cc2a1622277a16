/*
 * clockwork.c: the rules of the metrics.
 *
 * Each kind of step has a function that says what it starts and ends, metric by metric; what a
 * status pauses comes after it, the same way for all.
 */
#include "timers/clockwork.h"

#include "supportcore/ticket.h"

struct work {
    uint32_t kept;
    int32_t *states;
    struct sup__timer_move *moves;
    uint32_t count;
};

static int is_active(const struct work *work, enum sup__metric metric)
{
    int32_t state = work->states[metric];
    return state == SUP__TIMER_RUNNING || state == SUP__TIMER_PAUSED;
}

static void act(struct work *work, enum sup__metric metric, enum sup__timer_act act, int32_t state)
{
    work->moves[work->count++] = (struct sup__timer_move){metric, act};
    work->states[metric] = state;
}

static void start(struct work *work, enum sup__metric metric)
{
    if (!is_active(work, metric)) {
        act(work, metric, SUP__TIMER_START, SUP__TIMER_RUNNING);
    }
}

static void fulfil(struct work *work, enum sup__metric metric)
{
    if (is_active(work, metric) && !((work->kept >> metric) & 1)) {
        act(work, metric, SUP__TIMER_FULFIL, SUP__TIMER_ENDED);
    }
}

static void cancel(struct work *work, enum sup__metric metric)
{
    if (is_active(work, metric)) {
        act(work, metric, SUP__TIMER_CANCEL, SUP__TIMER_ENDED);
    }
}

static void cancel_all(struct work *work)
{
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        cancel(work, (enum sup__metric)metric);
    }
}

static int is_work(int32_t category)
{
    return category < SUP_CATEGORY_SOLVED;
}

/* While nobody has it the time of whoever works on it stands. */
static void stand(struct work *work, enum sup__metric metric)
{
    if (work->states[metric] == SUP__TIMER_RUNNING) {
        act(work, metric, SUP__TIMER_PAUSE, SUP__TIMER_PAUSED);
    }
}

/* Somebody works on it on its floor, or nobody does. Whoever takes it next has what is left of the
 * time: putting it down for a moment does not give it anew. It is measured where a limit counts it:
 * who solves a ticket on a floor without one pays for no clock that nobody asks. */
static void work_floor(struct work *work, const struct sup__timer_step *step)
{
    if (!step->is_taken) {
        stand(work, SUP__METRIC_WORK_ON_FLOOR);
    } else if (step->has_floor && step->limits_work && is_work(step->category)) {
        start(work, SUP__METRIC_WORK_ON_FLOOR);
    }
}

/* A floor's times begin anew on each floor. */
static void begin_floor(struct work *work, const struct sup__timer_step *step)
{
    if (!step->has_floor) {
        return;
    }
    for (int metric = SUP__METRIC_TIME_ON_FLOOR; metric <= SUP__METRIC_DECISION; metric++) {
        if ((step->floor_goes_on >> metric) & 1 && work->states[metric] == SUP__TIMER_ENDED) {
            act(work, (enum sup__metric)metric, SUP__TIMER_CONTINUE, SUP__TIMER_RUNNING);
        }
    }
    start(work, SUP__METRIC_TIME_ON_FLOOR);
    work_floor(work, step);
    if (step->needs_decision) {
        start(work, SUP__METRIC_DECISION);
    }
}

/* A decision that is void is owed again, in the time that is left of its arrival's. For as long as
 * it stood nobody was late with it. */
static void owe_decision(struct work *work, const struct sup__timer_step *step)
{
    if (!step->has_floor || !step->needs_decision || !is_work(step->category)) {
        return;
    }
    if ((step->floor_goes_on >> SUP__METRIC_DECISION) & 1 &&
        work->states[SUP__METRIC_DECISION] == SUP__TIMER_ENDED) {
        act(work, SUP__METRIC_DECISION, SUP__TIMER_CONTINUE, SUP__TIMER_RUNNING);
    }
    start(work, SUP__METRIC_DECISION);
}

/* Somebody there is to take it, in a time of their own. */
static void wait_on_floor(struct work *work, const struct sup__timer_step *step)
{
    if (!step->is_taken && !step->is_handed_over) {
        cancel(work, SUP__METRIC_ASSIGNMENT);
        start(work, SUP__METRIC_ASSIGNMENT);
    }
}

static void leave_floor(struct work *work)
{
    fulfil(work, SUP__METRIC_TIME_ON_FLOOR);
    fulfil(work, SUP__METRIC_WORK_ON_FLOOR);
    cancel(work, SUP__METRIC_SIGN_OFF);
    cancel(work, SUP__METRIC_DECISION);
}

/* From here on somebody is to solve it. */
static void begin_work(struct work *work, const struct sup__timer_step *step)
{
    static const enum sup__metric metrics[] = {SUP__METRIC_REQUESTER_WAIT, SUP__METRIC_AGENT_WORK,
                                               SUP__METRIC_RESOLUTION};
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
        if (step->is_going_on && work->states[metrics[i]] == SUP__TIMER_ENDED) {
            act(work, metrics[i], SUP__TIMER_CONTINUE, SUP__TIMER_RUNNING);
        } else {
            start(work, metrics[i]);
        }
    }
    if (!step->is_taken) {
        start(work, SUP__METRIC_ASSIGNMENT);
    }
    if (step->has_team) {
        start(work, SUP__METRIC_TIME_IN_TEAM);
    }
    begin_floor(work, step);
}

static void opened(struct work *work, const struct sup__timer_step *step)
{
    start(work, SUP__METRIC_ACKNOWLEDGEMENT);
    begin_work(work, step);
    if (step->is_taken) { /* from the first instant */
        start(work, SUP__METRIC_ASSIGNMENT);
        fulfil(work, SUP__METRIC_ASSIGNMENT);
    }
    if (step->is_by_customer) {
        start(work, SUP__METRIC_FIRST_REPLY);
    }
}

/* Only the first of several messages starts the wait for a reply, and only a ticket that has had
 * its first reply waits for a next one: a wait for the first may have ended without, as by a merge.
 */
static void wrote(struct work *work, const struct sup__timer_step *step)
{
    if (!step->is_answered) {
        start(work, SUP__METRIC_FIRST_REPLY);
    } else if (!is_active(work, SUP__METRIC_FIRST_REPLY)) {
        start(work, SUP__METRIC_NEXT_REPLY);
    }
}

static void answered(struct work *work, const struct sup__timer_step *step)
{
    static const enum sup__metric updates[] = {SUP__METRIC_PERIODIC_UPDATE,
                                               SUP__METRIC_PAUSABLE_UPDATE};
    fulfil(work, SUP__METRIC_ACKNOWLEDGEMENT);
    fulfil(work, SUP__METRIC_FIRST_REPLY);
    fulfil(work, SUP__METRIC_NEXT_REPLY);
    for (size_t i = 0; i < sizeof updates / sizeof updates[0]; i++) {
        fulfil(work, updates[i]);
        if (is_work(step->category)) {
            start(work, updates[i]);
        }
    }
}

static void solved(struct work *work)
{
    fulfil(work, SUP__METRIC_NEXT_REPLY);
    fulfil(work, SUP__METRIC_PERIODIC_UPDATE);
    fulfil(work, SUP__METRIC_PAUSABLE_UPDATE);
    fulfil(work, SUP__METRIC_REQUESTER_WAIT);
    fulfil(work, SUP__METRIC_AGENT_WORK);
    fulfil(work, SUP__METRIC_RESOLUTION);
    fulfil(work, SUP__METRIC_TIME_IN_TEAM);
    fulfil(work, SUP__METRIC_FACT_DEADLINE);
    fulfil(work, SUP__METRIC_DECISION);
    leave_floor(work);
    cancel(work, SUP__METRIC_ASSIGNMENT); /* nobody needs to take it any more */
}

/* Who closes a ticket that was in work without solving it has solved it, too. */
static void moved(struct work *work, const struct sup__timer_step *step)
{
    if (step->category == SUP_CATEGORY_CLOSED) {
        if (is_work(step->was)) {
            solved(work);
        }
        cancel_all(work);
    } else if (step->category == SUP_CATEGORY_SOLVED && step->was != SUP_CATEGORY_SOLVED) {
        solved(work);
    } else if (is_work(step->category) && !is_work(step->was)) {
        begin_work(work, step);
    }
}

/* A team's time begins anew in each team; so does the wait for somebody there to take it. */
static void arrived(struct work *work, const struct sup__timer_step *step)
{
    fulfil(work, SUP__METRIC_TIME_IN_TEAM);
    if (step->has_team && is_work(step->category)) {
        start(work, SUP__METRIC_TIME_IN_TEAM);
    }
    if (step->is_taken) {
        fulfil(work, SUP__METRIC_ASSIGNMENT);
    } else if (is_work(step->category)) {
        cancel(work, SUP__METRIC_ASSIGNMENT);
        start(work, SUP__METRIC_ASSIGNMENT);
    }
    work_floor(work, step);
}

static void pause(struct work *work, const struct sup__timer_step *step)
{
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        int is_paused = (step->paused >> metric) & 1;
        int is_standing = metric == SUP__METRIC_WORK_ON_FLOOR && !step->is_taken;
        if (work->states[metric] == SUP__TIMER_RUNNING && is_paused) {
            act(work, (enum sup__metric)metric, SUP__TIMER_PAUSE, SUP__TIMER_PAUSED);
        } else if (work->states[metric] == SUP__TIMER_PAUSED && !is_paused && !is_standing) {
            act(work, (enum sup__metric)metric, SUP__TIMER_RESUME, SUP__TIMER_RUNNING);
        }
    }
}

uint32_t sup__clockwork_step(int32_t states[SUP__METRICS], const struct sup__timer_step *step,
                             struct sup__timer_move *moves)
{
    struct work work = {.kept = step->kept, .states = states, .moves = moves};
    switch (step->kind) {
    case SUP__STEP_OPENED:
        opened(&work, step);
        break;
    case SUP__STEP_WROTE:
        wrote(&work, step);
        break;
    case SUP__STEP_ANSWERED:
        answered(&work, step);
        break;
    case SUP__STEP_TOLD:
        fulfil(&work, SUP__METRIC_ACKNOWLEDGEMENT);
        break;
    case SUP__STEP_MOVED:
        moved(&work, step);
        break;
    case SUP__STEP_TAKEN:
        fulfil(&work, SUP__METRIC_ASSIGNMENT);
        work_floor(&work, step);
        break;
    case SUP__STEP_LEFT:
        if (is_work(step->category)) {
            start(&work, SUP__METRIC_ASSIGNMENT);
        }
        work_floor(&work, step);
        break;
    case SUP__STEP_ARRIVED:
        arrived(&work, step);
        break;
    case SUP__STEP_MERGED:
        cancel_all(&work);
        return work.count;
    case SUP__STEP_FLOOR:
        leave_floor(&work);
        if (is_work(step->category)) {
            begin_floor(&work, step);
            wait_on_floor(&work, step);
        }
        break;
    case SUP__STEP_ASKED:
        cancel(&work, SUP__METRIC_SIGN_OFF);
        start(&work, SUP__METRIC_SIGN_OFF);
        break;
    case SUP__STEP_UNASKED:
        cancel(&work, SUP__METRIC_SIGN_OFF);
        break;
    case SUP__STEP_SIGNED:
        fulfil(&work, SUP__METRIC_SIGN_OFF);
        break;
    case SUP__STEP_DECIDED:
        fulfil(&work, SUP__METRIC_DECISION);
        break;
    case SUP__STEP_UNDECIDED:
        owe_decision(&work, step);
        break;
    default:
        return 0;
    }
    if (step->ends_deadline) {
        fulfil(&work, SUP__METRIC_FACT_DEADLINE);
    }
    pause(&work, step);
    return work.count;
}

void sup__clockwork_unpack(int64_t packed, int32_t states[SUP__METRICS])
{
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        states[metric] = (int32_t)((packed >> (2 * metric)) & 3);
    }
}

int64_t sup__clockwork_pack(const int32_t states[SUP__METRICS])
{
    int64_t packed = 0;
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        packed |= (int64_t)states[metric] << (2 * metric);
    }
    return packed;
}
