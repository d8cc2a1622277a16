/*
 * test_sqlite.c: what is particular to the SQLite backend's verbs: the statements they make, the
 * plans SQLite finds for them, the cache, and values at their limits. What every backend must do
 * is in the conformance suite.
 */
#include "sqlite_support.h"

#include "supportcore/memory.h"

#include "sqlite/sqlite_store.h"

static int memory_open(void **state)
{
    *state = store_open(":memory:");
    return 0;
}

static int memory_close(void **state)
{
    store_close(*state);
    return 0;
}

static sqlite3 *db_of(struct sup_store *store)
{
    return ((struct sup__sqlite *)store)->db;
}

/* No cursor may outlive a verb. */
static void no_statement_is_busy(struct sup_store *store)
{
    sqlite3_stmt *statement = NULL;

    while ((statement = sqlite3_next_stmt(db_of(store), statement)) != NULL) {
        if (sqlite3_stmt_busy(statement)) {
            fail_msg("still busy: %s", sqlite3_sql(statement));
        }
    }
}

/* The plan of a shape, one step a line. */
static void plan_of(struct sup_store *store, const struct sup__shape *shape, char *out,
                    size_t bytes)
{
    struct sup__mem mem;
    struct sup__buffer text;
    sqlite3_stmt *explain = NULL;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__buffer_init(&text, &mem);
    sup__buffer_text(&text, "EXPLAIN QUERY PLAN ");
    sup__shape_sql(&test_schema, shape, &text);
    if (sqlite3_prepare_v2(db_of(store), text.data, -1, &explain, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text.data, sqlite3_errmsg(db_of(store)));
    }
    out[0] = '\0';
    while (sqlite3_step(explain) == SQLITE_ROW) {
        size_t used = strlen(out);

        (void)snprintf(out + used, bytes - used, "%s\n",
                       (const char *)sqlite3_column_text(explain, 3));
    }
    (void)sqlite3_finalize(explain);
    sup__buffer_free(&text);
}

static void plan_must_seek(struct sup_store *store, const struct sup__shape *shape,
                           const char *index)
{
    char plan[2000];

    plan_of(store, shape, plan, sizeof plan);
    if (strstr(plan, "SCAN sup_") != NULL || strstr(plan, "SCAN main.sup_") != NULL ||
        strstr(plan, "TEMP B-TREE") != NULL || strstr(plan, index) == NULL) {
        fail_msg("verb %d, table %d, index %d: %s", shape->verb, shape->table, shape->index, plan);
    }
}

/* Statistics and a shop's own index that would tempt the planner away. */
static void tempt_the_planner(struct sup_store *store)
{
    sqlite3 *db = db_of(store);

    sql(db, "CREATE INDEX shop_tempting ON sup_item (version, tenant, code, due, id)");
    sql(db, "INSERT INTO sup_item (tenant, id, version, code, due) WITH n(i) AS (SELECT 1 UNION "
            "ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT i % 3, i, i % 5, 'c' || i, i % 7 "
            "FROM n");
    sql(db, "INSERT INTO sup_wide SELECT * FROM sup_item");
    sql(db, "CREATE INDEX shop_tempting_2 ON sup_wide (version, tenant, code, due, id)");
    sql(db, "ANALYZE");
}

static void every_scan_uses_its_index_and_sorts_nothing(void **state)
{
    static const char *const names[2][3] = {
        {"PRIMARY KEY", "sup_item_by_due", "sup_item_by_code"},
        {"sqlite_autoindex_sup_wide_1", "sup_wide_by_due", "sup_wide_by_code"}};
    static const uint8_t verbs[] = {SUP__VERB_SCAN, SUP__VERB_REMOVE_RANGE, SUP__VERB_AGGREGATE};
    struct sup__shape shape;
    int32_t made = 0;

    for (int is_tempted = 0; is_tempted < 2; is_tempted++) {
        if (is_tempted) {
            tempt_the_planner(*state);
        }
        for (uint32_t n = 0; n < 3 * 3 * 3 * 3 * 8 * 2; n++) {
            uint32_t rest = n;

            memset(&shape, 0, sizeof shape);
            shape.verb = verbs[rest % 3];
            shape.mask = shape.verb == SUP__VERB_SCAN ? SUP__ALL_COLUMNS : 0;
            rest /= 3;
            shape.index = (uint8_t)(rest % 3);
            rest /= 3;
            shape.prefix_count = 1;
            shape.lower_count = (uint8_t)(rest % 3);
            rest /= 3;
            shape.upper_count = (uint8_t)(rest % 3);
            rest /= 3;
            if (shape.index == BY_KEY && (shape.lower_count > 1 || shape.upper_count > 1)) {
                continue; /* only one column follows the tenant there */
            }
            shape.flags = (uint8_t)((rest & 1 ? SUP__SHAPE_DESCENDING : 0) |
                                    (rest & 2 ? SUP__SHAPE_LIMIT : 0) |
                                    (rest & 4 ? SUP__SHAPE_LOWER_OPEN : SUP__SHAPE_UPPER_OPEN));
            shape.table = rest & 8 ? TABLE_WIDE : TABLE_ITEM;
            shape.filter_count = rest & 1;
            shape.filters[0].column = ITEM_VERSION;
            shape.filters[0].compare = SUP_EQ;
            plan_must_seek(*state, &shape, names[shape.table == TABLE_WIDE][shape.index]);
            made++;
        }
    }
    assert_true(made > 1600);
}

static void every_lookup_by_key_uses_a_unique_index(void **state)
{
    struct sup__shape get = {.verb = SUP__VERB_GET};
    struct sup__shape by_code = {.verb = SUP__VERB_GET, .index = BY_CODE};
    struct sup__shape update = {
        .verb = SUP__VERB_UPDATE, .mask = 1 << ITEM_DUE, .flags = SUP__SHAPE_VERSION};
    struct sup__shape remove = {.verb = SUP__VERB_REMOVE};

    tempt_the_planner(*state);
    plan_must_seek(*state, &get, "USING PRIMARY KEY (tenant=? AND id=?)");
    plan_must_seek(*state, &by_code, "USING INDEX sup_item_by_code (tenant=? AND code=?)");
    plan_must_seek(*state, &update, "USING PRIMARY KEY (tenant=? AND id=?)");
    plan_must_seek(*state, &remove, "USING PRIMARY KEY (tenant=? AND id=?)");
}

static void scan_ids(struct sup_store *store, const struct sup_scan *scan, const int64_t *ids,
                     int32_t count)
{
    struct seen seen = {0};

    must(store, store->methods->scan(store, scan, see, &seen));
    assert_int_equal(seen.count, count);
    for (int32_t i = 0; i < count; i++) {
        assert_int_equal(seen.ids[i], ids[i]);
    }
    no_statement_is_busy(store);
}

/* Due 10: ids 3, 1, 2; due 20: ids 5, 4. The index names (tenant, due); the id follows unnamed. */
static void check_order(struct sup_store *store, uint32_t table)
{
    static const int64_t dues[] = {0, 10, 10, 10, 20, 20};
    static const int64_t order[] = {3, 1, 2, 5, 4};
    static const int64_t upwards[] = {1, 2, 3, 4, 5};
    static const int64_t downwards[] = {5, 4, 3, 2, 1};
    static const int64_t after_10_2[] = {3, 4, 5};
    static const int64_t to_10_2[] = {2, 1};
    struct sup_value tenant = INT(1);
    struct sup_value bound[] = {INT(10), INT(2)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = table, .index = BY_DUE, .prefix_count = 1, .prefix = &tenant};
    struct item item;

    must(store, store->methods->begin(store, 1, SUP_WRITE));
    for (int i = 0; i < 5; i++) {
        item_make(&item, order[i], dues[order[i]]);
        must(store, store->methods->insert(store, table, item.values));
    }
    scan_ids(store, &scan, upwards, 5);
    scan.is_descending = 1;
    scan_ids(store, &scan, downwards, 5);
    scan.is_descending = 0;
    scan.lower = bound;
    scan.lower_count = 2;
    scan.lower_is_open = 1;
    scan_ids(store, &scan, after_10_2, 3);
    scan.lower_count = 1; /* a shorter bound: all of due 10 are out */
    scan_ids(store, &scan, upwards + 3, 2);
    scan.lower_count = 0;
    scan.upper = bound;
    scan.upper_count = 2;
    scan.is_descending = 1;
    scan_ids(store, &scan, to_10_2, 2);
    must(store, store->methods->commit(store));
}

static void rows_of_equal_index_columns_come_in_order_of_the_primary_key(void **state)
{
    check_order(*state, TABLE_ITEM);
    check_order(*state, TABLE_WIDE);
}

static void a_wide_table_takes_every_verb(void **state)
{
    struct sup_store *store = *state;
    struct sup_value key[] = {INT(1), INT(7)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = TABLE_WIDE, .prefix_count = 1, .prefix = key, .limit = 5};
    struct seen seen = {0};
    int64_t removed = 0;
    struct item item;

    must(store, store->methods->begin(store, 1, SUP_WRITE));
    item_make(&item, 7, 1);
    must(store, store->methods->insert(store, TABLE_WIDE, item.values));
    assert_int_equal(store->methods->insert(store, TABLE_WIDE, item.values), SUP_EXISTS);
    item.values[ITEM_NOTE] = TEXT("long");
    must(store, store->methods->put(store, TABLE_WIDE, item.values));
    must(store, store->methods->update(store, TABLE_WIDE, item.values, 1 << ITEM_DUE, 1));
    must(store, store->methods->get(store, TABLE_WIDE, BY_KEY, key, see, &seen));
    assert_string_equal(seen.note, "long");
    key[1] = TEXT("c7");
    must(store, store->methods->get(store, TABLE_WIDE, BY_CODE, key, see, &seen));
    key[1] = INT(8);
    assert_int_equal(store->methods->remove(store, TABLE_WIDE, key), SUP_NOT_FOUND);
    must(store, store->methods->remove_range(store, &scan, &removed));
    assert_int_equal(removed, 1);
    must(store, store->methods->commit(store));
}

static void a_duplicate_leaves_the_transaction_usable(void **state)
{
    struct sup_store *store = *state;
    struct item item;

    must(store, store->methods->begin(store, 1, SUP_WRITE));
    item_make(&item, 1, 10);
    must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    item.values[ITEM_CODE] = TEXT("new");
    assert_int_equal(store->methods->insert(store, TABLE_ITEM, item.values), SUP_EXISTS);
    assert_int_equal(store->error.backend_code, SQLITE_CONSTRAINT_PRIMARYKEY);
    item.values[ITEM_ID] = INT(2);
    item.values[ITEM_CODE] = TEXT("c1");
    assert_int_equal(store->methods->insert(store, TABLE_ITEM, item.values), SUP_EXISTS);
    assert_int_equal(store->error.backend_code, SQLITE_CONSTRAINT_UNIQUE);
    assert_int_equal(store->methods->put(store, TABLE_ITEM, item.values), SUP_EXISTS);
    item.values[ITEM_CODE] = TEXT("other");
    must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    item.values[ITEM_CODE] = TEXT("c1");
    assert_int_equal(store->methods->update(store, TABLE_ITEM, item.values, 1 << ITEM_CODE, 1),
                     SUP_EXISTS);
    must(store, store->methods->commit(store));
    assert_int_equal(count_items(store), 2);
}

static void empty_text_and_an_empty_blob_are_not_null(void **state)
{
    struct sup_store *store = *state;
    struct sup_value key[] = {INT(1), INT(1)};
    struct seen seen = {0};
    struct item item;

    item_make(&item, 1, 0);
    item.values[ITEM_NOTE] = (struct sup_value){.type = SUP_TEXT};
    item.values[ITEM_DATA] = (struct sup_value){.type = SUP_BLOB};
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    must(store, store->methods->get(store, TABLE_ITEM, BY_KEY, key, see, &seen));
    assert_int_equal(seen.note_is_null, 0);
    assert_int_equal(seen.data_is_null, 0);
    assert_int_equal(seen.data_bytes, 0);
    assert_string_equal(seen.note, "");
    must(store, store->methods->commit(store));
}

static void a_table_of_nothing_but_its_key_takes_every_verb(void **state)
{
    struct sup_store *store = *state;
    struct sup_value row[] = {INT(1), TEXT("a"), INT(2)};

    must(store, store->methods->begin(store, 1, SUP_WRITE));
    must(store, store->methods->put(store, TABLE_PAIR, row));
    must(store, store->methods->put(store, TABLE_PAIR, row));
    must(store, store->methods->update(store, TABLE_PAIR, row, 0, -1));
    must(store, store->methods->get(store, TABLE_PAIR, BY_KEY, row, NULL, NULL));
    must(store, store->methods->remove(store, TABLE_PAIR, row));
    assert_int_equal(store->methods->get(store, TABLE_PAIR, BY_KEY, row, NULL, NULL),
                     SUP_NOT_FOUND);
    assert_int_equal(store->methods->remove(store, TABLE_PAIR, row), SUP_NOT_FOUND);
    assert_int_equal(store->methods->update(store, TABLE_PAIR, row, 0, -1), SUP_CONFLICT);
    must(store, store->methods->commit(store));
}

static void columns_of_the_shop_survive_put_and_update(void **state)
{
    struct sup_store *store = *state;
    struct item item;

    sql(db_of(store), "ALTER TABLE sup_item ADD COLUMN shop_mark TEXT");
    assert_int_equal(insert_item(store, 1, 10), SUP_OK);
    sql(db_of(store), "UPDATE sup_item SET shop_mark = 'vip'");
    item_make(&item, 1, 20);
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    must(store, store->methods->put(store, TABLE_ITEM, item.values));
    item.values[ITEM_VERSION] = INT(2);
    must(store, store->methods->update(store, TABLE_ITEM, item.values, 1 << ITEM_VERSION, 1));
    must(store, store->methods->commit(store));
    assert_int_equal(sql_number(db_of(store), "SELECT count(*) FROM sup_item WHERE shop_mark = "
                                              "'vip' AND due = 20 AND version = 2"),
                     1);
}

static int32_t insert_from_inside(void *context, const struct sup_value *row, uint32_t count)
{
    struct sup_store *store = context;
    struct sup_scan scan = {.size = sizeof scan};
    struct sup_aggregate sum;
    int64_t removed;

    (void)count;
    assert_int_equal(store->methods->insert(store, TABLE_ITEM, row), SUP_MISUSE);
    assert_int_equal(store->methods->put(store, TABLE_ITEM, row), SUP_MISUSE);
    assert_int_equal(store->methods->update(store, TABLE_ITEM, row, 4, -1), SUP_MISUSE);
    assert_int_equal(store->methods->get(store, TABLE_ITEM, 0, row, NULL, NULL), SUP_MISUSE);
    assert_int_equal(store->methods->get_many(store, TABLE_ITEM, row, 1, see, NULL), SUP_MISUSE);
    assert_int_equal(store->methods->scan(store, &scan, see, NULL), SUP_MISUSE);
    assert_int_equal(store->methods->remove(store, TABLE_ITEM, row), SUP_MISUSE);
    assert_int_equal(store->methods->remove_range(store, &scan, &removed), SUP_MISUSE);
    assert_int_equal(store->methods->aggregate(store, &scan, 1, &sum), SUP_MISUSE);
    assert_int_equal(store->methods->begin(store, 1, SUP_READ), SUP_MISUSE);
    assert_int_equal(store->methods->commit(store), SUP_MISUSE);
    assert_int_equal(store->methods->rollback(store), SUP_MISUSE);
    assert_int_equal(store->methods->prepare(store, &test_schema), SUP_MISUSE);
    assert_int_equal(store->methods->backup(store, "never", NULL, NULL), SUP_MISUSE);
    assert_int_equal(store->methods->maintain(store), SUP_MISUSE);
    assert_int_equal(store->error.message_id, SUP_MSG_REENTERED);
    assert_int_equal(store->methods->insert(store, TABLE_ITEM, row), SUP_MISUSE);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_STATE);
    return 0;
}

static void a_callback_that_calls_the_store_is_refused(void **state)
{
    struct sup_store *store = *state;
    struct sup_value key[] = {INT(1), INT(1)};

    assert_int_equal(insert_item(store, 1, 10), SUP_OK);
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    must(store, store->methods->get(store, TABLE_ITEM, BY_KEY, key, insert_from_inside, store));
    must(store, store->methods->commit(store));
    assert_int_equal(count_items(store), 1);
}

static void a_callback_may_stop_and_the_transaction_roll_back(void **state)
{
    struct sup_store *store = *state;
    struct sup_value tenant = INT(1);
    struct sup_scan scan = {.size = sizeof scan, .prefix_count = 1, .prefix = &tenant};
    struct seen seen = {.stop_after = 2};

    for (int i = 1; i <= 5; i++) {
        assert_int_equal(insert_item(store, i, i), SUP_OK);
    }
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    must(store, store->methods->scan(store, &scan, see, &seen));
    assert_int_equal(seen.count, 2);
    no_statement_is_busy(store);
    must(store, store->methods->rollback(store));
    assert_int_equal(insert_item(store, 6, 6), SUP_OK);
}

static void get_many_keeps_the_order_of_the_keys(void **state)
{
    struct sup_store *store = *state;
    struct sup_value keys[] = {INT(1), INT(4), INT(1), INT(9), INT(1), INT(2), INT(1), INT(4)};
    struct seen seen = {0};

    for (int i = 1; i <= 5; i++) {
        assert_int_equal(insert_item(store, i, i), SUP_OK);
    }
    must(store, store->methods->begin(store, 1, SUP_READ));
    must(store, store->methods->get_many(store, TABLE_ITEM, keys, 4, see, &seen));
    must(store, store->methods->commit(store));
    assert_int_equal(seen.count, 3);
    assert_int_equal(seen.ids[0], 4);
    assert_int_equal(seen.ids[1], 2);
    assert_int_equal(seen.ids[2], 4);
}

static int32_t count_statements(struct sup_store *store)
{
    sqlite3_stmt *statement = NULL;
    int32_t count = 0;

    while ((statement = sqlite3_next_stmt(db_of(store), statement)) != NULL) {
        count++;
    }
    return count;
}

/* 6 * 6 * 2 * 2 * 2 shapes of scans are more than the cache holds. */
static void the_statement_cache_is_bounded_and_still_right(void **state)
{
    struct sup_store *store = *state;
    struct sup_value tenant = INT(1);
    struct sup_filter filters[2] = {{ITEM_DUE, 0, INT(3)}, {ITEM_VERSION, 0, INT(1)}};
    struct sup_scan scan = {.size = sizeof scan,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .filter_count = 2,
                            .filters = filters};
    static const int32_t expected[] = {0, 1, 4, 2, 3, 2, 3}; /* of dues 1 to 5, against 3 */
    int32_t before = count_statements(store);

    for (int i = 1; i <= 5; i++) {
        assert_int_equal(insert_item(store, i, i), SUP_OK);
    }
    must(store, store->methods->begin(store, 1, SUP_READ));
    for (int round = 0; round < 2; round++) {
        for (uint32_t n = 0; n < 6 * 6 * 2 * 2 * 2; n++) {
            struct seen seen = {0};

            filters[0].compare = (int32_t)(n % 6 + 1);
            filters[1].compare = (int32_t)(n / 6 % 6 + 1);
            scan.is_descending = n / 36 % 2;
            scan.limit = n / 72 % 2 ? 50 : 0;
            scan.index = n / 144 ? BY_DUE : BY_KEY;
            must(store, store->methods->scan(store, &scan, see, &seen));
            assert_int_equal(seen.count, filters[1].compare == SUP_EQ ||
                                                 filters[1].compare == SUP_LE ||
                                                 filters[1].compare == SUP_GE
                                             ? expected[filters[0].compare]
                                             : 0);
        }
    }
    must(store, store->methods->commit(store));
    assert_int_equal(count_statements(store) - before, SUP__STATEMENTS_MAX);
}

static void filters_against_null_match_as_the_contract_says(void **state)
{
    struct sup_store *store = *state;
    struct sup_value tenant = INT(1);
    struct sup_filter filter = {ITEM_NOTE, SUP_EQ, {0}};
    struct sup_scan scan = {.size = sizeof scan,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .filter_count = 1,
                            .filters = &filter};
    static const struct {
        int32_t compare;
        const char *text; /* NULL: against NULL */
        int32_t count;
    } cases[] = {{SUP_EQ, NULL, 1}, {SUP_NE, NULL, 1}, {SUP_LT, NULL, 0}, {SUP_LE, NULL, 0},
                 {SUP_GT, NULL, 0}, {SUP_GE, NULL, 0}, {SUP_NE, "b", 1},  {SUP_EQ, "a", 1},
                 {SUP_NE, "a", 0},  {SUP_LT, "b", 1}};
    struct item item;

    must(store, store->methods->begin(store, 1, SUP_WRITE));
    item_make(&item, 1, 0);
    must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    item_make(&item, 2, 0);
    item.values[ITEM_NOTE] = TEXT("a");
    must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct seen seen = {0};

        filter.compare = cases[i].compare;
        filter.value = cases[i].text != NULL ? TEXT(cases[i].text) : (struct sup_value){0};
        must(store, store->methods->scan(store, &scan, see, &seen));
        assert_int_equal(seen.count, cases[i].count);
    }
    must(store, store->methods->commit(store));
}

/* In the order of the ids the sum of dues passes 2^63 on the way and comes back. */
static void a_sum_may_pass_64_bits_on_the_way_but_not_in_the_end(void **state)
{
    struct sup_store *store = *state;
    struct sup_value tenant = INT(1);
    struct sup_scan scan = {.size = sizeof scan, .prefix_count = 1, .prefix = &tenant};
    struct sup_aggregate sum;

    assert_int_equal(insert_item(store, 1, INT64_MAX), SUP_OK);
    assert_int_equal(insert_item(store, 2, INT64_MAX), SUP_OK);
    assert_int_equal(insert_item(store, 3, INT64_MIN), SUP_OK);
    must(store, store->methods->begin(store, 1, SUP_READ));
    must(store, store->methods->aggregate(store, &scan, ITEM_DUE, &sum));
    assert_true(sum.sum == INT64_MAX - 1);
    assert_true(sum.min == INT64_MIN && sum.max == INT64_MAX);
    assert_int_equal(sum.count, 3);
    scan.limit = 2;
    assert_int_equal(store->methods->aggregate(store, &scan, ITEM_DUE, &sum), SUP_LIMIT);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_SUM);
    scan.limit = 1;
    must(store, store->methods->aggregate(store, &scan, ITEM_DUE, &sum));
    assert_true(sum.sum == INT64_MAX);
    must(store, store->methods->commit(store));
    assert_int_equal(insert_item(store, 4, INT64_MIN), SUP_OK);
    assert_int_equal(insert_item(store, 5, 2), SUP_OK);
    must(store, store->methods->begin(store, 1, SUP_READ));
    scan.limit = 0;
    must(store, store->methods->aggregate(store, &scan, ITEM_DUE, &sum));
    assert_true(sum.sum == 0);
    must(store, store->methods->commit(store));
}

static void remove_range_takes_the_first_rows_up_to_its_limit(void **state)
{
    struct sup_store *store = *state;
    struct sup_value tenant = INT(1);
    struct sup_value upper = INT(4);
    struct sup_scan scan = {.size = sizeof scan,
                            .index = BY_DUE,
                            .prefix_count = 1,
                            .prefix = &tenant,
                            .upper_count = 1,
                            .upper = &upper,
                            .limit = 2};
    struct sup_scan all = {.size = sizeof all, .prefix_count = 1, .prefix = &tenant};
    static const int64_t left[] = {1, 2, 3};
    int64_t removed = -1;

    for (int i = 1; i <= 5; i++) {
        assert_int_equal(insert_item(store, i, 6 - i), SUP_OK); /* due 5 4 3 2 1 */
    }
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    must(store, store->methods->remove_range(store, &scan, &removed));
    assert_int_equal(removed, 2);
    scan_ids(store, &all, left, 3);
    scan.limit = 0;
    must(store, store->methods->remove_range(store, &scan, &removed));
    assert_int_equal(removed, 2); /* dues 3 and 4 */
    scan_ids(store, &all, left, 1);
    must(store, store->methods->commit(store));
}

static void verbs_outside_a_transaction_are_refused(void **state)
{
    struct sup_store *store = *state;
    struct item item;

    item_make(&item, 1, 1);
    assert_int_equal(store->methods->insert(store, TABLE_ITEM, item.values), SUP_MISUSE);
    assert_int_equal(store->methods->commit(store), SUP_MISUSE);
    assert_int_equal(store->methods->rollback(store), SUP_MISUSE);
    must(store, store->methods->begin(store, 1, SUP_READ));
    assert_int_equal(store->methods->begin(store, 1, SUP_READ), SUP_MISUSE);
    assert_int_equal(store->methods->insert(store, TABLE_ITEM, item.values), SUP_MISUSE);
    must(store, store->methods->rollback(store));
}

/* The usual ones, by their name: who added the column knows what to take away. */
static void the_clause_of_an_added_column_is_named(void **state)
{
    static const char *const clauses[] = {"CHECK", "REFERENCES", "COLLATE", "GENERATED"};
    static const char *const plants[] = {
        "ALTER TABLE sup_item ADD COLUMN a INTEGER DEFAULT 0 CHECK (a >= 0)",
        "ALTER TABLE sup_item ADD COLUMN a INTEGER REFERENCES sup_pair",
        "ALTER TABLE sup_item ADD COLUMN a TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE",
        "ALTER TABLE sup_item ADD COLUMN a INTEGER GENERATED ALWAYS AS (due) VIRTUAL"};

    for (int i = 0; i < 4; i++) {
        char name[] = "0.db";
        char text[96];
        struct sup_store *store = NULL;
        struct sup_error error = {0};
        const char *path;

        name[0] = (char)('0' + i);
        path = in_folder(state, name);
        store_close(store_open(path));
        sql_file(path, plants[i]);
        assert_int_equal(store_try(path, &test_schema, &store, &error), SUP_CORRUPT);
        (void)snprintf(text, sizeof text,
                       "a column added to the table sup_item has %s, which is not taken",
                       clauses[i]);
        assert_string_equal(error.text, text);
    }
}

static void an_opener_clears_the_error(void **state)
{
    static const struct sup_error old = {
        .size = sizeof old, .code = SUP_BUSY, .message_id = 7, .text = "old", .hint = "old"};
    struct sup_sqlite_options options = {.size = sizeof options, .path = in_folder(state, "a.db")};
    sqlite3 *db = raw_open(":memory:");

    for (int i = 0; i < 3; i++) {
        struct sup_store *store = NULL;
        struct sup_error error = old;

        assert_int_equal(i == 0   ? sup_sqlite_open(&options, &store, &error)
                         : i == 1 ? sup_sqlite_borrow(db, NULL, &store, &error)
                                  : sup_memory_open(NULL, &store, &error),
                         SUP_OK);
        assert_int_equal(error.code, SUP_OK);
        assert_int_equal(error.message_id, 0);
        assert_string_equal(error.text, "");
        assert_string_equal(error.hint, "");
        store_close(store);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, memory_open, memory_close)
        TEST(every_scan_uses_its_index_and_sorts_nothing),
        TEST(every_lookup_by_key_uses_a_unique_index),
        TEST(rows_of_equal_index_columns_come_in_order_of_the_primary_key),
        TEST(a_wide_table_takes_every_verb),
        TEST(a_duplicate_leaves_the_transaction_usable),
        TEST(empty_text_and_an_empty_blob_are_not_null),
        TEST(a_table_of_nothing_but_its_key_takes_every_verb),
        TEST(columns_of_the_shop_survive_put_and_update),
        TEST(a_callback_that_calls_the_store_is_refused),
        TEST(a_callback_may_stop_and_the_transaction_roll_back),
        TEST(get_many_keeps_the_order_of_the_keys),
        TEST(the_statement_cache_is_bounded_and_still_right),
        TEST(filters_against_null_match_as_the_contract_says),
        TEST(a_sum_may_pass_64_bits_on_the_way_but_not_in_the_end),
        TEST(remove_range_takes_the_first_rows_up_to_its_limit),
        TEST(verbs_outside_a_transaction_are_refused),
        cmocka_unit_test_setup_teardown(the_clause_of_an_added_column_is_named, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(an_opener_clears_the_error, folder_make, folder_remove),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
