/*
 * play.c: goes through the story in the order of time, and stops when the library answers anything
 * but what the story expects.
 */
#include "shopday.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int32_t open_doors(struct shop *shop)
{
    struct sup_caller caller = caller_of(shop, NOBODY, AT(MON, 7, 55));
    struct sup_receipt receipt = {.size = sizeof receipt};
    for (int who = PRIYA; who < STAFF_END; who++) {
        struct sup_agent_save_params params = {.size = sizeof params,
                                               .kind = staff[who].kind,
                                               .name = staff[who].name,
                                               .roles = &staff[who].role,
                                               .role_count = 1,
                                               .teams = &staff[who].team,
                                               .team_count = staff[who].team != NULL};
        int32_t rc = sup_agent_save(shop->core, &caller, &params, &receipt);
        if (rc != SUP_OK) {
            return rc;
        }
        shop->staff_ids[who] = receipt.id;
    }
    return SUP_OK;
}

/* A shop's customer is known by the shop's own number: saving one twice makes no second one. */
static int32_t save_customer(struct shop *shop, int32_t index, int32_t at)
{
    struct sup_caller caller = caller_of(shop, CONNECTOR, at);
    struct sup_receipt receipt = {.size = sizeof receipt};
    const struct sup_identity number = {.kind = "customer",
                                        .system = "harbourpine",
                                        .value = customers[index].shop_id,
                                        .is_verified = 1};
    struct sup_customer_save_params params = {.size = sizeof params,
                                              .name = customers[index].name,
                                              .identities = &number,
                                              .identity_count = 1};
    int32_t rc = sup_customer_save(shop->core, &caller, &params, &receipt);
    shop->customer_ids[index] = receipt.id;
    return rc;
}

/* Mails are acknowledged at once. That is no answer: it does not count as the first reply. */
static int32_t acknowledge(struct shop *shop, const struct contact *contact, int64_t ticket_id)
{
    struct sup_caller caller = caller_of(shop, FERN, contact->at);
    struct sup_ticket_message_params params = {
        .size = sizeof params,
        .is_automated = 1,
        .is_acknowledgement = 1,
        .ticket_id = ticket_id,
        .body = "Thank you, your message has arrived. A person will read it within two hours."};
    return strcmp(contact->channel, "email") == 0
               ? sup_ticket_reply(shop->core, &caller, &params, NULL)
               : SUP_OK;
}

static int32_t deliver_again(struct shop *shop, const struct contact *contact, int64_t ticket_id)
{
    struct sup_receipt again = {.size = sizeof again};
    int32_t rc = contact_open(shop, contact, &again);
    if (rc == SUP_OK && (!again.is_replay || again.id != ticket_id)) {
        return SUP_EXISTS; /* a second ticket was made: not what the story says */
    }
    tell_step(shop, contact->at, ticket_id,
              "The webhook comes twice, with one key: still one ticket");
    return rc;
}

static int32_t play_contact(struct shop *shop, const struct contact *contact)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    int32_t rc = save_customer(shop, contact->customer - 1, contact->at);
    if (rc == SUP_OK) {
        rc = contact_open(shop, contact, &receipt);
    }
    if (rc == SUP_OK && receipt.id != contact - contacts + 1) {
        return SUP_CONFLICT; /* the script knows tickets by their numbers */
    }
    if (rc == SUP_OK) {
        tell_contact(shop, contact, receipt.id);
        rc = acknowledge(shop, contact, receipt.id);
    }
    return rc == SUP_OK && contact->webhook != NULL ? deliver_again(shop, contact, receipt.id) : rc;
}

static void count(struct tally *tally, const struct step *step)
{
    tally->replied += step->verb == REPLY;
    tally->noted += step->verb == NOTE;
    tally->solved += step->code != NULL && strcmp(step->code, "solved") == 0;
}

static int is_as_told(const struct step *step, int32_t rc, const struct sup_receipt *receipt)
{
    return rc == step->answer && (step->verb != REDELIVER || receipt->is_replay);
}

static int32_t play_step(struct shop *shop, const struct step *step)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    int32_t rc = step_run(shop, step, &receipt);
    if (!is_as_told(step, rc, &receipt)) {
        return rc != SUP_OK ? rc : SUP_EXISTS;
    }
    int is_follow_up = step->verb == WRITE && receipt.ticket_id != step->ticket;
    int is_told_by_step = step->verb == PULL_MAIL || step->verb == CRASH_MAIL || step->verb == TICK;
    if (is_follow_up) {
        tell_step(shop, step->at, receipt.ticket_id, "%s a follow-up", step->tell);
    } else if (step->tell != NULL && !is_told_by_step) {
        tell_step(shop, step->at, step->ticket, "%s", step->tell);
    }
    if (rc != SUP_OK) {
        tell_error(shop, sup_last_error(shop->core), 12);
    } else {
        count(&shop->tally, step);
    }
    return SUP_OK;
}

static int32_t tell_failure(const struct shop *shop, int32_t rc, int32_t at)
{
    const struct sup_error *error = sup_last_error(shop->core);
    printf("\nThe story went wrong at minute %d, with %s: %s (%s)\n", (int)at, sup_code_name(rc),
           error->text, error->hint);
    return rc;
}

/* All that happens before the next entry of the script: who writes to the shop until then. */
static int32_t play_contacts_until(struct shop *shop, const struct contact **next, int32_t at)
{
    int32_t rc = SUP_OK;
    for (; rc == SUP_OK && *next < contacts + contact_count && (*next)->at <= at; ++*next) {
        rc = play_contact(shop, *next);
    }
    return rc == SUP_OK ? rc : tell_failure(shop, rc, at);
}

static int32_t play_script(struct shop *shop, const struct step *script, int32_t step_count,
                           const struct contact **next)
{
    int32_t rc = SUP_OK;
    for (int32_t i = 0; rc == SUP_OK && i < step_count; i++) {
        rc = play_contacts_until(shop, next, script[i].at);
        if (rc == SUP_OK) {
            rc = play_step(shop, &script[i]);
            rc = rc == SUP_OK ? rc : tell_failure(shop, rc, script[i].at);
        }
    }
    return rc;
}

int32_t play(struct shop *shop)
{
    const struct contact *next = contacts;
    int32_t rc = open_doors(shop);
    if (rc != SUP_OK) {
        return tell_failure(shop, rc, 0);
    }
    rc = play_script(shop, morning, morning_count, &next);
    if (rc == SUP_OK) {
        rc = play_script(shop, later, later_count, &next);
    }
    tell_period_end(shop);
    return rc;
}

int32_t host_ticks(struct shop *shop, const struct step *step)
{
    struct sup_caller caller = caller_of(shop, NOBODY, step->at);
    struct sup_next_due_params ask = {.size = sizeof ask};
    struct sup_tick_params params = {.size = sizeof params};
    uint32_t fired = 0;
    for (;;) {
        struct sup_next_due *next = NULL;
        int32_t rc = sup_desk_next_due(shop->core, &caller, &ask, &next);
        int64_t due_ms = rc == SUP_OK ? next->due_ms : 0;
        sup_free(next);
        if (rc != SUP_OK || due_ms == 0 || due_ms > moment(step->at)) {
            tell_step(shop, step->at, 0,
                      "%s %u tickets closed by themselves, each at its own minute", step->tell,
                      fired);
            return rc;
        }
        struct sup_tick_result *result = NULL;
        caller.now_ms = due_ms; /* a real host sleeps until then */
        rc = sup_desk_tick(shop->core, &caller, &params, &result);
        if (rc != SUP_OK) {
            return rc;
        }
        fired += result->fired;
        sup_free(result);
    }
}
