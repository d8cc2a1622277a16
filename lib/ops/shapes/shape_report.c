/*
 * shape_report.c: the structs of report.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/report.h"

static const struct sup_field report_fact_fields[] = {
    SUP__CODE(sup_fact, name, SUP_FIELD_REQUIRED,
              "A fact of docs/facts.md without `order.` or the like; of other things any code."),
    SUP__TEXT(sup_fact, value, SUP_FACT_BYTES_MAX, SUP_FIELD_SCALAR,
              "As text: 62.00 EUR, true, 2026-01-31T09:00:00Z; absent or empty withdraws it."),
};
static SUP__SHAPE_OF(report_fact, sup_fact, "What is so about a thing, or no longer so.");

static const struct sup_field reference_report_params_fields[] = {
    SUP__ROW_KEY(sup_reference_report_params),
    SUP__OBJECT(sup_reference_report_params, reference, sup_reference, &sup__shape_reference,
                SUP_FIELD_REQUIRED, "What it is about."),
    SUP__ID(sup_reference_report_params, customer_id, 0, "Whose it is; absent: not said."),
    SUP__TEXT(sup_reference_report_params, label, SUP_LABEL_BYTES_MAX, 0,
              "The shop's name for it: Order #1001."),
    SUP__TEXT(sup_reference_report_params, source_event_id, SUP_SOURCE_EVENT_ID_BYTES_MAX, 0,
              "The system's own id of what it says: the same again has no second effect."),
    SUP__OBJECTS(sup_reference_report_params, facts, fact_count, sup_fact, &sup__shape_report_fact,
                 SUP_THING_FACTS_MAX, 0, "What is so, as of the caller's at."),
};
SUP__SHAPE(reference_report_params, "What another system says about a thing.");

static const struct sup_field customer_report_params_fields[] = {
    SUP__ROW_KEY(sup_customer_report_params),
    SUP__ID(sup_customer_report_params, customer_id, SUP_FIELD_REQUIRED, "Whom it is about."),
    SUP__CODE(sup_customer_report_params, source, SUP_FIELD_REQUIRED,
              "The system that says it: shopify."),
    SUP__TEXT(sup_customer_report_params, source_event_id, SUP_SOURCE_EVENT_ID_BYTES_MAX, 0,
              "Its own id of what it says: the same again has no second effect."),
    SUP__OBJECTS(sup_customer_report_params, facts, fact_count, sup_fact, &sup__shape_report_fact,
                 SUP_THING_FACTS_MAX, SUP_FIELD_REQUIRED, "What is so, as of the caller's at."),
};
SUP__SHAPE(customer_report_params, "What another system says about a customer.");

static const struct sup_field reference_get_params_fields[] = {
    SUP__OBJECT(sup_reference_get_params, reference, sup_reference, &sup__shape_reference,
                SUP_FIELD_REQUIRED, "The thing."),
};
SUP__PARAMS(reference_get_params, "Which thing to read.");

static const struct sup_field reported_fact_fields[] = {
    SUP__CODE(sup_reported_fact, name, SUP_FIELD_REQUIRED, "Without its group: total."),
    SUP__TEXT(sup_reported_fact, value, SUP_FACT_BYTES_MAX, SUP_FIELD_REQUIRED,
              "In the form of its type."),
    SUP__TIME(sup_reported_fact, at_ms, "at", SUP_FIELD_REQUIRED, "Since when it is known."),
    SUP__CODE(sup_reported_fact, system, SUP_FIELD_REQUIRED, "The system that said so."),
    SUP__TEXT(sup_reported_fact, source_event_id, SUP_SOURCE_EVENT_ID_BYTES_MAX, 0,
              "That system's own id of the event; absent: it gave none."),
};
SUP__SHAPE(reported_fact, "What is so about a thing or a customer, and who said it.");

static const struct sup_field thing_fields[] = {
    SUP__OBJECT(sup_thing, reference, sup_reference, &sup__shape_reference, SUP_FIELD_REQUIRED,
                "The thing."),
    SUP__TEXT(sup_thing, label, SUP_LABEL_BYTES_MAX, 0, "What the shop calls it."),
    SUP__ID(sup_thing, customer_id, 0, "Whose it is now, after all merges."),
    SUP__OBJECTS(sup_thing, facts, fact_count, sup_reported_fact, &sup__shape_reported_fact,
                 SUP_THING_FACTS_MAX, SUP_FIELD_REQUIRED, "What is so, by name."),
    SUP__TIME(sup_thing, first_ms, "first_at", SUP_FIELD_REQUIRED,
              "The earliest date of its reports."),
    SUP__TIME(sup_thing, updated_ms, "updated_at", SUP_FIELD_REQUIRED,
              "The latest date of its reports."),
};
SUP__SHAPE(thing, "What is known about a thing outside the desk.");
