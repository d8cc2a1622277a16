/*
 * import_record.h: one record of an input, as the values of its columns.
 *
 * What a column is depends on the input: of a CSV file a field, found by its place; of JSON what a
 * pointer leads to in the record. Whoever reads a row sees no difference.
 */
#ifndef CLI_IMPORT_RECORD_H
#define CLI_IMPORT_RECORD_H

#include "csv.h"
#include "import_json.h"

/** Borrowed: valid until the next record is read. */
struct record {
    uint64_t line;                  /* where it starts, the first line is 1 */
    uint64_t offset;                /* the byte where it starts */
    uint64_t next_offset;           /* where the next one starts */
    size_t count;                   /* of fields */
    const struct csv_field *fields; /* by the index of the column */
    const struct json_value *json;  /* the record itself; NULL for CSV */
    struct csv_field *own;          /* the same, and behind them the name of a column that has no
                                       text, being an object or a list; JSON only */
};

#endif
