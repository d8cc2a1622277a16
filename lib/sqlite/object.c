/*
 * object.c: the definitions of our tables, indexes and views, and how a stored one is compared.
 *
 * SQLite stores the text of each definition, and inserts what ALTER TABLE ADD COLUMN adds before
 * the first table constraint, after ", ". Tables are therefore written on one line with ", "
 * between the columns: then a column that an upgrade adds leaves the same text as a new table.
 */
#include "sqlite/sqlite_store.h"

#include <stdlib.h>
#include <string.h>

#define VERSION_TABLE                                                                              \
    "CREATE TABLE \"sup_schema_version\" (\"id\" INTEGER NOT NULL PRIMARY KEY CHECK (\"id\" = 1)," \
    " \"version\" INTEGER NOT NULL) STRICT"

static void append_names(struct sup__buffer *sql, const struct sup_table *table,
                         const uint32_t *columns, uint32_t count)
{
    sup__buffer_char(sql, '(');
    for (uint32_t i = 0; i < count; i++) {
        sup__buffer_text(sql, i > 0 ? ", " : "");
        sup__sql_name(sql, table->columns[columns != NULL ? columns[i] : i].name);
    }
    sup__buffer_char(sql, ')');
}

void sup__sql_column(struct sup__buffer *sql, const struct sup_column *column)
{
    static const char *const types[] = {"", " INTEGER", " TEXT", " BLOB"};

    sup__sql_name(sql, column->name);
    sup__buffer_text(sql, types[column->type & 3]);
    sup__buffer_text(sql, column->flags & SUP_COLUMN_NULLABLE ? "" : " NOT NULL");
}

/* Rows of up to a few hundred bytes are kept in the primary key's own tree: half the time for
 * scans, less space. Longer ones would fill that tree's inner pages: there get and update take
 * three to five times as long and the file half as much space again (measured, see
 * docs/backends.md). A table of one integer key has no index of its own to name, so it stays. */
int sup__is_rowid_table(const struct sup_table *table)
{
    return (table->flags & SUP_TABLE_WIDE) != 0 && table->key_count > 1;
}

static void append_tail(struct sup__buffer *sql, const struct sup_table *table)
{
    sup__buffer_text(sql, ", PRIMARY KEY ");
    append_names(sql, table, NULL, table->key_count);
    sup__buffer_text(sql, sup__is_rowid_table(table) ? ") STRICT" : ") STRICT, WITHOUT ROWID");
}

static void append_table(struct sup__buffer *sql, const struct sup_table *table)
{
    sup__buffer_text(sql, "CREATE TABLE ");
    sup__sql_name(sql, table->name);
    sup__buffer_text(sql, " (");
    for (uint32_t i = 0; i < table->column_count; i++) {
        sup__buffer_text(sql, i > 0 ? ", " : "");
        sup__sql_column(sql, &table->columns[i]);
    }
    append_tail(sql, table);
}

/* SQLite adds the rest of the primary key to an index itself, but not in a rowid table. A unique
 * index needs none: its named columns already put the rows in order. */
static void append_index(struct sup__buffer *sql, const struct sup_table *table,
                         const struct sup_index *index)
{
    uint32_t order[2 * SUP_STORE_KEY_COLUMNS_MAX];
    uint32_t count = sup__index_order(table, (uint32_t)(index - table->indexes) + 1, order);

    if (index->is_unique || !sup__is_rowid_table(table)) {
        count = index->column_count;
    }
    sup__buffer_text(sql, index->is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    sup__sql_name(sql, index->name);
    sup__buffer_text(sql, " ON ");
    sup__sql_name(sql, table->name);
    sup__buffer_char(sql, ' ');
    append_names(sql, table, order, count);
}

/* Take the text out of the buffer into the arena. 0 when memory ran out. */
static int add_object(struct sup__sqlite *s, const char *type, const char *name,
                      const struct sup_table *table)
{
    struct sup__object *object = &s->objects[s->object_count];

    object->type = type;
    object->name = name;
    object->table = table;
    object->sql = s->sql.is_failed ? NULL : sup__arena_text(&s->arena, s->sql.data, s->sql.bytes);
    if (object->sql == NULL) {
        sup__buffer_free(&s->sql);
        return 0;
    }
    sup__buffer_clear(&s->sql);
    s->object_count++;
    return 1;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct sup__object *)a)->name, ((const struct sup__object *)b)->name);
}

static int add_table(struct sup__sqlite *s, const struct sup_table *table)
{
    int ok;

    append_table(&s->sql, table);
    ok = add_object(s, "table", table->name, table);
    for (uint32_t i = 0; ok && i < table->index_count; i++) {
        append_index(&s->sql, table, &table->indexes[i]);
        ok = add_object(s, "index", table->indexes[i].name, NULL);
    }
    return ok;
}

int32_t sup__sqlite_objects(struct sup__sqlite *s, const struct sup_schema *schema)
{
    size_t count = 1 + (size_t)schema->table_count + schema->view_count;
    int ok;

    for (uint32_t i = 0; i < schema->table_count; i++) {
        count += schema->tables[i].index_count;
    }
    sup__arena_free(&s->arena);
    sup__arena_init(&s->arena, &s->mem);
    s->object_count = 0;
    s->objects = sup__arena_alloc(&s->arena, count * sizeof *s->objects);
    if (s->objects == NULL) {
        return sup__sqlite_no_memory(s);
    }
    sup__buffer_clear(&s->sql);
    sup__buffer_text(&s->sql, VERSION_TABLE);
    ok = add_object(s, "table", "sup_schema_version", NULL);
    for (uint32_t i = 0; ok && i < schema->table_count; i++) {
        ok = add_table(s, &schema->tables[i]);
    }
    for (uint32_t i = 0; ok && i < schema->view_count; i++) {
        sup__buffer_text(&s->sql, "CREATE VIEW ");
        sup__sql_name(&s->sql, schema->views[i].name);
        sup__buffer_text(&s->sql, " AS ");
        sup__buffer_text(&s->sql, schema->views[i].select);
        ok = add_object(s, "view", schema->views[i].name, NULL);
    }
    if (!ok) {
        s->object_count = 0;
        return sup__sqlite_no_memory(s);
    }
    qsort(s->objects, s->object_count, sizeof *s->objects, by_name);
    return SUP_OK;
}

struct sup__object *sup__sqlite_object(struct sup__sqlite *s, const char *name)
{
    struct sup__object key = {.name = name};

    return bsearch(&key, s->objects, s->object_count, sizeof *s->objects, by_name);
}

/* Step over `expected` at *text. */
static int take(const char **text, const char *expected)
{
    size_t bytes = strlen(expected);

    if (strncmp(*text, expected, bytes) != 0) {
        return 0;
    }
    *text += bytes;
    return 1;
}

/* Step over ", " and one of our columns, exactly as we write it. */
static int take_column(const char **text, const struct sup_column *column, int is_first,
                       struct sup__buffer *scratch)
{
    const char *at = *text;

    sup__buffer_clear(scratch);
    sup__buffer_text(scratch, is_first ? "" : ", ");
    sup__sql_column(scratch, column);
    if (scratch->is_failed || !take(&at, scratch->data) || *at != ',') {
        return 0;
    }
    *text = at;
    return 1;
}

int sup__table_matches(const struct sup_table *table, const char *sql, struct sup__buffer *scratch,
                       int *has_extra, const char **odd)
{
    struct sup__buffer tail;
    uint32_t seen = 0;
    int ok;

    *has_extra = 0;
    *odd = NULL;
    sup__buffer_init(&tail, scratch->mem);
    append_tail(&tail, table);
    sup__buffer_clear(scratch);
    sup__buffer_text(scratch, "CREATE TABLE ");
    sup__sql_name(scratch, table->name);
    sup__buffer_text(scratch, " (");
    ok = !tail.is_failed && !scratch->is_failed && take(&sql, scratch->data);
    while (ok && strcmp(sql, tail.data) != 0) {
        if (seen < table->column_count &&
            take_column(&sql, &table->columns[seen], seen == 0, scratch)) {
            seen++;
        } else {
            ok = seen > 0 && sup__take_extra_column(&sql);
            *has_extra = 1;
            *odd = ok ? NULL : sql;
        }
    }
    sup__buffer_free(&tail);
    return ok && seen == table->column_count;
}
