/*
 * test_kpi.c: figures of a small desk, worked out by hand.
 *
 * T0 is Friday, 2026-03-20, 09:46:40 UTC. Without a policy of its own the desk's zone is UTC and
 * all hours are business hours.
 */
#include "join_fixture.h"
#include "kpi_fixture.h"
#include "sla_fixture.h"

#include "kpi/cells.h"
#include "kpi/histogram.h"
#include "kpi/pack.h"

static void pass(struct desk *desk, int64_t ms)
{
    desk->now_ms += ms;
}

/* ---- what it is made of ---- */

static void a_bucket_is_off_by_less_than_one_percent(void **state)
{
    int64_t last = -1;

    (void)state;
    for (int64_t ms = 0; ms < 128; ms++) {
        assert_int_equal(sup__kpi_bucket_ms(sup__kpi_bucket(ms)), ms);
    }
    assert_int_equal(sup__kpi_bucket(-5), 0);
    for (int shift = 7; shift < 63; shift++) {
        for (int64_t part = 0; part < 1024; part++) {
            int64_t ms = (INT64_C(1) << shift) + (shift < 10 ? part >> (10 - shift)
                                                             : part << (shift - 10));
            uint32_t bucket = sup__kpi_bucket(ms);
            int64_t told = sup__kpi_bucket_ms(bucket);
            int64_t off = told > ms ? told - ms : ms - told;

            assert_true(bucket < SUP__KPI_BUCKETS);
            assert_true(told >= last); /* a longer time is never told as a shorter one */
            assert_true(off <= ms / 128 + 1 && off < ms / 100 + 1);
            last = told;
        }
    }
    assert_true(sup__kpi_bucket(INT64_MAX) < SUP__KPI_BUCKETS);
}

/* The least place with at least that share: what the reference figures call the nearest rank. */
static void a_percentile_is_the_nearest_rank(void **state)
{
    (void)state;
    assert_int_equal(sup__kpi_rank(1145, 50), 573);
    assert_int_equal(sup__kpi_rank(100, 99), 99);
    assert_int_equal(sup__kpi_rank(101, 99), 100);
    assert_int_equal(sup__kpi_rank(1, 1), 1);
    assert_int_equal(sup__kpi_rank(4, 75), 3);
    assert_int_equal(sup__kpi_rank(INT64_MAX, 100), INT64_MAX);
}

static void numbers_and_texts_come_back_from_their_bytes(void **state)
{
    static const int64_t numbers[] = {0, 1, -1, 63, 64, -64, -65, INT64_MAX, INT64_MIN};
    struct sup__mem mem;
    struct sup__arena arena;
    struct sup__pack pack = {.arena = &arena};
    struct sup__unpack unpack;

    (void)state;
    assert_int_equal(sup__mem_init(&mem, NULL), SUP_OK);
    sup__arena_init(&arena, &mem);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sup__pack_int(&pack, numbers[i]);
    }
    sup__pack_text(&pack, NULL);
    sup__pack_text(&pack, "");
    sup__pack_text(&pack, "team");
    assert_int_equal(pack.is_failed, 0);
    assert_int_equal(pack.bytes, 1 + 1 + 1 + 1 + 2 + 1 + 2 + 10 + 10 + 1 + 1 + 5);
    unpack = (struct sup__unpack){.data = pack.data, .bytes = pack.bytes};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        assert_int_equal(sup__unpack_int(&unpack), numbers[i]);
    }
    assert_null(sup__unpack_text(&unpack, &arena));
    assert_string_equal(sup__unpack_text(&unpack, &arena), "");
    assert_string_equal(sup__unpack_text(&unpack, &arena), "team");
    assert_int_equal(unpack.bytes, 0);
    (void)sup__unpack_uint(&unpack);
    assert_int_equal(unpack.rc, SUP_CORRUPT);
    sup__arena_free(&arena);
}

/* ---- speed ---- */

/* One ticket: opened, answered after 20 minutes, solved after an hour, reopened after a day (the
 * grace of timers, one hour, is over), solved again two hours later. */
static void a_life_counts_on_the_days_of_its_steps(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_ticket(desk);

    pass(desk, 20 * MINUTE_MS);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = id, .body = "Soon.", .handle_ms = 90000));
    pass(desk, 40 * MINUTE_MS);
    desk_move(desk, by_priya(desk), id, "solved");
    assert_string_equal(kpi_figure(desk, "opened", FRIDAY, FRIDAY), "1/0 1");
    assert_string_equal(kpi_figure(desk, "first_reply", FRIDAY, NULL), "1200000/1 1200000.000");
    assert_string_equal(kpi_figure(desk, "full_resolution", FRIDAY, NULL), "3600000/1 3600000.000");
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "reopen_rate", FRIDAY, NULL), "0/1 0.000");
    assert_string_equal(kpi_figure(desk, "handle_time", FRIDAY, NULL), "90000/1 90000.000");
    assert_string_equal(kpi_figure(desk, "backlog", FRIDAY, NULL), "0/0 0");
    pass(desk, DAY_MS);
    desk_receive(desk, by_ann(desk), id, "Still nothing.");
    assert_string_equal(kpi_figure(desk, "solved", FRIDAY, NULL), "0/0 0");
    assert_string_equal(kpi_figure(desk, "full_resolution", FRIDAY, NULL), "0/0 -");
    assert_string_equal(kpi_figure(desk, "first_resolution", FRIDAY, NULL),
                        "3600000/1 3600000.000");
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "0/1 0.000");
    assert_string_equal(kpi_figure(desk, "reopen_rate", FRIDAY, FRIDAY), "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "backlog", FRIDAY, FRIDAY), "0/0 0");
    assert_string_equal(kpi_figure(desk, "backlog", "2026-03-21", NULL), "1/0 1");
    pass(desk, 2 * HOUR_MS);
    desk_move(desk, by_priya(desk), id, "solved");
    /* From opening to the last solving: 1 h + 24 h + 2 h, on the day of that. */
    assert_string_equal(kpi_figure(desk, "full_resolution", FRIDAY, FRIDAY), "0/0 -");
    assert_string_equal(kpi_figure(desk, "full_resolution", "2026-03-21", NULL),
                        "97200000/1 97200000.000");
    assert_string_equal(kpi_figure(desk, "solved_within_day", FRIDAY, NULL), "0/1 0.000");
    assert_string_equal(kpi_figure(desk, "customer_messages", FRIDAY, NULL), "2/0 2");
    assert_string_equal(kpi_figure(desk, "touches", FRIDAY, NULL), "1/1 1.000");
    kpi_expect_clean(desk);
}

#define OFFICE(hours)                                                                              \
    "\"calendars\": {\"office\": {\"zone\": \"UTC\", \"week\": {\"monday\": [\"" hours "\"], "          \
    "\"friday\": [\"" hours "\"]}}}, \"timers\": {\"calendar\": \"office\"}"

/* Open from 9 to 17. Solved after an hour, reopened, and solved again on Monday at 11:46:40: Friday
 * gives 9:46:40 to 17:00, Monday 9:00 to 11:46:40, together 10 hours. The night and the weekend
 * count for nothing, with nothing promised as well; nor do the hours of a later policy. */
static void a_reopened_ticket_took_business_hours(void **state)
{
    struct desk *desk = *state;
    int64_t id = 0;

    sla_activate(desk, OFFICE("09:00-17:00"));
    id = desk_ticket(desk);
    pass(desk, HOUR_MS);
    desk_move(desk, by_priya(desk), id, "solved");
    assert_string_equal(kpi_figure(desk, "full_resolution_business", FRIDAY, NULL),
                        "3600000/1 3600000.000");
    pass(desk, 3 * DAY_MS);
    desk_receive(desk, by_ann(desk), id, "Still nothing.");
    pass(desk, HOUR_MS);
    desk_move(desk, by_priya(desk), id, "solved");
    assert_string_equal(kpi_figure(desk, "full_resolution", FRIDAY, NULL),
                        "266400000/1 266400000.000");
    assert_string_equal(kpi_figure(desk, "full_resolution_business", FRIDAY, NULL),
                        "36000000/1 36000000.000");
    assert_string_equal(kpi_figure(desk, "first_resolution_business", FRIDAY, NULL),
                        "3600000/1 3600000.000");
    sla_activate(desk, OFFICE("12:00-13:00"));
    desk_tick(desk);
    assert_string_equal(kpi_figure(desk, "full_resolution_business", FRIDAY, NULL),
                        "36000000/1 36000000.000");
    kpi_expect_clean(desk);
}

/*
 * Open from 9 to 17 on Monday and Friday.
 *
 *   Friday 9:46:40    opened
 *   Friday 10:46:40   waits for the customer, 3 hours
 *   Friday 13:46:40   in work, 4 hours, of which 3:13:20 are open
 *   Friday 17:46:40   on hold, 65 hours, of which 1:46:40 are open
 *   Monday 10:46:40   in work, 2 hours
 *   Monday 12:46:40   solved
 *
 * The customer waited 75 - 3 hours, of which 1 + 3:13:20 + 1:46:40 + 2 were open; agents had it for
 * 1 + 4 + 2, of which 1 + 3:13:20 + 2 were.
 */
static void waits_and_work_have_their_business_hours(void **state)
{
    static const struct {
        int64_t after_ms;
        const char *status;
    } moves[] = {{HOUR_MS, "pending"},
                 {3 * HOUR_MS, "open"},
                 {4 * HOUR_MS, "on_hold"},
                 {65 * HOUR_MS, "open"},
                 {2 * HOUR_MS, "solved"}};
    struct desk *desk = *state;
    int64_t id = 0;

    sla_activate(desk, OFFICE("09:00-17:00"));
    id = desk_ticket(desk);
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        pass(desk, moves[i].after_ms);
        desk_move(desk, by_priya(desk), id, moves[i].status);
    }
    assert_string_equal(kpi_figure(desk, "requester_wait", FRIDAY, NULL),
                        "259200000/1 259200000.000");
    assert_string_equal(kpi_figure(desk, "requester_wait_business", FRIDAY, NULL),
                        "28800000/1 28800000.000");
    assert_string_equal(kpi_figure(desk, "agent_work", FRIDAY, NULL), "25200000/1 25200000.000");
    assert_string_equal(kpi_figure(desk, "agent_work_business", FRIDAY, NULL),
                        "22400000/1 22400000.000");
}

/* A backlog is what is in work at the end of a day, and old from its eighth day on. */
static void a_backlog_is_a_stock(void **state)
{
    struct desk *desk = *state;
    const char *const metrics[] = {"backlog", "backlog_aged"};

    desk_ticket(desk); /* 1: solved on the tenth day */
    desk_ticket(desk); /* 2: stays */
    pass(desk, 2 * DAY_MS);
    desk_ticket(desk); /* 3: solved on the same day */
    desk_move(desk, by_priya(desk), 3, "solved");
    pass(desk, 8 * DAY_MS); /* the 30th */
    desk_move(desk, by_priya(desk), 1, "solved");
    assert_string_equal(
        kpi_figures(desk,
                    PARAMS(kpi_query, .metrics = metrics, .metric_count = 2, .from = "2026-03-19",
                           .to = "2026-03-31", .interval = SUP_KPI_DAYS)),
        "0/0 0; 0/0 0; 2/0 2; 0/0 0; 2/0 2; 0/0 0; 2/0 2; 0/0 0; 2/0 2; 0/0 0; 2/0 2; 0/0 0; "
        "2/0 2; 0/0 0; 2/0 2; 0/0 0; 2/0 2; 2/0 2; 2/0 2; 2/0 2; 2/0 2; 2/0 2; 1/0 1; 1/0 1; "
        "1/0 1; 1/0 1");
    /* What lies before the first day is there, though it is not asked for. */
    assert_string_equal(kpi_figure(desk, "backlog", "2026-03-29", "2026-03-29"), "2/0 2");
    kpi_expect_clean(desk);
}

/* ---- merges, reassignments, groups ---- */

static void a_merged_ticket_leaves_the_figures_and_comes_back(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    pass(desk, HOUR_MS);
    desk_ticket(desk);
    pass(desk, HOUR_MS);
    desk_reply(desk, by_priya(desk), 2, "Hello.", NULL);
    assert_string_equal(kpi_figure(desk, "opened", FRIDAY, NULL), "2/0 2");
    assert_string_equal(kpi_figure(desk, "first_reply", FRIDAY, NULL), "3600000/1 3600000.000");
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    assert_string_equal(kpi_figure(desk, "opened", FRIDAY, NULL), "1/0 1");
    assert_string_equal(kpi_figure(desk, "merged", FRIDAY, NULL), "1/0 1");
    assert_string_equal(kpi_figure(desk, "backlog", FRIDAY, NULL), "1/0 1");
    assert_string_equal(kpi_figure(desk, "customer_messages", FRIDAY, NULL), "2/0 2");
    kpi_expect_clean(desk);
    desk_ok(desk, by_priya(desk), PART(2));
    assert_string_equal(kpi_figure(desk, "opened", FRIDAY, NULL), "2/0 2");
    assert_string_equal(kpi_figure(desk, "merged", FRIDAY, NULL), "0/0 0");
    assert_string_equal(kpi_figure(desk, "backlog", FRIDAY, NULL), "2/0 2");
    kpi_expect_clean(desk);
}

static void figures_are_told_apart_by_what_tickets_are_now(void **state)
{
    struct desk *desk = *state;
    const char *const both[] = {"team", "priority"};
    const char *opened = "opened";
    const struct sup_kpi_filter only[] = {{"team", "risk"}, {"team", "frontline"}};
    const struct sup_kpi_filter none[] = {{"team", ""}, {"team", "risk"}};

    for (int i = 0; i < 3; i++) {
        desk_ticket(desk);
    }
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA, .team = "frontline"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 2, .agent_id = LEE, .team = "risk"));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 2, .priority = "high"));
    assert_string_equal(kpi_figure_by(desk, opened, "team"),
                        ": 1/0 1; frontline: 1/0 1; risk: 1/0 1");
    assert_string_equal(kpi_figure_by(desk, opened, "agent"), ": 1/0 1; 1: 1/0 1; 2: 1/0 1");
    assert_string_equal(kpi_figure_by(desk, opened, "channel"), "email: 3/0 3");
    assert_string_equal(kpi_figure_by(desk, opened, "hour"), "09: 3/0 3");
    /* Two together are in no cells: each ticket is looked at. */
    assert_string_equal(kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1,
                                                 .from = FRIDAY, .by = both, .by_count = 2)),
                        ",normal: 1/0 1; frontline,normal: 1/0 1; risk,high: 1/0 1");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = FRIDAY,
                                 .filters = only, .filter_count = 2)),
        "2/0 2");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = FRIDAY,
                                 .filters = none, .filter_count = 1)),
        "1/0 1");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = FRIDAY,
                                 .filters = none, .filter_count = 2)),
        "2/0 2");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
            PARAMS(ticket_transfer, .ticket_id = 2, .team = "frontline"));
    assert_string_equal(kpi_figure_by(desk, opened, "team"), ": 1/0 1; frontline: 2/0 2");
    kpi_expect_clean(desk);
}

/* Two on Friday at 9, one on Saturday at 11, one on the Friday after at 10. */
static void demand_is_told_by_the_hour_of_the_week(void **state)
{
    struct desk *desk = *state;
    const char *opened = "opened";
    const char *const hours[] = {"weekday", "hour"};
    const char *const teams[] = {"team", "weekday"};
    const struct sup_kpi_filter friday = {"weekday", "5"};
    const struct sup_kpi_filter email = {"channel", "email"};

    desk_ticket(desk);
    desk_ticket(desk);
    pass(desk, DAY_MS + 2 * HOUR_MS);
    desk_ticket(desk);
    pass(desk, 6 * DAY_MS - HOUR_MS);
    desk_ticket(desk);
    assert_string_equal(kpi_figure_by(desk, opened, "weekday"), "5: 3/0 3; 6: 1/0 1");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = FRIDAY,
                                 .by = hours, .by_count = 2)),
        "5,09: 2/0 2; 5,10: 1/0 1; 6,11: 1/0 1");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = FRIDAY,
                                 .by = hours, .by_count = 2, .filters = &email,
                                 .filter_count = 1)),
        "5,09: 2/0 2; 5,10: 1/0 1; 6,11: 1/0 1"); /* which looks at each ticket */
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = FRIDAY,
                                 .by = teams, .by_count = 2, .filters = &friday,
                                 .filter_count = 1)),
        ",5: 3/0 3");
}

/* Two tickets of Friday: answered and solved at 10 with five minutes of work; opened at 11, still in
 * work. Of hours only what comes and what is done is kept: the rest is looked up. */
static void any_figure_of_what_happened_has_its_hour(void **state)
{
    struct desk *desk = *state;
    const char *const metrics[] = {"solved_within_day", "handle_time", "first_reply"};
    const struct sup_kpi_filter ten = {"hour", "10"};
    const char *backlog = "backlog";
    const char *weekday = "weekday";
    struct sup_kpi_answer *answer = NULL;
    int64_t id = desk_ticket(desk);

    pass(desk, HOUR_MS);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_REPLY,
            PARAMS(ticket_message, .ticket_id = id, .body = "Done.", .status = "solved",
                   .handle_ms = 5 * MINUTE_MS));
    pass(desk, HOUR_MS);
    desk_ticket(desk);
    assert_string_equal(kpi_figures(desk, PARAMS(kpi_query, .metrics = metrics, .metric_count = 3,
                                                 .from = FRIDAY, .filters = &ten,
                                                 .filter_count = 1)),
                        "1/1 100.000; 300000/1 300000.000; 3600000/1 3600000.000");
    assert_string_equal(kpi_figure_by(desk, "first_reply", "hour"), "10: 3600000/1 3600000.000");
    must_fail(desk, SUP_MSG_KPI_BY, "filters/0/by",
              sup_kpi_query(desk->core, by_lee(desk),
                            PARAMS(kpi_query, .metrics = &backlog, .metric_count = 1,
                                   .from = FRIDAY, .filters = &ten, .filter_count = 1),
                            &answer));
    must_fail(desk, SUP_MSG_KPI_BY, "by/0",
              sup_kpi_query(desk->core, by_lee(desk),
                            PARAMS(kpi_query, .metrics = &backlog, .metric_count = 1,
                                   .from = FRIDAY, .by = &weekday, .by_count = 1),
                            &answer));
    assert_null(answer);
}

/* The bot answers and notes, and says nowhere that it is one. */
static void what_a_bot_writes_is_no_work_of_people(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_ticket(desk);

    desk_reply(desk, by_robo(desk), id, "It is on its way.", NULL);
    desk_ok(desk, by_robo(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = id, .body = "Looked it up."));
    desk_move(desk, by_system(desk), id, "solved");
    assert_string_equal(kpi_figure(desk, "replies", FRIDAY, NULL), "0/0 0");
    assert_string_equal(kpi_figure(desk, "notes", FRIDAY, NULL), "0/0 0");
    assert_string_equal(kpi_figure(desk, "automated_messages", FRIDAY, NULL), "1/0 1");
    assert_string_equal(kpi_figure(desk, "touches", FRIDAY, NULL), "0/1 0.000");
    assert_string_equal(kpi_figure(desk, "automated_resolution_rate", FRIDAY, NULL),
                        "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "automated_handover_rate", FRIDAY, NULL), "0/1 0.000");
    desk_reply(desk, by_priya(desk), id, "And here it is.", NULL);
    assert_string_equal(kpi_figure(desk, "automated_handover_rate", FRIDAY, NULL), "1/1 100.000");
    kpi_expect_clean(desk);
}

/* Replies count for who wrote them, whoever has the ticket. */
static void work_counts_for_who_did_it(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_ticket(desk);

    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = id, .agent_id = LEE));
    desk_reply(desk, by_priya(desk), id, "Hello.", NULL);
    desk_reply(desk, by_lee(desk), id, "And I.", NULL);
    desk_reply(desk, by_priya(desk), id, "And again.", NULL);
    assert_string_equal(kpi_figure_by(desk, "replies", "agent"), "1: 2/0 2; 2: 1/0 1");
    kpi_expect_clean(desk);
}

/* ---- first contact ---- */

static void solve_at_once(struct desk *desk, int64_t id)
{
    desk_reply(desk, by_priya(desk), id, "Here it is.", NULL);
    desk_move(desk, by_priya(desk), id, "solved");
}

static int64_t open_about(struct desk *desk, int64_t customer, const char *reason)
{
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .customer_id = customer,
                   .reason = reason));
    return desk->receipt.ticket_id;
}

/* Solved at T0; whoever comes again by T0 + 7 days for the same reason was not helped. */
static void who_comes_again_was_not_helped_at_first_contact(void **state)
{
    struct desk *desk = *state;
    int64_t cara;

    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "Cara"));
    cara = desk->receipt.id;
    solve_at_once(desk, open_about(desk, ANN, "wrong_item"));
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "1/1 100.000");
    pass(desk, 7 * DAY_MS);
    open_about(desk, cara, "wrong_item");
    open_about(desk, ANN, "dispute");
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "1/1 100.000");
    open_about(desk, ANN, "wrong_item"); /* 4: at the last instant of the window */
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "0/1 0.000");
    assert_string_equal(kpi_figure(desk, "repeat_rate", FRIDAY, FRIDAY), "1/1 100.000");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 4, .reason = "dispute"));
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "1/1 100.000");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 4, .reason = "wrong_item"));
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "0/1 0.000");
    desk_ok(desk, by_priya(desk), JOIN(4, 3));
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "1/1 100.000");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = cara, .into = ANN, .evidence = "one"));
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "0/1 0.000");
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = cara, .evidence = "two"));
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "1/1 100.000");
    kpi_expect_clean(desk);
}

/* 2 repeats 1. While 2 is about something else for a moment, a tick that is not there yet looks at 1;
 * then 2 is what it was, and so is what it adds. */
static void a_repeat_that_was_none_for_a_moment_is_one_again(void **state)
{
    struct desk *desk = *state;
    const char *tag = "urgent";
    int64_t tagged;

    solve_at_once(desk, open_about(desk, ANN, "wrong_item"));
    pass(desk, DAY_MS);
    open_about(desk, ANN, "wrong_item");
    assert_string_equal(kpi_figure(desk, "repeat_rate", FRIDAY, NULL), "1/1 100.000");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = &tag, .tag_count = 1));
    tagged = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 2, .reason = "dispute"));
    kpi_follow(desk, 1, DAY_MS, desk_sequence(desk) - tagged);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 2, .reason = "wrong_item"));
    assert_string_equal(kpi_figure(desk, "repeat_rate", FRIDAY, NULL), "1/1 100.000");
    kpi_expect_clean(desk);
}

/* Each of twenty is solved before the next one comes, all in one window: another one repeats the
 * last of them, and the others are repeated anyhow. */
static void however_often_somebody_comes_few_contacts_are_looked_at(void **state)
{
    struct desk *desk = *state;
    const struct sup__kpi_rules rules = {.repeat_ms = 7 * DAY_MS};
    struct sup__kpi_fact fact = {.traits.reason = "wrong_item", .customer_id = ANN};
    struct sup__unit *unit = calloc(1, sizeof *unit);
    struct sup__kpi_ids ids = {0};

    assert_non_null(unit);
    for (int i = 0; i < 20; i++) {
        desk->now_ms += HOUR_MS;
        solve_at_once(desk, open_about(desk, ANN, "wrong_item"));
    }
    fact.opened_ms = desk->now_ms + HOUR_MS;
    assert_int_equal(sup__unit_begin(unit, desk->core, SUP_READ), SUP_OK);
    ids.arena = unit->repo.arena;
    assert_int_equal(sup__kpi_before(unit, &rules, &fact, &ids), SUP_OK);
    assert_int_equal(ids.count, 1);
    assert_int_equal(ids.items[0], 20);
    assert_int_equal(sup__unit_rollback(unit, SUP_OK), SUP_OK);
    free(unit);
    assert_string_equal(kpi_figure(desk, "repeat_rate", FRIDAY, NULL), "19/20 95.000");
    kpi_expect_clean(desk);
}

static void who_comes_later_than_the_window_has_another_contact(void **state)
{
    struct desk *desk = *state;

    solve_at_once(desk, open_about(desk, ANN, "wrong_item"));
    pass(desk, 7 * DAY_MS + 1);
    open_about(desk, ANN, "wrong_item");
    assert_string_equal(kpi_figure(desk, "first_contact_resolution", FRIDAY, NULL), "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "repeat_rate", FRIDAY, NULL), "0/1 0.000");
}

/* ---- percentiles ---- */

static void percentiles_are_exact_while_few_and_of_buckets_else(void **state)
{
    struct desk *desk = *state;
    const char *metric = "full_resolution";
    struct sup_kpi_answer *answer = NULL;
    const struct sup_kpi_spread *spread;

    for (int i = 1; i <= 10; i++) {
        desk_ticket(desk);
    }
    for (int i = 1; i <= 10; i++) { /* solved after 1, 2 ... 10 minutes */
        pass(desk, MINUTE_MS);
        desk_move(desk, by_priya(desk), i, "solved");
    }
    must(desk, sup_kpi_query(desk->core, by_lee(desk),
                             PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = FRIDAY),
                             &answer));
    spread = answer->items[0].spread;
    assert_non_null(spread);
    assert_int_equal(spread->is_exact, 1);
    assert_int_equal(spread->min_ms, MINUTE_MS);
    assert_int_equal(spread->p50_ms, 5 * MINUTE_MS);
    assert_int_equal(spread->p75_ms, 8 * MINUTE_MS); /* 7.5 values are 75 %: the eighth */
    assert_int_equal(spread->p90_ms, 9 * MINUTE_MS);
    assert_int_equal(spread->p95_ms, 10 * MINUTE_MS);
    assert_int_equal(spread->p99_ms, 10 * MINUTE_MS);
    assert_int_equal(spread->max_ms, 10 * MINUTE_MS);
    sup_free(answer);
    for (int i = 0; i < SUP_KPI_EXACT_MAX; i++) {
        desk_ticket(desk);
    }
    must(desk, sup_kpi_query(desk->core, by_lee(desk),
                             PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = FRIDAY),
                             &answer));
    spread = answer->items[0].spread;
    assert_int_equal(spread->is_exact, 0);
    /* 300,000 ms are 73 * 4096 and some: told as the middle, 73 * 4096 + 2047. */
    assert_int_equal(spread->p50_ms, 73 * 4096 + 2047);
    assert_in_range(spread->p99_ms, 594000, 606000);
    sup_free(answer);
    must(desk, sup_kpi_query(desk->core, by_lee(desk),
                             PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = FRIDAY, .is_exact = 1),
                             &answer));
    assert_int_equal(answer->items[0].spread->p50_ms, 5 * MINUTE_MS);
    assert_int_equal(answer->items[0].spread->is_exact, 1);
    sup_free(answer);
}

/* Whatever has no team is the rest: all of the desk without those that have one. */
static void percentiles_of_the_rest_are_of_what_has_no_name(void **state)
{
    struct desk *desk = *state;
    const char *metric = "full_resolution";
    const char *team = "team";
    struct sup_kpi_answer *answer = NULL;
    const struct sup_kpi_spread *spread;

    for (int i = 1; i <= SUP_KPI_EXACT_MAX + 10; i++) {
        desk_ticket(desk);
    }
    for (int i = 1; i <= 10; i++) { /* solved after 1, 2 ... 10 minutes, the later half by risk */
        pass(desk, MINUTE_MS);
        desk_move(desk, by_priya(desk), i, "solved");
        if (i > 5) {
            desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
                    PARAMS(ticket_transfer, .ticket_id = i, .team = "risk"));
        }
    }
    must(desk, sup_kpi_query(desk->core, by_lee(desk),
                             PARAMS(kpi_query, .metrics = &metric, .metric_count = 1,
                                    .from = FRIDAY, .by = &team, .by_count = 1),
                             &answer));
    assert_int_equal(answer->is_scanned, 0);
    assert_int_equal(answer->count, 2);
    assert_string_equal(answer->items[0].groups[0], "");
    assert_int_equal(answer->items[0].numerator, 15 * MINUTE_MS);
    assert_int_equal(answer->items[0].denominator, 5);
    spread = answer->items[0].spread;
    assert_int_equal(spread->is_exact, 0);
    assert_int_equal(spread->min_ms, 117 * 512 + 255);   /* a minute */
    assert_int_equal(spread->p50_ms, 87 * 2048 + 1023);  /* three */
    assert_int_equal(spread->max_ms, 73 * 4096 + 2047);  /* five */
    assert_string_equal(answer->items[1].groups[0], "risk");
    spread = answer->items[1].spread;
    assert_int_equal(spread->p50_ms, 117 * 4096 + 2047); /* eight */
    sup_free(answer);
}

/* ---- opening figures up ---- */

static void a_figure_opens_up_to_its_tickets(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_explanation *explanation = NULL;

    for (int i = 0; i < 3; i++) {
        desk_ticket(desk);
    }
    pass(desk, HOUR_MS);
    desk_move(desk, by_priya(desk), 2, "solved");
    must(desk, sup_kpi_explain(desk->core, by_lee(desk),
                               PARAMS(kpi_explain, .metric = "first_resolution", .from = FRIDAY),
                               &explanation));
    assert_int_equal(explanation->count, 1);
    assert_int_equal(explanation->items[0].ticket_id, 2);
    assert_int_equal(explanation->items[0].numerator, HOUR_MS);
    assert_int_equal(explanation->items[0].denominator, 1);
    assert_int_equal(explanation->items[0].at_ms, T0 + HOUR_MS);
    assert_string_equal(explanation->items[0].what, "it was solved for the first time");
    sup_free(explanation);
    /* Of a stock what is still there; page by page. */
    must(desk, sup_kpi_explain(desk->core, by_lee(desk),
                               PARAMS(kpi_explain, .metric = "backlog", .from = FRIDAY, .limit = 1),
                               &explanation));
    assert_int_equal(explanation->count, 1);
    assert_int_equal(explanation->items[0].ticket_id, 1);
    assert_int_equal(explanation->next_after_id, 2);
    sup_free(explanation);
    must(desk, sup_kpi_explain(
                   desk->core, by_lee(desk),
                   PARAMS(kpi_explain, .metric = "backlog", .from = FRIDAY, .after_id = 2),
                   &explanation));
    assert_int_equal(explanation->count, 1);
    assert_int_equal(explanation->items[0].ticket_id, 3);
    assert_int_equal(explanation->next_after_id, 0);
    sup_free(explanation);
}

/* ---- wrong questions, damage ---- */

static void wrong_questions_are_told_with_their_place(void **state)
{
    struct desk *desk = *state;
    const char *const wrong[] = {"opened", "frst_reply"};
    const char *opened = "opened";
    const char *colour = "colour";
    const struct sup_kpi_filter filter = {"chanel", "email"};
    struct sup_kpi_answer *answer = NULL;

    must_fail(desk, SUP_MSG_KPI_METRIC, "metrics/1",
              sup_kpi_query(desk->core, by_lee(desk),
                            PARAMS(kpi_query, .metrics = wrong, .metric_count = 2, .from = FRIDAY),
                            &answer));
    assert_non_null(strstr(sup_last_error(desk->core)->hint, "'first_reply'"));
    must_fail(desk, SUP_MSG_KPI_DAY, "from",
              sup_kpi_query(
                  desk->core, by_lee(desk),
                  PARAMS(kpi_query, .metrics = &opened, .metric_count = 1, .from = "2026-02-30"),
                  &answer));
    must_fail(desk, SUP_MSG_KPI_RANGE, "to",
              sup_kpi_query(desk->core, by_lee(desk),
                            PARAMS(kpi_query, .metrics = &opened, .metric_count = 1,
                                   .from = FRIDAY, .to = "2026-03-19"),
                            &answer));
    must_fail(desk, SUP_MSG_KPI_BY, "by/0",
              sup_kpi_query(desk->core, by_lee(desk),
                            PARAMS(kpi_query, .metrics = &opened, .metric_count = 1,
                                   .from = FRIDAY, .by = &colour, .by_count = 1),
                            &answer));
    must_fail(desk, SUP_MSG_KPI_BY, "filters/0/by",
              sup_kpi_query(desk->core, by_lee(desk),
                            PARAMS(kpi_query, .metrics = &opened, .metric_count = 1,
                                   .from = FRIDAY, .filters = &filter, .filter_count = 1),
                            &answer));
    must_fail(desk, SUP_MSG_KPI_ROWS, "by",
              sup_kpi_query(desk->core, by_lee(desk),
                            PARAMS(kpi_query, .metrics = &opened, .metric_count = 1,
                                   .from = "1990-01-01", .interval = SUP_KPI_DAYS),
                            &answer));
    assert_null(answer);
}

/* Another calendar's zone makes other days of the same instants: figures begin anew. */
static void days_are_those_of_the_desks_zone(void **state)
{
    struct desk *desk = *state;
    desk->now_ms = T0 + 3 * HOUR_MS; /* 12:46 UTC, which is 01:46 on Saturday in Auckland */
    desk_ticket(desk);
    assert_string_equal(kpi_figure(desk, "opened", FRIDAY, FRIDAY), "1/0 1");
    sla_activate(desk, "\"calendars\": {\"always\": {\"zone\": \"Pacific/Auckland\", \"week\": "
                       "\"24x7\"}}, \"timers\": {\"calendar\": \"always\"}");
    assert_string_equal(
        kpi_figures(desk,
                    PARAMS(kpi_query, .metrics = (const char *const[]){"opened"}, .metric_count = 1,
                           .from = FRIDAY, .to = "2026-03-21", .interval = SUP_KPI_DAYS)),
        "0/0 0; 1/0 1");
}

int main(void)
{
    const struct CMUnitTest unit[] = {
        cmocka_unit_test(a_bucket_is_off_by_less_than_one_percent),
        cmocka_unit_test(a_percentile_is_the_nearest_rank),
        cmocka_unit_test(numbers_and_texts_come_back_from_their_bytes),
    };
    const struct CMUnitTest tests[] = {
        desk_test(a_life_counts_on_the_days_of_its_steps),
        desk_test(a_reopened_ticket_took_business_hours),
        desk_test(waits_and_work_have_their_business_hours),
        desk_test(a_backlog_is_a_stock),
        desk_test(a_merged_ticket_leaves_the_figures_and_comes_back),
        desk_test(figures_are_told_apart_by_what_tickets_are_now),
        desk_test(demand_is_told_by_the_hour_of_the_week),
        desk_test(any_figure_of_what_happened_has_its_hour),
        desk_test(work_counts_for_who_did_it),
        desk_test(what_a_bot_writes_is_no_work_of_people),
        desk_test(who_comes_again_was_not_helped_at_first_contact),
        desk_test(a_repeat_that_was_none_for_a_moment_is_one_again),
        desk_test(however_often_somebody_comes_few_contacts_are_looked_at),
        desk_test(who_comes_later_than_the_window_has_another_contact),
        desk_test(percentiles_are_exact_while_few_and_of_buckets_else),
        desk_test(percentiles_of_the_rest_are_of_what_has_no_name),
        desk_test(a_figure_opens_up_to_its_tickets),
        desk_test(wrong_questions_are_told_with_their_place),
        desk_test(days_are_those_of_the_desks_zone),
    };
    int failed = cmocka_run_group_tests(unit, NULL, NULL);

    for (desk_backend = DESK_MEMORY; desk_backend <= DESK_SQLITE; desk_backend++) {
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
