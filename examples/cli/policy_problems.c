/*
 * policy_problems.c: tells what is wrong with a policy document.
 */
#include "policy_problems.h"

#include <inttypes.h>
#include <string.h>

#include "text.h"

static const char *severity_word(int32_t severity)
{
    return severity == SUP_POLICY_WARNING   ? "warning: "
           : severity == SUP_POLICY_FINDING ? "not ready: "
           : severity == SUP_POLICY_NOTE    ? "note: "
                                            : "";
}

static void print_problem(FILE *out, const char *path, const struct sup_policy_problem *problem)
{
    struct text line = {0};
    text_add_visible(&line, path);
    text_add_format(&line, ":%" PRId64 ":%" PRId64 ": ", problem->line, problem->column);
    text_add(&line, severity_word(problem->severity));
    text_add_visible(&line, problem->pointer);
    text_add(&line, *problem->pointer != '\0' ? ": " : "");
    text_add_visible(&line, problem->text);
    if (problem->nearest != NULL) {
        text_add(&line, " (did you mean \"");
        text_add_visible(&line, problem->nearest);
        text_add(&line, "\"?)");
    }
    fprintf(out, "%s\n", line.is_failed ? "supportcore: out of memory" : line.data);
    text_free(&line);
}

void policy_print_problems(FILE *out, const char *path, const struct sup_policy_report *report)
{
    for (uint32_t i = 0; i < report->count; i++) {
        print_problem(out, path, &report->problems[i]);
    }
}

void policy_print_warnings(const struct program *program, const char *path, const char *document)
{
    struct sup_caller caller = program_caller(program);
    struct sup_policy_params params = {.size = sizeof params, .document = document};
    struct sup_policy_report *report = NULL;
    if (sup_policy_check(program->core, &caller, &params, &report) != SUP_OK) {
        return;
    }
    for (uint32_t i = 0; i < report->count; i++) {
        if (report->problems[i].severity == SUP_POLICY_WARNING) {
            print_problem(stderr, path, &report->problems[i]);
        }
    }
    sup_free(report);
}

int policy_fail_in(const struct program *program, const char *path, const struct sup_error *error)
{
    struct sup_error told = *error;
    struct text line = {0};
    text_add_format(&line, "%s: %s", path, error->text);
    if (!line.is_failed && line.bytes < sizeof told.text) {
        memcpy(told.text, line.data, line.bytes + 1);
    }
    text_free(&line);
    return program_fail_error(program, &told);
}

int policy_fail(const struct program *program, const char *path, const char *document,
                int32_t is_strict)
{
    struct sup_error error = *sup_last_error(program->core); /* the check has errors of its own */
    struct sup_caller caller = program_caller(program);
    struct sup_policy_params params = {
        .size = sizeof params, .document = document, .is_strict = is_strict};
    struct sup_policy_report *report = NULL;
    if (path == NULL || program->is_json || error.code != SUP_INVALID) {
        return program_fail_error(program, &error);
    }
    int32_t result = sup_policy_check(program->core, &caller, &params, &report);
    if (result != SUP_OK) {
        return result == SUP_INVALID ? policy_fail_in(program, path, &error)
                                     : program_fail_error(program, &error);
    }
    int is_valid = report->is_valid;
    if (!is_valid) {
        policy_print_problems(stderr, path, report);
    }
    sup_free(report);
    return is_valid ? program_fail_error(program, &error)
                    : program_fail(program, SUP_INVALID, "mend what is told above",
                                   "%s is not a valid policy", path);
}
