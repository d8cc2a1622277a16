/*
 * test_outbox.c: consumers pull events in order, at least once; imports keep their position.
 */
#include "desk_fixture.h"

#define ACK(...)  SUP_OP_OUTBOX_ACK, PARAMS(outbox_ack, __VA_ARGS__)
#define MARK(...) SUP_OP_IMPORT_MARK, PARAMS(import_mark, __VA_ARGS__)

static struct sup_outbox_page *pull(struct desk *desk, const char *consumer, uint32_t limit)
{
    struct sup_outbox_page *page = NULL;

    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = consumer, .limit = limit), &page));
    return page;
}

static int64_t position(struct desk *desk, const char *source)
{
    struct sup_import_position *found = NULL;
    int64_t at_position;

    must(desk, sup_import_position(desk->core, by_system(desk),
                                   PARAMS(import_position, .source = source), &found));
    at_position = found->position;
    sup_free(found);
    return at_position;
}

static void an_event_is_a_cloud_event(void **state)
{
    struct desk *desk = *state;
    struct sup_caller *caller = by_priya(desk);
    struct sup_outbox_page *page;

    desk_ticket(desk);
    caller->traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    desk_move(desk, caller, 1, "open");
    desk_ok(desk, by_system(desk), ACK(.consumer = "mailer", .sequence = PEOPLE_EVENTS + 1));
    page = pull(desk, "mailer", 0);
    assert_int_equal(page->count, 2);
    assert_int_equal(page->through, PEOPLE_EVENTS + 3);
    assert_int_equal(page->is_more, 0);
    assert_int_equal(page->items[0].sequence, PEOPLE_EVENTS + 2);
    assert_string_equal(
        page->items[0].event,
        "{\"specversion\":\"1.0\",\"id\":\"0:10\",\"source\":\"/supportcore/tenants/0\",\"type\":"
        "\"supportcore.message.received.v1\",\"subject\":\"tickets/1\",\"time\":"
        "\"2026-03-20T09:46:40.000Z\",\"datacontenttype\":\"application/json\",\"data\":{"
        "\"operation\":\"9\",\"actor_kind\":\"customer\",\"actor_id\":\"1\",\"ticket_id\":\"1\","
        "\"subject_id\":\"1\",\"number\":0,\"flags\":0,\"policy_version\":0,\"recorded_at\":"
        "\"2026-03-20T09:46:40.000Z\",\"after\":\"email\",\"payload\":{}}}");
    assert_non_null(strstr(page->items[1].event, "\"before\":\"new\",\"after\":\"open\""));
    assert_non_null(strstr(page->items[1].event,
                           "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-"
                           "00f067aa0ba902b7-01\",\"datacontenttype\""));
    sup_free(page);
}

static void no_text_of_people_leaves_by_the_outbox(void **state)
{
    struct desk *desk = *state;
    const struct sup_reference thing = {"shopify", "order", "secret-order"};
    const struct sup_fact fact = {"caller", "secret-fact"};
    struct sup_outbox_page *page;

    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "secret-subject",
                   .body = "secret-body", .external_id = "secret-id", .references = &thing,
                   .reference_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = 1, .facts = &fact, .fact_count = 1));
    page = pull(desk, "mailer", 0);
    assert_int_equal(page->count, PEOPLE_EVENTS + 3);
    for (uint32_t i = 0; i < page->count; i++) {
        assert_null(strstr(page->items[i].event, "secret"));
        assert_null(strstr(page->items[i].event, "Priya"));
        assert_null(strstr(page->items[i].event, "Ann"));
    }
    sup_free(page);
}

static void what_was_not_acknowledged_comes_again(void **state)
{
    struct desk *desk = *state;
    struct sup_outbox_page *page = pull(desk, "mailer", 3);

    assert_int_equal(page->count, 3);
    assert_int_equal(page->through, 3);
    assert_int_equal(page->is_more, 1);
    sup_free(page);
    page = pull(desk, "mailer", 3);
    assert_int_equal(page->items[0].sequence, 1);
    sup_free(page);
    desk_ok(desk, by_integration(desk), ACK(.consumer = "mailer", .sequence = 3));
    assert_int_equal(desk->receipt.id, 3);
    page = pull(desk, "mailer", 3);
    assert_int_equal(page->items[0].sequence, 4);
    sup_free(page);
    page = pull(desk, "counter", 1); /* others have their own cursor */
    assert_int_equal(page->items[0].sequence, 1);
    sup_free(page);
    page = pull(desk, "mailer", 5);
    assert_int_equal(page->through, PEOPLE_EVENTS);
    assert_int_equal(page->is_more, 0);
    sup_free(page);
    desk_ok(desk, by_system(desk), ACK(.consumer = "mailer", .sequence = PEOPLE_EVENTS));
    page = pull(desk, "mailer", 5);
    assert_int_equal(page->count, 0);
    assert_int_equal(page->through, PEOPLE_EVENTS);
    sup_free(page);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS); /* nothing of this is an event */
}

static void a_cursor_goes_forward_only_and_not_past_the_end(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ok(desk, by_system(desk), ACK(.consumer = "mailer", .sequence = 5));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_CURSOR_MOVED, "sequence", by_system(desk),
               ACK(.consumer = "mailer", .sequence = 4));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "sequence", by_system(desk),
               ACK(.consumer = "mailer", .sequence = PEOPLE_EVENTS + 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "consumer", by_system(desk), ACK(.sequence = 1));
    desk_fails(desk, SUP_MSG_CODE_FORM, "consumer", by_system(desk),
               ACK(.consumer = "The Mailer", .sequence = 1));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by_system(desk), ACK(.consumer = "mailer", .sequence = 5));
    desk_ok(desk, by_system(desk), ACK(.consumer = "mailer", .sequence = PEOPLE_EVENTS));
}

static void a_page_has_at_most_100_events(void **state)
{
    struct desk *desk = *state;
    struct sup_outbox_page *page = NULL;

    for (int i = 0; i < 50; i++) {
        desk_ticket(desk);
    }
    page = pull(desk, "mailer", 0);
    assert_int_equal(page->count, 100);
    assert_int_equal(page->is_more, 1);
    sup_free(page);
    page = pull(desk, "mailer", 100);
    assert_int_equal(page->through, 100);
    sup_free(page);
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "limit",
              sup_outbox_pull(desk->core, by_system(desk),
                              PARAMS(outbox_pull, .consumer = "mailer", .limit = 101), &page));
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "consumer",
              sup_outbox_pull(desk->core, by_system(desk), PARAMS(outbox_pull, .limit = 1), &page));
}

static void imported_history_is_passed_over(void **state)
{
    struct desk *desk = *state;
    struct sup_outbox_page *page;

    desk_ok(desk, by_system(desk), ACK(.consumer = "mailer", .sequence = PEOPLE_EVENTS));
    desk_ok(desk, by_import(desk, T0 - DAY_MS), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Old", .body = "Old"));
    desk_ticket(desk);
    page = pull(desk, "mailer", 3);
    assert_int_equal(page->count, 1);
    assert_int_equal(page->items[0].sequence, PEOPLE_EVENTS + 3);
    assert_int_equal(page->through, PEOPLE_EVENTS + 3);
    assert_int_equal(page->is_more, 1);
    sup_free(page);
}

static void an_import_goes_on_where_it_was(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_OPEN,
         .params = PARAMS(ticket_open, .subject = "Row 1")},
        {.size = sizeof items[0],
         .operation = SUP_OP_IMPORT_MARK,
         .params = PARAMS(import_mark, .source = "log.csv", .from = 0, .to = 512)},
    };

    assert_int_equal(position(desk, "log.csv"), 0);
    must(desk, sup_batch(desk->core, by_import(desk, T0 - DAY_MS), items, 2));
    assert_int_equal(position(desk, "log.csv"), 512);
    must_fail(desk, SUP_MSG_CURSOR_MOVED, "calls/1/from",
              sup_batch(desk->core, by_import(desk, T0 - DAY_MS), items, 2));
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
    desk_ok(desk, by_system(desk), MARK(.source = "log.csv", .from = 512, .to = 512));
    desk_ok(desk, by_system(desk), MARK(.source = "log.csv", .from = 512, .to = 0));
    assert_int_equal(position(desk, "log.csv"), 0); /* a host may begin again */
    assert_int_equal(position(desk, "other.csv"), 0);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "source", by_system(desk), MARK(.to = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "to", by_system(desk),
               MARK(.source = "log.csv", .to = -1));
}

static const struct CMUnitTest tests[] = {
    desk_test(an_event_is_a_cloud_event),
    desk_test(no_text_of_people_leaves_by_the_outbox),
    desk_test(what_was_not_acknowledged_comes_again),
    desk_test(a_cursor_goes_forward_only_and_not_past_the_end),
    desk_test(a_page_has_at_most_100_events),
    desk_test(imported_history_is_passed_over),
    desk_test(an_import_goes_on_where_it_was),
};

DESK_MAIN(tests)
