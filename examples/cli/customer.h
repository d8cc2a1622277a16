/*
 * customer.h: customers as the command line names them.
 */
#ifndef CLI_CUSTOMER_H
#define CLI_CUSTOMER_H

#include "options.h"

/** Read KIND=VALUE or KIND:SYSTEM=VALUE, which is cut in place; GO_ON or an exit code. */
int customer_read_identity(const struct program *program, char *text,
                           struct sup_identity *identity);

/** For commands whose argument is a customer: ID, or an identity as KIND=VALUE or
 *  KIND:SYSTEM=VALUE, which is cut in place; then *given points to *identity.
 *  @return GO_ON when the desk is open for reading, or an exit code */
int customer_open(struct program *program, const struct command_usage *usage, int argc, char **argv,
                  int64_t *id, struct sup_identity *identity, const struct sup_identity **given);

#endif
