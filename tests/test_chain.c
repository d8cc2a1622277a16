/*
 * test_chain.c: whatever is changed in the event log of a database file is found, and where.
 *
 * The file is edited by a plain connection of SQLite's, as somebody with a shell would.
 */
#include "desk_fixture.h"

#include <sqlite3.h>

#include "base/text.h"

enum { EVENTS = 22 };

/* A desk of 22 events on a file: the people of the fixture and the lives of two tickets. */
static struct desk *live(void)
{
    struct desk *desk = desk_file_open();
    const char *const tags[] = {"vip"};

    desk_people(desk);
    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .customer_id = ANN, .subject = "Late", .body = "Where?",
                       .external_id = i ? "b" : "a", .tags = tags, .tag_count = 1));
        desk_move(desk, by_priya(desk), i + 1, "open");
        desk_reply(desk, by_priya(desk), i + 1, "There.", "solved");
        desk_receive(desk, by_ann(desk), i + 1, "No.");
    }
    return desk;
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

/* The chain's verdict: 0 when intact, else the first bad sequence. */
static int64_t verdict_of(sup_core *core, struct desk *desk, int64_t head, const char *hash)
{
    struct sup_chain_report *report = NULL;
    int64_t first_bad;
    int32_t code =
        sup_chain_verify(core, by_system(desk),
                         PARAMS(chain_verify, .head_sequence = head, .head_hash = hash), &report);

    if (code != SUP_OK) {
        fail_msg("%s", sup_last_error(core)->text);
    }
    first_bad = report->first_bad;
    assert_int_equal(report->is_intact, first_bad == 0);
    assert_true(report->text[0] != '\0');
    sup_free(report);
    return first_bad;
}

static int64_t verdict(struct desk *desk)
{
    return verdict_of(desk->core, desk, 0, NULL);
}

/* Edit a copy of the file's content and expect that the event is found; then undo. */
static void expect_found(struct desk *desk, int64_t wanted, const char *edit)
{
    char text[1024];

    sql_run(desk->path, "CREATE TABLE IF NOT EXISTS keep_event AS SELECT * FROM sup_event;"
                        "CREATE TABLE IF NOT EXISTS keep_private AS SELECT * FROM "
                        "sup_event_private;"
                        "CREATE TABLE IF NOT EXISTS keep_head AS SELECT * FROM sup_head");
    sup__format(text, sizeof text, "%s", edit);
    sql_run(desk->path, text);
    if (verdict(desk) != wanted) {
        fail_msg("%s: first bad is %d, not %d", edit, (int)verdict(desk), (int)wanted);
    }
    sql_run(desk->path, "DELETE FROM sup_event; INSERT INTO sup_event SELECT * FROM keep_event;"
                        "DELETE FROM sup_event_private;"
                        "INSERT INTO sup_event_private SELECT * FROM keep_private;"
                        "DELETE FROM sup_head; INSERT INTO sup_head SELECT * FROM keep_head");
    assert_int_equal(verdict(desk), 0);
}

static void expect_every_column_guarded(struct desk *desk)
{
    static const char *const columns[] = {
        "operation = operation + 1",
        "kind = kind + 1",
        "kind = kind + 4294967296",
        "at_ms = at_ms - 1",
        "recorded_ms = recorded_ms + 1",
        "actor_kind = actor_kind + 1",
        "actor_kind = actor_kind + 4294967296",
        "actor_id = actor_id + 1",
        "ticket_id = ticket_id + 1",
        "subject_id = subject_id + 1",
        "number = number + 1",
        "flags = flags + 1",
        "policy_version = 1",
        "before = coalesce(before, '') || 'x'",
        "after = coalesce(after, '') || 'x'",
        "before = CASE WHEN before IS NULL THEN '' ELSE NULL END",
        "after = CASE WHEN after IS NULL THEN '' ELSE NULL END",
        "payload = replace(payload, '}', ' }')",
        "private_digest = zeroblob(32)",
        "private_digest = zeroblob(31)",
        "hash = zeroblob(32)",
        "hash = x''",
    };
    char edit[256];

    for (int64_t sequence = 2; sequence <= EVENTS; sequence += sequence % 3 + 1) {
        for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
            sup__format(edit, sizeof edit, "UPDATE sup_event SET %s WHERE sequence = %d",
                        columns[i], (int)sequence);
            expect_found(desk, sequence, edit);
        }
    }
}

static void every_column_of_every_event_is_guarded(void **state)
{
    struct desk *desk = live();

    (void)state;
    assert_int_equal(desk_sequence(desk), EVENTS);
    assert_int_equal(verdict(desk), 0);
    expect_every_column_guarded(desk);
    expect_found(desk, 1, "UPDATE sup_event SET at_ms = at_ms + 1 WHERE sequence = 1");
    expect_found(desk, 1, "UPDATE sup_event SET before = 'k1' WHERE sequence = 1");
    /* The first event's `after` would name the chain's key. */
    sql_run(desk->path, "UPDATE sup_event SET after = 'k1' WHERE sequence = 1");
    must_fail(
        desk, SUP_MSG_CHAIN_KEY_MISSING, "chain_keys",
        sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0), NULL));
    desk_file_close(desk);
}

static void events_that_were_taken_swapped_or_slipped_in_are_found(void **state)
{
    struct desk *desk = live();

    (void)state;
    expect_found(desk, 1, "DELETE FROM sup_event WHERE sequence = 1");
    expect_found(desk, 7, "DELETE FROM sup_event WHERE sequence = 7");
    expect_found(desk, 22, "DELETE FROM sup_event WHERE sequence = 22");
    expect_found(desk, 1, "DELETE FROM sup_event");
    expect_found(desk, 7,
                 "UPDATE sup_event SET sequence = 0 - sequence WHERE sequence IN (7, 8);"
                 "UPDATE sup_event SET sequence = 15 + sequence WHERE sequence IN (-7, -8)");
    expect_found(desk, 7,
                 "UPDATE sup_event SET sequence = 0 - sequence - 1 WHERE sequence >= 7;"
                 "UPDATE sup_event SET sequence = 0 - sequence WHERE sequence < 0;"
                 "INSERT INTO sup_event SELECT tenant, 7, operation, kind, at_ms, recorded_ms, "
                 "actor_kind, actor_id, ticket_id, subject_id, number, flags, policy_version, "
                 "before, after, payload, private_digest, hash FROM sup_event WHERE sequence = 6");
    expect_found(desk, 23,
                 "INSERT INTO sup_event SELECT tenant, 23, operation, kind, at_ms, recorded_ms, "
                 "actor_kind, actor_id, ticket_id, subject_id, number, flags, policy_version, "
                 "before, after, payload, private_digest, hash FROM sup_event WHERE sequence = 22");
    desk_file_close(desk);
}

static void private_text_cannot_be_rewritten(void **state)
{
    struct desk *desk = live();

    (void)state;
    expect_found(desk, 2, "UPDATE sup_event_private SET title = 'Mallory' WHERE sequence = 2");
    expect_found(desk, 2, "UPDATE sup_event_private SET title = title || ' ' WHERE sequence = 2");
    expect_found(desk, 2, "UPDATE sup_event_private SET title = NULL WHERE sequence = 2");
    expect_found(desk, 2,
                 "UPDATE sup_event_private SET body = title, title = NULL "
                 "WHERE sequence = 2");
    expect_found(desk, 7,
                 "UPDATE sup_event_private SET data = replace(data, '207', '208') "
                 "WHERE sequence = 7");
    expect_found(desk, 10,
                 "UPDATE sup_event_private SET body = 'Give me money' "
                 "WHERE sequence = 10");
    expect_found(desk, 10,
                 "UPDATE sup_event_private SET salt = zeroblob(16) "
                 "WHERE sequence = 10");
    expect_found(desk, 10, "DELETE FROM sup_event_private WHERE sequence = 10");
    desk_file_close(desk);
}

/* C sees a text up to its NUL, and so does the hash; SQL sees all of it. */
static void a_text_that_goes_on_after_a_nul_is_refused(void **state)
{
    static const char *const edits[] = {
        "UPDATE sup_event_private SET body = body || char(0) || 'more' WHERE sequence = 10",
        "UPDATE sup_event SET payload = payload || char(0) || 'more' WHERE sequence = 9",
        "UPDATE sup_event SET after = after || char(0) || 'more' WHERE sequence = 9",
    };

    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        struct desk *desk = live();
        struct sup_chain_report *report = NULL;

        sql_run(desk->path, edits[i]);
        must_fail(desk, SUP_MSG_STORE_CORRUPT, NULL,
                  sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                                   &report));
        assert_null(report);
        desk_file_close(desk);
    }
}

static void the_head_must_fit_the_log(void **state)
{
    struct desk *desk = live();

    (void)state;
    expect_found(desk, 23, "UPDATE sup_head SET sequence = 23");
    expect_found(desk, 23, "UPDATE sup_head SET sequence = 21");
    expect_found(desk, 23,
                 "UPDATE sup_head SET hash = (SELECT hash FROM sup_event WHERE "
                 "sequence = 21)");
    desk_file_close(desk);
}

static const char cut[] = "DELETE FROM sup_event WHERE sequence > 15;"
                          "DELETE FROM sup_event_private WHERE sequence > 15;"
                          "UPDATE sup_head SET sequence = 15, hash = (SELECT hash FROM sup_event "
                          "WHERE sequence = 15)";

static void a_tail_cut_off_with_the_head_shows_against_a_kept_head_only(void **state)
{
    struct desk *desk = live();
    struct sup_chain_head *head = NULL;

    (void)state;
    must(desk,
         sup_chain_head(desk->core, by_system(desk), PARAMS(chain_head, .reserved = 0), &head));
    assert_int_equal(head->sequence, EVENTS);
    assert_int_equal(head->is_keyed, 0);
    assert_null(head->key_id);
    assert_int_equal(strlen(head->hash), 64);
    assert_int_equal(verdict_of(desk->core, desk, head->sequence, head->hash), 0);
    desk_receive(desk, by_ann(desk), 1, "More"); /* the kept head is part of the longer chain */
    assert_int_equal(verdict_of(desk->core, desk, head->sequence, head->hash), 0);
    sql_run(desk->path, cut);
    assert_int_equal(verdict(desk), 0); /* nothing in the file can tell */
    assert_int_equal(verdict_of(desk->core, desk, head->sequence, head->hash), 16);
    sup_free(head);
    desk_file_close(desk);
}

static void another_history_of_the_same_length_shows_against_a_kept_head(void **state)
{
    struct desk *desk = live();
    struct sup_chain_head *head = NULL;

    (void)state;
    must(desk,
         sup_chain_head(desk->core, by_system(desk), PARAMS(chain_head, .reserved = 0), &head));
    sql_run(desk->path, cut);
    desk_file_reopen(desk); /* the projections are ahead of the log now; only the chain matters */
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "Eve"));
    for (int i = 0; i < 6; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "Eve"));
    }
    assert_int_equal(desk_sequence(desk), EVENTS);
    assert_int_equal(verdict(desk), 0);
    assert_int_equal(verdict_of(desk->core, desk, head->sequence, head->hash), EVENTS);
    sup_free(head);
    desk_file_close(desk);
}

static void a_kept_head_is_given_whole(void **state)
{
    struct desk *desk = live();

    (void)state;
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "head_hash",
              sup_chain_verify(desk->core, by_system(desk),
                               PARAMS(chain_verify, .head_sequence = 20), NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_MISSING, "head_hash",
              sup_chain_verify(desk->core, by_system(desk),
                               PARAMS(chain_verify, .head_hash = letters(64)), NULL));
    must_fail(desk, SUP_MSG_HASH_FORM, "head_hash",
              sup_chain_verify(desk->core, by_system(desk),
                               PARAMS(chain_verify, .head_sequence = 20, .head_hash = letters(64)),
                               NULL));
    must_fail(desk, SUP_MSG_HASH_FORM, "head_hash",
              sup_chain_verify(desk->core, by_system(desk),
                               PARAMS(chain_verify, .head_sequence = 20, .head_hash = "00"), NULL));
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_column_of_every_event_is_guarded),
    cmocka_unit_test(events_that_were_taken_swapped_or_slipped_in_are_found),
    cmocka_unit_test(private_text_cannot_be_rewritten),
    cmocka_unit_test(a_text_that_goes_on_after_a_nul_is_refused),
    cmocka_unit_test(the_head_must_fit_the_log),
    cmocka_unit_test(a_tail_cut_off_with_the_head_shows_against_a_kept_head_only),
    cmocka_unit_test(another_history_of_the_same_length_shows_against_a_kept_head),
    cmocka_unit_test(a_kept_head_is_given_whole),
};

int main(void)
{
    return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
