/*
 * test_sla_facts.c: what is promised is decided again by the facts that decided it first.
 */
#include "floor_fixture.h"
#include "timer_fixture.h"

#define LEVELS                                                                                     \
    "\"impacts\": [\"one\", \"many\"], \"urgencies\": [\"later\", \"now\"], "                      \
    "\"priority_matrix\": {\"one\": {\"later\": \"normal\", \"now\": \"normal\"}, "                \
    "\"many\": {\"later\": \"normal\", \"now\": \"normal\"}}"
/* An hour where it is so, else nine. */
#define WHERE(fact, value)                                                                         \
    "\"sla\": [{\"name\": \"fast\", \"when\": {\"==\": [{\"var\": \"" fact "\"}, " value           \
    "]}, \"targets\": [{\"metric\": \"resolution\", \"within\": \"PT1H\"}]}, "                     \
    "{\"name\": \"slow\", \"targets\": [{\"metric\": \"resolution\", \"within\": \"PT9H\"}]}]"

static void label(struct desk *desk, int64_t ticket, const char *tag)
{
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = ticket, .tags = &tag, .tag_count = 1));
}

/* ---- impact and urgency ---- */

static void expect_chosen_by(void **state, const char *before, const char *after)
{
    struct desk *desk = *state;

    sla_activate(desk, before);
    desk_ok(desk, by_system(desk), OPEN(.subject = "A", .impact = "many", .urgency = "now"));
    desk_ok(desk, by_system(desk), OPEN(.subject = "B", .impact = "one", .urgency = "later"));
    desk_ok(desk, by_system(desk), OPEN(.subject = "C"));
    clock_is(desk, 70);
    for (int64_t id = 1; id <= 3; id++) {
        label(desk, id, "vip");
    }
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 0 0 fast 3600 3600 3600\n");
    expect_timers(desk, 2, "resolution", "resolution/1 running 0--1 0 0 slow 32400 32400 32400\n");
    expect_timers(desk, 3, "resolution", "resolution/1 running 0--1 0 0 slow 32400 32400 32400\n");
    clock_is(desk, 100);
    sla_activate(desk, after);
    desk_tick(desk);
    expect_timers(desk, 1, "resolution", "resolution/1 running 0--1 0 0 fast 3600 3600 3600\n");
    expect_timers(desk, 2, "resolution", "resolution/1 running 0--1 0 0 slow 32400 32400 32400\n");
    assert_int_equal(desk_rows(desk, "sup_promise"), 0);
    desk_expect_sound(desk);
}

#define WITH_HOURS(sections)                                                                       \
    "\"calendars\": {\"new\": {\"zone\": \"UTC\", \"week\": {\"friday\": [\"10:00-12:00\"]}}}, "   \
    "" sections

static void the_urgency_of_the_opening_stays(void **state)
{
    expect_chosen_by(state, LEVELS ", " WHERE("ticket.urgency", "\"now\""),
                     WITH_HOURS(LEVELS ", " WHERE("ticket.urgency", "\"now\"")));
}

static void the_impact_of_the_opening_stays(void **state)
{
    expect_chosen_by(state, LEVELS ", " WHERE("ticket.impact", "\"many\""),
                     WITH_HOURS(LEVELS ", " WHERE("ticket.impact", "\"many\"")));
}

static void a_level_that_the_policy_drops_is_not_given(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, LEVELS ", " WHERE("ticket.impact", "\"many\""));
    desk_ok(desk, by_system(desk), OPEN(.subject = "A", .impact = "many"));
    clock_is(desk, 10);
    sla_activate(desk, "\"impacts\": [\"one\", \"all\"], " WHERE("ticket.impact", "\"all\""));
    desk_tick(desk);
    expect_timers(desk, 1, "resolution",
                  "resolution/1 running 0--1 10 10 slow 32400 32400 32400\n");
    desk_expect_sound(desk);
}

static void a_risk_rule_sees_them_later_too(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk,
                 LEVELS ", \"floors\": [{\"name\": \"triage\"}, {\"name\": \"risk\", \"rules\": "
                        "[{\"name\": \"big\", \"when\": {\"and\": [{\"==\": [{\"var\": "
                        "\"ticket.impact\"}, \"many\"]}, " TAGGED("fraud") "]}}]}]");
    desk_ok(desk, by_system(desk), OPEN(.subject = "A", .impact = "many"));
    desk_ok(desk, by_system(desk), OPEN(.subject = "B", .impact = "one"));
    floor_tag(desk, 1, "fraud");
    floor_tag(desk, 2, "fraud");
    expect_floors(desk, 1, "risk risk");
    expect_floors(desk, 2, "triage triage");
    desk_expect_sound(desk);
}

static void who_works_here_is_told_them(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket = NULL;

    sla_activate(desk, LEVELS);
    desk_ok(desk, by_system(desk),
            OPEN(.subject = "A", .customer_id = 1, .impact = "many", .urgency = "now"));
    must(desk,
         sup_ticket_get(desk->core, by_priya(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_string_equal(ticket->impact, "many");
    assert_string_equal(ticket->urgency, "now");
    sup_free(ticket);
    must(desk,
         sup_ticket_get(desk->core, by_ann(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_null(ticket->impact);
    assert_null(ticket->urgency);
    sup_free(ticket);
}

/* ---- the first order ---- */

static void ships_fast(struct desk *desk, const char *id, const char *value)
{
    const struct sup_reference order = {"shop", "order", id};
    const struct sup_fact fact = {"is_premium_shipping", value};

    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &order, .facts = &fact, .fact_count = 1));
}

static void about(struct desk *desk, int64_t ticket, const char *id)
{
    const struct sup_reference order = {"shop", "order", id};

    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = &order, .reference_count = 1));
}

static void expect_sla(struct desk *desk, int64_t ticket, const char *name)
{
    struct sup_timer_list *list = NULL;

    must(desk,
         sup_ticket_timers(
             desk->core, by_priya(desk),
             PARAMS(ticket_timers, .ticket_id = ticket, .metric = SUP_METRIC_RESOLUTION), &list));
    assert_string_equal(list->items[0].sla, name);
    sup_free(list);
}

/* Order 9 is fast and order 1 is not. */
static void with_orders(struct desk *desk)
{
    sla_activate(desk, WHERE("order.is_premium_shipping", "true"));
    ships_fast(desk, "9", "true");
    ships_fast(desk, "1", "false");
    ships_fast(desk, "5", "false");
}

static void the_first_order_of_the_opening_stays_the_first(void **state)
{
    static const struct sup_reference orders[] = {
        {"shop", "order", "9"}, {"shop", "order", "1"}, {"shop", "order", "9"}};
    struct desk *desk = *state;

    with_orders(desk);
    desk_ok(desk, by_system(desk),
            OPEN(.subject = "A", .references = orders, .reference_count = 3));
    expect_sla(desk, 1, "fast");
    label(desk, 1, "vip");
    expect_sla(desk, 1, "fast");
    about(desk, 1, "5");
    expect_sla(desk, 1, "fast");
    desk_expect_sound(desk);
}

static void one_that_is_added_later_comes_after(void **state)
{
    static const struct sup_reference nine = {"shop", "order", "9"};
    struct desk *desk = *state;

    with_orders(desk);
    desk_ticket(desk);
    expect_sla(desk, 1, "slow");
    about(desk, 1, "9");
    about(desk, 1, "1");
    expect_sla(desk, 1, "fast");
    desk_ok(desk, by_priya(desk), SUP_OP_REFERENCE_REMOVE,
            PARAMS(reference, .ticket_id = 1, .references = &nine, .reference_count = 1));
    expect_sla(desk, 1, "slow");
    about(desk, 1, "9"); /* again, and so the last */
    expect_sla(desk, 1, "slow");
    desk_expect_sound(desk);
}

static void those_of_a_merged_ticket_come_after_its_own(void **state)
{
    struct desk *desk = *state;

    with_orders(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    about(desk, 1, "1");
    about(desk, 2, "9");
    desk_ok(desk, by_priya(desk), MERGE(.ticket_id = 1, .into = 2));
    label(desk, 2, "vip");
    expect_sla(desk, 2, "fast");
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(the_urgency_of_the_opening_stays),
    desk_test(the_impact_of_the_opening_stays),
    desk_test(a_level_that_the_policy_drops_is_not_given),
    desk_test(a_risk_rule_sees_them_later_too),
    desk_test(who_works_here_is_told_them),
    desk_test(the_first_order_of_the_opening_stays_the_first),
    desk_test(one_that_is_added_later_comes_after),
    desk_test(those_of_a_merged_ticket_come_after_its_own),
};

DESK_MAIN(tests)
