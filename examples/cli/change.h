/*
 * change.h: what commands that change the desk share.
 */
#ifndef CLI_CHANGE_H
#define CLI_CHANGE_H

#include "program.h"

/** Run an operation on the desk of --db, and with --json print its receipt.
 *  @return GO_ON when what it did is still to be said, or an exit code */
int change_run(struct program *program, int32_t operation, const void *params,
               struct sup_receipt *receipt);

#endif
