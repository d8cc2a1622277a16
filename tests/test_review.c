/*
 * test_review.c: precedents and the weekly review, counted by hand from one week of requests.
 *
 * The limits are those of request_fixture.h. The week, all refunds of one order unless it is said,
 * by Priya on Ann's ticket 1 (reason "return"), and what becomes of each:
 *
 *   1  10.00 allowed at once           confirmed with 9.00
 *   2  20.00 with a rationale          confirmed as asked
 *   3  29.00 of another order          granted, being executed
 *   4  90.00 asks Lee                  approved, failed at the shop: overturned
 *   5  61.00 asks Lee                  rejected
 *   6  19.99 on a second order         granted: 100 % of what its row is for, below 20.00
 *   7  45.00 on a third order          refused: the agent's day has 21.01 left
 *   8  goodwill 5.00, two approve      Lee approved, Ada rejected: overturned
 *   9  apology                         confirmed without an amount
 *  10  70.00 asks Lee                  waits; the shop gave 65.00 all the same: irregular
 *  11  1000 JPY asks Lee               waits
 */
#include "request_fixture.h"

#include "supportcore/review.h"

static const struct sup_reference orders[] = {{"shop", "order", "2"}, {"shop", "order", "3"}};

static void classify(struct desk *desk, int64_t ticket, const char *reason)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = ticket, .reason = reason));
}

static void give(struct desk *desk, int64_t id, const char *amount)
{
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = amount));
}

static int64_t week(struct desk *desk)
{
    int64_t ticket = request_desk(desk);

    classify(desk, ticket, "return");
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = orders, .reference_count = 2));
    for (int i = 0; i < 3; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
                PARAMS(reference_report, .reference = i < 2 ? &orders[i] : &request_order));
    }
    give(desk,
         request_ok(desk, by_priya(desk), WISH(ticket, .amount = "10.00", .order = &request_order)),
         "9.00");
    give(desk,
         request_ok(
             desk, by_priya(desk),
             WISH(ticket, .amount = "20.00", .rationale = "It leaked.", .order = &request_order)),
         NULL);
    desk_ok(desk, by_priya(desk),
            EXECUTE(request_ok(
                desk, by_priya(desk),
                WISH(ticket, .amount = "29.00", .rationale = "It broke.", .order = &orders[0]))));
    int64_t id =
        request_ok(desk, by_priya(desk), WISH(ticket, .amount = "90.00", .order = &request_order));
    desk_ok(desk, by_lee(desk), APPROVE(id));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), FAIL(id));
    id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "61.00", .order = &orders[0]));
    desk_ok(desk, by_lee(desk), REJECT(id, "Too much."));
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "19.99", .order = &orders[0]));
    request_no(desk, by_priya(desk), SUP_MSG_REMEDY_LIMIT,
               WISH(ticket, .amount = "45.00", .rationale = "r", .order = &orders[1]));
    id = request_ok(desk, by_priya(desk),
                    WISH(ticket, .remedy = "goodwill", .amount = "5.00", .rationale = "r",
                         .order = &orders[1]));
    desk_ok(desk, by_lee(desk), APPROVE(id));
    desk_ok(desk, by_ada(desk), REJECT(id, "No."));
    give(desk,
         request_ok(desk, by_priya(desk), WISH(ticket, .remedy = "apology", .order = &orders[1])),
         NULL);
    id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "70.00", .order = &orders[1]));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "65.00"));
    desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .ticket_id = ticket, .remedy = "refund.partial",
                   .amount = "1000", .currency = "JPY", .order = &orders[1]));
    return ticket;
}

static struct sup_review *review_of(struct desk *desk, int32_t group, uint32_t near_percent)
{
    struct sup_review *made = NULL;

    must(desk, sup_authority_review(
                   desk->core, by_lee(desk),
                   PARAMS(authority_review, .group = group, .near_percent = near_percent), &made));
    return made;
}

/* "11 asked, 2 waiting, ...": every number of a group that is not 0, then its money. */
static void expect_group(const struct sup_review_group *group, const char *expected)
{
    static char got[1000];
    const struct {
        const char *name;
        int64_t number;
    } numbers[] = {{"asked", group->asked},
                   {"waiting", group->waiting},
                   {"open", group->open},
                   {"confirmed", group->confirmed},
                   {"failed", group->failed},
                   {"rejected", group->rejected},
                   {"withdrawn", group->withdrawn},
                   {"expired", group->expired},
                   {"void", group->voided},
                   {"refused", group->refused},
                   {"granted", group->granted},
                   {"by approval", group->by_approval},
                   {"irregular", group->irregular},
                   {"overturned", group->overturned},
                   {"near", group->near_limit},
                   {"under", group->under_threshold},
                   {"unexplained", group->without_rationale}};
    size_t at = (size_t)snprintf(got, sizeof got, "%s:", group->key ? group->key : "-");

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (numbers[i].number) {
            at += (size_t)snprintf(got + at, sizeof got - at, " %d %s", (int)numbers[i].number,
                                   numbers[i].name);
        }
    }
    for (uint32_t i = 0; i < group->money_count; i++) {
        const struct sup_review_money *money = &group->money[i];

        at += (size_t)snprintf(got + at, sizeof got - at, "; %s %s/%s/%s", money->currency,
                               money->asked, money->granted, money->confirmed);
    }
    assert_string_equal(got, expected);
}

/* Asked: 10 + 20 + 29 + 90 + 61 + 19.99 + 45 + 5 + 70 = 349.99 EUR. Granted: 10 + 20 + 29 + 90 +
 * 19.99 = 168.99. Confirmed: 9 + 20 + 65 = 94.00. The apology has no amount.
 *
 * Near a limit is 6 alone, which is all of what its row is for: the order of 1 and 2 has 30.00 of
 * 60.00, that of 3 and 6 has 48.99, and the agent's day 77.99 of 100.00. Without a rationale are 4,
 * 5, 10 and 11: a lead approves them without being told why. */
static void a_week_is_counted_by_agent(void **state)
{
    struct desk *desk = *state;

    (void)week(desk);
    struct sup_review *review = review_of(desk, 0, 0);
    assert_int_equal(review->total, 11);
    assert_int_equal(review->count, 1);
    assert_int_equal(review->from_ms, desk->now_ms - 7 * DAY_MS);
    assert_null(review->next_after);
    assert_int_equal(review->items[0].actor_kind, SUP_ACTOR_AGENT);
    assert_int_equal(review->items[0].actor_id, PRIYA);
    expect_group(&review->items[0],
                 "-: 11 asked 1 waiting 2 open 4 confirmed 1 failed 2 rejected 1 refused 6 granted "
                 "1 by approval 1 irregular 2 overturned 1 near 1 under 4 unexplained; "
                 "EUR 349.99/168.99/94.00; JPY 1000/0/0");
    sup_free(review);
    expect_clean(desk);
}

/* What the shop gave by itself is a line of its own: 2.00 + 3.50 EUR, and an apology without an
 * amount. What a request was confirmed as since counts as that request, and what was given before
 * the range does not count at all. */
static void what_the_shop_gave_by_itself_is_told_apart(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    static const struct {
        const char *id;
        const char *remedy;
        const char *amount;
        int64_t ago_ms;
    } given[] = {
        {"re_1", "refund.partial", "2.00", 0},
        {"re_2", "refund.full", "3.50", HOUR_MS},
        {"re_3", "apology", NULL, 0},
        {"re_4", "refund.partial", "7.00", 0}, /* which a request is confirmed as */
        {"re_5", "refund.partial", "1.00", 8 * DAY_MS},
    };

    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        desk_ok(desk, at(by_system(desk), desk->now_ms - given[i].ago_ms), SUP_OP_LEDGER_REPORT,
                PARAMS(ledger_report, .external_id = given[i].id, .remedy = given[i].remedy,
                       .amount = given[i].amount, .currency = given[i].amount ? "EUR" : NULL,
                       .order = i == 3 ? &request_order : NULL, .customer_id = ANN));
    }
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "6.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_system(desk), CONFIRM(id, .amount = "7.00", .external_id = "re_4"));
    desk->now_ms += 1;
    struct sup_review *review = review_of(desk, 0, 0);
    assert_int_equal(review->count, 1);
    assert_int_equal(review->items[0].asked, 1);
    assert_int_equal(review->reported_count, 2);
    assert_string_equal(review->reported[0].currency, "EUR");
    assert_string_equal(review->reported[0].amount, "5.50");
    assert_int_equal(review->reported[0].count, 2);
    assert_null(review->reported[1].currency);
    assert_null(review->reported[1].amount);
    assert_int_equal(review->reported[1].count, 1);
    sup_free(review);
}

static void a_week_is_counted_by_what_it_was_about(void **state)
{
    struct desk *desk = *state;

    (void)week(desk);
    struct sup_review *review = review_of(desk, SUP_REVIEW_BY_REMEDY, 0);
    assert_int_equal(review->count, 3);
    expect_group(&review->items[0], "apology: 1 asked 1 confirmed 1 granted");
    expect_group(&review->items[1],
                 "goodwill: 1 asked 1 rejected 1 overturned; EUR 5.00/0.00/0.00");
    sup_free(review);
    review = review_of(desk, SUP_REVIEW_BY_EFFECT, 0);
    assert_int_equal(review->count, 4);
    expect_group(&review->items[0], "allow: 3 asked 1 open 2 confirmed 3 granted 1 near 1 under; "
                                    "EUR 29.99/29.99/9.00");
    expect_group(&review->items[1], "allow_with_rationale: 2 asked 1 open 1 confirmed 2 granted; "
                                    "EUR 49.00/49.00/20.00");
    expect_group(&review->items[3], "refuse: 1 asked 1 refused; EUR 45.00/0.00/0.00");
    sup_free(review);
    review = review_of(desk, SUP_REVIEW_BY_REASON, 0);
    assert_int_equal(review->count, 1);
    assert_string_equal(review->items[0].key, "return");
    sup_free(review);
    review = review_of(desk, SUP_REVIEW_BY_ROW, 0);
    assert_int_equal(review->count, 5);
    expect_group(&review->items[4], "sorry: 1 asked 1 confirmed 1 granted");
    sup_free(review);
}

/* Of the 19.99 that "small" is for 17.99 are 89.99 %, and 18.00 are 90.04 %. On another order
 * 53.99 of 60.00 are 89.98 %, and with them 89.98 of the agent's 100.00 are used. One of three
 * vouchers is 33.33 %, the third all of them, and no amount. */
static void what_is_near_a_limit_is_counted_from_the_share_on(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_review *review;

    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "17.99"));
    review = review_of(desk, 0, 90);
    assert_int_equal(review->items[0].near_limit, 0);
    sup_free(review);
    review = review_of(desk, 0, 89);
    assert_int_equal(review->items[0].near_limit, 1);
    assert_int_equal(review->items[0].under_threshold, 1);
    sup_free(review);
    (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "18.00"));
    review = review_of(desk, 0, 90);
    assert_int_equal(review->items[0].near_limit, 1);
    assert_int_equal(review->items[0].under_threshold, 1);
    sup_free(review);
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = orders, .reference_count = 1));
    (void)request_ok(desk, by_priya(desk),
                     WISH(ticket, .amount = "53.99", .rationale = "r", .order = &orders[0]));
    review = review_of(desk, 0, 90);
    assert_int_equal(review->items[0].near_limit, 1);
    sup_free(review);
    request_report(desk, "total", "99.00 EUR");
    for (int i = 0; i < 3; i++) {
        (void)request_ok(
            desk, by_priya(desk),
            WISH(ticket, .remedy = "voucher", .amount = "1.00", .order = &request_order));
        review = review_of(desk, SUP_REVIEW_BY_REMEDY, 100);
        assert_string_equal(review->items[1].key, "voucher");
        assert_int_equal(review->items[1].near_limit, i == 2);
        assert_int_equal(review->items[1].under_threshold, 0);
        sup_free(review);
    }
}

/* From the first instant to before the last; and one page behind the other. */
static void a_review_is_of_a_time(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_review *review = NULL;

    for (int i = 0; i < 3; i++) {
        (void)request_ok(desk, by_priya(desk), WISH(ticket, .amount = "1.00"));
        desk->now_ms += HOUR_MS;
    }
    must(desk, sup_authority_review(
                   desk->core, by_lee(desk),
                   PARAMS(authority_review, .from_ms = T0 + HOUR_MS, .to_ms = T0 + 2 * HOUR_MS),
                   &review));
    assert_int_equal(review->total, 1);
    assert_string_equal(review->items[0].money[0].asked, "1.00");
    sup_free(review);
    must(desk, sup_authority_review(desk->core, by_lee(desk),
                                    PARAMS(authority_review, .after = "1774000000000.1"), &review));
    assert_int_equal(review->total, 2);
    sup_free(review);
    desk_fails(desk, SUP_MSG_LIST_AFTER, "after", by_lee(desk), SUP_OP_AUTHORITY_REVIEW,
               PARAMS(authority_review, .after = "1774000000000"));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "to", by_lee(desk), SUP_OP_AUTHORITY_REVIEW,
               PARAMS(authority_review, .from_ms = T0 + 1, .to_ms = T0));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, NULL, by_priya(desk), SUP_OP_AUTHORITY_REVIEW,
               PARAMS(authority_review, .group = 0));
}

/* ---- precedents ---- */

static struct sup_precedent_list *precedents(struct desk *desk, const struct sup_caller *who,
                                             const struct sup_authority_precedents_params *params)
{
    struct sup_precedent_list *made = NULL;

    must(desk, sup_authority_precedents(desk->core, who, params, &made));
    return made;
}

/* Refunds for the reason "return" in EUR: 1 to 7 and 10. Of the three that the shop gave 9.00,
 * 20.00 and 65.00 the middle one is 20.00. */
static void what_was_decided_before_is_told(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = week(desk);
    /* Nobody decided what the shop gave by itself. */
    desk_ok(desk, by_system(desk), SUP_OP_LEDGER_REPORT,
            PARAMS(ledger_report, .external_id = "re_900", .remedy = "refund.partial",
                   .amount = "1.00", .currency = "EUR", .ticket_id = ticket));
    struct sup_precedent_list *list =
        precedents(desk, by_priya(desk),
                   PARAMS(authority_precedents, .ticket_id = ticket, .remedy = "refund.partial",
                          .currency = "EUR", .limit = 3));

    assert_string_equal(list->reason, "return");
    assert_string_equal(list->currency, "EUR");
    assert_null(list->least);
    assert_int_equal(list->total, 8);
    assert_int_equal(list->granted, 5);
    assert_int_equal(list->waiting, 0);
    assert_int_equal(list->rejected, 1);
    assert_int_equal(list->refused, 1);
    assert_int_equal(list->overturned, 1);
    assert_int_equal(list->confirmed, 3);
    assert_string_equal(list->confirmed_least, "9.00");
    assert_string_equal(list->confirmed_median, "20.00");
    assert_string_equal(list->confirmed_most, "65.00");
    assert_int_equal(list->is_cut, 0);
    assert_int_equal(list->count, 3);
    assert_int_equal(list->items[0].request_id, 10);
    assert_true(list->items[0].is_irregular);
    assert_string_equal(list->items[0].settled, "65.00");
    assert_int_equal(list->items[1].request_id, 7);
    assert_int_equal(list->items[1].state, SUP_REQUEST_REFUSED);
    assert_int_equal(list->items[2].request_id, 6);
    assert_int_equal(list->next_after_id, 6);
    sup_free(list);
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .reason = "return", .remedy = "refund.partial",
                             .currency = "EUR", .after_id = 6));
    assert_int_equal(list->count, 5);
    assert_int_equal(list->total, 5);
    assert_string_equal(list->confirmed_median, "9.00"); /* of 9.00 and 20.00 */
    assert_int_equal(list->items[1].request_id, 4);
    assert_true(list->items[1].is_overturned);
    assert_string_equal(list->items[3].rationale, "It leaked.");
    assert_null(list->items[4].rationale);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .remedy = "refund.partial", .currency = "EUR",
                             .amount = "1.00"));
    assert_int_equal(list->total, 0);
    sup_free(list);
}

/* From half to twice: 10.00 has 5.00 to 20.00; 9.99 has 5.00 to 19.98. */
static void comparable_is_from_half_to_twice(void **state)
{
    static const struct {
        const char *amount;
        const char *least;
        const char *most;
        uint32_t count;
    } cases[] = {{"10.00", "5.00", "20.00", 3}, /* 10.00, 20.00 and 19.99 */
                 {"9.99", "5.00", "19.98", 1},
                 {"10.01", "5.01", "20.02", 3},
                 {"20.01", "10.01", "40.02", 3}, /* 20.00, 29.00, 19.99 */
                 {"400.00", "200.00", "800.00", 0}};
    struct desk *desk = *state;

    (void)week(desk);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_precedent_list *list =
            precedents(desk, by_priya(desk),
                       PARAMS(authority_precedents, .reason = "return", .remedy = "refund.partial",
                              .amount = cases[i].amount, .currency = "EUR"));
        assert_string_equal(list->least, cases[i].least);
        assert_string_equal(list->most, cases[i].most);
        assert_int_equal(list->count, cases[i].count);
        assert_int_equal(list->total, cases[i].count);
        sup_free(list);
    }
}

/* Other reasons, remedies and currencies are other precedents. */
static void precedents_are_of_one_reason_and_remedy(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = week(desk);
    struct sup_precedent_list *list;

    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .reason = "exchange", .remedy = "refund.partial",
                             .currency = "EUR"));
    assert_int_equal(list->total, 0);
    assert_null(list->confirmed_median);
    sup_free(list);
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .reason = "return", .remedy = "refund.partial",
                             .currency = "JPY"));
    assert_int_equal(list->total, 1);
    assert_int_equal(list->waiting, 1);
    assert_string_equal(list->items[0].amount, "1000");
    sup_free(list);
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .ticket_id = ticket, .remedy = "apology"));
    assert_int_equal(list->total, 1);
    assert_null(list->currency);
    assert_null(list->items[0].amount);
    sup_free(list);
    desk_fails(
        desk, SUP_MSG_ARGUMENTS_EXCLUDE, "reason", by_priya(desk), SUP_OP_AUTHORITY_PRECEDENTS,
        PARAMS(authority_precedents, .ticket_id = ticket, .reason = "return", .remedy = "apology"));
    /* Without a reason, named or the ticket's, all reasons are precedents. */
    int64_t bare = request_ticket(desk);
    (void)request_ok(desk, by_lee(desk), WISH(bare, .remedy = "apology"));
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .ticket_id = ticket, .remedy = "apology"));
    assert_int_equal(list->total, 1);
    sup_free(list);
    for (int i = 0; i < 2; i++) {
        list = precedents(
            desk, by_priya(desk),
            PARAMS(authority_precedents, .ticket_id = i ? bare : 0, .remedy = "apology"));
        assert_null(list->reason);
        assert_int_equal(list->total, 2);
        assert_int_equal(list->confirmed, 1);
        assert_int_equal(list->items[0].ticket_id, bare);
        assert_int_equal(list->items[1].ticket_id, ticket);
        sup_free(list);
    }
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .ticket_id = bare, .remedy = "refund.partial",
                             .amount = "20.00", .currency = "EUR", .limit = 2));
    assert_int_equal(list->total, 4); /* 10.00, 20.00, 29.00 and 19.99 */
    assert_string_equal(list->items[0].amount, "19.99");
    assert_string_equal(list->items[1].amount, "29.00");
    int64_t after = list->next_after_id;
    sup_free(list);
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .remedy = "refund.partial", .amount = "20.00",
                             .currency = "EUR", .limit = 2, .after_id = after));
    assert_string_equal(list->items[0].amount, "20.00");
    assert_string_equal(list->items[1].amount, "10.00");
    sup_free(list);
    desk_fails(desk, SUP_MSG_REMEDY_AMOUNT, "amount", by_priya(desk), SUP_OP_AUTHORITY_PRECEDENTS,
               PARAMS(authority_precedents, .reason = "return", .remedy = "refund.full",
                      .amount = "1.001", .currency = "EUR"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "reason", by_priya(desk), SUP_OP_AUTHORITY_PRECEDENTS,
               PARAMS(authority_precedents, .reason = "retrn", .remedy = "refund.full"));
}

/* Of an erased customer what was decided stays, and nothing that anybody wrote. */
static void an_erased_customer_leaves_no_text(void **state)
{
    struct desk *desk = *state;
    struct sup_precedent_list *list;

    (void)week(desk);
    desk_ok(desk, by_ada(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "Article 17"));
    list = precedents(desk, by_ada(desk),
                      PARAMS(authority_precedents, .reason = "return", .remedy = "refund.partial",
                             .currency = "EUR"));
    assert_int_equal(list->total, 8);
    for (uint32_t i = 0; i < list->count; i++) {
        assert_null(list->items[i].rationale);
    }
    sup_free(list);
    /* That a rationale was given is known all the same. */
    struct sup_review *review = review_of(desk, 0, 0);
    assert_int_equal(review->items[0].without_rationale, 4);
    sup_free(review);
    expect_clean(desk);
}

/* 1,024 times 2^53 - 1 fit in 63 bits, and once more does not. A page looks at a thousand. */
static void sums_are_exact_or_told_to_be_too_large(void **state)
{
    static const char most[] = "90071992547409.91";
    struct desk *desk = *state;
    int64_t ticket = request_desk(desk);
    struct sup_authority_request_params ask = {.size = sizeof ask,
                                               .ticket_id = ticket,
                                               .remedy = "refund.partial",
                                               .amount = most,
                                               .currency = "USD"};
    struct sup_precedent_list *list;

    classify(desk, ticket, "return");
    for (int i = 0; i < 1024; i++) {
        assert_int_equal(sup_authority_request(desk->core, by_priya(desk), &ask, NULL),
                         SUP_REFUSED);
    }
    struct sup_review *review = review_of(desk, 0, 0);
    assert_string_equal(review->items[0].money[0].asked, "92233720368547747.84");
    sup_free(review);
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .reason = "return", .remedy = "refund.partial",
                             .currency = "USD"));
    assert_int_equal(list->total, SUP_PRECEDENTS_LOOKED_MAX);
    assert_int_equal(list->is_cut, 1);
    assert_int_equal(list->count, 100);
    assert_int_equal(list->next_after_id, 925);
    sup_free(list);
    list = precedents(desk, by_priya(desk),
                      PARAMS(authority_precedents, .reason = "return", .remedy = "refund.partial",
                             .currency = "EUR"));
    assert_int_equal(list->count, 0);
    assert_int_equal(list->next_after_id, 25); /* a page of nothing goes on all the same */
    sup_free(list);
    assert_int_equal(sup_authority_request(desk->core, by_priya(desk), &ask, NULL), SUP_REFUSED);
    desk_fails(desk, SUP_MSG_REVIEW_SUM, "from", by_lee(desk), SUP_OP_AUTHORITY_REVIEW,
               PARAMS(authority_review, .group = 0));
}

static const struct CMUnitTest tests[] = {
    desk_test(a_week_is_counted_by_agent),
    desk_test(what_the_shop_gave_by_itself_is_told_apart),
    desk_test(a_week_is_counted_by_what_it_was_about),
    desk_test(what_is_near_a_limit_is_counted_from_the_share_on),
    desk_test(a_review_is_of_a_time),
    desk_test(what_was_decided_before_is_told),
    desk_test(comparable_is_from_half_to_twice),
    desk_test(precedents_are_of_one_reason_and_remedy),
    desk_test(an_erased_customer_leaves_no_text),
    desk_test(sums_are_exact_or_told_to_be_too_large),
};

DESK_MAIN(tests)
