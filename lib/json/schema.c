/*
 * schema.c: JSON Schema (draft 7, which OpenRPC 1.3 uses) of fields and shapes.
 */
#include "json/door.h"

#include <inttypes.h>
#include <string.h>

enum { SHAPES_MAX = 256 };

static void write_string(struct sup__buffer *out, const char *text)
{
    sup__buffer_json_text(out, text, strlen(text));
}

static void write_names(struct sup__buffer *out, const char *const *names)
{
    sup__buffer_text(out, "\"type\":\"string\",\"enum\":[");
    for (size_t i = 0; names[i] != NULL; i++) {
        if (i != 0) {
            sup__buffer_char(out, ',');
        }
        write_string(out, names[i]);
    }
    sup__buffer_char(out, ']');
}

static void write_text_schema(struct sup__buffer *out, const struct sup_field *field, int is_param)
{
    sup__buffer_text(out, is_param && (field->flags & SUP_FIELD_SCALAR) != 0
                              ? "\"type\":[\"string\",\"number\",\"boolean\"]"
                              : "\"type\":\"string\"");
    if (is_param && (field->flags & SUP_FIELD_REQUIRED) != 0) {
        sup__buffer_text(out, ",\"minLength\":1");
    }
    if (field->bytes_max != 0) { /* a character has at least one byte */
        sup__buffer_text(out, ",\"maxLength\":");
        sup__buffer_int(out, field->bytes_max);
        sup__buffer_text(out, ",\"x-max-bytes\":");
        sup__buffer_int(out, field->bytes_max);
    }
    if (is_param && (field->flags & SUP_FIELD_LINES) == 0) { /* one line */
        sup__buffer_text(out, ",\"pattern\":\"^[^\\\\u0000-\\\\u001f\\\\u007f-\\\\u009f"
                              "\\\\u2028\\\\u2029]*$\"");
    }
}

static void write_int_schema(struct sup__buffer *out, int is_param)
{
    sup__buffer_text(out, "\"type\":\"integer\"");
    if (is_param) {
        sup__buffer_text(out, ",\"minimum\":0,\"maximum\":9007199254740991");
    }
}

static void write_count_schema(struct sup__buffer *out, const struct sup_field *field)
{
    sup__buffer_text(out, "\"type\":\"integer\",\"minimum\":0");
    if (field->items_max != 0) {
        sup__buffer_text(out, ",\"maximum\":");
        sup__buffer_int(out, field->items_max);
    }
}

/* The members of one value's schema, without braces. */
static void write_value_schema(struct sup__buffer *out, const struct sup_field *field, int is_param)
{
    switch (field->type) {
    case SUP_FIELD_ID:
        sup__buffer_text(out, is_param ? "\"$ref\":\"#/components/schemas/id_given\""
                                       : "\"$ref\":\"#/components/schemas/id\"");
        break;
    case SUP_FIELD_INT:
        write_int_schema(out, is_param);
        break;
    case SUP_FIELD_COUNT:
        write_count_schema(out, field);
        break;
    case SUP_FIELD_BOOL:
        sup__buffer_text(out, "\"type\":\"boolean\"");
        break;
    case SUP_FIELD_ENUM:
        write_names(out, field->names);
        break;
    case SUP_FIELD_TIME:
        sup__buffer_text(out, "\"type\":\"string\",\"format\":\"date-time\"");
        break;
    case SUP_FIELD_DURATION:
        sup__buffer_text(out, is_param ? "\"$ref\":\"#/components/schemas/duration_given\""
                                       : "\"type\":\"integer\",\"minimum\":0");
        break;
    case SUP_FIELD_CODE:
        sup__buffer_text(out, "\"$ref\":\"#/components/schemas/code\"");
        break;
    case SUP_FIELD_JSON:
        sup__buffer_text(out, "\"type\":\"object\"");
        break;
    case SUP_FIELD_OBJECT:
        sup__buffer_text(out, "\"$ref\":\"#/components/schemas/");
        sup__buffer_text(out, field->shape->name);
        sup__buffer_char(out, '"');
        break;
    default:
        write_text_schema(out, field, is_param);
        break;
    }
}

void sup__schema_field(struct sup__buffer *out, const struct sup_field *field, int is_param)
{
    sup__buffer_char(out, '{');
    if ((field->flags & SUP_FIELD_LIST) == 0) {
        write_value_schema(out, field, is_param);
    } else {
        sup__buffer_text(out, "\"type\":\"array\"");
        if (is_param && (field->flags & SUP_FIELD_REQUIRED) != 0) {
            sup__buffer_text(out, ",\"minItems\":1");
        }
        if (field->items_max != 0) {
            sup__buffer_text(out, ",\"maxItems\":");
            sup__buffer_int(out, field->items_max);
        }
        sup__buffer_text(out, ",\"items\":{");
        write_value_schema(out, field, is_param);
        sup__buffer_char(out, '}');
    }
    sup__buffer_char(out, '}');
}

/* ---- shapes that the document refers to ---- */

struct shapes {
    const struct sup_shape *items[SHAPES_MAX];
    int is_param[SHAPES_MAX]; /* clients send it: other members are refused */
    size_t count;
};

static void collect(struct shapes *shapes, const struct sup_shape *shape, int is_param);

static void collect_fields(struct shapes *shapes, const struct sup_shape *shape, int is_param)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if (shape->fields[i].type == SUP_FIELD_OBJECT) {
            collect(shapes, shape->fields[i].shape, is_param);
        }
    }
}

static void collect(struct shapes *shapes, const struct sup_shape *shape, int is_param)
{
    for (size_t i = 0; i < shapes->count; i++) {
        if (shapes->items[i] == shape) {
            shapes->is_param[i] |= is_param;
            return;
        }
    }
    if (shapes->count < SHAPES_MAX) {
        shapes->items[shapes->count] = shape;
        shapes->is_param[shapes->count] = is_param;
        shapes->count++;
        collect_fields(shapes, shape, is_param);
    }
}

static void collect_all(struct shapes *shapes)
{
    shapes->count = 0;
    collect(shapes, sup_receipt_shape(), 0);
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);

        collect_fields(shapes, operation->params, 1);
        if (operation->result != NULL) {
            collect(shapes, operation->result, 0);
        }
    }
}

/* What a result always has; see encode.c. */
static int is_always_there(const struct sup_field *field)
{
    switch (field->type) {
    case SUP_FIELD_INT:
    case SUP_FIELD_DURATION:
    case SUP_FIELD_BOOL:
    case SUP_FIELD_COUNT:
        return 1;
    default:
        return (field->flags & SUP_FIELD_REQUIRED) != 0;
    }
}

static void write_required(struct sup__buffer *out, const struct sup_shape *shape, int is_param)
{
    const char *before = ",\"required\":[";

    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];

        if (is_param ? (field->flags & SUP_FIELD_REQUIRED) != 0 : is_always_there(field)) {
            sup__buffer_text(out, before);
            write_string(out, field->name);
            before = ",";
        }
    }
    if (before[1] == '\0') {
        sup__buffer_char(out, ']');
    }
}

static void write_shape(struct sup__buffer *out, const struct sup_shape *shape, int is_param)
{
    sup__buffer_char(out, ',');
    write_string(out, shape->name);
    sup__buffer_text(out, ":{\"type\":\"object\",\"description\":");
    write_string(out, shape->summary);
    sup__buffer_text(out, ",\"properties\":{");
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];

        if (i != 0) {
            sup__buffer_char(out, ',');
        }
        write_string(out, field->name);
        sup__buffer_text(out, ":{\"description\":");
        write_string(out, field->summary);
        sup__buffer_text(out, ",\"allOf\":[");
        sup__schema_field(out, field, is_param);
        sup__buffer_text(out, "]}");
    }
    sup__buffer_char(out, '}');
    write_required(out, shape, is_param);
    if (is_param) {
        sup__buffer_text(out, ",\"additionalProperties\":false");
    }
    sup__buffer_char(out, '}');
}

void sup__schema_components(struct sup__buffer *out)
{
    struct shapes shapes;

    collect_all(&shapes);
    sup__buffer_text(
        out,
        "\"id\":{\"type\":\"string\",\"pattern\":\"^[1-9][0-9]{0,18}$\","
        "\"description\":\"An id in decimal digits.\"},"
        "\"id_given\":{\"type\":[\"string\",\"integer\"],"
        "\"pattern\":\"^-?[1-9][0-9]{0,18}$\","
        "\"description\":\"An id in decimal digits. In a batch -1 is what the first call made, "
        "-2 the second, and so on.\"},"
        "\"code\":{\"type\":\"string\",\"pattern\":\"^[a-z0-9][a-z0-9_.-]{0,63}$\","
        "\"description\":\"A short name.\"},"
        "\"duration_given\":{\"type\":[\"integer\",\"string\"],\"minimum\":0,\"pattern\":"
        "\"^P(?=[0-9T])([0-9]+W)?([0-9]+D)?"
        "(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]{1,3})?S)?)?$\","
        "\"description\":\"Milliseconds, or ISO 8601 in weeks to seconds: PT4H30M.\"}");
    for (size_t i = 0; i < shapes.count; i++) {
        write_shape(out, shapes.items[i], shapes.is_param[i]);
    }
}
