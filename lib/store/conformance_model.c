/*
 * conformance_model.c: what a store should hold and answer, as naively as possible: rows in an
 * array, every search by looking at all of them. It is right because there is nothing in it that
 * could be wrong.
 */
#include <string.h>

#include "store/conformance.h"

static const struct sup_table *table_of(uint32_t table)
{
    return &sup__conform_schema.tables[table];
}

uint32_t sup__conform_order(const struct sup_table *table, uint32_t index,
                            uint32_t columns[SUP_STORE_KEY_COLUMNS_MAX])
{
    uint32_t count = 0;
    for (uint32_t i = 0; index > 0 && i < table->indexes[index - 1].column_count; i++) {
        columns[count] = table->indexes[index - 1].columns[i];
        count++;
    }
    uint32_t named = count;
    for (uint32_t key = 0; key < table->key_count; key++) {
        int is_named = 0;
        for (uint32_t i = 0; i < named; i++) {
            is_named = is_named || columns[i] == key;
        }
        if (!is_named) {
            columns[count] = key;
            count++;
        }
    }
    return count;
}

struct sup_value sup__conform_cell_value(const struct sup__conform_cell *cell)
{
    struct sup_value value;
    memset(&value, 0, sizeof value);
    value.type = cell->type;
    value.number = cell->number;
    if (cell->type == SUP_TEXT || cell->type == SUP_BLOB) {
        value.data = cell->data;
        value.bytes = cell->bytes;
    }
    return value;
}

void sup__conform_model_values(const struct sup__conform_model_row *row, uint32_t count,
                               struct sup_value *values)
{
    for (uint32_t i = 0; i < count; i++) {
        values[i] = sup__conform_cell_value(&row->cells[i]);
    }
}

static int compare_bytes(const void *a, size_t a_bytes, const void *b, size_t b_bytes)
{
    size_t shared = a_bytes < b_bytes ? a_bytes : b_bytes;
    int order = shared == 0 ? 0 : memcmp(a, b, shared);
    return order != 0 ? order : (a_bytes > b_bytes) - (a_bytes < b_bytes);
}

static int compare(const struct sup__conform_cell *cell, const struct sup_value *value)
{
    if (cell->type != value->type) {
        return cell->type < value->type ? -1 : 1;
    }
    if (cell->type == SUP_INT) {
        return (cell->number > value->number) - (cell->number < value->number);
    }
    return compare_bytes(cell->data, cell->bytes, value->data, value->bytes);
}

/* As compare() does, without a value made for each of the many. */
static int compare_cells(const struct sup__conform_cell *a, const struct sup__conform_cell *b)
{
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    if (a->type == SUP_INT) {
        return (a->number > b->number) - (a->number < b->number);
    }
    if (a->type == SUP_NULL) {
        return 0;
    }
    return compare_bytes(a->data, a->bytes, b->data, b->bytes);
}

static int has_same(const struct sup__conform_model_row *a, const struct sup__conform_model_row *b,
                    const uint32_t *columns, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (compare_cells(&a->cells[columns[i]], &b->cells[columns[i]]) != 0) {
            return 0;
        }
    }
    return 1;
}

struct sup__conform_model_row *sup__conform_model_find(struct sup__conform_model *model,
                                                       uint32_t table,
                                                       const struct sup__conform_model_row *row)
{
    uint32_t order[SUP_STORE_KEY_COLUMNS_MAX];
    uint32_t count = sup__conform_order(table_of(table), 0, order);
    for (uint32_t i = 0; i < model->tables[table].count; i++) {
        if (has_same(&model->tables[table].rows[i], row, order, count)) {
            return &model->tables[table].rows[i];
        }
    }
    return NULL;
}

static int is_taken(const struct sup__conform_model *model, uint32_t table,
                    const struct sup__conform_model_row *row,
                    const struct sup__conform_model_row *self)
{
    for (uint32_t number = 0; number < table_of(table)->index_count; number++) {
        const struct sup_index *index = &table_of(table)->indexes[number];
        for (uint32_t i = 0; index->is_unique && i < model->tables[table].count; i++) {
            const struct sup__conform_model_row *there = &model->tables[table].rows[i];
            if (there != self && has_same(there, row, index->columns, index->column_count)) {
                return 1;
            }
        }
    }
    return 0;
}

int32_t sup__conform_model_insert(struct sup__conform_model *model, uint32_t table,
                                  const struct sup__conform_model_row *row)
{
    if (sup__conform_model_find(model, table, row) != NULL || is_taken(model, table, row, NULL)) {
        return SUP_EXISTS;
    }
    if (model->tables[table].count == SUP__MODEL_ROWS) {
        return SUP_LIMIT;
    }
    model->tables[table].rows[model->tables[table].count] = *row;
    model->tables[table].count++;
    return SUP_OK;
}

int32_t sup__conform_model_put(struct sup__conform_model *model, uint32_t table,
                               const struct sup__conform_model_row *row)
{
    struct sup__conform_model_row *there = sup__conform_model_find(model, table, row);
    if (there == NULL) {
        return sup__conform_model_insert(model, table, row);
    }
    if (is_taken(model, table, row, there)) {
        return SUP_EXISTS;
    }
    *there = *row;
    return SUP_OK;
}

int32_t sup__conform_model_update(struct sup__conform_model *model, uint32_t table,
                                  const struct sup__conform_model_row *row, uint64_t mask,
                                  int64_t version)
{
    struct sup__conform_model_row *there = sup__conform_model_find(model, table, row);
    if (there == NULL) {
        return SUP_CONFLICT;
    }
    if (version >= 0 && there->cells[table_of(table)->version_column].number != version) {
        return SUP_CONFLICT;
    }
    struct sup__conform_model_row fresh = *there;
    for (uint32_t i = 0; i < table_of(table)->column_count; i++) {
        if ((mask >> i & 1) != 0) {
            fresh.cells[i] = row->cells[i];
        }
    }
    return sup__conform_model_put(model, table, &fresh);
}

int32_t sup__conform_model_remove(struct sup__conform_model *model, uint32_t table,
                                  const struct sup__conform_model_row *row)
{
    struct sup__conform_model_row *there = sup__conform_model_find(model, table, row);
    if (there == NULL) {
        return SUP_NOT_FOUND;
    }
    model->tables[table].count--;
    *there = model->tables[table].rows[model->tables[table].count];
    return SUP_OK;
}

/** A row's columns of an index from `first` on, against a tuple. */
static int compare_tuple(const struct sup__conform_model_row *row, const uint32_t *columns,
                         const struct sup_value *tuple, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        int order = compare(&row->cells[columns[i]], &tuple[i]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

static int passes_filter(const struct sup__conform_model_row *row, const struct sup_filter *filter)
{
    const struct sup__conform_cell *cell = &row->cells[filter->column];
    if (filter->value.type == SUP_NULL) {
        return (filter->compare == SUP_EQ && cell->type == SUP_NULL) ||
               (filter->compare == SUP_NE && cell->type != SUP_NULL);
    }
    if (cell->type == SUP_NULL) {
        return 0;
    }
    int order = compare(cell, &filter->value);
    return (filter->compare == SUP_EQ && order == 0) || (filter->compare == SUP_NE && order != 0) ||
           (filter->compare == SUP_LT && order < 0) || (filter->compare == SUP_LE && order <= 0) ||
           (filter->compare == SUP_GT && order > 0) || (filter->compare == SUP_GE && order >= 0);
}

static int is_in_scan(const struct sup__conform_model_row *row, const struct sup_scan *scan,
                      const uint32_t *order)
{
    const uint32_t *after_prefix = order + scan->prefix_count;
    if (compare_tuple(row, order, scan->prefix, scan->prefix_count) != 0) {
        return 0;
    }
    int lower = compare_tuple(row, after_prefix, scan->lower, scan->lower_count);
    int upper = compare_tuple(row, after_prefix, scan->upper, scan->upper_count);
    if (scan->lower_count > 0 && (lower < 0 || (lower == 0 && scan->lower_is_open))) {
        return 0;
    }
    if (scan->upper_count > 0 && (upper > 0 || (upper == 0 && scan->upper_is_open))) {
        return 0;
    }
    for (uint32_t i = 0; i < scan->filter_count; i++) {
        if (!passes_filter(row, &scan->filters[i])) {
            return 0;
        }
    }
    return 1;
}

static int is_before(const struct sup__conform_model_row *a, const struct sup__conform_model_row *b,
                     const uint32_t *order, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        int sign = compare_cells(&a->cells[order[i]], &b->cells[order[i]]);
        if (sign != 0) {
            return sign < 0;
        }
    }
    return 0;
}

/** Where in the list a row belongs: no two rows have the same place in an index's whole order. */
static uint32_t place_of(const struct sup__conform_model_list *list,
                         const struct sup__conform_model_row *row, uint32_t is_descending,
                         const uint32_t *order, uint32_t columns)
{
    uint32_t low = 0;
    uint32_t high = list->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (is_before(list->rows[middle], row, order, columns) != (is_descending != 0)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void sup__conform_model_scan(const struct sup__conform_model *model, const struct sup_scan *scan,
                             struct sup__conform_model_list *list)
{
    const struct sup__conform_model_table *table = &model->tables[scan->table];
    uint32_t order[SUP_STORE_KEY_COLUMNS_MAX];
    uint32_t columns = sup__conform_order(table_of(scan->table), scan->index, order);
    list->count = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct sup__conform_model_row *row = &table->rows[i];
        if (!is_in_scan(row, scan, order)) {
            continue;
        }
        uint32_t at = place_of(list, row, scan->is_descending, order, columns);
        memmove(list->rows + at + 1, list->rows + at, (list->count - at) * sizeof *list->rows);
        list->rows[at] = row;
        list->count++;
    }
    if (scan->limit > 0 && list->count > scan->limit) {
        list->count = scan->limit;
    }
}

int64_t sup__conform_model_remove_range(struct sup__conform_model *model,
                                        const struct sup_scan *scan)
{
    struct sup__conform_model_list list;
    struct sup__conform_model_table *table = &model->tables[scan->table];
    sup__conform_model_scan(model, scan, &list);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        int is_removed = 0;
        for (uint32_t j = 0; j < list.count; j++) {
            is_removed = is_removed || list.rows[j] == &table->rows[i];
        }
        if (is_removed) {
            continue;
        }
        /* The list points to rows by place: none moves before all its own are compared. */
        if (kept != i) {
            struct sup__conform_model_row row = table->rows[i];
            table->rows[kept] = row;
        }
        kept++;
    }
    table->count = kept;
    return list.count;
}

void sup__conform_model_aggregate(const struct sup__conform_model *model,
                                  const struct sup_scan *scan, uint32_t column,
                                  struct sup_aggregate *out)
{
    struct sup__conform_model_list list;
    sup__conform_model_scan(model, scan, &list);
    memset(out, 0, sizeof *out);
    out->count = list.count;
    out->is_empty = 1;
    for (uint32_t i = 0; i < list.count; i++) {
        const struct sup__conform_cell *cell = &list.rows[i]->cells[column];
        if (cell->type == SUP_NULL) {
            continue;
        }
        out->sum += cell->number;
        out->min = out->is_empty || cell->number < out->min ? cell->number : out->min;
        out->max = out->is_empty || cell->number > out->max ? cell->number : out->max;
        out->is_empty = 0;
    }
}
