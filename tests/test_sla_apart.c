/*
 * test_sla_apart.c: a merge that is taken back has stopped nothing, and a question is missed once,
 * whatever tickets it comes to.
 */
#include "timer_fixture.h"

#include "kpi_fixture.h"
#include "supportcore/misses.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define UNMERGE(id)  SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = (id))
#define RESOLUTION   "{\"metric\": \"resolution\", \"within\": \"PT100S\"}"
#define FIRST_REPLY  "{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"
#define NEXT_REPLY   "{\"metric\": \"next_reply\", \"within\": \"PT100S\"}"

static int64_t ask(struct desk *desk, int64_t second)
{
    clock_is(desk, second);
    return desk_ticket(desk);
}

static void merge(struct desk *desk, int64_t second, int64_t from, int64_t into)
{
    clock_is(desk, second);
    desk_ok(desk, by_lee(desk), MERGE(.ticket_id = from, .into = into));
}

static void unmerge(struct desk *desk, int64_t second, int64_t ticket)
{
    clock_is(desk, second);
    desk_ok(desk, by_lee(desk), UNMERGE(ticket));
}

static uint32_t tick_at(struct desk *desk, int64_t second)
{
    clock_is(desk, second);
    return desk_tick(desk);
}

/* "ticket metric/instance ms" for each promise that was broken, in the order of time; ms since T0
 */
static void expect_misses(struct desk *desk, const char *expected)
{
    static char text[1000];
    struct sup_miss_list *list = NULL;
    char *at = text;

    must(desk, sup_sla_misses(desk->core, by_system(desk), PARAMS(sla_misses, .limit = 20), &list));
    *at = '\0';
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_miss *miss = &list->items[i];

        at += snprintf(at, sizeof text - (size_t)(at - text), "%d %s/%d %d\n", (int)miss->ticket_id,
                       sup__metric_names[miss->metric - 1], (int)miss->instance,
                       (int)(miss->breached_ms - T0));
    }
    sup_free(list);
    assert_string_equal(text, expected);
}

static void expect_breaches(struct desk *desk, const char *expected)
{
    assert_string_equal(kpi_figure(desk, "breaches", FRIDAY, NULL), expected);
    kpi_expect_clean(desk);
}

/* ---- what is taken back goes on ---- */

/* Part of 2 from 30 to 50: as if it had not been. */
static void runs_go_on_as_if_there_had_been_no_merge(void **state)
{
    struct desk *desk = *state;

    ask(desk, 0);
    ask(desk, 0);
    clock_is(desk, 10);
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "frontline"));
    merge(desk, 30, 1, 2);
    unmerge(desk, 50, 1);
    expect_timers(desk, 1, NULL,
                  "acknowledgement/1 running 0--1 30 30\n"
                  "assignment/1 cancelled 0-10 10 10\n"
                  "assignment/2 running 10--1 20 20\n"
                  "first_reply/1 running 0--1 30 30\n"
                  "requester_wait/1 running 0--1 30 30\n"
                  "agent_work/1 running 0--1 30 30\n"
                  "resolution/1 running 0--1 30 30\n"
                  "time_in_team/1 running 10--1 20 20\n");
    reply(desk, 60);
    move(desk, 80, "solved");
    expect_timers(desk, 1, NULL,
                  "acknowledgement/1 fulfilled 0-60 60 60\n"
                  "assignment/1 cancelled 0-10 10 10\n"
                  "assignment/2 cancelled 10-80 70 70\n"
                  "first_reply/1 fulfilled 0-60 60 60\n"
                  "periodic_update/1 fulfilled 60-80 20 20\n"
                  "pausable_update/1 fulfilled 60-80 20 20\n"
                  "requester_wait/1 fulfilled 0-80 80 80\n"
                  "agent_work/1 fulfilled 0-80 80 80\n"
                  "resolution/1 fulfilled 0-80 80 80\n"
                  "time_in_team/1 fulfilled 10-80 70 70\n");
    desk_expect_sound(desk);
}

/* In 100 seconds it is to be solved, however often it is merged for a moment. */
static void a_promise_is_not_had_anew_by_a_merge(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(RESOLUTION));
    ask(desk, 0);
    ask(desk, 0);
    clock_is(desk, 1);
    desk_move(desk, by_priya(desk), 2, "solved");
    for (int second = 30; second < 90; second += 30) {
        clock_is(desk, second);
        desk_ok(desk, by_lee(desk), OPEN(.subject = "Another", .customer_id = ANN));
        merge(desk, second, 1, second / 30 + 2);
        unmerge(desk, second + 10, 1);
    }
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 60 60 all 100 100 100\n");
    assert_int_equal(tick_at(desk, 100), 0);
    assert_int_equal(tick_at(desk, 101), 1);
    expect_misses(desk, "1 resolution/1 100001\n");
    merge(desk, 110, 1, 3);
    unmerge(desk, 115, 1);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 110 110 all 100 100 -1 breached missed\n");
    tick_at(desk, 120);
    expect_misses(desk, "1 resolution/1 100001\n");
    desk_expect_sound(desk);
}

/* Nobody looked at it while it was part of another: it breaks when it is back. */
static void what_was_over_meanwhile_breaks_when_it_is_back(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(RESOLUTION));
    ask(desk, 0);
    ask(desk, 90);
    merge(desk, 95, 1, 2);
    assert_int_equal(tick_at(desk, 140), 0);
    unmerge(desk, 150, 1);
    assert_int_equal(tick_at(desk, 150), 1);
    expect_misses(desk, "1 resolution/1 150000\n");
    expect_breaches(desk, "1/0 1");
    desk_expect_sound(desk);
}

/* Pending from 20 on, merged from 30 to 50, open from 60 on: 20 and 10. */
static void what_stood_has_stood(void **state)
{
    struct desk *desk = *state;

    ask(desk, 0);
    ask(desk, 0);
    move(desk, 20, "pending");
    merge(desk, 30, 1, 2);
    unmerge(desk, 50, 1);
    expect_timers(desk, 1, "requester_wait agent_work resolution",
                  "requester_wait/1 paused 0--1 20 20\n"
                  "agent_work/1 paused 0--1 20 20\n"
                  "resolution/1 running 0--1 30 30\n");
    move(desk, 60, "open");
    move(desk, 70, "solved");
    expect_timers(desk, 1, "requester_wait agent_work resolution",
                  "requester_wait/1 fulfilled 0-70 30 30\n"
                  "agent_work/1 fulfilled 0-70 30 30\n"
                  "resolution/1 fulfilled 0-70 70 70\n");
    desk_expect_sound(desk);
}

static void the_next_update_is_owed_since_the_last_one(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"periodic_update\", \"within\": \"PT60S\"}"));
    ask(desk, 0);
    ask(desk, 0);
    reply(desk, 10);
    merge(desk, 30, 1, 2);
    unmerge(desk, 50, 1);
    expect_timers(desk, 1, "periodic_update",
                  "periodic_update/1 running 10--1 20 20 all 60 70 70\n");
    assert_int_equal(tick_at(desk, 71), 1);
    reply(desk, 80);
    expect_timers(desk, 1, "periodic_update",
                  "periodic_update/1 fulfilled 10-80 70 70 all 60 70 -1 breached missed\n"
                  "periodic_update/2 running 80--1 0 0 all 60 140 140\n");
    expect_misses(desk, "1 periodic_update/1 70001\n");
    desk_expect_sound(desk);
}

/* Solved at 20 without a word, opened again at 60: 20 and 20. */
static void who_was_solved_without_an_answer_waits_on_when_it_is_opened(void **state)
{
    struct desk *desk = *state;

    ask(desk, 0);
    ask(desk, 0);
    move(desk, 20, "solved");
    merge(desk, 30, 1, 2);
    unmerge(desk, 50, 1);
    expect_timers(desk, 1, "first_reply resolution",
                  "first_reply/1 paused 0--1 20 20\n"
                  "resolution/1 fulfilled 0-20 20 20\n");
    move(desk, 60, "open");
    reply(desk, 80);
    expect_timers(desk, 1, "first_reply", "first_reply/1 fulfilled 0-80 40 40\n");
    desk_expect_sound(desk);
}

/* Who solves a ticket takes it away from nobody: the wait to be taken was over before the merge. */
static void what_had_ended_before_stays_ended(void **state)
{
    struct desk *desk = *state;

    ask(desk, 0);
    ask(desk, 0);
    reply(desk, 10);
    clock_is(desk, 20);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = PRIYA));
    merge(desk, 30, 1, 2);
    unmerge(desk, 50, 1);
    expect_timers(desk, 1, "acknowledgement assignment first_reply next_reply",
                  "acknowledgement/1 fulfilled 0-10 10 10\n"
                  "assignment/1 fulfilled 0-20 20 20\n"
                  "first_reply/1 fulfilled 0-10 10 10\n");
    desk_expect_sound(desk);
}

/* ---- one miss of one question ---- */

/* 1 is missed before it is merged; 2 is missed by its own question when that is alone again. */
static void a_question_that_is_merged_again_and_again_is_missed_once(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    ask(desk, 0);
    ask(desk, 90);
    tick_at(desk, 110);
    expect_misses(desk, "1 first_reply/1 100001\n");
    expect_breaches(desk, "1/0 1");
    merge(desk, 150, 1, 2);
    assert_int_equal(tick_at(desk, 160), 1); /* it is told of 2 as well */
    expect_timers(desk, 2, "first_reply",
                  "first_reply/1 running 0--1 0 0 all 100 100 -1 breached missed\n");
    expect_misses(desk, "1 first_reply/1 100001\n");
    expect_breaches(desk, "1/0 1");
    unmerge(desk, 200, 1);
    tick_at(desk, 210);
    expect_misses(desk, "1 first_reply/1 100001\n2 first_reply/2 200000\n");
    expect_breaches(desk, "2/0 2");
    merge(desk, 250, 1, 2);
    tick_at(desk, 260);
    expect_breaches(desk, "2/0 2");
    unmerge(desk, 300, 1);
    tick_at(desk, 310);
    expect_misses(desk, "1 first_reply/1 100001\n2 first_reply/2 200000\n");
    expect_breaches(desk, "2/0 2");
    reply(desk, 320);
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 fulfilled 0-320 320 320 all 100 100 -1 breached missed\n");
    expect_breaches(desk, "2/0 2");
    desk_expect_sound(desk);
}

/* 1 is missed on 2, while it is part of that. */
static void a_question_that_was_missed_in_the_whole_is_not_missed_again(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    ask(desk, 0);
    ask(desk, 50);
    merge(desk, 60, 1, 2);
    tick_at(desk, 120);
    unmerge(desk, 130, 1);
    assert_int_equal(tick_at(desk, 140), 1); /* it is told of 1 as well */
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 running 0--1 60 60 all 100 100 -1 breached missed\n");
    expect_misses(desk, "2 first_reply/1 100001\n");
    expect_breaches(desk, "1/0 1");
    reply(desk, 145);
    expect_misses(desk, "2 first_reply/1 100001\n");
    assert_string_equal(kpi_figure(desk, "sla", FRIDAY, NULL), "0/1 0.000");
    assert_int_equal(tick_at(desk, 151), 1); /* 2 has a question of its own */
    expect_misses(desk, "2 first_reply/1 100001\n2 first_reply/2 150001\n");
    desk_expect_sound(desk);
}

/* Message 3, of 10, is missed at 110 and leaves at 120. */
static void a_question_that_was_split_off_is_missed_once(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY ", " NEXT_REPLY));
    ask(desk, 0);
    reply(desk, 5);
    receive(desk, 10);
    tick_at(desk, 111);
    clock_is(desk, 120);
    desk_ok(desk, by_lee(desk), SPLIT(.ticket_id = 1, .message_id = 3));
    assert_int_equal(tick_at(desk, 121), 1);
    expect_misses(desk, "1 next_reply/1 110001\n");
    merge(desk, 130, 2, 1);
    tick_at(desk, 131);
    expect_misses(desk, "1 next_reply/1 110001\n");
    expect_breaches(desk, "1/0 1");
    desk_expect_sound(desk);
}

/* 1 is missed and answered before it is part of 2, and then its question becomes a ticket. */
static void a_question_of_a_part_that_is_split_off_is_missed_once(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    ask(desk, 0);
    tick_at(desk, 110);
    reply(desk, 120);
    ask(desk, 130);
    merge(desk, 140, 1, 2);
    clock_is(desk, 150);
    desk_ok(desk, by_lee(desk), SPLIT(.ticket_id = 2, .message_id = 1));
    assert_int_equal(tick_at(desk, 151), 1); /* it is told of 3 as well */
    expect_timers(desk, 3, "first_reply",
                  "first_reply/1 running 0--1 0 0 all 100 100 -1 breached missed\n");
    expect_misses(desk, "1 first_reply/1 100001\n");
    desk_expect_sound(desk);
}

/* Its answer, message 2, becomes a ticket: then the question waits again, on the whole. */
static void a_question_of_a_part_whose_answer_is_split_off_is_missed_once(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY ", " NEXT_REPLY));
    ask(desk, 0);
    tick_at(desk, 110);
    reply(desk, 120);
    ask(desk, 130);
    merge(desk, 140, 1, 2);
    clock_is(desk, 150);
    desk_ok(desk, by_lee(desk), SPLIT(.ticket_id = 2, .message_id = 2));
    tick_at(desk, 151);
    expect_misses(desk, "1 first_reply/1 100001\n");
    expect_breaches(desk, "1/0 1");
    desk_expect_sound(desk);
}

/* An import tells of the question of 150 at 350, where nothing fires: it is over when 1 is back. */
static void a_question_that_was_told_late_is_missed_once(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(NEXT_REPLY));
    ask(desk, 0);
    reply(desk, 5);
    ask(desk, 6);
    clock_is(desk, 7);
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 2, .body = "!"));
    merge(desk, 10, 1, 2);
    receive(desk, 300);
    clock_is(desk, 350);
    desk_ok(desk, by_import(desk, T0 + 150 * SECOND_MS),
            RECEIVE(.ticket_id = 1, .body = "?", .customer_id = ANN));
    unmerge(desk, 360, 1);
    tick_at(desk, 370);
    expect_timers(desk, 2, "next_reply", "next_reply/1 cancelled 150-360 210 210 all 100 250 -1\n");
    expect_misses(desk, "1 next_reply/1 360000\n");
    expect_breaches(desk, "1/0 1");
    desk_expect_sound(desk);
}

/* The older question of 1 comes to a run that the one of 2 broke: that one stays the one of 2. */
static void each_of_two_questions_is_missed_for_itself(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"priority\": \"low\", "
                           "\"within\": \"PT900S\"}, " FIRST_REPLY));
    ask(desk, 0);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "low"));
    ask(desk, 10);
    tick_at(desk, 111);
    expect_misses(desk, "2 first_reply/1 110001\n");
    merge(desk, 150, 1, 2);
    tick_at(desk, 151);
    expect_timers(desk, 2, "first_reply",
                  "first_reply/1 cancelled 10-150 140 140 all 100 110 -1 breached missed\n"
                  "first_reply/2 running 0--1 0 0 all 100 100 -1 breached missed\n");
    expect_misses(desk, "2 first_reply/1 110001\n2 first_reply/2 150000\n");
    unmerge(desk, 160, 1);
    tick_at(desk, 1000);
    expect_misses(desk, "2 first_reply/1 110001\n2 first_reply/2 150000\n");
    desk_expect_sound(desk);
}

/* Of the same instant are two questions: the one that stays is not the one that left. */
static void another_question_of_the_same_instant_is_another_one(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    ask(desk, 0);
    ask(desk, 0);
    merge(desk, 60, 1, 2);
    tick_at(desk, 120);
    expect_misses(desk, "2 first_reply/1 100001\n");
    unmerge(desk, 130, 1);
    tick_at(desk, 140);
    expect_misses(desk, "2 first_reply/1 100001\n1 first_reply/1 130000\n");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(runs_go_on_as_if_there_had_been_no_merge),
    desk_test(a_promise_is_not_had_anew_by_a_merge),
    desk_test(what_was_over_meanwhile_breaks_when_it_is_back),
    desk_test(what_stood_has_stood),
    desk_test(the_next_update_is_owed_since_the_last_one),
    desk_test(who_was_solved_without_an_answer_waits_on_when_it_is_opened),
    desk_test(what_had_ended_before_stays_ended),
    desk_test(a_question_that_is_merged_again_and_again_is_missed_once),
    desk_test(a_question_that_was_missed_in_the_whole_is_not_missed_again),
    desk_test(a_question_that_was_split_off_is_missed_once),
    desk_test(a_question_of_a_part_that_is_split_off_is_missed_once),
    desk_test(a_question_of_a_part_whose_answer_is_split_off_is_missed_once),
    desk_test(a_question_that_was_told_late_is_missed_once),
    desk_test(each_of_two_questions_is_missed_for_itself),
    desk_test(another_question_of_the_same_instant_is_another_one),
};

DESK_MAIN(tests)
