/*
 * export.c: everything that is held about a person, as one JSON document.
 *
 * Rows of the public tables as they are, by the names of their columns, and the texts of the
 * events: nothing is chosen or worded here that could be forgotten, and docs/data-model.md says
 * what each column means.
 */
#include "ops/authority/requests.h"
#include "ops/bodies.h"
#include "ops/erasure/erase.h"
#include "ops/surveys/surveys.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct export
{
    struct sup__unit *unit;
    struct sup__buffer out;
    struct sup__family family;
    struct sup__rows tickets;
    struct sup__rows things;
    struct sup__rows messages;
    struct sup__rows surveys;
    struct sup__rows reported; /* requests without a ticket of theirs */
    int without_notes;
};

/* ---- writing ---- */

static void put_comma(struct sup__buffer *out)
{
    char last = out->bytes ? out->data[out->bytes - 1] : '{';
    if (last != '{' && last != '[') {
        sup__buffer_char(out, ',');
    }
}

static void put_name(struct sup__buffer *out, const char *name)
{
    put_comma(out);
    sup__buffer_json_text(out, name, strlen(name));
    sup__buffer_char(out, ':');
}

static void put_value(struct sup__buffer *out, const char *name, const struct sup_value *value)
{
    if (value->type == SUP_INT) {
        put_name(out, name);
        sup__buffer_int(out, value->number);
    } else if (value->type == SUP_TEXT) {
        put_name(out, name);
        sup__buffer_json_text(out, value->data, value->bytes);
    }
}

/* The tenant is the host's own number, and the same everywhere. */
static void put_row(struct export *export, enum sup__table table, const void *row)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    const struct sup_table *schema = &sup_schema()->tables[table];
    sup__row_to_values(table, row, values);
    put_comma(&export->out);
    sup__buffer_char(&export->out, '{');
    for (uint32_t i = 1; i < schema->column_count; i++) {
        put_value(&export->out, schema->columns[i].name, &values[i]);
    }
    sup__buffer_char(&export->out, '}');
}

static int32_t put_rows(struct export *export, enum sup__table table, const struct sup__rows *rows)
{
    for (uint32_t i = 0; i < rows->count; i++) {
        put_row(export, table, sup__rows_at(rows, i));
    }
    if (export->out.is_failed) {
        return sup__fail(export->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return export->out.bytes <= SUP_EXPORT_BYTES_MAX
               ? SUP_OK
               : sup__fail(export->unit->error, SUP_MSG_EXPORT_SIZE, "customer_id",
                           "the export would have more than %d bytes", SUP_EXPORT_BYTES_MAX);
}

static void begin_list(struct export *export, const char *name)
{
    put_name(&export->out, name);
    sup__buffer_char(&export->out, '[');
}

static const char *name_of(enum sup__table table)
{
    return sup_schema()->tables[table].name;
}

/* ---- rows ---- */

static int32_t read_by(struct export *export, enum sup__table table, uint32_t index,
                       const struct sup_value *prefix, uint32_t count, struct sup__rows *rows)
{
    struct sup_scan scan = {.size = sizeof scan,
                            .table = table,
                            .index = index,
                            .prefix_count = count,
                            .prefix = prefix};
    return sup__rows_read(export->unit, &scan, rows);
}

/* The rows of a table that belong to one id. */
static int32_t put_of(struct export *export, enum sup__table table, uint32_t index, int64_t id)
{
    struct sup_value prefix[2] = {sup__int(export->unit->head.tenant), sup__int(id)};
    struct sup__rows rows;
    int32_t rc = read_by(export, table, index, prefix, 2, &rows);
    return rc == SUP_OK ? put_rows(export, table, &rows) : rc;
}

static int32_t put_of_members(struct export *export, enum sup__table table, uint32_t index)
{
    int32_t rc = SUP_OK;
    begin_list(export, name_of(table));
    for (uint32_t i = 0; rc == SUP_OK && i < export->family.count; i++) {
        rc = put_of(export, table, index, export->family.rows[i].id);
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

static int32_t put_of_tickets(struct export *export, enum sup__table table, uint32_t index)
{
    int32_t rc = SUP_OK;
    begin_list(export, name_of(table));
    for (uint32_t i = 0; rc == SUP_OK && i < export->tickets.count; i++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, i);
        rc = put_of(export, table, index, ticket->id);
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

/* Rows of all members in one list. */
static int32_t read_of_members(struct export *export, enum sup__table table, uint32_t index,
                               struct sup__rows *all)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < export->family.count; i++) {
        struct sup_value prefix[2] = {sup__int(export->unit->head.tenant),
                                      sup__int(export->family.rows[i].id)};
        rc = sup__rows_more(export->unit,
                            &(struct sup_scan){.size = sizeof(struct sup_scan),
                                               .table = table,
                                               .index = index,
                                               .prefix_count = 2,
                                               .prefix = prefix},
                            all);
    }
    return rc;
}

static int32_t put_customers(struct export *export)
{
    struct sup__unit *unit = export->unit;
    int32_t rc = SUP_OK;
    begin_list(export, name_of(SUP__T_CUSTOMER));
    for (uint32_t i = 0; i < export->family.count; i++) {
        put_row(export, SUP__T_CUSTOMER, &export->family.rows[i]);
    }
    sup__buffer_char(&export->out, ']');
    rc = put_of_members(export, SUP__T_IDENTITY, SUP__IDENTITY_BY_CUSTOMER);
    if (rc == SUP_OK) {
        rc = put_of_members(export, SUP__T_CUSTOMER_FACT, 0);
    }
    if (rc == SUP_OK) {
        rc = put_of_members(export, SUP__T_CONTACT, 0);
    }
    begin_list(export, name_of(SUP__T_WATCHER));
    for (uint32_t i = 0; rc == SUP_OK && i < export->family.count; i++) {
        struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(2),
                                      sup__int(export->family.rows[i].id)};
        struct sup__rows rows;
        rc = read_by(export, SUP__T_WATCHER, SUP__WATCHER_BY_WATCHER, prefix, 3, &rows);
        rc = rc == SUP_OK ? put_rows(export, SUP__T_WATCHER, &rows) : rc;
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

static int32_t put_things(struct export *export)
{
    int32_t rc = read_of_members(export, SUP__T_THING, SUP__THING_BY_CUSTOMER, &export->things);
    begin_list(export, name_of(SUP__T_THING));
    if (rc == SUP_OK) {
        rc = put_rows(export, SUP__T_THING, &export->things);
    }
    sup__buffer_char(&export->out, ']');
    begin_list(export, name_of(SUP__T_THING_FACT));
    for (uint32_t i = 0; rc == SUP_OK && i < export->things.count; i++) {
        const struct sup__thing_row *thing = sup__rows_at(&export->things, i);
        struct sup_value prefix[4] = {sup__int(export->unit->head.tenant), sup__text(thing->system),
                                      sup__text(thing->kind), sup__text(thing->thing_id)};
        struct sup__rows rows;
        rc = read_by(export, SUP__T_THING_FACT, 0, prefix, 4, &rows);
        rc = rc == SUP_OK ? put_rows(export, SUP__T_THING_FACT, &rows) : rc;
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

/* ---- what they answered, and how their tickets were handled ---- */

static int is_member(const struct export *export, int64_t customer_id)
{
    uint32_t i = 0;
    while (i < export->family.count && export->family.rows[i].id != customer_id) {
        i++;
    }
    return i < export->family.count;
}

/* Of them, and of nobody but about a ticket of theirs. */
static int32_t put_surveys(struct export *export)
{
    struct sup__rows of_ticket;
    struct sup__rows none = {0};
    int32_t rc = read_of_members(export, SUP__T_SURVEY, SUP__SURVEY_BY_CUSTOMER, &export->surveys);
    begin_list(export, name_of(SUP__T_SURVEY));
    for (uint32_t t = 0; rc == SUP_OK && t < export->tickets.count; t++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, t);
        struct sup_value prefix[2] = {sup__int(ticket->tenant), sup__int(ticket->id)};
        rc = read_by(export, SUP__T_SURVEY, SUP__SURVEY_BY_TICKET, prefix, 2, &of_ticket);
        for (uint32_t i = 0; rc == SUP_OK && i < of_ticket.count; i++) {
            const struct sup__survey_row *row = sup__rows_at(&of_ticket, i);
            if (!is_member(export, row->customer_id)) {
                put_row(export, SUP__T_SURVEY, row);
            }
        }
    }
    if (rc == SUP_OK) {
        rc = put_rows(export, SUP__T_SURVEY, &export->surveys);
    }
    sup__buffer_char(&export->out, ']');
    return rc == SUP_OK ? put_rows(export, SUP__T_SURVEY, &none) : rc;
}

static int32_t put_reviews(struct export *export)
{
    struct sup__rows reviews = {0};
    int32_t rc = SUP_OK;
    for (uint32_t t = 0; rc == SUP_OK && t < export->tickets.count; t++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, t);
        struct sup_value prefix[2] = {sup__int(ticket->tenant), sup__int(ticket->id)};
        rc = sup__rows_more(export->unit,
                            &(struct sup_scan){.size = sizeof(struct sup_scan),
                                               .table = SUP__T_REVIEW,
                                               .index = SUP__REVIEW_BY_TICKET,
                                               .prefix_count = 2,
                                               .prefix = prefix},
                            &reviews);
    }
    begin_list(export, name_of(SUP__T_REVIEW));
    rc = rc == SUP_OK ? put_rows(export, SUP__T_REVIEW, &reviews) : rc;
    sup__buffer_char(&export->out, ']');
    begin_list(export, name_of(SUP__T_REVIEW_SECTION));
    for (uint32_t i = 0; rc == SUP_OK && i < reviews.count; i++) {
        const struct sup__review_row *row = sup__rows_at(&reviews, i);
        rc = put_of(export, SUP__T_REVIEW_SECTION, 0, row->id);
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

/* ---- messages and texts ---- */

static int has_ticket(const struct export *export, int64_t ticket_id)
{
    uint32_t i = 0;
    while (i < export->tickets.count &&
           ((const struct sup__ticket_row *)sup__rows_at(&export->tickets, i))->id != ticket_id) {
        i++;
    }
    return i < export->tickets.count;
}

/* A row by its id, behind those of a list. */
static int32_t read_row(struct export *export, enum sup__table table, int64_t id,
                        struct sup__rows *rows)
{
    struct sup_value prefix[2] = {sup__int(export->unit->head.tenant), sup__int(id)};
    return sup__rows_more(
        export->unit,
        &(struct sup_scan){
            .size = sizeof(struct sup_scan), .table = table, .prefix_count = 2, .prefix = prefix},
        rows);
}

/* What a ticket of theirs is to others, and what tickets of others are to it: a row is of the one
 * that says it, and found from the other by what that is part of now. */
static int32_t put_links_of(struct export *export, const struct sup__ticket_row *ticket)
{
    struct sup_value prefix[2] = {sup__int(export->unit->head.tenant),
                                  sup__int(ticket->root_id ? ticket->root_id : ticket->id)};
    struct sup_filter filter = {SUP__LINK_to_id, SUP_EQ, sup__int(ticket->id)};
    struct sup__rows rows = {0};
    struct sup__rows none = {0};
    int32_t rc = put_of(export, SUP__T_LINK, 0, ticket->id);
    if (rc == SUP_OK) {
        rc = sup__rows_read(export->unit,
                            &(struct sup_scan){.size = sizeof(struct sup_scan),
                                               .table = SUP__T_LINK,
                                               .index = SUP__LINK_BY_OTHER,
                                               .prefix_count = 2,
                                               .prefix = prefix,
                                               .filter_count = 1,
                                               .filters = &filter},
                            &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__link_row *row = sup__rows_at(&rows, i);
        if (!has_ticket(export, row->ticket_id)) {
            put_row(export, SUP__T_LINK, row);
        }
    }
    return rc == SUP_OK ? put_rows(export, SUP__T_LINK, &none) : rc;
}

static int32_t put_links(struct export *export)
{
    int32_t rc = SUP_OK;
    begin_list(export, name_of(SUP__T_LINK));
    for (uint32_t i = 0; rc == SUP_OK && i < export->tickets.count; i++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, i);
        /* Of a merged one the ticket that it is part of has the count. */
        rc = ticket->link_count || ticket->root_id ? put_links_of(export, ticket) : SUP_OK;
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

/* What they wrote in tickets of others. */
static int32_t read_strays(struct export *export)
{
    struct sup__rows rows = {0};
    int32_t rc = read_of_members(export, SUP__T_CUSTOMER_EVENT, 0, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__customer_event_row *row = sup__rows_at(&rows, i);
        struct sup__event_row event = {.tenant = row->tenant, .sequence = row->sequence};
        struct sup__message_row message = {.tenant = row->tenant};
        rc = sup__get(&export->unit->repo, SUP__T_EVENT, &event);
        message.id = event.subject_id;
        if (rc == SUP_OK && event.kind == SUP__E_MESSAGE_RECEIVED) {
            rc = sup__get(&export->unit->repo, SUP__T_MESSAGE, &message);
            if (rc == SUP_OK && !has_ticket(export, message.ticket_id)) {
                rc = read_row(export, SUP__T_MESSAGE, message.id, &export->messages);
            }
        }
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it */
    }
    return rc;
}

static int32_t put_messages(struct export *export)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < export->tickets.count; i++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, i);
        struct sup_value prefix[2] = {sup__int(export->unit->head.tenant),
                                      sup__int(ticket->root_id ? ticket->root_id : ticket->id)};
        struct sup_filter filters[2] = {{SUP__MESSAGE_ticket_id, SUP_EQ, sup__int(ticket->id)},
                                        {SUP__MESSAGE_kind, SUP_LT, sup__int(SUP_MESSAGE_NOTE)}};
        rc = sup__rows_more(export->unit,
                            &(struct sup_scan){.size = sizeof(struct sup_scan),
                                               .table = SUP__T_MESSAGE,
                                               .index = SUP__MESSAGE_BY_TIME,
                                               .prefix_count = 2,
                                               .prefix = prefix,
                                               .filter_count = export->without_notes ? 2 : 1,
                                               .filters = filters},
                            &export->messages);
    }
    if (rc == SUP_OK) {
        rc = read_strays(export);
    }
    begin_list(export, name_of(SUP__T_MESSAGE));
    if (rc == SUP_OK) {
        rc = put_rows(export, SUP__T_MESSAGE, &export->messages);
    }
    sup__buffer_char(&export->out, ']');
    begin_list(export, name_of(SUP__T_ATTACHMENT));
    for (uint32_t i = 0; rc == SUP_OK && i < export->messages.count; i++) {
        const struct sup__message_row *message = sup__rows_at(&export->messages, i);
        rc = message->attachment_count ? put_of(export, SUP__T_ATTACHMENT, 0, message->id) : SUP_OK;
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

/* What colleagues say to each other; why a customer wants somebody higher is the customer's. */
static int is_note(const struct sup__event_row *event)
{
    static const int64_t kinds[] = {
        SUP__E_MESSAGE_NOTED,     SUP__E_REMINDER_SET,     SUP__E_REMINDER_DUE,
        SUP__E_CAUSE_RECORDED,    SUP__E_FLOOR_ESCALATED,  SUP__E_SIGN_OFF_REQUESTED,
        SUP__E_FLOOR_SIGNED,      SUP__E_FLOOR_RETURNED,   SUP__E_FLOOR_LOWERED,
        SUP__E_EVIDENCE_RECORDED, SUP__E_REMEDY_REQUESTED, SUP__E_REMEDY_REFUSED,
        SUP__E_REMEDY_APPROVED,   SUP__E_REMEDY_REJECTED,  SUP__E_REMEDY_WITHDRAWN,
        SUP__E_REMEDY_FAILED,     SUP__E_REVIEW_RECORDED, SUP__E_OUTCOME_RATED,
        SUP__E_REMEDY_REPORTED,   SUP__E_ACTION_TAKEN,     SUP__E_REQUEST_USED,
        SUP__E_FLOOR_HOLD_SIGNED,
    };
    size_t i = 0;
    while (i < sizeof kinds / sizeof kinds[0] && kinds[i] != event->kind) {
        i++;
    }
    return i < sizeof kinds / sizeof kinds[0] && event->actor_kind != SUP_ACTOR_CUSTOMER;
}

static int32_t put_text(struct export *export, int64_t sequence)
{
    struct sup__unit *unit = export->unit;
    struct sup__event_row event = {.tenant = unit->head.tenant, .sequence = sequence};
    struct sup__event_private_row text = {.tenant = unit->head.tenant, .sequence = sequence};
    struct sup__rows none = {0};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT_PRIVATE, &text);
    if (rc == SUP_OK) {
        rc = sup__get(&unit->repo, SUP__T_EVENT, &event);
    }
    if (rc != SUP_OK || (export->without_notes && is_note(&event))) {
        return rc == SUP_NOT_FOUND ? SUP_OK : rc; /* erased */
    }
    struct sup__buffer *out = &export->out;
    const struct sup_value values[] = {sup__int(sequence), sup__text(sup__event_name(event.kind)),
                                       sup__int(event.at_ms)};
    put_comma(out);
    sup__buffer_char(out, '{');
    put_value(out, "sequence", &values[0]);
    put_value(out, "event", &values[1]);
    put_value(out, "at_ms", &values[2]);
    if (text.title) {
        put_name(out, "title");
        sup__buffer_json_text(out, text.title, strlen(text.title));
    }
    if (text.body) {
        put_name(out, "body");
        sup__buffer_json_text(out, text.body, strlen(text.body));
    }
    if (text.data) {
        put_name(out, "data");
        sup__buffer_text(out, text.data);
    }
    sup__buffer_char(out, '}');
    return put_rows(export, SUP__T_EVENT_PRIVATE, &none);
}

/* Events outside tickets, about them and about what is theirs whomever they named; and what they
 * wrote in tickets of others. */
static int32_t find_events(struct export *export, struct sup__id_list *list)
{
    struct sup__rows rows = {0};
    int32_t rc = read_of_members(export, SUP__T_CUSTOMER_EVENT, 0, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__customer_event_row *row = sup__rows_at(&rows, i);
        rc = sup__id_list_add(export->unit, list, row->sequence);
    }
    for (uint32_t t = 0; rc == SUP_OK && t < export->things.count; t++) {
        const struct sup__thing_row *thing = sup__rows_at(&export->things, t);
        struct sup_value prefix[4] = {sup__int(thing->tenant), sup__text(thing->system),
                                      sup__text(thing->kind), sup__text(thing->thing_id)};
        rc = read_by(export, SUP__T_THING_REPORT, 0, prefix, 4, &rows);
        for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
            const struct sup__thing_report_row *row = sup__rows_at(&rows, i);
            rc = sup__id_list_add(export->unit, list, row->sequence);
        }
    }
    return rc;
}

static int has_message(const struct export *export, int64_t message_id)
{
    uint32_t i = 0;
    while (i < export->messages.count &&
           ((const struct sup__message_row *)sup__rows_at(&export->messages, i))->id !=
               message_id) {
        i++;
    }
    return i < export->messages.count;
}

/* Of a ticket's events those that are no messages: a message may have come to a ticket of another,
 * or be of another since. */
static int32_t find_ticket_events(struct export *export, int64_t ticket_id,
                                  struct sup__id_list *list)
{
    struct sup_value prefix[2] = {sup__int(export->unit->head.tenant), sup__int(ticket_id)};
    struct sup__rows events;
    int32_t rc = read_by(export, SUP__T_EVENT, SUP__EVENT_BY_TICKET, prefix, 2, &events);
    for (uint32_t i = 0; rc == SUP_OK && i < events.count; i++) {
        const struct sup__event_row *row = sup__rows_at(&events, i);
        int is_message = row->kind >= SUP__E_MESSAGE_RECEIVED && row->kind <= SUP__E_MESSAGE_NOTED;
        int64_t message_id = 0;
        rc = sup__brought_by(export->unit, row, &message_id);
        if (rc == SUP_OK && row->private_digest.bytes && !is_message &&
            (!message_id || has_message(export, message_id))) {
            rc = sup__id_list_add(export->unit, list, row->sequence);
        }
    }
    return rc;
}

static int32_t put_texts(struct export *export)
{
    struct sup__id_list list = {0};
    int32_t rc = find_events(export, &list);
    for (uint32_t i = 0; rc == SUP_OK && i < export->reported.count; i++) {
        const struct sup__request_row *row = sup__rows_at(&export->reported, i);
        rc = sup__id_list_add(export->unit, &list, row->sequence);
    }
    for (uint32_t t = 0; rc == SUP_OK && t < export->tickets.count; t++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, t);
        rc = find_ticket_events(export, ticket->id, &list);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < export->messages.count; i++) {
        const struct sup__message_row *message = sup__rows_at(&export->messages, i);
        rc = sup__id_list_add(export->unit, &list, message->sequence);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < export->surveys.count; i++) {
        /* These may not say whose the survey is, where only a later report did. */
        rc = sup__survey_events(export->unit, sup__rows_at(&export->surveys, i), &list);
    }
    struct sup__ids ids = sup__id_list_sorted(&list);
    begin_list(export, "texts");
    for (uint32_t i = 0; rc == SUP_OK && i < ids.count; i++) {
        rc = put_text(export, ids.items[i]);
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

/* Theirs, and those of nobody that are part of them. */
static int32_t read_tickets(struct export *export)
{
    struct sup__id_list members = {0};
    int32_t rc = read_of_members(export, SUP__T_TICKET, SUP__TICKET_BY_CUSTOMER, &export->tickets);
    for (uint32_t i = 0; rc == SUP_OK && i < export->tickets.count; i++) {
        const struct sup__ticket_row *row = sup__rows_at(&export->tickets, i);
        rc = row->member_count ? sup__add_nobodys(export->unit, row->id, &members) : SUP_OK;
    }
    for (uint32_t i = 0; rc == SUP_OK && i < members.count; i++) {
        rc = read_row(export, SUP__T_TICKET, members.items[i], &export->tickets);
    }
    return rc;
}

/* ---- what the shop gave without a ticket ---- */

/* What was reported of them. */
static int32_t find_reports_of_members(struct export *export, struct sup__id_list *list)
{
    struct sup__rows rows = {0};
    int32_t rc = read_of_members(export, SUP__T_CUSTOMER_EVENT, 0, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__customer_event_row *row = sup__rows_at(&rows, i);
        struct sup__event_row event = {.tenant = row->tenant, .sequence = row->sequence};
        rc = sup__get(&export->unit->repo, SUP__T_EVENT, &event);
        int makes_request = event.kind == SUP__E_REMEDY_REPORTED ||
                            event.kind == SUP__E_REMEDY_REQUESTED ||
                            event.kind == SUP__E_REMEDY_REFUSED || event.kind == SUP__E_ACTION_TAKEN;
        if (rc == SUP_OK && makes_request) {
            rc = sup__id_list_add(export->unit, list, event.subject_id);
        }
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it */
    }
    return rc;
}

/* What was reported of their orders, and of those that their tickets are about. */
static int32_t find_reports_of_orders(struct export *export, struct sup__id_list *list)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < export->things.count; i++) {
        const struct sup__thing_row *thing = sup__rows_at(&export->things, i);
        rc = strcmp(thing->kind, "order") == 0
                 ? sup__find_reported(export->unit, thing->system, thing->thing_id, list)
                 : SUP_OK;
    }
    for (uint32_t t = 0; rc == SUP_OK && t < export->tickets.count; t++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, t);
        struct sup_value prefix[2] = {sup__int(ticket->tenant), sup__int(ticket->id)};
        struct sup__rows rows;
        rc = read_by(export, SUP__T_REFERENCE, 0, prefix, 2, &rows);
        for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
            const struct sup__reference_row *row = sup__rows_at(&rows, i);
            rc = strcmp(row->kind, "order") == 0
                     ? sup__find_reported(export->unit, row->system, row->reference_id, list)
                     : SUP_OK;
        }
    }
    return rc;
}

/* Reports that a request of theirs was confirmed by. */
static int32_t find_joined(struct export *export, struct sup__id_list *list)
{
    int32_t rc = SUP_OK;
    for (uint32_t t = 0; rc == SUP_OK && t < export->tickets.count; t++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, t);
        struct sup__rows rows;
        rc = sup__load_requests(export->unit, ticket->id, &rows);
        for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
            const struct sup__request_row *row = sup__rows_at(&rows, i);
            rc = row->reported_id ? sup__id_list_add(export->unit, list, row->reported_id) : SUP_OK;
        }
    }
    return rc;
}

static int is_of_them(const struct export *export, int64_t customer_id)
{
    uint32_t i = 0;
    while (customer_id && i < export->family.count && export->family.rows[i].id != customer_id) {
        i++;
    }
    return !customer_id || i < export->family.count;
}

static int32_t read_reported(struct export *export)
{
    struct sup__id_list list = {0};
    int32_t rc = find_reports_of_members(export, &list);
    if (rc == SUP_OK) {
        rc = find_reports_of_orders(export, &list);
    }
    if (rc == SUP_OK) {
        rc = find_joined(export, &list);
    }
    struct sup__ids ids = sup__id_list_sorted(&list);
    for (uint32_t i = 0; rc == SUP_OK && i < ids.count; i++) {
        struct sup__request_row row = {.tenant = export->unit->head.tenant, .id = ids.items[i]};
        rc = sup__get(&export->unit->repo, SUP__T_REQUEST, &row);
        if (rc == SUP_OK && !has_ticket(export, row.ticket_id) &&
            is_of_them(export, row.customer_id)) {
            rc = read_row(export, SUP__T_REQUEST, row.id, &export->reported);
        }
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it */
    }
    return rc;
}

static int32_t put_requests(struct export *export)
{
    int32_t rc = read_reported(export);
    begin_list(export, name_of(SUP__T_REQUEST));
    for (uint32_t i = 0; rc == SUP_OK && i < export->tickets.count; i++) {
        const struct sup__ticket_row *ticket = sup__rows_at(&export->tickets, i);
        rc = put_of(export, SUP__T_REQUEST, SUP__REQUEST_BY_TICKET, ticket->id);
    }
    if (rc == SUP_OK) {
        rc = put_rows(export, SUP__T_REQUEST, &export->reported);
    }
    sup__buffer_char(&export->out, ']');
    return rc;
}

static int32_t put_all(struct export *export, int64_t root)
{
    static const enum sup__table of_tickets[] = {
        SUP__T_REFERENCE,  SUP__T_TAG,       SUP__T_FACT,    SUP__T_FIELD,
        SUP__T_TIMER,      SUP__T_PROMISE,   SUP__T_MISS,    SUP__T_VISIT,
        SUP__T_FLOOR_RULE, SUP__T_SIGNATURE, SUP__T_EVIDENCE};
    struct sup_value id = sup__int(root);
    sup__buffer_char(&export->out, '{');
    put_value(&export->out, "customer_id", &id);
    int32_t rc = put_customers(export);
    if (rc == SUP_OK) {
        rc = put_things(export);
    }
    if (rc == SUP_OK) {
        rc = read_tickets(export);
    }
    begin_list(export, name_of(SUP__T_TICKET));
    if (rc == SUP_OK) {
        rc = put_rows(export, SUP__T_TICKET, &export->tickets);
    }
    sup__buffer_char(&export->out, ']');
    for (size_t i = 0; rc == SUP_OK && i < sizeof of_tickets / sizeof of_tickets[0]; i++) {
        rc = put_of_tickets(export, of_tickets[i], 0);
    }
    if (rc == SUP_OK) {
        rc = put_requests(export);
    }
    if (rc == SUP_OK && !export->without_notes) {
        rc = put_of_tickets(export, SUP__T_REMINDER, 0);
    }
    if (rc == SUP_OK) {
        rc = put_surveys(export);
    }
    if (rc == SUP_OK && !export->without_notes) {
        rc = put_reviews(export);
    }
    if (rc == SUP_OK) {
        rc = put_links(export);
    }
    if (rc == SUP_OK) {
        rc = put_messages(export);
    }
    if (rc == SUP_OK) {
        rc = put_texts(export);
    }
    sup__buffer_char(&export->out, '}');
    return rc;
}

int32_t sup__op_customer_export(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_customer_export_params *params = in;
    struct export *export = sup__arena_alloc(unit->repo.arena, sizeof *export);
    struct sup__customer_row row = {0};
    struct sup_customer_export *made = NULL;
    int failed = 0;
    (void)receipt;
    if (!export) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    export->unit = unit;
    export->without_notes = params->without_notes;
    sup__buffer_init(&export->out, &unit->core->mem);
    int32_t rc = sup__load_customer(unit, params->customer_id, "customer_id", &row);
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, row.root_id, &export->family);
    }
    if (rc == SUP_OK) {
        rc = put_all(export, row.root_id);
    }
    if (rc == SUP_OK) {
        made = sup__result(unit, sizeof *made);
        rc = made ? SUP_OK : SUP_NOMEM;
    }
    if (rc == SUP_OK) {
        made->customer_id = row.root_id;
        made->document =
            export->out.is_failed ? NULL : sup__result_text(made, export->out.data, &failed);
        failed |= export->out.is_failed;
        rc = sup__result_end(unit, made, failed, result);
    }
    sup__buffer_free(&export->out);
    return rc;
}
