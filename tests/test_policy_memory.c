/*
 * Tests of lib/policy: memory that runs out anywhere in the reading of a document.
 *
 * Readers take memory from arenas, which ask the allocator for a block now and then. Here the link
 * of the test (--wrap) makes each single request to an arena fail, the n-th for n = 1, 2, 3, ...:
 * nothing is leaked, nothing is told but that memory ran out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "policy_fixture.h"

void *__real_sup__arena_alloc(struct sup__arena *arena, size_t bytes);
void *__wrap_sup__arena_alloc(struct sup__arena *arena, size_t bytes);
void *__real_sup__arena_take(struct sup__arena *arena, size_t bytes);
void *__wrap_sup__arena_take(struct sup__arena *arena, size_t bytes);
char *__real_sup__arena_text(struct sup__arena *arena, const char *text, size_t bytes);
char *__wrap_sup__arena_text(struct sup__arena *arena, const char *text, size_t bytes);

static long requests_left = -1; /* until one fails; -1: none does */
static int has_refused;

static int is_refused(void)
{
    if (requests_left == 0) {
        has_refused = 1;
        return 1;
    }
    requests_left -= requests_left > 0;
    return 0;
}

void *__wrap_sup__arena_alloc(struct sup__arena *arena, size_t bytes)
{
    return is_refused() ? NULL : __real_sup__arena_alloc(arena, bytes);
}

void *__wrap_sup__arena_take(struct sup__arena *arena, size_t bytes)
{
    return is_refused() ? NULL : __real_sup__arena_take(arena, bytes);
}

char *__wrap_sup__arena_text(struct sup__arena *arena, const char *text, size_t bytes)
{
    return is_refused() ? NULL : __real_sup__arena_text(arena, text, bytes);
}

static const char full_document[] =
    "'currency': 'EUR', 'languages': ['en', {'name': 'de', 'label': 'German'}], 'skills': ['a'],"
    "'calendars': {'office': {'zone': '+01:00', 'week': {'monday': ['09:00-17:00']}}},"
    "'impacts': ['one'], 'urgencies': ['now'], 'priority_matrix': {'one': {'now': 'low'}},"
    "'fields': [{'name': 'size', 'type': 'choice', 'options': ['s', 'm']}],"
    "'rights': [{'name': 'r', 'policy': {'title': 'T', 'version': '1', 'url': 'https://a.b'}, "
    "'owner': 'service', 'exceptions': ['e'], 'review_on': '2026-01-01'}],"
    "'segments': [{'name': 'vip', 'when': {'and': [{'==': [{'var': 'customer.is_vip'}, true]}, "
    "{'in': [{'var': 'field.size'}, ['s', 'm']]}]}}],"
    "'priority_rules': [{'name': 'p', 'when': {'>': [{'var': 'order.total'}, '50.00']}, "
    "'priority': 'high'}, {'name': 'q', 'when': {'>': [{'var': 'order.total'}, '60.00']}, "
    "'priority': 'high'}],"
    "'routing': [{'name': 'r', 'team': 'service'}, {'name': 's', 'team': 'service'}],"
    "'sla': [{'name': 'a', 'calendar': 'office', 'targets': [{'metric': 'first_reply', 'within': "
    "'PT8H'}, {'metric': 'first_reply', 'priority': 'high', 'within': 'PT1H'}]}],"
    "'follow_up': 'P30D', 'retention': {'text': 'P365D'},";

static const struct sup__policy_options options = {.with_readiness = 1, .now_ms = INT64_MAX / 2};

static void assert_ran_out(struct loaded *loaded)
{
    assert_int_equal(loaded->rc, SUP_NOMEM);
    assert_int_equal(loaded->error.code, SUP_NOMEM);
    assert_int_equal(loaded->problems.count, 0);
    assert_int_equal(loaded->problems.item_count, 0);
    assert_null(loaded->policy);
    unload(loaded);
}

/* How many requests it took. */
static long fail_each_request(const char *members, int32_t rc, uint32_t problem_count)
{
    for (long n = 0; n < 100000; n++) {
        struct loaded loaded;

        has_refused = 0;
        requests_left = n;
        loaded = load_more_with(members, &options);
        requests_left = -1;
        if (!has_refused) {
            assert_int_equal(loaded.rc, rc);
            assert_int_equal(loaded.problems.count, problem_count);
            unload(&loaded);
            return n;
        }
        assert_ran_out(&loaded);
    }
    fail_msg("%s", "there is no end of it");
    return 0;
}

static long fail_each_block(const char *members, int32_t rc, uint32_t problem_count)
{
    for (long n = 0; n < 1000; n++) {
        struct loaded loaded = load_more_failing(members, &options, n);

        if (!counter.has_failed) {
            assert_int_equal(loaded.rc, rc);
            assert_int_equal(loaded.problems.count, problem_count);
            unload(&loaded);
            return n;
        }
        assert_ran_out(&loaded);
    }
    fail_msg("%s", "there is no end of it");
    return 0;
}

/* Warnings: q, the second route, the second target. Findings: a channel and a reason without a
 * team, the channel's hours, the review date. */
static void a_good_document_loads_whole_or_not_at_all(void **state)
{
    (void)state;
    assert_true(fail_each_request(full_document, SUP_OK, 7) > 200);
    assert_true(fail_each_block(full_document, SUP_OK, 7) > 5);
}

/* A misspelled language, a zone, a calendar without hours, a field without options, and an
 * operator; the currency is a number. */
static void all_problems_are_told_or_none(void **state)
{
    static const char bad_document[] =
        "'currency': 1, 'languages': ['EN'], 'calendars': {'a': {'zone': 'x', 'week': {}}}, "
        "'fields': [{'name': 'f', 'type': 'choice'}], 'segments': [{'name': 's', 'when': {'x': "
        "1}}],";
    (void)state;

    assert_true(fail_each_request(bad_document, SUP_INVALID, 6) > 200);
    assert_true(fail_each_block(bad_document, SUP_INVALID, 6) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_document_loads_whole_or_not_at_all),
        cmocka_unit_test(all_problems_are_told_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
