/*
 * import_line.c: the rule in import_line.h.
 */
#include "import_line.h"

#include "width.h"

/* The bytes of the character that text begins with; *is_control when a line may not have it. */
static size_t step(const char *text, size_t bytes, int *is_control)
{
    uint32_t character = 0;
    size_t length = character_read(text, bytes, &character);
    *is_control = length > 0 && (character < 0x20 || (character >= 0x7F && character < 0xA0) ||
                                 character == 0x2028 || character == 0x2029);
    return length > 0 ? length : 1;
}

int line_is(const char *text, size_t bytes)
{
    int is_control = 0;
    for (size_t at = 0; at < bytes && !is_control;) {
        at += step(text + at, bytes - at, &is_control);
    }
    return !is_control;
}

struct span line_make(struct arena *arena, const char *text, size_t bytes)
{
    if (line_is(text, bytes)) {
        return (struct span){text, bytes};
    }
    char *line = arena_copy(arena, text, bytes);
    size_t made = 0;
    int is_gap = 0;
    for (size_t at = 0; line != NULL && at < bytes;) {
        int is_control = 0;
        size_t length = step(text + at, bytes - at, &is_control);
        if (!is_control) {
            if (is_gap && made > 0) {
                line[made++] = ' ';
            }
            for (size_t i = 0; i < length; i++) {
                line[made++] = text[at + i];
            }
        }
        is_gap = is_control;
        at += length;
    }
    if (line != NULL) {
        line[made] = '\0';
    }
    return (struct span){line, made};
}
