/*
 * import_line.h: text of a log as one line.
 *
 * The desk keeps subjects, names, ids and values of facts as one line without control characters;
 * a quoted field of a log may hold any. What people read becomes a line; what is a key is refused,
 * since another text would be another key.
 */
#ifndef CLI_IMPORT_LINE_H
#define CLI_IMPORT_LINE_H

#include "import_arena.h"
#include "json_scan.h"

/** 1 when the text is one line already. */
int line_is(const char *text, size_t bytes);

/** The text with one space for each run of line breaks and other control characters, and none of
 *  them at its ends: itself or a copy in the arena. `text` of it is NULL when memory ran out. */
struct span line_make(struct arena *arena, const char *text, size_t bytes);

#endif
