/*
 * test_thread_facts.c: what is known of a thread by the times of its messages, whatever the order
 * in which they are told.
 */
#include "customer_fixture.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define REPLY(...)   SUP_OP_TICKET_REPLY, PARAMS(ticket_message, __VA_ARGS__)

struct said {
    char who; /* c: the customer, C: their machine, r: a person's reply, b: a bot's, n: a note */
    int32_t minute;
    const char *channel;
};

enum { SAID = 6 };
static const struct said story[SAID] = {{'c', 10, "email"}, {'r', 20, "email"}, {'c', 30, "chat"},
                                        {'C', 35, "email"}, {'c', 40, "chat"},  {'b', 50, "chat"}};

static void say(struct desk *desk, int64_t ticket, const struct said *said)
{
    int64_t at_ms = T0 + said->minute * MINUTE_MS;
    int is_customers = said->who == 'c' || said->who == 'C';

    if (is_customers) {
        desk_ok(desk, at(by_system(desk), at_ms),
                RECEIVE(.ticket_id = ticket, .body = "x", .channel = said->channel,
                        .is_automated = said->who == 'C'));
    } else {
        desk_ok(desk, at(said->who == 'b' ? by_robo(desk) : by_priya(desk), at_ms),
                REPLY(.ticket_id = ticket, .body = "x", .channel = said->channel));
    }
}

static void expect_facts(struct desk *desk, int64_t ticket, int first_reply, int last_reply,
                         int last_customer, int waiting, const char *channel)
{
    struct sup_ticket *found = desk_get(desk, ticket);
    const int64_t got[] = {found->first_reply_ms, found->last_reply_ms, found->last_customer_ms,
                           found->waiting_since_ms};
    const int minutes[] = {first_reply, last_reply, last_customer, waiting};

    for (int i = 0; i < 4; i++) {
        assert_int_equal(got[i], minutes[i] ? T0 + minutes[i] * MINUTE_MS : 0);
    }
    assert_string_equal(found->reply_channel, channel);
    sup_free(found);
}

/* All orders of `count` things, by the number of the order. */
static void arrange(int *order, int count, int number)
{
    for (int i = 0; i < count; i++) {
        order[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
        int j = number % (i + 1);
        int kept = order[i];

        order[i] = order[j];
        order[j] = kept;
        number /= i + 1;
    }
}

static void a_threads_facts_are_the_same_in_whatever_order_it_arrives(void **state)
{
    struct desk *desk = *state;
    int order[SAID];

    desk->now_ms = T0 + DAY_MS;
    for (int number = 0; number < 720; number++) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .customer_id = ANN, .subject = "A"));
        arrange(order, SAID, number);
        for (int i = 0; i < SAID; i++) {
            say(desk, number + 1, &story[order[i]]);
        }
        expect_facts(desk, number + 1, 20, 20, 40, 30, "chat");
    }
    desk_expect_sound(desk);
}

/* Told in the order: 30 c, 10 r, 20 r, 5 r, 40 c, 30 r, 50 r, 45 r. */
static void a_late_reply_corrects_what_was_known(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .channel = "phone"));
    desk->now_ms = T0 + DAY_MS;
    expect_facts(desk, 1, 0, 0, 0, 0, "phone");
    say(desk, 1, &(struct said){'c', 30, "email"});
    expect_facts(desk, 1, 0, 0, 30, 30, "email");
    say(desk, 1, &(struct said){'r', 10, "email"}); /* before the question */
    expect_facts(desk, 1, 0, 10, 30, 30, "email");
    say(desk, 1, &(struct said){'r', 20, "email"});
    say(desk, 1, &(struct said){'r', 5, "email"});
    expect_facts(desk, 1, 0, 20, 30, 30, "email");
    say(desk, 1, &(struct said){'c', 40, "chat"});
    say(desk, 1, &(struct said){'r', 30, "chat"}); /* of the same time: an answer to it */
    expect_facts(desk, 1, 30, 30, 40, 40, "chat");
    say(desk, 1, &(struct said){'r', 50, "chat"});
    expect_facts(desk, 1, 30, 50, 40, 0, "chat");
    say(desk, 1, &(struct said){'r', 45, "chat"});
    say(desk, 1, &(struct said){'c', 50, "chat"});
    expect_facts(desk, 1, 30, 50, 50, 0, "chat");
    say(desk, 1, &(struct said){'c', 51, "email"});
    expect_facts(desk, 1, 30, 50, 51, 51, "email");
    say(desk, 1, &(struct said){'c', 15, "email"}); /* answered at 20 */
    expect_facts(desk, 1, 20, 50, 51, 51, "email");
    desk_expect_sound(desk);
}

static void who_solves_has_seen_what_is_there(void **state)
{
    struct desk *desk = *state;

    desk->now_ms = T0 + DAY_MS;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "A"));
    say(desk, 1, &(struct said){'c', 10, "email"});
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_facts(desk, 1, 0, 0, 10, 0, "email");
    /* Written before, told after: nobody has seen it. */
    say(desk, 1, &(struct said){'c', 5, "chat"});
    desk_expect_status(desk, 1, "open");
    expect_facts(desk, 1, 0, 0, 10, 5, "email");
    /* The reply is between the two: the later one was settled when the ticket was solved. */
    say(desk, 1, &(struct said){'r', 7, "email"});
    expect_facts(desk, 1, 7, 7, 10, 0, "email");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_threads_facts_are_the_same_in_whatever_order_it_arrives),
    desk_test(a_late_reply_corrects_what_was_known),
    desk_test(who_solves_has_seen_what_is_there),
};

DESK_MAIN(tests)
