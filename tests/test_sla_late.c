/*
 * test_sla_late.c: what is told late of timers on which something else has come since: another
 * policy, another promise, a breach.
 *
 * T0 is a Friday, 09:46:40 in UTC: 10:00 is second 800, 10:30 is 2600, 12:00 is 8000, 14:00 is
 * 15200.
 */
#include "timer_fixture.h"

#define OFFICE(friday)                                                                             \
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"friday\": [\"" friday "\"]}}}"
#define OFFICE_SLA(target)                                                                         \
    "\"sla\": [{\"name\": \"all\", \"calendar\": \"office\", \"targets\": [" target "]}]"
#define WITHIN(metric, within) "{\"metric\": \"" metric "\", \"within\": \"" within "\"}"
#define MORNING                OFFICE("10:00-12:00")
#define AFTERNOON              OFFICE("14:00-17:00")

static void activate_at(struct desk *desk, int64_t second, const char *sections)
{
    clock_is(desk, second);
    sla_activate(desk, sections);
    desk_tick(desk);
}

static struct sup_caller *told(struct desk *desk, int64_t second)
{
    return by_import(desk, T0 + second * 1000);
}

/* All that sla.explain tells of a run adds up, from its beginning on. */
static void expect_explained(struct desk *desk, int32_t metric, int64_t version)
{
    struct sup_sla_explanation *why = NULL;
    int64_t used_ms = 0;
    int64_t business_ms = 0;
    int64_t at_ms;

    must(desk, sup_sla_explain(desk->core, by_system(desk),
                               PARAMS(sla_explain, .ticket_id = 1, .metric = metric), &why));
    at_ms = why->timer->started_ms;
    for (uint32_t i = 0; i < why->span_count && !why->spans[i].is_ahead; i++) {
        assert_int_equal(why->spans[i].from_ms, at_ms);
        at_ms = why->spans[i].to_ms;
        used_ms += why->spans[i].used_ms;
        business_ms += why->spans[i].business_ms;
    }
    assert_int_equal(used_ms, why->timer->used_ms);
    assert_int_equal(business_ms, why->timer->business_ms);
    assert_int_equal(why->policy_version, version);
    sup_free(why);
}

static struct sup_miss_list *misses(struct desk *desk)
{
    struct sup_miss_list *list = NULL;

    must(desk, sup_sla_misses(desk->core, by_system(desk), PARAMS(sla_misses, .limit = 10), &list));
    return list;
}

static void expect_broken_at(struct desk *desk, int64_t at_ms)
{
    struct sup_miss_list *list = misses(desk);

    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].breached_ms, T0 + at_ms);
    sup_free(list);
    desk_expect_sound(desk);
}

/* ---- began earlier ---- */

static void a_question_from_before_the_activation_waited_by_the_hours_of_then(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " OFFICE_SLA(WITHIN("next_reply", "PT9H")));
    desk_ticket(desk);
    reply(desk, 100);
    receive(desk, 6200);
    activate_at(desk, 8000, AFTERNOON ", " OFFICE_SLA(WITHIN("next_reply", "PT9H")));
    clock_is(desk, 17000);
    desk_ok(desk, told(desk, 2600), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "Hello?", .customer_id = 1));
    /* From 10:30 to 11:30, and what was counted before: to 12:00. */
    expect_timers(desk, 1, "next_reply",
                  "next_reply/1 running 2600--1 5400 5400 all 32400 1230200 1230200\n");
    expect_explained(desk, SUP_METRIC_NEXT_REPLY, 1);
    desk_expect_sound(desk);
}

/* A ticket that is tagged vip until it is solved: the question that opens it again begins a wait by
 * what was promised last, and in the same instant what is promised now comes to it. */
#define BY_TAG(vip, all)                                                                           \
    "\"sla\": [{\"name\": \"vip\", \"when\": {\"in\": [\"vip\", {\"var\": \"ticket.tags\"}]}, "    \
    "\"targets\": [" vip "]}, {\"name\": \"all\", \"targets\": [" all "]}]"

static void reopen_another(struct desk *desk, int64_t second, const char *sections)
{
    static const char *const vip = "vip";

    sla_activate(desk, sections);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = &vip, .tag_count = 1));
    reply(desk, 100);
    move(desk, 150, "solved");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = &vip, .tag_count = 1));
    receive(desk, second);
}

static void ask_late(struct desk *desk, int64_t second)
{
    desk_ok(desk, at(by_ann(desk), T0 + second * 1000), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "Hello?"));
}

/* Of 200 it had used 280 when those were promised, at 400. */
static void what_was_promised_as_it_began_breaks_not_before_that(void **state)
{
    struct desk *desk = *state;

    reopen_another(desk, 400,
                   BY_TAG(WITHIN("next_reply", "PT500S"), WITHIN("next_reply", "PT200S")));
    clock_is(desk, 500);
    ask_late(desk, 300);
    expect_timers(desk, 1, "next_reply", "next_reply/1 running 300--1 100 100 all 200 500 500\n");
    ask_late(desk, 120);
    desk_tick(desk);
    expect_timers(desk, 1, "next_reply",
                  "next_reply/1 running 120--1 280 280 all 200 400 -1 breached missed\n");
    expect_broken_at(desk, 400000);
}

/* It began by office hours, of which 10:00 to 11:30 lie before the beginning that was known. */
static void waited_by_the_hours_that_it_began_with(struct desk *desk, const char *sections)
{
    reopen_another(desk, 6200, sections);
    clock_is(desk, 7000);
    ask_late(desk, 140);
    expect_timers(desk, 1, "next_reply",
                  "next_reply/1 running 140--1 6060 5400 all 32400 33200 33200\n");
    expect_explained(desk, SUP_METRIC_NEXT_REPLY, 1);
    reply(desk, 9000);
    expect_timers(desk, 1, "next_reply",
                  "next_reply/1 fulfilled 140-9000 8860 8200 all 32400 33200 -1\n");
    clock_is(desk, 9100);
    desk_ok(desk, at(by_priya(desk), T0 + 6800000), REPLY(.ticket_id = 1, .body = "Here."));
    expect_timers(desk, 1, "next_reply",
                  "next_reply/1 fulfilled 140-6800 6660 6000 all 32400 33200 -1\n");
    expect_explained(desk, SUP_METRIC_NEXT_REPLY, 1);
    desk_expect_sound(desk);
}

static void a_promise_that_came_as_it_began_counts_from_there(void **state)
{
    waited_by_the_hours_that_it_began_with(
        *state, MORNING ", " BY_TAG("{\"metric\": \"next_reply\", \"within\": \"PT9H\", "
                                    "\"calendar\": \"office\"}",
                                    WITHIN("next_reply", "PT9H")));
}

static void the_first_promise_too(void **state)
{
    waited_by_the_hours_that_it_began_with(
        *state, MORNING ", \"timers\": {\"calendar\": \"office\"}, " BY_TAG(
                    WITHIN("resolution", "PT9H"), WITHIN("next_reply", "PT9H")));
}

/* ---- ended earlier ---- */

/* A wait that began at 400, in which vip is promised, be it for a while. */
static void wait_with_vip(struct desk *desk, const char *sections, int64_t from, int64_t to)
{
    static const char *const vip = "vip";

    sla_activate(desk, sections);
    desk_ticket(desk);
    reply(desk, 100);
    receive(desk, 400);
    clock_is(desk, from);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = &vip, .tag_count = 1));
    clock_is(desk, 500);
    if (to) {
        desk_ok(desk, at(by_priya(desk), T0 + to * 1000), SUP_OP_TICKET_UNTAG,
                PARAMS(ticket_tag, .ticket_id = 1, .tags = &vip, .tag_count = 1));
    }
}

static void answer_late(struct desk *desk, int64_t second)
{
    desk_ok(desk, at(by_priya(desk), T0 + second * 1000), REPLY(.ticket_id = 1, .body = "Here."));
}

/* Of 100, by a beginning that was told after other 900 had come. */
static void what_is_back_is_judged_from_the_beginning_that_is_known_now(void **state)
{
    struct desk *desk = *state;

    wait_with_vip(desk, BY_TAG(WITHIN("next_reply", "PT900S"), WITHIN("next_reply", "PT100S")), 450,
                  0);
    ask_late(desk, 380);
    ask_late(desk, 330);
    answer_late(desk, 440);
    expect_timers(desk, 1, "next_reply",
                  "next_reply/1 fulfilled 330-440 110 110 all 100 430 -1 breached missed\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 0);
    expect_explained(desk, SUP_METRIC_NEXT_REPLY, 1);
    expect_broken_at(desk, 430001);
}

/* It came at 450, of which 490 is 40 seconds later, however early the wait began. */
static void what_is_back_counts_from_when_it_was_attached(void **state)
{
    struct desk *desk = *state;

    wait_with_vip(
        desk,
        "\"sla\": [{\"name\": \"vip\", \"when\": {\"in\": [\"vip\", {\"var\": "
        "\"ticket.tags\"}]}, \"counts_from\": \"attach\", \"targets\": [" WITHIN(
            "next_reply", "PT100S") "]}, {\"name\": \"all\", \"targets\": [" WITHIN("next_reply",
                                                                                    "PT500S") "]}]",
        450, 495);
    ask_late(desk, 300);
    answer_late(desk, 490);
    expect_timers(desk, 1, "next_reply", "next_reply/1 fulfilled 300-490 190 190 vip 100 550 -1\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    assert_int_equal(desk_rows(desk, "sup_miss"), 0);
    expect_explained(desk, SUP_METRIC_NEXT_REPLY, 1);
    desk_expect_sound(desk);
}

static void what_was_promised_then_is_what_it_is_judged_by(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT500S\"}"));
    desk_ticket(desk);
    activate_at(desk, 200, SLA("{\"metric\": \"resolution\", \"within\": \"PT900S\"}"));
    activate_at(desk, 300, SLA("{\"metric\": \"resolution\", \"within\": \"PT800S\"}"));
    assert_int_equal(desk_rows(desk, "sup_promise"), 2);
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 250), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "resolution", "resolution/1 fulfilled 0-250 250 250 all 900 900 -1\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    expect_explained(desk, SUP_METRIC_RESOLUTION, 2);
    desk_expect_sound(desk);
}

/* The row of an import is wrong: nothing ends before it begins. */
static void what_ended_before_it_began_ended_as_it_began(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(WITHIN("resolution", "PT500S")));
    desk_ticket(desk);
    activate_at(desk, 200, SLA(WITHIN("resolution", "PT900S")));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, -100), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "resolution", "resolution/1 fulfilled 0-0 0 0 all 500 500 -1\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 0);
    expect_explained(desk, SUP_METRIC_RESOLUTION, 1);
    desk_expect_sound(desk);
}

static void who_took_it_before_the_activation_took_it_then(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(WITHIN("assignment", "PT500S")));
    desk_ticket(desk);
    activate_at(desk, 200, SLA(WITHIN("assignment", "PT900S")));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 100), ASSIGN(.ticket_id = 1, .agent_id = PRIYA));
    expect_timers(desk, 1, "assignment", "assignment/1 fulfilled 0-100 100 100 all 500 500 -1\n");
    expect_explained(desk, SUP_METRIC_ASSIGNMENT, 1);
    desk_expect_sound(desk);
}

/* Of 500 it has used 100 when it comes to stand, and 150 when it ends; at 300 other 900 come. */
#define STOOD "{\"metric\": \"requester_wait\", \"within\": "

static void what_stood_before_it_ended_is_judged_by_what_was_promised_then(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(STOOD "\"PT500S\"}"));
    desk_ticket(desk);
    activate_at(desk, 300, SLA(STOOD "\"PT900S\"}"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 100), MOVE(.ticket_id = 1, .status = "pending"));
    desk_ok(desk, told(desk, 200), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "requester_wait",
                  "requester_wait/1 fulfilled 0-200 100 100 all 500 -1 -1\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 0);
    expect_explained(desk, SUP_METRIC_REQUESTER_WAIT, 1);
    desk_expect_sound(desk);
}

static void what_had_stood_before_it_ended_too(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(STOOD "\"PT120S\"}"));
    desk_ticket(desk);
    clock_is(desk, 60);
    sla_activate(desk, SLA(STOOD "\"PT130S\"}"));
    desk_tick(desk);
    activate_at(desk, 110, SLA(STOOD "\"PT900S\"}"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 70), MOVE(.ticket_id = 1, .status = "pending"));
    desk_ok(desk, told(desk, 80), MOVE(.ticket_id = 1, .status = "open"));
    desk_ok(desk, told(desk, 105), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "requester_wait",
                  "requester_wait/1 fulfilled 0-105 95 95 all 130 140 -1\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    expect_explained(desk, SUP_METRIC_REQUESTER_WAIT, 2);
    desk_expect_sound(desk);
}

static void nothing_was_promised_then(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"sla\": []");
    desk_ticket(desk);
    activate_at(desk, 200, SLA("{\"metric\": \"first_reply\", \"within\": \"PT900S\"}"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 100), REPLY(.ticket_id = 1, .body = "Here."));
    expect_timers(desk, 1, "first_reply", "first_reply/1 fulfilled 0-100 100 100\n");
    desk_expect_sound(desk);
}

static void nothing_was_promised_when_it_ended_after_it_stood(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"sla\": []");
    desk_ticket(desk);
    activate_at(desk, 300, SLA(STOOD "\"PT900S\"}"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 100), MOVE(.ticket_id = 1, .status = "pending"));
    desk_ok(desk, told(desk, 200), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "requester_wait", "requester_wait/1 fulfilled 0-200 100 100\n");
    expect_explained(desk, SUP_METRIC_REQUESTER_WAIT, 1);
    desk_expect_sound(desk);
}

static void nothing_was_promised_when_it_ended_after_it_had_stood(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"sla\": []");
    desk_ticket(desk);
    activate_at(desk, 300, SLA(STOOD "\"PT900S\"}"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 70), MOVE(.ticket_id = 1, .status = "pending"));
    desk_ok(desk, told(desk, 80), MOVE(.ticket_id = 1, .status = "open"));
    desk_ok(desk, told(desk, 105), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "requester_wait", "requester_wait/1 fulfilled 0-105 95 95\n");
    expect_explained(desk, SUP_METRIC_REQUESTER_WAIT, 1);
    desk_expect_sound(desk);
}

static void an_end_that_was_known_moves_to_what_was_promised_then(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT500S\"}"));
    desk_ticket(desk);
    clock_is(desk, 200);
    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT900S\"}"));
    reply(desk, 400);
    expect_timers(desk, 1, "first_reply", "first_reply/1 fulfilled 0-400 400 400 all 900 900 -1\n");
    clock_is(desk, 450);
    desk_ok(desk, told(desk, 100), REPLY(.ticket_id = 1, .body = "Here."));
    expect_timers(desk, 1, "first_reply", "first_reply/1 fulfilled 0-100 100 100 all 500 500 -1\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 0);
    desk_expect_sound(desk);
}

static void a_later_promise_that_is_broken_stays_broken(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT500S\"}"));
    desk_ticket(desk);
    activate_at(desk, 200, SLA("{\"metric\": \"resolution\", \"within\": \"PT100S\"}"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 150), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "resolution",
                  "resolution/1 fulfilled 0-150 150 150 all 100 200 -1 breached missed\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    assert_int_equal(desk_rows(desk, "sup_miss"), 1);
    desk_expect_sound(desk);
}

/* It broke at 100; the next promise came at 300; it was solved at 250. */
static void what_was_broken_by_then_keeps_its_cause(void **state)
{
    struct desk *desk = *state;
    struct sup_miss_list *list;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    activate_at(desk, 300, SLA("{\"metric\": \"resolution\", \"within\": \"PT900S\"}"));
    list = misses(desk);
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].over_ms, 200000);
    sup_free(list);
    desk_ok(desk, by_priya(desk), SUP_OP_SLA_RECORD_CAUSE,
            PARAMS(sla_record_cause, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION,
                   .cause = "staffing"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 250), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "resolution",
                  "resolution/1 fulfilled 0-250 250 250 all 100 100 -1 breached missed\n");
    list = misses(desk);
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].breached_ms, T0 + 100001);
    assert_int_equal(list->items[0].ended_ms, T0 + 250000);
    assert_int_equal(list->items[0].over_ms, 150000);
    assert_string_equal(list->items[0].cause, "staffing");
    sup_free(list);
    desk_expect_sound(desk);
}

/* In an import nothing fires: the promise that was on it then was broken a second before the end.
 */
static void in_an_import_it_breaks_when_it_did(void **state)
{
    struct desk *desk = *state;
    struct sup_miss_list *list;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT100S\"}"));
    clock_is(desk, 50);
    desk_ok(desk, told(desk, 0), OPEN(.subject = "Old", .priority = "normal"));
    activate_at(desk, 90, SLA("{\"metric\": \"resolution\", \"within\": \"PT900S\"}"));
    clock_is(desk, 400);
    desk_ok(desk, told(desk, 85), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "resolution", "resolution/1 fulfilled 0-85 85 85 all 100 100 -1\n");
    list = misses(desk);
    assert_int_equal(list->count, 0);
    sup_free(list);
    desk_expect_sound(desk);
}

/* Of the warnings the first was past when the import told of it; the other and the breach come. */
static void what_an_import_finds_in_time_warns_and_breaks_later(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\", "
                           "\"warnings\": [\"50%\", \"PT20S\"]}"));
    clock_is(desk, 60);
    desk_ok(desk, told(desk, 0), OPEN(.subject = "Old", .body = "x", .customer_id = 1));
    expect_timers(desk, 1, "first_reply", "first_reply/1 running 0--1 0 0 all 100 100 80\n");
    clock_is(desk, 90);
    assert_int_equal(desk_tick(desk), 1);
    expect_timers(desk, 1, "first_reply", "first_reply/1 running 0--1 0 0 all 100 100 100\n");
    clock_is(desk, 110);
    assert_int_equal(desk_tick(desk), 1);
    expect_broken_at(desk, 100001);
}

/* It stood from 150 on: by then it was broken for 50 seconds, live and in an import alike. */
static void what_was_broken_before_it_stood_broke_when_it_did(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(WITHIN("requester_wait", "PT100S")));
    clock_is(desk, 1000);
    desk_ok(desk, told(desk, 0), OPEN(.subject = "Old"));
    desk_ok(desk, told(desk, 150), MOVE(.ticket_id = 1, .status = "pending"));
    expect_timers(desk, 1, "requester_wait",
                  "requester_wait/1 paused 0--1 150 150 all 100 -1 -1 breached missed\n");
    desk_ok(desk, told(desk, 200), MOVE(.ticket_id = 1, .status = "open"));
    desk_ok(desk, told(desk, 250), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "requester_wait",
                  "requester_wait/1 fulfilled 0-250 200 200 all 100 -1 -1 breached missed\n");
    expect_broken_at(desk, 100001);
}

/* It stood since 100 when 50 seconds were promised at 120. */
static void what_was_over_when_it_was_promised_while_it_stood_broke_then(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"requester_wait\", \"priority\": \"urgent\", "
                           "\"within\": \"PT50S\"}, " WITHIN("requester_wait", "PT500S")));
    clock_is(desk, 1000);
    desk_ok(desk, told(desk, 0), OPEN(.subject = "Old"));
    desk_ok(desk, told(desk, 100), MOVE(.ticket_id = 1, .status = "pending"));
    desk_ok(desk, told(desk, 120), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    desk_ok(desk, told(desk, 200), MOVE(.ticket_id = 1, .status = "open"));
    desk_ok(desk, told(desk, 220), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "requester_wait",
                  "requester_wait/1 fulfilled 0-220 120 120 all 50 -1 -1 breached missed\n");
    expect_broken_at(desk, 120000);
}

/* ---- another promise ---- */

static void another_promise_comes_after_what_is_recorded_of_the_old_one(void **state)
{
    struct desk *desk = *state;
    struct sup_miss_list *list;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"priority\": \"urgent\", \"within\": "
                           "\"PT900S\"}, {\"metric\": \"resolution\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    clock_is(desk, 400);
    desk_tick(desk);
    desk_ok(desk, told(desk, 50), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    /* Broken at 100.001, and so it was there until then. */
    list = misses(desk);
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].breached_ms, T0 + 100001);
    assert_int_equal(list->items[0].ended_ms, T0 + 100001);
    assert_int_equal(list->items[0].over_ms, 1);
    sup_free(list);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 100 100 all 900 900 900 missed\n");
    desk_expect_sound(desk);
}

/* ---- came to stand earlier ---- */

#define WORK(hours) hours ", " OFFICE_SLA(WITHIN("agent_work", "PT3H"))

static void a_pause_from_before_the_activation_stands_from_then_on(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, WORK(MORNING));
    desk_ticket(desk);
    activate_at(desk, 8000, WORK(AFTERNOON));
    clock_is(desk, 9000);
    desk_ok(desk, told(desk, 2600), MOVE(.ticket_id = 1, .status = "pending"));
    expect_timers(desk, 1, "agent_work", "agent_work/1 paused 0--1 2600 1800 all 10800 -1 -1\n");
    expect_explained(desk, SUP_METRIC_AGENT_WORK, 1);
    move(desk, 15200, "open");
    clock_is(desk, 17000);
    expect_explained(desk, SUP_METRIC_AGENT_WORK, 1);
    move(desk, 17000, "solved");
    expect_timers(desk, 1, "agent_work",
                  "agent_work/1 fulfilled 0-17000 4400 3600 all 10800 24200 -1\n");
    expect_explained(desk, SUP_METRIC_AGENT_WORK, 1);
    desk_expect_sound(desk);
}

static void a_pause_under_another_promise_too(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, WORK(MORNING));
    desk_ticket(desk);
    activate_at(desk, 8000,
                AFTERNOON
                ", \"sla\": [{\"name\": \"all\", \"calendar\": \"office\", "
                "\"counts_from\": \"attach\", \"targets\": [" WITHIN("agent_work", "PT4H") "]}]");
    clock_is(desk, 9000);
    desk_ok(desk, told(desk, 2600), MOVE(.ticket_id = 1, .status = "pending"));
    move(desk, 15200, "open");
    /* Of the four hours three are left today: of 14:00 to 17:00, and one on the next Friday. */
    expect_timers(desk, 1, "agent_work",
                  "agent_work/1 running 0--1 2600 1800 all 14400 623600 623600\n");
    expect_explained(desk, SUP_METRIC_AGENT_WORK, 2);
    desk_expect_sound(desk);
}

/* It went on at 2000: what is told of 1500 is before that, and so it stands from the turn on. */
static void a_pause_from_before_it_went_on_changes_nothing_before(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, WORK(MORNING));
    desk_ticket(desk);
    move(desk, 1000, "pending");
    move(desk, 2000, "open");
    activate_at(desk, 8000, WORK(AFTERNOON));
    clock_is(desk, 9000);
    desk_ok(desk, told(desk, 1500), MOVE(.ticket_id = 1, .status = "pending"));
    expect_timers(desk, 1, "agent_work", "agent_work/1 paused 0--1 7000 6200 all 10800 -1 -1\n");
    expect_explained(desk, SUP_METRIC_AGENT_WORK, 1);
    desk_expect_sound(desk);
}

/* The question of 8 is told at 100. Pending from 10 to 50 was over by then: that pause stays in
 * requester_wait, 10 and 60. What stands on hold since 10 goes on from there, 10 and 100. */
static void a_pause_that_was_over_when_a_question_is_told_stays(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 5);
    move(desk, 10, "pending");
    move(desk, 50, "on_hold");
    clock_is(desk, 100);
    desk_ok(desk, at(by_system(desk), T0 + 8000), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "And?", .customer_id = ANN));
    desk_expect_status(desk, 1, "open");
    move(desk, 110, "solved");
    expect_timers(desk, 1, "next_reply requester_wait agent_work",
                  "next_reply/1 fulfilled 8-110 102 102\n"
                  "requester_wait/1 fulfilled 0-110 70 70\n"
                  "agent_work/1 fulfilled 0-110 110 110\n");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_question_from_before_the_activation_waited_by_the_hours_of_then),
    desk_test(what_was_promised_as_it_began_breaks_not_before_that),
    desk_test(a_promise_that_came_as_it_began_counts_from_there),
    desk_test(the_first_promise_too),
    desk_test(what_was_promised_then_is_what_it_is_judged_by),
    desk_test(what_ended_before_it_began_ended_as_it_began),
    desk_test(who_took_it_before_the_activation_took_it_then),
    desk_test(what_stood_before_it_ended_is_judged_by_what_was_promised_then),
    desk_test(what_had_stood_before_it_ended_too),
    desk_test(nothing_was_promised_then),
    desk_test(what_is_back_is_judged_from_the_beginning_that_is_known_now),
    desk_test(what_is_back_counts_from_when_it_was_attached),
    desk_test(nothing_was_promised_when_it_ended_after_it_stood),
    desk_test(nothing_was_promised_when_it_ended_after_it_had_stood),
    desk_test(an_end_that_was_known_moves_to_what_was_promised_then),
    desk_test(a_later_promise_that_is_broken_stays_broken),
    desk_test(what_was_broken_by_then_keeps_its_cause),
    desk_test(in_an_import_it_breaks_when_it_did),
    desk_test(what_an_import_finds_in_time_warns_and_breaks_later),
    desk_test(what_was_broken_before_it_stood_broke_when_it_did),
    desk_test(what_was_over_when_it_was_promised_while_it_stood_broke_then),
    desk_test(another_promise_comes_after_what_is_recorded_of_the_old_one),
    desk_test(a_pause_from_before_the_activation_stands_from_then_on),
    desk_test(a_pause_under_another_promise_too),
    desk_test(a_pause_from_before_it_went_on_changes_nothing_before),
    desk_test(a_pause_that_was_over_when_a_question_is_told_stays),
};

DESK_MAIN(tests)
