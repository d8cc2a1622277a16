/*
 * field_values.h: values of custom fields: as the text that is stored, and as facts.
 *
 * A value comes and is kept as text, whatever the field's type: "1001", "true", "12.50 EUR",
 * "2026-01-31". Reading one gives the slot of its fact; writing the slot gives the one text that
 * stands for the value, so that equal values are equal texts and an index finds them.
 */
#ifndef SUP__POLICY_FIELD_VALUES_H
#define SUP__POLICY_FIELD_VALUES_H

#include "policy/policy.h"

/* What is wrong with a value, for people. */
struct sup__field_problem {
    uint32_t index;      /* of the item */
    const char *nearest; /* option; NULL: none is near. Lives as long as the policy */
    char text[SUP_ERROR_TEXT_SIZE];
};

/**
 * Read values of fields of the policy. An item without a value (NULL or "") is passed over.
 *
 * @param items  each name is a field of the policy, and is there once
 * @param[out] slots  policy->facts.names.count of them, all but the fields' empty; in `arena`
 * @return 1; 0 when a value is not one of its field's; -1 when memory ran out
 */
int sup__fields_read(const struct sup__policy *policy, struct sup__arena *arena,
                     const struct sup_ticket_field *items, uint32_t count, struct sup__slot **slots,
                     struct sup__field_problem *problem);

/** The text of a field's slot that is given; "" for an empty list. NULL when memory ran out. */
const char *sup__field_text(const struct sup__policy *policy, uint32_t field,
                            const struct sup__slot *slot, struct sup__arena *arena);

#endif
