/*
 * test_floor_plain.c: a ticket's first stay, of which its own row tells as long as there is no more
 * to tell than that it was opened, and solved. It is a stay like any other to whoever asks, and
 * gets a row once the ticket tells of something else, with what it was until then.
 */
#include <sqlite3.h>

#include "floor_fixture.h"

/* The agent who had it when a stay ended. */
static int64_t agent_of(struct desk *desk, int64_t ticket, uint32_t stay)
{
    struct sup_floor_explanation *made = NULL;

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    int64_t agent = stay < made->visit_count ? made->visits[stay].agent_id : -1;
    sup_free(made);
    return agent;
}

static void expect_stays_on_triage(struct desk *desk, int64_t stays, int64_t ended,
                                   int64_t total_ms)
{
    struct sup_floor_summary *sum = summed(desk);

    assert_int_equal(sum->floors[0].visit_count, stays);
    assert_int_equal(sum->floors[0].ended_count, ended);
    assert_int_equal(sum->floors[0].total_ms, total_ms);
    sup_free(sum);
}

static void open_and_solve(struct desk *desk)
{
    floor_clock(desk, 0);
    sla_activate(desk, "\"timers\": {\"resume_grace\": \"PT60S\"}, " FLOORS);
    desk_ticket(desk);
    floor_clock(desk, 1);
    floor_assign(desk, 1, PRIYA);
    floor_clock(desk, 10);
    desk_move(desk, by_lee(desk), 1, "solved");
    expect_visits(desk, 1, "1 triage opened 0-10 solved\n");
    assert_int_equal(agent_of(desk, 1, 0), PRIYA);
    expect_stays_on_triage(desk, 1, 1, 10000);
    desk_expect_sound(desk);
}

static void a_stay_was_whose_it_was_whoever_gets_the_solved_ticket(void **state)
{
    struct desk *desk = *state;

    open_and_solve(desk);
    floor_clock(desk, 20);
    floor_assign(desk, 1, LEE);
    assert_int_equal(agent_of(desk, 1, 0), PRIYA);
    expect_visits(desk, 1, "1 triage opened 0-10 solved\n");
    expect_stays_on_triage(desk, 1, 1, 10000);
    desk_expect_sound(desk);
}

static void a_stay_stays_where_it_was_when_the_solved_ticket_is_raised(void **state)
{
    struct desk *desk = *state;

    open_and_solve(desk);
    floor_clock(desk, 20);
    floor_tag(desk, 1, "law");
    expect_floors(desk, 1, "risk risk");
    expect_visits(desk, 1, "1 triage opened 0-10 solved\n");
    expect_stays_on_triage(desk, 1, 1, 10000);
    desk_expect_sound(desk);
}

static void a_stay_goes_on_when_a_ticket_is_soon_back(void **state)
{
    struct desk *desk = *state;

    open_and_solve(desk);
    floor_clock(desk, 15);
    desk_move(desk, by_lee(desk), 1, "open");
    expect_visits(desk, 1, "1 triage opened 0--1 -\n");
    assert_int_equal(agent_of(desk, 1, 0), 0);
    expect_stays_on_triage(desk, 1, 0, 0);
    desk_expect_sound(desk);
    floor_clock(desk, 30);
    desk_move(desk, by_lee(desk), 1, "solved");
    expect_visits(desk, 1, "1 triage opened 0-30 solved\n");
    expect_stays_on_triage(desk, 1, 1, 30000);
    desk_expect_sound(desk);
}

static void a_stay_is_kept_when_a_ticket_is_back_for_another(void **state)
{
    struct desk *desk = *state;

    open_and_solve(desk);
    floor_clock(desk, 100);
    desk_move(desk, by_lee(desk), 1, "open");
    expect_visits(desk, 1, "1 triage opened 0-10 solved\n2 triage reopened 100--1 -\n");
    assert_int_equal(agent_of(desk, 1, 0), PRIYA);
    floor_clock(desk, 101);
    expect_stays_on_triage(desk, 2, 1, 10000);
    desk_expect_sound(desk);
}

static void what_ends_a_stay_otherwise_is_told_of_it(void **state)
{
    struct desk *desk = *state;

    floor_clock(desk, 0);
    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_clock(desk, 50);
    floor_tag(desk, 2, "law");
    floor_clock(desk, 101);
    desk_tick(desk);
    expect_visits(desk, 1,
                  "1 triage opened 0-100 stalled stalled 100\n2 specialist stalled 100--1 -\n");
    expect_visits(desk, 2, "1 triage opened 0-50 rule\n2 risk rule 50--1 -\n");
    desk_expect_sound(desk);
}

/* One stay of ten seconds on what was a floor. */
static void stays_are_summed_up_when_there_are_no_floors_any_more(void **state)
{
    struct desk *desk = *state;

    open_and_solve(desk);
    floor_clock(desk, 20);
    sla_activate(desk, "\"timers\": {\"resume_grace\": \"PT60S\"}");

    struct sup_floor_summary *sum = summed(desk);
    assert_int_equal(sum->floor_count, 1);
    assert_string_equal(sum->floors[0].floor, "triage");
    assert_int_equal(sum->floors[0].visit_count, 1);
    assert_int_equal(sum->floors[0].total_ms, 10000);
    assert_int_equal(sum->ticket_count, 1);
    sup_free(sum);
}

static int add_row(void *context, int count, char **values, char **names)
{
    char *text = context;

    (void)names;
    for (int i = 0; i < count; i++) {
        strcat(strcat(text, values[i] ? values[i] : "-"), i + 1 < count ? "," : "\n");
    }
    return 0;
}

static void expect_rows(sqlite3 *db, const char *query, const char *expected)
{
    char text[2000] = "";

    assert_int_equal(sqlite3_exec(db, query, add_row, text, NULL), SQLITE_OK);
    assert_string_equal(text, expected);
}

/* 1 was solved, 2 is there still, 3 rose. */
static void the_view_has_all_stays(void **state)
{
    struct desk *desk = desk_file_open();
    sqlite3 *db = NULL;

    (void)state;
    desk_people(desk);
    open_and_solve(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_clock(desk, 12);
    floor_tag(desk, 3, "law");
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    expect_rows(db, "SELECT ticket_id, position FROM sup_visit ORDER BY 1, 2", "3,1\n3,2\n");
    expect_rows(
        db,
        "SELECT ticket_id, position, floor, rank, is_current, why, rule, left_why, stay_ms, "
        "agent_id FROM sup_v_visits ORDER BY 1, 2",
        "1,1,triage,1,0,opened,-,solved,10000,1\n"
        "2,1,triage,1,1,opened,-,-,-,-\n"
        "3,1,triage,1,0,opened,-,rule,2000,-\n"
        "3,2,risk,3,1,rule,law,-,-,-\n");
    expect_rows(db,
                "SELECT (julianday(arrived_at) - julianday(t.opened_at)) * 86400, "
                "round((julianday(left_at) - julianday(t.opened_at)) * 86400) FROM sup_v_visits v "
                "JOIN sup_v_tickets t ON t.id = v.ticket_id WHERE v.ticket_id = 1",
                "0.0,10.0\n");
    /* Somebody took the floor of the second away: no stay is told of it. */
    expect_rows(db, "UPDATE sup_ticket SET floor = NULL WHERE id = 2", "");
    expect_rows(db, "SELECT count(*) FROM sup_v_visits", "3\n");
    expect_stays_on_triage(desk, 2, 2, 12000);
    sqlite3_close(db);
    desk_file_close(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(a_stay_was_whose_it_was_whoever_gets_the_solved_ticket),
        desk_test(a_stay_stays_where_it_was_when_the_solved_ticket_is_raised),
        desk_test(a_stay_goes_on_when_a_ticket_is_soon_back),
        desk_test(a_stay_is_kept_when_a_ticket_is_back_for_another),
        desk_test(what_ends_a_stay_otherwise_is_told_of_it),
        desk_test(stays_are_summed_up_when_there_are_no_floors_any_more),
    };
    const struct CMUnitTest views[] = {cmocka_unit_test(the_view_has_all_stays)};
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    failed += cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
    return failed + cmocka_run_group_tests_name("views", views, NULL, NULL);
}
