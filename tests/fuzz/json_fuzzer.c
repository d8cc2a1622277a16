/*
 * json_fuzzer.c: any bytes as requests to a desk, one a line.
 *
 * Whatever comes in, the answer is one line of JSON that a client can read: a result or an error
 * whose code is the function's. Afterwards the event chain is whole and the tables are what the
 * events say. Lines are asked by the system, an agent, a customer and an integration in turn.
 * Build with -fsanitize=fuzzer, or with standalone.c to run it over files.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_read.h"
#include "supportcore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

enum { REQUESTS_MAX = 24, HOUR_MS = 3600000 };

static const struct sup__json_limits reply_limits = {64 * 1024 * 1024, 128, 4 * 1024 * 1024};

static void require(int is_true)
{
    if (!is_true) {
        abort();
    }
}

static int32_t seeded_random(void *user, void *out, size_t bytes)
{
    (void)user;
    memset(out, 7, bytes);
    return 0;
}

static void check_error(const struct sup__json *error, int32_t code)
{
    const struct sup__json *data = sup__json_member(error, "data");

    require(error->type == SUP__JSON_OBJECT && data != NULL);
    require(sup__json_member(error, "code")->type == SUP__JSON_NUMBER);
    require(sup__json_member(error, "message")->bytes > 0);
    require(strcmp(sup__json_member(data, "code")->text, sup_code_name(code)) == 0);
    require(sup__json_member(data, "message_name") != NULL);
    require(sup__json_member(data, "hint")->bytes > 0);
    require(sup__json_member(data, "retryable") != NULL);
}

static void check_reply(const char *reply, size_t bytes, int32_t code)
{
    struct sup__mem mem;
    struct sup__arena arena;
    struct sup__json *root = NULL;
    struct sup_error error;
    const struct sup__json *result;
    const struct sup__json *failure;

    require(reply != NULL && reply[bytes] == '\0' && strlen(reply) == bytes);
    require(strchr(reply, '\n') == NULL && strchr(reply, '\r') == NULL);
    if (bytes == 0) {
        return; /* to a notification */
    }
    require(sup__mem_init(&mem, NULL) == SUP_OK);
    sup__arena_init(&arena, &mem);
    require(sup__json_parse(&arena, &reply_limits, reply, bytes, &root, &error) == SUP_OK);
    require(root->type == SUP__JSON_OBJECT && root->count == 3);
    require(strcmp(sup__json_member(root, "jsonrpc")->text, "2.0") == 0);
    require(sup__json_member(root, "id") != NULL);
    result = sup__json_member(root, "result");
    failure = sup__json_member(root, "error");
    require((result != NULL) == (code == SUP_OK) && (failure != NULL) == (code != SUP_OK));
    if (failure != NULL) {
        check_error(failure, code);
    }
    sup__arena_free(&arena);
}

/* None of these is ever the fault of a request. */
static void check_code(int32_t code)
{
    require(code != SUP_NOMEM && code != SUP_MISUSE && code != SUP_CORRUPT && code != SUP_IO &&
            code != SUP_BUSY && code != SUP_FORKED && code <= SUP_OK);
}

static void ask(sup_core *core, const struct sup_caller *caller, const char *request, size_t bytes)
{
    char *reply = NULL;
    size_t reply_bytes = 0;
    int32_t code = sup_call(core, caller, request, bytes, &reply, &reply_bytes);

    check_code(code);
    check_reply(reply, reply_bytes, code);
    sup_free(reply);
}

/* Somebody to ask, so that requests get past the door. */
static void prepare(sup_core *core, const struct sup_caller *caller)
{
    static const char *const requests[] = {
        "{\"jsonrpc\":\"2.0\",\"method\":\"agent.save\",\"params\":{\"name\":\"Priya\",\"roles\":"
        "[\"admin\"]}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"customer.save\",\"params\":{\"name\":\"Ann\"}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"ticket.open\",\"params\":{\"subject\":\"a\",\"body\":"
        "\"b\",\"customer_id\":\"1\"}}",
    };

    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        ask(core, caller, requests[i], strlen(requests[i]));
    }
}

static void check_desk(sup_core *core, const struct sup_caller *caller)
{
    struct sup_chain_verify_params verify = {.size = sizeof verify};
    struct sup_check_params check = {.size = sizeof check};
    struct sup_chain_report *chain = NULL;
    struct sup_check_report *tables = NULL;

    require(sup_chain_verify(core, caller, &verify, &chain) == SUP_OK && chain->is_intact);
    require(sup_desk_check(core, caller, &check, &tables) == SUP_OK && tables->is_clean);
    sup_free(chain);
    sup_free(tables);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static const struct sup_caller system = {
        .size = sizeof system, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = INT64_C(1774774800000)};
    static const int32_t kinds[] = {SUP_ACTOR_SYSTEM, SUP_ACTOR_AGENT, SUP_ACTOR_CUSTOMER,
                                    SUP_ACTOR_INTEGRATION};
    struct sup_options options = {.size = sizeof options, .random = seeded_random};
    struct sup_caller caller = system;
    const char *text = (const char *)data;
    sup_core *core = NULL;
    size_t at = 0;

    require(sup_memory_open(NULL, &options.store, NULL) == SUP_OK);
    require(sup_open(&options, &core, NULL) == SUP_OK);
    prepare(core, &system);
    for (int i = 0; i < REQUESTS_MAX && at <= bytes; i++) {
        const char *end = at < bytes ? memchr(text + at, '\n', bytes - at) : NULL;
        size_t line = end != NULL ? (size_t)(end - text) - at : bytes - at;

        caller.actor_kind = kinds[i % 4];
        caller.actor_id = caller.actor_kind == SUP_ACTOR_SYSTEM ? 0 : 1;
        caller.now_ms += HOUR_MS;
        ask(core, &caller, bytes != 0 ? text + at : "", line);
        at += line + 1;
    }
    caller.actor_kind = SUP_ACTOR_SYSTEM;
    caller.actor_id = 0;
    check_desk(core, &caller);
    sup_close(core);
    sup_store_close(options.store);
    return 0;
}
