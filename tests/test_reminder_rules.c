/*
 * test_reminder_rules.c: reminders that the policy sets while a ticket waits for somebody outside.
 */
#include "reminder_fixture.h"

#include "policy/policy.h"

#define RULES(rules) OFFICE ", \"timers\": {\"reminders\": [" rules "]}"
/* After two business days and after five. */
#define CHASE                                                                                      \
    "{\"name\": \"chase\", \"statuses\": [\"pending\"], \"after\": \"PT16H\", \"every\": "         \
    "\"PT24H\", \"times\": 2, \"calendar\": \"office\"}"
#define SOON "{\"name\": \"soon\", \"statuses\": [\"pending\", \"on_hold\"], \"after\": \"PT60S\"}"

enum { TWO_DAYS = 4 * 86400, FIVE_DAYS = 7 * 86400 }; /* with the weekend */

/* A copy of a text with something else at the first place where `from` is; free(). */
static char *replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    size_t room = strlen(text) + strlen(to) + 1;
    char *copy = malloc(room);

    assert_non_null(at);
    assert_non_null(copy);
    snprintf(copy, room, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return copy;
}

static void have(struct desk *desk, int64_t ticket)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = ticket, .agent_id = LEE));
}

static void after_two_business_days_and_after_five(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(CHASE));
    desk_ticket(desk);
    have(desk, 1);
    expect_reminders(desk, 1, "");
    desk_reply(desk, by_lee(desk), 1, "Which colour?", "pending");
    expect_reminders(desk, 1, "345600 0 -");
    desk->now_ms = T0 + TWO_DAYS * SECOND_MS - 1;
    assert_int_equal(desk_tick(desk), 0);
    clock_is(desk, TWO_DAYS);
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_sentence(desk, 1, "The desk reminded Lee Wong (agent), by the rule chase.");
    expect_reminders(desk, 1, "604800 0 -");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA));
    clock_is(desk, 365 * 86400);
    assert_int_equal(desk_tick(desk), 1);
    expect_fired(desk, "345600 1 2, 604800 1 1");
    expect_reminders(desk, 1, "");
    desk_expect_status(desk, 1, "pending"); /* it closes nothing */
    desk_expect_sound(desk);
}

static void a_year_later_each_was_due_at_its_own_instant(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(CHASE ", " SOON));
    desk_ticket(desk);
    desk_ticket(desk);
    have(desk, 1);
    desk_move(desk, by_lee(desk), 1, "pending");
    desk_move(desk, by_lee(desk), 2, "on_hold");
    desk->now_ms = T0 + 365 * DAY_MS;
    assert_int_equal(desk_tick(desk), 4);
    expect_fired(desk, "60 1 2, 60 2 0, 345600 1 2, 604800 1 2");
    desk_expect_sound(desk);
}

static void the_customers_answer_ends_them(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(SOON));
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "pending");
    clock_is(desk, 30);
    desk_receive(desk, by_ann(desk), 1, "Red."); /* opens it */
    expect_reminders(desk, 1, "");
    clock_is(desk, 40);
    desk_move(desk, by_lee(desk), 1, "pending"); /* begins anew */
    expect_reminders(desk, 1, "100 0 -");
    clock_is(desk, 50);
    desk_move(desk, by_lee(desk), 1, "on_hold"); /* and in the other status again */
    expect_reminders(desk, 1, "110 0 -");
    clock_is(desk, 60);
    desk_move(desk, by_lee(desk), 1, "open");
    expect_reminders(desk, 1, "");
    clock_is(desk, 1000);
    assert_int_equal(desk_tick(desk), 0);
    expect_fired(desk, "");
    desk_expect_sound(desk);
}

/* In a desk where a message leaves a ticket as it is. */
static void it_ends_them_even_where_the_ticket_stays_pending(void **state)
{
    struct desk *desk = *state;
    char *document = replaced(sup__policy_builtin(),
                              "\"on_customer_message\": {\"pending\": \"open\", "
                              "\"on_hold\": \"open\"",
                              "\"timers\": {\"reminders\": [" SOON "]}, \"on_customer_message\": "
                              "{\"pending\": null, \"on_hold\": null");

    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    free(document);
    desk_ticket(desk);
    desk_ticket(desk);
    clock_is(desk, 10);
    desk_move(desk, by_lee(desk), 1, "pending");
    desk_move(desk, by_lee(desk), 2, "on_hold");
    desk_ok(desk, by_integration(desk), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "I am away.", .is_automated = 1));
    desk_ok(desk, at(by_integration(desk), T0 + 5000), SUP_OP_TICKET_RECEIVE,
            PARAMS(ticket_receive, .ticket_id = 1, .body = "Written before.")); /* comes late */
    expect_reminders(desk, 1, "70 0 -");
    clock_is(desk, 20);
    desk_receive(desk, by_ann(desk), 1, "Red.");
    desk_receive(desk, by_ann(desk), 2, "Where is the parcel?"); /* the carrier did not answer */
    desk_expect_status(desk, 1, "pending");
    expect_reminders(desk, 1, "");
    expect_reminders(desk, 2, "70 0 -");
    desk_expect_sound(desk);
}

static void a_merge_ends_them_and_unmerged_they_begin_anew(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(SOON));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "pending");
    desk_move(desk, by_lee(desk), 2, "on_hold");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_REMIND,
            PARAMS(ticket_remind, .ticket_id = 1, .due_ms = T0 + 90000));
    clock_is(desk, 10);
    desk_ok(desk, by_lee(desk), JOIN(1, 2));
    expect_reminders(desk, 1, "");
    expect_reminders(desk, 2, "60 0 -, 90 2 -"); /* its own, and Lee's */
    clock_is(desk, 20);
    desk_ok(desk, by_lee(desk), PART(1));
    expect_reminders(desk, 1, "80 0 -, 90 2 -");
    expect_reminders(desk, 2, "60 0 -");
    desk_expect_sound(desk);
}

static void taken_away_nothing_follows(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(CHASE));
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "pending");
    clock_is(desk, TWO_DAYS);
    desk_tick(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNREMIND,
            PARAMS(ticket_unremind, .ticket_id = 1, .reminder_id = 1));
    clock_is(desk, 365 * 86400);
    assert_int_equal(desk_tick(desk), 0);
    expect_fired(desk, "345600 1 0");
    desk_expect_sound(desk);
}

static void a_policy_without_the_rule_reminds_nobody(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(CHASE));
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "pending");
    sla_activate(desk, RULES(SOON));
    expect_reminders(desk, 1, "");
    clock_is(desk, TWO_DAYS - 1);
    assert_int_equal(desk_tick(desk), 0); /* the rule may come back till then */
    clock_is(desk, 365 * 86400);
    desk_tick(desk);
    desk_expect_sentence(desk, 1, "The desk took a reminder away: its rule chase is gone.");
    expect_fired(desk, "");
    struct sup_ticket *ticket = desk_get(desk, 1);
    assert_int_equal(ticket->updated_ms, T0); /* nobody did anything to it */
    sup_free(ticket);
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sound(desk);
}

/* The second of two is one too many for a policy that wants one; a status may leave the list. */
static void a_rule_that_wants_less_reminds_less(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(CHASE ", " SOON));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "pending");
    desk_move(desk, by_lee(desk), 2, "on_hold");
    clock_is(desk, 30);
    sla_activate(desk, RULES("{\"name\": \"chase\", \"statuses\": [\"pending\"], \"after\": "
                             "\"PT16H\", \"times\": 2, \"calendar\": \"office\"}, "
                             "{\"name\": \"soon\", \"statuses\": [\"pending\"], \"after\": "
                             "\"PT60S\"}"));
    expect_reminders(desk, 1, "60 0 -, 345600 0 -");
    expect_reminders(desk, 2, "");
    clock_is(desk, TWO_DAYS);
    desk_tick(desk);
    expect_fired(desk, "60 1 0, 345600 1 0");
    sla_activate(desk, RULES("{\"name\": \"chase\", \"statuses\": [\"pending\"], \"after\": "
                             "\"PT16H\", \"calendar\": \"office\"}"));
    expect_reminders(desk, 1, "");
    clock_is(desk, 365 * 86400);
    desk_tick(desk);
    expect_fired(desk, "60 1 0, 345600 1 0");
    desk_expect_sound(desk);
}

/* A rule that comes back in time is as if it had not been away. */
static void a_rule_that_is_back_reminds(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(SOON));
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "pending");
    sla_activate(desk, RULES(CHASE));
    sla_activate(desk, RULES(SOON));
    clock_is(desk, 60);
    assert_int_equal(desk_tick(desk), 1);
    expect_fired(desk, "60 1 0");
}

/* Told at T0 + 5 days what was so since T0: of the two reminders the first is over. */
static void an_import_tells_nobody_what_was_due(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, RULES(CHASE));
    desk_ticket(desk);
    desk_ticket(desk);
    clock_is(desk, 5 * 86400);
    desk_ok(desk, by_import(desk, T0 + 1000), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = 1, .status = "pending"));
    expect_reminders(desk, 1, "604801 0 -");
    clock_is(desk, 8 * 86400);
    desk_ok(desk, by_import(desk, T0 + 1000), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = 2, .status = "pending"));
    expect_reminders(desk, 2, "");
    desk_tick(desk);
    expect_fired(desk, "604801 1 0");
    desk_expect_sound(desk);
}

static void rules_that_cannot_be_are_told(void **state)
{
    static const struct {
        const char *rule;
        const char *field;
        int32_t message;
    } wrong[] = {
        {"\"statuses\": [\"open\"], \"after\": \"PT1H\"", "/timers/reminders/0/statuses/0",
         SUP_MSG_POLICY_VALUE},
        {"\"statuses\": [\"solved\"], \"after\": \"PT1H\"", "/timers/reminders/0/statuses/0",
         SUP_MSG_POLICY_VALUE},
        {"\"statuses\": [\"pending\", \"pending\"], \"after\": \"PT1H\"",
         "/timers/reminders/0/statuses/1", SUP_MSG_POLICY_DUPLICATE},
        {"\"statuses\": [], \"after\": \"PT1H\"", "/timers/reminders/0/statuses",
         SUP_MSG_POLICY_COUNT},
        {"\"statuses\": [\"pendin\"], \"after\": \"PT1H\"", "/timers/reminders/0/statuses/0",
         SUP_MSG_POLICY_UNKNOWN},
        {"\"statuses\": [\"pending\"], \"after\": \"PT0S\"", "/timers/reminders/0/after",
         SUP_MSG_POLICY_VALUE},
        {"\"statuses\": [\"pending\"], \"after\": \"PT1H\", \"every\": \"P0D\"",
         "/timers/reminders/0/every", SUP_MSG_POLICY_VALUE},
        {"\"statuses\": [\"pending\"], \"after\": \"PT1H\", \"times\": 0",
         "/timers/reminders/0/times", SUP_MSG_POLICY_VALUE},
        {"\"statuses\": [\"pending\"], \"after\": \"PT1H\", \"times\": 10",
         "/timers/reminders/0/times", SUP_MSG_POLICY_VALUE},
        {"\"statuses\": [\"pending\"], \"after\": \"PT1H\", \"calendar\": \"moon\"",
         "/timers/reminders/0/calendar", SUP_MSG_POLICY_UNKNOWN},
    };
    struct sup__mem mem;
    char *document;

    (void)state;
    sup__mem_init(&mem, NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct sup_error error = {.size = sizeof error};
        struct sup__policy *policy = NULL;
        char rule[400];

        snprintf(rule, sizeof rule, "{\"timers\": {\"reminders\": [{\"name\": \"r\", %s}]}, ",
                 wrong[i].rule);
        document = replaced(sup__policy_builtin(), "{", rule);
        assert_int_equal(
            sup__policy_load(&mem, document, strlen(document), NULL, &policy, NULL, &error),
            SUP_INVALID);
        assert_string_equal(error.field, wrong[i].field);
        assert_int_equal(error.message_id, wrong[i].message);
        free(document);
    }
}

static const struct CMUnitTest tests[] = {
    desk_test(after_two_business_days_and_after_five),
    desk_test(a_year_later_each_was_due_at_its_own_instant),
    desk_test(the_customers_answer_ends_them),
    desk_test(it_ends_them_even_where_the_ticket_stays_pending),
    desk_test(a_merge_ends_them_and_unmerged_they_begin_anew),
    desk_test(taken_away_nothing_follows),
    desk_test(a_policy_without_the_rule_reminds_nobody),
    desk_test(a_rule_that_wants_less_reminds_less),
    desk_test(a_rule_that_is_back_reminds),
    desk_test(an_import_tells_nobody_what_was_due),
    desk_test(rules_that_cannot_be_are_told),
};

DESK_MAIN(tests)
