/*
 * calendar_json.c: holidays from JSON: any list of objects with a date, or of dates.
 *
 * Known shapes: GOV.UK's bank holidays, date-holidays, Nager.Date, the federal holidays of 18F. A
 * file may have a list for each of several divisions; then one is named.
 */
#include "calendar_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_json.h"

struct lists {
    struct holidays *holidays;
    int is_counting; /* the first time through: which lists are there */
    int count;
    int taken;
    struct text names;
};

static const char *label_of(const struct json_value *item)
{
    static const char *const names[] = {"name", "title", "localName", "label", "summary"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct json_value *value = json_member(item, names[i]);
        if (value != NULL && value->type == JSON_TEXT) {
            return value->text;
        }
    }
    return NULL;
}

static const char *date_of(const struct json_value *item)
{
    const struct json_value *date = item->type == JSON_OBJECT ? json_member(item, "date") : item;
    return date != NULL && date->type == JSON_TEXT ? date->text : NULL;
}

/* Observances, school holidays and the like have a type of their own. */
static int is_public(const struct json_value *item)
{
    const struct json_value *type = json_member(item, "type");
    const struct json_value *types = json_member(item, "types");
    if (types != NULL && types->type == JSON_LIST) {
        for (const struct json_value *one = types->first; one != NULL; one = one->next) {
            if (one->type == JSON_TEXT && strcmp(one->text, "Public") == 0) {
                return 1;
            }
        }
        return 0;
    }
    return type == NULL || type->type != JSON_TEXT || strcmp(type->text, "public") == 0 ||
           strcmp(type->text, "Public") == 0;
}

static int64_t days_of(const struct json_value *item)
{
    const struct json_value *days = json_member(item, "days");
    long number = days != NULL && days->type == JSON_NUMBER ? strtol(days->text, NULL, 10) : 1;
    return number >= 1 && number <= 366 ? number : 1;
}

static void take(struct holidays *holidays, const struct json_value *item)
{
    const char *date = date_of(item);
    const char *label = item->type == JSON_OBJECT ? label_of(item) : NULL;
    struct text what = {0};
    int64_t day;
    text_add_format(&what, "%s %s", date != NULL ? date : "an entry", label != NULL ? label : "");
    const char *shown = what.data != NULL ? what.data : "";
    if (date == NULL) {
        holidays_leave(holidays, item->line, shown, "it has no date");
    } else if (!holidays_read_date(date, &day) ||
               (date[10] != '\0' && date[10] != ' ' && date[10] != 'T')) {
        holidays_leave(holidays, item->line, shown, "the date is not one such as 2026-12-25");
    } else if (item->type == JSON_OBJECT && !is_public(item)) {
        holidays_leave(holidays, item->line, shown, "it is not a public holiday");
    } else {
        int64_t count = item->type == JSON_OBJECT ? days_of(item) : 1;
        for (int64_t i = 0; i < count; i++) {
            holidays_add_day(holidays, day + i, label);
        }
    }
    text_free(&what);
}

static void visit_list(struct lists *lists, const struct json_value *list, const char *name)
{
    if (lists->is_counting) {
        text_add(&lists->names, lists->count++ > 0 ? ", " : "");
        text_add_visible(&lists->names, name);
        return;
    }
    if (lists->holidays->division == NULL || strcmp(lists->holidays->division, name) == 0) {
        lists->taken++;
        for (const struct json_value *item = list->first; item != NULL; item = item->next) {
            take(lists->holidays, item);
        }
    }
}

static int is_list_of_dates(const struct json_value *value)
{
    const char *date =
        value->type == JSON_LIST && value->first != NULL ? date_of(value->first) : NULL;
    int64_t day;
    return date != NULL && holidays_read_date(date, &day);
}

/* `name` is what the list is called by what it stands in. */
static void visit(struct lists *lists, const struct json_value *value, const char *name)
{
    if (is_list_of_dates(value)) {
        visit_list(lists, value, name);
    } else if (value->type == JSON_OBJECT) {
        for (const struct json_value *one = value->first; one != NULL; one = one->next) {
            int is_plain = strcmp(one->key, "events") == 0 || strcmp(one->key, "holidays") == 0;
            visit(lists, one, is_plain ? name : one->key);
        }
    }
}

static int take_lists(struct lists *lists, const struct json_value *root, const char *path)
{
    const struct program *program = lists->holidays->program;
    lists->is_counting = 1;
    visit(lists, root, "");
    if (lists->count == 0) {
        return program_fail(program, SUP_INVALID,
                            "a list of objects with a \"date\", such as 2026-12-25, is needed",
                            "%s has no list of holidays", path);
    }
    if (lists->count > 1 && lists->holidays->division == NULL) {
        return program_fail(program, SUP_INVALID, lists->names.data,
                            "%s has %d lists: name one with --division", path, lists->count);
    }
    lists->is_counting = 0;
    visit(lists, root, "");
    if (lists->taken == 0) {
        return program_fail(program, SUP_NOT_FOUND, lists->names.data, "%s has no division '%s'",
                            path, lists->holidays->division);
    }
    return EXIT_OK;
}

int holidays_from_json(struct holidays *holidays, const char *path, const struct text *content)
{
    struct lists lists = {.holidays = holidays};
    struct arena arena = {0};
    struct json_place place;
    char error[JSON_ERROR_SIZE];
    const struct json_value *root = json_read(&arena, content->data != NULL ? content->data : "",
                                              content->bytes, &place, error);
    int code;
    if (root == NULL) {
        code = program_fail(holidays->program, SUP_INVALID,
                            "an iCalendar file begins with BEGIN:VCALENDAR", "%s:%lld:%lld: %s",
                            path, (long long)place.line, (long long)place.column, error);
    } else {
        code = take_lists(&lists, root, path);
    }
    text_free(&lists.names);
    arena_free(&arena);
    return code;
}
