/*
 * test_kpi_window.c: until when figures are provisional, worked out by hand. T0 is Friday,
 * 2026-03-20, 09:46:40 UTC.
 */
#include "scorecard_fixture.h"

/* 2026-03-21T00:00:00Z. */
#define FRIDAY_END (MONDAY_MS + 5 * DAY_MS)
#define WEEK_MS    (7 * DAY_MS)

#define BERLIN                                                                                     \
    "\"calendars\": {\"office\": {\"zone\": \"Europe/Berlin\", \"week\": {\"monday\": "                  \
    "[\"09:00-17:00\"]}}}, \"timers\": {\"calendar\": \"office\"}"

static const char *const fcr[] = {"first_contact_resolution"};

/* By Ann, always for the same reason. */
static int64_t open_again(struct desk *desk)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .customer_id = ANN,
                   .reason = "wrong_item"));
    return desk->receipt.ticket_id;
}

/* Answered once and solved. */
static void solve(struct desk *desk, int64_t at_ms)
{
    desk->now_ms = at_ms - HOUR_MS;
    int64_t id = open_again(desk);
    desk->now_ms = at_ms;
    desk_reply(desk, by_priya(desk), id, "Done", "solved");
}

/* "value until ms after Friday's end; ..." of each day, or of all days. */
static const char *untils(struct desk *desk, int64_t now_ms, const char *const *metric,
                          int32_t interval)
{
    static char text[512];
    struct sup_kpi_answer *answer = NULL;

    desk->now_ms = now_ms;
    must(desk, sup_kpi_query(desk->core, by_system(desk),
                             PARAMS(kpi_query, .metrics = metric, .metric_count = 1,
                                    .from = FRIDAY, .to = "2026-03-22", .interval = interval,
                                    .currency = "EUR"),
                             &answer));
    text[0] = '\0';
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct sup_kpi_row *row = &answer->items[i];
        size_t at = strlen(text);

        snprintf(text + at, sizeof text - at, "%s%s ", i ? "; " : "",
                 row->value ? row->value : "-");
        at = strlen(text);
        if (row->provisional_until_ms) {
            snprintf(text + at, sizeof text - at, "until %d h",
                     (int)((row->provisional_until_ms - FRIDAY_END) / HOUR_MS));
            assert_int_equal((row->provisional_until_ms - FRIDAY_END) % HOUR_MS, 0);
        } else {
            snprintf(text + at, sizeof text - at, "final");
        }
    }
    sup_free(answer);
    return text;
}

/* Solved in the last millisecond of Friday: who comes again 7 days later to the millisecond was not
 * helped, and one millisecond later was. */
static void a_value_is_final_when_nobody_can_come_again_in_the_window(void **state)
{
    struct desk *desk = *state;

    solve(desk, FRIDAY_END - 1);
    assert_string_equal(untils(desk, FRIDAY_END - 1, fcr, SUP_KPI_DAYS),
                        "100.000 until 168 h; - final; - final");
    assert_string_equal(untils(desk, FRIDAY_END + WEEK_MS - 1, fcr, SUP_KPI_DAYS),
                        "100.000 until 168 h; - final; - final");
    open_again(desk);
    assert_string_equal(untils(desk, FRIDAY_END + WEEK_MS - 1, fcr, SUP_KPI_DAYS),
                        "0.000 until 168 h; - final; - final");
    assert_string_equal(untils(desk, FRIDAY_END + WEEK_MS, fcr, SUP_KPI_DAYS),
                        "0.000 final; - final; - final");
    /* Of three days together Sunday's end decides. */
    assert_string_equal(untils(desk, FRIDAY_END + WEEK_MS, fcr, SUP_KPI_WHOLE),
                        "0.000 until 216 h");
    assert_string_equal(untils(desk, FRIDAY_END + 9 * DAY_MS, fcr, SUP_KPI_WHOLE), "0.000 final");
}

static void what_comes_after_the_end_changes_no_final_value(void **state)
{
    struct desk *desk = *state;

    solve(desk, FRIDAY_END - 1);
    desk->now_ms = FRIDAY_END + WEEK_MS;
    open_again(desk);
    assert_string_equal(untils(desk, FRIDAY_END + WEEK_MS, fcr, SUP_KPI_DAYS),
                        "100.000 final; - final; - final");
}

/* 2 days, by the clocks of Berlin, where Friday ends at 23:00 UTC. */
static void the_policy_says_how_long_and_whose_days(void **state)
{
    static const char *const repeat[] = {"repeat_rate"};
    struct desk *desk = *state;

    sla_activate(desk, "\"repeat_contact\": \"P2D\", " BERLIN);
    solve(desk, FRIDAY_END - 2 * HOUR_MS);
    assert_string_equal(untils(desk, FRIDAY_END, fcr, SUP_KPI_DAYS),
                        "100.000 until 47 h; - final; - final");
    assert_string_equal(untils(desk, FRIDAY_END, repeat, SUP_KPI_DAYS),
                        "0.000 until 47 h; - final; - final");
}

/* 30 days by themselves, and others have no window. */
static void other_windows_and_none(void **state)
{
    static const char *const worth[] = {"lifetime_value_change_amount"};
    static const char *const reopened[] = {"reopen_rate"};
    struct desk *desk = *state;

    solve(desk, T0);
    assert_string_equal(untils(desk, T0, worth, SUP_KPI_WHOLE), "0.00 until 768 h");
    assert_string_equal(untils(desk, T0, reopened, SUP_KPI_WHOLE), "0.000 final");
}

static const struct sup_kpi_definition *defined(struct desk *desk, const char *metric,
                                                struct sup_kpi_definition_list **list)
{
    must(desk, sup_kpi_definitions(desk->core, by_system(desk),
                                   PARAMS(kpi_definitions, .metric = metric), list));
    return &(*list)->items[0];
}

static void definitions_say_it(void **state)
{
    static const struct {
        const char *metric;
        const char *window;
        int64_t days;
    } cases[] = {{"first_contact_resolution", "repeat_contact", 7},
                 {"repeat_rate", "repeat_contact", 7},
                 {"repeat_purchase_rate", "repeat_purchase", 30},
                 {"lifetime_value_change", "repeat_purchase", 30},
                 {"lifetime_value_change_amount", "repeat_purchase", 30},
                 {"reopen_rate", NULL, 0},
                 {"chargeback_rate", NULL, 0},
                 {"csat_response_rate", NULL, 0}};
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_kpi_definition_list *list = NULL;
        const struct sup_kpi_definition *definition = defined(desk, cases[i].metric, &list);

        assert_int_equal(definition->provisional_ms, cases[i].days * DAY_MS);
        if (cases[i].window) {
            assert_string_equal(definition->window, cases[i].window);
        } else {
            assert_null(definition->window);
        }
        sup_free(list);
    }
}

static void comparisons_and_scorecards_say_it_of_both_values(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_comparison *comparison = NULL;
    struct sup_kpi_scorecard *card;

    sla_activate(desk, CARD(CARD_LINE("fcr", "first_contact_resolution", "at_least", "70", "")));
    solve(desk, FRIDAY_END - 1);
    solve(desk, FRIDAY_END + DAY_MS);
    desk->now_ms = FRIDAY_END + 8 * DAY_MS;
    must(desk, sup_kpi_compare(desk->core, by_lee(desk),
                               PARAMS(kpi_compare, .metrics = fcr, .metric_count = 1,
                                      .from = "2026-03-22", .to = "2026-03-22",
                                      .versus_from = FRIDAY),
                               &comparison));
    assert_true(comparison->items[0].provisional_until_ms == FRIDAY_END + 9 * DAY_MS);
    assert_int_equal(comparison->items[0].versus_provisional_until_ms, 0);
    sup_free(comparison);
    card = scorecard(desk, PARAMS(kpi_scorecard, .period = SUP_KPI_DAYS, .from = "2026-03-22"));
    assert_true(card->items[0].provisional_until_ms == FRIDAY_END + 9 * DAY_MS);
    assert_int_equal(card->items[0].previous_provisional_until_ms, 0);
    sup_free(card);
    desk->now_ms = FRIDAY_END + WEEK_MS;
    card = scorecard(desk, PARAMS(kpi_scorecard, .period = SUP_KPI_WEEKS, .from = "2026-03-24"));
    assert_int_equal(card->items[0].provisional_until_ms, 0); /* nothing was solved in that week */
    assert_true(card->items[0].previous_provisional_until_ms == FRIDAY_END + 9 * DAY_MS);
    sup_free(card);
}

/* The other desk waits 2 days longer; its figures alone would be final. */
static void of_several_desks_the_last_decides(void **state)
{
    struct desk *desk = *state;
    struct desk other = {.store = desk->store, .tenant = 7, .now_ms = desk->now_ms};
    struct sup_kpi_answer *answer = NULL;

    desk_open(&other);
    desk_people(&other);
    sla_activate(&other, "\"repeat_contact\": \"P9D\"");
    solve(desk, T0);
    desk->now_ms = FRIDAY_END + 8 * DAY_MS;
    sup_core *const cores[] = {desk->core, other.core};
    must(desk, sup_kpi_merge(cores, 2, by_system(desk),
                             PARAMS(kpi_query, .metrics = fcr, .metric_count = 1, .from = FRIDAY,
                                    .to = FRIDAY),
                             &answer));
    assert_string_equal(answer->items[0].value, "100.000");
    assert_true(answer->items[0].provisional_until_ms == FRIDAY_END + 9 * DAY_MS);
    sup_free(answer);
    sup_close(other.core);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_value_is_final_when_nobody_can_come_again_in_the_window),
    desk_test(what_comes_after_the_end_changes_no_final_value),
    desk_test(the_policy_says_how_long_and_whose_days),
    desk_test(other_windows_and_none),
    desk_test(definitions_say_it),
    desk_test(comparisons_and_scorecards_say_it_of_both_values),
    desk_test(of_several_desks_the_last_decides),
};

DESK_MAIN(tests)
