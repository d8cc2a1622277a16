/*
 * trust_cmd.c: whether the desk's numbers can be trusted: check, rebuild, verify, head, backup.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "json_out.h"
#include "options.h"
#include "progress.h"
#include "table.h"

static int print_differences(const struct program *program, const struct sup_difference *items,
                             uint32_t count, int64_t differences)
{
    static const struct table_column columns[] = {
        {.title = "TABLE"}, {.title = "KEY"}, {.title = "DIFFERENCE", .is_flexible = 1}};
    struct table table = {.columns = columns, .column_count = 3};
    for (uint32_t i = 0; i < count; i++) {
        table_add(&table, items[i].table, COLOR_PLAIN);
        table_add(&table, items[i].key, COLOR_PLAIN);
        table_add(&table, items[i].text, COLOR_RED);
    }
    int code = count > 0 ? table_print(&table, program) : EXIT_OK;
    if (differences > (int64_t)count) {
        printf("... and %" PRId64 " more\n", differences - (int64_t)count);
    }
    return code;
}

/* "13 events folded, 40 rows compared: they agree." */
static int print_verdict(const struct program *program, const struct sup_check_report *report,
                         int is_rebuild)
{
    struct text out = {0};
    int is_clean = report->differences == 0;
    text_add_count(&out, report->events, "event");
    text_add(&out, " folded, ");
    text_add_count(&out, report->rows, "row");
    text_add(&out, " compared: ");
    text_add(&out, term_color(&program->term, is_clean ? COLOR_GREEN : COLOR_RED));
    if (is_clean) {
        text_add(&out, "they agree");
    } else {
        text_add_count(&out, report->differences, "difference");
        text_add(&out, is_rebuild && !report->unmendable ? " mended" : " found");
        if (report->unmendable) {
            text_add_format(&out, ", of which %" PRId64 " cannot be mended from the events",
                            report->unmendable);
        }
    }
    text_add_format(&out, "%s.\n", term_plain(&program->term));
    return program_print(program, &out);
}

static int print_check(const struct program *program, int32_t operation,
                       const struct sup_check_report *report)
{
    int is_rebuild = operation == SUP_OP_DESK_REBUILD;
    int code = program->is_json
                   ? json_print_result(program, operation, report)
                   : print_differences(program, report->items, report->count, report->differences);
    if (code == EXIT_OK && !program->is_json) {
        code = print_verdict(program, report, is_rebuild);
    }
    int64_t left = is_rebuild ? report->unmendable : report->differences;
    if (code == EXIT_OK && left > 0) {
        code = EXIT_REFUSED;
    }
    return code;
}

static int run_check(struct program *program, int32_t operation, const char *label)
{
    struct progress progress;
    struct sup_check_params params = {
        .size = sizeof params, .progress = progress_report, .progress_user = &progress};
    struct sup_check_report *report = NULL;
    struct sup_caller caller = program_caller(program);
    progress_begin(&progress, program, label, 0);
    int32_t result = operation == SUP_OP_DESK_REBUILD
                         ? sup_desk_rebuild(program->core, &caller, &params, &report)
                         : sup_desk_check(program->core, &caller, &params, &report);
    progress_end(&progress);
    int code =
        result == SUP_OK ? print_check(program, operation, report) : program_fail_last(program);
    sup_free(report);
    return code;
}

int command_check(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .about = "Folds all events again, in memory, and compares. Changes nothing. Exit code 1:\n"
                 "there are differences. rebuild mends them, but for documents of policies, which\n"
                 "`policy activate` with the same document puts back.\n",
        .examples = "  supportcore --db desk.db check\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_READ);
    return code == GO_ON ? run_check(program, SUP_OP_DESK_CHECK, "checking") : code;
}

int command_rebuild(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .about = "Writes the rows that differ from what the events say, in one transaction.\n"
                 "Rows that no event knows are removed; columns that the shop added are left\n"
                 "alone. Exit code 1: a policy's document cannot be mended.\n",
        .examples = "  supportcore --db desk.db rebuild\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_CHANGE);
    return code == GO_ON ? run_check(program, SUP_OP_DESK_REBUILD, "rebuilding") : code;
}

/* "57:ab12...", as `head` prints it; 1 if it is one. */
static int read_head(const char *text, struct sup_chain_verify_params *params, char *digits,
                     size_t bytes)
{
    const char *colon = strchr(text, ':');
    if (colon == NULL || (size_t)(colon - text) >= bytes ||
        strlen(colon + 1) != SUP_HASH_TEXT_BYTES) {
        return 0;
    }
    memcpy(digits, text, (size_t)(colon - text));
    digits[colon - text] = '\0';
    if (!number_read(digits, &params->head_sequence)) {
        return 0;
    }
    params->head_hash = params->head_sequence > 0 ? colon + 1 : NULL; /* 0: nothing was there */
    return 1;
}

static int print_verify(const struct program *program, const struct sup_chain_report *report)
{
    int code = report->is_intact ? EXIT_OK : EXIT_REFUSED;
    if (program->is_json) {
        int printed = json_print_result(program, SUP_OP_CHAIN_VERIFY, report);
        return printed != EXIT_OK ? printed : code;
    }
    if (report->first_bad == 0 &&
        print_differences(program, report->items, report->count, report->differences) != EXIT_OK) {
        return EXIT_STORAGE;
    }
    struct text out = {0};
    text_add(&out, term_color(&program->term, report->is_intact ? COLOR_GREEN : COLOR_RED));
    text_add(&out, report->is_intact ? "intact" : "broken");
    text_add(&out, term_plain(&program->term));
    if (report->first_bad != 0) {
        text_add(&out, ": ");
        text_add_visible(&out, report->text);
    } else if (!report->is_intact) {
        text_add(&out, ": every event fits, but ");
        text_add_count(&out, report->differences, "row");
        text_add(&out, report->differences == 1 ? " does not" : " do not");
    }
    text_add(&out, "; ");
    text_add_count(&out, report->checked, "event");
    text_add(&out, " checked.\n");
    int printed = program_print(program, &out);
    return printed != EXIT_OK ? printed : code;
}

int command_verify(struct program *program, int argc, char **argv)
{
    const char *head = NULL;
    const struct command_option options[] = {
        {.name = "head",
         .value = "SEQUENCE:HASH",
         .meaning = "a head that was kept elsewhere: is it still part of the chain?",
         .text = &head},
    };
    const struct command_usage usage = {
        .about = "Checks every event's hash, the sequence without gaps, and texts and policies\n"
                 "against their digests. A tail that was cut off shows only with --head. Exit\n"
                 "code 1: broken.\n",
        .examples = "  supportcore --db desk.db verify\n"
                    "  supportcore --db desk.db verify --head \"$(cat head.txt)\"\n"
                    "  supportcore --db desk.db --key-file keys.txt verify\n",
        .options = options,
        .option_count = 1,
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    struct progress progress;
    char digits[24];
    struct sup_chain_verify_params params = {
        .size = sizeof params, .progress = progress_report, .progress_user = &progress};
    if (head != NULL && !read_head(head, &params, digits, sizeof digits)) {
        return program_fail_usage(program, "--head is not SEQUENCE:HASH, as head prints it");
    }
    code = program_open(program, OPEN_READ);
    if (code != EXIT_OK) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_chain_report *report = NULL;
    progress_begin(&progress, program, "verifying", 0);
    int32_t result = sup_chain_verify(program->core, &caller, &params, &report);
    progress_end(&progress);
    code = result == SUP_OK ? print_verify(program, report) : program_fail_last(program);
    sup_free(report);
    return code;
}

int command_head(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .about =
            "Prints SEQUENCE:HASH of the last event. Whoever keeps it elsewhere can tell later,\n"
            "with verify --head, that nothing up to there was cut off or changed.\n",
        .examples = "  supportcore --db desk.db head > head.txt\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_READ);
    if (code != GO_ON) {
        return code;
    }
    struct sup_caller caller = program_caller(program);
    struct sup_chain_head_params params = {.size = sizeof params};
    struct sup_chain_head *head = NULL;
    if (sup_chain_head(program->core, &caller, &params, &head) != SUP_OK) {
        return program_fail_last(program);
    }
    if (program->is_json) {
        code = json_print_result(program, SUP_OP_CHAIN_HEAD, head);
    } else {
        printf("%" PRId64 ":%s\n", head->sequence, head->hash);
        if (head->is_keyed) {
            program_note(program, "keyed with %s", head->key_id);
        }
        code = EXIT_OK;
    }
    sup_free(head);
    return code;
}

int command_backup(struct program *program, int argc, char **argv)
{
    static const struct command_usage usage = {
        .arguments = "FILE",
        .arguments_min = 1,
        .arguments_max = 1,
        .about =
            "Copies all tenants to FILE, which must not exist yet, while others go on working.\n",
        .examples = "  supportcore --db desk.db backup desk-backup.db\n",
    };
    int code = options_open(program, &usage, &argc, argv, OPEN_FILE);
    if (code != GO_ON) {
        return code;
    }
    struct progress progress;
    progress_begin(&progress, program, "copying", 0);
    int32_t result = sup_backup(program->core, argv[1], progress_report, &progress);
    progress_end(&progress);
    if (result != SUP_OK) {
        return program_fail_last(program);
    }
    struct text out = {0};
    if (program->is_json) {
        text_add(&out, "{\"path\":");
        json_add_string(&out, argv[1]);
        text_add(&out, "}");
        return json_print(program, &out);
    }
    text_add(&out, "Copied to ");
    text_add_visible(&out, argv[1]);
    text_add(&out, ".\n");
    return program_print(program, &out);
}
