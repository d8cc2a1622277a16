/*
 * test_held_parts.c: what a held ticket is about stays with it until the sign-off.
 */
#include "hold_fixture.h"

/* While it is held no agent takes an order off it, and none off one that was closed unsigned. */
static void what_is_held_stays_on_its_ticket(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    report_as(desk, &request_order, ANN);
    report_as(desk, &other_order, ANN);
    int64_t held = request_ticket(desk);
    int64_t closed = request_ticket(desk);
    add_order(desk, held, &other_order); /* so that it would be about that alone */
    add_order(desk, closed, &other_order);
    floor_tag(desk, held, "risk");
    floor_tag(desk, closed, "risk");
    const struct sup_reference_params *off =
        PARAMS(reference, .ticket_id = held, .references = &request_order, .reference_count = 1);
    const struct sup_reference_params *off_closed =
        PARAMS(reference, .ticket_id = closed, .references = &request_order, .reference_count = 1);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "references", by_priya(desk), SUP_OP_REFERENCE_REMOVE,
               off);
    assert_string_equal(sup_last_error(desk->core)->text,
                        "reference.remove takes away what the floor second holds of ticket 2 until "
                        "somebody gives clearance");
    desk_move(desk, by_priya(desk), closed, "solved");
    desk_move(desk, by_priya(desk), closed, "closed");
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "references", by_priya(desk), SUP_OP_REFERENCE_REMOVE,
               off_closed);
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REMOVE, off_closed); /* the shop knows better */
    sign(desk, by_lee(desk), held, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_REMOVE, off);
    expect_clean(desk);
}

/* What was merged brought its order, and takes it along: not while that is held. */
static void what_is_held_keeps_its_parts(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t held = ticket_about(desk, 2, NULL);
    int64_t part = ticket_about(desk, 2, &request_order);
    int64_t second = request_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = part, .into = held));
    floor_tag(desk, held, "risk");
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    const struct sup_ticket_unmerge_params *apart = PARAMS(ticket_unmerge, .ticket_id = part);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_UNMERGE, apart);
    assert_string_equal(sup_last_error(desk->core)->text,
                        "ticket.unmerge takes away what the floor second holds of ticket 2 until "
                        "somebody gives clearance");
    sign(desk, by_lee(desk), held, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, apart);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* An order that somebody else's message brought leaves with that: not while it is held, also after
 * the ticket left the floor; what brought none may leave. */
static void what_is_held_keeps_what_others_brought(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE ", \"lowered_by\": {\"roles\": [\"admin\"]}");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Anna"));
    int64_t anna = desk->receipt.id;
    report_as(desk, &request_order, ANN);
    report_as(desk, &other_order, ANN);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = anna, .into = ANN, .evidence = "They said so."));
    int64_t held = ticket_about(desk, ANN, &other_order);
    int64_t second = request_ticket(desk);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .customer_id = anna, .ticket_id = held, .body = "And this.",
                   .references = &request_order, .reference_count = 1));
    int64_t brought = desk->receipt.id;
    int64_t plain = desk_receive(desk, by_ann(desk), held, "Well?");
    floor_tag(desk, held, "risk");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = held, .floor = "first", .reason = "It is fine."));
    int64_t id = request_ok(desk, by_priya(desk), WISH(second, .amount = "2.00"));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    const struct sup_ticket_split_params *apart =
        PARAMS(ticket_split, .ticket_id = held, .message_id = brought);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "message_id", by_priya(desk), SUP_OP_TICKET_SPLIT, apart);
    assert_string_equal(sup_last_error(desk->core)->text,
                        "ticket.split takes away what the floor second holds of ticket 2 until "
                        "somebody gives clearance");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_SPLIT,
            PARAMS(ticket_split, .ticket_id = held, .message_id = plain));
    desk_fails(desk, SUP_MSG_FLOOR_HELD, NULL, by_priya(desk), EXECUTE(id));
    sign(desk, by_lee(desk), held, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_SPLIT, apart);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(what_is_held_stays_on_its_ticket),
    desk_test(what_is_held_keeps_its_parts),
    desk_test(what_is_held_keeps_what_others_brought),
};

DESK_MAIN(tests)
