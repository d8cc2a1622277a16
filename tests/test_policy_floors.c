/*
 * Tests of lib/policy: escalation floors: what is read, what they decide, what is refused. They stand
 * on line 26 of the good document: a column is counted in that text. In it ' stands for ". The role
 * "agent" may do what is done with tickets, "lead" and "legal" may do everything.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy/decide.h"
#include "policy_fixture.h"

#define MINUTE_MS INT64_C(60000)
#define NOW_MS    INT64_C(1767571200000) /* Monday 2026-01-05T00:00:00Z */
#define ABUSE     "{'==': [{'var': 'message.is_abusive'}, true]}"
#define FRAUD     "{'==': [{'var': 'message.suspects_fraud'}, true]}"
#define COSTLY    "{'>': [{'var': 'order.total'}, {'amount': '500', 'currency': 'EUR'}]}"

enum { SLOTS_MAX = 256, MEMBERS_MAX = 8192 };

static struct loaded load_with(const char *members, const struct sup__policy_options *options)
{
    const char *lines[GOOD_LINES + 1] = {
        [19] = "\"channels\": [\"email\", \"chat\", \"phone\"],",
        [21] = "\"teams\": [\"service\", \"risk\"], \"calendars\": {\"office\": {\"zone\": "
               "\"UTC\", \"week\": {\"monday\": [\"09:00-17:00\"]}}, \"all\": {\"zone\": "
               "\"UTC\", \"week\": \"24x7\"}}, \"timers\": {\"calendar\": \"office\"},",
        [22] = "\"roles\": {\"agent\": {\"may\": [\"ticket.*\"]}, \"lead\": {\"may\": "
               "[\"*\"]}, \"legal\": {\"may\": [\"*\"]}},"};

    return load_members(members, lines, options);
}

static struct loaded load_floors(const char *floors)
{
    char members[MEMBERS_MAX];

    (void)snprintf(members, sizeof members, "'floors': [%s],", floors);
    return load_with(members, NULL);
}

static const char three[] =
    "{'name': 'triage', 'label': 'Triage', 'limits': ["
    "  {'channel': 'chat', 'within': 'PT15M'},"
    "  {'channel': 'phone', 'priority': 'high', 'within': 'PT5M', 'calendar': 'all'},"
    "  {'within': 'PT2H', 'from': 'assignment'}],"
    " 'targets': [{'metric': 'first_reply', 'channel': 'chat', 'within': 'PT5M'},"
    "  {'metric': 'decision', 'within': 'PT1H', 'calendar': 'all'}]},"
    "{'name': 'specialist', 'team': 'service', 'roles': ['agent', 'lead'], 'calendar': 'all',"
    " 'rules': [{'name': 'abuse', 'label': 'Abuse', 'when': " ABUSE "},"
    "  {'name': 'costly', 'when': " COSTLY ", 'required': ['order.total', 'customer.is_vip']}],"
    " 'limits': [{'within': 'PT10M', 'from': 'assignment'}], 'on_limit': 'rise',"
    " 'sign_off': {'roles': ['lead'], 'agents': ['7', '12'], 'justification': true,"
    "  'within': 'PT10M', 'unsigned': 'rise'},"
    " 'hold': [{'actions': ['ticket.move', 'reference.*'], 'until': 'clearance'},"
    "  {'actions': ['ticket.reply'], 'until': 'move_up'}],"
    " 'clearance': {'agents': ['7']}, 'lowered_by': {'roles': ['legal']},"
    " 'evidence': {'to_leave': ['notes', {'name': 'photo', 'label': 'A photo'}],"
    "  'to_resolve': ['photo']}},"
    "{'name': 'risk', 'team': 'risk',"
    " 'rules': [{'name': 'fraud', 'when': " FRAUD "}],"
    " 'limits': [{'within': 'PT1H'}],"
    " 'hold': [{'actions': ['ticket.move'], 'until': 'resolution'}],"
    " 'resolution': [{'name': 'legal', 'label': 'Legal', 'roles': ['legal', 'lead']},"
    "  {'name': 'board', 'agents': ['3'], 'when': " COSTLY "}],"
    " 'notify': {'roles': ['legal'], 'teams': ['risk', 'service'], 'agents': ['3']},"
    " 'targets': [{'metric': 'assignment', 'within': 'PT10M'}],"
    " 'tags': ['risk', 'held'],"
    " 'knowledge': [{'name': 'kb-1', 'title': 'Risk', 'version': '2', 'owner': 'risk',"
    "  'review_on': '2026-12-31'}]}";

static struct loaded load_three(void)
{
    struct loaded loaded = load_floors(three);

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.problems.count, 0);
    assert_int_equal(loaded.policy->floor_count, 3);
    return loaded;
}

/* ---- what is read ---- */

static void a_desk_without_floors_has_none(void **state)
{
    struct loaded loaded = load_with("", NULL);
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(loaded.policy, slots, NOW_MS);
    uint32_t rules[1];
    uint32_t count = 9;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->floor_count, 0);
    assert_int_equal(loaded.policy->floor_rules.count, 0);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, NULL, rules, &count), -1);
    assert_int_equal(count, 0);
    unload(&loaded);
}

static void floors_are_names_of_facts_in_their_order(void **state)
{
    struct loaded loaded = load_three();
    const struct sup__policy *policy = loaded.policy;
    const struct sup__fact *current = &policy->facts.items[SUP__F_FLOOR_CURRENT];
    (void)state;

    assert_string_equal(policy->floors[0].label, "Triage");
    assert_string_equal(policy->floors[1].label, "specialist");
    assert_int_equal(sup__names_find(&policy->floor_names, "risk"), 2);
    assert_ptr_equal(current->domain->names, &policy->floor_names);
    assert_true(current->domain->is_ordered);
    assert_ptr_equal(policy->facts.items[SUP__F_FLOOR_MINIMUM].domain, current->domain);
    unload(&loaded);
    /* An SLA policy may ask for them, and compare them. */
    loaded = load_with("'floors': ['low', {'name': 'high', 'rules': [{'name': 'a', 'when': " ABUSE
                       "}]}], 'sla': [{'name': 'a', 'when': {'>': [{'var': 'floor.current'}, "
                       "'low']}, 'targets': [{'metric': 'first_reply', 'within': 'PT1H'}]}],",
                       NULL);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.problems.count, 0);
    unload(&loaded);
}

static void limits_and_targets_count_on_their_calendar_or_the_floors(void **state)
{
    struct loaded loaded = load_three();
    const struct sup__floor *floors = loaded.policy->floors;
    (void)state;

    /* office 0: the desk's; all 1. Channels email, chat, phone; priorities low, high. */
    assert_int_equal(floors[0].calendar, 0);
    assert_int_equal(floors[1].calendar, 1);
    assert_int_equal(floors[0].limit_count, 3);
    assert_int_equal(floors[0].limits[0].channel, 1);
    assert_int_equal(floors[0].limits[0].priority, -1);
    assert_int_equal(floors[0].limits[0].calendar, 0);
    assert_int_equal(floors[0].limits[0].within_ms, 15 * MINUTE_MS);
    assert_int_equal(floors[0].limits[0].is_from_assignment, 0);
    assert_int_equal(floors[0].limits[1].channel, 2);
    assert_int_equal(floors[0].limits[1].priority, 1);
    assert_int_equal(floors[0].limits[1].calendar, 1);
    assert_int_equal(floors[0].limits[2].is_from_assignment, 1);
    assert_int_equal(floors[1].limits[0].calendar, 1);
    assert_int_equal(floors[0].target_count, 2);
    assert_int_equal(floors[0].targets[0].metric, SUP__METRIC_FIRST_REPLY);
    assert_int_equal(floors[0].targets[0].channel, 1);
    assert_int_equal(floors[0].targets[0].calendar, 0);
    assert_int_equal(floors[0].targets[0].within_ms, 5 * MINUTE_MS);
    assert_int_equal(floors[0].targets[1].metric, SUP__METRIC_DECISION);
    assert_int_equal(floors[0].targets[1].calendar, 1);
    assert_int_equal(floors[2].targets[0].metric, SUP__METRIC_ASSIGNMENT);
    unload(&loaded);
}

static void a_floor_says_who_handles_signs_and_lowers(void **state)
{
    struct loaded loaded = load_three();
    const struct sup__floor *floor = &loaded.policy->floors[1];
    (void)state;

    assert_int_equal(loaded.policy->floors[0].team, -1);
    assert_int_equal(loaded.policy->floors[0].handlers.role_count, 0);
    assert_int_equal(loaded.policy->floors[0].has_sign_off, 0);
    assert_int_equal(floor->team, 0);
    assert_int_equal(floor->handlers.role_count, 2);
    assert_int_equal(floor->handlers.roles[1], 1);
    assert_int_equal(floor->is_told_only, 0);
    assert_int_equal(floor->has_sign_off, 1);
    assert_int_equal(floor->needs_justification, 1);
    assert_int_equal(floor->rises_unsigned, 1);
    assert_int_equal(floor->sign_within_ms, 10 * MINUTE_MS);
    assert_int_equal(floor->movers.role_count, 1);
    assert_int_equal(floor->movers.roles[0], 1);
    assert_int_equal(floor->movers.agent_count, 2);
    assert_int_equal(floor->movers.agents[1], 12);
    assert_int_equal(floor->clearers.agents[0], 7);
    assert_int_equal(floor->lowerers.roles[0], 2);
    unload(&loaded);
    loaded = load_floors("{'name': 'a', 'on_limit': 'tell', 'limits': [{'within': 'PT1H'}],"
                         " 'sign_off': {'roles': ['lead'], 'within': 'PT1H', 'unsigned': 'stay'}},"
                         "'b'");
    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->floors[0].is_told_only, 1);
    assert_int_equal(loaded.policy->floors[0].rises_unsigned, 0);
    assert_int_equal(loaded.policy->floors[0].needs_justification, 0);
    assert_int_equal(loaded.policy->floors[1].is_told_only, 1); /* nothing is above the last */
    unload(&loaded);
}

static void a_floor_says_what_is_held_recorded_signed_and_told(void **state)
{
    struct loaded loaded = load_three();
    const struct sup__floor *floor = &loaded.policy->floors[1];
    const struct sup__floor *risk = &loaded.policy->floors[2];
    (void)state;

    assert_int_equal(floor->hold_count, 2);
    assert_int_equal(floor->holds[0].until, SUP__HOLD_CLEARANCE);
    assert_int_equal(floor->holds[0].action_count, 2);
    assert_string_equal(floor->holds[0].actions[1], "reference.*");
    assert_int_equal(floor->holds[1].until, SUP__HOLD_MOVE_UP);
    assert_int_equal(risk->holds[0].until, SUP__HOLD_RESOLUTION);
    assert_int_equal(floor->leave_count, 2);
    assert_string_equal(floor->leave[0].name, "notes");
    assert_string_equal(floor->leave[1].label, "A photo");
    assert_int_equal(floor->resolve_count, 1);
    assert_string_equal(floor->resolve[0].label, "photo");
    assert_int_equal(risk->resolution_count, 2);
    assert_string_equal(risk->resolutions[0].label, "Legal");
    assert_int_equal(risk->resolutions[0].holders.role_count, 2);
    assert_null(risk->resolutions[0].when);
    assert_string_equal(risk->resolutions[1].name, "board");
    assert_non_null(risk->resolutions[1].when);
    assert_int_equal(risk->notified_count, 4);
    assert_string_equal(risk->notified[0], "role:legal");
    assert_string_equal(risk->notified[1], "team:risk");
    assert_string_equal(risk->notified[2], "team:service");
    assert_string_equal(risk->notified[3], "agent:3");
    assert_int_equal(risk->tag_count, 2);
    assert_string_equal(risk->tags[1], "held");
    assert_int_equal(risk->knowledge_count, 1);
    assert_string_equal(risk->knowledge[0].version, "2");
    assert_int_equal(risk->knowledge[0].owner, 1);
    unload(&loaded);
}

static void rules_of_all_floors_are_one_list(void **state)
{
    struct loaded loaded = load_three();
    const struct sup__policy *policy = loaded.policy;
    (void)state;

    assert_int_equal(policy->floor_rules.count, 3);
    assert_string_equal(policy->floor_rules.items[0].name, "abuse");
    assert_string_equal(policy->floor_rules.items[0].label, "Abuse");
    assert_int_equal(policy->floor_rules.items[0].result, 1);
    assert_int_equal(policy->floor_rules.items[1].result, 1);
    assert_string_equal(policy->floor_rules.items[2].label, "fraud");
    assert_int_equal(policy->floor_rules.items[2].result, 2);
    assert_int_equal(sup__names_find(&policy->floor_rules.names, "fraud"), 2);
    assert_int_equal(policy->floor_required[0].count, 0);
    assert_int_equal(policy->floor_required[1].count, 2);
    assert_int_equal(policy->floor_required[1].facts[0], SUP__F_ORDER_TOTAL);
    assert_int_equal(policy->floor_required[1].facts[1], SUP__F_CUSTOMER_IS_VIP);
    assert_int_equal(policy->asks_for_order, 1);
    assert_int_equal(policy->asks_for_customer, 1); /* by what a rule requires alone */
    unload(&loaded);
}

/* ---- what they decide ---- */

static void set(struct sup__slot *slots, uint32_t fact, int64_t number)
{
    slots[fact] = (struct sup__slot){.number = number, .is_given = 1};
}

static void set_total(struct sup__slot *slots, int64_t minor)
{
    slots[SUP__F_ORDER_TOTAL] =
        (struct sup__slot){.number = minor, .extra = sup__currency_code("EUR"), .is_given = 1};
}

static void the_highest_floor_that_a_rule_asks_for_counts(void **state)
{
    struct loaded loaded = load_three();
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(loaded.policy, slots, NOW_MS);
    uint32_t rules[3];
    uint32_t count;
    (void)state;

    set_total(slots, 50000);
    set(slots, SUP__F_CUSTOMER_IS_VIP, 0);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, NULL, rules, &count), -1);
    assert_int_equal(count, 0);
    set(slots, SUP__F_MESSAGE_IS_ABUSIVE, 1);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, NULL, rules, &count), 1);
    assert_int_equal(count, 1);
    assert_int_equal(rules[0], 0);
    set(slots, SUP__F_MESSAGE_SUSPECTS_FRAUD, 1);
    set_total(slots, 50001);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, NULL, rules, &count), 2);
    assert_int_equal(count, 3);
    assert_int_equal(rules[0], 0);
    assert_int_equal(rules[1], 1);
    assert_int_equal(rules[2], 2);
    unload(&loaded);
}

static void a_rule_matches_while_a_fact_that_it_requires_is_not_known(void **state)
{
    struct loaded loaded = load_three();
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(loaded.policy, slots, NOW_MS);
    uint32_t rules[3];
    uint32_t count;
    (void)state;

    set_total(slots, 1);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, NULL, rules, &count), 1);
    assert_int_equal(count, 1);
    assert_int_equal(rules[0], 1);
    set(slots, SUP__F_CUSTOMER_IS_VIP, 0);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, NULL, rules, &count), -1);
    slots[SUP__F_ORDER_TOTAL].is_given = 0;
    assert_int_equal(sup__decide_floor(loaded.policy, &given, NULL, rules, &count), 1);
    unload(&loaded);
}

static void a_rule_that_is_done_counts_no_more(void **state)
{
    struct loaded loaded = load_three();
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(loaded.policy, slots, NOW_MS);
    const uint8_t done[1] = {1 << 2};
    uint32_t rules[3];
    uint32_t count;
    (void)state;

    set_total(slots, 1);
    set(slots, SUP__F_CUSTOMER_IS_VIP, 0);
    set(slots, SUP__F_MESSAGE_SUSPECTS_FRAUD, 1);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, done, rules, &count), -1);
    set(slots, SUP__F_MESSAGE_IS_ABUSIVE, 1);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, done, rules, &count), 1);
    assert_int_equal(count, 1);
    unload(&loaded);
}

static void done_rules_are_bits_of_more_than_one_byte(void **state)
{
    char floors[4096] = "'a', {'name': 'b', 'rules': [";
    const uint8_t done[2] = {0xff, 1 << 1}; /* all but the ninth, which is number 8 */
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given;
    struct loaded loaded;
    uint32_t rules[10];
    uint32_t count;
    char *at = floors + strlen(floors);
    (void)state;

    for (int i = 0; i < 10; i++) {
        at += snprintf(at, 100, "%s{'name': 'r%d', 'when': " ABUSE "}", i ? ", " : "", i);
    }
    (void)snprintf(at, 100, "]}");
    loaded = load_floors(floors);
    assert_int_equal(loaded.rc, SUP_OK);
    given = sup__policy_case(loaded.policy, slots, NOW_MS);
    set(slots, SUP__F_MESSAGE_IS_ABUSIVE, 1);
    assert_int_equal(sup__decide_floor(loaded.policy, &given, done, rules, &count), 1);
    assert_int_equal(count, 1);
    assert_int_equal(rules[0], 8);
    unload(&loaded);
}

static void the_first_limit_that_fits_counts(void **state)
{
    struct loaded loaded = load_three();
    const struct sup__floor *floors = loaded.policy->floors;
    (void)state;

    assert_ptr_equal(sup__find_floor_limit(&floors[0], 0, 1, 0), &floors[0].limits[0]);
    assert_ptr_equal(sup__find_floor_limit(&floors[0], 0, 2, 1), &floors[0].limits[1]);
    assert_null(sup__find_floor_limit(&floors[0], 0, 2, 0));
    assert_ptr_equal(sup__find_floor_limit(&floors[0], 1, 1, 0), &floors[0].limits[2]);
    unload(&loaded);
    loaded = load_floors("{'name': 'a', 'limits': [{'channel': 'chat', 'within': 'PT1H'}]}, 'b'");
    assert_int_equal(loaded.rc, SUP_OK);
    assert_null(sup__find_floor_limit(&loaded.policy->floors[0], 0, 0, 0));
    assert_null(sup__find_floor_limit(&loaded.policy->floors[1], 0, 1, 0));
    unload(&loaded);
}

static void who_holds_it_has_a_role_or_is_named(void **state)
{
    struct loaded loaded = load_three();
    const struct sup__policy *policy = loaded.policy;
    const struct sup__holders *movers = &policy->floors[1].movers; /* lead, 7, 12 */
    (void)state;

    assert_true(sup__holds(policy, movers, 1, "agent lead"));
    assert_true(sup__holds(policy, movers, 1, "lead"));
    assert_true(sup__holds(policy, movers, 1, "lead agent"));
    assert_true(sup__holds(policy, movers, 12, "agent"));
    assert_true(sup__holds(policy, movers, 7, NULL));
    assert_false(sup__holds(policy, movers, 1, "agent"));
    assert_false(sup__holds(policy, movers, 1, "leader lea"));
    assert_false(sup__holds(policy, movers, 1, ""));
    assert_false(sup__holds(policy, movers, 1, NULL));
    assert_false(sup__holds(policy, &policy->floors[0].handlers, 7, "lead")); /* nobody is */
    unload(&loaded);
}

/* ---- what is refused ---- */

static void expect_floors(const char *floors, uint32_t count, const struct expected *expected)
{
    struct loaded loaded = load_floors(floors);

    assert_problems(&loaded, count, expected);
}

static void floors_name_what_the_policy_has(void **state)
{
    (void)state;
    expect_floors(
        "{'name': 'a', 'team': 'servce', 'roles': ['led'], 'calendar': 'ofice',"
        " 'limits': [{'channel': 'chatt', 'priority': 'hgh', 'within': 'PT1H'}]},"
        " {'name': 'b', 'notify': {'teams': ['rsk'], 'roles': ['legl']}, 'rules': [{'name': 'x', "
        "'when': " ABUSE ", 'required': ['order.totl']}]}",
        8,
        (const struct expected[]){
            {"/floors/0/team", 26, 34, "there is no team \"servce\"", "service"},
            {"/floors/0/roles/0", 26, 54, "there is no role \"led\"", "lead"},
            {"/floors/0/calendar", 26, 74, "there is no calendar \"ofice\"", "office"},
            {"/floors/0/limits/0/channel", 26, 106, "there is no channel \"chatt\"", "chat"},
            {"/floors/0/limits/0/priority", 26, 127, "there is no priority \"hgh\"", "high"},
            {"/floors/1/notify/teams/0", 26, 190, "there is no team \"rsk\"", "risk"},
            {"/floors/1/notify/roles/0", 26, 208, "there is no role \"legl\"", "legal"},
            {"/floors/1/rules/0/required/0", 26, 310, "there is no fact \"order.totl\"",
             "order.total"}});
}

static void a_name_is_there_once(void **state)
{
    (void)state;
    expect_floors(
        "'a', 'a'", 1,
        &(struct expected){"/floors/1", 26, 17, "the floor \"a\" is there already", NULL});
    expect_floors("'a', {'name': 'b', 'rules': [{'name': 'x', 'when': " ABUSE "}]}, {'name': 'c', "
                  "'rules': [{'name': 'x', 'when': " FRAUD "}]}",
                  1,
                  &(struct expected){"/floors/2/rules/0/name", 26, 146,
                                     "the rule \"x\" is there already, of the floor \"b\"", NULL});
    expect_floors("'a', {'name': 'b', 'rules': [{'name': 'x', 'when': " ABUSE "}, {'name': 'x', "
                  "'when': " FRAUD "}]}",
                  1,
                  &(struct expected){"/floors/1/rules/1/name", 26, 120,
                                     "the rule \"x\" is there already", NULL});
    expect_floors(
        "{'name': 'a', 'roles': ['lead', 'lead'], 'tags': ['t', 't'], 'lowered_by': {}, "
        "'evidence': {'to_leave': ['e', 'e'], 'to_resolve': ['e']}, 'notify': {'agents': "
        "['3', '3']}, 'resolution': [{'name': 's', 'roles': ['lead']}, {'name': 's', 'roles': "
        "['lead']}]}, 'z'",
        7,
        (const struct expected[]){
            {"/floors/0/roles/1", 26, 44, "the role \"lead\" is there already", NULL},
            {"/floors/0/tags/1", 26, 67, "the tag \"t\" is there already", NULL},
            {"/floors/0/lowered_by", 26, 87, "nothing is below the first floor", NULL},
            {"/floors/0/lowered_by", 26, 87,
             "nobody may do this: at least one role or agent is needed", NULL},
            {"/floors/0/evidence/to_leave/1", 26, 122,
             "the piece of evidence \"e\" is there already", NULL},
            {"/floors/0/notify/agents/1", 26, 177, "the agent \"3\" is there already", NULL},
            {"/floors/0/resolution/1/name", 26, 242, "the signature \"s\" is there already",
             NULL}});
}

static void floors_are_in_order(void **state)
{
    (void)state;
    expect_floors("{'name': 'a', 'rules': [{'name': 'x', 'when': " ABUSE "}]}, 'b'", 1,
                  &(struct expected){"/floors/0/rules", 26, 35,
                                     "every ticket begins on the first floor: no rule leads there",
                                     NULL});
    expect_floors("'a', {'name': 'b', 'on_limit': 'rise', 'sign_off': {'roles': ['lead'], "
                  "'within': 'PT1H', 'unsigned': 'stay'}, 'limits': [{'within': 'PT1H'}]}",
                  2,
                  (const struct expected[]){
                      {"/floors/1/on_limit", 26, 43,
                       "nothing is above the last floor: a limit there only tells", NULL},
                      {"/floors/1/sign_off", 26, 63,
                       "nothing is above the last floor: there is nothing to sign", NULL}});
    expect_floors("{'name': 'a', 'lowered_by': {'roles': ['lead']}}, 'b'", 1,
                  &(struct expected){"/floors/0/lowered_by", 26, 40,
                                     "nothing is below the first floor", NULL});
    expect_floors(
        "'a', {'name': 'b', 'evidence': {'to_leave': ['e'], 'to_resolve': ['e']}}", 1,
        &(struct expected){"/floors/1/evidence/to_leave", 26, 56,
                           "nothing is above the last floor: nobody moves a ticket up from there",
                           NULL});
}

/* As load_floors(), where nobody but agents has a role. */
static struct loaded load_unescalated(const char *floors)
{
    char members[MEMBERS_MAX];
    const char *lines[GOOD_LINES + 1] = {NULL};

    (void)snprintf(members, sizeof members, "\"floors\": [%s], \"idempotency_retention\": \"P1D\",",
                   floors);
    for (char *at = members; *at != '\0'; at++) {
        *at = *at == '\'' ? '"' : *at;
    }
    lines[19] = "\"channels\": [\"email\", \"chat\", \"phone\"],";
    lines[26] = members;
    return load_changed(lines);
}

static void a_floor_that_nothing_can_leave_is_refused(void **state)
{
    static const char text[] = "no ticket can leave \"b\": no limit and no rule leads up, and no "
                               "role may floor.escalate";
    struct loaded loaded =
        load_unescalated("{'name': 'a', 'limits': [{'within': 'PT1H'}]}, 'b', 'c'");
    (void)state;

    assert_problems(&loaded, 1, &(struct expected){"/floors/1", 26, 59, text, NULL});
    loaded = load_unescalated("{'name': 'a', 'limits': [{'within': 'PT1H'}]}, {'name': 'b', "
                              "'on_limit': 'tell', 'limits': [{'within': 'PT1H'}]}, 'c'");
    assert_problems(&loaded, 1, &(struct expected){"/floors/1", 26, 59, text, NULL});
    /* A rule of a higher floor leads up; a role of somebody does, too. */
    loaded =
        load_unescalated("'a', 'b', {'name': 'c', 'rules': [{'name': 'x', 'when': " ABUSE "}]}");
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
    loaded = load_floors("'a', 'b', 'c'");
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
}

/* What a limit is for may leave; a limit for all others is enough. */
static void a_floor_that_a_channel_cannot_leave_is_refused(void **state)
{
    static const char text[] =
        "no ticket of the channels \"email\", \"chat\" can leave \"a\": no limit is for them, no "
        "rule leads up, and no role may floor.escalate";
    struct loaded loaded =
        load_unescalated("{'name': 'a', 'limits': [{'channel': 'phone', 'within': 'PT1H'}]}, 'b'");
    (void)state;
    assert_problems(&loaded, 1, &(struct expected){"/floors/0/limits", 26, 36, text, NULL});
    loaded = load_unescalated("{'name': 'a', 'limits': [{'channel': 'phone', 'within': 'PT1H'}, "
                              "{'within': 'PT2H', 'from': 'assignment'}]}, 'b'");
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
}

static void what_nobody_may_do_is_refused(void **state)
{
    static const char nobody[] = "nobody may do this: at least one role or agent is needed";
    (void)state;

    expect_floors("{'name': 'a', 'sign_off': {'within': 'PT1H', 'unsigned': 'rise', 'agents': "
                  "[]}}, 'b'",
                  1, &(struct expected){"/floors/0/sign_off", 26, 38, nobody, NULL});
    expect_floors("{'name': 'a', 'sign_off': {'within': 'PT1H', 'unsigned': 'rise', 'roles': "
                  "['agent']}}, 'b'",
                  1,
                  &(struct expected){"/floors/0/sign_off/roles", 26, 86,
                                     "none of these roles may floor.sign", NULL});
    expect_floors(
        "'a', {'name': 'b', 'clearance': {'roles': ['agent']}, 'lowered_by': {'roles': "
        "['agent']}, 'resolution': [{'name': 'x'}, {'name': 'y', 'roles': ['agent']}], 'hold': "
        "[{'actions': ['ticket.move'], 'until': 'clearance'}]}",
        4,
        (const struct expected[]){
            {"/floors/1/clearance/roles", 26, 54, "none of these roles may floor.sign", NULL},
            {"/floors/1/lowered_by/roles", 26, 90, "none of these roles may floor.lower", NULL},
            {"/floors/1/resolution/0", 26, 117, nobody, NULL},
            {"/floors/1/resolution/1/roles", 26, 155, "none of these roles may floor.sign", NULL}});
    /* One of several is enough, and so is an agent. */
    struct loaded loaded = load_floors(
        "{'name': 'a', 'sign_off': {'within': 'PT1H', 'unsigned': 'rise', 'roles': ['agent', "
        "'lead']}, 'clearance': {'roles': ['agent'], 'agents': ['1']}, 'hold': [{'actions': "
        "['ticket.move'], 'until': 'clearance'}]}, 'b'");
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
}

static void what_nothing_comes_of_is_refused(void **state)
{
    static const char text[] =
        "nothing on this floor is held until a clearance, so nobody would give one";
    (void)state;
    expect_floors("{'name': 'a', 'on_limit': 'tell'}, 'b'", 1,
                  &(struct expected){"/floors/0/on_limit", 26, 38,
                                     "this floor has no \"limits\" that could pass", NULL});
    expect_floors("'a', {'name': 'b', 'clearance': {'roles': ['lead']}, 'resolution': [{'name': "
                  "'x', 'roles': ['lead']}], 'hold': [{'actions': ['ticket.move'], 'until': "
                  "'resolution'}]}",
                  1, &(struct expected){"/floors/1/clearance", 26, 44, text, NULL});
}

#define TWICE "a limit for the same channel and priority from the same beginning is there already"
static void limits_do_not_contradict_each_other(void **state)
{
    (void)state;
    expect_floors(
        "{'name': 'a', 'limits': [{'channel': 'chat', 'within': 'PT1H'}, {'channel': "
        "'chat', 'within': 'PT2H', 'from': 'assignment'}, {'channel': 'chat', 'within': 'PT3H'}, "
        "{'channel': 'chat', 'within': 'PT4H', 'from': 'assignment'}, {'within': 'PT0S'}], "
        "'sign_off': {'roles': ['lead'], 'within': 'PT0S', 'unsigned': 'stay'}}, 'b'",
        4,
        (const struct expected[]){
            {"/floors/0/limits/2", 26, 137, TWICE, NULL},
            {"/floors/0/limits/3", 26, 176, TWICE, NULL},
            {"/floors/0/limits/4/within", 26, 248,
             "a limit of no time has passed when a ticket arrives", NULL},
            {"/floors/0/sign_off/within", 26, 300, "nobody can sign in no time at all", NULL}});
    expect_floors("{'name': 'a', 'limits': [{'within': 'PT1H', 'from': 'asignment'}], 'on_limit': "
                  "'rize'}, 'b'",
                  2,
                  (const struct expected[]){{"/floors/0/limits/0/from", 26, 64,
                                             "there is no beginning \"asignment\"", "assignment"},
                                            {"/floors/0/on_limit", 26, 91,
                                             "there is no outcome of a limit \"rize\"", "rise"}});
}

static void expect_floor_warnings(const char *floors, uint32_t count,
                                  const struct expected *expected)
{
    struct loaded loaded = load_floors(floors);

    assert_int_equal(loaded.problems.warning_count, count);
    assert_told(&loaded, SUP_POLICY_WARNING, count, expected);
}

static void what_is_never_reached_is_warned_of(void **state)
{
    (void)state;
    expect_floor_warnings(
        "{'name': 'a', 'limits': [{'within': 'PT1H'}, {'channel': 'chat', 'within': 'PT5M'}]}, "
        "'b'",
        1,
        &(struct expected){"/floors/0/limits/1", 26, 57,
                           "this limit is never reached: number 1 of this list, before it, is for "
                           "all that it is for",
                           NULL});
    /* As long as the limit is allowed; on other hours and from another beginning nobody knows. */
    expect_floor_warnings(
        "{'name': 'a', 'limits': [{'channel': 'chat', 'within': 'PT1H'}, {'within': 'PT2H'}], "
        "'targets': [{'metric': 'decision', 'channel': 'chat', 'within': 'PT1H1S'}, {'metric': "
        "'first_reply', 'channel': 'chat', 'within': 'PT1H'}, {'metric': 'assignment', 'within': "
        "'PT3H', 'calendar': 'all'}, {'metric': 'first_reply', 'within': 'PT2H1S'}]}, 'b'",
        2,
        (const struct expected[]){
            {"/floors/0/targets/0", 26, 109,
             "this is promised in more time than the limit allows on \"a\"", NULL},
            {"/floors/0/targets/3", 26, 299,
             "this is promised in more time than the limit allows on \"a\"", NULL}});
    expect_floor_warnings("{'name': 'a', 'limits': [{'within': 'PT1H', 'from': 'assignment'}], "
                          "'targets': [{'metric': 'first_reply', 'within': 'PT2H'}]}, 'b'",
                          0, NULL);
}

#define NOT_HELD "\" cannot be held: only changes of a ticket are, and not what customers write"
static void a_hold_ends(void **state)
{
    (void)state;
    expect_floors(
        "{'name': 'a', 'hold': [{'actions': ['ticket.move'], 'until': 'clearance'}, "
        "{'actions': ['ticket.*'], 'until': 'move_up'}, {'actions': ['ticket.note'], "
        "'until': 'resolution'}]}, 'b'",
        3,
        (const struct expected[]){{"/floors/0/hold/0/until", 26, 73,
                                   "this hold never ends: the floor has no \"clearance\"", NULL},
                                  {"/floors/0/hold/1/until", 26, 122,
                                   "this hold never ends: the floor has no \"sign_off\"", NULL},
                                  {"/floors/0/hold/2/until", 26, 172,
                                   "this hold never ends: the floor has no \"resolution\"", NULL}});
    expect_floors("{'name': 'a', 'clearance': {'roles': ['lead']}, 'hold': [{'actions': ['*', "
                  "'ticket.mov'], 'until': 'clearance'}, {'actions': [], 'until': 'clearence'}]}, "
                  "'b'",
                  4,
                  (const struct expected[]){
                      {"/floors/0/hold/0/actions/0", 26, 82,
                       "\"*\" cannot be held: it has what ends a hold", NULL},
                      {"/floors/0/hold/0/actions/1", 26, 87, "there is no action \"ticket.mov\"",
                       "ticket.move"},
                      {"/floors/0/hold/1/actions", 26, 137, "at least one action is needed", NULL},
                      {"/floors/0/hold/1/until", 26, 150, "there is no end of a hold \"clearence\"",
                       "clearance"}});
    expect_floors("{'name': 'a', 'clearance': {'roles': ['lead']}, 'hold': [{'actions': "
                  "['ticket.*', 'ticket.receive', 'customer.*'], 'until': 'clearance'}]}, 'b'",
                  2,
                  (const struct expected[]){
                      {"/floors/0/hold/0/actions/1", 26, 94, "\"ticket.receive" NOT_HELD, NULL},
                      {"/floors/0/hold/0/actions/2", 26, 112, "\"customer.*" NOT_HELD, NULL}});
}

static void an_agent_is_a_number_from_1_as_text(void **state)
{
    static const char form[] = "\"%s\" is not an agent's id: a whole number from 1, as text";
    char zero[128];
    char word[128];
    char padded[128];
    char below[128];
    (void)state;

    (void)snprintf(zero, sizeof zero, form, "0");
    (void)snprintf(word, sizeof word, form, "7a");
    (void)snprintf(padded, sizeof padded, form, "07");
    (void)snprintf(below, sizeof below, form, "-1");
    expect_floors(
        "{'name': 'a', 'notify': {'agents': ['0', '7a', 7, '9223372036854775807', '07', '-1']}}", 5,
        (const struct expected[]){
            {"/floors/0/notify/agents/0", 26, 48, zero, NULL},
            {"/floors/0/notify/agents/1", 26, 53, word, NULL},
            {"/floors/0/notify/agents/2", 26, 59, "expected text, found number", NULL},
            {"/floors/0/notify/agents/4", 26, 85, padded, NULL},
            {"/floors/0/notify/agents/5", 26, 91, below, NULL}});
}

static void rules_of_floors_cannot_ask_what_they_decide(void **state)
{
    struct loaded loaded;
    (void)state;

    expect_floors("'a', {'name': 'b', 'rules': [{'name': 'x', 'when': {'==': [{'var': "
                  "'floor.minimum'}, 'a']}}]}",
                  1,
                  &(struct expected){"/floors/1/rules/0/when/==/0", 26, 71,
                                     "\"floor.minimum\" is not known here: a floor's rule decides "
                                     "it",
                                     NULL});
    /* What comes before them is warned. */
    loaded = load_with("'floors': ['a', 'b'], 'routing': [{'name': 'x', 'when': {'==': [{'var': "
                       "'floor.current'}, 'b']}, 'team': 'risk'}],",
                       NULL);
    assert_told(&loaded, SUP_POLICY_WARNING, 1,
                &(struct expected){"/routing/0/when/==/0", 26, 65,
                                   "\"floor.current\" is known here only where it was given: a "
                                   "later list, of each floor's rule, decides it",
                                   NULL});
}

static void a_signature_has_a_condition_that_is_checked(void **state)
{
    (void)state;
    expect_floors("{'name': 'a', 'resolution': [{'name': 's', 'roles': ['lead'], 'when': {'==': "
                  "[{'var': 'order.totl'}, 1]}}]}",
                  1,
                  &(struct expected){"/floors/0/resolution/0/when/==/0/var", 26, 98,
                                     "there is no fact \"order.totl\"", "order.total"});
}

static void memory_may_run_out_anywhere(void **state)
{
    char members[MEMBERS_MAX];
    (void)state;

    (void)snprintf(members, sizeof members, "'floors': [%s],", three);
    for (long i = 0;; i++) {
        struct loaded loaded;

        counter.fail_after = i;
        counter.has_failed = 0;
        loaded = load_with(members, NULL);
        counter.fail_after = -1;
        if (!counter.has_failed) {
            assert_int_equal(loaded.rc, SUP_OK);
            unload(&loaded);
            break;
        }
        assert_int_equal(loaded.rc, SUP_NOMEM);
        unload(&loaded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_desk_without_floors_has_none),
        cmocka_unit_test(floors_are_names_of_facts_in_their_order),
        cmocka_unit_test(limits_and_targets_count_on_their_calendar_or_the_floors),
        cmocka_unit_test(a_floor_says_who_handles_signs_and_lowers),
        cmocka_unit_test(a_floor_says_what_is_held_recorded_signed_and_told),
        cmocka_unit_test(rules_of_all_floors_are_one_list),
        cmocka_unit_test(the_highest_floor_that_a_rule_asks_for_counts),
        cmocka_unit_test(a_rule_matches_while_a_fact_that_it_requires_is_not_known),
        cmocka_unit_test(a_rule_that_is_done_counts_no_more),
        cmocka_unit_test(done_rules_are_bits_of_more_than_one_byte),
        cmocka_unit_test(the_first_limit_that_fits_counts),
        cmocka_unit_test(who_holds_it_has_a_role_or_is_named),
        cmocka_unit_test(floors_name_what_the_policy_has),
        cmocka_unit_test(a_name_is_there_once),
        cmocka_unit_test(floors_are_in_order),
        cmocka_unit_test(a_floor_that_nothing_can_leave_is_refused),
        cmocka_unit_test(a_floor_that_a_channel_cannot_leave_is_refused),
        cmocka_unit_test(what_nobody_may_do_is_refused),
        cmocka_unit_test(what_nothing_comes_of_is_refused),
        cmocka_unit_test(limits_do_not_contradict_each_other),
        cmocka_unit_test(what_is_never_reached_is_warned_of),
        cmocka_unit_test(a_hold_ends),
        cmocka_unit_test(an_agent_is_a_number_from_1_as_text),
        cmocka_unit_test(rules_of_floors_cannot_ask_what_they_decide),
        cmocka_unit_test(a_signature_has_a_condition_that_is_checked),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
