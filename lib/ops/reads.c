/*
 * reads.c: several reads that go to the store in one call.
 */
#include "ops/reads.h"

#include "base/message.h"

#include <string.h>

static int has_room(struct sup__reads *reads)
{
    if (reads->count < reads->room) {
        return 1;
    }
    uint32_t room = reads->room ? 2 * reads->room : 64;
    struct sup__read_item *items = sup__arena_alloc(reads->unit->repo.arena, room * sizeof *items);
    if (!items) {
        reads->failed = 1;
        return 0;
    }
    if (reads->count) {
        memcpy(items, reads->items, reads->count * sizeof *items);
    }
    reads->items = items;
    reads->room = room;
    return 1;
}

struct sup__read_item *sup__reads_add(struct sup__reads *reads, enum sup__table table,
                                      uint32_t index, uint32_t limit, uint32_t at)
{
    struct sup__read_item *item = &reads->spare;
    if (!reads->failed && has_room(reads)) {
        item = &reads->items[reads->count++];
    }
    memset(item, 0, sizeof *item);
    item->scan.size = sizeof item->scan;
    item->scan.table = table;
    item->scan.index = index;
    item->scan.limit = limit;
    item->at = at;
    sup__read_by_int(item, reads->unit->head.tenant);
    return item;
}

void sup__read_by_int(struct sup__read_item *item, int64_t number)
{
    item->prefix[item->scan.prefix_count++] = sup__int(number);
}

void sup__read_by_text(struct sup__read_item *item, const char *text)
{
    item->prefix[item->scan.prefix_count++] = sup__text(text);
}

void sup__read_up_to(struct sup__read_item *item, int64_t number)
{
    item->upper = sup__int(number);
    item->scan.upper_count = 1;
}

int sup__reads_any(const struct sup__reads *reads)
{
    return reads->count || reads->failed;
}

struct running {
    const struct sup__reads *reads;
    sup__reads_fn fn;
    void *context;
};

static int32_t give(void *context, uint32_t read, union sup__any_row *row)
{
    struct running *running = context;
    return running->fn(running->context, &running->reads->items[read], row);
}

int32_t sup__reads_run(struct sup__reads *reads, sup__reads_fn fn, void *context)
{
    struct running running = {reads, fn, context};
    struct sup__unit *unit = reads->unit;
    struct sup_read *list =
        reads->failed ? NULL : sup__arena_alloc(unit->repo.arena, reads->count * sizeof *list);
    if (!list) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    for (uint32_t i = 0; i < reads->count; i++) {
        struct sup__read_item *item = &reads->items[i];
        item->scan.prefix = item->prefix;
        item->scan.upper = &item->upper;
        list[i].scan = &item->scan;
        list[i].aggregate = item->aggregate;
        list[i].column = SUP_STORE_ROWS_ONLY;
    }
    int32_t rc =
        reads->count ? sup__each_read(&unit->repo, list, reads->count, give, &running) : SUP_OK;
    reads->count = 0;
    return rc;
}
