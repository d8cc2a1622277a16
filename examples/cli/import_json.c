/*
 * import_json.c: a recursive reader with a limit on depth.
 */
#include "import_json.h"

#include <stdio.h>
#include <string.h>

#include "width.h"

struct reader {
    struct arena *arena;
    const char *document;
    size_t at;
    size_t bytes;
    int64_t line;
    const char *problem; /* NULL while there is none */
};

static struct json_value *read_value(struct reader *reader, int depth);

static struct json_value *fail(struct reader *reader, const char *problem)
{
    reader->problem = reader->problem != NULL ? reader->problem : problem;
    return NULL;
}

/* The next byte; 0 at the end. */
static char peek(const struct reader *reader)
{
    return reader->at < reader->bytes ? reader->document[reader->at] : '\0';
}

static void skip_spaces(struct reader *reader)
{
    for (;; reader->at++) {
        char c = peek(reader);
        reader->line += c == '\n';
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
            return;
        }
    }
}

static int take(struct reader *reader, char c)
{
    skip_spaces(reader);
    if (peek(reader) != c || reader->at >= reader->bytes) {
        return 0;
    }
    reader->at++;
    return 1;
}

/* Four hexadecimal digits; -1 when they are not there. */
static int32_t read_hex(struct reader *reader)
{
    int32_t number = 0;
    for (int i = 0; i < 4; i++) {
        char c = peek(reader);
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        number = number * 16 + digit;
        reader->at++;
    }
    return number;
}

static char *write_utf8(char *out, int32_t c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else {
        *out++ = (char)(0xF0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3F));
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    return out;
}

/* What follows "\u": one unit, or two that make a character together. */
static char *read_unicode(struct reader *reader, char *out)
{
    int32_t c = read_hex(reader);
    if (c >= 0xD800 && c < 0xDC00 && peek(reader) == '\\') {
        reader->at++;
        int32_t low = peek(reader) == 'u' ? (reader->at++, read_hex(reader)) : -1;
        c = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : -1;
    }
    if (c <= 0 || (c >= 0xD800 && c < 0xE000)) {
        fail(reader, "a \\u escape in a string is no character");
        return out;
    }
    return write_utf8(out, c);
}

static char *read_escape(struct reader *reader, char *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = peek(reader);
    const char *found = c != '\0' ? strchr(from, c) : NULL;
    reader->at++;
    if (c == 'u') {
        return read_unicode(reader, out);
    }
    if (found == NULL) {
        fail(reader, "a string has an escape that JSON does not know");
        return out;
    }
    *out++ = to[found - from];
    return out;
}

/* The bytes up to the closing quote or the end: what is written is never longer. */
static size_t room_of_string(const struct reader *reader)
{
    size_t at = reader->at;
    while (at < reader->bytes && reader->document[at] != '"') {
        at += reader->document[at] == '\\' ? 2 : 1;
    }
    return (at < reader->bytes ? at : reader->bytes) - reader->at;
}

/* A string behind its first quote. */
static const char *read_string(struct reader *reader)
{
    char *text = arena_take(reader->arena, room_of_string(reader) + 1), *out = text;
    if (text == NULL) {
        fail(reader, "out of memory");
    }
    while (reader->problem == NULL && peek(reader) != '"') {
        uint32_t character = 0;
        if (reader->at >= reader->bytes) {
            fail(reader, "a string has no end");
            break;
        }
        size_t length =
            character_read(reader->document + reader->at, reader->bytes - reader->at, &character);
        if (length == 0 || character < 0x20) {
            fail(reader, length == 0 ? "a string is not UTF-8" : "a string holds a control code");
        } else if (character == '\\') {
            reader->at++;
            out = read_escape(reader, out);
        } else {
            memcpy(out, reader->document + reader->at, length);
            out += length;
            reader->at += length;
        }
    }
    reader->at += reader->problem == NULL;
    return text;
}

static int is_number(const char *text)
{
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    if (whole == 0 || (whole > 1 && *text == '0')) {
        return 0;
    }
    text += whole;
    if (*text == '.') {
        size_t fraction = strspn(text + 1, "0123456789");
        text += 1 + fraction;
        whole = fraction;
    }
    if (whole > 0 && (*text == 'e' || *text == 'E')) {
        text += 1 + (text[1] == '+' || text[1] == '-');
        whole = strspn(text, "0123456789");
        text += whole;
    }
    return whole > 0 && *text == '\0';
}

static void read_word(struct reader *reader, struct json_value *value)
{
    size_t bytes = 0;
    while (reader->at + bytes < reader->bytes &&
           strchr(",]} \t\r\n:{[\"", reader->document[reader->at + bytes]) == NULL) {
        bytes++;
    }
    value->text = arena_copy(reader->arena, reader->document + reader->at, bytes);
    reader->at += bytes;
    if (value->text == NULL) {
        fail(reader, "out of memory");
        return;
    }
    value->type = strcmp(value->text, "null") == 0    ? JSON_NULL
                  : strcmp(value->text, "true") == 0  ? JSON_TRUE
                  : strcmp(value->text, "false") == 0 ? JSON_FALSE
                                                      : JSON_NUMBER;
    if (value->type == JSON_NUMBER && !is_number(value->text)) {
        reader->at = value->begin;
        fail(reader, "a value is expected here");
    }
}

/* The items of a list or the members of an object, behind the opening bracket. */
static void read_items(struct reader *reader, struct json_value *parent, int depth)
{
    struct json_value **last = &parent->first;
    char end = parent->type == JSON_LIST ? ']' : '}';
    if (take(reader, end)) {
        return;
    }
    do {
        const char *key = NULL;
        if (parent->type == JSON_OBJECT) {
            if (!take(reader, '"')) {
                fail(reader, "a name in double quotes is expected here");
                return;
            }
            key = read_string(reader);
            if (reader->problem == NULL && json_member(parent, key) != NULL) {
                fail(reader, "a name is there twice");
            } else if (reader->problem == NULL && !take(reader, ':')) {
                fail(reader, "a colon is expected here");
            }
        }
        struct json_value *item = read_value(reader, depth + 1);
        if (item == NULL) {
            return;
        }
        item->key = key;
        *last = item;
        last = &item->next;
        parent->count++;
    } while (take(reader, ','));
    if (!take(reader, end)) {
        fail(reader,
             end == ']' ? "a comma or ] is expected here" : "a comma or } is expected here");
    }
}

static struct json_value *read_value(struct reader *reader, int depth)
{
    if (reader->problem != NULL) {
        return NULL;
    }
    struct json_value *value = arena_take(reader->arena, sizeof *value);
    if (value == NULL || depth > JSON_DEPTH_MAX) {
        return fail(reader, value == NULL ? "out of memory" : "brackets are nested too deeply");
    }
    skip_spaces(reader);
    value->begin = reader->at;
    value->line = reader->line;
    if (take(reader, '"')) {
        value->type = JSON_TEXT;
        value->text = read_string(reader);
    } else if (take(reader, '{')) {
        value->type = JSON_OBJECT;
        read_items(reader, value, depth);
    } else if (take(reader, '[')) {
        value->type = JSON_LIST;
        read_items(reader, value, depth);
    } else {
        read_word(reader, value);
    }
    value->end = reader->at;
    return reader->problem == NULL ? value : NULL;
}

/* Of the byte where reading stopped. */
static int64_t column_of(const struct reader *reader)
{
    size_t at = reader->at < reader->bytes ? reader->at : reader->bytes, begin = at;
    while (begin > 0 && reader->document[begin - 1] != '\n') {
        begin--;
    }
    return (int64_t)(at - begin) + 1;
}

struct json_value *json_read(struct arena *arena, const char *document, size_t bytes,
                             struct json_place *place, char error[JSON_ERROR_SIZE])
{
    struct reader reader = {.arena = arena, .document = document, .bytes = bytes, .line = 1};
    struct json_value *root = read_value(&reader, 0);
    if (root != NULL) {
        skip_spaces(&reader);
    }
    if (root != NULL && reader.at < bytes) {
        root = fail(&reader, "there is more text behind the document");
    }
    *place = (struct json_place){reader.line, column_of(&reader)};
    snprintf(error, JSON_ERROR_SIZE, "%s", reader.problem != NULL ? reader.problem : "");
    return root;
}

const struct json_value *json_member(const struct json_value *object, const char *key)
{
    const struct json_value *member = object->first;
    while (member != NULL && strcmp(member->key, key) != 0) {
        member = member->next;
    }
    return member;
}
