/*
 * Tests of lib/policy: what a desk that opens should have.
 *
 * Each test is a whole small document, written with ' for ", whose sections it chooses. Only
 * findings are looked at: none of them refuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#include <cmocka.h>

#include "base/message.h"
#include "policy_fixture.h"

#define FIRST_MS INT64_C(1767225600000) /* date -ud 2026-01-01 +%s says 1767225600 */
#define DAY_MS   INT64_C(86400000)
#define SLA_OF_ALL                                                                                 \
    "'sla': [{'name': 'all', 'targets': [{'metric': 'first_reply', 'within': 'PT8H'}]}]"
#define ALWAYS "'always': {'zone': 'UTC', 'week': '24x7'}"
#define OFFICE                                                                                     \
    "'office': {'zone': 'UTC', 'week': {'monday': ['09:00-18:00'], 'tuesday': ['09:00-18:00']}}"

struct finding {
    const char *pointer;
    int32_t message;
    const char *text;
};

/* `sections` begins with the channels. */
static struct loaded look(const char *sections, int64_t now_ms)
{
    static char document[8192];
    struct loaded loaded;

    (void)snprintf(
        document, sizeof document,
        "{'supportcore_policy': 1, 'name': 'Ready', 'statuses': [{'name': 'n', 'category': 'new'},"
        "{'name': 'o', 'category': 'open'}, {'name': 's', 'category': 'solved'}, {'name': 'c', "
        "'category': 'closed'}], 'transitions': {'n': ['o'], 'o': ['s'], 's': ['o', 'c']},"
        "'priorities': ['low', 'high'], 'default_priority': 'low', 'roles': {'agent': {'may': "
        "[]}}, 'teams': ['service'], %s}",
        sections);
    for (char *at = document; *at != '\0'; at++) {
        *at = *at == '\'' ? '"' : *at;
    }
    loaded = load_bytes_with(document, strlen(document),
                             &(struct sup__policy_options){.with_readiness = 1, .now_ms = now_ms});
    loaded.problems.arena = NULL;
    assert_int_equal(loaded.rc, SUP_OK);
    return loaded;
}

static void assert_findings(const char *sections, int64_t now_ms, uint32_t count,
                            const struct finding *expected)
{
    struct loaded loaded = look(sections, now_ms);
    uint32_t found = 0;

    for (uint32_t i = 0; i < loaded.problems.item_count; i++) {
        const struct sup_policy_problem *problem = &loaded.problems.items[i];

        if (problem->severity != SUP_POLICY_FINDING) {
            continue;
        }
        assert_true(found < count);
        assert_string_equal(problem->pointer, expected[found].pointer);
        assert_string_equal(problem->text, expected[found].text);
        assert_int_equal(problem->message_id, expected[found].message);
        found++;
    }
    assert_int_equal(found, count);
    assert_int_equal(loaded.problems.finding_count, count);
    assert_int_equal(loaded.problems.error_count, 0);
    unload(&loaded);
}

static void a_desk_that_has_everything_is_ready(void **state)
{
    (void)state;
    assert_findings(
        "'channels': [{'name': 'email', 'team': 'service', 'calendar': 'always'}],"
        "'reasons': [{'name': 'return', 'team': 'service', 'knowledge': [{'name': 'a', 'title': "
        "'A', 'version': '1', 'owner': 'service', 'review_on': '2026-01-01'}]}],"
        "'rights': [{'name': 'r', 'policy': {'title': 'R'}, 'owner': 'service', 'review_on': "
        "'2026-01-01'}],"
        "'calendars': {" ALWAYS "}," SLA_OF_ALL,
        FIRST_MS, 0, NULL);
}

static void findings_are_told_only_when_they_are_asked_for(void **state)
{
    struct loaded loaded = load_lines(0, NULL);
    (void)state;

    assert_int_equal(loaded.rc, SUP_OK);
    assert_int_equal(loaded.problems.finding_count, 0);
    unload(&loaded);
    loaded = load_more_with(
        "", &(struct sup__policy_options){.is_strict = 1, .with_readiness = 1, .now_ms = FIRST_MS});
    assert_int_equal(loaded.rc, SUP_OK); /* findings never refuse */
    assert_true(loaded.problems.finding_count > 0);
    unload(&loaded);
    loaded = load_more_with("'currency': 1,",
                            &(struct sup__policy_options){.with_readiness = 1, .now_ms = FIRST_MS});
    assert_int_equal(loaded.rc, SUP_INVALID);
    assert_int_equal(loaded.problems.finding_count, 0); /* first of all it must be valid */
    unload(&loaded);
}

/* ---- owners and routes ---- */

static void a_channel_needs_an_owner_and_a_way_to_a_team(void **state)
{
    static const struct finding unowned = {"/channels/0", SUP_MSG_POLICY_UNOWNED,
                                           "the channel \"email\" has no team"};
    static const struct finding unrouted = {
        "/channels/0", SUP_MSG_POLICY_UNROUTED,
        "no rule brings every ticket of the channel \"email\" to a team"};
    (void)state;

#define CHANNEL                                                                                    \
    "'channels': [{'name': 'email', 'calendar': 'always'}, {'name': 'chat', 'team': 'service', "   \
    "'calendar': 'always'}], 'calendars': {" ALWAYS "}," SLA_OF_ALL
    assert_findings(CHANNEL, FIRST_MS, 2, (const struct finding[]){unowned, unrouted});
    assert_findings(CHANNEL ", 'routing': [{'name': 'all', 'team': 'service'}]", FIRST_MS, 1,
                    &unowned);
    assert_findings(CHANNEL ", 'routing': [{'name': 'mail', 'when': {'==': [{'var': "
                            "'ticket.channel'}, 'email']}, 'team': 'service'}]",
                    FIRST_MS, 1, &unowned);
    assert_findings(CHANNEL ", 'routing': [{'name': 'mail', 'when': {'==': [{'var': "
                            "'ticket.channel'}, 'chat']}, 'team': 'service'}]",
                    FIRST_MS, 2, (const struct finding[]){unowned, unrouted});
    assert_findings(CHANNEL ", 'routing': [{'name': 'plain', 'when': {'==': [{'var': "
                            "'customer.is_vip'}, false]}, 'team': 'service'}]",
                    FIRST_MS, 2, (const struct finding[]){unowned, unrouted});
    /* A rule that asks for more brings some of them, not every one. */
    assert_findings(CHANNEL ", 'routing': [{'name': 'mail', 'when': {'and': [{'==': [{'var': "
                            "'ticket.channel'}, 'email']}, {'>': [{'var': 'customer.order_count'}, "
                            "1]}]}, 'team': 'service'}]",
                    FIRST_MS, 2, (const struct finding[]){unowned, unrouted});
}

static void a_reason_needs_an_owner(void **state)
{
    (void)state;
    assert_findings("'channels': [{'name': 'email', 'team': 'service', 'calendar': 'always'}], "
                    "'calendars': {" ALWAYS "}, 'reasons': [{'name': 'a', 'team': 'service'}, "
                    "'return']," SLA_OF_ALL,
                    FIRST_MS, 1,
                    &(struct finding){"/reasons/1", SUP_MSG_POLICY_UNOWNED,
                                      "the reason \"return\" has no team"});
}

/* ---- targets ---- */

#define MAIL                                                                                       \
    "'channels': [{'name': 'email', 'team': 'service', 'calendar': 'always'}], 'calendars': "      \
    "{" ALWAYS "}"
#define VIP "'when': {'==': [{'var': 'customer.is_vip'}, true]}"

static void a_channel_needs_a_first_reply_that_every_ticket_is_promised(void **state)
{
    static const struct finding none = {
        "/channels/0", SUP_MSG_POLICY_NO_TARGET,
        "no SLA policy without a condition has a first_reply target for the channel \"email\""};
    static const struct finding high = {
        "/channels/0", SUP_MSG_POLICY_NO_TARGET,
        "the channel \"email\" has no first_reply target for the priority \"high\""};
    (void)state;

    assert_findings(MAIL, FIRST_MS, 1, &none);
    assert_findings(MAIL ", 'sla': [{'name': 'a', 'targets': [{'metric': 'resolution', 'within': "
                         "'P1D'}]}]",
                    FIRST_MS, 1, &none);
    assert_findings(MAIL ", 'sla': [{'name': 'a', " VIP ", 'targets': [{'metric': 'first_reply', "
                         "'within': 'P1D'}]}]",
                    FIRST_MS, 1, &none);
    assert_findings(MAIL ", 'sla': [{'name': 'a', 'targets': [{'metric': 'first_reply', "
                         "'channel': 'email', 'within': 'P1D'}]}]",
                    FIRST_MS, 0, NULL);
    assert_findings(MAIL ", 'sla': [{'name': 'a', 'targets': [{'metric': 'first_reply', "
                         "'priority': 'low', 'within': 'P1D'}]}]",
                    FIRST_MS, 1, &high);
    assert_findings(MAIL ", 'sla': [{'name': 'a', 'targets': [{'metric': 'first_reply', "
                         "'priority': 'high', 'within': 'PT1H'}, {'metric': 'first_reply', "
                         "'priority': 'low', 'within': 'P1D'}]}]",
                    FIRST_MS, 0, NULL);
}

static void a_channel_with_a_target_needs_hours(void **state)
{
    (void)state;
#define TWO                                                                                        \
    "'channels': [{'name': 'email', 'team': 'service'}, {'name': 'chat', 'team': 'service', "      \
    "'calendar': 'always'}], 'calendars': {" ALWAYS "},"
    assert_findings(TWO SLA_OF_ALL, FIRST_MS, 1,
                    &(struct finding){"/channels/0", SUP_MSG_POLICY_NO_HOURS,
                                      "the channel \"email\" has targets and no calendar"});
    assert_findings(
        TWO "'sla': [{'name': 'a', 'targets': [{'metric': 'first_reply', 'channel': 'chat', "
            "'within': 'PT1M'}]}]",
        FIRST_MS, 1,
        &(struct finding){"/channels/0", SUP_MSG_POLICY_NO_TARGET,
                          "no SLA policy without a condition has a first_reply target for the "
                          "channel \"email\""});
}

/* ---- review dates ---- */

static void what_is_past_its_review_date_is_told_on_the_next_day(void **state)
{
#define REVIEWED                                                                                   \
    MAIL "," SLA_OF_ALL ", 'reasons': [{'name': 'return', 'team': 'service', 'knowledge': ["       \
         "{'name': 'a', 'title': 'A', 'version': '1', 'owner': 'service', 'review_on': "           \
         "'2026-01-31'}, {'name': 'b', 'title': 'B', 'version': '1', 'owner': 'service', "         \
         "'review_on': '2026-02-28'}]}], 'rights': [{'name': 'r', 'policy': {'title': 'R'}, "      \
         "'owner': 'service', 'review_on': '2026-01-31'}]"
    static const struct finding both[] = {
        {"/reasons/0/knowledge/0/review_on", SUP_MSG_POLICY_REVIEW,
         "the article \"a\" was to be reviewed by 2026-01-31"},
        {"/rights/0/review_on", SUP_MSG_POLICY_REVIEW,
         "the right \"r\" was to be reviewed by 2026-01-31"},
    };
    (void)state;

    /* The last instant of January, and the first of February. */
    assert_findings(REVIEWED, FIRST_MS + 31 * DAY_MS - 1, 0, NULL);
    assert_findings(REVIEWED, FIRST_MS + 31 * DAY_MS, 2, both);
}

/* ---- coverage ---- */

static void hours_that_a_target_needs_and_nobody_covers_are_told(void **state)
{
    static const struct finding closed = {
        "/sla/0/targets/0", SUP_MSG_POLICY_COVERAGE,
        "this target counts while the channel \"email\" is closed: Monday 18:00 to Tuesday 09:00"};
    (void)state;

#define DAYS                                                                                       \
    "'channels': [{'name': 'email', 'team': 'service', 'calendar': 'office'}], 'calendars': "      \
    "{" ALWAYS "," OFFICE ", 'late': {'zone': '+02:00', 'week': {'monday': ['11:00-20:30']}}},"
    assert_findings(DAYS SLA_OF_ALL, FIRST_MS, 1, &closed);
    assert_findings(DAYS "'sla': [{'name': 'a', 'calendar': 'always', 'targets': [{'metric': "
                         "'first_reply', 'within': 'PT8H'}]}]",
                    FIRST_MS, 1, &closed);
    assert_findings(DAYS "'sla': [{'name': 'a', 'calendar': 'always', 'targets': [{'metric': "
                         "'first_reply', 'calendar': 'office', 'within': 'PT8H'}]}]",
                    FIRST_MS, 0, NULL);
    /* 18:00 to 18:30 UTC is 20:00 to 20:30 in +02:00, the zone that the target counts in. */
    assert_findings(DAYS "'sla': [{'name': 'a', 'calendar': 'late', 'targets': [{'metric': "
                         "'first_reply', 'within': 'PT8H'}]}]",
                    FIRST_MS, 1,
                    &(struct finding){"/sla/0/targets/0", SUP_MSG_POLICY_COVERAGE,
                                      "this target counts while the channel \"email\" is closed: "
                                      "Monday 20:00 to Monday 20:30"});
}

/* Both are open from 09:00 to 18:00, one of them without summer time. */
static void clocks_that_part_in_summer_leave_a_gap_then(void **state)
{
    (void)state;
    if (access("/usr/share/zoneinfo/Europe/Berlin", R_OK) != 0) {
        print_message("skipped: no tz database\n");
        skip();
    }
#define PARTED(target)                                                                             \
    "'channels': [{'name': 'email', 'team': 'service', 'calendar': 'here'}], 'calendars': {"       \
    "'here': {'zone': '+01:00', 'week': {'monday': ['09:00-18:00']}, 'holidays': ['07-06']},"      \
    "'there': {'zone': 'Europe/Berlin', 'week': {'monday': ['09:00-18:00']}}}," target
    assert_findings(PARTED("'sla': [{'name': 'a', 'calendar': 'there', 'targets': [{'metric': "
                           "'first_reply', 'within': 'PT8H'}]}]"),
                    FIRST_MS, 1,
                    &(struct finding){"/sla/0/targets/0", SUP_MSG_POLICY_COVERAGE,
                                      "this target counts while the channel \"email\" is closed: "
                                      "Monday 09:00 to Monday 10:00 in July"});
    /* A holiday of one of them is no ordinary week. */
    assert_findings(PARTED("'sla': [{'name': 'a', 'calendar': 'here', 'targets': [{'metric': "
                           "'first_reply', 'within': 'PT8H'}]}]"),
                    FIRST_MS, 0, NULL);
}

#define SHIFTS                                                                                     \
    "'channels': [{'name': 'email', 'team': 'service', 'calendar': 'always'}, {'name': 'chat', "   \
    "'team': 'service', 'calendar': 'office'}], 'calendars': {" ALWAYS "," OFFICE "},"

static void a_target_is_for_the_channels_that_no_earlier_one_took(void **state)
{
    static const struct finding chat = {
        "/sla/0/targets/1", SUP_MSG_POLICY_COVERAGE,
        "this target counts while the channel \"chat\" is closed: Monday 18:00 to Tuesday 09:00"};
    (void)state;

    assert_findings(SHIFTS "'sla': [{'name': 'a', 'targets': [{'metric': 'first_reply', 'channel': "
                           "'chat', 'calendar': 'office', 'within': 'PT1M'}, {'metric': "
                           "'first_reply', 'within': 'PT8H'}]}]",
                    FIRST_MS, 0, NULL);
    /* The first one is for urgent ones only: the second counts for the others. */
    assert_findings(SHIFTS "'sla': [{'name': 'a', 'targets': [{'metric': 'first_reply', 'channel': "
                           "'chat', 'priority': 'high', 'calendar': 'office', 'within': 'PT1M'}, "
                           "{'metric': 'first_reply', 'within': 'PT8H'}]}]",
                    FIRST_MS, 1, &chat);
    /* Both priorities are taken, each by its own. */
    assert_findings(SHIFTS "'sla': [{'name': 'a', 'targets': [{'metric': 'first_reply', "
                           "'calendar': 'office', 'priority': 'high', 'within': 'PT1M'}, "
                           "{'metric': 'first_reply', 'channel': 'chat', 'calendar': 'office', "
                           "'priority': 'low', 'within': 'PT1M'}, {'metric': 'first_reply', "
                           "'within': 'PT8H'}]}]",
                    FIRST_MS, 0, NULL);
    /* Another metric takes nothing. */
    assert_findings(SHIFTS "'sla': [{'name': 'a', 'targets': [{'metric': 'next_reply', 'channel': "
                           "'chat', 'calendar': 'office', 'within': 'PT1M'}, {'metric': "
                           "'first_reply', 'within': 'PT8H'}]}]",
                    FIRST_MS, 1, &chat);
}

static void a_policy_with_a_condition_is_for_the_channels_that_it_names(void **state)
{
    (void)state;
    assert_findings(SHIFTS "'sla': [{'name': 'a', " VIP ", 'targets': [{'metric': 'assignment', "
                           "'within': 'PT5M'}]}, {'name': 'b', 'calendar': 'office', 'targets': "
                           "[{'metric': 'first_reply', 'within': 'PT8H'}]}]",
                    FIRST_MS, 0, NULL);
    assert_findings(SHIFTS "'sla': [{'name': 'a', " VIP ", 'targets': [{'metric': 'assignment', "
                           "'channel': 'chat', 'within': 'PT5M'}]}, {'name': 'b', 'calendar': "
                           "'office', 'targets': [{'metric': 'first_reply', 'within': 'PT8H'}]}]",
                    FIRST_MS, 1,
                    &(struct finding){"/sla/0/targets/0", SUP_MSG_POLICY_COVERAGE,
                                      "this target counts while the channel \"chat\" is closed: "
                                      "Monday 18:00 to Tuesday 09:00"});
}

/* By hand: every chat ticket has the policy "a", so what "b" promises the chat counts for none. */
static void the_first_policy_that_takes_a_channel_is_the_channels(void **state)
{
    static const struct finding none = {
        "/channels/1", SUP_MSG_POLICY_NO_TARGET,
        "the SLA policy \"a\" takes every ticket of the channel \"chat\" and has no first_reply "
        "target for it"};
    static const struct finding closed = {
        "/sla/0/targets/0", SUP_MSG_POLICY_COVERAGE,
        "this target counts while the channel \"chat\" is closed: Monday 18:00 to Tuesday 09:00"};
    (void)state;

#define PROMISE(when, metric)                                                                      \
    SHIFTS "'sla': [{'name': 'a', 'when': " when ", 'targets': [{'metric': '" metric "', "         \
           "'within': 'P1D'}]}, {'name': 'b', 'calendar': 'office', 'targets': [{'metric': "       \
           "'first_reply', 'within': 'PT8H'}]}]"
#define IS_CHAT  "{'==': [{'var': 'ticket.channel'}, 'chat']}"
#define OF_EMAIL "{'==': [{'var': 'ticket.channel'}, 'email']}"
    assert_findings(PROMISE(IS_CHAT, "resolution"), FIRST_MS, 2,
                    (const struct finding[]){none, closed});
    assert_findings(PROMISE(IS_CHAT, "first_reply"), FIRST_MS, 1, &closed);
    /* The other channel never closes, and what is for it alone is nothing to the chat. */
    assert_findings(PROMISE(OF_EMAIL, "first_reply"), FIRST_MS, 0, NULL);
    assert_findings(PROMISE(OF_EMAIL, "first_reply', 'channel': 'chat"), FIRST_MS, 1,
                    &(struct finding){"/channels/0", SUP_MSG_POLICY_NO_TARGET,
                                      "the SLA policy \"a\" takes every ticket of the channel "
                                      "\"email\" and has no first_reply target for it"});
    /* Seen from the form, though more is asked; and what follows from the channel, its kind. */
    assert_findings(
        PROMISE("{'or': [" IS_CHAT ", {'==': [{'var': 'customer.is_vip'}, true]}]}", "resolution"),
        FIRST_MS, 2, (const struct finding[]){none, closed});
    assert_findings(PROMISE("{'and': [{'==': [{'var': 'ticket.channel_kind'}, 'other']}, {'!': "
                            "[" OF_EMAIL "]}]}",
                            "first_reply"),
                    FIRST_MS, 1, &closed);
    /* Some of the chat's tickets: what is not given is false and not for all tickets so. */
    assert_findings(PROMISE("{'==': [{'var': 'customer.is_vip'}, false]}", "first_reply"), FIRST_MS,
                    0, NULL);
    assert_findings(PROMISE("{'inside_hours': [{'var': 'ticket.channel'}]}", "first_reply"),
                    FIRST_MS, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_desk_that_has_everything_is_ready),
        cmocka_unit_test(findings_are_told_only_when_they_are_asked_for),
        cmocka_unit_test(a_channel_needs_an_owner_and_a_way_to_a_team),
        cmocka_unit_test(a_reason_needs_an_owner),
        cmocka_unit_test(a_channel_needs_a_first_reply_that_every_ticket_is_promised),
        cmocka_unit_test(a_channel_with_a_target_needs_hours),
        cmocka_unit_test(what_is_past_its_review_date_is_told_on_the_next_day),
        cmocka_unit_test(hours_that_a_target_needs_and_nobody_covers_are_told),
        cmocka_unit_test(clocks_that_part_in_summer_leave_a_gap_then),
        cmocka_unit_test(a_target_is_for_the_channels_that_no_earlier_one_took),
        cmocka_unit_test(a_policy_with_a_condition_is_for_the_channels_that_it_names),
        cmocka_unit_test(the_first_policy_that_takes_a_channel_is_the_channels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
