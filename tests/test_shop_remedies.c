/*
 * test_shop_remedies.c: what the matrix of examples/policies/ecommerce.json says, to each role, for
 * each amount on both sides of a boundary, whether somebody said how badly it went or not.
 *
 * The tables are the published ones: a refund under 500 at once, 500.00 to 2,000.00 at the agent's
 * discretion with a rationale, over 2,000 with a supervisor; replacements at discretion, discounts
 * within guidelines, escalation when the customer asks; by severity an apology and expedited
 * handling, a discount on the next order, the money back and store credit, a significant gesture.
 */
#include "desk_fixture.h"

#include <stdio.h>
#include <string.h>

enum { DOCUMENT_SIZE = 262144 };
/* The people of this desk, one role each. */
enum { AGENT = 1, SPECIALIST, LEAD, SUPERVISOR, OPERATIONS, RISK, AUDITOR, PEOPLE_END };

static const char *const roles[PEOPLE_END] = {
    NULL, "agent", "specialist", "lead", "supervisor", "operations", "head_of_risk", "auditor"};
static const struct sup_reference order = {"shop", "order", "7001"};
static char document[DOCUMENT_SIZE];

static void read_document(void)
{
    char path[512];
    FILE *file;
    size_t bytes;

    assert_non_null(getenv("SUP_SOURCE_DIR"));
    snprintf(path, sizeof path, "%s/examples/policies/ecommerce.json", getenv("SUP_SOURCE_DIR"));
    file = fopen(path, "rb");
    assert_non_null(file);
    bytes = fread(document, 1, sizeof document - 1, file);
    (void)fclose(file);
    assert_true(bytes < sizeof document - 1);
    document[bytes] = '\0';
}

/* An order of 10,000.00 INR that the shop reported; the ticket about it. */
static int64_t open_shop(struct desk *desk)
{
    static const struct sup_fact facts[] = {{"captured", "10000.00 INR"},
                                            {"total", "10000.00 INR"}};

    read_document();
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    for (int i = AGENT; i < PEOPLE_END; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
                PARAMS(agent_save, .name = roles[i], .roles = &roles[i], .role_count = 1));
    }
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Meera"));
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &order, .customer_id = 1, .facts = facts,
                   .fact_count = 2));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = 1, .channel = "chat", .subject = "Broken",
                   .body = "It is.", .references = &order, .reference_count = 1));
    return desk->receipt.ticket_id;
}

static void say_severity(struct desk *desk, int64_t ticket, const char *severity)
{
    const struct sup_ticket_field field = {"severity", severity};

    desk_ok(desk, by_system(desk), SUP_OP_TICKET_FILL,
            PARAMS(ticket_fill, .ticket_id = ticket, .fields = &field, .field_count = 1));
}

enum { SAID_SIZE = 200 };

/* "allow refund_at_once": the effect and the row; "-" where the role may not even ask. */
static void hear(struct desk *desk, int64_t agent,
                 const struct sup_authority_check_params *question, char got[SAID_SIZE])
{
    static const char *const effects[] = {"", "allow", "rationale", "approval", "refuse"};
    struct sup_authority_answer *made = NULL;
    int32_t rc = sup_authority_check(desk->core, by(desk, SUP_ACTOR_AGENT, agent), question, &made);

    if (rc == SUP_OK) {
        snprintf(got, SAID_SIZE, "%s %s", effects[made->effect], made->row ? made->row : "-");
    } else {
        assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_ACTOR_MAY_NOT);
        snprintf(got, SAID_SIZE, "-");
    }
    sup_free(made);
}

static void expect_said(struct desk *desk, int64_t ticket, int64_t agent, const char *remedy,
                        const char *amount, const char *severity, const char *expected)
{
    char got[SAID_SIZE];

    hear(desk, agent,
         PARAMS(authority_check, .ticket_id = ticket, .remedy = remedy, .amount = amount), got);
    if (strcmp(got, expected) != 0) {
        print_message("%s: %s of %s, severity %s\n", roles[agent], remedy, amount ? amount : "-",
                      severity ? severity : "unknown");
    }
    assert_string_equal(got, expected);
}

/* ---- refunds ---- */

#define AT_ONCE       "allow refund_at_once"
#define DISCRETION    "rationale refund_at_discretion"
#define BY_SUPERVISOR "approval refund_by_supervisor"
#define IN_FULL       "rationale major_full_refund"

struct amount_case {
    const char *amount;
    const char *acting;  /* agent, specialist, lead, supervisor, operations */
    const char *to_full; /* the same of refund.full once it is major; not of an agent */
};

static const struct amount_case refunds[] = {
    {"0.01", AT_ONCE, AT_ONCE},
    {"400.00", AT_ONCE, AT_ONCE},
    {"499.99", AT_ONCE, AT_ONCE},
    {"500.00", DISCRETION, DISCRETION},
    {"500.01", DISCRETION, DISCRETION},
    {"1999.99", DISCRETION, DISCRETION},
    {"2000.00", DISCRETION, DISCRETION},
    {"2000.01", BY_SUPERVISOR, IN_FULL},
    {"4999.99", BY_SUPERVISOR, IN_FULL},
    {"5000.00", BY_SUPERVISOR, IN_FULL},
    {"5000.01", BY_SUPERVISOR, BY_SUPERVISOR},
    {"10000.00", BY_SUPERVISOR, BY_SUPERVISOR},
};

static const char *const severities[] = {NULL, "minor", "moderate", "major", "repeated"};

static void expect_refunds(struct desk *desk, int64_t ticket, int64_t who, const char *severity)
{
    int is_major = severity != NULL && strcmp(severity, "major") == 0;

    for (size_t i = 0; i < sizeof refunds / sizeof refunds[0]; i++) {
        const struct amount_case *row = &refunds[i];
        const char *usual = who <= OPERATIONS ? row->acting : who == RISK ? BY_SUPERVISOR : "-";
        int is_in_full = is_major && who >= SPECIALIST && who <= OPERATIONS;

        expect_said(desk, ticket, who, "refund.partial", row->amount, severity, usual);
        expect_said(desk, ticket, who, "refund.shipping", row->amount, severity, usual);
        expect_said(desk, ticket, who, "refund.full", row->amount, severity,
                    is_in_full ? row->to_full : usual);
    }
}

/* Of whom the desk does not know how badly it went, the published table is as good as of others. */
static void refunds_are_those_of_the_published_table(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = open_shop(desk);

    for (size_t i = 0; i < sizeof severities / sizeof severities[0]; i++) {
        if (severities[i] != NULL) {
            say_severity(desk, ticket, severities[i]);
        }
        for (int64_t who = AGENT; who < PEOPLE_END; who++) {
            expect_refunds(desk, ticket, who, severities[i]);
        }
    }
}

/* Who of the desk's people may fill a field, as their numbers; no connector and no customer does. */
static void expect_fillers(struct desk *desk, int64_t ticket, const struct sup_ticket_field *field,
                           const char *expected)
{
    const struct sup_ticket_fill_params fill = {
        .size = sizeof fill, .ticket_id = ticket, .fields = field, .field_count = 1};
    char got[PEOPLE_END + 1] = "";
    size_t count = 0;

    for (int agent = AGENT; agent < PEOPLE_END; agent++) {
        if (desk_run(desk, by(desk, SUP_ACTOR_AGENT, agent), SUP_OP_TICKET_FILL, &fill) == SUP_OK) {
            got[count++] = (char)('0' + agent);
        } else {
            assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_ACTOR_MAY_NOT);
        }
    }
    assert_string_equal(got, expected);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "fields/0/name", by(desk, SUP_ACTOR_INTEGRATION, 1),
               SUP_OP_TICKET_FILL, &fill);
    assert_int_equal(desk_run(desk, by(desk, SUP_ACTOR_CUSTOMER, 1), SUP_OP_TICKET_FILL, &fill),
                     SUP_REFUSED);
    /* Nor when a ticket is opened. */
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "fields/0/name", by(desk, SUP_ACTOR_AGENT, SPECIALIST),
               SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .customer_id = 1, .channel = "chat", .subject = "Broken",
                      .body = "It is.", .fields = field, .field_count = 1));
}

/* How badly it went opens larger amounts: it is said by a supervisor, and not by who gives them,
 * nor by customers and connectors. */
static void who_gives_does_not_say_how_badly_it_went(void **state)
{
    struct desk *desk = *state;

    expect_fillers(desk, open_shop(desk), &(struct sup_ticket_field){"severity", "major"},
                   "45"); /* supervisor, operations */
}

/* That no authority is involved spares a risk the executive's signature: it is said by who signs
 * for risk or legal, and not by who works on the case and solves it. */
static void who_works_on_a_risk_does_not_say_that_no_authority_is_involved(void **state)
{
    struct desk *desk = *state;

    expect_fillers(desk, open_shop(desk), &(struct sup_ticket_field){"authority", "false"},
                   "6"); /* head of risk */
}

/* ---- currencies ---- */

static void expect_in_currency(struct desk *desk, int64_t ticket, const char *remedy,
                               const char *amount, const char *currency, const char *expected)
{
    struct sup_authority_answer *made = NULL;
    char got[200];

    must(desk, sup_authority_check(desk->core, by(desk, SUP_ACTOR_AGENT, AGENT),
                                   PARAMS(authority_check, .ticket_id = ticket, .remedy = remedy,
                                          .amount = amount, .currency = currency),
                                   &made));
    snprintf(got, sizeof got, "%s", made->why);
    sup_free(made);
    assert_string_equal(got, expected);
}

/* Each currency has its own limits, so an order has one currency: the one that it was paid in, or
 * that it cost. A currency without a row is refused. */
static void an_order_has_one_currency(void **state)
{
    static const struct sup_reference paid = {"shop", "order", "eur"};
    static const struct sup_fact total = {"total", "100.00 EUR"};
    static const char *const other = "the order was paid in another currency";
    struct desk *desk = *state;
    int64_t ticket = open_shop(desk);

    expect_in_currency(desk, ticket, "refund.partial", "19.99", "EUR", other);
    expect_in_currency(desk, ticket, "store_credit", "1.00", "EUR", other);
    expect_in_currency(desk, ticket, "fee_waiver", "1.00", "USD", other);
    expect_in_currency(desk, ticket, "fee_waiver", "1.00", "INR",
                       "the row fee_at_discretion allows it to who says why");
    expect_in_currency(desk, ticket, "fee_waiver", "1.00", "GBP", "the row rest refuses it");

    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &paid, .customer_id = 1, .facts = &total,
                   .fact_count = 1));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = 1, .channel = "chat", .subject = "Broken",
                   .body = "It is.", .references = &paid, .reference_count = 1));
    ticket = desk->receipt.ticket_id;
    expect_in_currency(desk, ticket, "refund.partial", "100.00", "INR", other);
    expect_in_currency(desk, ticket, "refund.partial", "19.99", "EUR",
                       "the row refund_at_once allows it");
    expect_in_currency(desk, ticket, "refund.partial", "20.00", "EUR",
                       "the row refund_at_discretion allows it to who says why");
    expect_in_currency(desk, ticket, "refund.partial", "60.00", "EUR",
                       "the row refund_at_discretion allows it to who says why");
    expect_in_currency(desk, ticket, "refund.partial", "60.01", "EUR",
                       "the row refund_by_supervisor asks for approval");
}

/* Of an order that the shop reported without an amount nobody knows the currency: a supervisor
 * looks, or each currency would have limits of its own. */
static void an_order_without_an_amount_is_for_a_supervisor(void **state)
{
    static const struct sup_reference bare = {"shop", "order", "bare"};
    struct desk *desk = *state;

    (void)open_shop(desk);
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &bare, .customer_id = 1));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = 1, .channel = "chat", .subject = "Broken",
                   .body = "It is.", .references = &bare, .reference_count = 1));
    expect_in_currency(desk, desk->receipt.ticket_id, "refund.partial", "1.00", "INR",
                       "the row unreported_refund asks for approval");
    expect_in_currency(desk, desk->receipt.ticket_id, "refund.partial", "1.00", "EUR",
                       "the row unreported_refund asks for approval");
    expect_in_currency(desk, desk->receipt.ticket_id, "replacement", "1.00", "EUR",
                       "the row replacement_worth_by_supervisor asks for approval; the row "
                       "replacement_worth_at_discretion handed it on: the limit per order is a "
                       "part of the order's amount, which is not known in EUR");
    expect_in_currency(desk, desk->receipt.ticket_id, "replacement", "1", "JPY",
                       "the row rest refuses it");
}

/* ---- all other rows, beside their boundaries ---- */

#define LEAD_ONLY  "approval discount_by_lead"
#define GUIDELINES "allow discount_within_guidelines"
#define FEE        "rationale fee_at_discretion"
#define FEE_LEAD   "approval fee_by_lead"
#define AGAIN      "rationale replacement_at_discretion"
#define WORTH      "rationale replacement_worth_at_discretion"
#define WORTH_MORE "approval replacement_worth_by_supervisor"
#define VALUABLE   "approval high_value_replacement"
#define VALUED     "approval high_value_replacement_worth"
#define ONE        "approval high_value_refund"
#define TWO        "approval high_value_large_refund"

/* What an agent and a specialist are told about an order in that currency; jewellery or not. */
static const struct golden {
    const char *currency;
    int is_valuable;
    const char *remedy;
    const char *amount;
    const char *agent;
    const char *specialist;
} goldens[] = {
    {"EUR", 0, "refund.partial", "19.99", AT_ONCE, AT_ONCE},
    {"EUR", 0, "refund.partial", "20.00", DISCRETION, DISCRETION},
    {"EUR", 0, "refund.partial", "20.01", DISCRETION, DISCRETION},
    {"EUR", 0, "refund.partial", "59.99", DISCRETION, DISCRETION},
    {"EUR", 0, "refund.partial", "60.00", DISCRETION, DISCRETION},
    {"EUR", 0, "refund.partial", "60.01", BY_SUPERVISOR, BY_SUPERVISOR},
    {"USD", 0, "refund.partial", "19.99", AT_ONCE, AT_ONCE},
    {"USD", 0, "refund.partial", "20.00", DISCRETION, DISCRETION},
    {"USD", 0, "refund.partial", "20.01", DISCRETION, DISCRETION},
    {"USD", 0, "refund.partial", "59.99", DISCRETION, DISCRETION},
    {"USD", 0, "refund.partial", "60.00", DISCRETION, DISCRETION},
    {"USD", 0, "refund.partial", "60.01", BY_SUPERVISOR, BY_SUPERVISOR},
    {"INR", 0, "discount", "499.99", GUIDELINES, GUIDELINES},
    {"INR", 0, "discount", "500.00", GUIDELINES, GUIDELINES},
    {"INR", 0, "discount", "500.01", LEAD_ONLY, LEAD_ONLY},
    {"EUR", 0, "voucher", "15.00", GUIDELINES, GUIDELINES},
    {"EUR", 0, "voucher", "15.01", LEAD_ONLY, LEAD_ONLY},
    {"USD", 0, "voucher", "15.00", GUIDELINES, GUIDELINES},
    {"USD", 0, "voucher", "15.01", LEAD_ONLY, LEAD_ONLY},
    {"INR", 0, "fee_waiver", "199.99", FEE, FEE},
    {"INR", 0, "fee_waiver", "200.00", FEE, FEE},
    {"INR", 0, "fee_waiver", "200.01", FEE_LEAD, FEE_LEAD},
    {"EUR", 0, "fee_waiver", "10.00", FEE, FEE},
    {"EUR", 0, "fee_waiver", "10.01", FEE_LEAD, FEE_LEAD},
    {"USD", 0, "fee_waiver", "10.00", FEE, FEE},
    {"USD", 0, "fee_waiver", "10.01", FEE_LEAD, FEE_LEAD},
    {"INR", 1, "refund.partial", "0.01", ONE, ONE},
    {"INR", 1, "refund.partial", "10000.00", ONE, ONE},
    {"INR", 1, "refund.partial", "10000.01", TWO, TWO},
    {"EUR", 1, "refund.full", "200.00", ONE, ONE},
    {"EUR", 1, "refund.full", "200.01", TWO, TWO},
    {"USD", 1, "store_credit", "200.00", ONE, ONE},
    {"USD", 1, "store_credit", "200.01", TWO, TWO},
    {"INR", 0, "replacement", NULL, AGAIN, AGAIN},
    {"INR", 0, "exchange", NULL, AGAIN, AGAIN},
    {"INR", 0, "reship", NULL, AGAIN, AGAIN},
    {"INR", 0, "return_without_receipt", NULL, "approval no_receipt", "approval no_receipt"},
    {"INR", 1, "replacement", NULL, VALUABLE, VALUABLE},
    {"INR", 1, "return_without_receipt", NULL, VALUABLE, VALUABLE},
    {"INR", 0, "replacement", "0.01", WORTH, WORTH},
    {"INR", 0, "replacement", "30000.00", WORTH, WORTH},
    {"INR", 0, "replacement", "30000.01", WORTH_MORE, WORTH_MORE},
    {"EUR", 0, "exchange", "30000.00", WORTH, WORTH},
    {"EUR", 0, "exchange", "30000.01", WORTH_MORE, WORTH_MORE},
    {"USD", 0, "reship", "30000.00", WORTH, WORTH},
    {"USD", 0, "reship", "30000.01", WORTH_MORE, WORTH_MORE},
    {"GBP", 0, "replacement", NULL, AGAIN, AGAIN},
    {"GBP", 0, "replacement", "0.01", "refuse rest", "refuse rest"},
    {"GBP", 0, "return_without_receipt", "5.00", "refuse rest", "refuse rest"},
    {"INR", 0, "return_without_receipt", "5.00", "approval no_receipt_worth",
     "approval no_receipt_worth"},
    {"INR", 1, "replacement", "0.01", VALUED, VALUED},
    {"USD", 1, "return_without_receipt", "99999.00", VALUED, VALUED},
    {"GBP", 1, "replacement", "0.01", "refuse rest", "refuse rest"},
    {"INR", 0, "cancel_order", NULL, "allow cancel_before_it_leaves",
     "allow cancel_before_it_leaves"},
    {"INR", 0, "address_change", NULL, "refuse rest", "rationale address_before_it_leaves"},
    {"INR", 0, "block_customer", NULL, "refuse rest", "approval block"},
    {"INR", 0, "escalation", NULL, "allow escalation_when_asked", "allow escalation_when_asked"},
};

/* A ticket about an order of 30,000.00. */
static int64_t paid_in(struct desk *desk, const char *currency, int is_valuable)
{
    char id[16];
    char amount[32];
    const struct sup_reference made = {"shop", "order", id};
    const struct sup_fact facts[] = {
        {"captured", amount}, {"total", amount}, {"has_high_value_goods", "true"}};

    snprintf(id, sizeof id, "%s-%d", currency, is_valuable);
    snprintf(amount, sizeof amount, "30000.00 %s", currency);
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &made, .customer_id = 1, .facts = facts,
                   .fact_count = is_valuable ? 3 : 2));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = 1, .channel = "chat", .subject = "Broken",
                   .body = "It is.", .references = &made, .reference_count = 1));
    return desk->receipt.ticket_id;
}

static void each_row_is_for_what_is_published(void **state)
{
    struct desk *desk = *state;

    (void)open_shop(desk);
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        const struct golden *row = &goldens[i];
        const char *const expected[] = {row->agent, row->specialist};
        int64_t ticket = paid_in(desk, row->currency, row->is_valuable);

        for (int64_t who = AGENT; who <= SPECIALIST; who++) {
            char got[SAID_SIZE];

            hear(desk, who,
                 PARAMS(authority_check, .ticket_id = ticket, .remedy = row->remedy,
                        .amount = row->amount, .currency = row->amount ? row->currency : NULL),
                 got);
            if (strcmp(got, expected[who - AGENT]) != 0) {
                print_message("%s: %s of %s %s\n", roles[who], row->remedy,
                              row->amount ? row->amount : "-", row->currency);
            }
            assert_string_equal(got, expected[who - AGENT]);
        }
    }
}

/* ---- the recovery table ---- */

#define LEAD_SAYS "approval next_discount_else"
#define GESTURE   "approval gesture_by_supervisor"

/* What each severity opens, to an agent and to a specialist, at, below and above its boundary. */
struct recovery_case {
    const char *severity;
    const char *remedy;
    const char *amount;
    const char *agent;
    const char *specialist;
};

static const struct recovery_case recoveries[] = {
    {NULL, "apology", NULL, "allow minor_inconvenience", "allow minor_inconvenience"},
    {NULL, "expedite", NULL, "allow minor_inconvenience", "allow minor_inconvenience"},
    {NULL, "next_order_discount", "0.01", LEAD_SAYS, LEAD_SAYS},
    {NULL, "store_credit", "0.01", GESTURE, GESTURE},
    {NULL, "store_credit", "1000.00", GESTURE, GESTURE},
    {NULL, "goodwill", "0.01", GESTURE, GESTURE},
    {NULL, "goodwill", "3000.00", GESTURE, GESTURE},
    {"minor", "apology", NULL, "allow minor_inconvenience", "allow minor_inconvenience"},
    {"minor", "expedite", NULL, "allow minor_inconvenience", "allow minor_inconvenience"},
    {"minor", "next_order_discount", "500.00", LEAD_SAYS, LEAD_SAYS},
    {"minor", "store_credit", "0.01", GESTURE, GESTURE},
    {"minor", "goodwill", "0.01", GESTURE, GESTURE},
    {"moderate", "next_order_discount", "499.99", "rationale moderate_next_discount",
     "rationale moderate_next_discount"},
    {"moderate", "next_order_discount", "500.00", "rationale moderate_next_discount",
     "rationale moderate_next_discount"},
    {"moderate", "next_order_discount", "500.01", LEAD_SAYS, LEAD_SAYS},
    {"moderate", "store_credit", "0.01", GESTURE, GESTURE},
    {"moderate", "goodwill", "0.01", GESTURE, GESTURE},
    {"major", "apology", NULL, "allow minor_inconvenience", "allow minor_inconvenience"},
    {"major", "next_order_discount", "500.00", LEAD_SAYS, LEAD_SAYS},
    {"major", "refund.full", "5000.00", BY_SUPERVISOR, IN_FULL},
    {"major", "store_credit", "999.99", GESTURE, "rationale major_store_credit"},
    {"major", "store_credit", "1000.00", GESTURE, "rationale major_store_credit"},
    {"major", "store_credit", "1000.01", GESTURE, GESTURE},
    {"major", "goodwill", "0.01", GESTURE, GESTURE},
    {"repeated", "next_order_discount", "500.00", LEAD_SAYS, LEAD_SAYS},
    {"repeated", "goodwill", "2999.99", GESTURE, "rationale repeated_failures"},
    {"repeated", "goodwill", "3000.00", GESTURE, "rationale repeated_failures"},
    {"repeated", "goodwill", "3000.01", GESTURE, GESTURE},
    {"repeated", "store_credit", "3000.00", GESTURE, "rationale repeated_failures"},
    {"repeated", "store_credit", "3000.01", GESTURE, GESTURE},
};

static void what_recovers_a_customer_goes_by_severity(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = open_shop(desk);

    for (size_t i = 0; i < sizeof recoveries / sizeof recoveries[0]; i++) {
        const struct recovery_case *row = &recoveries[i];
        const int64_t alike[] = {SPECIALIST, LEAD, SUPERVISOR, OPERATIONS};

        if (row->severity != NULL) {
            say_severity(desk, ticket, row->severity);
        }
        expect_said(desk, ticket, AGENT, row->remedy, row->amount, row->severity, row->agent);
        for (size_t j = 0; j < sizeof alike / sizeof alike[0]; j++) {
            expect_said(desk, ticket, alike[j], row->remedy, row->amount, row->severity,
                        row->specialist);
        }
    }
}

/* ---- what one person gives away in a day ---- */

/* A request on a ticket and for a customer of its own, so that no limit but the agent's is met. */
static void give(struct desk *desk, int64_t who, const char *remedy, const char *amount,
                 const char *severity, const char *total)
{
    char id[40];
    const struct sup_reference made = {"shop", "order", id};
    const struct sup_fact facts[] = {{"captured", total}, {"total", total}};
    int64_t customer;

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Somebody"));
    customer = desk->receipt.id;
    snprintf(id, sizeof id, "of-%d", (int)customer);
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &made, .customer_id = customer, .facts = facts,
                   .fact_count = 2));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer, .channel = "chat", .subject = "Broken",
                   .body = "It is.", .references = &made, .reference_count = 1));
    if (severity != NULL) {
        say_severity(desk, desk->receipt.ticket_id, severity);
    }
    if (amount != NULL) {
        desk_ok(desk, by(desk, SUP_ACTOR_AGENT, who), SUP_OP_AUTHORITY_REQUEST,
                PARAMS(authority_request, .ticket_id = desk->receipt.ticket_id, .remedy = remedy,
                       .amount = amount, .rationale = "It went wrong."));
    }
}

/* Twenty customers, or as many as it takes to fill the day; then it is for somebody else. */
static const struct day_case {
    const char *remedy;
    const char *severity;
    const char *amount; /* of each */
    int64_t who;
    int times; /* until the day is full */
    const char *before;
    const char *after;
} days[] = {
    {"refund.partial", NULL, "2000.00", AGENT, 10, DISCRETION, BY_SUPERVISOR},
    {"refund.full", "major", "5000.00", SPECIALIST, 4, IN_FULL, BY_SUPERVISOR},
    {"discount", NULL, "500.00", AGENT, 10, "allow discount_within_guidelines",
     "approval discount_by_lead"},
    {"voucher", NULL, "1.00", AGENT, 20, "allow discount_within_guidelines",
     "approval discount_by_lead"},
    {"next_order_discount", "moderate", "500.00", AGENT, 10, "rationale moderate_next_discount",
     LEAD_SAYS},
    {"store_credit", "major", "1000.00", SPECIALIST, 5, "rationale major_store_credit", GESTURE},
    {"goodwill", "repeated", "3000.00", LEAD, 2, "rationale repeated_failures", GESTURE},
    {"goodwill", "repeated", "1.00", LEAD, 10, "rationale repeated_failures", GESTURE},
    {"fee_waiver", NULL, "200.00", AGENT, 10, "rationale fee_at_discretion",
     "approval fee_by_lead"},
    {"fee_waiver", NULL, "1.00", AGENT, 20, "rationale fee_at_discretion", "approval fee_by_lead"},
};

static void nobody_gives_away_more_than_a_days_share(void **state)
{
    struct desk *desk = *state;

    (void)open_shop(desk);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        const struct day_case *day = &days[i];

        desk->now_ms += DAY_MS; /* nothing of the row before is in the window */
        for (int j = 0; j < day->times; j++) {
            give(desk, day->who, day->remedy, NULL, day->severity, "10000.00 INR");
            expect_said(desk, desk->receipt.ticket_id, day->who, day->remedy, day->amount,
                        day->severity, day->before);
            give(desk, day->who, day->remedy, day->amount, day->severity, "10000.00 INR");
        }
        give(desk, day->who, day->remedy, NULL, day->severity, "10000.00 INR");
        expect_said(desk, desk->receipt.ticket_id, day->who, day->remedy, day->amount,
                    day->severity, day->after);
    }
}

/* ---- what takes two people ---- */

#define UNREPORTED "approval unreported_refund"
#define BOTH       "approval unreported_large_refund"

/* A ticket about an order of `customer`: of jewellery that the shop reported, or of nothing that it
 * did. */
static int64_t about(struct desk *desk, int64_t customer, const char *id, int is_reported)
{
    static const struct sup_fact facts[] = {
        {"captured", "30000.00 INR"}, {"total", "30000.00 INR"}, {"has_high_value_goods", "true"}};
    const struct sup_reference made = {"shop", "order", id};

    if (is_reported) {
        desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
                PARAMS(reference_report, .reference = &made, .customer_id = customer,
                       .facts = facts, .fact_count = 3));
    }
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer, .channel = "chat", .subject = "Broken",
                   .body = "It is.", .references = &made, .reference_count = 1));
    return desk->receipt.ticket_id;
}

static void ask(struct desk *desk, int64_t ticket, int64_t who, const char *remedy,
                const char *amount)
{
    desk_ok(desk, by(desk, SUP_ACTOR_AGENT, who), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .ticket_id = ticket, .remedy = remedy, .amount = amount,
                   .rationale = "It went wrong."));
}

/* What takes two people takes them in parts as well: 10,000.00 of an order are the most for one,
 * whoever asks for the parts, and whatever they are called. */
static void two_people_are_needed_for_the_parts_as_for_the_whole(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    (void)open_shop(desk);
    ticket = about(desk, 1, "ring", 1);
    expect_said(desk, ticket, AGENT, "refund.partial", "10000.00", NULL, ONE);
    expect_said(desk, ticket, AGENT, "refund.partial", "10000.01", NULL, TWO);
    ask(desk, ticket, AGENT, "refund.partial", "9999.00");
    expect_said(desk, ticket, SPECIALIST, "refund.partial", "0.99", NULL, ONE);
    expect_said(desk, ticket, SPECIALIST, "refund.shipping", "1.00", NULL, ONE);
    expect_said(desk, ticket, SPECIALIST, "refund.shipping", "1.01", NULL, TWO);
    expect_said(desk, ticket, SPECIALIST, "store_credit", "1.01", NULL, TWO);
    expect_said(desk, ticket, SPECIALIST, "refund.partial", "9999.99", NULL, TWO);
    /* Orders that the shop did not report are one order. */
    ticket = about(desk, 1, "x1", 0);
    expect_said(desk, ticket, AGENT, "refund.partial", "10000.00", NULL, UNREPORTED);
    expect_said(desk, ticket, AGENT, "refund.partial", "10000.01", NULL, BOTH);
    ask(desk, ticket, AGENT, "refund.partial", "9999.00");
    ticket = about(desk, 1, "x2", 0);
    expect_said(desk, ticket, SPECIALIST, "refund.partial", "1.00", NULL, UNREPORTED);
    expect_said(desk, ticket, SPECIALIST, "refund.partial", "1.01", NULL, BOTH);
}

/* 20,000.00 of a customer's jewellery in thirty days, and 50,000.00 that one agent asks for in a
 * day, are the most for one who approves. */
static void two_people_are_needed_for_many_orders(void **state)
{
    static const char *const ids[] = {"r0", "r1", "r2", "r3", "r4", "r5"};
    struct desk *desk = *state;
    int64_t ticket;

    (void)open_shop(desk);
    ask(desk, about(desk, 1, "ring", 1), AGENT, "refund.partial", "10000.00");
    ask(desk, about(desk, 1, "chain", 1), SPECIALIST, "refund.partial", "9999.00");
    ticket = about(desk, 1, "watch", 1);
    expect_said(desk, ticket, LEAD, "refund.partial", "1.00", NULL, ONE);
    expect_said(desk, ticket, LEAD, "refund.partial", "1.01", NULL, TWO);
    desk->now_ms += 31 * DAY_MS; /* what was not approved counts no more, nor does the window */
    for (int i = 0; i < 6; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE,
                PARAMS(customer_save, .name = "Somebody"));
        ticket = about(desk, desk->receipt.id, ids[i], 1);
        expect_said(desk, ticket, AGENT, "refund.partial", "10000.00", NULL, i < 5 ? ONE : TWO);
        if (i < 5) {
            ask(desk, ticket, AGENT, "refund.partial", "10000.00");
        }
    }
    expect_said(desk, ticket, SPECIALIST, "refund.partial", "10000.00", NULL, ONE);
}

/* A third discount within ninety days is for a lead, as a larger one is; nobody is told no. */
static void a_third_discount_on_the_next_order_is_for_a_lead(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = open_shop(desk);

    say_severity(desk, ticket, "moderate");
    ask(desk, ticket, AGENT, "next_order_discount", "500.00");
    expect_said(desk, ticket, AGENT, "next_order_discount", "499.00", "moderate",
                "rationale moderate_next_discount");
    ask(desk, ticket, AGENT, "next_order_discount", "499.00");
    expect_said(desk, ticket, AGENT, "next_order_discount", "498.00", "moderate", LEAD_SAYS);
    expect_said(desk, ticket, AGENT, "next_order_discount", "500.01", "moderate", LEAD_SAYS);
}

/* Of an order that the shop did not report nobody knows whether it left. */
static void an_order_is_cancelled_at_once_only_when_the_shop_reported_it(void **state)
{
    static const struct sup_fact left = {"shipped_at", "2026-01-01T00:00:00Z"};
    static const char *const changes[] = {"cancel_order", "address_change"};
    static const char *const at_once[] = {"allow cancel_before_it_leaves",
                                          "rationale address_before_it_leaves"};
    struct desk *desk = *state;
    int64_t reported = open_shop(desk);
    int64_t made_up = about(desk, 1, "x1", 0);

    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = 1, .channel = "chat", .subject = "Cancel",
                   .body = "Please."));
    for (int i = 0; i < 2; i++) {
        expect_said(desk, reported, SPECIALIST, changes[i], NULL, NULL, at_once[i]);
        expect_said(desk, made_up, SPECIALIST, changes[i], NULL, NULL,
                    "approval unreported_change");
        expect_said(desk, desk->receipt.ticket_id, SPECIALIST, changes[i], NULL, NULL,
                    "approval unreported_change");
    }
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &order, .facts = &left, .fact_count = 1));
    for (int i = 0; i < 2; i++) {
        expect_said(desk, reported, SPECIALIST, changes[i], NULL, NULL, "refuse too_late");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test_empty(refunds_are_those_of_the_published_table),
        desk_test_empty(who_gives_does_not_say_how_badly_it_went),
        desk_test_empty(who_works_on_a_risk_does_not_say_that_no_authority_is_involved),
        desk_test_empty(an_order_has_one_currency),
        desk_test_empty(each_row_is_for_what_is_published),
        desk_test_empty(an_order_without_an_amount_is_for_a_supervisor),
        desk_test_empty(what_recovers_a_customer_goes_by_severity),
        desk_test_empty(nobody_gives_away_more_than_a_days_share),
        desk_test_empty(two_people_are_needed_for_the_parts_as_for_the_whole),
        desk_test_empty(two_people_are_needed_for_many_orders),
        desk_test_empty(a_third_discount_on_the_next_order_is_for_a_lead),
        desk_test_empty(an_order_is_cancelled_at_once_only_when_the_shop_reported_it),
    };

    desk_backend = DESK_MEMORY; /* what the matrix says is the same on every store */
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
