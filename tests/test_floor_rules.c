/*
 * test_floor_rules.c: another risk rule lowers no floor, whatever it says and wherever it stands.
 *
 * Two desks live the same lives by chance: the one has some risk rules, the other these and one
 * more. After each step no ticket of the other is on a lower floor, nor may be. A failure names its
 * seed: `test_floor_rules SEED` repeats it.
 */
#include "random_desk.h"
#include "sla_fixture.h"

enum { SEEDS = 200, STEPS = 30, FLOORS = 4, RULES_MAX = 6 };

static uint64_t first_seed;
static const char *const names[FLOORS] = {"a", "b", "c", "d"};
static const char *const tags[] = {"t0", "t1", "t2", "t3"};
static const char *const reasons[] = {"return", "fraud", "legal"};
static const char *const priorities[] = {"low", "normal", "high", "urgent"};

static const char *pick(struct chance *chance, const char *const *list, uint32_t count)
{
    return list[chance_pick(chance, count)];
}

/* ---- two policies ---- */

struct rule {
    uint32_t floor;
    char text[400];
};

static void add_condition(struct chance *chance, char *out, size_t size, int depth)
{
    char one[200];
    char other[200];

    switch (chance_pick(chance, depth ? 6 : 3)) {
    case 0:
        snprintf(out, size, "{\"==\": [{\"var\": \"ticket.reason\"}, \"%s\"]}",
                 pick(chance, reasons, 3));
        break;
    case 1:
        snprintf(out, size, "{\">=\": [{\"var\": \"ticket.priority\"}, \"%s\"]}",
                 pick(chance, priorities, 4));
        break;
    case 2:
        snprintf(out, size, "{\"in\": [\"%s\", {\"var\": \"ticket.tags\"}]}",
                 pick(chance, tags, 4));
        break;
    case 3:
        add_condition(chance, one, sizeof one, 0);
        snprintf(out, size, "{\"!\": %s}", one);
        break;
    default:
        add_condition(chance, one, sizeof one, 0);
        add_condition(chance, other, sizeof other, 0);
        snprintf(out, size, "{\"%s\": [%s, %s]}", chance_pick(chance, 2) ? "and" : "or", one,
                 other);
        break;
    }
}

static void make_rule(struct chance *chance, int number, struct rule *rule)
{
    char condition[500];

    add_condition(chance, condition, sizeof condition, 1);
    rule->floor = 1 + chance_pick(chance, FLOORS - 1);
    assert_true((size_t)snprintf(
                    rule->text, sizeof rule->text, "{\"name\": \"r%d\", \"when\": %s%s}", number,
                    condition, chance_pick(chance, 8) ? "" : ", \"required\": [\"order.total\"]") <
                sizeof rule->text);
}

/* The floors with these rules, each where it belongs, in their order. */
static const char *floors_of(const struct rule *rules, int count)
{
    static char text[8192];
    char *at = text;
    char *end = text + sizeof text;

    at += snprintf(at, (size_t)(end - at), "\"floors\": [\"a\"");
    for (uint32_t floor = 1; floor < FLOORS; floor++) {
        int found = 0;

        at += snprintf(at, (size_t)(end - at), ", {\"name\": \"%s\", \"rules\": [", names[floor]);
        for (int i = 0; i < count; i++) {
            if (rules[i].floor == floor) {
                at += snprintf(at, (size_t)(end - at), "%s%s", found++ ? ", " : "", rules[i].text);
            }
        }
        at += snprintf(at, (size_t)(end - at), "]}");
    }
    snprintf(at, (size_t)(end - at), "]");
    return text;
}

/* ---- a life ---- */

static int32_t label(struct desk *desk, struct chance *chance, int64_t id)
{
    const char *tag = pick(chance, tags, 4);

    switch (chance_pick(chance, 4)) {
    case 0:
        return desk_run(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
                        PARAMS(ticket_tag, .ticket_id = id, .tags = &tag, .tag_count = 1));
    case 1:
        return desk_run(
            desk, by_lee(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = id, .priority = pick(chance, priorities, 4)));
    case 2:
        return desk_run(
            desk, by_lee(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = id, .reason = pick(chance, reasons, 3)));
    default:
        return desk_run(desk, by_lee(desk), SUP_OP_TICKET_TAG,
                        PARAMS(ticket_tag, .ticket_id = id, .tags = &tag, .tag_count = 1));
    }
}

/* What it does depends on chance alone. */
static int32_t step(struct desk *desk, struct chance *chance)
{
    int64_t id = 1 + chance_pick(chance, 6);
    int64_t into = 1 + chance_pick(chance, 6);
    const char *tag = pick(chance, tags, 4);

    desk->now_ms += SECOND_MS;
    switch (chance_pick(chance, 8)) {
    case 0:
        return desk_run(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
                        PARAMS(ticket_open, .customer_id = ANN, .subject = "S",
                               .priority = pick(chance, priorities, 4),
                               .reason = pick(chance, reasons, 3), .tags = &tag, .tag_count = 1));
    case 1:
        return desk_run(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
                        PARAMS(ticket_merge, .ticket_id = id, .into = into));
    case 2:
        return desk_run(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE,
                        PARAMS(ticket_unmerge, .ticket_id = id));
    case 3:
        return desk_run(desk, by_lee(desk), SUP_OP_TICKET_MOVE,
                        PARAMS(ticket_move, .ticket_id = id, .status = "solved"));
    case 4:
        return desk_run(desk, by_ann(desk), SUP_OP_TICKET_RECEIVE,
                        PARAMS(ticket_receive, .ticket_id = id, .body = "Well?"));
    default:
        return label(desk, chance, id);
    }
}

static int rank_of(const char *floor)
{
    int rank = 0;

    assert_non_null(floor);
    while (strcmp(names[rank], floor) != 0) {
        rank++;
    }
    return rank;
}

static void compare(struct desk *less, struct desk *more)
{
    int64_t id = 1;
    struct sup_ticket *ticket = NULL;

    while (sup_ticket_get(less->core, by_system(less), PARAMS(ticket_get, .ticket_id = id),
                          &ticket) == SUP_OK) {
        struct sup_ticket *other = desk_get(more, id);

        assert_true(rank_of(other->floor) >= rank_of(ticket->floor));
        assert_true(rank_of(other->floor_minimum) >= rank_of(ticket->floor_minimum));
        sup_free(ticket);
        sup_free(other);
        id++;
    }
}

static void make_desk(struct desk *desk, const char *floors)
{
    memset(desk, 0, sizeof *desk);
    desk->now_ms = T0;
    desk->store = desk_store_open(":memory:");
    desk_open(desk);
    desk_people(desk);
    sla_activate(desk, floors);
}

static void drop(struct desk *desk)
{
    desk_expect_sound(desk);
    sup_close(desk->core);
    sup_store_close(desk->store);
}

static void live(uint64_t seed)
{
    struct chance chance = {seed};
    struct rule rules[RULES_MAX + 1];
    struct desk less;
    struct desk more;
    int count = (int)chance_pick(&chance, RULES_MAX);
    int at = (int)chance_pick(&chance, (uint32_t)count + 1);

    for (int i = 0; i <= count; i++) {
        make_rule(&chance, i, &rules[i]);
    }
    make_desk(&more, floors_of(rules, count + 1));
    memmove(&rules[at], &rules[at + 1], (size_t)(count - at) * sizeof rules[0]);
    make_desk(&less, floors_of(rules, count));
    for (int i = 0; i < STEPS; i++) {
        struct chance same = chance;
        int32_t code = step(&less, &chance);

        assert_int_equal(step(&more, &same), code);
        compare(&less, &more);
    }
    drop(&less);
    drop(&more);
}

static void one_more_rule_lowers_no_floor(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        if (!first_seed || first_seed == seed) {
            print_message("seed %d\n", (int)seed);
            live(seed);
        }
    }
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_more_rule_lowers_no_floor)};

    first_seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    desk_backend = DESK_MEMORY;
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
