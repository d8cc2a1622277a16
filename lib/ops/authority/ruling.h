/*
 * ruling.h: one ruling about a request, between the files that make it: what the matrix says
 * (request_ruling.c) and how far limits are used (request_sums.c).
 */
#ifndef SUP__RULING_H
#define SUP__RULING_H

#include "ops/authority/requests.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/opening_facts.h"

/* What the shop paid back of an order beyond all that is known here. */
struct sup__excess {
    int64_t minor; /* above 0 */
    uint32_t currency;
    int64_t at_ms; /* the date of what the shop said */
    struct sup_reference order;
};
struct sup__excesses {
    struct sup__excess *items; /* in the arena */
    uint32_t count;
};

/* What counts of one thing, and which thing that is where there are several: teams. */
struct sup__sums {
    struct sup__rows rows;
    int32_t *remedies; /* of each, by index; -1: the policy has it no more */
    int is_read;
    struct sup__excesses excess; /* per order and per customer alone: of each order one at most */
    int is_excess_read;
};

/* The limits of a row, and what the order brought in. */
enum { USES_MAX = SUP__POLICY_ROW_LIMITS_MAX + 1 };

struct sup__ruling_on {
    struct sup__unit *unit;
    const struct sup__asking *asking;
    int is_any; /* 1: remedy and amount may become others: what is read is for all of them */
    struct sup__slot *slots;
    struct sup__slot *bare; /* the same without an order, which no action of the library is about;
                               NULL: not needed so far */
    struct sup__case given;
    struct sup__order_known order;
    struct sup__sums sums[SUP__LIMIT_SCOPES];
    struct sup__persons persons; /* who are the person asked for, once sums per customer are read */
    struct sup__limit_use *uses; /* of the row that was looked at last */
    struct sup__limit_use *over; /* of rows before it, as in an answer */
    /* How far the limits of each row are used: they are the same for whatever amount, but not for
     * requests without one. NULL: nothing is kept. */
    struct sup__limit_use **kept[2];
};

/** Read what is summed up over a scope, once: SUP_INVALID when the order or the customer that it is
 *  summed up over is not there. */
int32_t sup__read_sums(struct sup__ruling_on *ruling, int32_t scope);
/** What the shop paid back beyond that, once: per order and per customer; of others it is not
 * known. */
int32_t sup__read_excess(struct sup__ruling_on *ruling, int32_t scope);
/** The same of one order, or else of those of a person: of a later date than `from_ms`. */
int32_t sup__list_excess(struct sup__unit *unit, const struct sup_reference *order,
                         const struct sup__persons *persons, int64_t from_ms,
                         struct sup__excesses *list);
/** 1: a limit counts refunds over what sup__read_excess() is for. */
int sup__counts_excess(const struct sup__ruling_on *ruling,
                       const struct sup__authority_limit *limit);
/** How far back any row for the remedy looks, or any row at all, ms; 0: for ever. */
int64_t sup__longest_window(const struct sup__ruling_on *ruling, int32_t scope);
/** When that begins; 0: never. */
int64_t sup__window_begin(const struct sup__ruling_on *ruling, int32_t scope);
/** SUP_INVALID when the request is about no order. */
int32_t sup__need_order(const struct sup__ruling_on *ruling);
/** How far a limit is used, before the request; its scope was read. */
int64_t sup__used_of(const struct sup__ruling_on *ruling, const struct sup__authority_limit *limit);
/** What was paid back to the order, of which sums and excess were read: what counts here, and what
 *  the shop paid back beyond that. */
int64_t sup__refunded(const struct sup__ruling_on *ruling);
/** 1: what counts for that scope may be the same as what is asked for. */
int sup__is_searched(const struct sup__asking *asking, int32_t scope);
/** Read it. */
int32_t sup__read_alike(struct sup__ruling_on *ruling, int32_t scope,
                        const struct sup__rows **rows);

#endif
