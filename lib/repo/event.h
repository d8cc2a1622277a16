/*
 * event.h: events as records: their kinds, their hash, their text form.
 */
#ifndef SUP__EVENT_RECORD_H
#define SUP__EVENT_RECORD_H

#include "base/hash.h"
#include "repo/payload.h"
#include "repo/rows.h"

#define SUP__EVENT_ENUM(number, NAME, name) SUP__E_##NAME = number,
enum sup__event_kind { SUP__EVENTS(SUP__EVENT_ENUM) SUP__E_NONE = 0 };

/** "ticket.opened"; "unknown" for a number that is none. */
const char *sup__event_name(int64_t kind);
/** "agent"; "somebody" for a number that is no kind of actor. */
const char *sup__actor_name(int64_t kind);

/** An event while it is decided, applied or folded. */
struct sup__event {
    struct sup__event_row row;
    struct sup__payload payload;
    const char *title;
    const char *body;
    struct sup__data data;
    const uint8_t *salt; /* of its private text, where something else is keyed with it; NULL: any */
};

/** The customers that an event outside tickets is about, as its columns say: how many. */
uint32_t sup__event_customers(const struct sup__event_row *row, int64_t out[2]);

/** Compute an event's hash from the hash before it. */
int sup__event_hash(const struct sup__event_row *row, const void *previous, const void *key,
                    size_t key_bytes, uint8_t out[SUP__HASH_BYTES]);
/** Compute the digest of an event's private text. */
int sup__private_digest(const struct sup__event_private_row *row, uint8_t out[SUP__HASH_BYTES]);
/** Hexadecimal with a NUL: out has room for 2 * bytes + 1. */
void sup__hex(const void *data, size_t bytes, char *out);

/** Fill an event from its rows; `text` may be NULL (no private text, or erased).
 *  SUP_CORRUPT when the payload is not canonical. */
int32_t sup__event_decode(struct sup__arena *arena, const struct sup__event_row *row,
                          const struct sup__event_private_row *text, struct sup__event *event,
                          struct sup_error *error);

#endif
