/*
 * csv.h: reads CSV files of any length in a fixed amount of memory (RFC 4180).
 *
 * A record is one row; it may span lines, because a quoted field may hold line ends. Records are
 * handed out one at a time; each says the line and the byte where it starts, so that a program
 * can point at it, and can go on there after a restart with csv_seek().
 *
 * What RFC 4180 leaves open is decided here: LF ends a line as well as CR LF; a byte order mark
 * at the start is skipped; a quote inside an unquoted field is an ordinary character (5" nail);
 * an empty line is no record, unless the file has a single column; the first record decides how
 * many fields each record must have. Text must be strict UTF-8 without NUL bytes.
 *
 * A broken record is reported with its place and the reader stays usable: the next call goes on
 * behind it. A record with wrong quotes may have swallowed the lines after it, so reading goes on
 * with its second line; a record that is merely too wide, too narrow or not UTF-8 is left whole.
 */
#ifndef CLI_CSV_H
#define CLI_CSV_H

#include <stdint.h>
#include <stdio.h>

/** The largest record, its quotes included and its line end not; the most fields in a record. */
enum { CSV_RECORD_BYTES_MAX = 1024 * 1024, CSV_COLUMNS_MAX = 1024, CSV_ERROR_TEXT_SIZE = 192 };

/** What csv_next() answers. */
enum csv_result {
    CSV_END = 0,     /**< there are no more records */
    CSV_RECORD = 1,  /**< a record was read */
    CSV_BROKEN = -1, /**< this record is broken, csv_error() says why; call again to skip it */
    CSV_FAILED = -2  /**< the file cannot be read on, csv_error() says why */
};

/** One field without its quotes; text ends with a NUL that `bytes` does not count. */
struct csv_field {
    const char *text;
    size_t bytes;
};

/** One record. Borrowed: valid until the next call with the same reader. */
struct csv_record {
    uint64_t line;        /**< where it starts, the first line is 1 */
    uint64_t offset;      /**< the byte where it starts, the first is 0 */
    uint64_t next_offset; /**< where the next one starts: csv_seek() takes it */
    size_t count;         /**< of fields, at least 1 */
    const struct csv_field *fields;
};

/** Why a record is broken. `text` is one line and starts with "line N: ". */
struct csv_error {
    uint64_t line;
    uint64_t column; /**< bytes from the start of that line, the first is 1; 0 when no byte is */
    char text[CSV_ERROR_TEXT_SIZE];
};

struct csv;

/**
 * Start to read.
 *
 * @param in  borrowed until csv_close(), which leaves it open; read from where it stands, which
 *            counts as byte 0. It is read in large blocks: a live pipe is seen in bursts.
 * @param separator  between fields, such as ',' ';' or '\t'; not a quote, a line end or a
 *                   byte over 127
 * @return owned: release with csv_close(); NULL when out of memory or for a wrong separator
 */
struct csv *csv_open(FILE *in, char separator);

/** Release the reader; the file stays open. NULL is allowed. */
void csv_close(struct csv *csv);

/**
 * Read the next record.
 *
 * @param[out] record  filled when the answer is CSV_RECORD; else only its line and offset are,
 *                     with the start of the broken record
 * @return enum csv_result
 */
int csv_next(struct csv *csv, struct csv_record *record);

/**
 * Go on at a byte that an earlier run took from next_offset. Read the header first: the number
 * of columns is kept. Only forwards: what lies before is read and dropped, so this works on pipes
 * and counts the lines.
 *
 * @return CSV_RECORD; CSV_FAILED when that byte lies behind already or after the end of the file
 */
int csv_seek(struct csv *csv, uint64_t offset);

/** Why the last call answered CSV_BROKEN or CSV_FAILED. Borrowed until the next call. */
const struct csv_error *csv_error(const struct csv *csv);

#endif
