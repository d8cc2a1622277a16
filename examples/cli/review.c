/*
 * review.c: review record, rate, list and sample.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "change.h"
#include "instant.h"
#include "options.h"
#include "table.h"
#include "ticket.h"

static void tell(struct text *out, const struct sup_receipt *receipt, const char *said)
{
    text_add_format(out, "Ticket %" PRId64 ": %s %" PRId64 "; it is at version %" PRId64 ".\n",
                    receipt->ticket_id, said, receipt->id, receipt->version);
}

/* ---- review record ---- */

struct sections {
    struct sup_review_section items[SUP_REVIEW_SECTIONS_MAX];
    uint32_t count;
    char *names; /* owned: the option with NULs in it */
};

/* "tone=70,facts=100" */
static int read_sections(const struct program *program, const char *text, struct sections *sections)
{
    size_t bytes = text != NULL ? strlen(text) + 1 : 0;
    if (text == NULL) {
        return GO_ON;
    }
    sections->names = malloc(bytes);
    if (sections->names == NULL) {
        return program_fail_memory(program);
    }
    memcpy(sections->names, text, bytes);
    for (char *at = sections->names; at != NULL;) {
        char *next = strchr(at, ',');
        char *value = strchr(at, '=');
        struct sup_review_section *item = &sections->items[sections->count];
        if (next != NULL) {
            *next++ = '\0';
            value = strchr(at, '=');
        }
        if (value == NULL || value == at || !number_read(value + 1, &item->score)) {
            return program_fail_usage(program, "'%s' is no section such as tone=70", at);
        }
        *value = '\0';
        item->name = at;
        if (++sections->count == SUP_REVIEW_SECTIONS_MAX && next != NULL) {
            return program_fail_usage(program, "a review has %d sections at most",
                                      SUP_REVIEW_SECTIONS_MAX);
        }
        at = next;
    }
    return GO_ON;
}

static int read_given(const struct program *program, char **argv, int64_t *ticket_id,
                      int64_t *score)
{
    int code = id_read(program, "a ticket", argv[1], ticket_id);
    return code != GO_ON || number_read(argv[2], score)
               ? code
               : program_fail_usage(program, "'%s' is no score from 0 to 100", argv[2]);
}

int command_review_record(struct program *program, int argc, char **argv)
{
    struct sup_review_record_params params = {.size = sizeof params};
    struct sections sections = {0};
    const char *parts = NULL;
    const struct command_option options[] = {
        {.name = "agent",
         .value = "ID",
         .meaning = "whose work it is (default: who has the ticket)",
         .number = &params.agent_id},
        {.name = "reviewer",
         .value = "ID",
         .meaning = "who reviewed (default: the actor, if an agent)",
         .number = &params.reviewer_id},
        {.name = "form", .value = "NAME", .meaning = "by this form", .text = &params.form},
        {.name = "sections",
         .value = "LIST",
         .meaning = "scores of its parts: tone=70,facts=100",
         .text = &parts},
        {.name = "note", .value = "TEXT", .meaning = "more, for colleagues", .text = &params.note},
    };
    const struct command_usage usage = {
        .arguments = "TICKET SCORE",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Records how well an agent handled a ticket, 0 to 100. Given again by the same\n"
                 "reviewer and form it takes the place of the first. Nobody reviews themselves.\n",
        .examples = "  supportcore --db desk.db --actor agent:9 review record 7 85\n"
                    "  supportcore --db desk.db --actor agent:9 review record 7 85 --form calls "
                    "\\\n    --sections tone=70,facts=100\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = read_given(program, argv, &params.ticket_id, &params.score);
    }
    if (code == GO_ON) {
        code = read_sections(program, parts, &sections);
    }
    if (code == GO_ON) {
        params.sections = sections.items;
        params.section_count = sections.count;
        code = change_tell(program, SUP_OP_REVIEW_RECORD, &params, tell, "review");
    }
    free(sections.names);
    return code;
}

int command_review_rate(struct program *program, int argc, char **argv)
{
    struct sup_outcome_rate_params params = {.size = sizeof params};
    const struct command_option options[] = {
        {.name = "agent",
         .value = "ID",
         .meaning = "who rates (default: the actor, if an agent)",
         .number = &params.agent_id},
        {.name = "note", .value = "TEXT", .meaning = "more, for colleagues", .text = &params.note},
    };
    const struct command_usage usage = {
        .arguments = "TICKET SCORE",
        .arguments_min = 2,
        .arguments_max = 2,
        .about = "Records how an agent rates the outcome of a ticket, 0 to 100. Given again it\n"
                 "takes the place of the first.\n",
        .examples = "  supportcore --db desk.db --actor agent:3 review rate 7 90\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = read_given(program, argv, &params.ticket_id, &params.score);
    }
    return code == GO_ON ? change_tell(program, SUP_OP_OUTCOME_RATE, &params, tell, "rating")
                         : code;
}

/* ---- review list ---- */

static void add_sections(struct table *table, const struct sup_quality_review *review)
{
    struct text sections = {0};
    for (uint32_t i = 0; i < review->section_count; i++) {
        text_add_format(&sections, "%s%s %" PRId64, i ? ", " : "", review->sections[i].name,
                        review->sections[i].score);
    }
    table_add(table, sections.data, COLOR_PLAIN);
    table->is_failed |= sections.is_failed;
    text_free(&sections);
}

static int print_list(const struct program *program, const void *result)
{
    const struct sup_review_list *list = result;
    static const struct table_column columns[] = {
        {.title = "REVIEW", .is_right = 1},  {.title = "KIND"},
        {.title = "AT (UTC)", .rank = 1},    {.title = "TICKET", .is_right = 1},
        {.title = "AGENT", .is_right = 1},   {.title = "BY", .is_right = 1, .rank = 2},
        {.title = "FORM", .rank = 4},        {.title = "SCORE", .is_right = 1},
        {.title = "SECTIONS", .rank = 5},    {.title = "TEAM", .rank = 3},
        {.title = "NOTE", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (list->count == 0) {
        program_note(program, "no reviews");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_quality_review *item = &list->items[i];
        char at[INSTANT_TEXT_SIZE];
        instant_write_brief(item->at_ms, at);
        table_add_number(&table, item->id, COLOR_PLAIN);
        table_add(&table, item->kind == SUP_REVIEW_SELF ? "self" : "review", COLOR_PLAIN);
        table_add(&table, at, COLOR_PLAIN);
        table_add_number(&table, item->ticket_id, COLOR_PLAIN);
        table_add_number(&table, item->agent_id, COLOR_PLAIN);
        if (item->reviewer_id != 0) {
            table_add_number(&table, item->reviewer_id, COLOR_PLAIN);
        } else {
            table_add(&table, "program", COLOR_PLAIN);
        }
        table_add(&table, item->form, COLOR_PLAIN);
        table_add_number(&table, item->score, COLOR_PLAIN);
        add_sections(&table, item);
        table_add(&table, item->team, COLOR_PLAIN);
        table_add(&table, item->note, COLOR_PLAIN);
    }
    int code = list->count ? table_print(&table, program) : EXIT_OK;
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

static int read_list(struct program *program, int argc, char **argv,
                     struct sup_review_list_params *params)
{
    const char *from = NULL;
    const char *to = NULL;
    int64_t limit = SUP_PAGE_MAX;
    int is_self = 0;
    const struct command_option options[] = {
        {.name = "from", .value = "TIME", .meaning = "given then or later", .text = &from},
        {.name = "to", .value = "TIME", .meaning = "given before that", .text = &to},
        {.name = "ticket",
         .value = "ID",
         .meaning = "of this ticket",
         .number = &params->ticket_id},
        {.name = "agent",
         .value = "ID",
         .meaning = "of this agent's work",
         .number = &params->agent_id},
        {.name = "reviewer",
         .value = "ID",
         .meaning = "by this agent",
         .number = &params->reviewer_id},
        {.name = "team", .value = "NAME", .meaning = "that this team had", .text = &params->team},
        {.name = "form", .value = "NAME", .meaning = "by this form", .text = &params->form},
        {.name = "self", .meaning = "ratings by the agents themselves", .is_set = &is_self},
        {.name = "limit",
         .value = "N",
         .meaning = "N at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that review",
         .number = &params->after_id},
    };
    const struct command_usage usage = {
        .about = "Reviews by colleagues and ratings by the agents themselves, in the order of\n"
                 "time. Times are in RFC 3339.\n",
        .examples = "  supportcore --db desk.db review list --agent 3\n"
                    "  supportcore --db desk.db review list --self --from 2026-10-01T00:00:00Z\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? time_read(program, "from", from, &params->from_ms) : code;
    code = code == GO_ON ? time_read(program, "to", to, &params->to_ms) : code;
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    params->limit = (uint32_t)limit;
    params->kind = is_self ? SUP_REVIEW_SELF : 0;
    return code;
}

int command_review_list(struct program *program, int argc, char **argv)
{
    struct sup_review_list_params params = {.size = sizeof params};
    int code = read_list(program, argc, argv, &params);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_tell(program, SUP_OP_REVIEW_LIST, &params, print_list);
}

/* ---- review sample ---- */

static int print_sample(const struct program *program, const void *result)
{
    const struct sup_review_sample *sample = result;
    static const struct table_column columns[] = {
        {.title = "AGENT", .is_right = 1},
        {.title = "TICKET", .is_right = 1},
        {.title = "SOLVED (UTC)"},
        {.title = "CHANNEL", .rank = 1},
        {.title = "REASON", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    for (uint32_t i = 0; i < sample->count; i++) {
        const struct sup_sample_ticket *item = &sample->items[i];
        char at[INSTANT_TEXT_SIZE];
        instant_write_brief(item->solved_ms, at);
        table_add_number(&table, item->agent_id, COLOR_PLAIN);
        table_add_number(&table, item->ticket_id, COLOR_PLAIN);
        table_add(&table, at, COLOR_PLAIN);
        table_add(&table, item->channel, COLOR_PLAIN);
        table_add(&table, item->reason, COLOR_PLAIN);
    }
    int code = sample->count ? table_print(&table, program) : EXIT_OK;
    for (uint32_t i = 0; code == EXIT_OK && i < sample->agent_count; i++) {
        const struct sup_sample_agent *agent = &sample->agents[i];
        program_note(program, "agent %" PRId64 ": %" PRId64 " of %" PRId64 " solved tickets",
                     agent->agent_id, agent->drawn, agent->solved);
    }
    if (sample->agent_count == 0) {
        program_note(program, "no ticket of an agent was solved in that time");
    }
    return code;
}

static int read_sample(struct program *program, int argc, char **argv,
                       struct sup_review_sample_params *params)
{
    const char *from = NULL;
    const char *to = NULL;
    int64_t each = 5;
    const struct command_option options[] = {
        {.name = "each", .value = "N", .meaning = "N of each agent (default 5)", .number = &each},
        {.name = "from", .value = "TIME", .meaning = "solved then or later", .text = &from},
        {.name = "to", .value = "TIME", .meaning = "solved before that", .text = &to},
        {.name = "agent", .value = "ID", .meaning = "of this agent", .number = &params->agent_id},
        {.name = "team", .value = "NAME", .meaning = "of this team", .text = &params->team},
        {.name = "without-tag",
         .value = "TAG",
         .meaning = "without tickets that have this tag",
         .text = &params->leave_out_tag},
    };
    const struct command_usage usage = {
        .arguments = "SEED",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Draws solved tickets of each agent to review. The same SEED, any line, draws\n"
                 "the same tickets. Reviewed and merged ones are left out.\n",
        .examples = "  supportcore --db desk.db review sample 'week 43' --each 3 \\\n"
                    "    --from 2026-10-19T00:00:00Z --to 2026-10-26T00:00:00Z\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && from == NULL) {
        code = program_fail_usage(program, "--from says since when tickets were solved");
    }
    code = code == GO_ON ? time_read(program, "from", from, &params->from_ms) : code;
    code = code == GO_ON ? time_read(program, "to", to, &params->to_ms) : code;
    if (code == GO_ON && (each < 1 || each > SUP_SAMPLE_EACH_MAX)) {
        code = program_fail_usage(program, "--each is from 1 to %d", SUP_SAMPLE_EACH_MAX);
    }
    params->each = (uint32_t)each;
    params->seed = argv[1];
    return code;
}

int command_review_sample(struct program *program, int argc, char **argv)
{
    struct sup_review_sample_params params = {.size = sizeof params};
    int code = read_sample(program, argc, argv, &params);
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    return answer_tell(program, SUP_OP_REVIEW_SAMPLE, &params, print_sample);
}
