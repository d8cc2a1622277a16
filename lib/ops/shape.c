/*
 * shape.c: checks of a caller's parameters, driven by their description.
 *
 * Wrong input is told here, once, with the path of the member that is to blame, so that operations
 * begin with values they can trust.
 */
#include "ops/shape.h"

#include <inttypes.h>
#include <string.h>

#include "base/member.h"
#include "base/message.h"
#include "base/text.h"
#include "base/when.h"

enum { PATH_BYTES = 96 };

struct check {
    int allow_batch_ids;
    struct sup_error *error;
};

static int32_t check_fields(const struct check *check, const struct sup_shape *shape,
                            const char *base);

static int32_t missing(const struct check *check, const struct sup_field *field)
{
    return sup__fail(check->error, SUP_MSG_ARGUMENT_MISSING, field->name, "%s is missing",
                     field->name);
}

static int32_t check_range(const struct check *check, const struct sup_field *field, int64_t number,
                           int64_t least, int64_t most)
{
    if (number >= least && number <= most) {
        return SUP_OK;
    }
    return sup__fail(check->error, SUP_MSG_ARGUMENT_RANGE, field->name,
                     "%s is %" PRId64 ", allowed is %" PRId64 " to %" PRId64, field->name, number,
                     least, most);
}

static int32_t check_id(const struct check *check, const struct sup_field *field, int64_t id)
{
    if (id == 0 && (field->flags & SUP_FIELD_REQUIRED) != 0) {
        return missing(check, field);
    }
    if (id >= 0 || (check->allow_batch_ids && id >= -SUP_BATCH_ITEMS_MAX)) {
        return SUP_OK;
    }
    return sup__fail(check->error, SUP_MSG_ID_FORM, field->name, "%s is %" PRId64, field->name, id);
}

static int32_t fail_enum(const struct check *check, const struct sup_field *field, int32_t number)
{
    char names[SUP_ERROR_TEXT_SIZE];
    size_t at = 0;
    for (int32_t i = 0; field->names[i] && at < sizeof names; i++) {
        sup__format(names + at, sizeof names - at, "%s%" PRId32 " %s", i ? ", " : "", i + 1,
                    field->names[i]);
        at += strlen(names + at);
    }
    return sup__fail(check->error, SUP_MSG_ARGUMENT_RANGE, field->name,
                     "%s is %" PRId32 ", known are %s", field->name, number, names);
}

static int32_t check_enum(const struct check *check, const struct sup_field *field, int32_t number)
{
    int32_t most = 0;

    if (number == 0 && (field->flags & SUP_FIELD_REQUIRED) != 0) {
        return missing(check, field);
    }
    while (field->names[most] != NULL) {
        most++;
    }
    return number >= 0 && number <= most ? SUP_OK : fail_enum(check, field, number);
}

static int32_t check_text(const struct check *check, const struct sup_field *field,
                          const char *text)
{
    size_t bytes;

    if (field->type == SUP_FIELD_CODE) {
        if (sup__is_code(text)) {
            return SUP_OK;
        }
        bytes = strlen(text);
        if (sup__utf8_valid_prefix(text, bytes) == bytes) {
            return sup__fail(check->error, SUP_MSG_CODE_FORM, field->name, "'%.80s' is not a code",
                             text);
        }
    } else {
        bytes = strlen(text);
    }
    if (field->bytes_max != 0 && bytes > field->bytes_max) {
        return sup__fail(check->error,
                         field->type == SUP_FIELD_JSON ? SUP_MSG_JSON_SIZE : SUP_MSG_TEXT_LONG,
                         field->name, "%s has %zu bytes, the limit is %" PRIu32, field->name, bytes,
                         field->bytes_max);
    }
    if (sup__utf8_valid_prefix(text, bytes) != bytes) {
        return sup__fail(check->error, SUP_MSG_TEXT_ENCODING, field->name,
                         "%s is not UTF-8 at byte %zu", field->name,
                         sup__utf8_valid_prefix(text, bytes));
    }
    if (field->type == SUP_FIELD_TEXT && (field->flags & SUP_FIELD_LINES) == 0 &&
        sup__line_prefix(text, bytes) != bytes) {
        return sup__fail(check->error, SUP_MSG_TEXT_LINE, field->name,
                         "%s has a line break or another control character at byte %zu",
                         field->name, sup__line_prefix(text, bytes));
    }
    return SUP_OK;
}

static int32_t check_optional_text(const struct check *check, const struct sup_field *field,
                                   const char *text)
{
    int is_required = (field->flags & SUP_FIELD_REQUIRED) != 0;

    if (text == NULL || (is_required && text[0] == '\0')) {
        return is_required ? missing(check, field) : SUP_OK;
    }
    return check_text(check, field, text);
}

static int32_t check_object(const struct check *check, const struct sup_field *field,
                            const char *object)
{
    int32_t code;

    if (object == NULL) {
        return (field->flags & SUP_FIELD_REQUIRED) != 0 ? missing(check, field) : SUP_OK;
    }
    code = check_fields(check, field->shape, object);
    if (code != SUP_OK) {
        char path[PATH_BYTES];

        sup__format(path, sizeof path, "%s/", field->name);
        sup__field_prefix(check->error, path);
    }
    return code;
}

static int32_t check_item(const struct check *check, const struct sup_field *field,
                          const char *items, uint32_t index)
{
    char path[PATH_BYTES];
    const char *text = NULL;
    int32_t code;

    if (field->type == SUP_FIELD_OBJECT) {
        code =
            check_fields(check, field->shape, items + (size_t)index * field->shape->struct_bytes);
        if (code != SUP_OK) {
            sup__format(path, sizeof path, "%s/%" PRIu32 "/", field->name, index);
            sup__field_prefix(check->error, path);
        }
        return code;
    }
    text = sup__member_pointer(items + (size_t)index * sizeof text);
    code = text != NULL ? check_text(check, field, text) : SUP_OK;
    if (text != NULL && code == SUP_OK) {
        return SUP_OK;
    }
    sup__format(path, sizeof path, "%s/%" PRIu32, field->name, index);
    if (text == NULL) {
        return sup__fail(check->error, SUP_MSG_ARGUMENT_MISSING, path, "an item of %s is missing",
                         field->name);
    }
    if (check->error != NULL) {
        sup__format(check->error->field, sizeof check->error->field, "%s", path);
    }
    return code;
}

static int32_t check_list(const struct check *check, const struct sup_field *field,
                          const char *base)
{
    const char *items = sup__member_pointer(base + field->offset);
    uint32_t count = sup__member_u32(base + field->count_offset);

    if (count == 0) {
        return (field->flags & SUP_FIELD_REQUIRED) != 0 ? missing(check, field) : SUP_OK;
    }
    if (items == NULL) {
        return sup__fail(check->error, SUP_MSG_ARGUMENT_MISSING, field->name,
                         "%s is NULL, but its count is %" PRIu32, field->name, count);
    }
    if (field->items_max != 0 && count > field->items_max) {
        return sup__fail(check->error, SUP_MSG_LIST_LONG, field->name,
                         "%s has %" PRIu32 " items, the limit is %" PRIu32, field->name, count,
                         field->items_max);
    }
    for (uint32_t i = 0; i < count; i++) {
        int32_t code = check_item(check, field, items, i);

        if (code != SUP_OK) {
            return code;
        }
    }
    return SUP_OK;
}

static int32_t check_field(const struct check *check, const struct sup_field *field,
                           const char *base)
{
    const char *at = base + field->offset;

    if ((field->flags & SUP_FIELD_LIST) != 0) {
        return check_list(check, field, base);
    }
    switch (field->type) {
    case SUP_FIELD_ID:
        return check_id(check, field, sup__member_i64(at));
    case SUP_FIELD_INT:
    case SUP_FIELD_DURATION:
        return check_range(check, field, sup__member_i64(at), 0, SUP__PARAM_INT_MAX);
    case SUP_FIELD_TIME:
        return check_range(check, field, sup__member_i64(at), SUP__TIME_MIN_MS, SUP__TIME_MAX_MS);
    case SUP_FIELD_BOOL:
        return check_range(check, field, sup__member_i32(at), 0, 1);
    case SUP_FIELD_COUNT:
        return check_range(check, field, sup__member_u32(at), 0,
                           field->items_max != 0 ? field->items_max : UINT32_MAX);
    case SUP_FIELD_ENUM:
        return check_enum(check, field, sup__member_i32(at));
    case SUP_FIELD_OBJECT:
        return check_object(check, field, sup__member_pointer(at));
    default:
        return check_optional_text(check, field, sup__member_pointer(at));
    }
}

static int32_t check_fields(const struct check *check, const struct sup_shape *shape,
                            const char *base)
{
    uint32_t reserved =
        shape->reserved_offset != 0 ? sup__member_u32(base + shape->reserved_offset) : 0;

    if (reserved != 0) {
        return sup__fail(check->error, SUP_MSG_RESERVED, "reserved",
                         "reserved is %" PRIu32 ", not 0", reserved);
    }
    for (uint32_t i = 0; i < shape->field_count; i++) {
        int32_t code = check_field(check, &shape->fields[i], base);

        if (code != SUP_OK) {
            return code;
        }
    }
    return SUP_OK;
}

int32_t sup__params_check(const struct sup_shape *shape, const void *params, int allow_batch_ids,
                          struct sup_error *error)
{
    struct check check = {allow_batch_ids, error};

    if (params == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "params", "params is NULL");
    }
    if (!sup__struct_fits(params, shape->struct_bytes, shape->struct_bytes)) {
        char what[80];
        sup__format(what, sizeof what, "the struct of %s", shape->name);
        return sup__check_struct(error, params, shape->struct_bytes, what, "size");
    }
    return check_fields(&check, shape, params);
}
