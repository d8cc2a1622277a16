/*
 * Tests of lib/json: requests to a desk in memory and the replies, word for word.
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

/* ---- the envelope ---- */

static void a_change_answers_its_receipt(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(call(desk, "{'jsonrpc':'2.0','id':'a-1','method':'customer.save','params':"
                                "{'name':'Ann'}}"),
                     SUP_OK);
    assert_reply(desk, "{'jsonrpc':'2.0','id':'a-1','result':{'id':'1','version':1,'sequence':2,"
                       "'is_replay':false}}");
}

static void the_id_comes_back_as_it_was_written(void **state)
{
    static const char *const ids[] = {
        "17", "-3", "1.50", "1e3", "null", "'x'", "'\\u00e9 \xc3\xa9'", "''", "0"};
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        char request[128];
        char expected[128];

        snprintf(request, sizeof request, "{'jsonrpc':'2.0', 'id' : %s ,'method':'desk.next_due'}",
                 ids[i]);
        snprintf(expected, sizeof expected, "{'jsonrpc':'2.0','id':%s,'result':{}}", ids[i]);
        assert_int_equal(call(desk, request), SUP_OK);
        assert_reply(desk, expected);
    }
}

static void an_id_of_another_type_is_refused(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(call(desk, "{'jsonrpc':'2.0','id':{},'method':'desk.next_due'}"), SUP_INVALID);
    assert_error(desk, -32600, "INVALID", "RPC_REQUEST", "/id");
    assert_in_reply(desk, "'id':null");
    assert_int_equal(call(desk, "{'jsonrpc':'2.0','id':true,'method':'desk.next_due'}"),
                     SUP_INVALID);
}

static void a_notification_runs_and_answers_nothing(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(
        call(desk, "{'jsonrpc':'2.0','method':'customer.save','params':{'name':'Ann'}}"), SUP_OK);
    assert_reply(desk, "");
    assert_int_equal(call(desk, "{'jsonrpc':'2.0','method':'ticket.get'}"), SUP_INVALID);
    assert_reply(desk, "");
    assert_int_equal(sup_last_error(desk->core)->code, SUP_INVALID);
    assert_string_equal(sup_last_error(desk->core)->field, "/params/ticket_id");
    rpc(desk, "desk.summary", "{}");
    assert_in_reply(desk, "'customer_count':1");
}

static void what_is_not_a_request_is_told_with_id_null(void **state)
{
    static const struct {
        const char *request;
        const char *field; /* NULL: of the whole */
    } cases[] = {
        {"3", NULL},
        {"'text'", NULL},
        {"null", NULL},
        {"{}", "/jsonrpc"},
        {"{'jsonrpc':'1.0','method':'desk.tick'}", "/jsonrpc"},
        {"{'jsonrpc':2.0,'method':'desk.tick'}", "/jsonrpc"},
        {"{'jsonrpc':'2.0'}", "/method"},
        {"{'jsonrpc':'2.0','method':3}", "/method"},
        {"[]", NULL},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(call(desk, cases[i].request), SUP_INVALID);
        assert_error(desk, -32600, "INVALID", "RPC_REQUEST", cases[i].field);
        assert_in_reply(desk, "'id':null");
    }
}

static void a_list_of_requests_is_pointed_to_batch(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(call(desk, "[{'jsonrpc':'2.0','id':1,'method':'desk.tick'}]"), SUP_INVALID);
    assert_error(desk, -32600, "INVALID", "RPC_REQUEST", NULL);
    assert_in_reply(desk, "call the method batch");
}

static void other_members_of_the_envelope_are_refused(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(call(desk, "{'jsonrpc':'2.0','id':1,'methods':'desk.tick'}"), SUP_INVALID);
    assert_error(desk, -32600, "INVALID", "JSON_KEY", "/methods");
    assert_in_reply(desk, "'hint':'did you mean `method`?'");
}

static void an_unknown_method_names_the_nearest(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "ticket.opne", "{}"), SUP_INVALID);
    assert_error(desk, -32601, "INVALID", "RPC_METHOD", "/method");
    assert_in_reply(desk, "did you mean");
    assert_in_reply(desk, "ticket.open");
    rpc(desk, "rpc.discovr", "{}");
    assert_in_reply(desk, "rpc.discover");
    rpc(desk, "sup_run", "{}");
    assert_in_reply(desk, "rpc.discover lists the methods");
}

/* ---- text ---- */

static void text_that_is_not_json_has_its_place(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(call(desk, "{'jsonrpc':'2.0',\n 'id':1,,}"), SUP_INVALID);
    assert_error(desk, -32700, "INVALID", "JSON_SYNTAX", NULL);
    assert_in_reply(desk, "'id':null");
    assert_in_reply(desk, "'line':2,'column':9,'retryable':false");
    assert_int_equal(call(desk, ""), SUP_INVALID);
    assert_error(desk, -32700, "INVALID", "JSON_INCOMPLETE", NULL);
    assert_int_equal(call(desk, "{'id':'\xff'}"), SUP_INVALID);
    assert_error(desk, -32700, "INVALID", "TEXT_ENCODING", NULL);
    assert_int_equal(call(desk, "{'id':1,'id':2}"), SUP_INVALID);
    assert_error(desk, -32700, "INVALID", "JSON_DUPLICATE", "/id");
    assert_int_equal(call_bytes(desk, "{}\0", 3), SUP_INVALID);
}

/* The policy of a desk lies two levels deep in a request and has its own limit of depth. */
static void a_request_has_a_depth_limit(void **state)
{
    struct desk *desk = *state;
    char params[256] = "{'document':";
    size_t at = strlen(params);

    memset(params + at, '[', 78);
    memset(params + at + 78, ']', 78);
    strcpy(params + at + 156, "}");
    assert_int_equal(rpc(desk, "policy.check", params), SUP_OK);
    memset(params + at, '[', 79);
    memset(params + at + 79, ']', 79);
    strcpy(params + at + 158, "}");
    assert_int_equal(rpc(desk, "policy.check", params), SUP_LIMIT);
    assert_error(desk, -32006, "LIMIT", "JSON_DEPTH", NULL);
}

static void a_request_has_a_size_limit(void **state)
{
    struct desk *desk = *state;
    static const char ask[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"desk.next_due\"}";
    size_t bytes = SUP_REQUEST_BYTES_MAX + 1;
    char *request = malloc(bytes);

    assert_non_null(request);
    memset(request, ' ', bytes);
    memcpy(request, ask, strlen(ask));
    assert_int_equal(call_bytes(desk, request, bytes - 1), SUP_OK);
    assert_int_equal(call_bytes(desk, request, bytes), SUP_LIMIT);
    assert_error(desk, -32006, "LIMIT", "JSON_SIZE", NULL);
    free(request);
}

static void a_request_has_a_limit_of_values(void **state)
{
    struct desk *desk = *state;
    /* The request, its members and the list are 6 values. */
    size_t items = SUP_REQUEST_VALUES_MAX - 6;
    char *params = malloc(2 * items + 64);
    size_t at;

    assert_non_null(params);
    strcpy(params, "{'document':[");
    at = strlen(params);
    for (size_t i = 0; i < items; i++) {
        params[at++] = '1';
        params[at++] = ',';
    }
    strcpy(params + at - 1, "]}");
    assert_int_equal(rpc(desk, "policy.check", params), SUP_OK);
    strcpy(params + at - 1, ",1]}");
    assert_int_equal(rpc(desk, "policy.check", params), SUP_LIMIT);
    assert_error(desk, -32006, "LIMIT", "JSON_MEMBERS", "/params/document");
    free(params);
}

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
        {"customer.save", "{'reference':[]}", "JSON_TYPE", "reference"},
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
                        "'updated_at':'2026-03-29T09:00:00.000Z','reopen_count':0,"
                        "'reassign_count':0,'message_count':0,'is_imported':false,"
                        "'tags':['b2b','vip'],'references':[{'system':'shop','kind':'order',"
                        "'id':'1001'}],'facts':[]}");
}

static void a_list_of_tickets_leaves_out_what_it_did_not_read(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "ticket.open", "{'subject':'a','tags':['vip']}");
    assert_int_equal(rpc(desk, "ticket.list", "{}"), SUP_OK);
    assert_not_in_reply(desk, "'tags'");
    assert_not_in_reply(desk, "next_after_id");
    rpc(desk, "ticket.open", "{'subject':'b'}");
    assert_int_equal(rpc(desk, "ticket.list", "{'limit':1}"), SUP_OK);
    assert_in_reply(desk, "'next_after_id':'2'");
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

static void events_of_the_outbox_are_objects(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "ticket.open", "{'subject':'a'}");
    assert_int_equal(rpc(desk, "outbox.pull", "{'consumer':'mailer'}"), SUP_OK);
    assert_in_reply(desk, "'event':{'specversion':'1.0'");
}

/* ---- errors of the desk ---- */

static void errors_of_the_desk_keep_their_code(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "ticket.get", "{'ticket_id':'9'}"), SUP_NOT_FOUND);
    assert_reply(desk, "{'jsonrpc':'2.0','id':1,'error':{'code':-32002,'message':'there is no "
                       "ticket 9','data':{'code':'NOT_FOUND','message_id':5001,'message_name':"
                       "'TICKET_UNKNOWN','field':'/params/ticket_id','hint':'check the id; another "
                       "tenant`s tickets do not exist here','retryable':false}}}");
}

static void a_caller_that_is_wrong_is_not_a_wrong_parameter(void **state)
{
    struct desk *desk = *state;

    desk->caller.actor_kind = SUP_ACTOR_NONE;
    assert_int_equal(rpc(desk, "desk.next_due", "{}"), SUP_INVALID);
    assert_error(desk, -32001, "INVALID", "CALLER_ACTOR", "caller.actor_kind");
}

static void a_key_makes_a_request_repeatable(void **state)
{
    struct desk *desk = *state;

    rpc(desk, "ticket.open", "{'subject':'a','idempotency_key':'k'}");
    assert_result(desk, "{'id':'1','ticket_id':'1','version':1,'sequence':2,'is_replay':false}");
    rpc(desk, "ticket.open", "{'idempotency_key':'k','subject':'a'}");
    assert_result(desk, "{'id':'1','ticket_id':'1','version':1,'sequence':2,'is_replay':true}");
    assert_int_equal(rpc(desk, "ticket.open", "{'subject':'b','idempotency_key':'k'}"),
                     SUP_CONFLICT);
    assert_error(desk, -32004, "CONFLICT", "KEY_REUSED", "/params/idempotency_key");
}

/* ---- batch ---- */

static void a_batch_names_what_its_calls_make(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(rpc(desk, "batch",
                         "{'calls':[{'method':'customer.save','params':{'name':'Ann'}},"
                         "{'method':'ticket.open','params':{'subject':'a','customer_id':'-1'}},"
                         "{'method':'ticket.tag','params':{'ticket_id':-2,'tags':['vip']}}]}"),
                     SUP_OK);
    assert_result(desk, "{'receipts':["
                        "{'id':'1','version':1,'sequence':2,'is_replay':false},"
                        "{'id':'1','ticket_id':'1','version':1,'sequence':3,'is_replay':false},"
                        "{'id':'1','ticket_id':'1','version':2,'sequence':4,'is_replay':false}]}");
    rpc(desk, "ticket.get", "{'ticket_id':'1'}");
    assert_in_reply(desk, "'customer_id':'1'");
}

static void a_batch_that_fails_points_at_the_call_and_writes_nothing(void **state)
{
    static const struct {
        const char *second;
        const char *name;
        const char *field;
    } cases[] = {
        {"{'method':'ticket.tag','params':{'ticket_id':'-1','tags':['a','B']}}", "CODE_FORM",
         "/params/calls/1/params/tags/1"},
        {"{'method':'ticket.move','params':{'ticket_id':'-1','status':'opne'}}", "POLICY_NAME",
         "/params/calls/1/params/status"},
        {"{'method':'ticket.tag','params':{'ticket_id':'-2','tags':['a']}}", "BATCH_REFERENCE",
         "/params/calls/1/params/ticket_id"},
        {"{'method':'ticket.tag','params':{'ticket_id':'-1001','tags':['a']}}", "ID_FORM",
         "/params/calls/1/params/ticket_id"},
        {"{'method':'ticket.tag','params':{'tags':['a']}}", "ARGUMENT_MISSING",
         "/params/calls/1/params/ticket_id"},
        {"{'method':'ticket.tag'}", "ARGUMENT_MISSING", "/params/calls/1/params/ticket_id"},
        {"{'method':'ticket.tag','params':{'now':1}}", "RPC_CALLER", "/params/calls/1/params/now"},
        {"{'method':'ticket.tag','tenant':{}}", "RPC_CALLER", "/params/calls/1/tenant"},
        {"{'method':'ticket.tag','parms':{}}", "JSON_KEY", "/params/calls/1/parms"},
        {"{'method':'ticket.tagg'}", "RPC_METHOD", "/params/calls/1/method"},
        {"{'method':'ticket.get','params':{'ticket_id':'-1'}}", "ARGUMENT_UNKNOWN",
         "/params/calls/1/method"},
        {"{'method':'batch','params':{'calls':[]}}", "ARGUMENT_UNKNOWN", "/params/calls/1/method"},
        {"{'params':{}}", "ARGUMENT_MISSING", "/params/calls/1/method"},
        {"{'method':'ticket.tag','params':[1]}", "JSON_TYPE", "/params/calls/1/params"},
        {"7", "JSON_TYPE", "/params/calls/1"},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char params[256];

        snprintf(params, sizeof params,
                 "{'calls':[{'method':'ticket.open','params':{'subject':'a'}},%s]}",
                 cases[i].second);
        assert_int_equal(rpc(desk, "batch", params), SUP_INVALID);
        assert_error(desk, -32602, "INVALID", cases[i].name, cases[i].field);
    }
    rpc(desk, "desk.summary", "{}");
    assert_in_reply(desk, "'ticket_count':0");
}

static void a_batch_has_one_to_a_thousand_calls(void **state)
{
    static const char item[] = "{'method':'ticket.open'},";
    struct desk *desk = *state;
    char *params = malloc(1001 * sizeof item + 64);
    size_t at;

    assert_non_null(params);
    assert_int_equal(rpc(desk, "batch", "{'calls':[]}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "ARGUMENT_MISSING", "/params/calls");
    assert_int_equal(rpc(desk, "batch", "{}"), SUP_INVALID);
    assert_int_equal(rpc(desk, "batch", "{'calls':{}}"), SUP_INVALID);
    assert_int_equal(rpc(desk, "batch", "{'call':[]}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "JSON_KEY", "/params/call");
    strcpy(params, "{'calls':[");
    at = strlen(params);
    for (size_t i = 0; i < 1000; i++) {
        memcpy(params + at, item, sizeof item);
        at += sizeof item - 1;
    }
    strcpy(params + at - 1, "]}");
    assert_int_equal(rpc(desk, "batch", params), SUP_OK);
    assert_in_reply(desk, "'ticket_id':'1000','version':1,'sequence':1001,'is_replay':false}]}}");
    strcpy(params + at - 1, ",{'method':'ticket.open'}]}");
    assert_int_equal(rpc(desk, "batch", params), SUP_LIMIT);
    assert_error(desk, -32006, "LIMIT", "LIST_LONG", "/params/calls");
    free(params);
}

/* ---- the rest ---- */

static void discover_answers_the_document(void **state)
{
    struct desk *desk = *state;
    char *document = sup_openrpc();

    assert_non_null(document);
    assert_int_equal(rpc(desk, "rpc.discover", "{}"), SUP_OK);
    assert_int_equal(strncmp(desk->reply, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":", 33), 0);
    assert_int_equal(strncmp(desk->reply + 33, document, strlen(document)), 0);
    assert_string_equal(desk->reply + 33 + strlen(document), "}");
    assert_int_equal(rpc(desk, "rpc.discover", "{'x':1}"), SUP_INVALID);
    assert_error(desk, -32602, "INVALID", "JSON_KEY", "/params/x");
    sup_free(document);
}

static void without_a_desk_or_a_place_for_the_reply_nothing_is_done(void **state)
{
    struct desk *desk = *state;
    static const char ask[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"desk.next_due\"}";
    char *reply = (char *)desk;
    size_t bytes = 7;

    assert_int_equal(sup_call(NULL, &desk->caller, "{}", 2, &reply, &bytes), SUP_MISUSE);
    assert_null(reply);
    assert_int_equal(bytes, 0);
    assert_int_equal(sup_call(desk->core, &desk->caller, "{}", 2, NULL, NULL), SUP_MISUSE);
    assert_int_equal(sup_call(desk->core, &desk->caller, NULL, 2, &reply, NULL), SUP_INVALID);
    assert_non_null(reply);
    sup_free(reply);
    assert_int_equal(sup_call(desk->core, NULL, ask, strlen(ask), &reply, NULL), SUP_INVALID);
    sup_free(reply);
}

static void a_reply_outlives_its_desk(void **state)
{
    struct desk *desk = *state;
    char *reply = NULL;

    assert_int_equal(sup_call(desk->core, &desk->caller, "{}", 2, &reply, NULL), SUP_INVALID);
    sup_close(desk->core);
    desk->core = NULL;
    assert_non_null(strstr(reply, "jsonrpc"));
    sup_free(reply);
}

/* When memory runs out, nothing is changed; when something was changed, the reply tells it. */
static void every_failed_allocation_leaves_the_desk_as_it_was(void **state)
{
    static const char *const changes[] = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\",\"params\":{\"subject\":\"a\","
        "\"body\":\"b\",\"tags\":[\"x\",\"y\"]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"batch\",\"params\":{\"calls\":[{\"method\":"
        "\"ticket.open\"},{\"method\":\"ticket.tag\",\"params\":{\"ticket_id\":\"-1\",\"tags\":"
        "[\"z\"]}}]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rpc.discover\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.get\",\"params\":{\"ticket_id\":\"9\"}}",
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        int32_t code = SUP_NOMEM;

        for (long n = 0; code == SUP_NOMEM; n++) {
            char before[1024];

            rpc(desk, "desk.summary", "{}");
            snprintf(before, sizeof before, "%s", desk->reply);
            fail_after = n;
            code = call_bytes(desk, changes[i], strlen(changes[i]));
            fail_after = -1;
            assert_true(desk->reply != NULL || code == SUP_NOMEM);
            if (code == SUP_NOMEM) {
                rpc(desk, "desk.summary", "{}");
                assert_string_equal(desk->reply, before);
            }
        }
        assert_int_equal(code, i == 3 ? SUP_NOT_FOUND : SUP_OK);
    }
}

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(a_change_answers_its_receipt),
        ON_A_DESK(the_id_comes_back_as_it_was_written),
        ON_A_DESK(an_id_of_another_type_is_refused),
        ON_A_DESK(a_notification_runs_and_answers_nothing),
        ON_A_DESK(what_is_not_a_request_is_told_with_id_null),
        ON_A_DESK(a_list_of_requests_is_pointed_to_batch),
        ON_A_DESK(other_members_of_the_envelope_are_refused),
        ON_A_DESK(an_unknown_method_names_the_nearest),
        ON_A_DESK(text_that_is_not_json_has_its_place),
        ON_A_DESK(a_request_has_a_depth_limit),
        ON_A_DESK(a_request_has_a_size_limit),
        ON_A_DESK(a_request_has_a_limit_of_values),
        ON_A_DESK(parameters_are_given_by_name),
        ON_A_DESK(no_parameters_can_be_said_in_four_ways),
        ON_A_DESK(a_missing_parameter_is_named),
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
        ON_A_DESK(events_of_the_outbox_are_objects),
        ON_A_DESK(errors_of_the_desk_keep_their_code),
        ON_A_DESK(a_caller_that_is_wrong_is_not_a_wrong_parameter),
        ON_A_DESK(a_key_makes_a_request_repeatable),
        ON_A_DESK(a_batch_names_what_its_calls_make),
        ON_A_DESK(a_batch_that_fails_points_at_the_call_and_writes_nothing),
        ON_A_DESK(a_batch_has_one_to_a_thousand_calls),
        ON_A_DESK(discover_answers_the_document),
        ON_A_DESK(without_a_desk_or_a_place_for_the_reply_nothing_is_done),
        ON_A_DESK(a_reply_outlives_its_desk),
        ON_A_DESK(every_failed_allocation_leaves_the_desk_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
