/*
 * names.c: lists of names, their order and search.
 *
 * Sorted by merging: n log n whatever the names are (a document may come from outside), no memory
 * but the arena's, and equal names stay in the document's order, which is how duplicates are found.
 */
#include "base/names.h"

#include <string.h>

#include "base/text.h"

/* How many names a nearest one is searched among: it compares with each of them. */
enum { NEAREST_AMONG_MAX = 2048 };

static void merge(const char *const *names, const uint32_t *from, uint32_t *to, uint32_t begin,
                  uint32_t middle, uint32_t end)
{
    uint32_t left = begin;
    uint32_t right = middle;

    for (uint32_t i = begin; i < end; i++) {
        if (left < middle && (right >= end || strcmp(names[from[left]], names[from[right]]) <= 0)) {
            to[i] = from[left++];
        } else {
            to[i] = from[right++];
        }
    }
}

int sup__names_index(struct sup__names *names, struct sup__arena *keep, struct sup__arena *scratch,
                     const char *const *in_order, uint32_t count)
{
    uint32_t *sorted = sup__arena_alloc(keep, count * sizeof *sorted);
    uint32_t *spare = sup__arena_alloc(scratch, count * sizeof *spare);

    if (sorted == NULL || spare == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        sorted[i] = i;
    }
    for (uint32_t run = 1; run < count; run *= 2) {
        for (uint32_t begin = 0; begin < count; begin += 2 * run) {
            uint32_t middle = begin + run < count ? begin + run : count;

            merge(in_order, sorted, spare, begin, middle,
                  middle + run < count ? middle + run : count);
        }
        memcpy(sorted, spare, count * sizeof *sorted);
    }
    names->count = count;
    names->names = in_order;
    names->sorted = sorted;
    return 1;
}

int32_t sup__names_find(const struct sup__names *names, const char *name)
{
    uint32_t low = 0;
    uint32_t high = names->count;

    if (name == NULL) {
        return -1;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (strcmp(names->names[names->sorted[middle]], name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < names->count && strcmp(names->names[names->sorted[low]], name) == 0) {
        return (int32_t)names->sorted[low];
    }
    return -1;
}

const char *sup__names_nearest(const struct sup__names *names, const char *name)
{
    return sup__nearest(name, names->names,
                        names->count < NEAREST_AMONG_MAX ? names->count : NEAREST_AMONG_MAX);
}
