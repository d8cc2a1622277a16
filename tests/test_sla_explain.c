/*
 * test_sla_explain.c: why a timer shows what it shows. Expectations are worked out by hand from
 * calendars on paper; that the parts add up is asked of every explanation.
 */
#include "sla_fixture.h"

#define HOUR_S 3600

/* date -ud @... : Friday 2026-10-23T00:00:00Z. Rome is two hours ahead until Sunday 01:00Z. */
#define FRIDAY_MS INT64_C(1792713600000)

static struct sup_sla_explanation *explain(struct desk *desk, int32_t metric, int64_t instance)
{
    struct sup_sla_explanation *out = NULL;
    int64_t used_ms = 0;
    int64_t business_ms = 0;
    int64_t ahead_ms = 0;

    must(desk,
         sup_sla_explain(
             desk->core, by_priya(desk),
             PARAMS(sla_explain, .ticket_id = 1, .metric = metric, .instance = instance), &out));
    for (uint32_t i = 0; i < out->span_count; i++) {
        const struct sup_timer_span *span = &out->spans[i];

        assert_true(span->to_ms > span->from_ms);
        assert_true(i == 0 || span->from_ms == span[-1].to_ms);
        used_ms += span->is_ahead ? 0 : span->used_ms;
        business_ms += span->is_ahead ? 0 : span->business_ms;
        ahead_ms += span->is_ahead ? span->business_ms : 0;
    }
    assert_int_equal(used_ms, out->timer->used_ms);
    assert_int_equal(business_ms, out->timer->business_ms);
    if (out->timer->state == SUP_TIMER_RUNNING && out->timer->sla && out->timer->left_ms > 0) {
        assert_int_equal(ahead_ms, out->timer->left_ms);
    } else {
        assert_int_equal(ahead_ms, 0);
    }
    return out;
}

/* "open 0-3600+7200 3600/3600", in seconds since `from_ms`; "~" stands for what is ahead. */
static void expect_spans(const struct sup_sla_explanation *out, int64_t from_ms,
                         const char *expected)
{
    static const char *const kinds[] = {"open", "closed", "holiday", "paused", "summed"};
    static char text[8000];
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < out->span_count; i++) {
        const struct sup_timer_span *span = &out->spans[i];

        at += snprintf(at, (size_t)(text + sizeof text - at), "%s%s %d-%d +%d %d/%d\n",
                       span->is_ahead ? "~" : "", kinds[span->kind - 1],
                       (int)((span->from_ms - from_ms) / 1000),
                       (int)((span->to_ms - from_ms) / 1000), (int)span->offset_s,
                       (int)(span->used_ms / 1000), (int)(span->business_ms / 1000));
    }
    if (strcmp(text, expected) != 0) {
        print_error("%s", text);
    }
    assert_string_equal(text, expected);
}

static void expect_lines(const struct sup_sla_explanation *out, const char *expected)
{
    static char text[8000];
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < out->line_count; i++) {
        at += snprintf(at, (size_t)(text + sizeof text - at), "%s\n", out->lines[i]);
    }
    if (strcmp(text, expected) != 0) {
        print_error("%s", text);
    }
    assert_string_equal(text, expected);
}

static void clock_is(struct desk *desk, int64_t second)
{
    desk->now_ms = FRIDAY_MS + second * 1000;
}

/* Rome, Monday to Friday 9 to 13 and 14 to 18. */
#define OFFICE_OF(dates)                                                                           \
    "\"calendars\": {\"office\": {\"zone\": \"Europe/Rome\", \"week\": {"                          \
    "\"monday\": [\"09:00-13:00\", \"14:00-18:00\"], "                                             \
    "\"tuesday\": [\"09:00-13:00\", \"14:00-18:00\"], "                                            \
    "\"friday\": [\"09:00-13:00\", \"14:00-18:00\"]}" dates "}}, "
#define PROMISES(targets)                                                                          \
    "\"sla\": [{\"name\": \"all\", \"label\": \"Everybody\", \"calendar\": \"office\", "           \
    "\"targets\": [" targets "]}]"

static void a_lunch_break_is_closed(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 10 * HOUR_S); /* 12:00 in Rome */
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"resolution\", \"within\": \"PT4H\"}"));
    desk_ticket(desk);
    clock_is(desk, 13 * HOUR_S); /* 15:00: two hours were open, two are left until 17:00 */
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 36000-39600 +7200 3600/3600\n"
                 "closed 39600-43200 +7200 3600/0\n"
                 "open 43200-46800 +7200 3600/3600\n"
                 "~open 46800-54000 +7200 7200/7200\n");
    assert_int_equal(out->timer->due_ms, FRIDAY_MS + 15 * HOUR_S * INT64_C(1000));
    assert_string_equal(out->sla_label, "Everybody");
    assert_string_equal(out->zone, "Europe/Rome");
    assert_string_equal(out->spans[0].calendar, "office");
    assert_int_equal(strlen(out->calendar_digest), 32);
    assert_int_equal(out->policy_version, 1);
    assert_int_equal(out->decided_event, PEOPLE_EVENTS + 2);
    assert_int_equal(out->decided_ms, FRIDAY_MS + 10 * HOUR_S * INT64_C(1000));
    assert_int_equal(out->is_cut, 0);
    sup_free(out);
}

static void it_is_told_in_local_time(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;
    char expected[2000];

    clock_is(desk, 10 * HOUR_S);
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"resolution\", \"within\": \"PT4H\"}"));
    desk_ticket(desk);
    clock_is(desk, 13 * HOUR_S);
    out = explain(desk, SUP_METRIC_RESOLUTION, 1);
    snprintf(expected, sizeof expected,
             "resolution 1 of ticket 1 began Fri 2026-10-23 12:00 +02:00 and is running\n"
             "promised by the SLA policy \"Everybody\", the first that fits, since event 10 under "
             "version 1 of the policy\n"
             "business hours are those of \"office\", Europe/Rome, digest %s\n"
             "Fri 2026-10-23 12:00 +02:00 to 13:00, open: PT1H counts\n"
             "Fri 2026-10-23 13:00 +02:00 to 14:00, closed: nothing counts\n"
             "Fri 2026-10-23 14:00 +02:00 to 15:00, open: PT1H counts\n"
             "ahead: Fri 2026-10-23 15:00 +02:00 to 17:00, open: PT2H counts\n"
             "used PT3H, of which PT2H in business hours\n"
             "of PT4H promised, PT2H are left\n"
             "used up Fri 2026-10-23 17:00 +02:00, and broken a millisecond of open time later\n",
             out->calendar_digest);
    expect_lines(out, expected);
    sup_free(out);
}

static void a_weekend_in_which_clocks_change_counts_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 15 * HOUR_S); /* Friday 17:00 in Rome */
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"resolution\", \"within\": \"PT3H\"}"));
    desk_ticket(desk);
    /* Closed from Friday 16:00Z to Monday 08:00Z, which is 9:00 an hour ahead: 64 hours. */
    clock_is(desk, 81 * HOUR_S); /* Monday 10:00 */
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 54000-57600 +7200 3600/3600\n"
                 "closed 57600-176400 +7200 118800/0\n" /* Sunday 01:00Z is 03:00, then 02:00 */
                 "closed 176400-288000 +3600 111600/0\n"
                 "open 288000-291600 +3600 3600/3600\n"
                 "~open 291600-295200 +3600 3600/3600\n");
    assert_string_equal(
        out->lines[4],
        "Fri 2026-10-23 18:00 +02:00 to Sun 2026-10-25 03:00, closed: nothing counts");
    assert_string_equal(
        out->lines[5],
        "Sun 2026-10-25 02:00 +01:00 to Mon 2026-10-26 09:00, closed: nothing counts");
    sup_free(out);
}

static void hours_in_which_clocks_change_are_told_on_both_sides(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 46 * HOUR_S); /* Sunday 00:00 in Rome, Saturday 22:00Z */
    sla_activate(desk, "\"calendars\": {\"office\": {\"zone\": \"Europe/Rome\", \"week\": "
                       "{\"sunday\": [\"00:00-24:00\"]}}}, " PROMISES(
                           "{\"metric\": \"resolution\", \"within\": \"PT25H\"}"));
    desk_ticket(desk);
    clock_is(desk, 50 * HOUR_S); /* 02:00Z is 03:00: four hours, three of them summer time */
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 165600-176400 +7200 10800/10800\n"
                 "open 176400-180000 +3600 3600/3600\n"
                 "~open 180000-255600 +3600 75600/75600\n");
    assert_int_equal(out->timer->due_ms, FRIDAY_MS + 71 * HOUR_S * INT64_C(1000));
    sup_free(out);
}

static void pauses_add_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 10 * HOUR_S);
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"agent_work\", \"within\": \"PT4H\"}"));
    desk_ticket(desk);
    clock_is(desk, 10 * HOUR_S + 1800);
    desk_move(desk, by_priya(desk), 1, "pending");
    clock_is(desk, 12 * HOUR_S + 600); /* 14:10 */
    out = explain(desk, SUP_METRIC_AGENT_WORK, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 36000-37800 +7200 1800/1800\npaused 37800-43800 +7200 0/0\n");
    sup_free(out);
    desk_move(desk, by_priya(desk), 1, "open");
    clock_is(desk, 12 * HOUR_S + 1200);
    desk_move(desk, by_priya(desk), 1, "solved");
    clock_is(desk, 20 * HOUR_S);
    out = explain(desk, SUP_METRIC_AGENT_WORK, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 36000-37800 +7200 1800/1800\n"
                 "paused 37800-43800 +7200 0/0\n"
                 "open 43800-44400 +7200 600/600\n");
    assert_int_equal(out->timer->state, SUP_TIMER_FULFILLED);
    sup_free(out);
}

static void a_pause_over_the_change_is_one_of_two_parts(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 15 * HOUR_S);
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"agent_work\", \"within\": \"PT4H\"}"));
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "pending");
    clock_is(desk, 81 * HOUR_S); /* Monday 10:00 */
    desk_move(desk, by_priya(desk), 1, "open");
    out = explain(desk, SUP_METRIC_AGENT_WORK, 0);
    expect_spans(out, FRIDAY_MS,
                 "paused 54000-176400 +7200 0/0\n"
                 "paused 176400-291600 +3600 0/0\n"
                 "~open 291600-302400 +3600 10800/10800\n" /* until 13:00 */
                 "~closed 302400-306000 +3600 3600/0\n"
                 "~open 306000-309600 +3600 3600/3600\n");
    sup_free(out);
}

static void holidays_have_their_names(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 15 * HOUR_S);
    sla_activate(desk, OFFICE_OF(", \"holidays\": [{\"date\": \"2026-10-26\", \"label\": "
                                 "\"Patron saint\"}]")
                           PROMISES("{\"metric\": \"resolution\", \"within\": \"PT3H\"}"));
    desk_ticket(desk);
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS,
                 "~open 54000-57600 +7200 3600/3600\n"
                 "~closed 57600-176400 +7200 118800/0\n"
                 "~holiday 176400-374400 +3600 198000/0\n"
                 "~open 374400-381600 +3600 7200/7200\n"); /* Tuesday 9 to 11 */
    assert_null(out->spans[1].label);
    assert_string_equal(out->spans[2].label, "Patron saint");
    sup_free(out);
}

static void each_stretch_is_told_by_the_hours_that_judged_it(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 10 * HOUR_S); /* 12:00 */
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"resolution\", \"within\": \"PT4H\"}"));
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "open");
    clock_is(desk, 12 * HOUR_S + 1800);           /* 14:30 */
    desk_move(desk, by_priya(desk), 1, "solved"); /* used an hour and a half */
    clock_is(desk, 13 * HOUR_S);
    sla_activate(desk, "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": "
                       "{\"sunday\": [\"00:00-01:00\"]}}}, " PROMISES(
                           "{\"metric\": \"resolution\", \"within\": \"PT4H\"}"));
    out = explain(desk, SUP_METRIC_RESOLUTION, 1);
    expect_spans(out, FRIDAY_MS,
                 "open 36000-39600 +7200 3600/3600\n"
                 "closed 39600-43200 +7200 3600/0\n"
                 "open 43200-45000 +7200 1800/1800\n");
    assert_string_equal(out->zone, "UTC"); /* of the calendar as it is now */
    sup_free(out);
}

static const char *line(const struct sup_sla_explanation *out, uint32_t from_end)
{
    return out->lines[out->line_count - from_end];
}

/* Until 13:00 by the hours of the first policy, then by those of the second, from 14:00 on. */
static void other_hours_are_told_where_they_begin(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 10 * HOUR_S);
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"resolution\", \"within\": \"PT4H\"}"));
    desk_ticket(desk);
    clock_is(desk, 11 * HOUR_S);
    sla_activate(desk, OFFICE_OF(", \"holidays\": [\"2026-10-26\"]")
                           PROMISES("{\"metric\": \"resolution\", \"within\": \"PT4H\"}"));
    desk_tick(desk);
    clock_is(desk, 13 * HOUR_S);
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 36000-39600 +7200 3600/3600\n"
                 "closed 39600-43200 +7200 3600/0\n"
                 "open 43200-46800 +7200 3600/3600\n"
                 "~open 46800-54000 +7200 7200/7200\n");
    assert_int_equal(out->spans[0].policy_version, 1);
    assert_int_equal(out->spans[1].policy_version, 2);
    assert_int_equal(out->spans[3].policy_version, 2);
    assert_string_equal(line(out, 7),
                        "from here on under version 2 of the policy, by the hours of \"office\"");
    assert_string_equal(line(out, 6),
                        "Fri 2026-10-23 13:00 +02:00 to 14:00, closed: nothing counts");
    sup_free(out);
}

/* Exactly the five hours that were promised, and solved after closing time. */
static void how_it_ended_is_told(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 10 * HOUR_S);
    sla_activate(desk,
                 OFFICE_OF("") PROMISES("{\"metric\": \"resolution\", \"within\": \"PT5H\"}"));
    desk_ticket(desk);
    desk_ticket(desk);
    clock_is(desk, 11 * HOUR_S);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1));
    clock_is(desk, 18 * HOUR_S);
    desk_move(desk, by_priya(desk), 1, "solved");
    clock_is(desk, 20 * HOUR_S);
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    assert_string_equal(line(out, 2), "of PT5H promised, PT0S were left");
    assert_string_equal(line(out, 1), "kept: it ended Fri 2026-10-23 20:00 +02:00");
    sup_free(out);
    must(desk, sup_sla_explain(desk->core, by_priya(desk),
                               PARAMS(sla_explain, .ticket_id = 2, .metric = SUP_METRIC_RESOLUTION),
                               &out));
    assert_string_equal(line(out, 2), "of PT5H promised, PT4H were left");
    assert_string_equal(line(out, 1),
                        "neither kept nor broken: it was cancelled Fri 2026-10-23 13:00 +02:00");
    sup_free(out);
}

static void without_a_calendar_all_hours_count(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 0);
    desk_ticket(desk);
    clock_is(desk, 90);
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS, "open 0-90 +0 90/90\n");
    assert_null(out->zone);
    assert_null(out->calendar_digest);
    expect_lines(out, "resolution 1 of ticket 1 began Fri 2026-10-23 00:00 +00:00 and is running\n"
                      "nothing is promised on it\n"
                      "all hours are business hours\n"
                      "Fri 2026-10-23 00:00 +00:00 to 00:01:30, open: PT1M30S counts\n"
                      "used PT1M30S, of which PT1M30S in business hours\n");
    sup_free(out);
}

static void what_is_broken_has_no_deadline_ahead(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 0);
    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT1M\"}"));
    desk_ticket(desk);
    clock_is(desk, 90);
    assert_int_equal(desk_tick(desk), 1);
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS, "open 0-90 +0 90/90\n");
    assert_string_equal(out->lines[5], "of PT1M promised, PT30S too much");
    assert_string_equal(out->lines[6], "broken Fri 2026-10-23 00:01:00.001 +00:00");
    sup_free(out);
}

static void what_was_told_late_is_told_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 0);
    desk_ticket(desk);
    clock_is(desk, 100);
    desk_reply(desk, by_priya(desk), 1, "Here.", NULL);
    clock_is(desk, 200);
    desk_ok(desk, at(by_priya(desk), FRIDAY_MS + 30000), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "By phone."));
    out = explain(desk, SUP_METRIC_FIRST_REPLY, 0);
    expect_spans(out, FRIDAY_MS, "open 0-30 +0 30/30\n");
    sup_free(out);
    desk_receive(desk, by_ann(desk), 1, "And?");
    clock_is(desk, 300);
    desk_receive(desk, at(by_ann(desk), FRIDAY_MS + 150000), 1, "Earlier.");
    out = explain(desk, SUP_METRIC_NEXT_REPLY, 0);
    expect_spans(out, FRIDAY_MS, "open 150-300 +0 150/150\n");
    sup_free(out);
}

static void what_was_told_late_takes_pauses_and_promises_with_it(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 0);
    sla_activate(desk, SLA("{\"metric\": \"next_reply\", \"within\": \"PT1000S\", "
                           "\"priority\": \"low\"}, "
                           "{\"metric\": \"next_reply\", \"within\": \"PT500S\"}"));
    desk_ticket(desk);
    clock_is(desk, 100);
    desk_move(desk, by_priya(desk), 1, "solved"); /* without a reply */
    clock_is(desk, 200);
    desk_receive(desk, by_ann(desk), 1, "And?");
    clock_is(desk, 300);
    desk_reply(desk, by_priya(desk), 1, "Here.", NULL);
    clock_is(desk, 400);
    desk_ok(desk, at(by_priya(desk), FRIDAY_MS + 250000), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = 1, .body = "By phone."));
    out = explain(desk, SUP_METRIC_FIRST_REPLY, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 0-100 +0 100/100\npaused 100-200 +0 0/0\nopen 200-250 +0 50/50\n");
    sup_free(out);
    desk_receive(desk, by_ann(desk), 1, "And now?");
    clock_is(desk, 450);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "low"));
    clock_is(desk, 500);
    desk_receive(desk, at(by_ann(desk), FRIDAY_MS + 350000), 1, "Earlier.");
    out = explain(desk, SUP_METRIC_NEXT_REPLY, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 350-400 +0 50/50\nopen 400-450 +0 50/50\nopen 450-500 +0 50/50\n"
                 "~open 500-1350 +0 850/850\n");
    sup_free(out);
}

static void what_goes_on_leaves_the_gap_out(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 0);
    sla_activate(desk, "\"timers\": {\"resume_grace\": \"PT10M\"}");
    desk_ticket(desk);
    clock_is(desk, 100);
    desk_move(desk, by_priya(desk), 1, "solved");
    clock_is(desk, 300);
    desk_receive(desk, by_ann(desk), 1, "No.");
    clock_is(desk, 350);
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 0-100 +0 100/100\npaused 100-300 +0 0/0\nopen 300-350 +0 50/50\n");
    sup_free(out);
}

static void another_promise_goes_on_from_what_was_used(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 0);
    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT2M\", \"priority\": "
                           "\"high\"}, {\"metric\": \"resolution\", \"within\": \"PT10M\"}"));
    desk_ticket(desk);
    clock_is(desk, 50);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "high"));
    clock_is(desk, 60);
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    expect_spans(out, FRIDAY_MS,
                 "open 0-50 +0 50/50\nopen 50-60 +0 10/10\n~open 60-120 +0 60/60\n");
    assert_int_equal(out->decided_ms, FRIDAY_MS + 50000);
    sup_free(out);
}

static void more_parts_than_are_listed_are_summed(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_explanation *out;

    clock_is(desk, 0);
    sla_activate(desk, OFFICE_OF("") PROMISES("{\"metric\": \"resolution\", \"within\": \"P9W\"}"));
    desk_ticket(desk);
    clock_is(desk, 3 * 365 * 24 * HOUR_S); /* some 12 parts a week */
    out = explain(desk, SUP_METRIC_RESOLUTION, 0);
    assert_int_equal(out->is_cut, 1);
    assert_int_equal(out->span_count, SUP_EXPLAIN_SPANS_MAX);
    assert_int_equal(out->spans[SUP_EXPLAIN_SPANS_MAX - 1].kind, SUP_SPAN_SUMMED);
    sup_free(out);
}

static void a_timer_that_is_not_there_is_told(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    must_fail(desk, SUP_MSG_TIMER_UNKNOWN, "metric",
              sup_sla_explain(
                  desk->core, by_priya(desk),
                  PARAMS(sla_explain, .ticket_id = 1, .metric = SUP_METRIC_TIME_IN_TEAM), NULL));
    must_fail(desk, SUP_MSG_TIMER_UNKNOWN, "instance",
              sup_sla_explain(desk->core, by_priya(desk),
                              PARAMS(sla_explain, .ticket_id = 1, .metric = SUP_METRIC_RESOLUTION,
                                     .instance = 2),
                              NULL));
}

static const struct CMUnitTest tests[] = {
    desk_test(a_lunch_break_is_closed),
    desk_test(it_is_told_in_local_time),
    desk_test(a_weekend_in_which_clocks_change_counts_as_it_was),
    desk_test(hours_in_which_clocks_change_are_told_on_both_sides),
    desk_test(pauses_add_nothing),
    desk_test(a_pause_over_the_change_is_one_of_two_parts),
    desk_test(holidays_have_their_names),
    desk_test(each_stretch_is_told_by_the_hours_that_judged_it),
    desk_test(other_hours_are_told_where_they_begin),
    desk_test(how_it_ended_is_told),
    desk_test(without_a_calendar_all_hours_count),
    desk_test(what_is_broken_has_no_deadline_ahead),
    desk_test(what_was_told_late_is_told_as_it_was),
    desk_test(what_was_told_late_takes_pauses_and_promises_with_it),
    desk_test(what_goes_on_leaves_the_gap_out),
    desk_test(another_promise_goes_on_from_what_was_used),
    desk_test(more_parts_than_are_listed_are_summed),
    desk_test(a_timer_that_is_not_there_is_told),
};

DESK_MAIN(tests)
