/*
 * policy_active.h: that another policy holds now, and what is still to be done for it.
 */
#ifndef CLI_POLICY_ACTIVE_H
#define CLI_POLICY_ACTIVE_H

#include "program.h"

/** Tell the version that holds, and how many tickets' timers wait to be planned by it. */
int policy_print_active(const struct program *program, int64_t version);

#endif
