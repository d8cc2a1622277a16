/*
 * test_floor_figures.c: the figures of a desk's floors, counted by hand over tickets that are
 * solved, rise in every way, are reopened and merged; and what a test of the policy says of a
 * floor.
 *
 * In seconds: 1 is solved on triage, comes back and is solved there again. 2 is escalated by hand
 * twice, the second time with notes and Lee's signature, and is decided late. 3 is a fraud, becomes
 * part of 4, which goes to the risks for that and is decided in time, and is on its own again. 5
 * rises at its customer's request. 6 is a risk from the beginning. 7 stalls on triage; 8 does, and
 * among the specialists too, where nobody signs.
 */
#include "floor_fixture.h"

static void open_at(struct desk *desk, int64_t second, const char *reason)
{
    floor_clock(desk, second);
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .body = "B", .reason = reason));
}

static void escalate(struct desk *desk, int64_t second, int64_t id, const char *why,
                     int is_customers)
{
    floor_clock(desk, second);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = id, .justification = why,
                   .is_customer_request = is_customers));
}

static void sign(struct desk *desk, int64_t second, int64_t id, struct sup_caller *who,
                 int32_t kind)
{
    floor_clock(desk, second);
    who->now_ms = desk->now_ms;
    desk_ok(desk, who, SUP_OP_FLOOR_SIGN, PARAMS(floor_sign, .ticket_id = id, .kind = kind));
}

static void solve(struct desk *desk, int64_t second, int64_t id)
{
    floor_clock(desk, second);
    desk_move(desk, by_lee(desk), id, "solved");
}

static void first_hundred(struct desk *desk)
{
    const char *fraud = "fraud";

    open_at(desk, 0, "return");
    open_at(desk, 0, "return");
    open_at(desk, 0, NULL);
    open_at(desk, 0, NULL);
    floor_clock(desk, 10);
    floor_assign(desk, 1, PRIYA);
    floor_assign(desk, 2, PRIYA);
    floor_clock(desk, 15);
    floor_tag(desk, 3, fraud);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG, /* which would go with it into the other */
            PARAMS(ticket_tag, .ticket_id = 3, .tags = &fraud, .tag_count = 1));
    escalate(desk, 20, 2, NULL, 0);
    floor_clock(desk, 25);
    floor_evidence(desk, 2, "notes");
    escalate(desk, 30, 2, "A lawyer writes.", 0);
    solve(desk, 40, 1);
    sign(desk, 50, 2, by_lee(desk), SUP_SIGN_MOVE_UP);
    floor_clock(desk, 60);
    desk_receive(desk, by_ann(desk), 1, "No.");
    floor_clock(desk, 80);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 3, .into = 4));
    solve(desk, 90, 1);
}

static void give_evidence(struct desk *desk, int64_t id)
{
    floor_evidence(desk, id, "statement");
    floor_evidence(desk, id, "photo");
}

static void live(struct desk *desk)
{
    const char *law = "law";

    sla_activate(desk, FLOORS);
    first_hundred(desk);
    sign(desk, 120, 4, by_ada(desk), SUP_SIGN_RESOLUTION);
    give_evidence(desk, 4);
    solve(desk, 130, 4);
    floor_clock(desk, 200);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = 3));
    open_at(desk, 300, "return");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "S", .tags = &law, .tag_count = 1));
    open_at(desk, 300, NULL);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "S", .assignee_id = PRIYA));
    escalate(desk, 310, 5, NULL, 1);
    solve(desk, 330, 5);
    sign(desk, 400, 2, by_ada(desk), SUP_SIGN_RESOLUTION);
    give_evidence(desk, 2);
    solve(desk, 410, 2);
    floor_clock(desk, 700);
    desk_tick(desk);
}

struct expected {
    const char *what;
    int64_t visits, solved, escalated, by_rule, stalled, not_signed, customer, manual, ended,
        total_ms;
};

static void expect_figures(const struct sup_floor_figures *got, const struct expected *expected)
{
    assert_string_equal(got->floor ? got->floor : got->reason ? got->reason : "", expected->what);
    assert_int_equal(got->visit_count, expected->visits);
    assert_int_equal(got->solved_count, expected->solved);
    assert_int_equal(got->escalated_count, expected->escalated);
    assert_int_equal(got->rule_count, expected->by_rule);
    assert_int_equal(got->stalled_count, expected->stalled);
    assert_int_equal(got->unsigned_count, expected->not_signed);
    assert_int_equal(got->customer_count, expected->customer);
    assert_int_equal(got->manual_count, expected->manual);
    assert_int_equal(got->ended_count, expected->ended);
    assert_int_equal(got->total_ms, expected->total_ms);
}

static void every_figure_is_that_of_a_hand_count(void **state)
{
    /* Triage: 1 for 40 and 30, 2 for 20, 3 for 15, 4 for 80, 5 for 10, 7 and 8 for 100.001. 6 was
     * never there. Specialists: 2 for 30, 5 for 20, 8 for 250.002; 7 is there. Risk: 2 for 360, 3
     * for 65, 4 for 50; 3, 6 and 8 are there. */
    static const struct expected floors[] = {
        {"triage", 8, 2, 6, 1, 2, 0, 1, 1, 8, 395002},
        {"specialist", 4, 1, 2, 0, 1, 1, 0, 1, 3, 300002},
        {"risk", 6, 2, 0, 0, 0, 0, 0, 0, 3, 475000},
    };
    /* 3, 4, 6, 7 and 8; 1, 2 and 5. */
    static const struct expected reasons[] = {
        {"", 11, 1, 5, 1, 3, 1, 0, 0, 7, 65000 + 15000 + 80000 + 50000 + 200002 + 250002},
        {"return", 7, 4, 3, 0, 0, 0, 1, 2, 7, 70000 + 20000 + 30000 + 360000 + 10000 + 20000},
    };
    /* 1 twice, 2 and 8 twice each. */
    static const struct expected priya = {
        "", 6, 2, 4, 0, 2, 1, 0, 2, 6, 70000 + 50000 + 100001 + 250002};
    struct desk *desk = *state;
    struct sup_floor_summary *sum = NULL;

    live(desk);
    must(desk,
         sup_floor_summary(desk->core, by_lee(desk), PARAMS(floor_summary, .from_ms = 0), &sum));
    assert_int_equal(sum->floor_count, 3);
    for (int i = 0; i < 3; i++) {
        expect_figures(&sum->floors[i], &floors[i]);
    }
    assert_int_equal(sum->reason_count, 2);
    expect_figures(&sum->reasons[0], &reasons[0]);
    expect_figures(&sum->reasons[1], &reasons[1]);
    assert_int_equal(sum->agent_count, 1);
    assert_int_equal(sum->agents[0].agent_id, PRIYA);
    expect_figures(&sum->agents[0], &priya);
    assert_int_equal(sum->ticket_count, 8);
    assert_int_equal(sum->first_solved_count, 1); /* 1, which came back and was solved there */
    assert_int_equal(sum->risk_count, 2);         /* 3 and 6: nothing is known against 4 itself */
    assert_int_equal(sum->risk_reached_count, 2);
    /* Lee's sign-off, and the decisions about 4 and, late, 2. Three more are over without: 3 since
     * 500, 6 since 600, and the sign-off for 8. */
    assert_int_equal(sum->decision_count, 3);
    assert_int_equal(sum->decision_target_count, 6);
    assert_int_equal(sum->decided_in_time_count, 2);
    /* 2 twice, 5, 7, and 8 twice; the last one without notes and signature. */
    assert_int_equal(sum->step_count, 6);
    assert_int_equal(sum->complete_count, 5);
    sup_free(sum);
    desk_expect_sound(desk);
}

/* The highest floor first, on each who has been there longest. */
static void what_is_in_work_is_listed_by_floor_and_age(void **state)
{
    static const int64_t ids[] = {3, 6, 8, 7};
    static const int64_t arrived_ms[] = {T0 + 200000, T0 + 300000, T0 + 650003, T0 + 400001};
    static const int32_t why[] = {SUP_FLOOR_REOPENED, SUP_FLOOR_OPENED, SUP_FLOOR_UNSIGNED,
                                  SUP_FLOOR_STALLED};
    struct desk *desk = *state;
    struct sup_floor_list *list = NULL;

    live(desk);
    must(desk, sup_floor_list(desk->core, by_lee(desk), PARAMS(floor_list, .limit = 0), &list));
    assert_int_equal(list->count, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(list->items[i].ticket_id, ids[i]);
        assert_int_equal(list->items[i].arrived_ms, arrived_ms[i]);
        assert_int_equal(list->items[i].why, why[i]);
    }
    sup_free(list);
}

/* Only stays that began then: 5, 7 and 8 on triage, 5 among the specialists, 6 as a risk. */
static void a_time_has_what_began_in_it(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum = NULL;

    live(desk);
    must(desk, sup_floor_summary(
                   desk->core, by_lee(desk),
                   PARAMS(floor_summary, .from_ms = T0 + 300000, .to_ms = T0 + 400000), &sum));
    assert_int_equal(sum->floors[0].visit_count, 3);
    assert_int_equal(sum->floors[1].visit_count, 1);
    assert_int_equal(sum->floors[2].visit_count, 1);
    assert_int_equal(sum->ticket_count, 4);
    assert_int_equal(sum->risk_count, 1);
    assert_int_equal(sum->step_count, 3); /* 5, 7 and 8, from triage */
    assert_int_equal(sum->decision_count, 0);
    sup_free(sum);
}

/* ---- before it is so ---- */

/* What a test of the policy says of the floor that a case with these tags begins on. */
static void expect_asked(struct desk *desk, const char *facts, const char *expected)
{
    struct sup_policy_test *test = NULL;
    char got[1000];
    char *at = got;

    must(desk,
         sup_policy_test(desk->core, by_lee(desk), PARAMS(policy_test, .facts = facts), &test));
    at += sprintf(at, "%s\n", test->floor);
    for (uint32_t i = 0; i < test->floor_target_count; i++) {
        const struct sup_policy_target *target = &test->floor_targets[i];
        at += sprintf(at, "%s %d s %s\n", target->metric, (int)(target->within_ms / 1000),
                      target->pointer);
    }
    at += sprintf(at, "%s\n", test->floor_on_limit ? test->floor_on_limit : "no limit");
    for (uint32_t i = 0; i < test->demand_count; i++) {
        const struct sup_policy_demand *demand = &test->demands[i];
        at += sprintf(at, "%s %s %s %s%s %s\n", demand->what, demand->name, demand->until,
                      demand->from ? demand->from : "-",
                      demand->verdict == SUP_VERDICT_FALSE ? " not asked" : "", demand->pointer);
    }
    for (uint32_t i = 0; i < test->notified_count; i++) {
        at += sprintf(at, "told %s\n", test->notified[i]);
    }
    sup_free(test);
    assert_string_equal(got, expected);
}

static void a_test_of_the_policy_tells_what_a_floor_asks_for(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    expect_asked(desk, "{}",
                 "triage\n"
                 "first_reply 60 s /floors/0/targets/0\n"
                 "time_on_floor 100 s /floors/0/limits/0\n"
                 "rise\n");
    expect_asked(desk, "{\"ticket\": {\"tags\": [\"abuse\"]}}",
                 "specialist\n"
                 "assignment 90 s /floors/1/targets/0\n"
                 "work_on_floor 200 s /floors/1/limits/0\n"
                 "sign_off 50 s /floors/1/sign_off\n"
                 "rise\n"
                 "sign_off risk leaving role:lead /floors/1/sign_off\n"
                 "evidence notes leaving - /floors/1/evidence/to_leave/0\n"
                 "hold ticket.merge move_up role:lead /floors/1/hold/0/actions/0\n");
    expect_asked(desk, "{\"ticket\": {\"tags\": [\"fraud\"]}}",
                 "risk\n"
                 "decision 300 s /floors/2/targets/0\n"
                 "no limit\n"
                 "signature head solving role:admin /floors/2/resolution/0\n"
                 "signature board solving agent:2 not asked /floors/2/resolution/1\n"
                 "evidence statement solving - /floors/2/evidence/to_resolve/0\n"
                 "evidence photo solving - /floors/2/evidence/to_resolve/1\n"
                 "hold ticket.prioritize clearance role:admin /floors/2/hold/0/actions/0\n"
                 "told role:admin\n");
}

/* Of the channels each has its own; one that the floor has no limit for has none. */
static void limits_that_it_tells_are_those_of_the_channel(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", ", \"on_limit\": \"tell\", \"limits\": [{\"channel\": \"chat\","
                               " \"within\": \"PT5S\"}, {\"channel\": \"email\", \"within\":"
                               " \"PT7S\", \"from\": \"assignment\"}]") ", \"risk\"");
    expect_asked(desk, "{\"ticket\": {\"channel\": \"chat\"}}",
                 "desk\ntime_on_floor 5 s /floors/0/limits/0\ntell\n");
    expect_asked(desk, "{\"ticket\": {\"channel\": \"email\"}}",
                 "desk\nwork_on_floor 7 s /floors/0/limits/1\ntell\n");
    expect_asked(desk, "{\"ticket\": {\"channel\": \"phone\"}}", "desk\nno limit\n");
}

/* Three come: one becomes part of another, which is solved at once; the third was solved, came back
 * and went up. */
static void only_what_is_solved_and_was_never_higher_was_solved_on_the_lowest(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum = NULL;

    sla_activate(desk, FLOORS);
    for (int i = 0; i < 3; i++) {
        desk_ticket(desk);
    }
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1));
    desk_move(desk, by_lee(desk), 1, "solved");
    desk_move(desk, by_lee(desk), 3, "solved");
    floor_clock(desk, 5);
    desk_move(desk, by_lee(desk), 3, "open");
    floor_tag(desk, 3, "fraud");
    must(desk,
         sup_floor_summary(desk->core, by_lee(desk), PARAMS(floor_summary, .from_ms = 0), &sum));
    assert_int_equal(sum->ticket_count, 2);
    assert_int_equal(sum->first_solved_count, 1);
    sup_free(sum);
    desk_expect_sound(desk);
}

/* 1 is a fraud, comes to the risks and becomes part of 2, against which nothing is known; parted they
 * are two, one of which was a risk. */
static void what_a_part_is_asked_to_the_highest_for_its_whole_is(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum = NULL;
    const char *fraud = "fraud";

    sla_activate(desk, FLOORS);
    open_at(desk, 0, NULL);
    open_at(desk, 0, NULL);
    floor_tag(desk, 1, fraud);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = &fraud, .tag_count = 1));
    floor_clock(desk, 5);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 1, .into = 2));
    for (int is_parted = 0; is_parted < 2; is_parted++) {
        must(desk, sup_floor_summary(desk->core, by_lee(desk), PARAMS(floor_summary, .from_ms = 0),
                                     &sum));
        assert_int_equal(sum->ticket_count, 1 + is_parted);
        assert_int_equal(sum->risk_count, 1);
        assert_int_equal(sum->risk_reached_count, 1);
        sup_free(sum);
        if (!is_parted) {
            desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE,
                    PARAMS(ticket_unmerge, .ticket_id = 1));
        }
    }
}

static const struct CMUnitTest tests[] = {
    desk_test(only_what_is_solved_and_was_never_higher_was_solved_on_the_lowest),
    desk_test(every_figure_is_that_of_a_hand_count),
    desk_test(what_is_in_work_is_listed_by_floor_and_age),
    desk_test(a_time_has_what_began_in_it),
    desk_test(a_test_of_the_policy_tells_what_a_floor_asks_for),
    desk_test(limits_that_it_tells_are_those_of_the_channel),
    desk_test(what_a_part_is_asked_to_the_highest_for_its_whole_is),
};

DESK_MAIN(tests)
