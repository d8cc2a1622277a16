/*
 * test_refusals.c: in whose history the record of a refusal lands.
 *
 * A refused request is recorded once. It is part of the ticket that it names, but for tickets of
 * another customer's and tickets that are not there: nobody writes into those by being refused.
 */
#include "desk_fixture.h"

#define NOTE(ticket) SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = (ticket), .body = "Hm")

/* Refused, with one more event in the log, which is of this ticket (0: of none). */
static void expect_recorded(struct desk *desk, struct sup_caller *caller, int64_t names,
                            int32_t message, int64_t ticket)
{
    struct sup_event_list *list = NULL;
    int64_t before = desk_sequence(desk);
    int64_t kind = caller->actor_kind;
    int64_t id = caller->actor_id;

    desk_fails(desk, message, NULL, caller, NOTE(names));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_REFUSED);
    must(desk, sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .after_id = before),
                              &list));
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].name, "request.refused");
    assert_string_equal(list->items[0].after, "ticket.note");
    assert_int_equal(list->items[0].number, message);
    assert_int_equal(list->items[0].ticket_id, ticket);
    assert_int_equal(list->items[0].actor_kind, kind);
    assert_int_equal(list->items[0].actor_id, id);
    sup_free(list);
}

static void a_refusal_is_part_of_the_ticket_it_names(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk); /* Ann's */
    expect_recorded(desk, by(desk, SUP_ACTOR_AGENT, VIC), 1, SUP_MSG_ACTOR_MAY_NOT, 1);
    expect_recorded(desk, by_ann(desk), 1, SUP_MSG_ACTOR_MAY_NOT, 1);
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\n"
                        "request.refused >ticket.note\nrequest.refused >ticket.note\n");
    desk_expect_sound(desk);
}

static void a_refused_customer_leaves_no_trace_in_anothers_ticket(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "Nobody's"));
    expect_recorded(desk, by_ben(desk), 1, SUP_MSG_ACTOR_MAY_NOT, 0);
    expect_recorded(desk, by_ben(desk), 2, SUP_MSG_ACTOR_MAY_NOT, 0);
    desk_expect_history(desk, 1, "ticket.opened >new\nmessage.received >email\n");
    desk_expect_history(desk, 2, "ticket.opened >new\n");
    desk_expect_sound(desk);
}

static void who_is_not_known_leaves_no_trace_in_a_ticket(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    expect_recorded(desk, by(desk, SUP_ACTOR_AGENT, 99), 1, SUP_MSG_ACTOR_UNKNOWN, 0);
    expect_recorded(desk, by(desk, SUP_ACTOR_BOT, PRIYA), 1, SUP_MSG_ACTOR_UNKNOWN, 0);
    desk_expect_history(desk, 1, "ticket.opened >new\nmessage.received >email\n");
}

/* The ticket after the last one is opened later: its history begins with its opening. */
static void a_ticket_that_is_not_there_yet_gets_no_history(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    expect_recorded(desk, by(desk, SUP_ACTOR_AGENT, VIC), 2, SUP_MSG_ACTOR_MAY_NOT, 0);
    expect_recorded(desk, by_ann(desk), 2, SUP_MSG_ACTOR_MAY_NOT, 0);
    desk_ticket(desk);
    desk_expect_history(desk, 2, "ticket.opened >new\nmessage.received >email\n");
    expect_recorded(desk, by(desk, SUP_ACTOR_AGENT, VIC), 2, SUP_MSG_ACTOR_MAY_NOT, 2);
    desk_expect_sound(desk);
}

/* An agent that a batch made is gone with it: whoever gets the id afterwards was not refused. */
static void who_was_made_by_what_was_undone_is_nobody(void **state)
{
    struct desk *desk = *state;
    struct sup_agent_list *agents = NULL;
    struct sup_history *history = NULL;
    struct sup_caller *eve;
    struct sup_batch_item items[2] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_AGENT_SAVE,
         .params = PARAMS(agent_save, .name = "Eve", .roles = (const char *[]){"viewer"},
                          .role_count = 1)},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_NOTE,
         .params = PARAMS(ticket_message, .ticket_id = 1, .body = "Hm")},
    };

    desk_ticket(desk);
    must(desk,
         sup_agent_list(desk->core, by_system(desk), PARAMS(agent_list, .limit = 0), &agents));
    eve = by(desk, SUP_ACTOR_AGENT, agents->items[agents->count - 1].id + 1);
    sup_free(agents);
    items[1].caller = eve;
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, NULL, sup_batch(desk->core, by_system(desk), items, 2));
    must(desk, sup_ticket_history(desk->core, by_system(desk), PARAMS(ticket_page, .ticket_id = 1),
                                  &history));
    assert_string_equal(history->items[history->count - 1].sentence,
                        "An unknown agent was refused ticket.note: "
                        "No role of the actor allows this.");
    sup_free(history);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_refusal_is_part_of_the_ticket_it_names),
    desk_test(a_refused_customer_leaves_no_trace_in_anothers_ticket),
    desk_test(who_is_not_known_leaves_no_trace_in_a_ticket),
    desk_test(a_ticket_that_is_not_there_yet_gets_no_history),
    desk_test(who_was_made_by_what_was_undone_is_nobody),
};

DESK_MAIN(tests)
