/*
 * kpi_pages.c: figures between cells in memory and the pages that are stored.
 */
#include "ops/figures/kpi.h"

static const char *const columns[] = {"sup_kpi_cell.sums", "sup_kpi_spread.spreads"};

/* ---- writing ---- */

/* The rows of both tables are alike but for what they are called. */
static void begin_row(const struct sup__unit *unit, const struct sup__kpi_change *of,
                      struct sup__kpi_stored *page)
{
    int64_t tenant = unit->head.tenant;
    if (of->sum) {
        page->table = SUP__T_KPI_CELL;
        page->row.cell = (struct sup__kpi_cell_row){.tenant = tenant,
                                                    .dimension = of->cell->dimension,
                                                    .measure = of->measure,
                                                    .day = of->cell->day};
        page->bytes = &page->row.cell.sums;
    } else {
        page->table = SUP__T_KPI_SPREAD;
        page->row.spread = (struct sup__kpi_spread_row){.tenant = tenant,
                                                        .dimension = of->cell->dimension,
                                                        .measure = of->measure,
                                                        .day = of->cell->day};
        page->bytes = &page->row.spread.spreads;
    }
}

int32_t sup__kpi_get_page(struct sup__unit *unit, const struct sup__kpi_change *of,
                          struct sup__kpi_stored *page)
{
    begin_row(unit, of, page);
    return sup__get(&unit->repo, page->table, &page->row);
}

static int32_t write_page(struct sup__unit *unit, const struct sup__kpi_change *changes,
                          uint32_t count, struct sup__arena *scratch)
{
    struct sup__kpi_stored page;
    const void *made = NULL;
    size_t bytes = 0;
    int32_t rc = sup__kpi_get_page(unit, changes, &page);
    int is_there = rc == SUP_OK;
    if (!is_there && rc != SUP_NOT_FOUND) {
        return rc;
    }
    rc = sup__kpi_page_change(scratch, page.bytes->data, page.bytes->bytes, changes, count, &made,
                              &bytes);
    if (rc != SUP_OK) {
        return sup__kpi_fail(unit, rc, columns[!changes->sum]);
    }
    page.bytes->data = made;
    page.bytes->bytes = bytes;
    if (bytes) {
        return sup__put(&unit->repo, page.table, &page.row);
    }
    return is_there ? sup__remove(&unit->repo, page.table, &page.row) : SUP_OK;
}

int32_t sup__kpi_write_pages(struct sup__unit *unit, struct sup__kpi_cells *cells,
                             struct sup__arena *scratch)
{
    struct sup__kpi_changes changes;
    int32_t rc = SUP_OK;
    if (sup__kpi_cells_settle(cells) != SUP_OK) {
        return sup__kpi_fail(unit, SUP_NOMEM, NULL);
    }
    for (int is_spread = 0; is_spread <= 1 && rc == SUP_OK; is_spread++) {
        if (sup__kpi_list_changes(cells, cells->arena, is_spread, &changes) != SUP_OK) {
            return sup__kpi_fail(unit, SUP_NOMEM, NULL);
        }
        for (uint32_t i = 0; i < changes.count && rc == SUP_OK;) {
            uint32_t end = sup__kpi_page_end(&changes, i);
            rc = write_page(unit, &changes.items[i], end - i, scratch);
            sup__arena_reset(scratch);
            i = end;
        }
    }
    return rc;
}

/* ---- reading ---- */

struct paging {
    struct sup__unit *unit;
    int is_spread;
    uint32_t measure;
    sup__kpi_page_fn fn;
    void *context;
    int32_t rc; /* why a row ended the reading */
};

static int32_t take_page(void *context, void *row)
{
    struct paging *paging = context;
    const struct sup__kpi_cell_row *cell = row;
    const struct sup__kpi_spread_row *spread = row;
    const struct sup__bytes *bytes = paging->is_spread ? &spread->spreads : &cell->sums;
    struct sup__kpi_page page;
    sup__kpi_page_begin(&page, bytes->data, bytes->bytes);
    paging->rc = paging->fn(paging->context, paging->measure,
                            (int32_t)(paging->is_spread ? spread->day : cell->day), &page);
    if (paging->rc == SUP_OK && page.in.rc != SUP_OK) {
        paging->rc = sup__kpi_fail(paging->unit, page.in.rc, columns[paging->is_spread]);
    }
    return paging->rc;
}

int32_t sup__kpi_each_page(struct sup__unit *unit, int is_spread, uint32_t dimension,
                           uint32_t measure, int32_t first, int32_t last, sup__kpi_page_fn fn,
                           void *context)
{
    struct paging paging = {.unit = unit,
                            .is_spread = is_spread,
                            .measure = measure,
                            .fn = fn,
                            .context = context};
    union {
        struct sup__kpi_cell_row cell;
        struct sup__kpi_spread_row spread;
    } row;
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(dimension),
                                  sup__int(measure)};
    struct sup_value lower = sup__int(first);
    struct sup_value upper = sup__int(last);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = is_spread ? SUP__T_KPI_SPREAD : SUP__T_KPI_CELL,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower = &lower,
                            .upper_count = 1,
                            .upper = &upper};
    scan.columns = is_spread ? SUP__COLUMN(KPI_SPREAD, day) | SUP__COLUMN(KPI_SPREAD, spreads)
                             : SUP__COLUMN(KPI_CELL, day) | SUP__COLUMN(KPI_CELL, sums);
    int32_t rc = sup__each(&unit->repo, &scan, 0, &row, take_page, &paging);
    return rc == SUP_OK ? paging.rc : rc;
}
