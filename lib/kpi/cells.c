/*
 * cells.c: which cells an item counts in, and the cells that a batch changes.
 */
#include "kpi/cells.h"

#include "base/text.h"
#include "kpi/histogram.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_MIN = 32, CHANNEL_END = 0x1f /* the separator of units in ASCII */ };

int sup__kpi_is_timed(uint32_t measure)
{
#define TIMED(number, NAME, is_timed, meaning) [number] = (is_timed),
    static const uint8_t timed[SUP__KPI_MEASURE_MAX + 1] = {SUP__KPI_MEASURE_LIST(TIMED)};
#undef TIMED
    int is_run = measure > SUP__KPI_RUN && measure <= SUP__KPI_RUN + SUP__KPI_METRICS;
    return is_run || (measure <= SUP__KPI_MEASURE_MAX && timed[measure]);
}

int sup__kpi_has_rest(uint32_t dimension)
{
    return dimension >= SUP__KPI_BY_TEAM && dimension <= SUP__KPI_BY_SLA;
}

/* Behind what there is, as far as there is room. */
static size_t append(char *out, size_t at, const char *text)
{
    size_t bytes = text ? strlen(text) : 0;
    size_t room = SUP__KPI_NAME_BYTES - 1 - at;
    bytes = bytes < room ? bytes : room;
    if (bytes) {
        memcpy(out + at, text, bytes);
    }
    out[at + bytes] = 0;
    return at + bytes;
}

void sup__kpi_channel_reason(const char *channel, const char *reason,
                             char out[SUP__KPI_NAME_BYTES])
{
    static const char end[] = {CHANNEL_END, 0};
    size_t bytes = append(out, 0, channel);
    append(out, append(out, bytes, end), reason);
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

int32_t sup__kpi_cells_settle(struct sup__kpi_cells *cells)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < cells->room && rc == SUP_OK; i++) {
        struct sup__kpi_cell *cell = cells->slots[i];
        if (cell) {
            rc = sup__kpi_cell_gather(cell, cells->arena);
            sup__kpi_cell_settle(cell);
        }
    }
    return rc;
}

static struct sup__kpi_addend addend_of(const struct sup__kpi_item *item, int sign)
{
    struct sup__kpi_addend addend = {.sum = {.currency = item->currency,
                                             .measure = item->measure,
                                             .count = 1,
                                             .value = item->value,
                                             .business = item->business},
                                     .is_timed = sup__kpi_is_timed(item->measure),
                                     .sign = sign};
    if (addend.is_timed) {
        addend.buckets[0] = sup__kpi_bucket(item->value);
        addend.buckets[1] = sup__kpi_bucket(item->business);
    }
    return addend;
}

static void add_to(struct sup__kpi_cells *cells, struct sup__kpi_cell *cell,
                   const struct sup__kpi_addend *addend)
{
    if (cell && cells->rc == SUP_OK) { /* else it is of no cell, or cells->rc is set */
        cells->rc = sup__kpi_cell_add(cell, cells->arena, addend);
    }
}

int sup__kpi_is_by_hour(uint32_t measure)
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

void sup__kpi_cells_turn(struct sup__kpi_cells *cells)
{
    cells->is_known = 0;
}

static const char *agent_name(int64_t agent_id, char name[SUP__KPI_NAME_BYTES])
{
    if (!agent_id) {
        return "";
    }
    sup__format(name, SUP__KPI_NAME_BYTES, "%" PRId64, agent_id);
    return name;
}

/* Nothing is no name of the dimensions that have one name each: NULL. */
static struct sup__kpi_cell *cell_of(struct sup__kpi_cells *cells, uint32_t dimension,
                                     const char *name)
{
    int is_nothing = !name || !*name;
    return is_nothing && sup__kpi_has_rest(dimension)
               ? NULL
               : sup__kpi_cells_get(cells, dimension, cells->at_day, name ? name : "");
}

static struct sup__kpi_cell *look_up(struct sup__kpi_cells *cells, uint32_t dimension,
                                     const struct sup__kpi_traits *traits)
{
    char made[SUP__KPI_NAME_BYTES];
    const char *names[SUP__KPI_BY_HOUR] = {[SUP__KPI_BY_TEAM] = traits->team,
                                           [SUP__KPI_BY_FLOOR] = traits->floor,
                                           [SUP__KPI_BY_PRIORITY] = traits->priority,
                                           [SUP__KPI_BY_SEGMENT] = traits->segment,
                                           [SUP__KPI_BY_SLA] = traits->sla};
    const char *name = names[dimension];
    if (dimension == SUP__KPI_BY_CHANNEL_REASON) {
        sup__kpi_channel_reason(traits->channel, traits->reason, made);
        name = made;
    } else if (dimension == SUP__KPI_BY_AGENT) {
        name = agent_name(traits->agent_id, made);
    }
    return cell_of(cells, dimension, name);
}

/* The cell of the fact's own traits. */
static struct sup__kpi_cell *own_cell(struct sup__kpi_cells *cells, uint32_t dimension,
                                      const struct sup__kpi_traits *traits)
{
    if (!(cells->is_known >> dimension & 1)) {
        cells->at[dimension] = look_up(cells, dimension, traits);
        cells->is_known |= 1u << dimension;
    }
    return cells->at[dimension];
}

static int is_other(const char *name, const char *own)
{
    return name && !sup__same_text(name, own);
}

/* The dimensions in which an item is told apart by other names than its fact, as bits: most of those
 * that say anything of themselves say the same. */
static uint32_t others_of(const struct sup__kpi_traits *traits, const struct sup__kpi_item *item)
{
    return (uint32_t)is_other(item->team, traits->team) << SUP__KPI_BY_TEAM |
           (uint32_t)is_other(item->floor, traits->floor) << SUP__KPI_BY_FLOOR |
           (uint32_t)is_other(item->sla, traits->sla) << SUP__KPI_BY_SLA |
           (uint32_t)(item->agent_id >= 0 && item->agent_id != traits->agent_id)
               << SUP__KPI_BY_AGENT;
}

/* The cell of an item's own name. */
static struct sup__kpi_cell *other_cell(struct sup__kpi_cells *cells, uint32_t dimension,
                                        const struct sup__kpi_item *item)
{
    char made[SUP__KPI_NAME_BYTES];
    const char *name = dimension == SUP__KPI_BY_TEAM    ? item->team
                       : dimension == SUP__KPI_BY_FLOOR ? item->floor
                       : dimension == SUP__KPI_BY_SLA   ? item->sla
                                                        : agent_name(item->agent_id, made);
    return cell_of(cells, dimension, name);
}

void sup__kpi_cells_add(struct sup__kpi_cells *cells, const struct sup__kpi_traits *traits,
                        const struct sup__kpi_item *item, const struct sup__kpi_when *when,
                        int sign)
{
    if (cells->at_day != when->day) {
        sup__kpi_cells_turn(cells);
        cells->at_day = when->day;
    }
    const struct sup__kpi_addend addend = addend_of(item, sign);
    uint32_t end = counts_in_total_only(item->measure) ? SUP__KPI_BY_TOTAL + 1 : SUP__KPI_BY_HOUR;
    uint32_t others = others_of(traits, item);
    for (uint32_t dimension = 0; dimension < end && cells->rc == SUP_OK; dimension++) {
        add_to(cells,
               others >> dimension & 1 ? other_cell(cells, dimension, item)
                                       : own_cell(cells, dimension, traits),
               &addend);
    }
    if (sup__kpi_is_by_hour(item->measure) && cells->rc == SUP_OK) {
        char hour[] = {(char)('0' + when->hour / 10), (char)('0' + when->hour % 10), '\0'};
        add_to(cells, sup__kpi_cells_get(cells, SUP__KPI_BY_HOUR, when->day, hour), &addend);
    }
}
