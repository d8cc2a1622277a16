/*
 * test_idempotency.c: the same request twice has one effect and one answer.
 */
#include "desk_fixture.h"

#define OPEN(...) SUP_OP_TICKET_OPEN, PARAMS(ticket_open, __VA_ARGS__)
#define NOTE(...) SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)
#define MOVE(...) SUP_OP_TICKET_MOVE, PARAMS(ticket_move, __VA_ARGS__)

static void the_same_request_gives_the_first_answer(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip"};
    struct sup_receipt first;
    char *before;

    desk_ok(
        desk, by_priya(desk),
        OPEN(.subject = "A", .body = "B", .tags = tags, .tag_count = 1, .idempotency_key = "k1"));
    first = desk->receipt;
    assert_int_equal(first.is_replay, 0);
    desk_move(desk, by_priya(desk), 1, "solved"); /* the world goes on */
    before = desk_dump(desk->store, 0, NULL);
    desk->now_ms += HOUR_MS;
    desk_ok(
        desk, by_priya(desk),
        OPEN(.subject = "A", .body = "B", .tags = tags, .tag_count = 1, .idempotency_key = "k1"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, first.id);
    assert_int_equal(desk->receipt.ticket_id, first.ticket_id);
    assert_int_equal(desk->receipt.version, first.version);
    assert_int_equal(desk->receipt.sequence, first.sequence);
    desk_expect_unchanged(desk, before);
}

static void another_request_with_the_key_is_a_conflict(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip", "late"};
    char *before;

    desk_ok(desk, by_priya(desk), OPEN(.subject = "A", .idempotency_key = "k1"));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               OPEN(.subject = "a", .idempotency_key = "k1"));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CONFLICT);
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               OPEN(.subject = "A", .body = "more", .idempotency_key = "k1"));
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               OPEN(.idempotency_key = "k1"));
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               OPEN(.subject = "A", .tags = tags, .tag_count = 1, .idempotency_key = "k1"));
    desk_expect_unchanged(desk, before);
}

static void the_order_of_a_list_is_part_of_the_request(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip", "late"};
    const char *const swapped[] = {"late", "vip"};
    const char *const joined[] = {"viplate"};

    desk_ok(desk, by_priya(desk), OPEN(.tags = tags, .tag_count = 2, .idempotency_key = "k1"));
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               OPEN(.tags = swapped, .tag_count = 2, .idempotency_key = "k1"));
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               OPEN(.tags = joined, .tag_count = 1, .idempotency_key = "k1"));
}

static void a_key_belongs_to_one_actor_and_one_operation(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "x", .idempotency_key = "k"));
    desk_ok(desk, by_lee(desk), NOTE(.ticket_id = 1, .body = "y", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 0);
    desk_ok(desk, by(desk, SUP_ACTOR_INTEGRATION, PRIYA),
            NOTE(.ticket_id = 1, .body = "z", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 0);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "x", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 0);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "x", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk_rows(desk, "sup_message"), 5);
}

static void the_time_of_the_call_is_not_part_of_the_request(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), NOTE(.ticket_id = 1, .body = "x", .idempotency_key = "k"));
    desk->now_ms += 5;
    desk_ok(desk, at(by_priya(desk), T0 - 5),
            NOTE(.ticket_id = 1, .body = "x", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 1);
}

static void a_key_is_kept_for_seven_days_to_the_millisecond(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), OPEN(.subject = "A", .idempotency_key = "k"));
    desk->now_ms = T0 + RETENTION_MS - 1;
    desk_ok(desk, by_priya(desk), OPEN(.subject = "A", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk->now_ms = T0 + RETENTION_MS;
    desk_ok(desk, by_priya(desk), OPEN(.subject = "A", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 0);
    assert_int_equal(desk->receipt.id, 2);
    desk->now_ms = T0 + 2 * RETENTION_MS - 1; /* the second answer has its own seven days */
    desk_ok(desk, by_priya(desk), OPEN(.subject = "A", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, 2);
}

static void old_keys_are_forgotten_two_at_a_time(void **state)
{
    struct desk *desk = *state;
    static const char *const keys[] = {"a", "b", "c", "d", "e"};

    for (int i = 0; i < 5; i++) {
        desk_ok(desk, by_priya(desk), OPEN(.idempotency_key = keys[i]));
    }
    assert_int_equal(desk_rows(desk, "sup_answer"), 5);
    desk->now_ms = T0 + RETENTION_MS;
    desk_ok(desk, by_priya(desk), OPEN(.idempotency_key = "f"));
    assert_int_equal(desk_rows(desk, "sup_answer"), 4);
    desk_ok(desk, by_priya(desk), OPEN(.subject = "no key")); /* forgets nothing */
    assert_int_equal(desk_rows(desk, "sup_answer"), 4);
    desk_ok(desk, by_priya(desk), OPEN(.idempotency_key = "g"));
    desk_ok(desk, by_priya(desk), OPEN(.idempotency_key = "h"));
    assert_int_equal(desk_rows(desk, "sup_answer"), 3);
}

static void a_call_that_failed_leaves_its_key_free(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "status", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "opn", .idempotency_key = "k"));
    desk_ok(desk, by_priya(desk), MOVE(.ticket_id = 1, .status = "closed", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 0);
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "status", by_priya(desk),
               MOVE(.ticket_id = 1, .status = "open", .idempotency_key = "k2"));
    assert_int_equal(desk_rows(desk, "sup_answer"), 1);
}

static void an_answer_that_changed_nothing_is_kept_too(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), MOVE(.ticket_id = 1, .status = "new", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_move(desk, by_priya(desk), 1, "open");
    desk_ok(desk, by_priya(desk), MOVE(.ticket_id = 1, .status = "new", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.sequence, 0);
    assert_int_equal(desk->receipt.version, 2);
    desk_expect_status(desk, 1, "open");
}

static void a_key_has_1_to_128_bytes(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_priya(desk), OPEN(.idempotency_key = letters(128)));
    desk_ok(desk, by_priya(desk), OPEN(.idempotency_key = letters(128)));
    assert_int_equal(desk->receipt.is_replay, 1);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "idempotency_key", by_priya(desk),
               OPEN(.idempotency_key = letters(129)));
    desk_fails(desk, SUP_MSG_TEXT_ENCODING, "idempotency_key", by_priya(desk),
               OPEN(.idempotency_key = "\xed\xa0\x80"));
}

static void every_write_that_takes_a_key_replays(void **state)
{
    struct desk *desk = *state;
    const char *role = "agent";
    struct sup_identity number = {"customer", "shopify", "300", 1, 0};

    for (int round = 0; round <= 1; round++) {
        desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
                PARAMS(agent_save, .name = "Zoe", .roles = &role, .role_count = 1,
                       .idempotency_key = "k"));
        assert_int_equal(desk->receipt.is_replay, round);
        assert_int_equal(desk->receipt.id, 6);
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE,
                PARAMS(customer_save, .name = "Cid", .identities = &number, .identity_count = 1,
                       .idempotency_key = "k"));
        assert_int_equal(desk->receipt.is_replay, round);
        assert_int_equal(desk->receipt.id, 3);
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE,
                PARAMS(customer_save, .name = "Nameless", .idempotency_key = "k2"));
        assert_int_equal(desk->receipt.is_replay, round);
        assert_int_equal(desk->receipt.id, 4);
    }
}

static void keys_survive_closing_the_desk(void **state)
{
    struct desk *desk;

    (void)state;
    if (desk_backend != DESK_SQLITE) {
        return; /* nothing to close */
    }
    desk = desk_file_open();
    desk_people(desk);
    desk_ok(desk, by_priya(desk), OPEN(.subject = "A", .idempotency_key = "k"));
    desk_file_reopen(desk);
    desk_ok(desk, by_priya(desk), OPEN(.subject = "A", .idempotency_key = "k"));
    assert_int_equal(desk->receipt.is_replay, 1);
    assert_int_equal(desk->receipt.id, 1);
    desk_fails(desk, SUP_MSG_KEY_REUSED, "idempotency_key", by_priya(desk),
               OPEN(.subject = "B", .idempotency_key = "k"));
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(the_same_request_gives_the_first_answer),
    desk_test(another_request_with_the_key_is_a_conflict),
    desk_test(the_order_of_a_list_is_part_of_the_request),
    desk_test(a_key_belongs_to_one_actor_and_one_operation),
    desk_test(the_time_of_the_call_is_not_part_of_the_request),
    desk_test(a_key_is_kept_for_seven_days_to_the_millisecond),
    desk_test(old_keys_are_forgotten_two_at_a_time),
    desk_test(a_call_that_failed_leaves_its_key_free),
    desk_test(an_answer_that_changed_nothing_is_kept_too),
    desk_test(a_key_has_1_to_128_bytes),
    desk_test(every_write_that_takes_a_key_replays),
    cmocka_unit_test(keys_survive_closing_the_desk),
};

DESK_MAIN(tests)
