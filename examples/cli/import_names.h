/*
 * import_names.h: a set of texts, each kept once, so that texts are compared by their address.
 */
#ifndef CLI_IMPORT_NAMES_H
#define CLI_IMPORT_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "import_arena.h"

/** One text; stays where it is until names_free(). */
struct name {
    uint64_t hash;
    int64_t id;        /* what the set is for: an agent's id, a status's category ... */
    const char *label; /* another text about it, or NULL; in the set's arena */
    size_t bytes;
    char text[];
};

/** Zero-initialise; release with names_free(). */
struct names {
    struct arena arena;
    struct name **slots;
    size_t room; /* a power of two, or 0 */
    size_t count;
};

/** FNV-1a, 64 bits; `hash` is HASH_BEGIN or the result for what stands before. */
#define HASH_BEGIN UINT64_C(0xcbf29ce484222325)
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count);

/** The name with that text; NULL when there is none. */
struct name *names_find(const struct names *names, const char *text, size_t bytes);

/** The name with that text, added if need be, with id 0; NULL when memory ran out. */
struct name *names_add(struct names *names, const char *text, size_t bytes);

void names_free(struct names *names);

#endif
