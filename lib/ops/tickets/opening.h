/*
 * opening.h: what the policy decides about a ticket that is being opened.
 */
#ifndef SUP__OPENING_H
#define SUP__OPENING_H

#include "ops/unit.h"
#include "supportcore/ticket.h"

/* Names of the policy by index, -1 where nothing was said. */
struct sup__opening {
    int32_t channel;
    int32_t priority;
    int32_t reason;
    int32_t team;
    int32_t impact;
    int32_t urgency;
    int32_t is_follow_up;
    int32_t is_taken;    /* an agent has it from the start */
    int64_t customer_id; /* whose it is; 0: not known */
    int64_t source_id;   /* the ticket that it follows up or is split from; 0: none */
    uint32_t order;      /* which of its orders is asked about: 0 is the first */
    /* By the indexes of facts: custom fields, and what was found out about messages; NULL: none. */
    const struct sup__slot *said;
    const char *priority_rule; /* decided: the rule that chose it; NULL: none did */
    const char *team_rule;
    int32_t segment;       /* decided: the main one, by index; -1: none */
    int32_t sla;           /* decided: the SLA policy; -1: none */
    int32_t floor;         /* decided: on which it begins; -1: there are none */
    uint32_t *floor_rules; /* that asked for one, by index */
    uint32_t floor_rule_count;
};

/**
 * Fill what was not said: the priority, and the team if the policy names one for such a ticket, and
 * the rules that chose them. An
 * import tells what another system decided, so nothing but the default priority is added there.
 */
int32_t sup__decide_opening(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                            struct sup__opening *opening);

/** The facts that the rules of the policy are asked about, segments included, in the arena. */
int32_t sup__opening_slots(struct sup__unit *unit, const struct sup_ticket_open_params *params,
                           const struct sup__opening *opening, struct sup__slot **slots);

#endif
