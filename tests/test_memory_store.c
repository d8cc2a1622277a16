/*
 * test_memory_store.c: what the memory store promises beyond the contract: memory may run out at
 * any allocation without a trace, rollback needs none, and large indexes stay in order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "supportcore/memory.h"

enum { TENANT = 7, ITEM = 0, COLUMNS = 5, BY_STATUS = 1, BY_NAME = 2, NAME_SIZE = 64 };

/** An allocator that counts, and fails from its `left`-th allocation on; 0 never fails. */
struct heap {
    long left;
    long live;
    long asked;
};

static void *heap_resize(void *user, void *memory, size_t bytes)
{
    struct heap *heap = user;
    if (bytes == 0) {
        heap->live -= memory != NULL;
        free(memory);
        return NULL;
    }
    heap->asked++;
    if (heap->left > 0) {
        heap->left--;
        if (heap->left == 0) {
            heap->left = 1;
            return NULL;
        }
    }
    heap->live += memory == NULL;
    return realloc(memory, bytes);
}

/** Let the n-th allocation from now on fail, and all after it. */
static void fail_at(struct heap *heap, long n)
{
    heap->left = n;
}

static void fail_never(struct heap *heap)
{
    heap->left = 0;
}

static const struct sup_column item_columns[COLUMNS + 1] = {
    {"tenant", SUP_INT, 0, ""},
    {"id", SUP_INT, 0, ""},
    {"status", SUP_INT, 0, ""},
    {"name", SUP_TEXT, 0, ""},
    {"note", SUP_TEXT, SUP_COLUMN_NULLABLE, ""},
    {"more", SUP_INT, SUP_COLUMN_NULLABLE, ""},
};
static const uint32_t by_status[] = {0, 2};
static const uint32_t by_name[] = {0, 3};
static const struct sup_index item_indexes[] = {
    {"item_by_status", 0, 2, by_status},
    {"item_by_name", 1, 2, by_name},
};
static const struct sup_table item_table = {
    .name = "item",
    .kind = SUP_TABLE_RECORD,
    .key_count = 2,
    .column_count = COLUMNS,
    .index_count = 2,
    .columns = item_columns,
    .indexes = item_indexes,
    .version_column = 2,
};

static struct sup_schema schema_of(const struct sup_table *tables, uint32_t count, int32_t version)
{
    struct sup_schema schema = {.size = sizeof schema};
    schema.version = version;
    schema.tables = tables;
    schema.table_count = count;
    return schema;
}

static struct sup_store *store_with(struct heap *heap)
{
    const struct sup_allocator allocator = {
        .size = sizeof allocator, .user = heap, .resize = heap_resize};
    const struct sup_schema schema = schema_of(&item_table, 1, 1);
    struct sup_store *store = NULL;
    assert_int_equal(sup_memory_open(&allocator, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->prepare(store, &schema), SUP_OK);
    return store;
}

static struct sup_value number(int64_t number)
{
    struct sup_value value = {.type = SUP_INT};
    value.number = number;
    return value;
}

static struct sup_value text(const char *text)
{
    struct sup_value value = {.type = SUP_TEXT};
    value.data = text;
    value.bytes = strlen(text);
    return value;
}

/** An item; its name agrees with all others in more bytes than an index entry keeps. */
static void item(struct sup_value row[COLUMNS], char name[NAME_SIZE], int64_t id)
{
    (void)snprintf(name, NAME_SIZE, "a name that begins like all the others %08lld", (long long)id);
    row[0] = number(TENANT);
    row[1] = number(id);
    row[2] = number(id % 10);
    row[3] = text(name);
    row[4] = text("note");
}

static int32_t insert(struct sup_store *store, int64_t id)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item(row, name, id);
    return store->methods->insert(store, ITEM, row);
}

static int32_t take(struct sup_store *store, int64_t id)
{
    const struct sup_value key[2] = {number(TENANT), number(id)};
    return store->methods->remove(store, ITEM, key);
}

static void begin(struct sup_store *store, int32_t mode)
{
    assert_int_equal(store->methods->begin(store, TENANT, mode), SUP_OK);
}

static void commit(struct sup_store *store)
{
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void fill(struct sup_store *store, int64_t count)
{
    begin(store, SUP_WRITE);
    for (int64_t i = 0; i < count; i++) {
        assert_int_equal(insert(store, i * 7919 % count), SUP_OK); /* a prime: no order at all */
        if (i % 16 == 15) { /* the undo log stays small, so that a later one must grow it */
            commit(store);
            begin(store, SUP_WRITE);
        }
    }
    commit(store);
}

/** What an index gives: how many rows, whether each comes after the one before, and a digest. */
struct walk {
    uint32_t index;
    int64_t rows;
    int64_t last[2];
    char last_name[NAME_SIZE];
    uint64_t digest;
};

static int32_t walk_row(void *context, const struct sup_value *row, uint32_t count)
{
    struct walk *walk = context;
    int64_t key[2] = {walk->index == BY_STATUS ? row[2].number : 0, row[1].number};
    char name[NAME_SIZE] = "";
    memcpy(name, row[3].data, row[3].bytes);
    if (walk->index == BY_NAME) {
        assert_true(strcmp(name, walk->last_name) > 0);
    } else if (walk->rows > 0) {
        assert_true(key[0] > walk->last[0] || (key[0] == walk->last[0] && key[1] > walk->last[1]));
    }
    memcpy(walk->last, key, sizeof key);
    memcpy(walk->last_name, name, sizeof name);
    walk->rows++;
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *bytes = row[i].data;
        size_t length = row[i].type == SUP_TEXT ? row[i].bytes : 0;
        uint64_t plain = row[i].type == SUP_INT ? (uint64_t)row[i].number : length;
        walk->digest = (walk->digest ^ plain) * UINT64_C(1099511628211);
        for (size_t at = 0; at < length; at++) {
            walk->digest = (walk->digest ^ bytes[at]) * UINT64_C(1099511628211);
        }
    }
    return 0;
}

/** A digest of all that the store holds, each index in order; *rows is their number. */
static uint64_t look(struct sup_store *store, int64_t *rows)
{
    uint64_t digest = 0;
    for (uint32_t index = 0; index <= BY_NAME; index++) {
        struct walk walk = {.index = index};
        struct sup_scan scan = {.size = sizeof scan, .table = ITEM, .index = index};
        assert_int_equal(store->methods->scan(store, &scan, walk_row, &walk), SUP_OK);
        assert_true(index == 0 || *rows == walk.rows);
        *rows = walk.rows;
        digest = digest * 31 + walk.digest;
    }
    return digest;
}

typedef int32_t (*verb_fn)(struct sup_store *store);

static int32_t verb_insert(struct sup_store *store)
{
    return insert(store, 100000);
}

static int32_t verb_put_new(struct sup_store *store)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item(row, name, 100001);
    return store->methods->put(store, ITEM, row);
}

static int32_t verb_put_old(struct sup_store *store)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item(row, name, 50);
    row[2] = number(3);
    row[3] = text("quite another name");
    return store->methods->put(store, ITEM, row);
}

static int32_t verb_update(struct sup_store *store)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item(row, name, 51);
    row[2] = number(4);
    return store->methods->update(store, ITEM, row, 1 << 2, 1);
}

static int32_t verb_remove(struct sup_store *store)
{
    return take(store, 52);
}

static int32_t verb_remove_range(struct sup_store *store)
{
    const struct sup_value prefix = number(TENANT);
    struct sup_scan scan = {.size = sizeof scan, .table = ITEM, .prefix_count = 1, .limit = 60};
    int64_t removed = -1;
    scan.prefix = &prefix;
    int32_t rc = store->methods->remove_range(store, &scan, &removed);
    assert_int_equal(removed, rc == SUP_OK ? 60 : -1);
    return rc;
}

static void a_verb_that_runs_out_of_memory_changes_nothing(void **state)
{
    static const verb_fn verbs[] = {verb_insert, verb_put_new, verb_put_old,
                                    verb_update, verb_remove,  verb_remove_range};
    (void)state;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        int32_t rc = SUP_NOMEM;
        for (long n = 1; rc == SUP_NOMEM; n++) {
            struct heap heap = {0};
            struct sup_store *store = store_with(&heap);
            int64_t rows = 0;
            fill(store, 64); /* each leaf is full: the next insertion splits all of them */
            begin(store, SUP_WRITE);
            uint64_t before = look(store, &rows);
            fail_at(&heap, n);
            rc = verbs[i](store);
            if (rc == SUP_NOMEM) {
                assert_int_equal(store->error.code, SUP_NOMEM);
                assert_true(look(store, &rows) == before);
                assert_int_equal(rows, 64);
                fail_never(&heap);
                assert_int_equal(verbs[i](store), SUP_OK);
            }
            assert_int_equal(rc == SUP_OK || rc == SUP_NOMEM, 1);
            assert_true(look(store, &rows) != before);
            fail_at(&heap, 1);
            assert_int_equal(store->methods->rollback(store), SUP_OK);
            begin(store, SUP_READ);
            assert_true(look(store, &rows) == before);
            commit(store);
            store->methods->close(store);
            assert_int_equal(heap.live, 0);
        }
    }
}

static void every_insertion_survives_memory_running_out_first(void **state)
{
    struct heap heap = {0};
    struct sup_store *store = store_with(&heap);
    int64_t rows = 0;
    (void)state;
    begin(store, SUP_WRITE);
    for (int64_t i = 0; i < 5000; i++) {
        int32_t rc = SUP_NOMEM;
        for (long n = 1; rc == SUP_NOMEM; n++) {
            fail_at(&heap, n);
            rc = insert(store, i * 7919 % 5000);
        }
        fail_never(&heap);
        assert_int_equal(rc, SUP_OK);
    }
    (void)look(store, &rows);
    assert_int_equal(rows, 5000);
    commit(store);
    store->methods->close(store);
    assert_int_equal(heap.live, 0);
}

static void opening_and_preparing_may_run_out_of_memory(void **state)
{
    const struct sup_table tables[2] = {item_table,
                                        {.name = "later",
                                         .key_count = 1,
                                         .column_count = 1,
                                         .columns = item_columns,
                                         .version_column = -1}};
    struct sup_table wider[2] = {tables[0], tables[1]};
    const struct sup_schema schema = schema_of(tables, 1, 1);
    const struct sup_schema next = schema_of(wider, 2, 2);
    int32_t rc = SUP_NOMEM;
    (void)state;
    wider[0].column_count = COLUMNS + 1;
    for (long n = 1; rc == SUP_NOMEM; n++) {
        struct heap heap = {0};
        const struct sup_allocator allocator = {
            .size = sizeof allocator, .user = &heap, .resize = heap_resize};
        struct sup_store *store = NULL;
        struct sup_error error = {.size = sizeof error};
        fail_at(&heap, n);
        rc = sup_memory_open(&allocator, &store, &error);
        if (rc == SUP_NOMEM) {
            assert_null(store);
            assert_int_equal(error.code, SUP_NOMEM);
            continue;
        }
        assert_int_equal(rc, SUP_OK);
        rc = store->methods->prepare(store, &schema);
        fail_never(&heap);
        assert_int_equal(store->methods->prepare(store, &schema), SUP_OK);
        fill(store, 70);
        if (rc == SUP_OK) {
            fail_at(&heap, n - 1); /* one for the opening */
            rc = store->methods->prepare(store, &next);
            fail_never(&heap);
        }
        begin(store, SUP_READ);
        int64_t rows = 0;
        (void)look(store, &rows);
        assert_int_equal(rows, 70);
        commit(store);
        store->methods->close(store);
        assert_int_equal(heap.live, 0);
    }
    assert_int_equal(rc, SUP_OK);
}

/** 20,000 rows are three levels of nodes; changes everywhere split many of them. */
static void rollback_of_large_changes_needs_no_memory(void **state)
{
    const struct sup_value prefix[2] = {number(TENANT), number(3)};
    struct sup_scan scan = {.size = sizeof scan, .table = ITEM, .index = BY_STATUS};
    struct heap heap = {0};
    struct sup_store *store = store_with(&heap);
    int64_t rows = 0;
    int64_t removed = 0;
    (void)state;
    fill(store, 20000);
    begin(store, SUP_WRITE);
    uint64_t before = look(store, &rows);
    scan.prefix_count = 2;
    scan.prefix = prefix;
    assert_int_equal(store->methods->remove_range(store, &scan, &removed), SUP_OK);
    assert_int_equal(removed, 2000);
    for (int64_t id = 0; id < 20000; id += 4) {
        struct sup_value row[COLUMNS];
        char name[NAME_SIZE];
        item(row, name, id);
        row[2] = number(id % 1000 - 500);
        row[3] = text(name + id % 30);
        assert_int_equal(store->methods->put(store, ITEM, row), SUP_OK);
    }
    for (int64_t id = 8000; id < 12000; id++) {
        if (id % 10 != 3) {
            assert_int_equal(take(store, id), SUP_OK);
        }
    }
    for (int64_t id = 12000; id > -3000; id--) {
        int32_t rc = insert(store, id);
        assert_true(rc == SUP_OK || rc == SUP_EXISTS);
    }
    (void)look(store, &rows);
    assert_int_not_equal(rows, 20000);
    fail_at(&heap, 1);
    assert_int_equal(store->methods->rollback(store), SUP_OK);
    begin(store, SUP_READ);
    assert_true(look(store, &rows) == before);
    assert_int_equal(rows, 20000);
    commit(store);
    fail_never(&heap);
    store->methods->close(store);
    assert_int_equal(heap.live, 0);
}

static void a_queue_does_not_grow(void **state)
{
    struct heap heap = {0};
    struct sup_store *store = store_with(&heap);
    long most = 0;
    (void)state;
    fill(store, 100);
    for (int64_t id = 100; id < 30000; id++) {
        begin(store, SUP_WRITE);
        assert_int_equal(insert(store, id), SUP_OK);
        assert_int_equal(take(store, id - 100), SUP_OK);
        commit(store);
        most = heap.live > most ? heap.live : most;
    }
    assert_in_range(most, 100, 200); /* 100 rows, and the nodes of three small indexes */
    begin(store, SUP_WRITE);
    for (int64_t id = 29900; id < 30000; id++) {
        assert_int_equal(take(store, id), SUP_OK);
    }
    commit(store);
    assert_in_range(heap.live, 1, 50);
    fill(store, 10);
    store->methods->close(store);
    assert_int_equal(heap.live, 0);
}

static int32_t close_me(void *context, const struct sup_value *row, uint32_t count)
{
    struct sup_store *store = context;
    store->methods->close(store);
    assert_int_equal(count, COLUMNS);
    assert_int_equal(row[0].number, TENANT);
    return 0;
}

static void calls_that_do_not_fit_are_misuse(void **state)
{
    const struct sup_value key[3] = {number(TENANT), number(1), number(1)};
    struct sup_scan scan = {.size = sizeof scan, .prefix = key, .table = 1};
    struct heap heap = {0};
    struct sup_store *store = NULL;
    struct sup_aggregate sums;
    (void)state;
    assert_int_equal(sup_memory_open(NULL, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->begin(store, TENANT, SUP_READ), SUP_MISUSE); /* no schema */
    sup_store_close(store);
    store = store_with(&heap);
    assert_int_equal(store->methods->begin(store, TENANT, 0), SUP_MISUSE);
    assert_int_equal(store->methods->begin(store, TENANT, 3), SUP_MISUSE);
    fill(store, 3);
    begin(store, SUP_WRITE);
    const struct sup_store_methods *methods = store->methods;
    assert_int_equal(methods->scan(store, &scan, close_me, store), SUP_MISUSE);
    assert_int_equal(methods->insert(store, 1, key), SUP_MISUSE);
    assert_int_equal(methods->remove(store, 1, key), SUP_MISUSE);
    assert_int_equal(methods->get(store, ITEM, BY_STATUS, key, close_me, store), SUP_MISUSE);
    assert_int_equal(methods->get(store, ITEM, 3, key, close_me, store), SUP_MISUSE);
    assert_int_equal(methods->get_many(store, ITEM, key, 101, close_me, store), SUP_MISUSE);
    scan.table = ITEM;
    scan.index = 3;
    assert_int_equal(methods->scan(store, &scan, close_me, store), SUP_MISUSE);
    scan.index = 0;
    scan.prefix_count = 3;
    assert_int_equal(methods->scan(store, &scan, close_me, store), SUP_MISUSE);
    scan.prefix_count = 1;
    assert_int_equal(methods->aggregate(store, &scan, 3, &sums), SUP_MISUSE); /* a text */
    assert_int_equal(methods->aggregate(store, &scan, COLUMNS, &sums), SUP_MISUSE);
    assert_int_equal(methods->scan(store, &scan, close_me, store), SUP_OK);
    commit(store);
    store->methods->close(store);
    assert_int_equal(heap.live, 0);
}

static void a_schema_that_does_not_continue_the_old_one_is_refused(void **state)
{
    struct sup_column columns[COLUMNS + 1];
    struct sup_table tables[1] = {item_table};
    struct sup_schema schema = schema_of(tables, 1, 1);
    struct heap heap = {0};
    struct sup_store *store = store_with(&heap);
    int64_t rows = 0;
    (void)state;
    memcpy(columns, item_columns, sizeof columns);
    tables[0].columns = columns;
    fill(store, 3);
    assert_int_equal(store->methods->prepare(store, &schema), SUP_OK);
    columns[2].type = SUP_TEXT;
    assert_int_equal(store->methods->prepare(store, &schema), SUP_CORRUPT);
    columns[2].type = SUP_INT;
    columns[4].name = "renamed";
    assert_int_equal(store->methods->prepare(store, &schema), SUP_CORRUPT);
    columns[4].name = "note";
    tables[0].column_count = COLUMNS + 1; /* at the same version */
    assert_int_equal(store->methods->prepare(store, &schema), SUP_CORRUPT);
    schema.version = 2;
    columns[5].flags = 0;
    assert_int_equal(store->methods->prepare(store, &schema), SUP_CORRUPT);
    schema.table_count = 0;
    assert_int_equal(store->methods->prepare(store, &schema), SUP_CORRUPT);
    schema.version = 0;
    assert_int_equal(store->methods->prepare(store, &schema), SUP_UNSUPPORTED);
    schema = schema_of(tables, 1, 2);
    tables[0].key_count = SUP_STORE_KEY_COLUMNS_MAX + 1;
    assert_int_equal(store->methods->prepare(store, &schema), SUP_MISUSE);
    memset(columns, 0, sizeof columns); /* the store has copied what it needs */
    begin(store, SUP_READ);
    (void)look(store, &rows);
    assert_int_equal(rows, 3);
    commit(store);
    store->methods->close(store);
}

static void wrong_arguments_of_open_are_invalid(void **state)
{
    struct sup_allocator allocator = {.size = sizeof allocator};
    struct sup_error error = {.size = sizeof error};
    struct sup_store *store = NULL;
    (void)state;
    assert_int_equal(sup_memory_open(NULL, NULL, &error), SUP_INVALID);
    assert_string_equal(error.field, "store");
    assert_int_equal(sup_memory_open(&allocator, &store, &error), SUP_INVALID);
    assert_string_equal(error.field, "allocator");
    assert_null(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verb_that_runs_out_of_memory_changes_nothing),
        cmocka_unit_test(every_insertion_survives_memory_running_out_first),
        cmocka_unit_test(opening_and_preparing_may_run_out_of_memory),
        cmocka_unit_test(rollback_of_large_changes_needs_no_memory),
        cmocka_unit_test(a_queue_does_not_grow),
        cmocka_unit_test(calls_that_do_not_fit_are_misuse),
        cmocka_unit_test(a_schema_that_does_not_continue_the_old_one_is_refused),
        cmocka_unit_test(wrong_arguments_of_open_are_invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
