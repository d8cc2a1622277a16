/*
 * import_arena.c: blocks of memory, cut into pieces from the front.
 */
#include "import_arena.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *next;
    size_t room;
    size_t used;
    size_t unused; /* makes the pieces begin at a multiple of the alignment */
    char bytes[];
};

_Static_assert(sizeof(struct arena_block) % ALIGNMENT == 0, "pieces are aligned");

static int add_block(struct arena *arena, size_t bytes)
{
    size_t room = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    struct arena_block *block = malloc(sizeof *block + room);
    if (block == NULL) {
        arena->is_failed = 1;
        return 0;
    }
    *block = (struct arena_block){.next = arena->blocks, .room = room};
    arena->blocks = block;
    return 1;
}

void *arena_take(struct arena *arena, size_t bytes)
{
    size_t rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct arena_block *block = arena->blocks;
    if (arena->is_failed || rounded < bytes) {
        arena->is_failed = 1;
        return NULL;
    }
    if ((block == NULL || block->room - block->used < rounded) && !add_block(arena, rounded)) {
        return NULL;
    }
    block = arena->blocks;
    void *piece = block->bytes + block->used;
    block->used += rounded;
    arena->used += rounded;
    return memset(piece, 0, bytes);
}

char *arena_copy(struct arena *arena, const char *text, size_t bytes)
{
    char *copy = arena_take(arena, bytes + 1);
    if (copy != NULL && bytes > 0) {
        memcpy(copy, text, bytes);
    }
    return copy;
}

/* Free all blocks but the oldest, which has the common size. */
void arena_reset(struct arena *arena)
{
    while (arena->blocks != NULL &&
           (arena->blocks->next != NULL || arena->blocks->room > BLOCK_BYTES)) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
    if (arena->blocks != NULL) {
        arena->blocks->used = 0;
    }
    arena->used = 0;
    arena->is_failed = 0;
}

void arena_free(struct arena *arena)
{
    arena_reset(arena);
    free(arena->blocks);
    *arena = (struct arena){0};
}
