/*
 * test_opening_facts.c: what the rules see when a ticket is opened: of what was reported what is
 * known by then, and of the table of facts exactly those that it says are set.
 */
#include "desk_fixture.h"

#include <stdio.h>

#include "ops/tickets/opening.h"
#include "policy/policy.h"

#define FACTS(...)                                                                                 \
    .facts = (const struct sup_fact[]){__VA_ARGS__},                                               \
    .fact_count = sizeof((const struct sup_fact[]){__VA_ARGS__}) / sizeof(struct sup_fact)
#define SAY(id, ...)                                                                               \
    SUP_OP_CUSTOMER_REPORT,                                                                        \
        PARAMS(customer_report, .customer_id = (id), .source = "shopify", FACTS(__VA_ARGS__))
#define REPORT(thing, ...)                                                                         \
    SUP_OP_REFERENCE_REPORT,                                                                       \
        PARAMS(reference_report, .reference = &(const struct sup_reference)thing,                  \
               FACTS(__VA_ARGS__))
#define ORDER(id)                                                                                  \
    {                                                                                              \
        "shopify", "order", id                                                                     \
    }

#define PARCEL(id)                                                                                 \
    {                                                                                              \
        "post", "parcel", id                                                                       \
    }

#define POLICY(channels, rules)                                                                    \
    "{\"supportcore_policy\": 1, \"name\": \"Facts\","                                             \
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"                                  \
    "  {\"name\": \"open\", \"category\": \"open\"},"                                              \
    "  {\"name\": \"solved\", \"category\": \"solved\"},"                                          \
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"                                         \
    " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"                  \
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []},"                                       \
    " \"priorities\": [\"low\", \"normal\", \"urgent\"], \"default_priority\": \"normal\","        \
    " \"impacts\": [\"one\"], \"urgencies\": [\"now\"], \"languages\": [\"en\", \"de\"],"          \
    " \"teams\": [\"desk\"], \"reasons\": [\"legal\"], \"channels\": " channels ","                \
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}}," rules "}"

/* Urgent: a late order; low: somebody who wants to be called. */
#define RULES                                                                                      \
    "\"segments\": [{\"name\": \"loyal\", \"when\": {\">\": [{\"var\":"                            \
    "  \"customer.order_count\"}, 2]}}],"                                                          \
    "\"priority_rules\": [{\"name\": \"late\", \"priority\": \"urgent\", \"when\":"                \
    "  {\"==\": [{\"var\": \"order.is_delayed\"}, true]}},"                                        \
    " {\"name\": \"callers\", \"priority\": \"low\", \"when\":"                                    \
    "  {\"==\": [{\"var\": \"customer.contact_preference\"}, \"email\"]}}],"                       \
    "\"routing\": [{\"name\": \"loyal\", \"team\": \"desk\", \"when\":"                            \
    "  {\"in\": [\"loyal\", {\"var\": \"customer.segments\"}]}}]"

static const char asking[] = POLICY("[\"email\", \"chat\"]", RULES);

static void activate(struct desk *desk, const char *document)
{
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

/* "urgent desk" of a ticket that is opened now; - for no team. */
static const char *opened(struct desk *desk, int64_t customer_id,
                          const struct sup_reference *references, uint32_t count)
{
    static char text[160];
    struct sup_ticket *ticket;

    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .customer_id = customer_id,
                   .references = references, .reference_count = count));
    ticket = desk_get(desk, desk->receipt.ticket_id);
    snprintf(text, sizeof text, "%s %s", ticket->priority, ticket->team ? ticket->team : "-");
    sup_free(ticket);
    return text;
}

/* An order number is easily guessed: what is known of it says nothing to others, also not by the
 * priority of what they ask. */
static void rules_do_not_see_the_order_of_somebody_else(void **state)
{
    static const struct sup_reference order = ORDER("1");
    static const struct sup_identity mail = {"email", NULL, "x@x.example", 0, 0};
    struct desk *desk = *state;
    int64_t other;

    activate(desk, asking);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_RESOLVE,
            PARAMS(customer_resolve, .identities = &mail, .identity_count = 1));
    other = desk->receipt.id;
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &order, .customer_id = ANN,
                   FACTS({"is_delayed", "true"})));
    assert_string_equal(opened(desk, ANN, &order, 1), "urgent -");
    assert_string_equal(opened(desk, other, &order, 1), "normal -");
    assert_string_equal(opened(desk, 0, &order, 1), "urgent -"); /* nobody knows who asks */
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = other, .into = ANN, .evidence = "e"));
    assert_string_equal(opened(desk, other, &order, 1), "urgent -");
}

static void rules_see_the_first_order_of_a_ticket(void **state)
{
    static const struct sup_reference things[] = {PARCEL("9"), ORDER("1"), ORDER("2")};
    struct desk *desk = *state;

    activate(desk, asking);
    assert_string_equal(opened(desk, 0, things, 3), "normal -"); /* nothing is known yet */
    desk_ok(desk, by_system(desk), REPORT(ORDER("2"), {"is_delayed", "true"}));
    desk_ok(desk, by_system(desk), REPORT(PARCEL("9"), {"is_delayed", "true"}));
    assert_string_equal(opened(desk, 0, things, 3), "normal -");
    assert_string_equal(opened(desk, 0, &things[2], 1), "urgent -");
    desk_ok(desk, by_system(desk), REPORT(ORDER("1"), {"is_delayed", "true"}, {"state", "x"}));
    assert_string_equal(opened(desk, 0, things, 3), "urgent -");
    assert_string_equal(opened(desk, 0, things, 1), "normal -");
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_system(desk), REPORT(ORDER("1"), {"is_delayed", ""}));
    assert_string_equal(opened(desk, 0, things, 3), "normal -");
    desk_expect_sound(desk);
}

static void what_is_reported_later_decides_nothing_again(void **state)
{
    static const struct sup_reference thing = ORDER("1");
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    activate(desk, asking);
    assert_string_equal(opened(desk, ANN, &thing, 1), "normal -");
    desk_ok(desk, by_system(desk), REPORT(ORDER("1"), {"is_delayed", "true"}));
    desk_ok(desk, by_system(desk), SAY(ANN, {"order_count", "3"}));
    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->priority, "normal");
    assert_null(ticket->team);
    assert_int_equal(ticket->version, 1);
    sup_free(ticket);
    assert_string_equal(opened(desk, ANN, &thing, 1), "urgent desk");
}

static void rules_see_what_was_said_of_the_person(void **state)
{
    struct desk *desk = *state;

    activate(desk, asking);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cid"));
    desk_ok(desk, by_system(desk), SAY(3, {"order_count", "3"}));
    assert_string_equal(opened(desk, 3, NULL, 0), "normal desk");
    assert_string_equal(opened(desk, ANN, NULL, 0), "normal -");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = 3, .into = ANN, .evidence = "e"));
    assert_string_equal(opened(desk, ANN, NULL, 0), "normal desk");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = 3, .evidence = "e"));
    assert_string_equal(opened(desk, ANN, NULL, 0), "normal -");
    /* 2 is not more than 2. */
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_system(desk), SAY(3, {"order_count", "2"}));
    assert_string_equal(opened(desk, 3, NULL, 0), "normal -");
}

/* The channel is gone with the policy; the other facts are seen all the same. */
static void a_value_that_the_policy_no_longer_has_is_not_given(void **state)
{
    struct desk *desk = *state;

    activate(desk, asking);
    desk_ok(desk, by_system(desk),
            SAY(ANN, {"contact_preference", "chat"}, {"order_count", "3"}, {"language", "de"}));
    desk_ok(desk, by_system(desk), SAY(BEN, {"contact_preference", "email"}, {"order_count", "3"}));
    activate(desk, POLICY("[\"email\"]", RULES));
    assert_string_equal(opened(desk, ANN, NULL, 0), "normal desk");
    assert_string_equal(opened(desk, BEN, NULL, 0), "low desk");
}

static int64_t calls_to_open(struct desk *desk)
{
    static const struct sup_reference thing = ORDER("1");
    int64_t before;

    assert_non_null(opened(desk, ANN, &thing, 1)); /* the handle knows the policy */
    before = sup_storage_calls(desk->core);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .customer_id = ANN, .references = &thing,
                   .reference_count = 1));
    return sup_storage_calls(desk->core) - before;
}

/* Asked for: the order and its facts; the customer, who they are, and their facts. */
static void what_no_rule_asks_for_is_not_read(void **state)
{
    static const char about_tags[] =
        POLICY("[\"email\"]",
               "\"priority_rules\": [{\"name\": \"vips\", \"priority\": \"urgent\", \"when\":"
               "  {\"in\": [\"vip\", {\"var\": \"ticket.tags\"}]}}]");
    struct desk *desk = *state;
    int64_t calls;

    desk_ok(desk, by_system(desk), REPORT(ORDER("1"), {"is_delayed", "true"}));
    activate(desk, about_tags);
    calls = calls_to_open(desk);
    activate(desk, asking);
    assert_int_equal(calls_to_open(desk), calls + 5);
}

/* ---- the column of the table ---- */

/* Every fact that somebody can say is said. */
static void say_all(struct desk *desk)
{
    desk_ok(desk, by_system(desk),
            SAY(ANN, {"is_vip", "true"}, {"lifetime_value", "1.00 EUR"}, {"order_count", "3"},
                {"discount_order_count", "1"}, {"is_subscriber", "true"},
                {"is_marketplace_buyer", "true"}, {"first_ordered_at", "2026-01-31"},
                {"last_problem_at", "2026-01-31"}, {"language", "de"},
                {"contact_preference", "email"}, {"is_opted_out", "true"},
                {"conduct_incident_count", "1"}));
    desk_ok(desk, by_system(desk),
            REPORT(ORDER("1"), {"total", "1.00 EUR"}, {"captured", "1.00 EUR"},
                   {"refunded", "1.00 EUR"}, {"state", "x"}, {"placed_at", "2026-01-31"},
                   {"promised_at", "2026-01-31"}, {"ships_at", "2026-01-31"},
                   {"shipped_at", "2026-01-31"}, {"delivered_at", "2026-01-31"},
                   {"is_delayed", "true"}, {"is_charged_back", "true"},
                   {"is_premium_shipping", "true"}, {"marketplace", "x"}, {"country", "DE"},
                   {"review_score", "4.5"}, {"returned_at", "2026-01-31"},
                   {"cancelled_at", "2026-01-31"}, {"reviewed_at", "2026-01-31"},
                   {"has_high_value_goods", "true"}));
}

static void exactly_the_facts_that_are_said_to_be_set_are(void **state)
{
    static const char *const tag = "vip";
    static const struct sup_reference thing = ORDER("1");
    const struct sup_ticket_open_params params = {.size = sizeof params,
                                                  .subject = "S",
                                                  .tags = &tag,
                                                  .tag_count = 1,
                                                  .references = &thing,
                                                  .reference_count = 1};
    const struct sup__opening opening = {.customer_id = ANN, .is_taken = 1}; /* first names */
    struct desk *desk = *state;
    struct sup__unit *unit = calloc(1, sizeof *unit);
    struct sup__slot *slots = NULL;

    assert_non_null(unit);
    activate(desk, asking);
    say_all(desk);
    assert_int_equal(sup__unit_begin(unit, desk->core, SUP_WRITE), SUP_OK);
    sup__unit_caller(unit, by_system(desk), sup_operation_find("ticket.open"));
    assert_int_equal(sup__opening_slots(unit, &params, &opening, &slots), SUP_OK);
    for (uint32_t i = 0; i < SUP__F_COUNT; i++) {
        if (slots[i].is_given != (sup__builtin_fact_state(i) == SUP__FACT_SET)) {
            fail_msg("%s is %s", sup__builtin_facts()[i].name, slots[i].is_given ? "set" : "not");
        }
    }
    assert_int_equal(sup__unit_commit(unit), SUP_OK);
    free(unit);
}

static const struct CMUnitTest tests[] = {
    desk_test(rules_see_the_first_order_of_a_ticket),
    desk_test(rules_do_not_see_the_order_of_somebody_else),
    desk_test(what_is_reported_later_decides_nothing_again),
    desk_test(rules_see_what_was_said_of_the_person),
    desk_test(a_value_that_the_policy_no_longer_has_is_not_given),
    desk_test(what_no_rule_asks_for_is_not_read),
    desk_test(exactly_the_facts_that_are_said_to_be_set_are),
};

DESK_MAIN(tests)
