/*
 * import_input.c: CSV or JSON, as the mapping says.
 */
#include "import_input.h"

#include <stdio.h>
#include <string.h>

int input_open(struct input *input, FILE *file, const struct mapping *mapping)
{
    if (mapping->is_json) {
        return json_input_open(&input->json, file, mapping);
    }
    rewind(file);
    input->csv = csv_open(file, mapping->separator);
    return input->csv != NULL;
}

int input_next(struct input *input, struct record *record)
{
    struct csv_record row;
    if (input->csv == NULL) {
        return json_input_next(&input->json, record);
    }
    int result = csv_next(input->csv, &row);
    *record = (struct record){.line = row.line,
                              .offset = row.offset,
                              .next_offset = row.next_offset,
                              .count = row.count,
                              .fields = row.fields};
    return result;
}

int input_seek(struct input *input, uint64_t offset)
{
    if (input->csv != NULL) {
        return csv_seek(input->csv, offset);
    }
    input->json.from = offset;
    return CSV_RECORD;
}

/* The CSV reader's own words, without the line, which is told before them. */
const struct input_error *input_error(struct input *input)
{
    if (input->csv == NULL) {
        return &input->json.error;
    }
    const struct csv_error *error = csv_error(input->csv);
    const char *text = strncmp(error->text, "line ", 5) == 0 ? strstr(error->text, ": ") : NULL;
    input->error.line = error->line;
    snprintf(input->error.text, sizeof input->error.text, "%s",
             text != NULL ? text + 2 : error->text);
    snprintf(input->error.hint, sizeof input->error.hint, "%s",
             "mend the line and run again, or pass over such lines with --on-error skip");
    return &input->error;
}

int input_is_document(const struct input *input)
{
    return input->csv == NULL && input->json.is_document;
}

void input_close(struct input *input)
{
    csv_close(input->csv);
    json_input_close(&input->json);
    *input = (struct input){0};
}
