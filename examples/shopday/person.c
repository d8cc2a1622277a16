/*
 * person.c: one customer who writes by four ways is one person with one thread; and a wrong merge
 * is taken back.
 */
#include "shopday.h"

#include <inttypes.h>
#include <stdio.h>

enum { ONCE_WRITTEN = 200 };

/* How the shop's connectors know who writes. What the shop's own login proved is verified. */
static const struct sup_identity account = {"customer", "harbourpine", "21230", 1, 0};
static const struct sup_identity mail = {"email", NULL, "nora.lind@mail.example", 1, 0};
static const struct sup_identity phone = {"phone", NULL, "+46 70 123 45 67", 0, 0};
static const struct sup_identity buyer = {"buyer", "marketplace", "nlind_se", 0, 0};

static const struct sup_reference parcel = {"harbourpine", "order", "HP-20488"};

struct turn {
    int32_t minute;
    const char *channel;
    const char *subject; /* of the first: the others are found to belong to it */
    const char *text;
    const char *external_id;
    const char *in_reply_to;
    const struct sup_identity *known_by[2];
    int32_t is_about_order;
};

static const struct turn turns[] = {
    {0,
     "email",
     "Order HP-20488 is short of a pair of socks",
     "Hello, I paid for three pairs and got two. Nora",
     "<socks-1@mail.example>",
     NULL,
     {&account, &mail},
     1},
    {25, "chat", NULL, "hi, me again about the socks, any news?", NULL, NULL, {&account}, 1},
    {70,
     "whatsapp",
     NULL,
     "A photo of the delivery note, it says three",
     "wamid.88",
     NULL,
     {&account, &phone},
     1},
    {120,
     "email",
     NULL,
     "Re: Your socks. Thursday is fine, thank you!",
     "<socks-2@mail.example>",
     "<reply-socks@harbourpine.example>",
     {&mail},
     0},
    {126,
     "voice_bot",
     NULL,
     "Transcript: Can they leave it with the neighbour at number 4?",
     NULL,
     NULL,
     {&phone},
     1},
};

static const struct turn brother = {0,
                                    "marketplace",
                                    "Does the Skerry bag come in grey?",
                                    "And is it in stock?",
                                    "market-88190",
                                    NULL,
                                    {&buyer},
                                    0};

/* Who writes: found by any of the identities, or made. Both calls go in one batch, so that there is
 * no customer without their message. */
static int32_t take_in(struct shop *shop, const struct turn *turn, const char *name, int32_t at,
                       struct sup_receipt *message)
{
    struct sup_caller caller = caller_of(shop, CONNECTOR, at);
    struct sup_identity identities[2];
    struct sup_customer_resolve_params resolve = {
        .size = sizeof resolve, .identities = identities, .name = name};
    struct sup_ticket_receive_params receive = {
        .size = sizeof receive,
        .customer_id = -1, /* whom the first call of the batch found */
        .channel = turn->channel,
        .subject = turn->subject,
        .body = turn->text,
        .external_id = turn->external_id,
        .in_reply_to = turn->in_reply_to,
        .references = &parcel,
        .reference_count = turn->is_about_order ? 1 : 0,
    };
    struct sup_batch_item items[] = {
        {.size = sizeof items[0], .operation = SUP_OP_CUSTOMER_RESOLVE, .params = &resolve},
        {.size = sizeof items[0], .operation = SUP_OP_TICKET_RECEIVE, .params = &receive},
    };
    for (int i = 0; i < 2 && turn->known_by[i] != NULL; i++) {
        identities[resolve.identity_count++] = *turn->known_by[i];
    }
    int32_t rc = sup_batch(shop->core, &caller, items, 2);
    if (rc == SUP_OK) {
        *message = items[1].receipt;
        tell_step(shop, at, message->ticket_id, "%s: \"%s\"", turn->channel, turn->text);
    }
    return rc;
}

static int32_t answer(struct shop *shop, int64_t ticket_id, int32_t at)
{
    struct sup_caller caller = caller_of(shop, TOMAS, at);
    struct sup_receipt receipt = {.size = sizeof receipt};
    struct sup_ticket_message_params params = {
        .size = sizeof params,
        .ticket_id = ticket_id,
        .channel = "email",
        .external_id = "<reply-socks@harbourpine.example>",
        .body = "Dear Nora, the third pair leaves today and is with you on Thursday.",
        .status = "pending",
        .handle_ms = 4 * MINUTE_MS,
    };
    int32_t rc = sup_ticket_reply(shop->core, &caller, &params, &receipt);
    if (rc == SUP_OK) {
        tell_step(shop, at, ticket_id, "Tomás answers by email: the third pair leaves today");
    }
    return rc;
}

static int32_t tell_thread(struct shop *shop, int64_t ticket_id, int32_t at)
{
    struct sup_caller caller = caller_of(shop, TOMAS, at);
    struct sup_ticket_page_params params = {.size = sizeof params, .ticket_id = ticket_id};
    struct sup_message_list *list = NULL;
    int32_t rc = sup_ticket_messages(shop->core, &caller, &params, &list);
    if (rc == SUP_OK) {
        tell_paragraph(shop, 12, "One person, one thread: %u messages in ticket #%" PRId64 ".",
                       list->count, ticket_id);
    }
    sup_free(list);
    return rc;
}

/* What the program shows of a person: who they are, and how many tickets are theirs. */
static int32_t tell_person(struct shop *shop, int64_t customer_id, int32_t at)
{
    struct sup_caller caller = caller_of(shop, TOMAS, at);
    struct sup_customer_get_params get = {.size = sizeof get, .customer_id = customer_id};
    struct sup_ticket_list_params list = {.size = sizeof list, .customer_id = customer_id};
    struct sup_customer *customer = NULL;
    struct sup_ticket_list *tickets = NULL;
    int32_t rc = sup_customer_get(shop->core, &caller, &get, &customer);
    if (rc == SUP_OK) {
        rc = sup_ticket_list(shop->core, &caller, &list, &tickets);
    }
    if (rc == SUP_OK) {
        char line[ONCE_WRITTEN];
        snprintf(line, sizeof line, "%s: known by %u identit%s, %u ticket%s", customer->name,
                 customer->identity_count, customer->identity_count == 1 ? "y" : "ies",
                 tickets->count, tickets->count == 1 ? "" : "s");
        tell_paragraph(shop, 12, "%s.", line);
    }
    sup_free(tickets);
    sup_free(customer);
    return rc;
}

/* A marketplace buyer "nlind_se" is somebody else; "the same surname" proves nothing. */
static int32_t merge_and_undo(struct shop *shop, int64_t nora, int32_t at)
{
    struct sup_caller tomas = caller_of(shop, TOMAS, at);
    struct sup_caller samuel = caller_of(shop, SAMUEL, at + 9);
    struct sup_receipt message = {.size = sizeof message};
    struct sup_receipt merged = {.size = sizeof merged};
    struct sup_customer_get_params get = {.size = sizeof get, .identity = &buyer};
    struct sup_customer *nils = NULL;
    struct sup_customer_merge_params merge = {
        .size = sizeof merge, .into = nora, .evidence = "the same surname, both in Umeå"};
    struct sup_customer_unmerge_params unmerge = {
        .size = sizeof unmerge, .evidence = "Nils is her brother: he called from his own number"};
    int32_t rc = take_in(shop, &brother, "Nils Lind", at - 6, &message);
    if (rc == SUP_OK) {
        rc = sup_customer_get(shop->core, &tomas, &get, &nils);
    }
    if (rc == SUP_OK) {
        merge.customer_id = nils->id;
        rc = sup_customer_merge(shop->core, &tomas, &merge, &merged);
    }
    if (rc == SUP_OK) {
        tell_step(shop, at, 0, "Tomás takes the marketplace's nlind_se for Nora and merges them");
        rc = tell_person(shop, nora, at);
    }
    unmerge.customer_id = merged.id;
    if (rc == SUP_OK) {
        rc = sup_customer_unmerge(shop->core, &samuel, &unmerge, &merged);
    }
    if (rc == SUP_OK) {
        tell_step(shop, at + 9, 0, "It is her brother Nils: Samuel takes the merge back");
        rc = tell_person(shop, nora, at + 9);
    }
    if (rc == SUP_OK) {
        rc = tell_person(shop, nils->id, at + 9);
    }
    sup_free(nils);
    return rc;
}

int32_t person(struct shop *shop, int32_t at)
{
    struct sup_receipt first = {.size = sizeof first};
    struct sup_receipt message = {.size = sizeof message};
    struct sup_customer_get_params get = {.size = sizeof get, .identity = &mail};
    struct sup_caller caller = caller_of(shop, TOMAS, at);
    struct sup_customer *nora = NULL;
    int32_t rc = SUP_OK;
    tell_title(shop, "\nOne customer, four ways to write");
    for (size_t i = 0; rc == SUP_OK && i < sizeof turns / sizeof turns[0]; i++) {
        if (turns[i].in_reply_to != NULL) {
            rc = answer(shop, first.ticket_id, at + turns[i].minute - 20);
        }
        if (rc == SUP_OK) {
            rc = take_in(shop, &turns[i], "Nora Lind", at + turns[i].minute, &message);
        }
        first = i == 0 ? message : first;
    }
    if (rc == SUP_OK) {
        rc = tell_thread(shop, first.ticket_id, at + 127);
    }
    if (rc == SUP_OK) {
        rc = sup_customer_get(shop->core, &caller, &get, &nora);
    }
    if (rc == SUP_OK) {
        rc = merge_and_undo(shop, nora->id, at + 140);
    }
    sup_free(nora);
    tell_period_end(shop);
    return rc;
}
