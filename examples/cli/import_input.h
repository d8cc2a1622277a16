/*
 * import_input.h: the records of a file, whatever it is written in.
 */
#ifndef CLI_IMPORT_INPUT_H
#define CLI_IMPORT_INPUT_H

#include "import_json_input.h"

/** Zero-initialise; release with input_close(). */
struct input {
    struct csv *csv; /* NULL for JSON */
    struct json_input json;
    struct input_error error;
};

/** Read from the start of a file, which stays open. @return 0 when memory ran out */
int input_open(struct input *input, FILE *file, const struct mapping *mapping);

/** The next record. @return as csv_next() */
int input_next(struct input *input, struct record *record);

/** Go on at a byte that an earlier run took from next_offset. @return as csv_seek() */
int input_seek(struct input *input, uint64_t offset);

/** Why the last call failed. Borrowed until the next call. */
const struct input_error *input_error(struct input *input);

/** 1 when the file is one JSON document, which has no lines of its own. */
int input_is_document(const struct input *input);

void input_close(struct input *input);

#endif
