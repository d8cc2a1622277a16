/*
 * test_reviews.c: how well tickets were handled, and which of them are drawn to be looked at.
 */
#include "desk_fixture.h"
#include "shown.h"

#define REVIEW(...) SUP_OP_REVIEW_RECORD, PARAMS(review_record, __VA_ARGS__)
#define RATE(...)   SUP_OP_OUTCOME_RATE, PARAMS(outcome_rate, __VA_ARGS__)

/* ---- looking ---- */

/* "1 review t1 of 1 by 2 calls 80 x1 @0 risk legal [tone 70]: note". */
static void show_review(const struct sup_quality_review *review)
{
    show("%d %s t%d of %d by %d %s %d x%d @%d %s %s", (int)review->id,
         review->kind == SUP_REVIEW_SELF ? "self" : "review", (int)review->ticket_id,
         (int)review->agent_id, (int)review->reviewer_id, or_none(review->form), (int)review->score,
         (int)review->times, (int)((review->at_ms - T0) / DAY_MS), or_none(review->team),
         or_none(review->reason));
    for (uint32_t i = 0; i < review->section_count; i++) {
        show(" [%s %d]", review->sections[i].name, (int)review->sections[i].score);
    }
    if (review->note) {
        show(": %s", review->note);
    }
    show("\n");
}

static void expect(struct desk *desk, const struct sup_review_list_params *params,
                   const char *expected)
{
    struct sup_review_list_params page = *params;
    struct sup_review_list *list = NULL;

    show_none();
    do {
        must(desk, sup_review_list(desk->core, by_lee(desk), &page, &list));
        for (uint32_t i = 0; i < list->count; i++) {
            show_review(&list->items[i]);
        }
        page.after_id = list->next_after_id;
        sup_free(list);
    } while (page.after_id);
    assert_string_equal(shown, expected);
}

#define expect_all(desk, expected) expect((desk), PARAMS(review_list, .limit = 2), (expected))

/* A ticket of Ann's that an agent has. */
static int64_t ticket_of(struct desk *desk, int64_t agent)
{
    int64_t id = desk_ticket(desk);

    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = id, .agent_id = agent, .team = "risk"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = id, .reason = "legal"));
    return id;
}

/* ---- reviews ---- */

static void a_review_has_a_score_and_those_of_its_sections(void **state)
{
    static const struct sup_review_section sections[] = {{"tone", 70}, {"facts", 100}, {"zeal", 0}};
    struct desk *desk = *state;
    int64_t id = ticket_of(desk, PRIYA);

    desk_ok(desk, by_lee(desk),
            REVIEW(.ticket_id = id, .form = "calls", .score = 80, .sections = sections,
                   .section_count = 3, .note = "Good,\nbut curt."));
    assert_int_equal(desk->receipt.id, 1);
    expect_all(desk, "1 review t1 of 1 by 2 calls 80 x1 @0 risk legal [facts 100] [tone 70] [zeal "
                     "0]: Good,\nbut curt.\n");
    desk_ok(desk, by_integration(desk),
            REVIEW(.ticket_id = id, .agent_id = VIC, .reviewer_id = ADA, .score = 0));
    desk_ok(desk, by_integration(desk), REVIEW(.ticket_id = id, .score = 100));
    expect(desk, PARAMS(review_list, .reviewer_id = ADA),
           "2 review t1 of 5 by 3 - 0 x1 @0 risk legal\n");
    expect(desk, PARAMS(review_list, .agent_id = PRIYA, .form = "calls", .team = "risk"),
           "1 review t1 of 1 by 2 calls 80 x1 @0 risk legal [facts 100] [tone 70] [zeal "
           "0]: Good,\nbut curt.\n");
    expect(desk, PARAMS(review_list, .agent_id = PRIYA, .team = "frontline"), "");
    desk_expect_sound(desk);
}

static void a_review_that_is_given_again_takes_the_place_of_the_first(void **state)
{
    static const struct sup_review_section sections[] = {{"tone", 70}, {"facts", 100}};
    struct desk *desk = *state;
    int64_t id = ticket_of(desk, PRIYA);
    struct sup_history *history = NULL;
    int64_t before;

    desk_ok(desk, by_lee(desk),
            REVIEW(.ticket_id = id, .score = 80, .sections = sections, .section_count = 2,
                   .note = "a"));
    before = desk_sequence(desk);
    desk_ok(desk, by_lee(desk),
            REVIEW(.ticket_id = id, .score = 80, .sections = sections, .section_count = 2,
                   .note = "a"));
    assert_int_equal(desk_sequence(desk), before); /* nothing new */
    assert_int_equal(desk->receipt.id, 1);
    desk->now_ms += DAY_MS;
    desk_ok(desk, by_lee(desk),
            REVIEW(.ticket_id = id, .score = 60, .sections = sections, .section_count = 1));
    expect_all(desk, "1 review t1 of 1 by 2 - 60 x2 @1 risk legal [tone 70]\n");
    /* By another form, or by somebody else, it is another one. */
    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = id, .score = 10, .form = "mail"));
    desk_ok(desk, by_ada(desk), REVIEW(.ticket_id = id, .score = 20));
    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = id, .score = 30, .agent_id = VIC));
    expect_all(desk, "1 review t1 of 1 by 2 - 60 x2 @1 risk legal [tone 70]\n"
                     "2 review t1 of 1 by 2 mail 10 x1 @1 risk legal\n"
                     "3 review t1 of 1 by 3 - 20 x1 @1 risk legal\n"
                     "4 review t1 of 5 by 2 - 30 x1 @1 risk legal\n");
    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = id),
                                  &history));
    assert_string_equal(
        history->items[history->count - 4].sentence,
        "Lee Wong (agent) reviewed the work of Priya Nair (agent): 60 of 100, before it was "
        "80, tone 70.");
    sup_free(history);
    desk_expect_sound(desk);
}

static void nobody_reviews_their_own_work(void **state)
{
    struct desk *desk = *state;
    int64_t id = ticket_of(desk, LEE);

    desk_fails(desk, SUP_MSG_REVIEW_OWN, "agent_id", by_lee(desk),
               REVIEW(.ticket_id = id, .score = 100));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_REFUSED);
    desk_fails(desk, SUP_MSG_REVIEW_OWN, "agent_id", by_integration(desk),
               REVIEW(.ticket_id = id, .reviewer_id = LEE, .score = 100));
    /* Nor under another's name. */
    desk_fails(desk, SUP_MSG_REVIEW_SPEAKER, "reviewer_id", by_lee(desk),
               REVIEW(.ticket_id = id, .reviewer_id = ADA, .score = 100));
    expect_all(desk, "");
    desk_ok(desk, by_ada(desk), REVIEW(.ticket_id = id, .score = 70));
    desk_expect_sound(desk);
}

static void agents_rate_outcomes_once_each(void **state)
{
    struct desk *desk = *state;
    int64_t id = ticket_of(desk, PRIYA);
    struct sup_history *history = NULL;

    desk_ok(desk, by_priya(desk), RATE(.ticket_id = id, .score = 90, .note = "Happy."));
    desk_ok(desk, by_lee(desk), RATE(.ticket_id = id, .score = 50));
    desk_ok(desk, by_priya(desk), RATE(.ticket_id = id, .score = 40));
    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = id, .score = 80));
    expect(
        desk, PARAMS(review_list, .kind = SUP_REVIEW_SELF),
        "1 self t1 of 1 by 1 - 40 x2 @0 risk legal\n2 self t1 of 2 by 2 - 50 x1 @0 risk legal\n");
    expect(desk, PARAMS(review_list, .kind = SUP_REVIEW_COLLEAGUE),
           "3 review t1 of 1 by 2 - 80 x1 @0 risk legal\n");
    desk_fails(desk, SUP_MSG_REVIEW_SPEAKER, "agent_id", by_priya(desk),
               RATE(.ticket_id = id, .agent_id = LEE, .score = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "agent_id", by_integration(desk),
               RATE(.ticket_id = id, .score = 1));
    desk_ok(desk, by_integration(desk), RATE(.ticket_id = id, .agent_id = VIC, .score = 1));
    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = id),
                                  &history));
    assert_string_equal(history->items[history->count - 3].sentence,
                        "Priya Nair (agent) rated the outcome: 40 of 100, before it was 90.");
    assert_string_equal(history->items[history->count - 1].sentence,
                        "integration 0 said how Vic Torr (agent) rates the outcome: 1 of 100.");
    sup_free(history);
    desk_expect_sound(desk);
}

static void what_does_not_fit_is_told(void **state)
{
    static const struct sup_review_section twice[] = {{"tone", 70}, {"facts", 1}, {"tone", 70}};
    static const struct sup_review_section high[] = {{"tone", 70}, {"facts", 101}};
    struct desk *desk = *state;
    int64_t id = desk_ticket(desk);

    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "agent_id", by_lee(desk),
               REVIEW(.ticket_id = id, .score = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "score", by_lee(desk),
               REVIEW(.ticket_id = id, .agent_id = PRIYA, .score = 101));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "score", by_priya(desk),
               RATE(.ticket_id = id, .score = 101));
    desk_fails(desk, SUP_MSG_REVIEW_SECTION, "sections/2/name", by_lee(desk),
               REVIEW(.ticket_id = id, .agent_id = PRIYA, .score = 1, .sections = twice,
                      .section_count = 3));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "sections/1/score", by_lee(desk),
               REVIEW(.ticket_id = id, .agent_id = PRIYA, .score = 1, .sections = high,
                      .section_count = 2));
    desk_fails(desk, SUP_MSG_LIST_AFTER, "after_id", by_lee(desk), SUP_OP_REVIEW_LIST,
               PARAMS(review_list, .after_id = 1));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "team", by_lee(desk), SUP_OP_REVIEW_LIST,
               PARAMS(review_list, .team = "rsk"));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "to", by_lee(desk), SUP_OP_REVIEW_LIST,
               PARAMS(review_list, .from_ms = 2, .to_ms = 1));
}

static void notes_are_erased_and_merges_looked_up(void **state)
{
    struct desk *desk = *state;
    int64_t one = ticket_of(desk, PRIYA);
    int64_t two = ticket_of(desk, PRIYA);
    struct sup_customer_export *export = NULL;

    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = two, .score = 50, .note = "mark-1"));
    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = two, .score = 60, .note = "mark-2"));
    desk_ok(desk, by_priya(desk), RATE(.ticket_id = one, .score = 70, .note = "mark-3"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = two, .into = one));
    expect(desk, PARAMS(review_list, .ticket_id = one),
           "1 review t2 of 1 by 2 - 60 x2 @0 risk legal: mark-2\n"
           "2 self t1 of 1 by 1 - 70 x1 @0 risk legal: mark-3\n");
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN), &export));
    assert_non_null(strstr(export->document, "mark-1"));
    assert_non_null(strstr(export->document, "\"sup_review\":[{\"id\":"));
    sup_free(export);
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN, .without_notes = 1),
                                   &export));
    assert_null(strstr(export->document, "mark-"));
    assert_null(strstr(export->document, "sup_review"));
    sup_free(export);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    expect(
        desk, PARAMS(review_list, .ticket_id = one),
        "1 review t2 of 1 by 2 - 60 x2 @0 risk legal\n2 self t1 of 1 by 1 - 70 x1 @0 risk legal\n");
    desk_expect_sound(desk);
}

/* ---- samples ---- */

/* "1: 9 1 8 | 2: 3" and of how many. */
static void expect_sample(struct desk *desk, const struct sup_review_sample_params *params,
                          const char *expected)
{
    struct sup_review_sample *sample = NULL;
    uint32_t at = 0;

    must(desk, sup_review_sample(desk->core, by_lee(desk), params, &sample));
    show_none();
    for (uint32_t i = 0; i < sample->agent_count; i++) {
        show("%s%d of %d/%d:", i ? " | " : "", (int)sample->agents[i].agent_id,
             (int)sample->agents[i].drawn, (int)sample->agents[i].solved);
        for (; at < sample->count && sample->items[at].agent_id == sample->agents[i].agent_id;
             at++) {
            show(" %d", (int)sample->items[at].ticket_id);
            assert_string_equal(sample->items[at].channel, "email");
        }
    }
    assert_int_equal(at, sample->count);
    assert_string_equal(shown, expected);
    sup_free(sample);
}

#define DRAW(...) PARAMS(review_sample, .from_ms = T0, __VA_ARGS__)

/* Twelve of Priya's, 1 to 12, solved in the hours 0 to 11. The order of the draw was worked out
 * apart from the library: BLAKE2b-256 of the seed's length in four bytes, the seed, and the ticket
 * in eight, big-endian; for "week 12" that is 9 1 8 10 12 4 3 11 2 5 6 7. */
static void solve_twelve(struct desk *desk)
{
    for (int64_t i = 0; i < 12; i++) {
        int64_t id = ticket_of(desk, PRIYA);

        assert_int_equal(id, i + 1);
        desk->now_ms = T0 + i * HOUR_MS;
        desk_move(desk, by_lee(desk), id, "solved");
    }
}

static void a_sample_is_drawn_by_its_seed(void **state)
{
    struct desk *desk = *state;

    solve_twelve(desk);
    expect_sample(desk, DRAW(.each = 5, .seed = "week 12"), "1 of 5/12: 9 1 8 10 12");
    expect_sample(desk, DRAW(.each = 5, .seed = "week 12"), "1 of 5/12: 9 1 8 10 12");
    expect_sample(desk, DRAW(.each = 5, .seed = "week 13"), "1 of 5/12: 9 10 11 1 4");
    expect_sample(desk, DRAW(.each = 100, .seed = "week 12"),
                  "1 of 12/12: 9 1 8 10 12 4 3 11 2 5 6 7");
    /* Tickets 2 to 9, of which the last hour is not. */
    expect_sample(desk,
                  PARAMS(review_sample, .each = 3, .seed = "week 12", .from_ms = T0 + HOUR_MS,
                         .to_ms = T0 + 9 * HOUR_MS),
                  "1 of 3/8: 9 8 4");
    /* A ticket that comes later changes only what it is drawn before. */
    expect_sample(desk,
                  PARAMS(review_sample, .each = 3, .seed = "week 12", .from_ms = T0 + HOUR_MS,
                         .to_ms = T0 + 10 * HOUR_MS),
                  "1 of 3/9: 9 8 10");
}

static void what_needs_no_review_is_left_out(void **state)
{
    static const char *const spam = "spam";
    struct desk *desk = *state;
    int64_t id;

    solve_twelve(desk);
    desk_ok(desk, by_lee(desk), REVIEW(.ticket_id = 9, .score = 50));
    desk_ok(desk, by_priya(desk), RATE(.ticket_id = 1, .score = 50)); /* is no review */
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 8, .tags = &spam, .tag_count = 1));
    expect_sample(desk, DRAW(.each = 3, .seed = "week 12"), "1 of 3/12: 1 8 10");
    expect_sample(desk, DRAW(.each = 3, .seed = "week 12", .leave_out_tag = "spam"),
                  "1 of 3/12: 1 10 12");
    /* Merged, open again, nobody's: they are none of the solved ones of an agent. */
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 10, .into = 2));
    desk_move(desk, by_lee(desk), 12, "open");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN, PARAMS(ticket_assign, .ticket_id = 4));
    id = ticket_of(desk, LEE);
    desk_move(desk, by_lee(desk), id, "solved");
    expect_sample(desk, DRAW(.each = 3, .seed = "week 12"), "1 of 3/9: 1 8 3 | 2 of 1/1: 13");
    expect_sample(desk, PARAMS(review_sample, .each = 3, .seed = "week 12"), /* of all time */
                  "1 of 3/9: 1 8 3 | 2 of 1/1: 13");
    expect_sample(desk, DRAW(.each = 3, .seed = "week 12", .agent_id = LEE), "2 of 1/1: 13");
    expect_sample(desk, DRAW(.each = 3, .seed = "week 12", .team = "frontline"), "");
    /* A closed ticket was solved as well. */
    desk_move(desk, by_lee(desk), id, "closed");
    expect_sample(desk, DRAW(.each = 3, .seed = "week 12", .agent_id = LEE), "2 of 1/1: 13");
}

static void what_cannot_be_drawn_is_told(void **state)
{
    struct desk *desk = *state;

    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "each", by_lee(desk), SUP_OP_REVIEW_SAMPLE,
               DRAW(.each = 101, .seed = "a"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "seed", by_lee(desk), SUP_OP_REVIEW_SAMPLE,
               DRAW(.each = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "to", by_lee(desk), SUP_OP_REVIEW_SAMPLE,
               DRAW(.each = 1, .seed = "a", .to_ms = T0 - 1));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "team", by_lee(desk), SUP_OP_REVIEW_SAMPLE,
               DRAW(.each = 1, .seed = "a", .team = "rsk"));
    expect_sample(desk, DRAW(.each = 100, .seed = "a"), "");
}

static const struct CMUnitTest tests[] = {
    desk_test(a_review_has_a_score_and_those_of_its_sections),
    desk_test(a_review_that_is_given_again_takes_the_place_of_the_first),
    desk_test(nobody_reviews_their_own_work),
    desk_test(agents_rate_outcomes_once_each),
    desk_test(what_does_not_fit_is_told),
    desk_test(notes_are_erased_and_merges_looked_up),
    desk_test(a_sample_is_drawn_by_its_seed),
    desk_test(what_needs_no_review_is_left_out),
    desk_test(what_cannot_be_drawn_is_told),
};

DESK_MAIN(tests)
