/*
 * import_surveys.h: what people answered elsewhere, as operations.
 */
#ifndef CLI_IMPORT_SURVEYS_H
#define CLI_IMPORT_SURVEYS_H

#include "import_apply.h"

/** Add what a row says of surveys to the batch.
 *  @param ticket_id  the row's ticket; 0: it has none. Negative: which operation of the batch opens it
 *  @param customer_id  whose answers those about no ticket are; 0: not known
 *  @return 0 when memory ran out */
int surveys_add(const struct apply *apply, const struct row *row, int64_t ticket_id,
                int64_t customer_id);

/** 1 when a survey of a row with a ticket is of a customer, and not about the ticket. */
int surveys_need_person(const struct row *row);

#endif
