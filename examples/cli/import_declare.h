/*
 * import_declare.h: gives the policy the names that a log uses.
 *
 * A desk has its own teams, reasons and channels; the log of another desk has others. With
 * "declare" in the mapping the log is read once before the import, the names that it uses and the
 * policy lacks are added to the active policy's document, and that becomes the next version.
 */
#ifndef CLI_IMPORT_DECLARE_H
#define CLI_IMPORT_DECLARE_H

#include "import_log.h"
#include "import_mapping.h"
#include "import_policy.h"

/** Read the log, from behind its header, and add what the policy lacks.
 *  @return EXIT_OK or an exit code */
int declare_names(const struct program *program, const struct mapping *mapping,
                  struct import_log *log, struct desk_policy *policy);

#endif
