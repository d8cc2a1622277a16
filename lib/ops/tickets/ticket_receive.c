/*
 * ticket_receive.c: a customer's message finds its ticket.
 *
 * struct sup_ticket_receive_params has the rules. They are asked in their order and the first that
 * finds a ticket ends the search, so that a message which names its thread costs no further look.
 */
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/lifecycle.h"

#include <inttypes.h>
#include <string.h>

enum {
    /* Follow-ups of follow-ups that are walked through; then one more is opened. */
    FOLLOW_UPS_MAX = 32
};

struct receiving {
    const struct sup_ticket_receive_params *params;
    int64_t customer_id; /* who wrote, as they were known; 0: nobody says */
    int64_t person;      /* who that is now */
    const char *channel; /* the message's */
    const char *rule;    /* that found the ticket */
    int64_t found_id;    /* 0: none did */
    int64_t home_id;     /* where it lands */
    int64_t sent_to;     /* another ticket that it was for; 0: none */
    int64_t came_with;   /* the ticket that it comes with */
    int64_t owner;       /* whose that is by itself; 0: nobody's */
    int32_t to;          /* the status, by index, that it moves to; -1: it stays */
};

/* May the message land in a ticket to which an id, and nothing else, leads? Also who watches a
 * ticket may write there. */
static int32_t may_join(struct sup__unit *unit, const struct receiving *in,
                        const struct sup__ticket_row *ticket, int *may)
{
    int is_customer = unit->caller.actor_kind == SUP_ACTOR_CUSTOMER;
    *may = !in->person || (!ticket->customer_id && !is_customer);
    int64_t ticket_id = ticket->id;
    int64_t watchers = ticket->watcher_count;
    int32_t rc = *may ? SUP_OK : sup__is_person(unit, ticket->customer_id, in->person, may);
    return rc == SUP_OK && !*may && watchers ? sup__is_watched_by(unit, ticket_id, in->person, may)
                                             : rc;
}

/* Reply-to: the thread of a message that is known by this id. Notes are not for customers to
 * answer, and what cannot be an id is none. */
static int32_t try_id(struct sup__unit *unit, struct receiving *in, const char *id)
{
    struct sup__message_external_row known = {0};
    struct sup__ticket_slot *slot = NULL;
    int may = 0;
    if (!id[0] || strlen(id) > SUP_EXTERNAL_ID_BYTES_MAX) {
        return SUP_OK;
    }
    int32_t rc = sup__find_external(unit, in->channel, id, &known);
    struct sup__message_row message = {.tenant = unit->head.tenant, .id = known.message_id};
    if (rc != SUP_OK || !message.id) {
        return rc;
    }
    rc = sup__get(&unit->repo, SUP__T_MESSAGE, &message);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_message_external",
                         "a message is known by an id, but missing");
    }
    if (rc != SUP_OK || message.kind == SUP_MESSAGE_NOTE) {
        return rc;
    }
    rc = sup__unit_ticket(unit, message.thread_id, &slot);
    if (rc == SUP_OK) {
        rc = may_join(unit, in, &slot->row, &may);
    }
    if (rc == SUP_OK && may) {
        in->found_id = message.ticket_id; /* it goes on in the thread that this one is part of */
        in->rule = "reply_to";
    }
    return rc;
}

static int32_t find_thread(struct sup__unit *unit, struct receiving *in)
{
    const struct sup_ticket_receive_params *params = in->params;
    uint32_t count = params->thread_id_count;
    uint32_t end = count > SUP_THREAD_IDS_MAX ? count - SUP_THREAD_IDS_MAX : 0;
    int32_t rc = SUP_OK;
    for (uint32_t i = count; rc == SUP_OK && !in->found_id && i > end; i--) {
        rc = try_id(unit, in, params->thread_ids[i - 1]);
    }
    if (rc == SUP_OK && !in->found_id && params->in_reply_to) {
        rc = try_id(unit, in, params->in_reply_to);
    }
    return rc;
}

/* What is due on it comes first. */
static int32_t load_fired(struct sup__unit *unit, int64_t id, struct sup__ticket_slot **slot)
{
    int32_t rc = sup__unit_ticket(unit, id, slot);
    if (rc == SUP_OK) {
        rc = sup__agenda_fire_ticket(unit, id);
    }
    return rc == SUP_OK ? sup__unit_ticket(unit, id, slot) : rc;
}

/* For a customer other customers' tickets do not exist, but for those they watch: who is copied in
 * may answer. */
static int32_t load_named(struct sup__unit *unit, const struct receiving *in,
                          struct sup__ticket_slot **slot)
{
    int64_t id = in->params->ticket_id;
    int may = 1;
    int32_t rc = sup__unit_ticket(unit, id, slot);
    if (rc == SUP_OK && (*slot)->row.root_id) { /* whose thread it is decides */
        rc = sup__unit_ticket(unit, (*slot)->row.root_id, slot);
    }
    if (rc == SUP_OK && unit->caller.actor_kind == SUP_ACTOR_CUSTOMER) {
        rc = may_join(unit, in, &(*slot)->row, &may);
    }
    if (rc == SUP_OK && !may) {
        rc = sup__fail(unit->error, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
                       "there is no ticket %" PRId64, id);
    }
    return rc == SUP_OK ? load_fired(unit, id, slot) : rc;
}

/* An explicit ticket of somebody else is a mistake, or worse: nothing is written, so that the host
 * sees it. */
static int32_t take_ticket(struct sup__unit *unit, struct receiving *in)
{
    struct sup__ticket_slot *slot = NULL;
    int may = 0;
    int32_t rc = sup__unit_ticket(unit, in->params->ticket_id, &slot);
    int64_t ticket_id = rc == SUP_OK ? slot->row.id : 0;
    if (rc == SUP_OK && slot->row.root_id) { /* whose thread it is decides */
        rc = sup__unit_ticket(unit, slot->row.root_id, &slot);
    }
    if (rc == SUP_OK) {
        rc = may_join(unit, in, &slot->row, &may);
    }
    if (rc == SUP_OK && !may && !unit->is_import) { /* which tells what was */
        rc =
            sup__fail(unit->error, SUP_MSG_TICKET_OF_ANOTHER, "ticket_id",
                      "ticket %" PRId64 " is not of customer %" PRId64, ticket_id, in->customer_id);
    }
    in->found_id = ticket_id;
    in->rule = "ticket";
    return rc;
}

static int32_t find_ticket(struct sup__unit *unit, struct receiving *in)
{
    int32_t rc = find_thread(unit, in);
    if (rc == SUP_OK && !in->found_id && in->params->ticket_id) {
        rc = take_ticket(unit, in);
    }
    if (rc == SUP_OK && !in->found_id) {
        rc = sup__find_about(unit, in->person, in->params->references, in->params->reference_count,
                             &in->found_id);
        in->rule = in->found_id ? "order" : NULL;
    }
    return rc;
}

static int32_t open_new(struct sup__unit *unit, struct receiving *in)
{
    const struct sup_ticket_open_params params = {.size = sizeof params,
                                                  .subject = in->params->subject,
                                                  .channel = in->channel,
                                                  .customer_id = in->customer_id,
                                                  .reason = in->params->reason,
                                                  .references = in->params->references,
                                                  .reference_count = in->params->reference_count};
    in->rule = "new";
    return sup__open_ticket(unit, &params, 0, &in->home_id);
}

/* Whose a follow-up is: of who writes, when the ticket is theirs, else of whose it is by itself, or
 * that part of it which was found. */
static int32_t follow_up_owner(struct sup__unit *unit, const struct receiving *in,
                               const struct sup__ticket_row *from, int64_t *owner)
{
    struct sup__ticket_slot *slot = NULL;
    int is_theirs = 0;
    *owner = sup__ticket_owner(from);
    int32_t rc =
        in->person ? sup__is_person(unit, from->customer_id, in->person, &is_theirs) : SUP_OK;
    if (rc == SUP_OK && is_theirs) {
        *owner = in->customer_id;
    } else if (rc == SUP_OK && !*owner) {
        rc = sup__unit_ticket(unit, in->found_id, &slot);
        *owner = rc == SUP_OK ? sup__ticket_owner(&slot->row) : 0;
    }
    return rc;
}

/* A follow-up is of the same customer, whoever writes; who was erased gets no more tickets. */
static int32_t find_owner(struct sup__unit *unit, const struct receiving *in,
                          const struct sup__ticket_row *from, int64_t *customer_id)
{
    struct sup__customer_row row = {0};
    int32_t rc = follow_up_owner(unit, in, from, customer_id);
    if (rc == SUP_OK && *customer_id && *customer_id != in->customer_id) {
        rc = sup__load_customer(unit, *customer_id, "ticket_id", &row);
    }
    *customer_id = row.erased_ms ? in->customer_id : *customer_id;
    return rc;
}

/* The subject of a ticket is for whom it is of. What somebody else names comes with their message.
 */
static int32_t open_next(struct sup__unit *unit, struct receiving *in,
                         const struct sup__ticket_row *from, struct sup_ticket_open_params *params)
{
    int64_t owner = sup__ticket_owner(from);
    params->subject = owner == params->customer_id ? from->subject : in->params->subject;
    if (!in->customer_id || in->customer_id == params->customer_id) {
        params->references = in->params->references;
        params->reference_count = in->params->reference_count;
    }
    return sup__open_ticket(unit, params, 0, &in->home_id);
}

/* A matter of its own is of who writes, when that is known. */
static int32_t open_own(struct sup__unit *unit, struct receiving *in,
                        const struct sup__ticket_row *from, struct sup_ticket_open_params *params)
{
    params->customer_id = in->customer_id ? in->customer_id : params->customer_id;
    return open_next(unit, in, from, params);
}

static int32_t open_follow_up(struct sup__unit *unit, struct receiving *in,
                              const struct sup__ticket_row *from)
{
    struct sup_ticket_open_params params = {
        .size = sizeof params, .channel = in->channel, .reason = in->params->reason};
    int64_t within_ms = unit->policy->follow_up_ms;
    if (within_ms != 0 &&
        (!from->closed_ms || within_ms < 0 || unit->at_ms - from->closed_ms <= within_ms)) {
        params.follow_up_of = from->id;
    }
    /* Names that the policy no longer has are left to its defaults. */
    if (sup__policy_channel(unit->policy, params.channel) < 0) {
        params.channel = NULL;
    }
    int32_t rc = find_owner(unit, in, from, &params.customer_id);
    if (rc != SUP_OK || !params.follow_up_of) {
        return rc == SUP_OK ? open_own(unit, in, from, &params) : rc;
    }
    if (!params.reason && from->reason && sup__policy_reason(unit->policy, from->reason) >= 0) {
        params.reason = from->reason;
    }
    if (from->team && sup__policy_team(unit->policy, from->team) >= 0) {
        params.team = from->team;
    }
    return open_next(unit, in, from, &params);
}

/* The ticket that goes on from one which takes no more messages, if it is of the same person or of
 * who writes; else 0. */
static int32_t next_home(struct sup__unit *unit, const struct receiving *in,
                         const struct sup__ticket_row *from, int64_t *next_id)
{
    struct sup__ticket_slot *slot = NULL;
    int64_t person = in->person;
    *next_id = 0;
    if (!from->follow_up_id) {
        return SUP_OK;
    }
    int32_t rc = sup__unit_ticket(unit, from->follow_up_id, &slot);
    int64_t id = rc == SUP_OK ? slot->row.id : 0;
    int64_t customer_id = rc == SUP_OK ? slot->row.customer_id : 0;
    int is_theirs = customer_id == from->customer_id;
    if (rc == SUP_OK && !is_theirs && person) {
        rc = sup__is_person(unit, customer_id, person, &is_theirs);
    }
    if (rc == SUP_OK && !is_theirs && from->customer_id) {
        rc = sup__customer_root(unit, from->customer_id, &person);
        if (rc == SUP_OK) {
            rc = sup__is_person(unit, customer_id, person, &is_theirs);
        }
    }
    *next_id = is_theirs ? id : 0;
    return rc;
}

/* From the ticket that was found to the one where the message lands: itself, or what goes on from
 * it. */
static int32_t find_home(struct sup__unit *unit, struct receiving *in)
{
    int64_t id = in->found_id;
    int64_t came_from = 0; /* the ticket that is part of this one */
    in->to = -1;
    for (uint32_t i = 0; !in->home_id; i++) {
        struct sup__ticket_slot *slot = NULL;
        int64_t next_id = 0;
        int32_t rc = load_fired(unit, id, &slot); /* whether it may land there was asked before */
        if (rc != SUP_OK) {
            return rc;
        }
        struct sup__ticket_row row = slot->row;
        if (row.root_id && came_from) { /* what another one is part of is part of none itself */
            return sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_ticket.root_id",
                             "ticket %" PRId64 " is said to be part of ticket %" PRId64
                             ", of which ticket %" PRId64 " is part",
                             id, row.root_id, came_from);
        }
        came_from = row.root_id ? id : 0;
        if (row.root_id) {
            id = row.root_id;
            continue;
        }
        struct sup__message_facts facts = {.category = (int32_t)row.category,
                                           .solved_ms = row.solved_ms,
                                           .at_ms = unit->at_ms,
                                           .is_import = unit->is_import,
                                           .is_automated = in->params->is_automated};
        struct sup__message_decision decision = sup__decide_message(unit->policy, &facts);
        if (!decision.is_follow_up) {
            in->home_id = row.id;
            in->to = decision.to;
            break;
        }
        rc = i < FOLLOW_UPS_MAX ? next_home(unit, in, &row, &next_id) : SUP_OK;
        if (rc == SUP_OK && !next_id) {
            rc = open_follow_up(unit, in, &row);
        }
        if (rc != SUP_OK) {
            return rc;
        }
        id = next_id;
    }
    return SUP_OK;
}

/* By which ticket the message came to where it lands. */
static int32_t find_way(struct sup__unit *unit, struct receiving *in)
{
    int64_t asked_id = in->params->ticket_id ? in->params->ticket_id : in->found_id;
    in->sent_to = asked_id != in->home_id ? asked_id : 0;
    return sup__find_home(unit, in->home_id, in->sent_to, &in->came_with, &in->owner);
}

/* Who wrote is said by the ticket that the message comes with; here when that says somebody else,
 * or nobody. */
static int32_t post(struct sup__unit *unit, const struct receiving *in, uint32_t left_out,
                    int64_t *message_id)
{
    const struct sup_ticket_receive_params *params = in->params;
    struct sup__posting posting = {.kind = SUP_MESSAGE_CUSTOMER,
                                   .channel = in->channel,
                                   .body = params->body,
                                   .external_id = params->external_id,
                                   .is_automated = params->is_automated,
                                   .rule = in->rule,
                                   .attachments = params->attachments,
                                   .attachment_count = params->attachment_count,
                                   .references_left_out = left_out};
    posting.sent_to = in->sent_to;
    posting.customer_id = in->owner != in->customer_id ? in->customer_id : 0;
    int32_t rc = sup__add_message(unit, in->home_id, &posting, message_id);
    if (rc == SUP_OK && in->to >= 0) {
        rc = sup__move_ticket(unit, in->home_id, in->to, "customer_message");
    }
    return rc;
}

static int32_t land(struct sup__unit *unit, struct receiving *in, struct sup_receipt *receipt)
{
    const struct sup_ticket_receive_params *params = in->params;
    int64_t tickets = unit->head.ticket_count;
    int64_t message_id = 0;
    in->to = -1;
    int32_t rc = in->found_id ? find_home(unit, in) : open_new(unit, in);
    int is_opened = unit->head.ticket_count != tickets;
    struct sup__fitting fitting = {0};
    if (rc == SUP_OK) {
        rc = find_way(unit, in);
    }
    int is_strange = in->customer_id && in->owner != in->customer_id;
    if (rc == SUP_OK && (!is_opened || is_strange) && params->reference_count) {
        rc = sup__fit_references(unit, in->came_with, is_strange, params->references,
                                 params->reference_count, &fitting);
    }
    if (rc == SUP_OK) {
        rc = post(unit, in, fitting.left_out, &message_id);
        fitting.message_id = is_strange ? message_id : 0;
    }
    if (rc == SUP_OK) {
        rc = sup__add_references(unit, in->came_with, &fitting);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, in->home_id, message_id, receipt) : rc;
}

/* The channel is the message's own, the named ticket's, or the policy's first. */
static int32_t find_facts(struct sup__unit *unit, struct receiving *in,
                          struct sup__ticket_slot **slot)
{
    const struct sup_ticket_receive_params *params = in->params;
    int32_t rc = sup__check_attachments(unit, params->attachments, params->attachment_count);
    if (rc == SUP_OK && params->channel) {
        rc = sup__channel_name(unit, params->channel, &in->channel);
    }
    if (rc == SUP_OK && params->version && !params->ticket_id) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENT_MISSING, "ticket_id",
                       "version is that of a ticket, but there is no ticket_id");
    }
    if (rc == SUP_OK) {
        rc = sup__load_writer(unit, params->customer_id, &in->customer_id, &in->person);
    }
    if (rc == SUP_OK && params->ticket_id) {
        rc = load_named(unit, in, slot);
    }
    if (rc == SUP_OK && !in->channel) {
        in->channel = *slot ? (*slot)->row.channel : unit->policy->channels[0].name;
    }
    return rc;
}

int32_t sup__op_ticket_receive(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_ticket_receive_params *params = in;
    struct receiving receiving = {.params = params};
    struct sup__message_external_row known;
    struct sup__ticket_slot *slot = NULL;
    (void)result;
    int32_t rc = find_facts(unit, &receiving, &slot);
    if (rc == SUP_OK) {
        rc = sup__find_external(unit, receiving.channel, params->external_id, &known);
    }
    if (rc == SUP_OK && known.message_id) {
        return sup__seen_before(unit, &known, SUP_MESSAGE_CUSTOMER, params->ticket_id,
                                receiving.person, receipt);
    }
    if (rc == SUP_OK && slot) {
        rc = sup__check_ticket_version(unit, slot, params->version);
    }
    if (rc == SUP_OK) {
        rc = find_ticket(unit, &receiving);
    }
    return rc == SUP_OK ? land(unit, &receiving, receipt) : rc;
}
