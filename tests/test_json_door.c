/*
 * Tests of lib/json/call.c and reply.c: the envelope of requests, what is not one, errors, memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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
    /* What sup__duration_parse() takes: docs/policy.schema.json has the same, and a test. */
    assert_non_null(strstr(document,
                           "\"^P(?=[0-9T])([0-9]+W)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?"
                           "([0-9]+([.][0-9]{1,3})?S)?)?$\""));
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

static void a_desk_that_was_carried_over_fork_says_so(void **state)
{
    struct desk *desk = *state;
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        int is_told = rpc(desk, "desk.next_due", "{}") == SUP_FORKED &&
                      strstr(desk->reply, "\"code\":-32013") != NULL &&
                      rpc(desk, "rpc.discover", "{}") == SUP_FORKED;

        _exit(is_told ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
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
        ON_A_DESK(errors_of_the_desk_keep_their_code),
        ON_A_DESK(a_caller_that_is_wrong_is_not_a_wrong_parameter),
        ON_A_DESK(a_key_makes_a_request_repeatable),
        ON_A_DESK(discover_answers_the_document),
        ON_A_DESK(without_a_desk_or_a_place_for_the_reply_nothing_is_done),
        ON_A_DESK(a_reply_outlives_its_desk),
        ON_A_DESK(a_desk_that_was_carried_over_fork_says_so),
        ON_A_DESK(every_failed_allocation_leaves_the_desk_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
