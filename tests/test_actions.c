/*
 * test_actions.c: what the library itself does, as rows of the authority matrix: the whole table of
 * operations by the four effects, and what an approval of one is for.
 */
#include "request_fixture.h"

#include "policy/policy.h"

/* Lee, a lead, does it, and Ada, an admin, approves. */
enum { CID = 3 };                       /* a customer of whom no more is known */
enum { OLD = 1, OTHER = 2, RISEN = 3 }; /* tickets of Ann: two, and one on the second floor */

static char next_policy[20000]; /* a document to be activated */

/* Of an operation that the table says is governed: what it is called with, what the request for it
 * is about, and what the last event of it is. */
struct use {
    int32_t operation;
    const char *done; /* the kind of the event that tells that it was done */
    int64_t ticket;
    int64_t customer;
    const char *subject;
    const char *other; /* another subject, for which nobody asked */
};

static const struct use uses[] = {
    {SUP_OP_TICKET_REPLY, "ticket.moved", OLD, 0, NULL, NULL},
    {SUP_OP_TICKET_NOTE, "ticket.moved", OLD, 0, NULL, NULL},
    {SUP_OP_TICKET_MOVE, "ticket.moved", OLD, 0, NULL, NULL},
    {SUP_OP_POLICY_ACTIVATE, "policy.activated", 0, 0, "next", "builtin"},
    {SUP_OP_POLICY_ROLLBACK, "policy.activated", 0, 0, "builtin", "next"},
    {SUP_OP_CUSTOMER_MERGE, "customer.merged", 0, CID, "1", "2"},
    {SUP_OP_TICKET_MERGE, "ticket.merged", OLD, 0, "2", "3"},
    {SUP_OP_CUSTOMER_ERASE, "customer.erased", 0, BEN, NULL, NULL},
    {SUP_OP_CUSTOMER_EXPORT, NULL, 0, ANN, "without_notes", NULL},
    {SUP_OP_FLOOR_LOWER, "floor.returned", RISEN, 0, "first", "second"},
};

enum { USES = sizeof uses / sizeof uses[0] };

static const struct use *use_of(int32_t operation)
{
    for (size_t i = 0; i < USES; i++) {
        if (uses[i].operation == operation) {
            return &uses[i];
        }
    }
    return NULL;
}

/* ---- a desk ---- */

/* Words of the cases as what they stand for. */
static const char *subject_of(const char *word)
{
    static char digests[2][SUP_POLICY_DIGEST_BYTES + 1];
    int is_next = word && strcmp(word, "next") == 0;
    int is_builtin = word && strcmp(word, "builtin") == 0;
    const char *document = is_next ? next_policy : sup__policy_builtin();

    if (!is_next && !is_builtin) {
        return word;
    }
    assert_int_equal(sup__policy_digest(document, strlen(document), digests[is_next]), 0);
    return digests[is_next];
}

#define TWO_FLOORS "\"floors\": [{\"name\": \"first\"}, {\"name\": \"second\"}], "
#define APPROVED_BY_ADMIN                                                                          \
    "\"effect\": \"needs_approval\", \"approval\": {\"roles\": [\"admin\"], \"within\": \"PT4H\"}"

static void activate(struct desk *desk, const char *rows)
{
    char sections[4000];

    snprintf(sections, sizeof sections,
             TWO_FLOORS "\"authority\": {\"execute_within\": \"PT6H\", \"matrix\": [%s]}", rows);
    sla_activate(desk, sections);
}

/* Under a policy with these rows, and a ticket that was raised. */
static void begin(struct desk *desk, const char *rows)
{
    activate(desk, rows);
    snprintf(next_policy, sizeof next_policy, " %s", sup__policy_builtin());
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cid"));
    assert_int_equal(desk->receipt.id, CID);
    assert_int_equal(desk_ticket(desk), OLD);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Second"));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Risen"));
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = RISEN, .floor = "second"));
    desk_move(desk, by_lee(desk), OLD, "solved");
}

/* One row for the action, alone. */
static void begin_with(struct desk *desk, const char *action, const char *effect)
{
    char row[600];

    snprintf(row, sizeof row, "{\"name\": \"rule\", \"remedies\": [\"%s\"], %s}", action, effect);
    begin(desk, row);
}

static int32_t do_it(struct desk *desk, const struct sup_caller *who, const struct use *use,
                     int64_t request, const char *why)
{
    struct sup_customer_export *document = NULL;
    int32_t code;

    switch (use->operation) {
    case SUP_OP_TICKET_REPLY:
    case SUP_OP_TICKET_NOTE:
        return desk_run(desk, who, use->operation,
                        PARAMS(ticket_message, .ticket_id = use->ticket, .body = "Done.",
                               .status = "closed", .request_id = request, .rationale = why));
    case SUP_OP_TICKET_MOVE:
        return desk_run(desk, who, use->operation,
                        PARAMS(ticket_move, .ticket_id = use->ticket, .status = "closed",
                               .request_id = request, .rationale = why));
    case SUP_OP_POLICY_ACTIVATE:
        return desk_run(
            desk, who, use->operation,
            PARAMS(policy, .document = next_policy, .request_id = request, .rationale = why));
    case SUP_OP_POLICY_ROLLBACK:
        return desk_run(
            desk, who, use->operation,
            PARAMS(policy_rollback, .is_builtin = 1, .request_id = request, .rationale = why));
    case SUP_OP_CUSTOMER_MERGE:
        return desk_run(desk, who, use->operation,
                        PARAMS(customer_merge, .customer_id = use->customer, .into = ANN,
                               .evidence = "e", .request_id = request, .rationale = why));
    case SUP_OP_TICKET_MERGE:
        return desk_run(desk, who, use->operation,
                        PARAMS(ticket_merge, .ticket_id = use->ticket, .into = OTHER,
                               .request_id = request, .rationale = why));
    case SUP_OP_CUSTOMER_ERASE:
        return desk_run(desk, who, use->operation,
                        PARAMS(customer_erase, .customer_id = use->customer, .reason = "r",
                               .request_id = request, .rationale = why));
    case SUP_OP_FLOOR_LOWER:
        return desk_run(desk, who, use->operation,
                        PARAMS(floor_lower, .ticket_id = use->ticket, .floor = "first",
                               .request_id = request, .rationale = why));
    default:
        assert_int_equal(use->operation, SUP_OP_CUSTOMER_EXPORT);
        code =
            sup_customer_export(desk->core, who,
                                PARAMS(customer_export, .customer_id = use->customer,
                                       .without_notes = 1, .request_id = request, .rationale = why),
                                &document);
        assert_true((code == SUP_OK) == (document != NULL));
        sup_free(document);
        return code;
    }
}

static int32_t ask_for(struct desk *desk, const struct sup_caller *who, const struct use *use,
                       const char *subject)
{
    const char *action = sup_operation_numbered(use->operation)->governed_by;

    desk->receipt = (struct sup_receipt){.size = sizeof desk->receipt};
    return desk_run(desk, who, SUP_OP_AUTHORITY_REQUEST,
                    PARAMS(authority_request, .remedy = action, .ticket_id = use->ticket,
                           .customer_id = use->customer, .subject = subject_of(subject),
                           .rationale = "They ask."));
}

static int64_t asked(struct desk *desk, const struct use *use)
{
    desk_must(desk, ask_for(desk, by_ada(desk), use, use->subject), __FILE__, __LINE__);
    return desk->receipt.id;
}

/* Of the events since then: how many are of that kind. */
static int events_of(struct desk *desk, int64_t after, const char *kind)
{
    struct sup_event_list *list = NULL;
    int count = 0;

    must(desk,
         sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .after_id = after), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        count += strcmp(list->items[i].name, kind) == 0;
    }
    sup_free(list);
    return count;
}

static void expect_done(struct desk *desk, const struct use *use, int64_t after, int times)
{
    if (use->done) {
        assert_int_equal(events_of(desk, after, use->done), times);
    }
}

/* ---- the table ---- */

typedef void what_is_so(struct desk *desk, const struct use *use);

/* What is checked is so for each governed operation, on a desk of its own. */
static void for_each_use(const char *effect, what_is_so *check)
{
    for (size_t i = 0; i < USES; i++) {
        void *state = NULL;

        assert_int_equal(desk_setup(&state), 0);
        begin_with(state, sup_operation_numbered(uses[i].operation)->governed_by, effect);
        check(state, &uses[i]);
        desk_expect_sound(state);
        assert_int_equal(desk_teardown(&state), 0);
    }
}

static void each_governed_operation_has_its_case_and_takes_a_request(void **state)
{
    size_t governed = 0;

    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        int takes = 0;

        for (uint32_t j = 0; j < operation->params->field_count; j++) {
            takes |= strcmp(operation->params->fields[j].name, "rationale") == 0 &&
                     strcmp(operation->name, "authority.request") != 0;
        }
        assert_int_equal(takes, operation->governed_by != NULL);
        assert_int_equal(use_of(operation->number) != NULL, operation->governed_by != NULL);
        governed += operation->governed_by != NULL;
        assert_true(!operation->governed_by || sup__is_own_action(operation->governed_by));
        /* All others have what their role must allow, and no second entry. */
        assert_true(operation->action[0] != '\0');
    }
    assert_int_equal(governed, USES);
}

static void nobody_asks(struct desk *desk, const struct use *use)
{
    int64_t after = desk_sequence(desk);

    must(desk, do_it(desk, by_ada(desk), use, 0, NULL));
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.taken"), 0);
}

static void without_a_row_the_rights_decide_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < USES; i++) {
        void *one = NULL;

        assert_int_equal(desk_setup(&one), 0);
        begin(one, "{\"name\": \"all\", \"remedies\": [\"*\"], \"effect\": \"refuse\"}");
        must_fail((struct desk *)one, SUP_MSG_ACTION_FREE, "remedy",
                  ask_for(one, by_ada(one), &uses[i], uses[i].subject));
        must_fail((struct desk *)one, SUP_MSG_ACTION_FREE, "request_id",
                  do_it(one, by_ada(one), &uses[i], 1, NULL));
        nobody_asks(one, &uses[i]);
        assert_int_equal(desk_teardown(&one), 0);
    }
}

static void is_allowed(struct desk *desk, const struct use *use)
{
    int64_t after = desk_sequence(desk);
    struct sup_remedy_request *made;

    must(desk, do_it(desk, by_ada(desk), use, 0, "Because."));
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.taken"), 1);
    made = request_of(desk, 1);
    assert_int_equal(made->state, SUP_REQUEST_CONFIRMED);
    assert_int_equal(made->effect, SUP_EFFECT_ALLOW);
    assert_string_equal(made->row, "rule");
    assert_string_equal(made->remedy, sup_operation_numbered(use->operation)->governed_by);
    assert_int_equal(made->ticket_id, use->ticket);
    assert_int_equal(made->actor_id, ADA);
    if (!use->ticket) {
        assert_int_equal(made->customer_id, use->customer);
    }
    assert_true(!use->subject == !made->subject);
    if (use->subject) {
        assert_string_equal(made->subject, subject_of(use->subject));
    }
    sup_free(made);
}

static void what_a_row_allows_is_done_and_recorded(void **state)
{
    (void)state;
    for_each_use("\"effect\": \"allow\"", is_allowed);
}

static void takes_a_rationale(struct desk *desk, const struct use *use)
{
    char *before = desk_dump(desk->store, 0, NULL);
    struct sup_remedy_request *made;
    int64_t after = desk_sequence(desk);

    must_fail(desk, SUP_MSG_REMEDY_RATIONALE, "rationale", do_it(desk, by_ada(desk), use, 0, NULL));
    must_fail(desk, SUP_MSG_REMEDY_RATIONALE, "rationale", do_it(desk, by_ada(desk), use, 0, ""));
    desk_expect_unchanged(desk, before);
    must(desk, do_it(desk, by_ada(desk), use, 0, "Because."));
    expect_done(desk, use, after, 1);
    made = request_of(desk, 1);
    if (use->operation != SUP_OP_CUSTOMER_ERASE) { /* what was said of them went with them */
        assert_string_equal(made->rationale, "Because.");
    } else {
        assert_null(made->rationale);
    }
    sup_free(made);
}

static void what_takes_a_rationale_names_it(void **state)
{
    (void)state;
    for_each_use("\"effect\": \"allow_with_rationale\"", takes_a_rationale);
}

static void is_refused(struct desk *desk, const struct use *use)
{
    int64_t after = desk_sequence(desk);

    must_fail(desk, SUP_MSG_REMEDY_REFUSED, "remedy",
              do_it(desk, by_ada(desk), use, 0, "Because."));
    assert_non_null(strstr(sup_last_error(desk->core)->text, "the row rule refuses it"));
    assert_int_equal(desk_sequence(desk), after + 1);
    assert_int_equal(events_of(desk, after, "remedy.refused"), 1);
    expect_state(desk, 1, SUP_REQUEST_REFUSED);
    must_fail(desk, SUP_MSG_REMEDY_REFUSED, "remedy",
              ask_for(desk, by_ada(desk), use, use->subject));
    /* Neither the host nor the past is asked. */
    must(desk, do_it(desk, by_system(desk), use, 0, NULL));
}

static void what_a_row_refuses_is_recorded(void **state)
{
    (void)state;
    for_each_use("\"effect\": \"refuse\"", is_refused);
}

static void is_approved_once(struct desk *desk, const struct use *use)
{
    static const char *const roles[] = {"admin"};
    int64_t after = desk_sequence(desk);
    int64_t request;
    int64_t max;

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = "Max", .roles = roles, .role_count = 1));
    max = desk->receipt.id;
    must_fail(desk, SUP_MSG_ACTION_APPROVAL, "request_id",
              do_it(desk, by_ada(desk), use, 0, "Because."));
    request = asked(desk, use);
    must_fail(desk, SUP_MSG_REQUEST_STATE, "request_id",
              do_it(desk, by_ada(desk), use, request, NULL));
    desk_fails(desk, SUP_MSG_APPROVAL_OWN, "request_id", by_ada(desk), APPROVE(request));
    desk_ok(desk, by(desk, SUP_ACTOR_AGENT, max), APPROVE(request));
    expect_state(desk, request, SUP_REQUEST_GRANTED);
    /* It is nothing that the shop gives, nor somebody else's. */
    desk_fails(desk, SUP_MSG_ACTION_OWN, "request_id", by_ada(desk), EXECUTE(request));
    must_fail(desk, SUP_MSG_REQUEST_FOREIGN, "request_id",
              do_it(desk, by(desk, SUP_ACTOR_AGENT, max), use, request, NULL));
    expect_done(desk, use, after, 0);
    must(desk, do_it(desk, by_ada(desk), use, request, NULL));
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.request_used"), 1);
    expect_state(desk, request, SUP_REQUEST_CONFIRMED);
    /* And once only. */
    assert_int_not_equal(do_it(desk, by_ada(desk), use, request, NULL), SUP_OK);
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.request_used"), 1);
}

static void what_needs_approval_is_done_once_it_is_approved(void **state)
{
    (void)state;
    for_each_use(APPROVED_BY_ADMIN, is_approved_once);
}

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

static void an_approval_is_void_when_the_ticket_rose_or_the_policy_changed(void **state)
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
    assert_int_equal(desk_tick(desk), 1);
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
        cmocka_unit_test(each_governed_operation_has_its_case_and_takes_a_request),
        cmocka_unit_test(without_a_row_the_rights_decide_alone),
        cmocka_unit_test(what_a_row_allows_is_done_and_recorded),
        cmocka_unit_test(what_takes_a_rationale_names_it),
        cmocka_unit_test(what_a_row_refuses_is_recorded),
        cmocka_unit_test(what_needs_approval_is_done_once_it_is_approved),
        cmocka_unit_test(an_approval_is_for_its_subject_alone),
        desk_test(an_approval_is_for_its_action_its_ticket_and_its_customer),
        desk_test(an_approval_is_void_when_more_became_that_person),
        desk_test(an_approval_is_void_when_the_ticket_rose_or_the_policy_changed),
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
