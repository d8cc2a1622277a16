/*
 * test_erase_more.c: what an erasure could miss: keys of requests, tickets of nobody that are part
 * of a person's, and what the person or others write afterwards. And what an export could miss.
 */
#include "customer_fixture.h"
#include "join_fixture.h"

#include "repo/rows.h"

#define ERASE(id)    SUP_OP_CUSTOMER_ERASE, PARAMS(customer_erase, .customer_id = (id), .reason = "R1")
#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)

static const char mark[] = "gone7c1";

static int has(const struct sup_value *value, const char *text)
{
    size_t bytes = strlen(text);

    for (size_t at = 0; value->type != SUP_INT && at + bytes <= value->bytes; at++) {
        if (memcmp((const char *)value->data + at, text, bytes) == 0) {
            return 1;
        }
    }
    return 0;
}

static int32_t look(void *context, const struct sup_value *row, uint32_t count)
{
    int *found = context;

    for (uint32_t i = 0; i < count; i++) {
        *found += has(&row[i], mark);
    }
    return 0;
}

/* In how many values of all tables the mark is, whatever they are said to hold. */
static int marks(struct desk *desk)
{
    const struct sup_store_methods *methods = desk->store->methods;
    struct sup_value prefix = {.type = SUP_INT, .number = desk->tenant};
    int found = 0;

    assert_int_equal(methods->begin(desk->store, desk->tenant, SUP_READ), SUP_OK);
    for (uint32_t i = 0; i < sup_schema()->table_count; i++) {
        struct sup_scan scan = {
            .size = sizeof scan, .table = i, .prefix_count = 1, .prefix = &prefix};

        assert_int_equal(methods->scan(desk->store, &scan, look, &found), SUP_OK);
    }
    assert_int_equal(methods->commit(desk->store), SUP_OK);
    return found;
}

static void a_key_of_a_request_is_no_text_of_a_person(void **state)
{
    struct desk *desk = *state;

    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "S", .idempotency_key = "<gone7c1@mail>"));
        assert_int_equal(desk->receipt.is_replay, i);
    }
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "T", .idempotency_key = "<gone7c1@mail>"));
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .idempotency_key = "<gone7c2@mail>"));
    assert_int_equal(desk->receipt.is_replay, 0);
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    assert_int_equal(marks(desk), 0);
}

/* A mail of nobody that an agent merged into Ann's ticket is shown in her thread. */
static void what_was_nobodys_goes_with_the_ticket_that_it_is_part_of(void **state)
{
    const struct sup_reference order = {"shop", "order", "gone7c1-order"};
    struct desk *desk = *state;
    struct sup_customer_export *made = NULL;

    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "gone7c1", .body = "gone7c1 too",
                       .references = &order, .reference_count = 1));
    }
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 1, .into = 3));
    desk_ok(desk, by_system(desk), RECEIVE(.ticket_id = 1, .body = "gone7c1 again"));
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN), &made));
    assert_non_null(strstr(made->document, "\"body\":\"gone7c1 too\""));
    assert_non_null(strstr(made->document, "\"title\":\"gone7c1\""));
    sup_free(made);
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    /* Ticket 2 is nobody's still: its subject twice, its body, its reference twice. */
    assert_int_equal(marks(desk), 5);
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = 1));
    assert_int_equal(marks(desk), 5);
    desk_expect_sound(desk);
}

static void who_was_erased_does_not_act(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "caller.actor_id", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "gone7c1"));
    desk_fails(desk, SUP_MSG_CUSTOMER_ERASED, "caller.actor_id", by_ann(desk),
               RECEIVE(.ticket_id = 1, .body = "gone7c1"));
    assert_int_equal(marks(desk), 0);
}

static void expect_goes_on(struct desk *desk, int64_t id, int64_t customer, int64_t from)
{
    struct sup_ticket *ticket = desk_get(desk, id);

    assert_int_equal(desk->receipt.ticket_id, id);
    assert_int_equal(ticket->customer_id, customer);
    assert_int_equal(ticket->follow_up_of, from);
    sup_free(ticket);
}

/* Somebody answers an old mail of a closed ticket: it lands, and is no ticket of the erased one. */
static void a_message_to_a_closed_ticket_of_who_was_erased_lands(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    desk_ok(desk, by_integration(desk), RECEIVE(.ticket_id = 1, .body = "x"));
    expect_goes_on(desk, 2, 0, 1);
    desk_expect_sound(desk);
}

static void what_a_watcher_writes_to_who_was_erased_is_the_watchers(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "x"));
    expect_goes_on(desk, 2, BEN, 1);
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "y"));
    expect_goes_on(desk, 2, BEN, 1);
    desk_expect_sound(desk);
}

static void an_export_has_what_they_wrote_in_tickets_of_others(void **state)
{
    const struct sup_attachment file = {.name = "photo.png", .location = "/at"};
    struct desk *desk = *state;
    struct sup_customer_export *made = NULL;
    const char *at;
    int count = 0;

    desk_ticket(desk); /* Ann's, message 1 */
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_ok(desk, by_ben(desk),
            RECEIVE(.ticket_id = 1, .body = "x", .external_id = "<ben@x>", .attachments = &file,
                    .attachment_count = 1));
    desk_ok(desk, by_ben(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "mine", .channel = "email"));
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = BEN), &made));
    assert_non_null(strstr(made->document, "\"external_id\":\"<ben@x>\""));
    assert_non_null(strstr(made->document, "\"name\":\"photo.png\""));
    assert_null(strstr(made->document, "My order is late."));
    at = strstr(made->document, "\"sup_message\":[");
    assert_non_null(at);
    for (const char *end = strchr(at, ']'); at != NULL && at < end; count += at != NULL) {
        at = strstr(at + 1, "\"thread_id\":");
        at = at != NULL && at < end ? at : NULL;
    }
    assert_int_equal(count, 2);
    assert_non_null(strstr(made->document, "\"sup_contact\":[{\"customer_id\":2,"));
    sup_free(made);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_key_of_a_request_is_no_text_of_a_person),
    desk_test(what_was_nobodys_goes_with_the_ticket_that_it_is_part_of),
    desk_test(who_was_erased_does_not_act),
    desk_test(a_message_to_a_closed_ticket_of_who_was_erased_lands),
    desk_test(what_a_watcher_writes_to_who_was_erased_is_the_watchers),
    desk_test(an_export_has_what_they_wrote_in_tickets_of_others),
};

DESK_MAIN(tests)
