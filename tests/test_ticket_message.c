/*
 * test_ticket_message.c: customer messages, replies and notes: one thread, seen once.
 */
#include "desk_fixture.h"

#include "base/text.h"
#include "policy/policy.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define REPLY(...)   SUP_OP_TICKET_REPLY, PARAMS(ticket_message, __VA_ARGS__)
#define NOTE(...)    SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)

static struct sup_message_list *thread_of(struct desk *desk, const struct sup_caller *caller,
                                          int64_t ticket)
{
    struct sup_message_list *list = NULL;

    must(desk,
         sup_ticket_messages(desk->core, caller, PARAMS(ticket_page, .ticket_id = ticket), &list));
    return list;
}

static int64_t first_reply(struct desk *desk, int64_t ticket)
{
    struct sup_ticket *found = desk_get(desk, ticket);
    int64_t at_ms = found->first_reply_ms;

    sup_free(found);
    return at_ms;
}

static void a_thread_has_every_message_in_order(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list;

    desk_ticket(desk);
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_priya(desk),
            REPLY(.ticket_id = 1, .body = "We look.", .handle_ms = 90000, .external_id = "r1",
                  .channel = "chat"));
    assert_int_equal(desk->receipt.id, 2); /* the message */
    assert_int_equal(desk->receipt.ticket_id, 1);
    assert_int_equal(desk->receipt.version, 3);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "Carrier lost it."));
    desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "Thanks"));

    list = thread_of(desk, by_priya(desk), 1);
    assert_int_equal(list->count, 4);
    assert_int_equal(list->next_after_id, 0);
    assert_int_equal(list->items[0].kind, SUP_MESSAGE_CUSTOMER);
    assert_string_equal(list->items[0].body, "My order is late.");
    assert_string_equal(list->items[0].channel, "email");
    assert_int_equal(list->items[0].actor_kind, SUP_ACTOR_CUSTOMER);
    assert_int_equal(list->items[0].actor_id, ANN);
    assert_int_equal(list->items[0].at_ms, T0);
    assert_null(list->items[0].external_id);
    assert_int_equal(list->items[1].kind, SUP_MESSAGE_REPLY);
    assert_string_equal(list->items[1].body, "We look.");
    assert_string_equal(list->items[1].channel, "chat");
    assert_string_equal(list->items[1].external_id, "r1");
    assert_int_equal(list->items[1].handle_ms, 90000);
    assert_int_equal(list->items[1].at_ms, T0 + MINUTE_MS);
    assert_int_equal(list->items[1].actor_id, PRIYA);
    assert_int_equal(list->items[2].kind, SUP_MESSAGE_NOTE);
    assert_int_equal(list->items[3].kind, SUP_MESSAGE_CUSTOMER);
    assert_int_equal(list->items[3].id, 4);
    sup_free(list);
    desk_expect_sound(desk);
}

static void a_customer_sees_no_notes(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "He is rude."));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "Dear Ann"));
    list = thread_of(desk, by_ann(desk), 1);
    assert_int_equal(list->count, 2);
    assert_string_equal(list->items[0].body, "My order is late.");
    assert_string_equal(list->items[1].body, "Dear Ann");
    sup_free(list);
}

static void a_page_ends_after_its_limit(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list = NULL;

    desk_ticket(desk);
    for (int i = 0; i < 100; i++) {
        desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "Hello?"));
    }
    must(desk, sup_ticket_messages(desk->core, by_ann(desk),
                                   PARAMS(ticket_page, .ticket_id = 1, .limit = 100), &list));
    assert_int_equal(list->count, 100);
    assert_int_equal(list->next_after_id, 100);
    sup_free(list);
    must(desk, sup_ticket_messages(desk->core, by_ann(desk),
                                   PARAMS(ticket_page, .ticket_id = 1, .after_id = 100), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].id, 101);
    assert_int_equal(list->next_after_id, 0);
    sup_free(list);
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "limit",
              sup_ticket_messages(desk->core, by_ann(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .limit = 101), &list));
}

static void the_first_reply_is_a_persons_answer(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk->now_ms = T0 + 1000;
    desk_ok(desk, by_robo(desk), REPLY(.ticket_id = 1, .body = "Beep", .is_automated = 1));
    desk_ok(desk, by_robo(desk), REPLY(.ticket_id = 1, .body = "Beep"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "Away", .is_automated = 1));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "Got it", .is_acknowledgement = 1));
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "Hm"));
    assert_int_equal(first_reply(desk, 1), 0);
    desk->now_ms = T0 + 2000;
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "It comes tomorrow."));
    assert_int_equal(first_reply(desk, 1), T0 + 2000);
    desk->now_ms = T0 + 3000;
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "Sorry."));
    assert_int_equal(first_reply(desk, 1), T0 + 2000);
    desk_expect_sound(desk);
}

/* A connector says whether a person wrote what it passes on. */
static void a_connector_says_who_wrote(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk->now_ms = T0 + 1000;
    desk_ok(desk, by_system(desk), REPLY(.ticket_id = 1, .body = "Beep", .is_automated = 1));
    assert_int_equal(first_reply(desk, 1), 0);
    desk->now_ms = T0 + 2000;
    desk_ok(desk, by_system(desk), REPLY(.ticket_id = 1, .body = "I wrote this in the old desk."));
    assert_int_equal(first_reply(desk, 1), T0 + 2000);
}

static void a_reply_solves_in_the_same_step(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_reply(desk, by_priya(desk), 1, "Done.", "solved");
    assert_int_equal(desk->receipt.id, 2);
    assert_int_equal(desk->receipt.version, 4);
    assert_int_equal(desk->receipt.sequence, PEOPLE_EVENTS + 4);
    desk_expect_events(desk, PEOPLE_EVENTS + 2,
                       "message.replied >email\nticket.moved new>solved\n");
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 2), &list));
    assert_int_equal(list->items[0].operation, PEOPLE_EVENTS + 3);
    assert_int_equal(list->items[1].operation, PEOPLE_EVENTS + 3);
    sup_free(list);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->solved_ms, T0);
    assert_int_equal(ticket->first_reply_ms, T0);
    sup_free(ticket);
}

static void a_note_moves_a_ticket_too(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk),
            NOTE(.ticket_id = 1, .body = "Asked the carrier.", .status = "on_hold"));
    desk_expect_status(desk, 1, "on_hold");
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "Asked.", .status = "on_hold"));
    desk_expect_events(desk, PEOPLE_EVENTS + 4, "message.noted >email\n"); /* it was there */
}

static void a_reply_with_a_move_that_is_not_allowed_is_not_written(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_TRANSITION, "status", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "Wait", .status = "pending"));
    desk_expect_only_refusal(desk, before);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "status", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "Wait", .status = "slved"));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'solved'?");
}

static void a_closed_ticket_takes_notes_but_no_replies(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "closed");
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "ticket_id", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "One more thing"));
    desk_expect_only_refusal(desk, before);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "Closed by mistake."));
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "status", by_priya(desk),
               NOTE(.ticket_id = 1, .body = "Open it", .status = "open"));
}

static void a_message_that_comes_twice_is_kept_once(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .body = "Hi", .external_id = "<a@x>", .channel = "email"));
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Hello?", .external_id = "<b@x>"));
    assert_int_equal(desk->receipt.id, 2);
    assert_int_equal(desk->receipt.is_replay, 0);
    assert_int_equal(desk->receipt.sequence, PEOPLE_EVENTS + 3);
    before = desk_dump(desk->store, 0, NULL);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Hello?", .external_id = "<b@x>"));
    assert_int_equal(desk->receipt.id, 2);
    assert_int_equal(desk->receipt.ticket_id, 1);
    assert_int_equal(desk->receipt.version, 3);
    assert_int_equal(desk->receipt.sequence, PEOPLE_EVENTS + 3);
    assert_int_equal(desk->receipt.is_replay, 1);
    /* A connector repeats the whole request, with the version that it saw the first time. */
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Hello?", .external_id = "<b@x>", .version = 2));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Hi", .external_id = "<a@x>"));
    assert_int_equal(desk->receipt.id, 1); /* the one it was opened with */
    desk_expect_unchanged(desk, before);
    /* The same id on another channel is another message. */
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Hello?", .external_id = "<b@x>", .channel = "chat"));
    assert_int_equal(desk->receipt.id, 3);
    desk_expect_sound(desk);
}

static void a_message_is_in_one_thread(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Hello?", .external_id = "<b@x>"));
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_integration(desk),
               RECEIVE(.ticket_id = 2, .body = "Hello?", .external_id = "<b@x>"));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "Hello?", .external_id = "<b@x>")); /* another kind */
}

static void a_message_that_made_a_follow_up_answers_with_it_again(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_ann(desk),
            RECEIVE(.ticket_id = 1, .body = "Still here", .external_id = "<c@x>"));
    assert_int_equal(desk->receipt.ticket_id, 2);
    assert_int_equal(desk->receipt.id, 2);
    desk_ok(desk, by_ann(desk),
            RECEIVE(.ticket_id = 1, .body = "Still here", .external_id = "<c@x>"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.ticket_id, 2);
    assert_int_equal(desk->receipt.id, 2);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 2);
}

/* Past the policy's follow-up window the message opened a ticket that goes on from none. */
static void a_message_long_after_the_closing_answers_again_too(void **state)
{
    struct desk *desk = *state;
    char *document = strdup(sup__policy_builtin());
    char *window = strstr(document, "\"auto_close\"");
    char changed[16384];

    assert_non_null(window);
    sup__format(changed, sizeof changed, "%.*s\"follow_up\": \"P1D\", %s", (int)(window - document),
                document, window);
    free(document);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = changed));
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "closed");
    desk->now_ms = T0 + 2 * DAY_MS;
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Still here", .external_id = "<c@x>"));
    assert_int_equal(desk->receipt.ticket_id, 2);
    struct sup_receipt first = desk->receipt;
    struct sup_ticket *ticket = desk_get(desk, 2);
    assert_int_equal(ticket->follow_up_of, 0);
    sup_free(ticket);
    desk_ok(desk, by_integration(desk),
            RECEIVE(.ticket_id = 1, .body = "Still here", .external_id = "<c@x>"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.ticket_id, 2);
    assert_int_equal(desk->receipt.sequence, first.sequence);
    desk_expect_sound(desk);
}

/* Customers are told how many messages they can read. */
static void notes_are_not_counted_for_customers(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket = NULL;
    struct sup_ticket_list *list = NULL;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "Hm"));
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "Hm!"));
    must(desk,
         sup_ticket_get(desk->core, by_ann(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_int_equal(ticket->message_count, 1);
    sup_free(ticket);
    must(desk, sup_ticket_list(desk->core, by_ann(desk), PARAMS(ticket_list, .limit = 1), &list));
    assert_int_equal(list->items[0].message_count, 1);
    sup_free(list);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->message_count, 3);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void what_a_message_lacks_is_named(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "ticket_id", by_priya(desk), REPLY(.body = "x"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "body", by_priya(desk), REPLY(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "body", by_priya(desk),
               NOTE(.ticket_id = 1, .body = ""));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_priya(desk),
               REPLY(.ticket_id = 2, .body = "x"));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x", .version = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "handle_ms", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x", .handle_ms = -1));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "is_automated", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x", .is_automated = 2));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "channel", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x", .channel = "fax"));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "body", by_priya(desk),
               REPLY(.ticket_id = 1, .body = letters(262145)));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "external_id", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x", .external_id = letters(256)));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = letters(262144), .version = 2));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x", .external_id = letters(255)));
    desk_ok(desk, by_priya(desk),
            REPLY(.ticket_id = 1, .body = "x", .handle_ms = INT64_C(9007199254740991)));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "handle_ms", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x", .handle_ms = INT64_C(9007199254740992)));
}

static void an_import_tells_who_wrote(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list;

    desk_ticket(desk);
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = LEE, .name = "Lee Wong", .is_departed = 1));
    desk_ok(desk, by_import(desk, T0 + MINUTE_MS),
            REPLY(.ticket_id = 1, .body = "bot", .author_id = ROBO));
    assert_int_equal(first_reply(desk, 1), 0);
    desk_ok(desk, by_import(desk, T0 + 2 * MINUTE_MS),
            REPLY(.ticket_id = 1, .body = "who left", .author_id = LEE));
    assert_int_equal(first_reply(desk, 1), T0 + 2 * MINUTE_MS);
    desk_ok(desk, by_import(desk, T0 + 3 * MINUTE_MS),
            NOTE(.ticket_id = 1, .body = "note", .author_id = PRIYA));
    list = thread_of(desk, by_priya(desk), 1);
    assert_int_equal(list->count, 4);
    assert_int_equal(list->items[1].actor_kind, SUP_ACTOR_BOT);
    assert_int_equal(list->items[1].actor_id, ROBO);
    assert_int_equal(list->items[2].actor_kind, SUP_ACTOR_AGENT);
    assert_int_equal(list->items[2].actor_id, LEE);
    assert_int_equal(list->items[3].actor_id, PRIYA);
    sup_free(list);
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "author_id", by_import(desk, T0),
               REPLY(.ticket_id = 1, .body = "x", .author_id = 99));
    desk_fails(desk, SUP_MSG_MESSAGE_AUTHOR, "author_id", by_system(desk),
               REPLY(.ticket_id = 1, .body = "x", .author_id = LEE));
    desk_fails(desk, SUP_MSG_MESSAGE_AUTHOR, "author_id", by_priya(desk),
               NOTE(.ticket_id = 1, .body = "x", .author_id = LEE));
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_thread_has_every_message_in_order),
    desk_test(a_customer_sees_no_notes),
    desk_test(a_page_ends_after_its_limit),
    desk_test(the_first_reply_is_a_persons_answer),
    desk_test(a_connector_says_who_wrote),
    desk_test(a_reply_solves_in_the_same_step),
    desk_test(a_note_moves_a_ticket_too),
    desk_test(a_reply_with_a_move_that_is_not_allowed_is_not_written),
    desk_test(a_closed_ticket_takes_notes_but_no_replies),
    desk_test(a_message_that_comes_twice_is_kept_once),
    desk_test(a_message_is_in_one_thread),
    desk_test(a_message_that_made_a_follow_up_answers_with_it_again),
    desk_test(a_message_long_after_the_closing_answers_again_too),
    desk_test(notes_are_not_counted_for_customers),
    desk_test(what_a_message_lacks_is_named),
    desk_test(an_import_tells_who_wrote),
};

DESK_MAIN(tests)
