/*
 * agenda_fire.c: what happens when something's time has come.
 *
 * Each thing fires at its own instant, whether a tick finds it or the next operation on its ticket
 * does: so the desk comes out the same however often the host ticks.
 */
#include "ops/authority/requests.h"
#include "ops/figures/targets.h"
#include "ops/sla/reminders.h"
#include "ops/sla/timers.h"

#include "base/message.h"
#include "supportcore/ticket.h"

#include <inttypes.h>
#include <string.h>

enum { ROWS_FEW = 8 }; /* of the agenda, read at once to begin with */

/* A solved ticket on which nothing happened closes, at the instant the policy promised then. */
static int32_t auto_close(struct sup__unit *unit, const struct sup__ticket_slot *slot)
{
    const struct sup__status *closed = &unit->policy->statuses[unit->policy->status_closed];
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_MOVED, slot->row.id);
    event.row.before = slot->row.status;
    event.row.after = closed->name;
    event.row.number = SUP_CATEGORY_CLOSED;
    event.payload.rule = "auto_close";
    return sup__emit(unit, &event);
}

static int32_t fire_kind(struct sup__unit *unit, const struct sup__agenda_row *item,
                         const struct sup__ticket_slot *slot)
{
    switch (item->kind) {
    case SUP__AGENDA_TIMERS:
        return sup__fire_timers(unit, item->ticket_id, item->due_ms);
    case SUP__AGENDA_REMINDERS:
        return sup__fire_reminders(unit, item->ticket_id, item->due_ms);
    case SUP__AGENDA_REQUESTS:
        return sup__fire_requests(unit, item->ticket_id, item->due_ms);
    default:
        return auto_close(unit, slot);
    }
}

/* What is for no ticket. An item for which nothing waits is no fold's. */
static int32_t fire_desk(struct sup__unit *unit, const struct sup__agenda_row *item)
{
    int64_t sequence = unit->head.sequence;
    int is_kpi = item->kind == SUP__AGENDA_KPI && item->due_ms == unit->head.kpi_ms;
    struct sup__turn turn;
    int32_t rc = SUP_OK;
    sup__unit_desks_turn(unit, item->due_ms, &turn);
    if (item->kind == SUP__AGENDA_REQUESTS) {
        rc = sup__fire_requests(unit, 0, item->due_ms);
    } else if (is_kpi) {
        rc = sup__fire_scorecard(unit, item->due_ms);
    }
    sup__unit_turn_back(unit, &turn);
    return rc == SUP_OK && unit->head.sequence == sequence
               ? sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_agenda",
                           "the agenda has an item for no ticket at %" PRId64
                           ", for which nothing waits",
                           item->due_ms)
               : rc;
}

static int32_t fire(struct sup__unit *unit, const struct sup__agenda_row *item)
{
    struct sup__ticket_slot *slot = NULL;
    if (!item->ticket_id) {
        return fire_desk(unit, item);
    }
    int32_t rc = sup__unit_ticket(unit, item->ticket_id, &slot);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_agenda",
                         "the agenda has an item for ticket %" PRId64 ", which is not there",
                         item->ticket_id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    /* What ends a wait takes its item away in the same step, and the ticket knows what comes first:
     * an item that is left, or is due at another time, is no fold's. */
    if ((item->kind == SUP__AGENDA_AUTO_CLOSE && slot->row.category != SUP_CATEGORY_SOLVED) ||
        item->due_ms != slot->row.agenda_ms) {
        return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_agenda",
                         "the agenda has an item for ticket %" PRId64 " at %" PRId64
                         ", for which the ticket does not wait",
                         item->ticket_id, item->due_ms);
    }
    /* Fired events are the desk's own, at their due instant; each is an operation of its own. */
    struct sup__turn turn;
    sup__unit_desks_turn(unit, item->due_ms, &turn);
    rc = fire_kind(unit, item, slot);
    sup__unit_turn_back(unit, &turn);
    return rc;
}

/* Time does not run backwards for a ticket: whoever's clock is behind acts at the last instant that
 * is known of it. Who says when it happened is believed. */
static void catch_up(struct sup__unit *unit, int64_t known_ms)
{
    if (unit->caller.now_ms < known_ms) {
        unit->caller.now_ms = known_ms;
        unit->at_ms = unit->caller.at_ms ? unit->at_ms : known_ms;
    }
}

static int32_t fire_own(struct sup__unit *unit, int64_t ticket_id)
{
    int32_t rc = sup__replan_ticket(unit, ticket_id);
    if (rc != SUP_OK) {
        return rc;
    }
    for (;;) {
        struct sup__ticket_slot *slot = NULL;
        struct sup__agenda_row first;
        rc = sup__unit_ticket(unit, ticket_id, &slot);
        if (rc == SUP_OK) {
            catch_up(unit, slot->row.known_ms);
        }
        if (rc != SUP_OK || slot->row.agenda_ms == 0 || slot->row.agenda_ms > unit->caller.now_ms) {
            return rc;
        }
        rc = sup__agenda_first(unit, ticket_id, &first);
        if (rc == SUP_NOT_FOUND) {
            return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_ticket.agenda_ms",
                             "ticket %" PRId64 " waits for time, but nothing is on its agenda",
                             ticket_id);
        }
        if (rc == SUP_OK) {
            rc = fire(unit, &first);
        }
        if (rc != SUP_OK) {
            return rc;
        }
        unit->fired_id = ticket_id;
    }
}

int32_t sup__agenda_fire_ticket(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = fire_own(unit, ticket_id);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, ticket_id, &slot);
    }
    /* What is part of another ticket is held with it, and what is learnt of it raises that. */
    return rc == SUP_OK && slot->row.root_id ? fire_own(unit, slot->row.root_id) : rc;
}

int32_t sup__agenda_fire_desk(struct sup__unit *unit)
{
    struct sup__agenda_row first;
    int32_t rc = sup__agenda_first(unit, 0, &first);
    while (rc == SUP_OK && first.kind == SUP__AGENDA_REQUESTS &&
           first.due_ms <= unit->caller.now_ms) {
        rc = fire_desk(unit, &first);
        unit->has_fired_desk = 1;
        rc = rc == SUP_OK ? sup__agenda_first(unit, 0, &first) : rc;
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* When a ticket, or what is about none, waits for something next; 0: it does not. */
static int32_t next_of(struct sup__unit *unit, int64_t ticket_id, int64_t *next_ms)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__agenda_row first = {0};
    int32_t rc =
        ticket_id ? sup__unit_ticket(unit, ticket_id, &slot) : sup__agenda_first(unit, 0, &first);
    *next_ms = rc != SUP_OK ? 0 : slot ? slot->row.agenda_ms : first.due_ms;
    return !ticket_id && rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* An item that an earlier one took away has nothing to fire. */
static int32_t fire_if_there(struct sup__unit *unit, const struct sup__agenda_row *item,
                             uint32_t *fired)
{
    struct sup__agenda_row row = *item;
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENDA, &row);
    if (rc == SUP_NOT_FOUND) {
        return SUP_OK;
    }
    if (rc == SUP_OK) {
        ++*fired;
        rc = fire(unit, item);
    }
    return rc;
}

/* What a ticket waits for next is due before an item, or with it. */
static int is_overtaken(int64_t first_ms, const struct sup__agenda_row *item)
{
    return first_ms && first_ms <= item->due_ms;
}

/* Fire a batch of what is due, in due order: up to where one of its tickets has come to wait for
 * something that may be due before the next of the batch. `done`: so many of the rows are over. */
static int32_t fire_batch(struct sup__unit *unit, const struct sup__agenda_row *rows,
                          uint32_t count, uint32_t *fired, uint32_t *done)
{
    int64_t first_ms = 0;
    int64_t next_ms = 0;
    int32_t rc = SUP_OK;
    uint32_t i = 0;
    while (rc == SUP_OK && i < count && !is_overtaken(first_ms, &rows[i])) {
        rc = fire_if_there(unit, &rows[i], fired);
        if (rc == SUP_OK) {
            rc = next_of(unit, rows[i].ticket_id, &next_ms);
        }
        first_ms = sup__earlier(next_ms, first_ms);
        i++;
    }
    *done = i;
    return rc;
}

/* Fire what is due by now, until nothing is or so much has fired; `rows` has room for `limit`.
 * About as many are read as fired of the last ones: where tickets soon wait for the next thing,
 * the rest of a long batch would be read again and again. */
static int32_t fire_batches(struct sup__unit *unit, struct sup__agenda_row *rows, uint32_t limit,
                            uint32_t *fired)
{
    uint32_t size = ROWS_FEW;
    uint32_t count = 0;
    uint32_t done = 0;
    int32_t rc = SUP_OK;
    do {
        size = size < limit - *fired ? size : limit - *fired;
        rc = sup__agenda_due(unit, unit->caller.now_ms, size, rows, &count);
        if (rc == SUP_OK) {
            rc = fire_batch(unit, rows, count, fired, &done);
        }
        size = 2 * done > ROWS_FEW ? 2 * done : ROWS_FEW;
    } while (rc == SUP_OK && count && *fired < limit);
    return rc;
}

/* Most ticks find nothing due: they look at one row. */
int32_t sup__agenda_fire_due(struct sup__unit *unit, uint32_t limit, uint32_t *fired,
                             int64_t *next_due_ms)
{
    struct sup__agenda_row first;
    uint32_t count = 0;
    int32_t rc = SUP_OK;
    /* First of all: it is due since before all that still waits, and is what that is judged by. */
    while (rc == SUP_OK && unit->head.replan_ms && *fired < limit) {
        rc = sup__replan_batch(unit, limit - *fired, fired);
    }
    if (rc == SUP_OK) {
        rc = sup__agenda_due(unit, 0, 1, &first, &count);
    }
    if (rc == SUP_OK && count && first.due_ms <= unit->caller.now_ms && *fired < limit) {
        struct sup__agenda_row *rows =
            sup__arena_alloc(unit->repo.arena, (limit - *fired) * sizeof *rows);
        rc = rows ? fire_batches(unit, rows, limit, fired)
                  : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        if (rc == SUP_OK) {
            rc = sup__agenda_due(unit, 0, 1, &first, &count);
        }
    }
    *next_due_ms = rc == SUP_OK && count ? first.due_ms : 0;
    return rc;
}
