/*
 * Tests of lib/ops/policy/policy_ops.c: policy.check and policy.activate with warnings and findings.
 */
#include "desk_fixture.h"

#include <stdio.h>

/* A document with one warning: the second routing rule is never reached. Its one channel and its
 * one right lack nothing but time: the right is to be reviewed by 2026-03-20, the day of T0. */
#define DOCUMENT(more) DOCUMENT_OF(more, "")
#define DOCUMENT_OF(more, roles)                                                                   \
    "{\"supportcore_policy\": 1, \"name\": \"Check\", \"statuses\": ["                             \
    "{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": \"open\"},"    \
    "{\"name\": \"solved\", \"category\": \"solved\"},"                                            \
    "{\"name\": \"closed\", \"category\": \"closed\"}], \"transitions\": {\"new\": [\"open\"],"    \
    "\"open\": [\"solved\"], \"solved\": [\"open\", \"closed\"]}, \"priorities\": [\"normal\"],"   \
    "\"default_priority\": \"normal\", \"teams\": [\"service\"], \"channels\": [{\"name\": "       \
    "\"email\", \"team\": \"service\", \"calendar\": \"always\"}], \"calendars\": {\"always\": "   \
    "{\"zone\": \"UTC\", \"week\": \"24x7\"}}, \"sla\": [{\"name\": \"all\", \"targets\": ["       \
    "{\"metric\": \"first_reply\", \"within\": \"PT8H\"}]}], \"rights\": [{\"name\": \"r\", "      \
    "\"policy\": {\"title\": \"R\"}, \"owner\": \"service\", \"review_on\": \"2026-03-20\"}], "    \
    "\"routing\": [{\"name\": \"a\", \"team\": \"service\"}, {\"name\": \"b\", \"team\": "         \
    "\"service\"}]" more ", \"roles\": {\"admin\": {\"may\": [\"*\"]}" roles "}}"

static struct sup_policy_report *check(struct desk *desk, const char *document, int is_strict,
                                       int with_readiness)
{
    struct sup_policy_report *report = NULL;

    must(desk, sup_policy_check(desk->core, by_ada(desk),
                                PARAMS(policy, .document = document, .is_strict = is_strict,
                                       .with_readiness = with_readiness),
                                &report));
    return report;
}

static void a_check_counts_by_severity(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_report *report = check(desk, DOCUMENT(""), 0, 0);

    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->count, 1);
    assert_int_equal(report->error_count, 0);
    assert_int_equal(report->warning_count, 1);
    assert_int_equal(report->finding_count, 0);
    assert_int_equal(report->problems[0].severity, SUP_POLICY_WARNING);
    assert_int_equal(report->problems[0].message_id, SUP_MSG_POLICY_HIDDEN);
    assert_string_equal(report->problems[0].pointer, "/routing/1");
    sup_free(report);

    report = check(desk, DOCUMENT(", \"currency\": 1"), 0, 1);
    assert_int_equal(report->is_valid, 0);
    assert_int_equal(report->count, 2);
    assert_int_equal(report->error_count, 1);
    assert_int_equal(report->warning_count, 1);
    assert_int_equal(report->finding_count, 0);
    assert_int_equal(report->problems[1].severity, SUP_POLICY_ERROR);
    assert_int_equal(report->problems[1].message_id, SUP_MSG_POLICY_TYPE);
    sup_free(report);
}

static void a_strict_check_finds_a_warning_not_valid(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_report *report = check(desk, DOCUMENT(""), 1, 0);

    assert_int_equal(report->is_valid, 0);
    assert_int_equal(report->error_count, 0);
    assert_int_equal(report->warning_count, 1);
    assert_int_equal(report->problems[0].severity, SUP_POLICY_WARNING);
    sup_free(report);
}

static void findings_look_at_the_callers_time_and_refuse_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_report *report = check(desk, DOCUMENT(""), 0, 1);

    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->finding_count, 0);
    sup_free(report);
    desk->now_ms += DAY_MS; /* 2026-03-21: the review date has passed */
    report = check(desk, DOCUMENT(""), 0, 1);
    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->finding_count, 1);
    assert_int_equal(report->count, 2);
    assert_int_equal(report->problems[0].severity, SUP_POLICY_FINDING);
    assert_string_equal(report->problems[0].pointer, "/rights/0/review_on");
    sup_free(report);
}

static void the_json_door_names_severities(void **state)
{
    static const char request[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"policy.check\",\"params\":{\"is_strict\":true,"
        "\"with_readiness\":true,\"document\":" DOCUMENT("") "}}";
    struct desk *desk = *state;
    char *reply = NULL;
    size_t bytes = 0;

    must(desk, sup_call(desk->core, by_ada(desk), request, sizeof request - 1, &reply, &bytes));
    assert_non_null(strstr(reply, "\"is_valid\":false"));
    assert_non_null(strstr(reply, "\"severity\":\"warning\",\"message_id\":4012"));
    assert_non_null(strstr(reply, "\"error_count\":0,\"warning_count\":1,\"finding_count\":0"));
    sup_free(reply);
}

static void a_policy_with_warnings_is_activated_unless_it_is_to_be_strict(void **state)
{
    struct desk *desk = *state;

    desk_fails(desk, SUP_MSG_POLICY_HIDDEN, "/routing/1", by_ada(desk), SUP_OP_POLICY_ACTIVATE,
               PARAMS(policy, .document = DOCUMENT(""), .is_strict = 1));
    assert_int_equal(desk_rows(desk, "sup_policy"), 0);
    desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = DOCUMENT("")));
    assert_int_equal(desk->receipt.version, 1);
    assert_int_equal(desk_rows(desk, "sup_policy"), 1);
}

/* A document may come before the people: only who asks for strictness has it refused. */
static void who_is_not_on_the_desk_is_a_warning(void **state)
{
    static const char document[] =
        DOCUMENT(", \"floors\": [{\"name\": \"low\", \"sign_off\": {\"agents\": [\"3\", \"999\"], "
                 "\"within\": \"PT1H\", \"unsigned\": \"stay\"}}, {\"name\": \"high\", "
                 "\"lowered_by\": {\"agents\": [\"3\", \"1\", \"2\"]}}]");
    struct desk *desk = *state;
    struct sup_policy_report *report;

    desk_ok(desk, by_ada(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = LEE, .name = "Lee", .is_departed = 1));
    assert_int_equal(LEE, 2);
    report = check(desk, document, 0, 0);
    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->warning_count, 3); /* and that of the document */
    assert_int_equal(report->problems[1].message_id, SUP_MSG_POLICY_NOBODY);
    assert_string_equal(report->problems[1].pointer, "/floors/0/sign_off/agents/1");
    assert_string_equal(report->problems[1].text,
                        "there is no agent 999 on this desk, or they have left");
    assert_string_equal(report->problems[2].pointer, "/floors/1/lowered_by/agents/2");
    sup_free(report);
    desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

/* Priya is there, and has no role of this document that may sign; Ada's role may. */
static void a_signature_of_those_who_may_not_sign_is_a_warning(void **state)
{
    static const char document[] = DOCUMENT(
        ", \"floors\": [{\"name\": \"low\", \"sign_off\": {\"agents\": [\"1\"], \"within\": "
        "\"PT1H\", \"unsigned\": \"stay\"}}, {\"name\": \"high\", \"resolution\": [{\"name\": "
        "\"one\", \"agents\": [\"1\", \"3\"]}, {\"name\": \"two\", \"agents\": [\"4\"]}]}]");
    struct desk *desk = *state;
    struct sup_policy_report *report = check(desk, document, 0, 0);

    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->warning_count, 3); /* and that of the document */
    assert_int_equal(report->problems[1].message_id, SUP_MSG_POLICY_NOBODY);
    assert_string_equal(report->problems[1].pointer, "/floors/0/sign_off/agents");
    assert_string_equal(report->problems[1].text,
                        "none of these may floor.sign by the roles that they have");
    assert_string_equal(report->problems[2].pointer, "/floors/1/resolution/1/agents"); /* a bot */
    sup_free(report);
}

/* Signed by a role: somebody has it, a bot has it, nobody has it but an agent who may sign is named
 * as well, and nobody has it. Lowering is no signature: the host does it. */
static void a_signature_by_a_role_that_nobody_has_is_a_warning(void **state)
{
    static const char document[] = DOCUMENT_OF(
        ", \"floors\": [{\"name\": \"low\", \"sign_off\": {\"roles\": [\"judge\", \"admin\"], "
        "\"within\": \"PT1H\", \"unsigned\": \"stay\"}}, {\"name\": \"high\", \"lowered_by\": "
        "{\"roles\": [\"judge\"]}, \"resolution\": [{\"name\": \"one\", \"roles\": [\"judge\"], "
        "\"agents\": [\"3\"]}, {\"name\": \"two\", \"roles\": [\"judge\"]}]}]",
        ", \"judge\": {\"may\": [\"floor.*\"]}");
    const char *roles[] = {"judge"};
    struct desk *desk = *state;
    struct sup_policy_report *report = check(desk, document, 0, 0);

    assert_int_equal(report->warning_count, 2); /* and that of the document */
    assert_int_equal(report->problems[1].message_id, SUP_MSG_POLICY_NOBODY);
    assert_string_equal(report->problems[1].pointer, "/floors/1/resolution/1/roles");
    assert_string_equal(report->problems[1].text,
                        "nobody on this desk could sign this: no person has one of these roles");
    sup_free(report);
    desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    desk_ok(desk, by_ada(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = "Robot", .kind = SUP_AGENT_BOT, .roles = roles,
                   .role_count = 1));
    report = check(desk, document, 0, 0);
    assert_int_equal(report->warning_count, 2);
    sup_free(report);
    desk_ok(desk, by_ada(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = "Portia", .roles = roles, .role_count = 1));
    report = check(desk, document, 0, 0);
    assert_int_equal(report->warning_count, 1);
    sup_free(report);
}

/* Approved by a role that somebody has besides one that nobody has; by that alone; and by an agent
 * who may not approve. */
static void an_approval_that_nobody_could_give_is_a_warning(void **state)
{
    static const char document[] = DOCUMENT_OF(
        ", \"currency\": \"EUR\", \"authority\": {\"matrix\": [{\"name\": \"one\", \"remedies\": "
        "[\"cancel_order\"], \"effect\": \"needs_approval\", \"approval\": {\"roles\": [\"judge\", "
        "\"admin\"], \"within\": \"PT1H\"}}, {\"name\": \"two\", \"remedies\": [\"address_change\"], "
        "\"effect\": \"needs_approval\", \"approval\": {\"roles\": [\"admin\"], \"within\": "
        "\"PT1H\", \"escalate_after\": \"PT5M\", \"escalate_to\": {\"roles\": [\"judge\"]}}}, "
        "{\"name\": \"three\", \"remedies\": [\"block_customer\"], \"effect\": "
        "\"needs_approval\", \"approval\": {\"agents\": [\"4\"], \"within\": \"PT1H\"}}, "
        "{\"name\": \"rest\", \"remedies\": [\"*\"], \"effect\": \"refuse\"}]}",
        ", \"judge\": {\"may\": [\"approval.*\"]}");
    struct desk *desk = *state;
    struct sup_policy_report *report = check(desk, document, 0, 0);

    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->warning_count, 3); /* and that of the document */
    assert_string_equal(report->problems[1].pointer,
                        "/authority/matrix/1/approval/escalate_to/roles");
    assert_string_equal(report->problems[1].text,
                        "nobody on this desk could approve this: no person has one of these roles");
    assert_string_equal(report->problems[2].pointer, "/authority/matrix/2/approval/agents");
    assert_string_equal(report->problems[2].text,
                        "none of these may approval.decide by the roles that they have");
    sup_free(report);
}

/* What was activated with a warning is compiled again by each handle that opens. */
static void a_stored_policy_with_warnings_is_loaded(void **state)
{
    struct sup_options options;
    struct sup_error error;
    struct desk *desk = *state;
    struct sup_policy *policy = NULL;

    desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = DOCUMENT("")));
    sup_close(desk->core);
    options = desk_options(desk);
    assert_int_equal(sup_open(&options, &desk->core, &error), SUP_OK);
    must(desk, sup_policy_show(desk->core, by_ada(desk), PARAMS(policy_show), &policy));
    assert_int_equal(policy->version, 1);
    sup_free(policy);
    desk_ok(desk, by_ada(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "Hello"));
}

#define ASKS_STATE "{\"==\": [{\"var\": \"subscription.state\"}, \"paused\"]}"

/* Each fact once, where it is asked for first; what is set at opening is not noted. */
static void what_nothing_sets_yet_is_a_note_and_refuses_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_report *report = check(
        desk,
        DOCUMENT(
            ", \"segments\": [{\"name\": \"vip\", \"when\": " ASKS_STATE "}, {\"name\": \"known\", "
            "\"when\": {\"and\": [{\"var\": \"customer.is_known\"}, {\"!\": [" ASKS_STATE "]}]}}]"),
        0, 0);

    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->note_count, 1);
    assert_int_equal(report->finding_count, 0);
    assert_int_equal(report->count, 2); /* and the warning of the document */
    for (uint32_t i = 0; i < report->count; i++) {
        if (report->problems[i].severity == SUP_POLICY_NOTE) {
            assert_int_equal(report->problems[i].message_id, SUP_MSG_POLICY_UNSET);
            assert_string_equal(report->problems[i].pointer, "/segments/0/when/==/0");
            assert_string_equal(
                report->problems[i].text,
                "nothing sets subscription.state yet: conditions see it as not given");
        }
    }
    sup_free(report);
}

static const struct sup_policy_problem *note_at(const struct sup_policy_report *report,
                                                const char *pointer)
{
    for (uint32_t i = 0; i < report->count; i++) {
        if (report->problems[i].severity == SUP_POLICY_NOTE &&
            strcmp(report->problems[i].pointer, pointer) == 0) {
            return &report->problems[i];
        }
    }
    fail_msg("there is no note at %s", pointer);
    return NULL;
}

#define ASKS_ABUSE "{\"var\": \"message.is_abusive\"}"

/* Floors and promises are decided again when something was found out; what comes before is not. */
static void what_is_not_known_when_it_is_asked_is_a_note(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_report *report = check(
        desk,
        DOCUMENT(
            ", \"priority_rules\": [{\"name\": \"a\", \"when\": " ASKS_ABUSE
            ", \"priority\": \"normal\"}], \"floors\": [\"low\", {\"name\": \"high\", \"rules\": "
            "[{\"name\": \"harm\", \"when\": {\"var\": \"message.mentions_injury\"}, "
            "\"required\": [\"order.total\", \"message.is_disputed\"]}]}]"),
        0, 0);
    const struct sup_policy_problem *note;

    assert_int_equal(report->is_valid, 1);
    assert_int_equal(report->note_count, 3);
    note = note_at(report, "/priority_rules/0/when");
    assert_int_equal(note->message_id, SUP_MSG_POLICY_UNSET);
    assert_string_equal(note->text, "message.is_abusive is not known when a ticket is opened: "
                                    "conditions see it as not given");
    note = note_at(report, "/floors/1/rules/0/required/0");
    assert_int_equal(note->message_id, SUP_MSG_POLICY_REQUIRED);
    assert_string_equal(note->text,
                        "\"harm\" matches every ticket of which order.total is not known");
    (void)note_at(report, "/floors/1/rules/0/required/1");
    sup_free(report);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_check_counts_by_severity),
    desk_test(a_strict_check_finds_a_warning_not_valid),
    desk_test(findings_look_at_the_callers_time_and_refuse_nothing),
    desk_test(the_json_door_names_severities),
    desk_test(what_nothing_sets_yet_is_a_note_and_refuses_nothing),
    desk_test(what_is_not_known_when_it_is_asked_is_a_note),
    desk_test(a_policy_with_warnings_is_activated_unless_it_is_to_be_strict),
    desk_test(who_is_not_on_the_desk_is_a_warning),
    desk_test(a_signature_of_those_who_may_not_sign_is_a_warning),
    desk_test(a_signature_by_a_role_that_nobody_has_is_a_warning),
    desk_test(an_approval_that_nobody_could_give_is_a_warning),
    desk_test(a_stored_policy_with_warnings_is_loaded),
};

DESK_MAIN(tests)
