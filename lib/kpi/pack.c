/*
 * pack.c: LEB128, as many know it from WebAssembly and DWARF, with the sign in the lowest bit.
 */
#include "kpi/pack.h"

#include <string.h>

enum { NUMBER_BYTES = 10, ROOM_MIN = 64 };

static uint8_t *room_for(struct sup__pack *pack, size_t bytes)
{
    if (pack->is_failed) {
        return NULL;
    }
    if (pack->room - pack->bytes < bytes) {
        size_t room = pack->room * 2 + bytes + ROOM_MIN;
        uint8_t *data = sup__arena_take(pack->arena, room);
        if (!data) {
            pack->is_failed = 1;
            return NULL;
        }
        if (pack->bytes) {
            memcpy(data, pack->data, pack->bytes);
        }
        pack->data = data;
        pack->room = room;
    }
    return pack->data + pack->bytes;
}

void sup__pack_uint(struct sup__pack *pack, uint64_t number)
{
    uint8_t *out = room_for(pack, NUMBER_BYTES);
    if (!out) {
        return;
    }
    size_t n = 0;
    while (number >= 0x80) {
        out[n++] = (uint8_t)(number | 0x80);
        number >>= 7;
    }
    out[n++] = (uint8_t)number;
    pack->bytes += n;
}

void sup__pack_int(struct sup__pack *pack, int64_t number)
{
    sup__pack_uint(pack, (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0));
}

void sup__pack_bytes(struct sup__pack *pack, const void *data, size_t bytes)
{
    uint8_t *out = bytes ? room_for(pack, bytes) : NULL;
    if (out) {
        memcpy(out, data, bytes);
        pack->bytes += bytes;
    }
}

void sup__pack_text(struct sup__pack *pack, const char *text)
{
    size_t bytes = text ? strlen(text) : 0;
    sup__pack_uint(pack, text ? bytes + 1 : 0);
    sup__pack_bytes(pack, text, bytes);
}

static void give_up(struct sup__unpack *unpack, int32_t rc)
{
    unpack->rc = unpack->rc == SUP_OK ? rc : unpack->rc;
    unpack->bytes = 0;
}

uint64_t sup__unpack_long(struct sup__unpack *unpack)
{
    uint64_t number = 0;
    for (size_t n = 0; n < unpack->bytes && n < NUMBER_BYTES; n++) {
        uint8_t byte = unpack->data[n];
        number |= (uint64_t)(byte & 0x7f) << (7 * n);
        if (byte < 0x80) {
            unpack->data += n + 1;
            unpack->bytes -= n + 1;
            return number;
        }
    }
    give_up(unpack, SUP_CORRUPT);
    return 0;
}

int64_t sup__unpack_int(struct sup__unpack *unpack)
{
    uint64_t number = sup__unpack_uint(unpack);
    return (int64_t)(number >> 1 ^ (number & 1 ? UINT64_MAX : 0));
}

const char *sup__unpack_text(struct sup__unpack *unpack, struct sup__arena *arena)
{
    uint64_t bytes = sup__unpack_uint(unpack);
    if (!bytes) {
        return NULL;
    }
    if (--bytes > unpack->bytes) {
        give_up(unpack, SUP_CORRUPT);
        return NULL;
    }
    const char *text = sup__arena_text(arena, (const char *)unpack->data, (size_t)bytes);
    if (!text) {
        give_up(unpack, SUP_NOMEM);
        return NULL;
    }
    unpack->data += bytes;
    unpack->bytes -= (size_t)bytes;
    return text;
}
