/*
 * agenda_fire.c: what happens when something's time has come.
 *
 * Each thing fires at its own instant, whether a tick finds it or the next operation on its ticket
 * does: so the desk comes out the same however often the host ticks.
 */
#include "ops/reminders.h"
#include "ops/timers.h"

#include "base/message.h"
#include "supportcore/ticket.h"

#include <inttypes.h>
#include <string.h>

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
    default:
        return auto_close(unit, slot);
    }
}

static int32_t fire(struct sup__unit *unit, const struct sup__agenda_row *item)
{
    struct sup__ticket_slot *slot = NULL;
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

int32_t sup__agenda_fire_ticket(struct sup__unit *unit, int64_t ticket_id)
{
    int32_t rc = sup__replan_ticket(unit, ticket_id);
    if (rc != SUP_OK) {
        return rc;
    }
    for (;;) {
        struct sup__ticket_slot *slot = NULL;
        struct sup__agenda_row first;
        rc = sup__unit_ticket(unit, ticket_id, &slot);
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

/* Fire a batch of what is due, in due order: up to where a ticket has come to wait for something
 * that is due before the rest of the batch. */
static int32_t fire_batch(struct sup__unit *unit, const struct sup__agenda_row *rows,
                          uint32_t count, uint32_t *fired)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        rc = fire_if_there(unit, &rows[i], fired);
        if (rc == SUP_OK) {
            rc = sup__unit_ticket(unit, rows[i].ticket_id, &slot);
        }
        if (rc == SUP_OK && i + 1 < count && slot->row.agenda_ms &&
            slot->row.agenda_ms < rows[i + 1].due_ms) {
            return SUP_OK;
        }
    }
    return rc;
}

/* Fire what is due by now, until nothing is or so much has fired; `rows` has room for `limit`. */
static int32_t fire_batches(struct sup__unit *unit, struct sup__agenda_row *rows, uint32_t limit,
                            uint32_t *fired)
{
    uint32_t count = 0;
    int32_t rc = SUP_OK;
    do {
        rc = sup__agenda_due(unit, unit->caller.now_ms, limit - *fired, rows, &count);
        if (rc == SUP_OK) {
            rc = fire_batch(unit, rows, count, fired);
        }
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
