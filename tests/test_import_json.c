/*
 * test_import_json.c: the JSON reader of mapping files, and putting names into a policy by place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "import_json.h"

static struct arena arena;
static struct json_place place;
static char error[JSON_ERROR_SIZE];

static struct json_value *read_bytes(const char *text, size_t bytes)
{
    /* In a block of its own, so that reading past the end is seen. */
    char *copy = malloc(bytes > 0 ? bytes : 1);
    assert_non_null(copy);
    memcpy(copy, text, bytes);
    struct json_value *root = json_read(&arena, copy, bytes, &place, error);
    free(copy);
    return root;
}

static struct json_value *read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static int clear(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void every_kind_of_value_is_read(void **state)
{
    (void)state;
    const struct json_value *root =
        read_text("{\"a\": null, \"b\": [true, false, -1.5e+3, \"x\"],\n \"c\": {}}");
    assert_non_null(root);
    assert_int_equal(root->count, 3);
    assert_int_equal(json_member(root, "a")->type, JSON_NULL);
    const struct json_value *list = json_member(root, "b");
    assert_int_equal(list->count, 4);
    assert_int_equal(list->first->type, JSON_TRUE);
    assert_int_equal(list->first->next->type, JSON_FALSE);
    assert_string_equal(list->first->next->next->text, "-1.5e+3");
    assert_string_equal(list->first->next->next->next->text, "x");
    assert_int_equal(json_member(root, "c")->type, JSON_OBJECT);
    assert_null(json_member(root, "d"));
}

static void values_know_where_they_stand(void **state)
{
    (void)state;
    const struct json_value *list = json_member(read_text("{\n\"a\": [1,\n 22 ]\n}"), "a");
    assert_int_equal(list->line, 2);
    assert_int_equal(list->begin, 7);
    assert_int_equal(list->first->next->line, 3);
    assert_int_equal(list->first->next->begin, 12);
    assert_int_equal(list->first->next->end, 14);
    assert_int_equal(list->end, 16);
}

static void escapes_become_characters(void **state)
{
    (void)state;
    assert_string_equal(read_text("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->text, "\"\\/\b\f\n\r\t");
    assert_string_equal(read_text("\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\"")->text,
                        "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
}

static void what_is_no_json_is_told_with_its_place(void **state)
{
    static const struct {
        const char *text;
        int64_t line;
        int64_t column;
    } cases[] = {
        {"", 1, 1},
        {"{", 1, 2},
        {"[1,\n2", 2, 2},
        {"[1 2]", 1, 4},
        {"{\"a\" 1}", 1, 6},
        {"{\"a\":1,\n\"a\":2}", 2, 4},
        {"{a:1}", 1, 2},
        {"[01]", 1, 2},
        {"[1.]", 1, 2},
        {"[1e]", 1, 2},
        {"[+1]", 1, 2},
        {"[nul]", 1, 2},
        {"\"\n\"", 1, 2},
        {"\"x", 1, 3},
        {"\"\\x\"", 1, 4},
        {"\"\\u12\"", 1, 6},
        {"\"\\ud800\"", 1, 8},
        {"\"\\ud800\\u0041\"", 1, 14},
        {"\"\\u0000\"", 1, 8},
        {"\"\xE9\"", 1, 2},
        {"{}\n{}", 2, 1},
        {"[1,]", 1, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (read_text(cases[i].text) != NULL || *error == '\0' || place.line != cases[i].line ||
            place.column != cases[i].column) {
            fail_msg("'%s': line %ld, column %ld, '%s'", cases[i].text, (long)place.line,
                     (long)place.column, error);
        }
    }
}

static void brackets_nest_up_to_a_limit(void **state)
{
    char text[2 * (JSON_DEPTH_MAX + 2) + 1];
    (void)state;
    for (size_t depth = JSON_DEPTH_MAX + 1; depth <= JSON_DEPTH_MAX + 2; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        int is_read = read_bytes(text, 2 * depth) != NULL;
        assert_int_equal(is_read, depth == JSON_DEPTH_MAX + 1);
    }
}

static void any_beginning_of_a_document_is_survived(void **state)
{
    static const char text[] =
        "{\"a\": [1, \"\\ud83d\\ude00\\n\xC3\xA9\", {\"b\": null}], \"c\": 2}";
    (void)state;
    for (size_t bytes = 0; bytes < sizeof text - 1; bytes++) {
        assert_null(read_bytes(text, bytes));
    }
    assert_non_null(read_bytes(text, sizeof text - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_kind_of_value_is_read, clear),
        cmocka_unit_test_teardown(values_know_where_they_stand, clear),
        cmocka_unit_test_teardown(escapes_become_characters, clear),
        cmocka_unit_test_teardown(what_is_no_json_is_told_with_its_place, clear),
        cmocka_unit_test_teardown(brackets_nest_up_to_a_limit, clear),
        cmocka_unit_test_teardown(any_beginning_of_a_document_is_survived, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
