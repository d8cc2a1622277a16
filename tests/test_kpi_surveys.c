/*
 * test_kpi_surveys.c: what people answered, as figures worked out by hand. Friday is the day 0 of
 * the tests: T0 is Friday, 2026-03-20, 09:46:40 UTC.
 */
#include "join_fixture.h"
#include "kpi_fixture.h"

#define SATURDAY "2026-03-21"
#define SUNDAY   "2026-03-22"

#define ASKED(...) SUP_OP_SURVEY_ASKED, PARAMS(survey_asked, .source = "mailer", __VA_ARGS__)
#define ANSWERED(...)                                                                              \
    SUP_OP_SURVEY_ANSWERED, PARAMS(survey_answered, .source = "mailer", __VA_ARGS__)
#define CSAT(id)    .kind = SUP_SURVEY_CSAT, .survey_id = id
#define CES(id)     .kind = SUP_SURVEY_CES, .survey_id = id
#define NPS(id)     .kind = SUP_SURVEY_NPS, .survey_id = id
#define PULSE(id)   .kind = SUP_SURVEY_PULSE, .survey_id = id
#define REVIEW(...) SUP_OP_REVIEW_RECORD, PARAMS(review_record, __VA_ARGS__)
#define RATE(...)   SUP_OP_OUTCOME_RATE, PARAMS(outcome_rate, __VA_ARGS__)

static void day_is(struct desk *desk, int64_t day)
{
    desk->now_ms = T0 + day * DAY_MS;
}

/* Ann's ticket by mail, which an agent has in the team risk, for legal reasons. */
static int64_t ticket_of(struct desk *desk, int64_t agent)
{
    int64_t id = desk_ticket(desk);

    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = id, .agent_id = agent, .team = "risk"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = id, .reason = "legal"));
    return id;
}

/*
 *      about     asked    answered
 *   a  a ticket  Friday   5 on Saturday
 *   b  a ticket  Friday   3 on Saturday
 *   c  nothing   Friday   4 on Sunday
 *   d  a ticket  Saturday never
 */
static int64_t four_surveys(struct desk *desk)
{
    int64_t id = ticket_of(desk, PRIYA);

    desk_ok(desk, by_integration(desk), ASKED(CSAT("a"), .ticket_id = id));
    desk_ok(desk, by_integration(desk), ASKED(CSAT("b"), .ticket_id = id));
    desk_ok(desk, by_integration(desk), ASKED(CSAT("c"), .customer_id = ANN));
    day_is(desk, 1);
    desk_ok(desk, by_integration(desk), ASKED(CSAT("d"), .ticket_id = id));
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 5));
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("b"), .score = 3));
    day_is(desk, 2);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("c"), .score = 4));
    return id;
}

static void satisfaction_is_of_all_and_csat_of_those_about_a_ticket(void **state)
{
    struct desk *desk = *state;

    four_surveys(desk);
    /* All: 5, 3 and 4; after a contact: 5 and 3. */
    assert_string_equal(kpi_figure(desk, "satisfaction", FRIDAY, NULL), "2/3 66.667");
    assert_string_equal(kpi_figure(desk, "satisfaction_score", FRIDAY, NULL), "12/3 4.000");
    assert_string_equal(kpi_figure(desk, "csat", FRIDAY, NULL), "1/2 50.000");
    assert_string_equal(kpi_figure(desk, "csat_score", FRIDAY, NULL), "8/2 4.000");
    /* An answer counts on its day, a response on the day of the asking. */
    assert_string_equal(kpi_figure(desk, "csat", FRIDAY, FRIDAY), "0/0 -");
    assert_string_equal(kpi_figure(desk, "satisfaction", SUNDAY, SUNDAY), "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "satisfaction_response_rate", FRIDAY, NULL), "3/4 75.000");
    assert_string_equal(kpi_figure(desk, "csat_response_rate", FRIDAY, FRIDAY), "2/2 100.000");
    assert_string_equal(kpi_figure(desk, "csat_response_rate", SATURDAY, SATURDAY), "0/1 0.000");
    kpi_expect_clean(desk);
}

static void answers_are_told_apart_by_what_they_were_about(void **state)
{
    struct desk *desk = *state;
    const char *const both[] = {"team", "agent"};
    const char *satisfaction = "satisfaction";

    four_surveys(desk);
    assert_string_equal(kpi_figure_by(desk, "satisfaction", "team"),
                        ": 1/1 100.000; risk: 1/2 50.000");
    assert_string_equal(kpi_figure_by(desk, "csat", "agent"), "1: 1/2 50.000");
    assert_string_equal(kpi_figure_by(desk, "csat", "reason"), "legal: 1/2 50.000");
    assert_string_equal(kpi_figure_by(desk, "satisfaction", "channel"),
                        ": 1/1 100.000; email: 1/2 50.000");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &satisfaction, .metric_count = 1,
                                 .from = FRIDAY, .by = both, .by_count = 2)),
        ",: 1/1 100.000; risk,1: 1/2 50.000");
}

/* Whatever becomes of the ticket and its customer, an answer is one answer, of that agent. */
static void answers_stay_what_they_are_through_merges_and_erasures(void **state)
{
    struct desk *desk = *state;
    int64_t id = four_surveys(desk);
    int64_t other = ticket_of(desk, LEE);

    desk_ok(desk, by_lee(desk), JOIN(id, other));
    assert_string_equal(kpi_figure_by(desk, "csat", "agent"), "1: 1/2 50.000");
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("b"), .score = 4, .is_correction = 1));
    assert_string_equal(kpi_figure(desk, "csat", SATURDAY, SATURDAY), "2/2 100.000");
    assert_string_equal(kpi_figure(desk, "csat_score", FRIDAY, NULL), "9/2 4.500");
    desk_ok(desk, by_lee(desk), PART(id));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    assert_string_equal(kpi_figure(desk, "satisfaction", FRIDAY, NULL), "3/3 100.000");
    assert_string_equal(kpi_figure(desk, "satisfaction_response_rate", FRIDAY, NULL), "3/4 75.000");
    kpi_expect_clean(desk);
}

/* An answer of which nobody said that it was asked for counts as asked, until somebody says when.
 */
static void an_asking_that_is_told_late_moves_the_response(void **state)
{
    struct desk *desk = *state;
    int64_t id = ticket_of(desk, PRIYA);

    day_is(desk, 1);
    desk_ok(desk, by_integration(desk), ANSWERED(CES("x"), .ticket_id = id, .score = 7));
    assert_string_equal(kpi_figure(desk, "ces_response_rate", SATURDAY, SATURDAY), "1/1 100.000");
    day_is(desk, 2);
    desk_ok(desk, at(by_integration(desk), T0), ASKED(CES("x"), .ticket_id = id));
    assert_string_equal(kpi_figure(desk, "ces_response_rate", SATURDAY, SATURDAY), "0/0 -");
    assert_string_equal(kpi_figure(desk, "ces_response_rate", FRIDAY, FRIDAY), "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "ces", SATURDAY, SATURDAY), "7/1 7.000");
    desk_ok(desk, by_integration(desk), ANSWERED(CES("y"), .ticket_id = id, .score = 5));
    desk_ok(desk, by_integration(desk), ANSWERED(CES("z"), .customer_id = ANN, .score = 6));
    assert_string_equal(kpi_figure(desk, "ces", FRIDAY, NULL), "18/3 6.000");
    kpi_expect_clean(desk);
}

/* Promoters give 9 or 10, detractors 0 to 6, the rest neither. */
static void recommendations_are_promoters_without_detractors(void **state)
{
    static const int64_t scores[] = {10, 9, 8, 7, 6, 0};
    struct desk *desk = *state;
    char survey[16];
    int64_t cara;

    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cara"));
    cara = desk->receipt.id;
    for (int i = 0; i < 6; i++) {
        snprintf(survey, sizeof survey, "n%d", i);
        desk_ok(desk, by_integration(desk),
                ANSWERED(NPS(survey), .customer_id = i % 2 ? cara : ANN, .score = scores[i]));
    }
    assert_string_equal(kpi_figure(desk, "nps", FRIDAY, NULL), "0/6 0.000");
    desk_ok(desk, by_integration(desk), ANSWERED(NPS("n6"), .customer_id = cara, .score = 3));
    assert_string_equal(kpi_figure(desk, "nps", FRIDAY, NULL), "-1/7 -14.286");
    desk_ok(desk, by_integration(desk), ASKED(NPS("n7"), .customer_id = ANN));
    assert_string_equal(kpi_figure(desk, "nps_response_rate", FRIDAY, NULL), "7/8 87.500");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = cara, .into = ANN, .evidence = "one"));
    assert_string_equal(kpi_figure(desk, "nps", FRIDAY, NULL), "-1/7 -14.286");
    kpi_expect_clean(desk);
}

/* A pulse says of whom it is only where the host does. */
static void morale_is_what_agents_answer(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_integration(desk), ANSWERED(PULSE("1"), .team = "risk", .score = 75));
    desk_ok(desk, by_integration(desk), ANSWERED(PULSE("2"), .agent_id = PRIYA, .score = 50));
    desk_ok(desk, by_integration(desk), ANSWERED(PULSE("3"), .score = 0));
    desk_ok(desk, by_integration(desk), ASKED(PULSE("4"), .team = "risk"));
    assert_string_equal(kpi_figure(desk, "morale", FRIDAY, NULL), "125/3 41.667");
    assert_string_equal(kpi_figure_by(desk, "morale", "team"), ": 50/2 25.000; risk: 75/1 75.000");
    assert_string_equal(kpi_figure(desk, "morale_response_rate", FRIDAY, NULL), "3/4 75.000");
    /* It is no opinion on the shop. */
    assert_string_equal(kpi_figure(desk, "satisfaction", FRIDAY, NULL), "0/0 -");
    kpi_expect_clean(desk);
}

/* What is given again takes the place of the first, on its day. */
static void reviews_count_as_they_were_given_last(void **state)
{
    struct desk *desk = *state;
    int64_t one = ticket_of(desk, PRIYA);
    int64_t two = ticket_of(desk, LEE);

    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = one, .form = "calls", .score = 90));
    desk_ok(desk, by_integration(desk), REVIEW(.ticket_id = two, .form = "calls", .score = 81));
    desk_ok(desk, by_priya(desk), RATE(.ticket_id = one, .score = 100));
    assert_string_equal(kpi_figure(desk, "qa_score", FRIDAY, FRIDAY), "171/2 85.500");
    assert_string_equal(kpi_figure(desk, "own_rating", FRIDAY, FRIDAY), "100/1 100.000");
    day_is(desk, 1);
    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = one, .form = "calls", .score = 70));
    assert_string_equal(kpi_figure(desk, "qa_score", FRIDAY, FRIDAY), "81/1 81.000");
    assert_string_equal(kpi_figure(desk, "qa_score", SATURDAY, SATURDAY), "70/1 70.000");
    assert_string_equal(kpi_figure_by(desk, "qa_score", "agent"), "1: 70/1 70.000; 2: 81/1 81.000");
    assert_string_equal(kpi_figure_by(desk, "qa_score", "reason"), "legal: 151/2 75.500");
    assert_string_equal(kpi_figure_by(desk, "qa_score", "channel"), "email: 151/2 75.500");
    kpi_expect_clean(desk);
}

/* "survey 3 of 1 1/1" */
static const char *behind(struct desk *desk, const char *metric, uint32_t limit, int64_t *after)
{
    static const char *const subjects[] = {"", "ticket", "survey", "review"};
    static char text[512];
    struct sup_kpi_explanation *page = NULL;

    must(desk, sup_kpi_explain(desk->core, by_lee(desk),
                               PARAMS(kpi_explain, .metric = metric, .from = FRIDAY, .limit = limit,
                                      .after_id = *after),
                               &page));
    text[0] = '\0';
    for (uint32_t i = 0; i < page->count; i++) {
        const struct sup_kpi_thing *thing = &page->items[i];
        size_t at = strlen(text);

        snprintf(text + at, sizeof text - at, "%s%s %d of %d %d/%d", i ? "; " : "",
                 subjects[thing->subject], (int)thing->id, (int)thing->ticket_id,
                 (int)thing->numerator, (int)thing->denominator);
    }
    *after = page->next_after_id;
    sup_free(page);
    return text;
}

static void a_figure_opens_up_to_its_surveys_and_reviews(void **state)
{
    struct desk *desk = *state;
    int64_t after = 0;
    int64_t id = four_surveys(desk);

    assert_string_equal(behind(desk, "satisfaction", 0, &after),
                        "survey 1 of 1 0/1; survey 1 of 1 1/0; survey 2 of 1 0/1; "
                        "survey 3 of 0 0/1; survey 3 of 0 1/0");
    assert_int_equal(after, 0);
    /* What one survey adds stays together, and a page goes on behind it. */
    assert_string_equal(behind(desk, "satisfaction", 1, &after),
                        "survey 1 of 1 0/1; survey 1 of 1 1/0");
    assert_string_equal(behind(desk, "satisfaction", 1, &after), "survey 2 of 1 0/1");
    assert_string_equal(behind(desk, "satisfaction", 2, &after),
                        "survey 3 of 0 0/1; survey 3 of 0 1/0");
    assert_int_equal(after, 0);
    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = id, .score = 64));
    assert_string_equal(behind(desk, "qa_score", 0, &after), "review 1 of 1 64/1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(satisfaction_is_of_all_and_csat_of_those_about_a_ticket),
        desk_test(answers_are_told_apart_by_what_they_were_about),
        desk_test(answers_stay_what_they_are_through_merges_and_erasures),
        desk_test(an_asking_that_is_told_late_moves_the_response),
        desk_test(recommendations_are_promoters_without_detractors),
        desk_test(morale_is_what_agents_answer),
        desk_test(reviews_count_as_they_were_given_last),
        desk_test(a_figure_opens_up_to_its_surveys_and_reviews),
    };
    int failed = 0;

    for (desk_backend = DESK_MEMORY; desk_backend <= DESK_SQLITE; desk_backend++) {
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
