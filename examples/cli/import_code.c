/*
 * import_code.c: the rule in import_code.h.
 */
#include "import_code.h"

#include <stdio.h>
#include <string.h>

#include "import_names.h"

enum { CODE_LIBRARY_MAX = 64 };

static int is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

size_t code_make(const char *text, size_t bytes, char out[CODE_SIZE])
{
    size_t length = 0;
    int is_lossy = 0, is_gap = 0;
    for (size_t i = 0; i < bytes; i++) {
        char c = small(text[i]);
        if (!is_word(c)) {
            is_lossy |= (c != ' ' && c != '_' && c != '-') || length == 0;
            is_gap = 1;
            continue;
        }
        if (length + (is_gap && length > 0) >= CODE_STEM_MAX) {
            is_lossy = 1;
            break;
        }
        if (is_gap && length > 0) {
            out[length++] = '_';
        }
        is_gap = 0;
        out[length++] = c;
    }
    if (is_lossy || is_gap || length == 0) {
        uint64_t hash = hash_bytes(HASH_BEGIN, text, bytes);
        length += (size_t)snprintf(out + length, CODE_SIZE - length, "%s%08x",
                                   length > 0 ? "_" : "", (unsigned)(hash ^ hash >> 32));
    }
    out[length] = '\0';
    return length;
}

int code_is(const char *text)
{
    size_t bytes = strlen(text);
    if (bytes == 0 || bytes > CODE_LIBRARY_MAX || !is_word(text[0])) {
        return 0;
    }
    for (size_t i = 1; i < bytes; i++) {
        if (!is_word(text[i]) && text[i] != '_' && text[i] != '.' && text[i] != '-') {
            return 0;
        }
    }
    return 1;
}
