/*
 * Tests of lib/json/decode.c and encode.c: parameters in, results out, word for word.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "door_fixture.h"

/* ---- parameters ---- */

static void parameters_are_given_by_name(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "ticket.get", "['1']"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "JSON_TYPE", "/params");
    assert_in_reply(desk, "by name");
    assert_int_equal(rpc(desk, "ticket.get", "'1'"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "JSON_TYPE", "/params");
}

static void no_parameters_can_be_said_in_four_ways(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "desk.next_due", "{}"), SUP_OK);
    assert_int_equal(rpc(desk, "desk.next_due", "[]"), SUP_OK);
    assert_int_equal(rpc(desk, "desk.next_due", "null"), SUP_OK);
    assert_int_equal(call(desk, "{'jsonrpc':'2.0','id':1,'method':'desk.next_due'}"), SUP_OK);
}

static void a_missing_parameter_is_named(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(call(desk, "{'jsonrpc':'2.0','id':1,'method':'ticket.get'}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "ARGUMENT_MISSING", "/params/ticket_id");
    assert_int_equal(rpc(desk, "ticket.get", "{'ticket_id':null}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "ARGUMENT_MISSING", "/params/ticket_id");
    assert_int_equal(rpc(desk, "import.mark", "{'source':'x','from':0}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "ARGUMENT_MISSING", "/params/to");
    assert_int_equal(rpc(desk, "import.mark", "{'source':'x','from':0,'to':0}"), SUP_OK);
}

/* 0 says that a time is not given. */
static void a_time_that_is_not_given_cannot_be_given(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "ticket.list", "{'opened_to':'1970-01-01T00:00:00Z'}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "ARGUMENT_RANGE", "/params/opened_to");
    assert_int_equal(rpc(desk, "ticket.list", "{'opened_to':'1970-01-01T00:00:00.001Z'}"), SUP_OK);
}

static void an_unknown_parameter_names_the_nearest(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "ticket.open", "{'subjekt':'x'}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "JSON_KEY", "/params/subjekt");
    assert_in_reply(desk, "did you mean");
    assert_int_equal(rpc(desk, "ticket.open",
                         "{'references':[{'system':'s','kind':'k','id':'1'},"
                         "{'system':'s','kind':'k','idd':'1'}]}"),
                     SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "JSON_KEY", "/params/references/1/idd");
}

static void who_and_when_are_not_part_of_a_request(void **state)
{
    static const char *const names[] = {"actor", "actor_id", "caller", "now",       "now_ms",
                                        "at",    "at_ms",    "tenant", "actor_kind"};
    struct desk *desk = *state;
    char text[256];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(text, sizeof text, "{'jsonrpc':'2.0','id':1,'method':'desk.tick','%s':1}",
                 names[i]);
        assert_int_equal(call(desk, text), SUP_INVALID);
        snprintf(text, sizeof text, "/%s", names[i]);
        assert_error(desk, -32600, "INVALID", "RPC_CALLER", text);
        assert_in_reply(desk, "the host states the caller");
        snprintf(text, sizeof text, "{'%s':1}", names[i]);
        assert_int_equal(rpc(desk, "ticket.open", text), SUP_INVALID);
        snprintf(text, sizeof text, "/params/%s", names[i]);
        assert_error(desk, -32602, "INVALID", "RPC_CALLER", text);
    }
}

static void a_value_of_another_type_is_refused(void **state)
{
    static const struct {
        const char *method;
        const char *params;
        const char *name;
        const char *field;
    } cases[] = {
        {"ticket.open", "{'subject':1}", "JSON_TYPE", "subject"},
        {"ticket.open", "{'subject':['a']}", "JSON_TYPE", "subject"},
        {"ticket.open", "{'tags':'a'}", "JSON_TYPE", "tags"},
        {"ticket.open", "{'tags':['a',1]}", "JSON_TYPE", "tags/1"},
        {"ticket.open", "{'tags':['a',null]}", "JSON_TYPE", "tags/1"},
        {"ticket.open", "{'references':{}}", "JSON_TYPE", "references"},
        {"ticket.open", "{'references':['a']}", "JSON_TYPE", "references/0"},
        {"customer.get", "{'identity':[]}", "JSON_TYPE", "identity"},
        {"ticket.get", "{'ticket_id':true}", "JSON_TYPE", "ticket_id"},
        {"agent.save", "{'name':'a','is_departed':1}", "JSON_TYPE", "is_departed"},
        {"agent.save", "{'name':'a','version':'1'}", "JSON_TYPE", "version"},
        {"agent.save", "{'name':'a','kind':1}", "JSON_TYPE", "kind"},
        {"agent.save", "{'name':'a','version':1.0}", "ARGUMENT_RANGE", "version"},
        {"agent.save", "{'name':'a','version':1e2}", "ARGUMENT_RANGE", "version"},
        {"agent.save", "{'name':'a','version':-1}", "ARGUMENT_RANGE", "version"},
        {"agent.save", "{'name':'a','version':9007199254740992}", "ARGUMENT_RANGE", "version"},
        {"agent.save", "{'name':'a','version':99999999999999999999}", "ARGUMENT_RANGE", "version"},
        {"agent.save", "{'name':'a','kind':'prson'}", "ARGUMENT_UNKNOWN", "kind"},
        {"agent.list", "{'limit':-1}", "ARGUMENT_RANGE", "limit"},
        {"agent.list", "{'limit':4294967296}", "ARGUMENT_RANGE", "limit"},
        {"agent.list", "{'limit':101}", "ARGUMENT_RANGE", "limit"},
        {"ticket.note", "{'ticket_id':'1','body':'x','handle_ms':'P1M'}", "DURATION_FORM",
         "handle_ms"},
        {"ticket.note", "{'ticket_id':'1','body':'x','handle_ms':false}", "JSON_TYPE", "handle_ms"},
        {"ticket.open", "{'tags':['Not a code']}", "CODE_FORM", "tags/0"},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char field[64];

        snprintf(field, sizeof field, "/params/%s", cases[i].field);
        assert_int_equal(rpc(desk, cases[i].method, cases[i].params), SUP_INVALID);
        assert_error(desk, -32602, "INVALID", cases[i].name, field);
    }
}

static void a_wrong_name_lists_the_right_ones(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "ticket.list", "{'category':'opne'}");
    assert_in_reply(desk, "did you mean");
    rpc(desk, "ticket.list", "{'category':'zzzzzzzz'}");
    assert_in_reply(desk, "use one of new, open, pending, on_hold, solved, closed");
}

static void ids_are_decimal_strings_or_whole_numbers(void **state)
{
    static const char *const wrong[] = {"'0'",
                                        "0",
                                        "'01'",
                                        "'1x'",
                                        "''",
                                        "'-1'",
                                        "-1",
                                        "1.0",
                                        "'+1'",
                                        "' 1'",
                                        "'9223372036854775808'"};
    struct desk *desk = *state;
    char params[64];

    rpc(desk, "customer.save", "{'name':'Ann'}");
    assert_int_equal(rpc(desk, "customer.get", "{'customer_id':'1'}"), SUP_OK);
    assert_int_equal(rpc(desk, "customer.get", "{'customer_id':1}"), SUP_OK);
    assert_int_equal(rpc(desk, "customer.get", "{'customer_id':'9223372036854775807'}"),
                     SUP_NOT_FOUND);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        snprintf(params, sizeof params, "{'customer_id':%s}", wrong[i]);
        assert_int_equal(rpc(desk, "customer.get", params), SUP_INVALID);
        assert_error(desk, -32602, "INVALID", "ID_FORM", "/params/customer_id");
    }
}

/* ---- results ---- */

static void a_ticket_is_told_with_what_it_has(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "customer.save", "{'name':'Ann'}");
    assert_int_equal(rpc(desk, "ticket.open",
                         "{'subject':'Where is \\'it\\'?','customer_id':'1','tags':['vip','b2b'],"
                         "'references':[{'system':'shop','kind':'order','id':'1001'}]}"),
                     SUP_OK);
    assert_int_equal(rpc(desk, "ticket.get", "{'ticket_id':'1'}"), SUP_OK);
    assert_result(desk, "{'id':'1','version':1,'status':'new','category':'new',"
                        "'subject':'Where is \\'it\\'?','channel':'email','priority':'normal',"
                        "'customer_id':'1','opened_at':'2026-03-29T09:00:00.000Z',"
                        "'updated_at':'2026-03-29T09:00:00.000Z','reply_channel':'email',"
                        "'reopen_count':0,"
                        "'reassign_count':0,'message_count':0,'is_imported':false,"
                        "'tags':['b2b','vip'],'references':[{'system':'shop','kind':'order',"
                        "'id':'1001'}],'facts':[],'fields':[],'intake_missing':[],"
                        "'links':[],'watchers':[],'root_id':'1','members':[],"
                        "'reminders':[]}");
}

static void a_list_of_tickets_leaves_out_what_it_did_not_read(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "ticket.open", "{'subject':'a','tags':['vip']}");
    assert_int_equal(rpc(desk, "ticket.list", "{}"), SUP_OK);
    assert_not_in_reply(desk, "'tags'");
    assert_not_in_reply(desk, "next_after");
    rpc(desk, "ticket.open", "{'subject':'b'}");
    assert_int_equal(rpc(desk, "ticket.list", "{'limit':1}"), SUP_OK);
    assert_in_reply(desk, "'next_after':'");
    assert_in_reply(desk, ".0.2'");
    assert_int_equal(rpc(desk, "agent.list", "{}"), SUP_OK);
    assert_result(desk, "{'items':[]}");
}

static void durations_come_in_both_forms_and_go_out_in_ms(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "ticket.open", "{'subject':'a'}");
    assert_int_equal(rpc(desk, "ticket.note", "{'ticket_id':'1','body':'x','handle_ms':'PT1M30S'}"),
                     SUP_OK);
    assert_int_equal(rpc(desk, "ticket.note", "{'ticket_id':'1','body':'y','handle_ms':250}"),
                     SUP_OK);
    rpc(desk, "ticket.messages", "{'ticket_id':'1'}");
    assert_in_reply(desk, "'body':'x','handle_ms':90000");
    assert_in_reply(desk, "'body':'y','handle_ms':250");
}

static void a_policy_goes_in_as_it_is_written_and_comes_out_on_one_line(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_show_params show = {.size = sizeof show, .is_builtin = 1};
    struct sup_policy *builtin = NULL;
    struct sup_policy *active = NULL;
    char *request;

    assert_int_equal(sup_policy_show(desk->core, &desk->caller, &show, &builtin), SUP_OK);
    request = malloc(strlen(builtin->document) + 128);
    assert_non_null(request);
    if (!request) {
        return;
    }
    sprintf(request,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"policy.activate\",\"params\":"
            "{\"document\" : %s }}",
            builtin->document);
    assert_int_equal(call_bytes(desk, request, strlen(request)), SUP_OK);
    free(request);
    assert_in_reply(desk, "'version':1");
    show.is_builtin = 0;
    assert_int_equal(sup_policy_show(desk->core, &desk->caller, &show, &active), SUP_OK);
    assert_non_null(strchr(active->document, '\n'));
    assert_int_equal(strncmp(active->document, builtin->document, strlen(active->document)), 0);
    assert_int_equal(rpc(desk, "policy.show", "{}"), SUP_OK);
    assert_in_reply(desk, "'document':{ ");
    sup_free(builtin);
    sup_free(active);
}

static void a_wrong_policy_is_pointed_at_inside_the_request(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "policy.activate", "{'document':{}}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "POLICY_MISSING", "/params/document");
    assert_int_equal(rpc(desk, "policy.check", "{'document':{'name':3}}"), SUP_OK);
    assert_in_reply(desk, "'is_valid':false");
    assert_in_reply(desk, "'pointer':'/name'");
}

/* policy.test takes two JSON parameters: each error is in the one it is about. */
static void wrong_facts_and_a_wrong_document_are_told_apart(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "policy.test", "{'facts':{'ticket':{'chanel':'chat'}}}"),
                     SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "RULE_FACT", "/params/facts/ticket/chanel");
    assert_int_equal(rpc(desk, "policy.test", "{'facts':[]}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "CASE_VALUE", "/params/facts");
    assert_int_equal(rpc(desk, "policy.test", "{'facts':{},'document':{'supportcore_policy':2}}"),
                     SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "POLICY_FORMAT", "/params/document/supportcore_policy");
    assert_int_equal(rpc(desk, "policy.test", "{'facts':{},'document':{}}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "POLICY_MISSING", "/params/document");
}

static void events_of_the_outbox_are_objects(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "ticket.open", "{'subject':'a'}");
    assert_int_equal(rpc(desk, "outbox.pull", "{'consumer':'mailer'}"), SUP_OK);
    assert_in_reply(desk, "'event':{'specversion':'1.0'");
}

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(parameters_are_given_by_name),
        ON_A_DESK(no_parameters_can_be_said_in_four_ways),
        ON_A_DESK(a_missing_parameter_is_named),
        ON_A_DESK(a_time_that_is_not_given_cannot_be_given),
        ON_A_DESK(an_unknown_parameter_names_the_nearest),
        ON_A_DESK(who_and_when_are_not_part_of_a_request),
        ON_A_DESK(a_value_of_another_type_is_refused),
        ON_A_DESK(a_wrong_name_lists_the_right_ones),
        ON_A_DESK(ids_are_decimal_strings_or_whole_numbers),
        ON_A_DESK(a_ticket_is_told_with_what_it_has),
        ON_A_DESK(a_list_of_tickets_leaves_out_what_it_did_not_read),
        ON_A_DESK(durations_come_in_both_forms_and_go_out_in_ms),
        ON_A_DESK(a_policy_goes_in_as_it_is_written_and_comes_out_on_one_line),
        ON_A_DESK(a_wrong_policy_is_pointed_at_inside_the_request),
        ON_A_DESK(wrong_facts_and_a_wrong_document_are_told_apart),
        ON_A_DESK(events_of_the_outbox_are_objects),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
