/*
 * test_kpi_edited.c: figures that somebody else edited: any bytes are answered, kpi.check tells
 * them, and kpi.rebuild makes them anew.
 */
#include "desk_fixture.h"

#include <sqlite3.h>

#include <stdio.h>

static void change(struct desk *desk, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int64_t number(struct desk *desk, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t value;

    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return value;
}

static int32_t ask(struct desk *desk, const char *by)
{
    static const char *const metrics[] = {"opened", "first_reply", "backlog"};
    struct sup_kpi_answer *answer = NULL;
    int32_t code = sup_kpi_query(desk->core, by_system(desk),
                                 PARAMS(kpi_query, .metrics = metrics, .metric_count = 3,
                                        .from = "2026-03-01", .by = &by, .by_count = by != NULL),
                                 &answer);

    sup_free(answer);
    return code;
}

/* 1: the check tells that something is wrong, or cannot read it. */
static int is_told(struct desk *desk)
{
    struct sup_kpi_check_report *report = NULL;
    int32_t code =
        sup_kpi_check(desk->core, by_system(desk), PARAMS(kpi_check, .reserved = 0), &report);
    int told = code == SUP_CORRUPT || code == SUP_LIMIT || (code == SUP_OK && !report->is_clean);

    sup_free(report);
    return told;
}

static void rebuild(struct desk *desk)
{
    struct sup_kpi_rebuild_report *report = NULL;

    must(desk, sup_kpi_rebuild(desk->core, by_system(desk), PARAMS(kpi_rebuild, .reserved = 0),
                               &report));
    assert_int_equal(report->sequence, desk_sequence(desk));
    sup_free(report);
    assert_int_equal(is_told(desk), 0);
}

/* Each byte of a row changed, and the row cut there. */
static void any_bytes_are_answered(struct desk *desk, const char *table, const char *column)
{
    char sql[512];
    int64_t bytes;

    snprintf(sql, sizeof sql, "SELECT length(%s) FROM %s ORDER BY length(%s) DESC LIMIT 1", column,
             table, column);
    bytes = number(desk, sql);
    assert_true(bytes > 3);
    snprintf(sql, sizeof sql, "CREATE TABLE IF NOT EXISTS kept_%s AS SELECT * FROM %s", table,
             table);
    change(desk, sql);
    for (int64_t at = 0; at < bytes; at++) {
        for (int is_cut = 0; is_cut <= 1; is_cut++) {
            char rest[64] = "";

            if (is_cut) {
                snprintf(rest, sizeof rest, "x''");
            } else {
                snprintf(rest, sizeof rest, "x'ff' || substr(%s, %d)", column, (int)at + 2);
            }
            snprintf(sql, sizeof sql,
                     "UPDATE %s SET %s = CAST(substr(%s, 1, %d) || %s AS BLOB) "
                     "WHERE length(%s) = %d",
                     table, column, column, (int)at, rest, column, (int)bytes);
            change(desk, sql);
            (void)ask(desk, NULL);
            (void)ask(desk, "priority");
            if (is_cut || at == 0) {
                assert_int_equal(is_told(desk), 1);
            } else {
                (void)is_told(desk);
            }
            snprintf(sql, sizeof sql, "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept_%s;",
                     table, table, table);
            change(desk, sql);
        }
    }
    assert_int_equal(is_told(desk), 0);
}

static void edited_figures_are_told_and_made_anew(void **state)
{
    struct desk *desk = desk_file_open();

    (void)state;
    desk_people(desk);
    desk_ticket(desk);
    desk->now_ms += HOUR_MS;
    desk_reply(desk, by_priya(desk), 1, "Hello.", "solved");
    desk_ticket(desk);
    assert_int_equal(ask(desk, NULL), SUP_OK);
    any_bytes_are_answered(desk, "sup_kpi_fact", "items");
    any_bytes_are_answered(desk, "sup_kpi_cell", "sums");
    any_bytes_are_answered(desk, "sup_kpi_spread", "spreads");
    change(desk, "UPDATE sup_kpi_cell SET sums = x'0100011002'");
    assert_int_equal(is_told(desk), 1);
    rebuild(desk);
    change(desk, "DELETE FROM sup_kpi_cell WHERE dimension = 3");
    assert_int_equal(is_told(desk), 1);
    rebuild(desk);
    change(desk, "UPDATE sup_kpi_fact SET items = x'63'");
    assert_int_equal(ask(desk, NULL), SUP_CORRUPT);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_KPI_EDITED);
    rebuild(desk);
    change(desk, "UPDATE sup_kpi_fact SET channel = 'phone' WHERE subject_id = 2");
    assert_int_equal(is_told(desk), 1);
    rebuild(desk);
    assert_int_equal(ask(desk, NULL), SUP_OK);
    desk_file_close(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(edited_figures_are_told_and_made_anew)};

    desk_backend = DESK_SQLITE;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
