/*
 * test_floors.c: how tickets go from floor to floor.
 */
#include "floor_fixture.h"

/* ---- rules ---- */

static void a_ticket_begins_on_the_lowest_floor(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    expect_floors(desk, 1, "triage triage");
    expect_visits(desk, 1, "1 triage opened 0--1 -\n");
    desk_expect_sound(desk);
}

static void without_floors_there_are_none(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_explanation *made = NULL;

    desk_ticket(desk);
    must(desk,
         sup_floor_explain(desk->core, by_lee(desk), PARAMS(floor_explain, .ticket_id = 1), &made));
    assert_null(made->floor);
    assert_int_equal(made->line_count, 1);
    sup_free(made);
    desk_fails(desk, SUP_MSG_FLOOR_NONE, "ticket_id", by_priya(desk), SUP_OP_FLOOR_ESCALATE,
               PARAMS(floor_escalate, .ticket_id = 1));
}

static void a_rule_takes_a_ticket_there_at_once(void **state)
{
    struct desk *desk = *state;
    static const char *const tags[] = {"abuse", "law"};

    sla_activate(desk, FLOORS);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "A lawyer", .tags = tags, .tag_count = 2));
    expect_floors(desk, 1, "risk risk");
    expect_visits(desk, 1, "1 risk opened 0--1 -\n");
    desk_ticket(desk);
    floor_clock(desk, 10);
    floor_tag(desk, 2, "fraud");
    expect_floors(desk, 2, "risk risk");
    expect_visits(desk, 2,
                  "1 triage opened 0-10 rule\n"
                  "2 risk rule 10--1 -\n");
    desk_expect_sound(desk);
}

static void the_floor_tags_what_comes_there(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->tag_count, 2);
    assert_string_equal(ticket->tags[0], "fraud");
    assert_string_equal(ticket->tags[1], "risk");
    sup_free(ticket);
}

static void a_later_rule_lowers_nothing(void **state)
{
    struct desk *desk = *state;
    const char *tag = "fraud";
    int64_t before;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_tag(desk, 1, "abuse"); /* asks for less */
    expect_floors(desk, 1, "risk risk");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 1, .tags = &tag, .tag_count = 1));
    expect_floors(desk, 1, "risk risk");
    before = desk_sequence(desk);
    floor_tag(desk, 1, "fraud"); /* it had its say */
    desk_expect_events(desk, before, "ticket.tagged\n");
    desk_expect_sound(desk);
}

static void what_is_reported_of_an_order_is_asked_about(void **state)
{
    struct desk *desk = *state;
    static const struct sup_reference order = {"shopify", "order", "1"};
    const struct sup_fact fact = {"is_charged_back", "true"};

    sla_activate(desk, "\"floors\": [\"desk\", {\"name\": \"risk\", \"rules\": [{\"name\":"
                       " \"chargeback\", \"when\": {\"var\": \"order.is_charged_back\"}}]}]");
    desk_ok(
        desk, by_lee(desk), SUP_OP_TICKET_OPEN,
        PARAMS(ticket_open, .subject = "Where is it?", .references = &order, .reference_count = 1));
    expect_floors(desk, 1, "desk desk");
    floor_clock(desk, 60);
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &order, .facts = &fact, .fact_count = 1));
    expect_floors(desk, 1, "risk risk");
    expect_visits(desk, 1, "1 desk opened 0-60 rule\n2 risk rule 60--1 -\n");
    desk_expect_sound(desk);
}

/* ---- by time ---- */

static void what_stalls_rises_by_itself(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    before = desk_sequence(desk);
    floor_clock(desk, 99);
    assert_int_equal(desk_tick(desk), 1); /* the first reply */
    floor_clock(desk, 100);
    assert_int_equal(desk_tick(desk), 0); /* exactly the limit is in time */
    floor_clock(desk, 101);
    assert_int_equal(desk_tick(desk), 1);
    expect_floors(desk, 1, "specialist triage");
    expect_visits(desk, 1,
                  "1 triage opened 0-100 stalled stalled 100\n"
                  "2 specialist stalled 100--1 -\n");
    desk_expect_events(desk, before,
                       "sla.breached >floor.triage\n"
                       "sla.breached >floor.triage\n"
                       "floor.escalated triage>specialist\n"
                       "ticket.timers_changed\n");
    desk_expect_sound(desk);
}

static void what_is_answered_and_solved_does_not(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_clock(desk, 50);
    desk_reply(desk, by_priya(desk), 1, "It is on its way.", "solved");
    floor_clock(desk, 1000);
    desk_tick(desk);
    expect_floors(desk, 1, "triage triage");
    expect_visits(desk, 1, "1 triage opened 0-50 solved\n");
    desk_receive(desk, by_ann(desk), 1, "Where?"); /* reopened: the limit begins anew */
    expect_visits(desk, 1, "1 triage opened 0-50 solved\n2 triage reopened 1000--1 -\n");
    floor_clock(desk, 1101);
    desk_tick(desk);
    expect_visits(desk, 1,
                  "1 triage opened 0-50 solved\n"
                  "2 triage reopened 1000-1100 stalled stalled 1100\n"
                  "3 specialist stalled 1100--1 -\n");
    desk_expect_sound(desk);
}

static void waiting_for_the_customer_is_no_stalling(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_clock(desk, 40);
    desk_move(desk, by_priya(desk), 1, "pending");
    floor_clock(desk, 500);
    desk_tick(desk);
    expect_floors(desk, 1, "triage triage");
    desk_receive(desk, by_ann(desk), 1, "Here you are."); /* 60 seconds are left */
    floor_clock(desk, 560);
    desk_tick(desk);
    expect_floors(desk, 1, "triage triage");
    floor_clock(desk, 561);
    desk_tick(desk);
    expect_floors(desk, 1, "specialist triage");
    desk_expect_sound(desk);
}

/* The sign-off is asked for 200 seconds after somebody took it, and nobody answers for 50. */
static void a_year_without_a_tick_is_caught_up_in_order(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_clock(desk, 10);
    floor_assign(desk, 1, PRIYA);
    before = desk_sequence(desk);
    desk->now_ms += 365 * DAY_MS;
    desk_tick(desk);
    expect_floors(desk, 1, "risk triage");
    expect_visits(desk, 1,
                  "1 triage opened 0-100 stalled stalled 100\n"
                  "2 specialist stalled 100-350 unsigned stalled 300 asked 300 by 0 incomplete\n"
                  "3 risk unsigned 350--1 -\n");
    assert_int_equal(desk_tick(desk), 0); /* nothing fires twice */
    (void)before;
    desk_expect_sound(desk);
}

static void whoever_has_no_role_of_the_floor_loses_it(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_assign(desk, 1, PRIYA);
    floor_tag(desk, 1, "fraud");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->assignee_id, 0);
    sup_free(ticket);
    desk_fails(desk, SUP_MSG_FLOOR_HANDLER, "agent_id", by_lee(desk), SUP_OP_TICKET_ASSIGN,
               PARAMS(ticket_assign, .ticket_id = 1, .agent_id = PRIYA));
    floor_assign(desk, 1, LEE);
    desk_expect_sound(desk);
}

/* ---- by hand ---- */

static void an_agent_and_a_customer_escalate(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_clock(desk, 5);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .justification = "It is not routine."));
    expect_visits(desk, 1, "1 triage opened 0-5 manual\n2 specialist manual 5--1 -\n");
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 2, .is_customer_request = 1, .floor = "risk"));
    expect_visits(desk, 2, "1 triage opened 5-5 customer\n2 risk customer 5--1 -\n");
    expect_floors(desk, 2, "risk triage");
    desk_fails(desk, SUP_MSG_FLOOR_HIGHEST, "ticket_id", by_priya(desk), SUP_OP_FLOOR_ESCALATE,
               PARAMS(floor_escalate, .ticket_id = 2));
    desk_fails(desk, SUP_MSG_FLOOR_DIRECTION, "floor", by_priya(desk), SUP_OP_FLOOR_ESCALATE,
               PARAMS(floor_escalate, .ticket_id = 2, .floor = "triage"));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "floor", by_priya(desk), SUP_OP_FLOOR_ESCALATE,
               PARAMS(floor_escalate, .ticket_id = 1, .floor = "risc"));
    desk_expect_sound(desk);
}

static void to_specialist(struct desk *desk)
{
    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "abuse");
}

static void ask(struct desk *desk)
{
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .justification = "A lawyer writes."));
}

static void a_sign_off_is_asked_for_with_all_that_it_needs(void **state)
{
    struct desk *desk = *state;

    to_specialist(desk);
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_priya(desk), SUP_OP_FLOOR_ESCALATE,
               PARAMS(floor_escalate, .ticket_id = 1));
    desk_fails(desk, SUP_MSG_POLICY_NAME, "evidence", by_priya(desk), SUP_OP_FLOOR_EVIDENCE,
               PARAMS(floor_evidence, .ticket_id = 1, .evidence = "note"));
    floor_evidence(desk, 1, "notes");
    desk_fails(desk, SUP_MSG_FLOOR_JUSTIFICATION, "justification", by_priya(desk),
               SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    ask(desk);
    expect_floors(desk, 1, "specialist specialist"); /* it stays */
    desk_fails(desk, SUP_MSG_FLOOR_ASKED, "ticket_id", by_priya(desk), SUP_OP_FLOOR_ESCALATE,
               PARAMS(floor_escalate, .ticket_id = 1, .justification = "Again."));
    desk_expect_sound(desk);
}

static void whoever_may_signs_and_nobody_for_themselves(void **state)
{
    struct desk *desk = *state;

    to_specialist(desk);
    floor_evidence(desk, 1, "notes");
    desk_fails(desk, SUP_MSG_FLOOR_NOT_ASKED, "kind", by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    ask(desk);
    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", by_ada(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    desk_fails(desk, SUP_MSG_FLOOR_UNWANTED, "kind", by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    floor_clock(desk, 20);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    expect_visits(desk, 1,
                  "1 triage opened 0-0 rule\n"
                  "2 specialist rule 0-20 manual asked 0 by 1 signed 20 by 2\n"
                  "3 risk manual 20--1 -\n");
    expect_floors(desk, 1, "risk specialist");
    floor_clock(desk, 1000); /* no deadline of the sign-off is left */
    desk_tick(desk);
    expect_floors(desk, 1, "risk specialist");
    desk_expect_sound(desk);
}

static void nobody_signs_what_they_asked_for(void **state)
{
    struct desk *desk = *state;

    to_specialist(desk);
    floor_evidence(desk, 1, "notes");
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .justification = "A lawyer writes."));
    desk_fails(desk, SUP_MSG_FLOOR_OWN, "caller.actor_id", by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    floor_clock(desk, 51); /* unsigned, it rises */
    desk_tick(desk);
    expect_visits(desk, 1,
                  "1 triage opened 0-0 rule\n"
                  "2 specialist rule 0-50 unsigned asked 0 by 2\n"
                  "3 risk unsigned 50--1 -\n");
    desk_expect_sound(desk);
}

static void a_refused_sign_off_leaves_it_where_it_is(void **state)
{
    struct desk *desk = *state;

    to_specialist(desk);
    floor_evidence(desk, 1, "notes");
    ask(desk);
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_priya(desk), SUP_OP_TICKET_MERGE,
               PARAMS(ticket_merge, .ticket_id = 1, .into = desk_ticket(desk)));
    floor_clock(desk, 5);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP, .is_rejected = 1,
                   .note = "Not needed."));
    floor_clock(desk, 80);
    desk_tick(desk);
    expect_floors(desk, 1, "specialist specialist");
    ask(desk); /* it may be asked for again */
    expect_visits(desk, 1,
                  "1 triage opened 0-0 rule\n"
                  "2 specialist rule 0--1 - asked 80 by 1\n");
    desk_expect_sound(desk);
}

/* ---- the highest floor ---- */

static void to_risk(struct desk *desk, const char *tag)
{
    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, tag);
}

static void solving_needs_evidence_and_signatures(void **state)
{
    struct desk *desk = *state;

    to_risk(desk, "law");
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "ticket 1 is on the floor risk and may not be solved without the evidence "
                        "statement, the evidence photo, the signature head, the signature board");
    floor_evidence(desk, 1, "statement");
    floor_evidence(desk, 1, "photo");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    assert_string_equal(
        sup_last_error(desk->core)->text,
        "ticket 1 is on the floor risk and may not be solved without the signature board");
    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", by_ada(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION, .signature = "board"));
    floor_clock(desk, 7);
    desk_move(desk, by_priya(desk), 1, "solved");
    expect_visits(desk, 1, "1 triage opened 0-0 rule\n2 risk rule 0-7 solved\n");
    floor_clock(desk, 9);
    desk_receive(desk, by_ann(desk), 1, "It goes on."); /* all is signed again */
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "ticket 1 is on the floor risk and may not be solved without the signature "
                        "head, the signature board");
    expect_floors(desk, 1, "risk risk");
    desk_expect_sound(desk);
}

static void whoever_has_it_does_not_sign_its_solution(void **state)
{
    struct desk *desk = *state;

    to_risk(desk, "fraud");
    floor_assign(desk, 1, ADA);
    desk_fails(desk, SUP_MSG_FLOOR_OWN, "caller.actor_id", by_ada(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    desk_expect_sound(desk);
}

static void actions_are_held_until_clearance(void **state)
{
    struct desk *desk = *state;

    to_risk(desk, "fraud");
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_PRIORITIZE,
               PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "urgent"));
    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_CLEARANCE));
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_CLEARANCE));
    desk_fails(desk, SUP_MSG_FLOOR_SIGNED, "kind", by_ada(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_CLEARANCE));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "urgent"));
    desk_expect_sound(desk);
}

static void only_those_whom_the_floor_names_lower_the_minimum(void **state)
{
    struct desk *desk = *state;

    to_risk(desk, "fraud");
    desk_fails(desk, SUP_MSG_FLOOR_LOWERING, "floor", by_lee(desk), SUP_OP_FLOOR_LOWER,
               PARAMS(floor_lower, .ticket_id = 1, .floor = "triage", .reason = "No."));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "reason", by_ada(desk), SUP_OP_FLOOR_LOWER,
               PARAMS(floor_lower, .ticket_id = 1, .floor = "triage"));
    desk_fails(desk, SUP_MSG_FLOOR_DIRECTION, "floor", by_ada(desk), SUP_OP_FLOOR_LOWER,
               PARAMS(floor_lower, .ticket_id = 1, .floor = "risk", .reason = "No."));
    floor_clock(desk, 3);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "triage", .reason = "A false alarm."));
    expect_floors(desk, 1, "triage triage");
    floor_tag(desk, 1, "vip"); /* rules are asked again: the one that spoke does not */
    expect_floors(desk, 1, "triage triage");
    floor_tag(desk, 1, "law"); /* another one may */
    expect_floors(desk, 1, "risk risk");
    desk_expect_sound(desk);
}

static void the_current_floor_returns_to_the_minimum(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    floor_clock(desk, 4);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "triage"));
    expect_visits(desk, 1,
                  "1 triage opened 0-0 manual\n2 specialist manual 0-4 returned\n"
                  "3 triage returned 4--1 -\n");
    desk_expect_sound(desk);
}

/* ---- merges ---- */

static void a_merge_takes_the_higher_minimum(void **state)
{
    struct desk *desk = *state;
    const char *tag = "fraud"; /* which would come along and speak for itself */

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_tag(desk, 2, "fraud");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 2, .tags = &tag, .tag_count = 1));
    floor_clock(desk, 3);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1));
    expect_floors(desk, 1, "risk risk");
    expect_visits(desk, 1, "1 triage opened 0-3 merged\n2 risk merged 3--1 -\n");
    expect_visits(desk, 2, "1 triage opened 0-0 rule\n2 risk rule 0-3 joined\n");
    floor_clock(desk, 5);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = 2));
    expect_floors(desk, 1, "risk risk");
    expect_visits(desk, 2,
                  "1 triage opened 0-0 rule\n2 risk rule 0-3 joined\n"
                  "3 risk reopened 5--1 -\n");
    desk_expect_sound(desk);
}

/* The rule asked on the part, and the whole was lowered: whoever named the reason knew of both. */
static void what_was_lowered_stays_so_when_a_part_had_raised_it(void **state)
{
    struct desk *desk = *state;
    const char *tag = "fraud"; /* which would come along and speak for itself */

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_tag(desk, 2, "fraud");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = 2, .tags = &tag, .tag_count = 1));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1));
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "triage", .reason = "A mistake"));
    expect_floors(desk, 1, "triage triage");
    desk_move(desk, by_lee(desk), 1, "solved");
    desk_move(desk, by_lee(desk), 1, "open");
    expect_floors(desk, 1, "triage triage");
    floor_tag(desk, 1, "fraud"); /* it had its say on the whole as well */
    expect_floors(desk, 1, "triage triage");
    floor_tag(desk, 1, "law"); /* another one may */
    expect_floors(desk, 1, "risk risk");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = 2));
    expect_floors(desk, 2, "risk risk"); /* nobody lowered the part */
    desk_expect_sound(desk);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        desk_test(a_ticket_begins_on_the_lowest_floor),
        desk_test(without_floors_there_are_none),
        desk_test(a_rule_takes_a_ticket_there_at_once),
        desk_test(the_floor_tags_what_comes_there),
        desk_test(a_later_rule_lowers_nothing),
        desk_test(what_is_reported_of_an_order_is_asked_about),
        desk_test(what_stalls_rises_by_itself),
        desk_test(what_is_answered_and_solved_does_not),
        desk_test(waiting_for_the_customer_is_no_stalling),
        desk_test(a_year_without_a_tick_is_caught_up_in_order),
        desk_test(whoever_has_no_role_of_the_floor_loses_it),
        desk_test(an_agent_and_a_customer_escalate),
        desk_test(a_sign_off_is_asked_for_with_all_that_it_needs),
        desk_test(whoever_may_signs_and_nobody_for_themselves),
        desk_test(nobody_signs_what_they_asked_for),
        desk_test(a_refused_sign_off_leaves_it_where_it_is),
        desk_test(solving_needs_evidence_and_signatures),
        desk_test(whoever_has_it_does_not_sign_its_solution),
        desk_test(actions_are_held_until_clearance),
        desk_test(only_those_whom_the_floor_names_lower_the_minimum),
        desk_test(the_current_floor_returns_to_the_minimum),
        desk_test(a_merge_takes_the_higher_minimum),
        desk_test(what_was_lowered_stays_so_when_a_part_had_raised_it),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
