/*
 * test_schedule.c: whenever the host ticks, the desk lives the same life.
 *
 * Random histories are lived through with a tick after the last step only, and again with ticks
 * sprinkled in between at random. Where the events lie in the log, and when they were recorded, may
 * differ; everything else is the same. A failure names its seed: `test_schedule SEED` repeats it,
 * and `test_schedule SEED COUNT` goes on from there.
 */
#include "random_desk.h"

#include "join_fixture.h"
#include "sla_fixture.h"

#include "base/text.h"
#include "repo/event.h"
#include "store/tables.h"

enum { STEPS = 60, MEMORY_SEEDS = 400, SQLITE_SEEDS = 40 };
enum { JOIN_MEMORY_SEEDS = 200, JOIN_SQLITE_SEEDS = 20 };

static uint64_t first_seed;
static uint64_t seed_count;

/* A ticket's events in their order, and all projections, without sequences. */
struct life {
    struct sup__mem mem;
    struct sup__buffer text;
    uint32_t table;
};

/* Columns that tell where in the log something is. */
static int is_place(uint32_t table, uint32_t column)
{
    return (table == SUP__T_MESSAGE && column == SUP__MESSAGE_sequence) ||
           (table == SUP__T_REFERENCE && column == 8) ||
           (table == SUP__T_CUSTOMER_EVENT && column == 2) ||
           (table == SUP__T_CUSTOMER_PARTING && column == 3) ||
           (table == SUP__T_FLOOR_RULE && column == 5) ||
           (table == SUP__T_EVIDENCE && column == 7) ||
           (table == SUP__T_TENURE && column == SUP__TENURE_sequence) ||
           (table == SUP__T_SESSION && column == SUP__SESSION_sequence);
}

static void add_value(struct sup__buffer *text, const struct sup_value *value)
{
    if (value->type == SUP_INT) {
        sup__buffer_int(text, value->number);
    } else if (value->type == SUP_TEXT) {
        sup__buffer_append(text, value->data, value->bytes);
    } else {
        sup__buffer_char(text, '-');
    }
    sup__buffer_char(text, ' ');
}

static int32_t add_row(void *context, const struct sup_value *row, uint32_t count)
{
    struct life *life = context;

    for (uint32_t i = 0; i < count; i++) {
        if (!is_place(life->table, i)) {
            add_value(&life->text, &row[i]);
        }
    }
    sup__buffer_char(&life->text, '\n');
    return 0;
}

static int32_t add_event(void *context, const struct sup_value *row, uint32_t count)
{
    static const uint32_t columns[] = {
        SUP__EVENT_ticket_id, SUP__EVENT_kind,       SUP__EVENT_at_ms,    SUP__EVENT_before,
        SUP__EVENT_after,     SUP__EVENT_actor_kind, SUP__EVENT_actor_id, SUP__EVENT_number,
        SUP__EVENT_flags,     SUP__EVENT_subject_id, SUP__EVENT_payload};
    struct life *life = context;

    (void)count;
    if (row[SUP__EVENT_kind].number == SUP__E_TIMERS_REPLANNED) {
        return 0; /* how many tickets had their turn at once is the ticks' */
    }
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        add_value(&life->text, &row[columns[i]]);
    }
    sup__buffer_char(&life->text, '\n');
    return 0;
}

static char *describe(struct desk *desk)
{
    const struct sup_schema *schema = sup_schema();
    struct sup_value tenant = {.type = SUP_INT};
    struct sup_scan scan = {.size = sizeof scan, .prefix_count = 1, .prefix = &tenant};
    struct sup_store *store = desk->store;
    struct life life = {.table = 0};

    assert_int_equal(sup__mem_init(&life.mem, NULL), SUP_OK);
    sup__buffer_init(&life.text, &life.mem);
    assert_int_equal(store->methods->begin(store, 0, SUP_READ), SUP_OK);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        if (schema->tables[i].kind == SUP_TABLE_PROJECTION) {
            scan.table = life.table = i;
            sup__buffer_text(&life.text, schema->tables[i].name);
            sup__buffer_char(&life.text, '\n');
            assert_int_equal(store->methods->scan(store, &scan, add_row, &life), SUP_OK);
        }
    }
    sup__buffer_text(&life.text, "events\n");
    scan.table = SUP__T_EVENT;
    scan.index = SUP__EVENT_BY_TICKET; /* by ticket, and in the log's order within one */
    assert_int_equal(store->methods->scan(store, &scan, add_event, &life), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
    assert_false(life.text.is_failed);
    return life.text.data;
}

/* Ticks at random instants until desk->now_ms; now and then one that fires only a single thing. */
static void tick_until(struct desk *desk, struct chance *chance, int64_t until)
{
    int64_t from = desk->now_ms;

    for (uint32_t i = chance_pick(chance, 4); i > 0; i--) {
        struct sup_tick_result *result = NULL;
        int64_t left = until - desk->now_ms;

        desk->now_ms += left > 0 ? (int64_t)chance_pick(chance, 1000) * (left / 1000) : 0;
        must(desk, sup_desk_tick(desk->core, by_system(desk),
                                 PARAMS(tick, .limit = chance_pick(chance, 2)), &result));
        sup_free(result);
    }
    assert_true(desk->now_ms >= from && desk->now_ms <= until);
    desk->now_ms = until;
}

/* Other promises, hours, marks and pauses, and none. */
static const char *const promises[] = {
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": [\"09:00-17:00\"], "
    "\"friday\": [\"09:00-17:00\"]}}}, \"sla\": [{\"name\": \"all\", \"calendar\": \"office\", "
    "\"warnings\": [\"50%\"], \"targets\": [{\"metric\": \"resolution\", \"within\": \"PT5H\"}, "
    "{\"metric\": \"first_reply\", \"within\": \"PT1H\"}]}]",
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": [\"12:00-20:00\"], "
    "\"saturday\": [\"09:00-17:00\"]}}}, \"sla\": [{\"name\": \"all\", \"calendar\": "
    "\"office\", \"warnings\": [\"20%\", \"80%\"], \"targets\": [{\"metric\": \"resolution\", "
    "\"within\": \"PT5H\"}, {\"metric\": \"next_reply\", \"within\": \"PT20M\"}]}], \"timers\": "
    "{\"calendar\": \"office\", \"pauses\": {\"resolution\": [\"on_hold\"], \"agent_work\": []}}",
    "\"sla\": [{\"name\": \"vips\", \"counts_from\": \"attach\", \"when\": {\"in\": [\"vip\", "
    "{\"var\": \"ticket.tags\"}]}, \"targets\": [{\"metric\": \"agent_work\", \"within\": "
    "\"PT1H\"}]}, {\"name\": \"rest\", \"targets\": [{\"metric\": \"agent_work\", \"priority\": "
    "\"urgent\", \"within\": \"PT2H\"}, {\"metric\": \"assignment\", \"within\": \"PT30M\"}]}]",
    "\"sla\": []"};

/* With floors or without. */
static void activate(struct desk *desk, struct chance *history)
{
    const char *promised = promises[chance_pick(history, 4)];
    char sections[4096];

    snprintf(sections, sizeof sections, "%s, %s", promised, random_floors);
    sla_activate(desk, chance_pick(history, 2) ? sections : promised);
}

/* Every other life has promises, and twice on its way others take their place. */
static void change_policy(struct desk *desk, struct chance *history, uint64_t seed, int step)
{
    if (seed % 2 && step % 20 == 0) {
        activate(desk, history);
    }
}

/* Tickets become one and come apart, and so do the customers; another policy may be waiting then.
 */
static void join_step(struct desk *desk, struct chance *history)
{
    int64_t id = 1 + chance_pick(history, 6);
    int64_t other = 1 + (id + chance_pick(history, 5)) % 6;
    int32_t is_rest = chance_pick(history, 2) != 0;
    int32_t code = SUP_OK;

    switch (chance_pick(history, 10)) {
    case 0:
        code = desk_run(desk, by_priya(desk), PART(id));
        break;
    case 1:
        code = desk_run(desk, by_priya(desk),
                        SPLIT(id, 1 + (int64_t)chance_pick(history, 20), .is_rest = is_rest));
        break;
    case 2:
        code = is_rest ? desk_run(desk, by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
                                  PARAMS(customer_unmerge, .customer_id = BEN, .evidence = "two"))
                       : desk_run(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
                                  PARAMS(customer_merge, .customer_id = BEN, .into = ANN,
                                         .evidence = "one"));
        break;
    case 3:
    case 4:
    case 5:
        activate(desk, history);
        break;
    default:
        code = desk_run(desk, by_priya(desk), JOIN(id, other));
        break;
    }
    if (code != SUP_OK && code != SUP_INVALID && code != SUP_REFUSED && code != SUP_NOT_FOUND &&
        code != SUP_CONFLICT) {
        fail_msg("%s: %s", sup_code_name(code), sup_last_error(desk->core)->text);
    }
}

/* A life of that seed; `ticks` 0 has no tick before the end. */
static char *live(uint64_t seed, uint64_t ticks, int has_joins)
{
    struct chance history = {seed};
    struct chance schedule = {ticks};
    struct desk *desk;
    void *state = NULL;
    char *life;

    desk_setup(&state);
    desk = state;
    for (int i = 0; i < STEPS; i++) {
        int64_t until = desk->now_ms + chance_pause_ms(&history);

        if (ticks) {
            tick_until(desk, &schedule, until);
        }
        desk->now_ms = until;
        change_policy(desk, &history, seed, i);
        if (has_joins && chance_pick(&history, 3) == 0) {
            join_step(desk, &history);
        } else {
            random_step(desk, &history);
        }
    }
    desk->now_ms += 10 * DAY_MS;
    desk_tick(desk);
    life = describe(desk);
    if (seed % 16 == 0) {
        desk_expect_sound(desk);
    }
    desk_teardown(&state);
    return life;
}

static void compare(uint64_t seed, int has_joins)
{
    char *plain = live(seed, 0, has_joins);

    for (uint64_t ticks = 1; ticks <= 2; ticks++) {
        char *ticked = live(seed, seed * 2 + ticks, has_joins);

        if (strcmp(plain, ticked) != 0) {
            desk_print_difference(plain, ticked);
            fail_msg("seed %d: the ticks of %d make another life", (int)seed,
                     (int)(seed * 2 + ticks));
        }
        free(ticked);
    }
    free(plain);
}

/* As many lives as the program was asked for, or these. */
static void compare_lives(uint64_t count, int has_joins)
{
    uint64_t first = first_seed ? first_seed : 1;

    count = seed_count ? seed_count : first_seed ? 1 : count;
    for (uint64_t seed = first; seed < first + count; seed++) {
        compare(seed, has_joins);
    }
}

static void any_schedule_of_ticks_makes_the_same_life(void **state)
{
    (void)state;
    compare_lives(desk_backend == DESK_MEMORY ? MEMORY_SEEDS : SQLITE_SEEDS, 0);
}

static void any_schedule_makes_the_same_life_of_tickets_that_are_merged_and_split(void **state)
{
    (void)state;
    compare_lives(desk_backend == DESK_MEMORY ? JOIN_MEMORY_SEEDS : JOIN_SQLITE_SEEDS, 1);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(any_schedule_of_ticks_makes_the_same_life),
    cmocka_unit_test(any_schedule_makes_the_same_life_of_tickets_that_are_merged_and_split),
};

int main(int count, char **arguments)
{
    int failed;

    first_seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    seed_count = count > 2 ? strtoull(arguments[2], NULL, 10) : 0;
    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
