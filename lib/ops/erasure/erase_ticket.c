/*
 * erase_ticket.c: what was said about a ticket, by whomever.
 *
 * All of it speaks of the person: the agents' replies and notes too.
 */
#include "ops/authority/requests.h"
#include "ops/erasure/erase.h"
#include "ops/sla/reminders.h"
#include "ops/tickets/ticket_merge.h"

#include <string.h>

/* Events of a ticket that have a text, and its messages. */
struct said {
    struct sup__unit *unit;
    struct sup__id_list events;
    struct sup__id_list messages; /* each with the sequence of its event, or of what it brought */
    int32_t failed;               /* code */
};

int32_t sup__brought_by(struct sup__unit *unit, const struct sup__event_row *row,
                        int64_t *message_id)
{
    struct sup__event event;
    *message_id = 0;
    if (row->kind != SUP__E_REFERENCES_ADDED) {
        return SUP_OK;
    }
    int32_t rc = sup__event_decode(unit->repo.arena, row, NULL, &event, unit->error);
    *message_id = rc == SUP_OK ? event.payload.message_id : 0;
    return rc;
}

static int32_t add_event(void *context, void *in)
{
    struct said *said = context;
    const struct sup__event_row *row = in;
    int is_message = row->kind >= SUP__E_MESSAGE_RECEIVED && row->kind <= SUP__E_MESSAGE_NOTED;
    int64_t message_id = is_message ? row->subject_id : 0;
    int32_t rc = is_message ? SUP_OK : sup__brought_by(said->unit, row, &message_id);
    if (rc == SUP_OK && message_id) {
        rc = sup__id_list_add(said->unit, &said->messages, message_id);
    }
    if (rc == SUP_OK && (message_id || row->private_digest.bytes)) {
        rc = sup__id_list_add(said->unit, message_id ? &said->messages : &said->events,
                              row->sequence);
    }
    said->failed = rc;
    return rc != SUP_OK;
}

static int32_t read_events(struct said *said, int64_t ticket_id)
{
    struct sup_value prefix[2] = {sup__int(said->unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .index = SUP__EVENT_BY_TICKET,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct sup__event_row row;
    int32_t rc = sup__each(&said->unit->repo, &scan, 1, &row, add_event, said);
    return said->failed ? said->failed : rc;
}

static int32_t erase_external(struct sup__unit *unit, const struct sup__message_row *message)
{
    struct sup__message_external_row row = {.tenant = message->tenant,
                                            .channel = message->channel,
                                            .external_id = message->external_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_MESSAGE_EXTERNAL, &row);
    if (rc == SUP_OK && row.message_id == message->id) {
        rc = sup__remove(&unit->repo, SUP__T_MESSAGE_EXTERNAL, &row);
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t remove_all(struct sup__unit *unit, enum sup__table table, int64_t id)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 2, .prefix = prefix};
    int64_t removed = 0;
    return sup__db_remove_range(unit->repo.db, &scan, &removed);
}

static int32_t erase_message(struct sup__unit *unit, const struct sup__message_row *message)
{
    struct sup__message_row after = *message;
    int32_t rc = message->external_id ? erase_external(unit, message) : SUP_OK;
    after.external_id = NULL;
    if (rc == SUP_OK && message->external_id) {
        rc = sup__update(&unit->repo, SUP__T_MESSAGE, message, &after);
    }
    return rc == SUP_OK && message->attachment_count
               ? remove_all(unit, SUP__T_ATTACHMENT, message->id)
               : rc;
}

int sup__is_theirs(const struct sup__message_row *row, const struct sup__id_list *tickets,
                   const struct sup__family *family)
{
    for (uint32_t i = 0; i < tickets->count; i++) {
        if (tickets->items[i] == row->ticket_id) {
            return 1;
        }
    }
    for (uint32_t i = 0; i < family->count; i++) {
        if (row->customer_id && family->rows[i].id == row->customer_id) {
            return 1;
        }
    }
    return 0;
}

/* An erasure before this one may have taken it, before a split. */
static int32_t keep_text(struct sup__erasing *erasing, int64_t sequence)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__event_private_row row = {.tenant = unit->head.tenant, .sequence = sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT_PRIVATE, &row);
    return rc == SUP_OK ? sup__id_list_add(unit, &erasing->kept, sequence)
                        : (rc == SUP_NOT_FOUND ? SUP_OK : rc);
}

/* Those that came to the ticket, but for what a split made somebody else's since. */
static int32_t erase_messages(struct sup__erasing *erasing, const struct sup__id_list *ids)
{
    struct sup__unit *unit = erasing->unit;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i + 1 < ids->count; i += 2) {
        struct sup__message_row row = {.tenant = unit->head.tenant, .id = ids->items[i]};
        int is_gone = 0;
        rc = sup__get(&unit->repo, SUP__T_MESSAGE, &row);
        int is_theirs = rc == SUP_NOT_FOUND || /* somebody deleted it */
                        sup__is_theirs(&row, &erasing->tickets, erasing->family);
        if (rc == SUP_OK && is_theirs) {
            rc = erase_message(unit, &row);
        }
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc;
        if (rc == SUP_OK) {
            rc = is_theirs ? sup__erase_text(erasing, ids->items[i + 1], &is_gone)
                           : keep_text(erasing, ids->items[i + 1]);
        }
    }
    return rc;
}

/* Rows whose names stay, and whose values go. */
static int32_t empty_values(struct sup__unit *unit, enum sup__table table, int64_t ticket_id)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        union sup__any_row row;
        memcpy(&row, sup__rows_at(&rows, i), rows.row_bytes);
        *(table == SUP__T_FACT ? &row.fact.value : &row.field.value) = "";
        rc = sup__update(&unit->repo, table, sup__rows_at(&rows, i), &row);
    }
    return rc;
}

/* The references that came with a message to a ticket of somebody else: their event follows that of
 * the message, in the same operation. */
static int32_t erase_brought(struct sup__erasing *erasing, const struct sup__message_row *message)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__event_row row = {.tenant = unit->head.tenant, .sequence = message->sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &row);
    int64_t operation = row.operation;
    while (rc == SUP_OK && row.operation == operation) {
        int64_t message_id = 0;
        rc = sup__brought_by(unit, &row, &message_id);
        if (rc == SUP_OK && message_id == message->id) {
            rc = sup__erase_other_text(erasing, row.sequence);
        }
        row = (struct sup__event_row){.tenant = unit->head.tenant, .sequence = row.sequence + 1};
        rc = rc == SUP_OK ? sup__get(&unit->repo, SUP__T_EVENT, &row) : rc;
    }
    return rc == SUP_OK || rc == SUP_NOT_FOUND ? sup__drop_brought(unit, message) : rc;
}

/* Messages of the ticket, in its thread or in that of what it was merged into, whose events are of
 * another one. */
static int32_t erase_thread(struct sup__erasing *erasing, int64_t ticket_id)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__ticket_slot *slot = NULL;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_filter filter = {SUP__MESSAGE_ticket_id, SUP_EQ, sup__int(ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = 1,
                            .filters = &filter};
    struct sup__rows rows = {0};
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc == SUP_OK) {
        prefix[1] = sup__int(sup__ticket_root(&slot->row));
        rc = sup__rows_read(unit, &scan, &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__message_row *row = sup__rows_at(&rows, i);
        int is_gone = 0;
        rc = erase_message(unit, row);
        if (rc == SUP_OK) {
            rc = sup__erase_text(erasing, row->sequence, &is_gone);
        }
        if (rc == SUP_OK && is_gone) {
            rc = sup__id_list_add(unit, &erasing->events, row->sequence);
        }
        if (rc == SUP_OK && is_gone && row->customer_id) {
            rc = erase_brought(erasing, row);
        }
    }
    return rc;
}

int32_t sup__erase_stray(struct sup__erasing *erasing, const struct sup__event_row *event)
{
    struct sup__message_row row = {.tenant = event->tenant, .id = event->subject_id};
    int32_t rc = event->kind == SUP__E_MESSAGE_RECEIVED
                     ? sup__get(&erasing->unit->repo, SUP__T_MESSAGE, &row)
                     : SUP_NOT_FOUND;
    if (rc == SUP_OK) {
        rc = erase_message(erasing->unit, &row);
    }
    if (rc == SUP_OK) {
        rc = erase_brought(erasing, &row);
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* What the shop gave for the ticket's orders, and said of no one else. */
static int32_t erase_given(struct sup__erasing *erasing, int64_t ticket_id)
{
    struct sup_value prefix[2] = {sup__int(erasing->unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REFERENCE, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows;
    int32_t rc = sup__rows_read(erasing->unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__reference_row *row = sup__rows_at(&rows, i);
        const struct sup_reference order = {row->system, row->kind, row->reference_id};
        rc = strcmp(row->kind, "order") == 0 ? sup__erase_reported(erasing, &order, 0) : SUP_OK;
    }
    return rc;
}

int32_t sup__erase_ticket(struct sup__erasing *erasing, int64_t ticket_id)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__ticket_slot *slot = NULL;
    struct said said = {.unit = unit};
    int is_gone = 0;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc == SUP_OK) {
        slot->row.subject = NULL;
        rc = read_events(&said, ticket_id);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < said.events.count; i++) {
        rc = sup__erase_text(erasing, said.events.items[i], &is_gone);
    }
    if (rc == SUP_OK) {
        rc = erase_messages(erasing, &said.messages);
    }
    if (rc == SUP_OK) {
        rc = erase_thread(erasing, ticket_id);
    }
    if (rc == SUP_OK) {
        rc = erase_given(erasing, ticket_id);
    }
    if (rc == SUP_OK) {
        rc = remove_all(unit, SUP__T_REFERENCE, ticket_id); /* all parts of a ticket go */
    }
    if (rc == SUP_OK) {
        rc = empty_values(unit, SUP__T_FACT, ticket_id);
    }
    if (rc == SUP_OK) {
        rc = empty_values(unit, SUP__T_FIELD, ticket_id);
    }
    if (rc == SUP_OK) {
        rc = sup__erase_requests(erasing, ticket_id);
    }
    return rc == SUP_OK ? sup__erase_reminders(unit, ticket_id) : rc;
}
