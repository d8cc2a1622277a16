/*
 * page.c: one scan behind every list. It asks for a row more than the page has, to know whether
 * there is a next one.
 */
#include "ops/page.h"

struct reading {
    struct sup__page *page;
    sup__each_fn fn;
    void *context;
    uint32_t count;
};

static int32_t next_row(void *context, void *row)
{
    struct reading *reading = context;
    if (reading->count == reading->page->limit) {
        reading->page->is_more = 1;
        return 1;
    }
    reading->count++;
    return reading->fn(reading->context, row);
}

int32_t sup__page_read(struct sup__repo *repo, struct sup__page *page, sup__each_fn fn,
                       void *context)
{
    struct sup_value bounds[2] = {sup__int(page->after_ms), sup__int(page->after)};
    const struct sup_value *bound = page->is_by_time ? bounds : &bounds[1];
    uint32_t bound_count = !page->after ? 0 : page->is_by_time ? 2 : 1;
    struct reading reading = {.page = page, .fn = fn, .context = context};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = page->table,
                            .index = page->index,
                            .prefix_count = page->prefix_count,
                            .prefix = page->prefix,
                            .is_descending = page->is_descending,
                            .filter_count = page->filter_count,
                            .filters = page->filters,
                            .limit = page->limit + 1};
    union sup__any_row row;
    page->is_more = 0;
    if (!page->is_descending) {
        scan.lower_count = bound_count;
        scan.lower = bound;
        scan.lower_is_open = bound_count != 0;
    } else {
        scan.upper_count = bound_count;
        scan.upper = bound;
        scan.upper_is_open = bound_count != 0;
    }
    return sup__each(repo, &scan, !page->is_bare, &row, next_row, &reading);
}

struct events {
    struct sup__event_row *rows;
    uint32_t count;
};

static int32_t add_event(void *context, void *row)
{
    struct events *events = context;
    events->rows[events->count++] = *(struct sup__event_row *)row;
    return 0;
}

int32_t sup__page_events(struct sup__repo *repo, struct sup__page *page,
                         struct sup__event_row *rows, uint32_t *count)
{
    struct events events = {.rows = rows};
    int32_t rc = sup__page_read(repo, page, add_event, &events);
    *count = events.count;
    return rc;
}
