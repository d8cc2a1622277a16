/*
 * action_fixture.h: what the library itself does, each operation that the table says is governed by
 * an action of the authority matrix, on a desk on which it has something to do.
 */
#ifndef TESTS_ACTION_FIXTURE_H
#define TESTS_ACTION_FIXTURE_H

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

static inline const struct use *use_of(int32_t operation)
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
static inline const char *subject_of(const char *word)
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

#define THREE_FLOORS                                                                               \
    "\"floors\": [{\"name\": \"first\"}, {\"name\": \"second\"}, {\"name\": \"third\"}], "
#define APPROVED_BY_ADMIN                                                                          \
    "\"effect\": \"needs_approval\", \"approval\": {\"roles\": [\"admin\"], \"within\": \"PT4H\"}"

static inline void activate(struct desk *desk, const char *rows)
{
    char sections[4000];

    snprintf(sections, sizeof sections,
             THREE_FLOORS "\"authority\": {\"execute_within\": \"PT6H\", \"matrix\": [%s]}", rows);
    sla_activate(desk, sections);
}

/* Under a policy with these rows, and a ticket that was raised. */
static inline void begin(struct desk *desk, const char *rows)
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
static inline void begin_with(struct desk *desk, const char *action, const char *effect)
{
    char row[600];

    snprintf(row, sizeof row, "{\"name\": \"rule\", \"remedies\": [\"%s\"], %s}", action, effect);
    begin(desk, row);
}

static inline int32_t do_it(struct desk *desk, const struct sup_caller *who, const struct use *use,
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

static inline int32_t ask_for(struct desk *desk, const struct sup_caller *who,
                              const struct use *use, const char *subject)
{
    const char *action = sup_operation_numbered(use->operation)->governed_by;

    desk->receipt = (struct sup_receipt){.size = sizeof desk->receipt};
    return desk_run(desk, who, SUP_OP_AUTHORITY_REQUEST,
                    PARAMS(authority_request, .remedy = action, .ticket_id = use->ticket,
                           .customer_id = use->customer, .subject = subject_of(subject),
                           .rationale = "They ask."));
}

static inline int64_t asked(struct desk *desk, const struct use *use)
{
    desk_must(desk, ask_for(desk, by_ada(desk), use, use->subject), __FILE__, __LINE__);
    return desk->receipt.id;
}

/* Of the events since then: how many are of that kind. */
static inline int events_of(struct desk *desk, int64_t after, const char *kind)
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

static inline void expect_done(struct desk *desk, const struct use *use, int64_t after, int times)
{
    if (use->done) {
        assert_int_equal(events_of(desk, after, use->done), times);
    }
}

typedef void what_is_so(struct desk *desk, const struct use *use);

/* What is checked is so for each governed operation, on a desk of its own. */
static inline void for_each_use(const char *effect, what_is_so *check)
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

#endif
