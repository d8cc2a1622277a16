/*
 * lifecycle.h: decisions about a ticket's status, as pure functions of plain facts.
 */
#ifndef SUP__LIFECYCLE_H
#define SUP__LIFECYCLE_H

#include "policy/policy.h"

/** What a decision about a customer's message looks at. */
struct sup__message_facts {
    int32_t category;  /* of the ticket */
    int64_t solved_ms; /* 0 when it is not solved */
    int64_t at_ms;     /* of the message */
    int is_import;
    int is_automated; /* no person wrote it */
};

/** What a customer's message does to its ticket. */
struct sup__message_decision {
    int is_follow_up; /* 1: a new ticket goes on from this one */
    int32_t to;       /* else the status, by index, that it moves to; -1: it stays */
};

struct sup__message_decision sup__decide_message(const struct sup__policy *policy,
                                                 const struct sup__message_facts *facts);

/** What a move between statuses means. */
struct sup__move {
    int is_allowed;
    int is_reopening; /* from solved or closed back to work */
    int is_solving;   /* from work to solved or closed */
    int64_t close_ms; /* when it will close by itself; 0 never */
};

/** `from` and `to` are indexes of the policy's statuses; from -1 is one it no longer has.
 *  `begin_ms` is when the time until auto-close begins. */
struct sup__move sup__decide_move(const struct sup__policy *policy, int32_t from_category,
                                  int32_t from, int32_t to, int64_t begin_ms, int is_import);

#endif
