/*
 * import_json_input.h: reads the records of JSON lines, or of one JSON document.
 *
 * Of JSON lines one line is in memory at a time. A document is read whole, up to
 * DOCUMENT_BYTES_MAX; its records are taken from it one by one. A line or a document may hold one
 * record or a list of them: the mapping's `records` says where they are.
 */
#ifndef CLI_IMPORT_JSON_INPUT_H
#define CLI_IMPORT_JSON_INPUT_H

#include "import_mapping.h"
#include "lines.h"
#include "text.h"

enum { DOCUMENT_BYTES_MAX = 64 * 1024 * 1024, INPUT_TEXT_SIZE = 192 };

struct input_error {
    uint64_t line;
    char text[INPUT_TEXT_SIZE]; /* one line, without the place but for the column */
    char hint[SUP_ERROR_HINT_SIZE];
};

struct json_input {
    FILE *file; /* borrowed */
    const struct mapping *mapping;
    int is_document;
    int is_read; /* the document was */
    struct lines lines;
    struct text document;
    struct arena arena;            /* the tree of the line or document */
    struct csv_field *fields;      /* of the record */
    const struct json_value *item; /* the next record; NULL: read on */
    int is_list;                   /* more may follow the item */
    uint64_t line;                 /* of the chunk */
    uint64_t begin;                /* where the chunk stands in the file */
    uint64_t end;
    uint64_t from; /* records that end before are passed over */
    struct input_error error;
};

/** Begin at the start of the file. @return 0 when memory ran out */
int json_input_open(struct json_input *input, FILE *file, const struct mapping *mapping);

/** The next record. @return as csv_next() */
int json_input_next(struct json_input *input, struct record *record);

void json_input_close(struct json_input *input);

/** Set the fields of the columns that an item of a list has. */
void json_enter(const struct mapping *mapping, const struct map_each *each,
                const struct record *record, const struct json_value *item);

#endif
