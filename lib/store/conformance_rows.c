/*
 * conformance_rows.c: the rows that the suite writes, and the comparison of what comes back with
 * what the model holds.
 */
#include <string.h>

#include "base/text.h"
#include "store/conformance.h"

/* Texts that a collation, a conversion to numbers, UTF-16 or padding would order or read
 * otherwise than bytes do. */
static const char *const texts[] = {
    "",
    "A",
    "a",
    "B",
    "b",
    "Z",
    "_",
    "aa",
    "a ",
    " a",
    "10",
    "9",
    "0x1",
    "1e3",
    "NULL",
    "%",
    "'",
    "\xc3\x84",
    "ae",
    "ss",
    "\xc3\x9f",
    "\xc3\xa9",
    "e\xcc\x81",
    "\xef\xbf\xbd",
    "\xf0\x9f\x98\x80",
    "\x7f",
};

struct blob {
    uint32_t bytes;
    const char *data;
};
static const struct blob blobs[] = {
    {0, ""},
    {1, "\x00"},
    {2, "\x00\x00"},
    {2, "\x00\x01"},
    {1, "\x01"},
    {1, "\x7f"},
    {1, "\x80"},
    {1, "\xff"},
    {2, "\xff\x00"},
    {2, "\xff\xff"},
    {3, "a\x00"
        "b"},
    {1, "a"},
    {2, "ab"},
    {2, "\xc3\x28"},
    {17, "0123456789abcdefX"},
    {17, "0123456789abcdefY"},
};

static const int64_t numbers[] = {
    INT64_MIN,
    INT64_MIN + 1,
    -4294967296,
    -256,
    -255,
    -2,
    -1,
    0,
    1,
    2,
    255,
    256,
    65536,
    2147483648,
    INT64_C(9007199254740993),
    INT64_MAX - 1,
    INT64_MAX,
};

#define COUNT_OF(list) ((uint32_t)(sizeof(list) / sizeof((list)[0])))

struct sup__conform_cell sup__conform_cell_int(int64_t number)
{
    struct sup__conform_cell cell;
    memset(&cell, 0, sizeof cell);
    cell.type = SUP_INT;
    cell.number = number;
    return cell;
}

struct sup__conform_cell sup__conform_cell_text(const char *text)
{
    struct sup__conform_cell cell;
    memset(&cell, 0, sizeof cell);
    if (text != NULL) {
        cell = sup__conform_cell_blob(text, (uint32_t)strlen(text));
        cell.type = SUP_TEXT;
    }
    return cell;
}

struct sup__conform_cell sup__conform_cell_blob(const void *data, uint32_t bytes)
{
    struct sup__conform_cell cell;
    memset(&cell, 0, sizeof cell);
    cell.type = SUP_BLOB;
    cell.bytes = bytes;
    memcpy(cell.data, data, bytes);
    return cell;
}

struct sup__conform_model_row sup__conform_thing(int64_t tenant, int64_t id)
{
    struct sup__conform_model_row row;
    char name[SUP__CELL_BYTES];
    memset(&row, 0, sizeof row);
    sup__format(name, sizeof name, "n%lld", (long long)id);
    row.cells[SUP__THING_TENANT] = sup__conform_cell_int(tenant);
    row.cells[SUP__THING_ID] = sup__conform_cell_int(id);
    row.cells[SUP__THING_STATUS] = sup__conform_cell_int(id % 3);
    row.cells[SUP__THING_NAME] = sup__conform_cell_text(name);
    row.cells[SUP__THING_TAG] = sup__conform_cell_blob("t", 1);
    row.cells[SUP__THING_AMOUNT] = sup__conform_cell_int(id % 1000 * 10);
    row.cells[SUP__THING_VERSION] = sup__conform_cell_int(1);
    return row;
}

static struct sup__conform_cell random_text(struct sup__conform_suite *suite, int is_varied)
{
    char text[SUP__CELL_BYTES];
    const char *base = texts[sup__conform_pick(suite, COUNT_OF(texts))];
    sup__format(text, sizeof text, "%s%.*s", base, is_varied ? (int)sup__conform_pick(suite, 4) : 0,
                "xyz");
    return sup__conform_cell_text(text);
}

static struct sup__conform_cell random_blob(struct sup__conform_suite *suite)
{
    const struct blob *blob = &blobs[sup__conform_pick(suite, COUNT_OF(blobs))];
    return sup__conform_cell_blob(blob->data, blob->bytes);
}

static struct sup__conform_cell random_int(struct sup__conform_suite *suite)
{
    return sup__conform_cell_int(numbers[sup__conform_pick(suite, COUNT_OF(numbers))]);
}

static struct sup__conform_cell random_thing_cell(struct sup__conform_suite *suite, uint32_t column)
{
    static const struct sup__conform_cell null_cell;
    switch (column) {
    case SUP__THING_ID:
        return sup__conform_pick(suite, 4) == 0
                   ? random_int(suite)
                   : sup__conform_cell_int((int64_t)sup__conform_pick(suite, 40));
    case SUP__THING_STATUS:
        return sup__conform_cell_int((int64_t)sup__conform_pick(suite, 4) - 1);
    case SUP__THING_NAME:
        return random_text(suite, 1);
    case SUP__THING_TAG:
        return random_blob(suite);
    case SUP__THING_AMOUNT:
        return sup__conform_pick(suite, 3) == 0
                   ? null_cell
                   : sup__conform_cell_int((int64_t)sup__conform_pick(suite, 2000) - 1000);
    case SUP__THING_NOTE:
        return sup__conform_pick(suite, 3) == 0 ? null_cell : random_text(suite, 0);
    case SUP__THING_DATA:
        return sup__conform_pick(suite, 3) == 0 ? null_cell : random_blob(suite);
    default:
        return sup__conform_cell_int((int64_t)sup__conform_pick(suite, 4));
    }
}

struct sup__conform_cell sup__conform_random_cell(struct sup__conform_suite *suite, uint32_t table,
                                                  uint32_t column)
{
    static const struct sup__conform_cell null_cell;
    if (table == SUP__THING) {
        return random_thing_cell(suite, column);
    }
    switch (column) {
    case 1:
        return random_text(suite, 0);
    case 2:
        return random_int(suite);
    case 3:
        return random_blob(suite);
    case 4:
        return sup__conform_cell_int((int64_t)sup__conform_pick(suite, 60) - 30);
    default:
        return sup__conform_pick(suite, 2) == 0 ? null_cell : random_text(suite, 0);
    }
}

struct sup__conform_model_row sup__conform_random_row(struct sup__conform_suite *suite,
                                                      uint32_t table, int64_t tenant)
{
    struct sup__conform_model_row row;
    memset(&row, 0, sizeof row);
    row.cells[0] = sup__conform_cell_int(tenant);
    for (uint32_t i = 1; i < sup__conform_schema.tables[table].column_count; i++) {
        row.cells[i] = sup__conform_random_cell(suite, table, i);
    }
    return row;
}

void sup__conform_insert_both(struct sup__conform_suite *suite, uint32_t table,
                              const struct sup__conform_model_row *row)
{
    struct sup_value values[SUP__MODEL_COLUMNS];
    if (suite->is_failed) {
        return;
    }
    sup__conform_model_values(row, SUP__MODEL_COLUMNS, values);
    sup__conform_expect(suite, "insert", sup__conform_model_insert(suite->model, table, row),
                        suite->store->methods->insert(suite->store, table, values));
}

/** A callback's rows, compared one by one with the ones that must come. */
struct arrival {
    struct sup__conform_suite *suite;
    uint32_t table;
    const struct sup__conform_model_list *wanted;
    uint32_t count;
    uint32_t stop_after;
};

static int is_same_value(const struct sup_value *got, const struct sup__conform_cell *wanted)
{
    if (got->type != wanted->type) {
        return 0;
    }
    if (got->type == SUP_INT) {
        return got->number == wanted->number;
    }
    return got->type == SUP_NULL ||
           (got->bytes == wanted->bytes &&
            (got->bytes == 0 || memcmp(got->data, wanted->data, got->bytes) == 0));
}

static int32_t arrive(void *context, const struct sup_value *row, uint32_t count)
{
    struct arrival *arrival = context;
    struct sup__conform_suite *suite = arrival->suite;
    const struct sup_table *table = &sup__conform_schema.tables[arrival->table];
    if (count != table->column_count) {
        sup__conform_flunk(suite, "a row of %s has %d columns", table->name, (int)count);
        return 1;
    }
    if (arrival->count == arrival->wanted->count) {
        sup__conform_flunk(suite, "%s gives more than the %d rows there are", table->name,
                           (int)arrival->wanted->count);
        return 1;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!is_same_value(&row[i], &arrival->wanted->rows[arrival->count]->cells[i])) {
            sup__conform_flunk(suite,
                               "row %d of %d from %s is another one, or its %s has another value",
                               (int)arrival->count + 1, (int)arrival->wanted->count, table->name,
                               table->columns[i].name);
            return 1;
        }
    }
    arrival->count++;
    return arrival->count == arrival->stop_after;
}

void sup__conform_expect_scan(struct sup__conform_suite *suite, const struct sup_scan *scan,
                              uint32_t stop_after)
{
    struct sup__conform_model_list wanted;
    struct arrival arrival = {suite, scan->table, &wanted, 0, stop_after};
    if (suite->is_failed) {
        return;
    }
    sup__conform_model_scan(suite->model, scan, &wanted);
    if (stop_after > 0 && wanted.count > stop_after) {
        wanted.count = stop_after;
    }
    int32_t rc = suite->store->methods->scan(suite->store, scan, arrive, &arrival);
    sup__conform_expect(suite, "scan", SUP_OK, rc);
    sup__conform_expect_number(suite, "rows of a scan", wanted.count, arrival.count);
}

void sup__conform_expect_tables(struct sup__conform_suite *suite, int64_t tenant)
{
    const struct sup_value prefix = {.type = SUP_INT, .number = tenant};
    for (uint32_t table = 0; table < SUP__MODEL_TABLES; table++) {
        struct sup_scan scan = {.size = sizeof scan, .table = table, .prefix_count = 1};
        scan.prefix = &prefix;
        for (scan.index = 0; scan.index <= sup__conform_schema.tables[table].index_count;
             scan.index++) {
            sup__conform_expect_scan(suite, &scan, 0);
        }
    }
}

void sup__conform_expect_get(struct sup__conform_suite *suite, uint32_t table, uint32_t index,
                             const struct sup_value *key, const struct sup__conform_model_row *row)
{
    struct sup__conform_model_list wanted = {row != NULL, {row}};
    struct arrival arrival = {suite, table, &wanted, 0, 0};
    if (suite->is_failed) {
        return;
    }
    int32_t rc = suite->store->methods->get(suite->store, table, index, key, arrive, &arrival);
    sup__conform_expect(suite, "get", row != NULL ? SUP_OK : SUP_NOT_FOUND, rc);
    sup__conform_expect_number(suite, "rows of a get", wanted.count, arrival.count);
}

void sup__conform_expect_many(struct sup__conform_suite *suite, uint32_t table,
                              const struct sup_value *keys, uint32_t count,
                              const struct sup__conform_model_list *wanted)
{
    struct arrival arrival = {suite, table, wanted, 0, 0};
    if (suite->is_failed) {
        return;
    }
    int32_t rc =
        suite->store->methods->get_many(suite->store, table, keys, count, arrive, &arrival);
    sup__conform_expect(suite, "get_many", SUP_OK, rc);
    sup__conform_expect_number(suite, "rows of a get_many", wanted->count, arrival.count);
}

static int32_t count_row(void *context, const struct sup_value *row, uint32_t count)
{
    (void)row;
    (void)count;
    *(int64_t *)context += 1;
    return 0;
}

int32_t sup__conform_count_rows(struct sup_store *store, uint32_t table, int64_t tenant,
                                int64_t *count)
{
    const struct sup_value prefix = {.type = SUP_INT, .number = tenant};
    struct sup_scan scan = {.size = sizeof scan, .table = table, .prefix_count = 1};
    scan.prefix = &prefix;
    *count = 0;
    return store->methods->scan(store, &scan, count_row, count);
}
