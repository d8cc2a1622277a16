/*
 * conformance_values.c: values come back as they went in: the ends of the integers, texts that
 * look like numbers, blobs with zeros, long ones, and tables at the limits.
 */
#include <string.h>

#include "store/conformance.h"

static void rows_come_back(struct sup__conform_suite *suite)
{
    static const int64_t numbers[] = {
        INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX, INT64_C(9007199254740993)};
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    for (uint32_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, numbers[i]);
        row.cells[SUP__THING_STATUS] = sup__conform_cell_int(numbers[i]);
        row.cells[SUP__THING_AMOUNT] = sup__conform_cell_int(numbers[i]);
        sup__conform_insert_both(suite, SUP__THING, &row);
    }
    for (uint32_t i = 0; i < 200; i++) {
        struct sup__conform_model_row row = sup__conform_random_row(suite, SUP__THING, SUP__TENANT);
        sup__conform_insert_both(suite, SUP__THING, &row);
        row = sup__conform_random_row(suite, SUP__PART, SUP__TENANT);
        sup__conform_insert_both(suite, SUP__PART, &row);
    }
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

static void empty_is_not_null(struct sup__conform_suite *suite)
{
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 1);
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text("");
    row.cells[SUP__THING_TAG] = sup__conform_cell_blob("", 0);
    row.cells[SUP__THING_NOTE] = sup__conform_cell_text("");
    row.cells[SUP__THING_DATA] = sup__conform_cell_blob("", 0);
    sup__conform_insert_both(suite, SUP__THING, &row);
    row = sup__conform_thing(SUP__TENANT, 2);
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_text(NULL);
    sup__conform_insert_both(suite, SUP__THING, &row);
    struct sup_value key[2] = {{.type = SUP_INT, .number = SUP__TENANT}, {.type = SUP_TEXT}};
    key[1].data = ""; /* a key of no bytes is a key */
    sup__conform_expect_get(suite, SUP__THING, SUP__THING_BY_NAME, key,
                            &suite->model->tables[0].rows[0]);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

enum { LONG_BYTES = 200000 };

/** What a long row's text and blob must hold: written once by its rule, compared by it. */
static char long_byte(size_t at)
{
    return (char)('a' + (at * at / 7) % 26);
}

static int32_t check_long(void *context, const struct sup_value *row, uint32_t count)
{
    int *is_same = context;
    const struct sup_value *note = &row[SUP__THING_NOTE];
    const struct sup_value *data = &row[SUP__THING_DATA];
    *is_same = count == SUP__THING_COLUMNS && note->type == SUP_TEXT && data->type == SUP_BLOB &&
               note->bytes == LONG_BYTES && data->bytes == LONG_BYTES;
    for (size_t i = 0; *is_same && i < LONG_BYTES; i++) {
        *is_same = ((const char *)note->data)[i] == long_byte(i) &&
                   ((const char *)data->data)[i] == (i % 5 == 0 ? '\0' : long_byte(i));
    }
    return 0;
}

static void long_values(struct sup__conform_suite *suite)
{
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 1);
    struct sup_value values[SUP__MODEL_COLUMNS];
    struct sup_value key[2];
    int is_same = 0;
    char *text = sup__alloc(&suite->mem, 2 * LONG_BYTES);
    if (text == NULL) {
        sup__conform_flunk(suite, "no memory for the suite");
        return;
    }
    for (size_t i = 0; i < LONG_BYTES; i++) {
        text[i] = long_byte(i);
        text[LONG_BYTES + i] = i % 5 == 0 ? '\0' : long_byte(i);
    }
    sup__conform_model_values(&row, SUP__MODEL_COLUMNS, values);
    memcpy(key, values, sizeof key);
    values[SUP__THING_NOTE].type = SUP_TEXT;
    values[SUP__THING_NOTE].data = text;
    values[SUP__THING_NOTE].bytes = LONG_BYTES;
    values[SUP__THING_DATA].type = SUP_BLOB;
    values[SUP__THING_DATA].data = text + LONG_BYTES;
    values[SUP__THING_DATA].bytes = LONG_BYTES;
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (!suite->is_failed) {
        const struct sup_store_methods *methods = suite->store->methods;
        sup__conform_expect(suite, "insert", SUP_OK,
                            methods->insert(suite->store, SUP__THING, values));
        memset(text, 'x', 2 * LONG_BYTES); /* the store has copied it */
        sup__conform_expect(suite, "get", SUP_OK,
                            methods->get(suite->store, SUP__THING, 0, key, check_long, &is_same));
        sup__conform_expect_number(suite, "a long row that comes back as it went in", 1, is_same);
    }
    sup__conform_commit(suite);
    sup__dealloc(&suite->mem, text);
}

/** Rows that agree in long beginnings: more than any prefix of a key that a store may cut. */
static void long_keys(struct sup__conform_suite *suite)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    for (int64_t id = 0; id < 26; id++) {
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id);
        char name[] = "aaaaaaaaaaaaaaaaaaaaa?";
        name[21] = (char)('a' + id * 7 % 26);
        row.cells[SUP__THING_NAME] = sup__conform_cell_text(name);
        row.cells[SUP__THING_TAG] = sup__conform_cell_blob(name, 22);
        sup__conform_insert_both(suite, SUP__THING, &row);
    }
    sup__conform_expect_tables(suite, SUP__TENANT);
    for (uint32_t i = 0; i < suite->model->tables[SUP__THING].count; i++) {
        const struct sup__conform_model_row *row = &suite->model->tables[SUP__THING].rows[i];
        struct sup_value key[2] = {sup__conform_cell_value(&row->cells[SUP__THING_TENANT]),
                                   sup__conform_cell_value(&row->cells[SUP__THING_NAME])};
        sup__conform_expect_get(suite, SUP__THING, SUP__THING_BY_NAME, key, row);
    }
    sup__conform_commit(suite);
}

static int32_t check_wide(void *context, const struct sup_value *row, uint32_t count)
{
    int64_t *sum = context;
    if (count == SUP_STORE_COLUMNS_MAX && row[SUP_STORE_COLUMNS_MAX - 2].type == SUP_NULL) {
        for (uint32_t i = 0; i < count; i++) {
            *sum += row[i].type == SUP_NULL ? 0 : (int64_t)(i + 1) * row[i].number;
        }
    }
    return 0;
}

static void tables_at_the_limits(struct sup__conform_suite *suite)
{
    struct sup_value row[SUP_STORE_COLUMNS_MAX];
    const uint32_t last = SUP_STORE_COLUMNS_MAX - 1;
    int64_t wanted = 0;
    memset(row, 0, sizeof row);
    for (uint32_t i = 0; i < SUP_STORE_COLUMNS_MAX; i++) {
        row[i].type = i == last - 1 ? SUP_NULL : SUP_INT;
        row[i].number = i == 0 ? SUP__TENANT : i == last - 1 ? 0 : 100 - (int64_t)i;
        wanted += (int64_t)(i + 1) * row[i].number;
    }
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    const struct sup_store_methods *methods = suite->store->methods;
    sup__conform_expect(suite, "insert of 60 columns", SUP_OK,
                        methods->insert(suite->store, SUP__WIDE, row));
    row[last].number += 1000;
    wanted += 60 * 1000;
    sup__conform_expect(suite, "update of the 60th column", SUP_OK,
                        methods->update(suite->store, SUP__WIDE, row, UINT64_C(1) << last, -1));
    row[SUP_STORE_KEY_COLUMNS_MAX - 1].number += 1;
    row[last].number = 0;
    sup__conform_expect(suite, "insert with another last key column", SUP_OK,
                        methods->insert(suite->store, SUP__WIDE, row));
    row[SUP_STORE_KEY_COLUMNS_MAX - 1].number -= 1;
    for (uint32_t index = 0; index <= SUP_STORE_INDEXES_MAX; index++) {
        uint32_t order[SUP_STORE_KEY_COLUMNS_MAX];
        struct sup_value prefix[SUP_STORE_KEY_COLUMNS_MAX];
        struct sup_scan scan = {.size = sizeof scan, .table = SUP__WIDE, .index = index};
        int64_t sum = 0;
        scan.prefix_count =
            sup__conform_order(&sup__conform_schema.tables[SUP__WIDE], index, order);
        scan.prefix = prefix;
        for (uint32_t i = 0; i < scan.prefix_count; i++) {
            prefix[i] = row[order[i]];
        }
        sup__conform_expect(suite, "scan", SUP_OK,
                            methods->scan(suite->store, &scan, check_wide, &sum));
        sup__conform_expect_number(suite, "checksum of the one row under a whole prefix", wanted,
                                   sum);
    }
    sup__conform_commit(suite);
}

static void aggregates(struct sup__conform_suite *suite)
{
    const struct sup_value prefix = {.type = SUP_INT, .number = SUP__TENANT};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .prefix_count = 1};
    struct sup_aggregate found;
    memset(&found, 0xff, sizeof found);
    scan.prefix = &prefix;
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    const struct sup_store_methods *methods = suite->store->methods;
    for (int64_t id = 0; id <= 4; id++) {
        sup__conform_expect(suite, "aggregate", SUP_OK,
                            methods->aggregate(suite->store, &scan, SUP__THING_AMOUNT, &found));
        sup__conform_expect_number(suite, "count", id, found.count);
        sup__conform_expect_number(suite, "is_empty", id < 3, found.is_empty);
        sup__conform_expect_number(suite, "sum", id < 3 ? 0 : id == 3 ? -30 : -70, found.sum);
        sup__conform_expect_number(suite, "min", id < 3 ? 0 : id == 3 ? -30 : -40, found.min);
        sup__conform_expect_number(suite, "max", id < 3 ? 0 : -30, found.max);
        struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, id + 1);
        row.cells[SUP__THING_AMOUNT] =
            id < 2 ? sup__conform_cell_text(NULL) : sup__conform_cell_int(-10 * (id + 1));
        sup__conform_insert_both(suite, SUP__THING, &row);
    }
    struct sup__conform_model_row row = sup__conform_thing(SUP__TENANT, 9);
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_int(INT64_MIN);
    sup__conform_insert_both(suite, SUP__THING, &row);
    int32_t rc = methods->aggregate(suite->store, &scan, SUP__THING_AMOUNT, &found);
    if (!suite->is_failed && rc == SUP_OK) {
        sup__conform_flunk(suite, "a sum past 64 bits is not refused");
    }
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

const struct sup__conform_check sup__conform_value_checks[] = {
    {"rows come back as they went in", rows_come_back, 0},
    {"an empty text or blob is not NULL", empty_is_not_null, 0},
    {"texts and blobs of 200,000 bytes are copied and come back", long_values, 0},
    {"keys that agree in 21 bytes are told apart and ordered by the 22nd", long_keys, 0},
    {"60 columns, 8 key columns and 8 indexes work", tables_at_the_limits, 0},
    {"aggregate counts rows, skips NULLs and refuses a sum past 64 bits", aggregates, 0},
    {NULL, NULL, 0},
};
