/*
 * make_chain.c: a database with an event chain for others to verify: `make_chain FILE KIND`, where
 * KIND is "unkeyed", "keyed" (with k1 from the first event) or "rotated" (unkeyed, then k1, then
 * k2).
 *
 * The keys are the 16 bytes "0123456789abcdef" (k1) and 64 bytes of 'k' (k2).
 */
#include <stdio.h>
#include <string.h>

#include "supportcore.h"

#define NOW_MS INT64_C(1774000000000)

static const char k2_bytes[65] = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";
static const struct sup_chain_key k1 = {"k1", "0123456789abcdef", 16};
static const struct sup_chain_key k2 = {"k2", k2_bytes, 64};

static struct sup_caller caller = {
    .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW_MS};

/* Some of everything: private text of each kind, NULLs, texts that are not ASCII, late mail. */
static int32_t live(sup_core *core, const char *external_id)
{
    const char *const roles[] = {"agent"};
    const char *const tags[] = {"vip", "late"};
    const struct sup_reference thing = {"shopify", "order", "1001"};
    const struct sup_fact fact = {"made_sla", "false"};
    struct sup_agent_save_params agent = {
        .size = sizeof agent, .name = "Zo\xc3\xab \"Z\" Quist", .roles = roles, .role_count = 1};
    const struct sup_identity identities[] = {{"customer", "shopify", "1001", 1, 0},
                                              {"email", NULL, "zo\xc3\xab\"@example.com", 0, 0}};
    struct sup_customer_save_params customer = {
        .size = sizeof customer, .identities = identities, .identity_count = 2};
    struct sup_ticket_open_params open = {.size = sizeof open,
                                          .subject = "Where? \\",
                                          .body = "\xe2\x82\xac 12.50",
                                          .external_id = external_id,
                                          .customer_id = 1,
                                          .tags = tags,
                                          .tag_count = 2,
                                          .references = &thing,
                                          .reference_count = 1};
    struct sup_ticket_message_params message = {
        .size = sizeof message, .body = "There.", .status = "solved"};
    struct sup_fact_record_params facts = {.size = sizeof facts, .facts = &fact, .fact_count = 1};
    struct sup_receipt receipt = {.size = sizeof receipt};
    int32_t code = sup_agent_save(core, &caller, &agent, NULL);

    code = code == SUP_OK ? sup_customer_save(core, &caller, &customer, NULL) : code;
    code = code == SUP_OK ? sup_ticket_open(core, &caller, &open, &receipt) : code;
    message.ticket_id = facts.ticket_id = receipt.id;
    code = code == SUP_OK ? sup_ticket_reply(core, &caller, &message, NULL) : code;
    message.status = NULL;
    caller.at_ms = -1; /* before 1970 */
    code = code == SUP_OK ? sup_ticket_note(core, &caller, &message, NULL) : code;
    caller.at_ms = 0;
    return code == SUP_OK ? sup_fact_record(core, &caller, &facts, NULL) : code;
}

int main(int count, char **arguments)
{
    struct sup_sqlite_options file = {.size = sizeof file};
    struct sup_options options = {.size = sizeof options, .tenant = 5};
    struct sup_store *store = NULL;
    sup_core *core = NULL;
    int32_t code;

    if (count != 3) {
        fprintf(stderr, "usage: make_chain FILE unkeyed|keyed|rotated\n");
        return 2;
    }
    file.path = arguments[1];
    code = sup_sqlite_open(&file, &store, NULL);
    if (strcmp(arguments[2], "keyed") == 0) {
        options.chain_keys = &k1;
        options.chain_key_count = 1;
    }
    options.store = store;
    code = code == SUP_OK ? sup_open(&options, &core, NULL) : code;
    code = code == SUP_OK ? live(core, "<a@x>") : code;
    if (code == SUP_OK && strcmp(arguments[2], "rotated") == 0) {
        code = sup_chain_rotate(core, &caller, &k1, NULL);
        code = code == SUP_OK ? live(core, "<b@x>") : code;
        code = code == SUP_OK ? sup_chain_rotate(core, &caller, &k2, NULL) : code;
        code = code == SUP_OK ? live(core, "<c@x>") : code;
    }
    if (code != SUP_OK) {
        fprintf(stderr, "%s: %s\n", sup_code_name(code), sup_last_error(core)->text);
    }
    sup_close(core);
    sup_store_close(store);
    return code == SUP_OK ? 0 : 1;
}
