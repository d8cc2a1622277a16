/*
 * test_join_persons.c: who wrote what, when customers are merged who turn out to be two: nobody
 * keeps another's words, and what each wrote goes with them.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#define WRITES(customer, ticket)                                                                   \
    SUP_OP_TICKET_RECEIVE,                                                                         \
        PARAMS(ticket_receive, .customer_id = (customer), .ticket_id = (ticket), .body = "Hm")

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

/* The message's id. */
static int64_t writes(struct desk *desk, int64_t customer, int64_t ticket)
{
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_integration(desk), WRITES(customer, ticket));
    return desk->receipt.id;
}

static int64_t owner_of(struct desk *desk, int64_t ticket_id)
{
    struct sup_ticket *ticket = desk_get(desk, ticket_id);
    int64_t id = ticket->customer_id;

    sup_free(ticket);
    return id;
}

/* "1:3 2:0": message 1 by customer 3, message 2 by nobody who is known */
static void expect_writers(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[1024];
    struct sup_message_list *list = NULL;
    char *at = text;

    *at = '\0';
    must(desk, sup_ticket_messages(desk->core, by_system(desk),
                                   PARAMS(ticket_page, .ticket_id = ticket), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%d:%d", i ? " " : "",
                       (int)list->items[i].id, (int)list->items[i].customer_id);
    }
    sup_free(list);
    assert_string_equal(text, expected);
}

static void a_message_knows_who_wrote_it(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example"); /* 3 */
    int64_t two = person(desk, "two@x.example"); /* 4 */
    int64_t ticket = open_ticket(desk, one, "B");
    int64_t nobodys = open_ticket(desk, 0, "B");

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, two, ticket);
    (void)writes(desk, one, ticket);
    (void)writes(desk, 0, ticket); /* taken for the ticket's */
    desk_reply(desk, by_priya(desk), ticket, "R", NULL);
    (void)writes(desk, 0, nobodys);
    (void)writes(desk, two, nobodys);
    expect_writers(desk, ticket, "1:3 3:4 4:3 5:3 6:0");
    expect_writers(desk, nobodys, "2:0 7:0 8:4");
    desk_expect_sound(desk);
}

/* Two writes in the ticket of one, then the other way round. */
static void persons_part_after_what_the_other_wrote(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t ticket = open_ticket(desk, one, "B"); /* message 1 */
    int64_t other = open_ticket(desk, two, "B");  /* 2 */

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, two, ticket); /* 3 */
    desk_reply(desk, by_priya(desk), ticket, "R", NULL);
    (void)writes(desk, one, ticket); /* 5 */
    (void)writes(desk, two, ticket); /* 6 */
    (void)writes(desk, one, other);  /* 7 */
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(two));
    desk_ok(desk, by_priya(desk), SPLIT(other, 7, .is_rest = 1));
    assert_int_equal(owner_of(desk, desk->receipt.ticket_id), one);
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(two));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "message 3 in ticket 1 was written by customer 4, and the ticket would be "
                        "somebody else's");
    assert_string_equal(
        sup_last_error(desk->core)->hint,
        "take it out first: ticket.split of ticket 1 at message 3, with is_writers");
    desk_ok(desk, by_priya(desk), SPLIT(ticket, 3, .is_writers = 1));
    desk_expect_thread(desk, ticket, "1 4 5");
    desk_expect_thread(desk, desk->receipt.ticket_id, "3 6");
    desk_ok(desk, by_system(desk), UNMERGE(two));
    assert_int_equal(owner_of(desk, 4), two);
    assert_int_equal(owner_of(desk, 3), one);
    desk_expect_sound(desk);
}

/* A split of the rest takes along what another wrote afterwards. */
static void what_a_split_took_along_counts(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t ticket = open_ticket(desk, one, "B");

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, two, ticket); /* 2 */
    (void)writes(desk, one, ticket); /* 3 */
    desk_ok(desk, by_priya(desk), SPLIT(ticket, 2, .is_rest = 1));
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(two));
    desk_ok(desk, by_priya(desk), SPLIT(2, 3, .is_rest = 0));
    desk_ok(desk, by_system(desk), UNMERGE(two));
    assert_int_equal(owner_of(desk, 2), two);
    desk_expect_sound(desk);
}

/* Three is merged into two, so what they write is on one side when two leaves. */
static void who_leaves_together_may_have_written_to_each_other(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t three = person(desk, "three@x.example");
    int64_t second = open_ticket(desk, two, "B");

    desk_ok(desk, by_system(desk), MERGE(three, two));
    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, three, second);
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(three));
    desk_ok(desk, by_system(desk), UNMERGE(two));
    desk_expect_sound(desk);
}

static void who_watches_may_have_written(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t ticket = open_ticket(desk, one, "B");

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, two, ticket);
    desk_ok(desk, by_priya(desk), WATCH(ticket, .customer_id = two));
    desk_expect_watchers(desk, ticket, "customer 3");
    desk_ok(desk, by_system(desk), UNMERGE(two));
    desk_expect_watchers(desk, ticket, "customer 4"); /* who was named, and not one */
    desk_expect_sound(desk);
}

/* What one writes to a ticket of two that is part of one's own came with that of two. */
static void who_wrote_to_a_merged_ticket_is_known(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t first = open_ticket(desk, one, "B");
    int64_t second = open_ticket(desk, two, "B");

    desk_ok(desk, by_system(desk), MERGE(two, one));
    desk_ok(desk, by_priya(desk), JOIN(second, first));
    (void)writes(desk, one, second); /* 3 */
    (void)writes(desk, two, second); /* 4 */
    expect_writers(desk, first, "1:3 2:4 3:3 4:4");
    desk_ok(desk, by_priya(desk), PART(second));
    expect_writers(desk, second, "2:4 3:3 4:4");
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(two));
    desk_ok(desk, by_priya(desk), SPLIT(second, 3, .is_rest = 0));
    desk_ok(desk, by_system(desk), UNMERGE(two));
    desk_expect_sound(desk);
}

/* Nobody's ticket, to which two wrote, is not shown to one of them. */
static void what_several_wrote_does_not_become_the_ticket_of_one(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t nobodys = open_ticket(desk, 0, "B"); /* message 1 */
    int64_t ticket = open_ticket(desk, one, "B");

    (void)writes(desk, one, nobodys); /* 3 */
    (void)writes(desk, two, nobodys); /* 4 */
    desk_fails(desk, SUP_MSG_TICKET_PERSONS, "into", by_priya(desk), JOIN(nobodys, ticket));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "message 4 of ticket 1 is by customer 4, and the other ticket is of "
                        "customer 3");
    desk_fails(desk, SUP_MSG_TICKET_PERSONS, "into", by_priya(desk), JOIN(ticket, nobodys));
    desk_ok(desk, by_priya(desk), SPLIT(nobodys, 4, .is_writers = 1));
    desk_ok(desk, by_priya(desk), JOIN(nobodys, ticket));
    /* It is one's now: another does not write there, by whatever id. */
    desk_fails(desk, SUP_MSG_TICKET_OF_ANOTHER, "ticket_id", by_integration(desk),
               WRITES(two, nobodys));
    desk_expect_thread(desk, ticket, "1@1 2 3@1");
    desk_expect_sound(desk);
}

/* The words of two in nobody's ticket, which is one's by a merge. */
static void what_another_wrote_in_nobodys_ticket_counts(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t nobodys = open_ticket(desk, 0, NULL);
    int64_t ticket = open_ticket(desk, one, "B");

    (void)writes(desk, two, nobodys);
    desk_ok(desk, by_system(desk), MERGE(two, one));
    desk_ok(desk, by_priya(desk), JOIN(ticket, nobodys));
    assert_int_equal(owner_of(desk, nobodys), one);
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_system(desk), UNMERGE(two));
    desk_ok(desk, by_priya(desk), PART(ticket));
    desk_ok(desk, by_system(desk), UNMERGE(two)); /* nobody reads it */
    desk_expect_sound(desk);
}

/* A ticket in which only another wrote is left without a message. */
static void a_split_may_take_all_that_is_of_another(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    int64_t ticket = open_ticket(desk, one, NULL);
    struct sup_ticket *found;

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, two, ticket);
    desk_reply(desk, by_priya(desk), ticket, "R", NULL);
    desk_fails(desk, SUP_MSG_SPLIT_NO_WRITER, "is_writers", by_priya(desk),
               SPLIT(ticket, 2, .is_writers = 1));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "is_writers", by_priya(desk),
               SPLIT(ticket, 1, .is_writers = 1, .is_rest = 1));
    desk_ok(desk, by_priya(desk), SPLIT(ticket, 1, .is_rest = 1));
    assert_int_equal(desk->receipt.ticket_id, 2);
    found = desk_get(desk, ticket);
    assert_int_equal(found->message_count, 0);
    sup_free(found);
    desk_expect_thread(desk, 2, "1 2");
    desk_fails(desk, SUP_MSG_SPLIT_ALL, "message_id", by_priya(desk),
               SPLIT(2, 1, .is_rest = 1)); /* all of it is theirs */
    desk_expect_sound(desk);
}

static void all_of_one_writer_is_no_part(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t ticket = open_ticket(desk, one, "B");

    (void)writes(desk, one, ticket);
    desk_fails(desk, SUP_MSG_SPLIT_ALL, "message_id", by_priya(desk),
               SPLIT(ticket, 2, .is_writers = 1));
    desk_reply(desk, by_priya(desk), ticket, "R", NULL);
    desk_ok(desk, by_priya(desk), SPLIT(ticket, 2, .is_writers = 1));
    desk_expect_thread(desk, ticket, "3");
    desk_expect_sound(desk);
}

/* Nobody's ticket has the customer of its part: what is split off has whose that was. */
static void a_part_is_of_whose_it_was(void **state)
{
    struct desk *desk = *state;
    int64_t nobodys = open_ticket(desk, 0, "B"); /* message 1 */
    int64_t ticket = open_ticket(desk, ANN, "B");

    desk_reply(desk, by_priya(desk), ticket, "R", NULL); /* 3 */
    desk_ok(desk, by_priya(desk), JOIN(ticket, nobodys));
    desk_ok(desk, by_priya(desk), SPLIT(nobodys, 3, .is_rest = 0));
    assert_int_equal(owner_of(desk, desk->receipt.ticket_id), ANN);
    desk_ok(desk, by_priya(desk), SPLIT(nobodys, 1, .is_rest = 0));
    assert_int_equal(owner_of(desk, desk->receipt.ticket_id), 0);
    desk_expect_sound(desk);
}

/* A mail of who watches comes twice. */
static void what_a_watcher_wrote_is_known_when_it_comes_again(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = open_ticket(desk, ANN, "B");

    desk_ok(desk, by_priya(desk), WATCH(ticket, .customer_id = BEN));
    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
                PARAMS(ticket_receive, .customer_id = BEN, .ticket_id = ticket, .body = "Hm",
                       .external_id = "<b@x>"));
        assert_int_equal(desk->receipt.is_replay, i);
    }
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_integration(desk),
               SUP_OP_TICKET_RECEIVE,
               PARAMS(ticket_receive, .customer_id = ANN, .ticket_id = ticket, .body = "Hm",
                      .external_id = "<b@x>"));
}

/* Who is erased takes along what they wrote in tickets of others. */
static void words_in_a_ticket_of_another_are_erased(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = open_ticket(desk, ANN, "B");
    struct sup_message_list *list = NULL;

    desk_ok(desk, by_priya(desk), WATCH(ticket, .customer_id = BEN));
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .customer_id = BEN, .ticket_id = ticket, .body = "Hm",
                   .external_id = "<b@x>"));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = BEN, .reason = "R1"));
    must(desk, sup_ticket_messages(desk->core, by_system(desk),
                                   PARAMS(ticket_page, .ticket_id = ticket), &list));
    assert_int_equal(list->count, 2);
    assert_string_equal(list->items[0].body, "B");
    assert_null(list->items[1].body);
    assert_null(list->items[1].external_id);
    assert_int_equal(list->items[1].customer_id, BEN);
    sup_free(list);
    desk_expect_sound(desk);
}

/* Two watches the ticket of one and writes there; so does two in nobody's ticket. */
static void the_rest_is_not_shown_to_another(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");  /* 3 */
    int64_t two = person(desk, "two@x.example");  /* 4 */
    int64_t ticket = open_ticket(desk, one, "B"); /* message 1 */
    int64_t nobodys = open_ticket(desk, 0, "B");  /* message 2 */

    desk_ok(desk, by_priya(desk), WATCH(ticket, .customer_id = two));
    (void)writes(desk, two, ticket); /* 3 */
    (void)writes(desk, one, ticket); /* 4 */
    desk_fails(desk, SUP_MSG_TICKET_PERSONS, "is_rest", by_priya(desk),
               SPLIT(ticket, 3, .is_rest = 1));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "message 4 is by customer 3, and the new ticket would be of customer 4");
    (void)writes(desk, one, nobodys); /* 5 */
    (void)writes(desk, two, nobodys); /* 6 */
    desk_fails(desk, SUP_MSG_TICKET_PERSONS, "is_rest", by_priya(desk),
               SPLIT(nobodys, 5, .is_rest = 1));
    /* What comes before is not looked at, and one goes on to read what they read. */
    desk_ok(desk, by_priya(desk), SPLIT(nobodys, 6, .is_rest = 1));
    (void)writes(desk, two, ticket); /* 7 */
    desk_ok(desk, by_priya(desk), SPLIT(ticket, 4, .is_rest = 1));
    expect_writers(desk, desk->receipt.ticket_id, "4:3 7:4");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_message_knows_who_wrote_it),
    desk_test(persons_part_after_what_the_other_wrote),
    desk_test(what_a_split_took_along_counts),
    desk_test(who_leaves_together_may_have_written_to_each_other),
    desk_test(who_watches_may_have_written),
    desk_test(who_wrote_to_a_merged_ticket_is_known),
    desk_test(what_several_wrote_does_not_become_the_ticket_of_one),
    desk_test(what_another_wrote_in_nobodys_ticket_counts),
    desk_test(a_split_may_take_all_that_is_of_another),
    desk_test(all_of_one_writer_is_no_part),
    desk_test(a_part_is_of_whose_it_was),
    desk_test(what_a_watcher_wrote_is_known_when_it_comes_again),
    desk_test(words_in_a_ticket_of_another_are_erased),
    desk_test(the_rest_is_not_shown_to_another),
};

DESK_MAIN(tests)
