/*
 * test_replan.c: what becomes of timers that run when another policy is activated.
 *
 * T0 is a Friday, 09:46:40 in UTC: 10:00 is second 800, 10:30 is 2600, 12:00 is 8000.
 */
#include "timer_fixture.h"

#define OFFICE(friday, holidays)                                                                   \
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"friday\": [\"" friday            \
    "\"]}, \"holidays\": [" holidays "]}}"
#define PROMISE(within)                                                                            \
    "\"sla\": [{\"name\": \"all\", \"calendar\": \"office\", \"targets\": [{\"metric\": "          \
    "\"resolution\", \"within\": \"" within "\"}]}]"
#define MORNING  OFFICE("10:00-12:00", "")
#define HOLIDAY  "{\"date\": \"2026-03-20\", \"label\": \"Strike\"}"
#define NEXT_DAY "{\"date\": \"2026-03-27\", \"label\": \"Holiday\"}"

static void activate_at(struct desk *desk, int64_t second, const char *sections)
{
    clock_is(desk, second);
    sla_activate(desk, sections);
}

static struct sup_tick_result *tick(struct desk *desk, uint32_t limit)
{
    struct sup_tick_result *result = NULL;

    must(desk, sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = limit), &result));
    return result;
}

static void expect_left(struct desk *desk, int64_t left)
{
    struct sup_summary *summary = NULL;

    must(desk,
         sup_desk_summary(desk->core, by_system(desk), PARAMS(summary, .reserved = 0), &summary));
    assert_int_equal(summary->replan_left, left);
    sup_free(summary);
}

/* ---- calendars ---- */

static void time_used_stays_and_what_is_left_runs_on_the_new_hours(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, MORNING ", " PROMISE("PT1H"));
    desk_ticket(desk);
    activate_at(desk, 2600, OFFICE("14:00-17:00", "") ", " PROMISE("PT1H"));
    sequence = desk_sequence(desk);
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_events(desk, sequence, "ticket.timers_changed\ntimers.replanned\n");
    /* Half an hour by then; the other half is 14:00 to 14:30. */
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 2600 1800 all 3600 17000 17000\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 0); /* it is the same promise */
    clock_is(desk, 17000);
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms++;
    assert_int_equal(desk_tick(desk), 1);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 2600 1800 all 3600 17000 -1 breached missed\n");
    desk_expect_sound(desk);
}

static void a_holiday_added_or_taken_away_gives_and_takes_no_time_that_is_past(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " PROMISE("PT1H"));
    desk_ticket(desk);
    activate_at(desk, 2600, OFFICE("10:00-12:00", HOLIDAY) ", " PROMISE("PT1H"));
    desk_tick(desk);
    /* The rest is a week later. */
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 2600 1800 all 3600 607400 607400\n");
    clock_is(desk, 3000);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ROLLBACK,
            PARAMS(policy_rollback, .to_version = 1));
    desk_tick(desk);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 3000 1800 all 3600 4800 4800\n");
    desk_expect_sound(desk);
}

static void a_holiday_ahead_moves_the_deadline(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " PROMISE("PT3H"));
    desk_ticket(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 0 0 all 10800 609200 609200\n");
    activate_at(desk, 2600, OFFICE("10:00-12:00", NEXT_DAY) ", " PROMISE("PT3H"));
    desk_tick(desk);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 2600 1800 all 10800 1214000 1214000\n");
    desk_expect_sound(desk);
}

static void a_calendar_that_is_gone_judged_what_is_past(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " PROMISE("PT1H"));
    desk_ticket(desk);
    activate_at(desk, 2600, SLA("{\"metric\": \"resolution\", \"within\": \"PT1H\"}"));
    desk_tick(desk);
    /* All hours count now: the half hour that is left begins at once. */
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 2600 1800 all 3600 4400 4400\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    desk_expect_sound(desk);
}

static void what_nobody_promised_changes_its_hours_too(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", \"timers\": {\"calendar\": \"office\"}");
    desk_ticket(desk);
    activate_at(desk, 2600, OFFICE("14:00-17:00", "") ", \"timers\": {\"calendar\": \"office\"}");
    clock_is(desk, 17000);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_timers(desk, 1, "resolution", "resolution/1 fulfilled 0-17000 17000 3600\n");
    desk_expect_sound(desk);
}

static void broken_is_broken_once(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " PROMISE("PT10M"));
    desk_ticket(desk);
    activate_at(desk, 2600, OFFICE("14:00-17:00", "") ", " PROMISE("PT10M"));
    clock_is(desk, 100000);
    assert_int_equal(desk_tick(desk), 1); /* its turn, and nothing else */
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 2600 1800 all 600 1400 -1 breached missed\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 0);
    desk_expect_sound(desk);
}

/* ---- targets ---- */

static void another_target_judges_the_whole_time(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_ticket(desk);
    activate_at(desk, 80, SLA("{\"metric\": \"resolution\", \"within\": \"PT200S\"}"));
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nsla.breached >all\n");
    desk_tick(desk);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 80 80 all 200 200 200 missed\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    activate_at(desk, 90, SLA("{\"metric\": \"resolution\", \"within\": \"PT60S\"}"));
    sequence = desk_sequence(desk);
    clock_is(desk, 1000);
    assert_int_equal(desk_tick(desk), 2);
    desk_expect_events(desk, sequence,
                       "ticket.timers_changed\ntimers.replanned\nsla.breached >all\n");
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 90 90 all 60 90 -1 breached missed\n");
    desk_expect_sound(desk);
}

static void warnings_that_are_new_come_at_their_marks(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT100S\", \"warnings\": "
                           "[\"20%\", \"80%\"]}"));
    desk_ticket(desk);
    activate_at(desk, 50,
                SLA("{\"metric\": \"resolution\", \"within\": \"PT100S\", "
                    "\"warnings\": [\"10%\", \"30%\", \"70%\"]}"));
    desk_tick(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 50 50 all 100 100 70\n");
    clock_is(desk, 70);
    assert_int_equal(desk_tick(desk), 1);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 50 50 all 100 100 100\n");
    desk_expect_sound(desk);
}

static void without_the_sla_a_promise_ends_as_it_stands(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_ticket(desk);
    activate_at(desk, 20, "\"sla\": []");
    desk_tick(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 20 20\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 1);
    clock_is(desk, 1000);
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sound(desk);
}

static void a_promise_comes_to_a_ticket_that_is_there(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    activate_at(desk, 20, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_tick(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 20 20 all 50 50 50\n");
    desk_expect_sound(desk);
}

static void counting_from_the_beginning_again_is_another_promise(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    activate_at(desk, 20,
                "\"sla\": [{\"name\": \"all\", \"counts_from\": \"attach\", \"targets\": "
                "[{\"metric\": \"resolution\", \"within\": \"PT50S\"}]}]");
    desk_tick(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 20 20 all 50 70 70\n");
    activate_at(desk, 30, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_tick(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 30 30 all 50 50 50\n");
    desk_expect_sound(desk);
}

/* ---- pauses ---- */

static void what_a_status_pauses_now_stands_from_then_on(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"agent_work\", \"within\": \"PT50S\"}"));
    desk_ticket(desk);
    clock_is(desk, 10);
    desk_move(desk, by_priya(desk), 1, "pending");
    activate_at(
        desk, 30,
        SLA("{\"metric\": \"agent_work\", \"within\": \"PT50S\"}") ", "
                                                                   "\"timers\": {\"pauses\": "
                                                                   "{\"resolution\": "
                                                                   "[\"pending\"], "
                                                                   "\"agent_work\": []}}");
    desk_tick(desk);
    expect_timers(desk, 1, "resolution agent_work",
                  "agent_work/1 running 0--1 10 10 all 50 70 70\n"
                  "resolution/1 paused 0--1 30 30\n");
    desk_expect_sound(desk);
}

/* A copy of a text with more behind the first place where it says so. */
static char *insert(char *text, const char *behind, const char *more)
{
    char *at = strstr(text, behind);
    size_t bytes = strlen(text) + strlen(more) + 1;
    char *made = malloc(bytes);

    assert_non_null(at);
    assert_non_null(made);
    at += strlen(behind);
    snprintf(made, bytes, "%.*s%s%s", (int)(at - text), text, more, at);
    free(text);
    return made;
}

/* With statuses of its own: one more that waits for the customer, for somebody else, and solved. */
static void activate_statuses(struct desk *desk, const char *sections)
{
    struct sup_policy *builtin = NULL;
    char *document;

    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .is_builtin = 1),
                               &builtin));
    document = strdup(builtin->document);
    document = insert(document, "{", sections);
    document = insert(document, "\"statuses\": [",
                      "{\"name\": \"calling\", \"category\": \"pending\"}, "
                      "{\"name\": \"customs\", \"category\": \"on_hold\"}, "
                      "{\"name\": \"settled\", \"category\": \"solved\"}, ");
    document = insert(
        document, "\"transitions\": {",
        "\"calling\": [\"open\"], \"customs\": [\"open\"], \"settled\": [\"open\", \"closed\"], ");
    document = insert(document, "\"new\": [", "\"calling\", \"customs\", \"settled\", ");
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    sup_free(builtin);
    free(document);
}

static void a_status_that_is_gone_pauses_what_its_category_does(void **state)
{
    struct desk *desk = *state;
    const char *const statuses[] = {"calling", "customs", "settled"};

    activate_statuses(desk, SLA("{\"metric\": \"agent_work\", \"within\": \"PT50S\"}") ", ");
    for (int64_t id = 1; id <= 3; id++) {
        clock_is(desk, 0);
        desk_ticket(desk);
        clock_is(desk, 10);
        desk_move(desk, by_priya(desk), id, statuses[id - 1]);
    }
    activate_at(desk, 30, SLA("{\"metric\": \"agent_work\", \"within\": \"PT60S\"}"));
    clock_is(desk, 1000);
    desk_tick(desk);
    expect_timers(desk, 1, "requester_wait agent_work first_reply",
                  "first_reply/1 running 0--1 0 0\n"
                  "requester_wait/1 paused 0--1 10 10\n"
                  "agent_work/1 paused 0--1 10 10 all 60 -1 -1\n");
    expect_timers(desk, 2, "requester_wait agent_work",
                  "requester_wait/1 running 0--1 0 0\n"
                  "agent_work/1 paused 0--1 10 10 all 60 -1 -1\n");
    expect_timers(desk, 3, "first_reply", "first_reply/1 paused 0--1 10 10\n");
    desk_expect_sound(desk);
}

static void what_waits_in_it_goes_on_when_it_leaves(void **state)
{
    struct desk *desk = *state;

    activate_statuses(desk, "");
    desk_ticket(desk);
    move(desk, 10, "calling");
    activate_at(desk, 30, SLA("{\"metric\": \"agent_work\", \"within\": \"PT60S\"}"));
    receive(desk, 100);
    expect_timers(desk, 1, "requester_wait agent_work",
                  "requester_wait/1 running 0--1 10 10\n"
                  "agent_work/1 running 0--1 10 10 all 60 150 150\n");
    desk_expect_sound(desk);
}

/* ---- in steps ---- */

static void a_ticket_that_is_worked_on_has_its_turn_first(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " PROMISE("PT1H"));
    desk_ticket(desk);
    activate_at(desk, 2600, OFFICE("14:00-17:00", "") ", " PROMISE("PT1H"));
    clock_is(desk, 16000);
    desk_move(desk, by_priya(desk), 1, "solved");
    /* 1800 in the morning and 800 in the afternoon; nobody ticked. */
    expect_timers(desk, 1, "resolution",
                  "resolution/1 fulfilled 0-16000 16000 2600 all 3600 17000 -1\n");
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\n"
                        "ticket.timers_changed\nticket.moved new>solved\n");
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_sound(desk);
}

static void who_waits_for_a_turn_is_told_as_if_it_was_over(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list = NULL;
    struct sup_sla_explanation *why = NULL;
    int64_t sum_ms = 0;

    sla_activate(desk, MORNING ", " PROMISE("PT1H"));
    desk_ticket(desk);
    activate_at(desk, 2600, OFFICE("14:00-17:00", "") ", " PROMISE("PT1H"));
    clock_is(desk, 16000);
    must(desk, sup_ticket_timers(
                   desk->core, by_priya(desk),
                   PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION), &list));
    assert_int_equal(list->items[0].business_ms, 2600000);
    assert_int_equal(list->items[0].left_ms, 1000000);
    sup_free(list);
    desk_tick(desk);
    must(desk, sup_sla_explain(desk->core, by_priya(desk),
                               PARAMS(sla_explain, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION),
                               &why));
    /* 9:46:40 closed, 10:00 open, 10:30 closed, 14:00 open, and what is ahead. */
    assert_int_equal(why->span_count, 5);
    assert_int_equal(why->spans[1].kind, SUP_SPAN_OPEN);
    assert_int_equal(why->spans[1].business_ms, 1800000);
    assert_int_equal(why->spans[3].from_ms, T0 + 15200000);
    for (uint32_t i = 0; i < why->span_count; i++) {
        sum_ms += why->spans[i].is_ahead ? 0 : why->spans[i].business_ms;
    }
    assert_int_equal(sum_ms, 2600000);
    sup_free(why);
}

/* What all three reads tell of the one timer: that it waits for its turn, and what by then. */
static void expect_awaiting(struct desk *desk, int32_t is_awaiting, int64_t due_ms)
{
    struct sup_timer_list *timers = NULL;
    struct sup_due_list *due = NULL;
    struct sup_sla_explanation *why = NULL;
    int64_t used_ms = 0;
    int64_t business_ms = 0;

    must(desk,
         sup_ticket_timers(desk->core, by_priya(desk),
                           PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION),
                           &timers));
    must(desk, sup_sla_due(desk->core, by_priya(desk), PARAMS(sla_due, .limit = 1), &due));
    must(desk, sup_sla_explain(desk->core, by_priya(desk),
                               PARAMS(sla_explain, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION),
                               &why));
    assert_int_equal(timers->items[0].is_awaiting_replan, is_awaiting);
    assert_int_equal(due->items[0].timer->is_awaiting_replan, is_awaiting);
    assert_int_equal(why->timer->is_awaiting_replan, is_awaiting);
    assert_int_equal(timers->items[0].due_ms, due_ms);
    assert_int_equal(due->items[0].due_ms, due_ms + 1);
    assert_int_equal(why->timer->due_ms, due_ms);
    for (uint32_t i = 0; i < why->span_count; i++) {
        assert_int_not_equal(why->spans[i].kind, SUP_SPAN_SUMMED);
        assert_false(is_awaiting && why->spans[i].is_ahead); /* it is decided anew before */
        used_ms += why->spans[i].is_ahead ? 0 : why->spans[i].used_ms;
        business_ms += why->spans[i].is_ahead ? 0 : why->spans[i].business_ms;
    }
    assert_int_equal(used_ms, why->timer->used_ms);
    assert_int_equal(business_ms, why->timer->business_ms);
    assert_int_equal(is_awaiting, strncmp(why->lines[why->line_count - 1],
                                          "another policy is active: ", 26) == 0);
    sup_free(timers);
    sup_free(due);
    sup_free(why);
}

/* Three hours: two this Friday and one the next, until 11:00. At 10:30, half an hour used, other
 * hours are activated: 15 minutes and an hour more today; next Friday 10:15 to 10:45 and then 14:00
 * to 14:45. */
static void who_waits_for_a_turn_is_told_so(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " PROMISE("PT3H"));
    desk_ticket(desk);
    clock_is(desk, 2600);
    expect_awaiting(desk, 0, T0 + 609200000);
    activate_at(desk, 2600, OFFICE("10:15-10:45\", \"14:00-15:00", "") ", " PROMISE("PT3H"));
    clock_is(desk, 3200);
    expect_awaiting(desk, 1, T0 + 609200000);
    desk_tick(desk);
    expect_awaiting(desk, 0, T0 + (800 + 7 * 86400 + 4 * 3600 + 45 * 60) * 1000);
    desk_expect_sound(desk);
}

static void steps_are_bounded_and_go_on_where_they_were(void **state)
{
    struct desk *desk = *state;
    struct sup_tick_result *result;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    for (int i = 0; i < 5; i++) {
        desk_ticket(desk);
    }
    desk_move(desk, by_priya(desk), 2, "open");
    desk_move(desk, by_priya(desk), 3, "closed"); /* nothing runs on it */
    activate_at(desk, 10, SLA("{\"metric\": \"resolution\", \"within\": \"PT90S\"}"));
    expect_left(desk, 4);
    result = tick(desk, 2);
    assert_int_equal(result->fired, 2);
    assert_int_equal(result->is_more, 1);
    assert_int_equal(result->next_due_ms, T0 + 10000);
    sup_free(result);
    expect_left(desk, 2);
    sup_close(desk->core);
    desk_open(desk);
    desk_expect_sound(desk);
    clock_is(desk, 20);
    desk_move(desk, by_priya(desk), 2, "pending"); /* has its turn, and is not looked at again */
    expect_left(desk, 2);
    assert_int_equal(desk_tick(desk), 2);
    expect_left(desk, 0);
    for (int64_t ticket = 1; ticket <= 5; ticket += ticket == 2 ? 2 : 1) {
        expect_timers(desk, ticket, "resolution", "resolution/1 running 0--1 10 10 all 90 90 90\n");
    }
    assert_int_equal(desk_rows(desk, "sup_promise"), 4);
    desk_expect_sound(desk);
}

static void a_next_policy_waits_for_the_turns_of_the_one_before(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_ticket(desk);
    activate_at(desk, 10, SLA("{\"metric\": \"resolution\", \"within\": \"PT12S\"}"));
    activate_at(desk, 30, SLA("{\"metric\": \"resolution\", \"within\": \"PT90S\"}"));
    desk_tick(desk);
    /* As if a tick had come at once: the twelve seconds were over by then. */
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.timers_changed\n"
                        "sla.breached >all\nticket.timers_changed\n");
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 30 30 all 90 90 90 missed\n");
    desk_expect_sound(desk);
}

static void of_too_many_turns_ticks_come_first(void **state)
{
    struct desk *desk = *state;
    struct sup_policy_params builtin = {.size = sizeof builtin};
    struct sup_policy *policy = NULL;

    for (int i = 0; i < SUP_TICK_ITEMS_MAX + 1; i++) {
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "One"));
    }
    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .is_builtin = 1),
                               &policy));
    builtin.document = policy->document;
    desk_fails(desk, SUP_MSG_TICK_FIRST, NULL, by_system(desk), SUP_OP_POLICY_ACTIVATE, &builtin);
    expect_left(desk, SUP_TICK_ITEMS_MAX + 1);
    sup_free(tick(desk, 2));
    expect_left(desk, SUP_TICK_ITEMS_MAX - 1);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, &builtin);
    sup_free(policy);
}

static void what_timers_do_not_go_by_lets_them_run(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_ticket(desk);
    activate_at(
        desk, 10,
        SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}") ", "
                                                                   "\"skills\": [\"returns\"]");
    expect_left(desk, 0);
    sequence = desk_sequence(desk);
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_events(desk, sequence, "");
}

static void a_clock_that_goes_back_leaves_no_ticket_out(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_ticket(desk);
    activate_at(desk, 30, SLA("{\"metric\": \"resolution\", \"within\": \"PT60S\"}"));
    activate_at(desk, 20, SLA("{\"metric\": \"resolution\", \"within\": \"PT70S\"}"));
    assert_int_equal(desk_tick(desk), 1);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 30 30 all 70 70 70\n");
    desk_expect_sound(desk);
}

/* ---- what is told late ---- */

static void an_answer_from_before_the_activation_ends_the_wait_then(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk,
                 MORNING ", \"sla\": [{\"name\": \"all\", \"calendar\": \"office\", \"targets\": "
                         "[{\"metric\": \"first_reply\", \"within\": \"PT3H\"}]}]");
    desk_ticket(desk);
    activate_at(desk, 8000,
                OFFICE("14:00-17:00", "") ", \"sla\": [{\"name\": \"all\", \"calendar\": "
                                          "\"office\", \"targets\": [{\"metric\": "
                                          "\"first_reply\", \"within\": \"PT3H\"}]}]");
    desk_tick(desk);
    clock_is(desk, 9000);
    /* From 10:00 to 10:30 of the hours that were in force. */
    desk_ok(desk, by_import(desk, T0 + 2600000), REPLY(.ticket_id = 1, .body = "We are on it."));
    expect_timers(desk, 1, "first_reply",
                  "first_reply/1 fulfilled 0-2600 2600 1800 all 10800 18800 -1\n");
    desk_expect_sound(desk);
}

#define LONG_AGO INT64_C(1454317200000) /* 2016-02-01, 09:00 in UTC */
#define HOUR     INT64_C(3600000)

static void expect_used(struct desk *desk, int32_t metric, int64_t hours)
{
    struct sup_timer_list *list = NULL;

    must(desk, sup_ticket_timers(desk->core, by_system(desk),
                                 PARAMS(ticket_timers, .ticket_id = 1, .metric = metric), &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].used_ms, hours * HOUR);
    assert_int_equal(list->items[0].business_ms, hours * HOUR);
    assert_int_equal(list->items[0].ended_ms, LONG_AGO + hours * HOUR);
    assert_int_equal(list->items[0].is_missed, 0);
    sup_free(list);
}

/* A policy that comes while an import tells breaks nothing of what it tells of. */
static void import_across(struct desk *desk, const char *before, const char *after)
{
    sla_activate(desk, before);
    desk_ok(desk, by_import(desk, LONG_AGO), OPEN(.subject = "Old", .body = "Where is it?"));
    activate_at(desk, 100, after);
    desk_tick(desk);
    clock_is(desk, 200);
    desk_ok(desk, by_import(desk, LONG_AGO + HOUR), REPLY(.ticket_id = 1, .body = "Sent."));
    desk_ok(desk, by_import(desk, LONG_AGO + 3 * HOUR), MOVE(.ticket_id = 1, .status = "solved"));
    expect_used(desk, SUP_METRIC_RESOLUTION, 3);
    assert_int_equal(desk_rows(desk, "sup_miss"), 0);
    desk_expect_sound(desk);
}

static void an_import_goes_on_under_other_targets(void **state)
{
    import_across(*state, SLA("{\"metric\": \"resolution\", \"within\": \"PT8H\"}"),
                  SLA("{\"metric\": \"resolution\", \"within\": \"PT9H\"}"));
}

#define ALL_HOURS(holidays)                                                                        \
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": "                      \
    "[\"00:00-24:00\"]}, \"holidays\": [" holidays "]}}"

/* The day that it tells of is a holiday by the new policy: its hours counted all the same. */
static void an_import_goes_on_under_other_hours(void **state)
{
    import_across(*state, ALL_HOURS("") ", " PROMISE("PT8H"),
                  ALL_HOURS("\"2016-02-01\"") ", " PROMISE("PT8H"));
}

static void what_was_solved_before_the_activation_was_in_time(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MORNING ", " PROMISE("PT3H"));
    desk_ticket(desk);
    activate_at(desk, 8000, OFFICE("14:00-17:00", "") ", " PROMISE("PT4H"));
    desk_tick(desk);
    clock_is(desk, 9000);
    desk_ok(desk, by_import(desk, T0 + 2600000), MOVE(.ticket_id = 1, .status = "solved"));
    expect_timers(desk, 1, "resolution",
                  "resolution/1 fulfilled 0-2600 2600 1800 all 10800 609200 -1\n");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(time_used_stays_and_what_is_left_runs_on_the_new_hours),
    desk_test(a_holiday_added_or_taken_away_gives_and_takes_no_time_that_is_past),
    desk_test(a_holiday_ahead_moves_the_deadline),
    desk_test(a_calendar_that_is_gone_judged_what_is_past),
    desk_test(what_nobody_promised_changes_its_hours_too),
    desk_test(broken_is_broken_once),
    desk_test(another_target_judges_the_whole_time),
    desk_test(warnings_that_are_new_come_at_their_marks),
    desk_test(without_the_sla_a_promise_ends_as_it_stands),
    desk_test(a_promise_comes_to_a_ticket_that_is_there),
    desk_test(counting_from_the_beginning_again_is_another_promise),
    desk_test(what_a_status_pauses_now_stands_from_then_on),
    desk_test(a_status_that_is_gone_pauses_what_its_category_does),
    desk_test(what_waits_in_it_goes_on_when_it_leaves),
    desk_test(a_ticket_that_is_worked_on_has_its_turn_first),
    desk_test(who_waits_for_a_turn_is_told_as_if_it_was_over),
    desk_test(who_waits_for_a_turn_is_told_so),
    desk_test(steps_are_bounded_and_go_on_where_they_were),
    desk_test(a_next_policy_waits_for_the_turns_of_the_one_before),
    desk_test(of_too_many_turns_ticks_come_first),
    desk_test(what_timers_do_not_go_by_lets_them_run),
    desk_test(a_clock_that_goes_back_leaves_no_ticket_out),
    desk_test(an_answer_from_before_the_activation_ends_the_wait_then),
    desk_test(an_import_goes_on_under_other_targets),
    desk_test(an_import_goes_on_under_other_hours),
    desk_test(what_was_solved_before_the_activation_was_in_time),
};

DESK_MAIN(tests)
