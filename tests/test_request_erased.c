/*
 * test_request_erased.c: what was given for an order counts on once its customer was erased.
 *
 * The limits are those of request_fixture.h, 60.00 EUR an order; what is left is done by hand in
 * the comments. Every number of an order and id of the shop has the mark of marks.h in it.
 */
#include "marks.h"
#include "request_fixture.h"

static const struct sup_reference order = {"shop", "order", "gone7c1-1001"};
static const struct sup_reference other_order = {"shop", "order", "gone7c1-1002"};

#define ERASE(id) SUP_OP_CUSTOMER_ERASE, PARAMS(customer_erase, .customer_id = (id), .reason = "R1")
#define GIVEN(shop_id, sum, ...)                                                                   \
    SUP_OP_LEDGER_REPORT,                                                                          \
        PARAMS(ledger_report, .external_id = (shop_id), .remedy = "refund.partial",                \
               .amount = (sum), .currency = "EUR", __VA_ARGS__)

/* What the shop says of an order; owner 0: nobody's. */
static void say(struct desk *desk, const struct sup_reference *which, int64_t owner,
                const char *name, const char *value)
{
    const struct sup_fact fact = {name, value};

    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = which, .customer_id = owner, .facts = &fact,
                   .fact_count = 1));
}

static int64_t ticket_of(struct desk *desk, int64_t customer, const struct sup_reference *about)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer, .subject = "gone7c1", .body = "gone7c1",
                   .references = about, .reference_count = 1));
    return desk->receipt.ticket_id;
}

static void name_again(struct desk *desk, int64_t ticket, const struct sup_reference *about)
{
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = about, .reference_count = 1));
}

/* A desk with a ticket of Ann's about her order, for which she paid 50.00. */
static int64_t begin(struct desk *desk)
{
    (void)request_desk(desk);
    say(desk, &order, ANN, "captured", "50.00 EUR");
    return ticket_of(desk, ANN, &order);
}

static int64_t given(struct desk *desk, int64_t ticket, const char *sum, const char *shop_id)
{
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = sum, .rationale = "r"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = shop_id));
    return id;
}

static void erase(struct desk *desk)
{
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    assert_int_equal(marks(desk), 0);
    desk_expect_sound(desk);
}

static void expect_sums(struct desk *desk, const struct sup_reference *which, int64_t count,
                        const char *sum)
{
    struct sup_ledger_list *list = NULL;

    must(desk,
         sup_ledger_list(desk->core, by_system(desk), PARAMS(ledger_list, .order = which), &list));
    assert_int_equal(list->count, count);
    assert_int_equal(list->sum_count, 1);
    assert_string_equal(list->sums[0].amount, sum);
    sup_free(list);
}

/* Of 50.00 that it brought in 30.00 were given back: 20.00 are left, whoever names it again. */
static void an_erased_order_gives_no_more_than_it_brought_in(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk);

    (void)given(desk, ticket, "30.00", "gone7c1-re1");
    erase(desk);
    expect_sums(desk, &order, 1, "30.00");
    name_again(desk, ticket, &order);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "20.00"),
                  "rationale middle order 30.00 of 60.00, agent 0.00 of 100.00, captured 30.00 of "
                  "50.00");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "20.01"),
                  "refuse middle order 30.00 of 60.00, agent 0.00 of 100.00, captured 30.00 of "
                  "50.00");
    (void)given(desk, ticket, "20.00", "gone7c1-re2");
    expect_sums(desk, &order, 2, "50.00");
    erase(desk);
    expect_sums(desk, &order, 2, "50.00");
    name_again(desk, ticket, &order);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "0.01"),
                  "refuse small order 50.00 of 60.00, agent 0.00 of 100.00, captured 50.00 of "
                  "50.00");
}

/* It is the erased customer's, until the shop says later that it is another's; that has its limits
 * with what was given before, and whatever the shop says anew. */
static void an_erased_order_stays_whose_it_was(void **state)
{
    struct desk *desk = *state;
    int64_t bens;
    int64_t ticket = begin(desk);

    (void)given(desk, ticket, "30.00", "gone7c1-re1");
    erase(desk);
    bens = ticket_of(desk, BEN, &order);
    request_no(desk, by_lee(desk), SUP_MSG_REMEDY_ORDER, WISH(bens, .amount = "1.00"));
    desk->now_ms++;
    say(desk, &order, BEN, "captured", "55.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(bens, .amount = "25.01"),
                  "refuse middle order 30.00 of 60.00, agent 0.00 of 100.00, captured 30.00 of "
                  "55.00");
    name_again(desk, ticket, &order);
    request_no(desk, by_lee(desk), SUP_MSG_REMEDY_ORDER, WISH(ticket, .amount = "1.00"));
    desk_expect_sound(desk);
}

/* Of 60.00 the shop paid 45.00 back, of which it told 12.00 one by one. */
static void a_total_of_an_erased_order_counts_on(void **state)
{
    struct desk *desk = *state;
    int64_t bens;
    int64_t ticket = begin(desk);

    desk_ok(desk, by_system(desk), GIVEN("gone7c1-re1", "12.00", .order = &order));
    desk->now_ms++;
    say(desk, &order, ANN, "refunded", "45.00 EUR");
    erase(desk);
    name_again(desk, ticket, &order);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "5.00"),
                  "allow small order 45.00 of 60.00, agent 0.00 of 100.00, captured 45.00 of "
                  "50.00");
    /* The same is said again, with a refund of 3.00 more. */
    desk->now_ms++;
    say(desk, &order, BEN, "refunded", "48.00 EUR");
    bens = ticket_of(desk, BEN, &order);
    expect_answer(desk, by_lee(desk), WISH(bens, .amount = "2.00"),
                  "allow small order 48.00 of 60.00, agent 0.00 of 100.00, captured 48.00 of "
                  "50.00");
    expect_answer(desk, by_lee(desk), WISH(bens, .amount = "2.01"),
                  "refuse small order 48.00 of 60.00, agent 0.00 of 100.00, captured 48.00 of "
                  "50.00");
    desk_expect_sound(desk);
}

/* 20.00 that the shop paid back of one order count for what is asked for another one: of 50.00 a
 * customer 30.00 are left, and with the erased one named it is the same. */
static void a_total_of_an_erased_order_counts_for_its_customer(void **state)
{
    static const char matrix[] =
        "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": [\"refund.*\"], "
        "\"amount\": {\"EUR\": {}}, \"effect\": \"allow\", \"limits\": [{\"per\": \"customer\", "
        "\"within\": \"P2D\", \"amount\": {\"EUR\": \"50.00\"}}]}]}";
    struct desk *desk = *state;
    int64_t ticket = begin(desk);

    sla_activate(desk, matrix);
    say(desk, &order, ANN, "refunded", "20.00 EUR");
    erase(desk);
    name_again(desk, ticket, &other_order);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "30.00"),
                  "allow all customer 20.00 of 50.00");
    name_again(desk, ticket, &order);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "30.00", .order = &order),
                  "allow all customer 20.00 of 50.00, captured 20.00 of 50.00");
    /* The shop says it again, as of nobody: it is one order still. */
    desk->now_ms++;
    say(desk, &order, 0, "refunded", "20.00 EUR");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "30.00", .order = &order),
                  "allow all customer 20.00 of 50.00, captured 20.00 of 50.00");
}

/* What the shop says twice, the second time of who was erased in between. */
static void a_callback_after_an_erasure_has_no_second_effect(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk);
    int64_t asked = given(desk, ticket, "10.00", "gone7c1-re2");
    int64_t bare = given(desk, ticket, "5.00", NULL);

    desk_ok(desk, by_system(desk), GIVEN("gone7c1-re1", "12.00", .order = &order));
    erase(desk);
    expect_sums(desk, &order, 3, "27.00");
    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_system(desk), GIVEN("gone7c1-re1", "12.00", .order = &order));
        assert_int_equal(desk->receipt.is_replay, 1);
        desk_ok(desk, by_system(desk), CONFIRM(asked, .external_id = "gone7c1-re2"));
        assert_int_equal(desk->receipt.is_replay, 1);
        desk_ok(desk, by_system(desk), GIVEN("gone7c1-re2", "10.00", .order = &order));
        assert_int_equal(desk->receipt.is_replay, 1);
        /* An id that comes only now. */
        desk_ok(desk, by_system(desk), CONFIRM(bare, .external_id = "gone7c1-re3"));
        assert_int_equal(desk->receipt.is_replay, i);
        desk_ok(desk, by_system(desk), GIVEN("gone7c1-re3", "5.00", .order = &order));
        assert_int_equal(desk->receipt.is_replay, 1);
        assert_int_equal(desk->receipt.id, bare);
    }
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_system(desk),
               GIVEN("gone7c1-re1", "12.01", .order = &order));
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_system(desk),
               GIVEN("gone7c1-re1", "12.00", .order = &other_order));
    desk_fails(desk, SUP_MSG_REQUEST_SETTLED, "request_id", by_system(desk),
               CONFIRM(asked, .external_id = "gone7c1-re9"));
    expect_sums(desk, &order, 3, "27.00");
    assert_int_equal(marks(desk), 0);
    desk_expect_sound(desk);
}

/* What the shop says for the first time of who was erased: for the order by itself, and on their
 * ticket for one of which nothing was known. Of 50.00 that the first brought in 12.00 and 8.00 are
 * given back. */
static void a_report_that_is_late_brings_no_number_back(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk);

    (void)given(desk, ticket, "12.00", "gone7c1-re1");
    erase(desk);
    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_system(desk), GIVEN("gone7c1-re4", "8.00", .order = &order));
        assert_int_equal(desk->receipt.is_replay, i);
        desk_ok(desk, by_system(desk),
                GIVEN("gone7c1-re5", "1.00", .order = &other_order, .ticket_id = ticket));
        assert_int_equal(desk->receipt.is_replay, i);
    }
    expect_sums(desk, &order, 2, "20.00");
    expect_sums(desk, &other_order, 1, "1.00");
    assert_int_equal(marks(desk), 0);
    desk_expect_sound(desk);
    struct sup_ledger_list *list = NULL;
    must(desk, sup_ledger_list(desk->core, by_system(desk),
                               PARAMS(ledger_list, .customer_id = ANN), &list));
    assert_string_equal(list->sums[0].amount, "21.00");
    sup_free(list);
    name_again(desk, ticket, &order);
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "30.01", .order = &order),
                  "refuse middle order 20.00 of 60.00, agent 0.00 of 100.00, captured 20.00 of "
                  "50.00");
}

/* The same where nothing had been given before, so that no key was made. */
static void a_first_report_of_who_was_erased_makes_the_key(void **state)
{
    struct desk *desk = *state;
    (void)request_desk(desk);
    int64_t ticket = desk_ticket(desk);

    desk_ok(desk, by_lee(desk), ERASE(ANN));
    desk_ok(desk, by_system(desk),
            GIVEN("gone7c1-re5", "1.00", .order = &order, .ticket_id = ticket));
    desk_ok(desk, by_system(desk),
            GIVEN("gone7c1-re5", "1.00", .order = &order, .ticket_id = ticket));
    assert_int_equal(desk->receipt.is_replay, 1);
    expect_sums(desk, &order, 1, "1.00");
    assert_int_equal(marks(desk), 0);
    desk_expect_sound(desk);
}

/* What is under way when its customer is erased is confirmed as it would have been. */
static void what_is_executing_is_confirmed_after_an_erasure(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    erase(desk);
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "gone7c1-re1"));
    expect_sums(desk, &order, 1, "10.00");
    desk_ok(desk, by_system(desk), GIVEN("gone7c1-re1", "10.00", .order = &order));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(marks(desk), 0);
    desk_expect_sound(desk);
}

/* The same sum for the same order is a duplicate, though its number was erased with the first. */
static void a_duplicate_of_what_was_erased_is_told(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk);
    int64_t id = given(desk, ticket, "10.00", "gone7c1-re1");

    erase(desk);
    name_again(desk, ticket, &order);
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    assert_int_equal(desk->receipt.duplicate_of, id);
    name_again(desk, ticket, &other_order);
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00", .order = &other_order));
    assert_int_equal(desk->receipt.duplicate_of, 0);
}

/* What it brought in was told while it was Ann's; now it is Ben's, and that report goes with Ann.
 */
static void what_an_erased_report_said_of_anothers_order_stays(void **state)
{
    struct desk *desk = *state;
    int64_t bens;

    (void)begin(desk);
    desk->now_ms++;
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &order, .customer_id = BEN));
    bens = ticket_of(desk, BEN, &order);
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    expect_answer(desk, by_lee(desk), WISH(bens, .amount = "50.01"),
                  "refuse middle order 0.00 of 60.00, agent 0.00 of 100.00, captured 0.00 of "
                  "50.00");
    expect_answer(desk, by_lee(desk), WISH(bens, .amount = "50.00"),
                  "rationale middle order 0.00 of 60.00, agent 0.00 of 100.00, captured 0.00 of "
                  "50.00");
    desk_expect_sound(desk);
}

/* Nobody finds what was given by what stays of it: only who knows the number does. */
static void what_an_order_is_known_by_is_another_on_each_desk(void **state)
{
    struct desk *desk = *state;
    struct sup_remedy_request *made = NULL;
    int64_t ticket = begin(desk);
    int64_t id = given(desk, ticket, "10.00", "gone7c1-re1");

    desk_ok(desk, by_lee(desk), ERASE(ANN));
    made = request_of(desk, id);
    assert_int_equal(strlen(made->order->id), 33);
    assert_int_equal(strspn(made->order->id + 1, "0123456789abcdef"), 32);
    assert_int_equal(made->order->id[0], '~');
    assert_string_equal(made->order->system, "shop");
    sup_free(made);
}

static const struct CMUnitTest tests[] = {
    desk_test(an_erased_order_gives_no_more_than_it_brought_in),
    desk_test(an_erased_order_stays_whose_it_was),
    desk_test(a_total_of_an_erased_order_counts_on),
    desk_test(a_total_of_an_erased_order_counts_for_its_customer),
    desk_test(a_callback_after_an_erasure_has_no_second_effect),
    desk_test(a_report_that_is_late_brings_no_number_back),
    desk_test(a_first_report_of_who_was_erased_makes_the_key),
    desk_test(what_is_executing_is_confirmed_after_an_erasure),
    desk_test(a_duplicate_of_what_was_erased_is_told),
    desk_test(what_an_erased_report_said_of_anothers_order_stays),
    desk_test(what_an_order_is_known_by_is_another_on_each_desk),
};

DESK_MAIN(tests)
