/*
 * Tests of lib/policy: ordered lists of rules, SLA policies, the facts that conditions ask, and
 * what is a warning.
 *
 * In the members on line 26 ' stands for ".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "policy_fixture.h"

#define VIP    "{'==': [{'var': 'customer.is_vip'}, true]}"
#define RETURN "{'==': [{'var': 'ticket.reason'}, 'return']}"
#define EMAIL  "{'==': [{'var': 'ticket.channel'}, 'email']}"

/* ---- the lists ---- */

static void rules_keep_their_order_and_what_they_lead_to(void **state)
{
    struct loaded loaded =
        load_more("'segments': [{'name': 'vip', 'label': 'VIP', 'when': " VIP "}],"
                  "'priority_rules': [{'name': 'first', 'when': " VIP ", 'priority': 'high'},"
                  "{'name': 'second', 'when': " RETURN ", 'priority': 'low'}],"
                  "'routing': [{'name': 'all', 'team': 'service'}],");
    const struct sup__policy *policy = loaded.policy;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(policy->segments.count, 1);
    assert_string_equal(policy->segments.items[0].label, "VIP");
    assert_int_equal(policy->segments.items[0].result, -1);
    assert_non_null(policy->segments.items[0].when);
    assert_int_equal(policy->priority_rules.count, 2);
    assert_string_equal(policy->priority_rules.items[0].name, "first");
    assert_int_equal(policy->priority_rules.items[0].result, 1); /* low 0, high 1 */
    assert_int_equal(policy->priority_rules.items[1].result, 0);
    assert_string_equal(policy->priority_rules.items[1].label, "second");
    assert_int_equal(policy->routing.count, 1);
    assert_null(policy->routing.items[0].when);
    assert_int_equal(policy->routing.items[0].result, 0);
    assert_int_equal(sup__names_find(&policy->priority_rules.names, "second"), 1);
    unload(&loaded);
}

static void a_rule_lacks_nothing(void **state)
{
    (void)state;
    expect_more("'segments': [{'name': 'a'}],", 1,
                &(struct expected){"/segments/0", 26, 14, "\"when\" is missing", NULL});
    expect_more(
        "'priority_rules': [{'name': 'a'}],", 2,
        (const struct expected[]){{"/priority_rules/0", 26, 20, "\"when\" is missing", NULL},
                                  {"/priority_rules/0", 26, 20, "\"priority\" is missing", NULL}});
    expect_more("'routing': [{'name': 'a', 'when': " VIP ", 'team': 'servic'}, {'name': 'a', "
                "'team': 1}],",
                3,
                (const struct expected[]){
                    {"/routing/0/team", 26, 87, "there is no team \"servic\"", "service"},
                    {"/routing/1/name", 26, 107, "the routing rule \"a\" is there already", NULL},
                    {"/routing/1/team", 26, 120, "expected text, found number", NULL}});
}

static void a_condition_that_is_wrong_is_told_where_it_is(void **state)
{
    struct loaded loaded =
        load_more("'segments': [{'name': 'a', 'when': {'==': [{'var': 'ticket.chanel'}, 'email']}},"
                  "{'name': 'b', 'when': {'==': [{'var': 'ticket.channel'}, 'mail']}}],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_int_equal(loaded.problems.error_count, 2);
    assert_string_equal(loaded.problems.items[0].nearest, "ticket.channel");
    assert_int_equal(loaded.problems.items[0].line, 26);
    assert_true(strncmp(loaded.problems.items[0].pointer, "/segments/0/when/==/0", 21) == 0);
    assert_string_equal(loaded.problems.items[1].nearest, "email");
    assert_string_equal(loaded.problems.items[1].pointer, "/segments/1/when/==/1");
    assert_int_equal(loaded.problems.items[0].message_id / 10, 402);
    unload(&loaded);
}

static void conditions_are_not_told_when_the_lists_they_name_cannot_be_read(void **state)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;
    (void)state;

    lines[19] = "\"channels\": 1,";
    lines[26] = "\"segments\": [{\"name\": \"a\", \"when\": {\"==\": [{\"var\": "
                "\"ticket.channel\"}, \"email\"]}}], \"idempotency_retention\": \"P1D\",";
    loaded = load_changed(lines);
    assert_problems(&loaded, 1,
                    &(struct expected){"/channels", 19, 13, "expected list, found number", NULL});
}

static void a_list_does_not_ask_what_it_decides(void **state)
{
    (void)state;
    expect_more(
        "'segments': [{'name': 'a', 'when': {'==': [{'var': 'customer.segment'}, 'a']}}],", 1,
        &(struct expected){"/segments/0/when/==/0", 26, 44,
                           "\"customer.segment\" is not known here: a segment decides it", NULL});
    expect_more("'segments': [{'name': 'a', 'when': {'and': [" VIP
                ", {'in': ['a', {'var': 'customer.segments'}]}]}}],",
                1,
                &(struct expected){"/segments/0/when/and/1/in/1", 26, 102,
                                   "\"customer.segments\" is not known here: a segment decides it",
                                   NULL});
    expect_more("'priority_rules': [{'name': 'a', 'when': {'missing': ['ticket.priority']}, "
                "'priority': 'low'}],",
                1,
                &(struct expected){"/priority_rules/0/when", 26, 42,
                                   "\"ticket.priority\" is not known here: a priority rule decides "
                                   "it",
                                   NULL});
    expect_more("'routing': [{'name': 'a', 'when': {'==': [{'var': ['ticket.team']}, 'service']}, "
                "'team': 'service'}],",
                1,
                &(struct expected){"/routing/0/when/==/0", 26, 43,
                                   "\"ticket.team\" is not known here: a routing rule decides it",
                                   NULL});
}

static void a_later_list_may_ask_what_an_earlier_one_decided(void **state)
{
    struct loaded loaded = load_more(
        "'segments': [{'name': 'vip', 'when': " VIP "}],"
        "'priority_rules': [{'name': 'a', 'when': {'==': [{'var': 'customer.segment'}, 'vip']}, "
        "'priority': 'high'}],"
        "'routing': [{'name': 'a', 'when': {'>=': [{'var': 'ticket.priority'}, 'high']}, 'team': "
        "'service'}],"
        "'sla': [{'name': 'a', 'when': {'==': [{'var': 'ticket.team'}, 'service']}, 'targets': "
        "[{'metric': 'resolution', 'within': 'P1D'}]}],");
    (void)state;

    assert_int_equal(loaded.problems.count, 0);
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
}

/* ---- warnings ---- */

static void a_rule_that_an_earlier_one_hides_is_warned_about(void **state)
{
    (void)state;
    expect_warnings(
        "'routing': [{'name': 'a', 'when': " VIP ", 'team': 'service'},"
        "{'name': 'b', 'when': {'and': [" VIP ", " EMAIL "]}, 'team': 'service'}],",
        1,
        &(struct expected){"/routing/1/when", 26, 120,
                           "the routing rule \"b\" is never reached: \"a\" before it matches all "
                           "that it would",
                           NULL});
    expect_warnings("'routing': [{'name': 'a', 'when': {'and': [" VIP ", " EMAIL
                    "]}, 'team': 'service'},"
                    "{'name': 'b', 'when': " VIP ", 'team': 'service'}],",
                    0, NULL);
}

static void two_rules_that_say_the_same_are_warned_about(void **state)
{
    (void)state;
    expect_warnings("'priority_rules': [{'name': 'a', 'when': {'and': [" VIP ", " EMAIL
                    "]}, 'priority': 'low'}, {'name': 'b', 'when': {'and': [" EMAIL ", " VIP
                    "]}, 'priority': 'high'}],",
                    1,
                    &(struct expected){
                        "/priority_rules/1/when", 26, 185,
                        "the priority rule \"b\" has the same condition as \"a\" before it", NULL});
}

static void what_follows_a_rule_without_a_condition_is_never_reached(void **state)
{
    (void)state;
    expect_warnings(
        "'routing': [{'name': 'a', 'team': 'service'}, {'name': 'b', 'when': " VIP
        ", 'team': 'service'}, {'name': 'c', 'team': 'service'}],",
        2,
        (const struct expected[]){
            {"/routing/1/when", 26, 69,
             "the routing rule \"b\" is never reached: \"a\" before it matches all that it would",
             NULL},
            {"/routing/2", 26, 133,
             "the routing rule \"c\" is never reached: \"a\" before it matches all that it would",
             NULL}});
}

static void a_segment_that_is_never_the_main_one_is_warned_about(void **state)
{
    (void)state;
    expect_warnings(
        "'segments': [{'name': 'many', 'when': {'>=': [{'var': 'customer.order_count'}, 5]}},"
        "{'name': 'more', 'when': {'>=': [{'var': 'customer.order_count'}, 20]}}],",
        1,
        &(struct expected){"/segments/1/when", 26, 110,
                           "the segment \"more\" is never the main one of a case: \"many\" comes "
                           "first for all",
                           NULL});
}

/* Rules a and b of one condition, and as many others between them. `filler` makes the condition's
 * text longer. */
static uint32_t warnings_with_between(int between, size_t filler)
{
    struct sup__buffer buffer;
    struct loaded loaded;
    uint32_t warnings;

    sup__buffer_init(&buffer, &counted_mem);
    sup__buffer_text(&buffer, "'routing': [");
    for (int i = 0; i < between + 2; i++) {
        char begin[64];
        char end[32];
        int is_end = i == 0 || i == between + 1;

        (void)snprintf(begin, sizeof begin,
                       "%s{'name': 'r%d', 'team': 'service', 'when': ", i == 0 ? "" : ",", i);
        (void)snprintf(end, sizeof end, "%d']}}", is_end ? 0 : i);
        sup__buffer_text(&buffer, begin);
        sup__buffer_text(&buffer, "{'==': [{'var': 'ticket.subject'}, '");
        for (size_t j = 0; j < filler; j++) {
            sup__buffer_char(&buffer, 'x');
        }
        sup__buffer_text(&buffer, end);
    }
    sup__buffer_text(&buffer, "],");
    loaded = load_more(buffer.data);
    sup__buffer_free(&buffer);
    assert_int_equal(loaded.rc, SUP_OK);
    warnings = loaded.problems.warning_count;
    unload(&loaded);
    return warnings;
}

/* Comparing two texts takes 2 and, for each, 1 and 1 more for each 32 bytes; all rules together
 * have 400,000. */
static void the_rules_of_a_document_share_a_budget(void **state)
{
    (void)state;
    assert_int_equal(warnings_with_between(0, 0), 1);
    assert_int_equal(warnings_with_between(254, 0), 1);   /* 32,640 pairs of 4 */
    assert_int_equal(warnings_with_between(38, 4000), 1); /* 780 pairs of 254 */
    /* 8,128 pairs of 254 would take two millions: the last rule is not compared with the first. */
    assert_int_equal(warnings_with_between(126, 4000), 0);
}

static void a_warning_refuses_only_when_it_is_asked_to(void **state)
{
    static const char members[] =
        "'routing': [{'name': 'a', 'team': 'service'}, {'name': 'b', 'team': 'service'}],";
    static const struct sup__policy_options strict = {.is_strict = 1};
    struct loaded loaded = load_more(members);
    struct sup__policy *policy = NULL;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_non_null(loaded.policy);
    assert_int_equal(loaded.problems.error_count, 0);
    assert_int_equal(loaded.problems.warning_count, 1);
    assert_int_equal(loaded.problems.items[0].severity, SUP_POLICY_WARNING);
    assert_int_equal(loaded.problems.items[0].message_id, SUP_MSG_POLICY_HIDDEN);
    /* also when nobody wants to hear which */
    assert_int_equal(sup__policy_load(&counted_mem, loaded.policy->document,
                                      loaded.policy->document_bytes, &strict, &policy, NULL, NULL),
                     SUP_INVALID);
    assert_null(policy);
    unload(&loaded);
    loaded = load_more_with(members, &strict);
    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_null(loaded.policy);
    assert_int_equal(loaded.problems.error_count, 0);
    assert_int_equal(loaded.problems.items[0].severity, SUP_POLICY_WARNING);
    assert_int_equal(loaded.error.message_id, SUP_MSG_POLICY_HIDDEN);
    assert_string_equal(loaded.error.field, "/routing/1");
    unload(&loaded);
}

static void an_error_is_told_before_a_warning_that_stands_before_it(void **state)
{
    struct loaded loaded = load_more_with(
        "'routing': [{'name': 'a', 'team': 'service'}, {'name': 'b', 'team': 'service'}], "
        "'currency': 1,",
        &(struct sup__policy_options){.is_strict = 1});
    (void)state;

    assert_int_equal(loaded.problems.item_count, 2);
    assert_string_equal(loaded.problems.items[0].pointer, "/routing/1");
    assert_string_equal(loaded.problems.items[1].pointer, "/currency");
    assert_string_equal(loaded.error.field, "/currency");
    unload(&loaded);
}

static void warnings_never_crowd_out_an_error(void **state)
{
    struct sup__buffer buffer;
    struct loaded loaded;
    (void)state;

    /* 300 rules behind one that takes all, and an error after them. */
    sup__buffer_init(&buffer, &counted_mem);
    sup__buffer_text(&buffer, "'routing': [{'name': 'a', 'team': 'service'}");
    for (int i = 0; i < 300; i++) {
        char rule[64];

        (void)snprintf(rule, sizeof rule, ",{'name': 'r%d', 'team': 'service'}", i);
        sup__buffer_text(&buffer, rule);
    }
    sup__buffer_text(&buffer, "], 'currency': 1,");
    loaded = load_more(buffer.data);
    sup__buffer_free(&buffer);
    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_int_equal(loaded.problems.count, 301);
    assert_int_equal(loaded.problems.error_count, 1);
    assert_int_equal(loaded.problems.warning_count, 300);
    assert_int_equal(loaded.problems.item_count, 200);
    assert_string_equal(loaded.problems.items[198].pointer, "/routing/199");
    assert_string_equal(loaded.problems.items[199].pointer, "/currency");
    unload(&loaded);
}

static void what_the_language_warns_about_is_a_warning(void **state)
{
    static const struct {
        const char *when;
        int32_t message;
    } rows[] = {
        {"{'==': [1, 2]}", SUP_MSG_RULE_ALWAYS},
        {"true", SUP_MSG_RULE_ALWAYS},
        {"{'>': [{'var': 'timer.resolution_left'}, 'PT1H']}", SUP_MSG_RULE_UNSET},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char members[160];
        struct loaded loaded;

        (void)snprintf(members, sizeof members, "'segments': [{'name': 'a', 'when': %s}],",
                       rows[i].when);
        loaded = load_more(members);
        assert_int_equal(loaded.rc, SUP_OK);
        assert_true(loaded.problems.warning_count >= 1);
        assert_int_equal(loaded.problems.items[0].message_id, rows[i].message);
        unload(&loaded);
    }
}

/* ---- SLA policies ---- */

static void an_sla_policy_promises_times_on_hours(void **state)
{
    struct loaded loaded = load_more(
        "'calendars': {'office': {'zone': 'UTC', 'week': '24x7'}, 'day': {'zone': '+01:00', "
        "'week': '24x7'}},"
        "'sla': [{'name': 'a', 'when': " VIP ", 'calendar': 'office', 'targets': ["
        "{'metric': 'first_reply', 'channel': 'email', 'priority': 'high', 'within': 'PT1H', "
        "'calendar': 'day'}, {'metric': 'resolution', 'within': 'P1D'}]},"
        "{'name': 'b', 'targets': [{'metric': 'next_reply', 'within': 'PT8H'}]}],");
    const struct sup__policy *policy = loaded.policy;
    const struct sup__target *target;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(policy->sla.count, 2);
    assert_int_equal(policy->promises[0].target_count, 2);
    target = &policy->promises[0].targets[0];
    assert_int_equal(target->metric, SUP__METRIC_FIRST_REPLY);
    assert_int_equal(target->channel, 0);
    assert_int_equal(target->priority, 1);
    assert_int_equal(target->within_ms, 3600000);
    assert_int_equal(target->calendar, 1);
    target = &policy->promises[0].targets[1];
    assert_int_equal(target->metric, SUP__METRIC_RESOLUTION);
    assert_int_equal(target->channel, -1);
    assert_int_equal(target->priority, -1);
    assert_int_equal(target->calendar, 0); /* the policy's */
    assert_int_equal(policy->promises[1].targets[0].calendar, -1);
    unload(&loaded);
}

static void each_metric_can_be_promised(void **state)
{
    static const char *const metrics[] = {
        "acknowledgement", "assignment",     "first_reply", "next_reply", "periodic_update",
        "pausable_update", "requester_wait", "agent_work",  "resolution", "time_in_team",
        "fact_deadline",
    };
    (void)state;

    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
        char members[128];
        struct loaded loaded;

        (void)snprintf(members, sizeof members,
                       "'sla': [{'name': 'a', 'targets': [{'metric': '%s', %s}]}],", metrics[i],
                       i == SUP__METRIC_FACT_DEADLINE ? "'fact': 'order.ships_at'"
                                                      : "'within': 'PT1H'");
        loaded = load_more(members);
        assert_int_equal(loaded.rc, SUP_OK);
        assert_int_equal(loaded.policy->promises[0].targets[0].metric, i);
        unload(&loaded);
    }
}

/* An SLA policy must not stand in for the limits of floors, by which tickets rise. */
static void what_floors_measure_is_promised_by_floors(void **state)
{
    static const char *const metrics[] = {"time_on_floor", "work_on_floor", "sign_off", "decision"};
    (void)state;

    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
        char members[128];
        struct loaded loaded;

        (void)snprintf(members, sizeof members,
                       "'sla': [{'name': 'a', 'targets': [{'metric': '%s', 'within': 'PT1H'}]}],",
                       metrics[i]);
        loaded = load_more(members);
        assert_int_equal(loaded.rc, SUP_INVALID);
        assert_int_equal(loaded.problems.error_count, 1);
        assert_string_equal(loaded.problems.items[0].pointer, "/sla/0/targets/0/metric");
        unload(&loaded);
    }
}

#define TARGETS "'sla': [{'name': 'a', 'targets': ["

static void what_a_target_says_can_be_promised(void **state)
{
    (void)state;
    expect_more(
        TARGETS "]}],", 1,
        &(struct expected){"/sla/0/targets", 26, 34, "at least one target is needed", NULL});
    expect_more(
        TARGETS "{'metric': 'first_repl', 'within': 'PT0S', 'channel': 'mail', "
                "'priority': 'hgh', 'calendar': 'x'}]}],",
        4,
        (const struct expected[]){
            {"/sla/0/targets/0/metric", 26, 46, "there is no metric \"first_repl\"", "first_reply"},
            {"/sla/0/targets/0/channel", 26, 89, "there is no channel \"mail\"", "email"},
            {"/sla/0/targets/0/priority", 26, 109, "there is no priority \"hgh\"", "high"},
            {"/sla/0/targets/0/calendar", 26, 128, "there is no calendar \"x\"", NULL}});
    expect_more(
        "'sla': [{'name': 'a', 'calendar': 'x'}],", 2,
        (const struct expected[]){{"/sla/0", 26, 9, "\"targets\" is missing", NULL},
                                  {"/sla/0/calendar", 26, 35, "there is no calendar \"x\"", NULL}});
}

static void a_target_is_promised_once(void **state)
{
    (void)state;
    expect_more(TARGETS "{'metric': 'first_reply', 'channel': 'email', 'within': 'PT1H'},"
                        "{'metric': 'first_reply', 'within': 'PT2H'},"
                        "{'metric': 'first_reply', 'channel': 'email', 'within': 'PT3H'}]}],",
                1,
                &(struct expected){"/sla/0/targets/2", 26, 143,
                                   "a target for first_reply of the same channel and priority is "
                                   "there already",
                                   NULL});
}

static void a_target_behind_a_wider_one_is_warned_about(void **state)
{
    (void)state;
    expect_warnings(
        TARGETS "{'metric': 'first_reply', 'within': 'PT8H'},"
                "{'metric': 'resolution', 'channel': 'email', 'within': 'P1D'},"
                "{'metric': 'first_reply', 'channel': 'email', 'within': 'PT1H'}]}],",
        1,
        &(struct expected){
            "/sla/0/targets/2", 26, 141,
            "this target is never reached: number 1 of this list, before it, is for all "
            "that it is for",
            NULL});
    expect_warnings(TARGETS "{'metric': 'first_reply', 'channel': 'email', 'within': 'PT1H'},"
                            "{'metric': 'first_reply', 'priority': 'high', 'within': 'PT2H'},"
                            "{'metric': 'first_reply', 'within': 'PT8H'}]}],",
                    0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_keep_their_order_and_what_they_lead_to),
        cmocka_unit_test(a_rule_lacks_nothing),
        cmocka_unit_test(a_condition_that_is_wrong_is_told_where_it_is),
        cmocka_unit_test(conditions_are_not_told_when_the_lists_they_name_cannot_be_read),
        cmocka_unit_test(a_list_does_not_ask_what_it_decides),
        cmocka_unit_test(a_later_list_may_ask_what_an_earlier_one_decided),
        cmocka_unit_test(a_rule_that_an_earlier_one_hides_is_warned_about),
        cmocka_unit_test(two_rules_that_say_the_same_are_warned_about),
        cmocka_unit_test(what_follows_a_rule_without_a_condition_is_never_reached),
        cmocka_unit_test(a_segment_that_is_never_the_main_one_is_warned_about),
        cmocka_unit_test(the_rules_of_a_document_share_a_budget),
        cmocka_unit_test(a_warning_refuses_only_when_it_is_asked_to),
        cmocka_unit_test(an_error_is_told_before_a_warning_that_stands_before_it),
        cmocka_unit_test(warnings_never_crowd_out_an_error),
        cmocka_unit_test(what_the_language_warns_about_is_a_warning),
        cmocka_unit_test(an_sla_policy_promises_times_on_hours),
        cmocka_unit_test(each_metric_can_be_promised),
        cmocka_unit_test(what_floors_measure_is_promised_by_floors),
        cmocka_unit_test(what_a_target_says_can_be_promised),
        cmocka_unit_test(a_target_is_promised_once),
        cmocka_unit_test(a_target_behind_a_wider_one_is_warned_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
