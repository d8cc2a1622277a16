/*
 * import_report.h: what an import read, made and passed over.
 */
#ifndef CLI_IMPORT_REPORT_H
#define CLI_IMPORT_REPORT_H

#include "import_row.h"
#include "program.h"

enum { REPORT_PROBLEMS_MAX = 100, REPORT_OPERATIONS = 128 };

struct import_report {
    int64_t rows_read; /* in this run, those passed over too */
    int64_t rows_skipped;
    int64_t made[REPORT_OPERATIONS]; /* changes by enum sup_operation_number */
    int64_t held;                    /* moves that wait for their time: more or fewer than before */
    int64_t declared;                /* names added to the policy */
    int64_t left_out;                /* identities that are none of their kind */
    int64_t merged_changes;          /* of tickets that are merged: passed over */
    int64_t batches;
    int64_t began_at;   /* the position when the run began */
    int64_t started_ms; /* instant_monotonic() */
    struct row_problem *problems;
    size_t problem_count;
    int is_dry;
    int is_stopped; /* by a signal */
};

/** A row was passed over: tell it now, and keep it for the report.
 *  @return EXIT_OK, or an exit code when memory ran out */
int report_problem(const struct program *program, struct import_report *report, const char *path,
                   const struct row_problem *problem);

/** Tell something about a row, for the first hundred of its kind.
 *  @param count  how many of its kind there were before */
void report_note(const struct program *program, int64_t count, const char *path,
                 const struct row_problem *note);

/** Print the report on stdout.
 *  @param error  why it stopped at a row, for the report as JSON; NULL when it did not
 *  @return an exit code */
int report_print(const struct program *program, const struct import_report *report,
                 const char *path, const char *source, int64_t position,
                 const struct sup_error *error);

void report_free(struct import_report *report);

#endif
