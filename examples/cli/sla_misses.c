/*
 * sla_misses.c: sla misses and cause: which promises were broken, and why.
 */
#include <inttypes.h>
#include <string.h>

#include "answer.h"
#include "change.h"
#include "instant.h"
#include "sla.h"
#include "table.h"
#include "ticket.h"

static int print_misses(const struct program *program, const void *result)
{
    const struct sup_miss_list *list = result;
    static const struct table_column columns[] = {
        {.title = "TICKET", .is_right = 1},
        {.title = "METRIC"},
        {.title = "NO", .is_right = 1, .rank = 3},
        {.title = "BROKEN (UTC)"},
        {.title = "OVER", .is_right = 1},
        {.title = "TEAM", .rank = 1},
        {.title = "AGENT", .is_right = 1, .rank = 2},
        {.title = "SLA", .rank = 4},
        {.title = "CAUSE"},
        {.title = "NOTE", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_miss *item = &list->items[i];
        char at[INSTANT_TEXT_SIZE], over[LENGTH_SIZE] = "";
        instant_write_brief(item->breached_ms, at);
        if (item->ended_ms) {
            write_length(item->over_ms, over);
        }
        table_add_number(&table, item->ticket_id, COLOR_PLAIN);
        table_add(&table, metric_names()[item->metric - 1], COLOR_PLAIN);
        table_add_number(&table, item->instance, COLOR_PLAIN);
        table_add(&table, at, COLOR_PLAIN);
        table_add(&table, over, COLOR_PLAIN);
        table_add(&table, item->team ? item->team : "", COLOR_PLAIN);
        if (item->assignee_id) {
            table_add_number(&table, item->assignee_id, COLOR_PLAIN);
        } else {
            table_add(&table, "", COLOR_PLAIN);
        }
        table_add(&table, item->sla, COLOR_PLAIN);
        table_add(&table, item->cause ? item->cause : "", COLOR_PLAIN);
        table_add(&table, item->note ? item->note : "", COLOR_PLAIN);
    }
    int code = EXIT_OK;
    if (list->count == 0) {
        program_note(program, "no promise was broken");
    } else {
        code = table_print(&table, program);
    }
    if (code == EXIT_OK && list->next_after != NULL) {
        program_note(program, "there are more: --after %s", list->next_after);
    }
    return code;
}

static int print_summary(const struct program *program, const void *result)
{
    const struct sup_miss_summary *summary = result;
    static const struct table_column columns[] = {
        {.title = "TEAM"},
        {.title = "MISSES", .is_right = 1},
        {.title = "CAUSE"},
        {.title = "WHAT IT IS", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < summary->count; i++) {
        const struct sup_miss_group *item = &summary->items[i];
        table_add(&table, item->team ? item->team : "no team", COLOR_PLAIN);
        table_add_number(&table, item->count, COLOR_PLAIN);
        table_add(&table, item->cause ? item->cause : "-", COLOR_PLAIN);
        table_add(&table,
                  item->cause_label ? item->cause_label
                  : item->cause     ? ""
                                    : "nobody has said",
                  COLOR_PLAIN);
    }
    int code = EXIT_OK;
    if (summary->count == 0) {
        program_note(program, "no promise was broken");
    } else {
        code = table_print(&table, program);
    }
    if (code == EXIT_OK && summary->next_after != NULL) {
        program_note(program, "these are the first %" PRId64 "; for the rest: --after %s",
                     summary->total, summary->next_after);
    }
    return code;
}

static int list(struct program *program, const struct sup_sla_misses_params *params)
{
    return answer_ask(program, SUP_OP_SLA_MISSES, params, print_misses);
}

static int count(struct program *program, const struct sup_sla_misses_params *params)
{
    const struct sup_sla_miss_summary_params of = {.size = sizeof of,
                                                   .metric = params->metric,
                                                   .from_ms = params->from_ms,
                                                   .to_ms = params->to_ms,
                                                   .team = params->team,
                                                   .after = params->after};
    return answer_ask(program, SUP_OP_SLA_MISS_SUMMARY, &of, print_summary);
}

int command_sla_misses(struct program *program, int argc, char **argv)
{
    struct sup_sla_misses_params params = {.size = sizeof params};
    const char *from = NULL;
    const char *to = NULL;
    const char *metric = NULL;
    int64_t limit = SUP_PAGE_MAX;
    int is_by_cause = 0;
    int is_unexplained = 0;
    const struct command_option options[] = {
        {.name = "by-cause", .meaning = "count them by team and cause", .is_set = &is_by_cause},
        {.name = "from",
         .value = "TIME",
         .meaning = "broken then or later (default: a week back)",
         .text = &from},
        {.name = "to", .value = "TIME", .meaning = "broken before that", .text = &to},
        {.name = "team", .value = "NAME", .meaning = "that this team had", .text = &params.team},
        {.name = "metric", .value = "NAME", .meaning = "of this metric only", .text = &metric},
        {.name = "cause", .value = "NAME", .meaning = "for this cause only", .text = &params.cause},
        {.name = "unexplained", .meaning = "without a cause only", .is_set = &is_unexplained},
        {.name = "limit",
         .value = "N",
         .meaning = "N at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "POSITION",
         .meaning = "the page after that position",
         .text = &params.after},
    };
    const struct command_usage usage = {
        .about = "Promises that were broken, in order of time, with who had the ticket then and\n"
                 "why, as far as somebody has said. Times are in RFC 3339.\n",
        .examples = "  supportcore --db desk.db sla misses --team frontline --unexplained\n"
                    "  supportcore --db desk.db sla misses --by-cause\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? time_read(program, "from", from, &params.from_ms) : code;
    code = code == GO_ON ? time_read(program, "to", to, &params.to_ms) : code;
    if (code == GO_ON && metric != NULL) {
        code = read_metric(program, metric, &params.metric);
    }
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code == GO_ON && is_by_cause && (params.cause != NULL || is_unexplained)) {
        code = program_fail_usage(program, "--by-cause counts all causes: leave the other away");
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.limit = (uint32_t)limit;
    params.is_unexplained = is_unexplained;
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    return is_by_cause ? count(program, &params) : list(program, &params);
}

int command_sla_cause(struct program *program, int argc, char **argv)
{
    struct sup_sla_record_cause_params params = {.size = sizeof params};
    struct sup_receipt receipt;
    struct text out = {0};
    const struct command_option options[] = {
        {.name = "number",
         .value = "N",
         .meaning = "of this run (default: the last that broke one)",
         .number = &params.instance},
        {.name = "note", .value = "TEXT", .meaning = "more, for colleagues", .text = &params.note},
    };
    const struct command_usage usage = {
        .arguments = "TICKET METRIC CAUSE",
        .arguments_min = 3,
        .arguments_max = 3,
        .about = "Says why a promise was broken, with a cause of the policy's list. Said again it\n"
                 "replaces what was said; the ticket's history keeps both.\n",
        .examples = "  supportcore --db desk.db sla cause 7 first_reply staffing\n"
                    "  supportcore --db desk.db sla cause 7 next_reply outage --number 2\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a ticket", argv[1], &params.ticket_id);
    }
    if (code == GO_ON) {
        code = read_metric(program, argv[2], &params.metric);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.cause = argv[3];
    code = change_run(program, SUP_OP_SLA_RECORD_CAUSE, &params, &receipt);
    if (code != GO_ON) {
        return code;
    }
    text_add_format(&out, "Ticket %" PRId64 ": %s is why; it is at version %" PRId64 ".\n",
                    receipt.ticket_id, params.cause, receipt.version);
    return program_print(program, &out);
}
