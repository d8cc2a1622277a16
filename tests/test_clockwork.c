/*
 * test_clockwork.c: every step, for every metric, in every state of its latest run.
 *
 * The table is written from the rules in docs/concepts.md. A cell has a sign for each state before:
 * there was no run, it runs, it stands, it has ended. Signs:
 *   - nothing   S starts   F fulfilled   C cancelled   P pauses   R resumes   G goes on
 *   X fulfilled and started anew   Y cancelled and started anew   T starts and stands at once
 *   Z fulfilled, started anew, and standing at once   . cannot be
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "supportcore/ticket.h"
#include "timers/clockwork.h"

#define BIT(metric) (UINT32_C(1) << SUP__METRIC_##metric)

/* What the usual statuses pause. */
enum {
    IN_WORK = 0,
    IN_PENDING = BIT(PAUSABLE_UPDATE) | BIT(REQUESTER_WAIT) | BIT(AGENT_WORK),
    IN_HOLD = BIT(AGENT_WORK),
    IN_SOLVED = BIT(FIRST_REPLY),
    FLOOR_PAUSED = BIT(TIME_ON_FLOOR) | BIT(WORK_ON_FLOOR)
};
/* What is measured on floors has a table of its own. */
enum { FLOOR_FIRST = SUP__METRIC_TIME_ON_FLOOR, FLOOR_METRICS = 4 };

enum { NEW = SUP_CATEGORY_NEW };
enum { OPEN = SUP_CATEGORY_OPEN, PENDING = SUP_CATEGORY_PENDING, SOLVED = SUP_CATEGORY_SOLVED };

static const struct row {
    const char *name;
    struct sup__timer_step step;
    const char *cells; /* by metric, in their order */
} rows[] = {
    {"opened",
     {.kind = SUP__STEP_OPENED, .category = SUP_CATEGORY_NEW, .is_by_customer = 1, .has_team = 1},
     "S... S... S... -... -... -... S... S... S... S... -..."},
    {"opened for the customer, without a team",
     {.kind = SUP__STEP_OPENED, .category = SUP_CATEGORY_NEW},
     "S... S... -... -... -... -... S... S... S... -... -..."},
    {"wrote",
     {.kind = SUP__STEP_WROTE, .was = OPEN, .category = OPEN},
     "--.- --.- S-.S --.- --.- --.- --.- --.- --.- --.- --.-"},
    {"wrote, and had an answer before",
     {.kind = SUP__STEP_WROTE, .was = OPEN, .category = OPEN, .is_answered = 1},
     "--.- --.- --.- S-.S --.- --.- --.- --.- --.- --.- --.-"},
    {"answered",
     {.kind = SUP__STEP_ANSWERED, .was = OPEN, .category = OPEN},
     "-F.- --.- -F.- -F.- SX.S SX.S --.- --.- --.- --.- --.-"},
    {"answered while pending",
     {.kind = SUP__STEP_ANSWERED, .was = PENDING, .category = PENDING, .paused = IN_PENDING},
     "-F.- --.- -F.- -F.- SX.S T.ZT -.-- -.-- --.- --.- --.-"},
    {"answered when solved",
     {.kind = SUP__STEP_ANSWERED, .was = SOLVED, .category = SOLVED, .paused = IN_SOLVED},
     "-F.- -..- -.F- -F.- -..- -..- -..- -..- -..- -..- -..-"},
    {"told",
     {.kind = SUP__STEP_TOLD, .was = OPEN, .category = OPEN},
     "-F.- --.- --.- --.- --.- --.- --.- --.- --.- --.- --.-"},
    {"open to pending",
     {.kind = SUP__STEP_MOVED, .was = OPEN, .category = PENDING, .paused = IN_PENDING},
     "--.- --.- --.- --.- --.- -P.- -P.- -P.- --.- --.- --.-"},
    {"open to on hold",
     {.kind = SUP__STEP_MOVED, .was = OPEN, .category = SUP_CATEGORY_ON_HOLD, .paused = IN_HOLD},
     "--.- --.- --.- --.- --.- --.- --.- -P.- --.- --.- --.-"},
    {"pending to on hold",
     {.kind = SUP__STEP_MOVED, .was = PENDING, .category = SUP_CATEGORY_ON_HOLD, .paused = IN_HOLD},
     "--.- --.- --.- --.- --.- -.R- -.R- -.-- --.- --.- --.-"},
    {"pending to open",
     {.kind = SUP__STEP_MOVED, .was = PENDING, .category = OPEN, .paused = IN_WORK},
     "--.- --.- --.- --.- --.- -.R- -.R- -.R- --.- --.- --.-"},
    {"open to solved",
     {.kind = SUP__STEP_MOVED, .was = OPEN, .category = SOLVED, .paused = IN_SOLVED},
     "--.- -C.- -P.- -F.- -F.- -F.- -F.- -F.- -F.- -F.- -F.-"},
    {"pending to solved",
     {.kind = SUP__STEP_MOVED, .was = PENDING, .category = SOLVED, .paused = IN_SOLVED},
     "--.- -C.- -P.- -F.- -F.- -.F- -.F- -.F- -F.- -F.- -F.-"},
    {"solved to another solved",
     {.kind = SUP__STEP_MOVED, .was = SOLVED, .category = SOLVED, .paused = IN_SOLVED},
     "--.- -..- -.-- --.- -..- -..- -..- -..- -..- -..- -..-"},
    {"solved to open",
     {.kind = SUP__STEP_MOVED, .was = SOLVED, .category = OPEN, .has_team = 1},
     "--.- S..S -.R- --.- -..- -..- S..S S..S S..S S..S -..-"},
    {"solved to open, within the grace, taken",
     {.kind = SUP__STEP_MOVED, .was = SOLVED, .category = OPEN, .is_going_on = 1, .is_taken = 1},
     "--.- -..- -.R- --.- -..- -..- S..G S..G S..G -..- -..-"},
    {"open to closed",
     {.kind = SUP__STEP_MOVED, .was = OPEN, .category = SUP_CATEGORY_CLOSED},
     "-C.- -C.- -C.- -F.- -F.- -F.- -F.- -F.- -F.- -F.- -F.-"},
    {"pending to closed",
     {.kind = SUP__STEP_MOVED, .was = PENDING, .category = SUP_CATEGORY_CLOSED},
     "-C.- -C.- -C.- -F.- -F.- -.F- -.F- -.F- -F.- -F.- -F.-"},
    {"solved to closed",
     {.kind = SUP__STEP_MOVED, .was = SOLVED, .category = SUP_CATEGORY_CLOSED},
     "-C.- -..- -.C- -C.- -..- -..- -..- -..- -..- -..- -..-"},
    {"taken",
     {.kind = SUP__STEP_TAKEN, .was = OPEN, .category = OPEN, .is_taken = 1},
     "--.- -F.- --.- --.- --.- --.- --.- --.- --.- --.- --.-"},
    {"left",
     {.kind = SUP__STEP_LEFT, .was = OPEN, .category = OPEN},
     "--.- S-.S --.- --.- --.- --.- --.- --.- --.- --.- --.-"},
    {"left when solved",
     {.kind = SUP__STEP_LEFT, .was = SOLVED, .category = SOLVED, .paused = IN_SOLVED},
     "--.- -..- -.-- --.- -..- -..- -..- -..- -..- -..- -..-"},
    {"arrived in a team",
     {.kind = SUP__STEP_ARRIVED, .was = OPEN, .category = OPEN, .has_team = 1},
     "--.- SY.S --.- --.- --.- --.- --.- --.- --.- SX.S --.-"},
    {"arrived in a team, and taken",
     {.kind = SUP__STEP_ARRIVED, .was = OPEN, .category = OPEN, .has_team = 1, .is_taken = 1},
     "--.- -F.- --.- --.- --.- --.- --.- --.- --.- SX.S --.-"},
    {"no team any more, and taken",
     {.kind = SUP__STEP_ARRIVED, .was = OPEN, .category = OPEN, .is_taken = 1},
     "--.- -F.- --.- --.- --.- --.- --.- --.- --.- -F.- --.-"},
    {"merged",
     {.kind = SUP__STEP_MERGED, .was = PENDING, .category = PENDING, .paused = IN_PENDING},
     "-C.- -C.- -C.- -C.- -C.- -.C- -.C- -.C- -C.- -C.- -C.-"},
};

/* The same for what is measured on floors: time there, work there, a sign-off, a decision. */
static const struct row floor_rows[] = {
    {"opened on a floor",
     {.kind = SUP__STEP_OPENED, .was = NEW, .category = NEW, .has_floor = 1},
     "S... -... -... -..."},
    {"opened on a floor that wants a decision, taken",
     {.kind = SUP__STEP_OPENED,
      .was = OPEN,
      .category = OPEN,
      .has_floor = 1,
      .limits_work = 1,
      .is_taken = 1,
      .needs_decision = 1},
     "S... S... -... S..."},
    {"opened on a floor without a limit from the assignment, taken",
     {.kind = SUP__STEP_OPENED, .was = OPEN, .category = OPEN, .has_floor = 1, .is_taken = 1},
     "S... -... -... -..."},
    {"opened on a floor with one, for nobody yet",
     {.kind = SUP__STEP_OPENED, .was = NEW, .category = NEW, .has_floor = 1, .limits_work = 1},
     "S... -... -... -..."},
    {"opened on no floor",
     {.kind = SUP__STEP_OPENED, .was = NEW, .category = NEW, .is_taken = 1},
     "-... -... -... -..."},
    {"open to pending",
     {.kind = SUP__STEP_MOVED,
      .was = OPEN,
      .category = PENDING,
      .paused = FLOOR_PAUSED,
      .has_floor = 1},
     "-P.- -P.- --.- --.-"},
    {"pending to open",
     {.kind = SUP__STEP_MOVED, .was = PENDING, .category = OPEN, .has_floor = 1},
     "-.R- -.-- --.- --.-"},
    {"pending to open, taken",
     {.kind = SUP__STEP_MOVED, .was = PENDING, .category = OPEN, .has_floor = 1, .is_taken = 1},
     "-.R- -.R- --.- --.-"},
    {"open to solved",
     {.kind = SUP__STEP_MOVED, .was = OPEN, .category = SOLVED, .has_floor = 1},
     "-F.- -F.- -C.- -F.-"},
    {"pending to solved",
     {.kind = SUP__STEP_MOVED, .was = PENDING, .category = SOLVED, .has_floor = 1},
     "-.F- -.F- -C.- -F.-"},
    {"solved to open",
     {.kind = SUP__STEP_MOVED, .was = SOLVED, .category = OPEN, .has_floor = 1},
     "S..S -..- -..- -..-"},
    {"solved to open, taken, where a decision is wanted",
     {.kind = SUP__STEP_MOVED,
      .was = SOLVED,
      .category = OPEN,
      .has_floor = 1,
      .limits_work = 1,
      .is_taken = 1,
      .needs_decision = 1},
     "S..S S..S -..- S..S"},
    {"solved to open within the grace, taken, on the same stay",
     {.kind = SUP__STEP_MOVED,
      .was = SOLVED,
      .category = OPEN,
      .has_floor = 1,
      .limits_work = 1,
      .is_taken = 1,
      .needs_decision = 1,
      .floor_goes_on = BIT(TIME_ON_FLOOR) | BIT(WORK_ON_FLOOR) | BIT(SIGN_OFF) | BIT(DECISION)},
     "S..G S..G -..G S..G"},
    {"solved to open within the grace, taken, when the limit was taken away",
     {.kind = SUP__STEP_MOVED,
      .was = SOLVED,
      .category = OPEN,
      .has_floor = 1,
      .is_taken = 1,
      .floor_goes_on = BIT(TIME_ON_FLOOR) | BIT(WORK_ON_FLOOR)},
     "S..G -..G -..- -..-"},
    {"open to closed",
     {.kind = SUP__STEP_MOVED, .was = OPEN, .category = SUP_CATEGORY_CLOSED, .has_floor = 1},
     "-F.- -F.- -C.- -F.-"},
    {"taken",
     {.kind = SUP__STEP_TAKEN,
      .was = OPEN,
      .category = OPEN,
      .has_floor = 1,
      .limits_work = 1,
      .is_taken = 1},
     "--.- S-RS --.- --.-"},
    {"taken, on a floor without a limit from the assignment",
     {.kind = SUP__STEP_TAKEN, .was = OPEN, .category = OPEN, .has_floor = 1, .is_taken = 1},
     "--.- --R- --.- --.-"},
    {"taken, on no floor",
     {.kind = SUP__STEP_TAKEN, .was = OPEN, .category = OPEN, .is_taken = 1},
     "--.- --.- --.- --.-"},
    {"left",
     {.kind = SUP__STEP_LEFT, .was = OPEN, .category = OPEN, .has_floor = 1},
     "--.- -P-- --.- --.-"},
    {"arrived in a team",
     {.kind = SUP__STEP_ARRIVED, .was = OPEN, .category = OPEN, .has_floor = 1, .has_team = 1},
     "--.- -P-- --.- --.-"},
    {"arrived in a team, and taken",
     {.kind = SUP__STEP_ARRIVED,
      .was = OPEN,
      .category = OPEN,
      .has_floor = 1,
      .limits_work = 1,
      .has_team = 1,
      .is_taken = 1},
     "--.- S-.S --.- --.-"},
    {"merged",
     {.kind = SUP__STEP_MERGED, .was = OPEN, .category = OPEN, .has_floor = 1},
     "-CC- -CC- -C.- -C.-"},
    {"came to a floor that wants a decision, and who has it keeps it",
     {.kind = SUP__STEP_FLOOR,
      .was = OPEN,
      .category = OPEN,
      .has_floor = 1,
      .limits_work = 1,
      .is_taken = 1,
      .needs_decision = 1},
     "SX.S SX.S -C.- SY.S"},
    {"came to a floor without a limit from the assignment, and who has it keeps it",
     {.kind = SUP__STEP_FLOOR, .was = OPEN, .category = OPEN, .has_floor = 1, .is_taken = 1},
     "SX.S -F.- -C.- -C.-"},
    {"came to a floor where somebody else is to take it",
     {.kind = SUP__STEP_FLOOR, .was = OPEN, .category = OPEN, .has_floor = 1, .is_handed_over = 1},
     "SX.S -F.- -C.- -C.-"},
    {"came to a floor while pending",
     {.kind = SUP__STEP_FLOOR,
      .was = PENDING,
      .category = PENDING,
      .paused = FLOOR_PAUSED,
      .has_floor = 1,
      .is_handed_over = 1},
     "T.ZT -.F- -C.- -C.-"},
    {"came to a floor while solved",
     {.kind = SUP__STEP_FLOOR, .was = SOLVED, .category = SOLVED, .has_floor = 1},
     "-..- -..- -..- -..-"},
    {"a sign-off is asked for",
     {.kind = SUP__STEP_ASKED, .was = OPEN, .category = OPEN, .has_floor = 1},
     "--.- --.- SY.S --.-"},
    {"it is answered",
     {.kind = SUP__STEP_SIGNED, .was = OPEN, .category = OPEN, .has_floor = 1},
     "--.- --.- -F.- --.-"},
    {"a decision is made",
     {.kind = SUP__STEP_DECIDED, .was = OPEN, .category = OPEN, .has_floor = 1},
     "--.- --.- --.- -F.-"},
    {"a decision of the stay is void",
     {.kind = SUP__STEP_UNDECIDED,
      .was = OPEN,
      .category = OPEN,
      .has_floor = 1,
      .needs_decision = 1,
      .floor_goes_on = BIT(DECISION)},
     "--.- --.- --.- S-.G"},
    {"a decision is owed that was not asked for before",
     {.kind = SUP__STEP_UNDECIDED,
      .was = PENDING,
      .category = PENDING,
      .paused = FLOOR_PAUSED,
      .has_floor = 1,
      .needs_decision = 1},
     "-.-- -.-- --.- S-.S"},
    {"a signature on a floor that wants no decision",
     {.kind = SUP__STEP_UNDECIDED, .was = OPEN, .category = OPEN, .has_floor = 1},
     "--.- --.- --.- --.-"},
    {"a signature is void while solved",
     {.kind = SUP__STEP_UNDECIDED,
      .was = SOLVED,
      .category = SOLVED,
      .has_floor = 1,
      .needs_decision = 1,
      .floor_goes_on = BIT(DECISION)},
     "-..- -..- -..- -..-"},
};

/* The acts behind a sign, and the state that they lead to. */
static const struct sign {
    char sign;
    int32_t count;
    int32_t acts[3];
    int32_t state; /* -1: as before */
} signs[] = {
    {'-', 0, {0}, -1},
    {'S', 1, {SUP__TIMER_START}, SUP__TIMER_RUNNING},
    {'F', 1, {SUP__TIMER_FULFIL}, SUP__TIMER_ENDED},
    {'C', 1, {SUP__TIMER_CANCEL}, SUP__TIMER_ENDED},
    {'P', 1, {SUP__TIMER_PAUSE}, SUP__TIMER_PAUSED},
    {'R', 1, {SUP__TIMER_RESUME}, SUP__TIMER_RUNNING},
    {'G', 1, {SUP__TIMER_CONTINUE}, SUP__TIMER_RUNNING},
    {'X', 2, {SUP__TIMER_FULFIL, SUP__TIMER_START}, SUP__TIMER_RUNNING},
    {'Y', 2, {SUP__TIMER_CANCEL, SUP__TIMER_START}, SUP__TIMER_RUNNING},
    {'T', 2, {SUP__TIMER_START, SUP__TIMER_PAUSE}, SUP__TIMER_PAUSED},
    {'Z', 3, {SUP__TIMER_FULFIL, SUP__TIMER_START, SUP__TIMER_PAUSE}, SUP__TIMER_PAUSED},
};

static const struct sign *sign_of(char sign)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].sign == sign) {
            return &signs[i];
        }
    }
    fail_msg("'%c' is no sign", sign);
    return NULL;
}

static void try_cell(const struct row *row, int metric, int32_t before, char sign)
{
    const struct sign *expected = sign_of(sign);
    struct sup__timer_move moves[SUP__TIMER_MOVES_MAX];
    int32_t states[SUP__METRICS] = {0};
    int32_t found = 0;
    uint32_t count;

    states[metric] = before;
    count = sup__clockwork_step(states, &row->step, moves);
    assert_true(count <= SUP__TIMER_MOVES_MAX);
    for (uint32_t i = 0; i < count; i++) {
        if (moves[i].metric != metric) {
            continue;
        }
        if (found == expected->count || moves[i].act != expected->acts[found]) {
            fail_msg("%s: metric %s in state %d: act %d, expected '%c'", row->name,
                     sup__metric_names[metric], (int)before, (int)moves[i].act, sign);
        }
        found++;
    }
    if (found != expected->count ||
        states[metric] != (expected->state < 0 ? before : expected->state)) {
        fail_msg("%s: metric %s in state %d: %d acts, state %d afterwards, expected '%c'",
                 row->name, sup__metric_names[metric], (int)before, (int)found, (int)states[metric],
                 sign);
    }
}

/* The cells are of the metrics from `first` to before `end`. */
static int try_row(const struct row *row, int first, int end)
{
    int cells = 0;

    assert_int_equal(strlen(row->cells), (end - first) * 5 - 1);
    for (int metric = first; metric < end; metric++) {
        for (int32_t before = SUP__TIMER_NONE; before <= SUP__TIMER_ENDED; before++) {
            char sign = row->cells[(metric - first) * 5 + before];

            if (sign != '.') {
                try_cell(row, metric, before, sign);
                cells++;
            }
        }
    }
    return cells;
}

static void each_step_does_to_each_metric_what_the_table_says(void **state)
{
    int cells = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cells += try_row(&rows[i], 0, FLOOR_FIRST);
    }
    assert_true(cells > 500);
}

static void floors_have_times_of_their_own(void **state)
{
    int cells = 0;

    (void)state;
    for (size_t i = 0; i < sizeof floor_rows / sizeof floor_rows[0]; i++) {
        cells += try_row(&floor_rows[i], FLOOR_FIRST, FLOOR_FIRST + FLOOR_METRICS);
    }
    assert_true(cells > 200);
}

/* On a floor somebody of that floor is to take it, in a time of their own. */
static void each_floor_waits_anew_for_somebody(void **state)
{
    static const struct row rows_here[] = {
        {"nobody has it",
         {.kind = SUP__STEP_FLOOR, .was = OPEN, .category = OPEN, .has_floor = 1},
         "SY.S"},
        {"who has it keeps it",
         {.kind = SUP__STEP_FLOOR, .was = OPEN, .category = OPEN, .has_floor = 1, .is_taken = 1},
         "--.-"},
        {"it is handed over, which is a step of its own",
         {.kind = SUP__STEP_FLOOR,
          .was = OPEN,
          .category = OPEN,
          .has_floor = 1,
          .is_handed_over = 1},
         "--.-"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows_here / sizeof rows_here[0]; i++) {
        assert_int_equal(try_row(&rows_here[i], SUP__METRIC_ASSIGNMENT, SUP__METRIC_ASSIGNMENT + 1),
                         3);
    }
}

static void runs_from_after_a_step_are_not_fulfilled_by_it(void **state)
{
    struct sup__timer_step step = {
        .kind = SUP__STEP_ANSWERED, .was = OPEN, .category = OPEN, .kept = BIT(NEXT_REPLY)};
    struct sup__timer_move moves[SUP__TIMER_MOVES_MAX];
    int32_t states[SUP__METRICS] = {0};

    (void)state;
    states[SUP__METRIC_NEXT_REPLY] = SUP__TIMER_RUNNING;
    states[SUP__METRIC_ACKNOWLEDGEMENT] = SUP__TIMER_RUNNING;
    (void)sup__clockwork_step(states, &step, moves);
    assert_int_equal(states[SUP__METRIC_NEXT_REPLY], SUP__TIMER_RUNNING);
    assert_int_equal(states[SUP__METRIC_ACKNOWLEDGEMENT], SUP__TIMER_ENDED);
}

static void states_are_kept_in_two_bits_each(void **state)
{
    int32_t states[SUP__METRICS];
    int32_t back[SUP__METRICS];

    (void)state;
    for (int i = 0; i < SUP__METRICS; i++) {
        states[i] = i % 4;
    }
    /* 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 from the lowest bits on: 10 0100 and three times 11100100 */
    assert_int_equal(sup__clockwork_pack(states), 0x24e4e4e4);
    sup__clockwork_unpack(0x24e4e4e4, back);
    assert_memory_equal(states, back, sizeof states);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_does_to_each_metric_what_the_table_says),
        cmocka_unit_test(floors_have_times_of_their_own),
        cmocka_unit_test(each_floor_waits_anew_for_somebody),
        cmocka_unit_test(runs_from_after_a_step_are_not_fulfilled_by_it),
        cmocka_unit_test(states_are_kept_in_two_bits_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
