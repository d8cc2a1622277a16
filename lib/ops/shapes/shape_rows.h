/*
 * shape_rows.h: one macro per kind of field, for the files that describe the public structs.
 *
 * A row names a member, and the compiler checks that the member has the C type which the field's
 * type stands for: a struct that changes without its description does not compile.
 */
#ifndef SUP__SHAPE_ROWS_H
#define SUP__SHAPE_ROWS_H

#include "supportcore/authority.h"
#include "supportcore/operation.h"

/* Where a member is; does not compile unless it has that C type. */
#define SUP__AT(s, member, c_type)                                                                 \
    ((uint32_t)(offsetof(struct s, member) +                                                       \
                0 * sizeof(_Generic(((struct s *)0)->member, c_type : 0))))

#define SUP__ROW(s, member, c_type, name, field_type, flags, summary)                              \
    {                                                                                              \
        name, summary, field_type, flags, SUP__AT(s, member, c_type), 0, 0, 0, NULL, NULL          \
    }

#define SUP__ID(s, member, flags, summary)                                                         \
    SUP__ROW(s, member, int64_t, #member, SUP_FIELD_ID, flags, summary)
#define SUP__INT(s, member, flags, summary)                                                        \
    SUP__ROW(s, member, int64_t, #member, SUP_FIELD_INT, flags, summary)
#define SUP__BOOL(s, member, flags, summary)                                                       \
    SUP__ROW(s, member, int32_t, #member, SUP_FIELD_BOOL, flags, summary)
#define SUP__DURATION(s, member, flags, summary)                                                   \
    SUP__ROW(s, member, int64_t, #member, SUP_FIELD_DURATION, flags, summary)
/* A time loses the unit in its name: opened_ms is "opened_at". */
#define SUP__TIME(s, member, name, flags, summary)                                                 \
    SUP__ROW(s, member, int64_t, name, SUP_FIELD_TIME, flags, summary)

#define SUP__COUNT(s, member, most, flags, summary)                                                \
    {                                                                                              \
#member, summary, SUP_FIELD_COUNT, flags, SUP__AT(s, member, uint32_t), 0, 0, most, NULL,  \
            NULL                                                                                   \
    }
#define SUP__ENUM(s, member, list, flags, summary)                                                 \
    {                                                                                              \
#member, summary, SUP_FIELD_ENUM, flags, SUP__AT(s, member, int32_t), 0, 0, 0, list, NULL  \
    }

#define SUP__STRING(s, member, field_type, bytes, flags, summary)                                  \
    {                                                                                              \
#member, summary, field_type, flags, SUP__AT(s, member, const char *), 0, bytes, 0, NULL,  \
            NULL                                                                                   \
    }
#define SUP__CODE(s, member, flags, summary)                                                       \
    SUP__STRING(s, member, SUP_FIELD_CODE, SUP__CODE_BYTES_MAX, flags, summary)
#define SUP__TEXT(s, member, bytes, flags, summary)                                                \
    SUP__STRING(s, member, SUP_FIELD_TEXT, bytes, flags, summary)
#define SUP__LINES(s, member, bytes, flags, summary)                                               \
    SUP__STRING(s, member, SUP_FIELD_TEXT, bytes, (flags) | SUP_FIELD_LINES, summary)
#define SUP__JSON(s, member, bytes, flags, summary)                                                \
    SUP__STRING(s, member, SUP_FIELD_JSON, bytes, flags, summary)

#define SUP__OBJECT(s, member, c_struct, item_shape, flags, summary)                               \
    {                                                                                              \
#member, summary, SUP_FIELD_OBJECT, flags, SUP__AT(s, member, const struct c_struct *), 0, \
            0, 0, NULL, item_shape                                                                 \
    }

#define SUP__CODES(s, member, count, most, flags, summary)                                         \
    {                                                                                              \
#member, summary, SUP_FIELD_CODE, (flags) | SUP_FIELD_LIST,                                \
            SUP__AT(s, member, const char *const *), SUP__AT(s, count, uint32_t),                  \
            SUP__CODE_BYTES_MAX, most, NULL, NULL                                                  \
    }
#define SUP__TEXTS(s, member, count, bytes, most, flags, summary)                                  \
    {                                                                                              \
#member, summary, SUP_FIELD_TEXT, (flags) | SUP_FIELD_LIST,                                \
            SUP__AT(s, member, const char *const *), SUP__AT(s, count, uint32_t), bytes, most,     \
            NULL, NULL                                                                             \
    }
#define SUP__OBJECTS(s, member, count, c_struct, item_shape, most, flags, summary)                 \
    {                                                                                              \
#member, summary, SUP_FIELD_OBJECT, (flags) | SUP_FIELD_LIST,                              \
            SUP__AT(s, member, const struct c_struct *), SUP__AT(s, count, uint32_t), 0, most,     \
            NULL, item_shape                                                                       \
    }

/* Rows that many structs share. */
#define SUP__ROW_KEY(s)                                                                            \
    SUP__TEXT(s, idempotency_key, SUP_KEY_BYTES_MAX, 0,                                            \
              "The same request with the same key has one effect and one answer.")
#define SUP__ROW_TICKET(s) SUP__ID(s, ticket_id, SUP_FIELD_REQUIRED, "The ticket.")
/* Of what the authority matrix may decide about. */
#define SUP__ROWS_USE(s)                                                                           \
    SUP__ID(                                                                                       \
        s, request_id, 0,                                                                          \
        "A granted request for this, where the authority matrix asks for approval: it is used "    \
        "up."),                                                                                    \
        SUP__LINES(s, rationale, SUP_RATIONALE_BYTES_MAX, 0,                                       \
                   "Why, where the authority matrix asks for it.")
#define SUP__ROW_VERSION(s)                                                                        \
    SUP__INT(s, version, 0, "The version this change was based on; 0 for any.")
#define SUP__ROW_LIMIT(s)                                                                          \
    SUP__COUNT(s, limit, SUP_PAGE_MAX, 0, "Items of the page at most; 0 means 100.")
#define SUP__ROW_NEXT(s)                                                                           \
    SUP__ID(s, next_after_id, 0, "Give it as after_id for the next page; absent on the last.")

/* Define a shape with the rows of `<name>_fields`: of struct sup_<name>, or of a shared one. */
#define SUP__SHAPE_AT(shape_name, c_struct, reserved_at, summary)                                  \
    const struct sup_shape sup__shape_##shape_name = {                                             \
        #shape_name,                                                                               \
        summary,                                                                                   \
        (uint32_t)sizeof(struct c_struct),                                                         \
        (uint32_t)(sizeof shape_name##_fields / sizeof shape_name##_fields[0]),                    \
        shape_name##_fields,                                                                       \
        reserved_at}
#define SUP__SHAPE_OF(shape_name, c_struct, summary) SUP__SHAPE_AT(shape_name, c_struct, 0, summary)
#define SUP__SHAPE(shape_name, summary)              SUP__SHAPE_OF(shape_name, sup_##shape_name, summary)

/* The same for parameters with a member `reserved`, which must be 0. */
#define SUP__PARAMS_OF(shape_name, c_struct, summary)                                              \
    SUP__SHAPE_AT(shape_name, c_struct, SUP__AT(c_struct, reserved, uint32_t), summary)
#define SUP__PARAMS(shape_name, summary) SUP__PARAMS_OF(shape_name, sup_##shape_name, summary)

/* For parameters without any member but size and reserved. */
#define SUP__PARAMS_NONE(shape_name, summary)                                                      \
    const struct sup_shape sup__shape_##shape_name = {                                             \
        #shape_name, summary, (uint32_t)sizeof(struct sup_##shape_name),                           \
        0,           NULL,    SUP__AT(sup_##shape_name, reserved, uint32_t)}

#endif
