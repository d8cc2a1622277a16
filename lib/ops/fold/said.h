/*
 * said.h: which of two reports counts: pure, and the same whatever their order of arrival.
 *
 * Each thing that can be said has a value and a rank: whether the shop says it, its date, then the
 * source's event id (the longer, then by bytes; none is least), then the value. The greater rank stays. Since ranks that
 * are equal say the same, taking reports in is like taking a greatest: neither order nor repetition
 * matters. A fact that was withdrawn keeps its row with an empty value, or an older report would
 * bring it back.
 */
#ifndef SUP__SAID_H
#define SUP__SAID_H

#include <stdint.h>

/** One thing that was said. `value` NULL is "", `source` NULL is none, `system` NULL is "". */
struct sup__said {
    const char *name; /* of a fact */
    const char *value;
    int64_t at_ms;
    const char *source; /* the source's event id */
    const char *system; /* that said it, where that is not the same for all */
    int is_shops;       /* 1: of a greater rank than what others say, whenever they do */
    int64_t sequence;   /* of the event; of no rank */
    int is_changed;     /* by what was taken in */
};

/** Below 0, 0 or above: by rank. */
int sup__said_compare(const struct sup__said *one, const struct sup__said *other);
/** Take in one fact among `count` by name, with room for one more; the new count. */
uint32_t sup__said_take(struct sup__said *items, uint32_t count, const struct sup__said *said);
/** 1 when anything was changed. */
int sup__said_is_changed(const struct sup__said *items, uint32_t count);

#endif
