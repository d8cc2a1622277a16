/*
 * door_fixture.h: a desk in memory and requests to it, for the tests of the JSON door.
 *
 * Requests and replies are written with ' for " and ` for ', to be read without backslashes.
 * Include after cmocka.h. The n-th allocation of the desk's can be made to fail.
 */
#ifndef DOOR_FIXTURE_H
#define DOOR_FIXTURE_H

#include "supportcore.h"

/* 2026-03-29T09:00:00Z */
#define NOW_MS INT64_C(1774774800000)

struct desk {
    struct sup_store *store;
    sup_core *core;
    struct sup_caller caller;
    char *reply; /* of the last call */
    size_t reply_bytes;
};

static long live;
static long allocations;
static long fail_after = -1; /* allocations that still succeed; -1: all do */

static inline void *counted_resize(void *user, void *memory, size_t bytes)
{
    (void)user;
    if (bytes == 0) {
        live -= memory != NULL;
        free(memory);
        return NULL;
    }
    if (fail_after == 0) {
        return NULL;
    }
    allocations++;
    fail_after -= fail_after > 0;
    live += memory == NULL;
    return realloc(memory, bytes);
}

static inline int32_t seeded_random(void *user, void *out, size_t bytes)
{
    (void)user;
    memset(out, 7, bytes);
    return 0;
}

static inline int desk_open(void **state)
{
    static const struct sup_allocator counted = {sizeof counted, 0, NULL, counted_resize};
    struct desk *desk = calloc(1, sizeof *desk);
    struct sup_options options = {.size = sizeof options};

    assert_non_null(desk);
    fail_after = -1;
    live = 0;
    assert_int_equal(sup_memory_open(NULL, &desk->store, NULL), SUP_OK);
    options.store = desk->store;
    options.allocator = &counted;
    options.random = seeded_random;
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
    desk->caller = (struct sup_caller){
        .size = sizeof desk->caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = NOW_MS};
    *state = desk;
    return 0;
}

static inline int desk_close(void **state)
{
    struct desk *desk = *state;

    fail_after = -1;
    sup_free(desk->reply);
    sup_close(desk->core);
    sup_store_close(desk->store);
    free(desk);
    return live == 0 ? 0 : -1;
}

/* ' becomes ", and ` becomes '; owned: free(). */
static inline char *quoted(const char *text)
{
    char *copy = malloc(strlen(text) + 1);

    assert_non_null(copy);
    strcpy(copy, text);
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c == '`' ? '\'' : *c;
    }
    return copy;
}

/* From an exact copy without a NUL at its end, so that the sanitizer sees a read past it. */
static inline int32_t call_bytes(struct desk *desk, const char *request, size_t bytes)
{
    char *exact = malloc(bytes != 0 ? bytes : 1);
    int32_t code;

    assert_non_null(exact);
    memcpy(exact, request, bytes);
    sup_free(desk->reply);
    code = sup_call(desk->core, &desk->caller, exact, bytes, &desk->reply, &desk->reply_bytes);
    free(exact);
    if (desk->reply != NULL) {
        assert_int_equal(desk->reply_bytes, strlen(desk->reply));
        assert_null(strchr(desk->reply, '\n'));
    }
    return code;
}

static inline int32_t call(struct desk *desk, const char *request)
{
    char *text = quoted(request);
    int32_t code = call_bytes(desk, text, strlen(text));

    free(text);
    return code;
}

/* One method with parameters, id 1. */
static inline int32_t rpc(struct desk *desk, const char *method, const char *params)
{
    size_t bytes = strlen(method) + strlen(params) + 64;
    char *request = malloc(bytes);
    int32_t code;

    assert_non_null(request);
    snprintf(request, bytes, "{'jsonrpc':'2.0','id':1,'method':'%s','params':%s}", method, params);
    code = call(desk, request);
    free(request);
    return code;
}

static inline void assert_reply(const struct desk *desk, const char *expected)
{
    char *text = quoted(expected);

    assert_non_null(desk->reply);
    assert_string_equal(desk->reply, text);
    free(text);
}

static inline void assert_result(const struct desk *desk, const char *result)
{
    size_t bytes = strlen(result) + 64;
    char *expected = malloc(bytes);

    assert_non_null(expected);
    snprintf(expected, bytes, "{'jsonrpc':'2.0','id':1,'result':%s}", result);
    assert_reply(desk, expected);
    free(expected);
}

/* Some part of the last reply. */
static inline void assert_in_reply(const struct desk *desk, const char *part)
{
    char *text = quoted(part);

    assert_non_null(desk->reply);
    if (strstr(desk->reply, text) == NULL) {
        fail_msg("%s is not in %s", text, desk->reply);
    }
    free(text);
}

static inline void assert_not_in_reply(const struct desk *desk, const char *part)
{
    char *text = quoted(part);

    assert_non_null(desk->reply);
    if (strstr(desk->reply, text) != NULL) {
        fail_msg("%s is in %s", text, desk->reply);
    }
    free(text);
}

/* JSON-RPC's code, our code, the message and the field of the last reply's error. */
static inline void assert_error(const struct desk *desk, int32_t rpc_code, const char *code,
                                const char *name, const char *field)
{
    char part[300];

    snprintf(part, sizeof part, "'error':{'code':%d,", rpc_code);
    assert_in_reply(desk, part);
    snprintf(part, sizeof part, "'data':{'code':'%s',", code);
    assert_in_reply(desk, part);
    snprintf(part, sizeof part, "'message_name':'%s'", name);
    assert_in_reply(desk, part);
    if (field != NULL) {
        snprintf(part, sizeof part, "'field':'%s'", field);
        assert_in_reply(desk, part);
    } else {
        assert_not_in_reply(desk, "'field':");
    }
}

#endif
