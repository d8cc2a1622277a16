/*
 * import_copy.h: a desk that may be written to for nothing.
 *
 * Only the desk knows what it refuses: rules, limits, identities, what other rows made before. So a
 * dry run is the import itself, into a copy of the database that is thrown away.
 */
#ifndef CLI_IMPORT_COPY_H
#define CLI_IMPORT_COPY_H

#include "program.h"

enum { COPY_PATH_SIZE = 4096 };

/** Zero-initialise; end with copy_remove(). */
struct import_copy {
    char folder[COPY_PATH_SIZE]; /* in $TMPDIR, else in /tmp; "" when there is none */
    char path[COPY_PATH_SIZE];
};

/** Open a copy of the desk that --db names, which may be in use; without one an empty desk.
 *  @return EXIT_OK or an exit code after the error was told */
int copy_open(struct program *program, struct import_copy *copy);

/** Close the copy and remove it. */
void copy_remove(struct program *program, struct import_copy *copy);

#endif
