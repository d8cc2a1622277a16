/*
 * reference.h: things outside the desk as the command line names them.
 */
#ifndef CLI_REFERENCE_H
#define CLI_REFERENCE_H

#include "program.h"

enum { REFERENCE_SIZE = 512 };

/** Read "shopify:order:1001", whose id may hold colons too. `copy` has REFERENCE_SIZE bytes, and is
 *  what *reference points into. `what` names the argument in errors.
 *  @return GO_ON or an exit code */
int reference_read(const struct program *program, const char *what, const char *text, char *copy,
                   struct sup_reference *reference);

#endif
