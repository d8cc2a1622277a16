/*
 * json_read.h: JSON text to a tree of nodes in an arena. The only door to yajl.
 *
 * yajl 2.1 does not check its allocations, accepts malformed UTF-8 and keeps duplicate keys; this
 * reader closes those doors: a scan of the raw bytes first (strict UTF-8, paired \u escapes, no
 * U+0000), an allocator that turns a failed allocation into an error, caps on size, depth and
 * members, numbers kept as text, duplicate keys refused.
 */
#ifndef SUP__JSON_READ_H
#define SUP__JSON_READ_H

#include "base/memory.h"

enum sup__json_type {
    SUP__JSON_NULL = 1,
    SUP__JSON_FALSE,
    SUP__JSON_TRUE,
    SUP__JSON_NUMBER, /* text as written */
    SUP__JSON_TEXT,
    SUP__JSON_LIST,
    SUP__JSON_OBJECT
};

struct sup__json {
    int32_t type;
    uint32_t count;          /* items or members */
    const char *text;        /* text or number, NUL-terminated, in the arena */
    size_t bytes;            /* of text */
    const char *key;         /* the member's name inside an object, NUL-terminated */
    struct sup__json *first; /* first item or member */
    struct sup__json *last;
    struct sup__json *next; /* next sibling */
    struct sup__json *parent;
    size_t offset;     /* where the value begins in the source, in bytes */
    size_t end;        /* where it ends: one past its last byte */
    size_t key_offset; /* where the key begins, inside an object */
};

struct sup__json_limits {
    size_t bytes;    /* of the text */
    uint32_t depth;  /* of nesting: 1 is a single list or object */
    uint32_t values; /* in all */
};

extern const struct sup__json_limits sup__json_request_limits; /* 1 MiB, 32, 65,536 */
extern const struct sup__json_limits sup__json_policy_limits;  /* 4 MiB, 64, 1,048,576 */

/** Parse all of `text`; the tree lives as long as the arena and does not point into `text`. Error:
 *  field is the JSON pointer when known, text has line and column. */
int32_t sup__json_parse(struct sup__arena *arena, const struct sup__json_limits *limits,
                        const char *text, size_t bytes, struct sup__json **root,
                        struct sup_error *error);

/** The first pass alone: strict UTF-8, texts and escapes well-formed, not too deep. */
int32_t sup__json_scan(const char *text, size_t bytes, uint32_t depth_max, struct sup_error *error);

/** The member with that key; NULL when there is none or `object` is not an object. */
struct sup__json *sup__json_member(const struct sup__json *object, const char *key);
/** The JSON pointer (RFC 6901) of a node, cut to fit. */
void sup__json_pointer(const struct sup__json *node, char *out, size_t bytes);
/** The same with one more key at its end (NULL: none), for a member that is not there. */
void sup__json_pointer_to(const struct sup__json *node, const char *key, char *out, size_t bytes);
/** Line and column, both from 1, of an offset; columns count characters. */
void sup__json_place(const char *text, size_t bytes, size_t offset, uint32_t *line,
                     uint32_t *column);
/** "null", "boolean", "number", "text", "list" or "object". */
const char *sup__json_type_name(int32_t type);

#endif
