/*
 * test_people_policy.c: what the policy lists, and what is said of agents: roles, teams, skills and
 * languages.
 */
#include "desk_fixture.h"

#define AGENT(...) SUP_OP_AGENT_SAVE, PARAMS(agent_save, __VA_ARGS__)
#define ONE(name)                                                                                  \
    (const char *const[])                                                                          \
    {                                                                                              \
        name                                                                                       \
    }

/* A policy with these lists, as members of the document. */
#define POLICY(lists)                                                                              \
    "{\"supportcore_policy\": 1, \"name\": \"Lists\","                                             \
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"                                  \
    "  {\"name\": \"open\", \"category\": \"open\"},"                                              \
    "  {\"name\": \"solved\", \"category\": \"solved\"},"                                          \
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"                                         \
    " \"transitions\": {\"new\": [\"open\"], \"open\": [\"solved\"],"                              \
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []},"                                       \
    " \"priorities\": [\"normal\"], \"default_priority\": \"normal\","                             \
    " \"channels\": [\"email\"], " lists "}"

#define SPRING                                                                                     \
    POLICY("\"teams\": [\"service\", \"returns\"], \"skills\": [\"sizing\", \"carriers\"],"        \
           " \"languages\": [\"en\", \"pt-BR\"],"                                                  \
           " \"roles\": {\"agent\": {\"may\": [\"ticket.*\"]}, \"lead\": {\"may\": [\"*\"]}}")
#define AUTUMN                                                                                     \
    POLICY("\"teams\": [\"everyone\"], \"skills\": [\"repairs\"], \"languages\": [\"fr\"],"        \
           " \"roles\": {\"helper\": {\"may\": [\"ticket.*\"]}}")
#define WITHOUT_LISTS POLICY("\"roles\": {\"agent\": {\"may\": [\"ticket.*\"]}}")

static void activate(struct desk *desk, const char *document)
{
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static void save_zoe(struct desk *desk)
{
    desk_ok(desk, by_system(desk),
            AGENT(.name = "Zoe", .roles = ONE("lead"), .role_count = 1, .teams = ONE("returns"),
                  .team_count = 1, .skills = ONE("sizing"), .skill_count = 1,
                  .languages = ONE("pt-BR"), .language_count = 1));
}

static void expect_nearest(struct desk *desk, const char *hint)
{
    assert_string_equal(sup_last_error(desk->core)->hint, hint);
}

static void what_the_policy_does_not_list_is_invalid_with_the_nearest_name(void **state)
{
    struct desk *desk = *state;
    const char *const skills[] = {"carriers", "sizng"};

    activate(desk, SPRING);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "roles/0", by_system(desk),
               AGENT(.name = "Zoe", .roles = ONE("laed"), .role_count = 1));
    expect_nearest(desk, "did you mean 'lead'?");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "teams/0", by_system(desk),
               AGENT(.name = "Zoe", .teams = ONE("retruns"), .team_count = 1));
    expect_nearest(desk, "did you mean 'returns'?");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "skills/1", by_system(desk),
               AGENT(.name = "Zoe", .skills = skills, .skill_count = 2));
    expect_nearest(desk, "did you mean 'sizing'?");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "languages/0", by_system(desk),
               AGENT(.name = "Zoe", .languages = ONE("pt-PR"), .language_count = 1));
    expect_nearest(desk, "did you mean 'pt-BR'?");
    save_zoe(desk);
    desk_expect_sound(desk);
}

static void a_policy_without_lists_takes_any_skill_and_language_but_no_team(void **state)
{
    struct desk *desk = *state;

    activate(desk, WITHOUT_LISTS);
    desk_ok(desk, by_system(desk),
            AGENT(.name = "Zoe", .skills = ONE("juggling"), .skill_count = 1,
                  .languages = ONE("eo"), .language_count = 1));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "teams/0", by_system(desk),
               AGENT(.name = "Zoe", .teams = ONE("returns"), .team_count = 1));
}

static void expect_zoe(const struct sup_agent *agent)
{
    assert_string_equal(agent->name, "Zoe");
    assert_int_equal(agent->role_count, 1);
    assert_string_equal(agent->roles[0], "lead");
    assert_int_equal(agent->team_count, 1);
    assert_string_equal(agent->teams[0], "returns");
    assert_int_equal(agent->skill_count, 1);
    assert_string_equal(agent->skills[0], "sizing");
    assert_int_equal(agent->language_count, 1);
    assert_string_equal(agent->languages[0], "pt-BR");
}

static void who_was_saved_under_an_older_policy_stays_readable(void **state)
{
    struct desk *desk = *state;
    struct sup_agent *agent = NULL;
    struct sup_agent_list *list = NULL;

    activate(desk, SPRING);
    save_zoe(desk);
    activate(desk, AUTUMN);
    must(desk,
         sup_agent_get(desk->core, by_system(desk), PARAMS(agent_get, .agent_id = 1), &agent));
    expect_zoe(agent);
    sup_free(agent);
    must(desk, sup_agent_list(desk->core, by_system(desk), PARAMS(agent_list, .limit = 0), &list));
    assert_int_equal(list->count, 1);
    expect_zoe(&list->items[0]);
    sup_free(list);

    /* What she has may stay; what is new is of the policy that is active now. */
    desk_fails(desk, SUP_MSG_POLICY_NAME, "skills/0", by_system(desk),
               AGENT(.agent_id = 1, .name = "Zoe", .skills = ONE("sizin"), .skill_count = 1));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "skills/0", by_system(desk),
               AGENT(.agent_id = 1, .name = "Zoe", .skills = ONE("carriers"), .skill_count = 1));
    desk_ok(desk, by_system(desk),
            AGENT(.agent_id = 1, .name = "Zoe", .roles = ONE("lead"), .role_count = 1,
                  .teams = ONE("returns"), .team_count = 1, .skills = ONE("sizing"),
                  .skill_count = 1, .languages = ONE("pt-BR"), .language_count = 1,
                  .is_departed = 1));
    desk_ok(desk, by_system(desk),
            AGENT(.agent_id = 1, .name = "Zoe", .skills = ONE("repairs"), .skill_count = 1));
    assert_int_equal(desk->receipt.version, 3);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "skills/0", by_system(desk),
               AGENT(.agent_id = 1, .name = "Zoe", .skills = ONE("sizing"), .skill_count = 1));
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test_empty(what_the_policy_does_not_list_is_invalid_with_the_nearest_name),
    desk_test_empty(a_policy_without_lists_takes_any_skill_and_language_but_no_team),
    desk_test_empty(who_was_saved_under_an_older_policy_stays_readable),
};

DESK_MAIN(tests)
