/*
 * test_condition_errors.c: what the compiler refuses and what it warns of: where, and in which
 * words.
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

struct wrong {
    const char *condition;
    const char *pointer;
    enum sup__message message;
    const char *nearest; /* "" when there is none */
    const char *words;   /* that the text has */
};

#define WRONG(rows) check_wrong(rows, sizeof(rows) / sizeof(rows)[0])

/* Each row has one thing wrong with it. */
static void check_wrong(const struct wrong *rows, size_t count)
{
    struct fixture fixture;

    fixture_begin(&fixture);
    for (size_t i = 0; i < count; i++) {
        const struct sup__condition *condition = NULL;
        int rc = fixture_compile(&fixture, rows[i].condition, &condition);
        const struct told *told = &fixture.told[0];

        if (rc != 0 || fixture.told_count != 1 || told->severity != SUP__SEVERITY_ERROR ||
            told->message != rows[i].message || strcmp(told->pointer, rows[i].pointer) != 0 ||
            strcmp(told->nearest, rows[i].nearest) != 0 ||
            strstr(told->text, rows[i].words) == NULL) {
            fail_msg("%s: %d, %u told, %d at \"%s\", near \"%s\": %s", rows[i].condition, rc,
                     fixture.told_count, (int)told->message, told->pointer, told->nearest,
                     told->text);
        }
        fixture_clear(&fixture);
    }
    fixture_end(&fixture);
}

static void the_form_is_checked(void **state)
{
    static const struct wrong rows[] = {
        {"{}", "", SUP_MSG_RULE_FORM, "", "one operator is expected, this has 0 members"},
        {"{'and':[true],'or':[true]}", "", SUP_MSG_RULE_FORM, "", "this has 2 members"},
        {"{'and':[{'<':[1,2],'>':[1,2]}]}", "/and/0", SUP_MSG_RULE_FORM, "", "2 members"},
        {"5", "", SUP_MSG_RULE_TYPE, "", "a condition is expected, found 5"},
        {"'yes'", "", SUP_MSG_RULE_TYPE, "", "a condition is expected, found \"yes\""},
        {"null", "", SUP_MSG_RULE_TYPE, "", "a condition is expected, found null"},
        {"[]", "", SUP_MSG_RULE_TYPE, "", "a condition is expected, found a list"},
        {"{'amount':'5','currency':'EUR'}", "", SUP_MSG_RULE_TYPE, "", "found an object"},
    };

    (void)state;
    WRONG(rows);
}

static void operators_are_known_by_name(void **state)
{
    static const struct wrong rows[] = {
        {"{'startswith':[{'var':'title'},'a']}", "/startswith", SUP_MSG_RULE_OPERATOR, "startsWith",
         "there is no operator \"startswith\""},
        {"{'contians':[{'var':'title'},'a']}", "/contians", SUP_MSG_RULE_OPERATOR, "contains",
         "\"contians\""},
        {"{'xnor':[true]}", "/xnor", SUP_MSG_RULE_OPERATOR, "xor", "\"xnor\""},
        {"{'AND':[true]}", "/AND", SUP_MSG_RULE_OPERATOR, "and", "\"AND\""},
        {"{'VAR':'flag'}", "/VAR", SUP_MSG_RULE_OPERATOR, "var", ""},
        {"{'&&':[true]}", "/&&", SUP_MSG_RULE_OPERATOR, "and", ""},
        {"{'not':[true]}", "/not", SUP_MSG_RULE_OPERATOR, "!", ""}, /* not "now" */
        {"{'any':[true]}", "/any", SUP_MSG_RULE_OPERATOR, "some", ""},
        {"{'nor':[true]}", "/nor", SUP_MSG_RULE_OPERATOR, "", ""}, /* none of ours */
        {"{'>':[{'reduce':[{'filter':[{'var':'tags'},true]},{'var':'a'},0]},2]}", "/>/0/reduce",
         SUP_MSG_RULE_OPERATOR, "", "let the host pass a sum as a fact"},
        {"{'>':[{'reduce':[{'var':'tags'},{'+':[2,{'var':'accumulator'}]},0]},2]}", "/>/0/reduce",
         SUP_MSG_RULE_OPERATOR, "", "only a count is part"},
        {"{'>':[{'reduce':[{'var':'tags'},{'+':[1,{'var':'current'}]},0]},2]}", "/>/0/reduce",
         SUP_MSG_RULE_OPERATOR, "", "only a count is part"},
        {"{'>':[{'reduce':[{'var':'tags'},{'+':[1,{'var':'accumulator'}]},1]},2]}", "/>/0/reduce",
         SUP_MSG_RULE_OPERATOR, "", "only a count is part"},
        {"{'>':[{'reduce':[{'var':'title'},{'+':[1,{'var':'accumulator'}]},0]},2]}",
         "/>/0/reduce/0", SUP_MSG_RULE_TYPE, "", "a list that is a fact"},
        {"{'>':[{'reduce':[{'filter':[{'var':'tags'},5]},{'+':[1,{'var':'accumulator'}]},0]},2]}",
         "/>/0/reduce/0/filter/1", SUP_MSG_RULE_TYPE, "", "a condition is expected"},
        {"{'reduce':[{'var':'tags'},{'+':[1,{'var':'accumulator'}]},0]}", "", SUP_MSG_RULE_TYPE, "",
         "compare it with something"},
        {"{'and':[{'frobnicate':[]}]}", "/and/0/frobnicate", SUP_MSG_RULE_OPERATOR, "",
         "there is no"},
        {"{'':[]}", "/", SUP_MSG_RULE_OPERATOR, "", "there is no operator \"\""},
        {"{'>':[{'/':[{'var':'whole'},2]},1]}", "/>/0/~1", SUP_MSG_RULE_OPERATOR, "",
         "JsonLogic's \"/\" is not part of conditions here: numbers are exact"},
        {"{'==':[{'%':[{'var':'whole'},2]},1]}", "/==/0/%", SUP_MSG_RULE_OPERATOR, "", "exact"},
        {"{'==':[{'cat':['a','b']},'ab']}", "/==/0/cat", SUP_MSG_RULE_OPERATOR, "", "compare each"},
        {"{'substr':['a',1]}", "/substr", SUP_MSG_RULE_OPERATOR, "", "use startsWith, endsWith"},
        {"{'missing':{'merge':['a']}}", "/missing", SUP_MSG_RULE_TYPE, "", "name of a fact"},
        {"{'!!':{'filter':[{'var':'tags'},true]}}", "/!!/filter", SUP_MSG_RULE_OPERATOR, "",
         "use some, all or none"},
        {"{'map':[]}", "/map", SUP_MSG_RULE_OPERATOR, "", "use some"},
        {"{'reduce':[]}", "/reduce", SUP_MSG_RULE_ARGUMENTS, "", "takes 3 arguments"},
        {"{'log':true}", "/log", SUP_MSG_RULE_OPERATOR, "", "policy.test"},
        {"{'method':[]}", "/method", SUP_MSG_RULE_OPERATOR, "", "cannot call"},
        {"{'merge':[]}", "/merge", SUP_MSG_RULE_OPERATOR, "", "in one list"},
    };

    (void)state;
    WRONG(rows);
}

/* Only whether it is empty is asked of such a list, but a typing error in it is told all the same.
 */
static void a_list_in_a_question_for_truth_holds_constants(void **state)
{
    static const struct wrong rows[] = {
        {"{'!!':[[{'vra':'whole'}]]}", "/!!/0/0", SUP_MSG_RULE_CONSTANT, "",
         "the items of a list that is written here are constants, found an object"},
        {"{'!':[[{'var':'whole'}]]}", "/!/0/0", SUP_MSG_RULE_CONSTANT, "", "found an object"},
        {"{'and':[{'!!':[['a',['b']]]}]}", "/and/0/!!/0/1", SUP_MSG_RULE_CONSTANT, "",
         "found a list"},
        {"{'!!':[[1,{'amount':'x','currency':'EUR'}]]}", "/!!/0/1", SUP_MSG_RULE_CONSTANT, "",
         "an object is not money"},
        {"{'!':[[null]]}", "/!/0/0", SUP_MSG_RULE_CONSTANT, "", "null is not text"},
    };

    (void)state;
    WRONG(rows);
}

static void arguments_are_counted(void **state)
{
    static const struct wrong rows[] = {
        {"{'and':[]}", "/and", SUP_MSG_RULE_ARGUMENTS, "",
         "\"and\" takes 1 argument or more, here are 0"},
        {"{'or':[]}", "/or", SUP_MSG_RULE_ARGUMENTS, "", "takes 1 argument or more"},
        {"{'!':[]}", "/!", SUP_MSG_RULE_ARGUMENTS, "", "\"!\" takes 1 argument, here are 0"},
        {"{'!':[true,false]}", "/!", SUP_MSG_RULE_ARGUMENTS, "", "here are 2"},
        {"{'==':[1]}", "/==", SUP_MSG_RULE_ARGUMENTS, "", "\"==\" takes 2 arguments, here are 1"},
        {"{'==':[1,2,3]}", "/==", SUP_MSG_RULE_ARGUMENTS, "", "here are 3"},
        {"{'<':[1]}", "/<", SUP_MSG_RULE_ARGUMENTS, "", "\"<\" takes 2 or 3 arguments, here are 1"},
        {"{'<':[1,2,3,4]}", "/<", SUP_MSG_RULE_ARGUMENTS, "", "here are 4"},
        {"{'xor':[]}", "/xor", SUP_MSG_RULE_ARGUMENTS, "", "1 argument or more"},
        {"{'in':['a']}", "/in", SUP_MSG_RULE_ARGUMENTS, "", "takes 2 arguments"},
        {"{'if':[true,true]}", "/if", SUP_MSG_RULE_ARGUMENTS, "",
         "\"if\" takes 3 arguments or more"},
        {"{'if':[true,true,false,true]}", "/if", SUP_MSG_RULE_ARGUMENTS, "",
         "has no last argument"},
        {"{'var':[]}", "/var", SUP_MSG_RULE_ARGUMENTS, "",
         "\"var\" takes 1 or 2 arguments, here are 0"},
        {"{'var':['flag',true,1]}", "/var", SUP_MSG_RULE_ARGUMENTS, "", "here are 3"},
        {"{'some':[{'var':'tags'}]}", "/some", SUP_MSG_RULE_ARGUMENTS, "", "takes 2"},
        {"{'missing_some':[1]}", "/missing_some", SUP_MSG_RULE_ARGUMENTS, "", "takes 2"},
        {"{'==':[{'now':[1]},'2026-01-01']}", "/==/0/now", SUP_MSG_RULE_ARGUMENTS, "",
         "no arguments"},
        {"{'>':[{'age':[]},'PT1H']}", "/>/0/age", SUP_MSG_RULE_ARGUMENTS, "", "takes 1 argument"},
        {"{'>':[{'-':[1,2,3]},1]}", "/>/0/-", SUP_MSG_RULE_ARGUMENTS, "", "1 or 2"},
        {"{'>':[{'+':[]},1]}", "/>/0/+", SUP_MSG_RULE_ARGUMENTS, "", "1 argument or more"},
        {"{'inside_hours':[]}", "/inside_hours", SUP_MSG_RULE_ARGUMENTS, "", "1 argument"},
        {"{'startsWith':['a']}", "/startsWith", SUP_MSG_RULE_ARGUMENTS, "", "2 arguments"},
    };

    (void)state;
    WRONG(rows);
}

static void facts_are_known_by_name(void **state)
{
    static const struct wrong rows[] = {
        {"{'var':'flags'}", "/var", SUP_MSG_RULE_FACT, "flag", "there is no fact \"flags\""},
        {"{'>':[{'var':['ordr.total']},1]}", "/>/0/var/0", SUP_MSG_RULE_FACT, "order.total",
         "no fact"},
        {"{'var':'zzzzzz'}", "/var", SUP_MSG_RULE_FACT, "", "there is no fact"},
        {"{'var':'FLAG'}", "/var", SUP_MSG_RULE_FACT, "flag", ""},
        {"{'>':[{'var':'refunded'},1]}", "/>/0/var", SUP_MSG_RULE_FACT, "order.refunded", ""},
        {"{'>':[{'var':'Total'},1]}", "/>/0/var", SUP_MSG_RULE_FACT, "order.total", ""},
        {"{'var':''}", "/var", SUP_MSG_RULE_FACT, "", "\"\" is an item, inside of some"},
        {"{'var':1}", "/var", SUP_MSG_RULE_FACT, "", "there are no positions"},
        {"{'var':{'if':[true,'flag','other']}}", "/var", SUP_MSG_RULE_FACT, "",
         "cannot be computed"},
        {"{'var':null}", "/var", SUP_MSG_RULE_FACT, "", "is expected, as text"},
        {"{'missing':['flag','wole']}", "/missing/1", SUP_MSG_RULE_FACT, "whole", "no fact"},
        {"{'missing':'wole'}", "/missing", SUP_MSG_RULE_FACT, "whole", "no fact"},
        {"{'missing':[{'var':'flag'}]}", "/missing/0", SUP_MSG_RULE_TYPE, "", "name of a fact"},
        {"{'missing_some':[1,['flag','wole']]}", "/missing_some/1/1", SUP_MSG_RULE_FACT, "whole",
         ""},
        {"{'some':[{'var':'order.items'},{'var':'is_git'}]}", "/some/1/var", SUP_MSG_RULE_FACT,
         "is_gift", "the items of order.items have no field \"is_git\""},
        {"{'some':[{'var':'order.items'},{'var':'flag'}]}", "/some/1/var", SUP_MSG_RULE_FACT, "",
         "flag is not seen from inside the items of order.items, as in JsonLogic"},
        {"{'some':[{'var':'order.items'},{'==':[{'var':''},1]}]}", "/some/1/==/0/var",
         SUP_MSG_RULE_FACT, "", "the items of order.items are records"},
        {"{'some':[{'var':'tags'},{'==':[{'var':'name'},'a']}]}", "/some/1/==/0/var",
         SUP_MSG_RULE_FACT, "", "the items of tags have no fields"},
        {"{'some':[{'var':'tags'},{'missing':['x']}]}", "/some/1/missing/0", SUP_MSG_RULE_FACT, "",
         "have no fields"},
        {"{'and':[{'some':[{'var':'order.items'},{'var':'is_gift'}]},{'var':'is_gift'}]}",
         "/and/1/var", SUP_MSG_RULE_FACT, "", "there is no fact \"is_gift\""},
    };

    (void)state;
    WRONG(rows);
}

static const struct wrong type_rows[] = {
    {"{'and':[{'var':'whole'}]}", "/and/0", SUP_MSG_RULE_TYPE, "",
     "a condition is expected and whole is a number: compare it with something"},
    {"{'or':[true,{'var':'tags'}]}", "/or/1", SUP_MSG_RULE_TYPE, "",
     "tags is a list: ask {\"!!\": [...]} whether it has items"},
    {"{'var':'title'}", "", SUP_MSG_RULE_TYPE, "", "title is text"},
    {"{'+':[1,2]}", "", SUP_MSG_RULE_TYPE, "", "this is a number"},
    {"{'and':[1]}", "/and/0", SUP_MSG_RULE_TYPE, "", "found 1"},
    {"{'if':[{'var':'whole'},true,false]}", "/if/0", SUP_MSG_RULE_TYPE, "", "whole is a number"},
    {"{'if':[true,true,2]}", "/if/2", SUP_MSG_RULE_CONSTANT, "", "2 is not true or false"},
    {"{'if':[true,{'var':'flag'},{'var':'title'}]}", "/if/2", SUP_MSG_RULE_TYPE, "",
     "title is text; true or false is needed here, as flag is"},
    {"{'if':[true,{'var':'tags'},{'var':'tags'}]}", "", SUP_MSG_RULE_TYPE, "", "cannot be chosen"},
    {"{'!':[{'var':'order.total'}]}", "/!/0", SUP_MSG_RULE_TYPE, "",
     "order.total is money, which is neither true nor false"},
    {"{'!!':[{'var':'opened_at'}]}", "/!!/0", SUP_MSG_RULE_TYPE, "", "opened_at is a time"},
    {"{'!':[{'var':'ticket.channel'}]}", "/!/0", SUP_MSG_RULE_TYPE, "", "ticket.channel is a name"},
    {"{'==':[{'var':'whole'},{'var':'title'}]}", "/==/1", SUP_MSG_RULE_TYPE, "",
     "title is text; a number is needed here, as whole is"},
    {"{'==':[{'var':'order.total'},{'var':'whole'}]}", "/==/1", SUP_MSG_RULE_TYPE, "",
     "whole is a number; money is needed here, as order.total is"},
    {"{'==':[{'var':'ticket.channel'},{'var':'ticket.priority'}]}", "/==/1", SUP_MSG_RULE_TYPE, "",
     "ticket.priority is a priority; a channel is needed here, as ticket.channel is one"},
    {"{'==':[{'var':'ticket.channel'},{'var':'title'}]}", "/==/1", SUP_MSG_RULE_TYPE, "",
     "title is text"},
    {"{'==':[{'var':'flag'},{'var':'whole'}]}", "/==/1", SUP_MSG_RULE_TYPE, "",
     "whole is a number"},
    {"{'==':[{'var':'tags'},{'var':'tags'}]}", "/==/0", SUP_MSG_RULE_TYPE, "",
     "not compared by \"==\""},
    {"{'==':[{'var':'tags'},['a']]}", "/==/0", SUP_MSG_RULE_TYPE, "", "use in, some, all or none"},
    {"{'<':[1,[2]]}", "/</1", SUP_MSG_RULE_TYPE, "", "lists are not compared"},
    {"{'==':[1,null]}", "/==", SUP_MSG_RULE_TYPE, "", "only a fact is compared with null"},
    {"{'==':[null,null]}", "/==", SUP_MSG_RULE_TYPE, "", "only a fact"},
    {"{'!=':[{'+':[{'var':'whole'},1]},null]}", "/!=", SUP_MSG_RULE_TYPE, "", "only a fact"},
    {"{'==':[{'var':['whole',1]},null]}", "/==/0", SUP_MSG_RULE_TYPE, "", "so is never null"},
    {"{'<':[{'var':'title'},'b']}", "/<", SUP_MSG_RULE_TYPE, "",
     "\"<\" needs an order, and text has none"},
    {"{'<':['a','b']}", "/<", SUP_MSG_RULE_TYPE, "", "needs an order"},
    {"{'<':[{'var':'flag'},true]}", "/<", SUP_MSG_RULE_TYPE, "", "true or false has none"},
    {"{'>':[{'var':'ticket.channel'},'chat']}", "/>", SUP_MSG_RULE_TYPE, "",
     "one channel is not above another"},
    {"{'<':[1,{'var':'whole'},{'var':'order.total'}]}", "/</2", SUP_MSG_RULE_TYPE, "", "money"},
    {"{'in':['a',{'var':'ticket.channel'}]}", "/in/1", SUP_MSG_RULE_TYPE, "", "text is needed"},
    {"{'in':['a',5]}", "/in/1", SUP_MSG_RULE_CONSTANT, "", "5 is not text"},
    {"{'in':[{'var':'whole'},{'var':'title'}]}", "/in/0", SUP_MSG_RULE_TYPE, "",
     "whole is a number; text is needed here, as title is"},
    {"{'in':[{'var':'order.items'},['a']]}", "/in/0", SUP_MSG_RULE_TYPE, "", "use some"},
    {"{'in':[{'var':'sizes'},[1,'x']]}", "/in/1/1", SUP_MSG_RULE_CONSTANT, "", "which sizes is"},
    {"{'in':['a',{'var':'order.items'}]}", "/in/1", SUP_MSG_RULE_TYPE, "", "are records: use some"},
    {"{'in':[{'var':'whole'},{'var':'tags'}]}", "/in/0", SUP_MSG_RULE_TYPE, "", "text is needed"},
    {"{'startsWith':[{'var':'whole'},'a']}", "/startsWith/0", SUP_MSG_RULE_TYPE, "",
     "text is needed"},
    {"{'some':['a',true]}", "/some/0", SUP_MSG_RULE_TYPE, "", "a list that is a fact"},
    {"{'some':[['a'],true]}", "/some/0", SUP_MSG_RULE_TYPE, "", "a list that is a fact"},
    {"{'all':[{'var':'whole'},true]}", "/all/0", SUP_MSG_RULE_TYPE, "", "\"all\" asks the items"},
    {"{'none':[{'var':'tags'},{'var':''}]}", "/none/1", SUP_MSG_RULE_TYPE, "", "the item is text"},
    {"{'missing_some':[1,'flag']}", "/missing_some/1", SUP_MSG_RULE_TYPE, "", "a list of names"},
    {"{'missing_some':[1,[]]}", "/missing_some/1", SUP_MSG_RULE_TYPE, "", "a list of names"},
    {"{'missing_some':[0,['flag']]}", "/missing_some/0", SUP_MSG_RULE_CONSTANT, "", "from 1 to 1"},
    {"{'missing_some':[2,['flag']]}", "/missing_some/0", SUP_MSG_RULE_CONSTANT, "", "from 1 to 1"},
    {"{'missing_some':['1',['flag']]}", "/missing_some/0", SUP_MSG_RULE_CONSTANT, "", "a number"},
    {"{'missing_some':[1.5,['flag','sure']]}", "/missing_some/0", SUP_MSG_RULE_CONSTANT, "",
     "from 1 to 2"},
    {"{'inside_hours':[{'var':'ticket.priority'}]}", "/inside_hours/0", SUP_MSG_RULE_TYPE, "",
     "a channel is needed"},
    {"{'inside_hours':[{'var':'title'}]}", "/inside_hours/0", SUP_MSG_RULE_TYPE, "",
     "title is text"},
    {"{'>':[{'age':[{'var':'left'}]},'PT1H']}", "/>/0/age/0", SUP_MSG_RULE_TYPE, "",
     "a time is needed"},
};

static void types_have_to_meet(void **state)
{
    (void)state;
    WRONG(type_rows);
}

static void arithmetic_has_types_too(void **state)
{
    static const struct wrong rows[] = {
        {"{'>':[{'+':[{'var':'title'}]},1]}", "/>/0/+/0", SUP_MSG_RULE_TYPE, "",
         "title is text; a number"},
        {"{'>':[{'+':[{'var':'whole'},{'var':'order.total'}]},1]}", "/>/0/+/0", SUP_MSG_RULE_TYPE,
         "", "whole is a number; money is needed here, as order.total is"},
        {"{'>':[{'+':[{'var':'opened_at'},{'var':'due_at'}]},1]}", "/>/0/+/1", SUP_MSG_RULE_TYPE,
         "", "two times cannot be added"},
        {"{'>':[{'+':[{'var':'opened_at'},1]},{'now':[]}]}", "/>/0/+/1", SUP_MSG_RULE_CONSTANT, "",
         "ISO 8601"},
        {"{'>':[{'-':[{'var':'opened_at'}]},'PT1H']}", "/>/0/-/0", SUP_MSG_RULE_TYPE, "",
         "cannot be negated"},
        {"{'>':[{'-':[{'var':'left'},{'var':'opened_at'}]},'PT1H']}", "/>/0/-/0", SUP_MSG_RULE_TYPE,
         "", "left is a duration; a time is needed"},
        {"{'>':[{'*':[{'var':'opened_at'},2]},{'now':[]}]}", "/>/0/*", SUP_MSG_RULE_TYPE, "",
         "multiplied"},
        {"{'>':[{'*':[{'var':'order.total'},{'var':'order.total'}]},1]}", "/>/0/*/1",
         SUP_MSG_RULE_TYPE, "", "order.total is money; a number is needed"},
        {"{'>':[{'*':[{'var':'order.total'},1.5]},1]}", "/>/0/*/1", SUP_MSG_RULE_TYPE, "",
         "money is multiplied by whole numbers only"},
        {"{'>':[{'*':[{'var':'left'},{'var':'size'}]},'PT1H']}", "/>/0/*/1", SUP_MSG_RULE_TYPE, "",
         "a duration is multiplied by whole"},
        {"{'>':[{'*':[{'var':'score'},{'var':'score'}]},1]}", "/>/0/*", SUP_MSG_RULE_TYPE, "",
         "the product has 8 decimals, at most 6 are kept"},
        {"{'>':[{'max':[{'var':'title'},1]},1]}", "/>/0/max/0", SUP_MSG_RULE_TYPE, "", "a number"},
        {"{'>':[{'min':[{'var':'ticket.priority'},1]},1]}", "/>/0/min/0", SUP_MSG_RULE_TYPE, "",
         "a number"},
        {"{'>':[{'+':[9223372036854775807,1]},1]}", "/>/0", SUP_MSG_RULE_CONSTANT, "",
         "have no result"},
        {"{'>':[{'+':[{'amount':'5','currency':'EUR'},'5 USD']},1]}", "/>/0", SUP_MSG_RULE_CONSTANT,
         "", "currencies differ"},
    };

    (void)state;
    WRONG(rows);
}

static const struct wrong constant_rows[] = {
    {"{'==':[{'var':'whole'},'abc']}", "/==/1", SUP_MSG_RULE_CONSTANT, "",
     "\"abc\" is not a number, which whole is: write digits, such as 50 or 12.50"},
    {"{'==':[{'var':'whole'},'']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},' 5']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},'+5']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},'05']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},'5.']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},'.5']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},'-']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},'1.2.3']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'==':[{'var':'whole'},1e3]}", "/==/1", SUP_MSG_RULE_CONSTANT, "",
     "1e3 is not a number, which whole is: write it out, without an exponent"},
    {"{'==':[{'var':'whole'},0.1234567]}", "/==/1", SUP_MSG_RULE_CONSTANT, "",
     "at most 6 decimals"},
    {"{'==':[{'var':'whole'},9223372036854775808]}", "/==/1", SUP_MSG_RULE_CONSTANT, "",
     "too large"},
    {"{'==':[{'var':'whole'},-9223372036854775809]}", "/==/1", SUP_MSG_RULE_CONSTANT, "",
     "too large"},
    {"{'==':[{'var':'whole'},true]}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "true is not a number"},
    {"{'<':[{'var':'whole'},null]}", "/</1", SUP_MSG_RULE_CONSTANT, "", "null is not a number"},
    {"{'==':[{'var':'flag'},'True']}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write true or false"},
    {"{'<':[{'var':'opened_at'},'2026-02-31T10:30']}", "/</1", SUP_MSG_RULE_CONSTANT, "",
     "write it as"},
    {"{'==':[{'var':'flag'},1]}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write true or false"},
    {"{'==':[{'var':'title'},true]}", "/==/1", SUP_MSG_RULE_CONSTANT, "", "write a text in quotes"},
    {"{'<':[{'var':'order.total'},'x']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'<':[{'var':'order.total'},0.001]}", "/</1", SUP_MSG_RULE_CONSTANT, "", "fewer decimals"},
    {"{'<':[{'var':'order.total'},'5.5 JPY']}", "/</1", SUP_MSG_RULE_CONSTANT, "",
     "fewer decimals"},
    {"{'<':[{'var':'order.total'},'5 XXX']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "ISO 4217"},
    {"{'<':[{'var':'order.total'},'5 eur']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "ISO 4217"},
    {"{'<':[{'var':'order.total'},'EUR 5']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "write digits"},
    {"{'<':[{'var':'order.total'},{'amount':true,'currency':'EUR'}]}", "/</1",
     SUP_MSG_RULE_CONSTANT, "", "write {\"amount\": \"50.00\""},
    {"{'<':[{'var':'order.total'},99999999999999999999]}", "/</1", SUP_MSG_RULE_CONSTANT, "",
     "too large"},
    {"{'<':[{'var':'order.total'},99999999999999999]}", "/</1", SUP_MSG_RULE_CONSTANT, "",
     "too large"},
    {"{'<':[{'var':'opened_at'},'yesterday']}", "/</1", SUP_MSG_RULE_CONSTANT, "",
     "write it as \"2026-01-31T09:00:00Z\""},
    {"{'<':[{'var':'opened_at'},'2026-02-30']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "write it as"},
    {"{'<':[{'var':'opened_at'},1772366400000]}", "/</1", SUP_MSG_RULE_CONSTANT, "", "write it as"},
    {"{'<':[{'var':'left'},'4 hours']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "ISO 8601"},
    {"{'<':[{'var':'left'},3600]}", "/</1", SUP_MSG_RULE_CONSTANT, "", "ISO 8601"},
    {"{'<':[{'var':'left'},'--P1D']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "ISO 8601"},
    {"{'<':[{'var':'left'},'P1M']}", "/</1", SUP_MSG_RULE_CONSTANT, "", "ISO 8601"},
    {"{'==':[{'var':'ticket.priority'},'hihg']}", "/==/1", SUP_MSG_RULE_NAME, "high",
     "there is no priority \"hihg\""},
    {"{'==':[{'var':'ticket.priority'},true]}", "/==/1", SUP_MSG_RULE_CONSTANT, "",
     "a name in quotes"},
    {"{'==':[{'var':'ticket.priority'},1]}", "/==/1", SUP_MSG_RULE_NAME, "",
     "there is no priority 1"},
    {"{'==':[{'var':'ticket.language'},'de']}", "/==/1", SUP_MSG_RULE_NAME, "",
     "there is no language \"de\": the policy has none"},
    {"{'in':[{'var':'ticket.channel'},['email','chatt']]}", "/in/1/1", SUP_MSG_RULE_NAME, "chat",
     ""},
    {"{'in':[{'var':'whole'},[1,'x']]}", "/in/1/1", SUP_MSG_RULE_CONSTANT, "", "which whole is"},
    {"{'in':[{'var':'whole'},[1,{'var':'title'}]]}", "/in/1/1", SUP_MSG_RULE_TYPE, "",
     "title is text; a number is needed here, as whole is"},
    {"{'in':[{'var':'whole'},['x',{'var':'size'}]]}", "/in/1/0", SUP_MSG_RULE_CONSTANT, "",
     "which whole is"},
    {"{'in':[{'var':'title'},[null]]}", "/in/1/0", SUP_MSG_RULE_CONSTANT, "", "null is not text"},
    {"{'in':[{'var':'fine'},[9223372036854775807,0.5]]}", "/in/1/0", SUP_MSG_RULE_CONSTANT, "",
     "too large beside one with 1 decimals"},
    {"{'in':['chatt',{'var':'marks'}]}", "/in/0", SUP_MSG_RULE_NAME, "chat", ""},
    {"{'inside_hours':['emial']}", "/inside_hours/0", SUP_MSG_RULE_NAME, "email", "no channel"},
    {"{'>':[{'var':['whole','x']},1]}", "/>/0/var/1", SUP_MSG_RULE_CONSTANT, "", "which whole is"},
    {"{'>':[{'var':['whole',0.5]},1]}", "/>/0/var/1", SUP_MSG_RULE_CONSTANT, "",
     "whole has 0 decimals"},
    {"{'>':[{'var':['fine',9223372036854775807]},1]}", "/>/0/var/1", SUP_MSG_RULE_CONSTANT, "",
     "cannot be a value"},
    {"{'in':['a',{'var':['tags',['a']]}]}", "/in/1/var/1", SUP_MSG_RULE_CONSTANT, "",
     "can only be []"},
    {"{'!':[null]}", "/!/0", SUP_MSG_RULE_CONSTANT, "", "null is not text"},
};

static void constants_are_read_as_the_type_that_is_needed(void **state)
{
    (void)state;
    WRONG(constant_rows);
}

static void a_bare_amount_needs_a_currency_of_the_policy(void **state)
{
    struct fixture fixture;
    struct sup__facts facts;
    const struct sup__condition *condition = NULL;

    (void)state;
    fixture_begin(&fixture);
    facts = *fixture.facts;
    facts.currency[0] = '\0';
    fixture.facts = &facts;
    assert_int_equal(fixture_compile(&fixture, "{'<':[{'var':'order.total'},5]}", &condition), 0);
    assert_string_equal(fixture.told[0].pointer, "/</1");
    assert_non_null(strstr(fixture.told[0].text, "the policy has none of its own"));
    assert_int_equal(fixture_compile(&fixture, "{'<':[{'var':'order.total'},'5 EUR']}", &condition),
                     1);
    fixture_end(&fixture);
}

static void there_may_be_no_channels(void **state)
{
    struct fixture fixture;
    const struct sup__condition *condition = NULL;

    (void)state;
    fixture_begin(&fixture);
    fixture.channels = NULL;
    assert_int_equal(fixture_compile(&fixture, "{'inside_hours':['email']}", &condition), 0);
    assert_non_null(strstr(fixture.told[0].text, "there are no channels"));
    fixture_end(&fixture);
}

static void everything_wrong_is_told(void **state)
{
    static const char text[] = "{'and':[{'var':'flags'},{'==':[{'var':'whole'},'x']},{'fro':[]},"
                               "{'<':[{'var':'title'},'a']},{'in':[{'var':'ticket.channel'},"
                               "['chatt','fax']]},{'if':[5,true]}]}";
    static const char *const pointers[] = {"/and/0/var", "/and/1/==/1",   "/and/2/fro",
                                           "/and/3/<",   "/and/4/in/1/0", "/and/4/in/1/1",
                                           "/and/5/if"};
    struct fixture fixture;
    const struct sup__condition *condition = NULL;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(fixture_compile(&fixture, text, &condition), 0);
    assert_int_equal(fixture.told_count, sizeof pointers / sizeof pointers[0]);
    for (size_t i = 0; i < fixture.told_count; i++) {
        assert_string_equal(fixture.told[i].pointer, pointers[i]);
    }
    assert_true(fixture.told[0].is_key == 0 && fixture.told[2].is_key == 1);
    fixture_end(&fixture);
}

/* ---- limits ---- */

/* {"and": [true, true, ...]} with this many nodes in all. */
static char *nodes(char *out, int count)
{
    char *at = out + sprintf(out, "{'and':[{'var':'flag'}");

    for (int i = 2; i < count; i++) {
        at += sprintf(at, ",true");
    }
    sprintf(at, "]}");
    return out;
}

static char *nested(char *out, int depth)
{
    size_t at = 0;

    for (int i = 1; i < depth; i++, at += 6) {
        memcpy(out + at, "{'!':[", 7);
    }
    memcpy(out + at, "{'var':'flag'}", 15);
    at += 14;
    for (int i = 1; i < depth; i++, at += 2) {
        memcpy(out + at, "]}", 3);
    }
    return out;
}

/* A list of that many constants, after `begin`. */
static const char *list_after(char *out, const char *begin, int count)
{
    char *at = out + sprintf(out, "%s[0", begin);

    for (int i = 1; i < count; i++) {
        at += sprintf(at, ",%d", i);
    }
    sprintf(at, "]]}");
    return out;
}

static const char *list_of(char *out, int count)
{
    return list_after(out, "{'in':[{'var':'whole'},", count);
}

static void limits_are_kept_at_the_limit_and_one_past_it(void **state)
{
    static char text[65536];
    struct fixture fixture;
    const struct sup__condition *condition = NULL;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(fixture_compile(&fixture, nodes(text, SUP__CONDITION_NODES_MAX), &condition),
                     1);
    assert_int_equal(
        fixture_compile(&fixture, nodes(text, SUP__CONDITION_NODES_MAX + 1), &condition), 0);
    assert_int_equal(fixture.told_count, 1);
    assert_int_equal(fixture.told[0].message, SUP_MSG_RULE_LIMIT);
    assert_string_equal(fixture.told[0].pointer, "/and/1999");
    assert_string_equal(fixture.told[0].text,
                        "this condition has more than 2000 operators, facts and constants");

    assert_int_equal(fixture_compile(&fixture, nested(text, SUP__CONDITION_DEPTH_MAX), &condition),
                     1);
    assert_int_equal(
        fixture_compile(&fixture, nested(text, SUP__CONDITION_DEPTH_MAX + 1), &condition), 0);
    assert_int_equal(fixture.told_count, 1);
    assert_int_equal(fixture.told[0].message, SUP_MSG_RULE_LIMIT);
    assert_string_equal(fixture.told[0].text, "operators are nested deeper than 32 levels here");

    assert_int_equal(fixture_compile(&fixture, list_of(text, SUP__CONDITION_LIST_MAX), &condition),
                     1);
    assert_int_equal(
        fixture_compile(&fixture, list_of(text, SUP__CONDITION_LIST_MAX + 1), &condition), 0);
    assert_int_equal(fixture.told_count, 1);
    assert_int_equal(fixture.told[0].message, SUP_MSG_RULE_LIMIT);
    assert_string_equal(fixture.told[0].pointer, "/in/1");
    assert_string_equal(fixture.told[0].text, "this list has more than 1000 constants");

    assert_int_equal(
        fixture_compile(&fixture, list_after(text, "{'!!':[", SUP__CONDITION_LIST_MAX), &condition),
        1);
    assert_int_equal(fixture_compile(&fixture,
                                     list_after(text, "{'!!':[", SUP__CONDITION_LIST_MAX + 1),
                                     &condition),
                     0);
    assert_int_equal(fixture.told[0].message, SUP_MSG_RULE_LIMIT);
    assert_string_equal(fixture.told[0].pointer, "/!!/0");
    fixture_end(&fixture);
}

/* The deepest and the longest condition is still evaluated, and explained. */
static void the_largest_conditions_are_evaluated(void **state)
{
    static char text[65536];
    struct fixture fixture;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(
        fixture_verdict(&fixture, nodes(text, SUP__CONDITION_NODES_MAX), "{'flag':true}"), T);
    assert_int_equal(
        fixture_verdict(&fixture, nested(text, SUP__CONDITION_DEPTH_MAX), "{'flag':true}"), F);
    assert_int_equal(fixture_verdict(&fixture, nested(text, SUP__CONDITION_DEPTH_MAX), "{}"), U);
    assert_int_equal(
        fixture_verdict(&fixture, list_of(text, SUP__CONDITION_LIST_MAX), "{'whole':999}"), T);
    assert_int_equal(
        fixture_verdict(&fixture, list_of(text, SUP__CONDITION_LIST_MAX), "{'whole':1000}"), F);
    fixture_end(&fixture);
}

/* ---- warnings ---- */

struct warned {
    const char *condition;
    const char *pointer;
    enum sup__message message;
    const char *words;
};

static const struct warned warned_rows[] = {
    {"true", "", SUP_MSG_RULE_ALWAYS, "this is always true"},
    {"false", "", SUP_MSG_RULE_ALWAYS, "this is never true"},
    {"{'==':[1,1]}", "", SUP_MSG_RULE_ALWAYS, "always"},
    {"{'and':[{'var':'flag'},{'==':[1,1]}]}", "/and/1", SUP_MSG_RULE_ALWAYS, "always"},
    {"{'and':[{'var':'flag'},{'==':[1,2]}]}", "", SUP_MSG_RULE_ALWAYS, "never"},
    {"{'or':[{'var':'flag'},{'!':[{'==':[1,2]}]}]}", "", SUP_MSG_RULE_ALWAYS, "always"},
    {"{'or':[{'var':'flag'},{'and':[{'var':'other'},false]}]}", "/or/1", SUP_MSG_RULE_ALWAYS,
     "never"},
    {"{'in':[{'var':'title'},[]]}", "", SUP_MSG_RULE_ALWAYS, "never"},
    {"{'missing':[]}", "", SUP_MSG_RULE_ALWAYS, "never"},
    {"{'if':[true,{'var':'flag'},{'var':'other'}]}", "/if/0", SUP_MSG_RULE_ALWAYS, "always"},
    {"{'some':[{'var':'tags'},true]}", "/some/1", SUP_MSG_RULE_ALWAYS, "always"},
    {"{'==':[{'var':'size'},12.505]}", "", SUP_MSG_RULE_ALWAYS,
     "never true: the fact cannot have such a value"},
    {"{'!=':[{'var':'size'},12.505]}", "", SUP_MSG_RULE_ALWAYS,
     "this is true whenever the fact is given: the fact cannot have such a value"},
    {"{'!=':[{'var':'count'},0.5]}", "", SUP_MSG_RULE_ALWAYS,
     "this is always true: the fact cannot have such a value"}, /* absent, it is 0 */
    {"{'<':[{'var':'fine'},9223372036854775807]}", "", SUP_MSG_RULE_ALWAYS,
     "true whenever the fact is given: the fact cannot have another"},
    {"{'<':[{'age':{'var':'opened_at'}},'-P1D']}", "", SUP_MSG_RULE_ALWAYS, "never true"},
    {"{'>=':[{'age':{'var':'opened_at'}},'PT0S']}", "", SUP_MSG_RULE_ALWAYS,
     "true whenever the fact is given"},
    {"{'==':[{'var':'whole'},{'var':'whole'}]}", "", SUP_MSG_RULE_ALWAYS,
     "this is true whenever they are known: both sides are the same"},
    {"{'and':[{'var':'flag'},{'<':[{'var':'size'},{'var':'size'}]}]}", "/and/1",
     SUP_MSG_RULE_ALWAYS, "never true: both sides are the same"},
    {"{'in':[{'var':'whole'},[0.5]]}", "", SUP_MSG_RULE_ALWAYS, "never"},
    {"{'<':[2,{'var':'whole'},1]}", "", SUP_MSG_RULE_ALWAYS, "never"},
    {"{'and':[{'<':[{'var':'whole'},5]},{'>':[{'var':'whole'},5]}]}", "/and/1",
     SUP_MSG_RULE_CONTRADICTION, "are never both true"},
    {"{'and':[{'var':'flag'},{'==':[{'var':'ticket.channel'},'chat']},{'==':[{'var':"
     "'ticket.channel'},'email']}]}",
     "/and/2", SUP_MSG_RULE_CONTRADICTION, "never both true"},
    {"{'and':[{'in':[{'var':'title'},['a','b']]},{'in':[{'var':'title'},['c']]}]}", "/and/1",
     SUP_MSG_RULE_CONTRADICTION, "never both"},
    {"{'and':[{'var':'flag'},{'!':[{'var':'flag'}]}]}", "/and/1", SUP_MSG_RULE_CONTRADICTION, ""},
    {"{'and':[{'==':[{'var':'whole'},null]},{'!=':[{'var':'whole'},null]}]}", "/and/1",
     SUP_MSG_RULE_CONTRADICTION, ""},
    {"{'!':{'or':[{'<':[{'var':'whole'},5]},{'>=':[{'var':'whole'},5]}]}}", "/!/or/1",
     SUP_MSG_RULE_CONTRADICTION, "never both false"},
    {"{'or':[{'!=':[{'var':'ticket.channel'},'chat']},{'!=':[{'var':'ticket.channel'},'email']}"
     "]}",
     "/or/1", SUP_MSG_RULE_CONTRADICTION, "this and an earlier part are never both false"},
    {"{'some':[{'var':'order.items'},{'and':[{'<':[{'var':'quantity'},1]},{'>':[{'var':"
     "'quantity'},1]}]}]}",
     "/some/1/and/1", SUP_MSG_RULE_CONTRADICTION, ""},
    {"{'>':[{'var':'soon'},1]}", "/>/0/var", SUP_MSG_RULE_UNSET, "nothing sets soon yet"},
    {"{'missing':['soon']}", "/missing/0", SUP_MSG_RULE_UNSET, "nothing sets soon yet"},
    {"{'==':[{'var':'title'},5]}", "/==/1", SUP_MSG_RULE_TAKEN,
     "5 is taken as the text of its digits"},
    {"{'in':[{'var':'title'},['a',5]]}", "/in/1/1", SUP_MSG_RULE_TAKEN, "taken as the text"},
    {"{'<':[{'var':'opened_at'},'2026-01-31T10:30']}", "/</1", SUP_MSG_RULE_TAKEN,
     "is taken as UTC: write the zone that it is meant in"},
    {"{'<':[{'var':'opened_at'},'2026-01-31T10:30:00.5']}", "/</1", SUP_MSG_RULE_TAKEN,
     "is taken as UTC"},
    {"{'>':[{'reduce':[{'filter':[{'var':'tags'},false]},{'+':[1,{'var':'accumulator'}]},0]},1]}",
     "/>/0/reduce/0/filter/1", SUP_MSG_RULE_ALWAYS, "never"},
};

static void what_cannot_have_been_meant_is_warned_of(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_begin(&fixture);
    for (size_t i = 0; i < sizeof warned_rows / sizeof warned_rows[0]; i++) {
        const struct told *told = &fixture.told[0];

        (void)fixture_condition(&fixture, warned_rows[i].condition);
        if (fixture.told_count != 1 || told->severity != SUP__SEVERITY_WARNING ||
            told->message != warned_rows[i].message ||
            strcmp(told->pointer, warned_rows[i].pointer) != 0 ||
            strstr(told->text, warned_rows[i].words) == NULL) {
            fail_msg("%s: %u told, %d at \"%s\": %s", warned_rows[i].condition, fixture.told_count,
                     (int)told->message, told->pointer, told->text);
        }
        fixture_clear(&fixture);
    }
    fixture_end(&fixture);
}

static void what_can_have_been_meant_is_not(void **state)
{
    static const char *const rows[] = {
        "{'and':[{'>':[{'var':'whole'},1]},{'<':[{'var':'whole'},5]}]}",
        "{'and':[{'>=':[{'var':'whole'},5]},{'<=':[{'var':'whole'},5]}]}",
        "{'or':[{'<':[{'var':'whole'},5]},{'>':[{'var':'whole'},5]}]}",
        "{'and':[{'==':[{'var':'order.total'},'5 EUR']},{'!=':[{'var':'order.total'},'5 USD']}]}",
        "{'and':[{'in':['a',{'var':'tags'}]},{'in':['b',{'var':'tags'}]}]}",
        "{'or':[{'==':[{'var':'whole'},null]},{'<':[{'var':'whole'},5]}]}",
        "{'and':[{'in':['a',{'var':'title'}]},{'in':['b',{'var':'title'}]}]}",
        "{'if':[{'var':'flag'},true,false]}",
        "{'==':[{'var':'flag'},true]}",
        "{'<':[{'age':{'var':'opened_at'}},'PT1H']}",
        "{'>':[{'age':{'var':'opened_at'}},'PT0S']}",
        "{'<':[{'time_since':{'var':'opened_at'}},'-P1D']}",
        "{'<':[{'var':['whole',1]},{'var':['whole',2]}]}",
        "{'==':[{'if':[{'var':'flag'},1,2]},{'var':'whole'}]}",
    };
    struct fixture fixture;

    (void)state;
    fixture_begin(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        (void)fixture_condition(&fixture, rows[i]);
        if (fixture.told_count != 0) {
            fail_msg("%s: %s: %s", rows[i], fixture.told[0].pointer, fixture.told[0].text);
        }
        fixture_clear(&fixture);
    }
    fixture_end(&fixture);
}

static void constants_are_known_as_such(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(sup__condition_constant(fixture_condition(&fixture, "true")), T);
    assert_int_equal(
        sup__condition_constant(fixture_condition(&fixture, "{'and':[true,{'==':[1,2]}]}")), F);
    assert_int_equal(
        sup__condition_constant(fixture_condition(&fixture, "{'or':[{'var':'flag'},true]}")), T);
    assert_int_equal(sup__condition_constant(fixture_condition(&fixture, "{'var':'flag'}")), U);
    /* never true, but unknown while the fact is */
    assert_int_equal(sup__condition_constant(fixture_condition(
                         &fixture, "{'and':[{'var':'flag'},{'!':{'var':'flag'}}]}")),
                     U);
    assert_int_equal(
        sup__condition_constant(fixture_condition(&fixture, "{'inside_hours':'email'}")), U);
    assert_int_equal(
        sup__condition_constant(fixture_condition(&fixture, "{'<':[{'age':'2026-01-01'},'PT1H']}")),
        U);
    fixture_end(&fixture);
}

static void a_condition_knows_which_facts_it_asks_about(void **state)
{
    static const char text[] =
        "{'and':[{'>':[{'var':'whole'},{'var':'size'}]},{'missing':['flag']},"
        "{'some':[{'var':'order.items'},{'var':'is_gift'}]},{'>':[{'var':"
        "'whole'},{'if':[{'var':'sure'},1,2]}]}]}";
    static const char *const names[] = {"flag", "sure", "size", "whole", "order.items"};
    struct fixture fixture;
    const uint32_t *facts;
    uint32_t count = 0;

    (void)state;
    fixture_begin(&fixture);
    facts = sup__condition_facts(fixture_condition(&fixture, text), &count);
    assert_int_equal(count, 5);
    for (uint32_t i = 0; i < count; i++) {
        assert_string_equal(fixture.facts->items[facts[i]].name, names[i]);
    }
    (void)sup__condition_facts(fixture_condition(&fixture, "true"), &count);
    assert_int_equal(count, 0);
    fixture_end(&fixture);
}

static void nobody_has_to_listen(void **state)
{
    struct fixture fixture;
    const struct sup__condition *condition = NULL;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(sup__condition_compile(&fixture.arena, &fixture.scratch, fixture.facts, NULL,
                                            fixture_json(&fixture, "{'var':'x'}"), NULL,
                                            &condition),
                     0);
    assert_int_equal(sup__condition_compile(&fixture.arena, &fixture.scratch, fixture.facts, NULL,
                                            fixture_json(&fixture, "true"), NULL, &condition),
                     1);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_is_checked),
        cmocka_unit_test(operators_are_known_by_name),
        cmocka_unit_test(a_list_in_a_question_for_truth_holds_constants),
        cmocka_unit_test(arguments_are_counted),
        cmocka_unit_test(facts_are_known_by_name),
        cmocka_unit_test(types_have_to_meet),
        cmocka_unit_test(arithmetic_has_types_too),
        cmocka_unit_test(constants_are_read_as_the_type_that_is_needed),
        cmocka_unit_test(a_bare_amount_needs_a_currency_of_the_policy),
        cmocka_unit_test(there_may_be_no_channels),
        cmocka_unit_test(everything_wrong_is_told),
        cmocka_unit_test(limits_are_kept_at_the_limit_and_one_past_it),
        cmocka_unit_test(the_largest_conditions_are_evaluated),
        cmocka_unit_test(what_cannot_have_been_meant_is_warned_of),
        cmocka_unit_test(what_can_have_been_meant_is_not),
        cmocka_unit_test(constants_are_known_as_such),
        cmocka_unit_test(a_condition_knows_which_facts_it_asks_about),
        cmocka_unit_test(nobody_has_to_listen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
