/*
 * opening_facts.h: what was reported, as facts of a ticket that is being opened.
 */
#ifndef SUP__OPENING_FACTS_H
#define SUP__OPENING_FACTS_H

#include "ops/people/customer_facts.h"
#include "ops/tickets/things.h"
#include "ops/unit.h"
#include "supportcore/ticket.h"

/**
 * Fill the slots of the customer's facts and of those of one of the orders that the ticket is
 * about, as they are known now. Where no rule asks for them nothing is read.
 *
 * @param customer_id  0: not known
 * @param order        which of them: 0 is the first
 */
int32_t sup__opening_facts(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           int64_t customer_id, uint32_t order, struct sup__slot *slots);
/** What is known of an order besides its facts. */
struct sup__order_known {
    int64_t owner;   /* whose it is, as reports say; 0: nobody said */
    int is_theirs;   /* 0: it is another customer's than who was asked for, of which nothing is told */
    int is_reported; /* 1: the shop reported it, and nobody else said anything about it */
    int64_t refunded_ms; /* the date of order.refunded; 0: nobody said what was paid back */
};
/** Put what is known of one order into a case in place of what is there, whether rules ask for it or
 *  not; NULL: of none. */
int32_t sup__order_slots(struct sup__unit *unit, const struct sup_reference *order,
                         int64_t customer_id, struct sup__slot *slots,
                         struct sup__order_known *known);
/** The order of that number among the references, from 0; NULL: there are fewer. */
const struct sup_reference *sup__order_at(const struct sup_reference *references, uint32_t count,
                                          uint32_t order);
/** The name of the fact of an order that says what was paid back of it in all. */
#define SUP__FACT_REFUNDED "refunded"
/** What reports say that was paid back of an order; without a value or date: nothing. */
const struct sup__said *sup__refunded_said(const struct sup__thing *thing);
/** How many orders are among the references. */
uint32_t sup__order_count(const struct sup_reference *references, uint32_t count);

/** Slots of a case that is about no ticket, in the arena: what is known of a customer as it is now,
 *  with their segments; 0: of nobody. */
int32_t sup__person_slots(struct sup__unit *unit, int64_t customer_id, struct sup__slot **slots);

/** Slots of a case of which only the customer is known, in the arena. */
int32_t sup__customer_slots(struct sup__unit *unit, const struct sup__customer_facts *facts,
                            struct sup__slot **slots);

#endif
