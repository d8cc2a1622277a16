/*
 * test_join_again.c: tickets that are one, and then not: nobody reads what is not theirs, and no
 * question goes under.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#define RECEIVE(ticket)                                                                            \
    SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, .ticket_id = (ticket), .body = "Hm")

static int64_t person(struct desk *desk, const char *mail)
{
    const struct sup_identity identity = {"email", NULL, mail, 0, 0};

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_RESOLVE,
            PARAMS(customer_resolve, .identities = &identity, .identity_count = 1));
    return desk->receipt.id;
}

static int64_t open_ticket(struct desk *desk, int64_t customer, const char *body)
{
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = body, .customer_id = customer));
    return desk->receipt.ticket_id;
}

static int64_t waiting_since(struct desk *desk, int64_t ticket_id)
{
    struct sup_ticket *ticket = desk_get(desk, ticket_id);
    int64_t since_ms = ticket->waiting_since_ms;

    sup_free(ticket);
    return since_ms;
}

static void persons_part_only_after_their_tickets(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t three = person(desk, "three@x.example");
    int64_t first = open_ticket(desk, one, "first");
    int64_t second = open_ticket(desk, two, "second");
    int64_t third = open_ticket(desk, three, "third");

    desk_ok(desk, by_system(desk), MERGE(three, two));
    desk_ok(desk, by_system(desk), MERGE(two, one));
    desk_ok(desk, by_priya(desk), JOIN(third, first)); /* of who was merged into the one who goes */
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(two));
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(three));
    desk_ok(desk, by_priya(desk), PART(third));
    desk_ok(desk, by_priya(desk), JOIN(first, second)); /* the other way round */
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(two));
    desk_ok(desk, by_system(desk), UNMERGE(three)); /* has nothing to do with it */
    desk_ok(desk, by_priya(desk), PART(first));
    desk_ok(desk, by_system(desk), UNMERGE(two));
    desk_expect_sound(desk);
}

static void a_solved_ticket_wakes_when_a_question_joins_it(void **state)
{
    struct desk *desk = *state;
    int64_t first = open_ticket(desk, ANN, "first");
    int64_t second = open_ticket(desk, ANN, "second");
    int64_t since_ms = desk->now_ms;

    desk_move(desk, by_priya(desk), first, "solved");
    desk_ok(desk, by_priya(desk), JOIN(second, first));
    desk_expect_status(desk, first, "open");
    assert_int_equal(waiting_since(desk, first), since_ms);
    desk_expect_sound(desk);
}

static void a_solved_ticket_sleeps_on_when_nothing_waits(void **state)
{
    struct desk *desk = *state;
    int64_t first = open_ticket(desk, ANN, "first");
    int64_t second = open_ticket(desk, ANN, "second");
    int64_t empty = open_ticket(desk, ANN, NULL);

    desk_ok(desk, by_priya(desk), JOIN(second, first));
    desk_move(desk, by_priya(desk), first, "solved"); /* that settles both */
    assert_int_equal(waiting_since(desk, first), 0);
    desk_ok(desk, by_priya(desk), JOIN(empty, first));
    desk_expect_status(desk, first, "solved");
    assert_int_equal(waiting_since(desk, first), 0);
    desk_ok(desk, by_priya(desk), PART(second));
    assert_int_equal(waiting_since(desk, second), 0);
    desk_expect_sound(desk);
}

static void check_message_while_one(struct desk *desk, const char *status)
{
    int64_t first = open_ticket(desk, ANN, "first");
    int64_t second = open_ticket(desk, ANN, "second");

    desk_move(desk, by_priya(desk), second, "solved");
    if (strcmp(status, "closed") == 0) {
        desk_move(desk, by_priya(desk), second, "closed");
    }
    desk_ok(desk, by_priya(desk), JOIN(second, first));
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_ann(desk), RECEIVE(second));
    assert_int_equal(desk->receipt.ticket_id, first);
    desk_ok(desk, by_priya(desk), PART(second));
    desk_expect_status(desk, second, "open");
    assert_int_equal(waiting_since(desk, second), desk->now_ms);
    desk_expect_sound(desk);
}

static void what_came_while_they_were_one_is_not_lost(void **state)
{
    check_message_while_one(*state, "solved");
    check_message_while_one(*state, "closed");
}

static void a_ticket_that_was_done_is_done_again(void **state)
{
    struct desk *desk = *state;
    int64_t first = open_ticket(desk, ANN, "first");
    int64_t second = open_ticket(desk, ANN, "second");

    desk_move(desk, by_priya(desk), second, "solved");
    desk_ok(desk, by_priya(desk), JOIN(second, first));
    desk_ok(desk, by_priya(desk), PART(second));
    desk_expect_status(desk, second, "solved");
    desk_expect_sound(desk);
}

/* Ten past, a reply is told that was written between two questions of the part. */
static void a_late_reply_finds_the_next_question_of_a_part(void **state)
{
    struct desk *desk = *state;
    int64_t first = open_ticket(desk, ANN, NULL);
    int64_t second = open_ticket(desk, ANN, "at 10");
    int64_t begin_ms = desk->now_ms;

    desk->now_ms = begin_ms + 20 * MINUTE_MS;
    desk_ok(desk, by_ann(desk), RECEIVE(second));
    desk_move(desk, by_priya(desk), first, "solved");
    desk_move(desk, by_priya(desk), first, "open");
    desk_ok(desk, by_priya(desk), JOIN(second, first));
    assert_int_equal(waiting_since(desk, first), begin_ms);
    desk_ok(desk, at(by_priya(desk), begin_ms + 10 * MINUTE_MS), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = first, .body = "Late"));
    assert_int_equal(waiting_since(desk, first), begin_ms + 20 * MINUTE_MS);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(persons_part_only_after_their_tickets),
    desk_test(a_solved_ticket_wakes_when_a_question_joins_it),
    desk_test(a_solved_ticket_sleeps_on_when_nothing_waits),
    desk_test(what_came_while_they_were_one_is_not_lost),
    desk_test(a_ticket_that_was_done_is_done_again),
    desk_test(a_late_reply_finds_the_next_question_of_a_part),
};

DESK_MAIN(tests)
