/*
 * test_sessions.c: who takes work now, since when, and who they were then.
 */
#include "desk_fixture.h"

#include <sqlite3.h>

#include "base/text.h"
#include "policy/policy.h"

enum {
    AVAILABLE = SUP_AVAILABILITY_AVAILABLE,
    BUSY = SUP_AVAILABILITY_BUSY,
    AWAY = SUP_AVAILABILITY_AWAY,
    OFFLINE = SUP_AVAILABILITY_OFFLINE
};

#define AGENT(...) SUP_OP_AGENT_SAVE, PARAMS(agent_save, __VA_ARGS__)
/* date -ud @1774000000 */
#define AVAILABLE_SINCE_T0                                                                         \
    "is available since 2026-03-20T09:46:40.000Z, which is after 2026-03-20T09:46:39.999Z"
#define SET(id, what)                                                                              \
    SUP_OP_AGENT_SET_AVAILABILITY,                                                                 \
        PARAMS(agent_set_availability, .agent_id = (id), .availability = (what))

static void expect_agent(struct desk *desk, int64_t id, int32_t availability, int64_t since_ms)
{
    struct sup_agent *agent = NULL;

    must(desk,
         sup_agent_get(desk->core, by_system(desk), PARAMS(agent_get, .agent_id = id), &agent));
    assert_int_equal(agent->availability, availability);
    assert_int_equal(agent->availability_since_ms, since_ms);
    sup_free(agent);
}

static struct sup_agent_session_list *read(struct desk *desk,
                                           const struct sup_agent_sessions_params *params)
{
    struct sup_agent_session_list *list = NULL;

    must(desk, sup_agent_sessions(desk->core, by_system(desk), params, &list));
    return list;
}

static void expect_session(const struct sup_agent_session *session, int32_t availability,
                           int64_t begun_ms, int64_t ended_ms)
{
    assert_int_equal(session->availability, availability);
    assert_int_equal(session->begun_ms, begun_ms);
    assert_int_equal(session->ended_ms, ended_ms);
}

static void who_was_never_set_is_offline(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;

    expect_agent(desk, PRIYA, OFFLINE, 0);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA));
    assert_int_equal(list->count, 0);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
}

/* One after the other: what ends one session begins the next, but for going offline. */
static void a_day_is_a_row_of_sessions(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;

    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    assert_int_equal(desk->receipt.id, PRIYA);
    assert_int_equal(desk->receipt.version, 1); /* nothing that agent.save sets has changed */
    assert_int_equal(desk->receipt.ticket_id, 0);
    assert_int_equal(desk->receipt.sequence, PEOPLE_EVENTS + 1);
    expect_agent(desk, PRIYA, AVAILABLE, T0);
    desk->now_ms = T0 + 2 * HOUR_MS;
    desk_ok(desk, by_priya(desk), SET(PRIYA, BUSY));
    desk->now_ms = T0 + 3 * HOUR_MS;
    desk_ok(desk, by_priya(desk), SET(PRIYA, AWAY));
    desk->now_ms = T0 + 4 * HOUR_MS;
    desk_ok(desk, by_priya(desk), SET(PRIYA, OFFLINE));
    expect_agent(desk, PRIYA, OFFLINE, T0 + 4 * HOUR_MS);
    desk->now_ms = T0 + DAY_MS;
    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    desk_expect_events(desk, PEOPLE_EVENTS,
                       "agent.availability_changed offline>available\n"
                       "agent.availability_changed available>busy\n"
                       "agent.availability_changed busy>away\n"
                       "agent.availability_changed away>offline\n"
                       "agent.availability_changed offline>available\n");

    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA));
    assert_int_equal(list->count, 4);
    expect_session(&list->items[0], AVAILABLE, T0 + DAY_MS, 0);
    expect_session(&list->items[1], AWAY, T0 + 3 * HOUR_MS, T0 + 4 * HOUR_MS);
    expect_session(&list->items[2], BUSY, T0 + 2 * HOUR_MS, T0 + 3 * HOUR_MS);
    expect_session(&list->items[3], AVAILABLE, T0, T0 + 2 * HOUR_MS);
    assert_int_equal(list->items[3].id, PEOPLE_EVENTS + 1);
    sup_free(list);
    desk_expect_sound(desk);
}

static void saying_it_again_changes_nothing(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    before = desk_dump(desk->store, 0, NULL);
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    assert_int_equal(desk->receipt.sequence, 0);
    assert_int_equal(desk->receipt.id, PRIYA);
    desk_ok(desk, by_ada(desk), SET(LEE, OFFLINE)); /* who was never set is that already */
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_unchanged(desk, before);
}

static void a_late_report_lies_not_before_the_last_change(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;
    char *before;

    desk->now_ms = T0 + DAY_MS;
    desk_ok(desk, at(by_priya(desk), T0), SET(PRIYA, AVAILABLE));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_AVAILABILITY_LATE, "caller.at_ms", at(by_priya(desk), T0 - 1),
               SET(PRIYA, BUSY));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    assert_non_null(strstr(sup_last_error(desk->core)->text, AVAILABLE_SINCE_T0));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, at(by_priya(desk), T0), SET(PRIYA, BUSY)); /* a session of no time is one */
    desk_ok(desk, at(by_priya(desk), T0 + 1), SET(PRIYA, OFFLINE));
    desk_fails(desk, SUP_MSG_AVAILABILITY_LATE, "caller.at_ms", at(by_priya(desk), T0),
               SET(PRIYA, AWAY));

    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA));
    assert_int_equal(list->count, 2);
    expect_session(&list->items[0], BUSY, T0, T0 + 1);
    expect_session(&list->items[1], AVAILABLE, T0, T0);
    sup_free(list);
    desk_expect_sound(desk);
}

/* Nothing is known of the time before, so an import may begin where the other system began. */
static void the_first_session_may_be_older_than_the_agent(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_import(desk, -2 * DAY_MS), SET(LEE, AVAILABLE)); /* before 1970, even */
    desk_ok(desk, by_import(desk, -1 * DAY_MS), SET(LEE, OFFLINE));
    expect_agent(desk, LEE, OFFLINE, -1 * DAY_MS);
    desk_expect_sound(desk);
}

static void who_departs_is_signed_out(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;
    struct sup_event_list *events = NULL;
    char *before;

    desk_ok(desk, by_priya(desk), SET(PRIYA, BUSY));
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_ada(desk), AGENT(.agent_id = PRIYA, .name = "Priya", .is_departed = 1));
    assert_int_equal(desk->receipt.version, 2);
    desk_expect_events(desk, PEOPLE_EVENTS + 1,
                       "agent.availability_changed busy>offline\nagent.saved\n");
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 1), &events));
    assert_int_equal(events->items[0].operation, PEOPLE_EVENTS + 2);
    assert_int_equal(events->items[1].operation, PEOPLE_EVENTS + 2);
    sup_free(events);
    expect_agent(desk, PRIYA, OFFLINE, T0 + HOUR_MS);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA));
    assert_int_equal(list->count, 1);
    expect_session(&list->items[0], BUSY, T0, T0 + HOUR_MS);
    sup_free(list);

    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_AGENT_DEPARTED, "agent_id", by_ada(desk), SET(PRIYA, AVAILABLE));
    desk_expect_only_refusal(desk, before);
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by_priya(desk),
               SET(PRIYA, AVAILABLE));
    desk_expect_sound(desk);
}

/* A change of somebody who is there says nothing of their sessions. */
static void a_change_of_the_agent_leaves_the_session(void **state)
{
    struct desk *desk = *state;
    const char *role = "lead";

    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_ada(desk),
            AGENT(.agent_id = PRIYA, .name = "Priya", .roles = &role, .role_count = 1));
    expect_agent(desk, PRIYA, AVAILABLE, T0);
    desk_expect_sound(desk);
}

/* Somebody's clock went back. They leave all the same, and their session has no negative time. */
static void who_departs_before_their_session_began_ends_it_there(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;

    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    desk->now_ms = T0 - HOUR_MS;
    desk_ok(desk, by_ada(desk), AGENT(.agent_id = PRIYA, .name = "Priya", .is_departed = 1));
    expect_agent(desk, PRIYA, OFFLINE, T0);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA));
    expect_session(&list->items[0], AVAILABLE, T0, T0);
    sup_free(list);
    desk_expect_sound(desk);
}

static void each_for_themselves(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    /* A lead may set their own, as an agent and a bot may; only an admin may save agents. */
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "agent_id", by_lee(desk), SET(PRIYA, AVAILABLE));
    desk_expect_only_refusal(desk, before);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "agent_id", by_robo(desk), SET(PRIYA, AVAILABLE));
    /* Nor do they learn who is there. */
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "agent_id", by_priya(desk), SET(99, AVAILABLE));
    desk_ok(desk, by_lee(desk), SET(LEE, AVAILABLE));
    desk_ok(desk, by_robo(desk), SET(ROBO, AVAILABLE));
    desk_ok(desk, by_ada(desk), SET(PRIYA, AVAILABLE));
    desk_ok(desk, by_ada(desk), SET(ROBO, OFFLINE));
    desk_ok(desk, by_system(desk), SET(LEE, AWAY));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id", by_ada(desk), SET(99, AVAILABLE));
    expect_agent(desk, PRIYA, AVAILABLE, T0);
    expect_agent(desk, LEE, AWAY, T0);
    expect_agent(desk, ROBO, OFFLINE, T0);
}

/* A switchboard that reports who is on the phone has no availability of its own. */
static void an_integration_that_may_reports_for_everybody(void **state)
{
    static const char *const wanted = "\"integration\": {\"may\": [";
    struct desk *desk = *state;
    char document[8192];
    const char *builtin = sup__policy_builtin();
    const char *found = strstr(builtin, wanted);

    assert_non_null(found);
    found += strlen(wanted);
    sup__format(document, sizeof document, "%.*s\"agent.set_availability\", %s",
                (int)(found - builtin), builtin, found);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "caller", by_integration(desk), SET(PRIYA, BUSY));
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    desk_ok(desk, by_integration(desk), SET(PRIYA, BUSY));
    desk_ok(desk, by_integration(desk), SET(LEE, AWAY));
    expect_agent(desk, PRIYA, BUSY, T0);
    expect_agent(desk, LEE, AWAY, T0);
}

static void what_is_wrong_is_named(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "agent_id", by_system(desk), SET(0, BUSY));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "availability", by_system(desk), SET(PRIYA, 0));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "availability", by_system(desk), SET(PRIYA, 5));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "availability", by_system(desk), SET(PRIYA, -1));
    must_fail(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id",
              sup_agent_sessions(desk->core, by_system(desk), PARAMS(agent_sessions, .agent_id = 6),
                                 NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "limit",
              sup_agent_sessions(desk->core, by_system(desk),
                                 PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 101), NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "to",
              sup_agent_sessions(
                  desk->core, by_system(desk),
                  PARAMS(agent_sessions, .agent_id = PRIYA, .from_ms = T0, .to_ms = T0 - 1), NULL));
    desk_expect_unchanged(desk, before);
}

/* Priya's, one an hour from T0, of which the last lasts; Lee's in between, one each. */
static void five_hours(struct desk *desk)
{
    for (int i = 0; i < 5; i++) {
        desk->now_ms = T0 + i * HOUR_MS;
        desk_ok(desk, by_priya(desk), SET(PRIYA, i % 2 == 0 ? AVAILABLE : BUSY));
        desk_ok(desk, by_lee(desk), SET(LEE, i % 2 == 0 ? AWAY : AVAILABLE));
    }
}

static void sessions_are_read_in_pages(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;
    int64_t lees;
    int64_t after;

    five_hours(desk);
    list = read(desk, PARAMS(agent_sessions, .agent_id = LEE, .limit = 1));
    lees = list->items[0].id;
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 2));
    assert_int_equal(list->count, 2);
    expect_session(&list->items[0], AVAILABLE, T0 + 4 * HOUR_MS, 0);
    expect_session(&list->items[1], BUSY, T0 + 3 * HOUR_MS, T0 + 4 * HOUR_MS);
    assert_int_equal(list->next_after_id, list->items[1].id);
    after = list->next_after_id;
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 2, .after_id = after));
    expect_session(&list->items[0], AVAILABLE, T0 + 2 * HOUR_MS, T0 + 3 * HOUR_MS);
    expect_session(&list->items[1], BUSY, T0 + HOUR_MS, T0 + 2 * HOUR_MS);
    after = list->next_after_id;
    assert_int_not_equal(after, 0);
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 2, .after_id = after));
    assert_int_equal(list->count, 1);
    expect_session(&list->items[0], AVAILABLE, T0, T0 + HOUR_MS);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 5));
    assert_int_equal(list->count, 5);
    assert_int_equal(list->next_after_id, 0); /* a full page that is the last */
    sup_free(list);

    /* Another agent's, a time they went offline, one they were saved, no event at all. */
    desk_ok(desk, by_priya(desk), SET(PRIYA, OFFLINE));
    must_fail(desk, SUP_MSG_SESSION_UNKNOWN, "after_id",
              sup_agent_sessions(desk->core, by_system(desk),
                                 PARAMS(agent_sessions, .agent_id = PRIYA, .after_id = lees),
                                 NULL));
    must_fail(desk, SUP_MSG_SESSION_UNKNOWN, "after_id",
              sup_agent_sessions(
                  desk->core, by_system(desk),
                  PARAMS(agent_sessions, .agent_id = PRIYA, .after_id = desk_sequence(desk)),
                  NULL));
    must_fail(desk, SUP_MSG_SESSION_UNKNOWN, "after_id",
              sup_agent_sessions(desk->core, by_system(desk),
                                 PARAMS(agent_sessions, .agent_id = PRIYA, .after_id = 2), NULL));
    must_fail(desk, SUP_MSG_SESSION_UNKNOWN, "after_id",
              sup_agent_sessions(desk->core, by_system(desk),
                                 PARAMS(agent_sessions, .agent_id = PRIYA, .after_id = 999), NULL));
}

/* Sessions of the same instant are not lost between pages. */
static void a_page_may_end_among_sessions_of_one_instant(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;
    int64_t after;

    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    desk_ok(desk, by_priya(desk), SET(PRIYA, BUSY));
    desk_ok(desk, by_priya(desk), SET(PRIYA, AWAY));
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 2));
    expect_session(&list->items[0], AWAY, T0, 0);
    expect_session(&list->items[1], BUSY, T0, T0);
    after = list->next_after_id;
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 2, .after_id = after));
    assert_int_equal(list->count, 1);
    expect_session(&list->items[0], AVAILABLE, T0, T0);
    sup_free(list);
}

/* How many of the five a range has, and when the first told of them began. */
static void expect_range(struct desk *desk, int64_t from_ms, int64_t to_ms, uint32_t count,
                         int64_t newest_ms)
{
    struct sup_agent_session_list *list =
        read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .from_ms = from_ms, .to_ms = to_ms));

    assert_int_equal(list->count, count);
    if (count) {
        assert_int_equal(list->items[0].begun_ms, newest_ms);
    }
    sup_free(list);
}

static void a_range_has_the_sessions_of_which_it_has_a_part(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_session_list *list;
    const int64_t two = T0 + 2 * HOUR_MS;

    five_hours(desk);
    expect_range(desk, two, 0, 3, T0 + 4 * HOUR_MS); /* what ended at two is over at two */
    expect_range(desk, two - 1, 0, 4, T0 + 4 * HOUR_MS);
    expect_range(desk, 0, two, 2, T0 + HOUR_MS); /* what begins at two is not before it */
    expect_range(desk, 0, two + 1, 3, two);
    expect_range(desk, two + 5, two + 6, 1, two);
    expect_range(desk, two + 5, two + 5, 1, two); /* who was there at an instant */
    expect_range(desk, 0, T0, 0, 0);
    expect_range(desk, T0 + 900 * DAY_MS, 0, 1, T0 + 4 * HOUR_MS); /* it lasts */
    /* A page within a range: the range's end comes first, then the session before. */
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 1, .to_ms = two));
    assert_int_equal(list->items[0].begun_ms, T0 + HOUR_MS);
    const int64_t after = list->next_after_id;
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .to_ms = two, .after_id = after));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].begun_ms, T0);
    sup_free(list);
    /* A page that begins behind the range's end: the end counts. */
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .limit = 1));
    const int64_t newest = list->next_after_id;
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .to_ms = two, .after_id = newest));
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[0].begun_ms, T0 + HOUR_MS);
    sup_free(list);
    list = read(desk, PARAMS(agent_sessions, .agent_id = PRIYA, .from_ms = T0 + HOUR_MS,
                             .after_id = after));
    assert_int_equal(list->count, 0);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
}

/* It lasted no time, so no part of it is past its end. */
static void a_session_of_no_time_is_only_in_a_range_around_it(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), SET(PRIYA, BUSY));
    desk_ok(desk, by_priya(desk), SET(PRIYA, OFFLINE));
    expect_range(desk, T0, 0, 0, 0);
    expect_range(desk, 0, T0, 0, 0);
    expect_range(desk, T0 - 1, T0 + 1, 1, T0);
}

static void the_same_request_has_one_effect(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ok(desk, by_priya(desk), SUP_OP_AGENT_SET_AVAILABILITY,
            PARAMS(agent_set_availability, .agent_id = PRIYA, .availability = BUSY,
                   .idempotency_key = "k"));
    desk_ok(desk, by_priya(desk), SET(PRIYA, AWAY));
    before = desk_dump(desk->store, 0, NULL);
    desk_ok(desk, by_priya(desk), SUP_OP_AGENT_SET_AVAILABILITY,
            PARAMS(agent_set_availability, .agent_id = PRIYA, .availability = BUSY,
                   .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, PRIYA);
    assert_int_equal(desk->receipt.sequence, PEOPLE_EVENTS + 1);
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               SUP_OP_AGENT_SET_AVAILABILITY,
               PARAMS(agent_set_availability, .agent_id = PRIYA, .availability = AWAY,
                      .idempotency_key = "k"));
    desk_expect_unchanged(desk, before);
}

static void a_new_agent_signs_in_in_the_same_batch(void **state)
{
    struct desk *desk = *state;
    const char *role = "agent";
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_AGENT_SAVE,
         .params = PARAMS(agent_save, .name = "Zoe", .roles = &role, .role_count = 1)},
        {.size = sizeof items[0],
         .operation = SUP_OP_AGENT_SET_AVAILABILITY,
         .params = PARAMS(agent_set_availability, .agent_id = -1, .availability = AVAILABLE)},
    };

    must(desk, sup_batch(desk->core, by_ada(desk), items, 2));
    expect_agent(desk, 6, AVAILABLE, T0);
    desk_expect_sound(desk);
}

static void the_view_has_names_and_times(void **state)
{
    struct desk *desk = desk_file_open();
    sqlite3 *db = NULL;
    sqlite3_stmt *rows = NULL;
    static const char *const wanted[][4] = {
        {"Priya Nair", "available", "2026-03-20T09:46:40.000Z", "2026-03-20T10:46:40.000Z"},
        {"Priya Nair", "busy", "2026-03-20T10:46:40.000Z", "2026-03-20T11:46:40.000Z"},
        {"Priya Nair", "away", "2026-03-20T11:46:40.000Z", NULL},
    };

    (void)state;
    desk_people(desk);
    for (int32_t what = AVAILABLE; what <= AWAY; what++) {
        desk_ok(desk, by_priya(desk), SET(PRIYA, what));
        desk->now_ms += HOUR_MS;
    }
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT agent, availability, begun_at, ended_at "
                                        "FROM sup_v_sessions WHERE tenant = 0 AND agent_id = 1 "
                                        "ORDER BY begun_at",
                                        -1, &rows, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
        for (int column = 0; column < 4; column++) {
            const char *text = (const char *)sqlite3_column_text(rows, column);

            assert_int_equal(text == NULL, wanted[i][column] == NULL);
            if (text) {
                assert_string_equal(text, wanted[i][column]);
            }
        }
    }
    assert_int_equal(sqlite3_step(rows), SQLITE_DONE);
    sqlite3_finalize(rows);
    sqlite3_close(db);
    desk_file_close(desk);
}

/* ---- who they were then ---- */

static struct sup_message_list *messages_of(struct desk *desk, int64_t ticket)
{
    struct sup_message_list *list = NULL;

    must(desk, sup_ticket_messages(desk->core, by_system(desk),
                                   PARAMS(ticket_page, .ticket_id = ticket), &list));
    return list;
}

/* What is told of ticket 1, where Priya replied while she was an agent of the risk team. */
static void expect_her_reply(struct desk *desk)
{
    struct sup_message_list *messages = messages_of(desk, 1);
    struct sup_history *history = NULL;
    struct sup_ticket *ticket = desk_get(desk, 1);

    assert_int_equal(messages->count, 2);
    assert_int_equal(messages->items[1].kind, SUP_MESSAGE_REPLY);
    assert_int_equal(messages->items[1].actor_kind, SUP_ACTOR_AGENT);
    assert_int_equal(messages->items[1].actor_id, PRIYA);
    assert_int_equal(messages->items[1].is_automated, 0);
    sup_free(messages);
    must(desk, sup_ticket_history(desk->core, by_system(desk), PARAMS(ticket_page, .ticket_id = 1),
                                  &history));
    assert_string_equal(history->items[2].sentence,
                        "Priya Nair (agent) replied to the customer by email, the first reply.");
    sup_free(history);
    assert_int_equal(ticket->first_reply_ms, T0 + HOUR_MS);
    sup_free(ticket);
}

/* Roles and teams as they were at an event: the last agent.saved of that agent before it. */
static void expect_roles_at(struct desk *desk, int64_t sequence, const char *payload)
{
    struct sup_event_list *list = NULL;
    const struct sup_event *last = NULL;

    must(desk,
         sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .after_id = 0), &list));
    for (uint32_t i = 0; i < list->count && list->items[i].sequence < sequence; i++) {
        if (strcmp(list->items[i].name, "agent.saved") == 0 && list->items[i].subject_id == PRIYA) {
            last = &list->items[i];
        }
    }
    assert_non_null(last);
    assert_string_equal(last->payload, payload);
    sup_free(list);
}

static void who_has_left_still_counts_as_what_they_were(void **state)
{
    struct desk *desk = *state;
    const char *agent = "agent";
    const char *viewer = "viewer";
    const char *risk = "risk";
    struct sup_check_report *report = NULL;
    int64_t replied;
    char *before;

    desk_ok(desk, by_ada(desk),
            AGENT(.agent_id = PRIYA, .name = "Priya Nair", .roles = &agent, .role_count = 1,
                  .teams = &risk, .team_count = 1));
    desk_ok(desk, by_priya(desk), SET(PRIYA, AVAILABLE));
    desk_ticket(desk);
    desk->now_ms = T0 + HOUR_MS;
    desk_reply(desk, by_priya(desk), 1, "On its way.", NULL);
    replied = desk_sequence(desk);
    expect_her_reply(desk);
    desk->now_ms = T0 + DAY_MS;
    desk_ok(desk, by_ada(desk),
            AGENT(.agent_id = PRIYA, .name = "Priya Nair", .roles = &viewer, .role_count = 1));
    expect_her_reply(desk);
    desk_ok(desk, by_ada(desk), AGENT(.agent_id = PRIYA, .name = "Priya Nair", .is_departed = 1));
    expect_her_reply(desk);
    expect_roles_at(desk, replied, "{\"agent_kind\":1,\"roles\":[\"agent\"],\"teams\":[\"risk\"]}");
    expect_roles_at(desk, INT64_MAX, "{\"agent_kind\":1,\"is_departed\":1}");

    before = desk_dump(desk->store, 0, NULL);
    must(desk,
         sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_int_equal(report->is_clean, 1);
    sup_free(report);
    desk_expect_unchanged(desk, before);
    expect_her_reply(desk);

    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id", by_priya(desk), SUP_OP_TICKET_REPLY,
               PARAMS(ticket_message, .ticket_id = 1, .body = "And more."));
    desk_fails(desk, SUP_MSG_AGENT_DEPARTED, "agent_id", by_lee(desk), SUP_OP_TICKET_ASSIGN,
               PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA));
    desk_fails(desk, SUP_MSG_AGENT_DEPARTED, "agent_id", by_ada(desk), SET(PRIYA, BUSY));
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(who_was_never_set_is_offline),
    desk_test(a_day_is_a_row_of_sessions),
    desk_test(saying_it_again_changes_nothing),
    desk_test(a_late_report_lies_not_before_the_last_change),
    desk_test(the_first_session_may_be_older_than_the_agent),
    desk_test(who_departs_is_signed_out),
    desk_test(a_change_of_the_agent_leaves_the_session),
    desk_test(who_departs_before_their_session_began_ends_it_there),
    desk_test(each_for_themselves),
    desk_test(an_integration_that_may_reports_for_everybody),
    desk_test(what_is_wrong_is_named),
    desk_test(sessions_are_read_in_pages),
    desk_test(a_page_may_end_among_sessions_of_one_instant),
    desk_test(a_range_has_the_sessions_of_which_it_has_a_part),
    desk_test(a_session_of_no_time_is_only_in_a_range_around_it),
    desk_test(the_same_request_has_one_effect),
    desk_test(a_new_agent_signs_in_in_the_same_batch),
    cmocka_unit_test(the_view_has_names_and_times),
    desk_test(who_has_left_still_counts_as_what_they_were),
};

DESK_MAIN(tests)
