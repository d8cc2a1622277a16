/*
 * test_import_pointer.c: JSON pointers, by the example of RFC 6901, section 5, and lists with *.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "import_pointer.h"

static struct arena arena;

static struct json_value *read_text(const char *text)
{
    struct json_place place;
    char error[JSON_ERROR_SIZE];
    struct json_value *root = json_read(&arena, text, strlen(text), &place, error);
    assert_non_null(root);
    return root;
}

static int clear(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* The text that a pointer leads to; "-" when it leads nowhere. */
static const char *follow(const struct json_value *root, const char *text)
{
    struct pointer pointer;
    assert_true(pointer_read(&arena, text, &pointer));
    const struct json_value *found = pointer_find(&pointer, root);
    return found == NULL ? "-" : found->text != NULL ? found->text : "(no text)";
}

static void the_examples_of_the_rfc_hold(void **state)
{
    static const struct {
        const char *pointer;
        const char *text;
    } cases[] = {
        {"/foo/0", "bar"},     {"/foo/1", "baz"}, {"/", "0"},     {"/a~1b", "1"},
        {"/c%d", "2"},         {"/e^f", "3"},     {"/g|h", "4"},  {"/i\\j", "5"},
        {"/k\"l", "6"},        {"/ ", "7"},       {"/m~0n", "8"}, {"", "(no text)"},
        {"/foo", "(no text)"},
    };
    (void)state;
    const struct json_value *root =
        read_text("{\"foo\": [\"bar\", \"baz\"], \"\": 0, \"a/b\": 1, \"c%d\": 2, \"e^f\": 3, "
                  "\"g|h\": 4, \"i\\\\j\": 5, \"k\\\"l\": 6, \" \": 7, \"m~n\": 8}");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(follow(root, cases[i].pointer), cases[i].text);
    }
}

static void what_is_not_there_is_nothing(void **state)
{
    static const char *const cases[] = {"/foo/2", "/foo/00",  "/foo/-", "/foo/1x",        "/foo/",
                                        "/fo",    "/foo/0/0", "//",     "/foo/9999999999"};
    (void)state;
    const struct json_value *root = read_text("{\"foo\": [\"bar\", \"baz\"], \"\": 0}");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(follow(root, cases[i]), "-");
    }
}

static void a_text_that_is_no_pointer_is_refused(void **state)
{
    static const char *const cases[] = {"foo", "#/foo", " /foo", "/a~", "/a~2", "/a~b/c"};
    struct pointer pointer;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_false(pointer_read(&arena, cases[i], &pointer));
    }
}

/* The texts of the items, one after another. */
static const char *texts_of(const struct json_value *root, const char *text)
{
    static char out[256];
    struct pointer pointer;
    struct pointer_items items;
    char *at = out;
    assert_true(pointer_read(&arena, text, &pointer));
    assert_true(pointer_all(&arena, &pointer, root, &items));
    for (size_t i = 0; i < items.count; i++) {
        const char *item = items.items[i]->text != NULL ? items.items[i]->text : "+";
        size_t bytes = strlen(item);
        assert_true(at + bytes + 1 < out + sizeof out);
        memcpy(at, item, bytes);
        at += bytes;
    }
    *at = '\0';
    return out;
}

static void lists_are_gone_over(void **state)
{
    (void)state;
    const struct json_value *root =
        read_text("{\"a\": [{\"b\": [1, 2]}, {\"b\": []}, {\"c\": 9}, {\"b\": [3]}], \"d\": 4, "
                  "\"e\": null, \"f\": [5, null, {}], \"*\": 6}");
    assert_string_equal(texts_of(root, "/a/*/b"), "123");
    assert_string_equal(texts_of(root, "/a/*/b/*"), "123");
    assert_string_equal(texts_of(root, "/a/0/b"), "12");
    assert_string_equal(texts_of(root, "/a"), "++++");
    assert_string_equal(texts_of(root, "/d"), "4");
    assert_string_equal(texts_of(root, "/d/*"), "");
    assert_string_equal(texts_of(root, "/e"), "");
    assert_string_equal(texts_of(root, "/nowhere"), "");
    assert_string_equal(texts_of(root, "/f"), "5+");
    assert_string_equal(texts_of(root, ""), "+");
}

static void many_items_are_all_there(void **state)
{
    char text[2 * 1000 + 2] = "[";
    struct pointer pointer;
    struct pointer_items items;
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        text[1 + 2 * i] = (char)('0' + i % 10);
        text[2 + 2 * i] = i < 999 ? ',' : ']';
    }
    const struct json_value *root = read_text(text);
    assert_true(pointer_read(&arena, "", &pointer));
    assert_true(pointer_all(&arena, &pointer, root, &items));
    assert_int_equal(items.count, 1000);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(items.items[i]->text[0], '0' + i % 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_examples_of_the_rfc_hold, clear),
        cmocka_unit_test_teardown(what_is_not_there_is_nothing, clear),
        cmocka_unit_test_teardown(a_text_that_is_no_pointer_is_refused, clear),
        cmocka_unit_test_teardown(lists_are_gone_over, clear),
        cmocka_unit_test_teardown(many_items_are_all_there, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
