/*
 * test_watchers.c: who is told what happens to a ticket.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

/* The watchers that the last event of the desk names, as in its payload. */
static void expect_named(struct desk *desk, const char *expected)
{
    struct sup_outbox_page *page = NULL;
    const char *text;

    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = "mailer"), &page));
    assert_true(page->count > 0);
    text = page->items[page->count - 1].event;
    if (*expected ? strstr(text, expected) == NULL : strstr(text, "watchers") != NULL) {
        fail_msg("%s", text);
    }
    sup_free(page);
}

static void events_name_who_watches(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), WATCH(1, .agent_id = LEE));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.version, 3);
    expect_named(desk, "");
    desk_expect_sentence(desk, 1, "Priya Nair (agent) added a watcher: Lee Wong (agent).");
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_expect_watchers(desk, 1, "agent 2, customer 2");
    desk_receive(desk, by_ann(desk), 1, "Hello?");
    expect_named(desk, "\"watchers\":[\"agent:2\",\"customer:2\"]");
    desk_ok(desk, by_priya(desk), UNWATCH(1, .agent_id = LEE));
    desk_expect_sentence(desk, 1, "Priya Nair (agent) removed a watcher: Lee Wong (agent).");
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_named(desk, "\"watchers\":[\"customer:2\"]");
    desk->now_ms += AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 1);
    expect_named(desk, "\"watchers\":[\"customer:2\"]");
    desk_ticket(desk);
    desk_reply(desk, by_priya(desk), 2, "Hello", NULL);
    expect_named(desk, "");
    desk_expect_sound(desk);
}

static void watching_twice_is_nothing_new(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), WATCH(1, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), WATCH(1, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_ok(desk, by_priya(desk), UNWATCH(1, .agent_id = PRIYA));
    desk_ok(desk, by_priya(desk), UNWATCH(1, .customer_id = ANN));
    assert_int_equal(desk_sequence(desk), before);
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               WATCH(1, .agent_id = PRIYA, .version = 3));
}

/* Ben is 2, and becomes the same person as Dan, who is 3. */
static void merged_customers_watch_as_one(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    desk_ticket(desk);
    desk_ok(desk, by_system(desk), SAVE(.name = "Dan"));
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = 3));
    desk_expect_watchers(desk, 1, "customer 2, customer 3");
    desk_ok(desk, by_lee(desk), MERGE(3, BEN));
    desk_expect_watchers(desk, 1, "customer 2");
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = 3));
    assert_int_equal(desk_sequence(desk), before);
    desk_ok(desk, by_priya(desk), UNWATCH(1, .customer_id = 3));
    desk_expect_watchers(desk, 1, "");
    desk_expect_events(desk, before, "ticket.unwatched >customer\nticket.unwatched >customer\n");
    desk_expect_sound(desk);
}

static void a_watcher_does_not_read(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket = NULL;

    desk_ticket(desk); /* Ann's */
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    must_fail(
        desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
        sup_ticket_get(desk->core, by_ben(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    must(desk,
         sup_ticket_get(desk->core, by_ann(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_int_equal(ticket->watcher_count, 0);
    sup_free(ticket);
}

static void a_ticket_has_64_watchers(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    for (int i = 0; i < SUP_TICKET_WATCHERS_MAX; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "A"));
        desk_ok(desk, by_priya(desk), WATCH(1, .agent_id = 6 + i));
    }
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "ticket_id", by_priya(desk), WATCH(1, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), WATCH(1, .agent_id = 6)); /* is one already */
    desk_ok(desk, by_priya(desk), UNWATCH(1, .agent_id = 6));
    desk_ok(desk, by_priya(desk), WATCH(1, .agent_id = LEE));
    desk_expect_sound(desk);
}

static void who_watches_is_said_once(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "agent_id", by_priya(desk), WATCH(1, .version = 0));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "customer_id", by_priya(desk),
               WATCH(1, .agent_id = LEE, .customer_id = BEN));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id", by_priya(desk), WATCH(1, .agent_id = 77));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id", by_priya(desk),
               WATCH(1, .customer_id = 77));
    desk_ok(desk, by_priya(desk), WATCH(1, .agent_id = VIC));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = VIC, .name = "Vic", .is_departed = 1));
    desk_fails(desk, SUP_MSG_AGENT_DEPARTED, "agent_id", by_priya(desk), WATCH(1, .agent_id = VIC));
    desk_ok(desk, by_priya(desk), UNWATCH(1, .agent_id = VIC)); /* may be taken away */
    desk_expect_watchers(desk, 1, "");
}

static const struct CMUnitTest tests[] = {
    desk_test(events_name_who_watches),       desk_test(watching_twice_is_nothing_new),
    desk_test(merged_customers_watch_as_one), desk_test(a_watcher_does_not_read),
    desk_test(a_ticket_has_64_watchers),      desk_test(who_watches_is_said_once),
};

DESK_MAIN(tests)
