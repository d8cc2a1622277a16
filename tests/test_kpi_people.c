/*
 * test_kpi_people.c: figures about the people of the desk, what work costs and what machines do,
 * worked out by hand. T0 is Friday, 2026-03-20, 09:46:40 UTC; four people are there from then on,
 * and a bot, which counts nowhere.
 */
#include "join_fixture.h"
#include "kpi_fixture.h"
#include "sla_fixture.h"

#define SATURDAY "2026-03-21"
#define SUNDAY   "2026-03-22"
#define LAST     "2026-04-18" /* thirty days from Friday on */

#define REPLY(ticket, ...)                                                                         \
    SUP_OP_TICKET_REPLY, PARAMS(ticket_message, .ticket_id = (ticket), .body = "x", __VA_ARGS__)
#define BECOME(id, what)                                                                           \
    SUP_OP_AGENT_SET_AVAILABILITY,                                                                 \
        PARAMS(agent_set_availability, .agent_id = (id), .availability = SUP_AVAILABILITY_##what)

static void day_is(struct desk *desk, int64_t day)
{
    desk->now_ms = T0 + day * DAY_MS;
}

static void save_agent(struct desk *desk, int64_t id, const char *name, int is_departed,
                       const char *team)
{
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = id, .name = name, .is_departed = is_departed,
                   .teams = &team, .team_count = team != NULL));
}

/* ---- who is there ---- */

static void who_leaves_counts_against_the_days_that_all_were_there(void **state)
{
    struct desk *desk = *state;

    day_is(desk, 10);
    save_agent(desk, ADA, "Ada", 1, NULL);
    day_is(desk, 29);
    assert_string_equal(kpi_figure(desk, "headcount", FRIDAY, FRIDAY), "4/0 4");
    assert_string_equal(kpi_figure(desk, "headcount", FRIDAY, "2026-03-29"), "4/0 4");
    assert_string_equal(kpi_figure(desk, "headcount", FRIDAY, "2026-03-30"), "3/0 3");
    /* Three of 30 days and one of 10: one of 100 / 365 of a year left. */
    assert_string_equal(kpi_figure(desk, "turnover", FRIDAY, LAST), "365/100 365.000");
    /* Days to come are no days: as above. */
    assert_string_equal(kpi_figure(desk, "turnover", FRIDAY, "2026-12-31"), "365/100 365.000");
    /* Days before anybody came count for nobody. */
    assert_string_equal(kpi_figure(desk, "turnover", "2026-01-01", LAST), "365/100 365.000");
    assert_string_equal(kpi_figure(desk, "turnover", "2026-04-01", LAST), "0/54 0.000");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = (const char *const[]){"turnover"},
                                 .metric_count = 1, .from = FRIDAY, .to = LAST,
                                 .interval = SUP_KPI_MONTHS)),
        "365/46 793.478; 0/54 0.000"); /* 3 of 12 days and one of 10; 3 of 18 days */
    assert_string_equal(kpi_figure_by(desk, "headcount", "agent"), "1: 1/0 1; 2: 1/0 1; 5: 1/0 1");
}

static void who_comes_back_has_left_before(void **state)
{
    struct desk *desk = *state;

    day_is(desk, 10);
    save_agent(desk, ADA, "Ada", 1, NULL);
    save_agent(desk, ADA, "Ada", 1, NULL); /* which she had already */
    day_is(desk, 20);
    save_agent(desk, ADA, "Ada", 0, "risk");
    day_is(desk, 29);
    assert_string_equal(kpi_figure(desk, "turnover", FRIDAY, LAST), "365/110 331.818");
    assert_string_equal(kpi_figure(desk, "headcount", FRIDAY, LAST), "4/0 4");
    assert_string_equal(kpi_figure_by(desk, "headcount", "team"), ": 3/0 3; risk: 1/0 1");
    desk_expect_sound(desk);
}

static void tickets_are_shared_by_those_who_were_there(void **state)
{
    struct desk *desk = *state;

    for (int i = 1; i <= 7; i++) {
        desk_ticket(desk);
        desk_move(desk, by_priya(desk), i, "solved");
    }
    day_is(desk, 10);
    save_agent(desk, ADA, "Ada", 1, NULL);
    day_is(desk, 29);
    /* 7 in 30 days, of 100 / 30 people */
    assert_string_equal(kpi_figure(desk, "tickets_per_agent", FRIDAY, LAST), "210/100 2.100");
    assert_string_equal(kpi_figure(desk, "tickets_per_agent", FRIDAY, FRIDAY), "7/4 1.750");
}

/* ---- what they do ---- */

/* Priya: 10:46:40 available, 11:46:40 busy, 12:46:40 away, 13:46:40 gone. */
static void handle_time_counts_against_the_time_there_was(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_ticket(desk);

    desk->now_ms = T0 + HOUR_MS;
    desk_ok(desk, by_priya(desk), BECOME(PRIYA, AVAILABLE));
    desk->now_ms = T0 + 2 * HOUR_MS;
    desk_ok(desk, by_priya(desk), BECOME(PRIYA, BUSY));
    desk_ok(desk, by_priya(desk), REPLY(id, .handle_ms = 20 * MINUTE_MS));
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = id, .body = "n", .handle_ms = 10 * MINUTE_MS));
    desk->now_ms = T0 + 3 * HOUR_MS;
    desk_ok(desk, by_priya(desk), BECOME(PRIYA, AWAY));
    desk->now_ms = T0 + 4 * HOUR_MS;
    desk_ok(desk, by_priya(desk), BECOME(PRIYA, OFFLINE));
    assert_string_equal(kpi_figure(desk, "occupancy", FRIDAY, NULL), "1800000/7200000 25.000");
    assert_string_equal(kpi_figure_by(desk, "occupancy", "agent"), "1: 1800000/7200000 25.000");
    /* Lee is there from 22:46:40 on, and still is at 02:46:40. */
    desk->now_ms = T0 + 13 * HOUR_MS;
    desk_ok(desk, by_lee(desk), BECOME(LEE, AVAILABLE));
    desk->now_ms = T0 + 17 * HOUR_MS;
    assert_string_equal(kpi_figure(desk, "occupancy", FRIDAY, FRIDAY),
                        "1800000/11600000 15.517"); /* 73 min 20 s more */
    assert_string_equal(kpi_figure(desk, "occupancy", SATURDAY, SATURDAY), "0/10000000 0.000");
    assert_string_equal(kpi_figure(desk, "occupancy", SUNDAY, SUNDAY), "0/0 -");
}

static void work_costs_what_the_policy_says(void **state)
{
    struct desk *desk = *state;
    int64_t one = desk_ticket(desk);
    int64_t two = desk_ticket(desk);

    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = (const char *const[]){"cost_amount"},
                                 .metric_count = 1, .from = FRIDAY, .currency = "EUR")),
        "0/0 0.00");
    sla_activate(desk, "\"currency\": \"EUR\", \"costs\": {\"hour\": \"30.00\", \"ticket\": "
                       "\"0.50\"}");
    desk_ok(desk, by_priya(desk), REPLY(one, .handle_ms = 10 * MINUTE_MS));
    desk_ok(desk, by_priya(desk), REPLY(two, .handle_ms = 1));
    desk_move(desk, by_priya(desk), one, "solved");
    /* 10 minutes of 30.00 are 5.00, and 0.50. */
    assert_string_equal(kpi_figure(desk, "cost_per_resolution", FRIDAY, NULL), "550/1 5.50");
    desk_move(desk, by_priya(desk), two, "solved");
    assert_string_equal(kpi_figure(desk, "cost_amount", FRIDAY, NULL), "600/0 6.00");
    assert_string_equal(kpi_figure(desk, "cost_per_resolution", FRIDAY, NULL), "600/2 3.00");
    sla_activate(desk, "\"currency\": \"EUR\", \"costs\": {\"hour\": \"60.00\"}");
    assert_string_equal(kpi_figure(desk, "cost_per_resolution", FRIDAY, NULL), "1000/2 5.00");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = (const char *const[]){"cost_amount"},
                                 .metric_count = 1, .from = FRIDAY, .currency = "USD")),
        "0/0 0.00");
    kpi_expect_clean(desk);
}

static int64_t solved_on(struct desk *desk, const char *channel, int64_t handle_ms)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "x", .channel = channel, .customer_id = ANN));
    int64_t id = desk->receipt.ticket_id;
    desk_ok(desk, by_priya(desk), REPLY(id, .handle_ms = handle_ms));
    desk_move(desk, by_priya(desk), id, "solved");
    return id;
}

/* What is behind a figure, added up. */
static void expect_behind(struct desk *desk, const char *metric, int64_t numerator,
                          int64_t denominator)
{
    struct sup_kpi_explanation *page = NULL;

    must(desk, sup_kpi_explain(desk->core, by_lee(desk),
                               PARAMS(kpi_explain, .metric = metric, .from = FRIDAY), &page));
    for (uint32_t i = 0; i < page->count; i++) {
        numerator -= page->items[i].numerator;
        denominator -= page->items[i].denominator;
    }
    assert_int_equal(numerator, 0);
    assert_int_equal(denominator, 0);
    sup_free(page);
}

/* An hour costs 30.00 and a ticket 0.50; by telephone an hour costs 60.00, and a chat nothing. Ten
 * minutes each: by email 5.00 and 0.50, by telephone 10.00 and 0.50. */
static void channels_have_costs_of_their_own(void **state)
{
    static const char *const email[] = {"cost_per_resolution"};
    struct desk *desk = *state;

    sla_activate(desk, "\"currency\": \"EUR\", \"costs\": {\"hour\": \"30.00\", \"ticket\": "
                       "\"0.50\", \"channels\": {\"phone\": {\"hour\": \"60.00\"}, \"chat\": "
                       "{\"hour\": \"0.00\", \"ticket\": \"0.00\"}}}");
    solved_on(desk, "email", 10 * MINUTE_MS);
    solved_on(desk, "phone", 10 * MINUTE_MS);
    solved_on(desk, "chat", 10 * MINUTE_MS);
    assert_string_equal(kpi_figure(desk, "cost_amount", FRIDAY, NULL), "1600/0 16.00");
    assert_string_equal(kpi_figure(desk, "cost_per_resolution", FRIDAY, NULL), "1600/3 5.33");
    assert_string_equal(kpi_figure_by(desk, "cost_amount", "channel"),
                        "email: 550/0 5.50; phone: 1050/0 10.50");
    assert_string_equal(kpi_figure_by(desk, "cost_per_resolution", "channel"),
                        "chat: 0/1 0.00; email: 550/1 5.50; phone: 1050/1 10.50");
    assert_string_equal(kpi_figure_by(desk, "cost_per_resolution", "agent"), ": 1600/3 5.33");
    assert_string_equal(kpi_figure_by(desk, "cost_per_resolution", "weekday"), "5: 1600/3 5.33");
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = email, .metric_count = 1, .from = FRIDAY,
                                 .filters = &(struct sup_kpi_filter){"channel", "phone"},
                                 .filter_count = 1)),
        "1050/1 10.50");
    expect_behind(desk, "cost_per_resolution", 1600, 3);
    /* Nothing costs anything in another currency, and so no resolution did. */
    assert_string_equal(
        kpi_figures(desk, PARAMS(kpi_query, .metrics = email, .metric_count = 1, .from = FRIDAY,
                                 .currency = "USD")),
        "0/0 -");
    /* Only channels say: then all others cost nothing. */
    sla_activate(desk, "\"currency\": \"EUR\", \"costs\": {\"channels\": {\"email\": {\"ticket\": "
                       "\"0.40\"}}}");
    assert_string_equal(kpi_figure(desk, "cost_per_resolution", FRIDAY, NULL), "40/3 0.13");
    kpi_expect_clean(desk);
}

/* 1 is solved by machines and reopened, 2 is handed over, 3 is a person's, 4 was acknowledged only.
 */
static void machines_answer_for_what_they_did(void **state)
{
    struct desk *desk = *state;

    for (int i = 1; i <= 4; i++) {
        desk_ticket(desk);
    }
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_robo(desk), REPLY(1, .is_automated = 1));
    desk_ok(desk, by_robo(desk), REPLY(2, .is_automated = 1));
    desk_ok(desk, by_robo(desk), REPLY(4, .is_automated = 1, .is_acknowledgement = 1));
    desk->now_ms += MINUTE_MS;
    desk_ok(desk, by_priya(desk), REPLY(2, .handle_ms = 0));
    desk_ok(desk, by_priya(desk), REPLY(3, .handle_ms = 0));
    for (int i = 1; i <= 4; i++) {
        desk_move(desk, by_lee(desk), i, "solved");
    }
    assert_string_equal(kpi_figure(desk, "automated_resolution_rate", FRIDAY, NULL), "1/4 25.000");
    assert_string_equal(kpi_figure(desk, "automated_reopen_rate", FRIDAY, NULL), "0/1 0.000");
    assert_string_equal(kpi_figure(desk, "automated_handover_rate", FRIDAY, NULL), "1/2 50.000");
    day_is(desk, 1);
    desk_receive(desk, by_ann(desk), 1, "That was no help.");
    desk_ok(desk, by_priya(desk), REPLY(1, .handle_ms = 0));
    /* No person had answered when it was first solved. */
    assert_string_equal(kpi_figure(desk, "automated_resolution_rate", FRIDAY, NULL), "1/4 25.000");
    assert_string_equal(kpi_figure(desk, "automated_reopen_rate", FRIDAY, NULL), "1/1 100.000");
    assert_string_equal(kpi_figure(desk, "automated_handover_rate", FRIDAY, NULL), "2/2 100.000");
    kpi_expect_clean(desk);
}

static void say(struct desk *desk, int64_t ticket, const char *name, const char *value)
{
    struct sup_fact fact = {name, value};

    desk_ok(desk, by_integration(desk), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = ticket, .facts = &fact, .fact_count = 1));
}

static void abuse_is_what_the_shop_says(void **state)
{
    struct desk *desk = *state;

    for (int i = 1; i <= 3; i++) {
        desk_ticket(desk);
    }
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA));
    say(desk, 1, "message.is_abusive", "true");
    say(desk, 1, "message.is_harassing", "true"); /* one contact all the same */
    say(desk, 2, "message.is_abusive", "true");
    say(desk, 3, "message.is_abusive", "false");
    assert_string_equal(kpi_figure(desk, "abusive_contacts", FRIDAY, NULL), "2/0 2");
    assert_string_equal(kpi_figure_by(desk, "abusive_contacts", "agent"), ": 1/0 1; 1: 1/0 1");
    assert_string_equal(kpi_figure(desk, "abusive_per_agent", FRIDAY, FRIDAY), "2/4 0.500");
    desk_ok(desk, by_lee(desk), JOIN(1, 2)); /* what was said stays said */
    assert_string_equal(kpi_figure(desk, "abusive_contacts", FRIDAY, NULL), "2/0 2");
    say(desk, 2, "message.is_abusive", "false"); /* the shop looked again */
    assert_string_equal(kpi_figure(desk, "abusive_contacts", FRIDAY, NULL), "1/0 1");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    assert_string_equal(kpi_figure(desk, "abusive_contacts", FRIDAY, NULL), "0/0 0");
    kpi_expect_clean(desk);
}

/* What is nobody's and part of a ticket of theirs is theirs by that. */
static void an_erasure_takes_what_was_said_of_a_part(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .channel = "email", .subject = "Hello", .body = "Hello"));
    say(desk, 2, "message.is_abusive", "true");
    desk_ok(desk, by_lee(desk), JOIN(2, 1));
    assert_string_equal(kpi_figure(desk, "abusive_contacts", FRIDAY, NULL), "1/0 1");
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    assert_string_equal(kpi_figure(desk, "abusive_contacts", FRIDAY, NULL), "0/0 0");
    kpi_expect_clean(desk);
}

/* ---- what is taken and what waits ---- */

/* What is behind the figure of what waits adds up to it. */
static void expect_waits(struct desk *desk, int64_t sum_ms, int64_t days)
{
    struct sup_kpi_explanation *page = NULL;

    must(desk,
         sup_kpi_explain(desk->core, by_lee(desk),
                         PARAMS(kpi_explain, .metric = "waiting_age", .from = FRIDAY), &page));
    for (uint32_t i = 0; i < page->count; i++) {
        sum_ms -= page->items[i].numerator;
        days -= page->items[i].denominator;
    }
    assert_int_equal(sum_ms, 0);
    assert_int_equal(days, 0);
    assert_string_equal(page->items[0].what,
                        "a ticket that waited for an agent at the end of a day");
    sup_free(page);
}

/*
 * 1 and 2 wait from Friday on, 3 from Saturday for an hour, when Priya takes it. On Sunday at
 * 09:46:40 Lee takes 1. At the ends of the days two tickets are 51,200 s old, then 137,600 s, and
 * on Sunday up to now one is 172,800 s: 550,400 s of 5, so 110,080 s.
 */
static void who_takes_what_is_fresh_leaves_what_is_old(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ticket(desk);
    day_is(desk, 1);
    desk_ticket(desk);
    desk->now_ms += HOUR_MS;
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 3, .agent_id = PRIYA));
    day_is(desk, 2);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = LEE));
    assert_string_equal(kpi_figure(desk, "waiting_age", FRIDAY, NULL), "550400000/5 110080000.000");
    expect_waits(desk, 550400000, 5);
    assert_string_equal(kpi_figure(desk, "waiting_age", SATURDAY, SATURDAY),
                        "275200000/2 137600000.000");
    assert_string_equal(kpi_figure_by(desk, "cherry_picking", "agent"),
                        "1: 3600000/110080000 0.033; 2: 172800000/110080000 1.570");
    /* (1 h + 48 h) / 2 of 110,080 s */
    assert_string_equal(kpi_figure(desk, "cherry_picking", FRIDAY, NULL),
                        "176400000/220160000 0.801");
    kpi_expect_clean(desk);
}

/* ---- behind them ---- */

static void people_are_behind_figures_too(void **state)
{
    struct desk *desk = *state;
    struct sup_kpi_explanation *page = NULL;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    day_is(desk, 10);
    save_agent(desk, ADA, "Ada", 1, NULL);
    day_is(desk, 29);
    must(desk, sup_kpi_explain(desk->core, by_lee(desk),
                               PARAMS(kpi_explain, .metric = "tickets_per_agent", .from = FRIDAY,
                                      .to = LAST, .limit = 2),
                               &page));
    assert_int_equal(page->count, 2);
    assert_int_equal(page->items[0].subject, SUP_KPI_TICKET);
    assert_int_equal(page->items[0].numerator, 30);
    assert_int_equal(page->items[1].subject, SUP_KPI_AGENT);
    assert_int_equal(page->items[1].id, PRIYA);
    assert_int_equal(page->items[1].ticket_id, 0);
    assert_int_equal(page->items[1].denominator, 30);
    int64_t after = page->next_after_id;
    sup_free(page);
    must(desk, sup_kpi_explain(desk->core, by_lee(desk),
                               PARAMS(kpi_explain, .metric = "tickets_per_agent", .from = FRIDAY,
                                      .to = LAST, .after_id = after),
                               &page));
    assert_int_equal(page->count, 3);
    assert_int_equal(page->items[1].id, ADA);
    assert_int_equal(page->items[1].denominator, 10);
    assert_int_equal(page->items[2].id, VIC);
    assert_int_equal(page->next_after_id, 0);
    sup_free(page);
}

/*
 * Taken when it came, and let go at once: both waits began then. At the end of Friday it is 51,200 s
 * old, and on Saturday up to now 86,400 s: 137,600 s of 2.
 */
static void a_wait_ends_once(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    for (int i = 0; i < 2; i++) {
        desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
                PARAMS(ticket_assign, .ticket_id = 1, .agent_id = i ? 0 : PRIYA));
    }
    day_is(desk, 1);
    assert_string_equal(kpi_figure(desk, "waiting_age", FRIDAY, NULL), "137600000/2 68800000.000");
    expect_waits(desk, 137600000, 2);
    kpi_expect_clean(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(who_leaves_counts_against_the_days_that_all_were_there),
        desk_test(who_comes_back_has_left_before),
        desk_test(tickets_are_shared_by_those_who_were_there),
        desk_test(handle_time_counts_against_the_time_there_was),
        desk_test(work_costs_what_the_policy_says),
        desk_test(channels_have_costs_of_their_own),
        desk_test(machines_answer_for_what_they_did),
        desk_test(abuse_is_what_the_shop_says),
        desk_test(an_erasure_takes_what_was_said_of_a_part),
        desk_test(who_takes_what_is_fresh_leaves_what_is_old),
        desk_test(a_wait_ends_once),
        desk_test(people_are_behind_figures_too),
    };
    int failed = 0;

    for (desk_backend = DESK_MEMORY; desk_backend <= DESK_SQLITE; desk_backend++) {
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
