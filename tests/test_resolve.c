/*
 * test_resolve.c: whoever writes is found by their identities, or made.
 */
#include "customer_fixture.h"

static void somebody_new_is_made_and_then_found(void **state)
{
    struct desk *desk = *state;
    int64_t before = desk_sequence(desk);
    char *dump;

    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL("Cid@Example.com")), .name = "Cid"));
    assert_int_equal(desk->receipt.id, 3);
    assert_int_equal(desk->receipt.version, 1);
    desk_expect_events(desk, before, "customer.saved\n");
    desk_expect_customer(desk, 3, "Cid v1: email cid@example.com of 3");
    dump = desk_dump(desk->store, 0, NULL);
    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL("cid@example.com")), .name = "Kid"));
    assert_int_equal(desk->receipt.id, 3);
    assert_int_equal(desk->receipt.version, 1);
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_unchanged(desk, dump);
    desk_expect_sound(desk);
}

static void what_nobody_has_yet_becomes_theirs(void **state)
{
    struct desk *desk = *state;
    int64_t before = desk_sequence(desk);

    desk_ok(desk, by_integration(desk),
            RESOLVE(KNOWN_BY(MAIL("ann@example.com"), SHOP("207"),
                             {"phone", NULL, "+442079460123", 1, 0})));
    assert_int_equal(desk->receipt.id, ANN);
    assert_int_equal(desk->receipt.version, 2);
    desk_expect_events(desk, before, "customer.identified\n");
    desk_expect_customer(desk, ANN,
                         "Ann Lee v2: email ann@example.com of 1; phone +442079460123 ok of 1; "
                         "shopify/customer 207 ok of 1");
    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL_PROVED("ann@example.com"))));
    assert_int_equal(desk->receipt.version, 3);
    desk_expect_customer(desk, ANN,
                         "Ann Lee v3: email ann@example.com ok of 1; phone +442079460123 ok of 1; "
                         "shopify/customer 207 ok of 1");
    desk_expect_sound(desk);
}

static void a_name_is_taken_by_who_has_none(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL("c@d.de"))));
    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL("c@d.de")), .name = "Cid"));
    assert_int_equal(desk->receipt.version, 2);
    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL("c@d.de")), .name = "Dan"));
    desk_expect_customer(desk, 3, "Cid v2: email c@d.de of 3");
}

/* Ann (1) has shopify 207 for sure and a claimed address; Ben (2) shopify 208 and a proved one. */
static void give_addresses(struct desk *desk)
{
    desk_ok(desk, by_system(desk), SAVE(.customer_id = ANN, KNOWN_BY(MAIL("ann@x.de"))));
    desk_ok(desk, by_system(desk), SAVE(.customer_id = BEN, KNOWN_BY(MAIL_PROVED("ben@x.de"))));
}

static void of_claims_the_first_decides_and_the_others_stay_where_they_are(void **state)
{
    struct desk *desk = *state;

    give_addresses(desk);
    desk_ok(desk, by_integration(desk),
            RESOLVE(KNOWN_BY({"handle", "x", "new", 0, 0}, MAIL("ann@x.de"), MAIL("ben@x.de"))));
    assert_int_equal(desk->receipt.id, ANN);
    desk_ok(desk, by_integration(desk), RESOLVE(KNOWN_BY(MAIL("ben@x.de"), MAIL("ann@x.de"))));
    assert_int_equal(desk->receipt.id, BEN);
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_customer(desk, ANN,
                         "Ann Lee v3: email ann@x.de of 1; shopify/customer 207 ok of 1; "
                         "x/handle new of 1");
    desk_expect_customer(desk, BEN,
                         "Ben Ode v2: email ben@x.de ok of 2; shopify/customer 208 ok of 2");
}

static void what_is_given_as_verified_decides_before_claims(void **state)
{
    struct desk *desk = *state;

    give_addresses(desk);
    /* A claimed address of Ann's, but signed in as Ben. */
    desk_ok(desk, by_integration(desk),
            RESOLVE(KNOWN_BY(MAIL("ann@x.de"), SHOP_PROVED("208"), MAIL("new@x.de"))));
    assert_int_equal(desk->receipt.id, BEN);
    desk_expect_customer(desk, BEN,
                         "Ben Ode v3: email ben@x.de ok of 2; email new@x.de of 2; "
                         "shopify/customer 208 ok of 2");
    desk_expect_customer(desk, ANN,
                         "Ann Lee v2: email ann@x.de of 1; shopify/customer 207 ok of 1");
}

static void verified_identities_of_two_customers_are_told_apart(void **state)
{
    struct desk *desk = *state;
    char *before;

    give_addresses(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_CUSTOMERS_MEET, "identities/2", by_integration(desk),
               RESOLVE(KNOWN_BY(MAIL("new@x.de"), SHOP_PROVED("208"), MAIL_PROVED("ann@x.de"))));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    assert_non_null(strstr(sup_last_error(desk->core)->text, "customer 2 and to customer 1"));
    assert_non_null(strstr(sup_last_error(desk->core)->hint, "customer.merge"));
    desk_expect_unchanged(desk, before);
}

static void who_has_another_shop_account_for_sure_is_somebody_else(void **state)
{
    struct desk *desk = *state;

    give_addresses(desk);
    /* The family's address, but another account: not Ann. */
    desk_ok(desk, by_integration(desk),
            RESOLVE(KNOWN_BY(MAIL("ann@x.de"), SHOP_PROVED("300")), .name = "Cid"));
    assert_int_equal(desk->receipt.id, 3);
    desk_expect_customer(desk, 3, "Cid v1: shopify/customer 300 ok of 3");
    /* The next one that fits is taken. */
    desk_ok(desk, by_system(desk), SAVE(.name = "Dan", KNOWN_BY(MAIL("dan@x.de"))));
    desk_ok(desk, by_integration(desk),
            RESOLVE(KNOWN_BY(MAIL("ann@x.de"), MAIL("dan@x.de"), SHOP_PROVED("400"))));
    assert_int_equal(desk->receipt.id, 4);
    /* With proof on both sides nobody can tell. */
    desk_fails(desk, SUP_MSG_IDENTITY_SINGLE, "identities/1", by_integration(desk),
               RESOLVE(KNOWN_BY(MAIL_PROVED("ben@x.de"), SHOP_PROVED("500"))));
    desk_expect_sound(desk);
}

static void what_is_wrong_with_a_request_is_named(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "identities", by_integration(desk),
               RESOLVE(.name = "Cid"));
    desk_fails(desk, SUP_MSG_IDENTITY_FORM, "identities/1/value", by_integration(desk),
               RESOLVE(KNOWN_BY(SHOP("207"), {"phone", NULL, "020 7946 0123", 0, 0})));
    assert_non_null(strstr(sup_last_error(desk->core)->text, "code of its country"));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "name", by_integration(desk),
               RESOLVE(KNOWN_BY(SHOP("300")), .name = letters(201)));
    desk_expect_unchanged(desk, before);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "caller", by_ann(desk), RESOLVE(KNOWN_BY(SHOP("207"))));
    desk_expect_only_refusal(desk, before);
}

static void the_customer_of_a_batch_may_be_resolved_in_it(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        {sizeof items[0],
         SUP_OP_CUSTOMER_RESOLVE,
         NULL,
         PARAMS(customer_resolve, KNOWN_BY(MAIL("cid@x.de"))),
         {0}},
        {sizeof items[0],
         SUP_OP_TICKET_OPEN,
         NULL,
         PARAMS(ticket_open, .customer_id = -1, .subject = "Hello"),
         {0}},
    };
    struct sup_ticket *ticket;

    must(desk, sup_batch(desk->core, by_integration(desk), items, 2));
    ticket = desk_get(desk, items[1].receipt.ticket_id);
    assert_int_equal(ticket->customer_id, 3);
    sup_free(ticket);
}

static const struct CMUnitTest tests[] = {
    desk_test(somebody_new_is_made_and_then_found),
    desk_test(what_nobody_has_yet_becomes_theirs),
    desk_test(a_name_is_taken_by_who_has_none),
    desk_test(of_claims_the_first_decides_and_the_others_stay_where_they_are),
    desk_test(what_is_given_as_verified_decides_before_claims),
    desk_test(verified_identities_of_two_customers_are_told_apart),
    desk_test(who_has_another_shop_account_for_sure_is_somebody_else),
    desk_test(what_is_wrong_with_a_request_is_named),
    desk_test(the_customer_of_a_batch_may_be_resolved_in_it),
};

DESK_MAIN(tests)
