/*
 * import_mapping.c: reads a mapping file, section by section.
 */
#include "import_mapping.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "import_code.h"
#include "import_map_read.h"

enum { MAPPING_BYTES_MAX = 1024 * 1024, LOG_BYTES_MAX = 40, RECORDS_MAX = 16 };

static const struct map_value *read_missing(struct map_reader *reader,
                                            const struct json_value *value)
{
    static const struct map_value empty = {.text = ""};
    return value != NULL ? map_texts(reader, value, "missing") : &empty;
}

static void read_csv(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"separator", "missing"};
    const struct json_value *found[2] = {NULL, NULL};
    struct mapping *mapping = reader->mapping;
    if (value != NULL) {
        map_members(reader, value, names, 2, found);
    }
    const char *separator = map_text(reader, found[0], "separator", ",");
    if (strlen(separator) != 1 || strchr("\"\r\n", *separator) != NULL || *separator < 0) {
        map_fail(reader, found[0], "such as \",\", \";\" or \"\\t\"",
                 "separator is one ASCII character, not a quote or a line end");
    }
    mapping->separator = *separator;
    mapping->missing = read_missing(reader, found[1]);
}

static void read_records(struct map_reader *reader, const struct json_value *value)
{
    struct mapping *mapping = reader->mapping;
    const struct json_value *item = map_list(reader, value, "records", RECORDS_MAX);
    size_t count = value != NULL ? value->count : 1;
    mapping->records = map_take(reader, (count + 1) * sizeof *mapping->records);
    if (value == NULL && mapping->records != NULL) {
        mapping->record_count = (size_t)pointer_read(&mapping->arena, "", mapping->records);
    }
    for (; item != NULL && reader->code == EXIT_OK; item = item->next) {
        if (item->type != JSON_TEXT ||
            !pointer_read(&mapping->arena, item->text, &mapping->records[mapping->record_count])) {
            map_fail(reader, item, "such as /orders, or \"\" for a line or document as it is",
                     "records is a list of JSON pointers");
        }
        mapping->record_count++;
    }
}

static void read_json(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"records", "lines", "missing"};
    const struct json_value *found[3];
    struct mapping *mapping = reader->mapping;
    map_members(reader, value, names, 3, found);
    mapping->is_json = 1;
    read_records(reader, found[0]);
    int is_lines = map_flag(reader, found[1], "lines");
    mapping->lines = found[1] == NULL ? LINES_BY_CONTENT : is_lines ? LINES_YES : LINES_NO;
    mapping->missing = read_missing(reader, found[2]);
}

static void read_case(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"column", "system", "kind"};
    const struct json_value *found[3];
    map_members(reader, value, names, 3, found);
    for (size_t i = 0; i < 3; i++) {
        map_require(reader, value, found[i], names[i]);
    }
    reader->mapping->key = map_column(reader, found[0], "column");
    reader->mapping->system = map_code(reader, found[1], "system");
    reader->mapping->kind = map_code(reader, found[2], "kind");
}

static void read_times(struct map_reader *reader, const struct json_value *value)
{
    struct mapping *mapping = reader->mapping;
    if (reader->code == EXIT_OK && value->type != JSON_OBJECT) {
        map_fail(reader, value, NULL, "\"times\" is an object");
    }
    for (const struct json_value *member = reader->code == EXIT_OK ? value->first : NULL;
         member != NULL && reader->code == EXIT_OK; member = member->next) {
        if (mapping->time_count == MAP_TIMES_MAX) {
            map_fail(reader, member, NULL, "there are more than %d times", MAP_TIMES_MAX);
            return;
        }
        struct map_time *time = &mapping->times[mapping->time_count++];
        map_time_read(reader, member, time);
        time->name = member->key;
    }
    mapping->time_row = map_time_find(mapping, "row");
    if (reader->code == EXIT_OK && mapping->time_row < 0) {
        map_fail(reader, value, "it says when each row happened", "\"times\" has no \"row\"");
    }
}

static void read_declare(struct map_reader *reader, const struct json_value *value)
{
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    if (value->type != JSON_LIST) {
        map_fail(reader, value, NULL, "\"declare\" is a list");
        return;
    }
    for (const struct json_value *item = value->first; item != NULL; item = item->next) {
        int which = map_choice(reader, item, "declare", "teams reasons channels");
        reader->mapping->declares |= which >= 0 ? 1u << which : 0;
    }
}

/* The members of a mapping. */
enum { VERSION, LOG, TIMES, CASE, OPEN, SET, CSV, JSON, CUSTOMER, REPORTS, DECLARE, SURVEYS, MEMBERS };

/* What makes tickets goes together; records may also be about customers and things alone, or answers
 * about tickets that are there. */
static void read_tickets(struct map_reader *reader, const struct json_value *root,
                         const struct json_value *const *found)
{
    if (found[CASE] == NULL && found[OPEN] == NULL && found[SET] == NULL) {
        return;
    }
    map_require(reader, root, found[CASE], "case");
    if (found[OPEN] == NULL && found[SET] == NULL && found[SURVEYS] != NULL) {
        reader->mapping->is_of_known = 1;
        if (reader->code == EXIT_OK) {
            read_case(reader, found[CASE]);
        }
        return;
    }
    map_require(reader, root, found[OPEN], "open");
    map_require(reader, root, found[SET], "set");
    if (reader->code == EXIT_OK) {
        read_case(reader, found[CASE]);
        map_read_open(reader, found[OPEN]);
        map_read_set(reader, found[SET]);
        read_declare(reader, found[DECLARE]);
    }
}

static void read_document(struct map_reader *reader, const struct json_value *root)
{
    static const char *const names[MEMBERS] = {
        "supportcore_import", "log",     "times",  "case", "open", "set", "csv", "json",
        "customer",           "reports", "declare", "surveys"};
    const struct json_value *found[MEMBERS];
    struct mapping *mapping = reader->mapping;
    map_members(reader, root, names, MEMBERS, found);
    for (size_t i = VERSION; i <= TIMES; i++) {
        map_require(reader, root, found[i], names[i]);
    }
    if (reader->code != EXIT_OK) {
        return;
    }
    if (found[VERSION]->type != JSON_NUMBER || strcmp(found[VERSION]->text, "1") != 0) {
        map_fail(reader, found[VERSION], "this program reads version 1",
                 "the version of the format is not known");
    }
    mapping->log = map_code(reader, found[LOG], "log");
    if (mapping->log != NULL && strlen(mapping->log) > LOG_BYTES_MAX) {
        map_fail(reader, found[LOG], NULL, "log has more than %d bytes", LOG_BYTES_MAX);
    }
    if (found[CSV] != NULL && found[JSON] != NULL) {
        map_fail(reader, found[JSON], NULL, "a log is either \"csv\" or \"json\"");
    }
    if (found[JSON] != NULL) {
        read_json(reader, found[JSON]);
    } else {
        read_csv(reader, found[CSV]);
    }
    read_times(reader, found[TIMES]);
    map_read_customer(reader, found[CUSTOMER]);
    map_read_reports(reader, found[REPORTS]);
    map_read_surveys(reader, found[SURVEYS]);
    read_tickets(reader, root, found);
    if (reader->code == EXIT_OK && mapping->key == NULL && mapping->identities == NULL &&
        mapping->reports == NULL && mapping->surveys == NULL) {
        map_fail(reader, root, "docs/import.md lists the members",
                 "the mapping makes nothing: \"case\" with \"open\" and \"set\", \"customer\", "
                 "\"reports\" or \"surveys\"");
    }
}

int mapping_load(const struct program *program, const char *path, struct mapping *mapping)
{
    struct map_reader reader = {.program = program, .mapping = mapping};
    struct text document = {0};
    char error[JSON_ERROR_SIZE];
    struct json_place place;
    mapping->path = path;
    reader.code = file_read(program, path, MAPPING_BYTES_MAX, &document);
    if (reader.code == EXIT_OK) {
        struct json_value *root =
            json_read(&mapping->arena, document.data, document.bytes, &place, error);
        if (root != NULL) {
            read_document(&reader, root);
        } else {
            reader.code = program_fail(program, SUP_INVALID, "a mapping is a JSON document",
                                       "%s:%" PRId64 ": %s", path, place.line, error);
        }
    }
    text_free(&document);
    return reader.code;
}

void mapping_free(struct mapping *mapping)
{
    for (int i = 0; i < mapping->time_count; i++) {
        when_zone_close(mapping->times[i].zone);
    }
    for (const struct map_time *time = mapping->own_times; time != NULL; time = time->next) {
        when_zone_close(time->zone);
    }
    arena_free(&mapping->arena);
}

int mapping_status_time(const struct mapping *mapping, const char *status)
{
    for (const struct map_status_time *time = mapping->status_times; time != NULL;
         time = time->next) {
        if (strcmp(time->status, status) == 0) {
            return time->time;
        }
    }
    return mapping->time_row;
}
