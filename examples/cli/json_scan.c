/*
 * json_scan.c: a scanner that only knows strings, brackets and what stands between them. It uses no
 * recursion, so no depth of nesting can harm it.
 */
#include "json_scan.h"

#include <string.h>

static void skip_spaces(struct json_scan *scan)
{
    while (scan->at < scan->end &&
           (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r')) {
        scan->at++;
    }
}

/* Go over one character, if it is there. */
static int skip(struct json_scan *scan, char character)
{
    skip_spaces(scan);
    if (scan->at >= scan->end || *scan->at != character) {
        return 0;
    }
    scan->at++;
    return 1;
}

/* Go over a string, whose first quote is at `at`. */
static int skip_string(struct json_scan *scan)
{
    for (scan->at++; scan->at < scan->end; scan->at++) {
        if (*scan->at == '\\') {
            scan->at++;
        } else if (*scan->at == '"') {
            scan->at++;
            return 1;
        }
    }
    scan->at = scan->end;
    return 0;
}

/* Go over an object or a list. */
static int skip_brackets(struct json_scan *scan)
{
    size_t depth = 0;
    while (scan->at < scan->end) {
        char character = *scan->at;
        if (character == '"') {
            if (!skip_string(scan)) {
                return 0;
            }
            continue;
        }
        scan->at++;
        if (character == '{' || character == '[') {
            depth++;
        } else if ((character == '}' || character == ']') && --depth == 0) {
            return 1;
        }
    }
    return 0;
}

/* Go over a number, true, false or null. */
static int skip_word(struct json_scan *scan)
{
    const char *begin = scan->at;
    while (scan->at < scan->end && strchr(",]} \t\r\n", *scan->at) == NULL) {
        scan->at++;
    }
    return scan->at > begin;
}

static int skip_value(struct json_scan *scan, struct span *value)
{
    skip_spaces(scan);
    if (scan->at >= scan->end) {
        return 0;
    }
    value->text = scan->at;
    int is_fine = *scan->at == '"'                         ? skip_string(scan)
                  : (*scan->at == '{' || *scan->at == '[') ? skip_brackets(scan)
                                                           : skip_word(scan);
    value->bytes = (size_t)(scan->at - value->text);
    return is_fine;
}

int json_scan_begin(struct json_scan *scan, struct span object)
{
    *scan = (struct json_scan){.at = object.text, .end = object.text + object.bytes};
    return skip(scan, '{');
}

int json_scan_next(struct json_scan *scan, struct span *key, struct span *value)
{
    if (skip(scan, '}')) {
        skip_spaces(scan);
        return scan->at == scan->end ? 0 : -1;
    }
    if (scan->is_begun && !skip(scan, ',')) {
        return -1;
    }
    scan->is_begun = 1;
    skip_spaces(scan);
    if (scan->at >= scan->end || *scan->at != '"') {
        return -1;
    }
    key->text = scan->at + 1;
    if (!skip_string(scan)) {
        return -1;
    }
    key->bytes = (size_t)(scan->at - key->text) - 1;
    return skip(scan, ':') && skip_value(scan, value) ? 1 : -1;
}

int span_is(struct span span, const char *text)
{
    return span.bytes == strlen(text) && memcmp(span.text, text, span.bytes) == 0;
}
