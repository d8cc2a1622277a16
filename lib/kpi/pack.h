/*
 * pack.h: whole numbers and short texts in as few bytes as they need.
 */
#ifndef SUP__KPI_PACK_H
#define SUP__KPI_PACK_H

#include "base/memory.h"

/** Bytes that grow in an arena; is_failed when memory ran out, and then nothing is added. */
struct sup__pack {
    struct sup__arena *arena;
    uint8_t *data;
    size_t bytes;
    size_t room;
    int is_failed;
};

void sup__pack_uint(struct sup__pack *pack, uint64_t number);
void sup__pack_int(struct sup__pack *pack, int64_t number);
void sup__pack_bytes(struct sup__pack *pack, const void *data, size_t bytes);
/** NULL is told from "". */
void sup__pack_text(struct sup__pack *pack, const char *text);

/** What is left to read. */
struct sup__unpack {
    const uint8_t *data;
    size_t bytes;
    int32_t rc; /* SUP_CORRUPT when it ended too early or holds what is none; SUP_NOMEM */
};

/** One of several bytes. */
uint64_t sup__unpack_long(struct sup__unpack *unpack);

static inline uint64_t sup__unpack_uint(struct sup__unpack *unpack)
{
    if (unpack->bytes && *unpack->data < 0x80) { /* most are small */
        unpack->bytes--;
        return *unpack->data++;
    }
    return sup__unpack_long(unpack);
}

int64_t sup__unpack_int(struct sup__unpack *unpack);
/** Into the arena. */
const char *sup__unpack_text(struct sup__unpack *unpack, struct sup__arena *arena);

#endif
