/*
 * Tests of lib/policy: what is told of the authority matrix as a whole: what no row is for, and
 * rows that are never reached.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "matrix_fixture.h"

/* How many warnings, and notes, a matrix has, and the text of the first. */
static void expect_told(const char *matrix, int32_t severity, uint32_t count, const char *text)
{
    struct loaded loaded = load_matrix(matrix);
    uint32_t found = 0;

    assert_int_equal(loaded.rc, SUP_OK);
    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        const struct sup_policy_problem *item = &loaded.problems.items[i];

        if (item->severity != severity) {
            continue;
        }
        if (found++ == 0 && text != NULL) {
            assert_string_equal(item->text, text);
        }
    }
    assert_int_equal(found, count);
    unload(&loaded);
}

static void expect_last_note(const char *matrix, const char *text)
{
    struct loaded loaded = load_matrix(matrix);
    const struct sup_policy_problem *last = NULL;

    assert_int_equal(loaded.rc, SUP_OK);
    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        const struct sup_policy_problem *item = &loaded.problems.items[i];

        last = item->severity == SUP_POLICY_NOTE ? item : last;
    }
    assert_non_null(last);
    assert_string_equal(last->text, text);
    unload(&loaded);
}

#define GIFTS                                                                                      \
    "{'name': 'sorry', 'remedies': ['apology'], 'effect': 'allow'}, "                              \
    "{'name': 'gifts', 'remedies': ['gift'], 'effect': 'refuse'}, "

static void a_row_that_is_never_reached_is_warned_about(void **state)
{
    (void)state;

    expect_told(GIFTS
                "{'name': 'a', 'remedies': ['cancel_order', 'address_change'], 'effect': 'allow', "
                "'roles': ['agent', 'lead']}, {'name': 'b', 'remedies': ['address_change'], "
                "'effect': 'refuse', 'roles': ['lead'], 'floors': ['risk']}",
                SUP_POLICY_WARNING, 1,
                "the row \"b\" is never reached: \"a\" before it is for all that it would be");
    expect_told(
        GIFTS
        "{'name': 'a', 'remedies': ['address_change'], 'effect': 'allow', 'roles': ['lead'], "
        "'limits': [{'per': 'order', 'count': 1, 'beyond': 'next'}]}, "
        "{'name': 'b', 'remedies': ['address_change'], 'effect': 'refuse', 'roles': ['lead']}",
        SUP_POLICY_WARNING, 0, NULL);
    expect_told(
        GIFTS
        "{'name': 'a', 'remedies': ['address_change'], 'effect': 'allow', 'roles': ['lead']}, "
        "{'name': 'b', 'remedies': ['address_change'], 'effect': 'refuse'}",
        SUP_POLICY_WARNING, 0, NULL);
}

#define MAY_GIVE(effect) "{'name': 'a', 'remedies': ['gift'], 'effect': '" effect "'}"
#define GIVES_EUR        "{'name': 'b', 'remedies': ['gift'], 'effect': 'allow', 'amount': {'EUR': {}}}"
#define REFUSES(remedy)  "{'name': 'c', 'remedies': ['" remedy "'], 'effect': 'refuse'}"
#define SORRY            "{'name': 'sorry', 'remedies': ['apology'], 'effect': 'allow'}, "

/* A row without amounts hides those that say some only where it refuses. */
static void a_row_without_amounts_hides_what_has_none(void **state)
{
    (void)state;

    expect_told(SORRY MAY_GIVE("allow") ", " GIVES_EUR, SUP_POLICY_WARNING, 0, NULL);
    expect_told(SORRY MAY_GIVE("allow") ", " GIVES_EUR ", " REFUSES("gift"), SUP_POLICY_WARNING, 0,
                NULL);
    expect_told(SORRY MAY_GIVE("refuse") ", " GIVES_EUR, SUP_POLICY_WARNING, 1,
                "the row \"b\" is never reached: \"a\" before it is for all that it would be");
    expect_told(GIFTS REFUSES("apology"), SUP_POLICY_WARNING, 1,
                "the row \"c\" is never reached: \"sorry\" before it is for all that it would be");
}

/* "next" means a row: one that is behind it, for each remedy that the limit is of. */
static void a_limit_beyond_which_no_row_is_is_warned_about(void **state)
{
    static const char passing[] = GIFTS "{'name': 'a', 'remedies': ['cancel_order', "
                                        "'address_change'], 'effect': 'allow', 'limits': "
                                        "[{'per': 'order', 'count': 1, 'beyond': 'next'}]}%s";
    char rows[600];
    (void)state;

    snprintf(rows, sizeof rows, passing, "");
    expect_told(rows, SUP_POLICY_WARNING, 1,
                "cancel_order, address_change beyond a limit of \"a\" is refused: no row behind it "
                "is for that");
    snprintf(rows, sizeof rows, passing,
             ", {'name': 'b', 'remedies': ['cancel_order'], 'effect': 'refuse'}");
    expect_told(rows, SUP_POLICY_WARNING, 1,
                "address_change beyond a limit of \"a\" is refused: no row behind it is for that");
    snprintf(rows, sizeof rows, passing, ", {'name': 'b', 'remedies': ['*'], 'effect': 'refuse'}");
    expect_told(rows, SUP_POLICY_WARNING, 0, NULL);
}

/* A row behind it is for some amounts only: what it is not for ends at the limit. */
static void a_limit_beyond_which_no_row_is_for_the_amount_is_warned_about(void **state)
{
    static const char format[] = GIFTS
        "{'name': 'a', 'remedies': ['goodwill'], 'effect': 'allow', 'amount': {'EUR': {'to': "
        "'60.00'}, 'JPY': {}}, 'limits': [%s]}, {'name': 'b', 'remedies': ['goodwill'], 'effect': "
        "'allow', 'amount': {'EUR': {'from': '20.00', 'to': '40.00'}, 'JPY': {}}}%s";
    static const char any[] = "{'per': 'order', 'count': 1, 'beyond': 'next'}";
    static const char each[] =
        "{'per': 'request', 'amount': {'EUR': '30.00', 'JPY': '9'}, 'beyond': 'next'}";
    char rows[800];
    (void)state;

    snprintf(rows, sizeof rows, format, any, "");
    expect_told(rows, SUP_POLICY_WARNING, 2,
                "goodwill of 0.01 to 19.99 EUR beyond a limit of \"a\" is refused: no row behind it "
                "is for that");
    snprintf(rows, sizeof rows, format, each, "");
    expect_told(rows, SUP_POLICY_WARNING, 1,
                "goodwill of 40.01 to 60.00 EUR beyond a limit of \"a\" is refused: no row behind "
                "it is for that");
    snprintf(rows, sizeof rows, format, any,
             ", {'name': 'rest', 'remedies': ['*'], 'effect': 'refuse'}");
    expect_told(rows, SUP_POLICY_WARNING, 0, NULL);
}

/* Rows for all that is not what a test is about. */
#define UNPAID                                                                                     \
    "'replacement', 'exchange', 'reship', 'return_without_receipt', 'cancel_order', "              \
    "'address_change', 'block_customer'"
#define OWN_ACTIONS "'customer.merge', 'customer.export', 'ticket.*', 'floor.*', 'policy.activate'"
#define ALL_ELSE                                                                                   \
    "{'name': 'else', 'remedies': [" UNPAID ", " OWN_ACTIONS ", 'customer.erase', 'refund.*', "    \
    "'store_credit', 'voucher', 'discount', 'goodwill', 'fee_waiver'], 'effect': 'refuse'}"
#define ALL_GIVEN                                                                                  \
    "{'name': 'else', 'remedies': [" UNPAID ", " OWN_ACTIONS ", 'gift', 'apology', 'refund.*', "   \
    "'store_credit', 'voucher', 'discount', 'goodwill', 'fee_waiver'], 'effect': 'refuse'}"
#define ALL_BUT_VOUCHERS                                                                           \
    "{'name': 'else', 'remedies': [" UNPAID ", " OWN_ACTIONS ", 'customer.erase', 'refund.*', "    \
    "'store_credit', 'discount', 'goodwill', 'fee_waiver'], 'effect': 'refuse'}"

static void an_amount_between_two_rows_is_warned_about(void **state)
{
    (void)state;

    expect_told(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': "
                      "{'below': '10'}}}, {'name': 'b', 'remedies': ['voucher'], 'effect': "
                      "'refuse', 'amount': {'EUR': {'above': '10'}}}",
                SUP_POLICY_WARNING, 1,
                "voucher of 10.00 to 10.00 EUR is refused: no row is for it");
    expect_told(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': "
                      "{'to': '10'}}}, {'name': 'b', 'remedies': ['voucher'], 'effect': "
                      "'refuse', 'amount': {'EUR': {'above': '10'}}}",
                SUP_POLICY_WARNING, 0, NULL);
}

/* A last row that refuses the rest means it, but hardly an amount between two rows. */
static void an_amount_that_only_the_last_row_is_for_is_noted(void **state)
{
    static const char gap[] = GIFTS
        "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'from': '5', "
        "'to': '20'}}}, {'name': 'b', 'remedies': ['voucher'], 'effect': 'allow', 'amount': "
        "{'EUR': "
        "{'above': '20.01', 'to': '50'}, 'USD': {}}}, {'name': 'rest', 'remedies': ['*'], "
        "'effect': "
        "'refuse'}";
    (void)state;

    expect_told(gap, SUP_POLICY_WARNING, 0, NULL);
    expect_told(gap, SUP_POLICY_NOTE, 2,
                "voucher of 0.01 to 4.99 EUR is refused: no row but \"rest\" is for it");
    expect_last_note(gap,
                     "voucher of 20.01 to 20.01 EUR is refused: no row but \"rest\" is for it");
    /* A row that refuses some requests of any amount is none that refuses the rest. */
    expect_told(GIFTS "{'name': 'no', 'remedies': ['voucher'], 'effect': 'refuse', 'floors': "
                      "['risk']}, {'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', "
                      "'amount': {'EUR': {'from': '5'}}}",
                SUP_POLICY_WARNING, 1, "voucher of 0.01 to 4.99 EUR is refused: no row is for it");
}

/* Whoever gives what may have an amount without saying amounts may have meant all of them. */
static void all_amounts_that_no_row_is_for_are_warned_about(void **state)
{
    (void)state;

    expect_told(
        SORRY MAY_GIVE("allow"), SUP_POLICY_WARNING, 1,
        "gift with an amount is refused: no row is for it; \"amount\": {\"EUR\": {}} is any "
        "amount in EUR");
    /* That of other remedies is in EUR does not make it more. */
    expect_told(
        SORRY MAY_GIVE("allow") ", {'name': 'v', 'remedies': ['voucher'], 'effect': "
                                "'allow', 'amount': {'EUR': {}, 'INR': {}}}",
        SUP_POLICY_WARNING, 1,
        "gift with an amount is refused: no row is for it; \"amount\": {\"EUR\": {}} is any "
        "amount in EUR");
    /* A last row that refuses all makes it a note. */
    expect_told(SORRY MAY_GIVE("allow") ", " REFUSES("*"), SUP_POLICY_WARNING, 0, NULL);
    expect_told(SORRY MAY_GIVE("allow") ", " REFUSES("*"), SUP_POLICY_NOTE, 1,
                "gift with an amount is refused: no row but \"c\" is for it; \"amount\": {\"EUR\": "
                "{}} is any amount in EUR");
    expect_told(SORRY MAY_GIVE("refuse"), SUP_POLICY_WARNING, 0, NULL);
    /* The other way round, and where one currency of others is left out, it is a note as ever. */
    expect_last_note(SORRY GIVES_EUR ", " ALL_ELSE,
                     "gift without an amount is refused: no row is for it");
    expect_last_note(SORRY MAY_GIVE("allow") ", " GIVES_EUR ", {'name': 'v', 'remedies': "
                                             "['exchange'], 'effect': 'refuse', 'amount': {'INR': "
                                             "{}}}, " ALL_ELSE,
                     "gift in INR is refused: no row is for it");
    expect_told(SORRY MAY_GIVE("allow") ", " GIVES_EUR ", " ALL_ELSE, SUP_POLICY_NOTE, 0, NULL);
}

#define SMALL                                                                                      \
    "{'name': 'small', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'below': "   \
    "'10'}}}, "
#define BIG                                                                                        \
    "{'name': 'big', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': {'above': "     \
    "'10'}}}"
#define RISKY                                                                                      \
    "{'name': 'risky', 'remedies': ['voucher'], 'effect': 'allow', 'floors': ['risk'], 'amount': " \
    "{'EUR': {}}}, "

#define OF_AGENT(id)                                                                               \
    "{'name': 'of_" id "', 'remedies': ['voucher'], 'effect': 'allow', 'agents': ['" id "'], "     \
    "'amount': {'EUR': {}}}, "

/* A row for some cases only leaves the amount out in all others, whatever makes it one. */
static void an_amount_that_a_row_is_for_in_some_cases_only_is_told(void **state)
{
    static const char unless[] = "voucher of 10.00 to 10.00 EUR is refused unless it is a case of "
                                 "\"risky\": no row is for it "
                                 "in all cases";
    (void)state;

    expect_told(GIFTS RISKY SMALL BIG, SUP_POLICY_WARNING, 1, unless);
    expect_told(GIFTS
                "{'name': 'risky', 'remedies': ['voucher'], 'effect': 'allow', 'when': {'var': "
                "'customer.is_vip'}, 'amount': {'EUR': {}}}, " SMALL BIG,
                SUP_POLICY_WARNING, 1, unless);
    expect_told(GIFTS "{'name': 'risky', 'remedies': ['voucher'], 'effect': 'allow', 'agents': "
                      "['1'], 'amount': {'EUR': {}}}, " SMALL BIG,
                SUP_POLICY_WARNING, 1, unless);
    /* Of several all are named, or how many more they are. */
    expect_told(GIFTS OF_AGENT("1") RISKY SMALL BIG, SUP_POLICY_WARNING, 1,
                "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"of_1\" or "
                "\"risky\": no row is for it in all cases");
    expect_told(
        GIFTS OF_AGENT("1") OF_AGENT("2") RISKY SMALL BIG, SUP_POLICY_WARNING, 1,
        "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"of_1\", \"of_2\" or "
        "\"risky\": no row is for it in all cases");
    expect_told(
        GIFTS OF_AGENT("1") OF_AGENT("2") OF_AGENT("3") RISKY OF_AGENT("4") SMALL BIG,
        SUP_POLICY_WARNING, 1,
        "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"of_1\", \"of_2\", "
        "\"of_3\" or 2 more: no row is for it in all cases");
    /* Behind a row that refuses the rest it is a note, as other amounts between two rows are. */
    expect_last_note(
        GIFTS RISKY SMALL BIG ", {'name': 'rest', 'remedies': ['*'], 'effect': 'refuse'}",
        "voucher of 10.00 to 10.00 EUR is refused unless it is a case of \"risky\": no "
        "row but \"rest\" is for it in all cases");
    /* A row for some cases in front of one for all leaves nothing out. */
    expect_told(GIFTS RISKY "{'name': 'all', 'remedies': ['voucher'], 'effect': 'allow', "
                            "'amount': {'EUR': {}}}, " ALL_BUT_VOUCHERS,
                SUP_POLICY_NOTE, 0, NULL);
    /* Nor is what has no amount given in other cases. */
    expect_last_note("{'name': 'a', 'remedies': ['gift', 'apology'], 'floors': ['risk'], 'effect': "
                     "'allow'}, " ALL_ELSE,
                     "apology is refused unless it is a case of \"a\": no row is for it in all "
                     "cases");
    /* To the lead the row for all leads leaves 10.00 out, whatever it gives to agents. */
    expect_last_note(GIFTS
                     "{'name': 'agents', 'remedies': ['voucher'], 'effect': 'allow', 'roles': "
                     "['agent'], 'amount': {'EUR': {}}}, " RISKY SMALL BIG ", " ALL_BUT_VOUCHERS,
                     "voucher of 10.00 to 10.00 EUR is refused to the role lead in some cases: no "
                     "row is for it in all");
}

/* Of the three roles only a lead may ask for anything. */
static void what_no_row_gives_to_a_role_is_noted(void **state)
{
    (void)state;

    expect_last_note(
        "{'name': 'a', 'remedies': ['gift', 'apology'], 'roles': ['agent'], 'effect': "
        "'allow'}, " ALL_ELSE,
        "apology is refused to those with no other role than lead: no row is for them");
    expect_last_note("{'name': 'a', 'remedies': ['customer.erase'], 'roles': ['agent'], 'effect': "
                     "'allow'}, " ALL_GIVEN,
                     "customer.erase is refused to those with no other role than lead: no row is "
                     "for them");
    expect_last_note(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'roles': ['agent'], 'effect': "
                           "'allow', 'amount': {'EUR': {'to': '20'}}}, {'name': 'b', 'remedies': "
                           "['voucher'], 'roles': ['lead'], 'effect': 'allow', 'amount': {'EUR': "
                           "{'above': '10', 'to': '30'}}}, " ALL_BUT_VOUCHERS,
                     "voucher of 0.01 to 10.00 EUR is refused to the role lead: no row is for it");
    /* A role that may not ask, and one of two for whom a row is, lack nothing. */
    expect_told("{'name': 'a', 'remedies': ['gift', 'apology'], 'roles': ['lead'], 'effect': "
                "'allow'}, " ALL_ELSE,
                SUP_POLICY_NOTE, 0, NULL);
}

/* 15 built-in remedies, of which no row is for any; the gift and the apology are covered. */
static void what_no_row_is_for_is_told(void **state)
{
    (void)state;

    expect_told(GIFTS "{'name': 'a', 'remedies': ['voucher'], 'effect': 'allow', 'amount': {'EUR': "
                      "{'to': '10'}, 'INR': {}}}",
                SUP_POLICY_NOTE, 14 + 1 + 1, "refund.full is refused: no row is for it");
    expect_told("{'name': 'a', 'remedies': ['apology'], 'effect': 'allow'}", SUP_POLICY_WARNING, 1,
                "gift is refused: no row is for it");
}

/* What the library itself does is told as well where no row is for it: not refused, but no limit
 * and no approval holds it. */
static void what_only_rights_decide_about_is_told(void **state)
{
    (void)state;

    expect_last_note("{'name': 'a', 'remedies': ['customer.*', 'policy.activate', 'ticket.merge'], "
                     "'effect': 'refuse'}",
                     "the rights of roles alone decide about ticket.close, floor.lower: no row is "
                     "for it");
    expect_last_note("{'name': 'a', 'remedies': ['block_customer'], 'effect': 'refuse'}",
                     "the rights of roles alone decide about ticket.close, ticket.merge, "
                     "floor.lower, customer.merge, customer.erase, customer.export, "
                     "policy.activate: no row is for it");
    /* Whoever says what becomes of the rest thought of it. */
    expect_told("{'name': 'a', 'remedies': ['*'], 'effect': 'refuse'}", SUP_POLICY_NOTE, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_that_is_never_reached_is_warned_about),
        cmocka_unit_test(a_row_without_amounts_hides_what_has_none),
        cmocka_unit_test(a_limit_beyond_which_no_row_is_is_warned_about),
        cmocka_unit_test(a_limit_beyond_which_no_row_is_for_the_amount_is_warned_about),
        cmocka_unit_test(an_amount_between_two_rows_is_warned_about),
        cmocka_unit_test(an_amount_that_only_the_last_row_is_for_is_noted),
        cmocka_unit_test(all_amounts_that_no_row_is_for_are_warned_about),
        cmocka_unit_test(an_amount_that_a_row_is_for_in_some_cases_only_is_told),
        cmocka_unit_test(what_no_row_gives_to_a_role_is_noted),
        cmocka_unit_test(what_no_row_is_for_is_told),
        cmocka_unit_test(what_only_rights_decide_about_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
