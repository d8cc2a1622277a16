/*
 * Tests of lib/base/money.c: exponents (ISO 4217 list one), exact reading and writing, checked
 * sums.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/money.h"

static void currency_has_the_exponent_of_iso_4217(void **state) {
    static const char *const bad[] = {"", "EU", "EURO", "eur", "XXX", "XAU", "ZZZ", "AAA", "DEM"};
    (void)state;

    assert_int_equal(sup__currency_exponent("EUR"), 2);
    assert_int_equal(sup__currency_exponent("USD"), 2);
    assert_int_equal(sup__currency_exponent("HUF"), 2); /* printed without, but it has two */
    assert_int_equal(sup__currency_exponent("JPY"), 0);
    assert_int_equal(sup__currency_exponent("ISK"), 0);
    assert_int_equal(sup__currency_exponent("KWD"), 3);
    assert_int_equal(sup__currency_exponent("CLF"), 4);
    assert_int_equal(sup__currency_exponent("AED"), 2); /* the first */
    assert_int_equal(sup__currency_exponent("ZWL"), 2); /* the last */
    assert_int_equal(sup__currency_exponent(NULL), -1);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(sup__currency_exponent(bad[i]), -1);
    }
}

static void currency_table_is_sorted_so_that_each_is_found(void **state) {
    char code[4] = "AAA";
    int found = 0;
    (void)state;

    for (code[0] = 'A'; code[0] <= 'Z'; code[0]++) {
        for (code[1] = 'A'; code[1] <= 'Z'; code[1]++) {
            for (code[2] = 'A'; code[2] <= 'Z'; code[2]++) {
                found += sup__currency_exponent(code) >= 0;
            }
        }
    }
    assert_int_equal(found, 169);
}

static int64_t parsed(const char *amount, const char *currency) {
    int64_t minor = -1;

    return sup__money_parse(amount, strlen(amount), currency, &minor) ? minor : -1;
}

static void money_is_read_exactly(void **state) {
    (void)state;
    assert_int_equal(parsed("12.50", "EUR"), 1250);
    assert_int_equal(parsed("12.5", "EUR"), 1250);
    assert_int_equal(parsed("12", "EUR"), 1200);
    assert_int_equal(parsed("0.01", "EUR"), 1);
    assert_int_equal(parsed("0.1", "EUR"), 10);
    assert_int_equal(parsed("1250", "JPY"), 1250);
    assert_int_equal(parsed("1.234", "KWD"), 1234);
    assert_int_equal(parsed("1.2345", "CLF"), 12345);
    assert_int_equal(parsed("92233720368547758.07", "EUR"), INT64_MAX);
    assert_int_equal(parsed("9223372036854775807", "JPY"), INT64_MAX);
}

static void money_refuses_what_is_not_exact_or_not_positive(void **state) {
    static const char *const bad[] = {
        "",
        "0",
        "0.00",
        "-1",
        "+1",
        "1.",
        ".5",
        ".",
        "1.005",
        "1e3",
        "1,50",
        "1 50",
        " 1",
        "1 ",
        "01",
        "00",
        "00.50",
        "1..5",
        "1.5.5",
        "0x1",
        "1.5-",
        "NaN",
        "92233720368547758.08",
        "92233720368547759",
        "9223372036854775807",
        "99999999999999999999",
    };
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (parsed(bad[i], "EUR") != -1) {
            fail_msg("accepted: %s", bad[i]);
        }
    }
    assert_int_equal(parsed("1.0", "JPY"), -1);
    assert_int_equal(parsed("9223372036854775808", "JPY"), -1);
    assert_int_equal(parsed("1.2345", "KWD"), -1);
    assert_int_equal(parsed("1", "XXX"), -1);
    assert_int_equal(parsed("1", "eur"), -1);
}

static void assert_money(int64_t minor, const char *currency, const char *expected) {
    char out[SUP__MONEY_TEXT_SIZE];

    assert_true(sup__money_format(minor, currency, out));
    assert_string_equal(out, expected);
}

static void money_is_written_with_all_digits(void **state) {
    char out[SUP__MONEY_TEXT_SIZE];
    (void)state;

    assert_money(1250, "EUR", "12.50");
    assert_money(1, "EUR", "0.01");
    assert_money(10, "EUR", "0.10");
    assert_money(0, "EUR", "0.00");
    assert_money(-5, "EUR", "-0.05");
    assert_money(0, "JPY", "0");
    assert_money(1250, "JPY", "1250");
    assert_money(1, "CLF", "0.0001");
    assert_money(INT64_MAX, "EUR", "92233720368547758.07");
    assert_money(INT64_MIN, "EUR", "-92233720368547758.08");
    assert_money(INT64_MIN, "CLF", "-922337203685477.5808");
    assert_false(sup__money_format(1, "XXX", out));
}

static void money_sums_are_checked(void **state) {
    int64_t out = 42;
    (void)state;

    assert_true(sup__money_add(INT64_MAX - 1, 1, &out));
    assert_int_equal(out, INT64_MAX);
    assert_true(sup__money_add(INT64_MIN + 1, -1, &out));
    assert_int_equal(out, INT64_MIN);
    assert_true(sup__money_subtract(INT64_MIN + 1, 1, &out));
    assert_int_equal(out, INT64_MIN);
    assert_true(sup__money_subtract(INT64_MAX - 1, -1, &out));
    assert_int_equal(out, INT64_MAX);
    assert_true(sup__money_subtract(-1, INT64_MIN, &out));
    assert_int_equal(out, INT64_MAX);
    out = 42;
    assert_false(sup__money_add(INT64_MAX, 1, &out));
    assert_false(sup__money_add(INT64_MIN, -1, &out));
    assert_false(sup__money_subtract(INT64_MIN, 1, &out));
    assert_false(sup__money_subtract(INT64_MAX, -1, &out));
    assert_false(sup__money_subtract(0, INT64_MIN, &out));
    assert_int_equal(out, 42);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(currency_has_the_exponent_of_iso_4217),
        cmocka_unit_test(currency_table_is_sorted_so_that_each_is_found),
        cmocka_unit_test(money_is_read_exactly),
        cmocka_unit_test(money_refuses_what_is_not_exact_or_not_positive),
        cmocka_unit_test(money_is_written_with_all_digits),
        cmocka_unit_test(money_sums_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
