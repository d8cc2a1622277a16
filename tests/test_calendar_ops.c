/*
 * Tests of include/supportcore/calendar.h: the same questions as operations, by the name of a
 * calendar of the policy or with one in the call.
 *
 * 2026-07-06 is a Monday: date -ud 2026-07-06 +%s says 1783296000.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "desk_fixture.h"

#define MONDAY_MS INT64_C(1783296000000)
#define WEEK      "{\"zone\":\"+02:00\",\"week\":{\"monday\":[\"09:00-12:00\",\"13:00-17:00\"]}}"

static const char document[] =
    "{\"supportcore_policy\": 1, \"name\": \"Hours\","
    " \"calendars\": {\"office\": " WEEK ", \"always\": {\"zone\": \"UTC\", \"week\": \"24x7\"}},"
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"
    "  {\"name\": \"open\", \"category\": \"open\"},"
    "  {\"name\": \"solved\", \"category\": \"solved\"},"
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"
    " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []},"
    " \"priorities\": [\"normal\"], \"default_priority\": \"normal\", \"channels\": [\"email\"],"
    " \"on_customer_message\": {\"solved\": \"open\"},"
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}}}";

static void activate(struct desk *desk)
{
    struct sup_receipt receipt = {.size = sizeof receipt};

    must(desk, sup_policy_activate(desk->core, by_system(desk),
                                   PARAMS(policy, .document = document), &receipt));
}

static void a_calendar_of_the_policy_is_asked_by_its_name(void **state)
{
    struct desk *desk = *state;
    struct sup_caller *caller = by_system(desk);
    struct sup_calendar_time *time = NULL;
    struct sup_calendar_length *length = NULL;
    struct sup_calendar_state *open = NULL;
    /* 09:00 to 10:00, and 16:30 to midnight by the clocks there. */
    const struct sup_span pauses[] = {
        {MONDAY_MS + 14 * HOUR_MS + HOUR_MS / 2, MONDAY_MS + 22 * HOUR_MS},
        {MONDAY_MS + 7 * HOUR_MS, MONDAY_MS + 8 * HOUR_MS}};

    activate(desk);
    must(desk, sup_calendar_add(desk->core, caller,
                                PARAMS(calendar_add, .calendar = "office", .from_ms = MONDAY_MS,
                                       .duration_ms = 4 * HOUR_MS),
                                &time));
    assert_int_equal(time->at_ms, MONDAY_MS + 12 * HOUR_MS); /* 14:00 there */
    sup_free(time);
    must(desk, sup_calendar_subtract(desk->core, caller,
                                     PARAMS(calendar_add, .calendar = "office",
                                            .from_ms = MONDAY_MS + 24 * HOUR_MS,
                                            .duration_ms = 4 * HOUR_MS),
                                     &time));
    assert_int_equal(time->at_ms, MONDAY_MS + 11 * HOUR_MS); /* 13:00 */
    sup_free(time);
    must(desk, sup_calendar_between(desk->core, caller,
                                    PARAMS(calendar_between, .calendar = "office",
                                           .from_ms = MONDAY_MS + 24 * HOUR_MS, .to_ms = MONDAY_MS,
                                           .pauses = pauses, .pause_count = 2),
                                    &length));
    assert_int_equal(length->open_ms, -(5 * HOUR_MS + HOUR_MS / 2));
    sup_free(length);
    must(desk, sup_calendar_is_open(
                   desk->core, caller,
                   PARAMS(calendar_time, .calendar = "office", .time_ms = MONDAY_MS + 10 * HOUR_MS),
                   &open));
    assert_int_equal(open->is_open, 0);
    sup_free(open);
    must(desk, sup_calendar_next_open(
                   desk->core, caller,
                   PARAMS(calendar_time, .calendar = "office", .time_ms = MONDAY_MS + 10 * HOUR_MS),
                   &time));
    assert_int_equal(time->at_ms, MONDAY_MS + 11 * HOUR_MS);
    sup_free(time);
    must(desk, sup_calendar_next_close(
                   desk->core, caller,
                   PARAMS(calendar_time, .calendar = "office", .time_ms = MONDAY_MS + 10 * HOUR_MS),
                   &time));
    assert_int_equal(time->at_ms, MONDAY_MS + 15 * HOUR_MS);
    sup_free(time);
}

static void intervals_come_in_pages(void **state)
{
    struct desk *desk = *state;
    struct sup_caller *caller = by_system(desk);
    struct sup_calendar_intervals *list = NULL;

    activate(desk);
    must(desk, sup_calendar_intervals(desk->core, caller,
                                      PARAMS(calendar_intervals, .calendar = "office",
                                             .from_ms = MONDAY_MS,
                                             .to_ms = MONDAY_MS + 24 * HOUR_MS, .limit = 1),
                                      &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].begin_ms, MONDAY_MS + 7 * HOUR_MS);
    assert_int_equal(list->items[0].end_ms, MONDAY_MS + 10 * HOUR_MS);
    assert_int_equal(list->next_ms, MONDAY_MS + 11 * HOUR_MS);
    sup_free(list);
    must(desk,
         sup_calendar_intervals(desk->core, caller,
                                PARAMS(calendar_intervals, .calendar = "office",
                                       .from_ms = MONDAY_MS, .to_ms = MONDAY_MS + 24 * HOUR_MS),
                                &list));
    assert_int_equal(list->count, 2);
    assert_int_equal(list->next_ms, 0);
    sup_free(list);
}

static void a_calendar_may_come_with_the_call(void **state)
{
    struct desk *desk = *state;
    struct sup_calendar_time *time = NULL;

    must(desk, sup_calendar_add(desk->core, by_system(desk),
                                PARAMS(calendar_add, .definition = WEEK, .from_ms = MONDAY_MS,
                                       .duration_ms = 3 * HOUR_MS),
                                &time));
    assert_int_equal(time->at_ms, MONDAY_MS + 10 * HOUR_MS);
    sup_free(time);
}

static void the_door_takes_times_and_durations_as_text(void **state)
{
    static const struct {
        const char *request;
        const char *result;
    } rows[] = {
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"calendar.add\",\"params\":{"
         "\"definition\":" WEEK
         ",\"from\":\"2026-07-06T09:00:00+02:00\",\"duration_ms\":\"PT4H30M\"}}",
         "\"result\":{\"at\":\"2026-07-06T12:30:00.000Z\"}"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"calendar.between\",\"params\":{"
         "\"definition\":" WEEK
         ",\"from\":\"2026-07-07T00:00:00Z\",\"to\":\"2026-07-06T00:00:00Z\",\"pauses\":["
         "{\"begin\":\"2026-07-06T07:00:00Z\",\"end\":\"2026-07-06T08:00:00Z\"}]}}",
         "\"result\":{\"open_ms\":-21600000}"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"calendar.is_open\",\"params\":{"
         "\"definition\":" WEEK ",\"time\":\"2026-07-06T07:00:00Z\"}}",
         "\"result\":{\"is_open\":true}"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"calendar.intervals\",\"params\":{"
         "\"definition\":" WEEK
         ",\"from\":\"2026-07-06T00:00:00Z\",\"to\":\"2026-07-07T00:00:00Z\",\"limit\":1}}",
         "\"result\":{\"items\":[{\"begin\":\"2026-07-06T07:00:00.000Z\",\"end\":\"2026-07-06T10:"
         "00:"
         "00.000Z\"}],\"next\":\"2026-07-06T11:00:00.000Z\"}"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"calendar.is_open\",\"params\":{\"definition\":"
         "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"9-17\"]}},\"time\":\"2026-07-06T07:00:00Z\"}}",
         "\"field\":\"/params/definition/week/monday/0\""},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *reply = NULL;
        size_t bytes = 0;

        (void)sup_call(desk->core, by_system(desk), rows[i].request, strlen(rows[i].request),
                       &reply, &bytes);
        if (strstr(reply, rows[i].result) == NULL) {
            fail_msg("%s: %s", rows[i].request, reply);
        }
        sup_free(reply);
    }
}

static void what_cannot_be_asked_is_told(void **state)
{
    struct desk *desk = *state;

    activate(desk);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "calendar", by_system(desk), SUP_OP_CALENDAR_IS_OPEN,
               PARAMS(calendar_time, .time_ms = 1));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "definition", by_system(desk),
               SUP_OP_CALENDAR_IS_OPEN,
               PARAMS(calendar_time, .calendar = "office", .definition = WEEK, .time_ms = 1));
    desk_fails(desk, SUP_MSG_CALENDAR_UNKNOWN, "calendar", by_system(desk), SUP_OP_CALENDAR_ADD,
               PARAMS(calendar_add, .calendar = "ofice", .from_ms = 1));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'office'?");
    assert_int_equal(sup_last_error(desk->core)->code, SUP_NOT_FOUND);
    desk_fails(desk, SUP_MSG_POLICY_HOURS, "definition/week", by_system(desk), SUP_OP_CALENDAR_ADD,
               PARAMS(calendar_add, .definition = "{\"zone\":\"UTC\",\"week\":{}}", .from_ms = 1));
    desk_fails(desk, SUP_MSG_CALENDAR_HORIZON, "time", by_system(desk), SUP_OP_CALENDAR_NEXT_CLOSE,
               PARAMS(calendar_time, .calendar = "always", .time_ms = 1));
    desk_fails(desk, SUP_MSG_CALENDAR_HORIZON, "from", by_system(desk), SUP_OP_CALENDAR_ADD,
               PARAMS(calendar_add, .calendar = "office", .from_ms = INT64_C(7258118400000),
                      .duration_ms = 1));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "calendars know the years 1900 to 2199: this leads outside of them");
    desk_fails(desk, SUP_MSG_CALENDAR_HORIZON, "to", by_system(desk), SUP_OP_CALENDAR_BETWEEN,
               PARAMS(calendar_between, .calendar = "office", .to_ms = INT64_C(7258118400000)));
    desk_fails(desk, SUP_MSG_CALENDAR_HORIZON, "from", by_system(desk), SUP_OP_CALENDAR_BETWEEN,
               PARAMS(calendar_between, .calendar = "office", .from_ms = INT64_C(-2208988800001)));
    desk_fails(desk, SUP_MSG_CALENDAR_HORIZON, "to", by_system(desk), SUP_OP_CALENDAR_INTERVALS,
               PARAMS(calendar_intervals, .calendar = "office", .to_ms = INT64_C(7258118400000)));
    desk_fails(desk, SUP_MSG_CALENDAR_SPAN, "to", by_system(desk), SUP_OP_CALENDAR_INTERVALS,
               PARAMS(calendar_intervals, .calendar = "office", .from_ms = 2, .to_ms = 1));
    desk_fails(desk, SUP_MSG_CALENDAR_SPAN, "pauses", by_system(desk), SUP_OP_CALENDAR_BETWEEN,
               PARAMS(calendar_between, .calendar = "office", .from_ms = 1, .to_ms = 2,
                      .pauses = &(struct sup_span){2, 1}, .pause_count = 1));
}

/* A policy that names a zone is refused where there is none, and told what to do. */
static void a_zone_that_is_not_there_refuses_the_policy(void **state)
{
    struct desk *desk = *state;
    struct sup_zones zones = {.size = sizeof zones, .directory = "/nowhere"};
    struct sup_options options = {.size = sizeof options, .store = desk->store, .zones = &zones};
    char text[sizeof document + 16];
    char *place;
    sup_core *core = NULL;

    memcpy(text, document, sizeof document);
    place = strstr(text, "\"UTC\"");
    memmove(place + strlen("\"Asia/Tokyo\""), place + 5, strlen(place + 5) + 1);
    memcpy(place, "\"Asia/Tokyo\"", strlen("\"Asia/Tokyo\""));
    assert_int_equal(sup_open(&options, &core, NULL), SUP_OK);
    assert_int_equal(
        sup_policy_activate(core, by_system(desk), PARAMS(policy, .document = text), NULL),
        SUP_INVALID);
    assert_int_equal(sup_last_error(core)->message_id, SUP_MSG_POLICY_ZONE);
    assert_string_equal(sup_last_error(core)->field, "/calendars/always/zone");
    assert_non_null(
        strstr(sup_last_error(core)->text, "there is no zone \"Asia/Tokyo\" in /nowhere"));
    sup_close(core);
    zones.reserved = 1;
    assert_int_equal(sup_open(&options, &core, NULL), SUP_INVALID);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_calendar_of_the_policy_is_asked_by_its_name),
    desk_test(intervals_come_in_pages),
    desk_test(a_calendar_may_come_with_the_call),
    desk_test(the_door_takes_times_and_durations_as_text),
    desk_test(what_cannot_be_asked_is_told),
    desk_test(a_zone_that_is_not_there_refuses_the_policy),
};

DESK_MAIN(tests)
