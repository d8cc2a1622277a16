/*
 * import_source.h: the log as a file that an import may come back to.
 *
 * An import's position is kept on the desk under the name of its source: the mapping's `log` and a
 * digest of the file's header and first row. So a log that grew, or in which a broken line behind
 * the position was mended, is the same source and goes on; another file is another source.
 *
 * Beside the position the desk keeps a digest of everything before it, under the same name and
 * ".before", so a file that was changed there is noticed.
 */
#ifndef CLI_IMPORT_SOURCE_H
#define CLI_IMPORT_SOURCE_H

#include "csv.h"
#include "program.h"

enum { SOURCE_NAME_SIZE = 65, SOURCE_NAME_MAX = 57 };

struct source {
    const char *path;
    FILE *file;  /* for the CSV reader */
    FILE *bytes; /* the same file, for the digest */
    int64_t size;
    char name[SOURCE_NAME_SIZE];
    char before_name[SOURCE_NAME_SIZE + 8];
    int64_t position; /* on the desk */
    int64_t before;   /* digest of what stands before it, on the desk; 0 when it is 0 */
    uint64_t hash;    /* the same, whole */
};

/** Open the file; zero-initialise before, source_close() after. @return an exit code */
int source_open(const struct program *program, const char *path, struct source *source);

/** Name the source, and read its position from the desk. `name` is that of --source, or NULL.
 *  @return an exit code: not EXIT_OK when the file was changed before the position */
int source_find(const struct program *program, struct source *source, const char *name,
                const char *log);

/** The digest with the bytes from the position up to `to`. @return 0 when they cannot be read */
int source_digest(struct source *source, int64_t to, uint64_t *hash);

/** A digest as the desk keeps it: from 1 to 2^53 - 1. */
int64_t source_digest_number(uint64_t hash);

void source_close(struct source *source);

#endif
