/*
 * test_duplicates.c: the same asked for twice is given once, unless somebody says that both are
 * meant.
 *
 * Duplicates are looked for within PT2H here; small refunds are granted, above 60.00 a lead
 * approves.
 */
#include <stdio.h>
#include <string.h>

#include "request_fixture.h"

static const struct sup_reference other_order = {"shop", "order", "1002"};

/* The desk with that time for duplicates; the ticket. */
static int64_t duplicate_desk(struct desk *desk, const char *within)
{
    static char sections[8000];
    int64_t ticket = request_desk(desk);

    snprintf(sections, sizeof sections, "\"authority\": {\"duplicate_within\": \"%s\", %s", within,
             strchr(request_matrix, '{') + 1);
    sla_activate(desk, sections);
    return ticket;
}

static int64_t duplicate_of(struct desk *desk, int64_t id)
{
    struct sup_remedy_request *made = request_of(desk, id);
    int64_t other = made->duplicate_of;

    sup_free(made);
    return other;
}

static int64_t checked(struct desk *desk, int64_t ticket, const char *remedy, const char *amount)
{
    struct sup_authority_answer *made = NULL;
    int64_t other;

    must(desk, sup_authority_check(desk->core, by_priya(desk),
                                   PARAMS(authority_check, .ticket_id = ticket, .remedy = remedy,
                                          .amount = amount, .currency = amount ? "EUR" : NULL,
                                          .order = &request_order),
                                   &made));
    other = made->duplicate_of;
    sup_free(made);
    return other;
}

#define BOTH(id, other)                                                                            \
    SUP_OP_AUTHORITY_EXECUTE, PARAMS(authority_execute, .request_id = (id), .duplicate_of = (other))
#define NOT_BEGUN(id)                                                                              \
    desk_fails(desk, SUP_MSG_REQUEST_DUPLICATE, "duplicate_of", by_priya(desk), EXECUTE(id))

/* Two clicks, each of which asks and executes: the money is given once. */
static void a_double_click_gives_once(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    assert_int_equal(desk->receipt.duplicate_of, 0);
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    assert_int_equal(desk->receipt.duplicate_of, first); /* told at once */
    assert_int_equal(duplicate_of(desk, first), 0);
    assert_int_equal(duplicate_of(desk, second), first);
    desk_ok(desk, by_priya(desk), EXECUTE(first));
    assert_int_equal(desk->receipt.duplicate_of, 0);
    NOT_BEGUN(second);
    assert_string_equal(sup_last_error(desk->core)->text, "request 2 is for the same as request 1");
    desk_ok(desk, by_system(desk), CONFIRM(first, .external_id = "re_1"));
    NOT_BEGUN(second);
    expect_state(desk, second, SUP_REQUEST_GRANTED);
    expect_clean(desk);
}

/* In whatever order the two are executed, and whoever it is that executes. */
static void the_later_one_is_the_duplicate(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    int64_t second = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "10.00"));

    NOT_BEGUN(second);
    desk_fails(desk, SUP_MSG_REQUEST_DUPLICATE, "duplicate_of", by_system(desk), EXECUTE(second));
    desk_ok(desk, by_priya(desk), EXECUTE(first));
}

static void both_are_given_by_saying_so(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    int64_t third = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(first));
    desk_ok(desk, by_priya(desk), BOTH(second, first));
    /* The third is the same as the second: naming the first is no answer to that. */
    assert_int_equal(duplicate_of(desk, third), second);
    desk_fails(desk, SUP_MSG_REQUEST_DUPLICATE, "duplicate_of", by_priya(desk), BOTH(third, first));
    desk_ok(desk, by_priya(desk), BOTH(third, second));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), BOTH(second, first));
    expect_clean(desk);
}

/* One minor unit, another remedy, currency or order makes it another request; another ticket does
 * not. */
static void only_the_same_is_a_duplicate(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t other = request_ticket(desk);

    desk_ok(
        desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
        PARAMS(reference, .ticket_id = ticket, .references = &other_order, .reference_count = 1));
    (void)request_ok(desk, by_priya(desk),
                     WISH(ticket, .amount = "10.00", .order = &request_order));
    assert_int_equal(checked(desk, ticket, "refund.partial", "10.00"), 1);
    assert_int_equal(checked(desk, ticket, "refund.partial", "10.01"), 0);
    assert_int_equal(checked(desk, ticket, "refund.partial", "9.99"), 0);
    assert_int_equal(checked(desk, ticket, "goodwill", "10.00"), 0);
    assert_int_equal(checked(desk, other, "refund.partial", "10.00"), 1);
    assert_int_equal(checked(desk, other, "refund.partial", "10.01"), 0);
    int64_t for_other =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00", .order = &other_order));
    assert_int_equal(duplicate_of(desk, for_other), 0);
}

/* The same money under another name, and on another ticket about the order. */
static void all_refunds_of_one_matter_are_the_same(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t sibling = request_ticket(desk);
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    assert_int_equal(checked(desk, ticket, "refund.full", "10.00"), first);
    assert_int_equal(checked(desk, ticket, "refund.shipping", "10.00"), first);
    int64_t full =
        request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "refund.full", .amount = "10.00"));
    NOT_BEGUN(full);
    int64_t second = request_ok(desk, by_lee(desk), WISH(sibling, .amount = "10.00"));
    assert_int_equal(duplicate_of(desk, second), full);
    NOT_BEGUN(second);
    assert_string_equal(sup_last_error(desk->core)->text, "request 3 is for the same as request 2");
    desk_ok(desk, by_priya(desk), EXECUTE(first));
    expect_clean(desk);
}

/* Without an order it is the customer, or of tickets that are nobody's the ticket. */
static void merged_siblings_are_one_ticket_also_without_an_order(void **state)
{
    struct desk *desk = *state;

    (void)duplicate_desk(desk, "PT2H");
    sla_activate(desk,
                 "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": "
                 "[\"replacement\"], \"effect\": \"allow\", \"limits\": [{\"per\": \"ticket\", "
                 "\"count\": 2}]}]}");
    int64_t one = desk_ticket(desk);
    int64_t other = desk_ticket(desk);
    int64_t root = desk_ticket(desk);
    int64_t first = request_ok(desk, by_priya(desk), WISH(one, .remedy = "replacement"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(other, .remedy = "replacement"));
    (void)request_ok(desk, by_priya(desk), WISH(root, .remedy = "replacement"));
    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
                PARAMS(ticket_merge, .ticket_id = i ? other : one, .into = root));
    }
    assert_int_equal(first, second - 1);
    /* Nor do their limits: two a ticket, and these are three, of which the last is too many. */
    desk_fails(desk, SUP_MSG_REQUEST_VOID, "request_id", by_priya(desk), EXECUTE(first + 2));
    NOT_BEGUN(second);
    desk_ok(desk, by_priya(desk), EXECUTE(first));
    expect_clean(desk);
}

/* What is only said may be said twice; what names no order may be for the same one. */
static void what_is_worth_something_is_given_once(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;
    int64_t bare;

    ticket = duplicate_desk(desk, "PT2H");
    sla_activate(desk,
                 "\"authority\": {\"remedies\": [\"apology\"], \"matrix\": [{\"name\": \"all\","
                 " \"remedies\": [\"apology\", \"replacement\"], \"effect\": \"allow\"}]}");
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    int64_t again = request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    assert_int_equal(duplicate_of(desk, again), 0);
    desk_ok(desk, by_priya(desk), EXECUTE(again));
    bare = desk_ticket(desk);
    int64_t first = request_ok(desk, by_priya(desk), WISH(bare, .remedy = "replacement"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(bare, .remedy = "replacement"));
    assert_int_equal(duplicate_of(desk, second), first);
    NOT_BEGUN(second);
    int64_t for_order = request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "replacement"));
    assert_int_equal(duplicate_of(desk, for_order), second);
    desk_ok(desk, by_ada(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = bare, .references = &other_order, .reference_count = 1));
    int64_t for_other = request_ok(desk, by_priya(desk), WISH(bare, .remedy = "replacement"));
    assert_int_equal(duplicate_of(desk, for_other), second);
    desk_ok(desk, by_priya(desk), WITHDRAW(first));
    desk_ok(desk, by_priya(desk), WITHDRAW(second));
    desk_ok(desk, by_priya(desk), EXECUTE(for_order)); /* of two orders, each is itself */
    desk_ok(desk, by_priya(desk), EXECUTE(for_other));
}

/* Whoever turns out to be the same person asks for the same; others do not. */
static void without_an_order_it_is_the_person(void **state)
{
    struct desk *desk = *state;

    (void)duplicate_desk(desk, "PT2H");
    sla_activate(desk, "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": "
                       "[\"replacement\"], \"effect\": \"allow\"}]}");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Anna"));
    int64_t anna = desk->receipt.id;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = anna, .subject = "Broken", .body = "It is."));
    int64_t of_anna = desk->receipt.ticket_id;
    int64_t of_ann = desk_ticket(desk);
    int64_t first = request_ok(desk, by_priya(desk), WISH(of_anna, .remedy = "replacement"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(of_ann, .remedy = "replacement"));
    assert_int_equal(duplicate_of(desk, second), 0);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = anna, .into = ANN, .evidence = "They said so."));
    NOT_BEGUN(second);
    desk_ok(desk, by_priya(desk), BOTH(second, first));
}

/* Two hours to the millisecond; a day where the policy says nothing; never where it says so. */
static void a_duplicate_is_one_for_a_while(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t asked_ms = desk->now_ms;

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    desk->now_ms = asked_ms + 2 * HOUR_MS - 1;
    assert_int_equal(checked(desk, ticket, "refund.partial", "1.00"), 1);
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    desk->now_ms = asked_ms + 2 * HOUR_MS;
    assert_int_equal(checked(desk, ticket, "refund.partial", "1.00"), 2);
    /* Waiting makes it no other request: it is one for good, until somebody says that both are
     * meant. */
    NOT_BEGUN(second);
    desk->now_ms += HOUR_MS;
    NOT_BEGUN(second);
    desk->now_ms -= HOUR_MS;
    desk_ok(desk, by_priya(desk), BOTH(second, 1));
    sla_activate(desk, request_matrix);
    desk_ok(desk, by_system(desk), CONFIRM(second, .external_id = "re_2"));
    desk->now_ms = asked_ms + 2 * HOUR_MS - 1 + DAY_MS - 1;
    assert_int_equal(checked(desk, ticket, "refund.partial", "1.00"), 2);
    desk->now_ms++;
    assert_int_equal(checked(desk, ticket, "refund.partial", "1.00"), 0);
    (void)duplicate_desk(desk, "PT0S");
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "2.00"));
    assert_int_equal(checked(desk, ticket, "refund.partial", "2.00"), 0);
}

/* What was taken back, rejected or failed, or has expired, was not given: it may be asked for
 * again. */
static void what_counts_no_more_is_no_duplicate(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "P2D");
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    desk_ok(desk, by_priya(desk), WITHDRAW(first));
    desk_ok(desk, by_priya(desk), EXECUTE(second));
    int64_t third = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    desk_ok(desk, by_system(desk), FAIL(second));
    desk_ok(desk, by_priya(desk), EXECUTE(third));
    /* The shop was wrong about the second. What is being executed already goes on. */
    desk_ok(desk, by_system(desk), CONFIRM(second, .external_id = "re_2"));
    desk_ok(desk, by_system(desk), CONFIRM(third, .external_id = "re_3"));
    int64_t fourth = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "11.00"));
    desk->now_ms += 6 * HOUR_MS; /* it has expired, whether a tick says so or not */
    int64_t fifth = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "11.00"));
    assert_int_equal(duplicate_of(desk, fifth), 0);
    assert_int_not_equal(fourth, fifth);
    expect_clean(desk);
}

/* 10.00 was asked for and 9.00 given: asking for either again is asking again. */
static void what_was_given_is_the_same_as_what_was_asked_for(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(first));
    desk_ok(desk, by_system(desk), CONFIRM(first, .amount = "9.00"));
    assert_int_equal(checked(desk, ticket, "refund.partial", "10.00"), first);
    assert_int_equal(checked(desk, ticket, "refund.partial", "9.00"), first);
    assert_int_equal(checked(desk, ticket, "refund.partial", "9.50"), 0);
}

#define GIVEN(name, ...)                                                                           \
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,                                           \
            PARAMS(ledger_report, .external_id = (name), .remedy = "refund.partial",               \
                   .amount = "10.00", .currency = "EUR", __VA_ARGS__))

/* The shop gave it by itself, before or after it was asked for: it is not given a second time. */
static void what_the_shop_gave_by_itself_is_the_same(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    GIVEN("re_1", .order = &request_order);
    int64_t report = desk->receipt.id;
    assert_int_equal(checked(desk, ticket, "refund.partial", "10.00"), report);
    NOT_BEGUN(first);
    desk_ok(desk, by_priya(desk), BOTH(first, report));
}

/* Who approves is shown it, so an approval says that both are meant; not of what came after it. */
static void an_approval_says_that_both_are_meant(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "61.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "61.00"));

    assert_int_equal(duplicate_of(desk, second), first);
    desk_ok(desk, by_lee(desk), APPROVE(first));
    desk_ok(desk, by_lee(desk), APPROVE(second));
    desk_ok(desk, by_priya(desk), EXECUTE(first));
    desk_ok(desk, by_priya(desk), EXECUTE(second));
    int64_t third = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "62.00"));
    desk_ok(desk, by_lee(desk), APPROVE(third));
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_1", .remedy = "refund.partial",
                   .amount = "62.00", .currency = "EUR", .order = &request_order));
    NOT_BEGUN(third);
    expect_clean(desk);
}

/* The same call with the same key is one request, and begun once. */
static void a_replay_is_no_duplicate(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");

    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
                PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                       .amount = "5.00", .currency = "EUR", .idempotency_key = "k"));
        assert_int_equal(desk->receipt.is_replay, i);
        assert_int_equal(duplicate_of(desk, desk->receipt.id), 0);
        desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_EXECUTE,
                PARAMS(authority_execute, .request_id = 1, .idempotency_key = "k"));
        assert_int_equal(desk->receipt.is_replay, i);
    }
    for (int i = 0; i < 2; i++) { /* and what the first answer said is said again */
        desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
                PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                       .amount = "5.00", .currency = "EUR", .idempotency_key = "again"));
        assert_int_equal(desk->receipt.is_replay, i);
        assert_int_equal(desk->receipt.duplicate_of, 1);
    }
}

/* Both events name the earlier request, and so does the history. */
static void it_is_recorded(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = duplicate_desk(desk, "PT2H");
    struct sup_history *history = NULL;

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
    NOT_BEGUN(second);
    desk_ok(desk, by_priya(desk), BOTH(second, 1));
    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    assert_string_equal(history->items[history->count - 2].sentence,
                        "Priya (agent) was refused authority.execute of refund.partial (request "
                        "2): The same was asked for before.");
    assert_string_equal(history->items[history->count - 3].sentence,
                        "Priya (agent) asked for refund.partial of 1.00 EUR, which is granted, by "
                        "the row small, the same as request 1.");
    assert_string_equal(history->items[history->count - 1].sentence,
                        "Priya (agent) began refund.partial (request 2), the same as request 1.");
    sup_free(history);
    expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_double_click_gives_once),
    desk_test(the_later_one_is_the_duplicate),
    desk_test(both_are_given_by_saying_so),
    desk_test(only_the_same_is_a_duplicate),
    desk_test(all_refunds_of_one_matter_are_the_same),
    desk_test(merged_siblings_are_one_ticket_also_without_an_order),
    desk_test(what_is_worth_something_is_given_once),
    desk_test(without_an_order_it_is_the_person),
    desk_test(a_duplicate_is_one_for_a_while),
    desk_test(what_counts_no_more_is_no_duplicate),
    desk_test(what_was_given_is_the_same_as_what_was_asked_for),
    desk_test(what_the_shop_gave_by_itself_is_the_same),
    desk_test(an_approval_says_that_both_are_meant),
    desk_test(a_replay_is_no_duplicate),
    desk_test(it_is_recorded),
};

DESK_MAIN(tests)
