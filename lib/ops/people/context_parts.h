/*
 * context_parts.h: what a customer's context and a ticket's handover have in common: tickets,
 * things and segments, read with few calls and put into a result.
 */
#ifndef SUP__CONTEXT_PARTS_H
#define SUP__CONTEXT_PARTS_H

#include "ops/people/customer_facts.h"
#include "ops/reads.h"
#include "policy/policy.h"
#include "supportcore/context.h"

/** Where what is found goes. */
struct sup__telling {
    struct sup__unit *unit;
    void *result;
    int failed; /* memory ran out */
};

/** A ticket that is told as work. Its texts are in the arena. */
struct sup__work {
    struct sup__ticket_row row;
    const struct sup__reason *reason; /* NULL: none of the policy's */
    const char *assignee;
    int64_t repeat_count;
    int64_t closes_ms;  /* 0: it does not close by itself */
    int64_t promise_ms; /* when a promise on it warns or breaks next; 0: none waits */
    uint32_t link_count;
    struct sup_ticket_link links[SUP_TICKET_LINKS_MAX]; /* that block; solved ones as well */
    uint8_t is_filled[SUP__POLICY_INTAKE_MAX];
    struct sup__visit_row visit; /* of the floor that it is on; all zero: none */
    uint32_t reminder_count;
    struct sup__reminder_row reminders[SUP_TICKET_REMINDERS_MAX];
};

/** Begin: the row is set, all else is zero. */
void sup__work_begin(const struct sup__unit *unit, struct sup__work *work);
/** Add what is to be read about it, and take the rows of that; `at` is the caller's. */
void sup__work_reads(const struct sup__work *work, struct sup__reads *reads, uint32_t at);
void sup__work_row(const struct sup__unit *unit, struct sup__work *work, uint32_t table,
                   const union sup__any_row *row);
/** After these, the same for the tickets that may block it. */
void sup__work_blockers(const struct sup__work *work, struct sup__reads *reads, uint32_t at);
void sup__work_blocker(struct sup__work *work, const struct sup__ticket_row *row);
void sup__work_show(struct sup__telling *telling, const struct sup__work *work,
                    struct sup_context_work *to);

/** A thing outside the desk that is told; `row` is its row, or its key alone. */
struct sup__told_thing {
    struct sup__thing_row row;
    uint32_t fact_count;
    struct sup__said facts[SUP_THING_FACTS_MAX];
};

void sup__told_reads(const struct sup__told_thing *thing, struct sup__reads *reads, uint32_t at);
void sup__told_fact(struct sup__told_thing *thing, const struct sup__thing_fact_row *row);
void sup__told_show(struct sup__telling *telling, const struct sup__told_thing *thing,
                    struct sup_context_thing *to);

void sup__tell_ticket(struct sup__telling *telling, const struct sup__ticket_row *row,
                      struct sup_context_ticket *to);
/** The segments that a customer is in by what is known about them. */
int32_t sup__tell_segments(struct sup__telling *telling, const struct sup__customer_facts *facts,
                           const char *const **names, uint32_t *count);

/** What the caller may give on a ticket, in short, as a part of its handover (authority_offer.c).
 *  *failed becomes 1 without memory. */
int32_t sup__offer_in_short(struct sup__unit *unit, int64_t ticket_id,
                            struct sup_ticket_handover *out, int *failed);

#endif
