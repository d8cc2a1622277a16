/*
 * test_kpi_load.c: when work comes, who begins it, where it goes and whether promises are kept, in
 * figures worked out by hand.
 */
#include "kpi_fixture.h"
#include "sla_fixture.h"

/* Friday, 00:00 UTC; T0 is 09:46:40 on it. */
#define FRIDAY_0 (T0 - 9 * HOUR_MS - 46 * MINUTE_MS - 40 * 1000)

/* Open from 9 to 17 in Berlin: on Friday, 27 March, that is from 8 to 16 UTC, and on Monday, after
 * the clocks went forward on Sunday, from 7 to 15. The first instant is within, the last is not. */
static void after_hours_are_those_of_the_clocks_of_the_place(void **state)
{
    static const char hours[] =
        "\"calendars\": {\"office\": {\"zone\": \"Europe/Berlin\", \"week\": {\"monday\": "
        "[\"09:00-17:00\"], \"friday\": [\"09:00-17:00\"]}}}, \"timers\": {\"calendar\": "
        "\"office\"}";
    static const struct {
        int day; /* from the first Friday */
        int hour;
        int before_ms; /* so long before it */
    } opened[] = {{7, 8, 1},  {7, 8, 0},  {7, 16, 1},  {7, 16, 0}, {8, 10, 0},
                  {10, 7, 1}, {10, 7, 0}, {10, 15, 1}, {10, 15, 0}};
    struct desk *desk = *state;

    sla_activate(desk, hours);
    for (size_t i = 0; i < sizeof opened / sizeof opened[0]; i++) {
        desk->now_ms =
            FRIDAY_0 + opened[i].day * DAY_MS + opened[i].hour * HOUR_MS - opened[i].before_ms;
        desk_ticket(desk);
    }
    assert_string_equal(kpi_figure(desk, "after_hours_share", "2026-03-27", "2026-03-27"),
                        "2/4 50.000");
    assert_string_equal(kpi_figure(desk, "after_hours_share", "2026-03-28", "2026-03-28"),
                        "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "after_hours_share", FRIDAY, NULL), "5/9 55.556");
}

static void what_a_machine_wrote_first_is_begun_by_machines(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .body = "Delivery failed.", .is_automated = 1));
    assert_string_equal(kpi_figure(desk, "automated_share", FRIDAY, NULL), "1/3 33.333");
}

/* An hour is promised: kept after 30 minutes, broken by two hours after three, and broken by nobody
 * yet who still has ten minutes. */
static void promises_are_kept_or_broken_by_so_much(void **state)
{
    struct desk *desk = *state;
    int64_t late = 0;
    int64_t soon = 0;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT1H\"}"));
    late = desk_ticket(desk);
    soon = desk_ticket(desk);
    desk->now_ms += 30 * MINUTE_MS;
    desk_reply(desk, by_priya(desk), soon, "Yes.", NULL);
    desk->now_ms += 150 * MINUTE_MS;
    desk_reply(desk, by_priya(desk), late, "Yes.", NULL);
    desk_ticket(desk);
    desk->now_ms += 50 * MINUTE_MS;
    assert_string_equal(kpi_figure(desk, "sla_first_reply", FRIDAY, NULL), "1/2 50.000");
    assert_string_equal(kpi_figure(desk, "sla", FRIDAY, NULL), "1/2 50.000");
    assert_string_equal(kpi_figure(desk, "breaches", FRIDAY, NULL), "1/0 1");
    assert_string_equal(kpi_figure(desk, "over_first_reply", FRIDAY, NULL),
                        "7200000/1 7200000.000");
    assert_string_equal(kpi_figure(desk, "first_reply_business", FRIDAY, NULL),
                        "12600000/2 6300000.000");
}

/* Two tickets on the first floor; one goes up after an hour and is solved there an hour later, when
 * the other one is solved below. Of the first floor one stay of two ended with going up. */
static void half_of_what_was_on_the_first_floor_went_up(void **state)
{
    static const char floors[] = "\"floors\": [{\"name\": \"desk\", \"limits\": [{\"within\": "
                                 "\"P30D\"}]}, {\"name\": \"expert\"}]";
    struct desk *desk = *state;
    int64_t up = 0;
    int64_t below = 0;

    sla_activate(desk, floors);
    up = desk_ticket(desk);
    below = desk_ticket(desk);
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = up, .justification = "Hard."));
    desk->now_ms += HOUR_MS;
    desk_move(desk, by_lee(desk), up, "solved");
    desk_move(desk, by_lee(desk), below, "solved");
    assert_string_equal(kpi_figure_by(desk, "escalation_rate", "floor"),
                        "desk: 1/2 50.000; expert: 0/1 0.000");
    assert_string_equal(kpi_figure_by(desk, "time_on_floor", "floor"),
                        "desk: 10800000/2 5400000.000; expert: 3600000/1 3600000.000");
    assert_string_equal(kpi_figure(desk, "solved_on_first_floor", FRIDAY, NULL), "1/2 50.000");
}

/* Routed to a team and taken there: not handed on. From Priya to Lee: once. */
static void who_takes_what_was_routed_is_handed_nothing(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < 2; i++) {
        int64_t id = desk_ticket(desk);

        desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
                PARAMS(ticket_assign, .ticket_id = id, .team = "frontline"));
        desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
                PARAMS(ticket_assign, .ticket_id = id, .agent_id = PRIYA));
        if (i == 1) {
            desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
                    PARAMS(ticket_assign, .ticket_id = id, .agent_id = LEE));
        }
        desk_move(desk, by_lee(desk), id, "solved");
    }
    assert_string_equal(kpi_figure(desk, "handed_off_rate", FRIDAY, NULL), "1/2 50.000");
    assert_string_equal(kpi_figure(desk, "hand_offs", FRIDAY, NULL), "1/2 0.500");
    kpi_expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(after_hours_are_those_of_the_clocks_of_the_place),
    desk_test(what_a_machine_wrote_first_is_begun_by_machines),
    desk_test(promises_are_kept_or_broken_by_so_much),
    desk_test(half_of_what_was_on_the_first_floor_went_up),
    desk_test(who_takes_what_was_routed_is_handed_nothing),
};

DESK_MAIN(tests)
