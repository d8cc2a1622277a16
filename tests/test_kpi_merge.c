/*
 * test_kpi_merge.c: figures of several desks together, worked out by hand. T0 is Friday, 2026-03-20,
 * 09:46:40 UTC.
 */
#include "fault_memory.h"
#include "fault_store.h"
#include "kpi_fixture.h"
#include "sla_fixture.h"

enum { OTHER = 7 };

/* A desk of the same store with the same people. */
static void open_other(struct desk *other, const struct desk *desk)
{
    *other = (struct desk){.store = desk->store, .tenant = OTHER, .now_ms = desk->now_ms};
    desk_open(other);
    desk_people(other);
}

static void replied_after(struct desk *desk, int64_t ms)
{
    int64_t id = desk_ticket(desk);

    desk->now_ms += ms;
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = id, .body = "x"));
    desk->now_ms -= ms;
}

static struct sup_kpi_answer *merged(struct desk *desk, const struct desk *other,
                                     const struct sup_kpi_query_params *params)
{
    sup_core *const cores[] = {desk->core, other->core};
    struct sup_kpi_answer *answer = NULL;

    must(desk, sup_kpi_merge(cores, 2, by_system(desk), params, &answer));
    assert_int_equal(answer->sequence, 0);
    return answer;
}

/* "group: numerator/denominator value; ..." */
static const char *figures_of(struct desk *desk, const struct desk *other,
                              const struct sup_kpi_query_params *params)
{
    static char text[512];
    struct sup_kpi_answer *answer = merged(desk, other, params);

    text[0] = '\0';
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct sup_kpi_row *row = &answer->items[i];
        size_t at = strlen(text);

        snprintf(text + at, sizeof text - at, "%s%s%s%d/%d %s", i ? "; " : "",
                 row->group_count ? row->groups[0] : "", row->group_count ? ": " : "",
                 (int)row->numerator, (int)row->denominator, row->value ? row->value : "-");
    }
    sup_free(answer);
    return text;
}

#define FIGURE(metric, ...)                                                                        \
    PARAMS(kpi_query, .metrics = (const char *const[]){metric}, .metric_count = 1, .from = FRIDAY, \
           __VA_ARGS__)

static void counts_sums_and_percentiles_of_desks_add_up(void **state)
{
    static const char *const by[] = {"channel"};
    struct desk *desk = *state;
    struct desk other;

    open_other(&other, desk);
    replied_after(desk, 10 * MINUTE_MS);
    replied_after(desk, 30 * MINUTE_MS);
    replied_after(&other, 50 * MINUTE_MS);
    desk->now_ms += HOUR_MS;
    other.now_ms += HOUR_MS;
    desk_move(desk, by_priya(desk), 1, "solved");
    assert_string_equal(figures_of(desk, &other, FIGURE("opened", .to = FRIDAY)), "3/0 3");
    assert_string_equal(figures_of(desk, &other, FIGURE("opened", .to = NULL)), "3/0 3");
    assert_string_equal(figures_of(desk, &other, FIGURE("backlog", .to = FRIDAY)), "2/0 2");
    /* (10 + 30 + 50) / 3 minutes */
    assert_string_equal(figures_of(desk, &other, FIGURE("first_reply", .to = FRIDAY)),
                        "5400000/3 1800000.000");
    assert_string_equal(
        figures_of(desk, &other, FIGURE("solved_per_opened", .by = by, .by_count = 1)),
        "email: 1/3 0.333");
    assert_string_equal(
        figures_of(desk, &other,
                   FIGURE("opened", .to = "2026-03-21", .interval = SUP_KPI_DAYS)),
        "3/0 3; 0/0 0");
    struct sup_kpi_answer *answer = merged(desk, &other, FIGURE("first_reply", .to = FRIDAY));
    assert_int_equal(answer->items[0].spread->is_exact, 1);
    assert_int_equal(answer->items[0].spread->min_ms, 10 * MINUTE_MS);
    assert_int_equal(answer->items[0].spread->p50_ms, 30 * MINUTE_MS);
    assert_int_equal(answer->items[0].spread->max_ms, 50 * MINUTE_MS);
    assert_string_equal(answer->zone, "UTC");
    sup_free(answer);
    sup_close(other.core);
}

/* The other desk has too many tickets to look at each: then both are told by buckets. */
static void buckets_of_one_desk_take_in_values_of_another(void **state)
{
    struct desk *desk = *state;
    struct desk other;

    open_other(&other, desk);
    replied_after(desk, 5 * MINUTE_MS);
    replied_after(desk, 5 * MINUTE_MS);
    replied_after(&other, 5 * MINUTE_MS);
    replied_after(&other, 10 * MINUTE_MS);
    for (int i = 0; i < SUP_KPI_EXACT_MAX; i++) {
        desk_ticket(&other);
    }
    desk->now_ms += HOUR_MS;
    struct sup_kpi_answer *answer = merged(desk, &other, FIGURE("first_reply", .to = FRIDAY));
    assert_int_equal(answer->items[0].numerator, 25 * MINUTE_MS);
    assert_int_equal(answer->items[0].denominator, 4);
    assert_int_equal(answer->items[0].spread->is_exact, 0);
    assert_int_equal(answer->items[0].spread->p50_ms, 73 * 4096 + 2047);
    assert_in_range(answer->items[0].spread->max_ms, 594000, 606000);
    sup_free(answer);
    answer = merged(desk, &other, FIGURE("first_reply", .to = FRIDAY, .is_exact = 1));
    assert_int_equal(answer->items[0].spread->is_exact, 1);
    assert_int_equal(answer->items[0].spread->p50_ms, 5 * MINUTE_MS);
    assert_int_equal(answer->items[0].spread->max_ms, 10 * MINUTE_MS);
    sup_free(answer);
    sup_close(other.core);
}

/* At 20:00 UTC on Friday it is Saturday in Tokyo. There an hour costs 60.00, here 30.00. */
static void each_desk_counts_its_own_days_and_costs(void **state)
{
    static const char *const metrics[] = {"opened", "cost_amount"};
    struct desk *desk = *state;
    struct desk other;

    open_other(&other, desk);
    sla_activate(desk, "\"currency\": \"EUR\", \"costs\": {\"hour\": \"30.00\"}");
    sla_activate(&other,
                 "\"currency\": \"EUR\", \"costs\": {\"hour\": \"60.00\"}, \"calendars\": "
                 "{\"tokyo\": {\"zone\": \"Asia/Tokyo\", \"week\": \"24x7\"}}, \"timers\": "
                 "{\"calendar\": \"tokyo\"}");
    desk->now_ms = other.now_ms = T0 + 11 * HOUR_MS;
    for (struct desk *each = desk; each; each = each == desk ? &other : NULL) {
        int64_t id = desk_ticket(each);

        desk_ok(each, by_priya(each), SUP_OP_TICKET_REPLY,
                PARAMS(ticket_message, .ticket_id = id, .body = "x",
                       .handle_ms = 10 * MINUTE_MS));
        desk_move(each, by_priya(each), id, "solved");
    }
    desk->now_ms = other.now_ms = T0 + DAY_MS;
    const struct sup_kpi_query_params friday = {.size = sizeof friday,
                                                .metrics = metrics,
                                                .metric_count = 2,
                                                .from = FRIDAY,
                                                .to = FRIDAY};
    struct sup_kpi_query_params both = friday;
    both.to = "2026-03-21";
    assert_string_equal(figures_of(desk, &other, &friday), "1/0 1; 500/0 5.00");
    assert_string_equal(figures_of(desk, &other, &both), "2/0 2; 1500/0 15.00");
    struct sup_kpi_answer *answer = merged(desk, &other, &both);
    assert_null(answer->zone);
    assert_string_equal(answer->currency, "EUR");
    sup_free(answer);
    sup_close(other.core);
}

static int32_t ask(struct desk *desk, sup_core *const *cores, uint32_t count,
                   const struct sup_caller *caller, const struct sup_kpi_query_params *params)
{
    struct sup_kpi_answer *answer = NULL;
    int32_t rc = sup_kpi_merge(cores, count, caller, params, &answer);

    (void)desk;
    assert_null(answer);
    return rc;
}

static void only_the_system_asks(void **state)
{
    struct desk *desk = *state;
    struct desk other;
    const struct sup_kpi_query_params *params = FIGURE("opened", .to = FRIDAY);

    open_other(&other, desk);
    sup_core *const cores[] = {desk->core, other.core};
    int64_t theirs = desk_sequence(&other);
    struct sup_caller *callers[] = {by_lee(desk), by_integration(desk),
                                    by_ann(desk)};
    for (size_t i = 0; i < sizeof callers / sizeof callers[0]; i++) {
        int64_t before = desk_sequence(desk);

        assert_int_equal(ask(desk, cores, 2, callers[i], params), SUP_REFUSED);
        assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_ACTOR_MAY_NOT);
        assert_int_equal(desk_sequence(desk), before + 1); /* it is on record */
    }
    assert_int_equal(desk_sequence(&other), theirs);
    sup_close(other.core);
}

static void what_is_wrong_is_told_by_the_first_desk(void **state)
{
    struct desk *desk = *state;
    struct desk other;
    struct desk same = *desk;
    const struct sup_kpi_query_params *params = FIGURE("opened", .to = FRIDAY);

    open_other(&other, desk);
    desk_open(&same);
    sup_core *const cores[] = {desk->core, other.core};
    sup_core *const twice[] = {desk->core, other.core, desk->core};
    sup_core *const again[] = {desk->core, other.core, same.core};
    sup_core *const none[] = {desk->core, NULL};
    struct sup_caller *caller = by_system(desk);
    assert_int_equal(ask(desk, none, 2, caller, params), SUP_MISUSE);
    assert_int_equal(ask(desk, NULL, 1, caller, params), SUP_MISUSE);
    assert_int_equal(ask(desk, cores, 0, caller, params), SUP_MISUSE);
    assert_int_equal(ask(desk, twice, 3, caller, params), SUP_INVALID);
    assert_string_equal(sup_last_error(desk->core)->text, "desk 2 is desk 0 again");
    assert_int_equal(ask(desk, again, 3, caller, params), SUP_INVALID);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_KPI_DESKS);
    assert_string_equal(sup_last_error(desk->core)->text, "desk 2 is desk 0 again");
    assert_int_equal(ask(desk, cores, 2, caller, FIGURE("open", .to = FRIDAY)), SUP_INVALID);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_KPI_METRIC);
    assert_int_equal(ask(desk, cores, 2, caller, FIGURE("opened", .to = "2026-03-19")),
                     SUP_INVALID);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_KPI_RANGE);
    assert_int_equal(ask(desk, cores, 2, caller,
                         FIGURE("opened", .by = (const char *const[]){"agent"}, .by_count = 1)),
                     SUP_INVALID);
    assert_int_equal(
        ask(desk, cores, 2, caller,
            FIGURE("opened", .filters = &(struct sup_kpi_filter){"agent", "1"}, .filter_count = 1)),
        SUP_INVALID);
    assert_string_equal(sup_last_error(desk->core)->text,
                        "figures of several desks are not by agent: agents are of one desk");
    assert_int_equal(ask(desk, cores, 2, caller, FIGURE("cost_amount", .to = FRIDAY)),
                     SUP_INVALID);
    assert_int_equal(sup_last_error(desk->core)->message_id, SUP_MSG_KPI_CURRENCY);
    assert_string_equal(figures_of(desk, &other, params), "0/0 0"); /* all go on */
    sup_close(same.core);
    sup_close(other.core);
}

/* Two desks whose memory and store fail when they are told to. */
struct frail {
    struct desk desks[2];
    struct sup_store *inner;
    struct fault_store store;
    sup_core *cores[2];
};

static void open_frail(struct frail *frail)
{
    struct sup_error error = {0};

    *frail = (struct frail){.inner = NULL};
    assert_int_equal(sup_memory_open(&fault_allocator, &frail->inner, &error), SUP_OK);
    fault_store_init(&frail->store, frail->inner);
    for (int i = 0; i < 2; i++) {
        struct desk *desk = &frail->desks[i];

        *desk = (struct desk){.store = &frail->store.head, .tenant = i, .now_ms = T0};
        struct sup_options options = desk_options(desk);
        options.allocator = &fault_allocator;
        assert_int_equal(sup_open(&options, &desk->core, &error), SUP_OK);
        desk_people(desk);
        replied_after(desk, (i + 1) * MINUTE_MS);
        desk->now_ms += HOUR_MS;
        frail->cores[i] = desk->core;
    }
}

static void close_frail(struct frail *frail)
{
    for (int i = 0; i < 2; i++) {
        sup_close(frail->desks[i].core);
    }
    sup_store_close(frail->inner);
}

/* The n-th allocation, or call of the store: then the answer is an error of that kind or right. */
static void whatever_fails_is_told_and_leaves_both_desks_working(void **state)
{
    struct frail frail;
    const struct sup_kpi_query_params *params = FIGURE("first_reply", .to = FRIDAY);

    (void)state;
    for (int is_memory = 0; is_memory <= 1; is_memory++) {
        int64_t failed = 1;

        for (int64_t n = 1; failed; n++) {
            struct sup_kpi_answer *answer = NULL;

            open_frail(&frail);
            struct sup_caller *caller = by_system(&frail.desks[0]);
            fault_memory_arm(is_memory ? n : 0, 0);
            fault_store_arm(&frail.store, is_memory ? 0 : n, 0, SUP_IO);
            int32_t rc = sup_kpi_merge(frail.cores, 2, caller, params, &answer);
            failed = is_memory ? fault_memory.failed : frail.store.failed;
            fault_memory_arm(0, 0);
            fault_store_arm(&frail.store, 0, 0, 0);
            if (rc != SUP_OK) {
                assert_int_equal(rc, is_memory ? SUP_NOMEM : SUP_IO);
                assert_int_equal(sup_last_error(frail.cores[0])->code, rc);
                assert_null(answer);
                must(&frail.desks[0],
                     sup_kpi_merge(frail.cores, 2, caller, params, &answer));
            }
            assert_int_equal(answer->items[0].numerator, 3 * MINUTE_MS);
            assert_int_equal(answer->items[0].denominator, 2);
            sup_free(answer);
            close_frail(&frail);
        }
    }
}

static const struct CMUnitTest tests[] = {
    desk_test(counts_sums_and_percentiles_of_desks_add_up),
    desk_test(buckets_of_one_desk_take_in_values_of_another),
    desk_test(each_desk_counts_its_own_days_and_costs),
    desk_test(only_the_system_asks),
    desk_test(what_is_wrong_is_told_by_the_first_desk),
    cmocka_unit_test(whatever_fails_is_told_and_leaves_both_desks_working),
};

DESK_MAIN(tests)
