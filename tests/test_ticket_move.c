/*
 * test_ticket_move.c: status, priority, reason, and who has a ticket.
 */
#include "desk_fixture.h"

#define MOVE(...)       SUP_OP_TICKET_MOVE, PARAMS(ticket_move, __VA_ARGS__)
#define PRIORITIZE(...) SUP_OP_TICKET_PRIORITIZE, PARAMS(ticket_prioritize, __VA_ARGS__)
#define CLASSIFY(...)   SUP_OP_TICKET_CLASSIFY, PARAMS(ticket_classify, __VA_ARGS__)
#define ASSIGN(...)     SUP_OP_TICKET_ASSIGN, PARAMS(ticket_assign, __VA_ARGS__)
#define TRANSFER(...)   SUP_OP_TICKET_TRANSFER, PARAMS(ticket_transfer, __VA_ARGS__)

static void the_built_in_transitions_are_these_and_no_others(void **state)
{
    static const char *const names[] = {"new", "open", "pending", "on_hold", "solved", "closed"};
    /* From each status (row) to each (column): 1 moves, 2 is refused, 0 stays. */
    static const int table[6][6] = {{0, 1, 1, 1, 1, 1}, {2, 0, 1, 1, 1, 1}, {2, 1, 0, 1, 1, 1},
                                    {2, 1, 1, 0, 1, 1}, {2, 1, 2, 2, 0, 1}, {2, 2, 2, 2, 2, 0}};
    struct desk *desk = *state;

    for (int from = 0; from < 6; from++) {
        for (int to = 0; to < 6; to++) {
            int64_t id = desk_ticket(desk);
            int64_t sequence;

            if (from) {
                desk_move(desk, by_priya(desk), id, names[from]);
            }
            sequence = desk_sequence(desk);
            if (table[from][to] == 2) {
                desk_fails(desk, from == 5 ? SUP_MSG_TICKET_CLOSED : SUP_MSG_TRANSITION, "status",
                           by_priya(desk), MOVE(.ticket_id = id, .status = names[to]));
                desk_expect_status(desk, id, names[from]);
            } else {
                desk_move(desk, by_priya(desk), id, names[to]);
                desk_expect_status(desk, id, names[to]);
                assert_int_equal(desk->receipt.sequence, table[from][to] ? sequence + 1 : 0);
                assert_int_equal(desk_sequence(desk), sequence + table[from][to]);
            }
        }
    }
    desk_expect_sound(desk);
}

static void solved_and_closed_times_are_there_while_it_is_so(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk->now_ms = T0 + 1000;
    desk_move(desk, by_priya(desk), 1, "solved");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->solved_ms, T0 + 1000);
    assert_int_equal(ticket->closed_ms, 0);
    sup_free(ticket);
    desk->now_ms = T0 + 2000;
    desk_move(desk, by_priya(desk), 1, "open");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->solved_ms, 0);
    assert_int_equal(ticket->reopen_count, 1);
    sup_free(ticket);
    desk->now_ms = T0 + 3000;
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms = T0 + 4000;
    desk_move(desk, by_priya(desk), 1, "closed");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->solved_ms, T0 + 3000);
    assert_int_equal(ticket->closed_ms, T0 + 4000);
    assert_int_equal(ticket->updated_ms, T0 + 4000);
    assert_int_equal(ticket->reopen_count, 1);
    sup_free(ticket);
}

static void each_reopening_counts(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    for (int i = 0; i < 3; i++) {
        desk_move(desk, by_priya(desk), 1, "solved");
        desk_move(desk, by_priya(desk), 1, "open");
    }
    desk_move(desk, by_priya(desk), 1, "pending");
    desk_move(desk, by_priya(desk), 1, "open");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->reopen_count, 3);
    sup_free(ticket);
}

static void a_move_needs_a_ticket_a_status_and_the_right_version(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "ticket_id", by_priya(desk), MOVE(.status = "open"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "status", by_priya(desk), MOVE(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_priya(desk),
               MOVE(.ticket_id = 2, .status = "open"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "status", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "opened"));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "open", .version = 1));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "open", .version = 3));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by_priya(desk), MOVE(.ticket_id = 1, .status = "open", .version = 2));
    assert_int_equal(desk->receipt.version, 3);
}

static void priority_and_reason_change_by_name(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    assert_int_equal(desk->receipt.id, 1);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    assert_int_equal(desk->receipt.sequence, 0); /* it was so already */
    desk_ok(desk, by_priya(desk), CLASSIFY(.ticket_id = 1, .reason = "fraud"));
    desk_ok(desk, by_priya(desk), CLASSIFY(.ticket_id = 1, .reason = "fraud"));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_ok(desk, by_priya(desk), CLASSIFY(.ticket_id = 1, .reason = "legal"));
    desk_expect_events(desk, PEOPLE_EVENTS + 2,
                       "ticket.prioritized normal>urgent\nticket.classified >fraud\n"
                       "ticket.classified fraud>legal\n");
    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->priority, "urgent");
    assert_string_equal(ticket->reason, "legal");
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "priority", by_priya(desk),
               PRIORITIZE(.ticket_id = 1, .priority = "urgnt"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "reason", by_priya(desk),
               CLASSIFY(.ticket_id = 1, .reason = "weather"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "priority", by_priya(desk),
               PRIORITIZE(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "reason", by_priya(desk), CLASSIFY(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_priya(desk),
               PRIORITIZE(.ticket_id = 9, .priority = "low"));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               CLASSIFY(.ticket_id = 1, .version = 2, .reason = "legal"));
}

static void taking_a_new_ticket_opens_it(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = PRIYA));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.version, 4);
    desk_expect_events(desk, PEOPLE_EVENTS + 2, "ticket.assigned\nticket.moved new>open\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->assignee_id, PRIYA);
    assert_string_equal(ticket->status, "open");
    assert_int_equal(ticket->reassign_count, 0);
    sup_free(ticket);
}

static void a_team_alone_leaves_a_ticket_new(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .team = "frontline"));
    desk_expect_status(desk, 1, "new");
}

/* From Priya to Lee, to nobody, to another team: to be taken there is no fourth. */
static void every_change_of_hands_after_the_first_assignment_is_a_reassignment(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = PRIYA, .team = "frontline"));
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = PRIYA, .team = "frontline"));
    assert_int_equal(desk->receipt.sequence, 0); /* she has it already */
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = LEE));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->reassign_count, 1);
    assert_string_equal(ticket->team, "frontline"); /* kept */
    sup_free(ticket);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1)); /* nobody has it */
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "risk"));
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = PRIYA));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->reassign_count, 3);
    assert_int_equal(ticket->assignee_id, PRIYA);
    assert_string_equal(ticket->team, "risk");
    sup_free(ticket);
    desk_expect_sound(desk);
}

/* A team was found for it, and somebody there took it: it is where it was to be. */
static void who_takes_what_a_team_has_changes_no_hands(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), ASSIGN(.ticket_id = 1, .team = "frontline"));
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = PRIYA));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->assignee_id, PRIYA);
    assert_int_equal(ticket->reassign_count, 0);
    sup_free(ticket);
    desk_ok(desk, by_lee(desk), ASSIGN(.ticket_id = 1, .agent_id = LEE));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->reassign_count, 1);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void a_transfer_leaves_nobody_in_charge(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ASSIGN(.ticket_id = 1, .agent_id = PRIYA, .team = "frontline"));
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "risk"));
    desk_expect_events(desk, PEOPLE_EVENTS + 4, "ticket.transferred frontline>risk\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->assignee_id, 0);
    assert_string_equal(ticket->team, "risk");
    assert_string_equal(ticket->status, "open");
    assert_int_equal(ticket->reassign_count, 1);
    sup_free(ticket);
    desk_ok(desk, by_lee(desk), TRANSFER(.ticket_id = 1, .team = "risk"));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "team", by_lee(desk),
               TRANSFER(.ticket_id = 1, .team = "nowhere"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "team", by_lee(desk), TRANSFER(.ticket_id = 1));
}

static void an_assignment_needs_somebody_who_is_there(void **state)
{
    struct desk *desk = *state;
    const char *role = "lead";
    char *before;

    desk_ticket(desk);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = LEE, .name = "Lee Wong", .roles = &role, .role_count = 1,
                   .is_departed = 1));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id", by_priya(desk),
               ASSIGN(.ticket_id = 1, .agent_id = 6));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "team", by_priya(desk),
               ASSIGN(.ticket_id = 1, .team = "nowhere"));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_AGENT_DEPARTED, "agent_id", by_priya(desk),
               ASSIGN(.ticket_id = 1, .agent_id = LEE));
    desk_expect_only_refusal(desk, before);
}

static void a_closed_ticket_is_not_worked_on(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "ticket_id", by_priya(desk),
               PRIORITIZE(.ticket_id = 1, .priority = "low"));
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "ticket_id", by_priya(desk),
               CLASSIFY(.ticket_id = 1, .reason = "legal"));
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "ticket_id", by_priya(desk),
               ASSIGN(.ticket_id = 1, .agent_id = PRIYA));
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "ticket_id", by_lee(desk),
               TRANSFER(.ticket_id = 1, .team = "risk"));
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "status", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "open"));
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>closed\n"
                        "request.refused >ticket.prioritize\nrequest.refused >ticket.classify\n"
                        "request.refused >ticket.assign\nrequest.refused >ticket.transfer\n"
                        "request.refused >ticket.move\n");
}

static const struct CMUnitTest tests[] = {
    desk_test(the_built_in_transitions_are_these_and_no_others),
    desk_test(solved_and_closed_times_are_there_while_it_is_so),
    desk_test(each_reopening_counts),
    desk_test(a_move_needs_a_ticket_a_status_and_the_right_version),
    desk_test(priority_and_reason_change_by_name),
    desk_test(taking_a_new_ticket_opens_it),
    desk_test(a_team_alone_leaves_a_ticket_new),
    desk_test(every_change_of_hands_after_the_first_assignment_is_a_reassignment),
        desk_test(who_takes_what_a_team_has_changes_no_hands),
    desk_test(a_transfer_leaves_nobody_in_charge),
    desk_test(an_assignment_needs_somebody_who_is_there),
    desk_test(a_closed_ticket_is_not_worked_on),
};

DESK_MAIN(tests)
