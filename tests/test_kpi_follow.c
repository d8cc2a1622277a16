/*
 * test_kpi_follow.c: figures follow what happens a day behind, and tickets once they rest; whoever
 * asks has all of it.
 */
#include "kpi_fixture.h"

#include "supportcore/survey.h"

/* 1: what the ticket adds is counted in. */
static int is_counted(struct desk *desk, int64_t ticket_id)
{
    struct sup__unit *unit = calloc(1, sizeof *unit);
    struct sup__kpi_fact_row row = {.kind = SUP_KPI_TICKET, .subject_id = ticket_id};
    int32_t rc;

    assert_non_null(unit);
    assert_int_equal(sup__unit_begin(unit, desk->core, SUP_READ), SUP_OK);
    row.tenant = unit->head.tenant;
    rc = sup__get(&unit->repo, SUP__T_KPI_FACT, &row);
    assert_true(rc == SUP_OK || rc == SUP_NOT_FOUND);
    assert_int_equal(sup__unit_rollback(unit, rc), rc);
    free(unit);
    return rc == SUP_OK;
}

static const char *opened(struct desk *desk)
{
    const char *metric = "opened";

    return kpi_figures(desk, PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = "2026-03-01"));
}

static void a_ticket_is_counted_in_once_it_rests(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk); /* 1: T0 */
    desk->now_ms += HOUR_MS;
    desk_ticket(desk); /* 2: an hour later, and again a day after that */
    desk->now_ms += DAY_MS - HOUR_MS;
    kpi_follow(desk, 1, DAY_MS, 1000);
    assert_int_equal(is_counted(desk, 1), 0); /* it is not older than a day yet */
    desk->now_ms += 1;
    kpi_follow(desk, 1, DAY_MS, 1000);
    assert_int_equal(is_counted(desk, 1), 1);
    assert_int_equal(is_counted(desk, 2), 0);
    desk->now_ms += HOUR_MS;
    desk_reply(desk, by_priya(desk), 2, "Hello.", NULL);
    kpi_follow(desk, 1, DAY_MS, 1000); /* it is a day old, but in work */
    assert_int_equal(is_counted(desk, 2), 0);
    desk->now_ms += DAY_MS + 1;
    kpi_follow(desk, 1, DAY_MS, 1000);
    assert_int_equal(is_counted(desk, 2), 1);
    assert_string_equal(opened(desk), "2/0 2");
    kpi_expect_clean(desk);
}

/* That nothing happened since figures were asked for last says that they have all, unless they were
 * thrown away since. */
static void figures_that_are_thrown_away_are_made_anew(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_rebuild_report *report = NULL;

    desk_ticket(desk);
    assert_string_equal(opened(desk), "1/0 1");
    assert_string_equal(opened(desk), "1/0 1");
    must(desk, sup_kpi_rebuild(desk->core, by_system(desk), PARAMS(kpi_rebuild, .reserved = 0),
                               &report));
    assert_int_equal(report->facts, 1);
    assert_int_equal(report->sequence, desk_sequence(desk));
    sup_free(report);
    assert_string_equal(opened(desk), "1/0 1");
    desk_ticket(desk);
    assert_string_equal(opened(desk), "2/0 2");
    kpi_expect_clean(desk);
}

static void whoever_asks_has_all_of_it(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk->now_ms += DAY_MS + 1;
    desk_ticket(desk);
    kpi_follow(desk, 1, DAY_MS, 1000);
    assert_int_equal(is_counted(desk, 2), 0);
    assert_string_equal(opened(desk), "2/0 2");
    assert_int_equal(is_counted(desk, 2), 1);
    desk_move(desk, by_priya(desk), 1, "solved");
    assert_string_equal(opened(desk), "2/0 2");
    kpi_expect_clean(desk);
}

/* What is too much for who asks next does not wait, and too little is not worth it. */
static void the_tail_is_bounded(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    desk_ticket(desk);
    before = desk_sequence(desk);
    desk_ticket(desk);
    kpi_follow(desk, before + 1, DAY_MS, desk_sequence(desk) - before);
    assert_int_equal(is_counted(desk, 1), 0);
    kpi_follow(desk, 1, DAY_MS, desk_sequence(desk) - before);
    assert_int_equal(is_counted(desk, 1), 1);
    assert_int_equal(is_counted(desk, 2), 0);
    kpi_follow(desk, 1, DAY_MS, 0);
    assert_int_equal(is_counted(desk, 2), 1);
    kpi_expect_clean(desk);
}

/* An answer to a survey leads to no look at the ticket: so it is none of what is waited for. */
static void a_survey_does_not_keep_a_ticket_out(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk->now_ms += DAY_MS + 1;
    desk_ok(desk, by_integration(desk), SUP_OP_SURVEY_ANSWERED,
            PARAMS(survey_answered, .kind = SUP_SURVEY_CSAT, .source = "mailer", .survey_id = "1",
                   .ticket_id = 1, .score = 4));
    kpi_follow(desk, 1, DAY_MS, 1000);
    assert_int_equal(is_counted(desk, 1), 1);
    assert_string_equal(opened(desk), "1/0 1");
    kpi_expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_ticket_is_counted_in_once_it_rests),
    desk_test(figures_that_are_thrown_away_are_made_anew),
    desk_test(whoever_asks_has_all_of_it),
    desk_test(the_tail_is_bounded),
    desk_test(a_survey_does_not_keep_a_ticket_out),
};

DESK_MAIN(tests)
