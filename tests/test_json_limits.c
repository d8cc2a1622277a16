/*
 * Tests of lib/base/json_*.c: limits, time, failing memory and changed texts.
 */
#include "json_fixture.h"

#include <time.h>

static char *repeated(const char *piece, size_t times, const char *end, size_t *bytes)
{
    size_t length = strlen(piece);
    char *text = malloc(length * times + strlen(end) + 1);

    for (size_t i = 0; i < times; i++) {
        memcpy(text + i * length, piece, length);
    }
    strcpy(text + length * times, end);
    *bytes = length * times + strlen(end);
    return text;
}

static int64_t cpu_ms(void)
{
    return (int64_t)clock() * 1000 / CLOCKS_PER_SEC;
}

static void depth_is_refused_past_its_limit(void **state)
{
    char text[200];
    size_t bytes;
    char *deep;
    (void)state;

    for (size_t depth = 31; depth <= 33; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        assert_int_equal(parse_bytes(text, 2 * depth), depth <= 32 ? SUP_OK : SUP_LIMIT);
    }
    assert_int_equal(error.message_id, SUP_MSG_JSON_DEPTH);
    assert_string_equal(error.text, "line 1, column 33: nested deeper than 32 levels");
    assert_parses("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\",[],[],[],[],[],{}]");

    deep = repeated("{\"a\":[", 5000, "", &bytes);
    assert_int_equal(parse_bytes(deep, bytes), SUP_LIMIT);
    assert_int_equal(error.message_id, SUP_MSG_JSON_DEPTH);
    free(deep);
    deep = repeated("[", 1024 * 1024, "", &bytes);
    allocations = 0;
    assert_int_equal(parse_bytes(deep, bytes), SUP_LIMIT);
    assert_int_equal(error.message_id, SUP_MSG_JSON_DEPTH);
    assert_int_equal(allocations, 0); /* answered before anything was built */
    free(deep);
}

static void size_is_refused_past_its_limit_at_once(void **state)
{
    size_t limit = sup__json_request_limits.bytes;
    size_t bytes;
    char *text = repeated(" ", limit - 1, "11", &bytes);
    int64_t began_ms;
    (void)state;

    assert_int_equal(bytes, limit + 1);
    assert_int_equal(parse_bytes(text, limit), SUP_OK);
    assert_int_equal(parse_bytes(text, limit + 1), SUP_LIMIT);
    assert_int_equal(error.message_id, SUP_MSG_JSON_SIZE);
    free(text);

    text = repeated("[0,", 35 * 1000 * 1000, "", &bytes); /* 105 MB */
    began_ms = cpu_ms();
    assert_int_equal(sup__json_parse(&arena, &sup__json_policy_limits, text, bytes, &root, &error),
                     SUP_LIMIT);
    assert_true(cpu_ms() - began_ms < 100);
    free(text);
}

static void values_are_refused_past_their_limit(void **state)
{
    struct sup__json_limits limits = sup__json_request_limits;
    size_t bytes;
    char *text = repeated(",0", 65535, "]", &bytes);
    (void)state;

    text[0] = '[';
    assert_int_equal(parse_bytes(text, bytes), SUP_OK); /* a list and 65,535 items */
    assert_int_equal(root->count, 65535);
    limits.values = 65535;
    assert_int_equal(sup__json_parse(&arena, &limits, text, bytes, &root, &error), SUP_LIMIT);
    assert_int_equal(error.message_id, SUP_MSG_JSON_MEMBERS);
    assert_string_equal(error.text, "line 1, column 131070: too many values");
    assert_string_equal(error.hint, "the limit is 65535 values: send less at once");
    assert_null(root);
    free(text);
}

static void object_with_very_many_members_is_not_quadratic(void **state)
{
    size_t room = 1024 * 1024;
    char *text = malloc(room);
    size_t at = 1;
    int64_t began_ms = cpu_ms();
    (void)state;

    text[0] = '{';
    for (int i = 0; i < 60000; i++) {
        at += (size_t)snprintf(text + at, room - at, "\"key%d\":0,", i);
    }
    text[at - 1] = '}';
    assert_int_equal(parse_bytes(text, at), SUP_OK);
    assert_true(cpu_ms() - began_ms < 3000); /* pairs would be 1.8 thousand million compares */
    at += (size_t)snprintf(text + at - 1, room - at, ",\"key0\":0}") - 1;
    assert_int_equal(parse_bytes(text, at), SUP_INVALID);
    assert_string_equal(error.field, "/key0");
    free(text);
}

static void long_text_with_escapes_is_read(void **state)
{
    size_t bytes;
    char *inner = repeated("\\u00e9\\n", 100000, "\"", &bytes);
    (void)state;

    inner = realloc(inner, bytes + 1);
    memmove(inner + 1, inner, bytes);
    inner[0] = '"';
    assert_int_equal(parse_bytes(inner, bytes + 1), SUP_OK);
    assert_int_equal(root->bytes, 300000);
    assert_int_equal(strlen(root->text), 300000);
    free(inner);
}

static void every_failing_allocation_is_an_error_without_a_leak(void **state)
{
    char text[9000];
    size_t at = 0;
    int rc = SUP_NOMEM;
    long n;
    (void)state;

    at += (size_t)snprintf(text, sizeof text, "{\"escaped\":\"\\u00e9\\n%2500s\",\"list\":[", "");
    for (int i = 0; i < 60; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at, "{\"n\":%d,\"t\":\"x\"},", i);
    }
    at += (size_t)snprintf(text + at - 1, sizeof text - at, "],\"o\":{") - 1;
    for (int i = 0; i < 60; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at, "\"%d\":[[[[%d]]]],", i, i);
    }
    at += (size_t)snprintf(text + at - 1, sizeof text - at, "}}") - 1;
    for (n = 0; rc != SUP_OK; n++) {
        assert_true(n < 200);
        sup__arena_free(&arena);
        assert_int_equal(live, 0);
        sup__error_clear(&error);
        fail_after = n;
        rc = sup__json_parse(&arena, &sup__json_request_limits, text, at, &root, &error);
        assert_true(rc == SUP_OK || rc == SUP_NOMEM);
        assert_int_equal(error.code, rc);
        assert_int_equal(rc == SUP_OK, root != NULL);
        fail_after = -1;
    }
    assert_true(n > 5);
}

static void failing_allocation_while_an_error_is_told_is_an_error(void **state)
{
    int rc = SUP_NOMEM;
    (void)state;

    for (long n = 0; rc != SUP_INVALID; n++) {
        assert_true(n < 50);
        sup__arena_free(&arena);
        fail_after = n;
        rc = sup__json_parse(&arena, &sup__json_request_limits, "[1,]", 4, &root, &error);
        fail_after = -1;
        assert_true(rc == SUP_INVALID || rc == SUP_NOMEM);
    }
    assert_int_equal(sup__json_parse(&arena, &sup__json_request_limits, "[1,]", 4, &root, NULL),
                     SUP_INVALID);
}

/* Small changes to a good text: never a crash, and what is accepted is a tree that holds together.
 */
static void check_tree(const struct sup__json *node, size_t begin, size_t end)
{
    uint32_t count = 0;

    assert_true(node->offset >= begin && node->offset < node->end && node->end <= end);
    for (const struct sup__json *child = node->first; child != NULL; child = child->next) {
        assert_ptr_equal(child->parent, node);
        check_tree(child, begin, node->end);
        begin = child->end;
        count++;
    }
    assert_int_equal(count, node->count);
}

static void changed_text_never_does_harm(void **state)
{
    static const char good[] =
        "{\"a\":[1,2.5,{\"b\":\"\\ud83d\\ude00 \xc3\xa9\"}],\"c\":null,\"d\":true}";
    static const char signs[] = "{}[]\",:\\u0d8-+.eEtn \n\t/\x80\xc3\xff";
    uint32_t seed = 1;
    (void)state;

    for (int round = 0; round < 60000; round++) {
        char text[sizeof good + 8];
        size_t bytes = strlen(good);

        memcpy(text, good, sizeof good);
        for (uint32_t change = 0; change <= seed % 3; change++) {
            size_t at;

            seed = seed * 1664525 + 1013904223;
            at = (seed >> 8) % bytes;
            if ((seed >> 28) % 3 == 0 && bytes > 1) {
                memmove(text + at, text + at + 1, bytes - at - 1);
                bytes--;
            } else {
                text[at] = signs[(seed >> 16) % (sizeof signs - 1)];
            }
        }
        if (parse_bytes(text, bytes) == SUP_OK) {
            check_tree(root, 0, bytes);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(depth_is_refused_past_its_limit),
        TEST(size_is_refused_past_its_limit_at_once),
        TEST(values_are_refused_past_their_limit),
        TEST(object_with_very_many_members_is_not_quadratic),
        TEST(long_text_with_escapes_is_read),
        TEST(every_failing_allocation_is_an_error_without_a_leak),
        TEST(failing_allocation_while_an_error_is_told_is_an_error),
        TEST(changed_text_never_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
