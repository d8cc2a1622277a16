/*
 * test_memory_store_nomem.c: memory may run out at any allocation of the memory store without a
 * trace, and rollback needs none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "memory_store_support.h"
#include "supportcore/memory.h"

typedef int32_t (*verb_fn)(struct sup_store *store);

static int32_t verb_insert(struct sup_store *store)
{
    return item_insert(store, 100000);
}

static int32_t verb_put_new(struct sup_store *store)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item_row(row, name, 100001);
    return store->methods->put(store, ITEM, row);
}

static int32_t verb_put_old(struct sup_store *store)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item_row(row, name, 50);
    row[2] = item_number(3);
    row[3] = item_text("quite another name");
    return store->methods->put(store, ITEM, row);
}

static int32_t verb_update(struct sup_store *store)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item_row(row, name, 51);
    row[2] = item_number(4);
    return store->methods->update(store, ITEM, row, 1 << 2, 1);
}

static int32_t verb_remove(struct sup_store *store)
{
    return item_remove(store, 52);
}

static int32_t verb_remove_range(struct sup_store *store)
{
    const struct sup_value prefix = item_number(TENANT);
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
            struct sup_store *store = item_store(&heap);
            int64_t rows = 0;
            item_fill(store, 64); /* each leaf is full: the next insertion splits all of them */
            item_begin(store, SUP_WRITE);
            uint64_t before = item_look(store, &rows);
            heap_fail_at(&heap, n);
            rc = verbs[i](store);
            if (rc == SUP_NOMEM) {
                assert_int_equal(store->error.code, SUP_NOMEM);
                assert_true(item_look(store, &rows) == before);
                assert_int_equal(rows, 64);
                heap_fail_never(&heap);
                assert_int_equal(verbs[i](store), SUP_OK);
            }
            assert_int_equal(rc == SUP_OK || rc == SUP_NOMEM, 1);
            assert_true(item_look(store, &rows) != before);
            heap_fail_at(&heap, 1);
            assert_int_equal(store->methods->rollback(store), SUP_OK);
            item_begin(store, SUP_READ);
            assert_true(item_look(store, &rows) == before);
            item_commit(store);
            store->methods->close(store);
            assert_int_equal(heap.live, 0);
        }
    }
}

static void every_insertion_survives_memory_running_out_first(void **state)
{
    struct heap heap = {0};
    struct sup_store *store = item_store(&heap);
    int64_t rows = 0;
    (void)state;
    item_begin(store, SUP_WRITE);
    for (int64_t i = 0; i < 5000; i++) {
        int32_t rc = SUP_NOMEM;
        for (long n = 1; rc == SUP_NOMEM; n++) {
            heap_fail_at(&heap, n);
            rc = item_insert(store, i * 7919 % 5000);
        }
        heap_fail_never(&heap);
        assert_int_equal(rc, SUP_OK);
    }
    (void)item_look(store, &rows);
    assert_int_equal(rows, 5000);
    item_commit(store);
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
    const struct sup_schema schema = item_schema(tables, 1, 1);
    const struct sup_schema next = item_schema(wider, 2, 2);
    int32_t rc = SUP_NOMEM;
    (void)state;
    wider[0].column_count = COLUMNS + 1;
    for (long n = 1; rc == SUP_NOMEM; n++) {
        struct heap heap = {0};
        const struct sup_allocator allocator = {
            .size = sizeof allocator, .user = &heap, .resize = heap_resize};
        struct sup_store *store = NULL;
        struct sup_error error = {.size = sizeof error};
        heap_fail_at(&heap, n);
        rc = sup_memory_open(&allocator, &store, &error);
        if (rc == SUP_NOMEM) {
            assert_null(store);
            assert_int_equal(error.code, SUP_NOMEM);
            continue;
        }
        assert_int_equal(rc, SUP_OK);
        rc = store->methods->prepare(store, &schema);
        heap_fail_never(&heap);
        assert_int_equal(store->methods->prepare(store, &schema), SUP_OK);
        item_fill(store, 70);
        if (rc == SUP_OK) {
            heap_fail_at(&heap, n - 1); /* one for the opening */
            rc = store->methods->prepare(store, &next);
            heap_fail_never(&heap);
        }
        item_begin(store, SUP_READ);
        int64_t rows = 0;
        (void)item_look(store, &rows);
        assert_int_equal(rows, 70);
        item_commit(store);
        store->methods->close(store);
        assert_int_equal(heap.live, 0);
    }
    assert_int_equal(rc, SUP_OK);
}

/** 20,000 rows are three levels of nodes; changes everywhere split many of them. */
static void rollback_of_large_changes_needs_no_memory(void **state)
{
    const struct sup_value prefix[2] = {item_number(TENANT), item_number(3)};
    struct sup_scan scan = {.size = sizeof scan, .table = ITEM, .index = BY_STATUS};
    struct heap heap = {0};
    struct sup_store *store = item_store(&heap);
    int64_t rows = 0;
    int64_t removed = 0;
    (void)state;
    item_fill(store, 20000);
    item_begin(store, SUP_WRITE);
    uint64_t before = item_look(store, &rows);
    scan.prefix_count = 2;
    scan.prefix = prefix;
    assert_int_equal(store->methods->remove_range(store, &scan, &removed), SUP_OK);
    assert_int_equal(removed, 2000);
    for (int64_t id = 0; id < 20000; id += 4) {
        struct sup_value row[COLUMNS];
        char name[NAME_SIZE];
        item_row(row, name, id);
        row[2] = item_number(id % 1000 - 500);
        row[3] = item_text(name + id % 30);
        assert_int_equal(store->methods->put(store, ITEM, row), SUP_OK);
    }
    for (int64_t id = 8000; id < 12000; id++) {
        if (id % 10 != 3) {
            assert_int_equal(item_remove(store, id), SUP_OK);
        }
    }
    for (int64_t id = 12000; id > -3000; id--) {
        int32_t rc = item_insert(store, id);
        assert_true(rc == SUP_OK || rc == SUP_EXISTS);
    }
    (void)item_look(store, &rows);
    assert_int_not_equal(rows, 20000);
    heap_fail_at(&heap, 1);
    assert_int_equal(store->methods->rollback(store), SUP_OK);
    item_begin(store, SUP_READ);
    assert_true(item_look(store, &rows) == before);
    assert_int_equal(rows, 20000);
    item_commit(store);
    heap_fail_never(&heap);
    store->methods->close(store);
    assert_int_equal(heap.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verb_that_runs_out_of_memory_changes_nothing),
        cmocka_unit_test(every_insertion_survives_memory_running_out_first),
        cmocka_unit_test(opening_and_preparing_may_run_out_of_memory),
        cmocka_unit_test(rollback_of_large_changes_needs_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
