/*
 * misses.h: promises that were broken: kept by the fold.
 */
#ifndef SUP__MISSES_H
#define SUP__MISSES_H

#include "ops/unit.h"

/** After a change of a timer that is in the tables: keep what it says of a broken promise.
 * @param ticket  as it was before the event, but for one that opens it */
int32_t sup__fold_miss(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                       const struct sup__timer_row *before, const struct sup__timer_row *row);
/** A promise that another one took the place of is on its run again, which ended before that.
 * @param promise  as it was kept apart
 * @param ended    the run, with the promise that is gone; nothing of that was broken */
int32_t sup__fold_miss_back(struct sup__unit *unit, const struct sup__promise_row *promise,
                            const struct sup__timer_row *ended, const struct sup__timer_row *row);
/** Put the cause that an event says on the broken promises of its run. */
int32_t sup__fold_cause(struct sup__unit *unit, const struct sup__event *event);

#endif
