/*
 * kpi_total.c: the figures of several desks together.
 *
 * Each desk's sums are worked out as for itself, what follows from them included: its days are its
 * own, and so are its costs. Then sums and buckets are added up. Where one desk's percentiles come
 * from buckets, all do.
 */
#include "ops/figures/kpi_ask.h"

#include "kpi/histogram.h"

#include <string.h>

static int32_t add_cell(struct sup__kpi_total *total, const struct sup__kpi_cell *from)
{
    struct sup__kpi_cell *to =
        sup__kpi_cells_get(&total->cells, from->dimension, from->day, from->name);
    int32_t rc = to ? SUP_OK : total->cells.rc;
    for (uint32_t i = 0; i < from->sum_count && rc == SUP_OK; i++) {
        rc = from->sums[i].measure == SUP__KPI_OLDEST
                 ? sup__kpi_keep_oldest(to, &total->arena, from->sums[i].value)
                 : sup__kpi_sum_add(to, &total->arena, &from->sums[i], 1);
    }
    for (uint32_t i = 0; i < from->spread_count && rc == SUP_OK; i++) {
        const struct sup__kpi_spread *spread = &from->spreads[i];
        struct sup__kpi_spread *whole = sup__kpi_spread_get(to, &total->arena, spread->id);
        rc = whole ? SUP_OK : SUP_NOMEM;
        for (uint32_t j = 0; j < spread->count && rc == SUP_OK; j++) {
            rc = sup__kpi_tally_add(whole, &total->arena, spread->tallies[j].bucket,
                                    spread->tallies[j].count);
        }
    }
    return rc;
}

static int32_t add_sample(struct sup__kpi_total *total, const struct sup__kpi_sample *from)
{
    struct sup__kpi_sample sample = *from;
    sample.cell = sup__kpi_cells_get(&total->cells, from->cell->dimension, from->cell->day,
                                     from->cell->name);
    if (!sample.cell) {
        return total->cells.rc;
    }
    if (total->sample_count == total->sample_room) {
        struct sup__kpi_sample *samples =
            sup__kpi_grow(&total->arena, total->samples, total->sample_count,
                          &total->sample_room, sizeof *samples);
        if (!samples) {
            return SUP_NOMEM;
        }
        total->samples = samples;
    }
    total->samples[total->sample_count++] = sample;
    return SUP_OK;
}

static int32_t add_zone(struct sup__kpi_total *total, const char *zone)
{
    if (total->zone) {
        total->has_zones |= strcmp(total->zone, zone) != 0;
        return SUP_OK;
    }
    total->zone = sup__arena_text(&total->arena, zone, strlen(zone));
    return total->zone ? SUP_OK : SUP_NOMEM;
}

int32_t sup__kpi_total_add(struct sup__kpi_total *total, struct sup__kpi_sums *sums)
{
    const struct sup__kpi_cells *cells = &sums->cells;
    int32_t rc = add_zone(total, sup__kpi_zone_name(sums->rules));
    total->cells.arena = &total->arena;
    total->is_rough |= !sums->is_exact;
    total->is_scanned |= sums->is_scanned;
    for (uint32_t i = 0; i < cells->room && rc == SUP_OK; i++) {
        rc = cells->slots[i] ? add_cell(total, cells->slots[i]) : SUP_OK;
    }
    for (uint32_t i = 0; i < sums->sample_count && rc == SUP_OK; i++) {
        rc = add_sample(total, &sums->samples[i]);
    }
    return rc == SUP_OK ? sup__kpi_find_provisional(sums, &total->until_ms, &total->arena) : rc;
}

int32_t sup__kpi_total_end(struct sup__kpi_total *total, struct sup__kpi_sums *sums)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; total->is_rough && i < total->sample_count && rc == SUP_OK; i++) {
        const struct sup__kpi_sample *sample = &total->samples[i];
        struct sup__kpi_cell *cell = sup__kpi_cells_get(&total->cells, sample->cell->dimension,
                                                        sample->cell->day, sample->cell->name);
        rc = cell ? sup__kpi_spread_add(cell, &total->arena, sample->spread,
                                        sup__kpi_bucket(sample->ms), 1)
                  : total->cells.rc;
    }
    sums->cells = total->cells;
    sums->samples = total->samples;
    sums->until_ms = total->until_ms;
    sums->sample_count = total->sample_count;
    sums->is_exact = !total->is_rough;
    sums->is_scanned = total->is_scanned;
    return rc;
}
