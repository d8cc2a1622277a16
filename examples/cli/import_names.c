/*
 * import_names.c: a hash table with open addressing; names are never taken away.
 */
#include "import_names.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 64 };

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

/* The slot that holds the text, or the free one where it belongs. */
static struct name **slot_of(const struct names *names, uint64_t hash, const char *text,
                             size_t bytes)
{
    size_t at = (size_t)(hash ^ hash >> 32) & (names->room - 1);
    for (;; at = (at + 1) & (names->room - 1)) {
        struct name *name = names->slots[at];
        if (name == NULL ||
            (name->hash == hash && name->bytes == bytes && memcmp(name->text, text, bytes) == 0)) {
            return &names->slots[at];
        }
    }
}

struct name *names_find(const struct names *names, const char *text, size_t bytes)
{
    return names->count == 0 ? NULL
                             : *slot_of(names, hash_bytes(HASH_BEGIN, text, bytes), text, bytes);
}

static int grow(struct names *names)
{
    struct names larger = {.room = names->room > 0 ? names->room * 2 : ROOM_FIRST};
    larger.slots = calloc(larger.room, sizeof(struct name *));
    if (larger.slots == NULL) {
        return 0;
    }
    for (size_t i = 0; i < names->room; i++) {
        struct name *name = names->slots[i];
        if (name != NULL) {
            *slot_of(&larger, name->hash, name->text, name->bytes) = name;
        }
    }
    free(names->slots);
    names->slots = larger.slots;
    names->room = larger.room;
    return 1;
}

struct name *names_add(struct names *names, const char *text, size_t bytes)
{
    uint64_t hash = hash_bytes(HASH_BEGIN, text, bytes);
    if (names->count * 4 >= names->room * 3 && !grow(names)) {
        return NULL;
    }
    struct name **slot = slot_of(names, hash, text, bytes);
    if (*slot == NULL) {
        struct name *name = arena_take(&names->arena, sizeof *name + bytes + 1);
        if (name == NULL) {
            return NULL;
        }
        name->hash = hash;
        name->bytes = bytes;
        memcpy(name->text, text, bytes);
        *slot = name;
        names->count++;
    }
    return *slot;
}

void names_free(struct names *names)
{
    free(names->slots);
    arena_free(&names->arena);
    *names = (struct names){0};
}
