/*
 * import_bind.c: finds the columns that a mapping names in a log's header.
 */
#include "import_mapping.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "import_nearest.h"

static int fail_unknown(const struct program *program, const struct mapping *mapping,
                        const struct map_column *column, const char *log_path,
                        const struct record *header)
{
    const char *names[CSV_COLUMNS_MAX];
    char hint[SUP_ERROR_HINT_SIZE];
    for (size_t i = 0; i < header->count; i++) {
        names[i] = header->fields[i].text;
    }
    const char *nearest = nearest_of(column->name, names, header->count);
    if (nearest != NULL) {
        snprintf(hint, sizeof hint, "did you mean '%.80s'?", nearest);
    } else {
        snprintf(hint, sizeof hint,
                 "is it the right file? It has %zu columns, the first is '%.60s'", header->count,
                 header->fields[0].text);
    }
    return program_fail(program, SUP_INVALID, hint,
                        "%s:%" PRIu64 ": there is no column '%.60s', which %s:%" PRId64 " names",
                        log_path, header->line, column->name, mapping->path, column->line);
}

static int bind(const struct program *program, const struct mapping *mapping,
                struct map_column *column, const char *log_path, const struct record *header)
{
    size_t found = header->count;
    if (column->name == NULL) {
        column->index = column->number - 1;
        return column->index < header->count
                   ? EXIT_OK
                   : program_fail(program, SUP_INVALID, NULL,
                                  "%s has %zu columns, but %s:%" PRId64 " names column %zu",
                                  log_path, header->count, mapping->path, column->line,
                                  column->number);
    }
    for (size_t i = 0; i < header->count; i++) {
        if (strcmp(header->fields[i].text, column->name) != 0) {
            continue;
        }
        if (found < header->count) {
            return program_fail(program, SUP_INVALID, "name it by its number in the mapping",
                                "%s:%" PRIu64 ": columns %zu and %zu are both '%.60s'", log_path,
                                header->line, found + 1, i + 1, column->name);
        }
        found = i;
    }
    column->index = found;
    return found < header->count ? EXIT_OK
                                 : fail_unknown(program, mapping, column, log_path, header);
}

int mapping_bind(const struct program *program, struct mapping *mapping, const char *log_path,
                 const struct record *header)
{
    int code = EXIT_OK;
    if (mapping->is_json) {
        return code; /* pointers need no header: each record has what it has */
    }
    for (struct map_column *column = mapping->columns; column != NULL && code == EXIT_OK;
         column = column->next) {
        code = bind(program, mapping, column, log_path, header);
    }
    return code;
}
