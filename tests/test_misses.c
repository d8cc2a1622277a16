/*
 * test_misses.c: promises that were broken, and why. T0 is a Friday, and all hours count: times in
 * the expectations are seconds after T0, worked out by hand.
 */
#include "sla_fixture.h"
#include "shown.h"

#include "base/text.h"
#include "repo/rows.h"

static void clock_is(struct desk *desk, int64_t second)
{
    desk->now_ms = T0 + second * 1000;
}

#define CAUSE(...)      SUP_OP_SLA_RECORD_CAUSE, PARAMS(sla_record_cause, __VA_ARGS__)
#define RESOLUTION(in)  SLA("{\"metric\": \"resolution\", \"within\": \"PT" #in "S\"}")
#define PRIORITIZE(...) SUP_OP_TICKET_PRIORITIZE, PARAMS(ticket_prioritize, __VA_ARGS__)

/* ---- looking ---- */

static int second_of(int64_t ms)
{
    return ms ? (int)((ms - T0) / 1000) : -1;
}

/* "1 resolution/1.1 @100 all 100 team risk 2 ended 130+29 staffing (agent 1 @200: note)". */
static void show_miss(const struct sup_miss *miss)
{
    static const char *const metrics[] = {
        "acknowledgement", "assignment",     "first_reply", "next_reply", "periodic_update",
        "pausable_update", "requester_wait", "agent_work",  "resolution", "time_in_team"};

    show("%d %s/%d.%d @%d %s %d", (int)miss->ticket_id, metrics[miss->metric - 1],
         (int)miss->instance, (int)miss->position, second_of(miss->breached_ms), miss->sla,
         (int)(miss->target_ms / 1000));
    show(" %s %d", or_none(miss->team), (int)miss->assignee_id);
    if (miss->ended_ms) {
        show(" ended %d+%d", second_of(miss->ended_ms), (int)(miss->over_ms / 1000));
    } else {
        assert_int_equal(miss->over_ms, 0);
    }
    if (miss->cause) {
        show(" %s (%d %d @%d", miss->cause, (int)miss->cause_by_kind, (int)miss->cause_by_id,
             second_of(miss->cause_ms));
        show("%s%s)", miss->note ? ": " : "", miss->note ? miss->note : "");
    }
    show("\n");
}

static void expect_misses(struct desk *desk, const struct sup_sla_misses_params *params,
                          const char *expected)
{
    struct sup_miss_list *list = NULL;

    must(desk, sup_sla_misses(desk->core, by_lee(desk), params, &list));
    show_none();
    for (uint32_t i = 0; i < list->count; i++) {
        show_miss(&list->items[i]);
    }
    sup_free(list);
    assert_string_equal(shown, expected);
}

#define ALL PARAMS(sla_misses, .from_ms = T0 - DAY_MS)

/* "risk volume 2, risk - 1 of 3, 1 unexplained". */
static void expect_summary(struct desk *desk, const struct sup_sla_miss_summary_params *params,
                           const char *expected)
{
    struct sup_miss_summary *summary = NULL;

    must(desk, sup_sla_miss_summary(desk->core, by_lee(desk), params, &summary));
    shown_bytes = 0;
    for (uint32_t i = 0; i < summary->count; i++) {
        show("%s%s %s %d", i ? ", " : "", or_none(summary->items[i].team),
             or_none(summary->items[i].cause), (int)summary->items[i].count);
    }
    show(" of %d, %d unexplained", (int)summary->total, (int)summary->unexplained);
    assert_null(summary->next_after);
    sup_free(summary);
    assert_string_equal(shown, expected);
}

/* ---- what is kept ---- */

static void a_broken_promise_is_kept_with_who_had_the_ticket(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RESOLUTION(100));
    desk_ticket(desk);
    clock_is(desk, 100); /* kept up to here */
    assert_int_equal(desk_tick(desk), 0);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = LEE, .team = "risk"));
    expect_misses(desk, ALL, "");
    clock_is(desk, 300);
    assert_int_equal(desk_tick(desk), 1);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA, .team = "frontline"));
    expect_misses(desk, ALL, "1 resolution/1.1 @100 all 100 risk 2\n");
    desk_expect_sound(desk);
}

static void when_its_run_ends_it_is_known_how_late_it_was(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RESOLUTION(100) ", \"timers\": {\"resume_grace\": \"PT10M\"}");
    desk_ticket(desk);
    clock_is(desk, 160);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_misses(desk, ALL, "1 resolution/1.1 @100 all 100 - 0 ended 160+60\n");
    clock_is(desk, 200); /* it goes on, without the 40 seconds */
    desk_receive(desk, by_ann(desk), 1, "Still broken.");
    expect_misses(desk, ALL, "1 resolution/1.1 @100 all 100 - 0\n");
    clock_is(desk, 210);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_misses(desk, ALL, "1 resolution/1.1 @100 all 100 - 0 ended 210+70\n");
    desk_expect_sound(desk);
}

static void what_ends_in_time_is_no_miss(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RESOLUTION(100));
    desk_ticket(desk);
    clock_is(desk, 100);
    desk_move(desk, by_priya(desk), 1, "solved");
    clock_is(desk, 500);
    desk_tick(desk);
    expect_misses(desk, ALL, "");
    assert_int_equal(desk_rows(desk, "sup_miss"), 0);
}

/* A breach that is recorded stays, whatever turns out later. */
static void an_answer_told_late_takes_no_miss_back(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    clock_is(desk, 160);
    desk_reply(desk, by_priya(desk), 1, "One", NULL);
    expect_misses(desk, ALL, "1 first_reply/1.1 @100 all 100 - 0 ended 160+60\n");
    clock_is(desk, 200);
    desk_reply(desk, at(by_priya(desk), T0 + 130000), 1, "By phone", NULL);
    expect_misses(desk, ALL, "1 first_reply/1.1 @100 all 100 - 0 ended 130+30\n");
    desk_reply(desk, at(by_priya(desk), T0 + 40000), 1, "Before that", NULL);
    expect_misses(desk, ALL, "1 first_reply/1.1 @100 all 100 - 0 ended 40+0\n");
    desk_expect_sound(desk);
}

#define BY_PRIORITY                                                                                \
    SLA("{\"metric\": \"resolution\", \"priority\": \"urgent\", \"within\": \"PT50S\"}, "          \
        "{\"metric\": \"resolution\", \"within\": \"PT200S\"}")

/* The first promise is kept when the second takes its place; that one is over already and broken at
 * once; the third is broken at 200 s. */
static void each_promise_on_a_run_is_a_miss_of_its_own(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY_PRIORITY);
    desk_ticket(desk);
    clock_is(desk, 80);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "urgent"));
    clock_is(desk, 90);
    desk_ok(desk, by_priya(desk), PRIORITIZE(.ticket_id = 1, .priority = "low"));
    expect_misses(desk, ALL, "1 resolution/1.2 @80 all 50 - 0 ended 90+40\n");
    clock_is(desk, 300);
    desk_tick(desk);
    expect_misses(desk, ALL,
                  "1 resolution/1.2 @80 all 50 - 0 ended 90+40\n"
                  "1 resolution/1.3 @200 all 200 - 0\n");
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
    expect_misses(desk, ALL,
                  "1 resolution/1.2 @80 all 50 - 0 ended 90+40 outage (1 1 @300)\n"
                  "1 resolution/1.3 @200 all 200 - 0 outage (1 1 @300)\n");
    desk_expect_sound(desk);
}

static void a_second_wait_is_another_run(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"next_reply\", \"within\": \"PT10S\"}"));
    desk_ticket(desk);
    desk_reply(desk, by_priya(desk), 1, "One", NULL);
    for (int i = 1; i <= 2; i++) { /* asked at 100 and 200, answered 30 s later */
        clock_is(desk, 100 * i);
        desk_receive(desk, by_ann(desk), 1, "And?");
        clock_is(desk, 100 * i + 30);
        desk_reply(desk, by_priya(desk), 1, "More", NULL);
    }
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_NEXT_REPLY, .cause = "volume"));
    desk_ok(desk, by_lee(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_NEXT_REPLY, .instance = 1,
                  .cause = "staffing", .note = "Two were ill."));
    expect_misses(desk, ALL,
                  "1 next_reply/1.1 @110 all 10 - 0 ended 130+20 staffing (1 2 @230: "
                  "Two were ill.)\n"
                  "1 next_reply/2.1 @210 all 10 - 0 ended 230+20 volume (1 1 @230)\n");
    desk_expect_sound(desk);
}

/* ---- why ---- */

static void open_missed(struct desk *desk)
{
    sla_activate(desk, RESOLUTION(100));
    desk_ticket(desk);
    clock_is(desk, 300);
}

static void a_cause_said_again_replaces_the_first_and_history_has_both(void **state)
{
    struct desk *desk = *state;
    int64_t sequence;

    open_missed(desk);
    sequence = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), /* nobody ticked: it breaks first */
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "volume",
                  .note = "A sale."));
    assert_int_equal(desk->receipt.ticket_id, 1);
    clock_is(desk, 400);
    desk_ok(
        desk, by_lee(desk),
        CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .instance = 1, .cause = "staffing"));
    desk_expect_events(desk, sequence,
                       "sla.breached >all\nsla.cause_recorded >volume\n"
                       "sla.cause_recorded volume>staffing\n");
    expect_misses(desk, ALL, "1 resolution/1.1 @100 all 100 - 0 staffing (1 2 @400)\n");
    desk_expect_sound(desk);
}

static void a_sentence_says_why_and_no_customer_may(void **state)
{
    struct desk *desk = *state;
    struct sup_history *history = NULL;

    open_missed(desk);
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "volume"));
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = 1),
                                  &history));
    assert_string_equal(
        history->items[history->count - 2].sentence,
        "Priya Nair (agent) said why a promise was broken, the resolution 1: volume.");
    assert_string_equal(history->items[history->count - 1].sentence,
                        "Priya Nair (agent) said why a promise was broken, the resolution 1: "
                        "outage, before it was volume.");
    assert_string_equal(history->items[history->count - 1].kind, "sla.cause_recorded");
    sup_free(history);
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, NULL, by_ann(desk),
               CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
}

static void what_was_not_broken_has_no_cause(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RESOLUTION(100));
    desk_ticket(desk);
    clock_is(desk, 100);
    desk_fails(desk, SUP_MSG_MISS_UNKNOWN, "metric", by_priya(desk),
               CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "no promise was broken on any resolution of ticket 1");
    clock_is(desk, 101);
    desk_fails(
        desk, SUP_MSG_MISS_UNKNOWN, "instance", by_priya(desk),
        CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .instance = 2, .cause = "outage"));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "no promise was broken on resolution 2 of ticket 1");
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
}

static void a_cause_is_one_of_the_policys(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RESOLUTION(100) ", \"timers\": {\"miss_causes\": [\"carrier\", {\"name\": "
                                       "\"sick\", \"label\": \"People are ill\"}]}");
    desk_ticket(desk);
    clock_is(desk, 300);
    desk_fails(desk, SUP_MSG_POLICY_NAME, "cause", by_priya(desk),
               CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "carier"));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'carrier'?");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "cause", by_priya(desk), /* of the usual list */
               CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "volume"));
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "sick"));
}

static void what_people_call_a_cause_is_in_the_list_while_the_policy_has_it(void **state)
{
    struct desk *desk = *state;
    struct sup_miss_list *list = NULL;

    open_missed(desk);
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "volume"));
    must(desk, sup_sla_misses(desk->core, by_lee(desk), ALL, &list));
    assert_string_equal(list->items[0].cause_label, "More contacts than usual");
    sup_free(list);
    sla_activate(desk, "\"timers\": {\"miss_causes\": []}");
    must(desk, sup_sla_misses(desk->core, by_lee(desk),
                              PARAMS(sla_misses, .from_ms = T0, .cause = "volume"), &list));
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].cause, "volume");
    assert_null(list->items[0].cause_label);
    sup_free(list);
}

static void a_note_may_be_as_long_as_the_limit(void **state)
{
    struct desk *desk = *state;

    open_missed(desk);
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "volume",
                  .note = letters(SUP_MISS_NOTE_BYTES_MAX)));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "note", by_priya(desk),
               CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "volume",
                     .note = letters(SUP_MISS_NOTE_BYTES_MAX + 1)));
}

/* A review comes when all is over. */
static void a_closed_ticket_and_one_that_was_merged_take_a_cause(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RESOLUTION(100));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    clock_is(desk, 130);
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 3));
    clock_is(desk, 500);
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "other"));
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 2, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
    expect_misses(desk, ALL,
                  "1 resolution/1.1 @100 all 100 - 0 ended 130+30 other (1 1 @500)\n"
                  "2 resolution/1.1 @100 all 100 - 0 ended 130+30 outage (1 1 @500)\n"
                  "3 resolution/1.1 @100 all 100 - 0\n");
    /* It goes on, so how late it is in the end is not known yet. */
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = 2));
    expect_misses(desk, ALL,
                  "1 resolution/1.1 @100 all 100 - 0 ended 130+30 other (1 1 @500)\n"
                  "2 resolution/1.1 @100 all 100 - 0 outage (1 1 @500)\n"
                  "3 resolution/1.1 @100 all 100 - 0\n");
    desk_expect_sound(desk);
}

/* ---- imports ---- */

/* Told all at once: nothing fires for what is past, and the run that ends is judged then. */
static void a_run_of_an_import_is_a_miss_at_its_own_time(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RESOLUTION(100));
    clock_is(desk, 10 * 86400);
    desk_ok(desk, by_import(desk, T0 + 50000), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Old", .team = "risk"));
    desk_ok(desk, by_import(desk, T0 + 60000), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = LEE, .team = "risk"));
    expect_misses(desk, ALL, "");
    desk_ok(desk, by_import(desk, T0 + 400000), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    expect_misses(desk, ALL, "1 resolution/1.1 @150 all 100 risk 2 ended 400+250\n");
    desk_expect_sound(desk);
}

/* The promise of 100 seconds gives way to one of an hour when it is over already, and the run ends
 * in time by that one. */
static void a_promise_of_an_import_that_gives_way_is_judged(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk,
                 SLA("{\"metric\": \"resolution\", \"priority\": \"low\", \"within\": \"PT1H\"},"
                     "{\"metric\": \"resolution\", \"within\": \"PT100S\"}"));
    clock_is(desk, 10 * 86400);
    desk_ok(desk, by_import(desk, T0 + 50000), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Old", .team = "risk"));
    desk_ok(desk, by_import(desk, T0 + 300000), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "low"));
    expect_misses(desk, ALL, "1 resolution/1.1 @150 all 100 risk 0 ended 300+150\n");
    desk_ok(desk, by_import(desk, T0 + 400000), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    expect_misses(desk, ALL, "1 resolution/1.1 @150 all 100 risk 0 ended 300+150\n");
    desk_expect_sound(desk);
}

/* ---- lists ---- */

/* Misses at 10, 20 ... of tickets 1, 2 ...; the even ones are of the team risk, the third and the
 * fourth have a cause. */
static void open_six(struct desk *desk)
{
    sla_activate(desk, RESOLUTION(10) ", \"fields\": []");
    for (int i = 1; i <= 6; i++) {
        clock_is(desk, 10 * (i - 1));
        desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "x", .team = i % 2 ? "frontline" : "risk"));
    }
    clock_is(desk, 1000);
    for (int i = 3; i <= 4; i++) {
        desk_ok(desk, by_priya(desk),
                CAUSE(.ticket_id = i, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
    }
    desk_tick(desk);
}

static void expect_tickets(struct desk *desk, const struct sup_sla_misses_params *params,
                           const char *expected)
{
    struct sup_miss_list *list = NULL;

    must(desk, sup_sla_misses(desk->core, by_lee(desk), params, &list));
    show_none();
    for (uint32_t i = 0; i < list->count; i++) {
        show("%d ", (int)list->items[i].ticket_id);
    }
    show("%s", list->next_after ? "more" : "");
    sup_free(list);
    assert_string_equal(shown, expected);
}

#define OF(...) PARAMS(sla_misses, .from_ms = T0, __VA_ARGS__)

static void misses_are_found_by_what_is_asked(void **state)
{
    struct desk *desk = *state;

    open_six(desk);
    expect_tickets(desk, OF(.limit = 100), "1 2 3 4 5 6 ");
    expect_tickets(desk, OF(.team = "risk"), "2 4 6 ");
    expect_tickets(desk, OF(.metric = SUP_METRIC_RESOLUTION), "1 2 3 4 5 6 ");
    expect_tickets(desk, OF(.metric = SUP_METRIC_FIRST_REPLY), "");
    expect_tickets(desk, OF(.cause = "outage"), "3 4 ");
    expect_tickets(desk, OF(.cause = "outage", .team = "risk"), "4 ");
    expect_tickets(desk, OF(.cause = "volume"), "");
    expect_tickets(desk, OF(.is_unexplained = 1), "1 2 5 6 ");
    expect_tickets(desk, OF(.is_unexplained = 1, .team = "frontline"), "1 5 ");
    must_fail(
        desk, SUP_MSG_ARGUMENTS_EXCLUDE, "cause",
        sup_sla_misses(desk->core, by_lee(desk), OF(.is_unexplained = 1, .cause = "outage"), NULL));
}

/* Broken a millisecond after the target: at 10.001 s and so on. */
static void a_range_has_its_beginning_and_not_its_end(void **state)
{
    struct desk *desk = *state;

    open_six(desk);
    expect_tickets(desk, PARAMS(sla_misses, .from_ms = T0 + 20001), "2 3 4 5 6 ");
    expect_tickets(desk, PARAMS(sla_misses, .from_ms = T0 + 20002), "3 4 5 6 ");
    expect_tickets(desk, PARAMS(sla_misses, .from_ms = T0, .to_ms = T0 + 30001), "1 2 ");
    expect_tickets(desk, PARAMS(sla_misses, .from_ms = T0, .to_ms = T0 + 30002), "1 2 3 ");
    expect_tickets(desk, PARAMS(sla_misses, .from_ms = T0, .to_ms = T0), "");
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "to",
              sup_sla_misses(desk->core, by_lee(desk),
                             PARAMS(sla_misses, .from_ms = T0 + 1, .to_ms = T0), NULL));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "to is 2026-03-20T09:46:40.000Z, which is before from, "
                        "2026-03-20T09:46:40.001Z");
}

static void without_a_range_it_is_the_last_week(void **state)
{
    struct desk *desk = *state;

    open_six(desk);
    desk->now_ms = T0 + 20001 + SUP_MISSES_RANGE_MS;
    expect_tickets(desk, PARAMS(sla_misses, .limit = 100), "2 3 4 5 6 ");
    expect_summary(desk, PARAMS(sla_miss_summary, .metric = 0),
                   "frontline outage 1, frontline - 1, risk - 2, risk outage 1 of 5, 3 "
                   "unexplained");
    desk->now_ms++;
    expect_tickets(desk, PARAMS(sla_misses, .limit = 100), "3 4 5 6 ");
    expect_tickets(desk, PARAMS(sla_misses, .to_ms = T0 + 20001 + SUP_MISSES_RANGE_MS),
                   "2 3 4 5 6 ");
}

static void pages_follow_each_other(void **state)
{
    struct desk *desk = *state;
    struct sup_miss_list *list = NULL;
    char after[SUP_MISS_AFTER_BYTES_MAX + 1] = "";

    open_six(desk);
    for (int first = 2; first <= 6; first += 2) {
        must(desk, sup_sla_misses(desk->core, by_lee(desk),
                                  OF(.team = "risk", .limit = 1, .after = after), &list));
        assert_int_equal(list->count, 1);
        assert_int_equal(list->items[0].ticket_id, first);
        assert_int_equal(list->next_after == NULL, first == 6);
        snprintf(after, sizeof after, "%s", or_none(list->next_after));
        sup_free(list);
    }
    expect_tickets(desk, OF(.limit = 2), "1 2 more");
    expect_tickets(desk, OF(.limit = 6), "1 2 3 4 5 6 ");
}

static void wrong_names_and_positions_are_told(void **state)
{
    static const char *const wrong[] = {"x",         "1",           "1.1.1.1",    "1.1.1.1.0",
                                        "1.1.1.1.x", "1.1.1.1.1.1", "1.1.1.1.1.", ".1.1.1.1",
                                        "1.0.1.1.1", "1.1.-1.1.1",  "1..1.1.1"};
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        must_fail(desk, SUP_MSG_LIST_AFTER, "after",
                  sup_sla_misses(desk->core, by_lee(desk), OF(.after = wrong[i]), NULL));
        must_fail(desk, SUP_MSG_LIST_AFTER, "after",
                  sup_sla_miss_summary(desk->core, by_lee(desk),
                                       PARAMS(sla_miss_summary, .after = wrong[i]), NULL));
    }
    expect_misses(desk, OF(.after = "-5.1.1.1.1"), ""); /* 1969 has times as well */
    must_fail(desk, SUP_MSG_POLICY_NAME, "team",
              sup_sla_misses(desk->core, by_lee(desk), OF(.team = "riks"), NULL));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'risk'?");
    must_fail(desk, SUP_MSG_POLICY_NAME, "cause",
              sup_sla_misses(desk->core, by_lee(desk), OF(.cause = "outages"), NULL));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'outage'?");
    must_fail(desk, SUP_MSG_POLICY_NAME, "team",
              sup_sla_miss_summary(desk->core, by_lee(desk),
                                   PARAMS(sla_miss_summary, .team = "riks"), NULL));
}

/* ---- the numbers ---- */

static void they_are_counted_by_team_and_cause(void **state)
{
    struct desk *desk = *state;

    open_six(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "x"));
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 2, .metric = SUP_METRIC_RESOLUTION, .cause = "outage"));
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 5, .metric = SUP_METRIC_RESOLUTION, .cause = "volume"));
    clock_is(desk, 2000);
    desk_tick(desk);
    expect_summary(desk, PARAMS(sla_miss_summary, .from_ms = T0),
                   "frontline outage 1, frontline volume 1, frontline - 1, risk outage 2, "
                   "risk - 1, - - 1 of 7, 3 unexplained");
    expect_summary(desk, PARAMS(sla_miss_summary, .from_ms = T0, .team = "risk"),
                   "risk outage 2, risk - 1 of 3, 1 unexplained");
    expect_summary(desk, PARAMS(sla_miss_summary, .from_ms = T0, .to_ms = T0 + 20002),
                   "frontline - 1, risk outage 1 of 2, 1 unexplained");
    expect_summary(desk, PARAMS(sla_miss_summary, .from_ms = T0, .metric = SUP_METRIC_FIRST_REPLY),
                   " of 0, 0 unexplained");
}

/* ---- limits ---- */

/* Misses by hand, a millisecond apart: of tickets 1, 2 ... and so many causes in turn. */
static void plant(struct desk *desk, int64_t from, int64_t to, int64_t causes)
{
    struct sup_store *store = desk->store;
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    char cause[16];

    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    for (int64_t i = from; i <= to; i++) {
        struct sup__miss_row row = {.ticket_id = i,
                                    .metric = SUP_METRIC_RESOLUTION,
                                    .instance = 1,
                                    .position = 1,
                                    .breached_ms = T0 + i,
                                    .sla = "all",
                                    .policy_version = 1,
                                    .target_ms = 1000,
                                    .team = "frontline"};

        sup__format(cause, sizeof cause, "c%d", (int)(i % (causes + 1)));
        row.cause = causes ? cause : NULL;
        sup__row_to_values(SUP__T_MISS, &row, values);
        assert_int_equal(store->methods->insert(store, SUP__T_MISS, values), SUP_OK);
    }
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

static void a_page_looks_at_no_more_than_its_limit(void **state)
{
    struct desk *desk = *state;
    struct sup_miss_list *list = NULL;

    plant(desk, 1, SUP_MISSES_LOOKED_MAX, 0);
    expect_tickets(desk, OF(.team = "risk"), "");
    plant(desk, SUP_MISSES_LOOKED_MAX + 1, SUP_MISSES_LOOKED_MAX + 1, 0);
    must(desk, sup_sla_misses(desk->core, by_lee(desk), OF(.team = "risk"), &list));
    assert_int_equal(list->count, 0);
    assert_string_equal(list->next_after, "1774000005000.5000.9.1.1");
    sup_free(list);
    expect_tickets(desk, OF(.after = "1774000005000.5000.9.1.1"), "5001 ");
    expect_tickets(desk, OF(.team = "risk", .after = "1774000005000.5000.9.1.1"), "");
}

/* What a summary counts, and where the next one goes on. */
static char *count_on(struct desk *desk, const char *after, int64_t total, uint32_t groups)
{
    struct sup_miss_summary *summary = NULL;
    char *next = NULL;

    must(desk,
         sup_sla_miss_summary(desk->core, by_lee(desk),
                              PARAMS(sla_miss_summary, .from_ms = T0, .after = after), &summary));
    assert_int_equal(summary->total, total);
    assert_int_equal(summary->count, groups);
    if (summary->next_after) {
        next = strdup(summary->next_after);
        assert_non_null(next);
    }
    sup_free(summary);
    return next;
}

static void a_summary_counts_no_more_than_its_limit(void **state)
{
    struct desk *desk = *state;
    char *next;

    plant(desk, 1, SUP_MISS_SUMMARY_LOOKED_MAX, 0);
    assert_null(count_on(desk, NULL, SUP_MISS_SUMMARY_LOOKED_MAX, 1));
    plant(desk, SUP_MISS_SUMMARY_LOOKED_MAX + 1, SUP_MISS_SUMMARY_LOOKED_MAX + 1, 0);
    next = count_on(desk, NULL, SUP_MISS_SUMMARY_LOOKED_MAX, 1);
    assert_string_equal(next, "1774000020000.20000.9.1.1");
    assert_null(count_on(desk, next, 1, 1));
    free(next);
}

static void a_summary_has_no_more_groups_than_its_limit(void **state)
{
    struct desk *desk = *state;
    char *next;

    plant(desk, 1, SUP_MISS_GROUPS_MAX, SUP_MISS_GROUPS_MAX);
    assert_null(count_on(desk, NULL, SUP_MISS_GROUPS_MAX, SUP_MISS_GROUPS_MAX));
    plant(desk, SUP_MISS_GROUPS_MAX + 1, SUP_MISS_GROUPS_MAX + 1, SUP_MISS_GROUPS_MAX);
    next = count_on(desk, NULL, SUP_MISS_GROUPS_MAX, SUP_MISS_GROUPS_MAX);
    assert_string_equal(next, "1774000001000.1000.9.1.1");
    assert_null(count_on(desk, next, 1, 1));
    free(next);
}

static void a_miss_that_somebody_deleted_stops_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_value tenant = {.type = SUP_INT};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_MISS, .prefix_count = 1, .prefix = &tenant};
    struct sup_store *store = desk->store;
    int64_t removed = 0;

    open_missed(desk);
    desk_tick(desk);
    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    assert_int_equal(store->methods->remove_range(store, &scan, &removed), SUP_OK);
    assert_int_equal(store->methods->commit(store), SUP_OK);
    assert_int_equal(removed, 1);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_misses(desk, ALL, "");
}

/* ---- privacy ---- */

static void a_note_is_exported_and_goes_with_an_erasure(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_export *made = NULL;

    open_missed(desk);
    desk_ok(desk, by_priya(desk),
            CAUSE(.ticket_id = 1, .metric = SUP_METRIC_RESOLUTION, .cause = "volume",
                  .note = "Ann called five times."));
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN), &made));
    assert_non_null(strstr(made->document, "Ann called five times."));
    assert_non_null(strstr(made->document, "\"sup_miss\":[{\"ticket_id\":1,\"metric\":9,"));
    sup_free(made);
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN, .without_notes = 1),
                                   &made));
    assert_null(strstr(made->document, "five times"));
    sup_free(made);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    expect_misses(desk, ALL, "1 resolution/1.1 @100 all 100 - 0 volume (1 1 @300)\n");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_broken_promise_is_kept_with_who_had_the_ticket),
    desk_test(when_its_run_ends_it_is_known_how_late_it_was),
    desk_test(what_ends_in_time_is_no_miss),
    desk_test(an_answer_told_late_takes_no_miss_back),
    desk_test(each_promise_on_a_run_is_a_miss_of_its_own),
    desk_test(a_second_wait_is_another_run),
    desk_test(a_cause_said_again_replaces_the_first_and_history_has_both),
    desk_test(a_sentence_says_why_and_no_customer_may),
    desk_test(what_was_not_broken_has_no_cause),
    desk_test(a_cause_is_one_of_the_policys),
    desk_test(what_people_call_a_cause_is_in_the_list_while_the_policy_has_it),
    desk_test(a_note_may_be_as_long_as_the_limit),
    desk_test(a_closed_ticket_and_one_that_was_merged_take_a_cause),
    desk_test(a_run_of_an_import_is_a_miss_at_its_own_time),
    desk_test(a_promise_of_an_import_that_gives_way_is_judged),
    desk_test(misses_are_found_by_what_is_asked),
    desk_test(a_range_has_its_beginning_and_not_its_end),
    desk_test(without_a_range_it_is_the_last_week),
    desk_test(pages_follow_each_other),
    desk_test(wrong_names_and_positions_are_told),
    desk_test(they_are_counted_by_team_and_cause),
    desk_test(a_page_looks_at_no_more_than_its_limit),
    desk_test(a_summary_counts_no_more_than_its_limit),
    desk_test(a_summary_has_no_more_groups_than_its_limit),
    desk_test(a_miss_that_somebody_deleted_stops_nothing),
    desk_test(a_note_is_exported_and_goes_with_an_erasure),
};

DESK_MAIN(tests)
