/*
 * test_condition.c: truth tables, worked out by hand: and, or, not, if, and comparisons.
 *
 * T is true, F is false, U is unknown: a fact that is not given.
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

#define FLAG  "{'var':'flag'}"
#define OTHER "{'var':'other'}"

/* Kleene: one false part decides "and", whatever is unknown beside it. */
static void and_is_false_where_a_part_is(void **state)
{
    static const char both[] = "{'and':[" FLAG "," OTHER "]}";
    static const struct truth rows[] = {
        {both, "{'flag':true,'other':true}", T},
        {both, "{'flag':true,'other':false}", F},
        {both, "{'flag':true}", U},
        {both, "{'flag':false,'other':true}", F},
        {both, "{'flag':false,'other':false}", F},
        {both, "{'flag':false}", F},
        {both, "{'other':true}", U},
        {both, "{'other':false}", F},
        {both, "{}", U},
        {"{'and':[" FLAG "]}", "{'flag':true}", T},
        {"{'and':" FLAG "}", "{'flag':false}", F},
        {"{'and':[{'var':'sure'}," FLAG "]}", "{}", F},
    };

    (void)state;
    CHECK(rows);
}

static void or_is_true_where_a_part_is(void **state)
{
    static const char either[] = "{'or':[" FLAG "," OTHER "]}";
    static const struct truth rows[] = {
        {either, "{'flag':true,'other':true}", T},
        {either, "{'flag':true,'other':false}", T},
        {either, "{'flag':true}", T},
        {either, "{'flag':false,'other':true}", T},
        {either, "{'flag':false,'other':false}", F},
        {either, "{'flag':false}", U},
        {either, "{'other':true}", T},
        {either, "{'other':false}", U},
        {either, "{}", U},
        {"{'or':[" FLAG "]}", "{'flag':false}", F},
    };

    (void)state;
    CHECK(rows);
}

static void not_of_unknown_is_unknown(void **state)
{
    static const struct truth rows[] = {
        {"{'!':[" FLAG "]}", "{'flag':true}", F},
        {"{'!':[" FLAG "]}", "{'flag':false}", T},
        {"{'!':[" FLAG "]}", "{}", U},
        {"{'!':" FLAG "}", "{'flag':true}", F},
        {"{'!!':[" FLAG "]}", "{'flag':true}", T},
        {"{'!!':[" FLAG "]}", "{'flag':false}", F},
        {"{'!!':[" FLAG "]}", "{}", U},
        {"{'!':[{'var':'sure'}]}", "{}", T},
        {"{'!':[{'!':[" FLAG "]}]}", "{'flag':true}", T},
        /* not (a and b) is not a or not b; what is unknown stays so on both ways */
        {"{'!':{'and':[" FLAG "," OTHER "]}}", "{'flag':false}", T},
        {"{'!':{'and':[" FLAG "," OTHER "]}}", "{'flag':true}", U},
        {"{'!':{'or':[" FLAG "," OTHER "]}}", "{'flag':true}", F},
        {"{'!':{'or':[" FLAG "," OTHER "]}}", "{'flag':false}", U},
        /* one and the same unknown on both sides: Kleene does not see that they agree */
        {"{'or':[" FLAG ",{'!':" FLAG "}]}", "{}", U},
        {"{'and':[" FLAG ",{'!':" FLAG "}]}", "{}", U},
    };

    (void)state;
    CHECK(rows);
}

static void emptiness_is_what_not_says_of_lists_texts_and_numbers(void **state)
{
    static const struct truth rows[] = {
        {"{'!':[{'var':'tags'}]}", "{'tags':[]}", T},
        {"{'!':[{'var':'tags'}]}", "{'tags':['a']}", F},
        {"{'!':[{'var':'tags'}]}", "{}", T}, /* without tags is an empty list */
        {"{'!!':[{'var':'tags'}]}", "{'tags':['a']}", T},
        {"{'!!':[{'var':'tags'}]}", "{}", F},
        {"{'!!':[{'var':'marks'}]}", "{}", U},
        {"{'!!':[{'var':'order.items'}]}", "{'order':{'items':[{}]}}", T},
        {"{'!':[{'var':'title'}]}", "{'title':''}", T},
        {"{'!':[{'var':'title'}]}", "{'title':'0'}", F},
        {"{'!!':[{'var':'title'}]}", "{'title':'0'}", T},
        {"{'!!':[{'var':'title'}]}", "{}", U},
        {"{'!':[{'var':'note'}]}", "{}", T},
        {"{'!':[{'var':'whole'}]}", "{'whole':0}", T},
        {"{'!':[{'var':'whole'}]}", "{'whole':-1}", F},
        {"{'!!':[{'var':'size'}]}", "{'size':0.01}", T},
        {"{'!!':[{'var':'size'}]}", "{'size':0}", F},
        {"{'!!':[{'var':'size'}]}", "{}", U},
        {"{'!!':[{'+':[{'var':'whole'},1]}]}", "{'whole':-1}", F},
        {"{'!':[{'missing':['flag']}]}", "{}", F},
        {"{'!!':[{'missing':['flag']}]}", "{}", T},
        {"{'!':[0]}", "{}", T},
        {"{'!!':['']}", "{}", F},
        {"{'!!':['0']}", "{}", T},
        {"{'!':[[]]}", "{}", T},
        {"{'!!':[[]]}", "{}", F},
        {"{'!!':[[1]]}", "{}", T},
    };

    (void)state;
    CHECK(rows);
}

static void if_needs_to_know_its_condition(void **state)
{
    static const char choice[] = "{'if':[" FLAG "," OTHER ",{'var':'sure'}]}";
    static const char three[] = "{'if':[" FLAG ",true," OTHER ",false,{'var':'sure'}]}";
    static const char value[] = "{'==':[{'if':[" FLAG ",1,{'var':'whole'}]},1]}";
    static const struct truth rows[] = {
        {choice, "{'flag':true,'other':true}", T},
        {choice, "{'flag':true,'other':false,'sure':true}", F},
        {choice, "{'flag':true,'sure':true}", U},
        {choice, "{'flag':false,'other':true}", F},
        {choice, "{'flag':false,'sure':true}", T},
        {choice, "{'other':true,'sure':true}", U}, /* although both branches are true */
        {choice, "{'other':false}", U},            /* although both are false */
        {"{'!':"
         "{'if':[" FLAG "," OTHER ",{'var':'sure'}]}"
         "}",
         "{'other':false}", U},
        {three, "{'flag':true}", T},
        {three, "{'flag':false,'other':true,'sure':true}", F},
        {three, "{'flag':false,'other':false,'sure':true}", T},
        {three, "{'flag':false,'sure':true}", U},
        {"{'?:':[" FLAG ",false,true]}", "{'flag':true}", F},
        {value, "{'flag':true}", T},
        {value, "{'flag':false,'whole':1}", T},
        {value, "{'flag':false,'whole':2}", F},
        {value, "{'flag':false}", U},
        {value, "{'whole':1}", U},
        {"{'==':[{'if':[" FLAG ",'low','high']},{'var':'ticket.priority'}]}",
         "{'flag':true,'ticket':{'priority':'low'}}", T},
        {"{'<':[{'if':[" FLAG ",'10.00','20.00']},{'var':'order.total'}]}",
         "{'flag':false,'order':{'total':{'amount':'15.00','currency':'EUR'}}}", F},
        {"{'==':[{'if':[" FLAG ",0.5,{'var':'size'}]},0.5]}", "{'flag':false,'size':'0.50'}", T},
    };

    (void)state;
    CHECK(rows);
}

static void equality_is_of_values(void **state)
{
    static const struct truth rows[] = {
        {"{'==':[{'var':'whole'},5]}", "{'whole':5}", T},
        {"{'==':[{'var':'whole'},5]}", "{'whole':4}", F},
        {"{'==':[{'var':'whole'},5]}", "{}", U},
        {"{'==':[5,{'var':'whole'}]}", "{'whole':5}", T},
        {"{'===':[{'var':'whole'},'5']}", "{'whole':5}", T}, /* a text where a number is meant */
        {"{'!=':[{'var':'whole'},5]}", "{'whole':5}", F},
        {"{'!=':[{'var':'whole'},5]}", "{'whole':4}", T},
        {"{'!=':[{'var':'whole'},5]}", "{}", U},
        {"{'!==':[{'var':'whole'},5]}", "{'whole':4}", T},
        {"{'==':[{'var':'count'},0]}", "{}", T},
        {"{'==':[{'var':'title'},'ab']}", "{'title':'ab'}", T},
        {"{'==':[{'var':'title'},'ab']}", "{'title':'aB'}", F},
        {"{'==':[{'var':'title'},'ab']}", "{'title':'abc'}", F},
        {"{'!=':[{'var':'title'},'ab']}", "{'title':''}", T},
        {"{'==':[{'var':'title'},'']}", "{'title':''}", T},
        {"{'==':[{'var':'note'},'']}", "{}", T},
        {"{'==':[{'var':'title'},{'var':'note'}]}", "{'title':'x','note':'x'}", T},
        {"{'==':[{'var':'title'},{'var':'note'}]}", "{'title':''}", T},
        {"{'==':[{'var':'ticket.channel'},'chat']}", "{'ticket':{'channel':'chat'}}", T},
        {"{'==':[{'var':'ticket.channel'},'chat']}", "{'ticket':{'channel':'email'}}", F},
        {"{'!=':[{'var':'ticket.channel'},'chat']}", "{}", U},
        {"{'==':[{'var':'ticket.priority'},{'var':'ticket.other_priority'}]}",
         "{'ticket':{'priority':'low','other_priority':'low'}}", T},
        {"{'==':[{'var':'flag'},true]}", "{'flag':true}", T},
        {"{'==':[{'var':'flag'},false]}", "{'flag':true}", F},
        {"{'!=':[{'var':'flag'},true]}", "{'flag':true}", F},
        {"{'!=':[true,{'var':'flag'}]}", "{}", U},
        {"{'==':[{'var':'flag'},{'var':'other'}]}", "{'flag':false,'other':false}", T},
        {"{'==':[{'var':'flag'},{'var':'other'}]}", "{'flag':false}", U},
        {"{'==':[{'and':[{'var':'flag'},{'var':'other'}]},false]}", "{'flag':false}", T},
        {"{'!=':[{'or':[{'var':'flag'},{'var':'other'}]},false]}", "{'other':true}", T},
        {"{'==':[{'var':'opened_at'},'2026-01-31']}", "{'opened_at':'2026-01-31T00:00:00Z'}", T},
        {"{'==':[{'var':'opened_at'},'2026-01-31T02:00:00+02:00']}",
         "{'opened_at':'2026-01-31T00:00:00Z'}", T},
        {"{'==':[{'var':'left'},'PT4H']}", "{'left':'PT240M'}", T},
        {"{'==':[{'var':'left'},'-P1D']}", "{'left':'-PT24H'}", T},
    };

    (void)state;
    CHECK(rows);
}

static void money_of_two_currencies_cannot_be_compared(void **state)
{
#define EUR(amount) "{'order':{'total':{'amount':'" amount "','currency':'EUR'}}}"
#define USD(amount) "{'order':{'total':{'amount':'" amount "','currency':'USD'}}}"
    static const struct truth rows[] = {
        {"{'==':[{'var':'order.total'},'50.00']}", EUR("50.00"), T},
        {"{'==':[{'var':'order.total'},50]}", EUR("50.00"), T},
        {"{'==':[{'var':'order.total'},'50 EUR']}", EUR("50.01"), F},
        {"{'==':[{'var':'order.total'},50]}", USD("50.00"), U},
        {"{'!=':[{'var':'order.total'},50]}", USD("50.00"), U},
        {"{'==':[{'var':'order.total'},'50.00 USD']}", USD("50.00"), T},
        {"{'>':[{'var':'order.total'},{'amount':'49.99','currency':'USD'}]}", USD("50.00"), T},
        {"{'>':[{'var':'order.total'},50]}", EUR("50.00"), F},
        {"{'>=':[{'var':'order.total'},50]}", EUR("50.00"), T},
        {"{'<':[{'var':'order.total'},50]}", USD("1.00"), U},
        {"{'<':[{'var':'order.total'},50]}", "{}", U},
        {"{'<=':[10,{'var':'order.total'},20]}", EUR("20.00"), T},
        {"{'<=':[10,{'var':'order.total'},20]}", EUR("20.01"), F},
        {"{'<=':[10,{'var':'order.total'},20]}", USD("15.00"), U},
        {"{'<=':['10 EUR',{'var':'order.total'},'20 USD']}", USD("15.00"), U},
        {"{'<=':['10 EUR',{'var':'order.total'},'20 USD']}", USD("25.00"), F},
        {"{'in':[{'var':'order.total'},[10,20]]}", EUR("20.00"), T},
        {"{'in':[{'var':'order.total'},[10,'20 USD']]}", USD("20.00"), T},
        {"{'in':[{'var':'order.total'},[10,'20 USD']]}", USD("21.00"), U},
        {"{'<':[{'var':'order.refunded'},{'var':'order.total'}]}",
         "{'order':{'total':'10','refunded':'9.99 EUR'}}", T},
        {"{'<':[{'var':'order.refunded'},{'var':'order.total'}]}",
         "{'order':{'total':'10','refunded':'9.99 USD'}}", U},
        {"{'<':[{'var':'order.total'},0]}", "{'order':{'total':'-0.01'}}", T},
    };

    (void)state;
    CHECK(rows);
}

static void order_is_of_numbers_times_durations_and_ordered_names(void **state)
{
    static const struct truth rows[] = {
        {"{'<':[{'var':'whole'},5]}", "{'whole':4}", T},
        {"{'<':[{'var':'whole'},5]}", "{'whole':5}", F},
        {"{'<=':[{'var':'whole'},5]}", "{'whole':5}", T},
        {"{'<=':[{'var':'whole'},5]}", "{'whole':6}", F},
        {"{'>':[{'var':'whole'},5]}", "{'whole':6}", T},
        {"{'>':[{'var':'whole'},5]}", "{'whole':5}", F},
        {"{'>=':[{'var':'whole'},5]}", "{'whole':5}", T},
        {"{'>=':[{'var':'whole'},5]}", "{'whole':4}", F},
        {"{'>=':[{'var':'whole'},5]}", "{}", U},
        {"{'>=':[{'var':'count'},0]}", "{}", T},
        {"{'<':[5,{'var':'whole'}]}", "{'whole':6}", T},
        {"{'<':[5,{'var':'whole'}]}", "{'whole':5}", F},
        {"{'<':[1,{'var':'whole'},3]}", "{'whole':2}", T},
        {"{'<':[1,{'var':'whole'},3]}", "{'whole':1}", F},
        {"{'<':[1,{'var':'whole'},3]}", "{'whole':3}", F},
        {"{'<=':[1,{'var':'whole'},3]}", "{'whole':3}", T},
        {"{'<=':[1,{'var':'whole'},3]}", "{}", U},
        {"{'>':[3,{'var':'whole'},1]}", "{'whole':2}", T},
        {"{'>=':[3,{'var':'whole'},1]}", "{'whole':0}", F},
        {"{'<':[{'var':'whole'},{'var':'size'},9]}", "{'whole':1,'size':1.5}", T},
        {"{'<':[{'var':'whole'},{'var':'size'},9]}", "{'whole':1,'size':9}", F},
        {"{'<':[{'var':'whole'},{'var':'size'},9]}", "{'size':9}", F}, /* the known half says no */
        {"{'<':[{'var':'whole'},{'var':'size'},9]}", "{'size':8}", U},
        {"{'<':[{'var':'ticket.priority'},'high']}", "{'ticket':{'priority':'normal'}}", T},
        {"{'<':[{'var':'ticket.priority'},'high']}", "{'ticket':{'priority':'high'}}", F},
        {"{'>=':[{'var':'ticket.priority'},'high']}", "{'ticket':{'priority':'urgent'}}", T},
        {"{'>=':[{'var':'ticket.priority'},'high']}", "{}", U},
        {"{'>':[{'var':'opened_at'},'2026-02-28']}", "{'opened_at':'2026-02-28T00:00:00.001Z'}", T},
        {"{'>':[{'var':'opened_at'},'2026-02-28']}", "{'opened_at':'2026-02-28T00:00:00Z'}", F},
        {"{'<':[{'var':'opened_at'},{'var':'due_at'}]}",
         "{'opened_at':'2026-02-28T00:00:00Z','due_at':'2026-02-28T00:00:01Z'}", T},
        {"{'<':[{'var':'left'},'PT1H']}", "{'left':'PT59M59.999S'}", T},
        {"{'<':[{'var':'left'},'PT0S']}", "{'left':'-PT1S'}", T},
    };

    (void)state;
    CHECK(rows);
}

/* The constant keeps its decimals; nothing is rounded. */
static void decimals_are_compared_exactly(void **state)
{
    static const struct truth rows[] = {
        {"{'<':[{'var':'size'},12.505]}", "{'size':12.50}", T},
        {"{'<':[{'var':'size'},12.505]}", "{'size':12.51}", F},
        {"{'<=':[{'var':'size'},12.505]}", "{'size':12.50}", T},
        {"{'<=':[{'var':'size'},12.505]}", "{'size':12.51}", F},
        {"{'>':[{'var':'size'},12.505]}", "{'size':12.51}", T},
        {"{'>':[{'var':'size'},12.505]}", "{'size':12.50}", F},
        {"{'>=':[{'var':'size'},12.505]}", "{'size':12.50}", F},
        {"{'>=':[{'var':'size'},-12.505]}", "{'size':-12.50}", T},
        {"{'>=':[{'var':'size'},-12.505]}", "{'size':-12.51}", F},
        {"{'==':[{'var':'size'},12.505]}", "{'size':12.50}", F},
        {"{'==':[{'var':'size'},12.505]}", "{}", U},
        {"{'!=':[{'var':'size'},12.505]}", "{'size':12.50}", T},
        {"{'==':[{'var':'size'},'12.500000']}", "{'size':12.5}", T},
        {"{'==':[{'var':'score'},{'var':'size'}]}", "{'score':0.5,'size':0.50}", T},
        {"{'<':[{'var':'size'},{'var':'score'}]}", "{'score':0.5001,'size':0.50}", T},
        {"{'<':[{'var':'whole'},0.5]}", "{'whole':0}", T},
        {"{'<':[{'var':'whole'},0.5]}", "{'whole':1}", F},
        {"{'==':[{'+':[{'var':'size'},{'var':'score'}]},0.3]}", "{'size':0.1,'score':0.2}", T},
        {"{'in':[{'var':'size'},[1,2.5,3.125]]}", "{'size':2.5}", T},
        {"{'in':[{'var':'size'},[1,2.5,3.125]]}", "{'size':3.12}", F},
    };

    (void)state;
    CHECK(rows);
}

/* A constant that a fact of six decimals cannot hold is still above, or below, all it can be. */
static void constants_beyond_a_fact_are_above_or_below_it(void **state)
{
    static const char large[] = "{'fine':9223372036854.775807}";
    static const char small[] = "{'fine':-9223372036854.775808}";
    static const struct truth rows[] = {
        {"{'<':[{'var':'fine'},9223372036854775807]}", large, T},
        {"{'<=':[{'var':'fine'},9223372036854775807]}", large, T},
        {"{'>':[{'var':'fine'},9223372036854775807]}", large, F},
        {"{'>=':[{'var':'fine'},9223372036854775807]}", large, F},
        {"{'==':[{'var':'fine'},9223372036854775807]}", large, F},
        {"{'!=':[{'var':'fine'},9223372036854775807]}", large, T},
        {"{'<':[{'var':'fine'},-9223372036854775808]}", small, F},
        {"{'>=':[{'var':'fine'},-9223372036854775808]}", small, T},
        {"{'>':[{'var':'fine'},'-9223372036854.775808']}", small, F},
        {"{'>=':[{'var':'fine'},'-9223372036854.775808']}", small, T},
        {"{'<':[{'var':'fine'},'-9223372036854.775808']}", small, F},
        {"{'<=':[{'var':'fine'},'9223372036854.775807']}", large, T},
        {"{'>':[{'var':'fine'},'9223372036854.775807']}", large, F},
        {"{'>':[{'var':'whole'},9223372036854775806]}", "{'whole':9223372036854775807}", T},
        {"{'<':[{'var':'whole'},0.5,{'var':'fine'}]}", "{'whole':0,'fine':0.6}", T},
        {"{'<':[{'var':'whole'},{'var':'fine'}]}",
         "{'whole':9223372036854775807,'fine':9223372036854.775807}", F},
        {"{'<':[{'var':'fine'},{'var':'whole'}]}",
         "{'whole':9223372036854775807,'fine':9223372036854.775807}", T},
        {"{'<':[{'var':'whole'},{'var':'fine'}]}",
         "{'whole':-9223372036854775808,'fine':-9223372036854.775808}", T},
    };

    (void)state;
    CHECK(rows);
}

static void null_asks_whether_a_fact_is_given(void **state)
{
    static const struct truth rows[] = {
        {"{'==':[{'var':'whole'},null]}", "{}", T},
        {"{'==':[{'var':'whole'},null]}", "{'whole':null}", T},
        {"{'==':[{'var':'whole'},null]}", "{'whole':0}", F},
        {"{'==':[null,{'var':'whole'}]}", "{}", T},
        {"{'!=':[{'var':'whole'},null]}", "{}", F},
        {"{'!==':[{'var':'whole'},null]}", "{'whole':0}", T},
        {"{'===':[{'var':'count'},null]}", "{}", T}, /* what absence means is another question */
        {"{'==':[{'var':'tags'},null]}", "{}", T},
        {"{'==':[{'var':'tags'},null]}", "{'tags':[]}", F},
        {"{'!':{'==':[{'var':'flag'},null]}}", "{}", F},
        {"{'and':[{'!=':[{'var':'flag'},null]},{'var':'flag'}]}", "{}", F},
    };

    (void)state;
    CHECK(rows);
}

static void a_default_stands_for_what_is_not_given(void **state)
{
    static const struct truth rows[] = {
        {"{'>':[{'var':['whole',7]},5]}", "{}", T},
        {"{'>':[{'var':['whole','7']},5]}", "{'whole':5}", F},
        {"{'==':[{'var':['count',3]},3]}", "{}", T}, /* it beats what absence means otherwise */
        {"{'var':['flag',true]}", "{}", T},
        {"{'var':['flag',true]}", "{'flag':false}", F},
        {"{'var':['flag',null]}", "{}", U},
        {"{'var':['flag']}", "{'flag':true}", T},
        {"{'!':[{'var':['flag',true]}]}", "{}", F},
        {"{'==':[{'var':['title','x']},'x']}", "{}", T},
        {"{'<':[{'var':['ticket.priority','low']},'high']}", "{}", T},
        {"{'<':[{'var':['order.total','5.00 USD']},'6.00 USD']}", "{}", T},
        {"{'<':[{'var':['order.total','5.00 USD']},'6.00 EUR']}", "{}", U},
        {"{'<':[{'var':['size',0.5]},0.51]}", "{}", T},
        {"{'in':['chat',{'var':['marks',[]]}]}", "{}", F},
        {"{'some':[{'var':['order.items',[]]},{'var':'is_gift'}]}", "{}", F},
        {"{'>':[{'age':{'var':['opened_at','2026-03-01']}},'PT11H']}", "{}", T},
        {"{'in':[{'var':['title','b']},['a','b']]}", "{}", T},
        {"{'in':['b',{'var':['title','abc']}]}", "{}", T},
        {"{'startsWith':[{'var':['title','abc']},'b']}", "{}", F},
    };

    (void)state;
    CHECK(rows);
}

static void constants_alone_are_conditions(void **state)
{
    static const struct truth rows[] = {
        {"true", "{}", T},
        {"false", "{}", F},
        {"{'==':[1,1]}", "{}", T},
        {"{'==':[1,'1']}", "{}", T},
        {"{'==':['a','b']}", "{}", F},
        {"{'<':[1,2,2]}", "{}", F},
        {"{'in':['Spring','Springfield']}", "{}", T},
        {"{'in':['Milhouse',['Bart','Homer']]}", "{}", F},
        {"{'or':[{'var':'flag'},true]}", "{}", T},
        {"{'and':[{'var':'flag'},false]}", "{}", F},
        {"{'and':[{'var':'flag'},true]}", "{'flag':false}", F},
        {"{'and':[true,{'var':'flag'}]}", "{}", U},
        {"{'or':[false,{'var':'flag'},{'==':[1,2]}]}", "{'flag':true}", T},
        {"{'if':[true,{'var':'flag'},{'var':'other'}]}", "{'flag':true}", T},
        {"{'if':[false,false,true,{'var':'flag'},true]}", "{'flag':false}", F},
        {"{'!':{'and':[{'var':'flag'},{'==':[1,2]}]}}", "{}", T},
        {"{'<':[{'amount':'5','currency':'EUR'},{'amount':'6','currency':'USD'}]}", "{}", U},
    };

    (void)state;
    CHECK(rows);
}

/* More leaves than fit in front, with jumps over them in both directions. */
static void long_conditions_are_decided_like_short_ones(void **state)
{
#define NINE                                                                                       \
    "{'==':[{'var':'whole'},1]},{'==':[{'var':'whole'},2]},{'==':[{'var':'whole'},3]},"            \
    "{'==':[{'var':'whole'},4]},{'==':[{'var':'whole'},5]},{'==':[{'var':'whole'},6]},"            \
    "{'==':[{'var':'whole'},7]},{'==':[{'var':'whole'},8]},{'==':[{'var':'whole'},9]}"
    static const struct truth rows[] = {
        {"{'or':[" NINE "]}", "{'whole':1}", T},
        {"{'or':[" NINE "]}", "{'whole':9}", T},
        {"{'or':[" NINE "]}", "{'whole':0}", F},
        {"{'or':[" NINE "]}", "{}", U},
        {"{'or':[" NINE ",{'var':'flag'}]}", "{'flag':true}", T},
        {"{'and':[{'var':'flag'},{'!':{'or':[" NINE "]}}]}", "{'flag':true,'whole':0}", T},
        {"{'and':[{'var':'flag'},{'!':{'or':[" NINE "]}}]}", "{'flag':true,'whole':8}", F},
        {"{'and':[{'var':'flag'},{'!':{'or':[" NINE "]}}]}", "{'flag':false}", F},
        {"{'and':[{'or':[" NINE "]},{'in':['b',{'var':'title'}]},{'var':'flag'}]}",
         "{'whole':9,'title':'abc','flag':true}", T},
        {"{'and':[{'or':[" NINE "]},{'in':['b',{'var':'title'}]},{'var':'flag'}]}",
         "{'whole':9,'flag':true}", U},
        {"{'and':[{'or':[" NINE "]},{'in':['b',{'var':'title'}]},{'var':'flag'}]}",
         "{'title':'abc','flag':false}", F},
    };

    (void)state;
    CHECK(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(and_is_false_where_a_part_is),
        cmocka_unit_test(or_is_true_where_a_part_is),
        cmocka_unit_test(not_of_unknown_is_unknown),
        cmocka_unit_test(emptiness_is_what_not_says_of_lists_texts_and_numbers),
        cmocka_unit_test(if_needs_to_know_its_condition),
        cmocka_unit_test(equality_is_of_values),
        cmocka_unit_test(money_of_two_currencies_cannot_be_compared),
        cmocka_unit_test(order_is_of_numbers_times_durations_and_ordered_names),
        cmocka_unit_test(decimals_are_compared_exactly),
        cmocka_unit_test(constants_beyond_a_fact_are_above_or_below_it),
        cmocka_unit_test(null_asks_whether_a_fact_is_given),
        cmocka_unit_test(a_default_stands_for_what_is_not_given),
        cmocka_unit_test(constants_alone_are_conditions),
        cmocka_unit_test(long_conditions_are_decided_like_short_ones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
