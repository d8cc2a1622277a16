/*
 * test_thread.c: which thread a message lands in, and where in it.
 */
#include "customer_fixture.h"

#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)
#define REPLY(...)   SUP_OP_TICKET_REPLY, PARAMS(ticket_message, __VA_ARGS__)
#define NOTE(...)    SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)

/* The ids of a thread's messages from a page that begins after one of them. */
static void expect_page(struct desk *desk, const struct sup_caller *caller, int64_t ticket,
                        uint32_t limit, int64_t after, const char *expected, int64_t next)
{
    struct sup_message_list *list = NULL;
    static char text[4000];
    char *end = text;

    must(desk,
         sup_ticket_messages(
             desk->core, caller,
             PARAMS(ticket_page, .ticket_id = ticket, .limit = limit, .after_id = after), &list));
    text[0] = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        end += sprintf(end, "%s%d", i ? " " : "", (int)list->items[i].id);
    }
    assert_string_equal(text, expected);
    assert_int_equal(list->next_after_id, next);
    sup_free(list);
}

static void expect_thread(struct desk *desk, int64_t ticket, const char *expected)
{
    expect_page(desk, by_priya(desk), ticket, 0, 0, expected, 0);
}

/* 2 and 3 are told late; 4 and 5 are of one time. */
static void fill(struct desk *desk)
{
    desk_ticket(desk);
    desk->now_ms += HOUR_MS;
    desk_ok(desk, at(by_system(desk), T0 - HOUR_MS), RECEIVE(.ticket_id = 1, .body = "two"));
    desk_ok(desk, at(by_system(desk), T0 - MINUTE_MS), RECEIVE(.ticket_id = 1, .body = "three"));
    desk_ok(desk, at(by_system(desk), T0 + MINUTE_MS), NOTE(.ticket_id = 1, .body = "four"));
    desk_ok(desk, at(by_system(desk), T0 + MINUTE_MS), RECEIVE(.ticket_id = 1, .body = "five"));
}

static void messages_take_their_place_by_time(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    expect_thread(desk, 1, "2 3 1 4 5");
    expect_page(desk, by_ann(desk), 1, 0, 0, "2 3 1 5", 0);
    desk_expect_sound(desk);
}

static void a_page_goes_on_behind_a_message(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    expect_page(desk, by_priya(desk), 1, 2, 0, "2 3", 3);
    expect_page(desk, by_priya(desk), 1, 2, 3, "1 4", 4);
    expect_page(desk, by_priya(desk), 1, 2, 4, "5", 0);
    expect_page(desk, by_ann(desk), 1, 2, 3, "1 5", 0);
    /* Behind the place that was reached, a late one is still shown; before it, it is not. */
    desk_ok(desk, at(by_system(desk), T0), RECEIVE(.ticket_id = 1, .body = "six"));
    desk_ok(desk, at(by_system(desk), T0 - MINUTE_MS - 1),
            RECEIVE(.ticket_id = 1, .body = "seven"));
    expect_page(desk, by_priya(desk), 1, 3, 3, "1 6 4", 4);
    expect_thread(desk, 1, "2 7 3 1 6 4 5");
}

static void a_page_begins_behind_a_message_of_its_thread(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    desk_ok(desk, by_ben(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Mine", .body = "six"));
    expect_page(desk, by_ben(desk), 2, 0, 0, "6", 0);
    must_fail(desk, SUP_MSG_MESSAGE_UNKNOWN, "after_id",
              sup_ticket_messages(desk->core, by_priya(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .after_id = 6), NULL));
    must_fail(desk, SUP_MSG_MESSAGE_UNKNOWN, "after_id",
              sup_ticket_messages(desk->core, by_priya(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .after_id = 7), NULL));
    /* A note is nowhere for a customer. */
    must_fail(desk, SUP_MSG_MESSAGE_UNKNOWN, "after_id",
              sup_ticket_messages(desk->core, by_ann(desk),
                                  PARAMS(ticket_page, .ticket_id = 1, .after_id = 4), NULL));
}

/* A customer of whom nothing is proved, who may turn out to be Ann. */
enum { CID = 3 };

static struct sup_caller *by_cid(struct desk *desk)
{
    return by(desk, SUP_ACTOR_CUSTOMER, CID);
}

/* The ticket that a message lands in. */
static int64_t lands(struct desk *desk, const struct sup_caller *caller,
                     const struct sup_ticket_receive_params *params)
{
    desk_ok(desk, caller, SUP_OP_TICKET_RECEIVE, params);
    return desk->receipt.ticket_id;
}

#define LANDS(desk, caller, ...) (int)lands(desk, caller, PARAMS(ticket_receive, __VA_ARGS__))
#define IDS(...)                                                                                   \
    .thread_ids = (const char *const[]){__VA_ARGS__},                                              \
    .thread_id_count = sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)
#define ABOUT(number)                                                                              \
    .references = &(const struct sup_reference){"shop", "order", number}, .reference_count = 1

/* ---- threads of mail (RFC 5322, 3.6.4) ---- */

/* Ann's mail <m1> opens ticket 1, our answer is <r1>, hers to it <m2>. */
static void mails(struct desk *desk)
{
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Late", .body = "1", .external_id = "<m1>"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "2", .external_id = "<r1>"));
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "3", .external_id = "<m2>",
                           .in_reply_to = "<r1>", IDS("<m1>", "<r1>")),
                     1);
}

static void a_mail_lands_where_its_thread_is(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    /* All known, the middle missing, the begin cut off, In-Reply-To alone. */
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS("<m1>", "<r1>", "<m2>")), 1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS("<m1>", "<lost>", "<lost2>")), 1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS("<m2>")), 1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "<r1>"), 1);
    /* None known: a ticket of its own, with what was said about it. */
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "<lost>",
                           .subject = "Late", .reason = "damaged_item", .channel = "chat",
                           IDS("<lost>", "<lost2>")),
                     2);
    struct sup_ticket *ticket = desk_get(desk, 2);
    assert_string_equal(ticket->subject, "Late");
    assert_string_equal(ticket->reason, "damaged_item");
    assert_string_equal(ticket->channel, "chat");
    assert_int_equal(ticket->customer_id, ANN);
    assert_int_equal(ticket->message_count, 1);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void the_newest_known_id_counts(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .external_id = "<n1>"), 2);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS("<m1>", "<n1>")), 2);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS("<n1>", "<m1>")), 1);
    /* References come before In-Reply-To, which comes before the ticket that the host names. */
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "<n1>", IDS("<m1>", "<lost>")), 1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "<n1>", .ticket_id = 1),
                     2);
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "<lost>", .ticket_id = 1), 1);
}

/* <m4> answers <m3>, which answers <m2>; they come in the other way round. */
static void a_shuffled_thread_is_one_thread(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    desk->now_ms = T0 + HOUR_MS;
    assert_int_equal(LANDS(desk, at(by_system(desk), T0 + 4 * MINUTE_MS), .customer_id = ANN,
                           .body = "4", .external_id = "<m4>", IDS("<m1>", "<r1>", "<m2>", "<m3>")),
                     1);
    assert_int_equal(LANDS(desk, at(by_system(desk), T0 + 3 * MINUTE_MS), .customer_id = ANN,
                           .body = "3", .external_id = "<m3>", IDS("<m1>", "<r1>", "<m2>")),
                     1);
    expect_thread(desk, 1, "1 2 3 5 4");
}

static void a_subject_finds_nothing(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .subject = "Late"), 2);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .subject = "Re: Late"), 3);
}

static void a_forged_id_leads_nowhere(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    desk_ok(desk, by_priya(desk), SAVE(.name = "Cid"));
    assert_int_equal(LANDS(desk, by_cid(desk), .body = "x", IDS("<m1>", "<m2>")), 2);
    assert_int_equal(
        LANDS(desk, by_integration(desk), .body = "x", .customer_id = CID, .in_reply_to = "<m2>"),
        3);
    /* The next rule counts. */
    assert_int_equal(LANDS(desk, by_cid(desk), .body = "x", .ticket_id = 2, IDS("<m1>")), 2);
    struct sup_ticket *ticket = desk_get(desk, 3);
    assert_int_equal(ticket->customer_id, CID);
    sup_free(ticket);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->message_count, 3);
    sup_free(ticket);
    /* Once they are one person it is a thread of theirs. */
    desk_ok(desk, by_priya(desk), MERGE(CID, ANN));
    assert_int_equal(LANDS(desk, by_cid(desk), .body = "x", IDS("<m1>", "<m2>")), 1);
    assert_int_equal(
        LANDS(desk, by_integration(desk), .body = "x", .customer_id = CID, .in_reply_to = "<m2>"),
        1);
    desk_expect_sound(desk);
}

static void who_is_not_known_is_taken_at_their_word(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    assert_int_equal(LANDS(desk, by_integration(desk), .body = "x", IDS("<m1>")), 1);
    /* A ticket of nobody takes anybody's, but what a customer may not see is not theirs to write.
     */
    assert_int_equal(LANDS(desk, by_integration(desk), .body = "x", .external_id = "<n1>"), 2);
    assert_int_equal(
        LANDS(desk, by_integration(desk), .body = "x", .customer_id = BEN, .in_reply_to = "<n1>"),
        2);
    assert_int_equal(LANDS(desk, by_ben(desk), .body = "x", .in_reply_to = "<n1>"), 3);
    desk_expect_sound(desk);
}

static void a_note_is_no_thread_for_customers(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "x", .external_id = "<note>"));
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS("<note>")), 2);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS("<m1>", "<note>")), 1);
}

static void an_id_belongs_to_its_channel(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .channel = "chat", .in_reply_to = "<m1>"), 2);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .channel = "chat",
                           .external_id = "<m1>", .ticket_id = 1),
                     1);
    assert_int_equal(desk->receipt.is_replay, 0);
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .channel = "chat", .in_reply_to = "<m1>"), 1);
}

static void what_cannot_be_an_id_is_passed_over(void **state)
{
    struct desk *desk = *state;
    static char longest[256];
    static char longer[257];

    memset(longest, 'a', 255);
    memset(longer, 'a', 256);
    mails(desk);
    assert_int_equal(LANDS(desk, by_ann(desk), .ticket_id = 1, .body = "x", .external_id = longest),
                     1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", IDS(longest)), 1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = longest), 1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "\r\n",
                           IDS("<m1>", "", longer, "a\x01\nb")),
                     1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "", IDS(longer)), 2);
    /* Ids are compared as they are. */
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "m1"), 3);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "external_id", by_ann(desk),
               RECEIVE(.body = "x", .external_id = longer));
}

static void the_newest_hundred_ids_are_looked_at(void **state)
{
    struct desk *desk = *state;
    const char *ids[150];

    mails(desk);
    for (int i = 0; i < 150; i++) {
        ids[i] = "<lost>";
    }
    ids[50] = "<m1>";
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .thread_ids = ids, .thread_id_count = 150), 1);
    ids[50] = "<lost>";
    ids[49] = "<m1>";
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .thread_ids = ids, .thread_id_count = 150), 2);
}

/* ---- explicit tickets ---- */

static void a_named_ticket_of_another_person_is_a_mistake(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    desk_ok(desk, by_priya(desk), SAVE(.name = "Cid"));
    desk_fails(desk, SUP_MSG_TICKET_OF_ANOTHER, "ticket_id", by_integration(desk),
               RECEIVE(.ticket_id = 1, .customer_id = CID, .body = "x"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_cid(desk),
               RECEIVE(.ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_integration(desk),
               RECEIVE(.ticket_id = 1, .customer_id = 99, .body = "x"));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_cid(desk),
               RECEIVE(.customer_id = ANN, .body = "x"));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "ticket_id", by_ann(desk),
               RECEIVE(.version = 2, .body = "x"));
    assert_int_equal(
        LANDS(desk, by_integration(desk), .ticket_id = 1, .customer_id = ANN, .body = "x"), 1);
    desk_ok(desk, by_priya(desk), MERGE(CID, ANN));
    assert_int_equal(
        LANDS(desk, by_integration(desk), .ticket_id = 1, .customer_id = CID, .body = "x"), 1);
}

static void a_known_message_is_not_added_again(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "3", .external_id = "<m2>"), 1);
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, 3);
    /* Where a header led first, the ticket that was named leads again. */
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .external_id = "<n1>"), 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .external_id = "<m3>",
                               .in_reply_to = "<n1>", .ticket_id = 1),
                         2);
        assert_int_equal(desk->receipt.is_replay, i);
    }
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_ann(desk),
               RECEIVE(.body = "x", .external_id = "<n1>", .ticket_id = 1));
    /* Somebody else's, and one that was ours. */
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_integration(desk),
               RECEIVE(.body = "x", .external_id = "<m2>", .customer_id = BEN));
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_ben(desk),
               RECEIVE(.body = "x", .external_id = "<m2>"));
    desk_fails(desk, SUP_MSG_EXTERNAL_TAKEN, "external_id", by_ann(desk),
               RECEIVE(.body = "x", .external_id = "<r1>"));
}

/* ---- follow-ups ---- */

static void a_follow_up_takes_what_comes_to_the_closed_one(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "closed");
    assert_int_equal(LANDS(desk, by_ann(desk), .ticket_id = 1, .body = "x"), 2);
    assert_int_equal(LANDS(desk, by_ann(desk), .ticket_id = 1, .body = "x"), 2);
    assert_int_equal(LANDS(desk, by_ann(desk), .in_reply_to = "<m1>", .body = "x"), 2);
    /* It reopens as any ticket does, and when it is closed goes on in turn. */
    desk_move(desk, by_priya(desk), 2, "solved");
    assert_int_equal(LANDS(desk, by_ann(desk), .ticket_id = 1, .body = "x"), 2);
    desk_expect_status(desk, 2, "open");
    desk_move(desk, by_priya(desk), 2, "closed");
    assert_int_equal(LANDS(desk, by_ann(desk), .ticket_id = 1, .body = "x"), 3);
    assert_int_equal(LANDS(desk, by_ann(desk), .ticket_id = 2, .body = "x"), 3);
    struct sup_ticket *ticket = desk_get(desk, 3);
    assert_int_equal(ticket->follow_up_of, 2);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void a_follow_up_of_another_person_takes_nothing(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "A", .customer_id = BEN, .follow_up_of = 1));
    assert_int_equal(LANDS(desk, by_ann(desk), .ticket_id = 1, .body = "x"), 3);
    assert_int_equal(LANDS(desk, by_integration(desk), .ticket_id = 1, .body = "x"), 3);
    desk_move(desk, by_priya(desk), 3, "closed");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "A", .customer_id = BEN, .follow_up_of = 3));
    assert_int_equal(LANDS(desk, by_integration(desk), .ticket_id = 1, .body = "x"), 5);
}

/* ---- the same order ---- */

static void order_ticket(struct desk *desk, int64_t customer_id, const char *number)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = customer_id, ABOUT(number)));
}

static void a_message_about_an_order_joins_its_ticket_for_a_while(void **state)
{
    struct desk *desk = *state;

    order_ticket(desk, ANN, "1001");
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .channel = "chat", ABOUT("1001")), 1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1002")), 2);
    desk->now_ms = T0 + 14 * DAY_MS;
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 1);
    desk->now_ms += 14 * DAY_MS + 1;
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 3);
    /* Told late: it was written a fortnight before the first ticket was opened, and a moment more.
     */
    assert_int_equal(LANDS(desk, at(by_ann(desk), T0 - 14 * DAY_MS), .body = "x", ABOUT("1002")),
                     2);
    assert_int_equal(
        LANDS(desk, at(by_ann(desk), T0 - 14 * DAY_MS - 1), .body = "x", ABOUT("1002")), 4);
    desk_expect_sound(desk);
}

static void an_order_joins_only_what_is_its_persons_and_not_closed(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), SAVE(.name = "Cid"));
    order_ticket(desk, CID, "1001");
    order_ticket(desk, 0, "1001");
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 3);
    assert_int_equal(LANDS(desk, by_integration(desk), .body = "x", ABOUT("1001")), 4);
    desk_move(desk, by_priya(desk), 3, "closed");
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 5);
    /* A solved one reopens; what waited to be closed by now is closed. */
    desk_move(desk, by_priya(desk), 5, "solved");
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 5);
    desk_move(desk, by_priya(desk), 5, "solved");
    desk->now_ms += AUTO_CLOSE_MS;
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 6);
    /* Only orders count, and only of the same system. */
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .reference_count = 2,
              .references = (const struct sup_reference[]){{"shop", "product", "1001"},
                                                           {"other", "order", "1001"}}),
        7);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x",
                           .references = &(const struct sup_reference){"shop", "product", "1001"},
                           .reference_count = 1),
                     8);
    desk_ok(desk, by_priya(desk), MERGE(CID, ANN));
    assert_int_equal(LANDS(desk, by_cid(desk), .body = "x", ABOUT("1001")), 6);
    desk_expect_sound(desk);
}

static void of_two_tickets_about_an_order_the_livelier_one_counts(void **state)
{
    struct desk *desk = *state;

    order_ticket(desk, ANN, "1001");
    order_ticket(desk, ANN, "1001");
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 2); /* the newer one */
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "x"));
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 1);
    /* Of two orders, too. */
    order_ticket(desk, ANN, "1002");
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 2, .body = "x"));
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .reference_count = 2,
                           .references = (const struct sup_reference[]){{"shop", "order", "1002"},
                                                                        {"shop", "order", "1001"}}),
                     2);
    struct sup_ticket *ticket = desk_get(desk, 2);
    assert_int_equal(ticket->reference_count, 2); /* joined to it */
    assert_string_equal(ticket->references[1].id, "1002");
    sup_free(ticket);
    desk_expect_sound(desk);
}

/* A thread leads to 1, the host names 2, and 3 is about the order: the first that is said counts.
 */
static void a_thread_comes_before_a_named_ticket_and_that_before_an_order(void **state)
{
    struct desk *desk = *state;

    mails(desk);
    order_ticket(desk, ANN, "1002");
    order_ticket(desk, ANN, "1001");
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .ticket_id = 2, ABOUT("1001"),
                           IDS("<lost>", "<m1>")),
                     1);
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "<r1>", ABOUT("1001")),
                     1);
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_REMOVE,
            PARAMS(reference, .ticket_id = 1, ABOUT("1001")));
    assert_int_equal(LANDS(desk, by_ann(desk), .body = "x", ABOUT("1001")), 3);
    assert_int_equal(
        LANDS(desk, by_ann(desk), .body = "x", .ticket_id = 2, ABOUT("1001"), IDS("<lost>")), 2);
    desk_expect_sound(desk);
}

static void a_batch_resolves_who_writes_and_finds_the_ticket(void **state)
{
    struct desk *desk = *state;
    const struct sup_identity mail = {"email", NULL, "cid@example.com", 0, 0};
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_CUSTOMER_RESOLVE,
         .params = PARAMS(customer_resolve, .identities = &mail, .identity_count = 1)},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_RECEIVE,
         .params = PARAMS(ticket_receive, .customer_id = -1, .body = "x", ABOUT("7"))}};

    for (int i = 0; i < 2; i++) {
        must(desk, sup_batch(desk->core, by_integration(desk), items, 2));
        assert_int_equal(items[1].receipt.ticket_id, 1);
    }
    struct sup_ticket *ticket = desk_get(desk, 1);
    assert_int_equal(ticket->customer_id, 3);
    assert_int_equal(ticket->message_count, 2);
    sup_free(ticket);
}

static void the_history_says_how_a_message_found_its_ticket(void **state)
{
    struct desk *desk = *state;
    struct sup_history *history = NULL;
    static const char *const sentences[] = {
        "Ann Lee (customer) wrote by email.",
        "Ann Lee (customer) wrote by chat, about the same order.",
        "Ann Lee (customer) wrote by email, in answer to an earlier message, attachments: 1.",
        "Ann Lee (customer) wrote by email."};
    static const char *const rules[] = {"new", "order", "reply_to", "ticket"};
    struct sup_attachment file = {.location = "there"};

    (void)LANDS(desk, by_ann(desk), .body = "x", .external_id = "<m1>", ABOUT("1"));
    (void)LANDS(desk, by_ann(desk), .body = "x", .channel = "chat", ABOUT("1"));
    (void)LANDS(desk, by_ann(desk), .body = "x", .in_reply_to = "<m1>", .attachments = &file,
                .attachment_count = 1);
    (void)LANDS(desk, by_ann(desk), .body = "x", .ticket_id = 1);
    must(desk, sup_ticket_history(desk->core, by_priya(desk), PARAMS(ticket_page, .ticket_id = 1),
                                  &history));
    assert_int_equal(history->count, 5);
    for (int i = 0; i < 4; i++) {
        struct sup_event_list *events = NULL;
        char rule[40];

        assert_string_equal(history->items[i + 1].sentence, sentences[i]);
        must(desk, sup_event_list(
                       desk->core, by_system(desk),
                       PARAMS(event_list, .after_id = history->items[i + 1].id - 1, .limit = 1),
                       &events));
        snprintf(rule, sizeof rule, "\"rule\":\"%s\"", rules[i]);
        assert_non_null(strstr(events->items[0].payload, rule));
        sup_free(events);
    }
    sup_free(history);
}

/* ---- public and private ---- */

static void activate_channels(struct desk *desk, const char *channels)
{
    static char document[2000];

    snprintf(document, sizeof document,
             "{\"supportcore_policy\": 1, \"name\": \"T\", \"statuses\": ["
             "{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": "
             "\"open\"}, {\"name\": \"pending\", \"category\": \"pending\"}, {\"name\": \"hold\", "
             "\"category\": \"on_hold\"}, {\"name\": \"solved\", \"category\": \"solved\"}, "
             "{\"name\": \"closed\", \"category\": \"closed\"}], \"transitions\": {\"new\": "
             "[\"open\", \"solved\"], \"open\": [\"solved\", \"closed\", \"pending\", \"hold\"], "
             "\"pending\": [\"open\"], \"hold\": [\"open\"], \"solved\": [\"open\", \"closed\"]}, "
             "\"priorities\": [\"normal\"], \"default_priority\": \"normal\", \"channels\": [%s], "
             "\"roles\": {\"agent\": {\"may\": [\"*\"]}}, "
             "\"actors\": {\"customer\": {\"may\": [\"ticket.open\", \"ticket.receive\"]}}}",
             channels);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static void expect_public(struct desk *desk, int64_t ticket, const char *expected)
{
    struct sup_message_list *list = NULL;
    char text[40] = "";

    must(desk, sup_ticket_messages(desk->core, by_system(desk),
                                   PARAMS(ticket_page, .ticket_id = ticket), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        text[i] = list->items[i].is_public ? 'p' : '-';
    }
    assert_string_equal(text, expected);
    sup_free(list);
}

static void a_reply_goes_where_the_customer_wrote_last(void **state)
{
    struct desk *desk = *state;
    struct sup_message_list *list = NULL;
    static const char *const channels[] = {"social_public", "social_public", "social_public",
                                           "email",         "email",         "social_public"};

    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .body = "x", .channel = "social_public"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x"));
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "x"));
    desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "x", .channel = "email"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x"));
    desk_ok(desk, by_priya(desk),
            REPLY(.ticket_id = 1, .body = "We wrote you", .channel = "social_public"));
    must(desk, sup_ticket_messages(desk->core, by_system(desk), PARAMS(ticket_page, .ticket_id = 1),
                                   &list));
    for (int i = 0; i < 6; i++) {
        assert_string_equal(list->items[i].channel, channels[i]);
    }
    sup_free(list);
    expect_public(desk, 1, "pp---p"); /* a note is among colleagues wherever it is written */
    desk_expect_sound(desk);
}

static void what_was_private_stays_so(void **state)
{
    struct desk *desk = *state;

    activate_channels(desk, "{\"name\": \"wall\"}, {\"name\": \"mail\"}");
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .body = "x"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x"));
    activate_channels(desk, "{\"name\": \"wall\", \"is_public\": true}, {\"name\": \"mail\"}");
    expect_public(desk, 1, "--");
    desk_fails(desk, SUP_MSG_REPLY_PUBLIC, "channel", by_priya(desk),
               REPLY(.ticket_id = 1, .body = "x"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x", .channel = "mail"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x", .channel = "wall"));
    desk_ok(desk, by_ann(desk), RECEIVE(.ticket_id = 1, .body = "x", .channel = "wall"));
    desk_ok(desk, by_priya(desk), REPLY(.ticket_id = 1, .body = "x"));
    expect_public(desk, 1, "---ppp");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(messages_take_their_place_by_time),
    desk_test(a_page_goes_on_behind_a_message),
    desk_test(a_page_begins_behind_a_message_of_its_thread),
    desk_test(a_mail_lands_where_its_thread_is),
    desk_test(the_newest_known_id_counts),
    desk_test(a_shuffled_thread_is_one_thread),
    desk_test(a_subject_finds_nothing),
    desk_test(a_forged_id_leads_nowhere),
    desk_test(who_is_not_known_is_taken_at_their_word),
    desk_test(a_note_is_no_thread_for_customers),
    desk_test(an_id_belongs_to_its_channel),
    desk_test(what_cannot_be_an_id_is_passed_over),
    desk_test(the_newest_hundred_ids_are_looked_at),
    desk_test(a_named_ticket_of_another_person_is_a_mistake),
    desk_test(a_known_message_is_not_added_again),
    desk_test(a_follow_up_takes_what_comes_to_the_closed_one),
    desk_test(a_follow_up_of_another_person_takes_nothing),
    desk_test(a_message_about_an_order_joins_its_ticket_for_a_while),
    desk_test(an_order_joins_only_what_is_its_persons_and_not_closed),
    desk_test(of_two_tickets_about_an_order_the_livelier_one_counts),
    desk_test(a_thread_comes_before_a_named_ticket_and_that_before_an_order),
    desk_test(a_batch_resolves_who_writes_and_finds_the_ticket),
    desk_test(the_history_says_how_a_message_found_its_ticket),
    desk_test(a_reply_goes_where_the_customer_wrote_last),
    desk_test(what_was_private_stays_so),
};

DESK_MAIN(tests)
