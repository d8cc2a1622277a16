/*
 * test_kpi_promises.c: what every timer took and whether its promise was kept, over tickets that
 * were lived through by hand, two in minutes and one in days.
 *
 * The desk is open from Monday to Friday, 9 to 17 UTC. T0's day is a Friday, 2026-03-20.
 */
#include "kpi_fixture.h"
#include "sla_fixture.h"

#include "base/when.h"

#define FRIDAY_0  (T0 - 9 * HOUR_MS - 46 * MINUTE_MS - 40 * 1000)
#define FRIDAY_12 (FRIDAY_0 + 12 * HOUR_MS)
#define MONDAY_10 (FRIDAY_0 + 3 * DAY_MS + 10 * HOUR_MS)

#define OFFICE                                                                                     \
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": [\"09:00-17:00\"], "   \
    "\"tuesday\": [\"09:00-17:00\"], \"wednesday\": [\"09:00-17:00\"], \"thursday\": "             \
    "[\"09:00-17:00\"], \"friday\": [\"09:00-17:00\"]}}}, \"timers\": {\"calendar\": "             \
    "\"office\"}, "
#define HOUR_FOR(metric) "{\"metric\": \"" metric "\", \"within\": \"PT1H\"}, "

#define TARGETS                                                                                    \
    HOUR_FOR("acknowledgement")                                                                    \
    HOUR_FOR("assignment")                                                                         \
    HOUR_FOR("first_reply")                                                                        \
    HOUR_FOR("next_reply")                                                                         \
    HOUR_FOR("periodic_update")                                                                    \
    HOUR_FOR("pausable_update")                                                                    \
    HOUR_FOR("requester_wait")                                                                     \
    HOUR_FOR("agent_work")                                                                         \
    HOUR_FOR("resolution")                                                                         \
    HOUR_FOR("time_in_team")                                                                       \
    "{\"metric\": \"fact_deadline\", \"fact\": \"order.ships_at\"}"

struct expected {
    const char *metric;
    int64_t minutes; /* of all together; of shares how many */
    int64_t count;
};

/* Durations are in milliseconds, shares are how many of how many. */
static void expect(struct desk *desk, const struct expected *expected, size_t count,
                   int64_t unit_ms)
{
    for (size_t i = 0; i < count; i++) {
        char wanted[80];
        const char *got = kpi_figure(desk, expected[i].metric, FRIDAY, NULL);

        snprintf(wanted, sizeof wanted, "%d/%d ", (int)(expected[i].minutes * unit_ms),
                 (int)expected[i].count);
        if (strncmp(got, wanted, strlen(wanted)) != 0) {
            fail_msg("%s: %s, expected %s", expected[i].metric, got, wanted);
        }
    }
}

#define EXPECT(desk, list, unit_ms) expect(desk, list, sizeof list / sizeof list[0], unit_ms)

/* ---- a ticket that is answered twice ---- */

static void answer(struct desk *desk, int64_t id, int32_t is_automated)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = id, .body = "So.", .is_automated = is_automated));
}

/* Ten steps, each so long after the one before; the order ships at the third. */
static void live(struct desk *desk, int64_t from_ms, int64_t step_ms, const char *order)
{
    const struct sup_reference reference = {"shop", "order", order};
    char ships_at[SUP__TIME_TEXT_SIZE];
    struct sup_fact ships = {"ships_at", ships_at};
    int64_t id;

    sup__time_format(from_ms + 3 * DAY_MS, ships_at);
    desk->now_ms = from_ms;
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &reference, .facts = &ships, .fact_count = 1));
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "A", .body = "Help",
                   .channel = "email", .team = "frontline", .references = &reference,
                   .reference_count = 1));
    id = desk->receipt.id;
    desk->now_ms = from_ms + step_ms;
    answer(desk, id, 1);
    desk->now_ms = from_ms + 2 * step_ms;
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = id, .agent_id = PRIYA));
    desk->now_ms = from_ms + 3 * step_ms;
    answer(desk, id, 0);
    desk->now_ms = from_ms + 4 * step_ms;
    desk_receive(desk, by_ann(desk), id, "And now?");
    desk->now_ms = from_ms + 5 * step_ms;
    answer(desk, id, 0);
    desk->now_ms = from_ms + 6 * step_ms;
    desk_move(desk, by_priya(desk), id, "pending");
    desk->now_ms = from_ms + 7 * step_ms;
    desk_move(desk, by_priya(desk), id, "on_hold");
    desk->now_ms = from_ms + 8 * step_ms;
    desk_move(desk, by_priya(desk), id, "open");
    desk->now_ms = from_ms + 9 * step_ms;
    desk_move(desk, by_priya(desk), id, "solved");
}

/*
 * Twice in minutes from Friday, 12:00 and 13:00, and in days from Monday, 10:00: acknowledged after
 * 1, taken after 2, answered after 3, asked again after 4, answered after 5, pending from 6 to 7,
 * on hold to 8, solved after 9. Of the days, Saturday, Sunday and Monday are the ends of the fifth
 * to the seventh: up to the end of each of the nine 8, 16, 24, 32, 39, 39, 40, 48 and 56 hours were
 * open.
 */
static void every_timer_took_what_it_did(void **state)
{
    enum { DAY = 24 * 60, OPEN = 60 };
    static const struct expected calendar[] = {
        {"acknowledgement", 2 * 1 + DAY, 3},
        {"assignment", 2 * 2 + 2 * DAY, 3},
        {"first_reply", 2 * 3 + 3 * DAY, 3},
        {"next_reply", 2 * 1 + DAY, 3},
        {"periodic_update", 2 * (2 + 4) + (2 + 4) * DAY, 6}, /* two of each */
        {"pausable_update", 2 * (2 + 3) + (2 + 3) * DAY, 6}, /* without pending */
        {"requester_wait", 2 * 8 + 8 * DAY, 3},              /* likewise */
        {"agent_work", 2 * 7 + 7 * DAY, 3},                  /* and without on hold */
        {"full_resolution", 2 * 9 + 9 * DAY, 3},
        {"first_resolution", 2 * 9 + 9 * DAY, 3},
        {"time_in_team", 2 * 9 + 9 * DAY, 3},
    };
    static const struct expected business[] = {
        {"acknowledgement_business", 2 * 1 + 8 * OPEN, 3},
        {"assignment_business", 2 * 2 + 16 * OPEN, 3},
        {"first_reply_business", 2 * 3 + 24 * OPEN, 3},
        {"next_reply_business", 2 * 1 + (39 - 32) * OPEN, 3},
        {"periodic_update_business", 2 * (2 + 4) + (39 - 24 + 56 - 39) * OPEN, 6},
        {"pausable_update_business", 2 * (2 + 3) + (39 - 24 + 56 - 39 - (40 - 39)) * OPEN, 6},
        {"requester_wait_business", 2 * 8 + (56 - (40 - 39)) * OPEN, 3},
        {"agent_work_business", 2 * 7 + (56 - (48 - 39)) * OPEN, 3},
        {"full_resolution_business", 2 * 9 + 56 * OPEN, 3},
        {"first_resolution_business", 2 * 9 + 56 * OPEN, 3},
        {"time_in_team_business", 2 * 9 + 56 * OPEN, 3},
    };
    /* An hour each: kept in minutes, broken in days. The order was to ship on the third day: a
     * date has no business hours, so that is over by the six days up to the end. */
    static const struct expected kept[] = {
        {"sla_acknowledgement", 2, 3}, {"sla_assignment", 2, 3},      {"sla_first_reply", 2, 3},
        {"sla_next_reply", 2, 3},      {"sla_periodic_update", 4, 6}, {"sla_pausable_update", 4, 6},
        {"sla_requester_wait", 2, 3},  {"sla_agent_work", 2, 3},      {"sla_resolution", 2, 3},
        {"sla_time_in_team", 2, 3},    {"sla_deadline", 2, 3},        {"sla", 26, 39},
        {"breaches", 13, 0},
    };
    static const struct expected over[] = {
        {"over_acknowledgement", 8 - 1, 1},
        {"over_assignment", 16 - 1, 1},
        {"over_first_reply", 24 - 1, 1},
        {"over_next_reply", 7 - 1, 1},
        {"over_periodic_update", 15 - 1 + 17 - 1, 2},
        {"over_pausable_update", 15 - 1 + 16 - 1, 2},
        {"over_requester_wait", 55 - 1, 1},
        {"over_agent_work", 47 - 1, 1},
        {"over_resolution", 56 - 1, 1},
        {"over_time_in_team", 56 - 1, 1},
        {"over_deadline", 6 * 24, 1},
    };
    struct desk *desk = *state;

    sla_activate(desk, OFFICE "\"sla\": [{\"name\": \"all\", \"calendar\": \"office\", "
                              "\"targets\": [" TARGETS "]}]");
    live(desk, FRIDAY_12, MINUTE_MS, "1");
    live(desk, FRIDAY_12 + HOUR_MS, MINUTE_MS, "2");
    live(desk, MONDAY_10, DAY_MS, "3");
    EXPECT(desk, calendar, MINUTE_MS);
    EXPECT(desk, business, MINUTE_MS);
    EXPECT(desk, kept, 1);
    EXPECT(desk, over, HOUR_MS);
    kpi_expect_clean(desk);
}

/* ---- a ticket that goes up ---- */

static void rise(struct desk *desk, const int64_t at_ms[5])
{
    struct sup_caller lee;
    struct sup_caller ada;
    int64_t id;

    desk->now_ms = at_ms[0];
    id = desk_ticket(desk);
    desk->now_ms = at_ms[1];
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = id, .justification = "Hard."));
    desk->now_ms = at_ms[2];
    lee = *by_lee(desk);
    desk_ok(desk, &lee, SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = id, .kind = SUP_SIGN_MOVE_UP));
    desk->now_ms = at_ms[3];
    ada = *by_ada(desk);
    desk_ok(desk, &ada, SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = id, .kind = SUP_SIGN_RESOLUTION));
    desk->now_ms = at_ms[4];
    desk_move(desk, by_lee(desk), id, "solved");
}

/*
 * Twice in minutes from Friday, 12:00: a sign-off asked for after 1 and given after 3, decided
 * after 8, solved after 10. From Monday, 10:00: asked for at 12, given on Tuesday, decided on
 * Wednesday and solved on Thursday, each at 10: 8 open hours a day, 6 of the first after the
 * asking.
 */
static void every_timer_of_floors_took_what_it_did(void **state)
{
    enum { DAY = 24 * 60, OPEN = 60 };
    static const struct expected took[] = {
        {"sign_off", 2 * 2 + 22 * 60, 3},
        {"sign_off_business", 2 * 2 + 6 * OPEN, 3},
        {"decision", 2 * 5 + DAY, 3},
        {"decision_business", 2 * 5 + 8 * OPEN, 3},
        {"time_on_floor", 2 * 10 + 3 * DAY, 6},
    };
    static const struct expected kept[] = {
        {"sla_sign_off", 2, 3},
        {"sla_decision", 2, 3},
        {"sla_time_on_floor", 2, 3},
        {"sla", 6, 9},
        {"breaches", 3, 0},
        {"escalation_rate", 3, 6},
        {"solved_on_first_floor", 0, 3},
    };
    static const struct expected over[] = {
        {"over_sign_off", 6 - 1, 1},
        {"over_decision", 8 - 1, 1},
        {"over_time_on_floor", 16 - 1, 1},
    };
    static const int64_t minutes[] = {FRIDAY_12, FRIDAY_12 + MINUTE_MS, FRIDAY_12 + 3 * MINUTE_MS,
                                      FRIDAY_12 + 8 * MINUTE_MS, FRIDAY_12 + 10 * MINUTE_MS};
    static const int64_t days[] = {MONDAY_10, MONDAY_10 + 2 * HOUR_MS, MONDAY_10 + DAY_MS,
                                   MONDAY_10 + 2 * DAY_MS, MONDAY_10 + 3 * DAY_MS};
    struct desk *desk = *state;

    sla_activate(desk, OFFICE
                 "\"floors\": [{\"name\": \"desk\", \"sign_off\": {\"roles\": [\"lead\"], "
                 "\"within\": \"PT1H\", \"unsigned\": \"stay\"}}, {\"name\": \"expert\", "
                 "\"limits\": [{\"within\": \"PT1H\"}], \"resolution\": [{\"name\": \"head\", "
                 "\"roles\": [\"admin\"]}], \"targets\": [{\"metric\": \"decision\", "
                 "\"within\": \"PT1H\"}]}]");
    rise(desk, minutes);
    rise(desk, minutes);
    rise(desk, days);
    EXPECT(desk, took, MINUTE_MS);
    EXPECT(desk, kept, 1);
    EXPECT(desk, over, HOUR_MS);
    kpi_expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(every_timer_took_what_it_did),
    desk_test(every_timer_of_floors_took_what_it_did),
};

DESK_MAIN(tests)
