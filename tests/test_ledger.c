/*
 * test_ledger.c: what the shop gave without anybody asking here, and what counts for whom.
 *
 * The limits are those of request_fixture.h; sums are done by hand in the comments.
 */
#include <inttypes.h>

#include "request_fixture.h"

static const struct sup_reference parcel = {"shop", "parcel", "1001"};
static const struct sup_reference other_order = {"shop", "order", "1002"};

#define REPORT(shop_id, ...)                                                                       \
    SUP_OP_LEDGER_REPORT,                                                                          \
        PARAMS(ledger_report, .external_id = (shop_id), .remedy = "refund.partial", __VA_ARGS__)
#define OF_ORDER .order = &request_order, .currency = "EUR"

/* Entries as "id state amount", the latest first; what the shop paid back beyond them; the sums. */
static void expect_list(struct desk *desk, const struct sup_ledger_list_params *params,
                        const char *expected)
{
    static const char *const states[] = {
        "",          "waiting", "granted", "executing", "confirmed", "failed", "rejected",
        "withdrawn", "expired", "void",    "refused",   "reported",  "joined"};
    struct sup_ledger_list *list = NULL;
    static char got[1000];
    size_t at = 0;

    must(desk, sup_ledger_list(desk->core, by_system(desk), params, &list));
    got[0] = '\0';
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_ledger_entry *entry = &list->items[i];

        at +=
            (size_t)snprintf(got + at, sizeof got - at, "%" PRId64 " %s %s %s, ", entry->request_id,
                             states[entry->state], entry->amount ? entry->amount : "-",
                             entry->currency ? entry->currency : "-");
    }
    for (uint32_t i = 0; i < list->excess_count; i++) {
        const struct sup_ledger_excess *excess = &list->excesses[i];

        at += (size_t)snprintf(got + at, sizeof got - at, "%s %s more of %s, ", excess->amount,
                               excess->currency, excess->order->id);
    }
    for (uint32_t i = 0; i < list->sum_count; i++) {
        const struct sup_ledger_sum *sum = &list->sums[i];

        at += (size_t)snprintf(got + at, sizeof got - at, "%s%s %s in %" PRId64, i ? "; " : "",
                               sum->amount ? sum->amount : "-", sum->currency ? sum->currency : "-",
                               sum->count);
    }
    if (list->next_after_id) {
        at += (size_t)snprintf(got + at, sizeof got - at, " after %" PRId64, list->next_after_id);
    }
    sup_free(list);
    assert_string_equal(got, expected);
}

#define LIST(...) PARAMS(ledger_list, __VA_ARGS__)

/* ---- it counts ---- */

/* 40.01 of 60.00 an order are used by what nobody asked for. */
static void a_report_counts_for_its_order(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_integration(desk), REPORT("re_1", .amount = "40.01", OF_ORDER));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.ticket_id, 0);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "19.99"),
                  "allow small order 40.01 of 60.00, agent 0.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "20.00", .rationale = "r"),
                  "approval large");
    expect_list(desk, LIST(.order = &request_order), "1 reported 40.01 EUR, 40.01 EUR in 1");
    expect_list(desk, LIST(.customer_id = ANN), "");
    expect_clean(desk);
}

/* Of 50.00 that were paid back of the order in all 12.00 are known: the ledger comes to what limits
 * count, of the order and of whose it is. */
static void what_the_shop_paid_back_by_itself_is_in_the_sums(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_integration(desk), REPORT("re_1", .amount = "12.00", OF_ORDER));
    request_report(desk, "refunded", "50.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "10.00"),
                  "allow small order 50.00 of 60.00, agent 0.00 of 100.00");
    expect_list(desk, LIST(.order = &request_order),
                "1 reported 12.00 EUR, 38.00 EUR more of 1001, 50.00 EUR in 2");
    expect_list(desk, LIST(.customer_id = ANN), "");
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &request_order, .customer_id = ANN));
    expect_list(desk, LIST(.customer_id = ANN), "38.00 EUR more of 1001, 38.00 EUR in 1");
    expect_list(desk, LIST(.customer_id = BEN), "");
    expect_list(desk, LIST(.ticket_id = ticket), "");
    expect_list(desk, LIST(.order = &request_order, .remedy = "refund.full"),
                "38.00 EUR more of 1001, 38.00 EUR in 1");
    expect_list(desk, LIST(.order = &request_order, .remedy = "voucher"), "");
    expect_list(desk, LIST(.order = &request_order, .after_id = 1), "");
    desk->now_ms += DAY_MS - 1;
    expect_list(desk, LIST(.customer_id = ANN, .within_ms = DAY_MS),
                "38.00 EUR more of 1001, 38.00 EUR in 1");
    desk->now_ms++;
    expect_list(desk, LIST(.customer_id = ANN, .within_ms = DAY_MS), "");
}

/* It is in the window of the agent and of the team who gave it, and as of when it was given. */
static void a_report_counts_for_who_gave_it_then(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t given_ms = desk->now_ms - DAY_MS + HOUR_MS;
    struct sup_caller caller = *by_system(desk);

    caller.at_ms = given_ms;
    desk_ok(desk, &caller, REPORT("re_1", .amount = "99.00", .currency = "EUR", .agent_id = PRIYA));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 0.00 of 60.00, agent 99.00 of 100.00");
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.01"),
                  "refuse small order 0.00 of 60.00, agent 99.00 of 100.00");
    expect_answer(desk, by_lee(desk), WISH(ticket, .amount = "1.01"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_list(desk, LIST(.team = "frontline"), "1 reported 99.00 EUR, 99.00 EUR in 1");
    expect_list(desk, LIST(.agent_id = PRIYA), "1 reported 99.00 EUR, 99.00 EUR in 1");
    expect_list(desk, LIST(.agent_id = LEE), "");
    /* One day after it was given, and not after it was told. */
    desk->now_ms = given_ms + DAY_MS - 1;
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.01"),
                  "refuse small order 0.00 of 60.00, agent 99.00 of 100.00");
    desk->now_ms = given_ms + DAY_MS;
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.01"),
                  "allow small order 0.00 of 60.00, agent 0.00 of 100.00");
    expect_clean(desk);
}

/* Whose order it was said to be, or whose ticket it is; three vouchers a customer in 30 days. */
static void a_report_counts_for_the_customer(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "total", "80.00 EUR");
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &request_order, .customer_id = ANN));
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "v1", .remedy = "voucher", .amount = "1.00",
                   .currency = "EUR", .order = &request_order));
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "v2", .remedy = "voucher", .amount = "2.00",
                   .currency = "EUR", .ticket_id = ticket));
    expect_answer(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "1.00"),
                  "allow vouchers customer 2 of 3, order 1.00 of 10.00");
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "v3", .remedy = "voucher", .amount = "4.00",
                   .currency = "EUR", .customer_id = ANN));
    expect_answer(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "1.00"),
                  "refuse vouchers customer 3 of 3, order 1.00 of 10.00");
    expect_list(desk, LIST(.customer_id = ANN),
                "3 reported 4.00 EUR, 2 reported 2.00 EUR, 1 reported 1.00 EUR, 7.00 EUR in 3");
    expect_list(desk, LIST(.ticket_id = ticket), "2 reported 2.00 EUR, 2.00 EUR in 1");
    expect_clean(desk);
}

/* Customers who are one person have one ledger, as long as they are. */
static void reports_of_one_person_add_up(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Ann too"));
    int64_t twin = desk->receipt.id;
    for (int i = 0; i < 3; i++) {
        static const char *const ids[] = {"v1", "v2", "v3"};

        desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
                PARAMS(ledger_report, .external_id = ids[i], .remedy = "voucher", .amount = "1.00",
                       .currency = "EUR", .customer_id = i ? twin : ANN));
    }
    request_report(desk, "total", "80.00 EUR");
    expect_answer(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "1.00"),
                  "allow vouchers customer 1 of 3, order 0.00 of 10.00");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = twin, .into = ANN, .evidence = "e"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "1.00"),
                  "refuse vouchers customer 3 of 3, order 0.00 of 10.00");
    expect_list(desk, LIST(.customer_id = twin),
                "3 reported 1.00 EUR, 2 reported 1.00 EUR, 1 reported 1.00 EUR, 3.00 EUR in 3");
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT, /* who is meant is the same person now */
            PARAMS(ledger_report, .external_id = "v3", .remedy = "voucher", .amount = "1.00",
                   .currency = "EUR", .customer_id = ANN));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = twin, .evidence = "e"));
    /* What counted for both counts on for each. */
    expect_list(desk, LIST(.customer_id = ANN),
                "3 reported 1.00 EUR, 2 reported 1.00 EUR, 1 reported 1.00 EUR, 3.00 EUR in 3");
    expect_list(desk, LIST(.customer_id = ANN, .limit = 1),
                "3 reported 1.00 EUR, 3.00 EUR in 3 after 3");
    expect_list(desk, LIST(.customer_id = ANN, .limit = 2, .after_id = 3),
                "2 reported 1.00 EUR, 1 reported 1.00 EUR, ");
    expect_clean(desk);
}

/* 50.00 came in; the shop paid 20.00 back by itself, and says so in both ways: 30.00 are left. */
static void no_refund_beyond_what_is_left_of_the_order(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "captured", "50.00 EUR");
    desk_ok(desk, by_system(desk), REPORT("re_1", .amount = "20.00", OF_ORDER));
    request_report(desk, "refunded", "20.00 EUR");
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_CAPTURED,
               WISH(ticket, .amount = "30.01", .rationale = "r"));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "30.00", .rationale = "r"));
    expect_clean(desk);
}

/* ---- once ---- */

static void a_report_that_comes_again_counts_once(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t sequence;

    desk_ok(desk, by_system(desk),
            REPORT("re_1", .amount = "10.00", OF_ORDER, .ticket_id = ticket, .agent_id = PRIYA));
    sequence = desk->receipt.sequence;
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_system(desk),
            REPORT("re_1", .amount = "10.00", OF_ORDER, .ticket_id = ticket, .agent_id = PRIYA));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.sequence, sequence);
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 10.00 of 60.00, agent 10.00 of 100.00");
#define OTHER(...)                                                                                 \
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_system(desk), SUP_OP_LEDGER_REPORT,  \
               PARAMS(ledger_report, .external_id = "re_1", __VA_ARGS__))
    OTHER(.remedy = "refund.partial", .amount = "10.01", OF_ORDER, .ticket_id = ticket,
          .agent_id = PRIYA);
    OTHER(.remedy = "refund.partial", .amount = "10", .currency = "JPY", .order = &request_order,
          .ticket_id = ticket, .agent_id = PRIYA);
    OTHER(.remedy = "refund.full", .amount = "10.00", OF_ORDER, .ticket_id = ticket,
          .agent_id = PRIYA);
    OTHER(.remedy = "refund.partial", .amount = "10.00", .currency = "EUR", .order = &other_order,
          .ticket_id = ticket, .agent_id = PRIYA);
    OTHER(.remedy = "refund.partial", .amount = "10.00", .currency = "EUR", .ticket_id = ticket,
          .agent_id = PRIYA);
    OTHER(.remedy = "refund.partial", .amount = "10.00", OF_ORDER, .agent_id = PRIYA);
    OTHER(.remedy = "refund.partial", .amount = "10.00", OF_ORDER, .ticket_id = ticket);
    OTHER(.remedy = "refund.partial", .amount = "10.00", OF_ORDER, .ticket_id = ticket,
          .agent_id = LEE);
    expect_clean(desk);
}

/* The shop says of what was confirmed here that it gave it: that is the same thing. */
static void a_report_of_what_was_confirmed_is_known(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "9.00", .external_id = "re_1"));
    desk_ok(desk, by_integration(desk), REPORT("re_1", .amount = "9.00", OF_ORDER));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, id);
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_integration(desk),
               REPORT("re_1", .amount = "10.00", OF_ORDER));
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_integration(desk),
               REPORT("re_1", .amount = "9.00", .currency = "EUR", .order = &other_order));
    expect_list(desk, LIST(.order = &request_order), "1 confirmed 9.00 EUR, 9.00 EUR in 1");
}

/* The shop is faster than who confirms: what it reported is the request's, and counts once. */
static void a_confirmation_takes_the_place_of_the_report(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_integration(desk), REPORT("re_1", .amount = "10.00", OF_ORDER));
    int64_t reported = desk->receipt.id;
    /* For as long as nobody has said that they are one, they are two. */
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 20.00 of 60.00, agent 10.00 of 100.00");
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_system(desk),
               CONFIRM(id, .amount = "9.99", .external_id = "re_1"));
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 10.00 of 60.00, agent 10.00 of 100.00");
    expect_state(desk, id, SUP_REQUEST_CONFIRMED);
    expect_state(desk, reported, SUP_REQUEST_JOINED);
    /* And it stays so, whoever says it again. */
    desk_ok(desk, by_system(desk), CONFIRM(id, .external_id = "re_1"));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk_ok(desk, by_integration(desk), REPORT("re_1", .amount = "10.00", OF_ORDER));
    assert_int_equal(desk->receipt.id, id);
    expect_list(desk, LIST(.order = &request_order), "1 confirmed 10.00 EUR, 10.00 EUR in 1");
    expect_clean(desk);
}

/* What was paid back counts against what the order brought in, and no voucher takes that away; nor
 * is it one that was given. Which of the refunds it is called is nothing. */
static void a_refund_is_no_voucher(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    request_report(desk, "total", "100.00 EUR");
    int64_t voucher =
        request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "voucher", .amount = "10.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(voucher));
    desk_ok(desk, by_integration(desk), REPORT("re_1", .amount = "10.00", OF_ORDER));
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_system(desk),
               CONFIRM(voucher, .external_id = "re_1"));
    expect_answer(desk, by_priya(desk), WISH(ticket, .amount = "1.00"),
                  "allow small order 10.00 of 60.00, agent 0.00 of 100.00");

    desk_ok(desk, by_system(desk), CONFIRM(voucher, .external_id = "v_1"));
    desk_fails(desk, SUP_MSG_LEDGER_REUSED, "external_id", by_integration(desk),
               REPORT("v_1", .amount = "10.00", OF_ORDER));

    int64_t refund = request_ok(desk, by_priya(desk),
                                WISH(ticket, .remedy = "refund.shipping", .amount = "5.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(refund));
    desk_ok(desk, by_integration(desk), REPORT("re_2", .amount = "5.00", OF_ORDER));
    desk_ok(desk, by_system(desk), CONFIRM(refund, .external_id = "re_2"));
    expect_clean(desk);
}

/* One refund is one request's. */
static void a_report_confirms_one_request(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t first = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));
    int64_t second = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00"));

    desk_ok(desk, by_priya(desk), EXECUTE(first));
    desk_ok(desk, by_system(desk), REPORT("re_1", .amount = "10.00", OF_ORDER));
    desk_ok(desk, by_system(desk), CONFIRM(first, .external_id = "re_1"));
    desk_fails(desk, SUP_MSG_REQUEST_EXTERNAL, "external_id", by_system(desk),
               CONFIRM(second, .external_id = "re_1"));
    expect_clean(desk);
}

/* What nobody asked for is neither approved nor given, and does not fail. */
static void a_report_is_no_request(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

    desk_ok(desk, by_system(desk),
            REPORT("re_1", .amount = "10.00", .ticket_id = ticket, .currency = "EUR",
                   .note = "By phone."));
    int64_t id = desk->receipt.id;
    assert_int_equal(desk->receipt.ticket_id, ticket);
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_priya(desk), EXECUTE(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_system(desk), FAIL(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_system(desk), WITHDRAW(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_lee(desk), APPROVE(id));
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_system(desk),
               CONFIRM(id, .external_id = "re_1"));
    struct sup_remedy_request *made = request_of(desk, id);
    assert_string_equal(made->why, "nobody asked for it here; the shop gave it");
    assert_string_equal(made->settled, "10.00");
    assert_string_equal(made->external_id, "re_1");
    assert_string_equal(made->rationale, "By phone.");
    assert_int_equal(made->effect, 0);
    sup_free(made);
}

/* ---- what cannot be taken ---- */

static void what_counts_for_nothing_is_told(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

#define WRONG(message, field, ...)                                                                 \
    desk_fails(desk, message, field, by_system(desk), SUP_OP_LEDGER_REPORT,                        \
               PARAMS(ledger_report, .external_id = "re_1", __VA_ARGS__))
    WRONG(SUP_MSG_LEDGER_NOTHING, "order", .remedy = "refund.full", .amount = "1.00",
          .currency = "EUR");
    WRONG(SUP_MSG_POLICY_NAME, "remedy", .remedy = "refund.ful", .amount = "1.00", OF_ORDER);
    WRONG(SUP_MSG_REMEDY_AMOUNT, "amount", .remedy = "refund.full", .order = &request_order);
    WRONG(SUP_MSG_REMEDY_AMOUNT, "amount", .remedy = "refund.full", .amount = "0.00", OF_ORDER);
    WRONG(SUP_MSG_REMEDY_AMOUNT, "amount", .remedy = "refund.full", .amount = "-1.00", OF_ORDER);
    WRONG(SUP_MSG_REMEDY_AMOUNT, "amount", .remedy = "refund.full", .amount = "1.001", OF_ORDER);
    WRONG(SUP_MSG_REMEDY_AMOUNT, "amount", .remedy = "refund.full",
          .amount = "92233720368547758.08", OF_ORDER);
    WRONG(SUP_MSG_REMEDY_AMOUNT, "amount", .remedy = "refund.full", .amount = "1.0",
          .currency = "JPY", .order = &request_order);
    WRONG(SUP_MSG_REMEDY_ORDER, "order/kind", .remedy = "refund.full", .amount = "1.00",
          .currency = "EUR", .order = &parcel);
    WRONG(SUP_MSG_LEDGER_CUSTOMER, "customer_id", .remedy = "refund.full", .amount = "1.00",
          OF_ORDER, .ticket_id = ticket, .customer_id = BEN);
    WRONG(SUP_MSG_TICKET_UNKNOWN, "ticket_id", .remedy = "refund.full", .amount = "1.00", OF_ORDER,
          .ticket_id = 99);
    WRONG(SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", .remedy = "refund.full", .amount = "1.00",
          OF_ORDER, .customer_id = 99);
    WRONG(SUP_MSG_AGENT_UNKNOWN, "agent_id", .remedy = "refund.full", .amount = "1.00", OF_ORDER,
          .agent_id = 99);
    expect_list(desk, LIST(.order = &request_order), "");
}

/* ---- reading ---- */

static void the_ledger_is_read_for_one_thing(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);

#define WRONG_LIST(message, field, ...)                                                            \
    desk_fails(desk, message, field, by_system(desk), SUP_OP_LEDGER_LIST,                          \
               PARAMS(ledger_list, __VA_ARGS__))
    WRONG_LIST(SUP_MSG_LEDGER_SCOPE, "ticket_id", .limit = 1);
    WRONG_LIST(SUP_MSG_LEDGER_SCOPE, "ticket_id", .ticket_id = ticket, .customer_id = ANN);
    WRONG_LIST(SUP_MSG_REMEDY_ORDER, "order/kind", .order = &parcel);
    WRONG_LIST(SUP_MSG_POLICY_NAME, "team", .team = "frontlin");
    WRONG_LIST(SUP_MSG_POLICY_NAME, "remedy", .ticket_id = ticket, .remedy = "refund");
    WRONG_LIST(SUP_MSG_AGENT_UNKNOWN, "agent_id", .agent_id = 99);
    WRONG_LIST(SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", .customer_id = 99);
    WRONG_LIST(SUP_MSG_TICKET_UNKNOWN, "ticket_id", .ticket_id = 99);
    WRONG_LIST(SUP_MSG_REQUEST_UNKNOWN, "request_id", .ticket_id = ticket, .after_id = 99);
}

/* By time and not by id; two of one time by id; a page of two, and the sums with the first. */
static void pages_follow_each_other(void **state)
{
    static const struct {
        const char *id;
        const char *amount;
        const char *currency;
        int64_t before_ms;
    } given[] = {{"a", "1.00", "EUR", 3 * HOUR_MS},
                 {"b", "2.00", "EUR", 5 * HOUR_MS},
                 {"c", "300", "JPY", HOUR_MS},
                 {"d", "4.00", "EUR", 3 * HOUR_MS},
                 {"e", "5.00", "USD", 9 * HOUR_MS}};
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_caller caller = *by_system(desk);

    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        caller.at_ms = desk->now_ms - given[i].before_ms;
        desk_ok(desk, &caller,
                REPORT(given[i].id, .amount = given[i].amount, .currency = given[i].currency,
                       .ticket_id = ticket));
    }
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    expect_list(desk, LIST(.ticket_id = ticket, .limit = 2),
                "6 granted - -, 3 reported 300 JPY, - - in 1; 7.00 EUR in 3; 300 JPY in 1; 5.00 "
                "USD in 1 after 3");
    expect_list(desk, LIST(.ticket_id = ticket, .limit = 2, .after_id = 3),
                "4 reported 4.00 EUR, 1 reported 1.00 EUR,  after 1");
    expect_list(desk, LIST(.ticket_id = ticket, .limit = 2, .after_id = 1),
                "2 reported 2.00 EUR, 5 reported 5.00 USD, ");
    /* In a window that begins at the third hour before, what was then is out of it. */
    expect_list(desk, LIST(.ticket_id = ticket, .within_ms = 3 * HOUR_MS),
                "6 granted - -, 3 reported 300 JPY, - - in 1; 300 JPY in 1");
    expect_list(desk,
                LIST(.ticket_id = ticket, .within_ms = 3 * HOUR_MS + 1, .remedy = "refund.partial"),
                "3 reported 300 JPY, 4 reported 4.00 EUR, 1 reported 1.00 EUR, 5.00 EUR in 2; 300 "
                "JPY in 1");
    /* What has expired counts no more, though no tick has said so. */
    desk->now_ms += 6 * HOUR_MS;
    expect_list(desk, LIST(.ticket_id = ticket, .remedy = "apology"), "");
}

/* A ticket has what was merged into it, each page of both. */
static void tickets_that_were_merged_are_one_list(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t other = request_ticket(desk);

    for (int i = 0; i < 4; i++) {
        static const char *const ids[] = {"a", "b", "c", "d"};

        desk->now_ms += 1;
        desk_ok(desk, by_system(desk),
                REPORT(ids[i], .amount = "1.00", .currency = "EUR",
                       .ticket_id = i % 2 ? other : ticket));
    }
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = other, .into = ticket));
    expect_list(desk, LIST(.ticket_id = ticket, .limit = 3),
                "4 reported 1.00 EUR, 3 reported 1.00 EUR, 2 reported 1.00 EUR, 4.00 EUR in 4 "
                "after 2");
    expect_list(desk, LIST(.ticket_id = ticket, .limit = 3, .after_id = 2),
                "1 reported 1.00 EUR, ");
    expect_list(desk, LIST(.ticket_id = other),
                "4 reported 1.00 EUR, 2 reported 1.00 EUR, 2.00 "
                "EUR in 2");
}

/* ---- history ---- */

static void a_history_tells_what_was_reported(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_history *history = NULL;

    desk_ok(desk, by_system(desk),
            REPORT("re_1", .amount = "10.00", OF_ORDER, .ticket_id = ticket, .note = "By phone"));
    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    assert_string_equal(history->items[history->count - 1].sentence,
                        "The desk reported that the shop gave refund.partial of 10.00 EUR, which "
                        "nobody asked for here (request 1): By phone.");
    sup_free(history);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_report_counts_for_its_order),
    desk_test(what_the_shop_paid_back_by_itself_is_in_the_sums),
    desk_test(a_report_counts_for_who_gave_it_then),
    desk_test(a_report_counts_for_the_customer),
    desk_test(reports_of_one_person_add_up),
    desk_test(no_refund_beyond_what_is_left_of_the_order),
    desk_test(a_report_that_comes_again_counts_once),
    desk_test(a_report_of_what_was_confirmed_is_known),
    desk_test(a_confirmation_takes_the_place_of_the_report),
    desk_test(a_refund_is_no_voucher),
    desk_test(a_report_confirms_one_request),
    desk_test(a_report_is_no_request),
    desk_test(what_counts_for_nothing_is_told),
    desk_test(the_ledger_is_read_for_one_thing),
    desk_test(pages_follow_each_other),
    desk_test(tickets_that_were_merged_are_one_list),
    desk_test(a_history_tells_what_was_reported),
};

DESK_MAIN(tests)
