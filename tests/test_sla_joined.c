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
                  "next_reply/1 cancelled 10-50 40 40 all 100 110 -1\n"
                  "next_reply/2 running 10--1 0 0 all 100 110 110\n");
    tick_at(desk, 200);
    expect_misses(desk, "1 next_reply/2 110001\n");
    desk_expect_sound(desk);
}

/* Nobody has answered 1, whatever became of the run that a merge ended. */
static void who_was_never_answered_waits_for_the_first_reply(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA(FIRST_REPLY ", " NEXT_REPLY));
    ask(desk, 0);
    ask(desk, 10);
    merge(desk, 30, 1, 2);
    unmerge(desk, 40, 1);
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 cancelled 0-30 30 30 all 100 100 -1\n"
                  "first_reply/2 running 0--1 0 0 all 100 100 100\n");
    answer(desk, 60, 1);
    clock_is(desk, 70);
    desk_receive(desk, by_ann(desk), 1, "And?");
    merge(desk, 75, 1, 2);
    unmerge(desk, 80, 1);
    expect_timers(desk, 1, "first_reply next_reply",
                  "first_reply/1 cancelled 0-30 30 30 all 100 100 -1\n"
                  "first_reply/2 fulfilled 0-60 60 60 all 100 100 -1\n"
                  "next_reply/1 cancelled 70-75 5 5 all 100 170 -1\n"
                  "next_reply/2 running 70--1 0 0 all 100 170 170\n");
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

static const struct CMUnitTest tests[] = {
    desk_test(a_wait_that_begins_again_is_due_by_its_question),
    desk_test(who_was_never_answered_waits_for_the_first_reply),
    desk_test(whose_first_reply_has_left_waits_for_a_next_one),
    desk_test(what_was_closed_unanswered_and_comes_back_waits_for_the_first_reply),
};

DESK_MAIN(tests)
