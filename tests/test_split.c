/*
 * test_split.c: what goes along when a part of a thread becomes a ticket, and what stays: nobody
 * gets another's subject or orders, and what was brought leaves with who brought it.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#define ERASE(id) SUP_OP_CUSTOMER_ERASE, PARAMS(customer_erase, .customer_id = (id), .reason = "R1")

static int64_t person(struct desk *desk, const char *mail)
{
    const struct sup_identity identity = {"email", NULL, mail, 0, 0};

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_RESOLVE,
            PARAMS(customer_resolve, .identities = &identity, .identity_count = 1));
    return desk->receipt.id;
}

/* Somebody writes; ticket 0: a new one. An order may come with it. */
static int64_t writes(struct desk *desk, int64_t customer, int64_t ticket, const char *order)
{
    const struct sup_reference reference = {"shop", "order", order};

    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .customer_id = customer, .ticket_id = ticket, .body = "Hm",
                   .subject = "of who opened it", .references = &reference,
                   .reference_count = order != NULL));
    return desk->receipt.id;
}

/* "of who opened it: o1 o2" */
static void expect_about(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[1024];
    struct sup_ticket *found = desk_get(desk, ticket);
    char *at = text;

    at += snprintf(text, sizeof text, "%s:", found->subject ? found->subject : "-");
    for (uint32_t i = 0; i < found->reference_count; i++) {
        at += snprintf(at, sizeof text - (size_t)(at - text), " %s", found->references[i].id);
    }
    sup_free(found);
    assert_string_equal(text, expected);
}

/* Ticket 1 of one, about a1, to which two brought b1 with message 2, and one a2. */
static void wrong_merge(struct desk *desk, int64_t *one, int64_t *two)
{
    *one = person(desk, "one@x.example");
    *two = person(desk, "two@x.example");
    desk_ok(desk, by_system(desk), MERGE(*two, *one));
    (void)writes(desk, *one, 0, "a1");
    (void)writes(desk, *two, 1, "b1");
    (void)writes(desk, *one, 1, "a2");
}

static void the_way_out_of_a_wrong_merge_gives_each_their_own(void **state)
{
    struct desk *desk = *state;
    int64_t one;
    int64_t two;

    wrong_merge(desk, &one, &two);
    expect_about(desk, 1, "of who opened it: a1 a2 b1");
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_writers = 1));
    expect_about(desk, 1, "of who opened it: a1 a2");
    expect_about(desk, 2, "-: b1");
    desk_ok(desk, by_system(desk), UNMERGE(two));
    desk_expect_sound(desk);
    desk_ok(desk, by_lee(desk), ERASE(one));
    expect_about(desk, 2, "-: b1");
    desk_expect_sound(desk);
}

static void what_was_named_again_stays(void **state)
{
    struct desk *desk = *state;
    int64_t one;
    int64_t two;

    wrong_merge(desk, &one, &two);
    (void)writes(desk, one, 1, "b1");
    (void)writes(desk, two, 1, "a2"); /* was there before */
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_writers = 1, .subject = "Bens"));
    expect_about(desk, 1, "of who opened it: a1 a2 b1");
    expect_about(desk, 2, "Bens:");
    desk_expect_sound(desk);
}

/* A message of one's own splits off with what is one's own. */
static void a_part_of_the_same_customer_has_no_order_of_another(void **state)
{
    struct desk *desk = *state;
    int64_t one;
    int64_t two;

    wrong_merge(desk, &one, &two);
    desk_ok(desk, by_priya(desk), SPLIT(1, 3, .is_rest = 0));
    expect_about(desk, 1, "of who opened it: a1 a2 b1");
    expect_about(desk, 2, "of who opened it: a1 a2");
    desk_expect_sound(desk);
}

/* The rest of what two wrote has a message of one, and what came with that. */
static void what_came_along_leaves_with_the_message_again(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, two, 0, "b1");
    (void)writes(desk, two, 1, NULL); /* 2 */
    (void)writes(desk, one, 1, "a1"); /* 3 */
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_rest = 1));
    expect_about(desk, 1, "of who opened it: b1");
    expect_about(desk, 2, "of who opened it: a1 b1");
    desk_ok(desk, by_priya(desk), SPLIT(2, 3, .is_writers = 1));
    expect_about(desk, 2, "of who opened it: b1");
    expect_about(desk, 3, "-: a1");
    desk_ok(desk, by_system(desk), UNMERGE(two));
    desk_expect_sound(desk);
}

/* What came with a part, by its own customer, is there still when the part is split. */
static void a_part_of_another_customer_has_what_was_its_own(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, one, 0, "a1");
    (void)writes(desk, two, 0, "b1"); /* 2, in ticket 2 */
    (void)writes(desk, one, 2, "a2"); /* 3 */
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    expect_about(desk, 1, "of who opened it: a1 a2 b1");
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_rest = 0));
    expect_about(desk, 3, "of who opened it: b1");
    desk_ok(desk, by_priya(desk), SPLIT(1, 3, .is_rest = 0));
    expect_about(desk, 4, "of who opened it: a1 a2");
    expect_about(desk, 1, "of who opened it: a1 b1");
    desk_ok(desk, by_priya(desk), PART(2));
    expect_about(desk, 2, "of who opened it: b1");
    expect_about(desk, 1, "of who opened it: a1");
    desk_expect_sound(desk);
}

static void a_watcher_takes_along_what_is_theirs(void **state)
{
    struct desk *desk = *state;

    (void)writes(desk, ANN, 0, "a1");
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    (void)writes(desk, BEN, 1, "b1");
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_rest = 0));
    expect_about(desk, 1, "of who opened it: a1");
    expect_about(desk, 2, "-: b1");
    desk_expect_sound(desk);
}

/* Erased, who brought an order to another's ticket leaves it without. */
static void what_a_watcher_brought_is_erased(void **state)
{
    struct desk *desk = *state;

    (void)writes(desk, ANN, 0, "a1");
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    (void)writes(desk, BEN, 1, "b1");
    (void)writes(desk, ANN, 0, "a2");
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    expect_about(desk, 2, "of who opened it: a1 a2 b1");
    desk_ok(desk, by_lee(desk), ERASE(BEN));
    expect_about(desk, 2, "of who opened it: a1 a2");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(1));
    expect_about(desk, 1, "of who opened it: a1");
    desk_expect_sound(desk);
}

/* Who was erased after the split has no order left in the ticket it was. */
static void what_was_split_off_is_erased_where_it_came(void **state)
{
    struct desk *desk = *state;
    int64_t texts;

    (void)writes(desk, ANN, 0, "a1");
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    (void)writes(desk, BEN, 1, "b1");
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_rest = 0));
    texts = desk_rows(desk, "sup_event_private");
    desk_ok(desk, by_lee(desk), ERASE(BEN));
    /* Ben's name, the message, what came with it, the new ticket; and there is the reason now. */
    assert_int_equal(desk_rows(desk, "sup_event_private"), texts - 3);
    desk_expect_sound(desk);
}

/* Nobody's subject and orders are nobody's. */
static void what_was_nobodys_stays_so(void **state)
{
    struct desk *desk = *state;

    (void)writes(desk, 0, 0, "n1");
    (void)writes(desk, BEN, 1, "b1");
    (void)writes(desk, 0, 1, "n2");
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_rest = 0));
    expect_about(desk, 2, "-: b1");
    desk_ok(desk, by_priya(desk), SPLIT(1, 3, .is_rest = 0));
    expect_about(desk, 1, "of who opened it: n1 n2");
    expect_about(desk, 3, "of who opened it: n1 n2");
    desk_expect_sound(desk);
}

/* Two go on from the closed ticket of one, whom they were merged with. */
static void a_follow_up_of_another_has_their_subject(void **state)
{
    struct desk *desk = *state;
    int64_t one = person(desk, "one@x.example");
    int64_t two = person(desk, "two@x.example");
    const struct sup_reference order = {"shop", "order", "b1"};

    desk_ok(desk, by_system(desk), MERGE(two, one));
    (void)writes(desk, one, 0, "a1");
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .customer_id = two, .ticket_id = 1, .body = "Hm",
                   .subject = "mine", .references = &order, .reference_count = 1));
    expect_about(desk, 2, "mine: b1");
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_move(desk, by_priya(desk), 2, "closed");
    (void)writes(desk, two, 2, NULL);
    expect_about(desk, 3, "mine:"); /* of the same customer it stays */
    desk_expect_sound(desk);
}

/* Who watches goes on from a ticket that stays its customer's. */
static void a_follow_up_keeps_what_a_watcher_brought_apart(void **state)
{
    struct desk *desk = *state;

    (void)writes(desk, ANN, 0, "a1");
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "closed");
    (void)writes(desk, BEN, 1, "b1"); /* message 2, in ticket 2 */
    expect_about(desk, 2, "of who opened it: b1");
    desk_ok(desk, by_priya(desk), SPLIT(2, 2, .is_rest = 0));
    expect_about(desk, 2, "of who opened it:");
    expect_about(desk, 3, "-: b1");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(the_way_out_of_a_wrong_merge_gives_each_their_own),
    desk_test(what_was_named_again_stays),
    desk_test(a_part_of_the_same_customer_has_no_order_of_another),
    desk_test(what_came_along_leaves_with_the_message_again),
    desk_test(a_part_of_another_customer_has_what_was_its_own),
    desk_test(a_watcher_takes_along_what_is_theirs),
    desk_test(what_a_watcher_brought_is_erased),
    desk_test(what_was_split_off_is_erased_where_it_came),
    desk_test(what_was_nobodys_stays_so),
    desk_test(a_follow_up_of_another_has_their_subject),
    desk_test(a_follow_up_keeps_what_a_watcher_brought_apart),
};

DESK_MAIN(tests)
