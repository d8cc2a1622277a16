/*
 * kpi.h: figures about a desk: what they mean, what they are, and which tickets are behind them.
 *
 * Each figure is named, and its meaning is written down once (kpi.definitions, docs/kpi.md): what
 * is counted, when, by which clock. It is a pure function of the events: what a ticket adds is
 * worked out anew whenever something happened to it, and what it added before is taken away. So a
 * merge, a reopening or a message told late never counts twice, and kpi.check, which works
 * everything out from scratch, finds the same.
 *
 * Figures are kept by day, in the desk's zone (that of the policy's timers.calendar, else UTC), and
 * by what they are told apart by: channel and reason, team, agent, floor, priority, segment, SLA
 * policy, hour. A question about these is answered from there, whatever the number of tickets. One
 * that mixes others, or asks by hour for more than what comes and what is done, goes through what
 * each ticket adds, about two microseconds for each ticket that was in work since the first day; one
 * by product reads what that ticket refers to as well, a few times that. The tick counts in what
 * happened; a question counts in the rest first, so it is always current.
 *
 * Some figures depend on what customers do in a time of the policy after their ticket was solved:
 * `window` of kpi.definitions. Their values are provisional until the last day is over and that time
 * behind it, which rows tell; what was solved in these days is decided by then. It goes by the days
 * alone, so that no ticket is read for it.
 *
 * A day's figures go on changing for as long as its tickets do: a reopened ticket leaves those that
 * were solved, and what it is told apart by is what it is now.
 */
#ifndef SUPPORTCORE_KPI_H
#define SUPPORTCORE_KPI_H

#include "supportcore/operation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of questions. @since 0.1 */
enum {
    SUP_KPI_METRICS_MAX = 20,   /**< of one question */
    SUP_KPI_GROUPS_MAX = 2,     /**< what figures are told apart by at once */
    SUP_KPI_FILTERS_MAX = 20,
    SUP_KPI_NAME_BYTES_MAX = 64, /**< of a team, a reason, an agent's id */
    SUP_KPI_DATE_BYTES_MAX = 10, /**< of a date: 2026-03-31 */
    SUP_KPI_ROWS_MAX = 10000,   /**< of one answer */
    SUP_KPI_EXACT_MAX = 2000,   /**< percentiles of so many tickets are exact without being asked */
    SUP_SCORECARD_LINES_MAX = 50,
    SUP_KPI_DESKS_MAX = 100 /**< whose figures are added up at once */
};

/** By which steps an answer goes. @since 0.1 */
enum sup_kpi_interval {
    SUP_KPI_WHOLE = 1, /**< one figure for all days */
    SUP_KPI_DAYS = 2,
    SUP_KPI_WEEKS = 3, /**< from Monday */
    SUP_KPI_MONTHS = 4
};

/**
 * Only what is of one team, one reason ... Of several with the same `by` one has to fit.
 * By: channel, reason, team, agent, floor, priority, segment, sla, hour, which is that of the day,
 * "00" to "23", and weekday, "1" (Monday) to "7", by which two no stock is told apart; product, which
 * is the id of the ticket's first reference of the kind product. A name has to be one that the desk
 * knows, of its policy or of an earlier one; any product may be named.
 */
struct sup_kpi_filter {
    const char *by;
    const char *is; /**< a name, an agent's id, a product's; empty: none */
};

struct sup_kpi_definitions_params {
    uint32_t size;
    uint32_t reserved;
    const char *metric; /**< only this one; NULL: all */
};

/** What a figure means. */
struct sup_kpi_definition {
    const char *name;  /**< first_reply */
    const char *label; /**< first reply time */
    const char *unit;  /**< count, ms, percent, each, money, score, points */
    const char *formula; /**< in words */
    const char *population; /**< what is counted, and on which day */
    const char *clock;      /**< calendar or business; NULL: it has no time in it */
    const char *source;     /**< where the meaning comes from */
    int64_t version;        /**< grows when the meaning changes */
    int32_t has_percentiles; /**< 1: a duration with percentiles */
    int32_t is_stock; /**< 1: as of the end of the last day; 0: of what happened in the time */
    const char *window; /**< the time of the policy for which values are provisional when their last
                             day is over: repeat_contact or repeat_purchase; NULL: they are not */
    int64_t provisional_ms; /**< how long that is by the policy in force, in ms; 0: NULL above */
};

struct sup_kpi_definition_list {
    uint32_t size;
    uint32_t count;
    const struct sup_kpi_definition *items;
};

struct sup_kpi_query_params {
    uint32_t size;
    int32_t interval; /**< enum sup_kpi_interval; 0: SUP_KPI_WHOLE */
    const char *const *metrics; /**< names of kpi.definitions */
    uint32_t metric_count;
    uint32_t by_count;
    const char *from; /**< the first day: "2026-03-01" */
    const char *to;   /**< the last one; NULL: the caller's today */
    const char *const *by; /**< what to tell apart, as in struct sup_kpi_filter */
    const struct sup_kpi_filter *filters;
    uint32_t filter_count;
    int32_t is_exact; /**< 1: percentiles from each value, however many tickets that are */
    const char *currency; /**< of figures of money, ISO 4217; NULL: the policy's */
};

/** How durations are distributed. By the nearest rank. */
struct sup_kpi_spread {
    int64_t min_ms;
    int64_t max_ms;
    int64_t p50_ms;
    int64_t p75_ms;
    int64_t p90_ms;
    int64_t p95_ms;
    int64_t p99_ms;
    int32_t is_exact; /**< 1: values as they are; 0: buckets, off by less than 1 % */
    uint32_t reserved;
};

/** One figure. */
struct sup_kpi_row {
    const char *metric;
    const char *from; /**< its first day */
    const char *to;   /**< its last one */
    const char *const *groups; /**< in the order of `by`; empty: none */
    uint32_t group_count;
    uint32_t reserved;
    const char *value; /**< decimal: three digits behind the point, of money those of its currency,
                            of numbers none; NULL: nothing is counted */
    int64_t numerator; /**< what the value comes from, exact: ms, minor units, or how many */
    int64_t denominator; /**< 0: the numerator is the value, or nothing is counted */
    const struct sup_kpi_spread *spread; /**< NULL: it has no percentiles, or no values */
    int64_t provisional_until_ms; /**< the value is provisional until then, UTC ms: the end of `to`
                                       and the metric's `window` behind it, where that is not over
                                       yet; 0: it is final, or nothing is counted */
};

struct sup_kpi_answer {
    uint32_t size;
    uint32_t count;
    const struct sup_kpi_row *items; /**< by groups, then by time, then as the metrics were named;
                                          groups without any of it are left out */
    const char *zone; /**< whose days these are; NULL: of several (sup_kpi_merge()) */
    const char *currency;            /**< of figures of money; NULL: none was asked for */
    int64_t sequence; /**< of the last event that is counted in; 0: of several desks */
    int32_t is_scanned; /**< 1: from what each ticket adds; 0: from figures that are kept */
    uint32_t reserved;
};

struct sup_kpi_explain_params {
    uint32_t size;
    uint32_t limit; /**< things of a page, at most SUP_PAGE_MAX; 0: that. Those of one ticket stay
                         together: a page of one ticket may have more */
    const char *metric;
    const char *from;
    const char *to;
    const struct sup_kpi_filter *filters;
    uint32_t filter_count;
    uint32_t reserved;
    const char *currency; /**< of a figure of money, ISO 4217; NULL: the policy's */
    int64_t after_id; /**< next_after_id of the page before; 0: the first page */
};

/** What adds to figures. Numbers are stored. @since 0.1 */
enum sup_kpi_subject {
    SUP_KPI_TICKET = 1,
    SUP_KPI_SURVEY = 2,
    SUP_KPI_REVIEW = 3, /**< a review or a rating */
    SUP_KPI_AGENT = 4   /**< somebody who works at the desk */
};

/** One thing that counts in a figure. */
struct sup_kpi_thing {
    int32_t subject; /**< enum sup_kpi_subject */
    uint32_t reserved;
    int64_t id;        /**< the ticket, survey, review or agent */
    int64_t ticket_id; /**< the ticket, or the one that it is about; 0: about none */
    int64_t at_ms;     /**< when it counts */
    const char *what;  /**< the measure in words */
    int64_t numerator;   /**< what it adds there: 1, ms, or -1 where it is taken off */
    int64_t denominator; /**< and there */
};

struct sup_kpi_explanation {
    uint32_t size;
    uint32_t count;
    const struct sup_kpi_thing *items; /**< tickets, surveys, reviews, agents; by id, then by
                                            time */
    int64_t next_after_id;             /**< 0: this is the last page */
};

struct sup_kpi_check_params {
    uint32_t size;
    uint32_t reserved;
};

/** What kpi.check found. */
struct sup_kpi_check_report {
    uint32_t size;
    int32_t is_clean;    /**< 1: everything is what is worked out from scratch */
    int64_t facts;       /**< tickets, surveys and reviews that were worked out */
    int64_t cells;       /**< rows of figures that were compared */
    int64_t differences; /**< of both */
    const char *first;   /**< in words; NULL: there is none */
};

struct sup_kpi_rebuild_params {
    uint32_t size;
    uint32_t reserved;
};

struct sup_kpi_rebuild_report {
    uint32_t size;
    uint32_t reserved;
    int64_t sequence; /**< of the last event that is counted in: the last that there is */
    int64_t facts;    /**< tickets, surveys and reviews that were worked out */
};

struct sup_kpi_backlog_params {
    uint32_t size;
    uint32_t limit; /**< so many of the oldest tickets at most, SUP_PAGE_MAX or fewer; 0: that */
    int64_t as_of_ms; /**< the instant, UTC ms, not later than the caller's now; 0: now */
    const struct sup_kpi_filter *filters; /**< by all but hour and weekday */
    uint32_t filter_count;
    uint32_t reserved;
};

/** How many tickets were of an age: of the time since they were opened. */
struct sup_kpi_age {
    int64_t from_days; /**< so old at least, in days of 24 hours */
    int64_t to_days;   /**< and not yet so old; 0: however old */
    int64_t tickets;   /**< how many */
};

/** A ticket that was in work. */
struct sup_kpi_open_ticket {
    int64_t ticket_id;
    int64_t opened_ms;
    int64_t age_ms; /**< how long before the instant that was */
};

/** What was in work at an instant. */
struct sup_kpi_backlog {
    uint32_t size;
    uint32_t count;
    const struct sup_kpi_open_ticket *items; /**< the oldest, oldest first; of those that were
                                                  opened together the lower id first */
    int64_t at_ms;   /**< the instant */
    int64_t tickets; /**< how many were in work: the metric `backlog` of that instant */
    int64_t aged;    /**< of these, how many were opened 7 days before it or earlier: the metric
                          `backlog_aged` */
    const struct sup_kpi_age *ages; /**< up to 1 day, 3, 7, 30 and older: together all of them */
    uint32_t age_count;
    uint32_t reserved;
    int64_t sequence; /**< of the last event that is counted in */
};

/**
 * Tell what figures mean.
 *
 * @param[out] list  owned: sup_free()
 * @return as sup_run(); SUP_INVALID for a metric that there is not, naming the nearest
 * @since 0.1
 */
SUP_API int32_t sup_kpi_definitions(sup_core *core, const struct sup_caller *caller,
                                    const struct sup_kpi_definitions_params *params,
                                    struct sup_kpi_definition_list **list);

/**
 * Ask for figures.
 *
 * Everything up to the last event is counted in first, which writes. A desk that was opened for
 * reading answers by what was counted in before, up to `sequence`: ticks stay a day behind, and
 * leave out tickets that were in work since.
 *
 * @param[out] answer  owned: sup_free()
 * @return as sup_run(); SUP_INVALID for a metric, a group, a currency or a date that is none, naming
 *         it, for a filter by a name that no policy of the desk ever had, naming the nearest, by an
 *         agent that there is not, or by what is no hour or day of the week, for a figure of money
 *         where nobody says which currency, for a stock by the hour or the day of the week, and for
 *         a range that ends before it begins; SUP_LIMIT for more than SUP_KPI_ROWS_MAX rows
 * @since 0.1
 */
SUP_API int32_t sup_kpi_query(sup_core *core, const struct sup_caller *caller,
                              const struct sup_kpi_query_params *params,
                              struct sup_kpi_answer **answer);

/**
 * Ask for figures of several desks together: tenants, of one store or of several.
 *
 * Counts and sums add up exactly, and a mean or a share is worked out of them; percentiles come from
 * each value where they would in every desk, else from the desks' buckets together, and `is_exact` of
 * a row says which. Each desk counts its own days, in its own zone and by its own policy; money is
 * that of one currency. Teams, reasons and other names are the same where they are called the same, and a filter
 * may name what only one of the desks knows. Each desk is asked in a transaction of its own.
 *
 * It is the host's: whoever holds the handles may read all of them, and no request of the JSON door,
 * which is of one desk, says so. Only the system may ask; anybody else is refused, which the first
 * desk records.
 *
 * @param cores  the desks' handles, each once; none is in use by another call meanwhile. Errors are
 *               told by the first, also those of others
 * @param core_count  1 to SUP_KPI_DESKS_MAX
 * @param params  as of sup_kpi_query(); without `to` up to the first desk's today, and without
 *                `currency` in that of its policy
 * @param[out] answer  owned: sup_free(). `zone` is NULL where the desks' days are of several zones,
 *                     `sequence` is 0
 * @return as sup_kpi_query()
 * @return SUP_MISUSE  no cores, or one of them is NULL
 * @return SUP_INVALID  a desk is there twice; figures are told apart by agents, who are of one desk
 * @return SUP_REFUSED  the caller is not the system
 * @since 0.1
 */
SUP_API int32_t sup_kpi_merge(sup_core *const *cores, uint32_t core_count,
                              const struct sup_caller *caller,
                              const struct sup_kpi_query_params *params,
                              struct sup_kpi_answer **answer);

/**
 * Read which tickets, surveys, reviews and agents are behind a figure, and what each adds.
 *
 * @param[out] explanation  owned: sup_free()
 * @return as sup_kpi_query()
 * @since 0.1
 */
SUP_API int32_t sup_kpi_explain(sup_core *core, const struct sup_caller *caller,
                                const struct sup_kpi_explain_params *params,
                                struct sup_kpi_explanation **explanation);

/**
 * Work all figures out from scratch and compare. Nothing is changed; kpi.rebuild makes them anew.
 *
 * @param[out] report  owned: sup_free()
 * @return as sup_run()
 * @since 0.1
 */
SUP_API int32_t sup_kpi_check(sup_core *core, const struct sup_caller *caller,
                              const struct sup_kpi_check_params *params,
                              struct sup_kpi_check_report **report);

/**
 * Forget all figures and work them out anew, which mends what somebody else edited in their tables.
 * It goes through all tickets, surveys and reviews, in one transaction.
 *
 * @param[out] report  owned: sup_free()
 * @return as sup_run()
 * @since 0.1
 */
SUP_API int32_t sup_kpi_rebuild(sup_core *core, const struct sup_caller *caller,
                                const struct sup_kpi_rebuild_params *params,
                                struct sup_kpi_rebuild_report **report);

/**
 * Ask what was in work at an instant: how many tickets, by how old they were, and the oldest.
 *
 * In work is what had been opened or reopened by then and was neither solved nor closed; parts of
 * other tickets are not counted. It is what is known now about then: what is told late counts, and
 * filters go by what tickets are told apart by now. At the last millisecond of a day it is what
 * kpi.query gives for the end of that day.
 *
 * It goes through what each ticket adds that was opened by then: about two microseconds for each.
 * The end of a day, at a cost that does not grow with tickets, is the metrics `backlog` and
 * `backlog_aged` of kpi.query; `oldest` goes through the tickets there as well. Events are counted in first, as there.
 *
 * @param[out] backlog  owned: sup_free()
 * @return as sup_run(); SUP_INVALID for an instant that has not come yet, for a filter by what no
 *         stock is told apart by, and for one by a name as of sup_kpi_query()
 * @since 0.1
 */
SUP_API int32_t sup_kpi_backlog(sup_core *core, const struct sup_caller *caller,
                                const struct sup_kpi_backlog_params *params,
                                struct sup_kpi_backlog **backlog);

#ifdef __cplusplus
}
#endif

#endif
