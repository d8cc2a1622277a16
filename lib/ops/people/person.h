/*
 * person.h: one person as a result: the customers that were merged, their identities and facts.
 */
#ifndef SUP__PERSON_H
#define SUP__PERSON_H

#include "ops/people/customer_facts.h"
#include "ops/reads.h"

/** A person who is being read. Zero it. */
struct sup__person {
    struct sup__customer_row asked;
    struct sup__family *family;
    struct sup__customer_facts *facts;
    void *result; /* where the texts go */
    struct sup_customer *customer;
    struct sup_customer_identity *items;
    uint32_t room;
    int failed; /* memory ran out */
};

/** Whom a request asks for; customers may ask for themselves. */
int32_t sup__find_person(struct sup__unit *unit, const struct sup_customer_get_params *params,
                         struct sup__customer_row *row);

/** Read who of the customers they are. */
int32_t sup__person_begin(struct sup__unit *unit, struct sup__person *person,
                          const struct sup__customer_row *asked);
/** Say into which result, and which struct of it, they go; NULL when there is no memory. */
struct sup_customer *sup__person_new(struct sup__person *person, void *result,
                                     struct sup_customer *customer);
/** Add what is to be read: identities and facts of all. */
void sup__person_reads(const struct sup__person *person, struct sup__reads *reads);
/** Take a row of these; other tables are passed over. Not 0: no memory. */
int32_t sup__person_row(struct sup__person *person, uint32_t table, const union sup__any_row *row);
void sup__person_end(struct sup__person *person);

#endif
