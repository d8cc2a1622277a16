/*
 * import_batch.h: the operations of some rows, which are written together or not at all.
 *
 * The last items move the import's position, so what is on the desk and how far the file was read
 * never disagree, whenever the program is killed.
 */
#ifndef CLI_IMPORT_BATCH_H
#define CLI_IMPORT_BATCH_H

#include "import_agents.h"
#include "import_case.h"
#include "import_log.h"
#include "import_report.h"

enum {
    BATCH_MARKS = 3, /* the position, and the digest of what is before it */
    BATCH_ITEMS = SUP_BATCH_ITEMS_MAX - BATCH_MARKS,
    BATCH_ROWS_MAX = SUP_BATCH_ITEMS_MAX,
    BATCH_BYTES_MAX = 4 * 1024 * 1024,
    BATCH_NOTES_MAX = 1000
};

enum note_kind {
    NOTE_SKIPPED,  /* the row was passed over */
    NOTE_LEFT_OUT, /* an identity was */
    NOTE_MERGED    /* what it says of its ticket was: that is merged into another */
};

/** What is to be told of a row once it is known that the position goes past it: a row that comes
 *  again in another batch is told, and counted, then. */
struct batch_note {
    enum note_kind kind;
    uint32_t rows;  /* of the batch, up to it */
    uint32_t count; /* of changes, NOTE_MERGED only */
    struct row_problem problem;
};

struct batch_row {
    uint64_t line;
    int64_t offset;
    int64_t next_offset;
    uint32_t first_item;
};

/** Zero-initialise; release with batch_free(). About 200 KiB: not on the stack. */
struct batch {
    struct sup_batch_item items[SUP_BATCH_ITEMS_MAX];
    struct sup_caller callers[SUP_BATCH_ITEMS_MAX];
    struct ticket_case *opened[SUP_BATCH_ITEMS_MAX]; /* by the item, or NULL */
    struct name *saved[SUP_BATCH_ITEMS_MAX]; /* agent or customer made by the item, or NULL */
    struct batch_row rows[BATCH_ROWS_MAX];
    uint32_t count;
    uint32_t row_count;
    int64_t held;     /* moves that these rows hold, less those they let go */
    int64_t position; /* of the file behind the last row, also one without items */
    struct batch_note *notes;
    size_t note_count;
    size_t note_room;
    struct arena arena;
};

/** What batches work on; all borrowed. */
struct batch_desk {
    const struct program *program;
    struct import_log *log;
    struct cases *cases;
    struct agents *agents;
    struct import_report *report;
};

/** Begin a row. */
void batch_row(struct batch *batch, const struct row *row);

/** 1 when it has all the rows, texts or notes that it should. */
int batch_is_full(const struct batch *batch, uint32_t rows_max);

/** 1 when so many more items fit. */
int batch_has_room(const struct batch *batch, uint32_t items);

/** Add an operation. @return its parameters, zeroed, with their size set; NULL: no memory */
void *batch_add(struct batch *batch, const struct program *program, int32_t operation,
                size_t params_bytes, int64_t now_ms, int64_t at_ms);

enum batch_result {
    BATCH_WRITTEN,
    BATCH_ROW_REFUSED, /* the rows before one are written, that one and those after it are not */
    BATCH_FAILED       /* nothing was written and the error was told: *code is the exit code */
};

/**
 * Write the batch and begin a new one.
 *
 * @param[out] problem  why a row was refused
 * @param[out] refused  that row
 */
enum batch_result batch_write(struct batch *batch, const struct batch_desk *desk, int64_t now_ms,
                              struct row_problem *problem, struct batch_row *refused, int *code);

/** Keep something to tell of the row that the batch has last, or of one behind it.
 *  @return it, its problem to be filled; NULL: no memory */
struct batch_note *batch_note(struct batch *batch, enum note_kind kind, uint64_t line);

/** Move the position past a row, writing nothing else. @return an exit code */
int batch_pass(struct batch *batch, const struct batch_desk *desk, int64_t now_ms, int64_t to);

void batch_free(struct batch *batch);

#endif
