/*
 * spy_store.c: every verb is one line of note-taking before the real one.
 */
#include "spy_store.h"

#include <string.h>

static struct spy *spy_of(struct sup_store *store)
{
    return (struct spy *)(void *)store;
}

static int32_t done(struct spy *spy, int32_t code)
{
    if (code != SUP_OK) {
        spy->store.error = spy->inner->error;
    }
    return code;
}

static void note_read(struct spy *spy, uint32_t table)
{
    spy->read |= UINT64_C(1) << table;
}

static void note_write(struct spy *spy, uint32_t table)
{
    spy->written |= UINT64_C(1) << table;
}

static int32_t spy_prepare(struct sup_store *store, const struct sup_schema *schema)
{
    struct spy *spy = spy_of(store);

    return done(spy, spy->inner->methods->prepare(spy->inner, schema));
}

static int32_t spy_begin(struct sup_store *store, int64_t tenant, int32_t mode)
{
    struct spy *spy = spy_of(store);

    return done(spy, spy->inner->methods->begin(spy->inner, tenant, mode));
}

static int32_t spy_commit(struct sup_store *store)
{
    struct spy *spy = spy_of(store);

    return done(spy, spy->inner->methods->commit(spy->inner));
}

static int32_t spy_rollback(struct sup_store *store)
{
    struct spy *spy = spy_of(store);

    return done(spy, spy->inner->methods->rollback(spy->inner));
}

static int32_t spy_insert(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    struct spy *spy = spy_of(store);

    note_write(spy, table);
    return done(spy, spy->inner->methods->insert(spy->inner, table, row));
}

static int32_t spy_put(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    struct spy *spy = spy_of(store);

    note_write(spy, table);
    return done(spy, spy->inner->methods->put(spy->inner, table, row));
}

static int32_t spy_update(struct sup_store *store, uint32_t table, const struct sup_value *row,
                          uint64_t mask, int64_t expected_version)
{
    struct spy *spy = spy_of(store);

    note_write(spy, table);
    return done(spy, spy->inner->methods->update(spy->inner, table, row, mask, expected_version));
}

static int32_t spy_get(struct sup_store *store, uint32_t table, uint32_t index,
                       const struct sup_value *key, sup_row_fn fn, void *context)
{
    struct spy *spy = spy_of(store);

    note_read(spy, table);
    return done(spy, spy->inner->methods->get(spy->inner, table, index, key, fn, context));
}

static int32_t spy_get_many(struct sup_store *store, uint32_t table, const struct sup_value *keys,
                            uint32_t count, sup_row_fn fn, void *context)
{
    struct spy *spy = spy_of(store);

    note_read(spy, table);
    return done(spy, spy->inner->methods->get_many(spy->inner, table, keys, count, fn, context));
}

static int32_t spy_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                        void *context)
{
    struct spy *spy = spy_of(store);

    note_read(spy, scan->table);
    return done(spy, spy->inner->methods->scan(spy->inner, scan, fn, context));
}

static int32_t spy_remove(struct sup_store *store, uint32_t table, const struct sup_value *key)
{
    struct spy *spy = spy_of(store);

    note_write(spy, table);
    return done(spy, spy->inner->methods->remove(spy->inner, table, key));
}

static int32_t spy_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                int64_t *removed)
{
    struct spy *spy = spy_of(store);

    note_write(spy, scan->table);
    return done(spy, spy->inner->methods->remove_range(spy->inner, scan, removed));
}

static int32_t spy_aggregate(struct sup_store *store, const struct sup_scan *scan, uint32_t column,
                             struct sup_aggregate *out)
{
    struct spy *spy = spy_of(store);

    note_read(spy, scan->table);
    return done(spy, spy->inner->methods->aggregate(spy->inner, scan, column, out));
}

static void spy_close(struct sup_store *store)
{
    sup_store_close(spy_of(store)->inner);
}

void spy_open(struct spy *spy, struct sup_store *inner)
{
    static const struct sup_store_methods methods = {
        .size = sizeof methods,
        .name = "spy",
        .prepare = spy_prepare,
        .begin = spy_begin,
        .commit = spy_commit,
        .rollback = spy_rollback,
        .insert = spy_insert,
        .put = spy_put,
        .update = spy_update,
        .get = spy_get,
        .get_many = spy_get_many,
        .scan = spy_scan,
        .remove = spy_remove,
        .remove_range = spy_remove_range,
        .aggregate = spy_aggregate,
        .close = spy_close,
    };

    memset(spy, 0, sizeof *spy);
    spy->store.methods = &methods;
    spy->inner = inner;
}
