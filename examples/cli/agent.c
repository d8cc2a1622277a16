/*
 * agent.c: what the agent commands share.
 */
#include "agent.h"

#include <string.h>

/* In the order of enum sup_availability. */
static const char *const availability_names[] = {"available", "busy", "away", "offline"};

enum { AVAILABILITY_COUNT = sizeof availability_names / sizeof availability_names[0] };

const char *availability_name(int32_t availability)
{
    return availability >= 1 && availability <= AVAILABILITY_COUNT
               ? availability_names[availability - 1]
               : "unknown";
}

int32_t availability_of(const char *name)
{
    for (int32_t i = 0; i < AVAILABILITY_COUNT; i++) {
        if (strcmp(availability_names[i], name) == 0) {
            return i + 1;
        }
    }
    return 0;
}

const char *agent_state(const struct sup_agent *agent)
{
    return agent->is_departed ? "departed" : availability_name(agent->availability);
}

enum color agent_color(const struct sup_agent *agent)
{
    switch (agent->availability) {
    case SUP_AVAILABILITY_AVAILABLE:
        return COLOR_GREEN;
    case SUP_AVAILABILITY_BUSY:
        return COLOR_YELLOW;
    case SUP_AVAILABILITY_AWAY:
        return COLOR_CYAN;
    default:
        return COLOR_DIM;
    }
}

int agent_get(const struct program *program, int64_t agent_id, struct sup_agent **agent)
{
    struct sup_caller caller = program_caller(program);
    struct sup_agent_get_params params = {.size = sizeof params, .agent_id = agent_id};
    return sup_agent_get(program->core, &caller, &params, agent) == SUP_OK
               ? EXIT_OK
               : program_fail_last(program);
}
