/*
 * packed.c: reading packed spreads, and counting many of them.
 */
#include "kpi/packed.h"

#include <string.h>

/* Nobody meets a bucket more often in a day: so many of them can be added up. */
static const int64_t times_max = INT64_C(1) << 32;

/* Kept bytes stand behind it. */
struct sup__kpi_parcel {
    struct sup__kpi_parcel *next;
    size_t bytes;
    int32_t sign;
};

int sup__kpi_packed_next(struct sup__unpack *in, uint32_t *bucket, int64_t *times)
{
    if (!in->bytes) {
        return 0;
    }
    uint64_t step = sup__unpack_uint(in);
    *times = step & 1 ? sup__unpack_int(in) : 1;
    step >>= 1;
    if (in->rc != SUP_OK || step >= SUP__KPI_BUCKETS - *bucket || *times > times_max ||
        *times < -times_max) {
        in->rc = SUP_CORRUPT;
        return 0;
    }
    *bucket += (uint32_t)step;
    return 1;
}

int32_t sup__kpi_packed_keep(const struct sup__kpi_packed *packed, struct sup__kpi_spread *spread,
                             struct sup__arena *arena, int sign)
{
    struct sup__kpi_parcel *parcel = sup__arena_take(arena, sizeof *parcel + packed->bytes);
    if (!parcel) {
        return SUP_NOMEM;
    }
    *parcel = (struct sup__kpi_parcel){
        .next = spread->parcels, .bytes = packed->bytes, .sign = sign};
    if (packed->bytes) {
        memcpy(parcel + 1, packed->data, packed->bytes);
    }
    spread->parcels = parcel;
    return SUP_OK;
}

static inline void count_in(struct sup__kpi_counts *counts, uint32_t bucket, int64_t times)
{
    counts->of[bucket] += times;
    counts->met[bucket / 64] |= UINT64_C(1) << bucket % 64;
}

/* Most buckets were met once and are near the one before: one byte, which is even. */
static int32_t count_parcel(const struct sup__kpi_parcel *parcel, struct sup__kpi_counts *counts)
{
    struct sup__unpack in = {.data = (const uint8_t *)(parcel + 1), .bytes = parcel->bytes};
    uint32_t bucket = 0;
    int64_t times = 0;
    while (in.bytes) {
        uint32_t near = bucket + (*in.data >> 1);
        if (!(*in.data & 0x81) && near < SUP__KPI_BUCKETS) {
            bucket = near;
            count_in(counts, bucket, parcel->sign);
            in.data++;
            in.bytes--;
        } else if (sup__kpi_packed_next(&in, &bucket, &times)) {
            count_in(counts, bucket, parcel->sign * times);
        } else {
            break;
        }
    }
    return in.rc;
}

int32_t sup__kpi_packed_count(struct sup__kpi_spread *spread, struct sup__arena *arena,
                              struct sup__kpi_counts *counts)
{
    size_t most = spread->count; /* buckets: each has a byte at least */
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < spread->count; i++) {
        count_in(counts, spread->tallies[i].bucket, spread->tallies[i].count);
    }
    for (; spread->parcels && rc == SUP_OK; spread->parcels = spread->parcels->next) {
        most += spread->parcels->bytes;
        rc = count_parcel(spread->parcels, counts);
    }
    spread->room = most < SUP__KPI_BUCKETS ? (uint32_t)most : SUP__KPI_BUCKETS;
    spread->tallies = sup__arena_take(arena, spread->room * sizeof *spread->tallies);
    spread->count = spread->tallies ? sup__kpi_counts_list(counts, spread->tallies) : 0;
    return spread->tallies ? rc : SUP_NOMEM;
}
