/*
 * test_merge.c: two customers who are one person, and the way back.
 */
#include "customer_fixture.h"

/* Cid (3), Dan (4) and Eve (5), without proof of anything. */
static void more_people(struct desk *desk)
{
    desk_ok(desk, by_system(desk), SAVE(.name = "Cid", KNOWN_BY(MAIL("cid@x.de"))));
    desk_ok(desk, by_system(desk), SAVE(.name = "Dan", KNOWN_BY(MAIL("dan@x.de"))));
    desk_ok(desk, by_system(desk), SAVE(.name = "Eve", KNOWN_BY(MAIL("eve@x.de"))));
}

static int64_t open_for(struct desk *desk, int64_t customer)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer, .subject = "S"));
    return desk->receipt.ticket_id;
}

/* "3 1" for the ids of the tickets of a customer, as listed in pages of two. */
static void expect_tickets(struct desk *desk, const struct sup_caller *caller, int64_t customer,
                           int oldest_first, const char *expected)
{
    char text[256] = "";
    char after[SUP_LIST_AFTER_BYTES_MAX + 1] = "";

    do {
        struct sup_ticket_list *list = NULL;

        must(desk, sup_ticket_list(desk->core, caller,
                                   PARAMS(ticket_list, .customer_id = customer, .limit = 2,
                                          .after = after, .is_ascending = oldest_first),
                                   &list));
        for (uint32_t i = 0; i < list->count; i++) {
            size_t at = strlen(text);

            (void)snprintf(text + at, sizeof text - at, "%d ", (int)list->items[i].id);
        }
        (void)snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (*after);
    assert_string_equal(text, expected);
}

static int64_t customer_of(struct desk *desk, int64_t ticket)
{
    struct sup_ticket *got = desk_get(desk, ticket);
    int64_t customer = got->customer_id;

    sup_free(got);
    return customer;
}

static void two_customers_are_one_person(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    more_people(desk);
    open_for(desk, 3);
    open_for(desk, ANN);
    open_for(desk, 3);
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), MERGE(3, ANN));
    assert_int_equal(desk->receipt.id, 3);
    assert_int_equal(desk->receipt.version, 2);
    desk_expect_events(desk, before, "customer.merged\n");
    desk_expect_customer(desk, ANN,
                         "Ann Lee v1: shopify/customer 207 ok of 1; email cid@x.de of 3 <3 in 1>");
    desk_expect_customer(desk, 3,
                         "Ann Lee v1: shopify/customer 207 ok of 1; email cid@x.de of 3 <3 in 1>");
    assert_int_equal(desk_owner(desk, (struct sup_identity)MAIL("cid@x.de")), ANN);
    expect_tickets(desk, by_priya(desk), 3, 0, "3 2 1 ");
    expect_tickets(desk, by_priya(desk), ANN, 1, "1 2 3 ");
    assert_int_equal(customer_of(desk, 1), ANN);
    /* They are one already, whoever says it how. */
    desk_ok(desk, by_priya(desk), MERGE(3, ANN));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_ok(desk, by_priya(desk), MERGE(ANN, 3));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_sound(desk);
}

static void unmerging_brings_each_thing_back(void **state)
{
    struct desk *desk = *state;

    more_people(desk);
    open_for(desk, 3);
    desk_ok(desk, by_priya(desk), MERGE(3, ANN));
    /* What comes since goes with the identity it came by. */
    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL("cid@x.de"), MAIL("cid@work.de"))));
    assert_int_equal(desk->receipt.id, 3);
    open_for(desk, 3);
    open_for(desk, ANN);
    desk_ok(desk, by_priya(desk), UNMERGE(3));
    assert_int_equal(desk->receipt.id, 3);
    desk_expect_customer(desk, ANN, "Ann Lee v1: shopify/customer 207 ok of 1");
    desk_expect_customer(desk, 3, "Cid v4: email cid@work.de of 3; email cid@x.de of 3");
    expect_tickets(desk, by_priya(desk), 3, 0, "2 1 ");
    expect_tickets(desk, by_priya(desk), ANN, 0, "3 ");
    assert_int_equal(customer_of(desk, 1), 3);
    desk_expect_sound(desk);
}

static void merges_of_merges_are_taken_back_one_by_one(void **state)
{
    struct desk *desk = *state;

    more_people(desk);
    desk_ok(desk, by_priya(desk), MERGE(5, 4)); /* Eve into Dan, */
    desk_ok(desk, by_priya(desk), MERGE(5, 3)); /* and with him into Cid: Dan is who points */
    assert_int_equal(desk->receipt.id, 4);
    desk_expect_customer(desk, 5,
                         "Cid v1: email cid@x.de of 3; email dan@x.de of 4; email eve@x.de of 5 "
                         "<4 in 3> <5 in 4>");
    desk_fails(desk, SUP_MSG_CUSTOMER_NOT_MERGED, "customer_id", by_priya(desk), UNMERGE(3));
    desk_ok(desk, by_priya(desk), UNMERGE(4));
    desk_expect_customer(desk, 3, "Cid v1: email cid@x.de of 3");
    desk_expect_customer(desk, 4, "Dan v3: email dan@x.de of 4; email eve@x.de of 5 <5 in 4>");
    desk_fails(desk, SUP_MSG_CUSTOMER_NOT_MERGED, "customer_id", by_priya(desk), UNMERGE(4));
    desk_ok(desk, by_priya(desk), MERGE(4, 3));
    desk_ok(desk, by_priya(desk), UNMERGE(5));
    desk_expect_customer(desk, 5, "Eve v3: email eve@x.de of 5");
    desk_expect_customer(desk, 4, "Cid v1: email cid@x.de of 3; email dan@x.de of 4 <4 in 3>");
    desk_expect_sound(desk);
}

static void who_has_proof_of_another_account_is_not_merged(void **state)
{
    struct desk *desk = *state;
    char *before;

    more_people(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_MERGE_PROOFS, "into", by_priya(desk), MERGE(ANN, BEN));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_REFUSED);
    desk_expect_only_refusal(desk, before);
    /* Nor over somebody between them, whichever way. */
    desk_ok(desk, by_priya(desk), MERGE(3, ANN));
    desk_ok(desk, by_priya(desk), MERGE(4, BEN));
    desk_fails(desk, SUP_MSG_MERGE_PROOFS, "into", by_priya(desk), MERGE(3, 4));
    desk_fails(desk, SUP_MSG_MERGE_PROOFS, "into", by_priya(desk), MERGE(4, 3));
    /* And a member takes no second one. */
    desk_fails(desk, SUP_MSG_IDENTITY_SINGLE, "identities/0", by_priya(desk),
               SAVE(.customer_id = 3, KNOWN_BY(SHOP_PROVED("900"))));
    /* A claim is no proof. */
    desk_ok(desk, by_system(desk), SAVE(.customer_id = 5, KNOWN_BY(SHOP("901"))));
    desk_ok(desk, by_priya(desk), MERGE(5, ANN));
    desk_expect_sound(desk);
}

static void what_is_wrong_with_a_merge_is_named(void **state)
{
    struct desk *desk = *state;
    char *before;

    more_people(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_CUSTOMERS_SAME, "into", by_priya(desk), MERGE(3, 3));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_priya(desk), MERGE(9, 3));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "into", by_priya(desk), MERGE(3, 9));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_priya(desk), UNMERGE(9));
    desk_fails(desk, SUP_MSG_CUSTOMER_NOT_MERGED, "customer_id", by_priya(desk), UNMERGE(3));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "evidence", by_priya(desk), SUP_OP_CUSTOMER_MERGE,
               PARAMS(customer_merge, .customer_id = 3, .into = 4));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "evidence", by_priya(desk), SUP_OP_CUSTOMER_MERGE,
               PARAMS(customer_merge, .customer_id = 3, .into = 4, .evidence = letters(2001)));
    desk_fails(desk, SUP_MSG_TEXT_LINE, "evidence", by_priya(desk), SUP_OP_CUSTOMER_MERGE,
               PARAMS(customer_merge, .customer_id = 3, .into = 4, .evidence = "a\x1b[2J"));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by_priya(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = 3, .into = 4, .evidence = letters(2000)));
}

static void a_customer_sees_the_tickets_of_all_that_they_are(void **state)
{
    struct desk *desk = *state;

    more_people(desk);
    open_for(desk, 3);
    open_for(desk, BEN);
    open_for(desk, ANN);
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ann(desk), SUP_OP_TICKET_RECEIVE,
               PARAMS(ticket_receive, .ticket_id = 1, .body = "Hello"));
    desk_ok(desk, by_priya(desk), MERGE(ANN, 3));
    desk_receive(desk, by_ann(desk), 1, "Hello");
    expect_tickets(desk, by_ann(desk), 0, 0, "3 1 ");
    expect_tickets(desk, by_ann(desk), 3, 0, "3 1 ");
    expect_tickets(desk, by_ben(desk), 0, 0, "2 ");
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ann(desk), SUP_OP_TICKET_RECEIVE,
               PARAMS(ticket_receive, .ticket_id = 2, .body = "Hello"));
    desk_fails(desk, SUP_MSG_TICKETS_CROSS, "customer_id", by_priya(desk), UNMERGE(ANN));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_SPLIT,
            PARAMS(ticket_split, .ticket_id = 1, .message_id = 1)); /* 4 */
    desk_ok(desk, by_priya(desk), UNMERGE(ANN));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ann(desk), SUP_OP_TICKET_RECEIVE,
               PARAMS(ticket_receive, .ticket_id = 1, .body = "Hello?"));
    expect_tickets(desk, by_ann(desk), 0, 0, "4 3 ");
}

static void a_person_is_at_most_100_customers(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < 100; i++) {
        desk_ok(desk, by_system(desk), SAVE(.name = "N")); /* 3 to 102 */
    }
    for (int64_t id = 4; id <= 101; id++) {
        desk_ok(desk, by_system(desk), MERGE(id, 3));
    }
    desk_ok(desk, by_system(desk), MERGE(3, ANN)); /* 99 and one */
    desk_fails(desk, SUP_MSG_CUSTOMER_MEMBERS, "into", by_system(desk), MERGE(102, ANN));
    desk_fails(desk, SUP_MSG_CUSTOMER_MEMBERS, "into", by_system(desk), MERGE(ANN, 102));
    desk_ok(desk, by_system(desk), UNMERGE(101));
    desk_ok(desk, by_system(desk), MERGE(ANN, 102));
    desk_expect_sound(desk);
}

/* "state: paid" of order 1, as the shop's event e1; a VIP, as its event e2. */
#define SAID_OF_ORDER(...)                                                                         \
    SUP_OP_REFERENCE_REPORT, PARAMS(reference_report, .reference = &order, .facts = &paid,         \
                                    .fact_count = 1, .source_event_id = "e1", __VA_ARGS__)
#define SAID_OF(customer)                                                                          \
    SUP_OP_CUSTOMER_REPORT, PARAMS(customer_report, .customer_id = (customer), .source = "shop",   \
                                   .facts = &vip, .fact_count = 1, .source_event_id = "e2")

/* The customer whom a report named was merged into another: it is about the same person. */
static void a_report_is_known_by_who_the_customer_is_now(void **state)
{
    static const struct sup_reference order = {"shop", "order", "1"};
    static const struct sup_fact paid = {"state", "paid"};
    static const struct sup_fact vip = {"is_vip", "true"};
    struct desk *desk = *state;
    int64_t first;
    char *before;

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE,
            PARAMS(customer_save, .name = "Dan")); /* 3 */
    desk_ok(desk, by_integration(desk), SAID_OF_ORDER(.customer_id = 3));
    first = desk->receipt.sequence;
    desk_ok(desk, by_integration(desk), SAID_OF(3));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = 3, .into = ANN, .evidence = "same"));
    before = desk_dump(desk->store, 0, NULL);
    desk_ok(desk, by_integration(desk), SAID_OF_ORDER(.customer_id = ANN));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.sequence, first);
    assert_int_equal(desk->receipt.id, 3);
    desk_ok(desk, by_integration(desk), SAID_OF(ANN));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, 3);
    assert_int_equal(desk->receipt.version, 2); /* the merge is their second event */
    desk_expect_unchanged(desk, before);
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               SAID_OF_ORDER(.customer_id = 0));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = 3, .evidence = "not"));
    desk_fails(desk, SUP_MSG_REPORT_REUSED, "source_event_id", by_integration(desk),
               SAID_OF_ORDER(.customer_id = ANN));
}

static const struct CMUnitTest tests[] = {
    desk_test(two_customers_are_one_person),
    desk_test(unmerging_brings_each_thing_back),
    desk_test(merges_of_merges_are_taken_back_one_by_one),
    desk_test(who_has_proof_of_another_account_is_not_merged),
    desk_test(what_is_wrong_with_a_merge_is_named),
    desk_test(a_customer_sees_the_tickets_of_all_that_they_are),
    desk_test(a_person_is_at_most_100_customers),
    desk_test(a_report_is_known_by_who_the_customer_is_now),
};

DESK_MAIN(tests)
