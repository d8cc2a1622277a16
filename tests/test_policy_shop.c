/*
 * Tests of examples/policies/ecommerce.json: what the example promises is what it decides.
 *
 * The preferred channels and response times are those that e-commerce teams publish; the other rows
 * are cases on both sides of each boundary that the document draws.
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

#define NOW_MS INT64_C(1795348800000) /* 2026-11-22T12:00:00Z */

enum { DOCUMENT_SIZE = 262144, SEGMENTS_SIZE = 128, SLOTS_MAX = 16, NONE = -1 };

struct shop {
    struct sup__arena arena;
    struct sup__policy *policy;
};

/* One case, and what the policy decides about it. */
struct decided {
    struct sup__case given;
    char segments[SEGMENTS_SIZE]; /* in their order, each with a space behind it */
    const char *priority;
    const char *team; /* "" for none */
    int32_t sla;
};

static struct shop open_shop(void)
{
    static char document[DOCUMENT_SIZE];
    struct sup_error error;
    struct shop shop;
    char path[512];
    FILE *file;
    size_t bytes;

    assert_non_null(getenv("SUP_SOURCE_DIR"));
    (void)snprintf(path, sizeof path, "%s/examples/policies/ecommerce.json",
                   getenv("SUP_SOURCE_DIR"));
    file = fopen(path, "rb");
    assert_non_null(file);
    bytes = fread(document, 1, sizeof document, file);
    (void)fclose(file);
    assert_true(bytes < sizeof document);
    sup__arena_init(&shop.arena, &counted_mem);
    assert_int_equal(
        sup__policy_load(&counted_mem, document, bytes, NULL, &shop.policy, NULL, &error), SUP_OK);
    return shop;
}

static void close_shop(struct shop *shop)
{
    sup__policy_free(shop->policy);
    sup__arena_free(&shop->arena);
    assert_int_equal(counter.live, 0);
}

static void tell(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text)
{
    (void)context;
    (void)severity;
    (void)message;
    (void)node;
    (void)is_key;
    (void)nearest;
    fail_msg("the facts are wrong: %s", text);
}

static void set_name(struct sup__slot *slot, int32_t index)
{
    *slot = (struct sup__slot){.number = index, .is_given = 1};
}

/* In `facts` ' stands for ". */
static struct decided decide(struct shop *shop, const char *facts)
{
    static const struct sup__rule_listener listener = {NULL, tell};
    const struct sup__policy *policy = shop->policy;
    char *text = sup__arena_text(&shop->arena, facts, strlen(facts));
    struct sup__slot *items = sup__arena_alloc(&shop->arena, SLOTS_MAX * sizeof *items);
    struct decided decided = {.team = ""};
    struct sup__slot *slots;
    struct sup__json *root;
    struct sup_error error;
    struct sup__decision team;
    uint32_t count;
    int32_t priority;

    for (char *at = text; *at != '\0'; at++) {
        *at = *at == '\'' ? '"' : *at;
    }
    assert_int_equal(
        sup__json_parse(&shop->arena, &sup__json_request_limits, text, strlen(text), &root, &error),
        SUP_OK);
    assert_int_equal(sup__case_read(&shop->arena, &policy->facts, root, &listener, &slots), 1);
    if (slots[SUP__F_TICKET_CHANNEL].is_given) {
        sup__facts_set_channel(policy, slots, (int32_t)slots[SUP__F_TICKET_CHANNEL].number);
    }
    decided.given = sup__policy_case(policy, slots, NOW_MS);
    assert_true(policy->segments.count <= SLOTS_MAX);
    count = sup__decide_segments(policy, &decided.given, items);
    for (uint32_t i = 0; i < count; i++) {
        (void)strcat(strcat(decided.segments, policy->segments.items[items[i].number].name), " ");
    }
    sup__facts_set_segments(slots, items, count);
    priority = sup__decide_priority(policy, &decided.given).result;
    decided.priority = policy->priorities[priority].name;
    set_name(&slots[SUP__F_TICKET_PRIORITY], priority);
    team = sup__decide_routing(policy, &decided.given);
    if (team.result >= 0) {
        decided.team = policy->teams[team.result].name;
        set_name(&slots[SUP__F_TICKET_TEAM], team.result);
    }
    decided.sla = sup__decide_sla(policy, &decided.given).result;
    return decided;
}

static int64_t target_ms(const struct shop *shop, const struct decided *decided, int32_t metric)
{
    int32_t target = sup__decide_target(shop->policy, decided->sla, metric, &decided->given);

    return target < 0 ? NONE : shop->policy->promises[decided->sla].targets[target].within_ms;
}

/* The target of a metric on a channel, for a reason. */
static int64_t promised_ms(struct shop *shop, const char *channel, const char *reason,
                           int32_t metric)
{
    struct decided decided;
    char facts[128];

    (void)snprintf(facts, sizeof facts, "{'ticket': {'channel': '%s', 'reason': '%s'}}", channel,
                   reason);
    decided = decide(shop, facts);
    assert_true(decided.sla >= 0);
    return target_ms(shop, &decided, metric);
}

/* Worked out by hand from what the document says, at both sides of each boundary. */
static const struct {
    const char *facts;
    const char *segments;
    const char *priority;
    const char *team;
    const char *sla;
} cases[] = {
    {"{'ticket': {'channel': 'email'}}", "", "normal", "frontline", "by_channel"},
    {"{'ticket': {'channel': 'marketplace', 'reason': 'where_is_my_order'}}", "marketplace_buyer ",
     "normal", "marketplaces", "by_channel"},
    {"{'ticket': {'channel': 'marketplace', 'reason': 'chargeback'}}", "marketplace_buyer ",
     "urgent", "risk", "risk"},
    {"{'ticket': {'channel': 'email'}, 'order': {'marketplace': 'bazaar'}}", "marketplace_buyer ",
     "normal", "frontline", "by_channel"},
    {"{'ticket': {'channel': 'phone', 'reason': 'complaint'}, 'customer': {'is_vip': true}}",
     "vip ", "high", "specialists", "by_channel"},
    {"{'ticket': {'channel': 'phone', 'reason': 'complaint'}}", "", "normal", "specialists",
     "by_channel"},
    {"{'ticket': {'channel': 'email'}, 'customer': {'is_vip': true},"
     " 'message': {'sentiment': -0.5001}}",
     "vip ", "high", "frontline", "by_channel"},
    {"{'ticket': {'channel': 'email'}, 'customer': {'is_vip': true},"
     " 'message': {'sentiment': -0.5}}",
     "vip ", "normal", "frontline", "by_channel"},
    {"{'ticket': {'channel': 'chat', 'reason': 'sizing'},"
     " 'customer': {'order_count': 1, 'discount_order_count': 1}}",
     "discount_shopper first_time ", "low", "advice", "questions"},
    {"{'customer': {'order_count': 2, 'discount_order_count': 1}}", "", "normal", "", "by_channel"},
    {"{'customer': {'order_count': 0}}", "first_time ", "normal", "", "by_channel"},
    {"{'customer': {'is_subscriber': true}}", "subscriber ", "normal", "", "by_channel"},
    {"{'customer': {'lifetime_value': {'amount': '100000.00', 'currency': 'INR'}}}", "high_value ",
     "normal", "", "by_channel"},
    {"{'customer': {'lifetime_value': {'amount': '99999.99', 'currency': 'INR'}}}", "", "normal",
     "", "by_channel"},
    {"{'customer': {'order_count': 4, 'last_problem_at': '2026-10-23T12:00:00.001Z'}}",
     "returning_with_problem ", "normal", "", "by_channel"},
    {"{'customer': {'order_count': 4, 'last_problem_at': '2026-10-23T12:00:00Z'}}", "", "normal",
     "", "by_channel"},
    {"{'customer': {'order_count': 1, 'last_problem_at': '2026-11-20T12:00:00Z'}}", "first_time ",
     "normal", "", "by_channel"},
    {"{'ticket': {'channel': 'chat', 'reason': 'address_change'}}", "", "urgent", "frontline",
     "before_it_ships"},
    {"{'ticket': {'channel': 'chat', 'reason': 'address_change'},"
     " 'order': {'shipped_at': '2026-11-21T08:00:00Z'}}",
     "", "normal", "frontline", "by_channel"},
    {"{'ticket': {'channel': 'social_public'}, 'message': {'is_abusive': true}}", "", "high",
     "specialists", "by_channel"},
    {"{'ticket': {'channel': 'social_public', 'reason': 'return'}}", "", "normal", "social_care",
     "by_channel"},
    {"{'ticket': {'channel': 'chatbot'}, 'field': {'urgency': 'dangerous'}}", "", "urgent", "legal",
     "risk"},
    {"{'ticket': {'channel': 'email', 'reason': 'return'},"
     " 'order': {'items': [{'category': 'books'}, {'category': 'jewellery'}]}}",
     "", "normal", "specialists", "by_channel"},
    {"{'ticket': {'channel': 'email', 'reason': 'return'}, 'order': {'items':"
     " [{'category': 'phones', 'price': {'amount': '50000.00', 'currency': 'INR'}}]}}",
     "", "normal", "returns", "by_channel"},
    {"{'ticket': {'channel': 'email', 'reason': 'return'}, 'order': {'items':"
     " [{'category': 'phones', 'price': {'amount': '50000.01', 'currency': 'INR'}}]}}",
     "", "normal", "specialists", "by_channel"},
    {"{'ticket': {'channel': 'email'}, 'customer': {'repeat_contact_count': 2}}", "", "high",
     "frontline", "by_channel"},
    {"{'ticket': {'channel': 'email'}, 'customer': {'repeat_contact_count': 1}}", "", "normal",
     "frontline", "by_channel"},
    {"{'ticket': {'impact': 'major', 'urgency': 'now'}}", "", "urgent", "", "by_channel"},
    {"{'ticket': {'impact': 'minor', 'urgency': 'soon'}}", "", "low", "", "by_channel"},
};

static void cases_are_segmented_prioritized_routed_and_promised(void **state)
{
    struct shop shop = open_shop();
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct decided decided = decide(&shop, cases[i].facts);
        const char *sla = decided.sla < 0 ? "" : shop.policy->sla.items[decided.sla].name;

        if (strcmp(decided.segments, cases[i].segments) != 0 ||
            strcmp(decided.priority, cases[i].priority) != 0 ||
            strcmp(decided.team, cases[i].team) != 0 || strcmp(sla, cases[i].sla) != 0) {
            fail_msg("%s: segments %s, %s, team %s, %s", cases[i].facts, decided.segments,
                     decided.priority, decided.team, sla);
        }
    }
    close_shop(&shop);
}

static void channels_promise_the_response_times_that_shops_publish(void **state)
{
    static const struct {
        const char *channel;
        int64_t first_reply_s, resolution_s;
    } rows[] = {
        {"chat", 60, 600},
        {"phone", 30, 300},
        {"email", 14400, 86400},
        {"social_public", 3600, 14400},
        {"whatsapp", 300, 1800},
        {"social_private", 3600, 14400},
        {"marketplace", 86400, NONE},
    };
    struct shop shop = open_shop();
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *channel = rows[i].channel;
        int64_t resolution_ms = rows[i].resolution_s == NONE ? NONE : rows[i].resolution_s * 1000;

        assert_int_equal(promised_ms(&shop, channel, "return", SUP__METRIC_FIRST_REPLY),
                         rows[i].first_reply_s * 1000);
        assert_int_equal(promised_ms(&shop, channel, "return", SUP__METRIC_RESOLUTION),
                         resolution_ms);
        assert_int_equal(promised_ms(&shop, channel, "return", SUP__METRIC_ACKNOWLEDGEMENT),
                         480000);
    }
    close_shop(&shop);
}

static void risk_is_assigned_at_once_on_every_channel(void **state)
{
    static const char *const reasons[] = {"chargeback", "fraud", "safety"};
    struct shop shop = open_shop();
    (void)state;

    for (uint32_t channel = 0; channel < shop.policy->channel_count; channel++) {
        for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
            assert_int_equal(promised_ms(&shop, shop.policy->channels[channel].name, reasons[i],
                                         SUP__METRIC_ASSIGNMENT),
                             300000);
        }
    }
    close_shop(&shop);
}

static void reasons_are_complete_and_prefer_the_channels_that_suit_them(void **state)
{
    static const struct {
        const char *reason;
        const char *channel;
        const char *second;
    } rows[] = {
        {"where_is_my_order", "self_service", "chat"},
        {"late_delivery", "self_service", "chat"},
        {"return", "chatbot", "email"},
        {"exchange", "chatbot", "email"},
        {"product_question", "chat", "whatsapp"},
        {"sizing", "chat", "whatsapp"},
        {"pre_sale", "chat", "whatsapp"},
        {"complaint", "phone", "email"},
        {"technical", "email", "phone"},
        {"fraud", "phone", "chat"},
        {"safety", "phone", "chat"},
    };
    struct shop shop = open_shop();
    const struct sup__policy *policy = shop.policy;
    struct loaded builtin = load_text(sup__policy_builtin());
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t reason = sup__policy_reason(policy, rows[i].reason);

        assert_true(reason >= 0);
        assert_string_equal(policy->channels[policy->reasons[reason].channel].name,
                            rows[i].channel);
        assert_string_equal(policy->channels[policy->reasons[reason].second_channel].name,
                            rows[i].second);
    }
    assert_int_equal(policy->reason_count, builtin.policy->reason_count);
    for (uint32_t i = 0; i < builtin.policy->reason_count; i++) {
        int32_t reason = sup__policy_reason(policy, builtin.policy->reasons[i].name);

        assert_true(reason >= 0);
        assert_true(policy->reasons[reason].team >= 0);
        assert_true(policy->reasons[reason].channel >= 0);
        assert_true(policy->reasons[reason].second_channel >= 0);
    }
    sup__policy_free(builtin.policy);
    sup__arena_free(&builtin.arena);
    close_shop(&shop);
}

/* ---- escalation floors ---- */

enum { TRIAGE, SPECIALIST, RISK, FLOORS, RULES_MAX = 32 };

/* The floor, and the rules that asked for one, each with a space behind it. */
static const struct {
    const char *facts;
    int32_t floor;
    const char *rules;
} floor_cases[] = {
    {"{'ticket': {'channel': 'chat', 'reason': 'where_is_my_order'}}", TRIAGE, ""},
    {"{'ticket': {'channel': 'email', 'reason': 'complaint'}, 'customer': {'is_vip': true}}",
     TRIAGE, ""},
    {"{'message': {'is_abusive': true}}", SPECIALIST, "abusive_language "},
    {"{'ticket': {'reason': 'abuse'}}", SPECIALIST, "abusive_language "},
    {"{'message': {'needs_complex_policy': true}}", SPECIALIST, "complex_policy "},
    {"{'message': {'is_disputed': true}}", SPECIALIST, "disputed_facts "},
    {"{'ticket': {'reason': 'dispute'}}", SPECIALIST, "disputed_facts "},
    {"{'order': {'has_high_value_goods': true}}", SPECIALIST, "high_value_goods "},
    {"{'order': {'has_high_value_goods': false}}", TRIAGE, ""},
    {"{'message': {'reports_privacy_breach': true}}", RISK, "privacy_breach "},
    {"{'ticket': {'reason': 'privacy'}}", TRIAGE, ""}, /* somebody wants to see their data */
    {"{'ticket': {'reason': 'fraud'}}", RISK, "suspected_fraud "},
    {"{'ticket': {'reason': 'chargeback'}}", RISK, "suspected_fraud "},
    {"{'order': {'is_charged_back': true}}", RISK, "suspected_fraud "},
    {"{'message': {'mentions_legal_action': true}}", RISK, "legal_risk "},
    {"{'message': {'mentions_injury': true}}", RISK, "legal_risk "},
    {"{'ticket': {'reason': 'legal'}}", RISK, "legal_risk "},
    {"{'message': {'is_harassing': true}}", RISK, "harassment "},
    {"{'order': {'is_premium_shipping': true}}", RISK, "premium_shipment "},
    {"{'customer': {'conduct_incident_count': 2}}", TRIAGE, ""},
    {"{'customer': {'conduct_incident_count': 3}}", RISK, "bad_conduct "},
    {"{'message': {'is_abusive': true, 'suspects_fraud': true}}", RISK,
     "abusive_language suspected_fraud "},
};

static void cases_begin_on_the_floor_that_their_risk_asks_for(void **state)
{
    struct shop shop = open_shop();
    const struct sup__rules *all = &shop.policy->floor_rules;
    (void)state;

    assert_int_equal(shop.policy->floor_count, FLOORS);
    assert_true(all->count <= RULES_MAX);
    for (size_t i = 0; i < sizeof floor_cases / sizeof floor_cases[0]; i++) {
        struct decided decided = decide(&shop, floor_cases[i].facts);
        uint32_t rules[RULES_MAX];
        char names[256] = "";
        uint32_t count;
        int32_t floor = sup__decide_floor(shop.policy, &decided.given, NULL, rules, &count);

        for (uint32_t j = 0; j < count; j++) {
            (void)strcat(strcat(names, all->items[rules[j]].name), " ");
        }
        if ((floor < 0 ? TRIAGE : floor) != floor_cases[i].floor ||
            strcmp(names, floor_cases[i].rules) != 0) {
            fail_msg("%s: floor %d, %s", floor_cases[i].facts, (int)floor, names);
        }
    }
    close_shop(&shop);
}

/* In minutes. Triage and specialists each have half of the time in which a channel resolves, but
 * for live channels, whose limits are the shop's own; marketplaces, which promise no resolution,
 * have half of their first reply. Until a specialist takes a live one no limit counts: that they
 * take it within ten minutes is a target. */
static void a_ticket_stays_on_a_floor_for_as_long_as_its_channel_allows(void **state)
{
    static const struct {
        const char *channel;
        int64_t triage;
        int64_t specialist;
        int32_t is_from_assignment;
    } rows[] = {
        {"chat", 15, 10, 1},
        {"phone", 15, 10, 1},
        {"whatsapp", 15, 10, 1},
        {"email", 24 * 60 / 2, 24 * 60 / 2, 0},
        {"self_service", 24 * 60 / 2, 24 * 60 / 2, 0},
        {"social_public", 120, 120, 0},
        {"social_private", 120, 120, 0},
        {"marketplace", 720, 720, 0},
    };
    struct shop shop = open_shop();
    const struct sup__floor *floors = shop.policy->floors;
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t channel = sup__policy_channel(shop.policy, rows[i].channel);
        const struct sup__floor_limit *triage =
            sup__find_floor_limit(&floors[TRIAGE], 0, channel, 0);
        const struct sup__floor_limit *specialist =
            sup__find_floor_limit(&floors[SPECIALIST], rows[i].is_from_assignment, channel, 0);

        assert_true(channel >= 0);
        assert_int_equal(triage->within_ms, rows[i].triage * 60000);
        assert_int_equal(specialist->within_ms, rows[i].specialist * 60000);
        assert_null(sup__find_floor_limit(&floors[TRIAGE], 1, channel, 0));
        assert_null(
            sup__find_floor_limit(&floors[SPECIALIST], !rows[i].is_from_assignment, channel, 0));
    }
    assert_null(sup__find_floor_limit(&floors[RISK], 0, 0, 0));
    assert_null(sup__find_floor_limit(&floors[RISK], 1, 0, 0));
    close_shop(&shop);
}

/* Ten minutes to sign, with a justification, and up without a signature; the decision within an
 * hour, signed by the head of risk or of legal, and by an executive unless it is known that no
 * authority is involved. Until then it is nobody else's, and what it is about stays. */
static void floors_are_signed_by_those_who_answer_for_them(void **state)
{
    static const char *const held[] = {"ticket.merge", "ticket.unmerge", "ticket.split",
                                       "ticket.transfer", "reference.remove"};
    struct shop shop = open_shop();
    const struct sup__policy *policy = shop.policy;
    const struct sup__floor *floors = policy->floors;
    const struct sup__signature *signatures = floors[RISK].resolutions;
    const struct sup__role holding = {.action_count = floors[RISK].holds[0].action_count,
                                      .actions = floors[RISK].holds[0].actions};
    struct decided plain = decide(&shop, "{'ticket': {'reason': 'fraud'}}");
    struct decided told = decide(&shop, "{'field': {'authority': true}}");
    struct decided denied = decide(&shop, "{'field': {'authority': false}}");
    (void)state;

    assert_false(floors[TRIAGE].has_sign_off);
    assert_true(floors[SPECIALIST].has_sign_off);
    assert_true(floors[SPECIALIST].needs_justification);
    assert_true(floors[SPECIALIST].rises_unsigned);
    assert_int_equal(floors[SPECIALIST].sign_within_ms, 600000);
    assert_true(sup__holds(policy, &floors[SPECIALIST].movers, 1, "supervisor"));
    assert_false(sup__holds(policy, &floors[SPECIALIST].movers, 1, "agent specialist lead"));
    assert_int_equal(floors[RISK].target_count, 1);
    assert_int_equal(floors[RISK].targets[0].metric, SUP__METRIC_DECISION);
    assert_int_equal(floors[RISK].targets[0].within_ms, 3600000);
    assert_int_equal(floors[RISK].resolution_count, 2);
    assert_true(sup__holds(policy, &signatures[0].holders, 1, "head_of_risk"));
    assert_true(sup__holds(policy, &signatures[0].holders, 1, "head_of_legal"));
    assert_false(sup__holds(policy, &signatures[0].holders, 1, "supervisor executive"));
    assert_null(signatures[0].when);
    assert_true(sup__holds(policy, &signatures[1].holders, 1, "executive"));
    assert_int_equal(sup__condition_test(signatures[1].when, &plain.given), SUP__UNKNOWN);
    assert_int_equal(sup__condition_test(signatures[1].when, &denied.given), SUP__FALSE);
    assert_int_equal(sup__condition_test(signatures[1].when, &told.given), SUP__TRUE);
    assert_string_equal(floors[RISK].notified[0], "role:head_of_legal");
    assert_string_equal(floors[RISK].notified[1], "role:privacy_officer");
    assert_int_equal(floors[RISK].resolve_count, 1);
    assert_int_equal(floors[RISK].hold_count, 1);
    assert_int_equal(floors[RISK].holds[0].until, SUP__HOLD_RESOLUTION);
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
        assert_true(sup__role_allows(&holding, held[i]));
    }
    close_shop(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_are_segmented_prioritized_routed_and_promised),
        cmocka_unit_test(channels_promise_the_response_times_that_shops_publish),
        cmocka_unit_test(risk_is_assigned_at_once_on_every_channel),
        cmocka_unit_test(reasons_are_complete_and_prefer_the_channels_that_suit_them),
        cmocka_unit_test(cases_begin_on_the_floor_that_their_risk_asks_for),
        cmocka_unit_test(a_ticket_stays_on_a_floor_for_as_long_as_its_channel_allows),
        cmocka_unit_test(floors_are_signed_by_those_who_answer_for_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
