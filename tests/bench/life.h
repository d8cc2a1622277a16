/*
 * life.h: a ticket's life in eight steps, as the benchmarks live it: open with an order reference,
 * two customer messages, two replies, assign, resolve, close.
 */
#ifndef LIFE_H
#define LIFE_H

#include "supportcore.h"

#define NOW INT64_C(1774000000000)

struct desk {
    struct sup_store *store;
    sup_core *core;
    int64_t agent_id;
    int64_t customer_id;
};

/** Ends the program when a call did not work. */
void must(sup_core *core, int32_t rc);
/** A desk with one agent and one customer. */
void desk_open(struct desk *desk, const char *path);
void desk_open_sized(struct desk *desk, const char *path, uint32_t page_bytes);
void desk_close(struct desk *desk);

enum { STEPS = 8 };

/* The parameters of one life; ticket_id is filled in by whoever runs the steps. */
struct life {
    char order[16];
    struct sup_reference reference;
    struct sup_ticket_open_params open;
    struct sup_ticket_receive_params received;
    struct sup_ticket_message_params message;
    struct sup_ticket_assign_params assign;
    struct sup_ticket_move_params solve;
    struct sup_ticket_move_params close;
    struct sup_caller customer;
    struct sup_caller agent;
    struct sup_batch_item items[STEPS];
};

/** Fill in a life; its pointers point into itself. */
void life_set(struct life *life, const struct desk *desk, int number, int64_t ticket_id);
/** Live some, each step a transaction of its own. Tickets count from 1, in a desk of their own. */
void live_single(struct desk *desk, int first, int count);

#endif
