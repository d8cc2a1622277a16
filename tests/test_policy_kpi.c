/*
 * Tests of lib/policy: the scorecard, what is refused in it, and which side of a target a figure is
 * on.
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
#include "supportcore/kpi.h"

/* A scorecard of one line with a good name, metric, direction, target and owner, but for what is
 * given; in it ' stands for ". Line 26 of the document. */
#define LINE(members) "'kpi': {'scorecard': [{" members "}]}"
#define GOOD          "'direction': 'at_least', 'target': 90, 'owner': {'role': 'agent'}"

static struct loaded load_kpi(const char *members)
{
    const char *lines[GOOD_LINES + 1] = {NULL};
    char text[2048];

    (void)snprintf(text, sizeof text, "%s,", members);
    return load_members(text, lines, NULL);
}

/* Whatever is wrong with a scorecard is one thing, at one place. */
static void is_refused(const char *members, const char *pointer, const char *text,
                       const char *nearest)
{
    struct loaded loaded = load_kpi(members);

    if (loaded.rc != SUP_INVALID || loaded.problems.item_count != 1 ||
        strcmp(loaded.problems.items[0].pointer, pointer) != 0 ||
        strcmp(loaded.problems.items[0].text, text) != 0) {
        for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
            print_message("%s: %s\n", loaded.problems.items[i].pointer,
                          loaded.problems.items[i].text);
        }
        fail_msg("%s: wanted at %s: %s", members, pointer, text);
    }
    assert_int_equal(loaded.problems.items[0].line, 26);
    assert_string_equal(loaded.problems.items[0].nearest != NULL ? loaded.problems.items[0].nearest
                                                                 : "",
                        nearest != NULL ? nearest : "");
    unload(&loaded);
}

static const struct sup__kpi_line *only_line(const struct loaded *loaded)
{
    assert_int_equal(loaded->rc, SUP_OK);
    assert_int_equal(loaded->policy->scorecard.line_count, 1);
    return &loaded->policy->scorecard.lines[0];
}

/* ---- what it says ---- */

static void a_policy_without_targets_has_an_empty_scorecard(void **state)
{
    struct loaded loaded = load_kpi("'kpi': {}");
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.policy->scorecard.line_count, 0);
    assert_int_equal(loaded.policy->scorecard.period, SUP_KPI_WEEKS);
    unload(&loaded);
    loaded = load_lines(0, NULL);
    assert_int_equal(loaded.policy->scorecard.line_count, 0);
    assert_int_equal(loaded.policy->scorecard.period, SUP_KPI_WEEKS);
    unload(&loaded);
}

static void a_line_is_what_it_says(void **state)
{
    const struct sup__kpi_line *line;
    struct loaded loaded = load_kpi(
        "'kpi': {'period': 'month', 'scorecard': [{'name': 'fast', 'label': 'First reply', "
        "'metric': 'first_reply_business', 'statistic': 'p50', 'direction': 'below', "
        "'target': 'PT8M', 'only': {'team': ['service', ''], 'channel': ['email'], "
        "'agent': ['12']}, 'owner': {'agent': '7'}, 'note': 'By people.'}]}");
    (void)state;

    line = only_line(&loaded);
    assert_int_equal(loaded.policy->scorecard.period, SUP_KPI_MONTHS);
    assert_string_equal(line->name, "fast");
    assert_string_equal(line->label, "First reply");
    assert_string_equal(line->metric->name, "first_reply_business");
    assert_int_equal(line->statistic, SUP__STATISTIC_P50);
    assert_int_equal(line->direction, SUP__DIRECTION_BELOW);
    assert_int_equal(line->target, 480000);
    assert_int_equal(line->owner_role, -1);
    assert_int_equal(line->owner_agent, 7);
    assert_string_equal(line->note, "By people.");
    assert_int_equal(line->only_count, 4);
    assert_string_equal(line->only[0].by, "channel");
    assert_string_equal(line->only[0].is, "email");
    assert_string_equal(line->only[1].by, "team");
    assert_string_equal(line->only[1].is, "service");
    assert_string_equal(line->only[2].is, "");
    assert_string_equal(line->only[3].by, "agent");
    assert_string_equal(line->only[3].is, "12");
    unload(&loaded);
}

static void targets_are_exact(void **state)
{
    static const struct {
        const char *metric;
        const char *target;
        int64_t is;
    } cases[] = {
        {"sla", "95", 95000},
        {"sla", "99.5", 99500},
        {"sla", "0.001", 1},
        {"sla", "100", 100000},
        {"backlog_aged", "50", 50},
        {"backlog_aged", "50.0", 50},
        {"hand_offs", "0.25", 250},
        {"nps", "-12.5", -12500},
        {"morale", "85", 85000},
        {"full_resolution", "'P1D'", 86400000},
        {"refunds_amount", "'1500.50'", 150050},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        struct loaded loaded;

        (void)snprintf(text, sizeof text,
                       "'currency': 'EUR', "
                       "'kpi': {'scorecard': [{'name': 'a', 'metric': '%s', 'direction': "
                       "'at_least', 'target': %s, 'owner': {'role': 'agent'}}]}",
                       cases[i].metric, cases[i].target);
        loaded = load_kpi(text);
        assert_int_equal(only_line(&loaded)->target, cases[i].is);
        assert_int_equal(only_line(&loaded)->owner_role, 0);
        assert_string_equal(only_line(&loaded)->label, "a");
        unload(&loaded);
    }
}

/* ---- what is refused ---- */

static void what_is_unknown_is_told_with_the_nearest_name(void **state)
{
    (void)state;
    is_refused("'kpi': {'score_card': []}", "/kpi/score_card",
               "there is no member \"score_card\" here", "scorecard");
    is_refused("'kpi': []", "/kpi", "expected object, found list", NULL);
    is_refused("'kpi': {'period': 'weeks'}", "/kpi/period", "there is no period \"weeks\"", "week");
    is_refused(LINE("'name': 'a', 'metric': 'slo', " GOOD), "/kpi/scorecard/0/metric",
               "there is no metric \"slo\"", "sla");
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'target': 9, 'owner': {'role': 'agent'}, "
                    "'direction': 'at-most'"),
               "/kpi/scorecard/0/direction", "there is no direction \"at-most\"", "at_most");
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'direction': 'below', 'target': 9, "
                    "'owner': {'role': 'agnt'}"),
               "/kpi/scorecard/0/owner/role", "there is no role \"agnt\"", "agent");
    is_refused(LINE("'name': 'a', 'metric': 'first_reply', 'statistic': 'p51', 'direction': "
                    "'below', 'target': 'PT8M', 'owner': {'role': 'agent'}"),
               "/kpi/scorecard/0/statistic", "there is no statistic \"p51\"", "p50");
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'only': {'chanel': ['email']}, " GOOD),
               "/kpi/scorecard/0/only/chanel", "there is no member \"chanel\" here", "channel");
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'only': {'team': ['servise']}, " GOOD),
               "/kpi/scorecard/0/only/team/0", "there is no team \"servise\"", "service");
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'only': {'agent': ['lee']}, " GOOD),
               "/kpi/scorecard/0/only/agent/0",
               "\"lee\" is not an agent's id: a whole number from 1, as text", NULL);
}

static void what_is_missing_is_told(void **state)
{
    (void)state;
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'direction': 'below', 'target': 9"),
               "/kpi/scorecard/0", "\"owner\" is missing", NULL);
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'direction': 'below', "
                    "'owner': {'role': 'agent'}"),
               "/kpi/scorecard/0", "\"target\" is missing", NULL);
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'direction': 'below', 'target': 9, "
                    "'owner': {}"),
               "/kpi/scorecard/0/owner", "an owner is one \"role\" or one \"agent\"", NULL);
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'direction': 'below', 'target': 9, "
                    "'owner': {'role': 'agent', 'agent': '1'}"),
               "/kpi/scorecard/0/owner", "an owner is one \"role\" or one \"agent\"", NULL);
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'only': {'team': []}, " GOOD),
               "/kpi/scorecard/0/only/team", "at least one team is needed", NULL);
    is_refused(LINE("'name': 'a', 'metric': 'refunds_amount', 'direction': 'below', 'target': "
                    "'9.00', 'owner': {'role': 'agent'}"),
               "/kpi/scorecard/0/target",
               "refunds_amount is money, and the policy has no \"currency\"", NULL);
}

/* One target for a metric of each unit. */
static void target_is_refused(const char *metric, const char *target, const char *text)
{
    char members[512];

    (void)snprintf(members, sizeof members,
                   "'currency': 'EUR', 'kpi': {'scorecard': [{'name': 'a', 'metric': '%s', "
                   "'direction': 'below', 'target': %s, 'owner': {'role': 'agent'}}]}",
                   metric, target);
    is_refused(members, "/kpi/scorecard/0/target", text, NULL);
}

static void a_target_has_the_unit_and_the_range_of_its_metric(void **state)
{
    static const char percent[] = "a target of sla is a share in percent: a number from 0 to 100, "
                                  "with up to three digits behind the point";
    static const char count[] =
        "a target of backlog_aged is how many: a whole number from 0 to 999999999";
    static const char length[] = "a target of full_resolution is a duration such as \"PT8M\"";
    static const char money[] =
        "a target of refunds_amount is an amount in the policy's currency, as text: \"100.00\"";
    static const char points[] = "a target of nps is points: a number from -100 to 100, with up "
                                 "to three digits behind the point";
    static const char score[] = "a target of morale is a score: a number from 0 to 100, with up "
                                "to three digits behind the point";
    static const char each[] =
        "a target of hand_offs is a number with up to nine digits and three behind the point";
    (void)state;

    target_is_refused("sla", "'PT8M'", percent);
    target_is_refused("sla", "'95'", percent);
    target_is_refused("sla", "-1", percent);
    target_is_refused("sla", "100.001", percent);
    target_is_refused("sla", "9.0001", percent);
    target_is_refused("sla", "1e2", percent);
    target_is_refused("sla", "true", percent);
    target_is_refused("backlog_aged", "0.5", count);
    target_is_refused("backlog_aged", "1000000000", count);
    target_is_refused("full_resolution", "24", length);
    target_is_refused("full_resolution", "'24h'", length);
    target_is_refused("full_resolution", "'P3651D'", length);
    target_is_refused("refunds_amount", "100", money);
    target_is_refused("refunds_amount", "'100.001'", money);
    target_is_refused("nps", "100.5", points);
    target_is_refused("nps", "-100.5", points);
    target_is_refused("morale", "101", score);
    target_is_refused("morale", "-1", score);
    target_is_refused("hand_offs", "-0.1", each);
    target_is_refused("hand_offs", "0.0001", each);
    target_is_refused("hand_offs", "{}", each);
}

static void a_target_that_decides_nothing_is_refused(void **state)
{
    (void)state;
    target_is_refused("sla", "0", "every figure is on the same side of that: below 0 says nothing");
    target_is_refused("full_resolution", "'PT0S'",
                      "every figure is on the same side of that: below PT0S says nothing");
    is_refused(LINE("'name': 'a', 'metric': 'backlog', 'direction': 'at_least', 'target': 0, "
                    "'owner': {'role': 'agent'}"),
               "/kpi/scorecard/0/target",
               "every figure is on the same side of that: at_least 0 says nothing", NULL);
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'direction': 'at_most', 'target': 100, "
                    "'owner': {'role': 'agent'}"),
               "/kpi/scorecard/0/target",
               "every figure is on the same side of that: at_most 100 says nothing", NULL);
}

static void a_statistic_is_of_what_has_it(void **state)
{
    (void)state;
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'statistic': 'p50', " GOOD),
               "/kpi/scorecard/0/statistic",
               "sla has no p50: leave the statistic out to measure its value", NULL);
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'statistic': 'mean', " GOOD),
               "/kpi/scorecard/0/statistic",
               "sla has no mean: leave the statistic out to measure its value", NULL);
    /* A mean, without percentiles. */
    is_refused(LINE("'name': 'a', 'metric': 'over_decision', 'statistic': 'max', 'direction': "
                    "'below', 'target': 'PT1H', 'owner': {'role': 'agent'}"),
               "/kpi/scorecard/0/statistic",
               "over_decision has no max: leave the statistic out to measure its value", NULL);
}

static void nothing_is_there_twice(void **state)
{
#define TWO(one, other)                                                                            \
    "'kpi': {'scorecard': [{'name': 'a', 'metric': 'sla', " one GOOD "}, {" other GOOD "}]}"
    struct loaded loaded;
    (void)state;

    is_refused(TWO("", "'name': 'a', 'metric': 'reopen_rate', "), "/kpi/scorecard/1/name",
               "the line of the scorecard \"a\" is there already", NULL);
    is_refused(TWO("", "'name': 'b', 'metric': 'sla', "), "/kpi/scorecard/1",
               "this is the figure of \"a\" again", NULL);
    is_refused(TWO("'only': {'channel': ['email'], 'team': ['service', '']}, ",
                   "'name': 'b', 'metric': 'sla', 'only': {'team': ['', 'service'], 'channel': "
                   "['email']}, "),
               "/kpi/scorecard/1", "this is the figure of \"a\" again", NULL);
    is_refused(
        LINE("'name': 'a', 'metric': 'sla', 'only': {'team': ['service', 'service']}, " GOOD),
        "/kpi/scorecard/0/only/team/1", "the team \"service\" is there already", NULL);
    loaded = load_kpi(TWO("", "'name': 'b', 'metric': 'sla', 'only': {'team': ['service']}, "));
    assert_int_equal(loaded.rc, SUP_OK);
    unload(&loaded);
}

static void lists_have_limits(void **state)
{
    (void)state;
    for (uint32_t count = SUP_SCORECARD_LINES_MAX; count <= SUP_SCORECARD_LINES_MAX + 1; count++) {
        char text[16384] = "'kpi': {'scorecard': [";
        struct loaded loaded;

        for (uint32_t i = 0; i < count; i++) {
            size_t at = strlen(text);

            (void)snprintf(text + at, sizeof text - at,
                           "%s{'name': 'n%u', 'metric': 'sla', 'only': {'agent': ['%u']}, " GOOD
                           "}",
                           i ? ", " : "", i, i + 1);
        }
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "]},");
        {
            const char *lines[GOOD_LINES + 1] = {NULL};

            loaded = load_members(text, lines, NULL);
        }
        assert_int_equal(loaded.rc, count == SUP_SCORECARD_LINES_MAX ? SUP_OK : SUP_INVALID);
        unload(&loaded);
    }
    for (uint32_t count = SUP_KPI_FILTERS_MAX; count <= SUP_KPI_FILTERS_MAX + 1; count++) {
        char text[2048] =
            "'kpi': {'scorecard': [{'name': 'a', 'metric': 'sla', " GOOD ", 'only': {'agent': [";
        struct loaded loaded;

        for (uint32_t i = 0; i < count; i++) {
            size_t at = strlen(text);

            (void)snprintf(text + at, sizeof text - at, "%s'%u'", i ? ", " : "", i + 1);
        }
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "]}}]}");
        if (count == SUP_KPI_FILTERS_MAX) {
            loaded = load_kpi(text);
            assert_int_equal(only_line(&loaded)->only_count, SUP_KPI_FILTERS_MAX);
            unload(&loaded);
        } else {
            is_refused(text, "/kpi/scorecard/0/only/agent",
                       "21 entries of the kind agent are too many: 20 are allowed", NULL);
        }
    }
}

static void names_of_several_lists_are_counted_together(void **state)
{
    (void)state;
    is_refused(LINE("'name': 'a', 'metric': 'sla', 'only': {'team': ['service', ''], 'agent': "
                    "['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', "
                    "'15', '16', '17', '18', '19']}, " GOOD),
               "/kpi/scorecard/0/only", "21 names are too many for one line: 20 are allowed in all",
               NULL);
}

/* ---- met or not ---- */

static void which_side_of_a_target_is_exact(void **state)
{
    static const struct {
        const char *metric;
        int32_t direction;
        int64_t target;
        int64_t numerator;
        int64_t denominator;
        int is_met;
    } cases[] = {
        /* 90 % of 100 surveys are 90. */
        {"sla", SUP__DIRECTION_AT_LEAST, 90000, 90, 100, 1},
        {"sla", SUP__DIRECTION_AT_LEAST, 90000, 87, 100, 0},
        /* 2 of 3 are 66.666...: more than 66.666, less than 66.667. */
        {"sla", SUP__DIRECTION_AT_LEAST, 66666, 2, 3, 1},
        {"sla", SUP__DIRECTION_AT_LEAST, 66667, 2, 3, 0},
        {"sla", SUP__DIRECTION_AT_MOST, 25000, 1, 4, 1},
        {"sla", SUP__DIRECTION_BELOW, 25000, 1, 4, 0},
        {"backlog_aged", SUP__DIRECTION_BELOW, 50, 49, 0, 1},
        {"backlog_aged", SUP__DIRECTION_BELOW, 50, 50, 0, 0},
        {"backlog_aged", SUP__DIRECTION_AT_MOST, 50, 50, 0, 1},
        /* A mean of 480,000 ms and a third. */
        {"first_reply", SUP__DIRECTION_AT_MOST, 480000, 1440001, 3, 0},
        {"first_reply", SUP__DIRECTION_AT_MOST, 480000, 1440000, 3, 1},
        {"first_reply", SUP__DIRECTION_BELOW, 480000, 1440000, 3, 0},
        {"hand_offs", SUP__DIRECTION_AT_MOST, 250, 1, 4, 1},
        /* 6 promoters and 1 detractor of 10 are 50 points. */
        {"nps", SUP__DIRECTION_AT_LEAST, 50000, 5, 10, 1},
        {"nps", SUP__DIRECTION_AT_LEAST, -10000, -1, 9, 0},
        {"morale", SUP__DIRECTION_AT_LEAST, 85000, 170, 2, 1},
        {"morale", SUP__DIRECTION_AT_LEAST, 85000, 169, 2, 0},
        {"refunds_amount", SUP__DIRECTION_BELOW, 150050, 150049, 0, 1},
        {"refunds_amount", SUP__DIRECTION_BELOW, 150050, 150050, 0, 0},
        /* Large numbers do not wrap round. */
        {"full_resolution", SUP__DIRECTION_BELOW, INT64_C(315360000000), INT64_MAX, 1, 0},
        {"sla", SUP__DIRECTION_AT_LEAST, 100000, INT64_MAX, INT64_MAX, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup__kpi_line line = {.metric = sup__kpi_definition_find(cases[i].metric),
                                     .direction = cases[i].direction,
                                     .target = cases[i].target};

        assert_non_null(line.metric);
        assert_int_equal(sup__kpi_is_met(&line, cases[i].numerator, cases[i].denominator),
                         cases[i].is_met);
    }
}

static void memory_that_runs_out_is_told(void **state)
{
    long after = 0;
    struct loaded loaded;
    (void)state;

    for (;; after++) {
        loaded = load_more_failing(
            "'kpi': {'scorecard': [{'name': 'a', 'metric': 'sla', 'only': {'team': "
            "['service']}, 'note': 'A note.', " GOOD "}]},",
            NULL, after);
        if (loaded.rc == SUP_OK) {
            break;
        }
        assert_int_equal(loaded.rc, SUP_NOMEM);
        assert_null(loaded.policy);
        unload(&loaded);
    }
    assert_true(after > 0);
    unload(&loaded);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_policy_without_targets_has_an_empty_scorecard),
    cmocka_unit_test(a_line_is_what_it_says),
    cmocka_unit_test(targets_are_exact),
    cmocka_unit_test(what_is_unknown_is_told_with_the_nearest_name),
    cmocka_unit_test(what_is_missing_is_told),
    cmocka_unit_test(a_target_has_the_unit_and_the_range_of_its_metric),
    cmocka_unit_test(a_target_that_decides_nothing_is_refused),
    cmocka_unit_test(a_statistic_is_of_what_has_it),
    cmocka_unit_test(nothing_is_there_twice),
    cmocka_unit_test(lists_have_limits),
    cmocka_unit_test(names_of_several_lists_are_counted_together),
    cmocka_unit_test(which_side_of_a_target_is_exact),
    cmocka_unit_test(memory_that_runs_out_is_told),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
