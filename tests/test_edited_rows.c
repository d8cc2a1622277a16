/*
 * test_edited_rows.c: rows that somebody edited behind the library's back: any column of any table
 * that follows from the events, and the head's counters.
 *
 * Each edit is made with SQL on a borrowed connection, inside a transaction that is rolled back
 * after it, so that one desk serves them all. Then every operation is called. Whatever they answer,
 * the chain must stay whole, the check must see the edit, and a rebuild must mend it. The columns
 * come from the schema: a new one is covered by itself.
 */
#include "fault_cases.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/text.h"
#include "repo/event.h"
#include "store/tables.h"

struct world {
    struct fault_world faults; /* its desk alone */
    sqlite3 *db;
    sqlite3_stmt *last_event;
};

static const char *const numbers[] = {
    "-9223372036854775807 - 1",
    "9223372036854775807",
    "9007199254740991", /* 2^53 - 1: the last that is counted to */
    "-1",
    "0",
    "7",
    NULL};
static const char *const texts[] = {"''",
                                    "char(0)",
                                    "'open' || char(0)",
                                    "'open' || char(10)",
                                    "cast(x'ff' AS TEXT)",
                                    "hex(zeroblob(2000))", /* longer than any limit */
                                    "'another'",
                                    NULL};

static int world_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct desk *desk;

    assert_non_null(world);
    desk = &world->faults.desk;
    assert_int_equal(sqlite3_open(":memory:", &world->db), SQLITE_OK);
    assert_int_equal(sup_sqlite_borrow(world->db, NULL, &desk->store, NULL), SUP_OK);
    desk_open(desk);
    fault_desk_fill(desk);
    assert_int_equal(sqlite3_prepare_v2(world->db, "SELECT max(sequence) FROM sup_event", -1,
                                        &world->last_event, NULL),
                     SQLITE_OK);
    *state = world;
    return 0;
}

static int world_close(void **state)
{
    struct world *world = *state;

    sup_close(world->faults.desk.core);
    sup_store_close(world->faults.desk.store);
    assert_int_equal(sqlite3_finalize(world->last_event), SQLITE_OK);
    assert_int_equal(sqlite3_close(world->db), SQLITE_OK);
    free(world);
    return 0;
}

static int sql(struct world *world, const char *text)
{
    return sqlite3_exec(world->db, text, NULL, NULL, NULL);
}

/* The head's events, past the library. */
static int64_t stored_sequence(struct world *world)
{
    int64_t sequence;

    assert_int_equal(sqlite3_step(world->last_event), SQLITE_ROW);
    sequence = sqlite3_column_int64(world->last_event, 0);
    assert_int_equal(sqlite3_reset(world->last_event), SQLITE_OK);
    return sequence;
}

static const char *edit; /* what the rows were changed to, for failures */

static int64_t differences(struct desk *desk, int is_mending)
{
    struct sup_check_report *report = NULL;
    int64_t found;
    int32_t code =
        is_mending
            ? sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report)
            : sup_desk_check(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report);

    if (code != SUP_OK) {
        const struct sup_error *error = sup_last_error(desk->core);

        fail_msg("%s: the %s stops: %s: %s", edit, is_mending ? "rebuild" : "check", error->field,
                 error->text);
    }
    found = report->differences;
    sup_free(report);
    return found;
}

/* The log is whole; what lies beside it may not be. */
static void expect_whole_chain(struct desk *desk)
{
    struct sup_chain_report *chain = NULL;

    if (sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .reserved = 0),
                         &chain) != SUP_OK) {
        fail_msg("%s: verify stops: %s", edit, sup_last_error(desk->core)->text);
    }
    if (chain->first_bad) {
        fail_msg("%s: %s", edit, chain->text);
    }
    sup_free(chain);
}

/* Whether an event came that records no refusal: a missing rationale is SUP_INVALID, and a no that
 * is an event. */
static int has_done_something(struct world *world, int64_t before)
{
    sqlite3_stmt *later;
    int found;

    assert_int_equal(sqlite3_prepare_v2(world->db,
                                        "SELECT 1 FROM sup_event WHERE sequence > ? AND kind <> ?",
                                        -1, &later, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_bind_int64(later, 1, before), SQLITE_OK);
    assert_int_equal(sqlite3_bind_int64(later, 2, SUP__E_REQUEST_REFUSED), SQLITE_OK);
    found = sqlite3_step(later) != SQLITE_DONE;
    assert_int_equal(sqlite3_finalize(later), SQLITE_OK);
    return found;
}

/* A failure is told, leaves no event behind but that of a refusal, and is not taken for one of the
 * host or the machine. */
static void run_case(struct world *world, const struct fault_case *fault)
{
    struct desk *desk = &world->faults.desk;
    int64_t before = stored_sequence(world);
    char *text = NULL;
    int32_t code = fault_case_run(&world->faults, fault, &text);
    const struct sup_error *error = sup_last_error(desk->core);

    free(text);
    if (code == SUP_OK || code == SUP_REFUSED) {
        return;
    }
    if (code == SUP_MISUSE || code == SUP_IO || code == SUP_NOMEM || error->code != code ||
        !error->text[0] || !error->hint[0]) {
        fail_msg("%s: %s: %s: %s", edit, fault->name, sup_code_name(code), error->text);
    }
    if (code == SUP_CORRUPT &&
        (strncmp(error->field, "sup_", 4) != 0 || !strstr(error->hint, "check"))) {
        fail_msg("%s: %s: '%s': %s (%s)", edit, fault->name, error->field, error->text,
                 error->hint);
    }
    if (stored_sequence(world) != before && has_done_something(world, before)) {
        fail_msg("%s: %s: %s, but it left an event: %s", edit, fault->name, sup_code_name(code),
                 error->text);
    }
}

/* What works on projections, and does not mend them. */
static int is_wanted(const struct fault_case *fault)
{
    static const char *const groups[] = {"agent.",     "customer.", "ticket.",
                                         "reference.", "fact.",     "sla."};
    const struct sup_operation *operation =
        fault->params ? sup_operation_numbered(fault->operation) : NULL;

    for (size_t i = 0; operation && i < sizeof groups / sizeof groups[0]; i++) {
        if (strncmp(operation->name, groups[i], strlen(groups[i])) == 0) {
            return 1;
        }
    }
    return operation &&
           (operation->number == SUP_OP_DESK_TICK || operation->number == SUP_OP_DESK_NEXT_DUE ||
            operation->number == SUP_OP_DESK_SUMMARY);
}

static void run_all(struct world *world)
{
    for (size_t i = 0; i < fault_case_count; i++) {
        if (is_wanted(&fault_cases[i])) {
            run_case(world, &fault_cases[i]);
        }
    }
}

/* All rows that can have the value get it; 1 if any changed. */
static int plant(struct world *world, const char *table, const char *column, const char *value)
{
    static char text[256];

    sup__format(text, sizeof text, "UPDATE OR IGNORE %s SET %s = %s WHERE %s IS NOT %s", table,
                column, value, column, value);
    edit = text;
    assert_int_equal(sql(world, text), SQLITE_OK);
    return sqlite3_changes(world->db) > 0;
}

/* Of all edits every so many-th is this process's, so that processors and builds share them. */
static struct {
    uint32_t part;
    uint32_t of;
    uint32_t next;
} share = {0, 1, 0};

static void try_value(struct world *world, const char *table, const char *column, const char *value)
{
    struct desk *desk = &world->faults.desk;
    int64_t now_ms = desk->now_ms;

    if (share.next++ % share.of != share.part) {
        return;
    }
    assert_int_equal(sql(world, "BEGIN"), SQLITE_OK);
    if (plant(world, table, column, value)) {
        if (differences(desk, 0) == 0) {
            fail_msg("%s: the check sees nothing", edit);
        }
        run_all(world);
        expect_whole_chain(desk);
        differences(desk, 1);
        if (differences(desk, 0) != 0) {
            fail_msg("%s: not mended", edit);
        }
    }
    assert_int_equal(sql(world, "ROLLBACK"), SQLITE_OK);
    desk->now_ms = now_ms;
}

static void try_column(struct world *world, const char *table, const struct sup_column *column)
{
    const char *const *values = column->type == SUP_INT ? numbers : texts;

    for (size_t i = 0; values[i]; i++) {
        try_value(world, table, column->name, values[i]);
    }
    if (column->flags & SUP_COLUMN_NULLABLE) {
        try_value(world, table, column->name, "NULL");
    }
}

static void any_value_in_any_projection_is_survived_and_mended(void **state)
{
    const struct sup_schema *schema = sup_schema();

    for (uint32_t i = 0; i < schema->table_count; i++) {
        const struct sup_table *table = &schema->tables[i];

        for (uint32_t c = 1; table->kind == SUP_TABLE_PROJECTION && c < table->column_count; c++) {
            try_column(*state, table->name, &table->columns[c]);
        }
    }
}

static void the_heads_counters_are_survived_and_mended(void **state)
{
    static const uint32_t columns[] = {
        SUP__HEAD_ticket_count,   SUP__HEAD_message_count,   SUP__HEAD_agent_count,
        SUP__HEAD_customer_count, SUP__HEAD_reminder_count,  SUP__HEAD_request_count,
        SUP__HEAD_policy_version, SUP__HEAD_policy_digest,   SUP__HEAD_replan_ms,
        SUP__HEAD_replan_digest,  SUP__HEAD_replan_category, SUP__HEAD_replan_id};
    const struct sup_table *table = &sup_schema()->tables[SUP__T_HEAD];

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        try_column(*state, table->name, &table->columns[columns[i]]);
    }
}

/* test_edited_rows [PART OF]: part 1 of 6; without arguments all of it. */
int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_value_in_any_projection_is_survived_and_mended,
                                        world_open, world_close),
        cmocka_unit_test_setup_teardown(the_heads_counters_are_survived_and_mended, world_open,
                                        world_close),
    };

    if (argc == 3) {
        share.of = (uint32_t)strtoul(argv[2], NULL, 10);
        share.part = (uint32_t)strtoul(argv[1], NULL, 10) - 1;
    }
    if (share.of == 0 || share.part >= share.of) {
        fprintf(stderr, "usage: test_edited_rows [PART OF]\n");
        return 2;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
