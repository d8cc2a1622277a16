/*
 * cells.c: which cells an item counts in, and the cells that a batch changes.
 */
#include "kpi/cells.h"

#include "base/text.h"
#include "kpi/histogram.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_MIN = 256, CHANNEL_END = 0x1f /* the separator of units in ASCII */ };

int sup__kpi_is_timed(uint32_t measure)
{
#define TIMED(number, NAME, is_timed, meaning) [number] = (is_timed),
    static const uint8_t timed[SUP__KPI_MEASURE_MAX + 1] = {SUP__KPI_MEASURE_LIST(TIMED)};
#undef TIMED
    int is_run = measure > SUP__KPI_RUN && measure <= SUP__KPI_RUN + SUP__KPI_METRICS;
    return is_run || (measure <= SUP__KPI_MEASURE_MAX && timed[measure]);
}

void sup__kpi_channel_reason(const char *channel, const char *reason,
                             char out[SUP__KPI_NAME_BYTES])
{
    sup__format(out, SUP__KPI_NAME_BYTES, "%s%c%s", channel ? channel : "", CHANNEL_END,
                reason ? reason : "");
}

/* FNV-1a: short keys, made by ourselves but for the names, which the policy limits. */
static uint32_t hash_of(uint32_t dimension, int32_t day, const char *name)
{
    uint32_t hash = 2166136261u;
    hash = (hash ^ dimension) * 16777619u;
    hash = (hash ^ (uint32_t)day) * 16777619u;
    for (const char *c = name; *c; c++) {
        hash = (hash ^ (uint8_t)*c) * 16777619u;
    }
    return hash ^ hash >> 15;
}

static struct sup__kpi_cell **slot_of(struct sup__kpi_cell **slots, uint32_t room,
                                      uint32_t dimension, int32_t day, const char *name)
{
    uint32_t at = hash_of(dimension, day, name) & (room - 1);
    while (slots[at] && (slots[at]->dimension != dimension || slots[at]->day != day ||
                         strcmp(slots[at]->name, name) != 0)) {
        at = (at + 1) & (room - 1);
    }
    return &slots[at];
}

static int make_room(struct sup__kpi_cells *cells)
{
    if (cells->count < cells->room / 2) {
        return 1;
    }
    uint32_t room = cells->room ? 2 * cells->room : SLOTS_MIN;
    struct sup__kpi_cell **slots = sup__arena_alloc(cells->arena, room * sizeof(void *));
    if (!slots) {
        return 0;
    }
    for (uint32_t i = 0; i < cells->room; i++) {
        struct sup__kpi_cell *cell = cells->slots[i];
        if (cell) {
            *slot_of(slots, room, cell->dimension, cell->day, cell->name) = cell;
        }
    }
    cells->slots = slots;
    cells->room = room;
    return 1;
}

static struct sup__kpi_cell *no_memory(struct sup__kpi_cells *cells)
{
    cells->rc = SUP_NOMEM;
    return NULL;
}

struct sup__kpi_cell *sup__kpi_cells_get(struct sup__kpi_cells *cells, uint32_t dimension,
                                         int32_t day, const char *name)
{
    if (!make_room(cells)) {
        return no_memory(cells);
    }
    struct sup__kpi_cell **slot = slot_of(cells->slots, cells->room, dimension, day, name);
    if (!*slot) {
        struct sup__kpi_cell *cell = sup__arena_alloc(cells->arena, sizeof *cell);
        char *copy = cell ? sup__arena_text(cells->arena, name, strlen(name)) : NULL;
        if (!copy) {
            return no_memory(cells);
        }
        *cell = (struct sup__kpi_cell){.dimension = dimension, .day = day, .name = copy};
        *slot = cell;
        cells->count++;
    }
    return *slot;
}

static void add_to(struct sup__kpi_cells *cells, uint32_t dimension, int32_t day, const char *name,
                   const struct sup__kpi_item *item, int sign)
{
    if (cells->rc != SUP_OK) {
        return;
    }
    struct sup__kpi_cell *cell = sup__kpi_cells_get(cells, dimension, day, name ? name : "");
    struct sup__kpi_sum sum = {.currency = item->currency,
                               .measure = item->measure,
                               .count = 1,
                               .value = item->value,
                               .business = item->business};
    int32_t rc = cell ? sup__kpi_sum_add(cell, cells->arena, &sum, sign) : SUP_NOMEM;
    if (rc == SUP_OK && sup__kpi_is_timed(item->measure)) {
        rc = sup__kpi_spread_add(cell, cells->arena, 2 * item->measure,
                                 sup__kpi_bucket(item->value), sign);
        if (rc == SUP_OK) {
            rc = sup__kpi_spread_add(cell, cells->arena, 2 * item->measure + 1,
                                     sup__kpi_bucket(item->business), sign);
        }
    }
    cells->rc = rc;
}

/* Of the hours only what staffing goes by: what comes, and what is done. */
static int counts_by_hour(uint32_t measure)
{
    return measure == SUP__KPI_OPENED || measure == SUP__KPI_SOLVED ||
           measure == SUP__KPI_REPLIES || measure == SUP__KPI_NOTES ||
           measure == SUP__KPI_CUSTOMER_MESSAGES;
}

/* That is asked for of the whole desk only. */
static int counts_in_total_only(uint32_t measure)
{
    return measure == SUP__KPI_WAIT_BEGAN || measure == SUP__KPI_WAIT_ENDED;
}

void sup__kpi_cells_add(struct sup__kpi_cells *cells, const struct sup__kpi_traits *traits,
                        const struct sup__kpi_item *item, const struct sup__kpi_when *when,
                        int sign)
{
    char name[SUP__KPI_NAME_BYTES];
    int64_t agent_id = item->agent_id >= 0 ? item->agent_id : traits->agent_id;
    int32_t day = when->day;
    add_to(cells, SUP__KPI_BY_TOTAL, day, "", item, sign);
    if (counts_in_total_only(item->measure)) {
        return;
    }
    sup__kpi_channel_reason(traits->channel, traits->reason, name);
    add_to(cells, SUP__KPI_BY_CHANNEL_REASON, day, name, item, sign);
    add_to(cells, SUP__KPI_BY_TEAM, day, item->team ? item->team : traits->team, item, sign);
    sup__format(name, sizeof name, "%" PRId64, agent_id);
    add_to(cells, SUP__KPI_BY_AGENT, day, agent_id ? name : "", item, sign);
    add_to(cells, SUP__KPI_BY_FLOOR, day, item->floor ? item->floor : traits->floor, item, sign);
    add_to(cells, SUP__KPI_BY_PRIORITY, day, traits->priority, item, sign);
    add_to(cells, SUP__KPI_BY_SEGMENT, day, traits->segment, item, sign);
    add_to(cells, SUP__KPI_BY_SLA, day, item->sla ? item->sla : traits->sla, item, sign);
    if (counts_by_hour(item->measure)) {
        sup__format(name, sizeof name, "%02d", (int)when->hour);
        add_to(cells, SUP__KPI_BY_HOUR, day, name, item, sign);
    }
}
