/*
 * test_floor_doors.c: what a floor holds or demands, by whatever other way somebody tries it. That
 * each action is held until its end is in test_floor_held.c.
 */
#include "floor_fixture.h"

/* A desk with a first floor and one that a ticket comes to by tag "risk", with these members. */
static void begin(struct desk *desk, const char *members)
{
    static char sections[4000];

    snprintf(sections, sizeof sections,
             "\"floors\": [\"first\", {\"name\": \"second\","
             " \"rules\": [{\"name\": \"risk\", \"when\": " TAGGED("risk") "}], %s}]",
             members);
    sla_activate(desk, sections);
}

#define HOLDS(actions)                                                                             \
    "\"hold\": [{\"actions\": [" actions "], \"until\": \"clearance\"}],"                          \
    " \"clearance\": {\"roles\": [\"admin\"]}"
#define SIGNED                                                                                     \
    "\"evidence\": {\"to_resolve\": [\"statement\"]},"                                             \
    " \"resolution\": [{\"name\": \"head\", \"roles\": [\"admin\"]}]"

static int64_t risky(struct desk *desk)
{
    int64_t ticket = desk_ticket(desk);

    floor_tag(desk, ticket, "risk");
    return ticket;
}

/* ---- every way to another status ---- */

static void a_message_moves_nothing_that_is_held(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    begin(desk, HOLDS("\"ticket.move\""));
    ticket = risky(desk);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = ticket, .status = "solved"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "status", by_lee(desk), SUP_OP_TICKET_REPLY,
               PARAMS(ticket_message, .ticket_id = ticket, .body = "Done.", .status = "solved"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "status", by_lee(desk), SUP_OP_TICKET_NOTE,
               PARAMS(ticket_message, .ticket_id = ticket, .body = "Done.", .status = "pending"));
    desk_expect_status(desk, ticket, "new");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = ticket, .body = "We look."));
    desk_receive(desk, by_ann(desk), ticket, "Well?"); /* what she says comes in */
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = ticket, .body = "Done.", .status = "pending"));
    desk_expect_status(desk, ticket, "pending");
    desk_reply(desk, by_lee(desk), ticket, "Done.", "solved");
    desk_expect_status(desk, ticket, "solved");
    desk_expect_sound(desk);
}

/* A reply that was taken in before its ticket was held is the same one when it comes again. */
static void what_is_said_again_is_no_move(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    begin(desk, HOLDS("\"ticket.move\""));
    ticket = desk_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = ticket, .body = "Where?", .status = "pending",
                   .external_id = "m1"));
    floor_tag(desk, ticket, "risk");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = ticket, .body = "Where?", .status = "pending",
                   .external_id = "m1"));
    desk_expect_sound(desk);
}

static void a_held_duplicate_is_not_solved_with_the_original(void **state)
{
    struct desk *desk = *state;
    int64_t original;
    int64_t ticket;
    int64_t before;

    begin(desk, HOLDS("\"ticket.move\""));
    original = desk_ticket(desk);
    ticket = risky(desk);
    desk_ok(
        desk, by_lee(desk), SUP_OP_TICKET_LINK,
        PARAMS(ticket_link, .ticket_id = ticket, .kind = SUP_LINK_DUPLICATE_OF, .to = original));
    before = desk_sequence(desk);
    desk_move(desk, by_lee(desk), original, "solved");
    desk_expect_status(desk, original, "solved");
    desk_expect_status(desk, ticket, "new");
    desk_expect_events(desk, before,
                       "ticket.moved new>solved\n"
                       "ticket.duplicate_kept\n");
    desk_expect_sound(desk);
}

static void a_held_ticket_is_not_merged_away(void **state)
{
    struct desk *desk = *state;
    int64_t other;
    int64_t ticket;

    begin(desk, HOLDS("\"ticket.move\""));
    other = desk_ticket(desk);
    ticket = risky(desk);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_MERGE,
               PARAMS(ticket_merge, .ticket_id = ticket, .into = other));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE, /* it stays, with what comes to it */
            PARAMS(ticket_merge, .ticket_id = other, .into = ticket));
    desk_expect_sound(desk);
}

/* Taking it, a split, what the customer writes and time change nothing that the hold is about. */
static void nothing_else_solves_what_is_held(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;
    int64_t message;
    struct sup_receipt receipt = {.size = sizeof receipt};

    begin(desk, HOLDS("\"ticket.move\""));
    ticket = risky(desk);
    floor_assign(desk, ticket, LEE); /* from new to open: the policy's own step */
    desk_expect_status(desk, ticket, "open");
    message = desk_receive(desk, by_ann(desk), ticket, "And my shoes.");
    must(desk, sup_ticket_split(desk->core, by_lee(desk),
                                PARAMS(ticket_split, .ticket_id = ticket, .message_id = message),
                                &receipt));
    desk_expect_status(desk, ticket, "open");
    desk->now_ms += 400 * DAY_MS;
    desk_tick(desk);
    desk_expect_status(desk, ticket, "open");
    desk_expect_sound(desk);
}

/* ---- teams ---- */

static void assigning_to_another_team_is_a_transfer(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    begin(desk, HOLDS("\"ticket.transfer\"") ", \"team\": \"risk\"");
    ticket = risky(desk);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "team", by_lee(desk), SUP_OP_TICKET_ASSIGN,
               PARAMS(ticket_assign, .ticket_id = ticket, .team = "frontline"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "team", by_lee(desk), SUP_OP_TICKET_ASSIGN,
               PARAMS(ticket_assign, .ticket_id = ticket, .agent_id = PRIYA, .team = "frontline"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = ticket, .team = "risk", .agent_id = LEE));
    floor_assign(desk, ticket, PRIYA);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = ticket, .agent_id = PRIYA, .team = "frontline"));
    desk_expect_sound(desk);
}

/* ---- merges ---- */

static void a_risk_is_not_closed_by_a_merge_into_what_is_solved(void **state)
{
    struct desk *desk = *state;
    int64_t solved;
    int64_t ticket;

    begin(desk, SIGNED);
    solved = desk_ticket(desk);
    ticket = risky(desk);
    desk_reply(desk, by_priya(desk), ticket, "We look.", NULL);
    desk_move(desk, by_lee(desk), solved, "solved");
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MERGE,
               PARAMS(ticket_merge, .ticket_id = ticket, .into = solved));
    desk_expect_status(desk, ticket, "new");
    floor_evidence(desk, ticket, "statement");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_RESOLUTION));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = ticket, .into = solved));
    desk_expect_status(desk, solved, "solved");
    desk_expect_sound(desk);
}

/* Nobody answered the risk's customer, so the other one is open again, where all is asked for. */
static void a_merge_that_opens_the_other_again_misses_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t solved;
    int64_t ticket;

    begin(desk, SIGNED);
    solved = desk_ticket(desk);
    ticket = risky(desk);
    desk_move(desk, by_lee(desk), solved, "solved");
    desk_receive(desk, by_ann(desk), ticket, "Hello?");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = ticket, .into = solved));
    desk_expect_status(desk, solved, "open");
    expect_floors(desk, solved, "second second");
    desk_expect_sound(desk);
}

/* ---- what can be held ---- */

static void a_star_holds_what_can_be_held(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    begin(desk, HOLDS("\"ticket.*\", \"fact.*\""));
    ticket = risky(desk);
    desk_receive(desk, by_ann(desk), ticket, "It is me."); /* a customer is never held up */
    sup_free(desk_get(desk, ticket));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_NOTE,
               PARAMS(ticket_message, .ticket_id = ticket, .body = "Look."));
    desk_expect_sound(desk);
}

static void what_is_part_of_a_held_ticket_is_held_with_it(void **state)
{
    struct desk *desk = *state;
    const struct sup_fact fact = {"message.is_abusive", "true"};
    int64_t ticket;
    int64_t part;
    int64_t other;

    begin(desk, HOLDS("\"fact.record\", \"ticket.link\", \"ticket.merge\""));
    ticket = desk_ticket(desk);
    part = desk_ticket(desk);
    other = desk_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = part, .into = ticket));
    floor_tag(desk, ticket, "risk");
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_FACT_RECORD,
               PARAMS(fact_record, .ticket_id = part, .facts = &fact, .fact_count = 1));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_LINK,
               PARAMS(ticket_link, .ticket_id = part, .kind = SUP_LINK_BLOCKED_BY, .to = other));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_MERGE,
               PARAMS(ticket_merge, .ticket_id = other, .into = ticket));
    desk_expect_sound(desk);
}

/* ---- imports ---- */

static void an_import_is_held_on_tickets_of_this_desk(void **state)
{
    struct desk *desk = *state;
    struct sup_caller import = *by_system(desk);
    int64_t own;
    int64_t told;

    import.flags = SUP_CALLER_IMPORT;
    begin(desk, SIGNED ", " HOLDS("\"ticket.move\""));
    own = risky(desk);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", &import, SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = own, .status = "solved"));
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = own, .kind = SUP_SIGN_CLEARANCE));
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", &import, SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = own, .status = "solved"));
    desk_ok(desk, &import, SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "Old"));
    told = desk->receipt.id;
    floor_tag(desk, told, "risk");
    desk_ok(desk, &import, SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = told, .status = "solved"));
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_message_moves_nothing_that_is_held),
    desk_test(what_is_said_again_is_no_move),
    desk_test(a_held_duplicate_is_not_solved_with_the_original),
    desk_test(a_held_ticket_is_not_merged_away),
    desk_test(nothing_else_solves_what_is_held),
    desk_test(assigning_to_another_team_is_a_transfer),
    desk_test(a_risk_is_not_closed_by_a_merge_into_what_is_solved),
    desk_test(a_merge_that_opens_the_other_again_misses_nothing),
    desk_test(a_star_holds_what_can_be_held),
    desk_test(what_is_part_of_a_held_ticket_is_held_with_it),
    desk_test(an_import_is_held_on_tickets_of_this_desk),
};

DESK_MAIN(tests)
