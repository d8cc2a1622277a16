/*
 * shape_scorecard.c: the structs of scorecard.h as lists of fields.
 */
#include "ops/shapes/shapes.h"

#include "ops/figures/scorecard.h"
#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "policy/scorecard.h"
#include "supportcore/people.h"
#include "supportcore/scorecard.h"
#include "supportcore/ticket.h"

static const char *const trend_names[] = {"better", "worse", "same", NULL};

/* ---- the scorecard ---- */

static const struct sup_field kpi_scorecard_params_fields[] = {
    SUP__ENUM(sup_kpi_scorecard_params, period, sup__interval_names, 0,
              "Absent: the policy's. whole: from `from` to `to`."),
    SUP__TEXT(sup_kpi_scorecard_params, from, SUP_KPI_DATE_BYTES_MAX, 0,
              "A day of the period, of a whole its first; absent: today."),
    SUP__TEXT(sup_kpi_scorecard_params, to, SUP_KPI_DATE_BYTES_MAX, 0,
              "The last day of a whole; absent: today."),
    SUP__COUNT(sup_kpi_scorecard_params, periods, SUP_SCORECARD_PERIODS_MAX, 0,
               "How many values a line has, its own the last; absent: 8."),
};
SUP__PARAMS(kpi_scorecard_params, "Which period.");

static const struct sup_field kpi_scorecard_line_fields[] = {
    SUP__CODE(sup_kpi_scorecard_line, name, SUP_FIELD_REQUIRED, "In the policy."),
    SUP__TEXT(sup_kpi_scorecard_line, label, 0, SUP_FIELD_REQUIRED, "What people read."),
    SUP__CODE(sup_kpi_scorecard_line, metric, SUP_FIELD_REQUIRED, "Which figure."),
    SUP__CODE(sup_kpi_scorecard_line, unit, SUP_FIELD_REQUIRED, "As in kpi.definitions."),
    SUP__ENUM(sup_kpi_scorecard_line, statistic, sup__statistic_names, SUP_FIELD_REQUIRED,
              "What of it; mean is its value."),
    SUP__ENUM(sup_kpi_scorecard_line, direction, sup__direction_names, SUP_FIELD_REQUIRED,
              "On which side of the target it has to be."),
    SUP__TEXT(sup_kpi_scorecard_line, target, 0, SUP_FIELD_REQUIRED, "A decimal number."),
    SUP__TEXT(sup_kpi_scorecard_line, note, 0, 0, "What to know about it."),
    SUP__CODE(sup_kpi_scorecard_line, owner_role, 0, "Who answers for it; absent: an agent."),
    SUP__TEXT(sup_kpi_scorecard_line, owner_name, 0, 0, "The agent's name."),
    SUP__ID(sup_kpi_scorecard_line, owner_id, 0, "The agent; absent: a role."),
    SUP__OBJECTS(sup_kpi_scorecard_line, only, only_count, sup_kpi_filter, &sup__shape_kpi_filter,
                 SUP_KPI_FILTERS_MAX, SUP_FIELD_REQUIRED, "Of what the figure is."),
    SUP__ENUM(sup_kpi_scorecard_line, status, sup__kpi_status_names, SUP_FIELD_REQUIRED,
              "How it stands; no_data: nothing counted in the period."),
    SUP__ENUM(sup_kpi_scorecard_line, previous_status, sup__kpi_status_names, SUP_FIELD_REQUIRED,
              "Of the period before."),
    SUP__ENUM(sup_kpi_scorecard_line, trend, trend_names, 0,
              "Since the period before; absent: one of both has no data."),
    SUP__TEXT(sup_kpi_scorecard_line, value, 0, 0, "A decimal number; absent: no data."),
    SUP__TEXT(sup_kpi_scorecard_line, previous, 0, 0, "Of the period before; absent: no data."),
    SUP__INT(sup_kpi_scorecard_line, cases, SUP_FIELD_REQUIRED,
             "How many things the value comes from; 0 for a sum of money."),
    SUP__INT(sup_kpi_scorecard_line, previous_cases, SUP_FIELD_REQUIRED, "Of the period before."),
    SUP__TEXTS(sup_kpi_scorecard_line, values, value_count, 0, SUP_SCORECARD_PERIODS_MAX,
               SUP_FIELD_REQUIRED, "Of all periods, oldest first; an empty text is no data."),
    SUP__BOOL(sup_kpi_scorecard_line, is_exact, SUP_FIELD_REQUIRED,
              "As it is; else a percentile from buckets, off by less than 1 %."),
    SUP__TIME(sup_kpi_scorecard_line, crossed_ms, "crossed_at", 0,
              "The end of the period in which the target was crossed last; absent: never."),
    SUP__OBJECTS(sup_kpi_scorecard_line, actions, action_count, sup_corrective,
                 &sup__shape_corrective, SUP_SCORECARD_ACTIONS_MAX, SUP_FIELD_REQUIRED,
                 "Corrective actions that are open, those due first."),
    SUP__TIME(sup_kpi_scorecard_line, provisional_until_ms, "provisional_until", 0,
              "The value is provisional until then; absent: it is final."),
    SUP__TIME(sup_kpi_scorecard_line, previous_provisional_until_ms, "previous_provisional_until",
              0, "Of the value of the period before."),
};
static SUP__SHAPE(kpi_scorecard_line, "A figure beside its target.");

static const struct sup_field kpi_scorecard_fields[] = {
    SUP__OBJECTS(sup_kpi_scorecard, items, count, sup_kpi_scorecard_line,
                 &sup__shape_kpi_scorecard_line, SUP_SCORECARD_LINES_MAX, SUP_FIELD_REQUIRED,
                 "In the policy's order."),
    SUP__ENUM(sup_kpi_scorecard, period, sup__interval_names, SUP_FIELD_REQUIRED, "Of what."),
    SUP__BOOL(sup_kpi_scorecard, is_over, SUP_FIELD_REQUIRED, "Its last day is over."),
    SUP__TEXT(sup_kpi_scorecard, from, 0, SUP_FIELD_REQUIRED, "Its first day."),
    SUP__TEXT(sup_kpi_scorecard, to, 0, SUP_FIELD_REQUIRED, "Its last day."),
    SUP__TEXT(sup_kpi_scorecard, previous_from, 0, 0, "Of the period before."),
    SUP__TEXT(sup_kpi_scorecard, previous_to, 0, 0, "Of the period before."),
    SUP__TEXT(sup_kpi_scorecard, zone, 0, 0, "Whose days these are."),
    SUP__TEXT(sup_kpi_scorecard, currency, 0, 0, "Of lines of money."),
    SUP__INT(sup_kpi_scorecard, sequence, SUP_FIELD_REQUIRED,
             "Of the last event that is counted in."),
    SUP__COUNT(sup_kpi_scorecard, met, 0, SUP_FIELD_REQUIRED, "Lines that are met."),
    SUP__COUNT(sup_kpi_scorecard, missed, 0, SUP_FIELD_REQUIRED, "Lines that are missed."),
    SUP__COUNT(sup_kpi_scorecard, no_data, 0, SUP_FIELD_REQUIRED, "Lines without data."),
};
SUP__SHAPE(kpi_scorecard, "How the figures of the policy's scorecard stand.");

/* ---- comparisons ---- */

static const struct sup_field kpi_compare_params_fields[] = {
    SUP__CODES(sup_kpi_compare_params, metrics, metric_count, SUP_KPI_METRICS_MAX,
               SUP_FIELD_REQUIRED, "Names of kpi.definitions."),
    SUP__ENUM(sup_kpi_compare_params, statistic, sup__statistic_names, 0,
              "What of durations; absent: the figures' values."),
    SUP__TEXTS(sup_kpi_compare_params, teams, team_count, SUP_KPI_NAME_BYTES_MAX,
               SUP_KPI_FILTERS_MAX, 0, "Of these teams, an empty text is of none; absent: of all."),
    SUP__TEXT(sup_kpi_compare_params, from, SUP_KPI_DATE_BYTES_MAX, SUP_FIELD_REQUIRED,
              "The first day, in the desk's zone: 2026-03-01."),
    SUP__TEXT(sup_kpi_compare_params, to, SUP_KPI_DATE_BYTES_MAX, 0,
              "The last one; absent: today."),
    SUP__TEXT(sup_kpi_compare_params, versus_from, SUP_KPI_DATE_BYTES_MAX, 0,
              "The first day of what it is compared with; absent: the same days."),
    SUP__TEXT(sup_kpi_compare_params, versus_to, SUP_KPI_DATE_BYTES_MAX, 0,
              "Its last day; absent: so many days as the first have."),
    SUP__TEXTS(sup_kpi_compare_params, versus_teams, versus_team_count, SUP_KPI_NAME_BYTES_MAX,
               SUP_KPI_FILTERS_MAX, 0, "With these teams; absent: the same, or the rest."),
    SUP__BOOL(sup_kpi_compare_params, versus_rest, 0, "With all that is not of `teams`."),
    SUP__OBJECTS(sup_kpi_compare_params, filters, filter_count, sup_kpi_filter,
                 &sup__shape_kpi_filter, SUP_KPI_FILTERS_MAX, 0,
                 "Of both sides only what passes; not by team."),
    SUP__BOOL(sup_kpi_compare_params, is_exact, 0,
              "Percentiles from each value, however many tickets that are."),
    SUP__TEXT(sup_kpi_compare_params, currency, 3, 0,
              "Of figures of money, ISO 4217; absent: the policy's."),
};
SUP__SHAPE(kpi_compare_params, "What to compare with what.");

static const struct sup_field kpi_difference_fields[] = {
    SUP__CODE(sup_kpi_difference, metric, SUP_FIELD_REQUIRED, "Which figure."),
    SUP__CODE(sup_kpi_difference, unit, SUP_FIELD_REQUIRED, "As in kpi.definitions."),
    SUP__TEXT(sup_kpi_difference, value, 0, 0, "A decimal number; absent: no data."),
    SUP__TEXT(sup_kpi_difference, versus, 0, 0, "What it is compared with; absent: no data."),
    SUP__INT(sup_kpi_difference, cases, SUP_FIELD_REQUIRED,
             "How many things the value comes from; 0 for a sum of money."),
    SUP__INT(sup_kpi_difference, versus_cases, SUP_FIELD_REQUIRED, "And the other one."),
    SUP__TEXT(sup_kpi_difference, difference, 0, 0,
              "value - versus, of shares in points; absent: one has no data."),
    SUP__TEXT(sup_kpi_difference, percent, 0, 0,
              "Of versus, what it is more; absent: one has no data, or versus is 0."),
    SUP__TIME(sup_kpi_difference, provisional_until_ms, "provisional_until", 0,
              "The value is provisional until then; absent: it is final."),
    SUP__TIME(sup_kpi_difference, versus_provisional_until_ms, "versus_provisional_until", 0,
              "Of what it is compared with."),
};
static SUP__SHAPE(kpi_difference, "One figure on both sides.");

static const struct sup_field kpi_comparison_fields[] = {
    SUP__OBJECTS(sup_kpi_comparison, items, count, sup_kpi_difference, &sup__shape_kpi_difference,
                 SUP_KPI_METRICS_MAX, SUP_FIELD_REQUIRED, "As the metrics were named."),
    SUP__TEXT(sup_kpi_comparison, from, 0, SUP_FIELD_REQUIRED, "The first day."),
    SUP__TEXT(sup_kpi_comparison, to, 0, SUP_FIELD_REQUIRED, "The last day."),
    SUP__TEXT(sup_kpi_comparison, versus_from, 0, SUP_FIELD_REQUIRED, "And of the other."),
    SUP__TEXT(sup_kpi_comparison, versus_to, 0, SUP_FIELD_REQUIRED, "And of the other."),
    SUP__TEXT(sup_kpi_comparison, zone, 0, SUP_FIELD_REQUIRED, "Whose days these are."),
    SUP__TEXT(sup_kpi_comparison, currency, 0, 0, "Of figures of money."),
    SUP__INT(sup_kpi_comparison, sequence, SUP_FIELD_REQUIRED,
             "Of the last event that is counted in."),
};
SUP__SHAPE(kpi_comparison, "Figures of two periods, or of two groups of teams.");
