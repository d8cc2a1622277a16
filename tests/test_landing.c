/*
 * test_landing.c: a message lands where it belongs, whatever stands in its way: strangers, a ticket
 * without room, a second delivery after the ticket was taken apart, a writer who only watches.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define ABOUT(number)                                                                              \
    .references = &(const struct sup_reference){"shop", "order", number}, .reference_count = 1
enum { CLOSE_LOOK = 100 }; /* tickets of a person that are asked what they are about */

static void open_about(struct desk *desk, int64_t customer_id, const char *order)
{
    desk->now_ms += 1000;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .customer_id = customer_id, ABOUT(order)));
}

static void expect_lands(struct desk *desk, int64_t ticket, int is_replay)
{
    assert_int_equal(desk->receipt.ticket_id, ticket);
    assert_int_equal(desk->receipt.is_replay, is_replay);
}

static void strangers_do_not_hide_an_order(void **state)
{
    struct desk *desk = *state;

    open_about(desk, ANN, "1001");
    for (int i = 0; i <= CLOSE_LOOK; i++) {
        open_about(desk, BEN, "1001");
    }
    desk_ok(desk, by_ann(desk), RECEIVE(.body = "x", ABOUT("1001")));
    expect_lands(desk, 1, 0);
}

static void the_hundred_liveliest_tickets_of_a_person_are_asked(void **state)
{
    struct desk *desk = *state;

    open_about(desk, ANN, "1001");
    for (int i = 1; i < CLOSE_LOOK; i++) {
        open_about(desk, ANN, "1002");
    }
    desk_ok(desk, by_integration(desk), RECEIVE(.body = "x", .customer_id = ANN, ABOUT("1001")));
    expect_lands(desk, 1, 0);
    /* That made it the liveliest: all the others are livelier than this one. */
    open_about(desk, ANN, "1003");
    for (int i = 0; i < CLOSE_LOOK; i++) {
        open_about(desk, ANN, "1002");
    }
    desk_ok(desk, by_integration(desk), RECEIVE(.body = "x", .customer_id = ANN, ABOUT("1003")));
    expect_lands(desk, 2 * CLOSE_LOOK + 2, 0);
}

static void an_order_of_a_merged_ticket_leads_to_its_root(void **state)
{
    struct desk *desk = *state;

    open_about(desk, ANN, "1001");
    open_about(desk, ANN, "1002");
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    desk_ok(desk, by_ann(desk), RECEIVE(.body = "x", ABOUT("1001")));
    expect_lands(desk, 2, 0);
}

/* A ticket that has so many references. */
static void fill_references(struct desk *desk, int count)
{
    struct sup_reference items[SUP_TICKET_REFERENCES_MAX];
    char ids[SUP_TICKET_REFERENCES_MAX][12];

    for (int i = 0; i < count; i++) {
        snprintf(ids[i], sizeof ids[i], "%d", i);
        items[i] = (struct sup_reference){"shop", "order", ids[i]};
    }
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .customer_id = ANN, .references = items,
                   .reference_count = (uint32_t)count));
}

static void expect_references(struct desk *desk, int64_t ticket, int count)
{
    struct sup_ticket *found = desk_get(desk, ticket);

    assert_int_equal(found->reference_count, count);
    sup_free(found);
}

static void a_message_lands_without_a_reference_that_has_no_room(void **state)
{
    struct desk *desk = *state;
    const struct sup_reference named[] = {
        {"shop", "order", "3"}, {"shop", "order", "new"}, {"shop", "order", "newer"}};

    fill_references(desk, SUP_TICKET_REFERENCES_MAX - 1);
    desk_ok(desk, by_ann(desk),
            RECEIVE(.ticket_id = 1, .body = "x", .references = named, .reference_count = 3));
    expect_lands(desk, 1, 0);
    expect_references(desk, 1, SUP_TICKET_REFERENCES_MAX);
    desk_ok(desk, by_ann(desk),
            RECEIVE(.ticket_id = 1, .body = "y", .references = named, .reference_count = 3));
    expect_references(desk, 1, SUP_TICKET_REFERENCES_MAX);
    desk_expect_sentence(desk, 1, "Ann Lee (customer) wrote by email, references without room: 1.");
    desk_ok(desk, by_ann(desk),
            RECEIVE(.ticket_id = 1, .body = "z", .references = named, .reference_count = 2));
    desk_expect_sentence(desk, 1, "Ann Lee (customer) wrote by email.");
    /* Who adds references by hand is told that there is no room. */
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "references", by_priya(desk), SUP_OP_REFERENCE_ADD,
               PARAMS(reference, .ticket_id = 1, .references = &named[2], .reference_count = 1));
    desk_expect_sound(desk);
}

/* ---- delivered again ---- */

static void a_second_delivery_names_the_ticket_where_the_message_is_now(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < 3; i++) {
        desk_ticket(desk); /* messages 1 to 3 */
    }
    desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "x", .external_id = "<a@x>"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "y", .external_id = "<b@x>"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_SPLIT,
            PARAMS(ticket_split, .ticket_id = 1, .message_id = 4, .is_rest = 1, .subject = "T"));
    for (int i = 0; i < 2; i++) {
        int64_t home = i == 0 ? 4 : 3;

        desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "x", .external_id = "<a@x>"));
        expect_lands(desk, home, 1);
        assert_int_equal(desk->receipt.id, 4);
        desk_ok(desk, by_ann(desk),
                RECEIVE(.ticket_id = home, .body = "x", .external_id = "<a@x>"));
        expect_lands(desk, home, 1);
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
                PARAMS(ticket_message, .ticket_id = 1, .body = "y", .external_id = "<b@x>"));
        expect_lands(desk, home, 1);
        /* It never came to this one. */
        desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_ann(desk),
                   RECEIVE(.ticket_id = 2, .body = "x", .external_id = "<a@x>"));
        if (i == 0) {
            desk_ok(desk, by_priya(desk), JOIN(4, 3));
        }
    }
    /* The ticket that it came to is merged as well, and what is told is told to that one. */
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 2, .body = "x", .external_id = "<a@x>"));
    expect_lands(desk, 3, 1);
    desk_expect_sound(desk);
}

/* ---- who watches ---- */

static void who_watches_writes_in_the_thread(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ben(desk),
               RECEIVE(.ticket_id = 1, .body = "x"));
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_reply(desk, by_priya(desk), 1, "Hello", NULL);
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "x", .external_id = "<b@x>"));
    expect_lands(desk, 1, 0);
    desk_ok(desk, by_ben(desk), RECEIVE(.in_reply_to = "<b@x>", .body = "y"));
    expect_lands(desk, 1, 0);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.customer_id = BEN, .body = "z", .external_id = "<c@x>", .ticket_id = 1));
    expect_lands(desk, 1, 0);
    must_fail(
        desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
        sup_ticket_messages(desk->core, by_ben(desk), PARAMS(ticket_page, .ticket_id = 1), NULL));
    desk_expect_sound(desk);
}

static void what_a_watcher_wrote_is_known_as_theirs(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "x", .external_id = "<b@x>"));
    desk_ok(desk, by_integration(desk),
            RECEIVE(.customer_id = BEN, .body = "z", .external_id = "<c@x>", .ticket_id = 1));
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "x", .external_id = "<b@x>"));
    expect_lands(desk, 1, 1);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.customer_id = BEN, .body = "z", .external_id = "<c@x>"));
    expect_lands(desk, 1, 1);
    /* Ann's own message must not be taken for Ben's because of its id. */
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_ann(desk),
               RECEIVE(.body = "mine", .external_id = "<b@x>"));
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_integration(desk),
               RECEIVE(.customer_id = ANN, .body = "mine", .external_id = "<c@x>"));
    /* Who Ben turns out to be wrote it as well. */
    desk_ok(desk, by_priya(desk), SAVE(.name = "Benjamin"));
    desk_ok(desk, by_priya(desk), MERGE(BEN, 3));
    desk_ok(desk, by_integration(desk),
            RECEIVE(.customer_id = 3, .body = "z", .external_id = "<c@x>", .ticket_id = 1));
    expect_lands(desk, 1, 1);
}

static void a_watcher_goes_on_in_the_follow_up(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "x"));
    expect_lands(desk, 2, 0);
    ticket = desk_get(desk, 2);
    assert_int_equal(ticket->customer_id, ANN);
    assert_int_equal(ticket->follow_up_of, 1);
    sup_free(ticket);
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "y"));
    expect_lands(desk, 2, 0);
    /* Also when Ann is known as somebody else by then. */
    desk_ok(desk, by_priya(desk), SAVE(.name = "Anna"));
    desk_ok(desk, by_priya(desk), MERGE(ANN, 3));
    desk_move(desk, by_priya(desk), 2, "closed");
    desk_ok(desk, by_integration(desk), RECEIVE(.ticket_id = 2, .customer_id = 3, .body = "z"));
    expect_lands(desk, 3, 0);
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "y"));
    expect_lands(desk, 3, 0);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(strangers_do_not_hide_an_order),
    desk_test(the_hundred_liveliest_tickets_of_a_person_are_asked),
    desk_test(an_order_of_a_merged_ticket_leads_to_its_root),
    desk_test(a_message_lands_without_a_reference_that_has_no_room),
    desk_test(a_second_delivery_names_the_ticket_where_the_message_is_now),
    desk_test(who_watches_writes_in_the_thread),
    desk_test(what_a_watcher_wrote_is_known_as_theirs),
    desk_test(a_watcher_goes_on_in_the_follow_up),
};

DESK_MAIN(tests)
