/*
 * test_when.c: reading and writing times in the example program.
 *
 * Expected instants are local times less the zone's offset, by hand, with the rules of the tz
 * database. In 2021 Rome's clocks went from 02:00 to 03:00 on 28 March and from 03:00 to 02:00
 * on 31 October, both at 01:00 UTC.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "when.h"

static struct when_zone *open_zone(const char *name) {
    char error[WHEN_ERROR_SIZE] = "";
    struct when_zone *zone = when_zone_open(name, error);

    assert_string_equal(error, "");
    assert_non_null(zone);
    return zone;
}

/* `text` read in `zone` is `expected`, as RFC 3339, or else an error message. */
static void expect(const char *zone_name, const char *format, const char *text,
                   const char *expected) {
    struct when_zone *zone = open_zone(zone_name);
    char error[WHEN_ERROR_SIZE] = "";
    char written[WHEN_TEXT_SIZE];
    char *copy = malloc(strlen(text) + 1); /* without its NUL, so that sanitizers see over-reads */
    int64_t ms = 42;

    assert_non_null(copy);
    assert_int_equal(when_format_check(format, error), 1);
    memcpy(copy, text, strlen(text));
    copy = realloc(copy, strlen(text) == 0 ? 1 : strlen(text));
    if (when_parse(copy, strlen(text), format, zone, &ms, error)) {
        when_format(ms, written);
        assert_string_equal(written, expected);
    } else {
        assert_string_equal(error, expected);
        assert_int_equal(ms, 42);
    }
    free(copy);
    when_zone_close(zone);
}

static void numbers_may_be_written_without_zeros(void **state) {
    (void)state;
    expect("UTC", "%d/%m/%Y %H:%M", "29/2/2016 04:40", "2016-02-29T04:40:00.000Z");
    expect("UTC", "%d/%m/%Y %H:%M", "1/12/2016 4:05", "2016-12-01T04:05:00.000Z");
    expect("UTC", "%Y/%m/%d %H:%M:%S.%f", "2012/10/09 14:50:17.000", "2012-10-09T14:50:17.000Z");
    expect("UTC", "%Y%m%d%H%M%S", "20160229044001", "2016-02-29T04:40:01.000Z");
    expect("UTC", "%d.%m.%Y", "7.3.2020", "2020-03-07T00:00:00.000Z");
}

static void fractions_are_cut_to_milliseconds(void **state) {
    (void)state;
    expect("UTC", "%Y-%m-%d %H:%M:%S.%f", "1970-01-01 00:00:00.1", "1970-01-01T00:00:00.100Z");
    expect("UTC", "%Y-%m-%d %H:%M:%S.%f", "1970-01-01 00:00:00.0019999",
           "1970-01-01T00:00:00.001Z");
    expect("UTC", "%Y-%m-%d %H:%M:%S.%f", "1969-12-31 23:59:59.999999999",
           "1969-12-31T23:59:59.999Z");
    expect("UTC", "%Y-%m-%d %H:%M:%S.%f", "1970-01-01 00:00:00.1234567890",
           "position 30: nothing more expected");
}

static void month_names_and_half_days_are_read_in_any_case(void **state) {
    (void)state;
    expect("UTC", "%d-%b-%y %I:%M %p", "05-mar-21 12:00 am", "2021-03-05T00:00:00.000Z");
    expect("UTC", "%d-%b-%y %I:%M %p", "05-MAR-21 12:00 PM", "2021-03-05T12:00:00.000Z");
    expect("UTC", "%b %d, %Y %I:%M%p", "September 9, 2021 1:05pm", "2021-09-09T13:05:00.000Z");
}

static void offsets_in_the_text_win_over_the_zone(void **state) {
    static const char format[] = "%Y-%m-%dT%H:%M:%S%z";
    (void)state;
    expect("Europe/Rome", format, "2021-07-01T12:00:00Z", "2021-07-01T12:00:00.000Z");
    expect("Europe/Rome", format, "2021-07-01T12:00:00+05:30", "2021-07-01T06:30:00.000Z");
    expect("Europe/Rome", format, "2021-07-01T12:00:00-0800", "2021-07-01T20:00:00.000Z");
    expect("Europe/Rome", format, "2021-07-01T12:00:00+02", "2021-07-01T10:00:00.000Z");
    expect("Europe/Rome", format, "2021-07-01T12:00:00",
           "position 20: an offset such as +01:00 expected");
    expect("Europe/Rome", format, "2021-07-01T12:00:00+24:00",
           "position 21: offset hours 24 is not from 0 to 23");
    expect("Europe/Rome", format, "2021-07-01T12:00:00+01:60",
           "position 24: offset minutes 60 is not from 0 to 59");
}

static void zones_are_utc_fixed_or_named(void **state) {
    static const char format[] = "%Y-%m-%d %H:%M";
    (void)state;
    expect("Z", format, "2021-01-01 12:00", "2021-01-01T12:00:00.000Z");
    expect("+01:00", format, "2021-01-01 12:00", "2021-01-01T11:00:00.000Z");
    expect("-0530", format, "2021-01-01 12:00", "2021-01-01T17:30:00.000Z");
    expect("+23:59", format, "2021-01-02 00:00", "2021-01-01T00:01:00.000Z");
    expect("Europe/Rome", format, "2021-01-01 12:00", "2021-01-01T11:00:00.000Z");
    expect("Europe/Rome", format, "2021-07-01 12:00", "2021-07-01T10:00:00.000Z");
    expect("Asia/Kolkata", format, "2021-07-01 12:00", "2021-07-01T06:30:00.000Z");
    expect("America/Sao_Paulo", format, "2017-10-02 10:56", "2017-10-02T13:56:00.000Z");
}

static void unknown_zones_are_refused(void **state) {
    static const char *const names[] = {"Europe/Roma", "",   "..",  "/etc/passwd", "+24:00",
                                        "Europe",      "Zz", "utc", "+1:00x",      "zone.tab"};
    char error[WHEN_ERROR_SIZE];
    char expected[WHEN_ERROR_SIZE];
    (void)state;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_null(when_zone_open(names[i], error));
        snprintf(expected, sizeof expected,
                 "no time zone \"%s\": write UTC, +01:00 or a name such as Europe/Rome", names[i]);
        assert_string_equal(error, expected);
    }
    char name[WHEN_ZONE_MAX + 2];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_null(when_zone_open(name, error));
}

static void a_skipped_hour_moves_forward_by_the_gap(void **state) {
    static const char format[] = "%Y-%m-%d %H:%M:%S.%f";
    (void)state;
    expect("Europe/Rome", format, "2021-03-28 01:59:59.999", "2021-03-28T00:59:59.999Z");
    expect("Europe/Rome", format, "2021-03-28 02:00:00.000", "2021-03-28T01:00:00.000Z");
    expect("Europe/Rome", format, "2021-03-28 02:30:00.000", "2021-03-28T01:30:00.000Z");
    expect("Europe/Rome", format, "2021-03-28 02:59:59.999", "2021-03-28T01:59:59.999Z");
    expect("Europe/Rome", format, "2021-03-28 03:00:00.000", "2021-03-28T01:00:00.000Z");
    /* Half an hour is skipped on Lord Howe Island. */
    expect("Australia/Lord_Howe", format, "2021-10-03 02:15:00.000", "2021-10-02T15:45:00.000Z");
    /* Samoa skipped the whole of 30 December 2011: noon becomes noon of the 31st. */
    expect("Pacific/Apia", format, "2011-12-30 12:00:00.000", "2011-12-30T22:00:00.000Z");
    expect("Pacific/Apia", format, "2011-12-31 12:00:00.000", "2011-12-30T22:00:00.000Z");
}

static void an_hour_that_exists_twice_is_the_first(void **state) {
    static const char format[] = "%Y-%m-%d %H:%M:%S.%f";
    (void)state;
    expect("Europe/Rome", format, "2021-10-31 01:59:59.999", "2021-10-30T23:59:59.999Z");
    expect("Europe/Rome", format, "2021-10-31 02:00:00.000", "2021-10-31T00:00:00.000Z");
    expect("Europe/Rome", format, "2021-10-31 02:59:59.999", "2021-10-31T00:59:59.999Z");
    expect("Europe/Rome", format, "2021-10-31 03:00:00.000", "2021-10-31T02:00:00.000Z");
    expect("America/New_York", format, "2021-11-07 01:30:00.000", "2021-11-07T05:30:00.000Z");
}

static void two_zones_in_turn_keep_their_own_offsets(void **state) {
    struct when_zone *rome = open_zone("Europe/Rome");
    struct when_zone *tokyo = open_zone("Asia/Tokyo");
    int64_t start = when_days_from_civil(2010, 1, 1) * 86400000;
    int wrong = 0;
    (void)state;

    /* Rome is one or two hours ahead of UTC, Tokyo always nine. */
    for (int64_t hour = 0; hour < 10 * 365 * 24; hour++) {
        int64_t local = start + hour * 3600000;
        int64_t ahead = local - when_to_utc(rome, local);
        wrong += ahead != 3600000 && ahead != 7200000;
        wrong += hour % 101 == 0 && local - when_to_utc(tokyo, local) != 9 * 3600000;
    }
    assert_int_equal(wrong, 0);
    when_zone_close(rome);
    when_zone_close(tokyo);
}

static void wrong_times_are_told_with_their_position(void **state) {
    static const char format[] = "%d/%m/%Y %H:%M:%S";
    (void)state;
    expect("UTC", format, "1/13/2016 04:40:00", "position 3: month 13 is not from 1 to 12");
    expect("UTC", format, "1/0/2016 04:40:00", "position 3: month 0 is not from 1 to 12");
    expect("UTC", format, "0/1/2016 04:40:00", "position 1: day 0 is not from 1 to 31");
    expect("UTC", format, "32/1/2016 04:40:00", "position 1: day 32 is not from 1 to 31");
    expect("UTC", format, "1/1/2016 24:00:00", "position 10: hour 24 is not from 0 to 23");
    expect("UTC", format, "1/1/2016 23:60:00", "position 13: minute 60 is not from 0 to 59");
    expect("UTC", format, "1/1/2016 23:59:61", "position 16: second 61 is not from 0 to 60");
    expect("UTC", format, "1/1/2016 23:59:60", "2016-01-02T00:00:00.000Z");
    expect("UTC", format, "1-1-2016 04:40:00", "position 2: '/' expected");
    expect("UTC", format, "1/1/2016", "position 9: ' ' expected");
    expect("UTC", format, "1/1/2016 04:40:", "position 16: second expected");
    expect("UTC", format, "", "position 1: day expected");
    expect("UTC", format, "1/1/2016 04:40:00 ", "position 18: nothing more expected");
    expect("UTC", "%d %b %Y", "1 Foo 2016", "position 3: a month such as Jan expected");
    expect("UTC", "%d/%m/%Y %I:%M %p", "1/1/2016 0:00 am",
           "position 10: hour 0 is not from 1 to 12");
    expect("UTC", "%d/%m/%Y %I:%M %p", "1/1/2016 1:00 xm", "position 15: AM or PM expected");
}

static void days_are_checked_against_the_calendar(void **state) {
    static const char format[] = "%Y-%m-%d";
    (void)state;
    expect("UTC", format, "2016-02-29", "2016-02-29T00:00:00.000Z");
    expect("UTC", format, "2015-02-29", "day 29: month 2 of 2015 has 28 days");
    expect("UTC", format, "1900-02-29", "day 29: month 2 of 1900 has 28 days");
    expect("UTC", format, "2000-02-29", "2000-02-29T00:00:00.000Z");
    expect("UTC", format, "2021-04-31", "day 31: month 4 of 2021 has 30 days");
    expect("UTC", format, "2021-12-31", "2021-12-31T00:00:00.000Z");
    expect("UTC", format, "0001-01-01", "0001-01-01T00:00:00.000Z");
    expect("UTC", format, "0000-01-01", "position 1: year 0 is not from 1 to 9999");
    expect("UTC", format, "9999-12-31", "9999-12-31T00:00:00.000Z");
    expect("UTC", "%y-%m-%d", "68-01-01", "2068-01-01T00:00:00.000Z");
    expect("UTC", "%y-%m-%d", "69-01-01", "1969-01-01T00:00:00.000Z");
}

static void check_format(const char *format, const char *expected) {
    char error[WHEN_ERROR_SIZE] = "";

    assert_int_equal(when_format_check(format, error), expected[0] == '\0');
    assert_string_equal(error, expected);
}

static void formats_are_checked_when_they_are_loaded(void **state) {
    char format[WHEN_FORMAT_MAX + 2];
    (void)state;

    check_format("%Y-%m-%d", "");
    check_format("100%% %y %b %d %I %p", "");
    check_format("%Y-%m-%Q",
                 "the time format has %Q at position 7; known are %Y %y %m %b %d %H %I %p %M %S %f "
                 "%z %%");
    check_format("%Y-%m-%d%",
                 "the time format has % at position 9; known are %Y %y %m %b %d %H %I %p %M %S %f "
                 "%z %%");
    check_format("%Y-%m-%d %d", "the time format has %d twice");
    check_format("%m-%d", "the time format needs %Y or %y, %m or %b, and %d, each once");
    check_format("%Y %y %m %d", "the time format needs %Y or %y, %m or %b, and %d, each once");
    check_format("%Y %m", "the time format needs %Y or %y, %m or %b, and %d, each once");
    check_format("%Y-%m-%d %I", "the time format needs %H alone, or %I with %p");
    check_format("%Y-%m-%d %H %p", "the time format needs %H alone, or %I with %p");
    check_format("%Y-%m-%d %H %I %p", "the time format needs %H alone, or %I with %p");

    memset(format, 'x', sizeof format);
    memcpy(format, "%Y-%m-%d", 8);
    format[WHEN_FORMAT_MAX] = '\0'; /* 64 bytes */
    check_format(format, "");
    format[WHEN_FORMAT_MAX] = 'x';
    format[WHEN_FORMAT_MAX + 1] = '\0';
    check_format(format, "a time format has at most 64 bytes");
}

static void expect_written(int64_t ms, const char *expected) {
    char text[WHEN_TEXT_SIZE];

    when_format(ms, text);
    assert_string_equal(text, expected);
}

static void times_are_written_as_rfc_3339(void **state) {
    (void)state;
    expect_written(0, "1970-01-01T00:00:00.000Z");
    expect_written(-1, "1969-12-31T23:59:59.999Z");
    expect_written(1456720800123, "2016-02-29T04:40:00.123Z");
    expect_written(253402300799999, "9999-12-31T23:59:59.999Z");
    expect_written(253402300800000, "9999-12-31T23:59:59.999Z");
    expect_written(INT64_MAX, "9999-12-31T23:59:59.999Z");
    expect_written(INT64_MIN, "0000-01-01T00:00:00.000Z");
}

static void days_and_dates_are_inverse(void **state) {
    (void)state;
    assert_int_equal(when_days_from_civil(1970, 1, 1), 0);
    assert_int_equal(when_days_from_civil(2000, 3, 1), 11017);
    assert_int_equal(when_days_from_civil(1, 1, 1), -719162);
    for (int64_t days = -720000; days < 3000000; days += 13) {
        int64_t year;
        int month, day;
        when_civil_from_days(days, &year, &month, &day);
        assert_true(month >= 1 && month <= 12 && day >= 1 && day <= 31);
        assert_int_equal(when_days_from_civil(year, month, day), days);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_may_be_written_without_zeros),
        cmocka_unit_test(fractions_are_cut_to_milliseconds),
        cmocka_unit_test(month_names_and_half_days_are_read_in_any_case),
        cmocka_unit_test(offsets_in_the_text_win_over_the_zone),
        cmocka_unit_test(zones_are_utc_fixed_or_named),
        cmocka_unit_test(unknown_zones_are_refused),
        cmocka_unit_test(a_skipped_hour_moves_forward_by_the_gap),
        cmocka_unit_test(an_hour_that_exists_twice_is_the_first),
        cmocka_unit_test(two_zones_in_turn_keep_their_own_offsets),
        cmocka_unit_test(wrong_times_are_told_with_their_position),
        cmocka_unit_test(days_are_checked_against_the_calendar),
        cmocka_unit_test(formats_are_checked_when_they_are_loaded),
        cmocka_unit_test(times_are_written_as_rfc_3339),
        cmocka_unit_test(days_and_dates_are_inverse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
