/*
 * import_pass.c: goes over the rows of a log.
 *
 * A pass begins at the position that the desk has: each row is read (import_row.c), compared with
 * its ticket (import_apply.c), and what differs is written in batches (import_batch.c), each of
 * which moves the position. When the library refuses a row that we took for good, the rows before
 * it are written and, if rows may be passed over, another pass begins behind it.
 */
#include "import_pass.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static volatile sig_atomic_t signal_caught;

enum pass_result { PASS_ENDED, PASS_AGAIN, PASS_FAILED };

static void catch_signal(int number)
{
    signal_caught = number;
}

/* A signal lets the batch end; a second one ends the program at once, which is safe as well. */
void import_catch_signals(void)
{
    struct sigaction action = {.sa_handler = catch_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

int import_signal(void)
{
    return signal_caught;
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
    struct batch_note *note = batch_note(&import->batch, NOTE_SKIPPED, import->problem.line);
    if (note == NULL) {
        *code = program_fail_memory(import->program);
        return 0;
    }
    note->problem = import->problem;
    return 1;
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

static void take_input_problem(struct import *import)
{
    const struct input_error *error = input_error(&import->log.input);
    import->problem.line = error->line;
    snprintf(import->problem.text, sizeof import->problem.text, "%s", error->text);
    snprintf(import->problem.hint, sizeof import->problem.hint, "%s", error->hint);
}

/* What was imported from this file so far has moved its position: under its own name it goes on. */
static void fail_known(const struct import *import, uint64_t line, const char *key, int *code)
{
    char hint[SOURCE_SIZE + 160];
    snprintf(hint, sizeof hint,
             "if its rows are not on the desk yet, as in the next part of a log, go on with "
             "--source %s",
             import->log.source);
    *code = program_fail(import->program, SUP_EXISTS, hint,
                         "%s:%" PRIu64 ": case '%.60s' is on the desk, but not from this file",
                         import->path, line, key);
}

/* Put a row into the batch. 1: go on; 0: stop here. */
static int take_row(struct import *import, struct apply *apply, const struct record *record,
                    enum pass_result *written, int *code)
{
    struct row row;
    import->problem.line = record->line;
    if (row_read(&import->reader, record, &row, &import->problem)) {
        if (!batch_has_room(&import->batch, apply_items(&row))) {
            *written = write_batch(import, code);
            import->problem.line = record->line;
        }
        if (*written != PASS_ENDED || *code != EXIT_OK || import->has_stopped) {
            return 0;
        }
        switch (apply_row(apply, &row, &import->problem)) {
        case APPLY_DONE:
            return 1;
        case APPLY_KNOWN:
            fail_known(import, record->line, row.key.text, code);
            return 0;
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
    struct record record;
    enum pass_result written = PASS_ENDED;
    int is_going = 1;
    import->batch.position = import->log.position;
    import->reader.now_ms = program_caller(import->program).now_ms;
    while (is_going && written == PASS_ENDED && !signal_caught) {
        switch (input_next(&import->log.input, &record)) {
        case CSV_RECORD:
            is_going = take_row(import, apply, &record, &written, code);
            break;
        case CSV_BROKEN:
            take_input_problem(import);
            is_going = has_problem(import, code);
            break;
        case CSV_FAILED:
            *code = log_fail(import->program, &import->log);
            return PASS_FAILED;
        default:
            is_going = 0;
            if (import->batch.note_count > 0) {
                import->batch.position =
                    import->log.bytes; /* broken lines have no end of their own */
            }
        }
        if (*code != EXIT_OK) {
            return PASS_FAILED;
        }
        if (written == PASS_ENDED && is_going && batch_is_full(&import->batch, import->rows_max)) {
            written = write_batch(import, code);
        }
    }
    if (written == PASS_ENDED && *code == EXIT_OK &&
        (import->batch.position > import->log.position || import->batch.note_count > 0)) {
        written = write_batch(import, code);
    }
    return *code == EXIT_OK ? written : PASS_FAILED;
}

int import_passes(struct import *import)
{
    struct apply apply = {.reader = &import->reader,
                          .policy = &import->policy,
                          .batch = &import->batch,
                          .cases = &import->cases,
                          .agents = &import->agents,
                          .customers = &import->customers,
                          .report = &import->report,
                          .program = import->program};
    const char *count_fact = import->mapping.increases_fact;
    apply.at_fact =
        import->mapping.is_json ? names_add(&import->fact_names, AT_FACT, strlen(AT_FACT)) : NULL;
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
        import->report.began_at = is_first ? import->log.position : import->report.began_at;
        /* What JSON makes has ids of the other system: nothing is there twice. */
        apply.first_ticket =
            import->source == NULL && !import->mapping.is_json ? import->log.first_ticket : 0;
        result = code == EXIT_OK ? pass(import, &apply, &code) : PASS_FAILED;
    }
    return code;
}
