/*
 * policy_versions_cmd.c: policy list, diff and rollback.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "change.h"
#include "file.h"
#include "instant.h"
#include "json_out.h"
#include "options.h"
#include "policy_active.h"
#include "policy_problems.h"
#include "table.h"

/* ---- policy list ---- */

static void add_version(struct table *table, const struct sup_policy_version *version)
{
    char time[INSTANT_TEXT_SIZE];
    char who[48];
    instant_write_brief(version->activated_ms, time);
    snprintf(who, sizeof who, version->actor_id ? "%s %" PRId64 : "%s",
             actor_kind_name(version->actor_kind), version->actor_id);
    table_add_number(table, version->version, version->is_active ? COLOR_BOLD : COLOR_PLAIN);
    table_add(table, version->is_active ? "active" : "", COLOR_GREEN);
    table_add(table, time, COLOR_PLAIN);
    table_add(table, who, COLOR_PLAIN);
    table_add(table, version->digest, COLOR_DIM);
}

static int print_versions(const struct program *program, const struct sup_policy_list *list,
                          int64_t after)
{
    static const struct table_column columns[] = {{.title = "VERSION", .is_right = 1},
                                                  {.title = "", .rank = 1},
                                                  {.title = "ACTIVATED (UTC)"},
                                                  {.title = "BY"},
                                                  {.title = "DIGEST", .is_flexible = 1, .rank = 2}};
    struct table table = {.columns = columns, .column_count = 5};
    if (list->count == 0) {
        program_note(program, after != 0 ? "no version before that one"
                                         : "no policy was activated: the built-in one holds");
        return EXIT_OK;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        add_version(&table, &list->items[i]);
    }
    int code = table_print(&table, program);
    if (code == EXIT_OK && list->next_after_id != 0) {
        program_note(program, "more: --after %" PRId64, list->next_after_id);
    }
    return code;
}

int command_policy_list(struct program *program, int argc, char **argv)
{
    int64_t after = 0;
    int64_t limit = SUP_PAGE_MAX;
    const struct command_option options[] = {
        {.name = "after",
         .value = "N",
         .meaning = "the versions before that one",
         .number = &after},
        {.name = "limit",
         .value = "N",
         .meaning = "N versions at most, 1 to 100 (default 100)",
         .number = &limit},
    };
    const struct command_usage usage = {
        .about = "Newest first, with who activated each.\n",
        .examples = "  supportcore --db desk.db policy list\n",
        .options = options,
        .option_count = 2,
    };
    int code = options_read(program, &usage, &argc, argv);
    code = code == GO_ON ? limit_read(program, limit, SUP_PAGE_MAX) : code;
    if (code != GO_ON) {
        return code;
    }
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_policy_list_params params = {
        .size = sizeof params, .limit = (uint32_t)limit, .after_id = after};
    struct sup_policy_list *list = NULL;
    if (sup_policy_list(program->core, &caller, &params, &list) != SUP_OK) {
        return program_fail_last(program);
    }
    code = program->is_json ? json_print_result(program, SUP_OP_POLICY_LIST, list)
                            : print_versions(program, list, after);
    sup_free(list);
    return code;
}

/* ---- policy diff ---- */

static int print_changes(const struct program *program, const struct sup_policy_diff *diff)
{
    static const char *const marks[] = {" ", "+", "-", "~", "~"};
    static const enum color colors[] = {COLOR_PLAIN, COLOR_GREEN, COLOR_RED, COLOR_YELLOW,
                                        COLOR_CYAN};
    struct text out = {0};
    for (uint32_t i = 0; i < diff->count; i++) {
        const struct sup_policy_change *change = &diff->changes[i];
        text_add(&out, term_color(&program->term, colors[change->kind]));
        text_add(&out, marks[change->kind]);
        text_add(&out, term_plain(&program->term));
        text_add(&out, " ");
        text_add_wrapped(&out, change->text, program->term.width, 4, 2);
        text_add(&out, "\n");
    }
    if (diff->count == 0) {
        program_note(program, "they say the same");
    }
    return program_print(program, &out);
}

/* "3", or "builtin". */
static int read_version(const struct program *program, const char *text, int64_t *version,
                        int32_t *is_builtin)
{
    *is_builtin = strcmp(text, "builtin") == 0;
    if (!*is_builtin && (!number_read(text, version) || *version == 0)) {
        return program_fail_usage(program, "%s is no version: give its number, or builtin", text);
    }
    return EXIT_OK;
}

static int diff(const struct program *program, const char *path,
                const struct sup_policy_diff_params *params)
{
    struct sup_caller caller = program_caller(program);
    struct sup_policy_diff *found = NULL;
    if (sup_policy_diff(program->core, &caller, params, &found) != SUP_OK) {
        return policy_fail(program, path, params->document, 0);
    }
    int code = program->is_json ? json_print_result(program, SUP_OP_POLICY_DIFF, found)
                                : print_changes(program, found);
    sup_free(found);
    return code;
}

int command_policy_diff(struct program *program, int argc, char **argv)
{
    const char *path = NULL;
    const struct command_option options[] = {
        {.name = "file",
         .value = "FILE",
         .meaning = "the newer one is this document, - for standard input",
         .text = &path},
    };
    const struct command_usage usage = {
        .arguments = "[OLDER [NEWER]]",
        .arguments_max = 2,
        .about = "OLDER and NEWER are numbers of versions, or builtin; the active one when not\n"
                 "given. + is new, - is gone, ~ is changed.\n",
        .examples = "  supportcore --db desk.db policy diff 3 4\n"
                    "  supportcore --db desk.db policy diff --file next.json\n",
        .options = options,
        .option_count = 1,
    };
    struct sup_policy_diff_params params = {.size = sizeof params};
    struct text document = {0};
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    code = EXIT_OK;
    if (argc > 1) {
        code = read_version(program, argv[1], &params.from_version, &params.from_is_builtin);
    }
    if (code == EXIT_OK && argc > 2) {
        code = read_version(program, argv[2], &params.to_version, &params.to_is_builtin);
    }
    if (code == EXIT_OK && path != NULL) {
        code = file_read(program, path, SUP_POLICY_BYTES_MAX, &document);
        params.document = document.data;
    }
    if (code == EXIT_OK) {
        code = program_open(program, OPEN_READ);
    }
    if (code == EXIT_OK) {
        code = diff(program, path, &params);
    }
    text_free(&document);
    return code;
}

/* ---- policy rollback ---- */

int command_policy_rollback(struct program *program, int argc, char **argv)
{
    struct sup_policy_rollback_params params = {.size = sizeof params};
    struct sup_receipt receipt = {.size = sizeof receipt};
    int is_strict = 0;
    const struct command_option options[] = {
        {.name = "strict", .meaning = "a warning refuses like an error", .is_set = &is_strict},
        {.name = "key",
         .value = "TEXT",
         .meaning = "idempotency key: run twice with one, it is done once",
         .text = &params.idempotency_key},
        CHANGE_USE_OPTIONS(params),
    };
    const struct command_usage usage = {
        .arguments = "VERSION",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "VERSION is a number, or builtin. Its document becomes the next version: no\n"
                 "version is ever lost.\n",
        .examples = "  supportcore --db desk.db policy rollback 3\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    code = read_version(program, argv[1], &params.to_version, &params.is_builtin);
    if (code == EXIT_OK) {
        code = program_open(program, OPEN_WRITE);
    }
    if (code != EXIT_OK) {
        return code;
    }
    params.is_strict = is_strict;
    struct sup_caller caller = program_caller(program);
    if (sup_policy_rollback(program->core, &caller, &params, &receipt) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        return json_print_result(program, SUP_OP_POLICY_ROLLBACK, &receipt);
    }
    if (receipt.sequence != 0) {
        return policy_print_active(program, receipt.version);
    }
    printf("Policy version %" PRId64 " was active already.\n", receipt.version);
    return EXIT_OK;
}
