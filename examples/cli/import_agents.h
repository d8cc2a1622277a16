/*
 * import_agents.h: the agents of the desk by their names.
 */
#ifndef CLI_IMPORT_AGENTS_H
#define CLI_IMPORT_AGENTS_H

#include "import_names.h"
#include "program.h"

enum { AGENTS_MAX = 100000 };

/** Zero-initialise; release with agents_free(). The id of a name is the agent's: 0 for one that is
 *  not on the desk, negative for the item of the batch that makes them. */
struct agents {
    struct names names;
    const struct name **by_id;
    size_t by_id_room;
};

/** Read all agents of the desk. Of two with one name the first counts. @return an exit code */
int agents_load(const struct program *program, struct agents *agents);

/** The name of an agent; NULL when there is none. */
const struct name *agents_by_id(const struct agents *agents, int64_t id);

/** An agent has got their id. @return 0 when memory ran out */
int agents_set_id(struct agents *agents, struct name *name, int64_t id);

void agents_free(struct agents *agents);

#endif
