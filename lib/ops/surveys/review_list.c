/*
 * review_list.c: reviews and ratings, asked for by whose they are.
 */
#include "ops/surveys/surveys.h"

#include "ops/page.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <string.h>

static int is_asked(const void *asked, const void *in)
{
    const struct sup_review_list_params *params = asked;
    const struct sup__review_row *row = in;
    return (!params->kind || row->kind == params->kind) &&
           (!params->agent_id || row->agent_id == params->agent_id) &&
           (!params->reviewer_id || row->reviewer_id == params->reviewer_id) &&
           (!params->team || (row->team && strcmp(row->team, params->team) == 0)) &&
           (!params->form || (row->form && strcmp(row->form, params->form) == 0));
}

/* ---- one of them ---- */

struct showing {
    struct sup_review_list *list;
    struct sup_review_section *sections;
    uint32_t count;
    int failed;
};

static int32_t add_section(void *context, void *in)
{
    struct showing *showing = context;
    const struct sup__review_section_row *row = in;
    if (showing->count == SUP_REVIEW_SECTIONS_MAX) {
        return 1;
    }
    showing->sections[showing->count++] = (struct sup_review_section){
        .name = sup__result_text(showing->list, row->name, &showing->failed), .score = row->score};
    return showing->failed;
}

static int32_t show_sections(struct sup__unit *unit, struct sup_review_list *list,
                             struct sup_quality_review *item, int *failed)
{
    struct sup_review_section sections[SUP_REVIEW_SECTIONS_MAX];
    struct showing showing = {.list = list, .sections = sections};
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(item->id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REVIEW_SECTION, .prefix_count = 2, .prefix = prefix};
    struct sup__review_section_row row;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, add_section, &showing);
    *failed |= showing.failed;
    struct sup_review_section *kept = sup__result_array(list, showing.count, sizeof *kept, failed);
    if (rc == SUP_OK && !*failed) {
        memcpy(kept, sections, showing.count * sizeof *kept);
        item->sections = kept;
        item->section_count = showing.count;
    }
    return rc;
}

static int32_t show(struct sup__unit *unit, struct sup_review_list *list,
                    const struct sup__review_row *row, const char *note,
                    struct sup_quality_review *item, int *failed)
{
    item->id = row->id;
    item->kind = (int32_t)row->kind;
    item->ticket_id = row->ticket_id;
    item->agent_id = row->agent_id;
    item->reviewer_id = row->reviewer_id;
    item->form = sup__result_text(list, row->form, failed);
    item->score = row->score;
    item->at_ms = row->at_ms;
    item->times = row->times;
    item->team = sup__result_text(list, row->team, failed);
    item->reason = sup__result_text(list, row->reason, failed);
    item->note = sup__result_text(list, note, failed);
    return show_sections(unit, list, item, failed);
}

/* ---- the page ---- */

static int32_t fill(struct sup__opinions *opinions, struct sup_review_list *list, int *failed)
{
    struct sup__unit *unit = opinions->unit;
    const struct sup__rows *rows = &opinions->found;
    const char *notes[SUP_PAGE_MAX];
    int64_t sequences[SUP_PAGE_MAX];
    struct sup_quality_review *items = sup__result_array(list, rows->count, sizeof *items, failed);
    for (uint32_t i = 0; i < rows->count; i++) {
        sequences[i] = ((const struct sup__review_row *)sup__rows_at(rows, i))->sequence;
    }
    int32_t rc = *failed ? SUP_OK : sup__texts_beside(unit, sequences, rows->count, notes);
    for (uint32_t i = 0; rc == SUP_OK && !*failed && i < rows->count; i++) {
        rc = show(unit, list, sup__rows_at(rows, i), notes[i], &items[i], failed);
    }
    list->items = items;
    list->count = rows->count;
    list->next_after_id = opinions->next_after_id;
    return rc;
}

static int32_t check_people(struct sup__unit *unit, const struct sup_review_list_params *params)
{
    struct sup__agent_row row = {0};
    int32_t rc =
        params->agent_id ? sup__load_agent(unit, params->agent_id, "agent_id", &row) : SUP_OK;
    if (rc == SUP_OK && params->reviewer_id) {
        rc = sup__load_agent(unit, params->reviewer_id, "reviewer_id", &row);
    }
    return rc == SUP_OK ? sup__search_misses(unit, params->team, NULL) : rc;
}

int32_t sup__op_review_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_review_list_params *params = in;
    struct sup__opinions opinions = {.unit = unit,
                                     .table = SUP__T_REVIEW,
                                     .by_time = SUP__REVIEW_BY_TIME,
                                     .from_ms = params->from_ms,
                                     .to_ms = params->to_ms,
                                     .after_id = params->after_id,
                                     .looked_max = SUP_REVIEWS_LOOKED_MAX,
                                     .is_asked = is_asked,
                                     .asked = params};
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &opinions.limit);
    if (rc == SUP_OK) {
        rc = check_people(unit, params);
    }
    if (rc == SUP_OK && params->ticket_id) {
        rc = sup__opinions_of_ticket(&opinions, SUP__REVIEW_BY_TICKET, params->ticket_id);
    }
    if (rc == SUP_OK) {
        rc = sup__opinions_read(&opinions);
    }
    struct sup_review_list *list = rc == SUP_OK ? sup__result(unit, sizeof *list) : NULL;
    if (!list) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    rc = fill(&opinions, list, &failed);
    if (rc != SUP_OK) {
        sup_free(list);
        return rc;
    }
    return sup__result_end(unit, list, failed, result);
}
