/*
 * shape_kpi.c: the structs of kpi.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "supportcore/kpi.h"
#include "supportcore/people.h"

static const char *const subject_names[] = {"ticket", "survey", "review", "agent", NULL};
const char *const sup__interval_names[] = {"whole", "day", "week", "month", NULL};

static const struct sup_field kpi_definitions_params_fields[] = {
    SUP__CODE(sup_kpi_definitions_params, metric, 0, "Only this one."),
};
SUP__PARAMS(kpi_definitions_params, "Whose meaning to tell.");

static const struct sup_field kpi_definition_fields[] = {
    SUP__CODE(sup_kpi_definition, name, SUP_FIELD_REQUIRED, "As questions name it."),
    SUP__TEXT(sup_kpi_definition, label, 0, SUP_FIELD_REQUIRED, "What people call it."),
    SUP__CODE(sup_kpi_definition, unit, SUP_FIELD_REQUIRED,
              "count, ms, percent, each, money, score or points."),
    SUP__TEXT(sup_kpi_definition, formula, 0, SUP_FIELD_REQUIRED, "How it comes about."),
    SUP__TEXT(sup_kpi_definition, population, 0, SUP_FIELD_REQUIRED,
              "What is counted, and on which day."),
    SUP__CODE(sup_kpi_definition, clock, 0, "calendar or business; absent: it has no time in it."),
    SUP__TEXT(sup_kpi_definition, source, 0, SUP_FIELD_REQUIRED, "Where the meaning comes from."),
    SUP__INT(sup_kpi_definition, version, SUP_FIELD_REQUIRED, "Grows when the meaning changes."),
    SUP__BOOL(sup_kpi_definition, has_percentiles, SUP_FIELD_REQUIRED,
              "Rows of it tell how its values are distributed."),
    SUP__BOOL(sup_kpi_definition, is_stock, SUP_FIELD_REQUIRED,
              "It is as of the end of the last day; else of what happened in the time."),
    SUP__CODE(sup_kpi_definition, window, 0,
              "The time of the policy for which values are provisional when their last day is over: "
              "repeat_contact or repeat_purchase; absent: they are not."),
    SUP__DURATION(sup_kpi_definition, provisional_ms, 0,
                  "How long that is by the policy in force; absent: they are not."),
};
static SUP__SHAPE(kpi_definition, "What a figure means.");

static const struct sup_field kpi_definition_list_fields[] = {
    SUP__OBJECTS(sup_kpi_definition_list, items, count, sup_kpi_definition,
                 &sup__shape_kpi_definition, 0, SUP_FIELD_REQUIRED, "All metrics that there are."),
};
SUP__SHAPE(kpi_definition_list, "What figures mean.");

static const struct sup_field kpi_filter_fields[] = {
    SUP__CODE(sup_kpi_filter, by, SUP_FIELD_REQUIRED,
              "channel, reason, team, agent, floor, priority, segment, sla, hour, weekday or product."),
    SUP__TEXT(sup_kpi_filter, is, SUP_REFERENCE_ID_BYTES_MAX, SUP_FIELD_SCALAR,
              "A name, or the id of an agent or a product; absent or empty: none."),
};
SUP__SHAPE(kpi_filter, "Only what is of one team, one reason or the like.");

#define FILTERS(s)                                                                                 \
    SUP__OBJECTS(s, filters, filter_count, sup_kpi_filter, &sup__shape_kpi_filter,                 \
                 SUP_KPI_FILTERS_MAX, 0,                                                           \
                 "Only what passes; of those with the same `by` one has to fit.")
#define DAYS(s)                                                                                    \
    SUP__TEXT(s, from, SUP_KPI_DATE_BYTES_MAX, SUP_FIELD_REQUIRED,                                 \
              "The first day, in the desk's zone: 2026-03-01."),                                   \
        SUP__TEXT(s, to, SUP_KPI_DATE_BYTES_MAX, 0, "The last one; absent: today.")

static const struct sup_field kpi_query_params_fields[] = {
    SUP__CODES(sup_kpi_query_params, metrics, metric_count, SUP_KPI_METRICS_MAX,
               SUP_FIELD_REQUIRED, "Names of kpi.definitions."),
    DAYS(sup_kpi_query_params),
    SUP__ENUM(sup_kpi_query_params, interval, sup__interval_names, 0,
              "By which steps; absent: one figure for all days. Weeks begin on Monday."),
    SUP__CODES(sup_kpi_query_params, by, by_count, SUP_KPI_GROUPS_MAX, 0,
               "What to tell apart, as in filters."),
    FILTERS(sup_kpi_query_params),
    SUP__BOOL(sup_kpi_query_params, is_exact, 0,
              "Percentiles from each value, however many tickets that are."),
    SUP__TEXT(sup_kpi_query_params, currency, 3, 0,
              "Of figures of money, ISO 4217; absent: the policy's."),
};
SUP__SHAPE(kpi_query_params, "Which figures.");

static const struct sup_field kpi_spread_fields[] = {
    SUP__DURATION(sup_kpi_spread, min_ms, SUP_FIELD_REQUIRED, "The least."),
    SUP__DURATION(sup_kpi_spread, max_ms, SUP_FIELD_REQUIRED, "The most."),
    SUP__DURATION(sup_kpi_spread, p50_ms, SUP_FIELD_REQUIRED, "The median."),
    SUP__DURATION(sup_kpi_spread, p75_ms, SUP_FIELD_REQUIRED, "75 % are no more."),
    SUP__DURATION(sup_kpi_spread, p90_ms, SUP_FIELD_REQUIRED, "90 % are no more."),
    SUP__DURATION(sup_kpi_spread, p95_ms, SUP_FIELD_REQUIRED, "95 % are no more."),
    SUP__DURATION(sup_kpi_spread, p99_ms, SUP_FIELD_REQUIRED, "99 % are no more."),
    SUP__BOOL(sup_kpi_spread, is_exact, SUP_FIELD_REQUIRED,
              "From each value; else from buckets, off by less than 1 %."),
};
static SUP__SHAPE(kpi_spread, "How durations are distributed, by the nearest rank.");

static const struct sup_field kpi_row_fields[] = {
    SUP__CODE(sup_kpi_row, metric, SUP_FIELD_REQUIRED, "Which figure."),
    SUP__TEXT(sup_kpi_row, from, 0, SUP_FIELD_REQUIRED, "Its first day."),
    SUP__TEXT(sup_kpi_row, to, 0, SUP_FIELD_REQUIRED, "Its last day."),
    SUP__TEXTS(sup_kpi_row, groups, group_count, 0, 0, SUP_FIELD_REQUIRED,
               "Of whom, in the order of `by`; empty texts are none."),
    SUP__TEXT(sup_kpi_row, value, 0, 0, "A decimal number; absent: nothing is counted."),
    SUP__INT(sup_kpi_row, numerator, SUP_FIELD_REQUIRED, "What it comes from: ms, or how many."),
    SUP__INT(sup_kpi_row, denominator, SUP_FIELD_REQUIRED, "And of how many; 0: of none."),
    SUP__OBJECT(sup_kpi_row, spread, sup_kpi_spread, &sup__shape_kpi_spread, 0,
                "How its values are distributed."),
    SUP__TIME(sup_kpi_row, provisional_until_ms, "provisional_until", 0,
              "The value is provisional until then; absent: it is final."),
};
static SUP__SHAPE(kpi_row, "One figure.");

static const struct sup_field kpi_answer_fields[] = {
    SUP__OBJECTS(sup_kpi_answer, items, count, sup_kpi_row, &sup__shape_kpi_row, 0,
                 SUP_FIELD_REQUIRED, "By groups, then by time, then as the metrics were named."),
    SUP__TEXT(sup_kpi_answer, zone, 0, SUP_FIELD_REQUIRED, "Whose days these are."),
    SUP__TEXT(sup_kpi_answer, currency, 0, 0, "Of figures of money."),
    SUP__INT(sup_kpi_answer, sequence, SUP_FIELD_REQUIRED, "Of the last event that is counted in."),
    SUP__BOOL(sup_kpi_answer, is_scanned, SUP_FIELD_REQUIRED,
              "From what each ticket adds; else from figures that are kept."),
};
SUP__SHAPE(kpi_answer, "Figures.");

static const struct sup_field kpi_explain_params_fields[] = {
    SUP__CODE(sup_kpi_explain_params, metric, SUP_FIELD_REQUIRED, "Which figure."),
    DAYS(sup_kpi_explain_params),
    FILTERS(sup_kpi_explain_params),
    SUP__TEXT(sup_kpi_explain_params, currency, 3, 0,
              "Of a figure of money, ISO 4217; absent: the policy's."),
    SUP__ID(sup_kpi_explain_params, after_id, 0, "next_after_id of the page before."),
    SUP__ROW_LIMIT(sup_kpi_explain_params),
};
SUP__PARAMS(kpi_explain_params, "Which figure to open up.");

static const struct sup_field kpi_thing_fields[] = {
    SUP__ENUM(sup_kpi_thing, subject, subject_names, SUP_FIELD_REQUIRED, "What it is."),
    SUP__ID(sup_kpi_thing, id, SUP_FIELD_REQUIRED, "The ticket, survey, review or agent."),
    SUP__ID(sup_kpi_thing, ticket_id, 0, "The ticket, or the one it is about; absent: none."),
    SUP__TIME(sup_kpi_thing, at_ms, "at", SUP_FIELD_REQUIRED, "When it counts."),
    SUP__TEXT(sup_kpi_thing, what, 0, SUP_FIELD_REQUIRED, "What is counted."),
    SUP__INT(sup_kpi_thing, numerator, SUP_FIELD_REQUIRED,
             "What it adds there: 1, ms, or -1 where it is taken off."),
    SUP__INT(sup_kpi_thing, denominator, SUP_FIELD_REQUIRED, "And there."),
};
static SUP__SHAPE(kpi_thing, "One thing that counts in a figure.");

static const struct sup_field kpi_explanation_fields[] = {
    SUP__OBJECTS(sup_kpi_explanation, items, count, sup_kpi_thing, &sup__shape_kpi_thing, 0,
                 SUP_FIELD_REQUIRED, "Tickets, surveys, reviews, agents; by id, then by time."),
    SUP__ID(sup_kpi_explanation, next_after_id, 0, "Where the next page begins; absent: no more."),
};
SUP__SHAPE(kpi_explanation, "Which tickets are behind a figure.");

SUP__PARAMS_NONE(kpi_check_params, "Nothing to say.");

static const struct sup_field kpi_check_report_fields[] = {
    SUP__BOOL(sup_kpi_check_report, is_clean, SUP_FIELD_REQUIRED, "Nothing differs."),
    SUP__INT(sup_kpi_check_report, facts, SUP_FIELD_REQUIRED,
             "Tickets, surveys and reviews that were worked out."),
    SUP__INT(sup_kpi_check_report, cells, SUP_FIELD_REQUIRED, "Figures that were compared."),
    SUP__INT(sup_kpi_check_report, differences, SUP_FIELD_REQUIRED, "Of both."),
    SUP__TEXT(sup_kpi_check_report, first, 0, 0, "The first of them, in words."),
};
SUP__SHAPE(kpi_check_report, "What working out all figures from scratch found.");

SUP__PARAMS_NONE(kpi_rebuild_params, "Nothing to say.");

static const struct sup_field kpi_rebuild_report_fields[] = {
    SUP__INT(sup_kpi_rebuild_report, sequence, SUP_FIELD_REQUIRED,
             "Of the last event that is counted in."),
    SUP__INT(sup_kpi_rebuild_report, facts, SUP_FIELD_REQUIRED,
             "Tickets, surveys and reviews that were worked out."),
};
SUP__SHAPE(kpi_rebuild_report, "What working out all figures anew did.");

static const struct sup_field kpi_backlog_params_fields[] = {
    SUP__TIME(sup_kpi_backlog_params, as_of_ms, "as_of", 0,
              "When, not later than now; absent: now."),
    FILTERS(sup_kpi_backlog_params),
    SUP__ROW_LIMIT(sup_kpi_backlog_params),
};
SUP__PARAMS(kpi_backlog_params, "Whose backlog, and when.");

static const struct sup_field kpi_age_fields[] = {
    SUP__INT(sup_kpi_age, from_days, SUP_FIELD_REQUIRED, "So old at least, in days of 24 hours."),
    SUP__INT(sup_kpi_age, to_days, 0, "And not yet so old; absent: however old."),
    SUP__INT(sup_kpi_age, tickets, SUP_FIELD_REQUIRED, "How many."),
};
static SUP__SHAPE(kpi_age, "How many tickets were of an age.");

static const struct sup_field kpi_open_ticket_fields[] = {
    SUP__ID(sup_kpi_open_ticket, ticket_id, SUP_FIELD_REQUIRED, "The ticket."),
    SUP__TIME(sup_kpi_open_ticket, opened_ms, "opened_at", SUP_FIELD_REQUIRED,
              "When it was opened."),
    SUP__DURATION(sup_kpi_open_ticket, age_ms, SUP_FIELD_REQUIRED, "How long before the instant."),
};
static SUP__SHAPE(kpi_open_ticket, "A ticket that was in work, and its age.");

static const struct sup_field kpi_backlog_fields[] = {
    SUP__TIME(sup_kpi_backlog, at_ms, "at", SUP_FIELD_REQUIRED, "The instant."),
    SUP__INT(sup_kpi_backlog, tickets, SUP_FIELD_REQUIRED, "How many were in work."),
    SUP__INT(sup_kpi_backlog, aged, SUP_FIELD_REQUIRED,
             "Of these, opened 7 days before or earlier."),
    SUP__OBJECTS(sup_kpi_backlog, ages, age_count, sup_kpi_age, &sup__shape_kpi_age, 0,
                 SUP_FIELD_REQUIRED, "By age, the youngest first; together all of them."),
    SUP__OBJECTS(sup_kpi_backlog, items, count, sup_kpi_open_ticket, &sup__shape_kpi_open_ticket, 0,
                 SUP_FIELD_REQUIRED, "The oldest, oldest first."),
    SUP__INT(sup_kpi_backlog, sequence, SUP_FIELD_REQUIRED,
             "Of the last event that is counted in."),
};
SUP__SHAPE(kpi_backlog, "What was in work at an instant.");
