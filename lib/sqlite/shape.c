/*
 * shape.c: the text of a statement, made from its shape.
 *
 * Three things hold for every text. Tables are named with "main", so that a TEMP table of the
 * host's cannot stand in for ours. Every value is a parameter. And each scan names its index, so
 * that neither statistics nor an index that a shop added changes the plan.
 */
#include "sqlite/sqlite_store.h"

#include <string.h>

void sup__sql_name(struct sup__buffer *sql, const char *name)
{
    sup__buffer_char(sql, '"');
    sup__buffer_text(sql, name);
    sup__buffer_char(sql, '"');
}

uint32_t sup__index_order(const struct sup_table *table, uint32_t index,
                          uint32_t columns[2 * SUP_STORE_KEY_COLUMNS_MAX])
{
    uint32_t count = 0;

    if (index > 0) {
        const struct sup_index *named = &table->indexes[index - 1];

        for (; count < named->column_count; count++) {
            columns[count] = named->columns[count];
        }
    }
    for (uint32_t key = 0; key < table->key_count; key++) {
        uint32_t i = 0;

        while (i < count && columns[i] != key) {
            i++;
        }
        if (i == count) {
            columns[count++] = key;
        }
    }
    return count;
}

void sup__shape_of_scan(struct sup__shape *shape, enum sup__verb verb, const struct sup_scan *scan)
{
    memset(shape, 0, sizeof *shape);
    shape->mask = verb != SUP__VERB_SCAN ? 0 : scan->columns ? scan->columns : SUP__ALL_COLUMNS;
    shape->verb = (uint8_t)verb;
    shape->table = (uint16_t)scan->table;
    shape->index = (uint8_t)scan->index;
    shape->prefix_count = (uint8_t)scan->prefix_count;
    shape->lower_count = (uint8_t)scan->lower_count;
    shape->upper_count = (uint8_t)scan->upper_count;
    shape->filter_count = (uint8_t)scan->filter_count;
    shape->flags = (uint8_t)((scan->lower_is_open ? SUP__SHAPE_LOWER_OPEN : 0) |
                             (scan->upper_is_open ? SUP__SHAPE_UPPER_OPEN : 0) |
                             (scan->is_descending ? SUP__SHAPE_DESCENDING : 0) |
                             (scan->limit > 0 ? SUP__SHAPE_LIMIT : 0));
    for (uint32_t i = 0; i < scan->filter_count; i++) {
        const struct sup_filter *filter = &scan->filters[i];

        shape->filters[i].column = (uint8_t)filter->column;
        shape->filters[i].compare =
            (uint8_t)(filter->compare | (filter->value.type == SUP_NULL ? 128 : 0));
    }
}

static void append_table(struct sup__buffer *sql, const struct sup_table *table)
{
    sup__buffer_text(sql, "main.");
    sup__sql_name(sql, table->name);
}

/* The primary key's index has the name that SQLite gives it: the first automatic one. */
static void append_indexed_by(struct sup__buffer *sql, const struct sup_table *table,
                              uint32_t index)
{
    sup__buffer_text(sql, " INDEXED BY ");
    if (index > 0) {
        sup__sql_name(sql, table->indexes[index - 1].name);
    } else {
        sup__buffer_text(sql, "\"sqlite_autoindex_");
        sup__buffer_text(sql, table->name);
        sup__buffer_text(sql, "_1\"");
    }
}

static void append_columns(struct sup__buffer *sql, const struct sup_table *table,
                           const uint32_t *columns, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_text(sql, i > 0 ? ", " : "");
        sup__sql_name(sql, table->columns[columns != NULL ? columns[i] : i].name);
    }
}

static void append_marks(struct sup__buffer *sql, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_text(sql, i > 0 ? ", ?" : "?");
    }
}

/* "a" = ? AND "b" = ? */
static void append_equal(struct sup__buffer *sql, const struct sup_table *table,
                         const uint32_t *columns, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_text(sql, i > 0 ? " AND " : "");
        sup__sql_name(sql, table->columns[columns != NULL ? columns[i] : i].name);
        sup__buffer_text(sql, " = ?");
    }
}

static void append_bound(struct sup__buffer *sql, const struct sup_table *table,
                         const uint32_t *columns, uint32_t count, const char *compare)
{
    sup__buffer_text(sql, count > 1 ? "(" : "");
    append_columns(sql, table, columns, count);
    sup__buffer_text(sql, count > 1 ? ")" : "");
    sup__buffer_text(sql, compare);
    sup__buffer_text(sql, count > 1 ? "(" : "");
    append_marks(sql, count);
    sup__buffer_text(sql, count > 1 ? ")" : "");
}

static void append_filter(struct sup__buffer *sql, const char *name, uint8_t compare)
{
    static const char *const operators[] = {"", " = ?", " <> ?", " < ?", " <= ?", " > ?", " >= ?"};

    sup__sql_name(sql, name);
    if (compare == (SUP_EQ | 128)) {
        sup__buffer_text(sql, " IS NULL");
    } else if (compare == (SUP_NE | 128)) {
        sup__buffer_text(sql, " IS NOT NULL");
    } else {
        sup__buffer_text(sql, operators[compare & 7]); /* with NULL it is never true */
    }
}

static void append_where(struct sup__buffer *sql, const struct sup_table *table,
                         const struct sup__shape *shape, const uint32_t *columns)
{
    const char *glue = " WHERE ";

    if (shape->prefix_count > 0) {
        sup__buffer_text(sql, glue);
        append_equal(sql, table, columns, shape->prefix_count);
        glue = " AND ";
    }
    columns += shape->prefix_count;
    if (shape->lower_count > 0) {
        sup__buffer_text(sql, glue);
        append_bound(sql, table, columns, shape->lower_count,
                     shape->flags & SUP__SHAPE_LOWER_OPEN ? " > " : " >= ");
        glue = " AND ";
    }
    if (shape->upper_count > 0) {
        sup__buffer_text(sql, glue);
        append_bound(sql, table, columns, shape->upper_count,
                     shape->flags & SUP__SHAPE_UPPER_OPEN ? " < " : " <= ");
        glue = " AND ";
    }
    for (uint32_t i = 0; i < shape->filter_count; i++) {
        sup__buffer_text(sql, glue);
        append_filter(sql, table->columns[shape->filters[i].column].name,
                      shape->filters[i].compare);
        glue = " AND ";
    }
}

static void append_wanted(struct sup__buffer *sql, const struct sup_table *table, uint64_t mask)
{
    const char *glue = "";

    for (uint32_t i = 0; i < table->column_count; i++) {
        if (mask >> i & 1) {
            sup__buffer_text(sql, glue);
            sup__sql_name(sql, table->columns[i].name);
            glue = ", ";
        }
    }
}

/* " FROM … WHERE … ORDER BY … LIMIT ?"; the order leaves out the prefix, which is the same in
 * every row. */
static void append_scan(struct sup__buffer *sql, const struct sup_table *table,
                        const struct sup__shape *shape, int is_ordered)
{
    uint32_t columns[2 * SUP_STORE_KEY_COLUMNS_MAX];
    uint32_t count = sup__index_order(table, shape->index, columns);

    sup__buffer_text(sql, " FROM ");
    append_table(sql, table);
    append_indexed_by(sql, table, shape->index);
    append_where(sql, table, shape, columns);
    for (uint32_t i = shape->prefix_count; is_ordered && i < count; i++) {
        sup__buffer_text(sql, i > shape->prefix_count ? ", " : " ORDER BY ");
        sup__sql_name(sql, table->columns[columns[i]].name);
        sup__buffer_text(sql, shape->flags & SUP__SHAPE_DESCENDING ? " DESC" : "");
    }
    sup__buffer_text(sql, shape->flags & SUP__SHAPE_LIMIT ? " LIMIT ?" : "");
}

static void insert_sql(struct sup__buffer *sql, const struct sup_table *table)
{
    sup__buffer_text(sql, "INSERT INTO ");
    append_table(sql, table);
    sup__buffer_text(sql, " (");
    append_columns(sql, table, NULL, table->column_count);
    sup__buffer_text(sql, ") VALUES (");
    append_marks(sql, table->column_count);
    sup__buffer_char(sql, ')');
}

/* An upsert, not INSERT OR REPLACE: that would delete the row and a shop's own columns with it. */
static void put_sql(struct sup__buffer *sql, const struct sup_table *table)
{
    insert_sql(sql, table);
    sup__buffer_text(sql, " ON CONFLICT (");
    append_columns(sql, table, NULL, table->key_count);
    sup__buffer_text(sql,
                     table->column_count > table->key_count ? ") DO UPDATE SET " : ") DO NOTHING");
    for (uint32_t i = table->key_count; i < table->column_count; i++) {
        sup__buffer_text(sql, i > table->key_count ? ", " : "");
        sup__sql_name(sql, table->columns[i].name);
        sup__buffer_text(sql, " = excluded.");
        sup__sql_name(sql, table->columns[i].name);
    }
}

static void update_sql(struct sup__buffer *sql, const struct sup_table *table,
                       const struct sup__shape *shape)
{
    const char *glue = " SET ";

    sup__buffer_text(sql, "UPDATE ");
    append_table(sql, table);
    for (uint32_t i = table->key_count; i < table->column_count; i++) {
        if (shape->mask & UINT64_C(1) << i) {
            sup__buffer_text(sql, glue);
            sup__sql_name(sql, table->columns[i].name);
            sup__buffer_text(sql, " = ?");
            glue = ", ";
        }
    }
    if (shape->mask == 0) { /* only asks whether the row is there at that version */
        sup__buffer_text(sql, glue);
        sup__sql_name(sql, table->columns[0].name);
        sup__buffer_text(sql, " = ");
        sup__sql_name(sql, table->columns[0].name);
    }
    sup__buffer_text(sql, " WHERE ");
    append_equal(sql, table, NULL, table->key_count);
    if (shape->flags & SUP__SHAPE_VERSION) {
        sup__buffer_text(sql, " AND ");
        sup__sql_name(sql, table->columns[table->version_column].name);
        sup__buffer_text(sql, " = ?");
    }
}

static void get_sql(struct sup__buffer *sql, const struct sup_table *table, uint32_t index)
{
    const struct sup_index *named = index > 0 ? &table->indexes[index - 1] : NULL;

    sup__buffer_text(sql, "SELECT ");
    append_columns(sql, table, NULL, table->column_count);
    sup__buffer_text(sql, " FROM ");
    append_table(sql, table);
    append_indexed_by(sql, table, index);
    sup__buffer_text(sql, " WHERE ");
    append_equal(sql, table, named != NULL ? named->columns : NULL,
                 named != NULL ? named->column_count : table->key_count);
}

/* With a limit, the scan finds the keys first: DELETE ... LIMIT is not in every build of SQLite. */
static void remove_range_sql(struct sup__buffer *sql, const struct sup_table *table,
                             const struct sup__shape *shape)
{
    int is_tuple = table->key_count > 1;

    sup__buffer_text(sql, "DELETE");
    if (!(shape->flags & SUP__SHAPE_LIMIT)) {
        append_scan(sql, table, shape, 0);
        return;
    }
    sup__buffer_text(sql, " FROM ");
    append_table(sql, table);
    append_indexed_by(sql, table, 0);
    sup__buffer_text(sql, is_tuple ? " WHERE (" : " WHERE ");
    append_columns(sql, table, NULL, table->key_count);
    sup__buffer_text(sql, is_tuple ? ") IN (SELECT " : " IN (SELECT ");
    append_columns(sql, table, NULL, table->key_count);
    append_scan(sql, table, shape, 1);
    sup__buffer_char(sql, ')');
}

/* SQLite's sum() fails when it passes 64 bits on the way to a result that fits. So the halves of
 * the numbers are summed apart and put together in C, where the result is checked. */
static void aggregate_sql(struct sup__buffer *sql, const struct sup_table *table,
                          const struct sup__shape *shape)
{
    if (shape->column == SUP_STORE_ROWS_ONLY) {
        sup__buffer_text(sql, "SELECT count(*), 0, 0, 0, 0, 0 FROM (SELECT 1");
    } else {
        sup__buffer_text(sql, "SELECT count(*), count(v), sum(v >> 32), sum(v & 4294967295), "
                              "min(v), max(v) FROM (SELECT ");
        sup__sql_name(sql, table->columns[shape->column].name);
        sup__buffer_text(sql, " AS v");
    }
    append_scan(sql, table, shape, (shape->flags & SUP__SHAPE_LIMIT) != 0);
    sup__buffer_char(sql, ')');
}

void sup__shape_sql(const struct sup_schema *schema, const struct sup__shape *shape,
                    struct sup__buffer *sql)
{
    const struct sup_table *table = &schema->tables[shape->table];

    switch (shape->verb) {
    case SUP__VERB_INSERT:
        insert_sql(sql, table);
        break;
    case SUP__VERB_PUT:
        put_sql(sql, table);
        break;
    case SUP__VERB_UPDATE:
        update_sql(sql, table, shape);
        break;
    case SUP__VERB_GET:
        get_sql(sql, table, shape->index);
        break;
    case SUP__VERB_SCAN:
        sup__buffer_text(sql, "SELECT ");
        append_wanted(sql, table, shape->mask);
        append_scan(sql, table, shape, 1);
        break;
    case SUP__VERB_REMOVE:
        sup__buffer_text(sql, "DELETE FROM ");
        append_table(sql, table);
        sup__buffer_text(sql, " WHERE ");
        append_equal(sql, table, NULL, table->key_count);
        break;
    case SUP__VERB_REMOVE_RANGE:
        remove_range_sql(sql, table, shape);
        break;
    default:
        aggregate_sql(sql, table, shape);
        break;
    }
}
