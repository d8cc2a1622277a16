/*
 * test_edited_records.c: tables that no fold makes (policies, texts, receipts, cursors, the head)
 * are held against the log: what somebody else wrote there is told, by its table and row, and does
 * not stop the desk for good.
 *
 * The file is edited by a plain connection of SQLite's, as somebody with a shell would.
 */
#include "desk_fixture.h"

#include <sqlite3.h>

#include "base/text.h"
#include "policy/policy.h"

enum { EDIT_BYTES = 512 };

static const char name_of[3][8] = {"First", "Second", "Third"};

/* The document of a version: the built-in policy under another name. Release with free(). */
static char *document(int version)
{
    static const char name[] = "\"name\": \"";
    const char *builtin = sup__policy_builtin();
    const char *at = strstr(builtin, name);
    char *text = calloc(1, strlen(builtin) + 32);

    assert_non_null(text);
    assert_non_null(at);
    at += strlen(name);
    memcpy(text, builtin, (size_t)(at - builtin));
    strcat(text, name_of[version - 1]);
    strcat(text, strchr(at, '"'));
    return text;
}

static void activate(struct desk *desk, int version)
{
    char *text = document(version);

    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = text));
    free(text);
}

/* Seven people, and two policies: events 1 to 10. */
static struct desk *live(void)
{
    struct desk *desk = desk_file_open();

    desk_people(desk);
    activate(desk, 1);
    activate(desk, 2);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS + 2);
    return desk;
}

static void sql_run(struct desk *desk, const char *text)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int64_t sql_count(struct desk *desk, const char *text)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t count;

    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return count;
}

static void expect_item(const char *who, int64_t count, const struct sup_difference *item,
                        const char *table, const char *key, const char *what)
{
    if (count != 1 || strcmp(item->table, table) != 0 || strcmp(item->key, key) != 0 ||
        !strstr(item->text, what)) {
        fail_msg("%s, wanted %s %s: %s; got %d, the first %s %s: %s", who, table, key, what,
                 (int)count, count ? item->table : "", count ? item->key : "",
                 count ? item->text : "");
    }
}

/* Verify and check tell exactly this one thing; both find every event in order. */
static void expect_told(struct desk *desk, const char *table, const char *key, const char *what)
{
    struct sup_chain_report *chain = NULL;
    struct sup_check_report *check = NULL;
    int64_t events = sql_count(desk, "SELECT count(*) FROM sup_event");

    must(desk, sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                                &chain));
    expect_item("verify", chain->differences, chain->items, table, key, what);
    assert_int_equal(chain->count, 1);
    assert_int_equal(chain->is_intact, 0);
    assert_int_equal(chain->first_bad, 0);
    assert_int_equal(chain->checked, events);
    assert_non_null(strstr(chain->text, table));
    assert_non_null(strstr(chain->text, what));
    sup_free(chain);
    must(desk, sup_desk_check(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &check));
    expect_item("check", check->differences, check->items, table, key, what);
    assert_int_equal(check->is_clean, 0);
    assert_int_equal(check->events, events);
    sup_free(check);
}

static void rebuild(struct desk *desk, int64_t differences, int64_t unmendable)
{
    struct sup_check_report *report = NULL;

    must(desk,
         sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_int_equal(report->differences, differences);
    assert_int_equal(report->unmendable, unmendable);
    sup_free(report);
}

/* Told by both, and gone after a rebuild. */
static void expect_mended(struct desk *desk, const char *edit, const char *table, const char *key,
                          const char *what)
{
    sql_run(desk, edit);
    expect_told(desk, table, key, what);
    rebuild(desk, 1, 0);
    desk_expect_sound(desk);
}

#define ANY_READ(desk)                                                                             \
    sup_agent_get((desk)->core, by_system(desk), PARAMS(agent_get, .agent_id = PRIYA), NULL)

/* ---- policies ---- */

static void a_policy_that_nobody_activated_is_told_and_removed(void **state)
{
    struct desk *desk = live();
    char *third = document(3);
    char *before;

    (void)state;
    desk_expect_sound(desk);
    sql_run(desk, "INSERT INTO sup_policy SELECT tenant, 3, sequence, digest, document "
                  "FROM sup_policy WHERE version = 2");
    expect_told(desk, "sup_policy", "3", "no event activated it");
    before = desk_dump(desk->store, 0, NULL);
    must_fail(
        desk, SUP_MSG_RECORD_UNKNOWN, "sup_policy",
        desk_run(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = third)));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CORRUPT);
    assert_non_null(strstr(sup_last_error(desk->core)->hint, "desk.rebuild"));
    desk_expect_unchanged(desk, before);
    rebuild(desk, 1, 0);
    desk_expect_sound(desk);
    activate(desk, 3);
    assert_int_equal(desk->receipt.version, 3);
    desk_expect_sound(desk);

    expect_mended(desk,
                  "INSERT INTO sup_policy SELECT tenant, 0, sequence, digest, document "
                  "FROM sup_policy WHERE version = 2",
                  "sup_policy", "0", "no event activated it");
    free(third);
    desk_file_close(desk);
}

/* The first version is not the active one: the desk works on without it. */
static void expect_put_back(const char *edit, const char *what)
{
    struct desk *desk = live();
    char *sound = desk_dump(desk->store, 0, "sup_policy");
    char *mended;

    sql_run(desk, edit);
    expect_told(desk, "sup_policy", "1", what);
    must(desk, ANY_READ(desk));
    rebuild(desk, 1, 1);
    expect_told(desk, "sup_policy", "1", what); /* nothing in the log can say it again */
    desk_fails(desk, SUP_MSG_POLICY_DAMAGED, "sup_policy", by_system(desk), SUP_OP_POLICY_ROLLBACK,
               PARAMS(policy_rollback, .to_version = 1));
    must_fail(
        desk, SUP_MSG_POLICY_DAMAGED, "sup_policy",
        sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .version = 1), NULL));
    activate(desk, 1); /* as version 3, and version 1 is back */
    assert_int_equal(desk->receipt.version, 3);
    desk_expect_sound(desk);
    sql_run(desk, "DELETE FROM sup_policy WHERE version = 3");
    mended = desk_dump(desk->store, 0, "sup_policy");
    assert_string_equal(mended, sound);
    free(mended);
    free(sound);
    desk_file_close(desk);
}

static void an_old_document_is_put_back_by_activating_it_again(void **state)
{
    (void)state;
    expect_put_back("UPDATE sup_policy SET document = replace(document, 'First', 'Fist') "
                    "WHERE version = 1",
                    "the document that event 9 activated was changed");
    expect_put_back("UPDATE sup_policy SET document = '{' WHERE version = 1",
                    "the document that event 9 activated was changed");
    expect_put_back("DELETE FROM sup_policy WHERE version = 1",
                    "the document that event 9 activated is missing");
}

/* A document and its digest, changed together: only the event tells. */
static void a_digest_in_the_same_row_proves_nothing(void **state)
{
    struct desk *desk = live();
    char *first = document(1);

    (void)state;
    sql_run(desk, "UPDATE sup_policy SET (digest, document) = (SELECT digest, document FROM "
                  "sup_policy WHERE version = 2) WHERE version = 1");
    expect_told(desk, "sup_policy", "1", "was changed");
    desk_fails(desk, SUP_MSG_POLICY_DAMAGED, "sup_policy", by_system(desk), SUP_OP_POLICY_ROLLBACK,
               PARAMS(policy_rollback, .to_version = 1));
    rebuild(desk, 1, 1); /* the digest is known, the document is not */
    expect_told(desk, "sup_policy", "1", "was changed");
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = first));
    desk_expect_sound(desk);
    free(first);
    desk_file_close(desk);
}

static void what_the_log_says_of_a_policy_is_set_right(void **state)
{
    struct desk *desk = live();

    (void)state;
    for (int version = 1; version <= 2; version++) {
        char edit[EDIT_BYTES];
        char key[2] = {(char)('0' + version), '\0'};

        sup__format(edit, sizeof edit,
                    "UPDATE sup_policy SET digest = 'x' || digest WHERE version = %d", version);
        expect_mended(desk, edit, "sup_policy", key, "sequence or digest");
        sup__format(edit, sizeof edit, "UPDATE sup_policy SET sequence = 3 WHERE version = %d",
                    version);
        expect_mended(desk, edit, "sup_policy", key, "sequence or digest");
    }
    desk_file_close(desk);
}

/* Without the active policy nothing is decided; what finds the damage and mends it works. */
static void expect_damage_is_survived(const char *edit, const char *what, int is_rebuilt)
{
    struct desk *desk = live();
    const struct sup_error *error;

    sql_run(desk, edit);
    desk_file_reopen(desk);
    must_fail(desk, SUP_MSG_POLICY_DAMAGED, "sup_policy", ANY_READ(desk));
    error = sup_last_error(desk->core);
    assert_int_equal(error->code, SUP_CORRUPT);
    assert_non_null(strstr(error->text, "version 2"));
    assert_non_null(strstr(error->hint, "policy.activate"));
    desk_fails(desk, SUP_MSG_POLICY_DAMAGED, "sup_policy", by_ann(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "S"));
    /* Who may do what is in the policy: only the system needs none. */
    must_fail(
        desk, SUP_MSG_POLICY_DAMAGED, "sup_policy",
        sup_chain_verify(desk->core, by_ada(desk), PARAMS(chain_verify, .reserved = 0), NULL));
    expect_told(desk, "sup_policy", "2", what);
    must(desk,
         sup_chain_head(desk->core, by_system(desk), PARAMS(chain_head, .reserved = 0), NULL));
    if (is_rebuilt) {
        rebuild(desk, 1, 1);
    }
    must_fail(desk, SUP_MSG_POLICY_DAMAGED, "sup_policy", ANY_READ(desk));
    {
        char *other = document(3);

        desk_fails(desk, SUP_MSG_POLICY_DAMAGED, "sup_policy", by_system(desk),
                   SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = other));
        free(other);
    }
    activate(desk, 2);
    assert_int_equal(desk->receipt.version, 3);
    desk_ticket(desk);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

static void a_damaged_active_policy_is_nobodys_wrong_argument(void **state)
{
    (void)state;
    for (int is_rebuilt = 0; is_rebuilt <= 1; is_rebuilt++) {
        expect_damage_is_survived("UPDATE sup_policy SET document = '{' WHERE version = 2",
                                  "was changed", is_rebuilt);
        expect_damage_is_survived("UPDATE sup_policy SET document = replace(document, 'Second', "
                                  "'Sec') WHERE version = 2",
                                  "was changed", is_rebuilt);
        expect_damage_is_survived("UPDATE sup_policy SET digest = 'x', document = '{' || document, "
                                  "sequence = 3 WHERE version = 2",
                                  "was changed", is_rebuilt);
        expect_damage_is_survived("DELETE FROM sup_policy WHERE version = 2", "is missing",
                                  is_rebuilt);
    }
}

static void the_head_names_the_policy_that_the_events_say(void **state)
{
    static const char *const edits[] = {
        "UPDATE sup_head SET policy_version = 0",
        "UPDATE sup_head SET policy_version = 1",
        "UPDATE sup_head SET policy_version = 9",
        "UPDATE sup_head SET policy_digest = 'x'",
        ("UPDATE sup_head SET (policy_version, policy_digest) = (SELECT version, digest FROM "
         "sup_policy WHERE version = 1)"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        struct desk *desk = live();
        struct sup_chain_report *chain = NULL;

        sql_run(desk, edits[i]);
        desk_file_reopen(desk);
        must(desk, sup_chain_verify(desk->core, by_system(desk),
                                    PARAMS(chain_verify, .reserved = 0), &chain));
        expect_item(edits[i], chain->differences, chain->items, "sup_head", "",
                    "the active policy is not version 2");
        sup_free(chain);
        rebuild(desk, 1, 0);
        desk_expect_sound(desk);
        desk_ticket(desk);
        desk_file_close(desk);
    }
}

/* ---- texts ---- */

static void a_text_that_no_event_owns_is_told_and_removed(void **state)
{
    struct desk *desk = live();
    char *before;

    (void)state;
    sql_run(desk, "INSERT INTO sup_event_private VALUES (0, 11, zeroblob(16), 'x', NULL, NULL)");
    expect_told(desk, "sup_event_private", "11", "no event has this text");
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_RECORD_UNKNOWN, "sup_event_private", by_system(desk),
               SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "Zoe"));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_CORRUPT);
    assert_non_null(strstr(sup_last_error(desk->core)->text, "event 11"));
    desk_expect_unchanged(desk, before);
    rebuild(desk, 1, 0);
    desk_expect_sound(desk);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "Zoe"));

    expect_mended(desk,
                  "INSERT INTO sup_event_private VALUES (0, 1000, zeroblob(16), 'x', NULL, NULL)",
                  "sup_event_private", "1000", "no event has this text");
    expect_mended(desk,
                  "INSERT INTO sup_event_private VALUES (0, 0, zeroblob(16), 'x', NULL, NULL)",
                  "sup_event_private", "0", "no event has this text");
    /* Event 9 activated a policy, and no text of people was recorded with it. */
    expect_mended(desk,
                  "INSERT INTO sup_event_private VALUES (0, 9, zeroblob(16), 'x', NULL, NULL)",
                  "sup_event_private", "9", "recorded without a text");
    desk_file_close(desk);
}

static void a_head_that_is_behind_is_still_told_as_that(void **state)
{
    struct desk *desk = live();

    (void)state;
    sql_run(desk, "UPDATE sup_head SET sequence = 7"); /* the next one, 8, is there with its text */
    desk_fails(desk, SUP_MSG_STORE_CORRUPT, "sup_head.sequence", by_system(desk), SUP_OP_AGENT_SAVE,
               PARAMS(agent_save, .name = "Zoe"));
    desk_file_close(desk);
}

/* ---- receipts and cursors ---- */

/* By the digest of the key: python3, hashlib.blake2b(b'k', digest_size=32).hexdigest(), which
 * is told as far as there is room for it. */
#define KEY_OF_K "1, 1, 6, '623e5d17329d20549d5ebe7a2e8688b98ed7db0b8fb983b2b22a644c2183'"

static void a_receipt_of_what_never_happened_is_told_and_removed(void **state)
{
    struct desk *desk = live();

    (void)state;
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .idempotency_key = "k"));
    desk_expect_sound(desk);
    expect_mended(desk, "UPDATE sup_answer SET sequence = 1000", "sup_answer", KEY_OF_K,
                  "not in the log");
    assert_int_equal(desk_rows(desk, "sup_answer"), 0);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .idempotency_key = "k"));
    expect_mended(desk, "UPDATE sup_answer SET sequence = -1", "sup_answer", KEY_OF_K,
                  "not in the log");
    desk_file_close(desk);
}

static void a_cursor_past_the_end_is_told_and_removed(void **state)
{
    struct desk *desk = live();
    struct sup_outbox_page *page = NULL;

    (void)state;
    desk_ok(desk, by_system(desk), SUP_OP_OUTBOX_ACK,
            PARAMS(outbox_ack, .consumer = "mailer", .sequence = 10));
    desk_ok(desk, by_system(desk), SUP_OP_IMPORT_MARK,
            PARAMS(import_mark, .source = "old", .from = 0, .to = 5000));
    desk_expect_sound(desk); /* the end is a place, and an import counts what it likes */
    sql_run(desk, "UPDATE sup_cursor SET position = 11 WHERE name = 'mailer'");
    must_fail(desk, SUP_MSG_CURSOR_DAMAGED, "sup_cursor",
              sup_outbox_pull(desk->core, by_system(desk),
                              PARAMS(outbox_pull, .consumer = "mailer"), &page));
    expect_told(desk, "sup_cursor", "1, 'mailer'", "not a place in the log");
    rebuild(desk, 1, 0);
    desk_expect_sound(desk);
    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = "mailer"), &page));
    assert_int_equal(page->count, 10);
    sup_free(page);
    expect_mended(desk, "INSERT INTO sup_cursor VALUES (0, 1, 'mailer', -1)", "sup_cursor",
                  "1, 'mailer'", "not a place in the log");
    expect_mended(desk, "INSERT INTO sup_cursor VALUES (0, 3, 'mailer', 1)", "sup_cursor",
                  "3, 'mailer'", "kind");
    expect_mended(desk, "INSERT INTO sup_cursor VALUES (0, 0, 'mailer', 1)", "sup_cursor",
                  "0, 'mailer'", "kind");
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_policy_that_nobody_activated_is_told_and_removed),
    cmocka_unit_test(an_old_document_is_put_back_by_activating_it_again),
    cmocka_unit_test(a_digest_in_the_same_row_proves_nothing),
    cmocka_unit_test(what_the_log_says_of_a_policy_is_set_right),
    cmocka_unit_test(a_damaged_active_policy_is_nobodys_wrong_argument),
    cmocka_unit_test(the_head_names_the_policy_that_the_events_say),
    cmocka_unit_test(a_text_that_no_event_owns_is_told_and_removed),
    cmocka_unit_test(a_head_that_is_behind_is_still_told_as_that),
    cmocka_unit_test(a_receipt_of_what_never_happened_is_told_and_removed),
    cmocka_unit_test(a_cursor_past_the_end_is_told_and_removed),
};

int main(void)
{
    return cmocka_run_group_tests_name("edited records", tests, NULL, NULL);
}
