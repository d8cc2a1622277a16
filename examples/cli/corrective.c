/*
 * corrective.c: corrective record, change, close and list.
 */
#include "corrective.h"

#include <inttypes.h>
#include <string.h>

#include "answer.h"
#include "change.h"
#include "instant.h"
#include "options.h"
#include "table.h"

static const char *const states[] = {"open", "done", "dropped"};

static void tell(struct text *out, const struct sup_receipt *receipt, const char *said)
{
    text_add_format(out, "Corrective action %" PRId64 ": %s.\n", receipt->id,
                    receipt->sequence != 0 || receipt->is_replay ? said : "is so already");
}

int corrective_print(const struct program *program, const struct sup_corrective *items,
                     uint32_t count)
{
    static const struct table_column columns[] = {{.title = "ACTION", .is_right = 1},
                                                  {.title = "LINE"},
                                                  {.title = "STATE"},
                                                  {.title = "DUE (UTC)"},
                                                  {.title = "OWNER", .rank = 1},
                                                  {.title = "WHAT", .is_flexible = 1},
                                                  {.title = "NOTE", .is_flexible = 1, .rank = 2}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < count; i++) {
        const struct sup_corrective *item = &items[i];
        char due[INSTANT_TEXT_SIZE];
        instant_write_brief(item->due_ms, due);
        due[16] = '\0'; /* no seconds */
        table_add_number(&table, item->id, COLOR_PLAIN);
        table_add(&table, item->line, COLOR_PLAIN);
        table_add(&table, item->is_overdue ? "overdue" : states[item->state - 1],
                  item->is_overdue ? COLOR_RED : COLOR_PLAIN);
        table_add(&table, due, COLOR_PLAIN);
        table_add(&table, item->owner_role != NULL ? item->owner_role : item->owner_name,
                  COLOR_PLAIN);
        table_add(&table, item->text, COLOR_PLAIN);
        table_add(&table, item->note, COLOR_PLAIN);
    }
    return table_print(&table, program);
}

/* ---- who and when ---- */

/* "agent:3" or "role:lead" */
static int read_owner(const struct program *program, const char *text, int64_t *agent_id,
                      const char **role)
{
    if (text == NULL) {
        return GO_ON;
    }
    if (strncmp(text, "role:", 5) == 0 && text[5] != '\0') {
        *role = text + 5;
        return GO_ON;
    }
    if (strncmp(text, "agent:", 6) == 0 && number_read(text + 6, agent_id) && *agent_id > 0) {
        return GO_ON;
    }
    return program_fail_usage(program, "--owner '%s' is neither agent:ID nor role:NAME", text);
}

/* A time, or so long from now. */
static int read_due(const struct program *program, const char *text, int64_t *due_ms)
{
    int64_t length = 0;
    if (text != NULL && *text == 'P' && duration_read(text, &length)) {
        *due_ms = program_caller(program).now_ms + length;
        return GO_ON;
    }
    return text == NULL ? GO_ON : time_read(program, "--due", text, due_ms);
}

#define OWNER_OPTION(owner)                                                                        \
    {                                                                                              \
        .name = "owner", .value = "WHO", .meaning = "agent:ID or role:NAME who does it",           \
        .text = &(owner)                                                                           \
    }
#define DUE_OPTION(due)                                                                            \
    {                                                                                              \
        .name = "due", .value = "TIME", .meaning = "by when, or how long from now: P7D",           \
        .text = &(due)                                                                             \
    }

/* ---- the commands ---- */

int command_corrective_record(struct program *program, int argc, char **argv)
{
    struct sup_corrective_record_params params = {.size = sizeof params};
    const char *owner = NULL;
    const char *due = NULL;
    const struct command_option options[] = {OWNER_OPTION(owner), DUE_OPTION(due)};
    const struct command_usage usage = {
        .arguments = "LINE TEXT",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Records what is to be done about a line of the scorecard. Without --owner it is\n"
                 "who answers for the line; --due is needed.\n",
        .examples = "  supportcore --db desk.db --actor agent:9 corrective record first_reply \\\n"
                    "    \"Two more on Monday mornings\" --owner role:lead --due P14D\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && due == NULL) {
        code = program_fail_usage(program, "--due is needed: by when it is done");
    }
    if (code == GO_ON) {
        code = read_owner(program, owner, &params.owner_id, &params.owner_role);
    }
    if (code == GO_ON) {
        code = read_due(program, due, &params.due_ms);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.line = argv[1];
    params.text = argv[2];
    return change_tell(program, SUP_OP_CORRECTIVE_RECORD, &params, tell, "recorded");
}

int command_corrective_change(struct program *program, int argc, char **argv)
{
    struct sup_corrective_change_params params = {.size = sizeof params};
    const char *owner = NULL;
    const char *due = NULL;
    const struct command_option options[] = {
        {.name = "text", .value = "TEXT", .meaning = "what is to be done", .text = &params.text},
        OWNER_OPTION(owner),
        DUE_OPTION(due),
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Changes what is to be done, who does it or by when; the rest stays.\n",
        .examples = "  supportcore --db desk.db corrective change 3 --due 2026-04-15T17:00:00Z\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a corrective action", argv[1], &params.corrective_id);
    }
    if (code == GO_ON && params.text == NULL && owner == NULL && due == NULL) {
        code = program_fail_usage(program, "say what changes: --text, --owner or --due");
    }
    if (code == GO_ON) {
        code = read_owner(program, owner, &params.owner_id, &params.owner_role);
    }
    if (code == GO_ON) {
        code = read_due(program, due, &params.due_ms);
    }
    return code == GO_ON ? change_tell(program, SUP_OP_CORRECTIVE_CHANGE, &params, tell, "changed")
                         : code;
}

int command_corrective_close(struct program *program, int argc, char **argv)
{
    struct sup_corrective_close_params params = {.size = sizeof params};
    int is_dropped = 0;
    const struct command_option options[] = {
        {.name = "dropped", .meaning = "it is not done, and will not be", .is_set = &is_dropped},
        {.name = "note", .value = "TEXT", .meaning = "what came of it", .text = &params.note},
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Says that a corrective action is done, or dropped.\n",
        .examples = "  supportcore --db desk.db corrective close 3 --note \"7 minutes now\"\n"
                    "  supportcore --db desk.db corrective close 4 --dropped\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "a corrective action", argv[1], &params.corrective_id);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.state = is_dropped ? SUP_CORRECTIVE_DROPPED : SUP_CORRECTIVE_DONE;
    return change_tell(program, SUP_OP_CORRECTIVE_CLOSE, &params, tell,
                       is_dropped ? "dropped" : "done");
}

/* ---- corrective list ---- */

static int read_list(struct program *program, int argc, char **argv,
                     struct sup_corrective_list_params *params)
{
    const char *owner = NULL;
    int is_open = 0, is_overdue = 0;
    int64_t limit = SUP_PAGE_MAX;
    const struct command_option options[] = {
        {.name = "line", .value = "NAME", .meaning = "of this line", .text = &params->line},
        OWNER_OPTION(owner),
        {.name = "open", .meaning = "that are open", .is_set = &is_open},
        {.name = "overdue", .meaning = "that are open past their time", .is_set = &is_overdue},
        {.name = "limit",
         .value = "N",
         .meaning = "N at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that one",
         .number = &params->after_id},
    };
    const struct command_usage usage = {
        .about = "What is done about the lines of the scorecard, as it was recorded.\n",
        .examples = "  supportcore --db desk.db corrective list --overdue\n"
                    "  supportcore --db desk.db corrective list --owner agent:9 --open\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && (limit < 1 || limit > SUP_PAGE_MAX)) {
        code = program_fail_usage(program, "--limit is 1 to %d", SUP_PAGE_MAX);
    }
    params->limit = (uint32_t)limit;
    params->state = is_open ? SUP_CORRECTIVE_OPEN : 0;
    params->is_overdue = is_overdue;
    return code == GO_ON ? read_owner(program, owner, &params->owner_id, &params->owner_role)
                         : code;
}

static int print_list(const struct program *program, const void *result)
{
    const struct sup_corrective_list *list = result;
    if (list->count == 0) {
        program_note(program, "no corrective actions");
        return EXIT_OK;
    }
    int code = corrective_print(program, list->items, list->count);
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

int command_corrective_list(struct program *program, int argc, char **argv)
{
    struct sup_corrective_list_params params = {.size = sizeof params};
    int code = read_list(program, argc, argv, &params);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_tell(program, SUP_OP_CORRECTIVE_LIST, &params, print_list);
}
