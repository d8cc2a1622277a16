/*
 * import_map_read.c: texts, codes, columns and templates of a mapping file.
 */
#include "import_map_read.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_code.h"
#include "import_nearest.h"

void map_fail(struct map_reader *reader, const struct json_value *value, const char *hint,
              const char *format, ...)
{
    char text[SUP_ERROR_TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (reader->code == EXIT_OK) {
        reader->code = program_fail(reader->program, SUP_INVALID, hint, "%s:%" PRId64 ": %s",
                                    reader->mapping->path, value->line, text);
    }
}

void *map_take(struct map_reader *reader, size_t bytes)
{
    void *memory = arena_take(&reader->mapping->arena, bytes);
    if (memory == NULL && reader->code == EXIT_OK) {
        reader->code = program_fail_memory(reader->program);
    }
    return memory;
}

static void fail_member(struct map_reader *reader, const struct json_value *member,
                        const char *const *names, size_t count)
{
    char hint[SUP_ERROR_HINT_SIZE];
    const char *nearest = nearest_of(member->key, names, count);
    snprintf(hint, sizeof hint, "did you mean \"%s\"?", nearest != NULL ? nearest : "");
    map_fail(reader, member, nearest != NULL ? hint : "docs/import.md lists the members",
             "there is no member \"%.64s\" here", member->key);
}

void map_members(struct map_reader *reader, const struct json_value *object,
                 const char *const *names, size_t count, const struct json_value **found)
{
    memset(found, 0, count * sizeof *found);
    if (reader->code != EXIT_OK) {
        return;
    }
    if (object->type != JSON_OBJECT) {
        map_fail(reader, object, "docs/import.md lists its members", "an object is expected here");
        return;
    }
    for (const struct json_value *member = object->first; member != NULL; member = member->next) {
        size_t i = 0;
        while (i < count && strcmp(names[i], member->key) != 0) {
            i++;
        }
        if (i == count) {
            fail_member(reader, member, names, count);
            return;
        }
        found[i] = member;
    }
}

const char *map_text(struct map_reader *reader, const struct json_value *value, const char *what,
                     const char *fallback)
{
    if (value == NULL || reader->code != EXIT_OK) {
        return fallback;
    }
    if (value->type != JSON_TEXT || *value->text == '\0') {
        map_fail(reader, value, NULL, "%s is a text that is not empty", what);
        return fallback;
    }
    return value->text;
}

const char *map_code(struct map_reader *reader, const struct json_value *value, const char *what)
{
    const char *text = map_text(reader, value, what, NULL);
    if (text != NULL && !code_is(text)) {
        map_fail(reader, value, "a code is 1 to 64 of a-z 0-9 _ . - and begins with a-z or 0-9",
                 "%s is a code, not \"%.80s\"", what, text);
    }
    return text;
}

void map_require(struct map_reader *reader, const struct json_value *object,
                 const struct json_value *member, const char *name)
{
    if (member == NULL && reader->code == EXIT_OK) {
        map_fail(reader, object, "docs/import.md lists the members", "\"%s\" is missing", name);
    }
}

const struct json_value *map_list(struct map_reader *reader, const struct json_value *value,
                                  const char *what, size_t max)
{
    if (value == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    if (value->type != JSON_LIST || value->count > max) {
        map_fail(reader, value, NULL, "%s is a list of up to %zu", what, max);
        return NULL;
    }
    return value->first;
}

int map_flag(struct map_reader *reader, const struct json_value *value, const char *what)
{
    if (value != NULL && value->type != JSON_TRUE && value->type != JSON_FALSE) {
        map_fail(reader, value, NULL, "%s is true or false", what);
    }
    return value != NULL && value->type == JSON_TRUE;
}

const struct map_each *map_enter(struct map_reader *reader, const struct json_value *value)
{
    if (value == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    struct map_each *each = map_take(reader, sizeof *each);
    if (!reader->mapping->is_json) {
        map_fail(reader, value, NULL, "\"each\" is for lists in JSON");
    } else if (each != NULL && (value->type != JSON_TEXT ||
                                !pointer_read(&reader->mapping->arena, value->text, &each->list))) {
        map_fail(reader, value, "such as /line_items", "\"each\" is a JSON pointer");
    }
    reader->each = each;
    return each;
}

void map_leave(struct map_reader *reader, const struct map_each *outer)
{
    reader->each = outer;
}

static struct map_column *new_column(struct map_reader *reader, int64_t line)
{
    struct map_column *column = map_take(reader, sizeof *column);
    if (column != NULL) {
        column->line = line;
        column->next = reader->mapping->columns;
        column->index = reader->mapping->column_count++;
        reader->mapping->columns = column;
    }
    return column;
}

/* Where a column of JSON is: of the item that is being read, or with ^ of the record. */
static void read_pointer(struct map_reader *reader, const struct json_value *value,
                         struct map_column *column)
{
    int is_outer = *column->name == '^';
    column->each = is_outer ? NULL : reader->each;
    if (!pointer_read(&reader->mapping->arena, column->name + is_outer, &column->pointer)) {
        map_fail(reader, value, "such as /customer/email",
                 "a column of JSON is a JSON pointer (RFC 6901), not \"%.60s\"", column->name);
    }
}

/* A column's number, which is told as wrong when it is none. */
static size_t column_number(struct map_reader *reader, const struct json_value *value,
                            const char *text)
{
    char *end = NULL;
    unsigned long number = strtoul(text, &end, 10);
    if (*end != '\0' || number == 0 || number > CSV_COLUMNS_MAX) {
        map_fail(reader, value, "the first column is 1", "%.20s is no number of a column", text);
    }
    return number;
}

const struct map_column *map_column(struct map_reader *reader, const struct json_value *value,
                                    const char *what)
{
    if (value == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    struct map_column *column = new_column(reader, value->line);
    if (column != NULL && reader->mapping->is_json) {
        /* An empty pointer is all of an item, as of a list of texts. */
        column->name = value->type == JSON_TEXT ? value->text : "-";
        read_pointer(reader, value, column);
    } else if (column != NULL && value->type == JSON_NUMBER) {
        column->number = column_number(reader, value, value->text);
    } else if (column != NULL) {
        column->name = map_text(reader, value, what, NULL);
    }
    return column;
}

static struct map_piece *add_piece(struct map_reader *reader, struct map_piece ***last)
{
    struct map_piece *piece = map_take(reader, sizeof *piece);
    if (piece != NULL) {
        **last = piece;
        *last = &piece->next;
    }
    return piece;
}

/* What stands between braces. */
static void read_reference(struct map_reader *reader, const struct json_value *value,
                           struct map_piece *piece, const char *text, size_t bytes)
{
    char *name = map_take(reader, bytes + 1);
    if (name == NULL || piece == NULL) {
        return;
    }
    memcpy(name, text, bytes);
    if (strcmp(name, "line") == 0) {
        return;
    }
    struct map_column *column = new_column(reader, value->line);
    if (column != NULL && name[0] == '#' && !reader->mapping->is_json) {
        column->number = column_number(reader, value, name + 1);
    } else if (column != NULL) {
        column->name = name;
    }
    if (column != NULL && reader->mapping->is_json) {
        read_pointer(reader, value, column);
    }
    piece->column = column;
}

struct map_template map_template(struct map_reader *reader, const struct json_value *value,
                                 const char *what)
{
    struct map_piece *pieces = NULL, **last = &pieces;
    const char *at = map_text(reader, value, what, NULL);
    while (at != NULL && *at != '\0' && reader->code == EXIT_OK) {
        struct map_piece *piece = add_piece(reader, &last);
        size_t literal = strcspn(at, "{");
        if (piece != NULL && literal > 0) {
            piece->text = at;
            piece->bytes = literal;
            at += literal;
            continue;
        }
        const char *end = strchr(at, '}');
        if (end == NULL || end == at + 1) {
            map_fail(reader, value, "a column is written {name}", "%s has a { that names nothing",
                     what);
            break;
        }
        read_reference(reader, value, piece, at + 1, (size_t)(end - at) - 1);
        at = end + 1;
    }
    return (struct map_template){.pieces = pieces, .is_set = value != NULL};
}

size_t map_template_bytes(const struct map_template *template, size_t column_bytes)
{
    size_t bytes = 0;
    for (const struct map_piece *piece = template->pieces; piece != NULL; piece = piece->next) {
        bytes += piece->text != NULL ? piece->bytes : column_bytes;
    }
    return bytes;
}

int map_choice(struct map_reader *reader, const struct json_value *value, const char *what,
               const char *words)
{
    const char *text = map_text(reader, value, what, NULL), *word = words;
    size_t bytes = text != NULL ? strlen(text) : 0;
    for (int i = 0; bytes > 0 && *word != '\0'; i++) {
        size_t length = strcspn(word, " ");
        if (length == bytes && memcmp(word, text, bytes) == 0) {
            return i;
        }
        word += length + (word[length] == ' ');
    }
    if (text != NULL) {
        map_fail(reader, value, NULL, "%s is one of %s, not \"%.40s\"", what, words, text);
    }
    return -1;
}
