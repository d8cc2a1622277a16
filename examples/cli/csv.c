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
    char *data;      /* BUFFER_BYTES + 1 */
    size_t start;    /* of the record being read */
    size_t end;      /* of what was read */
    uint64_t offset; /* of data[start] in the file */
    uint64_t line;   /* of data[start] */
    size_t columns;  /* each record must have so many; 0 until the first was read */
    char separator;
    bool is_started; /* the byte order mark was looked for */
    bool is_eof;
    bool is_dropping; /* inside an oversized line that is being skipped */
    bool is_plain[256];
    struct csv_field fields[CSV_COLUMNS_MAX];
    bool is_quoted[CSV_COLUMNS_MAX];
    struct csv_error error;
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
static int fail(struct csv *csv, int result, size_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static void advance(struct csv *csv, size_t next);
static void drop_line(struct csv *csv);

struct csv *csv_open(FILE *in, char separator)
{
    if (separator == '"' || separator == '\n' || separator == '\r' || separator == '\0' ||
        (unsigned char)separator > 127) {
        return NULL;
    }
    struct csv *csv = calloc(1, sizeof *csv);
    char *data = malloc(BUFFER_BYTES + 1);
    if (csv == NULL || data == NULL) {
        free(csv);
        free(data);
        return NULL;
    }
    csv->in = in;
    csv->data = data;
    csv->line = 1;
    csv->separator = separator;
    memset(csv->is_plain, true, sizeof csv->is_plain);
    csv->is_plain['\n'] = false;
    csv->is_plain['\r'] = false;
    csv->is_plain[(unsigned char)separator] = false;
    return csv;
}

void csv_close(struct csv *csv)
{
    if (csv != NULL) {
        free(csv->data);
        free(csv);
    }
}

const struct csv_error *csv_error(const struct csv *csv)
{
    return &csv->error;
}

int csv_next(struct csv *csv, struct csv_record *record)
{
    struct scan scan;

    memset(record, 0, sizeof *record);
    int result = skip_empty_lines(csv);
    record->line = csv->line;
    record->offset = csv->offset;
    if (result != CSV_RECORD) {
        return result;
    }
    scan_record(csv, &scan);
    while (scan.is_short) {
        if (!fill(csv)) {
            return fail(csv, CSV_FAILED, csv->start, "cannot read on: %s", strerror(errno));
        }
        scan_record(csv, &scan);
    }
    if (scan.problem != NULL) {
        return broken(csv, &scan);
    }
    result = check_record(csv, &scan);
    if (result == CSV_RECORD) {
        finish_fields(csv, &scan);
    }
    advance(csv, scan.next);
    if (result == CSV_RECORD) {
        csv->columns = scan.count;
        record->count = scan.count;
        record->fields = csv->fields;
        record->next_line = csv->line;
        record->next_offset = csv->offset;
    }
    return result;
}

int csv_seek(struct csv *csv, uint64_t offset, uint64_t line)
{
    if (offset < csv->offset) {
        return fail(csv, CSV_FAILED, csv->start, "cannot go back to byte %" PRIu64, offset);
    }
    while (offset - csv->offset > csv->end - csv->start) {
        csv->offset += csv->end - csv->start;
        csv->start = csv->end;
        if (csv->is_eof) {
            return fail(csv, CSV_FAILED, csv->start, "the file ends before byte %" PRIu64, offset);
        }
        if (!fill(csv)) {
            return fail(csv, CSV_FAILED, csv->start, "cannot read on: %s", strerror(errno));
        }
    }
    csv->start += (size_t)(offset - csv->offset);
    csv->offset = offset;
    csv->line = line;
    csv->is_dropping = false;
    return CSV_RECORD;
}

/* Move the record to the front and read behind it. False when the file cannot be read. */
static bool fill(struct csv *csv)
{
    size_t kept = csv->end - csv->start;

    memmove(csv->data, csv->data + csv->start, kept);
    csv->start = 0;
    csv->end = kept;
    errno = 0;
    size_t count = fread(csv->data + kept, 1, BUFFER_BYTES - kept, csv->in);
    csv->end += count;
    if (count < BUFFER_BYTES - kept) {
        if (ferror(csv->in)) {
            return false;
        }
        csv->is_eof = true;
    }
    return true;
}

/* Stand on the first byte of a record. CSV_RECORD when there is one. */
static int skip_empty_lines(struct csv *csv)
{
    for (;;) {
        /* Three bytes are enough to tell a byte order mark and an empty line. */
        if (csv->end - csv->start < 3 && !csv->is_eof && !fill(csv)) {
            return fail(csv, CSV_FAILED, csv->start, "cannot read on: %s", strerror(errno));
        }
        if (!csv->is_started) {
            csv->is_started = true;
            if (csv->end - csv->start >= 3 && memcmp(csv->data, "\xEF\xBB\xBF", 3) == 0) {
                csv->start += 3;
                csv->offset += 3;
                continue;
            }
        }
        size_t left = csv->end - csv->start;
        const char *text = csv->data + csv->start;
        if (left == 0) {
            return CSV_END;
        }
        if (csv->is_dropping) {
            drop_line(csv);
        } else if (csv->columns != 1 && text[0] == '\n') {
            advance(csv, csv->start + 1);
        } else if (csv->columns != 1 && left >= 2 && text[0] == '\r' && text[1] == '\n') {
            advance(csv, csv->start + 2);
        } else {
            return CSV_RECORD;
        }
    }
}

/* Note a problem and where it is; answers false so that a caller can return it. */
static bool scan_problem(struct scan *scan, size_t at, const char *problem)
{
    scan->at = at;
    scan->problem = problem;
    return false;
}

/* Read a quoted field whose opening quote is at scan->at; true when it is closed and ends well. */
static bool scan_quoted(struct csv *csv, struct scan *scan, size_t field)
{
    size_t opening = scan->at;
    size_t at = opening + 1;

    for (;;) {
        const char *quote = memchr(csv->data + at, '"', csv->end - at);
        if (quote == NULL) {
            scan->is_short = !csv->is_eof;
            return scan_problem(scan, opening, "the quote is never closed");
        }
        at = (size_t)(quote - csv->data) + 1;
        if (at == csv->end && !csv->is_eof) {
            scan->is_short = true; /* the next byte decides whether this quote closes */
            return scan_problem(scan, opening, "the quote is never closed");
        }
        if (at == csv->end || csv->data[at] != '"') {
            break;
        }
        at++;
    }
    csv->is_quoted[field] = true;
    csv->fields[field].text = csv->data + opening + 1;
    csv->fields[field].bytes = at - 1 - (opening + 1);
    scan->at = at;
    if (at < csv->end && csv->is_plain[(unsigned char)csv->data[at]]) {
        return scan_problem(scan, at, "text after the closing quote");
    }
    return true;
}

static void scan_plain(struct csv *csv, struct scan *scan, size_t field)
{
    const char *data = csv->data;
    size_t at = scan->at;
    size_t end = csv->end;

    while (at < end && csv->is_plain[(unsigned char)data[at]]) {
        at++;
    }
    csv->is_quoted[field] = false;
    csv->fields[field].text = data + scan->at;
    csv->fields[field].bytes = at - scan->at;
    scan->at = at;
}

/* Behind a field: true when another one follows; else the record ends here or is broken. */
static bool scan_field_end(const struct csv *csv, struct scan *scan)
{
    const char *data = csv->data;
    size_t at = scan->at;

    scan->end = at;
    scan->next = at;
    if (at < csv->end && data[at] == csv->separator) {
        scan->at++;
        return true;
    }
    if (at < csv->end && data[at] == '\r') {
        at++;
    }
    if (at == csv->end) {
        scan->is_short = !csv->is_eof;
        scan->next = at;
        return false;
    }
    if (data[at] != '\n') {
        return scan_problem(scan, scan->at, "a carriage return that no line feed follows");
    }
    scan->next = at + 1;
    return false;
}

/* Find the fields of the record at csv->start. Nothing in the buffer is changed. */
static void scan_record(struct csv *csv, struct scan *scan)
{
    memset(scan, 0, sizeof *scan);
    scan->at = csv->start;
    bool has_more = true;
    while (has_more) {
        if (scan->count == CSV_COLUMNS_MAX) {
            scan_problem(scan, scan->at, "more than 1024 fields");
            break;
        }
        if (scan->at < csv->end && csv->data[scan->at] == '"') {
            if (!scan_quoted(csv, scan, scan->count)) {
                break;
            }
        } else {
            scan_plain(csv, scan, scan->count);
        }
        scan->count++;
        has_more = scan_field_end(csv, scan);
    }
    size_t bytes = (scan->is_short ? csv->end : scan->end) - csv->start;
    /* A short record may still end in the line end that the limit does not count. */
    size_t slack = scan->is_short ? 1 : 0;
    bool is_sound = scan->problem == NULL || scan->is_short;
    if (is_sound && bytes > CSV_RECORD_BYTES_MAX + slack) {
        scan->is_short = false;
        scan_problem(scan, csv->start, "the record is larger than 1 MiB (is a quote not closed?)");
    } else if (scan->is_short) {
        scan->problem = NULL;
    }
}

/* The first byte of text that is not part of strict UTF-8 without NUL; `bytes` when all is. */
static size_t utf8_prefix(const char *text, size_t bytes)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;

    while (i < bytes) {
        uint64_t eight;
        if (bytes - i >= sizeof eight) {
            memcpy(&eight, s + i, sizeof eight);
            /* No high bit, and no byte that borrows when one is taken from each: no NUL. */
            if (((eight | (eight - UINT64_C(0x0101010101010101))) &
                 UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        unsigned char c = s[i];
        size_t more = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        if (c == 0 || (c >= 0x80 && c < 0xC2) || c > 0xF4 || more > bytes - i - 1) {
            return i;
        }
        for (size_t k = 1; k <= more; k++) {
            if ((s[i + k] & 0xC0) != 0x80) {
                return i;
            }
        }
        if ((c == 0xE0 && s[i + 1] < 0xA0) || (c == 0xED && s[i + 1] > 0x9F) ||
            (c == 0xF0 && s[i + 1] < 0x90) || (c == 0xF4 && s[i + 1] > 0x8F)) {
            return i;
        }
        i += more + 1;
    }
    return bytes;
}

/* What only a complete record can be asked: is it UTF-8, has it as many fields as the first? */
static int check_record(struct csv *csv, const struct scan *scan)
{
    const char *text = csv->data + csv->start;
    size_t bytes = scan->end - csv->start;
    size_t valid = utf8_prefix(text, bytes);

    if (valid < bytes) {
        unsigned byte = (unsigned char)text[valid];
        size_t at = csv->start + valid;
        bool is_first = csv->offset == 0 && valid == 0;
        if (byte == 0 || (is_first && byte >= 0xFE)) {
            return fail(csv, CSV_BROKEN, at,
                        "not UTF-8 (byte 0x%02X at column %%C); this looks like UTF-16, convert "
                        "with iconv -f UTF-16 -t UTF-8",
                        byte);
        }
        return fail(csv, CSV_BROKEN, at,
                    "not UTF-8 (byte 0x%02X at column %%C); convert with iconv -f ISO-8859-1 -t "
                    "UTF-8",
                    byte);
    }
    if (csv->columns != 0 && scan->count != csv->columns) {
        return fail(csv, CSV_BROKEN, SIZE_MAX, "%zu fields where the first record has %zu",
                    scan->count, csv->columns);
    }
    return CSV_RECORD;
}

/* Take doubled quotes together and end each field with a NUL, in the buffer. */
static void finish_fields(struct csv *csv, const struct scan *scan)
{
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
        memmove(to, from, (size_t)(end - from));
        to += end - from;
        *to = '\0'; /* on a quote, a separator, a line end, or behind the last byte of the file */
        field->bytes = (size_t)(to - field->text);
    }
}

/* Report wrong quotes or a wrong size and go on with the record's second line. */
static int broken(struct csv *csv, const struct scan *scan)
{
    int result = fail(csv, CSV_BROKEN, scan->at, "%s at column %%C", scan->problem);

    drop_line(csv);
    return result;
}

/* Skip the line at csv->start, or what there is of it: the next call goes on dropping. */
static void drop_line(struct csv *csv)
{
    const char *feed = memchr(csv->data + csv->start, '\n', csv->end - csv->start);

    csv->is_dropping = feed == NULL;
    advance(csv, feed == NULL ? csv->end : (size_t)(feed - csv->data) + 1);
}

static uint64_t count_lines(const char *text, const char *end, const char **last)
{
    uint64_t lines = 0;
    const char *feed;

    *last = text;
    while ((feed = memchr(*last, '\n', (size_t)(end - *last))) != NULL) {
        lines++;
        *last = feed + 1;
    }
    return lines;
}

static void advance(struct csv *csv, size_t next)
{
    const char *last;

    /* The line end of a finished record may be a NUL by now, so it is counted by its place. */
    csv->line += count_lines(csv->data + csv->start, csv->data + next, &last);
    csv->offset += next - csv->start;
    csv->start = next;
}

/*
 * Note why; `at` is the byte to blame in the buffer, SIZE_MAX for none. %C in the finished text
 * stands for the column, which is known only here.
 */
static int fail(struct csv *csv, int result, size_t at, const char *format, ...)
{
    struct csv_error *error = &csv->error;
    char text[CSV_ERROR_TEXT_SIZE - 32];
    const char *line_start = csv->data + csv->start;
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);

    error->line = csv->line;
    error->column = 0;
    if (at != SIZE_MAX) {
        error->line += count_lines(csv->data + csv->start, csv->data + at, &line_start);
        error->column = (uint64_t)(csv->data + at - line_start) + 1;
    }
    char *mark = strstr(text, "%C");
    if (mark == NULL) {
        snprintf(error->text, sizeof error->text, "line %" PRIu64 ": %s", error->line, text);
    } else {
        *mark = '\0';
        snprintf(error->text, sizeof error->text, "line %" PRIu64 ": %s%" PRIu64 "%s", error->line,
                 text, error->column, mark + 2);
    }
    return result;
}
