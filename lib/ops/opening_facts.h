/*
 * opening_facts.h: what was reported, as facts of a ticket that is being opened.
 */
#ifndef SUP__OPENING_FACTS_H
#define SUP__OPENING_FACTS_H

#include "ops/customer_facts.h"
#include "ops/unit.h"
#include "supportcore/ticket.h"

/**
 * Fill the slots of the customer's facts and of those of the first order that the ticket is about,
 * as they are known now. Where no rule asks for them nothing is read.
 *
 * @param customer_id  0: not known
 */
int32_t sup__opening_facts(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           int64_t customer_id, struct sup__slot *slots);

/** Slots of a case of which only the customer is known, in the arena. */
int32_t sup__customer_slots(struct sup__unit *unit, const struct sup__customer_facts *facts,
                            struct sup__slot **slots);

#endif
