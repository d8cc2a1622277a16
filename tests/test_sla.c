/*
 * test_sla.c: timers as they are told, and what is due next.
 */
#include "sla_fixture.h"

#include <sqlite3.h>

static void clock_is(struct desk *desk, int64_t second)
{
    desk->now_ms = T0 + second * 1000;
}

/* ---- ticket.timers ---- */

static struct sup_timer_list *read_timers(struct desk *desk, int64_t ticket, int32_t metric)
{
    struct sup_timer_list *list = NULL;

    must(desk,
         sup_ticket_timers(desk->core, by_priya(desk),
                           PARAMS(ticket_timers, .ticket_id = ticket, .metric = metric), &list));
    return list;
}

/* The only run of a metric. */
static struct sup_timer_list *only(struct desk *desk, int32_t metric)
{
    struct sup_timer_list *list = read_timers(desk, 1, metric);

    assert_int_equal(list->count, 1);
    assert_null(list->next_after);
    assert_int_equal(list->items[0].metric, metric);
    return list;
}

static void a_running_timer_is_told_up_to_now(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list;
    const struct sup_timer *timer;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\", "
                           "\"warnings\": [\"50%\"]}"));
    desk_ticket(desk);
    clock_is(desk, 30);
    list = only(desk, SUP_METRIC_FIRST_REPLY);
    timer = &list->items[0];
    assert_int_equal(timer->size, sizeof *timer);
    assert_int_equal(timer->state, SUP_TIMER_RUNNING);
    assert_int_equal(timer->instance, 1);
    assert_int_equal(timer->started_ms, T0);
    assert_int_equal(timer->ended_ms, 0);
    assert_int_equal(timer->used_ms, 30000);
    assert_int_equal(timer->business_ms, 30000);
    assert_null(timer->calendar);
    assert_string_equal(timer->sla, "all");
    assert_int_equal(timer->policy_version, 1);
    assert_int_equal(timer->target_ms, 100000);
    assert_int_equal(timer->base_ms, 0);
    assert_int_equal(timer->left_ms, 70000);
    assert_int_equal(timer->due_ms, T0 + 100000);
    assert_int_equal(timer->next_ms, T0 + 50000);
    assert_int_equal(timer->warned, 0);
    assert_int_equal(timer->breached_ms, 0);
    assert_int_equal(timer->is_missed, 0);
    assert_int_equal(timer->promise_count, 0);
    sup_free(list);
}

static void what_is_over_is_less_than_nothing_left(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\", "
                           "\"warnings\": [\"50%\"]}"));
    desk_ticket(desk);
    clock_is(desk, 130);
    list = only(desk, SUP_METRIC_FIRST_REPLY); /* nobody ticked */
    assert_int_equal(list->items[0].left_ms, -30000);
    assert_int_equal(list->items[0].breached_ms, 0);
    sup_free(list);
    assert_int_equal(desk_tick(desk), 2);
    clock_is(desk, 0); /* a clock that goes back takes nothing away */
    list = only(desk, SUP_METRIC_FIRST_REPLY);
    assert_int_equal(list->items[0].used_ms, 0);
    assert_int_equal(list->items[0].breached_ms, T0 + 100001);
    assert_int_equal(list->items[0].is_missed, 1);
    assert_int_equal(list->items[0].warned, 1);
    assert_int_equal(list->items[0].next_ms, 0);
    sup_free(list);
}

static void business_time_is_that_of_the_promises_calendar(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list;

    sla_activate(desk, "\"calendars\": {\"mornings\": {\"zone\": \"UTC\", \"week\": "
                       "{\"friday\": [\"10:00-12:00\"]}}}, "
                       "\"sla\": [{\"name\": \"all\", \"calendar\": \"mornings\", \"targets\": "
                       "[{\"metric\": \"resolution\", \"within\": \"PT1H\"}]}]");
    desk_ticket(desk);
    clock_is(desk, 1400); /* 10:10:00: open for ten minutes */
    list = only(desk, SUP_METRIC_RESOLUTION);
    assert_string_equal(list->items[0].calendar, "mornings");
    assert_int_equal(list->items[0].used_ms, 1400000);
    assert_int_equal(list->items[0].business_ms, 600000);
    assert_int_equal(list->items[0].left_ms, 3000000);
    assert_int_equal(list->items[0].due_ms, T0 + 4400000); /* 11:00 */
    sup_free(list);
}

static void what_stands_and_what_has_ended_is_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list;

    sla_activate(desk, SLA("{\"metric\": \"agent_work\", \"within\": \"PT100S\"}"));
    desk_ticket(desk);
    clock_is(desk, 30);
    desk_move(desk, by_priya(desk), 1, "pending");
    clock_is(desk, 90);
    list = only(desk, SUP_METRIC_AGENT_WORK);
    assert_int_equal(list->items[0].state, SUP_TIMER_PAUSED);
    assert_int_equal(list->items[0].used_ms, 30000);
    assert_int_equal(list->items[0].left_ms, 70000);
    assert_int_equal(list->items[0].due_ms, 0);
    sup_free(list);
    desk_move(desk, by_priya(desk), 1, "open");
    clock_is(desk, 100);
    desk_move(desk, by_priya(desk), 1, "solved");
    clock_is(desk, 500);
    list = only(desk, SUP_METRIC_AGENT_WORK);
    assert_int_equal(list->items[0].state, SUP_TIMER_FULFILLED);
    assert_int_equal(list->items[0].ended_ms, T0 + 100000);
    assert_int_equal(list->items[0].used_ms, 40000);
    assert_int_equal(list->items[0].left_ms, 60000);
    sup_free(list);
}

static void without_a_promise_it_is_measured_all_the_same(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list;

    desk_ticket(desk);
    clock_is(desk, 7);
    list = only(desk, SUP_METRIC_RESOLUTION);
    assert_null(list->items[0].sla);
    assert_int_equal(list->items[0].used_ms, 7000);
    assert_int_equal(list->items[0].left_ms, 0);
    sup_free(list);
}

static void prioritize(struct desk *desk, const char *priority)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = priority));
}

#define BY_PRIORITY                                                                                \
    SLA("{\"metric\": \"resolution\", \"within\": \"PT60S\", \"priority\": \"high\"}, "            \
        "{\"metric\": \"resolution\", \"within\": \"PT1000S\"}")

static void promises_before_it_are_told_oldest_first(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list;
    const struct sup_timer_promise *promises;

    sla_activate(desk, BY_PRIORITY);
    desk_ticket(desk);
    clock_is(desk, 80);
    prioritize(desk, "high"); /* which is over already */
    assert_int_equal(desk_tick(desk), 1);
    clock_is(desk, 90);
    prioritize(desk, "normal");
    list = only(desk, SUP_METRIC_RESOLUTION);
    assert_int_equal(list->items[0].promise_count, 2);
    promises = list->items[0].promises;
    assert_int_equal(promises[0].target_ms, 1000000);
    assert_int_equal(promises[0].used_ms, 80000);
    assert_int_equal(promises[0].ended_ms, T0 + 80000);
    assert_int_equal(promises[0].breached_ms, 0);
    assert_int_equal(promises[1].target_ms, 60000);
    assert_int_equal(promises[1].used_ms, 90000);
    assert_int_equal(promises[1].breached_ms, T0 + 80000);
    assert_string_equal(promises[1].sla, "all");
    assert_int_equal(promises[1].policy_version, 1);
    assert_null(promises[1].calendar);
    assert_int_equal(list->items[0].breached_ms, 0);
    assert_int_equal(list->items[0].is_missed, 1);
    sup_free(list);
}

static void of_many_promises_the_last_are_told(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list;
    const struct sup_timer *timer;

    sla_activate(desk, BY_PRIORITY);
    desk_ticket(desk);
    for (int i = 1; i <= SUP_TIMER_PROMISES_MAX + 1; i++) { /* ends the one before at i ms */
        desk->now_ms = T0 + i;
        prioritize(desk, i % 2 ? "high" : "normal");
    }
    list = only(desk, SUP_METRIC_RESOLUTION);
    timer = &list->items[0];
    assert_int_equal(timer->promise_count, 20);
    assert_int_equal(timer->promises[0].ended_ms, T0 + 2);
    assert_int_equal(timer->promises[19].ended_ms, T0 + 21);
    sup_free(list);
}

static void timers_come_in_pages(void **state)
{
    struct desk *desk = *state;
    struct sup_timer_list *list = NULL;
    static const int32_t metrics[] = {SUP_METRIC_ACKNOWLEDGEMENT, SUP_METRIC_ASSIGNMENT,
                                      SUP_METRIC_FIRST_REPLY,     SUP_METRIC_REQUESTER_WAIT,
                                      SUP_METRIC_AGENT_WORK,      SUP_METRIC_RESOLUTION};
    char after[SUP_TIMER_AFTER_BYTES_MAX + 1] = "";

    desk_ticket(desk);
    for (uint32_t i = 0; i < 6; i += 2) {
        must(desk, sup_ticket_timers(
                       desk->core, by_priya(desk),
                       PARAMS(ticket_timers, .ticket_id = 1, .limit = 2, .after = after), &list));
        assert_int_equal(list->count, 2);
        assert_int_equal(list->items[0].metric, metrics[i]);
        assert_int_equal(list->items[1].metric, metrics[i + 1]);
        assert_int_equal(list->next_after == NULL, i == 4);
        snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    }
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_receive(desk, by_ann(desk), 1, "Still broken.");
    must(desk, sup_ticket_timers(desk->core, by_priya(desk),
                                 PARAMS(ticket_timers, .ticket_id = 1, .limit = 1,
                                        .metric = SUP_METRIC_RESOLUTION),
                                 &list));
    assert_int_equal(list->items[0].instance, 1);
    snprintf(after, sizeof after, "%s", list->next_after);
    sup_free(list);
    must(desk, sup_ticket_timers(desk->core, by_priya(desk),
                                 PARAMS(ticket_timers, .ticket_id = 1, .after = after,
                                        .metric = SUP_METRIC_RESOLUTION),
                                 &list));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].instance, 2);
    assert_null(list->next_after);
    sup_free(list);
}

static void a_position_is_two_numbers(void **state)
{
    struct desk *desk = *state;
    static const char *const wrong[] = {"3", "3.", ".3", "a.1", "1.x", "1.0", "1.-1", "1.1.1"};

    desk_ticket(desk);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        must_fail(desk, SUP_MSG_LIST_AFTER, "after",
                  sup_ticket_timers(desk->core, by_priya(desk),
                                    PARAMS(ticket_timers, .ticket_id = 1, .after = wrong[i]),
                                    NULL));
        must_fail(
            desk, SUP_MSG_LIST_AFTER, "after",
            sup_sla_due(desk->core, by_priya(desk), PARAMS(sla_due, .after = wrong[i]), NULL));
    }
}

/* ---- sla.due ---- */

static struct sup_due_list *read_due(struct desk *desk, const struct sup_sla_due_params *params)
{
    struct sup_due_list *list = NULL;

    must(desk, sup_sla_due(desk->core, by_priya(desk), params, &list));
    return list;
}

/* "ticket metric second what", one after the other. */
static void expect_due(struct desk *desk, const struct sup_sla_due_params *params,
                       const char *expected)
{
    struct sup_due_list *list = read_due(desk, params);
    static char text[4000];
    char *at = text;

    *at = '\0';
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_due_ticket *item = &list->items[i];

        assert_true(item->is_breach ? item->due_ms >= item->timer->next_ms
                                    : item->due_ms == item->timer->next_ms);
        at += snprintf(at, (size_t)(text + sizeof text - at), "%d/%d@%d%s ", (int)item->ticket_id,
                       (int)item->timer->metric, (int)((item->due_ms - T0) / 1000),
                       item->is_breach ? "!" : "");
    }
    assert_string_equal(text, expected);
    sup_free(list);
}

#define TWO_TARGETS                                                                                \
    SLA("{\"metric\": \"first_reply\", \"within\": \"PT100S\", \"warnings\": [\"50%\"]}, "         \
        "{\"metric\": \"resolution\", \"within\": \"PT70S\"}")

/* Ticket 1 at 0, 2 at 10 in Priya's hands, 3 at 20 in the team of risks. */
static void three_tickets(struct desk *desk)
{
    sla_activate(desk, TWO_TARGETS);
    desk_ticket(desk);
    clock_is(desk, 10);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 2, .agent_id = PRIYA));
    clock_is(desk, 20);
    desk_ticket(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
            PARAMS(ticket_transfer, .ticket_id = 3, .team = "risk"));
}

static void what_is_due_comes_in_order_of_time(void **state)
{
    struct desk *desk = *state;
    struct sup_due_list *list;

    expect_due(desk, PARAMS(sla_due, .limit = 0), "");
    three_tickets(desk);
    expect_due(desk, PARAMS(sla_due, .limit = 0), "1/3@50 2/3@60 3/3@70 ");
    list = read_due(desk, PARAMS(sla_due, .limit = 0));
    assert_string_equal(list->items[0].status, "new");
    assert_string_equal(list->items[1].priority, "normal");
    assert_string_equal(list->items[1].channel, "email");
    assert_int_equal(list->items[1].assignee_id, PRIYA);
    assert_string_equal(list->items[2].team, "risk");
    assert_int_equal(list->items[0].timer->left_ms, 80000);
    sup_free(list);
    clock_is(desk, 65); /* 1 and 2 have been warned of, and break at 70.001 and 80.001 */
    assert_int_equal(desk_tick(desk), 2);
    expect_due(desk, PARAMS(sla_due, .limit = 0), "3/3@70 1/9@70! 2/9@80! ");
    clock_is(desk, 1000); /* nobody ticked: it is due all the same */
    expect_due(desk, PARAMS(sla_due, .limit = 0), "3/3@70 1/9@70! 2/9@80! ");
}

/* Before they break 1 is warned of at 50, and 2 is not. */
static void what_breaks_is_told_whatever_warns_before(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"first_reply\", \"priority\": \"urgent\", \"within\": "
                           "\"PT60S\"}, {\"metric\": \"first_reply\", \"within\": \"PT100S\", "
                           "\"warnings\": [\"50%\"]}, {\"metric\": \"resolution\", \"within\": "
                           "\"PT200S\", \"warnings\": [\"10%\"]}"));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 2, .priority = "urgent"));
    expect_due(desk, PARAMS(sla_due, .limit = 0), "1/9@20 2/9@20 ");
    expect_due(desk, PARAMS(sla_due, .is_breach = 1), "2/3@60! 1/3@100! ");
    expect_due(desk, PARAMS(sla_due, .is_breach = 1, .until_ms = T0 + 100001), "2/3@60! 1/3@100! ");
    expect_due(desk, PARAMS(sla_due, .is_breach = 1, .until_ms = T0 + 100000), "2/3@60! ");
    expect_due(desk, PARAMS(sla_due, .is_breach = 1, .until_ms = T0 + 60000), "");
    expect_due(desk, PARAMS(sla_due, .is_breach = 1, .limit = 1), "1/3@100! ");
    clock_is(desk, 70);
    desk_tick(desk); /* it broke: what breaks next is the other promise */
    expect_due(desk, PARAMS(sla_due, .is_breach = 1), "1/3@100! 2/9@200! ");
    desk_move(desk, by_priya(desk), 1, "pending");
    desk_move(desk, by_priya(desk), 2, "solved");
    expect_due(desk, PARAMS(sla_due, .is_breach = 1), "1/3@100! ");
    desk_expect_sound(desk);
}

static void what_was_not_asked_for_is_passed_over(void **state)
{
    struct desk *desk = *state;

    three_tickets(desk);
    desk_move(desk, by_priya(desk), 1, "solved"); /* it waits for its auto-close now */
    expect_due(desk, PARAMS(sla_due, .limit = 0), "2/3@60 3/3@70 ");
    expect_due(desk, PARAMS(sla_due, .assignee_id = PRIYA), "2/3@60 ");
    expect_due(desk, PARAMS(sla_due, .team = "risk"), "3/3@70 ");
    expect_due(desk, PARAMS(sla_due, .team = "risk", .assignee_id = PRIYA), "");
    expect_due(desk, PARAMS(sla_due, .until_ms = T0 + 60000), "2/3@60 ");
    expect_due(desk, PARAMS(sla_due, .until_ms = T0 + 59999), "");
    clock_is(desk, 60);
    assert_int_equal(desk_tick(desk), 1);
    expect_due(desk, PARAMS(sla_due, .limit = 0), "3/3@70 2/9@80! ");
    must_fail(desk, SUP_MSG_POLICY_NAME, "team",
              sup_sla_due(desk->core, by_priya(desk), PARAMS(sla_due, .team = "riks"), NULL));
}

static void what_is_due_comes_in_pages(void **state)
{
    struct desk *desk = *state;
    struct sup_due_list *list;
    char after[SUP_DUE_AFTER_BYTES_MAX + 1];

    three_tickets(desk);
    list = read_due(desk, PARAMS(sla_due, .limit = 2));
    assert_int_equal(list->count, 2);
    assert_non_null(list->next_after);
    snprintf(after, sizeof after, "%s", list->next_after);
    sup_free(list);
    expect_due(desk, PARAMS(sla_due, .limit = 2, .after = after), "3/3@70 ");
    list = read_due(desk, PARAMS(sla_due, .limit = 3));
    assert_null(list->next_after);
    sup_free(list);
}

static void many_that_nobody_asked_for_end_a_page_early(void **state)
{
    struct desk *desk = *state;
    struct sup_due_list *list;
    uint32_t found = 0;
    uint32_t pages = 0;
    char after[SUP_DUE_AFTER_BYTES_MAX + 1] = "";

    sla_activate(desk, TWO_TARGETS);
    for (int i = 0; i <= SUP_DUE_LOOKED_MAX; i++) {
        desk->now_ms = T0 + i;
        desk_ticket(desk);
    }
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
            PARAMS(ticket_transfer, .ticket_id = SUP_DUE_LOOKED_MAX + 1, .team = "risk"));
    do {
        list = read_due(desk, PARAMS(sla_due, .team = "risk", .after = after));
        found += list->count;
        pages++;
        assert_int_equal(list->count, pages == 1 ? 0 : 1);
        assert_int_equal(list->next_after == NULL, pages == 2);
        snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (*after);
    assert_int_equal(found, 1);
    assert_int_equal(pages, 2);
}

/* ---- sla.guide ---- */

#define GUIDE                                                                                      \
    "\"calendars\": {\"days\": {\"label\": \"Mondays\", \"zone\": \"UTC\", \"week\": "             \
    "{\"monday\": [\"10:00-12:00\"]}}}, "                                                          \
    "\"sla\": [{\"name\": \"vip\", \"when\": {\"var\": \"customer.is_vip\"}, \"targets\": "        \
    "[{\"metric\": \"resolution\", \"channel\": \"chat\", \"within\": \"PT1M\"}]}, "               \
    "{\"name\": \"all\", \"label\": \"Everybody\", \"calendar\": \"days\", \"targets\": "          \
    "[{\"metric\": \"first_reply\", \"channel\": \"email\", \"priority\": \"high\", "              \
    "\"within\": \"PT1H\"}, "                                                                      \
    "{\"metric\": \"first_reply\", \"channel\": \"email\", \"within\": \"PT4H\"}, "                \
    "{\"metric\": \"assignment\", \"channel\": \"email\", \"within\": \"PT5M\"}, "                 \
    "{\"metric\": \"agent_work\", \"channel\": \"email\", \"within\": \"PT6M\"}, "                 \
    "{\"metric\": \"requester_wait\", \"channel\": \"email\", \"within\": \"PT7M\"}, "             \
    "{\"metric\": \"resolution\", \"channel\": \"email\", \"within\": \"P1D\"}]}]"

static void a_guide_tells_what_all_are_promised_by_channel(void **state)
{
    struct desk *desk = *state;
    struct sup_sla_guide *guide = NULL;

    must_fail(desk, SUP_MSG_GUIDE_NONE, "sla",
              sup_sla_guide(desk->core, by_priya(desk), PARAMS(sla_guide, .sla = NULL), NULL));
    sla_activate(desk, GUIDE);
    must(desk, sup_sla_guide(desk->core, by_priya(desk), PARAMS(sla_guide, .sla = NULL), &guide));
    assert_string_equal(guide->sla, "all");
    assert_string_equal(guide->sla_label, "Everybody");
    assert_string_equal(guide->priority, "normal");
    assert_int_equal(guide->count, 2);
    assert_string_equal(guide->items[0].channel, "email");
    assert_int_equal(guide->items[0].metric, SUP_METRIC_FIRST_REPLY);
    assert_int_equal(guide->items[0].target_ms, 4 * HOUR_MS);
    assert_string_equal(guide->items[0].calendar, "days");
    assert_string_equal(guide->items[0].calendar_label, "Mondays");
    assert_int_equal(guide->items[1].metric, SUP_METRIC_RESOLUTION);
    assert_int_equal(guide->items[1].target_ms, DAY_MS);
    sup_free(guide);
    must(desk, sup_sla_guide(desk->core, by_priya(desk), PARAMS(sla_guide, .is_all = 1), &guide));
    assert_int_equal(guide->count, 5);
    assert_int_equal(guide->items[0].metric, SUP_METRIC_ASSIGNMENT);
    sup_free(guide);
    must(desk, sup_sla_guide(desk->core, by_priya(desk), PARAMS(sla_guide, .sla = "vip"), &guide));
    assert_int_equal(guide->count, 1);
    assert_string_equal(guide->items[0].channel, "chat");
    assert_null(guide->items[0].calendar);
    assert_null(guide->items[0].calendar_label);
    sup_free(guide);
    must_fail(desk, SUP_MSG_POLICY_NAME, "sla",
              sup_sla_guide(desk->core, by_priya(desk), PARAMS(sla_guide, .sla = "al"), NULL));
}

/* ---- views ---- */

static void expect_row(sqlite3 *db, const char *query, const char *expected)
{
    static char text[1000];
    char *at = text;
    sqlite3_stmt *rows = NULL;

    *at = '\0';
    assert_int_equal(sqlite3_prepare_v2(db, query, -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    for (int i = 0; i < sqlite3_column_count(rows); i++) {
        const char *value = (const char *)sqlite3_column_text(rows, i);

        at += snprintf(at, (size_t)(text + sizeof text - at), "%s ", value ? value : "NULL");
    }
    assert_string_equal(text, expected);
    assert_int_equal(sqlite3_step(rows), SQLITE_DONE);
    sqlite3_finalize(rows);
}

static void views_have_names_and_times(void **state)
{
    struct desk *desk = desk_file_open();
    sqlite3 *db = NULL;

    (void)state;
    desk_people(desk);
    sla_activate(desk, BY_PRIORITY);
    desk_ticket(desk);
    clock_is(desk, 80);
    prioritize(desk, "high");
    desk_move(desk, by_priya(desk), 1, "pending");
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    expect_row(db,
               "SELECT metric, instance, state, started_at, since_at, ended_at, used_ms, "
               "business_ms, calendar, sla, target_ms, due_at, next_at, warned, breached_at, "
               "is_missed FROM sup_v_timers WHERE ticket_id = 1 AND metric = 'agent_work'",
               "agent_work 1 paused 2026-03-20T09:46:40.000Z 2026-03-20T09:48:00.000Z NULL 80000 "
               "80000 NULL NULL NULL NULL NULL 0 NULL 0 ");
    expect_row(db,
               "SELECT state, sla, target_ms, due_at, next_at, breached_at, is_missed "
               "FROM sup_v_timers WHERE metric = 'resolution'",
               "running all 60000 2026-03-20T09:48:00.000Z NULL 2026-03-20T09:48:00.000Z 1 ");
    expect_row(db,
               "SELECT metric, instance, position, sla, policy_version, calendar, target_ms, "
               "used_ms, ended_at, breached_at FROM sup_v_promises",
               "resolution 1 1 all 1 NULL 1000000 80000 2026-03-20T09:48:00.000Z NULL ");
    sqlite3_close(db);
    desk_file_close(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(a_running_timer_is_told_up_to_now),
        desk_test(what_is_over_is_less_than_nothing_left),
        desk_test(business_time_is_that_of_the_promises_calendar),
        desk_test(what_stands_and_what_has_ended_is_as_it_was),
        desk_test(without_a_promise_it_is_measured_all_the_same),
        desk_test(promises_before_it_are_told_oldest_first),
        desk_test(of_many_promises_the_last_are_told),
        desk_test(timers_come_in_pages),
        desk_test(a_position_is_two_numbers),
        desk_test(what_is_due_comes_in_order_of_time),
        desk_test(what_breaks_is_told_whatever_warns_before),
        desk_test(what_was_not_asked_for_is_passed_over),
        desk_test(what_is_due_comes_in_pages),
        desk_test(many_that_nobody_asked_for_end_a_page_early),
        desk_test(a_guide_tells_what_all_are_promised_by_channel),
    };
    const struct CMUnitTest on_a_file[] = {
        cmocka_unit_test(views_have_names_and_times),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    failed += cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
    return failed + cmocka_run_group_tests_name("file", on_a_file, NULL, NULL);
}
