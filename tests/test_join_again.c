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

/* The question was answered when it joined a solved ticket, so it did not wake it. Nobody looked at
 * it when that closed by itself: without the answer it waits, whenever the host ticked. */
static void closing_by_itself_settles_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t first = open_ticket(desk, ANN, "first");
    int64_t second = open_ticket(desk, ANN, "second");
    int64_t since_ms = desk->now_ms;

    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = second, .body = "Answer"));
    int64_t answer = desk->receipt.id;
    desk_move(desk, by_priya(desk), first, "solved");
    desk_ok(desk, by_priya(desk), JOIN(second, first));
    desk_expect_status(desk, first, "solved");
    desk->now_ms += AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_status(desk, first, "closed");
    desk_ok(desk, by_priya(desk), PART(second));
    assert_int_equal(waiting_since(desk, second), 0);
    desk_ok(desk, by_priya(desk), SPLIT(second, answer, .is_rest = 0));
    assert_int_equal(waiting_since(desk, second), since_ms);
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

static void reply(struct desk *desk, int64_t ticket)
{
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = ticket, .body = "Answer"));
}

/* Who answered the second has not read the first. */
static void an_answer_is_for_who_asked_there(void **state)
{
    struct desk *desk = *state;
    int64_t first = open_ticket(desk, ANN, "first");
    int64_t since_ms = desk->now_ms;
    int64_t second = open_ticket(desk, ANN, "second");

    reply(desk, second);
    desk_ok(desk, by_priya(desk), JOIN(first, second));
    assert_int_equal(waiting_since(desk, second), since_ms);
    reply(desk, second); /* who sees both */
    assert_int_equal(waiting_since(desk, second), 0);
    desk_ok(desk, by_priya(desk), PART(first)); /* the answer stays where it was given */
    assert_int_equal(waiting_since(desk, first), since_ms);
    assert_int_equal(waiting_since(desk, second), 0);
    reply(desk, first);
    desk_ok(desk, by_priya(desk), JOIN(first, second));
    assert_int_equal(waiting_since(desk, second), 0);
    desk_expect_sound(desk);
}

/* One into two, two into three: what was answered in two since one is part of it stays answered. */
static void an_answer_of_a_part_of_a_part_is_for_its_own(void **state)
{
    struct desk *desk = *state;
    int64_t one = open_ticket(desk, ANN, "one");
    int64_t one_ms = desk->now_ms;
    int64_t two = open_ticket(desk, ANN, "two");
    int64_t three = open_ticket(desk, ANN, "three");
    int64_t three_ms = desk->now_ms;

    desk_ok(desk, by_priya(desk), JOIN(one, two));
    reply(desk, three);
    desk_ok(desk, by_priya(desk), JOIN(two, three));
    assert_int_equal(waiting_since(desk, three), one_ms);
    desk_ok(desk, by_priya(desk), PART(two));
    reply(desk, two); /* to one as well */
    desk_ok(desk, by_priya(desk), JOIN(two, three));
    assert_int_equal(waiting_since(desk, three), 0);
    desk_ok(desk, by_priya(desk), PART(two));
    assert_int_equal(waiting_since(desk, two), 0);
    desk_ok(desk, by_priya(desk), PART(one)); /* who was answered in two alone */
    assert_int_equal(waiting_since(desk, one), one_ms);
    desk_ok(desk, by_priya(desk), JOIN(three, one));
    assert_int_equal(waiting_since(desk, one), one_ms);
    assert_true(one_ms < three_ms);
    desk_expect_sound(desk);
}

/* It is told after the answer of another part, and lies before that. */
static void a_late_reply_answers_what_is_older_than_anothers_answer(void **state)
{
    struct desk *desk = *state;
    int64_t first = open_ticket(desk, ANN, "at 1");
    int64_t begin_ms = desk->now_ms;
    int64_t second = open_ticket(desk, ANN, "at 2");

    reply(desk, second); /* at 3 */
    desk_ok(desk, by_ann(desk), RECEIVE(first));
    desk_ok(desk, by_priya(desk), JOIN(first, second));
    assert_int_equal(waiting_since(desk, second), begin_ms);
    desk_ok(desk, at(by_priya(desk), begin_ms + 1000), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = second, .body = "Late"));
    assert_int_equal(waiting_since(desk, second), desk->now_ms);
    desk_expect_sound(desk);
}

static void tag(struct desk *desk, int64_t ticket, const char *name, int is_adding)
{
    desk_ok(desk, by_priya(desk), is_adding ? SUP_OP_TICKET_TAG : SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = &name, .tag_count = 1));
}

/* "a b": the tags of a ticket */
static void expect_tags(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[256];
    struct sup_ticket *found = desk_get(desk, ticket);
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < found->tag_count; i++) {
        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%s", i ? " " : "", found->tags[i]);
    }
    sup_free(found);
    assert_string_equal(text, expected);
}

/* Three into two, two into one: a tag of three that was taken from two stays away from one. */
static void what_was_taken_away_does_not_come_back(void **state)
{
    struct desk *desk = *state;
    int64_t one = open_ticket(desk, ANN, NULL);
    int64_t two = open_ticket(desk, ANN, NULL);
    int64_t three = open_ticket(desk, ANN, NULL);

    tag(desk, three, "kept", 1);
    tag(desk, three, "wrong", 1);
    desk_ok(desk, by_priya(desk), JOIN(three, two));
    tag(desk, two, "wrong", 0);
    desk_ok(desk, by_priya(desk), JOIN(two, one));
    expect_tags(desk, one, "kept");
    expect_tags(desk, two, "kept");
    expect_tags(desk, three, "kept wrong");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(two));
    expect_tags(desk, one, "");
    expect_tags(desk, two, "kept");
    desk_ok(desk, by_priya(desk), JOIN(two, one));
    desk_ok(desk, by_priya(desk), PART(three)); /* from under two: both lose what it brought */
    expect_tags(desk, one, "");
    expect_tags(desk, two, "");
    expect_tags(desk, three, "kept wrong");
    desk_expect_sound(desk);
}

static void what_is_said_again_is_the_tickets_own(void **state)
{
    static const struct sup_reference order = {"shop", "order", "7"};
    struct desk *desk = *state;
    struct sup_ticket *ticket;
    int64_t one = open_ticket(desk, ANN, NULL);
    int64_t two = open_ticket(desk, ANN, NULL);
    int64_t before;

    tag(desk, two, "vip", 1);
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = two, .references = &order, .reference_count = 1));
    desk_ok(desk, by_priya(desk), WATCH(two, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), JOIN(two, one));
    before = desk_sequence(desk);
    for (int i = 0; i < 2; i++) { /* the second time it is known */
        tag(desk, one, "vip", 1);
        desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
                PARAMS(reference, .ticket_id = one, .references = &order, .reference_count = 1));
        desk_ok(desk, by_priya(desk), WATCH(one, .agent_id = LEE));
        assert_int_equal(desk_sequence(desk), before + 3);
        assert_int_equal(desk_watchers_counted(desk), 2); /* Lee, by each of the two tickets */
    }
    desk_ok(desk, by_priya(desk), PART(two));
    assert_int_equal(desk_watchers_counted(desk), 2);
    expect_tags(desk, one, "vip");
    expect_tags(desk, two, "vip");
    desk_expect_watchers(desk, one, "agent 2");
    ticket = desk_get(desk, one);
    assert_int_equal(ticket->reference_count, 1);
    sup_free(ticket);
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), UNWATCH(one, .agent_id = LEE));
    desk_expect_watchers(desk, one, "");
    desk_expect_sound(desk);
}

/* "7 8": the references of a ticket */
static void expect_references(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[256];
    struct sup_ticket *found = desk_get(desk, ticket);
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < found->reference_count; i++) {
        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%s", i ? " " : "",
                       found->references[i].id);
    }
    sup_free(found);
    assert_string_equal(text, expected);
}

/* What a message to a merged ticket is about goes with that ticket. Three is part of two, which is
 * part of one. */
static void what_a_message_is_about_goes_with_it(void **state)
{
    const struct sup_reference things[] = {{"shop", "order", "7"}, {"shop", "order", "8"}};
    struct desk *desk = *state;
    int64_t one = open_ticket(desk, ANN, "B");
    int64_t two = open_ticket(desk, ANN, "B");
    int64_t three = open_ticket(desk, ANN, "B");

    desk_ok(desk, by_priya(desk), JOIN(three, two));
    desk_ok(desk, by_priya(desk), JOIN(two, one));
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = three, .body = "Hm", .references = things,
                   .reference_count = 1));
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = one, .body = "Hm", .references = &things[1],
                   .reference_count = 1));
    expect_references(desk, one, "7 8");
    expect_references(desk, two, "7");
    expect_references(desk, three, "7");
    desk_ok(desk, by_priya(desk), PART(three));
    expect_references(desk, one, "8");
    expect_references(desk, two, "");
    expect_references(desk, three, "7");
    desk_expect_sound(desk);
}

/* One and three bring the same to two, which loses it in between: it leaves with three, and one,
 * who brought it before, brings it no more. */
static void what_was_taken_away_is_not_brought_by_who_brought_it_before(void **state)
{
    struct desk *desk = *state;
    const struct sup_reference order = {"shop", "order", "o1"};
    int64_t one = open_ticket(desk, ANN, NULL);
    int64_t two = open_ticket(desk, ANN, NULL);
    int64_t three = open_ticket(desk, ANN, NULL);

    for (int64_t ticket = one; ticket <= three; ticket += three - one) {
        tag(desk, ticket, "vip", 1);
        desk_ok(desk, by_priya(desk), WATCH(ticket, .agent_id = LEE));
        desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
                PARAMS(reference, .ticket_id = ticket, .references = &order, .reference_count = 1));
    }
    desk_ok(desk, by_priya(desk), JOIN(one, two));
    tag(desk, two, "vip", 0);
    desk_ok(desk, by_priya(desk), UNWATCH(two, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_REMOVE,
            PARAMS(reference, .ticket_id = two, .references = &order, .reference_count = 1));
    desk_ok(desk, by_priya(desk), JOIN(three, two));
    expect_tags(desk, two, "vip");
    expect_references(desk, two, "o1");
    desk_expect_watchers(desk, two, "agent 2");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(three));
    expect_tags(desk, two, "");
    expect_references(desk, two, "");
    desk_expect_watchers(desk, two, "");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(one)); /* who has all that it came with, */
    expect_tags(desk, one, "vip");
    expect_references(desk, one, "o1");
    desk_expect_watchers(desk, one, "agent 2");
    desk_ok(desk, by_priya(desk), JOIN(one, two)); /* and brings it anew */
    desk_ok(desk, by_priya(desk), JOIN(three, two));
    desk_ok(desk, by_priya(desk), PART(one));
    expect_tags(desk, two, "vip");
    expect_references(desk, two, "o1");
    desk_expect_watchers(desk, two, "agent 2");
    desk_expect_sound(desk);
}

/* Two parts of a part have it: that the one leaves does not let the other bring it again. */
static void what_was_taken_away_stays_so_when_a_part_of_a_part_leaves(void **state)
{
    struct desk *desk = *state;
    int64_t one = open_ticket(desk, ANN, NULL);
    int64_t two = open_ticket(desk, ANN, NULL);
    int64_t three = open_ticket(desk, ANN, NULL);
    int64_t four = open_ticket(desk, ANN, NULL);
    int64_t five = open_ticket(desk, ANN, NULL);

    tag(desk, three, "vip", 1);
    tag(desk, four, "vip", 1);
    tag(desk, five, "vip", 1);
    desk_ok(desk, by_priya(desk), JOIN(three, two));
    desk_ok(desk, by_priya(desk), JOIN(four, two));
    desk_ok(desk, by_priya(desk), JOIN(two, one));
    tag(desk, one, "vip", 0);
    desk_ok(desk, by_priya(desk), PART(three)); /* two has it from four now */
    expect_tags(desk, two, "vip");
    desk_ok(desk, by_priya(desk), JOIN(five, one));
    desk_ok(desk, by_priya(desk), PART(five));
    expect_tags(desk, one, "");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(two));
    expect_tags(desk, two, "vip");
    desk_ok(desk, by_priya(desk), JOIN(two, one));
    expect_tags(desk, one, "vip");
    desk_expect_sound(desk);
}

/* Nobody's tickets two and four, and Ann's, in one that is nobody's: by the merge all are hers. */
static void what_is_forgotten_leaves_all_that_it_is_part_of(void **state)
{
    const struct sup_reference things[] = {{"shop", "order", "7"}, {"shop", "order", "8"}};
    struct desk *desk = *state;
    int64_t one = open_ticket(desk, 0, NULL);
    int64_t two = open_ticket(desk, 0, NULL);
    int64_t three = open_ticket(desk, ANN, NULL);
    int64_t four = open_ticket(desk, 0, NULL);

    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = three, .references = things, .reference_count = 2));
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = four, .references = things, .reference_count = 1));
    desk_ok(desk, by_priya(desk), JOIN(three, two));
    desk_ok(desk, by_priya(desk), JOIN(two, one));
    desk_ok(desk, by_priya(desk), JOIN(four, one));
    expect_references(desk, one, "7 8");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "R1"));
    for (int64_t id = one; id <= four; id++) {
        expect_references(desk, id, "");
    }
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(persons_part_only_after_their_tickets),
    desk_test(a_solved_ticket_wakes_when_a_question_joins_it),
    desk_test(a_solved_ticket_sleeps_on_when_nothing_waits),
    desk_test(closing_by_itself_settles_nothing),
    desk_test(what_came_while_they_were_one_is_not_lost),
    desk_test(a_ticket_that_was_done_is_done_again),
    desk_test(a_late_reply_finds_the_next_question_of_a_part),
    desk_test(an_answer_is_for_who_asked_there),
    desk_test(an_answer_of_a_part_of_a_part_is_for_its_own),
    desk_test(a_late_reply_answers_what_is_older_than_anothers_answer),
    desk_test(what_was_taken_away_does_not_come_back),
    desk_test(what_is_said_again_is_the_tickets_own),
    desk_test(what_a_message_is_about_goes_with_it),
    desk_test(what_was_taken_away_is_not_brought_by_who_brought_it_before),
    desk_test(what_was_taken_away_stays_so_when_a_part_of_a_part_leaves),
    desk_test(what_is_forgotten_leaves_all_that_it_is_part_of),
};

DESK_MAIN(tests)
