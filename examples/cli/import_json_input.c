/*
 * import_json_input.c: a chunk is a line, or the whole document; its tree has the records.
 */
#include "import_json_input.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fail(struct json_input *input, int result, uint64_t line, const char *hint,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

static int fail(struct json_input *input, int result, uint64_t line, const char *hint,
                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(input->error.text, sizeof input->error.text, format, arguments);
    va_end(arguments);
    snprintf(input->error.hint, sizeof input->error.hint, "%s", hint);
    input->error.line = line;
    return result;
}

static int is_blank(const char *text, size_t bytes)
{
    while (bytes > 0 && (*text == ' ' || *text == '\t' || *text == '\r')) {
        text++;
        bytes--;
    }
    return bytes == 0;
}

/* A file whose first line is a JSON text is lines; one whose first line is part of it is not. */
static int is_lines(struct json_input *input)
{
    const char *text = NULL;
    size_t bytes = 0;
    struct json_place place;
    char error[JSON_ERROR_SIZE];
    int result = LINE_READ;
    while (result == LINE_READ && bytes == 0) {
        result = lines_next(&input->lines, &text, &bytes);
        bytes = result == LINE_READ && is_blank(text, bytes) ? 0 : bytes;
    }
    size_t mark = bytes >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    int is_one = result == LINE_READ &&
                 json_read(&input->arena, text + mark, bytes - mark, &place, error) != NULL;
    arena_reset(&input->arena);
    return is_one;
}

static int rewind_file(struct json_input *input)
{
    lines_free(&input->lines);
    input->lines = (struct lines){.file = fileno(input->file)};
    return lseek(input->lines.file, 0, SEEK_SET) == 0;
}

int json_input_open(struct json_input *input, FILE *file, const struct mapping *mapping)
{
    *input = (struct json_input){.file = file, .mapping = mapping};
    input->fields = calloc(mapping->column_count + 1, sizeof *input->fields);
    rewind_file(input);
    input->is_document =
        mapping->lines == LINES_NO || (mapping->lines == LINES_BY_CONTENT && !is_lines(input));
    rewind_file(input);
    return input->fields != NULL;
}

void json_input_close(struct json_input *input)
{
    lines_free(&input->lines);
    text_free(&input->document);
    arena_free(&input->arena);
    free(input->fields);
    *input = (struct json_input){0};
}

static int read_document(struct json_input *input, const char **text, size_t *bytes)
{
    char block[65536];
    size_t count = 1;
    if (input->is_read) {
        return CSV_END;
    }
    input->is_read = 1;
    rewind(input->file);
    while (count > 0 && input->document.bytes <= DOCUMENT_BYTES_MAX) {
        count = fread(block, 1, sizeof block, input->file);
        text_add_bytes(&input->document, block, count);
    }
    if (ferror(input->file) || input->document.is_failed) {
        return fail(input, CSV_FAILED, 1, "", "cannot read on: %s",
                    ferror(input->file) ? strerror(errno) : "out of memory");
    }
    if (input->document.bytes > DOCUMENT_BYTES_MAX) {
        return fail(input, CSV_FAILED, 1, "",
                    "a JSON document over 64 MiB is not read: make lines of it, as jq -c does, and "
                    "set \"lines\": true in the mapping's \"json\"");
    }
    *text = input->document.data;
    *bytes = input->document.bytes;
    input->line = 1;
    input->end = *bytes;
    return CSV_RECORD;
}

/* The next line that is not empty. */
static int read_line(struct json_input *input, const char **text, size_t *bytes)
{
    for (;;) {
        int result = lines_next(&input->lines, text, bytes);
        off_t at = lseek(input->lines.file, 0, SEEK_CUR);
        input->begin = input->end;
        input->end = (uint64_t)at - (input->lines.end - input->lines.begin);
        input->line = (uint64_t)input->lines.number;
        switch (result) {
        case LINE_END:
            return CSV_END;
        case LINE_READ:
            if (!is_blank(*text, *bytes) && input->end > input->from) {
                return CSV_RECORD;
            }
            break;
        case LINE_LONG:
            return fail(input, CSV_BROKEN, input->line, "",
                        "the line is longer than %d MiB, is it JSON lines?",
                        LINE_BYTES_MAX / (1024 * 1024));
        default:
            return fail(input, CSV_FAILED, input->line, "", "cannot read on: %s",
                        result == LINE_NOMEM ? "out of memory" : strerror(errno));
        }
    }
}

/* Where the records are: the first of the mapping's pointers that leads to something. */
static int find_records(struct json_input *input, const struct json_value *root)
{
    const struct json_value *found = NULL;
    const struct mapping *mapping = input->mapping;
    for (size_t i = 0; i < mapping->record_count && found == NULL; i++) {
        found = pointer_find(&mapping->records[i], root);
        found = found != NULL && found->type == JSON_NULL ? NULL : found;
    }
    if (found == NULL) {
        return fail(input, CSV_BROKEN, input->line, "the mapping's \"records\" says where they are",
                    "there is no record here: nothing that \"records\" names");
    }
    input->is_list = found->type == JSON_LIST;
    input->item = input->is_list ? found->first : found;
    return CSV_RECORD;
}

static int read_chunk(struct json_input *input)
{
    const char *text = NULL;
    size_t bytes = 0;
    struct json_place place;
    char error[JSON_ERROR_SIZE];
    int result =
        input->is_document ? read_document(input, &text, &bytes) : read_line(input, &text, &bytes);
    if (result != CSV_RECORD) {
        return result;
    }
    arena_reset(&input->arena);
    size_t mark = input->begin == 0 && bytes >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    input->begin += mark;
    const struct json_value *root =
        json_read(&input->arena, text + mark, bytes - mark, &place, error);
    if (root == NULL) {
        return fail(input, CSV_BROKEN, input->line + (uint64_t)place.line - 1,
                    "mend the line and run again, or pass over such lines with --on-error skip",
                    "%s, at column %" PRId64, error, place.column);
    }
    return find_records(input, root);
}

/* The text of a value; of null and of what is not there it is empty. */
static struct csv_field field_of(const struct json_value *value)
{
    static const struct csv_field none = {"", 0}, yes = {"true", 4}, no = {"false", 5};
    switch (value != NULL ? value->type : JSON_NULL) {
    case JSON_TEXT:
    case JSON_NUMBER:
        return (struct csv_field){value->text, strlen(value->text)};
    case JSON_TRUE:
        return yes;
    case JSON_FALSE:
        return no;
    default:
        return none;
    }
}

void json_enter(const struct mapping *mapping, const struct map_each *each,
                const struct record *record, const struct json_value *item)
{
    for (const struct map_column *column = mapping->columns; column != NULL;
         column = column->next) {
        if (column->each != each) {
            continue;
        }
        const struct json_value *value = pointer_find(&column->pointer, item);
        record->own[column->index] = field_of(value);
        if (value != NULL && (value->type == JSON_OBJECT || value->type == JSON_LIST)) {
            record->own[record->count].text = column->name;
        }
    }
}

static int give(struct json_input *input, const struct json_value *item, struct record *record)
{
    *record =
        (struct record){.line = input->line + (uint64_t)item->line - 1,
                        .offset = input->begin + item->begin,
                        .next_offset = input->item != NULL ? input->begin + item->end : input->end,
                        .count = input->mapping->column_count,
                        .fields = input->fields,
                        .own = input->fields,
                        .json = item};
    if (item->type != JSON_OBJECT) {
        return fail(input, CSV_BROKEN, record->line,
                    "the mapping's \"records\" says where they are",
                    "a record is an object, and this is none");
    }
    input->fields[record->count].text = NULL;
    json_enter(input->mapping, NULL, record, item);
    return CSV_RECORD;
}

int json_input_next(struct json_input *input, struct record *record)
{
    for (;;) {
        while (input->item != NULL) {
            const struct json_value *item = input->item;
            input->item = input->is_list ? item->next : NULL;
            uint64_t end = input->item != NULL ? input->begin + item->end : input->end;
            if (end > input->from) {
                return give(input, item, record);
            }
        }
        int result = read_chunk(input);
        if (result != CSV_RECORD) {
            *record = (struct record){.line = input->line, .offset = input->begin};
            return result;
        }
    }
}
