/*
 * test_floor_late.c: what is told late of floors begins no stay before the one that it ends, and a
 * ticket without a floor is told why it has none.
 */
#include "floor_fixture.h"

#define PLAIN "\"floors\": [\"triage\", \"specialist\", \"risk\"]"

/* Somebody tells it now of that second. */
static const struct sup_caller *told(struct desk *desk, const struct sup_caller *who, int64_t second)
{
    static struct sup_caller late;

    late = *who;
    late.at_ms = T0 + second * 1000;
    (void)desk;
    return &late;
}

static void escalate(struct desk *desk, const struct sup_caller *who)
{
    desk_ok(desk, who, SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
}

/* It came to the second floor at 30. Told at 60 to have been escalated at 10, it left that when it
 * came: nobody was there before. */
static void an_escalation_told_late_ends_no_stay_before_it_began(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, PLAIN);
    desk_ticket(desk);
    floor_clock(desk, 30);
    escalate(desk, by_priya(desk));
    floor_clock(desk, 60);
    escalate(desk, told(desk, by_priya(desk), 10));
    expect_visits(desk, 1,
                  "1 triage opened 0-30 manual\n2 specialist manual 30-30 manual\n"
                  "3 risk manual 30--1 -\n");
    floor_clock(desk, 70);
    desk_ok(desk, told(desk, by_lee(desk), 5), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "specialist"));
    expect_visits(desk, 1,
                  "1 triage opened 0-30 manual\n2 specialist manual 30-30 manual\n"
                  "3 risk manual 30-30 returned\n4 specialist returned 30--1 -\n");
    desk_expect_sound(desk);
}

/* What was between its arrival and now was then. */
static void an_escalation_told_late_was_when_it_is_said(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, PLAIN);
    desk_ticket(desk);
    floor_clock(desk, 30);
    escalate(desk, by_priya(desk));
    floor_clock(desk, 60);
    escalate(desk, told(desk, by_priya(desk), 40));
    expect_visits(desk, 1,
                  "1 triage opened 0-30 manual\n2 specialist manual 30-40 manual\n"
                  "3 risk manual 40--1 -\n");
    desk_expect_sound(desk);
}

/* A risk that is told late raises it from where it is: 50 seconds on floors of 60, and 10 since. */
static void a_risk_told_late_ends_no_stay_before_it_began(void **state)
{
    struct desk *desk = *state;
    const char *law = "law";
    struct sup_floor_summary *sum = NULL;
    int64_t total_ms = 0;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_clock(desk, 50);
    escalate(desk, by_priya(desk));
    floor_clock(desk, 60);
    desk_ok(desk, told(desk, by_lee(desk), 20), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = &law, .tag_count = 1));
    expect_visits(desk, 1,
                  "1 triage opened 0-50 manual\n2 specialist manual 50-50 rule incomplete\n"
                  "3 risk rule 50--1 -\n");
    must(desk,
         sup_floor_summary(desk->core, by_lee(desk), PARAMS(floor_summary, .from_ms = 0), &sum));
    for (uint32_t i = 0; i < sum->floor_count; i++) {
        total_ms += sum->floors[i].total_ms;
    }
    assert_int_equal(total_ms, 50000);
    sup_free(sum);
    desk_expect_sound(desk);
}

static void expect_line(struct desk *desk, int64_t ticket, const char *expected)
{
    struct sup_floor_explanation *made = NULL;

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    assert_null(made->floor);
    assert_int_equal(made->line_count, 1);
    assert_string_equal(made->lines[0], expected);
    sup_free(made);
}

static void a_ticket_without_a_floor_is_told_why(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 2, "solved");
    expect_line(desk, 1, "ticket 1 is on no floor: the policy has none");
    sla_activate(desk, PLAIN);
    expect_line(desk, 1,
                "ticket 1 is on no floor yet: the policy has floors since it was opened, and it comes "
                "to one at its turn for the policy (desk.tick)");
    expect_line(desk, 2, "ticket 2 is on no floor: it was over before the policy had floors");
}

static const struct CMUnitTest tests[] = {
    desk_test(an_escalation_told_late_ends_no_stay_before_it_began),
    desk_test(an_escalation_told_late_was_when_it_is_said),
    desk_test(a_risk_told_late_ends_no_stay_before_it_began),
    desk_test(a_ticket_without_a_floor_is_told_why),
};

DESK_MAIN(tests)
