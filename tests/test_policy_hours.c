/*
 * Tests of lib/policy: calendars, whether they are open, and the hours that nobody covers.
 *
 * 2026-01-05 is a Monday; date -ud 2026-01-05 +%s says 1767571200.
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
#include "base/when.h"
#include "policy/coverage.h"
#include "policy_fixture.h"

#define MONDAY_MS   INT64_C(1767571200000)
#define MINUTE_MS   INT64_C(60000)
#define HOUR_MS     (60 * MINUTE_MS)
#define DAY_MS      (24 * HOUR_MS)
#define CALENDAR    "\"calendars\": {\"c\": {\"zone\": \"UTC\", \"week\": "
#define AT(d, h, m) ((d)*1440 + (h)*60 + (m))

/* The calendar "c" of a good document. */
static struct loaded load_calendar(const char *zone, const char *week)
{
    char members[1024];
    struct loaded loaded;

    (void)snprintf(members, sizeof members,
                   "\"calendars\": {\"c\": {\"zone\": \"%s\", \"week\": %s}},", zone, week);
    loaded = load_more(members);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->calendar_count, 1);
    return loaded;
}

static void assert_hours(const struct sup__calendar *calendar, uint32_t count,
                         const struct sup__week_hours *expected)
{
    struct sup__week week;

    sup__week_of(calendar, MONDAY_MS, &week);
    assert_int_equal(week.count, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(week.items[i].begin, expected[i].begin);
        assert_int_equal(week.items[i].end, expected[i].end);
    }
}

/* ---- reading ---- */

static void a_week_is_sorted_intervals_of_minutes(void **state)
{
    struct loaded loaded = load_calendar(
        "UTC", "{\"tuesday\": [\"14:00-18:00\", \"09:00-13:00\"], \"monday\": [\"09:00-24:00\"]}");
    (void)state;

    assert_hours(&loaded.policy->calendars[0], 3,
                 (const struct sup__week_hours[]){{AT(0, 9, 0), AT(1, 0, 0)},
                                                  {AT(1, 9, 0), AT(1, 13, 0)},
                                                  {AT(1, 14, 0), AT(1, 18, 0)}});
    unload(&loaded);
}

static void hours_pass_midnight_and_the_end_of_the_week(void **state)
{
    struct loaded loaded =
        load_calendar("UTC", "{\"friday\": [\"22:00-06:00\"], \"sunday\": [\"22:00-06:30\"]}");
    (void)state;

    assert_hours(&loaded.policy->calendars[0], 3,
                 (const struct sup__week_hours[]){
                     {0, AT(0, 6, 30)}, {AT(4, 22, 0), AT(5, 6, 0)}, {AT(6, 22, 0), AT(7, 0, 0)}});
    unload(&loaded);
    loaded = load_calendar("UTC", "{\"sunday\": [\"22:00-00:00\"]}");
    assert_hours(&loaded.policy->calendars[0], 1,
                 (const struct sup__week_hours[]){{AT(6, 22, 0), AT(7, 0, 0)}});
    unload(&loaded);
}

static void hours_that_touch_are_one(void **state)
{
    struct loaded loaded = load_calendar(
        "UTC", "{\"monday\": [\"00:00-12:00\", \"12:00-24:00\"], \"tuesday\": [\"00:00-08:00\"], "
               "\"sunday\": [\"20:00-24:00\"]}");
    (void)state;

    assert_hours(&loaded.policy->calendars[0], 2,
                 (const struct sup__week_hours[]){{0, AT(1, 8, 0)}, {AT(6, 20, 0), AT(7, 0, 0)}});
    unload(&loaded);
}

static void all_day_and_every_day_is_24x7(void **state)
{
    struct loaded loaded = load_calendar("UTC", "\"24x7\"");
    (void)state;

    assert_hours(&loaded.policy->calendars[0], 1, (const struct sup__week_hours[]){{0, 10080}});
    assert_true(sup__calendar_is_open(&loaded.policy->calendars[0], MONDAY_MS));
    assert_true(sup__calendar_is_open(&loaded.policy->calendars[0], MONDAY_MS - 1));
    unload(&loaded);
}

static void a_zone_is_utc_or_an_offset(void **state)
{
    static const struct {
        const char *zone;
        int32_t minutes;
    } rows[] = {{"UTC", 0},      {"+00:00", 0},    {"+05:30", 330}, {"-03:30", -210},
                {"+14:00", 840}, {"-14:00", -840}, {"+05:45", 345}};
    static const char *const wrong[] = {"Europe/..", "+14:01", "-14:01", "+5:30", "05:30",
                                        "../UTC",    "UT C",   "",       "+05:60"};
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct loaded loaded = load_calendar(rows[i].zone, "\"24x7\"");

        assert_int_equal(sup__zone_offset(loaded.policy->calendars[0].zone, 0),
                         60 * rows[i].minutes);
        unload(&loaded);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char members[128];
        char text[160];
        struct loaded loaded;

        (void)snprintf(members, sizeof members,
                       "\"calendars\": {\"c\": {\"zone\": \"%s\", \"week\": \"24x7\"}},", wrong[i]);
        (void)snprintf(text, sizeof text,
                       "\"%s\" is not a zone such as Europe/Berlin, UTC or +05:30", wrong[i]);
        loaded = load_more(members);
        assert_int_equal(loaded.error.message_id, SUP_MSG_POLICY_ZONE);
        assert_problems(&loaded, 1, &(struct expected){"/calendars/c/zone", 26, 29, text, NULL});
    }
}

static void hours_that_cannot_be_read_are_told(void **state)
{
    static const char *const wrong[] = {"9:00-17:00",  "09:00-24:01", "24:00-06:00", "09:60-10:00",
                                        "09:00 17:00", "09:00",       "25:00-26:00", "ab:cd-ef:gh"};
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char members[128];
        char text[80];
        struct loaded loaded;

        (void)snprintf(members, sizeof members, CALENDAR "{\"monday\": [\"%s\"]}}},", wrong[i]);
        (void)snprintf(text, sizeof text, "\"%s\" is not hours such as 09:00-17:00", wrong[i]);
        loaded = load_more(members);
        assert_int_equal(loaded.error.message_id, SUP_MSG_POLICY_HOURS);
        assert_problems(&loaded, 1,
                        &(struct expected){"/calendars/c/week/monday/0", 26, 56, text, NULL});
    }
    expect_more(CALENDAR "{\"monday\": [\"09:00-09:00\"]}}},", 1,
                &(struct expected){"/calendars/c/week/monday/0", 26, 56,
                                   "these hours end when they begin: a whole day is 00:00-24:00",
                                   NULL});
}

static void a_week_that_is_none_is_told(void **state)
{
    (void)state;
    expect_more(CALENDAR "\"24/7\"}},", 1,
                &(struct expected){"/calendars/c/week", 26, 44,
                                   "\"24/7\" is neither 24x7 nor an object of days", NULL});
    expect_more(CALENDAR "[]}},", 1,
                &(struct expected){"/calendars/c/week", 26, 44,
                                   "expected text or object, found list", NULL});
    expect_more(
        CALENDAR "{}}},", 1,
        &(struct expected){"/calendars/c/week", 26, 44, "this calendar is never open", NULL});
    expect_more(
        CALENDAR "{\"monday\": [], \"sunday\": []}}},", 1,
        &(struct expected){"/calendars/c/week", 26, 44, "this calendar is never open", NULL});
    expect_more(CALENDAR "{\"mondy\": []}}},", 1,
                &(struct expected){"/calendars/c/week/mondy", 26, 45,
                                   "there is no member \"mondy\" here", "monday"});
    expect_more(
        "\"calendars\": {\"C\": {}},", 3,
        (const struct expected[]){
            {"/calendars/C", 26, 15,
             "\"C\" is not a name: 1 to 64 of a-z 0-9 _ . -, first a letter or a digit", NULL},
            {"/calendars/C", 26, 20, "\"zone\" is missing", NULL},
            {"/calendars/C", 26, 20, "\"week\" is missing", NULL}});
}

static void hours_overlap_nowhere_in_the_week(void **state)
{
    (void)state;
    expect_more(CALENDAR "{\"monday\": [\"09:00-13:00\", \"12:59-18:00\"]}}},", 1,
                &(struct expected){"/calendars/c/week/monday/1", 26, 71,
                                   "\"12:59-18:00\" overlaps \"09:00-13:00\" of monday", NULL});
    /* The later one in the document, wherever it is in the week. */
    expect_more(CALENDAR "{\"tuesday\": [\"05:00-09:00\"], \"monday\": [\"22:00-06:00\"]}}},", 1,
                &(struct expected){"/calendars/c/week/monday/0", 26, 84,
                                   "\"22:00-06:00\" overlaps \"05:00-09:00\" of tuesday", NULL});
    expect_more(CALENDAR "{\"sunday\": [\"22:00-06:00\"], \"monday\": [\"05:59-09:00\"]}}},", 1,
                &(struct expected){"/calendars/c/week/monday/0", 26, 83,
                                   "\"05:59-09:00\" overlaps \"22:00-06:00\" of sunday", NULL});
    /* Two that do not overlap each other, in one that has both. */
    expect_more(
        CALENDAR "{\"friday\": [\"00:00-24:00\", \"01:00-02:00\", \"03:00-04:00\"]}}},", 2,
        (const struct expected[]){{"/calendars/c/week/friday/1", 26, 71,
                                   "\"01:00-02:00\" overlaps \"00:00-24:00\" of friday", NULL},
                                  {"/calendars/c/week/friday/2", 26, 86,
                                   "\"03:00-04:00\" overlaps \"00:00-24:00\" of friday", NULL}});
}

static void a_day_has_at_most_24_hours_entries(void **state)
{
    (void)state;
    for (int count = 24; count <= 25; count++) {
        struct sup__buffer buffer;
        struct loaded loaded;

        sup__buffer_init(&buffer, &counted_mem);
        sup__buffer_text(&buffer, CALENDAR "{\"monday\": [");
        for (int i = 0; i < count; i++) {
            char hours[48];

            (void)snprintf(hours, sizeof hours, "%s\"%02d:%02d-%02d:%02d\"", i == 0 ? "" : ",",
                           i / 2, i % 2 * 30, i / 2, i % 2 * 30 + 10);
            sup__buffer_text(&buffer, hours);
        }
        sup__buffer_text(&buffer, "]}}},");
        loaded = load_more(buffer.data);
        sup__buffer_free(&buffer);
        if (count == 24) {
            assert_int_equal(loaded.rc, SUP_OK);
            assert_int_equal(loaded.policy->calendars[0].week[0].count, 24);
            unload(&loaded);
        } else {
            assert_problems(&loaded, 1,
                            &(struct expected){
                                "/calendars/c/week/monday", 26, 55,
                                "25 entries of the kind hours are too many: 24 are allowed", NULL});
        }
    }
}

/* ---- dates ---- */

/* A list of `count` dates from 1900-01-01 on, of a calendar that is open every day. */
static struct loaded load_dates(const char *member, const char *form, int count)
{
    struct sup__buffer buffer;
    struct loaded loaded;

    sup__buffer_init(&buffer, &counted_mem);
    sup__buffer_text(&buffer, CALENDAR "\"24x7\", \"");
    sup__buffer_text(&buffer, member);
    sup__buffer_text(&buffer, "\": [");
    for (int i = 0; i < count; i++) {
        int64_t year;
        int32_t month;
        int32_t day;
        char item[96];

        /* Every other day, or the calendar would be closed for years. */
        sup__civil_from_days(-25567 + 2 * i, &year, &month, &day);
        (void)snprintf(item, sizeof item, form, i == 0 ? "" : ",", (int)year, (int)month, (int)day);
        sup__buffer_text(&buffer, item);
    }
    sup__buffer_text(&buffer, "]}},");
    loaded = load_more(buffer.data);
    sup__buffer_free(&buffer);
    return loaded;
}

static void a_calendar_has_so_many_dates_and_not_more(void **state)
{
    static const struct {
        const char *member;
        const char *form;
        const char *kind;
        int limit;
    } rows[] = {
        {"holidays", "%s\"%04d-%02d-%02d\"", "holiday", 4000},
        {"special", "%s{\"date\": \"%04d-%02d-%02d\", \"hours\": []}", "special hours", 1000},
    };
    (void)state;

    for (int i = 0; i < 2; i++) {
        struct loaded loaded = load_dates(rows[i].member, rows[i].form, rows[i].limit);
        char text[96];
        char pointer[48];

        assert_int_equal(loaded.rc, SUP_OK);
        assert_int_equal(loaded.policy->calendars[0].date_count, rows[i].limit);
        unload(&loaded);
        loaded = load_dates(rows[i].member, rows[i].form, rows[i].limit + 1);
        (void)snprintf(text, sizeof text, "%d entries of the kind %s are too many: %d are allowed",
                       rows[i].limit + 1, rows[i].kind, rows[i].limit);
        (void)snprintf(pointer, sizeof pointer, "/calendars/c/%s", rows[i].member);
        assert_problems(&loaded, 1,
                        &(struct expected){pointer, 26,
                                           (int)strlen(CALENDAR "'24x7', '': ") + 1 +
                                               (int)strlen(rows[i].member),
                                           text, NULL});
    }
}

static void dates_that_are_none_are_told(void **state)
{
    static const char *const wrong[] = {"2026-13-01", "2026-02-29", "2026-1-1", "02-30",
                                        "13-01",      "1-1",        "12/25",    "Christmas"};
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char members[128];
        char text[128];

        (void)snprintf(members, sizeof members, CALENDAR "\"24x7\", \"holidays\": [\"%s\"]}},",
                       wrong[i]);
        (void)snprintf(text, sizeof text,
                       "\"%s\" is not a date such as 2026-12-25, or 12-25 of every year", wrong[i]);
        expect_more(members, 1, &(struct expected){"/calendars/c/holidays/0", 26, 65, text, NULL});
    }
    expect_more(CALENDAR "\"24x7\", \"holidays\": [\"1899-12-31\"]}},", 1,
                &(struct expected){"/calendars/c/holidays/0", 26, 65,
                                   "\"1899-12-31\" is not in the years that calendars know: 1900 "
                                   "to 2199",
                                   NULL});
}

static void a_holiday_that_is_special_too_is_special(void **state)
{
    struct loaded loaded =
        load_more(CALENDAR "\"24x7\", \"holidays\": [\"2026-12-24\"], \"special\": [{\"date\": "
                           "\"2026-12-24\", \"hours\": [\"13:00-14:00\", \"09:00-12:00\"]}]}},");
    const struct sup__calendar *calendar = &loaded.policy->calendars[0];
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.problems.count, 0);
    assert_int_equal(calendar->date_count, 1);
    assert_true(calendar->dates[0].is_special);
    assert_int_equal(calendar->dates[0].hours.count, 2);
    assert_int_equal(calendar->dates[0].hours.items[0].begin, 540);
    assert_int_equal(calendar->dates[0].hours.items[1].end, 840);
    unload(&loaded);
}

/* ---- open or not ---- */

static void a_calendar_is_open_from_its_first_to_before_its_last_instant(void **state)
{
    struct loaded loaded =
        load_calendar("UTC", "{\"monday\": [\"09:00-17:00\"], \"sunday\": [\"22:00-02:00\"]}");
    const struct sup__calendar *calendar = &loaded.policy->calendars[0];
    (void)state;

    assert_false(sup__calendar_is_open(calendar, MONDAY_MS + 9 * HOUR_MS - 1));
    assert_true(sup__calendar_is_open(calendar, MONDAY_MS + 9 * HOUR_MS));
    assert_true(sup__calendar_is_open(calendar, MONDAY_MS + 17 * HOUR_MS - 1));
    assert_false(sup__calendar_is_open(calendar, MONDAY_MS + 17 * HOUR_MS));
    assert_false(sup__calendar_is_open(calendar, MONDAY_MS - 2 * HOUR_MS - 1));
    assert_true(sup__calendar_is_open(calendar, MONDAY_MS - 2 * HOUR_MS));
    assert_true(sup__calendar_is_open(calendar, MONDAY_MS + 2 * HOUR_MS - 1));
    assert_false(sup__calendar_is_open(calendar, MONDAY_MS + 2 * HOUR_MS));
    /* 1969-12-29 was a Monday: three days before the epoch. */
    assert_true(sup__calendar_is_open(calendar, -3 * DAY_MS + 9 * HOUR_MS));
    assert_false(sup__calendar_is_open(calendar, -3 * DAY_MS + 9 * HOUR_MS - 1));
    assert_int_equal(sup__calendar_is_open(calendar, INT64_MAX), -1); /* not known */
    assert_int_equal(sup__calendar_is_open(calendar, INT64_MIN), -1);
    unload(&loaded);
}

static void an_offset_moves_the_hours(void **state)
{
    struct loaded loaded = load_calendar("+05:30", "{\"monday\": [\"00:00-01:00\"]}");
    const struct sup__calendar *calendar = &loaded.policy->calendars[0];
    (void)state;

    /* Monday 00:00 in +05:30 is Sunday 18:30 in UTC. */
    assert_false(sup__calendar_is_open(calendar, MONDAY_MS - 5 * HOUR_MS - 30 * MINUTE_MS - 1));
    assert_true(sup__calendar_is_open(calendar, MONDAY_MS - 5 * HOUR_MS - 30 * MINUTE_MS));
    assert_false(sup__calendar_is_open(calendar, MONDAY_MS - 4 * HOUR_MS - 30 * MINUTE_MS));
    unload(&loaded);
}

/* ---- gaps ---- */

static void assert_gap(const struct sup__week *needed, const struct sup__week *covered,
                       const char *expected)
{
    char text[SUP__GAP_TEXT_SIZE];
    struct sup__gap gap;

    assert_int_equal(sup__week_gap(needed, covered, &gap), expected != NULL);
    if (expected != NULL) {
        sup__gap_format(&gap, text);
        assert_string_equal(text, expected);
    }
}

static const struct sup__week always = {0, 1, {{0, 10080}}};
/* Monday to Friday, 09:00 to 18:00. */
static const struct sup__week office = {
    0, 5, {{540, 1080}, {1980, 2520}, {3420, 3960}, {4860, 5400}, {6300, 6840}}};
/* Monday to Friday, 09:00 to 17:30. */
static const struct sup__week short_office = {
    0, 5, {{540, 1050}, {1980, 2490}, {3420, 3930}, {4860, 5370}, {6300, 6810}}};

static void the_first_gap_begins_in_the_week(void **state)
{
    static const struct sup__week weekdays = {0, 1, {{0, AT(5, 0, 0)}}};
    static const struct sup__week weekend = {0, 1, {{AT(5, 0, 0), 10080}}};
    static const struct sup__week sunday_night = {0, 2, {{0, 360}, {AT(6, 22, 0), 10080}}};
    (void)state;

    assert_gap(&always, &always, NULL);
    assert_gap(&office, &always, NULL);
    assert_gap(&office, &office, NULL);
    assert_gap(&short_office, &office, NULL);
    assert_gap(&always, &office, "Monday 18:00 to Tuesday 09:00");
    assert_gap(&office, &short_office, "Monday 17:30 to Monday 18:00");
    assert_gap(&always, &weekdays, "Saturday 00:00 to Monday 00:00");
    /* From Sunday's end until Saturday: it does begin on Monday. */
    assert_gap(&always, &weekend, "Monday 00:00 to Saturday 00:00");
    assert_gap(&weekend, &office, "Saturday 00:00 to Monday 00:00");
    assert_gap(&sunday_night, &office, "Sunday 22:00 to Monday 06:00");
    assert_gap(&office, &sunday_night, "Monday 09:00 to Monday 18:00");
}

static void a_gap_over_the_end_of_the_week_is_one(void **state)
{
    static const struct sup__week all_but_the_turn = {0, 1, {{60, 10020}}};
    static const struct sup__week all_but_the_beginning = {0, 1, {{60, 10080}}};
    (void)state;

    /* Closed from Sunday 23:00 to Monday 01:00, and that is the only gap. */
    assert_gap(&always, &all_but_the_turn, "Sunday 23:00 to Monday 01:00");
    assert_gap(&always, &all_but_the_beginning, "Monday 00:00 to Monday 01:00");
}

static void gaps_are_told_in_the_zone_of_what_is_needed(void **state)
{
    /* 00:00 to 12:00 UTC on Monday is 02:00 to 14:00 in +02:00. */
    static const struct sup__week morning = {0, 1, {{0, 720}}};
    static const struct sup__week all_in_the_east = {120, 1, {{0, 10080}}};
    static const struct sup__week tuesday_in_the_east = {120, 1, {{AT(1, 0, 0), AT(2, 0, 0)}}};
    /* Sunday 22:00 to Monday 02:00 in +02:00 is Sunday 20:00 to 24:00 UTC. */
    static const struct sup__week turn_in_the_east = {120, 2, {{0, 120}, {AT(6, 22, 0), 10080}}};
    static const struct sup__week sunday_evening = {0, 1, {{AT(6, 20, 0), 10080}}};
    (void)state;

    assert_gap(&all_in_the_east, &morning, "Monday 14:00 to Monday 02:00");
    assert_gap(&morning, &tuesday_in_the_east, "Monday 00:00 to Monday 12:00");
    assert_gap(&tuesday_in_the_east, &morning, "Tuesday 00:00 to Wednesday 00:00");
    assert_gap(&turn_in_the_east, &sunday_evening, NULL);
    assert_gap(&sunday_evening, &turn_in_the_east, NULL);
}

/* The same question, minute by minute. */
static int is_open_at(const struct sup__week *week, int32_t minute)
{
    minute = ((minute % 10080) + 10080) % 10080;
    for (uint32_t i = 0; i < week->count; i++) {
        if (minute >= week->items[i].begin && minute < week->items[i].end) {
            return 1;
        }
    }
    return 0;
}

static int plain_gap(const struct sup__week *needed, const struct sup__week *covered,
                     struct sup__gap *gap)
{
    int32_t shift = covered->offset_minutes - needed->offset_minutes;
    static uint8_t is_lacking[2 * 10080];
    int32_t at = 0;

    for (int32_t i = 0; i < 2 * 10080; i++) {
        is_lacking[i] = (uint8_t)(is_open_at(needed, i) && !is_open_at(covered, i + shift));
    }
    /* The first minute that lacks while the one before does not. */
    while (at < 10080 && !(is_lacking[at] && !is_lacking[(at + 10079) % 10080])) {
        at++;
    }
    gap->begin = at;
    while (at < 2 * 10080 && is_lacking[at]) {
        at++;
    }
    gap->end = at;
    return gap->begin < 10080;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void draw(struct sup__week *written, uint32_t *seed)
{
    int32_t at = (int32_t)(next_random(seed) % 3 == 0 ? 0 : next_random(seed) % 2000);

    written->offset_minutes = (int32_t)(next_random(seed) % 57) * 30 - 840;
    written->count = 0;
    while (written->count < 6 && at < 10080) {
        int32_t end = at + 1 + (int32_t)(next_random(seed) % 3000);

        end = end > 10080 || next_random(seed) % 16 == 0 ? 10080 : end;
        written->items[written->count++] = (struct sup__week_hours){at, end};
        at = end + 1 + (int32_t)(next_random(seed) % 2000);
    }
}

static void gaps_are_those_found_minute_by_minute(void **state)
{
    uint32_t seed = 20260105;
    int found = 0;
    (void)state;

    for (int i = 0; i < 1000; i++) {
        struct sup__week needed;
        struct sup__week covered;
        struct sup__gap gap = {-1, -1};
        struct sup__gap plain = {-1, -1};
        int is_there;

        draw(&needed, &seed);
        draw(&covered, &seed);
        is_there = plain_gap(&needed, &covered, &plain);
        assert_int_equal(sup__week_gap(&needed, &covered, &gap), is_there);
        if (is_there) {
            assert_int_equal(gap.begin, plain.begin);
            assert_int_equal(gap.end, plain.end);
            found++;
        }
    }
    assert_true(found > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_is_sorted_intervals_of_minutes),
        cmocka_unit_test(hours_pass_midnight_and_the_end_of_the_week),
        cmocka_unit_test(hours_that_touch_are_one),
        cmocka_unit_test(all_day_and_every_day_is_24x7),
        cmocka_unit_test(a_zone_is_utc_or_an_offset),
        cmocka_unit_test(hours_that_cannot_be_read_are_told),
        cmocka_unit_test(a_week_that_is_none_is_told),
        cmocka_unit_test(hours_overlap_nowhere_in_the_week),
        cmocka_unit_test(a_day_has_at_most_24_hours_entries),
        cmocka_unit_test(a_calendar_has_so_many_dates_and_not_more),
        cmocka_unit_test(dates_that_are_none_are_told),
        cmocka_unit_test(a_holiday_that_is_special_too_is_special),
        cmocka_unit_test(a_calendar_is_open_from_its_first_to_before_its_last_instant),
        cmocka_unit_test(an_offset_moves_the_hours),
        cmocka_unit_test(the_first_gap_begins_in_the_week),
        cmocka_unit_test(a_gap_over_the_end_of_the_week_is_one),
        cmocka_unit_test(gaps_are_told_in_the_zone_of_what_is_needed),
        cmocka_unit_test(gaps_are_those_found_minute_by_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
