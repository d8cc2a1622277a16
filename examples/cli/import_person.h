/*
 * import_person.h: whose a row is: the customer who has its identities, made if need be.
 */
#ifndef CLI_IMPORT_PERSON_H
#define CLI_IMPORT_PERSON_H

#include "import_apply.h"

/**
 * The customer of a row, by customer.resolve in the batch.
 *
 * An optional identity that the policy does not take, such as a phone number without the code of
 * its country, is left out, counted and told.
 *
 * @param[out] id  0 when the row names none, negative for one that the batch makes
 * @return APPLY_DONE, APPLY_NO_MEMORY or APPLY_DESK_FAILED
 */
enum apply_result person_find(const struct apply *apply, const struct row *row, int64_t at_ms,
                              int64_t *id);

#endif
