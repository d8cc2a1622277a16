/*
 * kpi.h: what the commands about figures share.
 */
#ifndef CLI_KPI_H
#define CLI_KPI_H

#include "length.h"
#include "options.h"

enum { KPI_DAY_SIZE = SUP_KPI_DATE_BYTES_MAX + 1, KPI_VALUE_SIZE = 48, KPI_NAME_SIZE = 128 };
/* product=, and the longest id of one. */
enum { KPI_FILTER_SIZE = 16 + SUP_REFERENCE_ID_BYTES_MAX + 1 };

/** --from, --to and --last as they were given, and the days that they are. */
struct kpi_days {
    const char *from;
    const char *to;
    const char *last;
    char first[KPI_DAY_SIZE];
    char end[KPI_DAY_SIZE];
    int64_t count;
};

/** --where of all kinds, cut in two at the sign. */
struct kpi_filters {
    struct sup_kpi_filter items[OPTION_LIST_MAX];
    uint32_t count;
    char texts[OPTION_LIST_MAX][KPI_FILTER_SIZE];
};

/** --by, cut at its commas. */
struct kpi_groups {
    const char *items[SUP_KPI_GROUPS_MAX + 1]; /* one more, so that the library says so */
    uint32_t count;
    char text[KPI_NAME_SIZE];
};

/** Read team=frontline ... @return GO_ON, or an exit code */
int kpi_read_filters(const struct program *program, const struct option_list *where,
                     struct kpi_filters *filters);

/** Read team,priority; NULL is none. @return GO_ON, or an exit code */
int kpi_read_groups(const struct program *program, const char *by, struct kpi_groups *groups);

/** 1 for a date such as 2026-03-31. */
int kpi_is_day(const char *text);

/** Today in the desk's zone, by the library. @return EXIT_OK, or an exit code */
int kpi_today(const struct program *program, char out[KPI_DAY_SIZE]);

/** Check --from, --to and --last. @return GO_ON, or an exit code */
int kpi_read_days(const struct program *program, const struct kpi_days *days);

/** Find the first and the last day of what was checked; without --from and --last they are those of
 * `usual`, such as "30d". The desk is open. @return EXIT_OK, or an exit code */
int kpi_find_days(const struct program *program, const char *usual, struct kpi_days *days);

/** The same up to yesterday: today is not over. */
int kpi_find_past_days(const struct program *program, const char *usual, struct kpi_days *days);

/** Days since 1970-01-01 of a date. */
int64_t kpi_day_number(const char *day);

/** What a figure means; NULL when the list has none of that name. */
const struct sup_kpi_definition *kpi_find_definition(const struct sup_kpi_definition_list *list,
                                                     const char *metric);

/** Write milliseconds of a metric: days only where its clock is that of the calendar. */
void kpi_write_time(const struct sup_kpi_definition *definition, int64_t ms, char out[LENGTH_SIZE]);

/** Write a figure for people, "-" where nothing is counted: "3h 12m", "93.5 %", "12",
 *  "8.50 EUR" where `currency` is that of the answer; with a star behind it while it is provisional. */
void kpi_write_value(const struct sup_kpi_definition *definition, const char *currency,
                     const struct sup_kpi_row *row, char out[KPI_VALUE_SIZE]);

/** Tell until when those with a star are provisional: the last of them; 0: there is none. */
void kpi_note_provisional(const struct program *program, int64_t until_ms);

/** Add a field of CSV behind others: until when a value is provisional; empty: it is final. */
void kpi_add_until(struct text *out, int64_t until_ms);

/** A figure as a number, for charts; NAN where nothing is counted. */
double kpi_number(const struct sup_kpi_row *row);

/** Write what figures are told apart by as a column's title. */
void kpi_write_title(const char *by, char out[KPI_NAME_SIZE]);

/** Add what a figure is told apart by: an agent with the name; "(none)" for none. */
void kpi_add_group(struct text *out, const struct program *program, const char *by,
                   const char *name);

/** Tell that the figures are not of the last event, where the database cannot be written. */
void kpi_note_sequence(const struct program *program, int64_t sequence);

/** What was asked, and its answers, to be printed. */
struct kpi_view {
    const struct program *program;
    const struct sup_kpi_definition_list *definitions;
    const struct kpi_groups *by;
    int32_t interval; /* enum sup_kpi_interval */
    uint32_t metric_count;
    const struct sup_kpi_answer *whole; /* one figure for all days */
    const struct sup_kpi_answer *steps; /* by the interval; NULL: there is none */
};

/** Print them as a table with charts. @return an exit code */
int kpi_print_table(const struct kpi_view *view);

/** Print an answer, as `whole`, as CSV; the unit of money is its currency. @return an exit code */
int kpi_print_csv(const struct kpi_view *view);

#endif
