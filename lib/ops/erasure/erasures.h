/*
 * erasures.h: which texts are missing because a privacy request erased them.
 *
 * An erasure's event says of which customers, of which tickets and of which other events the texts
 * went. Whoever walks the log reads all erasures first, since a text goes before its reason comes.
 */
#ifndef SUP__ERASURES_H
#define SUP__ERASURES_H

#include "ops/unit.h"

/** One thing that was erased, and up to which event. */
struct sup__erasure {
    int32_t kind; /* enum in erasures.c */
    int64_t id;
    int64_t until;
};

struct sup__erasures {
    struct sup__erasure *items; /* in the unit's arena */
    uint32_t count;
    uint32_t room;
};

/** Read all erasures of the desk's log. */
int32_t sup__erasures_load(struct sup__unit *unit, struct sup__erasures *erasures);
/** The event that erased this event's text; 0: none did. */
int64_t sup__erased_by(const struct sup__erasures *erasures, const struct sup__event_row *row);

#endif
