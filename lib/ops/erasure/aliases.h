/*
 * aliases.h: what an order and the shop's id of a refund are known by once they were erased.
 *
 * An erasure takes an order's number, and what was given for it has to count on: else the order
 * could be refunded anew, and the shop's callback that comes twice would be a second refund. So a
 * digest takes its place, with a key that the desk's first such erasure makes and its event keeps:
 * who names the order again meets what was given for it, and who only reads finds no number. The
 * key is in the same file: who has that and tries all numbers finds which one it was.
 */
#ifndef SUP__ALIASES_H
#define SUP__ALIASES_H

#include "ops/unit.h"

/* The mark, hexadecimal digits of 16 bytes, and a NUL. */
enum { SUP__ALIAS_BYTES = 1 + 32 + 1, SUP__ERASURE_KEY_BYTES = 32 + 1 };

/** 1: it is what something erased is known by; NULL is not. */
int sup__is_alias(const char *id);
/** Of an order (system and id), or of an id of the shop (system ""), with that key. */
int32_t sup__alias_with(struct sup__unit *unit, const char *key, const char *system, const char *id,
                        char out[SUP__ALIAS_BYTES]);
/** The same with the desk's key; "" where nothing was erased, or it is an alias itself. */
int32_t sup__alias(struct sup__unit *unit, const char *system, const char *id,
                   char out[SUP__ALIAS_BYTES]);
/** Is that what is stored, in clear or erased? `stored` NULL: it is not. */
int32_t sup__is_named(struct sup__unit *unit, const char *system, const char *id,
                      const char *stored, int *is_so);
/** Is that the order that is stored? */
int32_t sup__is_order(struct sup__unit *unit, const struct sup_reference *order,
                      const char *stored_system, const char *stored_id, int *is_so);
/** A new key, in the arena. */
int32_t sup__erasure_key_new(struct sup__unit *unit, const char **key);

#endif
