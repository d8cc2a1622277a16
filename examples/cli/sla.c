/*
 * sla.c: sla timers, due and explain: how long things take, what breaks next, and why.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "instant.h"
#include "json_out.h"
#include "sla.h"
#include "table.h"
#include "ticket.h"

static const char *const states[] = {"running", "paused", "fulfilled", "cancelled"};

/* A field of an operation's parameters has the names of its enum. */
const char *const *metric_names(void)
{
    const struct sup_shape *shape = sup_operation_numbered(SUP_OP_TICKET_TIMERS)->params;
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if (strcmp(shape->fields[i].name, "metric") == 0) {
            return shape->fields[i].names;
        }
    }
    return NULL;
}

int read_metric(const struct program *program, const char *text, int32_t *metric)
{
    const char *const *names = metric_names();
    for (int32_t i = 0; names && names[i]; i++) {
        if (strcmp(names[i], text) == 0) {
            *metric = i + 1;
            return GO_ON;
        }
    }
    return program_fail_usage(program, "'%s' is no metric, such as first_reply or resolution",
                              text);
}

static enum color color_of(const struct sup_timer *timer)
{
    return timer->is_missed || (timer->sla && timer->left_ms < 0) ? COLOR_RED : COLOR_PLAIN;
}

static void add_promise(struct table *table, const struct sup_timer *timer)
{
    char length[LENGTH_SIZE] = "", due[INSTANT_TEXT_SIZE] = "";
    if (timer->sla) {
        write_length(timer->left_ms, length);
    }
    if (timer->sla && timer->due_ms) {
        instant_write_brief(timer->due_ms, due);
    }
    table_add(table, length, color_of(timer));
    table_add(table, due, COLOR_PLAIN);
    table_add(table, timer->sla ? timer->sla : "", COLOR_PLAIN);
}

/* What is promised may be another thing once the ticket had its turn. */
static void note_waiting(const struct program *program, int waiting)
{
    if (waiting) {
        program_note(program,
                     "another policy is active, and tick has not planned %d of these by it yet: "
                     "their promises are those of before",
                     waiting);
    }
}

/* ---- sla timers ---- */

static void add_timer(struct table *table, const struct sup_timer *timer)
{
    char length[LENGTH_SIZE], began[INSTANT_TEXT_SIZE];
    table_add(table, metric_names()[timer->metric - 1], COLOR_PLAIN);
    table_add_number(table, timer->instance, COLOR_PLAIN);
    table_add(table, timer->is_missed ? "missed" : states[timer->state - 1], color_of(timer));
    instant_write_brief(timer->started_ms, began);
    table_add(table, began, COLOR_PLAIN);
    write_length(timer->used_ms, length);
    table_add(table, length, COLOR_PLAIN);
    write_length(timer->business_ms, length);
    table_add(table, length, COLOR_PLAIN);
    add_promise(table, timer);
}

static int print_timers(struct program *program, struct sup_ticket_timers_params *params)
{
    static const struct table_column columns[] = {
        {.title = "METRIC"},
        {.title = "NO", .is_right = 1},
        {.title = "STATE"},
        {.title = "BEGAN (UTC)", .rank = 2},
        {.title = "USED", .is_right = 1},
        {.title = "BUSINESS", .is_right = 1, .rank = 3},
        {.title = "LEFT", .is_right = 1},
        {.title = "DUE (UTC)", .rank = 1},
        {.title = "SLA", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    struct sup_caller caller = program_caller(program);
    struct sup_timer_list *page = NULL;
    struct text out = {0};
    int waiting = 0;
    char after[SUP_TIMER_AFTER_BYTES_MAX + 1] = "";
    text_add(&out, "{\"items\":[");
    do {
        params->after = after;
        if (sup_ticket_timers(program->core, &caller, params, &page) != SUP_OK) {
            text_free(&out);
            return program_fail_last(program);
        }
        if (program->is_json) {
            json_add_items(&out, SUP_OP_TICKET_TIMERS, page);
        }
        for (uint32_t i = 0; !program->is_json && i < page->count; i++) {
            add_timer(&table, &page->items[i]);
            waiting += page->items[i].is_awaiting_replan;
        }
        snprintf(after, sizeof after, "%s", page->next_after ? page->next_after : "");
        sup_free(page);
    } while (*after != '\0');
    if (program->is_json) {
        text_add(&out, "]}\n");
        return program_print(program, &out);
    }
    text_free(&out);
    if (table.cell_count == 0 && !table.is_failed) {
        program_note(program, "no timers");
        return EXIT_OK;
    }
    int code = table_print(&table, program);
    note_waiting(program, waiting);
    return code;
}

int command_sla_timers(struct program *program, int argc, char **argv)
{
    struct sup_ticket_timers_params params = {.size = sizeof params};
    const char *metric = NULL;
    const struct command_option options[] = {
        {.name = "metric", .value = "NAME", .meaning = "of this metric only", .text = &metric},
    };
    const struct command_usage usage = {
        .arguments = "TICKET",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "How long things take and took on a ticket, each run of each metric, and what\n"
                 "is promised. What runs counts until now, or until --now.\n",
        .examples = "  supportcore --db desk.db sla timers 7\n"
                    "  supportcore --db desk.db sla timers 7 --metric next_reply\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON && metric != NULL) {
        code = read_metric(program, metric, &params.metric);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_READ);
    return code == EXIT_OK ? print_timers(program, &params) : code;
}

/* ---- sla due ---- */

static int print_due(const struct program *program, const void *result)
{
    const struct sup_due_list *list = result;
    static const struct table_column columns[] = {
        {.title = "TICKET", .is_right = 1},
        {.title = "WHAT"},
        {.title = "AT (UTC)"},
        {.title = "METRIC"},
        {.title = "STATUS", .rank = 2},
        {.title = "PRIORITY", .rank = 1},
        {.title = "TEAM", .rank = 3},
        {.title = "LEFT", .is_right = 1},
        {.title = "DUE (UTC)", .rank = 4},
        {.title = "SLA", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    int waiting = 0;
    if (list->count == 0) {
        program_note(program, "nothing waits");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_due_ticket *item = &list->items[i];
        char at[INSTANT_TEXT_SIZE];
        instant_write_brief(item->due_ms, at);
        table_add_number(&table, item->ticket_id, COLOR_PLAIN);
        table_add(&table, item->is_breach ? "breaks" : "warns",
                  item->is_breach ? COLOR_RED : COLOR_YELLOW);
        table_add(&table, at, COLOR_PLAIN);
        table_add(&table, metric_names()[item->timer->metric - 1], COLOR_PLAIN);
        table_add(&table, item->status, COLOR_PLAIN);
        table_add(&table, item->priority, COLOR_PLAIN);
        table_add(&table, item->team, COLOR_PLAIN);
        add_promise(&table, item->timer);
        waiting += item->timer->is_awaiting_replan;
    }
    int code = list->count ? table_print(&table, program) : EXIT_OK;
    note_waiting(program, waiting);
    if (code == EXIT_OK && list->next_after != NULL) {
        program_note(program, "there are more: --after %s", list->next_after);
    }
    return code;
}

int command_sla_due(struct program *program, int argc, char **argv)
{
    struct sup_sla_due_params params = {.size = sizeof params};
    const char *until = NULL;
    int64_t limit = SUP_PAGE_MAX;
    int is_breach = 0;
    const struct command_option options[] = {
        {.name = "team", .value = "NAME", .meaning = "of this team only", .text = &params.team},
        {.name = "agent",
         .value = "ID",
         .meaning = "of this agent only",
         .number = &params.assignee_id},
        {.name = "until",
         .value = "TIME",
         .meaning = "due by this time, in RFC 3339",
         .text = &until},
        {.name = "breaches", .meaning = "what breaks, whatever warns before", .is_set = &is_breach},
        {.name = "limit",
         .value = "N",
         .meaning = "N tickets at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "POSITION",
         .meaning = "the page after that position",
         .text = &params.after},
    };
    const struct command_usage usage = {
        .about = "Tickets whose promises warn or break next, in order of time. With --breaches\n"
                 "each with the promise that breaks first: all that break by --until, each page\n"
                 "in order of time.\n",
        .examples = "  supportcore --db desk.db sla due\n"
                    "  supportcore --db desk.db sla due --team frontline --breaches\n"
                    "  supportcore --db desk.db sla due --breaches --until 2026-03-20T17:00:00Z\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? time_read(program, "until", until, &params.until_ms) : code;
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.limit = (uint32_t)limit;
    params.is_breach = is_breach;
    return answer_tell(program, SUP_OP_SLA_DUE, &params, print_due);
}

/* ---- sla explain ---- */

static int print_lines(const struct program *program, const void *result)
{
    const struct sup_sla_explanation *made = result;
    struct text out = {0};
    for (uint32_t i = 0; i < made->line_count; i++) {
        text_add_visible(&out, made->lines[i]);
        text_add(&out, "\n");
    }
    return program_print(program, &out);
}

int command_sla_explain(struct program *program, int argc, char **argv)
{
    struct sup_sla_explain_params params = {.size = sizeof params};
    static const struct command_usage usage = {
        .arguments = "TICKET METRIC [NUMBER]",
        .arguments_min = 2,
        .arguments_max = 3,
        .about = "Tells why a timer shows what it shows: each span of time, open, closed or\n"
                 "paused, in the local time of its calendar, and how its deadline comes about.\n"
                 "Without NUMBER it is the last run of that metric.\n",
        .examples = "  supportcore --db desk.db sla explain 7 first_reply\n"
                    "  supportcore --db desk.db sla explain 7 next_reply 2\n",
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON) {
        code = read_metric(program, argv[2], &params.metric);
    }
    if (code == GO_ON && argc > 3 && !number_read(argv[3], &params.instance)) {
        code = program_fail_usage(program, "'%s' is not the number of a run", argv[3]);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_tell(program, SUP_OP_SLA_EXPLAIN, &params, print_lines);
}
