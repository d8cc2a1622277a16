/*
 * import_apply.h: brings a ticket to the state that a row says.
 *
 * Only what differs makes an operation. A row is checked whole before its first operation, so
 * nothing of a row that cannot be imported is written.
 */
#ifndef CLI_IMPORT_APPLY_H
#define CLI_IMPORT_APPLY_H

#include "import_batch.h"
#include "import_row.h"

enum { APPLY_ASSIGNS_MAX = 100, APPLY_ROW_ITEMS = 190, CUSTOMERS_MAX = 65536 };

struct apply {
    struct row_reader *reader;
    struct desk_policy *policy; /* the reader's */
    struct batch *batch;
    struct cases *cases;
    struct agents *agents;
    struct names *customers; /* those met lately, with their ids */
    struct import_report *report;
    const struct program *program;
    int64_t first_ticket; /* tickets with a smaller id are from elsewhere; 0: they may be */
    const struct name *held_fact;
    const struct name *count_fact; /* NULL when no column increases */
    const struct name *at_fact;    /* NULL when rows are no snapshots of their tickets */
};

enum apply_result { APPLY_DONE, APPLY_REFUSED, APPLY_KNOWN, APPLY_NO_MEMORY, APPLY_DESK_FAILED };

/** Add what a row changes to the batch, which must have room for a row.
 *  @param[out] problem  for APPLY_REFUSED
 *  @return APPLY_KNOWN when the case is on the desk already, from elsewhere; APPLY_DESK_FAILED when
 *          the ticket could not be read: sup_last_error() */
enum apply_result apply_row(struct apply *apply, const struct row *row,
                            struct row_problem *problem);

/** The items that a row takes at most. */
uint32_t apply_items(const struct row *row);

#endif
