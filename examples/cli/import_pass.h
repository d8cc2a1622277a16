/*
 * import_pass.h: an import that is running.
 */
#ifndef CLI_IMPORT_PASS_H
#define CLI_IMPORT_PASS_H

#include "import_apply.h"
#include "import_copy.h"
#include "progress.h"

struct import {
    struct program *program;
    struct mapping mapping;
    struct import_log log;
    struct desk_policy policy;
    struct names fact_names;
    struct row_reader reader;
    struct agents agents;
    struct names customers;
    struct cases cases;
    struct batch batch;
    struct import_report report;
    struct import_copy copy; /* of a dry run */
    struct progress progress;
    const char *path;
    const char *mapping_path;
    const char *source;
    uint32_t rows_max;
    int is_skipping;            /* --on-error skip */
    int has_stopped;            /* at the row that `problem` tells */
    struct row_problem problem; /* the last one */
};

/** Let SIGINT and SIGTERM end the import after the batch that is being made. */
void import_catch_signals(void);

/** The signal that was caught; 0 when none was. */
int import_signal(void);

/** Import the rows from the position that the desk has.
 *  @return EXIT_OK, also when it ended early: `has_stopped`, import_signal(); or an exit code */
int import_passes(struct import *import);

#endif
