/*
 * fault_store.c: each verb asks first whether it is its turn to fail.
 */
#include "fault_store.h"

#include <string.h>

#include "base/message.h"

static struct fault_store *fault_of(struct sup_store *store)
{
    return (struct fault_store *)store;
}

/* 1 when this verb has to fail; the error is then told. */
static int trips(struct fault_store *fault, const char *verb)
{
    int64_t number = ++fault->verbs;

    fault->used_broken += fault->is_broken && strcmp(verb, "rollback") != 0;
    if (!fault->fail_at || number < fault->fail_at ||
        (!fault->is_lasting && number > fault->fail_at)) {
        return 0;
    }
    fault->failed++;
    fault->last = verb;
    (void)sup__fail(&fault->head.error, SUP_MSG_STORE_IO, NULL, "injected: %s number %d", verb,
                    (int)number);
    fault->head.error.code = fault->code;
    fault->is_broken =
        fault->code == SUP_IO && strcmp(verb, "begin") != 0 && strcmp(verb, "content") != 0;
    return 1;
}

static int32_t passed(struct fault_store *fault, int32_t code)
{
    if (code != SUP_OK) {
        fault->head.error = fault->inner->error;
    }
    return code;
}

#define FORWARD(fault, verb, ...)                                                                  \
    (trips(fault, #verb)                                                                           \
         ? (fault)->code                                                                           \
         : passed(fault, (fault)->inner->methods->verb((fault)->inner, __VA_ARGS__)))

/* The same for verbs that write. */
#define FORWARD_CHANGE(fault, verb, ...)                                                           \
    (trips(fault, #verb)                                                                           \
         ? (fault)->code                                                                           \
         : ((fault)->is_written = 1,                                                               \
            passed(fault, (fault)->inner->methods->verb((fault)->inner, __VA_ARGS__))))

static int32_t fault_prepare(struct sup_store *store, const struct sup_schema *schema)
{
    return FORWARD_CHANGE(fault_of(store), prepare, schema);
}

static int32_t fault_begin(struct sup_store *store, int64_t tenant, int32_t mode)
{
    fault_of(store)->is_broken = 0;
    fault_of(store)->is_written = 0;
    return FORWARD(fault_of(store), begin, tenant, mode);
}

static int32_t fault_commit(struct sup_store *store)
{
    struct fault_store *fault = fault_of(store);

    fault->committed_at = fault->verbs + 1;
    if (!trips(fault, "commit")) {
        fault->changes += fault->is_written;
        return passed(fault, fault->inner->methods->commit(fault->inner));
    }
    if (fault->is_late) {
        fault->changes += fault->is_written;
        (void)fault->inner->methods->commit(fault->inner);
    }
    return fault->code;
}

static int32_t fault_rollback(struct sup_store *store)
{
    struct fault_store *fault = fault_of(store);
    int32_t trip = trips(fault, "rollback");
    int32_t code = fault->inner->methods->rollback(fault->inner);

    fault->is_broken = 0;
    return trip ? fault->code : passed(fault, code);
}

static int32_t fault_insert(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    return FORWARD_CHANGE(fault_of(store), insert, table, row);
}

static int32_t fault_put(struct sup_store *store, uint32_t table, const struct sup_value *row)
{
    return FORWARD_CHANGE(fault_of(store), put, table, row);
}

static int32_t fault_update(struct sup_store *store, uint32_t table, const struct sup_value *row,
                            uint64_t mask, int64_t expected_version)
{
    return FORWARD_CHANGE(fault_of(store), update, table, row, mask, expected_version);
}

static int32_t fault_get(struct sup_store *store, uint32_t table, uint32_t index,
                         const struct sup_value *key, sup_row_fn fn, void *context)
{
    return FORWARD(fault_of(store), get, table, index, key, fn, context);
}

static int32_t fault_get_many(struct sup_store *store, uint32_t table, const struct sup_value *keys,
                              uint32_t count, sup_row_fn fn, void *context)
{
    return FORWARD(fault_of(store), get_many, table, keys, count, fn, context);
}

static int32_t fault_scan(struct sup_store *store, const struct sup_scan *scan, sup_row_fn fn,
                          void *context)
{
    return FORWARD(fault_of(store), scan, scan, fn, context);
}

static int32_t fault_remove(struct sup_store *store, uint32_t table, const struct sup_value *key)
{
    return FORWARD_CHANGE(fault_of(store), remove, table, key);
}

static int32_t fault_remove_range(struct sup_store *store, const struct sup_scan *scan,
                                  int64_t *removed)
{
    return FORWARD_CHANGE(fault_of(store), remove_range, scan, removed);
}

static int32_t fault_aggregate(struct sup_store *store, const struct sup_scan *scan,
                               uint32_t column, struct sup_aggregate *out)
{
    return FORWARD(fault_of(store), aggregate, scan, column, out);
}

static int32_t fault_read_many(struct sup_store *store, const struct sup_read *reads,
                               uint32_t count, sup_read_fn fn, void *context)
{
    return FORWARD(fault_of(store), read_many, reads, count, fn, context);
}

/* A number that cannot be told is no failure: the library reads instead. */
static int32_t fault_content(struct sup_store *store, uint64_t *number)
{
    struct fault_store *fault = fault_of(store);

    return trips(fault, "content") ? SUP_UNSUPPORTED
                                   : fault->inner->methods->content(fault->inner, number);
}

static void fault_close(struct sup_store *store)
{
    (void)store; /* the inner one is the caller's */
}

void fault_store_init(struct fault_store *fault, struct sup_store *inner)
{
    static const struct sup_store_methods methods = {.size = sizeof methods,
                                                     .name = "fault",
                                                     .prepare = fault_prepare,
                                                     .begin = fault_begin,
                                                     .commit = fault_commit,
                                                     .rollback = fault_rollback,
                                                     .insert = fault_insert,
                                                     .put = fault_put,
                                                     .update = fault_update,
                                                     .get = fault_get,
                                                     .get_many = fault_get_many,
                                                     .scan = fault_scan,
                                                     .remove = fault_remove,
                                                     .remove_range = fault_remove_range,
                                                     .aggregate = fault_aggregate,
                                                     .close = fault_close,
                                                     .content = fault_content,
                                                     .read_many = fault_read_many};

    memset(fault, 0, sizeof *fault);
    fault->head.methods = &methods;
    fault->head.error.size = sizeof fault->head.error;
    fault->inner = inner;
}

void fault_store_arm(struct fault_store *fault, int64_t fail_at, int32_t is_lasting, int32_t code)
{
    fault->verbs = 0;
    fault->fail_at = fail_at;
    fault->is_lasting = is_lasting;
    fault->code = code;
    fault->failed = 0;
    fault->changes = 0;
    fault->is_broken = 0;
}
