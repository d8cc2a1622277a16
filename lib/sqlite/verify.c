/*
 * verify.c: is the schema that SQLite will run our statements against really ours?
 *
 * A trigger planted on a table of ours, a constraint with ON CONFLICT REPLACE, a view in a table's
 * place: each would let a row change, or not change, behind the library's back, and with it the
 * caps on money. So the stored text of each object is compared with ours; tables may have extra
 * columns and extra plain indexes, nothing else may be on them, and every name that begins with
 * "sup_" is ours.
 */
#include "sqlite/sqlite_store.h"

#include <string.h>

static int is_our_name(const char *name)
{
    return sqlite3_strnicmp(name, "sup_", 4) == 0;
}

/* What is there, and what is wrong with it. */
static int32_t tampered(struct sup__sqlite *s, const char *type, const char *name, const char *what)
{
    return sup__fail(&s->base.error, SUP_MSG_STORE_TAMPERED, name, "the %s %s %s", type, name,
                     what);
}

/* The extra columns once more, as SQLite understood them: nullable or with a default, not
 * generated, not in the primary key. The first row of table_xinfo that is not so is refused. */
static int32_t check_columns(struct sup__sqlite *s, const struct sup_table *table)
{
    sqlite3_stmt *info = NULL;
    int32_t code = SUP_OK;
    int rc;

    sup__buffer_clear(&s->sql);
    sup__buffer_text(&s->sql, "PRAGMA main.table_xinfo(");
    sup__sql_name(&s->sql, table->name);
    sup__buffer_char(&s->sql, ')');
    if (s->sql.is_failed) {
        sup__buffer_free(&s->sql);
        return sup__sqlite_no_memory(s);
    }
    rc = sup__sqlite_prepare_text(s, s->sql.data, &info);
    while (rc == SQLITE_OK && code == SUP_OK && (rc = sqlite3_step(info)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(info, 1);
        uint32_t i = 0;

        rc = SQLITE_OK;
        while (name != NULL && i < table->column_count &&
               strcmp(table->columns[i].name, name) != 0) {
            i++;
        }
        if (name == NULL) {
            code = sup__sqlite_no_memory(s);
        } else if (i == table->column_count &&
                   ((sqlite3_column_int(info, 3) != 0 &&
                     sqlite3_column_type(info, 4) == SQLITE_NULL) ||
                    sqlite3_column_int(info, 5) != 0 || sqlite3_column_int(info, 6) != 0)) {
            code = tampered(s, "column", name, "added to a table is not plain");
        }
    }
    if (code == SUP_OK && rc != SQLITE_DONE) {
        code = sup__sqlite_fail(s, "reading the columns of", table->name);
    }
    (void)sqlite3_finalize(info);
    return code;
}

/* What the definition of an added column goes on with, if it is one of these; else NULL. */
static const char *clause_at(const char *text)
{
    static const char *const clauses[] = {"CHECK",   "UNIQUE",    "REFERENCES", "COLLATE",
                                          "PRIMARY", "GENERATED", "CONSTRAINT"};

    text += strspn(text, " \t\r\n");
    for (size_t i = 0; i < sizeof clauses / sizeof clauses[0]; i++) {
        if (sqlite3_strnicmp(text, clauses[i], (int)strlen(clauses[i])) == 0) {
            return clauses[i];
        }
    }
    return NULL;
}

/* An object of the name of one of ours. */
static int32_t check_ours(struct sup__sqlite *s, struct sup__object *object, const char *type,
                          const char *sql)
{
    const char *odd = NULL;
    int has_extra = 0;

    if (strcmp(type, object->type) != 0 || sql == NULL) {
        return tampered(s, type, object->name, "has the name of something of the library's");
    }
    object->is_found = 1;
    if (strcmp(sql, object->sql) == 0) {
        return SUP_OK;
    }
    if (object->table != NULL) {
        if (sup__table_matches(object->table, sql, &s->sql, &has_extra, &odd)) {
            return has_extra ? check_columns(s, object->table) : SUP_OK;
        }
        if (s->sql.is_failed) {
            sup__buffer_free(&s->sql);
            return sup__sqlite_no_memory(s);
        }
        if (odd != NULL && clause_at(odd) != NULL) {
            return sup__fail(&s->base.error, SUP_MSG_STORE_TAMPERED, object->name,
                             "a column added to the table %s has %s, which is not taken",
                             object->name, clause_at(odd));
        }
    }
    return tampered(s, type, object->name, "is not defined as the library defines it");
}

/* One row of sqlite_schema: type, name, the table it is on, its definition. */
static int32_t check_object(struct sup__sqlite *s, const char *type, const char *name,
                            const char *on, const char *sql)
{
    struct sup__object *object = sup__sqlite_object(s, name);

    if (object != NULL) {
        return check_ours(s, object, type, sql);
    }
    if (strcmp(type, "trigger") == 0 && is_our_name(on)) {
        return tampered(s, type, name, "is on a table of the library's");
    }
    if (is_our_name(name)) {
        return tampered(s, type, name, "is not the library's, but its name begins with sup_");
    }
    if (strcmp(type, "index") == 0 && is_our_name(on)) {
        struct sup__object *table = sup__sqlite_object(s, on);

        /* The primary key's own index has no text. */
        if (sql == NULL || (table != NULL && sup__index_is_plain(sql))) {
            return SUP_OK;
        }
        return tampered(s, type, name, "on a table of the library's is not a plain one");
    }
    return SUP_OK;
}

static const char *text_of(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);

    return text != NULL ? text : "";
}

static int32_t check_main(struct sup__sqlite *s)
{
    sqlite3_stmt *list = NULL;
    int32_t code = SUP_OK;
    int rc = sup__sqlite_prepare_text(s, "SELECT type, name, tbl_name, sql FROM main.sqlite_schema",
                                      &list);

    while (rc == SQLITE_OK && code == SUP_OK && (rc = sqlite3_step(list)) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(list, 3);

        rc = SQLITE_OK;
        if (sql == NULL && sqlite3_column_type(list, 3) == SQLITE_TEXT) {
            code = sup__sqlite_no_memory(s);
        } else {
            code = check_object(s, text_of(list, 0), text_of(list, 1), text_of(list, 2), sql);
        }
    }
    if (code == SUP_OK && rc != SQLITE_DONE) {
        code = sup__sqlite_fail(s, "reading", "the schema");
    }
    (void)sqlite3_finalize(list);
    return code;
}

/* TEMP triggers may be on tables of main. */
static int32_t check_temp(struct sup__sqlite *s)
{
    sqlite3_stmt *list = NULL;
    int32_t code = SUP_OK;
    int rc = sup__sqlite_prepare_text(
        s, "SELECT name, tbl_name FROM sqlite_temp_schema WHERE type = 'trigger'", &list);

    while (rc == SQLITE_OK && code == SUP_OK && (rc = sqlite3_step(list)) == SQLITE_ROW) {
        rc = SQLITE_OK;
        if (is_our_name(text_of(list, 1))) {
            code = tampered(s, "temporary trigger", text_of(list, 0),
                            "is on a table of the library's");
        }
    }
    if (code == SUP_OK && rc != SQLITE_DONE) {
        code = sup__sqlite_fail(s, "reading", "the temporary schema");
    }
    (void)sqlite3_finalize(list);
    return code;
}

/* What was not found. A table took its rows with it; a view or an index can be made again. */
static int32_t check_missing(struct sup__sqlite *s)
{
    const struct sup__object *missing = NULL;

    for (uint32_t i = 0; i < s->object_count; i++) {
        const struct sup__object *object = &s->objects[i];

        if (!object->is_found && strcmp(object->type, "table") == 0) {
            int32_t code = tampered(s, object->type, object->name, "is missing");

            sup__hint(&s->base.error, "restore a backup: what was in the table is gone");
            return code;
        }
        missing = object->is_found || missing != NULL ? missing : object;
    }
    return missing == NULL ? SUP_OK
                           : sup__fail(&s->base.error, SUP_MSG_STORE_INCOMPLETE, missing->name,
                                       "the %s %s is missing", missing->type, missing->name);
}

int32_t sup__sqlite_verify(struct sup__sqlite *s)
{
    int32_t code;

    for (uint32_t i = 0; i < s->object_count; i++) {
        s->objects[i].is_found = 0;
    }
    code = check_main(s);
    if (code == SUP_OK) {
        code = check_temp(s);
    }
    return code == SUP_OK ? check_missing(s) : code;
}
