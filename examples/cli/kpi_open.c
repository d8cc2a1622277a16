/*
 * kpi_open.c: kpi definitions, explain, check and rebuild: what figures mean, what is behind them,
 * whether they are right, and how they become so.
 */
#include "kpi.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "instant.h"
#include "json_out.h"
#include "sheet.h"
#include "table.h"

/* ---- kpi definitions ---- */

static int print_one(const struct program *program, const struct sup_kpi_definition *definition)
{
    struct sheet sheet = {.program = program};
    sheet_line(&sheet, "Metric", definition->name);
    sheet_line(&sheet, "Is", definition->label);
    sheet_line(&sheet, "Formula", definition->formula);
    sheet_line(&sheet, "Counted", definition->population);
    sheet_line(&sheet, "Unit", definition->unit);
    sheet_line(&sheet, "Clock", definition->clock);
    sheet_line(&sheet, "When", definition->is_stock ? "at the end of the last day" : NULL);
    sheet_line(&sheet, "Percentiles", definition->has_percentiles ? "yes" : NULL);
    if (definition->window != NULL) {
        char length[LENGTH_SIZE];
        write_age(definition->provisional_ms, length);
        sheet_label(&sheet, "Provisional");
        text_add_format(&sheet.out, "for %s after its last day, the policy's %s\n", length,
                        definition->window);
    }
    sheet_line(&sheet, "Source", definition->source);
    sheet_label(&sheet, "Version");
    text_add_format(&sheet.out, "%" PRId64 "\n", definition->version);
    return program_print(program, &sheet.out);
}

static int print_all(const struct program *program, const struct sup_kpi_definition_list *list)
{
    static const struct table_column columns[] = {{.title = "METRIC"},
                                                  {.title = "UNIT", .rank = 1},
                                                  {.title = "IS", .is_flexible = 1},
                                                  {.title = "FORMULA", .is_flexible = 1}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < list->count; i++) {
        table_add(&table, list->items[i].name, COLOR_PLAIN);
        table_add(&table, list->items[i].unit, COLOR_PLAIN);
        table_add(&table, list->items[i].label, COLOR_PLAIN);
        table_add(&table, list->items[i].formula, COLOR_PLAIN);
    }
    return table_print(&table, program);
}

int command_kpi_definitions(struct program *program, int argc, char **argv)
{
    struct sup_kpi_definitions_params params = {.size = sizeof params};
    struct sup_kpi_definition_list *list = NULL;
    static const struct command_usage usage = {
        .arguments = "[METRIC]",
        .arguments_max = 1,
        .about = "All of them, or all about one. No database is needed.\n",
        .examples = "  supportcore kpi definitions\n"
                    "  supportcore kpi definitions first_contact_resolution\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_OR_MEMORY);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    struct sup_caller caller = program_caller(program);
    params.metric = argc > 1 ? argv[1] : NULL;
    if (sup_kpi_definitions(program->core, &caller, &params, &list) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json        ? json_print_result(program, SUP_OP_KPI_DEFINITIONS, list)
           : params.metric != NULL ? print_one(program, &list->items[0])
                                   : print_all(program, list);
    sup_free(list);
    return code;
}

/* ---- kpi explain ---- */

struct opening {
    const struct program *program;
    const struct sup_kpi_definition *definition;
    struct sup_kpi_explain_params params;
    int64_t limit; /* of --limit; 0: there is none */
    int64_t shown;
    struct table table;
    struct text json;
};

/* What is counted; of what is no ticket with its number. */
static void add_what(struct opening *opening, const struct sup_kpi_thing *thing)
{
    static const char *const subjects[] = {"", "", "survey", "review", "agent"};
    struct text what = {0};
    text_add(&what, thing->what);
    if (thing->subject > SUP_KPI_TICKET && thing->subject <= SUP_KPI_AGENT) {
        text_add_format(&what, " (%s %" PRId64 ")", subjects[thing->subject], thing->id);
    }
    table_add(&opening->table, what.data, COLOR_PLAIN);
    opening->table.is_failed |= what.is_failed;
    text_free(&what);
}

static void add_thing(struct opening *opening, const struct sup_kpi_thing *thing)
{
    char at[INSTANT_TEXT_SIZE], adds[LENGTH_SIZE];
    instant_write_brief(thing->at_ms, at);
    if (thing->ticket_id != 0) {
        table_add_number(&opening->table, thing->ticket_id, COLOR_PLAIN);
    } else {
        table_add(&opening->table, "", COLOR_PLAIN);
    }
    table_add(&opening->table, at, COLOR_PLAIN);
    if (strcmp(opening->definition->unit, "ms") == 0) {
        kpi_write_time(opening->definition, thing->numerator, adds);
        table_add(&opening->table, adds, COLOR_PLAIN);
    } else {
        table_add_number(&opening->table, thing->numerator, COLOR_PLAIN);
    }
    if (thing->denominator != 0) {
        table_add_number(&opening->table, thing->denominator, COLOR_PLAIN);
    } else {
        table_add(&opening->table, "", COLOR_PLAIN);
    }
    add_what(opening, thing);
}

/* The next page: what is left of the limit. */
static int read_page(struct opening *opening)
{
    const struct program *program = opening->program;
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_explanation *page = NULL;
    int64_t left = opening->limit - opening->shown;
    opening->params.limit = opening->limit != 0 && left < SUP_PAGE_MAX ? (uint32_t)left : 0;
    if (sup_kpi_explain(program->core, &caller, &opening->params, &page) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        json_add_items(&opening->json, SUP_OP_KPI_EXPLAIN, page);
    }
    for (uint32_t i = 0; !program->is_json && i < page->count; i++) {
        add_thing(opening, &page->items[i]);
    }
    opening->shown += page->count;
    opening->params.after_id = page->next_after_id;
    sup_free(page);
    return EXIT_OK;
}

/* Page after page until the limit or the end; where it stopped stays in params.after_id. */
static int read_pages(struct opening *opening)
{
    int code = EXIT_OK;
    do {
        code = read_page(opening);
    } while (code == EXIT_OK && opening->params.after_id != 0 &&
             (opening->limit == 0 || opening->shown < opening->limit));
    return code;
}

static int print_opening(struct opening *opening)
{
    const struct program *program = opening->program;
    int64_t after_id = opening->params.after_id;
    if (program->is_json) {
        text_add(&opening->json, "]");
        if (after_id != 0) {
            text_add_format(&opening->json, ",\"next_after_id\":\"%" PRId64 "\"", after_id);
        }
        text_add(&opening->json, "}");
        return json_print(program, &opening->json);
    }
    if (opening->table.cell_count == 0 && !opening->table.is_failed) {
        program_note(program, "nothing is counted there");
        return EXIT_OK;
    }
    int code = table_print(&opening->table, program);
    if (code == EXIT_OK && after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, after_id);
    }
    return code;
}

static int explain(const struct program *program, struct opening *opening, const char *metric)
{
    static const struct table_column columns[] = {{.title = "TICKET", .is_right = 1},
                                                  {.title = "AT (UTC)"},
                                                  {.title = "ADDS", .is_right = 1},
                                                  {.title = "OF", .is_right = 1, .rank = 1},
                                                  {.title = "WHAT", .is_flexible = 1}};
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_definitions_params of = {.size = sizeof of, .metric = metric};
    struct sup_kpi_definition_list *list = NULL;
    if (sup_kpi_definitions(program->core, &caller, &of, &list) != SUP_OK) {
        return program_fail_last(program);
    }
    opening->program = program;
    opening->definition = &list->items[0];
    opening->params.metric = metric;
    opening->table.columns = columns;
    opening->table.column_count = sizeof columns / sizeof columns[0];
    text_add(&opening->json, "{\"items\":[");
    int code = read_pages(opening);
    if (code == EXIT_OK) {
        code = print_opening(opening);
    }
    text_free(&opening->json);
    table_free(&opening->table);
    sup_free(list);
    return code;
}

int command_kpi_explain(struct program *program, int argc, char **argv)
{
    struct opening opening = {.params = {.size = sizeof opening.params}};
    struct kpi_days days = {.from = NULL};
    struct kpi_filters filters;
    struct option_list where = {.count = 0};
    const struct command_option options[] = {
        {.name = "from", .value = "DAY", .meaning = "the first day", .text = &days.from},
        {.name = "to",
         .value = "DAY",
         .meaning = "the last one (default: today)",
         .text = &days.to},
        {.name = "last",
         .value = "30d|12w|6m",
         .meaning = "so many days, weeks or months (default 30d)",
         .text = &days.last},
        {.name = "where",
         .value = "BY=NAME",
         .meaning = "only these; may be given again",
         .list = &where},
        {.name = "currency",
         .value = "CODE",
         .meaning = "of a figure of money, ISO 4217 (default: the policy's)",
         .text = &opening.params.currency},
        {.name = "limit",
         .value = "N",
         .meaning = "about N lines: a ticket's stay together (default: all)",
         .number = &opening.limit},
        {.name = "after",
         .value = "N",
         .meaning = "go on where a page before ended",
         .number = &opening.params.after_id},
    };
    const struct command_usage usage = {
        .arguments = "METRIC",
        .arguments_min = 1,
        .arguments_max = 1,
        .about =
            "Each ticket, survey or review that counts in a figure, when, and what it adds: a\n"
            "share divides the sum of ADDS by the sum of OF. Money is in minor units: cents.\n",
        .examples = "  supportcore --db desk.db kpi explain first_reply --from 2026-03-02\n"
                    "  supportcore --db desk.db kpi explain sla --where team=frontline --last 7d\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = kpi_read_days(program, &days);
    }
    if (code == GO_ON) {
        code = kpi_read_filters(program, &where, &filters);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    if (code == EXIT_OK) {
        code = kpi_find_days(program, "30d", &days);
    }
    if (code != EXIT_OK) {
        return code;
    }
    opening.params.from = days.first;
    opening.params.to = days.end;
    opening.params.filters = filters.items;
    opening.params.filter_count = filters.count;
    return explain(program, &opening, argv[1]);
}

/* ---- kpi check and rebuild ---- */

static int print_check(const struct program *program, const struct sup_kpi_check_report *report)
{
    struct text out = {0};
    text_add_count(&out, report->facts, "fact");
    text_add(&out, " worked out from scratch, ");
    text_add_count(&out, report->cells, "row");
    text_add(&out, " of figures compared: ");
    text_add(&out, term_color(&program->term, report->is_clean ? COLOR_GREEN : COLOR_RED));
    if (report->is_clean) {
        text_add(&out, "they agree");
    } else {
        text_add_count(&out, report->differences, "difference");
        text_add(&out, ", the first: ");
        text_add_visible(&out, report->first);
    }
    text_add_format(&out, "%s.\n", term_plain(&program->term));
    return program_print(program, &out);
}

int command_kpi_check(struct program *program, int argc, char **argv)
{
    struct sup_kpi_check_params params = {.size = sizeof params};
    struct sup_kpi_check_report *report = NULL;
    static const struct command_usage usage = {
        .about = "Works all figures out from scratch and compares. Changes nothing; exit code 1:\n"
                 "something differs, and `kpi rebuild` mends it.\n",
        .examples = "  supportcore --db desk.db kpi check\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_READ);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    struct sup_caller caller = program_caller(program);
    if (sup_kpi_check(program->core, &caller, &params, &report) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_KPI_CHECK, report)
                            : print_check(program, report);
    if (code == EXIT_OK && !report->is_clean) {
        code = EXIT_REFUSED;
    }
    sup_free(report);
    return code;
}

int command_kpi_rebuild(struct program *program, int argc, char **argv)
{
    struct sup_kpi_rebuild_params params = {.size = sizeof params};
    struct sup_kpi_rebuild_report *report = NULL;
    static const struct command_usage usage = {
        .about = "Forgets all figures and works them out anew, in one transaction. Needed only\n"
                 "where somebody else edited their tables.\n",
        .examples = "  supportcore --db desk.db kpi rebuild\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_CHANGE);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    struct sup_caller caller = program_caller(program);
    if (sup_kpi_rebuild(program->core, &caller, &params, &report) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        code = json_print_result(program, SUP_OP_KPI_REBUILD, report);
    } else {
        struct text out = {0};
        text_add_count(&out, report->facts, "fact");
        text_add_format(&out, " worked out anew, up to event %" PRId64 ".\n", report->sequence);
        code = program_print(program, &out);
    }
    sup_free(report);
    return code;
}
