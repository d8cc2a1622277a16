/*
 * floor_list.h: what the two parts of a list of floors share: tickets in work, and stays that are
 * over and wait for a signature.
 */
#ifndef SUP__FLOOR_LIST_H
#define SUP__FLOOR_LIST_H

#include "ops/floors/floors.h"

/** Where a page ends: of tickets in work the floor's number, since when and which; then, with rank
 *  0, of stays that are over when they ended, whose and which. */
struct sup__list_place {
    int64_t rank;
    int64_t since_ms;
    int64_t ticket_id; /* 0: before all of that rank */
    int64_t position;
};

struct sup__listing {
    struct sup__unit *unit;
    const struct sup_floor_list_params *params;
    struct sup_floor_list *list;
    struct sup_floor_ticket *items;
    struct sup__agent_row signer; /* id 0: nobody was asked for */
    uint32_t looked;
    uint32_t limit;
    struct sup__list_place place; /* of the last one that was looked at */
    int failed;
};

/** A stay that is over. */
struct sup__left {
    struct sup__visit_row visit;
    struct sup__ticket_row ticket; /* on which it is signed */
    int is_there;                  /* 0: somebody took the stay out of the table */
    int32_t waits_for;             /* enum sup_sign_kind */
};

/** 1: who was asked for signs at all. */
int sup__list_signs(const struct sup__listing *listing);
void sup__list_show_left(struct sup__listing *listing, const struct sup__left *left);
/** Go on with what has left its floor. *is_full: there may be more behind the place. */
int32_t sup__list_left(struct sup__listing *listing, int *is_full);

#endif
