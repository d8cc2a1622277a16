/*
 * import_plan.h: what a row changes on its ticket, before anything is changed.
 */
#ifndef CLI_IMPORT_PLAN_H
#define CLI_IMPORT_PLAN_H

#include "import_apply.h"

struct plan {
    struct status_plan status;
    char held[HELD_SIZE]; /* new value of that fact; "" leaves it */
    char count[24];       /* likewise */
    char at[24];
    int is_stale; /* the ticket was brought to a later time already */
    int64_t assigns;
    struct row_fact facts[MAP_FACTS_MAX + 3];
    uint32_t fact_count;
    uint32_t new_facts; /* whose names the ticket does not have */
};

/** Compare a row with its ticket. @return APPLY_DONE, or APPLY_REFUSED with the problem */
enum apply_result plan_row(const struct apply *apply, const struct ticket_case *found,
                           const struct row *row, int is_new, struct plan *plan,
                           struct row_problem *problem);

/** Tell why a row cannot be imported. @return APPLY_REFUSED */
enum apply_result plan_refuse(struct row_problem *problem, const char *hint, const char *format,
                              ...) __attribute__((format(printf, 3, 4)));

#endif
