/*
 * test_opening.c: the priority and the team that the policy gives a new ticket, and how long after
 * closing a message still belongs to the old one.
 */
#include "desk_fixture.h"

#include "base/message.h"
#include "policy/policy.h"

static const char policy[] =
    "{\"supportcore_policy\": 1, \"name\": \"Opening\","
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"
    "  {\"name\": \"open\", \"category\": \"open\"},"
    "  {\"name\": \"solved\", \"category\": \"solved\"},"
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"
    " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []},"
    " \"auto_close\": \"P1D\", \"reopen_grace\": \"P1D\", \"follow_up\": \"P2D\","
    " \"priorities\": [\"low\", \"normal\", \"high\", \"urgent\"], \"default_priority\": "
    "\"normal\","
    " \"impacts\": [\"one\", \"many\"], \"urgencies\": [\"later\", \"now\"],"
    " \"priority_matrix\": {\"one\": {\"later\": \"low\", \"now\": \"normal\"},"
    "  \"many\": {\"later\": \"normal\", \"now\": \"high\"}},"
    " \"teams\": [\"desk\", \"returns\", \"risk\", \"frontline\"],"
    " \"channels\": [\"email\", {\"name\": \"chat\", \"team\": \"desk\"}],"
    " \"reasons\": [{\"name\": \"return\", \"team\": \"returns\"}, \"legal\"],"
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}},"
    " \"actors\": {\"customer\": {\"may\": [\"ticket.open\"]}},"
    " \"segments\": [{\"name\": \"loud\", \"when\":"
    "  {\"in\": [\"loud\", {\"var\": \"ticket.tags\"}]}}],"
    " \"priority_rules\": [{\"name\": \"lawyers\", \"priority\": \"urgent\", \"when\":"
    "  {\"==\": [{\"var\": \"ticket.reason\"}, \"legal\"]}}],"
    " \"routing\": [{\"name\": \"urgent\", \"team\": \"risk\", \"when\":"
    "   {\"==\": [{\"var\": \"ticket.priority\"}, \"urgent\"]}},"
    "  {\"name\": \"loud\", \"team\": \"frontline\", \"when\":"
    "   {\"==\": [{\"var\": \"customer.segment\"}, \"loud\"]}}]}";

static void activate(struct desk *desk)
{
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = policy));
}

static void expect_ticket(struct desk *desk, int64_t id, const char *priority, const char *team)
{
    struct sup_ticket *ticket = NULL;

    must(desk,
         sup_ticket_get(desk->core, by_system(desk), PARAMS(ticket_get, .ticket_id = id), &ticket));
    assert_string_equal(ticket->priority, priority);
    if (team == NULL) {
        assert_null(ticket->team);
    } else {
        assert_non_null(ticket->team);
        assert_string_equal(ticket->team, team);
    }
    sup_free(ticket);
}

/* What is given stands; else rules, then the matrix, reason and channel, then the default. */
static void the_policy_decides_what_is_not_said(void **state)
{
    static const char *const loud = "loud";
    static const struct {
        struct sup_ticket_open_params params;
        const char *priority;
        const char *team;
    } cases[] = {
        {{.channel = "email"}, "normal", NULL},
        {{.channel = "chat"}, "normal", "desk"},
        {{.channel = "chat", .reason = "return"}, "normal", "returns"},
        {{.channel = "chat", .reason = "return", .team = "desk"}, "normal", "desk"},
        {{.reason = "legal"}, "urgent", "risk"},
        {{.reason = "legal", .priority = "low"}, "low", NULL},
        {{.priority = "urgent"}, "urgent", "risk"},
        {{.impact = "many", .urgency = "now"}, "high", NULL},
        {{.impact = "one", .urgency = "later"}, "low", NULL},
        {{.impact = "many"}, "normal", NULL},
        {{.impact = "one", .urgency = "later", .priority = "high"}, "high", NULL},
        {{.reason = "legal", .impact = "one", .urgency = "later"}, "urgent", "risk"},
        {{.tags = &loud, .tag_count = 1}, "normal", "frontline"},
        {{.tags = &loud, .tag_count = 1, .reason = "legal"}, "urgent", "risk"},
    };
    struct desk *desk = *state;

    desk_people(desk);
    activate(desk);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sup_ticket_open_params params = cases[i].params;

        params.size = sizeof params;
        params.subject = "Hello";
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, &params);
        expect_ticket(desk, (int64_t)i + 1, cases[i].priority, cases[i].team);
    }
    desk_expect_sound(desk);
}

/* What another system decided is taken as it is. */
static void an_import_is_not_routed(void **state)
{
    struct desk *desk = *state;
    struct sup_caller caller;

    desk_people(desk);
    activate(desk);
    caller = *by_system(desk);
    caller.flags = SUP_CALLER_IMPORT;
    desk_ok(desk, &caller, SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Old", .channel = "chat", .reason = "legal"));
    expect_ticket(desk, 1, "normal", NULL);
}

static void wrong_names_and_callers_are_told(void **state)
{
    struct desk *desk = *state;

    desk_people(desk);
    activate(desk);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "impact", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "A", .impact = "mny"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "urgency", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "A", .urgency = "nw"));
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "urgency", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "A", .urgency = "now"));
}

/* Solved at T0, closed by itself a day later; two days after that is the last linked moment. */
static void a_late_message_is_a_ticket_of_its_own(void **state)
{
    struct desk *desk = *state;
    struct sup_receipt receipt = {.size = sizeof receipt};
    struct sup_ticket *ticket = NULL;
    const int64_t last = T0 + 3 * DAY_MS;

    desk_people(desk);
    activate(desk);
    for (int64_t ticket_id = 1; ticket_id <= 2; ticket_id++) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "A", .customer_id = ANN));
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_MOVE,
                PARAMS(ticket_move, .ticket_id = ticket_id, .status = "solved"));
    }
    for (int64_t late = 0; late < 2; late++) {
        desk->now_ms = last + late;
        must(desk, sup_ticket_receive(
                       desk->core, by_system(desk),
                       PARAMS(ticket_receive, .ticket_id = 1 + late, .body = "Again"), &receipt));
        assert_int_equal(receipt.ticket_id, 3 + late);
        must(desk, sup_ticket_get(desk->core, by_system(desk),
                                  PARAMS(ticket_get, .ticket_id = 3 + late), &ticket));
        assert_int_equal(ticket->follow_up_of, late ? 0 : 1);
        assert_int_equal(ticket->customer_id, ANN);
        sup_free(ticket);
    }
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(the_policy_decides_what_is_not_said),
    desk_test(an_import_is_not_routed),
    desk_test(wrong_names_and_callers_are_told),
    desk_test(a_late_message_is_a_ticket_of_its_own),
};

DESK_MAIN(tests)
