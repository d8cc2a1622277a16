/*
 * test_import_case.c: tickets in memory during an import: bounded, the least used ones forgotten.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "import_case.h"

static int open_cases(void **state)
{
    static struct cases cases;
    cases = (struct cases){0};
    *state = &cases;
    return cases_open(&cases) ? 0 : -1;
}

static int close_cases(void **state)
{
    cases_close(*state);
    return 0;
}

/* A key; borrowed until the next call. */
static struct span key(int number)
{
    static char text[32];
    int bytes = snprintf(text, sizeof text, "case %d", number);
    return (struct span){text, (size_t)bytes};
}

static void a_case_is_found_by_its_key(void **state)
{
    struct cases *cases = *state;
    struct ticket_case *made = cases_add(cases, key(1));
    assert_non_null(made);
    cases_add(cases, key(2));
    assert_ptr_equal(cases_find(cases, key(1)), made);
    assert_null(cases_find(cases, key(3)));
    cases_remove(cases, made);
    assert_null(cases_find(cases, key(1)));
    assert_non_null(cases_find(cases, key(2)));
}

static void the_case_used_longest_ago_is_forgotten_first(void **state)
{
    struct cases *cases = *state;
    for (int i = 0; i < CASES_MAX; i++) {
        cases_add(cases, key(i));
    }
    cases->batch++;
    assert_non_null(cases_find(cases, key(0)));
    cases_add(cases, key(CASES_MAX));
    assert_int_equal(cases->count, CASES_MAX);
    assert_non_null(cases_find(cases, key(0)));
    assert_null(cases_find(cases, key(1)));
}

static void cases_of_the_batch_that_is_being_made_stay(void **state)
{
    struct cases *cases = *state;
    for (int i = 0; i <= CASES_MAX; i++) {
        cases_add(cases, key(i));
    }
    assert_int_equal(cases->count, CASES_MAX + 1);
    assert_non_null(cases_find(cases, key(0)));
}

static void long_facts_count_as_well(void **state)
{
    struct cases *cases = *state;
    struct names names = {0};
    const struct name *fact = names_add(&names, "fact", 4);
    static char value[100001];
    memset(value, 'x', sizeof value - 1);
    for (int i = 0; i < 1000; i++) {
        struct ticket_case *made = cases_add(cases, key(i));
        assert_non_null(made);
        assert_true(case_set_fact(cases, made, fact, value));
        cases->batch++;
    }
    assert_true(cases->bytes < CASES_BYTES_MAX + 2 * sizeof value);
    assert_true(cases->count < 200);
    assert_non_null(cases_find(cases, key(999)));
    names_free(&names);
}

static void a_batch_that_was_not_written_is_forgotten(void **state)
{
    struct cases *cases = *state;
    cases_add(cases, key(1));
    cases->batch++;
    cases_add(cases, key(2));
    cases_add(cases, key(3));
    cases_drop_batch(cases);
    assert_int_equal(cases->count, 1);
    assert_non_null(cases_find(cases, key(1)));
    assert_null(cases_find(cases, key(3)));
}

static void an_empty_desk_need_not_be_asked_for_a_new_case(void **state)
{
    struct cases *cases = *state;
    int asked = 0;
    assert_true(cases_may_exist(cases, key(1)));
    cases->is_empty_desk = 1;
    for (int i = 0; i < 100000; i++) {
        asked += cases_may_exist(cases, key(i));
        struct ticket_case *made = cases_add(cases, key(i));
        assert_non_null(made);
        cases_remove(cases, made);
        assert_true(cases_may_exist(cases, key(i)));
    }
    assert_true(asked < 100);
}

static void facts_are_set_and_changed(void **state)
{
    struct cases *cases = *state;
    struct names names = {0};
    struct ticket_case *made = cases_add(cases, key(1));
    for (int i = 0; i < 64; i++) {
        char text[24];
        snprintf(text, sizeof text, "fact_%d", i);
        const struct name *name = names_add(&names, text, strlen(text));
        assert_null(case_fact(made, name));
        assert_true(case_set_fact(cases, made, name, "short"));
        assert_true(case_set_fact(cases, made, name, "a value that is longer than the first"));
        assert_string_equal(case_fact(made, name), "a value that is longer than the first");
    }
    assert_int_equal(made->fact_count, 64);
    names_free(&names);
}

int main(void)
{
#define CASE_TEST(name) cmocka_unit_test_setup_teardown(name, open_cases, close_cases)
    const struct CMUnitTest tests[] = {
        CASE_TEST(a_case_is_found_by_its_key),
        CASE_TEST(the_case_used_longest_ago_is_forgotten_first),
        CASE_TEST(cases_of_the_batch_that_is_being_made_stay),
        CASE_TEST(long_facts_count_as_well),
        CASE_TEST(a_batch_that_was_not_written_is_forgotten),
        CASE_TEST(an_empty_desk_need_not_be_asked_for_a_new_case),
        CASE_TEST(facts_are_set_and_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
