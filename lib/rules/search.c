/*
 * search.c: a text in a text, in linear time and without memory.
 *
 * Both texts can come from a stranger, so looking at each place anew would let a document of a
 * megabyte take seconds. This is the two-way algorithm (Crochemore and Perrin, "Two-way
 * string-matching", 1991). The part is cut in two where its local period is its whole one: the
 * right half is compared forwards, then the left one backwards, and each failure moves on by as
 * much as was compared.
 */
#include "rules/tree.h"

#include <string.h>

/* Where the largest suffix of a part begins, in the order of bytes or the reverse; and its period.
 */
static size_t largest_suffix(const unsigned char *part, size_t bytes, int is_reversed,
                             size_t *period)
{
    size_t start = 0; /* the best so far */
    size_t other = 1; /* one that may be larger */
    size_t same = 0;  /* bytes that both begin with, within one period */

    *period = 1;
    while (other + same < bytes) {
        unsigned char ours = part[start + same];
        unsigned char theirs = part[other + same];

        if (ours == theirs) {
            same++;
            if (same == *period) {
                other += same;
                same = 0;
            }
        } else if (is_reversed ? theirs > ours : theirs < ours) {
            other += same + 1;
            same = 0;
            *period = other - start;
        } else {
            start = other++;
            same = 0;
            *period = 1;
        }
    }
    return start;
}

/* Where the part is cut, and how far a match of its right half moves on. */
static size_t cut_of(const unsigned char *part, size_t bytes, size_t *period)
{
    size_t reversed_period;
    size_t cut = largest_suffix(part, bytes, 0, period);
    size_t reversed_cut = largest_suffix(part, bytes, 1, &reversed_period);

    if (reversed_cut > cut) {
        *period = reversed_period;
        return reversed_cut;
    }
    return cut;
}

static int find(const unsigned char *text, size_t bytes, const unsigned char *part,
                size_t part_bytes)
{
    size_t period;
    size_t cut = cut_of(part, part_bytes, &period);
    int is_periodic = memcmp(part, part + period, cut) == 0;
    size_t known = 0; /* bytes of the part that are known to match here */

    if (!is_periodic) {
        period = (cut > part_bytes - cut ? cut : part_bytes - cut) + 1;
    }
    for (size_t at = 0; at + part_bytes <= bytes;) {
        size_t i = cut > known ? cut : known;

        while (i < part_bytes && part[i] == text[at + i]) {
            i++;
        }
        if (i < part_bytes) {
            at += i - cut + 1;
            known = 0;
            continue;
        }
        for (i = cut; i > known && part[i - 1] == text[at + i - 1]; i--) {
        }
        if (i <= known) {
            return 1;
        }
        at += period;
        known = is_periodic ? part_bytes - period : 0;
    }
    return 0;
}

int sup__text_contains(const void *text, uint32_t bytes, const void *part, uint32_t part_bytes)
{
    const unsigned char *begin = text;
    const unsigned char *first;

    if (part_bytes == 0) {
        return 1;
    }
    if (bytes < part_bytes) {
        return 0;
    }
    /* Most texts do not have it, and many of them not even its first byte. */
    first = memchr(begin, *(const unsigned char *)part, bytes - part_bytes + 1);
    return first != NULL && find(first, bytes - (size_t)(first - begin), part, part_bytes);
}
