/*
 * text.c: text that grows.
 */
#include "text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_free(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

void text_clear(struct text *text)
{
    text->bytes = 0;
    if (text->data != NULL) {
        text->data[0] = '\0';
    }
}

/* Make room for so many bytes more and a NUL; 1 when there is. */
static int text_reserve(struct text *text, size_t bytes)
{
    if (text->is_failed || bytes >= SIZE_MAX / 4) {
        text->is_failed = 1;
        return 0;
    }
    if (text->bytes + bytes < text->room) {
        return 1;
    }
    size_t room = (text->bytes + bytes + 64) * 2;
    char *data = realloc(text->data, room);
    if (data == NULL) {
        text->is_failed = 1;
        return 0;
    }
    text->data = data;
    text->room = room;
    return 1;
}

void text_add_bytes(struct text *text, const char *addition, size_t bytes)
{
    if (!text_reserve(text, bytes)) {
        return;
    }
    if (bytes > 0) {
        memcpy(text->data + text->bytes, addition, bytes);
    }
    text->bytes += bytes;
    text->data[text->bytes] = '\0';
}

void text_add(struct text *text, const char *addition)
{
    text_add_bytes(text, addition, strlen(addition));
}

void text_add_format(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int bytes = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (bytes < 0 || !text_reserve(text, (size_t)bytes)) {
        text->is_failed = 1;
        return;
    }
    va_start(arguments, format);
    vsnprintf(text->data + text->bytes, (size_t)bytes + 1, format, arguments);
    va_end(arguments);
    text->bytes += (size_t)bytes;
}

void text_add_count(struct text *text, int64_t number, const char *what)
{
    text_add_format(text, "%" PRId64 " %s%s", number, what, number == 1 ? "" : "s");
}

void text_add_names(struct text *text, const char *const *names, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        text_add(text, i > 0 ? ", " : "");
        text_add(text, names[i]);
    }
}
