/*
 * shape_staffing.c: the structs of staffing.h as lists of fields.
 */
#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "ops/shapes/shapes.h"
#include "supportcore/staffing.h"

static const struct sup_field staffing_agents_params_fields[] = {
    SUP__INT(sup_staffing_agents_params, arrivals, 0, "How many come in the period."),
    SUP__DURATION(sup_staffing_agents_params, period_ms, 0, "The period; absent: an hour."),
    SUP__DURATION(sup_staffing_agents_params, handle_ms, SUP_FIELD_REQUIRED,
                  "What one takes an agent, with the work after it."),
    SUP__INT(sup_staffing_agents_params, shrinkage_percent, 0,
             "Added for the time in which agents are paid and not there: 30 is 30 % more."),
    SUP__DURATION(sup_staffing_agents_params, within_ms, 0,
                  "Who is answered within this time counts as served."),
    SUP__INT(sup_staffing_agents_params, service_percent, 0,
             "How many agents serve that share, 1 to 99; not with agents."),
    SUP__INT(sup_staffing_agents_params, agents, 0, "What so many agents give."),
};
SUP__PARAMS(staffing_agents_params, "What comes, what it takes, and what is asked.");

static const struct sup_field staffing_queue_fields[] = {
    SUP__INT(sup_staffing_queue, occupancy_ppm, SUP_FIELD_REQUIRED,
             "Share of the agents' time in which they handle something, in millionths."),
    SUP__INT(sup_staffing_queue, waiting_ppm, SUP_FIELD_REQUIRED,
             "Probability that somebody has to wait, in millionths: Erlang C."),
    SUP__INT(sup_staffing_queue, served_ppm, SUP_FIELD_REQUIRED,
             "Share that is answered within the time, in millionths."),
    SUP__INT(sup_staffing_queue, wait_ms, SUP_FIELD_REQUIRED,
             "Mean wait of all who come, in milliseconds."),
};
SUP__SHAPE(staffing_queue, "What becomes of those who come.");

static const struct sup_field staffing_fields[] = {
    SUP__BOOL(sup_staffing, is_overloaded, SUP_FIELD_REQUIRED,
              "The agents asked about cannot handle what comes: the queue only grows."),
    SUP__INT(sup_staffing, load_milli, SUP_FIELD_REQUIRED, "The load in thousandths of an erlang."),
    SUP__INT(sup_staffing, plain_milli, SUP_FIELD_REQUIRED,
             "Agents by the plain formula, in thousandths."),
    SUP__INT(sup_staffing, plain_agents, SUP_FIELD_REQUIRED, "The same in whole people."),
    SUP__INT(sup_staffing, agents, 0,
             "Agents at work: those asked about, or the fewest who serve the share."),
    SUP__INT(sup_staffing, scheduled, 0, "These and the shrinkage, in whole people."),
    SUP__OBJECT(sup_staffing, queue, sup_staffing_queue, &sup__shape_staffing_queue, 0,
                "Absent when they are overloaded or were not asked about."),
};
SUP__SHAPE(staffing, "How many agents a load needs, and what so many give.");
