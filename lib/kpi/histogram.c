/*
 * histogram.c: buckets by the position of the highest bit and the six bits after it.
 */
#include "kpi/histogram.h"

enum { SUB_BITS = 6 };

uint32_t sup__kpi_bucket(int64_t ms)
{
    if (ms < SUP__KPI_EXACT) {
        return ms > 0 ? (uint32_t)ms : 0;
    }
    _Static_assert(SUP__KPI_EXACT == 2 << SUB_BITS, "the highest bit tells the shift");
    uint32_t shift = 63 - SUB_BITS - (uint32_t)__builtin_clzll((uint64_t)ms);
    uint64_t left = (uint64_t)ms >> shift;
    return SUP__KPI_EXACT + (shift - 1) * (1u << SUB_BITS) + (uint32_t)(left - (1u << SUB_BITS));
}

int64_t sup__kpi_bucket_ms(uint32_t bucket)
{
    if (bucket < SUP__KPI_EXACT) {
        return bucket;
    }
    uint32_t above = bucket - SUP__KPI_EXACT;
    uint32_t shift = above / (1u << SUB_BITS) + 1;
    uint64_t first = ((uint64_t)(above % (1u << SUB_BITS)) + (1u << SUB_BITS)) << shift;
    return (int64_t)(first + ((UINT64_C(1) << shift) - 1) / 2);
}

int64_t sup__kpi_rank(int64_t count, uint32_t percent)
{
    /* Neither count * percent nor the rounding may overflow. */
    return count / 100 * percent + (count % 100 * percent + 99) / 100;
}
