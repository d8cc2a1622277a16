/*
 * bodies.c: the body of each operation, and what bodies share to make their results.
 */
#include "ops/bodies.h"

#include "base/message.h"
#include "supportcore/people.h"

#include <string.h>

sup__body sup__body_of(const struct sup_operation *operation)
{
#define BODY_POINTER(name) sup__op_##name,
    static const sup__body bodies[] = {SUP__BODIES(BODY_POINTER)};
    return bodies[operation - sup_operation_at(0)];
}

void *sup__result(struct sup__unit *unit, size_t bytes)
{
    uint32_t *made = sup__owned_new(&unit->core->mem, bytes);
    if (!made) {
        sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory for the result");
        return NULL;
    }
    *made = (uint32_t)bytes; /* every result begins with its size */
    return made;
}

const char *sup__result_text(void *result, const char *text, int *failed)
{
    if (!text) {
        return NULL;
    }
    const char *copy = sup__arena_text(sup__owned_arena(result), text, strlen(text));
    *failed |= copy == NULL;
    return copy;
}

void *sup__result_array(void *result, size_t count, size_t bytes, int *failed)
{
    void *array = sup__arena_alloc(sup__owned_arena(result), count * bytes + 1);
    *failed |= array == NULL;
    return array;
}

int32_t sup__result_end(struct sup__unit *unit, void *made, int failed, void **result)
{
    if (failed || !result) {
        sup_free(made);
        return failed ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory for the result")
                      : SUP_OK;
    }
    *result = made;
    return SUP_OK;
}

int32_t sup__page_limit(struct sup__unit *unit, uint32_t asked, uint32_t *limit)
{
    if (asked > SUP_PAGE_MAX) {
        return sup__fail(unit->error, SUP_MSG_LIST_LONG, "limit",
                         "a page has at most %d items, not %u", SUP_PAGE_MAX, asked);
    }
    *limit = asked ? asked : SUP_PAGE_MAX;
    return SUP_OK;
}
