/*
 * Tests of lib/json/batch.c: several changes as one.
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

#define ON_A_DESK(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_DESK(a_batch_names_what_its_calls_make),
        ON_A_DESK(a_batch_that_fails_points_at_the_call_and_writes_nothing),
        ON_A_DESK(a_batch_has_one_to_a_thousand_calls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
