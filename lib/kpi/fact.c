/*
 * fact.c: items of a fact: their order and their bytes.
 */
#include "kpi/fact.h"

#include "base/text.h"
#include "kpi/pack.h"

#include <stdlib.h>
#include <string.h>

enum {
    FORM = 1, /* of the bytes */
    HAS_CURRENCY = 1,
    HAS_AGENT = 2,
    HAS_TEAM = 4,
    HAS_FLOOR = 8,
    HAS_SLA = 16,
    HAS_BUSINESS = 32
};

struct sup__kpi_item *sup__kpi_fact_add(struct sup__kpi_fact *fact, struct sup__arena *arena,
                                        uint32_t measure, int64_t at_ms, int64_t value,
                                        int64_t business)
{
    if (fact->count == fact->room) {
        uint32_t room = fact->room ? 2 * fact->room : 32;
        struct sup__kpi_item *items = sup__arena_take(arena, room * sizeof *items);
        if (!items) {
            return NULL;
        }
        if (fact->count) {
            memcpy(items, fact->items, fact->count * sizeof *items);
        }
        fact->items = items;
        fact->room = room;
    }
    struct sup__kpi_item *item = &fact->items[fact->count++];
    *item = (struct sup__kpi_item){.at_ms = at_ms,
                                   .measure = measure,
                                   .value = value,
                                   .business = business,
                                   .agent_id = -1};
    return item;
}

static int compare_numbers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int compare_texts(const char *one, const char *other)
{
    if (!one || !other) {
        return (one != NULL) - (other != NULL);
    }
    return strcmp(one, other);
}

int sup__kpi_item_compare(const struct sup__kpi_item *one, const struct sup__kpi_item *other)
{
    int order = compare_numbers(one->at_ms, other->at_ms);
    order = order ? order : compare_numbers(one->measure, other->measure);
    order = order ? order : compare_numbers(one->currency, other->currency);
    order = order ? order : compare_numbers(one->value, other->value);
    order = order ? order : compare_numbers(one->business, other->business);
    order = order ? order : compare_numbers(one->agent_id, other->agent_id);
    order = order ? order : compare_texts(one->team, other->team);
    order = order ? order : compare_texts(one->floor, other->floor);
    return order ? order : compare_texts(one->sla, other->sla);
}

static int compare_items(const void *one, const void *other)
{
    return sup__kpi_item_compare(one, other);
}

void sup__kpi_fact_sort(struct sup__kpi_fact *fact)
{
    if (fact->count) {
        qsort(fact->items, fact->count, sizeof *fact->items, compare_items);
    }
}

int sup__kpi_traits_same(const struct sup__kpi_traits *one, const struct sup__kpi_traits *other)
{
    return one->agent_id == other->agent_id && sup__same_text(one->channel, other->channel) &&
           sup__same_text(one->reason, other->reason) && sup__same_text(one->team, other->team) &&
           sup__same_text(one->floor, other->floor) &&
           sup__same_text(one->priority, other->priority) &&
           sup__same_text(one->segment, other->segment) && sup__same_text(one->sla, other->sla);
}

static void pack_item(struct sup__pack *pack, const struct sup__kpi_item *item, int64_t before_ms)
{
    unsigned flags = (item->currency ? HAS_CURRENCY : 0u) | (item->agent_id >= 0 ? HAS_AGENT : 0u) |
                     (item->team ? HAS_TEAM : 0u) | (item->floor ? HAS_FLOOR : 0u) |
                     (item->sla ? HAS_SLA : 0u) | (item->business ? HAS_BUSINESS : 0u);
    sup__pack_uint(pack, item->measure);
    sup__pack_uint(pack, flags);
    sup__pack_int(pack, item->at_ms - before_ms);
    sup__pack_int(pack, item->value);
    if (item->business) {
        sup__pack_int(pack, item->business);
    }
    if (item->currency) {
        sup__pack_uint(pack, item->currency);
    }
    if (item->agent_id >= 0) {
        sup__pack_int(pack, item->agent_id);
    }
    const char *texts[] = {item->team, item->floor, item->sla};
    for (int i = 0; i < 3; i++) {
        if (texts[i]) {
            sup__pack_text(pack, texts[i]);
        }
    }
}

const void *sup__kpi_items_pack(struct sup__arena *arena, const struct sup__kpi_fact *fact,
                                size_t *bytes)
{
    struct sup__pack pack = {.arena = arena};
    int64_t before_ms = 0;
    sup__pack_uint(&pack, FORM);
    sup__pack_uint(&pack, fact->count);
    for (uint32_t i = 0; i < fact->count; i++) {
        pack_item(&pack, &fact->items[i], before_ms);
        before_ms = fact->items[i].at_ms;
    }
    *bytes = pack.bytes;
    return pack.is_failed ? NULL : pack.data;
}

static void unpack_item(struct sup__unpack *in, struct sup__arena *arena,
                        struct sup__kpi_item *item, int64_t before_ms)
{
    *item = (struct sup__kpi_item){.agent_id = -1};
    item->measure = (uint32_t)sup__unpack_uint(in);
    uint64_t flags = sup__unpack_uint(in);
    /* What somebody edited may be any number: it wraps instead of overflowing. */
    item->at_ms = (int64_t)((uint64_t)before_ms + (uint64_t)sup__unpack_int(in));
    item->value = sup__unpack_int(in);
    item->business = flags & HAS_BUSINESS ? sup__unpack_int(in) : 0;
    item->currency = flags & HAS_CURRENCY ? (uint32_t)sup__unpack_uint(in) : 0;
    item->agent_id = flags & HAS_AGENT ? sup__unpack_int(in) : -1;
    item->team = flags & HAS_TEAM ? sup__unpack_text(in, arena) : NULL;
    item->floor = flags & HAS_FLOOR ? sup__unpack_text(in, arena) : NULL;
    item->sla = flags & HAS_SLA ? sup__unpack_text(in, arena) : NULL;
    if (item->measure > SUP__KPI_MEASURE_MAX && in->rc == SUP_OK) {
        in->rc = SUP_CORRUPT;
    }
}

int32_t sup__kpi_items_unpack(struct sup__arena *arena, const void *data, size_t bytes,
                              struct sup__kpi_fact *fact)
{
    struct sup__unpack in = {.data = data, .bytes = bytes};
    uint64_t form = sup__unpack_uint(&in);
    uint64_t count = sup__unpack_uint(&in);
    if (in.rc != SUP_OK || form != FORM || count > in.bytes) {
        return SUP_CORRUPT; /* an item takes several bytes */
    }
    struct sup__kpi_item *items = sup__arena_take(arena, (size_t)(count + !count) * sizeof *items);
    if (!items) {
        return SUP_NOMEM;
    }
    for (uint64_t i = 0; i < count && in.rc == SUP_OK; i++) {
        unpack_item(&in, arena, &items[i], i ? items[i - 1].at_ms : 0);
    }
    fact->items = items;
    fact->count = fact->room = (uint32_t)count;
    return in.rc == SUP_OK && in.bytes ? SUP_CORRUPT : in.rc;
}
