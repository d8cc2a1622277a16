/*
 * Tests of lib/base/json_*.c: trees, places and pointers, and each thing that is not JSON.
 * test_json_limits.c has sizes, memory and chance.
 */
#include "json_fixture.h"

static void assert_node(const struct sup__json *node, int32_t type, const char *text, size_t offset,
                        size_t end)
{
    assert_non_null(node);
    assert_int_equal(node->type, type);
    if (text != NULL) {
        assert_string_equal(node->text, text);
        assert_int_equal(node->bytes, strlen(text));
    }
    assert_int_equal(node->offset, offset);
    assert_int_equal(node->end, end);
}

static void tree_has_types_texts_and_offsets(void **state)
{
    static const char text[] =
        " {\"a\" : 12.50, \"b\":[true,false , null ,\"x\\n\\u00e9\"],\"c\":{}} ";
    const struct sup__json *item;
    (void)state;

    assert_parses(text);
    assert_node(root, SUP__JSON_OBJECT, NULL, 1, 59);
    assert_int_equal(root->count, 3);
    assert_null(root->parent);
    assert_null(root->key);
    item = root->first;
    assert_node(item, SUP__JSON_NUMBER, "12.50", 8, 13);
    assert_string_equal(item->key, "a");
    assert_int_equal(item->key_offset, 2);
    item = item->next;
    assert_node(item, SUP__JSON_LIST, NULL, 19, 51);
    assert_int_equal(item->key_offset, 15);
    assert_int_equal(item->count, 4);
    assert_node(item->first, SUP__JSON_TRUE, NULL, 20, 24);
    assert_node(item->first->next, SUP__JSON_FALSE, NULL, 25, 30);
    assert_node(item->first->next->next, SUP__JSON_NULL, NULL, 33, 37);
    assert_node(item->last, SUP__JSON_TEXT, "x\n\xc3\xa9", 39, 50);
    assert_null(item->last->next);
    assert_ptr_equal(item->last->parent, item);
    assert_node(item->next, SUP__JSON_OBJECT, NULL, 56, 58);
    assert_int_equal(item->next->count, 0);
    assert_ptr_equal(item->next, root->last);
}

static void tree_of_a_single_value(void **state)
{
    (void)state;
    assert_parses("12");
    assert_node(root, SUP__JSON_NUMBER, "12", 0, 2);
    assert_parses(" -0.5e+10");
    assert_node(root, SUP__JSON_NUMBER, "-0.5e+10", 1, 9);
    assert_parses("12 \n");
    assert_node(root, SUP__JSON_NUMBER, "12", 0, 2);
    assert_parses("true");
    assert_node(root, SUP__JSON_TRUE, NULL, 0, 4);
    assert_parses("\"\"");
    assert_node(root, SUP__JSON_TEXT, "", 0, 2);
    assert_parses("[]");
    assert_node(root, SUP__JSON_LIST, NULL, 0, 2);
}

static void member_is_found_by_its_key(void **state)
{
    (void)state;
    assert_parses("{\"a\":1,\"b\":2,\"\":3}");
    assert_string_equal(sup__json_member(root, "b")->text, "2");
    assert_string_equal(sup__json_member(root, "")->text, "3");
    assert_null(sup__json_member(root, "c"));
    assert_null(sup__json_member(root->first, "a"));
    assert_null(sup__json_member(NULL, "a"));
}

static void number_keeps_its_text_whatever_its_size(void **state)
{
    static const char *const numbers[] = {
        "12.50",
        "0.1",
        "1e400",
        "9223372036854775808",
        "-9223372036854775808",
        "-0",
        "1E-5",
        "123456789012345678901234567890.123456789012345678901234567890",
    };
    (void)state;

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        char list[100];

        snprintf(list, sizeof list, "[%s]", numbers[i]);
        assert_parses(list);
        assert_node(root->first, SUP__JSON_NUMBER, numbers[i], 1, 1 + strlen(numbers[i]));
    }
}

static void text_escapes_become_utf8(void **state)
{
    (void)state;
    assert_parses("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"");
    assert_string_equal(root->text, "\"\\/\b\f\n\r\t");
    assert_parses(
        "\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\\uD83D\\uDE00\\uffff\\u0001\\u007f\\u0080\"");
    assert_string_equal(root->text, "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
                                    "\xef\xbf\xbf\x01\x7f\xc2\x80");
    assert_parses("\"\\\\u0000 \\\\ud800\""); /* the backslash is escaped: no escape follows */
    assert_string_equal(root->text, "\\u0000 \\ud800");
    assert_parses("{\"\\u0061\":1}");
    assert_string_equal(root->first->key, "a");
}

static void pointer_names_each_node(void **state)
{
    char out[SUP_ERROR_FIELD_SIZE];
    char small[6];
    (void)state;

    assert_parses("{\"a/b\":[10,{\"m~n\":[[7]]}],\"\":1,\"\xc3\xa9\xc3\xa9\":2}");
    sup__json_pointer(root, out, sizeof out);
    assert_string_equal(out, "");
    sup__json_pointer(root->first->first->next->first->first->first, out, sizeof out);
    assert_string_equal(out, "/a~1b/1/m~0n/0/0");
    sup__json_pointer(root->first->next, out, sizeof out);
    assert_string_equal(out, "/");
    sup__json_pointer_to(root->first, "x", out, sizeof out);
    assert_string_equal(out, "/a~1b/x");
    sup__json_pointer_to(NULL, "x", out, sizeof out);
    assert_string_equal(out, "/x");
    sup__json_pointer(root->last, small, 5); /* room for 4: one character of 2 bytes is cut */
    assert_string_equal(small, "/\xc3\xa9");
    sup__json_pointer(root->last, small, 6);
    assert_string_equal(small, "/\xc3\xa9\xc3\xa9");
    sup__json_pointer(root->first->last, small, sizeof small);
    assert_string_equal(small, "/a~1b");
    sup__json_pointer(root->last, small, 1);
    assert_string_equal(small, "");
    sup__json_pointer(root->last, NULL, 0);
}

static void place_counts_lines_and_characters(void **state)
{
    static const char text[] = "a\n\xc3\xa9x\r\n\nz";
    uint32_t line;
    uint32_t column;
    (void)state;

    sup__json_place(text, strlen(text), 0, &line, &column);
    assert_true(line == 1 && column == 1);
    sup__json_place(text, strlen(text), 1, &line, &column);
    assert_true(line == 1 && column == 2);
    sup__json_place(text, strlen(text), 4, &line, &column);
    assert_true(line == 2 && column == 2);
    sup__json_place(text, strlen(text), 8, &line, &column);
    assert_true(line == 4 && column == 1);
    sup__json_place(text, strlen(text), 100, &line, &column);
    assert_true(line == 4 && column == 2);
}

static void type_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(sup__json_type_name(SUP__JSON_NULL), "null");
    assert_string_equal(sup__json_type_name(SUP__JSON_FALSE), "boolean");
    assert_string_equal(sup__json_type_name(SUP__JSON_TRUE), "boolean");
    assert_string_equal(sup__json_type_name(SUP__JSON_NUMBER), "number");
    assert_string_equal(sup__json_type_name(SUP__JSON_TEXT), "text");
    assert_string_equal(sup__json_type_name(SUP__JSON_LIST), "list");
    assert_string_equal(sup__json_type_name(SUP__JSON_OBJECT), "object");
    assert_string_equal(sup__json_type_name(0), "nothing");
}

static void syntax_error_has_its_place(void **state)
{
    (void)state;
    assert_refused("{\"a\" 1}", SUP_MSG_JSON_SYNTAX, 1, 6);
    assert_refused("[1 2]", SUP_MSG_JSON_SYNTAX, 1, 4);
    assert_refused("[1,,2]", SUP_MSG_JSON_SYNTAX, 1, 4);
    assert_refused("[1,]", SUP_MSG_JSON_SYNTAX, 1, 4);
    assert_refused("[,1]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("{,}", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("{\"a\":1,}", SUP_MSG_JSON_SYNTAX, 1, 8);
    assert_refused("{\"a\":1 \"b\":2}", SUP_MSG_JSON_SYNTAX, 1, 8);
    assert_refused("{\"a\",1}", SUP_MSG_JSON_SYNTAX, 1, 5);
    assert_refused("{\"a\":,1}", SUP_MSG_JSON_SYNTAX, 1, 6);
    assert_refused("{\"a\"::1}", SUP_MSG_JSON_SYNTAX, 1, 6);
    assert_refused("{1:2}", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("{a:2}", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("{'a':2}", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[1}", SUP_MSG_JSON_SYNTAX, 1, 3);
    assert_refused("{\"a\":1]", SUP_MSG_JSON_SYNTAX, 1, 7);
    assert_refused("]", SUP_MSG_JSON_SYNTAX, 1, 1);
    assert_refused("\n\n  ?", SUP_MSG_JSON_SYNTAX, 3, 3);
    assert_refused("{\n  \"a\": 1,\n  \"\xc3\xa9\": tru\n}", SUP_MSG_JSON_SYNTAX, 3, 8);
    assert_refused("[NaN]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[nan]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[Infinity]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[True]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[-]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[+1]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[.5]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[1.]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[1e]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[01]", SUP_MSG_JSON_SYNTAX, 1, 3);
    assert_refused("[0x1]", SUP_MSG_JSON_SYNTAX, 1, 3);
    assert_refused("[1] // end", SUP_MSG_JSON_TRAILING, 1, 5);
    assert_refused("/* no */ [1]", SUP_MSG_JSON_SYNTAX, 1, 1);
    assert_refused("[1, # no\n 2]", SUP_MSG_JSON_SYNTAX, 1, 5);
    assert_refused("[1,/* no */2]", SUP_MSG_JSON_SYNTAX, 1, 4);
    assert_refused("[1 2", SUP_MSG_JSON_SYNTAX, 1, 4);
    assert_refused("[1, 2.", SUP_MSG_JSON_SYNTAX, 1, 5);
    assert_refused("[1, tru", SUP_MSG_JSON_SYNTAX, 1, 5);
    assert_refused("[\v1]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[1]\f", SUP_MSG_JSON_SYNTAX, 1, 4);
    assert_refused("[\x01]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[\x7f]", SUP_MSG_JSON_SYNTAX, 1, 2);
    assert_refused("[\xc2\xa0"
                   "1]",
                   SUP_MSG_JSON_SYNTAX, 1, 2);
}

static void error_names_where_it_is_as_a_pointer(void **state)
{
    (void)state;
    assert_refused("{\"a\":{\"b\":[1,2,{\"c\": nope}]}}", SUP_MSG_JSON_SYNTAX, 1, 22);
    assert_string_equal(error.field, "/a/b/2/c");
    assert_refused("{\"a\":{\"b\" 1}}", SUP_MSG_JSON_SYNTAX, 1, 11);
    assert_string_equal(error.field, "/a/b");
    assert_refused("{\"a\":{\"b\":1,\"c\":2,\"b\":3}}", SUP_MSG_JSON_DUPLICATE, 1, 19);
    assert_string_equal(error.field, "/a/b");
    assert_refused("nope", SUP_MSG_JSON_SYNTAX, 1, 1);
    assert_string_equal(error.field, "");
}

static void something_after_the_value_is_refused(void **state)
{
    (void)state;
    assert_refused("{} {}", SUP_MSG_JSON_TRAILING, 1, 4);
    assert_refused("{}x", SUP_MSG_JSON_TRAILING, 1, 3);
    assert_refused("[1]]", SUP_MSG_JSON_TRAILING, 1, 4);
    assert_refused("1 2", SUP_MSG_JSON_TRAILING, 1, 3);
    assert_refused("\"a\" ,", SUP_MSG_JSON_TRAILING, 1, 5);
    assert_refused("null\n\n null", SUP_MSG_JSON_TRAILING, 3, 2);
    assert_parses("{} \n\t\r ");
}

static void every_truncation_is_refused(void **state)
{
    static const char text[] =
        "{\"a\":[[{\"b\":1.5e3,\"c\":\"\\ud83d\\ude00\xc3\xa9\"}],true,null]}";
    (void)state;

    assert_parses(text);
    for (size_t bytes = 0; bytes < strlen(text); bytes++) {
        if (parse_bytes(text, bytes) == SUP_OK) {
            fail_msg("%zu bytes accepted", bytes);
        }
        assert_true(error.message_id == SUP_MSG_JSON_INCOMPLETE ||
                    error.message_id == SUP_MSG_JSON_SYNTAX ||  /* tru, 1.5e */
                    error.message_id == SUP_MSG_JSON_ESCAPE ||  /* \ud8, half a pair */
                    error.message_id == SUP_MSG_TEXT_ENCODING); /* half a character */
    }
    assert_refused("", SUP_MSG_JSON_INCOMPLETE, 1, 1);
    assert_refused(" \n ", SUP_MSG_JSON_INCOMPLETE, 2, 2);
    assert_refused("[1,", SUP_MSG_JSON_INCOMPLETE, 1, 4);
    assert_refused("{\"a\":[[{\"b\":1", SUP_MSG_JSON_INCOMPLETE, 1, 14);
    assert_refused("[\"abc", SUP_MSG_JSON_INCOMPLETE, 1, 2);
    assert_refused("[\"abc\\", SUP_MSG_JSON_INCOMPLETE, 1, 2);
    assert_refused("[\"abc\\\"", SUP_MSG_JSON_INCOMPLETE, 1, 2);
    assert_int_equal(sup__json_parse(&arena, &sup__json_request_limits, NULL, 0, &root, &error),
                     SUP_INVALID);
}

static void bad_utf8_is_refused_inside_and_outside_of_texts(void **state)
{
    static const char *const bad[] = {
        "\xc0\xaf",         "\xe0\x80\xaf", "\xed\xa0\x80", "\xed\xb0\x80", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\x80",         "\xff",         "\xc3",
    };
    char text[64];
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        snprintf(text, sizeof text, "[\n\"a%s\"]", bad[i]);
        assert_refused(text, SUP_MSG_TEXT_ENCODING, 2, 3);
        snprintf(text, sizeof text, "{\"%s\":1}", bad[i]);
        assert_refused(text, SUP_MSG_TEXT_ENCODING, 1, 3);
        snprintf(text, sizeof text, "[%s]", bad[i]);
        assert_refused(text, SUP_MSG_TEXT_ENCODING, 1, 2);
    }
    assert_int_equal(parse_bytes("[\"a\0b\"]", 7), SUP_INVALID);
    assert_int_equal(error.message_id, SUP_MSG_TEXT_ENCODING);
    assert_int_equal(parse_bytes("[]\0", 3), SUP_INVALID);
    assert_int_equal(error.message_id, SUP_MSG_TEXT_ENCODING);
    assert_refused("\xef\xbb\xbf{}", SUP_MSG_JSON_BOM, 1, 1);
    assert_refused("\xff\xfe{}", SUP_MSG_TEXT_ENCODING, 1, 1);
}

static void bad_escape_is_refused(void **state)
{
    (void)state;
    assert_refused("\"\\ud800\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\udbff\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\udc00\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\udfff\\ud800\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"a\\ud83d\\u0041\"", SUP_MSG_JSON_ESCAPE, 1, 3);
    assert_refused("\"\\ud83d\\ud83d\\ude00\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\ud83d\\n\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\ud83dxude00\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\u0000\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("{\"\\u0000\":1}", SUP_MSG_JSON_ESCAPE, 1, 3);
    assert_refused("\"\\u12\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\u12g4\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\u", SUP_MSG_JSON_ESCAPE, 1, 2); /* CVE-2017-16516 */
    assert_refused("\"\\u1", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\ud83d\\u", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\x41\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\'\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\U0041\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("\"\\\xc3\xa9\"", SUP_MSG_JSON_ESCAPE, 1, 2);
    assert_refused("[\"ab\ncd\"]", SUP_MSG_JSON_ESCAPE, 1, 5);
    assert_refused("[\"ab\tcd\"]", SUP_MSG_JSON_ESCAPE, 1, 5);
    assert_refused("[\"\x1f\"]", SUP_MSG_JSON_ESCAPE, 1, 3);
    assert_parses("[\"\x7f\"]");
}

static void duplicate_key_is_refused_in_small_and_large_objects(void **state)
{
    char text[2000];
    (void)state;

    assert_refused("{\"a\":1,\"a\":1}", SUP_MSG_JSON_DUPLICATE, 1, 8);
    assert_string_equal(error.field, "/a");
    assert_refused("{\"a\":1,\"\\u0061\":1}", SUP_MSG_JSON_DUPLICATE, 1, 8);
    assert_refused("{\"\":1,\"\":1}", SUP_MSG_JSON_DUPLICATE, 1, 7);
    assert_parses("{\"a\":{\"a\":{\"a\":1}},\"A\":2,\"aa\":[{\"a\":1},{\"a\":1}]}");
    for (int count = 1; count <= 40; count++) { /* the check changes its way after 16 */
        for (int twin = -1; twin < count; twin++) {
            size_t at = (size_t)snprintf(text, sizeof text, "{");
            size_t column;

            for (int i = 0; i < count; i++) {
                at += (size_t)snprintf(text + at, sizeof text - at, "\"k%d\":0,", i * 7 % 41);
            }
            column = at + 1;
            snprintf(text + at, sizeof text - at, "\"k%d\":0}", twin < 0 ? 99 : twin * 7 % 41);
            if (twin < 0) {
                assert_parses(text);
                assert_int_equal(root->count, count + 1);
            } else {
                assert_refused(text, SUP_MSG_JSON_DUPLICATE, 1, (int)column);
            }
        }
    }
}

static void first_of_several_duplicates_is_named(void **state)
{
    char text[400] = "{";
    (void)state;

    for (int i = 0; i < 20; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "\"k%d\":0,", i);
    }
    strcat(text, "\"k9\":1,\"k1\":1,\"k9\":2}");
    assert_int_equal(parse_bytes(text, strlen(text)), SUP_INVALID);
    assert_string_equal(error.field, "/k9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tree_has_types_texts_and_offsets),
        TEST(tree_of_a_single_value),
        TEST(member_is_found_by_its_key),
        TEST(number_keeps_its_text_whatever_its_size),
        TEST(text_escapes_become_utf8),
        TEST(pointer_names_each_node),
        TEST(place_counts_lines_and_characters),
        TEST(type_has_a_name),
        TEST(syntax_error_has_its_place),
        TEST(error_names_where_it_is_as_a_pointer),
        TEST(something_after_the_value_is_refused),
        TEST(every_truncation_is_refused),
        TEST(bad_utf8_is_refused_inside_and_outside_of_texts),
        TEST(bad_escape_is_refused),
        TEST(duplicate_key_is_refused_in_small_and_large_objects),
        TEST(first_of_several_duplicates_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
