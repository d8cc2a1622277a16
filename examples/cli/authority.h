/*
 * authority.h: what the commands about requests for remedies share.
 */
#ifndef CLI_AUTHORITY_H
#define CLI_AUTHORITY_H

#include "options.h"

/** Names of enum sup_request_state, by number. */
extern const char *const request_states[];

/** Read the options of a command about one request, and its id. @return GO_ON or an exit code */
int request_read(struct program *program, const struct command_usage *usage, int argc, char **argv,
                 int64_t *id);

/** What a change did to a request; a change_fn. */
void request_tell(struct text *out, const struct sup_receipt *receipt, const char *said);

#endif
