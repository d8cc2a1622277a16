/*
 * test_thread.c: which thread a message lands in, and where in it.
 */
#include "desk_fixture.h"

#include <stdio.h>

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_message, __VA_ARGS__)
#define REPLY(...)   SUP_OP_TICKET_REPLY, PARAMS(ticket_message, __VA_ARGS__)
#define NOTE(...)    SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)

/* The ids of a thread's messages from a page that begins after one of them. */
static void expect_page(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
                        uint32_t limit, int64_t after, const char *expected, int64_t next)
{
    struct sup_message_list *list = NULL;
    static char text[4000];
    char *end = text;

    must(desk,
         sup_ticket_messages(
             desk->core, caller,
             PARAMS(ticket_page, .ticket_id = ticket, .limit = limit, .after_id = after), &list));
    text[0] = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        end += sprintf(end, "%s%d", i ? " " : "", (int)list->items[i].id);
    }
    assert_string_equal(text, expected);
    assert_int_equal(list->next_after_id, next);
    sup_free(list);
}

static void expect_thread(struct desk *desk, int64_t ticket, const char *expected)
{
    expect_page(desk, by_priya(desk), ticket, 0, 0, expected, 0);
}

/* 2 and 3 are told late; 4 and 5 are of one time. */
static void fill(struct desk *desk)
{
    desk_ticket(desk);
    desk->now_ms += HOUR_MS;
    desk_ok(desk, at(by_system(desk), T0 - HOUR_MS), RECEIVE(.ticket_id = 1, .body = "two"));
    desk_ok(desk, at(by_system(desk), T0 - MINUTE_MS), RECEIVE(.ticket_id = 1, .body = "three"));
    desk_ok(desk, at(by_system(desk), T0 + MINUTE_MS), NOTE(.ticket_id = 1, .body = "four"));
    desk_ok(desk, at(by_system(desk), T0 + MINUTE_MS), RECEIVE(.ticket_id = 1, .body = "five"));
}

static void messages_take_their_place_by_time(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    expect_thread(desk, 1, "2 3 1 4 5");
    expect_page(desk, by_ann(desk), 1, 0, 0, "2 3 1 5", 0);
    desk_expect_sound(desk);
}

static void a_page_goes_on_behind_a_message(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    expect_page(desk, by_priya(desk), 1, 2, 0, "2 3", 3);
    expect_page(desk, by_priya(desk), 1, 2, 3, "1 4", 4);
    expect_page(desk, by_priya(desk), 1, 2, 4, "5", 0);
    expect_page(desk, by_ann(desk), 1, 2, 3, "1 5", 0);
    /* Behind the place that was reached, a late one is still shown; before it, it is not. */
    desk_ok(desk, at(by_system(desk), T0), RECEIVE(.ticket_id = 1, .body = "six"));
    desk_ok(desk, at(by_system(desk), T0 - MINUTE_MS - 1),
            RECEIVE(.ticket_id = 1, .body = "seven"));
    expect_page(desk, by_priya(desk), 1, 3, 3, "1 6 4", 4);
    expect_thread(desk, 1, "2 7 3 1 6 4 5");
}

static void a_page_begins_behind_a_message_of_its_thread(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    desk_ok(desk, by_ben(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Mine", .body = "six"));
    expect_page(desk, by_ben(desk), 2, 0, 0, "6", 0);
    must_fail(desk, SUP_MSG_MESSAGE_UNKNOWN, "after_id",
              sup_ticket_messages(desk->core, by_priya(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .after_id = 6), NULL));
    must_fail(desk, SUP_MSG_MESSAGE_UNKNOWN, "after_id",
              sup_ticket_messages(desk->core, by_priya(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .after_id = 7), NULL));
    /* A note is nowhere for a customer. */
    must_fail(desk, SUP_MSG_MESSAGE_UNKNOWN, "after_id",
              sup_ticket_messages(desk->core, by_ann(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .after_id = 4), NULL));
}

static const struct CMUnitTest tests[] = {
    desk_test(messages_take_their_place_by_time),
    desk_test(a_page_goes_on_behind_a_message),
    desk_test(a_page_begins_behind_a_message_of_its_thread),
};

DESK_MAIN(tests)
