/*
 * shape_report.c: the structs of report.h as lists of fields.
 */
#include "ops/shapes.h"

#include "ops/shape.h"
#include "ops/shape_rows.h"
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
