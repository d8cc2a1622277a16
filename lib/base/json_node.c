/*
 * json_node.c: questions about a parsed JSON tree: members, pointers, places.
 */
#include "base/json_read.h"

#include <string.h>

#include "base/text.h"

struct sup__json *sup__json_member(const struct sup__json *object, const char *key)
{
    if (object == NULL || object->type != SUP__JSON_OBJECT) {
        return NULL;
    }
    for (struct sup__json *member = object->first; member != NULL; member = member->next) {
        if (strcmp(member->key, key) == 0) {
            return member;
        }
    }
    return NULL;
}

/* Text that fills a fixed array; whatever does not fit is left out. */
struct fixed_text {
    char *out;
    size_t bytes; /* of the array */
    size_t used;
};

static void put(struct fixed_text *fixed, char c)
{
    if (fixed->used + 1 < fixed->bytes) {
        fixed->out[fixed->used++] = c;
    } else {
        fixed->bytes = 0; /* nothing after a gap */
    }
}

static void put_key(struct fixed_text *fixed, const char *key)
{
    put(fixed, '/');
    for (; *key != '\0'; key++) {
        if (*key == '~') {
            put(fixed, '~');
            put(fixed, '0');
        } else if (*key == '/') {
            put(fixed, '~');
            put(fixed, '1');
        } else {
            put(fixed, *key);
        }
    }
}

static void put_step(struct fixed_text *fixed, const struct sup__json *node)
{
    char digits[24];
    int64_t index = 0;

    if (node->parent->type == SUP__JSON_OBJECT) {
        put_key(fixed, node->key);
        return;
    }
    for (const struct sup__json *item = node->parent->first; item != node; item = item->next) {
        index++;
    }
    sup__format(digits, sizeof digits, "%lld", (long long)index);
    put_key(fixed, digits);
}

void sup__json_pointer(const struct sup__json *node, char *out, size_t bytes)
{
    sup__json_pointer_to(node, NULL, out, bytes);
}

void sup__json_pointer_to(const struct sup__json *node, const char *key, char *out, size_t bytes)
{
    struct fixed_text fixed = {out, bytes, 0};
    size_t depth = 0;

    if (bytes == 0) {
        return;
    }
    for (const struct sup__json *up = node; up != NULL && up->parent != NULL; up = up->parent) {
        depth++;
    }
    for (; depth > 0; depth--) {
        const struct sup__json *step = node;

        for (size_t i = 1; i < depth; i++) {
            step = step->parent;
        }
        put_step(&fixed, step);
    }
    if (key != NULL) {
        put_key(&fixed, key);
    }
    out[sup__utf8_valid_prefix(out, fixed.used)] = '\0';
}

void sup__json_place(const char *text, size_t bytes, size_t offset, uint32_t *line,
                     uint32_t *column)
{
    size_t stop = offset < bytes ? offset : bytes;

    *line = 1;
    *column = 1;
    for (size_t i = 0; i < stop; i++) {
        if (text[i] == '\n') {
            (*line)++;
            *column = 1;
        } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
            (*column)++;
        }
    }
}

const char *sup__json_type_name(int32_t type)
{
    switch (type) {
    case SUP__JSON_NULL:
        return "null";
    case SUP__JSON_FALSE:
    case SUP__JSON_TRUE:
        return "boolean";
    case SUP__JSON_NUMBER:
        return "number";
    case SUP__JSON_TEXT:
        return "text";
    case SUP__JSON_LIST:
        return "list";
    case SUP__JSON_OBJECT:
        return "object";
    default:
        return "nothing";
    }
}
