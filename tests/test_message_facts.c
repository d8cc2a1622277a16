/*
 * test_message_facts.c: what was found out about a ticket's messages: typed when it is recorded,
 * and seen by the rules that are asked afterwards.
 */
#include "sla_fixture.h"

#include <stdio.h>

#define RECORD(...)                                                                                \
    SUP_OP_FACT_RECORD,                                                                            \
        PARAMS(fact_record, .ticket_id = 1, .facts = (const struct sup_fact[]){__VA_ARGS__},       \
               .fact_count =                                                                       \
                   sizeof((const struct sup_fact[]){__VA_ARGS__}) / sizeof(struct sup_fact))

/* By how angry somebody is; all others wait an hour. */
#define BY_MESSAGE                                                                                 \
    "\"sla\": [{\"name\": \"abuse\", \"when\": {\"var\": \"message.is_abusive\"}, \"targets\": "   \
    "[{\"metric\": \"first_reply\", \"within\": \"PT10S\"}]}, "                                    \
    "{\"name\": \"angry\", \"when\": {\"<\": [{\"var\": \"message.sentiment\"}, -0.5]}, "          \
    "\"targets\": [{\"metric\": \"first_reply\", \"within\": \"PT60S\"}]}, "                       \
    "{\"name\": \"all\", \"targets\": [{\"metric\": \"first_reply\", \"within\": \"PT1H\"}]}]"

static void open_one(struct desk *desk)
{
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .customer_id = ANN));
}

/* The SLA policy that the ticket's first reply is promised by. */
static const char *promised(struct desk *desk)
{
    static char name[80];
    struct sup_timer_list *list = NULL;

    must(desk, sup_ticket_timers(
                   desk->core, by_priya(desk),
                   PARAMS(ticket_timers, .ticket_id = 1, .metric = SUP_METRIC_FIRST_REPLY), &list));
    assert_int_equal(list->count, 1);
    snprintf(name, sizeof name, "%s", list->items[0].sla ? list->items[0].sla : "-");
    sup_free(list);
    return name;
}

static const char *value_of(struct desk *desk, const char *name)
{
    static char value[80];
    struct sup_ticket *ticket = desk_get(desk, 1);

    snprintf(value, sizeof value, "-");
    for (uint32_t i = 0; i < ticket->fact_count; i++) {
        if (strcmp(ticket->facts[i].name, name) == 0) {
            snprintf(value, sizeof value, "%s", ticket->facts[i].value);
        }
    }
    sup_free(ticket);
    return value;
}

static void a_fact_of_a_message_is_one_of_the_table(void **state)
{
    struct desk *desk = *state;

    open_one(desk);
    desk_fails(desk, SUP_MSG_REPORT_FACT, "facts/1/name", by_integration(desk),
               RECORD({"made_sla", "true"}, {"message.is_abusiv", "true"}));
    assert_string_equal(sup_last_error(desk->core)->hint, "did you mean 'message.is_abusive'?");
    desk_fails(desk, SUP_MSG_REPORT_FACT, "facts/0/name", by_integration(desk),
               RECORD({"message.", "true"}));
    assert_string_equal(value_of(desk, "made_sla"), "-");
    /* Whatever is called otherwise is free, as it was. */
    desk_ok(desk, by_integration(desk),
            RECORD({"messages.is_abusive", "perhaps"}, {"message", "x"}, {"is_abusive", "7"}));
    assert_string_equal(value_of(desk, "messages.is_abusive"), "perhaps");
    desk_expect_sound(desk);
}

static void a_value_has_its_type_and_the_form_of_it(void **state)
{
    struct desk *desk = *state;

    open_one(desk);
    desk_fails(desk, SUP_MSG_REPORT_VALUE, "facts/0/value", by_integration(desk),
               RECORD({"message.is_abusive", "yes"}));
    desk_fails(desk, SUP_MSG_REPORT_VALUE, "facts/2/value", by_integration(desk),
               RECORD({"a", "b"}, {"message.intent", "refund"}, {"message.sentiment", "-1.5"}));
    desk_fails(desk, SUP_MSG_LANGUAGE_TAG, "facts/0/value", by_integration(desk),
               RECORD({"message.language", "EN"}));
    desk_ok(desk, by_integration(desk),
            RECORD({"message.sentiment", "-0.5"}, {"message.intent", "refund"},
                   {"message.language", "pt-BR"}, {"message.is_disputed", "true"},
                   {"message.is_disputed", "false"}));
    assert_string_equal(value_of(desk, "message.sentiment"), "-0.5000"); /* four decimals */
    assert_string_equal(value_of(desk, "message.intent"), "refund");
    assert_string_equal(value_of(desk, "message.language"), "pt-BR");
    assert_string_equal(value_of(desk, "message.is_disputed"), "false"); /* the last counts */
    /* The same number, written otherwise, is no other fact. */
    desk_ok(desk, by_integration(desk), RECORD({"message.sentiment", "-0.50"}));
    desk_expect_events(desk, PEOPLE_EVENTS + 2, "ticket.facts_recorded\n");
    desk_expect_sound(desk);
}

static void what_is_recorded_changes_what_is_promised(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, BY_MESSAGE);
    open_one(desk);
    assert_string_equal(promised(desk), "all");
    desk_ok(desk, by_integration(desk), RECORD({"message.sentiment", "-0.5"}));
    assert_string_equal(promised(desk), "all");
    desk_ok(desk, by_integration(desk), RECORD({"message.sentiment", "-0.5001"}));
    assert_string_equal(promised(desk), "angry");
    desk_ok(desk, by_integration(desk), RECORD({"message.is_abusive", "true"}));
    assert_string_equal(promised(desk), "abuse");
    /* And so does whatever has it looked at again. */
    desk_ok(desk, by_integration(desk), RECORD({"message.is_abusive", "false"}));
    assert_string_equal(promised(desk), "angry");
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "high"));
    assert_string_equal(promised(desk), "angry");
    desk_expect_sound(desk);
}

static void what_was_recorded_before_the_policy_counts_for_it(void **state)
{
    struct desk *desk = *state;

    open_one(desk);
    desk_ok(desk, by_integration(desk), RECORD({"message.is_abusive", "true"}, {"x", "true"}));
    sla_activate(desk, BY_MESSAGE);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = (const char *const[]){"t"}, .tag_count = 1));
    assert_string_equal(promised(desk), "abuse");
    desk_expect_sound(desk);
}

static void a_policy_that_does_not_ask_reads_no_facts(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"sla\": [{\"name\": \"x\", \"when\": {\"in\": [\"x\", {\"var\": "
                       "\"ticket.tags\"}]}, \"targets\": [{\"metric\": \"first_reply\", "
                       "\"within\": \"PT1H\"}]}]");
    open_one(desk);
    desk_ok(desk, by_integration(desk), RECORD({"message.is_abusive", "true"}));
    desk_expect_events(desk, PEOPLE_EVENTS + 3, "ticket.facts_recorded\n");
    assert_string_equal(promised(desk), "-");
    desk_expect_sound(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(a_fact_of_a_message_is_one_of_the_table),
        desk_test(a_value_has_its_type_and_the_form_of_it),
        desk_test(what_is_recorded_changes_what_is_promised),
        desk_test(what_was_recorded_before_the_policy_counts_for_it),
        desk_test(a_policy_that_does_not_ask_reads_no_facts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
