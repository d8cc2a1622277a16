/*
 * cursor.c: reads a list page by page, as whoever asks may see it.
 *
 * Each page is a read of its own. The statement that asks holds the state of the database that it
 * began with, so the pages are of one state, but for what the connection itself writes meanwhile.
 */
#include "extension/extension.h"

#include <string.h>

#include "base/text.h"
#include "base/when.h"

struct cursor {
    sqlite3_vtab_cursor base;               /* first */
    sqlite3_value *given[SUP__COLUMNS_MAX]; /* what = looked for; NULL: nothing did */
    struct sup_caller caller;
    int64_t tenant;
    void *params; /* of the operation, with texts of `given` */
    void *result; /* owned */
    const char *items;
    uint32_t count;
    uint32_t at;
    const char *next_after; /* in the result; NULL: this is the last page */
    sqlite3_int64 rowid;
};

/* One read. */
struct reading {
    const struct sup_caller *caller;
    int32_t operation;
    const void *params;
    void *result;
};

static struct sup__table *table_of(struct cursor *cursor)
{
    return (struct sup__table *)cursor->base.pVtab;
}

int sup__cursor_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    const struct sup__table *table = (struct sup__table *)base;
    uint32_t bytes = table->operation->params->struct_bytes;
    struct cursor *cursor = sqlite3_malloc64(sizeof *cursor);
    void *params = sqlite3_malloc64(bytes);

    *out = NULL;
    if (cursor == NULL || params == NULL) {
        sqlite3_free(cursor);
        sqlite3_free(params);
        return SQLITE_NOMEM;
    }
    memset(cursor, 0, sizeof *cursor);
    cursor->params = params;
    *out = &cursor->base;
    return SQLITE_OK;
}

static void forget(struct cursor *cursor)
{
    for (int i = 0; i < SUP__COLUMNS_MAX; i++) {
        sqlite3_value_free(cursor->given[i]);
        cursor->given[i] = NULL;
    }
    sup_free(cursor->result);
    cursor->result = NULL;
    cursor->items = NULL;
    cursor->next_after = NULL;
    cursor->count = cursor->at = 0;
}

int sup__cursor_close(sqlite3_vtab_cursor *base)
{
    struct cursor *cursor = (struct cursor *)base;

    forget(cursor);
    sqlite3_free(cursor->params);
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int fail(struct cursor *cursor, const struct sup__why *why)
{
    sqlite3_free(cursor->base.pVtab->zErrMsg);
    cursor->base.pVtab->zErrMsg = sqlite3_mprintf("%s", why->text);
    return why->code;
}

static int32_t read_desk(sup_core *core, void *context)
{
    struct reading *reading = context;

    return sup_run(core, reading->caller, reading->operation, reading->params, NULL,
                   &reading->result);
}

/* Run a read. *is_found is 0 when what is asked about is not there: then there are no rows. */
static int run(struct cursor *cursor, int32_t operation, const void *params, void **result,
               int *is_found)
{
    const struct sup__table *table = table_of(cursor);
    struct reading reading = {.caller = &cursor->caller, .operation = operation, .params = params};
    struct sup_error error = {.size = sizeof error};
    struct sup__why why = {.code = SQLITE_OK};
    int32_t code = SUP_OK;

    *is_found = 0;
    *result = NULL;
    if (!sup__session_run(table->list.session, table->list.name, cursor->tenant, read_desk,
                          &reading, &error, &code, &why)) {
        return fail(cursor, &why);
    }
    if (code != SUP_OK && code != SUP_NOT_FOUND) {
        sup__why_error(&why, table->list.name, &error);
        return fail(cursor, &why);
    }
    *is_found = code == SUP_OK;
    *result = reading.result;
    return SQLITE_OK;
}

/* The next page that has rows, or the end. */
static int read_pages(struct cursor *cursor)
{
    const struct sup__table *table = table_of(cursor);
    const struct sup_field *after = sup__shape_field(table->operation->params, "after");
    const struct sup_field *items = sup__shape_field(table->operation->result, "items");
    const struct sup_field *next = sup__shape_field(table->operation->result, "next_after");
    int is_found = 1;
    int rc = SQLITE_OK;

    do {
        void *result = NULL;
        const char *page;

        memcpy((char *)cursor->params + after->offset, &cursor->next_after,
               sizeof cursor->next_after);
        rc = run(cursor, table->list.operation, cursor->params, &result, &is_found);
        sup_free(cursor->result); /* it had the position */
        cursor->result = result;
        page = result;
        cursor->next_after = NULL;
        cursor->count = cursor->at = 0;
        if (rc == SQLITE_OK && is_found) {
            memcpy(&cursor->items, page + items->offset, sizeof cursor->items);
            memcpy(&cursor->count, page + items->count_offset, sizeof cursor->count);
            memcpy(&cursor->next_after, page + next->offset, sizeof cursor->next_after);
        }
    } while (rc == SQLITE_OK && cursor->count == 0 && cursor->next_after != NULL);
    return rc;
}

static int read_one(struct cursor *cursor, int32_t operation, int64_t id)
{
    const struct sup_operation *get = sup_operation_numbered(operation);
    const struct sup_field *field = &get->params->fields[0];
    uint32_t bytes = get->params->struct_bytes;
    void *params = sqlite3_malloc64(bytes);
    int is_found = 0;
    int rc;

    if (params == NULL) {
        return SQLITE_NOMEM;
    }
    memset(params, 0, bytes);
    memcpy(params, &bytes, sizeof bytes);
    memcpy((char *)params + field->offset, &id, sizeof id);
    rc = run(cursor, operation, params, &cursor->result, &is_found);
    sqlite3_free(params);
    cursor->items = cursor->result;
    cursor->count = rc == SQLITE_OK && is_found;
    return rc;
}

enum fit {
    FIT_SET,     /* it is in the parameters */
    FIT_NOTHING, /* no row can be equal to it */
    FIT_OTHER    /* not of the parameter's type */
};

static enum fit fit_text(sqlite3_value *value, void *place)
{
    const char *text =
        sqlite3_value_type(value) == SQLITE_TEXT ? (const char *)sqlite3_value_text(value) : NULL;

    if (text == NULL || text[0] == '\0' || strlen(text) != (size_t)sqlite3_value_bytes(value)) {
        return FIT_OTHER;
    }
    memcpy(place, &text, sizeof text);
    return FIT_SET;
}

static enum fit fit_name(sqlite3_value *value, const char *const *names, void *place)
{
    const char *text = NULL;

    if (fit_text(value, &text) != FIT_SET) {
        return FIT_OTHER;
    }
    for (int32_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], text) == 0) {
            int32_t number = i + 1;

            memcpy(place, &number, sizeof number);
            return FIT_SET;
        }
    }
    return FIT_NOTHING;
}

static enum fit fit(sqlite3_value *value, const struct sup_field *param, char *params)
{
    char *place = params + param->offset;
    int64_t number = 0;
    int32_t flag;

    switch (param->type) {
    case SUP_FIELD_CODE:
    case SUP_FIELD_TEXT:
        return fit_text(value, place);
    case SUP_FIELD_ENUM:
        return fit_name(value, param->names, place);
    case SUP_FIELD_TIME:
        if (!sup__value_time(value, &number)) {
            return FIT_OTHER;
        }
        memcpy(place, &number, sizeof number);
        return FIT_SET;
    default:
        break;
    }
    if (!sup__value_integer(value, &number)) {
        return FIT_OTHER;
    }
    if (param->type == SUP_FIELD_BOOL) {
        flag = number != 0;
        memcpy(place, &flag, sizeof flag);
        return number == 0 || number == 1 ? FIT_SET : FIT_OTHER;
    }
    memcpy(place, &number, sizeof number);
    return number > 0 ? FIT_SET : FIT_NOTHING;
}

static const char *wanted(const struct sup_field *param)
{
    switch (param->type) {
    case SUP_FIELD_ID:
        return "an id";
    case SUP_FIELD_BOOL:
        return "0 or 1";
    case SUP_FIELD_TIME:
        return "a time, RFC 3339 or milliseconds since 1970";
    default:
        return "text";
    }
}

/* Fill the parameters with what = looks for. *is_empty is 1 when nothing can be equal. */
static int read_filters(struct cursor *cursor, int *is_empty)
{
    const struct sup__table *table = table_of(cursor);
    uint32_t bytes = table->operation->params->struct_bytes;

    memset(cursor->params, 0, bytes);
    memcpy(cursor->params, &bytes, sizeof bytes);
    for (int i = 0; i < table->column_count; i++) {
        const struct sup__column *column = &table->columns[i];
        sqlite3_value *value = cursor->given[i];

        if (value == NULL || column->kind >= SUP__COLUMN_ACTOR) {
            continue;
        }
        if (sqlite3_value_type(value) == SQLITE_NULL) {
            *is_empty = 1;
            continue;
        }
        switch (column->param != NULL ? fit(value, column->param, cursor->params) : FIT_SET) {
        case FIT_NOTHING:
            *is_empty = 1;
            break;
        case FIT_OTHER: /* a column of a row SQLite compares itself */
            if (column->kind == SUP__COLUMN_GIVEN) {
                struct sup__why why;

                sup__why_set(&why, SQLITE_ERROR, "%s(): %s is not %s", table->list.name,
                             column->name, wanted(column->param));
                return fail(cursor, &why);
            }
            break;
        default:
            break;
        }
    }
    return SQLITE_OK;
}

/* Keep what was given: texts live as long as the parameters do. */
static int keep(struct cursor *cursor, const char *columns, int count, sqlite3_value **values)
{
    for (int i = 0; i < count; i++) {
        sqlite3_value *copy = sqlite3_value_dup(values[i]);

        if (copy == NULL) {
            return SQLITE_NOMEM;
        }
        cursor->given[columns[i] - SUP__PLAN_COLUMN_BASE] = copy;
    }
    return SQLITE_OK;
}

static int read_caller(struct cursor *cursor)
{
    const struct sup__table *table = table_of(cursor);
    sqlite3_value *given[SUP__COLUMN_TENANT + 1] = {NULL};
    struct sup__why why;

    for (int i = 0; i < table->column_count; i++) {
        given[table->columns[i].kind] = cursor->given[i];
    }
    return sup__read_caller(table->list.name, given[SUP__COLUMN_ACTOR], given[SUP__COLUMN_NOW],
                            given[SUP__COLUMN_TENANT], &cursor->caller, &cursor->tenant, &why)
               ? SQLITE_OK
               : fail(cursor, &why);
}

static int fail_incomplete(struct cursor *cursor)
{
    const struct sup__list *list = &table_of(cursor)->list;
    int is_of_ticket = list->get == 0;
    struct sup__why why;

    sup__why_set(&why, SQLITE_ERROR,
                 "%s() needs to know who asks and when%s: %s('agent:3', '2026-03-29T09:00:00Z'%s)",
                 list->name, is_of_ticket ? ", and the ticket" : "", list->name,
                 is_of_ticket ? ", 7" : "");
    return fail(cursor, &why);
}

/* The id of the one row that is asked for, or 0. */
static int64_t one_id(struct cursor *cursor, int32_t *get)
{
    const struct sup__table *table = table_of(cursor);
    int64_t id = 0;

    for (int i = 0; i < table->column_count; i++) {
        if (cursor->given[i] != NULL && sup__column_get(table, i) != 0) {
            *get = sup__column_get(table, i);
            return sup__value_integer(cursor->given[i], &id) && id > 0 ? id : 0;
        }
    }
    return 0;
}

int sup__cursor_filter(sqlite3_vtab_cursor *base, int plan, const char *columns, int count,
                       sqlite3_value **values)
{
    struct cursor *cursor = (struct cursor *)base;
    const struct sup_field *ascending =
        sup__shape_field(table_of(cursor)->operation->params, "is_ascending");
    int32_t is_ascending = (plan & SUP__PLAN_ASCENDING) != 0;
    int32_t get = 0;
    int64_t id = 0;
    int is_empty = 0;
    int rc;

    forget(cursor);
    cursor->rowid = 1;
    if (plan & SUP__PLAN_INCOMPLETE) {
        return fail_incomplete(cursor);
    }
    rc = keep(cursor, columns, count, values);
    if (rc == SQLITE_OK) {
        rc = read_caller(cursor);
    }
    if (rc == SQLITE_OK) {
        rc = read_filters(cursor, &is_empty);
    }
    if (rc != SQLITE_OK || is_empty) {
        return rc;
    }
    if (plan & SUP__PLAN_ONE) {
        id = one_id(cursor, &get);
    }
    if (id != 0) {
        return read_one(cursor, get, id);
    }
    if (ascending != NULL) {
        memcpy((char *)cursor->params + ascending->offset, &is_ascending, sizeof is_ascending);
    }
    return read_pages(cursor);
}

int sup__cursor_next(sqlite3_vtab_cursor *base)
{
    struct cursor *cursor = (struct cursor *)base;

    cursor->rowid++;
    cursor->at++;
    return cursor->at >= cursor->count && cursor->next_after != NULL ? read_pages(cursor)
                                                                     : SQLITE_OK;
}

int sup__cursor_eof(sqlite3_vtab_cursor *base)
{
    const struct cursor *cursor = (const struct cursor *)base;

    return cursor->at >= cursor->count;
}

static void result_text(sqlite3_context *context, const char *text)
{
    if (text != NULL) { /* else it stays NULL */
        sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
    }
}

static void result_number(sqlite3_context *context, const struct sup_field *field, int64_t number)
{
    char time[SUP__TIME_TEXT_SIZE];

    if (field->type == SUP_FIELD_TIME && number != 0) {
        sup__time_format(number, time);
        result_text(context, time);
    } else if ((field->type != SUP_FIELD_TIME && field->type != SUP_FIELD_ID) || number != 0) {
        sqlite3_result_int64(context, number);
    }
}

/* A member of an item, as the JSON door says it; what is absent there is NULL. */
static void result_member(sqlite3_context *context, const struct sup_field *field,
                          const char *place)
{
    const char *text;
    int64_t number;
    int32_t small;
    uint32_t count;

    switch (field->type) {
    case SUP_FIELD_BOOL:
    case SUP_FIELD_ENUM:
        memcpy(&small, place, sizeof small);
        if (field->type == SUP_FIELD_BOOL) {
            sqlite3_result_int(context, small);
        } else if (small > 0) {
            result_text(context, field->names[small - 1]);
        }
        break;
    case SUP_FIELD_COUNT:
        memcpy(&count, place, sizeof count);
        sqlite3_result_int64(context, (int64_t)count);
        break;
    case SUP_FIELD_CODE:
    case SUP_FIELD_TEXT:
    case SUP_FIELD_JSON:
        memcpy(&text, place, sizeof text);
        result_text(context, text);
        break;
    default:
        memcpy(&number, place, sizeof number);
        result_number(context, field, number);
    }
}

int sup__cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    struct cursor *cursor = (struct cursor *)base;
    const struct sup__table *table = table_of(cursor);
    const struct sup_field *field = table->columns[column].item;

    if (field != NULL) {
        result_member(context, field,
                      cursor->items + (size_t)cursor->at * table->item->struct_bytes +
                          field->offset);
    } else if (cursor->given[column] != NULL) {
        sqlite3_result_value(context, cursor->given[column]);
    }
    return SQLITE_OK;
}

int sup__cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
    *rowid = ((const struct cursor *)base)->rowid;
    return SQLITE_OK;
}
