/*
 * life.c: a desk in a store of its own, and one ticket's life after the other on it.
 */
#include "life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZED(type) .size = sizeof(struct type)

static const char body[] = "Hello, my parcel has not arrived yet and the tracking page has not "
                           "changed for four days. Could you please look into it? Thank you!";

void must(sup_core *core, int32_t rc)
{
    if (rc != SUP_OK) {
        const struct sup_error *error = sup_last_error(core);
        fprintf(stderr, "%s: %s\n", sup_code_name(rc), error->text);
        exit(1);
    }
}

void desk_open_sized(struct desk *desk, const char *path, uint32_t page_bytes)
{
    struct sup_error error;
    struct sup_receipt receipt = {SIZED(sup_receipt)};
    const char *roles[] = {"agent"};
    struct sup_caller system = {SIZED(sup_caller), .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW};
    if (sup_sqlite_open(&(struct sup_sqlite_options){SIZED(sup_sqlite_options), .path = path,
                                                     .page_bytes = page_bytes},
                        &desk->store, &error) != SUP_OK ||
        sup_open(&(struct sup_options){SIZED(sup_options), .store = desk->store}, &desk->core,
                 &error) != SUP_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    must(desk->core, sup_agent_save(desk->core, &system,
                                    &(struct sup_agent_save_params){
                                        SIZED(sup_agent_save_params), .name = "Priya Nair",
                                        .roles = roles, .role_count = 1},
                                    &receipt));
    desk->agent_id = receipt.id;
    must(desk->core, sup_customer_save(desk->core, &system,
                                       &(struct sup_customer_save_params){
                                           SIZED(sup_customer_save_params), .name = "Ann Lee"},
                                       &receipt));
    desk->customer_id = receipt.id;
}

void desk_open(struct desk *desk, const char *path)
{
    desk_open_sized(desk, path, 0);
}

void desk_close(struct desk *desk)
{
    sup_close(desk->core);
    sup_store_close(desk->store);
}

static void item(struct life *life, int index, int32_t operation, const struct sup_caller *caller,
                 const void *params)
{
    life->items[index].size = sizeof life->items[index];
    life->items[index].operation = operation;
    life->items[index].caller = caller;
    life->items[index].params = params;
}

void life_set(struct life *life, const struct desk *desk, int number, int64_t ticket_id)
{
    int64_t now = NOW + number * INT64_C(1000);
    memset(life, 0, sizeof *life);
    snprintf(life->order, sizeof life->order, "%d", 100000 + number);
    life->reference = (struct sup_reference){"shopify", "order", life->order};
    life->open = (struct sup_ticket_open_params){SIZED(sup_ticket_open_params),
                                                 .subject = "Where is my order?",
                                                 .body = body,
                                                 .channel = "email",
                                                 .reason = "where_is_my_order",
                                                 .references = &life->reference,
                                                 .reference_count = 1};
    life->received = (struct sup_ticket_receive_params){SIZED(sup_ticket_receive_params),
                                                        .ticket_id = ticket_id, .body = body};
    life->message = (struct sup_ticket_message_params){SIZED(sup_ticket_message_params),
                                                       .ticket_id = ticket_id, .body = body};
    life->assign = (struct sup_ticket_assign_params){
        SIZED(sup_ticket_assign_params), .ticket_id = ticket_id, .agent_id = desk->agent_id};
    life->solve = (struct sup_ticket_move_params){SIZED(sup_ticket_move_params),
                                                  .ticket_id = ticket_id, .status = "solved"};
    life->close = (struct sup_ticket_move_params){SIZED(sup_ticket_move_params),
                                                  .ticket_id = ticket_id, .status = "closed"};
    life->customer = (struct sup_caller){SIZED(sup_caller), .actor_kind = SUP_ACTOR_CUSTOMER,
                                         .actor_id = desk->customer_id, .now_ms = now};
    life->agent = (struct sup_caller){SIZED(sup_caller), .actor_kind = SUP_ACTOR_AGENT,
                                      .actor_id = desk->agent_id, .now_ms = now};
    item(life, 0, SUP_OP_TICKET_OPEN, &life->customer, &life->open);
    item(life, 1, SUP_OP_TICKET_RECEIVE, &life->customer, &life->received);
    item(life, 2, SUP_OP_TICKET_ASSIGN, &life->agent, &life->assign);
    item(life, 3, SUP_OP_TICKET_REPLY, &life->agent, &life->message);
    item(life, 4, SUP_OP_TICKET_RECEIVE, &life->customer, &life->received);
    item(life, 5, SUP_OP_TICKET_REPLY, &life->agent, &life->message);
    item(life, 6, SUP_OP_TICKET_MOVE, &life->agent, &life->solve);
    item(life, 7, SUP_OP_TICKET_MOVE, &life->agent, &life->close);
}

void live_single(struct desk *desk, int first, int count)
{
    struct life life;
    for (int i = first; i < first + count; i++) {
        struct sup_receipt receipt = {SIZED(sup_receipt)};
        life_set(&life, desk, i, i + 1);
        for (int step = 0; step < STEPS; step++) {
            must(desk->core,
                 sup_run(desk->core, life.items[step].caller, life.items[step].operation,
                         life.items[step].params, &receipt, NULL));
        }
    }
}
