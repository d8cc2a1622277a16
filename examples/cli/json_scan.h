/*
 * json_scan.h: finds the members of a JSON object and hands them out as they are written.
 *
 * It does not check values: a request goes on to the library, which does, byte for byte.
 */
#ifndef CLI_JSON_SCAN_H
#define CLI_JSON_SCAN_H

#include <stddef.h>

/** A piece of the text. */
struct span {
    const char *text;
    size_t bytes;
};

struct json_scan {
    const char *at;
    const char *end;
    int is_begun;
};

/** Begin with the text of an object; 1 when it begins like one. */
int json_scan_begin(struct json_scan *scan, struct span object);

/**
 * The next member.
 * @param[out] key  what is written between the quotes
 * @param[out] value  as written, with quotes or brackets
 * @return 1; 0 after the last, when nothing but spaces follows the object; -1 for broken text
 */
int json_scan_next(struct json_scan *scan, struct span *key, struct span *value);

/** 1 when the span is exactly that text. */
int span_is(struct span span, const char *text);

#endif
