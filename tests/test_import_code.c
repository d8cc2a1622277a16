/*
 * test_import_code.c: codes made of the names of other systems, and the nearest name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "import_code.h"
#include "import_nearest.h"

static const char *code(const char *text)
{
    static char made[2][CODE_SIZE];
    static int turn;
    turn = !turn;
    size_t bytes = code_make(text, strlen(text), made[turn]);
    assert_int_equal(bytes, strlen(made[turn]));
    assert_true(code_is(made[turn]));
    assert_true(strlen(made[turn]) <= CODE_BYTES_MAX);
    return made[turn];
}

static void plain_names_become_plain_codes(void **state)
{
    (void)state;
    assert_string_equal(code("Group 24"), "group_24");
    assert_string_equal(code("Awaiting User Info"), "awaiting_user_info");
    assert_string_equal(code("2nd-Level  Support"), "2nd_level_support");
}

static void case_and_separators_do_not_tell_names_apart(void **state)
{
    (void)state;
    assert_string_equal(code("group-24"), code("GROUP_24"));
}

static void what_a_code_cannot_hold_tells_names_apart(void **state)
{
    (void)state;
    assert_true(strncmp(code("C++"), "c_", 2) == 0);
    assert_int_equal(strlen(code("C++")), strlen("c_12345678"));
    assert_string_not_equal(code("C++"), code("C#"));
    assert_string_not_equal(code("C++"), code("c"));
    assert_string_not_equal(code("Überweisung"), code("Öberweisung"));
    assert_string_not_equal(code("退款"), code("换货"));
    assert_string_not_equal(code(" group"), code("group"));
    assert_string_not_equal(code("group "), code("group"));
    assert_string_not_equal(code(""), code(" "));
}

static void the_same_text_gives_the_same_code_in_every_version(void **state)
{
    (void)state;
    /* FNV-1a of "C#", its halves combined: codes are in the events of desks. */
    assert_string_equal(code("C#"), "c_bca8df04");
}

static void long_names_are_cut_and_stay_apart(void **state)
{
    char text[101];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[40] = '\0';
    assert_string_equal(code(text), text);
    text[40] = 'a';
    text[41] = '\0';
    assert_int_equal(strlen(code(text)), CODE_BYTES_MAX);
    text[41] = 'b';
    text[100] = '\0';
    const char *one = code(text);
    text[99] = 'c';
    assert_string_not_equal(one, code(text));
}

static void codes_are_what_the_library_takes(void **state)
{
    char text[66];
    (void)state;
    assert_true(code_is("a"));
    assert_true(code_is("0_a.b-c"));
    assert_false(code_is(""));
    assert_false(code_is("_a"));
    assert_false(code_is("A"));
    assert_false(code_is("a b"));
    memset(text, 'a', sizeof text);
    text[65] = '\0';
    assert_false(code_is(text));
    text[64] = '\0';
    assert_true(code_is(text));
}

static void the_nearest_name_is_a_few_changes_away(void **state)
{
    static const char *const names[] = {"priority", "reason", "status"};
    (void)state;
    assert_string_equal(nearest_of("prioritiy", names, 3), "priority");
    assert_string_equal(nearest_of("raeson", names, 3), "reason");
    assert_null(nearest_of("messages", names, 3));
    assert_null(nearest_of("x", names, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_names_become_plain_codes),
        cmocka_unit_test(case_and_separators_do_not_tell_names_apart),
        cmocka_unit_test(what_a_code_cannot_hold_tells_names_apart),
        cmocka_unit_test(the_same_text_gives_the_same_code_in_every_version),
        cmocka_unit_test(long_names_are_cut_and_stay_apart),
        cmocka_unit_test(codes_are_what_the_library_takes),
        cmocka_unit_test(the_nearest_name_is_a_few_changes_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
