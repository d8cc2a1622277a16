/*
 * agent_sessions.c: agent available, busy, away and offline, and the sessions that they make.
 */
#include "agent.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "instant.h"
#include "json_out.h"
#include "people.h"
#include "table.h"

enum { SECOND_MS = 1000, MINUTE_S = 60, HOUR_S = 3600, LASTED_SIZE = 32 };

/* What the options say, before it is put into the library's params. */
struct range {
    const char *from;
    const char *to;
    int64_t limit;
};

/* "7h 35m", "12m 5s", "40s". */
static void write_lasted(int64_t ms, char out[LASTED_SIZE])
{
    int64_t seconds = ms / SECOND_MS;
    if (seconds >= HOUR_S) {
        snprintf(out, LASTED_SIZE, "%" PRId64 "h %" PRId64 "m", seconds / HOUR_S,
                 seconds % HOUR_S / MINUTE_S);
    } else if (seconds >= MINUTE_S) {
        snprintf(out, LASTED_SIZE, "%" PRId64 "m %" PRId64 "s", seconds / MINUTE_S,
                 seconds % MINUTE_S);
    } else {
        snprintf(out, LASTED_SIZE, "%" PRId64 "s", seconds);
    }
}

static int print_list(const struct program *program, const void *result)
{
    const struct sup_agent_session_list *list = result;
    int64_t now_ms = program_caller(program).now_ms;
    static const struct table_column columns[] = {
        {.title = "BEGAN (UTC)"},
        {.title = "ENDED (UTC)"},
        {.title = "LASTED", .is_right = 1, .rank = 1},
        {.title = "AVAILABILITY", .is_flexible = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    if (list->count == 0) {
        program_note(program, "no sessions");
        return EXIT_OK;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_agent_session *session = &list->items[i];
        char begun[INSTANT_TEXT_SIZE], ended[INSTANT_TEXT_SIZE], lasted[LASTED_SIZE] = "";
        int64_t until_ms = session->ended_ms != 0 ? session->ended_ms : now_ms;
        instant_write_brief(session->begun_ms, begun);
        instant_write_brief(session->ended_ms, ended);
        if (until_ms >= session->begun_ms) {
            write_lasted(until_ms - session->begun_ms, lasted);
        }
        table_add(&table, begun, COLOR_PLAIN);
        table_add(&table, ended, COLOR_PLAIN);
        table_add(&table, lasted, COLOR_PLAIN);
        table_add(&table, availability_name(session->availability), COLOR_PLAIN);
    }
    int code = table_print(&table, program);
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "there are more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

static int list_sessions(struct program *program, const char *agent, const struct range *range,
                         struct sup_agent_sessions_params *params)
{
    int code = id_read(program, "an agent", agent, &params->agent_id);
    if (code == GO_ON) {
        code = time_read(program, "from", range->from, &params->from_ms);
    }
    if (code == GO_ON) {
        code = time_read(program, "to", range->to, &params->to_ms);
    }
    code = code == GO_ON ? limit_read(program, range->limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code;
    }
    params->limit = (uint32_t)range->limit;
    return answer_tell(program, SUP_OP_AGENT_SESSIONS, params, print_list);
}

int command_agent_sessions(struct program *program, int argc, char **argv)
{
    struct sup_agent_sessions_params params = {.size = sizeof params};
    struct range range = {.limit = SUP_PAGE_MAX};
    const struct command_option options[] = {
        {.name = "from",
         .value = "TIME",
         .meaning = "sessions that lasted past this time, in RFC 3339",
         .text = &range.from},
        {.name = "to",
         .value = "TIME",
         .meaning = "sessions that began before this time",
         .text = &range.to},
        {.name = "limit",
         .value = "N",
         .meaning = "N sessions at most, 1 to 100 (default 100)",
         .number = &range.limit},
        {.name = "after",
         .value = "ID",
         .meaning = "the page after that session",
         .number = &params.after_id},
    };
    const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "When an agent was available, busy or away, newest first. Times are UTC; a\n"
                 "session that has not ended counts until now.\n",
        .examples = "  supportcore --db desk.db agent sessions 3\n"
                    "  supportcore --db desk.db agent sessions 3 --from 2026-03-02T00:00:00Z\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    return code == GO_ON ? list_sessions(program, argv[1], &range, &params) : code;
}

static int tell_availability(const struct program *program,
                             const struct sup_agent_set_availability_params *params,
                             const struct sup_receipt *receipt)
{
    struct text out = {0};
    struct people people = {0};
    const char *name = people_name(&people, program, SUP_ACTOR_AGENT, params->agent_id);
    if (*name != '\0') {
        text_add_visible(&out, name);
    } else {
        text_add_format(&out, "Agent %" PRId64, params->agent_id);
    }
    text_add_format(&out, receipt->sequence != 0 ? " is %s.\n" : " is %s already.\n",
                    availability_name(params->availability));
    return program_print(program, &out);
}

/* Of "agent busy" and the like: the command's second word is the availability. */
int command_agent_availability(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "ID",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Ends the session that lasts and, unless the agent goes offline, begins another.\n"
                 "An agent who may not save agents sets their own only.\n",
        .examples = "  supportcore --db desk.db agent available 3\n"
                    "  supportcore --db desk.db --actor agent:3 agent away 3\n",
    };
    struct sup_agent_set_availability_params params = {.size = sizeof params};
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = id_read(program, "an agent", argv[1], &params.agent_id);
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_WRITE);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_receipt receipt = {.size = sizeof receipt};
    params.availability = availability_of(strchr(program->command->name, ' ') + 1);
    if (sup_agent_set_availability(program->core, &caller, &params, &receipt) != SUP_OK) {
        return program_fail_last(program);
    }
    return program->is_json ? json_print_result(program, SUP_OP_AGENT_SET_AVAILABILITY, &receipt)
                            : tell_availability(program, &params, &receipt);
}
