/*
 * reference_report.c: what the host says about an order or another thing.
 */
#include "ops/bodies.h"
#include "ops/sla/timers.h"
#include "ops/tickets/reports.h"
#include "ops/tickets/things.h"

#include "base/message.h"
#include "policy/host_facts.h"

/* Is the report worth an event, and does the thing have room for it? */
static int32_t weigh(struct sup__unit *unit, const struct sup__event *event, int *is_new)
{
    const struct sup__report report = {.at_ms = event->row.at_ms,
                                       .customer_id = event->row.subject_id,
                                       .actor_kind = unit->caller.actor_kind,
                                       .label = event->title,
                                       .source = event->data.external_id,
                                       .names = event->payload.facts,
                                       .values = event->data.values};
    struct sup__thing *thing = NULL;
    int32_t rc = sup__thing_load(unit, &event->data.references.items[0], &thing);
    if (rc != SUP_OK) {
        return rc;
    }
    sup__thing_take(thing, &report);
    *is_new = report.source != NULL || sup__thing_is_changed(thing);
    if (thing->fact_count > SUP_THING_FACTS_MAX) {
        return sup__fail(unit->error, SUP_MSG_THING_FACTS, "facts",
                         "%s %s would have %u facts: the limit is %d", thing->row.system,
                         thing->row.kind, thing->fact_count, SUP_THING_FACTS_MAX);
    }
    return SUP_OK;
}

static int32_t read_report(struct sup__unit *unit, const struct sup_reference_report_params *params,
                           struct sup__event *event)
{
    const char *kind = params->reference->kind;
    const char *source = params->source_event_id;
    struct sup__customer_row owner = {0};
    int32_t rc = params->customer_id
                     ? sup__load_present_customer(unit, params->customer_id, "customer_id", &owner)
                     : SUP_OK;
    event->row.subject_id = owner.id;
    event->title = params->label;
    event->data.external_id = source && source[0] ? source : NULL;
    event->data.references.items = params->reference;
    event->data.references.count = 1;
    return rc == SUP_OK
               ? sup__report_facts(unit, sup__host_kind(kind) ? kind : NULL, params->facts,
                                   params->fact_count, &event->payload.facts, &event->data.values)
               : rc;
}

int32_t sup__op_reference_report(struct sup__unit *unit, const void *in,
                                 struct sup_receipt *receipt, void **result)
{
    const struct sup_reference_report_params *params = in;
    struct sup__event event = sup__event_new(unit, SUP__E_REFERENCE_REPORTED, 0);
    int is_new = 0;
    (void)result;
    int32_t rc = read_report(unit, params, &event);
    if (rc == SUP_OK) {
        receipt->id = event.row.subject_id;
        event.row.number = event.payload.facts.count;
        rc = sup__report_find(unit, params->reference->system, &event, receipt);
    }
    if (rc == SUP_OK && !receipt->is_replay) {
        rc = weigh(unit, &event, &is_new);
    }
    if (rc == SUP_OK && is_new) {
        rc = sup__emit(unit, &event);
    }
    return rc == SUP_OK && is_new
               ? sup__review_deadlines(unit, params->reference, &event.payload.facts)
               : rc;
}
