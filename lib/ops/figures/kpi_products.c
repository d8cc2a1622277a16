/*
 * kpi_products.c: the product that a ticket is about.
 *
 * References are added late, move with merges and are erased, so figures are not kept by product:
 * what each ticket adds is listed, and read together with the references that the ticket has now.
 */
#include "ops/figures/kpi_ask.h"
#include "ops/reads.h"

#include <string.h>

struct about {
    struct sup__kpi_fact_row row;
    int64_t ticket_id; /* of a survey or a review; 0: none */
    int64_t place;     /* of the reference that is taken */
    const char *product;
};

struct finding {
    struct sup__unit *unit;
    struct sup__kpi_ids ids; /* of each subject what it is, and its id */
    struct about *abouts; /* of a chunk */
    sup__kpi_fact_fn fn;
    void *context;
    int32_t rc; /* why a row ended the reading */
};

int sup__kpi_is_first_reference(const struct sup__reference_row *row, int64_t *place)
{
    int64_t of = row->sequence * (SUP_TICKET_REFERENCES_MAX + 1) + row->position;
    if (row->is_withheld || (*place && *place < of)) {
        return 0;
    }
    *place = of;
    return 1;
}

int sup__kpi_is_product(const struct sup__reference_row *row, int64_t *place)
{
    return strcmp(row->kind, "product") == 0 && sup__kpi_is_first_reference(row, place);
}

static int32_t add_subject(void *context, void *any)
{
    struct finding *finding = context;
    const struct sup__kpi_fact_row *row = any;
    if (sup__kpi_ids_add(&finding->ids, row->kind) != SUP_OK ||
        sup__kpi_ids_add(&finding->ids, row->subject_id) != SUP_OK) {
        finding->rc = sup__kpi_fail(finding->unit, SUP_NOMEM, NULL);
    }
    return finding->rc;
}

static int32_t take(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct finding *finding = context;
    struct about *about = &finding->abouts[item->at];
    if (item->scan.table == SUP__T_KPI_FACT) {
        about->row = row->kpi_fact;
    } else if (item->scan.table == SUP__T_SURVEY) {
        about->ticket_id = row->survey.ticket_id;
    } else if (item->scan.table == SUP__T_REVIEW) {
        about->ticket_id = row->review.ticket_id;
    } else if (sup__kpi_is_product(&row->reference, &about->place)) {
        about->product = row->reference.reference_id;
    }
    return 0;
}

static void ask(struct sup__reads *reads, int64_t subject, int64_t id, uint32_t at)
{
    enum sup__table of = subject == SUP_KPI_TICKET   ? SUP__T_REFERENCE
                         : subject == SUP_KPI_SURVEY ? SUP__T_SURVEY
                                                     : SUP__T_REVIEW;
    struct sup__read_item *fact = sup__reads_add(reads, SUP__T_KPI_FACT, 0, 1, at);
    sup__read_by_int(fact, subject);
    sup__read_by_int(fact, id);
    sup__read_by_int(sup__reads_add(reads, of, 0, 0, at), id);
}

/* Facts, and what is known of their tickets. */
static int32_t read_chunk(struct finding *finding, const int64_t *ids, uint32_t count)
{
    struct sup__reads reads = {.unit = finding->unit};
    memset(finding->abouts, 0, count * sizeof *finding->abouts);
    for (uint32_t i = 0; i < count; i++) {
        ask(&reads, ids[2 * i], ids[2 * i + 1], i);
    }
    int32_t rc = sup__reads_run(&reads, take, finding);
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        if (finding->abouts[i].ticket_id) {
            sup__read_by_int(sup__reads_add(&reads, SUP__T_REFERENCE, 0, 0, i),
                             finding->abouts[i].ticket_id);
        }
    }
    return rc == SUP_OK && sup__reads_any(&reads) ? sup__reads_run(&reads, take, finding) : rc;
}

static int32_t give_chunk(struct finding *finding, uint32_t count)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; i < count && rc == SUP_OK; i++) {
        const struct about *about = &finding->abouts[i];
        struct sup__kpi_fact fact = {0};
        rc = sup__kpi_fact_of(finding->unit, &about->row, &fact);
        fact.traits.product = about->product;
        rc = rc == SUP_OK ? finding->fn(finding->context, &about->row, &fact) : rc;
    }
    return rc;
}

static int32_t list_subjects(struct finding *finding, const struct sup_scan *scan)
{
    struct sup__kpi_fact_row row;
    struct sup_scan keys = *scan;
    keys.columns = SUP__COLUMN(KPI_FACT, kind) | SUP__COLUMN(KPI_FACT, subject_id);
    finding->ids.arena = finding->unit->repo.arena;
    finding->abouts =
        sup__arena_alloc(finding->ids.arena, SUP__KPI_CHUNK * sizeof *finding->abouts);
    if (!finding->abouts) {
        return sup__kpi_fail(finding->unit, SUP_NOMEM, NULL);
    }
    int32_t rc = sup__each(&finding->unit->repo, &keys, 0, &row, add_subject, finding);
    return rc == SUP_OK ? finding->rc : rc;
}

int32_t sup__kpi_each_with_product(struct sup__unit *unit, const struct sup_scan *scan,
                                   sup__kpi_fact_fn fn, void *context)
{
    struct finding finding = {.unit = unit, .fn = fn, .context = context};
    struct sup__arena *arena = unit->repo.arena;
    struct sup__arena chunk;
    int32_t rc = list_subjects(&finding, scan);
    sup__arena_init(&chunk, &unit->core->mem);
    unit->repo.arena = &chunk;
    for (uint32_t first = 0; rc == SUP_OK && first < finding.ids.count / 2;
         first += SUP__KPI_CHUNK) {
        uint32_t left = finding.ids.count / 2 - first;
        uint32_t count = left < SUP__KPI_CHUNK ? left : SUP__KPI_CHUNK;
        rc = read_chunk(&finding, &finding.ids.items[2 * first], count);
        rc = rc == SUP_OK ? give_chunk(&finding, count) : rc;
        sup__arena_reset(&chunk);
    }
    unit->repo.arena = arena;
    sup__arena_free(&chunk);
    return rc;
}
