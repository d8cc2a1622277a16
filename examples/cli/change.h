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

/** Writes what a change did; `said` is what the command says of it. */
typedef void (*change_fn)(struct text *out, const struct sup_receipt *receipt, const char *said);

/** Options of a command that the authority matrix may decide about. */
#define CHANGE_USE_OPTIONS(params)                                                                 \
    {.name = "request",                                                                            \
     .value = "REQUEST",                                                                           \
     .meaning = "a granted request for this, which is used up",                                    \
     .number = &(params).request_id},                                                              \
    {                                                                                              \
        .name = "rationale", .value = "TEXT",                                                      \
        .meaning = "why, where the authority matrix asks for it", .text = &(params).rationale      \
    }

/** change_run(), and without --json print what `write` makes of the receipt.
 *  @return an exit code */
int change_tell(struct program *program, int32_t operation, const void *params, change_fn write,
                const char *said);

#endif
