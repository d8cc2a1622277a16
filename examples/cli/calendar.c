/*
 * calendar.c: questions about business hours: of a calendar of the desk's policy, or of a file.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "instant.h"
#include "json_out.h"
#include "options.h"
#include "table.h"

enum { TIMES_MAX = 2, LENGTH_SIZE = 48 };

/* What every question has. `definition` is the file's text; else `name` is the policy's. */
struct question {
    const char *path;
    struct text definition;
    const char *name;
    int64_t times[TIMES_MAX];
    int64_t duration_ms;
};

/* ---- arguments ---- */

static int read_arguments(const struct program *program, struct question *question, int argc,
                          char **argv, int time_count, int has_duration)
{
    int at = 1;
    int wanted = time_count + has_duration + (question->path == NULL);
    if (argc - 1 != wanted) {
        return program_fail_usage(program, "%d arguments are needed %s, not %d", wanted,
                                  question->path == NULL ? "without --file" : "with --file",
                                  argc - 1);
    }
    question->name = question->path == NULL ? argv[at++] : NULL;
    for (int i = 0; i < time_count; i++, at++) {
        if (!instant_read(argv[at], strlen(argv[at]), &question->times[i])) {
            return program_fail_usage(program, "'%s' is not a time in RFC 3339", argv[at]);
        }
    }
    if (has_duration && !duration_read(argv[at], &question->duration_ms)) {
        return program_fail_usage(program, "'%s' is not a duration such as PT4H30M or 60000",
                                  argv[at]);
    }
    return GO_ON;
}

/* Reads the command line and opens a desk, in memory when the calendar is in a file. */
static int begin(struct program *program, struct question *question, int argc, char **argv,
                 int time_count, int has_duration, const char *arguments, const char *example)
{
    const struct command_option options[] = {
        {.name = "file",
         .value = "FILE",
         .meaning = "a file has the calendar; leave CALENDAR out",
         .text = &question->path},
    };
    const struct command_usage usage = {
        .arguments = arguments,
        .arguments_min = 1,
        .arguments_max = 4,
        .about = "CALENDAR is the name of one of the policy's. Times are RFC 3339. With --file no\n"
                 "database is needed. docs/policy.md tells how a calendar is written.\n",
        .examples = example,
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code == GO_ON) {
        code = read_arguments(program, question, argc, argv, time_count, has_duration);
    }
    if (code == GO_ON && question->path != NULL) {
        code = file_read(program, question->path, SUP_CALENDAR_BYTES_MAX, &question->definition);
        code = code == EXIT_OK ? GO_ON : code;
    }
    if (code == GO_ON) {
        code = program_open(program, question->path != NULL ? OPEN_MEMORY : OPEN_READ);
        code = code == EXIT_OK ? GO_ON : code;
    }
    return code;
}

/* ---- answers ---- */

static int print_time(const struct program *program, int32_t operation,
                      struct sup_calendar_time *time)
{
    char text[INSTANT_TEXT_SIZE];
    int code = EXIT_OK;
    if (program->is_json) {
        code = json_print_result(program, operation, time);
    } else {
        instant_write(time->at_ms, text);
        printf("%s\n", text);
    }
    sup_free(time);
    return code;
}

/* "4 h 30 min", "-1 h", "0 ms". */
static void write_length(int64_t ms, char out[LENGTH_SIZE])
{
    static const struct {
        int64_t ms;
        const char *unit;
    } units[] = {{3600000, "h"}, {60000, "min"}, {1000, "s"}, {1, "ms"}};
    int64_t left = ms < 0 ? -ms : ms;
    char *at = out;
    char *end = out + LENGTH_SIZE;
    at += snprintf(at, LENGTH_SIZE, "%s", ms < 0 ? "-" : ms == 0 ? "0 ms" : "");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (left >= units[i].ms) {
            at +=
                snprintf(at, (size_t)(end - at), "%s%" PRId64 " %s",
                         left == (ms < 0 ? -ms : ms) ? "" : " ", left / units[i].ms, units[i].unit);
            left %= units[i].ms;
        }
    }
}

typedef int32_t adder(sup_core *core, const struct sup_caller *caller,
                      const struct sup_calendar_add_params *params,
                      struct sup_calendar_time **time);
typedef int32_t finder(sup_core *core, const struct sup_caller *caller,
                       const struct sup_calendar_time_params *params,
                       struct sup_calendar_time **time);

static int add(struct program *program, int argc, char **argv, adder *ask, int32_t operation)
{
    struct question question = {0};
    struct sup_calendar_time *time = NULL;
    int code = begin(program, &question, argc, argv, 1, 1, "[CALENDAR] TIME DURATION",
                     "  supportcore --db desk.db calendar add office 2026-07-10T15:00:00Z PT4H\n");
    if (code == GO_ON) {
        struct sup_caller caller = program_caller(program);
        struct sup_calendar_add_params params = {.size = sizeof params,
                                                 .calendar = question.name,
                                                 .definition = question.definition.data,
                                                 .from_ms = question.times[0],
                                                 .duration_ms = question.duration_ms};
        code = ask(program->core, &caller, &params, &time) == SUP_OK
                   ? print_time(program, operation, time)
                   : program_fail_last(program);
    }
    text_free(&question.definition);
    return code;
}

static int find(struct program *program, int argc, char **argv, finder *ask, int32_t operation)
{
    struct question question = {0};
    struct sup_calendar_time *time = NULL;
    int code = begin(program, &question, argc, argv, 1, 0, "[CALENDAR] TIME",
                     "  supportcore calendar next-open --file office.json 2026-07-11T12:00:00Z\n");
    if (code == GO_ON) {
        struct sup_caller caller = program_caller(program);
        struct sup_calendar_time_params params = {.size = sizeof params,
                                                  .calendar = question.name,
                                                  .definition = question.definition.data,
                                                  .time_ms = question.times[0]};
        code = ask(program->core, &caller, &params, &time) == SUP_OK
                   ? print_time(program, operation, time)
                   : program_fail_last(program);
    }
    text_free(&question.definition);
    return code;
}

int command_calendar_add(struct program *program, int argc, char **argv)
{
    return add(program, argc, argv, sup_calendar_add, SUP_OP_CALENDAR_ADD);
}

int command_calendar_subtract(struct program *program, int argc, char **argv)
{
    return add(program, argc, argv, sup_calendar_subtract, SUP_OP_CALENDAR_SUBTRACT);
}

int command_calendar_next_open(struct program *program, int argc, char **argv)
{
    return find(program, argc, argv, sup_calendar_next_open, SUP_OP_CALENDAR_NEXT_OPEN);
}

int command_calendar_next_close(struct program *program, int argc, char **argv)
{
    return find(program, argc, argv, sup_calendar_next_close, SUP_OP_CALENDAR_NEXT_CLOSE);
}

int command_calendar_is_open(struct program *program, int argc, char **argv)
{
    struct question question = {0};
    struct sup_calendar_state *state = NULL;
    int code = begin(program, &question, argc, argv, 1, 0, "[CALENDAR] TIME",
                     "  supportcore --db desk.db calendar is-open office 2026-07-10T15:00:00Z\n");
    if (code == GO_ON) {
        struct sup_caller caller = program_caller(program);
        struct sup_calendar_time_params params = {.size = sizeof params,
                                                  .calendar = question.name,
                                                  .definition = question.definition.data,
                                                  .time_ms = question.times[0]};
        if (sup_calendar_is_open(program->core, &caller, &params, &state) != SUP_OK) {
            code = program_fail_last(program);
        } else if (program->is_json) {
            code = json_print_result(program, SUP_OP_CALENDAR_IS_OPEN, state);
        } else {
            code = EXIT_OK;
            printf("%s\n", state->is_open ? "open" : "closed");
        }
    }
    sup_free(state);
    text_free(&question.definition);
    return code;
}

int command_calendar_between(struct program *program, int argc, char **argv)
{
    struct question question = {0};
    struct sup_calendar_length *length = NULL;
    char text[LENGTH_SIZE];
    int code = begin(program, &question, argc, argv, 2, 0, "[CALENDAR] FROM TO",
                     "  supportcore calendar between --file office.json 2026-07-10T15:00:00Z \\\n"
                     "      2026-07-13T10:00:00Z\n");
    if (code == GO_ON) {
        struct sup_caller caller = program_caller(program);
        struct sup_calendar_between_params params = {.size = sizeof params,
                                                     .calendar = question.name,
                                                     .definition = question.definition.data,
                                                     .from_ms = question.times[0],
                                                     .to_ms = question.times[1]};
        if (sup_calendar_between(program->core, &caller, &params, &length) != SUP_OK) {
            code = program_fail_last(program);
        } else if (program->is_json) {
            code = json_print_result(program, SUP_OP_CALENDAR_BETWEEN, length);
        } else {
            code = EXIT_OK;
            write_length(length->open_ms, text);
            printf("%s\n", text);
        }
    }
    sup_free(length);
    text_free(&question.definition);
    return code;
}

static int print_intervals(const struct program *program, const struct sup_calendar_intervals *list)
{
    static const struct table_column columns[] = {
        {.title = "OPENS (UTC)"},
        {.title = "CLOSES (UTC)"},
        {.title = "FOR", .is_right = 1, .rank = 1},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
    char text[INSTANT_TEXT_SIZE], length[LENGTH_SIZE];
    if (list->count == 0) {
        program_note(program, "it is closed all the time");
        return EXIT_OK;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        instant_write_brief(list->items[i].begin_ms, text);
        table_add(&table, text, COLOR_PLAIN);
        instant_write_brief(list->items[i].end_ms, text);
        table_add(&table, text, COLOR_PLAIN);
        write_length(list->items[i].end_ms - list->items[i].begin_ms, length);
        table_add(&table, length, COLOR_PLAIN);
    }
    int code = table_print(&table, program);
    if (code == EXIT_OK && list->next_ms != 0) {
        instant_write(list->next_ms, text);
        program_note(program, "there are more: ask again from %s", text);
    }
    return code;
}

int command_calendar_intervals(struct program *program, int argc, char **argv)
{
    struct question question = {0};
    struct sup_calendar_intervals *list = NULL;
    int code = begin(program, &question, argc, argv, 2, 0, "[CALENDAR] FROM TO",
                     "  supportcore --db desk.db calendar intervals office \\\n"
                     "      2026-12-20T00:00:00Z 2027-01-04T00:00:00Z\n");
    if (code == GO_ON) {
        struct sup_caller caller = program_caller(program);
        struct sup_calendar_intervals_params params = {.size = sizeof params,
                                                       .calendar = question.name,
                                                       .definition = question.definition.data,
                                                       .from_ms = question.times[0],
                                                       .to_ms = question.times[1]};
        if (sup_calendar_intervals(program->core, &caller, &params, &list) != SUP_OK) {
            code = program_fail_last(program);
        } else {
            code = program->is_json ? json_print_result(program, SUP_OP_CALENDAR_INTERVALS, list)
                                    : print_intervals(program, list);
        }
    }
    sup_free(list);
    text_free(&question.definition);
    return code;
}
