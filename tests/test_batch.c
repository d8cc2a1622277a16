/*
 * test_batch.c: several writes as one: all or none, in order.
 */
#include "desk_fixture.h"

#define ITEM(number, parameters)                                                                   \
    {                                                                                              \
        .size = sizeof(struct sup_batch_item), .operation = (number), .params = (parameters)       \
    }

static void a_batch_refers_to_what_it_made(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip"};
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cid")),
        ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .customer_id = -1, .subject = "A")),
        ITEM(SUP_OP_TICKET_TAG, PARAMS(ticket_tag, .ticket_id = -2, .tags = tags, .tag_count = 1)),
        ITEM(SUP_OP_TICKET_ASSIGN, PARAMS(ticket_assign, .ticket_id = -2, .agent_id = PRIYA)),
    };
    struct sup_ticket *ticket;

    must(desk, sup_batch(desk->core, by_priya(desk), items, 4));
    assert_int_equal(items[0].receipt.id, 3);
    assert_int_equal(items[1].receipt.id, 1);
    assert_int_equal(items[2].receipt.version, 2);
    assert_int_equal(items[3].receipt.version, 4);
    assert_int_equal(items[3].receipt.sequence, PEOPLE_EVENTS + 5);
    desk_expect_events(desk, PEOPLE_EVENTS,
                       "customer.saved\nticket.opened >new\nticket.tagged\nticket.assigned\n"
                       "ticket.moved new>open\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->customer_id, 3);
    assert_int_equal(ticket->assignee_id, PRIYA);
    assert_int_equal(ticket->tag_count, 1);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void each_call_of_a_batch_is_an_operation_of_its_own(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A", .body = "B")),
        ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "C", .body = "D")),
    };
    struct sup_event_list *list = NULL;

    must(desk, sup_batch(desk->core, by_ann(desk), items, 2));
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS), &list));
    assert_int_equal(list->items[0].operation, PEOPLE_EVENTS + 1);
    assert_int_equal(list->items[1].operation, PEOPLE_EVENTS + 1);
    assert_int_equal(list->items[2].operation, PEOPLE_EVENTS + 3);
    assert_int_equal(list->items[3].operation, PEOPLE_EVENTS + 3);
    sup_free(list);
}

static void a_batch_that_fails_leaves_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A", .idempotency_key = "k")),
        ITEM(SUP_OP_TICKET_MOVE, PARAMS(ticket_move, .ticket_id = -1, .status = "open")),
        ITEM(SUP_OP_TICKET_MOVE, PARAMS(ticket_move, .ticket_id = 9, .status = "open")),
    };
    char *before = desk_dump(desk->store, 0, NULL);

    must_fail(desk, SUP_MSG_TICKET_UNKNOWN, "calls/2/ticket_id",
              sup_batch(desk->core, by_priya(desk), items, 3));
    desk_expect_unchanged(desk, before);
    must(desk, sup_batch(desk->core, by_priya(desk), items, 2));
    assert_int_equal(items[0].receipt.is_replay, 0);
}

static void a_refused_call_is_the_one_thing_recorded(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = 1, .body = "x")),
        ITEM(SUP_OP_TICKET_TRANSFER, PARAMS(ticket_transfer, .ticket_id = 1, .team = "risk")),
    };
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, "calls/1/caller",
              sup_batch(desk->core, by_priya(desk), items, 2));
    desk_expect_only_refusal(desk, before);
    desk_expect_events(desk, PEOPLE_EVENTS + 2, "request.refused >ticket.transfer\n");
}

static void each_call_may_have_a_caller_of_its_own(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A")),
        ITEM(SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = -1, .body = "x")),
        ITEM(SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = -1, .body = "y")),
    };
    struct sup_message_list *list = NULL;

    items[0].caller = by_ann(desk);
    items[2].caller = at(by_lee(desk), T0 - 1000);
    must(desk, sup_batch(desk->core, by_priya(desk), items, 3));
    must(desk, sup_ticket_messages(desk->core, by_system(desk), PARAMS(ticket_page, .ticket_id = 1),
                                   &list));
    assert_int_equal(list->items[0].actor_id, LEE); /* by time */
    assert_int_equal(list->items[0].at_ms, T0 - 1000);
    assert_int_equal(list->items[1].actor_id, PRIYA);
    sup_free(list);
    items[1].caller = by(desk, SUP_ACTOR_AGENT, 0);
    must_fail(desk, SUP_MSG_CALLER_ACTOR, "calls/1/caller.actor_id",
              sup_batch(desk->core, by_priya(desk), items, 3));
    items[1].caller = by_priya(desk);
    items[2].caller = NULL;
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "calls/2/caller",
              sup_batch(desk->core, NULL, items, 3));
}

static void a_batch_refers_backwards_only(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A")),
        ITEM(SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = -2, .body = "x")),
    };

    must_fail(desk, SUP_MSG_BATCH_REFERENCE, "calls/1/ticket_id",
              sup_batch(desk->core, by_priya(desk), items, 2));
    items[1].params = PARAMS(ticket_message, .ticket_id = -1001, .body = "x");
    must_fail(desk, SUP_MSG_ID_FORM, "calls/1/ticket_id",
              sup_batch(desk->core, by_priya(desk), items, 2));
    items[0].params = PARAMS(ticket_open, .follow_up_of = -1);
    must_fail(desk, SUP_MSG_BATCH_REFERENCE, "calls/0/follow_up_of",
              sup_batch(desk->core, by_priya(desk), items, 1));
}

static void not_every_operation_runs_in_a_batch(void **state)
{
    struct desk *desk = *state;
    int allowed = 0;

    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        unsigned char params[512] = {0};
        struct sup_batch_item item = ITEM(operation->number, params);

        memcpy(params, &operation->params->struct_bytes, sizeof(uint32_t));
        if (operation->flags & SUP_OPERATION_BATCHES) {
            allowed++;
            continue;
        }
        must_fail(desk, SUP_MSG_ARGUMENT_UNKNOWN, "calls/0/operation",
                  sup_batch(desk->core, by_system(desk), &item, 1));
    }
    assert_int_equal(allowed, 53);
}

static void a_batch_has_1_to_1000_calls(void **state)
{
    struct desk *desk = *state;
    static struct sup_batch_item items[1001];
    const struct sup_ticket_open_params *params = PARAMS(ticket_open, .subject = "A");

    for (int i = 0; i < 1001; i++) {
        items[i] = (struct sup_batch_item)ITEM(SUP_OP_TICKET_OPEN, params);
    }
    must_fail(desk, SUP_MSG_LIST_LONG, "calls", sup_batch(desk->core, by_system(desk), items, 0));
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "calls",
              sup_batch(desk->core, by_system(desk), NULL, 1));
    must_fail(desk, SUP_MSG_LIST_LONG, "calls",
              sup_batch(desk->core, by_system(desk), items, 1001));
    must(desk, sup_batch(desk->core, by_system(desk), items, 1000));
    assert_int_equal(items[999].receipt.id, 1000);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS + 1000);
    desk_expect_sound(desk);
}

static void a_batch_repeated_by_its_keys_changes_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A", .idempotency_key = "1")),
        ITEM(SUP_OP_TICKET_NOTE,
             PARAMS(ticket_message, .ticket_id = -1, .body = "x", .idempotency_key = "2")),
    };
    struct sup_receipt first;
    char *before;

    must(desk, sup_batch(desk->core, by_priya(desk), items, 2));
    first = items[1].receipt;
    before = desk_dump(desk->store, 0, NULL);
    must(desk, sup_batch(desk->core, by_priya(desk), items, 2));
    assert_int_equal(items[0].receipt.is_replay, 1);
    assert_int_equal(items[1].receipt.is_replay, 1);
    assert_int_equal(items[1].receipt.id, first.id);
    assert_int_equal(items[1].receipt.sequence, first.sequence);
    desk_expect_unchanged(desk, before);
}

static void the_same_key_twice_in_one_batch_has_one_effect(void **state)
{
    struct desk *desk = *state;
    const struct sup_ticket_open_params *params =
        PARAMS(ticket_open, .subject = "A", .idempotency_key = "1");
    struct sup_batch_item items[] = {
        ITEM(SUP_OP_TICKET_OPEN, params),
        ITEM(SUP_OP_TICKET_OPEN, params),
    };

    must(desk, sup_batch(desk->core, by_priya(desk), items, 2));
    assert_int_equal(items[1].receipt.is_replay, 1);
    assert_int_equal(items[1].receipt.id, 1);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
}

static void more_tickets_than_are_kept_at_hand_are_changed_right(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[60];
    struct sup_ticket_message_params notes[60];

    for (int i = 0; i < 20; i++) {
        desk_ticket(desk);
    }
    for (int i = 0; i < 60; i++) {
        notes[i] = (struct sup_ticket_message_params){
            .size = sizeof notes[i], .ticket_id = i * 7 % 20 + 1, .body = "x"};
        items[i] = (struct sup_batch_item)ITEM(SUP_OP_TICKET_NOTE, &notes[i]);
    }
    must(desk, sup_batch(desk->core, by_priya(desk), items, 60));
    for (int i = 1; i <= 20; i++) {
        struct sup_ticket *ticket = desk_get(desk, i);

        assert_int_equal(ticket->message_count, 4);
        assert_int_equal(ticket->version, 5);
        sup_free(ticket);
    }
    desk_expect_sound(desk);
}

static void an_item_has_its_size(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item item = ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A"));

    item.size--;
    must_fail(desk, SUP_MSG_STRUCT_SIZE, "calls/0/size",
              sup_batch(desk->core, by_system(desk), &item, 1));
    item.size++;
    item.params = NULL;
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "calls/0/params",
              sup_batch(desk->core, by_system(desk), &item, 1));
}

/* Those of a host that was built with a later version, which has more members. */
static void longer_items_are_taken_when_the_rest_is_zero(void **state)
{
    struct later {
        struct sup_batch_item known;
        int64_t added[2];
    };
    struct desk *desk = *state;
    struct later items[3] = {
        {.known = ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A"))},
        {.known = ITEM(SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "B"))},
        {.known = ITEM(SUP_OP_TICKET_NOTE, PARAMS(ticket_message, .ticket_id = -2, .body = "n"))},
    };

    for (int i = 0; i < 3; i++) {
        items[i].known.size = sizeof items[i];
    }
    must(desk, sup_batch(desk->core, by_system(desk), &items[0].known, 3));
    assert_int_equal(items[0].known.receipt.ticket_id, 1);
    assert_int_equal(items[1].known.receipt.ticket_id, 2);
    assert_int_equal(items[2].known.receipt.ticket_id, 2);
    items[2].added[1] = 1;
    must_fail(desk, SUP_MSG_STRUCT_SIZE, "calls/2/size",
              sup_batch(desk->core, by_system(desk), &items[0].known, 3));
    assert_non_null(strstr(sup_last_error(desk->core)->text, "byte 80 of the item is not known"));
    items[2].added[1] = 0;
    items[1].known.size -= 8;
    must_fail(desk, SUP_MSG_STRUCT_SIZE, "calls/1/size",
              sup_batch(desk->core, by_system(desk), &items[0].known, 3));
    items[0].known.size = sizeof items[0] + 1;
    must_fail(desk, SUP_MSG_STRUCT_SIZE, "calls/0/size",
              sup_batch(desk->core, by_system(desk), &items[0].known, 3));
}

static const struct CMUnitTest tests[] = {
    desk_test(a_batch_refers_to_what_it_made),
    desk_test(each_call_of_a_batch_is_an_operation_of_its_own),
    desk_test(a_batch_that_fails_leaves_nothing),
    desk_test(a_refused_call_is_the_one_thing_recorded),
    desk_test(each_call_may_have_a_caller_of_its_own),
    desk_test(a_batch_refers_backwards_only),
    desk_test(not_every_operation_runs_in_a_batch),
    desk_test(a_batch_has_1_to_1000_calls),
    desk_test(a_batch_repeated_by_its_keys_changes_nothing),
    desk_test(the_same_key_twice_in_one_batch_has_one_effect),
    desk_test(more_tickets_than_are_kept_at_hand_are_changed_right),
    desk_test(an_item_has_its_size),
    desk_test(longer_items_are_taken_when_the_rest_is_zero),
};

DESK_MAIN(tests)
