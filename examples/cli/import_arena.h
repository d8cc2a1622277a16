/*
 * import_arena.h: memory that is given out in pieces and taken back as a whole.
 *
 * A mapping, a batch and a row each have one. Pieces stay where they are until the arena is reset.
 */
#ifndef CLI_IMPORT_ARENA_H
#define CLI_IMPORT_ARENA_H

#include <stddef.h>

struct arena_block;

/** Zero-initialise; release with arena_free(). When memory runs out `is_failed` stays 1 and every
 *  further piece is NULL, so it may be asked once at the end of a step. */
struct arena {
    struct arena_block *blocks; /* the newest first */
    size_t used;                /* bytes given out since the last reset */
    int is_failed;
};

/** A piece of zeroed memory, aligned for any type; NULL when memory ran out. */
void *arena_take(struct arena *arena, size_t bytes);

/** A copy of text, with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *text, size_t bytes);

/** Take all pieces back; one block of memory is kept for the next ones. */
void arena_reset(struct arena *arena);

void arena_free(struct arena *arena);

#endif
