/*
 * zone.c: the offset at an instant, and the instant of a local time.
 */
#include "time/zone.h"

#include <string.h>

/* How many changes are at or before an instant. */
static uint32_t changes_until(const struct sup__zone *zone, int64_t at_s)
{
    uint32_t low = 0;
    uint32_t high = zone->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (zone->at_s[middle] <= at_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int32_t sup__zone_offset(const struct sup__zone *zone, int64_t at_s)
{
    return zone->offset_s[changes_until(zone, at_s)];
}

uint32_t sup__zone_cursor(const struct sup__zone *zone, int64_t local_s)
{
    return changes_until(zone, local_s - SUP__OFFSET_MAX_S);
}

int64_t sup__zone_instant(const struct sup__zone *zone, int64_t local_s, uint32_t *cursor)
{
    uint32_t i = *cursor;

    while (i < zone->count && zone->at_s[i] <= local_s - SUP__OFFSET_MAX_S) {
        i++;
    }
    *cursor = i;
    /* Between two changes: is it the time from the first to before the second at which the clocks
     * show this? The earliest such time is the answer. */
    while (i < zone->count && local_s - zone->offset_s[i] >= zone->at_s[i]) {
        i++;
    }
    if (i > *cursor && local_s - zone->offset_s[i] < zone->at_s[i - 1]) {
        i--; /* nor is it after the change: the clocks leave it out */
    }
    return local_s - zone->offset_s[i];
}

const struct sup__zone *sup__zone_fixed(struct sup__arena *arena, const char *name,
                                        int32_t offset_s)
{
    struct sup__zone *zone = sup__arena_alloc(arena, sizeof *zone);
    int32_t *offset = sup__arena_alloc(arena, sizeof *offset);
    char *kept = sup__arena_text(arena, name, strlen(name));

    if (zone == NULL || offset == NULL || kept == NULL) {
        return NULL;
    }
    *offset = offset_s;
    zone->name = kept;
    zone->offset_s = offset;
    return zone;
}
