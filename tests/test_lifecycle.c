/*
 * test_lifecycle.c: what a customer's message does to a ticket, late letters, and imported history.
 */
#include "desk_fixture.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define MOVE(...)    SUP_OP_TICKET_MOVE, PARAMS(ticket_move, __VA_ARGS__)

/* Solved tickets close after four days by the built-in policy, which hides the seven days' grace.
 */
static const char no_auto_close[] =
    "{\"supportcore_policy\": 1, \"name\": \"Patient\","
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"
    " {\"name\": \"open\", \"category\": \"open\"}, {\"name\": \"solved\", \"category\": "
    "\"solved\"},"
    " {\"name\": \"closed\", \"category\": \"closed\"}],"
    " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"
    " \"solved\": [\"open\", \"closed\"]},"
    " \"on_customer_message\": {\"solved\": \"open\"},"
    " \"reopen_grace\": \"P7D\", \"auto_close\": \"PT0S\", \"idempotency_retention\": \"P1D\","
    " \"priorities\": [\"normal\"], \"default_priority\": \"normal\", \"channels\": [\"email\"],"
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}},"
    " \"actors\": {\"customer\": {\"may\": [\"ticket.open\", \"ticket.receive\"]}}}";

static void activate(struct desk *desk, const char *document)
{
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static void a_message_wakes_a_waiting_ticket(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "pending");
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "Here is the photo"), 1);
    desk_expect_status(desk, 1, "open");
    desk_move(desk, by_priya(desk), 1, "on_hold");
    desk_receive(desk, by_ann(desk), 1, "News?");
    desk_expect_status(desk, 1, "open");
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>pending\n"
                        "message.received >email\nticket.moved pending>open\n"
                        "ticket.moved open>on_hold\n"
                        "message.received >email\nticket.moved on_hold>open\n");
}

/* An absence note or a delivery report: no person wrote it, so nobody has to look at it. */
static void an_automated_message_moves_nothing_and_opens_no_follow_up(void **state)
{
    static const char *const statuses[] = {"new", "pending", "on_hold", "solved", "closed"};
    struct desk *desk = *state;

    for (int64_t id = 1; id <= 5; id++) {
        assert_int_equal(desk_ticket(desk), id);
        if (id > 1) {
            desk_move(desk, by_lee(desk), id, statuses[id - 1]);
        }
        desk->now_ms += GRACE_MS / 10; /* the solved one closes by itself after more */
        desk_ok(desk, by_ann(desk),
                RECEIVE(.ticket_id = id, .body = "I am away.", .is_automated = 1));
        assert_int_equal(desk->receipt.ticket_id, id);
        desk_expect_status(desk, id, statuses[id - 1]);
    }
    assert_int_equal(desk_rows(desk, "sup_ticket"), 5);
    desk_receive(desk, by_ann(desk), 2, "I am back."); /* a person's does */
    desk_expect_status(desk, 2, "open");
    desk_expect_sound(desk);
}

/* Where a solved ticket does not close by itself, also when the grace is over. */
static void an_automated_message_after_the_grace_opens_no_follow_up(void **state)
{
    struct desk *desk = *state;

    activate(desk, no_auto_close);
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms += GRACE_MS + 1;
    desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "I am away.", .is_automated = 1));
    assert_int_equal(desk->receipt.ticket_id, 1);
    desk_expect_status(desk, 1, "solved");
    assert_int_not_equal(desk_receive(desk, by_ann(desk), 1, "Still broken"), 1);
}

#define WAITING(category)                                                                          \
    "{\"supportcore_policy\": 1, \"name\": \"Waiting\","                                           \
    " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"                                  \
    "  {\"name\": \"open\", \"category\": \"open\"},"                                              \
    "  {\"name\": \"waiting\", \"category\": \"" category "\"},"                                   \
    "  {\"name\": \"solved\", \"category\": \"solved\"},"                                          \
    "  {\"name\": \"closed\", \"category\": \"closed\"}],"                                         \
    " \"transitions\": {\"new\": [\"open\", \"waiting\", \"solved\"],"                             \
    "  \"waiting\": [\"open\", \"solved\", \"closed\"], \"open\": [\"waiting\", \"solved\"],"      \
    "  \"solved\": [\"open\", \"closed\"], \"closed\": []},"                                       \
    " \"auto_close\": \"P4D\", \"priorities\": [\"normal\"],"                                      \
    " \"default_priority\": \"normal\", \"channels\": [\"email\"],"                                \
    " \"roles\": {\"agent\": {\"may\": [\"*\"]}},"                                                 \
    " \"actors\": {\"customer\": {\"may\": [\"ticket.open\"]}}}"

/* What is closed stays closed, also when a newer policy calls it otherwise or knows it no more. */
static void closed_is_for_good_under_every_policy(void **state)
{
    static const char renamed[] =
        "{\"supportcore_policy\": 1, \"name\": \"Renamed\","
        " \"statuses\": [{\"name\": \"new\", \"category\": \"new\"},"
        " {\"name\": \"open\", \"category\": \"open\"},"
        " {\"name\": \"solved\", \"category\": \"solved\"},"
        " {\"name\": \"done\", \"category\": \"closed\"}],"
        " \"transitions\": {\"new\": [\"open\", \"solved\"], \"open\": [\"solved\"],"
        " \"solved\": [\"open\", \"done\"], \"done\": []},"
        " \"priorities\": [\"normal\"], \"default_priority\": \"normal\", \"channels\": "
        "[\"email\"],"
        " \"roles\": {\"agent\": {\"may\": [\"*\"]}}}";
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "closed");
    activate(desk, renamed);
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "status", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "open"));
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "status", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "solved"));
    desk_move(desk, by_priya(desk), 1, "done");
    desk_expect_status(desk, 1, "done");
    desk_expect_sound(desk);
}

/* A ticket keeps the category that its status had, until it is moved there again. */
static void a_status_in_another_category_is_moved_into_it(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    activate(desk, WAITING("solved"));
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "waiting");
    activate(desk, WAITING("pending"));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->category, SUP_CATEGORY_SOLVED);
    sup_free(ticket);
    desk_move(desk, by_priya(desk), 1, "waiting");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->category, SUP_CATEGORY_PENDING);
    assert_int_equal(ticket->solved_ms, 0);
    assert_int_equal(ticket->reopen_count, 1);
    sup_free(ticket);
    desk->now_ms = T0 + 30 * DAY_MS;
    assert_int_equal(desk_tick(desk), 1);          /* its turn; it does not wait to be closed */
    desk_move(desk, by_priya(desk), 1, "waiting"); /* nothing to do */
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>waiting\n"
                        "ticket.timers_changed\nticket.moved waiting>waiting\n");
    desk_expect_sound(desk);
}

static void a_message_leaves_a_new_or_open_ticket_where_it_is(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_receive(desk, by_ann(desk), 1, "Hello?");
    desk_expect_status(desk, 1, "new");
    desk_move(desk, by_priya(desk), 1, "open");
    desk_receive(desk, by_ann(desk), 1, "Hello?");
    desk_expect_status(desk, 1, "open");
}

static void a_message_within_the_grace_reopens(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms += AUTO_CLOSE_MS - 1;
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "It broke again"), 1);
    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->status, "open");
    assert_int_equal(ticket->reopen_count, 1);
    assert_int_equal(ticket->solved_ms, 0);
    sup_free(ticket);
    assert_int_equal(desk_rows(desk, "sup_agenda"), 0); /* it no longer waits to be closed */
    desk->now_ms += 30 * DAY_MS;
    assert_int_equal(desk_tick(desk), 0);
}

static void the_grace_ends_after_its_last_millisecond(void **state)
{
    struct desk *desk = *state;

    activate(desk, no_auto_close);
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms = T0 + GRACE_MS;
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "Just in time"), 1);
    desk_expect_status(desk, 1, "open");
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms += GRACE_MS + 1;
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "Too late"), 2);
    desk_expect_status(desk, 1, "solved");
    desk_expect_status(desk, 2, "new");
    desk_expect_sound(desk);
}

static void a_follow_up_goes_on_from_a_closed_ticket(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip"};
    struct sup_ticket *ticket;

    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Broken", .channel = "chat",
                   .reason = "damaged_item", .team = "specialists", .priority = "urgent",
                   .assignee_id = PRIYA, .tags = tags, .tag_count = 1));
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "Again!"));
    assert_int_equal(desk->receipt.ticket_id, 2);
    assert_int_equal(desk->receipt.id, 1); /* the first message of the desk */
    assert_int_equal(desk->receipt.version, 2);
    ticket = desk_get(desk, 2);
    assert_int_equal(ticket->follow_up_of, 1);
    assert_int_equal(ticket->customer_id, ANN);
    assert_string_equal(ticket->status, "new");
    assert_string_equal(ticket->subject, "Broken");
    assert_string_equal(ticket->channel, "chat");
    assert_string_equal(ticket->reason, "damaged_item");
    assert_string_equal(ticket->team, "specialists");
    assert_string_equal(ticket->priority, "normal"); /* judged anew */
    assert_int_equal(ticket->assignee_id, 0);
    assert_int_equal(ticket->tag_count, 0);
    assert_int_equal(ticket->message_count, 1);
    sup_free(ticket);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->message_count, 0);
    assert_string_equal(ticket->status, "closed");
    assert_int_equal(ticket->reopen_count, 0);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void a_policy_without_a_way_back_always_makes_follow_ups(void **state)
{
    struct desk *desk = *state;
    char document[2000];
    char *rule;

    strcpy(document, no_auto_close);
    rule = strstr(document, "{\"solved\": \"open\"}");
    memcpy(rule, "{\"solved\": null  }", 18);
    activate(desk, document);
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    assert_int_equal(desk_receive(desk, by_ann(desk), 1, "Hello?"), 2);
    desk_expect_status(desk, 1, "solved");
}

static void mail_written_before_the_solution_reopens_however_late_it_comes(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list = NULL;
    struct sup_ticket *ticket;

    activate(desk, no_auto_close);
    desk_ticket(desk);
    desk->now_ms = T0 + DAY_MS;
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms = T0 + 20 * DAY_MS;
    assert_int_equal(desk_receive(desk, at(by_ann(desk), T0 + HOUR_MS), 1, "Lost in the post"), 1);
    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->status, "open");
    assert_int_equal(ticket->updated_ms, T0 + DAY_MS); /* the latest time of any event */
    sup_free(ticket);
    must(desk, sup_ticket_messages(desk->core, by_system(desk), PARAMS(ticket_page, .ticket_id = 1),
                                   &list));
    assert_int_equal(list->items[1].at_ms, T0 + HOUR_MS);
    sup_free(list);
    desk_expect_sound(desk);
}

static void the_grace_counts_from_when_the_letter_was_written(void **state)
{
    struct desk *desk = *state;

    activate(desk, no_auto_close);
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms = T0 + 20 * DAY_MS;
    assert_int_equal(desk_receive(desk, at(by_ann(desk), T0 + GRACE_MS + 1), 1, "Late"), 2);
    assert_int_equal(desk_receive(desk, at(by_ann(desk), T0 + GRACE_MS), 1, "In time"), 1);
}

static void every_event_says_when_it_happened_and_when_it_was_recorded(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;

    desk_ticket(desk);
    desk->now_ms = T0 + DAY_MS;
    desk_receive(desk, at(by_ann(desk), T0 + HOUR_MS), 1, "By post");
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 2), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].at_ms, T0 + HOUR_MS);
    assert_int_equal(list->items[0].recorded_ms, T0 + DAY_MS);
    sup_free(list);
}

static void nothing_happens_in_the_future(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_CALLER_TIME, "caller.at_ms", at(by_ann(desk), T0 + 1),
               RECEIVE(.ticket_id = 1, .body = "Tomorrow"));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, at(by_ann(desk), T0), RECEIVE(.ticket_id = 1, .body = "Now"));
}

static void imported_moves_go_where_no_rule_leads(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ok(desk, by_import(desk, T0 - 30 * DAY_MS), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Old"));
    desk_ok(desk, by_import(desk, T0 - 29 * DAY_MS), MOVE(.ticket_id = 1, .status = "closed"));
    desk_ok(desk, by_import(desk, T0 - 28 * DAY_MS), MOVE(.ticket_id = 1, .status = "new"));
    desk_ok(desk, by_import(desk, T0 - 27 * DAY_MS), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "Old reply", .status = "closed"));
    desk_ok(desk, by_import(desk, T0 - 26 * DAY_MS), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->is_imported, 1);
    assert_int_equal(ticket->opened_ms, T0 - 30 * DAY_MS);
    assert_string_equal(ticket->status, "closed"); /* an imported assignment moves nothing */
    assert_int_equal(ticket->closed_ms, T0 - 27 * DAY_MS);
    assert_int_equal(ticket->reopen_count, 1);
    assert_int_equal(ticket->assignee_id, PRIYA);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void imported_messages_move_nothing_and_open_no_follow_up(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_import(desk, T0 - 30 * DAY_MS), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN));
    desk_ok(desk, by_import(desk, T0 - 29 * DAY_MS), MOVE(.ticket_id = 1, .status = "solved"));
    desk_ok(desk, by_import(desk, T0 - 28 * DAY_MS), RECEIVE(.ticket_id = 1, .body = "Hm"));
    desk_expect_status(desk, 1, "solved");
    desk_ok(desk, by_import(desk, T0 - 27 * DAY_MS), MOVE(.ticket_id = 1, .status = "closed"));
    desk_ok(desk, by_import(desk, T0 - 2 * DAY_MS), RECEIVE(.ticket_id = 1, .body = "Hm"));
    assert_int_equal(desk->receipt.ticket_id, 1);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
}

static void an_import_moves_nothing_by_itself_and_tells_nobody(void **state)
{
    struct desk *desk = *state;
    struct sup_outbox_page *page = NULL;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms = T0 + DAY_MS;
    desk_ok(desk, by_import(desk, T0 + HOUR_MS), RECEIVE(.ticket_id = 1, .body = "Told later"));
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>solved\n"
                        "message.received >email\n");
    desk_ok(desk, by_system(desk), SUP_OP_OUTBOX_ACK,
            PARAMS(outbox_ack, .consumer = "mailer", .sequence = PEOPLE_EVENTS + 3));
    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = "mailer"), &page));
    assert_int_equal(page->count, 0);
    assert_int_equal(page->through, PEOPLE_EVENTS + 4);
    sup_free(page);
}

static void only_the_host_imports(void **state)
{
    struct desk *desk = *state;
    struct sup_caller *caller;
    char *before;

    desk_ticket(desk);
    caller = by_integration(desk);
    caller->flags = SUP_CALLER_IMPORT;
    desk_ok(desk, caller, RECEIVE(.ticket_id = 1, .body = "Fine"));
    before = desk_dump(desk->store, 0, NULL);
    caller = by_ada(desk);
    caller->flags = SUP_CALLER_IMPORT;
    desk_fails(desk, SUP_MSG_IMPORT_MAY_NOT, "caller.flags", caller,
               RECEIVE(.ticket_id = 1, .body = "Not you"));
    desk_expect_only_refusal(desk, before);
    before = desk_dump(desk->store, 0, NULL);
    caller = by_ann(desk);
    caller->flags = SUP_CALLER_IMPORT;
    desk_fails(desk, SUP_MSG_IMPORT_MAY_NOT, "caller.flags", caller,
               RECEIVE(.ticket_id = 1, .body = "Not you"));
    desk_expect_only_refusal(desk, before);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_message_wakes_a_waiting_ticket),
    desk_test(an_automated_message_moves_nothing_and_opens_no_follow_up),
    desk_test(an_automated_message_after_the_grace_opens_no_follow_up),
    desk_test(a_status_in_another_category_is_moved_into_it),
    desk_test(closed_is_for_good_under_every_policy),
    desk_test(a_message_leaves_a_new_or_open_ticket_where_it_is),
    desk_test(a_message_within_the_grace_reopens),
    desk_test(the_grace_ends_after_its_last_millisecond),
    desk_test(a_follow_up_goes_on_from_a_closed_ticket),
    desk_test(a_policy_without_a_way_back_always_makes_follow_ups),
    desk_test(mail_written_before_the_solution_reopens_however_late_it_comes),
    desk_test(the_grace_counts_from_when_the_letter_was_written),
    desk_test(every_event_says_when_it_happened_and_when_it_was_recorded),
    desk_test(nothing_happens_in_the_future),
    desk_test(imported_moves_go_where_no_rule_leads),
    desk_test(imported_messages_move_nothing_and_open_no_follow_up),
    desk_test(an_import_moves_nothing_by_itself_and_tells_nobody),
    desk_test(only_the_host_imports),
};

DESK_MAIN(tests)
