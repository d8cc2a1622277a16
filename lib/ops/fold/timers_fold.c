/*
 * timers_fold.c: what an event says of timers, applied to their rows.
 */
#include "ops/shape.h"
#include "ops/sla/misses.h"
#include "ops/sla/timers.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static int32_t put_active(void *context, void *given)
{
    struct sup__timer_row *rows = context;
    const struct sup__timer_row *row = given;
    rows[row->metric - 1] = *row;
    return 0;
}

int32_t sup__load_timers(struct sup__unit *unit, struct sup__ticket_slot *slot)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(slot->row.id)};
    struct sup_filter active = {SUP__TIMER_state, SUP_LE, sup__int(SUP__TIMER_PAUSED)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TIMER,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = 1,
                            .filters = &active,
                            .limit = SUP__METRICS};
    struct sup__timer_row row;
    if (slot->timers) {
        return SUP_OK;
    }
    struct sup__timer_row *rows = sup__arena_alloc(unit->repo.arena, SUP__METRICS * sizeof *rows);
    if (!rows) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = SUP_OK;
    if (slot->row.timers) {
        rc = sup__each(&unit->repo, &scan, 1, &row, put_active, rows);
    }
    slot->timers = rc == SUP_OK ? rows : NULL;
    return rc;
}

int32_t sup__last_timer(struct sup__unit *unit, int64_t ticket_id, int64_t metric,
                        struct sup__timer_row *row)
{
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(ticket_id),
                                  sup__int(metric)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TIMER,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = 1};
    memset(row, 0, sizeof *row);
    return sup__each(&unit->repo, &scan, 1, row, NULL, NULL);
}

/* ---- one change ---- */

struct folding {
    struct sup__unit *unit;
    const struct sup__event *event;
    struct sup__ticket_slot *slot;
    const struct sup__timer_change *change;
    int64_t at_ms;
};

/* A run's time up to an instant; a change told late does not take time back. */
static void spend(const struct folding *folding, struct sup__timer_row *row)
{
    int64_t at_ms = folding->at_ms > row->since_ms ? folding->at_ms : row->since_ms;
    if (row->state == SUP__TIMER_RUNNING) {
        row->used_ms += at_ms - row->since_ms;
    }
    row->business_ms = folding->change->business_ms;
    row->since_ms = at_ms;
}

static int32_t set_calendar(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__texts *names = &folding->event->payload.calendars;
    int64_t index = folding->change->calendar;
    row->calendar = NULL;
    return index > 0 && index <= (int64_t)names->count
               ? sup__fold_keep(folding->unit, names->items[index - 1], &row->calendar)
               : SUP_OK;
}

/* Whose promise it is. */
static int32_t name_promise(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__ticket_row *ticket = &folding->slot->row;
    size_t prefix = sizeof SUP__FLOOR_PROMISE - 1;
    row->sla = folding->change->is_promised == SUP__BY_SLA ? ticket->sla : NULL;
    if (folding->change->is_promised != SUP__BY_FLOOR || !ticket->floor) {
        return SUP_OK;
    }
    size_t bytes = strlen(ticket->floor) + 1;
    char *name = sup__arena_take(folding->unit->repo.arena, prefix + bytes);
    if (!name) {
        return sup__fail(folding->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    memcpy(name, SUP__FLOOR_PROMISE, prefix);
    memcpy(name + prefix, ticket->floor, bytes);
    row->sla = name;
    return SUP_OK;
}

static int32_t set_promise(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__timer_change *change = folding->change;
    int32_t rc = name_promise(folding, row);
    int is_promised = row->sla != NULL;
    if (rc != SUP_OK) {
        return rc;
    }
    row->policy_version = is_promised ? folding->event->row.policy_version : 0;
    row->target_ms = change->target_ms;
    row->base_ms = change->base_ms;
    row->due_ms = change->due_ms;
    row->next_ms = change->next_ms;
    row->warned = change->warned;
    row->breached_ms = 0;
    return set_calendar(folding, row);
}

static void break_promise(struct sup__timer_row *row, int64_t at_ms)
{
    row->breached_ms = at_ms;
    row->is_missed = 1;
    row->next_ms = 0;
}

/* It was broken before anybody looked. */
static void break_told(const struct sup__timer_change *change, struct sup__timer_row *row)
{
    if (change->breached_ms) {
        break_promise(row, change->breached_ms);
    }
}

static int32_t start(const struct folding *folding, struct sup__timer_row *row)
{
    memset(row, 0, sizeof *row);
    row->tenant = folding->unit->head.tenant;
    row->ticket_id = folding->slot->row.id;
    row->metric = folding->change->metric;
    row->instance = folding->change->instance;
    row->state = SUP__TIMER_RUNNING;
    row->started_ms = row->since_ms = folding->at_ms;
    row->missed_before = folding->change->missed_before;
    int32_t rc = set_promise(folding, row);
    if (rc != SUP_OK) {
        return rc;
    }
    break_told(folding->change, row);
    /* Of a later run there may be a row that somebody made by hand. */
    return folding->event->row.kind == SUP__E_TICKET_OPENED
               ? sup__insert(&folding->unit->repo, SUP__T_TIMER, row)
               : sup__put(&folding->unit->repo, SUP__T_TIMER, row);
}

static void end(const struct folding *folding, struct sup__timer_row *row, int64_t state)
{
    const struct sup__timer_change *change = folding->change;
    spend(folding, row);
    row->state = state;
    row->ended_ms = row->since_ms;
    row->next_ms = 0;
    break_told(change, row);
}

/* The promise that was on it until now is kept apart. */
static int32_t replace(const struct folding *folding, struct sup__timer_row *row)
{
    int32_t rc = SUP_OK;
    spend(folding, row);
    if (row->sla) {
        struct sup__promise_row old = {.tenant = row->tenant,
                                       .ticket_id = row->ticket_id,
                                       .metric = row->metric,
                                       .instance = row->instance,
                                       .position = ++row->promise_count,
                                       .sla = row->sla,
                                       .policy_version = row->policy_version,
                                       .calendar = row->calendar,
                                       .target_ms = row->target_ms,
                                       .used_ms = row->business_ms - row->base_ms,
                                       .ended_ms = row->since_ms,
                                       .breached_ms = row->breached_ms};
        rc = sup__put(&folding->unit->repo, SUP__T_PROMISE, &old);
    }
    return rc == SUP_OK ? set_promise(folding, row) : rc;
}

int sup__timer_is_plain(const struct sup__timer_row *row)
{
    return row->state == SUP__TIMER_RUNNING && row->since_ms == row->started_ms;
}

/* Of a run that has not ended the beginning moves, of one that has the end. */
static void correct(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__timer_change *change = folding->change;
    row->used_ms = change->used_ms;
    row->business_ms = change->business_ms;
    if (row->ended_ms) {
        row->ended_ms = row->since_ms = folding->at_ms;
        row->base_ms = row->base_ms < row->business_ms ? row->base_ms : row->business_ms;
        return;
    }
    /* As it was planned: with nothing used it runs from there on as it did. */
    row->since_ms = change->used_ms ? row->since_ms : folding->at_ms;
    row->started_ms = folding->at_ms;
    row->base_ms = change->base_ms;
    row->due_ms = change->due_ms;
    row->next_ms = change->next_ms;
    row->warned = change->warned;
    break_told(change, row);
}

/* Told late, it stands since then; else since now. */
static void stand(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__timer_change *change = folding->change;
    spend(folding, row);
    if (change->at_ms) {
        row->used_ms = change->used_ms;
        row->since_ms = change->at_ms;
        row->base_ms = row->base_ms < row->business_ms ? row->base_ms : row->business_ms;
    }
    row->state = SUP__TIMER_PAUSED;
    row->due_ms = row->next_ms = 0;
    break_told(change, row);
}

/* Take a promise that took another's place; the first that is taken was there before the others. */
static int32_t take_promise(struct sup__unit *unit, struct sup__timer_row *row, int64_t at_ms,
                            struct sup__promise_row *first)
{
    struct sup__promise_row last = {.tenant = row->tenant,
                                    .ticket_id = row->ticket_id,
                                    .metric = row->metric,
                                    .instance = row->instance,
                                    .position = row->promise_count};
    int32_t rc = row->promise_count ? sup__get(&unit->repo, SUP__T_PROMISE, &last) : SUP_NOT_FOUND;
    if (rc != SUP_OK || last.ended_ms <= at_ms) {
        return rc == SUP_OK ? SUP_NOT_FOUND : rc;
    }
    *first = last;
    row->promise_count--;
    return sup__remove(&unit->repo, SUP__T_PROMISE, &last);
}

/* It ended before other promises came: those are gone, and what was promised then is on it. */
static int32_t restore(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__timer_change *change = folding->change;
    const struct sup__timer_row ended = *row;
    struct sup__promise_row first = {0};
    int32_t rc = SUP_OK;
    while (rc == SUP_OK) {
        rc = take_promise(folding->unit, row, folding->at_ms, &first);
    }
    if (rc != SUP_NOT_FOUND || (change->is_promised && !first.position)) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it */
    }
    row->sla = change->is_promised ? first.sla : NULL;
    row->policy_version = change->is_promised ? first.policy_version : 0;
    row->breached_ms = change->is_promised ? first.breached_ms : 0;
    row->target_ms = change->target_ms;
    row->base_ms = change->base_ms;
    row->due_ms = change->due_ms;
    row->warned = change->warned;
    rc = set_calendar(folding, row);
    if (rc == SUP_OK && row->breached_ms) {
        return sup__fold_miss_back(folding->unit, &first, &ended, row);
    }
    if (rc == SUP_OK && change->breached_ms) {
        break_promise(row, change->breached_ms);
        rc = sup__fold_miss(folding->unit, &folding->slot->row, &ended, row);
    }
    return rc;
}

static int32_t apply(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__timer_change *change = folding->change;
    row->missed_before = change->missed_before ? change->missed_before : row->missed_before;
    switch (change->act) {
    case SUP__TIMER_PAUSE:
        stand(folding, row);
        return SUP_OK;
    case SUP__TIMER_RESUME:
    case SUP__TIMER_CONTINUE:
        row->since_ms = folding->at_ms > row->since_ms ? folding->at_ms : row->since_ms;
        row->state = SUP__TIMER_RUNNING;
        row->ended_ms = 0;
        row->due_ms = change->due_ms;
        row->next_ms = change->next_ms;
        row->warned = change->warned;
        break_told(change, row);
        return SUP_OK;
    case SUP__TIMER_FULFIL:
        end(folding, row, SUP__TIMER_DONE);
        return SUP_OK;
    case SUP__TIMER_CANCEL:
        end(folding, row, SUP__TIMER_DROPPED);
        return SUP_OK;
    case SUP__TIMER_PROMISE:
        return replace(folding, row);
    case SUP__TIMER_WARN:
        row->warned = change->warned;
        row->next_ms = change->next_ms;
        return SUP_OK;
    case SUP__TIMER_BREACH:
        row->warned = change->warned;
        break_promise(row, folding->at_ms);
        return SUP_OK;
    case SUP__TIMER_CORRECT:
        correct(folding, row);
        return SUP_OK;
    case SUP__TIMER_RESTORE:
        return restore(folding, row);
    case SUP__TIMER_HOURS:
        spend(folding, row);
        row->due_ms = change->due_ms;
        row->next_ms = change->next_ms;
        row->warned = change->warned;
        return SUP_OK;
    default:
        return sup__fail(folding->unit->error, SUP_MSG_STORE_CORRUPT, "sup_event.payload",
                         "event %" PRId64 " does %" PRId64
                         " to a timer, which this version does not know",
                         folding->event->row.sequence, change->act);
    }
}

/* The run that is meant: in hand while it has not ended, else the stored one. */
static int32_t find(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__timer_change *change = folding->change;
    const struct sup__timer_row *active = &folding->slot->timers[change->metric - 1];
    if (active->ticket_id && active->instance == change->instance) {
        *row = *active;
        return SUP_OK;
    }
    *row = (struct sup__timer_row){.tenant = folding->unit->head.tenant,
                                   .ticket_id = folding->slot->row.id,
                                   .metric = change->metric,
                                   .instance = change->instance};
    return sup__get(&folding->unit->repo, SUP__T_TIMER, row);
}

/* A promise that gives way to another one was broken before anybody looked, as in an import. */
static int32_t judge_replaced(const struct folding *folding, struct sup__timer_row *row)
{
    const struct sup__timer_change *change = folding->change;
    struct sup__timer_row before = *row;
    if (change->act != SUP__TIMER_PROMISE || !change->breached_ms || row->breached_ms) {
        return SUP_OK;
    }
    break_promise(row, change->breached_ms);
    return sup__fold_miss(folding->unit, &folding->slot->row, &before, row);
}

static int32_t fold_change(const struct folding *folding)
{
    const struct sup__timer_change *change = folding->change;
    struct sup__timer_row row;
    if (change->metric < 1 || change->metric > SUP__METRICS) {
        return sup__fail(folding->unit->error, SUP_MSG_STORE_CORRUPT, "sup_event.payload",
                         "event %" PRId64 " is about metric %" PRId64
                         ", which this version does not know",
                         folding->event->row.sequence, change->metric);
    }
    int32_t rc = SUP_OK;
    if (change->act == SUP__TIMER_START) {
        static const struct sup__timer_row none;
        rc = start(folding, &row);
        rc = rc == SUP_OK ? sup__fold_miss(folding->unit, &folding->slot->row, &none, &row) : rc;
    } else if ((rc = find(folding, &row)) == SUP_OK) {
        struct sup__timer_row stored = row;
        rc = judge_replaced(folding, &row);
        struct sup__timer_row before = row;
        rc = rc == SUP_OK ? apply(folding, &row) : rc;
        if (rc == SUP_OK) {
            rc = sup__update(&folding->unit->repo, SUP__T_TIMER, &stored, &row);
        }
        if (rc == SUP_OK && change->act != SUP__TIMER_RESTORE) {
            rc = sup__fold_miss(folding->unit, &folding->slot->row, &before, &row);
        }
    }
    if (rc != SUP_OK) {
        /* A run that no event began: somebody edited the table when the event was made. */
        return rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    int is_active = row.state <= SUP__TIMER_PAUSED;
    struct sup__timer_row *active = &folding->slot->timers[change->metric - 1];
    if (is_active) {
        *active = row;
    } else if (active->instance == row.instance) {
        memset(active, 0, sizeof *active);
    }
    return SUP_OK;
}

/* ---- the ticket ---- */

static int64_t first_of(const struct sup__timer_row *rows)
{
    int64_t first_ms = 0;
    for (int metric = 0; metric < SUP__METRICS; metric++) {
        int64_t next_ms = rows[metric].next_ms;
        first_ms = next_ms && (!first_ms || next_ms < first_ms) ? next_ms : first_ms;
    }
    return first_ms;
}

static void keep_states(struct sup__ticket_slot *slot, const struct sup__timer_changes *changes)
{
    int32_t states[SUP__METRICS];
    sup__clockwork_unpack(slot->row.timers, states);
    for (uint32_t i = 0; i < changes->count; i++) {
        int64_t metric = changes->items[i].metric - 1;
        const struct sup__timer_row *row = &slot->timers[metric];
        states[metric] = row->ticket_id ? (int32_t)row->state : SUP__TIMER_ENDED;
    }
    slot->row.timers = sup__clockwork_pack(states);
}

int32_t sup__fold_timers(struct sup__unit *unit, const struct sup__event *event,
                         struct sup__ticket_slot *slot)
{
    const struct sup__timer_changes *changes = &event->payload.timers;
    const char *sla = event->payload.sla;
    int32_t rc = SUP_OK;
    if (sla) {
        rc = sup__fold_keep(unit, sla[0] ? sla : NULL, &slot->row.sla);
    }
    slot->row.planned_version = event->row.policy_version;
    if (rc != SUP_OK || !changes->count) {
        return rc;
    }
    rc = sup__load_timers(unit, slot);
    int64_t before_ms = rc == SUP_OK ? first_of(slot->timers) : 0;
    for (uint32_t i = 0; rc == SUP_OK && i < changes->count; i++) {
        const struct sup__timer_change *change = &changes->items[i];
        struct folding folding = {unit, event, slot, change,
                                  change->at_ms ? change->at_ms : event->row.at_ms};
        rc = fold_change(&folding);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    keep_states(slot, changes);
    int64_t first_ms = first_of(slot->timers);
    return first_ms == before_ms
               ? SUP_OK
               : sup__agenda_replace(unit, slot, SUP__AGENDA_TIMERS, before_ms, first_ms);
}
