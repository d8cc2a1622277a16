/*
 * test_ticket_open.c: opening tickets: what they begin with, whose they are, and every limit.
 */
#include "desk_fixture.h"

#define OPEN(...) SUP_OP_TICKET_OPEN, PARAMS(ticket_open, __VA_ARGS__)

static void a_customers_ticket_holds_what_they_said(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ok(desk, by_ann(desk),
            OPEN(.subject = "Where is it?", .body = "It is late.", .channel = "chat"));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.ticket_id, 1);
    assert_int_equal(desk->receipt.version, 2);
    assert_int_equal(desk->receipt.sequence, 10);
    assert_int_equal(desk->receipt.is_replay, 0);
    desk_expect_events(desk, PEOPLE_EVENTS, "ticket.opened >new\nmessage.received >chat\n");

    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->status, "new");
    assert_int_equal(ticket->category, SUP_CATEGORY_NEW);
    assert_string_equal(ticket->subject, "Where is it?");
    assert_string_equal(ticket->channel, "chat");
    assert_string_equal(ticket->priority, "normal");
    assert_null(ticket->reason);
    assert_null(ticket->team);
    assert_int_equal(ticket->customer_id, ANN);
    assert_int_equal(ticket->assignee_id, 0);
    assert_int_equal(ticket->follow_up_of, 0);
    assert_int_equal(ticket->opened_ms, T0);
    assert_int_equal(ticket->updated_ms, T0);
    assert_int_equal(ticket->first_reply_ms, 0);
    assert_int_equal(ticket->solved_ms, 0);
    assert_int_equal(ticket->closed_ms, 0);
    assert_int_equal(ticket->message_count, 1);
    assert_int_equal(ticket->is_imported, 0);
    assert_int_equal(ticket->tag_count, 0);
    sup_free(ticket);
}

static void all_that_can_be_said_at_opening_is_kept(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip", "late", "vip"};
    const struct sup_reference things[] = {{"shopify", "order", "1002"},
                                           {"shopify", "order", "1001"}};
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk),
            OPEN(.subject = "Again", .customer_id = BEN, .priority = "urgent", .channel = "phone",
                 .reason = "late_delivery", .team = "risk", .assignee_id = LEE, .follow_up_of = 1,
                 .tags = tags, .tag_count = 3, .references = things, .reference_count = 2));
    assert_int_equal(desk->receipt.id, 2);
    assert_int_equal(desk->receipt.version, 1);
    ticket = desk_get(desk, 2);
    assert_string_equal(ticket->status, "open"); /* somebody has it */
    assert_string_equal(ticket->priority, "urgent");
    assert_string_equal(ticket->reason, "late_delivery");
    assert_string_equal(ticket->team, "risk");
    assert_int_equal(ticket->customer_id, BEN);
    assert_int_equal(ticket->assignee_id, LEE);
    assert_int_equal(ticket->follow_up_of, 1);
    assert_int_equal(ticket->reassign_count, 0);
    assert_int_equal(ticket->message_count, 0);
    assert_int_equal(ticket->tag_count, 2);
    assert_string_equal(ticket->tags[0], "late");
    assert_string_equal(ticket->tags[1], "vip");
    assert_int_equal(ticket->reference_count, 2);
    assert_string_equal(ticket->references[0].id, "1001");
    assert_string_equal(ticket->references[1].id, "1002");
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void nothing_has_to_be_said(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ok(desk, by_integration(desk), OPEN(.subject = NULL));
    ticket = desk_get(desk, 1);
    assert_null(ticket->subject);
    assert_string_equal(ticket->channel, "email"); /* the policy's first */
    assert_string_equal(ticket->status, "new");
    assert_int_equal(ticket->customer_id, 0);
    sup_free(ticket);
    desk_expect_sound(desk);
}

/* An empty message is none: a reply without text is refused, too. */
static void an_empty_body_is_no_message(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ok(desk, by_ann(desk), OPEN(.body = ""));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->message_count, 0);
    assert_int_equal(ticket->version, 1);
    sup_free(ticket);
    desk_expect_events(desk, PEOPLE_EVENTS, "ticket.opened >new\n");
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "body", by_priya(desk),
               OPEN(.body = "", .external_id = "m1"));
}

static void a_customer_opens_for_themselves_only(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ok(desk, by_ben(desk), OPEN(.customer_id = BEN, .body = "Hello"));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->customer_id, BEN);
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_ben(desk),
               OPEN(.customer_id = ANN, .body = "Hello"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "follow_up_of", by_ann(desk),
               OPEN(.follow_up_of = 1, .body = "Hello"));
}

static void what_a_ticket_names_must_be_there(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_priya(desk),
               OPEN(.customer_id = 3));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "assignee_id", by_priya(desk), OPEN(.assignee_id = 6));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "follow_up_of", by_priya(desk),
               OPEN(.follow_up_of = 1));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "channel", by_priya(desk), OPEN(.channel = "emial"));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'email'?");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "priority", by_priya(desk), OPEN(.priority = "top"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "reason", by_priya(desk), OPEN(.reason = "boredom"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "team", by_priya(desk), OPEN(.team = "frontlines"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "body", by_priya(desk), OPEN(.external_id = "m1"));
    desk_fails(desk, SUP_MSG_ID_FORM, "customer_id", by_priya(desk), OPEN(.customer_id = -1));
    desk_fails(desk, SUP_MSG_CODE_FORM, "channel", by_priya(desk), OPEN(.channel = "E-Mail"));
    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "subject", by_priya(desk), OPEN(.subject = "\xff"));
    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "body", by_priya(desk), OPEN(.body = "\xc0\xaf"));
    desk_expect_unchanged(desk, before);
}

static void an_agent_who_left_gets_no_new_ticket(void **state)
{
    struct desk *desk = *state;
    const char *role = "agent";
    char *before;

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya Nair", .roles = &role,
                   .role_count = 1, .is_departed = 1));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_AGENT_DEPARTED, "assignee_id", by_lee(desk),
               OPEN(.assignee_id = PRIYA));
    desk_expect_only_refusal(desk, before);
}

static void the_subject_has_at_most_1000_bytes(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ok(desk, by_ann(desk), OPEN(.subject = letters(1000)));
    ticket = desk_get(desk, 1);
    assert_int_equal(strlen(ticket->subject), 1000);
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "subject", by_ann(desk), OPEN(.subject = letters(1001)));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_LIMIT);
}

static void the_body_has_at_most_262144_bytes(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list = NULL;

    desk_ok(desk, by_ann(desk), OPEN(.body = letters(262144)));
    must(desk,
         sup_ticket_messages(desk->core, by_ann(desk), PARAMS(ticket_page, .ticket_id = 1), &list));
    assert_int_equal(strlen(list->items[0].body), 262144);
    sup_free(list);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "body", by_ann(desk), OPEN(.body = letters(262145)));
    desk_expect_sound(desk);
}

static void an_external_id_has_1_to_255_bytes(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_ann(desk), OPEN(.body = "x", .external_id = letters(255)));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "external_id", by_ann(desk),
               OPEN(.body = "x", .external_id = letters(256)));
}

static void a_first_message_that_is_known_opens_nothing(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ok(desk, by_ann(desk), OPEN(.body = "Hi", .external_id = "<a@x>", .channel = "email"));
    assert_int_equal(desk->receipt.sequence, PEOPLE_EVENTS + 2);
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "Hm", .external_id = "<b@x>"));
    before = desk_dump(desk->store, 0, NULL);
    desk_ok(desk, by_ann(desk), OPEN(.body = "Hi", .external_id = "<a@x>", .channel = "email"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.ticket_id, 1);
    assert_int_equal(desk->receipt.sequence, PEOPLE_EVENTS + 2);
    desk_ok(desk, by_ann(desk), OPEN(.body = "Hm", .external_id = "<b@x>"));
    assert_int_equal(desk->receipt.id, 1);
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by_ann(desk), OPEN(.body = "Hi", .external_id = "<a@x>", .channel = "chat"));
    assert_int_equal(desk->receipt.id, 2); /* another channel's id */
}

static void a_known_message_of_somebody_else_tells_a_customer_nothing(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ok(desk, by_ann(desk), OPEN(.body = "Hi", .external_id = "<a@x>"));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_ben(desk),
               OPEN(.body = "Hi", .external_id = "<a@x>"));
    assert_null(strchr(sup_last_error(desk->core)->text, '1')); /* not even which ticket */
    desk_expect_unchanged(desk, before);
}

/* Ids of messages are claims: one that Ann has used does not take Ben's message away. */
static void a_known_message_of_somebody_else_is_a_conflict(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_ann(desk), OPEN(.body = "noise", .external_id = "<a@x>"));
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_integration(desk),
               OPEN(.body = "Refund please", .external_id = "<a@x>", .customer_id = BEN));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    desk_ok(desk, by_integration(desk),
            OPEN(.body = "noise", .external_id = "<a@x>", .customer_id = ANN));
    assert_int_equal(desk->receipt.is_replay, 1);
}

static void a_ticket_opens_with_at_most_64_tags(void **state)
{
    struct desk *desk = *state;
    char names[65][8];
    const char *tags[65];

    for (int i = 0; i < 65; i++) {
        names[i][0] = 't';
        names[i][1] = (char)('0' + i / 10);
        names[i][2] = (char)('0' + i % 10);
        names[i][3] = '\0';
        tags[i] = names[i];
    }
    desk_ok(desk, by_priya(desk), OPEN(.tags = tags, .tag_count = 64));
    assert_int_equal(desk_rows(desk, "sup_tag"), 64);
    desk_fails(desk, SUP_MSG_LIST_LONG, "tags", by_priya(desk),
               OPEN(.tags = tags, .tag_count = 65));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "tags", by_priya(desk), OPEN(.tag_count = 1));
    tags[1] = NULL;
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, NULL, by_priya(desk),
               OPEN(.tags = tags, .tag_count = 2));
    tags[1] = "Not a code";
    desk_fails(desk, SUP_MSG_CODE_FORM, "tags/1", by_priya(desk),
               OPEN(.tags = tags, .tag_count = 2));
    tags[1] = letters(64);
    desk_ok(desk, by_priya(desk), OPEN(.tags = tags, .tag_count = 2));
    tags[1] = letters(65);
    desk_fails(desk, SUP_MSG_CODE_FORM, "tags/1", by_priya(desk),
               OPEN(.tags = tags, .tag_count = 2));
}

static void a_ticket_opens_with_at_most_64_references(void **state)
{
    struct desk *desk = *state;
    char ids[65][4];
    struct sup_reference things[65];

    for (int i = 0; i < 65; i++) {
        ids[i][0] = (char)('0' + i / 10);
        ids[i][1] = (char)('0' + i % 10);
        ids[i][2] = '\0';
        things[i] = (struct sup_reference){"shopify", "order", ids[i]};
    }
    desk_ok(desk, by_priya(desk), OPEN(.references = things, .reference_count = 64));
    assert_int_equal(desk_rows(desk, "sup_reference"), 64);
    desk_fails(desk, SUP_MSG_LIST_LONG, "references", by_priya(desk),
               OPEN(.references = things, .reference_count = 65));
    things[1].id = letters(255);
    desk_ok(desk, by_priya(desk), OPEN(.references = things, .reference_count = 2));
    things[1].id = letters(256);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "references/1/id", by_priya(desk),
               OPEN(.references = things, .reference_count = 2));
    things[1].id = "";
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "references/1/id", by_priya(desk),
               OPEN(.references = things, .reference_count = 2));
    things[1] = (struct sup_reference){"Shopify", "order", "1"};
    desk_fails(desk, SUP_MSG_CODE_FORM, "references/1/system", by_priya(desk),
               OPEN(.references = things, .reference_count = 2));
}

static void a_late_letter_opens_a_ticket_in_the_past(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    desk_ok(desk, at(by_priya(desk), T0 - DAY_MS), OPEN(.customer_id = ANN, .body = "By post"));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->opened_ms, T0 - DAY_MS);
    assert_int_equal(ticket->updated_ms, T0 - DAY_MS);
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_CALLER_TIME, "caller.at_ms", at(by_priya(desk), T0 + 1),
               OPEN(.body = "From tomorrow"));
}

static const struct CMUnitTest tests[] = {
    desk_test(a_customers_ticket_holds_what_they_said),
    desk_test(all_that_can_be_said_at_opening_is_kept),
    desk_test(nothing_has_to_be_said),
    desk_test(an_empty_body_is_no_message),
    desk_test(a_customer_opens_for_themselves_only),
    desk_test(what_a_ticket_names_must_be_there),
    desk_test(an_agent_who_left_gets_no_new_ticket),
    desk_test(the_subject_has_at_most_1000_bytes),
    desk_test(the_body_has_at_most_262144_bytes),
    desk_test(an_external_id_has_1_to_255_bytes),
    desk_test(a_first_message_that_is_known_opens_nothing),
    desk_test(a_known_message_of_somebody_else_tells_a_customer_nothing),
    desk_test(a_known_message_of_somebody_else_is_a_conflict),
    desk_test(a_ticket_opens_with_at_most_64_tags),
    desk_test(a_ticket_opens_with_at_most_64_references),
    desk_test(a_late_letter_opens_a_ticket_in_the_past),
};

DESK_MAIN(tests)
