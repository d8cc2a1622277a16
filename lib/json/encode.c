/*
 * encode.c: from a result struct to JSON.
 *
 * What is absent is left out: a text that is NULL, an id or time that is 0. Numbers, booleans and
 * required lists are always there. A JSON value is written as it is, but on one line, so that a
 * reply is one line too.
 */
#include "json/door.h"

#include <string.h>

#include "base/member.h"
#include "base/when.h"

enum { NAME_BYTES_MAX = 64 };

static int is_present(const struct sup_field *field, const char *base)
{
    const char *at = base + field->offset;

    if ((field->flags & SUP_FIELD_LIST) != 0) {
        return (field->flags & SUP_FIELD_REQUIRED) != 0 || sup__member_pointer(at) != NULL;
    }
    switch (field->type) {
    case SUP_FIELD_ID:
    case SUP_FIELD_TIME:
        return sup__member_i64(at) != 0;
    case SUP_FIELD_ENUM:
        return sup__member_i32(at) != 0;
    case SUP_FIELD_INT:
    case SUP_FIELD_DURATION:
    case SUP_FIELD_BOOL:
    case SUP_FIELD_COUNT:
        return 1;
    default:
        return sup__member_pointer(at) != NULL;
    }
}

/* Line breaks in valid JSON are only between its values: a space does as well. */
static void write_json(struct sup__buffer *out, const char *json)
{
    while (*json != '\0') {
        size_t bytes = strcspn(json, "\r\n");

        sup__buffer_append(out, json, bytes);
        json += bytes;
        if (*json != '\0') {
            sup__buffer_char(out, ' ');
            json++;
        }
    }
}

static void write_pointed(struct sup__buffer *out, const struct sup_field *field, const char *value)
{
    if (field->type == SUP_FIELD_OBJECT) {
        sup__encode(out, field->shape, value);
    } else if (field->type == SUP_FIELD_JSON) {
        write_json(out, value);
    } else {
        sup__buffer_json_text(out, value, strlen(value));
    }
}

static void write_list(struct sup__buffer *out, const struct sup_field *field, const char *base)
{
    const char *items = sup__member_pointer(base + field->offset);
    uint32_t count = sup__member_u32(base + field->count_offset);
    size_t stride = field->type == SUP_FIELD_OBJECT ? field->shape->struct_bytes : sizeof items;

    sup__buffer_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        const char *item = items + stride * i;

        if (i != 0) {
            sup__buffer_char(out, ',');
        }
        write_pointed(out, field,
                      field->type == SUP_FIELD_OBJECT ? item : sup__member_pointer(item));
    }
    sup__buffer_char(out, ']');
}

static void write_id(struct sup__buffer *out, int64_t id)
{
    sup__buffer_char(out, '"');
    sup__buffer_int(out, id);
    sup__buffer_char(out, '"');
}

static void write_time(struct sup__buffer *out, int64_t ms)
{
    char text[SUP__TIME_TEXT_SIZE + 2];

    text[0] = '"';
    sup__time_format(ms, text + 1);
    text[SUP__TIME_TEXT_SIZE] = '"';
    sup__buffer_append(out, text, SUP__TIME_TEXT_SIZE + 1);
}

static void write_enum(struct sup__buffer *out, const struct sup_field *field, int32_t number)
{
    int32_t most = 0;

    while (field->names[most] != NULL) {
        most++;
    }
    if (number > 0 && number <= most) {
        sup__buffer_json_text(out, field->names[number - 1], strlen(field->names[number - 1]));
    } else {
        sup__buffer_text(out, "null");
    }
}

static void write_value(struct sup__buffer *out, const struct sup_field *field, const char *base)
{
    const char *at = base + field->offset;

    if ((field->flags & SUP_FIELD_LIST) != 0) {
        write_list(out, field, base);
        return;
    }
    switch (field->type) {
    case SUP_FIELD_ID:
        write_id(out, sup__member_i64(at));
        break;
    case SUP_FIELD_TIME:
        write_time(out, sup__member_i64(at));
        break;
    case SUP_FIELD_INT:
    case SUP_FIELD_DURATION:
        sup__buffer_int(out, sup__member_i64(at));
        break;
    case SUP_FIELD_COUNT:
        sup__buffer_int(out, sup__member_u32(at));
        break;
    case SUP_FIELD_BOOL:
        sup__buffer_text(out, sup__member_i32(at) != 0 ? "true" : "false");
        break;
    case SUP_FIELD_ENUM:
        write_enum(out, field, sup__member_i32(at));
        break;
    default:
        write_pointed(out, field, sup__member_pointer(at));
        break;
    }
}

/* The sign before a member, its name and the colon, in one piece: half of a reply is names. */
static void write_name(struct sup__buffer *out, char before, const char *name)
{
    char text[NAME_BYTES_MAX + 4];
    size_t bytes = strlen(name);

    text[0] = before;
    text[1] = '"';
    memcpy(text + 2, name, bytes);
    text[bytes + 2] = '"';
    text[bytes + 3] = ':';
    sup__buffer_append(out, text, bytes + 4);
}

void sup__encode(struct sup__buffer *out, const struct sup_shape *shape, const void *object)
{
    char before = '{';

    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];

        if (is_present(field, object)) {
            write_name(out, before, field->name);
            write_value(out, field, object);
            before = ',';
        }
    }
    if (before == '{') {
        sup__buffer_char(out, '{');
    }
    sup__buffer_char(out, '}');
}
