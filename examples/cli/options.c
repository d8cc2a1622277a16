/*
 * options.c: reads options and prints them as help.
 */
#include "options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "instant.h"

enum { HELP_COLUMN = 24 };

/* The options of the program; what they set is done by set_program_option(). */
enum program_option {
    OPT_DB,
    OPT_TENANT,
    OPT_ACTOR,
    OPT_NOW,
    OPT_KEY_FILE,
    OPT_JSON,
    OPT_COLOR,
    OPT_QUIET,
    OPT_COUNT
};

static const struct command_option program_options[OPT_COUNT] = {
    [OPT_DB] = {.name = "db",
                .value = "FILE",
                .meaning = "the database, a shop's too (default: $SUPPORTCORE_DB)"},
    [OPT_TENANT] = {.name = "tenant", .value = "N", .meaning = "whose desk in it (default 0)"},
    [OPT_ACTOR] = {.name = "actor",
                   .value = "KIND[:ID]",
                   .meaning = "who acts: agent:3, customer:5 ... (default: system)"},
    [OPT_NOW] = {.name = "now",
                 .value = "TIME",
                 .meaning = "RFC 3339: 2026-03-29T09:00:00Z (default: the clock)"},
    [OPT_KEY_FILE] = {.name = "key-file",
                      .value = "FILE",
                      .meaning = "keys of the chain, a line id=hex each, current first"},
    [OPT_JSON] = {.name = "json", .meaning = "answer with one JSON document, errors too"},
    [OPT_COLOR] = {.name = "color",
                   .value = "WHEN",
                   .meaning = "auto (default), always or never",
                   .choices = "auto always never"},
    [OPT_QUIET] = {.name = "quiet", .meaning = "no progress and no notes on standard error"},
};

int number_read(const char *text, int64_t *number)
{
    int64_t value = 0;
    if (*text == '\0') {
        return 0;
    }
    for (; *text != '\0'; text++) {
        int digit = *text - '0';
        if (digit < 0 || digit > 9 || value > (INT64_MAX - digit) / 10) {
            return 0;
        }
        value = value * 10 + digit;
    }
    *number = value;
    return 1;
}

static const char *const actor_kind_names[] = {"none",     "agent",  "bot",
                                               "customer", "system", "integration"};

const char *actor_kind_name(int32_t kind)
{
    return kind >= 0 && kind <= SUP_ACTOR_INTEGRATION ? actor_kind_names[kind] : "unknown";
}

int id_read(const struct program *program, const char *what, const char *text, int64_t *id)
{
    return number_read(text, id) && *id != 0
               ? GO_ON
               : program_fail_usage(program, "'%s' is not the id of %s", text, what);
}

int time_read(const struct program *program, const char *option, const char *text, int64_t *ms)
{
    if (text == NULL || instant_read(text, strlen(text), ms)) {
        return GO_ON;
    }
    return program_fail_usage(program, "--%s '%s' is not a time in RFC 3339", option, text);
}

int limit_read(const struct program *program, int64_t limit, int64_t most)
{
    return limit >= 1 && limit <= most
               ? GO_ON
               : program_fail_usage(program, "--limit is from 1 to %" PRId64, most);
}

int actor_read(const char *text, int32_t *kind, int64_t *id)
{
    const char *colon = strchr(text, ':');
    size_t bytes = colon != NULL ? (size_t)(colon - text) : strlen(text);
    *kind = SUP_ACTOR_NONE;
    *id = 0;
    for (int32_t i = SUP_ACTOR_AGENT; i <= SUP_ACTOR_INTEGRATION; i++) {
        if (strlen(actor_kind_names[i]) == bytes && memcmp(actor_kind_names[i], text, bytes) == 0) {
            *kind = i;
        }
    }
    if (colon != NULL && !number_read(colon + 1, id)) {
        return 0;
    }
    int has_id = *id > 0;
    switch (*kind) {
    case SUP_ACTOR_AGENT:
    case SUP_ACTOR_BOT:
    case SUP_ACTOR_CUSTOMER:
        return has_id;
    case SUP_ACTOR_SYSTEM:
        return !has_id;
    default:
        return *kind == SUP_ACTOR_INTEGRATION;
    }
}

static void print_options(const struct command_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int column = printf("  --%s%s%s", options[i].name, options[i].value != NULL ? " " : "",
                            options[i].value != NULL ? options[i].value : "");
        if (column > HELP_COLUMN - 2) {
            column = printf("\n") - 1;
        }
        printf("%*s%s\n", HELP_COLUMN - column, "", options[i].meaning);
    }
}

const struct command_option *options_of_program(size_t *count)
{
    *count = OPT_COUNT;
    return program_options;
}

void options_print_program(void)
{
    print_options(program_options, OPT_COUNT);
}

static void print_help(const struct program *program, const struct command_usage *usage)
{
    printf("Usage: supportcore %s%s%s%s\n\n%s.\n", program->command->name,
           usage->option_count > 0 ? " [OPTION ...]" : "", usage->arguments != NULL ? " " : "",
           usage->arguments != NULL ? usage->arguments : "", program->command->summary);
    if (usage->about != NULL) {
        printf("\n%s", usage->about);
    }
    if (usage->option_count > 0) {
        printf("\nOptions:\n");
        print_options(usage->options, usage->option_count);
    }
    printf("\nOptions of every command (more in supportcore --help):\n");
    options_print_program();
    printf("\nExamples:\n%s", usage->examples);
}

/* Set one of the program's options; GO_ON or an exit code. */
static int set_program_option(struct program *program, enum program_option option,
                              const char *value)
{
    switch (option) {
    case OPT_DB:
        program->db = value;
        return *value != '\0' ? GO_ON : program_fail_usage(program, "--db is empty");
    case OPT_TENANT:
        return number_read(value, &program->tenant)
                   ? GO_ON
                   : program_fail_usage(program, "--tenant %s is not a number from 0 up", value);
    case OPT_ACTOR:
        program->has_actor = 1;
        return actor_read(value, &program->actor_kind, &program->actor_id)
                   ? GO_ON
                   : program_fail_usage(program,
                                        "--actor %s is none of system, agent:ID, bot:ID, "
                                        "customer:ID, integration[:ID]",
                                        value);
    case OPT_NOW:
        program->has_now = 1;
        return instant_read(value, strlen(value), &program->now_ms)
                   ? GO_ON
                   : program_fail_usage(program, "--now %s is not an RFC 3339 time", value);
    case OPT_KEY_FILE:
        program->key_file = value;
        return GO_ON;
    case OPT_JSON:
        program->is_json = 1;
        return GO_ON;
    case OPT_QUIET:
        program->is_quiet = 1;
        return GO_ON;
    default:
        break;
    }
    static const char *const choices[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(value, choices[i]) == 0) {
            program->term.color = (enum color_choice)i;
            term_look(&program->term);
            return GO_ON;
        }
    }
    return program_fail_usage(program, "--color %s is none of auto, always, never", value);
}

static int set_command_option(struct program *program, const struct command_option *option,
                              const char *value)
{
    if (option->is_set != NULL) {
        *option->is_set = 1;
    } else if (option->text != NULL) {
        *option->text = value;
    } else if (option->list != NULL) {
        if (option->list->count == OPTION_LIST_MAX) {
            return program_fail_usage(program, "--%s is given more than %d times", option->name,
                                      OPTION_LIST_MAX);
        }
        option->list->items[option->list->count++] = value;
    } else if (!number_read(value, option->number)) {
        return program_fail_usage(program, "--%s %s is not a number from 0 up", option->name,
                                  value);
    }
    return GO_ON;
}

static const struct command_option *find_option(const struct command_option *options, size_t count,
                                                const char *name, size_t bytes)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(options[i].name) == bytes && memcmp(options[i].name, name, bytes) == 0) {
            return &options[i];
        }
    }
    return NULL;
}

/* Read the option at argv[*at], which begins with "--", and its value; *at is its last word then.
 */
static int read_option(struct program *program, const struct command_usage *usage, int argc,
                       char **argv, int *at)
{
    const char *name = argv[*at] + 2;
    const char *equals = strchr(name, '=');
    size_t bytes = equals != NULL ? (size_t)(equals - name) : strlen(name);
    const struct command_option *own =
        usage != NULL ? find_option(usage->options, usage->option_count, name, bytes) : NULL;
    const struct command_option *shared = find_option(program_options, OPT_COUNT, name, bytes);
    const struct command_option *option = own != NULL ? own : shared;
    if (option == NULL) {
        return program_fail_usage(program, "there is no option --%.*s here", (int)bytes, name);
    }
    const char *value = equals != NULL ? equals + 1 : NULL;
    if (option->value == NULL && value != NULL) {
        return program_fail_usage(program, "--%s takes no value", option->name);
    }
    if (option->value != NULL && value == NULL) {
        if (*at + 1 >= argc) {
            return program_fail_usage(program, "--%s needs %s", option->name, option->value);
        }
        value = argv[++*at];
    }
    return own != NULL ? set_command_option(program, own, value)
                       : set_program_option(program,
                                            (enum program_option)(shared - program_options), value);
}

int options_read_program(struct program *program, int argc, char **argv, int *first)
{
    int at = 1;
    for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
        if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "--version") == 0) {
            break;
        }
        int code = read_option(program, NULL, argc, argv, &at);
        if (code != GO_ON) {
            return code;
        }
    }
    *first = at;
    return GO_ON;
}

int options_read(struct program *program, const struct command_usage *usage, int *argc, char **argv)
{
    int kept = 1, is_ended = 0;
    for (int at = 1; at < *argc; at++) {
        if (is_ended || strncmp(argv[at], "--", 2) != 0) {
            argv[kept++] = argv[at];
        } else if (strcmp(argv[at], "--") == 0) {
            is_ended = 1;
        } else if (strcmp(argv[at], "--help") == 0) {
            if (program->tell_usage != NULL) {
                program->tell_usage(program->command->name, usage);
            } else {
                print_help(program, usage);
            }
            return EXIT_OK;
        } else {
            int code = read_option(program, usage, *argc, argv, &at);
            if (code != GO_ON) {
                return code;
            }
        }
    }
    *argc = kept;
    if (kept - 1 < usage->arguments_min) {
        return program_fail_usage(program, "%s needs %s", program->command->name, usage->arguments);
    }
    if (kept - 1 > usage->arguments_max) {
        return program_fail_usage(program, "%s does not expect '%s'", program->command->name,
                                  argv[usage->arguments_max + 1]);
    }
    return GO_ON;
}

int options_open(struct program *program, const struct command_usage *usage, int *argc, char **argv,
                 enum open_mode mode)
{
    int code = options_read(program, usage, argc, argv);
    if (code != GO_ON) {
        return code;
    }
    code = program_open(program, mode);
    return code == EXIT_OK ? GO_ON : code;
}

/* One of "4H", "30M" ... of an ISO 8601 duration; moves *text on. */
static int read_part(const char **text, const char *units, const int64_t *sizes, int *next,
                     int64_t *sum)
{
    int64_t number = 0;
    int digits = 0;
    for (; **text >= '0' && **text <= '9' && digits < 12; (*text)++, digits++) {
        number = number * 10 + (**text - '0');
    }
    for (int i = *next; digits > 0 && units[i] != '\0'; i++) {
        if (**text == units[i]) {
            (*text)++;
            *next = i + 1;
            *sum += number * sizes[i];
            return *sum <= INT64_C(9007199254740991);
        }
    }
    return 0;
}

int duration_read(const char *text, int64_t *ms)
{
    static const int64_t day_sizes[] = {604800000, 86400000};
    static const int64_t time_sizes[] = {3600000, 60000, 1000};
    const char *at = text + 1;
    int next = 0;
    int64_t sum = 0;
    if (number_read(text, ms)) {
        return 1;
    }
    if (*text != 'P' || *at == '\0') {
        return 0;
    }
    while (*at != '\0' && *at != 'T') {
        if (!read_part(&at, "WD", day_sizes, &next, &sum)) {
            return 0;
        }
    }
    if (*at == 'T' && *++at == '\0') {
        return 0;
    }
    for (next = 0; *at != '\0';) {
        if (!read_part(&at, "HMS", time_sizes, &next, &sum)) {
            return 0;
        }
    }
    *ms = sum;
    return 1;
}
