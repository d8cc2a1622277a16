/*
 * test_extension.c: the loadable extension's sup_call(), as a program meets it that loads the built
 * file: replies and errors, transactions and statements of the host's, and closing.
 */
#include "extension_support.h"

static sqlite3 *shop_open(void **state)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));

    sql(db, "PRAGMA journal_mode = WAL;"
            "CREATE TABLE shop (id INTEGER PRIMARY KEY, note TEXT);"
            "INSERT INTO shop (note) VALUES ('a'), ('b'), ('c')");
    return db;
}

static void a_request_is_answered_with_a_reply(void **state)
{
    sqlite3 *db = shop_open(state);

    assert_string_equal(
        ask(db, "system", "ticket.open", "{\"subject\":\"Lamp broken\"}"),
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"id\":\"1\",\"ticket_id\":\"1\","
        "\"version\":1,\"sequence\":2,\"is_replay\":false}}");
    assert_string_equal(
        ask_for(db, "system", "ticket.get", "{\"ticket_id\":1}", "$.result.subject"),
        "Lamp broken");
    /* What is wrong with a request, or not allowed, is an answer. */
    assert_string_equal(ask_for(db, "system", "ticket.opne", "{}", "$.error.data.message_name"),
                        "RPC_METHOD");
    assert_string_equal(ask_for(db, "customer:99", "policy.show", "{}", "$.error.data.code"),
                        "REFUSED");
    assert_string_equal(answer(db, "SELECT sup_call('system', '" NOW "', 'not JSON') ->> "
                                   "'$.error.code'"),
                        "-32700");
    /* A request without an id is a notification: it is done, and has no reply. */
    assert_string_equal(answer(db, "SELECT sup_call('system', '" NOW "', '{\"jsonrpc\":\"2.0\","
                                   "\"method\":\"ticket.open\",\"params\":{\"subject\":\"x\"}}')"),
                        "NULL");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), 2);
    extension_close(db);
}

#define DISCOVER "'{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chain.head\"}'"

static void json_functions_take_the_reply_for_json(void **state)
{
    sqlite3 *db = shop_open(state);

    assert_string_equal(answer(db, "SELECT json_object('desk', sup_call('system', '" NOW
                                   "', " DISCOVER ")) ->> '$.desk.id'"),
                        "1");
    extension_close(db);
}

static void who_asks_and_when_is_read_as_the_program_reads_it(void **state)
{
    static const struct {
        const char *actor;
        const char *now;
        int is_taken;
    } cases[] = {
        {"'system'", "'" NOW "'", 1},
        {"'integration'", "'" NOW "'", 1},
        {"'integration:7'", "'" NOW "'", 1},
        {"'agent:9223372036854775807'", "'" NOW "'", 1},
        {"'bot:1'", "'" NOW "'", 1},
        {"'customer:1'", "'" NOW "'", 1},
        {"'agent'", "'" NOW "'", 0},
        {"'agent:'", "'" NOW "'", 0},
        {"'agent:0'", "'" NOW "'", 0},
        {"'agent:-1'", "'" NOW "'", 0},
        {"'agent:9223372036854775808'", "'" NOW "'", 0},
        {"'agent:1 '", "'" NOW "'", 0},
        {"'Agent:1'", "'" NOW "'", 0},
        {"'system:1'", "'" NOW "'", 0},
        {"'none'", "'" NOW "'", 0},
        {"''", "'" NOW "'", 0},
        {"NULL", "'" NOW "'", 0},
        {"3", "'" NOW "'", 0},
        {"x'73797374656d'", "'" NOW "'", 0}, /* the bytes of "system" */
        {"'system'", "'2026-03-29T11:00:00.5+02:00'", 1},
        {"'system'", "1774774800000", 1},
        {"'system'", "1774774800000.0", 1}, /* what JavaScript sends for a number */
        {"'system'", "100000000000", 1},
        {"'system'", "unixepoch() * 1000", 1},
        {"'system'", "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", 1},
        {"'system'", "99999999999", 0}, /* seconds */
        {"'system'", "unixepoch()", 0},
        {"'system'", "1774774800000.5", 0},
        {"'system'", "1e300", 0},
        {"'system'", "9e999", 0},
        {"'system'", "NULL", 0},
        {"'system'", "'now'", 0},
        {"'system'", "datetime('now')", 0},
        {"'system'", "'1774774800000'", 0},
    };
    sqlite3 *db = shop_open(state);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text =
            sqlite3_mprintf("SELECT sup_call(%s, %s, " DISCOVER ")", cases[i].actor, cases[i].now);
        const char *said = answer(db, text);

        if ((strncmp(said, "{\"jsonrpc\"", 10) == 0) != cases[i].is_taken) {
            fail_msg("%s: %s", text, said);
        }
        sqlite3_free(text);
    }
    extension_close(db);
}

static void what_is_wrong_with_an_argument_is_an_error_that_says_so(void **state)
{
    static const struct {
        const char *arguments;
        const char *error;
    } cases[] = {
        {"'agent', '" NOW "', '{}'",
         "error: sup_call(): the actor, 'agent', is none of 'system', 'agent:ID', 'bot:ID', "
         "'customer:ID', 'integration' and 'integration:ID'"},
        {"NULL, '" NOW "', '{}'",
         "error: sup_call(): the actor, NULL, is none of 'system', 'agent:ID', 'bot:ID', "
         "'customer:ID', 'integration' and 'integration:ID'"},
        {"'system', 1774774800, '{}'",
         "error: sup_call(): now, '1774774800', is neither RFC 3339 such as "
         "'2026-03-29T09:00:00Z' nor whole milliseconds since 1970 (SQLite's clock: "
         "strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"},
        {"'system', x'00', '{}'",
         "error: sup_call(): now, a blob, is neither RFC 3339 such as '2026-03-29T09:00:00Z' nor "
         "whole milliseconds since 1970 (SQLite's clock: strftime('%Y-%m-%dT%H:%M:%fZ', "
         "'now'))"},
        {"'system', '" NOW "', NULL", "error: sup_call(): the request is not text"},
        {"'system', '" NOW "', x'7b7d'", "error: sup_call(): the request is not text"},
        {"'system', '" NOW "', '{}', 'one'",
         "error: sup_call(): the tenant, 'one', is not a whole number"},
        {"'system', '" NOW "', '{}', 1.5",
         "error: sup_call(): the tenant, '1.5', is not a whole number"},
        {"'system', '" NOW "', '{}', -1",
         "error: sup_call(): the tenant is negative (use a value within the stated range)"},
        {"'system', '" NOW "', '{}', 0, '2026-03-28'",
         "error: sup_call(): at, '2026-03-28', is neither RFC 3339 such as '2026-03-29T09:00:00Z' "
         "nor whole milliseconds since 1970; 1970 itself cannot be said"},
        {"'system', '" NOW "', '{}', 0, '1970-01-01T00:00:00Z'",
         "error: sup_call(): at, '1970-01-01T00:00:00Z', is neither RFC 3339 such as "
         "'2026-03-29T09:00:00Z' nor whole milliseconds since 1970; 1970 itself cannot be said"},
        {"'system', '" NOW "', '{}', 0, NULL, 7",
         "error: sup_call(): the traceparent, '7', is not a W3C trace context"},
        {"'system', '" NOW "', '{}', 0, NULL, 'a' || char(0)",
         "error: sup_call(): the traceparent, 'a', is not a W3C trace context"},
        {"'system', '" NOW "', '{}', 0, NULL, NULL, 2",
         "error: sup_call(): is_import, '2', is neither 0 nor 1"},
        {"'system', '" NOW "', '{}', 0, NULL, NULL, 'yes'",
         "error: sup_call(): is_import, 'yes', is neither 0 nor 1"},
        {"'system', '" NOW "'", "error: wrong number of arguments to function sup_call()"},
        {"'system', '" NOW "', '{}', 0, NULL, NULL, 0, 0",
         "error: wrong number of arguments to function sup_call()"},
    };
    sqlite3 *db = shop_open(state);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = sqlite3_mprintf("SELECT sup_call(%s)", cases[i].arguments);

        assert_string_equal(answer(db, text), cases[i].error);
        sqlite3_free(text);
    }
    extension_close(db);
}

/* 21 characters of three bytes each: never half of one in a message. */
static void a_value_is_shown_in_a_message_by_whole_characters(void **state)
{
    sqlite3 *db = shop_open(state);

    assert_string_equal(
        answer(db, "SELECT sup_call(replace(hex(zeroblob(11)), '0', '€'), '" NOW "', '{}')"),
        "error: sup_call(): the actor, '€€€€€€€€€€€€€€€€€€€', is none of 'system', 'agent:ID', "
        "'bot:ID', 'customer:ID', 'integration' and 'integration:ID'");
    assert_string_equal(answer(db, "SELECT sup_call('a' || char(10) || 'b', '" NOW "', '{}')"),
                        "error: sup_call(): the actor, 'a', is none of 'system', 'agent:ID', "
                        "'bot:ID', 'customer:ID', 'integration' and 'integration:ID'");
    extension_close(db);
}

#define TRACE "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
#define OPEN_TOLD(told)                                                                            \
    "SELECT json_extract(sup_call('system', '" NOW "', '{\"jsonrpc\":\"2.0\",\"id\":1,"              \
    "\"method\":\"ticket.open\",\"params\":{\"subject\":\"Late\"}}', " told "), '$.result.id')"

static void what_happened_earlier_is_told_with_its_date_and_trace(void **state)
{
    sqlite3 *db = shop_open(state);

    assert_string_equal(answer(db, OPEN_TOLD("0, '2026-03-28T10:00:00+01:00', '" TRACE "'")), "1");
    assert_string_equal(answer(db, OPEN_TOLD("NULL, 1774688400000, NULL, 0")), "2");
    assert_string_equal(answer(db, OPEN_TOLD("0, '2020-02-29T12:00:00Z', NULL, 1")), "3");
    assert_string_equal(answer(db, OPEN_TOLD("0, NULL, NULL, NULL")), "4");
    assert_string_equal(rows(db, "SELECT id, opened_at FROM sup_v_tickets ORDER BY id"),
                        "1|2026-03-28T09:00:00.000Z 2|2026-03-28T09:00:00.000Z "
                        "3|2020-02-29T12:00:00.000Z 4|2026-03-29T09:00:00.000Z");
    assert_string_equal(rows(db, "SELECT ticket_id, count(*) FROM sup_v_events "
                                 "WHERE json_extract(payload, '$.traceparent') = '" TRACE
                                 "' AND ticket_id > 0 GROUP BY ticket_id"),
                        "1|1");
    /* What is wrong with them in themselves the library says, in its reply. */
    assert_string_equal(answer(db, OPEN_TOLD("0, '2026-03-29T09:00:00.001Z'")), "NULL");
    assert_string_equal(answer(db, OPEN_TOLD("0, NULL, '00-00'")), "NULL");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), 4);
    extension_close(db);
}

static void each_tenant_has_a_desk_of_its_own(void **state)
{
    sqlite3 *db = shop_open(state);

    /* More than are kept open at once, twice round. */
    for (int i = 0; i < 2 * 11; i++) {
        char text[256];

        (void)snprintf(text, sizeof text,
                       "SELECT sup_call('system', '" NOW "', '{\"jsonrpc\":\"2.0\",\"id\":1,"
                       "\"method\":\"ticket.open\",\"params\":{\"subject\":\"x\"}}', %d) ->> "
                       "'$.result.id'",
                       i % 11);
        assert_string_equal(answer(db, text), i < 11 ? "1" : "2");
    }
    assert_int_equal(sql_number(db, "SELECT count(DISTINCT tenant) FROM sup_ticket"), 11);
    extension_close(db);
}

static void a_call_is_part_of_the_hosts_transaction(void **state)
{
    sqlite3 *db = shop_open(state);

    sql(db, "BEGIN; INSERT INTO shop (id, note) VALUES (10, 'refund')");
    assert_int_equal(ticket_open(db, "Refund"), 1);
    sql(db, "COMMIT");
    assert_int_equal(sql_file_number(in_folder(state, "shop.db"),
                                     "SELECT count(*) FROM shop, sup_ticket WHERE shop.id = 10"),
                     1);
    sql(db, "BEGIN; INSERT INTO shop (id, note) VALUES (11, 'refund')");
    assert_int_equal(ticket_open(db, "Another"), 2);
    sql(db, "ROLLBACK");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), 1);
    sql(db, "BEGIN; SAVEPOINT one");
    assert_int_equal(ticket_open(db, "Another"), 2);
    sql(db, "ROLLBACK TO one; INSERT INTO shop (id, note) VALUES (12, 'kept'); COMMIT");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), 1);
    assert_int_equal(sql_number(db, "SELECT count(*) FROM shop WHERE id = 12"), 1);
    assert_int_equal(ticket_open(db, "Third"), 2);
    extension_close(db);
}

/* The desk's tables go with the transaction, and are made again by the next call. */
static void a_desk_that_was_rolled_back_is_made_again(void **state)
{
    sqlite3 *db = shop_open(state);

    for (int i = 0; i < 3; i++) {
        sql(db, "BEGIN");
        assert_int_equal(ticket_open(db, "In vain"), 1);
        sql(db, "ROLLBACK");
        assert_string_equal(answer(db, "SELECT name FROM sqlite_schema WHERE name LIKE 'sup_%'"),
                            "no row");
    }
    sql(db, "BEGIN");
    assert_int_equal(ticket_open(db, "In vain"), 1);
    sql(db, "ROLLBACK");
    assert_string_equal(rows(db, "SELECT id FROM sup_tickets('system', '" NOW "')"), "no row");
    assert_int_equal(ticket_open(db, "Kept"), 1);
    extension_close(db);
}

#define OPEN                                                                                       \
    "sup_call('system', '" NOW "', '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\","     \
    "\"params\":{\"subject\":\"x\"}}')"
#define REFUSED_WRITING                                                                            \
    "error: sup_call() cannot run while a statement writes on this connection: use it in a "       \
    "SELECT "                                                                                      \
    "of its own, in the same transaction where they belong together; read an INSERT, UPDATE or "   \
    "DELETE with RETURNING to its end before"

static void inside_a_statement_that_writes_a_call_is_refused(void **state)
{
    static const char *const statements[] = {
        "INSERT INTO shop (note) SELECT " OPEN,
        "INSERT INTO shop (note) VALUES (" OPEN ")",
        "INSERT INTO shop (id, note) VALUES (1, 'z') ON CONFLICT DO UPDATE SET note = " OPEN,
        "UPDATE shop SET note = " OPEN,
        "DELETE FROM shop WHERE note = " OPEN,
        "INSERT INTO shop (note) VALUES ('z') RETURNING " OPEN,
        "CREATE TABLE copy AS SELECT " OPEN " AS reply",
        "CREATE TEMP TABLE copy AS SELECT " OPEN " AS reply",
        "WITH r(t) AS MATERIALIZED (SELECT " OPEN ") UPDATE shop SET note = (SELECT t FROM r)",
        "INSERT INTO temp.log VALUES ('z')", /* a temporary trigger calls */
    };
    sqlite3 *db = shop_open(state);

    (void)ticket_open(db, "First");
    sql(db, "CREATE TEMP TABLE log (t); CREATE TEMP TRIGGER calls AFTER INSERT ON log BEGIN "
            "SELECT " OPEN "; END");
    for (int in_transaction = 0; in_transaction <= 1; in_transaction++) {
        for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
            if (in_transaction) {
                sql(db, "BEGIN");
            }
            assert_string_equal(answer(db, statements[i]), REFUSED_WRITING);
            if (in_transaction) {
                sql(db, "COMMIT");
            }
            assert_int_equal(sqlite3_get_autocommit(db), 1);
        }
    }
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), 1);
    assert_string_equal(rows(db, "SELECT note FROM shop"), "a b c");
    extension_close(db);
}

static void a_statement_that_writes_and_waits_is_told(void **state)
{
    sqlite3 *db = shop_open(state);
    sqlite3_stmt *insert = NULL;

    assert_int_equal(sqlite3_prepare_v2(db,
                                        "INSERT INTO shop (note) VALUES ('d'), ('e') "
                                        "RETURNING id",
                                        -1, &insert, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(insert), SQLITE_ROW);
    assert_string_equal(answer(db, "SELECT " OPEN), REFUSED_WRITING);
    assert_int_equal(sqlite3_step(insert), SQLITE_ROW);
    assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
    assert_int_equal(ticket_open(db, "Now"), 1);
    (void)sqlite3_finalize(insert);
    extension_close(db);
}

static void what_is_stored_in_the_database_cannot_call(void **state)
{
    sqlite3 *db = shop_open(state);

    sql(db, "CREATE VIEW calls AS SELECT " OPEN " AS reply;"
            "CREATE TRIGGER calling AFTER INSERT ON shop BEGIN SELECT " OPEN "; END;"
            "CREATE VIEW lists AS SELECT id FROM sup_tickets('system', '" NOW "')");
    assert_string_equal(answer(db, "SELECT reply FROM calls"), "error: unsafe use of sup_call()");
    assert_string_equal(answer(db, "INSERT INTO shop (note) VALUES ('z')"),
                        "error: unsafe use of sup_call()");
    assert_string_equal(answer(db, "SELECT id FROM lists"),
                        "error: unsafe use of virtual table \"sup_tickets\"");
    sql(db, "CREATE TABLE checked (a CHECK (a = " OPEN "))");
    assert_string_equal(answer(db, "INSERT INTO checked VALUES (1)"), REFUSED_WRITING);
    extension_close(db);
}

/* The second of three customers is not there. */
#define ASK_THREE                                                                                  \
    "WITH said(reply) AS MATERIALIZED (SELECT sup_call('system', '" NOW "', json_object("          \
    "'jsonrpc', '2.0', 'id', id, 'method', 'ticket.open', 'params', json_object('subject', note, " \
    "'customer_id', iif(id = 2, 77, NULL)))) FROM shop) "                                          \
    "SELECT group_concat(coalesce(reply ->> '$.error.data.code', reply ->> '$.result.id')) "       \
    "FROM said"

static void each_row_of_a_select_may_call(void **state)
{
    sqlite3 *db = shop_open(state);

    (void)ticket_open(db, "First");
    assert_string_equal(answer(db, ASK_THREE), "2,NOT_FOUND,3");
    sql(db, "BEGIN");
    assert_string_equal(answer(db, ASK_THREE), "4,NOT_FOUND,5");
    sql(db, "COMMIT; BEGIN");
    assert_string_equal(answer(db, ASK_THREE), "6,NOT_FOUND,7");
    sql(db, "ROLLBACK");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_ticket"), 5);
    sql(db, "PRAGMA journal_mode = DELETE");
    assert_string_equal(answer(db, ASK_THREE), "6,NOT_FOUND,7");
    extension_close(db);
}

static void a_statement_that_reads_an_older_state_is_to_be_run_again(void **state)
{
    sqlite3 *db = shop_open(state);
    sqlite3 *other = raw_open(in_folder(state, "shop.db"));
    sqlite3_stmt *each = NULL;

    (void)ticket_open(db, "First");
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT id, " OPEN " FROM shop", -1, &each, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(each), SQLITE_ROW);
    sql(other, "INSERT INTO shop (note) VALUES ('d')");
    assert_int_equal(sqlite3_step(each), SQLITE_BUSY);
    assert_int_equal(sqlite3_extended_errcode(db), SQLITE_BUSY_SNAPSHOT);
    assert_string_equal(sqlite3_errmsg(db),
                        "sup_call(): another connection has written since this statement began to "
                        "read: run it again, or in a transaction that begins with BEGIN IMMEDIATE");
    assert_int_equal(sqlite3_reset(each), SQLITE_BUSY);
    assert_int_equal(sqlite3_step(each), SQLITE_ROW);
    (void)sqlite3_finalize(each);
    /* In a transaction of the host's only the host can give way, and the reply says so. */
    sql(db, "BEGIN");
    (void)sql_number(db, "SELECT count(*) FROM shop");
    sql(other, "INSERT INTO shop (note) VALUES ('e')");
    assert_string_equal(
        ask_for(db, "system", "ticket.open", "{\"subject\":\"x\"}", "$.error.data.message_name"),
        "STORE_BUSY_BORROWED");
    assert_string_equal(
        ask_for(db, "system", "ticket.open", "{\"subject\":\"x\"}", "$.error.data.retryable"), "0");
    sql(db, "ROLLBACK");
    assert_int_equal(ticket_open(db, "Third"), 4);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    extension_close(db);
}

static void another_writer_is_an_answer_to_retry(void **state)
{
    sqlite3 *db = shop_open(state);
    sqlite3 *other = raw_open(in_folder(state, "shop.db"));

    (void)ticket_open(db, "First");
    assert_int_equal(sqlite3_busy_timeout(db, 0), SQLITE_OK);
    sql(other, "BEGIN IMMEDIATE");
    assert_string_equal(
        ask_for(db, "system", "ticket.open", "{\"subject\":\"x\"}", "$.error.data.message_name"),
        "STORE_BUSY");
    assert_string_equal(
        ask_for(db, "system", "ticket.open", "{\"subject\":\"x\"}", "$.error.data.retryable"), "1");
    sql(other, "COMMIT");
    assert_int_equal(ticket_open(db, "Second"), 2);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    extension_close(db);
}

/* Without a desk there is nobody to reply. */
static void a_desk_that_cannot_be_opened_is_an_error(void **state)
{
    sqlite3 *db = shop_open(state);
    sqlite3 *other = raw_open(in_folder(state, "shop.db"));

    assert_int_equal(sqlite3_busy_timeout(db, 0), SQLITE_OK);
    sql(other, "BEGIN IMMEDIATE");
    assert_string_equal(ask(db, "system", "chain.head", "{}"),
                        "error: sup_call(): beginning to write: database is locked (repeat the "
                        "whole call)");
    assert_int_equal(sqlite3_errcode(db), SQLITE_BUSY);
    sql(other, "COMMIT");
    assert_int_equal(ticket_open(db, "First"), 1);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    extension_close(db);
    db = extension_open(":memory:");
    sql(db, "PRAGMA journal_mode = OFF");
    assert_string_equal(ask(db, "system", "chain.head", "{}"),
                        "error: sup_call(): the connection's journal_mode is off (set PRAGMA "
                        "journal_mode to anything but OFF, and then repeat the call)");
    extension_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(a_request_is_answered_with_a_reply),
        TEST(json_functions_take_the_reply_for_json),
        TEST(who_asks_and_when_is_read_as_the_program_reads_it),
        TEST(what_is_wrong_with_an_argument_is_an_error_that_says_so),
        TEST(a_value_is_shown_in_a_message_by_whole_characters),
        TEST(what_happened_earlier_is_told_with_its_date_and_trace),
        TEST(each_tenant_has_a_desk_of_its_own),
        TEST(a_call_is_part_of_the_hosts_transaction),
        TEST(a_desk_that_was_rolled_back_is_made_again),
        TEST(inside_a_statement_that_writes_a_call_is_refused),
        TEST(a_statement_that_writes_and_waits_is_told),
        TEST(what_is_stored_in_the_database_cannot_call),
        TEST(each_row_of_a_select_may_call),
        TEST(a_statement_that_reads_an_older_state_is_to_be_run_again),
        TEST(another_writer_is_an_answer_to_retry),
        TEST(a_desk_that_cannot_be_opened_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
