/*
 * test_join.c: tickets that are merged, taken apart again, and split.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#define RECEIVE(ticket, ...)                                                                       \
    SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, .ticket_id = (ticket), .body = "Hm", __VA_ARGS__)

static void open_ticket(struct desk *desk, int64_t customer, const char *tag, const char *order)
{
    const struct sup_reference thing = {"shop", "order", order};

    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .customer_id = customer, .tags = &tag,
                   .tag_count = tag != NULL, .references = &thing,
                   .reference_count = order != NULL));
}

/* "pending c1 m2 <3 4> tag,tag order,order": customer, messages, members */
static void expect_ticket(struct desk *desk, int64_t ticket, const char *expected)
{
    static char text[4096];
    struct sup_ticket *found = desk_get(desk, ticket);
    char *at = text;
    char *end = text + sizeof text;

    at += snprintf(at, (size_t)(end - at), "%s c%d m%d", found->status, (int)found->customer_id,
                   (int)found->message_count);
    if (found->merged_into) {
        at += snprintf(at, (size_t)(end - at), " in %d of %d", (int)found->merged_into,
                       (int)found->root_id);
    }
    for (uint32_t i = 0; i < found->member_count; i++) {
        at += snprintf(at, (size_t)(end - at), " <%d in %d>", (int)found->members[i].ticket_id,
                       (int)found->members[i].merged_into);
    }
    for (uint32_t i = 0; i < found->tag_count; i++) {
        at += snprintf(at, (size_t)(end - at), " #%s", found->tags[i]);
    }
    for (uint32_t i = 0; i < found->reference_count; i++) {
        at += snprintf(at, (size_t)(end - at), " %s", found->references[i].id);
    }
    sup_free(found);
    assert_string_equal(text, expected);
}

static void a_merge_joins_two_threads(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    open_ticket(desk, ANN, "late", "1001"); /* message 1 */
    open_ticket(desk, ANN, "vip", "1002");  /* message 2 */
    desk_ok(desk, by_priya(desk), WATCH(2, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "N")); /* 3 */
    desk_move(desk, by_priya(desk), 2, "pending");
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    assert_int_equal(desk->receipt.id, 2);
    assert_int_equal(desk->receipt.ticket_id, 1);
    desk_expect_events(desk, before, "ticket.merged pending>closed\nticket.joined\n");
    desk_expect_sentence(desk, 2, "Priya Nair (agent) merged the ticket into ticket 1.");
    desk_expect_sentence(desk, 1, "Priya Nair (agent) merged into this one ticket 2.");
    expect_ticket(desk, 1, "new c1 m3 <2 in 1> #late #vip 1001 1002");
    expect_ticket(desk, 2, "closed c1 m0 in 1 of 1 #vip 1002");
    desk_expect_thread(desk, 1, "1 2@2 3");
    desk_expect_thread(desk, 2, "1@1 2 3@1");
    desk_expect_watchers(desk, 1, "agent 2");
    desk_expect_watchers(desk, 2, "agent 2");
    desk_expect_sound(desk);
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), JOIN(2, 1)); /* one already */
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    assert_int_equal(desk_sequence(desk), before);
    desk_ok(desk, by_priya(desk), PART(2));
    desk_expect_events(desk, before,
                       "ticket.unmerged closed>pending\nticket.timers_changed\nticket.parted\n");
    expect_ticket(desk, 1, "new c1 m2 #late 1001");
    expect_ticket(desk, 2, "pending c1 m1 #vip 1002");
    desk_expect_thread(desk, 1, "1 3");
    desk_expect_thread(desk, 2, "2");
    desk_expect_watchers(desk, 1, "");
    desk_expect_watchers(desk, 2, "agent 2");
    desk_expect_sentence(desk, 2, "Priya Nair (agent) took the ticket out of ticket 1.");
    desk_expect_sound(desk);
}

/* What a customer writes to a merged ticket reopens the other, and goes back with an unmerge. */
static void a_message_to_a_merged_ticket_lands_in_the_other(void **state)
{
    struct desk *desk = *state;

    open_ticket(desk, ANN, NULL, NULL);
    open_ticket(desk, ANN, NULL, NULL);
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_move(desk, by_priya(desk), 1, "solved");
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_ann(desk), RECEIVE(2, .external_id = "<x@y>"));
    assert_int_equal(desk->receipt.ticket_id, 1);
    assert_int_equal(desk->receipt.id, 3);
    desk_expect_status(desk, 1, "open");
    desk_expect_thread(desk, 1, "1 2@2 3@2");
    desk_ok(desk, by_ann(desk), RECEIVE(2, .external_id = "<x@y>"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.ticket_id, 1);
    desk_ok(desk, by_ann(desk), RECEIVE(1, .external_id = "<x@y>"));
    assert_int_equal(desk->receipt.is_replay, 1);
    expect_ticket(desk, 1, "open c1 m3 <2 in 1>");
    desk_ok(desk, by_priya(desk), PART(2));
    desk_expect_thread(desk, 1, "1");
    desk_expect_thread(desk, 2, "2 3");
    desk_expect_sound(desk);
}

static void work_on_a_merged_ticket_is_refused(void **state)
{
    static const char *const tag = "x";
    static const struct sup_reference order = {"shop", "order", "1"};
    struct desk *desk = *state;
    const struct {
        int32_t operation;
        const void *params;
    } work[] = {
        {SUP_OP_TICKET_REPLY, PARAMS(ticket_message, .ticket_id = 2, .body = "R")},
        {SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = 2, .body = "N")},
        {SUP_OP_TICKET_MOVE, PARAMS(ticket_move, .ticket_id = 2, .status = "open")},
        {SUP_OP_TICKET_PRIORITIZE, PARAMS(ticket_prioritize, .ticket_id = 2, .priority = "low")},
        {SUP_OP_TICKET_ASSIGN, PARAMS(ticket_assign, .ticket_id = 2, .agent_id = PRIYA)},
        {SUP_OP_TICKET_TAG, PARAMS(ticket_tag, .ticket_id = 2, .tags = &tag, .tag_count = 1)},
        {SUP_OP_REFERENCE_ADD,
         PARAMS(reference, .ticket_id = 2, .references = &order, .reference_count = 1)},
        {SUP_OP_TICKET_WATCH, PARAMS(ticket_watch, .ticket_id = 2, .agent_id = LEE)},
        {SUP_OP_TICKET_SPLIT, PARAMS(ticket_split, .ticket_id = 2, .message_id = 2)},
    };

    for (int i = 0; i < 3; i++) {
        open_ticket(desk, ANN, NULL, NULL);
    }
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    for (size_t i = 0; i < sizeof work / sizeof work[0]; i++) {
        desk_fails(desk, SUP_MSG_TICKET_MERGED, "ticket_id", by_priya(desk), work[i].operation,
                   work[i].params);
        assert_string_equal(sup_last_error(desk->core)->hint,
                            "go on in ticket 1, or take the merge back: ticket.unmerge");
    }
    desk_fails(desk, SUP_MSG_TICKET_MERGED, "ticket_id", by_priya(desk), JOIN(2, 3));
    desk_expect_sound(desk);
}

static void what_cannot_be_one_is_refused(void **state)
{
    struct desk *desk = *state;

    open_ticket(desk, ANN, NULL, NULL);
    open_ticket(desk, BEN, NULL, NULL);
    open_ticket(desk, ANN, NULL, NULL);
    desk_move(desk, by_priya(desk), 3, "closed");
    desk_fails(desk, SUP_MSG_TICKETS_SAME, "into", by_priya(desk), JOIN(1, 1));
    desk_fails(desk, SUP_MSG_TICKET_PERSONS, "into", by_priya(desk), JOIN(1, 2));
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "into", by_priya(desk), JOIN(1, 3));
    desk_fails(desk, SUP_MSG_TICKET_NOT_MERGED, "ticket_id", by_priya(desk), PART(1));
    desk_ok(desk, by_priya(desk), JOIN(3, 1)); /* closed before, and closed again after */
    desk_ok(desk, by_priya(desk), PART(3));
    expect_ticket(desk, 3, "closed c1 m1");
    desk_expect_sound(desk);
}

/* 3 into 2, both into 1; then 3 leaves, then 2. */
static void members_go_along_and_leave_one_by_one(void **state)
{
    struct desk *desk = *state;

    open_ticket(desk, 0, "a", "1");
    open_ticket(desk, 0, "b", "1");
    open_ticket(desk, ANN, "b", "3");
    desk_ok(desk, by_priya(desk), JOIN(3, 2));
    expect_ticket(desk, 2, "new c1 m2 <3 in 2> #b 1 3");
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    expect_ticket(desk, 1, "new c1 m3 <2 in 1> <3 in 2> #a #b 1 3");
    expect_ticket(desk, 2, "closed c0 m0 in 1 of 1 #b 1 3"); /* as when it was merged */
    expect_ticket(desk, 3, "closed c1 m0 in 2 of 1 #b 3");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(3));
    expect_ticket(desk, 1, "new c0 m2 <2 in 1> #a #b 1"); /* 2 brings b as well */
    expect_ticket(desk, 3, "new c1 m1 #b 3");
    desk_ok(desk, by_priya(desk), JOIN(3, 2)); /* which is to 1 */
    expect_ticket(desk, 1, "new c1 m3 <2 in 1> <3 in 1> #a #b 1 3");
    desk_ok(desk, by_priya(desk), PART(2));
    expect_ticket(desk, 1, "new c1 m2 <3 in 1> #a #b 1 3");
    expect_ticket(desk, 2, "new c0 m1 #b 1");
    desk_expect_sound(desk);
}

static void a_branch_leaves_as_a_whole(void **state)
{
    struct desk *desk = *state;

    open_ticket(desk, 0, "a", NULL);
    open_ticket(desk, 0, "b", NULL);
    open_ticket(desk, ANN, "c", NULL);
    desk_ok(desk, by_priya(desk), JOIN(3, 2));
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_ok(desk, by_priya(desk), PART(2));
    expect_ticket(desk, 1, "new c0 m1 #a");
    expect_ticket(desk, 2, "new c1 m2 <3 in 2> #b #c");
    expect_ticket(desk, 3, "closed c1 m0 in 2 of 2 #c");
    desk_expect_thread(desk, 2, "2 3@3");
    desk_expect_sound(desk);
}

/* What the other had itself, or got since, stays its own; what was taken from it stays away. */
static void what_was_added_to_the_other_stays(void **state)
{
    static const char *const both[] = {"both", "later"};
    static const char *const brought[] = {"brought"};
    struct desk *desk = *state;

    open_ticket(desk, ANN, "both", NULL);
    open_ticket(desk, ANN, "both", NULL);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 2, .tags = brought, .tag_count = 1));
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = both, .tag_count = 2));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = brought, .tag_count = 1));
    expect_ticket(desk, 1, "new c1 m2 <2 in 1> #both #later");
    desk_ok(desk, by_priya(desk), PART(2));
    expect_ticket(desk, 1, "new c1 m1 #both #later");
    expect_ticket(desk, 2, "new c1 m1 #both #brought");
    desk_expect_sound(desk);
}

/* The merged ticket does not close by itself; unmerged it waits anew. */
static void a_merged_ticket_waits_for_nothing(void **state)
{
    struct desk *desk = *state;

    open_ticket(desk, ANN, NULL, NULL);
    open_ticket(desk, ANN, NULL, NULL);
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk->now_ms += AUTO_CLOSE_MS + 1;
    assert_int_equal(desk_tick(desk), 0);
    desk_ok(desk, by_priya(desk), PART(2));
    expect_ticket(desk, 2, "solved c1 m1");
    desk->now_ms += AUTO_CLOSE_MS - 1;
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms += 1;
    assert_int_equal(desk_tick(desk), 1);
    expect_ticket(desk, 2, "closed c1 m1");
    desk_expect_sound(desk);
}

/* An unmerge that is told late, as if it had been long ago. */
static void an_unmerge_of_the_past_waits_from_now_on(void **state)
{
    struct desk *desk = *state;
    int64_t then_ms;

    open_ticket(desk, ANN, NULL, NULL);
    open_ticket(desk, ANN, NULL, NULL);
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    then_ms = desk->now_ms;
    desk->now_ms += 2 * AUTO_CLOSE_MS;
    desk_ok(desk, at(by_priya(desk), then_ms), PART(2));
    desk->now_ms += AUTO_CLOSE_MS - 1;
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms += 1;
    assert_int_equal(desk_tick(desk), 1);
    expect_ticket(desk, 2, "closed c1 m1");
    desk_expect_sound(desk);
}

static void lists_find_the_other(void **state)
{
    const struct sup_reference order = {"shop", "order", "7"};
    struct desk *desk = *state;
    struct sup_ticket_list *list = NULL;

    open_ticket(desk, 0, NULL, NULL);
    open_ticket(desk, ANN, "vip", "7");
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    must(desk,
         sup_ticket_list(desk->core, by_priya(desk), PARAMS(ticket_list, .tag = "vip"), &list));
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[1].id, 1);
    sup_free(list);
    must(desk, sup_ticket_list(desk->core, by_priya(desk), PARAMS(ticket_list, .reference = &order),
                               &list));
    assert_int_equal(list->count, 2);
    sup_free(list);
    must(desk, sup_ticket_list(desk->core, by_ann(desk), PARAMS(ticket_list, .limit = 5), &list));
    assert_int_equal(list->count, 2);
    assert_int_equal(list->items[0].merged_into, 1);
    sup_free(list);
}

static void a_hundred_tickets_are_one(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < SUP_TICKET_MEMBERS_MAX + 1; i++) {
        open_ticket(desk, ANN, NULL, NULL);
    }
    for (int i = 2; i <= SUP_TICKET_MEMBERS_MAX; i++) {
        desk_ok(desk, by_priya(desk), JOIN(i, 1));
    }
    desk_fails(desk, SUP_MSG_TICKET_MEMBERS, "into", by_priya(desk),
               JOIN(SUP_TICKET_MEMBERS_MAX + 1, 1));
    desk_ok(desk, by_priya(desk), PART(50));
    desk_ok(desk, by_priya(desk), JOIN(SUP_TICKET_MEMBERS_MAX + 1, 1));
    desk_expect_sound(desk);
}

/* Messages 1 to 4 of ticket 1, of which 2 is the latest by time. */
static void fill_thread(struct desk *desk)
{
    open_ticket(desk, ANN, "vip", "7");
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, at(by_ann(desk), desk->now_ms - 1000), RECEIVE(1, .external_id = "<2@x>"));
    desk_ok(desk, at(by_priya(desk), desk->now_ms - 3000), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "R"));
    desk_ok(desk, at(by_priya(desk), desk->now_ms - 2000), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "N"));
    desk_expect_thread(desk, 1, "1 3 4 2");
}

static void a_split_makes_a_ticket_of_the_rest(void **state)
{
    struct desk *desk = *state;

    fill_thread(desk);
    desk_ok(desk, by_priya(desk), SPLIT(1, 4, .is_rest = 1, .subject = "Another thing"));
    assert_int_equal(desk->receipt.id, 2);
    assert_int_equal(desk->receipt.ticket_id, 2);
    expect_ticket(desk, 1, "new c1 m2 #vip 7");
    expect_ticket(desk, 2, "new c1 m2 7");
    desk_expect_thread(desk, 1, "1 3");
    desk_expect_thread(desk, 2, "4 2");
    desk_expect_links(desk, 1, "split_into 2 (new)");
    desk_expect_links(desk, 2, "split_from 1 (new)");
    desk_ok(desk, by_ann(desk), RECEIVE(2, .external_id = "<2@x>")); /* has moved along */
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.ticket_id, 2);
    desk_expect_sound(desk);
}

static void a_split_takes_one_message(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    fill_thread(desk);
    desk_ok(desk, by_priya(desk), SPLIT(1, 3, .is_rest = 0));
    desk_expect_thread(desk, 1, "1 4 2");
    desk_expect_thread(desk, 2, "3");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->first_reply_ms, 0);
    assert_string_equal(ticket->subject, "S");
    sup_free(ticket);
    ticket = desk_get(desk, 2);
    assert_int_equal(ticket->first_reply_ms, 0); /* nobody asks there */
    assert_string_equal(ticket->subject, "S");
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_SPLIT_ALL, "message_id", by_priya(desk), SPLIT(2, 3, .is_rest = 0));
    desk_fails(desk, SUP_MSG_SPLIT_ALL, "message_id", by_priya(desk), SPLIT(1, 1, .is_rest = 1));
    desk_fails(desk, SUP_MSG_MESSAGE_UNKNOWN, "message_id", by_priya(desk),
               SPLIT(1, 3, .is_rest = 0));
    desk_ok(desk, by_priya(desk), SPLIT(1, 1, .is_rest = 0)); /* the first alone may go */
    desk_expect_thread(desk, 1, "4 2");
    desk_expect_sound(desk);
}

/* More messages than one page of the store has. */
static void a_long_thread_goes_and_comes_back(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    open_ticket(desk, ANN, NULL, NULL);
    open_ticket(desk, ANN, NULL, NULL);
    for (int i = 0; i < 250; i++) {
        desk_ok(desk, by_ann(desk), RECEIVE(2 - i % 5 / 4, .channel = NULL));
    }
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->message_count, 252);
    sup_free(ticket);
    desk_ok(desk, by_priya(desk), PART(2));
    ticket = desk_get(desk, 2);
    assert_int_equal(ticket->message_count, 201);
    sup_free(ticket);
    desk_expect_sound(desk);
}

/* Waiting is since the oldest message that nobody answered, in the thread that there is now. */
static void facts_of_a_thread_follow_its_messages(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;
    int64_t first_ms;
    int64_t second_ms;

    open_ticket(desk, ANN, NULL, NULL);
    first_ms = desk->now_ms;
    open_ticket(desk, ANN, NULL, NULL);
    second_ms = desk->now_ms;
    desk->now_ms += MINUTE_MS;
    desk_reply(desk, by_priya(desk), 2, "Yes", NULL);
    desk_ok(desk, by_priya(desk), JOIN(1, 2)); /* the reply is later, and in the other ticket */
    ticket = desk_get(desk, 2);
    assert_int_equal(ticket->waiting_since_ms, first_ms);
    assert_int_equal(ticket->last_customer_ms, second_ms);
    assert_int_equal(ticket->last_reply_ms, desk->now_ms);
    sup_free(ticket);
    desk_ok(desk, by_priya(desk), PART(1));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->waiting_since_ms, first_ms);
    assert_int_equal(ticket->last_reply_ms, 0);
    assert_int_equal(ticket->first_reply_ms, 0);
    sup_free(ticket);
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_ann(desk), RECEIVE(1, .channel = NULL));
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    ticket = desk_get(desk, 2);
    assert_int_equal(ticket->waiting_since_ms, first_ms);
    assert_int_equal(ticket->first_reply_ms, desk->now_ms - MINUTE_MS);
    sup_free(ticket);
    desk_expect_sound(desk);
}

/* A reply to a message of the merged ticket, found by its id: it came with that ticket. */
static void a_reply_by_mail_finds_the_joined_thread(void **state)
{
    static const char *const ids[] = {"<a@x>"};
    struct desk *desk = *state;

    open_ticket(desk, ANN, NULL, NULL);
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .external_id = "<a@x>"));
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .body = "Re", .thread_ids = ids, .thread_id_count = 1));
    assert_int_equal(desk->receipt.ticket_id, 1);
    desk_expect_thread(desk, 1, "1 2@2 3@2");
    desk_ok(desk, by_priya(desk), PART(2));
    desk_expect_thread(desk, 2, "2 3");
    desk_expect_sound(desk);
}

/* Ben's mail lands in Ann's ticket while he watches it. */
static void who_watches_may_write_by_mail(void **state)
{
    static const char *const ids[] = {"<a@x>"};
    struct desk *desk = *state;

    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .external_id = "<a@x>"));
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .body = "Re", .customer_id = BEN, .thread_ids = ids,
                   .thread_id_count = 1));
    assert_int_equal(desk->receipt.ticket_id, 2); /* a new one */
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .body = "Re", .customer_id = BEN, .thread_ids = ids,
                   .thread_id_count = 1));
    assert_int_equal(desk->receipt.ticket_id, 1);
    desk_expect_sound(desk);
}

/* ---- at random, against a plain model ---- */

enum { TICKETS_MAX = 14, MESSAGES_MAX = 120, STEPS = 160, SEEDS = 30, TAGS = 2 };
enum { COPY = 1, OWN = 2 };

struct model {
    int64_t into[TICKETS_MAX + 1];
    int64_t root[TICKETS_MAX + 1];
    int64_t home[MESSAGES_MAX + 1];
    int64_t thread[MESSAGES_MAX + 1];
    int tag[TICKETS_MAX + 1][TAGS];   /* COPY, OWN, or 0 */
    int taken[TICKETS_MAX + 1][TAGS]; /* from what the ticket is part of, while it had it */
    int tickets;
    int messages;
    uint64_t random;
};

static int pick(struct model *model, int count)
{
    model->random = model->random * 6364136223846793005U + 1442695040888963407U;
    return (int)((model->random >> 33) % (uint64_t)count);
}

static const char *const tag_names[TAGS] = {"a", "b"};

static int is_below(const struct model *model, int64_t id, int64_t top)
{
    while (id && id != top) {
        id = model->into[id];
    }
    return id == top;
}

/* Has a part of a ticket a tag that it may bring? */
static int is_of_part(const struct model *model, int64_t id, int tag)
{
    int is_so = 0;

    for (int64_t part = 1; part <= model->tickets; part++) {
        is_so |= model->into[part] == id && model->tag[part][tag] && !model->taken[part][tag];
    }
    return is_so;
}

static void model_untag(struct model *model, int64_t id, int tag)
{
    for (int64_t part = 1; part <= model->tickets; part++) {
        if (model->into[part] == id && model->tag[id][tag] && model->tag[part][tag]) {
            model->taken[part][tag] = 1;
        }
    }
    model->tag[id][tag] = 0; /* also what was a copy */
}

/* The other gets what it has not; nothing is taken away. */
static void model_join(struct model *model, int64_t from, int64_t to)
{
    for (int tag = 0; tag < TAGS; tag++) {
        if (!model->tag[to][tag] && model->tag[from][tag]) {
            model->tag[to][tag] = COPY;
        }
    }
    for (int64_t id = 1; id <= model->tickets; id++) {
        model->root[id] = model->root[id] == from ? to : model->root[id];
    }
    model->into[from] = to;
    for (int i = 1; i <= model->messages; i++) {
        model->thread[i] = model->thread[i] == from ? to : model->thread[i];
    }
}

/* All that it was part of loses copies that no other part has. */
static void model_part(struct model *model, int64_t id)
{
    int64_t root = model->root[id];
    int64_t into = model->into[id];

    for (int i = 1; i <= model->messages; i++) {
        if (model->thread[i] == root && is_below(model, model->home[i], id)) {
            model->thread[i] = id;
        }
    }
    for (int64_t m = 1; m <= model->tickets; m++) {
        model->root[m] = model->root[m] == root && is_below(model, m, id) ? id : model->root[m];
    }
    model->into[id] = 0;
    memset(model->taken[id], 0, sizeof model->taken[id]);
    for (; into; into = model->into[into]) {
        for (int tag = 0; tag < TAGS; tag++) {
            if (model->tag[into][tag] == COPY && !is_of_part(model, into, tag)) {
                model->tag[into][tag] = 0;
            }
        }
    }
}

static void compare(struct desk *desk, const struct model *model)
{
    for (int64_t id = 1; id <= model->tickets; id++) {
        static char expected[1024];
        char *at = expected;
        struct sup_ticket *ticket = desk_get(desk, id);
        uint32_t tags = 0;
        int messages = 0;

        *at = '\0';
        assert_int_equal(ticket->root_id, model->root[id]);
        assert_int_equal(ticket->merged_into, model->into[id]);
        for (int tag = 0; tag < TAGS; tag++) {
            if (model->tag[id][tag]) {
                assert_true(tags < ticket->tag_count);
                assert_string_equal(ticket->tags[tags++], tag_names[tag]);
            }
        }
        assert_int_equal(ticket->tag_count, tags);
        for (int i = 1; i <= model->messages; i++) {
            if (model->thread[i] == model->root[id]) {
                at += snprintf(at, sizeof expected - (size_t)(at - expected), "%s%d",
                               messages++ ? " " : "", i);
                if (model->home[i] != id) {
                    at += snprintf(at, sizeof expected - (size_t)(at - expected), "@%d",
                                   (int)model->home[i]);
                }
            }
        }
        assert_int_equal(ticket->message_count, model->into[id] ? 0 : messages);
        sup_free(ticket);
        if (messages <= 100) {
            desk_expect_thread(desk, id, expected);
        }
    }
}

static void add_message(struct model *model, int64_t home)
{
    model->messages++;
    model->home[model->messages] = home;
    model->thread[model->messages] = model->root[home];
}

static void step(struct desk *desk, struct model *model)
{
    int64_t id = 1 + pick(model, model->tickets ? model->tickets : 1);
    int64_t to = 1 + pick(model, model->tickets ? model->tickets : 1);
    int tag = pick(model, TAGS);
    int what = model->tickets < 3 ? 0 : pick(model, 12);

    desk->now_ms += MINUTE_MS;
    if (what == 0 && model->tickets < TICKETS_MAX) {
        id = ++model->tickets;
        model->root[id] = id;
        model->tag[id][tag] = OWN;
        add_message(model, id);
        desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "S", .body = "B"));
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
                PARAMS(ticket_tag, .ticket_id = id, .tags = &tag_names[tag], .tag_count = 1));
    } else if (what <= 3 && model->messages < MESSAGES_MAX - 1) {
        add_message(model, id);
        desk_ok(desk, by_ann(desk), RECEIVE(id, .channel = NULL));
        assert_int_equal(desk->receipt.ticket_id, model->root[id]);
    } else if (what <= 6) {
        if (id != to && model->root[id] == id && model->root[to] != id) {
            desk_ok(desk, by_priya(desk), JOIN(id, to));
            model_join(model, id, model->root[to]);
        }
    } else if (what <= 8) {
        if (model->into[id]) {
            desk_ok(desk, by_priya(desk), PART(id));
            model_part(model, id);
        } else {
            desk_fails(desk, SUP_MSG_TICKET_NOT_MERGED, "ticket_id", by_priya(desk), PART(id));
        }
    } else if (what <= 10) {
        int is_adding = what == 9;

        id = model->root[id];
        desk_ok(desk, by_priya(desk), is_adding ? SUP_OP_TICKET_TAG : SUP_OP_TICKET_UNTAG,
                PARAMS(ticket_tag, .ticket_id = id, .tags = &tag_names[tag], .tag_count = 1));
        if (is_adding) {
            model->tag[id][tag] = OWN;
        } else {
            model_untag(model, id, tag);
        }
    } else if (what == 11 && model->root[id] == id && model->tickets < TICKETS_MAX) {
        int at = 1 + pick(model, model->messages);
        int is_rest = pick(model, 2);
        int first = 0;
        int count = 0;

        for (int i = model->messages; i >= 1; i--) {
            first = model->thread[i] == id ? i : first;
            count += model->thread[i] == id;
        }
        if (model->thread[at] != id || (at == first && (is_rest || count < 2))) {
            return;
        }
        desk_ok(desk, by_priya(desk), SPLIT(id, at, .is_rest = is_rest));
        to = ++model->tickets;
        model->root[to] = to;
        for (int i = at; i <= model->messages; i++) {
            if (model->thread[i] == id && (i == at || is_rest)) {
                model->home[i] = model->thread[i] = to;
            }
        }
    }
}

static void joining_and_parting_do_what_a_plain_model_says(void **state)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct desk *desk = NULL;
        struct model model = {.random = seed};

        assert_int_equal(desk_setup((void **)&desk), 0);
        for (int i = 0; i < STEPS; i++) {
            step(desk, &model);
            if (i % 10 == 0) {
                compare(desk, &model);
            }
        }
        compare(desk, &model);
        desk_expect_sound(desk);
        assert_int_equal(desk_teardown((void **)&desk), 0);
    }
    (void)state;
}

static const struct CMUnitTest tests[] = {
    desk_test(a_merge_joins_two_threads),
    desk_test(a_message_to_a_merged_ticket_lands_in_the_other),
    desk_test(work_on_a_merged_ticket_is_refused),
    desk_test(what_cannot_be_one_is_refused),
    desk_test(members_go_along_and_leave_one_by_one),
    desk_test(a_branch_leaves_as_a_whole),
    desk_test(what_was_added_to_the_other_stays),
    desk_test(a_merged_ticket_waits_for_nothing),
    desk_test(an_unmerge_of_the_past_waits_from_now_on),
    desk_test(lists_find_the_other),
    desk_test(a_hundred_tickets_are_one),
    desk_test(a_split_makes_a_ticket_of_the_rest),
    desk_test(a_split_takes_one_message),
    desk_test(a_long_thread_goes_and_comes_back),
    desk_test(facts_of_a_thread_follow_its_messages),
    desk_test(a_reply_by_mail_finds_the_joined_thread),
    desk_test(who_watches_may_write_by_mail),
    cmocka_unit_test(joining_and_parting_do_what_a_plain_model_says),
};

DESK_MAIN(tests)
