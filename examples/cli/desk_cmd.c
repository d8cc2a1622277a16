/*
 * desk_cmd.c: the commands about the desk as a whole: init, desk, tick.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "instant.h"
#include "json_out.h"
#include "options.h"
#include "progress.h"
#include "table.h"
#include "ticket.h"

static int read_summary(const struct program *program, struct sup_summary **summary)
{
    struct sup_caller caller = program_caller(program);
    struct sup_summary_params params = {.size = sizeof params};
    return sup_desk_summary(program->core, &caller, &params, summary) == SUP_OK
               ? EXIT_OK
               : program_fail_last(program);
}

static int print_init(const struct program *program, const struct sup_summary *summary, int is_new)
{
    if (program->is_json) {
        struct text out = {0};
        text_add_format(&out, "{\"is_new\":%s,\"summary\":", is_new ? "true" : "false");
        json_add_struct(&out, json_result_shape(SUP_OP_DESK_SUMMARY), summary);
        text_add(&out, "}");
        return json_print(program, &out);
    }
    struct text line = {0};
    text_add_visible(&line, program->db);
    if (is_new) {
        text_add(&line, " is ready; until you activate a policy the built-in one holds.\n");
    } else {
        text_add(&line, " was there already and is as before: ");
        text_add_count(&line, summary->ticket_count, "ticket");
        text_add(&line, ", ");
        text_add_count(&line, summary->event_count, "event");
        text_add_format(&line, ", policy version %" PRId64 ".\n", summary->policy_version);
    }
    return program_print(program, &line);
}

int command_init(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .about = "Running it again changes nothing.\n",
        .examples = "  supportcore --db desk.db init\n",
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    int is_new = program->db != NULL && access(program->db, F_OK) != 0;
    code = program_open(program, OPEN_CREATE);
    struct sup_summary *summary = NULL;
    if (code == EXIT_OK) {
        code = read_summary(program, &summary);
    }
    if (code == EXIT_OK) {
        code = print_init(program, summary, is_new);
    }
    sup_free(summary);
    return code;
}

/* "due at 2026-03-29 09:00:00 UTC", or that nothing is. */
static void add_due(struct text *out, int64_t due_ms, const char *due, const char *none)
{
    char time[INSTANT_TEXT_SIZE];
    instant_write_brief(due_ms, time);
    if (due_ms != 0) {
        text_add_format(out, "%s %s UTC", due, time);
    } else {
        text_add(out, none);
    }
}

static int print_desk(const struct program *program, const struct sup_summary *summary,
                      int64_t due_ms)
{
    static const struct table_column columns[] = {{.title = "STATUS"},
                                                  {.title = "TICKETS", .is_right = 1}};
    const struct {
        const char *name;
        int64_t count;
        enum color color;
    } rows[] = {
        {"new", summary->new_count, category_color(SUP_CATEGORY_NEW)},
        {"open", summary->open_count, category_color(SUP_CATEGORY_OPEN)},
        {"pending", summary->pending_count, category_color(SUP_CATEGORY_PENDING)},
        {"on hold", summary->on_hold_count, category_color(SUP_CATEGORY_ON_HOLD)},
        {"solved", summary->solved_count, category_color(SUP_CATEGORY_SOLVED)},
        {"closed", summary->closed_count, category_color(SUP_CATEGORY_CLOSED)},
        {"all", summary->ticket_count, COLOR_BOLD},
    };
    struct table table = {.columns = columns, .column_count = 2};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        table_add(&table, rows[i].name, rows[i].color);
        table_add_number(&table, rows[i].count, COLOR_PLAIN);
    }
    int code = table_print(&table, program);
    if (code != EXIT_OK) {
        return code;
    }
    struct text out = {0};
    text_add(&out, "\n");
    text_add_count(&out, summary->message_count, "message");
    text_add(&out, ", ");
    text_add_count(&out, summary->customer_count, "customer");
    text_add(&out, ", ");
    text_add_count(&out, summary->agent_count, "agent");
    text_add(&out, ", ");
    text_add_count(&out, summary->event_count, "event");
    text_add_format(
        &out, ".\n%" PRId64 " reopened, %" PRId64 " reassigned. Policy version %" PRId64 ".\n",
        summary->reopen_count, summary->reassign_count, summary->policy_version);
    if (summary->replan_left > 0) {
        text_add(&out, "The timers of ");
        text_add_count(&out, summary->replan_left, "ticket");
        text_add(&out, " wait for a tick to go over to it.\n");
    }
    add_due(&out, due_ms, "The next thing is due at", "Nothing waits for its time");
    text_add(&out, ".\n");
    return program_print(program, &out);
}

int command_desk(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .about = "Counts tickets by category, and says when the next thing is due.\n",
        .examples = "  supportcore --db desk.db desk\n"
                    "  supportcore --db desk.db --json desk\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_READ);
    if (code != GO_ON) {
        return code;
    }
    struct sup_summary *summary = NULL;
    struct sup_next_due *due = NULL;
    code = read_summary(program, &summary);
    if (code == EXIT_OK && program->is_json) {
        code = json_print_result(program, SUP_OP_DESK_SUMMARY, summary);
    } else if (code == EXIT_OK) {
        struct sup_caller caller = program_caller(program);
        struct sup_next_due_params params = {.size = sizeof params};
        code = sup_desk_next_due(program->core, &caller, &params, &due) == SUP_OK
                   ? print_desk(program, summary, due->due_ms)
                   : program_fail_last(program);
    }
    sup_free(due);
    sup_free(summary);
    return code;
}

/* Tick in batches until `limit` things fired (0: all that is due); *total is added up. */
static int tick(struct program *program, int64_t limit, struct sup_tick_result *total)
{
    struct sup_caller caller = program_caller(program);
    struct progress progress;
    int code = EXIT_OK;
    progress_begin(&progress, program, "ticking", 0);
    do {
        int64_t left = limit > 0 ? limit - total->fired : SUP_TICK_ITEMS_MAX;
        struct sup_tick_params params = {.size = sizeof params};
        params.limit = left < SUP_TICK_ITEMS_MAX ? (uint32_t)left : SUP_TICK_ITEMS_MAX;
        struct sup_tick_result *result = NULL;
        if (sup_desk_tick(program->core, &caller, &params, &result) != SUP_OK) {
            code = program_fail_last(program);
            break;
        }
        total->fired += result->fired;
        total->is_more = result->is_more;
        total->next_due_ms = result->next_due_ms;
        sup_free(result);
        progress_step(&progress, total->fired);
    } while (total->is_more && (limit == 0 || total->fired < limit));
    progress_end(&progress);
    return code;
}

int command_tick(struct program *program, int argc, char **argv)
{
    int64_t limit = 0;
    const struct command_option options[] = {
        {.name = "limit", .value = "N", .meaning = "fire N things at most", .number = &limit},
    };
    const struct command_usage usage = {
        .about = "Closes what was solved long enough ago, and does whatever else has its time.\n"
                 "How often it runs makes no difference to the result.\n",
        .examples = "  supportcore --db desk.db tick\n"
                    "  supportcore --db desk.db tick --now 2026-03-29T09:00:00Z\n",
        .options = options,
        .option_count = 1,
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_CHANGE);
    if (code != GO_ON) {
        return code;
    }
    struct sup_tick_result total = {.size = sizeof total};
    code = tick(program, limit, &total);
    if (code != EXIT_OK) {
        return code;
    }
    if (program->is_json) {
        return json_print_result(program, SUP_OP_DESK_TICK, &total);
    }
    struct text out = {0};
    text_add_format(&out, "%" PRIu32 " fired; ", total.fired);
    add_due(&out, total.next_due_ms, "the next is due at", "nothing else waits");
    text_add(&out, ".\n");
    return program_print(program, &out);
}
