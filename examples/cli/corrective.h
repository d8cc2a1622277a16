/*
 * corrective.h: corrective actions as a table.
 */
#ifndef CLI_CORRECTIVE_H
#define CLI_CORRECTIVE_H

#include "program.h"

/** Print them, one a row. @return an exit code */
int corrective_print(const struct program *program, const struct sup_corrective *items,
                     uint32_t count);

#endif
