/*
 * import.c: the command `import`: CSV and JSON of other systems, by a mapping.
 *
 * This file reads the options, prepares what an import needs and tells how it ended; the rows are
 * import_pass.c's.
 */
#include "program.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_check.h"
#include "import_declare.h"
#include "import_pass.h"
#include "instant.h"
#include "options.h"

enum { ROWS_DEFAULT = 500, EXIT_SIGNAL = 128 };

/* Without it the last batches of --durability normal could still be lost after the report. */
static int make_durable(struct import *import)
{
    const struct program *program = import->program;
    if (import->report.is_dry || program->durability == SUP_DURABILITY_FULL) {
        return EXIT_OK;
    }
    int32_t result = sup_maintain(program->core);
    return result == SUP_OK || result == SUP_BUSY || result == SUP_UNSUPPORTED
               ? EXIT_OK
               : program_fail_last(program);
}

/* On a desk without tickets a case that was not met yet is new: nobody needs to be asked. */
static int look_at_desk(struct import *import)
{
    struct sup_caller caller = program_caller(import->program);
    struct sup_summary_params params = {.size = sizeof params};
    struct sup_summary *summary = NULL;
    if (!cases_open(&import->cases)) {
        return program_fail_memory(import->program);
    }
    if (sup_desk_summary(import->program->core, &caller, &params, &summary) != SUP_OK) {
        return program_fail_last(import->program);
    }
    import->cases.is_empty_desk = summary->ticket_count == 0;
    sup_free(summary);
    return EXIT_OK;
}

static int prepare(struct import *import)
{
    struct record header;
    struct program *program = import->program;
    int code = mapping_load(program, import->mapping_path, &import->mapping);
    if (code == EXIT_OK) {
        code = log_open(program, import->path, &import->mapping, &import->log, &header);
    }
    if (code == EXIT_OK) {
        code = mapping_bind(program, &import->mapping, import->path, &header);
    }
    if (code == EXIT_OK) {
        code = import->report.is_dry ? copy_open(program, &import->copy)
                                     : program_open(program, OPEN_WRITE);
    }
    if (code == EXIT_OK) {
        code = policy_load(program, &import->policy);
    }
    if (code == EXIT_OK) {
        code = mapping_check(program, &import->mapping, &import->policy);
    }
    if (code == EXIT_OK) {
        code = declare_names(program, &import->mapping, &import->log, &import->policy);
    }
    import->report.declared = import->policy.added;
    return code == EXIT_OK ? look_at_desk(import) : code;
}

/* Tell what was done, then why it ended early. */
static int finish(struct import *import)
{
    const struct program *program = import->program;
    struct sup_error error;
    import->report.is_stopped = import_signal() != 0;
    program_error(&error, SUP_INVALID, import->problem.hint, "%s:%" PRIu64 ": %s", import->path,
                  import->problem.line, import->problem.text);
    int code = report_print(program, &import->report, import->path, import->log.source,
                            import->report.is_dry ? import->report.began_at : import->log.position,
                            import->has_stopped ? &error : NULL);
    if (code == EXIT_OK && import->has_stopped) {
        fflush(stdout);
        return program->is_json ? EXIT_USAGE : program_fail_error(program, &error);
    }
    if (code == EXIT_OK && import_signal() != 0) {
        return EXIT_SIGNAL + import_signal();
    }
    return code == EXIT_OK && import->report.rows_skipped > 0 ? EXIT_REFUSED : code;
}

static int run(struct import *import)
{
    import->report.started_ms = instant_monotonic();
    import->reader.mapping = &import->mapping;
    import->reader.policy = &import->policy;
    import->reader.fact_names = &import->fact_names;
    import_catch_signals();
    int code = prepare(import);
    if (code == EXIT_OK) {
        progress_begin(&import->progress, import->program,
                       import->report.is_dry ? "reading, rows" : "importing, rows", 0);
        code = import_passes(import);
        progress_end(&import->progress);
    }
    code = code == EXIT_OK ? make_durable(import) : code;
    return code == EXIT_OK ? finish(import) : code;
}

static void release(struct import *import)
{
    mapping_free(&import->mapping);
    log_close(&import->log);
    desk_policy_free(&import->policy);
    names_free(&import->fact_names);
    arena_free(&import->reader.arena);
    agents_free(&import->agents);
    names_free(&import->customers);
    cases_close(&import->cases);
    batch_free(&import->batch);
    copy_remove(import->program, &import->copy);
    report_free(&import->report);
    free(import);
}

static int check_options(struct import *import, const char *on_error, int64_t rows,
                         const char *durability)
{
    struct program *program = import->program;
    if (import->mapping_path == NULL) {
        return program_fail_usage(program, "which mapping? --mapping MAP.json");
    }
    if (strcmp(on_error, "stop") != 0 && strcmp(on_error, "skip") != 0) {
        return program_fail_usage(program, "--on-error %s is neither stop nor skip", on_error);
    }
    if (rows < 1 || rows > BATCH_ROWS_MAX) {
        return program_fail_usage(program, "--batch is 1 to %d rows", BATCH_ROWS_MAX);
    }
    if (program->actor_kind != SUP_ACTOR_SYSTEM && program->actor_kind != SUP_ACTOR_INTEGRATION) {
        return program_fail_usage(program, "an import acts as system or integration");
    }
    if (strcmp(durability, "full") != 0 && strcmp(durability, "normal") != 0) {
        return program_fail_usage(program, "--durability %s is neither full nor normal",
                                  durability);
    }
    program->durability = *durability == 'n' ? SUP_DURABILITY_NORMAL : SUP_DURABILITY_FULL;
    import->is_skipping = import->report.is_dry || strcmp(on_error, "skip") == 0;
    import->rows_max = (uint32_t)rows;
    return EXIT_OK;
}

int command_import(struct program *program, int argc, char **argv)
{
    const char *mapping = NULL, *source = NULL, *on_error = "stop", *durability = "full";
    int64_t rows = ROWS_DEFAULT;
    int is_dry = 0;
    const struct command_option options[] = {
        {.name = "mapping",
         .value = "MAP.json",
         .meaning = "what the columns mean: docs/import.md",
         .text = &mapping},
        {.name = "dry-run",
         .meaning = "import into a copy that is thrown away; tell every row with a problem",
         .is_set = &is_dry},
        {.name = "on-error",
         .value = "WHAT",
         .choices = "stop skip",
         .meaning = "a row that cannot be imported: stop (default) or skip",
         .text = &on_error},
        {.name = "batch",
         .value = "N",
         .meaning = "rows written together, 1 to 1000 (default 500)",
         .number = &rows},
        {.name = "durability",
         .value = "WHAT",
         .choices = "full normal",
         .meaning = "full (default): each batch outlives a power cut; normal: faster",
         .text = &durability},
        {.name = "source",
         .value = "CODE",
         .meaning = "the name that keeps the position (default: made of the file's beginning)",
         .text = &source},
    };
    const struct command_usage usage = {
        .arguments = "FILE|-",
        .arguments_min = 1,
        .arguments_max = 1,
        .about =
            "Reads CSV, JSON or JSON lines record by record and brings tickets, customers and\n"
            "what is known of orders to the state that the record says. It may be stopped,\n"
            "even killed, and run again: it goes on where it was. Exit codes: 1 rows were\n"
            "passed over, 2 stopped at a row or the file or mapping is wrong, 130 and 143\n"
            "stopped by a signal.\n",
        .examples = "  supportcore --db desk.db import --mapping servicenow.json incidents.csv\n"
                    "  supportcore --db desk.db import --mapping shopify-orders.json orders.json\n"
                    "  supportcore import --mapping servicenow.json --dry-run incidents.csv\n",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int code = options_read(program, &usage, &argc, argv);
    if (code != GO_ON) {
        return code;
    }
    struct import *import = calloc(1, sizeof *import);
    if (import == NULL) {
        return program_fail_memory(program);
    }
    import->program = program;
    import->path = argv[1];
    import->mapping_path = mapping;
    import->source = source;
    import->report.is_dry = is_dry;
    code = check_options(import, on_error, rows, durability);
    code = code == EXIT_OK ? run(import) : code;
    release(import);
    return code;
}
