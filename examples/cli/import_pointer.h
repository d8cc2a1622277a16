/*
 * import_pointer.h: JSON pointers (RFC 6901), by which a mapping names the values of a record.
 *
 * Where a list is named, the name `*` stands for all items of a list on the way: refunds, `*`,
 * transactions leads to the transactions of all refunds.
 */
#ifndef CLI_IMPORT_POINTER_H
#define CLI_IMPORT_POINTER_H

#include "import_json.h"

struct pointer {
    const char *text; /* as it was written */
    const char *const *names;
    size_t count;
};

/** Read "/customer/email", or "" for the whole. @return 0 when it is none, or memory ran out */
int pointer_read(struct arena *arena, const char *text, struct pointer *pointer);

/** What it leads to; NULL when that is not there. */
const struct json_value *pointer_find(const struct pointer *pointer, const struct json_value *from);

/** Values that a pointer with `*` leads to, in their order. */
struct pointer_items {
    const struct json_value **items;
    size_t count;
    size_t room;
};

/** All items: of the list that it leads to, or the one value. What is null or not there is none.
 *  @return 0 when memory ran out */
int pointer_all(struct arena *arena, const struct pointer *pointer, const struct json_value *from,
                struct pointer_items *out);

#endif
