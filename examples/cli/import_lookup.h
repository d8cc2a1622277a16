/*
 * import_lookup.h: finds a case's ticket on the desk.
 */
#ifndef CLI_IMPORT_LOOKUP_H
#define CLI_IMPORT_LOOKUP_H

#include "import_agents.h"
#include "import_case.h"
#include "import_mapping.h"

struct lookup {
    const struct program *program;
    const struct mapping *mapping;
    struct desk_policy *policy;
    struct names *fact_names;
    const struct agents *agents;
};

/**
 * Find the ticket that has the case's reference.
 * @param[out] found  set to what the desk says of it, now in memory; NULL when there is none
 * @return enum sup_code
 */
int32_t lookup_case(const struct lookup *lookup, struct cases *cases, struct span key,
                    struct ticket_case **found);

#endif
