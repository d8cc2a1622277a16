/*
 * scorecard.h: figures beside what they should be, and what is done about those that are not.
 *
 * The policy's `kpi` names lines: a figure of kpi.h, a target, on which side of it the figure has
 * to be, and who answers for it. kpi.scorecard shows each line for one period: the value, that of
 * the period before, whether the target is met, and the corrective actions that a lead recorded.
 *
 * A period without anything that counts is no data, which is neither met nor missed, and never 0.
 * Whether a target is met is decided by the exact numbers, not by the value as it is shown. What a
 * period is judged by are the targets of the policy in force, also of a period that is long over.
 *
 * At the end of each period (`kpi.period` of the policy) the desk looks at all lines by itself: a
 * line that came to miss its target, or to meet it again, is an event kpi.crossed. The tick does
 * that, once for each period and in order, also of periods that ended while nobody called it; what
 * was said about a period since its end counts as it is known then. A line without data stays as it
 * was.
 */
#ifndef SUPPORTCORE_SCORECARD_H
#define SUPPORTCORE_SCORECARD_H

#include "supportcore/corrective.h"
#include "supportcore/kpi.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of what follows. @since 0.1 */
enum {
    SUP_SCORECARD_PERIODS_MAX = 60, /**< that one scorecard shows, the current one among them */
    SUP_SCORECARD_PERIODS = 8,      /**< that it shows when nobody says */
    SUP_SCORECARD_DAYS_MAX = 400,   /**< of one period that is not a day, a week or a month */
    SUP_SCORECARD_ACTIONS_MAX = 20  /**< corrective actions that are shown with one line */
};

/** What of a figure a target is for. @since 0.1 */
enum sup_kpi_statistic {
    SUP_KPI_MEAN = 1, /**< its value: of durations their mean */
    SUP_KPI_MIN = 2,
    SUP_KPI_MAX = 3,
    SUP_KPI_P50 = 4,
    SUP_KPI_P75 = 5,
    SUP_KPI_P90 = 6,
    SUP_KPI_P95 = 7,
    SUP_KPI_P99 = 8
};

/** On which side of its target a figure has to be. @since 0.1 */
enum sup_kpi_direction { SUP_KPI_BELOW = 1, SUP_KPI_AT_MOST = 2, SUP_KPI_AT_LEAST = 3 };

/** How a figure stands. @since 0.1 */
enum sup_kpi_status {
    SUP_KPI_MET = 1,
    SUP_KPI_MISSED = 2,
    SUP_KPI_NO_DATA = 3 /**< nothing counted in the period */
};

/** How a figure changed since the period before. @since 0.1 */
enum sup_kpi_trend { SUP_KPI_BETTER = 1, SUP_KPI_WORSE = 2, SUP_KPI_SAME = 3 };

struct sup_kpi_scorecard_params {
    uint32_t size;
    int32_t
        period; /**< enum sup_kpi_interval; 0: the policy's; SUP_KPI_WHOLE: from `from` to `to` */
    const char
        *from; /**< a day of the period, of SUP_KPI_WHOLE its first; NULL: the caller's today */
    const char *to;   /**< of SUP_KPI_WHOLE the last day, NULL: today; else not allowed */
    uint32_t periods; /**< how many values a line has, its own the last; 0: SUP_SCORECARD_PERIODS */
    uint32_t reserved;
};

/** One line. Values are decimal texts as in struct sup_kpi_row; of a percentile whole ms. */
struct sup_kpi_scorecard_line {
    const char *name; /**< in the policy */
    const char *label;
    const char *metric;                /**< of kpi.definitions */
    const char *unit;                  /**< as in struct sup_kpi_definition */
    int32_t statistic;                 /**< enum sup_kpi_statistic */
    int32_t direction;                 /**< enum sup_kpi_direction */
    const char *target;                /**< as the values are written */
    const char *note;                  /**< NULL: none */
    const char *owner_role;            /**< who answers for it; NULL: an agent */
    const char *owner_name;            /**< the agent's name; NULL: a role, or nobody has that id */
    int64_t owner_id;                  /**< the agent; 0: a role */
    const struct sup_kpi_filter *only; /**< of what the figure is; as in a question */
    uint32_t only_count;
    int32_t status;            /**< enum sup_kpi_status */
    int32_t previous_status;   /**< of the period before */
    int32_t trend;             /**< enum sup_kpi_trend; 0: one of both has no data */
    const char *value;         /**< NULL: no data */
    const char *previous;      /**< of the period before; NULL: no data */
    int64_t cases;             /**< how many things the value comes from */
    int64_t previous_cases;    /**< likewise of the period before */
    const char *const *values; /**< of all periods, oldest first; an empty text is no data */
    uint32_t value_count;
    int32_t is_exact;   /**< 1: as it is; 0: a percentile from buckets, off by less than 1 % */
    int64_t crossed_ms; /**< the end of the period in which the target was crossed last; 0: never */
    const struct sup_corrective
        *actions; /**< open ones, those due first; corrective.list has all */
    uint32_t action_count;
    uint32_t reserved;
    int64_t provisional_until_ms; /**< of `value`, as in struct sup_kpi_row; 0: it is final */
    int64_t previous_provisional_until_ms; /**< of `previous`; 0: it is final */
};

struct sup_kpi_scorecard {
    uint32_t size;
    uint32_t count;
    const struct sup_kpi_scorecard_line *items; /**< in the policy's order */
    int32_t period;                             /**< enum sup_kpi_interval */
    int32_t is_over;           /**< 1: its last day is over; 0: it goes on, or has not begun */
    const char *from;          /**< its first day */
    const char *to;            /**< its last day */
    const char *previous_from; /**< of the period before */
    const char *previous_to;   /**< likewise */
    const char *zone;          /**< whose days these are */
    const char *currency;      /**< of lines of money; NULL: there are none */
    int64_t sequence;          /**< of the last event that is counted in */
    uint32_t met;              /**< lines */
    uint32_t missed;           /**< likewise */
    uint32_t no_data;          /**< likewise */
    uint32_t reserved;
};

/**
 * Show how the figures of the policy's scorecard stand.
 *
 * Figures are those of sup_kpi_query(), and so is what is written.
 *
 * @param[out] card  owned: sup_free(); without lines where the policy has none
 * @return as sup_run(); SUP_INVALID for a day that is none, a range that ends before it begins, or
 *         `to` of a period that is no range; SUP_LIMIT for a range of more than
 *         SUP_SCORECARD_DAYS_MAX days
 * @since 0.1
 */
SUP_API int32_t sup_kpi_scorecard(sup_core *core, const struct sup_caller *caller,
                                  const struct sup_kpi_scorecard_params *params,
                                  struct sup_kpi_scorecard **card);

/** What to compare: figures of one period and some teams with those of another, or of others. */
struct sup_kpi_compare_params {
    uint32_t size;
    uint32_t metric_count;
    const char *const *metrics; /**< names of kpi.definitions */
    int32_t statistic; /**< enum sup_kpi_statistic; 0: SUP_KPI_MEAN; all metrics need to have it */
    uint32_t team_count;
    const char *const *teams;        /**< of these teams; "": of none; without any: of all */
    const char *from;                /**< the first day */
    const char *to;                  /**< the last one; NULL: the caller's today */
    const char *versus_from;         /**< of what it is compared with; NULL: the same days */
    const char *versus_to;           /**< NULL: so many days as the first have */
    const char *const *versus_teams; /**< NULL: the same teams, or the rest */
    uint32_t versus_team_count;
    int32_t versus_rest;                  /**< 1: with all that is not of `teams` */
    const struct sup_kpi_filter *filters; /**< of both sides, as in a question; not by team */
    uint32_t filter_count;
    int32_t is_exact;     /**< 1: percentiles from each value, however many tickets that are */
    const char *currency; /**< of figures of money, ISO 4217; NULL: the policy's */
};

/** One figure on both sides. */
struct sup_kpi_difference {
    const char *metric;
    const char *unit;       /**< as in struct sup_kpi_definition */
    const char *value;      /**< NULL: no data */
    const char *versus;     /**< the other side; NULL: no data */
    int64_t cases;          /**< how many things the value comes from */
    int64_t versus_cases;   /**< likewise of the other side */
    const char *difference; /**< value - versus, of shares in points; NULL: one has no data */
    const char *percent;    /**< of versus, what it is more; NULL: likewise, or versus is 0 */
    int64_t provisional_until_ms; /**< of `value`, as in struct sup_kpi_row; 0: it is final */
    int64_t versus_provisional_until_ms; /**< of `versus`; 0: it is final */
};

struct sup_kpi_comparison {
    uint32_t size;
    uint32_t count;
    const struct sup_kpi_difference *items; /**< as the metrics were named */
    const char *from;
    const char *to;
    const char *versus_from; /**< of what it is compared with */
    const char *versus_to;   /**< likewise */
    const char *zone;        /**< whose days these are */
    const char *currency;    /**< of figures of money; NULL: none was asked for */
    int64_t sequence;        /**< of the last event that is counted in */
};

/**
 * Compare figures: two periods, or two groups of teams, such as a pilot and the rest.
 *
 * A ticket counts for the team that it has now, a reply for that of its ticket. Both sides may
 * share teams and days; then they share what is of these.
 *
 * @param[out] comparison  owned: sup_free()
 * @return as sup_kpi_query(), teams as filters; SUP_INVALID too where both sides would be the same, for a statistic
 *         that a metric does not have, and for a filter by team
 * @since 0.1
 */
SUP_API int32_t sup_kpi_compare(sup_core *core, const struct sup_caller *caller,
                                const struct sup_kpi_compare_params *params,
                                struct sup_kpi_comparison **comparison);

#ifdef __cplusplus
}
#endif

#endif
