/*
 * test_memory_store.c: what the memory store does beyond the contract that all stores share.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "memory_store_support.h"
#include "supportcore/memory.h"

static void a_queue_does_not_grow(void **state)
{
    struct heap heap = {0};
    struct sup_store *store = item_store(&heap);
    long most = 0;
    (void)state;
    item_fill(store, 100);
    for (int64_t id = 100; id < 30000; id++) {
        item_begin(store, SUP_WRITE);
        assert_int_equal(item_insert(store, id), SUP_OK);
        assert_int_equal(item_remove(store, id - 100), SUP_OK);
        item_commit(store);
        most = heap.live > most ? heap.live : most;
    }
    assert_in_range(most, 100, 200); /* 100 rows, and the nodes of three small indexes */
    item_begin(store, SUP_WRITE);
    for (int64_t id = 29900; id < 30000; id++) {
        assert_int_equal(item_remove(store, id), SUP_OK);
    }
    item_commit(store);
    assert_in_range(heap.live, 1, 50);
    item_fill(store, 10);
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
    const struct sup_value key[3] = {item_number(TENANT), item_number(1), item_number(1)};
    struct sup_scan scan = {.size = sizeof scan, .prefix = key, .table = 1};
    struct heap heap = {0};
    struct sup_store *store = NULL;
    struct sup_aggregate sums;
    (void)state;
    assert_int_equal(sup_memory_open(NULL, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->begin(store, TENANT, SUP_READ), SUP_MISUSE); /* no schema */
    sup_store_close(store);
    store = item_store(&heap);
    assert_int_equal(store->methods->begin(store, TENANT, 0), SUP_MISUSE);
    assert_int_equal(store->methods->begin(store, TENANT, 3), SUP_MISUSE);
    item_fill(store, 3);
    item_begin(store, SUP_WRITE);
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
    item_commit(store);
    store->methods->close(store);
    assert_int_equal(heap.live, 0);
}

static void a_schema_that_does_not_continue_the_old_one_is_refused(void **state)
{
    struct sup_column columns[COLUMNS + 1];
    struct sup_table tables[1] = {item_table};
    struct sup_schema schema = item_schema(tables, 1, 1);
    struct heap heap = {0};
    struct sup_store *store = item_store(&heap);
    int64_t rows = 0;
    (void)state;
    memcpy(columns, item_columns, sizeof columns);
    tables[0].columns = columns;
    item_fill(store, 3);
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
    schema = item_schema(tables, 1, 2);
    tables[0].key_count = SUP_STORE_KEY_COLUMNS_MAX + 1;
    assert_int_equal(store->methods->prepare(store, &schema), SUP_MISUSE);
    memset(columns, 0, sizeof columns); /* the store has copied what it needs */
    item_begin(store, SUP_READ);
    (void)item_look(store, &rows);
    assert_int_equal(rows, 3);
    item_commit(store);
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
        cmocka_unit_test(a_queue_does_not_grow),
        cmocka_unit_test(calls_that_do_not_fit_are_misuse),
        cmocka_unit_test(a_schema_that_does_not_continue_the_old_one_is_refused),
        cmocka_unit_test(wrong_arguments_of_open_are_invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
