/*
 * things.c: things outside the desk: read, changed by reports, written.
 */
#include "ops/tickets/things.h"

#include "ops/erasure/aliases.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/reports.h"

#include "base/message.h"

static int32_t add_fact(void *context, void *in)
{
    struct sup__thing *thing = context;
    const struct sup__thing_fact_row *row = in;
    thing->facts[thing->fact_count++] = (struct sup__said){.name = row->name,
                                                           .value = row->value,
                                                           .at_ms = row->at_ms,
                                                           .source = row->source_event_id,
                                                           .is_shops = (int)row->by_shop,
                                                           .sequence = row->sequence};
    return 0;
}

int32_t sup__thing_load(struct sup__unit *unit, const struct sup_reference *reference,
                        struct sup__thing **thing)
{
    struct sup_value prefix[4] = {sup__int(unit->head.tenant), sup__text(reference->system),
                                  sup__text(reference->kind), sup__text(reference->id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_THING_FACT,
                            .prefix_count = 4,
                            .prefix = prefix,
                            .limit = SUP_THING_FACTS_MAX};
    struct sup__thing_fact_row fact;
    struct sup__thing *made = sup__arena_alloc(unit->repo.arena, sizeof *made);
    if (!made) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    *thing = made;
    made->row.tenant = unit->head.tenant;
    made->row.system = reference->system;
    made->row.kind = reference->kind;
    made->row.thing_id = reference->id;
    int32_t rc = sup__get(&unit->repo, SUP__T_THING, &made->row);
    made->is_known = rc == SUP_OK;
    if (rc != SUP_OK && rc != SUP_NOT_FOUND) {
        return rc;
    }
    return made->is_known ? sup__each(&unit->repo, &scan, 1, &fact, add_fact, made) : SUP_OK;
}

/* A date of 0 is a thing that was never said. */
static int is_newer(const struct sup__said *said, const struct sup__said *known)
{
    return !known->at_ms || sup__said_compare(said, known) > 0;
}

static int is_shop(int32_t actor_kind)
{
    return actor_kind == SUP_ACTOR_SYSTEM || actor_kind == SUP_ACTOR_INTEGRATION;
}

/* Of two customers at one date the greater id stays: as texts of digits, the longer is greater. */
static int is_newer_owner(const struct sup__report *report, const struct sup__thing_row *row)
{
    const struct sup__said said = {.at_ms = report->at_ms,
                                   .source = report->source,
                                   .is_shops = is_shop(report->actor_kind)};
    const struct sup__said known = {.at_ms = row->customer_ms,
                                    .source = row->customer_source,
                                    .is_shops = (int)row->customer_by_shop};
    int order = known.at_ms ? sup__said_compare(&said, &known) : 1;
    return order > 0 || (order == 0 && report->customer_id > row->customer_id);
}

static int64_t said_by(const struct sup__report *report)
{
    return is_shop(report->actor_kind) ? SUP__SAID_BY_SHOP : SUP__SAID_BY_OTHERS;
}

static void take_row(struct sup__thing *thing, const struct sup__report *report)
{
    struct sup__thing_row *row = &thing->row;
    const struct sup__said label = {
        .value = report->label, .at_ms = report->at_ms, .source = report->source};
    const struct sup__said known = {
        .value = row->label, .at_ms = row->label_ms, .source = row->label_source};
    if (!thing->is_known || report->at_ms < row->first_ms) {
        row->first_ms = report->at_ms;
        thing->is_changed = 1;
    }
    if (!thing->is_known || report->at_ms > row->updated_ms) {
        row->updated_ms = report->at_ms;
        thing->is_changed = 1;
    }
    if (report->label && is_newer(&label, &known)) {
        row->label = report->label[0] ? report->label : NULL;
        row->label_ms = report->at_ms;
        row->label_source = report->source;
        thing->is_changed = 1;
    }
    if (report->customer_id && is_newer_owner(report, row)) {
        row->customer_id = report->customer_id;
        row->customer_ms = report->at_ms;
        row->customer_source = report->source;
        row->customer_by_shop = is_shop(report->actor_kind);
        thing->is_changed = 1;
    }
    if ((row->said_by | said_by(report)) != row->said_by) {
        row->said_by |= said_by(report);
        thing->is_changed = 1;
    }
    thing->is_known = 1;
}

void sup__thing_take(struct sup__thing *thing, const struct sup__report *report)
{
    take_row(thing, report);
    for (uint32_t i = 0; i < report->names.count && i < report->values.count; i++) {
        const struct sup__said said = {.name = report->names.items[i],
                                       .value = report->values.items[i],
                                       .at_ms = report->at_ms,
                                       .source = report->source,
                                       .sequence = report->sequence,
                                       .is_shops = is_shop(report->actor_kind)};
        thing->fact_count = sup__said_take(thing->facts, thing->fact_count, &said);
    }
}

int sup__thing_is_changed(const struct sup__thing *thing)
{
    return thing->is_changed || sup__said_is_changed(thing->facts, thing->fact_count);
}

int32_t sup__thing_put(struct sup__unit *unit, const struct sup__thing *thing)
{
    int32_t rc = thing->is_changed ? sup__put(&unit->repo, SUP__T_THING, &thing->row) : SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < thing->fact_count; i++) {
        const struct sup__said *said = &thing->facts[i];
        const struct sup__thing_fact_row row = {.tenant = thing->row.tenant,
                                                .system = thing->row.system,
                                                .kind = thing->row.kind,
                                                .thing_id = thing->row.thing_id,
                                                .name = said->name,
                                                .value = said->value,
                                                .at_ms = said->at_ms,
                                                .source_event_id = said->source,
                                                .sequence = said->sequence,
                                                .by_shop = said->is_shops};
        rc = said->is_changed ? sup__put(&unit->repo, SUP__T_THING_FACT, &row) : SUP_OK;
    }
    return rc;
}

int32_t sup__each_thing(struct sup__unit *unit, int64_t customer_id, uint32_t limit,
                        sup__each_fn fn, void *context)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_THING,
                            .index = SUP__THING_BY_CUSTOMER,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .is_descending = 1,
                            .limit = limit};
    struct sup__thing_row row;
    return sup__each(&unit->repo, &scan, 1, &row, fn, context);
}

void sup__thing_take_event(struct sup__thing *thing, const struct sup__event *event)
{
    const struct sup__report report = {.at_ms = event->row.at_ms,
                                       .sequence = event->row.sequence,
                                       .customer_id = event->row.subject_id,
                                       .actor_kind = (int32_t)event->row.actor_kind,
                                       .label = event->title,
                                       .source = event->data.external_id,
                                       .names = event->payload.facts,
                                       .values = event->data.values};
    if (report.names.count <= SUP_THING_FACTS_MAX && thing->fact_count <= SUP_THING_FACTS_MAX) {
        sup__thing_take(thing, &report);
    }
}

/* An erased event no longer knows what it was about: then it says nothing. */
int32_t sup__fold_report(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__thing *thing = NULL;
    if (event->data.references.count != 1) {
        return SUP_OK;
    }
    const struct sup_reference *reference = &event->data.references.items[0];
    const struct sup__thing_report_row row = {.tenant = unit->head.tenant,
                                              .system = reference->system,
                                              .kind = reference->kind,
                                              .thing_id = reference->id,
                                              .sequence = event->row.sequence};
    int32_t rc = sup__thing_load(unit, reference, &thing);
    if (rc == SUP_OK) {
        sup__thing_take_event(thing, event);
        rc = sup__thing_put(unit, thing);
    }
    if (rc == SUP_OK) {
        rc = sup__put(&unit->repo, SUP__T_THING_REPORT, &row);
    }
    return rc == SUP_OK ? sup__report_keep(unit, event, reference->system) : rc;
}

int32_t sup__thing_fold_again(struct sup__unit *unit, const struct sup_reference *reference,
                              struct sup__thing **thing)
{
    struct sup_value prefix[4] = {sup__int(unit->head.tenant), sup__text(reference->system),
                                  sup__text(reference->kind), sup__text(reference->id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_THING_REPORT, .prefix_count = 4, .prefix = prefix};
    struct sup__thing *made = sup__arena_alloc(unit->repo.arena, sizeof *made);
    struct sup__rows rows = {0};
    if (!made) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    *thing = made;
    made->row = (struct sup__thing_row){.tenant = unit->head.tenant,
                                        .system = reference->system,
                                        .kind = reference->kind,
                                        .thing_id = reference->id};
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__thing_report_row *row = sup__rows_at(&rows, i);
        struct sup__event event;
        rc = sup__load_report(unit, row->sequence, &event);
        if (rc == SUP_OK) {
            sup__thing_take_event(made, &event);
        }
    }
    return rc;
}

void sup__thing_keep_shops(struct sup__thing *thing)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < thing->fact_count; i++) {
        if (thing->facts[i].is_shops) {
            thing->facts[count++] = thing->facts[i];
        }
    }
    thing->fact_count = count;
    if (!thing->row.customer_by_shop) {
        thing->row.customer_id = 0;
        thing->row.customer_ms = 0;
    }
}

int32_t sup__thing_take_kept(struct sup__unit *unit, struct sup__thing *order)
{
    char alias[SUP__ALIAS_BYTES];
    const struct sup_reference reference = {order->row.system, order->row.kind, alias};
    struct sup__thing *kept = NULL;
    int32_t rc = sup__alias(unit, order->row.system, order->row.thing_id, alias);
    if (rc != SUP_OK || !alias[0]) {
        return rc;
    }
    rc = sup__thing_load(unit, &reference, &kept);
    if (rc != SUP_OK || !kept->is_known) {
        return rc;
    }
    const struct sup__report owner = {.at_ms = kept->row.customer_ms,
                                      .customer_id = kept->row.customer_id,
                                      .actor_kind = SUP_ACTOR_SYSTEM};
    take_row(order, &owner);
    for (uint32_t i = 0; i < kept->fact_count && order->fact_count <= SUP_THING_FACTS_MAX; i++) {
        order->fact_count = sup__said_take(order->facts, order->fact_count, &kept->facts[i]);
    }
    return SUP_OK;
}
