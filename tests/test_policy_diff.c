/*
 * test_policy_diff.c: what changed between two documents, in words written down by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy/diff.h"

struct counter {
    long live;
    long fail_after; /* allocations that still succeed; -1: all do */
};

static void *counted_resize(void *user, void *memory, size_t bytes)
{
    struct counter *count = user;

    if (bytes == 0) {
        count->live -= memory != NULL;
        free(memory);
        return NULL;
    }
    if (count->fail_after == 0) {
        return NULL;
    }
    count->fail_after -= count->fail_after > 0;
    count->live += memory == NULL;
    return realloc(memory, bytes);
}

struct expected {
    int32_t kind;
    const char *pointer;
    const char *text;
};

static void expect(const char *from, const char *to, const struct expected *expected,
                   uint32_t count)
{
    struct sup__mem mem;
    struct sup__arena arena;
    struct sup_policy_change *changes = NULL;
    struct sup_error error = {.size = sizeof error};
    uint32_t found = 0;

    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&arena, &mem);
    assert_int_equal(sup__policy_diff(&arena, from, to, &changes, &found, &error), SUP_OK);
    for (uint32_t i = 0; i < found && i < count; i++) {
        assert_string_equal(changes[i].text, expected[i].text);
        assert_string_equal(changes[i].pointer, expected[i].pointer);
        assert_int_equal(changes[i].kind, expected[i].kind);
    }
    assert_int_equal(found, count);
    sup__arena_free(&arena);
}

static void the_same_document_has_no_changes(void **state)
{
    (void)state;
    expect("{\"name\": \"A\", \"teams\": [\"x\"]}", "{\"teams\":[\"x\"],\"name\":\"A\"}", NULL, 0);
}

static void plain_members_change(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_REMOVED, "/currency", "currency is gone"},
        {SUP_POLICY_CHANGED, "/reopen_grace", "reopen_grace changes from \"P7D\" to \"P10D\""},
        {SUP_POLICY_ADDED, "/auto_close", "auto_close is new"},
    };
    (void)state;
    expect("{\"currency\": \"EUR\", \"reopen_grace\": \"P7D\"}",
           "{\"reopen_grace\": \"P10D\", \"auto_close\": \"PT0S\"}", expected, 3);
}

static void several_things_are_and_one_is(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_REMOVED, "/languages", "languages are gone"},
        {SUP_POLICY_REMOVED, "/routing", "routing is gone"},
        {SUP_POLICY_ADDED, "/actors", "actors are new"},
    };
    (void)state;
    expect("{\"languages\": [\"en\"], \"routing\": []}", "{\"actors\": {}}", expected, 3);
}

/* Which of two actions comes first in a role, or of two ways out of a status, says nothing. */
static void an_order_without_a_meaning_is_no_change(void **state)
{
    (void)state;
    expect("{\"roles\": {\"agent\": {\"may\": [\"ticket.get\", \"ticket.list\"]}}, "
           "\"transitions\": {\"new\": [\"open\", \"solved\"]}}",
           "{\"roles\": {\"agent\": {\"may\": [\"ticket.list\", \"ticket.get\"]}}, "
           "\"transitions\": {\"new\": [\"solved\", \"open\"]}}",
           NULL, 0);
}

static void named_things_are_matched_by_their_names(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_REMOVED, "/reasons/0", "reason \"sizing\" is gone"},
        {SUP_POLICY_CHANGED, "/reasons/0/channel",
         "reason \"return\", channel changes from \"chat\" to \"email\""},
        {SUP_POLICY_ADDED, "/reasons/1", "reason \"legal\" is new"},
    };
    (void)state;
    expect("{\"reasons\": [\"sizing\", {\"name\": \"return\", \"channel\": \"chat\"}]}",
           "{\"reasons\": [{\"name\": \"return\", \"channel\": \"email\"}, \"legal\"]}", expected,
           3);
}

static void causes_are_told_by_their_names(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_REMOVED, "/timers/miss_causes/0",
         "timers, miss_causes, cause \"sick\" is gone"},
        {SUP_POLICY_CHANGED, "/timers/miss_causes/0/label",
         "timers, miss_causes, cause \"outage\", label changes from \"A\" to \"B\""},
    };
    (void)state;
    expect("{\"timers\": {\"miss_causes\": [\"sick\", {\"name\": \"outage\", \"label\": "
           "\"A\"}]}}",
           "{\"timers\": {\"miss_causes\": [{\"name\": \"outage\", \"label\": \"B\"}]}}", expected,
           2);
}

static void lines_of_the_scorecard_are_told_by_their_names(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_REMOVED, "/kpi/scorecard/0", "kpi, scorecard, line \"aged\" is gone"},
        {SUP_POLICY_CHANGED, "/kpi/scorecard/0/target",
         "kpi, scorecard, line \"fast\", target changes from \"PT8M\" to \"PT6M\""},
    };
    (void)state;
    expect("{\"kpi\": {\"scorecard\": [{\"name\": \"aged\"}, {\"name\": \"fast\", "
           "\"target\": \"PT8M\", \"only\": {\"team\": [\"a\", \"b\"]}}]}}",
           "{\"kpi\": {\"scorecard\": [{\"name\": \"fast\", \"target\": \"PT6M\", "
           "\"only\": {\"team\": [\"b\", \"a\"]}}]}}",
           expected, 2);
}

static void a_name_alone_is_an_object_with_that_name(void **state)
{
    static const struct expected gained[] = {
        {SUP_POLICY_ADDED, "/teams/0/label", "team \"risk\", label is new"},
    };
    static const struct expected lost[] = {
        {SUP_POLICY_REMOVED, "/teams/0/label", "team \"risk\", label is gone"},
    };
    static const char plain[] = "{\"teams\": [\"risk\"]}";
    static const char named[] = "{\"teams\": [{\"name\": \"risk\"}]}";
    static const char labelled[] = "{\"teams\": [{\"name\": \"risk\", \"label\": \"Risk\"}]}";
    (void)state;
    expect(plain, named, NULL, 0);
    expect(plain, labelled, gained, 1);
    expect(labelled, plain, lost, 1);
}

static void an_order_is_a_change_of_its_own(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_ADDED, "/priorities/0", "priority \"urgent\" is new"},
        {SUP_POLICY_MOVED, "/priorities", "the order of priorities becomes urgent, normal, low"},
    };
    (void)state;
    expect("{\"priorities\": [\"low\", \"normal\"]}",
           "{\"priorities\": [\"urgent\", \"normal\", \"low\"]}", expected, 2);
}

static void transitions_and_roles_are_told_by_their_keys(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_REMOVED, "/transitions/new/1",
         "transition from \"new\", to \"closed\" is gone"},
        {SUP_POLICY_ADDED, "/transitions/solved", "transition from \"solved\" is new"},
        {SUP_POLICY_ADDED, "/roles/agent/may/1",
         "role \"agent\", may, action \"ticket.reply\" is new"},
    };
    (void)state;
    expect("{\"transitions\": {\"new\": [\"open\", \"closed\"]}, \"roles\": {\"agent\": "
           "{\"may\": [\"ticket.get\"]}}}",
           "{\"transitions\": {\"new\": [\"open\"], \"solved\": []}, \"roles\": {\"agent\": "
           "{\"may\": [\"ticket.get\", \"ticket.reply\"]}}}",
           expected, 3);
}

/* A channel and a priority of one name, and things called like sections. */
static void names_are_not_taken_for_what_they_look_like(void **state)
{
    static const struct expected targets[] = {
        {SUP_POLICY_REMOVED, "/sla/0/targets/1",
         "SLA policy \"all\", targets, target \"first_reply priority express\" is gone"},
    };
    static const struct expected keys[] = {
        {SUP_POLICY_REMOVED, "/roles/knowledge/may/0",
         "role \"knowledge\", may, action \"ticket.get\" is gone"},
        {SUP_POLICY_CHANGED, "/calendars/sla/zone",
         "calendar \"sla\", zone changes from \"UTC\" to \"+01:00\""},
        {SUP_POLICY_ADDED, "/routing/0", "routing rule \"fraud\" is new"},
    };
    (void)state;
    expect("{\"sla\": [{\"name\": \"all\", \"targets\": [{\"metric\": \"first_reply\", "
           "\"channel\": \"express\", \"within\": \"PT1H\"}, {\"metric\": \"first_reply\", "
           "\"priority\": \"express\", \"within\": \"PT2H\"}]}]}",
           "{\"sla\": [{\"name\": \"all\", \"targets\": [{\"metric\": \"first_reply\", "
           "\"channel\": \"express\", \"within\": \"PT1H\"}]}]}",
           targets, 1);
    expect("{\"roles\": {\"knowledge\": {\"may\": [\"ticket.get\", \"ticket.list\"]}}, "
           "\"calendars\": {\"sla\": {\"zone\": \"UTC\", \"week\": {\"monday\": "
           "[\"09:00-12:00\", \"13:00-17:00\"]}}}, \"routing\": []}",
           "{\"roles\": {\"knowledge\": {\"may\": [\"ticket.list\"]}}, "
           "\"calendars\": {\"sla\": {\"zone\": \"+01:00\", \"week\": {\"monday\": "
           "[\"13:00-17:00\", \"09:00-12:00\"]}}}, \"routing\": [{\"name\": \"fraud\"}]}",
           keys, 3);
}

static void a_condition_changes_as_a_whole(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_CHANGED, "/segments/0/when",
         "segment \"vip\", when changes from {\"var\": \"customer.is_vip\"} to "
         "{\"!\": [{\"var\": \"customer.is_vip\"}]}"},
    };
    (void)state;
    expect("{\"segments\": [{\"name\": \"vip\", \"when\": {\"var\": \"customer.is_vip\"}}]}",
           "{\"segments\": [{\"name\": \"vip\", \"when\": {\"!\": [{\"var\": "
           "\"customer.is_vip\"}]}}]}",
           expected, 1);
}

static void targets_are_told_by_what_they_are_for(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_CHANGED, "/sla/0/targets/1/within",
         "SLA policy \"all\", targets, target \"first_reply channel chat\", within changes from "
         "\"PT5M\" to \"PT1M\""},
        {SUP_POLICY_MOVED, "/sla/0/targets",
         "the order of SLA policy \"all\", targets becomes first_reply, "
         "first_reply channel chat"},
    };
    (void)state;
    expect("{\"sla\": [{\"name\": \"all\", \"targets\": [{\"metric\": \"first_reply\", "
           "\"channel\": \"chat\", \"within\": \"PT5M\"}, {\"metric\": \"first_reply\", "
           "\"within\": \"P1D\"}]}]}",
           "{\"sla\": [{\"name\": \"all\", \"targets\": [{\"metric\": \"first_reply\", "
           "\"within\": \"P1D\"}, {\"metric\": \"first_reply\", \"channel\": \"chat\", "
           "\"within\": \"PT1M\"}]}]}",
           expected, 2);
}

static void every_failing_allocation_is_an_error(void **state)
{
    static const char from[] =
        "{\"teams\": [\"a\", \"b\"], \"roles\": {\"r\": {\"may\": [\"*\"]}}}";
    static const char to[] =
        "{\"teams\": [\"b\", {\"name\": \"a\", \"label\": \"A\"}], \"roles\": {}}";
    int32_t rc = SUP_NOMEM;
    (void)state;

    for (long n = 0; rc != SUP_OK; n++) {
        struct counter counter = {0, n};
        struct sup__mem mem = {&counter, counted_resize};
        struct sup__arena arena;
        struct sup_policy_change *changes = NULL;
        struct sup_error error = {.size = sizeof error};
        uint32_t count = 0;

        sup__arena_init(&arena, &mem);
        rc = sup__policy_diff(&arena, from, to, &changes, &count, &error);
        assert_true(rc == SUP_OK || rc == SUP_NOMEM);
        assert_int_equal(count, rc == SUP_OK ? 3 : 0);
        sup__arena_free(&arena);
        assert_int_equal(counter.live, 0);
        assert_true(n < 1000);
    }
}

/* Whom a list names is the same in any order; of limits the first that fits counts. */
static void floors_change_in_their_own_words(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_CHANGED, "/floors/0/limits/0/within",
         "floor \"a\", limits, limit \"channel chat\", within changes from \"PT5M\" to \"PT10M\""},
        {SUP_POLICY_CHANGED, "/floors/0/limits/1/within",
         "floor \"a\", limits, limit \"any\", within changes from \"PT1H\" to \"PT2H\""},
        {SUP_POLICY_REMOVED, "/floors/1/rules/0", "floor \"b\", rules, rule \"x\" is gone"},
        {SUP_POLICY_ADDED, "/floors/1/rules/0", "floor \"b\", rules, rule \"y\" is new"},
        {SUP_POLICY_ADDED, "/floors/1/evidence/to_leave/1",
         "floor \"b\", evidence, to_leave, piece of evidence \"notes\" is new"},
        {SUP_POLICY_REMOVED, "/floors/1/sign_off/roles/1",
         "floor \"b\", sign_off, roles, role \"lead\" is gone"},
    };
    (void)state;
    expect("{\"floors\": [{\"name\": \"a\", \"limits\": [{\"channel\": \"chat\", \"within\": "
           "\"PT5M\"}, {\"within\": \"PT1H\"}], \"roles\": [\"p\", \"q\"]}, {\"name\": \"b\", "
           "\"rules\": [{\"name\": \"x\", \"when\": true}], \"evidence\": {\"to_leave\": "
           "[\"photo\"]}, \"sign_off\": {\"roles\": [\"head\", \"lead\"]}}]}",
           "{\"floors\": [{\"name\": \"a\", \"limits\": [{\"channel\": \"chat\", \"within\": "
           "\"PT10M\"}, {\"within\": \"PT2H\"}], \"roles\": [\"q\", \"p\"]}, {\"name\": \"b\", "
           "\"rules\": [{\"name\": \"y\", \"when\": true}], \"evidence\": {\"to_leave\": "
           "[\"photo\", \"notes\"]}, \"sign_off\": {\"roles\": [\"head\"]}}]}",
           expected, 6);
}

static void the_order_of_floors_and_of_their_limits_counts(void **state)
{
    static const struct expected expected[] = {
        {SUP_POLICY_MOVED, "/floors/0/limits",
         "the order of floor \"b\", limits becomes any, channel chat"},
        {SUP_POLICY_MOVED, "/floors", "the order of floors becomes b, a"},
    };
    (void)state;
    expect(
        "{\"floors\": [\"a\", {\"name\": \"b\", \"limits\": [{\"channel\": \"chat\", \"within\": "
        "\"PT5M\"}, {\"within\": \"PT1H\"}]}]}",
        "{\"floors\": [{\"name\": \"b\", \"limits\": [{\"within\": \"PT1H\"}, {\"channel\": "
        "\"chat\", \"within\": \"PT5M\"}]}, \"a\"]}",
        expected, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_document_has_no_changes),
        cmocka_unit_test(plain_members_change),
        cmocka_unit_test(several_things_are_and_one_is),
        cmocka_unit_test(floors_change_in_their_own_words),
        cmocka_unit_test(the_order_of_floors_and_of_their_limits_counts),
        cmocka_unit_test(an_order_without_a_meaning_is_no_change),
        cmocka_unit_test(named_things_are_matched_by_their_names),
        cmocka_unit_test(causes_are_told_by_their_names),
        cmocka_unit_test(lines_of_the_scorecard_are_told_by_their_names),
        cmocka_unit_test(a_name_alone_is_an_object_with_that_name),
        cmocka_unit_test(an_order_is_a_change_of_its_own),
        cmocka_unit_test(transitions_and_roles_are_told_by_their_keys),
        cmocka_unit_test(names_are_not_taken_for_what_they_look_like),
        cmocka_unit_test(a_condition_changes_as_a_whole),
        cmocka_unit_test(targets_are_told_by_what_they_are_for),
        cmocka_unit_test(every_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
