/*
 * test_chain_keys.c: a keyed event chain: only who has the key writes it, and nobody else can make
 * one up, not even from nothing.
 */
#include "desk_fixture.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/text.h"
#include "ops/core.h"
#include "repo/event.h"

static const struct sup_chain_key k1 = {"k1", "0123456789abcdef", 16};
static const struct sup_chain_key k2 = {
    "k2", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 64};
static const struct sup_chain_key wrong_k1 = {"k1", "0123456789abcdeX", 16};

/* Open the desk's core again with these keys (at most 2). */
static int32_t open_with(struct desk *desk, const struct sup_chain_key *first,
                         const struct sup_chain_key *second)
{
    struct sup_chain_key keys[2];
    struct sup_options options = desk_options(desk);

    sup_close(desk->core);
    desk->core = NULL;
    if (first) {
        keys[options.chain_key_count++] = *first;
    }
    if (second) {
        keys[options.chain_key_count++] = *second;
    }
    options.chain_keys = keys;
    return sup_open(&options, &desk->core, NULL);
}

static void sql_run(const char *path, const char *text)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* 0 when intact, else the first bad sequence; -1 when the chain cannot be verified. */
static int64_t verdict(struct desk *desk)
{
    struct sup_chain_report *report = NULL;
    int64_t first_bad;

    if (sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                         &report) != SUP_OK) {
        return -1;
    }
    first_bad = report->first_bad;
    sup_free(report);
    return first_bad;
}

#define WRITE SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "A")

static void only_who_has_the_key_writes(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_chain_head *head = NULL;
    char *before;

    (void)state;
    assert_int_equal(open_with(desk, &k1, NULL), SUP_OK);
    desk_people(desk);
    assert_int_equal(verdict(desk), 0);
    must(desk,
         sup_chain_head(desk->core, by_system(desk), PARAMS(chain_head, .reserved = 0), &head));
    assert_int_equal(head->is_keyed, 1);
    assert_string_equal(head->key_id, "k1");
    sup_free(head);

    before = desk_dump(desk->store, 0, NULL);
    assert_int_equal(open_with(desk, NULL, NULL), SUP_OK);
    desk_fails(desk, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys", by_system(desk), WRITE);
    assert_int_equal(sup_last_error(desk->core)->code, SUP_MISUSE);
    must_fail(
        desk, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys",
        sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0), NULL));
    must(desk, sup_agent_get(desk->core, by_system(desk), PARAMS(agent_get, .agent_id = 1), NULL));
    assert_int_equal(open_with(desk, &k2, NULL), SUP_OK);
    desk_fails(desk, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys", by_system(desk), WRITE);
    assert_int_equal(open_with(desk, &wrong_k1, NULL), SUP_OK);
    desk_fails(desk, SUP_MSG_CHAIN_KEY_WRONG, "chain_keys", by_system(desk), WRITE);
    assert_int_equal(verdict(desk), -1); /* no event is to blame */
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_CHAIN_KEY_WRONG);
    desk_expect_unchanged(desk, before);
    assert_int_equal(open_with(desk, &k2, &k1), SUP_OK); /* more keys than needed are fine */
    desk_ok(desk, by_system(desk), WRITE);
    assert_int_equal(verdict(desk), 0);
    desk_file_close(desk);
}

static void keys_rotate_and_the_whole_chain_verifies(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_receipt receipt = {.size = sizeof receipt};

    (void)state;
    desk_people(desk);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, &receipt));
    assert_int_equal(receipt.sequence, PEOPLE_EVENTS + 1);
    desk_ticket(desk);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k2, NULL));
    desk_ticket(desk);
    desk_expect_events(desk, PEOPLE_EVENTS,
                       "chain.rotated >k1\nticket.opened >new\nmessage.received >email\n"
                       "chain.rotated k1>k2\nticket.opened >new\nmessage.received >email\n");
    desk_expect_sound(desk);
    assert_int_equal(open_with(desk, &k1, &k2), SUP_OK);
    assert_int_equal(verdict(desk), 0);
    desk_ticket(desk);
    desk_expect_sound(desk);
    assert_int_equal(open_with(desk, &k2, NULL), SUP_OK); /* enough to write, not to verify */
    desk_ticket(desk);
    assert_int_equal(verdict(desk), -1);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_CHAIN_KEY_MISSING);
    assert_int_equal(open_with(desk, &k1, NULL), SUP_OK);
    desk_fails(desk, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys", by_system(desk), WRITE);
    desk_file_close(desk);
}

/* Keys k1 and then k2: events 1 to 8 without a key, 9 to 11 with k1, 12 to 14 with k2. */
static struct desk *rotated(void)
{
    struct desk *desk = desk_file_open();

    desk_people(desk);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
    desk_ticket(desk);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k2, NULL));
    desk_ticket(desk);
    assert_int_equal(desk_sequence(desk), 14);
    assert_int_equal(open_with(desk, &k1, &k2), SUP_OK);
    assert_int_equal(verdict(desk), 0);
    return desk;
}

static void expect_wrong_key(struct desk *desk, const char *id, const char *events)
{
    must_fail(
        desk, SUP_MSG_CHAIN_KEY_WRONG, "chain_keys",
        sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0), NULL));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_MISUSE);
    assert_non_null(strstr(sup_last_error(desk->core)->text, id));
    assert_non_null(strstr(sup_last_error(desk->core)->text, events));
}

/* What was made with a wrong key is not one event but all of them. */
static void a_wrong_key_is_not_taken_for_a_crime(void **state)
{
    static const struct sup_chain_key wrong_k2 = {"k2", "0123456789abcdeX", 16};
    struct desk *desk = rotated();

    (void)state;
    assert_int_equal(open_with(desk, &wrong_k1, &k2), SUP_OK);
    expect_wrong_key(desk, "'k1'", "events 9 to 11");
    assert_int_equal(open_with(desk, &k1, &wrong_k2), SUP_OK);
    expect_wrong_key(desk, "'k2'", "events 12 to 14");
    desk_file_close(desk);
}

static void a_crime_is_not_taken_for_a_wrong_key(void **state)
{
    static const char *const edits[] = {
        "UPDATE sup_event SET at_ms = at_ms + 1 WHERE sequence = %d",
        "UPDATE sup_event SET hash = zeroblob(32) WHERE sequence = %d",
        "UPDATE sup_event SET hash = x'00' WHERE sequence = %d",
    };
    char edit[128];

    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        for (int sequence = 8; sequence <= 14; sequence++) {
            struct desk *desk = rotated();

            sup__format(edit, sizeof edit, edits[i], sequence);
            sql_run(desk->path, edit);
            if (verdict(desk) != sequence) {
                fail_msg("%s: %d", edit, (int)verdict(desk));
            }
            desk_file_close(desk);
        }
    }
}

/* Two of three events of the first key: the other one fits on top of the stored hash before it. */
static void one_event_that_fits_proves_the_key(void **state)
{
    struct desk *desk = rotated();

    (void)state;
    sql_run(desk->path, "UPDATE sup_event SET at_ms = at_ms + 1 WHERE sequence IN (9, 10)");
    assert_int_equal(verdict(desk), 9);
    sql_run(desk->path, "UPDATE sup_event SET hash = x'00' WHERE sequence = 9");
    assert_int_equal(verdict(desk), 9);
    sql_run(desk->path, "UPDATE sup_event SET at_ms = at_ms + 1 WHERE sequence = 11");
    expect_wrong_key(desk, "'k1'", "or every one of them was changed");
    desk_file_close(desk);

    desk = rotated();
    sql_run(desk->path, "UPDATE sup_event SET at_ms = at_ms + 1 WHERE sequence IN (9, 11)");
    assert_int_equal(verdict(desk), 9);
    desk_file_close(desk);
}

/* The current key is known by the head: even where all of its events were changed. */
static void all_events_of_the_current_key_changed_are_a_crime(void **state)
{
    struct desk *desk = rotated();

    (void)state;
    sql_run(desk->path, "UPDATE sup_event SET at_ms = at_ms + 1 WHERE sequence >= 12");
    assert_int_equal(verdict(desk), 12);
    /* Where the head's own check is gone as well nothing can tell: both are said. */
    sql_run(desk->path, "UPDATE sup_head SET key_check = zeroblob(32)");
    expect_wrong_key(desk, "'k2'", "or every one of them was changed");
    desk_file_close(desk);
}

static void a_check_of_the_key_that_was_changed_is_told_and_set_right(void **state)
{
    struct desk *desk = rotated();
    struct sup_chain_report *report = NULL;

    (void)state;
    sql_run(desk->path, "UPDATE sup_head SET key_check = x'00'");
    must(desk, sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                                &report));
    assert_int_equal(report->is_intact, 0);
    assert_int_equal(report->first_bad, 0);
    assert_int_equal(report->differences, 1);
    assert_string_equal(report->items[0].table, "sup_head");
    assert_non_null(strstr(report->items[0].text, "key_check"));
    sup_free(report);
    desk_ticket(desk); /* the last event fits the key: the check is wrong, not the key */
    desk_expect_sound(desk);
    sql_run(desk->path, "UPDATE sup_head SET key_check = x'00'");
    assert_int_equal(open_with(desk, &wrong_k1, NULL), SUP_OK);
    desk_fails(desk, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys", by_system(desk), WRITE);
    desk_file_close(desk);
}

static void a_wrong_key_is_wrong_even_if_its_check_was_changed(void **state)
{
    struct desk *desk = desk_file_open();

    (void)state;
    assert_int_equal(open_with(desk, &k1, NULL), SUP_OK);
    desk_people(desk);
    sql_run(desk->path, "UPDATE sup_head SET key_check = zeroblob(32)");
    assert_int_equal(open_with(desk, &wrong_k1, NULL), SUP_OK);
    desk_fails(desk, SUP_MSG_CHAIN_KEY_WRONG, "chain_keys", by_system(desk), WRITE);
    expect_wrong_key(desk, "'k1'", "events 1 to 8");
    assert_int_equal(open_with(desk, &k1, NULL), SUP_OK);
    desk_ok(desk, by_system(desk), WRITE);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

static void the_receipt_of_a_rotation_says_its_size(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_receipt receipt = {.size = sizeof receipt - 1, .id = 7};
    char *before;

    (void)state;
    desk_people(desk);
    before = desk_dump(desk->store, 0, NULL);
    must_fail(desk, SUP_MSG_STRUCT_SIZE, "receipt.size",
              sup_chain_rotate(desk->core, by_system(desk), &k1, &receipt));
    assert_int_equal(receipt.size, sizeof receipt - 1);
    assert_int_equal(receipt.id, 7); /* too short to be written to */
    receipt.size = 0;
    must_fail(desk, SUP_MSG_STRUCT_SIZE, "receipt.size",
              sup_chain_rotate(desk->core, by_system(desk), &k1, &receipt));
    desk_expect_unchanged(desk, before);
    receipt.size = sizeof receipt + 8; /* of a later version: its own */
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, &receipt));
    assert_int_equal(receipt.size, sizeof receipt + 8);
    assert_int_equal(receipt.sequence, PEOPLE_EVENTS + 1);
    assert_int_equal(receipt.id, 0);
    desk_file_close(desk);
}

static void what_is_wrong_with_a_rotation_is_said(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_chain_key key = k1;
    struct sup_caller *caller;

    (void)state;
    desk_people(desk);
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "key",
              sup_chain_rotate(desk->core, by_system(desk), NULL, NULL));
    key.id = "Key One";
    must_fail(desk, SUP_MSG_CODE_FORM, "chain_keys",
              sup_chain_rotate(desk->core, by_system(desk), &key, NULL));
    key = k1;
    key.size_bytes = 15;
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "chain_keys",
              sup_chain_rotate(desk->core, by_system(desk), &key, NULL));
    key = k2;
    key.size_bytes = 65;
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "chain_keys",
              sup_chain_rotate(desk->core, by_system(desk), &key, NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "caller",
              sup_chain_rotate(desk->core, NULL, &k1, NULL));
    caller = by_system(desk);
    caller->traceparent = "\xff\"";
    must_fail(desk, SUP_MSG_CALLER_TRACEPARENT, NULL,
              sup_chain_rotate(desk->core, caller, &k1, NULL));
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
    must_fail(desk, SUP_MSG_CHAIN_KEY_USED, "chain_keys",
              sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
    assert_int_equal(verdict(desk), 0);
    desk_file_close(desk);
}

static void a_refused_rotation_is_recorded_like_any_refusal(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_receipt receipt = {.size = sizeof receipt, .sequence = 7};
    struct sup_event_list *list = NULL;
    struct sup_chain_head *head = NULL;
    char *before;

    (void)state;
    desk_people(desk);
    before = desk_dump(desk->store, 0, NULL);
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, "caller.actor_kind",
              sup_chain_rotate(desk->core, by_ada(desk), &k1, &receipt));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_REFUSED);
    desk_expect_only_refusal(desk, before);
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS), &list));
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].name, "request.refused");
    assert_string_equal(list->items[0].after, "chain.rotate");
    assert_int_equal(list->items[0].number, SUP_MSG_ACTOR_MAY_NOT);
    assert_int_equal(list->items[0].actor_kind, SUP_ACTOR_AGENT);
    assert_int_equal(list->items[0].actor_id, ADA);
    assert_int_equal(list->items[0].ticket_id, 0);
    sup_free(list);
    must(desk,
         sup_chain_head(desk->core, by_system(desk), PARAMS(chain_head, .reserved = 0), &head));
    assert_int_equal(head->is_keyed, 0); /* and the key is not the chain's */
    sup_free(head);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
    must_fail(desk, SUP_MSG_ACTOR_MAY_NOT, NULL,
              sup_chain_rotate(desk->core, by_ann(desk), &k2, NULL));
    assert_int_equal(verdict(desk), 0); /* recorded with the key in use */
    desk_expect_sound(desk);
    desk_file_close(desk);
}

static void a_core_takes_at_most_16_keys_of_16_to_64_bytes(void **state)
{
    struct desk *desk = desk_file_open();
    struct sup_chain_key keys[17];
    char ids[17][4];
    struct sup_options options = desk_options(desk);
    struct sup_error error = {0};
    sup_core *core = NULL;

    (void)state;
    for (int i = 0; i < 17; i++) {
        sup__format(ids[i], sizeof ids[i], "k%d", i);
        keys[i] = (struct sup_chain_key){ids[i], k2.bytes, 64};
    }
    options.chain_keys = keys;
    options.chain_key_count = 17;
    assert_int_equal(sup_open(&options, &core, &error), SUP_INVALID);
    assert_string_equal(error.field, "chain_keys");
    options.chain_key_count = 16;
    assert_int_equal(sup_open(&options, &core, &error), SUP_OK);
    sup_close(core);
    keys[3].size_bytes = 65;
    assert_int_equal(sup_open(&options, &core, &error), SUP_INVALID);
    keys[3].size_bytes = 15;
    assert_int_equal(sup_open(&options, &core, &error), SUP_INVALID);
    keys[3].size_bytes = 16;
    keys[4].id = "k3";
    assert_int_equal(sup_open(&options, &core, &error), SUP_EXISTS);
    assert_null(core);
    desk_file_close(desk);
}

static void a_key_that_was_stripped_is_missed(void **state)
{
    struct desk *desk = desk_file_open();

    (void)state;
    assert_int_equal(open_with(desk, &k1, NULL), SUP_OK);
    desk_people(desk);
    sql_run(desk->path, "UPDATE sup_head SET key_id = '', key_check = x''");
    desk_fails(desk, SUP_MSG_CHAIN_UNKEYED, "chain_keys", by_system(desk), WRITE);
    assert_int_equal(verdict(desk), -1);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_CHAIN_UNKEYED);
    desk_file_close(desk);
}

static void a_key_of_a_rotation_that_was_stripped_is_missed(void **state)
{
    struct desk *desk = desk_file_open();

    (void)state;
    desk_people(desk);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
    sql_run(desk->path, "UPDATE sup_head SET key_id = '', key_check = x''");
    desk_fails(desk, SUP_MSG_CHAIN_UNKEYED, "chain_keys", by_system(desk), WRITE);
    assert_int_equal(verdict(desk), -1);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_CHAIN_UNKEYED);
    desk_file_close(desk);
}

/* On the host's connection: what the host rolls back has not happened, the key included. */
static void a_rotation_that_is_rolled_back_leaves_no_key(void **state)
{
    struct desk host = {.now_ms = T0};
    struct desk *desk = &host;
    struct sup_options options = {.size = sizeof options};
    sqlite3 *db = NULL;

    (void)state;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sup_sqlite_borrow(db, NULL, &host.store, NULL), SUP_OK);
    options.store = host.store;
    assert_int_equal(sup_open(&options, &host.core, NULL), SUP_OK);
    for (int i = 0; i < 2; i++) { /* on a desk without an event, and on one with some */
        assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
        must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
        desk_ok(desk, by_system(desk), WRITE);
        assert_int_equal(verdict(desk), 0);
        assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
        desk_ok(desk, by_system(desk), WRITE);
        assert_int_equal(verdict(desk), 0);
    }
    assert_int_equal(open_with(desk, NULL, NULL), SUP_OK); /* no key was needed for any of it */
    desk_ok(desk, by_system(desk), WRITE);
    assert_int_equal(verdict(desk), 0);

    assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &wrong_k1, NULL));
    must_fail(desk, SUP_MSG_CHAIN_KEY_USED, "chain_keys",
              sup_chain_rotate(desk->core, by_system(desk), &k1, NULL)); /* now it is the chain's */
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k2, NULL));
    must_fail(desk, SUP_MSG_CHAIN_KEY_USED, "chain_keys",
              sup_chain_rotate(desk->core, by_system(desk), &wrong_k1, NULL));
    desk_ok(desk, by_system(desk), WRITE);
    assert_int_equal(verdict(desk), 0);
    assert_int_equal(open_with(desk, &wrong_k1, &k2), SUP_OK);
    desk_ok(desk, by_system(desk), WRITE);
    assert_int_equal(verdict(desk), 0);
    sup_close(desk->core);
    sup_store_close(desk->store);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Somebody who can write the file, but has no key, makes up all hashes anew. */
struct forger {
    const char *path;
    struct sup__mem mem;
    struct sup__arena arena;
    uint8_t hash[SUP__HASH_BYTES];
    int64_t sequence;
    struct sup__buffer sql;
};

static int32_t forge_row(void *context, const struct sup_value *values, uint32_t count)
{
    struct forger *forger = context;
    struct sup__event_row row;
    char hex[2 * SUP__HASH_BYTES + 1];

    (void)count;
    assert_true(sup__row_from_values(&forger->arena, SUP__T_EVENT, values, &row));
    if (row.sequence == 1) {
        row.after = NULL;
        sup__buffer_text(&forger->sql, "UPDATE sup_event SET after = NULL WHERE sequence = 1;");
    }
    if (row.sequence == 5) {
        row.at_ms = 1;
        sup__buffer_text(&forger->sql, "UPDATE sup_event SET at_ms = 1 WHERE sequence = 5;");
    }
    assert_int_equal(sup__event_hash(&row, forger->hash, NULL, 0, forger->hash), 0);
    forger->sequence = row.sequence;
    sup__hex(forger->hash, sizeof forger->hash, hex);
    sup__buffer_text(&forger->sql, "UPDATE sup_event SET hash = x'");
    sup__buffer_text(&forger->sql, hex);
    sup__buffer_text(&forger->sql, "' WHERE sequence = ");
    sup__buffer_int(&forger->sql, row.sequence);
    sup__buffer_text(&forger->sql, "; UPDATE sup_head SET hash = x'");
    sup__buffer_text(&forger->sql, hex);
    sup__buffer_text(&forger->sql, "';");
    return 0;
}

static void forge(struct desk *desk)
{
    struct sup_value tenant = {.type = SUP_INT};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_EVENT, .prefix_count = 1, .prefix = &tenant};
    struct forger forger = {.path = desk->path};

    assert_int_equal(sup__mem_init(&forger.mem, NULL), SUP_OK);
    sup__arena_init(&forger.arena, &forger.mem);
    sup__buffer_init(&forger.sql, &forger.mem);
    assert_int_equal(desk->store->methods->begin(desk->store, 0, SUP_READ), SUP_OK);
    assert_int_equal(desk->store->methods->scan(desk->store, &scan, forge_row, &forger), SUP_OK);
    assert_int_equal(desk->store->methods->commit(desk->store), SUP_OK);
    sql_run(desk->path, forger.sql.data);
    sup__arena_free(&forger.arena);
    sup__buffer_free(&forger.sql);
}

static void a_history_made_up_without_the_key_is_found(void **state)
{
    struct desk *desk = desk_file_open();

    (void)state;
    assert_int_equal(open_with(desk, &k1, NULL), SUP_OK);
    desk_people(desk);
    forge(desk);
    assert_int_equal(verdict(desk), PEOPLE_EVENTS); /* the head still names the key */
    sql_run(desk->path, "UPDATE sup_head SET key_id = '', key_check = x''");
    assert_int_equal(verdict(desk), -1); /* now no key is named at all */
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_CHAIN_UNKEYED);
    desk_file_close(desk);
}

static void a_made_up_history_that_ends_in_a_rotation_is_found(void **state)
{
    struct desk *desk = desk_file_open();

    (void)state;
    desk_people(desk);
    must(desk, sup_chain_rotate(desk->core, by_system(desk), &k1, NULL));
    assert_int_equal(verdict(desk), 0);
    forge(desk); /* the rotation's own hash, too: but that one needs the key */
    assert_int_equal(verdict(desk), PEOPLE_EVENTS + 1);
    desk_file_close(desk);
}

static void an_unkeyed_chain_made_up_anew_verifies(void **state)
{
    struct desk *desk = desk_file_open();

    (void)state;
    desk_people(desk);
    forge(desk);
    assert_int_equal(verdict(desk), 0); /* event.h says so: it shows accidents only */
    desk_file_close(desk);
}

static void keys_are_nowhere_in_the_file(void **state)
{
    struct desk *desk = desk_file_open();
    static char bytes[1 << 20];
    size_t count;
    FILE *file;

    (void)state;
    assert_int_equal(open_with(desk, &k2, NULL), SUP_OK);
    desk_people(desk);
    assert_int_equal(sup_maintain(desk->core), SUP_OK);
    file = fopen(desk->path, "rb");
    assert_non_null(file);
    count = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_true(count > 4096);
    for (size_t i = 0; i + 16 <= count; i++) {
        assert_int_not_equal(memcmp(bytes + i, "0123456789abcdef", 16), 0);
    }
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(only_who_has_the_key_writes),
    cmocka_unit_test(keys_rotate_and_the_whole_chain_verifies),
    cmocka_unit_test(a_wrong_key_is_not_taken_for_a_crime),
    cmocka_unit_test(a_crime_is_not_taken_for_a_wrong_key),
    cmocka_unit_test(one_event_that_fits_proves_the_key),
    cmocka_unit_test(all_events_of_the_current_key_changed_are_a_crime),
    cmocka_unit_test(a_check_of_the_key_that_was_changed_is_told_and_set_right),
    cmocka_unit_test(a_wrong_key_is_wrong_even_if_its_check_was_changed),
    cmocka_unit_test(the_receipt_of_a_rotation_says_its_size),
    cmocka_unit_test(what_is_wrong_with_a_rotation_is_said),
    cmocka_unit_test(a_refused_rotation_is_recorded_like_any_refusal),
    cmocka_unit_test(a_core_takes_at_most_16_keys_of_16_to_64_bytes),
    cmocka_unit_test(a_key_that_was_stripped_is_missed),
    cmocka_unit_test(a_key_of_a_rotation_that_was_stripped_is_missed),
    cmocka_unit_test(a_rotation_that_is_rolled_back_leaves_no_key),
    cmocka_unit_test(a_history_made_up_without_the_key_is_found),
    cmocka_unit_test(a_made_up_history_that_ends_in_a_rotation_is_found),
    cmocka_unit_test(an_unkeyed_chain_made_up_anew_verifies),
    cmocka_unit_test(keys_are_nowhere_in_the_file),
};

int main(void)
{
    return cmocka_run_group_tests_name("chain keys", tests, NULL, NULL);
}
