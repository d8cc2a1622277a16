/*
 * ticket_message.c: messages from the customer, to the customer, and among colleagues.
 */
#include "ops/ticket_ops.h"

#include "base/message.h"
#include "policy/lifecycle.h"

#include <inttypes.h>
#include <string.h>

/* The message with that id of another system; id 0 when it is not known. */
static int32_t find_external(struct sup__unit *unit, const char *channel, const char *external_id,
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

/* Replies count as the first one when a person wrote them and they answer something. */
static int is_first_reply(const struct sup__unit *unit, const struct sup__ticket_row *ticket,
                          enum sup_message_kind kind,
                          const struct sup_ticket_message_params *params)
{
    return kind == SUP_MESSAGE_REPLY && !ticket->first_reply_ms && !params->is_automated &&
           !params->is_acknowledgement && unit->caller.actor_kind != SUP_ACTOR_BOT;
}

int32_t sup__add_message(struct sup__unit *unit, int64_t ticket_id, enum sup_message_kind kind,
                         const struct sup_ticket_message_params *params, const char *channel,
                         int64_t sent_to, int64_t *id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = sup__event_new(
        unit, (enum sup__event_kind)(SUP__E_MESSAGE_RECEIVED + (int)kind - 1), ticket_id);
    *id = unit->head.message_count + 1;
    event.row.subject_id = *id;
    event.row.number = params->handle_ms;
    event.row.after = channel ? channel : slot->row.channel;
    event.row.flags |= params->is_automated ? SUP_EVENT_AUTOMATED : 0;
    event.row.flags |= params->is_acknowledgement ? SUP_EVENT_ACKNOWLEDGEMENT : 0;
    event.row.flags |= is_first_reply(unit, &slot->row, kind, params) ? SUP_EVENT_FIRST_REPLY : 0;
    event.body = params->body;
    event.data.external_id = params->external_id;
    event.payload.sent_to = sent_to;
    return sup__emit(unit, &event);
}

/* The last event of an operation that an event belongs to: what its receipt named. */
static int32_t find_last(struct sup__unit *unit, int64_t sequence, int64_t *last)
{
    struct sup__event_row event = {.tenant = unit->head.tenant, .sequence = sequence};
    int32_t rc = sup__get(&unit->repo, SUP__T_EVENT, &event);
    int64_t operation = event.operation;
    if (rc == SUP_NOT_FOUND) {
        rc =
            sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_message.sequence",
                      "a message is said to be of event %" PRId64 ", which is not there", sequence);
    }
    *last = sequence;
    while (rc == SUP_OK && *last < unit->head.sequence) {
        event = (struct sup__event_row){.tenant = unit->head.tenant, .sequence = *last + 1};
        rc = sup__get(&unit->repo, SUP__T_EVENT, &event);
        if (rc == SUP_OK && event.operation != operation) {
            break;
        }
        *last = event.sequence;
    }
    return rc;
}

/* A message that came in twice answers as the first time. */
static int32_t seen_before(struct sup__unit *unit, const struct sup__message_external_row *row,
                           enum sup_message_kind kind, int64_t ticket_id,
                           struct sup_receipt *receipt)
{
    struct sup__message_row message = {.tenant = row->tenant, .id = row->message_id};
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, row->ticket_id, &slot);
    if (rc == SUP_OK) {
        rc = sup__get(&unit->repo, SUP__T_MESSAGE, &message);
    }
    if (rc == SUP_NOT_FOUND) {
        rc = sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_message_external",
                       "message %" PRId64 " of ticket %" PRId64 " is known by this id, but missing",
                       row->message_id, row->ticket_id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (message.kind != kind) {
        return sup__fail(unit->error, SUP_MSG_EXTERNAL_TAKEN, "external_id",
                         "a message of another kind has this id already");
    }
    int is_own = 1;
    if (unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        rc = sup__is_callers(unit, slot->row.customer_id, &is_own);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    if (!is_own) {
        return sup__fail(unit->error, SUP_MSG_EXTERNAL_TAKEN, "external_id",
                         "a message with this id is already known");
    }
    if (row->ticket_id != ticket_id && row->sent_to != ticket_id) {
        return sup__fail(unit->error, SUP_MSG_EXTERNAL_TAKEN, "external_id",
                         "the message is already in ticket %" PRId64, row->ticket_id);
    }
    receipt->is_replay = 1;
    rc = find_last(unit, message.sequence, &receipt->sequence);
    return rc == SUP_OK ? sup__ticket_receipt(unit, row->ticket_id, row->message_id, receipt) : rc;
}

int32_t sup__known_message(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           struct sup_receipt *receipt, int *is_known)
{
    const char *channel = params->channel;
    struct sup__message_external_row known;
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = find_external(unit, channel ? channel : unit->policy->channels[0].name,
                               params->external_id, &known);
    *is_known = rc == SUP_OK && known.message_id;
    if (*is_known && params->customer_id) {
        /* Somebody else's message, or an id made up by somebody else: this one must not be lost. */
        rc = sup__unit_ticket(unit, known.ticket_id, &slot);
        if (rc == SUP_OK && slot->row.customer_id != params->customer_id) {
            return sup__fail(unit->error, SUP_MSG_EXTERNAL_TAKEN, "external_id",
                             "the message is already in ticket %" PRId64
                             ", which is not of customer %" PRId64,
                             known.ticket_id, params->customer_id);
        }
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc; /* told below */
    }
    if (*is_known && rc == SUP_OK) {
        rc = seen_before(unit, &known, SUP_MESSAGE_CUSTOMER, known.ticket_id, receipt);
        receipt->id = known.ticket_id;
    }
    return rc;
}

static int32_t follow_up(struct sup__unit *unit, const struct sup__ticket_row *from,
                         const char *channel, int64_t *ticket_id)
{
    struct sup_ticket_open_params params = {.size = sizeof params,
                                            .subject = from->subject,
                                            .channel = channel ? channel : from->channel,
                                            .customer_id = from->customer_id};
    int64_t within_ms = unit->policy->follow_up_ms;
    if (!from->closed_ms || within_ms < 0 || unit->at_ms - from->closed_ms <= within_ms) {
        params.follow_up_of = from->id;
    }
    /* Names that the policy no longer has are left to its defaults. */
    if (sup__policy_channel(unit->policy, params.channel) < 0) {
        params.channel = NULL;
    }
    if (from->reason && sup__policy_reason(unit->policy, from->reason) >= 0) {
        params.reason = from->reason;
    }
    if (from->team && sup__policy_team(unit->policy, from->team) >= 0) {
        params.team = from->team;
    }
    return sup__open_ticket(unit, &params, ticket_id);
}

/* Check what all three kinds have in common; *channel is the policy's name or NULL. */
static int32_t begin_message(struct sup__unit *unit, const struct sup_ticket_message_params *params,
                             struct sup__ticket_slot **slot, const char **channel,
                             struct sup__message_external_row *known)
{
    int32_t index = -1;
    int32_t rc = SUP_OK;
    if (params->channel) {
        rc = sup__policy_index(unit, "channel", params->channel, &unit->policy->channel_names,
                               &index);
    }
    *channel = index < 0 ? NULL : unit->policy->channels[index].name;
    if (rc == SUP_OK) {
        rc = sup__load_ticket(unit, params->ticket_id, 0, slot);
    }
    if (rc == SUP_OK) {
        rc = find_external(unit, *channel ? *channel : (*slot)->row.channel, params->external_id,
                           known);
    }
    /* A message that came in twice comes with the version of the first time. */
    return rc == SUP_OK && !known->message_id
               ? sup__check_ticket_version(unit, *slot, params->version)
               : rc;
}

/* The three kinds share a struct; what means nothing for one of them is refused, not ignored. */
static int32_t check_unused(struct sup__unit *unit, const struct sup_ticket_message_params *params,
                            enum sup_message_kind kind)
{
    int is_customer = kind == SUP_MESSAGE_CUSTOMER;
    const char *field = is_customer && params->status      ? "status"
                        : is_customer && params->handle_ms ? "handle_ms"
                        : kind != SUP_MESSAGE_REPLY && params->is_acknowledgement
                            ? "is_acknowledgement"
                            : NULL;
    if (!field) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, field, "%s has no %s",
                     unit->operation->name, field);
}

int32_t sup__op_ticket_receive(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_ticket_message_params *params = in;
    struct sup__message_external_row known;
    struct sup__ticket_slot *slot = NULL;
    const char *channel = NULL;
    int64_t message_id = 0;
    (void)result;
    int32_t rc = check_unused(unit, params, SUP_MESSAGE_CUSTOMER);
    if (rc == SUP_OK) {
        rc = begin_message(unit, params, &slot, &channel, &known);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t ticket_id = slot->row.id;
    if (known.message_id) {
        return seen_before(unit, &known, SUP_MESSAGE_CUSTOMER, ticket_id, receipt);
    }
    struct sup__message_facts facts = {.category = (int32_t)slot->row.category,
                                       .solved_ms = slot->row.solved_ms,
                                       .at_ms = unit->at_ms,
                                       .is_import = unit->is_import};
    const char *thread = channel ? channel : slot->row.channel;
    struct sup__message_decision decision = sup__decide_message(unit->policy, &facts);
    if (decision.is_follow_up) {
        struct sup__ticket_row from = slot->row;
        rc = follow_up(unit, &from, channel, &ticket_id);
    }
    if (rc == SUP_OK) {
        /* A follow-up's first message keeps the thread's channel, where it is looked for again. */
        rc = sup__add_message(unit, ticket_id, SUP_MESSAGE_CUSTOMER, params,
                              decision.is_follow_up ? thread : channel,
                              decision.is_follow_up ? params->ticket_id : 0, &message_id);
    }
    if (rc == SUP_OK && !decision.is_follow_up && decision.to >= 0) {
        rc = sup__move_ticket(unit, ticket_id, decision.to, "customer_message");
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ticket_id, message_id, receipt) : rc;
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
    int32_t to = -1;
    int32_t rc = check_unused(unit, params, kind);
    if (rc != SUP_OK) {
        return rc;
    }
    rc = params->status
             ? sup__policy_index(unit, "status", params->status, &unit->policy->status_names, &to)
             : SUP_OK;
    if (rc == SUP_OK && to >= 0) {
        rc = sup__check_may(unit, "ticket.move", "status");
    }
    if (rc == SUP_OK) {
        rc = begin_message(unit, params, &slot, &channel, &known);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int64_t ticket_id = slot->row.id;
    if (known.message_id) {
        return seen_before(unit, &known, kind, ticket_id, receipt);
    }
    if (kind == SUP_MESSAGE_REPLY) {
        rc = sup__check_workable(unit, &slot->row);
    }
    if (rc == SUP_OK) {
        rc = sup__add_message(unit, ticket_id, kind, params, channel, 0, &message_id);
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
