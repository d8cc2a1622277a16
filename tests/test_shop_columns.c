/*
 * test_shop_columns.c: columns that a shop adds to tables of the desk stay as they are, through
 * changes, a rebuild and a newer version of the schema; and what sup_v_customer_facts shows.
 */
#include "customer_fixture.h"

#include "supportcore/sys/store.h"

#include <sqlite3.h>

static sqlite3 *db; /* the shop's own connection */

static void sql(const char *text)
{
    char *error = NULL;

    if (sqlite3_exec(db, text, NULL, NULL, &error) != SQLITE_OK) {
        fail_msg("%s: %s", text, error);
    }
}

/* The rows of a SELECT: values with commas, rows with lines. */
static const char *rows(const char *text)
{
    static char out[2048];
    sqlite3_stmt *statement = NULL;
    char *at = out;

    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *value = (const char *)sqlite3_column_text(statement, i);

            at += snprintf(at, (size_t)(out + sizeof out - at), "%s%s", i ? "," : "",
                           value ? value : "-");
        }
        at += snprintf(at, (size_t)(out + sizeof out - at), "\n");
    }
    *at = '\0';
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return out;
}

static struct desk *desk_and_shop(void)
{
    struct desk *desk;

    desk_backend = DESK_SQLITE;
    desk = desk_file_open();
    desk_people(desk);
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    return desk;
}

static void close_both(struct desk *desk)
{
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    desk_file_close(desk);
}

/* Ann 1, Ben 2, Zoe 3; tickets 1 and 2 of Ann and Zoe. */
static void fill(struct desk *desk)
{
    desk_ok(desk, by_system(desk), RESOLVE(KNOWN_BY(MAIL("zoe@x.example")), .name = "Zoe"));
    desk_ticket(desk);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = 3, .subject = "S", .body = "Hello"));
    sql("ALTER TABLE sup_customer ADD COLUMN shop_tier TEXT;"
        "ALTER TABLE sup_customer ADD COLUMN shop_points INTEGER NOT NULL DEFAULT 7;"
        "ALTER TABLE sup_ticket ADD COLUMN shop_note TEXT;"
        "UPDATE sup_customer SET shop_tier = 'tier ' || id, shop_points = 100 + id WHERE id <> 2;"
        "UPDATE sup_ticket SET shop_note = 'note ' || id");
}

#define COLUMNS                                                                                    \
    "SELECT id, shop_tier, shop_points FROM sup_customer UNION ALL "                               \
    "SELECT id, shop_note, '' FROM sup_ticket"
static const char kept[] = "1,tier 1,101\n2,-,7\n3,tier 3,103\n1,note 1,\n2,note 2,\n";

static void expect_kept(void)
{
    assert_string_equal(rows(COLUMNS), kept);
}

static void what_a_shop_added_stays_through_changes(void **state)
{
    struct desk *desk = desk_and_shop();

    (void)state;
    fill(desk);
    expect_kept();
    desk_ok(desk, by_system(desk), SAVE(.customer_id = ANN, .name = "Ann L."));
    desk_ok(desk, by_lee(desk), MERGE(3, ANN));
    expect_kept();
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1, .evidence = "same"));
    desk_reply(desk, by_priya(desk), 1, "Done", "solved");
    desk_receive(desk, by_ann(desk), 1, "No");
    expect_kept();
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = 2));
    desk_ok(desk, by_lee(desk), UNMERGE(3));
    /* An erasure is about what the desk holds; what the shop holds is the shop's to erase. */
    desk_ok(desk, by_ada(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = 3, .reason = "request 1"));
    must(desk, sup_purge(desk->core));
    expect_kept();
    desk_expect_sound(desk);
    close_both(desk);
}

static void what_a_shop_added_stays_through_a_rebuild(void **state)
{
    struct desk *desk = desk_and_shop();
    struct sup_check_report *report = NULL;

    (void)state;
    fill(desk);
    /* Rows that the rebuild has to write, in both tables. */
    sql("UPDATE sup_customer SET name = 'Nobody', version = 90 WHERE id = 1;"
        "UPDATE sup_ticket SET subject = 'Nothing', message_count = 40 WHERE id = 2");
    must(desk,
         sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_int_equal(report->differences, 2);
    sup_free(report);
    expect_kept();
    assert_string_equal(rows("SELECT c.name, t.subject FROM sup_v_customers c, sup_v_tickets t "
                             "WHERE c.id = 1 AND t.id = 2"),
                        "Ann Lee,S\n");
    desk_expect_sound(desk);
    close_both(desk);
}

/* The next version of the library: each of the two tables has a column more. */
static const struct sup_schema *newer_schema(void)
{
    static struct sup_table tables[64];
    static struct sup_column columns[2][SUP_STORE_COLUMNS_MAX];
    static struct sup_schema newer;
    static const char *const widened[] = {"sup_customer", "sup_ticket"};

    newer = *sup_schema();
    newer.version++;
    newer.tables = tables;
    for (uint32_t i = 0; i < newer.table_count; i++) {
        tables[i] = sup_schema()->tables[i];
        for (int k = 0; k < 2; k++) {
            if (strcmp(tables[i].name, widened[k]) == 0) {
                memcpy(columns[k], tables[i].columns,
                       tables[i].column_count * sizeof columns[k][0]);
                columns[k][tables[i].column_count++] = (struct sup_column){
                    "later", SUP_INT, SUP_COLUMN_NULLABLE, "of a later version"};
                tables[i].columns = columns[k];
            }
        }
    }
    return &newer;
}

static void what_a_shop_added_stays_when_an_older_file_is_brought_up_to_date(void **state)
{
    struct desk *desk = desk_and_shop();
    struct sup_store *newer = NULL;
    struct sup_error error;
    char before[2048];

    (void)state;
    fill(desk);
    strcpy(before, rows("SELECT * FROM sup_v_tickets UNION ALL SELECT * FROM sup_v_tickets"));
    assert_int_equal(
        sup_sqlite_open(&(struct sup_sqlite_options){.size = sizeof(struct sup_sqlite_options),
                                                     .path = desk->path},
                        &newer, &error),
        SUP_OK);
    assert_int_equal(newer->methods->prepare(newer, newer_schema()), SUP_OK);
    sup_store_close(newer);
    expect_kept();
    assert_string_equal(rows("SELECT count(*), count(later) FROM sup_customer"), "3,0\n");
    assert_string_equal(rows("SELECT count(*), count(later) FROM sup_ticket"), "2,0\n");
    assert_string_equal(rows("SELECT * FROM sup_v_tickets UNION ALL SELECT * FROM sup_v_tickets"),
                        before);
    /* This version of the library does not touch what a newer one has made. */
    assert_int_equal(
        desk_run(desk, by_ann(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "S")),
        SUP_UNSUPPORTED);
    expect_kept();
    close_both(desk);
}

static void report(struct desk *desk, int64_t customer, const char *name, const char *value,
                   int64_t at_ms, const char *event)
{
    const struct sup_fact fact = {name, value};

    desk_ok(desk, at(by_integration(desk), at_ms), SUP_OP_CUSTOMER_REPORT,
            PARAMS(customer_report, .customer_id = customer, .source = "shop",
                   .source_event_id = event, .facts = &fact, .fact_count = 1));
}

#define FACTS                                                                                      \
    rows("SELECT customer_id, name, value, at, system, came_with FROM sup_v_customer_facts "       \
         "ORDER BY customer_id, name")

static void the_view_has_of_a_person_the_latest_of_each_fact(void **state)
{
    struct desk *desk = desk_and_shop();

    (void)state;
    desk_ok(desk, by_system(desk), RESOLVE(KNOWN_BY(MAIL("zoe@x.example"))));
    desk->now_ms += HOUR_MS;
    report(desk, ANN, "order_count", "4", T0 - HOUR_MS, "a");
    report(desk, ANN, "is_vip", "true", T0 - 2 * HOUR_MS, "b");
    report(desk, ANN, "lifetime_value", "12.50 EUR", T0, "9");
    report(desk, 3, "order_count", "5", T0, "c");
    report(desk, 3, "is_vip", "false", T0 - 3 * HOUR_MS, "d");
    report(desk, 3, "lifetime_value", "80.00 EUR", T0, "10"); /* as late, and the longer id */
    report(desk, BEN, "order_count", "1", T0, "e");
    report(desk, BEN, "order_count", NULL, T0 + 1, "f"); /* withdrawn */
    assert_string_equal(FACTS, "1,is_vip,true,2026-03-20T07:46:40.000Z,shop,1\n"
                               "1,lifetime_value,12.50 EUR,2026-03-20T09:46:40.000Z,shop,1\n"
                               "1,order_count,4,2026-03-20T08:46:40.000Z,shop,1\n"
                               "3,is_vip,false,2026-03-20T06:46:40.000Z,shop,3\n"
                               "3,lifetime_value,80.00 EUR,2026-03-20T09:46:40.000Z,shop,3\n"
                               "3,order_count,5,2026-03-20T09:46:40.000Z,shop,3\n");
    desk_ok(desk, by_lee(desk), MERGE(3, ANN));
    assert_string_equal(FACTS, "1,is_vip,true,2026-03-20T07:46:40.000Z,shop,1\n"
                               "1,lifetime_value,80.00 EUR,2026-03-20T09:46:40.000Z,shop,3\n"
                               "1,order_count,5,2026-03-20T09:46:40.000Z,shop,3\n");
    /* What is withdrawn of the one does not hold for the person, if it is the latest. */
    report(desk, 3, "order_count", NULL, T0 + 2, "g");
    assert_string_equal(rows("SELECT name FROM sup_v_customer_facts ORDER BY name"),
                        "is_vip\nlifetime_value\n");
    close_both(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_shop_added_stays_through_changes),
        cmocka_unit_test(what_a_shop_added_stays_through_a_rebuild),
        cmocka_unit_test(what_a_shop_added_stays_when_an_older_file_is_brought_up_to_date),
        cmocka_unit_test(the_view_has_of_a_person_the_latest_of_each_fact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
