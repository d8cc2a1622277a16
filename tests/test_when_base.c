/*
 * Tests of lib/base/when.c: the calendar, RFC 3339 and ISO 8601 durations. Instants were computed
 * with Python's datetime.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/when.h"

static void assert_day(int64_t year, int32_t month, int32_t day, int64_t expected) {
    int64_t year_back;
    int32_t month_back;
    int32_t day_back;

    assert_int_equal(sup__days_from_civil(year, month, day), expected);
    sup__civil_from_days(expected, &year_back, &month_back, &day_back);
    assert_int_equal(year_back, year);
    assert_int_equal(month_back, month);
    assert_int_equal(day_back, day);
}

static void days_count_from_1970(void **state) {
    (void)state;
    assert_day(1970, 1, 1, 0);
    assert_day(1969, 12, 31, -1);
    assert_day(2000, 2, 29, 11016);
    assert_day(2000, 3, 1, 11017);
    assert_day(1900, 2, 28, -25509);
    assert_day(1900, 3, 1, -25508); /* no leap year */
    assert_day(1600, 3, 1, -135080);
    assert_day(2026, 3, 29, 20541);
    assert_day(1, 1, 1, -719162);
    assert_day(9999, 12, 31, 2932896);
    assert_day(0, 2, 29, -719469); /* 0 is a leap year; two years before 0001-01-01 less 59 days */
    assert_day(-1, 12, 31, -719529);
}

static void days_and_dates_agree_for_every_day_of_1200_years(void **state) {
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year = 1400;
    int32_t month = 1;
    int32_t day = 1;
    int64_t days = sup__days_from_civil(year, month, day);
    (void)state;

    while (year < 2600) { /* a calendar by plain counting */
        int is_leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        int64_t y;
        int32_t m;
        int32_t d;

        sup__civil_from_days(days, &y, &m, &d);
        if (y != year || m != month || d != day || sup__days_from_civil(year, month, day) != days) {
            fail_msg("day %lld", (long long)days);
        }
        days++;
        if (++day > lengths[month - 1] + (month == 2 && is_leap)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}

static void assert_time(const char *text, int64_t expected) {
    int64_t ms = 42;

    if (!sup__time_parse(text, strlen(text), &ms)) {
        fail_msg("refused: %s", text);
    }
    assert_int_equal(ms, expected);
}

static void assert_no_time(const char *text) {
    int64_t ms = 42;

    if (sup__time_parse(text, strlen(text), &ms)) {
        fail_msg("accepted: %s", text);
    }
    assert_int_equal(ms, 42);
}

static void time_is_read_as_rfc_3339_has_it(void **state) {
    (void)state;
    /* the examples of RFC 3339, 5.8 */
    assert_time("1985-04-12T23:20:50.52Z", INT64_C(482196050520));
    assert_time("1996-12-19T16:39:57-08:00", INT64_C(851042397000));
    assert_time("1990-12-31T23:59:60Z", INT64_C(662688000000));
    assert_time("1990-12-31T15:59:60-08:00", INT64_C(662688000000));
    assert_time("1937-01-01T12:00:27.87+00:20", -INT64_C(1041337172130));

    assert_time("1970-01-01T00:00:00Z", 0);
    assert_time("1970-01-01t00:00:00z", 0);
    assert_time("1970-01-01T00:00:00-00:00", 0);
    assert_time("1969-12-31T23:59:59.999Z", -1);
    assert_time("1969-12-31T23:59:59.9999Z", -1); /* cut, not rounded */
    assert_time("2026-03-29T09:00:00.1Z", INT64_C(1774774800100));
    assert_time("2026-03-29T09:00:00.123456789012345678901234567890Z", INT64_C(1774774800123));
    assert_time("2026-03-29T11:00:00+02:00", INT64_C(1774774800000));
    assert_time("2026-03-30T08:59:00+23:59", INT64_C(1774774800000));
    assert_time("2026-03-28T09:01:00-23:59", INT64_C(1774774800000));
    assert_time("2000-02-29T00:00:00Z", INT64_C(951782400000));
    assert_time("2016-12-31T23:59:60.5Z", INT64_C(1483228800500));
}

static void time_has_the_years_1_to_9999(void **state) {
    (void)state;
    assert_time("0001-01-01T00:00:00Z", SUP__TIME_MIN_MS);
    assert_time("9999-12-31T23:59:59.999Z", SUP__TIME_MAX_MS);
    assert_no_time("0000-12-31T23:59:59.999Z");
    assert_time("0000-12-31T23:59:59-00:01", SUP__TIME_MIN_MS + 59000);
    assert_no_time("0001-01-01T00:00:00+00:01");
    assert_no_time("9999-12-31T23:59:00-00:01");
    assert_no_time("9999-12-31T23:59:60Z");
}

static void time_refuses_everything_else(void **state) {
    static const char *const bad[] = {
        "",
        "2026",
        "2026-03-29",
        "2026-03-29T09:00Z",
        "2026-03-29T09:00:00",
        "2026-03-29 09:00:00Z",
        "2026-03-29T09:00:00.Z",
        "2026-03-29T09:00:00,5Z",
        "2026-03-29T09:00:00+0200",
        "2026-03-29T09:00:00+02",
        "2026-03-29T09:00:00+2:00",
        "2026-03-29T09:00:00+24:00",
        "2026-03-29T09:00:00+00:60",
        "2026-03-29T09:00:00Z ",
        " 2026-03-29T09:00:00Z",
        "2026-03-29T09:00:00ZZ",
        "2026-00-29T09:00:00Z",
        "2026-13-29T09:00:00Z",
        "2026-03-00T09:00:00Z",
        "2026-03-32T09:00:00Z",
        "2026-04-31T09:00:00Z",
        "2026-02-29T09:00:00Z",
        "1900-02-29T09:00:00Z",
        "2026-03-29T24:00:00Z",
        "2026-03-29T09:60:00Z",
        "2026-03-29T09:00:61Z",
        "-2026-03-29T09:00:00Z",
        "+2026-03-29T09:00:00Z",
        "12026-03-29T09:00:00Z",
        "2026-3-29T09:00:00Z",
        "2026-03-29T9:00:00Z",
        "20260329T090000Z",
        "2026-W13-7T09:00:00Z",
        "\xd9\xa2\xd9\xa0-03-29T09:00:00Z",
    };
    int64_t ms = 42;
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_no_time(bad[i]);
    }
    for (size_t bytes = 0; bytes < strlen("2026-03-29T09:00:00.5+02:00"); bytes++) {
        assert_false(sup__time_parse("2026-03-29T09:00:00.5+02:00", bytes, &ms));
    }
    assert_false(sup__time_parse("2026-03-29T09:00:00Z\0", 21, &ms));
}

static void assert_written(int64_t ms, const char *expected) {
    char out[SUP__TIME_TEXT_SIZE];

    sup__time_format(ms, out);
    assert_string_equal(out, expected);
    assert_time(out, ms);
}

static void time_is_written_with_milliseconds_and_z(void **state) {
    (void)state;
    assert_written(0, "1970-01-01T00:00:00.000Z");
    assert_written(-1, "1969-12-31T23:59:59.999Z");
    assert_written(INT64_C(1774774800123), "2026-03-29T09:00:00.123Z");
    assert_written(INT64_C(951868799999), "2000-02-29T23:59:59.999Z");
    assert_written(SUP__TIME_MIN_MS, "0001-01-01T00:00:00.000Z");
    assert_written(SUP__TIME_MAX_MS, "9999-12-31T23:59:59.999Z");
}

static void assert_duration(const char *text, int64_t expected) {
    int64_t ms = 42;

    if (!sup__duration_parse(text, strlen(text), &ms)) {
        fail_msg("refused: %s", text);
    }
    assert_int_equal(ms, expected);
}

static void duration_is_read_in_weeks_to_seconds(void **state) {
    (void)state;
    assert_duration("PT0S", 0);
    assert_duration("P0D", 0);
    assert_duration("P7D", INT64_C(604800000));
    assert_duration("P1W", INT64_C(604800000));
    assert_duration("P1W1D", INT64_C(691200000));
    assert_duration("PT4H30M", 16200000);
    assert_duration("PT90M", 5400000);
    assert_duration("PT36H", 129600000);
    assert_duration("P1W2DT3H4M5.678S", INT64_C(788645678));
    assert_duration("PT0.5S", 500);
    assert_duration("PT0.05S", 50);
    assert_duration("PT0.001S", 1);
    assert_duration("P1DT1S", 86401000);
    assert_duration("PT9223372036854775.807S", INT64_MAX);
    assert_duration("P106751991167DT7H12M55.807S", INT64_MAX);
}

static void duration_refuses_everything_else(void **state) {
    static const char *const bad[] = {
        "",
        "P",
        "PT",
        "P1",
        "1D",
        "P1DT",
        "P1D2W",
        "P1D1D",
        "PT1M1H",
        "PT1S1S",
        "PT1ST1S",
        "P1H",
        "PT1D",
        "PT1W",
        "P1Y",
        "P1M",
        "P-1D",
        "-P1D",
        "+P1D",
        "PT1.5H",
        "PT1.5M",
        "P1.5D",
        "PT1.S",
        "PT.5S",
        "PT1,5S",
        "PT0.0005S",
        "pt1h",
        "P1D ",
        " P1D",
        "PT1h",
        "P1DT1D",
        "PD",
        "PTS",
        "P1W1W",
        "PTT1S",
        "PT1HT1M",
        "PT9223372036854775.808S",
        "PT9223372036854776S",
        "P106751991168D",
        "P15250284453W",
        "P99999999999999999999D",
        "P106751991167DT7H12M55.808S",
    };
    int64_t ms = 42;
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (sup__duration_parse(bad[i], strlen(bad[i]), &ms)) {
            fail_msg("accepted: %s", bad[i]);
        }
        assert_int_equal(ms, 42);
    }
}

static void assert_duration_written(int64_t ms, const char *expected) {
    char out[SUP__DURATION_TEXT_SIZE];

    sup__duration_format(ms, out);
    assert_string_equal(out, expected);
    assert_duration(out, ms);
}

static void duration_is_written_in_days_to_seconds(void **state) {
    (void)state;
    assert_duration_written(0, "PT0S");
    assert_duration_written(1, "PT0.001S");
    assert_duration_written(500, "PT0.5S");
    assert_duration_written(1500, "PT1.5S");
    assert_duration_written(1050, "PT1.05S");
    assert_duration_written(10000, "PT10S");
    assert_duration_written(60000, "PT1M");
    assert_duration_written(5400000, "PT1H30M");
    assert_duration_written(86400000, "P1D");
    assert_duration_written(INT64_C(604800000), "P7D");
    assert_duration_written(86400001, "P1DT0.001S");
    assert_duration_written(INT64_MAX, "P106751991167DT7H12M55.807S");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(days_and_dates_agree_for_every_day_of_1200_years),
        cmocka_unit_test(time_is_read_as_rfc_3339_has_it),
        cmocka_unit_test(time_has_the_years_1_to_9999),
        cmocka_unit_test(time_refuses_everything_else),
        cmocka_unit_test(time_is_written_with_milliseconds_and_z),
        cmocka_unit_test(duration_is_read_in_weeks_to_seconds),
        cmocka_unit_test(duration_refuses_everything_else),
        cmocka_unit_test(duration_is_written_in_days_to_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
