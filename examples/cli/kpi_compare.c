/*
 * kpi_compare.c: kpi compare METRIC ...: two periods side by side, or two groups of teams.
 */
#include "kpi.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_out.h"
#include "table.h"

struct asked {
    struct sup_kpi_compare_params params;
    struct kpi_filters filters;
    struct option_list where;
    struct option_list teams;
    struct option_list versus_teams;
    const char *statistic;
    int is_rest;
    int is_exact;
    int is_csv;
};

/* ---- the table ---- */

static void write_value(const struct sup_kpi_definition *definition, const char *currency,
                        const char *value, int64_t until_ms, char out[KPI_VALUE_SIZE])
{
    const struct sup_kpi_row row = {.value = value, .provisional_until_ms = until_ms};
    kpi_write_value(definition, currency, &row, out);
}

/* With its sign; of shares in points. */
static void write_difference(const struct sup_kpi_definition *definition, const char *currency,
                             const char *value, char out[KPI_VALUE_SIZE + 8])
{
    char text[KPI_VALUE_SIZE];
    double number = value != NULL ? strtod(value, NULL) : 0;
    if (value == NULL) {
        snprintf(out, KPI_VALUE_SIZE, "-");
    } else if (strcmp(definition->unit, "percent") == 0 ||
               strcmp(definition->unit, "points") == 0) {
        snprintf(out, KPI_VALUE_SIZE, "%+.1f points", number);
    } else {
        write_value(definition, currency, *value == '-' ? value + 1 : value, 0, text);
        snprintf(out, KPI_VALUE_SIZE + 8, "%s%s", number < 0 ? "-" : number > 0 ? "+" : "", text);
    }
}

static void add_cases(struct table *table, const char *value, int64_t cases)
{
    if (value != NULL && cases > 0) {
        table_add_number(table, cases, COLOR_PLAIN);
    } else {
        table_add(table, "", COLOR_PLAIN);
    }
}

static int print_table(const struct program *program, const struct sup_kpi_comparison *comparison,
                       const struct sup_kpi_definition_list *definitions)
{
    static const struct table_column columns[] = {
        {.title = "METRIC", .is_flexible = 1},          {.title = "VALUE", .is_right = 1},
        {.title = "CASES", .is_right = 1, .rank = 1},   {.title = "VERSUS", .is_right = 1},
        {.title = "CASES", .is_right = 1, .rank = 2},   {.title = "DIFFERENCE", .is_right = 1},
        {.title = "PERCENT", .is_right = 1, .rank = 3},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < comparison->count; i++) {
        const struct sup_kpi_difference *item = &comparison->items[i];
        const struct sup_kpi_definition *definition =
            kpi_find_definition(definitions, item->metric);
        char value[KPI_VALUE_SIZE], versus[KPI_VALUE_SIZE], difference[KPI_VALUE_SIZE + 8];
        char percent[KPI_VALUE_SIZE] = "";
        write_value(definition, comparison->currency, item->value, item->provisional_until_ms,
                    value);
        write_value(definition, comparison->currency, item->versus,
                    item->versus_provisional_until_ms, versus);
        write_difference(definition, comparison->currency, item->difference, difference);
        if (item->percent != NULL) {
            snprintf(percent, sizeof percent, "%+.1f %%", strtod(item->percent, NULL));
        }
        table_add(&table, item->metric, COLOR_PLAIN);
        table_add(&table, value, COLOR_BOLD);
        add_cases(&table, item->value, item->cases);
        table_add(&table, versus, COLOR_PLAIN);
        add_cases(&table, item->versus, item->versus_cases);
        table_add(&table, difference, COLOR_CYAN);
        table_add(&table, percent, COLOR_PLAIN);
    }
    return table_print(&table, program);
}

static int64_t last_provisional(const struct sup_kpi_comparison *comparison)
{
    int64_t until_ms = 0;
    for (uint32_t i = 0; i < comparison->count; i++) {
        const struct sup_kpi_difference *item = &comparison->items[i];
        until_ms = item->provisional_until_ms > until_ms ? item->provisional_until_ms : until_ms;
        until_ms = item->versus_provisional_until_ms > until_ms ? item->versus_provisional_until_ms
                                                                : until_ms;
    }
    return until_ms;
}

/* Metrics are codes, values are numbers: no field needs quotes. */
static int print_csv(const struct program *program, const struct sup_kpi_comparison *comparison)
{
    struct text out = {0};
    text_add(&out, "metric,unit,from,to,value,cases,versus_from,versus_to,versus,versus_cases,"
                   "difference,percent,provisional_until,versus_provisional_until\r\n");
    for (uint32_t i = 0; i < comparison->count; i++) {
        const struct sup_kpi_difference *item = &comparison->items[i];
        const char *unit = strcmp(item->unit, "money") == 0 ? comparison->currency : item->unit;
        text_add_format(&out, "%s,%s,%s,%s,%s,%" PRId64 ",%s,%s,%s,%" PRId64 ",%s,%s",
                        item->metric, unit, comparison->from, comparison->to,
                        item->value != NULL ? item->value : "", item->cases,
                        comparison->versus_from, comparison->versus_to,
                        item->versus != NULL ? item->versus : "", item->versus_cases,
                        item->difference != NULL ? item->difference : "",
                        item->percent != NULL ? item->percent : "");
        kpi_add_until(&out, item->provisional_until_ms);
        kpi_add_until(&out, item->versus_provisional_until_ms);
        text_add(&out, "\r\n");
    }
    return program_print(program, &out);
}

static int show(const struct program *program, const struct sup_kpi_comparison *comparison)
{
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_definitions_params all = {.size = sizeof all};
    struct sup_kpi_definition_list *definitions = NULL;
    if (sup_kpi_definitions(program->core, &caller, &all, &definitions) != SUP_OK) {
        return program_fail_last(program);
    }
    program_note(program, "%s to %s versus %s to %s, days of %s", comparison->from, comparison->to,
                 comparison->versus_from, comparison->versus_to, comparison->zone);
    int code = print_table(program, comparison, definitions);
    kpi_note_provisional(program, last_provisional(comparison));
    kpi_note_sequence(program, comparison->sequence);
    sup_free(definitions);
    return code;
}

/* ---- the command ---- */

static int check(const struct program *program, int argc, char **argv, struct asked *asked)
{
    static const char *const names[] = {"mean", "min", "max", "p50", "p75", "p90", "p95", "p99"};
    struct sup_kpi_compare_params *params = &asked->params;
    for (int32_t i = 0; asked->statistic != NULL && i < 8; i++) {
        if (strcmp(names[i], asked->statistic) == 0) {
            params->statistic = i + 1;
        }
    }
    if (asked->statistic != NULL && params->statistic == 0) {
        return program_fail_usage(program, "--statistic %s is none of mean, min, max, p50 ... p99",
                                  asked->statistic);
    }
    const char *const days[] = {params->from, params->to, params->versus_from, params->versus_to};
    for (int i = 0; i < 4; i++) {
        if (days[i] != NULL && !kpi_is_day(days[i])) {
            return program_fail_usage(program, "'%s' is no day such as 2026-03-31", days[i]);
        }
    }
    if (params->from == NULL) {
        return program_fail_usage(program, "--from is needed: the first day");
    }
    if (asked->is_csv && program->is_json) {
        return program_fail_usage(program, "--csv and --json are two answers");
    }
    params->metrics = (const char *const *)argv + 1;
    params->metric_count = (uint32_t)argc - 1;
    params->teams = asked->teams.items;
    params->team_count = asked->teams.count;
    params->versus_teams = asked->versus_teams.items;
    params->versus_team_count = asked->versus_teams.count;
    params->versus_rest = asked->is_rest;
    params->is_exact = asked->is_exact;
    return kpi_read_filters(program, &asked->where, &asked->filters);
}

static int read_options(struct program *program, int argc, char **argv, struct asked *asked)
{
    struct sup_kpi_compare_params *params = &asked->params;
    const struct command_option options[] = {
        {.name = "from", .value = "DAY", .meaning = "the first day", .text = &params->from},
        {.name = "to",
         .value = "DAY",
         .meaning = "the last one (default: today)",
         .text = &params->to},
        {.name = "versus-from",
         .value = "DAY",
         .meaning = "the first day of the other side (default: the same days)",
         .text = &params->versus_from},
        {.name = "versus-to",
         .value = "DAY",
         .meaning = "its last one (default: as many days)",
         .text = &params->versus_to},
        {.name = "team",
         .value = "NAME",
         .meaning = "of this team; given again: of these",
         .list = &asked->teams},
        {.name = "versus-team",
         .value = "NAME",
         .meaning = "the other side is this team; given again: these",
         .list = &asked->versus_teams},
        {.name = "rest",
         .meaning = "the other side is all that is not of --team",
         .is_set = &asked->is_rest},
        {.name = "statistic",
         .value = "NAME",
         .meaning = "of durations: mean, min, max, p50, p75, p90, p95 or p99",
         .text = &asked->statistic},
        {.name = "where",
         .value = "BY=NAME",
         .meaning = "only these, on both sides; not by team",
         .list = &asked->where},
        {.name = "currency",
         .value = "CODE",
         .meaning = "of figures of money, ISO 4217 (default: the policy's)",
         .text = &params->currency},
        {.name = "exact",
         .meaning = "percentiles from each value, however many these are",
         .is_set = &asked->is_exact},
        {.name = "csv", .meaning = "rows for a spreadsheet", .is_set = &asked->is_csv},
    };
    const struct command_usage usage = {
        .arguments = "METRIC ...",
        .arguments_min = 1,
        .arguments_max = SUP_KPI_METRICS_MAX,
        .about = "Two periods side by side, or two groups of teams, such as a pilot and the rest:\n"
                 "both values, of how many cases each, and the difference.\n",
        .examples = "  supportcore --db desk.db kpi compare sla csat --from 2026-03-01 \\\n"
                    "    --to 2026-03-31 --versus-from 2026-02-01 --versus-to 2026-02-28\n"
                    "  supportcore --db desk.db kpi compare first_reply --statistic p90 \\\n"
                    "    --from 2026-03-01 --team pilot --rest\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    return code == GO_ON ? check(program, argc, argv, asked) : code;
}

int command_kpi_compare(struct program *program, int argc, char **argv)
{
    struct asked asked = {.params = {.size = sizeof asked.params}};
    struct sup_kpi_comparison *comparison = NULL;
    int code = read_options(program, argc, argv, &asked);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    asked.params.filters = asked.filters.items;
    asked.params.filter_count = asked.filters.count;
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    if (sup_kpi_compare(program->core, &caller, &asked.params, &comparison) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_KPI_COMPARE, comparison)
           : asked.is_csv   ? print_csv(program, comparison)
                            : show(program, comparison);
    sup_free(comparison);
    return code;
}
