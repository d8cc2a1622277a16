/*
 * kpi_check.c: all figures worked out from scratch, and compared with what is kept.
 *
 * First each fact, from the rows of its ticket, survey or review; then the cells, from the facts,
 * some days at a time: so memory is bounded, however many days there are.
 */
#include "ops/bodies.h"
#include "ops/figures/kpi.h"

#include "base/message.h"
#include "supportcore/kpi.h"

#include <inttypes.h>
#include <string.h>

enum { WINDOW_DAYS = 31, TEXT_BYTES = 160 };

struct checking {
    struct sup__unit *unit;
    struct sup__kpi_rules rules;
    struct sup_kpi_check_report *out;
    struct sup__arena *lasting;
    struct sup__arena scratch;
    struct sup__arena window; /* cells of some days */
    struct sup__kpi_cells cells;
    int32_t first_day; /* of the window */
    int32_t last_day;
    int32_t subject;             /* whose facts: enum sup_kpi_subject */
    int64_t ids[SUP__KPI_CHUNK]; /* of a chunk of them */
    struct sup__kpi_fact facts[SUP__KPI_CHUNK];
    struct sup__kpi_fact_row stored[SUP__KPI_CHUNK];
    int64_t after_id;
    uint32_t count;
    int64_t made; /* pages that facts make */
    int32_t rc;   /* why a row ended the reading */
    int failed;
};

static void differ(struct checking *checking, const char *text)
{
    checking->out->differences++;
    if (!checking->out->first) {
        checking->out->first = sup__result_text(checking->out, text, &checking->failed);
    }
}

/* ---- facts ---- */

static int32_t take_stored(void *context, void *any)
{
    struct checking *checking = context;
    const struct sup__kpi_fact_row *row = any;
    for (uint32_t i = 0; i < checking->count; i++) {
        if (checking->ids[i] == row->subject_id) {
            checking->stored[i] = *row;
        }
    }
    return 0;
}

static int32_t compare_fact(struct checking *checking, uint32_t i)
{
    struct sup__kpi_fact_row made;
    const struct sup__kpi_fact_row *stored = &checking->stored[i];
    struct sup__kpi_fact fact = {0};
    char text[TEXT_BYTES];
    int32_t rc = sup__kpi_row_of(checking->unit, checking->subject, checking->ids[i],
                                 &checking->facts[i], &made);
    if (rc == SUP_OK && stored->subject_id) {
        rc = sup__kpi_fact_of(checking->unit, stored, &fact);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    int is_same = stored->subject_id && stored->customer_id == made.customer_id &&
                  stored->opened_ms == made.opened_ms && stored->first_ms == made.first_ms &&
                  stored->last_ms == made.last_ms &&
                  sup__kpi_traits_same(&fact.traits, &checking->facts[i].traits) &&
                  stored->items.bytes == made.items.bytes &&
                  memcmp(stored->items.data, made.items.data, made.items.bytes) == 0;
    checking->out->facts++;
    if (!is_same) {
        sup__format(text, sizeof text, "what %s %" PRId64 " adds is kept as something else",
                    sup__kpi_subject_name(checking->subject), checking->ids[i]);
        differ(checking, text);
    }
    return SUP_OK;
}

static int32_t check_chunk(struct checking *checking)
{
    struct sup__unit *unit = checking->unit;
    struct sup_value keys[SUP__KPI_CHUNK][3];
    struct sup__kpi_fact_row row;
    int64_t left = sup__kpi_subject_count(unit, checking->subject) - checking->after_id;
    checking->count = left < SUP__KPI_CHUNK ? (uint32_t)left : SUP__KPI_CHUNK;
    memset(checking->stored, 0, sizeof checking->stored);
    for (uint32_t i = 0; i < checking->count; i++) {
        checking->ids[i] = ++checking->after_id;
        keys[i][0] = sup__int(unit->head.tenant);
        keys[i][1] = sup__int(checking->subject);
        keys[i][2] = sup__int(checking->ids[i]);
    }
    int32_t rc = sup__each_key(&unit->repo, SUP__T_KPI_FACT, &keys[0][0], checking->count, &row,
                               take_stored, checking);
    if (rc == SUP_OK) {
        rc = sup__kpi_gather(unit, &checking->rules, checking->subject, checking->ids,
                             checking->count, checking->facts);
    }
    for (uint32_t i = 0; i < checking->count && rc == SUP_OK; i++) {
        rc = compare_fact(checking, i);
    }
    sup__arena_reset(&checking->scratch);
    return rc;
}

/* Each ticket, survey and review has a fact, and there are no more facts than that. */
static int32_t check_facts(struct checking *checking)
{
    struct sup__unit *unit = checking->unit;
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_KPI_FACT, .prefix_count = 1, .prefix = &prefix};
    struct sup_aggregate found = {0};
    char text[TEXT_BYTES];
    int64_t expected = 0;
    int32_t rc = SUP_OK;
    for (int32_t i = SUP_KPI_TICKET; i < SUP__KPI_SUBJECTS && rc == SUP_OK; i++) {
        int64_t count = sup__kpi_subject_count(unit, i);
        expected += count;
        checking->subject = i;
        checking->after_id = 0;
        while (rc == SUP_OK && checking->after_id < count) {
            rc = check_chunk(checking);
        }
    }
    if (rc == SUP_OK) {
        rc = sup__db_aggregate(unit->repo.db, &scan, SUP_STORE_ROWS_ONLY, &found);
    }
    if (rc == SUP_OK && found.count > expected) {
        sup__format(text, sizeof text, "%" PRId64 " facts are kept, of %" PRId64, found.count,
                    expected);
        differ(checking, text);
    }
    return rc;
}

/* ---- cells ---- */

static int32_t add_fact(void *context, void *any)
{
    struct checking *checking = context;
    struct sup__kpi_fact fact = {0};
    int32_t rc = sup__kpi_fact_of(checking->unit, any, &fact);
    sup__kpi_cells_turn(&checking->cells);
    for (uint32_t i = 0; i < fact.count && rc == SUP_OK; i++) {
        struct sup__kpi_when when = sup__kpi_when(&checking->rules, fact.items[i].at_ms);
        if (when.day >= checking->first_day && when.day <= checking->last_day) {
            sup__kpi_cells_add(&checking->cells, &fact.traits, &fact.items[i], &when, 1);
        }
    }
    if (rc == SUP_OK && checking->cells.rc != SUP_OK) {
        rc = sup__kpi_fail(checking->unit, checking->cells.rc, "sup_kpi_fact.items");
    }
    sup__arena_reset(&checking->scratch);
    return checking->rc = rc;
}

/* Those that may have something on a day of the window, whatever the zone. */
static int32_t add_facts(struct checking *checking)
{
    static const int64_t day_ms = 24 * 60 * 60 * 1000;
    struct sup__kpi_fact_row row;
    struct sup_value prefix = sup__int(checking->unit->head.tenant);
    struct sup_value lower = sup__int((checking->first_day - 2) * day_ms);
    struct sup_filter filter = {.column = SUP__KPI_FACT_first_ms,
                                .compare = SUP_LT,
                                .value = sup__int((checking->last_day + 3) * day_ms)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_KPI_FACT,
                            .index = SUP__KPI_FACT_BY_TIME,
                            .prefix_count = 1,
                            .prefix = &prefix,
                            .lower_count = 1,
                            .lower = &lower,
                            .filter_count = 1,
                            .filters = &filter};
    int32_t rc = sup__each(&checking->unit->repo, &scan, 1, &row, add_fact, checking);
    return rc == SUP_OK ? checking->rc : rc;
}

static void tell_page(struct checking *checking, const struct sup__kpi_change *of)
{
    char text[TEXT_BYTES];
    sup__format(text, sizeof text,
                "the figures of day %d, dimension %u, measure %u are kept as something else",
                (int)of->cell->day, of->cell->dimension, of->measure);
    differ(checking, text);
}

static int32_t compare_page(struct checking *checking, const struct sup__kpi_change *changes,
                            uint32_t count)
{
    struct sup__kpi_stored stored;
    const void *made = NULL;
    size_t bytes = 0;
    int32_t rc = sup__kpi_page_change(&checking->scratch, NULL, 0, changes, count, &made, &bytes);
    if (rc != SUP_OK) {
        return sup__kpi_fail(checking->unit, rc, "sup_kpi_fact.items");
    }
    rc = sup__kpi_get_page(checking->unit, changes, &stored);
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        return rc;
    }
    checking->out->cells++;
    checking->made += bytes != 0;
    if (bytes != stored.bytes->bytes ||
        (bytes && memcmp(made, stored.bytes->data, bytes) != 0)) {
        tell_page(checking, changes);
    }
    return SUP_OK;
}

static int32_t check_window(struct checking *checking)
{
    struct sup__kpi_changes changes;
    checking->cells = (struct sup__kpi_cells){.arena = &checking->window};
    int32_t rc = add_facts(checking);
    if (rc == SUP_OK && sup__kpi_cells_settle(&checking->cells) != SUP_OK) {
        return sup__kpi_fail(checking->unit, SUP_NOMEM, NULL);
    }
    for (int is_spread = 0; is_spread <= 1 && rc == SUP_OK; is_spread++) {
        if (sup__kpi_list_changes(&checking->cells, &checking->window, is_spread, &changes) !=
            SUP_OK) {
            return sup__kpi_fail(checking->unit, SUP_NOMEM, NULL);
        }
        for (uint32_t i = 0; i < changes.count && rc == SUP_OK;) {
            uint32_t end = sup__kpi_page_end(&changes, i);
            rc = compare_page(checking, &changes.items[i], end - i);
            sup__arena_reset(&checking->scratch);
            i = end;
        }
    }
    sup__arena_reset(&checking->window);
    return rc;
}

/* There are no more pages than those that facts make. */
static int32_t count_pages(struct checking *checking)
{
    static const enum sup__table tables[] = {SUP__T_KPI_CELL, SUP__T_KPI_SPREAD};
    struct sup_value prefix = sup__int(checking->unit->head.tenant);
    int64_t kept = 0;
    int32_t rc = SUP_OK;
    char text[TEXT_BYTES];
    for (int i = 0; i < 2 && rc == SUP_OK; i++) {
        struct sup_scan scan = {
            .size = sizeof scan, .table = tables[i], .prefix_count = 1, .prefix = &prefix};
        struct sup_aggregate found = {0};
        rc = sup__db_aggregate(checking->unit->repo.db, &scan, SUP_STORE_ROWS_ONLY, &found);
        kept += found.count;
    }
    if (rc == SUP_OK && kept > checking->made) {
        sup__format(text, sizeof text, "%" PRId64 " pages of figures are kept, of %" PRId64, kept,
                    checking->made);
        differ(checking, text);
    }
    return rc;
}

/* The days that anything is on, as facts and as cells have it. */
static int32_t find_days(struct checking *checking, int32_t *first, int32_t *last)
{
    static const uint32_t columns[] = {SUP__KPI_FACT_first_ms, SUP__KPI_FACT_last_ms};
    struct sup_aggregate found[2] = {{0}};
    struct sup_value prefix[2] = {sup__int(checking->unit->head.tenant), sup__int(0)};
    struct sup_scan facts = {
        .size = sizeof facts, .table = SUP__T_KPI_FACT, .prefix_count = 1, .prefix = prefix};
    int32_t rc = SUP_OK;
    *first = 0;
    *last = -1;
    for (int i = 0; i < 2 && rc == SUP_OK; i++) {
        rc = sup__db_aggregate(checking->unit->repo.db, &facts, columns[i], &found[i]);
    }
    if (rc == SUP_OK && !found[0].is_empty) {
        *first = sup__kpi_when(&checking->rules, found[0].min).day;
        *last = sup__kpi_when(&checking->rules, found[1].max).day;
    }
    return rc;
}

static int32_t check_cells(struct checking *checking)
{
    int32_t first = 0;
    int32_t last = 0;
    int32_t rc = find_days(checking, &first, &last);
    for (int32_t day = first; day <= last && rc == SUP_OK; day += WINDOW_DAYS) {
        checking->first_day = day;
        checking->last_day = day + WINDOW_DAYS - 1 < last ? day + WINDOW_DAYS - 1 : last;
        rc = check_window(checking);
    }
    return rc == SUP_OK ? count_pages(checking) : rc;
}

int32_t sup__op_kpi_check(struct sup__unit *unit, const void *params, struct sup_receipt *receipt,
                          void **result)
{
    struct checking *checking = sup__arena_alloc(unit->repo.arena, sizeof *checking);
    int64_t sequence = 0;
    (void)params;
    (void)receipt;
    if (!checking) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    checking->unit = unit;
    checking->lasting = unit->repo.arena;
    sup__kpi_rules(unit, &checking->rules);
    int32_t rc = sup__kpi_catch_up(unit, &sequence);
    checking->out = rc == SUP_OK ? sup__result(unit, sizeof *checking->out) : NULL;
    if (!checking->out) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    sup__arena_init(&checking->scratch, &unit->core->mem);
    sup__arena_init(&checking->window, &unit->core->mem);
    unit->repo.arena = &checking->scratch;
    rc = check_facts(checking);
    if (rc == SUP_OK) {
        rc = check_cells(checking);
    }
    unit->repo.arena = checking->lasting;
    sup__arena_free(&checking->scratch);
    sup__arena_free(&checking->window);
    checking->out->is_clean = !checking->out->differences;
    if (rc != SUP_OK) {
        sup_free(checking->out);
        return rc;
    }
    return sup__result_end(unit, checking->out, checking->failed, result);
}

int32_t sup__op_kpi_rebuild(struct sup__unit *unit, const void *params,
                            struct sup_receipt *receipt, void **result)
{
    struct sup_value prefix = sup__int(unit->head.tenant);
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_KPI_FACT, .prefix_count = 1, .prefix = &prefix};
    struct sup_aggregate found = {0};
    int64_t sequence = 0;
    (void)params;
    (void)receipt;
    int32_t rc = sup__kpi_reset(unit);
    if (rc == SUP_OK) {
        rc = sup__kpi_catch_up(unit, &sequence);
    }
    if (rc == SUP_OK) {
        rc = sup__db_aggregate(unit->repo.db, &scan, SUP_STORE_ROWS_ONLY, &found);
    }
    struct sup_kpi_rebuild_report *report =
        rc == SUP_OK ? sup__result(unit, sizeof *report) : NULL;
    if (!report) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    report->sequence = sequence;
    report->facts = found.count;
    return sup__result_end(unit, report, 0, result);
}
