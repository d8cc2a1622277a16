/*
 * customer_facts.c: facts of customers: each keeps their own, a person has the latest of all.
 */
#include "ops/people/customer_facts.h"

#include "ops/bodies.h"
#include "ops/tickets/reports.h"

#include "base/message.h"

#include <string.h>

/* Rows that somebody added beyond the limit are left out. */
void sup__customer_facts_row(struct sup__customer_facts *facts,
                             const struct sup__customer_fact_row *row)
{
    const struct sup__said said = {.name = row->name,
                                   .value = row->value,
                                   .at_ms = row->at_ms,
                                   .source = row->source_event_id,
                                   .system = row->system,
                                   .sequence = row->sequence};
    uint32_t count = sup__said_take(facts->items, facts->count, &said);
    facts->count = count < SUP_THING_FACTS_MAX ? count : SUP_THING_FACTS_MAX;
}

static int32_t add_fact(void *context, void *row)
{
    sup__customer_facts_row(context, row);
    return 0;
}

int32_t sup__customer_facts_add(struct sup__unit *unit, int64_t customer_id,
                                struct sup__customer_facts *facts)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_CUSTOMER_FACT,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_THING_FACTS_MAX};
    struct sup__customer_fact_row row;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, add_fact, facts);
    for (uint32_t i = 0; i < facts->count; i++) {
        facts->items[i].is_changed = 0;
    }
    return rc;
}

static struct sup__customer_facts *new_facts(struct sup__unit *unit)
{
    struct sup__customer_facts *facts = sup__arena_alloc(unit->repo.arena, sizeof *facts);
    if (!facts) {
        sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return facts;
}

int32_t sup__person_facts(struct sup__unit *unit, const struct sup__family *family,
                          struct sup__customer_facts **facts)
{
    int32_t rc = SUP_OK;
    *facts = new_facts(unit);
    if (!*facts) {
        return SUP_NOMEM;
    }
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = sup__customer_facts_add(unit, family->rows[i].id, *facts);
    }
    return rc;
}

void sup__customer_facts_take(struct sup__customer_facts *facts, const struct sup__event *event)
{
    const struct sup__texts *names = &event->payload.facts;
    const struct sup__texts *values = &event->data.values;
    for (uint32_t i = 0; i < names->count && i < values->count && i < SUP_THING_FACTS_MAX; i++) {
        const struct sup__said said = {.name = names->items[i],
                                       .value = values->items[i],
                                       .at_ms = event->row.at_ms,
                                       .source = event->data.external_id,
                                       .system = event->payload.source,
                                       .sequence = event->row.sequence};
        facts->count = sup__said_take(facts->items, facts->count, &said);
    }
}

static void fill_fact(void *result, const struct sup__said *said, const char *system,
                      struct sup_reported_fact *to, int *failed)
{
    to->name = sup__result_text(result, said->name, failed);
    to->value = sup__result_text(result, said->value, failed);
    to->at_ms = said->at_ms;
    to->system = sup__result_text(result, said->system ? said->system : system, failed);
    to->source_event_id = sup__result_text(result, said->source, failed);
}

const struct sup_reported_fact *sup__facts_result(void *result, const struct sup__said *items,
                                                  uint32_t count, const char *system,
                                                  uint32_t *filled, int *failed)
{
    struct sup_reported_fact *facts = sup__result_array(result, count, sizeof *facts, failed);
    *filled = 0;
    for (uint32_t i = 0; !*failed && i < count; i++) {
        uint32_t at = *filled;
        if (!items[i].value[0]) {
            continue; /* withdrawn */
        }
        while (at > 0 && strcmp(facts[at - 1].name, items[i].name) > 0) {
            facts[at] = facts[at - 1];
            at--;
        }
        fill_fact(result, &items[i], system, &facts[at], failed);
        (*filled)++;
    }
    return facts;
}

static int32_t put_facts(struct sup__unit *unit, int64_t customer_id,
                         const struct sup__customer_facts *facts)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < facts->count; i++) {
        const struct sup__said *said = &facts->items[i];
        const struct sup__customer_fact_row row = {.tenant = unit->head.tenant,
                                                   .customer_id = customer_id,
                                                   .name = said->name,
                                                   .value = said->value,
                                                   .at_ms = said->at_ms,
                                                   .system = said->system,
                                                   .source_event_id = said->source,
                                                   .sequence = said->sequence};
        rc = said->is_changed ? sup__put(&unit->repo, SUP__T_CUSTOMER_FACT, &row) : SUP_OK;
    }
    return rc;
}

/* Of an erased event the values are missing: it says nothing. */
int32_t sup__fold_customer_report(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__customer_facts *facts = new_facts(unit);
    int32_t rc = facts ? sup__customer_facts_add(unit, event->row.subject_id, facts) : SUP_NOMEM;
    if (rc == SUP_OK) {
        sup__customer_facts_take(facts, event);
        rc = put_facts(unit, event->row.subject_id, facts);
    }
    return rc == SUP_OK ? sup__report_keep(unit, event, event->payload.source) : rc;
}
