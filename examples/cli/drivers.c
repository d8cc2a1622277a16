/*
 * drivers.c: why customers came: contact drivers as a Pareto table, with what they cost and which
 * of them need not have been.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "json_out.h"
#include "kpi.h"
#include "table.h"

enum { BAR_MIN = 6, BAR_MAX = 24, BY_NAMES = SUP_DRIVERS_BY_MAX, TEXT_SIZE = 64 };

/* What is asked, and its answer. */
struct driving {
    const struct program *program;
    struct kpi_days days;
    const char *by_text;
    const char *by[BY_NAMES + 1]; /* one more, so that the library says so */
    char by_names[KPI_NAME_SIZE];
    uint32_t by_count;
    int64_t limit;
    int is_csv;
    struct sup_kpi_driver_list *list;
};

/* ---- reading ---- */

static int read_by(const struct program *program, struct driving *driving)
{
    if (driving->by_text == NULL) {
        return GO_ON;
    }
    if (strlen(driving->by_text) >= sizeof driving->by_names) {
        return program_fail_usage(program, "--by %s is too long", driving->by_text);
    }
    snprintf(driving->by_names, sizeof driving->by_names, "%s", driving->by_text);
    for (char *at = driving->by_names; at != NULL && driving->by_count <= BY_NAMES;) {
        char *end = strchr(at, ',');
        driving->by[driving->by_count++] = at;
        if (end != NULL) {
            *end++ = '\0';
        }
        at = end;
    }
    return GO_ON;
}

static int read_question(struct program *program, int argc, char **argv, struct driving *driving)
{
    const struct command_option options[] = {
        {.name = "from", .value = "DAY", .meaning = "the first day", .text = &driving->days.from},
        {.name = "to",
         .value = "DAY",
         .meaning = "the last one (default: today)",
         .text = &driving->days.to},
        {.name = "last",
         .value = "30d|12w|6m",
         .meaning = "so many days, weeks or months (default 30d)",
         .text = &driving->days.last},
        {.name = "by",
         .value = "NAME[,NAME]",
         .meaning = "reason, product, order_state (default: all three)",
         .text = &driving->by_text},
        {.name = "limit",
         .value = "N",
         .meaning = "the N largest (default 20)",
         .number = &driving->limit},
        {.name = "csv", .meaning = "rows for a spreadsheet", .is_set = &driving->is_csv},
    };
    const struct command_usage usage = {
        .about =
            "Why customers came, the most tickets first: by contact reason, product and state\n"
            "of the order, with a running share, how it was in as many days before, how many\n"
            "came again for the same reason, what it cost, and what need not have been: for\n"
            "reasons that the policy calls preventable, or repeated.\n",
        .examples = "  supportcore --db desk.db drivers --last 12w\n"
                    "  supportcore --db desk.db drivers --by reason,product --limit 10\n"
                    "  supportcore --db desk.db drivers --from 2026-03-01 --csv\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    driving->limit = 20;
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && driving->is_csv && program->is_json) {
        code = program_fail_usage(program, "--csv and --json are two answers");
    }
    code = code == GO_ON ? limit_read(program, driving->limit, SUP_DRIVERS_MAX) : code;
    if (code == GO_ON) {
        code = read_by(program, driving);
    }
    return code == GO_ON ? kpi_read_days(program, &driving->days) : code;
}

/* ---- the table ---- */

static int is_by(const struct driving *driving, const char *name)
{
    int is_named = driving->by_count == 0;
    for (uint32_t i = 0; i < driving->by_count; i++) {
        is_named |= strcmp(driving->by[i], name) == 0;
    }
    return is_named;
}

static void add_column(struct table *table, struct table_column *columns,
                       struct table_column column)
{
    columns[table->column_count++] = column;
}

static void begin(const struct driving *driving, struct table *table,
                  struct table_column columns[TABLE_COLUMNS_MAX])
{
    static const char *const names[] = {"reason", "product", "order_state"};
    static const char *const titles[] = {"REASON", "PRODUCT", "ORDER"};
    table->columns = columns;
    for (int i = 0; i < BY_NAMES; i++) {
        if (is_by(driving, names[i])) {
            add_column(table, columns, (struct table_column){.title = titles[i], .is_flexible = 1});
        }
    }
    add_column(table, columns, (struct table_column){.title = "TICKETS", .is_right = 1});
    add_column(table, columns, (struct table_column){.title = "", .rank = 5});
    add_column(table, columns, (struct table_column){.title = "SHARE", .is_right = 1, .rank = 4});
    add_column(table, columns, (struct table_column){.title = "SO FAR", .is_right = 1});
    add_column(table, columns, (struct table_column){.title = "CHANGE", .is_right = 1, .rank = 1});
    add_column(table, columns, (struct table_column){.title = "AGAIN", .is_right = 1, .rank = 2});
    if (driving->list->currency != NULL) {
        add_column(table, columns,
                   (struct table_column){.title = "COST", .is_right = 1, .rank = 1});
    }
    if (is_by(driving, "reason")) {
        add_column(table, columns, (struct table_column){.title = "NEEDED", .rank = 3});
    }
}

static void add_percent(struct table *table, const char *percent)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "%.1f %%", strtod(percent, NULL));
    table_add(table, text, COLOR_PLAIN);
}

static void add_driver(const struct driving *driving, struct table *table,
                       const struct sup_kpi_driver *driver)
{
    static const char *const names[] = {"reason", "product", "order_state"};
    const char *const is[] = {driver->reason, driver->product, driver->order_state};
    const struct term *term = &driving->program->term;
    int room = term->width == 0 ? BAR_MAX : term->width / 6;
    int64_t change = driver->count - driver->previous_count;
    struct text bar = {0};
    char text[TEXT_SIZE];
    room = room < BAR_MIN ? BAR_MIN : room > BAR_MAX ? BAR_MAX : room;
    for (int i = 0; i < BY_NAMES; i++) {
        if (is_by(driving, names[i])) {
            table_add(table, is[i] != NULL ? is[i] : "(none)", COLOR_PLAIN);
        }
    }
    table_add_number(table, driver->count, COLOR_PLAIN);
    chart_add_bar(&bar, term, (double)driver->count, (double)driving->list->items[0].count, room);
    table_add(table, bar.data, COLOR_CYAN);
    table->is_failed |= bar.is_failed;
    text_free(&bar);
    add_percent(table, driver->share);
    add_percent(table, driver->cumulative);
    snprintf(text, sizeof text, "%+" PRId64, change);
    table_add(table, change != 0 ? text : "=", change > 0 ? COLOR_YELLOW : COLOR_PLAIN);
    table_add_number(table, driver->repeat_count, COLOR_PLAIN);
    if (driving->list->currency != NULL) {
        table_add(table, driver->cost, COLOR_PLAIN);
    }
    if (is_by(driving, "reason")) {
        table_add(table, driver->is_preventable ? "no" : "",
                  driver->is_preventable ? COLOR_YELLOW : COLOR_PLAIN);
    }
}

/* "12 tickets, 9 in as many days before; 5 need not have been: 9.00 of 21.50 EUR." */
static int print_totals(const struct program *program, const struct sup_kpi_driver_list *list)
{
    struct text line = {0};
    struct text out = {0};
    text_add_count(&line, list->ticket_count, "ticket");
    text_add_format(&line, ", %" PRId64 " in as many days before; %" PRId64 " need not have been",
                    list->previous_count, list->preventable_count);
    if (list->cost != NULL) {
        text_add_format(&line, ": %s of %s %s", list->preventable_cost, list->cost, list->currency);
    }
    text_add(&line, ".");
    if (!line.is_failed) {
        text_add_wrapped(&out, line.data, program->term.width, 0, 0);
    }
    text_add(&out, "\n");
    out.is_failed |= line.is_failed;
    text_free(&line);
    return program_print(program, &out);
}

static int print_table(const struct driving *driving)
{
    const struct sup_kpi_driver_list *list = driving->list;
    struct table_column columns[TABLE_COLUMNS_MAX];
    struct table table = {.column_count = 0};
    if (list->count == 0) {
        program_note(driving->program, "nobody came");
        return EXIT_OK;
    }
    begin(driving, &table, columns);
    for (uint32_t i = 0; i < list->count; i++) {
        add_driver(driving, &table, &list->items[i]);
    }
    program_note(driving->program, "%s to %s, days of %s", list->from, list->to, list->zone);
    int code = table_print(&table, driving->program);
    if (code == EXIT_OK && list->driver_count > list->count) {
        int64_t more = list->driver_count - list->count;
        program_note(driving->program, "%" PRId64 " more driver%s: --limit", more,
                     more == 1 ? "" : "s");
    }
    return code == EXIT_OK ? print_totals(driving->program, list) : code;
}

/* ---- CSV ---- */

/* Ids and states are texts of the shop: what a spreadsheet would take for a formula begins with an
 * apostrophe. */
static void add_field(struct text *out, const char *field)
{
    const char *text = field != NULL ? field : "";
    int is_formula = *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
    text_add(out, is_formula ? "\"'" : "\"");
    for (const char *at = text; *at != '\0'; at++) {
        text_add_format(out, *at == '"' ? "\"\"" : "%c", *at);
    }
    text_add(out, "\"");
}

static int print_csv(const struct driving *driving)
{
    const struct sup_kpi_driver_list *list = driving->list;
    struct text out = {0};
    text_add(&out, "reason,product,order_state,tickets,previous,repeated,handle_ms,cost,currency,"
                   "share,cumulative,is_preventable\r\n");
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_kpi_driver *driver = &list->items[i];
        add_field(&out, driver->reason);
        text_add(&out, ",");
        add_field(&out, driver->product);
        text_add(&out, ",");
        add_field(&out, driver->order_state);
        text_add_format(&out, ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%s,%s,%s,%s,%s\r\n",
                        driver->count, driver->previous_count, driver->repeat_count,
                        driver->handle_ms, driver->cost != NULL ? driver->cost : "",
                        list->currency != NULL ? list->currency : "", driver->share,
                        driver->cumulative, driver->is_preventable ? "true" : "false");
    }
    return program_print(driving->program, &out);
}

int command_drivers(struct program *program, int argc, char **argv)
{
    struct driving driving = {.program = program};
    int code = read_question(program, argc, argv, &driving);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    if (code == EXIT_OK) {
        code = kpi_find_days(program, "30d", &driving.days);
    }
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_kpi_drivers_params params = {.size = sizeof params,
                                            .from = driving.days.first,
                                            .to = driving.days.end,
                                            .by = driving.by,
                                            .by_count = driving.by_count,
                                            .limit = (uint32_t)driving.limit};
    if (sup_kpi_drivers(program->core, &caller, &params, &driving.list) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_KPI_DRIVERS, driving.list)
           : driving.is_csv ? print_csv(&driving)
                            : print_table(&driving);
    kpi_note_sequence(program, driving.list->sequence);
    sup_free(driving.list);
    return code;
}
