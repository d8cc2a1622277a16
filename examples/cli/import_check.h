/*
 * import_check.h: a mapping beside the policy, before the first row is read.
 */
#ifndef CLI_IMPORT_CHECK_H
#define CLI_IMPORT_CHECK_H

#include "import_mapping.h"
#include "import_policy.h"

/** Whether the policy has every name that the mapping writes out.
 *  @return an exit code; the first name that is not there is told, with the nearest one */
int mapping_check(const struct program *program, const struct mapping *mapping,
                  struct desk_policy *policy);

#endif
