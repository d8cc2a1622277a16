/*
 * test_condition_values.c: arithmetic, money and times inside of conditions, by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "condition_fixture.h"

#include "rules/tree.h"

static void numbers_are_added_exactly(void **state)
{
    static const struct truth rows[] = {
        {"{'==':[{'+':[{'var':'whole'},2]},5]}", "{'whole':3}", T},
        {"{'==':[{'+':[{'var':'whole'},2]},5]}", "{}", U},
        {"{'==':[{'+':[2,{'var':'whole'}]},5]}", "{'whole':2}", F},
        {"{'==':[{'+':[{'var':'whole'},'2',1]},6]}", "{'whole':3}", T},
        {"{'==':[{'+':[{'var':'size'},0.001]},0.011]}", "{'size':0.01}", T},
        {"{'==':[{'+':[{'var':'count'}]},0]}", "{}", T},
        {"{'==':[{'+':'3'},3]}", "{}", T},
        {"{'==':[{'-':[{'var':'whole'},2]},-1]}", "{'whole':1}", T},
        {"{'==':[{'-':[2,{'var':'whole'}]},1]}", "{'whole':1}", T},
        {"{'==':[{'-':[{'var':'whole'}]},-7]}", "{'whole':7}", T},
        {"{'==':[{'-':{'var':'size'}},0.5]}", "{'size':-0.5}", T},
        {"{'==':[{'-':[{'var':'size'},{'var':'score'}]},0.0001]}", "{'size':1,'score':0.9999}", T},
        {"{'==':[{'*':[{'var':'whole'},3]},12]}", "{'whole':4}", T},
        {"{'==':[{'*':[{'var':'size'},{'var':'size'}]},0.0025]}", "{'size':0.05}", T},
        {"{'==':[{'*':[{'var':'size'},{'var':'score'}]},-0.000002]}",
         "{'size':0.02,'score':-0.0001}", T},
        {"{'==':[{'*':[{'var':'whole'}]},4]}", "{'whole':4}", T},
        {"{'==':[{'*':[2,{'+':[{'var':'whole'},1]}]},10]}", "{'whole':4}", T},
        {"{'==':[{'min':[{'var':'whole'},{'var':'size'},2]},1.5]}", "{'whole':2,'size':1.5}", T},
        {"{'==':[{'max':[{'var':'whole'},{'var':'size'}]},2]}", "{'whole':2,'size':1.5}", T},
        {"{'==':[{'max':[{'var':'whole'},{'var':'size'}]},2]}", "{'whole':2}", U},
        {"{'==':[{'min':[{'var':'whole'}]},2]}", "{'whole':2}", T},
        {"{'<':[0,{'-':[{'var':'whole'},1]},2]}", "{'whole':2}", T},
        {"{'in':[{'*':[{'var':'whole'},2]},[2,4,6]]}", "{'whole':3}", T},
        {"{'in':[{'*':[{'var':'whole'},2]},[2,4,6]]}", "{}", U},
        {"{'==':[{'+':[1,2]},{'var':'whole'}]}", "{'whole':3}", T},
    };

    (void)state;
    CHECK(rows);
}

static void what_does_not_fit_is_unknown(void **state)
{
#define MOST  "9223372036854775807"
#define LEAST "-9223372036854775808"
    static const struct truth rows[] = {
        {"{'>':[{'+':[{'var':'whole'},1]},0]}", "{'whole':9223372036854775806}", T},
        {"{'>':[{'+':[{'var':'whole'},1]},0]}", "{'whole':" MOST "}", U},
        {"{'<':[{'-':[{'var':'whole'},1]},0]}", "{'whole':-9223372036854775807}", T},
        {"{'<':[{'-':[{'var':'whole'},1]},0]}", "{'whole':" LEAST "}", U},
        {"{'>':[{'-':[{'var':'whole'}]},0]}", "{'whole':" LEAST "}", U},
        {"{'<':[{'-':[{'var':'whole'}]},0]}", "{'whole':" MOST "}", T},
        {"{'>':[{'*':[{'var':'whole'},2]},0]}", "{'whole':4611686018427387903}", T},
        {"{'>':[{'*':[{'var':'whole'},2]},0]}", "{'whole':4611686018427387904}", U},
        /* to two decimals it has to be a hundred times as much */
        {"{'>':[{'+':[{'var':'whole'},{'var':'size'}]},0]}", "{'whole':92233720368547758,'size':0}",
         T},
        {"{'>':[{'+':[{'var':'whole'},{'var':'size'}]},0]}", "{'whole':92233720368547759,'size':0}",
         U},
        {"{'>':[{'max':[{'var':'whole'},0.01]},0]}", "{'whole':" MOST "}", U},
        {"{'>':[{'if':[true,{'var':'whole'},{'var':'size'}]},0]}", "{'whole':" MOST "}", U},
        {"{'or':[{'>':[{'+':[{'var':'whole'},1]},0]},{'var':'flag'}]}",
         "{'whole':" MOST ",'flag':true}", T},
        {"{'!':{'>':[{'+':[{'var':'whole'},1]},0]}}", "{'whole':" MOST "}", U},
    };

    (void)state;
    CHECK(rows);
}

static void money_is_added_in_one_currency(void **state)
{
    static const char left[] = "{'>':[{'-':[{'var':'order.total'},{'var':'order.refunded'}]},20]}";
    static const struct truth rows[] = {
        {left, "{'order':{'total':'50.00','refunded':'29.99'}}", T},
        {left, "{'order':{'total':'50.00','refunded':'30.00'}}", F},
        {left, "{'order':{'total':'50.00','refunded':'1.00 USD'}}", U},
        {left, "{'order':{'total':'50.00 USD','refunded':'1.00 USD'}}", U},
        {left, "{'order':{'total':'50.00'}}", U},
        {"{'==':[{'+':[{'var':'order.total'},'0.50',{'var':'order.refunded'}]},'2.00']}",
         "{'order':{'total':'1','refunded':'0.5'}}", T},
        {"{'==':[{'*':[{'var':'order.total'},3]},'37.50']}", "{'order':{'total':'12.50'}}", T},
        {"{'==':[{'*':[3,{'var':'order.total'}]},'37.50 USD']}", "{'order':{'total':'12.5 USD'}}",
         T},
        {"{'==':[{'*':[{'var':'whole'},{'var':'order.total'}]},10]}",
         "{'order':{'total':'5'},'whole':2}", T},
        {"{'==':[{'*':['5.00 USD',{'var':'whole'}]},'10 USD']}", "{'whole':2}", T},
        {"{'==':[{'-':[{'var':'order.total'}]},-5]}", "{'order':{'total':'5'}}", T},
        {"{'==':[{'min':[{'var':'order.total'},{'var':'order.refunded'}]},1]}",
         "{'order':{'total':'5','refunded':'1'}}", T},
        {"{'==':[{'max':[{'var':'order.total'},8]},8]}", "{'order':{'total':'5'}}", T},
        {"{'==':[{'max':[{'var':'order.total'},8]},8]}", "{'order':{'total':'5 USD'}}", U},
        {"{'==':[{'+':[{'amount':'5','currency':'JPY'},{'var':'order.total'}]},'12 JPY']}",
         "{'order':{'total':{'amount':'7','currency':'JPY'}}}", T},
        {"{'>':[{'*':[{'var':'order.total'},1000000]},0]}", "{'order':{'total':'92233720368.55'}}",
         U},
    };

    (void)state;
    CHECK(rows);
}

/* It is 2026-03-01T12:00:00Z. */
static void times_and_durations_are_reckoned_with(void **state)
{
    static const struct truth rows[] = {
        {"{'==':[{'now':[]},'2026-03-01T12:00:00Z']}", "{}", T},
        {"{'<':[{'var':'due_at'},{'now':[]}]}", "{'due_at':'2026-03-01T11:59:59Z'}", T},
        {"{'<':[{'var':'due_at'},{'now':[]}]}", "{'due_at':'2026-03-01T12:00:00Z'}", F},
        {"{'<':[{'var':'due_at'},{'now':[]}]}", "{}", U},
        {"{'>':[{'age':[{'var':'opened_at'}]},'PT1H']}", "{'opened_at':'2026-03-01T10:59:59Z'}", T},
        {"{'>':[{'age':[{'var':'opened_at'}]},'PT1H']}", "{'opened_at':'2026-03-01T11:00:00Z'}", F},
        {"{'>':[{'age':{'var':'opened_at'}},'PT1H']}", "{}", U},
        {"{'==':[{'age':{'var':'opened_at'}},'PT0S']}", "{'opened_at':'2026-03-02T00:00:00Z'}", T},
        {"{'<':[{'age':{'var':'opened_at'}},'PT0S']}", "{'opened_at':'2026-03-02T00:00:00Z'}", F},
        {"{'==':[{'time_since':{'var':'opened_at'}},'-PT12H']}",
         "{'opened_at':'2026-03-02T00:00:00Z'}", T},
        {"{'<=':['-P1D',{'time_since':{'var':'due_at'}},'PT0S']}",
         "{'due_at':'2026-03-02T12:00:00Z'}", T},
        {"{'<=':['-P1D',{'time_since':{'var':'due_at'}},'PT0S']}",
         "{'due_at':'2026-03-02T12:00:00.001Z'}", F},
        {"{'!=':[{'age':{'var':'opened_at'}},'PT1H']}", "{'opened_at':'2026-03-01T11:00:00Z'}", F},
        {"{'==':[{'-':[{'var':'due_at'},{'var':'opened_at'}]},'P1D']}",
         "{'opened_at':'2026-02-28T00:00:00Z','due_at':'2026-03-01T00:00:00Z'}", T},
        {"{'==':[{'+':[{'var':'opened_at'},'P1D']},{'var':'due_at'}]}",
         "{'opened_at':'2026-02-28T00:00:00Z','due_at':'2026-03-01T00:00:00Z'}", T},
        {"{'==':[{'+':['P1D',{'var':'opened_at'},'PT1H']},'2026-03-01T01:00:00Z']}",
         "{'opened_at':'2026-02-28T00:00:00Z'}", T},
        {"{'==':[{'-':[{'var':'opened_at'},'P1D']},'2026-02-27']}",
         "{'opened_at':'2026-02-28T00:00:00Z'}", T},
        {"{'==':[{'-':[{'var':'opened_at'},{'var':'left'}]},'2026-02-27']}",
         "{'opened_at':'2026-02-28T00:00:00Z','left':'P1D'}", T},
        {"{'>':[{'-':[{'var':'opened_at'},'2026-02-27']},'PT23H']}",
         "{'opened_at':'2026-02-28T00:00:00Z'}", T},
        {"{'<':[{'-':['2026-03-01',{'var':'opened_at'}]},'P2D']}",
         "{'opened_at':'2026-02-28T00:00:00Z'}", T},
        {"{'==':[{'+':[{'var':'left'},'PT30M']},'PT1H']}", "{'left':'PT30M'}", T},
        {"{'==':[{'-':[{'var':'left'},'PT1H']},'-PT30M']}", "{'left':'PT30M'}", T},
        {"{'==':[{'*':[{'var':'left'},3]},'PT90M']}", "{'left':'PT30M'}", T},
        {"{'==':[{'*':['PT30M',{'var':'whole'}]},'PT1H']}", "{'whole':2}", T},
        {"{'==':[{'-':[{'var':'left'}]},'-PT30M']}", "{'left':'PT30M'}", T},
        {"{'==':[{'min':[{'var':'left'},'PT1H']},'PT30M']}", "{'left':'PT30M'}", T},
        {"{'==':[{'max':[{'var':'opened_at'},{'var':'due_at'}]},'2026-03-01']}",
         "{'opened_at':'2026-02-28T00:00:00Z','due_at':'2026-03-01T00:00:00Z'}", T},
        {"{'>':[{'age':{'+':[{'var':'opened_at'},'PT1H']}},'PT1H']}",
         "{'opened_at':'2026-03-01T09:59:00Z'}", T},
        {"{'in':[{'var':'left'},['PT1H','PT2H']]}", "{'left':'PT60M'}", T},
        {"{'in':[{'var':'opened_at'},['2026-02-27','2026-02-28']]}",
         "{'opened_at':'2026-02-28T00:00:00Z'}", T},
    };

    (void)state;
    CHECK(rows);
}

/* email is inside its hours, chat outside, phone has none */
static void hours_of_a_channel_may_not_be_known(void **state)
{
    static const struct truth rows[] = {
        {"{'inside_hours':['email']}", "{}", T},
        {"{'inside_hours':'chat'}", "{}", F},
        {"{'inside_hours':['phone']}", "{}", U},
        {"{'!':{'inside_hours':['chat']}}", "{}", T},
        {"{'!':{'inside_hours':['phone']}}", "{}", U},
        {"{'inside_hours':[{'var':'ticket.channel'}]}", "{'ticket':{'channel':'email'}}", T},
        {"{'inside_hours':[{'var':'ticket.channel'}]}", "{'ticket':{'channel':'chat'}}", F},
        {"{'inside_hours':[{'var':'ticket.channel'}]}", "{}", U},
        {"{'inside_hours':[{'if':[{'var':'flag'},'email','chat']}]}", "{'flag':true}", T},
        {"{'inside_hours':[{'if':[{'var':'flag'},'email','chat']}]}", "{}", U},
        {"{'and':[{'inside_hours':['email']},{'var':'flag'}]}", "{'flag':true}", T},
    };

    (void)state;
    CHECK(rows);
}

static void nothing_has_hours_without_a_calendar(void **state)
{
    struct fixture fixture;
    struct sup__case given = {0};

    (void)state;
    fixture_begin(&fixture);
    given = fixture_case(&fixture, "{}");
    given.is_in_hours = NULL;
    assert_int_equal(
        sup__condition_test(fixture_condition(&fixture, "{'inside_hours':['email']}"), &given), U);
    fixture_end(&fixture);
}

/* What a host may fill in that no JSON can say: a name of an older policy. */
static void names_of_another_list_are_equal_to_none_and_have_no_order(void **state)
{
    static const struct {
        const char *condition;
        int32_t verdict;
    } rows[] = {
        {"{'==':[{'var':'ticket.priority'},'low']}", F},
        {"{'!=':[{'var':'ticket.priority'},'low']}", T},
        {"{'in':[{'var':'ticket.priority'},['low','high']]}", F},
        {"{'in':[{'var':'ticket.place'},['p70','p3']]}", F},
        {"{'<':[{'var':'ticket.priority'},'high']}", U},
        {"{'>=':[{'var':'ticket.priority'},'low']}", U},
        {"{'!':{'<':[{'var':'ticket.priority'},'high']}}", U},
        {"{'!=':[{'var':'ticket.priority'},null]}", T},
        {"{'<':[{'var':'ticket.priority'},{'var':'ticket.other_priority'}]}", U},
        {"{'==':[{'var':'ticket.priority'},{'var':'ticket.other_priority'}]}", T},
        {"{'inside_hours':[{'var':'ticket.channel'}]}", U},
    };
    static const char *const facts[] = {"ticket.priority", "ticket.other_priority",
                                        "ticket.channel", "ticket.place"};
    struct fixture fixture;
    struct sup__case given = {0};
    struct sup__slot *slots;

    (void)state;
    fixture_begin(&fixture);
    given = fixture_case(&fixture, "{}");
    slots = (struct sup__slot *)(uintptr_t)given.slots;
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        slots[sup__names_find(&fixture.facts->names, facts[i])] =
            (struct sup__slot){-1, "blocker", 7, 1};
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct sup__condition *condition = fixture_condition(&fixture, rows[i].condition);

        assert_int_equal(sup__condition_test(condition, &given), rows[i].verdict);
    }
    slots[sup__names_find(&fixture.facts->names, "ticket.priority")].data = "minor";
    slots[sup__names_find(&fixture.facts->names, "ticket.priority")].extra = 5;
    assert_int_equal(sup__condition_test(fixture_condition(&fixture, rows[9].condition), &given),
                     F);
    slots[sup__names_find(&fixture.facts->names, "ticket.priority")].data = NULL;
    assert_int_equal(sup__condition_test(fixture_condition(&fixture, rows[9].condition), &given),
                     U);
    fixture_end(&fixture);
}

/* Times far outside of what a calendar has: their distance does not fit. */
static void a_time_too_far_away_has_no_age(void **state)
{
    struct fixture fixture;
    struct sup__case given = {0};
    struct sup__slot *slots;
    int32_t fact;

    (void)state;
    fixture_begin(&fixture);
    given = fixture_case(&fixture, "{}");
    fact = sup__names_find(&fixture.facts->names, "opened_at");
    slots = (struct sup__slot *)(uintptr_t)given.slots;
    slots[fact] = (struct sup__slot){INT64_MIN, NULL, 0, 1};
    assert_int_equal(
        sup__condition_test(
            fixture_condition(&fixture, "{'>':[{'age':{'var':'opened_at'}},'PT1H']}"), &given),
        U);
    assert_int_equal(sup__condition_test(
                         fixture_condition(
                             &fixture, "{'>':[{'+':[{'age':{'var':'opened_at'}},'PT0S']},'PT1H']}"),
                         &given),
                     U);
    fixture_end(&fixture);
}

/* ---- a text in a text ---- */

static void spell(char *out, uint32_t bits, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++) {
        out[i] = (bits >> i & 1) != 0 ? 'b' : 'a';
    }
    out[bytes] = '\0';
}

/* All texts of a and b up to ten letters, and all parts up to six, as the C library finds them. */
static void a_part_is_found_where_it_is(void **state)
{
    (void)state;
    for (uint32_t bytes = 0; bytes <= 10; bytes++) {
        for (uint32_t part_bytes = 0; part_bytes <= 6; part_bytes++) {
            for (uint32_t bits = 0; bits < 1u << bytes; bits++) {
                for (uint32_t part_bits = 0; part_bits < 1u << part_bytes; part_bits++) {
                    char text[12];
                    char part[8];

                    spell(text, bits, bytes);
                    spell(part, part_bits, part_bytes);
                    if (sup__text_contains(text, bytes, part, part_bytes) !=
                        (strstr(text, part) != NULL)) {
                        fail_msg("%s in %s", part, text);
                    }
                }
            }
        }
    }
    assert_int_equal(sup__text_contains("a\0b", 3, "\0b", 2), 1);
    assert_int_equal(sup__text_contains("a\0b", 3, "\0c", 2), 0);
    assert_int_equal(sup__text_contains(NULL, 0, "", 0), 1);
}

/* What is almost there at each place: looked at anew at each, one of these took half a second. */
static void a_part_that_is_almost_there_takes_no_longer(void **state)
{
    enum { TEXT = 262144, PART = 130001, TIMES = 40, SECONDS_MAX = 5 };
    char *text = malloc(TEXT);
    char *part = malloc(PART);
    clock_t begin = clock();

    (void)state;
    assert_true(text != NULL && part != NULL);
    memset(text, 'a', TEXT);
    memset(part, 'a', PART);
    part[PART - 1] = 'b';
    for (int i = 0; i < TIMES; i++) {
        assert_int_equal(sup__text_contains(text, TEXT, part, PART), 0);
    }
    part[PART - 1] = 'a';
    part[PART / 2] = 'b';
    assert_int_equal(sup__text_contains(text, TEXT, part, PART), 0);
    text[TEXT - PART + PART / 2] = 'b';
    assert_int_equal(sup__text_contains(text, TEXT, part, PART), 1);
    assert_true((clock() - begin) / CLOCKS_PER_SEC < SECONDS_MAX);
    free(text);
    free(part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_added_exactly),
        cmocka_unit_test(what_does_not_fit_is_unknown),
        cmocka_unit_test(money_is_added_in_one_currency),
        cmocka_unit_test(times_and_durations_are_reckoned_with),
        cmocka_unit_test(hours_of_a_channel_may_not_be_known),
        cmocka_unit_test(nothing_has_hours_without_a_calendar),
        cmocka_unit_test(names_of_another_list_are_equal_to_none_and_have_no_order),
        cmocka_unit_test(a_time_too_far_away_has_no_age),
        cmocka_unit_test(a_part_is_found_where_it_is),
        cmocka_unit_test(a_part_that_is_almost_there_takes_no_longer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
