/*
 * agenda.c: the rows of what waits for time. Folding an event sets and clears them; agenda_fire.c
 * makes the events when their time has come.
 *
 * A ticket's row keeps the earliest due time of its items, so an operation on a ticket on which
 * nothing is due asks the store nothing. The table is read only when something is due or when an
 * item is taken away.
 */
#include "ops/unit.h"

#include "supportcore/ticket.h"

#include <string.h>

enum { ITEMS_MAX = 32 }; /* of one ticket */

struct items {
    struct sup__agenda_row *rows;
    uint32_t count;
};

static int32_t add_row(void *context, void *row)
{
    struct items *items = context;
    items->rows[items->count++] = *(struct sup__agenda_row *)row;
    return 0;
}

static int32_t read_items(struct sup__unit *unit, const struct sup_scan *scan, struct items *items)
{
    struct sup__agenda_row row;
    items->count = 0;
    return sup__each(&unit->repo, scan, 1, &row, add_row, items);
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
    return read_items(unit, &scan, items);
}

int32_t sup__agenda_due(struct sup__unit *unit, int64_t until_ms, uint32_t limit,
                        struct sup__agenda_row *rows, uint32_t *count)
{
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_value upper = sup__int(until_ms);
    struct items items = {.rows = rows};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_AGENDA,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .upper_count = until_ms ? 1 : 0,
                            .upper = &upper,
                            .limit = limit};
    int32_t rc = read_items(unit, &scan, &items);
    *count = items.count;
    return rc;
}

int32_t sup__agenda_first(struct sup__unit *unit, int64_t ticket_id, struct sup__agenda_row *first)
{
    struct sup__agenda_row rows[ITEMS_MAX];
    struct items items = {.rows = rows};
    int32_t rc = items_of(unit, ticket_id, &items);
    if (rc != SUP_OK || items.count == 0) {
        return rc == SUP_OK ? SUP_NOT_FOUND : rc;
    }
    *first = rows[0];
    for (uint32_t i = 1; i < items.count; i++) {
        if (rows[i].due_ms < first->due_ms) {
            *first = rows[i];
        }
    }
    return SUP_OK;
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

int32_t sup__agenda_set_desk(struct sup__unit *unit, enum sup__agenda_kind kind, int64_t due_ms)
{
    struct sup__agenda_row rows[ITEMS_MAX];
    struct items items = {.rows = rows};
    struct sup__agenda_row row = {.tenant = unit->head.tenant, .due_ms = due_ms, .kind = kind};
    int32_t rc = items_of(unit, 0, &items);
    for (uint32_t i = 0; rc == SUP_OK && i < items.count; i++) {
        if (rows[i].kind == kind) {
            rc = sup__remove(&unit->repo, SUP__T_AGENDA, &rows[i]);
        }
    }
    return rc == SUP_OK && due_ms ? sup__put(&unit->repo, SUP__T_AGENDA, &row) : rc;
}

/* Only a ticket whose work is over, or that has reminders or requests, may wait for something else
 * as well. */
int32_t sup__agenda_replace(struct sup__unit *unit, struct sup__ticket_slot *slot,
                            enum sup__agenda_kind kind, int64_t before_ms, int64_t due_ms)
{
    struct sup__agenda_row row = {
        .tenant = unit->head.tenant, .due_ms = before_ms, .ticket_id = slot->row.id, .kind = kind};
    int32_t rc = SUP_OK;
    int is_alone = slot->row.category < SUP_CATEGORY_SOLVED && !slot->row.reminder_count &&
                   !slot->row.request_count;
    if (before_ms && !is_alone) {
        rc = sup__agenda_clear(unit, slot, kind);
    } else if (before_ms) {
        rc = sup__remove(&unit->repo, SUP__T_AGENDA, &row);
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc;
        slot->row.agenda_ms = 0;
    }
    return rc == SUP_OK && due_ms ? sup__agenda_set(unit, slot, kind, due_ms) : rc;
}

int32_t sup__agenda_clear(struct sup__unit *unit, struct sup__ticket_slot *slot,
                          enum sup__agenda_kind kind)
{
    struct sup__agenda_row rows[ITEMS_MAX];
    struct items items = {.rows = rows};
    if (slot->row.agenda_ms == 0) {
        return SUP_OK;
    }
    int32_t rc = items_of(unit, slot->row.id, &items);
    int64_t earliest = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < items.count; i++) {
        if (rows[i].kind == kind) {
            rc = sup__remove(&unit->repo, SUP__T_AGENDA, &rows[i]);
        } else if (earliest == 0 || rows[i].due_ms < earliest) {
            earliest = rows[i].due_ms;
        }
    }
    slot->row.agenda_ms = earliest;
    return rc;
}
