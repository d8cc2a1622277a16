/*
 * values.c: do the values of a row lie within what their columns hold?
 *
 * Anybody may edit a row with SQL, and a program that does so may be wrong. The library indexes by
 * categories, counts on from versions, and copies names into events that last: so it asks first.
 * Records are left to the chain, which tells what was edited; here only a NUL in one of their texts
 * is refused, since what stands behind it would be seen by SQL alone.
 */
#include "repo/rows.h"

#include "base/message.h"
#include "base/text.h"
#include "base/when.h"
#include "supportcore/people.h"
#include "supportcore/reminder.h"
#include "supportcore/report.h"

#include <inttypes.h>
#include <string.h>

/* Numbers stay below 2^53, as those of requests do: JavaScript keeps them. */
#define SUP__NUMBER_MAX INT64_C(9007199254740991)

enum { SUP__CODE_BYTES = 64, SUP__NAMES_BYTES = SUP_AGENT_CODES_MAX * (SUP__CODE_BYTES + 1) };
/* Of a row of the ledger: an order's system and id. */
enum { SUP__SUBJECT_BYTES_MAX = SUP__CODE_BYTES + 1 + SUP_REFERENCE_ID_BYTES_MAX };

/* Days since 1970 of the years 1 to 9999. */
enum { SUP__DAY_MIN = -719163, SUP__DAY_MAX = 2932897 };

enum form { FORM_NUMBER, FORM_BYTES, FORM_TEXT, FORM_LINES, FORM_LINE, FORM_CODE };

struct limits {
    int64_t least;
    int64_t most;
    int32_t form;
};

#define LIMITS_FIRST(type, form, least, most)                                                      \
    {                                                                                              \
        least, most, FORM_##form                                                                   \
    }
#define LIMITS_OF(...)                     LIMITS_FIRST(__VA_ARGS__)
#define LIMITS(type, name, flags, meaning) LIMITS_OF(SUP__HOLDS_##type),
#define LIMITS_OF_TABLE(NAME, name, kind, keys, version, meaning)                                  \
    static const struct limits name##_limits[] = {SUP__##NAME##_COLUMNS(LIMITS)};
SUP__TABLES(LIMITS_OF_TABLE)

#define LIMITS_LIST(NAME, name, kind, keys, version, meaning) name##_limits,
static const struct limits *const limits[] = {SUP__TABLES(LIMITS_LIST)};

static int is_code(const struct sup_value *value)
{
    char code[SUP__CODE_BYTES + 1];
    memcpy(code, value->data, value->bytes);
    code[value->bytes] = 0;
    return sup__is_code(code) && strlen(code) == value->bytes;
}

/* Without line breaks and other control characters, where it is one line. */
static int is_clean(const struct sup_value *value, int is_one_line)
{
    const char *text = value->data;
    size_t at = 0;
    while (at < value->bytes && text[at] >= ' ' && text[at] <= '~') {
        at++; /* most texts are ASCII, and done here */
    }
    size_t left = value->bytes - at;
    return !left || (sup__utf8_valid_prefix(text + at, left) == left &&
                     (!is_one_line || sup__line_prefix(text + at, left) == left));
}

static int fits(const struct limits *limit, const struct sup_value *value)
{
    if (limit->form == FORM_NUMBER) { /* most are */
        return (value->number >= limit->least && value->number <= limit->most) ||
               value->type == SUP_NULL;
    }
    if (value->type == SUP_NULL || limit->form == FORM_BYTES) {
        return 1;
    }
    if (limit->form == FORM_TEXT) {
        return value->bytes == 0 || memchr(value->data, 0, value->bytes) == NULL;
    }
    if (value->bytes < (size_t)limit->least || value->bytes > (size_t)limit->most) {
        return 0;
    }
    return limit->form == FORM_CODE ? is_code(value) : is_clean(value, limit->form == FORM_LINE);
}

static int32_t misfit(const struct sup_table *table, const struct limits *limit, uint32_t column,
                      const struct sup_value *values, struct sup_error *error)
{
    char name[SUP_ERROR_FIELD_SIZE];
    char where[32] = "";
    sup__format(name, sizeof name, "%s.%s", table->name, table->columns[column].name);
    if (table->key_count > 1 && values[1].type == SUP_INT) {
        sup__format(where, sizeof where, " of row %" PRId64, values[1].number);
    }
    if (limit->form == FORM_NUMBER) {
        return sup__fail(error, SUP_MSG_STORE_EDITED, name,
                         "%s%s is %" PRId64 ", which is not from %" PRId64 " to %" PRId64, name,
                         where, values[column].number, limit->least, limit->most);
    }
    return sup__fail(error,
                     table->kind == SUP_TABLE_RECORD ? SUP_MSG_STORE_CORRUPT : SUP_MSG_STORE_EDITED,
                     name, "%s%s is a text that the library does not write", name, where);
}

int32_t sup__values_check_some(enum sup__table table, uint64_t columns,
                               const struct sup_value *values, struct sup_error *error)
{
    for (uint64_t left = columns; left; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left);
        if (!fits(&limits[table][i], &values[i])) {
            return misfit(&sup_schema()->tables[table], &limits[table][i], i, values, error);
        }
    }
    return SUP_OK;
}

int32_t sup__values_check(enum sup__table table, const struct sup_value *values,
                          struct sup_error *error)
{
    uint32_t count = sup_schema()->tables[table].column_count;
    return sup__values_check_some(table, ~UINT64_C(0) >> (64 - count), values, error);
}
