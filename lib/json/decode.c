/*
 * decode.c: from JSON to a parameter struct.
 *
 * Only the form is checked here: which members, which JSON types, names of enums, the digits of
 * ids. What the values may be is checked once for all doors, when the operation runs.
 */
#include "json/door.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/when.h"

enum { FIELDS_MAX = 64, TEXT_BYTES = SUP_ERROR_TEXT_SIZE };

struct decoder {
    struct sup__request *request;
    int allow_batch_ids;
};

static int32_t decode_object(const struct decoder *decoder, const struct sup_shape *shape,
                             const struct sup__json *node, char *to);

int32_t sup__decode_fail(struct sup__request *request, enum sup__message message,
                         const struct sup__json *node, const char *absent_key, const char *format,
                         ...)
{
    char pointer[SUP_ERROR_FIELD_SIZE];
    char text[TEXT_BYTES];
    va_list arguments;

    va_start(arguments, format);
    sup__vformat(text, sizeof text, format, arguments);
    va_end(arguments);
    sup__json_pointer_to(node, absent_key, pointer, sizeof pointer);
    return sup__fail(&request->error, message, pointer, "%s", text);
}

static int32_t fail_memory(struct sup__request *request)
{
    return sup__fail(&request->error, SUP_MSG_NOMEM, NULL, "no memory to read the request");
}

static int32_t fail_type(const struct decoder *decoder, const struct sup_field *field,
                         const struct sup__json *node, const char *expected)
{
    return sup__decode_fail(decoder->request, SUP_MSG_JSON_TYPE, node, NULL,
                            "%s%s is of type %s, %s is expected",
                            node->key == NULL ? "an item of " : "", field->name,
                            sup__json_type_name(node->type), expected);
}

/* ---- values ---- */

static int32_t decode_int(const struct decoder *decoder, const struct sup_field *field,
                          const struct sup__json *node, int64_t *out)
{
    if (node->type != SUP__JSON_NUMBER) {
        return fail_type(decoder, field, node, "a whole number");
    }
    if (!sup__parse_int(node->text, node->bytes, out)) {
        return sup__decode_fail(decoder->request, SUP_MSG_ARGUMENT_RANGE, node, NULL,
                                "%s is %.40s, a whole number is expected", field->name, node->text);
    }
    return SUP_OK;
}

/* Strings and numbers alike; -1 and so on name earlier calls of a batch. */
static int32_t decode_id(const struct decoder *decoder, const struct sup_field *field,
                         const struct sup__json *node, int64_t *out)
{
    int is_canonical;

    if (node->type != SUP__JSON_TEXT && node->type != SUP__JSON_NUMBER) {
        return fail_type(decoder, field, node, "an id in decimal digits");
    }
    is_canonical = sup__parse_int(node->text, node->bytes, out) && *out != 0 &&
                   node->text[node->text[0] == '-' ? 1 : 0] != '0';
    if (!is_canonical || *out < (decoder->allow_batch_ids ? -SUP_BATCH_ITEMS_MAX : 1)) {
        return sup__decode_fail(decoder->request, SUP_MSG_ID_FORM, node, NULL,
                                "%s is '%.40s', an id is expected", field->name, node->text);
    }
    return SUP_OK;
}

static int32_t decode_time(const struct decoder *decoder, const struct sup_field *field,
                           const struct sup__json *node, int64_t *out)
{
    if (node->type != SUP__JSON_TEXT) {
        return fail_type(decoder, field, node, "a time in RFC 3339");
    }
    if (!sup__time_parse(node->text, node->bytes, out)) {
        return sup__decode_fail(decoder->request, SUP_MSG_TIME_FORM, node, NULL,
                                "%s is '%.40s', a time is expected", field->name, node->text);
    }
    if (*out == 0 && (field->flags & SUP_FIELD_REQUIRED) == 0) {
        return sup__decode_fail(decoder->request, SUP_MSG_ARGUMENT_RANGE, node, NULL,
                                "%s cannot be 1970-01-01T00:00:00Z: that would mean that it is not "
                                "given; say one millisecond later",
                                field->name);
    }
    return SUP_OK;
}

static int32_t decode_duration(const struct decoder *decoder, const struct sup_field *field,
                               const struct sup__json *node, int64_t *out)
{
    if (node->type == SUP__JSON_NUMBER) {
        return decode_int(decoder, field, node, out);
    }
    if (node->type != SUP__JSON_TEXT) {
        return fail_type(decoder, field, node, "a number of milliseconds");
    }
    if (!sup__duration_parse(node->text, node->bytes, out)) {
        return sup__decode_fail(decoder->request, SUP_MSG_DURATION_FORM, node, NULL,
                                "%s is '%.40s', a duration is expected", field->name, node->text);
    }
    return SUP_OK;
}

static int32_t decode_bool(const struct decoder *decoder, const struct sup_field *field,
                           const struct sup__json *node, int32_t *out)
{
    if (node->type != SUP__JSON_TRUE && node->type != SUP__JSON_FALSE) {
        return fail_type(decoder, field, node, "true or false");
    }
    *out = node->type == SUP__JSON_TRUE;
    return SUP_OK;
}

static int32_t decode_count(const struct decoder *decoder, const struct sup_field *field,
                            const struct sup__json *node, uint32_t *out)
{
    int64_t number = 0;
    int32_t code = decode_int(decoder, field, node, &number);

    if (code == SUP_OK && (number < 0 || number > UINT32_MAX)) {
        return sup__decode_fail(decoder->request, SUP_MSG_ARGUMENT_RANGE, node, NULL,
                                "%s is %" PRId64, field->name, number);
    }
    *out = (uint32_t)number;
    return code;
}

static int32_t fail_enum(const struct decoder *decoder, const struct sup_field *field,
                         const struct sup__json *node, size_t count)
{
    const char *nearest = sup__nearest(node->text, field->names, count);
    char list[SUP_ERROR_HINT_SIZE];
    size_t used = 0;
    int32_t code =
        sup__decode_fail(decoder->request, SUP_MSG_ARGUMENT_UNKNOWN, node, NULL,
                         "%s is '%.80s', which is not one of its names", field->name, node->text);

    if (nearest != NULL) {
        sup__hint(&decoder->request->error, "did you mean '%s'?", nearest);
        return code;
    }
    for (size_t i = 0; i < count && used < sizeof list - 1; i++) {
        sup__format(list + used, sizeof list - used, "%s%s", i == 0 ? "" : ", ", field->names[i]);
        used += strlen(list + used);
    }
    sup__hint(&decoder->request->error, "use one of %s", list);
    return code;
}

static int32_t decode_enum(const struct decoder *decoder, const struct sup_field *field,
                           const struct sup__json *node, int32_t *out)
{
    size_t count = 0;

    if (node->type != SUP__JSON_TEXT) {
        return fail_type(decoder, field, node, "a name");
    }
    while (field->names[count] != NULL) {
        if (strcmp(field->names[count], node->text) == 0) {
            *out = (int32_t)count + 1;
            return SUP_OK;
        }
        count++;
    }
    return fail_enum(decoder, field, node, count);
}

/* A text of the tree, or the exact bytes of a value; both live as long as the request. */
static int32_t decode_text(const struct decoder *decoder, const struct sup_field *field,
                           const struct sup__json *node, const char **out)
{
    struct sup__request *request = decoder->request;

    if (field->type == SUP_FIELD_JSON) {
        *out = sup__arena_text(&request->arena, request->text + node->offset,
                               node->end - node->offset);
        return *out != NULL ? SUP_OK : fail_memory(request);
    }
    if ((field->flags & SUP_FIELD_SCALAR) != 0 &&
        (node->type == SUP__JSON_TRUE || node->type == SUP__JSON_FALSE)) {
        *out = node->type == SUP__JSON_TRUE ? "true" : "false";
        return SUP_OK;
    }
    if (node->type != SUP__JSON_TEXT &&
        (node->type != SUP__JSON_NUMBER || (field->flags & SUP_FIELD_SCALAR) == 0)) {
        return fail_type(decoder, field, node,
                         (field->flags & SUP_FIELD_SCALAR) != 0 ? "a text, a number, true or false"
                                                                : "a text");
    }
    *out = node->text;
    return SUP_OK;
}

static int32_t decode_pointer(const struct decoder *decoder, const struct sup_field *field,
                              const struct sup__json *node, char *to)
{
    const char *pointer = NULL;
    int32_t code;

    if (field->type == SUP_FIELD_OBJECT) {
        char *object;

        if (node->type != SUP__JSON_OBJECT) {
            return fail_type(decoder, field, node, "an object");
        }
        object = sup__arena_alloc(&decoder->request->arena, field->shape->struct_bytes);
        if (object == NULL) {
            return fail_memory(decoder->request);
        }
        pointer = object;
        code = decode_object(decoder, field->shape, node, object);
    } else {
        code = decode_text(decoder, field, node, &pointer);
    }
    memcpy(to, &pointer, sizeof pointer);
    return code;
}

/* ---- lists, members, objects ---- */

static int32_t decode_item(const struct decoder *decoder, const struct sup_field *field,
                           const struct sup__json *node, char *to)
{
    if (field->type != SUP_FIELD_OBJECT) {
        return decode_pointer(decoder, field, node, to);
    }
    if (node->type != SUP__JSON_OBJECT) {
        return fail_type(decoder, field, node, "an object");
    }
    return decode_object(decoder, field->shape, node, to);
}

static int32_t decode_list(const struct decoder *decoder, const struct sup_field *field,
                           const struct sup__json *node, char *base)
{
    size_t stride =
        field->type == SUP_FIELD_OBJECT ? field->shape->struct_bytes : sizeof(const char *);
    uint32_t index = 0;
    char *items;

    if (node->type != SUP__JSON_LIST) {
        return fail_type(decoder, field, node, "a list");
    }
    items = sup__arena_alloc(&decoder->request->arena, stride * node->count);
    if (items == NULL) {
        return fail_memory(decoder->request);
    }
    for (const struct sup__json *item = node->first; item != NULL; item = item->next) {
        int32_t code = decode_item(decoder, field, item, items + stride * index);

        if (code != SUP_OK) {
            return code;
        }
        index++;
    }
    memcpy(base + field->offset, &items, sizeof items);
    memcpy(base + field->count_offset, &index, sizeof index);
    return SUP_OK;
}

static int32_t decode_field(const struct decoder *decoder, const struct sup_field *field,
                            const struct sup__json *node, char *base)
{
    char *at = base + field->offset;
    int64_t wide = 0;
    int32_t narrow = 0;
    uint32_t count = 0;
    int32_t code;

    if ((field->flags & SUP_FIELD_LIST) != 0) {
        return decode_list(decoder, field, node, base);
    }
    switch (field->type) {
    case SUP_FIELD_ID:
        code = decode_id(decoder, field, node, &wide);
        break;
    case SUP_FIELD_INT:
        code = decode_int(decoder, field, node, &wide);
        break;
    case SUP_FIELD_TIME:
        code = decode_time(decoder, field, node, &wide);
        break;
    case SUP_FIELD_DURATION:
        code = decode_duration(decoder, field, node, &wide);
        break;
    case SUP_FIELD_BOOL:
        code = decode_bool(decoder, field, node, &narrow);
        memcpy(at, &narrow, sizeof narrow);
        return code;
    case SUP_FIELD_ENUM:
        code = decode_enum(decoder, field, node, &narrow);
        memcpy(at, &narrow, sizeof narrow);
        return code;
    case SUP_FIELD_COUNT:
        code = decode_count(decoder, field, node, &count);
        memcpy(at, &count, sizeof count);
        return code;
    default:
        return decode_pointer(decoder, field, node, at);
    }
    memcpy(at, &wide, sizeof wide);
    return code;
}

/* What a client may be tempted to say, and only the host states. */
static int is_of_the_host(const char *key)
{
    static const char *const names[] = {"actor",  "actor_id", "actor_kind", "caller", "now",
                                        "now_ms", "at",       "at_ms",      "tenant"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(key, names[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

static int32_t fail_unknown(struct sup__request *request, const struct sup__json *member,
                            const char *const *names, size_t count)
{
    const char *nearest = sup__nearest(member->key, names, count);
    int32_t code;

    if (is_of_the_host(member->key)) {
        return sup__decode_fail(request, SUP_MSG_RPC_CALLER, member, NULL,
                                "'%s' is not part of a request", member->key);
    }
    code = sup__decode_fail(request, SUP_MSG_JSON_KEY, member, NULL,
                            "there is no member '%.80s' here", member->key);
    if (nearest != NULL) {
        sup__hint(&request->error, "did you mean '%s'?", nearest);
    }
    return code;
}

int32_t sup__decode_members(struct sup__request *request, const struct sup__json *object,
                            const char *const *names, size_t count)
{
    for (const struct sup__json *member = object->first; member != NULL; member = member->next) {
        size_t i = 0;

        while (i < count && strcmp(names[i], member->key) != 0) {
            i++;
        }
        if (i == count) {
            return fail_unknown(request, member, names, count);
        }
    }
    return SUP_OK;
}

static int32_t fail_unknown_field(const struct decoder *decoder, const struct sup_shape *shape,
                                  const struct sup__json *member)
{
    const char *names[FIELDS_MAX];
    size_t count = shape->field_count < FIELDS_MAX ? shape->field_count : FIELDS_MAX;

    for (size_t i = 0; i < count; i++) {
        names[i] = shape->fields[i].name;
    }
    return fail_unknown(decoder->request, member, names, count);
}

/* null is the same as leaving a member out: some languages cannot do the other. */
static int32_t decode_object(const struct decoder *decoder, const struct sup_shape *shape,
                             const struct sup__json *node, char *to)
{
    uint64_t seen = 0;

    for (const struct sup__json *member = node->first; member != NULL; member = member->next) {
        uint32_t i = 0;
        int32_t code = SUP_OK;

        while (i < shape->field_count && strcmp(shape->fields[i].name, member->key) != 0) {
            i++;
        }
        if (i == shape->field_count) {
            return fail_unknown_field(decoder, shape, member);
        }
        if (member->type != SUP__JSON_NULL) {
            seen |= UINT64_C(1) << i;
            code = decode_field(decoder, &shape->fields[i], member, to);
        }
        if (code != SUP_OK) {
            return code;
        }
    }
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if ((shape->fields[i].flags & SUP_FIELD_REQUIRED) != 0 &&
            (seen & (UINT64_C(1) << i)) == 0) {
            return sup__decode_fail(decoder->request, SUP_MSG_ARGUMENT_MISSING, node,
                                    shape->fields[i].name, "%s is missing", shape->fields[i].name);
        }
    }
    return SUP_OK;
}

int32_t sup__decode_params_node(struct sup__request *request, const struct sup__json *object,
                                const struct sup__json **params)
{
    const struct sup__json *given = sup__json_member(object, "params");
    struct sup__json *empty;
    int32_t code;

    *params = given;
    if (given != NULL && given->type == SUP__JSON_OBJECT) {
        return SUP_OK;
    }
    if (given == NULL || given->type == SUP__JSON_NULL ||
        (given->type == SUP__JSON_LIST && given->count == 0)) {
        empty = sup__arena_alloc(&request->arena, sizeof *empty);
        if (empty == NULL) {
            return fail_memory(request);
        }
        empty->type = SUP__JSON_OBJECT;
        empty->key = "params";
        empty->parent = (struct sup__json *)(uintptr_t)object;
        *params = empty;
        return SUP_OK;
    }
    code = sup__decode_fail(request, SUP_MSG_JSON_TYPE, given, NULL,
                            "params is of type %s, an object is expected",
                            sup__json_type_name(given->type));
    if (given->type == SUP__JSON_LIST) {
        sup__hint(&request->error, "give parameters by name: \"params\":{\"ticket_id\":\"17\"}");
    }
    return code;
}

int32_t sup__decode_params(struct sup__request *request, const struct sup_shape *shape,
                           const struct sup__json *object, int allow_batch_ids, void **params)
{
    struct decoder decoder = {request, allow_batch_ids};
    char *to = sup__arena_alloc(&request->arena, shape->struct_bytes);

    *params = to;
    if (to == NULL) {
        return fail_memory(request);
    }
    memcpy(to, &shape->struct_bytes, sizeof shape->struct_bytes);
    return decode_object(&decoder, shape, object, to);
}
