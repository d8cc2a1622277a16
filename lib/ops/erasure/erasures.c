/*
 * erasures.c: finding the erasure that covers an event.
 */
#include "ops/erasure/erasures.h"

#include "base/message.h"

#include <stdlib.h>
#include <string.h>

enum { OF_CUSTOMER = 1, OF_TICKET, OF_EVENT, KEPT };

struct loading {
    struct sup__unit *unit;
    struct sup__erasures *erasures;
    int32_t failed; /* code */
};

static int32_t add(struct loading *loading, int32_t kind, const struct sup__ids *ids, int64_t until)
{
    struct sup__erasures *erasures = loading->erasures;
    if (erasures->count + ids->count > erasures->room) {
        uint32_t room = 2 * (erasures->count + ids->count);
        struct sup__erasure *items =
            sup__arena_alloc(loading->unit->repo.arena, room * sizeof *items);
        if (!items) {
            return sup__fail(loading->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
        }
        if (erasures->count) {
            memcpy(items, erasures->items, erasures->count * sizeof *items);
        }
        erasures->items = items;
        erasures->room = room;
    }
    for (uint32_t i = 0; i < ids->count; i++) {
        erasures->items[erasures->count++] = (struct sup__erasure){kind, ids->items[i], until};
    }
    return SUP_OK;
}

static int32_t add_event(void *context, void *in)
{
    struct loading *loading = context;
    const struct sup__event_row *row = in;
    struct sup__event event;
    int32_t rc =
        sup__event_decode(loading->unit->repo.arena, row, NULL, &event, loading->unit->error);
    if (rc == SUP_CORRUPT) { /* somebody edited it: verifying tells where, and it erased nothing */
        sup__error_clear(loading->unit->error);
        return 0;
    }
    if (rc == SUP_OK) {
        rc = add(loading, OF_CUSTOMER, &event.payload.customers, row->sequence);
    }
    if (rc == SUP_OK) {
        rc = add(loading, OF_TICKET, &event.payload.tickets, row->sequence);
    }
    if (rc == SUP_OK) {
        rc = add(loading, OF_EVENT, &event.payload.events, row->sequence);
    }
    if (rc == SUP_OK) {
        rc = add(loading, KEPT, &event.payload.kept, row->sequence);
    }
    loading->failed = rc;
    return rc != SUP_OK;
}

/* The latest erasure of a thing comes first. */
static int compare(const void *a, const void *b)
{
    const struct sup__erasure *one = a;
    const struct sup__erasure *other = b;
    if (one->kind != other->kind) {
        return one->kind < other->kind ? -1 : 1;
    }
    if (one->id != other->id) {
        return one->id < other->id ? -1 : 1;
    }
    return (one->until < other->until) - (one->until > other->until);
}

int32_t sup__erasures_load(struct sup__unit *unit, struct sup__erasures *erasures)
{
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_filter filter = {SUP__EVENT_kind, SUP_EQ, sup__int(SUP__E_CUSTOMER_ERASED)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_EVENT,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .filter_count = 1,
                            .filters = &filter};
    struct loading loading = {unit, erasures, SUP_OK};
    struct sup__event_row row;
    uint32_t kept = 0;
    memset(erasures, 0, sizeof *erasures);
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, add_event, &loading);
    if (rc != SUP_OK || loading.failed) {
        return loading.failed ? loading.failed : rc;
    }
    if (erasures->count) {
        qsort(erasures->items, erasures->count, sizeof *erasures->items, compare);
    }
    for (uint32_t i = 0; i < erasures->count; i++) {
        const struct sup__erasure *item = &erasures->items[i];
        if (!kept || erasures->items[kept - 1].kind != item->kind ||
            erasures->items[kept - 1].id != item->id) {
            erasures->items[kept++] = *item;
        }
    }
    erasures->count = kept;
    return SUP_OK;
}

static int64_t find(const struct sup__erasures *erasures, int32_t kind, int64_t id,
                    int64_t sequence)
{
    const struct sup__erasure wanted = {kind, id, INT64_MAX};
    uint32_t low = 0;
    uint32_t high = erasures->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(&erasures->items[middle], &wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct sup__erasure *item = low < erasures->count ? &erasures->items[low] : NULL;
    return item && item->kind == kind && item->id == id && item->until > sequence ? item->until : 0;
}

int64_t sup__erased_by(const struct sup__erasures *erasures, const struct sup__event_row *row)
{
    int64_t customers[2];
    uint32_t count = sup__event_customers(row, customers);
    if (!erasures->count || row->kind == SUP__E_CUSTOMER_ERASED) {
        return 0;
    }
    int64_t until = find(erasures, OF_EVENT, row->sequence, row->sequence);
    if (!until && row->ticket_id) {
        until = find(erasures, OF_TICKET, row->ticket_id, row->sequence);
        until = until > find(erasures, KEPT, row->sequence, row->sequence) ? until : 0;
    }
    for (uint32_t i = 0; !until && i < count; i++) {
        until = find(erasures, OF_CUSTOMER, customers[i], row->sequence);
    }
    return until;
}
