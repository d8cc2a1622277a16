/*
 * test_floor_random.c: lives by chance on floors, and what must hold in each of them.
 *
 * The log of each life is read once more with a plain model: the current floor is never below the
 * minimum, which falls only where somebody lowered it; no ticket leaves the experts upwards without
 * a signature but by a rule or unsigned in time; none is solved on the highest floor without what
 * that demands; nothing fires twice. In between ticks fail in the middle, and two handles tick. A
 * failure names its seed: `test_floor_random SEED` repeats it.
 */
#include "random_desk.h"

#include "fault_store.h"
#include "sla_fixture.h"

enum { STEPS = 80, MEMORY_SEEDS = 150, SQLITE_SEEDS = 20, TICKETS_MAX = 200 };
enum { DESK = 1, EXPERT = 2, RISK = 3 };

static uint64_t first_seed;
static int64_t tickets_seen;

/* ---- the model ---- */

struct model {
    int32_t current;
    int32_t minimum;
    int32_t category;
    int is_asked;
    int is_signed;     /* the move up */
    int is_stalled;    /* a limit of this stay has had its effect */
    int has_head;      /* the signature of the solution, in this stay */
    int has_statement; /* ever */
    int is_merged;
};

static int32_t rank_of(const char *floor)
{
    return !floor                         ? 0
           : strcmp(floor, "desk") == 0   ? DESK
           : strcmp(floor, "expert") == 0 ? EXPERT
           : strcmp(floor, "risk") == 0   ? RISK
                                          : 0;
}

/* The text of a member of a payload; "" when it has none. */
static const char *member(const char *payload, const char *name)
{
    static char value[80];
    char key[80];
    const char *at;

    snprintf(key, sizeof key, "\"%s\":\"", name);
    at = strstr(payload, key);
    value[0] = '\0';
    if (at) {
        at += strlen(key);
        snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
    }
    return value;
}

static void arrive(struct model *model, int32_t rank)
{
    model->current = rank;
    model->is_asked = model->is_signed = model->is_stalled = model->has_head = 0;
}

static int is_work(int32_t category)
{
    return category < SUP_CATEGORY_SOLVED;
}

static void moved(struct model *model, const struct sup_event *event)
{
    int32_t category = (int32_t)event->number;

    if (is_work(model->category) && !is_work(category) && model->current == RISK) {
        assert_true(model->has_head);
        assert_true(model->has_statement);
    }
    if (!is_work(model->category) && is_work(category)) {
        arrive(model, model->current);
    }
    model->category = category;
}

/* Out of the experts' floor a signature leads, or that nobody gave one. */
static void escalated(struct model *model, const struct sup_event *event)
{
    int32_t to = rank_of(event->after);

    assert_int_equal(rank_of(event->before), model->current);
    assert_true(to > model->current);
    if (event->number == SUP_FLOOR_UNSIGNED) {
        assert_true(model->is_asked);
    } else if (model->current == EXPERT) {
        assert_true(model->is_signed);
    }
    if (event->number == SUP_FLOOR_STALLED && model->current != EXPERT) {
        assert_false(model->is_stalled);
    }
    arrive(model, to);
}

static void asked(struct model *model, const struct sup_event *event)
{
    assert_int_equal(model->current, EXPERT);
    assert_false(model->is_asked);
    if (event->number == SUP_FLOOR_STALLED) {
        assert_false(model->is_stalled);
        model->is_stalled = 1;
    }
    model->is_asked = 1;
    model->is_signed = 0;
}

static void signs(struct model *model, const struct sup_event *event)
{
    int is_yes = event->before == NULL;

    if (event->number == SUP_SIGN_MOVE_UP) {
        assert_true(model->is_asked);
        model->is_asked = 0;
        model->is_signed = is_yes;
    } else {
        assert_string_equal(event->after, "head");
        model->has_head = is_yes;
    }
}

static void raised(struct model *model, const struct sup_event *event)
{
    int32_t minimum = rank_of(member(event->payload, "floor_minimum"));
    int32_t to = rank_of(event->after);

    assert_true(minimum > model->minimum);
    assert_true(to >= model->current);
    model->minimum = minimum;
    if (to != model->current) {
        arrive(model, to);
    }
}

static void replay(struct model *models, const struct sup_event *event)
{
    struct model *model = &models[event->ticket_id];
    const char *name = event->name;

    assert_true(event->ticket_id < TICKETS_MAX);
    if (strcmp(name, "ticket.opened") == 0) {
        model->category = (int32_t)event->number;
        model->minimum = rank_of(member(event->payload, "floor_minimum"));
        arrive(model, rank_of(member(event->payload, "floor")));
        assert_true(model->current != 0);
    } else if (strcmp(name, "ticket.moved") == 0) {
        moved(model, event);
    } else if (strcmp(name, "ticket.merged") == 0) {
        model->category = SUP_CATEGORY_CLOSED;
    } else if (strcmp(name, "ticket.unmerged") == 0) {
        model->category = (int32_t)event->number;
        arrive(model, model->current);
    } else if (strcmp(name, "floor.raised") == 0) {
        raised(model, event);
    } else if (strcmp(name, "floor.escalated") == 0) {
        escalated(model, event);
    } else if (strcmp(name, "floor.sign_off_requested") == 0) {
        asked(model, event);
    } else if (strcmp(name, "floor.signed") == 0) {
        signs(model, event);
    } else if (strcmp(name, "floor.evidence_recorded") == 0) {
        model->has_statement |= strcmp(event->after, "statement") == 0;
    } else if (strcmp(name, "floor.returned") == 0) {
        assert_true(rank_of(event->after) < model->current);
        arrive(model, rank_of(event->after));
    } else if (strcmp(name, "floor.lowered") == 0) {
        assert_true(rank_of(event->after) < model->minimum);
        assert_int_equal(model->minimum, RISK); /* whose floor alone names somebody: admins */
        assert_true(event->actor_kind == SUP_ACTOR_SYSTEM ||
                    (event->actor_kind == SUP_ACTOR_AGENT && event->actor_id == ADA));
        model->minimum = rank_of(event->after);
        arrive(model, model->minimum);
    }
    assert_true(model->current >= model->minimum);
}

static void check_log(struct desk *desk)
{
    struct model models[TICKETS_MAX] = {{0}};
    int64_t after = 0;

    do {
        struct sup_event_list *list = NULL;

        must(desk, sup_event_list(desk->core, by_system(desk),
                                  PARAMS(event_list, .after_id = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            if (list->items[i].ticket_id && strcmp(list->items[i].name, "request.refused") != 0) {
                replay(models, &list->items[i]);
            }
        }
        after = list->next_after_id;
        sup_free(list);
    } while (after);
    for (int64_t id = 1; id < TICKETS_MAX && models[id].current; id++) {
        struct sup_ticket *ticket = desk_get(desk, id);

        tickets_seen++;
        assert_int_equal(rank_of(ticket->floor), models[id].current);
        assert_int_equal(rank_of(ticket->floor_minimum), models[id].minimum);
        sup_free(ticket);
    }
}

/* ---- a life ---- */

/* One of two handles ticks, and the store may fail in the middle of it. */
static void tick(struct desk *desk, struct desk *other, struct fault_store *fault,
                 struct chance *chance)
{
    struct desk *ticker = chance_pick(chance, 2) ? desk : other;
    struct sup_tick_result *result = NULL;
    int32_t code;

    other->now_ms = desk->now_ms;
    fault_store_arm(fault, chance_pick(chance, 3) ? 0 : 1 + chance_pick(chance, 40), 0, SUP_IO);
    code = sup_desk_tick(ticker->core, by_system(ticker),
                         PARAMS(tick, .limit = chance_pick(chance, 3)), &result);
    assert_true(code == SUP_OK || code == SUP_IO);
    fault_store_arm(fault, 0, 0, 0);
    sup_free(result);
}

static void open_desk(struct desk *desk, struct fault_store *fault)
{
    struct sup_options options = desk_options(desk);

    desk->store = &fault->head;
    options.store = desk->store;
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
}

static void live(uint64_t seed)
{
    struct chance chance = {seed};
    struct fault_store fault;
    struct sup_store *inner = desk_store_open(":memory:");
    struct desk desk = {.now_ms = T0};
    struct desk other = {.now_ms = T0, .random = 1u << 20};

    fault_store_init(&fault, inner);
    open_desk(&desk, &fault);
    open_desk(&other, &fault);
    desk_people(&desk);
    sla_activate(&desk, random_floors);
    for (int i = 0; i < STEPS; i++) {
        static const int64_t pauses[] = {0,           MINUTE_MS, HOUR_MS, HOUR_MS,
                                         2 * HOUR_MS, HOUR_MS,   DAY_MS,  365 * DAY_MS};

        desk.now_ms += pauses[chance_pick(&chance, 8)];
        if (chance_pick(&chance, 3) == 0) {
            tick(&desk, &other, &fault, &chance);
        } else if (chance_pick(&chance, 2)) {
            (void)random_floor_step(&desk, &chance);
        } else {
            random_step(&desk, &chance);
        }
    }
    desk.now_ms += 10 * DAY_MS;
    while (desk_tick(&desk) != 0) {
    }
    check_log(&desk);
    desk_expect_sound(&desk);
    sup_close(other.core);
    sup_close(desk.core);
    sup_store_close(inner);
}

static void floors_hold_whatever_happens(void **state)
{
    uint64_t count = desk_backend == DESK_MEMORY ? MEMORY_SEEDS : SQLITE_SEEDS;

    (void)state;
    for (uint64_t seed = 1; seed <= count; seed++) {
        if (!first_seed || first_seed == seed) {
            print_message("seed %d\n", (int)seed);
            live(seed);
        }
    }
    print_message("%d tickets\n", (int)tickets_seen);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(floors_hold_whatever_happens)};
    int failed;

    first_seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
