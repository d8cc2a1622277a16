/*
 * test_sla_random.c: what must hold of timers in lives by chance, with threads that are merged,
 * taken apart and split, with what is told late, and under policy after policy.
 *
 * Nothing is expected of a single run: what is shown of it has to agree with itself. What is left
 * of a target lies ahead until it is due, by the hours that count; the parts of an explanation add
 * up; promises follow each other; what broke did so while it was promised, and is a miss. Lives
 * with odd seeds are a desk's that is told late what was written; with even seeds an import tells
 * of the past as well, where nothing fires. In every fourth life some clocks are behind, a few
 * milliseconds or up to a day. A failure names its seed: `test_sla_random SEED 1` repeats it.
 */
#include "random_desk.h"

#include "policy/sections.h"
#include "sla_fixture.h"
#include "supportcore/calendar.h"
#include "supportcore/misses.h"

enum { STEPS = 50, TICKETS_MAX = 5, LOG_BYTES = 20000, MISSES_MAX = 400 };

static uint64_t first_seed = 1;
static uint32_t life_count = 100;
static const uint64_t found[] = {365, 438, 4474, 9410}; /* something was wrong in these once */

/* ---- policies ---- */

#define OFFICE(dates)                                                                              \
    "\"calendars\": {\"office\": {\"zone\": \"Europe/Rome\", \"week\": {"                          \
    "\"monday\": [\"09:00-13:00\", \"14:00-18:00\"], \"tuesday\": [\"09:00-13:00\"], "             \
    "\"thursday\": [\"22:00-06:00\"], "                                                            \
    "\"friday\": [\"09:00-13:00\", \"14:00-18:00\"], \"sunday\": [\"00:00-05:00\"]}" dates "}}, "
#define TARGET(metric, within) "{\"metric\": \"" metric "\", \"within\": \"" within "\"}"
#define ALL(more)                                                                                  \
    "\"sla\": [{\"name\": \"all\", \"calendar\": \"office\", \"warnings\": [\"50%\"], " more       \
    "\"targets\": [{\"metric\": \"first_reply\", \"priority\": \"urgent\", \"within\": "           \
    "\"PT1H\"}," TARGET("first_reply", "PT4H") "," TARGET("next_reply", "PT2H") "," TARGET(        \
        "requester_wait", "PT8H") "," TARGET("agent_work",                                         \
                                             "PT6H") "," TARGET("acknowledgement",                 \
                                                                "PT10M") "," TARGET("resolution",  \
                                                                                    "PT16H") "]}]"

static const char *const policies[] = {
    OFFICE("") ALL("") ", \"timers\": {\"calendar\": \"office\"}",
    OFFICE(", \"holidays\": [\"2026-03-20\", \"2026-03-23\"]") ALL("\"counts_from\": \"attach\", "),
    OFFICE("") "\"timers\": {\"resume_grace\": \"PT5H\", \"pauses\": {\"resolution\": "
               "[\"on_hold\"], \"first_reply\": [\"pending\"]}}, " ALL(""),
    "\"sla\": [{\"name\": \"fast\", \"when\": {\"==\": [{\"var\": \"ticket.priority\"}, "
    "\"urgent\"]}, "
    "\"targets\": [" TARGET("first_reply", "PT30M") "," TARGET("next_reply", "PT1H") "," TARGET(
        "periodic_update",
        "PT3H") "," TARGET("resolution",
                           "P1D") "]}, {\"name\": \"all\", "
                                  "\"targets\": [" TARGET("next_reply", "PT5H") "," TARGET(
                                      "requester_wait", "PT3H") "]}]",
    "\"timers\": {}",
};

/* ---- a life ---- */

struct life {
    struct desk *desk;
    struct chance chance;
    uint64_t seed;
    int is_import;
    int64_t tickets;
    int64_t asked_ms[STEPS + 1];
    uint32_t asked_count;
    char log[LOG_BYTES];
    size_t log_bytes;
};

static uint32_t pick(struct life *life, uint32_t count)
{
    return chance_pick(&life->chance, count);
}

static void wrong(const struct life *life, const struct sup_timer *timer, int64_t ticket,
                  const char *what, int64_t got, int64_t expected)
{
    print_error("%s", life->log);
    fail_msg("seed %llu, at %lld, ticket %d, %s %d: %s is %lld, expected %lld",
             (unsigned long long)life->seed, (long long)(life->desk->now_ms - T0), (int)ticket,
             sup__metric_names[timer->metric - 1], (int)timer->instance, what, (long long)got,
             (long long)expected);
}

/* Up to six hours ago. */
static struct sup_caller *told_late(struct life *life, struct sup_caller *caller)
{
    int64_t at_ms = life->desk->now_ms - (int64_t)pick(life, 6 * 3600) * SECOND_MS;

    return life->is_import ? by_import(life->desk, at_ms) : at(caller, at_ms);
}

/* What a life may answer: the rest is a defect. */
static void did(struct life *life, const char *what, int64_t ticket, int64_t number, int32_t code)
{
    size_t room = sizeof life->log - life->log_bytes;

    life->log_bytes += (size_t)snprintf(life->log + life->log_bytes, room, "%lld %s %d %lld: %d\n",
                                        (long long)(life->desk->now_ms - T0), what, (int)ticket,
                                        (long long)number, (int)code);
    assert_true(life->log_bytes < sizeof life->log);
    if (code != SUP_OK && code != SUP_CONFLICT && code != SUP_REFUSED && code != SUP_INVALID &&
        code != SUP_NOT_FOUND) {
        fail_msg("seed %llu: %s\n%s", (unsigned long long)life->seed,
                 sup_last_error(life->desk->core)->text, life->log);
    }
}

/* ---- what happens ---- */

static void opens(struct life *life, int64_t ticket)
{
    struct desk *desk = life->desk;
    int is_anns = pick(life, 4) > 0;

    if (life->tickets < TICKETS_MAX) {
        int32_t code = desk_run(desk, is_anns ? by_ann(desk) : by_lee(desk), SUP_OP_TICKET_OPEN,
                                PARAMS(ticket_open, .subject = "Lamp", .body = is_anns ? "?" : NULL,
                                       .team = "frontline", .customer_id = is_anns ? 0 : ANN));
        did(life, "open", ticket, is_anns, code);
        life->tickets += code == SUP_OK;
        life->asked_ms[life->asked_count] = desk->now_ms;
        life->asked_count += code == SUP_OK && is_anns;
    }
}

/* When it was asked is what the ticket says, where the clock is behind. */
static void asks(struct life *life, int64_t ticket)
{
    int32_t code = desk_run(life->desk, by_ann(life->desk), SUP_OP_TICKET_RECEIVE,
                            PARAMS(ticket_receive, .ticket_id = ticket, .body = "?"));
    struct sup_ticket *asked;

    did(life, "ask", ticket, 0, code);
    if (code == SUP_OK) {
        asked = desk_get(life->desk, life->desk->receipt.ticket_id);
        life->asked_ms[life->asked_count++] = asked->last_customer_ms;
        life->tickets = asked->id > life->tickets ? asked->id : life->tickets;
        sup_free(asked);
    }
}

static void asked(struct life *life, int64_t ticket)
{
    if (life->seed % 5 == 1) { /* in these lives nobody tells late of a question */
        asks(life, ticket);
        return;
    }

    struct sup_caller *caller = told_late(life, by_system(life->desk));
    int32_t code =
        desk_run(life->desk, caller, SUP_OP_TICKET_RECEIVE,
                 PARAMS(ticket_receive, .ticket_id = ticket, .body = "?", .customer_id = ANN));

    did(life, "asked", ticket, caller->at_ms - T0, code);
    if (code == SUP_OK) {
        struct sup_ticket *to = desk_get(life->desk, life->desk->receipt.ticket_id);
        life->asked_ms[life->asked_count++] = caller->at_ms;
        life->tickets = to->id > life->tickets ? to->id : life->tickets;
        sup_free(to);
    }
}

static const char *some_status(struct life *life)
{
    static const char *const names[] = {"open", "pending", "on_hold", "solved", "open"};

    return names[pick(life, 5)];
}

/* Whatever the clock of who answers says, it answers all that was asked. */
static void answers(struct life *life, int64_t ticket)
{
    const char *status = pick(life, 5) < 2 ? some_status(life) : NULL;
    int32_t code =
        desk_run(life->desk, by_priya(life->desk), SUP_OP_TICKET_REPLY,
                 PARAMS(ticket_message, .ticket_id = ticket, .body = "!", .status = status));
    struct sup_ticket *answered;

    did(life, status ? status : "answer", ticket, 0, code);
    if (code == SUP_OK) {
        answered = desk_get(life->desk, ticket);
        if (answered->waiting_since_ms) {
            fail_msg("seed %llu: ticket %d waits after an answer\n%s",
                     (unsigned long long)life->seed, (int)ticket, life->log);
        }
        sup_free(answered);
    }
}

static void answered(struct life *life, int64_t ticket)
{
    struct sup_caller *caller = told_late(life, by_priya(life->desk));
    int32_t code = desk_run(life->desk, caller, SUP_OP_TICKET_REPLY,
                            PARAMS(ticket_message, .ticket_id = ticket, .body = "!",
                                   .author_id = life->is_import ? PRIYA : 0));

    did(life, "answered", ticket, caller->at_ms - T0, code);
}

static void moves(struct life *life, int64_t ticket)
{
    const char *status = some_status(life);
    struct sup_caller *caller = life->is_import && pick(life, 2)
                                    ? told_late(life, by_priya(life->desk))
                                    : by_priya(life->desk);

    did(life, status, ticket, caller->at_ms ? caller->at_ms - T0 : 0,
        desk_run(life->desk, caller, SUP_OP_TICKET_MOVE,
                 PARAMS(ticket_move, .ticket_id = ticket, .status = status)));
}

static void changes(struct life *life, int64_t ticket)
{
    static const char *const priorities[] = {"low", "normal", "urgent"};
    const char *priority = priorities[pick(life, 3)];

    did(life, priority, ticket, 0,
        desk_run(life->desk, by_priya(life->desk), SUP_OP_TICKET_PRIORITIZE,
                 PARAMS(ticket_prioritize, .ticket_id = ticket, .priority = priority)));
}

static void assigns(struct life *life, int64_t ticket)
{
    int64_t agent = pick(life, 3) ? PRIYA : 0;

    did(life, "assign", ticket, agent,
        desk_run(life->desk, by_lee(life->desk), SUP_OP_TICKET_ASSIGN,
                 PARAMS(ticket_assign, .ticket_id = ticket, .agent_id = agent)));
}

static void merges(struct life *life, int64_t ticket)
{
    int64_t into = 1 + pick(life, TICKETS_MAX);

    did(life, "merge", ticket, into,
        desk_run(life->desk, by_lee(life->desk), SUP_OP_TICKET_MERGE,
                 PARAMS(ticket_merge, .ticket_id = ticket, .into = into)));
}

static void unmerges(struct life *life, int64_t ticket)
{
    did(life, "unmerge", ticket, 0,
        desk_run(life->desk, by_lee(life->desk), SUP_OP_TICKET_UNMERGE,
                 PARAMS(ticket_unmerge, .ticket_id = ticket)));
}

static void splits(struct life *life, int64_t ticket)
{
    int64_t message = 1 + pick(life, 20);
    int32_t code = desk_run(life->desk, by_lee(life->desk), SUP_OP_TICKET_SPLIT,
                            PARAMS(ticket_split, .ticket_id = ticket, .message_id = message,
                                   .is_rest = (int32_t)pick(life, 2)));

    did(life, "split", ticket, message, code);
    life->tickets += code == SUP_OK;
}

static void ticks(struct life *life, int64_t ticket)
{
    did(life, "tick", ticket, desk_tick(life->desk), SUP_OK);
}

static void activates(struct life *life, int64_t ticket)
{
    uint32_t policy = pick(life, sizeof policies / sizeof policies[0]);

    sla_activate(life->desk, policies[policy]);
    did(life, "policy", ticket, policy, SUP_OK);
}

static void (*const actions[])(struct life *life, int64_t ticket) = {
    opens,    opens,  asks,  asks,    asks,    asked,    answers,  answers,
    answered, moves,  moves, changes, assigns, merges,   unmerges, merges,
    unmerges, splits, ticks, ticks,   ticks,   activates};

/* ---- what must hold ---- */

/* What is left lies ahead, by the hours that count. */
static void check_due(struct life *life, int64_t ticket, const struct sup_timer *timer)
{
    struct desk *desk = life->desk;
    struct sup_calendar_time *time = NULL;
    int64_t due_ms = desk->now_ms + timer->left_ms;

    if (timer->state != SUP_TIMER_RUNNING || !timer->sla || timer->is_awaiting_replan ||
        timer->breached_ms) {
        return;
    }
    if (timer->left_ms < 0 && !timer->next_ms && !life->is_import) {
        wrong(life, timer, ticket, "over, and nothing waits", 0, 1);
    }
    if (timer->left_ms <= 0) {
        return;
    }
    if (timer->calendar) {
        must(desk, sup_calendar_add(desk->core, by_system(desk),
                                    PARAMS(calendar_add, .calendar = timer->calendar,
                                           .from_ms = desk->now_ms, .duration_ms = timer->left_ms),
                                    &time));
        due_ms = time->at_ms;
        sup_free(time);
    }
    if (timer->due_ms != due_ms) {
        wrong(life, timer, ticket, "due", timer->due_ms - T0, due_ms - T0);
    }
}

/* Promises take each other's place in time, and break while they are there. */
static void check_promises(struct life *life, int64_t ticket, const struct sup_timer *timer)
{
    int64_t made_ms = timer->started_ms;
    int is_later = 0; /* one that came after the end is recorded as broken */

    for (uint32_t i = 0; i < timer->promise_count; i++) {
        const struct sup_timer_promise *promise = &timer->promises[i];
        int64_t broken_ms = promise->breached_ms;

        if (promise->ended_ms < made_ms) {
            wrong(life, timer, ticket, "end of a promise", promise->ended_ms - T0, made_ms - T0);
        }
        if (broken_ms && (broken_ms < made_ms || broken_ms > promise->ended_ms)) {
            wrong(life, timer, ticket, "breach of a promise", broken_ms - T0, made_ms - T0);
        }
        if (!broken_ms && promise->used_ms > promise->target_ms) {
            wrong(life, timer, ticket, "used of a promise that is kept", promise->used_ms,
                  promise->target_ms);
        }
        is_later |= timer->ended_ms && broken_ms > timer->ended_ms;
        made_ms = promise->ended_ms;
    }
    if (timer->breached_ms && timer->breached_ms < made_ms) {
        wrong(life, timer, ticket, "breach", timer->breached_ms - T0, made_ms - T0);
    }
    if (timer->ended_ms && made_ms > timer->ended_ms && !timer->breached_ms && !is_later) {
        wrong(life, timer, ticket, "promised", made_ms - T0, timer->ended_ms - T0);
    }
}

static void check_timer(struct life *life, int64_t ticket, const struct sup_timer *timer)
{
    int64_t end_ms = timer->ended_ms ? timer->ended_ms : life->desk->now_ms;

    check_due(life, ticket, timer);
    check_promises(life, ticket, timer);
    if (timer->business_ms < 0 || timer->business_ms > timer->used_ms ||
        timer->used_ms > end_ms - timer->started_ms) {
        wrong(life, timer, ticket, "used", timer->used_ms, timer->business_ms);
    }
    if (timer->state == SUP_TIMER_FULFILLED && timer->sla && timer->left_ms < 0 &&
        !timer->breached_ms) {
        wrong(life, timer, ticket, "over, and not broken", timer->left_ms, 0);
    }
}

/* The parts follow each other from the beginning on, and add up. */
static void check_explained(struct life *life, int64_t ticket, const struct sup_timer *timer)
{
    struct desk *desk = life->desk;
    struct sup_sla_explanation *why = NULL;
    int64_t used_ms = 0;
    int64_t business_ms = 0;
    int64_t ahead_ms = 0;
    int is_ahead = 0;
    int64_t at_ms = timer->started_ms;

    must(desk, sup_sla_explain(desk->core, by_system(desk),
                               PARAMS(sla_explain, .ticket_id = ticket, .metric = timer->metric,
                                      .instance = timer->instance),
                               &why));
    for (uint32_t i = 0; i < why->span_count; i++) {
        const struct sup_timer_span *span = &why->spans[i];

        if (span->from_ms != at_ms || span->to_ms <= at_ms) {
            wrong(life, timer, ticket, "a part begins", span->from_ms - T0, at_ms - T0);
        }
        at_ms = span->to_ms;
        used_ms += span->is_ahead ? 0 : span->used_ms;
        business_ms += span->is_ahead ? 0 : span->business_ms;
        ahead_ms += span->is_ahead ? span->business_ms : 0;
        is_ahead |= span->is_ahead;
    }
    if (used_ms != timer->used_ms) {
        wrong(life, timer, ticket, "used in parts", used_ms, timer->used_ms);
    }
    if (business_ms != timer->business_ms) {
        wrong(life, timer, ticket, "hours in parts", business_ms, timer->business_ms);
    }
    if (is_ahead && ahead_ms != timer->left_ms) {
        wrong(life, timer, ticket, "ahead in parts", ahead_ms, timer->left_ms);
    }
    sup_free(why);
}

/* ---- misses ---- */

struct missed {
    int64_t ticket_id;
    int64_t instance;
    int64_t started_ms;
    int32_t metric;
    int is_again; /* another promise of the same run */
};

struct misses {
    struct missed items[MISSES_MAX];
    uint32_t count;
};

static void add_misses(struct misses *misses, const struct sup_miss_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_miss *miss = &list->items[i];
        struct missed *to = &misses->items[misses->count++];

        assert_true(misses->count < MISSES_MAX);
        *to = (struct missed){miss->ticket_id, miss->instance, 0, miss->metric, 0};
        for (const struct missed *at = misses->items; at < to; at++) {
            to->is_again |= at->ticket_id == to->ticket_id && at->metric == to->metric &&
                            at->instance == to->instance;
        }
    }
}

static void read_misses(struct life *life, struct misses *misses)
{
    struct desk *desk = life->desk;
    struct sup_miss_list *list = NULL;
    char after[SUP_MISS_AFTER_BYTES_MAX + 1] = "";

    misses->count = 0;
    do {
        must(desk, sup_sla_misses(desk->core, by_system(desk),
                                  PARAMS(sla_misses, .from_ms = 1, .to_ms = desk->now_ms + 1,
                                         .after = *after ? after : NULL),
                                  &list));
        add_misses(misses, list);
        snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (*after);
}

/* When the run of a miss began: that was its question. */
static int64_t find_begun(struct life *life, const struct missed *missed)
{
    struct sup_timer_list *list = NULL;
    int64_t started_ms = 0;

    must(life->desk, sup_ticket_timers(life->desk->core, by_system(life->desk),
                                       PARAMS(ticket_timers, .ticket_id = missed->ticket_id,
                                              .metric = missed->metric),
                                       &list));
    for (uint32_t i = 0; i < list->count; i++) {
        started_ms =
            list->items[i].instance == missed->instance ? list->items[i].started_ms : started_ms;
    }
    sup_free(list);
    return started_ms;
}

/* As many were missed of an instant as were asked in it, at most. */
static void check_questions(struct life *life, struct misses *misses)
{
    for (uint32_t i = 0; i < misses->count; i++) {
        struct missed *missed = &misses->items[i];
        int is_reply =
            missed->metric == SUP_METRIC_FIRST_REPLY || missed->metric == SUP_METRIC_NEXT_REPLY;
        uint32_t asked = 0;
        uint32_t count = 1;

        missed->started_ms = is_reply && !missed->is_again ? find_begun(life, missed) : 0;
        if (!missed->started_ms) {
            continue;
        }
        for (uint32_t k = 0; k < i; k++) {
            count += misses->items[k].started_ms == missed->started_ms;
        }
        for (uint32_t k = 0; k < life->asked_count; k++) {
            asked += life->asked_ms[k] == missed->started_ms;
        }
        if (count > asked) {
            fail_msg("seed %llu: %d misses of %d questions of %lld\n%s",
                     (unsigned long long)life->seed, (int)count, (int)asked,
                     (long long)(missed->started_ms - T0), life->log);
        }
    }
}

/* A breach for each miss, and none without. */
static void check_misses(struct life *life, int64_t breaches)
{
    struct misses *misses = calloc(1, sizeof *misses);

    assert_non_null(misses);
    read_misses(life, misses);
    if (misses->count != breaches) {
        fail_msg("seed %llu: %d misses, %d breaches\n%s", (unsigned long long)life->seed,
                 (int)misses->count, (int)breaches, life->log);
    }
    check_questions(life, misses);
    free(misses);
}

static int64_t check_ticket(struct life *life, int64_t ticket, int is_explained)
{
    struct desk *desk = life->desk;
    struct sup_timer_list *list = NULL;
    int64_t breaches = 0;

    must(desk, sup_ticket_timers(desk->core, by_system(desk),
                                 PARAMS(ticket_timers, .ticket_id = ticket), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_timer *timer = &list->items[i];

        check_timer(life, ticket, timer);
        if (is_explained || pick(life, 20) == 0) {
            check_explained(life, ticket, timer);
        }
        if (timer->is_missed_before) {
            continue; /* what broke of it is a miss of the run that its question had before */
        }
        breaches += timer->breached_ms != 0;
        for (uint32_t k = 0; k < timer->promise_count; k++) {
            breaches += timer->promises[k].breached_ms != 0;
        }
    }
    sup_free(list);
    return breaches;
}

static void check_all(struct life *life, int is_end)
{
    int64_t breaches = 0;

    for (int64_t ticket = 1; ticket <= life->tickets; ticket++) {
        breaches += check_ticket(life, ticket, is_end);
    }
    if (is_end) {
        check_misses(life, breaches);
        desk_expect_sound(life->desk);
    }
}

/* ---- lives ---- */

/* One thing happens, by a clock that may be behind. */
static void act(struct life *life, int64_t ticket)
{
    static const uint32_t most_ms[] = {20, 3600000, 86400000};
    int64_t now_ms = life->desk->now_ms;
    int is_skewed = (life->seed % 8 == 3 || life->seed % 8 == 4) && pick(life, 3) == 0;

    if (is_skewed) {
        life->desk->now_ms -= pick(life, most_ms[pick(life, 3)]);
    }
    actions[pick(life, sizeof actions / sizeof actions[0])](life, ticket);
    life->desk->now_ms = now_ms;
}

static void live(uint64_t seed)
{
    static const int64_t pauses[] = {
        0, 0, 1, SECOND_MS, 60 * SECOND_MS, 300 * SECOND_MS, 3600 * SECOND_MS, 14400 * SECOND_MS};
    struct life *life = calloc(1, sizeof *life);
    void *state = NULL;

    assert_non_null(life);
    assert_int_equal(desk_setup(&state), 0);
    life->desk = state;
    life->seed = life->chance.state = seed;
    life->is_import = seed % 2 == 0;
    sla_activate(life->desk, policies[0]);
    opens(life, 0);
    for (int i = 0; i < STEPS; i++) {
        int64_t ticket = life->tickets ? 1 + pick(life, (uint32_t)life->tickets) : 1;

        life->desk->now_ms += pauses[pick(life, 8)] + (pick(life, 3) ? 0 : pick(life, 900000));
        act(life, ticket);
        if (pick(life, 2)) {
            desk_tick(life->desk);
        }
        check_all(life, 0);
    }
    desk_tick(life->desk);
    check_all(life, 1);
    desk_teardown(&state);
    free(life);
}

static void what_is_shown_of_timers_agrees_with_itself(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < life_count; i++) {
        live(first_seed + i);
    }
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        live(found[i]);
    }
}

int main(int argument_count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_of_timers_agrees_with_itself),
    };

    first_seed = argument_count > 1 ? strtoull(arguments[1], NULL, 10) : first_seed;
    life_count = argument_count > 2 ? (uint32_t)strtoul(arguments[2], NULL, 10) : life_count;
    desk_backend = DESK_MEMORY;
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
