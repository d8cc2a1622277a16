/*
 * test_condition_lists.c: in, contains, startsWith, missing, some, all and none, by hand.
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

static void in_finds_a_value_among_constants(void **state)
{
    static const struct truth rows[] = {
        {"{'in':[{'var':'ticket.channel'},['chat','email']]}", "{'ticket':{'channel':'email'}}", T},
        {"{'in':[{'var':'ticket.channel'},['chat','email']]}", "{'ticket':{'channel':'phone'}}", F},
        {"{'in':[{'var':'ticket.channel'},['chat','email']]}", "{}", U},
        {"{'!':{'in':[{'var':'ticket.channel'},['chat']]}}", "{'ticket':{'channel':'phone'}}", T},
        {"{'!':{'in':[{'var':'ticket.channel'},['chat']]}}", "{}", U},
        {"{'in':[{'var':'ticket.place'},['p63','p64','p99']]}", "{'ticket':{'place':'p64'}}", T},
        {"{'in':[{'var':'ticket.place'},['p63','p64','p99']]}", "{'ticket':{'place':'p65'}}", F},
        {"{'in':[{'var':'ticket.place'},['p0','p63']]}", "{'ticket':{'place':'p63'}}", T},
        {"{'in':[{'var':'ticket.place'},['p0','p63']]}", "{'ticket':{'place':'p64'}}", F},
        {"{'in':[{'var':'ticket.place'},['p0','p63']]}", "{'ticket':{'place':'p1'}}", F},
        {"{'in':[{'var':'whole'},[3,1,2,1]]}", "{'whole':1}", T},
        {"{'in':[{'var':'whole'},[3,1,2,1]]}", "{'whole':4}", F},
        {"{'in':[{'var':'whole'},['3',1]]}", "{'whole':3}", T},
        {"{'in':[{'var':'whole'},[0.5]]}", "{'whole':0}", F},
        {"{'in':[{'var':'whole'},[0.5]]}", "{}", U},
        {"{'in':[{'var':'whole'},[0.5,7]]}", "{'whole':7}", T},
        {"{'in':[{'var':'title'},['b','a','','abc']]}", "{'title':''}", T},
        {"{'in':[{'var':'title'},['b','a','','abc']]}", "{'title':'abc'}", T},
        {"{'in':[{'var':'title'},['b','a','','abc']]}", "{'title':'ab'}", F},
        {"{'in':[{'var':'title'},['b','a']]}", "{}", U},
        {"{'in':[{'var':'note'},['','a']]}", "{}", T},
        {"{'in':[{'var':'flag'},[true]]}", "{'flag':true}", T},
        {"{'in':[{'var':'flag'},[true,false]]}", "{}", U},
        {"{'in':[{'var':'title'},[]]}", "{'title':'a'}", F},
        {"{'in':[{'var':'title'},[]]}", "{}", F}, /* nothing is in an empty list */
        {"{'contains':[['a','b'],{'var':'title'}]}", "{'title':'b'}", T},
    };

    (void)state;
    CHECK(rows);
}

static void in_finds_a_value_among_facts(void **state)
{
    static const char any[] = "{'in':[{'var':'whole'},[{'var':'size'},7,{'var':'count'}]]}";
    static const struct truth rows[] = {
        {any, "{'whole':3,'size':3}", T},
        {any, "{'whole':7}", T},
        {any, "{'whole':0,'size':3}", T}, /* count is 0 where it is not given */
        {any, "{'whole':4,'size':3}", F},
        {any, "{'whole':4}", U},
        {any, "{'size':3}", U},
        {"{'!':{'in':[{'var':'whole'},[{'var':'size'},7]]}}", "{'whole':4,'size':3}", T},
        {"{'in':['b',[{'var':'title'},'a']]}", "{'title':'b'}", T},
        {"{'in':['b',[{'var':'title'},'b']]}", "{}", T},
        {"{'contains':[[{'var':'title'}],{'var':'note'}]}", "{'title':''}", T},
        {"{'in':[{'var':'order.total'},[{'var':'order.refunded'},5]]}",
         "{'order':{'total':'5','refunded':'5 USD'}}", T},
        {"{'in':[{'var':'order.total'},[{'var':'order.refunded'},5]]}",
         "{'order':{'total':'6','refunded':'5 USD'}}", U},
        {"{'in':[{'var':'ticket.priority'},['low',{'var':'ticket.other_priority'}]]}",
         "{'ticket':{'priority':'high','other_priority':'high'}}", T},
    };

    (void)state;
    CHECK(rows);
}

static void in_finds_an_item_of_a_list(void **state)
{
    static const struct truth rows[] = {
        {"{'in':['gift',{'var':'tags'}]}", "{'tags':['a','gift']}", T},
        {"{'in':['gift',{'var':'tags'}]}", "{'tags':['a','gifts','']}", F},
        {"{'in':['gift',{'var':'tags'}]}", "{'tags':[]}", F},
        {"{'in':['gift',{'var':'tags'}]}", "{}", F},
        {"{'in':['',{'var':'tags'}]}", "{'tags':['a','']}", T},
        {"{'contains':[{'var':'tags'},'gift']}", "{'tags':['gift']}", T},
        {"{'in':[{'var':'title'},{'var':'tags'}]}", "{'tags':['x','y'],'title':'y'}", T},
        {"{'in':[{'var':'title'},{'var':'tags'}]}", "{'tags':['x','y']}", U},
        {"{'in':[{'var':'title'},{'var':'tags'}]}", "{}", F},
        {"{'in':['chat',{'var':'marks'}]}", "{'marks':['email','chat']}", T},
        {"{'in':['chat',{'var':'marks'}]}", "{'marks':['email']}", F},
        {"{'in':['chat',{'var':'marks'}]}", "{}", U},
        {"{'in':[{'var':'ticket.channel'},{'var':'marks'}]}",
         "{'marks':['email','chat'],'ticket':{'channel':'chat'}}", T},
        {"{'in':[1.5,{'var':'sizes'}]}", "{'sizes':[1,1.50]}", T},
        {"{'in':['1.5',{'var':'sizes'}]}", "{'sizes':[1]}", F},
        {"{'in':[1.505,{'var':'sizes'}]}", "{'sizes':[1.5,1.51]}", F},
        {"{'in':[1.505,{'var':'sizes'}]}", "{}", U},
        {"{'in':['5 USD',{'var':'amounts'}]}", "{'amounts':['1 USD','5 USD']}", T},
        {"{'in':['5 USD',{'var':'amounts'}]}", "{'amounts':['1 USD']}", F},
        {"{'in':['5 USD',{'var':'amounts'}]}", "{'amounts':['1 USD','5 EUR']}", U},
        {"{'!':{'in':['gift',{'var':'tags'}]}}", "{'tags':['a']}", T},
    };

    (void)state;
    CHECK(rows);
}

/* Bytes are compared: no case, no language. */
static void in_finds_a_part_of_a_text(void **state)
{
    static const struct truth rows[] = {
        {"{'in':['ring',{'var':'title'}]}", "{'title':'Springfield'}", T},
        {"{'in':['Ring',{'var':'title'}]}", "{'title':'Springfield'}", F},
        {"{'in':['',{'var':'title'}]}", "{'title':''}", T},
        {"{'in':['a',{'var':'title'}]}", "{'title':''}", F},
        {"{'in':['aab',{'var':'title'}]}", "{'title':'aaaab'}", T},
        {"{'in':['aab',{'var':'title'}]}", "{'title':'aaaac'}", F},
        {"{'in':['d',{'var':'title'}]}", "{'title':'abcd'}", T},
        {"{'in':['abcde',{'var':'title'}]}", "{'title':'abcd'}", F},
        {"{'in':['a',{'var':'title'}]}", "{}", U},
        {"{'in':['a',{'var':'note'}]}", "{}", F},
        {"{'contains':[{'var':'title'},'ring']}", "{'title':'Springfield'}", T},
        {"{'contains':[{'var':'title'},{'var':'note'}]}", "{'title':'abc','note':'b'}", T},
        {"{'contains':['abc',{'var':'note'}]}", "{'note':'d'}", F},
        {"{'startsWith':[{'var':'title'},'Spr']}", "{'title':'Springfield'}", T},
        {"{'startsWith':[{'var':'title'},'pr']}", "{'title':'Springfield'}", F},
        {"{'startsWith':[{'var':'title'},'']}", "{'title':''}", T},
        {"{'startsWith':[{'var':'title'},'ab']}", "{'title':'a'}", F},
        {"{'startsWith':[{'var':'title'},'a']}", "{}", U},
        {"{'startsWith':[{'var':'title'},{'var':'note'}]}", "{'title':'abc','note':'ab'}", T},
        {"{'endsWith':[{'var':'title'},'field']}", "{'title':'Springfield'}", T},
        {"{'endsWith':[{'var':'title'},'fiel']}", "{'title':'Springfield'}", F},
        {"{'endsWith':[{'var':'title'},'']}", "{'title':'x'}", T},
        {"{'endsWith':[{'var':'title'},'ab']}", "{'title':'b'}", F},
        {"{'endsWith':[{'var':'title'},'a']}", "{}", U},
        {"{'endsWith':[{'var':'title'},{'var':'note'}]}", "{'title':'abc','note':'bc'}", T},
        {"{'in':['\\u00fc',{'var':'title'}]}", "{'title':'T\\u00fcr'}", T},
        {"{'!':{'startsWith':[{'var':'title'},'a']}}", "{'title':'b'}", T},
    };

    (void)state;
    CHECK(rows);
}

static void missing_is_never_unknown(void **state)
{
    static const struct truth rows[] = {
        {"{'missing':['flag']}", "{}", T},
        {"{'missing':['flag']}", "{'flag':false}", F},
        {"{'missing':'flag'}", "{}", T},
        {"{'missing':['flag','whole']}", "{'flag':true}", T},
        {"{'missing':['flag','whole']}", "{'whole':1}", T},
        {"{'missing':['flag','whole']}", "{'flag':true,'whole':1}", F},
        {"{'missing':['count']}", "{}", T},
        {"{'missing':['title']}", "{'title':''}", F}, /* unlike JsonLogic: it is given */
        {"{'missing':[]}", "{}", F},
        {"{'!':{'missing':['flag','whole','title']}}", "{'flag':true,'whole':1,'title':'a'}", T},
        {"{'!':{'missing':['flag','whole','title']}}", "{'flag':true,'whole':1}", F},
        {"{'missing_some':[1,['flag','whole']]}", "{}", T},
        {"{'missing_some':[1,['flag','whole']]}", "{'whole':1}", F},
        {"{'missing_some':[2,['flag','whole','title']]}", "{'whole':1}", T},
        {"{'missing_some':[2,['flag','whole','title']]}", "{'whole':1,'title':'a'}", F},
        {"{'missing_some':[3,['flag','whole','title']]}", "{'whole':1,'title':'a'}", T},
        {"{'!':{'missing_some':[1,['flag']]}}", "{'flag':true}", T},
        {"{'if':[{'missing':['whole']},false,{'>':[{'var':'whole'},3]}]}", "{}", F},
        {"{'if':[{'missing':['whole']},false,{'>':[{'var':'whole'},3]}]}", "{'whole':4}", T},
    };

    (void)state;
    CHECK(rows);
}

#define ITEMS(items) "{'order':{'items':[" items "]}}"

static void some_is_or_over_the_items(void **state)
{
    static const char any[] = "{'some':[{'var':'order.items'},{'>':[{'var':'quantity'},1]}]}";
    static const struct truth rows[] = {
        {any, ITEMS("{'quantity':1},{'quantity':2}"), T},
        {any, ITEMS("{'quantity':1}"), F},
        {any, ITEMS(""), F},
        {any, "{}", U},
        {any, ITEMS("{'quantity':1},{}"), U},
        {any, ITEMS("{},{'quantity':2}"), T},
        {any, ITEMS("{'quantity':null}"), U},
        {"{'some':[{'var':'order.items'},{'var':'is_gift'}]}", ITEMS("{},{'is_gift':true}"), T},
        {"{'some':[{'var':'order.items'},{'var':'is_gift'}]}", ITEMS("{},{}"), F},
        {"{'some':[{'var':'tags'},{'startsWith':[{'var':''},'a']}]}", "{'tags':['b','ab']}", T},
        {"{'some':[{'var':'tags'},{'startsWith':[{'var':''},'a']}]}", "{}", F},
        {"{'some':[{'var':'sizes'},{'<':[{'var':''},0.5]}]}", "{'sizes':[1,0.49]}", T},
        {"{'some':[{'var':'marks'},{'==':[{'var':''},'chat']}]}", "{'marks':['email']}", F},
        {"{'some':[{'var':'amounts'},{'>':[{'var':''},10]}]}", "{'amounts':['11 USD']}", U},
        {"{'some':[{'var':'order.items'},true]}", ITEMS("{}"), T},
        {"{'some':[{'var':'order.items'},true]}", ITEMS(""), F},
        {"{'some':[{'var':'order.items'},{'and':[{'==':[{'var':'sku'},'a']},{'>':[{'*':[{'var':"
         "'price'},{'var':'quantity'}]},20]}]}]}",
         ITEMS("{'sku':'b','price':'30','quantity':1},{'sku':'a','price':'10.01','quantity':2}"),
         T},
        {"{'some':[{'var':'order.items'},{'and':[{'==':[{'var':'sku'},'a']},{'>':[{'*':[{'var':"
         "'price'},{'var':'quantity'}]},20]}]}]}",
         ITEMS("{'sku':'b','price':'30','quantity':1},{'sku':'a','price':'10','quantity':2}"), F},
        {"{'some':[{'var':'order.items'},{'missing':['sku','price']}]}", ITEMS("{'sku':'a'}"), T},
        {"{'some':[{'var':'order.items'},{'==':[{'var':'sku'},null]}]}", ITEMS("{'sku':'a'}"), F},
    };

    (void)state;
    CHECK(rows);
}

/* As in JsonLogic, "all" of no items is false and "none" of no items is true. */
static void all_is_and_and_none_is_nor_over_the_items(void **state)
{
    static const char all[] = "{'all':[{'var':'order.items'},{'>':[{'var':'quantity'},1]}]}";
    static const char none[] = "{'none':[{'var':'order.items'},{'>':[{'var':'quantity'},1]}]}";
    static const struct truth rows[] = {
        {all, ITEMS("{'quantity':3},{'quantity':2}"), T},
        {all, ITEMS("{'quantity':3},{'quantity':1}"), F},
        {all, ITEMS("{},{'quantity':1}"), F},
        {all, ITEMS("{},{'quantity':2}"), U},
        {all, ITEMS(""), F},
        {all, "{}", U},
        {none, ITEMS("{'quantity':0},{'quantity':1}"), T},
        {none, ITEMS("{'quantity':0},{'quantity':2}"), F},
        {none, ITEMS("{},{'quantity':2}"), F},
        {none, ITEMS("{},{'quantity':1}"), U},
        {none, ITEMS(""), T},
        {none, "{}", U},
        {"{'!':{'all':[{'var':'order.items'},{'var':'is_gift'}]}}", ITEMS(""), T},
        {"{'!':{'none':[{'var':'order.items'},{'var':'is_gift'}]}}", ITEMS("{}"), F},
        {"{'all':[{'var':'tags'},{'in':[{'var':''},['a','b']]}]}", "{'tags':['a','b','a']}", T},
    };

    (void)state;
    CHECK(rows);
}

/* One list in all the sizes that change how it is searched. */
static void lists_of_all_sizes_are_searched_right(void **state)
{
    struct fixture fixture;
    char condition[65536];
    char given[64];

    (void)state;
    fixture_begin(&fixture);
    for (int count = 1; count <= SUP__CONDITION_LIST_MAX; count = count * 3 + 1) {
        char *at = condition;

        at += sprintf(at, "{'in':[{'var':'title'},[");
        for (int i = 0; i < count; i++) { /* t0, t3, t6 and so on, from the last to the first */
            at += sprintf(at, "%s't%d'", i > 0 ? "," : "", 3 * (count - 1 - i));
        }
        memcpy(at, "]]}", sizeof "]]}");
        for (int i = 0; i < 3 * count; i += 1 + count / 7) {
            sprintf(given, "{'title':'t%d'}", i);
            assert_int_equal(fixture_verdict(&fixture, condition, given), i % 3 == 0 ? T : F);
            fixture_clear(&fixture);
        }
    }
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_finds_a_value_among_constants),
        cmocka_unit_test(in_finds_a_value_among_facts),
        cmocka_unit_test(in_finds_an_item_of_a_list),
        cmocka_unit_test(in_finds_a_part_of_a_text),
        cmocka_unit_test(missing_is_never_unknown),
        cmocka_unit_test(some_is_or_over_the_items),
        cmocka_unit_test(all_is_and_and_none_is_nor_over_the_items),
        cmocka_unit_test(lists_of_all_sizes_are_searched_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
