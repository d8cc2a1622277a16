/*
 * conformance_scan.c: scans of every shape against the model: each index, each number of columns
 * in prefix and bounds, open and closed, both directions, with and without limit and filters.
 */
#include <stddef.h>
#include <string.h>

#include "store/conformance.h"

enum { ROWS = 150 };

/** A scan and the values it points to. */
struct shape {
    struct sup_scan scan;
    struct sup__conform_cell cells[3 * SUP_STORE_KEY_COLUMNS_MAX + SUP_STORE_FILTERS_MAX];
    struct sup_value values[3 * SUP_STORE_KEY_COLUMNS_MAX];
    struct sup_filter filters[SUP_STORE_FILTERS_MAX];
};

typedef void (*shape_fn)(struct sup__conform_suite *suite, struct shape *shape);

static void fill(struct sup__conform_suite *suite)
{
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    for (uint32_t i = 0; i < ROWS; i++) {
        struct sup__conform_model_row row = sup__conform_random_row(suite, SUP__THING, SUP__TENANT);
        sup__conform_insert_both(suite, SUP__THING, &row);
        row = sup__conform_random_row(suite, SUP__PART, SUP__TENANT);
        sup__conform_insert_both(suite, SUP__PART, &row);
    }
    sup__conform_commit(suite);
}

/** A column's value of some stored row, or now and then one that may not be stored. */
static struct sup__conform_cell some_cell(struct sup__conform_suite *suite, uint32_t table,
                                          uint32_t column)
{
    const struct sup__conform_model_table *rows = &suite->model->tables[table];
    if (rows->count > 0 && sup__conform_pick(suite, 4) > 0) {
        return rows->rows[sup__conform_pick(suite, rows->count)].cells[column];
    }
    if (column == 0) {
        return sup__conform_cell_int(SUP__TENANT - 1 + (int64_t)sup__conform_pick(suite, 3));
    }
    return sup__conform_random_cell(suite, table, column);
}

/** `count` values for an index's columns from `first` on: a stored row's, or mixed. */
static const struct sup_value *tuple(struct sup__conform_suite *suite, struct shape *shape,
                                     uint32_t slot, uint32_t first, uint32_t count)
{
    uint32_t order[SUP_STORE_KEY_COLUMNS_MAX];
    const struct sup__conform_model_table *rows = &suite->model->tables[shape->scan.table];
    uint32_t row = sup__conform_pick(suite, rows->count + 1);
    slot *= SUP_STORE_KEY_COLUMNS_MAX;
    (void)sup__conform_order(&sup__conform_schema.tables[shape->scan.table], shape->scan.index,
                             order);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t column = order[first + i];
        shape->cells[slot + i] = row < rows->count && sup__conform_pick(suite, 5) > 0
                                     ? rows->rows[row].cells[column]
                                     : some_cell(suite, shape->scan.table, column);
        shape->values[slot + i] = sup__conform_cell_value(&shape->cells[slot + i]);
    }
    return count == 0 ? NULL : &shape->values[slot];
}

static void add_filters(struct sup__conform_suite *suite, struct shape *shape, uint32_t count)
{
    const struct sup_table *table = &sup__conform_schema.tables[shape->scan.table];
    for (uint32_t i = 0; i < count; i++) {
        struct sup_filter *filter = &shape->filters[i];
        struct sup__conform_cell *cell = &shape->cells[3 * SUP_STORE_KEY_COLUMNS_MAX + i];
        memset(filter, 0, sizeof *filter);
        filter->column = sup__conform_pick(suite, table->column_count);
        filter->compare = SUP_EQ + (int32_t)sup__conform_pick(suite, SUP_GE);
        *cell = some_cell(suite, shape->scan.table, filter->column);
        if ((table->columns[filter->column].flags & SUP_COLUMN_NULLABLE) != 0 &&
            sup__conform_pick(suite, 5) == 0) {
            *cell = sup__conform_cell_text(NULL);
        }
        filter->value = sup__conform_cell_value(cell);
    }
    shape->scan.filter_count = count;
    shape->scan.filters = count == 0 ? NULL : shape->filters;
}

static void set_values(struct sup__conform_suite *suite, struct shape *shape)
{
    struct sup_scan *scan = &shape->scan;
    scan->prefix = tuple(suite, shape, 0, 0, scan->prefix_count);
    scan->lower = tuple(suite, shape, 1, scan->prefix_count, scan->lower_count);
    scan->upper = tuple(suite, shape, 2, scan->prefix_count, scan->upper_count);
    add_filters(suite, shape,
                sup__conform_pick(suite, 2) == 0 ? 0 : 1 + sup__conform_pick(suite, 3));
}

/** Open ends, direction and limit: the 16 kinds of scans between the same columns. */
static void each_kind(struct sup__conform_suite *suite, struct shape *shape, shape_fn fn)
{
    for (uint32_t kind = 0; kind < 16 && !suite->is_failed; kind++) {
        shape->scan.lower_is_open = kind & 1;
        shape->scan.upper_is_open = kind >> 1 & 1;
        shape->scan.is_descending = kind >> 2 & 1;
        shape->scan.limit = kind < 8 ? 0 : 1 + sup__conform_pick(suite, 6);
        set_values(suite, shape);
        fn(suite, shape);
    }
}

static void each_shape(struct sup__conform_suite *suite, shape_fn fn)
{
    struct shape shape;
    memset(&shape, 0, sizeof shape);
    shape.scan.size = sizeof shape.scan;
    for (uint32_t table = 0; table < SUP__MODEL_TABLES; table++) {
        shape.scan.table = table;
        for (uint32_t index = 0; index <= sup__conform_schema.tables[table].index_count; index++) {
            uint32_t order[SUP_STORE_KEY_COLUMNS_MAX];
            uint32_t columns = sup__conform_order(&sup__conform_schema.tables[table], index, order);
            shape.scan.index = index;
            for (uint32_t prefix = 0; prefix <= columns; prefix++) {
                uint32_t ends = columns - prefix + 1;
                for (uint32_t bounds = 0; bounds < ends * ends && !suite->is_failed; bounds++) {
                    shape.scan.prefix_count = prefix;
                    shape.scan.lower_count = bounds % ends;
                    shape.scan.upper_count = bounds / ends;
                    each_kind(suite, &shape, fn);
                }
            }
        }
    }
}

/** Say which scan it was that failed. */
static void tell(struct sup__conform_suite *suite, const struct shape *shape)
{
    const struct sup_scan *scan = &shape->scan;
    if (!suite->is_failed) {
        return;
    }
    char first[sizeof suite->detail];
    memcpy(first, suite->detail, sizeof first);
    suite->is_failed = 0;
    sup__conform_flunk(
        suite,
        "%s: table %u, index %u, prefix of %u, lower of %u%s, upper of %u%s, %u filters, "
        "limit %u%s",
        first, (unsigned)scan->table, (unsigned)scan->index, (unsigned)scan->prefix_count,
        (unsigned)scan->lower_count, scan->lower_is_open ? " open" : "",
        (unsigned)scan->upper_count, scan->upper_is_open ? " open" : "",
        (unsigned)scan->filter_count, (unsigned)scan->limit,
        scan->is_descending ? ", descending" : "");
}

static void try_scan(struct sup__conform_suite *suite, struct shape *shape)
{
    sup__conform_expect_scan(suite, &shape->scan,
                             sup__conform_pick(suite, 8) == 0 ? 1 + sup__conform_pick(suite, 3)
                                                              : 0);
    tell(suite, shape);
}

static void scans_of_every_shape(struct sup__conform_suite *suite)
{
    fill(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    each_shape(suite, try_scan);
    sup__conform_commit(suite);
}

static void try_aggregate(struct sup__conform_suite *suite, struct shape *shape)
{
    static const uint32_t thing_columns[] = {SUP__THING_AMOUNT, SUP__THING_STATUS,
                                             SUP__THING_VERSION};
    uint32_t column =
        shape->scan.table == SUP__THING ? thing_columns[sup__conform_pick(suite, 3)] : 4;
    struct sup_aggregate wanted;
    struct sup_aggregate found;
    if (sup__conform_pick(suite, 4) > 0) {
        return; /* a quarter of the shapes is plenty */
    }
    sup__conform_model_aggregate(suite->model, &shape->scan, column, &wanted);
    memset(&found, 0xff, sizeof found);
    sup__conform_expect(
        suite, "aggregate", SUP_OK,
        suite->store->methods->aggregate(suite->store, &shape->scan, column, &found));
    sup__conform_expect_number(suite, "count", wanted.count, found.count);
    if (!suite->is_failed) {
        struct sup_aggregate rows;
        memset(&rows, 0xff, sizeof rows);
        sup__conform_expect(suite, "aggregate", SUP_OK,
                            suite->store->methods->aggregate(suite->store, &shape->scan,
                                                             SUP_STORE_ROWS_ONLY, &rows));
        sup__conform_expect_number(suite, "count of rows", wanted.count, rows.count);
        sup__conform_expect_number(suite, "is_empty of rows", 1, rows.is_empty);
    }
    sup__conform_expect_number(suite, "is_empty", wanted.is_empty, found.is_empty);
    sup__conform_expect_number(suite, "sum", wanted.sum, found.sum);
    sup__conform_expect_number(suite, "min", wanted.min, found.min);
    sup__conform_expect_number(suite, "max", wanted.max, found.max);
    tell(suite, shape);
}

static void aggregates_of_every_shape(struct sup__conform_suite *suite)
{
    fill(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    each_shape(suite, try_aggregate);
    sup__conform_commit(suite);
}

static void try_remove_range(struct sup__conform_suite *suite, struct shape *shape)
{
    int64_t removed = -1;
    if (sup__conform_pick(suite, 16) > 0) {
        return;
    }
    *suite->before = *suite->model;
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    int64_t wanted = sup__conform_model_remove_range(suite->model, &shape->scan);
    sup__conform_expect(suite, "remove_range", SUP_OK,
                        suite->store->methods->remove_range(suite->store, &shape->scan, &removed));
    sup__conform_expect_number(suite, "rows removed", wanted, removed);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_rollback(suite);
    *suite->model = *suite->before;
    tell(suite, shape);
}

static void remove_ranges_of_every_shape(struct sup__conform_suite *suite)
{
    fill(suite);
    each_shape(suite, try_remove_range);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_commit(suite);
}

static void remove_whole(struct sup__conform_suite *suite, int64_t tenant)
{
    const struct sup_value prefix = {.type = SUP_INT, .number = tenant};
    const struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__THING, .prefix_count = 1, .prefix = &prefix};
    int64_t removed = -1;
    int64_t wanted = sup__conform_model_remove_range(suite->model, &scan);
    sup__conform_expect(suite, "remove_range", SUP_OK,
                        suite->store->methods->remove_range(suite->store, &scan, &removed));
    sup__conform_expect_number(suite, "rows removed", wanted, removed);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_expect_tables(suite, SUP__TENANT + 1);
}

/** A store may drop a table's rows at once where nobody else has any in it, and only there. */
static void remove_whole_tenants(struct sup__conform_suite *suite)
{
    fill(suite);
    sup__conform_begin(suite, SUP__TENANT + 1, SUP_WRITE);
    struct sup__conform_model_row row =
        sup__conform_random_row(suite, SUP__THING, SUP__TENANT + 1);
    sup__conform_insert_both(suite, SUP__THING, &row);
    sup__conform_commit(suite);
    *suite->before = *suite->model;
    sup__conform_begin(suite, SUP__TENANT, SUP_WRITE);
    if (suite->is_failed) {
        return;
    }
    remove_whole(suite, SUP__TENANT);     /* beside another's */
    remove_whole(suite, SUP__TENANT + 1); /* alone */
    sup__conform_rollback(suite);
    *suite->model = *suite->before;
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    sup__conform_expect_tables(suite, SUP__TENANT);
    sup__conform_expect_tables(suite, SUP__TENANT + 1);
    sup__conform_commit(suite);
}

/** Eight filters, the limit, on one scan. */
static void filters_at_the_limit(struct sup__conform_suite *suite)
{
    struct shape shape;
    memset(&shape, 0, sizeof shape);
    shape.scan.size = sizeof shape.scan;
    fill(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    for (int i = 0; i < 300 && !suite->is_failed; i++) {
        add_filters(suite, &shape, SUP_STORE_FILTERS_MAX);
        for (uint32_t at = 0; at < SUP_STORE_FILTERS_MAX; at++) {
            struct sup_filter *filter = &shape.filters[at];
            if (filter->compare == SUP_EQ) {
                filter->compare = SUP_NE; /* so that some rows pass all eight */
            }
        }
        try_scan(suite, &shape);
    }
    sup__conform_commit(suite);
}

static void null_matches_only_null(struct sup__conform_suite *suite)
{
    struct sup_filter filter = {.column = SUP__THING_AMOUNT};
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING, .filter_count = 1};
    scan.filters = &filter;
    fill(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    for (filter.compare = SUP_EQ; filter.compare <= SUP_GE; filter.compare++) {
        filter.value.type = SUP_NULL;
        sup__conform_expect_scan(suite, &scan, 0);
        filter.value.type = SUP_INT;
        sup__conform_expect_scan(suite, &scan, 0);
    }
    sup__conform_commit(suite);
}

/* Rows as numbers of their reads and values, added up so that order and content both count. */
struct mix {
    uint64_t sum;
    uint32_t rows;
    uint32_t stop_after; /* 0: never */
};

static void mix_in(struct mix *mix, uint64_t number)
{
    mix->sum = (mix->sum ^ number) * UINT64_C(1099511628211);
}

static int32_t mix_row(void *context, uint32_t read, const struct sup_value *row, uint32_t count)
{
    struct mix *mix = context;
    mix_in(mix, read);
    for (uint32_t i = 0; i < count; i++) {
        mix_in(mix, (uint64_t)row[i].type);
        mix_in(mix, row[i].type == SUP_INT ? (uint64_t)row[i].number : row[i].bytes);
        for (size_t at = 0; row[i].type > SUP_INT && at < row[i].bytes; at++) {
            mix_in(mix, ((const uint8_t *)row[i].data)[at]);
        }
    }
    return ++mix->rows == mix->stop_after;
}

struct numbered {
    struct mix *mix;
    uint32_t read;
};

static int32_t mix_scanned(void *context, const struct sup_value *row, uint32_t count)
{
    struct numbered *numbered = context;
    return mix_row(numbered->mix, numbered->read, row, count);
}

/** An optional verb: several reads give what each gives by itself, and end where a callback says.
 */
static void reads_in_one_call(struct sup__conform_suite *suite)
{
    enum { READS = 5, AGGREGATE = 2 };
    const struct sup_store_methods *methods = suite->store->methods;
    struct sup_scan scan = {.size = sizeof scan, .table = SUP__THING};
    struct sup_scan short_scan = {
        .size = sizeof scan, .table = SUP__THING, .is_descending = 1, .limit = 2};
    struct sup_aggregate wanted;
    struct sup_aggregate found;
    struct sup_read reads[READS] = {
        {.scan = &scan},
        {.scan = &short_scan},
        {.scan = &scan, .aggregate = &found, .column = SUP__THING_AMOUNT},
        {.scan = &short_scan},
        {.scan = &scan}};
    if (methods->size < offsetof(struct sup_store_methods, read_many) + sizeof methods->read_many ||
        methods->read_many == NULL) {
        return;
    }
    fill(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    for (uint32_t stop = 0; stop < 12 && !suite->is_failed; stop++) {
        struct mix one = {.stop_after = stop};
        struct mix many = {.stop_after = stop};
        int is_stopped = 0;
        memset(&found, 0xff, sizeof found);
        for (uint32_t i = 0; i < READS && !is_stopped; i++) {
            struct numbered numbered = {&one, i};
            if (i != AGGREGATE) {
                sup__conform_expect(
                    suite, "scan", SUP_OK,
                    methods->scan(suite->store, reads[i].scan, mix_scanned, &numbered));
            }
            is_stopped = stop != 0 && one.rows == stop;
        }
        sup__conform_expect(suite, "read_many", SUP_OK,
                            methods->read_many(suite->store, reads, READS, mix_row, &many));
        sup__conform_expect_number(suite, "rows of read_many", one.rows, many.rows);
        sup__conform_expect_number(suite, "what read_many gave", (int64_t)(one.sum >> 1),
                                   (int64_t)(many.sum >> 1));
    }
    sup__conform_expect(suite, "read_many", SUP_OK,
                        methods->read_many(suite->store, reads, READS, mix_row, &(struct mix){0}));
    sup__conform_model_aggregate(suite->model, &scan, SUP__THING_AMOUNT, &wanted);
    sup__conform_expect_number(suite, "count in read_many", wanted.count, found.count);
    sup__conform_expect_number(suite, "sum in read_many", wanted.sum, found.sum);
    sup__conform_commit(suite);
}

struct wanted {
    struct mix mix;
    uint64_t columns;
};

static int32_t mix_wanted(void *context, const struct sup_value *row, uint32_t count)
{
    struct wanted *wanted = context;
    for (uint32_t i = 0; i < count; i++) {
        if (wanted->columns >> i & 1) {
            mix_row(&wanted->mix, i, &row[i], 1);
        }
    }
    return 0;
}

/** Who asks for some columns gets those as they are, with filters and orders by others. */
static void columns_that_are_asked_for(struct sup__conform_suite *suite)
{
    const struct sup_store_methods *methods = suite->store->methods;
    struct sup_filter filter = {SUP__THING_AMOUNT, SUP_NE, {.type = SUP_NULL}};
    fill(suite);
    sup__conform_begin(suite, SUP__TENANT, SUP_READ);
    for (uint32_t i = 0; i < 4 * SUP__THING_COLUMNS && !suite->is_failed; i++) {
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__THING,
                                .index = i % 3,
                                .filter_count = i % 2,
                                .filters = &filter};
        uint64_t columns = i < SUP__THING_COLUMNS
                               ? UINT64_C(1) << i
                               : 1 + sup__conform_pick(suite, (1u << SUP__THING_COLUMNS) - 1);
        struct wanted all = {.columns = columns};
        struct wanted some = {.columns = columns};
        sup__conform_expect(suite, "scan", SUP_OK,
                            methods->scan(suite->store, &scan, mix_wanted, &all));
        scan.columns = columns;
        sup__conform_expect(suite, "scan of some columns", SUP_OK,
                            methods->scan(suite->store, &scan, mix_wanted, &some));
        sup__conform_expect_number(suite, "rows of some columns", all.mix.rows, some.mix.rows);
        sup__conform_expect_number(suite, "what the columns asked for gave",
                                   (int64_t)(all.mix.sum >> 1), (int64_t)(some.mix.sum >> 1));
    }
    sup__conform_commit(suite);
}

const struct sup__conform_check sup__conform_scan_checks[] = {
    {"scans of every shape give the right rows in the right order", scans_of_every_shape, 0},
    {"aggregates over scans of every shape are right", aggregates_of_every_shape, 0},
    {"remove_range over scans of every shape, rolled back", remove_ranges_of_every_shape, 0},
    {"read_many gives what scans and aggregates give", reads_in_one_call, 0},
    {"a scan gives the columns that are asked for", columns_that_are_asked_for, 0},
    {"remove_range of all that tenants have", remove_whole_tenants, 0},
    {"a scan takes eight filters", filters_at_the_limit, 0},
    {"NULL matches no filter but = and <> NULL", null_matches_only_null, 0},
    {NULL, NULL, 0},
};
