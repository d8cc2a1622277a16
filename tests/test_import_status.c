/*
 * test_import_status.c: when an imported ticket moves, as a table of rows of logs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <supportcore.h>

#include "import_status.h"

enum { ROW_MS = 1000, BEFORE_MS = 900, AFTER_MS = 1100, HELD_MS = 500, SOLVED_MS = 700 };

/* The statuses of a desk; names are compared by address. */
struct desk {
    struct names names;
    const struct name *open;
    const struct name *solved;
    const struct name *closed;
};

static const struct name *add_status(struct names *names, const char *text, int64_t category)
{
    struct name *status = names_add(names, text, strlen(text));
    status->id = category;
    return status;
}

static int make_desk(void **state)
{
    static struct desk desk;
    desk = (struct desk){0};
    desk.open = add_status(&desk.names, "open", SUP_CATEGORY_OPEN);
    desk.solved = add_status(&desk.names, "solved", SUP_CATEGORY_SOLVED);
    desk.closed = add_status(&desk.names, "closed", SUP_CATEGORY_CLOSED);
    *state = &desk;
    return 0;
}

static int free_desk(void **state)
{
    struct desk *desk = *state;
    names_free(&desk->names);
    return 0;
}

static void a_row_that_says_nothing_moves_nothing(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = {.current = desk->open, .row_ms = ROW_MS};
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 0);
    assert_null(plan.hold);
}

static void the_status_it_has_moves_nothing(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = {.current = desk->open,
                                 .wanted = desk->open,
                                 .wanted_time = {TIME_OF_ROW, 0},
                                 .row_ms = ROW_MS};
    assert_int_equal(status_decide(&facts).move_count, 0);
}

static void a_move_without_a_time_of_its_own_is_made_at_the_rows(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = {.current = desk->open,
                                 .wanted = desk->solved,
                                 .wanted_time = {TIME_OF_ROW, 0},
                                 .row_ms = ROW_MS};
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 1);
    assert_ptr_equal(plan.moves[0].to, desk->solved);
    assert_int_equal(plan.moves[0].at_ms, ROW_MS);
}

static void a_time_up_to_the_rows_is_the_moves(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = {.current = desk->open,
                                 .wanted = desk->solved,
                                 .wanted_time = {TIME_GIVEN, BEFORE_MS},
                                 .row_ms = ROW_MS};
    assert_int_equal(status_decide(&facts).moves[0].at_ms, BEFORE_MS);
    facts.wanted_time.ms = ROW_MS;
    assert_int_equal(status_decide(&facts).moves[0].at_ms, ROW_MS);
}

static void a_time_after_the_row_holds_the_move(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = {.current = desk->open,
                                 .wanted = desk->solved,
                                 .wanted_time = {TIME_GIVEN, ROW_MS + 1},
                                 .row_ms = ROW_MS};
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 0);
    assert_ptr_equal(plan.hold, desk->solved);
    facts.wanted_time.kind = TIME_NOT_KNOWN;
    assert_ptr_equal(status_decide(&facts).hold, desk->solved);
}

/* Facts of a row that finds a solve held. */
static struct status_facts held_solve(const struct desk *desk, const struct name *wanted,
                                      enum status_time_kind kind, int64_t ms)
{
    return (struct status_facts){.current = desk->open,
                                 .wanted = wanted,
                                 .wanted_time = {TIME_OF_ROW, 0},
                                 .held = desk->solved,
                                 .held_ms = HELD_MS,
                                 .held_time = {kind, ms},
                                 .row_ms = ROW_MS};
}

static void a_held_move_is_made_when_its_time_has_come(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = held_solve(desk, desk->solved, TIME_GIVEN, BEFORE_MS);
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 1);
    assert_int_equal(plan.moves[0].at_ms, BEFORE_MS);
    assert_true(plan.is_released);
}

static void a_held_move_waits_while_nothing_else_is_wanted(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = held_solve(desk, desk->solved, TIME_GIVEN, AFTER_MS);
    assert_int_equal(status_decide(&facts).move_count, 0);
    assert_false(status_decide(&facts).is_released);
    facts.wanted = NULL;
    assert_false(status_decide(&facts).is_released);
}

static void another_status_makes_the_held_move_when_it_was_first_seen(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = held_solve(desk, desk->open, TIME_GIVEN, AFTER_MS);
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 2);
    assert_ptr_equal(plan.moves[0].to, desk->solved);
    assert_int_equal(plan.moves[0].at_ms, HELD_MS);
    assert_ptr_equal(plan.moves[1].to, desk->open);
    assert_int_equal(plan.moves[1].at_ms, ROW_MS);
    assert_true(plan.is_released);
}

static void a_held_move_that_never_gets_a_time_is_not_made(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = held_solve(desk, desk->closed, TIME_NOT_KNOWN, 0);
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 1);
    assert_ptr_equal(plan.moves[0].to, desk->closed);
    assert_true(plan.is_released);
}

static void a_row_may_end_one_hold_and_begin_another(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = held_solve(desk, desk->closed, TIME_GIVEN, BEFORE_MS);
    facts.wanted_time = (struct status_time){TIME_GIVEN, AFTER_MS};
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 1);
    assert_ptr_equal(plan.moves[0].to, desk->solved);
    assert_true(plan.is_released);
    assert_ptr_equal(plan.hold, desk->closed);
}

/* Facts of the only row of a case that was solved at SOLVED_MS and closed when the row says. */
static struct status_facts closing(const struct desk *desk, int64_t known_ms)
{
    return (struct status_facts){.current = desk->open,
                                 .wanted = desk->closed,
                                 .wanted_time = {TIME_GIVEN, BEFORE_MS},
                                 .row_ms = ROW_MS,
                                 .solved = desk->solved,
                                 .solved_ms = SOLVED_MS,
                                 .known_ms = known_ms};
}

static void a_row_that_closes_tells_when_it_was_solved(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = closing(desk, SOLVED_MS);
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 2);
    assert_ptr_equal(plan.moves[0].to, desk->solved);
    assert_int_equal(plan.moves[0].at_ms, SOLVED_MS);
    assert_ptr_equal(plan.moves[1].to, desk->closed);
    assert_int_equal(plan.moves[1].at_ms, BEFORE_MS);
    facts.solved_ms = BEFORE_MS; /* closed at once */
    assert_int_equal(status_decide(&facts).moves[0].at_ms, BEFORE_MS);
    facts.wanted_time.kind = TIME_OF_ROW;
    facts.solved_ms = ROW_MS;
    assert_int_equal(status_decide(&facts).moves[0].at_ms, ROW_MS);
}

static void what_was_solved_before_it_was_reopened_is_closed_without_that(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = closing(desk, SOLVED_MS + 1);
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 1);
    assert_ptr_equal(plan.moves[0].to, desk->closed);
    facts = closing(desk, 0);
    facts.solved_ms = BEFORE_MS + 1; /* after the closing */
    assert_int_equal(status_decide(&facts).move_count, 1);
    facts = closing(desk, 0);
    facts.solved = NULL;
    assert_int_equal(status_decide(&facts).move_count, 1);
}

static void what_is_solved_is_only_closed(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = closing(desk, 0);
    facts.current = desk->solved;
    assert_int_equal(status_decide(&facts).move_count, 1);
    facts.current = desk->open;
    facts.wanted = desk->open;
    assert_int_equal(status_decide(&facts).move_count, 0);
}

static void a_held_closing_passes_through_solved_when_its_time_comes(void **state)
{
    const struct desk *desk = *state;
    struct status_facts facts = closing(desk, 0);
    facts.held = desk->closed;
    facts.held_ms = HELD_MS;
    facts.held_time = facts.wanted_time;
    struct status_plan plan = status_decide(&facts);
    assert_int_equal(plan.move_count, 2);
    assert_ptr_equal(plan.moves[0].to, desk->solved);
    assert_ptr_equal(plan.moves[1].to, desk->closed);
    assert_true(plan.is_released);
}

static void what_is_held_is_read_as_it_was_written(void **state)
{
    const struct desk *desk = *state;
    const struct name *status = NULL;
    char value[HELD_SIZE];
    int64_t ms = 0;
    held_write(desk->solved, -86400000, value);
    assert_string_equal(value, "solved@-86400000");
    assert_true(held_read(value, &desk->names, &status, &ms));
    assert_ptr_equal(status, desk->solved);
    assert_int_equal(ms, -86400000);
    assert_false(held_read(HELD_NONE, &desk->names, &status, &ms));
    assert_false(held_read("gone@5", &desk->names, &status, &ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_that_says_nothing_moves_nothing),
        cmocka_unit_test(the_status_it_has_moves_nothing),
        cmocka_unit_test(a_move_without_a_time_of_its_own_is_made_at_the_rows),
        cmocka_unit_test(a_time_up_to_the_rows_is_the_moves),
        cmocka_unit_test(a_time_after_the_row_holds_the_move),
        cmocka_unit_test(a_held_move_is_made_when_its_time_has_come),
        cmocka_unit_test(a_held_move_waits_while_nothing_else_is_wanted),
        cmocka_unit_test(another_status_makes_the_held_move_when_it_was_first_seen),
        cmocka_unit_test(a_held_move_that_never_gets_a_time_is_not_made),
        cmocka_unit_test(a_row_may_end_one_hold_and_begin_another),
        cmocka_unit_test(a_row_that_closes_tells_when_it_was_solved),
        cmocka_unit_test(what_was_solved_before_it_was_reopened_is_closed_without_that),
        cmocka_unit_test(what_is_solved_is_only_closed),
        cmocka_unit_test(a_held_closing_passes_through_solved_when_its_time_comes),
        cmocka_unit_test(what_is_held_is_read_as_it_was_written),
    };
    return cmocka_run_group_tests(tests, make_desk, free_desk);
}
