/*
 * import_nearest.c: Levenshtein's distance, on short names.
 */
#include "import_nearest.h"

#include <string.h>

enum { NAME_MAX_BYTES = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many bytes to add, drop or change. */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_MAX_BYTES + 1], a_bytes = strlen(a), b_bytes = strlen(b);
    if (a_bytes > NAME_MAX_BYTES || b_bytes > NAME_MAX_BYTES) {
        return NAME_MAX_BYTES;
    }
    for (size_t j = 0; j <= b_bytes; j++) {
        row[j] = j;
    }
    for (size_t i = 0; i < a_bytes; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b_bytes; j++) {
            size_t changed = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = least(changed, least(row[j], row[j + 1]) + 1);
        }
    }
    return row[b_bytes];
}

const char *nearest_of(const char *text, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t best = strlen(text) / 3 + 2;
    for (size_t i = 0; i < count; i++) {
        size_t changes = distance(text, names[i]);
        if (changes < best) {
            best = changes;
            nearest = names[i];
        }
    }
    return nearest;
}
