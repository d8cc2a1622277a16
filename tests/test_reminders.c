/*
 * test_reminders.c: reminders that people set, and what ends them.
 */
#include "reminder_fixture.h"

/* The last event, as the outbox has it, has this in it. */
static void expect_last(struct desk *desk, const char *expected)
{
    struct sup_outbox_page *page = NULL;

    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = "mailer"), &page));
    if (strstr(page->items[page->count - 1].event, expected) == NULL) {
        fail_msg("%s", page->items[page->count - 1].event);
    }
    sup_free(page);
}

static void a_reminder_is_due_once_at_its_instant(void **state)
{
    struct desk *desk = *state;
    struct sup_outbox_page *page = NULL;
    int64_t id;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + HOUR_MS, .note = "ask the carrier"));
    id = desk->receipt.id;
    assert_int_equal(id, 1);
    desk_expect_sentence(desk, 1,
                         "Priya Nair (agent) set a reminder for Priya Nair (agent), due "
                         "2026-03-20T10:46:40.000Z: ask the carrier.");
    expect_reminders(desk, 1, "3600 1 ask the carrier");
    desk->now_ms = T0 + HOUR_MS - 1;
    assert_int_equal(desk_tick(desk), 0);
    desk->now_ms = T0 + 2 * HOUR_MS;
    assert_int_equal(desk_tick(desk), 1);
    assert_int_equal(desk_tick(desk), 0);
    desk_expect_sentence(desk, 1, "The desk reminded Priya Nair (agent): ask the carrier.");
    expect_reminders(desk, 1, "");
    expect_fired(desk, "3600 1 1");
    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = "mailer"), &page));
    const char *text = page->items[page->count - 1].event;
    char number[40];
    snprintf(number, sizeof number, "\"number\":%d", (int)id);
    assert_non_null(strstr(text,
                           "\"type\":\"supportcore.reminder.due.v1\",\"subject\":\"tickets/1\","
                           "\"time\":\"2026-03-20T10:46:40.000Z\""));
    assert_non_null(strstr(text, "\"subject_id\":\"1\""));
    assert_non_null(strstr(text, number));
    assert_null(strstr(text, "carrier"));
    sup_free(page);
    desk_expect_sound(desk);
}

static void business_hours_are_those_of_a_calendar(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, OFFICE ", \"timers\": {\"calendar\": \"office\"}");
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .within_ms = 8 * HOUR_MS, .calendar = "office"));
    desk_ok(desk, by_priya(desk), REMIND(1, .within_ms = 4 * HOUR_MS)); /* the policy's hours */
    expect_reminders(desk, 1, "14400 1 -, 259200 1 -");
    sla_activate(desk, OFFICE);
    desk_ok(desk, by_priya(desk), REMIND(1, .within_ms = 24 * HOUR_MS)); /* all hours */
    expect_reminders(desk, 1, "14400 1 -, 86400 1 -, 259200 1 -");
    desk_fails(desk, SUP_MSG_POLICY_NAME, "calendar", by_priya(desk),
               REMIND(1, .within_ms = 1, .calendar = "offices"));
    desk_fails(desk, SUP_MSG_CALENDAR_HORIZON, "within_ms", by_priya(desk),
               REMIND(1, .within_ms = 20000 * DAY_MS * 100, .calendar = "office"));
    desk_expect_sound(desk);
}

static void who_is_reminded(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 2000, .agent_id = LEE));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 3000, .is_assignee = 1));
    desk_ok(desk, by_integration(desk), REMIND(1, .due_ms = T0 + 4000)); /* is no agent */
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 5000, .agent_id = VIC));
    expect_reminders(desk, 1, "1 1 -, 2 2 -, 3 0 -, 4 0 -, 5 5 -");
    clock_is(desk, 3);
    desk_tick(desk); /* nobody has it */
    desk_expect_sentence(desk, 1, "The desk reminded nobody, since nobody has it.");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 1, .agent_id = ADA));
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = VIC, .name = "Vic", .is_departed = 1));
    clock_is(desk, 5);
    desk_tick(desk);
    expect_fired(desk, "1 1 1, 2 1 2, 3 1 0, 4 1 3, 5 1 5");
    expect_last(desk, "\"subject_id\":\"5\"");
    expect_last(desk, "\"payload\":{\"assignee_id\":3}"); /* who has it, since Vic has left */
    desk_fails(desk, SUP_MSG_AGENT_DEPARTED, "agent_id", by_priya(desk),
               REMIND(1, .due_ms = T0 + HOUR_MS, .agent_id = VIC));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, "agent_id", by_priya(desk),
               REMIND(1, .due_ms = T0 + HOUR_MS, .agent_id = 77));
    desk_expect_sound(desk);
}

static void of_a_ticket_that_nobody_has_the_team_is_named(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000, .is_assignee = 1));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
            PARAMS(ticket_transfer, .ticket_id = 1, .team = "risk"));
    clock_is(desk, 1);
    desk_tick(desk);
    desk_expect_sentence(desk, 1, "The desk reminded risk.");
    expect_last(desk, "\"payload\":{\"team\":\"risk\"}");
}

static void a_reminder_that_is_taken_away_is_never_due(void **state)
{
    struct desk *desk = *state;
    int64_t id;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000));
    id = desk->receipt.id;
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 2000));
    desk_fails(desk, SUP_MSG_REMINDER_UNKNOWN, "reminder_id", by_lee(desk), UNREMIND(2, id));
    desk_ok(desk, by_lee(desk), UNREMIND(1, id));
    assert_int_equal(desk->receipt.id, id);
    desk_expect_sentence(desk, 1, "Lee Wong (agent) took a reminder away.");
    desk_fails(desk, SUP_MSG_REMINDER_UNKNOWN, "reminder_id", by_lee(desk), UNREMIND(1, id));
    expect_reminders(desk, 1, "2 1 -");
    clock_is(desk, 10);
    assert_int_equal(desk_tick(desk), 1);
    expect_fired(desk, "2 1 1");
    desk_expect_sound(desk);
}

static void what_cannot_be_is_refused(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_fails(desk, SUP_MSG_REMINDER_PAST, "due_at", by_priya(desk), REMIND(1, .due_ms = T0));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "due_at", by_priya(desk), REMIND(1, .note = "x"));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "due_at", by_priya(desk),
               REMIND(1, .due_ms = T0 + 1, .within_ms = 1));
    desk_fails(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "agent_id", by_priya(desk),
               REMIND(1, .due_ms = T0 + 1, .agent_id = LEE, .is_assignee = 1));
    desk_fails(desk, SUP_MSG_REMINDER_PAST, "within_ms", by_import(desk, T0 - HOUR_MS),
               REMIND(1, .within_ms = HOUR_MS));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               REMIND(1, .due_ms = T0 + 2, .version = 77));
    desk_move(desk, by_priya(desk), 1, "closed");
    desk_fails(desk, SUP_MSG_TICKET_CLOSED, "ticket_id", by_priya(desk),
               REMIND(1, .due_ms = T0 + 2));
}

static void somebody_sets_20_on_a_ticket(void **state)
{
    struct desk *desk = *state;
    int64_t last = 0;

    desk_ticket(desk);
    for (int i = 0; i < 20; i++) {
        desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000, .note = letters(500)));
        last = desk->receipt.id;
    }
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "ticket_id", by_priya(desk),
               REMIND(1, .due_ms = T0 + 1000));
    desk_fails(desk, SUP_MSG_TEXT_LONG, "note", by_priya(desk),
               REMIND(1, .due_ms = T0 + 1000, .note = letters(501)));
    desk_ok(desk, by_priya(desk), UNREMIND(1, last));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 2000));
    clock_is(desk, 2);
    assert_int_equal(desk_tick(desk), 2); /* one item of the agenda for those of one instant */
    expect_reminders(desk, 1, "");
    desk_expect_sound(desk);
}

/* It closes four days after it was solved, at 10 s + 345600 s. */
static void solved_it_stays_and_closed_it_is_gone(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + DAY_MS));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 10 * DAY_MS));
    clock_is(desk, 10);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_reminders(desk, 1, "86400 1 -, 864000 1 -");
    clock_is(desk, 365 * 86400);
    assert_int_equal(desk_tick(desk), 2);
    expect_fired(desk, "86400 1 1");
    expect_reminders(desk, 1, "");
    desk_expect_status(desk, 1, "closed");
    desk_expect_sound(desk);
}

static void a_reopened_ticket_has_them_still(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 10 * DAY_MS));
    desk_move(desk, by_priya(desk), 1, "solved");
    clock_is(desk, 60);
    desk_receive(desk, by_ann(desk), 1, "Not at all!");
    clock_is(desk, 20 * 86400);
    assert_int_equal(desk_tick(desk), 1);
    expect_fired(desk, "864000 1 1");
    desk_expect_status(desk, 1, "open");
    desk_expect_sound(desk);
}

static void a_merge_takes_them_along_and_back(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000, .note = "of one"));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 9000, .note = "late"));
    desk_ok(desk, by_priya(desk), REMIND(2, .due_ms = T0 + 2000, .note = "of two"));
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    expect_reminders(desk, 1, "");
    expect_reminders(desk, 2, "1 1 of one, 2 1 of two, 9 1 late");
    desk_fails(desk, SUP_MSG_TICKET_MERGED, "ticket_id", by_priya(desk),
               REMIND(1, .due_ms = T0 + 1000));
    clock_is(desk, 5);
    assert_int_equal(desk_tick(desk), 2);
    expect_fired(desk, "1 2 1, 2 2 1");
    desk_ok(desk, by_priya(desk), REMIND(2, .due_ms = T0 + 8000, .note = "of both"));
    desk_ok(desk, by_priya(desk), PART(1));
    expect_reminders(desk, 1, "9 1 late");
    expect_reminders(desk, 2, "8 1 of both");
    clock_is(desk, 10);
    assert_int_equal(desk_tick(desk), 2);
    expect_fired(desk, "1 2 1, 2 2 1, 8 2 1, 9 1 1");
    desk_expect_sound(desk);
}

static void a_year_later_all_are_due_once_in_their_order(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, SLA("{\"metric\": \"resolution\", \"within\": \"PT20S\"}"));
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 30000));
    desk_ok(desk, by_priya(desk), REMIND(2, .due_ms = T0 + 10000));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 10000));
    desk_ok(desk, by_priya(desk), REMIND(2, .due_ms = T0 + 40000));
    int64_t before = desk_sequence(desk);
    desk->now_ms = T0 + 365 * DAY_MS;
    desk_tick(desk);
    desk_tick(desk);
    expect_fired(desk, "10 1 1, 10 2 1, 30 1 1, 40 2 1");
    desk_expect_events(desk, before,
                       "reminder.due\nreminder.due\n"
                       "sla.breached >all\nsla.breached >all\n"
                       "reminder.due\nreminder.due\n");
    desk->now_ms = T0;
    desk_tick(desk);
    expect_fired(desk, "10 1 1, 10 2 1, 30 1 1, 40 2 1");
    desk_expect_sound(desk);
}

static void what_is_due_fires_before_a_change_of_the_ticket(void **state)
{
    struct desk *desk = *state;
    int64_t id;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000));
    id = desk->receipt.id;
    clock_is(desk, 5);
    desk_fails(desk, SUP_MSG_REMINDER_UNKNOWN, "reminder_id", by_priya(desk), UNREMIND(1, id));
    desk_move(desk, by_priya(desk), 1, "closed");
    expect_fired(desk, "1 1 1");
    desk_expect_sound(desk);
}

static void customers_see_none(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket = NULL;
    struct sup_history *history = NULL;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000, .note = "odd customer"));
    must(desk,
         sup_ticket_get(desk->core, by_ann(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_int_equal(ticket->reminder_count, 0);
    sup_free(ticket);
    must(desk, sup_ticket_history(desk->core, by_lee(desk), PARAMS(ticket_page, .ticket_id = 1),
                                  &history));
    assert_int_equal(history->count, 3);
    sup_free(history);
}

static void an_erasure_takes_the_notes(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_export *whole = NULL;

    desk_ticket(desk); /* Ann's */
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 9000, .note = "Ann moved to Pisa"));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000, .note = "Ann is in Bari"));
    clock_is(desk, 2);
    desk_tick(desk);
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN), &whole));
    assert_non_null(strstr(whole->document, "Pisa"));
    assert_non_null(strstr(whole->document, "Bari"));
    sup_free(whole);
    must(desk, sup_customer_export(desk->core, by_lee(desk),
                                   PARAMS(customer_export, .customer_id = ANN, .without_notes = 1),
                                   &whole));
    assert_null(strstr(whole->document, "Pisa"));
    assert_null(strstr(whole->document, "Bari"));
    sup_free(whole);
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "asked"));
    expect_reminders(desk, 1, "9 1 -");
    char *dump = desk_dump(desk->store, 0, NULL);
    assert_null(strstr(dump, "Pisa"));
    assert_null(strstr(dump, "Bari"));
    free(dump);
    clock_is(desk, 10);
    desk_tick(desk);
    expect_fired(desk, "1 1 1, 9 1 1");
    desk_expect_sound(desk);
}

static void what_comes_next_has_them(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_context *context = NULL;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 9000, .note = "second"));
    desk_ok(desk, by_priya(desk), REMIND(1, .due_ms = T0 + 1000, .agent_id = LEE, .note = "first"));
    must(desk, sup_customer_context(desk->core, by_priya(desk),
                                    PARAMS(customer_context, .customer_id = ANN), &context));
    assert_int_equal(context->work_count, 1);
    assert_int_equal(context->work[0].reminder_count, 2);
    assert_string_equal(context->work[0].reminders[0].note, "first");
    assert_int_equal(context->work[0].reminders[0].agent_id, LEE);
    assert_int_equal(context->work[0].reminders[0].actor_id, PRIYA);
    assert_string_equal(context->work[0].reminders[1].note, "second");
    assert_int_equal(context->work[0].closes_ms, 0);
    sup_free(context);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_reminder_is_due_once_at_its_instant),
    desk_test(business_hours_are_those_of_a_calendar),
    desk_test(who_is_reminded),
    desk_test(of_a_ticket_that_nobody_has_the_team_is_named),
    desk_test(a_reminder_that_is_taken_away_is_never_due),
    desk_test(what_cannot_be_is_refused),
    desk_test(somebody_sets_20_on_a_ticket),
    desk_test(solved_it_stays_and_closed_it_is_gone),
    desk_test(a_reopened_ticket_has_them_still),
    desk_test(a_merge_takes_them_along_and_back),
    desk_test(a_year_later_all_are_due_once_in_their_order),
    desk_test(what_is_due_fires_before_a_change_of_the_ticket),
    desk_test(customers_see_none),
    desk_test(an_erasure_takes_the_notes),
    desk_test(what_comes_next_has_them),
};

DESK_MAIN(tests)
