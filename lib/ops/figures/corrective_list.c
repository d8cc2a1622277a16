/*
 * corrective_list.c: corrective actions, as they are shown.
 */
#include "ops/figures/corrective.h"

#include "base/message.h"
#include "ops/bodies.h"
#include "ops/page.h"
#include "ops/surveys/surveys.h"

#include <string.h>

/* ---- rows in a result ---- */

static int32_t show_owner(struct sup__unit *unit, void *result,
                          const struct sup__corrective_row *row, struct sup_corrective *item,
                          int *failed)
{
    struct sup__agent_row agent = {.tenant = unit->head.tenant, .id = row->owner_id};
    item->owner_id = row->owner_id;
    item->owner_role = sup__result_text(result, row->owner_role, failed);
    int32_t rc = row->owner_id ? sup__get(&unit->repo, SUP__T_AGENT, &agent) : SUP_NOT_FOUND;
    if (rc == SUP_OK) {
        item->owner_name = sup__result_text(result, agent.name, failed);
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t show(struct sup__unit *unit, void *result, const struct sup__corrective_row *row,
                    const char *const texts[2], struct sup_corrective *item, int *failed)
{
    item->id = row->id;
    item->line = sup__result_text(result, row->line, failed);
    item->text = sup__result_text(result, texts[0] ? texts[0] : "", failed);
    item->note = sup__result_text(result, texts[1], failed);
    item->due_ms = row->due_ms;
    item->state = (int32_t)row->state;
    item->is_overdue = row->state == SUP_CORRECTIVE_OPEN && row->due_ms < unit->caller.now_ms;
    item->recorded_ms = row->at_ms;
    item->by_kind = (int32_t)row->by_kind;
    item->by_id = row->by_id;
    item->changes = row->changes;
    item->changed_ms = row->changed_ms;
    item->closed_ms = row->closed_ms;
    return show_owner(unit, result, row, item, failed);
}

int32_t sup__show_correctives(struct sup__unit *unit, void *result,
                              const struct sup__corrective_row *rows, uint32_t count,
                              const struct sup_corrective **items, int *failed)
{
    int64_t said[SUP_PAGE_MAX];
    int64_t closed[SUP_PAGE_MAX];
    const char *texts[SUP_PAGE_MAX];
    const char *notes[SUP_PAGE_MAX];
    struct sup_corrective *made = sup__result_array(result, count, sizeof *made, failed);
    for (uint32_t i = 0; i < count; i++) {
        said[i] = rows[i].text_event;
        closed[i] = rows[i].close_event;
    }
    int32_t rc = made ? sup__texts_beside(unit, said, count, texts) : SUP_OK;
    if (rc == SUP_OK && made) {
        rc = sup__texts_beside(unit, closed, count, notes);
    }
    for (uint32_t i = 0; rc == SUP_OK && !*failed && i < count; i++) {
        const char *const both[2] = {texts[i], notes[i]};
        rc = show(unit, result, &rows[i], both, &made[i], failed);
    }
    *items = made;
    return rc;
}

/* ---- the page ---- */

struct asked {
    const struct sup_corrective_list_params *params;
    int64_t now_ms;
};

static int is_asked(const void *context, const void *in)
{
    const struct asked *asked = context;
    const struct sup_corrective_list_params *params = asked->params;
    const struct sup__corrective_row *row = in;
    int is_overdue = row->state == SUP_CORRECTIVE_OPEN && row->due_ms < asked->now_ms;
    return (!params->state || row->state == params->state) && (!params->is_overdue || is_overdue) &&
           (!params->owner_id || row->owner_id == params->owner_id) &&
           (!params->line || strcmp(row->line, params->line) == 0) &&
           (!params->owner_role || sup__same_text(row->owner_role, params->owner_role));
}

int32_t sup__op_corrective_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_corrective_list_params *params = in;
    struct asked asked = {params, unit->caller.now_ms};
    struct sup__opinions page = {.unit = unit,
                                 .table = SUP__T_CORRECTIVE,
                                 .by_time = SUP__CORRECTIVE_BY_TIME,
                                 .after_id = params->after_id,
                                 .looked_max = SUP_CORRECTIVES_LOOKED_MAX,
                                 .is_asked = is_asked,
                                 .asked = &asked};
    struct sup__agent_row agent = {0};
    int failed = 0;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, params->limit, &page.limit);
    if (rc == SUP_OK && params->owner_id) {
        rc = sup__load_agent(unit, params->owner_id, "owner_id", &agent);
    }
    if (rc == SUP_OK) {
        rc = sup__opinions_read(&page);
    }
    struct sup_corrective_list *list = rc == SUP_OK ? sup__result(unit, sizeof *list) : NULL;
    if (!list) {
        return rc == SUP_OK ? SUP_NOMEM : rc;
    }
    list->count = page.found.count;
    list->next_after_id = page.next_after_id;
    rc = sup__show_correctives(unit, list, (const struct sup__corrective_row *)page.found.items,
                               list->count, &list->items, &failed);
    if (rc != SUP_OK) {
        sup_free(list);
        return rc;
    }
    return sup__result_end(unit, list, failed, result);
}
