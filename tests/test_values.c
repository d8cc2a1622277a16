/*
 * test_values.c: what a row may hold, on both sides of each limit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "repo/rows.h"

static char letters[4096];

/* A row in which one column has a value and all others are NULL, which is for the store to refuse.
 */
static int32_t check(enum sup__table table, const char *column, struct sup_value value,
                     struct sup_error *error)
{
    const struct sup_table *schema = &sup_schema()->tables[table];
    struct sup_value values[SUP_STORE_COLUMNS_MAX] = {{0}};

    for (uint32_t i = 0; i < schema->column_count; i++) {
        if (strcmp(schema->columns[i].name, column) == 0) {
            values[i] = value;
            return sup__values_check(table, values, error);
        }
    }
    fail_msg("%s has no column %s", schema->name, column);
    return 0;
}

struct range {
    enum sup__table table;
    const char *column;
    int64_t least;
    int64_t most;
};

static const struct range ranges[] = {
    {SUP__T_HEAD, "message_count", 0, INT64_C(9007199254740991)}, /* 2^53 - 1 */
    {SUP__T_HEAD, "policy_version", 0, INT64_C(9007199254740991)},
    {SUP__T_AGENT, "id", 1, INT64_C(9007199254740991)},
    {SUP__T_AGENT, "version", 0, INT64_C(9007199254740991)},
    {SUP__T_AGENT, "kind", 1, 2},
    {SUP__T_AGENT, "is_departed", 0, 1},
    {SUP__T_AGENT, "capacity", 0, 10000},
    {SUP__T_AGENT, "availability", 1, 4},
    {SUP__T_SESSION, "availability", 1, 3},
    {SUP__T_TICKET, "category", 1, 6},
    {SUP__T_TICKET, "customer_id", 0, INT64_C(9007199254740991)},
    {SUP__T_TICKET, "opened_ms", -INT64_C(62135596800000), INT64_C(253402300799999)},
    {SUP__T_TICKET, "solved_ms", -INT64_C(62135596800000), INT64_C(253402300799999)},
    {SUP__T_TICKET, "is_imported", 0, 1},
    {SUP__T_MESSAGE, "kind", 1, 3},
    {SUP__T_MESSAGE, "actor_kind", 1, 5},
    {SUP__T_MESSAGE, "handle_ms", 0, INT64_C(9007199254740991)},
    {SUP__T_WATCHER, "kind", 1, 2},
    {SUP__T_LINK, "kind", 1, 5},
    {SUP__T_MERGE, "category", 1, 6},
    {SUP__T_AGENDA, "due_ms", -INT64_C(62135596800000), INT64_C(253402300799999)},
    {SUP__T_AGENDA, "kind", 1, 6},
    {SUP__T_SURVEY, "kind", 1, 4},
    {SUP__T_SURVEY, "score", 0, 100},
    {SUP__T_REVIEW, "kind", 1, 2},
    {SUP__T_REVIEW, "score", 0, 100},
    {SUP__T_REVIEW_SECTION, "score", 0, 100},
    {SUP__T_CORRECTIVE, "state", 1, 3},
    {SUP__T_CORRECTIVE, "by_kind", 1, 5},
    {SUP__T_KPI_STANDING, "state", 1, 2},
    {SUP__T_REQUEST, "state", 1, 12},
    {SUP__T_REQUEST, "effect", 0, 4},
    {SUP__T_REQUEST, "quorum", 0, 9},
    {SUP__T_REQUEST, "reminded", 0, 2},
    {SUP__T_REQUEST, "is_irregular", 0, 1},
    {SUP__T_REQUEST, "has_rationale", 0, 1},
    {SUP__T_REQUEST, "limit_share", 0, 10000},
    {SUP__T_REQUEST, "threshold_share", 0, 10000},
    {SUP__T_APPROVAL, "is_rejected", 0, 1},
    {SUP__T_LEDGER, "scope", 2, 7},
    {SUP__T_THING, "said_by", 1, 3},
    {SUP__T_LEDGER, "is_settled", 0, 1},
    {SUP__T_REMINDER, "actor_kind", 1, 5},
    {SUP__T_TIMER, "metric", 1, 15},
    {SUP__T_VISIT, "is_current", 0, 1},
    {SUP__T_VISIT, "why", 1, 13},
    {SUP__T_VISIT, "stalled_as", 1, 3},
    {SUP__T_VISIT, "signing", 0, 2},
    {SUP__T_EVIDENCE, "actor_kind", 1, 5},
    {SUP__T_SIGNATURE, "is_rejected", 0, 1},
    {SUP__T_FLOOR_RULE, "is_waived", 0, 1},
    {SUP__T_TIMER, "state", 1, 4},
    {SUP__T_TIMER, "is_missed", 0, 1},
};

static void numbers_lie_in_the_range_of_their_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        const struct range *range = &ranges[i];
        struct sup_error error = {.size = sizeof error};

        assert_int_equal(check(range->table, range->column, sup__int(range->least), &error), 0);
        assert_int_equal(check(range->table, range->column, sup__int(range->most), &error), 0);
        assert_int_equal(check(range->table, range->column, sup__int(range->least - 1), &error),
                         SUP_CORRUPT);
        assert_int_equal(check(range->table, range->column, sup__int(range->most + 1), &error),
                         SUP_CORRUPT);
        assert_int_equal(error.message_id, SUP_MSG_STORE_EDITED);
        assert_non_null(strstr(error.field, range->column));
        assert_non_null(strstr(error.hint, "desk.rebuild"));
    }
}

static void the_error_names_table_column_row_and_value(void **state)
{
    struct sup_error error = {.size = sizeof error};
    struct sup_value values[SUP_STORE_COLUMNS_MAX] = {{0}};

    (void)state;
    values[SUP__TICKET_tenant] = sup__int(0);
    values[SUP__TICKET_id] = sup__int(12);
    values[SUP__TICKET_category] = sup__int(7);
    assert_int_equal(sup__values_check(SUP__T_TICKET, values, &error), SUP_CORRUPT);
    assert_string_equal(error.field, "sup_ticket.category");
    assert_string_equal(error.text, "sup_ticket.category of row 12 is 7, which is not from 1 to 6");
}

struct lengths {
    enum sup__table table;
    const char *column;
    size_t least;
    size_t most;
};

static const struct lengths lengths[] = {
    {SUP__T_TICKET, "status", 1, 64},        {SUP__T_TICKET, "subject", 0, 1000},
    {SUP__T_TICKET, "team", 1, 64},          {SUP__T_AGENT, "name", 0, 200},
    {SUP__T_AGENT, "roles", 0, 2080}, /* 32 codes, each with a space */
    {SUP__T_IDENTITY, "value", 1, 255},      {SUP__T_IDENTITY, "system", 0, 64},
    {SUP__T_MESSAGE, "external_id", 0, 255}, {SUP__T_FACT, "value", 0, 1000},
    {SUP__T_FIELD, "value", 0, 1000},        {SUP__T_TAG, "tag", 1, 64},
};

static struct sup_value letters_of(size_t bytes)
{
    struct sup_value value = {.type = SUP_TEXT, .data = letters, .bytes = bytes};

    memset(letters, 'a', sizeof letters);
    return value;
}

static void texts_have_the_length_of_their_column(void **state)
{
    struct sup_error error = {.size = sizeof error};

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        const struct lengths *length = &lengths[i];

        assert_int_equal(check(length->table, length->column, letters_of(length->least), &error),
                         0);
        assert_int_equal(check(length->table, length->column, letters_of(length->most), &error), 0);
        assert_int_equal(check(length->table, length->column, letters_of(length->most + 1), &error),
                         SUP_CORRUPT);
        if (length->least) {
            assert_int_equal(check(length->table, length->column, letters_of(0), &error),
                             SUP_CORRUPT);
        }
    }
}

static const struct {
    const char *text;
    size_t bytes;
    int is_code;
    int is_line;
    int is_text; /* of several lines */
} forms[] = {
    {"open", 4, 1, 1, 1},       {"Open the door", 13, 0, 1, 1},
    {"T\xc3\xbcr", 4, 0, 1, 1}, {"open\n", 5, 0, 0, 1},
    {"open\x7f", 5, 0, 0, 1},   {"a\xe2\x80\xa8z", 5, 0, 0, 1}, /* U+2028, line separator */
    {"a\xc2\x85z", 4, 0, 0, 1},                                 /* U+0085, next line */
    {"open\0", 5, 0, 0, 0},     {"\0open", 5, 0, 0, 0},
    {"\xff", 1, 0, 0, 0},       {"caf\xc3", 4, 0, 0, 0}, /* the end of a letter is missing */
};

static void texts_have_the_form_of_their_column(void **state)
{
    struct sup_error error = {.size = sizeof error};

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct sup_value value = {.type = SUP_TEXT, .data = forms[i].text, .bytes = forms[i].bytes};

        assert_int_equal(check(SUP__T_TICKET, "status", value, &error) == 0, forms[i].is_code);
        assert_int_equal(check(SUP__T_TICKET, "subject", value, &error) == 0, forms[i].is_line);
        assert_int_equal(check(SUP__T_FIELD, "value", value, &error) == 0, forms[i].is_text);
    }
}

/* The chain tells what was edited in a record, if it can be read at all. */
static void records_hold_anything_but_a_nul(void **state)
{
    struct sup_error error = {.size = sizeof error};
    struct sup_value value = {.type = SUP_TEXT, .data = "op\0en", .bytes = 5};

    (void)state;
    assert_int_equal(check(SUP__T_EVENT, "number", sup__int(INT64_MIN), &error), 0);
    assert_int_equal(check(SUP__T_EVENT, "after", sup__text("\xff\n"), &error), 0);
    assert_int_equal(check(SUP__T_EVENT, "after", value, &error), SUP_CORRUPT);
    assert_int_equal(error.message_id, SUP_MSG_STORE_CORRUPT);
    assert_string_equal(error.field, "sup_event.after");
}

/* A new column of a projection has to say what it holds. */
static void every_column_of_a_projection_has_limits(void **state)
{
    const struct sup_schema *schema = sup_schema();
    struct sup_error error = {.size = sizeof error};

    (void)state;
    for (uint32_t i = 0; i < schema->table_count; i++) {
        const struct sup_table *table = &schema->tables[i];

        for (uint32_t c = 1; table->kind == SUP_TABLE_PROJECTION && c < table->column_count; c++) {
            const struct sup_column *column = &table->columns[c];
            struct sup_value value =
                column->type == SUP_INT ? sup__int(INT64_MAX) : sup__text("\xff");

            if (check((enum sup__table)i, column->name, value, &error) != SUP_CORRUPT) {
                fail_msg("%s.%s holds anything", table->name, column->name);
            }
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_lie_in_the_range_of_their_column),
        cmocka_unit_test(the_error_names_table_column_row_and_value),
        cmocka_unit_test(texts_have_the_length_of_their_column),
        cmocka_unit_test(texts_have_the_form_of_their_column),
        cmocka_unit_test(records_hold_anything_but_a_nul),
        cmocka_unit_test(every_column_of_a_projection_has_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
