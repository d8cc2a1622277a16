/*
 * import_json.h: reads a JSON document (RFC 8259) into a tree that knows its places in the text.
 *
 * The mapping file is read with it, the records of a JSON input, and the policy document, into
 * which names are put by place.
 */
#ifndef CLI_IMPORT_JSON_H
#define CLI_IMPORT_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "import_arena.h"

enum { JSON_DEPTH_MAX = 32, JSON_ERROR_SIZE = 160 };

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json_value {
    enum json_type type;
    const char *key;  /* of a member of an object */
    const char *text; /* a string's text, a number as written */
    size_t begin;     /* where it stands in the document, its end exclusive */
    size_t end;
    int64_t line;             /* from 1 */
    struct json_value *first; /* items or members in their order */
    struct json_value *next;
    size_t count;
};

/** A place in a document, both from 1; the column counts bytes. */
struct json_place {
    int64_t line;
    int64_t column;
};

/**
 * Read a document. Strict: UTF-8, no key twice in an object, no NUL in a string.
 * @param arena  where the tree is kept
 * @param[out] place  of the error
 * @param[out] error  what is wrong there
 * @return the tree, or NULL
 */
struct json_value *json_read(struct arena *arena, const char *document, size_t bytes,
                             struct json_place *place, char error[JSON_ERROR_SIZE]);

/** A member of an object; NULL when it has none of that name. */
const struct json_value *json_member(const struct json_value *object, const char *key);

#endif
