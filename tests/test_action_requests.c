/*
 * test_action_requests.c: what an approval of something that the library does is for, how long it
 * is good, and what is not asked at all.
 */
#include "action_fixture.h"

/* ---- what an approval is for ---- */

static int64_t approved(struct desk *desk, const struct use *use)
{
    static const char *const roles[] = {"admin"};
    int64_t request = asked(desk, use);

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = "Max", .roles = roles, .role_count = 1));
    desk_ok(desk, by(desk, SUP_ACTOR_AGENT, desk->receipt.id), APPROVE(request));
    return request;
}

static void is_for_that_alone(struct desk *desk, const struct use *use)
{
    struct use another = *use;
    int64_t request;

    if (!use->other) {
        return;
    }
    another.subject = use->other;
    request = approved(desk, &another);
    must_fail(desk, SUP_MSG_ACTION_OTHER, "request_id",
              do_it(desk, by_ada(desk), use, request, NULL));
    expect_state(desk, request, SUP_REQUEST_GRANTED);
}

static void an_approval_is_for_its_subject_alone(void **state)
{
    (void)state;
    for_each_use(APPROVED_BY_ADMIN, is_for_that_alone);
}

static void an_approval_is_for_its_action_its_ticket_and_its_customer(void **state)
{
    struct desk *desk = *state;
    struct use closing = *use_of(SUP_OP_TICKET_MOVE);
    struct use exporting = *use_of(SUP_OP_CUSTOMER_EXPORT);
    struct use erasing = *use_of(SUP_OP_CUSTOMER_ERASE);
    int64_t close;
    int64_t export;

    begin(desk, "{\"name\": \"rule\", \"remedies\": [\"ticket.*\", \"customer.*\"]"
                ", " APPROVED_BY_ADMIN "}");
    close = approved(desk, &closing);
    export = approved(desk, &exporting);
    closing.ticket = OTHER;
    must_fail(desk, SUP_MSG_ACTION_OTHER, "request_id",
              do_it(desk, by_ada(desk), &closing, close, NULL));
    must_fail(desk, SUP_MSG_ACTION_OTHER, "request_id",
              do_it(desk, by_ada(desk), use_of(SUP_OP_TICKET_MERGE), close, NULL));
    erasing.customer = ANN;
    must_fail(desk, SUP_MSG_ACTION_OTHER, "request_id",
              do_it(desk, by_ada(desk), &erasing, export, NULL));
    exporting.customer = BEN;
    must_fail(desk, SUP_MSG_ACTION_OTHER, "request_id",
              do_it(desk, by_ada(desk), &exporting, export, NULL));
    must_fail(desk, SUP_MSG_REQUEST_UNKNOWN, "request_id",
              do_it(desk, by_ada(desk), &exporting, 99, NULL));
    /* Whole is more than without notes, for which it was. */
    must_fail(desk, SUP_MSG_ACTION_OTHER, "request_id",
              sup_customer_export(desk->core, by_ada(desk),
                                  PARAMS(customer_export, .customer_id = ANN, .request_id = export),
                                  NULL));
    must(desk, do_it(desk, by_ada(desk), use_of(SUP_OP_CUSTOMER_EXPORT), export, NULL));
    must(desk, do_it(desk, by_ada(desk), use_of(SUP_OP_TICKET_MOVE), close, NULL));
    desk_expect_sound(desk);
}

/* Whoever became the same person meanwhile would be erased as well. */
static void an_approval_is_void_when_more_became_that_person(void **state)
{
    struct desk *desk = *state;
    const struct use *erasing = use_of(SUP_OP_CUSTOMER_ERASE);
    int64_t request;

    begin_with(desk, "customer.erase", APPROVED_BY_ADMIN);
    request = approved(desk, erasing);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = CID, .into = BEN, .evidence = "e"));
    must_fail(desk, SUP_MSG_REQUEST_VOID, "request_id",
              do_it(desk, by_ada(desk), erasing, request, NULL));
    expect_state(desk, request, SUP_REQUEST_VOID);
    desk_expect_sound(desk);
}

/* So an approval is void when somebody edits what it was for. */
static void what_is_approved_is_the_subject_as_well(void **state)
{
    struct desk *desk = *state;
    struct use merging = *use_of(SUP_OP_TICKET_MERGE);

    begin_with(desk, "ticket.merge", APPROVED_BY_ADMIN);
    (void)asked(desk, &merging);
    merging.subject = merging.other;
    (void)asked(desk, &merging);
    expect_other_digests(desk, 2);
}

static void an_approval_is_void_when_the_ticket_rose(void **state)
{
    struct desk *desk = *state;
    const struct use *lowering = use_of(SUP_OP_FLOOR_LOWER);
    int64_t request;

    begin_with(desk, "floor.lower", APPROVED_BY_ADMIN);
    request = approved(desk, lowering);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = RISEN, .floor = "third"));
    must_fail(desk, SUP_MSG_REQUEST_VOID, "request_id",
              do_it(desk, by_ada(desk), lowering, request, NULL));
    expect_state(desk, request, SUP_REQUEST_VOID);
    desk_expect_sound(desk);
}

static void an_approval_is_void_when_the_policy_changed(void **state)
{
    struct desk *desk = *state;
    const struct use *lowering = use_of(SUP_OP_FLOOR_LOWER);
    static const char row[] =
        "{\"name\": \"rule\", \"remedies\": [\"floor.lower\"], " APPROVED_BY_ADMIN "}";
    int64_t request;

    begin(desk, row);
    request = approved(desk, lowering);
    activate(desk, row); /* the same again is another version */
    must_fail(desk, SUP_MSG_REQUEST_VOID, "request_id",
              do_it(desk, by_ada(desk), lowering, request, NULL));
    expect_state(desk, request, SUP_REQUEST_VOID);
    desk_expect_sound(desk);
}

/* ---- time ---- */

/* "state reminded" of a request that is about no ticket, as time passes. */
static void what_is_about_no_ticket_is_reminded_of_and_expires(void **state)
{
    struct desk *desk = *state;
    const struct use *erasing = use_of(SUP_OP_CUSTOMER_ERASE);
    int64_t after;
    int64_t request;

    begin_with(desk, "customer.erase",
               "\"effect\": \"needs_approval\", \"approval\": {\"roles\": [\"admin\"], "
               "\"within\": \"PT4H\", \"remind_after\": \"PT1H\"}");
    request = asked(desk, erasing);
    after = desk_sequence(desk);
    desk->now_ms += HOUR_MS - 1;
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms += 1;
    assert_int_equal(desk_tick(desk), 1);
    assert_int_equal(events_of(desk, after, "remedy.waits"), 1);
    desk->now_ms += 3 * HOUR_MS;
    /* Whether a tick comes first or the approval. */
    desk_fails(desk, SUP_MSG_REQUEST_STATE, "request_id", by_lee(desk), APPROVE(request));
    assert_int_equal(events_of(desk, after, "remedy.expired"), 1);
    expect_state(desk, request, SUP_REQUEST_EXPIRED);
    assert_int_equal(desk_tick(desk), 0);
    must_fail(desk, SUP_MSG_REQUEST_STATE, "request_id",
              do_it(desk, by_ada(desk), erasing, request, NULL));
    desk_expect_sound(desk);
}

static void what_was_granted_is_used_within_its_time(void **state)
{
    struct desk *desk = *state;
    const struct use *exporting = use_of(SUP_OP_CUSTOMER_EXPORT);
    int64_t first;
    int64_t second;

    begin_with(desk, "customer.export", APPROVED_BY_ADMIN);
    first = approved(desk, exporting);
    second = approved(desk, exporting);
    desk->now_ms += 6 * HOUR_MS - 1;
    must(desk, do_it(desk, by_ada(desk), exporting, first, NULL));
    desk->now_ms += 1;
    must_fail(desk, SUP_MSG_REQUEST_STATE, "request_id",
              do_it(desk, by_ada(desk), exporting, second, NULL));
    desk_expect_sound(desk);
}

static void who_approved_has_to_be_allowed_to_still(void **state)
{
    static const char *const viewer[] = {"viewer"};
    struct desk *desk = *state;
    const struct use *exporting = use_of(SUP_OP_CUSTOMER_EXPORT);
    int64_t request;

    begin_with(desk, "customer.export", APPROVED_BY_ADMIN);
    request = approved(desk, exporting);
    desk_ok(
        desk, by_system(desk), SUP_OP_AGENT_SAVE,
        PARAMS(agent_save, .agent_id = VIC + 1, .name = "Max", .roles = viewer, .role_count = 1));
    must_fail(desk, SUP_MSG_REQUEST_VOID, "request_id",
              do_it(desk, by_ada(desk), exporting, request, NULL));
}

/* ---- limits ---- */

static int32_t close_one(struct desk *desk, const struct sup_caller *who)
{
    int64_t ticket = desk_ticket(desk);

    desk_move(desk, by_system(desk), ticket, "solved");
    return desk_run(desk, who, SUP_OP_TICKET_MOVE,
                    PARAMS(ticket_move, .ticket_id = ticket, .status = "closed"));
}

/* Two a day; a third needs somebody's yes. */
static void so_many_are_done_in_a_window(void **state)
{
    struct desk *desk = *state;
    int64_t after;

    begin(desk, "{\"name\": \"few\", \"remedies\": [\"ticket.close\"], \"effect\": \"allow\", "
                "\"limits\": [{\"per\": \"agent\", \"within\": \"P1D\", \"count\": 2}]}");
    must(desk, close_one(desk, by_priya(desk)));
    must(desk, close_one(desk, by_priya(desk)));
    after = desk_sequence(desk);
    must_fail(desk, SUP_MSG_REMEDY_LIMIT, "remedy", close_one(desk, by_priya(desk)));
    assert_int_equal(events_of(desk, after, "remedy.refused"), 1);
    must(desk, close_one(desk, by_lee(desk)));
    desk->now_ms += DAY_MS;
    must(desk, close_one(desk, by_priya(desk)));
    desk_expect_sound(desk);
}

/* What the desk closes by itself is nobody's. */
static void what_time_closes_is_not_asked(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    begin_with(desk, "ticket.close", "\"effect\": \"refuse\"");
    ticket = desk_ticket(desk);
    desk_move(desk, by_priya(desk), ticket, "solved");
    desk->now_ms += AUTO_CLOSE_MS;
    desk_tick(desk);
    desk_expect_status(desk, ticket, "closed");
    /* To where it is already nothing is done; anywhere else nothing is asked. */
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = ticket, .status = "closed"));
    ticket = desk_ticket(desk);
    desk_move(desk, by_priya(desk), ticket, "pending");
    desk_fails(desk, SUP_MSG_ACTION_FREE, "request_id", by_priya(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = ticket, .status = "solved", .request_id = 1));
    desk_expect_sound(desk);
}

static void an_import_tells_what_was_done(void **state)
{
    struct desk *desk = *state;

    begin_with(desk, "ticket.close", "\"effect\": \"refuse\"");
    desk_ok(desk, by_import(desk, desk->now_ms), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = OLD, .status = "closed"));
    desk_fails(desk, SUP_MSG_ACTION_FREE, "request_id", by_import(desk, desk->now_ms),
               SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = OTHER, .status = "closed", .request_id = 1));
}

/* ---- other doors ---- */

/* In one batch a request is made and used. */
static void a_batch_asks_and_does(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_AUTHORITY_REQUEST,
         .params = PARAMS(authority_request, .remedy = "ticket.close", .ticket_id = OLD)},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_MOVE,
         .params = PARAMS(ticket_move, .ticket_id = OLD, .status = "closed", .request_id = -1)},
    };

    begin_with(desk, "ticket.close", "\"effect\": \"allow\"");
    must(desk, sup_batch(desk->core, by_priya(desk), items, 2));
    desk_expect_status(desk, OLD, "closed");
    expect_state(desk, 1, SUP_REQUEST_CONFIRMED);
    desk_expect_sound(desk);
}

/* What rolls back takes the record along. */
static void what_is_not_done_uses_nothing_up(void **state)
{
    struct desk *desk = *state;
    struct use merging = *use_of(SUP_OP_TICKET_MERGE);
    int64_t request;
    char *before;

    begin_with(desk, "ticket.merge", APPROVED_BY_ADMIN);
    request = approved(desk, &merging);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = OTHER, .status = "solved"));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = OTHER, .status = "closed"));
    before = desk_dump(desk->store, 0, NULL);
    assert_int_equal(do_it(desk, by_ada(desk), &merging, request, NULL), SUP_REFUSED);
    desk_expect_only_refusal(desk, before);
    expect_state(desk, request, SUP_REQUEST_GRANTED);
}

static void asking_says_what_it_is_about(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *field;
        int32_t message;
        struct sup_authority_request_params params;
    } wrong[] = {
        {"ticket_id", SUP_MSG_ARGUMENT_MISSING, {.remedy = "ticket.close"}},
        {"subject",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "ticket.close", .ticket_id = 1, .subject = "2"}},
        {"customer_id",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "ticket.close", .ticket_id = 1, .customer_id = 1}},
        {"order",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "ticket.close", .ticket_id = 1, .order = &request_order}},
        {"subject", SUP_MSG_ACTION_SUBJECT, {.remedy = "ticket.merge", .ticket_id = 1}},
        {"subject",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "ticket.merge", .ticket_id = 1, .subject = "02"}},
        {"subject",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "ticket.merge", .ticket_id = 1, .subject = "1"}},
        {"subject",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "ticket.merge", .ticket_id = 1, .subject = "0"}},
        {"subject",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "floor.lower", .ticket_id = 1, .subject = "cellar"}},
        {"ticket_id",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "customer.erase", .ticket_id = 1, .customer_id = 1}},
        {"customer_id", SUP_MSG_ARGUMENT_MISSING, {.remedy = "customer.erase"}},
        {"customer_id", SUP_MSG_CUSTOMER_UNKNOWN, {.remedy = "customer.erase", .customer_id = 99}},
        {"subject",
         SUP_MSG_ACTION_SUBJECT,
         {.remedy = "customer.export", .customer_id = 1, .subject = "all"}},
        {"subject", SUP_MSG_ACTION_SUBJECT, {.remedy = "policy.activate"}},
        {"subject", SUP_MSG_ACTION_SUBJECT, {.remedy = "policy.activate", .subject = "AB"}},
        {"ticket_id", SUP_MSG_ARGUMENT_MISSING, {.remedy = "exchange"}},
        {"subject", SUP_MSG_ACTION_SUBJECT, {.remedy = "exchange", .ticket_id = 1, .subject = "2"}},
        {"amount",
         SUP_MSG_REMEDY_AMOUNT,
         {.remedy = "ticket.close", .ticket_id = 1, .amount = "1.00", .currency = "EUR"}},
    };

    begin(desk,
          "{\"name\": \"rule\", \"remedies\": [\"ticket.*\", \"customer.*\", \"floor.lower\", "
          "\"policy.activate\", \"exchange\"], \"effect\": \"allow\"}");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct sup_authority_request_params params = wrong[i].params;

        params.size = sizeof params;
        desk_fails(desk, wrong[i].message, wrong[i].field, by_ada(desk), SUP_OP_AUTHORITY_REQUEST,
                   &params);
    }
}

static void what_would_be_said_is_told_before(void **state)
{
    struct desk *desk = *state;
    struct sup_authority_answer *answer = NULL;
    struct sup_offer *offer = NULL;
    int is_close_told = 0;
    int is_merge_told = 0;

    begin(desk, "{\"name\": \"rule\", \"remedies\": [\"ticket.close\"], \"effect\": \"allow\"}");
    must(desk, sup_authority_check(
                   desk->core, by_priya(desk),
                   PARAMS(authority_check, .remedy = "ticket.close", .ticket_id = OLD), &answer));
    assert_int_equal(answer->effect, SUP_EFFECT_ALLOW);
    assert_string_equal(answer->row, "rule");
    sup_free(answer);
    must(desk,
         sup_authority_check(
             desk->core, by_priya(desk),
             PARAMS(authority_check, .remedy = "customer.erase", .customer_id = ANN), &answer));
    assert_int_equal(answer->effect, SUP_EFFECT_ALLOW);
    assert_null(answer->row);
    assert_string_equal(
        answer->why, "no row of the authority matrix names it: who has the right to it may do it");
    sup_free(answer);
    must(desk,
         sup_authority_offer(desk->core, by_priya(desk),
                             PARAMS(authority_offer, .ticket_id = OLD, .currency = "EUR"), &offer));
    for (uint32_t i = 0; i < offer->count; i++) {
        is_close_told |= strcmp(offer->items[i].remedy, "ticket.close") == 0;
        is_merge_told |= strcmp(offer->items[i].remedy, "ticket.merge") == 0;
    }
    sup_free(offer);
    assert_true(is_close_told);
    assert_false(is_merge_told);
}

/* ---- erasing ---- */

static int holds(struct desk *desk, const char *text)
{
    char *dump = desk_dump(desk->store, 0, NULL);
    int found = strstr(dump, text) != NULL;

    free(dump);
    return found;
}

/* What was said of somebody outside tickets is exported, and goes with them. */
static void what_was_said_of_a_person_is_theirs(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_export *document = NULL;
    const struct use *exporting = use_of(SUP_OP_CUSTOMER_EXPORT);

    begin(desk, "{\"name\": \"rule\", \"remedies\": [\"customer.export\"], \"effect\": "
                "\"allow_with_rationale\"}");
    must(desk, do_it(desk, by_ada(desk), exporting, 0, "Ann's lawyer wrote."));
    must(desk, ask_for(desk, by_ada(desk), exporting, NULL));
    assert_true(holds(desk, "Ann's lawyer wrote."));
    must(desk, sup_customer_export(desk->core, by_system(desk),
                                   PARAMS(customer_export, .customer_id = ANN), &document));
    assert_non_null(strstr(document->document, "Ann's lawyer wrote."));
    assert_non_null(strstr(document->document, "customer.export"));
    sup_free(document);
    desk_ok(desk, by_ada(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "r"));
    assert_false(holds(desk, "Ann's lawyer wrote."));
    assert_false(holds(desk, "They ask."));
    desk_expect_sound(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_approval_is_for_its_subject_alone),
        desk_test(an_approval_is_for_its_action_its_ticket_and_its_customer),
        desk_test(an_approval_is_void_when_more_became_that_person),
        desk_test(what_is_approved_is_the_subject_as_well),
        desk_test(an_approval_is_void_when_the_ticket_rose),
        desk_test(an_approval_is_void_when_the_policy_changed),
        desk_test(what_is_about_no_ticket_is_reminded_of_and_expires),
        desk_test(what_was_granted_is_used_within_its_time),
        desk_test(who_approved_has_to_be_allowed_to_still),
        desk_test(so_many_are_done_in_a_window),
        desk_test(what_time_closes_is_not_asked),
        desk_test(an_import_tells_what_was_done),
        desk_test(a_batch_asks_and_does),
        desk_test(what_is_not_done_uses_nothing_up),
        desk_test(asking_says_what_it_is_about),
        desk_test(what_would_be_said_is_told_before),
        desk_test(what_was_said_of_a_person_is_theirs),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
