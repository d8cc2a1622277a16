/*
 * packed.h: how values are distributed, in the bytes that pages have of it.
 *
 * Whoever adds up many days keeps the bytes of each until all are there, and then counts them name
 * by name: the buckets of one name stay at hand that long. Counted day by day, each of them would
 * come from far away each time.
 */
#ifndef SUP__KPI_PACKED_H
#define SUP__KPI_PACKED_H

#include "kpi/cells.h"
#include "kpi/pack.h"

/** A spread in its bytes. */
struct sup__kpi_packed {
    const uint8_t *data;
    size_t bytes;
};

/** The next bucket, and how often it was met; `bucket` is the one before, 0 at first. 0: there is
 *  none, and in->rc says whether that is because the bytes are no spread. */
int sup__kpi_packed_next(struct sup__unpack *in, uint32_t *bucket, int64_t *times);

/** Keep a packed spread with another one, to be added to it (sign 1) or taken away (-1). Copied;
 *  SUP_NOMEM. */
int32_t sup__kpi_packed_keep(const struct sup__kpi_packed *packed, struct sup__kpi_spread *spread,
                             struct sup__arena *arena, int sign);
/** Count what was kept with a spread, which is settled then. `counts` are zero, and are so
 *  afterwards. SUP_CORRUPT when something was none, SUP_NOMEM. */
int32_t sup__kpi_packed_count(struct sup__kpi_spread *spread, struct sup__arena *arena,
                              struct sup__kpi_counts *counts);

#endif
