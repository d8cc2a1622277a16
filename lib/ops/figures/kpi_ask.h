/*
 * kpi_ask.h: a question about figures, read, and the cells that answer it.
 */
#ifndef SUP__KPI_ASK_H
#define SUP__KPI_ASK_H

#include "kpi/definitions.h"
#include "ops/figures/kpi.h"
#include "supportcore/kpi.h"
#include "supportcore/people.h"

/* What figures are told apart by, as questions name it. */
enum sup__kpi_by {
    SUP__BY_CHANNEL,
    SUP__BY_REASON,
    SUP__BY_TEAM,
    SUP__BY_AGENT,
    SUP__BY_FLOOR,
    SUP__BY_PRIORITY,
    SUP__BY_SEGMENT,
    SUP__BY_SLA,
    SUP__BY_HOUR,
    SUP__BY_WEEKDAY,
    SUP__BY_PRODUCT,
    SUP__BY_COUNT
};

/* What only the library asks for. */
struct sup__kpi_more {
    int32_t span_days; /* steps of so many days each; 0: as the interval says */
    const char *const *without_teams; /* nothing that is of these; borrowed */
    uint32_t without_team_count;
    int32_t takes_names; /* names of filters were looked up before, or are the policy's own */
    struct sup__kpi_total *total; /* of other desks, to which this one's figures are added; NULL */
    int32_t is_part; /* more desks are to come, which may know a name that this one does not */
};

struct sup__kpi_question {
    const struct sup__kpi_definition *metrics[SUP_KPI_METRICS_MAX];
    uint32_t metric_count;
    int32_t interval; /* enum sup_kpi_interval */
    int32_t first_day;
    int32_t last_day;
    int32_t by[SUP_KPI_GROUPS_MAX];
    uint32_t by_count;
    const struct sup_kpi_filter *filters; /* borrowed */
    int32_t filter_by[SUP_KPI_FILTERS_MAX];
    uint32_t filter_count;
    int32_t dimension;  /* enum sup__kpi_dimension that has all of it; -1: none */
    int32_t has_stock;  /* a metric adds up all days before */
    int32_t has_spread; /* a metric has percentiles */
    int32_t has_money;  /* a metric is money */
    int32_t has_agents; /* a metric is about the people of the desk */
    int32_t has_sessions; /* and about when they were available */
    int32_t has_derived;  /* a metric is made of what follows from sums */
    int32_t has_waiting;  /* and of what waits */
    int32_t has_outcomes; /* a metric is about what the shop reports afterwards */
    int32_t has_values;   /* and about what customers are worth */
    int32_t has_costs;    /* a metric is about what handling costs */
    int32_t has_oldest;   /* a metric is the age of the oldest ticket in work */
    int32_t has_window;   /* a metric is provisional for a while */
    int32_t has_products; /* it tells products apart, or filters by them */
    int32_t has_weekdays; /* and weekdays */
    const char *currency; /* of that; "": none */
    uint32_t currency_code;
    struct sup__kpi_more more;
};

/** The name of a unit: enum sup__kpi_unit. */
const char *sup__kpi_unit_name(int32_t unit);
/** The metric of a name; SUP_INVALID. */
int32_t sup__kpi_metric(struct sup__unit *unit, const char *field, const char *name,
                        const struct sup__kpi_definition **definition);
/** Note what a metric needs. */
void sup__kpi_ask_of(struct sup__kpi_question *question,
                     const struct sup__kpi_definition *definition);
/** Add the metrics to a question. */
int32_t sup__kpi_ask_metrics(struct sup__unit *unit, struct sup__kpi_question *question,
                             const char *const *names, uint32_t count);
/** Set the currency of its money; NULL: the policy's. */
int32_t sup__kpi_ask_currency(struct sup__unit *unit, struct sup__kpi_question *question,
                              const char *currency);
/** A day that is told as text. */
int32_t sup__kpi_ask_day(struct sup__unit *unit, const char *field, const char *text, int32_t *day);
/** Set its days; `to` NULL: today. */
int32_t sup__kpi_ask_days(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                          struct sup__kpi_question *question, const char *from, const char *to);
/** The first day of the week or month that a day is in, or of one so many after it. */
int32_t sup__kpi_period_begin(int32_t interval, int32_t day, int32_t after);
/** Set what it tells apart and filters by; with that its dimension. */
int32_t sup__kpi_ask_groups(struct sup__unit *unit, struct sup__kpi_question *question,
                            const char *const *by, uint32_t by_count,
                            const struct sup_kpi_filter *filters, uint32_t filter_count);

/** Refuse a filter by a name that the desk does not know; kpi_names.c.
 *  @param format  the place of the name, with its number
 *  @param known  filters that are known already, a bit each; those that this desk knows are added
 *  @param is_last  0: another desk may know the others */
int32_t sup__kpi_check_names(struct sup__unit *unit, const char *format,
                             const struct sup_kpi_filter *filters, uint32_t count,
                             uint32_t *known, int is_last);

/** What an item or a cell is told apart by; NULL: not by that. */
struct sup__kpi_names {
    const char *names[SUP__BY_COUNT];
    char agent[24];
    char hour[24];
    char weekday[24];
};
void sup__kpi_names_of(const struct sup__kpi_traits *traits, const struct sup__kpi_item *item,
                       const struct sup__kpi_when *when, struct sup__kpi_names *names);
/** The day of the week as questions name it: "1" is Monday (ISO 8601). */
void sup__kpi_weekday(int32_t day, char out[24]);
/** 1: it passes the filters. */
int sup__kpi_passes(const struct sup__kpi_question *question, const struct sup__kpi_names *names);

/** The step of the answer that a day is in, from 0; and the days of a step, cut at the ends. */
int32_t sup__kpi_step(const struct sup__kpi_question *question, int32_t day);
void sup__kpi_step_days(const struct sup__kpi_question *question, int32_t step, int32_t *first,
                        int32_t *last);
void sup__kpi_day_text(int32_t day, char out[SUP_KPI_DATE_BYTES_MAX + 1]);

/* What is summed up for the answer, as `dimension` of its cells: what happened in a step, and what
 * changed a stock. Their day is the step; -1 is all before. */
enum { SUP__KPI_FLOW = 0, SUP__KPI_STOCK = 1 };

/** A value of a duration, where percentiles are exact. */
struct sup__kpi_sample {
    const struct sup__kpi_cell *cell;
    uint32_t spread;
    int64_t ms;
};

/* What the name of an entry leads to: pages have nearly the same names day by day. */
struct sup__kpi_lead {
    const char *name;    /* as pages have it; NULL: nothing was found out yet */
    const char *group;   /* the name of its cells of the answer; NULL: filters leave it out */
    const char *channel; /* where that says what handling costs; "" */
    int32_t at;          /* the step that cells are of, or the day */
    struct sup__kpi_cell *cells[2]; /* what happened, and a stock; NULL: not looked up yet */
};

/* In the order of pages. */
struct sup__kpi_leads {
    struct sup__kpi_lead *items;
    uint32_t count, room;
    uint32_t next; /* those before are of names that the page at hand has passed */
};

struct sup__kpi_sums {
    struct sup__unit *unit;
    const struct sup__kpi_rules *rules;
    const struct sup__kpi_question *question;
    struct sup__kpi_cells cells;
    struct sup__arena *lasting; /* cells and samples */
    struct sup__arena scratch;  /* one row */
    struct sup__kpi_sample *samples;
    uint32_t sample_count;
    uint32_t sample_room;
    int32_t rc;     /* why a row ended the reading */
    int is_scanned; /* sums are from what each ticket adds */
    int is_exact;   /* so are percentiles */
    uint8_t is_spread[2 * SUP__KPI_MEASURE_MAX + 2]; /* 1: percentiles of that id are asked for */
    int has_wanted;                   /* one entry of each page is asked for */
    char wanted[SUP__KPI_NAME_BYTES]; /* its name */
    int has_rest;      /* what has no name is found, too */
    int reads_whole;   /* pages are those of the whole, for that */
    int reads_spreads; /* and of how values are distributed */
    int64_t *until_ms; /* of each step its metrics: provisional until then; NULL: none is */
    struct sup__kpi_leads leads;
    struct sup__kpi_lead nameless; /* of what has no name */
    int32_t at; /* the step of the page at hand; its day, where weekdays are told apart */
};

/* Figures of several desks, which outlive the desks' transactions. Zero it, and begin its arena. */
struct sup__kpi_total {
    struct sup__arena arena;
    struct sup__kpi_cells cells;
    struct sup__kpi_sample *samples;
    uint32_t sample_count;
    uint32_t sample_room;
    uint32_t known; /* filters whose names a desk knows, a bit each */
    int is_rough; /* some percentiles come from buckets */
    int is_scanned;
    int has_zones;    /* their days are of several zones */
    const char *zone; /* of the first */
    int64_t *until_ms; /* as of sums: the latest of the desks */
};
/** Add what one desk's question was summed up to. SUP_NOMEM, SUP_LIMIT; sets no error. */
int32_t sup__kpi_total_add(struct sup__kpi_total *total, struct sup__kpi_sums *sums);
/** Make the sums those of all desks, as long as the total is there. SUP_NOMEM; sets no error. */
int32_t sup__kpi_total_end(struct sup__kpi_total *total, struct sup__kpi_sums *sums);
/** Add the answer of a question to those of other desks. */
int32_t sup__kpi_add_up(struct sup__unit *unit, const struct sup_kpi_query_params *params,
                        struct sup__kpi_total *total);

/** The policy's time that a figure waits for, by its name; NULL: none. */
const char *sup__kpi_window_name(const struct sup__kpi_definition *metric);
/** How long that is; 0: none. */
int64_t sup__kpi_window_ms(const struct sup__policy *policy,
                           const struct sup__kpi_definition *metric);
/** Find until when the figures of each step are provisional, where they are not already provisional
 *  for longer; *until_ms is NULL at first, and stays it where none can be. SUP_NOMEM; sets no error. */
int32_t sup__kpi_find_provisional(struct sup__kpi_sums *sums, int64_t **until_ms,
                                  struct sup__arena *arena);

/** The zone whose days they are. */
const char *sup__kpi_zone_name(const struct sup__kpi_rules *rules);

/** Answer a question.
 *  @param[out] answer  owned: sup_free() */
int32_t sup__kpi_answer(struct sup__unit *unit, const struct sup_kpi_query_params *params,
                        const struct sup__kpi_more *more, struct sup_kpi_answer **answer);
/** Sum up what answers a question. is_exact: percentiles from each value in any case. */
int32_t sup__kpi_sum_up(struct sup__kpi_sums *sums, int is_exact);

/** The cell of the answer that a day is in; NULL: that day is in none, or memory ran out. */
struct sup__kpi_cell *sup__kpi_goal(struct sup__kpi_sums *sums, const struct sup__kpi_names *names,
                                    uint32_t kind, int32_t day);

/* ---- what follows from sums (kpi_derive.c) ---- */

struct sup__kpi_derivation {
    const struct sup__policy *policy;
    int64_t days;       /* of the time, up to today */
    int64_t waiting_ms; /* the mean age of what waits */
};
enum { SUP__KPI_DERIVED = 8 };
/** What follows from the sums of a cell; how many sums. */
uint32_t sup__kpi_derive(const struct sup__kpi_derivation *from, const struct sup__kpi_cell *cell,
                         struct sup__kpi_sum out[SUP__KPI_DERIVED]);
/** Mark the measures of cells that a metric is made of, or follows from. */
void sup__kpi_need(const struct sup__kpi_definition *definition,
                   uint8_t needed[SUP__KPI_MEASURE_MAX + 1]);
/** Whether the policy says what handling costs; and what it says of a channel. */
int sup__kpi_has_costs(const struct sup__policy *policy);
const struct sup__costs *sup__kpi_costs_on(const struct sup__policy *policy, const char *channel);
/* What handling costs, exact: minor units x ms of an hour. */
__extension__ typedef __int128 sup__kpi_cost_exact;
sup__kpi_cost_exact sup__kpi_cost_of(const struct sup__costs *costs, int64_t handle_ms,
                                     int64_t tickets);
/** In minor units of the policy's currency. */
int64_t sup__kpi_cost(sup__kpi_cost_exact cost);
/** What of a sum is on a channel with costs of its own, as a sum; 0: it is not, or costs are not
 *  asked for. */
int sup__kpi_costed(const struct sup__kpi_question *question, const struct sup__policy *policy,
                    const char *channel, const struct sup__kpi_sum *of,
                    struct sup__kpi_sum *there);
/** Add it to them. SUP_NOMEM, SUP_LIMIT; sets no error. */
int32_t sup__kpi_add_derived(const struct sup__kpi_derivation *from, struct sup__kpi_cell *cell,
                             struct sup__arena *arena);
/** The days of a step up to today: how many. */
int sup__kpi_past_days(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                       const struct sup__kpi_question *question, int32_t step, int32_t *first,
                       int32_t *last);
/** How many days of those people were at the desk who came and left as a cell says: before them, or
 *  on them. */
int64_t sup__kpi_agent_days(const struct sup__kpi_cell *change, int is_before, int32_t first,
                            int32_t last);

/** What waited for an agent at the ends of the days of a step. */
struct sup__kpi_waiting {
    int64_t count;
    int64_t age_s;
};
/** For each step of the question; `steps` are zero. */
int32_t sup__kpi_find_waiting(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                              const struct sup__kpi_question *question,
                              struct sup__kpi_waiting *steps);
/** The mean age; 0: nothing waited. */
int64_t sup__kpi_waiting_ms(const struct sup__kpi_waiting *waiting);

/* ---- the people of the desk (kpi_agents.c) ---- */

/** Called with what each of them adds, in the order of their ids. Other than SUP_OK ends it. */
typedef int32_t (*sup__kpi_looked_up_fn)(void *context, const struct sup__kpi_fact *fact,
                                         int64_t id);
/** Those after an id. Facts are in the unit's arena, which must stay. */
int32_t sup__kpi_each_agent(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                            const struct sup__kpi_question *question, int64_t after_id,
                            sup__kpi_looked_up_fn fn, void *context);

/** The same of the tickets that were opened in the days: what the shop reports of their orders and
 *  customers (kpi_outcomes.c). What a fact has is gone when the next ones come. */
int32_t sup__kpi_each_outcome(struct sup__unit *unit, const struct sup__kpi_rules *rules,
                              const struct sup__kpi_question *question, int64_t after_id,
                              sup__kpi_looked_up_fn fn, void *context);

/** How the lifetime value of a solved ticket's customer, and of all that they are known as, changed from
 *  its opening until further orders are looked for no more: added to a fact (kpi_values.c). */
int32_t sup__kpi_add_values(struct sup__unit *unit, const struct sup__family *family,
                            const struct sup__ticket_row *ticket, struct sup__kpi_fact *fact);

/* ---- the product that a ticket is about (kpi_products.c) ---- */

/** Whether no other reference of its kind that was looked at so far was told of the ticket before
 *  this one; *place is 0 at first. A withheld one is none. */
int sup__kpi_is_first_reference(const struct sup__reference_row *row, int64_t *place);
/** The same, of references to products: the first one is the ticket's product. */
int sup__kpi_is_product(const struct sup__reference_row *row, int64_t *place);

/** Called with what a ticket, a survey or a review adds; both are gone when the next ones come.
 *  Other than SUP_OK ends it. */
typedef int32_t (*sup__kpi_fact_fn)(void *context, const struct sup__kpi_fact_row *row,
                                    const struct sup__kpi_fact *fact);
/** The facts of a scan of them, in its order, each with the product of its ticket. What is in the
 *  unit's arena must stay. */
int32_t sup__kpi_each_with_product(struct sup__unit *unit, const struct sup_scan *scan,
                                   sup__kpi_fact_fn fn, void *context);

/* ---- the oldest ticket in work (kpi_oldest.c) ---- */

/** Is the metric how old that is? */
int sup__kpi_is_oldest(const struct sup__kpi_definition *metric);
/** The instant as of which a stock is told: the last of the day, or now. */
int64_t sup__kpi_end_ms(const struct sup__unit *unit, const struct sup__kpi_rules *rules,
                        int32_t last_day);
/** Had a ticket that passes the filters come to work at an instant and not left it? */
int sup__kpi_was_in_work(const struct sup__kpi_rules *rules,
                         const struct sup__kpi_question *question,
                         const struct sup__kpi_fact *fact, int64_t at_ms);
/** What each ticket adds, by their ids: `fn` with their products, else `take` with the rows. What is
 *  read is in `scratch`. */
int32_t sup__kpi_each_ticket(struct sup__unit *unit, int with_products,
                             struct sup__arena *scratch, sup__kpi_fact_fn fn,
                             int32_t (*take)(void *context, void *row), void *context);
/** Add to a cell the age of a ticket, unless an older one is there. */
int32_t sup__kpi_keep_oldest(struct sup__kpi_cell *cell, struct sup__arena *arena, int64_t age_ms);
/** Find the oldest of each step and group. Resets the scratch. */
int32_t sup__kpi_find_oldest(struct sup__kpi_sums *sums);

/* Products have the longest names. */
enum { SUP__KPI_GROUP_BYTES = SUP_KPI_GROUPS_MAX * (SUP_REFERENCE_ID_BYTES_MAX + 1) };
/** Where a group's name ends in the name of the answer's cells. */
enum { SUP__KPI_GROUP_END = 0x1f };

#endif
