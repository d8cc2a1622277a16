/*
 * cell.c: the sums and spreads of one cell, in memory and as bytes.
 */
#include "kpi/cells.h"

#include "kpi/histogram.h"
#include "kpi/pack.h"

#include <stdlib.h>
#include <string.h>

enum { FORM = 1 /* of the bytes */ };

/* Arrays in the arena, of twice the room each time. */
static void *grow(struct sup__arena *arena, const void *items, uint32_t count, uint32_t *room,
                  size_t each)
{
    uint32_t more = *room ? 2 * *room : 16;
    void *bigger = sup__arena_take(arena, more * each);
    if (bigger) {
        if (count) {
            memcpy(bigger, items, count * each);
        }
        *room = more;
    }
    return bigger;
}

static int sum_order(const struct sup__kpi_sum *one, const struct sup__kpi_sum *other)
{
    if (one->currency != other->currency) {
        return one->currency < other->currency ? -1 : 1;
    }
    return (one->measure > other->measure) - (one->measure < other->measure);
}

static int add_signed(int64_t *to, int64_t number, int sign)
{
    return sign < 0 ? !__builtin_sub_overflow(*to, number, to)
                    : !__builtin_add_overflow(*to, number, to);
}

int32_t sup__kpi_sum_add(struct sup__kpi_cell *cell, struct sup__arena *arena,
                         const struct sup__kpi_sum *sum, int sign)
{
    uint32_t low = 0;
    uint32_t high = cell->sum_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (sum_order(&cell->sums[middle], sum) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == cell->sum_count || sum_order(&cell->sums[low], sum) != 0) {
        if (cell->sum_count == cell->sum_room) {
            void *sums = grow(arena, cell->sums, cell->sum_count, &cell->sum_room,
                              sizeof *cell->sums);
            if (!sums) {
                return SUP_NOMEM;
            }
            cell->sums = sums;
        }
        memmove(&cell->sums[low + 1], &cell->sums[low],
                (cell->sum_count - low) * sizeof *cell->sums);
        cell->sums[low] =
            (struct sup__kpi_sum){.currency = sum->currency, .measure = sum->measure};
        cell->sum_count++;
    }
    struct sup__kpi_sum *to = &cell->sums[low];
    int fits = add_signed(&to->count, sum->count, sign) &&
               add_signed(&to->value, sum->value, sign) &&
               add_signed(&to->business, sum->business, sign);
    return fits ? SUP_OK : SUP_LIMIT;
}

static int spread_order(const void *a, const void *b)
{
    const struct sup__kpi_spread *one = a;
    const struct sup__kpi_spread *other = b;
    if (one->id != other->id) {
        return one->id < other->id ? -1 : 1;
    }
    return (one->bucket > other->bucket) - (one->bucket < other->bucket);
}

static int is_settled(const struct sup__kpi_cell *cell)
{
    for (uint32_t i = 0; i < cell->spread_count; i++) {
        if (!cell->spreads[i].count ||
            (i && spread_order(&cell->spreads[i - 1], &cell->spreads[i]) >= 0)) {
            return 0;
        }
    }
    return 1;
}

void sup__kpi_cell_settle(struct sup__kpi_cell *cell)
{
    struct sup__kpi_spread *spreads = cell->spreads;
    uint32_t kept = 0;
    if (is_settled(cell)) {
        return;
    }
    qsort(spreads, cell->spread_count, sizeof *spreads, spread_order);
    for (uint32_t i = 0; i < cell->spread_count; i++) {
        if (kept && spread_order(&spreads[kept - 1], &spreads[i]) == 0) {
            spreads[kept - 1].count += spreads[i].count;
        } else {
            kept -= kept && !spreads[kept - 1].count;
            spreads[kept++] = spreads[i];
        }
    }
    kept -= kept && !spreads[kept - 1].count;
    cell->spread_count = kept;
    cell->places = NULL;
}

/* Where a spread is named, or is to be named: half of the places are free. */
static uint32_t *place_of(const struct sup__kpi_cell *cell, uint32_t id, uint32_t bucket)
{
    uint32_t mask = 2 * cell->spread_room - 1;
    uint32_t at = (id * 0x9e3779b1u ^ bucket * 0x85ebca6bu) >> 7 & mask;
    while (cell->places[at] && (cell->spreads[cell->places[at] - 1].id != id ||
                                cell->spreads[cell->places[at] - 1].bucket != bucket)) {
        at = (at + 1) & mask;
    }
    return &cell->places[at];
}

/* Name them all, in twice the room where there is none left. What was added twice before is named
 * once: settling adds it up. */
static int name_places(struct sup__kpi_cell *cell, struct sup__arena *arena)
{
    if (cell->spread_count == cell->spread_room) {
        void *spreads = grow(arena, cell->spreads, cell->spread_count, &cell->spread_room,
                             sizeof *cell->spreads);
        if (!spreads) {
            return 0;
        }
        cell->spreads = spreads;
    }
    cell->places = sup__arena_alloc(arena, 2 * (size_t)cell->spread_room * sizeof *cell->places);
    for (uint32_t i = 0; cell->places && i < cell->spread_count; i++) {
        *place_of(cell, cell->spreads[i].id, cell->spreads[i].bucket) = i + 1;
    }
    return cell->places != NULL;
}

int32_t sup__kpi_spread_add(struct sup__kpi_cell *cell, struct sup__arena *arena, uint32_t id,
                            uint32_t bucket, int64_t count)
{
    int is_named = cell->places && cell->spread_count < cell->spread_room;
    if (!is_named && !name_places(cell, arena)) {
        return SUP_NOMEM;
    }
    uint32_t *place = place_of(cell, id, bucket);
    if (*place) {
        cell->spreads[*place - 1].count += count;
        return SUP_OK;
    }
    cell->spreads[cell->spread_count++] =
        (struct sup__kpi_spread){.id = id, .bucket = bucket, .count = count};
    *place = cell->spread_count;
    return SUP_OK;
}

const void *sup__kpi_sums_pack(struct sup__arena *arena, const struct sup__kpi_cell *cell,
                               size_t *bytes)
{
    struct sup__pack pack = {.arena = arena};
    uint32_t count = 0;
    sup__pack_uint(&pack, FORM);
    for (uint32_t i = 0; i < cell->sum_count; i++) {
        const struct sup__kpi_sum *sum = &cell->sums[i];
        if (sum->count || sum->value || sum->business) {
            sup__pack_uint(&pack, sum->currency);
            sup__pack_uint(&pack, sum->measure);
            sup__pack_int(&pack, sum->count);
            sup__pack_int(&pack, sum->value);
            sup__pack_int(&pack, sum->business);
            count++;
        }
    }
    *bytes = count ? pack.bytes : 0;
    return pack.is_failed ? NULL : pack.data;
}

int32_t sup__kpi_sums_unpack(struct sup__kpi_cell *cell, struct sup__arena *arena,
                             const void *data, size_t bytes)
{
    struct sup__unpack in = {.data = data, .bytes = bytes};
    int32_t rc = !bytes || sup__unpack_uint(&in) == FORM ? SUP_OK : SUP_CORRUPT;
    while (rc == SUP_OK && in.bytes) {
        struct sup__kpi_sum sum = {0};
        sum.currency = (uint32_t)sup__unpack_uint(&in);
        sum.measure = (uint32_t)sup__unpack_uint(&in);
        sum.count = sup__unpack_int(&in);
        sum.value = sup__unpack_int(&in);
        sum.business = sup__unpack_int(&in);
        rc = in.rc != SUP_OK || sum.measure > SUP__KPI_MEASURE_MAX
                 ? SUP_CORRUPT
                 : sup__kpi_sum_add(cell, arena, &sum, 1);
    }
    return rc;
}

/* For each id: the id, how many buckets, and each as how far it is from the one before. */
const void *sup__kpi_spreads_pack(struct sup__arena *arena, const struct sup__kpi_cell *cell,
                                  size_t *bytes)
{
    struct sup__pack pack = {.arena = arena};
    sup__pack_uint(&pack, FORM);
    for (uint32_t i = 0; i < cell->spread_count;) {
        uint32_t end = i;
        uint32_t before = 0;
        while (end < cell->spread_count && cell->spreads[end].id == cell->spreads[i].id) {
            end++;
        }
        sup__pack_uint(&pack, cell->spreads[i].id);
        sup__pack_uint(&pack, end - i);
        for (; i < end; i++) {
            sup__pack_uint(&pack, cell->spreads[i].bucket - before);
            sup__pack_int(&pack, cell->spreads[i].count);
            before = cell->spreads[i].bucket;
        }
    }
    *bytes = cell->spread_count ? pack.bytes : 0;
    return pack.is_failed ? NULL : pack.data;
}

static int32_t unpack_spread(struct sup__unpack *in, struct sup__kpi_cell *cell,
                             struct sup__arena *arena)
{
    uint64_t id = sup__unpack_uint(in);
    uint64_t count = sup__unpack_uint(in);
    uint64_t bucket = 0;
    int is_good = in->rc == SUP_OK && id <= 2 * SUP__KPI_MEASURE_MAX + 1 && count <= in->bytes;
    int32_t rc = is_good ? SUP_OK : SUP_CORRUPT;
    for (uint64_t i = 0; i < count && rc == SUP_OK; i++) {
        uint64_t step = sup__unpack_uint(in);
        int64_t times = sup__unpack_int(in);
        bucket += step < SUP__KPI_BUCKETS ? step : SUP__KPI_BUCKETS;
        rc = in->rc != SUP_OK || bucket >= SUP__KPI_BUCKETS
                 ? SUP_CORRUPT
                 : sup__kpi_spread_add(cell, arena, (uint32_t)id, (uint32_t)bucket, times);
    }
    return rc;
}

int32_t sup__kpi_spreads_unpack(struct sup__kpi_cell *cell, struct sup__arena *arena,
                                const void *data, size_t bytes)
{
    struct sup__unpack in = {.data = data, .bytes = bytes};
    int32_t rc = !bytes || sup__unpack_uint(&in) == FORM ? SUP_OK : SUP_CORRUPT;
    while (rc == SUP_OK && in.bytes) {
        rc = unpack_spread(&in, cell, arena);
    }
    return rc;
}
