/*
 * test_sla_model.c: lives by chance on a desk, and the same lives in a plain model: what a ticket's
 * timers show is what the model adds up, whatever the hours, the promises, the ticks, and the order
 * in which messages are told; and the tables are those that are made anew from the events.
 *
 * usage: test_sla_model [SEED [LIVES]]
 */
#include "random_desk.h"
#include "sla_fixture.h"
#include "sla_model.h"

#include "policy/sections.h"

enum { STEPS = 40, FIRST_DAY = 20532 /* 2026-03-20, a Friday */ };

static uint32_t life_count = 120;
static uint64_t first_seed = 1;

struct life {
    struct desk *desk;
    struct chance chance;
    struct model_policy policy;
    struct model model;
    uint64_t seed;
    char log[STEPS * 80];
    char *log_end;
};

static void note(struct life *life, const char *format, ...)
{
    va_list arguments;
    size_t left = (size_t)(life->log + sizeof life->log - life->log_end);

    va_start(arguments, format);
    life->log_end += vsnprintf(life->log_end, left, format, arguments);
    va_end(arguments);
}

/* ---- the policy ---- */

static char text[20000];
static char *text_end;

static void add(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_end += vsnprintf(text_end, (size_t)(text + sizeof text - text_end), format, arguments);
    va_end(arguments);
    assert_true(text_end < text + sizeof text);
}

static void take_back(char last)
{
    text_end -= text_end[-1] == last;
}

static void make_calendar(struct chance *chance, struct model_calendar *calendar)
{
    static const int offsets[] = {0, 330, -480, 60};
    static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
    int is_any = 0;

    calendar->offset_minutes = offsets[chance_pick(chance, 4)];
    calendar->holiday = FIRST_DAY + (int)chance_pick(chance, 8);
    add("{\"zone\": \"%c%02d:%02d\", \"holidays\": [\"2026-03-%02d\"], \"week\": {",
        calendar->offset_minutes < 0 ? '-' : '+', abs(calendar->offset_minutes) / 60,
        abs(calendar->offset_minutes) % 60, 20 + calendar->holiday - FIRST_DAY);
    for (int day = 0; day < 7; day++) {
        int minute = 0;

        calendar->week[day].count = (int)chance_pick(chance, 4);
        if (day == 6 && !is_any && !calendar->week[day].count) {
            calendar->week[day].count = 1;
        }
        is_any |= calendar->week[day].count;
        add("\"%s\": [", days[day]);
        for (int i = 0; i < calendar->week[day].count; i++) {
            calendar->week[day].begin[i] = minute += 1 + (int)chance_pick(chance, 240);
            calendar->week[day].end[i] = minute += 1 + (int)chance_pick(chance, 240);
            add("\"%02d:%02d-%02d:%02d\",", calendar->week[day].begin[i] / 60,
                calendar->week[day].begin[i] % 60, calendar->week[day].end[i] / 60,
                calendar->week[day].end[i] % 60);
        }
        take_back(',');
        add("],");
    }
    take_back(',');
    add("}}");
}

static void make_target(struct chance *chance, int metric, const char *priority,
                        struct model_target *target, int is_warned)
{
    static const int seconds[] = {0, 2, 60, 600, 3600, 3 * 3600, 12 * 3600, 48 * 3600};

    target->is_there = 1;
    target->is_warned = is_warned;
    target->within_ms = seconds[chance_pick(chance, 8)] * SECOND_MS;
    target->calendar = (int)chance_pick(chance, MODEL_CALENDARS + 1) - 1;
    add("{\"metric\": \"%s\", %s \"within\": \"PT%dS\"", sup__metric_names[metric], priority,
        (int)(target->within_ms / SECOND_MS));
    if (target->calendar >= 0) {
        add(", \"calendar\": \"c%d\"", target->calendar);
    }
    add("},");
}

static void make_sla(struct life *life, int sla)
{
    int is_warned = chance_pick(&life->chance, 2) == 0;
    int is_any = 0;

    add("{\"name\": \"%s\", \"warnings\": [%s], ", sla ? "all" : "vip", is_warned ? "\"50%\"" : "");
    if (!sla) {
        add("\"counts_from\": \"attach\", \"when\": {\"in\": [\"vip\", {\"var\": "
            "\"ticket.tags\"}]}, ");
    }
    add("\"targets\": [");
    for (int metric = 0; metric < MODEL_METRICS; metric++) {
        struct model_target *targets = life->policy.targets[sla][metric];
        int has_any = chance_pick(&life->chance, 3) != 0 || (metric == 9 && !is_any);
        int has_urgent = chance_pick(&life->chance, 3) == 0;

        if (has_urgent) {
            make_target(&life->chance, metric, "\"priority\": \"urgent\",", &targets[1], is_warned);
        }
        if (has_any) {
            make_target(&life->chance, metric, "", &targets[0], is_warned);
        }
        if (has_any && !has_urgent) {
            targets[1] = targets[0];
        }
        is_any |= has_any || has_urgent;
    }
    take_back(',');
    add("]},");
}

static void make_policy(struct life *life)
{
    text_end = text;
    life->policy.grace_ms = chance_pick(&life->chance, 2) ? 2 * HOUR_MS : 0;
    life->policy.calendar = (int)chance_pick(&life->chance, MODEL_CALENDARS + 1) - 1;
    add("\"timers\": {");
    if (life->policy.calendar >= 0) {
        add("\"calendar\": \"c%d\",", life->policy.calendar);
    }
    add("\"resume_grace\": \"PT%dH\"}, \"calendars\": {", life->policy.grace_ms ? 2 : 0);
    for (int i = 0; i < MODEL_CALENDARS; i++) {
        add("%s\"c%d\": ", i ? ", " : "", i);
        make_calendar(&life->chance, &life->policy.calendars[i]);
    }
    add("}, \"sla\": [");
    make_sla(life, 0);
    make_sla(life, 1);
    take_back(',');
    add("]");
    sla_activate(life->desk, text);
}

/* ---- a step ---- */

/* What the ticket has become is the desk's to say; what it means for timers is the model's. */
static void follow(struct life *life, int64_t at_ms)
{
    struct sup_ticket *ticket = desk_get(life->desk, 1);
    int is_taken = ticket->assignee_id != 0;
    int team = !ticket->team ? 0 : strcmp(ticket->team, "risk") == 0 ? 1 : 2;

    if (is_taken != life->model.is_taken || team != life->model.team) {
        model_assign(&life->model, at_ms, is_taken, team);
    }
    if (ticket->category != life->model.category) {
        note(life, " ->%s", ticket->status);
        model_move(&life->model, at_ms, ticket->category);
    }
    sup_free(ticket);
}

static int64_t late(struct life *life)
{
    int64_t age_ms = life->desk->now_ms - T0;
    int64_t at_ms = life->desk->now_ms;

    if (chance_pick(&life->chance, 3) == 0 && age_ms) {
        at_ms -= (int64_t)(chance_pick(&life->chance, 1000)) * age_ms / 1000;
    }
    return at_ms;
}

static void ask(struct life *life)
{
    int64_t at_ms = late(life);
    int is_automated = chance_pick(&life->chance, 6) == 0;

    note(life, "ask %lld%s", (long long)(at_ms - T0), is_automated ? " automated" : "");
    desk_ok(life->desk, at(by_ann(life->desk), at_ms), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "And?", .is_automated = is_automated));
    if (!is_automated) {
        model_question(&life->model, at_ms);
    }
    follow(life, at_ms);
}

static void answer(struct life *life)
{
    static const char *const statuses[] = {NULL, NULL, "pending", "solved"};
    int64_t at_ms = late(life);
    uint32_t kind = chance_pick(&life->chance, 6); /* 0 a bot, 1 automated, 2 acknowledges */
    const char *status =
        at_ms == life->desk->now_ms ? statuses[chance_pick(&life->chance, 4)] : NULL;
    struct sup_caller *caller = kind ? by_priya(life->desk) : by_robo(life->desk);

    note(life, "answer %lld kind %d %s", (long long)(at_ms - T0), (int)kind, status ? status : "");
    if (life->model.category == SUP_CATEGORY_SOLVED && status) {
        status = NULL;
    }
    desk_ok(life->desk, at(caller, at_ms), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "So.", .status = status,
                   .is_automated = kind == 1, .is_acknowledgement = kind == 2));
    model_word(&life->model, at_ms, kind > 2);
    follow(life, at_ms);
}

static void move_on(struct life *life)
{
    static const char *const statuses[] = {"open", "pending", "on_hold", "solved", "open"};
    const char *status = life->model.category == SUP_CATEGORY_SOLVED
                             ? "open"
                             : statuses[chance_pick(&life->chance, 5)];

    note(life, "move %s", status);
    desk_move(life->desk, by_priya(life->desk), 1, status);
    follow(life, life->desk->now_ms);
}

static void prioritize(struct life *life)
{
    life->model.priority = (int)chance_pick(&life->chance, 2);
    note(life, "priority %d", life->model.priority);
    desk_ok(life->desk, by_priya(life->desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1,
                   .priority = life->model.priority ? "urgent" : "normal"));
    model_promise(&life->model, life->desk->now_ms);
}

static void tag(struct life *life)
{
    static const char *const vip = "vip";

    life->model.is_vip = (int)chance_pick(&life->chance, 2);
    note(life, "vip %d", life->model.is_vip);
    desk_ok(life->desk, by_priya(life->desk),
            life->model.is_vip ? SUP_OP_TICKET_TAG : SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = &vip, .tag_count = 1));
    model_promise(&life->model, life->desk->now_ms);
}

static void hand_over(struct life *life)
{
    uint32_t what = chance_pick(&life->chance, 4);

    note(life, "hand over %d", (int)what);
    if (what == 3) {
        desk_ok(life->desk, by_lee(life->desk), SUP_OP_TICKET_TRANSFER,
                PARAMS(ticket_transfer, .ticket_id = 1,
                       .team = chance_pick(&life->chance, 2) ? "risk" : "frontline"));
    } else {
        desk_ok(life->desk, by_lee(life->desk), SUP_OP_TICKET_ASSIGN,
                PARAMS(ticket_assign, .ticket_id = 1, .agent_id = what,
                       .team = chance_pick(&life->chance, 4) ? NULL : "risk"));
    }
    follow(life, life->desk->now_ms);
}

static void open_ticket(struct life *life)
{
    int is_by_customer = chance_pick(&life->chance, 3) != 0;
    int64_t now_ms = life->desk->now_ms;

    if (is_by_customer) {
        desk_ok(life->desk, by_ann(life->desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "Where?", .body = "Where is it?"));
    } else {
        desk_ok(life->desk, by_priya(life->desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "Call back", .customer_id = ANN,
                       .team = chance_pick(&life->chance, 2) ? "frontline" : NULL,
                       .assignee_id = chance_pick(&life->chance, 3) ? 0 : PRIYA));
    }
    struct sup_ticket *ticket = desk_get(life->desk, 1);

    life->model.category = ticket->category;
    life->model.is_taken = ticket->assignee_id != 0;
    life->model.team = ticket->team ? 2 : 0;
    sup_free(ticket);
    note(life, "opened by %s", is_by_customer ? "the customer" : "an agent");
    model_open(&life->model, now_ms, is_by_customer);
    if (is_by_customer) {
        model_question(&life->model, now_ms);
    }
}

static int64_t pause_ms(struct chance *chance)
{
    static const int64_t pauses[] = {
        0,          0,       1,           SECOND_MS,      59 * SECOND_MS,
        MINUTE_MS,  HOUR_MS, 3 * HOUR_MS, 10 * MINUTE_MS, HOUR_MS,
        7 * HOUR_MS};

    return pauses[chance_pick(chance, sizeof pauses / sizeof pauses[0])];
}

/* ---- looking ---- */

static void tell(const struct life *life, const struct sup_timer *timer, const char *what,
                 int64_t got, int64_t expected)
{
    fail_msg("seed %llu, %s %d: %s is %lld, the model says %lld\n%s",
             (unsigned long long)life->seed, sup__metric_names[timer->metric - 1],
             (int)timer->instance, what, (long long)got, (long long)expected, life->log);
}

static void same(const struct life *life, const struct sup_timer *timer, const char *what,
                 int64_t got, int64_t expected)
{
    if (got != expected) {
        tell(life, timer, what, got, expected);
    }
}

static int64_t since_t0(int64_t at_ms)
{
    return at_ms ? at_ms - T0 : 0;
}

static void compare(const struct life *life, const struct sup_timer *timer,
                    const struct model_run *run)
{
    static const char *const slas[] = {"vip", "all"};
    int64_t now_ms = life->desk->now_ms;
    int is_due = run->state == SUP_TIMER_RUNNING && run->sla >= 0 && !run->breached_ms;

    same(life, timer, "state", timer->state, run->state);
    same(life, timer, "beginning", since_t0(timer->started_ms), since_t0(run->started_ms));
    same(life, timer, "end", since_t0(timer->ended_ms), since_t0(run->ended_ms));
    same(life, timer, "time used", timer->used_ms, model_used(run, now_ms));
    same(life, timer, "business time", timer->business_ms,
         model_business(&life->model, run, now_ms));
    same(life, timer, "promise", timer->sla ? strcmp(timer->sla, slas[0]) != 0 : -1, run->sla);
    same(life, timer, "breach", since_t0(timer->breached_ms), since_t0(run->breached_ms));
    same(life, timer, "missed", timer->is_missed, run->is_missed);
    if (run->sla >= 0) {
        same(life, timer, "target", timer->target_ms, run->target.within_ms);
        same(life, timer, "base", timer->base_ms, run->base_ms);
        same(life, timer, "warnings", timer->warned, run->warned);
    }
    if (is_due) {
        same(life, timer, "deadline", since_t0(timer->due_ms),
             since_t0(model_due(&life->model, run)));
    }
}

static void compare_all(struct life *life)
{
    char after[SUP_TIMER_AFTER_BYTES_MAX + 1] = "";
    int seen = 0;

    do {
        struct sup_timer_list *list = NULL;

        must(life->desk,
             sup_ticket_timers(life->desk->core, by_priya(life->desk),
                               PARAMS(ticket_timers, .ticket_id = 1, .after = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            const struct sup_timer *timer = &list->items[i];
            const struct model_run *run = NULL;

            for (int k = 0; k < life->model.count; k++) {
                const struct model_run *item = &life->model.runs[k];

                run = item->metric + 1 == timer->metric && item->instance == timer->instance ? item
                                                                                             : run;
            }
            if (!run) {
                tell(life, timer, "a run", 1, 0);
            }
            compare(life, timer, run);
            seen++;
        }
        snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (*after);
    if (seen != life->model.count) {
        fail_msg("seed %llu: %d runs, the model has %d\n%s", (unsigned long long)life->seed, seen,
                 life->model.count, life->log);
    }
}

/* ---- lives ---- */

static void live(uint64_t seed)
{
    static void (*const actions[])(struct life * life) = {
        ask, ask, ask, answer, answer, answer, move_on, move_on, prioritize, tag, hand_over};
    struct life *life = calloc(1, sizeof *life);
    void *state = NULL;

    assert_non_null(life);
    life->seed = life->chance.state = seed;
    life->log_end = life->log;
    life->model.policy = &life->policy;
    desk_setup(&state);
    life->desk = state;
    make_policy(life);
    open_ticket(life);
    for (int step = 0; step < STEPS; step++) {
        life->desk->now_ms += pause_ms(&life->chance);
        if (life->desk->now_ms >= T0 + 3 * DAY_MS) {
            break; /* before it is closed by itself */
        }
        if (chance_pick(&life->chance, 3) == 0) {
            desk_tick(life->desk);
        }
        model_fire(&life->model, life->desk->now_ms);
        note(life, "\n%lld ", (long long)(life->desk->now_ms - T0));
        actions[chance_pick(&life->chance, sizeof actions / sizeof actions[0])](life);
        if (chance_pick(&life->chance, 10) == 0) { /* a look in between changes nothing */
            desk_tick(life->desk);
            model_fire(&life->model, life->desk->now_ms);
            compare_all(life);
        }
    }
    if (chance_pick(&life->chance, 3) == 0) {
        model_fire(&life->model, life->desk->now_ms);
        desk_move(life->desk, by_priya(life->desk), 1, "closed");
        follow(life, life->desk->now_ms);
    }
    desk_tick(life->desk);
    model_fire(&life->model, life->desk->now_ms);
    compare_all(life);
    desk_expect_sound(life->desk);
    desk_teardown(&state);
    free(life);
}

static void timers_show_what_a_plain_model_adds_up(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < life_count; i++) {
        live(first_seed + i);
    }
}

int main(int argument_count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(timers_show_what_a_plain_model_adds_up),
    };
    int failed;

    first_seed = argument_count > 1 ? strtoull(arguments[1], NULL, 10) : first_seed;
    life_count = argument_count > 2 ? (uint32_t)strtoul(arguments[2], NULL, 10) : life_count;
    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
