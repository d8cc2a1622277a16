/*
 * survey.c: survey asked, answered and list.
 */
#include <inttypes.h>
#include <string.h>

#include "answer.h"
#include "change.h"
#include "instant.h"
#include "options.h"
#include "table.h"

static const char *const kinds[] = {"csat", "ces", "nps", "pulse"};

static int read_kind(const struct program *program, const char *text, int32_t *kind)
{
    for (int32_t i = 0; text != NULL && i < 4; i++) {
        if (strcmp(kinds[i], text) == 0) {
            *kind = i + 1;
            return GO_ON;
        }
    }
    return text == NULL ? GO_ON
                        : program_fail_usage(
                              program, "'%s' is no kind: it is csat, ces, nps or pulse", text);
}

/* ---- survey asked, survey answered ---- */

#define SUBJECT_OPTIONS(params)                                                                    \
    {.name = "ticket",                                                                             \
     .value = "ID",                                                                                \
     .meaning = "about this ticket",                                                               \
     .number = &(params).ticket_id},                                                               \
        {.name = "customer",                                                                       \
         .value = "ID",                                                                            \
         .meaning = "this customer (default: the ticket's)",                                       \
         .number = &(params).customer_id},                                                         \
        {.name = "agent",                                                                          \
         .value = "ID",                                                                            \
         .meaning = "this agent (default: the ticket's)",                                          \
         .number = &(params).agent_id},                                                            \
        {.name = "team",                                                                           \
         .value = "NAME",                                                                          \
         .meaning = "this team (default: the ticket's)",                                           \
         .text = &(params).team},                                                                  \
    {                                                                                              \
        .name = "reason", .value = "NAME",                                                         \
        .meaning = "this contact reason (default: the ticket's)", .text = &(params).reason         \
    }

static int tell(struct program *program, int32_t operation, const void *params, const char *said)
{
    struct sup_receipt receipt = {.size = sizeof receipt};
    struct text out = {0};
    int code = change_run(program, operation, params, &receipt);
    if (code != GO_ON) {
        return code;
    }
    text_add_format(&out, "Survey %" PRId64 ": %s%s.\n", receipt.id,
                    receipt.is_replay ? "known already as " : "", said);
    return program_print(program, &out);
}

int command_survey_asked(struct program *program, int argc, char **argv)
{
    struct sup_survey_asked_params params = {.size = sizeof params};
    const struct command_option options[] = {SUBJECT_OPTIONS(params)};
    const struct command_usage usage = {
        .arguments = "KIND SOURCE ID",
        .arguments_min = 3,
        .arguments_max = 3,
        .about =
            "Says that somebody was asked: csat, ces, nps or pulse. SOURCE is the system that\n"
            "asked, ID what it calls the survey. The same again has no second effect.\n",
        .examples = "  supportcore --db desk.db survey asked csat mailer s-1001 --ticket 7\n"
                    "  supportcore --db desk.db survey asked nps mailer n-17 --customer 3\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = read_kind(program, argv[1], &params.kind);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.source = argv[2];
    params.survey_id = argv[3];
    return tell(program, SUP_OP_SURVEY_ASKED, &params, "asked");
}

int command_survey_answered(struct program *program, int argc, char **argv)
{
    struct sup_survey_answered_params params = {.size = sizeof params};
    int is_correction = 0;
    const struct command_option options[] = {
        SUBJECT_OPTIONS(params),
        {.name = "comment", .value = "TEXT", .meaning = "what they wrote", .text = &params.comment},
        {.name = "correct",
         .meaning = "in place of the answer that there is",
         .is_set = &is_correction},
    };
    const struct command_usage usage = {
        .arguments = "KIND SOURCE ID SCORE",
        .arguments_min = 4,
        .arguments_max = 4,
        .about = "Says what somebody answered: csat 1 to 5, ces 1 to 7, nps 0 to 10, pulse 0 to\n"
                 "100. What is not told is taken from the ticket.\n",
        .examples = "  supportcore --db desk.db survey answered csat mailer s-1001 4\n"
                    "  supportcore --db desk.db survey answered pulse hr p-9 75 --team frontline\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = read_kind(program, argv[1], &params.kind);
    }
    if (code == GO_ON && !number_read(argv[4], &params.score)) {
        code = program_fail_usage(program, "'%s' is no score", argv[4]);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    params.source = argv[2];
    params.survey_id = argv[3];
    params.is_correction = is_correction;
    return tell(program, SUP_OP_SURVEY_ANSWERED, &params, is_correction ? "corrected" : "answered");
}

/* ---- survey list ---- */

static void add_id(struct table *table, int64_t id)
{
    if (id != 0) {
        table_add_number(table, id, COLOR_PLAIN);
    } else {
        table_add(table, "", COLOR_PLAIN);
    }
}

static int print_list(const struct program *program, const void *result)
{
    const struct sup_survey_list *list = result;
    static const struct table_column columns[] = {
        {.title = "SURVEY", .is_right = 1},
        {.title = "KIND"},
        {.title = "ASKED (UTC)", .rank = 2},
        {.title = "ANSWERED (UTC)", .rank = 1},
        {.title = "SCORE", .is_right = 1},
        {.title = "TICKET", .is_right = 1},
        {.title = "CUSTOMER", .is_right = 1, .rank = 4},
        {.title = "AGENT", .is_right = 1},
        {.title = "TEAM", .rank = 3},
        {.title = "REASON", .rank = 5},
        {.title = "COMMENT", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (list->count == 0) {
        program_note(program, "no surveys");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_survey *item = &list->items[i];
        char asked[INSTANT_TEXT_SIZE], answered[INSTANT_TEXT_SIZE];
        instant_write_brief(item->asked_ms, asked);
        instant_write_brief(item->answered_ms, answered);
        table_add_number(&table, item->id, COLOR_PLAIN);
        table_add(&table, kinds[item->kind - 1], COLOR_PLAIN);
        table_add(&table, asked, COLOR_PLAIN);
        table_add(&table, answered, COLOR_PLAIN);
        if (item->is_answered) {
            table_add_number(&table, item->score, COLOR_PLAIN);
        } else {
            table_add(&table, "-", COLOR_PLAIN);
        }
        add_id(&table, item->ticket_id);
        add_id(&table, item->customer_id);
        add_id(&table, item->agent_id);
        table_add(&table, item->team, COLOR_PLAIN);
        table_add(&table, item->reason, COLOR_PLAIN);
        table_add(&table, item->comment, COLOR_PLAIN);
    }
    int code = list->count ? table_print(&table, program) : EXIT_OK;
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

static int read_list(struct program *program, int argc, char **argv,
                     struct sup_survey_list_params *params)
{
    const char *kind = NULL;
    const char *from = NULL;
    const char *to = NULL;
    int64_t limit = SUP_PAGE_MAX;
    int is_answered = 0;
    const struct command_option options[] = {
        {.name = "kind", .value = "KIND", .meaning = "of this kind only", .text = &kind},
        {.name = "from", .value = "TIME", .meaning = "asked then or later", .text = &from},
        {.name = "to", .value = "TIME", .meaning = "asked before that", .text = &to},
        {.name = "ticket",
         .value = "ID",
         .meaning = "about this ticket",
         .number = &params->ticket_id},
        {.name = "customer",
         .value = "ID",
         .meaning = "of this person",
         .number = &params->customer_id},
        {.name = "agent",
         .value = "ID",
         .meaning = "about this agent",
         .number = &params->agent_id},
        {.name = "team", .value = "NAME", .meaning = "about this team", .text = &params->team},
        {.name = "answered", .meaning = "that were answered", .is_set = &is_answered},
        {.name = "limit",
         .value = "N",
         .meaning = "N at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that survey",
         .number = &params->after_id},
    };
    const struct command_usage usage = {
        .about = "What customers and agents were asked, and what they answered. Times are in\n"
                 "RFC 3339.\n",
        .examples = "  supportcore --db desk.db survey list --kind csat --answered\n"
                    "  supportcore --db desk.db survey list --ticket 7\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? read_kind(program, kind, &params->kind) : code;
    code = code == GO_ON ? time_read(program, "from", from, &params->from_ms) : code;
    code = code == GO_ON ? time_read(program, "to", to, &params->to_ms) : code;
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    params->limit = (uint32_t)limit;
    params->is_answered = is_answered;
    return code;
}

int command_survey_list(struct program *program, int argc, char **argv)
{
    struct sup_survey_list_params params = {.size = sizeof params};
    int code = read_list(program, argc, argv, &params);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_tell(program, SUP_OP_SURVEY_LIST, &params, print_list);
}
