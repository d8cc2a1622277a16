/*
 * ticket_message.c: messages to the customer and among colleagues, and what all kinds share.
 */
#include "ops/floors/floors.h"
#include "ops/sla/timers.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

int32_t sup__channel_name(struct sup__unit *unit, const char *asked, const char **name)
{
    int32_t index = -1;
    int32_t rc = sup__policy_index(unit, "channel", asked, &unit->policy->channel_names, &index);
    *name = rc == SUP_OK ? unit->policy->channels[index].name : NULL;
    return rc;
}

int32_t sup__find_external(struct sup__unit *unit, const char *channel, const char *external_id,
                           struct sup__message_external_row *row)
{
    memset(row, 0, sizeof *row);
    if (!external_id) {
        return SUP_OK;
    }
    row->tenant = unit->head.tenant;
    row->channel = channel;
    row->external_id = external_id;
    int32_t rc = sup__get(&unit->repo, SUP__T_MESSAGE_EXTERNAL, row);
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* Had the customer asked by now? A question that is told late may lie before others. */
static int32_t find_asked(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                          int *is_asked)
{
    struct sup__message_row row;
    int32_t states[SUP__METRICS];
    sup__clockwork_unpack(ticket->timers, states);
    /* Who opened it without a word waits as well. */
    *is_asked = ticket->last_customer_ms ? unit->at_ms >= ticket->last_customer_ms
                                         : states[SUP__METRIC_FIRST_REPLY] != SUP__TIMER_NONE;
    if (*is_asked || !ticket->last_customer_ms) {
        return SUP_OK;
    }
    int32_t rc = sup__first_question(unit, ticket->id, 0, &row);
    *is_asked = row.id && row.at_ms <= unit->at_ms;
    return rc;
}

/* Of the answers that are known, the first by time that the customer waited for is the first reply,
 * also when it is told late: what an agent wrote before they were asked anything is none. */
static int32_t find_first(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                          int64_t *flag)
{
    int is_first = !ticket->first_reply_ms || unit->at_ms < ticket->first_reply_ms;
    int32_t rc = is_first ? find_asked(unit, ticket, &is_first) : SUP_OK;
    *flag = is_first ? SUP_EVENT_FIRST_REPLY : 0;
    return rc;
}

/* Only what a person wrote, and what answers something, is an answer. */
static int64_t message_flags(const struct sup__unit *unit, const struct sup__posting *posting,
                             const char *channel)
{
    int32_t index = sup__policy_channel(unit->policy, channel);
    int32_t writer = posting->author_kind ? posting->author_kind : unit->caller.actor_kind;
    int is_answer = posting->kind == SUP_MESSAGE_REPLY && !posting->is_automated &&
                    !posting->is_acknowledgement && writer != SUP_ACTOR_BOT;
    int is_public =
        posting->kind != SUP_MESSAGE_NOTE && index >= 0 && unit->policy->channels[index].is_public;
    return (posting->is_automated ? SUP_EVENT_AUTOMATED : 0) |
           (posting->is_acknowledgement ? SUP_EVENT_ACKNOWLEDGEMENT : 0) |
           (is_answer ? SUP_EVENT_ANSWER : 0) | (is_public ? SUP_EVENT_PUBLIC : 0);
}

int32_t sup__add_message(struct sup__unit *unit, int64_t ticket_id,
                         const struct sup__posting *posting, int64_t *id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = sup__event_new(
        unit, (enum sup__event_kind)(SUP__E_MESSAGE_RECEIVED + (int)posting->kind - 1), ticket_id);
    *id = unit->head.message_count + 1;
    event.row.subject_id = *id;
    event.row.number = posting->handle_ms;
    event.row.after = posting->channel ? posting->channel : slot->row.channel;
    event.row.flags |= message_flags(unit, posting, event.row.after);
    if (event.row.flags & SUP_EVENT_ANSWER) {
        int64_t first = 0;
        rc = find_first(unit, &slot->row, &first);
        event.row.flags |= first;
    }
    if (posting->author_kind) {
        event.row.actor_kind = posting->author_kind;
        event.row.actor_id = posting->author_id;
    }
    event.body = posting->body;
    event.data.external_id = posting->external_id;
    event.data.attachments.items = posting->attachments;
    event.data.attachments.count = posting->attachment_count;
    event.payload.attachment_count = posting->attachment_count;
    event.payload.customer_id = posting->customer_id;
    event.payload.references_left_out = posting->references_left_out;
    event.payload.rule = posting->rule;
    event.payload.sent_to = posting->sent_to;
    return rc == SUP_OK ? sup__emit(unit, &event) : rc;
}

static int32_t load_event(struct sup__unit *unit, int64_t sequence, struct sup__event_row *event)
{
    *event = (struct sup__event_row){.tenant = unit->head.tenant, .sequence = sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, event);
    return rc == SUP_NOT_FOUND
               ? sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_message.sequence",
                           "a message is said to be of event %" PRId64 ", which is not there",
                           sequence)
               : rc;
}

/* The last event of an operation that an event belongs to: what its receipt named. */
static int32_t find_last(struct sup__unit *unit, const struct sup__event_row *first, int64_t *last)
{
    int64_t operation = first->operation;
    int32_t rc = SUP_OK;
    *last = first->sequence;
    while (rc == SUP_OK && *last < unit->head.sequence) {
        struct sup__event_row event = {.tenant = unit->head.tenant, .sequence = *last + 1};
        rc = sup__get(&unit->repo, SUP__T_EVENT, &event);
        if (rc == SUP_OK && event.operation != operation) {
            break;
        }
        *last = event.sequence;
    }
    return rc;
}

/* Did the message come to that ticket? It may have gone elsewhere since: with a merge, into what
 * was split from it, or at once because the ticket was closed. */
static int32_t came_to(struct sup__unit *unit, const struct sup__message_external_row *known,
                       int64_t first_id, int64_t thread_id, int64_t ticket_id, int *is_so)
{
    struct sup__ticket_slot *slot = NULL;
    int64_t root = 0;
    *is_so = thread_id == ticket_id || first_id == ticket_id || known->sent_to == ticket_id;
    int32_t rc = *is_so ? SUP_OK : sup__unit_ticket(unit, ticket_id, &slot);
    if (rc == SUP_OK && !*is_so) {
        root = sup__ticket_root(&slot->row);
        rc = sup__unit_ticket(unit, first_id, &slot);
        *is_so = thread_id == root || (rc == SUP_OK && sup__ticket_root(&slot->row) == root);
    }
    return rc;
}

static int32_t external_taken(struct sup__unit *unit, const char *why)
{
    return sup__fail(unit->error, SUP_MSG_EXTERNAL_TAKEN, "external_id", "%s", why);
}

/* Somebody else's message, or an id made up by somebody: this one must not be lost. */
static int32_t check_writer(struct sup__unit *unit, int64_t writer, int64_t person)
{
    int is_customer = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER;
    int is_same = 1;
    int32_t rc = SUP_OK;
    if (person && (is_customer || writer)) {
        rc = sup__is_person(unit, writer, person, &is_same);
    }
    if (rc != SUP_OK || is_same) {
        return rc;
    }
    return external_taken(unit, is_customer ? "a message with this id is already known"
                                            : "a message of another customer has this id already");
}

int32_t sup__seen_before(struct sup__unit *unit, const struct sup__message_external_row *row,
                         enum sup_message_kind kind, int64_t ticket_id, int64_t person,
                         struct sup_receipt *receipt)
{
    struct sup__message_row message = {.tenant = row->tenant, .id = row->message_id};
    struct sup__ticket_slot *slot = NULL;
    struct sup__event_row event;
    int came = 1;
    int64_t writer = 0;
    int32_t rc = sup__get(&unit->repo, SUP__T_MESSAGE, &message);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, message.thread_id, &slot);
        writer = message.customer_id ? message.customer_id
                 : rc == SUP_OK      ? slot->row.customer_id
                                     : 0;
    }
    if (rc == SUP_NOT_FOUND) {
        rc = sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_message_external",
                       "message %" PRId64 " of ticket %" PRId64 " is known by this id, but missing",
                       row->message_id, row->ticket_id);
    }
    if (rc == SUP_OK && message.kind != kind) {
        return external_taken(unit, "a message of another kind has this id already");
    }
    if (rc == SUP_OK) {
        rc = load_event(unit, message.sequence, &event);
    }
    if (rc == SUP_OK) {
        rc = check_writer(unit, writer, person);
    }
    if (rc == SUP_OK && ticket_id) {
        rc = came_to(unit, row, event.ticket_id, message.thread_id, ticket_id, &came);
    }
    if (rc == SUP_OK && !came) {
        rc = sup__fail(unit->error, SUP_MSG_EXTERNAL_TAKEN, "external_id",
                       "the message is already in ticket %" PRId64, message.thread_id);
    }
    if (rc == SUP_OK) {
        receipt->is_replay = 1;
        rc = find_last(unit, &event, &receipt->sequence);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, message.thread_id, row->message_id, receipt)
                        : rc;
}

int32_t sup__known_message(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           struct sup_receipt *receipt, int *is_known)
{
    const char *channel = params->channel;
    int64_t customer_id = 0;
    int64_t person = 0;
    struct sup__message_external_row known;
    int32_t rc = sup__find_external(unit, channel ? channel : unit->policy->channels[0].name,
                                    params->external_id, &known);
    *is_known = rc == SUP_OK && known.message_id;
    if (*is_known) {
        rc = sup__load_writer(unit, params->customer_id, &customer_id, &person);
    }
    if (*is_known && rc == SUP_OK) {
        rc = sup__seen_before(unit, &known, SUP_MESSAGE_CUSTOMER, 0, person, receipt);
        receipt->id = receipt->ticket_id;
    }
    return rc;
}

/* Where the customer wrote last: a reply goes there. Not where everyone sees it, though, when they
 * wrote privately: a channel may have become public since. */
static int32_t check_public(struct sup__unit *unit, const struct sup__ticket_row *ticket)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket->id)};
    struct sup_filter filters[] = {{SUP__MESSAGE_kind, SUP_EQ, sup__int(SUP_MESSAGE_CUSTOMER)},
                                   {SUP__MESSAGE_is_automated, SUP_EQ, sup__int(0)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .filter_count = sizeof filters / sizeof filters[0],
                            .filters = filters,
                            .is_descending = 1,
                            .limit = 1};
    struct sup__message_row row = {0};
    int32_t index = sup__policy_channel(unit->policy, ticket->reply_channel);
    if (index < 0 || !unit->policy->channels[index].is_public) {
        return SUP_OK;
    }
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, NULL, NULL);
    if (rc == SUP_OK && row.id && !row.is_public) {
        return sup__fail(unit->error, SUP_MSG_REPLY_PUBLIC, "channel",
                         "the customer wrote privately, and everyone sees what is written on %s",
                         ticket->reply_channel);
    }
    return rc;
}

static int32_t find_channel(struct sup__unit *unit, enum sup_message_kind kind, const char *asked,
                            const struct sup__ticket_row *ticket, const char **channel)
{
    *channel = kind == SUP_MESSAGE_REPLY ? ticket->reply_channel : ticket->channel;
    return asked ? sup__channel_name(unit, asked, channel) : SUP_OK;
}

/* The two kinds share a struct; what means nothing for one of them is refused, not ignored. */
static int32_t check_unused(struct sup__unit *unit, const struct sup_ticket_message_params *params,
                            enum sup_message_kind kind)
{
    if (kind == SUP_MESSAGE_REPLY || !params->is_acknowledgement) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, "is_acknowledgement",
                     "%s has no is_acknowledgement", unit->operation->name);
}

/* An import tells what others did. */
static int32_t find_author(struct sup__unit *unit, int64_t id, struct sup__posting *posting)
{
    struct sup__agent_row row = {0};
    if (!id) {
        return SUP_OK;
    }
    if (!unit->is_import) {
        return sup__fail(unit->error, SUP_MSG_MESSAGE_AUTHOR, "author_id",
                         "author_id is for imports: who writes is the caller");
    }
    int32_t rc = sup__load_agent(unit, id, "author_id", &row);
    posting->author_kind = row.kind == 2 ? SUP_ACTOR_BOT : SUP_ACTOR_AGENT;
    posting->author_id = row.id;
    return rc;
}

static int32_t add_written(struct sup__unit *unit, const struct sup__ticket_slot *slot,
                           const struct sup_ticket_message_params *params,
                           enum sup_message_kind kind, const char *channel, int64_t *id)
{
    struct sup__posting posting = {.kind = kind,
                                   .channel = channel,
                                   .body = params->body,
                                   .external_id = params->external_id,
                                   .handle_ms = params->handle_ms,
                                   .is_automated = params->is_automated,
                                   .is_acknowledgement = params->is_acknowledgement,
                                   .attachments = params->attachments,
                                   .attachment_count = params->attachment_count};
    int64_t ticket_id = slot->row.id;
    int32_t rc = sup__check_ticket_version(unit, slot, params->version);
    if (rc == SUP_OK) {
        rc = kind == SUP_MESSAGE_REPLY ? sup__check_workable(unit, &slot->row)
                                       : sup__check_not_merged(unit, &slot->row);
    }
    if (rc == SUP_OK && kind == SUP_MESSAGE_REPLY && !params->channel) {
        rc = check_public(unit, &slot->row);
    }
    if (rc == SUP_OK) {
        rc = find_author(unit, params->author_id, &posting);
    }
    return rc == SUP_OK ? sup__add_message(unit, ticket_id, &posting, id) : rc;
}

/* Replies and notes, with a move in the same step when one is asked for. */
static int32_t write_message(struct sup__unit *unit, enum sup_message_kind kind,
                             const struct sup_ticket_message_params *params,
                             struct sup_receipt *receipt)
{
    struct sup__message_external_row known;
    struct sup__ticket_slot *slot = NULL;
    const char *channel = NULL;
    int64_t message_id = 0;
    int64_t writer = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER ? unit->customer_root : 0;
    int32_t to = -1;
    int32_t rc = check_unused(unit, params, kind);
    if (rc == SUP_OK && params->status) {
        rc = sup__policy_index(unit, "status", params->status, &unit->policy->status_names, &to);
    }
    if (rc == SUP_OK && to >= 0) {
        rc = sup__check_may(unit, "ticket.move", "status");
    }
    if (rc == SUP_OK) {
        rc = sup__check_attachments(unit, params->attachments, params->attachment_count);
    }
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, 0, &slot);
    }
    if (rc == SUP_OK) {
        rc = find_channel(unit, kind, params->channel, &slot->row, &channel);
    }
    if (rc == SUP_OK) {
        rc = sup__find_external(unit, channel, params->external_id, &known);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t ticket_id = slot->row.id;
    if (known.message_id) {
        /* It comes with the version of the first time. */
        return sup__seen_before(unit, &known, kind, ticket_id, writer, receipt);
    }
    if (to >= 0) {
        rc = sup__check_ticket_held(unit, ticket_id, "ticket.move", "status");
        rc = rc == SUP_OK ? sup__unit_ticket(unit, ticket_id, &slot) : rc;
    }
    if (rc == SUP_OK) {
        rc = add_written(unit, slot, params, kind, channel, &message_id);
    }
    if (rc == SUP_OK && to >= 0) {
        rc = sup__move_ticket(unit, ticket_id, to, NULL);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ticket_id, message_id, receipt) : rc;
}

int32_t sup__op_ticket_reply(struct sup__unit *unit, const void *params,
                             struct sup_receipt *receipt, void **result)
{
    (void)result;
    return write_message(unit, SUP_MESSAGE_REPLY, params, receipt);
}

int32_t sup__op_ticket_note(struct sup__unit *unit, const void *params, struct sup_receipt *receipt,
                            void **result)
{
    (void)result;
    return write_message(unit, SUP_MESSAGE_NOTE, params, receipt);
}
