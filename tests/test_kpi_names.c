/*
 * test_kpi_names.c: filters by names that the desk does not know. A misspelt one would count
 * nothing, which looks like an answer.
 */
#include "kpi_fixture.h"
#include "sla_fixture.h"

#include "supportcore/scorecard.h"

#include "base/message.h"

static const char *const opened[] = {"opened"};

static const struct sup_kpi_query_params *asked(const char *by, const char *is)
{
    static struct sup_kpi_filter filters[2];
    static struct sup_kpi_query_params params;

    filters[0] = (struct sup_kpi_filter){"channel", "email"};
    filters[1] = (struct sup_kpi_filter){by, is};
    params = (struct sup_kpi_query_params){.size = sizeof params,
                                           .metrics = opened,
                                           .metric_count = 1,
                                           .from = FRIDAY,
                                           .filters = filters,
                                           .filter_count = 2};
    return &params;
}

static void expect(struct desk *desk, const char *text, const char *hint)
{
    assert_string_equal(sup_last_error(desk->core)->text, text);
    assert_string_equal(sup_last_error(desk->core)->hint, hint);
}

/* With a hint: the name is refused; without: it is known. */
static const struct {
    const char *by;
    const char *is;
    const char *text;
    const char *hint;
} names[] = {
    {"team", "frontline", NULL, NULL},
    {"team", "", NULL, NULL},
    {"team", "frontlin", "the policy has no team 'frontlin' and never had",
     "did you mean 'frontline'?"},
    {"reason", "wrong_itme", "the policy has no reason 'wrong_itme' and never had",
     "did you mean 'wrong_item'?"},
    {"channel", "emial", "the policy has no channel 'emial' and never had",
     "did you mean 'email'?"},
    {"priority", "hihg", "the policy has no priority 'hihg' and never had", "did you mean 'high'?"},
    {"sla", "al", "the policy has no SLA policy 'al' and never had", "did you mean 'all'?"},
    {"sla", "all", NULL, NULL},
    {"agent", "1", NULL, NULL},
    {"agent", "99", "there is no agent 99 in this desk",
     "agent.list has them all, and those who left"},
    {"agent", "Priya", "'Priya' is no agent's id",
     "give the id as a number; agent.list has them all"},
    {"hour", "09", NULL, NULL},
    {"hour", "23", NULL, NULL},
    {"hour", "24", "'24' is no hour of the day", "hours are 00 to 23"},
    {"hour", "9", "'9' is no hour of the day", "hours are 00 to 23"},
    {"weekday", "7", NULL, NULL},
    {"weekday", "0", "'0' is no day of the week", "Monday is 1, Sunday is 7"},
    {"weekday", "8", "'8' is no day of the week", "Monday is 1, Sunday is 7"},
    {"product", "anything", NULL, NULL},
};

static void a_name_that_the_desk_never_had_is_refused(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT1H\"}"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct sup_kpi_answer *answer = NULL;

        if (names[i].text) {
            int is_policy = strncmp(names[i].text, "the policy", 10) == 0;

            must_fail(desk, is_policy ? SUP_MSG_POLICY_NAME : SUP_MSG_KPI_FILTER, "filters/1/is",
                      sup_kpi_query(desk->core, by_system(desk), asked(names[i].by, names[i].is),
                                    &answer));
            expect(desk, names[i].text, names[i].hint);
        } else {
            must(desk, sup_kpi_query(desk->core, by_system(desk),
                                     asked(names[i].by, names[i].is), &answer));
            sup_free(answer);
        }
    }
}

/* A ticket came to a team, by a channel, of a policy that is not in force any more. */
static void names_of_earlier_policies_are_known(void **state)
{
    static const struct sup_kpi_filter gone = {"team", "gone"};
    static const char document[] =
        "{\"supportcore_policy\": 1, \"name\": \"Old\", \"priorities\": [\"normal\"],"
        " \"channels\": [\"email\", \"fax\"], \"teams\": [\"gone\", \"never_used\"],"
        " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", "
        "\"category\": \"open\"}, {\"name\": \"solved\", \"category\": \"solved\"}, {\"name\": "
        "\"closed\", \"category\": \"closed\"}], \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": "
        "[\"solved\"], \"solved\": [\"open\", \"closed\"], \"closed\": []}, \"default_priority\": \"normal\", "
        "\"roles\": {\"lead\": {\"may\": [\"*\"]}}}";
    struct desk *desk = *state;
    struct sup_policy *before = NULL;

    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .is_builtin = 1),
                               &before));
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = document));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .team = "gone", .channel = "fax"));
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = before->document));
    assert_string_equal(kpi_figures(desk, PARAMS(kpi_query, .metrics = opened, .metric_count = 1,
                                                 .from = FRIDAY, .filters = &gone,
                                                 .filter_count = 1)),
                        "1/0 1");
    struct sup_kpi_answer *answer = NULL;
    must(desk, sup_kpi_query(desk->core, by_system(desk), asked("team", "never_used"), &answer));
    assert_string_equal(answer->items[0].value, "0");
    sup_free(answer);
    sup_free(before);
}

static void what_asks_with_filters_refuses_them_alike(void **state)
{
    static const struct sup_kpi_filter pilto = {"team", "frontlin"};
    static const char *const wrong[] = {"risk", "frontlin"};
    static const char *const right[] = {"risk"};
    struct desk *desk = *state;
    struct sup_kpi_explanation *explanation = NULL;
    struct sup_kpi_backlog *backlog = NULL;
    struct sup_kpi_comparison *comparison = NULL;

    must_fail(desk, SUP_MSG_POLICY_NAME, "filters/0/is",
              sup_kpi_explain(desk->core, by_system(desk),
                              PARAMS(kpi_explain, .metric = "opened", .from = FRIDAY,
                                     .filters = &pilto, .filter_count = 1),
                              &explanation));
    must_fail(desk, SUP_MSG_POLICY_NAME, "filters/0/is",
              sup_kpi_backlog(desk->core, by_system(desk),
                              PARAMS(kpi_backlog, .filters = &pilto, .filter_count = 1),
                              &backlog));
    must_fail(desk, SUP_MSG_POLICY_NAME, "teams/1",
              sup_kpi_compare(desk->core, by_system(desk),
                              PARAMS(kpi_compare, .metrics = opened, .metric_count = 1,
                                     .from = FRIDAY, .teams = wrong, .team_count = 2,
                                     .versus_rest = 1),
                              &comparison));
    expect(desk, "the policy has no team 'frontlin' and never had", "did you mean 'frontline'?");
    must_fail(desk, SUP_MSG_POLICY_NAME, "versus_teams/1",
              sup_kpi_compare(desk->core, by_system(desk),
                              PARAMS(kpi_compare, .metrics = opened, .metric_count = 1,
                                     .from = FRIDAY, .teams = right, .team_count = 1,
                                     .versus_teams = wrong, .versus_team_count = 2),
                              &comparison));
    must_fail(desk, SUP_MSG_KPI_FILTER, "filters/0/is",
              sup_kpi_compare(desk->core, by_system(desk),
                              PARAMS(kpi_compare, .metrics = opened, .metric_count = 1,
                                     .from = FRIDAY, .teams = right, .team_count = 1,
                                     .versus_rest = 1,
                                     .filters = &(struct sup_kpi_filter){"agent", "99"},
                                     .filter_count = 1),
                              &comparison));
}

/* A line of the policy names an agent who is not there: checking tells, and the other lines are
 * shown all the same. */
static void a_scorecard_is_shown_with_an_agent_who_is_not_there(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_scorecard *card = NULL;

    sla_activate(desk, "\"kpi\": {\"scorecard\": [{\"name\": \"a\", \"metric\": \"solved\", "
                       "\"direction\": \"at_least\", \"target\": 5, \"only\": {\"agent\": "
                       "[\"99\"]}, \"owner\": {\"role\": \"lead\"}}]}");
    must(desk, sup_kpi_scorecard(desk->core, by_lee(desk), PARAMS(kpi_scorecard, .periods = 1),
                                 &card));
    assert_int_equal(card->count, 1);
    sup_free(card);
}

/* The other desk has a team of its own; one that neither has is refused. */
static void of_several_desks_one_has_to_know_it(void **state)
{
    struct desk *desk = *state;
    struct desk other = {.store = desk->store, .tenant = 7, .now_ms = desk->now_ms};
    struct sup_kpi_answer *answer = NULL;
    struct sup_policy *builtin = NULL;
    char *document;

    desk_open(&other);
    desk_people(&other);
    must(&other, sup_policy_show(other.core, by_system(&other),
                                 PARAMS(policy_show, .is_builtin = 1), &builtin));
    document = strdup(builtin->document);
    assert_non_null(document);
    memcpy(strstr(document, "\"frontline\""), "\"frontmine\"", 11);
    for (char *at = document; (at = strstr(at, "\"frontline\"")) != NULL;) {
        memcpy(at, "\"frontmine\"", 11);
    }
    desk_ok(&other, by_system(&other), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = document));
    sup_core *const cores[] = {other.core, desk->core};
    sup_core *const reversed[] = {desk->core, other.core};
    for (int i = 0; i < 2; i++) {
        must(desk, sup_kpi_merge(i ? reversed : cores, 2, by_system(desk),
                                 asked("team", "frontmine"), &answer));
        sup_free(answer);
    }
    must_fail(desk, SUP_MSG_POLICY_NAME, "filters/1/is",
              sup_kpi_merge(reversed, 2, by_system(desk), asked("team", "pilto"), &answer));
    free(document);
    sup_free(builtin);
    sup_close(other.core);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_name_that_the_desk_never_had_is_refused),
    desk_test(names_of_earlier_policies_are_known),
    desk_test(what_asks_with_filters_refuses_them_alike),
    desk_test(a_scorecard_is_shown_with_an_agent_who_is_not_there),
    desk_test(of_several_desks_one_has_to_know_it),
};

DESK_MAIN(tests)
