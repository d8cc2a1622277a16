/*
 * import_log.c: opens a log, names it, and finds the place where an earlier import stopped.
 */
#include "import_log.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import_code.h"
#include "import_names.h"

static int fail_read(const struct program *program, const char *path)
{
    return program_fail(program, errno == ENOENT ? SUP_NOT_FOUND : SUP_IO, NULL,
                        "cannot read %s: %s", path, strerror(errno));
}

/* Bytes of the file, wherever its reader stands. */
static size_t read_at(const struct import_log *log, int64_t at, void *bytes, size_t count)
{
    ssize_t got = pread(fileno(log->file), bytes, count, (off_t)at);
    return got > 0 ? (size_t)got : 0;
}

/* Files that are no text at all, told by name. */
static int check_start(const struct program *program, struct import_log *log)
{
    unsigned char start[2] = {0, 0};
    size_t bytes = read_at(log, 0, start, sizeof start);
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
                     : program_fail(program, SUP_INVALID,
                                    log->mapping->is_json ? "the mapping reads JSON"
                                                          : "a log begins with a row of names",
                                    "%s is empty", log->path);
}

int log_rewind(const struct program *program, struct import_log *log, struct record *header)
{
    *header = (struct record){0};
    input_close(&log->input);
    if (!input_open(&log->input, log->file, log->mapping)) {
        return program_fail_memory(program);
    }
    if (log->mapping->is_json) {
        return EXIT_OK;
    }
    switch (input_next(&log->input, header)) {
    case CSV_RECORD:
        return EXIT_OK;
    case CSV_END:
        return program_fail(program, SUP_INVALID, "a log begins with a row of names",
                            "%s holds no row", log->path);
    case CSV_FAILED:
        return log_fail(program, log);
    default:
        return program_fail(program, SUP_INVALID, "a log is a CSV file in UTF-8",
                            "%s:%" PRIu64 ": %s", log->path, input_error(&log->input)->line,
                            input_error(&log->input)->text);
    }
}

int log_fail(const struct program *program, struct import_log *log)
{
    return program_fail(program, SUP_IO, NULL, "%s: %s", log->path, input_error(&log->input)->text);
}

/* Standard input is read to its end first, into a file that nobody else sees. */
static FILE *keep_stdin(void)
{
    char block[65536];
    FILE *kept = tmpfile();
    size_t bytes = kept != NULL ? 1 : 0;
    while (bytes > 0) {
        bytes = fread(block, 1, sizeof block, stdin);
        bytes = fwrite(block, 1, bytes, kept);
    }
    if (kept != NULL && (ferror(stdin) || ferror(kept) || fflush(kept) != 0)) {
        fclose(kept);
        return NULL;
    }
    return kept;
}

int log_open(const struct program *program, const char *path, const struct mapping *mapping,
             struct import_log *log, struct record *header)
{
    struct stat facts;
    int is_stdin = strcmp(path, "-") == 0;
    log->path = path;
    log->mapping = mapping;
    log->hash = HASH_BEGIN;
    /* Before it is opened: that waits for a writer when it is a pipe. */
    if (!is_stdin && stat(path, &facts) == 0 && !S_ISREG(facts.st_mode)) {
        return program_fail(program, SUP_INVALID,
                            "write it to a file first, or give it on standard input, as -",
                            "%s is not a regular file", path);
    }
    log->file = is_stdin ? keep_stdin() : fopen(path, "rb");
    if (log->file == NULL || fstat(fileno(log->file), &facts) != 0) {
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
    while (at < to) {
        size_t wanted = to - at < (int64_t)sizeof block ? (size_t)(to - at) : sizeof block;
        size_t bytes = read_at(log, at, block, wanted);
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
    unsigned char byte = 0;
    return at > 0 && read_at(log, at - 1, &byte, 1) == 1 ? byte : EOF;
}

/* How many bytes of a line end stand before `at`: the last row of a file may have none. */
static int line_end_before(struct import_log *log, int64_t at)
{
    if (byte_before(log, at) != '\n') {
        return 0;
    }
    return byte_before(log, at - 1) == '\r' ? 2 : 1;
}

/* The name of the source: the mapping's, and the digest of the header and the first row. A JSON
 * document is one source with all that it holds. */
static int name_source(const struct program *program, struct import_log *log, const char *source,
                       const char *name, int64_t header_end)
{
    struct record first;
    uint64_t hash = 0;
    if (source != NULL) {
        if (!code_is(source) || strlen(source) > SOURCE_BYTES_MAX) {
            return program_fail_usage(program, "--source %s is not a code of up to %d bytes",
                                      source, SOURCE_BYTES_MAX);
        }
        snprintf(log->source, sizeof log->source, "%s", source);
    } else {
        int is_read = input_next(&log->input, &first) == CSV_RECORD;
        int64_t end = is_read ? (int64_t)first.next_offset : header_end;
        if (input_is_document(&log->input) || end == 0) {
            end = log->bytes; /* what it holds is not added to at its end */
        }
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
    if (!log->mapping->is_json && position < log->bytes && last != '\n' && next != '\n' &&
        next != '\r') {
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
    struct record header;
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
    if (code == EXIT_OK && position > 0 &&
        input_seek(&log->input, (uint64_t)position) != CSV_RECORD) {
        code = log_fail(program, log);
    }
    return code;
}

void log_close(struct import_log *log)
{
    input_close(&log->input);
    if (log->file != NULL) {
        fclose(log->file);
    }
    *log = (struct import_log){0};
}
