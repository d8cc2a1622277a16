/*
 * test_sla_behind.c: servers whose clocks are behind what is known of a ticket, a little or a day.
 */
#include "timer_fixture.h"

#include "supportcore/misses.h"

#define FIRST_REPLY "{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"

static void clock_is_ms(struct desk *desk, int64_t ms)
{
    desk->now_ms = T0 + ms;
}

static void expect_miss_count(struct desk *desk, uint32_t count)
{
    struct sup_miss_list *list = NULL;

    must(desk, sup_sla_misses(desk->core, by_system(desk), PARAMS(sla_misses, .limit = 10), &list));
    assert_int_equal(list->count, count);
    sup_free(list);
}

/* When the last event was, and what the clock of who told it said; ms since T0. */
static void expect_last(struct desk *desk, int64_t at_ms, int64_t recorded_ms)
{
    struct sup_event_list *list = NULL;

    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = desk_sequence(desk) - 1), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].at_ms, T0 + at_ms);
    assert_int_equal(list->items[0].recorded_ms, T0 + recorded_ms);
    sup_free(list);
}

/* Asked at 10.000, answered at 9.995 by the clock of another server. */
static void an_answer_by_a_clock_that_is_behind_is_an_answer(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    sla_activate(desk,
                 SLA("{\"metric\": \"acknowledgement\", \"within\": \"PT100S\"}, " FIRST_REPLY));
    clock_is_ms(desk, 10000);
    desk_ticket(desk);
    clock_is_ms(desk, 9995);
    desk_reply(desk, by_priya(desk), 1, "We are on it.", NULL);
    expect_last(desk, 10000, 9995);
    expect_timers(desk, 1, "acknowledgement first_reply",
                  "acknowledgement/1 fulfilled 10-10 0 0 all 100 110 -1\n"
                  "first_reply/1 fulfilled 10-10 0 0 all 100 110 -1\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->waiting_since_ms, 0);
    assert_int_equal(ticket->first_reply_ms, T0 + 10000);
    sup_free(ticket);
    clock_is(desk, 500);
    desk_tick(desk);
    expect_miss_count(desk, 0);
    desk_expect_sound(desk);
}

/* 100 seconds are promised from 0 on; the breach is known, and the answer came no earlier. */
static void a_breach_that_is_known_was_before_the_answer(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    desk_ticket(desk);
    clock_is_ms(desk, 100001);
    assert_int_equal(desk_tick(desk), 1);
    clock_is_ms(desk, 99990);
    assert_int_equal(desk_tick(desk), 0);
    desk_reply(desk, by_priya(desk), 1, "We are on it.", NULL);
    expect_last(desk, 100001, 99990);
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 fulfilled 0-100 100 100 all 100 100 -1 breached missed\n");
    clock_is_ms(desk, 100001);
    assert_int_equal(desk_tick(desk), 0);
    expect_miss_count(desk, 1);
    desk_expect_sound(desk);
}

/* The customer wrote at 25 hours; it comes to stand by a clock that says one hour. */
static void a_clock_of_yesterday_loses_nothing_that_was_used(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    receive(desk, 90000);
    move(desk, 3600, "pending");
    expect_last(desk, 90000000, 3600000);
    expect_timers(desk, 1, "requester_wait resolution",
                  "requester_wait/1 paused 0--1 90000 90000\n"
                  "resolution/1 running 0--1 0 0\n");
    move(desk, 90100, "open");
    move(desk, 90200, "solved");
    expect_timers(desk, 1, "requester_wait resolution",
                  "requester_wait/1 fulfilled 0-90200 90100 90100\n"
                  "resolution/1 fulfilled 0-90200 90200 90200\n");
    desk_expect_sound(desk);
}

/* What is said to have been at 20 was at 20, though 50 is known and the clock says 40. */
static void who_says_when_it_was_is_believed(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    receive(desk, 50);
    clock_is(desk, 40);
    desk_reply(desk, at(by_priya(desk), T0 + 20000), 1, "We are on it.", NULL);
    expect_last(desk, 20000, 40000);
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 fulfilled 0-20 20 20\nnext_reply/1 running 50--1 0 0\n");
    desk_expect_sound(desk);
}

/* By the priority of 70 it is over at once. An answer at 69 comes after that was found. */
static void what_is_due_by_then_happens_before(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"priority\": \"urgent\", "
                           "\"within\": \"PT50S\"}, " FIRST_REPLY));
    desk_ticket(desk);
    clock_is(desk, 70);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    sequence = desk_sequence(desk);
    clock_is(desk, 69);
    desk_reply(desk, by_priya(desk), 1, "We are on it.", NULL);
    desk_expect_events(desk, sequence, "sla.breached >all\nmessage.replied >email\n");
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 fulfilled 0-70 70 70 all 50 70 -1 breached missed\n");
    expect_miss_count(desk, 1);
    desk_expect_sound(desk);
}

/* Of two tickets the later instant counts, and of those that come after only their own. */
static void each_ticket_has_its_own_time(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    receive(desk, 100);
    clock_is(desk, 50);
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = 2, .into = 1));
    expect_timers(desk, 2, "resolution", "resolution/1 cancelled 0-100 100 100\n");
    desk_move(desk, by_priya(desk), 3, "solved");
    expect_timers(desk, 3, "resolution", "resolution/1 fulfilled 0-50 50 50\n");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(an_answer_by_a_clock_that_is_behind_is_an_answer),
    desk_test(a_breach_that_is_known_was_before_the_answer),
    desk_test(a_clock_of_yesterday_loses_nothing_that_was_used),
    desk_test(who_says_when_it_was_is_believed),
    desk_test(what_is_due_by_then_happens_before),
    desk_test(each_ticket_has_its_own_time),
};

DESK_MAIN(tests)
