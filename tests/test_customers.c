/*
 * test_customers.c: customers, saved and read by id and by identity.
 */
#include "customer_fixture.h"

#define GET(...) by_priya(desk), PARAMS(customer_get, __VA_ARGS__)

static void a_customer_is_known_by_an_identity(void **state)
{
    struct desk *desk = *state;
    const struct sup_identity number = SHOP("207");
    struct sup_customer *customer = NULL;
    char *before;

    must(desk, sup_customer_get(desk->core, GET(.identity = &number), &customer));
    assert_int_equal(customer->id, ANN);
    assert_int_equal(customer->created_ms, T0);
    sup_free(customer);
    desk_expect_customer(desk, ANN, "Ann Lee v1: shopify/customer 207 ok of 1");

    desk->now_ms += 1000;
    desk_ok(desk, by_priya(desk), SAVE(.name = "Ann Ray", KNOWN_BY(SHOP("207"))));
    assert_int_equal(desk->receipt.id, ANN);
    assert_int_equal(desk->receipt.version, 2);
    desk_expect_customer(desk, ANN, "Ann Ray v2: shopify/customer 207 ok of 1");

    before = desk_dump(desk->store, 0, NULL); /* a webhook that comes twice says nothing new */
    desk_ok(desk, by_priya(desk), SAVE(.name = "Ann Ray", KNOWN_BY(SHOP("207"))));
    assert_int_equal(desk->receipt.id, ANN);
    assert_int_equal(desk->receipt.version, 2);
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_unchanged(desk, before);
}

static void identities_are_added_in_their_one_form(void **state)
{
    struct desk *desk = *state;
    int64_t before = desk_sequence(desk);

    desk_ok(desk, by_priya(desk),
            SAVE(.customer_id = ANN,
                 KNOWN_BY(MAIL(" Ann@Example.COM "), {"phone", NULL, "0044 20 7946 0123", 1, 0},
                          {"handle", "instagram", "@AnnLee", 0, 0})));
    assert_int_equal(desk->receipt.version, 2);
    desk_expect_customer(desk, ANN,
                         "Ann Lee v2: email ann@example.com of 1; phone +442079460123 ok of 1; "
                         "instagram/handle annlee of 1; shopify/customer 207 ok of 1");
    desk_expect_events(desk, before, "customer.identified\n");
    assert_int_equal(desk_owner(desk, (struct sup_identity)MAIL("ANN@EXAMPLE.com")), ANN);
    assert_int_equal(
        desk_owner(desk, (struct sup_identity){"phone", NULL, "+44 (20) 7946-0123", 0, 0}), ANN);
    assert_int_equal(desk_owner(desk, (struct sup_identity){"handle", "tiktok", "annlee", 0, 0}),
                     0);

    /* A name with them is one event. */
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), SAVE(.name = "Ann Ray", KNOWN_BY(SHOP("207"), MAIL("a@b.de"))));
    desk_expect_events(desk, before, "customer.saved\n");
    assert_int_equal(desk->receipt.version, 3);

    /* The same one twice is one, and what has proof has it for good. */
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk),
            SAVE(.customer_id = ANN, KNOWN_BY(MAIL("A@B.de"), MAIL_PROVED("a@b.de"))));
    desk_expect_events(desk, before, "customer.identified\n");
    desk_ok(desk, by_priya(desk), SAVE(.customer_id = ANN, KNOWN_BY(MAIL("a@b.de"))));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_customer(desk, ANN,
                         "Ann Ray v4: email a@b.de ok of 1; email ann@example.com of 1; "
                         "phone +442079460123 ok of 1; instagram/handle annlee of 1; "
                         "shopify/customer 207 ok of 1");
    desk_expect_sound(desk);
}

static void a_kind_that_the_policy_does_not_list_is_a_text_of_its_system(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk),
            SAVE(.name = "Cid",
                 KNOWN_BY({"debtor", "erp", "17", 1, 0}, {"debtor", "erp", "18", 1, 0})));
    desk_expect_customer(desk, 3, "Cid v1: erp/debtor 17 ok of 3; erp/debtor 18 ok of 3");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "identities/0/kind", by_priya(desk),
               SAVE(KNOWN_BY({"e-mail", NULL, "a@b.de", 0, 0})));
    assert_non_null(strstr(sup_last_error(desk->core)->hint, "'email'"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "identities/1/kind", by_priya(desk),
               SAVE(KNOWN_BY(MAIL("a@b.de"), {"zzzzzz", NULL, "x", 0, 0})));
    assert_non_null(strstr(sup_last_error(desk->core)->hint, "in which system"));
}

static void a_customer_without_a_name_keeps_the_one_they_had(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), SAVE(KNOWN_BY(SHOP("900"))));
    assert_int_equal(desk->receipt.id, 3);
    desk_expect_customer(desk, 3, "- v1: shopify/customer 900 of 3");
    desk_ok(desk, by_priya(desk), SAVE(.customer_id = 3, .name = "Cid"));
    desk_ok(desk, by_priya(desk), SAVE(.customer_id = 3, KNOWN_BY({"debtor", "erp", "17", 0, 0})));
    assert_int_equal(desk->receipt.version, 3);
    desk_expect_customer(desk, 3, "Cid v3: erp/debtor 17 of 3; shopify/customer 900 of 3");
    desk_ok(desk, by_priya(desk), SAVE(KNOWN_BY({"debtor", "erp", "17", 0, 0})));
    assert_int_equal(desk->receipt.id, 3); /* both lead to them */
    desk_ok(desk, by_priya(desk), SAVE(KNOWN_BY(SHOP("900"))));
    assert_int_equal(desk->receipt.id, 3);
    desk_ok(desk, by_priya(desk), SAVE(.customer_id = 0)); /* somebody on the phone */
    assert_int_equal(desk->receipt.id, 4);
    desk_expect_customer(desk, 4, "- v1:");
    desk_expect_sound(desk);
}

static void what_is_wrong_with_a_customer_is_named(void **state)
{
    struct desk *desk = *state;
    const struct sup_identity bens = SHOP("208");
    const struct sup_identity nobodys = SHOP("209");
    const struct sup_identity wrong = MAIL("nobody");
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_CUSTOMER_TAKEN, "identities/1", by_priya(desk),
               SAVE(.customer_id = ANN, KNOWN_BY(SHOP("207"), SHOP("208"))));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    desk_fails(desk, SUP_MSG_CUSTOMER_TAKEN, "identities/2", by_priya(desk),
               SAVE(KNOWN_BY(MAIL("a@b.de"), SHOP("207"), SHOP("208"))));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_priya(desk),
               SAVE(.customer_id = 3, .name = "Cid"));
    desk_fails(desk, SUP_MSG_VERSION_STALE, "version", by_priya(desk),
               SAVE(.customer_id = ANN, .name = "Ann", .version = 2));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "identities/0/value", by_priya(desk),
               SAVE(KNOWN_BY(SHOP(""))));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "identities/0/value", by_priya(desk),
               SAVE(KNOWN_BY(SHOP(letters(256)))));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "name", by_priya(desk), SAVE(.name = letters(201)));
    desk_fails(desk, SUP_MSG_TEXT_LINE, "name", by_priya(desk), SAVE(.name = "Cid\r"));
    desk_fails(desk, SUP_MSG_TEXT_LINE, "identities/0/value", by_priya(desk),
               SAVE(KNOWN_BY(SHOP("20\t9"))));
    desk_fails(desk, SUP_MSG_IDENTITY_FORM, "identities/1/value", by_priya(desk),
               SAVE(KNOWN_BY(SHOP("209"), MAIL("cid"))));
    desk_fails(desk, SUP_MSG_IDENTITY_FORM, "identities/0/system", by_priya(desk),
               SAVE(KNOWN_BY({"email", "shopify", "cid@example.com", 0, 0})));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "identities/0/system", by_priya(desk),
               SAVE(KNOWN_BY({"customer", NULL, "209", 0, 0})));
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "customer_id",
              sup_customer_get(desk->core, GET(.reserved = 0), NULL));
    must_fail(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
              sup_customer_get(desk->core, GET(.customer_id = 3), NULL));
    /* Two ways to say who, also when both mean the same one. */
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "identity",
              sup_customer_get(desk->core, GET(.customer_id = ANN, .identity = &bens), NULL));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_INVALID);
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "identity",
              sup_customer_get(desk->core, GET(.customer_id = BEN, .identity = &bens), NULL));
    must_fail(desk, SUP_MSG_CUSTOMER_UNKNOWN, "identity",
              sup_customer_get(desk->core, GET(.identity = &nobodys), NULL));
    must_fail(desk, SUP_MSG_IDENTITY_FORM, "identity/value",
              sup_customer_get(desk->core, GET(.identity = &wrong), NULL));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by_priya(desk), SAVE(.name = "C", KNOWN_BY(SHOP(letters(255)))));
}

static void a_person_has_one_verified_identity_of_a_single_kind(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    /* Ann has shopify customer 207 for sure. */
    desk_fails(desk, SUP_MSG_IDENTITY_SINGLE, "identities/1", by_priya(desk),
               SAVE(.customer_id = ANN, KNOWN_BY(MAIL("a@b.de"), SHOP_PROVED("500"))));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "identities/1", by_priya(desk),
               SAVE(KNOWN_BY(SHOP_PROVED("500"), SHOP_PROVED("501"))));
    desk_expect_unchanged(desk, before);
    /* Claims may differ, and so may those of another system. */
    desk_ok(desk, by_priya(desk),
            SAVE(.customer_id = ANN, KNOWN_BY(SHOP("500"), {"customer", "outlet", "1", 1, 0})));
    desk_fails(desk, SUP_MSG_IDENTITY_SINGLE, "identities/0", by_priya(desk),
               SAVE(.customer_id = ANN, KNOWN_BY(SHOP_PROVED("500"))));
    desk_ok(desk, by_priya(desk), SAVE(KNOWN_BY(SHOP("900"), SHOP("901"))));
    desk_ok(desk, by_priya(desk), SAVE(KNOWN_BY(SHOP_PROVED("901"))));
    desk_fails(desk, SUP_MSG_IDENTITY_SINGLE, "identities/0", by_priya(desk),
               SAVE(KNOWN_BY(SHOP_PROVED("900"))));
    desk_expect_customer(desk, 3, "- v2: shopify/customer 900 of 3; shopify/customer 901 ok of 3");
    desk_expect_sound(desk);
}

static void fill_identities(struct desk *desk, int64_t id, int count)
{
    for (int i = 0; i < count; i++) {
        char value[16];

        (void)snprintf(value, sizeof value, "n%d", i);
        desk_ok(desk, by_system(desk),
                SAVE(.customer_id = id, KNOWN_BY({"device", "web", value, 0, 0})));
    }
}

static void a_customer_has_at_most_100_identities(void **state)
{
    struct desk *desk = *state;
    struct sup_customer *customer = NULL;
    struct sup_identity many[17];

    fill_identities(desk, BEN, 98); /* and the shop's number */
    desk_fails(desk, SUP_MSG_CUSTOMER_IDENTITIES, "identities", by_system(desk),
               SAVE(.customer_id = BEN, KNOWN_BY(MAIL("a@b.de"), MAIL("b@b.de"))));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_LIMIT);
    desk_ok(desk, by_system(desk), SAVE(.customer_id = BEN, KNOWN_BY(MAIL("a@b.de"))));
    desk_fails(desk, SUP_MSG_CUSTOMER_IDENTITIES, "identities", by_system(desk),
               SAVE(.customer_id = BEN, KNOWN_BY(MAIL("b@b.de"))));
    desk_ok(desk, by_system(desk), SAVE(.customer_id = BEN, KNOWN_BY(MAIL_PROVED("a@b.de"))));
    must(desk, sup_customer_get(desk->core, by_system(desk),
                                PARAMS(customer_get, .customer_id = BEN), &customer));
    assert_int_equal(customer->identity_count, 100);
    sup_free(customer);

    for (int i = 0; i < 17; i++) {
        many[i] = (struct sup_identity){"device", "app", letters(1), 0, 0};
    }
    desk_ok(desk, by_system(desk),
            SAVE(.customer_id = ANN, .identities = many, .identity_count = 16));
    desk_fails(desk, SUP_MSG_LIST_LONG, "identities", by_system(desk),
               SAVE(.customer_id = ANN, .identities = many, .identity_count = 17));
}

static const struct CMUnitTest tests[] = {
    desk_test(a_customer_is_known_by_an_identity),
    desk_test(identities_are_added_in_their_one_form),
    desk_test(a_kind_that_the_policy_does_not_list_is_a_text_of_its_system),
    desk_test(a_customer_without_a_name_keeps_the_one_they_had),
    desk_test(what_is_wrong_with_a_customer_is_named),
    desk_test(a_person_has_one_verified_identity_of_a_single_kind),
    desk_test(a_customer_has_at_most_100_identities),
};

DESK_MAIN(tests)
