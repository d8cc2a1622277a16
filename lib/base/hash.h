/*
 * hash.h: BLAKE2b (RFC 7693) with 32-byte results, and random bytes. The only door to libsodium.
 */
#ifndef SUP__HASH_H
#define SUP__HASH_H

#include "supportcore/base.h"

enum { SUP__HASH_BYTES = 32, SUP__HASH_KEY_MIN = 16, SUP__HASH_KEY_MAX = 64 };

/** A hash that is being made. It may lie anywhere, but must not be copied or moved meanwhile. */
struct sup__hash {
    uint64_t opaque[64]; /* large and aligned enough for the implementation's state */
};

/** Begin; key_bytes 0 is unkeyed. 0 on success, -1 when the implementation refuses. */
int sup__hash_begin(struct sup__hash *hash, const void *key, size_t key_bytes);
void sup__hash_add(struct sup__hash *hash, const void *data, size_t bytes);
void sup__hash_add_u32(struct sup__hash *hash, uint32_t number); /* big-endian */
void sup__hash_add_i64(struct sup__hash *hash, int64_t number);  /* big-endian, two's complement */
/** The result; what the state held, a key perhaps, is wiped. */
void sup__hash_end(struct sup__hash *hash, uint8_t out[SUP__HASH_BYTES]);

/** Bytes from the operating system's generator. 0 on success. */
int sup__random(void *out, size_t bytes);
/** Overwrite memory so that the compiler cannot leave it out. */
void sup__wipe(void *memory, size_t bytes);

#endif
