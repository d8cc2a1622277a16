/*
 * cells.h: figures by day and by what they are told apart by.
 *
 * A cell holds, for one day and one value of a dimension, the sums of each measure and how the
 * values of those are distributed that are durations. What a batch of facts changes is gathered in
 * memory, cell by cell, and then added to what is stored: each row is read and written once.
 */
#ifndef SUP__KPI_CELLS_H
#define SUP__KPI_CELLS_H

#include "kpi/fact.h"

struct sup__kpi_sum {
    uint32_t currency;
    uint32_t measure;
    int64_t count;
    int64_t value;
    int64_t business;
};

/* How often a bucket was met. */
struct sup__kpi_spread {
    uint32_t id; /* 2 * measure, and 1 for business time */
    uint32_t bucket;
    int64_t count;
};

struct sup__kpi_cell {
    uint32_t dimension; /* enum sup__kpi_dimension */
    int32_t day;        /* since 1970-01-01, in the desk's zone */
    const char *name;   /* of the dimension's: a team; "" for none */
    struct sup__kpi_sum *sums; /* by currency and measure */
    uint32_t sum_count, sum_room;
    struct sup__kpi_spread *spreads; /* as they came; by id and bucket once they are settled */
    uint32_t spread_count, spread_room;
    uint32_t *places; /* 1 + where a spread is, by its hash; NULL: not known */
};

/** Cells that are being changed, in an arena. */
struct sup__kpi_cells {
    struct sup__arena *arena;
    struct sup__kpi_cell **slots;
    uint32_t count;
    uint32_t room; /* of slots: a power of two; 0 at first */
    int32_t rc;    /* SUP_NOMEM; SUP_LIMIT when a sum is too large; then nothing is added */
    /* Where the fact at hand counts on one day: most of its items are of few days. */
    struct sup__kpi_cell *at[SUP__KPI_BY_HOUR]; /* by dimension; NULL: not looked up yet */
    int32_t at_day;
};

/** When an item counts, by the clocks of the desk. */
struct sup__kpi_when {
    int32_t day;
    int32_t hour;
};

/** The items that are added next are of another fact than those before. */
void sup__kpi_cells_turn(struct sup__kpi_cells *cells);

/** Add an item of a fact (sign 1) to the cells that it counts in, or take it away (-1). */
void sup__kpi_cells_add(struct sup__kpi_cells *cells, const struct sup__kpi_traits *traits,
                        const struct sup__kpi_item *item, const struct sup__kpi_when *when,
                        int sign);

/** A cell, made where it is not there yet; NULL and cells->rc when memory runs out. */
struct sup__kpi_cell *sup__kpi_cells_get(struct sup__kpi_cells *cells, uint32_t dimension,
                                         int32_t day, const char *name);

/** A reason and a channel as one name. */
enum { SUP__KPI_NAME_BYTES = 2 * 64 + 2 };
void sup__kpi_channel_reason(const char *channel, const char *reason,
                             char out[SUP__KPI_NAME_BYTES]);

/** Add one sum to others, and one spread. SUP_NOMEM; SUP_LIMIT when a sum is too large. */
int32_t sup__kpi_sum_add(struct sup__kpi_cell *cell, struct sup__arena *arena,
                         const struct sup__kpi_sum *sum, int sign);
int32_t sup__kpi_spread_add(struct sup__kpi_cell *cell, struct sup__arena *arena, uint32_t id,
                            uint32_t bucket, int64_t count);
/** Sort the spreads, each bucket once, and leave out what came to nothing. */
void sup__kpi_cell_settle(struct sup__kpi_cell *cell);

/** Sums and settled spreads as bytes in the arena; NULL when memory runs out. *bytes 0: there are
 *  none. */
const void *sup__kpi_sums_pack(struct sup__arena *arena, const struct sup__kpi_cell *cell,
                               size_t *bytes);
const void *sup__kpi_spreads_pack(struct sup__arena *arena, const struct sup__kpi_cell *cell,
                                  size_t *bytes);
/** Add what bytes hold. SUP_CORRUPT when they are none; SUP_NOMEM; SUP_LIMIT. */
int32_t sup__kpi_sums_unpack(struct sup__kpi_cell *cell, struct sup__arena *arena,
                             const void *data, size_t bytes);
int32_t sup__kpi_spreads_unpack(struct sup__kpi_cell *cell, struct sup__arena *arena,
                                const void *data, size_t bytes);

#endif
