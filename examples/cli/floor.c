/*
 * floor.c: floor list, explain and summary: where tickets are handled, why, and how that goes.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "instant.h"
#include "length.h"
#include "table.h"
#include "ticket.h"

static const char *const why_names[] = {"",         "opened", "rule",   "stalled",  "unsigned",
                                        "customer", "manual", "merged", "returned", "lowered",
                                        "reopened", "solved", "joined", "policy"};

/* ---- floor list ---- */

static int print_list(const struct program *program, const void *result)
{
    const struct sup_floor_list *list = result;
    int64_t now_ms = program_caller(program).now_ms;
    static const struct table_column columns[] = {
        {.title = "TICKET", .is_right = 1},
        {.title = "FLOOR"},
        {.title = "MINIMUM", .rank = 2},
        {.title = "SINCE (UTC)", .rank = 3},
        {.title = "AGE", .is_right = 1},
        {.title = "WHY"},
        {.title = "WAITS FOR", .rank = 5},
        {.title = "STATUS", .rank = 1},
        {.title = "PRIORITY", .rank = 4},
        {.title = "TEAM", .is_flexible = 1},
        {.title = "AGENT", .is_right = 1, .rank = 6},
        {.title = "LEFT (UTC)", .rank = 7}, /* of what left a floor unsigned, which is listed last */
    };
    static const char *const waits[] = {"", "move up", "clearance", "resolution"};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (list->count == 0) {
        program_note(program, "no tickets");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_floor_ticket *item = &list->items[i];
        char since[INSTANT_TEXT_SIZE], left[INSTANT_TEXT_SIZE] = "", age[LENGTH_SIZE];
        instant_write_brief(item->arrived_ms, since);
        write_age((item->left_ms ? item->left_ms : now_ms) - item->arrived_ms, age);
        if (item->left_ms) {
            instant_write_brief(item->left_ms, left);
        }
        table_add_number(&table, item->ticket_id, COLOR_PLAIN);
        table_add(&table, item->floor, COLOR_PLAIN);
        table_add(&table, item->floor_minimum, COLOR_PLAIN);
        table_add(&table, since, COLOR_PLAIN);
        table_add(&table, age, COLOR_PLAIN);
        table_add(&table, why_names[item->why], COLOR_PLAIN);
        table_add(&table, waits[item->waits_for], COLOR_YELLOW);
        table_add(&table, item->status, COLOR_PLAIN);
        table_add(&table, item->priority, COLOR_PLAIN);
        table_add(&table, item->team, COLOR_PLAIN);
        if (item->assignee_id) {
            table_add_number(&table, item->assignee_id, COLOR_PLAIN);
        } else {
            table_add(&table, "", COLOR_PLAIN);
        }
        table_add(&table, left, COLOR_PLAIN);
    }
    int code = list->count ? table_print(&table, program) : EXIT_OK;
    if (code == EXIT_OK && list->next_after != NULL) {
        program_note(program, "there are more: --after %s", list->next_after);
    }
    return code;
}

int command_floor_list(struct program *program, int argc, char **argv)
{
    struct sup_floor_list_params params = {.size = sizeof params};
    int64_t limit = SUP_PAGE_MAX;
    int is_waiting = 0;
    int is_left = 0;
    const struct command_option options[] = {
        {.name = "floor", .value = "NAME", .meaning = "on this floor only", .text = &params.floor},
        {.name = "team", .value = "NAME", .meaning = "of this team only", .text = &params.team},
        {.name = "agent",
         .value = "ID",
         .meaning = "that this agent has",
         .number = &params.assignee_id},
        {.name = "waiting", .meaning = "that wait for a signature", .is_set = &is_waiting},
        {.name = "signer",
         .value = "ID",
         .meaning = "that wait for a signature which this agent may give",
         .number = &params.signer_id},
        {.name = "left",
         .meaning = "that wait for one and have left their floor",
         .is_set = &is_left},
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
        .about = "Tickets in work by floor and age: the highest floor first, on each the ticket\n"
                 "that has been there longest. With --waiting or --signer then those that have\n"
                 "left a floor unsigned, which still holds remedies, closed ones too.\n",
        .examples = "  supportcore --db desk.db floor list\n"
                    "  supportcore --db desk.db floor list --signer 4\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.limit = (uint32_t)limit;
    params.is_waiting = is_waiting;
    params.is_left = is_left;
    return answer_tell(program, SUP_OP_FLOOR_LIST, &params, print_list);
}

/* ---- floor explain ---- */

static int print_explanation(const struct program *program, const void *result)
{
    const struct sup_floor_explanation *made = result;
    struct text out = {0};
    for (uint32_t i = 0; i < made->line_count; i++) {
        const char *line = made->lines[i];
        int indent = (int)strspn(line, " "); /* of what belongs to the line before */
        text_add_format(&out, "%*s", indent, "");
        text_add_wrapped(&out, line + indent, program->term.width, indent + 4, indent);
        text_add(&out, "\n");
    }
    return program_print(program, &out);
}

int command_floor_explain(struct program *program, int argc, char **argv)
{
    struct sup_floor_explain_params params = {.size = sizeof params};
    static const struct command_usage usage = {
        .arguments = "TICKET",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Tells why a ticket is on its floor: the rules that asked for it, its stays and\n"
                 "who signed what; and what is held and missing now.\n",
        .examples = "  supportcore --db desk.db floor explain 7\n",
    };
    int code = ticket_open(program, &usage, argc, argv, &params.ticket_id);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_ask(program, SUP_OP_FLOOR_EXPLAIN, &params, print_explanation);
}

/* ---- floor summary ---- */

static void add_figures(struct table *table, const char *what,
                        const struct sup_floor_figures *figures)
{
    char mean[LENGTH_SIZE] = "";
    if (figures->ended_count) {
        write_age(figures->total_ms / figures->ended_count, mean);
    }
    table_add(table, what, COLOR_PLAIN);
    table_add_number(table, figures->visit_count, COLOR_PLAIN);
    table_add_number(table, figures->solved_count, COLOR_PLAIN);
    table_add_number(table, figures->escalated_count, COLOR_PLAIN);
    table_add_number(table, figures->rule_count, COLOR_PLAIN);
    table_add_number(table, figures->stalled_count, COLOR_PLAIN);
    table_add_number(table, figures->unsigned_count, COLOR_PLAIN);
    table_add_number(table, figures->customer_count, COLOR_PLAIN);
    table_add_number(table, figures->manual_count, COLOR_PLAIN);
    table_add(table, mean, COLOR_PLAIN);
}

static int print_figures(const struct program *program, const struct sup_floor_summary *summary)
{
    static const struct table_column columns[] = {
        {.title = "WHERE", .is_flexible = 1},
        {.title = "STAYS", .is_right = 1},
        {.title = "SOLVED", .is_right = 1},
        {.title = "UP", .is_right = 1},
        {.title = "RULE", .is_right = 1, .rank = 6},
        {.title = "STALLED", .is_right = 1, .rank = 5},
        {.title = "UNSIGNED", .is_right = 1, .rank = 2},
        {.title = "CUSTOMER", .is_right = 1, .rank = 3},
        {.title = "MANUAL", .is_right = 1, .rank = 4},
        {.title = "MEAN", .is_right = 1, .rank = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    char what[100];
    for (uint32_t i = 0; i < summary->floor_count; i++) {
        snprintf(what, sizeof what, "floor %s", summary->floors[i].floor);
        add_figures(&table, what, &summary->floors[i]);
    }
    for (uint32_t i = 0; i < summary->reason_count; i++) {
        const char *reason = summary->reasons[i].reason;
        snprintf(what, sizeof what, "reason %s", *reason ? reason : "(none)");
        add_figures(&table, what, &summary->reasons[i]);
    }
    for (uint32_t i = 0; i < summary->agent_count; i++) {
        snprintf(what, sizeof what, "agent %" PRId64, summary->agents[i].agent_id);
        add_figures(&table, what, &summary->agents[i]);
    }
    return table_print(&table, program);
}

static void add_share(struct text *out, int width, const char *what, int64_t part, int64_t of)
{
    char line[200];
    char share[40] = "";
    if (of) {
        snprintf(share, sizeof share, " (%" PRId64 " %%)", (100 * part + of / 2) / of);
    }
    snprintf(line, sizeof line, "%s: %" PRId64 " of %" PRId64 "%s", what, part, of, share);
    text_add_wrapped(out, line, width, 4, 0);
    text_add(out, "\n");
}

static int print_summary(const struct program *program, const void *result)
{
    const struct sup_floor_summary *summary = result;
    struct text out = {0};
    int width = program->term.width;
    int code = EXIT_OK;
    if (summary->floor_count == 0) {
        program_note(program, "the policy has no floors");
    } else {
        code = print_figures(program, summary);
    }
    add_share(&out, width, "solved on the lowest floor", summary->first_solved_count,
              summary->ticket_count);
    add_share(&out, width, "risks that reached the highest floor", summary->risk_reached_count,
              summary->risk_count);
    add_share(&out, width, "decisions in time", summary->decided_in_time_count,
              summary->decision_target_count);
    add_share(&out, width, "escalations with all that was demanded", summary->complete_count,
              summary->step_count);
    return code == EXIT_OK ? program_print(program, &out) : (text_free(&out), code);
}

int command_floor_summary(struct program *program, int argc, char **argv)
{
    struct sup_floor_summary_params params = {.size = sizeof params};
    const char *from = NULL;
    const char *to = NULL;
    const struct command_option options[] = {
        {.name = "from",
         .value = "TIME",
         .meaning = "stays that began from here on, in RFC 3339",
         .text = &from},
        {.name = "to", .value = "TIME", .meaning = "and before here", .text = &to},
    };
    const struct command_usage usage = {
        .about = "What went on on the floors: how many tickets came, how many were solved there,\n"
                 "how many went up and why; by floor, by contact reason, by agent.\n",
        .examples = "  supportcore --db desk.db floor summary --from 2026-11-01T00:00:00Z\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? time_read(program, "from", from, &params.from_ms) : code;
    code = code == GO_ON ? time_read(program, "to", to, &params.to_ms) : code;
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_tell(program, SUP_OP_FLOOR_SUMMARY, &params, print_summary);
}
