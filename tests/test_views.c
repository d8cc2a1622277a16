/*
 * test_views.c: each column of each view says what it is, under the name and in the place that it
 * has in SQL.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "supportcore.h"
#include "supportcore/sys/store.h"

static void check_view(sqlite3 *db, const struct sup_view *view)
{
    char sql[80];
    sqlite3_stmt *statement = NULL;
    const char *line = view->columns;
    int count;

    snprintf(sql, sizeof sql, "SELECT * FROM %s", view->name);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    count = sqlite3_column_count(statement);
    for (int i = 0; i < count; i++) {
        const char *name = sqlite3_column_name(statement, i);
        const char *end = strchr(line, '\n');

        if (strncmp(line, name, strlen(name)) != 0 || strncmp(line + strlen(name), ": ", 2) != 0 ||
            !end || end < line + strlen(name) + 4) {
            fail_msg("%s: column %d is %s, its meaning is '%.40s'", view->name, i, name, line);
        }
        line = end + 1;
    }
    assert_string_equal(line, "");
    sqlite3_finalize(statement);
}

static void each_column_of_a_view_has_a_meaning(void **state)
{
    struct sup_options options = {.size = sizeof options};
    struct sup_store *store = NULL;
    struct sup_error error;
    sup_core *core = NULL;
    sqlite3 *db = NULL;

    (void)state;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sup_sqlite_borrow(db, NULL, &store, &error), SUP_OK);
    options.store = store;
    assert_int_equal(sup_open(&options, &core, &error), SUP_OK);
    for (uint32_t i = 0; i < sup_schema()->view_count; i++) {
        check_view(db, &sup_schema()->views[i]);
    }
    sup_close(core);
    sup_store_close(store);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_column_of_a_view_has_a_meaning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
