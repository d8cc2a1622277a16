/*
 * json_fixture.h: parse with a failing allocator and from an exact copy; for the tests of JSON.
 */
#ifndef JSON_FIXTURE_H
#define JSON_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_read.h"
#include "base/message.h"

static long live;
static long allocations;
static long fail_after = -1; /* allocations that still succeed; -1: all do */

static inline void *failing_resize(void *user, void *memory, size_t bytes) {
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

static const struct sup__mem mem = {NULL, failing_resize};
static struct sup__arena arena;
static struct sup__json *root;
static struct sup_error error;

static inline int arena_begin(void **state) {
    (void)state;
    live = 0;
    fail_after = -1;
    sup__arena_init(&arena, &mem);
    return 0;
}

static inline int arena_end(void **state) {
    (void)state;
    sup__arena_free(&arena);
    return live == 0 ? 0 : -1;
}

/* From a copy without a NUL at its end, so that the sanitizer sees a read past it. */
static inline int32_t parse_bytes(const char *text, size_t bytes) {
    char *exact = malloc(bytes == 0 ? 1 : bytes);
    int32_t rc;

    if (bytes != 0) {
        memcpy(exact, text, bytes);
    }
    sup__arena_reset(&arena);
    sup__error_clear(&error);
    rc = sup__json_parse(&arena, &sup__json_request_limits, exact, bytes, &root, &error);
    assert_int_equal(rc, error.code);
    assert_int_equal(rc == SUP_OK, root != NULL);
    free(exact);
    return rc;
}

static inline void assert_parses(const char *text) {
    if (parse_bytes(text, strlen(text)) != SUP_OK) {
        fail_msg("%s: %s", text, error.text);
    }
}

static inline void assert_refused(const char *text, enum sup__message message, int line,
                                  int column) {
    char place[64];

    snprintf(place, sizeof place, "line %d, column %d: ", line, column);
    if (parse_bytes(text, strlen(text)) == SUP_OK) {
        fail_msg("accepted: %s", text);
    }
    if (error.message_id != (int32_t)message || strncmp(error.text, place, strlen(place)) != 0) {
        fail_msg("%s: %d %s, expected %d %s", text, error.message_id, error.text, (int)message,
                 place);
    }
    assert_string_not_equal(error.hint, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_begin, arena_end)

#endif
