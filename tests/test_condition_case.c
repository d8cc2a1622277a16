/*
 * test_condition_case.c: cases from JSON.
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

static const struct sup__slot *slot_of(struct fixture *fixture, const struct sup__case *given,
                                       const char *name)
{
    int32_t index = sup__names_find(&fixture->facts->names, name);

    assert_true(index >= 0);
    return &given->slots[index];
}

static void assert_slot(struct fixture *fixture, const struct sup__case *given, const char *name,
                        int64_t number)
{
    const struct sup__slot *slot = slot_of(fixture, given, name);

    assert_true(slot->is_given);
    if (slot->number != number) {
        fail_msg("%s is %lld, expected %lld", name, (long long)slot->number, (long long)number);
    }
}

static void values_of_all_types_are_read(void **state)
{
    static const char text[] =
        "{'flag':true,'sure':false,'whole':-7,'size':12.5,'score':'0.25','fine':0.000001,"
        "'order':{'total':{'amount':'62.00','currency':'EUR'},'refunded':'5 "
        "JPY'},'title':'Gr\\u00fc\\u00df',"
        "'note':'','ticket':{'priority':'high','channel':'phone'},"
        "'opened_at':'2026-03-01T14:00:00+02:00','due_at':'2026-03-02','left':'-PT90M'}";
    struct fixture fixture;
    struct sup__case given = {0};
    const struct sup__slot *title;

    (void)state;
    fixture_begin(&fixture);
    given = fixture_case(&fixture, text);
    assert_slot(&fixture, &given, "flag", 1);
    assert_slot(&fixture, &given, "sure", 0);
    assert_slot(&fixture, &given, "whole", -7);
    assert_slot(&fixture, &given, "size", 1250);
    assert_slot(&fixture, &given, "score", 2500);
    assert_slot(&fixture, &given, "fine", 1);
    assert_slot(&fixture, &given, "order.total", 6200);
    assert_int_equal(slot_of(&fixture, &given, "order.total")->extra, sup__currency_code("EUR"));
    assert_slot(&fixture, &given, "order.refunded", 5);
    assert_int_equal(slot_of(&fixture, &given, "order.refunded")->extra, sup__currency_code("JPY"));
    title = slot_of(&fixture, &given, "title");
    assert_int_equal(title->extra, 6);
    assert_memory_equal(title->data, "Gr\xc3\xbc\xc3\x9f", 6);
    assert_int_equal(slot_of(&fixture, &given, "note")->extra, 0);
    assert_true(slot_of(&fixture, &given, "note")->is_given);
    assert_slot(&fixture, &given, "ticket.priority", 2);
    assert_slot(&fixture, &given, "ticket.channel", 2);
    assert_slot(&fixture, &given, "opened_at", FIXTURE_NOW);
    assert_slot(&fixture, &given, "due_at", FIXTURE_NOW + 12 * 3600 * 1000);
    assert_slot(&fixture, &given, "left", -90 * 60 * 1000);
    assert_false(slot_of(&fixture, &given, "other")->is_given);
    assert_false(slot_of(&fixture, &given, "count")->is_given);
    fixture_end(&fixture);
}

static void lists_are_read(void **state)
{
    static const char text[] =
        "{'tags':['a','','bc'],'marks':['chat','email'],'sizes':[1,'2.50'],'amounts':['1 USD'],"
        "'order':{'items':[{'sku':'x','quantity':2,'price':'9.99','is_gift':true,'weight':0.125},"
        "{'price':null},{}]}}";
    struct fixture fixture;
    struct sup__case given = {0};
    const struct sup__slot *items;

    (void)state;
    fixture_begin(&fixture);
    given = fixture_case(&fixture, text);
    assert_slot(&fixture, &given, "tags", 3);
    items = slot_of(&fixture, &given, "tags")->data;
    assert_true(items[1].is_given && items[1].extra == 0);
    assert_memory_equal(items[2].data, "bc", 2);
    items = slot_of(&fixture, &given, "marks")->data;
    assert_true(items[0].number == 1 && items[1].number == 0);
    items = slot_of(&fixture, &given, "sizes")->data;
    assert_true(items[0].number == 100 && items[1].number == 250);
    assert_slot(&fixture, &given, "order.items", 3);
    items = slot_of(&fixture, &given, "order.items")->data; /* five fields each */
    assert_memory_equal(items[0].data, "x", 1);
    assert_true(items[1].number == 2 && items[2].number == 999 && items[3].number == 1);
    assert_true(items[4].number == 125);
    for (int i = 5; i < 15; i++) {
        assert_false(items[i].is_given);
    }
    fixture_end(&fixture);
}

static void names_may_be_written_with_points(void **state)
{
    struct fixture fixture;
    struct sup__case given = {0};

    (void)state;
    fixture_begin(&fixture);
    given = fixture_case(&fixture, "{'order.total':5,'ticket':null,'order':{}}");
    assert_slot(&fixture, &given, "order.total", 500);
    assert_false(slot_of(&fixture, &given, "ticket.priority")->is_given);
    fixture_end(&fixture);
}

static void what_is_wrong_is_told_with_its_place(void **state)
{
    static const struct {
        const char *given;
        const char *pointer;
        int is_key;
        enum sup__message message;
        const char *nearest;
        const char *words;
    } rows[] = {
        {"[]", "", 0, SUP_MSG_CASE_VALUE, "", "a case is an object"},
        {"{'flg':true}", "/flg", 1, SUP_MSG_RULE_FACT, "flag", "there is no fact \"flg\""},
        {"{'order':{'totl':5}}", "/order/totl", 1, SUP_MSG_RULE_FACT, "order.total",
         "\"order.totl\""},
        {"{'order':5}", "/order", 1, SUP_MSG_RULE_FACT, "", "there is no fact \"order\""},
        {"{'ordr':{'total':5}}", "/ordr", 1, SUP_MSG_RULE_FACT, "order", "no fact \"ordr\""},
        {"{'ord':{'total':5}}", "/ord", 1, SUP_MSG_RULE_FACT, "", "\"ord\""},
        {"{'flag':'yes'}", "/flag", 0, SUP_MSG_RULE_CONSTANT, "",
         "which flag is: write true or false"},
        {"{'flag':{'a':1}}", "/flag", 0, SUP_MSG_RULE_CONSTANT, "", "an object is not"},
        {"{'whole':1.5}", "/whole", 0, SUP_MSG_CASE_VALUE, "", "whole has at most 0 decimals"},
        {"{'size':1.005}", "/size", 0, SUP_MSG_CASE_VALUE, "", "size has at most 2 decimals"},
        {"{'fine':9223372036854775807}", "/fine", 0, SUP_MSG_CASE_VALUE, "",
         "too large for fine with 6 decimals"},
        {"{'order':{'total':'x'}}", "/order/total", 0, SUP_MSG_RULE_CONSTANT, "",
         "which order.total is"},
        {"{'ticket':{'priority':'hihg'}}", "/ticket/priority", 0, SUP_MSG_RULE_NAME, "high",
         "no priority"},
        {"{'opened_at':'soon'}", "/opened_at", 0, SUP_MSG_RULE_CONSTANT, "", "write it as"},
        {"{'tags':'a'}", "/tags", 0, SUP_MSG_CASE_VALUE, "", "tags is a list"},
        {"{'tags':['a',1]}", "/tags/1", 0, SUP_MSG_RULE_CONSTANT, "", "1 is not text"},
        {"{'tags':[null]}", "/tags/0", 0, SUP_MSG_RULE_CONSTANT, "", "null is not text"},
        {"{'order':{'items':[5]}}", "/order/items/0", 0, SUP_MSG_CASE_VALUE, "", "is an object"},
        {"{'order':{'items':[{'skv':'a'}]}}", "/order/items/0/skv", 1, SUP_MSG_RULE_FACT, "sku",
         "the items of order.items have no field \"skv\""},
        {"{'order':{'items':[{'quantity':0.5}]}}", "/order/items/0/quantity", 0, SUP_MSG_CASE_VALUE,
         "", "quantity has at most 0 decimals"},
        {"{'order.total':5,'order':{'total':6}}", "/order/total", 1, SUP_MSG_CASE_VALUE, "",
         "there twice"},
    };
    struct fixture fixture;

    (void)state;
    fixture_begin(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sup__slot *slots = NULL;
        const struct told *told = &fixture.told[0];
        int rc =
            sup__case_read(&fixture.arena, fixture.facts, fixture_json(&fixture, rows[i].given),
                           fixture_listener(&fixture), &slots);

        if (rc != 0 || fixture.told_count != 1 || strcmp(told->pointer, rows[i].pointer) != 0 ||
            told->is_key != rows[i].is_key || told->message != rows[i].message ||
            strcmp(told->nearest, rows[i].nearest) != 0 ||
            strstr(told->text, rows[i].words) == NULL) {
            fail_msg("%s: %d, %u told, %d at \"%s\": %s", rows[i].given, rc, fixture.told_count,
                     (int)told->message, told->pointer, told->text);
        }
        fixture_clear(&fixture);
    }
    fixture_end(&fixture);
}

static void everything_wrong_with_a_case_is_told(void **state)
{
    struct fixture fixture;
    struct sup__slot *slots = NULL;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(sup__case_read(&fixture.arena, fixture.facts,
                                    fixture_json(&fixture, "{'flg':1,'whole':'x','tags':[1,2]}"),
                                    fixture_listener(&fixture), &slots),
                     0);
    assert_int_equal(fixture.told_count, 4);
    fixture_end(&fixture);
}

static void lists_and_texts_have_limits(void **state)
{
    struct fixture fixture;
    struct sup__slot *slots = NULL;
    static char text[SUP__FACT_TEXT_BYTES_MAX + 64];

    (void)state;
    fixture_begin(&fixture);
    for (int past = 0; past < 2; past++) {
        size_t at = (size_t)sprintf(text, "{'tags':['a'");

        for (int i = 1; i < SUP__FACT_ITEMS_MAX + past; i++) {
            at += (size_t)sprintf(text + at, ",'a'");
        }
        sprintf(text + at, "]}");
        assert_int_equal(sup__case_read(&fixture.arena, fixture.facts, fixture_json(&fixture, text),
                                        fixture_listener(&fixture), &slots),
                         !past);
        assert_int_equal(fixture.told_count, past);
        fixture_clear(&fixture);

        at = (size_t)sprintf(text, "{'title':'");
        memset(text + at, 'x', SUP__FACT_TEXT_BYTES_MAX + (size_t)past);
        sprintf(text + at + SUP__FACT_TEXT_BYTES_MAX + past, "'}");
        assert_int_equal(sup__case_read(&fixture.arena, fixture.facts, fixture_json(&fixture, text),
                                        fixture_listener(&fixture), &slots),
                         !past);
        assert_int_equal(fixture.told_count, past);
        fixture_clear(&fixture);
    }
    fixture_end(&fixture);
}

static void the_json_may_go_once_the_case_is_read(void **state)
{
    struct fixture fixture;
    struct sup__arena json;
    struct sup__json *root;
    struct sup__slot *slots = NULL;
    struct sup__case given = {0};
    struct sup__mem mem;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&json, &mem);
    assert_int_equal(sup__json_parse(&json, &sup__json_request_limits,
                                     "{\"title\":\"abc\",\"tags\":[\"x\"]}", 28, &root, NULL),
                     SUP_OK);
    assert_int_equal(sup__case_read(&fixture.arena, fixture.facts, root, NULL, &slots), 1);
    sup__arena_free(&json); /* the sanitizer sees what still points into it */
    given.slots = slots;
    assert_int_equal(
        sup__condition_test(fixture_condition(&fixture, "{'in':['b',{'var':'title'}]}"), &given),
        T);
    assert_int_equal(
        sup__condition_test(fixture_condition(&fixture, "{'in':['x',{'var':'tags'}]}"), &given), T);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_all_types_are_read),
        cmocka_unit_test(lists_are_read),
        cmocka_unit_test(names_may_be_written_with_points),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(everything_wrong_with_a_case_is_told),
        cmocka_unit_test(lists_and_texts_have_limits),
        cmocka_unit_test(the_json_may_go_once_the_case_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
