/*
 * fold_reminder.c: what events do to reminders.
 *
 * Which of them end with a move, a message or a merge is a fixed rule and needs no policy: those of
 * the policy are for one stay in one status, those of people last until the ticket is closed.
 */
#include "ops/erasure/erase.h"
#include "ops/sla/reminders.h"

#include "base/message.h"

#include <string.h>

int32_t sup__load_reminders(struct sup__unit *unit, int64_t ticket_id, struct sup__rows *rows)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REMINDER, .prefix_count = 2, .prefix = prefix};
    memset(rows, 0, sizeof *rows);
    return sup__rows_read(unit, &scan, rows);
}

/* The ticket knows how many there are, and the agenda when the first is due. */
static int32_t recount(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__rows rows;
    int64_t first_ms = 0;
    int32_t rc = sup__load_reminders(unit, ticket_id, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reminder_row *row = sup__rows_at(&rows, i);
        first_ms = i == 0 || row->due_ms < first_ms ? row->due_ms : first_ms;
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, ticket_id, &slot);
    }
    if (rc == SUP_OK) {
        slot->row.reminder_count = rows.count;
        rc = sup__agenda_clear(unit, slot, SUP__AGENDA_REMINDERS);
    }
    return rc == SUP_OK && rows.count ? sup__agenda_set(unit, slot, SUP__AGENDA_REMINDERS, first_ms)
                                      : rc;
}

static int32_t set(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__reminder_row row = {.tenant = unit->head.tenant,
                                    .ticket_id = event->row.ticket_id,
                                    .id = event->row.number,
                                    .origin_id = event->row.ticket_id,
                                    .set_ms = event->row.at_ms,
                                    .due_ms = event->payload.due_ms,
                                    .agent_id = event->row.subject_id,
                                    .actor_kind = event->row.actor_kind,
                                    .actor_id = event->row.actor_id,
                                    .note = event->body,
                                    .rule = event->row.after,
                                    .position = event->payload.position};
    unit->head.reminder_count = row.id;
    return sup__put(&unit->repo, SUP__T_REMINDER, &row);
}

static struct sup__reminder_row named(const struct sup__unit *unit, const struct sup__event *event)
{
    return (struct sup__reminder_row){
        .tenant = unit->head.tenant, .ticket_id = event->row.ticket_id, .id = event->row.number};
}

/* One that is not there is none that an event set: somebody edited the table. */
static int32_t drop(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__reminder_row row = named(unit, event);
    int32_t rc = sup__remove(&unit->repo, SUP__T_REMINDER, &row);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* The policy's next one takes its place. */
static int32_t go_on(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__reminder_row row = named(unit, event);
    int32_t rc = sup__get(&unit->repo, SUP__T_REMINDER, &row);
    row.due_ms = event->payload.due_ms;
    row.position++;
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_REMINDER, &row)
                        : (rc == SUP_NOT_FOUND ? SUP_OK : rc);
}

int32_t sup__fold_reminder(struct sup__unit *unit, const struct sup__event *event)
{
    int is_going_on = event->row.kind == SUP__E_REMINDER_DUE && event->payload.due_ms;
    int32_t rc = event->row.kind == SUP__E_REMINDER_SET ? set(unit, event)
                 : is_going_on                          ? go_on(unit, event)
                                                        : drop(unit, event);
    return rc == SUP_OK ? recount(unit, event->row.ticket_id) : rc;
}

/* ---- what ends them ---- */

enum ending { ENDS_NONE, ENDS_RULES, ENDS_ALL };

/* A message that was written before the desk began to wait is not what it waits for. */
static int is_ended(enum ending ending, const struct sup__event *event,
                    const struct sup__reminder_row *row)
{
    int is_before = event->row.kind == SUP__E_MESSAGE_RECEIVED && event->row.at_ms < row->set_ms;
    return ending == ENDS_ALL || (row->rule && !is_before);
}

static enum ending ending_of(const struct sup__event *event, const struct sup__ticket_row *ticket)
{
    switch (event->row.kind) {
    case SUP__E_TICKET_MOVED:
        return event->row.number == SUP_CATEGORY_CLOSED ? ENDS_ALL : ENDS_RULES;
    case SUP__E_MESSAGE_RECEIVED:
        return ticket->category == SUP_CATEGORY_PENDING && !(event->row.flags & SUP_EVENT_AUTOMATED)
                   ? ENDS_RULES
                   : ENDS_NONE;
    default:
        return ENDS_NONE;
    }
}

int32_t sup__settle_reminders(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__rows rows;
    uint32_t ended = 0;
    int32_t rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    if (rc != SUP_OK || !slot->row.reminder_count) {
        return rc;
    }
    enum ending ending = ending_of(event, &slot->row);
    if (ending == ENDS_NONE) {
        return SUP_OK;
    }
    rc = sup__load_reminders(unit, event->row.ticket_id, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reminder_row *row = sup__rows_at(&rows, i);
        if (is_ended(ending, event, row)) {
            ended++;
            rc = sup__remove(&unit->repo, SUP__T_REMINDER, row);
        }
    }
    return rc == SUP_OK && ended ? recount(unit, event->row.ticket_id) : rc;
}

/* ---- merges ---- */

static int32_t take_along(struct sup__unit *unit, const struct sup__reminder_row *from,
                          int64_t ticket_id)
{
    struct sup__reminder_row row = *from;
    int32_t rc = sup__remove(&unit->repo, SUP__T_REMINDER, from);
    row.ticket_id = ticket_id;
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_REMINDER, &row) : rc;
}

static int32_t has_reminders(struct sup__unit *unit, int64_t ticket_id, int *has)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    *has = rc == SUP_OK && slot->row.reminder_count;
    return rc;
}

int32_t sup__bring_reminders(struct sup__unit *unit, int64_t source, int64_t target)
{
    struct sup__rows rows;
    int has = 0;
    int32_t rc = has_reminders(unit, source, &has);
    if (rc != SUP_OK || !has) {
        return rc;
    }
    rc = sup__load_reminders(unit, source, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reminder_row *row = sup__rows_at(&rows, i);
        rc = row->rule ? sup__remove(&unit->repo, SUP__T_REMINDER, row)
                       : take_along(unit, row, target);
    }
    if (rc == SUP_OK) {
        rc = recount(unit, source);
    }
    return rc == SUP_OK ? recount(unit, target) : rc;
}

int32_t sup__return_reminders(struct sup__unit *unit, int64_t target, int64_t source,
                              const struct sup__members *members)
{
    struct sup__rows rows;
    int has = 0;
    int32_t rc = has_reminders(unit, target, &has);
    if (rc != SUP_OK || !has) {
        return rc;
    }
    rc = sup__load_reminders(unit, target, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reminder_row *row = sup__rows_at(&rows, i);
        if (sup__is_member_of(members, row->origin_id, source)) {
            rc = take_along(unit, row, source);
        }
    }
    if (rc == SUP_OK) {
        rc = recount(unit, source);
    }
    return rc == SUP_OK ? recount(unit, target) : rc;
}

/* ---- erasures ---- */

int32_t sup__erase_reminders(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__rows rows;
    int has = 0;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    int64_t root = rc == SUP_OK ? sup__ticket_root(&slot->row) : 0;
    if (rc == SUP_OK) {
        rc = has_reminders(unit, root, &has);
    }
    if (rc != SUP_OK || !has) {
        return rc;
    }
    rc = sup__load_reminders(unit, root, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reminder_row *row = sup__rows_at(&rows, i);
        struct sup__reminder_row erased = *row;
        erased.note = NULL;
        if (row->origin_id == ticket_id) {
            rc = sup__update(&unit->repo, SUP__T_REMINDER, row, &erased);
        }
    }
    return rc;
}
