/*
 * import_log.c: opens a log, names it, and finds the place where an earlier import stopped.
 */
#include "import_log.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "import_code.h"
#include "import_names.h"

static int fail_read(const struct program *program, const char *path)
{
    return program_fail(program, errno == ENOENT ? SUP_NOT_FOUND : SUP_IO, NULL,
                        "cannot read %s: %s", path, strerror(errno));
}

/* Files that are no text at all, told by name. */
static int check_start(const struct program *program, struct import_log *log)
{
    unsigned char start[2] = {0, 0};
    size_t bytes = fread(start, 1, sizeof start, log->digest);
    if (bytes == 2 && start[0] == 0x1F && start[1] == 0x8B) {
        return program_fail(program, SUP_INVALID, "unpack it first: gunzip -k FILE",
                            "%s is a gzip file", log->path);
    }
    if (bytes == 2 &&
        ((start[0] == 0xFF && start[1] == 0xFE) || (start[0] == 0xFE && start[1] == 0xFF))) {
        return program_fail(program, SUP_INVALID, "iconv -f UTF-16 -t UTF-8 converts it",
                            "%s is UTF-16, not UTF-8", log->path);
    }
    return bytes > 0 ? EXIT_OK
                     : program_fail(program, SUP_INVALID, "a log begins with a row of names",
                                    "%s is empty", log->path);
}

int log_rewind(const struct program *program, struct import_log *log, struct csv_record *header)
{
    csv_close(log->csv);
    rewind(log->file);
    log->csv = csv_open(log->file, log->separator);
    if (log->csv == NULL) {
        return program_fail_memory(program);
    }
    switch (csv_next(log->csv, header)) {
    case CSV_RECORD:
        return EXIT_OK;
    case CSV_END:
        return program_fail(program, SUP_INVALID, "a log begins with a row of names",
                            "%s holds no row", log->path);
    case CSV_FAILED:
        return program_fail(program, SUP_IO, NULL, "%s: %s", log->path, csv_error(log->csv)->text);
    default:
        return program_fail(program, SUP_INVALID, "a log is a CSV file in UTF-8",
                            "%s:%" PRIu64 ": %s", log->path, csv_error(log->csv)->line,
                            csv_error(log->csv)->text);
    }
}

int log_open(const struct program *program, const char *path, char separator,
             struct import_log *log, struct csv_record *header)
{
    struct stat facts;
    log->path = path;
    log->separator = separator;
    log->hash = HASH_BEGIN;
    /* Before it is opened: that waits for a writer when it is a pipe. */
    if (stat(path, &facts) == 0 && !S_ISREG(facts.st_mode)) {
        return program_fail(program, SUP_INVALID, "write it to a file first: it is read twice",
                            "%s is not a regular file", path);
    }
    log->file = fopen(path, "rb");
    log->digest = log->file != NULL ? fopen(path, "rb") : NULL;
    if (log->digest == NULL || fstat(fileno(log->file), &facts) != 0) {
        return fail_read(program, path);
    }
    log->bytes = facts.st_size;
    int code = check_start(program, log);
    return code == EXIT_OK ? log_rewind(program, log, header) : code;
}

int log_hash(struct import_log *log, int64_t to, uint64_t *hash)
{
    char block[32768];
    int64_t at = log->position;
    *hash = log->hash;
    if (fseeko(log->digest, (off_t)at, SEEK_SET) != 0) {
        return 0;
    }
    while (at < to) {
        size_t wanted = to - at < (int64_t)sizeof block ? (size_t)(to - at) : sizeof block;
        size_t bytes = fread(block, 1, wanted, log->digest);
        if (bytes == 0) {
            return 0;
        }
        *hash = hash_bytes(*hash, block, bytes);
        at += (int64_t)bytes;
    }
    return 1;
}

int64_t log_number(uint64_t hash)
{
    int64_t number = (int64_t)((hash ^ hash >> 53) & ((UINT64_C(1) << 53) - 1));
    return hash == HASH_BEGIN ? 0 : number + (number == 0);
}

/* The last byte before `at`; EOF when it cannot be read. */
static int byte_before(struct import_log *log, int64_t at)
{
    return at > 0 && fseeko(log->digest, (off_t)at - 1, SEEK_SET) == 0 ? fgetc(log->digest) : EOF;
}

/* How many bytes of a line end stand before `at`: the last row of a file may have none. */
static int line_end_before(struct import_log *log, int64_t at)
{
    if (byte_before(log, at) != '\n') {
        return 0;
    }
    return byte_before(log, at - 1) == '\r' ? 2 : 1;
}

/* The name of the source: the mapping's, and the digest of the header and the first row. */
static int name_source(const struct program *program, struct import_log *log, const char *source,
                       const char *name, int64_t header_end)
{
    struct csv_record first;
    uint64_t hash = 0;
    if (source != NULL) {
        if (!code_is(source) || strlen(source) > SOURCE_BYTES_MAX) {
            return program_fail_usage(program, "--source %s is not a code of up to %d bytes",
                                      source, SOURCE_BYTES_MAX);
        }
        snprintf(log->source, sizeof log->source, "%s", source);
    } else {
        int is_read = csv_next(log->csv, &first) == CSV_RECORD;
        int64_t end = is_read ? (int64_t)first.next_offset : header_end;
        if (!log_hash(log, end - line_end_before(log, end), &hash)) {
            return fail_read(program, log->path);
        }
        snprintf(log->source, sizeof log->source, "%.40s-%016" PRIx64, name, hash);
    }
    snprintf(log->before_source, sizeof log->before_source, "%.57s.before", log->source);
    snprintf(log->first_source, sizeof log->first_source, "%.57s.first", log->source);
    return EXIT_OK;
}

static int read_position(const struct program *program, const char *source, int64_t *position)
{
    struct sup_caller caller = program_caller(program);
    struct sup_import_position_params params = {.size = sizeof params, .source = source};
    struct sup_import_position *found = NULL;
    if (sup_import_position(program->core, &caller, &params, &found) != SUP_OK) {
        return program_fail_last(program);
    }
    *position = found->position;
    sup_free(found);
    return EXIT_OK;
}

/* The id of the next ticket, for a source that begins now; 0 for one that an older version began.
 */
static int next_ticket(const struct program *program, int64_t *id)
{
    struct sup_caller caller = program_caller(program);
    struct sup_ticket_list_params params = {.size = sizeof params, .limit = 1};
    struct sup_ticket_list *list = NULL;
    if (sup_ticket_list(program->core, &caller, &params, &list) != SUP_OK) {
        return program_fail_last(program);
    }
    *id = list->count > 0 ? list->items[0].id + 1 : 1;
    sup_free(list);
    return EXIT_OK;
}

static int read_first(const struct program *program, struct import_log *log, int64_t position)
{
    int code = read_position(program, log->first_source, &log->first_ticket);
    log->has_first = log->first_ticket > 0;
    return code == EXIT_OK && !log->has_first && position == 0
               ? next_ticket(program, &log->first_ticket)
               : code;
}

static int check_before(const struct program *program, struct import_log *log, int64_t position,
                        int64_t before)
{
    static const char hint[] = "import a changed file under another --source, or put back the old";
    uint64_t hash = 0;
    if (position > log->bytes) {
        return program_fail(program, SUP_CONFLICT, hint,
                            "%s has %" PRId64 " bytes, but %" PRId64 " were imported", log->path,
                            log->bytes, position);
    }
    if (!log_hash(log, position, &hash)) {
        return fail_read(program, log->path);
    }
    if (log_number(hash) != before) {
        return program_fail(program, SUP_CONFLICT, hint,
                            "%s was changed in its first %" PRId64 " bytes, which were imported",
                            log->path, position);
    }
    int last = byte_before(log, position), next = byte_before(log, position + 1);
    if (position < log->bytes && last != '\n' && next != '\n' && next != '\r') {
        return program_fail(program, SUP_CONFLICT, hint,
                            "%s goes on in the line that was imported as its last", log->path);
    }
    log->position = position;
    log->hash = hash;
    return EXIT_OK;
}

int log_resume(const struct program *program, struct import_log *log, const char *source,
               const char *name)
{
    struct csv_record header;
    int64_t position = 0, before = 0;
    int code = log_rewind(program, log, &header);
    if (code == EXIT_OK && *log->source == '\0') {
        code = name_source(program, log, source, name, (int64_t)header.next_offset);
        code = code == EXIT_OK ? log_rewind(program, log, &header) : code;
    }
    if (code == EXIT_OK) {
        code = read_position(program, log->source, &position);
    }
    if (code == EXIT_OK) {
        code = read_position(program, log->before_source, &before);
    }
    if (code == EXIT_OK) {
        code = read_first(program, log, position);
    }
    log->position = 0;
    log->hash = HASH_BEGIN;
    if (code == EXIT_OK && position > 0) {
        code = check_before(program, log, position, before);
    }
    if (code == EXIT_OK && position > 0 && csv_seek(log->csv, (uint64_t)position) != CSV_RECORD) {
        code = program_fail(program, SUP_IO, NULL, "%s: %s", log->path, csv_error(log->csv)->text);
    }
    return code;
}

void log_close(struct import_log *log)
{
    csv_close(log->csv);
    if (log->file != NULL) {
        fclose(log->file);
    }
    if (log->digest != NULL) {
        fclose(log->digest);
    }
    *log = (struct import_log){0};
}
