/*
 * authority.h: what the commands about requests for remedies share.
 */
#ifndef CLI_AUTHORITY_H
#define CLI_AUTHORITY_H

#include "options.h"

/** Names of enum sup_request_state, by number. */
extern const char *const request_states[];

/** A command that changes one request. */
struct request_step {
    int32_t operation;
    const void *params;
    int64_t *id;       /* in the params */
    const char **note; /* likewise; NULL: there is none to be given */
    const char *about;
    const char *examples;
    const char *said; /* what was done */
};

/** Read its options, run it and tell. @return an exit code */
int request_step(struct program *program, int argc, char **argv, const struct request_step *step);

#endif
