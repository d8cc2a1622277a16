/*
 * test_condition_cover.c: which conditions hold wherever others do, by hand.
 *
 * That nothing is claimed which is not so is tested by test_condition_random.c.
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

struct relation {
    const char *earlier;
    const char *later;
    int covers;  /* earlier covers later */
    int covered; /* and the other way round */
};

#define RELATIONS(rows) check_relations(rows, sizeof(rows) / sizeof(rows)[0])

static void check_relations(const struct relation *rows, size_t count)
{
    struct fixture fixture;

    fixture_begin(&fixture);
    for (size_t i = 0; i < count; i++) {
        const struct sup__condition *earlier = fixture_condition(&fixture, rows[i].earlier);
        const struct sup__condition *later = fixture_condition(&fixture, rows[i].later);
        int covers = sup__condition_covers(earlier, later);
        int covered = sup__condition_covers(later, earlier);

        if (covers != rows[i].covers || covered != rows[i].covered) {
            fail_msg("%s and %s: %d and %d", rows[i].earlier, rows[i].later, covers, covered);
        }
        assert_int_equal(sup__condition_equals(earlier, later), covers && covered);
        fixture_clear(&fixture);
    }
    fixture_end(&fixture);
}

static void what_asks_for_less_covers(void **state)
{
    static const struct relation rows[] = {
        {"{'var':'flag'}", "{'and':[{'var':'other'},{'var':'flag'}]}", 1, 0},
        {"{'and':[{'var':'flag'},{'var':'other'}]}", "{'and':[{'var':'other'},{'var':'flag'}]}", 1,
         1},
        {"{'and':[{'var':'flag'},{'var':'other'}]}",
         "{'and':[{'var':'sure'},{'and':[{'var':'other'},{'var':'flag'}]}]}", 1, 0},
        {"{'or':[{'var':'flag'},{'var':'other'}]}", "{'var':'flag'}", 1, 0},
        {"{'or':[{'var':'flag'},{'var':'other'}]}", "{'or':[{'var':'other'},{'var':'flag'}]}", 1,
         1},
        {"{'or':[{'var':'flag'},{'var':'other'}]}", "{'and':[{'var':'flag'},{'var':'sure'}]}", 1,
         0},
        {"{'var':'flag'}", "{'var':'other'}", 0, 0},
        {"{'!':{'var':'flag'}}", "{'!':{'or':[{'var':'flag'},{'var':'other'}]}}", 1, 0},
        {"{'!':{'and':[{'var':'flag'},{'var':'other'}]}}", "{'!':{'var':'flag'}}", 1, 0},
        {"{'var':'flag'}", "{'!':{'!':{'var':'flag'}}}", 1, 1},
        {"{'var':'flag'}", "{'!!':[{'var':'flag'}]}", 1, 1},
        {"{'var':'flag'}", "{'==':[{'var':'flag'},true]}", 1, 1},
        {"{'var':'flag'}", "{'!=':[false,{'var':'flag'}]}", 1, 1},
        {"{'var':'flag'}", "{'!':{'var':'flag'}}", 0, 0},
        {"true", "{'var':'flag'}", 1, 0},
        {"{'var':'flag'}", "false", 1, 0},
        {"true", "{'==':[1,1]}", 1, 1},
        {"{'or':[{'var':'flag'},true]}", "{'var':'other'}", 1, 0},
    };

    (void)state;
    RELATIONS(rows);
}

static void wider_ranges_and_lists_cover(void **state)
{
    static const struct relation rows[] = {
        {"{'<':[{'var':'whole'},10]}", "{'<':[{'var':'whole'},5]}", 1, 0},
        {"{'<':[{'var':'whole'},10]}", "{'<':[{'var':'whole'},'10']}", 1, 1},
        {"{'<=':[{'var':'whole'},9]}", "{'<':[{'var':'whole'},10]}", 1, 1},
        {"{'>':[10,{'var':'whole'}]}", "{'<':[{'var':'whole'},10]}", 1, 1},
        {"{'!':{'>=':[{'var':'whole'},10]}}", "{'<':[{'var':'whole'},10]}", 1, 1},
        {"{'<':[{'var':'whole'},10]}", "{'<':[{'var':'size'},5]}", 0, 0},
        {"{'<=':[1,{'var':'whole'},9]}", "{'<':[2,{'var':'whole'},5]}", 1, 0},
        {"{'<=':[1,{'var':'whole'},9]}", "{'==':[{'var':'whole'},9]}", 1, 0},
        {"{'<=':[1,{'var':'whole'},9]}", "{'in':[{'var':'whole'},[1,5,9]]}", 1, 0},
        {"{'<=':[1,{'var':'whole'},9]}", "{'in':[{'var':'whole'},[1,5,10]]}", 0, 0},
        {"{'<=':[3,{'var':'whole'},4]}", "{'in':[{'var':'whole'},[4,3]]}", 1, 1},
        {"{'<=':[1,{'var':'whole'},9]}",
         "{'and':[{'>=':[{'var':'whole'},1]},{'<':[{'var':'whole'},10]}]}", 1, 1},
        {"{'!=':[{'var':'whole'},5]}", "{'<':[{'var':'whole'},5]}", 1, 0},
        {"{'!=':[{'var':'whole'},5]}", "{'!':{'in':[{'var':'whole'},[4,5]]}}", 1, 0},
        {"{'in':[{'var':'ticket.channel'},['chat','email']]}",
         "{'==':[{'var':'ticket.channel'},'chat']}", 1, 0},
        {"{'in':[{'var':'ticket.channel'},['chat','email']]}",
         "{'in':[{'var':'ticket.channel'},['email','chat','email']]}", 1, 1},
        {"{'!=':[{'var':'ticket.channel'},'phone']}",
         "{'in':[{'var':'ticket.channel'},['email','chat']]}", 1, 0},
        {"{'>=':[{'var':'ticket.priority'},'normal']}",
         "{'>':[{'var':'ticket.priority'},'normal']}", 1, 0},
        {"{'>=':[{'var':'ticket.priority'},'high']}",
         "{'in':[{'var':'ticket.priority'},['urgent','high']]}", 1, 0},
        /* a name of another list is not high either, and not below it */
        {"{'<':[{'var':'ticket.priority'},'high']}",
         "{'!':{'==':[{'var':'ticket.priority'},'high']}}", 0, 1},
        {"{'in':[{'var':'ticket.place'},['p1','p70','p99']]}",
         "{'in':[{'var':'ticket.place'},['p99','p1']]}", 1, 0},
        {"{'>':[{'var':'order.total'},10]}", "{'>':[{'var':'order.total'},'20 EUR']}", 1, 0},
        {"{'>':[{'var':'order.total'},10]}", "{'>':[{'var':'order.total'},'20 USD']}", 0, 0},
        {"{'>':[{'age':{'var':'opened_at'}},'PT1H']}",
         "{'>':[{'age':[{'var':'opened_at'}]},'PT2H']}", 1, 0},
        {"{'>':[{'age':{'var':'opened_at'}},'PT1H']}",
         "{'>':[{'time_since':{'var':'opened_at'}},'PT2H']}", 0, 0},
        {"{'<':[{'var':'opened_at'},'2026-02-01']}", "{'<':[{'var':'opened_at'},'2026-01-01']}", 1,
         0},
        {"{'<':[{'var':'size'},12.505]}", "{'<=':[{'var':'size'},12.5]}", 1, 1},
    };

    (void)state;
    RELATIONS(rows);
}

static void texts_cover_by_what_they_are_tested_for(void **state)
{
    static const struct relation rows[] = {
        {"{'in':['b',{'var':'title'}]}", "{'in':['abc',{'var':'title'}]}", 1, 0},
        {"{'in':['b',{'var':'title'}]}", "{'contains':[{'var':'title'},'b']}", 1, 1},
        {"{'in':['b',{'var':'title'}]}", "{'startsWith':[{'var':'title'},'ab']}", 1, 0},
        {"{'startsWith':[{'var':'title'},'ab']}", "{'startsWith':[{'var':'title'},'abc']}", 1, 0},
        {"{'endsWith':[{'var':'title'},'c']}", "{'endsWith':[{'var':'title'},'bc']}", 1, 0},
        {"{'startsWith':[{'var':'title'},'ab']}", "{'==':[{'var':'title'},'abc']}", 1, 0},
        {"{'startsWith':[{'var':'title'},'ab']}", "{'in':[{'var':'title'},['abc','ab']]}", 1, 0},
        {"{'in':[{'var':'title'},['a','b']]}", "{'==':[{'var':'title'},'b']}", 1, 0},
        {"{'!=':[{'var':'title'},'a']}", "{'==':[{'var':'title'},'b']}", 1, 0},
        {"{'!=':[{'var':'title'},'a']}", "{'!':{'in':[{'var':'title'},['a','b']]}}", 1, 0},
        {"{'!':{'startsWith':[{'var':'title'},'abc']}}",
         "{'!':{'startsWith':[{'var':'title'},'ab']}}", 1, 0},
        {"{'in':['x',{'var':'tags'}]}", "{'and':[{'in':['x',{'var':'tags'}]},{'var':'flag'}]}", 1,
         0},
        {"{'in':['x',{'var':'tags'}]}", "{'in':['y',{'var':'tags'}]}", 0, 0},
        {"{'in':['x',{'var':'tags'}]}", "{'contains':[{'var':'tags'},'x']}", 1, 1},
    };

    (void)state;
    RELATIONS(rows);
}

static void what_is_not_given_matters(void **state)
{
    static const struct relation rows[] = {
        {"{'!=':[{'var':'whole'},null]}", "{'>':[{'var':'whole'},5]}", 1, 0},
        {"{'!=':[{'var':'count'},null]}", "{'<':[{'var':'count'},5]}", 0, 0}, /* absent, it is 0 */
        {"{'!=':[{'var':'count'},null]}", "{'>':[{'var':'count'},5]}", 1, 0},
        {"{'<':[{'var':['whole',0]},5]}", "{'<':[{'var':'whole'},5]}", 1, 0},
        {"{'missing':['flag','other']}", "{'missing':['other']}", 1, 0},
        {"{'missing':['flag','other']}", "{'==':[{'var':'flag'},null]}", 1, 0},
        {"{'missing':['other','flag']}", "{'missing':['flag','other']}", 1, 1},
        {"{'!=':[{'var':'flag'},null]}", "{'!':{'missing':['other','flag']}}", 1, 0},
    };

    (void)state;
    RELATIONS(rows);
}

/* What has no simple form is compared as it is written, but for the order of its parts. */
static void equal_trees_cover(void **state)
{
    static const struct relation rows[] = {
        {"{'>':[{'+':[{'var':'whole'},{'var':'size'}]},1]}",
         "{'>':[{'+':[{'var':'size'},{'var':'whole'}]},1]}", 1, 1},
        {"{'>':[{'-':[{'var':'whole'},{'var':'size'}]},1]}",
         "{'>':[{'-':[{'var':'size'},{'var':'whole'}]},1]}", 0, 0},
        {"{'>':[{'+':[{'var':'whole'},{'var':'size'}]},1]}",
         "{'>':[{'+':[{'var':'whole'},{'var':'size'}]},2]}", 0, 0},
        {"{'==':[{'var':'whole'},{'var':'size'}]}", "{'==':[{'var':'size'},{'var':'whole'}]}", 1,
         1},
        {"{'<':[{'var':'whole'},{'var':'size'}]}", "{'<':[{'var':'size'},{'var':'whole'}]}", 0, 0},
        {"{'some':[{'var':'order.items'},{'var':'is_gift'}]}",
         "{'and':[{'var':'flag'},{'some':[{'var':'order.items'},{'var':'is_gift'}]}]}", 1, 0},
        {"{'some':[{'var':'order.items'},{'var':'is_gift'}]}",
         "{'all':[{'var':'order.items'},{'var':'is_gift'}]}", 0, 0},
        {"{'some':[{'var':'tags'},{'==':[{'var':''},'a']}]}",
         "{'some':[{'var':'tags'},{'==':[{'var':''},'b']}]}", 0, 0},
        {"{'if':[{'var':'flag'},{'var':'other'},{'var':'sure'}]}",
         "{'if':[{'var':'flag'},{'var':'other'},{'var':'sure'}]}", 1, 1},
        {"{'missing_some':[1,['flag','other']]}", "{'missing_some':[1,['other','flag']]}", 1, 1},
        {"{'missing_some':[1,['flag','other']]}", "{'missing_some':[2,['other','flag']]}", 0, 0},
        {"{'inside_hours':'email'}", "{'inside_hours':'chat'}", 0, 0},
        {"{'inside_hours':'email'}", "{'inside_hours':['email']}", 1, 1},
        {"{'!':{'inside_hours':'email'}}", "{'inside_hours':['email']}", 0, 0},
        {"{'in':[{'var':'order.total'},[1,2]]}", "{'in':[{'var':'order.total'},['1.00',2]]}", 1, 1},
        {"{'in':[{'var':'order.total'},[1,2]]}", "{'in':[{'var':'order.total'},['1.00',3]]}", 0, 0},
    };

    (void)state;
    RELATIONS(rows);
}

/* a + a + b is not a + b + b: where a part counts each time, it has to be there as often. */
static void parts_count_as_often_as_they_are_there(void **state)
{
    static const struct relation rows[] = {
        {"{'>':[{'+':[{'var':'whole'},{'var':'whole'},{'var':'size'}]},5]}",
         "{'>':[{'+':[{'var':'whole'},{'var':'size'},{'var':'size'}]},5]}", 0, 0},
        {"{'>':[{'+':[{'var':'whole'},{'var':'whole'},{'var':'size'}]},5]}",
         "{'>':[{'+':[{'var':'whole'},{'var':'size'},{'var':'whole'}]},5]}", 1, 1},
        {"{'>':[{'*':[{'var':'whole'},{'var':'whole'},{'var':'size'}]},5]}",
         "{'>':[{'*':[{'var':'size'},{'var':'size'},{'var':'whole'}]},5]}", 0, 0},
        {"{'>':[{'*':[{'var':'whole'},{'var':'whole'},{'var':'size'}]},5]}",
         "{'>':[{'*':[{'var':'size'},{'var':'whole'},{'var':'whole'}]},5]}", 1, 1},
        {"{'missing_some':[2,['flag','flag','other']]}",
         "{'missing_some':[2,['flag','other','other']]}", 0, 0},
        {"{'missing_some':[2,['flag','flag','other']]}",
         "{'missing_some':[2,['other','flag','flag']]}", 1, 1},
        /* of the largest of them, and of "and", it does not matter how often */
        {"{'>':[{'max':[{'var':'whole'},{'var':'whole'},{'var':'size'}]},5]}",
         "{'>':[{'max':[{'var':'whole'},{'var':'size'},{'var':'size'}]},5]}", 1, 1},
        {"{'if':[{'and':[{'var':'flag'},{'var':'flag'},{'var':'other'}]},true,{'var':'sure'}]}",
         "{'if':[{'and':[{'var':'flag'},{'var':'other'},{'var':'other'}]},true,{'var':'sure'}]}", 1,
         1},
    };

    (void)state;
    RELATIONS(rows);
}

/* Trees that look alike at each level until the last: the work is bounded, the answer is no. */
static void the_work_is_bounded(void **state)
{
    struct fixture fixture;
    char texts[2][16384];
    const struct sup__condition *conditions[2];

    (void)state;
    fixture_begin(&fixture);
    for (int which = 0; which < 2; which++) {
        size_t at = (size_t)sprintf(texts[which], "{'>':[");

        for (int i = 0; i < 28; i++) {
            at += (size_t)sprintf(texts[which] + at, "{'+':[{'var':'whole'},{'var':'whole'},");
        }
        at += (size_t)sprintf(texts[which] + at, "{'var':'%s'}", which == 0 ? "size" : "score");
        for (int i = 0; i < 28; i++) {
            at += (size_t)sprintf(texts[which] + at, "]}");
        }
        sprintf(texts[which] + at, ",1]}");
        conditions[which] = fixture_condition(&fixture, texts[which]);
    }
    assert_int_equal(sup__condition_covers(conditions[0], conditions[1]), 0);
    assert_int_equal(sup__condition_equals(conditions[0], conditions[0]), 1);
    fixture_end(&fixture);
}

/* Pairs share a budget: what one used is not there for the next, and without it the answer is no.
 */
static void pairs_share_a_budget(void **state)
{
    struct fixture fixture;
    const struct sup__condition *wide;
    const struct sup__condition *narrow;
    int32_t work = 1000;
    int32_t before;

    (void)state;
    fixture_begin(&fixture);
    wide = fixture_condition(&fixture, "{'<':[{'var':'whole'},10]}");
    narrow = fixture_condition(&fixture, "{'and':[{'<':[{'var':'whole'},5]},{'var':'flag'}]}");
    assert_int_equal(sup__condition_covers_for(wide, narrow, &work), 1);
    assert_in_range(work, 900, 999);
    before = work;
    assert_int_equal(sup__condition_covers_for(wide, narrow, &work), 1);
    assert_int_equal(1000 - before, before - work);
    for (int i = 0; i < 1000; i++) {
        (void)sup__condition_covers_for(wide, narrow, &work);
    }
    assert_int_equal(work, 0);
    assert_int_equal(sup__condition_covers_for(wide, narrow, &work), 0);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_asks_for_less_covers),
        cmocka_unit_test(wider_ranges_and_lists_cover),
        cmocka_unit_test(texts_cover_by_what_they_are_tested_for),
        cmocka_unit_test(what_is_not_given_matters),
        cmocka_unit_test(equal_trees_cover),
        cmocka_unit_test(parts_count_as_often_as_they_are_there),
        cmocka_unit_test(the_work_is_bounded),
        cmocka_unit_test(pairs_share_a_budget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
