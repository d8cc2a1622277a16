/*
 * Tests of lib/policy: limits, all problems at once, and memory that runs out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "policy_fixture.h"

/* At the limit and one past it: a line of `before`, that many names, and `after`. */
static void check_list_limit(size_t line, const char *before, const char *after, uint32_t limit,
                             const char *pointer, int64_t column, const char *text)
{
    for (uint32_t count = limit; count <= limit + 1; count++) {
        struct sup__buffer buffer;

        sup__buffer_init(&buffer, &counted_mem);
        sup__buffer_text(&buffer, before);
        for (uint32_t i = 0; i < count; i++) {
            sup__buffer_text(&buffer, i == 0 ? "\"n" : ", \"n");
            sup__buffer_int(&buffer, i);
            sup__buffer_char(&buffer, '"');
        }
        sup__buffer_text(&buffer, after);
        if (count == limit) {
            struct loaded loaded = load_lines(line, buffer.data);

            sup__buffer_free(&buffer);
            assert_int_equal(loaded.rc, SUP_OK);
            unload(&loaded);
        } else {
            struct loaded loaded = load_lines(line, buffer.data);

            sup__buffer_free(&buffer);
            assert_problems(&loaded, 1,
                            &(struct expected){pointer, (int64_t)line, column, text, NULL});
        }
    }
}

static void lists_have_limits(void **state)
{
    (void)state;
    check_list_limit(17, "\"priorities\": [\"low\", ", "],", 31, "/priorities", 15,
                     "33 entries of the kind priority are too many: 32 are allowed");
    check_list_limit(19, "\"channels\": [", "],", 256, "/channels", 13,
                     "257 entries of the kind channel are too many: 256 are allowed");
    check_list_limit(20, "\"reasons\": [", "],", 2000, "/reasons", 12,
                     "2001 entries of the kind reason are too many: 2000 are allowed");
    check_list_limit(21, "\"teams\": [", "],", 2000, "/teams", 10,
                     "2001 entries of the kind team are too many: 2000 are allowed");
    check_list_limit(21, "\"teams\": [], \"timers\": {\"miss_causes\": [", "]},", 100,
                     "/timers/miss_causes", 40,
                     "101 entries of the kind cause are too many: 100 are allowed");
    check_list_limit(22,
                     "\"roles\": {\"agent\": {\"may\": [\"ticket.*\", \"floor.escalate\"]}}, "
                     "\"floors\": [",
                     "],", 16, "/floors", 72,
                     "17 entries of the kind floor are too many: 16 are allowed");
}

static void lists_that_must_not_be_empty_are_told(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[17] = "\"priorities\": [],";
    lines[19] = "\"channels\": [],";
    lines[20] = "\"reasons\": [],";
    lines[21] = "\"teams\": [],";
    lines[22] = "\"roles\": {},";
    loaded = load_changed(lines);
    assert_problems(&loaded, 4,
                    (const struct expected[]){
                        {"/priorities", 17, 15, "at least one priority is needed", NULL},
                        {"/default_priority", 18, 21, "there is no priority \"low\"", NULL},
                        {"/channels", 19, 13, "at least one channel is needed", NULL},
                        {"/roles", 22, 10, "at least one role is needed", NULL},
                    });
}

/* new leads to all others, each of them to open, and open to solved. */
static struct loaded load_statuses(uint32_t count)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct sup__buffer statuses;
    struct sup__buffer targets;
    struct loaded loaded;

    sup__buffer_init(&statuses, &counted_mem);
    sup__buffer_init(&targets, &counted_mem);
    sup__buffer_text(&targets, "\"new\": [\"open\"");
    for (uint32_t i = 0; i < count - 6; i++) {
        char line[96];

        (void)snprintf(line, sizeof line, "{\"name\": \"s%u\", \"category\": \"closed\"}, ", i);
        sup__buffer_text(&statuses, line);
        (void)snprintf(line, sizeof line, ", \"s%u\"", i);
        sup__buffer_text(&targets, line);
    }
    sup__buffer_text(&statuses, "{\"name\": \"closed\", \"category\": \"closed\"}],");
    sup__buffer_text(&targets, "],");
    lines[10] = statuses.data;
    lines[12] = targets.data;
    lines[25] = "\"auto_close\": \"PT0S\",";
    loaded = load_changed(lines);
    sup__buffer_free(&statuses);
    sup__buffer_free(&targets);
    return loaded;
}

static void statuses_have_a_limit(void **state)
{
    struct loaded loaded = load_statuses(256);
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_true(sup__policy_may_move(loaded.policy, 0,
                                     (uint32_t)sup__policy_status(loaded.policy, "s249")));
    unload(&loaded);
    loaded = load_statuses(257);
    assert_problems(
        &loaded, 1,
        &(struct expected){"/statuses", 4, 13,
                           "257 entries of the kind status are too many: 256 are allowed", NULL});
}

static void roles_have_a_limit(void **state)
{
    (void)state;
    for (uint32_t count = 256; count <= 257; count++) {
        struct sup__buffer buffer;
        struct loaded loaded;

        sup__buffer_init(&buffer, &counted_mem);
        sup__buffer_text(&buffer, "\"roles\": {");
        for (uint32_t i = 0; i < count; i++) {
            char role[48];

            (void)snprintf(role, sizeof role, "%s\"r%u\": {\"may\": []}", i == 0 ? "" : ", ", i);
            sup__buffer_text(&buffer, role);
        }
        sup__buffer_text(&buffer, "},");
        loaded = load_lines(22, buffer.data);
        sup__buffer_free(&buffer);
        if (count == 256) {
            assert_int_equal(loaded.rc, SUP_OK);
            unload(&loaded);
        } else {
            assert_problems(
                &loaded, 1,
                &(struct expected){"/roles", 22, 10,
                                   "257 entries of the kind role are too many: 256 are allowed",
                                   NULL});
        }
    }
}

static void every_problem_is_told_in_one_pass_and_in_order(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[3] = "\"nmae\": \"Test\",";
    lines[8] = "{\"name\": \"held\", \"category\": \"onhold\"}, {\"category\": \"oopen\"},";
    lines[14] = "\"pending\": [\"opn\", 7],";
    lines[18] = "\"default_priority\": \"lo\",";
    lines[22] = "\"roles\": {\"agent\": {\"may\": [\"tiket.*\"], \"can\": 1}},";
    lines[24] = "\"reopen_grace\": \"P7\",";
    loaded = load_changed(lines);
    assert_string_equal(loaded.error.text, "line 3, column 1: there is no member \"nmae\" here");
    assert_string_equal(loaded.error.hint, "did you mean \"name\"?");
    assert_string_equal(loaded.error.field, "/nmae");
    assert_int_equal(loaded.error.message_id, SUP_MSG_POLICY_UNKNOWN);
    assert_problems(
        &loaded, 10,
        (const struct expected[]){
            {"/nmae", 3, 1, "there is no member \"nmae\" here", "name"},
            {"/statuses/3/category", 8, 30, "there is no category \"onhold\"", "on_hold"},
            {"/statuses/4", 8, 41, "\"name\" is missing", NULL},
            {"/statuses/4/category", 8, 54, "there is no category \"oopen\"", "open"},
            {"/transitions/pending/0", 14, 13, "there is no status \"opn\"", "open"},
            {"/transitions/pending/1", 14, 20, "expected text, found number", NULL},
            {"/default_priority", 18, 21, "there is no priority \"lo\"", "low"},
            {"/roles/agent/may/0", 22, 29, "there is no action \"tiket.*\"", "ticket.*"},
            {"/roles/agent/can", 22, 41, "there is no member \"can\" here", NULL},
            {"/reopen_grace", 24, 17, "\"P7\" is not a duration such as P7D or PT4H30M", NULL},
        });
}

static void pointers_escape_and_columns_count_characters(void **state)
{
    (void)state;
    expect(23, "\"a/b~c\": \"\xc3\xa9\", \"d\": 1,", 2,
           (const struct expected[]){
               {"/a~1b~0c", 23, 1, "there is no member \"a/b~c\" here", NULL},
               {"/d", 23, 15, "there is no member \"d\" here", NULL},
           });
}

static void values_in_texts_are_short_and_on_one_line(void **state)
{
    (void)state;
    expect(
        18,
        "\"default_priority\": "
        "\"a\\nbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",",
        1,
        &(struct expected){
            "/default_priority", 18, 21,
            "there is no priority \"a "
            "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb...\"",
            NULL});
}

/* The name is wrong, and what is said of its status is about the table: each on one line. */
static void a_name_of_two_lines_is_told_on_one(void **state)
{
    struct loaded loaded = load_lines(8, "{\"name\": \"h\\nd\", \"category\": \"on_hold\"},");
    int is_table_told = 0;
    (void)state;

    assert_int_equal(loaded.rc, SUP_INVALID);
    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        assert_null(strchr(loaded.problems.items[i].text, '\n'));
        is_table_told |= strcmp(loaded.problems.items[i].text,
                                "no transition leaves \"h d\", which is not closed") == 0;
    }
    assert_true(is_table_told);
    unload(&loaded);
}

static void all_problems_are_counted_and_the_first_200_told(void **state)
{
    for (uint32_t count = 200; count <= 300; count += 50) {
        struct sup__buffer buffer;
        struct loaded loaded;
        (void)state;

        sup__buffer_init(&buffer, &counted_mem);
        sup__buffer_text(&buffer, "\"teams\": [");
        for (uint32_t i = 0; i < count; i++) {
            sup__buffer_text(&buffer, i == 0 ? "1" : ",1");
        }
        sup__buffer_text(&buffer, "],");
        loaded = load_lines(21, buffer.data);
        sup__buffer_free(&buffer);
        assert_int_equal(loaded.problems.count, count);
        assert_int_equal(loaded.problems.item_count, 200);
        assert_string_equal(loaded.problems.items[199].pointer, "/teams/199");
        assert_int_equal(loaded.problems.items[199].column, 409);
        unload(&loaded);
    }
}

static void the_first_200_are_the_first_by_place_whatever_is_read_first(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct sup__buffer buffer;
    struct loaded loaded;
    (void)state;

    /* Teams are read before transitions, which stand before them. */
    sup__buffer_init(&buffer, &counted_mem);
    sup__buffer_text(&buffer, "\"teams\": [1");
    for (uint32_t i = 1; i < 200; i++) {
        sup__buffer_text(&buffer, ",1");
    }
    sup__buffer_text(&buffer, "],");
    lines[21] = buffer.data;
    lines[13] = "\"open\": [\"pending\", \"held\", \"solved\", 1],";
    loaded = load_changed(lines);
    sup__buffer_free(&buffer);
    assert_int_equal(loaded.problems.count, 201);
    assert_int_equal(loaded.problems.item_count, 200);
    assert_string_equal(loaded.problems.items[0].pointer, "/transitions/open/3");
    assert_string_equal(loaded.problems.items[199].pointer, "/teams/198");
    unload(&loaded);
}

static void a_document_over_the_limit_of_bytes_is_refused(void **state)
{
    size_t bytes = (size_t)SUP_POLICY_BYTES_MAX + 1;
    char *document = malloc(bytes);
    struct loaded loaded;
    (void)state;

    assert_non_null(document);
    memset(document, ' ', bytes);
    memcpy(document, sup__policy_builtin(), strlen(sup__policy_builtin()));
    loaded = load_bytes(document, bytes - 1);
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
    loaded = load_bytes(document, bytes);
    free(document);
    assert_int_equal(loaded.rc, SUP_LIMIT);
    assert_int_equal(loaded.problems.count, 1);
    assert_problem(
        &loaded, 0,
        &(struct expected){"", 1, 1, "the JSON text has 4194305 bytes, 4194304 are allowed", NULL});
    unload(&loaded);
}

static void problems_need_not_be_asked_for(void **state)
{
    struct sup__policy *policy = NULL;
    (void)state;

    assert_int_equal(sup__policy_load(&counted_mem, "{}", 2, NULL, &policy, NULL, NULL),
                     SUP_INVALID);
    assert_int_equal(sup__policy_load(&counted_mem, "{", 1, NULL, &policy, NULL, NULL),
                     SUP_INVALID);
    assert_int_equal(sup__policy_load(&counted_mem, NULL, 0, NULL, &policy, NULL, NULL),
                     SUP_INVALID);
    assert_null(policy);
    assert_int_equal(counter.live, 0);
    sup__policy_free(NULL);
}

/* Loads with the n-th allocation failing, for each n until none fails. */
static void fail_each_allocation(const char *document, int32_t rc)
{
    int is_done = 0;

    for (long n = 0; !is_done; n++) {
        struct loaded loaded;

        assert_true(n < 1000);
        counter.fail_after = n;
        loaded = load_text(document);
        is_done = counter.fail_after != 0;
        counter.fail_after = -1;
        if (!is_done && loaded.rc != rc) {
            assert_int_equal(loaded.rc, SUP_NOMEM);
            assert_int_equal(loaded.error.code, SUP_NOMEM);
            assert_int_equal(loaded.problems.count, 0);
            assert_null(loaded.policy);
        } else {
            assert_int_equal(loaded.rc, rc);
        }
        unload(&loaded);
    }
}

static void running_out_of_memory_is_told_and_leaks_nothing(void **state)
{
    (void)state;
    fail_each_allocation(sup__policy_builtin(), SUP_OK);
    fail_each_allocation("{\"supportcore_policy\": 1, \"statuses\": [1, {}, {\"name\": \"a\"}], "
                         "\"transitions\": {\"b\": []}, \"roles\": {\"a\": {\"may\": [\"b\"]}}, "
                         "\"priorities\": [\"a\", \"a\"], \"x\": 1}",
                         SUP_INVALID);
    fail_each_allocation("{\"supportcore_policy\" 1}", SUP_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_have_limits),
        cmocka_unit_test(lists_that_must_not_be_empty_are_told),
        cmocka_unit_test(statuses_have_a_limit),
        cmocka_unit_test(roles_have_a_limit),
        cmocka_unit_test(every_problem_is_told_in_one_pass_and_in_order),
        cmocka_unit_test(pointers_escape_and_columns_count_characters),
        cmocka_unit_test(values_in_texts_are_short_and_on_one_line),
        cmocka_unit_test(a_name_of_two_lines_is_told_on_one),
        cmocka_unit_test(all_problems_are_counted_and_the_first_200_told),
        cmocka_unit_test(the_first_200_are_the_first_by_place_whatever_is_read_first),
        cmocka_unit_test(a_document_over_the_limit_of_bytes_is_refused),
        cmocka_unit_test(problems_need_not_be_asked_for),
        cmocka_unit_test(running_out_of_memory_is_told_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
