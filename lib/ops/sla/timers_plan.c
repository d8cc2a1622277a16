/*
 * timers_plan.c: what an event does to timers, put together as changes.
 *
 * The clockwork says which runs begin and end. Here each of them gets its numbers: what was used in
 * business hours, what is promised, when something comes of it.
 */
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"

#include "policy/decide.h"

#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while timers are planned");
}

static int32_t told(struct sup__unit *unit, int32_t rc)
{
    return rc == SUP_OK ? rc : out_of_memory(unit); /* all that arithmetic on times can answer */
}

const struct sup__calendar *sup__timer_calendar(const struct sup__policy *policy, const char *name)
{
    int32_t index = name ? sup__names_find(&policy->calendar_names, name) : -1;
    index = index < 0 && name ? policy->timer_calendar : index;
    return index < 0 ? NULL : &policy->calendars[index];
}

/* The target of an SLA policy; NULL: it has none for such a ticket. */
static const struct sup__target *find_target(const struct sup__policy *policy, int32_t sla,
                                             int32_t metric, int32_t channel, int32_t priority)
{
    if (sla < 0) {
        return NULL;
    }
    int32_t index = sup__find_target(policy, sla, metric, channel, priority);
    return index < 0 ? NULL : &policy->promises[sla].targets[index];
}

struct sup__terms sup__timer_terms(const struct sup__unit *unit, const struct sup__ticket_row *row,
                                   const struct sup__timer_row *timer)
{
    const struct sup__policy *policy = unit->policy;
    struct sup__terms terms = {.calendar = sup__timer_calendar(policy, timer->calendar),
                               .target_ms = timer->target_ms,
                               .base_ms = timer->base_ms};
    int32_t sla = timer->sla ? sup__names_find(&policy->sla.names, timer->sla) : -1;
    const struct sup__target *target = find_target(policy, sla, (int32_t)timer->metric - 1,
                                                   sup__policy_channel(policy, row->channel),
                                                   sup__policy_priority(policy, row->priority));
    int is_date = target && target->kind;
    terms.marks_from_ms = is_date ? timer->target_ms : 0;
    if (target && (is_date || target->within_ms == timer->target_ms)) {
        terms.mark_count = target->mark_count;
        terms.marks = target->marks;
    }
    return terms;
}

/* ---- a plan ---- */

int32_t sup__timer_plan_begin(struct sup__timer_plan *plan, struct sup__unit *unit,
                              struct sup__ticket_slot *slot, const struct sup__ticket_row *row,
                              const char *sla, int64_t at_ms, uint32_t room)
{
    struct sup__arena *arena = unit->repo.arena;
    memset(plan, 0, sizeof *plan);
    plan->unit = unit;
    plan->row = row;
    plan->at_ms = at_ms;
    plan->sla = sla;
    plan->sla_index = sla ? sup__names_find(&unit->policy->sla.names, sla) : -1;
    plan->channel = sup__policy_channel(unit->policy, row->channel);
    plan->priority = sup__policy_priority(unit->policy, row->priority);
    plan->floor = sup__floor_of(unit->policy, row);
    /* Most of the room stays unused: each change is cleared when it is added. */
    plan->changes = sup__arena_take(arena, room * sizeof *plan->changes);
    plan->calendars = sup__arena_take(arena, SUP__TIMER_CALENDARS_MAX * sizeof *plan->calendars);
    if (!plan->changes || !plan->calendars) {
        return out_of_memory(unit);
    }
    if (slot) {
        int32_t rc = sup__load_timers(unit, slot);
        plan->rows = slot->timers;
        return rc;
    }
    return SUP_OK;
}

struct sup__timer_change *sup__timer_plan_add(struct sup__timer_plan *plan, int64_t metric,
                                              int64_t instance, int64_t act)
{
    struct sup__timer_change *change = &plan->changes[plan->count++];
    memset(change, 0, sizeof *change);
    change->metric = metric;
    change->instance = instance;
    change->act = act;
    return change;
}

void sup__timer_plan_calendar(struct sup__timer_plan *plan, struct sup__timer_change *change,
                              const char *name)
{
    uint32_t i = 0;
    while (i < plan->calendar_count && strcmp(plan->calendars[i], name) != 0) {
        i++;
    }
    if (i == plan->calendar_count) {
        plan->calendars[plan->calendar_count++] = name;
    }
    change->calendar = (int64_t)i + 1;
}

/* The shorter of what the SLA policy and what the floor promises; 0: neither does. */
static int64_t choose_target(const struct sup__timer_plan *plan, int32_t metric,
                             struct sup__target *target)
{
    const struct sup__target *by_sla =
        find_target(plan->unit->policy, plan->sla_index, metric, plan->channel, plan->priority);
    int32_t own = plan->floor ? sup__find_floor_target(plan->floor, metric, plan->channel,
                                                       plan->priority, target)
                              : -1;
    if (own >= 0 && (!by_sla || target->within_ms < by_sla->within_ms)) {
        return SUP__BY_FLOOR;
    }
    if (by_sla) {
        *target = *by_sla;
    }
    return by_sla ? SUP__BY_SLA : 0;
}

/* An import leaves alone what is past, and waits for what is ahead. */
static int32_t skip_past(const struct sup__unit *unit, const struct sup__terms *terms,
                         int64_t since_ms, struct sup__timer_change *change,
                         struct sup__prospect *prospect)
{
    int32_t rc = SUP_OK;
    while (rc == SUP_OK && unit->is_import && prospect->next_ms &&
           prospect->next_ms <= unit->caller.now_ms) {
        if (prospect->next_ms == prospect->breach_ms || change->warned >= terms->mark_count) {
            prospect->next_ms = 0;
            return SUP_OK;
        }
        change->warned++;
        rc = sup__terms_prospect(terms, since_ms, change->business_ms, (uint32_t)change->warned,
                                 prospect);
    }
    return rc;
}

/* When something comes of a promise on a run that runs from an instant on. What is over by a
 * question that came with another ticket breaks when that came, and by one that is told late not
 * before it was promised: in an import nothing fires, so it is recorded at once. */
static int32_t set_prospect(const struct sup__timer_plan *plan, struct sup__timer_change *change,
                            const struct sup__terms *terms, int64_t since_ms, int64_t made_ms)
{
    int64_t seen_ms = plan->seen_ms > made_ms ? plan->seen_ms : made_ms;
    struct sup__prospect prospect;
    int32_t rc = sup__terms_prospect(terms, since_ms, change->business_ms, (uint32_t)change->warned,
                                     &prospect);
    rc = rc == SUP_OK ? skip_past(plan->unit, terms, since_ms, change, &prospect) : rc;
    if (rc != SUP_OK) {
        return told(plan->unit, rc);
    }
    int is_later = prospect.next_ms && prospect.next_ms < seen_ms;
    change->due_ms = prospect.due_ms;
    change->next_ms = is_later ? seen_ms : prospect.next_ms;
    if (!change->next_ms && prospect.breach_ms && prospect.breach_ms < seen_ms) {
        change->breached_ms = seen_ms;
    }
    return SUP_OK;
}

/* What is promised on a run from now on: calendar, target, when something comes of it. Of marks
 * that are behind it already only the last one is told. */
static int32_t promise(struct sup__timer_plan *plan, struct sup__timer_change *change,
                       int64_t since_ms)
{
    const struct sup__policy *policy = plan->unit->policy;
    struct sup__target target;
    int64_t by = choose_target(plan, (int32_t)change->metric - 1, &target);
    int32_t calendar = by ? target.calendar : policy->timer_calendar;
    struct sup__terms terms = {0};
    if (calendar >= 0) {
        terms.calendar = &policy->calendars[calendar];
        sup__timer_plan_calendar(plan, change, policy->calendars[calendar].name);
    }
    if (!by) {
        return SUP_OK;
    }
    terms.target_ms = target.within_ms;
    if (target.kind) { /* what was known too late is over at once */
        terms.target_ms = plan->deadline_ms > since_ms ? plan->deadline_ms - since_ms : 0;
        terms.marks_from_ms = terms.target_ms;
    }
    terms.mark_count = target.mark_count;
    terms.marks = target.marks;
    int is_from_now =
        by == SUP__BY_SLA && !target.kind && policy->promises[plan->sla_index].counts_from_attach;
    terms.base_ms = is_from_now ? change->business_ms : 0;
    uint32_t passed = sup__terms_passed(&terms, change->business_ms - terms.base_ms);
    change->is_promised = by;
    change->target_ms = terms.target_ms;
    change->base_ms = terms.base_ms;
    change->warned = passed ? passed - 1 : 0;
    return set_prospect(plan, change, &terms, since_ms, 0);
}

/* The run before: its number, and when it ended. */
static int32_t find_last(struct sup__timer_plan *plan, int64_t metric, int64_t *instance,
                         int64_t *ended_ms)
{
    int32_t states[SUP__METRICS];
    struct sup__timer_row last;
    *instance = 0;
    *ended_ms = plan->at_ms;
    for (uint32_t i = plan->count; i > 0; i--) { /* one that this very event ended */
        if (plan->changes[i - 1].metric == metric) {
            *instance = plan->changes[i - 1].instance;
            *ended_ms = plan->rows ? plan->rows[metric - 1].since_ms : plan->at_ms;
            return SUP_OK;
        }
    }
    sup__clockwork_unpack(plan->row->timers, states);
    if (states[metric - 1] == SUP__TIMER_NONE) {
        return SUP_OK;
    }
    int32_t rc = sup__last_timer(plan->unit, plan->row->id, metric, &last);
    *instance = last.instance;
    *ended_ms = last.ended_ms;
    return rc;
}

/* Who comes late begins nothing before the last run was over, but for waits: these begin when the
 * message was written. */
static int32_t start(struct sup__timer_plan *plan, int64_t metric)
{
    int64_t instance = 0;
    int64_t ended_ms = 0;
    int32_t rc = find_last(plan, metric, &instance, &ended_ms);
    struct sup__timer_change *change =
        sup__timer_plan_add(plan, metric, instance + 1, SUP__TIMER_START);
    int is_later = !plan->is_message && ended_ms > plan->at_ms;
    change->at_ms = is_later ? ended_ms : 0;
    return rc == SUP_OK ? promise(plan, change, is_later ? ended_ms : plan->at_ms) : rc;
}

/* An import may tell of its end yet, so it is judged when it ends, by the promise that it had. */
static int is_over_in_import(const struct sup__timer_plan *plan, const struct sup__timer_row *row)
{
    return plan->row->is_imported && row->state == SUP__TIMER_RUNNING && row->due_ms &&
           !row->next_ms && !row->breached_ms;
}

/* By whose hours a run goes: the active policy's, but for what no turn for it has touched. */
static int32_t hours_of(const struct sup__timer_plan *plan, const struct sup__timer_row *row,
                        const struct sup__calendar **calendar)
{
    struct sup__unit *unit = plan->unit;
    const struct sup__policy *policy = plan->earlier ? plan->earlier : unit->policy;
    int is_untouched = !plan->earlier && row->calendar && is_over_in_import(plan, row) &&
                       row->policy_version != unit->head.policy_version;
    int32_t rc = is_untouched ? sup__unit_policy_of(unit, row->policy_version, &policy) : SUP_OK;
    *calendar = rc == SUP_OK ? sup__timer_calendar(policy, row->calendar) : NULL;
    return rc;
}

/* The business time that a run has used at an instant. */
static int32_t used_at(const struct sup__timer_plan *plan, const struct sup__timer_row *row,
                       int64_t at_ms, int64_t *business_ms)
{
    const struct sup__calendar *calendar = NULL;
    int64_t more_ms = 0;
    int32_t rc = SUP_OK;
    if (row->state == SUP__TIMER_RUNNING) {
        rc = hours_of(plan, row, &calendar);
        if (rc == SUP_OK) {
            rc = told(plan->unit, sup__time_used(calendar, row->since_ms, at_ms, &more_ms));
        }
    }
    *business_ms = row->business_ms + more_ms;
    return rc;
}

/* Was it broken before anybody looked, as in an import? */
static int32_t judge(const struct sup__timer_plan *plan, const struct sup__timer_row *row,
                     struct sup__timer_change *change)
{
    struct sup__prospect prospect = {0};
    if (!row->sla || row->breached_ms || change->business_ms - row->base_ms <= row->target_ms) {
        return SUP_OK;
    }
    struct sup__terms terms = sup__timer_terms(plan->unit, plan->row, row);
    int32_t rc = hours_of(plan, row, &terms.calendar); /* by which it was used */
    if (rc == SUP_OK) {
        rc = told(plan->unit,
                  sup__terms_prospect(&terms, row->since_ms, row->business_ms, 0, &prospect));
    }
    change->breached_ms = prospect.breach_ms;
    return rc;
}

/* What was over when it was promised on a run that stood broke then. */
static int32_t go_on(struct sup__timer_plan *plan, const struct sup__timer_row *row,
                     struct sup__timer_change *change)
{
    struct sup__terms terms = sup__timer_terms(plan->unit, plan->row, row);
    int64_t since_ms = plan->at_ms > row->since_ms ? plan->at_ms : row->since_ms;
    change->business_ms = row->business_ms;
    change->warned = row->warned;
    if (!row->sla || row->breached_ms) {
        return SUP_OK;
    }
    int32_t rc = change->act == SUP__TIMER_RESUME ? judge(plan, row, change) : SUP_OK;
    return rc == SUP_OK && !change->breached_ms ? set_prospect(plan, change, &terms, since_ms, 0)
                                                : rc;
}

/* A run that begins and stands, or ends, in the same step has no row yet. */
static struct sup__timer_change *begun_now(const struct sup__timer_plan *plan, int64_t metric)
{
    for (uint32_t i = plan->count; i > 0; i--) {
        struct sup__timer_change *change = &plan->changes[i - 1];
        if (change->metric == metric) {
            return change->act == SUP__TIMER_START || change->act == SUP__TIMER_CONTINUE ? change
                                                                                         : NULL;
        }
    }
    return NULL;
}

static int32_t change_run(struct sup__timer_plan *plan, const struct sup__timer_move *move)
{
    int64_t metric = move->metric + 1;
    const struct sup__timer_change *begun = begun_now(plan, metric);
    struct sup__timer_row last;
    const struct sup__timer_row *row = plan->rows ? &plan->rows[move->metric] : NULL;
    if (begun) {
        int64_t business_ms = begun->business_ms;
        sup__timer_plan_add(plan, metric, begun->instance, move->act)->business_ms = business_ms;
        return SUP_OK;
    }
    if (move->act == SUP__TIMER_CONTINUE) {
        int32_t rc = sup__last_timer(plan->unit, plan->row->id, metric, &last);
        row = &last;
        if (rc != SUP_OK) {
            return rc;
        }
    }
    if (!row || !row->instance) {
        return SUP_OK; /* a ticket from before there were timers */
    }
    struct sup__timer_change *change = sup__timer_plan_add(plan, metric, row->instance, move->act);
    if (move->act == SUP__TIMER_RESUME || move->act == SUP__TIMER_CONTINUE) {
        return go_on(plan, row, change);
    }
    int32_t rc = used_at(plan, row, plan->at_ms, &change->business_ms);
    return rc == SUP_OK ? judge(plan, row, change) : rc;
}

int32_t sup__timer_plan_moves(struct sup__timer_plan *plan, const struct sup__timer_move *moves,
                              uint32_t count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        rc = moves[i].act == SUP__TIMER_START ? start(plan, moves[i].metric + 1)
                                              : change_run(plan, &moves[i]);
    }
    return rc;
}

int32_t sup__timer_plan_since(struct sup__timer_plan *plan, int64_t since_ms,
                              const struct sup__timer_move *moves, uint32_t count)
{
    int64_t at_ms = plan->at_ms;
    uint32_t from = plan->count;
    if (!since_ms) {
        return sup__timer_plan_moves(plan, moves, count);
    }
    plan->at_ms = since_ms;
    plan->is_message = 1;
    int32_t rc = sup__timer_plan_moves(plan, moves, count);
    for (uint32_t i = from; i < plan->count; i++) {
        plan->changes[i].at_ms = since_ms;
    }
    plan->at_ms = at_ms;
    return rc;
}

/* ---- promises ---- */

static int is_promised_by(const struct sup__timer_plan *plan, const struct sup__timer_row *row,
                          int64_t by)
{
    size_t prefix = sizeof SUP__FLOOR_PROMISE - 1;
    if (by != SUP__BY_FLOOR) {
        return sup__same_text(row->sla, by ? plan->sla : NULL);
    }
    return row->sla && strncmp(row->sla, SUP__FLOOR_PROMISE, prefix) == 0 &&
           strcmp(row->sla + prefix, plan->floor->name) == 0;
}

static int counts_from_attach(const struct sup__timer_plan *plan)
{
    return plan->sla_index >= 0 && plan->unit->policy->promises[plan->sla_index].counts_from_attach;
}

static int is_same(const struct sup__timer_plan *plan, const struct sup__timer_row *row,
                   const struct sup__timer_change *change)
{
    const char *calendar = change->calendar ? plan->calendars[change->calendar - 1] : NULL;
    return is_promised_by(plan, row, change->is_promised) &&
           sup__same_text(row->calendar, calendar) && row->target_ms == change->target_ms &&
           (!row->base_ms || counts_from_attach(plan));
}

static int same_hours(const struct sup__calendar *a, const struct sup__calendar *b)
{
    return a == b || (a && b && strcmp(a->digest, b->digest) == 0);
}

/* The promise stays. What was used stays as judged; what is left runs on the hours of the new
 * policy, to its marks. A run that an import found to be over goes on without firing. */
static int32_t keep_promise(struct sup__timer_plan *plan, const struct sup__timer_row *row)
{
    const struct sup__policy *policy = plan->unit->policy;
    const struct sup__calendar *calendar = sup__timer_calendar(policy, row->calendar);
    int is_same = same_hours(sup__timer_calendar(plan->earlier, row->calendar), calendar);
    int waits = row->sla && row->next_ms;
    if (row->state != SUP__TIMER_RUNNING || (is_same && !waits)) {
        return SUP_OK;
    }
    struct sup__terms terms = sup__timer_terms(plan->unit, plan->row, row);
    struct sup__prospect prospect = {.due_ms = row->due_ms};
    int64_t since_ms = plan->at_ms > row->since_ms ? plan->at_ms : row->since_ms;
    struct sup__timer_change change = {.metric = row->metric,
                                       .instance = row->instance,
                                       .act = SUP__TIMER_HOURS,
                                       .warned = row->warned};
    int32_t rc = used_at(plan, row, since_ms, &change.business_ms);
    if (rc == SUP_OK && waits) {
        change.warned = sup__terms_passed(&terms, change.business_ms - row->base_ms);
        rc = told(plan->unit, sup__terms_prospect(&terms, is_same ? row->since_ms : since_ms,
                                                  is_same ? row->business_ms : change.business_ms,
                                                  (uint32_t)change.warned, &prospect));
        change.next_ms = prospect.next_ms;
    }
    change.due_ms = prospect.due_ms;
    if (rc == SUP_OK && (!is_same || change.next_ms != row->next_ms ||
                         change.due_ms != row->due_ms || change.warned != row->warned)) {
        plan->changes[plan->count++] = change;
    }
    return rc;
}

int32_t sup__timer_plan_promises(struct sup__timer_plan *plan, const struct sup__timer_row *rows)
{
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        const struct sup__timer_row *row = &rows[metric];
        if (!row->ticket_id || metric == SUP__METRIC_FACT_DEADLINE ||
            (plan->earlier && is_over_in_import(plan, row))) {
            continue;
        }
        struct sup__timer_change *change =
            sup__timer_plan_add(plan, metric + 1, row->instance, SUP__TIMER_PROMISE);
        int64_t since_ms = plan->at_ms > row->since_ms ? plan->at_ms : row->since_ms;
        if (row->breached_ms > since_ms) { /* what is recorded of a promise was before another */
            since_ms = change->at_ms = row->breached_ms;
        }
        int32_t rc = used_at(plan, row, since_ms, &change->business_ms);
        if (rc == SUP_OK) {
            rc = promise(plan, change, since_ms);
        }
        if (rc != SUP_OK) {
            return rc;
        }
        if (row->state == SUP__TIMER_PAUSED) {
            int is_over =
                change->is_promised && change->business_ms - change->base_ms > change->target_ms;
            change->due_ms = 0;
            change->next_ms = is_over ? change->next_ms : 0;
        }
        if (is_same(plan, row, change)) {
            plan->count--;
            rc = plan->earlier ? keep_promise(plan, row) : SUP_OK;
        } else {
            rc = judge(plan, row, change);
        }
        if (rc != SUP_OK) {
            return rc;
        }
    }
    return SUP_OK;
}

int32_t sup__timer_plan_begun(struct sup__timer_plan *plan, int32_t metric, int64_t at_ms)
{
    const struct sup__timer_row *row = &plan->rows[metric];
    struct sup__timer_change *change =
        sup__timer_plan_add(plan, metric + 1, row->instance, SUP__TIMER_CORRECT);
    struct sup__terms terms = sup__timer_terms(plan->unit, plan->row, row);
    int64_t since_ms = at_ms;
    int64_t more_ms = 0;
    int is_changed = 0;
    int32_t rc = hours_of(plan, row, &terms.calendar);
    change->at_ms = at_ms;
    change->warned = row->warned; /* once told is told */
    if (rc == SUP_OK && at_ms < row->started_ms) {
        rc = sup__timer_hours_before(plan, row, at_ms, &more_ms, &is_changed);
        is_changed |= !sup__timer_is_plain(row);
    }
    if (rc == SUP_OK && is_changed) {
        since_ms = row->since_ms;
        change->used_ms = row->used_ms + row->started_ms - at_ms;
        change->business_ms = row->business_ms + more_ms;
        change->base_ms = row->base_ms ? row->base_ms + more_ms : 0;
        terms.base_ms = change->base_ms;
    }
    if (rc == SUP_OK && row->sla && row->state == SUP__TIMER_RUNNING) {
        rc = set_prospect(plan, change, &terms, since_ms, row->promise_count ? row->since_ms : 0);
    }
    if (row->breached_ms) { /* once is enough */
        change->next_ms = change->breached_ms = 0;
    }
    return told(plan->unit, rc);
}

int32_t sup__timer_plan_resume(struct sup__timer_plan *plan, const struct sup__timer_row *row,
                               uint32_t paused, int32_t states[SUP__METRICS])
{
    struct sup__terms terms = sup__timer_terms(plan->unit, plan->row, row);
    struct sup__timer_change *change =
        sup__timer_plan_add(plan, row->metric, row->instance, SUP__TIMER_CONTINUE);
    change->at_ms = row->ended_ms;
    change->business_ms = row->business_ms;
    change->warned = row->warned;
    states[row->metric - 1] = SUP__TIMER_RUNNING;
    if ((paused >> (row->metric - 1)) & 1) {
        change = sup__timer_plan_add(plan, row->metric, row->instance, SUP__TIMER_PAUSE);
        change->at_ms = row->ended_ms;
        change->business_ms = row->business_ms;
        change->used_ms = row->used_ms;
        states[row->metric - 1] = SUP__TIMER_PAUSED;
        return SUP_OK;
    }
    change->due_ms = row->due_ms;
    return row->sla && !row->breached_ms ? set_prospect(plan, change, &terms, row->ended_ms, 0)
                                         : SUP_OK;
}

int32_t sup__timer_plan_emit(const struct sup__timer_plan *plan, int64_t number)
{
    struct sup__unit *unit = plan->unit;
    const char *before = plan->row->sla;
    int is_other = !sup__same_text(plan->sla, before);
    if (!plan->count && !is_other) {
        return SUP_OK;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_TIMERS_CHANGED, plan->row->id);
    event.row.number = number;
    event.row.before = is_other ? before : NULL;
    event.row.after = is_other ? plan->sla : NULL;
    event.payload.sla = is_other ? (plan->sla ? plan->sla : "") : NULL;
    sup__timer_plan_end(plan, &event);
    return sup__emit(unit, &event);
}

void sup__timer_plan_end(const struct sup__timer_plan *plan, struct sup__event *event)
{
    event->payload.timers.items = plan->changes;
    event->payload.timers.count = plan->count;
    event->payload.calendars.items = plan->calendars;
    event->payload.calendars.count = plan->calendar_count;
}
