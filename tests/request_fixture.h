/*
 * request_fixture.h: a desk on which remedies are given.
 *
 * Priya is an agent in the team frontline, Lee a lead, Ada an admin. Below 20.00 EUR a refund is
 * allowed, up to 60.00 with a rationale, both up to 60.00 an order and 100.00 an agent a day, over
 * which a lead approves. Three vouchers a customer in 30 days; two people approve goodwill.
 */
#ifndef TESTS_REQUEST_FIXTURE_H
#define TESTS_REQUEST_FIXTURE_H

#include "base/text.h"
#include "sla_fixture.h"

#define WINDOWS                                                                                    \
    "\"limits\": [{\"per\": \"order\", \"amount\": {\"EUR\": \"60.00\"}, \"counts\": "             \
    "[\"refund.*\"], \"beyond\": \"next\"}, {\"per\": \"agent\", \"within\": \"P1D\", \"amount\":" \
    " {\"EUR\": \"100.00\"}, \"counts\": [\"refund.*\"]}]"

static const char request_matrix[] =
    "\"authority\": {\"remedies\": [\"apology\"], \"execute_within\": \"PT6H\", \"matrix\": ["
    "{\"name\": \"small\", \"remedies\": [\"refund.*\"], \"roles\": [\"agent\", \"lead\"],"
    " \"amount\": {\"EUR\": {\"below\": \"20.00\"}}, \"effect\": \"allow\", " WINDOWS "},"
    "{\"name\": \"middle\", \"remedies\": [\"refund.*\"], \"roles\": [\"agent\", \"lead\"],"
    " \"amount\": {\"EUR\": {\"from\": \"20.00\", \"to\": \"60.00\"}},"
    " \"effect\": \"allow_with_rationale\", " WINDOWS "},"
    "{\"name\": \"large\", \"remedies\": [\"refund.*\"], \"roles\": [\"agent\", \"lead\"],"
    " \"amount\": {\"EUR\": {}, \"JPY\": {}}, \"effect\": \"needs_approval\","
    " \"approval\": {\"roles\": [\"lead\"], \"within\": \"PT4H\", \"remind_after\": \"PT1H\","
    " \"escalate_after\": \"PT2H\", \"escalate_to\": {\"roles\": [\"admin\"]}}},"
    "{\"name\": \"gesture\", \"remedies\": [\"goodwill\"], \"amount\": {\"EUR\": {}},"
    " \"effect\": \"needs_approval\", \"approval\": {\"roles\": [\"lead\", \"admin\"],"
    " \"quorum\": 2, \"within\": \"PT4H\", \"justification\": true}},"
    "{\"name\": \"vouchers\", \"remedies\": [\"voucher\"], \"amount\": {\"EUR\": {}},"
    " \"effect\": \"allow\", \"limits\": [{\"per\": \"customer\", \"within\": \"P30D\","
    " \"count\": 3}, {\"per\": \"order\", \"percent\": 12.5, \"of\": \"total\"}]},"
    "{\"name\": \"sorry\", \"remedies\": [\"apology\"], \"effect\": \"allow\","
    " \"limits\": [{\"per\": \"team\", \"within\": \"PT1H\", \"count\": 2},"
    " {\"per\": \"ticket\", \"count\": 1}]}]}";

static const struct sup_reference request_order = {"shop", "order", "1001"};

/* Fields of a request that many tests leave as they are. */
struct wish {
    int64_t ticket;
    const char *remedy;
    const char *amount;
    const char *rationale;
    const char *currency;
    const struct sup_reference *order;
};

#define WISH(id, ...) ((struct wish){.ticket = (id), __VA_ARGS__})

/* A refund, unless something else is named. */
static inline const char *remedy_of(const struct wish *wish)
{
    return wish->remedy ? wish->remedy : "refund.partial";
}

static inline void request_report(struct desk *desk, const char *name, const char *value)
{
    const struct sup_fact fact = {name, value};

    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &request_order, .facts = &fact, .fact_count = 1));
}

/* A ticket of Ann's about her order. */
static inline int64_t request_ticket(struct desk *desk)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Broken", .body = "It is.",
                   .references = &request_order, .reference_count = 1));
    return desk->receipt.ticket_id;
}

/* The desk with its policy; the ticket. */
static inline int64_t request_desk(struct desk *desk)
{
    static const char *const teams[] = {"frontline"};
    static const char *const roles[] = {"agent"};

    sla_activate(desk, request_matrix);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya", .roles = roles, .role_count = 1,
                   .teams = teams, .team_count = 1));
    return request_ticket(desk);
}

static inline int32_t request_try(struct desk *desk, const struct sup_caller *who,
                                  const struct wish *wish)
{
    desk->receipt = (struct sup_receipt){.size = sizeof desk->receipt};
    return sup_authority_request(desk->core, who,
                                 PARAMS(authority_request, .ticket_id = wish->ticket,
                                        .remedy = remedy_of(wish), .amount = wish->amount,
                                        .currency = wish->amount ? "EUR" : NULL,
                                        .order = wish->order, .rationale = wish->rationale),
                                 &desk->receipt);
}

/* The request's id. */
static inline int64_t request_ok(struct desk *desk, const struct sup_caller *who, struct wish wish)
{
    desk_must(desk, request_try(desk, who, &wish), __FILE__, __LINE__);
    return desk->receipt.id;
}

static inline void request_no(struct desk *desk, const struct sup_caller *who, int32_t message,
                              struct wish wish)
{
    int32_t code = request_try(desk, who, &wish);

    assert_int_not_equal(code, SUP_OK);
    assert_int_equal(sup_last_error(desk->core)->message_id, message);
    assert_int_equal(desk->receipt.id, 0);
}

#define EXECUTE(id)  SUP_OP_AUTHORITY_EXECUTE, PARAMS(authority_execute, .request_id = (id))
#define FAIL(id)     SUP_OP_AUTHORITY_FAIL, PARAMS(authority_fail, .request_id = (id))
#define WITHDRAW(id) SUP_OP_AUTHORITY_WITHDRAW, PARAMS(authority_withdraw, .request_id = (id))
#define CONFIRM(id, ...)                                                                           \
    SUP_OP_AUTHORITY_CONFIRM, PARAMS(authority_confirm, .request_id = (id), __VA_ARGS__)
#define APPROVE(id) SUP_OP_APPROVAL_DECIDE, PARAMS(approval_decide, .request_id = (id))
#define REJECT(id, why)                                                                            \
    SUP_OP_APPROVAL_DECIDE,                                                                        \
        PARAMS(approval_decide, .request_id = (id), .is_rejected = 1, .note = (why))

static inline struct sup_remedy_request *request_of(struct desk *desk, int64_t id)
{
    struct sup_remedy_request *made = NULL;

    must(desk, sup_authority_explain(desk->core, by_system(desk),
                                     PARAMS(authority_explain, .request_id = id), &made));
    return made;
}

static inline void expect_state(struct desk *desk, int64_t id, int32_t state)
{
    struct sup_remedy_request *made = request_of(desk, id);
    int32_t got = made->state;

    sup_free(made);
    assert_int_equal(got, state);
}

/* What would be said: "allow small order 0.00 of 60.00, agent 0.00 of 100.00": the effect, the row,
 * and each limit. */
static inline void expect_answer(struct desk *desk, const struct sup_caller *who, struct wish wish,
                                 const char *expected)
{
    static const char *const effects[] = {"", "allow", "rationale", "approval", "refuse"};
    static const char *const scopes[] = {"",         "request", "ticket", "order",
                                         "customer", "agent",   "team"};
    struct sup_authority_answer *made = NULL;
    static char got[1000];
    size_t at;

    must(desk, sup_authority_check(
                   desk->core, who,
                   PARAMS(authority_check, .ticket_id = wish.ticket, .remedy = remedy_of(&wish),
                          .amount = wish.amount,
                          .currency = wish.currency ? wish.currency : (wish.amount ? "EUR" : NULL),
                          .order = wish.order),
                   &made));
    at = (size_t)snprintf(got, sizeof got, "%s %s", effects[made->effect],
                          made->row ? made->row : "-");
    for (uint32_t i = 0; i < made->limit_count; i++) {
        const struct sup_authority_limit *limit = &made->limits[i];

        at += (size_t)snprintf(got + at, sizeof got - at, "%s %s %s of %s", i ? "," : "",
                               limit->is_captured ? "captured" : scopes[limit->scope], limit->used,
                               limit->most ? limit->most : "?");
    }
    sup_free(made);
    assert_string_equal(got, expected);
}

static inline void expect_clean(struct desk *desk)
{
    struct sup_check_report *report = NULL;

    must(desk, sup_desk_check(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_true(report->is_clean);
    sup_free(report);
}

/* Each of so many requests, in all of which one thing is another, is bound to by another digest: an
 * approval does not fit when somebody edits what it was for. */
static inline void expect_other_digests(struct desk *desk, size_t count)
{
    enum { DIGEST_BYTES = 64, DIGESTS_MAX = 16 };
    char *dump = desk_dump(desk->store, 0, "sup_request");
    const char *digests[DIGESTS_MAX];
    size_t found = 0;

    for (const char *at = dump; *at && found < DIGESTS_MAX;) {
        size_t bytes = strspn(at, "0123456789abcdef");

        digests[found] = at;
        found += bytes == DIGEST_BYTES;
        at += bytes + (at[bytes] != '\0');
    }
    assert_int_equal(found, count);
    for (size_t i = 0; i < found; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_memory_not_equal(digests[i], digests[j], DIGEST_BYTES);
        }
    }
    free(dump);
}

#endif
