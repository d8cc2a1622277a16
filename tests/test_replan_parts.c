/*
 * test_replan_parts.c: which parts of a policy timers go by: another one of these plans them anew.
 */
#include "timer_fixture.h"

struct part {
    const char *name;
    const char *text;
};

static const struct part base[] = {
    {"statuses", "[{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": "
                 "\"open\"}, {\"name\": \"pending\", \"category\": \"pending\"}, {\"name\": "
                 "\"solved\", \"category\": \"solved\"}, {\"name\": \"closed\", \"category\": "
                 "\"closed\"}]"},
    {"transitions", "{\"new\": [\"open\"], \"open\": [\"pending\", \"solved\"], \"pending\": "
                    "[\"open\"], \"solved\": [\"open\", \"closed\"], \"closed\": []}"},
    {"priorities", "[\"low\", \"normal\"]"},
    {"default_priority", "\"normal\""},
    {"impacts", "[\"one\", \"many\"]"},
    {"urgencies", "[\"later\", \"now\"]"},
    {"priority_matrix", "{\"one\": {\"later\": \"low\", \"now\": \"normal\"}, \"many\": "
                        "{\"later\": \"low\", \"now\": \"normal\"}}"},
    {"currency", "\"EUR\""},
    {"languages", "[\"en\", \"de\"]"},
    {"calendars", "{\"office\": {\"zone\": \"UTC\", \"week\": {\"friday\": [\"10:00-12:00\"]}}}"},
    {"teams", "[\"front\", \"back\"]"},
    {"skills", "[\"returns\"]"},
    {"channels", "[\"email\"]"},
    {"fields", "[{\"name\": \"amount\", \"type\": \"money\"}, {\"name\": \"size\", \"type\": "
               "\"choice\", \"options\": [\"s\", \"m\"]}]"},
    {"reasons", "[\"return\", \"legal\"]"},
    {"segments", "[]"},
    {"floors", "[{\"name\": \"first\"}]"},
    {"timers", "{\"calendar\": \"office\"}"},
    {"roles", "{\"agent\": {\"may\": [\"*\"]}}"},
    {"auto_close", "\"P2D\""},
    {"reopen_grace", "\"P1D\""},
    {"follow_up", "\"P2D\""},
};
enum { PARTS = sizeof base / sizeof base[0] };

#define FAST_IF(when)                                                                              \
    "[{\"name\": \"fast\", \"when\": " when ", \"targets\": [{\"metric\": \"resolution\", "        \
    "\"within\": \"PT1H\"}]}, {\"name\": \"slow\", \"targets\": [{\"metric\": \"resolution\", "    \
    "\"within\": \"PT9H\"}]}]"

/* The base with another text for one part; more are added. */
static void activate(struct desk *desk, const char *sla, const struct part *other)
{
    static char document[8000];
    char *at = document;
    int is_new = other != NULL;

    at += snprintf(at, 100, "{\"supportcore_policy\": 1, \"name\": \"%s\"",
                   other != NULL && strcmp(other->name, "name") == 0 ? other->text : "Parts");
    is_new = is_new && strcmp(other->name, "name") != 0;
    for (int i = 0; i < PARTS; i++) {
        int is_other = other != NULL && strcmp(base[i].name, other->name) == 0;

        at +=
            snprintf(at, 1000, ", \"%s\": %s", base[i].name, is_other ? other->text : base[i].text);
        is_new = is_new && !is_other;
    }
    if (is_new) {
        at += snprintf(at, 1000, ", \"%s\": %s", other->name, other->text);
    }
    snprintf(at, 2000, ", \"sla\": %s}", sla);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static int64_t left(struct desk *desk)
{
    struct sup_summary *summary = NULL;
    int64_t count;

    must(desk,
         sup_desk_summary(desk->core, by_system(desk), PARAMS(summary, .reserved = 0), &summary));
    count = summary->replan_left;
    sup_free(summary);
    return count;
}

static void expect_sla(struct desk *desk, int64_t ticket, const char *name)
{
    struct sup_timer_list *list = NULL;

    must(desk,
         sup_ticket_timers(
             desk->core, by_system(desk),
             PARAMS(ticket_timers, .ticket_id = ticket, .metric = SUP_METRIC_RESOLUTION), &list));
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].sla, name);
    sup_free(list);
}

static void open_ticket(struct desk *desk)
{
    static const struct sup_ticket_field fields[] = {{"amount", "80.00 EUR"}, {"size", "m"}};

    desk_ok(desk, by_system(desk),
            OPEN(.subject = "A", .impact = "one", .urgency = "later", .reason = "return",
                 .team = "back", .fields = fields, .field_count = 2));
}

/* A part changes, and with it what a ticket that is there is promised. */
static void expect_other(void **state, const char *sla, struct part part, const char *before,
                         const char *after)
{
    struct desk *desk = *state;

    activate(desk, sla, NULL);
    open_ticket(desk);
    expect_sla(desk, 1, before);
    clock_is(desk, 10);
    activate(desk, sla, &part);
    assert_int_equal(left(desk), 1);
    desk_tick(desk);
    expect_sla(desk, 1, after);
    desk_expect_sound(desk);
}

static void of_another_currency_nothing_is_known(void **state)
{
    expect_other(state, FAST_IF("{\">\": [{\"var\": \"field.amount\"}, \"50\"]}"),
                 (struct part){"currency", "\"USD\""}, "fast", "slow");
}

static void a_field_has_other_options(void **state)
{
    expect_other(state, FAST_IF("{\"!=\": [{\"var\": \"field.size\"}, \"s\"]}"),
                 (struct part){"fields",
                               "[{\"name\": \"amount\", \"type\": \"money\"}, {\"name\": \"size\", "
                               "\"type\": \"choice\", \"options\": [\"s\", \"l\"]}]"},
                 "fast", "slow");
}

static void impacts_have_another_order(void **state)
{
    expect_other(state, FAST_IF("{\">=\": [{\"var\": \"ticket.impact\"}, \"many\"]}"),
                 (struct part){"impacts", "[\"many\", \"one\"]"}, "slow", "fast");
}

static void urgencies_have_another_order(void **state)
{
    expect_other(state, FAST_IF("{\">=\": [{\"var\": \"ticket.urgency\"}, \"now\"]}"),
                 (struct part){"urgencies", "[\"now\", \"later\"]"}, "slow", "fast");
}

static void a_reason_is_gone(void **state)
{
    expect_other(state, FAST_IF("{\"!=\": [{\"var\": \"ticket.reason\"}, \"legal\"]}"),
                 (struct part){"reasons", "[\"legal\"]"}, "fast", "slow");
}

static void a_team_is_gone(void **state)
{
    expect_other(state, FAST_IF("{\"!=\": [{\"var\": \"ticket.team\"}, \"front\"]}"),
                 (struct part){"teams", "[\"front\"]"}, "fast", "slow");
}

static void priorities_have_another_order(void **state)
{
    expect_other(state, FAST_IF("{\"<\": [{\"var\": \"ticket.priority\"}, \"normal\"]}"),
                 (struct part){"priorities", "[\"normal\", \"low\"]"}, "fast", "slow");
}

#define ALL                                                                                        \
    "[{\"name\": \"all\", \"targets\": [{\"metric\": \"resolution\", \"within\": \"PT9H\"}]}]"

/* What is left to plan when one part becomes another one, and when it is so again. */
static void expect_left(void **state, const struct part *parts, size_t count, int64_t expected)
{
    struct desk *desk = *state;

    activate(desk, ALL, NULL);
    open_ticket(desk);
    for (size_t i = 0; i < count; i++) {
        clock_is(desk, 10 + (int64_t)i);
        activate(desk, ALL, &parts[i]);
        if (left(desk) != expected) {
            print_error("%s\n", parts[i].name);
        }
        assert_int_equal(left(desk), expected);
        activate(desk, ALL, &parts[i]); /* nothing changes */
        desk_tick(desk);
        assert_int_equal(left(desk), 0);
        activate(desk, ALL, NULL);
        assert_int_equal(left(desk), expected);
        desk_tick(desk);
    }
}

static void all_that_conditions_or_timers_may_look_at_counts(void **state)
{
    static const struct part parts[] = {
        {"statuses",
         "[{\"name\": \"new\", \"category\": \"new\"}, {\"name\": \"open\", \"category\": "
         "\"open\"}, {\"name\": \"pending\", \"category\": \"on_hold\"}, {\"name\": "
         "\"solved\", \"category\": \"solved\"}, {\"name\": \"closed\", \"category\": "
         "\"closed\"}]"},
        {"languages", "[\"de\", \"en\"]"},
        {"calendars",
         "{\"office\": {\"zone\": \"UTC\", \"week\": {\"friday\": [\"10:00-13:00\"]}}}"},
        {"channels", "[\"email\", \"chat\"]"},
        {"segments", "[{\"name\": \"all\", \"when\": true}]"},
        {"floors", "[{\"name\": \"first\", \"limits\": [{\"within\": \"PT1H\"}]}]"},
        {"timers", "{}"},
        {"timers", "{\"calendar\": \"office\", \"pauses\": {\"resolution\": [\"pending\"]}}"},
    };

    expect_left(state, parts, sizeof parts / sizeof parts[0], 1);
}

static void what_they_do_not_look_at_does_not(void **state)
{
    static const struct part parts[] = {
        {"name", "Other"},
        {"$schema", "\"policy.schema.json\""},
        {"actors", "{\"customer\": {\"may\": [\"ticket.open\"]}}"},
        {"auto_close", "\"P3D\""},
        {"default_priority", "\"low\""},
        {"follow_up", "\"P3D\""},
        {"idempotency_retention", "\"P9D\""},
        {"on_customer_message", "{\"pending\": \"open\"}"},
        {"priority_matrix", "{\"one\": {\"later\": \"normal\", \"now\": \"normal\"}, \"many\": "
                            "{\"later\": \"low\", \"now\": \"normal\"}}"},
        {"priority_rules", "[{\"name\": \"all\", \"priority\": \"low\", \"when\": true}]"},
        {"reopen_grace", "\"P2D\""},
        {"repeat_contact", "\"P9D\""},
        {"repeat_purchase", "\"P60D\""},
        {"roles", "{\"agent\": {\"may\": [\"ticket.*\"]}}"},
        {"routing", "[{\"name\": \"all\", \"team\": \"front\", \"when\": true}]"},
        {"skills", "[\"returns\", \"chat\"]"},
        {"timers", "{\"calendar\": \"office\", \"resume_grace\": \"PT1H\"}"},
        {"timers", "{\"calendar\": \"office\", \"miss_causes\": [\"staffing\"]}"},
        {"timers", "{\"calendar\": \"office\", \"reminders\": [{\"name\": \"ask\", \"statuses\": "
                   "[\"pending\"], \"after\": \"PT1H\"}]}"},
        {"transitions", "{\"new\": [\"open\", \"pending\"], \"open\": [\"pending\", \"solved\"], "
                        "\"pending\": [\"open\"], \"solved\": [\"open\", \"closed\"], "
                        "\"closed\": []}"},
    };

    expect_left(state, parts, sizeof parts / sizeof parts[0], 0);
}

static void a_section_of_which_nothing_counts_is_as_none(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    desk_ticket(desk);
    sla_activate(
        desk,
        SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}") ", \"timers\": "
                                                                   "{\"resume_grace\": \"PT1H\"}");
    assert_int_equal(left(desk), 0);
    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}"));
    assert_int_equal(left(desk), 0);
    sla_activate(
        desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT50S\"}") ", \"timers\": "
                                                                         "{\"pauses\": "
                                                                         "{\"agent_work\": []}}");
    assert_int_equal(left(desk), 1);
}

static void another_fact_of_a_deadline_counts(void **state)
{
    struct desk *desk = *state;
    static const char *const slas[] = {
        "[{\"name\": \"all\", \"targets\": [{\"metric\": \"fact_deadline\", \"fact\": "
        "\"order.ships_at\", \"before\": \"PT1H\"}]}]",
        "[{\"name\": \"all\", \"targets\": [{\"metric\": \"fact_deadline\", \"fact\": "
        "\"order.promised_at\", \"before\": \"PT1H\"}]}]",
    };

    activate(desk, slas[0], NULL);
    open_ticket(desk);
    activate(desk, slas[1], NULL);
    assert_int_equal(left(desk), 1);
}

static const struct CMUnitTest tests[] = {
    desk_test(of_another_currency_nothing_is_known),
    desk_test(a_field_has_other_options),
    desk_test(impacts_have_another_order),
    desk_test(urgencies_have_another_order),
    desk_test(a_reason_is_gone),
    desk_test(a_team_is_gone),
    desk_test(priorities_have_another_order),
    desk_test(all_that_conditions_or_timers_may_look_at_counts),
    desk_test(what_they_do_not_look_at_does_not),
    desk_test(a_section_of_which_nothing_counts_is_as_none),
    desk_test(another_fact_of_a_deadline_counts),
};

DESK_MAIN(tests)
