/*
 * test_surveys.c: what customers and agents answer when they are asked. Times in the expectations
 * are days after T0.
 */
#include "desk_fixture.h"
#include "shown.h"

#define ASKED(...) SUP_OP_SURVEY_ASKED, PARAMS(survey_asked, .source = "mailer", __VA_ARGS__)
#define ANSWERED(...)                                                                              \
    SUP_OP_SURVEY_ANSWERED, PARAMS(survey_answered, .source = "mailer", __VA_ARGS__)
#define CSAT(id) .kind = SUP_SURVEY_CSAT, .survey_id = id

/* ---- looking ---- */

static int day_of(int64_t ms)
{
    return ms ? (int)((ms - T0) / DAY_MS) : -1;
}

/* "1 csat mailer:a @0 4@1 ticket 1 customer 1 agent 2 risk legal: text". */
static void show_survey(const struct sup_survey *survey)
{
    static const char *const kinds[] = {"", "csat", "ces", "nps", "pulse"};

    show("%d %s %s:%s", (int)survey->id, kinds[survey->kind], survey->source,
         or_none(survey->survey_id));
    if (survey->asked_ms) {
        show(" @%d", day_of(survey->asked_ms));
    }
    if (survey->is_answered) {
        show(" %d@%d", (int)survey->score, day_of(survey->answered_ms));
    }
    if (survey->corrected_ms) {
        show("*%d", day_of(survey->corrected_ms));
    }
    show(" t%d c%d a%d %s %s", (int)survey->ticket_id, (int)survey->customer_id,
         (int)survey->agent_id, or_none(survey->team), or_none(survey->reason));
    if (survey->comment) {
        show(": %s", survey->comment);
    }
    show("\n");
}

static void expect(struct desk *desk, const struct sup_survey_list_params *params,
                   const char *expected)
{
    struct sup_survey_list_params page = *params;
    struct sup_survey_list *list = NULL;

    show_none();
    do {
        must(desk, sup_survey_list(desk->core, by_lee(desk), &page, &list));
        for (uint32_t i = 0; i < list->count; i++) {
            show_survey(&list->items[i]);
        }
        page.after_id = list->next_after_id;
        sup_free(list);
    } while (page.after_id);
    assert_string_equal(shown, expected);
}

#define expect_all(desk, expected) expect((desk), PARAMS(survey_list, .limit = 2), (expected))

static void day_is(struct desk *desk, int64_t day)
{
    desk->now_ms = T0 + day * DAY_MS;
}

/* Ann's ticket, which Priya has in the team risk, for legal reasons. */
static int64_t assigned_ticket(struct desk *desk)
{
    int64_t id = desk_ticket(desk);

    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = id, .agent_id = PRIYA, .team = "risk"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = id, .reason = "legal"));
    return id;
}

enum { CID = 3 };

/* ---- tests ---- */

static void an_answer_keeps_what_the_ticket_was_when_it_was_given(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);

    desk_ok(desk, by_integration(desk), ASKED(CSAT("a"), .ticket_id = id));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.ticket_id, id);
    expect_all(desk, "1 csat mailer:a @0 t1 c1 a1 risk legal\n");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = id, .agent_id = LEE, .team = "frontline"));
    day_is(desk, 1);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 4, .comment = "Good.\nBye."));
    expect_all(desk, "1 csat mailer:a @0 4@1 t1 c1 a2 frontline legal: Good.\nBye.\n");
    /* What comes after it changes nothing. */
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = id, .reason = "fraud"));
    expect_all(desk, "1 csat mailer:a @0 4@1 t1 c1 a2 frontline legal: Good.\nBye.\n");
    /* What is said wins over the ticket. */
    desk_ok(desk, by_integration(desk),
            ANSWERED(CSAT("b"), .ticket_id = id, .score = 1, .agent_id = ADA, .team = "risk",
                     .reason = "legal"));
    expect(desk, PARAMS(survey_list, .agent_id = ADA), "2 csat mailer:b 1@1 t1 c1 a3 risk legal\n");
    desk_expect_sound(desk);
}

/* A rule that takes the ticket from its agent when it is solved does not hide who worked on it. */
static void who_replied_last_is_meant_where_nobody_has_the_ticket(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_ticket(desk);

    desk_reply(desk, by_priya(desk), id, "First.", NULL);
    desk_reply(desk, by_lee(desk), id, "Second.", NULL);
    desk_ok(desk, by_robo(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = id, .body = "Rate us!"));
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .ticket_id = id, .score = 5));
    expect_all(desk, "1 csat mailer:a 5@0 t1 c1 a2 - -\n");
    /* Nobody ever replied to this one. */
    id = desk_ticket(desk);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("b"), .ticket_id = id, .score = 1));
    expect(desk, PARAMS(survey_list, .ticket_id = id), "2 csat mailer:b 1@0 t2 c1 a0 - -\n");
}

static void a_report_has_one_effect_and_another_is_a_conflict(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);
    int64_t first;
    char *before;

    desk_ok(desk, by_integration(desk), ASKED(CSAT("a"), .ticket_id = id));
    desk_ok(desk, by_integration(desk),
            ANSWERED(CSAT("a"), .ticket_id = id, .score = 4, .comment = "Good."));
    first = desk->receipt.sequence;
    before = desk_dump(desk->store, 0, NULL);
    day_is(desk, 3); /* a webhook that repeats itself is dated by its arrival */
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 4, .comment = "Good."));
    assert_true(desk->receipt.is_replay);
    assert_int_equal(desk->receipt.sequence, first);
    assert_int_equal(desk->receipt.id, 1);
    desk_ok(desk, by_integration(desk), ASKED(CSAT("a"), .ticket_id = id, .customer_id = ANN));
    assert_true(desk->receipt.is_replay);
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "score", by_integration(desk),
               ANSWERED(CSAT("a"), .score = 5, .comment = "Good."));
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "comment", by_integration(desk),
               ANSWERED(CSAT("a"), .score = 4));
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "kind", by_integration(desk),
               ANSWERED(.kind = SUP_SURVEY_CES, .survey_id = "a", .score = 4));
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "customer_id", by_integration(desk),
               ASKED(CSAT("a"), .customer_id = BEN));
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "agent_id", by_integration(desk),
               ASKED(CSAT("a"), .agent_id = LEE));
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "team", by_integration(desk),
               ASKED(CSAT("a"), .team = "frontline"));
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "reason", by_integration(desk),
               ASKED(CSAT("a"), .reason = "fraud"));
    id = desk_ticket(desk);
    free(before);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "ticket_id", by_integration(desk),
               ANSWERED(CSAT("a"), .ticket_id = id, .score = 4, .comment = "Good."));
    desk_expect_unchanged(desk, before);
    /* Another system may have the same ids. */
    desk_ok(desk, by_integration(desk), SUP_OP_SURVEY_ANSWERED,
            PARAMS(survey_answered, .source = "chat", CSAT("a"), .score = 1));
    assert_int_equal(desk->receipt.id, 2);
}

static void reports_come_in_any_order(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);

    day_is(desk, 5);
    desk_ok(desk, at(by_integration(desk), T0 + 4 * DAY_MS), ANSWERED(CSAT("a"), .score = 2));
    expect_all(desk, "1 csat mailer:a 2@4 t0 c0 a0 - -\n");
    /* It was asked before, about what nobody knew yet. */
    desk_ok(desk, at(by_integration(desk), T0 + 2 * DAY_MS), ASKED(CSAT("a"), .ticket_id = id));
    expect_all(desk, "1 csat mailer:a @2 2@4 t1 c1 a1 risk legal\n");
    /* What is known by then stays: who is said to have been asked about does not win. */
    desk_ok(desk, by_integration(desk),
            ANSWERED(CSAT("b"), .score = 1, .agent_id = LEE, .team = "frontline"));
    desk_ok(
        desk, by_integration(desk),
        ASKED(CSAT("b"), .agent_id = PRIYA, .team = "risk", .reason = "fraud", .customer_id = ANN));
    expect(desk, PARAMS(survey_list, .agent_id = LEE),
           "2 csat mailer:b @5 1@5 t0 c1 a2 frontline fraud\n");
    expect(desk, PARAMS(survey_list, .to_ms = T0 + 2 * DAY_MS), "");
    expect(desk, PARAMS(survey_list, .from_ms = T0 + 2 * DAY_MS, .to_ms = T0 + 2 * DAY_MS + 1),
           "1 csat mailer:a @2 2@4 t1 c1 a1 risk legal\n");
    desk_expect_sound(desk);
}

static void an_answer_is_corrected_only_when_that_is_said(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);
    struct sup_history *history = NULL;

    desk_fails(desk, SUP_MSG_SURVEY_UNKNOWN, "survey_id", by_integration(desk),
               ANSWERED(CSAT("a"), .score = 5, .is_correction = 1));
    desk_ok(desk, by_integration(desk), ASKED(CSAT("a"), .ticket_id = id));
    desk_fails(desk, SUP_MSG_SURVEY_UNKNOWN, "survey_id", by_integration(desk),
               ANSWERED(CSAT("a"), .score = 5, .is_correction = 1));
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 1, .comment = "Oops"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = id, .agent_id = LEE));
    day_is(desk, 2);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 5, .is_correction = 1));
    expect_all(desk, "1 csat mailer:a @0 5@0*2 t1 c1 a1 risk legal\n");
    day_is(desk, 3);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 5, .is_correction = 1));
    assert_true(desk->receipt.is_replay); /* said again */
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 1, .comment = "Oops"));
    assert_true(desk->receipt.is_replay); /* the first report, late */
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .score = 4, .is_correction = 1));
    expect_all(desk, "1 csat mailer:a @0 4@0*3 t1 c1 a1 risk legal\n");
    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = id),
                                  &history));
    assert_string_equal(history->items[history->count - 1].sentence,
                        "integration 0 corrected what the customer answered: csat 4 of 5, before "
                        "it was 5, by mailer.");
    assert_string_equal(history->items[history->count - 4].sentence,
                        "integration 0 said what the customer answered: csat 1 of 5, by mailer: "
                        "Oops.");
    sup_free(history);
    desk_expect_sound(desk);
}

/* Rows of a log that repeat a case say how its answer is, in any order. */
static void an_import_tells_how_an_answer_is(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);

    day_is(desk, 9);
    desk_ok(desk, by_import(desk, T0 + 2 * DAY_MS),
            ANSWERED(CSAT("a"), .ticket_id = id, .score = 2));
    expect_all(desk, "1 csat mailer:a 2@2 t1 c1 a1 risk legal\n"); /* at its own time */
    desk_ok(desk, by_import(desk, T0 + 3 * DAY_MS),
            ANSWERED(CSAT("a"), .ticket_id = id, .score = 2));
    assert_true(desk->receipt.is_replay);
    desk_ok(desk, by_import(desk, T0 + 4 * DAY_MS),
            ANSWERED(CSAT("a"), .ticket_id = id, .score = 5));
    assert_false(desk->receipt.is_replay);
    expect_all(desk, "1 csat mailer:a 5@2*4 t1 c1 a1 risk legal\n");
    desk_ok(desk, by_import(desk, T0 + 3 * DAY_MS),
            ANSWERED(CSAT("a"), .ticket_id = id, .score = 2));
    assert_true(desk->receipt.is_replay); /* an older row */
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.ticket_id, id);
    expect_all(desk, "1 csat mailer:a 5@2*4 t1 c1 a1 risk legal\n");
    desk_fails(desk, SUP_MSG_SURVEY_REUSED, "score", by_integration(desk),
               ANSWERED(CSAT("a"), .score = 4)); /* who reports says what happened */
    desk_fails(desk, SUP_MSG_SURVEY_SCORE, "score", by_import(desk, T0 + 5 * DAY_MS),
               ANSWERED(CSAT("a"), .score = 6));
    desk_expect_sound(desk);
}

static void each_kind_has_its_scores(void **state)
{
    static const struct {
        int32_t kind;
        int64_t least;
        int64_t most;
    } kinds[] = {{SUP_SURVEY_CSAT, 1, 5},
                 {SUP_SURVEY_CES, 1, 7},
                 {SUP_SURVEY_NPS, 0, 10},
                 {SUP_SURVEY_PULSE, 0, 100}};
    struct desk *desk = *state;
    char id[24];
    int made = 0;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        for (int k = 0; k < 4; k++) {
            int64_t score = k < 2 ? kinds[i].least - 1 + k : kinds[i].most - 2 + k;
            const struct sup_survey_answered_params *params;

            snprintf(id, sizeof id, "%d", 10 * (int)i + k);
            params = PARAMS(survey_answered, .source = "s", .kind = kinds[i].kind, .survey_id = id,
                            .score = score);
            if (k == 0 || k == 3) {
                desk_fails(desk, score < 0 ? SUP_MSG_ARGUMENT_RANGE : SUP_MSG_SURVEY_SCORE, "score",
                           by_integration(desk), SUP_OP_SURVEY_ANSWERED, params);
            } else {
                desk_ok(desk, by_integration(desk), SUP_OP_SURVEY_ANSWERED, params);
                made++;
            }
        }
    }
    assert_int_equal(made, 8);
    expect(desk, PARAMS(survey_list, .kind = SUP_SURVEY_NPS),
           "5 nps s:21 0@0 t0 c0 a0 - -\n6 nps s:22 10@0 t0 c0 a0 - -\n");
}

static void an_nps_is_no_tickets_and_a_pulse_no_customers(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);

    desk_fails(desk, SUP_MSG_SURVEY_SUBJECT, "ticket_id", by_integration(desk),
               ASKED(.kind = SUP_SURVEY_NPS, .survey_id = "n", .ticket_id = id));
    desk_fails(desk, SUP_MSG_SURVEY_SUBJECT, "ticket_id", by_integration(desk),
               ANSWERED(.kind = SUP_SURVEY_PULSE, .survey_id = "p", .ticket_id = id, .score = 75));
    desk_fails(desk, SUP_MSG_SURVEY_SUBJECT, "customer_id", by_integration(desk),
               ANSWERED(.kind = SUP_SURVEY_PULSE, .survey_id = "p", .customer_id = ANN));
    desk_fails(desk, SUP_MSG_SURVEY_SUBJECT, "reason", by_integration(desk),
               ANSWERED(.kind = SUP_SURVEY_PULSE, .survey_id = "p", .reason = "legal"));
    desk_ok(desk, by_integration(desk),
            ASKED(.kind = SUP_SURVEY_NPS, .survey_id = "n", .customer_id = BEN));
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_NPS, .survey_id = "n", .score = 9, .comment = "Nice"));
    /* Of a team, of an agent, of nobody that can be told. */
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_PULSE, .survey_id = "p", .team = "risk", .score = 75));
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_PULSE, .survey_id = "q", .agent_id = PRIYA, .score = 0));
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_PULSE, .survey_id = "r", .score = 100, .comment = "Fine"));
    expect_all(desk, "1 nps mailer:n @0 9@0 t0 c2 a0 - -: Nice\n"
                     "2 pulse mailer:p 75@0 t0 c0 a0 risk -\n"
                     "3 pulse mailer:q 0@0 t0 c0 a1 - -\n"
                     "4 pulse mailer:r 100@0 t0 c0 a0 - -: Fine\n");
    expect(desk, PARAMS(survey_list, .team = "risk"), "2 pulse mailer:p 75@0 t0 c0 a0 risk -\n");
    expect(desk, PARAMS(survey_list, .customer_id = BEN),
           "1 nps mailer:n @0 9@0 t0 c2 a0 - -: Nice\n");
    desk_expect_sound(desk);
}

static void what_does_not_fit_is_told(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);

    desk_fails(desk, SUP_MSG_SURVEY_PERSON, "customer_id", by_integration(desk),
               ASKED(CSAT("a"), .ticket_id = id, .customer_id = BEN));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "team", by_integration(desk),
               ASKED(CSAT("a"), .team = "risky"));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'risk'?");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "reason", by_integration(desk),
               ASKED(CSAT("a"), .reason = "lega"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "survey_id", by_integration(desk),
               ASKED(.kind = SUP_SURVEY_CSAT));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "kind", by_integration(desk),
               ASKED(.survey_id = "a"));
    desk_fails(desk, SUP_MSG_LIST_AFTER, "after_id", by_lee(desk), SUP_OP_SURVEY_LIST,
               PARAMS(survey_list, .after_id = 7));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "to", by_lee(desk), SUP_OP_SURVEY_LIST,
               PARAMS(survey_list, .from_ms = T0, .to_ms = T0 - 1));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "customer_id", by_lee(desk), SUP_OP_SURVEY_LIST,
               PARAMS(survey_list, .ticket_id = id, .customer_id = ANN));
}

/* A merge moves no survey, and nothing has to be moved back. */
static void merges_are_looked_up(void **state)
{
    static const char before[] = "1 csat mailer:a 4@0 t1 c1 a0 - -\n"
                                 "2 csat mailer:b 5@0 t2 c1 a0 - -\n"
                                 "3 nps mailer:n 7@0 t0 c3 a0 - -\n";
    struct desk *desk = *state;
    int64_t one = desk_ticket(desk);
    int64_t two = desk_ticket(desk);

    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cid"));
    assert_int_equal(desk->receipt.id, CID);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .ticket_id = one, .score = 4));
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("b"), .ticket_id = two, .score = 5));
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_NPS, .survey_id = "n", .customer_id = CID, .score = 7));
    expect_all(desk, before);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = two, .into = one));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = CID, .into = ANN, .evidence = "the same"));
    expect(desk, PARAMS(survey_list, .ticket_id = one),
           "1 csat mailer:a 4@0 t1 c1 a0 - -\n2 csat mailer:b 5@0 t2 c1 a0 - -\n");
    expect(desk, PARAMS(survey_list, .ticket_id = two), "2 csat mailer:b 5@0 t2 c1 a0 - -\n");
    expect(desk, PARAMS(survey_list, .customer_id = CID, .limit = 1),
           "1 csat mailer:a 4@0 t1 c1 a0 - -\n2 csat mailer:b 5@0 t2 c1 a0 - -\n"
           "3 nps mailer:n 7@0 t0 c1 a0 - -\n");
    /* The same person by another number. */
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_NPS, .survey_id = "n", .customer_id = ANN, .score = 7));
    assert_true(desk->receipt.is_replay);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("c"), .ticket_id = two, .score = 3));
    desk_expect_sound(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = CID, .evidence = "not the same"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = two));
    expect(desk, PARAMS(survey_list, .ticket_id = one), "1 csat mailer:a 4@0 t1 c1 a0 - -\n");
    expect(desk, PARAMS(survey_list, .customer_id = CID), "3 nps mailer:n 7@0 t0 c3 a0 - -\n");
    desk_expect_sound(desk);
}

static int has(struct desk *desk, const char *text)
{
    char *dump = desk_dump(desk->store, 0, NULL);
    int is_there = strstr(dump, text) != NULL;

    free(dump);
    return is_there;
}

/* Every text goes, also that of reports that did not say whose the survey was. */
static void comments_are_erased_and_scores_stay(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);
    struct sup_customer_export *export = NULL;

    desk_ok(desk, by_integration(desk),
            ANSWERED(CSAT("mark-1"), .ticket_id = id, .score = 4, .comment = "mark-2"));
    desk_ok(desk, by_integration(desk),
            ANSWERED(CSAT("mark-1"), .score = 3, .comment = "mark-3", .is_correction = 1));
    desk_ok(
        desk, by_integration(desk),
        ANSWERED(.kind = SUP_SURVEY_NPS, .survey_id = "mark-4", .score = 0, .comment = "mark-5"));
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_NPS, .survey_id = "mark-4", .score = 1, .comment = "mark-6",
                     .is_correction = 1));
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_NPS, .survey_id = "mark-4", .score = 2, .comment = "mark-7",
                     .is_correction = 1));
    desk_ok(desk, by_integration(desk),
            ASKED(.kind = SUP_SURVEY_NPS, .survey_id = "mark-4", .customer_id = ANN));
    desk_ok(desk, by_integration(desk), ASKED(CSAT("mark-8")));
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("mark-8"), .customer_id = ANN, .score = 5));
    desk_ok(desk, by_integration(desk),
            ANSWERED(.kind = SUP_SURVEY_NPS, .survey_id = "ben-1", .customer_id = BEN, .score = 3,
                     .comment = "ben-2"));
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN), &export));
    for (int i = 1; i <= 8; i++) {
        char mark[24];

        snprintf(mark, sizeof mark, "mark-%d", i);
        if (!strstr(export->document, mark)) {
            fail_msg("%s is not in the export", mark);
        }
    }
    assert_null(strstr(export->document, "ben-"));
    sup_free(export);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    assert_false(has(desk, "mark-"));
    assert_true(has(desk, "ben-1"));
    assert_true(has(desk, "ben-2"));
    expect_all(desk, "1 csat mailer:- 3@0*0 t1 c1 a1 risk legal\n"
                     "2 nps mailer:- @0 2@0*0 t0 c1 a0 - -\n"
                     "3 csat mailer:- @0 5@0 t0 c1 a0 - -\n"
                     "4 nps mailer:ben-1 3@0 t0 c2 a0 - -: ben-2\n");
    desk_expect_sound(desk);
    /* Who is erased is asked no more. */
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "customer_id", by_integration(desk),
               ANSWERED(CSAT("new"), .ticket_id = id, .score = 1));
}

/* Ben was asked, and the answer was about Ann's ticket: it is hers, with the id that it said itself. */
static void who_was_asked_is_erased_and_the_answer_of_another_stays(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_ticket(desk);

    desk_ok(desk, by_integration(desk), ASKED(CSAT("one"), .customer_id = BEN));
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("one"), .ticket_id = id, .score = 4));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = BEN, .reason = "asked"));
    desk_expect_sound(desk); /* all of it is what the events say */
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    desk_expect_sound(desk);
}

static void history_of_other_systems_is_told_as_it_was(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_import(desk, T0 - 90 * DAY_MS), ASKED(CSAT("old"), .customer_id = ANN));
    desk_ok(desk, by_import(desk, T0 - 89 * DAY_MS),
            ANSWERED(CSAT("old"), .score = 2, .agent_id = VIC));
    expect_all(desk, "1 csat mailer:old @-90 2@-89 t0 c1 a5 - -\n");
    desk_expect_sound(desk);
}

/* What people think of a ticket is nothing that was done to it. */
static void a_survey_is_no_work_on_the_ticket(void **state)
{
    struct desk *desk = *state;
    int64_t id = assigned_ticket(desk);
    struct sup_ticket *ticket = NULL;
    struct sup_history *history = NULL;
    uint32_t seen;

    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = id),
                                  &history));
    seen = history->count;
    sup_free(history);
    day_is(desk, 1);
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("a"), .ticket_id = id, .score = 4));
    ticket = desk_get(desk, id);
    assert_int_equal(ticket->updated_ms, T0);
    assert_int_equal(ticket->version, desk->receipt.version);
    sup_free(ticket);
    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = id),
                                  &history));
    assert_int_equal(history->count, seen + 1);
    sup_free(history);
    /* Closed tickets are answered about most often. */
    desk_move(desk, by_lee(desk), id, "closed");
    desk_ok(desk, by_integration(desk), ANSWERED(CSAT("b"), .ticket_id = id, .score = 5));
}

/* What is passed over is bounded: the page goes on from the last one that was looked at. */
static void a_page_looks_at_so_many_and_no_more(void **state)
{
    struct desk *desk = *state;
    struct sup_survey_list *list = NULL;
    char id[24];

    for (int i = 0; i <= SUP_SURVEYS_LOOKED_MAX; i++) {
        if (i == SUP_SURVEYS_LOOKED_MAX) {
            must(desk, sup_survey_list(desk->core, by_lee(desk),
                                       PARAMS(survey_list, .team = "risk"), &list));
            assert_int_equal(list->count, 0);
            assert_int_equal(list->next_after_id, 0); /* exactly so many are looked at */
            sup_free(list);
        }
        snprintf(id, sizeof id, "%d", i);
        desk_ok(desk, by_integration(desk),
                ANSWERED(.kind = SUP_SURVEY_PULSE, .survey_id = id, .score = 50));
    }
    must(desk,
         sup_survey_list(desk->core, by_lee(desk), PARAMS(survey_list, .team = "risk"), &list));
    assert_int_equal(list->count, 0);
    assert_int_equal(list->next_after_id, SUP_SURVEYS_LOOKED_MAX);
    sup_free(list);
    must(desk, sup_survey_list(desk->core, by_lee(desk),
                               PARAMS(survey_list, .after_id = SUP_SURVEYS_LOOKED_MAX), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
}

static const struct CMUnitTest tests[] = {
    desk_test(an_answer_keeps_what_the_ticket_was_when_it_was_given),
    desk_test(who_replied_last_is_meant_where_nobody_has_the_ticket),
    desk_test(a_report_has_one_effect_and_another_is_a_conflict),
    desk_test(reports_come_in_any_order),
    desk_test(an_answer_is_corrected_only_when_that_is_said),
    desk_test(an_import_tells_how_an_answer_is),
    desk_test(each_kind_has_its_scores),
    desk_test(an_nps_is_no_tickets_and_a_pulse_no_customers),
    desk_test(what_does_not_fit_is_told),
    desk_test(merges_are_looked_up),
    desk_test(comments_are_erased_and_scores_stay),
    desk_test(who_was_asked_is_erased_and_the_answer_of_another_stays),
    desk_test(history_of_other_systems_is_told_as_it_was),
    desk_test(a_survey_is_no_work_on_the_ticket),
    desk_test(a_page_looks_at_so_many_and_no_more),
};

DESK_MAIN(tests)
