/*
 * test_deadlines.c: what has to be done by a date that the shop reported of an order.
 *
 * The order is to ship ten hours after T0, and an hour before that is the last moment: 32400 s. A
 * warning comes half an hour earlier, at 30600 s; broken it is a millisecond later than due.
 */
#include "customer_fixture.h"
#include "join_fixture.h"
#include "kpi_fixture.h"
#include "sla_fixture.h"

#include "base/when.h"
#include "supportcore/misses.h"

#define MOVE(id, to) SUP_OP_TICKET_MOVE, PARAMS(ticket_move, .ticket_id = (id), .status = (to))
#define BY(more)                                                                                   \
    SLA("{\"metric\": \"fact_deadline\", \"fact\": \"order.ships_at\", \"before\": \"PT1H\", "     \
        "\"warnings\": [\"PT30M\"]" more "}")

enum { HOUR = 3600, DUE = 9 * HOUR, WARNS = DUE - HOUR / 2 };

static const struct sup_reference order = {"shop", "order", "1"};
static const struct sup_reference second = {"shop", "order", "2"};

static void clock_is(struct desk *desk, int64_t second_)
{
    desk->now_ms = T0 + second_ * SECOND_MS;
}

/* The shop says when an order ships; -1: that it is not known any more. */
static void ships(struct desk *desk, const struct sup_reference *reference, int64_t second_)
{
    char text[SUP__TIME_TEXT_SIZE];
    struct sup_fact fact = {"ships_at", NULL};

    sup__time_format(T0 + second_ * SECOND_MS, text);
    fact.value = second_ < 0 ? NULL : text;
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = reference, .facts = &fact, .fact_count = 1));
}

static void about(struct desk *desk, int64_t ticket, const struct sup_reference *reference)
{
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = reference, .reference_count = 1));
}

/* "1 running 0--1 due 32400 next 30600": the waits for a date, in seconds since T0. */
static void expect_runs(struct desk *desk, int64_t ticket, const char *expected)
{
    static const char *const states[] = {"", "running", "paused", "fulfilled", "cancelled"};
    static char text[2000];
    struct sup_timer_list *list = NULL;
    char *at = text;

    *at = '\0';
    must(desk, sup_ticket_timers(
                   desk->core, by_priya(desk),
                   PARAMS(ticket_timers, .ticket_id = ticket, .metric = SUP_METRIC_FACT_DEADLINE),
                   &list));
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_timer *timer = &list->items[i];

        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%d %s %d-%d due %d next %d%s",
                       i ? ", " : "", (int)timer->instance, states[timer->state],
                       (int)((timer->started_ms - T0) / SECOND_MS),
                       timer->ended_ms ? (int)((timer->ended_ms - T0) / SECOND_MS) : -1,
                       (int)((timer->due_ms - T0) / SECOND_MS),
                       timer->next_ms ? (int)((timer->next_ms - T0) / SECOND_MS) : -1,
                       timer->is_missed ? " missed" : "");
    }
    sup_free(list);
    assert_string_equal(text, expected);
}

static void it_runs_from_the_report_until_solved(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    expect_runs(desk, 1, "");
    clock_is(desk, 100);
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1, "1 running 100--1 due 32400 next 30600");
    clock_is(desk, 200);
    ships(desk, &order, 10 * HOUR);                /* said again */
    desk_move(desk, by_priya(desk), 1, "pending"); /* it never stands */
    expect_runs(desk, 1, "1 running 100--1 due 32400 next 30600");
    clock_is(desk, WARNS);
    assert_int_equal(desk_tick(desk), 1);
    expect_runs(desk, 1, "1 running 100--1 due 32400 next 32400");
    clock_is(desk, DUE);
    assert_int_equal(desk_tick(desk), 0); /* the last moment */
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_runs(desk, 1, "1 fulfilled 100-32400 due 32400 next -1");
    clock_is(desk, DUE + 100);
    desk_receive(desk, by_ann(desk), 1, "Still wrong."); /* of that date it was done */
    expect_runs(desk, 1, "1 fulfilled 100-32400 due 32400 next -1");
    desk_expect_sound(desk);
}

static void it_breaks_a_millisecond_after(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    before = desk_sequence(desk);
    desk->now_ms = T0 + 365 * DAY_MS;
    assert_int_equal(desk_tick(desk), 2);
    desk_expect_events(desk, before, "sla.warned >all\nsla.breached >all\n");
    expect_runs(desk, 1, "1 running 0--1 due 32400 next -1 missed");
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_runs(desk, 1, "1 fulfilled 0-31536000 due 32400 next -1 missed");
    desk_expect_sound(desk);
}

static void withdrawn_it_is_cancelled_and_said_again_it_runs_anew(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    clock_is(desk, 100);
    ships(desk, &order, -1);
    expect_runs(desk, 1, "1 cancelled 0-100 due 32400 next -1");
    clock_is(desk, 200);
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1,
                "1 cancelled 0-100 due 32400 next -1, 2 running 200--1 due 32400 next 30600");
    desk_expect_sound(desk);
}

static void a_new_date_is_a_new_run(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 2 * HOUR);
    clock_is(desk, 2 * HOUR); /* broken at one hour */
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1,
                "1 cancelled 0-7200 due 3600 next -1 missed, "
                "2 running 7200--1 due 32400 next 30600");
    clock_is(desk, 3 * HOUR);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_runs(desk, 1,
                "1 cancelled 0-7200 due 3600 next -1 missed, "
                "2 fulfilled 7200-10800 due 32400 next -1");
    desk_expect_sound(desk);
}

static void a_date_that_is_past_when_it_is_told_breaks_at_once(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    clock_is(desk, 5 * HOUR);
    ships(desk, &order, 2 * HOUR);
    clock_is(desk, 6 * HOUR);
    desk_tick(desk);
    expect_runs(desk, 1, "1 running 18000--1 due 18000 next -1 missed");
    ships(desk, &order, 2 * HOUR);
    expect_runs(desk, 1, "1 running 18000--1 due 18000 next -1 missed");
    desk_expect_sound(desk);
}

static void a_ticket_joins_what_is_known_and_leaves_it(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    ships(desk, &order, 10 * HOUR);
    ships(desk, &second, 5 * HOUR);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Another street", .references = &order,
                   .reference_count = 1));
    expect_runs(desk, 1, "1 running 0--1 due 32400 next 30600");
    clock_is(desk, 100);
    about(desk, 1, &second); /* the first of two dates counts */
    clock_is(desk, 200);
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_REMOVE,
            PARAMS(reference, .ticket_id = 1, .references = &second, .reference_count = 1));
    clock_is(desk, 300);
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_REMOVE,
            PARAMS(reference, .ticket_id = 1, .references = &order, .reference_count = 1));
    expect_runs(desk, 1,
                "1 cancelled 0-100 due 32400 next -1, 2 cancelled 100-200 due 14400 next -1, "
                "3 cancelled 200-300 due 32400 next -1");
    desk_expect_sound(desk);
}

static void the_act_may_be_a_reply_or_a_status(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(", \"until\": \"reply\""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    clock_is(desk, 50);
    desk_move(desk, by_priya(desk), 1, "on_hold");
    expect_runs(desk, 1, "1 running 0--1 due 32400 next 30600");
    clock_is(desk, 100);
    desk_reply(desk, by_priya(desk), 1, "It is changed.", NULL);
    expect_runs(desk, 1, "1 fulfilled 0-100 due 32400 next -1");
    sla_activate(desk, BY(", \"until\": \"on_hold\""));
    desk_ticket(desk); /* 2 */
    about(desk, 2, &second);
    ships(desk, &second, 10 * HOUR);
    desk_reply(desk, by_priya(desk), 2, "I see.", NULL);
    clock_is(desk, 200);
    desk_ok(desk, by_priya(desk), MOVE(2, "on_hold"));
    expect_runs(desk, 2, "1 fulfilled 100-200 due 32400 next -1");
    desk_expect_sound(desk);
}

static void a_merge_takes_it_along(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    ships(desk, &order, 10 * HOUR);
    desk_ticket(desk);
    desk_ticket(desk);
    about(desk, 1, &order);
    clock_is(desk, 100);
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    expect_runs(desk, 1, "1 cancelled 0-100 due 32400 next -1");
    expect_runs(desk, 2, "1 running 100--1 due 32400 next 30600");
    clock_is(desk, 200);
    desk_ok(desk, by_priya(desk), PART(1));
    expect_runs(desk, 2, "1 cancelled 100-200 due 32400 next -1");
    expect_runs(desk, 1, "1 running 0--1 due 32400 next 30600"); /* the same date: it goes on */
    clock_is(desk, DUE + 1);
    assert_int_equal(desk_tick(desk), 2); /* the warning, and the breach */
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    desk_ok(desk, by_priya(desk), PART(1));
    expect_runs(desk, 1, "1 running 0--1 due 32400 next -1 missed"); /* once is enough */
    desk_expect_sound(desk);
}

/* ---- one miss of one date ---- */

/* "ticket/instance" for each miss; and so many runs broke in the figures of that day. */
static void expect_missed(struct desk *desk, const char *expected, const char *breaches)
{
    static char text[200];
    struct sup_miss_list *list = NULL;
    char *at = text;

    *at = '\0';
    must(desk, sup_sla_misses(desk->core, by_system(desk), PARAMS(sla_misses, .limit = 20), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        at += snprintf(at, sizeof text - (size_t)(at - text), "%s%d/%d", i ? " " : "",
                       (int)list->items[i].ticket_id, (int)list->items[i].instance);
    }
    sup_free(list);
    assert_string_equal(text, expected);
    assert_string_equal(kpi_figure(desk, "breaches", FRIDAY, NULL), breaches);
    kpi_expect_clean(desk);
}

/* Two tickets, the first about the order. */
static void two_tickets(struct desk *desk)
{
    sla_activate(desk, BY(""));
    desk_ticket(desk);
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
}

static uint32_t tick_at(struct desk *desk, int64_t second_)
{
    clock_is(desk, second_);
    return desk_tick(desk);
}

static void a_date_that_was_missed_is_not_missed_again_by_a_merge(void **state)
{
    struct desk *desk = *state;

    two_tickets(desk);
    assert_int_equal(tick_at(desk, DUE + 1), 2); /* the warning, and the breach */
    expect_missed(desk, "1/1", "1/0 1");
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    assert_int_equal(tick_at(desk, DUE + 10), 2); /* it is told of 2 as well */
    expect_runs(desk, 2, "1 running 32401--1 due 32401 next -1 missed");
    expect_missed(desk, "1/1", "1/0 1");
    desk_ok(desk, by_priya(desk), PART(1));
    tick_at(desk, DUE + 20);
    expect_runs(desk, 1, "1 running 0--1 due 32400 next -1 missed");
    expect_missed(desk, "1/1", "1/0 1");
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    tick_at(desk, DUE + 30);
    expect_missed(desk, "1/1", "1/0 1");
    desk_expect_sound(desk);
}

static void a_date_that_was_missed_in_the_whole_is_not_missed_again_by_the_part(void **state)
{
    struct desk *desk = *state;

    two_tickets(desk);
    clock_is(desk, 100);
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    assert_int_equal(tick_at(desk, DUE + 1), 2);
    expect_missed(desk, "2/1", "1/0 1");
    desk_ok(desk, by_priya(desk), PART(1));
    assert_int_equal(tick_at(desk, DUE + 10), 1); /* it is told of 1 as well */
    expect_runs(desk, 1, "1 running 0--1 due 32400 next -1 missed");
    expect_missed(desk, "2/1", "1/0 1");
    desk_expect_sound(desk);
}

static void a_date_that_was_missed_is_not_missed_again_by_what_is_split_off(void **state)
{
    struct desk *desk = *state;
    int64_t message;

    two_tickets(desk);
    message = desk_receive(desk, by_ann(desk), 1, "And another street.");
    tick_at(desk, DUE + 1);
    expect_missed(desk, "1/1", "1/0 1");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_SPLIT,
            PARAMS(ticket_split, .ticket_id = 1, .message_id = message));
    assert_int_equal(tick_at(desk, DUE + 10), 2);
    expect_runs(desk, 3, "1 running 32401--1 due 32401 next -1 missed");
    expect_missed(desk, "1/1", "1/0 1");
    desk_expect_sound(desk);
}

/* 1 became part of 2, which becomes part of 3: the miss is that of 1 all the way. */
static void a_date_that_was_missed_two_merges_before_too(void **state)
{
    struct desk *desk = *state;

    two_tickets(desk);
    desk_ticket(desk);
    tick_at(desk, DUE + 1);
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    tick_at(desk, DUE + 10);
    desk_ok(desk, by_priya(desk), JOIN(2, 3));
    tick_at(desk, DUE + 20);
    expect_runs(desk, 3, "1 running 32410--1 due 32410 next -1 missed");
    expect_missed(desk, "1/1", "1/0 1");
    desk_ok(desk, by_priya(desk), PART(2));
    tick_at(desk, DUE + 30);
    desk_ok(desk, by_priya(desk), PART(1));
    tick_at(desk, DUE + 40);
    expect_missed(desk, "1/1", "1/0 1");
    desk_expect_sound(desk);
}

/* The whole was solved when the part came; opened again it is late with what the part was. */
static void a_date_that_was_missed_is_not_missed_by_what_is_opened_again(void **state)
{
    struct desk *desk = *state;

    two_tickets(desk);
    desk_move(desk, by_priya(desk), 2, "solved");
    tick_at(desk, DUE + 1);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "We look."));
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    desk_expect_status(desk, 2, "solved");
    clock_is(desk, DUE + 10);
    desk_move(desk, by_priya(desk), 2, "open");
    tick_at(desk, DUE + 11);
    expect_runs(desk, 2, "1 running 32410--1 due 32410 next -1 missed");
    expect_missed(desk, "1/1", "1/0 1");
    desk_expect_sound(desk);
}

/* Of the same date another SLA policy is missed as well: it is the same date. */
static void a_date_that_was_missed_is_not_missed_under_another_policy(void **state)
{
    struct desk *desk = *state;

    two_tickets(desk);
    tick_at(desk, DUE + 1);
    sla_activate(desk, "\"sla\": [{\"name\": \"other\", \"targets\": [{\"metric\": "
                       "\"fact_deadline\", \"fact\": \"order.ships_at\", \"before\": \"PT1H\"}]}]");
    tick_at(desk, DUE + 10);
    expect_runs(desk, 1,
                "1 cancelled 0-32401 due 32400 next -1 missed, "
                "2 running 32401--1 due 32401 next -1 missed");
    expect_missed(desk, "1/1", "1/0 1");
    desk_expect_sound(desk);
}

/* A new date is a promise of its own. */
static void a_new_date_is_missed_for_itself(void **state)
{
    struct desk *desk = *state;

    two_tickets(desk);
    tick_at(desk, DUE + 1);
    ships(desk, &order, 11 * HOUR);
    tick_at(desk, DUE + HOUR + 1);
    expect_missed(desk, "1/1 1/2", "2/0 2");
    desk_expect_sound(desk);
}

static void it_is_what_breaks_next_and_explains_itself(void **state)
{
    struct desk *desk = *state;
    struct sup_due_list *due = NULL;
    struct sup_sla_explanation *explanation = NULL;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    must(desk, sup_sla_due(desk->core, by_priya(desk), PARAMS(sla_due, .limit = 1), &due));
    assert_int_equal(due->count, 1);
    assert_int_equal(due->items[0].due_ms, T0 + WARNS * SECOND_MS);
    assert_int_equal(due->items[0].is_breach, 0);
    assert_int_equal(due->items[0].timer->metric, SUP_METRIC_FACT_DEADLINE);
    sup_free(due);
    clock_is(desk, HOUR);
    must(desk,
         sup_sla_explain(desk->core, by_priya(desk),
                         PARAMS(sla_explain, .ticket_id = 1, .metric = SUP_METRIC_FACT_DEADLINE),
                         &explanation));
    assert_int_equal(explanation->timer->used_ms, HOUR * SECOND_MS);
    assert_int_equal(explanation->timer->left_ms, (DUE - HOUR) * SECOND_MS);
    assert_non_null(strstr(explanation->lines[0], "fact_deadline 1 of ticket 1 began"));
    assert_string_equal(explanation->lines[3], "the date is order.ships_at, PT1H before it");
    sup_free(explanation);
}

/* Ten hours, at night and over a weekend: what is open in the policy's hours does not matter. */
static void all_hours_count_whatever_the_desk_s_are(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"calendars\": {\"mondays\": {\"zone\": \"UTC\", \"week\": {\"monday\": "
                       "[\"09:00-10:00\"]}}}, \"timers\": {\"calendar\": \"mondays\"}, "
                       "\"sla\": [{\"name\": \"all\", \"calendar\": \"mondays\", "
                       "\"counts_from\": \"attach\", \"warnings\": [\"90%\"], \"targets\": ["
                       "{\"metric\": \"resolution\", \"within\": \"PT4H\"}, "
                       "{\"metric\": \"fact_deadline\", \"fact\": \"order.ships_at\", "
                       "\"before\": \"PT1H\"}]}]");
    desk_ticket(desk);
    about(desk, 1, &order);
    clock_is(desk, 100);
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1, "1 running 100--1 due 32400 next 32400");
    desk_expect_sound(desk);
}

/* Due at 36000 s; two hours before that is 28800 s, half an hour before 34200 s. */
static void each_warning_comes_at_its_time(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"fact_deadline\", \"fact\": \"order.ships_at\", "
                           "\"warnings\": [\"PT30M\", \"PT2H\"]}"));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1, "1 running 0--1 due 36000 next 28800");
    clock_is(desk, 28800);
    assert_int_equal(desk_tick(desk), 1);
    expect_runs(desk, 1, "1 running 0--1 due 36000 next 34200");
    clock_is(desk, 34200);
    assert_int_equal(desk_tick(desk), 1);
    expect_runs(desk, 1, "1 running 0--1 due 36000 next 36000");
    desk_expect_sound(desk);
}

static void another_priority_has_another_date(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"fact_deadline\", \"fact\": \"order.ships_at\", "
                           "\"priority\": \"high\", \"before\": \"PT3H\"}, "
                           "{\"metric\": \"fact_deadline\", \"fact\": \"order.promised_at\", "
                           "\"priority\": \"low\"}, "
                           "{\"metric\": \"fact_deadline\", \"fact\": \"order.ships_at\", "
                           "\"before\": \"PT1H\"}"));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    clock_is(desk, 100);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "high"));
    clock_is(desk, 200);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "low"));
    expect_runs(desk, 1,
                "1 cancelled 0-100 due 32400 next -1, 2 cancelled 100-200 due 25200 next -1");
    desk_expect_sound(desk);
}

static void another_policy_plans_it_anew(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    clock_is(desk, 100);
    sla_activate(desk, BY(", \"channel\": \"chat\"")); /* not for this one */
    desk_tick(desk);
    expect_runs(desk, 1, "1 cancelled 0-100 due 32400 next -1");
    clock_is(desk, 200);
    sla_activate(desk, SLA("{\"metric\": \"fact_deadline\", \"fact\": \"order.ships_at\"}"));
    desk_tick(desk);
    expect_runs(desk, 1,
                "1 cancelled 0-100 due 32400 next -1, 2 running 200--1 due 36000 next 36000");
    desk_expect_sound(desk);
}

static void opened_again_it_has_the_dates_that_were_not_met(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    clock_is(desk, 100);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 1, "open");
    expect_runs(desk, 1, "1 fulfilled 0-100 due 32400 next -1");
    desk_move(desk, by_priya(desk), 1, "solved");
    clock_is(desk, 200);
    ships(desk, &order, 20 * HOUR); /* nobody waits for that now */
    expect_runs(desk, 1, "1 fulfilled 0-100 due 32400 next -1");
    clock_is(desk, 300);
    desk_move(desk, by_priya(desk), 1, "open");
    expect_runs(desk, 1,
                "1 fulfilled 0-100 due 32400 next -1, 2 running 300--1 due 68400 next 66600");
    desk_expect_sound(desk);
}

static void a_merged_ticket_has_none_of_its_own(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    desk_ticket(desk);
    about(desk, 1, &order);
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1, "");
    expect_runs(desk, 2, "1 running 0--1 due 32400 next 30600");
    desk_expect_sound(desk);
}

static void what_is_split_off_takes_the_date_along(void **state)
{
    struct desk *desk = *state;
    int64_t message;

    sla_activate(desk, BY(""));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    message = desk_receive(desk, by_ann(desk), 1, "And another street.");
    clock_is(desk, 100);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_SPLIT,
            PARAMS(ticket_split, .ticket_id = 1, .message_id = message));
    expect_runs(desk, 1, "1 running 0--1 due 32400 next 30600");
    expect_runs(desk, 2, "1 running 100--1 due 32400 next 30600");
    desk_expect_sound(desk);
}

static void a_report_moves_the_newest_hundred(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY(""));
    for (int64_t ticket = 1; ticket <= SUP_DEADLINE_TICKETS_MAX + 1; ticket++) {
        desk_ticket(desk);
        about(desk, ticket, &order);
    }
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1, "");
    expect_runs(desk, 2, "1 running 0--1 due 32400 next 30600");
    expect_runs(desk, SUP_DEADLINE_TICKETS_MAX + 1, "1 running 0--1 due 32400 next 30600");
    clock_is(desk, 100);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "high"));
    expect_runs(desk, 1, "1 running 100--1 due 32400 next 30600");
    desk_expect_sound(desk);
}

static void a_subscription_has_dates_too(void **state)
{
    static const struct sup_reference plan = {"shop", "subscription", "1"};
    static const struct sup_fact fact = {"renews_at", "2026-03-20T19:46:40Z"}; /* T0 + 10 hours */
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"fact_deadline\", \"fact\": "
                           "\"subscription.renews_at\", \"before\": \"PT1H\"}"));
    desk_ticket(desk);
    about(desk, 1, &order);
    about(desk, 1, &plan);
    ships(desk, &order, 5 * HOUR);
    expect_runs(desk, 1, "");
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &plan, .facts = &fact, .fact_count = 1));
    expect_runs(desk, 1, "1 running 0--1 due 32400 next 32400");
    desk_expect_sound(desk);
}

static void without_a_target_there_is_none(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT4H\"}"));
    desk_ticket(desk);
    about(desk, 1, &order);
    ships(desk, &order, 10 * HOUR);
    expect_runs(desk, 1, "");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(it_runs_from_the_report_until_solved),
    desk_test(it_breaks_a_millisecond_after),
    desk_test(withdrawn_it_is_cancelled_and_said_again_it_runs_anew),
    desk_test(a_new_date_is_a_new_run),
    desk_test(a_date_that_is_past_when_it_is_told_breaks_at_once),
    desk_test(a_ticket_joins_what_is_known_and_leaves_it),
    desk_test(the_act_may_be_a_reply_or_a_status),
    desk_test(a_merge_takes_it_along),
    desk_test(a_date_that_was_missed_is_not_missed_again_by_a_merge),
    desk_test(a_date_that_was_missed_in_the_whole_is_not_missed_again_by_the_part),
    desk_test(a_date_that_was_missed_is_not_missed_again_by_what_is_split_off),
    desk_test(a_date_that_was_missed_two_merges_before_too),
    desk_test(a_date_that_was_missed_is_not_missed_by_what_is_opened_again),
    desk_test(a_date_that_was_missed_is_not_missed_under_another_policy),
    desk_test(a_new_date_is_missed_for_itself),
    desk_test(it_is_what_breaks_next_and_explains_itself),
    desk_test(all_hours_count_whatever_the_desk_s_are),
    desk_test(each_warning_comes_at_its_time),
    desk_test(another_priority_has_another_date),
    desk_test(another_policy_plans_it_anew),
    desk_test(opened_again_it_has_the_dates_that_were_not_met),
    desk_test(a_merged_ticket_has_none_of_its_own),
    desk_test(what_is_split_off_takes_the_date_along),
    desk_test(a_report_moves_the_newest_hundred),
    desk_test(a_subscription_has_dates_too),
    desk_test(without_a_target_there_is_none),
};

DESK_MAIN(tests)
