/*
 * agenda.c: what waits for time, and what happens when its time has come.
 *
 * A ticket's row keeps the earliest due time of its items, so an operation on a ticket on which
 * nothing is due asks the store nothing. The table is read only when something is due or when an
 * item is taken away.
 */
#include "ops/unit.h"

#include "base/message.h"
#include "supportcore/ticket.h"

#include <string.h>

enum { ITEMS_MAX = 32 }; /* of one ticket */

struct items {
    struct sup__agenda_row rows[ITEMS_MAX];
    uint32_t count;
};

static int32_t collect(void *context, void *row)
{
    struct items *items = context;
    if (items->count < ITEMS_MAX) {
        items->rows[items->count++] = *(struct sup__agenda_row *)row;
    }
    return 0;
}

static int32_t items_of(struct sup__unit *unit, int64_t ticket_id, struct items *items)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_AGENDA,
                            .index = SUP__AGENDA_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = ITEMS_MAX};
    struct sup__agenda_row row;
    items->count = 0;
    return sup__each(&unit->repo, &scan, 1, &row, collect, items);
}

int32_t sup__agenda_set(struct sup__unit *unit, struct sup__ticket_slot *slot,
                        enum sup__agenda_kind kind, int64_t due_ms)
{
    struct sup__agenda_row row = {.tenant = unit->head.tenant,
                                  .due_ms = due_ms,
                                  .ticket_id = slot->row.id,
                                  .kind = kind,
                                  .generation = slot->row.version};
    if (slot->row.agenda_ms == 0 || due_ms < slot->row.agenda_ms) {
        slot->row.agenda_ms = due_ms;
    }
    return sup__put(&unit->repo, SUP__T_AGENDA, &row);
}

int32_t sup__agenda_clear(struct sup__unit *unit, struct sup__ticket_slot *slot,
                          enum sup__agenda_kind kind)
{
    if (slot->row.agenda_ms == 0) {
        return SUP_OK;
    }
    struct items items;
    int32_t rc = items_of(unit, slot->row.id, &items);
    int64_t earliest = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < items.count; i++) {
        if (items.rows[i].kind == kind || !kind) {
            rc = sup__remove(&unit->repo, SUP__T_AGENDA, &items.rows[i]);
        } else if (earliest == 0 || items.rows[i].due_ms < earliest) {
            earliest = items.rows[i].due_ms;
        }
    }
    slot->row.agenda_ms = earliest;
    return rc;
}

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

int32_t sup__agenda_fire(struct sup__unit *unit, const struct sup__agenda_row *item)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, item->ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    /* Fired events are the desk's own, at their due instant; each is an operation of its own. */
    struct sup_caller caller = unit->caller;
    int64_t at_ms = unit->at_ms;
    int is_import = unit->is_import;
    unit->caller.actor_kind = SUP_ACTOR_SYSTEM;
    unit->caller.actor_id = 0;
    unit->caller.traceparent = NULL;
    unit->at_ms = item->due_ms;
    unit->is_import = 0;
    unit->first_sequence = 0;
    if (item->kind == SUP__AGENDA_AUTO_CLOSE && slot->row.category == SUP_CATEGORY_SOLVED) {
        rc = auto_close(unit, slot);
    } else {
        rc = sup__agenda_clear(unit, slot, (enum sup__agenda_kind)item->kind);
    }
    unit->caller = caller;
    unit->at_ms = at_ms;
    unit->is_import = is_import;
    unit->first_sequence = 0;
    return rc;
}

int32_t sup__agenda_fire_ticket(struct sup__unit *unit, int64_t ticket_id)
{
    for (;;) {
        struct sup__ticket_slot *slot = NULL;
        int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
        if (rc != SUP_OK || slot->row.agenda_ms == 0 || slot->row.agenda_ms > unit->caller.now_ms) {
            return rc;
        }
        struct items items;
        rc = items_of(unit, ticket_id, &items);
        const struct sup__agenda_row *first = NULL;
        for (uint32_t i = 0; rc == SUP_OK && i < items.count; i++) {
            if (!first || items.rows[i].due_ms < first->due_ms) {
                first = &items.rows[i];
            }
        }
        if (rc == SUP_OK && !first) {
            return sup__fail(unit->error, SUP_MSG_STORE_CORRUPT, "sup_ticket.agenda_ms",
                             "a ticket waits for time but nothing is on its agenda");
        }
        if (rc == SUP_OK) {
            rc = sup__agenda_fire(unit, first);
        }
        if (rc != SUP_OK) {
            return rc;
        }
    }
}
