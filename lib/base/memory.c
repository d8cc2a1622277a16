/*
 * memory.c: the host's allocator, arenas and owned results.
 *
 * All memory passes through here, so that a host can count it and a test can make any allocation
 * fail. An arena hands out pieces of a few blocks and gives all of them back at once; an owned
 * result is an arena behind a hidden header, which is how sup_free() needs nothing but the pointer.
 */
#include "base/memory.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGNMENT = alignof(max_align_t),
    BLOCK_BYTES_FIRST = 4096,
    BLOCK_BYTES_MAX = 256 * 1024,
    OWNED_SPARE_BYTES = 512 /* small results need no second allocation */
};

struct sup__block {
    struct sup__block *older;
    size_t bytes; /* usable ones, after the header */
};

struct owned {
    uint64_t magic;
    struct sup__arena arena;
};

static const uint64_t OWNED_MAGIC = UINT64_C(0x7375706f776e6564);

/* Sizes are rounded up, so that what follows a header or a piece is aligned again. */
static size_t round_up(size_t bytes)
{
    return (bytes + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
}

#define BLOCK_HEADER ((sizeof(struct sup__block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)
#define OWNED_HEADER ((sizeof(struct owned) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

/* No size may come near to SIZE_MAX: adding headers to it must not wrap. */
#define BYTES_MAX (SIZE_MAX / 4)

static void *resize_with_malloc(void *user, void *memory, size_t bytes)
{
    (void)user;
    if (bytes == 0) {
        free(memory);
        return NULL;
    }
    return realloc(memory, bytes);
}

int32_t sup__mem_init(struct sup__mem *mem, const struct sup_allocator *allocator)
{
    struct sup_allocator known;

    mem->user = NULL;
    mem->resize = resize_with_malloc;
    if (allocator == NULL) {
        return SUP_OK;
    }
    if (!sup__struct_copy(&known, allocator, sizeof known, sizeof known) || known.reserved != 0 ||
        known.resize == NULL) {
        return SUP_INVALID;
    }
    mem->user = known.user;
    mem->resize = known.resize;
    return SUP_OK;
}

void *sup__alloc(const struct sup__mem *mem, size_t bytes)
{
    return sup__resize(mem, NULL, bytes);
}

void *sup__zalloc(const struct sup__mem *mem, size_t bytes)
{
    void *memory = sup__alloc(mem, bytes);

    if (memory != NULL) {
        memset(memory, 0, bytes);
    }
    return memory;
}

void *sup__resize(const struct sup__mem *mem, void *memory, size_t bytes)
{
    if (bytes > BYTES_MAX) {
        return NULL;
    }
    return mem->resize(mem->user, memory, bytes == 0 ? 1 : bytes);
}

void sup__dealloc(const struct sup__mem *mem, void *memory)
{
    if (memory != NULL) {
        (void)mem->resize(mem->user, memory, 0);
    }
}

void sup__arena_init(struct sup__arena *arena, const struct sup__mem *mem)
{
    memset(arena, 0, sizeof *arena);
    arena->mem = *mem;
}

static struct sup__block *block_new(struct sup__arena *arena, size_t bytes)
{
    struct sup__block *block = sup__alloc(&arena->mem, BLOCK_HEADER + bytes);

    if (block != NULL) {
        block->older = NULL;
        block->bytes = bytes;
        arena->total += BLOCK_HEADER + bytes;
    }
    return block;
}

/* A large piece gets a block of its own behind the newest, which goes on serving small ones. */
static void *piece_of_its_own(struct sup__arena *arena, size_t bytes)
{
    struct sup__block *block = block_new(arena, bytes);

    if (block == NULL) {
        return NULL;
    }
    if (arena->blocks == NULL) {
        arena->blocks = block;
    } else {
        block->older = arena->blocks->older;
        arena->blocks->older = block;
    }
    return (char *)block + BLOCK_HEADER;
}

static int block_add(struct sup__arena *arena)
{
    size_t bytes = BLOCK_BYTES_FIRST;
    struct sup__block *block;

    while (bytes < arena->total && bytes < BLOCK_BYTES_MAX) {
        bytes *= 2;
    }
    bytes -= BLOCK_HEADER;
    block = block_new(arena, bytes);
    if (block == NULL) {
        return 0;
    }
    block->older = arena->blocks;
    arena->blocks = block;
    arena->next = (char *)block + BLOCK_HEADER;
    arena->left = bytes;
    return 1;
}

void *sup__arena_take(struct sup__arena *arena, size_t bytes)
{
    char *piece;

    if (bytes > BYTES_MAX / 2) {
        return NULL;
    }
    bytes = bytes == 0 ? ALIGNMENT : round_up(bytes);
    if (bytes <= arena->left || (bytes <= BLOCK_BYTES_FIRST / 4 && block_add(arena))) {
        piece = arena->next;
        arena->next += bytes;
        arena->left -= bytes;
    } else if (bytes > BLOCK_BYTES_FIRST / 4) {
        piece = piece_of_its_own(arena, bytes);
    } else {
        piece = NULL;
    }
    return piece;
}

void *sup__arena_alloc(struct sup__arena *arena, size_t bytes)
{
    void *piece = sup__arena_take(arena, bytes);

    if (piece != NULL) {
        memset(piece, 0, bytes);
    }
    return piece;
}

char *sup__arena_text(struct sup__arena *arena, const char *text, size_t bytes)
{
    char *copy;

    if (bytes > BYTES_MAX / 2) {
        return NULL;
    }
    copy = sup__arena_take(arena, bytes + 1);
    if (copy == NULL) {
        return NULL;
    }
    if (bytes != 0) {
        memcpy(copy, text, bytes);
    }
    copy[bytes] = '\0';
    return copy;
}

static void free_blocks(struct sup__arena *arena, struct sup__block *block)
{
    while (block != NULL) {
        struct sup__block *older = block->older;

        arena->total -= BLOCK_HEADER + block->bytes;
        sup__dealloc(&arena->mem, block);
        block = older;
    }
}

void sup__arena_reset(struct sup__arena *arena)
{
    struct sup__block *newest = arena->blocks;

    arena->next = NULL;
    arena->left = 0;
    if (newest != NULL) {
        free_blocks(arena, newest->older);
        newest->older = NULL;
        arena->next = (char *)newest + BLOCK_HEADER;
        arena->left = newest->bytes;
    }
}

void sup__arena_free(struct sup__arena *arena)
{
    free_blocks(arena, arena->blocks);
    arena->blocks = NULL;
    arena->next = NULL;
    arena->left = 0;
}

void *sup__owned_new(const struct sup__mem *mem, size_t bytes)
{
    struct owned *header;
    char *visible;

    if (bytes > BYTES_MAX / 2) {
        return NULL;
    }
    bytes = bytes == 0 ? ALIGNMENT : round_up(bytes);
    header = sup__alloc(mem, OWNED_HEADER + bytes + OWNED_SPARE_BYTES);
    if (header == NULL) {
        return NULL;
    }
    visible = (char *)header + OWNED_HEADER;
    memset(visible, 0, bytes);
    header->magic = OWNED_MAGIC;
    sup__arena_init(&header->arena, mem);
    header->arena.next = visible + bytes;
    header->arena.left = OWNED_SPARE_BYTES;
    return visible;
}

static struct owned *header_of(void *owned)
{
    return (struct owned *)(void *)((char *)owned - OWNED_HEADER);
}

struct sup__arena *sup__owned_arena(void *owned)
{
    struct owned *header = header_of(owned);

    assert(header->magic == OWNED_MAGIC);
    return &header->arena;
}

/* What is not ours, as far as that can be seen, is left alone: a leak harms less than a crash. */
void sup_free(void *owned)
{
    struct owned *header;
    struct sup__mem mem;

    if (owned == NULL) {
        return;
    }
    header = header_of(owned);
    if (header->magic != OWNED_MAGIC) {
        return;
    }
    header->magic = 0;
    sup__arena_free(&header->arena);
    mem = header->arena.mem;
    sup__dealloc(&mem, header);
}

int sup__struct_fits(const void *given, size_t first, size_t known)
{
    const unsigned char *bytes = given;
    uint32_t size;

    memcpy(&size, given, sizeof size);
    if (size < first) {
        return 0;
    }
    for (size_t i = known; i < size; i++) {
        if (bytes[i] != 0) {
            return 0;
        }
    }
    return 1;
}

int sup__struct_copy(void *to, const void *given, size_t first, size_t known)
{
    uint32_t size;

    if (!sup__struct_fits(given, first, known)) {
        return 0;
    }
    memcpy(&size, given, sizeof size);
    memset(to, 0, known);
    memcpy(to, given, size < known ? size : known);
    return 1;
}
