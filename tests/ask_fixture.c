/*
 * ask_fixture.c: asking through the JSON door, and what an answer must look like.
 */
#include "ask_fixture.h"

#include <stdio.h>

char *unquoted(const char *text)
{
    char *copy = strdup(text);

    assert_non_null(copy);
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c == '`' ? '\'' : *c;
    }
    return copy;
}

int32_t ask_bytes(struct desk *desk, const struct sup_caller *caller, const char *request,
                  size_t bytes, char **reply)
{
    char *exact = malloc(bytes != 0 ? bytes : 1);
    size_t reply_bytes = 0;
    int32_t code;

    assert_non_null(exact);
    memcpy(exact, request, bytes);
    code = sup_call(desk->core, caller, exact, bytes, reply, &reply_bytes);
    free(exact);
    assert_non_null(*reply);
    assert_int_equal(strlen(*reply), reply_bytes);
    assert_null(strchr(*reply, '\n'));
    return code;
}

/* A request's text; free(). */
static char *request_of(const char *method, const char *params)
{
    size_t bytes = strlen(method) + strlen(params) + 64;
    char *quoted = malloc(bytes);
    char *request;

    assert_non_null(quoted);
    sup__format(quoted, bytes, "{'jsonrpc':'2.0','id':1,'method':'%s','params':%s}", method,
                params);
    request = unquoted(quoted);
    free(quoted);
    return request;
}

int32_t ask(struct desk *desk, const struct sup_caller *caller, const char *method,
            const char *params, char **reply)
{
    char *request = request_of(method, params);
    int32_t code = ask_bytes(desk, caller, request, strlen(request), reply);

    free(request);
    return code;
}

void expect_result(struct desk *desk, const struct sup_caller *caller, const char *method,
                   const char *params, const char *result)
{
    size_t bytes = strlen(result) + 64;
    char *quoted = malloc(bytes);
    char *expected;
    char *reply = NULL;

    assert_non_null(quoted);
    sup__format(quoted, bytes, "{'jsonrpc':'2.0','id':1,'result':%s}", result);
    expected = unquoted(quoted);
    assert_int_equal(ask(desk, caller, method, params, &reply), SUP_OK);
    assert_string_equal(reply, expected);
    sup_free(reply);
    free(expected);
    free(quoted);
}

/* Member by member in the order in which they come; free(). */
static char *reply_of(const struct wrong *wrong)
{
    enum { REPLY_BYTES = 2048 };
    char *quoted = malloc(REPLY_BYTES);
    char *reply;
    size_t at;

    assert_non_null(quoted);
    sup__format(quoted, REPLY_BYTES,
                "{'jsonrpc':'2.0','id':%s,'error':{'code':%d,'message':'%s','data':{'code':'%s',"
                "'message_id':%d,'message_name':'%s'",
                wrong->is_unread ? "null" : "1", (int)wrong->rpc_code, wrong->text,
                sup_code_name(wrong->code), (int)wrong->message, wrong->name);
    at = strlen(quoted);
    if (wrong->field) {
        sup__format(quoted + at, REPLY_BYTES - at, ",'field':'%s'", wrong->field);
        at += strlen(quoted + at);
    }
    sup__format(quoted + at, REPLY_BYTES - at, ",'hint':'%s'", wrong->hint);
    at += strlen(quoted + at);
    if (wrong->column) {
        sup__format(quoted + at, REPLY_BYTES - at, ",'line':1,'column':%u", wrong->column);
        at += strlen(quoted + at);
    }
    sup__format(quoted + at, REPLY_BYTES - at, ",'retryable':%s}}}",
                wrong->is_retryable ? "true" : "false");
    reply = unquoted(quoted);
    free(quoted);
    return reply;
}

void expect_wrong_reply(struct desk *desk, const struct wrong *wrong, int32_t code,
                        const char *reply)
{
    const struct sup_error *error = sup_last_error(desk->core);
    char *expected = reply_of(wrong);

    assert_string_equal(reply, expected);
    if (code != wrong->code || error->code != code || error->message_id != wrong->message) {
        fail_msg("%s: answered %s, sup_last_error() says %s and message %d", wrong->text,
                 sup_code_name(code), sup_code_name(error->code), (int)error->message_id);
    }
    if (strcmp(error->field, wrong->field ? wrong->field : "") != 0) {
        fail_msg("sup_last_error() blames '%s'", error->field);
    }
    free(expected);
}

void expect_wrong_bytes(struct desk *desk, const struct sup_caller *caller, const char *request,
                        size_t bytes, const struct wrong *wrong)
{
    char *before = desk_dump(desk->store, desk->tenant, NULL);
    char *reply = NULL;
    int32_t code = ask_bytes(desk, caller, request, bytes, &reply);

    expect_wrong_reply(desk, wrong, code, reply);
    sup_free(reply);
    if (wrong->code == SUP_REFUSED) {
        desk_expect_only_refusal(desk, before);
    } else {
        desk_expect_unchanged(desk, before);
    }
    assert_true(desk_sequence(desk) > 0); /* the handle works on */
}

void expect_wrong(struct desk *desk, const struct sup_caller *caller, const char *method,
                  const char *params, const struct wrong *wrong)
{
    char *request = request_of(method, params);

    expect_wrong_bytes(desk, caller, request, strlen(request), wrong);
    free(request);
}
