/*
 * statement.c: prepared statements, kept by shape.
 *
 * Preparing costs several times what running does, and the library asks for few shapes, so each
 * is prepared once. The cache is bounded because filters could make many shapes.
 */
#include "sqlite/sqlite_store.h"

#include <string.h>

void sup__statements_init(struct sup__statements *statements)
{
    statements->count = 0;
    statements->used = 0;
    for (int i = 0; i < SUP__STATEMENT_BUCKETS; i++) {
        statements->buckets[i] = -1;
    }
}

void sup__statements_drop(struct sup__statements *statements)
{
    for (uint32_t i = 0; i < statements->count; i++) {
        (void)sqlite3_finalize(statements->entries[i].prepared);
    }
    sup__statements_init(statements);
}

/* The shape is 40 bytes without padding; five multiplications mix them well enough. */
static uint32_t shape_bucket(const struct sup__shape *shape)
{
    uint64_t words[sizeof *shape / sizeof(uint64_t)];
    uint64_t mixed = 0;

    _Static_assert(sizeof *shape == 40, "a shape has no padding");
    memcpy(words, shape, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        mixed = (mixed ^ words[i]) * UINT64_C(0x9e3779b97f4a7c15);
        mixed ^= mixed >> 29;
    }
    return (uint32_t)(mixed >> 32) % SUP__STATEMENT_BUCKETS;
}

static void unlink_entry(struct sup__statements *statements, int32_t number)
{
    uint32_t bucket = shape_bucket(&statements->entries[number].shape);
    int32_t *link = &statements->buckets[bucket];

    while (*link != number) {
        link = &statements->entries[*link].next;
    }
    *link = statements->entries[number].next;
}

/* A free place, made by finalizing the least recently used statement if need be. */
static int32_t take_place(struct sup__statements *statements)
{
    int32_t oldest = 0;

    if (statements->count < SUP__STATEMENTS_MAX) {
        return (int32_t)statements->count++;
    }
    for (int32_t i = 1; i < SUP__STATEMENTS_MAX; i++) {
        if (statements->entries[i].used < statements->entries[oldest].used) {
            oldest = i;
        }
    }
    unlink_entry(statements, oldest);
    (void)sqlite3_finalize(statements->entries[oldest].prepared);
    return oldest;
}

int sup__sqlite_prepare_text(struct sup__sqlite *s, const char *sql, sqlite3_stmt **statement)
{
    return sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
}

static int32_t prepare_shape(struct sup__sqlite *s, const struct sup__shape *shape, uint32_t bucket,
                             sqlite3_stmt **statement)
{
    struct sup__statements *statements = &s->statements;
    sqlite3_stmt *prepared = NULL;
    struct sup__statement *entry;
    int32_t place;

    sup__buffer_clear(&s->sql);
    sup__shape_sql(s->schema, shape, &s->sql);
    if (s->sql.is_failed) {
        sup__buffer_free(&s->sql);
        return sup__sqlite_no_memory(s);
    }
    if (sup__sqlite_prepare_text(s, s->sql.data, &prepared) != SQLITE_OK) {
        return sup__sqlite_fail(s, "preparing a statement on",
                                s->schema->tables[shape->table].name);
    }
    place = take_place(statements);
    entry = &statements->entries[place];
    entry->shape = *shape;
    entry->prepared = prepared;
    entry->used = ++statements->used;
    entry->next = statements->buckets[bucket];
    statements->buckets[bucket] = place;
    *statement = prepared;
    return SUP_OK;
}

int32_t sup__sqlite_statement(struct sup__sqlite *s, const struct sup__shape *shape,
                              sqlite3_stmt **statement)
{
    struct sup__statements *statements = &s->statements;
    uint32_t bucket = shape_bucket(shape);

    for (int32_t i = statements->buckets[bucket]; i >= 0; i = statements->entries[i].next) {
        struct sup__statement *entry = &statements->entries[i];

        if (memcmp(&entry->shape, shape, sizeof *shape) == 0) {
            entry->used = ++statements->used;
            *statement = entry->prepared;
            return SUP_OK;
        }
    }
    return prepare_shape(s, shape, bucket, statement);
}

int sup__sqlite_run(sqlite3_stmt *statement)
{
    int rc;

    do {
        rc = sqlite3_step(statement); /* a host's PRAGMA count_changes makes rows */
    } while (rc == SQLITE_ROW);
    /* The reset answers the step's error again, or one of its own. */
    return sqlite3_reset(statement);
}

/* Values stay where they are: they are borrowed for the call, and each run binds all anew. A NULL
 * pointer would bind NULL, so empty text and blobs get one that is not. */
static int bind_one(sqlite3_stmt *statement, int at, const struct sup_value *value)
{
    const void *data = value->data != NULL ? value->data : "";

    switch (value->type) {
    case SUP_INT:
        return sqlite3_bind_int64(statement, at, value->number);
    case SUP_TEXT:
        return sqlite3_bind_text64(statement, at, data, value->bytes, SQLITE_STATIC, SQLITE_UTF8);
    case SUP_BLOB:
        return sqlite3_bind_blob64(statement, at, data, value->bytes, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(statement, at);
    }
}

int sup__sqlite_bind(sqlite3_stmt *statement, int *at, const struct sup_value *values,
                     uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        int rc = bind_one(statement, *at, &values[i]);

        if (rc != SQLITE_OK) {
            return rc;
        }
        (*at)++;
    }
    return SQLITE_OK;
}
