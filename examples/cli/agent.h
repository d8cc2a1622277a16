/*
 * agent.h: what the agent commands share.
 */
#ifndef CLI_AGENT_H
#define CLI_AGENT_H

#include "options.h"

/** What people read: "available", or "departed" for who is no longer there. */
const char *agent_state(const struct sup_agent *agent);

/** The colour of that. */
enum color agent_color(const struct sup_agent *agent);

/** The name of an enum sup_availability, and the value of a name; 0 when it is none. */
const char *availability_name(int32_t availability);
int32_t availability_of(const char *name);

/** The agent, owned: sup_free(). @return EXIT_OK, or the exit code after the error was told */
int agent_get(const struct program *program, int64_t agent_id, struct sup_agent **agent);

#endif
