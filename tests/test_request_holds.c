/*
 * test_request_holds.c: what a floor holds is held on every ticket about the same, and nobody whom
 * a hold restrains lifts it, in whatever way it ends.
 */
#include "base/when.h"
#include "hold_fixture.h"

/* ---- who lifts it ---- */

struct asked {
    int64_t ticket;
    int64_t by_lee;
    int64_t by_priya;
};

/* Lee asked for 1.00 and Priya for 2.00 before their ticket came to be held. */
static struct asked asked_and_held(struct desk *desk, const char *until, const char *more)
{
    struct asked asked;

    hold(desk, until, more);
    asked.ticket = request_ticket(desk);
    asked.by_lee = request_ok(desk, by_lee(desk), WISH(asked.ticket, .amount = "1.00"));
    asked.by_priya = request_ok(desk, by_priya(desk), WISH(asked.ticket, .amount = "2.00"));
    floor_tag(desk, asked.ticket, "risk");
    return asked;
}

static void who_signs_the_resolution_neither_asks_nor_executes(void **state)
{
    struct desk *desk = *state;

    struct asked asked = asked_and_held(desk, "resolution", HEAD);
    expect_held(desk, by_priya(desk), asked.by_priya,
                "authority.execute is held on the floor second, where ticket 2 is, until its "
                "resolution is signed");
    sign(desk, by_lee(desk), asked.ticket, SUP_SIGN_RESOLUTION);
    expect_held(desk, by_priya(desk), asked.by_lee,
                "agent 2 asked for request 1 and signed the resolution of its ticket: somebody "
                "else signs");
    expect_held(desk, by_lee(desk), asked.by_priya,
                "agent 2 executes request 2 and signed the resolution of its ticket: somebody "
                "else executes it");
    desk_ok(desk, by_priya(desk), EXECUTE(asked.by_priya));
    expect_clean(desk);
}

static void who_answers_the_move_up_neither_asks_nor_executes(void **state)
{
    struct desk *desk = *state;

    struct asked asked = asked_and_held(desk, "move_up", SIGN_OFF);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = asked.ticket));
    expect_held(desk, by_priya(desk), asked.by_priya,
                "authority.execute is held on the floor second, where ticket 2 is, until the "
                "sign-off to move up is answered");
    sign(desk, by_lee(desk), asked.ticket, SUP_SIGN_MOVE_UP); /* it leaves the floor that held it */
    expect_floors(desk, asked.ticket, "third second");
    expect_held(desk, by_priya(desk), asked.by_lee,
                "agent 2 asked for request 1 and answered the move up of its ticket: somebody "
                "else signs");
    expect_held(desk, by_lee(desk), asked.by_priya,
                "agent 2 executes request 2 and answered the move up of its ticket: somebody else "
                "executes it");
    desk_ok(desk, by_priya(desk), EXECUTE(asked.by_priya));
    expect_clean(desk);
}

/* Who takes the ticket down and may sign does so by that. */
static void who_takes_it_down_neither_asks_nor_executes(void **state)
{
    struct desk *desk = *state;

    struct asked asked = asked_and_held(desk, "resolution", HEAD);
    desk_ok(
        desk, by_lee(desk), SUP_OP_FLOOR_LOWER,
        PARAMS(floor_lower, .ticket_id = asked.ticket, .floor = "first", .reason = "A mistake."));
    expect_floors(desk, asked.ticket, "first first");
    expect_held(desk, by_priya(desk), asked.by_lee,
                "agent 2 asked for request 1 and signed the resolution of its ticket: somebody "
                "else signs");
    expect_held(desk, by_lee(desk), asked.by_priya,
                "agent 2 executes request 2 and signed the resolution of its ticket: somebody "
                "else executes it");
    desk_ok(desk, by_priya(desk), EXECUTE(asked.by_priya));
    expect_clean(desk);
}

/* After it was signed, taking it down lifts nothing. */
static void who_takes_down_what_was_cleared_may_execute(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance",
         ", \"clearance\": {\"roles\": [\"admin\"]}, \"lowered_by\": {\"roles\": [\"lead\"]}");
    int64_t ticket = request_ticket(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "2.00"));
    floor_tag(desk, ticket, "risk");
    sign(desk, by_ada(desk), ticket, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = ticket, .floor = "first", .reason = "It is fine."));
    desk_ok(desk, by_lee(desk), EXECUTE(id));
}

/* Solving a ticket is no signature. */
static void what_is_solved_is_held_still(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t ticket = request_ticket(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "2.00"));
    floor_tag(desk, ticket, "risk");
    desk_move(desk, by_priya(desk), ticket, "solved");
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, which ticket 2 was solved on, "
                "until somebody gives clearance");
    desk_move(desk, by_priya(desk), ticket, "open");
    sign(desk, by_lee(desk), ticket, SUP_SIGN_CLEARANCE);
    desk_move(desk, by_priya(desk), ticket, "solved");
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* ---- on which tickets ---- */

static void a_second_ticket_about_the_order_is_no_way_around(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    report_as(desk, &request_order, ANN);
    int64_t held = request_ticket(desk);
    int64_t second = request_ticket(desk);
    int64_t other = ticket_about(desk, ANN, &other_order);
    floor_tag(desk, held, "risk");
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    int64_t own = request_ok(desk, by_lee(desk), WISH(second, .amount = "3.00"));
    int64_t free_one = request_ok(desk, by_priya(desk), WISH(other, .amount = "4.00"));
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, where ticket 2 is, until somebody "
                "gives clearance");
    desk_ok(desk, by_priya(desk), EXECUTE(free_one)); /* another order is not what is held */
    sign(desk, by_lee(desk), held, SUP_SIGN_CLEARANCE);
    expect_held(desk, by_lee(desk), id,
                "agent 2 executes request 1 and cleared ticket 2, about the same: somebody else "
                "executes it");
    expect_held(desk, by_priya(desk), own,
                "agent 2 asked for request 2 and cleared ticket 2, about the same: somebody else "
                "gives clearance");
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* A ticket that was merged holds as what it is part of. */
static void a_merge_is_no_way_around(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = request_ticket(desk);
    int64_t into = ticket_about(desk, ANN, NULL);
    int64_t second = request_ticket(desk);
    floor_tag(desk, held, "risk");
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = held, .into = into));
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, where ticket 3 is, until somebody "
                "gives clearance");
}

/* Without an order it is the customer, whoever else is the same person. */
static void without_an_order_it_is_the_customers(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = ticket_about(desk, ANN, NULL);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Anna"));
    int64_t anna = desk->receipt.id;
    int64_t of_anna = ticket_about(desk, anna, NULL);
    int64_t of_order = ticket_about(desk, anna, &other_order);
    floor_tag(desk, held, "risk");
    int64_t free_one = request_ok(desk, by_priya(desk), WISH(of_order, .amount = "1.00"));
    desk_ok(desk, by_priya(desk), EXECUTE(free_one)); /* she is somebody else so far */
    int64_t sorry = request_ok(desk, by_priya(desk), WISH(of_anna, .remedy = "apology"));
    int64_t refund = request_ok(desk, by_priya(desk), WISH(of_order, .amount = "2.00"));
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = anna, .into = ANN, .evidence = "They said so."));
    expect_held(desk, by_priya(desk), sorry,
                "authority.execute is held on the floor second, where ticket 2 is, until somebody "
                "gives clearance");
    expect_held(desk, by_priya(desk), refund,
                "authority.execute is held on the floor second, where ticket 2 is, until somebody "
                "gives clearance");
}

/* What is added to a held ticket frees nothing, be it invented or another order of theirs. */
static void what_is_added_frees_nothing(void **state)
{
    static const struct sup_reference invented = {"shop", "order", "made-up"};
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = ticket_about(desk, ANN, NULL);
    int64_t second = ticket_about(desk, ANN, &other_order);
    floor_tag(desk, held, "risk");
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    add_order(desk, held, &invented);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    desk->now_ms += SECOND_MS;
    report_as(desk, &request_order, ANN);
    add_order(desk, held, &request_order);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
}

/* An order that nobody reported, or that is somebody else's, tells nothing of what it is about. */
static void an_order_that_is_not_theirs_is_none(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = request_ticket(desk);
    int64_t second = ticket_about(desk, ANN, &other_order);
    floor_tag(desk, held, "risk");
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    report_as(desk, &request_order, 2);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    desk->now_ms += SECOND_MS;
    report_as(desk, &request_order, ANN);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
}

/* Nor does one person become two while a ticket of theirs is held. */
static void a_person_stays_one_while_a_ticket_is_held(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = ticket_about(desk, ANN, NULL);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Anna"));
    int64_t anna = desk->receipt.id;
    floor_tag(desk, held, "risk");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = anna, .into = ANN, .evidence = "They said so."));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "customer_id", by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
               PARAMS(customer_unmerge, .customer_id = anna, .evidence = "They are two."));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "customer.unmerge takes away what the floor second holds of ticket 2 until "
                        "somebody gives clearance");
    sign(desk, by_lee(desk), held, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = anna, .evidence = "They are two."));
    expect_clean(desk);
}

/* Who may clear it does so by closing it, whoever solved it, and is who cleared it then. */
static void who_closes_and_may_clear_clears_it(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = request_ticket(desk);
    int64_t second = request_ticket(desk);
    floor_tag(desk, held, "risk");
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    int64_t own = request_ok(desk, by_lee(desk), WISH(second, .amount = "3.00"));
    desk_move(desk, by_lee(desk), held, "solved");
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    desk_move(desk, by_lee(desk), held, "closed");
    expect_held(desk, by_lee(desk), id,
                "agent 2 executes request 1 and cleared ticket 2, about the same: somebody else "
                "executes it");
    expect_held(desk, by_priya(desk), own,
                "agent 2 asked for request 2 and cleared ticket 2, about the same: somebody else "
                "gives clearance");
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* Closed or not, it holds what anybody asks for until Lee, who may, clears it; then not for him. */
static void expect_held_until_cleared(struct desk *desk, int64_t held)
{
    int64_t second = request_ticket(desk);
    int64_t none = ticket_about(desk, ANN, NULL);
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    int64_t other = request_ok(desk, by_ada(desk), WISH(none, .remedy = "apology"));
    static const char text[] = "authority.execute is held on the floor second, which ticket 2 was "
                               "closed on, until somebody gives clearance";

    expect_held(desk, by_priya(desk), id, text);
    expect_held(desk, by_ada(desk), id, text);
    expect_held(desk, by_ada(desk), other, text);
    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", by_ada(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = held, .kind = SUP_SIGN_CLEARANCE));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "what is held of ticket 2 is signed by role:lead, and agent 3 is none of "
                        "them");
    sign(desk, by_lee(desk), held, SUP_SIGN_CLEARANCE);
    expect_held(desk, by_lee(desk), id,
                "agent 2 executes request 1 and cleared ticket 2, about the same: somebody else "
                "executes it");
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    desk_ok(desk, by_ada(desk), EXECUTE(other));
    desk_fails(desk, SUP_MSG_FLOOR_OVER, "ticket_id", by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = held, .kind = SUP_SIGN_CLEARANCE));
    expect_clean(desk);
}

static void who_closes_and_may_not_clear_frees_nothing(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = request_ticket(desk);
    floor_tag(desk, held, "risk");
    desk_move(desk, by_priya(desk), held, "solved");
    desk_move(desk, by_priya(desk), held, "closed");
    expect_held_until_cleared(desk, held);
}

static void what_the_desk_closes_is_held_still(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = request_ticket(desk);
    floor_tag(desk, held, "risk");
    desk_move(desk, by_priya(desk), held, "solved");
    desk->now_ms += AUTO_CLOSE_MS;
    (void)desk_tick(desk);
    desk_expect_status(desk, held, "closed");
    expect_held_until_cleared(desk, held);
}

/* Nobody signs for themselves: who has the ticket clears it by closing as little as otherwise. */
static void who_has_it_clears_nothing_by_closing(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = request_ticket(desk);
    floor_tag(desk, held, "risk");
    floor_assign(desk, held, LEE);
    desk_move(desk, by_lee(desk), held, "solved");
    desk_move(desk, by_lee(desk), held, "closed");
    int64_t second = request_ticket(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    expect_held(
        desk, by_priya(desk), id,
        "authority.execute is held on the floor second, which ticket 2 was closed on, until "
        "somebody gives clearance");
    desk_fails(desk, SUP_MSG_FLOOR_OWN, NULL, by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = held, .kind = SUP_SIGN_CLEARANCE));
}

/* ---- leaving the floor ---- */

static void escalate(struct desk *desk, const struct sup_caller *who, int64_t ticket)
{
    desk_ok(desk, who, SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = ticket));
}

/* Priya's request on a ticket that came to the second floor because she escalated it. */
static int64_t asked_and_risen(struct desk *desk, int64_t *ticket)
{
    *ticket = request_ticket(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(*ticket, .amount = "2.00"));
    escalate(desk, by_priya(desk), *ticket);
    return id;
}

/* To a floor that holds nothing. */
static void who_escalates_lifts_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = 0;

    hold(desk, "clearance", CLEARANCE);
    int64_t id = asked_and_risen(desk, &ticket);
    escalate(desk, by_priya(desk), ticket);
    expect_floors(desk, ticket, "third first");
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, which ticket 2 has left, until "
                "somebody gives clearance");
    sign(desk, by_lee(desk), ticket, SUP_SIGN_CLEARANCE);
    desk_fails(desk, SUP_MSG_FLOOR_UNWANTED, "kind", by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

static void who_takes_it_down_and_may_not_sign_lifts_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = 0;

    hold(desk, "clearance", ", \"clearance\": {\"roles\": [\"admin\"]}");
    int64_t id = asked_and_risen(desk, &ticket);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = ticket, .floor = "first", .reason = "It is fine."));
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, which ticket 2 has left, until "
                "somebody gives clearance");
    desk_fails(
        desk, SUP_MSG_FLOOR_HELD, "references", by_priya(desk), SUP_OP_REFERENCE_REMOVE,
        PARAMS(reference, .ticket_id = ticket, .references = &request_order, .reference_count = 1));
    sign(desk, by_ada(desk), ticket, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
}

/* The wait for the move up ends with its answer, and not with a risk that is found meanwhile. */
static void a_risk_answers_no_move_up(void **state)
{
    static char sections[8000];
    struct desk *desk = *state;

    (void)request_desk(desk);
    snprintf(sections, sizeof sections,
             "\"floors\": [{\"name\": \"first\", \"hold\": [{\"actions\": "
             "[\"authority.execute\"], \"until\": \"move_up\"}]" SIGN_OFF "},"
             " {\"name\": \"second\", \"rules\": [{\"name\": \"risk\", \"when\": " TAGGED(
                 "risk") "}]}], %s",
             request_matrix);
    sla_activate(desk, sections);
    int64_t ticket = request_ticket(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "2.00"));
    escalate(desk, by_ada(desk), ticket);
    floor_tag(desk, ticket, "risk");
    expect_floors(desk, ticket, "second second");
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor first, which ticket 2 has left, until the "
                "sign-off to move up is answered");
    sign(desk, by_lee(desk), ticket, SUP_SIGN_MOVE_UP);
    expect_floors(desk, ticket, "second second");
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_lee(desk), EXECUTE(id));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* Each signature that is missing, by another person. */
static void a_resolution_is_signed_afterwards(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = 0;

    hold(desk, "resolution",
         ", \"resolution\": [{\"name\": \"head\", \"roles\": [\"lead\"]},"
         " {\"name\": \"board\", \"roles\": [\"lead\", \"admin\"]}]");
    int64_t id = asked_and_risen(desk, &ticket);
    escalate(desk, by_priya(desk), ticket);
    sign(desk, by_lee(desk), ticket, SUP_SIGN_RESOLUTION);
    desk_fails(desk, SUP_MSG_FLOOR_OWN, NULL, by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_RESOLUTION));
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, which ticket 2 has left, until its "
                "resolution is signed");
    desk_fails(
        desk, SUP_MSG_FLOOR_UNWANTED, "signature", by_ada(desk), SUP_OP_FLOOR_SIGN,
        PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_RESOLUTION, .signature = "bord"));
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_ada(desk), EXECUTE(id));
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* Back on the floor it is signed for, what it had left there is, too. */
static void what_is_signed_is_signed_for_earlier_stays(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = 0;

    hold(desk, "clearance", CLEARANCE);
    int64_t id = asked_and_risen(desk, &ticket);
    escalate(desk, by_priya(desk), ticket);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = ticket, .floor = "second"));
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, where ticket 2 is, until somebody "
                "gives clearance");
    sign(desk, by_lee(desk), ticket, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* A floor that holds nothing until it is on is none: it is parted again, it is what it was. */
static void who_merges_lifts_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t held = 0;
    static const char text[] = "authority.execute is held on the floor second, which ticket 2 has "
                               "left, until somebody gives clearance";

    hold(desk, "clearance", CLEARANCE);
    int64_t id = asked_and_risen(desk, &held);
    int64_t into = ticket_about(desk, ANN, NULL);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = held, .into = into));
    expect_floors(desk, into, "first first");
    expect_held(desk, by_priya(desk), id, text);
    escalate(desk, by_priya(desk), into);
    sign(desk, by_lee(desk), into, SUP_SIGN_CLEARANCE); /* for both */
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = held));
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, where ticket 2 is, until somebody "
                "gives clearance");
    desk_move(desk, by_priya(desk), held, "solved");
    expect_held(
        desk, by_priya(desk), id,
        "authority.execute is held on the floor second, which ticket 2 was solved on, until "
        "somebody gives clearance");
    sign(desk, by_lee(desk), held, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* By a policy without the hold nothing stands. */
static void another_policy_ends_what_it_has_no_more(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = 0;

    hold(desk, "clearance", CLEARANCE);
    int64_t id = asked_and_risen(desk, &ticket);
    escalate(desk, by_priya(desk), ticket);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    sla_activate(desk, request_matrix);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
}

/* What another desk decided: its ticket left the floor there. */
static void what_an_import_tells_is_held_to_nothing(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    struct sup_caller import = *by_system(desk);
    import.flags = SUP_CALLER_IMPORT;
    desk_ok(desk, &import, SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Broken", .body = "It is.",
                   .references = &request_order, .reference_count = 1));
    int64_t told = desk->receipt.ticket_id;
    const char *tag = "risk";
    desk_ok(desk, &import, SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = told, .tags = &tag, .tag_count = 1));
    int64_t second = request_ticket(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    desk_move(desk, &import, told, "closed");
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* Nor does closing end that it was they who cleared it. */
static void who_cleared_what_was_closed_executes_nothing(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t ticket = request_ticket(desk);
    int64_t id = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "2.00"));
    floor_tag(desk, ticket, "risk");
    sign(desk, by_lee(desk), ticket, SUP_SIGN_CLEARANCE);
    desk_move(desk, by_ada(desk), ticket, "solved");
    desk_move(desk, by_ada(desk), ticket, "closed");
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_lee(desk), EXECUTE(id));
}

/* What a floor holds from being asked for is not asked for on another ticket; an offer says so. */
static void asking_is_held_alike(void **state)
{
    struct desk *desk = *state;
    struct sup_offer *offer = NULL;

    hold_action(desk, "authority.*", "clearance", CLEARANCE);
    int64_t held = request_ticket(desk);
    int64_t second = request_ticket(desk);
    floor_tag(desk, held, "risk");
    request_no(desk, by_priya(desk), SUP_MSG_FLOOR_HELD, WISH(second, .amount = "2.00"));
    must(desk, sup_authority_offer(desk->core, by_priya(desk),
                                   PARAMS(authority_offer, .ticket_id = second, .currency = "EUR"),
                                   &offer));
    assert_string_equal(offer->blocked,
                        "authority.request is held on the floor second, where ticket 2 is, until "
                        "somebody gives clearance");
    assert_string_equal(offer->held,
                        "authority.execute is held on the floor second, where ticket 2 is, until "
                        "somebody gives clearance");
    sup_free(offer);
}

/* Asked for before the ticket was a risk, or while another policy ruled, it does not leave either.
 */
static void what_may_not_be_asked_for_is_not_executed(void **state)
{
    struct desk *desk = *state;

    hold_action(desk, "authority.request", "clearance", CLEARANCE);
    int64_t ticket = request_ticket(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(ticket, .amount = "2.00"));
    int64_t own = request_ok(desk, by_lee(desk), WISH(ticket, .amount = "3.00"));
    floor_tag(desk, ticket, "risk");
    request_no(desk, by_priya(desk), SUP_MSG_FLOOR_HELD, WISH(ticket, .amount = "4.00"));
    expect_held(desk, by_priya(desk), id,
                "authority.execute is held on the floor second, where ticket 2 is, until somebody "
                "gives clearance");
    sign(desk, by_lee(desk), ticket, SUP_SIGN_CLEARANCE);
    expect_held(
        desk, by_priya(desk), own,
        "agent 2 asked for request 2 and cleared its ticket: somebody else gives clearance");
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* What the ticket's history says of who signed what was left. */
static void what_was_signed_afterwards_is_told(void **state)
{
    struct desk *desk = *state;
    struct sup_history *history = NULL;
    const char *said = "nothing";
    int64_t ticket = 0;

    hold(desk, "clearance", CLEARANCE);
    (void)asked_and_risen(desk, &ticket);
    escalate(desk, by_priya(desk), ticket);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE, .note = "Seen"));
    must(desk, sup_ticket_history(desk->core, by_lee(desk),
                                  PARAMS(ticket_page, .ticket_id = ticket), &history));
    for (uint32_t i = 0; i < history->count; i++) {
        said = strcmp(history->items[i].kind, "floor.hold_signed") == 0 ? history->items[i].sentence
                                                                        : said;
    }
    assert_string_equal(said,
                        "Lee Wong (agent) signed afterwards that what is held may be done, of the "
                        "floor second: Seen.");
    sup_free(history);
}

static struct sup_floor_explanation *explain(struct desk *desk, int64_t ticket)
{
    struct sup_floor_explanation *made = NULL;

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    return made;
}

/* "authority.execute until clearance by role:lead: second of 2, stay 2, left" */
static void expect_left(struct desk *desk, int64_t ticket, const char *expected)
{
    char text[400] = "nothing";
    struct sup_floor_explanation *made = explain(desk, ticket);

    assert_true(made->held_count <= 1);
    for (uint32_t i = 0; i < made->held_count; i++) {
        const struct sup_floor_held *held = &made->held[i];
        snprintf(text, sizeof text, "%s until %s by %s: %s of %d, stay %d, %s", held->action,
                 held->until, held->from, held->floor, (int)held->ticket_id, (int)held->position,
                 held->left_ms == 0              ? "there"
                 : held->left_ms == desk->now_ms ? "left now"
                                                 : "left");
    }
    assert_string_equal(text, expected);
    sup_free(made);
}

/* An explanation has what stays that are over hold, of the ticket and of what is part of it. */
static void what_is_held_afterwards_is_explained(void **state)
{
    struct desk *desk = *state;
    char line[200];
    char at[SUP__TIME_TEXT_SIZE];
    int64_t ticket = 0;

    hold_action(desk, "authority.execute\", \"ticket.move", "clearance", CLEARANCE);
    (void)asked_and_risen(desk, &ticket);
    struct sup_floor_explanation *made = explain(desk, ticket);
    assert_int_equal(made->held_count, 2); /* all that the floor holds, while it is there */
    assert_string_equal(made->held[1].action, "ticket.move");
    assert_string_equal(made->held[1].floor, "second");
    assert_int_equal(made->held[1].left_ms, 0);
    sup_free(made);
    escalate(desk, by_priya(desk), ticket);
    sup__time_format(desk->now_ms, at);
    expect_left(desk, ticket,
                "authority.execute until clearance by role:lead: second of 2, stay 2, left now");
    made = explain(desk, ticket);
    snprintf(line, sizeof line,
             "authority.execute is held until clearance, by role:lead: the floor second holds it "
             "on, which it left at %s",
             at);
    assert_string_equal(made->lines[made->line_count - 1], line);
    sup_free(made);
    desk->now_ms += SECOND_MS;
    int64_t into = request_ticket(desk);
    desk_ok(desk, by_ada(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = ticket, .into = into));
    expect_left(desk, ticket,
                "authority.execute until clearance by role:lead: second of 2, stay 2, left");
    sign(desk, by_lee(desk), into, SUP_SIGN_CLEARANCE);
    expect_left(desk, ticket, "nothing");
    expect_clean(desk);
}

/* Of a closed one it names who has not signed its resolution. */
static void what_is_closed_unsigned_is_explained(void **state)
{
    struct desk *desk = *state;

    hold(desk, "resolution", HEAD);
    int64_t ticket = request_ticket(desk);
    floor_tag(desk, ticket, "risk");
    escalate(desk, by_priya(desk), ticket);
    desk_move(desk, by_priya(desk), ticket, "solved");
    expect_left(desk, ticket,
                "authority.execute until resolution by role:lead role:admin: second of 2, stay 2, "
                "left now");
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_left(desk, ticket, "nothing");
}

static const struct CMUnitTest tests[] = {
    desk_test(who_signs_the_resolution_neither_asks_nor_executes),
    desk_test(who_answers_the_move_up_neither_asks_nor_executes),
    desk_test(who_takes_it_down_neither_asks_nor_executes),
    desk_test(who_takes_down_what_was_cleared_may_execute),
    desk_test(what_is_solved_is_held_still),
    desk_test(a_second_ticket_about_the_order_is_no_way_around),
    desk_test(a_merge_is_no_way_around),
    desk_test(without_an_order_it_is_the_customers),
    desk_test(what_is_added_frees_nothing),
    desk_test(an_order_that_is_not_theirs_is_none),
    desk_test(a_person_stays_one_while_a_ticket_is_held),
    desk_test(who_closes_and_may_clear_clears_it),
    desk_test(who_closes_and_may_not_clear_frees_nothing),
    desk_test(what_the_desk_closes_is_held_still),
    desk_test(who_has_it_clears_nothing_by_closing),
    desk_test(who_escalates_lifts_nothing),
    desk_test(who_takes_it_down_and_may_not_sign_lifts_nothing),
    desk_test(a_risk_answers_no_move_up),
    desk_test(a_resolution_is_signed_afterwards),
    desk_test(what_is_signed_is_signed_for_earlier_stays),
    desk_test(who_merges_lifts_nothing),
    desk_test(another_policy_ends_what_it_has_no_more),
    desk_test(what_an_import_tells_is_held_to_nothing),
    desk_test(who_cleared_what_was_closed_executes_nothing),
    desk_test(asking_is_held_alike),
    desk_test(what_may_not_be_asked_for_is_not_executed),
    desk_test(what_was_signed_afterwards_is_told),
    desk_test(what_is_held_afterwards_is_explained),
    desk_test(what_is_closed_unsigned_is_explained),
};

DESK_MAIN(tests)
