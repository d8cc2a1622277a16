/*
 * agent_list.c: agent list and show: who works at the desk, and who takes work now.
 */
#include "agent.h"

#include <inttypes.h>
#include <stdio.h>

#include "answer.h"
#include "instant.h"
#include "json_out.h"
#include "sheet.h"
#include "table.h"

static void add_names(struct table *table, const char *const *names, uint32_t count)
{
    struct text list = {0};
    text_add_names(&list, names, count);
    table_add(table, list.data, COLOR_PLAIN);
    table->is_failed |= list.is_failed;
    text_free(&list);
}

static int print_list(const struct program *program, const void *result)
{
    const struct sup_agent_list *list = result;
    static const struct table_column columns[] = {
        {.title = "ID", .is_right = 1},
        {.title = "NAME", .is_flexible = 1},
        {.title = "NOW"},
        {.title = "SINCE (UTC)", .rank = 3},
        {.title = "KIND", .rank = 5},
        {.title = "ROLES", .rank = 1},
        {.title = "TEAMS", .rank = 2},
        {.title = "SKILLS", .rank = 6},
        {.title = "LANGUAGES", .rank = 4},
        {.title = "CAPACITY", .is_right = 1, .rank = 7},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (list->count == 0) {
        program_note(program, "no agents");
        return EXIT_OK;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_agent *agent = &list->items[i];
        char since[INSTANT_TEXT_SIZE], capacity[16] = "";
        instant_write_brief(agent->availability_since_ms, since);
        since[agent->availability_since_ms != 0 ? 16 : 0] = '\0'; /* no seconds */
        if (agent->capacity != 0) {
            snprintf(capacity, sizeof capacity, "%" PRIu32, agent->capacity);
        }
        table_add_number(&table, agent->id, COLOR_PLAIN);
        table_add(&table, agent->name, COLOR_PLAIN);
        table_add(&table, agent_state(agent), agent_color(agent));
        table_add(&table, since, COLOR_PLAIN);
        table_add(&table, agent->kind == SUP_AGENT_BOT ? "bot" : "person", COLOR_PLAIN);
        add_names(&table, agent->roles, agent->role_count);
        add_names(&table, agent->teams, agent->team_count);
        add_names(&table, agent->skills, agent->skill_count);
        add_names(&table, agent->languages, agent->language_count);
        table_add(&table, capacity, COLOR_PLAIN);
    }
    int code = table_print(&table, program);
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

int command_agent_list(struct program *program, int argc, char **argv)
{
    struct sup_agent_list_params params = {.size = sizeof params};
    int64_t limit = SUP_PAGE_MAX;
    const struct command_option options[] = {
        {.name = "limit",
         .value = "N",
         .meaning = "N agents at most, 1 to 100 (default 100)",
         .number = &limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that agent",
         .number = &params.after_id},
    };
    const struct command_usage usage = {
        .about = "People and bots in the order of their ids, and who of them takes work now.\n",
        .examples = "  supportcore --db desk.db agent list\n"
                    "  supportcore --db desk.db --json agent list --limit 10 --after 20\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code;
    }
    params.limit = (uint32_t)limit;
    return answer_tell(program, SUP_OP_AGENT_LIST, &params, print_list);
}

static int print_agent(const struct program *program, const struct sup_agent *agent)
{
    struct sheet sheet = {.program = program};
    const struct term *term = &program->term;
    text_add_format(&sheet.out, "%s%s %" PRId64 "%s  %s%s%s\n", term_color(term, COLOR_BOLD),
                    agent->kind == SUP_AGENT_BOT ? "Bot" : "Agent", agent->id, term_plain(term),
                    term_color(term, agent_color(agent)), agent_state(agent), term_plain(term));
    sheet_line(&sheet, "Name", agent->name);
    sheet_time(&sheet, "Since", agent->availability_since_ms);
    sheet_names(&sheet, "Roles", agent->roles, agent->role_count);
    sheet_names(&sheet, "Teams", agent->teams, agent->team_count);
    sheet_names(&sheet, "Skills", agent->skills, agent->skill_count);
    sheet_names(&sheet, "Languages", agent->languages, agent->language_count);
    if (agent->capacity != 0) {
        sheet_label(&sheet, "Capacity");
        text_add_count(&sheet.out, agent->capacity, "open ticket");
        text_add(&sheet.out, "\n");
    }
    sheet_label(&sheet, "Version");
    text_add_format(&sheet.out, "%" PRId64 "\n", agent->version);
    return program_print(program, &sheet.out);
}

int command_agent_show(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Prints what is known of an agent or a bot. Times are UTC.\n",
        .examples = "  supportcore --db desk.db agent show 3\n",
    };
    int64_t agent_id = 0;
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "an agent", argv[1], &agent_id);
    }
    if (code != GO_ON) {
        return code;
    }
    struct sup_agent *agent = NULL;
    code = program_open(program, OPEN_READ);
    if (code == EXIT_OK) {
        code = agent_get(program, agent_id, &agent);
    }
    if (code == EXIT_OK) {
        code = program->is_json ? json_print_result(program, SUP_OP_AGENT_GET, agent)
                                : print_agent(program, agent);
    }
    sup_free(agent);
    return code;
}
