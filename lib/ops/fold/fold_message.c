/*
 * fold_message.c: what a message does to the projections.
 *
 * What is known of a thread by its times (the first reply, since when the customer waits) is the
 * same in whatever order the messages arrive.
 */
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"
#include "supportcore/ticket.h"

#include <string.h>

/* The oldest message after a time that the customer wrote and that nobody settled; 0: there is
 * none. Asked for only when a reply is told after a message that came later than it. */
static int32_t oldest_waiting(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                              int64_t after_ms, int64_t *since_ms)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket->id)};
    struct sup_value lower = sup__int(after_ms);
    struct sup_filter filters[] = {{SUP__MESSAGE_kind, SUP_EQ, sup__int(SUP_MESSAGE_CUSTOMER)},
                                   {SUP__MESSAGE_is_automated, SUP_EQ, sup__int(0)},
                                   {SUP__MESSAGE_id, SUP_GT, sup__int(ticket->settled_id)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower = &lower,
                            .lower_is_open = 1,
                            .filter_count = sizeof filters / sizeof filters[0],
                            .filters = filters,
                            .limit = 1};
    struct sup__message_row row = {0};
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, NULL, NULL);
    *since_ms = row.at_ms;
    return rc;
}

/* A question that is told late may be what an answer that is known was the first to. */
static int32_t settle_first(struct sup__unit *unit, struct sup__ticket_row *ticket, int64_t at_ms)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket->id)};
    struct sup_value lower = sup__int(at_ms);
    struct sup_filter filters[] = {{SUP__MESSAGE_is_answer, SUP_EQ, sup__int(1)},
                                   {SUP__MESSAGE_ticket_id, SUP_EQ, sup__int(ticket->id)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower = &lower,
                            .filter_count = sizeof filters / sizeof filters[0],
                            .filters = filters,
                            .limit = 1};
    struct sup__message_row row = {0};
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, NULL, NULL);
    int is_first = row.id && (!ticket->first_reply_ms || row.at_ms < ticket->first_reply_ms);
    ticket->first_reply_ms = is_first ? row.at_ms : ticket->first_reply_ms;
    return rc;
}

static int32_t take_answer(struct sup__unit *unit, struct sup__ticket_row *ticket, int64_t at_ms)
{
    /* In a ticket of several parts a question may wait that is older than another part's answer. */
    ticket->last_reply_ms = at_ms > ticket->last_reply_ms ? at_ms : ticket->last_reply_ms;
    if (!ticket->waiting_since_ms || ticket->waiting_since_ms > at_ms) {
        return SUP_OK;
    }
    ticket->waiting_since_ms = 0;
    if (ticket->last_customer_ms <= at_ms) {
        return SUP_OK;
    }
    /* Each part of a ticket was settled up to a message of its own: the whole thread is looked at.
     */
    return ticket->member_count ? sup__recount_thread(unit, ticket->id)
                                : oldest_waiting(unit, ticket, at_ms, &ticket->waiting_since_ms);
}

static int32_t take_customers(struct sup__unit *unit, struct sup__ticket_row *ticket,
                              const struct sup__message_row *message)
{
    int64_t at_ms = message->at_ms;
    int is_answered = ticket->last_reply_ms && at_ms <= ticket->last_reply_ms;
    if (!is_answered && (!ticket->waiting_since_ms || at_ms < ticket->waiting_since_ms)) {
        ticket->waiting_since_ms = at_ms;
    }
    int is_before = !ticket->first_reply_ms || at_ms <= ticket->first_reply_ms;
    int32_t rc = is_answered && is_before ? settle_first(unit, ticket, at_ms) : SUP_OK;
    if (rc != SUP_OK) {
        return rc;
    }
    if (ticket->last_customer_ms && at_ms < ticket->last_customer_ms) {
        return SUP_OK;
    }
    ticket->last_customer_ms = at_ms;
    return sup__fold_keep(unit, message->channel, &ticket->reply_channel);
}

static int32_t add_attachments(struct sup__unit *unit, const struct sup__event *event)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < event->data.attachments.count; i++) {
        const struct sup_attachment *from = &event->data.attachments.items[i];
        struct sup__attachment_row row = {.tenant = unit->head.tenant,
                                          .message_id = event->row.subject_id,
                                          .position = i + 1,
                                          .name = from->name,
                                          .media_type = from->media_type,
                                          .bytes = from->bytes,
                                          .digest = from->digest,
                                          .location = from->location};
        rc = sup__put(&unit->repo, SUP__T_ATTACHMENT, &row);
    }
    return rc;
}

static int32_t add_external(struct sup__unit *unit, const struct sup__event *event,
                            const struct sup__message_row *message)
{
    struct sup__message_external_row row = {.tenant = message->tenant,
                                            .channel = message->channel,
                                            .external_id = message->external_id,
                                            .ticket_id = message->ticket_id,
                                            .message_id = message->id,
                                            .sent_to = event->payload.sent_to};
    return row.external_id ? sup__put(&unit->repo, SUP__T_MESSAGE_EXTERNAL, &row) : SUP_OK;
}

int32_t sup__find_home(struct sup__unit *unit, int64_t landed, int64_t sent_to, int64_t *home_id,
                       int64_t *owner)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, sent_to ? sent_to : landed, &slot);
    if (rc == SUP_OK && sent_to && slot->row.root_id != landed) {
        rc = sup__unit_ticket(unit, landed, &slot);
    }
    *home_id = rc == SUP_OK ? slot->row.id : 0;
    *owner = rc == SUP_OK ? sup__ticket_owner(&slot->row) : 0;
    return rc;
}

int32_t sup__keep_stray(struct sup__unit *unit, const struct sup__message_row *row, int64_t owner)
{
    const struct sup__customer_event_row stray = {
        .tenant = row->tenant, .customer_id = row->customer_id, .sequence = row->sequence};
    return row->customer_id && row->customer_id != owner
               ? sup__put(&unit->repo, SUP__T_CUSTOMER_EVENT, &stray)
               : SUP_OK;
}

int32_t sup__fold_message(struct sup__unit *unit, const struct sup__event *event,
                          struct sup__ticket_row *ticket)
{
    const struct sup__event_row *from = &event->row;
    struct sup__message_row row = {.tenant = unit->head.tenant,
                                   .id = from->subject_id,
                                   .ticket_id = from->ticket_id,
                                   .thread_id = from->ticket_id,
                                   .sequence = from->sequence,
                                   .kind = from->kind - SUP__E_MESSAGE_RECEIVED + 1,
                                   .actor_kind = from->actor_kind,
                                   .actor_id = from->actor_id,
                                   .at_ms = from->at_ms,
                                   .channel = from->after,
                                   .external_id = event->data.external_id,
                                   .handle_ms = from->number,
                                   .attachment_count = event->payload.attachment_count};
    row.is_automated = (from->flags & SUP_EVENT_AUTOMATED) != 0;
    row.is_acknowledgement = (from->flags & SUP_EVENT_ACKNOWLEDGEMENT) != 0;
    row.is_answer = (from->flags & SUP_EVENT_ANSWER) != 0;
    row.is_public = (from->flags & SUP_EVENT_PUBLIC) != 0;
    unit->head.message_count = from->subject_id;
    ticket->message_count++;
    ticket->note_count += from->kind == SUP__E_MESSAGE_NOTED;
    if (from->flags & SUP_EVENT_FIRST_REPLY) {
        ticket->first_reply_ms = from->at_ms;
    }
    int64_t owner = 0;
    int32_t rc =
        sup__find_home(unit, from->ticket_id, event->payload.sent_to, &row.ticket_id, &owner);
    if (rc == SUP_OK && row.kind == SUP_MESSAGE_CUSTOMER) {
        row.customer_id = event->payload.customer_id ? event->payload.customer_id : owner;
        rc = sup__keep_stray(unit, &row, owner);
    }
    if (rc == SUP_OK) {
        rc = sup__insert(&unit->repo, SUP__T_MESSAGE, &row);
    }
    if (rc == SUP_OK && row.is_answer) {
        rc = take_answer(unit, ticket, row.at_ms);
    } else if (rc == SUP_OK && row.kind == SUP_MESSAGE_CUSTOMER && !row.is_automated) {
        rc = take_customers(unit, ticket, &row);
    }
    if (rc == SUP_OK) {
        rc = add_external(unit, event, &row);
    }
    return rc == SUP_OK ? add_attachments(unit, event) : rc;
}
