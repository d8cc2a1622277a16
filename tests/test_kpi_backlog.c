/*
 * test_kpi_backlog.c: what was in work at an instant, by age, and the oldest; worked out by hand.
 *
 * T0 is Friday, 2026-03-20, 09:46:40 UTC; the desk's zone is UTC.
 */
#include "join_fixture.h"
#include "kpi_fixture.h"

static const int64_t friday_ms = T0 - 9 * HOUR_MS - 46 * MINUTE_MS - 40 * SECOND_MS;

static struct sup_kpi_backlog *backlog(struct desk *desk,
                                       const struct sup_kpi_backlog_params *params)
{
    struct sup_kpi_backlog *found = NULL;

    must(desk, sup_kpi_backlog(desk->core, by_lee(desk), params, &found));
    assert_int_equal(found->sequence, desk_sequence(desk));
    assert_int_equal(found->at_ms, params->as_of_ms ? params->as_of_ms : desk->now_ms);
    assert_int_equal(found->age_count, 5);
    return found;
}

/* "tickets aged: up to 1 day, to 3, to 7, to 30, older: the oldest" */
static const char *told(struct desk *desk, const struct sup_kpi_backlog_params *params)
{
    static char text[256];
    struct sup_kpi_backlog *found = backlog(desk, params);
    size_t at = 0;

    snprintf(text, sizeof text, "%d %d:", (int)found->tickets, (int)found->aged);
    for (uint32_t i = 0; i < found->age_count; i++) {
        at = strlen(text);
        snprintf(text + at, sizeof text - at, " %d", (int)found->ages[i].tickets);
    }
    for (uint32_t i = 0; i < found->count; i++) {
        const struct sup_kpi_open_ticket *ticket = &found->items[i];

        at = strlen(text);
        snprintf(text + at, sizeof text - at, "%s%d", i ? "," : ": ", (int)ticket->ticket_id);
        assert_int_equal(ticket->age_ms, found->at_ms - ticket->opened_ms);
    }
    sup_free(found);
    return text;
}

static const char *told_at(struct desk *desk, int64_t at_ms)
{
    return told(desk, PARAMS(kpi_backlog, .as_of_ms = at_ms));
}

/* 1: from T0 for eight days. 2: from two hours later for three hours, and again from the next day
 * on. 3: of risk, from the second day on. It is the fortieth day. */
static void three_lives(struct desk *desk)
{
    desk_ticket(desk);
    desk->now_ms = T0 + 2 * HOUR_MS;
    desk_ticket(desk);
    desk->now_ms = T0 + 5 * HOUR_MS;
    desk_move(desk, by_priya(desk), 2, "solved");
    desk->now_ms = T0 + DAY_MS + 5 * HOUR_MS;
    desk_receive(desk, by_ann(desk), 2, "Still nothing.");
    desk->now_ms = T0 + 2 * DAY_MS;
    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 3, .agent_id = LEE, .team = "risk"));
    desk->now_ms = T0 + 8 * DAY_MS;
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms = T0 + 40 * DAY_MS;
}

static void any_instant_has_its_backlog(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_backlog *found = NULL;

    three_lives(desk);
    assert_string_equal(told_at(desk, T0 - 1), "0 0: 0 0 0 0 0");
    assert_string_equal(told_at(desk, T0), "1 0: 1 0 0 0 0: 1");
    assert_string_equal(told_at(desk, T0 + 2 * HOUR_MS - 1), "1 0: 1 0 0 0 0: 1");
    assert_string_equal(told_at(desk, T0 + 2 * HOUR_MS), "2 0: 2 0 0 0 0: 1,2");
    assert_string_equal(told_at(desk, T0 + 5 * HOUR_MS - 1), "2 0: 2 0 0 0 0: 1,2");
    assert_string_equal(told_at(desk, T0 + 5 * HOUR_MS), "1 0: 1 0 0 0 0: 1");
    assert_string_equal(told_at(desk, T0 + DAY_MS - 1), "1 0: 1 0 0 0 0: 1");
    assert_string_equal(told_at(desk, T0 + DAY_MS), "1 0: 0 1 0 0 0: 1");
    assert_string_equal(told_at(desk, T0 + DAY_MS + 5 * HOUR_MS), "2 0: 0 2 0 0 0: 1,2");
    assert_string_equal(told_at(desk, T0 + 2 * DAY_MS), "3 0: 1 2 0 0 0: 1,2,3");
    assert_string_equal(told_at(desk, T0 + 3 * DAY_MS), "3 0: 0 2 1 0 0: 1,2,3");
    assert_string_equal(told_at(desk, T0 + 7 * DAY_MS - 1), "3 0: 0 0 3 0 0: 1,2,3");
    assert_string_equal(told_at(desk, T0 + 7 * DAY_MS), "3 1: 0 0 2 1 0: 1,2,3");
    assert_string_equal(told_at(desk, T0 + 8 * DAY_MS - 1), "3 2: 0 0 1 2 0: 1,2,3");
    assert_string_equal(told_at(desk, T0 + 8 * DAY_MS), "2 1: 0 0 1 1 0: 2,3");
    assert_string_equal(told_at(desk, T0 + 2 * HOUR_MS + 30 * DAY_MS - 1), "2 2: 0 0 0 2 0: 2,3");
    assert_string_equal(told_at(desk, T0 + 2 * HOUR_MS + 30 * DAY_MS), "2 2: 0 0 0 1 1: 2,3");
    assert_string_equal(told_at(desk, 0), "2 2: 0 0 0 0 2: 2,3"); /* now */
    found = backlog(desk, PARAMS(kpi_backlog, .as_of_ms = T0 + 8 * DAY_MS));
    assert_int_equal(found->items[0].opened_ms, T0 + 2 * HOUR_MS);
    assert_int_equal(found->items[0].age_ms, 7 * DAY_MS + 22 * HOUR_MS);
    assert_int_equal(found->ages[0].from_days, 0);
    assert_int_equal(found->ages[0].to_days, 1);
    assert_int_equal(found->ages[3].from_days, 7);
    assert_int_equal(found->ages[3].to_days, 30);
    assert_int_equal(found->ages[4].from_days, 30);
    assert_int_equal(found->ages[4].to_days, 0);
    sup_free(found);
}

static void the_end_of_a_day_is_the_figure_of_the_day(void **state)
{
    struct desk *desk = *state;
    const char *const metrics[] = {"backlog", "backlog_aged"};
    struct sup_kpi_answer *days = NULL;

    three_lives(desk);
    must(desk, sup_kpi_query(desk->core, by_lee(desk),
                             PARAMS(kpi_query, .metrics = metrics, .metric_count = 2,
                                    .from = FRIDAY, .to = "2026-04-20",
                                    .interval = SUP_KPI_DAYS),
                             &days));
    assert_int_equal(days->count, 2 * 32);
    for (uint32_t day = 0; day < 32; day++) {
        struct sup_kpi_backlog *found =
            backlog(desk, PARAMS(kpi_backlog, .as_of_ms = friday_ms + (day + 1) * DAY_MS - 1));

        assert_int_equal(found->tickets, days->items[2 * day].numerator);
        assert_int_equal(found->aged, days->items[2 * day + 1].numerator);
        sup_free(found);
    }
    sup_free(days);
}

static void filters_and_the_oldest_are_as_asked(void **state)
{
    struct desk *desk = *state;
    const struct sup_kpi_filter risk[] = {{"team", "risk"}, {"channel", "email"}};
    const struct sup_kpi_filter chat = {"channel", "chat"};
    int64_t third = T0 + 2 * DAY_MS;

    three_lives(desk);
    assert_string_equal(
        told(desk, PARAMS(kpi_backlog, .as_of_ms = third, .filters = risk, .filter_count = 2)),
        "1 0: 1 0 0 0 0: 3");
    assert_string_equal(
        told(desk, PARAMS(kpi_backlog, .as_of_ms = third, .filters = &chat, .filter_count = 1)),
        "0 0: 0 0 0 0 0");
    assert_string_equal(told(desk, PARAMS(kpi_backlog, .as_of_ms = third, .limit = 2)),
                        "3 0: 1 2 0 0 0: 1,2");
    desk_ticket(desk); /* 4 and 5 at one time, 6 told late: opened a minute before 3 */
    desk_ticket(desk);
    desk_ok(desk, by_import(desk, T0 + 2 * DAY_MS - MINUTE_MS), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .channel = "email", .subject = "Late", .customer_id = ANN));
    assert_string_equal(told_at(desk, 0), "5 3: 2 0 0 0 3: 2,6,3,4,5");
    assert_string_equal(told(desk, PARAMS(kpi_backlog, .limit = 2)), "5 3: 2 0 0 0 3: 2,6");
    assert_string_equal(told(desk, PARAMS(kpi_backlog, .limit = 4)), "5 3: 2 0 0 0 3: 2,6,3,4");
    desk_ok(desk, by_priya(desk), JOIN(5, 4)); /* a part is in work nowhere, and never was */
    assert_string_equal(told_at(desk, 0), "4 3: 1 0 0 0 3: 2,6,3,4");
    kpi_expect_clean(desk);
}

/* 1 is of the lamp, which it names first; 2 of the toaster; 3 of nothing. What a ticket is about now
 * it is about at every instant. */
static void a_product_has_the_tickets_that_name_it_first(void **state)
{
    static const struct sup_reference things[] = {{"shop", "product", "lamp"},
                                                  {"shop", "product", "toaster"}};
    static const struct sup_kpi_filter lamp = {"product", "lamp"};
    static const struct sup_kpi_filter toaster = {"product", "toaster"};
    static const struct sup_kpi_filter none = {"product", ""};
    const int64_t third = T0 + 2 * DAY_MS;
    struct desk *desk = *state;

    three_lives(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = 1, .references = things, .reference_count = 2));
    desk_ok(desk, by_lee(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = 2, .references = &things[1], .reference_count = 1));
    assert_string_equal(
        told(desk, PARAMS(kpi_backlog, .as_of_ms = third, .filters = &lamp, .filter_count = 1)),
        "1 0: 0 1 0 0 0: 1");
    assert_string_equal(
        told(desk, PARAMS(kpi_backlog, .as_of_ms = third, .filters = &toaster, .filter_count = 1)),
        "1 0: 0 1 0 0 0: 2");
    assert_string_equal(
        told(desk, PARAMS(kpi_backlog, .as_of_ms = third, .filters = &none, .filter_count = 1)),
        "1 0: 1 0 0 0 0: 3");
    assert_string_equal(told_at(desk, third), "3 0: 1 2 0 0 0: 1,2,3");
}

static void wrong_questions_are_told_with_their_place(void **state)
{
    struct desk *desk = *state;
    const struct sup_kpi_filter hour = {"hour", "09"};
    const struct sup_kpi_filter moon = {"moon", "full"};
    struct sup_kpi_backlog *found = NULL;

    must_fail(desk, SUP_MSG_KPI_INSTANT, "as_of",
              sup_kpi_backlog(desk->core, by_lee(desk),
                              PARAMS(kpi_backlog, .as_of_ms = desk->now_ms + 1), &found));
    must_fail(desk, SUP_MSG_KPI_BY, "filters/0/by",
              sup_kpi_backlog(desk->core, by_lee(desk),
                              PARAMS(kpi_backlog, .filters = &hour, .filter_count = 1), &found));
    must_fail(desk, SUP_MSG_KPI_BY, "filters/0/by",
              sup_kpi_backlog(desk->core, by_lee(desk),
                              PARAMS(kpi_backlog, .filters = &moon, .filter_count = 1), &found));
    assert_null(found);
}

/* ---- the metric ---- */

static const char *const oldest[] = {"oldest"};

/* "group: value; ..." */
static const char *ages(struct desk *desk, const struct sup_kpi_query_params *params)
{
    static char text[512];
    struct sup_kpi_answer *answer = NULL;

    must(desk, sup_kpi_query(desk->core, by_lee(desk), params, &answer));
    assert_int_equal(answer->is_scanned, 1);
    text[0] = '\0';
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct sup_kpi_row *row = &answer->items[i];
        size_t at = strlen(text);

        assert_int_equal(row->denominator, row->value != NULL);
        snprintf(text + at, sizeof text - at, "%s%s%s%s", i ? "; " : "",
                 row->group_count ? row->groups[0] : "", row->group_count ? ": " : "",
                 row->value ? row->value : "-");
    }
    sup_free(answer);
    return text;
}

#define AGES(...) PARAMS(kpi_query, .metrics = oldest, .metric_count = 1, __VA_ARGS__)

/* Friday ends 51,199.999 s after T0. On the 27th it is 7 days more. On the 28th ticket 1 is solved,
 * and 2 is the oldest, 2 hours younger: 8 days less 2 hours more. */
static void the_oldest_at_the_ends_of_days(void **state)
{
    static const char *const by_team[] = {"team"};
    static const struct sup_kpi_filter risk = {"team", "risk"};
    struct desk *desk = *state;

    three_lives(desk);
    assert_string_equal(ages(desk, AGES(.from = "2026-03-19", .to = "2026-03-20",
                                        .interval = SUP_KPI_DAYS)),
                        "-; 51199999.000");
    assert_string_equal(ages(desk, AGES(.from = "2026-03-27", .to = "2026-03-28",
                                        .interval = SUP_KPI_DAYS)),
                        "655999999.000; 735199999.000");
    assert_string_equal(ages(desk, AGES(.from = "2026-03-16", .to = "2026-03-29",
                                        .interval = SUP_KPI_WEEKS)),
                        "223999999.000; 821599999.000");
    assert_string_equal(ages(desk, AGES(.from = "2026-03-01", .to = "2026-03-28", .by = by_team,
                                        .by_count = 1)),
                        ": 735199999.000; risk: 569599999.000");
    assert_string_equal(ages(desk, AGES(.from = "2026-03-20", .to = "2026-03-28",
                                        .interval = SUP_KPI_DAYS, .filters = &risk,
                                        .filter_count = 1)),
                        "-; -; 51199999.000; 137599999.000; 223999999.000; 310399999.000; "
                        "396799999.000; 483199999.000; 569599999.000");
    /* Of today up to now, 40 days less 2 hours; of tomorrow nothing is known. */
    assert_string_equal(ages(desk, AGES(.from = "2026-04-29", .to = "2026-04-30",
                                        .interval = SUP_KPI_DAYS)),
                        "3448800000.000; -");
}

static void it_is_what_the_backlog_has_first(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_answer *answer = NULL;

    three_lives(desk);
    must(desk, sup_kpi_query(desk->core, by_lee(desk),
                             AGES(.from = "2026-03-19", .to = "2026-04-28",
                                  .interval = SUP_KPI_DAYS),
                             &answer));
    assert_int_equal(answer->count, 41);
    for (uint32_t i = 0; i < answer->count; i++) {
        struct sup_kpi_backlog *found = backlog(
            desk, PARAMS(kpi_backlog, .as_of_ms = friday_ms + (int64_t)i * DAY_MS - 1));

        assert_int_equal(answer->items[i].denominator, found->count > 0);
        assert_true(answer->items[i].numerator == (found->count ? found->items[0].age_ms : 0));
        sup_free(found);
    }
    sup_free(answer);
}

static void it_opens_up_to_its_ticket(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_explanation *found = NULL;

    three_lives(desk);
    must(desk, sup_kpi_explain(desk->core, by_lee(desk),
                               PARAMS(kpi_explain, .metric = "oldest", .from = "2026-03-20",
                                      .to = "2026-03-28"),
                               &found));
    assert_int_equal(found->count, 1);
    assert_int_equal(found->items[0].ticket_id, 2);
    assert_true(found->items[0].at_ms == T0 + 2 * HOUR_MS);
    assert_true(found->items[0].numerator == 735199999);
    assert_string_equal(found->items[0].what,
                        "the oldest ticket in work");
    sup_free(found);
}

/* The other desk's is a day older. */
static void of_several_desks_the_older_one(void **state)
{
    struct desk *desk = *state;
    struct desk other = {.store = desk->store, .tenant = 7, .now_ms = desk->now_ms};
    struct sup_kpi_answer *answer = NULL;

    desk_open(&other);
    desk_people(&other);
    desk_ticket(desk);
    other.now_ms = T0 - DAY_MS;
    desk_ticket(&other);
    desk->now_ms = other.now_ms = T0 + DAY_MS;
    for (int i = 0; i < 2; i++) {
        sup_core *const cores[] = {i ? other.core : desk->core, i ? desk->core : other.core};

        must(desk, sup_kpi_merge(cores, 2, by_system(desk), AGES(.from = FRIDAY, .to = FRIDAY),
                                 &answer));
        assert_string_equal(answer->items[0].value, "137599999.000");
        assert_int_equal(answer->items[0].denominator, 1);
        sup_free(answer);
    }
    sup_close(other.core);
}

static void it_is_of_no_hour(void **state)
{
    static const char *const by_hour[] = {"hour"};
    struct desk *desk = *state;
    struct sup_kpi_answer *answer = NULL;

    must_fail(desk, SUP_MSG_KPI_BY, "by/0",
              sup_kpi_query(desk->core, by_lee(desk),
                            AGES(.from = FRIDAY, .by = by_hour, .by_count = 1), &answer));
}

static const struct CMUnitTest tests[] = {
    desk_test(any_instant_has_its_backlog),
    desk_test(the_end_of_a_day_is_the_figure_of_the_day),
    desk_test(filters_and_the_oldest_are_as_asked),
    desk_test(a_product_has_the_tickets_that_name_it_first),
    desk_test(wrong_questions_are_told_with_their_place),
    desk_test(the_oldest_at_the_ends_of_days),
    desk_test(it_is_what_the_backlog_has_first),
    desk_test(it_opens_up_to_its_ticket),
    desk_test(of_several_desks_the_older_one),
    desk_test(it_is_of_no_hour),
};

DESK_MAIN(tests)
