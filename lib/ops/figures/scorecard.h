/*
 * scorecard.h: figures of the policy's lines, by period.
 */
#ifndef SUP__OPS_SCORECARD_H
#define SUP__OPS_SCORECARD_H

#include "ops/figures/kpi_ask.h"
#include "ops/unit.h"
#include "supportcore/scorecard.h"

/* Periods, one after the other. */
struct sup__periods {
    int32_t interval;  /* enum sup_kpi_interval */
    int32_t span_days; /* of each, where they are neither days, weeks nor months; else 0 */
    uint32_t count;
    int32_t first_day; /* of the first of them */
    int32_t last_day;  /* of the last of them */
    int32_t today;     /* of the caller */
};

/** The days of one of them, counted from 0. */
void sup__period_days(const struct sup__periods *periods, uint32_t index, int32_t *first,
                      int32_t *last);

/* A line's figure in one period. */
struct sup__line_figure {
    int32_t has_data;
    int32_t is_exact;
    int64_t numerator; /* numerator / denominator is the value; 0 stands for 1 */
    int64_t denominator;
    int64_t cases;
    const char *value; /* NULL without data */
    int64_t provisional_until_ms; /* 0: it is final */
};

/* Figures of all lines. Texts live in the unit's arena. */
struct sup__figures {
    struct sup__line_figure *items; /* of a line one after the other: those of its periods */
    const char *zone;
    const char *currency; /* NULL: there are no lines of money */
    int64_t sequence;
};

/** Work out the figures of all lines of the policy in force. */
int32_t sup__scorecard_figures(struct sup__unit *unit, const struct sup__periods *periods,
                               struct sup__figures *figures);
/** How a figure stands: enum sup_kpi_status. */
int32_t sup__line_status(const struct sup__kpi_line *line, const struct sup__line_figure *figure);
/** One fraction beside another: below 0, 0, above 0. A denominator of 0 stands for 1. */
int sup__figure_compare(const struct sup__line_figure *one, const struct sup__line_figure *other);
/** A line's target, as values are written, in the unit's arena. */
const char *sup__line_target(struct sup__unit *unit, const struct sup__kpi_line *line);

/** Names of enum sup_kpi_status, from 1, NULL at the end. */
extern const char *const sup__kpi_status_names[];

/** What a row of an answer says of a statistic. */
struct sup__line_figure sup__figure_of(const struct sup_kpi_row *row,
                                       const struct sup__kpi_definition *metric, int32_t statistic);
#endif
