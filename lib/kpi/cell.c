/*
 * cell.c: the sums and spreads of one cell.
 */
#include "kpi/cells.h"

#include <string.h>

enum {
    FEW_PLACES = 8,    /* are found without a list of places */
    FEW_TALLIES = 24,  /* are sorted by moving them */
    MANY_TALLIES = 256, /* are settled before there is more room for them */
    MANY_MET = 256      /* become tallies before more are met */
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

static int add_signed(int64_t *to, int64_t number, int sign)
{
    return sign < 0 ? !__builtin_sub_overflow(*to, number, to)
                    : !__builtin_add_overflow(*to, number, to);
}

/* Few are looked through quicker than looked up. */
static int32_t keep_places(struct sup__kpi_cell *cell, struct sup__arena *arena)
{
    if (cell->places || (cell->sum_count < FEW_PLACES && cell->spread_count < FEW_PLACES)) {
        return SUP_OK;
    }
    cell->places = sup__arena_alloc(arena, sizeof *cell->places);
    if (!cell->places) {
        return SUP_NOMEM;
    }
    for (uint32_t i = 0; i < cell->sum_count; i++) {
        if (!cell->sums[i].currency) {
            cell->places->sums[cell->sums[i].measure] = (uint16_t)(i + 1);
        }
    }
    for (uint32_t i = 0; i < cell->spread_count; i++) {
        cell->places->spreads[cell->spreads[i].id] = (uint16_t)(i + 1);
    }
    return SUP_OK;
}

static struct sup__kpi_sum *find_sum(const struct sup__kpi_cell *cell,
                                     const struct sup__kpi_sum *sum)
{
    if (cell->places && !sum->currency) {
        uint32_t place = cell->places->sums[sum->measure];
        return place ? &cell->sums[place - 1] : NULL;
    }
    for (uint32_t i = 0; i < cell->sum_count; i++) {
        if (cell->sums[i].measure == sum->measure && cell->sums[i].currency == sum->currency) {
            return &cell->sums[i];
        }
    }
    return NULL;
}

static struct sup__kpi_sum *make_sum(struct sup__kpi_cell *cell, struct sup__arena *arena,
                                     const struct sup__kpi_sum *sum)
{
    if (keep_places(cell, arena) != SUP_OK) {
        return NULL;
    }
    if (cell->sum_count == cell->sum_room) {
        void *sums =
            sup__kpi_grow(arena, cell->sums, cell->sum_count, &cell->sum_room, sizeof *cell->sums);
        if (!sums) {
            return NULL;
        }
        cell->sums = sums;
    }
    struct sup__kpi_sum *to = &cell->sums[cell->sum_count++];
    *to = (struct sup__kpi_sum){.currency = sum->currency, .measure = sum->measure};
    if (cell->places && !sum->currency) {
        cell->places->sums[sum->measure] = (uint16_t)cell->sum_count;
    }
    return to;
}

int32_t sup__kpi_sum_add(struct sup__kpi_cell *cell, struct sup__arena *arena,
                         const struct sup__kpi_sum *sum, int sign)
{
    struct sup__kpi_sum *to = find_sum(cell, sum);
    if (!to) {
        to = make_sum(cell, arena, sum);
    }
    if (!to) {
        return SUP_NOMEM;
    }
    int fits = add_signed(&to->count, sum->count, sign) &&
               add_signed(&to->value, sum->value, sign) &&
               add_signed(&to->business, sum->business, sign);
    return fits ? SUP_OK : SUP_LIMIT;
}

static struct sup__kpi_spread *find_spread(const struct sup__kpi_cell *cell, uint32_t id)
{
    if (cell->places) {
        uint32_t place = cell->places->spreads[id];
        return place ? &cell->spreads[place - 1] : NULL;
    }
    for (uint32_t i = 0; i < cell->spread_count; i++) {
        if (cell->spreads[i].id == id) {
            return &cell->spreads[i];
        }
    }
    return NULL;
}

static struct sup__kpi_spread *make_spread(struct sup__kpi_cell *cell, struct sup__arena *arena,
                                           uint32_t id)
{
    if (keep_places(cell, arena) != SUP_OK) {
        return NULL;
    }
    if (cell->spread_count == cell->spread_room) {
        void *spreads = sup__kpi_grow(arena, cell->spreads, cell->spread_count,
                                      &cell->spread_room, sizeof *cell->spreads);
        if (!spreads) {
            return NULL;
        }
        cell->spreads = spreads;
    }
    struct sup__kpi_spread *made = &cell->spreads[cell->spread_count++];
    *made = (struct sup__kpi_spread){.id = id};
    if (cell->places) {
        cell->places->spreads[id] = (uint16_t)cell->spread_count;
    }
    return made;
}

const struct sup__kpi_spread *sup__kpi_spread_find(const struct sup__kpi_cell *cell, uint32_t id)
{
    return find_spread(cell, id);
}

struct sup__kpi_spread *sup__kpi_spread_get(struct sup__kpi_cell *cell, struct sup__arena *arena,
                                            uint32_t id)
{
    struct sup__kpi_spread *found = find_spread(cell, id);
    return found ? found : make_spread(cell, arena, id);
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

uint32_t sup__kpi_counts_list(struct sup__kpi_counts *counts, struct sup__kpi_tally *tallies)
{
    uint32_t listed = 0;
    for (uint32_t word = 0; word < sizeof counts->met / sizeof counts->met[0]; word++) {
        for (uint64_t left = counts->met[word]; left; left &= left - 1) {
            uint32_t bucket = 64 * word + (uint32_t)__builtin_ctzll(left);
            if (counts->of[bucket]) {
                tallies[listed++] =
                    (struct sup__kpi_tally){.bucket = bucket, .count = counts->of[bucket]};
                counts->of[bucket] = 0;
            }
        }
        counts->met[word] = 0;
    }
    return listed;
}

/* They are counted in an array that has all buckets, of which only those are looked at, and cleared
 * before, that were met. */
static void settle_many(struct sup__kpi_spread *spread)
{
    struct sup__kpi_counts counts;
    const struct sup__kpi_tally *tallies = spread->tallies;
    memset(counts.met, 0, sizeof counts.met);
    for (uint32_t i = 0; i < spread->count; i++) {
        counts.of[tallies[i].bucket] = 0;
    }
    for (uint32_t i = 0; i < spread->count; i++) {
        uint32_t bucket = tallies[i].bucket;
        counts.of[bucket] += tallies[i].count;
        counts.met[bucket / 64] |= UINT64_C(1) << bucket % 64;
    }
    spread->count = sup__kpi_counts_list(&counts, spread->tallies);
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
    struct sup__kpi_spread *spread = find_spread(cell, id);
    spread = spread ? spread : make_spread(cell, arena, id);
    return spread ? sup__kpi_tally_add(spread, arena, bucket, count) : SUP_NOMEM;
}

static int32_t gather(struct sup__kpi_spread *spread, struct sup__arena *arena)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < spread->met_count && rc == SUP_OK; i++) {
        rc = sup__kpi_tally_add(spread, arena, spread->met[i], 1);
    }
    spread->met_count = 0;
    return rc;
}

/* A batch meets millions of buckets, in spreads all over the memory: two bytes each are an eighth of
 * what has to come to the processor for a tally. */
static int32_t meet(struct sup__kpi_spread *spread, struct sup__arena *arena, uint32_t bucket)
{
    if (spread->met_count == spread->met_room && spread->met_room == MANY_MET) {
        int32_t rc = gather(spread, arena);
        if (rc != SUP_OK) {
            return rc;
        }
    } else if (spread->met_count == spread->met_room) {
        void *met = sup__kpi_grow(arena, spread->met, spread->met_count, &spread->met_room,
                                  sizeof *spread->met);
        if (!met) {
            return SUP_NOMEM;
        }
        spread->met = met;
    }
    spread->met[spread->met_count++] = (uint16_t)bucket;
    return SUP_OK;
}

int32_t sup__kpi_cell_gather(struct sup__kpi_cell *cell, struct sup__arena *arena)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < cell->spread_count && rc == SUP_OK; i++) {
        rc = gather(&cell->spreads[i], arena);
    }
    return rc;
}

int32_t sup__kpi_cell_add(struct sup__kpi_cell *cell, struct sup__arena *arena,
                          const struct sup__kpi_addend *addend)
{
    uint32_t id = 2 * addend->sum.measure;
    int32_t rc = sup__kpi_sum_add(cell, arena, &addend->sum, addend->sign);
    for (uint32_t i = 0; addend->is_timed && i < 2 && rc == SUP_OK; i++) {
        struct sup__kpi_spread *spread = sup__kpi_spread_get(cell, arena, id + i);
        rc = !spread            ? SUP_NOMEM
             : addend->sign > 0 ? meet(spread, arena, addend->buckets[i])
                                : sup__kpi_tally_add(spread, arena, addend->buckets[i], -1);
    }
    return rc;
}
