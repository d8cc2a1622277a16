/*
 * schema.c: prepare: tables from the schema's description, and rows carried over to a newer one.
 *
 * The description is copied, so the host may give it on its stack. A newer version may add tables,
 * indexes, and nullable columns at a table's end; the rows are copied into the new tables first and
 * the old ones let go only when all of that has worked.
 */
#include <string.h>

#include "base/message.h"
#include "memory/memory_store.h"

static int is_within_limits(const struct sup_schema *schema);
static int32_t shape_new(struct sup__memory_shape *shape, const struct sup__mem *mem,
                         const struct sup_schema *schema);
static int32_t check_tables(struct sup__memory_store *store, struct sup__memory_shape *fresh);
static int32_t carry_over(struct sup__memory_store *store, struct sup__memory_shape *fresh);

int32_t sup__memory_prepare(struct sup_store *store, const struct sup_schema *schema)
{
    struct sup__memory_store *memory = (struct sup__memory_store *)store;
    if (memory->is_calling || memory->mode != 0) {
        return sup__memory_under_way(memory);
    }
    if (memory->is_prepared && schema->version < memory->shape.version) {
        return sup__fail(&store->error, SUP_MSG_STORE_NEWER, NULL,
                         "the store has schema version %d, this is version %d",
                         (int)memory->shape.version, (int)schema->version);
    }
    if (!is_within_limits(schema)) {
        return sup__memory_misfit(memory, "the schema passes a limit of the storage contract");
    }
    struct sup__memory_shape fresh;
    int32_t rc = shape_new(&fresh, &memory->mem, schema);
    if (rc != SUP_OK) {
        rc = sup__memory_nomem(memory);
    } else {
        rc = check_tables(memory, &fresh);
    }
    if (rc == SUP_OK && !(memory->is_prepared && memory->shape.version == fresh.version)) {
        rc = carry_over(memory, &fresh);
        if (rc == SUP_OK) {
            struct sup__memory_shape old = memory->shape;
            memory->shape = fresh;
            memory->is_prepared = 1;
            fresh = old;
        }
    }
    sup__memory_shape_free(&fresh);
    return rc;
}

void sup__memory_shape_free(struct sup__memory_shape *shape)
{
    const struct sup__mem *mem = &shape->arena.mem;
    for (uint32_t i = 0; i < shape->table_count; i++) {
        struct sup__memory_table *table = &shape->tables[i];
        struct sup__tree *primary = &table->indexes[0].tree;
        for (struct sup__tree_place place = sup__tree_end(primary, 0); place.leaf != NULL;
             place = sup__tree_step(place, 1)) {
            sup__memory_row_free(mem, place.leaf->entries[place.at].row);
        }
        for (uint32_t number = 0; number < table->index_count; number++) {
            sup__tree_free(&table->indexes[number].tree, mem);
        }
    }
    shape->table_count = 0;
    sup__arena_free(&shape->arena);
}

/** The primary key's columns that an index does not name, which follow the named ones. */
static uint32_t whole_order(const struct sup_table *table, const struct sup_index *index,
                            uint32_t columns[SUP_STORE_COLUMNS_MAX])
{
    uint32_t count = index->column_count;
    memcpy(columns, index->columns, count * sizeof *columns);
    for (uint32_t key = 0; key < table->key_count; key++) {
        uint32_t i = 0;
        while (i < index->column_count && index->columns[i] != key) {
            i++;
        }
        if (i == index->column_count) {
            columns[count] = key;
            count++;
        }
    }
    return count;
}

static int is_within_limits(const struct sup_schema *schema)
{
    for (uint32_t i = 0; i < schema->table_count; i++) {
        const struct sup_table *table = &schema->tables[i];
        if (table->column_count > SUP_STORE_COLUMNS_MAX ||
            table->index_count > SUP_STORE_INDEXES_MAX || table->key_count == 0 ||
            table->key_count > SUP_STORE_KEY_COLUMNS_MAX ||
            table->key_count > table->column_count) {
            return 0;
        }
        for (uint32_t j = 0; j < table->index_count; j++) {
            const struct sup_index *index = &table->indexes[j];
            uint32_t columns[SUP_STORE_COLUMNS_MAX];
            if (index->column_count > SUP_STORE_KEY_COLUMNS_MAX ||
                whole_order(table, index, columns) > SUP_STORE_KEY_COLUMNS_MAX) {
                return 0;
            }
        }
    }
    return 1;
}

static int32_t table_fill(struct sup__arena *arena, struct sup__memory_table *to,
                          const struct sup_table *from)
{
    struct sup__memory_column *columns =
        sup__arena_alloc(arena, from->column_count * sizeof *columns);
    to->name = sup__arena_text(arena, from->name, strlen(from->name));
    if (columns == NULL || to->name == NULL) {
        return SUP_NOMEM;
    }
    for (uint32_t i = 0; i < from->column_count; i++) {
        const char *name = from->columns[i].name;
        columns[i].name = sup__arena_text(arena, name, strlen(name));
        columns[i].type = from->columns[i].type;
        columns[i].flags = from->columns[i].flags;
        if (columns[i].name == NULL) {
            return SUP_NOMEM;
        }
    }
    to->columns = columns;
    to->key_count = from->key_count;
    to->column_count = from->column_count;
    to->version_column = from->version_column;
    to->index_count = 1 + from->index_count;
    const uint32_t key[SUP_STORE_KEY_COLUMNS_MAX] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    const struct sup_index primary = {"", 1, from->key_count, key};
    for (uint32_t i = 0; i < to->index_count; i++) {
        const struct sup_index *index = i == 0 ? &primary : &from->indexes[i - 1];
        uint32_t order[SUP_STORE_COLUMNS_MAX];
        to->indexes[i].is_unique = index->is_unique;
        to->indexes[i].named_count = index->column_count;
        to->indexes[i].count = whole_order(from, index, order);
        memcpy(to->indexes[i].columns, order, to->indexes[i].count * sizeof *order);
    }
    return SUP_OK;
}

/** Empty tables; on failure what there is so far can be given to sup__memory_shape_free(). */
static int32_t shape_new(struct sup__memory_shape *shape, const struct sup__mem *mem,
                         const struct sup_schema *schema)
{
    memset(shape, 0, sizeof *shape);
    sup__arena_init(&shape->arena, mem);
    shape->version = schema->version;
    shape->tables = sup__arena_alloc(&shape->arena, schema->table_count * sizeof *shape->tables);
    if (shape->tables == NULL) {
        return SUP_NOMEM;
    }
    for (uint32_t i = 0; i < schema->table_count; i++) {
        int32_t rc = table_fill(&shape->arena, &shape->tables[i], &schema->tables[i]);
        if (rc != SUP_OK) {
            return rc;
        }
        shape->table_count++;
    }
    return SUP_OK;
}

static int is_successor(const struct sup__memory_table *old, const struct sup__memory_table *fresh)
{
    if (fresh->key_count != old->key_count || fresh->column_count < old->column_count) {
        return 0;
    }
    for (uint32_t i = 0; i < fresh->column_count; i++) {
        const struct sup__memory_column *column = &fresh->columns[i];
        if (i >= old->column_count) {
            if ((column->flags & SUP_COLUMN_NULLABLE) == 0) {
                return 0;
            }
        } else if (column->type != old->columns[i].type ||
                   strcmp(column->name, old->columns[i].name) != 0) {
            return 0;
        }
    }
    return 1;
}

static struct sup__memory_table *table_named(struct sup__memory_shape *shape, const char *name)
{
    for (uint32_t i = 0; i < shape->table_count; i++) {
        if (strcmp(shape->tables[i].name, name) == 0) {
            return &shape->tables[i];
        }
    }
    return NULL;
}

static int32_t copy_rows(struct sup__memory_store *store, const struct sup__memory_table *from,
                         struct sup__memory_table *to)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    memset(values, 0, sizeof values);
    for (struct sup__tree_place place = sup__tree_end(&from->indexes[0].tree, 0);
         place.leaf != NULL; place = sup__tree_step(place, 1)) {
        sup__memory_row_values(from, place.leaf->entries[place.at].row, values);
        if (sup__memory_row_collides(to, values, NULL)) {
            return sup__fail(&store->head.error, SUP_MSG_STORE_TAMPERED, NULL,
                             "rows of %s are not unique in a new index", from->name);
        }
        struct sup__memory_row *row = NULL;
        if (sup__memory_row_reserve(to, &store->spares, &store->mem) == SUP_OK) {
            row = sup__memory_row_new(&store->mem, to, values);
        }
        if (row == NULL) {
            return sup__memory_nomem(store);
        }
        sup__memory_row_link(to, &store->spares, row);
    }
    return SUP_OK;
}

static int32_t check_tables(struct sup__memory_store *store, struct sup__memory_shape *fresh)
{
    for (uint32_t i = 0; i < store->shape.table_count; i++) {
        const struct sup__memory_table *old = &store->shape.tables[i];
        const struct sup__memory_table *to = table_named(fresh, old->name);
        if (to == NULL || !is_successor(old, to) ||
            (fresh->version == store->shape.version && to->column_count != old->column_count)) {
            return sup__fail(&store->head.error, SUP_MSG_STORE_TAMPERED, NULL,
                             "%s in the store is not what the schema says", old->name);
        }
    }
    return SUP_OK;
}

static int32_t carry_over(struct sup__memory_store *store, struct sup__memory_shape *fresh)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < store->shape.table_count && rc == SUP_OK; i++) {
        const struct sup__memory_table *old = &store->shape.tables[i];
        rc = copy_rows(store, old, table_named(fresh, old->name));
    }
    return rc;
}
