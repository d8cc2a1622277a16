/*
 * json_out.c: writes JSON from the library's descriptions of its structs.
 */
#include "json_out.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "instant.h"
#include "width.h"

/* JSON-RPC 2.0, section 5.1: wrong parameters; codes of the library are these plus enum sup_code.
 */
enum { RPC_PARAMS = -32602, RPC_OURS = -32000 };

/* What JSON needs escaped, and what would steer a terminal that the document is shown on. */
static int needs_escape(uint32_t character)
{
    return character < 0x20 || character == '"' || character == '\\' ||
           (character >= 0x7F && character <= 0x9F) || character == 0x2028 || character == 0x2029 ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

static void add_escaped(struct text *out, uint32_t character)
{
    switch (character) {
    case '"':
        text_add(out, "\\\"");
        break;
    case '\\':
        text_add(out, "\\\\");
        break;
    case '\n':
        text_add(out, "\\n");
        break;
    case '\r':
        text_add(out, "\\r");
        break;
    case '\t':
        text_add(out, "\\t");
        break;
    default:
        text_add_format(out, "\\u%04x", (unsigned)character);
    }
}

void json_add_string(struct text *out, const char *value)
{
    if (value == NULL) {
        text_add(out, "null");
        return;
    }
    size_t bytes = strlen(value), begin = 0;
    text_add(out, "\"");
    for (size_t at = 0; at < bytes;) {
        uint32_t character = 0xFFFD;
        size_t length = character_read(value + at, bytes - at, &character);
        if (length > 0 && !needs_escape(character)) {
            at += length;
            continue;
        }
        text_add_bytes(out, value + begin, at - begin);
        add_escaped(out, character);
        begin = at += length > 0 ? length : 1;
    }
    text_add_bytes(out, value + begin, bytes - begin);
    text_add(out, "\"");
}

static void add_id(struct text *out, int64_t id)
{
    text_add_format(out, "\"%" PRId64 "\"", id);
}

static int64_t int64_at(const void *value, const struct sup_field *field)
{
    int64_t number;
    memcpy(&number, (const char *)value + field->offset, sizeof number);
    return number;
}

static int32_t int32_at(const void *value, uint32_t offset)
{
    int32_t number;
    memcpy(&number, (const char *)value + offset, sizeof number);
    return number;
}

static const void *pointer_at(const void *value, uint32_t offset)
{
    const void *pointer;
    memcpy(&pointer, (const char *)value + offset, sizeof pointer);
    return pointer;
}

/* The name of an enum's value; NULL for 0 and for values past the last name. */
static const char *enum_name(const struct sup_field *field, int32_t value)
{
    for (int32_t i = 0; value > 0 && field->names != NULL && field->names[i] != NULL; i++) {
        if (i + 1 == value) {
            return field->names[i];
        }
    }
    return NULL;
}

/* What is absent is left out, as the door does: texts and objects that are NULL, ids and times of
 * 0. Numbers, booleans and required lists are always there. */
static int is_absent(const struct sup_field *field, const void *value)
{
    if (field->flags & SUP_FIELD_LIST) {
        return !(field->flags & SUP_FIELD_REQUIRED) && pointer_at(value, field->offset) == NULL;
    }
    switch (field->type) {
    case SUP_FIELD_ID:
    case SUP_FIELD_TIME:
        return int64_at(value, field) == 0;
    case SUP_FIELD_ENUM:
        return int32_at(value, field->offset) == 0;
    case SUP_FIELD_CODE:
    case SUP_FIELD_TEXT:
    case SUP_FIELD_JSON:
    case SUP_FIELD_OBJECT:
        return pointer_at(value, field->offset) == NULL;
    default:
        return 0;
    }
}

static void add_time(struct text *out, int64_t ms)
{
    char time[INSTANT_TEXT_SIZE];
    instant_write(ms, time);
    json_add_string(out, time);
}

static void add_items(struct text *out, const struct sup_field *field, const void *value)
{
    const char *items = pointer_at(value, field->offset);
    uint32_t count = (uint32_t)int32_at(value, field->count_offset);
    for (uint32_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? "," : "");
        if (field->type == SUP_FIELD_OBJECT) {
            json_add_struct(out, field->shape, items + (size_t)i * field->shape->struct_bytes);
        } else {
            json_add_string(out, pointer_at(items, (uint32_t)(i * sizeof(char *))));
        }
    }
}

/* A JSON value on one line: line breaks in it are only between its values. */
static void add_json(struct text *out, const char *json)
{
    while (*json != '\0') {
        size_t bytes = strcspn(json, "\r\n");
        text_add_bytes(out, json, bytes);
        json += bytes;
        if (*json != '\0') {
            text_add(out, " ");
            json++;
        }
    }
}

static void add_value(struct text *out, const struct sup_field *field, const void *value)
{
    switch (field->type) {
    case SUP_FIELD_ID:
        add_id(out, int64_at(value, field));
        break;
    case SUP_FIELD_INT:
    case SUP_FIELD_DURATION:
        text_add_format(out, "%" PRId64, int64_at(value, field));
        break;
    case SUP_FIELD_COUNT:
        text_add_format(out, "%" PRIu32, (uint32_t)int32_at(value, field->offset));
        break;
    case SUP_FIELD_BOOL:
        text_add(out, int32_at(value, field->offset) ? "true" : "false");
        break;
    case SUP_FIELD_ENUM:
        json_add_string(out, enum_name(field, int32_at(value, field->offset)));
        break;
    case SUP_FIELD_TIME:
        add_time(out, int64_at(value, field));
        break;
    case SUP_FIELD_JSON:
        add_json(out, pointer_at(value, field->offset));
        break;
    case SUP_FIELD_OBJECT:
        json_add_struct(out, field->shape, pointer_at(value, field->offset));
        break;
    default:
        json_add_string(out, pointer_at(value, field->offset));
    }
}

void json_add_struct(struct text *out, const struct sup_shape *shape, const void *value)
{
    const char *separator = "";
    text_add(out, "{");
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];
        if (is_absent(field, value)) {
            continue;
        }
        text_add(out, separator);
        separator = ",";
        json_add_string(out, field->name);
        text_add(out, ":");
        if (field->flags & SUP_FIELD_LIST) {
            text_add(out, "[");
            add_items(out, field, value);
            text_add(out, "]");
        } else {
            add_value(out, field, value);
        }
    }
    text_add(out, "}");
}

const struct sup_shape *json_result_shape(int32_t operation)
{
    const struct sup_operation *entry = sup_operation_numbered(operation);
    if (entry == NULL) {
        return NULL;
    }
    return entry->result != NULL ? entry->result : sup_receipt_shape();
}

void json_add_error(struct text *out, const struct sup_error *error, int32_t rpc_code, int64_t line)
{
    if (rpc_code == 0) {
        rpc_code = error->code == SUP_INVALID ? RPC_PARAMS : RPC_OURS + error->code;
    }
    text_add_format(out, "{\"code\":%" PRId32 ",\"message\":", rpc_code);
    json_add_string(out, error->text);
    text_add(out, ",\"data\":{\"code\":");
    json_add_string(out, sup_code_name(error->code));
    if (error->message_id != 0) {
        text_add_format(out, ",\"message_id\":%" PRId32 ",\"message_name\":", error->message_id);
        json_add_string(out, sup_message_name(error->message_id));
    }
    if (*error->field != '\0') {
        text_add(out, ",\"field\":");
        json_add_string(out, error->field);
    }
    if (*error->hint != '\0') {
        text_add(out, ",\"hint\":");
        json_add_string(out, error->hint);
    }
    if (line > 0) {
        text_add_format(out, ",\"line\":%" PRId64, line);
    }
    text_add_format(out, ",\"retryable\":%s}}", sup_error_is_retryable(error) ? "true" : "false");
}

void json_add_items(struct text *out, int32_t operation, const void *page)
{
    const struct sup_shape *shape = json_result_shape(operation);
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];
        if (strcmp(field->name, "items") == 0 && int32_at(page, field->count_offset) > 0) {
            text_add(out, out->bytes > 0 && out->data[out->bytes - 1] == '[' ? "" : ",");
            add_items(out, field, page);
        }
    }
}

int json_print(const struct program *program, struct text *out)
{
    text_add(out, "\n");
    return program_print(program, out);
}

int json_print_result(const struct program *program, int32_t operation, const void *result)
{
    struct text out = {0};
    json_add_struct(&out, json_result_shape(operation), result);
    return json_print(program, &out);
}
