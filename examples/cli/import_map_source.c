/*
 * import_map_source.c: sources and conditions of a mapping file.
 */
#include "import_map_read.h"

#include <stdio.h>
#include <string.h>

const struct map_value *map_texts(struct map_reader *reader, const struct json_value *value,
                                  const char *what)
{
    struct map_value *texts = NULL, **last = &texts;
    if (value == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    if (value->type != JSON_LIST) {
        map_fail(reader, value, NULL, "%s is a list of texts", what);
        return NULL;
    }
    for (const struct json_value *item = value->first; item != NULL; item = item->next) {
        struct map_value *text = map_take(reader, sizeof *text);
        if (item->type != JSON_TEXT) {
            map_fail(reader, item, NULL, "%s is a list of texts", what);
        }
        if (text == NULL || reader->code != EXIT_OK) {
            return NULL;
        }
        text->text = item->text;
        text->bytes = strlen(item->text);
        *last = text;
        last = &text->next;
    }
    return texts;
}

static const char *read_use(struct map_reader *reader, const struct json_value *value,
                            const char *what, int is_code)
{
    return is_code ? map_code(reader, value, what) : map_text(reader, value, what, NULL);
}

/* A word, or {"use": x}, for which the answer is the word behind the last one. */
static int read_rule(struct map_reader *reader, const struct json_value *value, const char *what,
                     const char *words, int is_code, const char **use)
{
    if (value->type != JSON_OBJECT) {
        return map_choice(reader, value, what, words);
    }
    static const char *const names[] = {"use"};
    const struct json_value *found[1];
    map_members(reader, value, names, 1, found);
    if (found[0] == NULL) {
        map_fail(reader, value, NULL, "%s is a word or {\"use\": …}", what);
        return -1;
    }
    *use = read_use(reader, found[0], what, is_code);
    int count = 1;
    for (; *words != '\0'; words++) {
        count += *words == ' ';
    }
    return count;
}

static const struct map_value *read_values(struct map_reader *reader,
                                           const struct json_value *object, int is_code)
{
    struct map_value *values = NULL, **last = &values;
    if (object->type != JSON_OBJECT) {
        map_fail(reader, object, NULL, "values is an object of texts and codes");
        return NULL;
    }
    for (const struct json_value *member = object->first; member != NULL; member = member->next) {
        struct map_value *value = map_take(reader, sizeof *value);
        if (value == NULL) {
            return NULL;
        }
        value->text = member->key;
        value->bytes = strlen(member->key);
        if (member->type != JSON_NULL) {
            value->code = read_use(reader, member, "a value", is_code);
        }
        *last = value;
        last = &value->next;
    }
    return values;
}

struct map_source map_source(struct map_reader *reader, const struct json_value *value,
                             const char *what, int is_code)
{
    enum { USE, COLUMN, VALUES, OTHERWISE, MISSING, AT, COUNT };
    static const char *const names[COUNT] = {"use",       "column",  "values",
                                             "otherwise", "missing", "at"};
    const struct json_value *found[COUNT];
    struct map_source source = {0};
    if (value == NULL || reader->code != EXIT_OK) {
        return source;
    }
    int is_status = strcmp(what, "status") == 0;
    map_members(reader, value, names, is_status ? COUNT : AT, found);
    if (reader->code == EXIT_OK && (found[USE] != NULL) == (found[COLUMN] != NULL)) {
        map_fail(reader, value, NULL, "%s needs either a column or \"use\"", what);
    }
    if (reader->code != EXIT_OK) {
        return source;
    }
    source.what = what;
    source.use = found[USE] != NULL ? read_use(reader, found[USE], what, is_code) : NULL;
    source.column = map_column(reader, found[COLUMN], "column");
    source.otherwise = UNKNOWN_AS_IS;
    if (found[VALUES] != NULL) {
        source.values = read_values(reader, found[VALUES], is_code);
        source.otherwise = UNKNOWN_STOP;
    }
    if (found[OTHERWISE] != NULL) {
        int rule = read_rule(reader, found[OTHERWISE], "otherwise", "stop keep code as_is", is_code,
                             &source.otherwise_use);
        source.otherwise = rule >= 0 ? (enum map_unknown)rule : UNKNOWN_STOP;
    }
    if (found[MISSING] != NULL) {
        int rule = read_rule(reader, found[MISSING], "missing", "keep none stop", is_code,
                             &source.missing_use);
        source.missing = rule >= 0 ? (enum map_missing)rule : MISSING_STOP;
    }
    if (source.missing == MISSING_NONE && is_code) {
        map_fail(reader, found[MISSING], "keep, stop or {\"use\": …}",
                 "only an agent may be missing as \"none\"");
    }
    return source;
}

static int read_present(struct map_reader *reader, const struct json_value *value)
{
    int is_present = map_flag(reader, value, "present");
    return value == NULL ? 0 : is_present ? 1 : -1;
}

static struct map_test *read_test(struct map_reader *reader, const struct json_value *value)
{
    enum { COLUMN, IS, IS_NOT, SAME_AS, DIFFERS_FROM, PRESENT, COUNT };
    static const char *const names[COUNT] = {"column",  "is",           "is_not",
                                             "same_as", "differs_from", "present"};
    const struct json_value *found[COUNT];
    struct map_test *test = map_take(reader, sizeof *test);
    map_members(reader, value, names, COUNT, found);
    if (test == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    if (found[COLUMN] == NULL || value->count < 2) {
        map_fail(reader, value, "is, is_not, same_as, differs_from or present",
                 "\"when\" needs \"column\" and what to ask of it");
    }
    test->column = map_column(reader, found[COLUMN], "column");
    test->is = map_texts(reader, found[IS], "is");
    test->is_not = map_texts(reader, found[IS_NOT], "is_not");
    test->same_as = map_column(reader, found[SAME_AS], "same_as");
    test->differs_from = map_column(reader, found[DIFFERS_FROM], "differs_from");
    test->is_present = read_present(reader, found[PRESENT]);
    return test;
}

struct map_when map_when(struct map_reader *reader, const struct json_value *value)
{
    struct map_when when = {0};
    if (value == NULL || reader->code != EXIT_OK) {
        return when;
    }
    if (value->type != JSON_LIST) {
        when.tests = read_test(reader, value);
        return when;
    }
    struct map_test *tests = NULL, **last = &tests;
    for (const struct json_value *item = map_list(reader, value, "\"when\"", MAP_TESTS_MAX);
         item != NULL && reader->code == EXIT_OK; item = item->next) {
        *last = read_test(reader, item);
        last = *last != NULL ? &(*last)->next : last;
    }
    when.tests = tests;
    return when;
}
