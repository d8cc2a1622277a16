/*
 * fact_values.h: values of facts: as the text that is stored, and as slots of a case.
 *
 * The value of a custom field or of what a host reports comes and is kept as text, whatever its
 * type: "1001", "true", "12.50 EUR", "2026-01-31". Reading one gives the slot of its fact; writing
 * the slot gives the one text that stands for the value, so that equal values are equal texts and
 * an index finds them.
 */
#ifndef SUP__POLICY_FACT_VALUES_H
#define SUP__POLICY_FACT_VALUES_H

#include "policy/policy.h"

/* A fact by its index, and its value. */
struct sup__fact_value {
    uint32_t fact;
    const char *value;
};

/* What is wrong with a value, for people. */
struct sup__value_problem {
    uint32_t index;      /* of the item */
    const char *nearest; /* name; NULL: none is near. Lives as long as the policy */
    char text[SUP_ERROR_TEXT_SIZE];
};

/**
 * Read values of facts of the policy. An item without a value (NULL or "") is passed over.
 *
 * @param items  each fact is there once, and is no list of records
 * @param[out] slots  policy->facts.names.count of them, all but the items' empty; in `arena`
 * @return 1; 0 when a value is not one of its fact's; -1 when memory ran out
 */
int sup__fact_values_read(const struct sup__policy *policy, struct sup__arena *arena,
                          const struct sup__fact_value *items, uint32_t count,
                          struct sup__slot **slots, struct sup__value_problem *problem);

/** The text of a fact's slot that is given; "" for an empty list. NULL when memory ran out. */
const char *sup__fact_value_text(const struct sup__policy *policy, uint32_t fact,
                                 const struct sup__slot *slot, struct sup__arena *arena);

#endif
