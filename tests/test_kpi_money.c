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

/* One replacement beside two refunds: a third of the refunds was avoided. Goodwill is 7.00 and a fee
 * of 1.50 that was waived, credits a voucher of 3.00 and store credit of 2.00, a discount 2.50; what
 * is none of these is other remedies. */
static void replacements_credits_and_goodwill_are_figures_of_their_own(void **state)
{
    static const char matrix[] =
        "\"authority\": {\"matrix\": [{\"name\": \"all\", \"remedies\": [\"refund.*\","
        " \"replacement\", \"voucher\", \"store_credit\", \"goodwill\", \"fee_waiver\","
        " \"discount\", \"return_without_receipt\"],"
        " \"amount\": {\"EUR\": {}}, \"effect\": \"allow\"}]}";
    static const struct {
        const char *remedy;
        const char *amount;
    } given[] = {{"refund.partial", "10.00"}, {"refund.full", "5.00"},  {"replacement", "20.00"},
                 {"voucher", "3.00"},         {"store_credit", "2.00"}, {"goodwill", "7.00"},
                 {"fee_waiver", "1.50"},      {"discount", "2.50"},
                 {"return_without_receipt", "9.00"}};
    struct desk *desk = *state;
    int64_t ticket;

    sla_activate(desk, matrix);
    ticket = request_ticket(desk);
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        give(desk,
             request_ok(desk, by_priya(desk),
                        WISH(ticket, .remedy = given[i].remedy, .amount = given[i].amount)),
             NULL);
    }
    assert_string_equal(figure(desk, "refund_avoided_rate", NULL, NULL), "1/3 33.333");
    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "1500/0 15.00");
    assert_string_equal(figure(desk, "replacements_amount", "EUR", NULL), "2000/0 20.00");
    assert_string_equal(figure(desk, "replacements", NULL, NULL), "1/0 1");
    assert_string_equal(figure(desk, "credits_amount", "EUR", NULL), "500/0 5.00");
    assert_string_equal(figure(desk, "credits", NULL, NULL), "2/0 2");
    assert_string_equal(figure(desk, "goodwill_amount", "EUR", NULL), "850/0 8.50");
    assert_string_equal(figure(desk, "discounts_amount", "EUR", NULL), "250/0 2.50");
    assert_string_equal(figure(desk, "discounts", NULL, NULL), "1/0 1");
    assert_string_equal(figure(desk, "other_remedies_amount", "EUR", NULL), "900/0 9.00");
    assert_string_equal(figure(desk, "other_remedies", NULL, NULL), "1/0 1");
    assert_string_equal(figure(desk, "goodwill", NULL, NULL), "2/0 2");
    assert_string_equal(figure(desk, "goodwill_amount", "EUR", "agent"), "1: 850/0 8.50");
    assert_string_equal(figure(desk, "over_guideline", NULL, NULL), "0/0 0");
}

/* Ann's ticket about these, in this order, and about her order. */
static int64_t ticket_about(struct desk *desk, const char *const *products, uint32_t count)
{
    struct sup_reference things[3] = {request_order};

    for (uint32_t i = 0; i < count; i++) {
        things[1 + i] = (struct sup_reference){"shop", "product", products[i]};
    }
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Broken", .body = "It is.",
                   .references = things, .reference_count = 1 + count));
    return desk->receipt.ticket_id;
}

static void refund(struct desk *desk, int64_t ticket, const char *amount)
{
    give(desk, request_ok(desk, by_priya(desk), WISH(ticket, .amount = amount)), NULL);
}

/*
 *   ticket    about           given
 *   none      an order        5.00
 *   both      toaster, kettle 4.50 and a voucher of 3.00
 *   kettle    kettle          10.00, 61.00 that Lee approved
 */
struct kitchen {
    int64_t none;
    int64_t both;
    int64_t kettle;
};

static struct kitchen kitchen(struct desk *desk)
{
    static const char *const things[] = {"toaster", "kettle"};
    struct kitchen made = {.none = request_desk(desk)};
    int64_t large;

    made.both = ticket_about(desk, things, 2);
    made.kettle = ticket_about(desk, things + 1, 1);
    refund(desk, made.none, "5.00");
    refund(desk, made.both, "4.50");
    request_report(desk, "total", "100.00 EUR");
    give(desk, request_ok(desk, by_priya(desk), WISH(made.both, .remedy = "voucher",
                                                     .amount = "3.00", .order = &request_order)),
         NULL);
    refund(desk, made.kettle, "10.00");
    large = request_ok(desk, by_priya(desk), WISH(made.kettle, .amount = "61.00"));
    desk_ok(desk, by_lee(desk), APPROVE(large));
    give(desk, large, NULL);
    return made;
}

/* A ticket's product is the first that it refers to, so a sum over products is the total: 5.00 +
 * 4.50 + 71.00 = 80.50. */
static void money_is_told_apart_by_product(void **state)
{
    struct desk *desk = *state;
    struct kitchen of = kitchen(desk);
    const struct sup_reference lamp = {"shop", "product", "lamp"};

    assert_string_equal(figure(desk, "refunds_amount", "EUR", NULL), "8050/0 80.50");
    assert_string_equal(figure(desk, "refunds_amount", "EUR", "product"),
                        ": 500/0 5.00; kettle: 7100/0 71.00; toaster: 450/0 4.50");
    assert_string_equal(figure(desk, "refunds", NULL, "product"),
                        ": 1/0 1; kettle: 2/0 2; toaster: 1/0 1");
    assert_string_equal(figure(desk, "credits_amount", "EUR", "product"), "toaster: 300/0 3.00");
    assert_string_equal(figure(desk, "over_guideline_amount", "EUR", "product"),
                        "kettle: 6100/0 61.00");
    /* Said of the third ticket later; what was given there is that product's now. */
    desk_ok(desk, by_lee(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = of.none, .references = &lamp, .reference_count = 1));
    assert_string_equal(figure(desk, "refunds_amount", "EUR", "product"),
                        "kettle: 7100/0 71.00; lamp: 500/0 5.00; toaster: 450/0 4.50");
    /* Three in work: the first ticket's product is the lamp. */
    assert_string_equal(figure(desk, "backlog", NULL, "product"),
                        "kettle: 1/0 1; lamp: 1/0 1; toaster: 1/0 1");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    assert_string_equal(figure(desk, "refunds_amount", "EUR", "product"), ": 8050/0 80.50");
    kpi_expect_clean(desk);
}

static void a_product_is_filtered_by_and_opened_up(void **state)
{
    struct desk *desk = *state;
    struct kitchen of = kitchen(desk);
    const char *metric = "refunds_amount";
    const char *const by[] = {"agent", "product"};
    const struct sup_kpi_filter kettle = {"product", "kettle"};
    const struct sup_kpi_filter none = {"product", NULL};
    struct sup_kpi_explanation *page = NULL;
    struct sup_kpi_answer *answer = NULL;

    must(desk, sup_kpi_query(desk->core, by_system(desk),
                             PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = FRIDAY, .currency = "EUR", .by = by, .by_count = 2,
                                    .filters = &kettle, .filter_count = 1),
                             &answer));
    assert_int_equal(answer->is_scanned, 1);
    assert_int_equal(answer->count, 1);
    assert_string_equal(answer->items[0].groups[0], "1");
    assert_string_equal(answer->items[0].groups[1], "kettle");
    assert_int_equal(answer->items[0].numerator, 7100);
    sup_free(answer);
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &metric, .metric_count = 1, .from = FRIDAY,
                                 .currency = "EUR", .filters = &none, .filter_count = 1)),
        "500/0 5.00");
    must(desk, sup_kpi_explain(desk->core, by_system(desk),
                               PARAMS(kpi_explain, .metric = metric, .from = FRIDAY,
                                      .currency = "EUR", .filters = &kettle, .filter_count = 1),
                               &page));
    assert_int_equal(page->count, 2);
    assert_int_equal(page->items[0].ticket_id, of.kettle);
    assert_int_equal(page->items[0].numerator, 1000);
    assert_int_equal(page->items[1].ticket_id, of.kettle);
    assert_int_equal(page->items[1].numerator, 6100);
    assert_int_equal(page->next_after_id, 0);
    sup_free(page);
}

/* A survey is of its ticket's product; so are outcomes; what is about no ticket has none. */
static void answers_and_outcomes_have_their_tickets_product(void **state)
{
    struct desk *desk = *state;
    struct kitchen of = kitchen(desk);
    static const struct {
        const char *id;
        int64_t score;
    } answers[] = {{"a", 5}, {"b", 2}, {"c", 4}};

    for (int i = 0; i < 3; i++) {
        desk_ok(desk, by_integration(desk), SUP_OP_SURVEY_ANSWERED,
                PARAMS(survey_answered, .source = "mailer", .kind = SUP_SURVEY_CSAT,
                       .survey_id = answers[i].id, .score = answers[i].score,
                       .customer_id = i == 2 ? ANN : 0,
                       .ticket_id = i == 2 ? 0 : i ? of.kettle : of.both));
    }
    assert_string_equal(figure(desk, "csat_score", NULL, "product"),
                        "kettle: 2/1 2.000; toaster: 5/1 5.000");
    assert_string_equal(figure(desk, "satisfaction_score", NULL, "product"),
                        ": 4/1 4.000; kettle: 2/1 2.000; toaster: 5/1 5.000");
    request_report(desk, "is_charged_back", "true"); /* the order of all three */
    assert_string_equal(figure(desk, "chargebacks", NULL, "product"),
                        ": 1/0 1; kettle: 1/0 1; toaster: 1/0 1");
}

/* By their last byte, with the channel behind it. */
static void the_longest_products_are_told_apart(void **state)
{
    struct desk *desk = *state;
    const char *opened = "opened";
    const char *const by[] = {"product", "channel"};
    char names[2][SUP_REFERENCE_ID_BYTES_MAX + 1];
    char expected[2 * SUP_REFERENCE_ID_BYTES_MAX + 64];

    request_desk(desk);
    for (int i = 0; i < 2; i++) {
        const char *const one[] = {names[i]};

        memset(names[i], 'x', SUP_REFERENCE_ID_BYTES_MAX);
        names[i][SUP_REFERENCE_ID_BYTES_MAX - 1] = (char)('a' + i);
        names[i][SUP_REFERENCE_ID_BYTES_MAX] = '\0';
        ticket_about(desk, one, 1);
    }
    snprintf(expected, sizeof expected, ",email: 1/0 1; %s,email: 1/0 1; %s,email: 1/0 1", names[0],
             names[1]);
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = FRIDAY,
                                 .by = by, .by_count = 2)),
        expected);
}

static const struct CMUnitTest tests[] = {
    desk_test(money_counts_when_the_shop_gave_it),
    desk_test(what_the_shop_reports_is_a_figure_of_its_own),
    desk_test(money_is_of_one_currency),
    desk_test(replacements_credits_and_goodwill_are_figures_of_their_own),
    desk_test(money_is_told_apart_by_product),
    desk_test(a_product_is_filtered_by_and_opened_up),
    desk_test(answers_and_outcomes_have_their_tickets_product),
    desk_test(the_longest_products_are_told_apart),
};

DESK_MAIN(tests)
