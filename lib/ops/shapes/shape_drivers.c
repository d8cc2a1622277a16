/*
 * shape_drivers.c: the structs of drivers.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/drivers.h"

static const struct sup_field kpi_drivers_params_fields[] = {
    SUP__TEXT(sup_kpi_drivers_params, from, SUP_KPI_DATE_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The first day, in the desk's zone: 2026-03-01."),
    SUP__TEXT(sup_kpi_drivers_params, to, SUP_KPI_DATE_BYTES_MAX, 0,
              "The last one; absent: today."),
    SUP__CODES(sup_kpi_drivers_params, by, by_count, SUP_DRIVERS_BY_MAX, 0,
               "What to tell apart: reason, product, order_state; absent: all three."),
    SUP__COUNT(sup_kpi_drivers_params, limit, SUP_DRIVERS_MAX, 0, "Drivers at most; absent: 100."),
};
SUP__PARAMS(kpi_drivers_params, "Of which days.");

static const struct sup_field kpi_driver_fields[] = {
    SUP__CODE(sup_kpi_driver, reason, 0, "Contact reason; absent: none, or not asked for."),
    SUP__TEXT(sup_kpi_driver, product, 0, 0, "Id of a product; absent: none, or not asked for."),
    SUP__TEXT(sup_kpi_driver, order_state, 0, 0,
              "In the shop's own words; absent: none, or not asked for."),
    SUP__BOOL(sup_kpi_driver, is_preventable, SUP_FIELD_REQUIRED,
              "Such contacts should not be needed, as the policy says."),
    SUP__INT(sup_kpi_driver, count, SUP_FIELD_REQUIRED, "How many tickets."),
    SUP__INT(sup_kpi_driver, previous_count, SUP_FIELD_REQUIRED,
             "How many there were in as many days before."),
    SUP__INT(sup_kpi_driver, repeat_count, SUP_FIELD_REQUIRED,
             "Of the tickets, those that are repeated contacts."),
    SUP__DURATION(sup_kpi_driver, handle_ms, SUP_FIELD_REQUIRED, "What agents worked on them."),
    SUP__TEXT(sup_kpi_driver, cost, 0, 0, "What they cost; absent: the policy has no costs."),
    SUP__TEXT(sup_kpi_driver, share, 0, SUP_FIELD_REQUIRED, "Of all tickets, percent."),
    SUP__TEXT(sup_kpi_driver, cumulative, 0, SUP_FIELD_REQUIRED,
              "Of this one and those before it, percent."),
};
static SUP__SHAPE(kpi_driver, "Why customers came.");

static const struct sup_field kpi_driver_list_fields[] = {
    SUP__OBJECTS(sup_kpi_driver_list, items, count, sup_kpi_driver, &sup__shape_kpi_driver,
                 SUP_DRIVERS_MAX, SUP_FIELD_REQUIRED, "The most tickets first, then by name."),
    SUP__TEXT(sup_kpi_driver_list, from, 0, SUP_FIELD_REQUIRED, "The first day."),
    SUP__TEXT(sup_kpi_driver_list, to, 0, SUP_FIELD_REQUIRED, "The last one."),
    SUP__TEXT(sup_kpi_driver_list, previous_from, 0, SUP_FIELD_REQUIRED,
              "The first of as many days before."),
    SUP__TEXT(sup_kpi_driver_list, previous_to, 0, SUP_FIELD_REQUIRED, "The last of those."),
    SUP__TEXT(sup_kpi_driver_list, zone, 0, SUP_FIELD_REQUIRED, "Whose days these are."),
    SUP__TEXT(sup_kpi_driver_list, currency, 0, 0, "Of costs; absent: the policy has none."),
    SUP__INT(sup_kpi_driver_list, driver_count, SUP_FIELD_REQUIRED,
             "How many drivers there are, also those that are not listed."),
    SUP__INT(sup_kpi_driver_list, ticket_count, SUP_FIELD_REQUIRED, "All tickets together."),
    SUP__INT(sup_kpi_driver_list, previous_count, SUP_FIELD_REQUIRED,
             "All tickets of the days before."),
    SUP__INT(sup_kpi_driver_list, repeat_count, SUP_FIELD_REQUIRED,
             "Those that are repeated contacts."),
    SUP__INT(sup_kpi_driver_list, preventable_count, SUP_FIELD_REQUIRED,
             "Contacts that should not have existed: preventable or repeated."),
    SUP__TEXT(sup_kpi_driver_list, cost, 0, 0, "Of all; absent: the policy has no costs."),
    SUP__TEXT(sup_kpi_driver_list, preventable_cost, 0, 0,
              "Of those that should not have existed; absent likewise."),
    SUP__INT(sup_kpi_driver_list, sequence, SUP_FIELD_REQUIRED,
             "Of the last event that is counted in."),
};
SUP__SHAPE(kpi_driver_list, "Why customers came.");
