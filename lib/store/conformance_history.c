/*
 * conformance_history.c: thousands of random verbs, commits and rollbacks, with the model beside
 * the store at each step. The seeds are fixed: a failure comes back.
 */
#include <string.h>

#include "store/conformance.h"

enum { STEPS = 3000, TENANTS = 3, STEPS_PER_TRANSACTION = 16 };

static struct sup__conform_model_row known_or_random(struct sup__conform_suite *suite,
                                                     uint32_t table, int64_t tenant)
{
    struct sup__conform_model_row row = sup__conform_random_row(suite, table, tenant);
    const struct sup__conform_model_table *rows = &suite->model->tables[table];
    uint32_t at = sup__conform_pick(suite, rows->count + 1);
    if (at < rows->count && rows->rows[at].cells[0].number == tenant) {
        for (uint32_t i = 0; i < sup__conform_schema.tables[table].key_count; i++) {
            row.cells[i] = rows->rows[at].cells[i];
        }
    }
    return row;
}

static void step_write(struct sup__conform_suite *suite, uint32_t table, int64_t tenant)
{
    const struct sup_store_methods *methods = suite->store->methods;
    struct sup__conform_model_row row = known_or_random(suite, table, tenant);
    struct sup_value values[SUP__MODEL_COLUMNS];
    const struct sup_table *shape = &sup__conform_schema.tables[table];
    uint64_t mask = 0;
    int64_t version = -1;
    sup__conform_model_values(&row, SUP__MODEL_COLUMNS, values);
    switch (sup__conform_pick(suite, 8)) {
    case 0:
    case 1:
    case 2:
        row = sup__conform_random_row(suite, table, tenant);
        sup__conform_insert_both(suite, table, &row);
        break;
    case 3:
        sup__conform_expect(suite, "put", sup__conform_model_put(suite->model, table, &row),
                            methods->put(suite->store, table, values));
        break;
    case 4:
        sup__conform_expect(suite, "remove", sup__conform_model_remove(suite->model, table, &row),
                            methods->remove(suite->store, table, values));
        break;
    default:
        for (uint32_t i = shape->key_count; i < shape->column_count; i++) {
            mask |= (uint64_t)(sup__conform_pick(suite, 3) == 0) << i;
        }
        mask |= UINT64_C(1) << (shape->column_count - 1);
        if (table == SUP__THING && sup__conform_pick(suite, 2) == 0) {
            version = (int64_t)sup__conform_pick(suite, 4);
        }
        sup__conform_expect(suite, "update",
                            sup__conform_model_update(suite->model, table, &row, mask, version),
                            methods->update(suite->store, table, values, mask, version));
        break;
    }
}

/** A scan over the tenant, or one status of it, or from some id on. */
static void step_range(struct sup__conform_suite *suite, int64_t tenant, int is_removing)
{
    struct sup_value prefix[2] = {{.type = SUP_INT, .number = tenant}, {.type = SUP_INT}};
    struct sup_value lower = {.type = SUP_INT, .number = (int64_t)sup__conform_pick(suite, 40)};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 1};
    int64_t removed = -1;
    prefix[1].number = (int64_t)sup__conform_pick(suite, 4) - 1;
    scan.prefix = prefix;
    scan.lower = &lower;
    if (sup__conform_pick(suite, 2) == 0) {
        scan.index = SUP__THING_BY_STATUS;
        scan.prefix_count = 2;
    }
    scan.lower_count = sup__conform_pick(suite, 2);
    scan.is_descending = sup__conform_pick(suite, 2);
    scan.limit = sup__conform_pick(suite, 6);
    if (!is_removing) {
        sup__conform_expect_scan(suite, &scan, 0);
        return;
    }
    scan.limit++;
    int64_t wanted = sup__conform_model_remove_range(suite->model, &scan);
    sup__conform_expect(suite, "remove_range", SUP_OK,
                        suite->store->methods->remove_range(suite->store, &scan, &removed));
    sup__conform_expect_number(suite, "rows removed", wanted, removed);
}

static void step_get(struct sup__conform_suite *suite, uint32_t table, int64_t tenant)
{
    struct sup__conform_model_row row = known_or_random(suite, table, tenant);
    struct sup_value values[SUP__MODEL_COLUMNS];
    struct sup__conform_model_list wanted;
    sup__conform_model_values(&row, SUP__MODEL_COLUMNS, values);
    wanted.rows[0] = sup__conform_model_find(suite->model, table, &row);
    wanted.count = wanted.rows[0] != NULL;
    sup__conform_expect_get(suite, table, 0, values, wanted.rows[0]);
    sup__conform_expect_many(suite, table, values, 1, &wanted);
}

static void transaction(struct sup__conform_suite *suite, int64_t tenant)
{
    int32_t mode = sup__conform_pick(suite, 8) == 0 ? SUP_READ : SUP_WRITE;
    *suite->before = *suite->model;
    sup__conform_begin(suite, tenant, mode);
    for (int step = 0; step < STEPS_PER_TRANSACTION && !suite->is_failed; step++) {
        uint32_t table = sup__conform_pick(suite, SUP__MODEL_TABLES);
        uint32_t kind = sup__conform_pick(suite, 10);
        if (kind == 0) {
            step_get(suite, table, tenant);
        } else if (kind < 3 || mode == SUP_READ) {
            step_range(suite, tenant, 0);
        } else if (kind == 3) {
            step_range(suite, tenant, 1);
        } else {
            step_write(suite, table, tenant);
        }
    }
    if (mode == SUP_WRITE && sup__conform_pick(suite, 3) == 0) {
        sup__conform_rollback(suite);
        *suite->model = *suite->before;
    } else {
        sup__conform_expect_tables(suite, tenant);
        sup__conform_commit(suite);
    }
}

static void history(struct sup__conform_suite *suite, uint64_t seed)
{
    suite->seed = seed;
    for (int step = 0; step < STEPS && !suite->is_failed; step += STEPS_PER_TRANSACTION) {
        transaction(suite, 1 + (int64_t)sup__conform_pick(suite, TENANTS));
        if (sup__conform_pick(suite, 10) == 0) {
            int64_t tenant = 1 + (int64_t)sup__conform_pick(suite, TENANTS);
            sup__conform_begin(suite, tenant, SUP_READ);
            sup__conform_expect_tables(suite, tenant);
            sup__conform_commit(suite);
        }
    }
    for (int64_t tenant = 1; tenant <= TENANTS; tenant++) {
        sup__conform_begin(suite, tenant, SUP_READ);
        sup__conform_expect_tables(suite, tenant);
        sup__conform_commit(suite);
    }
}

static void history_1(struct sup__conform_suite *suite)
{
    history(suite, 1);
}

static void history_2(struct sup__conform_suite *suite)
{
    history(suite, 20);
}

static void history_3(struct sup__conform_suite *suite)
{
    history(suite, 300);
}

static void history_4(struct sup__conform_suite *suite)
{
    history(suite, 4000);
}

const struct sup__conform_check sup__conform_history_checks[] = {
    {"3,000 random steps, seed 1", history_1, 0},
    {"3,000 random steps, seed 20", history_2, 0},
    {"3,000 random steps, seed 300", history_3, 0},
    {"3,000 random steps, seed 4000", history_4, 0},
    {NULL, NULL, 0},
};
