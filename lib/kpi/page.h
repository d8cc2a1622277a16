/*
 * page.h: figures as they are stored.
 *
 * A page has one measure of one day, told apart by one dimension: for each name that has any, its
 * sums, and on another page how its values are distributed. Whoever asks for a few measures of many
 * days reads nothing else, and pages of one measure are neighbours. Names are in order, each as what
 * differs from the one before.
 */
#ifndef SUP__KPI_PAGE_H
#define SUP__KPI_PAGE_H

#include "kpi/packed.h"

/** What a batch changes on a page: a sum, or how values are distributed. */
struct sup__kpi_change {
    const struct sup__kpi_cell *cell; /* dimension, day and name */
    uint32_t measure;
    const struct sup__kpi_sum *sum;           /* NULL: it is of a spread */
    const struct sup__kpi_spread *spreads[2]; /* of the value and of business time; NULL: none */
};

struct sup__kpi_changes {
    struct sup__kpi_change *items; /* in the order of pages, and of entries on a page */
    uint32_t count;
};

/** What cells change of sums, or of spreads, which are settled. In the arena; SUP_NOMEM. */
int32_t sup__kpi_list_changes(const struct sup__kpi_cells *cells, struct sup__arena *arena,
                              int is_spread, struct sup__kpi_changes *changes);
/** How many changes from `first` on are of one page. */
uint32_t sup__kpi_page_end(const struct sup__kpi_changes *changes, uint32_t first);

/** A page with changes to it, which are all of it, as bytes in the arena; *bytes 0: nothing is left
 *  on it. SUP_CORRUPT when what is stored is none; SUP_NOMEM; SUP_LIMIT when a sum is too large. */
int32_t sup__kpi_page_change(struct sup__arena *arena, const void *data, size_t data_bytes,
                             const struct sup__kpi_change *changes, uint32_t count,
                             const void **made, size_t *bytes);

/** Reading a page, entry by entry: all of them, or with `wanted` those of that name. */
struct sup__kpi_page {
    struct sup__unpack in;
    const char *wanted; /* set after the beginning; NULL: all */
    size_t matched;     /* so many bytes of it did the last name begin with that was compared */
    char name[SUP__KPI_NAME_BYTES];
    size_t name_bytes;
};

void sup__kpi_page_begin(struct sup__kpi_page *page, const void *data, size_t bytes);
/** The next entry, its name in the page. 0: there is no more; page->in.rc says whether that is
 *  because the bytes are no page. The sum's measure is not set. */
int sup__kpi_page_sum(struct sup__kpi_page *page, struct sup__kpi_sum *sum);
int sup__kpi_page_spread(struct sup__kpi_page *page, struct sup__kpi_packed spreads[2]);

#endif
