/* choose.c: which rows a scan is about, and in which order. A real backend would search its index. */
#include "drawer.h"

#include <stdlib.h>
#include <string.h>

/** A row among those chosen, with what it is sorted by: qsort() has no argument of its own. */
struct placed {
    struct row *row;
    const uint32_t *order;
    uint32_t count;
    int32_t direction;
};

static int placed_compare(const void *left, const void *right)
{
    const struct placed *a = left;
    const struct placed *b = right;
    int order = 0;
    for (uint32_t i = 0; i < a->count && order == 0; i++) {
        order = value_compare(&a->row->values[a->order[i]], &b->row->values[a->order[i]]);
    }
    return order * a->direction;
}

/** The row's columns from order[0] on, beside a bound, as a tuple. */
static int tuple_compare(const struct row *row, const uint32_t *order,
                         const struct sup_value *bound, uint32_t count)
{
    int result = 0;
    for (uint32_t i = 0; i < count && result == 0; i++) {
        result = value_compare(&row->values[order[i]], &bound[i]);
    }
    return result;
}

/** NULL is unlike everything but NULL, and neither less nor greater than anything. */
static int passes(const struct row *row, const struct sup_filter *filter)
{
    const struct sup_value *value = &row->values[filter->column];
    int is_null = value->type == SUP_NULL;
    if (filter->value.type == SUP_NULL) {
        return filter->compare == SUP_EQ ? is_null : filter->compare == SUP_NE && !is_null;
    }
    if (is_null) {
        return 0;
    }
    int order = value_compare(value, &filter->value);
    switch (filter->compare) {
    case SUP_EQ:
        return order == 0;
    case SUP_NE:
        return order != 0;
    case SUP_LT:
        return order < 0;
    case SUP_LE:
        return order <= 0;
    case SUP_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

static int is_meant(const struct row *row, const struct sup_scan *scan, const uint32_t *order)
{
    const uint32_t *rest = order + scan->prefix_count;
    if (tuple_compare(row, order, scan->prefix, scan->prefix_count) != 0) {
        return 0;
    }
    if (scan->lower_count != 0) {
        int below = tuple_compare(row, rest, scan->lower, scan->lower_count);
        if (below < 0 || (below == 0 && scan->lower_is_open)) {
            return 0;
        }
    }
    if (scan->upper_count != 0) {
        int above = tuple_compare(row, rest, scan->upper, scan->upper_count);
        if (above > 0 || (above == 0 && scan->upper_is_open)) {
            return 0;
        }
    }
    for (uint32_t i = 0; i < scan->filter_count; i++) {
        if (!passes(row, &scan->filters[i])) {
            return 0;
        }
    }
    return 1;
}

int32_t choose(const struct table *table, const struct sup_scan *scan, struct row ***chosen,
               size_t *count)
{
    uint32_t order[ORDER_MAX];
    uint32_t width = index_order(table->shape, scan->index, order);
    struct placed *found = malloc((table->count + 1) * sizeof *found);
    struct row **rows = malloc((table->count + 1) * sizeof *rows);
    *chosen = rows;
    *count = 0;
    if (found == NULL || rows == NULL) {
        free(found);
        free(rows);
        *chosen = NULL;
        return SUP_NOMEM;
    }
    size_t matches = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (is_meant(table->rows[i], scan, order)) {
            found[matches++] =
                (struct placed){table->rows[i], order, width, scan->is_descending ? -1 : 1};
        }
    }
    qsort(found, matches, sizeof *found, placed_compare);
    if (scan->limit != 0 && scan->limit < matches) {
        matches = scan->limit;
    }
    for (size_t i = 0; i < matches; i++) {
        rows[i] = found[i].row;
    }
    *count = matches;
    free(found);
    return SUP_OK;
}
