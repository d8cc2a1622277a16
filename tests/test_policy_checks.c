/*
 * Tests of lib/policy: transitions as a whole, what the desk does by itself, and times.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy_fixture.h"

static void transitions_name_statuses_that_are_there(void **state)
{
    (void)state;
    expect(13, "\"open\": [\"pendng\", \"held\", \"solved\"],", 1,
           &(struct expected){"/transitions/open/0", 13, 10, "there is no status \"pendng\"",
                              "pending"});
    expect(14, "\"pendign\": [\"open\"],", 1,
           &(struct expected){"/transitions/pendign", 14, 1, "there is no status \"pendign\"",
                              "pending"});
}

static void what_follows_from_an_unknown_status_is_not_told_as_well(void **state)
{
    (void)state;
    /* Nobody can say where "elsewhere" leads, so pending may be reached and may be left. */
    expect(13, "\"open\": [\"elsewhere\", \"held\", \"solved\"],", 1,
           &(struct expected){"/transitions/open/0", 13, 10, "there is no status \"elsewhere\"",
                              NULL});
    expect(14, "\"pending\": [\"elsewhere\"],", 1,
           &(struct expected){"/transitions/pending/0", 14, 13, "there is no status \"elsewhere\"",
                              NULL});
}

static void a_status_leads_to_others_only(void **state)
{
    (void)state;
    expect(14, "\"pending\": [\"pending\", \"open\"],", 1,
           &(struct expected){"/transitions/pending/0", 14, 13,
                              "a transition leads to another status, not to \"pending\" again",
                              NULL});
}

static void each_category_that_the_desk_needs_has_a_status(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[10] = "{\"name\": \"closed\", \"category\": \"solved\"}],";
    lines[16] = "\"solved\": [\"open\", \"closed\"], \"closed\": [\"open\"]},";
    loaded = load_changed(lines);
    assert_problems(
        &loaded, 1,
        &(struct expected){"/statuses", 4, 13, "no status has the category \"closed\"", NULL});
}

static void a_policy_without_waiting_statuses_is_valid(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[7] = lines[8] = lines[14] = lines[15] = "";
    lines[13] = "\"open\": [\"solved\"],";
    loaded = load_changed(lines);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->status_count, 4);
    unload(&loaded);
}

static void each_status_can_be_reached_from_the_first(void **state)
{
    (void)state;
    expect(13, "\"open\": [\"pending\", \"solved\"],", 1,
           &(struct expected){"/statuses/3", 8, 1, "no transitions lead from \"new\" to \"held\"",
                              NULL});
}

static void two_statuses_that_only_lead_to_each_other_are_not_reached(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[13] = "\"open\": [\"solved\"],";
    lines[14] = "\"pending\": [\"held\", \"open\"],";
    lines[15] = "\"held\": [\"pending\", \"open\"],";
    loaded = load_changed(lines);
    assert_problems(
        &loaded, 2,
        (const struct expected[]){
            {"/statuses/2", 7, 1, "no transitions lead from \"new\" to \"pending\"", NULL},
            {"/statuses/3", 8, 1, "no transitions lead from \"new\" to \"held\"", NULL},
        });
}

static void each_status_but_a_closed_one_can_be_left(void **state)
{
    static const struct expected held = {
        "/statuses/3", 8, 1, "no transition leaves \"held\", which is not closed", NULL};
    (void)state;

    expect(15, "\"held\": [],", 1, &held);
    expect(15, "", 1, &held);
}

static void from_each_status_a_ticket_can_be_solved_or_closed(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[14] = "\"pending\": [\"held\"],";
    lines[15] = "\"held\": [\"pending\"],";
    lines[27] = "\"on_customer_message\": {\"pending\": null, \"on_hold\": null}";
    loaded = load_changed(lines);
    assert_problems(&loaded, 2,
                    (const struct expected[]){
                        {"/statuses/2", 7, 1,
                         "no transitions lead from \"pending\" to a solved or closed status", NULL},
                        {"/statuses/3", 8, 1,
                         "no transitions lead from \"held\" to a solved or closed status", NULL},
                    });
}

static void what_the_desk_does_by_itself_is_in_the_table(void **state)
{
    (void)state;
    expect(12, "\"new\": [\"pending\"],", 1,
           &(struct expected){
               "/transitions/new", 12, 8,
               "taking a ticket moves \"new\" to \"open\": that transition is missing", NULL});
    expect(14, "\"pending\": [\"solved\"],", 1,
           &(struct expected){
               "/transitions/pending", 14, 12,
               "a customer's message moves \"pending\" to \"open\": that transition is missing",
               NULL});
    expect(15, "\"held\": [\"solved\"],", 1,
           &(struct expected){
               "/transitions/held", 15, 9,
               "a customer's message moves \"held\" to \"open\": that transition is missing",
               NULL});
    expect(16, "\"solved\": [\"closed\"]},", 1,
           &(struct expected){
               "/transitions/solved", 16, 11,
               "a customer's message moves \"solved\" to \"open\": that transition is missing",
               NULL});
}

static void what_the_policy_turns_off_needs_no_transition(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[13] = "\"open\": [\"pending\", \"held\", \"solved\", \"closed\"],";
    lines[15] = "\"held\": [\"solved\"],";
    lines[16] = "\"solved\": [\"pending\"]},";
    lines[25] = "\"auto_close\": \"PT0S\",";
    lines[27] = "\"on_customer_message\": {\"on_hold\": null, \"solved\": null}";
    loaded = load_changed(lines);
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
    lines[25] = "\"auto_close\": \"PT1S\",";
    loaded = load_changed(lines);
    assert_problems(
        &loaded, 1,
        &(struct expected){"/transitions/solved", 16, 11,
                           "auto_close moves \"solved\" to \"closed\": that transition is missing",
                           NULL});
}

/* Transitions and messages name "pending": that it could not be read is all there is to tell. */
static void a_status_that_cannot_be_read_is_one_problem(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    /* A text is its name, so that it is not taken for a misspelled "solved". */
    lines[7] = "\"solvd\",";
    lines[13] = "\"open\": [\"solvd\", \"held\", \"solved\"],";
    lines[14] = "\"solvd\": [\"open\"],";
    loaded = load_changed(lines);
    assert_problems(&loaded, 1,
                    &(struct expected){"/statuses/2", 7, 1, "expected object, found text", NULL});
    expect(7, "\"pending\",", 1,
           &(struct expected){"/statuses/2", 7, 1, "expected object, found text", NULL});
    expect(7, "3,", 1,
           &(struct expected){"/statuses/2", 7, 1, "expected object, found number", NULL});
    expect(7, "{\"category\": \"pending\"},", 1,
           &(struct expected){"/statuses/2", 7, 1, "\"name\" is missing", NULL});
    expect(7, "{\"name\": \"pending\"},", 1,
           &(struct expected){"/statuses/2", 7, 1, "\"category\" is missing", NULL});
    /* Near to one that is there, it is a misspelling all the same. */
    expect(13, "\"open\": [\"pendng\", \"held\", \"solved\"],", 1,
           &(struct expected){"/transitions/open/0", 13, 10, "there is no status \"pendng\"",
                              "pending"});
}

/* The one rule asks for a reason and an amount, and gives a team. */
#define RULE                                                                                       \
    "\"routing\": [{\"name\": \"a\", \"when\": {\"and\": ["                                        \
    "{\"==\": [{\"var\": \"ticket.reason\"}, \"return\"]}, "                                       \
    "{\">\": [{\"var\": \"order.total\"}, 100]}]}, \"team\": \"service\"}],"

static void a_list_that_is_none_is_one_problem(void **state)
{
    static const struct {
        size_t line;
        const char *text;
        struct expected expected;
    } rows[] = {
        {19, "\"channels\": 1,", {"/channels", 19, 13, "expected list, found number", NULL}},
        {20, "\"reasons\": {},", {"/reasons", 20, 12, "expected list, found object", NULL}},
        {21, "\"teams\": \"service\",", {"/teams", 21, 10, "expected list, found text", NULL}},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *lines[GOOD_LINES + 1] = {NULL};
        struct loaded loaded;

        lines[rows[i].line] = rows[i].text;
        lines[26] = RULE "\"currency\": \"EUR\",";
        loaded = load_changed(lines);
        assert_problems(&loaded, 1, &rows[i].expected);
    }
}

static void a_wrong_currency_is_one_problem(void **state)
{
    (void)state;
    expect_more("\"currency\": \"EURO\"," RULE, 1,
                &(struct expected){"/currency", 26, 13,
                                   "\"EURO\" is not a currency of ISO 4217, such as EUR", NULL});
    expect_more("\"currency\": 1," RULE, 1,
                &(struct expected){"/currency", 26, 13, "expected text, found number", NULL});
}

static void a_message_leads_to_a_status_in_work(void **state)
{
    (void)state;
    expect(27, "\"on_customer_message\": {\"pending\": \"held\"}", 1,
           &(struct expected){"/on_customer_message/pending", 27, 36,
                              "a customer's message leads to a status of category open: \"held\" "
                              "is on_hold",
                              NULL});
    expect(27, "\"on_customer_message\": {\"pending\": \"opne\"}", 1,
           &(struct expected){"/on_customer_message/pending", 27, 36, "there is no status \"opne\"",
                              "open"});
}

static void durations_are_iso_8601_and_at_most_ten_years(void **state)
{
    struct loaded loaded = load_lines(24, "\"reopen_grace\": \"P3650D\",");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->reopen_grace_ms, INT64_C(315360000000));
    unload(&loaded);
    loaded = load_lines(26, "\"idempotency_retention\": \"PT0S\",");
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->idempotency_ms, 0);
    unload(&loaded);
    expect(24, "\"reopen_grace\": \"P3650DT0.001S\",", 1,
           &(struct expected){"/reopen_grace", 24, 17,
                              "\"P3650DT0.001S\" is longer than ten years (P3650D)", NULL});
    expect(26, "\"idempotency_retention\": \"-P1D\",", 1,
           &(struct expected){"/idempotency_retention", 26, 26,
                              "\"-P1D\" is not a duration such as P7D or PT4H30M", NULL});
    expect(25, "\"auto_close\": \"7 days\",", 1,
           &(struct expected){"/auto_close", 25, 15,
                              "\"7 days\" is not a duration such as P7D or PT4H30M", NULL});
}

static void labels_are_one_line_of_at_most_200_bytes(void **state)
{
    char line[240];
    struct loaded loaded;
    (void)state;

    (void)snprintf(line, sizeof line, "\"name\": \"%0200d\",", 0);
    loaded = load_lines(3, line);
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
    (void)snprintf(line, sizeof line, "\"name\": \"%0201d\",", 0);
    expect(
        3, line, 1,
        &(struct expected){"/name", 3, 9, "this text has 201 bytes: 1 to 200 are allowed", NULL});
    expect(3, "\"name\": \"\",", 1,
           &(struct expected){"/name", 3, 9, "this text has 0 bytes: 1 to 200 are allowed", NULL});
    /* U+0000 to U+001F, U+007F to U+009F, U+2028 and U+2029 are refused; what is next to them is
     * not. */
    static const char *const refused[] = {"two\\nlines", "a\x7f",        "\xc2\x80",
                                          "\xc2\x9f",    "\xe2\x80\xa8", "x\xe2\x80\xa9"};
    static const char *const taken[] = {"~", "\xc2\xa0", "\xe2\x80\xa7", "\xe2\x80\xaa"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        (void)snprintf(line, sizeof line, "\"name\": \"%s\",", refused[i]);
        expect(3, line, 1,
               &(struct expected){"/name", 3, 9,
                                  "this text has a line break or another control character", NULL});
    }
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        (void)snprintf(line, sizeof line, "\"name\": \"%s\",", taken[i]);
        loaded = load_lines(3, line);
        assert_int_equal(loaded.rc, SUP_OK);
        unload(&loaded);
    }
}

static void a_signature_asks_for_what_is_known_of_a_ticket(void **state)
{
    (void)state;
    expect_more("'floors': [{'name': 'a', 'resolution': [{'name': 's', 'agents': ['7'], 'when': "
                "{'in': ['agent', {'var': 'agent.roles'}]}}]}],",
                1,
                &(struct expected){
                    "/floors/0/resolution/0/when/in/1", 26, 97,
                    "\"agent.roles\" is never known of a ticket, so this signature would always be "
                    "asked for: who may sign is said with \"roles\" and \"agents\"",
                    NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transitions_name_statuses_that_are_there),
        cmocka_unit_test(what_follows_from_an_unknown_status_is_not_told_as_well),
        cmocka_unit_test(a_status_leads_to_others_only),
        cmocka_unit_test(each_category_that_the_desk_needs_has_a_status),
        cmocka_unit_test(a_policy_without_waiting_statuses_is_valid),
        cmocka_unit_test(each_status_can_be_reached_from_the_first),
        cmocka_unit_test(two_statuses_that_only_lead_to_each_other_are_not_reached),
        cmocka_unit_test(each_status_but_a_closed_one_can_be_left),
        cmocka_unit_test(from_each_status_a_ticket_can_be_solved_or_closed),
        cmocka_unit_test(what_the_desk_does_by_itself_is_in_the_table),
        cmocka_unit_test(what_the_policy_turns_off_needs_no_transition),
        cmocka_unit_test(a_status_that_cannot_be_read_is_one_problem),
        cmocka_unit_test(a_list_that_is_none_is_one_problem),
        cmocka_unit_test(a_wrong_currency_is_one_problem),
        cmocka_unit_test(a_message_leads_to_a_status_in_work),
        cmocka_unit_test(durations_are_iso_8601_and_at_most_ten_years),
        cmocka_unit_test(labels_are_one_line_of_at_most_200_bytes),
        cmocka_unit_test(a_signature_asks_for_what_is_known_of_a_ticket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
