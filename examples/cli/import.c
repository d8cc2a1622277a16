/*
 * import.c: the command `import`: CSV logs of other desks, by a mapping.
 *
 * A pass goes over the rows from the position that the desk has: each row is read (import_row.c),
 * compared with its ticket (import_apply.c), and what differs is written in batches
 * (import_batch.c), each of which moves the position. When the library refuses a row that we took
 * for good, the rows before it are written and, if rows may be passed over, another pass begins
 * behind it.
 */
#include "program.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_apply.h"
#include "import_declare.h"
#include "instant.h"
#include "options.h"
#include "progress.h"

enum { ROWS_DEFAULT = 500, EXIT_SIGNAL = 128 };

static volatile sig_atomic_t signal_caught;

struct import {
    struct program *program;
    struct mapping mapping;
    struct import_log log;
    struct desk_policy policy;
    struct names fact_names;
    struct row_reader reader;
    struct agents agents;
    struct cases cases;
    struct batch batch;
    struct import_report report;
    struct progress progress;
    const char *path;
    const char *mapping_path;
    const char *source;
    uint32_t rows_max;
    int is_skipping;            /* --on-error skip */
    int has_stopped;            /* at the row that `problem` tells */
    struct row_problem problem; /* the last one */
};

enum pass_result { PASS_ENDED, PASS_AGAIN, PASS_FAILED };

static void catch_signal(int number)
{
    signal_caught = number;
}

/* A signal lets the batch end; a second one ends the program at once, which is safe as well. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = catch_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static struct batch_desk desk_of(struct import *import)
{
    return (struct batch_desk){import->program, &import->log, &import->cases, &import->agents,
                               &import->report};
}

/* Rows so far, of as many as the file has if they are all as long. */
static void show_progress(struct import *import)
{
    int64_t done = import->batch.position - import->report.began_at;
    int64_t rows = import->report.rows_read;
    double left = (double)(import->log.bytes - import->batch.position);
    if (done > 0) {
        import->progress.total = rows + (int64_t)((double)rows * left / (double)done);
    }
    progress_step(&import->progress, rows);
}

/* A row that cannot be imported: go on or stop. */
static int has_problem(struct import *import, int *code)
{
    if (!import->is_skipping) {
        import->has_stopped = 1;
        return 0;
    }
    *code = report_problem(import->program, &import->report, import->path, &import->problem);
    return *code == EXIT_OK;
}

static enum pass_result write_batch(struct import *import, int *code)
{
    struct batch_row refused = {0};
    struct batch_desk desk = desk_of(import);
    switch (batch_write(&import->batch, &desk, import->reader.now_ms, &import->problem, &refused,
                        code)) {
    case BATCH_WRITTEN:
        show_progress(import);
        import->reader.now_ms = program_caller(import->program).now_ms;
        return PASS_ENDED;
    case BATCH_ROW_REFUSED:
        if (!has_problem(import, code)) {
            return *code == EXIT_OK ? PASS_ENDED : PASS_FAILED;
        }
        *code = batch_pass(&import->batch, &desk, import->reader.now_ms, refused.next_offset);
        return *code == EXIT_OK ? PASS_AGAIN : PASS_FAILED;
    default:
        return PASS_FAILED;
    }
}

/* The CSV reader's own words, without the line, which is told before them. */
static void take_csv_problem(struct import *import)
{
    const struct csv_error *error = csv_error(import->log.csv);
    const char *text = strncmp(error->text, "line ", 5) == 0 ? strstr(error->text, ": ") : NULL;
    import->problem.line = error->line;
    snprintf(import->problem.text, sizeof import->problem.text, "%s",
             text != NULL ? text + 2 : error->text);
    snprintf(import->problem.hint, sizeof import->problem.hint, "%s",
             "mend the line and run again, or pass over such lines with --on-error skip");
}

/* Put a row into the batch. 1: go on; 0: stop here. */
static int take_row(struct import *import, struct apply *apply, const struct csv_record *record,
                    int *code)
{
    struct row row;
    import->problem.line = record->line;
    if (row_read(&import->reader, record, &row, &import->problem)) {
        switch (apply_row(apply, &row, &import->problem)) {
        case APPLY_DONE:
            return 1;
        case APPLY_NO_MEMORY:
            *code = program_fail_memory(import->program);
            return 0;
        case APPLY_DESK_FAILED:
            *code = program_fail_last(import->program);
            return 0;
        default:
            break;
        }
    }
    if (!has_problem(import, code)) {
        return 0;
    }
    import->batch.position = (int64_t)record->next_offset;
    return 1;
}

static enum pass_result pass(struct import *import, struct apply *apply, int *code)
{
    struct csv_record record;
    enum pass_result written = PASS_ENDED;
    int is_going = 1;
    import->batch.position = import->log.position;
    import->reader.now_ms = program_caller(import->program).now_ms;
    while (is_going && written == PASS_ENDED && !signal_caught) {
        switch (csv_next(import->log.csv, &record)) {
        case CSV_RECORD:
            is_going = take_row(import, apply, &record, code);
            break;
        case CSV_BROKEN:
            take_csv_problem(import);
            is_going = has_problem(import, code);
            break;
        case CSV_FAILED:
            *code = program_fail(import->program, SUP_IO, NULL, "%s: %s", import->path,
                                 csv_error(import->log.csv)->text);
            return PASS_FAILED;
        default:
            is_going = 0;
        }
        if (*code != EXIT_OK) {
            return PASS_FAILED;
        }
        if (batch_is_full(&import->batch, import->rows_max)) {
            written = write_batch(import, code);
        }
    }
    if (written == PASS_ENDED && *code == EXIT_OK &&
        import->batch.position > import->log.position) {
        written = write_batch(import, code);
    }
    return *code == EXIT_OK ? written : PASS_FAILED;
}

static int run_passes(struct import *import)
{
    struct apply apply = {.reader = &import->reader,
                          .policy = &import->policy,
                          .batch = &import->batch,
                          .cases = &import->cases,
                          .agents = &import->agents,
                          .report = &import->report,
                          .program = import->program};
    const char *count_fact = import->mapping.increases_fact;
    apply.held_fact = names_add(&import->fact_names, HELD_FACT, strlen(HELD_FACT));
    apply.count_fact = import->mapping.increases != NULL
                           ? names_add(&import->fact_names, count_fact, strlen(count_fact))
                           : NULL;
    if (apply.held_fact == NULL || (import->mapping.increases != NULL && !apply.count_fact)) {
        return program_fail_memory(import->program);
    }
    enum pass_result result = PASS_AGAIN;
    int code = EXIT_OK;
    for (int is_first = 1; code == EXIT_OK && result == PASS_AGAIN; is_first = 0) {
        code = agents_load(import->program, &import->agents);
        if (code == EXIT_OK) {
            code = log_resume(import->program, &import->log, import->source, import->mapping.log);
        }
        import->report.began_at =
            is_first ? import->log.position : import->report.began_at;
        result = code == EXIT_OK ? pass(import, &apply, &code) : PASS_FAILED;
    }
    return code;
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
    struct csv_record header;
    struct program *program = import->program;
    int is_dry = import->report.is_dry;
    int code = mapping_load(program, import->mapping_path, &import->mapping);
    if (code == EXIT_OK) {
        code = log_open(program, import->path, import->mapping.separator, &import->log, &header);
    }
    if (code == EXIT_OK) {
        code = mapping_bind(program, &import->mapping, import->path, &header);
    }
    if (code == EXIT_OK) {
        code = program_open(program, !is_dry                ? OPEN_WRITE
                                     : program->db == NULL ? OPEN_MEMORY
                                                           : OPEN_READ);
    }
    if (code == EXIT_OK) {
        code = policy_load(program, &import->policy);
    }
    if (code == EXIT_OK) {
        code = declare_names(program, &import->mapping, &import->log, &import->policy, is_dry);
    }
    import->report.declared = import->policy.added;
    return code == EXIT_OK ? look_at_desk(import) : code;
}

/* Tell what was done, then why it ended early. */
static int finish(struct import *import)
{
    const struct program *program = import->program;
    int code = EXIT_OK;
    import->report.is_stopped = signal_caught != 0;
    if (!import->has_stopped || !program->is_json) {
        code = report_print(program, &import->report, import->path, import->log.source,
                            import->log.position);
    }
    if (code == EXIT_OK && import->has_stopped) {
        fflush(stdout);
        return program_fail(program, SUP_INVALID, import->problem.hint, "%s:%" PRIu64 ": %s",
                            import->path, import->problem.line, import->problem.text);
    }
    if (code == EXIT_OK && signal_caught) {
        return EXIT_SIGNAL + signal_caught;
    }
    return code == EXIT_OK && import->report.rows_skipped > 0 ? EXIT_REFUSED : code;
}

static int run(struct import *import)
{
    import->report.started_ms = instant_monotonic();
    import->reader.mapping = &import->mapping;
    import->reader.policy = &import->policy;
    import->reader.fact_names = &import->fact_names;
    int code = prepare(import);
    if (code == EXIT_OK) {
        catch_signals();
        progress_begin(&import->progress, import->program,
                       import->report.is_dry ? "reading, rows" : "importing, rows", 0);
        code = run_passes(import);
        progress_end(&import->progress);
    }
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
    cases_close(&import->cases);
    batch_free(&import->batch);
    report_free(&import->report);
    free(import);
}

static int check_options(struct import *import, const char *on_error, int64_t rows)
{
    const struct program *program = import->program;
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
    import->is_skipping = import->report.is_dry || strcmp(on_error, "skip") == 0;
    import->rows_max = (uint32_t)rows;
    return EXIT_OK;
}

int command_import(struct program *program, int argc, char **argv)
{
    const char *mapping = NULL, *source = NULL, *on_error = "stop";
    int64_t rows = ROWS_DEFAULT;
    int is_dry = 0;
    const struct command_option options[] = {
        {.name = "mapping",
         .value = "MAP.json",
         .meaning = "what the columns mean: docs/import.md",
         .text = &mapping},
        {.name = "dry-run",
         .meaning = "write nothing; tell what would be made and every row with a problem",
         .is_set = &is_dry},
        {.name = "on-error",
         .value = "WHAT",
         .meaning = "a row that cannot be imported: stop (default) or skip",
         .text = &on_error},
        {.name = "batch",
         .value = "N",
         .meaning = "rows written together, 1 to 1000 (default 500)",
         .number = &rows},
        {.name = "source",
         .value = "CODE",
         .meaning = "the name that keeps the position (default: made of the file's beginning)",
         .text = &source},
    };
    const struct command_usage usage = {
        .arguments = "LOG.csv",
        .arguments_min = 1,
        .arguments_max = 1,
        .about = "Reads the log row by row and brings each case's ticket to the state that the\n"
                 "row says. It may be stopped, even killed, and run again: it goes on where it\n"
                 "was. Let no tick run meanwhile. Exit codes: 1 rows were passed over, 2 stopped\n"
                 "at a row or the file or mapping is wrong, 130 and 143 stopped by a signal.\n",
        .examples = "  supportcore --db desk.db import --mapping servicenow.json incidents.csv\n"
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
    code = check_options(import, on_error, rows);
    code = code == EXIT_OK ? run(import) : code;
    release(import);
    return code;
}
