/*
 * page.c: pages of figures: their order, and their bytes.
 *
 * An entry begins with how many bytes of its name are those of the name before, and with the rest of
 * it. A sum goes on with what it has (HAS_*), its currency, count, value and business time. A spread
 * goes on with two lists of buckets, each after its number of bytes: a bucket is told as its
 * distance from the one before, doubled, and one more where it was met other than once; then that
 * follows.
 */
#include "kpi/page.h"

#include <stdlib.h>
#include <string.h>

enum { FORM = 2, HAS_CURRENCY = 1, HAS_VALUE = 2, HAS_BUSINESS = 4 };

/* ---- reading ---- */

void sup__kpi_page_begin(struct sup__kpi_page *page, const void *data, size_t bytes)
{
    page->in = (struct sup__unpack){.data = data, .bytes = bytes};
    page->wanted = NULL;
    page->matched = 0;
    page->name_bytes = 0;
    page->name[0] = 0;
    if (bytes && sup__unpack_uint(&page->in) != FORM) {
        page->in.rc = SUP_CORRUPT;
    }
}

static int corrupt(struct sup__kpi_page *page)
{
    page->in.rc = SUP_CORRUPT;
    return 0;
}

/* What is new of the next name stands behind `same` bytes that it shares with the one before. */
static const char *next_name(struct sup__kpi_page *page, size_t *same)
{
    struct sup__unpack *in = &page->in;
    if (in->rc != SUP_OK || !in->bytes) {
        return NULL;
    }
    uint64_t shared = sup__unpack_uint(in);
    uint64_t more = sup__unpack_uint(in);
    if (in->rc != SUP_OK || shared > page->name_bytes || more > in->bytes ||
        shared + more >= sizeof page->name) {
        in->rc = SUP_CORRUPT;
        return NULL;
    }
    const char *name = (const char *)in->data;
    page->name_bytes = (size_t)(shared + more);
    in->data += more;
    in->bytes -= (size_t)more;
    *same = (size_t)shared;
    return name;
}

/* Below 0: the name whose bytes from `same` on those are comes before the wanted one. */
static int wanted_order(struct sup__kpi_page *page, const char *name, size_t same)
{
    size_t at = same;
    if (same > page->matched) {
        return -1; /* it differs where the one before does */
    }
    while (at < page->name_bytes && name[at - same] == page->wanted[at]) {
        at++;
    }
    page->matched = at;
    if (at == page->name_bytes) {
        return page->wanted[at] ? -1 : 0;
    }
    return (unsigned char)name[at - same] < (unsigned char)page->wanted[at] ? -1 : 1;
}

static void skip_numbers(struct sup__unpack *in, uint64_t count)
{
    while (count && in->bytes) {
        count -= *in->data < 0x80;
        in->data++;
        in->bytes--;
    }
    in->rc = count ? SUP_CORRUPT : in->rc;
}

static uint64_t numbers_of(uint64_t has)
{
    return 1 + (has & 1) + (has >> 1 & 1) + (has >> 2 & 1);
}

/* Passes over the sums whose names differ from the wanted one where the one before does, which are
 * most of a page. What is not as nearly all are is left to who tells what is wrong with it. */
static void pass_sums(struct sup__kpi_page *page)
{
    const uint8_t *at = page->in.data;
    const uint8_t *end = at + page->in.bytes;
    size_t bytes = page->name_bytes;
    while (end - at > 3 && at[0] < 0x80 && at[0] > page->matched && at[0] <= bytes &&
           (size_t)at[0] + at[1] < sizeof page->name && at[1] < 0x80 && end - at > 3 + at[1]) {
        const uint8_t *next = at + 3 + at[1];
        uint64_t numbers = numbers_of(next[-1]);
        while (numbers && next < end) {
            numbers -= *next++ < 0x80;
        }
        if (numbers || at[2 + at[1]] >= 0x80) {
            break;
        }
        bytes = (size_t)at[0] + at[1];
        at = next;
    }
    page->name_bytes = bytes;
    page->in.data = at;
    page->in.bytes = (size_t)(end - at);
}

static void skip_sum(struct sup__kpi_page *page)
{
    skip_numbers(&page->in, numbers_of(sup__unpack_uint(&page->in)));
    pass_sums(page);
}

static void skip_spreads(struct sup__kpi_page *page)
{
    struct sup__unpack *in = &page->in;
    for (int i = 0; i < 2; i++) {
        uint64_t bytes = sup__unpack_uint(in);
        if (bytes > in->bytes) {
            in->rc = SUP_CORRUPT;
            return;
        }
        in->data += bytes;
        in->bytes -= (size_t)bytes;
    }
}

/* Names are in order, and what one shares with the one before tells nearly all of them apart: a page
 * has an entry for each channel and reason, of which one is asked for. */
static int find_name(struct sup__kpi_page *page, void (*skip)(struct sup__kpi_page *page))
{
    size_t same = 0;
    const char *name = NULL;
    int order = -1;
    while (order < 0 && (name = next_name(page, &same)) != NULL) {
        order = wanted_order(page, name, same);
        if (order < 0) {
            skip(page);
        }
    }
    if (!name || order > 0) {
        return 0;
    }
    memcpy(page->name, page->wanted, page->name_bytes + 1);
    return 1;
}

/* `skip` passes over an entry behind its name. */
static int read_name(struct sup__kpi_page *page, void (*skip)(struct sup__kpi_page *page))
{
    size_t same = 0;
    if (page->wanted) {
        return find_name(page, skip);
    }
    const char *name = next_name(page, &same);
    if (!name) {
        return 0;
    }
    memcpy(page->name + same, name, page->name_bytes - same);
    page->name[page->name_bytes] = 0;
    return 1;
}

int sup__kpi_page_sum(struct sup__kpi_page *page, struct sup__kpi_sum *sum)
{
    struct sup__unpack *in = &page->in;
    if (!read_name(page, skip_sum)) {
        return 0;
    }
    uint64_t has = sup__unpack_uint(in);
    *sum = (struct sup__kpi_sum){0};
    sum->currency = has & HAS_CURRENCY ? (uint32_t)sup__unpack_uint(in) : 0;
    sum->count = sup__unpack_int(in);
    sum->value = has & HAS_VALUE ? sup__unpack_int(in) : 0;
    sum->business = has & HAS_BUSINESS ? sup__unpack_int(in) : 0;
    return in->rc == SUP_OK;
}

int sup__kpi_page_spread(struct sup__kpi_page *page, struct sup__kpi_packed spreads[2])
{
    struct sup__unpack *in = &page->in;
    if (!read_name(page, skip_spreads)) {
        return 0;
    }
    for (int i = 0; i < 2; i++) {
        uint64_t bytes = sup__unpack_uint(in);
        if (in->rc != SUP_OK || bytes > in->bytes) {
            return corrupt(page);
        }
        spreads[i] = (struct sup__kpi_packed){.data = in->data, .bytes = (size_t)bytes};
        in->data += bytes;
        in->bytes -= (size_t)bytes;
    }
    return 1;
}

/* ---- writing ---- */

/* A page that is being made. */
struct making {
    struct sup__pack out;
    const char *name; /* of the entry before; NULL: there is none */
    struct sup__arena *arena;
    int32_t rc;
};

/* The name stays where it is: it is a cell's, or copied to the arena. */
static void write_name(struct making *making, const char *name)
{
    const char *before = making->name;
    size_t same = 0;
    if (!before) {
        sup__pack_uint(&making->out, FORM);
        before = "";
    }
    while (before[same] && before[same] == name[same]) {
        same++;
    }
    sup__pack_uint(&making->out, same);
    sup__pack_uint(&making->out, strlen(name + same));
    sup__pack_bytes(&making->out, name + same, strlen(name + same));
    making->name = name;
}

static void write_sum(struct making *making, const char *name, const struct sup__kpi_sum *sum)
{
    struct sup__pack *out = &making->out;
    if (!sum->count && !sum->value && !sum->business) {
        return;
    }
    write_name(making, name);
    sup__pack_uint(out, (sum->currency ? HAS_CURRENCY : 0u) | (sum->value ? HAS_VALUE : 0u) |
                            (sum->business ? HAS_BUSINESS : 0u));
    if (sum->currency) {
        sup__pack_uint(out, sum->currency);
    }
    sup__pack_int(out, sum->count);
    if (sum->value) {
        sup__pack_int(out, sum->value);
    }
    if (sum->business) {
        sup__pack_int(out, sum->business);
    }
}

static void write_tally(struct sup__pack *out, uint32_t step, int64_t times)
{
    sup__pack_uint(out, (uint64_t)step << 1 | (times != 1));
    if (times != 1) {
        sup__pack_int(out, times);
    }
}

/* What is stored and what changes, both by bucket, as one list. */
static int32_t merge(struct sup__pack *out, const struct sup__kpi_packed *packed,
                     const struct sup__kpi_spread *spread)
{
    static const struct sup__kpi_spread none;
    struct sup__unpack in = {.data = packed->data, .bytes = packed->bytes};
    uint32_t written = 0;
    uint32_t bucket = 0;
    int64_t times = 0;
    int has = sup__kpi_packed_next(&in, &bucket, &times);
    spread = spread ? spread : &none;
    for (uint32_t i = 0; has || i < spread->count;) {
        const struct sup__kpi_tally *tally = i < spread->count ? &spread->tallies[i] : NULL;
        int takes_stored = has && (!tally || bucket <= tally->bucket);
        int takes_change = tally && (!has || tally->bucket <= bucket);
        uint32_t at = takes_stored ? bucket : tally->bucket;
        int64_t sum = (takes_stored ? times : 0) + (takes_change ? tally->count : 0);
        if (sum) {
            write_tally(out, at - written, sum);
            written = at;
        }
        has = takes_stored ? sup__kpi_packed_next(&in, &bucket, &times) : has;
        i += (uint32_t)takes_change;
    }
    return in.rc;
}

static void write_spread(struct making *making, const char *name,
                         const struct sup__kpi_packed stored[2],
                         const struct sup__kpi_change *change)
{
    struct sup__pack lists[2] = {{.arena = making->arena}, {.arena = making->arena}};
    for (int i = 0; i < 2 && making->rc == SUP_OK; i++) {
        making->rc = merge(&lists[i], &stored[i], change ? change->spreads[i] : NULL);
        making->rc = lists[i].is_failed ? SUP_NOMEM : making->rc;
    }
    if (making->rc != SUP_OK || (!lists[0].bytes && !lists[1].bytes)) {
        return;
    }
    write_name(making, name);
    for (int i = 0; i < 2; i++) {
        sup__pack_uint(&making->out, lists[i].bytes);
        sup__pack_bytes(&making->out, lists[i].data, lists[i].bytes);
    }
}

/* An entry that is stored, as it is. */
static void keep_spread(struct making *making, const char *name,
                        const struct sup__kpi_packed stored[2])
{
    write_name(making, name);
    for (int i = 0; i < 2; i++) {
        sup__pack_uint(&making->out, stored[i].bytes);
        sup__pack_bytes(&making->out, stored[i].data, stored[i].bytes);
    }
}

/* ---- changing ---- */

/* Below 0: the entry that is stored comes first. */
static int entry_order(const struct sup__kpi_page *page, const struct sup__kpi_sum *sum,
                       const struct sup__kpi_change *change)
{
    int order = strcmp(page->name, change->cell->name);
    if (order || !change->sum) {
        return order;
    }
    return (sum->currency > change->sum->currency) - (sum->currency < change->sum->currency);
}

static int add_up(struct sup__kpi_sum *to, const struct sup__kpi_sum *sum)
{
    return !__builtin_add_overflow(to->count, sum->count, &to->count) &&
           !__builtin_add_overflow(to->value, sum->value, &to->value) &&
           !__builtin_add_overflow(to->business, sum->business, &to->business);
}

/* The name of an entry that is stored, which the next one would overwrite. */
static const char *lasting_name(struct making *making, const struct sup__kpi_page *page)
{
    const char *name = sup__arena_text(making->arena, page->name, page->name_bytes);
    making->rc = name ? making->rc : SUP_NOMEM;
    return name;
}

static void change_sums(struct making *making, struct sup__kpi_page *page,
                        const struct sup__kpi_change *changes, uint32_t count)
{
    struct sup__kpi_sum sum;
    int has = sup__kpi_page_sum(page, &sum);
    for (uint32_t i = 0; (has || i < count) && making->rc == SUP_OK;) {
        int order = !has ? 1 : i == count ? -1 : entry_order(page, &sum, &changes[i]);
        const char *name = order > 0   ? changes[i].cell->name
                           : order < 0 ? lasting_name(making, page)
                                       : changes[i].cell->name;
        struct sup__kpi_sum now = order > 0 ? *changes[i].sum : sum;
        if (name && (order || add_up(&now, changes[i].sum))) {
            write_sum(making, name, &now);
        } else {
            making->rc = making->rc == SUP_OK ? SUP_LIMIT : making->rc;
        }
        has = order <= 0 ? sup__kpi_page_sum(page, &sum) : has;
        i += order >= 0;
    }
}

static void change_spreads(struct making *making, struct sup__kpi_page *page,
                           const struct sup__kpi_change *changes, uint32_t count)
{
    static const struct sup__kpi_packed none[2];
    struct sup__kpi_packed stored[2];
    int has = sup__kpi_page_spread(page, stored);
    for (uint32_t i = 0; (has || i < count) && making->rc == SUP_OK;) {
        int order = !has ? 1 : i == count ? -1 : entry_order(page, NULL, &changes[i]);
        if (order < 0) {
            const char *name = lasting_name(making, page);
            if (name) {
                keep_spread(making, name, stored);
            }
        } else {
            write_spread(making, changes[i].cell->name, order ? none : stored, &changes[i]);
        }
        has = order <= 0 ? sup__kpi_page_spread(page, stored) : has;
        i += order >= 0;
    }
}

int32_t sup__kpi_page_change(struct sup__arena *arena, const void *data, size_t data_bytes,
                             const struct sup__kpi_change *changes, uint32_t count,
                             const void **made, size_t *bytes)
{
    struct making making = {.out = {.arena = arena}, .arena = arena};
    struct sup__kpi_page page;
    sup__kpi_page_begin(&page, data, data_bytes);
    if (changes->sum) {
        change_sums(&making, &page, changes, count);
    } else {
        change_spreads(&making, &page, changes, count);
    }
    making.rc = making.rc == SUP_OK ? page.in.rc : making.rc;
    making.rc = making.rc == SUP_OK && making.out.is_failed ? SUP_NOMEM : making.rc;
    *made = making.out.data;
    *bytes = making.out.bytes;
    return making.rc;
}

/* ---- what cells change ---- */

/* Cells in the order of their dimension, day and name are listed measure by measure: so many lists
 * there are. */
enum { LISTS = SUP__KPI_DIMENSIONS * (SUP__KPI_MEASURE_MAX + 1) };

static int cell_order(const void *a, const void *b)
{
    const struct sup__kpi_cell *one = *(const struct sup__kpi_cell *const *)a;
    const struct sup__kpi_cell *other = *(const struct sup__kpi_cell *const *)b;
    if (one->dimension != other->dimension) {
        return one->dimension < other->dimension ? -1 : 1;
    }
    if (one->day != other->day) {
        return one->day < other->day ? -1 : 1;
    }
    return strcmp(one->name, other->name);
}

static uint32_t list_of(const struct sup__kpi_cell *cell, uint32_t measure)
{
    return cell->dimension * (SUP__KPI_MEASURE_MAX + 1) + measure;
}

static int is_change(const struct sup__kpi_sum *sum)
{
    return sum->count || sum->value || sum->business;
}

/* A measure's sums come one after the other, by currency. */
static void list_sums(const struct sup__kpi_cell *cell, struct sup__kpi_change *items,
                      const uint32_t *begins, uint32_t *ends)
{
    for (uint32_t i = 0; i < cell->sum_count; i++) {
        const struct sup__kpi_sum *sum = &cell->sums[i];
        if (!is_change(sum)) {
            continue;
        }
        uint32_t list = list_of(cell, sum->measure);
        const struct sup__kpi_change *first = &items[begins[list]];
        struct sup__kpi_change *to = &items[ends[list]++];
        for (; to > first && to[-1].cell == cell && to[-1].sum->currency > sum->currency; to--) {
            to[0] = to[-1];
        }
        *to = (struct sup__kpi_change){.cell = cell, .measure = sum->measure, .sum = sum};
    }
}

/* Both spreads of a measure are one change. */
static void list_spreads(const struct sup__kpi_cell *cell, struct sup__kpi_change *items,
                         uint32_t *ends)
{
    for (uint32_t i = 0; i < cell->spread_count; i++) {
        const struct sup__kpi_spread *spread = &cell->spreads[i];
        uint32_t measure = spread->id / 2;
        const struct sup__kpi_spread *twin = sup__kpi_spread_find(cell, spread->id ^ 1);
        if (!spread->count || (twin && twin->count && twin < spread)) {
            continue;
        }
        struct sup__kpi_change *to = &items[ends[list_of(cell, measure)]++];
        *to = (struct sup__kpi_change){.cell = cell, .measure = measure};
        to->spreads[spread->id % 2] = spread;
        to->spreads[!(spread->id % 2)] = twin && twin->count ? twin : NULL;
    }
}

/* How many changes each list has at most, and where it begins: all of them, then. */
static uint32_t begin_lists(struct sup__kpi_cell *const *cells, uint32_t count, int is_spread,
                            uint32_t *begins)
{
    uint32_t all = 0;
    memset(begins, 0, LISTS * sizeof *begins);
    for (uint32_t i = 0; i < count; i++) {
        const struct sup__kpi_cell *cell = cells[i];
        for (uint32_t j = 0; j < (is_spread ? cell->spread_count : cell->sum_count); j++) {
            begins[list_of(cell, is_spread ? cell->spreads[j].id / 2 : cell->sums[j].measure)]++;
        }
    }
    for (uint32_t list = 0; list < LISTS; list++) {
        uint32_t before = all;
        all += begins[list];
        begins[list] = before;
    }
    return all;
}

/* Lists are shorter than they might be where sums came to nothing. */
static uint32_t join_lists(struct sup__kpi_change *items, const uint32_t *begins,
                           const uint32_t *ends)
{
    uint32_t kept = 0;
    for (uint32_t list = 0; list < LISTS; list++) {
        uint32_t count = ends[list] - begins[list];
        if (count && kept != begins[list]) {
            memmove(&items[kept], &items[begins[list]], count * sizeof *items);
        }
        kept += count;
    }
    return kept;
}

int32_t sup__kpi_list_changes(const struct sup__kpi_cells *cells, struct sup__arena *arena,
                              int is_spread, struct sup__kpi_changes *changes)
{
    uint32_t count = 0;
    uint32_t *begins = sup__arena_take(arena, 2 * LISTS * sizeof *begins);
    struct sup__kpi_cell **order = sup__arena_take(arena, (cells->count + 1) * sizeof(void *));
    *changes = (struct sup__kpi_changes){0};
    if (!begins || !order) {
        return SUP_NOMEM;
    }
    for (uint32_t i = 0; i < cells->room; i++) {
        if (cells->slots[i]) {
            order[count++] = cells->slots[i];
        }
    }
    qsort(order, count, sizeof *order, cell_order);
    uint32_t *ends = begins + LISTS;
    uint32_t most = begin_lists(order, count, is_spread, begins);
    memcpy(ends, begins, LISTS * sizeof *ends);
    changes->items = sup__arena_take(arena, (most + 1) * sizeof *changes->items);
    if (!changes->items) {
        return SUP_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (is_spread) {
            list_spreads(order[i], changes->items, ends);
        } else {
            list_sums(order[i], changes->items, begins, ends);
        }
    }
    changes->count = join_lists(changes->items, begins, ends);
    return SUP_OK;
}

uint32_t sup__kpi_page_end(const struct sup__kpi_changes *changes, uint32_t first)
{
    const struct sup__kpi_change *of = &changes->items[first];
    uint32_t end = first + 1;
    while (end < changes->count && changes->items[end].measure == of->measure &&
           changes->items[end].cell->dimension == of->cell->dimension &&
           changes->items[end].cell->day == of->cell->day) {
        end++;
    }
    return end;
}
