/*
 * test_sla_joined.c: who waits for a reply, and since when, where tickets are merged, taken apart
 * and split, and what is broken by that at which instant.
 */
#include "timer_fixture.h"

#include "supportcore/misses.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define UNMERGE(id)  SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = (id))
#define FIRST_REPLY  "{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"
#define NEXT_REPLY   "{\"metric\": \"next_reply\", \"within\": \"PT100S\"}"

static int64_t ask(struct desk *desk, int64_t second)
{
    clock_is(desk, second);
    return desk_ticket(desk);
}

static void answer(struct desk *desk, int64_t second, int64_t ticket)
{
    clock_is(desk, second);
    desk_reply(desk, by_priya(desk), ticket, "We are on it.", NULL);
}

static void merge(struct desk *desk, int64_t second, int64_t from, int64_t into)
{
    clock_is(desk, second);
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = from, .into = into));
}

static void unmerge(struct desk *desk, int64_t second, int64_t ticket)
{
    clock_is(desk, second);
    desk_ok(desk, by_priya(desk), UNMERGE(ticket));
}

static void tick_at(struct desk *desk, int64_t second)
{
    clock_is(desk, second);
    desk_tick(desk);
}

/* "ticket metric/instance ms" for each promise that was broken, in the order of time; ms since T0
 */
static void expect_misses(struct desk *desk, const char *expected)
{
    static char text[1000];
    struct sup_miss_list *list = NULL;
    char *at = text;

    must(desk, sup_sla_misses(desk->core, by_system(desk), PARAMS(sla_misses, .limit = 10), &list));
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

/* ---- begun again ---- */

/* 2 asks at 10, and waits in 1, which was answered before; so it does when it comes back there. */
static void a_wait_that_begins_again_is_due_by_its_question(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(NEXT_REPLY));
    ask(desk, 0);
    answer(desk, 5, 1);
    ask(desk, 10);
    merge(desk, 20, 2, 1);
    unmerge(desk, 50, 2);
    merge(desk, 55, 2, 1);
    expect_timers(desk, 1, "next_reply",
                  "next_reply/1 running 10--1 40 40 all 100 110 110\n");
    tick_at(desk, 200);
    expect_misses(desk, "1 next_reply/1 110001\n");
    desk_expect_sound(desk);
}

/* Nobody has answered 1, and the run that a merge ended goes on. */
static void who_was_never_answered_waits_for_the_first_reply(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY ", " NEXT_REPLY));
    ask(desk, 0);
    ask(desk, 10);
    merge(desk, 30, 1, 2);
    unmerge(desk, 40, 1);
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 running 0--1 30 30 all 100 100 100\n");
    answer(desk, 60, 1);
    clock_is(desk, 70);
    desk_receive(desk, by_ann(desk), 1, "And?");
    merge(desk, 75, 1, 2);
    unmerge(desk, 80, 1);
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 fulfilled 0-60 60 60 all 100 100 -1\n"
                  "next_reply/1 running 70--1 5 5 all 100 170 170\n");
    desk_expect_sound(desk);
}

/* The answer leaves: what was measured stays, and the question waits for a next one. */
static void whose_first_reply_has_left_waits_for_a_next_one(void **state)
{
    struct desk *desk = *state;

    ask(desk, 0);
    answer(desk, 10, 1); /* message 2 */
    clock_is(desk, 20);
    desk_ok(desk, by_priya(desk), SPLIT(.ticket_id = 1, .message_id = 2));
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 fulfilled 0-10 10 10\nnext_reply/1 running 0--1 0 0\n");
    desk_expect_sound(desk);
}

static struct sup_caller *told(struct desk *desk, int64_t second)
{
    return by_import(desk, T0 + second * 1000);
}

static void what_was_closed_unanswered_and_comes_back_waits_for_the_first_reply(void **state)
{
    struct desk *desk = *state;

    clock_is(desk, 1000);
    desk_ok(desk, told(desk, 0), OPEN(.subject = "x", .body = "x", .customer_id = 1));
    desk_ok(desk, told(desk, 100), MOVE(.ticket_id = 1, .status = "closed"));
    desk_ok(desk, told(desk, 200), MOVE(.ticket_id = 1, .status = "open"));
    desk_ok(desk, told(desk, 250), RECEIVE(.ticket_id = 1, .body = "Again."));
    desk_ok(desk, told(desk, 300), REPLY(.ticket_id = 1, .body = "y", .author_id = 1));
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 cancelled 0-100 100 100\nfirst_reply/2 fulfilled 250-300 50 50\n");
    desk_expect_sound(desk);
}

/* ---- what leaves, and what it leaves ---- */

static void a_wait_for_a_question_that_left_begins_with_the_next(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    ask(desk, 0);
    ask(desk, 50);
    merge(desk, 60, 1, 2);
    expect_timers(desk, 2, "first_reply", "first_reply/1 running 0--1 0 0 all 100 100 100\n");
    unmerge(desk, 70, 1);
    expect_timers(desk, 2, "first_reply", "first_reply/1 running 50--1 0 0 all 100 150 150\n");
    clock_is(desk, 80);
    desk_receive(desk, by_ann(desk), 2, "Hello?"); /* message 3 */
    clock_is(desk, 90);
    desk_ok(desk, by_priya(desk), SPLIT(.ticket_id = 2, .message_id = 2));
    expect_timers(desk, 2, "first_reply", "first_reply/1 running 80--1 0 0 all 100 180 180\n");
    expect_timers(desk, 3, "first_reply", "first_reply/1 running 50--1 0 0 all 100 150 150\n");
    desk_expect_sound(desk);
}

/* A breach stays where it was recorded, and the next wait is a run of its own. */
static void a_wait_that_was_broken_by_what_left_is_another_one(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY));
    ask(desk, 0);
    ask(desk, 50);
    merge(desk, 60, 1, 2);
    tick_at(desk, 120);
    unmerge(desk, 130, 1);
    expect_timers(desk, 2, "first_reply",
                  "first_reply/1 cancelled 0-130 130 130 all 100 100 -1 breached missed\n"
                  "first_reply/2 running 50--1 0 0 all 100 150 150\n");
    expect_misses(desk, "2 first_reply/1 100001\n");
    desk_expect_sound(desk);
}

static void a_wait_that_had_two_promises_when_it_left_is_another_one(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"priority\": \"urgent\", "
                           "\"within\": \"PT90S\"}, " FIRST_REPLY));
    ask(desk, 0);
    ask(desk, 50);
    merge(desk, 60, 1, 2);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 2, .priority = "urgent"));
    unmerge(desk, 70, 1);
    expect_timers(desk, 2, "first_reply",
                  "first_reply/1 cancelled 0-70 70 70 all 90 90 -1\n"
                  "first_reply/2 running 50--1 0 0 all 90 140 140\n");
    desk_expect_sound(desk);
}

/* Nothing has left: who opened 1 without a word waits on. */
static void what_joins_takes_no_wait_away(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_ann(desk), OPEN(.subject = "Without a word"));
    ask(desk, 10);
    answer(desk, 15, 2);
    merge(desk, 20, 2, 1);
    expect_timers(desk, 1, "first_reply", "first_reply/1 running 0--1 0 0\n");
    desk_expect_sound(desk);
}

/* The answer that 2 had was to another question: 1 waits there for a next reply. */
static void a_question_that_nobody_answered_waits_on_where_it_came(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY ", " NEXT_REPLY));
    ask(desk, 0);
    ask(desk, 10);
    answer(desk, 20, 2);
    clock_is(desk, 30);
    desk_move(desk, by_priya(desk), 2, "solved");
    merge(desk, 60, 1, 2);
    desk_expect_status(desk, 2, "open");
    expect_timers(desk, 2, "next_reply", "next_reply/1 running 0--1 0 0 all 100 100 100\n");
    unmerge(desk, 70, 1);
    expect_timers(desk, 2, "next_reply", "next_reply/1 cancelled 0-70 70 70 all 100 100 -1\n");
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 running 0--1 60 60 all 100 100 100\n");
    desk_expect_sound(desk);
}

/* ---- over by what came ---- */

static void what_is_over_by_a_question_that_came_breaks_when_it_came(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY ", " NEXT_REPLY));
    ask(desk, 0);
    ask(desk, 90);
    ask(desk, 91);
    answer(desk, 95, 3);
    ask(desk, 96); /* 4 */
    merge(desk, 150, 1, 2);
    merge(desk, 250, 4, 3);
    tick_at(desk, 260);
    expect_timers(desk, 2, "first_reply",
                  "first_reply/1 running 0--1 0 0 all 100 100 -1 breached missed\n");
    expect_timers(desk, 3, "next_reply",
                  "next_reply/1 running 96--1 0 0 all 100 196 -1 breached missed\n");
    expect_misses(desk, "1 first_reply/1 100001\n4 first_reply/1 196001\n"); /* each once */
    desk_expect_sound(desk);
}

/* The same as history that is told: nothing fires. */
static void so_it_does_in_an_import(void **state)
{
    struct desk *desk = *state;

    clock_is(desk, 1000);
    sla_activate(desk, SLA(FIRST_REPLY ", " NEXT_REPLY));
    desk_ok(desk, told(desk, 0), OPEN(.subject = "x", .body = "x", .customer_id = 1));
    desk_ok(desk, told(desk, 90), OPEN(.subject = "x", .body = "x", .customer_id = 1));
    desk_ok(desk, told(desk, 91), OPEN(.subject = "x", .body = "x", .customer_id = 1));
    desk_ok(desk, told(desk, 95), REPLY(.ticket_id = 3, .body = "y", .author_id = 1));
    desk_ok(desk, told(desk, 96), OPEN(.subject = "x", .body = "x", .customer_id = 1));
    desk_ok(desk, told(desk, 150), MERGE(.ticket_id = 1, .into = 2));
    desk_ok(desk, told(desk, 250), MERGE(.ticket_id = 4, .into = 3));
    desk_ok(desk, told(desk, 300), REPLY(.ticket_id = 2, .body = "y", .author_id = 1));
    desk_ok(desk, told(desk, 301), REPLY(.ticket_id = 3, .body = "y", .author_id = 1));
    expect_misses(desk, "1 first_reply/1 100001\n4 first_reply/1 196001\n"); /* each once */
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_wait_that_begins_again_is_due_by_its_question),
    desk_test(who_was_never_answered_waits_for_the_first_reply),
    desk_test(whose_first_reply_has_left_waits_for_a_next_one),
    desk_test(what_was_closed_unanswered_and_comes_back_waits_for_the_first_reply),
    desk_test(a_wait_for_a_question_that_left_begins_with_the_next),
    desk_test(a_wait_that_was_broken_by_what_left_is_another_one),
    desk_test(a_wait_that_had_two_promises_when_it_left_is_another_one),
    desk_test(what_joins_takes_no_wait_away),
    desk_test(a_question_that_nobody_answered_waits_on_where_it_came),
    desk_test(what_is_over_by_a_question_that_came_breaks_when_it_came),
    desk_test(so_it_does_in_an_import),
};

DESK_MAIN(tests)
