/*
 * test_condition_explain.c: what a condition says it saw, and that memory may run out anywhere.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "condition_fixture.h"

struct step {
    uint32_t depth;
    int32_t verdict;
    const char *text;
    const char *value; /* NULL: none */
    const char *pointer;
};

#define STEPS(rows) rows, sizeof(rows) / sizeof(rows)[0]

static void check_steps(const char *condition, const char *given, const struct step *expected,
                        size_t count)
{
    struct fixture fixture;
    struct sup__case values = {0};
    const struct sup__trace *steps = NULL;
    uint32_t found = 0;

    fixture_begin(&fixture);
    values = fixture_case(&fixture, given);
    assert_true(sup__condition_explain(fixture_condition(&fixture, condition), "/routing/3/when",
                                       &values, &fixture.arena, &steps, &found));
    for (uint32_t i = 0; i < found && i < count; i++) {
        assert_string_equal(steps[i].text, expected[i].text);
        if (expected[i].value == NULL) {
            assert_null(steps[i].value);
        } else {
            assert_non_null(steps[i].value);
            assert_string_equal(steps[i].value, expected[i].value);
        }
        assert_string_equal(steps[i].pointer, expected[i].pointer);
        assert_int_equal(steps[i].depth, expected[i].depth);
        assert_int_equal(steps[i].verdict, expected[i].verdict);
    }
    assert_int_equal(found, count);
    fixture_end(&fixture);
}

#define AT "/routing/3/when"

/* All parts are shown, also those behind the one that decided. */
static void parts_follow_the_whole(void **state)
{
    static const struct step steps[] = {
        {0, F, "all of", NULL, AT},
        {1, T, "order.total > 50.00 EUR", "62.00 EUR", AT "/and/0"},
        {1, F, "any of", NULL, AT "/and/1"},
        {2, F, "flag", "false", AT "/and/1/or/0"},
        {2, F, "not", NULL, AT "/and/1/or/1"},
        {3, T, "ticket.priority in [high, urgent]", "high", AT "/and/1/or/1/!"},
        {1, U, "title contains \"broken\"", "not given", AT "/and/2"},
    };

    (void)state;
    check_steps("{'and':[{'>':[{'var':'order.total'},50]},{'or':[{'var':'flag'},{'!':{'in':[{'var':"
                "'ticket.priority'},['high','urgent']]}}]},{'in':['broken',{'var':'title'}]}]}",
                "{'order':{'total':'62.00'},'flag':false,'ticket':{'priority':'high'}}",
                STEPS(steps));
}

static void values_are_shown_as_people_write_them(void **state)
{
    static const struct step steps[] = {
        {0, F, "all of", NULL, AT},
        {1, T, "size <= 12.505", "12.5", AT "/and/0"},
        {1, T, "1 < whole < 5", "3", AT "/and/1"},
        {1, T, "opened_at >= 2026-03-01T10:00:00Z", "2026-03-01T10:00:00.500Z", AT "/and/2"},
        {1, T, "left == -PT1H30M", "-PT1H30M", AT "/and/3"},
        {1, F, "title starts with \"a b\"", "\"a b\"", AT "/and/4"},
        {1, F, "tags has \"x\"", "[\"a\", \"b\"]", AT "/and/5"},
        {1, T, "marks is not empty", "[chat]", AT "/and/6"},
        {1, T, "count is 0", "not given, taken as 0", AT "/and/7"},
        {1, U, "score is not 0", "not given", AT "/and/8"},
        {1, T, "other is not given", "not given", AT "/and/9"},
        {1, T, "size is given", "12.5", AT "/and/10"},
        {1, T, "order.refunded < 0.00 EUR", "-1.50 EUR", AT "/and/11"},
        {1, F, "title ends with \"\xc3\xbc\"", "\"a b\"", AT "/and/12"},
        {1, U, "flag == other", "flag = true; other = not given", AT "/and/13"},
    };

    (void)state;
    check_steps(
        "{'and':[{'<=':[{'var':'size'},12.505]},{'<':[1,{'var':'whole'},5]},"
        "{'>=':[{'var':'opened_at'},'2026-03-01T10:00:00Z']},{'==':[{'var':'left'},'-PT90M']},"
        "{'startsWith':[{'var':'title'},'a b']},{'in':['x',{'var':'tags'}]},"
        "{'!!':[{'var':'marks'}]},{'!':[{'var':'count'}]},{'!!':[{'var':'score'}]},"
        "{'==':[{'var':'other'},null]},{'!=':[{'var':'size'},null]},"
        "{'<':[{'var':'order.refunded'},'0']},{'endsWith':[{'var':'title'},'\\u00fc']},"
        "{'==':[{'var':'flag'},{'var':'other'}]}]}",
        "{'size':12.50,'whole':3,'opened_at':'2026-03-01T10:00:00.5Z','left':'-PT90M',"
        "'title':'a\\nb','tags':['a','b'],'marks':['chat'],'order':{'refunded':'-1.5'},"
        "'flag':true}",
        STEPS(steps));
}

static void what_was_computed_is_shown_with_its_facts(void **state)
{
    static const struct step steps[] = {
        {0, F, "all of", NULL, AT},
        {1, F, "(order.total - order.refunded) > 20.00 EUR",
         "(order.total - order.refunded) = 12.00 EUR (order.total = 62.00 EUR; order.refunded = "
         "50.00 EUR)",
         AT "/and/0"},
        {1, T, "age(opened_at) > PT1H", "age(opened_at) = PT2H (opened_at = 2026-03-01T10:00:00Z)",
         AT "/and/1"},
        {1, U, "max(whole, size) > 1", "max(whole, size) = unknown (whole = 1; size = not given)",
         AT "/and/2"},
        {1, U, "due_at < now", "due_at = not given; now = 2026-03-01T12:00:00Z", AT "/and/3"},
        {1, F, "count(tags: the item starts with \"a\") >= 2",
         "count(tags: the item starts with \"a\") = 1 (tags = [\"ab\", \"b\"])", AT "/and/4"},
        {1, T, "(flag xor other xor sure)", "flag = true; other = false; sure = false",
         AT "/and/5"},
    };

    (void)state;
    check_steps("{'and':[{'>':[{'-':[{'var':'order.total'},{'var':'order.refunded'}]},20]},"
                "{'>':[{'age':{'var':'opened_at'}},'PT1H']},{'>':[{'max':[{'var':'whole'},{'var':"
                "'size'}]},1]},{'<':[{'var':'due_at'},{'now':[]}]},{'>=':[{'reduce':[{'filter':["
                "{'var':'tags'},{'startsWith':[{'var':''},'a']}]},{'+':[1,{'var':'accumulator'}]},"
                "0]},2]},{'xor':[{'var':'flag'},{'var':'other'},{'var':'sure'}]}]}",
                "{'order':{'total':62,'refunded':50},'opened_at':'2026-03-01T10:00:00Z','whole':1,"
                "'tags':['ab','b'],'flag':true,'other':false,'sure':false}",
                STEPS(steps));
}

static void items_are_shown_one_by_one(void **state)
{
    static const struct step steps[] = {
        {0, T, "some of order.items", "3 items", AT},
        {1, F, "item 1: all of", NULL, AT "/some/1"},
        {2, T, "sku == \"a\"", "\"a\"", AT "/some/1/and/0"},
        {2, F, "quantity > 1", "1", AT "/some/1/and/1"},
        {1, T, "item 2: all of", NULL, AT "/some/1"},
        {2, T, "sku == \"a\"", "\"a\"", AT "/some/1/and/0"},
        {2, T, "quantity > 1", "2", AT "/some/1/and/1"},
        {1, U, "item 3: all of", NULL, AT "/some/1"},
        {2, U, "sku == \"a\"", "not given", AT "/some/1/and/0"},
        {2, T, "quantity > 1", "9", AT "/some/1/and/1"},
    };
    static const struct step none[] = {
        {0, F, "none of tags", "[\"a\"]", AT},
        {1, T, "item 1: the item in [\"a\", \"b\"]", "\"a\"", AT "/none/1"},
    };
    static const struct step absent[] = {{0, U, "all of marks", "not given", AT}};

    (void)state;
    check_steps(
        "{'some':[{'var':'order.items'},{'and':[{'==':[{'var':'sku'},'a']},{'>':[{'var':"
        "'quantity'},1]}]}]}",
        "{'order':{'items':[{'sku':'a','quantity':1},{'sku':'a','quantity':2},{'quantity':9}]}}",
        STEPS(steps));
    check_steps("{'none':[{'var':'tags'},{'in':[{'var':''},['a','b']]}]}", "{'tags':['a']}",
                STEPS(none));
    check_steps("{'all':[{'var':'marks'},{'==':[{'var':''},'chat']}]}", "{}", STEPS(absent));
}

static void choices_show_their_conditions(void **state)
{
    static const struct step steps[] = {
        {0, F, "if(one of flag, other is not given, false, whole > 3)", NULL, AT},
        {1, T, "one of flag, other is not given", "flag = true; other = not given", AT "/if/0"},
        {1, U, "whole > 3", "not given", AT "/if/2"},
    };
    static const struct step some[] = {
        {0, T, "fewer than 2 of flag, other are given", "flag = true; other = not given", AT}};
    static const struct step among[] = {{0, T, "whole in [1, size]", "whole = 2; size = 2", AT}};
    static const struct step hours[] = {{0, F, "ticket.channel is inside its hours", "chat", AT}};
    static const struct step fixed[] = {{0, T, "email is inside its hours", NULL, AT}};
    static const struct step equal[] = {
        {0, T, "(flag and other) == false", NULL, AT},
        {1, F, "all of", NULL, AT "/==/0"},
        {2, T, "flag", "true", AT "/==/0/and/0"},
        {2, F, "other", "false", AT "/==/0/and/1"},
    };
    static const struct step constant[] = {{0, T, "true", NULL, AT}};

    (void)state;
    check_steps("{'if':[{'missing':['flag','other']},false,{'>':[{'var':'whole'},3]}]}",
                "{'flag':true}", STEPS(steps));
    check_steps("{'missing_some':[2,['flag','other']]}", "{'flag':true}", STEPS(some));
    check_steps("{'in':[{'var':'whole'},[1,{'var':'size'}]]}", "{'whole':2,'size':2}",
                STEPS(among));
    check_steps("{'inside_hours':[{'var':'ticket.channel'}]}", "{'ticket':{'channel':'chat'}}",
                STEPS(hours));
    check_steps("{'inside_hours':'email'}", "{}", STEPS(fixed));
    check_steps("{'==':[{'and':[{'var':'flag'},{'var':'other'}]},false]}",
                "{'flag':true,'other':false}", STEPS(equal));
    check_steps("true", "{}", STEPS(constant));
}

static void long_texts_are_cut(void **state)
{
    struct fixture fixture;
    struct sup__case given = {0};
    const struct sup__trace *steps = NULL;
    uint32_t count = 0;
    char condition[4096];
    size_t at = (size_t)sprintf(condition, "{'in':[{'var':'title'},['\\u00fc'");

    (void)state;
    for (int i = 0; i < 200; i++) {
        at += (size_t)sprintf(condition + at, ",'\\u00fc%d'", i);
    }
    sprintf(condition + at, "]]}");
    fixture_begin(&fixture);
    given =
        fixture_case(&fixture, "{'title':'0123456789012345678901234567890123456789012345678901234"
                               "567890123456789','tags':['a','a','a','a','a','a','a','a','a']}");
    assert_true(sup__condition_explain(fixture_condition(&fixture, condition), "", &given,
                                       &fixture.arena, &steps, &count));
    assert_int_equal(count, 1);
    assert_string_equal(steps[0].text, "title in [\"\xc3\xbc\", \"\xc3\xbc"
                                       "0\", \"\xc3\xbc"
                                       "1\", \"\xc3\xbc"
                                       "2\", \"\xc3\xbc"
                                       "3\", \"\xc3\xbc"
                                       "4\", \"\xc3\xbc"
                                       "5\", \"\xc3\xbc"
                                       "6\", ...]: 201 items");
    assert_string_equal(steps[0].value,
                        "\"012345678901234567890123456789012345678901234567890123456789...\"");
    assert_true(sup__condition_explain(fixture_condition(&fixture, "{'!':[{'var':'tags'}]}"), "",
                                       &given, &fixture.arena, &steps, &count));
    assert_string_equal(steps[0].value,
                        "[\"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\", \"a\", ...]: 9 items");
    fixture_end(&fixture);
}

/* Of a list with more items than are shown, ten are. */
static void ten_items_are_shown(void **state)
{
    struct fixture fixture;
    struct sup__case given = {0};
    const struct sup__trace *steps = NULL;
    uint32_t count = 0;

    (void)state;
    fixture_begin(&fixture);
    given = fixture_case(&fixture, "{'tags':['a','a','a','a','a','a','a','a','a','a','a']}");
    assert_true(sup__condition_explain(
        fixture_condition(&fixture, "{'some':[{'var':'tags'},{'==':[{'var':''},'b']}]}"), "",
        &given, &fixture.arena, &steps, &count));
    assert_int_equal(count, 11);
    fixture_end(&fixture);
}

/* ---- memory ---- */

static const char rich[] =
    "{'and':[{'in':[{'var':'title'},['a','b','c']]},{'in':[{'var':'whole'},[1,2,3]]},"
    "{'some':[{'var':'order.items'},{'and':[{'==':[{'var':'sku'},'a']},{'var':'is_gift'}]}]},"
    "{'none':[{'var':'tags'},{'==':[{'var':''},'x']}]},{'missing_some':[1,['flag','whole']]},"
    "{'if':[{'var':'flag'},true,{'==':[{'var':['title','z']},'z']}]},{'inside_hours':'email'},"
    "{'>':[{'+':[{'var':'size'},1,2]},0.5]},{'!':{'missing':['flag','tags']}}]}";
static const char rich_case[] = "{'title':'a','whole':2,'flag':true,'tags':['y'],'order':{'items':["
                                "{'sku':'a','is_gift':true}]}}";

/* Each allocation fails once: nothing is made, nothing is lost, and all of it is there later. */
static void memory_may_run_out_anywhere(void **state)
{
    struct fixture fixture;
    const struct sup__json *json;
    const struct sup__json *case_json;
    long failures = 0;

    (void)state;
    fixture_begin(&fixture);
    json = fixture_json(&fixture, rich);
    case_json = fixture_json(&fixture, rich_case);
    for (long n = 0;; n++) {
        struct sup__arena keep;
        struct sup__arena scratch;
        struct sup__case given = {NULL, FIXTURE_NOW, NULL, NULL};
        const struct sup__condition *condition = NULL;
        const struct sup__trace *steps = NULL;
        struct sup__slot *slots = NULL;
        uint32_t count = 0;
        int rc;

        sup__arena_init(&keep, &fixture.arena.mem);
        sup__arena_init(&scratch, &fixture.arena.mem);
        fixture_fail_after = n;
        rc = sup__condition_compile(&keep, &scratch, fixture.facts, fixture.channels, json,
                                    fixture_listener(&fixture), &condition);
        if (rc == 1) {
            rc = sup__case_read(&keep, fixture.facts, case_json, NULL, &slots);
            given.slots = slots;
        }
        if (rc == 1) {
            rc = sup__condition_explain(condition, "", &given, &keep, &steps, &count) ? 1 : -1;
        }
        fixture_fail_after = -1;
        assert_int_equal(fixture.told_count, 0);
        if (rc == 1) {
            assert_int_equal(sup__condition_test(condition, &given), F); /* flag is given */
            assert_int_equal(steps[0].verdict, F);
        } else {
            assert_int_equal(rc, -1);
            failures++;
        }
        sup__arena_free(&keep);
        sup__arena_free(&scratch);
        if (rc == 1) {
            break;
        }
    }
    assert_true(failures >= 3);
    fixture_end(&fixture);
}

/* The same with arenas that never have room left, so that each piece is an allocation. */
static void memory_may_run_out_at_each_piece(void **state)
{
    struct fixture fixture;
    const struct sup__json *json;
    long pieces = 0;

    (void)state;
    fixture_begin(&fixture);
    json = fixture_json(&fixture, rich);
    for (size_t room = 0;; room += 16) {
        struct sup__arena keep;
        const struct sup__condition *condition = NULL;
        void *taken;
        int rc;

        /* one block of which only `room` bytes are left, and no other can be had */
        sup__arena_init(&keep, &fixture.arena.mem);
        taken = sup__arena_take(&keep, 16);
        assert_non_null(taken);
        while (keep.left > room) {
            size_t rest = keep.left - room;

            assert_non_null(sup__arena_take(&keep, rest < 1024 ? rest : 1024));
        }
        fixture_fail_after = 0;
        rc = keep.left == room
                 ? sup__condition_compile(&keep, &fixture.scratch, fixture.facts, fixture.channels,
                                          json, fixture_listener(&fixture), &condition)
                 : 1;
        fixture_fail_after = -1;
        sup__arena_free(&keep);
        if (rc == 1) {
            break;
        }
        assert_int_equal(rc, -1);
        pieces++;
    }
    assert_true(pieces > 100);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_follow_the_whole),
        cmocka_unit_test(values_are_shown_as_people_write_them),
        cmocka_unit_test(what_was_computed_is_shown_with_its_facts),
        cmocka_unit_test(items_are_shown_one_by_one),
        cmocka_unit_test(choices_show_their_conditions),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(ten_items_are_shown),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(memory_may_run_out_at_each_piece),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
