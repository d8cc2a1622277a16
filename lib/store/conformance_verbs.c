/*
 * conformance_verbs.c: what each verb answers and leaves behind, on a handful of rows.
 */
#include <string.h>

#include "store/conformance.h"

typedef int32_t (*write_fn)(struct sup_store *store, uint32_t table, const struct sup_value *row);

static int32_t write_thing(struct sup__conform_suite *suite, write_fn verb,
                           const struct sup__conform_model_row *row)
{
    struct sup_value values[SUP__MODEL_COLUMNS];
    sup__conform_model_values(row, SUP__MODEL_COLUMNS, values);
    return verb(suite->store, SUP__THING, values);
}

static int32_t update_thing(struct sup__conform_suite *suite,
                            const struct sup__conform_model_row *row, uint64_t mask,
                            int64_t version)
{
    struct sup_value values[SUP__MODEL_COLUMNS];
    sup__conform_model_values(row, SUP__MODEL_COLUMNS, values);
    return suite->store->methods->update(suite->store, SUP__THING, values, mask, version);
}

/** A writing transaction and in it the things 1 to count. */
static void begin_with_things(struct sup__conform_suite *suite, int64_t count)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    for (int64_t id = 1; id <= count; id++) {
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id);
        sup__conform_insert_both(suite, SUP__THING, &row);
    }
}

/** What is there now is there after the commit too. */
static void commit_and_look(struct sup__conform_suite *suite)
{
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

static void insert_key_twice(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("another");
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_int(-1);
    sup__conform_expect(suite, "insert of a key that is there", SUP_EXISTS,
                        write_thing(suite, suite->store->methods->insert, &row));
    row = sup__conform_thing(SUP__TENANT, 4);
    sup__conform_insert_both(suite, SUP__THING, &row);
    commit_and_look(suite);
}

static void insert_unique_twice(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 4);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("n2");
    sup__conform_expect(suite, "insert of a name that is there", SUP_EXISTS,
                        write_thing(suite, suite->store->methods->insert, &row));
    row = sup__conform_thing(SUP__TENANT, 5);
    sup__conform_insert_both(suite, SUP__THING, &row);
    commit_and_look(suite);
}

static void insert_after_remove(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    struct sup_value key[SUP__MODEL_COLUMNS];
    sup__conform_model_values(&row, SUP__MODEL_COLUMNS, key);
    sup__conform_expect(suite, "remove", SUP_OK,
                        suite->store->methods->remove(suite->store, SUP__THING, key));
    (void)sup__conform_model_remove(suite->model, SUP__THING, &row);
    row.cells[SUP__THING_STATUS] = sup__conform_cell_int(9);
    sup__conform_insert_both(suite, SUP__THING, &row);
    commit_and_look(suite);
}

static void put_replaces(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 2);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("renamed");
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_text(NULL);
    row.cells[SUP__THING_NOTE] = sup__conform_cell_text("new");
    row.cells[SUP__THING_STATUS] = sup__conform_cell_int(-7);
    for (int i = 0; i < 2; i++) {
        sup__conform_expect(suite, "put", SUP_OK,
                            write_thing(suite, suite->store->methods->put, &row));
        (void)sup__conform_model_put(suite->model, SUP__THING, &row);
        row = sup__conform_thing(SUP__TENANT, 3);
    }
    commit_and_look(suite);
}

/** A put that removed the other row instead (as SQLite's REPLACE does) would lose data. */
static void put_keeps_others(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("n3");
    sup__conform_expect(suite, "put with the name of another row", SUP_EXISTS,
                        write_thing(suite, suite->store->methods->put, &row));
    row = sup__conform_thing(SUP__TENANT, 4);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("n1");
    sup__conform_expect(suite, "put of a new row with the name of another", SUP_EXISTS,
                        write_thing(suite, suite->store->methods->put, &row));
    commit_and_look(suite);
}

static void update_sets_mask(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    row.cells[SUP__THING_STATUS] = sup__conform_cell_int(5);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("not set");
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_text(NULL);
    row.cells[SUP__THING_NOTE] = sup__conform_cell_text("set");
    row.cells[SUP__THING_VERSION] = sup__conform_cell_int(2);
    uint64_t mask = UINT64_C(1) << SUP__THING_STATUS | UINT64_C(1) << SUP__THING_AMOUNT |
                    UINT64_C(1) << SUP__THING_NOTE | UINT64_C(1) << SUP__THING_VERSION;
    sup__conform_expect(suite, "update", SUP_OK, update_thing(suite, &row, mask, 1));
    (void)sup__conform_model_update(suite->model, SUP__THING, &row, mask, 1);
    commit_and_look(suite);
}

static void update_compares_version(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    uint64_t mask = UINT64_C(1) << SUP__THING_AMOUNT;
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_int(77);
    sup__conform_expect(suite, "update of a later version", SUP_CONFLICT,
                        update_thing(suite, &row, mask, 2));
    sup__conform_expect(suite, "update of an earlier version", SUP_CONFLICT,
                        update_thing(suite, &row, mask, 0));
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_expect(suite, "update without a version", SUP_OK,
                        update_thing(suite, &row, mask, -1));
    (void)sup__conform_model_update(suite->model, SUP__THING, &row, mask, -1);
    row = sup__conform_thing(SUP__TENANT, 9);
    sup__conform_expect(suite, "update of no row", SUP_CONFLICT,
                        update_thing(suite, &row, mask, -1));
    sup__conform_expect(suite, "update of no row, with a version", SUP_CONFLICT,
                        update_thing(suite, &row, mask, 1));
    commit_and_look(suite);
}

static void update_unique_twice(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    uint64_t mask = UINT64_C(1) << SUP__THING_NAME | UINT64_C(1) << SUP__THING_AMOUNT;
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("n3");
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_int(-5);
    sup__conform_expect(suite, "update to the name of another row", SUP_EXISTS,
                        update_thing(suite, &row, mask, 1));
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("n2");
    sup__conform_expect(suite, "update to its own name", SUP_OK,
                        update_thing(suite, &row, mask, 1));
    (void)sup__conform_model_update(suite->model, SUP__THING, &row, mask, 1);
    commit_and_look(suite);
}

static void get_by_unique(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 20);
    for (int64_t id = 0; id <= 21; id++) {
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id);
        const struct sup__conform_model_row *there =
            sup__conform_model_find(suite->model, SUP__THING, &row);
        struct sup_value key[2] = {sup__conform_cell_value(&row.cells[SUP__THING_TENANT]),
                                   sup__conform_cell_value(&row.cells[SUP__THING_ID])};
        sup__conform_expect_get(suite, SUP__THING, 0, key, there);
        key[1] = sup__conform_cell_value(&row.cells[SUP__THING_NAME]);
        sup__conform_expect_get(suite, SUP__THING, SUP__THING_BY_NAME, key, there);
    }
    struct sup_value key[2] = {{.type = SUP_INT, .number = SUP__TENANT},
                               {.type = SUP_TEXT, .data = "n20", .bytes = 2}};
    struct sup__conform_model_row second = sup__conform_thing(SUP__TENANT, 2);
    sup__conform_expect_get(suite, SUP__THING, SUP__THING_BY_NAME, key,
                            sup__conform_model_find(suite->model, SUP__THING, &second));
    sup__conform_commit(suite);
}

/** 100 keys, the limit: half of them missing, in falling order, and the last one asked twice. */
static void get_many_in_order(struct sup__conform_suite *suite)
{
    struct sup_value keys[2 * SUP_STORE_GET_MANY_MAX];
    struct sup__conform_model_list wanted;
    begin_with_things(suite, 60);
    memset(keys, 0, sizeof keys);
    wanted.count = 0;
    for (uint32_t i = 0; i < SUP_STORE_GET_MANY_MAX; i++) {
        int64_t id = i < SUP_STORE_GET_MANY_MAX - 2 ? 110 - (int64_t)i : 60;
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id);
        const struct sup__conform_model_row *there =
            sup__conform_model_find(suite->model, SUP__THING, &row);
        keys[2 * i].type = SUP_INT;
        keys[2 * i].number = SUP__TENANT;
        keys[2 * i + 1].type = SUP_INT;
        keys[2 * i + 1].number = id;
        if (there != NULL) {
            wanted.rows[wanted.count] = there;
            wanted.count++;
        }
    }
    sup__conform_expect_number(suite, "rows that the suite looks for", 50, wanted.count);
    sup__conform_expect_many(suite, SUP__THING, keys, SUP_STORE_GET_MANY_MAX, &wanted);
    wanted.count = 0;
    sup__conform_expect_many(suite, SUP__THING, keys, 1, &wanted);
    commit_and_look(suite);
}

static void remove_one(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    struct sup_value key[2] = {{.type = SUP_INT, .number = SUP__TENANT},
                               {.type = SUP_INT, .number = 2}};
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 2);
    sup__conform_expect(suite, "remove", SUP_OK,
                        suite->store->methods->remove(suite->store, SUP__THING, key));
    (void)sup__conform_model_remove(suite->model, SUP__THING, &row);
    sup__conform_expect(suite, "remove of what is gone", SUP_NOT_FOUND,
                        suite->store->methods->remove(suite->store, SUP__THING, key));
    commit_and_look(suite);
}

static void remove_range_limit(struct sup__conform_suite *suite)
{
    const struct sup_value prefix[2] = {{.type = SUP_INT, .number = SUP__TENANT},
                                        {.type = SUP_INT, .number = 1}};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 2};
    int64_t removed = -1;
    begin_with_things(suite, 30); /* ten of them with status 1 */
    scan.index = SUP__THING_BY_STATUS;
    scan.prefix = prefix;
    scan.limit = 4;
    scan.is_descending = 1;
    for (int i = 0; i < 4; i++) { /* 4, 4, 2 and none */
        int64_t there = sup__conform_model_remove_range(suite->model, &scan);
        sup__conform_expect(suite, "remove_range", SUP_OK,
                            suite->store->methods->remove_range(suite->store, &scan, &removed));
        sup__conform_expect_number(suite, "rows removed", there, removed);
    }
    commit_and_look(suite);
}

static void tenants_are_apart(struct sup__conform_suite *suite)
{
    static const int64_t tenants[] = {1, 2, -3, INT64_C(9007199254740992),
                                      INT64_C(9007199254740993)};
    enum { COUNT = sizeof tenants / sizeof tenants[0] };
    for (int i = 0; i < COUNT; i++) {
        sup__conform_begin(suite, tenants[i], SUP_WRITE);
        for (int64_t id = 1; id <= 3 + i; id++) {
            struct sup__conform_model_row row = sup__conform_thing(tenants[i], id);
            row.cells[SUP__THING_AMOUNT] = sup__conform_cell_int(100 * i + id);
            sup__conform_insert_both(suite, SUP__THING, &row);
        }
        sup__conform_commit(suite);
    }
    for (int i = 0; i < COUNT; i++) {
        sup__conform_begin(suite, tenants[i], SUP_READ);
        sup__conform_expect_tables(suite, tenants[i]);
        sup__conform_rollback(suite);
    }
}

static void prepare_again(struct sup__conform_suite *suite)
{
    begin_with_things(suite, 3);
    sup__conform_commit(suite);
    sup__conform_expect(suite, "prepare with the same schema", SUP_OK,
                        suite->store->methods->prepare(suite->store, &sup__conform_schema));
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    commit_and_look(suite);
}

/** A row of a thing in the next schema: as the model has it, and one more NULL. */
static int32_t has_extra_null(void *context, const struct sup_value *row, uint32_t count)
{
    int64_t *rows = context;
    int is_right = count == SUP__THING_COLUMNS + 1 && row[SUP__THING_COLUMNS].type == SUP_NULL &&
                   row[SUP__THING_AMOUNT].number == 10 * row[SUP__THING_ID].number;
    *rows += is_right ? 1 : 1000;
    return 0;
}

static void prepare_next_version(struct sup__conform_suite *suite)
{
    const struct sup_value later[3] = {{.type = SUP_INT, .number = SUP__TENANT},
                                       {.type = SUP_INT, .number = 1},
                                       {.type = SUP_INT, .number = 1}};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 1};
    int64_t rows = 0;
    scan.prefix = later;
    begin_with_things(suite, 3);
    sup__conform_commit(suite);
    sup__conform_expect(suite, "prepare with the next schema", SUP_OK,
                        suite->store->methods->prepare(suite->store, &sup__conform_schema_next));
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    sup__conform_expect(suite, "scan", SUP_OK,
                        suite->store->methods->scan(suite->store, &scan, has_extra_null, &rows));
    sup__conform_expect_number(suite, "rows carried over", 3, rows);
    sup__conform_expect(suite, "insert into the new table", SUP_OK,
                        suite->store->methods->insert(suite->store, SUP__WIDE + 1, later));
    sup__conform_commit(suite);
    int32_t rc = suite->store->methods->prepare(suite->store, &sup__conform_schema);
    if (!suite->is_failed && rc == SUP_OK) {
        sup__conform_flunk(suite, "prepare with an older schema than the store's is not refused");
    }
}

const struct sup__conform_check sup__conform_verb_checks[] = {
    {"a duplicate primary key answers EXISTS and the transaction goes on", insert_key_twice, 0},
    {"a duplicate in a unique index answers EXISTS and the transaction goes on",
     insert_unique_twice, 0},
    {"a key is free again once its row is removed", insert_after_remove, 0},
    {"put inserts, and replaces all columns", put_replaces, 0},
    {"put never removes another row that has a unique value", put_keeps_others, 0},
    {"update sets the columns of its mask and no others", update_sets_mask, 0},
    {"update compares the version; no row is CONFLICT", update_compares_version, 0},
    {"update to another row's unique value answers EXISTS", update_unique_twice, 0},
    {"get finds rows by the primary key and by a unique index", get_by_unique, 0},
    {"get_many gives 100 keys' rows in the order asked for", get_many_in_order, 0},
    {"remove takes one row, and NOT_FOUND tells that there was none", remove_one, 0},
    {"remove_range takes the first rows of its scan up to the limit", remove_range_limit, 0},
    {"tenants are apart", tenants_are_apart, 0},
    {"prepare with the same schema changes nothing", prepare_again, 0},
    {"prepare adds what a newer schema adds, and refuses an older one", prepare_next_version, 0},
    {NULL, NULL, 0},
};
