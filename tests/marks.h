/*
 * marks.h: a mark that texts of a person have, to be looked for once they were erased.
 */
#ifndef TESTS_MARKS_H
#define TESTS_MARKS_H

#include "desk_fixture.h"

static const char mark[] = "gone7c1";

static inline int has(const struct sup_value *value, const char *text)
{
    size_t bytes = strlen(text);

    for (size_t at = 0; value->type != SUP_INT && at + bytes <= value->bytes; at++) {
        if (memcmp((const char *)value->data + at, text, bytes) == 0) {
            return 1;
        }
    }
    return 0;
}

static inline int32_t look(void *context, const struct sup_value *row, uint32_t count)
{
    int *found = context;

    for (uint32_t i = 0; i < count; i++) {
        *found += has(&row[i], mark);
    }
    return 0;
}

/* In how many values of all tables the mark is, whatever they are said to hold. */
static inline int marks(struct desk *desk)
{
    const struct sup_store_methods *methods = desk->store->methods;
    struct sup_value prefix = {.type = SUP_INT, .number = desk->tenant};
    int found = 0;

    assert_int_equal(methods->begin(desk->store, desk->tenant, SUP_READ), SUP_OK);
    for (uint32_t i = 0; i < sup_schema()->table_count; i++) {
        struct sup_scan scan = {
            .size = sizeof scan, .table = i, .prefix_count = 1, .prefix = &prefix};

        assert_int_equal(methods->scan(desk->store, &scan, look, &found), SUP_OK);
    }
    assert_int_equal(methods->commit(desk->store), SUP_OK);
    return found;
}

#endif
