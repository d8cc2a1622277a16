/*
 * test_people.c: agents and bots.
 */
#include "desk_fixture.h"

#include "base/text.h"

#define AGENT(...) SUP_OP_AGENT_SAVE, PARAMS(agent_save, __VA_ARGS__)

static struct sup_agent *agent_of(struct desk *desk, int64_t id)
{
    struct sup_agent *agent = NULL;

    must(desk,
         sup_agent_get(desk->core, by_system(desk), PARAMS(agent_get, .agent_id = id), &agent));
    return agent;
}

static void the_first_change_of_a_desk_starts_it(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_system(desk), AGENT(.name = "Zoe"));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.version, 1);
    assert_int_equal(desk->receipt.ticket_id, 0);
    assert_int_equal(desk->receipt.sequence, 2);
    desk_expect_events(desk, 0, "desk.started\nagent.saved\n");
    desk_expect_sound(desk);
}

static void an_agent_is_saved_whole(void **state)
{
    struct desk *desk = *state;
    const char *const roles[] = {"lead", "agent"};
    const char *const teams[] = {"risk", "frontline"};
    const char *const skills[] = {"sizing", "returns"};
    const char *const languages[] = {"pt-BR", "en"};
    struct sup_agent *agent;

    desk_ok(desk, by_system(desk),
            AGENT(.name = "Zoe Quist", .roles = roles, .role_count = 2, .teams = teams,
                  .team_count = 2, .skills = skills, .skill_count = 2, .languages = languages,
                  .language_count = 2, .capacity = 7));
    assert_int_equal(desk->receipt.id, 6);
    agent = agent_of(desk, 6);
    assert_int_equal(agent->kind, SUP_AGENT_PERSON);
    assert_int_equal(agent->version, 1);
    assert_string_equal(agent->name, "Zoe Quist");
    assert_int_equal(agent->role_count, 2);
    assert_string_equal(agent->roles[0], "lead");
    assert_string_equal(agent->roles[1], "agent");
    assert_int_equal(agent->team_count, 2);
    assert_string_equal(agent->teams[1], "frontline");
    assert_int_equal(agent->skill_count, 2);
    assert_string_equal(agent->skills[0], "sizing");
    assert_string_equal(agent->skills[1], "returns");
    assert_int_equal(agent->language_count, 2);
    assert_string_equal(agent->languages[0], "pt-BR");
    assert_string_equal(agent->languages[1], "en");
    assert_int_equal(agent->capacity, 7);
    assert_int_equal(agent->is_departed, 0);
    sup_free(agent);

    desk_ok(desk, by_system(desk),
            AGENT(.agent_id = 6, .version = 1, .name = "Zoe", .is_departed = 1));
    assert_int_equal(desk->receipt.version, 2);
    agent = agent_of(desk, 6);
    assert_string_equal(agent->name, "Zoe");
    assert_int_equal(agent->role_count, 0); /* all fields are what was given */
    assert_int_equal(agent->team_count, 0);
    assert_int_equal(agent->skill_count, 0);
    assert_int_equal(agent->language_count, 0);
    assert_int_equal(agent->capacity, 0);
    assert_int_equal(agent->is_departed, 1);
    sup_free(agent);
    desk_expect_sound(desk);
}

static void what_is_wrong_with_an_agent_is_named(void **state)
{
    struct desk *desk = *state;
    const char *wrong = "leader";
    const char *nowhere = "nowhere";
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "name", by_system(desk), AGENT(.kind = 0));
    desk_fails(desk, SUP_MSG_POLICY_NAME, NULL, by_system(desk),
               AGENT(.name = "Zoe", .roles = &wrong, .role_count = 1));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'lead'?");
    desk_fails(desk, SUP_MSG_POLICY_NAME, NULL, by_system(desk),
               AGENT(.name = "Zoe", .teams = &nowhere, .team_count = 1));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id", by_system(desk),
               AGENT(.agent_id = 6, .name = "Zoe"));
    desk_fails(desk, SUP_MSG_AGENT_KIND, "kind", by_system(desk),
               AGENT(.agent_id = PRIYA, .name = "Priya", .kind = SUP_AGENT_BOT));
    desk_fails(desk, SUP_MSG_AGENT_KIND, "kind", by_system(desk),
               AGENT(.agent_id = ROBO, .name = "Robo", .kind = SUP_AGENT_PERSON));
    desk_fails(desk, SUP_MSG_VERSION_STALE, "version", by_system(desk),
               AGENT(.agent_id = PRIYA, .name = "Priya", .version = 2));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "kind", by_system(desk),
               AGENT(.name = "Zoe", .kind = 3));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "is_departed", by_system(desk),
               AGENT(.name = "Zoe", .is_departed = 2));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "name", by_system(desk), AGENT(.name = letters(201)));
    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "name", by_system(desk), AGENT(.name = "\xc3("));
    desk_fails(desk, SUP_MSG_TEXT_LINE, "name", by_system(desk), AGENT(.name = "Zoe\nadmin"));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by_system(desk), AGENT(.name = letters(200)));
}

static void languages_are_tags_and_capacity_has_a_limit(void **state)
{
    struct desk *desk = *state;
    const char *languages[33] = {"en", "en_GB"};
    const char *skills[33] = {"sizing", "Sizing"};
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_LANGUAGE_TAG, "languages/1", by_system(desk),
               AGENT(.name = "Zoe", .languages = languages, .language_count = 2));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_INVALID);
    languages[1] = "";
    desk_fails(desk, SUP_MSG_LANGUAGE_TAG, "languages/1", by_system(desk),
               AGENT(.name = "Zoe", .languages = languages, .language_count = 2));
    /* 35 bytes are a tag, with one more it is told as any long text. */
    languages[1] = "de-abcdefgh-abcdefgh-abcdefgh-abcdef";
    desk_fails(desk, SUP_MSG_TEXT_LONG, "languages/1", by_system(desk),
               AGENT(.name = "Zoe", .languages = languages, .language_count = 2));
    desk_fails(desk, SUP_MSG_CODE_FORM, "skills/1", by_system(desk),
               AGENT(.name = "Zoe", .skills = skills, .skill_count = 2));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "capacity", by_system(desk),
               AGENT(.name = "Zoe", .capacity = 10001));
    for (int i = 0; i < 33; i++) {
        languages[i] = "en";
        skills[i] = "sizing";
    }
    desk_fails(desk, SUP_MSG_LIST_LONG, "languages", by_system(desk),
               AGENT(.name = "Zoe", .languages = languages, .language_count = 33));
    desk_fails(desk, SUP_MSG_LIST_LONG, "skills", by_system(desk),
               AGENT(.name = "Zoe", .skills = skills, .skill_count = 33));
    desk_expect_unchanged(desk, before);
    languages[1] = "de-abcdefgh-abcdefgh-abcdefgh-abcde";
    desk_ok(desk, by_system(desk),
            AGENT(.name = "Zoe", .languages = languages, .language_count = 32, .skills = skills,
                  .skill_count = 32, .capacity = 10000));
}

static void an_agent_has_at_most_32_roles_and_32_teams(void **state)
{
    struct desk *desk = *state;
    const char *roles[33];
    const char *teams[33];

    for (int i = 0; i < 33; i++) {
        roles[i] = "agent";
        teams[i] = "risk";
    }
    desk_ok(desk, by_system(desk), AGENT(.name = "Zoe", .roles = roles, .role_count = 32));
    desk_ok(desk, by_system(desk), AGENT(.name = "Zoe", .teams = teams, .team_count = 32));
    desk_fails(desk, SUP_MSG_LIST_LONG, "roles", by_system(desk),
               AGENT(.name = "Zoe", .roles = roles, .role_count = 33));
    desk_fails(desk, SUP_MSG_LIST_LONG, "teams", by_system(desk),
               AGENT(.name = "Zoe", .teams = teams, .team_count = 33));
}

static void agents_are_listed_in_pages(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_list *list = NULL;

    must(desk, sup_agent_list(desk->core, by_priya(desk), PARAMS(agent_list, .limit = 2), &list));
    assert_int_equal(list->count, 2);
    assert_string_equal(list->items[0].name, "Priya Nair");
    assert_string_equal(list->items[1].name, "Lee Wong");
    assert_int_equal(list->next_after_id, 2);
    sup_free(list);
    must(desk, sup_agent_list(desk->core, by_priya(desk),
                              PARAMS(agent_list, .limit = 3, .after_id = 2), &list));
    assert_int_equal(list->count, 3);
    assert_int_equal(list->items[1].kind, SUP_AGENT_BOT);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
    must(desk,
         sup_agent_list(desk->core, by_priya(desk), PARAMS(agent_list, .after_id = 5), &list));
    assert_int_equal(list->count, 0);
    sup_free(list);
    must(desk, sup_agent_list(desk->core, by_priya(desk), PARAMS(agent_list, .limit = 100), &list));
    sup_free(list);
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "limit",
              sup_agent_list(desk->core, by_priya(desk), PARAMS(agent_list, .limit = 101), &list));
    must_fail(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id",
              sup_agent_get(desk->core, by_priya(desk), PARAMS(agent_get, .agent_id = 6), NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "agent_id",
              sup_agent_get(desk->core, by_priya(desk), PARAMS(agent_get, .reserved = 0), NULL));
}

static void a_page_of_agents_has_at_most_100(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_list *list = NULL;

    for (int i = 0; i < 96; i++) {
        desk_ok(desk, by_system(desk), AGENT(.name = "Temp"));
    }
    must(desk, sup_agent_list(desk->core, by_system(desk), PARAMS(agent_list, .limit = 0), &list));
    assert_int_equal(list->count, 100);
    assert_int_equal(list->next_after_id, 100);
    sup_free(list);
}

static const struct CMUnitTest tests[] = {
    desk_test_empty(the_first_change_of_a_desk_starts_it),
    desk_test(an_agent_is_saved_whole),
    desk_test(what_is_wrong_with_an_agent_is_named),
    desk_test(languages_are_tags_and_capacity_has_a_limit),
    desk_test(an_agent_has_at_most_32_roles_and_32_teams),
    desk_test(agents_are_listed_in_pages),
    desk_test(a_page_of_agents_has_at_most_100),
};

DESK_MAIN(tests)
