/*
 * survey_list.c: surveys, asked for by what they are about.
 */
#include "ops/surveys/surveys.h"

#include "ops/page.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <string.h>

static int is_asked(const void *asked, const void *in)
{
    const struct sup_survey_list_params *params = asked;
    const struct sup__survey_row *row = in;
    return (!params->kind || row->kind == params->kind) &&
           (!params->agent_id || row->agent_id == params->agent_id) &&
           (!params->team || (row->team && strcmp(row->team, params->team) == 0)) &&
           (!params->is_answered || row->answered_ms);
}

/* Of a ticket or a person there are few. */
static int32_t gather(struct sup__opinions *opinions, const struct sup_survey_list_params *params)
{
    struct sup__unit *unit = opinions->unit;
    struct sup__customer_row row = {0};
    if (params->ticket_id) {
        return sup__opinions_of_ticket(opinions, SUP__SURVEY_BY_TICKET, params->ticket_id);
    }
    if (!params->customer_id) {
        return SUP_OK;
    }
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    if (!family) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__load_customer(unit, params->customer_id, "customer_id", &row);
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, row.root_id, family);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = sup__opinions_gather(opinions, SUP__SURVEY_BY_CUSTOMER, family->rows[i].id);
    }
    return rc;
}

static int32_t show(struct sup__unit *unit, struct sup_survey_list *list,
                    const struct sup__survey_row *row, const char *comment, struct sup_survey *item,
                    int *failed)
{
    item->id = row->id;
    item->kind = (int32_t)row->kind;
    item->is_answered = row->answered_ms != 0;
    item->source = sup__result_text(list, row->source, failed);
    item->survey_id = sup__result_text(list, row->survey_id, failed);
    item->asked_ms = row->asked_ms;
    item->answered_ms = row->answered_ms;
    item->corrected_ms = row->corrected_ms;
    item->score = row->score;
    item->ticket_id = row->ticket_id;
    item->agent_id = row->agent_id;
    item->team = sup__result_text(list, row->team, failed);
    item->reason = sup__result_text(list, row->reason, failed);
    item->comment = sup__result_text(list, comment, failed);
    return sup__customer_root(unit, row->customer_id, &item->customer_id);
}

static int32_t fill(struct sup__opinions *opinions, struct sup_survey_list *list, int *failed)
{
    struct sup__unit *unit = opinions->unit;
    const struct sup__rows *rows = &opinions->found;
    const char *comments[SUP_PAGE_MAX];
    int64_t sequences[SUP_PAGE_MAX];
    struct sup_survey *items = sup__result_array(list, rows->count, sizeof *items, failed);
    for (uint32_t i = 0; i < rows->count; i++) {
        sequences[i] = ((const struct sup__survey_row *)sup__rows_at(rows, i))->said_event;
    }
    int32_t rc = *failed ? SUP_OK : sup__texts_beside(unit, sequences, rows->count, comments);
    for (uint32_t i = 0; rc == SUP_OK && !*failed && i < rows->count; i++) {
        rc = show(unit, list, sup__rows_at(rows, i), comments[i], &items[i], failed);
    }
    list->items = items;
    list->count = rows->count;
    list->next_after_id = opinions->next_after_id;
    return rc;
}

int32_t sup__op_survey_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    const struct sup_survey_list_params *params = in;
    struct sup__opinions opinions = {.unit = unit,
                                     .table = SUP__T_SURVEY,
                                     .by_time = SUP__SURVEY_BY_TIME,
                                     .from_ms = params->from_ms,
                                     .to_ms = params->to_ms,
                                     .after_id = params->after_id,
                                     .looked_max = SUP_SURVEYS_LOOKED_MAX,
                                     .is_asked = is_asked,
                                     .asked = params};
    struct sup__agent_row agent = {0};
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &opinions.limit);
    if (rc == SUP_OK && params->ticket_id && params->customer_id) {
        rc = sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "customer_id",
                       "surveys about a ticket were asked for, and those of a person as well");
    }
    if (rc == SUP_OK && params->agent_id) {
        rc = sup__load_agent(unit, params->agent_id, "agent_id", &agent);
    }
    if (rc == SUP_OK) {
        rc = sup__search_misses(unit, params->team, NULL);
    }
    if (rc == SUP_OK) {
        rc = gather(&opinions, params);
    }
    if (rc == SUP_OK) {
        rc = sup__opinions_read(&opinions);
    }
    struct sup_survey_list *list = rc == SUP_OK ? sup__result(unit, sizeof *list) : NULL;
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
