/*
 * test_timers.c: what timers measure, what is promised on them, when that warns and breaks.
 */
#include "timer_fixture.h"

/* ---- measuring ---- */

static void a_life_is_measured(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk); /* at 0, with a message */
    expect_timers(desk, 1, NULL,
                  "acknowledgement/1 running 0--1 0 0\n"
                  "assignment/1 running 0--1 0 0\n"
                  "first_reply/1 running 0--1 0 0\n"
                  "requester_wait/1 running 0--1 0 0\n"
                  "agent_work/1 running 0--1 0 0\n"
                  "resolution/1 running 0--1 0 0\n");
    receive(desk, 10); /* a second message restarts nothing */
    clock_is(desk, 20);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = 1));
    reply(desk, 60);
    move(desk, 100, "pending");
    receive(desk, 400); /* opens it again */
    reply(desk, 500);
    move(desk, 600, "solved");
    expect_timers(desk, 1, NULL,
                  "acknowledgement/1 fulfilled 0-60 60 60\n"
                  "assignment/1 fulfilled 0-20 20 20\n"
                  "first_reply/1 fulfilled 0-60 60 60\n"
                  "next_reply/1 fulfilled 400-500 100 100\n"
                  "periodic_update/1 fulfilled 60-500 440 440\n"
                  "periodic_update/2 fulfilled 500-600 100 100\n"
                  "pausable_update/1 fulfilled 60-500 140 140\n"
                  "pausable_update/2 fulfilled 500-600 100 100\n"
                  "requester_wait/1 fulfilled 0-600 300 300\n"
                  "agent_work/1 fulfilled 0-600 300 300\n"
                  "resolution/1 fulfilled 0-600 600 600\n");
    desk_expect_sound(desk);
}

static void on_hold_stops_the_work_and_not_the_customers_wait(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    move(desk, 100, "on_hold");
    expect_timers(desk, 1, "requester_wait agent_work",
                  "requester_wait/1 running 0--1 0 0\nagent_work/1 paused 0--1 100 100\n");
    move(desk, 250, "open");
    move(desk, 300, "solved");
    expect_timers(desk, 1, "requester_wait agent_work",
                  "requester_wait/1 fulfilled 0-300 300 300\n"
                  "agent_work/1 fulfilled 0-300 150 150\n");
    desk_expect_sound(desk);
}

static void what_is_no_answer_ends_no_wait_for_one(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    clock_is(desk, 10);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "look"));
    expect_timers(desk, 1, "acknowledgement first_reply",
                  "acknowledgement/1 running 0--1 0 0\nfirst_reply/1 running 0--1 0 0\n");
    clock_is(desk, 20);
    desk_ok(desk, by_priya(desk),
            REPLY(.ticket_id = 1, .body = "We got it.", .is_acknowledgement = 1));
    expect_timers(desk, 1, "acknowledgement first_reply",
                  "acknowledgement/1 fulfilled 0-20 20 20\nfirst_reply/1 running 0--1 0 0\n");
    clock_is(desk, 30);
    desk_ok(desk, by_robo(desk), REPLY(.ticket_id = 1, .body = "I am a bot."));
    expect_timers(desk, 1, "first_reply periodic_update", "first_reply/1 running 0--1 0 0\n");
    reply(desk, 40);
    expect_timers(desk, 1, "first_reply", "first_reply/1 fulfilled 0-40 40 40\n");
    desk_expect_sound(desk);
}

static int64_t first_reply_second(struct desk *desk, int64_t id)
{
    struct sup_ticket *ticket = desk_get(desk, id);
    int64_t at_ms = ticket->first_reply_ms;

    sup_free(ticket);
    return at_ms ? (at_ms - T0) / 1000 : -1;
}

static void a_ticket_opened_for_the_customer_waits_from_their_first_message(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), OPEN(.subject = "Call back", .customer_id = 1));
    expect_timers(desk, 1, "first_reply next_reply", "");
    reply(desk, 10);
    expect_timers(desk, 1, "first_reply next_reply", "");
    assert_int_equal(first_reply_second(desk, 1), -1);
    receive(desk, 30);
    clock_is(desk, 95);
    desk_ok(desk, by_import(desk, T0 + 20000), REPLY(.ticket_id = 1, .body = "y", .author_id = 1));
    assert_int_equal(first_reply_second(desk, 1), -1); /* told late, and from before they asked */
    reply(desk, 90);
    expect_timers(desk, 1, "first_reply next_reply", "first_reply/1 fulfilled 30-90 60 60\n");
    assert_int_equal(first_reply_second(desk, 1), 90);
    desk_expect_sound(desk);
}

static void reopened_is_a_run_of_its_own(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    move(desk, 100, "solved"); /* without a reply */
    expect_timers(desk, 1, "first_reply resolution assignment",
                  "assignment/1 cancelled 0-100 100 100\n"
                  "first_reply/1 paused 0--1 100 100\n"
                  "resolution/1 fulfilled 0-100 100 100\n");
    receive(desk, 500);
    reply(desk, 510);
    move(desk, 600, "solved");
    expect_timers(desk, 1, "first_reply resolution assignment",
                  "assignment/1 cancelled 0-100 100 100\n"
                  "assignment/2 cancelled 500-600 100 100\n"
                  "first_reply/1 fulfilled 0-510 110 110\n"
                  "resolution/1 fulfilled 0-100 100 100\n"
                  "resolution/2 fulfilled 500-600 100 100\n");
    desk_expect_sound(desk);
}

static void within_the_grace_it_goes_on_without_the_gap(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"timers\": {\"resume_grace\": \"PT10M\"}");
    desk_ticket(desk);
    move(desk, 100, "solved");
    receive(desk, 700); /* exactly the grace later */
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 100 100\n");
    move(desk, 800, "solved");
    expect_timers(desk, 1, "resolution", "resolution/1 fulfilled 0-800 200 200\n");
    receive(desk, 1401); /* a second too late */
    expect_timers(desk, 1, "resolution",
                  "resolution/1 fulfilled 0-800 200 200\nresolution/2 running 1401--1 0 0\n");
    desk_expect_sound(desk);
}

static void closing_solves_what_was_in_work_and_drops_the_rest(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    move(desk, 50, "closed");
    expect_timers(desk, 1, NULL,
                  "acknowledgement/1 cancelled 0-50 50 50\n"
                  "assignment/1 cancelled 0-50 50 50\n"
                  "first_reply/1 cancelled 0-50 50 50\n"
                  "requester_wait/1 fulfilled 0-50 50 50\n"
                  "agent_work/1 fulfilled 0-50 50 50\n"
                  "resolution/1 fulfilled 0-50 50 50\n");
    desk_expect_sound(desk);
}

static void each_team_has_its_own_time(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), OPEN(.subject = "x", .team = "frontline"));
    clock_is(desk, 10);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = 1));
    clock_is(desk, 40);
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "risk"));
    clock_is(desk, 100);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = 2));
    clock_is(desk, 110);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1)); /* nobody has it again */
    expect_timers(desk, 1, "assignment time_in_team",
                  "assignment/1 fulfilled 0-10 10 10\n"
                  "assignment/2 fulfilled 40-100 60 60\n"
                  "assignment/3 running 110--1 0 0\n"
                  "time_in_team/1 fulfilled 0-40 40 40\n"
                  "time_in_team/2 running 40--1 0 0\n");
    desk_expect_sound(desk);
}

/* ---- told late ---- */

static void a_reply_told_late_is_the_first_one(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 100);
    clock_is(desk, 200);
    desk_ok(desk, at(by_priya(desk), T0 + 30 * 1000), REPLY(.ticket_id = 1, .body = "By phone."));
    expect_timers(desk, 1, "acknowledgement first_reply",
                  "acknowledgement/1 fulfilled 0-30 30 30\n"
                  "first_reply/1 fulfilled 0-30 30 30\n");
    desk_expect_sound(desk);
}

static void a_word_told_late_is_the_first_one(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    clock_is(desk, 100);
    desk_ok(desk, by_robo(desk), REPLY(.ticket_id = 1, .body = "We got it."));
    clock_is(desk, 200);
    desk_ok(desk, at(by_robo(desk), T0 + 20 * 1000), REPLY(.ticket_id = 1, .body = "We will."));
    expect_timers(desk, 1, "acknowledgement first_reply",
                  "acknowledgement/1 fulfilled 0-20 20 20\nfirst_reply/1 running 0--1 0 0\n");
    desk_expect_sound(desk);
}

static void an_answer_told_late_ends_the_last_wait_earlier(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 100);
    receive(desk, 200);
    reply(desk, 300);
    clock_is(desk, 400);
    desk_ok(desk, at(by_priya(desk), T0 + 250 * 1000), REPLY(.ticket_id = 1, .body = "By phone."));
    expect_timers(desk, 1, "acknowledgement first_reply next_reply",
                  "acknowledgement/1 fulfilled 0-100 100 100\n"
                  "first_reply/1 fulfilled 0-100 100 100\n"
                  "next_reply/1 fulfilled 200-250 50 50\n");
    desk_expect_sound(desk);
}

static void a_warning_is_told_once_although_the_wait_began_earlier(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"next_reply\", \"within\": \"PT100S\", "
                           "\"warnings\": [\"50%\"]}"));
    desk_ticket(desk);
    reply(desk, 100);
    receive(desk, 200);
    clock_is(desk, 250);
    assert_int_equal(desk_tick(desk), 1);
    clock_is(desk, 260);
    desk_receive(desk, at(by_ann(desk), T0 + 190 * 1000), 1, "Earlier.");
    expect_timers(desk, 1, "next_reply", "next_reply/1 running 190--1 0 0 all 100 290 290\n");
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sound(desk);
}

static void an_answer_from_before_the_question_does_not_answer_it(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 100);
    receive(desk, 200);
    clock_is(desk, 300);
    desk_ok(desk, at(by_priya(desk), T0 + 150 * 1000), REPLY(.ticket_id = 1, .body = "Late."));
    expect_timers(desk, 1, "next_reply", "next_reply/1 running 200--1 0 0\n");
    desk_expect_sound(desk);
}

static void a_question_told_late_waits_since_it_was_written(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    reply(desk, 100);
    receive(desk, 200);
    clock_is(desk, 300);
    desk_receive(desk, at(by_ann(desk), T0 + 150 * 1000), 1, "Earlier.");
    expect_timers(desk, 1, "next_reply", "next_reply/1 running 150--1 0 0\n");
    clock_is(desk, 310); /* and one that was answered before it was told starts nothing */
    desk_receive(desk, at(by_ann(desk), T0 + 90 * 1000), 1, "Much earlier.");
    expect_timers(desk, 1, "next_reply", "next_reply/1 running 150--1 0 0\n");
    desk_expect_sound(desk);
}

/* ---- promises ---- */

static void a_promise_is_due_warns_and_breaks(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\", "
                           "\"warnings\": [\"80%\", \"PT50S\"]}"));
    desk_ticket(desk);
    expect_timers(desk, 1, "first_reply", "first_reply/1 running 0--1 0 0 all 100 100 50\n");
    clock_is(desk, 49);
    assert_int_equal(desk_tick(desk), 0);
    sequence = desk_sequence(desk);
    clock_is(desk, 50);
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_events(desk, sequence, "sla.warned >all\n");
    expect_timers(desk, 1, "first_reply", "first_reply/1 running 0--1 0 0 all 100 100 80\n");
    clock_is(desk, 100);
    assert_int_equal(desk_tick(desk), 1);
    expect_timers(desk, 1, "first_reply", "first_reply/1 running 0--1 0 0 all 100 100 100\n");
    assert_int_equal(desk_tick(desk), 0); /* with exactly the target used it is kept */
    desk->now_ms++;
    sequence = desk_sequence(desk);
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_events(desk, sequence, "sla.breached >all\n");
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 running 0--1 0 0 all 100 100 -1 breached missed\n");
    reply(desk, 150);
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 fulfilled 0-150 150 150 all 100 100 -1 breached missed\n");
    desk_expect_sound(desk);
}

static void a_year_later_everything_fires_once_in_due_order(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\", \"warnings\": "
                           "[\"50%\"]}, {\"metric\": \"resolution\", \"within\": \"PT60S\"}"));
    desk_ticket(desk);
    sequence = desk_sequence(desk);
    clock_is(desk, 365 * 86400);
    assert_int_equal(desk_tick(desk), 3);
    desk_expect_events(desk, sequence, "sla.warned >all\nsla.breached >all\nsla.breached >all\n");
    clock_is(desk, 0);
    assert_int_equal(desk_tick(desk), 0);
    expect_timers(desk, 1, "first_reply resolution",
                  "first_reply/1 running 0--1 0 0 all 100 100 -1 breached missed\n"
                  "resolution/1 running 0--1 0 0 all 60 60 -1 breached missed\n");
    desk_expect_sound(desk);
}

/* What a ticket waits for next comes before what others have waited for since before. */
static void tickets_take_turns_in_due_order(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\", \"warnings\": "
                           "[\"50%\"]}"));
    desk_ticket(desk);
    clock_is(desk, 10);
    desk_ticket(desk);
    clock_is(desk, 60);
    desk_ticket(desk);
    sequence = desk_sequence(desk);
    clock_is(desk, 86400);
    assert_int_equal(desk_tick(desk), 6); /* at 50, 60, 100, 110, 110 and 160 */
    desk_expect_events(desk, sequence,
                       "sla.warned >all\nsla.warned >all\nsla.breached >all\n"
                       "sla.warned >all\nsla.breached >all\nsla.breached >all\n");
    desk_expect_sound(desk);
}

static void what_is_due_fires_before_who_comes_too_late(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    sequence = desk_sequence(desk);
    reply(desk, 101); /* nobody ticked */
    desk_expect_events(desk, sequence, "sla.breached >all\nmessage.replied >email\n");
    desk_expect_sound(desk);
}

static void pauses_move_the_end_of_a_promise(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"agent_work\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    move(desk, 30, "pending");
    expect_timers(desk, 1, "agent_work", "agent_work/1 paused 0--1 30 30 all 100 -1 -1\n");
    clock_is(desk, 5000);
    assert_int_equal(desk_tick(desk), 0);
    move(desk, 5000, "open");
    expect_timers(desk, 1, "agent_work", "agent_work/1 running 0--1 30 30 all 100 5070 5070\n");
    move(desk, 5070, "solved");
    expect_timers(desk, 1, "agent_work", "agent_work/1 fulfilled 0-5070 100 100 all 100 5070 -1\n");
    desk_expect_sound(desk);
}

static void thirty_short_pauses_lose_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t second = 0;

    desk_ticket(desk);
    for (int i = 0; i < 30; i++) { /* 61 s of work and 59 s of waiting, in turns */
        move(desk, second += 61, "pending");
        move(desk, second += 59, "open");
    }
    move(desk, second, "solved");
    expect_timers(desk, 1, "agent_work", "agent_work/1 fulfilled 0-3600 1830 1830\n");
    desk_expect_sound(desk);
}

#define BY_PRIORITY                                                                                \
    SLA("{\"metric\": \"resolution\", \"priority\": \"urgent\", \"within\": \"PT50S\"}, "          \
        "{\"metric\": \"resolution\", \"within\": \"PT200S\"}")

static void another_priority_judges_the_whole_time(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, BY_PRIORITY);
    desk_ticket(desk);
    clock_is(desk, 20);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 20 20 all 50 50 50\n");
    clock_is(desk, 30);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "low"));
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 30 30 all 200 200 200\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 2);
    clock_is(desk, 80); /* past the shorter target already */
    sequence = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    desk_expect_events(desk, sequence, "ticket.prioritized low>urgent\nticket.timers_changed\n");
    sequence = desk_sequence(desk);
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_events(desk, sequence, "sla.breached >all\n");
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 80 80 all 50 80 -1 breached missed\n");
    desk_expect_sound(desk);
}

static void a_promise_may_count_from_when_it_is_made(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk,
                 "\"sla\": [{\"name\": \"vip\", \"counts_from\": \"attach\", \"when\": {\"in\": "
                 "[\"vip\", {\"var\": \"ticket.tags\"}]}, \"targets\": [{\"metric\": "
                 "\"resolution\", \"within\": \"PT50S\"}]}]");
    desk_ticket(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 0 0\n");
    clock_is(desk, 1000);
    desk_ok(desk, by_priya(desk),
            TAG(.ticket_id = 1, .tags = (const char *[]){"vip"}, .tag_count = 1));
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 1000 1000 vip 50 1050 1050\n");
    move(desk, 1050, "solved");
    expect_timers(desk, 1, "resolution",
                  "resolution/1 fulfilled 0-1050 1050 1050 vip 50 1050 -1\n");
    desk_expect_sound(desk);
}

static void a_target_of_nothing_is_broken_a_millisecond_later(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"assignment\", \"within\": \"PT0S\"}"));
    desk_ok(desk, by_priya(desk), OPEN(.subject = "taken at once", .assignee_id = 1));
    desk_ok(desk, by_priya(desk), OPEN(.subject = "not taken"));
    expect_timers(desk, 1, "assignment", "assignment/1 fulfilled 0-0 0 0 all 0 0 -1\n");
    desk->now_ms++;
    assert_int_equal(desk_tick(desk), 1);
    expect_timers(desk, 2, "assignment",
                  "assignment/1 running 0--1 0 0 all 0 0 -1 breached missed\n");
    desk_expect_sound(desk);
}

static void a_merge_ends_one_and_the_other_takes_the_oldest_question(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    clock_is(desk, 90);
    desk_ticket(desk); /* 2 */
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = 1, .into = 2));
    expect_timers(desk, 1, "first_reply resolution",
                  "first_reply/1 cancelled 0-90 90 90 all 100 100 -1\n"
                  "resolution/1 cancelled 0-90 90 90\n");
    expect_timers(desk, 2, "first_reply resolution",
                  "first_reply/1 running 0--1 0 0 all 100 100 100\n"
                  "resolution/1 running 90--1 0 0\n");
    desk_expect_sound(desk);
}

/* Ann asks at 0 and at 10, Priya answers both at 20. */
static void asked_twice_and_answered(struct desk *desk)
{
    sla_activate(desk, SLA("{\"metric\": \"acknowledgement\", \"within\": \"PT100S\"},"
                           "{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    receive(desk, 10);
    reply(desk, 20);
}

static const char waits[] = "acknowledgement first_reply next_reply periodic_update";

static void what_is_split_off_waits_since_it_was_asked(void **state)
{
    struct desk *desk = *state;

    asked_twice_and_answered(desk);
    clock_is(desk, 40);
    desk_ok(desk, by_priya(desk), SPLIT(.ticket_id = 1, .message_id = 2));
    expect_timers(desk, 1, waits,
                  "acknowledgement/1 fulfilled 0-20 20 20 all 100 100 -1\n"
                  "first_reply/1 fulfilled 0-20 20 20 all 100 100 -1\n"
                  "periodic_update/1 running 20--1 0 0\n");
    expect_timers(desk, 2, waits,
                  "acknowledgement/1 running 40--1 0 0 all 100 140 140\n"
                  "first_reply/1 running 10--1 0 0 all 100 110 110\n");
    clock_is(desk, 120);
    assert_int_equal(desk_tick(desk), 1); /* ten seconds too late for who asked at 10 */
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 2, .body = "Now."));
    expect_timers(desk, 2, waits,
                  "acknowledgement/1 fulfilled 40-120 80 80 all 100 140 -1\n"
                  "first_reply/1 fulfilled 10-120 110 110 all 100 110 -1 breached missed\n"
                  "periodic_update/1 running 120--1 0 0\n");
    desk_expect_sound(desk);
}

/* The word was given where it was measured; the last question is no first one. */
static void what_is_split_off_with_its_answer_waits_for_no_word(void **state)
{
    struct desk *desk = *state;

    asked_twice_and_answered(desk);
    receive(desk, 30);
    clock_is(desk, 40);
    desk_ok(desk, by_priya(desk), SPLIT(.ticket_id = 1, .message_id = 2, .is_rest = 1));
    expect_timers(desk, 2, waits,
                  "acknowledgement/1 cancelled 40-40 0 0 all 100 140 -1\n"
                  "first_reply/1 cancelled 40-40 0 0 all 100 140 -1\n"
                  "next_reply/1 running 30--1 0 0\n"
                  "periodic_update/1 running 40--1 0 0\n");
    clock_is(desk, 1000);
    assert_int_equal(desk_tick(desk), 0);
    reply(desk, 1000);
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 2, .body = "Now."));
    clock_is(desk, 1100);
    desk_receive(desk, by_ann(desk), 2, "And the socks?");
    expect_timers(desk, 2, waits,
                  "acknowledgement/1 cancelled 40-40 0 0 all 100 140 -1\n"
                  "first_reply/1 cancelled 40-40 0 0 all 100 140 -1\n"
                  "next_reply/1 fulfilled 30-1000 970 970\n"
                  "next_reply/2 running 1100--1 0 0\n"
                  "periodic_update/1 fulfilled 40-1000 960 960\n"
                  "periodic_update/2 running 1000--1 0 0\n");
    desk_expect_sound(desk);
}

static void what_is_split_off_with_an_automatic_word_waits_for_a_person(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    receive(desk, 10);
    clock_is(desk, 20);
    desk_ok(desk, by_robo(desk), REPLY(.ticket_id = 1, .body = "We got it."));
    clock_is(desk, 40);
    desk_ok(desk, by_priya(desk), SPLIT(.ticket_id = 1, .message_id = 2, .is_rest = 1));
    expect_timers(desk, 2, waits,
                  "acknowledgement/1 cancelled 40-40 0 0\nfirst_reply/1 running 10--1 0 0\n");
    desk_expect_sound(desk);
}

/* What the desk said by itself was no answer: the customer's first message waits for the first. */
static void what_is_split_off_without_a_question_waits_from_the_first_one(void **state)
{
    struct desk *desk = *state;

    asked_twice_and_answered(desk);
    clock_is(desk, 40);
    desk_ok(desk, by_priya(desk), SPLIT(.ticket_id = 1, .message_id = 3));
    expect_timers(desk, 1, waits,
                  "acknowledgement/1 fulfilled 0-20 20 20 all 100 100 -1\n"
                  "first_reply/1 fulfilled 0-20 20 20 all 100 100 -1\n"
                  "next_reply/1 running 0--1 0 0\n"
                  "periodic_update/1 running 20--1 0 0\n");
    clock_is(desk, 50);
    desk_receive(desk, by_ann(desk), 2, "Which?");
    expect_timers(desk, 2, waits,
                  "acknowledgement/1 cancelled 40-40 0 0 all 100 140 -1\n"
                  "first_reply/1 running 50--1 0 0 all 100 150 150\n"
                  "periodic_update/1 running 40--1 0 0\n");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_life_is_measured),
    desk_test(on_hold_stops_the_work_and_not_the_customers_wait),
    desk_test(what_is_no_answer_ends_no_wait_for_one),
    desk_test(a_ticket_opened_for_the_customer_waits_from_their_first_message),
    desk_test(reopened_is_a_run_of_its_own),
    desk_test(within_the_grace_it_goes_on_without_the_gap),
    desk_test(closing_solves_what_was_in_work_and_drops_the_rest),
    desk_test(each_team_has_its_own_time),
    desk_test(a_reply_told_late_is_the_first_one),
    desk_test(a_word_told_late_is_the_first_one),
    desk_test(an_answer_told_late_ends_the_last_wait_earlier),
    desk_test(a_warning_is_told_once_although_the_wait_began_earlier),
    desk_test(an_answer_from_before_the_question_does_not_answer_it),
    desk_test(a_question_told_late_waits_since_it_was_written),
    desk_test(a_promise_is_due_warns_and_breaks),
    desk_test(a_year_later_everything_fires_once_in_due_order),
    desk_test(tickets_take_turns_in_due_order),
    desk_test(what_is_due_fires_before_who_comes_too_late),
    desk_test(pauses_move_the_end_of_a_promise),
    desk_test(thirty_short_pauses_lose_nothing),
    desk_test(another_priority_judges_the_whole_time),
    desk_test(a_promise_may_count_from_when_it_is_made),
    desk_test(a_target_of_nothing_is_broken_a_millisecond_later),
    desk_test(a_merge_ends_one_and_the_other_takes_the_oldest_question),
    desk_test(what_is_split_off_waits_since_it_was_asked),
    desk_test(what_is_split_off_with_its_answer_waits_for_no_word),
    desk_test(what_is_split_off_with_an_automatic_word_waits_for_a_person),
    desk_test(what_is_split_off_without_a_question_waits_from_the_first_one),
};

DESK_MAIN(tests)
