/*
 * hash.c: BLAKE2b and random bytes. No other file includes libsodium.
 *
 * sodium_init() may be called any number of times and from any thread; it picks the fast code for
 * this processor, so every entry makes sure that it has run.
 */
#include "base/hash.h"

#include <assert.h>
#include <sodium.h>

enum { STATE_ALIGNMENT = 64 };

_Static_assert(sizeof(struct sup__hash) >=
                   sizeof(crypto_generichash_state) + STATE_ALIGNMENT - _Alignof(uint64_t),
               "struct sup__hash holds the state wherever it lies");
_Static_assert(_Alignof(crypto_generichash_state) <= STATE_ALIGNMENT, "the state's alignment");
_Static_assert(SUP__HASH_BYTES >= crypto_generichash_BYTES_MIN &&
                   SUP__HASH_BYTES <= crypto_generichash_BYTES_MAX,
               "size of a hash");
_Static_assert(SUP__HASH_KEY_MIN == crypto_generichash_KEYBYTES_MIN &&
                   SUP__HASH_KEY_MAX == crypto_generichash_KEYBYTES_MAX,
               "sizes of a key");

/* The state wants 64 bytes of alignment, which neither malloc() nor every stack gives. */
static crypto_generichash_state *state_of(struct sup__hash *hash)
{
    uintptr_t at = (uintptr_t)hash->opaque;
    size_t skip = (STATE_ALIGNMENT - at % STATE_ALIGNMENT) % STATE_ALIGNMENT;

    return (crypto_generichash_state *)(void *)((unsigned char *)hash->opaque + skip);
}

int sup__hash_begin(struct sup__hash *hash, const void *key, size_t key_bytes)
{
    if (key_bytes != 0 && (key_bytes < SUP__HASH_KEY_MIN || key_bytes > SUP__HASH_KEY_MAX)) {
        return -1;
    }
    if (sodium_init() < 0) {
        return -1;
    }
    return crypto_generichash_init(state_of(hash), key_bytes != 0 ? key : NULL, key_bytes,
                                   SUP__HASH_BYTES);
}

void sup__hash_add(struct sup__hash *hash, const void *data, size_t bytes)
{
    int rc = 0;

    if (bytes != 0) {
        rc = crypto_generichash_update(state_of(hash), data, bytes);
    }
    assert(rc == 0);
    (void)rc;
}

void sup__hash_add_u32(struct sup__hash *hash, uint32_t number)
{
    uint8_t bytes[4];

    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(number >> (24 - 8 * i));
    }
    sup__hash_add(hash, bytes, sizeof bytes);
}

void sup__hash_add_i64(struct sup__hash *hash, int64_t number)
{
    uint8_t bytes[8];

    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)((uint64_t)number >> (56 - 8 * i));
    }
    sup__hash_add(hash, bytes, sizeof bytes);
}

void sup__hash_end(struct sup__hash *hash, uint8_t out[SUP__HASH_BYTES])
{
    int rc = crypto_generichash_final(state_of(hash), out, SUP__HASH_BYTES);

    assert(rc == 0);
    (void)rc;
    sodium_memzero(hash, sizeof *hash); /* it may have held a key */
}

int sup__random(void *out, size_t bytes)
{
    if (sodium_init() < 0) {
        return -1;
    }
    randombytes_buf(out, bytes);
    return 0;
}

void sup__wipe(void *memory, size_t bytes)
{
    if (bytes != 0) {
        sodium_memzero(memory, bytes);
    }
}
