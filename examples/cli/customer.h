/*
 * customer.h: customers as the command line names them.
 */
#ifndef CLI_CUSTOMER_H
#define CLI_CUSTOMER_H

#include "options.h"

/** An identity, cut in place: KIND=VALUE or KIND:SYSTEM=VALUE. @return GO_ON, or an exit code */
int customer_read_identity(const struct program *program, char *text,
                           struct sup_identity *identity);

/** The id of a customer. @return GO_ON, or an exit code */
int customer_read_id(const struct program *program, const char *text, int64_t *id);

#endif
