/*
 * sla_show.h: timers as the public structs tell them, and positions in lists of them.
 */
#ifndef SUP__SLA_SHOW_H
#define SUP__SLA_SHOW_H

#include "ops/bodies.h"
#include "ops/sla/timers.h"
#include "supportcore/sla.h"

/** Open time of a running timer since its row was written, up to the caller's now. */
struct sup__ran {
    int64_t cut_ms;    /* up to here by the policy before; 0: all of it by the active one */
    int64_t before_ms; /* open time up to there */
    int64_t after_ms;  /* and from there on */
};
int32_t sup__timer_ran(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                       const struct sup__timer_row *row, struct sup__ran *ran);

/** Fill a timer as of the caller's now; texts go to the result. Its earlier promises are left out.
 */
int32_t sup__show_timer(struct sup__unit *unit, void *result, const struct sup__ticket_row *ticket,
                        const struct sup__timer_row *row, struct sup_timer *out, int *failed);

/** A place as two numbers, as text and back. */
struct sup__sla_place {
    int64_t first;
    int64_t second;
};
/** NULL when there was no memory. */
const char *sup__sla_place_text(void *result, struct sup__sla_place place, int *failed);
/** Read `after`; zeros for NULL and "". SUP_INVALID when it is none. */
int32_t sup__sla_place_read(struct sup__unit *unit, const char *after,
                            struct sup__sla_place *place);

#endif
