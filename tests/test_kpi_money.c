/*
 * test_kpi_money.c: figures of what was given, worked out by hand.
 */
#include "request_fixture.h"

#include "join_fixture.h"
#include "kpi_fixture.h"

static const char *figure(struct desk *desk, const char *metric, const char *currency,
                          const char *by)
{
    return kpi_figures(desk,
                       PARAMS(kpi_query, .metrics = &metric, .metric_count = 1, .from = FRIDAY,
                              .currency = currency, .by = &by, .by_count = by != NULL));
}

static void give(struct desk *desk, int64_t request, const char *amount)
{
    desk_ok(desk, by_priya(desk), EXECUTE(request));
    desk_ok(desk, by_system(desk), CONFIRM(request, .amount = amount));
}

static void money_counts_when_the_shop_gave_it(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t small = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "5.00"));
    int64_t large;
    int64_t rejected;
    int64_t sorry;

    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "0/0 0.00");
    give(desk, small, "4.50"); /* the shop gave less than was asked for */
    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "450/0 4.50");
    large = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "61.00"));
    rejected = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "70.00"));
    sorry = request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology"));
    desk_ok(desk, by_lee(desk), APPROVE(large));
    desk_ok(desk, by_lee(desk), REJECT(rejected, "Too much."));
    give(desk, large, NULL);
    give(desk, sorry, NULL);
    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "6550/0 65.50");
    assert_string_equal(figure(desk, "refunds_amount", "USD", NULL), "0/0 0.00");
    assert_string_equal(figure(desk, "refunds", NULL, NULL), "2/0 2");
    assert_string_equal(figure(desk, "over_guideline_amount", "EUR", NULL), "6100/0 61.00");
    assert_string_equal(figure(desk, "other_remedies", NULL, NULL), "1/0 1");
    assert_string_equal(figure(desk, "requests_turned_down_rate", NULL, NULL), "1/4 25.000");
    assert_string_equal(figure(desk, "refund_avoided_rate", NULL, NULL), "0/2 0.000");
    assert_string_equal(figure(desk, "refunds_amount", "EUR", "agent"), "1: 6550/0 65.50");
    /* What was given was given, also when its ticket becomes part of another one. */
    desk_ok(desk, by_lee(desk), JOIN(ticket, request_ticket(desk)));
    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "6550/0 65.50");
}

/* 2.00 and 3.00, of which 3.00 is what a request on another ticket is confirmed as: that counts as
 * the refund, too, and the figure of the first ticket stays. */
static void what_the_shop_reports_is_a_figure_of_its_own(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    int64_t other = request_ticket(desk);
    static const char *const amounts[] = {"2.00", "3.00"};
    int64_t request;

    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
                PARAMS(ledger_report, .external_id = i ? "re_2" : "re_1",
                       .remedy = "refund.partial", .amount = amounts[i], .currency = "EUR",
                       .ticket_id = ticket, .agent_id = i ? LEE : PRIYA, .order = &request_order));
    }
    assert_string_equal(figure(desk, "reported_amount", "EUR", NULL), "500/0 5.00");
    assert_string_equal(figure(desk, "reported", NULL, NULL), "2/0 2");
    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "0/0 0.00");
    request = request_ok(desk, by_priya(desk), WISH(other, .amount = "4.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(request));
    desk_ok(desk, by_system(desk), CONFIRM(request, .amount = "3.00", .external_id = "re_2"));
    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "300/0 3.00");
    assert_string_equal(figure(desk, "reported_amount", "EUR", NULL), "500/0 5.00");
    desk_ok(desk, by_lee(desk), JOIN(ticket, other));
    assert_string_equal(figure(desk, "reported_amount", "EUR", NULL), "500/0 5.00");
}

static void money_is_of_one_currency(void **state)
{
    struct desk *desk = *state;
    const char *metric = "refunds_amount";
    struct sup_kpi_answer *answer = NULL;

    request_desk(desk);
    must_fail(desk, SUP_MSG_KPI_CURRENCY, "currency",
              sup_kpi_query(desk->core, by_system(desk),
                            PARAMS(kpi_query, .metrics = &metric, .metric_count = 1, .from = FRIDAY,
                                   .currency = "EUX"),
                            &answer));
    must_fail(
        desk, SUP_MSG_KPI_CURRENCY, "currency",
        sup_kpi_query(desk->core, by_system(desk),
                      PARAMS(kpi_query, .metrics = &metric, .metric_count = 1, .from = FRIDAY),
                      &answer));
}

static const struct CMUnitTest tests[] = {
    desk_test(money_counts_when_the_shop_gave_it),
    desk_test(what_the_shop_reports_is_a_figure_of_its_own),
    desk_test(money_is_of_one_currency),
};

DESK_MAIN(tests)
