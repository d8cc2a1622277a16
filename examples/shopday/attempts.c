/*
 * attempts.c: wrong requests, through the C functions and at the JSON door.
 *
 * On Saturday ticket 19 is closed, 36 is solved and 32 is open.
 */
#include "trouble.h"

#include <stdlib.h>
#include <string.h>

enum { CLOSED = 19, SOLVED = 36, OPEN = 32 };

/* Every call leaves its error at the handle, until the next call. */
static int32_t told(const sup_core *core, int32_t rc, struct sup_error *error)
{
    *error = *sup_last_error(core);
    return rc;
}

static int32_t reply(struct shop *shop, struct sup_caller caller, int64_t ticket_id,
                     const char *body, struct sup_error *error)
{
    struct sup_ticket_message_params params = {
        .size = sizeof params, .ticket_id = ticket_id, .body = body};
    return told(shop->core, sup_ticket_reply(shop->core, &caller, &params, NULL), error);
}

static int32_t viewer_replies(struct shop *shop, int32_t at, struct sup_error *error)
{
    return reply(shop, caller_of(shop, INGRID, at), OPEN, "Let me handle this.", error);
}

static int32_t reply_when_closed(struct shop *shop, int32_t at, struct sup_error *error)
{
    return reply(shop, caller_of(shop, PRIYA, at), CLOSED, "One more thing ...", error);
}

static int32_t latin_1(struct shop *shop, int32_t at, struct sup_error *error)
{
    return reply(shop, caller_of(shop, PRIYA, at), OPEN,
                 "Viele Gr\xFC\xDF"
                 "e",
                 error);
}

static int32_t nobody_asks(struct shop *shop, int32_t at, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, PRIYA, at);
    caller.actor_kind = SUP_ACTOR_NONE;
    return reply(shop, caller, OPEN, "Boo!", error);
}

static int32_t from_the_future(struct shop *shop, int32_t at, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, PRIYA, at);
    caller.at_ms = moment(at + 60);
    return reply(shop, caller, OPEN, "I will have answered.", error);
}

static int32_t agent_imports(struct shop *shop, int32_t at, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, TOMAS, at);
    caller.flags = SUP_CALLER_IMPORT;
    return reply(shop, caller, CLOSED, "It was always like this.", error);
}

static int32_t get(sup_core *core, struct sup_caller caller, int64_t ticket_id,
                   struct sup_error *error)
{
    struct sup_ticket_get_params params = {.size = sizeof params, .ticket_id = ticket_id};
    struct sup_ticket *ticket = NULL;
    int32_t rc = sup_ticket_get(core, &caller, &params, &ticket);
    sup_free(ticket);
    return told(core, rc, error);
}

static int32_t customer_is_curious(struct shop *shop, int32_t at, struct sup_error *error)
{
    return get(shop->core, caller_customer(shop, 1, at), OPEN, error);
}

/* Two shops can share one file. Each handle is opened for one tenant and sees nothing else. */
static int32_t other_tenant(struct shop *shop, int32_t at, struct sup_error *error)
{
    struct sup_options options = {.size = sizeof options, .store = shop->store, .tenant = 2};
    sup_core *other = NULL;
    int32_t rc = sup_open(&options, &other, error);
    if (rc == SUP_OK) {
        rc = get(other, caller_of(shop, NOBODY, at), OPEN, error);
    }
    sup_close(other);
    return rc;
}

static int32_t illegal_move(struct shop *shop, int32_t at, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, TOMAS, at);
    struct sup_ticket_move_params params = {
        .size = sizeof params, .ticket_id = SOLVED, .status = "pending"};
    return told(shop->core, sup_ticket_move(shop->core, &caller, &params, NULL), error);
}

static int32_t prioritize(struct shop *shop, int32_t at, const char *priority, int64_t version,
                          uint32_t size, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, AIKO, at);
    struct sup_ticket_prioritize_params params = {
        .size = size, .ticket_id = OPEN, .version = version, .priority = priority};
    return told(shop->core, sup_ticket_prioritize(shop->core, &caller, &params, NULL), error);
}

static int32_t unknown_priority(struct shop *shop, int32_t at, struct sup_error *error)
{
    uint32_t size = sizeof(struct sup_ticket_prioritize_params);
    return prioritize(shop, at, "urgnt", 0, size, error);
}

/* Whoever read the ticket on Monday, at version 3, did not see what came in since. */
static int32_t stale_version(struct shop *shop, int32_t at, struct sup_error *error)
{
    uint32_t size = sizeof(struct sup_ticket_prioritize_params);
    return prioritize(shop, at, "low", 3, size, error);
}

static int32_t forgotten_size(struct shop *shop, int32_t at, struct sup_error *error)
{
    return prioritize(shop, at, "high", 0, 0, error);
}

static int32_t open_ticket(struct shop *shop, enum who who, int32_t at, const char *subject,
                           const char *key, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, who, at);
    struct sup_ticket_open_params params = {
        .size = sizeof params, .subject = subject, .idempotency_key = key};
    return told(shop->core, sup_ticket_open(shop->core, &caller, &params, NULL), error);
}

static int32_t key_for_another(struct shop *shop, int32_t at, struct sup_error *error)
{
    return open_ticket(shop, CONNECTOR, at, "Chargeback won", "payments:evt_3Pq81x", error);
}

static int32_t long_subject(struct shop *shop, int32_t at, struct sup_error *error)
{
    char subject[SUP_SUBJECT_BYTES_MAX + 2];
    memset(subject, 'e', sizeof subject - 1);
    subject[sizeof subject - 1] = '\0';
    return open_ticket(shop, PRIYA, at, subject, NULL, error);
}

/* The first of the two is right; it is not done either. */
static int32_t half_a_batch(struct shop *shop, int32_t at, struct sup_error *error)
{
    static const char *const good = "exchange";
    struct sup_caller caller = caller_of(shop, PRIYA, at);
    struct sup_ticket_tag_params tags = {
        .size = sizeof tags, .ticket_id = OPEN, .tags = &good, .tag_count = 1};
    struct sup_ticket_move_params move = {
        .size = sizeof move, .ticket_id = 4711, .status = "solved"};
    struct sup_batch_item items[] = {
        {.size = sizeof items[0], .operation = SUP_OP_TICKET_TAG, .params = &tags},
        {.size = sizeof items[0], .operation = SUP_OP_TICKET_MOVE, .params = &move},
    };
    return told(shop->core, sup_batch(shop->core, &caller, items, 2), error);
}

static int32_t ack_backwards(struct shop *shop, int32_t at, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, CONNECTOR, at);
    struct sup_outbox_ack_params params = {
        .size = sizeof params, .consumer = "mailer", .sequence = 1};
    return told(shop->core, sup_outbox_ack(shop->core, &caller, &params, NULL), error);
}

/* The built-in policy, in which somebody misspells one member. */
static int32_t wrong_policy(struct shop *shop, int32_t at, struct sup_error *error)
{
    struct sup_caller caller = caller_of(shop, NOBODY, at);
    struct sup_policy_show_params show = {.size = sizeof show, .is_builtin = 1};
    struct sup_policy *policy = NULL;
    int32_t rc = sup_policy_show(shop->core, &caller, &show, &policy);
    char *document = rc == SUP_OK ? malloc(strlen(policy->document) + 1) : NULL;
    if (document != NULL) {
        strcpy(document, policy->document);
        char *name = strstr(document, "\"auto_close\"");
        if (name != NULL) {
            name[6] = 'k'; /* auto_klose */
        }
        struct sup_policy_params params = {.size = sizeof params, .document = document};
        rc = sup_policy_activate(shop->core, &caller, &params, NULL);
    }
    told(shop->core, rc, error);
    free(document);
    sup_free(policy);
    return rc;
}

const struct attempt attempts[] = {
    {"Ingrid owns the shop, but a viewer may not reply", SUP_REFUSED, viewer_replies},
    {"A customer asks for somebody else's ticket", SUP_NOT_FOUND, customer_is_curious},
    {"Another shop in the same file asks for it", SUP_NOT_FOUND, other_tenant},
    {"A caller who does not say who it is", SUP_INVALID, nobody_asks},
    {"An agent wants to write history, as imports do", SUP_REFUSED, agent_imports},
    {"From solved back to pending", SUP_REFUSED, illegal_move},
    {"A reply on a closed ticket", SUP_REFUSED, reply_when_closed},
    {"Aiko saves over what she has not read", SUP_CONFLICT, stale_version},
    {"A webhook's key comes back with another request", SUP_CONFLICT, key_for_another},
    {"The mailer acknowledges what it acknowledged long ago", SUP_CONFLICT, ack_backwards},
    {"A priority with a slip of the finger", SUP_INVALID, unknown_priority},
    {"A German greeting in Latin-1 instead of UTF-8", SUP_INVALID, latin_1},
    {"A subject of 1,001 bytes", SUP_LIMIT, long_subject},
    {"Something that happens in an hour from now", SUP_INVALID, from_the_future},
    {"A struct whose size nobody set", SUP_INVALID, forgotten_size},
    {"A batch: the second of two names ticket 4711", SUP_NOT_FOUND, half_a_batch},
    {"A policy with a misspelled member", SUP_INVALID, wrong_policy},
};

const int32_t attempt_count = sizeof attempts / sizeof attempts[0];

const struct request requests[] = {
    {"JSON that ends too early", SUP_INVALID, "{\"jsonrpc\":\"2.0\",\"id\":1,"},
    {"JSON with the same key twice", SUP_INVALID,
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.get\",\"params\":{\"ticket_id\":\"32\","
     "\"ticket_id\":\"33\"}}"},
    {"A NUL in the middle of a text", SUP_INVALID,
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\","
     "\"params\":{\"subject\":\"Hello\\u0000there\"}}"},
    {"A request that says by itself who is asking", SUP_INVALID,
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.get\","
     "\"params\":{\"ticket_id\":\"32\",\"actor_id\":\"4\"}}"},
    {"A method that does not exist", SUP_INVALID,
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.opne\",\"params\":{}}"},
};

const int32_t request_count = sizeof requests / sizeof requests[0];
