/*
 * kpi_read.c: what answers a question, summed up from cells, or from what each ticket adds.
 */
#include "ops/figures/kpi_ask.h"

#include "base/message.h"
#include <string.h>

enum { CHANNEL_END = 0x1f };

/* ---- where it goes ---- */

/* A name behind what there is, which has room for it. */
static size_t append(char *out, size_t at, const char *name)
{
    size_t bytes = strlen(name);
    bytes = at + bytes < SUP__KPI_GROUP_BYTES ? bytes : SUP__KPI_GROUP_BYTES - 1 - at;
    memcpy(out + at, name, bytes);
    out[at + bytes] = 0;
    return at + bytes;
}

static void group_name(const struct sup__kpi_question *question,
                       const struct sup__kpi_names *names, char out[SUP__KPI_GROUP_BYTES])
{
    static const char end[] = {SUP__KPI_GROUP_END, 0};
    size_t bytes = append(out, 0, question->by_count > 0 ? names->names[question->by[0]] : "");
    if (question->by_count > 1) {
        bytes = append(out, bytes, end);
        append(out, bytes, names->names[question->by[1]]);
    }
}

/* Is a day asked for, of what happened or of a stock? */
static int is_asked(const struct sup__kpi_question *question, uint32_t kind, int32_t day)
{
    return day <= question->last_day && (kind == SUP__KPI_STOCK || day >= question->first_day);
}

struct sup__kpi_cell *sup__kpi_goal(struct sup__kpi_sums *sums, const struct sup__kpi_names *names,
                                    uint32_t kind, int32_t day)
{
    char group[SUP__KPI_GROUP_BYTES];
    if (!is_asked(sums->question, kind, day)) {
        return NULL;
    }
    group_name(sums->question, names, group);
    return sup__kpi_cells_get(&sums->cells, kind, sup__kpi_step(sums->question, day), group);
}

/* ---- pages ---- */

static void no_names(struct sup__kpi_names *names, int32_t day)
{
    for (int i = 0; i < SUP__BY_COUNT; i++) {
        names->names[i] = "";
    }
    sup__kpi_weekday(day, names->weekday);
    names->names[SUP__BY_WEEKDAY] = names->weekday;
}

/* What an entry's name says; the names point into it, or into `room`. */
static void read_name(const struct sup__kpi_sums *sums, const char *name,
                      char room[SUP__KPI_NAME_BYTES], struct sup__kpi_names *names)
{
    static const int32_t by[SUP__KPI_DIMENSIONS] = {
        [SUP__KPI_BY_TEAM] = SUP__BY_TEAM,         [SUP__KPI_BY_AGENT] = SUP__BY_AGENT,
        [SUP__KPI_BY_FLOOR] = SUP__BY_FLOOR,       [SUP__KPI_BY_PRIORITY] = SUP__BY_PRIORITY,
        [SUP__KPI_BY_SEGMENT] = SUP__BY_SEGMENT,   [SUP__KPI_BY_SLA] = SUP__BY_SLA,
        [SUP__KPI_BY_HOUR] = SUP__BY_HOUR};
    int32_t dimension = sums->question->dimension;
    if (dimension == SUP__KPI_BY_CHANNEL_REASON) {
        const char *end = strchr(name, CHANNEL_END);
        size_t bytes = end ? (size_t)(end - name) : strlen(name);
        memcpy(room, name, bytes);
        room[bytes] = 0;
        names->names[SUP__BY_REASON] = end ? end + 1 : "";
        names->names[SUP__BY_CHANNEL] = room;
    } else if (dimension != SUP__KPI_BY_TOTAL) {
        names->names[by[dimension]] = name;
    }
}

/* The one name whose entry is asked for, where filters name one of each; 0: there may be several. */
static int find_wanted(struct sup__kpi_sums *sums)
{
    const struct sup__kpi_question *question = sums->question;
    int is_pair = question->dimension == SUP__KPI_BY_CHANNEL_REASON;
    const char *names[SUP__BY_COUNT] = {NULL};
    uint32_t named = 0;
    for (uint32_t i = 0; i < question->filter_count; i++) {
        const char **name = &names[question->filter_by[i]];
        if (question->filter_by[i] == SUP__BY_WEEKDAY) {
            continue;
        }
        if (*name) {
            return 0;
        }
        *name = question->filters[i].is ? question->filters[i].is : "";
        size_t bytes = strlen(*name);
        if (bytes > SUP_KPI_NAME_BYTES_MAX) {
            return 0;
        }
        named++;
        memcpy(sums->wanted, *name, bytes + 1);
    }
    if (is_pair && named == 2) {
        sup__kpi_channel_reason(names[SUP__BY_CHANNEL], names[SUP__BY_REASON], sums->wanted);
    }
    return named == (is_pair ? 2u : 1u) && *sums->wanted;
}

/* With what of it is on a channel that has costs of its own. */
static int32_t add_to(const struct sup__kpi_sums *sums, struct sup__kpi_cell *cell,
                      const char *channel, const struct sup__kpi_sum *sum, int sign)
{
    struct sup__kpi_sum there;
    int32_t rc = sup__kpi_sum_add(cell, sums->lasting, sum, sign);
    return rc == SUP_OK &&
                   sup__kpi_costed(sums->question, sums->unit->policy, channel, sum, &there)
               ? sup__kpi_sum_add(cell, sums->lasting, &there, sign)
               : rc;
}

/* ---- what names lead to ---- */

static const char *lasting_text(struct sup__kpi_sums *sums, const char *text)
{
    const char *copy = sup__arena_text(sums->lasting, text, strlen(text));
    sums->cells.rc = copy ? sums->cells.rc : SUP_NOMEM;
    return copy;
}

/* `name` NULL: what has no name. */
static void find_group(struct sup__kpi_sums *sums, struct sup__kpi_lead *lead, const char *name,
                       int32_t day)
{
    struct sup__kpi_names names;
    char room[SUP__KPI_NAME_BYTES];
    char group[SUP__KPI_GROUP_BYTES];
    no_names(&names, day);
    if (name) {
        read_name(sums, name, room, &names);
    }
    lead->group = NULL;
    lead->channel = "";
    if (sup__kpi_passes(sums->question, &names)) {
        group_name(sums->question, &names, group);
        lead->group = lasting_text(sums, group);
        lead->channel = sums->question->has_costs
                            ? lasting_text(sums, names.names[SUP__BY_CHANNEL])
                            : "";
    }
}

/* Cells are those of the step, and where weekdays are told apart the group is the day's. */
static void turn_to(struct sup__kpi_sums *sums, struct sup__kpi_lead *lead, const char *name,
                    int32_t day)
{
    if (!lead->name || (sums->question->has_weekdays && lead->at != sums->at)) {
        find_group(sums, lead, name, day);
    }
    if (lead->at != sums->at) {
        lead->cells[SUP__KPI_FLOW] = lead->cells[SUP__KPI_STOCK] = NULL;
        lead->at = sums->at;
    }
}

/* A place for a name before the others from there on. */
static struct sup__kpi_lead *make_lead(struct sup__kpi_sums *sums)
{
    struct sup__kpi_leads *leads = &sums->leads;
    if (leads->count == leads->room) {
        struct sup__kpi_lead *items = sup__kpi_grow(sums->lasting, leads->items, leads->count,
                                                    &leads->room, sizeof *items);
        if (!items) {
            sums->cells.rc = SUP_NOMEM;
            return NULL;
        }
        leads->items = items;
    }
    struct sup__kpi_lead *lead = &leads->items[leads->next];
    memmove(lead + 1, lead, (leads->count - leads->next) * sizeof *lead);
    leads->count++;
    *lead = (struct sup__kpi_lead){.at = sums->at};
    return lead;
}

/* The lead of a page's next name, which comes after those before it. NULL when memory runs out. */
static struct sup__kpi_lead *lead_of(struct sup__kpi_sums *sums, const char *name, int32_t day)
{
    struct sup__kpi_leads *leads = &sums->leads;
    int order = -1;
    while (leads->next < leads->count &&
           (order = strcmp(leads->items[leads->next].name, name)) < 0) {
        leads->next++;
    }
    struct sup__kpi_lead *lead = order == 0 ? &leads->items[leads->next] : make_lead(sums);
    if (lead) {
        turn_to(sums, lead, name, day);
        lead->name = lead->name ? lead->name : lasting_text(sums, name);
    }
    return lead;
}

static struct sup__kpi_lead *nameless_lead(struct sup__kpi_sums *sums, int32_t day)
{
    turn_to(sums, &sums->nameless, NULL, day);
    sums->nameless.name = "";
    return &sums->nameless;
}

static struct sup__kpi_cell *cell_of(struct sup__kpi_sums *sums, struct sup__kpi_lead *lead,
                                     uint32_t kind, int32_t day)
{
    if (!lead->cells[kind]) {
        lead->cells[kind] = sup__kpi_cells_get(&sums->cells, kind,
                                               sup__kpi_step(sums->question, day), lead->group);
    }
    return lead->cells[kind];
}

/* ---- entries ---- */

static int32_t add_sum(struct sup__kpi_sums *sums, struct sup__kpi_lead *lead, int32_t day,
                       const struct sup__kpi_sum *sum, int sign)
{
    int32_t rc = SUP_OK;
    for (uint32_t kind = SUP__KPI_FLOW; kind <= SUP__KPI_STOCK && rc == SUP_OK; kind++) {
        int is_needed = kind == SUP__KPI_FLOW || sums->question->has_stock;
        struct sup__kpi_cell *cell = is_needed && is_asked(sums->question, kind, day)
                                         ? cell_of(sums, lead, kind, day)
                                         : NULL;
        rc = cell ? add_to(sums, cell, lead->channel, sum, sign) : sums->cells.rc;
    }
    return rc;
}

/* Of a metric's spread only its own half: of the value, or of business time. */
static int32_t add_spreads(struct sup__kpi_sums *sums, struct sup__kpi_lead *lead, int32_t day,
                           uint32_t measure, const struct sup__kpi_packed packed[2], int sign)
{
    struct sup__kpi_cell *cell = cell_of(sums, lead, SUP__KPI_FLOW, day);
    int32_t rc = sums->cells.rc;
    for (uint32_t id = 2 * measure; cell && id <= 2 * measure + 1 && rc == SUP_OK; id++) {
        struct sup__kpi_spread *spread =
            sums->is_spread[id] ? sup__kpi_spread_get(cell, sums->lasting, id) : NULL;
        if (sums->is_spread[id]) {
            rc = spread ? sup__kpi_packed_keep(&packed[id % 2], spread, sums->lasting, sign)
                        : SUP_NOMEM;
        }
    }
    return rc;
}

/* An entry of a page, of either kind. */
struct entry {
    struct sup__kpi_sum sum;
    struct sup__kpi_packed packed[2];
};

static int next_entry(const struct sup__kpi_sums *sums, struct sup__kpi_page *page,
                      struct entry *entry)
{
    return sums->reads_spreads ? sup__kpi_page_spread(page, entry->packed)
                               : sup__kpi_page_sum(page, &entry->sum);
}

static int32_t add_entry(struct sup__kpi_sums *sums, struct sup__kpi_lead *lead, int32_t day,
                         const struct entry *entry, int sign)
{
    if (sums->cells.rc != SUP_OK || !lead->group) {
        return sums->cells.rc;
    }
    return sums->reads_spreads
               ? add_spreads(sums, lead, day, entry->sum.measure, entry->packed, sign)
               : add_sum(sums, lead, day, &entry->sum, sign);
}

static int32_t take_page(void *context, uint32_t measure, int32_t day, struct sup__kpi_page *page)
{
    struct sup__kpi_sums *sums = context;
    struct entry entry;
    int32_t rc = SUP_OK;
    page->wanted = sums->has_wanted ? sums->wanted : NULL;
    sums->at = sums->question->has_weekdays ? day : sup__kpi_step(sums->question, day);
    sums->leads.next = 0;
    while (rc == SUP_OK && next_entry(sums, page, &entry)) {
        entry.sum.measure = measure;
        struct sup__kpi_lead *lead =
            sums->reads_whole ? nameless_lead(sums, day) : lead_of(sums, page->name, day);
        rc = add_entry(sums, lead, day, &entry, 1);
        if (rc == SUP_OK && sums->has_rest && !sums->reads_whole) {
            rc = add_entry(sums, nameless_lead(sums, day), day, &entry, -1);
        }
    }
    return rc == SUP_OK ? rc
                        : sup__kpi_fail(sums->unit, rc,
                                        sums->reads_spreads ? "sup_kpi_spread.spreads"
                                                            : "sup_kpi_cell.sums");
}

/* The measures that the question's metrics need. */
static void find_needed(struct sup__kpi_sums *sums, uint8_t needed[SUP__KPI_MEASURE_MAX + 1])
{
    const struct sup__kpi_question *question = sums->question;
    for (uint32_t i = 0; i < question->metric_count; i++) {
        uint32_t spread = question->metrics[i]->spread;
        if (!sums->reads_spreads) {
            sup__kpi_need(question->metrics[i], needed);
        } else if (spread) {
            needed[spread / 2] = 1;
            sums->is_spread[spread] = 1;
        }
    }
}

static int32_t read_measure(struct sup__kpi_sums *sums, uint32_t measure, int reads_whole)
{
    const struct sup__kpi_question *question = sums->question;
    int32_t dimension = reads_whole ? SUP__KPI_BY_TOTAL : question->dimension;
    int32_t first =
        question->has_stock && !sums->reads_spreads ? SUP__KPI_EVER : question->first_day;
    sums->reads_whole = reads_whole;
    return sup__kpi_each_page(sums->unit, sums->reads_spreads, (uint32_t)dimension, measure, first,
                              question->last_day, take_page, sums);
}

/* The pages of the question's dimension and days; of a stock from the first day that there is. What
 * has no name is what the whole has and no name does. */
static int32_t read_pages(struct sup__kpi_sums *sums, int reads_spreads)
{
    uint8_t needed[SUP__KPI_MEASURE_MAX + 1] = {0};
    int32_t rc = SUP_OK;
    sums->reads_spreads = reads_spreads;
    sums->has_wanted = find_wanted(sums);
    sums->has_rest =
        !sums->has_wanted && sup__kpi_has_rest((uint32_t)sums->question->dimension);
    find_needed(sums, needed);
    const uint8_t *end = needed + sizeof needed;
    for (const uint8_t *next = needed;
         rc == SUP_OK && (next = memchr(next, 1, (size_t)(end - next))) != NULL; next++) {
        rc = read_measure(sums, (uint32_t)(next - needed), 0);
        if (rc == SUP_OK && sums->has_rest) {
            rc = read_measure(sums, (uint32_t)(next - needed), 1);
        }
    }
    return rc;
}

/* Of all days at once. */
static int32_t count_spreads(struct sup__kpi_sums *sums)
{
    const struct sup__kpi_cells *cells = &sums->cells;
    struct sup__kpi_counts *counts = sup__arena_alloc(sums->lasting, sizeof *counts);
    int32_t rc = counts ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; i < cells->room && rc == SUP_OK; i++) {
        struct sup__kpi_cell *cell = cells->slots[i];
        for (uint32_t j = 0; cell && j < cell->spread_count && rc == SUP_OK; j++) {
            rc = sup__kpi_packed_count(&cell->spreads[j], sums->lasting, counts);
        }
    }
    return rc == SUP_OK ? rc : sup__kpi_fail(sums->unit, rc, "sup_kpi_spread.spreads");
}

/* ---- what each ticket adds ---- */

static int32_t add_sample(struct sup__kpi_sums *sums, const struct sup__kpi_cell *cell,
                          uint32_t spread, int64_t ms)
{
    if (sums->sample_count == sums->sample_room) {
        uint32_t room = sums->sample_room ? 2 * sums->sample_room : 256;
        struct sup__kpi_sample *samples = sup__arena_take(sums->lasting, room * sizeof *samples);
        if (!samples) {
            return SUP_NOMEM;
        }
        if (sums->sample_count) {
            memcpy(samples, sums->samples, sums->sample_count * sizeof *samples);
        }
        sums->samples = samples;
        sums->sample_room = room;
    }
    sums->samples[sums->sample_count++] =
        (struct sup__kpi_sample){.cell = cell, .spread = spread, .ms = ms};
    return SUP_OK;
}

static int32_t add_samples(struct sup__kpi_sums *sums, const struct sup__kpi_cell *cell,
                           const struct sup__kpi_item *item)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < sums->question->metric_count && rc == SUP_OK; i++) {
        uint32_t spread = sums->question->metrics[i]->spread;
        int is_first = 1;
        for (uint32_t j = 0; j < i; j++) {
            is_first &= sums->question->metrics[j]->spread != spread;
        }
        if (spread && is_first && spread / 2 == item->measure) {
            rc = add_sample(sums, cell, spread, spread % 2 ? item->business : item->value);
        }
    }
    return rc;
}

static int32_t add_item(struct sup__kpi_sums *sums, const struct sup__kpi_traits *traits,
                        const struct sup__kpi_item *item)
{
    struct sup__kpi_when when = sup__kpi_when(sums->rules, item->at_ms);
    struct sup__kpi_sum sum = {.currency = item->currency,
                               .measure = item->measure,
                               .count = 1,
                               .value = item->value,
                               .business = item->business};
    struct sup__kpi_names names;
    struct sup__kpi_cell *cell = NULL;
    int32_t rc = SUP_OK;
    sup__kpi_names_of(traits, item, &when, &names);
    if (when.day > sums->question->last_day || !sup__kpi_passes(sums->question, &names)) {
        return SUP_OK;
    }
    if (sums->question->has_stock && sums->is_scanned) {
        cell = sup__kpi_goal(sums, &names, SUP__KPI_STOCK, when.day);
        rc = cell ? sup__kpi_sum_add(cell, sums->lasting, &sum, 1) : sums->cells.rc;
    }
    if (rc != SUP_OK || when.day < sums->question->first_day) {
        return rc;
    }
    cell = sup__kpi_goal(sums, &names, SUP__KPI_FLOW, when.day);
    if (!cell) {
        return sums->cells.rc;
    }
    rc = sums->is_scanned ? add_to(sums, cell, names.names[SUP__BY_CHANNEL], &sum, 1) : SUP_OK;
    return rc == SUP_OK ? add_samples(sums, cell, item) : rc;
}

static int32_t add_fact(void *context, const struct sup__kpi_fact_row *row,
                        const struct sup__kpi_fact *fact)
{
    struct sup__kpi_sums *sums = context;
    int32_t rc = SUP_OK;
    (void)row;
    for (uint32_t i = 0; i < fact->count && rc == SUP_OK; i++) {
        rc = add_item(sums, &fact->traits, &fact->items[i]);
    }
    return rc == SUP_OK ? rc : sup__kpi_fail(sums->unit, rc, "sup_kpi_fact.items");
}

static int32_t take_fact(void *context, void *any)
{
    struct sup__kpi_sums *sums = context;
    struct sup__kpi_fact fact = {0};
    int32_t rc = sup__kpi_fact_of(sums->unit, any, &fact);
    rc = rc == SUP_OK ? add_fact(sums, any, &fact) : rc;
    sup__arena_reset(&sums->scratch);
    return sums->rc = rc;
}

/* The instant before which nothing of a day can lie, whatever the zone. */
static int64_t surely_before(int32_t day)
{
    return ((int64_t)day - 2) * 24 * 60 * 60 * 1000;
}

static struct sup_scan scan_of_facts(const struct sup__kpi_sums *sums, int is_whole,
                                     struct sup_value *prefix, struct sup_value *lower)
{
    *prefix = sup__int(sums->unit->head.tenant);
    *lower = sup__int(surely_before(sums->question->first_day));
    return (struct sup_scan){.size = sizeof(struct sup_scan),
                             .table = SUP__T_KPI_FACT,
                             .index = SUP__KPI_FACT_BY_TIME,
                             .prefix_count = 1,
                             .prefix = prefix,
                             .lower_count = !is_whole,
                             .lower = lower};
}

static int32_t scan_facts(struct sup__kpi_sums *sums, int is_whole)
{
    struct sup__kpi_fact_row row;
    struct sup_value prefix;
    struct sup_value lower;
    struct sup_scan scan = scan_of_facts(sums, is_whole, &prefix, &lower);
    return sums->question->has_products
               ? sup__kpi_each_with_product(sums->unit, &scan, add_fact, sums)
               : sup__each(&sums->unit->repo, &scan, 1, &row, take_fact, sums);
}

/* Are there so few tickets that looking at each costs little? */
static int32_t are_few(struct sup__kpi_sums *sums, int *are)
{
    struct sup_value prefix;
    struct sup_value lower;
    struct sup_aggregate found = {0};
    struct sup_scan scan = scan_of_facts(sums, 0, &prefix, &lower);
    scan.limit = SUP_KPI_EXACT_MAX + 1;
    int32_t rc = sup__db_aggregate(sums->unit->repo.db, &scan, SUP_STORE_ROWS_ONLY, &found);
    *are = found.count <= SUP_KPI_EXACT_MAX;
    return rc;
}

/* ---- the people of the desk, and what became of tickets ---- */

static int32_t add_looked_up(void *context, const struct sup__kpi_fact *fact, int64_t id)
{
    struct sup__kpi_sums *sums = context;
    struct sup__kpi_names names;
    int32_t rc = SUP_OK;
    (void)id;
    for (uint32_t i = 0; i < fact->count && rc == SUP_OK; i++) {
        const struct sup__kpi_item *item = &fact->items[i];
        const struct sup__kpi_sum sum = {.currency = item->currency,
                                         .measure = item->measure,
                                         .count = 1,
                                         .value = item->value};
        struct sup__kpi_when when = sup__kpi_when(sums->rules, item->at_ms);
        sup__kpi_names_of(&fact->traits, item, &when, &names);
        for (uint32_t kind = SUP__KPI_FLOW; kind <= SUP__KPI_STOCK && rc == SUP_OK; kind++) {
            struct sup__kpi_cell *cell = sup__kpi_passes(sums->question, &names)
                                             ? sup__kpi_goal(sums, &names, kind, when.day)
                                             : NULL;
            rc = cell ? sup__kpi_sum_add(cell, sums->lasting, &sum, 1) : sums->cells.rc;
        }
    }
    return rc == SUP_OK ? rc : sup__kpi_fail(sums->unit, rc, "sup_tenure");
}

/* ---- what follows ---- */

/* The cells of a kind that there are: adding others moves them in the table, but not in memory. */
static struct sup__kpi_cell **list_cells(struct sup__kpi_sums *sums, uint32_t kind,
                                         uint32_t *count)
{
    const struct sup__kpi_cells *cells = &sums->cells;
    struct sup__kpi_cell **list =
        sup__arena_alloc(sums->lasting, (cells->count + 1) * sizeof(void *));
    *count = 0;
    for (uint32_t i = 0; list && i < cells->room; i++) {
        if (cells->slots[i] && cells->slots[i]->dimension == kind) {
            list[(*count)++] = cells->slots[i];
        }
    }
    return list;
}

static int32_t add_days_of(struct sup__kpi_sums *sums, const struct sup__kpi_cell *change)
{
    int32_t first = 0;
    int32_t last = 0;
    int32_t end = sup__kpi_step(sums->question, sums->question->last_day);
    int32_t rc = SUP_OK;
    for (int32_t step = change->day < 0 ? 0 : change->day; step <= end && rc == SUP_OK; step++) {
        int is_past =
            sup__kpi_past_days(sums->unit, sums->rules, sums->question, step, &first, &last) != 0;
        const struct sup__kpi_sum sum = {
            .measure = SUP__KPI_AGENT_DAYS,
            .count = sup__kpi_agent_days(change, change->day < step, first, last)};
        struct sup__kpi_cell *cell =
            is_past && sum.count
                ? sup__kpi_cells_get(&sums->cells, SUP__KPI_FLOW, step, change->name)
                : NULL;
        rc = cell ? sup__kpi_sum_add(cell, sums->lasting, &sum, 1) : sums->cells.rc;
    }
    return rc;
}

static int32_t add_agent_days(struct sup__kpi_sums *sums)
{
    uint32_t count = 0;
    struct sup__kpi_cell **list = list_cells(sums, SUP__KPI_STOCK, &count);
    int32_t rc = list ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        rc = add_days_of(sums, list[i]);
    }
    return rc == SUP_OK ? rc : sup__kpi_fail(sums->unit, rc, "sup_tenure");
}

/* The age of what waits is of the whole desk: where nothing is told apart it has a cell in any
 * case. */
static int32_t add_waiting(struct sup__kpi_sums *sums, const struct sup__kpi_waiting *waiting)
{
    int32_t end = sup__kpi_step(sums->question, sums->question->last_day);
    int32_t rc = SUP_OK;
    uint32_t count = 0;
    for (int32_t step = 0; step <= end && !sums->question->by_count && rc == SUP_OK; step++) {
        rc = sup__kpi_cells_get(&sums->cells, SUP__KPI_FLOW, step, "") ? SUP_OK : SUP_NOMEM;
    }
    struct sup__kpi_cell **list = list_cells(sums, SUP__KPI_FLOW, &count);
    for (uint32_t i = 0; list && i < count && rc == SUP_OK; i++) {
        const struct sup__kpi_waiting *of = &waiting[list[i]->day];
        const struct sup__kpi_sum sum = {
            .measure = SUP__KPI_WAITING, .count = of->count, .value = of->age_s * 1000};
        rc = sup__kpi_sum_add(list[i], sums->lasting, &sum, 1);
    }
    return list ? rc : SUP_NOMEM;
}

static int32_t add_derived(struct sup__kpi_sums *sums, const struct sup__kpi_waiting *waiting)
{
    uint32_t count = 0;
    struct sup__kpi_cell **list = list_cells(sums, SUP__KPI_FLOW, &count);
    int32_t rc = list ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        int32_t first = 0;
        int32_t last = 0;
        const struct sup__kpi_derivation from = {
            .policy = sums->unit->policy,
            .days = sup__kpi_past_days(sums->unit, sums->rules, sums->question, list[i]->day,
                                       &first, &last),
            .waiting_ms = waiting ? sup__kpi_waiting_ms(&waiting[list[i]->day]) : 0};
        rc = sup__kpi_add_derived(&from, list[i], sums->lasting);
    }
    return rc;
}

static int32_t follow(struct sup__kpi_sums *sums)
{
    const struct sup__kpi_question *question = sums->question;
    struct sup__kpi_waiting *waiting = NULL;
    size_t steps = (size_t)sup__kpi_step(question, question->last_day) + 1;
    int32_t rc = question->has_agents ? add_agent_days(sums) : SUP_OK;
    if (rc == SUP_OK && question->has_waiting) {
        waiting = sup__arena_alloc(sums->lasting, steps * sizeof *waiting);
        rc = waiting ? sup__kpi_find_waiting(sums->unit, sums->rules, question, waiting)
                     : sup__kpi_fail(sums->unit, SUP_NOMEM, NULL);
        if (rc == SUP_OK) {
            rc = add_waiting(sums, waiting);
            rc = rc == SUP_OK ? rc : sup__kpi_fail(sums->unit, rc, "sup_kpi_cell.sums");
        }
    }
    if (rc == SUP_OK && question->has_derived) {
        rc = add_derived(sums, waiting);
        rc = rc == SUP_OK ? rc : sup__kpi_fail(sums->unit, rc, "sup_kpi_cell.sums");
    }
    return rc;
}

/* ---- the whole ---- */

static int32_t sum_cells(struct sup__kpi_sums *sums, int is_exact)
{
    const struct sup__kpi_question *question = sums->question;
    int32_t rc = read_pages(sums, 0);
    sums->is_exact = is_exact;
    if (rc == SUP_OK && question->has_spread && !is_exact) {
        rc = are_few(sums, &sums->is_exact);
    }
    if (rc != SUP_OK || !question->has_spread) {
        return rc;
    }
    if (sums->is_exact) {
        return scan_facts(sums, 0);
    }
    rc = read_pages(sums, 1);
    return rc == SUP_OK ? count_spreads(sums) : rc;
}

int32_t sup__kpi_sum_up(struct sup__kpi_sums *sums, int is_exact)
{
    struct sup__unit *unit = sums->unit;
    int32_t rc = SUP_OK;
    sums->lasting = unit->repo.arena;
    sums->cells.arena = sums->lasting;
    sup__arena_init(&sums->scratch, &unit->core->mem);
    unit->repo.arena = &sums->scratch;
    sums->is_scanned = sums->question->dimension < 0;
    if (sums->is_scanned) {
        sums->is_exact = 1;
        rc = scan_facts(sums, sums->question->has_stock);
    } else {
        rc = sum_cells(sums, is_exact);
    }
    rc = rc == SUP_OK ? sums->rc : rc;
    if (rc == SUP_OK && sums->question->has_agents) {
        sup__arena_reset(&sums->scratch);
        rc = sup__kpi_each_agent(unit, sums->rules, sums->question, 0, add_looked_up, sums);
    }
    if (rc == SUP_OK && sums->question->has_outcomes) {
        sup__arena_reset(&sums->scratch);
        rc = sup__kpi_each_outcome(unit, sums->rules, sums->question, 0, add_looked_up, sums);
    }
    if (rc == SUP_OK && sums->question->has_oldest) {
        rc = sup__kpi_find_oldest(sums);
    }
    if (rc == SUP_OK) {
        rc = follow(sums);
    }
    unit->repo.arena = sums->lasting;
    sup__arena_free(&sums->scratch);
    return rc;
}
