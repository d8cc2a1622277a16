/*
 * options.h: the options of the program and of its commands.
 *
 * A command lists its options with the variables they set; the same list makes its --help:
 *
 *     int64_t limit = 0;
 *     struct command_option options[] = {
 *         {.name = "limit", .value = "N", .meaning = "at most N", .number = &limit},
 *     };
 *     struct command_usage usage = {
 *         .arguments = "ID", .arguments_min = 1, .arguments_max = 1,
 *         .examples = "supportcore --db desk.db ticket show 7\n",
 *         .options = options, .option_count = 1,
 *     };
 *     int code = options_read(program, &usage, &argc, argv);
 *     if (code != GO_ON) {
 *         return code;
 *     }
 *
 * The program's own options (--db, --json ...) may stand anywhere.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "program.h"

enum { OPTION_LIST_MAX = 32 };

/** The values of an option that may be given again and again. */
struct option_list {
    const char *items[OPTION_LIST_MAX];
    uint32_t count;
};

/** One option; exactly one of `text`, `list`, `number` and `is_set` says where it goes. */
struct command_option {
    const char *name;    /* "limit" for --limit */
    const char *value;   /* "N", or NULL for a switch */
    const char *meaning; /* part of a sentence */
    const char **text;
    struct option_list *list;
    int64_t *number; /* 0 or more; what is not a number is told as a wrong command line */
    int *is_set;
    const char *choices; /* the words that may follow, with blanks between; NULL: any */
};

struct command_usage {
    const char *arguments; /* "FILE", or NULL when it takes none */
    const char *about;     /* more lines for --help, or NULL */
    const char *examples;  /* lines */
    const struct command_option *options;
    size_t option_count;
    int arguments_min;
    int arguments_max;
};

/**
 * Read a command's options. Afterwards argv[1] to argv[*argc - 1] are its arguments.
 * @return GO_ON, or the exit code: --help was answered or the command line is wrong
 */
int options_read(struct program *program, const struct command_usage *usage, int *argc,
                 char **argv);

/** options_read(), and program_open() when that says to go on.
 *  @return GO_ON when the desk is open, or the exit code */
int options_open(struct program *program, const struct command_usage *usage, int *argc, char **argv,
                 enum open_mode mode);

/** The options that every command has. */
const struct command_option *options_of_program(size_t *count);

/** Read the options before the command; *first is the index of the command's first word.
 *  @return GO_ON or the exit code */
int options_read_program(struct program *program, int argc, char **argv, int *first);

/** Print the list of the program's own options, with their meanings. */
void options_print_program(void);

/** Read a whole number from 0 up; 1 if it is one. */
int number_read(const char *text, int64_t *number);

/** Read milliseconds, or weeks to seconds in ISO 8601 such as "PT4H30M"; 1 if it is one of these.
 */
int duration_read(const char *text, int64_t *ms);

/** Read the id of `what`: "a ticket". @return GO_ON, or the exit code after the error was told */
int id_read(const struct program *program, const char *what, const char *text, int64_t *id);

/** Read a time in RFC 3339, the value of an option; *ms stays as it is when there is none.
 *  @return GO_ON, or the exit code after the error was told */
int time_read(const struct program *program, const char *option, const char *text, int64_t *ms);

/** Check the value of --limit, from 1 to `most`.
 *  @return GO_ON, or the exit code after the error was told */
int limit_read(const struct program *program, int64_t limit, int64_t most);

/** Read "system", "agent:3" ...; 1 if it is an actor. */
int actor_read(const char *text, int32_t *kind, int64_t *id);

/** The name of an enum sup_actor_kind. */
const char *actor_kind_name(int32_t kind);

#endif
