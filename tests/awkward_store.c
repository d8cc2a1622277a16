/*
 * awkward_store.c: see awkward_store.h. Each verb passes through to a memory store; rows come back
 * through hand_over(), which makes them as short-lived as the contract allows.
 */
#include "awkward_store.h"

#include <stdlib.h>
#include <string.h>

#include "supportcore/memory.h"

struct awkward {
    struct sup_store head;
    struct sup_store *inner;
    enum awkward_defect defect;
    int is_calling;
    int is_open;
    struct sup_scan scan; /* the inner store's, with the defect in it */
    struct sup_filter filters[SUP_STORE_FILTERS_MAX];
};

/** A callback and the one of the caller's behind it. */
struct handover {
    struct awkward *store;
    sup_row_fn fn;
    void *context;
    uint64_t columns; /* of a scan that asks for some; 0: all */
};

enum { RUBBISH = 0xdb };

static struct awkward *of(struct sup_store *store)
{
    return (struct awkward *)store;
}

static int has(const struct awkward *awkward, enum awkward_defect defect)
{
    return awkward->defect == defect;
}

/** What the inner store answered, with its error; after a success the error is rubbish. */
static int32_t answer(struct awkward *awkward, int32_t rc)
{
    if (rc == SUP_OK || has(awkward, AWKWARD_ERROR_UNTOLD)) {
        memset(&awkward->head.error, RUBBISH, sizeof awkward->head.error);
        awkward->head.error.text[sizeof awkward->head.error.text - 1] = '\0';
    } else {
        awkward->head.error = awkward->inner->error;
    }
    return rc;
}

/** 1 when a defective store lets a call pass that it should refuse. */
static int is_let_off(const struct awkward *awkward)
{
    return (awkward->is_calling && has(awkward, AWKWARD_REENTRY_ALLOWED)) ||
           (!awkward->is_open && has(awkward, AWKWARD_STATE_UNCHECKED));
}

static void *copy_of(const void *data, size_t bytes)
{
    void *copy = malloc(bytes);
    if (copy != NULL && bytes > 0) {
        memcpy(copy, data, bytes);
    }
    return copy;
}

static void damage(const struct awkward *awkward, struct sup_value *value)
{
    if (has(awkward, AWKWARD_EMPTY_TEXT_IS_NULL) && value->type == SUP_TEXT && value->bytes == 0) {
        value->type = SUP_NULL;
    }
    if (has(awkward, AWKWARD_TEXT_ENDS_AT_16_BYTES) && value->type == SUP_TEXT &&
        value->bytes > 16) {
        value->bytes = 16;
    }
    if (has(awkward, AWKWARD_BLOB_ENDS_AT_ZERO) && value->type == SUP_BLOB && value->bytes > 0) {
        const char *zero = memchr(value->data, 0, value->bytes);
        value->bytes = zero == NULL ? value->bytes : (size_t)(zero - (const char *)value->data);
    }
}

static int32_t hand_over(void *context, const struct sup_value *row, uint32_t count)
{
    struct handover *handover = context;
    struct awkward *awkward = handover->store;
    struct sup_value *values = malloc(count * sizeof *values);
    void **copies = calloc(count, sizeof *copies);
    if (values == NULL || copies == NULL) {
        abort();
    }
    memset(values, RUBBISH, count * sizeof *values);
    for (uint32_t i = 0; i < count; i++) {
        struct sup_value value = row[i];
        damage(awkward, &value);
        if (handover->columns && !(handover->columns >> i & 1)) {
            value.type = SUP_NULL;
        }
        values[i].type = value.type;
        if (value.type == SUP_INT) {
            values[i].number = value.number;
        } else if (value.type != SUP_NULL) {
            copies[i] = copy_of(value.data, value.bytes);
            values[i].data = copies[i];
            values[i].bytes = value.bytes;
        }
    }
    awkward->is_calling = 1;
    int32_t stop = handover->fn(handover->context, values, count);
    awkward->is_calling = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (copies[i] != NULL) {
            memset(copies[i], RUBBISH, values[i].bytes);
        }
        free(copies[i]);
    }
    memset(values, RUBBISH, count * sizeof *values);
    free(values);
    free(copies);
    return has(awkward, AWKWARD_STOP_IGNORED) ? 0 : stop;
}

static const struct sup_scan *damaged(struct awkward *awkward, const struct sup_scan *scan)
{
    awkward->scan = *scan;
    struct sup_scan *bad = &awkward->scan;
    if (has(awkward, AWKWARD_LOWER_OPEN_IGNORED)) {
        bad->lower_is_open = 0;
    } else if (has(awkward, AWKWARD_UPPER_OPEN_IGNORED)) {
        bad->upper_is_open = 0;
    } else if (has(awkward, AWKWARD_DESCENDING_IGNORED)) {
        bad->is_descending = 0;
    } else if (has(awkward, AWKWARD_LIMIT_IGNORED)) {
        bad->limit = 0;
    } else if (has(awkward, AWKWARD_FILTERS_IGNORED)) {
        bad->filter_count = 0;
    } else if (has(awkward, AWKWARD_INDEX_IGNORED) && bad->prefix_count <= 1 &&
               bad->lower_count == 0 && bad->upper_count == 0) {
        bad->index = 0;
    } else if (has(awkward, AWKWARD_NULL_FILTERS_IGNORED)) {
        bad->filter_count = 0;
        bad->filters = awkward->filters;
        for (uint32_t i = 0; i < scan->filter_count; i++) {
            if (scan->filters[i].value.type != SUP_NULL) {
                awkward->filters[bad->filter_count] = scan->filters[i];
                bad->filter_count++;
            }
        }
    }
    return bad;
}

static int32_t awkward_prepare(struct sup_store *store, const struct sup_schema *schema)
{
    if (of(store)->is_calling && is_let_off(of(store))) {
        return SUP_OK;
    }
    return answer(of(store), of(store)->inner->methods->prepare(of(store)->inner, schema));
}

static int32_t awkward_begin(struct sup_store *store, int64_t tenant, int32_t mode)
{
    struct awkward *awkward = of(store);
    if (awkward->is_calling && is_let_off(awkward)) {
        return SUP_OK;
    }
    if (has(awkward, AWKWARD_READING_MAY_WRITE) && mode == SUP_READ) {
        mode = SUP_WRITE;
    }
    int32_t rc = answer(awkward, awkward->inner->methods->begin(awkward->inner, tenant, mode));
    awkward->is_open = awkward->is_open || rc == SUP_OK;
    return rc;
}

static int32_t end(struct awkward *awkward, int32_t (*verb)(struct sup_store *))
{
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    int32_t rc = answer(awkward, verb(awkward->inner));
    awkward->is_open = awkward->is_open && rc != SUP_OK;
    return rc;
}

static int32_t awkward_commit(struct sup_store *store)
{
    return end(of(store), of(store)->inner->methods->commit);
}

static int32_t awkward_rollback(struct sup_store *store)
{
    const struct sup_store_methods *inner = of(store)->inner->methods;
    return end(of(store),
               has(of(store), AWKWARD_ROLLBACK_COMMITS) ? inner->commit : inner->rollback);
}

static int32_t awkward_insert(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    struct awkward *awkward = of(store);
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    int32_t rc = awkward->inner->methods->insert(awkward->inner, table, row);
    if (rc == SUP_EXISTS && has(awkward, AWKWARD_INSERT_REPLACES)) {
        rc = awkward->inner->methods->put(awkward->inner, table, row);
    }
    return answer(awkward, rc);
}

static int32_t awkward_put(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    struct awkward *awkward = of(store);
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    if (has(awkward, AWKWARD_PUT_KEEPS_OLD)) {
        int32_t rc = awkward->inner->methods->insert(awkward->inner, table, row);
        return answer(awkward, rc == SUP_EXISTS ? SUP_OK : rc);
    }
    return answer(awkward, awkward->inner->methods->put(awkward->inner, table, row));
}

static int32_t awkward_update(struct sup_store *store, uint32_t table, const struct sup_value *row,
                              uint64_t mask, int64_t expected_version)
{
    struct awkward *awkward = of(store);
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    if (has(awkward, AWKWARD_VERSION_IGNORED)) {
        expected_version = -1;
    }
    if (has(awkward, AWKWARD_MASK_IGNORED)) {
        for (uint64_t bit = 1; bit < mask; bit <<= 1) {
            mask |= bit; /* the memory store leaves key columns out */
        }
    }
    int32_t rc =
        awkward->inner->methods->update(awkward->inner, table, row, mask, expected_version);
    if (rc == SUP_CONFLICT && has(awkward, AWKWARD_UPDATE_OF_NOTHING_IS_OK)) {
        rc = SUP_OK;
    }
    return answer(awkward, rc);
}

static int32_t awkward_get(struct sup_store *store, uint32_t table, uint32_t index,
                           const struct sup_value *key, sup_row_fn fn, void *context)
{
    struct awkward *awkward = of(store);
    struct handover handover = {awkward, fn, context, 0};
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    return answer(awkward, awkward->inner->methods->get(awkward->inner, table, index, key,
                                                        hand_over, &handover));
}

static int32_t awkward_get_many(struct sup_store *store, uint32_t table,
                                const struct sup_value *keys, uint32_t count, sup_row_fn fn,
                                void *context)
{
    struct awkward *awkward = of(store);
    const struct sup_store_methods *inner = awkward->inner->methods;
    struct handover handover = {awkward, fn, context, 0};
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    if (has(awkward, AWKWARD_GET_MANY_REVERSED) && table == 0) { /* whose keys are two columns */
        int32_t rc = SUP_OK;
        for (uint32_t i = count; i > 0 && rc == SUP_OK; i--) {
            rc =
                inner->get_many(awkward->inner, table, keys + 2 * (i - 1), 1, hand_over, &handover);
        }
        return answer(awkward, rc);
    }
    return answer(awkward,
                  inner->get_many(awkward->inner, table, keys, count, hand_over, &handover));
}

static int32_t awkward_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                            void *context)
{
    struct awkward *awkward = of(store);
    struct handover handover = {awkward, fn, context, scan->columns};
    if (scan->columns && has(awkward, AWKWARD_COLUMNS_TAKEN_AWAY)) {
        handover.columns = scan->columns & ~(scan->columns - 1); /* the first of them */
    }
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    return answer(awkward, awkward->inner->methods->scan(awkward->inner, damaged(awkward, scan),
                                                         hand_over, &handover));
}

static int32_t awkward_remove(struct sup_store *store, uint32_t table, const struct sup_value *key)
{
    struct awkward *awkward = of(store);
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    int32_t rc = awkward->inner->methods->remove(awkward->inner, table, key);
    if (rc == SUP_NOT_FOUND && has(awkward, AWKWARD_REMOVE_OF_NOTHING_IS_OK)) {
        rc = SUP_OK;
    }
    return answer(awkward, rc);
}

static int32_t awkward_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                    int64_t *removed)
{
    struct awkward *awkward = of(store);
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    int32_t rc =
        awkward->inner->methods->remove_range(awkward->inner, damaged(awkward, scan), removed);
    if (has(awkward, AWKWARD_REMOVE_RANGE_MISCOUNTS) && rc == SUP_OK && *removed > 2) {
        *removed = 2;
    }
    return answer(awkward, rc);
}

static int32_t awkward_aggregate(struct sup_store *store, const struct sup_scan *scan,
                                 uint32_t column, struct sup_aggregate *out)
{
    struct awkward *awkward = of(store);
    if (is_let_off(awkward)) {
        return SUP_OK;
    }
    memset(out, RUBBISH, sizeof *out);
    int32_t rc =
        awkward->inner->methods->aggregate(awkward->inner, damaged(awkward, scan), column, out);
    if (has(awkward, AWKWARD_NULL_ADDS_AS_ZERO) && rc == SUP_OK && out->count > 0) {
        out->is_empty = 0;
    }
    return answer(awkward, rc);
}

static void awkward_close(struct sup_store *store)
{
    sup_store_close(of(store)->inner);
    free(of(store));
}

static const struct sup_store_methods awkward_methods = {
    .size = sizeof(struct sup_store_methods),
    .name = "awkward",
    .prepare = awkward_prepare,
    .begin = awkward_begin,
    .commit = awkward_commit,
    .rollback = awkward_rollback,
    .insert = awkward_insert,
    .put = awkward_put,
    .update = awkward_update,
    .get = awkward_get,
    .get_many = awkward_get_many,
    .scan = awkward_scan,
    .remove = awkward_remove,
    .remove_range = awkward_remove_range,
    .aggregate = awkward_aggregate,
    .close = awkward_close,
};

int32_t awkward_open(enum awkward_defect defect, struct sup_store **store)
{
    struct awkward *awkward = calloc(1, sizeof *awkward);
    *store = NULL;
    if (awkward == NULL || sup_memory_open(NULL, &awkward->inner, NULL) != SUP_OK) {
        free(awkward);
        return SUP_NOMEM;
    }
    awkward->head.methods = &awkward_methods;
    awkward->head.error.size = sizeof awkward->head.error;
    awkward->defect = defect;
    *store = &awkward->head;
    return SUP_OK;
}

const char *awkward_defect_name(enum awkward_defect defect)
{
    static const char *const names[AWKWARD_DEFECT_COUNT] = {
        [AWKWARD_SOUND] = "no defect",
        [AWKWARD_LOWER_OPEN_IGNORED] = "an open lower bound is taken as closed",
        [AWKWARD_UPPER_OPEN_IGNORED] = "an open upper bound is taken as closed",
        [AWKWARD_DESCENDING_IGNORED] = "descending scans ascend",
        [AWKWARD_LIMIT_IGNORED] = "a scan's limit is ignored",
        [AWKWARD_FILTERS_IGNORED] = "filters are ignored",
        [AWKWARD_NULL_FILTERS_IGNORED] = "filters with NULL are ignored",
        [AWKWARD_STOP_IGNORED] = "a callback that asks to stop is called again",
        [AWKWARD_INDEX_IGNORED] = "scans use the primary key's order",
        [AWKWARD_ROLLBACK_COMMITS] = "rollback commits",
        [AWKWARD_READING_MAY_WRITE] = "a reading transaction may write",
        [AWKWARD_REENTRY_ALLOWED] = "callbacks may call the store",
        [AWKWARD_STATE_UNCHECKED] = "verbs outside of a transaction are OK",
        [AWKWARD_INSERT_REPLACES] = "a duplicate insert replaces",
        [AWKWARD_PUT_KEEPS_OLD] = "put keeps the old row",
        [AWKWARD_VERSION_IGNORED] = "the expected version is ignored",
        [AWKWARD_MASK_IGNORED] = "update sets columns outside of its mask",
        [AWKWARD_UPDATE_OF_NOTHING_IS_OK] = "update of no row is OK",
        [AWKWARD_GET_MANY_REVERSED] = "get_many gives rows in another order",
        [AWKWARD_REMOVE_OF_NOTHING_IS_OK] = "remove of no row is OK",
        [AWKWARD_REMOVE_RANGE_MISCOUNTS] = "remove_range counts wrongly",
        [AWKWARD_EMPTY_TEXT_IS_NULL] = "an empty text comes back as NULL",
        [AWKWARD_TEXT_ENDS_AT_16_BYTES] = "texts are cut at 16 bytes",
        [AWKWARD_BLOB_ENDS_AT_ZERO] = "blobs end at the first zero",
        [AWKWARD_NULL_ADDS_AS_ZERO] = "an aggregate of NULLs only is not empty",
        [AWKWARD_COLUMNS_TAKEN_AWAY] = "a scan gives one of the columns that it is asked for",
        [AWKWARD_ERROR_UNTOLD] = "the store's error is not filled",
    };
    return names[defect];
}
