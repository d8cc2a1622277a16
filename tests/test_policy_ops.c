/*
 * test_policy_ops.c: versions of the policy, what differs, the way back, and a case tried.
 */
#include "desk_fixture.h"

#include "base/message.h"
#include "policy/policy.h"

/* The rules under test: one of each list, and a second one that an earlier one may beat. */
#define POLICY(name, grace)                                                                        \
    "{\"supportcore_policy\": 1, \"name\": \"" name "\", \"currency\": \"EUR\","                   \
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"                                  \
    "  {\"name\": \"open\", \"category\": \"open\"},"                                              \
    "  {\"name\": \"solved\", \"category\": \"solved\"},"                                          \
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"                                         \
    " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"                  \
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []}, \"reopen_grace\": \"" grace "\","      \
    " \"priorities\": [\"low\", \"normal\", \"high\"], \"default_priority\": \"normal\","          \
    " \"impacts\": [\"one\", \"many\"], \"urgencies\": [\"later\", \"now\"],"                      \
    " \"priority_matrix\": {\"one\": {\"later\": \"low\", \"now\": \"normal\"},"                   \
    "  \"many\": {\"later\": \"normal\", \"now\": \"high\"}},"                                     \
    " \"teams\": [\"desk\", \"returns\"],"                                                         \
    " \"channels\": [{\"name\": \"email\", \"team\": \"desk\"}, \"chat\"],"                        \
    " \"reasons\": [{\"name\": \"return\", \"team\": \"returns\"}, \"legal\"],"                    \
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}},"                                                 \
    " \"segments\": [{\"name\": \"vip\", \"when\": {\"var\": \"customer.is_vip\"}},"               \
    "  {\"name\": \"big\", \"when\": {\">=\": [{\"var\": \"customer.lifetime_value\"}, "           \
    "\"500\"]}}],"                                                                                 \
    " \"priority_rules\": [{\"name\": \"vips\", \"priority\": \"high\", \"when\":"                 \
    "  {\"==\": [{\"var\": \"customer.segment\"}, \"vip\"]}}],"                                    \
    " \"sla\": [{\"name\": \"all\", \"targets\": ["                                                \
    "  {\"metric\": \"first_reply\", \"channel\": \"chat\", \"within\": \"PT1M\"},"                \
    "  {\"metric\": \"first_reply\", \"within\": \"PT4H\"}]}]}"

static void activate(struct desk *desk, const char *document)
{
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static void versions_are_listed_newest_first(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_list *list = NULL;

    must(desk,
         sup_policy_list(desk->core, by_system(desk), PARAMS(policy_list, .limit = 0), &list));
    assert_int_equal(list->count, 0);
    sup_free(list);
    activate(desk, POLICY("First", "P1D"));
    activate(desk, POLICY("Second", "P2D"));
    activate(desk, POLICY("Third", "P3D"));
    must(desk,
         sup_policy_list(desk->core, by_system(desk), PARAMS(policy_list, .limit = 2), &list));
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[0].version, 3);
    assert_int_equal(list->items[0].is_active, 1);
    assert_int_equal(list->items[0].activated_ms, T0);
    assert_int_equal(list->items[0].actor_kind, SUP_ACTOR_SYSTEM);
    assert_int_equal(list->items[1].version, 2);
    assert_int_equal(list->items[1].is_active, 0);
    assert_int_equal(list->next_after_id, 2);
    sup_free(list);
    must(desk,
         sup_policy_list(desk->core, by_system(desk), PARAMS(policy_list, .after_id = 2), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].version, 1);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
}

static void what_differs_is_told_in_words(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_diff *diff = NULL;

    activate(desk, POLICY("First", "P1D"));
    activate(desk, POLICY("First", "P2D"));
    must(desk, sup_policy_diff(desk->core, by_system(desk), PARAMS(policy_diff, .from_version = 1),
                               &diff));
    assert_int_equal(diff->count, 1);
    assert_string_equal(diff->changes[0].text, "reopen_grace changes from \"P1D\" to \"P2D\"");
    assert_string_equal(diff->changes[0].pointer, "/reopen_grace");
    assert_string_equal(diff->changes[0].before, "\"P1D\"");
    assert_string_equal(diff->changes[0].after, "\"P2D\"");
    sup_free(diff);
    must(desk, sup_policy_diff(desk->core, by_system(desk),
                               PARAMS(policy_diff, .document = POLICY("Other", "P2D")), &diff));
    assert_int_equal(diff->count, 1);
    assert_string_equal(diff->changes[0].text, "name changes from \"First\" to \"Other\"");
    sup_free(diff);
    desk_fails(desk, SUP_MSG_POLICY_VERSION_UNKNOWN, "from_version", by_system(desk),
               SUP_OP_POLICY_DIFF, PARAMS(policy_diff, .from_version = 3));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "to_version", by_system(desk), SUP_OP_POLICY_DIFF,
               PARAMS(policy_diff, .to_version = 1, .document = "{}"));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "from_is_builtin", by_system(desk),
               SUP_OP_POLICY_DIFF, PARAMS(policy_diff, .from_version = 1, .from_is_builtin = 1));
}

static void the_way_back_is_a_new_version(void **state)
{
    struct desk *desk = *state;
    struct sup_receipt receipt = {.size = sizeof receipt};
    struct sup_policy *policy = NULL;

    activate(desk, POLICY("First", "P1D"));
    activate(desk, POLICY("Second", "P2D"));
    must(desk, sup_policy_rollback(desk->core, by_system(desk),
                                   PARAMS(policy_rollback, .to_version = 1), &receipt));
    assert_int_equal(receipt.version, 3);
    must(desk,
         sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .version = 0), &policy));
    assert_int_equal(policy->version, 3);
    assert_string_equal(policy->document, POLICY("First", "P1D"));
    sup_free(policy);
    must(desk, sup_policy_rollback(desk->core, by_system(desk),
                                   PARAMS(policy_rollback, .to_version = 3), &receipt));
    assert_int_equal(receipt.version, 3);
    assert_int_equal(receipt.sequence, 0);
    must(desk, sup_policy_rollback(desk->core, by_system(desk),
                                   PARAMS(policy_rollback, .is_builtin = 1), &receipt));
    assert_int_equal(receipt.version, 4);
    must(desk,
         sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .version = 0), &policy));
    assert_string_equal(policy->name, "Built-in");
    sup_free(policy);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "to_version", by_system(desk),
               SUP_OP_POLICY_ROLLBACK, PARAMS(policy_rollback, .to_version = 0));
    desk_fails(desk, SUP_MSG_POLICY_VERSION_UNKNOWN, "to_version", by_system(desk),
               SUP_OP_POLICY_ROLLBACK, PARAMS(policy_rollback, .to_version = 9));
}

static struct sup_policy_test *try(struct desk *desk, const char *facts)
{
    struct sup_policy_test *test = NULL;

    must(desk, sup_policy_test(
                   desk->core, by_system(desk),
                   PARAMS(policy_test, .document = POLICY("Tried", "P1D"), .facts = facts), &test));
    return test;
}

static void expect_text(const char *text, const char *expected)
{
    if (expected == NULL) {
        assert_null(text);
    } else {
        assert_non_null(text);
        assert_string_equal(text, expected);
    }
}

#define MAILS_TEAM "the team that owns the channel"

/* Each line by hand: facts, main segment, priority, what decided it, team, what decided it. A case
 * without a channel is on the first one, email, as a ticket that is opened without. */
static void a_case_is_decided(void **state)
{
    static const char *const cases[][6] = {
        {"{}", NULL, "normal", "the policy's default", "desk", MAILS_TEAM},
        {"{\"customer\": {\"is_vip\": true}}", "vip", "high", "rule \"vips\"", "desk", MAILS_TEAM},
        {"{\"customer\": {\"lifetime_value\": {\"amount\": \"500.00\", \"currency\": \"EUR\"}}}",
         "big", "normal", "the policy's default", "desk", MAILS_TEAM},
        {"{\"customer\": {\"lifetime_value\": {\"amount\": \"499.99\", \"currency\": \"EUR\"}}}",
         NULL, "normal", "the policy's default", "desk", MAILS_TEAM},
        {"{\"ticket\": {\"impact\": \"many\", \"urgency\": \"now\"}}", NULL, "high",
         "the impact and the urgency", "desk", MAILS_TEAM},
        {"{\"ticket\": {\"impact\": \"many\"}}", NULL, "normal", "the policy's default", "desk",
         MAILS_TEAM},
        {"{\"ticket\": {\"priority\": \"low\"}, \"customer\": {\"is_vip\": true}}", "vip", "low",
         "it was given", "desk", MAILS_TEAM},
        {"{\"ticket\": {\"channel\": \"email\"}}", NULL, "normal", "the policy's default", "desk",
         "the team that owns the channel"},
        {"{\"ticket\": {\"channel\": \"email\", \"reason\": \"return\"}}", NULL, "normal",
         "the policy's default", "returns", "the team that owns the reason"},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_policy_test *test = try(desk, cases[i][0]);

        expect_text(test->segment, cases[i][1]);
        expect_text(test->priority, cases[i][2]);
        expect_text(test->priority_why, cases[i][3]);
        expect_text(test->team, cases[i][4]);
        expect_text(test->team_why, cases[i][5]);
        sup_free(test);
    }
}

static void targets_are_those_of_the_channel(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_test *test = try(desk, "{\"ticket\": {\"channel\": \"chat\"}}");

    assert_string_equal(test->sla, "all");
    assert_int_equal(test->target_count, 1);
    assert_string_equal(test->targets[0].metric, "first_reply");
    assert_int_equal(test->targets[0].within_ms, 60000);
    assert_string_equal(test->targets[0].pointer, "/sla/0/targets/0");
    sup_free(test);
    test = try(desk, "{\"ticket\": {\"channel\": \"email\"}}");
    assert_int_equal(test->targets[0].within_ms, 4 * 3600000);
    assert_string_equal(test->targets[0].pointer, "/sla/0/targets/1");
    sup_free(test);
}

static void every_rule_is_explained(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_test *test = try(desk, "{\"customer\": {\"is_vip\": true}}");

    assert_int_equal(test->rule_count, 4);
    assert_string_equal(test->rules[0].section, "segments");
    assert_string_equal(test->rules[0].pointer, "/segments/0");
    assert_int_equal(test->rules[0].verdict, SUP_VERDICT_TRUE);
    assert_int_equal(test->rules[0].is_applied, 1);
    assert_int_equal(test->rules[1].verdict, SUP_VERDICT_UNKNOWN);
    assert_int_equal(test->rules[1].is_applied, 0);
    assert_int_equal(test->rules[1].step_count, 1);
    assert_string_equal(test->rules[1].steps[0].pointer, "/segments/1/when");
    assert_int_equal(test->rules[1].steps[0].verdict, SUP_VERDICT_UNKNOWN);
    assert_string_equal(test->rules[2].section, "priority_rules");
    assert_string_equal(test->rules[2].result, "high");
    assert_int_equal(test->rules[2].is_applied, 1);
    assert_string_equal(test->rules[3].section, "sla");
    assert_int_equal(test->rules[3].verdict, SUP_VERDICT_TRUE);
    sup_free(test);
}

#define FLOORS                                                                                     \
    "{\"supportcore_policy\": 1, \"name\": \"Floors\", \"statuses\": [{\"name\": \"new\", "        \
    "\"category\": \"new\"}, {\"name\": \"open\", \"category\": \"open\"}, {\"name\": "            \
    "\"solved\", "                                                                                 \
    "\"category\": \"solved\"}, {\"name\": \"closed\", \"category\": \"closed\"}], "               \
    "\"transitions\": "                                                                            \
    "{\"new\": [\"open\"], \"open\": [\"solved\"], \"solved\": [\"open\", \"closed\"]}, "          \
    "\"priorities\": [\"normal\"], \"default_priority\": \"normal\", \"channels\": [\"email\"], "  \
    "\"floors\": [\"low\", {\"name\": \"middle\", \"rules\": [{\"name\": \"abuse\", \"when\": "    \
    "{\"var\": \"message.is_abusive\"}}]}, {\"name\": \"high\", \"rules\": [{\"name\": "           \
    "\"fraud\", "                                                                                  \
    "\"when\": {\"var\": \"message.suspects_fraud\"}}, {\"name\": \"dear\", \"when\": {\">\": "    \
    "[{\"var\": \"order.total\"}, {\"amount\": \"9\", \"currency\": \"EUR\"}]}, \"required\": "    \
    "[\"order.total\"]}]}], \"sla\": [{\"name\": \"at_once\", \"when\": {\">\": [{\"var\": "       \
    "\"floor.current\"}, \"low\"]}, \"targets\": [{\"metric\": \"first_reply\", \"within\": "      \
    "\"PT1M\"}]}], \"roles\": {\"agent\": {\"may\": [\"*\"]}}}"
#define CHEAP "\"order\": {\"total\": {\"amount\": \"9\", \"currency\": \"EUR\"}}"

/* Facts, the floor, the rules that asked, the SLA policy, which may ask for the floor. */
static void a_case_begins_on_a_floor(void **state)
{
    static const char *const cases[][4] = {
        {"{" CHEAP "}", "low", "", NULL},
        {"{" CHEAP ", \"message\": {\"is_abusive\": true}}", "middle", "abuse ", "at_once"},
        {"{" CHEAP ", \"message\": {\"is_abusive\": true, \"suspects_fraud\": true}}", "high",
         "abuse fraud ", "at_once"},
        {"{}", "high", "dear ", "at_once"}, /* nobody knows what it cost */
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_policy_test *test = NULL;
        char rules[64] = "";
        char applied[64] = "";

        must(desk,
             sup_policy_test(desk->core, by_system(desk),
                             PARAMS(policy_test, .document = FLOORS, .facts = cases[i][0]), &test));
        for (uint32_t j = 0; j < test->floor_rule_count; j++) {
            (void)strcat(strcat(rules, test->floor_rules[j]), " ");
        }
        for (uint32_t j = 0; j < test->rule_count; j++) {
            if (strcmp(test->rules[j].section, "floors") == 0 && test->rules[j].is_applied) {
                (void)strcat(strcat(applied, test->rules[j].name), " ");
            }
        }
        expect_text(test->floor, cases[i][1]);
        assert_string_equal(rules, cases[i][2]);
        assert_string_equal(applied, cases[i][2]);
        expect_text(test->sla, cases[i][3]);
        assert_int_equal(test->rule_count, 4);
        assert_string_equal(test->rules[0].pointer, "/floors/1/rules/0");
        assert_string_equal(test->rules[1].pointer, "/floors/2/rules/0");
        assert_string_equal(test->rules[2].pointer, "/floors/2/rules/1");
        assert_string_equal(test->rules[2].result, "high");
        assert_string_equal(test->rules[2].steps[0].pointer, "/floors/2/rules/1/when");
        sup_free(test);
    }
    desk_fails(
        desk, SUP_MSG_CASE_VALUE, "facts/floor/minimum", by_system(desk), SUP_OP_POLICY_TEST,
        PARAMS(policy_test, .document = FLOORS, .facts = "{\"floor\": {\"minimum\": \"low\"}}"));
}

static void wrong_facts_are_named(void **state)
{
    struct desk *desk = *state;

    desk_fails(desk, SUP_MSG_RULE_FACT, "facts/ticket/chanel", by_system(desk), SUP_OP_POLICY_TEST,
               PARAMS(policy_test, .facts = "{\"ticket\": {\"chanel\": \"chat\"}}"));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean \"ticket.channel\"?");
    assert_int_equal(sup_last_error(desk->core)->code, SUP_INVALID);
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "is_builtin", by_system(desk), SUP_OP_POLICY_TEST,
               PARAMS(policy_test, .facts = "{}", .is_builtin = 1, .version = 1));
}

/* The range of each: docs/facts.md. */
static void facts_that_cannot_be_are_refused(void **state)
{
    static const char *const rows[][3] = {
        {"{\"customer\": {\"segment\": \"vip\"}}", "facts/customer/segment",
         "customer.segment is what the policy decides"},
        {"{\"customer\": {\"segments\": []}}", "facts/customer/segments",
         "customer.segments is what the policy decides"},
        {"{\"message\": {\"sentiment\": -1.0001}}", "facts/message/sentiment",
         "line 1, column 27 of the facts: message.sentiment is from -1 to 1"},
        {"{\"message\": {\"confidence\": -0.1}}", "facts/message/confidence",
         "line 1, column 28 of the facts: message.confidence is from 0 to 1"},
        {"{\"customer\": {\"order_count\": -1}}", "facts/customer/order_count",
         "line 1, column 30 of the facts: customer.order_count is at least 0"},
    };
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        desk_fails(desk, SUP_MSG_CASE_VALUE, rows[i][1], by_system(desk), SUP_OP_POLICY_TEST,
                   PARAMS(policy_test, .document = POLICY("Tried", "P1D"), .facts = rows[i][0]));
        assert_string_equal(sup_last_error(desk->core)->text, rows[i][2]);
    }
    sup_free(try(desk, "{\"message\": {\"sentiment\": -1, \"confidence\": 1}, \"ticket\": "
                       "{\"reply_count\": 0}, \"order\": {\"review_score\": -1}}"));
}

static const struct CMUnitTest tests[] = {
    desk_test(versions_are_listed_newest_first), desk_test(what_differs_is_told_in_words),
    desk_test(the_way_back_is_a_new_version),    desk_test(a_case_is_decided),
    desk_test(targets_are_those_of_the_channel), desk_test(every_rule_is_explained),
    desk_test(a_case_begins_on_a_floor),         desk_test(wrong_facts_are_named),
    desk_test(facts_that_cannot_be_are_refused),
};

DESK_MAIN(tests)
