/*
 * import_log.h: the log as a file that an import may come back to.
 *
 * An import's position is kept on the desk under the name of its source: the mapping's `log` and a
 * digest of the file's header and first row, or of all of a JSON document. So a log that grew, or
 * in which a broken line behind the position was mended, is the same source and goes on; another
 * file is another source.
 *
 * Beside the position the desk keeps a digest of everything before it, under the same name and
 * ".before", so a file that was changed there is noticed; and under ".first" the id that the next
 * ticket had when the source began, so that cases which came from elsewhere are noticed.
 */
#ifndef CLI_IMPORT_LOG_H
#define CLI_IMPORT_LOG_H

#include "import_input.h"
#include "program.h"

enum { SOURCE_BYTES_MAX = 57, SOURCE_SIZE = 72 };

struct import_log {
    const char *path;
    FILE *file;
    int64_t bytes; /* of the file */
    const struct mapping *mapping;
    struct input input;
    char source[SOURCE_SIZE];
    char before_source[SOURCE_SIZE];
    char first_source[SOURCE_SIZE];
    int64_t position;     /* where the desk is; moved by log_moved() */
    uint64_t hash;        /* of what stands before it */
    int64_t first_ticket; /* tickets with a smaller id are not from this source */
    int has_first;        /* 1: the desk knows that */
};

/** Open the file, standard input for "-", and read its header; zero-initialise before, log_close()
 *  after.
 *  @param[out] header  borrowed until the next row is read; JSON has none
 *  @return an exit code */
int log_open(const struct program *program, const char *path, const struct mapping *mapping,
             struct import_log *log, struct record *header);

/** Begin again, behind the header: the next row is the first one. @return an exit code */
int log_rewind(const struct program *program, struct import_log *log, struct record *header);

/** Name the source, read its position from the desk and go there, behind the header at least. Call
 *  it where log_open() or log_rewind() left.
 *  @param source  that of --source, or NULL
 *  @param name  the mapping's
 *  @return an exit code; not EXIT_OK when the file was changed before the position */
int log_resume(const struct program *program, struct import_log *log, const char *source,
               const char *name);

/** The hash with the bytes from the position up to `to`. @return 0 when they cannot be read */
int log_hash(struct import_log *log, int64_t to, uint64_t *hash);

/** A hash as the desk keeps it: 1 to 2^53 - 1, and 0 for that of nothing. */
int64_t log_number(uint64_t hash);

/** Tell that the file cannot be read on. @return an exit code */
int log_fail(const struct program *program, struct import_log *log);

void log_close(struct import_log *log);

#endif
