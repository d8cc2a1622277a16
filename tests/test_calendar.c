/*
 * Tests of include/supportcore/hours.h: business hours, worked out by hand.
 *
 * Changes of the clocks are those of the tz database's sources, checked with zdump -v; weekdays
 * with cal. What needs a zone is skipped where there is no tz database.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/when.h"
#include "supportcore.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

/* Monday to Friday, with a lunch break. */
#define OFFICE_WEEK                                                                                \
    "\"week\":{\"monday\":[\"09:00-12:00\",\"13:00-17:00\"],"                                      \
    "\"tuesday\":[\"09:00-12:00\",\"13:00-17:00\"],\"wednesday\":[\"09:00-12:00\","                \
    "\"13:00-17:00\"],\"thursday\":[\"09:00-12:00\",\"13:00-17:00\"],"                             \
    "\"friday\":[\"09:00-12:00\",\"13:00-17:00\"]}"

static sup_hours *hours;

static void open_hours(const char *text)
{
    struct sup_hours_options options = {.size = sizeof options, .calendar = text};
    struct sup_error error;

    sup_hours_close(hours);
    hours = NULL;
    if (sup_hours_open(&options, &hours, &error) != SUP_OK) {
        fail_msg("%s: %s", text, error.text);
    }
}

static int teardown(void **state)
{
    (void)state;
    sup_hours_close(hours);
    hours = NULL;
    return 0;
}

static void need_database(void)
{
    struct stat about;

    if (stat("/usr/share/zoneinfo/Europe/Berlin", &about) != 0) {
        print_message("skipped: no tz database\n");
        skip();
    }
}

static int64_t at(const char *text)
{
    int64_t ms = 0;

    if (!sup__time_parse(text, strlen(text), &ms)) {
        fail_msg("%s is not a time", text);
    }
    return ms;
}

static void assert_at(int64_t found, const char *expected)
{
    char text[SUP__TIME_TEXT_SIZE];

    if (found != at(expected)) {
        sup__time_format(found, text);
        fail_msg("%s, not %s", text, expected);
    }
}

static void assert_between(const char *from, const char *to, int64_t expected)
{
    int64_t found = -1;

    assert_int_equal(sup_hours_between(hours, at(from), at(to), &found), SUP_OK);
    assert_int_equal(found, expected);
    assert_int_equal(sup_hours_between(hours, at(to), at(from), &found), SUP_OK);
    assert_int_equal(found, -expected);
}

static void assert_add(const char *from, int64_t open_ms, const char *expected)
{
    int64_t found = -1;

    assert_int_equal(sup_hours_add(hours, at(from), open_ms, &found), SUP_OK);
    assert_at(found, expected);
}

static void assert_subtract(const char *from, int64_t open_ms, const char *expected)
{
    int64_t found = -1;

    assert_int_equal(sup_hours_subtract(hours, at(from), open_ms, &found), SUP_OK);
    assert_at(found, expected);
}

static void assert_next(const char *from, const char *open, const char *close)
{
    int64_t found = -1;

    assert_int_equal(sup_hours_next_open(hours, at(from), &found), SUP_OK);
    assert_at(found, open);
    assert_int_equal(sup_hours_next_close(hours, at(from), &found), SUP_OK);
    assert_at(found, close);
    assert_int_equal(sup_hours_is_open(hours, at(from)), at(from) == at(open));
}

/* ---- an ordinary week ---- */

static void time_passes_only_while_it_is_open(void **state)
{
    (void)state;
    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK "}");
    /* 2026-01-05 is a Monday. */
    assert_between("2026-01-05T09:00:00Z", "2026-01-05T17:00:00Z", 7 * HOUR_MS);
    assert_between("2026-01-05T11:30:00Z", "2026-01-05T13:30:00Z", HOUR_MS);
    assert_between("2026-01-05T12:15:00Z", "2026-01-05T12:45:00Z", 0);
    assert_between("2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z", 0);
    assert_between("2026-01-05T10:00:00.001Z", "2026-01-05T10:00:00.003Z", 2);
    assert_between("2026-01-02T16:00:00Z", "2026-01-05T10:00:00Z", 2 * HOUR_MS); /* a weekend */
    assert_between("2026-01-03T00:00:00Z", "2026-01-05T00:00:00Z", 0);
    /* 2026 has 261 weekdays: 52 weeks, and a Thursday. */
    assert_between("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 261 * 7 * HOUR_MS);
    /* 2000 to 2099: 5,218 weeks and a day less than one; from a Saturday, a Friday is lacking. */
    assert_between("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z", INT64_C(26089) * 7 * HOUR_MS);
}

static void an_end_at_closing_time_stays_there(void **state)
{
    (void)state;
    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK "}");
    assert_add("2026-01-05T09:00:00Z", 3 * HOUR_MS, "2026-01-05T12:00:00Z");
    assert_add("2026-01-05T09:00:00Z", 3 * HOUR_MS + 1, "2026-01-05T13:00:00.001Z");
    assert_add("2026-01-05T09:00:00Z", 7 * HOUR_MS, "2026-01-05T17:00:00Z");
    assert_add("2026-01-09T09:00:00Z", 7 * HOUR_MS, "2026-01-09T17:00:00Z");
    assert_add("2026-01-09T09:00:00Z", 7 * HOUR_MS + 1, "2026-01-12T09:00:00.001Z");
    assert_add("2026-01-10T12:00:00Z", 1, "2026-01-12T09:00:00.001Z");
    assert_add("2026-01-10T12:00:00Z", 0, "2026-01-10T12:00:00Z"); /* nothing is a place, too */
    assert_add("2026-01-05T09:00:00Z", 35 * HOUR_MS, "2026-01-09T17:00:00Z");
    /* The mirror. */
    assert_subtract("2026-01-05T17:00:00Z", 4 * HOUR_MS, "2026-01-05T13:00:00Z");
    assert_subtract("2026-01-05T17:00:00Z", 4 * HOUR_MS + 1, "2026-01-05T11:59:59.999Z");
    assert_subtract("2026-01-05T09:00:00Z", 1, "2026-01-02T16:59:59.999Z");
    assert_subtract("2026-01-04T09:00:00Z", 35 * HOUR_MS, "2025-12-29T09:00:00Z");
    assert_subtract("2026-01-10T12:00:00Z", 0, "2026-01-10T12:00:00Z");
}

static void the_next_opening_is_now_or_later_and_the_next_close_after_it(void **state)
{
    (void)state;
    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK "}");
    assert_next("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z", "2026-01-05T12:00:00Z");
    assert_next("2026-01-05T11:59:59.999Z", "2026-01-05T11:59:59.999Z", "2026-01-05T12:00:00Z");
    assert_next("2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z", "2026-01-05T17:00:00Z");
    assert_next("2026-01-09T17:00:00Z", "2026-01-12T09:00:00Z", "2026-01-12T12:00:00Z");
    assert_next("2026-12-31T20:00:00Z", "2027-01-01T09:00:00Z", "2027-01-01T12:00:00Z");
}

static void hours_that_touch_are_one_opening_also_over_the_turn_of_the_year(void **state)
{
    int64_t found;
    (void)state;

    /* Thursday 2026-12-31 is open until Friday morning. */
    open_hours("{\"zone\":\"UTC\",\"week\":{\"thursday\":[\"20:00-22:00\",\"22:00-24:00\"],"
               "\"friday\":[\"00:00-04:00\"]}}");
    assert_next("2026-12-31T00:00:00Z", "2026-12-31T20:00:00Z", "2027-01-01T04:00:00Z");
    assert_next("2026-12-31T23:59:59.999Z", "2026-12-31T23:59:59.999Z", "2027-01-01T04:00:00Z");
    assert_between("2026-12-31T00:00:00Z", "2027-01-02T00:00:00Z", 8 * HOUR_MS);
    assert_add("2026-12-31T21:00:00Z", 3 * HOUR_MS, "2027-01-01T00:00:00Z");
    assert_add("2026-12-31T21:00:00Z", 3 * HOUR_MS + 1, "2027-01-01T00:00:00.001Z");
    assert_subtract("2027-01-01T01:00:00Z", 2 * HOUR_MS, "2026-12-31T23:00:00Z");
    open_hours("{\"zone\":\"UTC\",\"week\":\"24x7\"}");
    assert_between("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 365 * DAY_MS);
    assert_add("2026-01-01T00:00:00Z", 365 * DAY_MS, "2027-01-01T00:00:00Z");
    assert_subtract("2027-01-01T00:00:00Z", 365 * DAY_MS, "2026-01-01T00:00:00Z");
    assert_int_equal(sup_hours_next_close(hours, at("2026-01-01T00:00:00Z"), &found), SUP_LIMIT);
    open_hours("{\"zone\":\"UTC\",\"week\":\"24x7\",\"holidays\":[\"2026-05-01\"]}");
    assert_next("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2026-05-01T00:00:00Z");
    assert_int_equal(sup_hours_next_open(hours, at("2026-05-01T12:00:00Z"), &found), SUP_OK);
    assert_at(found, "2026-05-02T00:00:00Z");
    assert_int_equal(sup_hours_next_close(hours, found, &found), SUP_LIMIT);
}

static void hours_of_two_days_ago_may_last_into_the_year(void **state)
{
    (void)state;
    /* Wednesday 2026-12-30, 20:00 in -12:00 is 12-31 08:00 UTC; it is open for a day less a minute.
     * In +14:00 Friday 2027-01-01 begins on 12-31 at 10:00 UTC. */
    open_hours("{\"zone\":\"-12:00\",\"week\":{\"wednesday\":[\"20:00-19:59\"]}}");
    assert_between("2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z", 8 * HOUR_MS - MINUTE_MS);
    open_hours("{\"zone\":\"+14:00\",\"week\":{\"friday\":[\"00:00-12:00\"]}}");
    assert_between("2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z", 12 * HOUR_MS);
}

/* ---- holidays and special hours ---- */

static void a_holiday_takes_the_hours_that_open_on_it(void **state)
{
    (void)state;
    /* Friday 2026-12-25; the night of Thursday opens before it and goes on. */
    open_hours("{\"zone\":\"UTC\",\"week\":{\"thursday\":[\"22:00-06:00\"],"
               "\"friday\":[\"22:00-06:00\"]},\"holidays\":[\"2026-12-25\"]}");
    assert_between("2026-12-24T00:00:00Z", "2026-12-25T12:00:00Z", 8 * HOUR_MS);
    assert_between("2026-12-25T12:00:00Z", "2026-12-27T00:00:00Z", 0);
    assert_between("2027-01-01T12:00:00Z", "2027-01-03T00:00:00Z", 8 * HOUR_MS); /* any other */
}

static void a_holiday_may_come_every_year(void **state)
{
    (void)state;
    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK
               ",\"holidays\":[\"12-25\",{\"date\":\"02-29\",\"label\":\"Leap day\"}]}");
    assert_between("2026-12-25T00:00:00Z", "2026-12-26T00:00:00Z", 0);           /* Friday */
    assert_between("2030-12-25T00:00:00Z", "2030-12-26T00:00:00Z", 0);           /* Wednesday */
    assert_between("2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z", 0);           /* Tuesday */
    assert_between("2027-03-01T00:00:00Z", "2027-03-02T00:00:00Z", 7 * HOUR_MS); /* Monday */
    assert_between("2026-12-28T00:00:00Z", "2026-12-29T00:00:00Z", 7 * HOUR_MS);
}

static void special_hours_replace_those_of_a_day_and_win_over_a_holiday(void **state)
{
    (void)state;
    /* Christmas Eve 2026 is a Thursday, 2027 a Friday, 2028 a Sunday. 2026-11-29 is a Sunday. */
    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK
               ",\"holidays\":[\"12-24\",\"2026-12-25\",\"2027-12-31\"],\"special\":["
               "{\"date\":\"2026-12-24\",\"hours\":[\"09:00-13:00\"],\"label\":\"Christmas Eve\"},"
               "{\"date\":\"2026-11-29\",\"hours\":[\"10:00-14:00\",\"15:00-20:00\"]},"
               "{\"date\":\"2026-11-30\",\"hours\":[]},"
               "{\"date\":\"12-31\",\"hours\":[\"09:00-11:00\"]},"
               "{\"date\":\"2029-12-31\",\"hours\":[\"09:00-10:00\"]}]}");
    assert_between("2026-12-24T00:00:00Z", "2026-12-25T00:00:00Z", 4 * HOUR_MS);
    assert_between("2027-12-24T00:00:00Z", "2027-12-25T00:00:00Z", 0);
    assert_between("2026-11-29T00:00:00Z", "2026-11-30T00:00:00Z", 9 * HOUR_MS);
    assert_between("2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z", 0);
    /* Special every year wins over a holiday of one year; a special date of one year over both. */
    assert_between("2027-12-31T00:00:00Z", "2028-01-01T00:00:00Z", 2 * HOUR_MS);
    assert_between("2029-12-31T00:00:00Z", "2030-01-01T00:00:00Z", HOUR_MS);
}

static void special_hours_and_the_night_before_are_open_once(void **state)
{
    (void)state;
    /* Friday 22:00 to Saturday 06:00; the special Saturday begins at 04:00. */
    open_hours("{\"zone\":\"UTC\",\"week\":{\"friday\":[\"22:00-06:00\"]},\"special\":["
               "{\"date\":\"2026-01-10\",\"hours\":[\"04:00-08:00\"]}]}");
    assert_between("2026-01-09T00:00:00Z", "2026-01-11T00:00:00Z", 10 * HOUR_MS);
    assert_next("2026-01-09T23:00:00Z", "2026-01-09T23:00:00Z", "2026-01-10T08:00:00Z");
}

static void two_weeks_without_an_opening_are_nothing_special(void **state)
{
    (void)state;
    open_hours("{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-17:00\"]},\"holidays\":["
               "\"2026-01-05\",\"2026-01-12\"]}");
    assert_next("2025-12-29T17:00:00Z", "2026-01-19T09:00:00Z", "2026-01-19T17:00:00Z");
    assert_add("2025-12-29T16:00:00Z", 2 * HOUR_MS, "2026-01-19T10:00:00Z");
    assert_subtract("2026-01-18T00:00:00Z", HOUR_MS, "2025-12-29T16:00:00Z");
}

/* ---- clocks that change ---- */

static void a_day_is_as_long_as_the_clocks_make_it(void **state)
{
    (void)state;
    need_database();
    /* 2026: forward on 03-29 at 01:00 UTC, back on 10-25 at 01:00 UTC. */
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"00:00-24:00\"]}}");
    assert_between("2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z", 23 * HOUR_MS);
    assert_between("2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", 25 * HOUR_MS);
    assert_between("2026-10-17T00:00:00Z", "2026-10-20T00:00:00Z", 24 * HOUR_MS);
    assert_next("2026-10-24T00:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    /* A night shift over the change: 22:00 to 06:00 is seven hours, and nine. */
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"saturday\":[\"22:00-06:00\"]}}");
    assert_between("2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z", 7 * HOUR_MS);
    assert_between("2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z", 9 * HOUR_MS);
    /* Local 09:00 is 08:00 UTC in winter and 07:00 in summer. */
    open_hours("{\"zone\":\"Europe/Berlin\"," OFFICE_WEEK "}");
    assert_add("2026-03-27T15:00:00Z", 2 * HOUR_MS, "2026-03-30T08:00:00Z");
    assert_add("2026-10-23T14:00:00Z", 2 * HOUR_MS, "2026-10-26T09:00:00Z");
    /* The same far behind the table of the file: in 2190 from 03-28 to 10-31. */
    assert_next("2190-03-26T20:00:00Z", "2190-03-29T07:00:00Z", "2190-03-29T10:00:00Z");
    assert_next("2190-10-29T20:00:00Z", "2190-11-01T08:00:00Z", "2190-11-01T11:00:00Z");
}

static void edges_in_a_gap_move_forward_and_doubled_ones_are_the_first(void **state)
{
    (void)state;
    need_database();
    /* On 03-29 there is no 02:00 to 03:00. 02:30-05:00 opens at 03:30; 02:00-02:30 becomes
     * 03:00-03:30; 02:30-03:15 would open at 03:30 and close at 03:15: it is none. */
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"02:30-05:00\"]}}");
    assert_next("2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T03:00:00Z");
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"02:00-02:30\"]}}");
    assert_next("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z");
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"02:30-03:15\"]}}");
    assert_next("2026-03-28T00:00:00Z", "2026-04-05T00:30:00Z", "2026-04-05T01:15:00Z");
    assert_between("2026-03-28T00:00:00Z", "2026-04-04T00:00:00Z", 0);
    /* Two that the gap lets overlap are open once: 03:00-04:00 and, moved, 03:30-03:45. */
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"02:30-02:45\","
               "\"03:00-04:00\"]}}");
    assert_between("2026-03-28T00:00:00Z", "2026-04-04T00:00:00Z", HOUR_MS);
    assert_between("2026-04-04T00:00:00Z", "2026-04-11T00:00:00Z", HOUR_MS + 15 * MINUTE_MS);
    /* On 10-25 02:00 to 03:00 comes twice, first at 00:00 UTC. */
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"02:15-02:45\"]}}");
    assert_between("2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", 30 * MINUTE_MS);
    assert_next("2026-10-24T00:00:00Z", "2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z");
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"01:00-02:30\"]}}");
    assert_between("2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", 90 * MINUTE_MS);
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":{\"sunday\":[\"02:30-03:30\"]}}");
    assert_between("2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", 2 * HOUR_MS);
}

static void odd_zones_are_right(void **state)
{
    (void)state;
    need_database();
    /* Half an hour on Lord Howe: on 2026-10-04 clocks go from 02:00 to 02:30, on 2026-04-05 from
     * 02:00 back to 01:30; both are Sundays. */
    open_hours("{\"zone\":\"Australia/Lord_Howe\",\"week\":{\"sunday\":[\"00:00-24:00\"]}}");
    assert_between("2026-10-03T00:00:00Z", "2026-10-05T00:00:00Z", 23 * HOUR_MS + 30 * MINUTE_MS);
    assert_between("2026-04-04T00:00:00Z", "2026-04-06T00:00:00Z", 24 * HOUR_MS + 30 * MINUTE_MS);
    /* Samoa: Thursday 2011-12-29 is followed by Saturday. All hours of Friday lie in what is left
     * out, so they move by a day, onto Saturday. */
    open_hours("{\"zone\":\"Pacific/Apia\",\"week\":{\"thursday\":[\"09:00-17:00\"],"
               "\"saturday\":[\"09:00-17:00\"]}}");
    assert_next("2011-12-30T03:00:00Z", "2011-12-30T19:00:00Z", "2011-12-31T03:00:00Z");
    open_hours("{\"zone\":\"Pacific/Apia\",\"week\":\"24x7\",\"holidays\":[\"12-25\"]}");
    assert_between("2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z", 48 * HOUR_MS);
    /* Dublin: what the database calls summer time is winter's, and one hour less. */
    open_hours("{\"zone\":\"Europe/Dublin\"," OFFICE_WEEK "}");
    assert_next("2026-07-06T00:00:00Z", "2026-07-06T08:00:00Z", "2026-07-06T11:00:00Z");
    assert_next("2026-01-05T00:00:00Z", "2026-01-05T09:00:00Z", "2026-01-05T12:00:00Z");
    /* Casablanca is at +01, and at +00 in Ramadan: from 2026-02-15 to 03-22. */
    open_hours("{\"zone\":\"Africa/Casablanca\"," OFFICE_WEEK "}");
    assert_next("2026-02-13T00:00:00Z", "2026-02-13T08:00:00Z", "2026-02-13T11:00:00Z");
    assert_next("2026-02-16T00:00:00Z", "2026-02-16T09:00:00Z", "2026-02-16T12:00:00Z");
    assert_next("2026-03-23T00:00:00Z", "2026-03-23T08:00:00Z", "2026-03-23T11:00:00Z");
    /* Two hours at Troll: 01:00 to 03:00 on 2026-03-29 is left out. */
    open_hours("{\"zone\":\"Antarctica/Troll\",\"week\":{\"sunday\":[\"00:00-24:00\"]}}");
    assert_between("2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", 22 * HOUR_MS);
    assert_between("2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", 26 * HOUR_MS);
    /* Kolkata was at +05:21:10 in 1900: 1900-01-01 was a Monday. */
    open_hours("{\"zone\":\"Asia/Kolkata\"," OFFICE_WEEK "}");
    assert_next("1900-01-01T00:00:00Z", "1900-01-01T03:38:50Z", "1900-01-01T06:38:50Z");
}

/* ---- pauses ---- */

static void assert_paused(const char *from, const char *to, const struct sup_span *pauses,
                          uint32_t count, int64_t expected)
{
    struct sup_span reversed[64];
    int64_t found = -1;

    assert_int_equal(sup_hours_between_pauses(hours, at(from), at(to), pauses, count, &found),
                     SUP_OK);
    assert_int_equal(found, expected);
    for (uint32_t i = 0; i < count; i++) {
        reversed[count - 1 - i] = pauses[i];
    }
    assert_int_equal(sup_hours_between_pauses(hours, at(to), at(from), reversed, count, &found),
                     SUP_OK);
    assert_int_equal(found, -expected);
}

static struct sup_span span(const char *begin, const char *end)
{
    return (struct sup_span){at(begin), at(end)};
}

static void pauses_take_away_what_they_have_of_the_hours(void **state)
{
    struct sup_span pauses[30];
    (void)state;

    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK "}");
    assert_paused("2026-01-05T09:00:00Z", "2026-01-05T17:00:00Z", pauses, 0, 7 * HOUR_MS);
    /* Over the lunch break; inside another one; over the end. */
    pauses[0] = span("2026-01-05T11:00:00Z", "2026-01-05T14:00:00Z");
    pauses[1] = span("2026-01-05T13:30:00Z", "2026-01-05T13:45:00Z");
    pauses[2] = span("2026-01-05T16:00:00Z", "2026-02-01T00:00:00Z");
    assert_paused("2026-01-05T09:00:00Z", "2026-01-05T17:00:00Z", pauses, 3, 4 * HOUR_MS);
    pauses[1] = span("2026-01-05T13:30:00Z", "2026-01-05T13:30:00Z"); /* of no length */
    assert_paused("2026-01-05T09:00:00Z", "2026-01-05T17:00:00Z", pauses, 3, 4 * HOUR_MS);
    /* Thirty of 59 seconds, one each minute: half a minute and the rest are left. */
    for (int i = 0; i < 30; i++) {
        pauses[i].begin_ms = at("2026-01-05T10:00:00Z") + i * MINUTE_MS;
        pauses[i].end_ms = pauses[i].begin_ms + 59000;
    }
    assert_paused("2026-01-05T09:00:00Z", "2026-01-05T17:00:00Z", pauses, 30,
                  7 * HOUR_MS - 30 * 59000);
    assert_paused("2026-01-05T10:00:00Z", "2026-01-05T10:30:00Z", pauses, 30, 30 * 1000);
}

static void a_pause_over_the_change_of_clocks_is_as_long_as_it_was(void **state)
{
    struct sup_span pause;
    (void)state;

    need_database();
    open_hours("{\"zone\":\"Europe/Berlin\",\"week\":\"24x7\"}");
    /* From 01:30 to 03:30 on 2026-10-25: three hours. */
    pause = span("2026-10-25T01:30:00+02:00", "2026-10-25T03:30:00+01:00");
    assert_paused("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", &pause, 1,
                  22 * HOUR_MS);
}

static void pauses_that_are_none_are_refused(void **state)
{
    struct sup_span pause = {2, 1};
    int64_t found;
    (void)state;

    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK "}");
    assert_int_equal(sup_hours_between_pauses(hours, 0, 10, &pause, 1, &found), SUP_INVALID);
    assert_int_equal(
        sup_hours_between_pauses(hours, 0, 10, &pause, SUP_CALENDAR_PAUSES_MAX + 1, &found),
        SUP_INVALID);
    assert_int_equal(sup_hours_between_pauses(hours, 0, 10, NULL, 1, &found), SUP_MISUSE);
}

/* ---- intervals ---- */

static void intervals_are_cut_and_go_on_where_they_ended(void **state)
{
    struct sup_span spans[3];
    uint32_t count = 0;
    int64_t next_ms = 0;
    (void)state;

    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK "}");
    assert_int_equal(sup_hours_intervals(hours, at("2026-01-05T10:00:00Z"),
                                         at("2026-01-07T10:00:00Z"), spans, 3, &count, &next_ms),
                     SUP_OK);
    assert_int_equal(count, 3);
    assert_at(spans[0].begin_ms, "2026-01-05T10:00:00Z");
    assert_at(spans[0].end_ms, "2026-01-05T12:00:00Z");
    assert_at(spans[1].begin_ms, "2026-01-05T13:00:00Z");
    assert_at(spans[1].end_ms, "2026-01-05T17:00:00Z");
    assert_at(spans[2].end_ms, "2026-01-06T12:00:00Z");
    assert_at(next_ms, "2026-01-06T13:00:00Z");
    assert_int_equal(
        sup_hours_intervals(hours, next_ms, at("2026-01-07T10:00:00Z"), spans, 3, &count, &next_ms),
        SUP_OK);
    assert_int_equal(count, 2);
    assert_at(spans[1].end_ms, "2026-01-07T10:00:00Z");
    assert_at(next_ms, "2026-01-07T10:00:00Z");
    assert_int_equal(sup_hours_intervals(hours, 5, 5, NULL, 0, &count, &next_ms), SUP_OK);
    assert_int_equal(count, 0);
    assert_int_equal(sup_hours_intervals(hours, 5, 4, spans, 3, &count, &next_ms), SUP_INVALID);
}

/* ---- limits ---- */

static void nothing_is_known_outside_of_the_years(void **state)
{
    static const int64_t first = INT64_C(-2208988800000);
    static const int64_t last = INT64_C(7258118400000);
    const int64_t wrong[] = {first - 1, last, INT64_MIN, INT64_MAX};
    int64_t found;
    (void)state;

    for (int always = 0; always < 2; always++) {
        open_hours(always ? "{\"zone\":\"UTC\",\"week\":\"24x7\"}"
                          : "{\"zone\":\"UTC\"," OFFICE_WEEK "}");
        for (int i = 0; i < 4; i++) {
            assert_int_equal(sup_hours_between(hours, wrong[i], 0, &found), SUP_LIMIT);
            assert_int_equal(sup_hours_between(hours, 0, wrong[i], &found), SUP_LIMIT);
            assert_int_equal(sup_hours_add(hours, wrong[i], 1, &found), SUP_LIMIT);
            assert_int_equal(sup_hours_subtract(hours, wrong[i], 1, &found), SUP_LIMIT);
            assert_int_equal(sup_hours_next_open(hours, wrong[i], &found), SUP_LIMIT);
            assert_int_equal(sup_hours_next_close(hours, wrong[i], &found), SUP_LIMIT);
            assert_int_equal(sup_hours_is_open(hours, wrong[i]), SUP_LIMIT);
        }
        assert_int_equal(sup_hours_between(hours, first, last - 1, &found), SUP_OK);
        assert_int_equal(sup_hours_is_open(hours, first), always);
        assert_int_equal(sup_hours_add(hours, 0, INT64_MAX, &found), SUP_LIMIT);
        assert_int_equal(sup_hours_subtract(hours, 0, INT64_MAX, &found), SUP_LIMIT);
        assert_int_equal(sup_hours_add(hours, 0, -1, &found), SUP_INVALID);
        assert_int_equal(sup_hours_subtract(hours, 0, INT64_MIN, &found), SUP_INVALID);
    }
    /* 300 years have 109,573 days; from a Monday to a Tuesday: 78,267 weekdays. */
    open_hours("{\"zone\":\"UTC\"," OFFICE_WEEK "}");
    assert_int_equal(sup_hours_between(hours, first, last - 1, &found), SUP_OK);
    assert_int_equal(found, INT64_C(78267) * 7 * HOUR_MS);
    assert_int_equal(sup_hours_add(hours, first, found, &found), SUP_OK);
    assert_at(found, "2199-12-31T17:00:00Z"); /* a Tuesday */
    assert_int_equal(sup_hours_next_open(hours, found, &found), SUP_LIMIT);
    assert_int_equal(sup_hours_subtract(hours, at("1900-01-01T10:00:00Z"), HOUR_MS, &found),
                     SUP_OK);
    assert_at(found, "1900-01-01T09:00:00Z");
    assert_int_equal(sup_hours_subtract(hours, at("1900-01-01T10:00:00Z"), HOUR_MS + 1, &found),
                     SUP_LIMIT);
}

static void assert_refused(const char *text, int32_t rc, const char *field, const char *expected)
{
    struct sup_hours_options options = {.size = sizeof options, .calendar = text};
    struct sup_error error;
    sup_hours *none = hours;

    assert_int_equal(sup_hours_open(&options, &none, &error), rc);
    assert_null(none);
    assert_string_equal(error.field, field);
    assert_string_equal(error.text, expected);
}

static void a_calendar_that_is_none_is_refused(void **state)
{
    (void)state;
    assert_refused("[]", SUP_INVALID, "", "line 1, column 1: expected object, found list");
    assert_refused("{", SUP_INVALID, "", "line 1, column 2: the text ends too early");
    assert_refused("{\"zone\":\"UTC\",\"week\":{}}", SUP_INVALID, "/week",
                   "line 1, column 22: this calendar is never open");
    assert_refused("{\"zone\":\"Europe/Nowhere\",\"week\":\"24x7\"}", SUP_INVALID, "/zone",
                   "line 1, column 9: there is no zone \"Europe/Nowhere\" in /usr/share/zoneinfo");
    /* Open on dates only, and there is none from 2026-01-02 to 2027-01-01 or later. */
    assert_refused("{\"zone\":\"UTC\",\"week\":{},\"special\":[{\"date\":\"2026-01-01\",\"hours\":"
                   "[\"09:00-10:00\"]}]}",
                   SUP_INVALID, "",
                   "line 1, column 1: this calendar is closed for a year: from 1900-01-01 to "
                   "1900-12-31");
}

/* Mondays, less one Monday after the other from 2026-01-05 on: `count` of them. */
static void write_idle(char *text, size_t size, int count)
{
    char *end = text + size;
    int64_t monday = sup__days_from_civil(2026, 1, 5);

    text += snprintf(text, size,
                     "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-17:00\"]},"
                     "\"holidays\":[");
    for (int i = 0; i < count; i++) {
        int64_t year;
        int32_t month;
        int32_t day;

        sup__civil_from_days(monday + 7 * i, &year, &month, &day);
        text += snprintf(text, (size_t)(end - text), "%s\"%04d-%02d-%02d\"", i > 0 ? "," : "",
                         (int)year, (int)month, (int)day);
    }
    (void)snprintf(text, (size_t)(end - text), "]}");
}

static void a_year_without_an_opening_is_refused_and_a_day_less_is_not(void **state)
{
    static char text[4096];
    (void)state;

    /* 51 Mondays: the one before and the one behind are 364 days apart. With 52 it is 371, and 370
     * closed days between. */
    write_idle(text, sizeof text, 51);
    open_hours(text);
    assert_next("2025-12-30T00:00:00Z", "2026-12-28T09:00:00Z", "2026-12-28T17:00:00Z");
    write_idle(text, sizeof text, 52);
    assert_refused(text, SUP_INVALID, "",
                   "line 1, column 1: this calendar is closed for a year: from 2025-12-30 to "
                   "2026-12-29");
}

static void the_digest_tells_calendars_apart_that_answer_differently(void **state)
{
    static const char *const alike[] = {
        "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-17:00\"]},\"holidays\":[\"2026-12-25\","
        "\"12-26\"]}",
        "{\"label\":\"Office\",\"zone\":\"+00:00\",\"week\":{\"sunday\":[],\"monday\":"
        "[\"09:00-17:00\"]},\"holidays\":[\"12-26\",{\"date\":\"2026-12-25\",\"label\":\"C\"}]}",
    };
    static const char *const others[] = {
        "{\"zone\":\"+01:00\",\"week\":{\"monday\":[\"09:00-17:00\"]},\"holidays\":[\"2026-12-25\","
        "\"12-26\"]}",
        "{\"zone\":\"UTC\",\"week\":{\"tuesday\":[\"09:00-17:00\"]},\"holidays\":[\"2026-12-25\","
        "\"12-26\"]}",
        "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-17:01\"]},\"holidays\":[\"2026-12-25\","
        "\"12-26\"]}",
        "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-17:00\"]},\"holidays\":[\"2026-12-25\"]}",
        "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-17:00\"]},\"holidays\":[\"2027-12-25\","
        "\"12-26\"]}",
    };
    char digest[33];
    (void)state;

    open_hours(alike[0]);
    assert_int_equal(strlen(sup_hours_digest(hours)), 32);
    memcpy(digest, sup_hours_digest(hours), sizeof digest);
    open_hours(alike[1]);
    assert_string_equal(sup_hours_digest(hours), digest);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        open_hours(others[i]);
        assert_string_not_equal(sup_hours_digest(hours), digest);
    }
}

static void options_and_arguments_are_checked(void **state)
{
    struct sup_hours_options options = {.size = 4, .calendar = "{}"};
    struct sup_error error;
    int64_t found;
    uint32_t count;
    (void)state;

    sup_hours_close(hours);
    hours = NULL;
    assert_int_equal(sup_hours_open(NULL, &hours, &error), SUP_INVALID);
    assert_int_equal(sup_hours_open(&options, &hours, &error), SUP_INVALID);
    options = (struct sup_hours_options){.size = sizeof options};
    assert_int_equal(sup_hours_open(&options, &hours, &error), SUP_INVALID);
    assert_string_equal(error.field, "calendar");
    options.calendar = "{}";
    assert_int_equal(sup_hours_open(&options, NULL, &error), SUP_INVALID);
    options.reserved = 1;
    assert_int_equal(sup_hours_open(&options, &hours, NULL), SUP_INVALID);
    assert_null(hours);
    assert_int_equal(sup_hours_between(NULL, 0, 0, &found), SUP_MISUSE);
    assert_int_equal(sup_hours_add(NULL, 0, 0, &found), SUP_MISUSE);
    assert_int_equal(sup_hours_subtract(NULL, 0, 0, &found), SUP_MISUSE);
    assert_int_equal(sup_hours_next_open(NULL, 0, &found), SUP_MISUSE);
    assert_int_equal(sup_hours_next_close(NULL, 0, &found), SUP_MISUSE);
    assert_int_equal(sup_hours_is_open(NULL, 0), SUP_MISUSE);
    assert_int_equal(sup_hours_intervals(NULL, 0, 0, NULL, 0, &count, &found), SUP_MISUSE);
    assert_string_equal(sup_hours_digest(NULL), "");
    sup_hours_close(NULL);
}

/* ---- memory ---- */

struct counter {
    long left; /* allocations until one fails; -1: none does */
    long live;
};

static void *counting_resize(void *user, void *memory, size_t bytes)
{
    struct counter *counter = user;

    if (bytes == 0) {
        counter->live -= memory != NULL;
        free(memory);
        return NULL;
    }
    if (counter->left == 0) {
        return NULL;
    }
    counter->left -= counter->left > 0;
    counter->live += memory == NULL;
    return realloc(memory, bytes);
}

/* Everything that takes memory once; the first that fails ends it. */
static int32_t use(const struct sup_allocator *allocator)
{
    static const struct sup_span pauses[] = {{5 * DAY_MS, 6 * DAY_MS}, {DAY_MS, 2 * DAY_MS}};
    struct sup_hours_options options = {.size = sizeof options,
                                        .calendar = "{\"zone\":\"UTC\"," OFFICE_WEEK
                                                    ",\"holidays\":[\"12-25\",\"1970-05-01\"]}",
                                        .allocator = allocator};
    sup_hours *used = NULL;
    int64_t found;
    int32_t rc = sup_hours_open(&options, &used, NULL);

    if (rc == SUP_OK) {
        rc = sup_hours_between(used, 0, 4000 * DAY_MS, &found);
    }
    if (rc == SUP_OK) {
        rc = sup_hours_add(used, 5000 * DAY_MS, 8000 * HOUR_MS, &found);
    }
    if (rc == SUP_OK) {
        rc = sup_hours_subtract(used, 0, 8000 * HOUR_MS, &found);
    }
    if (rc == SUP_OK) {
        rc = sup_hours_next_close(used, 20000 * DAY_MS, &found);
    }
    if (rc == SUP_OK) {
        rc = sup_hours_between_pauses(used, 0, 10 * DAY_MS, pauses, 2, &found);
    }
    sup_hours_close(used);
    return rc;
}

static void every_allocation_may_fail(void **state)
{
    struct counter counter = {-1, 0};
    struct sup_allocator allocator = {sizeof allocator, 0, &counter, counting_resize};
    int32_t rc = SUP_NOMEM;
    long n;
    (void)state;

    for (n = 0; rc == SUP_NOMEM; n++) {
        counter.left = n;
        rc = use(&allocator);
        assert_int_equal(counter.live, 0);
    }
    assert_int_equal(rc, SUP_OK);
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_passes_only_while_it_is_open),
        cmocka_unit_test(an_end_at_closing_time_stays_there),
        cmocka_unit_test(the_next_opening_is_now_or_later_and_the_next_close_after_it),
        cmocka_unit_test(hours_that_touch_are_one_opening_also_over_the_turn_of_the_year),
        cmocka_unit_test(hours_of_two_days_ago_may_last_into_the_year),
        cmocka_unit_test(a_holiday_takes_the_hours_that_open_on_it),
        cmocka_unit_test(a_holiday_may_come_every_year),
        cmocka_unit_test(special_hours_replace_those_of_a_day_and_win_over_a_holiday),
        cmocka_unit_test(special_hours_and_the_night_before_are_open_once),
        cmocka_unit_test(two_weeks_without_an_opening_are_nothing_special),
        cmocka_unit_test(a_day_is_as_long_as_the_clocks_make_it),
        cmocka_unit_test(edges_in_a_gap_move_forward_and_doubled_ones_are_the_first),
        cmocka_unit_test(odd_zones_are_right),
        cmocka_unit_test(pauses_take_away_what_they_have_of_the_hours),
        cmocka_unit_test(a_pause_over_the_change_of_clocks_is_as_long_as_it_was),
        cmocka_unit_test(pauses_that_are_none_are_refused),
        cmocka_unit_test(intervals_are_cut_and_go_on_where_they_ended),
        cmocka_unit_test(nothing_is_known_outside_of_the_years),
        cmocka_unit_test(a_calendar_that_is_none_is_refused),
        cmocka_unit_test(a_year_without_an_opening_is_refused_and_a_day_less_is_not),
        cmocka_unit_test(the_digest_tells_calendars_apart_that_answer_differently),
        cmocka_unit_test(options_and_arguments_are_checked),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
