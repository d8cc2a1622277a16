/*
 * targets.h: what the agenda, the fold and the activation of policies know of the scorecard.
 */
#ifndef SUP__OPS_TARGETS_H
#define SUP__OPS_TARGETS_H

#include "ops/unit.h"

/** After a policy was activated: wait for the end of the period that goes on, or no more. */
int32_t sup__plan_scorecard(struct sup__unit *unit, const struct sup__policy *policy);
/** At the end of a period: tell which targets were crossed, and wait for the next one. */
int32_t sup__fire_scorecard(struct sup__unit *unit, int64_t due_ms);

/* Parts of sup__fold() (fold_scorecard.c). */
int32_t sup__fold_corrective(struct sup__unit *unit, const struct sup__event *event);
int32_t sup__fold_crossed(struct sup__unit *unit, const struct sup__event *event);
int32_t sup__fold_evaluated(struct sup__unit *unit, const struct sup__event *event);

#endif
