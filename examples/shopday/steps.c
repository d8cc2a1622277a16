/*
 * steps.c: the library's functions, one by one. Each takes the handle, who asks and when, a struct
 * of parameters whose size is set and whose other members are zero unless said, and fills a
 * receipt.
 */
#include "shopday.h"

#include <stddef.h>

int64_t moment(int32_t at)
{
    return MONDAY_MS + at * MINUTE_MS;
}

struct sup_caller caller_of(const struct shop *shop, enum who who, int32_t at)
{
    struct sup_caller caller = {.size = sizeof caller, .now_ms = moment(at)};
    if (who == CONNECTOR) {
        caller.actor_kind = SUP_ACTOR_INTEGRATION;
        caller.actor_id = 1; /* the host's own number for this connector */
    } else if (who == NOBODY) {
        caller.actor_kind = SUP_ACTOR_SYSTEM;
    } else {
        int is_bot = staff[who].kind == SUP_AGENT_BOT;
        caller.actor_kind = is_bot ? SUP_ACTOR_BOT : SUP_ACTOR_AGENT;
        caller.actor_id = shop->staff_ids[who];
    }
    return caller;
}

struct sup_caller caller_customer(const struct shop *shop, int32_t customer, int32_t at)
{
    return (struct sup_caller){.size = sizeof(struct sup_caller),
                               .actor_kind = SUP_ACTOR_CUSTOMER,
                               .actor_id = shop->customer_ids[customer - 1],
                               .now_ms = moment(at)};
}

/* Tickets have the numbers of their contacts: the customer of a ticket is that contact's. */
static struct sup_caller caller_of_step(const struct shop *shop, const struct step *step)
{
    return step->who == NOBODY
               ? caller_customer(shop, contacts[step->ticket - 1].customer, step->at)
               : caller_of(shop, step->who, step->at);
}

int32_t contact_open(struct shop *shop, const struct contact *contact, struct sup_receipt *receipt)
{
    struct sup_caller caller = contact->by == NOBODY
                                   ? caller_customer(shop, contact->customer, contact->at)
                                   : caller_of(shop, contact->by, contact->at);
    const struct sup_reference order = {"harbourpine", "order", contact->order};
    struct sup_ticket_open_params params = {
        .size = sizeof params,
        .idempotency_key = contact->webhook, /* the same key again: the same receipt again */
        .subject = contact->subject,
        .body = contact->body,
        .channel = contact->channel,
        .customer_id = shop->customer_ids[contact->customer - 1],
        .reason = contact->reason,
        .external_id = contact->external_id,
        .references = &order,
        .reference_count = contact->order != NULL,
    };
    if (contact->written != 0) {
        caller.at_ms = moment(contact->written); /* it happened then; it is recorded now */
    }
    if (contact->by > NOBODY && contact->by < STAFF_END) {
        params.assignee_id = shop->staff_ids[contact->by]; /* who takes the call has the ticket */
        params.team = staff[contact->by].team;
    }
    return sup_ticket_open(shop->core, &caller, &params, receipt);
}

static int32_t assign(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    enum who to = step->verb == TAKE ? step->who : step->other;
    struct sup_ticket_assign_params params = {.size = sizeof params,
                                              .ticket_id = step->ticket,
                                              .agent_id = shop->staff_ids[to],
                                              .team = staff[to].team};
    return sup_ticket_assign(shop->core, &caller, &params, receipt);
}

static int32_t transfer(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_transfer_params params = {
        .size = sizeof params, .ticket_id = step->ticket, .team = step->code};
    return sup_ticket_transfer(shop->core, &caller, &params, receipt);
}

static int32_t receive(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_receive_params params = {.size = sizeof params,
                                               .ticket_id = step->ticket,
                                               .body = step->text,
                                               .external_id = step->external_id};
    return sup_ticket_receive(shop->core, &caller, &params, receipt);
}

static int32_t message(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_message_params params = {.size = sizeof params,
                                               .is_automated = step->who == FERN,
                                               .ticket_id = step->ticket,
                                               .body = step->text,
                                               .external_id = step->external_id,
                                               .status = step->code,
                                               .handle_ms = step->handled * MINUTE_MS};
    return step->verb == REPLY ? sup_ticket_reply(shop->core, &caller, &params, receipt)
                               : sup_ticket_note(shop->core, &caller, &params, receipt);
}

static int32_t move(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_move_params params = {
        .size = sizeof params, .ticket_id = step->ticket, .status = step->code};
    return sup_ticket_move(shop->core, &caller, &params, receipt);
}

static int32_t prioritize(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_prioritize_params params = {
        .size = sizeof params, .ticket_id = step->ticket, .priority = step->code};
    return sup_ticket_prioritize(shop->core, &caller, &params, receipt);
}

static int32_t classify(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_classify_params params = {
        .size = sizeof params, .ticket_id = step->ticket, .reason = step->code};
    return sup_ticket_classify(shop->core, &caller, &params, receipt);
}

static int32_t tag(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_tag_params params = {
        .size = sizeof params, .ticket_id = step->ticket, .tags = &step->code, .tag_count = 1};
    return step->verb == TAG ? sup_ticket_tag(shop->core, &caller, &params, receipt)
                             : sup_ticket_untag(shop->core, &caller, &params, receipt);
}

static int32_t link_order(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    const struct sup_reference order = {"harbourpine", "order", step->code};
    struct sup_reference_params params = {.size = sizeof params,
                                          .ticket_id = step->ticket,
                                          .references = &order,
                                          .reference_count = 1};
    return sup_reference_add(shop->core, &caller, &params, receipt);
}

static int32_t report(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    const struct sup_fact fact = {step->code, step->text};
    struct sup_fact_record_params params = {
        .size = sizeof params, .ticket_id = step->ticket, .facts = &fact, .fact_count = 1};
    return sup_fact_record(shop->core, &caller, &params, receipt);
}

static int32_t sign(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_agent_set_availability_params params = {.size = sizeof params,
                                                       .agent_id = shop->staff_ids[step->who],
                                                       .availability = step->availability};
    return sup_agent_set_availability(shop->core, &caller, &params, receipt);
}

/* Three writes in one transaction: all of them happen, or none. */
static int32_t tag_three(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    static const int64_t tickets[] = {2, 18, 24};
    enum { COUNT = sizeof tickets / sizeof tickets[0] };
    struct sup_caller caller = caller_of_step(shop, step);
    struct sup_ticket_tag_params params[COUNT];
    struct sup_batch_item items[COUNT];
    for (int i = 0; i < COUNT; i++) {
        params[i] = (struct sup_ticket_tag_params){
            .size = sizeof params[i], .ticket_id = tickets[i], .tags = &step->code, .tag_count = 1};
        items[i] = (struct sup_batch_item){
            .size = sizeof items[i], .operation = SUP_OP_TICKET_TAG, .params = &params[i]};
    }
    int32_t rc = sup_batch(shop->core, &caller, items, COUNT);
    *receipt = items[0].receipt;
    return rc;
}

int32_t step_run(struct shop *shop, const struct step *step, struct sup_receipt *receipt)
{
    switch (step->verb) {
    case TAKE:
    case ASSIGN:
        return assign(shop, step, receipt);
    case TRANSFER:
        return transfer(shop, step, receipt);
    case WRITE:
    case REDELIVER:
        return receive(shop, step, receipt);
    case REPLY:
    case NOTE:
        return message(shop, step, receipt);
    case MOVE:
        return move(shop, step, receipt);
    case PRIORITIZE:
        return prioritize(shop, step, receipt);
    case CLASSIFY:
        return classify(shop, step, receipt);
    case TAG:
    case UNTAG:
        return tag(shop, step, receipt);
    case LINK:
        return link_order(shop, step, receipt);
    case REPORT:
        return report(shop, step, receipt);
    case SIGN:
        return sign(shop, step, receipt);
    case TAG_THREE:
        return tag_three(shop, step, receipt);
    case PULL_MAIL:
    case CRASH_MAIL:
        return mailer_run(shop, step);
    case TICK:
        return host_ticks(shop, step);
    }
    return SUP_INVALID;
}
