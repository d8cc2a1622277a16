/*
 * cell.c: the sums and spreads of one cell.
 */
#include "kpi/cells.h"

#include "kpi/histogram.h"

#include <string.h>

enum {
    FEW_TALLIES = 24,  /* are sorted by moving them */
    MANY_TALLIES = 256 /* are settled before there is more room for them */
};

void *sup__kpi_grow(struct sup__arena *arena, const void *items, uint32_t count, uint32_t *room,
                    size_t each)
{
    uint32_t more = *room ? 2 * *room : 8;
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
            void *sums = sup__kpi_grow(arena, cell->sums, cell->sum_count, &cell->sum_room,
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

/* Where an id is among the spreads, or is to be. */
static uint32_t place_of(const struct sup__kpi_cell *cell, uint32_t id)
{
    uint32_t low = 0;
    uint32_t high = cell->spread_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (cell->spreads[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct sup__kpi_spread *sup__kpi_spread_find(const struct sup__kpi_cell *cell, uint32_t id)
{
    uint32_t at = place_of(cell, id);
    return at < cell->spread_count && cell->spreads[at].id == id ? &cell->spreads[at] : NULL;
}

struct sup__kpi_spread *sup__kpi_spread_get(struct sup__kpi_cell *cell, struct sup__arena *arena,
                                            uint32_t id)
{
    uint32_t at = place_of(cell, id);
    if (at < cell->spread_count && cell->spreads[at].id == id) {
        return &cell->spreads[at];
    }
    if (cell->spread_count == cell->spread_room) {
        void *spreads = sup__kpi_grow(arena, cell->spreads, cell->spread_count,
                                      &cell->spread_room, sizeof *cell->spreads);
        if (!spreads) {
            return NULL;
        }
        cell->spreads = spreads;
    }
    memmove(&cell->spreads[at + 1], &cell->spreads[at],
            (cell->spread_count - at) * sizeof *cell->spreads);
    cell->spreads[at] = (struct sup__kpi_spread){.id = id};
    cell->spread_count++;
    return &cell->spreads[at];
}

static int is_settled(const struct sup__kpi_spread *spread)
{
    const struct sup__kpi_tally *tallies = spread->tallies;
    for (uint32_t i = 0; i < spread->count; i++) {
        if (!tallies[i].count || (i && tallies[i - 1].bucket >= tallies[i].bucket)) {
            return 0;
        }
    }
    return 1;
}

/* Each is moved to where it belongs, or added to the one that is there. */
static void settle_few(struct sup__kpi_spread *spread)
{
    struct sup__kpi_tally *tallies = spread->tallies;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < spread->count; i++) {
        struct sup__kpi_tally tally = tallies[i];
        uint32_t at = kept;
        while (at && tallies[at - 1].bucket > tally.bucket) {
            at--;
        }
        if (at && tallies[at - 1].bucket == tally.bucket) {
            tallies[at - 1].count += tally.count;
        } else {
            memmove(&tallies[at + 1], &tallies[at], (kept - at) * sizeof *tallies);
            tallies[at] = tally;
            kept++;
        }
    }
    spread->count = 0;
    for (uint32_t i = 0; i < kept; i++) {
        if (tallies[i].count) {
            tallies[spread->count++] = tallies[i];
        }
    }
}

/* They are counted in an array that has all buckets. */
static void settle_many(struct sup__kpi_spread *spread)
{
    int64_t counts[SUP__KPI_BUCKETS];
    struct sup__kpi_tally *tallies = spread->tallies;
    uint32_t least = tallies[0].bucket;
    uint32_t most = least;
    for (uint32_t i = 1; i < spread->count; i++) {
        least = tallies[i].bucket < least ? tallies[i].bucket : least;
        most = tallies[i].bucket > most ? tallies[i].bucket : most;
    }
    memset(&counts[least], 0, (most - least + 1) * sizeof counts[0]);
    for (uint32_t i = 0; i < spread->count; i++) {
        counts[tallies[i].bucket] += tallies[i].count;
    }
    spread->count = 0;
    for (uint32_t bucket = least; bucket <= most; bucket++) {
        if (counts[bucket]) {
            tallies[spread->count++] =
                (struct sup__kpi_tally){.bucket = bucket, .count = counts[bucket]};
        }
    }
}

void sup__kpi_spread_settle(struct sup__kpi_spread *spread)
{
    if (is_settled(spread)) {
        return;
    }
    if (spread->count <= FEW_TALLIES) {
        settle_few(spread);
    } else {
        settle_many(spread);
    }
}

void sup__kpi_cell_settle(struct sup__kpi_cell *cell)
{
    for (uint32_t i = 0; i < cell->spread_count; i++) {
        sup__kpi_spread_settle(&cell->spreads[i]);
    }
}

/* Where many were added, most are of buckets that were met before: there is more room only where
 * settling leaves too little. */
static int make_room(struct sup__kpi_spread *spread, struct sup__arena *arena)
{
    if (spread->count >= MANY_TALLIES) {
        sup__kpi_spread_settle(spread);
    }
    if (2 * spread->count <= spread->room && spread->room) {
        return 1;
    }
    void *tallies = sup__kpi_grow(arena, spread->tallies, spread->count, &spread->room,
                                  sizeof *spread->tallies);
    spread->tallies = tallies ? tallies : spread->tallies;
    return tallies != NULL;
}

int32_t sup__kpi_tally_add(struct sup__kpi_spread *spread, struct sup__arena *arena,
                           uint32_t bucket, int64_t count)
{
    if (spread->count == spread->room && !make_room(spread, arena)) {
        return SUP_NOMEM;
    }
    spread->tallies[spread->count++] = (struct sup__kpi_tally){.bucket = bucket, .count = count};
    return SUP_OK;
}

int32_t sup__kpi_spread_add(struct sup__kpi_cell *cell, struct sup__arena *arena, uint32_t id,
                            uint32_t bucket, int64_t count)
{
    struct sup__kpi_spread *spread = sup__kpi_spread_get(cell, arena, id);
    return spread ? sup__kpi_tally_add(spread, arena, bucket, count) : SUP_NOMEM;
}
