/*
 * json_scan.c: the first pass over JSON text, before yajl sees it.
 *
 * yajl takes malformed UTF-8 for text and turns lone surrogates into other characters, and it
 * follows nesting as deep as memory lasts. One linear pass over the raw bytes answers all that
 * at once, with the exact place, and leaves to yajl only what is well-formed inside its texts.
 */
#include "base/json_read.h"

#include <inttypes.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"

struct scan {
    const char *text;
    size_t bytes;
    struct sup_error *error;
};

static int32_t refuse(const struct scan *scan, enum sup__message message, size_t offset,
                      const char *what)
{
    uint32_t line;
    uint32_t column;

    sup__json_place(scan->text, scan->bytes, offset, &line, &column);
    return sup__fail(scan->error, message, NULL, "line %" PRIu32 ", column %" PRIu32 ": %s", line,
                     column, what);
}

/* The four hexadecimal digits at `at`, -1 when there are not four. */
static int32_t hex4(const struct scan *scan, size_t at)
{
    int32_t number = 0;

    if (scan->bytes - at < 4) {
        return -1;
    }
    for (size_t i = at; i < at + 4; i++) {
        char c = scan->text[i];

        if (c >= '0' && c <= '9') {
            number = number * 16 + (c - '0');
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
            number = number * 16 + ((c | 0x20) - 'a' + 10);
        } else {
            return -1;
        }
    }
    return number;
}

static int32_t scan_unicode_escape(const struct scan *scan, size_t *at)
{
    size_t start = *at;
    int32_t unit = hex4(scan, start + 2);
    int32_t second = -1;

    if (unit < 0) {
        return refuse(scan, SUP_MSG_JSON_ESCAPE, start, "\\u needs four hexadecimal digits");
    }
    if (unit == 0) {
        return refuse(scan, SUP_MSG_JSON_ESCAPE, start, "the character U+0000 is not allowed");
    }
    *at = start + 6;
    if (unit < 0xd800 || unit > 0xdfff) {
        return SUP_OK;
    }
    if (unit <= 0xdbff && scan->bytes - *at >= 6 && memcmp(scan->text + *at, "\\u", 2) == 0) {
        second = hex4(scan, *at + 2);
    }
    if (second < 0xdc00 || second > 0xdfff) {
        return refuse(scan, SUP_MSG_JSON_ESCAPE, start, "half of a surrogate pair");
    }
    *at += 6;
    return SUP_OK;
}

static int32_t scan_escape(const struct scan *scan, size_t *at)
{
    if (scan->bytes - *at < 2) {
        *at = scan->bytes;
        return SUP_OK; /* the missing quote is the error */
    }
    if (scan->text[*at + 1] == 'u') {
        return scan_unicode_escape(scan, at);
    }
    if (strchr("\"\\/bfnrt", scan->text[*at + 1]) == NULL) {
        return refuse(scan, SUP_MSG_JSON_ESCAPE, *at, "no such escape");
    }
    *at += 2;
    return SUP_OK;
}

/* 1 when one of eight characters is a quote, a backslash or a control character. */
static int has_special(const unsigned char *eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t word;
    uint64_t quote;
    uint64_t backslash;

    memcpy(&word, eight, sizeof word);
    quote = word ^ (ones * '"');
    backslash = word ^ (ones * '\\');
    return ((((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
             ((word - ones * 0x20) & ~word)) &
            high) != 0;
}

/* Where the plain characters from `at` on end: most of a text is these. */
static size_t skip_plain(const struct scan *scan, size_t at)
{
    const unsigned char *text = (const unsigned char *)scan->text;

    while (scan->bytes - at >= 8 && !has_special(text + at)) {
        at += 8;
    }
    while (at < scan->bytes && text[at] != '"' && text[at] != '\\' && text[at] >= 0x20) {
        at++;
    }
    return at;
}

/* From the opening quote at *at to past the closing one. */
static int32_t scan_text(const struct scan *scan, size_t *at)
{
    size_t opening = *at;
    int32_t rc = SUP_OK;

    *at = skip_plain(scan, opening + 1);
    while (rc == SUP_OK && *at < scan->bytes) {
        char c = scan->text[*at];

        if (c == '"') {
            (*at)++;
            return SUP_OK;
        }
        if (c == '\\') {
            rc = scan_escape(scan, at);
        } else {
            rc = refuse(scan, SUP_MSG_JSON_ESCAPE, *at,
                        c == '\n' ? "a text goes over the end of its line (write \\n, or close it)"
                                  : "a control character inside a text (write it as \\u00..)");
        }
        *at = skip_plain(scan, *at);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    return refuse(scan, SUP_MSG_JSON_INCOMPLETE, opening, "this text has no closing quote");
}

static int32_t check_encoding(const struct scan *scan)
{
    size_t valid;

    if (scan->bytes >= 3 && memcmp(scan->text, "\xef\xbb\xbf", 3) == 0) {
        return refuse(scan, SUP_MSG_JSON_BOM, 0, "a byte order mark");
    }
    valid = sup__utf8_valid_prefix(scan->text, scan->bytes);
    if (valid == scan->bytes) {
        return SUP_OK;
    }
    return refuse(scan, SUP_MSG_TEXT_ENCODING, valid,
                  scan->text[valid] == '\0' ? "a NUL byte" : "bytes that are not UTF-8");
}

int32_t sup__json_scan(const char *text, size_t bytes, uint32_t depth_max, struct sup_error *error)
{
    struct scan scan = {text, bytes, error};
    uint32_t depth = 0;
    size_t at = 0;
    int32_t rc = check_encoding(&scan);

    while (rc == SUP_OK && at < bytes) {
        char c = text[at];

        if (c == '"') {
            rc = scan_text(&scan, &at);
            continue;
        }
        if ((unsigned char)c < 0x20 && c != '\n' && c != '\t' && c != '\r') {
            return refuse(&scan, SUP_MSG_JSON_SYNTAX, at,
                          "a control character"); /* yajl skips \v */
        }
        if (c == '[' || c == '{') {
            if (depth == depth_max) {
                uint32_t line;
                uint32_t column;

                sup__json_place(text, bytes, at, &line, &column);
                return sup__fail(error, SUP_MSG_JSON_DEPTH, NULL,
                                 "line %" PRIu32 ", column %" PRIu32 ": nested deeper than %" PRIu32
                                 " levels",
                                 line, column, depth_max);
            }
            depth++;
        } else if ((c == ']' || c == '}') && depth > 0) {
            depth--;
        }
        at++;
    }
    return rc;
}
