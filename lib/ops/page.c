/*
 * page.c: one scan behind every list. It asks for a row more than the page has, to know whether
 * there is a next one.
 */
#include "ops/page.h"

#include "ops/bodies.h"

#include "base/message.h"
#include "base/text.h"
#include "base/when.h"

#include <inttypes.h>
#include <string.h>

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

int32_t sup__place_read(struct sup__unit *unit, const char *after, int64_t *numbers, int count)
{
    const char *at = after;
    memset(numbers, 0, (size_t)count * sizeof *numbers);
    for (int i = 0; after && *after && i < count; i++) {
        size_t bytes = at ? strcspn(at, ".") : 0;
        if (!at || !sup__parse_int(at, bytes, &numbers[i]) || (i && numbers[i] < 1) ||
            (at[bytes] == 0) != (i == count - 1)) {
            return sup__fail(unit->error, SUP_MSG_LIST_AFTER, "after",
                             "'%.80s' is not a position in this list", after);
        }
        at += bytes + 1;
    }
    return SUP_OK;
}

const char *sup__place_text(void *result, const int64_t *numbers, int count, int *failed)
{
    enum { NUMBER_BYTES = 21 };
    char text[SUP__PLACE_NUMBERS_MAX * NUMBER_BYTES + 1] = "";
    size_t at = 0;
    for (int i = 0; i < count; i++) {
        sup__format(text + at, sizeof text - at, "%s%" PRId64, i ? "." : "", numbers[i]);
        at += strlen(text + at);
    }
    return sup__result_text(result, text, failed);
}

int32_t sup__check_span(struct sup__unit *unit, int64_t from_ms, int64_t to_ms)
{
    char from[SUP__TIME_TEXT_SIZE];
    char to[SUP__TIME_TEXT_SIZE];
    if (!to_ms || from_ms <= to_ms) {
        return SUP_OK;
    }
    sup__time_format(from_ms, from);
    sup__time_format(to_ms, to);
    return sup__fail(unit->error, SUP_MSG_ARGUMENT_RANGE, "to",
                     "to is %s, which is before from, %s", to, from);
}

int32_t sup__range_begin(struct sup__unit *unit, int64_t range_ms, int64_t to_ms, int64_t *from_ms)
{
    *from_ms = *from_ms ? *from_ms : (to_ms ? to_ms : unit->caller.now_ms) - range_ms;
    return sup__check_span(unit, *from_ms, to_ms);
}

struct texts {
    const int64_t *sequences;
    uint32_t count;
    const char **texts;
};

static int32_t add_text(void *context, void *in)
{
    struct texts *wanted = context;
    const struct sup__event_private_row *row = in;
    for (uint32_t i = 0; i < wanted->count; i++) {
        if (wanted->sequences[i] == row->sequence) {
            wanted->texts[i] = row->body;
        }
    }
    return 0;
}

int32_t sup__texts_beside(struct sup__unit *unit, const int64_t *sequences, uint32_t count,
                          const char **texts)
{
    struct texts wanted = {sequences, count, texts};
    struct sup_value keys[2 * SUP_PAGE_MAX];
    struct sup__event_private_row row;
    uint32_t key_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        int is_there = !sequences[i];
        for (uint32_t k = 0; !is_there && k < key_count; k++) {
            is_there = keys[2 * k + 1].number == sequences[i];
        }
        texts[i] = NULL;
        if (!is_there) {
            keys[2 * key_count] = sup__int(unit->head.tenant);
            keys[2 * key_count++ + 1] = sup__int(sequences[i]);
        }
    }
    return key_count ? sup__each_key(&unit->repo, SUP__T_EVENT_PRIVATE, keys, key_count, &row,
                                     add_text, &wanted)
                     : SUP_OK;
}
