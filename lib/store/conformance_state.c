/*
 * conformance_state.c: transactions: what they allow, what they undo, and that a row callback
 * finds the store closed to it.
 */
#include <string.h>

#include "store/conformance.h"

enum { VERB_COUNT = 9 };

static int32_t ignore_row(void *context, const struct sup_value *row, uint32_t count)
{
    (void)context;
    (void)row;
    (void)count;
    return 0;
}

/** Call a verb with arguments that would be right: the first five read, the others write. */
static int32_t call_verb(struct sup__conform_suite *suite, int verb, const char **name)
{
    static const char *const names[VERB_COUNT] = {"get",       "get_many", "scan",
                                                  "aggregate", "insert",   "put",
                                                  "update",    "remove",   "remove_range"};
    const struct sup_store_methods *methods = suite->store->methods;
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, verb == 4 ? 50 : 1);
    struct sup_value values[SUP__MODEL_COLUMNS];
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 2};
    struct sup_aggregate sums;
    int64_t removed;
    *name = names[verb];
    sup__conform_model_values(&row, SUP__MODEL_COLUMNS, values);
    scan.prefix = values;
    switch (verb) {
    case 0:
        return methods->get(suite->store, SUP__THING, 0, values, ignore_row, NULL);
    case 1:
        return methods->get_many(suite->store, SUP__THING, values, 1, ignore_row, NULL);
    case 2:
        return methods->scan(suite->store, &scan, ignore_row, NULL);
    case 3:
        return methods->aggregate(suite->store, &scan, SUP__THING_AMOUNT, &sums);
    case 4:
        return methods->insert(suite->store, SUP__THING, values);
    case 5:
        return methods->put(suite->store, SUP__THING, values);
    case 6:
        return methods->update(suite->store, SUP__THING, values, UINT64_C(1) << SUP__THING_AMOUNT,
                               1);
    case 7:
        return methods->remove(suite->store, SUP__THING, values);
    default:
        return methods->remove_range(suite->store, &scan, &removed);
    }
}

static void fill(struct sup__conform_suite *suite, int64_t count)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    for (int64_t id = 1; id <= count; id++) {
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id);
        sup__conform_insert_both(suite, SUP__THING, &row);
    }
    sup__conform_commit(suite);
}

static void look(struct sup__conform_suite *suite)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

static void verbs_need_a_transaction(struct sup__conform_suite *suite)
{
    const char *name;
    fill(suite, 3);
    for (int verb = 0; verb < VERB_COUNT && !suite->is_failed; verb++) {
        int32_t rc = call_verb(suite, verb, &name);
        sup__conform_expect(suite, name, SUP_MISUSE, rc);
    }
    sup__conform_expect(suite, "commit of nothing", SUP_MISUSE,
                        suite->store->methods->commit(suite->store));
    sup__conform_expect(suite, "rollback of nothing", SUP_MISUSE,
                        suite->store->methods->rollback(suite->store));
    look(suite);
}

static void reading_does_not_write(struct sup__conform_suite *suite)
{
    const char *name;
    fill(suite, 3);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    for (int verb = 4; verb < VERB_COUNT && !suite->is_failed; verb++) {
        int32_t rc = call_verb(suite, verb, &name);
        sup__conform_expect(suite, name, SUP_MISUSE, rc);
    }
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
    look(suite);
}

static void transactions_do_not_nest(struct sup__conform_suite *suite)
{
    static const int32_t modes[] = {SUP_READ, SUP_WRITE};
    fill(suite, 3);
    for (int outer = 0; outer < 2; outer++) {
        for (int inner = 0; inner < 2 && !suite->is_failed; inner++) {
            sup__conform_begin(suite, SUP__TENANT, modes[outer]);
            sup__conform_expect(
                suite, "begin inside of a transaction", SUP_MISUSE,
                suite->store->methods->begin(suite->store, SUP__TENANT, modes[inner]));
            sup__conform_expect(suite, "prepare inside of a transaction", SUP_MISUSE,
                                suite->store->methods->prepare(suite->store, &sup__conform_schema));
            if (modes[outer] == SUP_WRITE) {
                struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 10 + inner);
                sup__conform_insert_both(suite, SUP__THING, &row);
            }
            sup__conform_expect_tables(suite, SUP__TENANT);
            sup__conform_commit(suite);
        }
    }
    look(suite);
}

/** Verbs called from a row callback, one per row. */
struct intruder {
    struct sup__conform_suite *suite;
    int verb;
    int rows;
};

static int32_t intrude(void *context, const struct sup_value *row, uint32_t count)
{
    struct intruder *intruder = context;
    struct sup__conform_suite *suite = intruder->suite;
    const struct sup_store_methods *methods = suite->store->methods;
    const char *name;
    struct sup_value copy[SUP__MODEL_COLUMNS];
    memcpy(copy, row, (count < SUP__MODEL_COLUMNS ? count : SUP__MODEL_COLUMNS) * sizeof *copy);
    for (int verb = 0; verb < VERB_COUNT && !suite->is_failed; verb++) {
        int32_t rc = call_verb(suite, verb, &name);
        if (rc != SUP_MISUSE) {
            sup__conform_flunk(suite, "%s from a row callback is answered with %d, not refused",
                               name, (int)rc);
        }
    }
    sup__conform_expect(suite, "begin from a row callback", SUP_MISUSE,
                        methods->begin(suite->store, SUP__TENANT, SUP_READ));
    sup__conform_expect(suite, "commit from a row callback", SUP_MISUSE,
                        methods->commit(suite->store));
    sup__conform_expect(suite, "rollback from a row callback", SUP_MISUSE,
                        methods->rollback(suite->store));
    sup__conform_expect(suite, "prepare from a row callback", SUP_MISUSE,
                        methods->prepare(suite->store, &sup__conform_schema));
    /* The refused calls took nothing from the row. */
    for (uint32_t i = 0; i < count && i < SUP__MODEL_COLUMNS; i++) {
        if (row[i].type != copy[i].type || row[i].number != copy[i].number ||
            row[i].data != copy[i].data) {
            sup__conform_flunk(suite, "a refused call changed the row that the callback has");
        }
    }
    intruder->rows++;
    return suite->is_failed;
}

static void callbacks_do_not_call(struct sup__conform_suite *suite)
{
    struct intruder intruder = {suite, 0, 0};
    const struct sup_value keys[4] = {{.type = SUP_INT, .number = SUP__TENANT},
                                      {.type = SUP_INT, .number = 1},
                                      {.type = SUP_INT, .number = SUP__TENANT},
                                      {.type = SUP_INT, .number = 2}};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 1};
    scan.prefix = keys;
    fill(suite, 5);
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    const struct sup_store_methods *methods = suite->store->methods;
    int32_t rc = methods->scan(suite->store, &scan, intrude, &intruder);
    sup__conform_expect(suite, "scan", SUP_OK, rc);
    sup__conform_expect_number(suite, "rows of a scan whose callback is refused", 5, intruder.rows);
    rc = methods->get(suite->store, SUP__THING, 0, keys, intrude, &intruder);
    sup__conform_expect(suite, "get", SUP_OK, rc);
    rc = methods->get_many(suite->store, SUP__THING, keys, 2, intrude, &intruder);
    sup__conform_expect(suite, "get_many", SUP_OK, rc);
    sup__conform_expect_number(suite, "rows in all", 5 + 1 + 2, intruder.rows);
    sup__conform_expect_tables(suite, SUP__TENANT);
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 6);
    sup__conform_insert_both(suite, SUP__THING, &row);
    sup__conform_commit(suite);
    look(suite);
}

static int32_t stop_row(void *context, const struct sup_value *row, uint32_t count)
{
    (void)row;
    (void)count;
    *(int64_t *)context += 1;
    return 7;
}

static void callbacks_stop(struct sup__conform_suite *suite)
{
    struct sup_value keys[4] = {{.type = SUP_INT, .number = SUP__TENANT},
                                {.type = SUP_INT, .number = 1},
                                {.type = SUP_INT, .number = SUP__TENANT},
                                {.type = SUP_INT, .number = 2}};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 1};
    int64_t rows = 0;
    scan.prefix = keys;
    fill(suite, 5);
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    const struct sup_store_methods *methods = suite->store->methods;
    sup__conform_expect(suite, "scan that its callback stops", SUP_OK,
                        methods->scan(suite->store, &scan, stop_row, &rows));
    sup__conform_expect(suite, "get_many that its callback stops", SUP_OK,
                        methods->get_many(suite->store, SUP__THING, keys, 2, stop_row, &rows));
    sup__conform_expect(suite, "get whose callback asks to stop", SUP_OK,
                        methods->get(suite->store, SUP__THING, 0, keys, stop_row, &rows));
    sup__conform_expect_number(suite, "rows until stopped", 3, rows);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

static void rollback_restores(struct sup__conform_suite *suite)
{
    const char *name;
    fill(suite, 5);
    for (int verb = 4; verb < VERB_COUNT; verb++) {
        sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
        if (suite->is_failed) {
            return;
        }
        int32_t rc = call_verb(suite, verb, &name);
        sup__conform_expect(suite, name, SUP_OK, rc);
        sup__conform_rollback(suite);
        look(suite);
    }
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    for (int verb = 4; verb < VERB_COUNT - 1 && !suite->is_failed; verb++) {
        (void)call_verb(suite, verb, &name);
    }
    sup__conform_rollback(suite);
    look(suite);
}

/** Many rows removed and others inserted at their place, more than fit in any page. */
static void rollback_of_much(struct sup__conform_suite *suite)
{
    const struct sup_value prefix = {.type = SUP_INT, .number = SUP__TENANT};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 1};
    int64_t removed = 0;
    scan.prefix = &prefix;
    fill(suite, 300);
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    *suite->before = *suite->model;
    sup__conform_expect(suite, "remove_range", SUP_OK,
                        suite->store->methods->remove_range(suite->store, &scan, &removed));
    sup__conform_expect_number(suite, "rows removed", 300, removed);
    memset(suite->model, 0, sizeof *suite->model);
    for (int64_t id = 390; id > 0; id--) {
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id);
        row.cells[SUP__THING_STATUS] = sup__conform_cell_int(-id);
        sup__conform_insert_both(suite, SUP__THING, &row);
    }
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_rollback(suite);
    *suite->model = *suite->before;
    look(suite);
}

const struct sup__conform_check sup__conform_state_checks[] = {
    {"every verb outside of a transaction is MISUSE", verbs_need_a_transaction, 0},
    {"writing in a reading transaction is MISUSE and changes nothing", reading_does_not_write, 0},
    {"transactions do not nest, and the open one goes on", transactions_do_not_nest, 0},
    {"a row callback that calls the store is refused", callbacks_do_not_call, 0},
    {"a row callback stops what calls it", callbacks_stop, 0},
    {"rollback undoes each verb", rollback_restores, 0},
    {"rollback undoes hundreds of removals and insertions", rollback_of_much, 0},
    {NULL, NULL, 0},
};
