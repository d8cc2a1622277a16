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

enum { MAPPING_BYTES_MAX = 1024 * 1024, CODE_LIBRARY_MAX = 64, LOG_BYTES_MAX = 40 };

/* What a section cannot do without. */
static void require(struct map_reader *reader, const struct json_value *object,
                    const struct json_value *member, const char *name)
{
    if (member == NULL && reader->code == EXIT_OK) {
        map_fail(reader, object, "docs/import.md lists the members", "\"%s\" is missing", name);
    }
}

static void read_csv(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"separator", "missing"};
    static const struct map_value empty = {.text = ""};
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
    mapping->missing = found[1] != NULL ? map_texts(reader, found[1], "missing") : &empty;
}

static void read_case(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"column", "system", "kind"};
    const struct json_value *found[3];
    map_members(reader, value, names, 3, found);
    for (size_t i = 0; i < 3; i++) {
        require(reader, value, found[i], names[i]);
    }
    reader->mapping->key = map_column(reader, found[0], "column");
    reader->mapping->system = map_code(reader, found[1], "system");
    reader->mapping->kind = map_code(reader, found[2], "kind");
}

static void read_time(struct map_reader *reader, const struct json_value *value,
                      struct map_time *time)
{
    enum { COLUMN, FORMAT, ZONE, MISSING, COUNT };
    static const char *const names[COUNT] = {"column", "format", "zone", "missing"};
    const struct json_value *found[COUNT];
    char error[WHEN_ERROR_SIZE];
    map_members(reader, value, names, COUNT, found);
    for (size_t i = 0; i < MISSING; i++) {
        require(reader, value, found[i], names[i]);
    }
    time->name = value->key;
    time->column = map_column(reader, found[COLUMN], "column");
    time->format = map_text(reader, found[FORMAT], "format", "");
    const char *zone = map_text(reader, found[ZONE], "zone", "UTC");
    if (found[MISSING] != NULL) {
        int rule = map_choice(reader, found[MISSING], "missing", "stop row skip");
        time->missing = rule >= 0 ? (enum time_missing)rule : TIME_STOP;
    }
    if (reader->code == EXIT_OK && !when_format_check(time->format, error)) {
        map_fail(reader, found[FORMAT], "docs/import.md lists the letters", "%s", error);
    }
    time->zone = reader->code == EXIT_OK ? when_zone_open(zone, error) : NULL;
    if (reader->code == EXIT_OK && time->zone == NULL) {
        map_fail(reader, found[ZONE], "UTC, +01:00 or a name such as Europe/Rome", "%s", error);
    }
}

static int find_time(const struct mapping *mapping, const char *name)
{
    for (int i = 0; i < mapping->time_count; i++) {
        if (strcmp(mapping->times[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

/* The place of the time that a value names. */
static int read_time_name(struct map_reader *reader, const struct json_value *value,
                          const char *what)
{
    const char *name = map_text(reader, value, what, NULL);
    int time = name != NULL ? find_time(reader->mapping, name) : reader->mapping->time_row;
    if (time < 0) {
        map_fail(reader, value, NULL, "\"times\" has no \"%.40s\"", name);
    }
    return time;
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
        read_time(reader, member, &mapping->times[mapping->time_count++]);
    }
    mapping->time_row = find_time(mapping, "row");
    if (reader->code == EXIT_OK && mapping->time_row < 0) {
        map_fail(reader, value, "it says when each row happened", "\"times\" has no \"row\"");
    }
}

static void read_customer(struct map_reader *reader, const struct json_value *value)
{
    enum { COLUMN, SYSTEM, KIND, NAME, COUNT };
    static const char *const names[COUNT] = {"column", "system", "kind", "name"};
    const struct json_value *found[COUNT];
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    map_members(reader, value, names, COUNT, found);
    for (size_t i = 0; i < NAME; i++) {
        require(reader, value, found[i], names[i]);
    }
    mapping->customer = map_column(reader, found[COLUMN], "column");
    mapping->customer_system = map_code(reader, found[SYSTEM], "system");
    mapping->customer_kind = map_code(reader, found[KIND], "kind");
    mapping->customer_name = map_template(reader, found[NAME], "name");
}

static void read_tags(struct map_reader *reader, const struct json_value *value)
{
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    if (value->type != JSON_LIST || value->count > SUP_TICKET_TAGS_MAX) {
        map_fail(reader, value, NULL, "tags is a list of up to %d codes", SUP_TICKET_TAGS_MAX);
        return;
    }
    mapping->tags = map_take(reader, (value->count + 1) * sizeof *mapping->tags);
    for (const struct json_value *item = value->first; item != NULL; item = item->next) {
        const char *tag = map_code(reader, item, "a tag");
        if (reader->code == EXIT_OK) {
            mapping->tags[mapping->tag_count++] = tag;
        }
    }
}

static void read_open(struct map_reader *reader, const struct json_value *value)
{
    enum { AT, SUBJECT, CHANNEL, TAGS, CUSTOMER, COUNT };
    static const char *const names[COUNT] = {"at", "subject", "channel", "tags", "customer"};
    const struct json_value *found[COUNT];
    struct mapping *mapping = reader->mapping;
    map_members(reader, value, names, COUNT, found);
    require(reader, value, found[SUBJECT], names[SUBJECT]);
    mapping->time_open = read_time_name(reader, found[AT], "at");
    mapping->subject = map_template(reader, found[SUBJECT], "subject");
    mapping->channel = map_source(reader, found[CHANNEL], "channel", 1);
    read_tags(reader, found[TAGS]);
    read_customer(reader, found[CUSTOMER]);
}

static void read_facts(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"name", "value"};
    const struct json_value *found[2];
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    if (value->type != JSON_LIST || value->count > MAP_FACTS_MAX) {
        map_fail(reader, value, NULL, "facts is a list of up to %d", MAP_FACTS_MAX);
        return;
    }
    for (const struct json_value *item = value->first; item != NULL; item = item->next) {
        struct map_fact *fact = &mapping->facts[mapping->fact_count++];
        map_members(reader, item, names, 2, found);
        require(reader, item, found[0], "name");
        require(reader, item, found[1], "value");
        fact->name = map_template(reader, found[0], "name");
        fact->value = map_template(reader, found[1], "value");
        if (map_template_bytes(&fact->name, CODE_BYTES_MAX) > CODE_LIBRARY_MAX) {
            map_fail(reader, item, "a column takes up to 49 of the 64 bytes of a code",
                     "the name of a fact could become too long");
        }
    }
}

static void read_status(struct map_reader *reader, const struct json_value *value)
{
    struct mapping *mapping = reader->mapping;
    struct map_status_time *times = NULL, **last = &times;
    mapping->status = map_source(reader, value, "status", 1);
    const struct json_value *at =
        value != NULL && reader->code == EXIT_OK ? json_member(value, "at") : NULL;
    if (at != NULL && at->type != JSON_OBJECT) {
        map_fail(reader, at, NULL, "\"at\" is an object of statuses and names of times");
        return;
    }
    for (const struct json_value *member = at != NULL ? at->first : NULL; member != NULL;
         member = member->next) {
        struct map_status_time *time = map_take(reader, sizeof *time);
        if (time == NULL) {
            return;
        }
        time->status = member->key;
        time->time = read_time_name(reader, member, "at");
        *last = time;
        last = &time->next;
    }
    mapping->status_times = times;
}

static void read_assignment(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"when", "team", "agent"};
    const struct json_value *found[3];
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    map_members(reader, value, names, 3, found);
    const struct json_value *increases = found[0] != NULL && found[0]->type == JSON_OBJECT
                                             ? json_member(found[0], "increases")
                                             : NULL;
    if (increases != NULL && found[0]->count == 1) {
        char code[CODE_SIZE];
        mapping->increases = map_column(reader, increases, "increases");
        code_make(increases->text, strlen(increases->text), code);
        snprintf(mapping->increases_fact, sizeof mapping->increases_fact, "count.%s", code);
    } else {
        mapping->assign_when = map_when(reader, found[0]);
    }
    mapping->team = map_source(reader, found[1], "team", 1);
    mapping->agent = map_source(reader, found[2], "agent", 0);
}

static void read_messages(struct map_reader *reader, const struct json_value *value)
{
    static const char *const names[] = {"when", "kind", "body", "automated"};
    static const int32_t operations[] = {SUP_OP_TICKET_RECEIVE, SUP_OP_TICKET_REPLY,
                                         SUP_OP_TICKET_NOTE};
    const struct json_value *found[4];
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return;
    }
    if (value->type != JSON_LIST || value->count > MAP_MESSAGES_MAX) {
        map_fail(reader, value, NULL, "messages is a list of up to %d", MAP_MESSAGES_MAX);
        return;
    }
    for (const struct json_value *item = value->first; item != NULL; item = item->next) {
        struct map_message *message = &mapping->messages[mapping->message_count++];
        map_members(reader, item, names, 4, found);
        require(reader, item, found[1], "kind");
        require(reader, item, found[2], "body");
        int kind = map_choice(reader, found[1], "kind", "receive reply note");
        message->operation = operations[kind > 0 ? kind : 0];
        message->when = map_when(reader, found[0]);
        message->body = map_template(reader, found[2], "body");
        message->is_automated = found[3] != NULL && found[3]->type == JSON_TRUE;
        if (found[3] != NULL && found[3]->type != JSON_TRUE && found[3]->type != JSON_FALSE) {
            map_fail(reader, found[3], NULL, "automated is true or false");
        }
    }
}

static void read_set(struct map_reader *reader, const struct json_value *value)
{
    enum { FACTS, PRIORITY, REASON, STATUS, ASSIGNMENT, MESSAGES, COUNT };
    static const char *const names[COUNT] = {"facts",  "priority",   "reason",
                                             "status", "assignment", "messages"};
    const struct json_value *found[COUNT];
    map_members(reader, value, names, COUNT, found);
    read_facts(reader, found[FACTS]);
    reader->mapping->priority = map_source(reader, found[PRIORITY], "priority", 1);
    reader->mapping->reason = map_source(reader, found[REASON], "reason", 1);
    read_status(reader, found[STATUS]);
    read_assignment(reader, found[ASSIGNMENT]);
    read_messages(reader, found[MESSAGES]);
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

static void read_document(struct map_reader *reader, const struct json_value *root)
{
    enum { VERSION, LOG, CSV, CASE, TIMES, OPEN, SET, DECLARE, COUNT };
    static const char *const names[COUNT] = {
        "supportcore_import", "log", "csv", "case", "times", "open", "set", "declare"};
    const struct json_value *found[COUNT];
    struct mapping *mapping = reader->mapping;
    map_members(reader, root, names, COUNT, found);
    for (size_t i = VERSION; i <= SET; i++) {
        if (i != CSV) {
            require(reader, root, found[i], names[i]);
        }
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
    read_csv(reader, found[CSV]);
    read_case(reader, found[CASE]);
    read_times(reader, found[TIMES]);
    read_open(reader, found[OPEN]);
    read_set(reader, found[SET]);
    read_declare(reader, found[DECLARE]);
}

int mapping_load(const struct program *program, const char *path, struct mapping *mapping)
{
    struct map_reader reader = {.program = program, .mapping = mapping};
    struct text document = {0};
    char error[JSON_ERROR_SIZE];
    int64_t line = 1;
    mapping->path = path;
    reader.code = file_read(program, path, MAPPING_BYTES_MAX, &document);
    if (reader.code == EXIT_OK) {
        struct json_value *root =
            json_read(&mapping->arena, document.data, document.bytes, &line, error);
        if (root != NULL) {
            read_document(&reader, root);
        } else {
            reader.code = program_fail(program, SUP_INVALID, "a mapping is a JSON document",
                                       "%s:%" PRId64 ": %s", path, line, error);
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
