/*
 * desk.c: the program in which the fragments of docs/quick-guide.md run: its first program, with an
 * agent (priya), a customer (ann) and her ticket.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <supportcore.h>

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

static sup_core *desk;

static void must(int32_t rc)
{
    if (rc != SUP_OK) {
        const struct sup_error *error = sup_last_error(desk);
        fprintf(stderr, "%s: %s (%s)\n", sup_code_name(rc), error->text, error->hint);
        exit(1);
    }
}

static int64_t start(struct sup_caller *shop, struct sup_caller *priya, struct sup_caller *ann)
{
    struct sup_receipt done = {.size = sizeof done};
    struct sup_agent_save_params agent = {.size = sizeof agent, .name = "Priya Nair"};
    struct sup_customer_save_params customer = {.size = sizeof customer, .name = "Ann Lee"};
    struct sup_ticket_open_params open = {.size = sizeof open, .subject = "Where is my order?"};
    const char *roles[] = {"agent"};
    agent.roles = roles;
    agent.role_count = 1;
    must(sup_agent_save(desk, shop, &agent, &done));
    priya->actor_id = done.id;
    must(sup_customer_save(desk, shop, &customer, &done));
    ann->actor_id = done.id;
    open.body = "It should have been here on Friday.";
    must(sup_ticket_open(desk, ann, &open, &done));
    return done.id;
}

int main(void)
{
    struct sup_store *store = NULL;
    struct sup_options options = {.size = sizeof options};
    struct sup_caller shop = {.size = sizeof shop, .actor_kind = SUP_ACTOR_SYSTEM};
    struct sup_caller priya = {.size = sizeof priya, .actor_kind = SUP_ACTOR_AGENT};
    struct sup_caller ann = {.size = sizeof ann, .actor_kind = SUP_ACTOR_CUSTOMER};
    struct sup_receipt done = {.size = sizeof done};
    shop.now_ms = priya.now_ms = ann.now_ms = INT64_C(1774000000000);
    if (sup_memory_open(NULL, &store, NULL) != SUP_OK) {
        return 1;
    }
    options.store = store;
    if (sup_open(&options, &desk, NULL) != SUP_OK) {
        return 1;
    }
    int64_t ticket = start(&shop, &priya, &ann);
    (void)ticket;
    (void)done;
    {
        /* @here */
    }
    sup_close(desk);
    sup_store_close(store);
    return 0;
}
