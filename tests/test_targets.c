/*
 * test_targets.c: at the end of a period the desk tells which targets were crossed: once each, in
 * order, whoever ticks and however late.
 *
 * T0 is Friday, 2026-03-20; its week ends with Sunday, 2026-03-22.
 */
#include "scorecard_fixture.h"

#define NEXT_MONDAY_MS (MONDAY_MS + 7 * DAY_MS)

/* More than two that were opened is too many. */
#define FEW(period)                                                                                \
    "\"kpi\": {\"period\": \"" period                                                              \
    "\", \"scorecard\": [" CARD_LINE("few", "opened", "at_most", "2", "") "]}"

static void open_some(struct desk *desk, int count)
{
    for (int i = 0; i < count; i++) {
        desk_ticket(desk);
    }
}

static int64_t next_due(struct desk *desk)
{
    struct sup_next_due *next = NULL;
    int64_t due_ms;

    must(desk,
         sup_desk_next_due(desk->core, by_system(desk), PARAMS(next_due, .reserved = 0), &next));
    due_ms = next->due_ms;
    sup_free(next);
    return due_ms;
}

/* The events of that kind after a sequence: "when before>after number {payload}", a line each. */
static const char *events_of(struct desk *desk, const char *kind, int64_t after)
{
    static char text[8192];
    struct sup_event_list *list = NULL;

    text[0] = '\0';
    do {
        must(desk, sup_event_list(desk->core, by_system(desk),
                                  PARAMS(event_list, .after_id = after), &list));
        for (uint32_t i = 0; i < list->count; i++) {
            const struct sup_event *event = &list->items[i];
            size_t at = strlen(text);

            after = event->sequence;
            if (strcmp(event->name, kind) == 0) {
                snprintf(text + at, sizeof text - at, "%d %s>%s %d %s\n",
                         (int)((event->at_ms - MONDAY_MS) / DAY_MS),
                         event->before ? event->before : "", event->after ? event->after : "",
                         (int)event->number, event->payload);
            }
        }
        int is_last = list->count == 0;

        sup_free(list);
        if (is_last) {
            break;
        }
    } while (1);
    return text;
}

#define CROSSED(value, from, to)                                                                   \
    "{\"days\":[\"" from "\",\"" to "\"],\"line\":\"few\",\"metric\":\"opened\",\"rule\":"         \
    "\"at_most\",\"target\":\"2\",\"value\":\"" value "\"}\n"

static void the_desk_waits_for_the_end_of_the_period(void **state)
{
    struct desk *desk = *state;

    assert_int_equal(next_due(desk), 0);
    sla_activate(desk, FEW("week"));
    assert_int_equal(next_due(desk), NEXT_MONDAY_MS);
    /* The same period: nothing new is planned. */
    sla_activate(desk, FEW("week") ", \"currency\": \"EUR\"");
    assert_int_equal(next_due(desk), NEXT_MONDAY_MS);
    sla_activate(desk, FEW("day"));
    assert_int_equal(next_due(desk), MONDAY_MS + 5 * DAY_MS);
    sla_activate(desk, FEW("month"));
    assert_int_equal(next_due(desk), MONDAY_MS + 16 * DAY_MS); /* 2026-04-01 */
    sla_activate(desk, "\"currency\": \"EUR\"");
    assert_int_equal(next_due(desk), 0);
    desk_expect_sound(desk);
}

/* Days are those of the desk's zone, in which clocks go forward on 2026-03-29. */
static void a_period_ends_by_the_desks_clocks(void **state)
{
    static const char zone[] = "\"calendars\": {\"always\": {\"zone\": \"Europe/Berlin\", "
                               "\"week\": \"24x7\"}}, \"timers\": {\"calendar\": \"always\"}, ";
    char sections[1024];
    struct desk *desk = *state;

    snprintf(sections, sizeof sections, "%s%s", zone, FEW("day"));
    sla_activate(desk, sections);
    assert_int_equal(next_due(desk), MONDAY_MS + 5 * DAY_MS - HOUR_MS);
    desk->now_ms = MONDAY_MS + 12 * DAY_MS; /* Saturday, 2026-03-28 */
    (void)desk_tick(desk);
    assert_int_equal(next_due(desk), MONDAY_MS + 13 * DAY_MS - HOUR_MS);
    desk->now_ms += DAY_MS;
    (void)desk_tick(desk);
    assert_int_equal(next_due(desk), MONDAY_MS + 14 * DAY_MS - 2 * HOUR_MS);
    desk_expect_sound(desk);
}

/* Too many in the first week and in the second, few in the third, too many in the fourth. */
static void a_crossing_is_told_once_and_so_is_the_way_back(void **state)
{
    static const int opened[] = {3, 4, 1, 3};
    struct desk *desk = *state;
    struct sup_kpi_scorecard *card;
    int64_t before;

    sla_activate(desk, FEW("week"));
    before = desk_sequence(desk);
    for (int week = 0; week < 4; week++) {
        desk->now_ms = MONDAY_MS + week * 7 * DAY_MS + 5 * DAY_MS;
        open_some(desk, opened[week]);
        desk->now_ms = MONDAY_MS + (week + 1) * 7 * DAY_MS - 1;
        assert_int_equal(desk_tick(desk), 0);
        desk->now_ms++;
        assert_int_equal(desk_tick(desk), 1);
        assert_int_equal(desk_tick(desk), 0);
    }
    assert_string_equal(
        events_of(desk, "kpi.crossed", before),
        "7 met>missed 3 " CROSSED("3", "2026-03-16", "2026-03-22") "21 missed>met 1 " CROSSED(
            "1", "2026-03-30", "2026-04-05") "28 met>missed 3 " CROSSED("3", "2026-04-06",
                                                                        "2026-04-12"));
    card = scorecard(desk, PARAMS(kpi_scorecard, .periods = 1));
    assert_int_equal(card->items[0].crossed_ms, MONDAY_MS + 28 * DAY_MS);
    sup_free(card);
    desk_expect_sound(desk);
}

/* What is good from the beginning is no news, and without data nothing changes. */
static void no_data_crosses_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    sla_activate(desk, CARD(CARD_LINE("csat", "csat", "at_least", "85", "")));
    before = desk_sequence(desk);
    desk->now_ms = NEXT_MONDAY_MS;
    assert_int_equal(desk_tick(desk), 1);
    for (int week = 0; week < 3; week++) { /* missed, no data, met */
        if (week != 1) {
            desk_ok(desk, by_integration(desk), SUP_OP_SURVEY_ANSWERED,
                    PARAMS(survey_answered, .kind = SUP_SURVEY_CSAT, .source = "mailer",
                           .survey_id = week ? "b" : "a", .score = week ? 5 : 1,
                           .ticket_id = desk_ticket(desk)));
        }
        desk->now_ms += 7 * DAY_MS;
        (void)desk_tick(desk);
    }
    assert_string_equal(
        events_of(desk, "kpi.crossed", before),
        "14 met>missed 1 {\"days\":[\"2026-03-23\",\"2026-03-29\"],\"line\":\"csat\",\"metric\":"
        "\"csat\",\"rule\":\"at_least\",\"target\":\"85.000\",\"value\":\"0.000\"}\n"
        "28 missed>met 1 {\"days\":[\"2026-04-06\",\"2026-04-12\"],\"line\":\"csat\",\"metric\":"
        "\"csat\",\"rule\":\"at_least\",\"target\":\"85.000\",\"value\":\"100.000\"}\n");
    assert_string_equal(events_of(desk, "kpi.evaluated", desk_sequence(desk)), "");
    desk_expect_sound(desk);
}

/* Nobody called the tick for a year: 52 weeks end in order, each as if it had come in time. */
static void a_year_is_caught_up_in_order(void **state)
{
    struct desk *desk = *state;
    struct sup_tick_result *tick = NULL;
    int64_t before;
    int64_t fired = 0;

    sla_activate(desk, FEW("week"));
    before = desk_sequence(desk);
    open_some(desk, 3);
    desk->now_ms = MONDAY_MS + 52 * 7 * DAY_MS;
    do { /* three tickets are no longer than a tick has room for */
        must(desk, sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = 10), &tick));
        fired += tick->fired;
        if (!tick->is_more) {
            break;
        }
        sup_free(tick);
    } while (1);
    assert_int_equal(fired, 52);
    assert_int_equal(tick->next_due_ms, MONDAY_MS + 53 * 7 * DAY_MS);
    sup_free(tick);
    assert_string_equal(
        events_of(desk, "kpi.crossed", before),
        "7 met>missed 3 " CROSSED("3", "2026-03-16", "2026-03-22") "14 missed>met 0 " CROSSED(
            "0", "2026-03-23", "2026-03-29"));
    assert_int_equal(desk_sequence(desk), before + 3 * 2 + 52 + 2);
    desk_expect_sound(desk);
}

/* A second ticker finds nothing to do, and a late one the same as one in time. */
static void how_often_the_host_ticks_makes_no_difference(void **state)
{
    struct desk *desk = *state;
    struct desk other = {.now_ms = T0};
    char *often;
    char *once;

    other.store = desk_store_open(":memory:");
    desk_open(&other);
    desk_people(&other);
    sla_activate(desk, FEW("day"));
    sla_activate(&other, FEW("day"));
    for (int day = 0; day < 10; day++) {
        int count = (day * 7) % 5;

        desk->now_ms = other.now_ms = T0 + day * DAY_MS;
        (void)desk_tick(desk);
        (void)desk_tick(desk);
        if (day % 4 == 0) {
            (void)desk_tick(&other);
        }
        /* What happens between a day's end and the tick is of another day. */
        open_some(desk, count);
        open_some(&other, count);
    }
    desk->now_ms = other.now_ms = T0 + 11 * DAY_MS;
    (void)desk_tick(desk);
    (void)desk_tick(&other);
    often = strdup(events_of(desk, "kpi.crossed", 0));
    once = strdup(events_of(&other, "kpi.crossed", 0));
    assert_true(strlen(often) > 0);
    assert_string_equal(often, once);
    desk_expect_sound(desk);
    desk_expect_sound(&other);
    sup_close(other.core);
    sup_store_close(other.store);
    free(often);
    free(once);
}

/* Two programs on one file: whoever comes first looks, the other finds it done. */
static void two_tickers_look_once(void **state)
{
    struct desk *desk;
    struct desk other = {.now_ms = NEXT_MONDAY_MS};
    int64_t before;

    (void)state;
    if (desk_backend != DESK_SQLITE) {
        return;
    }
    desk = desk_file_open();
    desk_people(desk);
    sla_activate(desk, FEW("week"));
    open_some(desk, 3);
    before = desk_sequence(desk);
    other.store = desk_store_open(desk->path);
    desk_open(&other);
    desk->now_ms = NEXT_MONDAY_MS;
    assert_int_equal(desk_tick(&other), 1);
    assert_int_equal(desk_tick(desk), 0);
    assert_string_equal(events_of(desk, "kpi.crossed", before),
                        "7 met>missed 3 " CROSSED("3", "2026-03-16", "2026-03-22"));
    assert_int_equal(desk_sequence(desk), before + 2);
    desk_expect_sound(desk);
    sup_close(other.core);
    sup_store_close(other.store);
    desk_file_close(desk);
}

/* What ended before another policy ruled is judged by the one that promised it. */
static void another_policy_judges_from_then_on(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    sla_activate(desk, FEW("week"));
    before = desk_sequence(desk);
    open_some(desk, 3);
    desk->now_ms = NEXT_MONDAY_MS + DAY_MS;
    sla_activate(desk, CARD(CARD_LINE("few", "opened", "at_most", "9", "")));
    assert_string_equal(events_of(desk, "kpi.crossed", before),
                        "7 met>missed 3 " CROSSED("3", "2026-03-16", "2026-03-22"));
    before = desk_sequence(desk);
    open_some(desk, 5);
    desk->now_ms = NEXT_MONDAY_MS + 7 * DAY_MS;
    (void)desk_tick(desk);
    assert_string_equal(
        events_of(desk, "kpi.crossed", before),
        "14 missed>met 5 {\"days\":[\"2026-03-23\",\"2026-03-29\"],\"line\":\"few\",\"metric\":"
        "\"opened\",\"rule\":\"at_most\",\"target\":\"9\",\"value\":\"5\"}\n");
    desk_expect_sound(desk);
}

/* The scorecard after a rebuild of a desk that lost all its tables but the records. */
static void a_rebuilt_desk_has_the_same_scorecard(void **state)
{
    struct desk *desk = *state;
    struct sup_check_report *report = NULL;
    struct sup_store *store = desk->store;
    const struct sup_schema *schema = sup_schema();
    char *before;
    char *after;

    sla_activate(desk, FEW("week"));
    open_some(desk, 3);
    desk_ok(desk, by_lee(desk), SUP_OP_CORRECTIVE_RECORD,
            PARAMS(corrective_record, .line = "few", .text = "Less.", .due_ms = T0 + DAY_MS));
    desk->now_ms = NEXT_MONDAY_MS + DAY_MS;
    (void)desk_tick(desk);
    open_some(desk, 1);
    before = strdup(scorecard_text(desk, PARAMS(kpi_scorecard, .periods = 2)));
    assert_string_equal(before, "few 2: met 1 of 1, before: missed 3 of 3, better\n");
    assert_int_equal(store->methods->begin(store, 0, SUP_WRITE), SUP_OK);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        struct sup_value tenant = {.type = SUP_INT};
        struct sup_scan scan = {
            .size = sizeof scan, .table = i, .prefix_count = 1, .prefix = &tenant};
        int64_t removed = 0;

        if (schema->tables[i].kind == SUP_TABLE_PROJECTION) {
            assert_int_equal(store->methods->remove_range(store, &scan, &removed), SUP_OK);
        }
    }
    assert_int_equal(store->methods->commit(store), SUP_OK);
    must(desk,
         sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_false(report->is_clean);
    sup_free(report);
    after = strdup(scorecard_text(desk, PARAMS(kpi_scorecard, .periods = 2)));
    assert_string_equal(after, before);
    assert_int_equal(next_due(desk), NEXT_MONDAY_MS + 7 * DAY_MS);
    desk->now_ms = NEXT_MONDAY_MS + 7 * DAY_MS;
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_sound(desk);
    free(before);
    free(after);
}

/* The outbox hands a crossing out as any event. */
static void a_crossing_goes_out(void **state)
{
    struct desk *desk = *state;
    struct sup_outbox_page *batch = NULL;
    int found = 0;

    sla_activate(desk, FEW("week"));
    open_some(desk, 3);
    desk->now_ms = NEXT_MONDAY_MS;
    (void)desk_tick(desk);
    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = "dashboard"), &batch));
    for (uint32_t i = 0; i < batch->count; i++) {
        found += strstr(batch->items[i].event, "kpi.crossed") != NULL &&
                 strstr(batch->items[i].event, "\"line\":\"few\"") != NULL;
    }
    assert_int_equal(found, 1);
    sup_free(batch);
}

static const struct CMUnitTest tests[] = {
    desk_test(the_desk_waits_for_the_end_of_the_period),
    desk_test(a_period_ends_by_the_desks_clocks),
    desk_test(a_crossing_is_told_once_and_so_is_the_way_back),
    desk_test(no_data_crosses_nothing),
    desk_test(a_year_is_caught_up_in_order),
    desk_test(how_often_the_host_ticks_makes_no_difference),
    cmocka_unit_test(two_tickers_look_once),
    desk_test(another_policy_judges_from_then_on),
    desk_test(a_rebuilt_desk_has_the_same_scorecard),
    desk_test(a_crossing_goes_out),
};

DESK_MAIN(tests)
