/*
 * test_extension_tables.c: the loadable extension's table-valued functions: columns, what = finds,
 * pages, order, and that everybody sees their own.
 */
#include "extension_support.h"

#define TICKETS(actor) "sup_tickets(" #actor ", '" NOW "')"
#define ALL            TICKETS('system')

static void do_it(sqlite3 *db, const char *method, const char *params)
{
    const char *reply = ask(db, "system", method, params);

    if (strstr(reply, "\"result\"") == NULL) {
        fail_msg("%s: %s", method, reply);
    }
}

/* Agent 1, Zoe; customers 1 and 2; tickets 1 to 5 about them, 2 and 4 of customer 2, 3 urgent and
 * Zoe's, 4 and 5 with the tag "vip". */
static sqlite3 *desk_open(void **state)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));

    do_it(db, "agent.save", "{\"name\":\"Zoe\",\"roles\":[\"agent\"]}");
    do_it(db, "customer.save", "{\"name\":\"Ann\"}");
    do_it(db, "customer.save", "{\"name\":\"Ben\"}");
    for (int i = 1; i <= 5; i++) {
        char params[128];

        (void)snprintf(params, sizeof params, "{\"subject\":\"Lamp %d\",\"customer_id\":%d%s}", i,
                       i == 2 || i == 4 ? 2 : 1, i == 3 ? ",\"priority\":\"urgent\"" : "");
        do_it(db, "ticket.open", params);
    }
    do_it(db, "ticket.assign", "{\"ticket_id\":3,\"agent_id\":1}");
    do_it(db, "ticket.tag", "{\"ticket_id\":4,\"tags\":[\"vip\"]}");
    do_it(db, "ticket.tag", "{\"ticket_id\":5,\"tags\":[\"vip\"]}");
    assert_int_equal(sql_number(db, "SELECT count(*) FROM sup_tag"), 2);
    assert_int_equal(sql_number(db, "SELECT assignee_id FROM sup_ticket WHERE id = 3"), 1);
    return db;
}

static void a_ticket_is_a_row_with_the_members_of_the_json_door(void **state)
{
    sqlite3 *db = desk_open(state);

    assert_string_equal(
        rows(db, "SELECT id, status, category, subject, channel, priority, reason, "
                 "customer_id, assignee_id, opened_at, solved_at, is_imported, "
                 "root_id FROM " ALL " WHERE id = 3"),
        "3|open|open|Lamp 3|email|urgent|NULL|1|1|2026-03-29T09:00:00.000Z|NULL|0|3");
    assert_string_equal(answer(db, "SELECT group_concat(name) FROM "
                                   "pragma_table_xinfo('sup_tickets') WHERE hidden = 1"),
                        "actor,now,tenant,is_unassigned,tag,opened_from,opened_to,updated_from,"
                        "updated_to");
    /* The visible ones are the members that the door tells of a ticket in a list. */
    assert_string_equal(
        answer(db, "SELECT group_concat(name) FROM pragma_table_xinfo('sup_tickets') "
                   "WHERE hidden = 0 ORDER BY cid"),
        "id,version,status,category,subject,channel,priority,reason,team,customer_id,assignee_id,"
        "follow_up_of,opened_at,updated_at,first_reply_at,last_reply_at,last_customer_at,"
        "waiting_since,reply_channel,solved_at,closed_at,reopen_count,reassign_count,"
        "message_count,is_imported,merged_into,root_id,floor,floor_minimum,impact,urgency");
    extension_close(db);
}

static void equals_asks_the_desk(void **state)
{
    static const struct {
        const char *where;
        const char *ids;
    } cases[] = {
        {"1", "5 4 3 2 1"}, /* newest first, as the list is */
        {"status = 'new'", "5 4 2 1"},
        {"status = 'open'", "3"}, /* who has an agent is no longer new */
        {"status = 'solved'", "no row"},
        {"category = 'new'", "5 4 2 1"},
        {"category = 'closed'", "no row"},
        {"category = 'opne'", "no row"},
        {"priority = 'urgent'", "3"},
        {"priority IN ('urgent', 'low')", "3"},
        {"priority = 'URGENT' COLLATE NOCASE", "3"},
        {"priority = 5", "no row"},
        {"priority = NULL", "no row"},
        {"assignee_id = 1", "3"},
        {"assignee_id = 1.0", "3"},
        {"assignee_id = '1'", "3"},
        {"assignee_id = 1.5", "no row"},
        {"assignee_id = 0", "no row"},
        {"assignee_id = -1", "no row"},
        {"assignee_id = 99", "no row"},
        {"assignee_id IS NULL", "5 4 2 1"},
        {"customer_id = 2", "4 2"},
        {"customer_id = 2 AND priority = 'urgent'", "no row"},
        {"customer_id = 1 AND customer_id = 2", "no row"},
        {"customer_id = 2 OR priority = 'urgent'", "2 3 4"},
        {"tag = 'vip'", "5 4"},
        {"tag = 'vip' AND customer_id = 2", "4"},
        {"tag = 'vip' AND id = 3", "no row"},
        {"tag = 'vip' AND id = 5", "5"},
        {"tag = NULL", "no row"},
        {"is_unassigned = 1", "5 4 2 1"},
        {"opened_from = '2026-03-29T09:00:00Z'", "5 4 3 2 1"},
        {"opened_from = '2026-03-29T09:00:00.001Z'", "no row"},
        {"opened_to = 1774774800001.0", "5 4 3 2 1"},
        {"id = 3", "3"},
        {"id = 3.0", "3"},
        {"id = '3'", "3"},
        {"id = 99", "no row"},
        {"id = 0", "no row"},
        {"id = NULL", "no row"},
        {"id IN (1, 5, 99)", "1 5"},
        {"id > 3", "5 4"},
        {"id = 3 AND status = 'solved'", "no row"},
        {"subject LIKE '%2'", "2"},
        {"opened_at < '2026-03-29T09:00:00.001Z'", "5 4 3 2 1"},
    };
    sqlite3 *db = desk_open(state);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = sqlite3_mprintf("SELECT id FROM " ALL " WHERE %s%s", cases[i].where,
                                     strstr(cases[i].where, " OR ") ? " ORDER BY id" : "");
        const char *ids = rows(db, text);

        if (strcmp(ids, cases[i].ids) != 0) {
            fail_msg("%s: %s, not %s", cases[i].where, ids, cases[i].ids);
        }
        sqlite3_free(text);
    }
    extension_close(db);
}

static void what_the_desk_refuses_is_an_error(void **state)
{
    static const struct {
        const char *text;
        const char *error;
    } cases[] = {
        {"SELECT id FROM sup_tickets",
         "error: sup_tickets() needs to know who asks and when: sup_tickets('agent:3', "
         "'2026-03-29T09:00:00Z')"},
        {"SELECT id FROM sup_tickets('system')",
         "error: sup_tickets() needs to know who asks and when: sup_tickets('agent:3', "
         "'2026-03-29T09:00:00Z')"},
        {"SELECT metric FROM sup_timers('system', '" NOW "')",
         "error: sup_timers() needs to know who asks and when, and the ticket: "
         "sup_timers('agent:3', '2026-03-29T09:00:00Z', 7)"},
        {"SELECT id FROM sup_tickets('boss', '" NOW "')",
         "error: sup_tickets(): the actor, 'boss', is none of 'system', 'agent:ID', 'bot:ID', "
         "'customer:ID', 'integration' and 'integration:ID'"},
        {"SELECT id FROM sup_tickets('system', '" NOW "', 'one')",
         "error: sup_tickets(): the tenant, 'one', is not a whole number"},
        {"SELECT id FROM " ALL " WHERE status = 'nwe'",
         "error: sup_tickets(): the policy has no status 'nwe' and never had (did you mean "
         "'new'?)"},
        {"SELECT id FROM " ALL " WHERE priority = 'URGENT'",
         "error: sup_tickets(): 'URGENT' is not a code (1 to 64 of a-z 0-9 _ . - and first a "
         "letter "
         "or a digit)"},
        {"SELECT id FROM " ALL " WHERE tag = 5", "error: sup_tickets(): tag is not text"},
        {"SELECT id FROM " ALL " WHERE tag = ''", "error: sup_tickets(): tag is not text"},
        {"SELECT id FROM " ALL " WHERE is_unassigned = 2",
         "error: sup_tickets(): is_unassigned is not 0 or 1"},
        {"SELECT id FROM " ALL " WHERE opened_from = 'Monday'",
         "error: sup_tickets(): opened_from is not a time, RFC 3339 or milliseconds since 1970"},
        {"SELECT metric FROM sup_timers('system', '" NOW "', 'x')",
         "error: sup_timers(): ticket_id is not an id"},
        {"SELECT id FROM sup_tickets('customer:1', '" NOW "') WHERE tag = 'vip'",
         "error: sup_tickets(): a customer may not search by a tag (leave it out: a customer sees "
         "their tickets without such marks)"},
        {"CREATE VIRTUAL TABLE t USING sup_tickets", "error: no such module: sup_tickets"},
        {"INSERT INTO sup_tickets (id) VALUES (7)", "error: table sup_tickets may not be modified"},
        {"CREATE TABLE copy AS SELECT id FROM " ALL,
         "error: sup_tickets() cannot run while a statement writes on this connection: use it in "
         "a SELECT of its own, in the same transaction where they belong together; read an INSERT, "
         "UPDATE or DELETE with RETURNING to its end before"},
    };
    sqlite3 *db = desk_open(state);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(rows(db, cases[i].text), cases[i].error);
    }
    extension_close(db);
}

static void everybody_sees_their_own(void **state)
{
    sqlite3 *db = desk_open(state);

    assert_string_equal(rows(db, "SELECT id FROM " TICKETS('agent:1')), "5 4 3 2 1");
    assert_string_equal(rows(db, "SELECT id FROM " TICKETS('customer:1')), "5 3 1");
    assert_string_equal(rows(db, "SELECT id FROM " TICKETS('customer:2')), "4 2");
    assert_string_equal(rows(db, "SELECT id FROM " TICKETS('customer:2') " WHERE id = 3"),
                        "no row");
    assert_string_equal(rows(db, "SELECT metric FROM sup_timers('agent:1', '" NOW "', 3) WHERE "
                                 "metric = 'resolution'"),
                        "resolution");
    assert_string_equal(rows(db, "SELECT metric FROM sup_timers('customer:1', '" NOW "', 3)"),
                        "error: sup_timers(): customer 1 may not ticket.timers (give the actor a "
                        "role that allows it, in the policy)");
    assert_string_equal(rows(db, "SELECT id FROM sup_tickets('system', '" NOW "', 1)"), "no row");
    assert_string_equal(rows(db, "SELECT tenant, id FROM sup_tickets('system', '" NOW "', NULL) "
                                 "WHERE id = 1"),
                        "NULL|1");
    /* Nobody is agent 9: a refusal, which is recorded. */
    assert_true(
        strncmp(rows(db, "SELECT id FROM " TICKETS('agent:9')), "error: sup_tickets(): ", 22) == 0);
    extension_close(db);
}

/* 250 tickets are three pages of 100. */
static void a_list_is_read_page_by_page(void **state)
{
    sqlite3 *db = extension_open(in_folder(state, "shop.db"));

    sql(db, "BEGIN");
    for (int i = 0; i < 250; i++) {
        (void)ticket_open(db, "x");
    }
    sql(db, "COMMIT");
    assert_string_equal(rows(db, "SELECT count(*), min(id), max(id), count(DISTINCT id), "
                                 "count(DISTINCT rowid) FROM " ALL),
                        "250|1|250|250|250");
    assert_string_equal(rows(db, "SELECT id FROM " ALL " ORDER BY id LIMIT 2 OFFSET 99"),
                        "100 101");
    assert_string_equal(rows(db, "SELECT id FROM " ALL " ORDER BY id DESC LIMIT 2 OFFSET 99"),
                        "151 150");
    assert_string_equal(rows(db, "SELECT id FROM " ALL " ORDER BY subject, id LIMIT 2"), "1 2");
    /* The desk sorts by id, and SQLite need not. */
    assert_null(
        strstr(rows(db, "EXPLAIN QUERY PLAN SELECT id FROM " ALL " ORDER BY id"), "B-TREE"));
    assert_non_null(
        strstr(rows(db, "EXPLAIN QUERY PLAN SELECT id FROM " ALL " ORDER BY opened_at"), "B-TREE"));
    extension_close(db);
}

static void tickets_join_with_the_shops_rows(void **state)
{
    sqlite3 *db = desk_open(state);

    sql(db, "CREATE TABLE orders (number TEXT, ticket_id INTEGER);"
            "INSERT INTO orders VALUES ('1001', 2), ('1002', NULL), ('1003', 99), ('1004', 5)");
    assert_string_equal(rows(db, "SELECT number, subject FROM orders JOIN " ALL
                                 " AS t ON t.id = ticket_id ORDER BY number"),
                        "1001|Lamp 2 1004|Lamp 5");
    assert_string_equal(rows(db, "SELECT number, t.id FROM orders LEFT JOIN " ALL
                                 " AS t ON t.id = ticket_id ORDER BY number"),
                        "1001|2 1002|NULL 1003|NULL 1004|5");
    assert_string_equal(rows(db, "SELECT t.id, r.instance, r.state FROM " ALL
                                 " AS t, sup_timers('system', '" NOW "', t.id) AS r "
                                 "WHERE r.metric = 'resolution' AND t.customer_id = 2 "
                                 "ORDER BY t.id"),
                        "2|1|running 4|1|running");
    assert_string_equal(rows(db, "SELECT o.number, r.ticket_id, count(*) > 2 FROM orders o LEFT "
                                 "JOIN sup_timers r ON r.actor = 'system' AND r.now = '" NOW "' "
                                 "AND r.ticket_id = o.ticket_id GROUP BY o.number"),
                        "1001|2|1 1002|NULL|0 1003|NULL|0 1004|5|1");
    /* What is found by id is read, not searched for. */
    assert_non_null(strstr(
        rows(db, "EXPLAIN QUERY PLAN SELECT * FROM " ALL " AS t JOIN orders ON t.id = ticket_id"),
        "SCAN orders"));
    extension_close(db);
}

/* What only a list can be asked for has to be known before it is read. */
static void what_is_asked_for_may_come_from_another_table(void **state)
{
    sqlite3 *db = desk_open(state);

    sql(db, "CREATE TABLE asked (who TEXT, tag TEXT); INSERT INTO asked VALUES ('agent:1', 'vip'), "
            "('agent:1', 'none')");
    assert_string_equal(rows(db, "SELECT a.tag, t.id FROM asked AS a JOIN sup_tickets AS t ON "
                                 "t.actor = a.who AND t.now = '" NOW "' AND t.tag = a.tag"),
                        "vip|5 vip|4");
    assert_string_equal(
        rows(db, "SELECT a.tag, t.id FROM " ALL " AS t JOIN asked AS a ON t.tag = a.tag"),
        "vip|5 vip|4");
    extension_close(db);
}

static void a_timer_is_a_row_as_of_now(void **state)
{
    sqlite3 *db = desk_open(state);

    assert_string_equal(rows(db, "SELECT ticket_id, metric, instance, state, started_at, ended_at, "
                                 "used_ms, business_ms, sla, due_at, is_missed FROM "
                                 "sup_timers('system', '2026-03-29T09:00:07Z', 3) WHERE metric = "
                                 "'resolution'"),
                        "3|resolution|1|running|2026-03-29T09:00:00.000Z|NULL|7000|7000|NULL|NULL|"
                        "0");
    assert_string_equal(answer(db, "SELECT group_concat(name) FROM "
                                   "pragma_table_xinfo('sup_timers') WHERE hidden = 1"),
                        "actor,now,ticket_id,tenant");
    extension_close(db);
}

/* A row for each ticket, each of which the same statement changes. */
static void a_select_may_call_for_each_ticket_of_a_list(void **state)
{
    sqlite3 *db = desk_open(state);

    assert_string_equal(rows(db, "SELECT sup_call('system', '" NOW
                                 "', json_object('jsonrpc', '2.0', 'id', 1, "
                                 "'method', 'ticket.tag', 'params', json_object('ticket_id', id, "
                                 "'tags', json_array('seen')))) "
                                 "->> '$.result.id' FROM " ALL " WHERE customer_id = 1"),
                        "5 3 1");
    assert_string_equal(rows(db, "SELECT id FROM " ALL " WHERE tag = 'seen'"), "5 3 1");
    extension_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(a_ticket_is_a_row_with_the_members_of_the_json_door),
        TEST(equals_asks_the_desk),
        TEST(what_the_desk_refuses_is_an_error),
        TEST(everybody_sees_their_own),
        TEST(a_list_is_read_page_by_page),
        TEST(tickets_join_with_the_shops_rows),
        TEST(what_is_asked_for_may_come_from_another_table),
        TEST(a_timer_is_a_row_as_of_now),
        TEST(a_select_may_call_for_each_ticket_of_a_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
