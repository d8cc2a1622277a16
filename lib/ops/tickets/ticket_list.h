/*
 * ticket_list.h: how a list of tickets is made.
 *
 * A list looks at tickets through one index and keeps the first of those that match, in its order.
 * There are two ways. Where the index has the list's order, looking begins behind the last page and
 * ends when the page is full, or after so many tickets: then the page is short and goes on from
 * there. Else all tickets of the index are looked at and sorted, which is done only when they are
 * few.
 */
#ifndef SUP__TICKET_LIST_H
#define SUP__TICKET_LIST_H

#include "ops/tickets/ticket_ops.h"

/** Where a ticket stands in the order of a list. */
struct sup__place {
    int64_t key; /* what the list is sorted by; 0 when by id */
    int64_t id;
};

/** What is looked through. */
enum sup__source {
    SUP__FROM_MARKS,    /* rows of tags, references or fields: a few tickets, it is hoped */
    SUP__FROM_PERSON,   /* the tickets of each customer that is the person */
    SUP__FROM_CATEGORY, /* by id in a category */
    SUP__FROM_OPENED,   /* by the time they were opened, in a range of it */
    SUP__FROM_ALL       /* by id */
};

struct sup__list_found {
    struct sup__place place;
    struct sup__ticket_row *row;
};

struct sup__listing {
    struct sup__unit *unit;
    const struct sup_ticket_list_params *params;
    int32_t sort;               /* enum sup_ticket_sort */
    const char *field_value;    /* that is searched for, as it is kept */
    int64_t asked;              /* the customer that the request names, one way or the other; 0 */
    int64_t root;               /* only this person's; 0: everybody's */
    struct sup__family *family; /* the customers that are this person */
    uint32_t limit;
    int is_first; /* there is no `after` */
    struct sup__place after;

    uint32_t count; /* found so far: the first in the order, at most one more than the page has */
    struct sup__list_found found[SUP_PAGE_MAX + 1];
    int failed;             /* memory ran out */
    int is_cut;             /* not all was looked at: */
    struct sup__place edge; /* nothing is known of what comes after this place */
};

/** 1: the one place comes before the other in this list. */
int sup__list_before(const struct sup__listing *listing, struct sup__place one,
                     struct sup__place other);
/** Look through a source in the list's order: its order is by id, or by opening. */
int32_t sup__list_walk(struct sup__listing *listing, enum sup__source source);
/** Look through all of a source. *is_done is 0, and nothing was found, when it has too many. */
int32_t sup__list_gather(struct sup__listing *listing, enum sup__source source, int *is_done);

/** Read `after` of the parameters; SUP_INVALID when it is no position of this list. */
int32_t sup__list_after_read(struct sup__listing *listing);
/** Write a position. */
void sup__list_after_write(const struct sup__listing *listing, struct sup__place place,
                           char out[SUP_LIST_AFTER_BYTES_MAX + 1]);

#endif
