/*
 * Tests of lib/policy: segments, priority, team and promises of a case, and the table of facts.
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

#include "policy/decide.h"
#include "policy_fixture.h"

#define NOW_MS INT64_C(1767571200000) /* Monday 2026-01-05T00:00:00Z */
#define VIP    "{'==': [{'var': 'customer.is_vip'}, true]}"
#define MANY   "{'>=': [{'var': 'customer.order_count'}, 5]}"

enum { SLOTS_MAX = 128 };

static const char document[] =
    "'impacts': ['one', 'all'], 'urgencies': ['later', 'now'],"
    "'calendars': {'office': {'zone': '+01:00', 'week': {'monday': ['09:00-17:00']}}},"
    "'segments': [{'name': 'vip', 'when': " VIP "}, {'name': 'regular', 'when': " MANY "},"
    " {'name': 'reviewed', 'when': {'<': [{'var': 'order.review_score'}, 3]}}],"
    "'priority_rules': [{'name': 'vips', 'when': {'in': ['vip', {'var': 'customer.segments'}]},"
    " 'priority': 'high'}],"
    "'routing': [{'name': 'many', 'when': " MANY ", 'team': 'sales'}],"
    "'sla': [{'name': 'vip', 'when': {'==': [{'var': 'customer.segment'}, 'vip']}, 'targets': ["
    " {'metric': 'first_reply', 'channel': 'chat', 'within': 'PT5M'},"
    " {'metric': 'first_reply', 'priority': 'high', 'within': 'PT1H'},"
    " {'metric': 'first_reply', 'within': 'PT2H'},"
    " {'metric': 'resolution', 'channel': 'chat', 'within': 'PT1H'}]},"
    " {'name': 'all', 'targets': [{'metric': 'first_reply', 'within': 'PT8H'}]}],";

/* Channels email, chat (of sales, with hours) and tweets; reasons return (of service) and other. */
static struct loaded load_desk(const char *more)
{
    static char members[4096];
    const char *lines[GOOD_LINES + 1] = {NULL};
    struct loaded loaded;

    (void)snprintf(members, sizeof members, "%s%s \"idempotency_retention\": \"P1D\",", document,
                   more);
    for (char *at = members; *at != '\0'; at++) {
        *at = *at == '\'' ? '"' : *at;
    }
    lines[19] = "\"channels\": [{\"name\": \"email\", \"kind\": \"email\"}, {\"name\": \"chat\", "
                "\"team\": \"sales\", \"kind\": \"chat\", \"calendar\": \"office\"}, {\"name\": "
                "\"tweets\", \"kind\": \"social\", \"is_public\": true}],";
    lines[20] = "\"reasons\": [{\"name\": \"return\", \"team\": \"service\"}, \"other\"],";
    lines[21] = "\"teams\": [\"service\", \"sales\"],";
    lines[26] = members;
    loaded = load_changed(lines);
    assert_int_equal(loaded.problems.error_count, 0);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_true(loaded.policy->facts.names.count <= SLOTS_MAX);
    return loaded;
}

static void set(struct sup__slot *slots, uint32_t fact, int64_t number)
{
    slots[fact] = (struct sup__slot){.number = number, .is_given = 1};
}

static void assert_decision(struct sup__decision decision, int32_t result, int32_t rule,
                            int32_t why)
{
    assert_int_equal(decision.result, result);
    assert_int_equal(decision.rule, rule);
    assert_int_equal(decision.why, why);
}

/* ---- decisions ---- */

static void a_case_is_in_every_segment_that_matches(void **state)
{
    struct loaded loaded = load_desk("");
    const struct sup__policy *policy = loaded.policy;
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(policy, slots, NOW_MS);
    struct sup__slot items[3] = {{.number = 2, .is_given = 1}}; /* what an earlier case left */
    (void)state;

    /* A signal that was not given is false, a count that was not given leaves it open. */
    assert_int_equal(sup__decide_segments(policy, &given, items), 0);
    sup__facts_set_segments(slots, items, 0);
    assert_false(slots[SUP__F_CUSTOMER_SEGMENT].is_given);
    assert_true(slots[SUP__F_CUSTOMER_SEGMENTS].is_given);
    assert_int_equal(slots[SUP__F_CUSTOMER_SEGMENTS].number, 0);

    set(slots, SUP__F_CUSTOMER_ORDER_COUNT, 5);
    set(slots, SUP__F_ORDER_REVIEW_SCORE, 25); /* 2.5 */
    assert_int_equal(sup__decide_segments(policy, &given, items), 2);
    assert_int_equal(items[0].number, 1);
    assert_int_equal(items[1].number, 2);
    set(slots, SUP__F_CUSTOMER_IS_VIP, 1);
    set(slots, SUP__F_ORDER_REVIEW_SCORE, 30);
    assert_int_equal(sup__decide_segments(policy, &given, items), 2);
    assert_int_equal(items[0].number, 0);
    assert_int_equal(items[1].number, 1);
    sup__facts_set_segments(slots, items, 2);
    assert_int_equal(slots[SUP__F_CUSTOMER_SEGMENT].number, 0);
    assert_int_equal(slots[SUP__F_CUSTOMER_SEGMENTS].number, 2);
    unload(&loaded);
}

static void a_priority_is_given_or_of_a_rule_or_of_the_matrix_or_the_default(void **state)
{
    struct loaded loaded =
        load_desk("'priority_matrix': {'one': {'later': 'low', 'now': 'low'}, 'all': {'later': "
                  "'high', 'now': 'low'}},");
    const struct sup__policy *policy = loaded.policy;
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(policy, slots, NOW_MS);
    struct sup__slot vip = {.number = 0, .is_given = 1};
    (void)state;

    assert_decision(sup__decide_priority(policy, &given), 0, -1, SUP__WHY_DEFAULT);
    set(slots, SUP__F_TICKET_IMPACT, 1);
    assert_decision(sup__decide_priority(policy, &given), 0, -1, SUP__WHY_DEFAULT);
    set(slots, SUP__F_TICKET_URGENCY, 0);
    assert_decision(sup__decide_priority(policy, &given), 1, -1, SUP__WHY_MATRIX);
    set(slots, SUP__F_TICKET_URGENCY, 1);
    assert_decision(sup__decide_priority(policy, &given), 0, -1, SUP__WHY_MATRIX);
    set(slots, SUP__F_TICKET_URGENCY, -1); /* a name that the policy no longer has */
    assert_decision(sup__decide_priority(policy, &given), 0, -1, SUP__WHY_DEFAULT);
    sup__facts_set_segments(slots, &vip, 1);
    assert_decision(sup__decide_priority(policy, &given), 1, 0, SUP__WHY_RULE);
    set(slots, SUP__F_TICKET_PRIORITY, 0);
    assert_decision(sup__decide_priority(policy, &given), 0, -1, SUP__WHY_GIVEN);
    unload(&loaded);
}

static void a_team_is_given_or_of_a_rule_or_of_the_reason_or_of_the_channel(void **state)
{
    struct loaded loaded = load_desk("");
    const struct sup__policy *policy = loaded.policy;
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(policy, slots, NOW_MS);
    (void)state;

    /* service 0, sales 1 */
    assert_decision(sup__decide_routing(policy, &given), -1, -1, SUP__WHY_NOTHING);
    set(slots, SUP__F_TICKET_CHANNEL, 0);
    assert_decision(sup__decide_routing(policy, &given), -1, -1, SUP__WHY_NOTHING);
    set(slots, SUP__F_TICKET_CHANNEL, 1);
    assert_decision(sup__decide_routing(policy, &given), 1, -1, SUP__WHY_CHANNEL);
    set(slots, SUP__F_TICKET_REASON, 1); /* nobody's */
    assert_decision(sup__decide_routing(policy, &given), 1, -1, SUP__WHY_CHANNEL);
    set(slots, SUP__F_TICKET_REASON, 0);
    assert_decision(sup__decide_routing(policy, &given), 0, -1, SUP__WHY_REASON);
    set(slots, SUP__F_CUSTOMER_ORDER_COUNT, 9);
    assert_decision(sup__decide_routing(policy, &given), 1, 0, SUP__WHY_RULE);
    set(slots, SUP__F_TICKET_TEAM, 0);
    assert_decision(sup__decide_routing(policy, &given), 0, -1, SUP__WHY_GIVEN);
    unload(&loaded);
}

static void the_first_sla_policy_that_matches_is_the_tickets(void **state)
{
    struct loaded loaded = load_desk("");
    const struct sup__policy *policy = loaded.policy;
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(policy, slots, NOW_MS);
    struct sup__slot vip = {.number = 0, .is_given = 1};
    (void)state;

    assert_decision(sup__decide_sla(policy, &given), 1, 1, SUP__WHY_RULE);
    sup__facts_set_segments(slots, &vip, 1);
    assert_decision(sup__decide_sla(policy, &given), 0, 0, SUP__WHY_RULE);
    unload(&loaded);
    loaded = load_lines(0, NULL);
    given = sup__policy_case(loaded.policy, slots, NOW_MS);
    assert_decision(sup__decide_sla(loaded.policy, &given), -1, -1, SUP__WHY_NOTHING);
    unload(&loaded);
}

static void the_first_target_that_fits_channel_and_priority_counts(void **state)
{
    struct loaded loaded = load_desk("");
    const struct sup__policy *policy = loaded.policy;
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(policy, slots, NOW_MS);
    (void)state;

    assert_int_equal(sup__decide_target(policy, 0, SUP__METRIC_FIRST_REPLY, &given), 2);
    set(slots, SUP__F_TICKET_CHANNEL, 0);
    set(slots, SUP__F_TICKET_PRIORITY, 0);
    assert_int_equal(sup__decide_target(policy, 0, SUP__METRIC_FIRST_REPLY, &given), 2);
    set(slots, SUP__F_TICKET_PRIORITY, 1);
    assert_int_equal(sup__decide_target(policy, 0, SUP__METRIC_FIRST_REPLY, &given), 1);
    assert_int_equal(sup__decide_target(policy, 0, SUP__METRIC_RESOLUTION, &given), -1);
    set(slots, SUP__F_TICKET_CHANNEL, 1);
    assert_int_equal(sup__decide_target(policy, 0, SUP__METRIC_FIRST_REPLY, &given), 0);
    assert_int_equal(sup__decide_target(policy, 0, SUP__METRIC_RESOLUTION, &given), 3);
    assert_int_equal(sup__decide_target(policy, 1, SUP__METRIC_RESOLUTION, &given), -1);
    unload(&loaded);
}

static void a_channel_is_inside_its_calendars_hours(void **state)
{
    struct loaded loaded = load_desk("");
    const struct sup__policy *policy = loaded.policy;
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    struct sup__case given = sup__policy_case(policy, slots, NOW_MS);
    (void)state;

    /* 09:00 in +01:00 is 08:00 UTC. */
    assert_int_equal(given.is_in_hours(given.context, 1, NOW_MS + 8 * 3600000 - 1), 0);
    assert_int_equal(given.is_in_hours(given.context, 1, NOW_MS + 8 * 3600000), 1);
    assert_int_equal(given.is_in_hours(given.context, 1, NOW_MS + 16 * 3600000), 0);
    assert_int_equal(given.is_in_hours(given.context, 0, NOW_MS), -1);
    assert_int_equal(given.is_in_hours(given.context, -1, NOW_MS), -1);
    assert_int_equal(given.is_in_hours(given.context, 3, NOW_MS), -1);
    unload(&loaded);
}

static void a_channel_sets_its_three_facts(void **state)
{
    struct loaded loaded = load_desk("");
    struct sup__slot slots[SLOTS_MAX] = {{0}};
    const struct sup__facts *facts = &loaded.policy->facts;
    (void)state;

    sup__facts_set_channel(loaded.policy, slots, 2);
    assert_int_equal(slots[SUP__F_TICKET_CHANNEL].number, 2);
    assert_true(slots[SUP__F_TICKET_CHANNEL].is_given);
    assert_string_equal(facts->items[SUP__F_TICKET_CHANNEL_KIND]
                            .domain->names->names[slots[SUP__F_TICKET_CHANNEL_KIND].number],
                        "social");
    assert_int_equal(slots[SUP__F_TICKET_IS_PUBLIC].number, 1);
    sup__facts_set_channel(loaded.policy, slots, 0);
    assert_int_equal(slots[SUP__F_TICKET_IS_PUBLIC].number, 0);
    unload(&loaded);
}

static void reasons_for_decisions_have_names(void **state)
{
    (void)state;
    assert_string_equal(sup__why_name(SUP__WHY_NOTHING), "");
    assert_string_equal(sup__why_name(SUP__WHY_GIVEN), "given");
    assert_string_equal(sup__why_name(SUP__WHY_RULE), "rule");
    assert_string_equal(sup__why_name(SUP__WHY_MATRIX), "matrix");
    assert_string_equal(sup__why_name(SUP__WHY_DEFAULT), "default");
    assert_string_equal(sup__why_name(SUP__WHY_REASON), "reason");
    assert_string_equal(sup__why_name(SUP__WHY_CHANNEL), "channel");
    assert_string_equal(sup__why_name(99), "");
    assert_string_equal(sup__why_name(-1), "");
}

/* ---- the table of facts ---- */

static void a_fact_is_found_by_its_name_at_its_index(void **state)
{
    static const struct {
        const char *name;
        uint32_t index;
        int32_t type;
        int32_t absence;
        int32_t source;
    } rows[] = {
        {"ticket.channel", SUP__F_TICKET_CHANNEL, SUP__FACT_NAME, SUP__ABSENT_UNKNOWN,
         SUP__SOURCE_DESK},
        {"ticket.tags", SUP__F_TICKET_TAGS, SUP__FACT_LIST, SUP__ABSENT_ZERO, SUP__SOURCE_DESK},
        {"customer.is_vip", SUP__F_CUSTOMER_IS_VIP, SUP__FACT_BOOL, SUP__ABSENT_ZERO,
         SUP__SOURCE_HOST},
        {"customer.segment", SUP__F_CUSTOMER_SEGMENT, SUP__FACT_NAME, SUP__ABSENT_UNKNOWN,
         SUP__SOURCE_POLICY},
        {"order.total", SUP__F_ORDER_TOTAL, SUP__FACT_MONEY, SUP__ABSENT_UNKNOWN, SUP__SOURCE_HOST},
        {"order.items", SUP__F_ORDER_ITEMS, SUP__FACT_LIST, SUP__ABSENT_UNKNOWN, SUP__SOURCE_HOST},
        {"message.sentiment", SUP__F_MESSAGE_SENTIMENT, SUP__FACT_NUMBER, SUP__ABSENT_UNKNOWN,
         SUP__SOURCE_HOST},
        {"message.is_abusive", SUP__F_MESSAGE_IS_ABUSIVE, SUP__FACT_BOOL, SUP__ABSENT_ZERO,
         SUP__SOURCE_HOST},
        {"timer.resolution_left", SUP__F_TIMER_RESOLUTION_LEFT, SUP__FACT_DURATION,
         SUP__ABSENT_UNKNOWN, SUP__SOURCE_LATER},
    };
    struct loaded loaded = load_lines(0, NULL);
    const struct sup__facts *facts = &loaded.policy->facts;
    (void)state;

    assert_int_equal(facts->names.count, SUP__F_COUNT);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct sup__fact *fact = &facts->items[rows[i].index];

        assert_int_equal(sup__names_find(&facts->names, rows[i].name), rows[i].index);
        assert_string_equal(fact->name, rows[i].name);
        assert_int_equal(fact->type, rows[i].type);
        assert_int_equal(fact->absence, rows[i].absence);
        assert_int_equal(fact->source, rows[i].source);
    }
    assert_int_equal(facts->items[SUP__F_MESSAGE_SENTIMENT].scale, 4);
    assert_int_equal(facts->items[SUP__F_ORDER_REVIEW_SCORE].scale, 1);
    assert_int_equal(facts->items[SUP__F_ORDER_ITEMS].item_type, SUP__FACT_RECORD);
    assert_int_equal(facts->items[SUP__F_ORDER_ITEMS].field_count, 4);
    assert_string_equal(facts->items[SUP__F_ORDER_ITEMS].fields[3].name, "price");
    unload(&loaded);
}

/* What fact.h says of every table of facts. */
static void every_fact_is_one_that_the_language_can_ask(void **state)
{
    const struct sup__fact *facts = sup__builtin_facts();
    (void)state;

    for (uint32_t i = 0; i < SUP__F_COUNT; i++) {
        const struct sup__fact *fact = &facts[i];
        int has_zero = fact->type == SUP__FACT_BOOL || fact->type == SUP__FACT_NUMBER ||
                       fact->type == SUP__FACT_TEXT || fact->type == SUP__FACT_LIST ||
                       fact->type == SUP__FACT_DURATION;
        int is_named = fact->type == SUP__FACT_NAME || fact->item_type == SUP__FACT_NAME;

        assert_non_null(strchr(fact->name, '.'));
        assert_true(fact->meaning[0] != '\0');
        assert_true(fact->absence == SUP__ABSENT_UNKNOWN || has_zero);
        assert_int_equal(is_named, sup__builtin_fact_domain(i) != SUP__DOMAIN_NONE);
        assert_int_equal(fact->type == SUP__FACT_LIST, fact->item_type != 0);
        assert_true(fact->scale <= SUP__FACT_SCALE_MAX);
        assert_true(fact->scale == 0 || fact->type == SUP__FACT_NUMBER);
        for (uint32_t j = 0; j < i; j++) {
            assert_string_not_equal(fact->name, facts[j].name);
        }
    }
}

static void names_among_the_facts_come_from_the_policys_lists(void **state)
{
    struct loaded loaded = load_desk("'languages': ['en', 'de'], 'skills': ['returns'],");
    const struct sup__fact *facts = loaded.policy->facts.items;
    (void)state;

    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_CHANNEL].domain->names, "chat"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_CHANNEL_KIND].domain->names, "form"), 9);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_STATUS].domain->names, "held"), 3);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_CATEGORY].domain->names, "on_hold"), 3);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_PRIORITY].domain->names, "high"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_IMPACT].domain->names, "all"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_URGENCY].domain->names, "now"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_REASON].domain->names, "other"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_TICKET_TEAM].domain->names, "sales"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_MESSAGE_LANGUAGE].domain->names, "de"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_CUSTOMER_SEGMENTS].domain->names, "regular"), 1);
    assert_int_equal(sup__names_find(facts[SUP__F_AGENT_SKILLS].domain->names, "returns"), 0);
    assert_int_equal(sup__names_find(facts[SUP__F_AGENT_ROLES].domain->names, "agent"), 0);
    assert_int_equal(facts[SUP__F_FLOOR_CURRENT].domain->names->count, 0);
    assert_true(facts[SUP__F_TICKET_PRIORITY].domain->is_ordered);
    assert_true(facts[SUP__F_TICKET_IMPACT].domain->is_ordered);
    assert_false(facts[SUP__F_TICKET_CHANNEL].domain->is_ordered);
    assert_string_equal(facts[SUP__F_TICKET_CHANNEL].domain->what, "channel");
    unload(&loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_is_in_every_segment_that_matches),
        cmocka_unit_test(a_priority_is_given_or_of_a_rule_or_of_the_matrix_or_the_default),
        cmocka_unit_test(a_team_is_given_or_of_a_rule_or_of_the_reason_or_of_the_channel),
        cmocka_unit_test(the_first_sla_policy_that_matches_is_the_tickets),
        cmocka_unit_test(the_first_target_that_fits_channel_and_priority_counts),
        cmocka_unit_test(a_channel_is_inside_its_calendars_hours),
        cmocka_unit_test(a_channel_sets_its_three_facts),
        cmocka_unit_test(reasons_for_decisions_have_names),
        cmocka_unit_test(a_fact_is_found_by_its_name_at_its_index),
        cmocka_unit_test(every_fact_is_one_that_the_language_can_ask),
        cmocka_unit_test(names_among_the_facts_come_from_the_policys_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
