/*
 * sessions.h: what the operations on agents share about their availability.
 */
#ifndef SUP__SESSIONS_H
#define SUP__SESSIONS_H

#include "ops/unit.h"
#include "supportcore/people.h"

/** Emit that an agent's availability changes from what the row has. */
int32_t sup__change_availability(struct sup__unit *unit, const struct sup__agent_row *agent,
                                 enum sup_availability availability);

#endif
