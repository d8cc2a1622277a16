/*
 * aliases.c: what orders and ids of the shop are known by once they were erased.
 */
#include "ops/erasure/aliases.h"

#include "base/hash.h"
#include "base/message.h"

#include <string.h>

enum { MARK = '~', DIGEST_BYTES = 16, KEY_BYTES = SUP__SALT_BYTES };

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

int sup__is_alias(const char *id)
{
    return id && id[0] == MARK && strlen(id) == SUP__ALIAS_BYTES - 1 &&
           strspn(id + 1, "0123456789abcdef") == 2 * DIGEST_BYTES;
}

int32_t sup__alias_with(struct sup__unit *unit, const char *key, const char *system, const char *id,
                        char out[SUP__ALIAS_BYTES])
{
    struct sup__hash hash;
    uint8_t digest[SUP__HASH_BYTES];
    if (sup__hash_begin(&hash, key, strlen(key)) != 0) {
        return out_of_memory(unit);
    }
    sup__hash_add(&hash, system, strlen(system) + 1);
    sup__hash_add(&hash, id, strlen(id));
    sup__hash_end(&hash, digest);
    out[0] = MARK;
    sup__hex(digest, DIGEST_BYTES, out + 1);
    return SUP_OK;
}

int32_t sup__alias(struct sup__unit *unit, const char *system, const char *id,
                   char out[SUP__ALIAS_BYTES])
{
    const char *key = unit->head.erasure_key;
    out[0] = '\0';
    return key && !sup__is_alias(id) ? sup__alias_with(unit, key, system, id, out) : SUP_OK;
}

int32_t sup__is_named(struct sup__unit *unit, const char *system, const char *id,
                      const char *stored, int *is_so)
{
    char alias[SUP__ALIAS_BYTES];
    *is_so = stored && strcmp(id, stored) == 0;
    if (*is_so || !sup__is_alias(stored)) {
        return SUP_OK;
    }
    int32_t rc = sup__alias(unit, system, id, alias);
    *is_so = rc == SUP_OK && strcmp(alias, stored) == 0;
    return rc;
}

int32_t sup__is_order(struct sup__unit *unit, const struct sup_reference *order,
                      const char *stored_system, const char *stored_id, int *is_so)
{
    *is_so = 0;
    return stored_system && strcmp(order->system, stored_system) == 0
               ? sup__is_named(unit, order->system, order->id, stored_id, is_so)
               : SUP_OK;
}

int32_t sup__erasure_key_new(struct sup__unit *unit, const char **key)
{
    uint8_t bytes[KEY_BYTES];
    char *made = sup__arena_alloc(unit->repo.arena, SUP__ERASURE_KEY_BYTES);
    int32_t rc = made ? sup__take_salt(unit, bytes) : out_of_memory(unit);
    if (rc == SUP_OK) {
        sup__hex(bytes, sizeof bytes, made);
        *key = made;
    }
    sup__wipe(bytes, sizeof bytes);
    return rc;
}
