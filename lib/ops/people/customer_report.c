/*
 * customer_report.c: what the host says about a customer.
 */
#include "ops/bodies.h"
#include "ops/floors/floors.h"
#include "ops/people/customer_facts.h"
#include "ops/tickets/reports.h"

#include "base/message.h"

/* Is the report worth an event? */
static int32_t weigh(struct sup__unit *unit, const struct sup__event *event, int *is_new)
{
    struct sup__customer_facts *facts = sup__arena_alloc(unit->repo.arena, sizeof *facts);
    if (!facts) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__customer_facts_add(unit, event->row.subject_id, facts);
    if (rc == SUP_OK) {
        sup__customer_facts_take(facts, event);
        *is_new = event->data.external_id || sup__said_is_changed(facts->items, facts->count);
    }
    return rc;
}

int32_t sup__op_customer_report(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                                void **result)
{
    const struct sup_customer_report_params *params = in;
    const char *source = params->source_event_id;
    struct sup__event event = sup__event_new(unit, SUP__E_CUSTOMER_REPORTED, 0);
    struct sup__customer_row row = {0};
    int is_new = 0;
    (void)result;
    int32_t rc = sup__load_present_customer(unit, params->customer_id, "customer_id", &row);
    if (rc == SUP_OK) {
        rc = sup__report_facts(unit, "customer", params->facts, params->fact_count,
                               &event.payload.facts, &event.data.values);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    receipt->id = row.id;
    receipt->version = row.version;
    event.row.subject_id = row.id;
    event.row.number = event.payload.facts.count;
    event.payload.source = params->source;
    event.data.external_id = source && source[0] ? source : NULL;
    rc = sup__report_find(unit, params->source, &event, receipt);
    if (rc == SUP_OK && receipt->id != row.id) {
        rc = sup__load_customer(unit, receipt->id, "customer_id", &row);
        receipt->version = row.version;
    }
    if (rc == SUP_OK && !receipt->is_replay) {
        rc = weigh(unit, &event, &is_new);
    }
    if (rc != SUP_OK || !is_new) {
        return rc;
    }
    rc = sup__emit(unit, &event);
    return rc == SUP_OK && sup__floors_ask(unit->policy, "customer", &event.payload.facts)
               ? sup__floor_review_customer(unit, row.id)
               : rc;
}
