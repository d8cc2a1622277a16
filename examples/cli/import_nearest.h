/*
 * import_nearest.h: the name that somebody probably meant.
 */
#ifndef CLI_IMPORT_NEAREST_H
#define CLI_IMPORT_NEAREST_H

#include <stddef.h>

/** The name that takes the fewest changes, if these are few; else NULL. */
const char *nearest_of(const char *text, const char *const *names, size_t count);

#endif
