/*
 * table.c: a list of the desk as a table-valued function: its columns, and how SQLite may ask.
 *
 * The columns are made from the operation table, so that they have the names and values that the
 * JSON door has, and a new member is a new column: first the members of an item that are no lists
 * or objects, then, hidden, the actor, now, the parameters that the operation requires, the tenant,
 * and the other parameters. A parameter with the name of a member is no column of its own: = on the
 * member's column is what it looks for.
 */
#include "extension/extension.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

/* Pages are the extension's own business, and the order is that of the ORDER BY. */
static const char *const own_params[] = {"after", "limit", "sort", "is_ascending"};

const struct sup_field *sup__shape_field(const struct sup_shape *shape, const char *name)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if (strcmp(shape->fields[i].name, name) == 0) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

static int is_value(const struct sup_field *field)
{
    return !(field->flags & SUP_FIELD_LIST) && field->type != SUP_FIELD_OBJECT;
}

/* What = can look for. */
static int is_param(const struct sup_field *field)
{
    for (size_t i = 0; i < sizeof own_params / sizeof own_params[0]; i++) {
        if (strcmp(field->name, own_params[i]) == 0) {
            return 0;
        }
    }
    return is_value(field) && (field->type == SUP_FIELD_ID || field->type == SUP_FIELD_BOOL ||
                               field->type == SUP_FIELD_ENUM || field->type == SUP_FIELD_TIME ||
                               field->type == SUP_FIELD_CODE || field->type == SUP_FIELD_TEXT);
}

static void add(struct sup__table *table, enum sup__column_kind kind, const char *name,
                const struct sup_field *item, const struct sup_field *param)
{
    assert(table->column_count < SUP__COLUMNS_MAX);
    table->columns[table->column_count++] =
        (struct sup__column){.kind = kind, .name = name, .item = item, .param = param};
}

static void add_given(struct sup__table *table, uint32_t required)
{
    const struct sup_shape *params = table->operation->params;

    for (uint32_t i = 0; i < params->field_count; i++) {
        const struct sup_field *field = &params->fields[i];
        const struct sup_field *item = sup__shape_field(table->item, field->name);

        if (is_param(field) && (field->flags & SUP_FIELD_REQUIRED) == required &&
            (item == NULL || !is_value(item))) {
            add(table, SUP__COLUMN_GIVEN, field->name, NULL, field);
        }
    }
}

static void lay_out(struct sup__table *table)
{
    const struct sup_shape *params = table->operation->params;

    table->item = sup__shape_field(table->operation->result, "items")->shape;
    for (uint32_t i = 0; i < table->item->field_count; i++) {
        const struct sup_field *field = &table->item->fields[i];
        const struct sup_field *param = sup__shape_field(params, field->name);

        if (is_value(field)) {
            add(table, SUP__COLUMN_ITEM, field->name, field,
                param != NULL && is_param(param) ? param : NULL);
        }
    }
    add(table, SUP__COLUMN_ACTOR, "actor", NULL, NULL);
    add(table, SUP__COLUMN_NOW, "now", NULL, NULL);
    add_given(table, SUP_FIELD_REQUIRED);
    add(table, SUP__COLUMN_TENANT, "tenant", NULL, NULL);
    add_given(table, 0);
}

static const char *column_type(const struct sup__column *column)
{
    const struct sup_field *field = column->item != NULL ? column->item : column->param;

    if (field == NULL) {
        return ""; /* as it was given */
    }
    switch (field->type) {
    case SUP_FIELD_ID:
    case SUP_FIELD_INT:
    case SUP_FIELD_BOOL:
    case SUP_FIELD_DURATION:
    case SUP_FIELD_COUNT:
        return " INTEGER";
    default:
        return " TEXT";
    }
}

static int declare(sqlite3 *db, const struct sup__table *table)
{
    char sql[4096] = "CREATE TABLE x(";
    size_t used = strlen(sql);

    for (int i = 0; i < table->column_count; i++) {
        const struct sup__column *column = &table->columns[i];

        sup__format(sql + used, sizeof sql - used, "%s\"%s\"%s%s", i > 0 ? ", " : "", column->name,
                    column_type(column), column->kind != SUP__COLUMN_ITEM ? " HIDDEN" : "");
        used += strlen(sql + used);
    }
    sup__format(sql + used, sizeof sql - used, ")");
    return sqlite3_declare_vtab(db, sql);
}

static int table_connect(sqlite3 *db, void *aux, int count, const char *const *arguments,
                         sqlite3_vtab **out, char **error)
{
    const struct sup__list *list = aux;
    struct sup__table *table = sqlite3_malloc64(sizeof *table);
    int rc;

    (void)count;
    (void)arguments;
    (void)error;
    *out = NULL;
    if (table == NULL) {
        return SQLITE_NOMEM;
    }
    memset(table, 0, sizeof *table);
    table->list = *list;
    table->operation = sup_operation_numbered(list->operation);
    lay_out(table);
    rc = declare(db, table);
    if (rc == SQLITE_OK) {
        rc = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    }
    if (rc != SQLITE_OK) {
        sqlite3_free(table);
        return rc;
    }
    list->session->connected++;
    list->session->holders++;
    *out = &table->base;
    return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *base)
{
    struct sup__table *table = (struct sup__table *)base;
    struct sup__session *session = table->list.session;

    session->connected--;
    sup__session_close_desks(session); /* the connection may be closing */
    sup__session_release(session);
    sqlite3_free(table);
    return SQLITE_OK;
}

int32_t sup__column_get(const struct sup__table *table, int column)
{
    return column >= 0 && table->columns[column].kind == SUP__COLUMN_ITEM &&
                   strcmp(table->columns[column].name, "id") == 0
               ? table->list.get
               : 0;
}

/* 1 when xFilter is to have this constraint's value. */
static int is_wanted(const struct sup__table *table, sqlite3_index_info *info, int i)
{
    const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
    const struct sup__column *column;

    if (constraint->op != SQLITE_INDEX_CONSTRAINT_EQ || constraint->iColumn < 0) {
        return 0;
    }
    column = &table->columns[constraint->iColumn];
    if (column->kind != SUP__COLUMN_ITEM) {
        return 1;
    }
    return constraint->usable &&
           (column->param != NULL || sup__column_get(table, constraint->iColumn) != 0) &&
           sqlite3_stricmp(sqlite3_vtab_collation(info, i), "BINARY") == 0;
}

/* A plan: the columns whose values xFilter gets, each once. */
struct plan {
    char columns[SUP__COLUMNS_MAX + 1];
    int count;
    int kinds; /* bits of the kinds of its columns */
    int how;
    int required; /* of the given ones */
};

static int is_planned(const struct plan *plan, int column)
{
    return memchr(plan->columns, SUP__PLAN_COLUMN_BASE + column, (size_t)plan->count) != NULL;
}

static void take(struct plan *plan, const struct sup__table *table, sqlite3_index_info *info, int i)
{
    const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
    const struct sup__column *column = &table->columns[constraint->iColumn];

    if (is_planned(plan, constraint->iColumn)) {
        return;
    }
    plan->columns[plan->count++] = (char)(SUP__PLAN_COLUMN_BASE + constraint->iColumn);
    plan->kinds |= 1 << column->kind;
    plan->required +=
        column->kind == SUP__COLUMN_GIVEN && (column->param->flags & SUP_FIELD_REQUIRED) != 0;
    if (sup__column_get(table, constraint->iColumn) != 0) {
        plan->how |= SUP__PLAN_ONE;
    }
    info->aConstraintUsage[i].argvIndex = plan->count;
    /* Who asks and when is no matter of comparing; the rest SQLite may compare again. */
    info->aConstraintUsage[i].omit = column->kind >= SUP__COLUMN_ACTOR;
}

static int is_complete(const struct plan *plan, const struct sup__table *table)
{
    int required = 0;

    for (int i = 0; i < table->column_count; i++) {
        required += table->columns[i].kind == SUP__COLUMN_GIVEN &&
                    (table->columns[i].param->flags & SUP_FIELD_REQUIRED) != 0;
    }
    return (plan->kinds & 1 << SUP__COLUMN_ACTOR) && (plan->kinds & 1 << SUP__COLUMN_NOW) &&
           plan->required == required;
}

/* Only by id: a list by another value has limits of its own, which a sort by SQLite has not. */
static void plan_order(struct plan *plan, const struct sup__table *table, sqlite3_index_info *info)
{
    if (info->nOrderBy != 1 || sup__column_get(table, info->aOrderBy[0].iColumn) == 0) {
        return;
    }
    info->orderByConsumed = 1;
    plan->how |= info->aOrderBy[0].desc ? 0 : SUP__PLAN_ASCENDING;
}

static int table_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    struct sup__table *table = (struct sup__table *)base;
    struct plan plan = {.count = 0};
    double rows = table->list.get != 0 ? 100000 : 20;

    for (int i = 0; i < info->nConstraint; i++) {
        if (!is_wanted(table, info, i)) {
            continue;
        }
        if (!info->aConstraint[i].usable) {
            return SQLITE_CONSTRAINT; /* without it something else would be asked */
        }
        take(&plan, table, info, i);
    }
    if (plan.kinds & 1 << SUP__COLUMN_GIVEN) {
        plan.how &= ~SUP__PLAN_ONE; /* only a list looks for what no row has */
    }
    plan_order(&plan, table, info);
    for (int i = 0; i < plan.count; i++) {
        rows /= table->columns[plan.columns[i] - SUP__PLAN_COLUMN_BASE].param != NULL ? 4 : 1;
    }
    if (plan.how & SUP__PLAN_ONE) {
        rows = 1;
        info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
    }
    info->estimatedRows = (sqlite3_int64)rows + 1;
    info->estimatedCost = 10 + rows * 2; /* a read of the desk, and its rows */
    if (!is_complete(&plan, table)) {
        /* SQLite may only be asking what an OR would cost that it takes apart. */
        plan.how |= SUP__PLAN_INCOMPLETE;
        info->estimatedCost = 1e99;
    }
    info->idxNum = plan.how;
    info->idxStr = sqlite3_mprintf("%s", plan.columns);
    info->needToFreeIdxStr = 1;
    return info->idxStr != NULL ? SQLITE_OK : SQLITE_NOMEM;
}

const sqlite3_module sup__list_module = {
    .xConnect = table_connect, /* without xCreate there is no CREATE VIRTUAL TABLE */
    .xBestIndex = table_best_index,
    .xDisconnect = table_disconnect,
    .xDestroy = table_disconnect,
    .xOpen = sup__cursor_open,
    .xClose = sup__cursor_close,
    .xFilter = sup__cursor_filter,
    .xNext = sup__cursor_next,
    .xEof = sup__cursor_eof,
    .xColumn = sup__cursor_column,
    .xRowid = sup__cursor_rowid,
};
