/*
 * import_report.c: the report for people and as JSON.
 */
#include "import_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "instant.h"
#include "json_out.h"
#include "table.h"

/* What is counted, by the operation that made it. */
static const struct {
    const char *title; /* for people */
    const char *name;  /* in JSON */
    int32_t operation;
} lines[] = {
    {"tickets", "tickets", SUP_OP_TICKET_OPEN},
    {"customers", "customers", SUP_OP_CUSTOMER_RESOLVE},
    {"agents", "agents", SUP_OP_AGENT_SAVE},
    {"messages from customers", "messages_received", SUP_OP_TICKET_RECEIVE},
    {"replies", "replies", SUP_OP_TICKET_REPLY},
    {"notes", "notes", SUP_OP_TICKET_NOTE},
    {"moves", "moves", SUP_OP_TICKET_MOVE},
    {"assignments", "assignments", SUP_OP_TICKET_ASSIGN},
    {"changes of priority", "priorities", SUP_OP_TICKET_PRIORITIZE},
    {"changes of reason", "reasons", SUP_OP_TICKET_CLASSIFY},
    {"records of facts", "facts", SUP_OP_FACT_RECORD},
    {"taggings", "taggings", SUP_OP_TICKET_TAG},
    {"reports about things", "reference_reports", SUP_OP_REFERENCE_REPORT},
    {"reports about customers", "customer_reports", SUP_OP_CUSTOMER_REPORT},
    {"surveys asked", "surveys_asked", SUP_OP_SURVEY_ASKED},
    {"surveys answered", "surveys_answered", SUP_OP_SURVEY_ANSWERED},
    {"fillings of fields", "fillings", SUP_OP_TICKET_FILL},
};

enum { LINE_COUNT = sizeof lines / sizeof lines[0] };

int report_problem(const struct program *program, struct import_report *report, const char *path,
                   const struct row_problem *problem)
{
    report->rows_read++;
    report->rows_skipped++;
    if (report->problem_count == REPORT_PROBLEMS_MAX) {
        return EXIT_OK;
    }
    if (report->problems == NULL) {
        report->problems = calloc(REPORT_PROBLEMS_MAX, sizeof *report->problems);
        if (report->problems == NULL) {
            return program_fail_memory(program);
        }
    }
    report->problems[report->problem_count++] = *problem;
    if (!program->is_json) {
        program_note(program, "%s:%" PRIu64 ": %s", path, problem->line, problem->text);
    }
    return EXIT_OK;
}

void report_note(const struct program *program, int64_t count, const char *path,
                 const struct row_problem *note)
{
    if (count < REPORT_PROBLEMS_MAX && !program->is_json) {
        program_note(program, "%s:%" PRIu64 ": %s", path, note->line, note->text);
    }
}

static void add_json_problems(struct text *out, const struct import_report *report)
{
    text_add(out, "\"problems\":[");
    for (size_t i = 0; i < report->problem_count; i++) {
        text_add_format(out, "%s{\"line\":%" PRIu64 ",\"text\":", i > 0 ? "," : "",
                        report->problems[i].line);
        json_add_string(out, report->problems[i].text);
        text_add(out, "}");
    }
    text_add(out, "]");
}

static int print_json(const struct program *program, const struct import_report *report,
                      const char *path, const char *source, int64_t position,
                      const struct sup_error *error, int64_t elapsed_ms)
{
    struct text out = {0};
    text_add(&out, "{");
    if (error != NULL) {
        text_add(&out, "\"error\":");
        json_add_error(&out, error, 0, 0);
        text_add(&out, ",");
    }
    text_add(&out, "\"file\":");
    json_add_string(&out, path);
    text_add(&out, ",\"source\":");
    json_add_string(&out, source);
    text_add_format(&out,
                    ",\"is_dry_run\":%s,\"is_stopped\":%s,\"began_at\":%" PRId64
                    ",\"position\":%" PRId64 ",\"rows_read\":%" PRId64 ",\"rows_skipped\":%" PRId64
                    ",\"made\":{",
                    report->is_dry ? "true" : "false", report->is_stopped ? "true" : "false",
                    report->began_at, position, report->rows_read, report->rows_skipped);
    for (int i = 0; i < LINE_COUNT; i++) {
        text_add_format(&out, "%s\"%s\":%" PRId64, i > 0 ? "," : "", lines[i].name,
                        report->made[lines[i].operation]);
    }
    text_add_format(&out,
                    "},\"names_declared\":%" PRId64 ",\"identities_left_out\":%" PRId64
                    ",\"merged_passed_over\":%" PRId64 ",\"moves_held\":%" PRId64
                    ",\"batches\":%" PRId64 ",\"duration_ms\":%" PRId64 ",",
                    report->declared, report->left_out, report->merged_changes, report->held,
                    report->batches, elapsed_ms);
    add_json_problems(&out, report);
    text_add(&out, "}");
    return json_print(program, &out);
}

/* The first line: what happened, and how fast. */
static int print_head(const struct program *program, const struct import_report *report,
                      const char *path, int64_t elapsed_ms)
{
    struct text out = {0};
    double seconds = (double)(elapsed_ms > 0 ? elapsed_ms : 1) / 1000.0;
    text_add(&out, report->is_dry ? "Read " : report->is_stopped ? "Stopped in " : "Imported ");
    text_add_visible(&out, path);
    text_add_format(&out, " in %.1f s, %.0f rows a second%s.\n", seconds,
                    (double)report->rows_read / seconds,
                    report->is_dry ? "; nothing was written" : "");
    if (report->began_at > 0) {
        text_add_format(&out, "An earlier run came to byte %" PRId64 ", this one went on there.\n",
                        report->began_at);
    }
    if (report->is_stopped) {
        text_add(&out, "What is told here is on the desk; the same command goes on.\n");
    }
    text_add(&out, "\n");
    return program_print(program, &out);
}

static void add_line(struct table *table, const char *title, int64_t count, enum color color)
{
    table_add(table, title, color);
    table_add_number(table, count, color);
}

static int print_table(const struct program *program, const struct import_report *report)
{
    const struct table_column columns[] = {
        {.title = ""}, {.title = report->is_dry ? "WOULD BE" : "COUNT", .is_right = 1}};
    struct table table = {.columns = columns, .column_count = 2};
    add_line(&table, "rows read", report->rows_read, COLOR_PLAIN);
    add_line(&table, "rows passed over", report->rows_skipped,
             report->rows_skipped > 0 ? COLOR_RED : COLOR_PLAIN);
    for (int i = 0; i < LINE_COUNT; i++) {
        if (report->made[lines[i].operation] > 0) {
            add_line(&table, lines[i].title, report->made[lines[i].operation], COLOR_PLAIN);
        }
    }
    if (report->declared > 0) {
        add_line(&table, "names added to the policy", report->declared, COLOR_PLAIN);
    }
    if (report->left_out > 0) {
        add_line(&table, "identities left out", report->left_out, COLOR_YELLOW);
    }
    if (report->merged_changes > 0) {
        add_line(&table, "changes of merged tickets, passed over", report->merged_changes,
                 COLOR_YELLOW);
    }
    if (report->held != 0) {
        add_line(&table, "moves held for their time", report->held, COLOR_YELLOW);
    }
    return table_print(&table, program);
}

int report_print(const struct program *program, const struct import_report *report,
                 const char *path, const char *source, int64_t position,
                 const struct sup_error *error)
{
    int64_t elapsed_ms = instant_monotonic() - report->started_ms;
    if (program->is_json) {
        return print_json(program, report, path, source, position, error, elapsed_ms);
    }
    if (report->rows_skipped > (int64_t)report->problem_count) {
        program_note(program, "and %" PRId64 " more rows were passed over",
                     report->rows_skipped - (int64_t)report->problem_count);
    }
    int code = print_head(program, report, path, elapsed_ms);
    return code == EXIT_OK ? print_table(program, report) : code;
}

void report_free(struct import_report *report)
{
    free(report->problems);
    report->problems = NULL;
}
