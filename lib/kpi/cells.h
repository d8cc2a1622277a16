/*
 * cells.h: figures by day and by what they are told apart by.
 *
 * A cell holds, for one day and one value of a dimension, the sums of each measure and how the
 * values of those are distributed that are durations. What a batch of facts changes is gathered in
 * memory, cell by cell, and then added to what is stored, which is in pages (kpi/page.h): each of
 * them is read and written once.
 */
#ifndef SUP__KPI_CELLS_H
#define SUP__KPI_CELLS_H

#include "kpi/fact.h"
#include "kpi/histogram.h"

struct sup__kpi_sum {
    uint32_t currency;
    uint32_t measure;
    int64_t count;
    int64_t value;
    int64_t business;
};

/* How often a bucket was met. */
struct sup__kpi_tally {
    int64_t count;
    uint32_t bucket;
};

/* How the values of a measure are distributed. */
struct sup__kpi_spread {
    uint32_t id; /* 2 * measure, and 1 for business time */
    uint32_t count, room;
    struct sup__kpi_tally *tallies; /* as they came; by bucket, each once, when it is settled */
    struct sup__kpi_parcel *parcels; /* what is to be counted still (kpi/packed.h) */
    uint16_t *met;                  /* buckets that were met once each, and are in no tally yet */
    uint32_t met_count, met_room;
};

/** How often each bucket was met, of those that have their bit in `met`; the rest is zero. */
struct sup__kpi_counts {
    int64_t of[SUP__KPI_BUCKETS];
    uint64_t met[SUP__KPI_BUCKETS / 64];
};

/* Where in a cell something is, and 1; 0: it is not there. */
struct sup__kpi_places {
    uint16_t sums[SUP__KPI_MEASURE_MAX + 1];           /* that have no currency, by measure */
    uint16_t spreads[2 * (SUP__KPI_MEASURE_MAX + 1)]; /* by id */
};

struct sup__kpi_cell {
    uint32_t dimension; /* enum sup__kpi_dimension */
    int32_t day;        /* since 1970-01-01, in the desk's zone */
    const char *name;   /* of the dimension's: a team; "" for the whole */
    struct sup__kpi_sum *sums; /* as they came: each currency and measure once */
    uint32_t sum_count, sum_room;
    struct sup__kpi_spread *spreads; /* as they came: each id once */
    uint32_t spread_count, spread_room;
    struct sup__kpi_places *places; /* of those; NULL while there are few */
};

/** Cells that are being changed, in an arena. */
struct sup__kpi_cells {
    struct sup__arena *arena;
    struct sup__kpi_cell **slots;
    uint32_t count;
    uint32_t room; /* of slots: a power of two; 0 at first */
    int32_t rc;    /* SUP_NOMEM; SUP_LIMIT when a sum is too large; then nothing is added */
    /* Where the fact at hand counts on one day: most of its items are of few days. */
    struct sup__kpi_cell *at[SUP__KPI_BY_HOUR]; /* by dimension; NULL: in none */
    uint32_t is_known;                          /* bits of the dimensions that were looked up */
    int32_t at_day;
};

/** When an item counts, by the clocks of the desk. */
struct sup__kpi_when {
    int32_t day;
    int32_t hour;
};

/** The items that are added next are of another fact than those before. */
void sup__kpi_cells_turn(struct sup__kpi_cells *cells);
/** 1: it is kept by the hour of the day: of those only what staffing goes by, what comes and what is
 *  done. */
int sup__kpi_is_by_hour(uint32_t measure);

/** Add an item of a fact (sign 1) to the cells that it counts in, or take it away (-1). */
void sup__kpi_cells_add(struct sup__kpi_cells *cells, const struct sup__kpi_traits *traits,
                        const struct sup__kpi_item *item, const struct sup__kpi_when *when,
                        int sign);

/** A cell, made where it is not there yet; NULL and cells->rc when memory runs out. */
struct sup__kpi_cell *sup__kpi_cells_get(struct sup__kpi_cells *cells, uint32_t dimension,
                                         int32_t day, const char *name);

/** Sort all that is distributed, each bucket once. SUP_NOMEM. */
int32_t sup__kpi_cells_settle(struct sup__kpi_cells *cells);

/** 1: what has no name of a dimension is in no cell of it: it is the rest, what the whole has and no
 *  name does. Most shops have no floors, say, and then all of it is rest. */
int sup__kpi_has_rest(uint32_t dimension);

/** A reason and a channel as one name. */
enum { SUP__KPI_NAME_BYTES = 2 * 64 + 2 };
void sup__kpi_channel_reason(const char *channel, const char *reason,
                             char out[SUP__KPI_NAME_BYTES]);

/** Arrays in the arena, of twice the room each time; NULL when memory runs out. */
void *sup__kpi_grow(struct sup__arena *arena, const void *items, uint32_t count, uint32_t *room,
                    size_t each);

/** An item as it counts in each of its cells. */
struct sup__kpi_addend {
    struct sup__kpi_sum sum;
    int is_timed;
    uint32_t buckets[2]; /* of its value and of business time */
    int sign;
};
/** Add it: cells are settled before they are read then. SUP_NOMEM; SUP_LIMIT when a sum is too
 *  large. */
int32_t sup__kpi_cell_add(struct sup__kpi_cell *cell, struct sup__arena *arena,
                          const struct sup__kpi_addend *addend);

/** Add one sum to others, and one value's bucket. SUP_NOMEM; SUP_LIMIT when a sum is too large. */
int32_t sup__kpi_sum_add(struct sup__kpi_cell *cell, struct sup__arena *arena,
                         const struct sup__kpi_sum *sum, int sign);
int32_t sup__kpi_spread_add(struct sup__kpi_cell *cell, struct sup__arena *arena, uint32_t id,
                            uint32_t bucket, int64_t count);
/** The spread of an id: made where it is not there yet, NULL when memory runs out; or NULL where
 *  there is none. */
struct sup__kpi_spread *sup__kpi_spread_get(struct sup__kpi_cell *cell, struct sup__arena *arena,
                                            uint32_t id);
const struct sup__kpi_spread *sup__kpi_spread_find(const struct sup__kpi_cell *cell, uint32_t id);
/** Add how often a bucket was met. SUP_NOMEM. */
int32_t sup__kpi_tally_add(struct sup__kpi_spread *spread, struct sup__arena *arena,
                           uint32_t bucket, int64_t count);
/** List what was met, by bucket, but for what came to nothing; the counts are zero then. */
uint32_t sup__kpi_counts_list(struct sup__kpi_counts *counts, struct sup__kpi_tally *tallies);
/** What was met becomes tallies. SUP_NOMEM. */
int32_t sup__kpi_cell_gather(struct sup__kpi_cell *cell, struct sup__arena *arena);
/** Sort it, each bucket once, and leave out what came to nothing; and all those of a cell. */
void sup__kpi_spread_settle(struct sup__kpi_spread *spread);
void sup__kpi_cell_settle(struct sup__kpi_cell *cell);

#endif
