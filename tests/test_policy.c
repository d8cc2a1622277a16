/*
 * Tests of lib/policy: what a document may say, and what is told about one that is wrong.
 *
 * Most tests change one line of a good document of 28 lines, so that a problem's line is the
 * number of the line they change and its column can be counted in the text they put there.
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

static void built_in_policy_is_valid_and_complete(void **state)
{
    static const char *const reasons[] = {"where_is_my_order", "chargeback", "technical"};
    struct loaded loaded = load_text(sup__policy_builtin());
    const struct sup__policy *policy = loaded.policy;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(policy->status_count, 6);
    assert_int_equal(policy->priority_count, 4);
    assert_string_equal(policy->priorities[policy->priority_default].name, "normal");
    assert_int_equal(policy->channel_count, 11);
    assert_string_equal(policy->channels[0].name, "email");
    assert_int_equal(policy->reason_count, 23);
    for (size_t i = 0; i < 3; i++) {
        int32_t index = sup__policy_reason(policy, reasons[i]);

        assert_true(index >= 0);
        assert_string_equal(policy->reasons[index].name, reasons[i]);
    }
    assert_int_equal(policy->team_count, 3);
    assert_int_equal(policy->role_count, 5);
    assert_int_equal(policy->reopen_grace_ms, INT64_C(604800000));
    assert_int_equal(policy->auto_close_ms, INT64_C(345600000));
    assert_int_equal(policy->idempotency_ms, INT64_C(604800000));
    unload(&loaded);
}

static void built_in_roles_may_what_their_names_promise(void **state)
{
    static const struct {
        const char *role;
        const char *action;
        int is_allowed;
    } rows[] = {
        {"agent", "ticket.reply", 1},    {"agent", "ticket.transfer", 0},
        {"agent", "policy.activate", 0}, {"lead", "ticket.transfer", 1},
        {"lead", "policy.check", 1},     {"lead", "policy.activate", 0},
        {"lead", "agent.save", 0},       {"admin", "agent.save", 1},
        {"admin", "desk.rebuild", 1},    {"bot", "ticket.reply", 1},
        {"bot", "ticket.assign", 0},     {"viewer", "ticket.list", 1},
        {"viewer", "ticket.note", 0},
    };
    struct loaded loaded = load_text(sup__policy_builtin());
    const struct sup__policy *policy = loaded.policy;
    const struct sup__role *customer = policy->actor_roles[SUP_ACTOR_CUSTOMER];
    const struct sup__role *integration = policy->actor_roles[SUP_ACTOR_INTEGRATION];
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t role = sup__policy_role(policy, rows[i].role);

        assert_true(role >= 0);
        assert_int_equal(sup__role_allows(&policy->roles[role], rows[i].action),
                         rows[i].is_allowed);
    }
    assert_true(sup__role_allows(customer, "ticket.messages"));
    assert_false(sup__role_allows(customer, "ticket.history"));
    assert_true(sup__role_allows(integration, "import.mark"));
    assert_false(sup__role_allows(integration, "agent.save"));
    assert_false(sup__role_allows(integration, "policy.activate"));
    assert_false(sup__role_allows(integration, "desk.rebuild"));
    unload(&loaded);
}

static void a_star_allows_its_noun_and_nothing_that_only_begins_like_it(void **state)
{
    struct loaded loaded = load_text(sup__policy_builtin());
    const struct sup__role *lead = &loaded.policy->roles[sup__policy_role(loaded.policy, "lead")];
    (void)state;

    assert_true(sup__role_allows(lead, "ticket.get"));
    assert_false(sup__role_allows(lead, "tickets.get"));
    assert_false(sup__role_allows(lead, "ticket"));
    assert_false(sup__role_allows(lead, ""));
    assert_false(sup__role_allows(lead, NULL));
    assert_false(sup__role_allows(NULL, "ticket.get"));
    unload(&loaded);
}

static void names_are_found_and_others_are_not(void **state)
{
    struct loaded loaded = load_text(sup__policy_builtin());
    const struct sup__policy *policy = loaded.policy;
    (void)state;

    for (uint32_t i = 0; i < policy->status_count; i++) {
        assert_int_equal(sup__policy_status(policy, policy->statuses[i].name), i);
    }
    for (uint32_t i = 0; i < policy->channel_count; i++) {
        assert_int_equal(sup__policy_channel(policy, policy->channels[i].name), i);
    }
    assert_int_equal(sup__policy_status(policy, "ope"), -1);
    assert_int_equal(sup__policy_status(policy, "opens"), -1);
    assert_int_equal(sup__policy_status(policy, ""), -1);
    assert_int_equal(sup__policy_status(policy, NULL), -1);
    assert_int_equal(sup__policy_priority(policy, "urgent"), 3);
    assert_int_equal(sup__policy_team(policy, "risk"), 2);
    assert_string_equal(sup__names_nearest(&policy->team_names, "frontlin"), "frontline");
    assert_null(sup__names_nearest(&policy->team_names, "accounting"));
    unload(&loaded);
}

static void only_listed_transitions_may_be_made(void **state)
{
    struct loaded loaded = load_lines(0, NULL);
    const struct sup__policy *policy = loaded.policy;
    (void)state;

    /* new 0, open 1, pending 2, held 3, solved 4, closed 5 */
    assert_true(sup__policy_may_move(policy, 0, 1));
    assert_false(sup__policy_may_move(policy, 0, 2));
    assert_true(sup__policy_may_move(policy, 4, 5));
    assert_false(sup__policy_may_move(policy, 5, 1));
    assert_false(sup__policy_may_move(policy, 1, 1));
    assert_false(sup__policy_may_move(policy, 6, 1));
    assert_false(sup__policy_may_move(policy, 1, 6));
    unload(&loaded);
}

static void first_status_of_a_category_is_the_one_the_desk_uses(void **state)
{
    struct loaded loaded = load_lines(
        6, "{\"name\": \"triage\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": "
           "\"open\"}, {\"name\": \"again\", \"category\": \"open\"},");
    (void)state;

    assert_int_equal(loaded.rc, SUP_INVALID); /* nothing leads to the two that were added */
    unload(&loaded);
    loaded = load_text(sup__policy_builtin());
    assert_int_equal(loaded.policy->status_new, 0);
    assert_int_equal(loaded.policy->status_open, 1);
    assert_int_equal(loaded.policy->status_closed, 5);
    unload(&loaded);
}

static void a_message_moves_to_the_first_open_status_unless_the_policy_says_otherwise(void **state)
{
    struct loaded loaded = load_lines(27, "\"on_customer_message\": {}");
    const int32_t *moves = loaded.policy->on_customer_message;
    (void)state;

    assert_int_equal(moves[SUP_CATEGORY_NEW], -1);
    assert_int_equal(moves[SUP_CATEGORY_OPEN], -1);
    assert_int_equal(moves[SUP_CATEGORY_PENDING], 1);
    assert_int_equal(moves[SUP_CATEGORY_ON_HOLD], 1);
    assert_int_equal(moves[SUP_CATEGORY_SOLVED], 1);
    assert_int_equal(moves[SUP_CATEGORY_CLOSED], -1);
    unload(&loaded);

    loaded = load_lines(27, "\"on_customer_message\": {\"on_hold\": null, \"solved\": null}");
    moves = loaded.policy->on_customer_message;
    assert_int_equal(moves[SUP_CATEGORY_PENDING], 1);
    assert_int_equal(moves[SUP_CATEGORY_ON_HOLD], -1);
    assert_int_equal(moves[SUP_CATEGORY_SOLVED], -1);
    unload(&loaded);
}

static void members_that_may_be_absent_have_their_defaults(void **state)
{
    static const char document[] =
        "{\"supportcore_policy\": 1, \"name\": \"Least\", \"statuses\": ["
        "{\"name\": \"n\", \"category\": \"new\"}, {\"name\": \"o\", \"category\": \"open\"},"
        "{\"name\": \"s\", \"category\": \"solved\"}, {\"name\": \"c\", \"category\": \"closed\"}],"
        "\"transitions\": {\"n\": [\"o\"], \"o\": [\"s\"], \"s\": [\"o\", \"c\"]},"
        "\"priorities\": [\"p\"], \"default_priority\": \"p\", \"channels\": [\"email\"],"
        "\"roles\": {\"agent\": {\"may\": []}}}";
    struct loaded loaded = load_text(document);
    const struct sup__policy *policy = loaded.policy;
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(policy->reason_count, 0);
    assert_int_equal(sup__policy_reason(policy, "return"), -1);
    assert_int_equal(policy->team_count, 0);
    assert_null(policy->actor_roles[SUP_ACTOR_CUSTOMER]);
    assert_null(policy->actor_roles[SUP_ACTOR_INTEGRATION]);
    assert_int_equal(policy->reopen_grace_ms, INT64_C(604800000));
    assert_int_equal(policy->auto_close_ms, INT64_C(345600000));
    assert_int_equal(policy->idempotency_ms, INT64_C(604800000));
    assert_int_equal(policy->on_customer_message[SUP_CATEGORY_SOLVED], 1);
    unload(&loaded);
}

static void a_label_is_the_name_when_none_is_given(void **state)
{
    struct loaded loaded =
        load_lines(19, "\"channels\": [\"email\", {\"name\": \"tel\", \"label\": \"Phone\"}],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_string_equal(loaded.policy->name, "Test");
    assert_string_equal(loaded.policy->channels[0].label, "email");
    assert_string_equal(loaded.policy->channels[1].name, "tel");
    assert_string_equal(loaded.policy->channels[1].label, "Phone");
    assert_string_equal(loaded.policy->statuses[3].label, "held");
    assert_string_equal(loaded.policy->roles[0].label, "agent");
    unload(&loaded);
}

static void the_document_is_kept_as_given_with_its_digest(void **state)
{
    struct loaded loaded = load_text(sup__policy_builtin());
    (void)state;

    assert_string_equal(loaded.policy->document, sup__policy_builtin());
    assert_int_equal(loaded.policy->document_bytes, strlen(sup__policy_builtin()));
    /* From: python3 -c 'hashlib.blake2b(document, digest_size=32).hexdigest()' */
    assert_string_equal(loaded.policy->digest, BUILTIN_DIGEST);
    unload(&loaded);
}

static void a_member_that_nobody_knows_is_refused_with_the_nearest(void **state)
{
    (void)state;
    expect(21, "\"temas\": [\"service\"],", 1,
           &(struct expected){"/temas", 21, 1, "there is no member \"temas\" here", "teams"});
    expect(8, "{\"name\": \"held\", \"category\": \"on_hold\", \"x\": 1},", 1,
           &(struct expected){"/statuses/3/x", 8, 41, "there is no member \"x\" here", NULL});
    expect(20, "\"reasons\": [{\"name\": \"return\", \"lable\": \"Return\"}],", 1,
           &(struct expected){"/reasons/0/lable", 20, 32, "there is no member \"lable\" here",
                              "label"});
    expect(
        23, "\"actors\": {\"system\": {\"may\": []}},", 1,
        &(struct expected){"/actors/system", 23, 12, "there is no member \"system\" here", NULL});
    expect(27, "\"on_customer_message\": {\"pendin\": \"open\"}", 1,
           &(struct expected){"/on_customer_message/pendin", 27, 25,
                              "there is no member \"pendin\" here", "pending"});
}

static void a_required_member_that_is_missing_is_named(void **state)
{
    (void)state;
    expect(18, "", 1, &(struct expected){"", 1, 1, "\"default_priority\" is missing", NULL});
    expect(3, "", 1, &(struct expected){"", 1, 1, "\"name\" is missing", NULL});
    expect(22, "\"roles\": {\"agent\": {}},", 1,
           &(struct expected){"/roles/agent", 22, 20, "\"may\" is missing", NULL});
    expect(8, "{\"name\": \"held\"},", 1,
           &(struct expected){"/statuses/3", 8, 1, "\"category\" is missing", NULL});
}

static void a_value_of_the_wrong_type_is_told_with_both_types(void **state)
{
    (void)state;
    expect(2, "\"supportcore_policy\": \"1\",", 1,
           &(struct expected){"/supportcore_policy", 2, 23, "expected number, found text", NULL});
    expect(3, "\"name\": [],", 1,
           &(struct expected){"/name", 3, 9, "expected text, found list", NULL});
    expect(13, "\"open\": [\"pending\", \"held\", \"solved\", 1],", 1,
           &(struct expected){"/transitions/open/3", 13, 39, "expected text, found number", NULL});
    expect(
        17, "\"priorities\": [\"low\", \"high\", null],", 1,
        &(struct expected){"/priorities/2", 17, 31, "expected text or object, found null", NULL});
    expect(22, "\"roles\": {\"agent\": {\"may\": {}}},", 1,
           &(struct expected){"/roles/agent/may", 22, 28, "expected list, found object", NULL});
    expect(25, "\"auto_close\": 345600000,", 1,
           &(struct expected){"/auto_close", 25, 15, "expected text, found number", NULL});
}

static void a_document_that_is_no_object_is_one_problem(void **state)
{
    struct loaded loaded = load_text(" [1]");
    (void)state;

    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_problem(&loaded, 0, &(struct expected){"", 1, 2, "expected object, found list", NULL});
    unload(&loaded);
}

static void another_version_of_the_format_is_the_only_problem(void **state)
{
    (void)state;
    expect(2, "\"supportcore_policy\": 2, \"unheard_of\": 1,", 1,
           &(struct expected){"/supportcore_policy", 2, 23,
                              "version 2 of the format is not known: this library reads version 1",
                              NULL});
    expect(2, "\"supportcore_policy\": 1.5,", 1,
           &(struct expected){
               "/supportcore_policy", 2, 23,
               "version 1.5 of the format is not known: this library reads version 1", NULL});
}

static void names_have_the_form_of_codes(void **state)
{
    static const char form[] =
        "\"Return it\" is not a name: 1 to 64 of a-z 0-9 _ . -, first a letter or a digit";
    (void)state;

    expect(20, "\"reasons\": [\"Return it\"],", 1,
           &(struct expected){"/reasons/0", 20, 13, form, NULL});
    expect(21, "\"teams\": [{\"name\": \"Return it\"}],", 1,
           &(struct expected){"/teams/0/name", 21, 20, form, NULL});
    expect(22, "\"roles\": {\"Return it\": {\"may\": []}},", 1,
           &(struct expected){"/roles/Return it", 22, 11, form, NULL});
    expect(20, "\"reasons\": [\"\"],", 1,
           &(struct expected){"/reasons/0", 20, 13,
                              "\"\" is not a name: 1 to 64 of a-z 0-9 _ . -, first a letter or a "
                              "digit",
                              NULL});
}

static void a_name_that_is_there_twice_is_a_problem_at_the_second(void **state)
{
    (void)state;
    expect(17, "\"priorities\": [\"low\", \"high\", {\"name\": \"low\"}],", 1,
           &(struct expected){"/priorities/2/name", 17, 40, "the priority \"low\" is there already",
                              NULL});
    expect(
        19, "\"channels\": [\"email\", \"email\"],", 1,
        &(struct expected){"/channels/1", 19, 23, "the channel \"email\" is there already", NULL});
    expect(8,
           "{\"name\": \"pending\", \"category\": \"pending\"}, "
           "{\"name\": \"held\", \"category\": \"on_hold\"},",
           1,
           &(struct expected){"/statuses/3/name", 8, 10, "the status \"pending\" is there already",
                              NULL});
    expect(13, "\"open\": [\"pending\", \"held\", \"solved\", \"held\"],", 1,
           &(struct expected){"/transitions/open/3", 13, 39,
                              "the transition to \"held\" is there already", NULL});
    expect(22, "\"roles\": {\"agent\": {\"may\": [\"ticket.*\", \"ticket.get\", \"ticket.*\"]}},",
           1,
           &(struct expected){"/roles/agent/may/2", 22, 55,
                              "the action \"ticket.*\" is there already", NULL});
}

static void an_unknown_category_is_told_with_the_nearest(void **state)
{
    (void)state;
    expect(8, "{\"name\": \"held\", \"category\": \"onhold\"},", 1,
           &(struct expected){"/statuses/3/category", 8, 30, "there is no category \"onhold\"",
                              "on_hold"});
    /* With no near one a status may be in any category: nothing follows from that. */
    expect(9, "{\"name\": \"solved\", \"category\": \"xxxxxxxxxx\"},", 1,
           &(struct expected){"/statuses/4/category", 9, 32, "there is no category \"xxxxxxxxxx\"",
                              NULL});
}

static void an_unknown_default_priority_is_told_with_the_nearest(void **state)
{
    (void)state;
    expect(
        18, "\"default_priority\": \"hihg\",", 1,
        &(struct expected){"/default_priority", 18, 21, "there is no priority \"hihg\"", "high"});
}

static void actions_are_those_of_the_operations(void **state)
{
    (void)state;
    expect(22, "\"roles\": {\"agent\": {\"may\": [\"ticket.repyl\"]}},", 1,
           &(struct expected){"/roles/agent/may/0", 22, 29, "there is no action \"ticket.repyl\"",
                              "ticket.reply"});
    expect(22, "\"roles\": {\"agent\": {\"may\": [\"tickets.*\"]}},", 1,
           &(struct expected){"/roles/agent/may/0", 22, 29, "there is no action \"tickets.*\"",
                              "ticket.*"});
    expect(22, "\"roles\": {\"agent\": {\"may\": [\"*\", \"ticket.r*\"]}},", 1,
           &(struct expected){"/roles/agent/may/1", 22, 34, "there is no action \"ticket.r*\"",
                              "ticket.*"});
}

static void each_action_and_its_noun_with_a_star_can_be_given(void **state)
{
    (void)state;
    for (const char *const *action = sup__policy_actions; *action != NULL; action++) {
        size_t noun_bytes = strcspn(*action, ".");
        char line[160];
        struct loaded loaded;

        (void)snprintf(line, sizeof line, "\"roles\": {\"a\": {\"may\": [\"%s\", \"%.*s.*\"]}},",
                       *action, (int)noun_bytes, *action);
        loaded = load_lines(22, line);
        assert_int_equal(loaded.rc, SUP_OK);
        assert_true(sup__role_allows(&loaded.policy->roles[0], *action));
        unload(&loaded);
    }
}

static void customers_cannot_be_given_more_than_what_is_theirs(void **state)
{
    (void)state;
    expect(23, "\"actors\": {\"customer\": {\"may\": [\"ticket.get\", \"agent.save\"]}},", 1,
           &(struct expected){"/actors/customer/may/1", 23, 47,
                              "\"agent.save\" allows more than what customers may ever do", NULL});
    expect(23, "\"actors\": {\"customer\": {\"may\": [\"ticket.*\"]}},", 1,
           &(struct expected){"/actors/customer/may/0", 23, 33,
                              "\"ticket.*\" allows more than what customers may ever do", NULL});
    expect(23, "\"actors\": {\"customer\": {\"may\": [\"tiket.get\"]}},", 1,
           &(struct expected){"/actors/customer/may/0", 23, 33, "there is no action \"tiket.get\"",
                              "ticket.get"});
}

static void text_that_is_not_json_is_one_problem_with_its_place(void **state)
{
    struct loaded loaded = load_lines(19, "\"channels\": [\"email\",],");
    (void)state;

    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_int_equal(loaded.problems.count, 1);
    assert_int_equal(loaded.problems.items[0].line, 19);
    assert_int_equal(loaded.problems.items[0].column, 22);
    assert_true(strncmp(loaded.problems.items[0].text, "line ", 5) != 0);
    unload(&loaded);

    loaded = load_lines(20, "\"reasons\": [], \"name\": \"Again\",");
    assert_int_equal(loaded.problems.count, 1);
    assert_problem(&loaded, 0,
                   &(struct expected){"/name", 20, 16, "this key was there before", NULL});
    unload(&loaded);
}

/* Needs the source folder as the working directory, or its path in SUP_SOURCE_DIR. */
static void the_example_of_a_small_shop_is_valid(void **state)
{
    const char *folder = getenv("SUP_SOURCE_DIR");
    char path[1024];
    char document[16384];
    struct loaded loaded;
    size_t bytes;
    FILE *file;
    (void)state;

    (void)snprintf(path, sizeof path, "%s/examples/policies/small.json",
                   folder != NULL ? folder : ".");
    file = fopen(path, "rb");
    if (file == NULL) {
        print_message("no %s: set SUP_SOURCE_DIR\n", path);
        skip();
        return;
    }
    bytes = fread(document, 1, sizeof document, file);
    (void)fclose(file);
    loaded = load_bytes(document, bytes);
    assert_int_equal(loaded.rc, SUP_OK);
    assert_string_equal(loaded.policy->name, "Small shop");
    assert_string_equal(loaded.policy->statuses[2].label, "Waiting for the customer");
    assert_int_equal(loaded.policy->on_customer_message[SUP_CATEGORY_PENDING], 1);
    assert_int_equal(loaded.policy->on_customer_message[SUP_CATEGORY_ON_HOLD], -1);
    unload(&loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_policy_is_valid_and_complete),
        cmocka_unit_test(built_in_roles_may_what_their_names_promise),
        cmocka_unit_test(a_star_allows_its_noun_and_nothing_that_only_begins_like_it),
        cmocka_unit_test(names_are_found_and_others_are_not),
        cmocka_unit_test(only_listed_transitions_may_be_made),
        cmocka_unit_test(first_status_of_a_category_is_the_one_the_desk_uses),
        cmocka_unit_test(a_message_moves_to_the_first_open_status_unless_the_policy_says_otherwise),
        cmocka_unit_test(members_that_may_be_absent_have_their_defaults),
        cmocka_unit_test(a_label_is_the_name_when_none_is_given),
        cmocka_unit_test(the_document_is_kept_as_given_with_its_digest),
        cmocka_unit_test(a_member_that_nobody_knows_is_refused_with_the_nearest),
        cmocka_unit_test(a_required_member_that_is_missing_is_named),
        cmocka_unit_test(a_value_of_the_wrong_type_is_told_with_both_types),
        cmocka_unit_test(a_document_that_is_no_object_is_one_problem),
        cmocka_unit_test(another_version_of_the_format_is_the_only_problem),
        cmocka_unit_test(names_have_the_form_of_codes),
        cmocka_unit_test(a_name_that_is_there_twice_is_a_problem_at_the_second),
        cmocka_unit_test(an_unknown_category_is_told_with_the_nearest),
        cmocka_unit_test(an_unknown_default_priority_is_told_with_the_nearest),
        cmocka_unit_test(actions_are_those_of_the_operations),
        cmocka_unit_test(each_action_and_its_noun_with_a_star_can_be_given),
        cmocka_unit_test(customers_cannot_be_given_more_than_what_is_theirs),
        cmocka_unit_test(text_that_is_not_json_is_one_problem_with_its_place),
        cmocka_unit_test(the_example_of_a_small_shop_is_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
