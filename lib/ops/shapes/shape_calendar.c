/*
 * shape_calendar.c: what the questions about business hours look like.
 */
#include "ops/shape.h"
#include "ops/shapes/shape_rows.h"
#include "ops/shapes/shapes.h"
#include "supportcore/calendar.h"

#define NAMED(s) SUP__CODE(s, calendar, 0, "A calendar of the policy; or give a definition.")
#define WRITTEN(s)                                                                                 \
    SUP__JSON(s, definition, SUP_CALENDAR_BYTES_MAX, 0,                                            \
              "A calendar, written as one of a policy: zone, week, holidays, special.")

static const struct sup_field span_fields[] = {
    SUP__TIME(sup_span, begin_ms, "begin", SUP_FIELD_REQUIRED, "Its first instant."),
    SUP__TIME(sup_span, end_ms, "end", SUP_FIELD_REQUIRED, "The first instant after it."),
};
SUP__SHAPE(span, "A span of time.");

static const struct sup_field calendar_add_params_fields[] = {
    NAMED(sup_calendar_add_params),
    WRITTEN(sup_calendar_add_params),
    SUP__TIME(sup_calendar_add_params, from_ms, "from", SUP_FIELD_REQUIRED, "Counted from there."),
    SUP__DURATION(sup_calendar_add_params, duration_ms, 0, "How much open time."),
};
SUP__PARAMS(calendar_add_params, "An instant and how much open time lies between it and another.");

static const struct sup_field calendar_time_params_fields[] = {
    NAMED(sup_calendar_time_params),
    WRITTEN(sup_calendar_time_params),
    SUP__TIME(sup_calendar_time_params, time_ms, "time", SUP_FIELD_REQUIRED, "The instant."),
};
SUP__PARAMS(calendar_time_params, "An instant that a calendar is asked about.");

static const struct sup_field calendar_between_params_fields[] = {
    NAMED(sup_calendar_between_params),
    WRITTEN(sup_calendar_between_params),
    SUP__TIME(sup_calendar_between_params, from_ms, "from", SUP_FIELD_REQUIRED, "From there."),
    SUP__TIME(sup_calendar_between_params, to_ms, "to", SUP_FIELD_REQUIRED,
              "To there; earlier than from, the answer is negative."),
    SUP__OBJECTS(sup_calendar_between_params, pauses, pause_count, sup_span, &sup__shape_span,
                 SUP_CALENDAR_CALL_PAUSES_MAX, 0,
                 "What does not count; in any order, and they may overlap."),
};
SUP__SHAPE(calendar_between_params, "Two instants, and the pauses between them.");

static const struct sup_field calendar_intervals_params_fields[] = {
    NAMED(sup_calendar_intervals_params),
    WRITTEN(sup_calendar_intervals_params),
    SUP__TIME(sup_calendar_intervals_params, from_ms, "from", SUP_FIELD_REQUIRED, "From there."),
    SUP__TIME(sup_calendar_intervals_params, to_ms, "to", SUP_FIELD_REQUIRED, "To there."),
    SUP__COUNT(sup_calendar_intervals_params, limit, SUP_CALENDAR_INTERVALS_MAX, 0,
               "Intervals at most; 0 means 1000."),
};
SUP__SHAPE(calendar_intervals_params, "Between which instants to list open intervals.");

static const struct sup_field calendar_time_fields[] = {
    SUP__TIME(sup_calendar_time, at_ms, "at", 0, "The instant."),
};
SUP__SHAPE(calendar_time, "An instant that follows from a calendar.");

static const struct sup_field calendar_length_fields[] = {
    SUP__INT(sup_calendar_length, open_ms, 0, "Open time in milliseconds."),
};
SUP__SHAPE(calendar_length, "How long a calendar was open.");

static const struct sup_field calendar_state_fields[] = {
    SUP__BOOL(sup_calendar_state, is_open, 0, "It is open at that instant."),
};
SUP__SHAPE(calendar_state, "Whether a calendar is open.");

static const struct sup_field calendar_intervals_fields[] = {
    SUP__OBJECTS(sup_calendar_intervals, items, count, sup_span, &sup__shape_span,
                 SUP_CALENDAR_INTERVALS_MAX, SUP_FIELD_REQUIRED,
                 "Open intervals in their order, cut at both ends."),
    SUP__TIME(sup_calendar_intervals, next_ms, "next", 0,
              "Ask again from there; absent when these are all."),
};
SUP__SHAPE(calendar_intervals, "When a calendar is open.");
