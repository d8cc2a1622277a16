/*
 * test_floor_random.c: lives by chance on floors, and what must hold in each of them.
 *
 * The log of each life is read once more with a plain model: the current floor is never below the
 * minimum, which falls only where somebody lowered it; no ticket leaves the experts upwards without
 * a signature but by a rule or unsigned in time; none is solved as a risk without what that
 * demands; nothing fires twice. In between ticks fail in the middle, two handles tick, the clock
 * goes back, and floors are put between, left out, called and ordered otherwise: then names decide,
 * and where a name is gone the higher of its numbers from below and from above. A failure names its
 * seed: `test_floor_random SEED` repeats it, `test_floor_random FIRST LAST` lives these.
 */
#include "random_desk.h"

#include "fault_store.h"
#include "sla_fixture.h"

enum { STEPS = 80, MEMORY_SEEDS = 150, SQLITE_SEEDS = 20, TICKETS_MAX = 200 };
enum { DESK = 1, EXPERT, SENIOR, RISK, CHIEF, FLOORS };
enum { VARIANTS = 6, VERSIONS_MAX = 64, TICKETS = 4 };

static uint64_t first_seed;
static uint64_t last_seed;
static int64_t tickets_seen;
static int64_t carried_seen;
static int64_t returned_seen;
static int64_t placed_seen; /* by another policy, or told other numbers */

/* ---- policies ---- */

static const char *const names[FLOORS] = {NULL, "desk", "expert", "senior", "risk", "chief"};
/* From the lowest. */
static const int32_t orders[VARIANTS][FLOORS] = {
    {DESK, EXPERT, RISK}, {DESK, EXPERT, SENIOR, RISK},  {DESK, SENIOR, EXPERT, RISK},
    {DESK, RISK},         {DESK, EXPERT, SENIOR, CHIEF}, /* what was "risk" */
    {DESK, CHIEF},
};
/* Two times that may pass; nobody is passed on from there without a signature. */
static const char senior[] =
    "{\"name\": \"senior\", \"rules\": [{\"name\": \"vip\","
    " \"when\": {\"in\": [\"vip\", {\"var\": \"ticket.tags\"}]}}],"
    " \"limits\": [{\"within\": \"PT5H\"}, {\"within\": \"PT2H\", \"from\": \"assignment\"}],"
    " \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT1H\", \"unsigned\": \"stay\"}}";

static int32_t variant_of[VERSIONS_MAX]; /* by version, from 1 */
static int32_t version_count;

/* The part of random_floors that is about a floor. */
static const char *part(int32_t floor, int *bytes)
{
    static const char beginning[] = "{\"name\": \"%s\"";
    static const char risk[] = "{\"name\": \"risk\"";
    static char chief[1000];
    char text[40];
    const char *begin;
    const char *end;

    if (floor == SENIOR) {
        *bytes = (int)strlen(senior);
        return senior;
    }
    if (floor == CHIEF) { /* the highest floor by another name */
        begin = part(RISK, bytes) + sizeof risk - 1;
        *bytes = snprintf(chief, sizeof chief, "{\"name\": \"chief\"%.*s",
                          *bytes - (int)(sizeof risk - 1), begin);
        assert_true(*bytes < (int)sizeof chief);
        return chief;
    }
    snprintf(text, sizeof text, beginning, names[floor]);
    begin = strstr(random_floors, text);
    assert_non_null(begin);
    snprintf(text, sizeof text, beginning, floor == DESK ? "expert" : "risk");
    end = floor == RISK ? random_floors + strlen(random_floors) - 1 : strstr(begin, text) - 2;
    *bytes = (int)(end - begin);
    return begin;
}

static void activate(struct desk *desk, int32_t variant)
{
    static char sections[4096];
    char *at = sections;

    at += snprintf(at, 100, "\"floors\": [");
    for (int i = 0; orders[variant][i]; i++) {
        int bytes = 0;
        const char *text = part(orders[variant][i], &bytes);

        at += snprintf(at, 2000, "%s%.*s", i ? ", " : "", bytes, text);
    }
    (void)snprintf(at, 2, "]");
    assert_true(++version_count < VERSIONS_MAX);
    variant_of[version_count] = variant;
    sla_activate(desk, sections);
}

static int32_t floors_of(int32_t variant)
{
    int32_t count = 0;

    while (orders[variant][count]) {
        count++;
    }
    return count;
}

/* From 1; 0: it has that floor not. */
static int32_t rank_in(int32_t variant, int32_t floor)
{
    for (int32_t i = 0; orders[variant][i]; i++) {
        if (orders[variant][i] == floor) {
            return i + 1;
        }
    }
    return 0;
}

/* By its name, or the higher of the floors that have the number which it had among `of`: as many
 * below it, or as many above. The lowest is the lowest. */
static int32_t known_in(int32_t variant, int32_t floor, int32_t rank, int32_t of)
{
    int32_t count = floors_of(variant);
    int32_t below = rank < count ? rank : count;
    int32_t above = count - (of - rank);

    if (rank_in(variant, floor)) {
        return floor;
    }
    assert_true(rank <= of);
    return orders[variant][(rank == 1 ? 1 : above > below ? above : below) - 1];
}

static int is_risk(int32_t floor)
{
    return floor == RISK || floor == CHIEF;
}

/* ---- the model ---- */

struct model {
    int32_t current;
    int32_t minimum;
    int32_t current_rank; /* as was said last */
    int32_t minimum_rank;
    int32_t of; /* so many floors */
    int32_t category;
    int is_asked;
    int is_signed;     /* the move up */
    int is_stalled;    /* a limit of this stay has had its effect */
    int has_head;      /* the signature of the solution, in this stay */
    int has_statement; /* ever */
};

static int32_t floor_of(const char *name)
{
    for (int32_t i = 1; name && i < FLOORS; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return 0;
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

static int32_t number(const char *payload, const char *name, int32_t otherwise)
{
    char key[80];
    const char *at;

    snprintf(key, sizeof key, "\"%s\":", name);
    at = strstr(payload, key);
    return at ? (int32_t)strtol(at + strlen(key), NULL, 10) : otherwise;
}

static void arrive(struct model *model, int32_t floor)
{
    model->current = floor;
    model->is_asked = model->is_signed = model->is_stalled = model->has_head = 0;
}

static int is_work(int32_t category)
{
    return category < SUP_CATEGORY_SOLVED;
}

static void moved(struct model *model, const struct sup_event *event)
{
    int32_t category = (int32_t)event->number;

    if (is_work(model->category) && !is_work(category) && is_risk(model->current)) {
        assert_true(model->has_head);
        assert_true(model->has_statement);
    }
    if (!is_work(model->category) && is_work(category)) {
        arrive(model, model->current);
    }
    model->category = category;
}

/* Out of the experts' floor a signature leads, or that nobody gave one; out of the seniors' one. */
static void escalated(struct model *model, const struct sup_event *event, int32_t variant)
{
    int32_t to = floor_of(event->after);

    assert_int_equal(floor_of(event->before), model->current);
    assert_true(rank_in(variant, to) > rank_in(variant, model->current));
    if (event->number == SUP_FLOOR_UNSIGNED) {
        assert_true(model->is_asked);
        assert_int_equal(model->current, EXPERT);
    } else if (model->current == EXPERT || model->current == SENIOR) {
        assert_true(model->is_signed || event->subject_id); /* on what it was part of */
    }
    if (event->number == SUP_FLOOR_STALLED && model->current == DESK) {
        assert_false(model->is_stalled);
    }
    arrive(model, to);
}

static void asked(struct model *model, const struct sup_event *event)
{
    assert_true(model->current == EXPERT || model->current == SENIOR);
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

/* By another policy only where that knows its floors not, or has them in another order. */
static void placed(struct model *model, const struct sup_event *event, int32_t variant)
{
    int32_t minimum = known_in(variant, model->minimum, model->minimum_rank, model->of);
    int32_t current = known_in(variant, model->current, model->current_rank, model->of);

    if (rank_in(variant, current) < rank_in(variant, minimum)) {
        current = minimum;
    }
    assert_true(current != model->current || minimum != model->minimum);
    assert_string_equal(
        event->name,
        minimum != model->minimum
            ? (rank_in(variant, minimum) < model->minimum_rank ? "floor.lowered" : "floor.raised")
        : rank_in(variant, current) < model->current_rank ? "floor.returned"
                                                          : "floor.raised");
    assert_int_equal(floor_of(event->after), current);
    assert_int_equal(floor_of(member(event->payload, "floor_minimum")), minimum);
    model->minimum = minimum;
    if (current != model->current) {
        arrive(model, current);
    }
    model->has_head &= strcmp(event->name, "floor.raised") != 0;
    placed_seen++;
}

static void raised(struct model *model, const struct sup_event *event, int32_t variant)
{
    int32_t minimum = floor_of(member(event->payload, "floor_minimum"));
    int32_t to = floor_of(event->after);

    assert_true(rank_in(variant, minimum) > rank_in(variant, model->minimum));
    assert_true(rank_in(variant, to) >= rank_in(variant, model->current));
    model->minimum = minimum;
    if (to != model->current) {
        arrive(model, to);
    }
    model->has_head = 0; /* signed before that was known */
}

static void lowered(struct model *model, const struct sup_event *event, int32_t variant)
{
    int32_t to = floor_of(event->after);

    assert_true(rank_in(variant, to) < rank_in(variant, model->minimum));
    assert_true(is_risk(model->minimum)); /* whose floor alone names somebody: admins */
    assert_true(event->actor_kind == SUP_ACTOR_SYSTEM ||
                (event->actor_kind == SUP_ACTOR_AGENT && event->actor_id == ADA));
    model->minimum = to;
    arrive(model, to);
}

/* What comes to floors that the policy has only with what follows: its turn, and its return. */
static int is_settling(const char *name)
{
    return strcmp(name, "ticket.timers_changed") == 0 || strcmp(name, "ticket.moved") == 0 ||
           strcmp(name, "ticket.unmerged") == 0;
}

/* Said with each change, by the names and the order of the policy. */
static void keep_numbers(struct model *model, const struct sup_event *event, int32_t variant)
{
    int32_t current = number(event->payload, "floor_rank", 0);

    if (current) {
        assert_int_equal(current, rank_in(variant, model->current));
        placed_seen += strcmp(event->name, "ticket.timers_changed") == 0;
        model->current_rank = current;
        model->of = number(event->payload, "floor_count", 0);
        assert_int_equal(model->of, floors_of(variant));
    }
    model->minimum_rank = number(event->payload, "minimum_rank", model->minimum_rank);
}

static int is_move(const char *name)
{
    return strcmp(name, "floor.raised") == 0 || strcmp(name, "floor.returned") == 0 ||
           strcmp(name, "floor.lowered") == 0;
}

static void change(struct model *model, const struct sup_event *event, int32_t variant)
{
    const char *name = event->name;

    if (strcmp(name, "ticket.opened") == 0) {
        model->category = (int32_t)event->number;
        model->minimum = floor_of(member(event->payload, "floor_minimum"));
        arrive(model, floor_of(member(event->payload, "floor")));
        assert_true(model->current != 0);
    } else if (strcmp(name, "ticket.moved") == 0) {
        moved(model, event);
    } else if (strcmp(name, "ticket.merged") == 0) {
        model->category = SUP_CATEGORY_CLOSED;
    } else if (strcmp(name, "ticket.unmerged") == 0) {
        model->category = (int32_t)event->number;
        arrive(model, model->current);
    } else if (event->number == SUP_FLOOR_POLICY && is_move(name)) {
        placed(model, event, variant);
    } else if (strcmp(name, "floor.sign_off_carried") == 0) {
        assert_false(model->is_asked);
        model->is_asked = 1;
        carried_seen++;
    } else if (strcmp(name, "floor.sign_off_returned") == 0) {
        assert_true(model->is_asked || !is_work(model->category));
        model->is_asked = 0;
        returned_seen++;
    } else if (strcmp(name, "floor.raised") == 0) {
        raised(model, event, variant);
    } else if (strcmp(name, "floor.rules_matched") == 0) {
        model->has_head = 0;
    } else if (strcmp(name, "floor.escalated") == 0) {
        escalated(model, event, variant);
    } else if (strcmp(name, "floor.sign_off_requested") == 0) {
        asked(model, event);
    } else if (strcmp(name, "floor.signed") == 0) {
        signs(model, event);
    } else if (strcmp(name, "floor.evidence_recorded") == 0) {
        model->has_statement |= strcmp(event->after, "statement") == 0;
    } else if (strcmp(name, "floor.returned") == 0) {
        assert_true(rank_in(variant, floor_of(event->after)) < rank_in(variant, model->current));
        arrive(model, floor_of(event->after));
    } else if (strcmp(name, "floor.lowered") == 0) {
        lowered(model, event, variant);
    }
}

static void replay(struct model *models, const struct sup_event *event)
{
    struct model *model = &models[event->ticket_id];
    int32_t variant = variant_of[event->policy_version];

    assert_true(event->ticket_id < TICKETS_MAX);
    assert_true(event->policy_version >= 1 && event->policy_version <= version_count);
    change(model, event, variant);
    keep_numbers(model, event, variant);
    if (is_work(model->category) && !is_settling(event->name)) {
        assert_true(rank_in(variant, model->minimum) > 0);
        assert_true(rank_in(variant, model->current) >= rank_in(variant, model->minimum));
    }
}

static int64_t check_log(struct desk *desk)
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
    int64_t id = 1;
    for (; id < TICKETS_MAX && models[id].current; id++) {
        struct sup_ticket *ticket = desk_get(desk, id);

        int32_t variant = variant_of[version_count];

        tickets_seen++;
        if (is_work(models[id].category)) { /* each has had its turn */
            assert_int_equal(models[id].current_rank, rank_in(variant, models[id].current));
            assert_int_equal(models[id].minimum_rank, rank_in(variant, models[id].minimum));
        }
        assert_int_equal(floor_of(ticket->floor), models[id].current);
        assert_int_equal(floor_of(ticket->floor_minimum), models[id].minimum);
        sup_free(ticket);
    }
    return id - 1;
}

/* 1: a ticket is worked on, so it is listed. */
static int is_to_list(struct desk *desk, int64_t id)
{
    struct sup_ticket *ticket = desk_get(desk, id);
    int is_so = is_work(ticket->category) && !ticket->merged_into;

    sup_free(ticket);
    return is_so;
}

/* The list has the highest floor first, by the order of the policy, on each what has been there
 * longest: all that is worked on, once, and nothing else. */
static void check_list(struct desk *desk, int64_t count)
{
    char after[SUP_FLOOR_AFTER_BYTES_MAX + 1] = "";
    int is_listed[TICKETS_MAX] = {0};
    int64_t last_ms = 0;
    int32_t last = FLOORS;

    do {
        struct sup_floor_list *list = NULL;

        must(desk, sup_floor_list(desk->core, by_system(desk),
                                  PARAMS(floor_list, .limit = 2, .after = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            const struct sup_floor_ticket *item = &list->items[i];
            int32_t rank = rank_in(variant_of[version_count], floor_of(item->floor));

            assert_true(rank > 0 && rank <= last);
            assert_true(rank < last || item->arrived_ms >= last_ms);
            assert_int_equal(is_listed[item->ticket_id]++, 0);
            last = rank;
            last_ms = item->arrived_ms;
        }
        (void)snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (*after);
    for (int64_t id = 1; id <= count; id++) {
        assert_int_equal(is_listed[id], is_to_list(desk, id));
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

/* With what the highest floor demands for it, or without. */
static void solve_or_open(struct desk *desk, struct chance *chance)
{
    int64_t id = 1 + chance_pick(chance, TICKETS);
    int32_t code;

    if (chance_pick(chance, 2)) {
        (void)desk_run(desk, by_system(desk), SUP_OP_FLOOR_EVIDENCE,
                       PARAMS(floor_evidence, .ticket_id = id, .evidence = "statement"));
        (void)desk_run(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
                       PARAMS(floor_sign, .ticket_id = id, .kind = SUP_SIGN_RESOLUTION));
    }
    if (chance_pick(chance, 3) == 0) {
        const char *tag = chance_pick(chance, 2) ? "vip" : "angry";

        (void)desk_run(desk, by_lee(desk), SUP_OP_TICKET_TAG,
                       PARAMS(ticket_tag, .ticket_id = id, .tags = &tag, .tag_count = 1));
    }
    code = desk_run(
        desk, by_lee(desk), SUP_OP_TICKET_MOVE,
        PARAMS(ticket_move, .ticket_id = id, .status = chance_pick(chance, 2) ? "solved" : "open"));
    assert_true(code == SUP_OK || code == SUP_REFUSED || code == SUP_INVALID);
}

static void escalate(struct desk *desk, int64_t id)
{
    (void)desk_run(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE,
                   PARAMS(floor_escalate, .ticket_id = id));
}

/* A new ticket that waits for a signature is merged, and parted again now or later. */
static void merge_and_part(struct desk *desk, struct chance *chance)
{
    int64_t into = chance_pick(chance, 2) ? desk_ticket(desk) : 1 + chance_pick(chance, TICKETS);
    int64_t id = desk_ticket(desk);
    int32_t code;

    escalate(desk, id);
    escalate(desk, id); /* from there it is asked for */
    code = desk_run(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
                    PARAMS(ticket_merge, .ticket_id = id, .into = into));
    assert_true(code == SUP_OK || code == SUP_REFUSED || code == SUP_INVALID ||
                code == SUP_CONFLICT);
    if (chance_pick(chance, 2)) {
        desk->now_ms += chance_pick(chance, 2) ? 0 : MINUTE_MS;
        id = chance_pick(chance, 4) ? id : id - 2;
        code = desk_run(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE,
                        PARAMS(ticket_unmerge, .ticket_id = id));
        assert_true(code == SUP_OK || code == SUP_REFUSED || code == SUP_INVALID ||
                    code == SUP_CONFLICT);
    }
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
    version_count = 0;
    activate(&desk, 0);
    for (int i = 0; i < TICKETS; i++) {
        desk_ticket(&desk);
    }
    for (int i = 0; i < STEPS; i++) {
        static const int64_t pauses[] = {0,       0,       MINUTE_MS,   MINUTE_MS,    HOUR_MS,
                                         HOUR_MS, HOUR_MS, 2 * HOUR_MS, -2 * HOUR_MS, HOUR_MS,
                                         0,       DAY_MS,  365 * DAY_MS};

        desk.now_ms += pauses[chance_pick(&chance, 13)];
        if (chance_pick(&chance, 12) == 0) {
            activate(&desk, (int32_t)chance_pick(&chance, VARIANTS));
        } else if (chance_pick(&chance, 3) == 0) {
            tick(&desk, &other, &fault, &chance);
        } else if (chance_pick(&chance, 6) == 0) {
            merge_and_part(&desk, &chance);
        } else if (chance_pick(&chance, 4) == 0) {
            solve_or_open(&desk, &chance);
        } else if (chance_pick(&chance, 2)) {
            (void)random_floor_step(&desk, &chance);
        } else {
            random_step(&desk, &chance);
        }
    }
    desk.now_ms += 10 * DAY_MS;
    while (desk_tick(&desk) != 0) {
    }
    check_list(&desk, check_log(&desk));
    desk_expect_sound(&desk);
    sup_close(other.core);
    sup_close(desk.core);
    sup_store_close(inner);
}

static void floors_hold_whatever_happens(void **state)
{
    uint64_t count = desk_backend == DESK_MEMORY ? MEMORY_SEEDS : SQLITE_SEEDS;
    uint64_t first = first_seed ? first_seed : 1;
    uint64_t last = first_seed ? last_seed : count;

    (void)state;
    for (uint64_t seed = first; seed <= last; seed++) {
        print_message("seed %d\n", (int)seed);
        live(seed);
    }
    print_message("%d tickets, %d placed, %d sign-offs carried, %d returned\n", (int)tickets_seen,
                  (int)placed_seen, (int)carried_seen, (int)returned_seen);
    assert_true(first_seed || (placed_seen > 0 && carried_seen > 0 && returned_seen > 0));
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(floors_hold_whatever_happens)};
    int failed;

    first_seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    last_seed = count > 2 ? strtoull(arguments[2], NULL, 10) : first_seed;
    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
