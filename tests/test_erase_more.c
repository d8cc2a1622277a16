/*
 * test_erase_more.c: what an erasure could miss: keys of requests, tickets of nobody that are part
 * of a person's, and what the person or others write afterwards. And what an export could miss.
 */
#include "customer_fixture.h"
#include "join_fixture.h"
#include "marks.h"
#include "sla_fixture.h"

#include "repo/rows.h"

#define ERASE(id)    SUP_OP_CUSTOMER_ERASE, PARAMS(customer_erase, .customer_id = (id), .reason = "R1")
#define RECEIVE(...) SUP_OP_TICKET_RECEIVE, PARAMS(ticket_receive, __VA_ARGS__)

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

static struct sup_customer_export *export_of(struct desk *desk, int64_t customer)
{
    struct sup_customer_export *made = NULL;

    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = customer), &made));
    return made;
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
    made = export_of(desk, BEN);
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

/* An import tells that Ben wrote in Ann's ticket, where he watches nothing. */
static void what_an_import_says_they_wrote_to_another_goes(void **state)
{
    const struct sup_attachment file = {.name = mark, .location = mark, .media_type = mark};
    const struct sup_reference order = {"shop", "order", mark};
    struct desk *desk = *state;
    struct sup_customer_export *made = NULL;
    struct sup_ticket *ticket = NULL;

    desk_ticket(desk); /* Ann's, message 1 */
    desk_ok(desk, by_import(desk, T0 - DAY_MS),
            RECEIVE(.ticket_id = 1, .customer_id = BEN, .body = mark, .external_id = mark,
                    .in_reply_to = mark, .attachments = &file, .attachment_count = 1,
                    .references = &order, .reference_count = 1));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "to both"));
    made = export_of(desk, BEN);
    assert_non_null(strstr(made->document, mark));
    sup_free(made);
    assert_true(marks(desk) > 0);
    desk_ok(desk, by_lee(desk), ERASE(BEN));
    assert_int_equal(marks(desk), 0);
    made = export_of(desk, ANN);
    assert_non_null(strstr(made->document, "My order is late."));
    assert_non_null(strstr(made->document, "to both"));
    assert_null(strstr(made->document, mark));
    sup_free(made);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->customer_id, ANN);
    assert_int_equal(ticket->message_count, 3); /* counts stay */
    assert_int_equal(ticket->reference_count, 0);
    sup_free(ticket);
    desk_expect_sound(desk);
}

/* The rows of a list of an export. */
static const char *list_of(const struct sup_customer_export *made, const char *name)
{
    static char text[8192];
    char key[40];
    const char *from;
    const char *end;

    (void)snprintf(key, sizeof key, "\"%s\":[", name);
    from = strstr(made->document, key);
    assert_non_null(from);
    from += strlen(key);
    end = strchr(from, ']');
    assert_non_null(end);
    assert_true((size_t)(end - from) < sizeof text);
    memcpy(text, from, (size_t)(end - from));
    text[end - from] = '\0';
    return text;
}

/* Ann has 1, 2 and 4, which becomes part of 1; Ben has 3 and 5. */
static void an_export_has_the_links_of_both_sides_once(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_export *made;

    for (int i = 1; i <= 5; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "S", .customer_id = i % 2 && i > 1 ? BEN : ANN));
    }
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(1, CAUSED_BY, 3));
    desk_ok(desk, by_priya(desk), LINK(3, CHILD_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(5, BLOCKED_BY, 4));
    desk_ok(desk, by_priya(desk), LINK(5, CAUSED_BY, 3));
    desk_ok(desk, by_priya(desk), JOIN(4, 1));
    made = export_of(desk, ANN);
    assert_string_equal(list_of(made, "sup_link"),
                        "{\"ticket_id\":1,\"kind\":2,\"to_id\":2,\"root_id\":1,\"to_root_id\":2},"
                        "{\"ticket_id\":1,\"kind\":3,\"to_id\":3,\"root_id\":1,\"to_root_id\":3},"
                        "{\"ticket_id\":3,\"kind\":4,\"to_id\":1,\"root_id\":3,\"to_root_id\":1},"
                        "{\"ticket_id\":5,\"kind\":2,\"to_id\":4,\"root_id\":5,\"to_root_id\":1}");
    sup_free(made);
}

/* In 100 s a ticket is to be solved, an urgent one in 50, which is promised instead after 30. */
static void an_export_has_the_timers_and_promises(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_export *made;
    const char *list;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\", \"priority\": "
                           "\"urgent\"}, {\"metric\": \"resolution\", \"within\": \"PT100S\"}"));
    desk_ok(desk, by_ben(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "Ben's"));
    desk_ticket(desk);
    desk->now_ms = T0 + 30 * INT64_C(1000);
    for (int64_t ticket = 1; ticket <= 2; ticket++) {
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
                PARAMS(ticket_prioritize, .ticket_id = ticket, .priority = "urgent"));
    }
    made = export_of(desk, ANN);
    list = list_of(made, "sup_promise");
    assert_non_null(strstr(list, "{\"ticket_id\":2,\"metric\":9,\"instance\":1,\"position\":1,"
                                 "\"sla\":\"all\","));
    assert_non_null(strstr(list, "\"target_ms\":100000,"));
    assert_null(strstr(list, "\"ticket_id\":1"));
    list = list_of(made, "sup_timer");
    assert_non_null(strstr(list, "{\"ticket_id\":2,\"metric\":9,\"instance\":1,\"state\":1,"));
    assert_non_null(strstr(list, "\"target_ms\":50000,"));
    assert_null(strstr(list, "\"ticket_id\":1"));
    sup_free(made);
}

/* Ben watches Ann's ticket and writes there about a matter of his own, which becomes his ticket,
 * with a reply to it. */
static void split_off_bens(struct desk *desk)
{
    const struct sup_attachment file = {.name = "gone7c1.pdf", .location = "/at"};

    desk_ticket(desk); /* Ann's, message 1 */
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_ok(desk, by_ben(desk),
            RECEIVE(.ticket_id = 1, .body = "gone7c1", .external_id = "<gone7c1@x>",
                    .attachments = &file, .attachment_count = 1));
    desk->now_ms += MINUTE_MS;
    desk_reply(desk, by_priya(desk), 1, "gone7c1, you say?", NULL);
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .is_rest = 1, .subject = "Bens"));
}

static void an_erasure_leaves_what_was_split_off_for_another(void **state)
{
    struct desk *desk = *state;
    int before;

    split_off_bens(desk);
    before = marks(desk);
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    assert_int_equal(marks(desk), before);
    desk_expect_sound(desk);
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 2, .body = "x", .external_id = "<2@x>"));
    desk_ok(desk, by_lee(desk), ERASE(BEN));
    assert_int_equal(marks(desk), 0);
    desk_expect_sound(desk);
}

/* A message whose text went with the ticket, and which became another's ticket then, is not kept by
 * a second erasure: there is nothing to keep. */
static void what_an_erasure_took_is_not_missing_after_a_split_and_another(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk); /* Ann's, message 1 */
    desk_ok(desk, by_priya(desk), WATCH(1, .customer_id = BEN));
    desk_ok(desk, by_ben(desk), RECEIVE(.ticket_id = 1, .body = "gone7c1"));
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    assert_int_equal(marks(desk), 0);
    desk_ok(desk, by_priya(desk), SPLIT(1, 2, .subject = "Bens"));
    desk_reply(desk, by_priya(desk), 1, "gone7c1: dear Ann", NULL);
    desk_ok(desk, by_lee(desk), ERASE(ANN));
    assert_int_equal(marks(desk), 0);
    desk_expect_sound(desk);
}

static void an_export_is_without_what_was_split_off_for_another(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_export *made;

    split_off_bens(desk);
    made = export_of(desk, ANN);
    assert_null(strstr(made->document, "gone7c1"));
    assert_non_null(strstr(made->document, "My order is late."));
    sup_free(made);
    made = export_of(desk, BEN);
    assert_non_null(strstr(made->document, "\"body\":\"gone7c1\""));
    assert_non_null(strstr(made->document, "\"body\":\"gone7c1, you say?\""));
    assert_null(strstr(made->document, "My order is late."));
    sup_free(made);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_key_of_a_request_is_no_text_of_a_person),
    desk_test(what_was_nobodys_goes_with_the_ticket_that_it_is_part_of),
    desk_test(who_was_erased_does_not_act),
    desk_test(a_message_to_a_closed_ticket_of_who_was_erased_lands),
    desk_test(what_a_watcher_writes_to_who_was_erased_is_the_watchers),
    desk_test(an_export_has_what_they_wrote_in_tickets_of_others),
    desk_test(what_an_import_says_they_wrote_to_another_goes),
    desk_test(an_export_has_the_links_of_both_sides_once),
    desk_test(an_export_has_the_timers_and_promises),
    desk_test(an_erasure_leaves_what_was_split_off_for_another),
    desk_test(what_an_erasure_took_is_not_missing_after_a_split_and_another),
    desk_test(an_export_is_without_what_was_split_off_for_another),
};

DESK_MAIN(tests)
