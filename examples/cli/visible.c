/*
 * visible.c: text made fit for a terminal: nothing in it can steer the terminal, and it takes as
 * many columns as we say.
 */
#include "text.h"

#include <string.h>

#include "width.h"

static const char ellipsis[] = "\xE2\x80\xA6";

/* Characters that steer a terminal or turn the order of what follows: C1, line and paragraph
 * separators, bidirectional overrides, tags. */
static int is_steering(uint32_t character)
{
    return (character >= 0x80 && character <= 0x9F) || character == 0x2028 || character == 0x2029 ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069) ||
           (character >= 0xE0000 && character <= 0xE007F);
}

/* Add the first character of `at`; the answer is how many bytes it had. */
static size_t add_visible_character(struct text *text, const char *at, size_t bytes)
{
    uint32_t character = 0;
    size_t length = character_read(at, bytes, &character);
    if (length == 0) {
        text_add_format(text, "<%02X>", (unsigned)(unsigned char)*at);
        return 1;
    }
    if (character < 0x20 || character == 0x7F) {
        text_add_format(text, "^%c", (int)(character ^ 0x40));
    } else if (is_steering(character)) {
        text_add_format(text, "<U+%04X>", (unsigned)character);
    } else {
        text_add_bytes(text, at, length);
    }
    return length;
}

void text_add_visible(struct text *text, const char *addition)
{
    size_t bytes = addition != NULL ? strlen(addition) : 0;
    for (size_t at = 0; at < bytes;) {
        at += add_visible_character(text, addition + at, bytes - at);
    }
}

/* Bytes of `visible` that fit in `width` columns, and the columns they take. */
static size_t fit(const char *visible, int width, int *columns)
{
    size_t bytes = strlen(visible), at = 0;
    *columns = 0;
    while (at < bytes) {
        uint32_t character = 0;
        size_t length = character_read(visible + at, bytes - at, &character);
        int wide = length > 0 ? character_width(character) : 1;
        if (*columns + wide > width) {
            break;
        }
        *columns += wide;
        at += length > 0 ? length : 1;
    }
    return at;
}

int text_width(const char *visible)
{
    int columns = 0;
    fit(visible, INT32_MAX, &columns);
    return columns;
}

void text_add_fitted(struct text *text, const char *visible, int width, int is_right)
{
    int columns = 0;
    size_t bytes = strlen(visible);
    size_t kept = fit(visible, width, &columns);
    int is_cut = kept < bytes;
    if (is_cut) {
        kept = fit(visible, width - 1, &columns);
        columns += width > 0;
    }
    int fill = width - columns;
    if (is_right) {
        text_add_format(text, "%*s", fill, "");
    }
    text_add_bytes(text, visible, kept);
    if (is_cut && width > 0) {
        text_add(text, ellipsis);
    }
    if (!is_right) {
        text_add_format(text, "%*s", fill, "");
    }
}

/* Where to break `line` (visible text) so that it fits: after the bytes in the answer; *next is
 * where the following line begins. */
static size_t break_line(const char *line, int width, size_t *next)
{
    int columns = 0;
    size_t bytes = strlen(line), fitting = fit(line, width, &columns);
    if (fitting == bytes) {
        *next = bytes;
        return bytes;
    }
    for (size_t at = fitting; at > 0; at--) {
        if (line[at] == ' ') {
            *next = at + 1;
            return at;
        }
    }
    *next = fitting > 0 ? fitting : bytes;
    return *next;
}

static void add_wrapped_line(struct text *text, const char *visible, int width, int indent,
                             int column)
{
    int room = width > 0 ? width - column : INT32_MAX;
    for (;;) {
        size_t next = 0;
        size_t bytes = break_line(visible, room < 1 ? 1 : room, &next);
        text_add_bytes(text, visible, bytes);
        visible += next;
        if (*visible == '\0') {
            return;
        }
        text_add_format(text, "\n%*s", indent, "");
        room = width - indent;
    }
}

/* A line of prose: the same, with tabs as spaces. */
static void add_visible_line(struct text *text, const char *line, size_t bytes)
{
    for (size_t at = 0; at < bytes;) {
        if (line[at] == '\t') {
            text_add(text, "    ");
            at++;
        } else {
            at += add_visible_character(text, line + at, bytes - at);
        }
    }
}

void text_add_wrapped(struct text *text, const char *addition, int width, int indent, int column)
{
    struct text line = {0};
    const char *at = addition;
    for (;;) {
        const char *end = strchr(at, '\n');
        size_t bytes = end != NULL ? (size_t)(end - at) : strlen(at);
        size_t kept = bytes > 0 && at[bytes - 1] == '\r' ? bytes - 1 : bytes;
        text_clear(&line);
        add_visible_line(&line, at, kept);
        if (line.bytes > 0) {
            add_wrapped_line(text, line.data, width, indent, column);
        }
        if (end == NULL || line.is_failed || end[strspn(end, "\r\n")] == '\0') {
            break;
        }
        text_add_format(text, "\n%*s", strchr("\r\n", end[1]) == NULL ? indent : 0, "");
        at = end + 1;
        column = indent;
    }
    text->is_failed |= line.is_failed;
    text_free(&line);
}
