/*
 * test_ticks.c: ticks around a new policy, and between the rows and the parts of an import.
 *
 * test_schedule.c lives whole lives with ticks at random; these are the steps that its lives do not
 * have, each lived without a tick and with a tick wherever there is room for one.
 */
#include "desk_fixture.h"

#include "base/text.h"
#include "policy/policy.h"

#define MOVE(...) SUP_OP_TICKET_MOVE, PARAMS(ticket_move, __VA_ARGS__)

static void tick_if(struct desk *desk, int is_ticking)
{
    if (is_ticking) {
        desk_tick(desk);
    }
}

/* The built-in policy, in which the last status is called archived. */
static char *archived_policy(void)
{
    static const char from[] = "\"closed\"";
    static const char to[] = "\"archived\"";
    const char *text = sup__policy_builtin();
    char *made = calloc(2, strlen(text));
    size_t at = 0;

    assert_non_null(made);
    for (const char *found; (found = strstr(text, from)) != NULL; text = found + sizeof from - 1) {
        size_t bytes = (size_t)(found - text);
        int is_category = strncmp(found - strlen("\"category\": "), "\"category\": ", 12) == 0;

        memcpy(made + at, text, bytes);
        at += bytes;
        sup__format(made + at, sizeof to, "%s", is_category ? from : to);
        at += strlen(made + at);
    }
    memcpy(made + at, text, strlen(text) + 1);
    return made;
}

/* What was promised under a policy happens under it: the new one does not find it undone. */
static void live_through_a_new_policy(struct desk *desk, int is_ticking)
{
    char *document = archived_policy();
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_ticket(desk);
    desk->now_ms = T0 + DAY_MS;
    desk_move(desk, by_priya(desk), 2, "solved");
    tick_if(desk, is_ticking);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    tick_if(desk, is_ticking);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    tick_if(desk, is_ticking);
    desk->now_ms = T0 + AUTO_CLOSE_MS + DAY_MS;
    tick_if(desk, is_ticking);
    desk->now_ms += DAY_MS;
    desk_tick(desk);
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>solved\n"
                        "ticket.moved solved>closed\n");
    desk_expect_history(desk, 2,
                        "ticket.opened >new\nmessage.received >email\nticket.moved new>solved\n"
                        "ticket.moved solved>archived\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->closed_ms, T0 + AUTO_CLOSE_MS);
    sup_free(ticket);
    ticket = desk_get(desk, 2);
    assert_int_equal(ticket->closed_ms, T0 + AUTO_CLOSE_MS + DAY_MS);
    sup_free(ticket);
    desk_expect_sound(desk);
    free(document);
}

static void a_policy_finds_what_was_due_done_without_ticks(void **state)
{
    live_through_a_new_policy(*state, 0);
}

static void a_policy_finds_what_was_due_done_with_ticks(void **state)
{
    live_through_a_new_policy(*state, 1);
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

/* The log of another desk: solved a month ago, reopened five days later, solved again. It is
 * imported in a day, row by row, and the desk has its own four days after that. */
static void live_through_an_import(struct desk *desk, int is_ticking)
{
    struct sup_ticket *ticket;

    desk_ok(desk, by_import(desk, T0 - 31 * DAY_MS), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Old"));
    desk_ok(desk, by_import(desk, T0 - 30 * DAY_MS), MOVE(.ticket_id = 1, .status = "solved"));
    assert_int_equal(next_due(desk), T0 + AUTO_CLOSE_MS);
    tick_if(desk, is_ticking);
    desk->now_ms += HOUR_MS;
    tick_if(desk, is_ticking);
    desk_ok(desk, by_import(desk, T0 - 25 * DAY_MS), MOVE(.ticket_id = 1, .status = "open"));
    assert_int_equal(next_due(desk), 0);
    tick_if(desk, is_ticking);
    desk->now_ms = T0 + DAY_MS;
    tick_if(desk, is_ticking);
    desk_ok(desk, by_import(desk, T0 - 24 * DAY_MS), MOVE(.ticket_id = 1, .status = "solved"));
    tick_if(desk, is_ticking);
    assert_int_equal(next_due(desk), T0 + DAY_MS + AUTO_CLOSE_MS);
    desk->now_ms = T0 + DAY_MS + AUTO_CLOSE_MS - 1;
    tick_if(desk, is_ticking);
    desk_expect_status(desk, 1, "solved");
    desk->now_ms = T0 + 20 * DAY_MS;
    desk_tick(desk);
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nticket.moved new>solved\nticket.moved solved>open\n"
                        "ticket.moved open>solved\nticket.moved solved>closed\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->solved_ms, T0 - 24 * DAY_MS);
    assert_int_equal(ticket->closed_ms, T0 + DAY_MS + AUTO_CLOSE_MS);
    assert_int_equal(ticket->reopen_count, 1);
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void an_import_comes_out_the_same_without_ticks(void **state)
{
    live_through_an_import(*state, 0);
}

static void an_import_comes_out_the_same_with_ticks(void **state)
{
    live_through_an_import(*state, 1);
}

/* The next part of a log, a month later: what it says comes after what this desk did meanwhile. */
static void live_through_a_late_part(struct desk *desk, int is_ticking)
{
    struct sup_ticket *ticket;

    desk_ok(desk, by_import(desk, T0 - 31 * DAY_MS), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Old"));
    desk_ok(desk, by_import(desk, T0 - 30 * DAY_MS), MOVE(.ticket_id = 1, .status = "solved"));
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    tick_if(desk, is_ticking);
    desk->now_ms = T0 + 30 * DAY_MS;
    tick_if(desk, is_ticking);
    desk_ok(desk, by_import(desk, T0 + 2 * DAY_MS), MOVE(.ticket_id = 1, .status = "open"));
    tick_if(desk, is_ticking);
    desk_expect_history(desk, 1,
                        "ticket.opened >new\nticket.moved new>solved\nticket.moved solved>closed\n"
                        "ticket.moved closed>open\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->reopen_count, 1);
    assert_int_equal(ticket->closed_ms, 0);
    sup_free(ticket);
    assert_int_equal(next_due(desk), 0);
    desk_expect_sound(desk);
}

static void a_late_part_comes_out_the_same_without_ticks(void **state)
{
    live_through_a_late_part(*state, 0);
}

static void a_late_part_comes_out_the_same_with_ticks(void **state)
{
    live_through_a_late_part(*state, 1);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_policy_finds_what_was_due_done_without_ticks),
    desk_test(a_policy_finds_what_was_due_done_with_ticks),
    desk_test(an_import_comes_out_the_same_without_ticks),
    desk_test(an_import_comes_out_the_same_with_ticks),
    desk_test(a_late_part_comes_out_the_same_without_ticks),
    desk_test(a_late_part_comes_out_the_same_with_ticks),
};

DESK_MAIN(tests)
