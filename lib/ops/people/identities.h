/*
 * identities.h: the identities of a request: in their one form, and whose they are.
 */
#ifndef SUP__IDENTITIES_H
#define SUP__IDENTITIES_H

#include "ops/unit.h"
#include "supportcore/people.h"

/** One identity of a request. Texts are in the transaction's arena. */
struct sup__given {
    struct sup_identity identity; /* in its one form; is_verified as it is given */
    uint32_t index;               /* in the request, for errors */
    int32_t is_single;            /* a person has one of this kind, in each system */
    int32_t was_verified;         /* as it is stored */
    int64_t owner;                /* the customer who has it; 0: nobody */
    int64_t root;                 /* who that customer is now */
    struct sup__customer_row row; /* of the owner */
};

struct sup__givens {
    uint32_t count;
    struct sup__given items[SUP_IDENTITIES_MAX];
};

/** Read one identity. `path` names it in errors: "identity". */
int32_t sup__identity_read(struct sup__unit *unit, const struct sup_identity *from,
                           const char *path, struct sup__given *given);
/** Read a request's list; what is there twice is taken once. */
int32_t sup__identities_read(struct sup__unit *unit, const struct sup_identity *items,
                             uint32_t count, struct sup__givens *givens);
/** Find whose each is. */
int32_t sup__identities_find(struct sup__unit *unit, struct sup__givens *givens);
int32_t sup__identity_find(struct sup__unit *unit, struct sup__given *given);

/** Call for each identity that one customer row owns; as sup__each(). The row is the same memory each
 *  time. */
int32_t sup__each_identity(struct sup__unit *unit, int64_t customer_id, sup__each_fn fn,
                           void *context);

/** Would a customer then have two verified values of a kind that is single? *which is the index in
 *  `givens` of one that does not fit; -1: all do. */
int32_t sup__identities_fit(struct sup__unit *unit, const struct sup__givens *givens, int64_t root,
                            int32_t *which);
/** SUP_LIMIT when a customer has no room for what nobody has yet. */
int32_t sup__identities_room(struct sup__unit *unit, const struct sup__givens *givens,
                             int64_t customer_id);

/** What the request changes for one customer: `items` has room for all of them. `is_taker` is 1 for
 *  the customer who takes what nobody has yet. */
uint32_t sup__identities_new(const struct sup__givens *givens, int64_t owner, int is_taker,
                             struct sup_identity *items);

#endif
