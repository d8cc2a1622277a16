/*
 * histogram.h: how durations are distributed, in buckets that grow with what they hold.
 *
 * Up to 127 ms each value has a bucket; from there on 64 buckets for each doubling, so what a bucket
 * is told as is off by less than 1 % of it: half of 1/64. Whole numbers only, so that every machine
 * has the same buckets, and histograms of days and desks add up.
 */
#ifndef SUP__KPI_HISTOGRAM_H
#define SUP__KPI_HISTOGRAM_H

#include "supportcore/base.h"

enum { SUP__KPI_EXACT = 128, SUP__KPI_BUCKETS = 128 + 56 * 64 };

/** The bucket of a duration from 0; below 0 is taken as 0. */
uint32_t sup__kpi_bucket(int64_t ms);
/** What a bucket's values are told as: the middle between its ends. */
int64_t sup__kpi_bucket_ms(uint32_t bucket);

/** The place, from 1, of a percentile among `count` sorted values: the nearest rank, the least
 *  place with at least that share of them. `percent` is 1 to 100. */
int64_t sup__kpi_rank(int64_t count, uint32_t percent);

#endif
