/*
 * conformance_share.c: two stores on the same data, one thread. A store that makes the second
 * writer wait answers BUSY in the end: set its timeout short for this suite.
 */
#include "store/conformance.h"

static void fill(struct sup__conform_suite *suite, int64_t first, int64_t last)
{
    for (int64_t id = first; id <= last; id++) {
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id);
        sup__conform_insert_both(suite, SUP__THING, &row);
    }
}

static void expect_other_count(struct sup__conform_suite *suite, int64_t wanted)
{
    int64_t count;
    if (suite->is_failed) {
        return;
    }
    sup__conform_expect_of(suite, suite->other, "scan in the other store", SUP_OK,
                           sup__conform_count_rows(suite->other, SUP__THING, SUP__TENANT, &count));
    sup__conform_expect_number(suite, "rows in the other store", wanted, count);
}

static void other_begin(struct sup__conform_suite *suite, int32_t mode, int32_t wanted)
{
    if (!suite->is_failed) {
        sup__conform_expect_of(suite, suite->other, "begin in the other store", wanted,
                               suite->other->methods->begin(suite->other, SUP__TENANT, mode));
    }
}

static void other_commit(struct sup__conform_suite *suite)
{
    if (!suite->is_failed) {
        sup__conform_expect_of(suite, suite->other, "commit in the other store", SUP_OK,
                               suite->other->methods->commit(suite->other));
    }
}

static void data_outlives_close(struct sup__conform_suite *suite)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    fill(suite, 1, 20);
    sup__conform_commit(suite);
    for (int i = 0; i < 2; i++) {
        sup__conform_reopen(suite);
        sup__conform_begin(suite, SUP__TENANT, SUP_READ);
        sup__conform_expect_tables(suite, SUP__TENANT);
        sup__conform_commit(suite);
    }
}

static void close_rolls_back(struct sup__conform_suite *suite)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    fill(suite, 1, 3);
    sup__conform_commit(suite);
    *suite->before = *suite->model;
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    fill(suite, 4, 6);
    *suite->model = *suite->before;
    sup__conform_reopen(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

static void fresh_is_empty(struct sup__conform_suite *suite)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

static void uncommitted_is_unseen(struct sup__conform_suite *suite)
{
    sup__conform_open_other(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    fill(suite, 1, 3);
    other_begin(suite, SUP_READ, SUP_OK);
    expect_other_count(suite, 0);
    other_commit(suite);
    sup__conform_commit(suite);
    other_begin(suite, SUP_READ, SUP_OK);
    expect_other_count(suite, 3);
    other_commit(suite);
}

/** A store whose readers hold writers up may answer BUSY to the writer; the view must hold. */
static void reading_is_one_view(struct sup__conform_suite *suite)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    fill(suite, 1, 3);
    sup__conform_commit(suite);
    sup__conform_open_other(suite);
    other_begin(suite, SUP_READ, SUP_OK);
    expect_other_count(suite, 3);
    if (suite->is_failed) {
        return;
    }
    const struct sup_store_methods *methods = suite->store->methods;
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 4);
    struct sup_value values[SUP__MODEL_COLUMNS];
    sup__conform_model_values(&row, SUP__MODEL_COLUMNS, values);
    int32_t rc = methods->begin(suite->store, SUP__TENANT, SUP_WRITE);
    int is_open = rc == SUP_OK;
    if (rc == SUP_OK) {
        rc = methods->insert(suite->store, SUP__THING, values);
    }
    if (rc == SUP_OK) {
        rc = methods->commit(suite->store);
        is_open = rc != SUP_OK;
    }
    if (is_open) {
        (void)methods->rollback(suite->store);
    }
    sup__conform_expect(suite, "a write while another store reads",
                        rc == SUP_BUSY ? SUP_BUSY : SUP_OK, rc);
    expect_other_count(suite, 3);
    other_commit(suite);
    other_begin(suite, SUP_READ, SUP_OK);
    expect_other_count(suite, rc == SUP_OK ? 4 : 3);
    other_commit(suite);
}

static void one_writer(struct sup__conform_suite *suite)
{
    sup__conform_open_other(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    fill(suite, 1, 3);
    other_begin(suite, SUP_WRITE, SUP_BUSY);
    sup__conform_commit(suite);
    other_begin(suite, SUP_WRITE, SUP_OK);
    expect_other_count(suite, 3);
    if (!suite->is_failed) {
        sup__conform_expect(suite, "begin while the other store writes", SUP_BUSY,
                            suite->store->methods->begin(suite->store, SUP__TENANT, SUP_WRITE));
        sup__conform_expect_of(suite, suite->other, "rollback in the other store", SUP_OK,
                               suite->other->methods->rollback(suite->other));
    }
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    fill(suite, 4, 5);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

const struct sup__conform_check sup__conform_share_checks[] = {
    {"data outlives the store that wrote it", data_outlives_close, 1},
    {"closing with a transaction open undoes it", close_rolls_back, 1},
    {"a fresh store is empty", fresh_is_empty, 1},
    {"what is not committed is not seen by another store", uncommitted_is_unseen, 1},
    {"a reading transaction is one view while another store writes", reading_is_one_view, 1},
    {"a second writer of a tenant is told BUSY, then sees what the first wrote", one_writer, 1},
    {NULL, NULL, 0},
};
