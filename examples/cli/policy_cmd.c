/*
 * policy_cmd.c: policy check, activate and show. The others are in policy_versions_cmd.c and
 * policy_test_cmd.c.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "change.h"
#include "file.h"
#include "json_out.h"
#include "options.h"
#include "policy_active.h"
#include "policy_problems.h"

/* "3 errors, 1 warning", for what there is. */
static void add_counts(struct text *text, const struct sup_policy_report *report)
{
    const struct {
        uint32_t count;
        const char *what;
    } rows[] = {{report->error_count, "error"},
                {report->warning_count, "warning"},
                {report->finding_count, "finding"},
                {report->note_count, "note"}};
    const char *gap = ": ";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].count > 0) {
            text_add(text, gap);
            text_add_count(text, rows[i].count, rows[i].what);
            gap = ", ";
        }
    }
}

static void note_verdict(const struct program *program, const char *path,
                         const struct sup_policy_report *report)
{
    struct text counts = {0};
    add_counts(&counts, report);
    program_note(program,
                 !report->is_valid           ? "%s is not valid%s"
                 : report->finding_count > 0 ? "%s is valid, but not ready%s"
                                             : "%s is valid%s",
                 path, counts.data != NULL ? counts.data : "");
    text_free(&counts);
    uint32_t found =
        report->error_count + report->warning_count + report->finding_count + report->note_count;
    if (found > report->count) {
        program_note(program, "%u more are not shown: mend these first", found - report->count);
    }
}

static int check(const struct program *program, const char *path,
                 const struct sup_policy_params *params)
{
    struct sup_caller caller = program_caller(program);
    struct sup_policy_report *report = NULL;
    if (sup_policy_check(program->core, &caller, params, &report) != SUP_OK) {
        return policy_fail_in(program, path, sup_last_error(program->core));
    }
    int code = report->is_valid ? EXIT_OK : EXIT_REFUSED;
    if (program->is_json) {
        int printed = json_print_result(program, SUP_OP_POLICY_CHECK, report);
        code = printed != EXIT_OK ? printed : code;
    } else {
        policy_print_problems(stdout, path, report);
        note_verdict(program, path, report);
    }
    code = report->finding_count > 0 && code == EXIT_OK ? EXIT_REFUSED : code;
    sup_free(report);
    return code;
}

int command_policy_check(struct program *program, int argc, char **argv)
{
    int is_strict = 0;
    int with_readiness = 0;
    const struct command_option options[] = {
        {.name = "strict",
         .meaning = "a warning makes the document not valid",
         .is_set = &is_strict},
        {.name = "readiness",
         .meaning = "tell also what a desk that opens should have",
         .is_set = &with_readiness},
    };
    const struct command_usage usage = {
        .arguments = "FILE",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "FILE is the JSON document, or - for standard input. Each problem is a line\n"
                 "FILE:LINE:COLUMN: what is wrong. Needs no database; with one it is told also\n"
                 "where nobody on that desk could sign or approve. Exit code 1: not valid, or\n"
                 "with --readiness not ready.\n",
        .examples = "  supportcore policy check policy.json\n"
                    "  supportcore --db desk.db policy check --strict policy.json\n"
                    "  supportcore policy check --strict --readiness policy.json\n",
        .options = options,
        .option_count = 2,
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    struct text document = {0};
    code = file_read(program, argv[1], SUP_POLICY_BYTES_MAX, &document);
    if (code == EXIT_OK) {
        code = program_open(program, program->db != NULL ? OPEN_READ : OPEN_MEMORY);
    }
    if (code == EXIT_OK) {
        struct sup_policy_params params = {.size = sizeof params,
                                           .document = document.data,
                                           .is_strict = is_strict,
                                           .with_readiness = with_readiness};
        code = check(program, argv[1], &params);
    }
    text_free(&document);
    return code;
}

static int activate(const struct program *program, const char *path,
                    const struct sup_policy_params *params)
{
    struct sup_caller caller = program_caller(program);
    struct sup_receipt receipt = {.size = sizeof receipt};
    if (sup_policy_activate(program->core, &caller, params, &receipt) != SUP_OK) {
        return policy_fail(program, path, params->document, params->is_strict);
    }
    if (program->is_json) {
        return json_print_result(program, SUP_OP_POLICY_ACTIVATE, &receipt);
    }
    policy_print_warnings(program, path, params->document);
    return policy_print_active(program, receipt.version);
}

int command_policy_activate(struct program *program, int argc, char **argv)
{
    struct sup_policy_params params = {.size = sizeof params};
    int is_strict = 0;
    const struct command_option options[] = {
        {.name = "strict",
         .meaning = "a warning makes the document not valid",
         .is_set = &is_strict},
        {.name = "key",
         .value = "TEXT",
         .meaning = "idempotency key: run twice with one, it is done once",
         .text = &params.idempotency_key},
        CHANGE_USE_OPTIONS(params),
    };
    const struct command_usage usage = {
        .arguments = "FILE",
        .arguments_min = 1,
        .arguments_max = 1,
        .about =
            "FILE is the JSON document, or - for standard input. It becomes the next version;\n"
            "a document with problems changes nothing. Warnings are told, and with --strict\n"
            "they are problems; policy check --json with this desk has them as data.\n",
        .examples = "  supportcore --db desk.db policy activate policy.json\n"
                    "  supportcore --db desk.db policy activate --strict policy.json\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    struct text document = {0};
    code = file_read(program, argv[1], SUP_POLICY_BYTES_MAX, &document);
    if (code == EXIT_OK) {
        code = program_open(program, OPEN_WRITE);
    }
    if (code == EXIT_OK) {
        params.document = document.data;
        params.is_strict = is_strict;
        code = activate(program, argv[1], &params);
    }
    text_free(&document);
    return code;
}

/* The document as it was given, so that it can go back into a file; on a terminal made safe. */
static void print_document(const struct program *program, const char *document)
{
    struct text safe = {0};
    if (program->term.is_out) {
        text_add_wrapped(&safe, document, 0, 0, 0);
        document = safe.is_failed ? "supportcore: out of memory" : safe.data;
    }
    size_t bytes = document != NULL ? strlen(document) : 0;
    if (bytes > 0) {
        fwrite(document, 1, bytes, stdout);
        fputs(document[bytes - 1] == '\n' ? "" : "\n", stdout);
    }
    text_free(&safe);
}

int command_policy_show(struct program *program, int argc, char **argv)
{
    struct sup_policy_show_params params = {.size = sizeof params};
    int is_builtin = 0;
    const struct command_option options[] = {
        {.name = "version",
         .value = "N",
         .meaning = "that version, not the active one",
         .number = &params.version},
        {.name = "builtin",
         .meaning = "the built-in one; needs no database",
         .is_set = &is_builtin},
    };
    const struct command_usage usage = {
        .about = "Prints the document as it was given.\n",
        .examples = "  supportcore --db desk.db policy show\n"
                    "  supportcore policy show --builtin > policy.json\n",
        .options = options,
        .option_count = 2,
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    params.is_builtin = is_builtin;
    code = program_open(program, is_builtin ? OPEN_MEMORY : OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_policy *policy = NULL;
    if (sup_policy_show(program->core, &caller, &params, &policy) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        code = json_print_result(program, SUP_OP_POLICY_SHOW, policy);
    } else {
        print_document(program, policy->document);
        program_note(program, "version %" PRId64 ", digest %s", policy->version, policy->digest);
    }
    sup_free(policy);
    return code;
}
