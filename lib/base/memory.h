/*
 * memory.h: the host's allocator, arenas and owned results.
 *
 * Every allocation of the library goes through struct sup__mem. An arena frees all at once; an
 * owned result is an arena whose first allocation is what the host sees.
 */
#ifndef SUP__MEMORY_H
#define SUP__MEMORY_H

#include "supportcore/base.h"

struct sup__mem {
    void *user;
    void *(*resize)(void *user, void *memory, size_t bytes);
};

/** From the host's allocator, NULL for malloc(). SUP_INVALID when its struct is wrong. */
int32_t sup__mem_init(struct sup__mem *mem, const struct sup_allocator *allocator);
void *sup__alloc(const struct sup__mem *mem, size_t bytes);  /* not zeroed; NULL on failure */
void *sup__zalloc(const struct sup__mem *mem, size_t bytes); /* zeroed */
void *sup__resize(const struct sup__mem *mem, void *memory, size_t bytes);
void sup__dealloc(const struct sup__mem *mem, void *memory);

struct sup__block;

struct sup__arena {
    struct sup__mem mem;
    struct sup__block *blocks; /* newest first */
    char *next;
    size_t left;
    size_t total; /* bytes asked from mem so far */
};

void sup__arena_init(struct sup__arena *arena, const struct sup__mem *mem);
void *sup__arena_alloc(struct sup__arena *arena, size_t bytes); /* zeroed, aligned; NULL */
void *sup__arena_take(struct sup__arena *arena, size_t bytes);  /* the same, not zeroed */
char *sup__arena_text(struct sup__arena *arena, const char *text, size_t bytes); /* adds a NUL */
/** Forget all allocations but keep the newest block for the next use. */
void sup__arena_reset(struct sup__arena *arena);
void sup__arena_free(struct sup__arena *arena);

/**
 * Begin an owned result: `bytes` of zeroed memory that sup_free() releases, together with all that
 * is later taken from its arena. It carries its own copy of the allocator, so it outlives handles.
 * NULL when memory runs out.
 */
void *sup__owned_new(const struct sup__mem *mem, size_t bytes);
struct sup__arena *sup__owned_arena(void *owned);

/**
 * 1 when a struct of the caller's can be read as one of `known` bytes: its leading `uint32_t size`
 * is at least `first` (what the first version had) and whatever it has past `known` is zero. When
 * it is shorter than `known`, only its own size may be read: see sup__struct_copy().
 */
int sup__struct_fits(const void *given, size_t first, size_t known);

/**
 * Copy a struct of the caller's into one of `known` bytes, zero where the caller's is shorter.
 * 0 when it does not fit; `to` is then untouched.
 */
int sup__struct_copy(void *to, const void *given, size_t first, size_t known);

#endif
