/*
 * import_map_time.c: when something happened, in a mapping file.
 */
#include "import_map_read.h"

#include <string.h>

static enum time_form form_of(const char *format)
{
    return strcmp(format, "rfc3339") == 0   ? FORM_RFC3339
           : strcmp(format, "unix") == 0    ? FORM_UNIX
           : strcmp(format, "unix_ms") == 0 ? FORM_UNIX_MS
                                            : FORM_CLOCK;
}

static void read_clock(struct map_reader *reader, const struct json_value *format,
                       const struct json_value *zone, struct map_time *time)
{
    char error[WHEN_ERROR_SIZE];
    const char *name = map_text(reader, zone, "zone", "UTC");
    if (reader->code == EXIT_OK && !when_format_check(time->format, error)) {
        map_fail(reader, format, "docs/import.md lists the letters", "%s", error);
    }
    time->zone = reader->code == EXIT_OK ? when_zone_open(name, error) : NULL;
    if (reader->code == EXIT_OK && time->zone == NULL) {
        map_fail(reader, zone, "UTC, +01:00 or a name such as Europe/Rome", "%s", error);
    }
}

void map_time_read(struct map_reader *reader, const struct json_value *value, struct map_time *time)
{
    enum { COLUMN, FORMAT, ZONE, MISSING, COUNT };
    static const char *const names[COUNT] = {"column", "format", "zone", "missing"};
    const struct json_value *found[COUNT];
    map_members(reader, value, names, COUNT, found);
    map_require(reader, value, found[COLUMN], names[COLUMN]);
    map_require(reader, value, found[FORMAT], names[FORMAT]);
    time->column = map_column(reader, found[COLUMN], "column");
    time->format = map_text(reader, found[FORMAT], "format", "");
    time->form = form_of(time->format);
    if (found[MISSING] != NULL) {
        int rule = map_choice(reader, found[MISSING], "missing", "stop row skip");
        time->missing = rule >= 0 ? (enum time_missing)rule : TIME_STOP;
    }
    if (time->form == FORM_CLOCK) {
        map_require(reader, value, found[ZONE], names[ZONE]);
        read_clock(reader, found[FORMAT], found[ZONE], time);
    } else if (found[ZONE] != NULL) {
        map_fail(reader, found[ZONE], NULL, "a time of the format %s says its zone itself",
                 time->format);
    }
}

int map_time_find(const struct mapping *mapping, const char *name)
{
    for (int i = 0; i < mapping->time_count; i++) {
        if (strcmp(mapping->times[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int map_time_name(struct map_reader *reader, const struct json_value *value, const char *what)
{
    const char *name = map_text(reader, value, what, NULL);
    int time = name != NULL ? map_time_find(reader->mapping, name) : reader->mapping->time_row;
    if (time < 0) {
        map_fail(reader, value, NULL, "\"times\" has no \"%.40s\"", name);
    }
    return time;
}

struct map_time *map_time(struct map_reader *reader, const struct json_value *value,
                          const char *what)
{
    struct mapping *mapping = reader->mapping;
    if (value == NULL || reader->code != EXIT_OK) {
        return NULL;
    }
    if (value->type != JSON_OBJECT) {
        int named = map_time_name(reader, value, what);
        return named >= 0 ? &mapping->times[named] : NULL;
    }
    struct map_time *time = map_take(reader, sizeof *time);
    if (time != NULL) {
        time->next = mapping->own_times;
        mapping->own_times = time;
        time->name = what;
        map_time_read(reader, value, time);
    }
    return time;
}
