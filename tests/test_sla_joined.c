/*
 * test_sla_joined.c: who waits for a reply, and since when, where tickets are merged, taken apart
 * and split, and what is broken by that at which instant.
 */
#include "timer_fixture.h"

#include "supportcore/misses.h"

#define UNMERGE(id) SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = (id))
#define FIRST_REPLY "{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"
#define NEXT_REPLY  "{\"metric\": \"next_reply\", \"within\": \"PT100S\"}"

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

static const struct CMUnitTest tests[] = {
    desk_test(a_wait_that_begins_again_is_due_by_its_question),
};

DESK_MAIN(tests)
