/*
 * test_sla_edges.c: timers and promises where rules meet: two things at once, nothing in between,
 * closed shops, clocks that change, histories that are told.
 */
#include "timer_fixture.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define FIRST_REPLY  "{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"
#define NEXT_REPLY   "{\"metric\": \"next_reply\", \"within\": \"PT100S\"}"
#define RESOLUTION   "{\"metric\": \"resolution\", \"within\": \"PT100S\"}"

/* From 10:00 to 10:30 every day: T0 is a Friday, 13 minutes and 20 s before that. */
#define HALF_AN_HOUR                                                                               \
    "\"calendars\": {\"short\": {\"zone\": \"UTC\", \"week\": {\"monday\": [\"10:00-10:30\"], "    \
    "\"friday\": [\"10:00-10:30\"]}}}, "
enum { OPENS = 800, CLOSES = 2600, MONDAY = 3 * 86400 };

/* ---- at the same time, and nothing in between ---- */

static void a_question_and_its_answer_in_one_instant_are_a_wait_of_nothing(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 0);
    receive(desk, 10);
    reply(desk, 10);
    expect_timers(desk, 1, "first_reply next_reply periodic_update",
                  "first_reply/1 fulfilled 0-0 0 0\nnext_reply/1 fulfilled 10-10 0 0\n"
                  "periodic_update/1 fulfilled 0-10 10 10\nperiodic_update/2 running 10--1 0 0\n");
    desk_expect_sound(desk);
}

static void a_question_of_the_same_instant_as_the_last_answer_counts_as_answered(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 10);
    receive(desk, 10);
    expect_timers(desk, 1, "next_reply", "");
    desk->now_ms++;
    desk_receive(desk, by_ann(desk), 1, "And?");
    clock_is(desk, 20);
    expect_timers(desk, 1, "next_reply", "next_reply/1 running 10--1 0 0\n");
    desk_expect_sound(desk);
}

static void two_changes_in_one_instant_count_in_their_order(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"priority\": \"urgent\", \"within\": "
                           "\"PT50S\"}, {\"metric\": \"resolution\", \"within\": \"PT200S\"}"));
    desk_ticket(desk);
    clock_is(desk, 100);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "low"));
    /* What is due by now fires before the second change: it was urgent for no time, and over. */
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 100 100 all 200 200 200 missed\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 2);
    desk_expect_sound(desk);
}

static void pauses_and_runs_of_no_length_add_nothing(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), OPEN(.subject = "x", .team = "frontline"));
    clock_is(desk, 10);
    desk_move(desk, by_priya(desk), 1, "pending");
    desk_move(desk, by_priya(desk), 1, "open");
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "risk"));
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "frontline"));
    clock_is(desk, 30);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_timers(desk, 1, "assignment agent_work time_in_team",
                  "assignment/1 cancelled 0-10 10 10\nassignment/2 cancelled 10-10 0 0\n"
                  "assignment/3 cancelled 10-30 20 20\nagent_work/1 fulfilled 0-30 30 30\n"
                  "time_in_team/1 fulfilled 0-10 10 10\ntime_in_team/2 fulfilled 10-10 0 0\n"
                  "time_in_team/3 fulfilled 10-30 20 20\n");
    desk_expect_sound(desk);
}

static void an_answer_that_solves_ends_both(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    clock_is(desk, 100);
    desk_reply(desk, by_priya(desk), 1, "Sent again.", "solved");
    expect_timers(desk, 1, "acknowledgement first_reply periodic_update resolution",
                  "acknowledgement/1 fulfilled 0-100 100 100\n"
                  "first_reply/1 fulfilled 0-100 100 100\n"
                  "periodic_update/1 fulfilled 100-100 0 0\n"
                  "resolution/1 fulfilled 0-100 100 100\n");
    desk_expect_sound(desk);
}

static void an_answer_that_waits_for_the_customer_ends_one_and_stops_the_others(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    clock_is(desk, 100);
    desk_reply(desk, by_priya(desk), 1, "Which size?", "pending");
    clock_is(desk, 500);
    expect_timers(desk, 1, NULL,
                  "acknowledgement/1 fulfilled 0-100 100 100\n"
                  "assignment/1 running 0--1 0 0\n"
                  "first_reply/1 fulfilled 0-100 100 100\n"
                  "periodic_update/1 running 100--1 0 0\n"
                  "pausable_update/1 paused 100--1 0 0\n"
                  "requester_wait/1 paused 0--1 100 100\n"
                  "agent_work/1 paused 0--1 100 100\n"
                  "resolution/1 running 0--1 0 0\n");
    desk_expect_sound(desk);
}

static void solved_without_an_answer_waits_for_none_while_it_is_solved(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    desk_ticket(desk);
    move(desk, 60, "solved");
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 paused 0--1 60 60 all 100 -1 -1\n");
    clock_is(desk, 5000);
    assert_int_equal(desk_tick(desk), 0);
    receive(desk, 5000);
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 running 0--1 60 60 all 100 5040 5040\n");
    desk_expect_sound(desk);
}

static void of_several_questions_the_first_one_counts(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(NEXT_REPLY));
    desk_ticket(desk);
    reply(desk, 10);
    receive(desk, 20);
    receive(desk, 60);
    receive(desk, 110);
    expect_timers(desk, 1, "next_reply", "next_reply/1 running 20--1 0 0 all 100 120 120\n");
    reply(desk, 115);
    expect_timers(desk, 1, "next_reply", "next_reply/1 fulfilled 20-115 95 95 all 100 120 -1\n");
    desk_expect_sound(desk);
}

/* ---- who answers ---- */

static void what_an_agent_has_sent_automatically_is_no_answer(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    clock_is(desk, 10);
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "I am away.", .is_automated = 1));
    expect_timers(desk, 1, "acknowledgement first_reply periodic_update",
                  "acknowledgement/1 fulfilled 0-10 10 10\nfirst_reply/1 running 0--1 0 0\n");
    desk_expect_sound(desk);
}

static void a_colleague_of_the_customer_asks_and_does_not_answer(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_WATCH,
            PARAMS(ticket_watch, .ticket_id = 1, .customer_id = BEN));
    clock_is(desk, 10);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .customer_id = BEN, .body = "I have the same."));
    if (desk->receipt.ticket_id != 1) { /* a ticket of their own: then it waits there */
        fail_msg("the message went to ticket %d", (int)desk->receipt.ticket_id);
    }
    expect_timers(desk, 1, "acknowledgement first_reply",
                  "acknowledgement/1 running 0--1 0 0\nfirst_reply/1 running 0--1 0 0\n");
    reply(desk, 20);
    clock_is(desk, 30);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .customer_id = BEN, .body = "And mine?"));
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 fulfilled 0-20 20 20\nnext_reply/1 running 30--1 0 0\n");
    desk_expect_sound(desk);
}

static void an_agent_who_has_left_answered_all_the_same(void **state)
{
    static const char *const role = "agent";
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 10);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya Nair", .roles = &role,
                   .role_count = 1, .is_departed = 1));
    expect_timers(desk, 1, "first_reply", "first_reply/1 fulfilled 0-10 10 10\n");
    desk_expect_sound(desk);
}

/* ---- told late ---- */

static void an_answer_told_late_leaves_what_was_asked_after_it(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(NEXT_REPLY));
    desk_ticket(desk);
    receive(desk, 200);
    clock_is(desk, 250);
    desk_ok(desk, at(by_priya(desk), T0 + 100 * 1000), REPLY(.ticket_id = 1, .body = "By phone."));
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 fulfilled 0-100 100 100\n"
                  "next_reply/1 running 200--1 0 0 all 100 300 300\n");
    reply(desk, 270);
    expect_timers(desk, 1, "next_reply", "next_reply/1 fulfilled 200-270 70 70 all 100 300 -1\n");
    desk_expect_sound(desk);
}

/* ---- closed tickets, imports, merges ---- */

static void a_question_on_a_closed_ticket_waits_on_another_one(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 10);
    move(desk, 20, "closed");
    clock_is(desk, 30);
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "Still broken."), 2);
    expect_timers(desk, 1, "first_reply next_reply resolution",
                  "first_reply/1 fulfilled 0-10 10 10\nresolution/1 fulfilled 0-20 20 20\n");
    expect_timers(desk, 2, "first_reply next_reply resolution",
                  "first_reply/1 running 30--1 0 0\nresolution/1 running 30--1 0 0\n");
    desk_expect_sound(desk);
}

static struct sup_caller *told(struct desk *desk, int64_t second)
{
    return by_import(desk, T0 + second * 1000);
}

static void what_an_import_tells_of_after_closed_begins_nothing(void **state)
{
    struct desk *desk = *state;

    clock_is(desk, 1000);
    sla_activate(desk, SLA(NEXT_REPLY));
    desk_ok(desk, told(desk, 0), OPEN(.subject = "x", .body = "x", .customer_id = ANN));
    desk_ok(desk, told(desk, 10), REPLY(.ticket_id = 1, .body = "y", .author_id = PRIYA));
    desk_ok(desk, told(desk, 20), MOVE(.ticket_id = 1, .status = "closed"));
    desk_ok(desk, told(desk, 990), RECEIVE(.ticket_id = 1, .body = "Thanks."));
    desk_ok(desk, told(desk, 995), REPLY(.ticket_id = 1, .body = "y", .author_id = PRIYA));
    expect_timers(desk, 1, "next_reply periodic_update resolution",
                  "periodic_update/1 fulfilled 10-20 10 10\nresolution/1 fulfilled 0-20 20 20\n");
    clock_is(desk, 5000);
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sound(desk);
}

static void what_an_import_opens_again_waits_since_it_was_asked(void **state)
{
    struct desk *desk = *state;

    clock_is(desk, 1000);
    sla_activate(desk, SLA(NEXT_REPLY));
    desk_ok(desk, told(desk, 0), OPEN(.subject = "x", .body = "x", .customer_id = ANN));
    desk_ok(desk, told(desk, 10), REPLY(.ticket_id = 1, .body = "y", .author_id = PRIYA));
    desk_ok(desk, told(desk, 20), MOVE(.ticket_id = 1, .status = "closed"));
    desk_ok(desk, told(desk, 950), RECEIVE(.ticket_id = 1, .body = "Still broken."));
    desk_ok(desk, told(desk, 960), MOVE(.ticket_id = 1, .status = "open"));
    expect_timers(desk, 1, "next_reply resolution",
                  "next_reply/1 running 950--1 0 0 all 100 1050 1050\n"
                  "resolution/1 fulfilled 0-20 20 20\nresolution/2 running 960--1 0 0\n");
    desk_expect_sound(desk);
}

static void a_merge_of_two_that_wait_breaks_what_is_over_by_the_older_question(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA(FIRST_REPLY));
    desk_ticket(desk);
    clock_is(desk, 70);
    desk_ticket(desk); /* 2, due at 170 */
    clock_is(desk, 90);
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = 1, .into = 2));
    expect_timers(desk, 1, "first_reply", "first_reply/1 cancelled 0-90 90 90 all 100 100 -1\n");
    expect_timers(desk, 2, "first_reply", "first_reply/1 running 0--1 0 0 all 100 100 100\n");
    clock_is(desk, 1000);
    desk_ticket(desk); /* 3 */
    desk_tick(desk);
    clock_is(desk, 1090);
    desk_ticket(desk);    /* 4 */
    clock_is(desk, 1150); /* 3 was broken at 1100; 4 breaks by its question with the merge */
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = 3, .into = 4));
    expect_timers(desk, 4, "first_reply", "first_reply/1 running 1000--1 0 0 all 100 1100 1150\n");
    sequence = desk_sequence(desk);
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_events(desk, sequence, "sla.breached >all\n");
    expect_timers(desk, 4, "first_reply",
                  "first_reply/1 running 1000--1 0 0 all 100 1100 -1 breached missed\n");
    desk_expect_sound(desk);
}

/* ---- policies ---- */

static void a_policy_that_promises_no_more_breaks_nothing_later(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(RESOLUTION));
    desk_ticket(desk);
    clock_is(desk, 50);
    sla_activate(desk, "\"timers\": {}");
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "low"));
    desk_tick(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 50 50\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    clock_is(desk, 500);
    assert_int_equal(desk_tick(desk), 0);
    move(desk, 500, "solved");
    expect_timers(desk, 1, "resolution", "resolution/1 fulfilled 0-500 500 500\n");
    desk_expect_sound(desk);
}

static void what_no_policy_is_for_is_measured_without_a_promise(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"sla\": [{\"name\": \"calls\", \"when\": {\"==\": [{\"var\": "
                       "\"ticket.channel\"}, \"phone\"]}, \"targets\": [" FIRST_REPLY "]}]");
    desk_ticket(desk);
    reply(desk, 500);
    expect_timers(desk, 1, "first_reply", "first_reply/1 fulfilled 0-500 500 500\n");
    desk_expect_sound(desk);
}

static void a_customer_who_becomes_a_vip_is_promised_more_with_the_next_change(void **state)
{
    static const struct sup_fact vip = {"is_vip", "true"};
    struct desk *desk = *state;

    sla_activate(desk, "\"segments\": [{\"name\": \"vip\", \"when\": {\"var\": "
                       "\"customer.is_vip\"}}], \"sla\": [{\"name\": \"vips\", \"when\": {\"==\": "
                       "[{\"var\": \"customer.segment\"}, \"vip\"]}, \"targets\": [{\"metric\": "
                       "\"resolution\", \"within\": \"PT60S\"}]}, {\"name\": \"all\", \"targets\": "
                       "[" RESOLUTION "]}]");
    desk_ticket(desk);
    clock_is(desk, 20);
    desk_ok(desk, by_integration(desk), SUP_OP_CUSTOMER_REPORT,
            PARAMS(customer_report, .customer_id = ANN, .source = "shopify", .facts = &vip,
                   .fact_count = 1));
    desk_ticket(desk); /* 2 */
    expect_timers(desk, 2, "resolution", "resolution/1 running 20--1 0 0 vips 60 80 80\n");
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "high"));
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 20 20 vips 60 60 60\n");
    desk_expect_sound(desk);
}

/* ---- a shop that is closed ---- */

static void work_that_is_done_after_hours_with_all_of_the_target_used_is_in_time(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, HALF_AN_HOUR "\"sla\": [{\"name\": \"all\", \"calendar\": \"short\", "
                                    "\"targets\": [{\"metric\": \"resolution\", \"within\": "
                                    "\"PT30M\"}]}]");
    desk_ticket(desk);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 0 0 all 1800 2600 260000\n"); /* breaks on Monday */
    clock_is(desk, CLOSES + 3600);
    assert_int_equal(desk_tick(desk), 0);
    move(desk, CLOSES + 3600, "solved");
    expect_timers(desk, 1, "resolution",
                  "resolution/1 fulfilled 0-6200 6200 1800 all 1800 2600 -1\n");
    desk_ticket(desk); /* 2: all of Monday's hours are its target */
    clock_is(desk, MONDAY + CLOSES + 3600);
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sound(desk);
}

static void opened_and_solved_after_hours_has_used_nothing(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, HALF_AN_HOUR "\"sla\": [{\"name\": \"all\", \"calendar\": \"short\", "
                                    "\"targets\": [{\"metric\": \"resolution\", \"within\": "
                                    "\"PT0S\"}, {\"metric\": \"first_reply\", \"within\": "
                                    "\"PT1S\", \"warnings\": [\"100%\"]}]}]");
    desk_ticket(desk);
    expect_timers(desk, 1, "resolution first_reply",
                  "first_reply/1 running 0--1 0 0 all 1 801 801\n"
                  "resolution/1 running 0--1 0 0 all 0 0 800\n");
    clock_is(desk, OPENS - 1);
    assert_int_equal(desk_tick(desk), 0);
    move(desk, OPENS - 1, "solved");
    expect_timers(desk, 1, "resolution", "resolution/1 fulfilled 0-799 799 0 all 0 0 -1\n");
    desk_expect_sound(desk);
}

static void two_weeks_of_holidays_put_the_end_off(void **state)
{
    struct desk *desk = *state;

    /* Mondays only, and those of 2026-03-23 and 30 are holidays: the next is 04-06, 17 days on. */
    sla_activate(desk, "\"calendars\": {\"mondays\": {\"zone\": \"UTC\", \"week\": {\"monday\": "
                       "[\"10:00-10:30\"]}, \"holidays\": [\"2026-03-23\", \"2026-03-30\"]}}, "
                       "\"sla\": [{\"name\": \"all\", \"calendar\": \"mondays\", \"targets\": "
                       "[{\"metric\": \"resolution\", \"within\": \"PT10M\"}]}]");
    desk_ticket(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 0 0 all 600 1470200 1470200\n");
    clock_is(desk, 1470200);
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms++;
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_sound(desk);
}

static void a_policy_with_hours_that_never_come_is_refused(void **state)
{
    static const char document[] =
        "{\"supportcore_policy\": 1, \"name\": \"x\", \"statuses\": [{\"name\": \"new\", "
        "\"category\": \"new\"}, {\"name\": \"open\", \"category\": \"open\"}, {\"name\": "
        "\"solved\", \"category\": \"solved\"}, {\"name\": \"closed\", \"category\": "
        "\"closed\"}], \"transitions\": {\"new\": [\"open\"], \"open\": [\"solved\"], \"solved\": "
        "[\"open\", \"closed\"], \"closed\": []}, \"priorities\": [\"normal\"], "
        "\"default_priority\": "
        "\"normal\", \"channels\": [{\"name\": \"email\"}], \"roles\": {\"agent\": {\"may\": "
        "[\"*\"]}}, \"calendars\": {\"never\": {\"zone\": \"UTC\", \"week\": {}}}, \"sla\": "
        "[{\"name\": \"all\", \"calendar\": \"never\", \"targets\": [" RESOLUTION "]}]}";
    struct desk *desk = *state;

    assert_int_equal(desk_run(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE,
                              PARAMS(policy, .document = document)),
                     SUP_INVALID);
    if (!strstr(sup_last_error(desk->core)->text, "never open")) {
        fail_msg("%s", sup_last_error(desk->core)->text);
    }
}

/* ---- clocks that change ---- */

static int64_t instant(const char *text)
{
    struct tm date = {0};

    assert_int_equal(sscanf(text, "%d-%d-%dT%d:%d", &date.tm_year, &date.tm_mon, &date.tm_mday,
                            &date.tm_hour, &date.tm_min),
                     5);
    /* Howard Hinnant's days_from_civil. */
    int64_t year = date.tm_year - (date.tm_mon <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t in_era = year - era * 400;
    int64_t day = (153 * (date.tm_mon + (date.tm_mon > 2 ? -3 : 9)) + 2) / 5 + date.tm_mday - 1;
    int64_t days = era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + day - 719468;

    return (days * 1440 + date.tm_hour * 60 + date.tm_min) * MINUTE_MS;
}

static const struct crossing {
    const char *name;
    const char *zone;
    const char *week;
    const char *opened; /* all in UTC */
    const char *within;
    const char *due;
    const char *broken; /* a millisecond after this */
} crossings[] = {
    /* Sunday has 23.5 hours: 00:00 +10:30 to 24:00 +11. */
    {"half an hour forward", "Australia/Lord_Howe", "\"sunday\": [\"00:00-24:00\"]",
     "2026-10-03T00:00", "PT23H", "2026-10-04T12:30", "2026-10-04T12:30"},
    {"all of a day that is shorter", "Australia/Lord_Howe", "\"sunday\": [\"00:00-24:00\"]",
     "2026-10-03T00:00", "PT23H30M", "2026-10-04T13:00", "2026-10-10T13:00"},
    /* 00:00 +00 to 24:00 +02. */
    {"two hours forward", "Antarctica/Troll", "\"sunday\": [\"00:00-24:00\"]", "2026-03-28T12:00",
     "PT22H", "2026-03-29T22:00", "2026-04-04T22:00"},
    /* Thursday ends at 17:00 -10, and the next day is Saturday: 09:00 +14 is 19:00 UTC before. */
    {"a day that there was not", "Pacific/Apia",
     "\"thursday\": [\"09:00-17:00\"], \"saturday\": [\"09:00-17:00\"]", "2011-12-30T02:00", "PT3H",
     "2011-12-30T21:00", "2011-12-30T21:00"},
    /* An hour until 17:00 +01 on Friday, and one from 09:00 +00 on Monday. */
    {"summer time that is less in winter", "Europe/Dublin",
     "\"friday\": [\"09:00-17:00\"], \"monday\": [\"09:00-17:00\"]", "2026-10-23T15:00", "PT2H",
     "2026-10-26T10:00", "2026-10-26T10:00"},
    {"clocks that go back in Ramadan", "Africa/Casablanca",
     "\"friday\": [\"09:00-17:00\"], \"monday\": [\"09:00-17:00\"]", "2026-02-13T15:00", "PT2H",
     "2026-02-16T10:00", "2026-02-16T10:00"},
    /* From 22:00 +02 to 06:00 +01 are nine hours. */
    {"a night that is longer", "Europe/Rome", "\"saturday\": [\"22:00-06:00\"]", "2026-10-24T12:00",
     "PT9H", "2026-10-25T05:00", "2026-10-31T21:00"},
};

static void needs_zones(void)
{
    if (access("/usr/share/zoneinfo/Europe/Rome", R_OK) != 0) {
        print_message("there is no tz database\n");
        skip();
    }
}

static void try_crossing(const struct crossing *crossing)
{
    void *state = NULL;
    struct sup_timer_list *list = NULL;
    struct desk *desk;
    char sections[1000];

    desk_setup(&state);
    desk = state;
    desk->now_ms = instant(crossing->opened);
    snprintf(sections, sizeof sections,
             "\"calendars\": {\"there\": {\"zone\": \"%s\", \"week\": {%s}}}, \"sla\": [{\"name\": "
             "\"all\", \"calendar\": \"there\", \"targets\": [{\"metric\": \"resolution\", "
             "\"within\": \"%s\"}]}]",
             crossing->zone, crossing->week, crossing->within);
    sla_activate(desk, sections);
    desk_ticket(desk);
    must(desk, sup_ticket_timers(
                   desk->core, by_priya(desk),
                   PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION), &list));
    if (list->items[0].due_ms != instant(crossing->due) ||
        list->items[0].next_ms != instant(crossing->broken) + 1) {
        fail_msg("%s: due %lld, breaks %lld", crossing->name, (long long)list->items[0].due_ms,
                 (long long)list->items[0].next_ms);
    }
    sup_free(list);
    desk->now_ms = instant(crossing->broken);
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms++;
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_sound(desk);
    desk_teardown(&state);
}

static void deadlines_cross_changes_of_all_kinds(void **state)
{
    (void)state;
    needs_zones();
    for (size_t i = 0; i < sizeof crossings / sizeof crossings[0]; i++) {
        try_crossing(&crossings[i]);
    }
}

static void a_pause_over_the_autumn_change_takes_what_it_took(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list = NULL;

    needs_zones();
    desk->now_ms = instant("2026-10-24T20:00"); /* 22:00 in Rome */
    sla_activate(desk, "\"calendars\": {\"night\": {\"zone\": \"Europe/Rome\", \"week\": "
                       "{\"saturday\": [\"22:00-06:00\"]}}}, \"sla\": [{\"name\": \"all\", "
                       "\"calendar\": \"night\", \"targets\": [{\"metric\": \"agent_work\", "
                       "\"within\": \"PT6H\"}]}]");
    desk_ticket(desk);
    desk->now_ms = instant("2026-10-25T00:30"); /* 02:30, the first time */
    desk_move(desk, by_priya(desk), 1, "pending");
    desk->now_ms = instant("2026-10-25T01:30"); /* 02:30, an hour later */
    desk_move(desk, by_priya(desk), 1, "open");
    desk->now_ms = instant("2026-10-25T02:00");
    must(desk, sup_ticket_timers(
                   desk->core, by_priya(desk),
                   PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_AGENT_WORK), &list));
    assert_int_equal(list->items[0].used_ms, 5 * HOUR_MS); /* 4.5 before it and 0.5 after */
    assert_int_equal(list->items[0].business_ms, 5 * HOUR_MS);
    assert_int_equal(list->items[0].due_ms, instant("2026-10-25T03:00"));
    sup_free(list);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_question_and_its_answer_in_one_instant_are_a_wait_of_nothing),
    desk_test(a_question_of_the_same_instant_as_the_last_answer_counts_as_answered),
    desk_test(two_changes_in_one_instant_count_in_their_order),
    desk_test(pauses_and_runs_of_no_length_add_nothing),
    desk_test(an_answer_that_solves_ends_both),
    desk_test(an_answer_that_waits_for_the_customer_ends_one_and_stops_the_others),
    desk_test(solved_without_an_answer_waits_for_none_while_it_is_solved),
    desk_test(of_several_questions_the_first_one_counts),
    desk_test(what_an_agent_has_sent_automatically_is_no_answer),
    desk_test(a_colleague_of_the_customer_asks_and_does_not_answer),
    desk_test(an_agent_who_has_left_answered_all_the_same),
    desk_test(an_answer_told_late_leaves_what_was_asked_after_it),
    desk_test(a_question_on_a_closed_ticket_waits_on_another_one),
    desk_test(what_an_import_tells_of_after_closed_begins_nothing),
    desk_test(what_an_import_opens_again_waits_since_it_was_asked),
    desk_test(a_merge_of_two_that_wait_breaks_what_is_over_by_the_older_question),
    desk_test(a_policy_that_promises_no_more_breaks_nothing_later),
    desk_test(what_no_policy_is_for_is_measured_without_a_promise),
    desk_test(a_customer_who_becomes_a_vip_is_promised_more_with_the_next_change),
    desk_test(work_that_is_done_after_hours_with_all_of_the_target_used_is_in_time),
    desk_test(opened_and_solved_after_hours_has_used_nothing),
    desk_test(two_weeks_of_holidays_put_the_end_off),
    desk_test(a_policy_with_hours_that_never_come_is_refused),
    desk_test(deadlines_cross_changes_of_all_kinds),
    desk_test(a_pause_over_the_autumn_change_takes_what_it_took),
};

DESK_MAIN(tests)
