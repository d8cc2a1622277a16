/*
 * scorecard.c: how the figures of the policy's scorecard stand, and what is done about them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "corrective.h"
#include "json_out.h"
#include "kpi.h"
#include "table.h"

static const char *const statuses[] = {"met", "missed", "no data"};
static const char *const status_codes[] = {"met", "missed", "no_data"};
static const char *const trends[] = {"", "better", "worse", "same"};
static const char *const signs[] = {"<", "<=", ">="};
static const char *const direction_codes[] = {"below", "at_most", "at_least"};
static const char *const statistic_codes[] = {"mean", "min", "max", "p50",
                                              "p75",  "p90", "p95", "p99"};

/* ---- one line ---- */

/* A value of a line as people read it. */
static void write_value(const struct sup_kpi_definition *definition, const char *currency,
                        const char *value, int64_t until_ms, char out[KPI_VALUE_SIZE])
{
    const struct sup_kpi_row row = {.value = value != NULL && *value != '\0' ? value : NULL,
                                    .provisional_until_ms = until_ms};
    kpi_write_value(definition, currency, &row, out);
}

static void add_spark(struct table *table, const struct program *program,
                      const struct sup_kpi_scorecard_line *line)
{
    double values[SUP_SCORECARD_PERIODS_MAX];
    struct text out = {0};
    for (uint32_t i = 0; i < line->value_count; i++) {
        const struct sup_kpi_row row = {.value = *line->values[i] != '\0' ? line->values[i] : NULL};
        values[i] = kpi_number(&row);
    }
    chart_add_spark(&out, &program->term, values, line->value_count);
    table->is_failed |= out.is_failed;
    table_add(table, out.data, COLOR_CYAN);
    text_free(&out);
}

/* "First reply, p50" */
static void add_name(struct table *table, const struct sup_kpi_scorecard_line *line)
{
    struct text out = {0};
    text_add(&out, line->label);
    if (line->statistic != SUP_KPI_MEAN) {
        text_add_format(&out, ", %s", statistic_codes[line->statistic - 1]);
    }
    table->is_failed |= out.is_failed;
    table_add(table, out.data, COLOR_PLAIN);
    text_free(&out);
}

static void add_line(struct table *table, const struct program *program,
                     const struct sup_kpi_definition *definition, const char *currency,
                     const struct sup_kpi_scorecard_line *line)
{
    static const enum color colors[] = {COLOR_GREEN, COLOR_RED, COLOR_DIM};
    char value[KPI_VALUE_SIZE], previous[KPI_VALUE_SIZE], target[KPI_VALUE_SIZE];
    char goal[KPI_VALUE_SIZE + 8];
    write_value(definition, currency, line->value, line->provisional_until_ms, value);
    write_value(definition, currency, line->previous, line->previous_provisional_until_ms,
                previous);
    write_value(definition, currency, line->target, 0, target);
    snprintf(goal, sizeof goal, "%s %s", signs[line->direction - 1], target);
    add_name(table, line);
    table_add(table, goal, COLOR_PLAIN);
    table_add(table, value, COLOR_BOLD);
    table_add(table, statuses[line->status - 1], colors[line->status - 1]);
    add_spark(table, program, line);
    table_add(table, previous, COLOR_PLAIN);
    table_add(table, trends[line->trend],
              line->trend == SUP_KPI_WORSE ? COLOR_YELLOW : COLOR_PLAIN);
    if (line->status == SUP_KPI_NO_DATA || (line->cases == 0 && *line->unit == 'm')) {
        table_add(table, "", COLOR_PLAIN); /* nothing, or a sum of money */
    } else {
        table_add_number(table, line->cases, COLOR_PLAIN);
    }
    table_add(table, line->owner_role != NULL ? line->owner_role : line->owner_name, COLOR_PLAIN);
}

/* ---- the whole ---- */

static int print_lines(const struct program *program,
                       const struct sup_kpi_definition_list *definitions,
                       const struct sup_kpi_scorecard *card)
{
    static const struct table_column columns[] = {
        {.title = "FIGURE", .is_flexible = 1},
        {.title = "TARGET", .is_right = 1},
        {.title = "NOW", .is_right = 1},
        {.title = "STATUS"},
        {.title = "TREND", .rank = 1},
        {.title = "BEFORE", .is_right = 1, .rank = 2},
        {.title = "", .rank = 3},
        {.title = "CASES", .is_right = 1, .rank = 4},
        {.title = "OWNER", .rank = 5},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < card->count; i++) {
        const struct sup_kpi_scorecard_line *line = &card->items[i];
        add_line(&table, program, kpi_find_definition(definitions, line->metric), card->currency,
                 line);
    }
    return table_print(&table, program);
}

static int print_actions(const struct program *program, const struct sup_kpi_scorecard *card)
{
    uint32_t count = 0;
    struct sup_corrective *all = NULL;
    for (uint32_t i = 0; i < card->count; i++) {
        count += card->items[i].action_count;
    }
    if (count == 0) {
        return EXIT_OK;
    }
    all = calloc(count, sizeof *all);
    if (all == NULL) {
        return program_fail_memory(program);
    }
    count = 0;
    for (uint32_t i = 0; i < card->count; i++) {
        for (uint32_t n = 0; n < card->items[i].action_count; n++) {
            all[count++] = card->items[i].actions[n];
        }
    }
    printf("\n");
    int code = corrective_print(program, all, count);
    free(all);
    return code;
}

static int print_table(const struct program *program, const struct sup_kpi_scorecard *card)
{
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_definitions_params params = {.size = sizeof params};
    struct sup_kpi_definition_list *definitions = NULL;
    int is_bucketed = 0;
    int64_t until_ms = 0;
    if (card->count == 0) {
        program_note(program, "the policy has no scorecard: its `kpi` has the lines");
        return EXIT_OK;
    }
    if (sup_kpi_definitions(program->core, &caller, &params, &definitions) != SUP_OK) {
        return program_fail_last(program);
    }
    program_note(program, "%s to %s, days of %s%s: %u met, %u missed, %u without data", card->from,
                 card->to, card->zone, card->is_over ? "" : ", not over yet", card->met,
                 card->missed, card->no_data);
    int code = print_lines(program, definitions, card);
    if (code == EXIT_OK) {
        code = print_actions(program, card);
    }
    for (uint32_t i = 0; i < card->count; i++) {
        const struct sup_kpi_scorecard_line *line = &card->items[i];
        is_bucketed |= !line->is_exact;
        until_ms = line->provisional_until_ms > until_ms ? line->provisional_until_ms : until_ms;
        until_ms = line->previous_provisional_until_ms > until_ms
                       ? line->previous_provisional_until_ms
                       : until_ms;
    }
    kpi_note_provisional(program, until_ms);
    if (is_bucketed) {
        program_note(program, "percentiles are off by less than 1 %%");
    }
    kpi_note_sequence(program, card->sequence);
    sup_free(definitions);
    return code;
}

/* Names are codes and values numbers: no field needs quotes. */
static int print_csv(const struct program *program, const struct sup_kpi_scorecard *card)
{
    struct text out = {0};
    text_add(&out, "line,metric,statistic,unit,direction,target,from,to,value,cases,previous,"
                   "previous_cases,status,trend,provisional_until,"
                   "previous_provisional_until\r\n");
    for (uint32_t i = 0; i < card->count; i++) {
        const struct sup_kpi_scorecard_line *line = &card->items[i];
        const char *money = strcmp(line->unit, "money") == 0 ? card->currency : NULL;
        text_add_format(&out, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%" PRId64 ",%s,%" PRId64 ",%s,%s",
                        line->name, line->metric, statistic_codes[line->statistic - 1],
                        money != NULL ? money : line->unit, direction_codes[line->direction - 1],
                        line->target, card->from, card->to, line->value != NULL ? line->value : "",
                        line->cases, line->previous != NULL ? line->previous : "",
                        line->previous_cases, status_codes[line->status - 1], trends[line->trend]);
        kpi_add_until(&out, line->provisional_until_ms);
        kpi_add_until(&out, line->previous_provisional_until_ms);
        text_add(&out, "\r\n");
    }
    return program_print(program, &out);
}

/* ---- the command ---- */

struct asked {
    struct sup_kpi_scorecard_params params;
    const char *period;
    int64_t periods;
    int is_csv;
};

static int check(const struct program *program, struct asked *asked)
{
    static const char *const names[] = {"whole", "day", "week", "month"};
    for (int32_t i = 0; asked->period != NULL && i < 4; i++) {
        if (strcmp(names[i], asked->period) == 0) {
            asked->params.period = i + 1;
        }
    }
    if (asked->period != NULL && asked->params.period == 0) {
        return program_fail_usage(program, "--period %s is none of day, week, month, whole",
                                  asked->period);
    }
    if (asked->params.to != NULL && asked->period == NULL) {
        asked->params.period = SUP_KPI_WHOLE;
    }
    if (asked->periods < 1 || asked->periods > SUP_SCORECARD_PERIODS_MAX) {
        return program_fail_usage(program, "--trend is 1 to %d periods", SUP_SCORECARD_PERIODS_MAX);
    }
    asked->params.periods = (uint32_t)asked->periods;
    if ((asked->params.from != NULL && !kpi_is_day(asked->params.from)) ||
        (asked->params.to != NULL && !kpi_is_day(asked->params.to))) {
        return program_fail_usage(program, "a day is one such as 2026-03-31");
    }
    return asked->is_csv && program->is_json
               ? program_fail_usage(program, "--csv and --json are two answers")
               : GO_ON;
}

static int read_options(struct program *program, int argc, char **argv, struct asked *asked)
{
    const struct command_option options[] = {
        {.name = "period",
         .value = "NAME",
         .choices = "day week month whole",
         .meaning = "day, week, month or whole (default: the policy's)",
         .text = &asked->period},
        {.name = "from",
         .value = "DAY",
         .meaning = "a day of the period, or the first of a whole (today)",
         .text = &asked->params.from},
        {.name = "to",
         .value = "DAY",
         .meaning = "the last day of a whole",
         .text = &asked->params.to},
        {.name = "trend",
         .value = "N",
         .meaning = "so many periods in the sparkline (default 8)",
         .number = &asked->periods},
        {.name = "csv", .meaning = "rows for a spreadsheet", .is_set = &asked->is_csv},
    };
    const struct command_usage usage = {
        .about = "How the figures that the policy names stand beside their targets, in the\n"
                 "period that goes on or in any other, and the corrective actions that are open.\n"
                 "`corrective record` adds one, `kpi explain` opens a figure up.\n",
        .examples = "  supportcore --db desk.db scorecard\n"
                    "  supportcore --db desk.db scorecard --period month --from 2026-02-01\n"
                    "  supportcore --db desk.db scorecard --from 2026-03-01 --to 2026-03-10\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    return code == GO_ON ? check(program, asked) : code;
}

int command_scorecard(struct program *program, int argc, char **argv)
{
    struct asked asked = {.params = {.size = sizeof asked.params},
                          .periods = SUP_SCORECARD_PERIODS};
    struct sup_kpi_scorecard *card = NULL;
    int code = read_options(program, argc, argv, &asked);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    if (sup_kpi_scorecard(program->core, &caller, &asked.params, &card) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_KPI_SCORECARD, card)
           : asked.is_csv   ? print_csv(program, card)
                            : print_table(program, card);
    sup_free(card);
    return code;
}
