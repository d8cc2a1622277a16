/*
 * corrective.h: corrective actions: what their files share.
 */
#ifndef SUP__OPS_CORRECTIVE_H
#define SUP__OPS_CORRECTIVE_H

#include "ops/unit.h"
#include "supportcore/corrective.h"

/** Names of the states, from 1, NULL at the end. */
extern const char *const sup__corrective_state_names[];

/** Rows, with the texts beside their events, in an array of a result; SUP_PAGE_MAX at most. */
int32_t sup__show_correctives(struct sup__unit *unit, void *result,
                              const struct sup__corrective_row *rows, uint32_t count,
                              const struct sup_corrective **items, int *failed);

#endif
