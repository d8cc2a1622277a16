/*
 * csv.c: the reader behind csv.h.
 *
 * One buffer holds the record being read and whatever was read ahead. A record is scanned as a
 * whole and changed only after it proved sound, because a record with broken quotes is read
 * again from its second line.
 */
#include "csv.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Twice the largest record, so that refilling moves little; one byte more for a last NUL. */
enum { BUFFER_BYTES = 2 * CSV_RECORD_BYTES_MAX };

struct csv {
    FILE *in;
    size_t start;    /* of the record being read */
    size_t end;      /* of what was read */
    uint64_t offset; /* of data[start] in the file */
    uint64_t line;   /* of data[start] */
    size_t columns;  /* each record must have so many; 0 until the first was read */
    char separator;
    bool is_started; /* the byte order mark was looked for */
    bool is_eof;
    bool is_dropping; /* inside an oversized line that is being skipped */
    bool is_end[256]; /* the bytes that end an unquoted field */
    struct csv_field fields[CSV_COLUMNS_MAX];
    bool is_quoted[CSV_COLUMNS_MAX];
    struct csv_error error;
    char data[BUFFER_BYTES + 1];
};

/* What scanning one record found; positions are indexes into data. */
struct scan {
    size_t at;           /* where the scan stands */
    size_t end;          /* behind the last field, before the line end */
    size_t next;         /* behind the line end */
    size_t count;        /* of fields */
    const char *problem; /* a message, or NULL */
    bool is_short;       /* the data ended before the record did */
};

static bool fill(struct csv *csv);
static int skip_empty_lines(struct csv *csv);
static void scan_record(struct csv *csv, struct scan *scan);
static int check_record(struct csv *csv, const struct scan *scan);
static void finish_fields(struct csv *csv, const struct scan *scan);
static int broken(struct csv *csv, const struct scan *scan);
static uint64_t find_column(const struct csv *csv, size_t at, uint64_t *line);
static int fail(struct csv *csv, int result, size_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static void advance(struct csv *csv, size_t next);
static void drop_line(struct csv *csv);

struct csv *csv_open(FILE *in, char separator) {
    bool is_usable = separator != '\0' && strchr("\"\r\n", separator) == NULL;
    struct csv *csv = is_usable && (separator & 0x80) == 0 ? calloc(1, sizeof *csv) : NULL;

    if (csv == NULL) {
        return NULL;
    }
    csv->in = in;
    csv->line = 1;
    csv->separator = separator;
    csv->is_end['\n'] = true;
    csv->is_end['\r'] = true;
    csv->is_end[(unsigned char)separator] = true;
    return csv;
}

void csv_close(struct csv *csv) {
    free(csv);
}

const struct csv_error *csv_error(const struct csv *csv) {
    return &csv->error;
}

int csv_next(struct csv *csv, struct csv_record *record) {
    struct scan scan;

    memset(record, 0, sizeof *record);
    int result = skip_empty_lines(csv);
    record->line = csv->line;
    record->offset = csv->offset;
    if (result != CSV_RECORD) {
        return result;
    }
    for (scan_record(csv, &scan); scan.is_short; scan_record(csv, &scan)) {
        if (!fill(csv)) {
            return CSV_FAILED;
        }
    }
    if (scan.problem != NULL) {
        return broken(csv, &scan);
    }
    result = check_record(csv, &scan);
    advance(csv, scan.next); /* counts line ends, so before the fields are changed */
    if (result == CSV_RECORD) {
        finish_fields(csv, &scan);
        record->count = csv->columns = scan.count;
        record->fields = csv->fields;
        record->next_offset = csv->offset;
    }
    return result;
}

int csv_seek(struct csv *csv, uint64_t offset) {
    if (offset < csv->offset) {
        return fail(csv, CSV_FAILED, SIZE_MAX, "cannot go back to byte %" PRIu64, offset);
    }
    while (offset - csv->offset > csv->end - csv->start) {
        advance(csv, csv->end);
        if (csv->is_eof) {
            return fail(csv, CSV_FAILED, SIZE_MAX, "the file ends before byte %" PRIu64, offset);
        }
        if (!fill(csv)) {
            return CSV_FAILED;
        }
    }
    advance(csv, csv->start + (size_t)(offset - csv->offset));
    csv->is_dropping = false;
    return CSV_RECORD;
}

/* Move the record to the front and read behind it. False when the file cannot be read. */
static bool fill(struct csv *csv) {
    size_t kept = csv->end - csv->start;

    memmove(csv->data, csv->data + csv->start, kept);
    csv->start = 0;
    csv->end = kept;
    errno = 0;
    size_t count = fread(csv->data + kept, 1, BUFFER_BYTES - kept, csv->in);
    csv->end += count;
    if (count < BUFFER_BYTES - kept) {
        if (ferror(csv->in)) {
            fail(csv, CSV_FAILED, SIZE_MAX, "cannot read on: %s", strerror(errno));
            return false;
        }
        csv->is_eof = true;
    }
    return true;
}

/* Stand on the first byte of a record. CSV_RECORD when there is one. */
static int skip_empty_lines(struct csv *csv) {
    for (;;) {
        /* Three bytes are enough to tell a byte order mark and an empty line. */
        if (csv->end - csv->start < 3 && !csv->is_eof && !fill(csv)) {
            return CSV_FAILED;
        }
        size_t left = csv->end - csv->start;
        const char *text = csv->data + csv->start;
        bool is_marked = !csv->is_started && left >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
        csv->is_started = true;
        if (is_marked) {
            advance(csv, csv->start + 3);
            continue;
        }
        if (left == 0) {
            return CSV_END;
        }
        size_t end = text[0] == '\r' ? 1 : 0;
        if (csv->is_dropping) {
            drop_line(csv);
        } else if (csv->columns != 1 && left > end && text[end] == '\n') {
            advance(csv, csv->start + end + 1);
        } else {
            return CSV_RECORD;
        }
    }
}

/* Note a problem and where it is; answers false so that a caller can return it. */
static bool scan_problem(struct scan *scan, size_t at, const char *problem) {
    scan->at = at;
    scan->problem = problem;
    return false;
}

static void set_field(struct csv *csv, size_t field, size_t from, size_t to, bool is_quoted) {
    csv->fields[field].text = csv->data + from;
    csv->fields[field].bytes = to - from;
    csv->is_quoted[field] = is_quoted;
}

/* Read a quoted field whose opening quote is at scan->at; true when it is closed and ends well. */
static bool scan_quoted(struct csv *csv, struct scan *scan) {
    size_t opening = scan->at;
    size_t at = opening + 1;

    for (;; at++) {
        const char *quote = memchr(csv->data + at, '"', csv->end - at);
        at = quote == NULL ? csv->end : (size_t)(quote - csv->data) + 1;
        /* Whether a quote closes the field is told by the byte behind it, or by the file's end. */
        if (quote == NULL || (at == csv->end && !csv->is_eof)) {
            scan->is_short = !csv->is_eof;
            return scan_problem(scan, opening, "the quote is never closed");
        }
        if (at == csv->end || csv->data[at] != '"') {
            break;
        }
    }
    set_field(csv, scan->count, opening + 1, at - 1, true);
    scan->at = at;
    if (at < csv->end && !csv->is_end[(unsigned char)csv->data[at]]) {
        return scan_problem(scan, at, "text after the closing quote");
    }
    return true;
}

/* Behind a field: true when another one follows; else the record ends here or is broken. */
static bool scan_field_end(const struct csv *csv, struct scan *scan) {
    size_t at = scan->at;

    scan->end = at;
    if (at < csv->end && csv->data[at] == csv->separator) {
        scan->at++;
        return true;
    }
    at += at < csv->end && csv->data[at] == '\r';
    if (at < csv->end && csv->data[at] != '\n') {
        return scan_problem(scan, scan->at, "a carriage return that no line feed follows");
    }
    scan->is_short = at == csv->end && !csv->is_eof;
    scan->next = at < csv->end ? at + 1 : at;
    return false;
}

/* Find the fields of the record at csv->start. Nothing in the buffer is changed. */
static void scan_record(struct csv *csv, struct scan *scan) {
    memset(scan, 0, sizeof *scan);
    scan->at = csv->start;
    bool has_more = true;
    while (has_more) {
        if (scan->count == CSV_COLUMNS_MAX) {
            scan_problem(scan, scan->at, "more than 1024 fields");
            break;
        }
        if (scan->at < csv->end && csv->data[scan->at] == '"') {
            if (!scan_quoted(csv, scan)) {
                break;
            }
        } else {
            size_t from = scan->at;
            while (scan->at < csv->end && !csv->is_end[(unsigned char)csv->data[scan->at]]) {
                scan->at++;
            }
            set_field(csv, scan->count, from, scan->at, false);
        }
        scan->count++;
        has_more = scan_field_end(csv, scan);
    }
    /* A short record may have read the CR of its line end, which the limit does not count. */
    size_t bytes = scan->is_short ? csv->end - csv->start - 1 : scan->end - csv->start;
    scan->problem = scan->is_short ? NULL : scan->problem;
    if (scan->problem == NULL && bytes > CSV_RECORD_BYTES_MAX) {
        scan->is_short = false;
        scan_problem(scan, csv->start, "the record is larger than 1 MiB (is a quote not closed?)");
    }
}

/* The first byte of text that is not part of strict UTF-8 without NUL; `bytes` when all is. */
static size_t utf8_prefix(const char *text, size_t bytes) {
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;

    while (i < bytes) {
        uint64_t eight;
        if (bytes - i >= sizeof eight) {
            memcpy(&eight, s + i, sizeof eight);
            /* No high bit, and no byte that borrows when one is taken from each: no NUL. */
            eight |= eight - UINT64_C(0x0101010101010101);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        unsigned char c = s[i];
        size_t more = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        if (c == 0 || (c >= 0x80 && c < 0xC2) || c > 0xF4 || more > bytes - i - 1) {
            return i;
        }
        /* The second byte has a narrower range where overlong forms, surrogates and the end are. */
        unsigned char least = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
        unsigned char most = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
        for (size_t k = 1; k <= more; k++) {
            if (s[i + k] < (k == 1 ? least : 0x80) || s[i + k] > (k == 1 ? most : 0xBF)) {
                return i;
            }
        }
        i += more + 1;
    }
    return bytes;
}

/* What only a complete record can be asked: is it UTF-8, has it as many fields as the first? */
static int check_record(struct csv *csv, const struct scan *scan) {
    const char *text = csv->data + csv->start;
    size_t bytes = scan->end - csv->start;
    size_t valid = utf8_prefix(text, bytes);

    if (valid < bytes) {
        uint64_t column = find_column(csv, csv->start + valid, &(uint64_t){0});
        unsigned byte = (unsigned char)text[valid];
        bool is_utf16 = csv->offset == 0 && (byte == 0 ? valid < 2 : valid == 0 && byte >= 0xFE);
        if (byte == 0 && !is_utf16) {
            return fail(csv, CSV_BROKEN, csv->start + valid,
                        "a NUL byte at column %" PRIu64 ", which no text holds; is the file whole?",
                        column);
        }
        return fail(csv, CSV_BROKEN, csv->start + valid,
                    "not UTF-8 (byte 0x%02X at column %" PRIu64 "); convert with iconv -f %s -t "
                    "UTF-8",
                    byte, column, is_utf16 ? "UTF-16" : "ISO-8859-1");
    }
    if (csv->columns == 0 || scan->count == csv->columns) {
        return CSV_RECORD;
    }
    return fail(csv, CSV_BROKEN, SIZE_MAX, "%zu fields where the first record has %zu", scan->count,
                csv->columns);
}

/* Take doubled quotes together and end each field with a NUL, in the buffer. */
static void finish_fields(struct csv *csv, const struct scan *scan) {
    for (size_t f = 0; f < scan->count; f++) {
        struct csv_field *field = &csv->fields[f];
        char *to = csv->data + (field->text - csv->data);
        const char *from = field->text;
        const char *end = from + field->bytes;
        const char *quote = csv->is_quoted[f] ? memchr(from, '"', field->bytes) : NULL;

        while (quote != NULL) {
            size_t bytes = (size_t)(quote - from) + 1; /* with the first of the two */
            memmove(to, from, bytes);
            to += bytes;
            from = quote + 2;
            quote = memchr(from, '"', (size_t)(end - from));
        }
        size_t rest = (size_t)(end - from);
        if (from != to) {
            memmove(to, from, rest);
        }
        /* The NUL falls on a quote, separator or line end, or behind the file's last byte. */
        to[rest] = '\0';
        field->bytes = (size_t)(to - field->text) + rest;
    }
}

/* Report wrong quotes or a wrong size and go on with the record's second line. */
static int broken(struct csv *csv, const struct scan *scan) {
    uint64_t column = find_column(csv, scan->at, &(uint64_t){0});

    fail(csv, CSV_BROKEN, scan->at, "%s at column %" PRIu64, scan->problem, column);
    drop_line(csv);
    return CSV_BROKEN;
}

/* Skip the line at csv->start, or what there is of it: the next call goes on dropping. */
static void drop_line(struct csv *csv) {
    const char *feed = memchr(csv->data + csv->start, '\n', csv->end - csv->start);

    csv->is_dropping = feed == NULL;
    advance(csv, feed == NULL ? csv->end : (size_t)(feed - csv->data) + 1);
}

/* The column of a byte of the record at csv->start, from 1; `line` grows by the lines before. */
static uint64_t find_column(const struct csv *csv, size_t at, uint64_t *line) {
    const char *from = csv->data + csv->start;
    const char *to = csv->data + at;
    const char *feed;

    while ((feed = memchr(from, '\n', (size_t)(to - from))) != NULL) {
        from = feed + 1;
        (*line)++;
    }
    return (uint64_t)(to - from) + 1;
}

static void advance(struct csv *csv, size_t next) {
    find_column(csv, next, &csv->line);
    csv->offset += next - csv->start;
    csv->start = next;
}

/* Note why; `at` is the byte to blame in the buffer, SIZE_MAX for none. Answers `result`. */
static int fail(struct csv *csv, int result, size_t at, const char *format, ...) {
    struct csv_error *error = &csv->error;
    va_list arguments;

    error->line = csv->line;
    error->column = at == SIZE_MAX ? 0 : find_column(csv, at, &error->line);
    int used = snprintf(error->text, sizeof error->text, "line %" PRIu64 ": ", error->line);
    va_start(arguments, format);
    vsnprintf(error->text + used, sizeof error->text - (size_t)used, format, arguments);
    va_end(arguments);
    return result;
}
