/*
 * zone.h: time zones, from the bytes of TZif files (RFC 9636) to offsets at an instant.
 *
 * A zone is made once for the years that calendars know and holds every change of its offset in
 * them, those that follow from the rule at the file's end too. Asking it computes nothing but a
 * place in a sorted list. What an offset is called, and whether it is summer time, is not kept.
 */
#ifndef SUP__ZONE_H
#define SUP__ZONE_H

#include "base/memory.h"

/** The years that calendars know: nothing is answered outside of them. */
enum { SUP__YEAR_FIRST = 1900, SUP__YEAR_LAST = 2199 };
#define SUP__HORIZON_FIRST_S (-INT64_C(2208988800)) /* 1900-01-01T00:00:00Z */
#define SUP__HORIZON_LAST_S  INT64_C(7258118400)    /* 2200-01-01T00:00:00Z, which is outside */

/* What RFC 9636 allows an offset to be: between -25 and +26 hours. */
enum { SUP__OFFSET_MIN_S = -89999, SUP__OFFSET_MAX_S = 93599 };

struct sup__zone {
    const char *name;
    uint32_t count;          /* of changes, from a week before the horizon to a week after it */
    const int64_t *at_s;     /* when the offset changes, rising */
    const int32_t *offset_s; /* count + 1 of them: offset_s[i] is in force before at_s[i] */
    const struct sup__zone *next; /* of a list of those that were loaded */
};

/** What is added to UTC at an instant. */
int32_t sup__zone_offset(const struct sup__zone *zone, int64_t at_s);

/**
 * The instant at which clocks show a local time.
 *
 * A local time that a change leaves out is moved forward by as much as the clocks are; one that
 * exists twice is the first. That is java.time's rule, and RFC 5545's.
 *
 * @param cursor  the number of changes known to lie more than 26 hours before `local_s` (0 always
 *                is); moved on, so that rising times are found without a search
 */
int64_t sup__zone_instant(const struct sup__zone *zone, int64_t local_s, uint32_t *cursor);

/** A cursor for times from `local_s` on. */
uint32_t sup__zone_cursor(const struct sup__zone *zone, int64_t local_s);

/** A zone without changes. NULL when memory runs out. */
const struct sup__zone *sup__zone_fixed(struct sup__arena *arena, const char *name,
                                        int32_t offset_s);

/**
 * Read a TZif file; anything may be in it.
 *
 * @param arena  what the zone is kept in
 * @param why  what is wrong with the bytes: "is cut off"; static
 * @return SUP_OK, SUP_INVALID with *why, SUP_NOMEM
 */
int32_t sup__zone_parse(struct sup__arena *arena, const char *name, const void *bytes, size_t count,
                        const struct sup__zone **zone, const char **why);

/* ---- zone_file.c ---- */

/** Where zones come from. Checks what the host gave and copies it; NULL is the default directory.
 *  `error` may be NULL. SUP_INVALID, SUP_NOMEM. */
int32_t sup__zones_copy(struct sup__arena *arena, const struct sup_zones *given,
                        struct sup_zones *zones, struct sup_error *error);

enum { SUP__ZONE_WHY_SIZE = 200, SUP__ZONE_BUFFER_BYTES = SUP_ZONE_BYTES_MAX + 1 };

/**
 * Find a zone by its name, "UTC" and "+05:30" too.
 *
 * @param buffer  SUP__ZONE_BUFFER_BYTES for the file
 * @param why  a sentence about what is wrong: there is no zone of that name in this directory
 * @return SUP_OK, SUP_INVALID with a text in `why`, SUP_NOMEM
 */
int32_t sup__zone_load(struct sup__arena *arena, const struct sup_zones *zones, const char *name,
                       void *buffer, const struct sup__zone **zone, char why[SUP__ZONE_WHY_SIZE]);

#endif
