/*
 * customer_facts.h: what was reported about customers.
 */
#ifndef SUP__CUSTOMER_FACTS_H
#define SUP__CUSTOMER_FACTS_H

#include "ops/fold/said.h"
#include "ops/unit.h"
#include "supportcore/report.h"

/** Facts of one customer or of a person, those withdrawn included. */
struct sup__customer_facts {
    uint32_t count;
    struct sup__said items[2 * SUP_THING_FACTS_MAX]; /* those of one report added behind */
};

/** Take in the facts of one customer, besides what is there: of each name the latest stays. */
int32_t sup__customer_facts_add(struct sup__unit *unit, int64_t customer_id,
                                struct sup__customer_facts *facts);
/** Take in one row, in memory. */
void sup__customer_facts_row(struct sup__customer_facts *facts,
                             const struct sup__customer_fact_row *row);
/** What is so about one person, whoever of them it was said of; in the arena. */
int32_t sup__person_facts(struct sup__unit *unit, const struct sup__family *family,
                          struct sup__customer_facts **facts);
/** Take in what an event says, in memory. */
void sup__customer_facts_take(struct sup__customer_facts *facts, const struct sup__event *event);
/** Facts that hold, by name, as a result; NULL sets *failed. */
const struct sup_reported_fact *sup__facts_result(void *result, const struct sup__said *items,
                                                  uint32_t count, const char *system,
                                                  uint32_t *filled, int *failed);

/** Apply an event of a report about a customer. */
int32_t sup__fold_customer_report(struct sup__unit *unit, const struct sup__event *event);

#endif
