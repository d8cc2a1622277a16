/*
 * shape_digest.c: two requests are the same when their digests are.
 *
 * Each field that is not at its default adds its name and its value, both after their lengths; a
 * struct ends with a name of length 0. No two different requests give the same bytes, and a field
 * that a later version adds changes no digest that is kept already.
 */
#include "ops/shape.h"

#include <string.h>

#include "base/member.h"

static void digest_fields(const struct sup_shape *shape, const char *base, struct sup__hash *hash);

static void add_text(struct sup__hash *hash, const char *text)
{
    size_t bytes = strlen(text);

    sup__hash_add_u32(hash, (uint32_t)bytes);
    sup__hash_add(hash, text, bytes);
}

/* The number of a field that holds one. */
static int64_t read_number(const struct sup_field *field, const char *at)
{
    switch (field->type) {
    case SUP_FIELD_BOOL:
    case SUP_FIELD_ENUM:
        return sup__member_i32(at);
    case SUP_FIELD_COUNT:
        return sup__member_u32(at);
    default:
        return sup__member_i64(at);
    }
}

static int is_pointer(const struct sup_field *field)
{
    switch (field->type) {
    case SUP_FIELD_CODE:
    case SUP_FIELD_TEXT:
    case SUP_FIELD_JSON:
    case SUP_FIELD_OBJECT:
        return 1;
    default:
        return 0;
    }
}

static void digest_list(const struct sup_field *field, const char *base, struct sup__hash *hash)
{
    const char *items = sup__member_pointer(base + field->offset);
    uint32_t count = sup__member_u32(base + field->count_offset);

    if (count == 0) {
        return;
    }
    add_text(hash, field->name);
    sup__hash_add_u32(hash, count);
    for (uint32_t i = 0; i < count; i++) {
        if (field->type == SUP_FIELD_OBJECT) {
            digest_fields(field->shape, items + (size_t)i * field->shape->struct_bytes, hash);
        } else {
            add_text(hash, sup__member_pointer(items + (size_t)i * sizeof items));
        }
    }
}

static void digest_field(const struct sup_field *field, const char *base, struct sup__hash *hash)
{
    const char *at = base + field->offset;

    if ((field->flags & SUP_FIELD_LIST) != 0) {
        digest_list(field, base, hash);
    } else if (is_pointer(field)) {
        const char *value = sup__member_pointer(at);

        if (value == NULL) {
            return;
        }
        add_text(hash, field->name);
        if (field->type == SUP_FIELD_OBJECT) {
            digest_fields(field->shape, value, hash);
        } else {
            add_text(hash, value);
        }
    } else if (read_number(field, at) != 0) {
        add_text(hash, field->name);
        sup__hash_add_i64(hash, read_number(field, at));
    }
}

static void digest_fields(const struct sup_shape *shape, const char *base, struct sup__hash *hash)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if (strcmp(shape->fields[i].name, "idempotency_key") != 0) {
            digest_field(&shape->fields[i], base, hash);
        }
    }
    sup__hash_add_u32(hash, 0);
}

void sup__params_digest(const struct sup_shape *shape, const void *params, struct sup__hash *hash)
{
    digest_fields(shape, params, hash);
}
