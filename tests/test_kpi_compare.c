/*
 * test_kpi_compare.c: two periods, or two groups of teams, side by side; worked out by hand.
 */
#include "scorecard_fixture.h"

static const char *const solved_in_day[] = {"solved_within_day"};

/* "value of cases, versus of cases: difference (percent)", one line each. */
static const char *compared(struct desk *desk, const struct sup_kpi_compare_params *params)
{
    static char text[2048];
    struct sup_kpi_comparison *comparison = NULL;

    must(desk, sup_kpi_compare(desk->core, by_lee(desk), params, &comparison));
    assert_int_equal(comparison->sequence, desk_sequence(desk));
    text[0] = '\0';
    for (uint32_t i = 0; i < comparison->count; i++) {
        const struct sup_kpi_difference *item = &comparison->items[i];
        size_t length = strlen(text);

        snprintf(text + length, sizeof text - length, "%s %s of %d, %s of %d: %s (%s)\n",
                 item->metric, item->value ? item->value : "-", (int)item->cases,
                 item->versus ? item->versus : "-", (int)item->versus_cases,
                 item->difference ? item->difference : "-", item->percent ? item->percent : "-");
    }
    sup_free(comparison);
    return text;
}

/* Solved so many hours after it was opened. */
static void solve(struct desk *desk, const char *team, int64_t opened_ms, int hours)
{
    desk->now_ms = opened_ms;
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "A", .customer_id = ANN, .team = team));
    desk->now_ms = opened_ms + hours * HOUR_MS;
    desk_reply(desk, by_priya(desk), desk->receipt.id, "Done", "solved");
}

/* The week before 1 of 2 within a day, after 10 and 30 hours: 20 on average. In this one 3 of 4,
 * after 1, 2, 3 and 34 hours: 10 on average, and 2 by the nearest rank. */
static void two_periods_are_compared(void **state)
{
    static const char *const metrics[] = {"solved_within_day", "full_resolution", "solved", "csat"};
    static const char *const resolution[] = {"full_resolution"};
    struct desk *desk = *state;

    solve(desk, NULL, MONDAY_MS - 5 * DAY_MS, 10);
    solve(desk, NULL, MONDAY_MS - 5 * DAY_MS, 30);
    solve(desk, NULL, MONDAY_MS, 1);
    solve(desk, NULL, MONDAY_MS, 2);
    solve(desk, NULL, MONDAY_MS, 3);
    solve(desk, NULL, MONDAY_MS, 34);
    desk->now_ms = T0;
    assert_string_equal(
        compared(desk,
                 PARAMS(kpi_compare, .metrics = metrics, .metric_count = 4, .from = "2026-03-16",
                        .to = "2026-03-22", .versus_from = "2026-03-09")),
        "solved_within_day 75.000 of 4, 50.000 of 2: 25.000 (50.000)\n"
        "full_resolution 36000000.000 of 4, 72000000.000 of 2: -36000000.000 (-50.000)\n"
        "solved 4 of 4, 2 of 2: 2 (100.000)\n"
        "csat - of 0, - of 0: - (-)\n");
    assert_string_equal(compared(desk, PARAMS(kpi_compare, .metrics = resolution, .metric_count = 1,
                                              .statistic = SUP_KPI_P50, .from = "2026-03-16",
                                              .to = "2026-03-22", .versus_from = "2026-03-09")),
                        "full_resolution 7200000 of 4, 36000000 of 2: -28800000.000 (-80.000)\n");
    /* Days that are not as many, and of which one side has none. */
    assert_string_equal(
        compared(desk, PARAMS(kpi_compare, .metrics = metrics, .metric_count = 3,
                              .from = "2026-03-16", .to = "2026-03-16", .versus_from = "2026-03-01",
                              .versus_to = "2026-03-15")),
        "solved_within_day 100.000 of 3, 50.000 of 2: 50.000 (100.000)\n"
        "full_resolution 7200000.000 of 3, 72000000.000 of 2: -64800000.000 (-90.000)\n"
        "solved 3 of 3, 2 of 2: 1 (50.000)\n");
    assert_string_equal(compared(desk, PARAMS(kpi_compare, .metrics = metrics, .metric_count = 3,
                                              .from = "2026-03-16", .to = "2026-03-16",
                                              .versus_from = "2026-03-15")),
                        "solved_within_day 100.000 of 3, - of 0: - (-)\n"
                        "full_resolution 7200000.000 of 3, - of 0: - (-)\n"
                        "solved 3 of 3, 0 of 0: 3 (-)\n");
}

/* A pilot in risk: 3 of 4 within a day. The rest: 1 of 3, in another team and in none. */
static void a_pilot_is_compared_with_the_rest(void **state)
{
    static const char *const pilot[] = {"risk"};
    static const char *const front[] = {"frontline"};
    static const struct sup_kpi_filter mail = {"channel", "email"};
    static const struct sup_kpi_filter calls = {"channel", "phone"};
    struct desk *desk = *state;

    for (int i = 0; i < 4; i++) {
        solve(desk, "risk", MONDAY_MS, i < 3 ? 1 : 30);
    }
    solve(desk, "frontline", MONDAY_MS, 2);
    solve(desk, "frontline", MONDAY_MS, 40);
    solve(desk, NULL, MONDAY_MS, 40);
    desk->now_ms = T0;
#define WEEK                                                                                       \
    .metrics = solved_in_day, .metric_count = 1, .from = "2026-03-16", .teams = pilot,             \
    .team_count = 1
    assert_string_equal(compared(desk, PARAMS(kpi_compare, WEEK, .versus_rest = 1)),
                        "solved_within_day 75.000 of 4, 33.333 of 3: 41.667 (125.000)\n");
    assert_string_equal(
        compared(desk, PARAMS(kpi_compare, WEEK, .versus_teams = front, .versus_team_count = 1)),
        "solved_within_day 75.000 of 4, 50.000 of 2: 25.000 (50.000)\n");
    assert_string_equal(compared(desk, PARAMS(kpi_compare, WEEK, .versus_rest = 1, .filters = &mail,
                                              .filter_count = 1)),
                        "solved_within_day 75.000 of 4, 33.333 of 3: 41.667 (125.000)\n");
    assert_string_equal(compared(desk, PARAMS(kpi_compare, WEEK, .versus_rest = 1,
                                              .filters = &calls, .filter_count = 1)),
                        "solved_within_day - of 0, - of 0: - (-)\n");
    /* The same teams on other days. */
    assert_string_equal(
        compared(desk, PARAMS(kpi_compare, WEEK, .to = "2026-03-16", .versus_from = "2026-03-17")),
        "solved_within_day 100.000 of 3, 0.000 of 1: 100.000 (-)\n");
}

/* An hour costs 30.00. Two tickets took an hour each, then three took 20 minutes each, of which the
 * sum is 30.00 and each is 10.00; and points: of two answers both promote, of four two do and one
 * does not. */
static void money_and_points_are_compared_in_their_own_units(void **state)
{
    static const char *const metrics[] = {"cost_amount", "cost_per_resolution", "nps"};
    static const int64_t scores[] = {10, 9, 10, 9, 8, 0};
    struct desk *desk = *state;
    struct sup_kpi_scorecard *card;

    sla_activate(desk, "\"currency\": \"EUR\", \"costs\": {\"hour\": \"30.00\"}, " CARD(
                           CARD_LINE("cost", "cost_per_resolution", "below", "\"10.01\"", "")));
    for (int i = 0; i < 5; i++) {
        desk->now_ms = MONDAY_MS - (i < 2 ? 5 * DAY_MS : 0);
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "A", .customer_id = ANN));
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
                PARAMS(ticket_message, .ticket_id = desk->receipt.ticket_id, .body = "Done",
                       .status = "solved", .handle_ms = i < 2 ? HOUR_MS : 20 * MINUTE_MS));
    }
    for (int i = 0; i < 6; i++) {
        const char id[] = {(char)('a' + i), '\0'};

        desk->now_ms = MONDAY_MS - (i < 2 ? 5 * DAY_MS : 0);
        desk_ok(desk, by_integration(desk), SUP_OP_SURVEY_ANSWERED,
                PARAMS(survey_answered, .kind = SUP_SURVEY_NPS, .source = "mailer", .survey_id = id,
                       .customer_id = ANN, .score = scores[i]));
    }
    desk->now_ms = T0;
    assert_string_equal(compared(desk, PARAMS(kpi_compare, .metrics = metrics, .metric_count = 3,
                                              .from = "2026-03-16", .to = "2026-03-22",
                                              .versus_from = "2026-03-09")),
                        "cost_amount 30.00 of 0, 60.00 of 0: -30.00 (-50.000)\n"
                        "cost_per_resolution 10.00 of 3, 30.00 of 2: -20.00 (-66.667)\n"
                        "nps 25.000 of 4, 100.000 of 2: -75.000 (-75.000)\n");
    assert_string_equal(scorecard_text(desk, PARAMS(kpi_scorecard, .periods = 2)),
                        "cost 10.01: met 10.00 of 3, before: missed 30.00 of 2, better\n");
    card = scorecard(desk, PARAMS(kpi_scorecard, .periods = 1));
    assert_string_equal(card->currency, "EUR");
    sup_free(card);
}

static void what_cannot_be_compared_is_told_with_its_place(void **state)
{
    static const char *const metrics[] = {"full_resolution", "csat"};
    static const char *const unknown[] = {"csta"};
    static const char *const money[] = {"refunds_amount"};
    static const char *const pilot[] = {"risk"};
    static const struct sup_kpi_filter by_team = {"team", "risk"};
    struct sup_kpi_filter many[SUP_KPI_FILTERS_MAX];
    struct desk *desk = *state;
    struct sup_kpi_comparison *comparison = NULL;

    for (int i = 0; i < SUP_KPI_FILTERS_MAX; i++) {
        many[i] = (struct sup_kpi_filter){"channel", "email"};
    }

#define REFUSED(message, field, ...)                                                               \
    must_fail(desk, message, field,                                                                \
              sup_kpi_compare(desk->core, by_lee(desk),                                            \
                              PARAMS(kpi_compare, .from = "2026-03-16", __VA_ARGS__),              \
                              &comparison))
#define OF(list, count) .metrics = list, .metric_count = count
#define BEFORE          .versus_from = "2026-03-09"
    REFUSED(SUP_MSG_KPI_METRIC, "metrics/0", OF(unknown, 1), BEFORE);
    REFUSED(SUP_MSG_ARGUMENT_MISSING, "metrics", BEFORE);
    REFUSED(SUP_MSG_COMPARE_SAME, "versus_from", OF(metrics, 2));
    REFUSED(SUP_MSG_COMPARE_SAME, "versus_from", OF(metrics, 2), .teams = pilot, .team_count = 1);
    REFUSED(SUP_MSG_COMPARE_STATISTIC, "metrics/1", OF(metrics, 2), BEFORE,
            .statistic = SUP_KPI_P90);
    REFUSED(SUP_MSG_COMPARE_TEAM, "filters/0/by", OF(metrics, 2), BEFORE, .filters = &by_team,
            .filter_count = 1);
    REFUSED(SUP_MSG_ARGUMENT_RANGE, "filters", OF(metrics, 2), BEFORE, .filters = many,
            .filter_count = SUP_KPI_FILTERS_MAX, .teams = pilot, .team_count = 1);
    REFUSED(SUP_MSG_ARGUMENT_MISSING, "teams", OF(metrics, 2), .versus_rest = 1);
    REFUSED(SUP_MSG_ARGUMENTS_EXCLUDE, "versus_rest", OF(metrics, 2), .versus_rest = 1,
            .teams = pilot, .team_count = 1, .versus_teams = pilot, .versus_team_count = 1);
    REFUSED(SUP_MSG_KPI_DAY, "versus_from", OF(metrics, 2), .versus_from = "yesterday");
    REFUSED(SUP_MSG_KPI_DAY, "versus_to", OF(metrics, 2), BEFORE, .versus_to = "today");
    REFUSED(SUP_MSG_KPI_RANGE, "versus_to", OF(metrics, 2), BEFORE, .versus_to = "2026-03-08");
    REFUSED(SUP_MSG_ARGUMENT_MISSING, "versus_from", OF(metrics, 2), .versus_to = "2026-03-08");
    REFUSED(SUP_MSG_KPI_CURRENCY, "currency", OF(money, 1), BEFORE);
    assert_null(comparison);
}

static const struct CMUnitTest tests[] = {
    desk_test(two_periods_are_compared),
    desk_test(a_pilot_is_compared_with_the_rest),
    desk_test(money_and_points_are_compared_in_their_own_units),
    desk_test(what_cannot_be_compared_is_told_with_its_place),
};

DESK_MAIN(tests)
