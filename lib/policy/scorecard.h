/*
 * scorecard.h: what the desk wants its figures to be.
 */
#ifndef SUP__POLICY_SCORECARD_H
#define SUP__POLICY_SCORECARD_H

#include "base/names.h"
#include "kpi/definitions.h"

/* What of a figure a target is for. Indexes of sup__statistic_names. */
enum sup__statistic {
    SUP__STATISTIC_MEAN = 0, /* the figure's own value, whatever its unit */
    SUP__STATISTIC_MIN,
    SUP__STATISTIC_MAX,
    SUP__STATISTIC_P50,
    SUP__STATISTIC_P75,
    SUP__STATISTIC_P90,
    SUP__STATISTIC_P95,
    SUP__STATISTIC_P99,
    SUP__STATISTICS
};

/* On which side of its target a figure has to be. */
enum sup__direction {
    SUP__DIRECTION_BELOW = 0,
    SUP__DIRECTION_AT_MOST,
    SUP__DIRECTION_AT_LEAST,
    SUP__DIRECTIONS
};

/** By their enums; NULL after the last. */
extern const char *const sup__statistic_names[SUP__STATISTICS + 1];
extern const char *const sup__direction_names[SUP__DIRECTIONS + 1];

/* Only what is of one team, one reason ... */
struct sup__kpi_only {
    const char *by;
    const char *is; /* "": none */
};

struct sup__kpi_line {
    const char *name;
    const char *label;
    const char *note;                         /* NULL: there is none */
    const struct sup__kpi_definition *metric; /* static */
    int32_t statistic;                        /* enum sup__statistic */
    int32_t direction;                        /* enum sup__direction */
    int64_t target;      /* ms, minor units, how many; of other units thousandths */
    int32_t owner_role;  /* by index; -1: an agent */
    int64_t owner_agent; /* 0: a role */
    uint32_t only_count;
    const struct sup__kpi_only *only; /* by `by`, as in the list of names; then as written */
};

struct sup__scorecard {
    int32_t period; /* enum sup_kpi_interval: days, weeks or months */
    uint32_t line_count;
    const struct sup__kpi_line *lines; /* as many as names has */
    struct sup__names names;
};

/** A target of a unit is told in thousandths of it; else in ms, minor units, or how many. */
int sup__is_in_thousandths(int32_t unit);

/** Whether a figure is on the right side: exact, as no value that is shown is. Its value is
 *  numerator / denominator, a denominator of 0 stands for 1; shares are in percent. */
int sup__kpi_is_met(const struct sup__kpi_line *line, int64_t numerator, int64_t denominator);

#endif
