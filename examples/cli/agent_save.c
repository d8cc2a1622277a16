/*
 * agent_save.c: agent save: makes an agent or a bot, or changes what is said of one.
 */
#include "agent.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "json_out.h"

/* One more than the library takes, so that it is the library that says so. */
enum { NAMES_MAX = SUP_AGENT_CODES_MAX + 1 };

/* What the options say; NULL and -1 are what was not given. */
struct wish {
    const char *name;
    const char *kind;
    const char *roles;
    const char *teams;
    const char *skills;
    const char *languages;
    const char *departed;
    int64_t capacity;
};

/* "agent,lead" cut at its commas; spaces beside them do not count. */
struct names {
    char *copy;
    const char *items[NAMES_MAX];
    uint32_t count;
};

/* A list that was given takes the place of what the agent has. */
static int read_names(const struct program *program, const char *list, struct names *names,
                      const char *const **items, uint32_t *count)
{
    if (list == NULL) {
        return EXIT_OK;
    }
    names->copy = strdup(list);
    if (names->copy == NULL) {
        return program_fail_memory(program);
    }
    for (char *at = names->copy; at != NULL && names->count < NAMES_MAX;) {
        char *comma = strchr(at, ',');
        if (comma != NULL) {
            *comma = '\0';
        }
        at += strspn(at, " ");
        for (char *end = at + strlen(at); end > at && end[-1] == ' ';) {
            *--end = '\0';
        }
        if (comma != NULL || *at != '\0') {
            names->items[names->count++] = at;
        }
        at = comma != NULL ? comma + 1 : NULL;
    }
    *items = names->items;
    *count = names->count;
    return EXIT_OK;
}

static int read_wish(const struct program *program, const struct wish *wish,
                     struct sup_agent_save_params *params)
{
    params->name = wish->name != NULL ? wish->name : params->name;
    if (wish->kind != NULL) {
        int is_bot = strcmp(wish->kind, "bot") == 0;
        if (!is_bot && strcmp(wish->kind, "person") != 0) {
            return program_fail_usage(program, "--kind is person or bot");
        }
        params->kind = is_bot ? SUP_AGENT_BOT : SUP_AGENT_PERSON;
    }
    if (wish->departed != NULL) {
        params->is_departed = strcmp(wish->departed, "yes") == 0;
        if (!params->is_departed && strcmp(wish->departed, "no") != 0) {
            return program_fail_usage(program, "--departed is yes or no");
        }
    }
    if (wish->capacity >= 0) {
        if (wish->capacity > SUP_AGENT_CAPACITY_MAX) {
            return program_fail_usage(program, "--capacity is from 0 to %d",
                                      SUP_AGENT_CAPACITY_MAX);
        }
        params->capacity = (uint32_t)wish->capacity;
    }
    return EXIT_OK;
}

/* All that the agent is: the library sets each field to what is given. */
static void begin_with(struct sup_agent_save_params *params, const struct sup_agent *agent)
{
    params->agent_id = agent->id;
    params->version = agent->version;
    params->name = agent->name;
    params->roles = agent->roles;
    params->role_count = agent->role_count;
    params->teams = agent->teams;
    params->team_count = agent->team_count;
    params->skills = agent->skills;
    params->skill_count = agent->skill_count;
    params->languages = agent->languages;
    params->language_count = agent->language_count;
    params->capacity = agent->capacity;
    params->is_departed = agent->is_departed;
}

static int run_save(const struct program *program, const struct sup_agent_save_params *params)
{
    struct sup_caller caller = program_caller(program);
    struct sup_receipt receipt = {.size = sizeof receipt};
    if (sup_agent_save(program->core, &caller, params, &receipt) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        return json_print_result(program, SUP_OP_AGENT_SAVE, &receipt);
    }
    struct text out = {0};
    text_add_visible(&out, params->name);
    text_add_format(&out, " is %s %" PRId64 ", version %" PRId64 "%s.\n",
                    params->kind == SUP_AGENT_BOT ? "bot" : "agent", receipt.id, receipt.version,
                    params->is_departed ? ", departed" : "");
    return program_print(program, &out);
}

static int save(const struct program *program, int64_t agent_id, const struct wish *wish)
{
    struct sup_agent_save_params params = {.size = sizeof params};
    struct names roles = {0}, teams = {0}, skills = {0}, languages = {0};
    struct sup_agent *agent = NULL;
    int code = agent_id != 0 ? agent_get(program, agent_id, &agent) : EXIT_OK;
    if (code == EXIT_OK && agent != NULL) {
        begin_with(&params, agent);
        params.kind = agent->kind;
    }
    if (code == EXIT_OK) {
        code = read_wish(program, wish, &params);
    }
    if (code == EXIT_OK) {
        code = read_names(program, wish->roles, &roles, &params.roles, &params.role_count);
    }
    if (code == EXIT_OK) {
        code = read_names(program, wish->teams, &teams, &params.teams, &params.team_count);
    }
    if (code == EXIT_OK) {
        code = read_names(program, wish->skills, &skills, &params.skills, &params.skill_count);
    }
    if (code == EXIT_OK) {
        code = read_names(program, wish->languages, &languages, &params.languages,
                          &params.language_count);
    }
    if (code == EXIT_OK) {
        code = run_save(program, &params);
    }
    free(roles.copy);
    free(teams.copy);
    free(skills.copy);
    free(languages.copy);
    sup_free(agent);
    return code;
}

int command_agent_save(struct program *program, int argc, char **argv)
{
    struct wish wish = {.capacity = -1};
    const struct command_option options[] = {
        {.name = "name", .value = "TEXT", .meaning = "what people read", .text = &wish.name},
        {.name = "kind",
         .value = "KIND",
         .meaning = "person (default) or bot; fixed once made",
         .text = &wish.kind},
        {.name = "roles",
         .value = "NAMES",
         .meaning = "roles of the policy, commas between",
         .text = &wish.roles},
        {.name = "teams",
         .value = "NAMES",
         .meaning = "teams of the policy, commas between",
         .text = &wish.teams},
        {.name = "skills",
         .value = "NAMES",
         .meaning = "what they are good at, commas between",
         .text = &wish.skills},
        {.name = "languages",
         .value = "TAGS",
         .meaning = "languages they write, such as en,pt-BR",
         .text = &wish.languages},
        {.name = "capacity",
         .value = "N",
         .meaning = "N open tickets at once; 0 is not stated",
         .number = &wish.capacity},
        {.name = "departed",
         .value = "YES",
         .choices = "yes no",
         .meaning = "yes: may no longer act, and is signed out; no: is back",
         .text = &wish.departed},
    };
    const struct command_usage usage = {
        .arguments = "[ID]",
        .arguments_max = 1,
        .about = "Without ID makes a new agent, who needs a --name. With it changes what is given\n"
                 "and leaves the rest.\n",
        .examples = "  supportcore --db desk.db agent save --name \"Priya Nair\" --roles agent\n"
                    "  supportcore --db desk.db agent save 3 --teams frontline,risk --capacity 8\n"
                    "  supportcore --db desk.db agent save 3 --departed yes\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int64_t agent_id = 0;
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON && argc > 1) {
        code = id_read(program, "an agent", argv[1], &agent_id);
    }
    if (code == GO_ON && agent_id == 0 && wish.name == NULL) {
        code = program_fail_usage(program, "a new agent needs a --name");
    }
    if (code != GO_ON) {
        return code; /* also after --help */
    }
    code = program_open(program, OPEN_WRITE);
    return code == EXIT_OK ? save(program, agent_id, &wish) : code;
}
