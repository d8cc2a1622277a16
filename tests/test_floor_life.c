/*
 * test_floor_life.c: floors through a ticket's life: solved and reopened, merged and parted, split,
 * put down, and what is learnt of it meanwhile.
 */
#include "floor_fixture.h"

static void merge(struct desk *desk, int64_t ticket, int64_t into)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = ticket, .into = into));
}

static void unmerge(struct desk *desk, int64_t ticket)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = ticket));
}

/* The runs of a metric on a line each, "60 running 0" or "60 done 10 missed": begun, state and
 * business seconds used. */
static void expect_runs(struct desk *desk, int64_t ticket, int32_t metric, const char *expected)
{
    static const char *const states[] = {"-", "running", "paused", "done", "cancelled"};
    struct sup_timer_list *list = NULL;
    static char got[1000];
    char *at = got;

    got[0] = '\0';
    must(desk,
         sup_ticket_timers(desk->core, by_lee(desk),
                           PARAMS(ticket_timers, .ticket_id = ticket, .metric = metric), &list));
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_timer *timer = &list->items[i];
        at += sprintf(at, "%ld %s %ld%s\n", (long)(timer->started_ms - T0) / 1000,
                      states[timer->state], (long)timer->business_ms / 1000,
                      timer->is_missed ? " missed" : "");
    }
    sup_free(list);
    assert_string_equal(got, expected);
}

/* ---- merged and parted ---- */

static void what_is_unmerged_stalls_as_if_it_had_not_been_merged(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_clock(desk, 10);
    merge(desk, 1, 2);
    floor_clock(desk, 20);
    unmerge(desk, 1); /* a new stay, in the 100 seconds of the one before */
    floor_clock(desk, 100);
    desk_tick(desk);
    expect_floors(desk, 1, "triage triage");
    floor_clock(desk, 101);
    desk_tick(desk);
    expect_floors(desk, 1, "specialist triage");
    desk_expect_sound(desk);
}

static void work_and_decision_go_on_after_unmerging(void **state)
{
    struct desk *desk = *state;

    floors(
        desk,
        FLOOR("desk", "") ", " FLOOR(
            "risk", FLOOR_FRAUD
            ", \"limits\": [{\"within\": \"PT900S\", \"from\": \"assignment\"}], "
            "\"targets\": [{\"metric\": \"decision\", \"within\": \"PT300S\"}]") ", " FLOOR("board",
                                                                                            ""));
    desk_ticket(desk);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_assign(desk, 1, LEE);
    floor_clock(desk, 10);
    merge(desk, 1, 2);
    floor_clock(desk, 20);
    unmerge(desk, 1);
    floor_clock(desk, 50);
    expect_runs(desk, 1, SUP_METRIC_WORK_ON_FLOOR, "0 running 50\n");
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 50\n");
    desk_expect_sound(desk);
}

static void record(struct desk *desk, int64_t ticket, const char *name)
{
    const struct sup_fact fact = {name, "true"};

    desk_ok(desk, by_system(desk), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = ticket, .facts = &fact, .fact_count = 1));
}

#define MESSAGE_RISK                                                                               \
    "\"floors\": [\"desk\", {\"name\": \"risk\", \"rules\": [{\"name\": \"fraud\", \"when\":"      \
    " {\"var\": \"message.suspects_fraud\"}}], \"lowered_by\": {\"roles\": [\"admin\"]}}]"

static void a_risk_of_a_merged_ticket_raises_what_it_is_part_of(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MESSAGE_RISK);
    desk_ticket(desk);
    desk_ticket(desk);
    merge(desk, 1, 2);
    floor_clock(desk, 5);
    record(desk, 1, "message.suspects_fraud");
    expect_floors(desk, 2, "risk risk");
    expect_visits(desk, 2, "1 desk opened 0-5 rule\n2 risk rule 5--1 -\n");
    expect_floors(desk, 1, "desk desk"); /* until it is on its own */
    floor_clock(desk, 9);
    unmerge(desk, 1);
    expect_floors(desk, 1, "risk risk");
    expect_floors(desk, 2, "risk risk");
    desk_expect_sound(desk);
}

/* Without a tick: what was due on the whole comes before what happens to a part. */
static void the_limit_of_the_whole_passes_before_a_part_is_changed(void **state)
{
    struct desk *desk = *state;
    const struct sup_fact fact = {"message.suspects_fraud", "true"};

    sla_activate(desk,
                 "\"floors\": [" FLOOR("desk", FLOOR_LIMIT(100)) ", " FLOOR(
                     "seniors", FLOOR_LIMIT(100) FLOOR_SIGN_OFF
                     ", \"hold\": [{\"actions\": [\"fact.record\"], \"until\": "
                     "\"move_up\"}]") ", " FLOOR("risk", ", \"rules\": [{\"name\": \"fraud\", "
                                                         "\"when\": {\"var\": "
                                                         "\"message.suspects_fraud\"}}]") "]");
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    merge(desk, 1, 2);
    merge(desk, 3, 4);
    floor_clock(desk, 150);
    record(desk, 1, fact.name);
    expect_visits(desk, 2,
                  "1 desk opened 0-100 stalled stalled 100\n2 seniors stalled 100-150 rule\n"
                  "3 risk rule 150--1 -\n");
    floor_clock(desk, 250); /* since 200 somebody is to sign that 4 goes up */
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_system(desk), SUP_OP_FACT_RECORD,
               PARAMS(fact_record, .ticket_id = 3, .facts = &fact, .fact_count = 1));
    desk_expect_sound(desk);
}

/* What was learnt of a part while the whole was solved counts when it is reopened; what somebody
 * waived of the part does not come back by merging it. */
static void a_part_is_asked_about_when_the_whole_is_reopened(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, MESSAGE_RISK);
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    record(desk, 3, "message.suspects_fraud");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 3, .floor = "desk", .reason = "A false alarm."));
    merge(desk, 3, 2);
    desk_move(desk, by_lee(desk), 2, "solved");
    floor_clock(desk, 3);
    desk_receive(desk, by_ann(desk), 2, "Again.");
    expect_floors(desk, 2, "desk desk");
    merge(desk, 1, 2);
    desk_move(desk, by_lee(desk), 2, "solved");
    record(desk, 1, "message.suspects_fraud");
    floor_clock(desk, 5);
    desk_receive(desk, by_ann(desk), 2, "Again.");
    expect_floors(desk, 2, "risk risk");
    desk_expect_sound(desk);
}

/* ---- solved and reopened ---- */

static const struct sup_reference first_order = {"shopify", "order", "1"};
static const struct sup_reference second_order = {"shopify", "order", "2"};

static void report(struct desk *desk, const struct sup_reference *order, const char *name)
{
    const struct sup_fact fact = {name, "true"};

    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = order, .facts = &fact, .fact_count = 1));
}

static int64_t open_about(struct desk *desk, const struct sup_reference *orders, uint32_t count)
{
    desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Where is it?", .references = orders,
                   .reference_count = count, .channel = "email", .body = "It is late."));
    return desk->receipt.id;
}

#define ORDER_RISK                                                                                 \
    "\"floors\": [\"desk\", {\"name\": \"risk\", \"rules\": [{\"name\": \"chargeback\","           \
    " \"when\": {\"var\": \"order.is_charged_back\"}}]}]"

/* Of two orders the second is the one that it matched: its values are told, and that they are its.
 */
static void an_explanation_names_the_order_that_a_rule_matched(void **state)
{
    static const struct sup_reference orders[] = {{"shopify", "order", "1001"},
                                                  {"shopify", "order", "1002"}};
    struct desk *desk = *state;
    struct sup_floor_explanation *made = NULL;
    int64_t ticket;

    sla_activate(desk, ORDER_RISK);
    ticket = open_about(desk, orders, 2);
    floor_clock(desk, 10);
    report(desk, &orders[1], "is_charged_back");
    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    assert_int_equal(made->cause_count, 1);
    assert_int_equal(made->causes[0].is_matching, 1);
    assert_string_equal(made->causes[0].order, "shopify order 1002");
    assert_string_equal(made->causes[0].steps[0].value, "true");
    assert_string_equal(made->lines[3], "  of shopify order 1002:");
    sup_free(made);
}

static void what_was_reported_while_solved_counts_on_reopening(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, ORDER_RISK);
    open_about(desk, &first_order, 1);
    desk_move(desk, by_lee(desk), 1, "solved");
    floor_clock(desk, 5);
    report(desk, &first_order, "is_charged_back");
    expect_floors(desk, 1, "desk desk");
    floor_clock(desk, 9);
    desk_receive(desk, by_ann(desk), 1, "And now?");
    expect_floors(desk, 1, "risk risk");
    desk_expect_sound(desk);
}

static void every_order_of_a_ticket_is_asked_about(void **state)
{
    struct desk *desk = *state;
    struct sup_reference orders[2] = {first_order, second_order};

    sla_activate(desk, ORDER_RISK);
    open_about(desk, orders, 2);
    expect_floors(desk, 1, "desk desk");
    report(desk, &second_order, "is_charged_back");
    expect_floors(desk, 1, "risk risk");
    open_about(desk, orders, 2); /* known when it is opened */
    expect_floors(desk, 2, "risk risk");
    expect_visits(desk, 2, "1 risk opened 0--1 -\n");
    desk_expect_sound(desk);
}

/* As the rules are: whichever order it is, in whatever order they were named. */
static void a_signature_is_wanted_for_any_order(void **state)
{
    static const struct sup_fact no = {"is_charged_back", "false"};
    struct desk *desk = *state;
    struct sup_reference orders[2] = {first_order, second_order};

    sla_activate(desk, "\"floors\": [\"desk\", {\"name\": \"risk\", \"rules\": [{\"name\": "
                       "\"chargeback\", \"when\": {\"var\": \"order.is_charged_back\"}}], "
                       "\"resolution\": [{\"name\": \"board\", \"roles\": [\"admin\"], "
                       "\"when\": {\"var\": \"order.is_charged_back\"}}]}]");
    open_about(desk, orders, 2);
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = &first_order, .facts = &no, .fact_count = 1));
    report(desk, &second_order, "is_charged_back");
    expect_floors(desk, 1, "risk risk");
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    desk_expect_sound(desk);
}

/* Ten orders are asked about, the eleventh is not. */
static void so_many_orders_are_asked_about(void **state)
{
    struct desk *desk = *state;
    char ids[SUP_FLOOR_ORDERS_MAX + 1][12];
    struct sup_reference orders[SUP_FLOOR_ORDERS_MAX + 1];

    sla_activate(desk, ORDER_RISK);
    for (int i = 0; i <= SUP_FLOOR_ORDERS_MAX; i++) {
        snprintf(ids[i], sizeof ids[i], "%d", 10 + i);
        orders[i] = (struct sup_reference){"shopify", "order", ids[i]};
    }
    open_about(desk, orders, SUP_FLOOR_ORDERS_MAX + 1);
    report(desk, &orders[SUP_FLOOR_ORDERS_MAX], "is_charged_back");
    expect_floors(desk, 1, "desk desk");
    report(desk, &orders[SUP_FLOOR_ORDERS_MAX - 1], "is_charged_back");
    expect_floors(desk, 1, "risk risk");
}

/* On the highest floor while it is solved: it is a new stay, handed over, tagged and to be signed,
 * and those who are told of an arrival are told. */
static void what_was_raised_while_solved_is_handed_over_on_reopening(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *log = NULL;
    struct sup_ticket *ticket;
    int is_told = 0;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_assign(desk, 1, PRIYA);
    desk_move(desk, by_priya(desk), 1, "solved");
    floor_clock(desk, 5);
    floor_tag(desk, 1, "fraud");
    expect_floors(desk, 1, "risk risk");
    floor_clock(desk, 9);
    desk_receive(desk, by_ann(desk), 1, "And now?");
    expect_visits(desk, 1, "1 triage opened 0-0 solved\n2 risk reopened 9--1 -\n");
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->assignee_id, 0); /* Priya may not have it there */
    assert_int_equal(ticket->tag_count, 2);
    assert_string_equal(ticket->tags[1], "risk");
    sup_free(ticket);
    expect_runs(desk, 1, SUP_METRIC_DECISION, "9 running 0\n");
    must(desk, sup_event_list(desk->core, by_ada(desk), PARAMS(event_list, .limit = 100), &log));
    for (uint32_t i = 0; i < log->count; i++) {
        is_told |= strcmp(log->items[i].name, "ticket.moved") == 0 &&
                   strstr(log->items[i].payload, "\"notify\":[\"role:admin\"]") != NULL;
    }
    assert_true(is_told);
    sup_free(log);
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    desk_expect_sound(desk);
}

static void what_was_raised_while_solved_is_not_closed_away(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "solved");
    desk_move(desk, by_lee(desk), 2, "solved");
    floor_tag(desk, 1, "fraud");
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_ada(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "closed"));
    desk_move(desk, by_ada(desk), 2, "closed");
    desk->now_ms += AUTO_CLOSE_MS; /* by itself it closes as before */
    desk_tick(desk);
    desk_expect_status(desk, 1, "closed");
    desk_expect_sound(desk);
}

/* ---- what is said of the customer ---- */

#define CUSTOMER_RISK                                                                              \
    "\"floors\": [\"desk\", {\"name\": \"risk\", \"rules\": [{\"name\": \"conduct\","              \
    " \"when\": {\"var\": \"customer.is_vip\"}}]}]"

static void report_customer(struct desk *desk, int64_t customer, const char *name)
{
    const struct sup_fact fact = {name, "true"};

    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_REPORT,
            PARAMS(customer_report, .customer_id = customer, .source = "shopify", .facts = &fact,
                   .fact_count = 1));
}

static void what_is_said_of_the_customer_is_asked_about(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, CUSTOMER_RISK);
    desk_ticket(desk);
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 2, "solved");
    floor_clock(desk, 5);
    report_customer(desk, ANN, "is_vip");
    expect_visits(desk, 1, "1 desk opened 0-5 rule\n2 risk rule 5--1 -\n");
    expect_floors(desk, 2, "desk desk");
    desk_receive(desk, by_ann(desk), 2, "And now?");
    expect_floors(desk, 2, "risk risk");
    desk_expect_sound(desk);
}

static void so_it_is_when_customers_are_one(void **state)
{
    struct desk *desk = *state;
    static const struct sup_identity dans = {"email", NULL, "dan@example.com", 0, 0};
    int64_t dan;

    sla_activate(desk, CUSTOMER_RISK);
    desk_ticket(desk);
    desk_ok(desk, by_ada(desk), SUP_OP_CUSTOMER_SAVE,
            PARAMS(customer_save, .name = "Dan", .identities = &dans, .identity_count = 1));
    dan = desk->receipt.id;
    report_customer(desk, dan, "is_vip");
    expect_floors(desk, 1, "desk desk");
    desk_ok(desk, by_ada(desk), SUP_OP_CUSTOMER_MERGE,
            PARAMS(customer_merge, .customer_id = dan, .into = ANN, .evidence = "One person."));
    expect_floors(desk, 1, "risk risk");
    desk_ok(desk, by_ada(desk), SUP_OP_CUSTOMER_UNMERGE,
            PARAMS(customer_unmerge, .customer_id = dan, .evidence = "Two."));
    expect_floors(desk, 1, "risk risk"); /* for good */
    desk_expect_sound(desk);
}

/* ---- limits are not evaded ---- */

static void putting_it_down_does_not_give_the_time_anew(void **state)
{
    struct desk *desk = *state;

    floors(
        desk,
        FLOOR(
            "desk",
            ", \"limits\": [{\"within\": \"PT100S\", \"from\": \"assignment\"}]") ", " FLOOR("risk",
                                                                                             ""));
    desk_ticket(desk);
    floor_assign(desk, 1, PRIYA);
    floor_clock(desk, 90);
    floor_assign(desk, 1, 0);
    floor_clock(desk, 190); /* nobody has it: that does not count */
    floor_assign(desk, 1, LEE);
    expect_runs(desk, 1, SUP_METRIC_WORK_ON_FLOOR, "0 running 90\n");
    floor_clock(desk, 200);
    desk_tick(desk);
    expect_floors(desk, 1, "desk desk");
    floor_clock(desk, 201);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-200 stalled stalled 200\n2 risk stalled 200--1 -\n");
    desk_expect_sound(desk);
}

/* Both count: 100 seconds from the arrival, and 30 from when somebody takes it. */
static void a_limit_from_the_arrival_and_one_from_the_assignment_stand_together(void **state)
{
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", ", \"limits\": [{\"within\": \"PT30S\", \"from\": \"assignment\"},"
                               " {\"within\": \"PT100S\"}]") ", " FLOOR("risk", ""));
    desk_ticket(desk);
    desk_ticket(desk);
    floor_clock(desk, 10);
    floor_assign(desk, 2, PRIYA);
    floor_clock(desk, 200);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-100 stalled stalled 100\n2 risk stalled 100--1 -\n");
    expect_visits(desk, 2, "1 desk opened 0-40 stalled stalled 40\n2 risk stalled 40--1 -\n");
    desk_expect_sound(desk);
}

#define GRACE "\"timers\": {\"resume_grace\": \"PT60S\"}, "

static void solved_for_a_moment_the_stay_goes_on(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk,
                 GRACE "\"floors\": [" FLOOR("desk", FLOOR_LIMIT(100)) ", " FLOOR("risk", "") "]");
    desk_ticket(desk);
    floor_clock(desk, 90);
    desk_move(desk, by_priya(desk), 1, "solved");
    floor_clock(desk, 150); /* exactly the grace */
    desk_move(desk, by_priya(desk), 1, "open");
    expect_visits(desk, 1, "1 desk opened 0--1 -\n");
    expect_runs(desk, 1, SUP_METRIC_TIME_ON_FLOOR, "0 running 90\n");
    floor_clock(desk, 161);
    desk_tick(desk);
    expect_visits(desk, 1, "1 desk opened 0-160 stalled stalled 160\n2 risk stalled 160--1 -\n");
    desk_move(desk, by_priya(desk), 1, "solved");
    floor_clock(desk, 222); /* a second more than the grace */
    desk_receive(desk, by_ann(desk), 1, "And now?");
    expect_visits(desk, 1,
                  "1 desk opened 0-160 stalled stalled 160\n2 risk stalled 160-161 solved\n"
                  "3 risk reopened 222--1 -\n");
    desk_expect_sound(desk);
}

/* The desk's request is not withdrawn by it; what was signed is. */
static void a_sign_off_is_still_waited_for_and_signatures_are_void(void **state)
{
    struct desk *desk = *state;

    sla_activate(
        desk, GRACE "\"floors\": [" FLOOR("desk", FLOOR_LIMIT(100) FLOOR_SIGN_OFF) ", " FLOOR(
                  "risk", ", \"resolution\": [{\"name\": \"head\", \"roles\": [\"admin\"]}]") "]");
    desk_ticket(desk);
    floor_clock(desk, 101);
    desk_tick(desk);
    floor_clock(desk, 102);
    desk_move(desk, by_priya(desk), 1, "solved");
    floor_clock(desk, 120);
    desk_move(desk, by_priya(desk), 1, "open");
    expect_visits(desk, 1, "1 desk opened 0--1 - stalled 100 asked 100 by 0\n");
    expect_runs(desk, 1, SUP_METRIC_SIGN_OFF, "100 running 1\n");
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    desk_move(desk, by_priya(desk), 1, "solved");
    floor_clock(desk, 130);
    desk_move(desk, by_priya(desk), 1, "open");
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    desk_expect_sound(desk);
}

/* ---- a decision that is void ---- */

static void sign_head(struct desk *desk, int64_t second, int32_t is_rejected)
{
    floor_clock(desk, second);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION, .signature = "head",
                   .is_rejected = is_rejected));
}

/* Within 300 seconds: 100 until it was decided, 200 since another risk made that void. */
static void a_decision_that_is_void_is_owed_in_what_is_left_of_its_time(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    sign_head(desk, 100, 0);
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 done 100\n");
    floor_clock(desk, 150);
    floor_tag(desk, 1, "law"); /* the board is asked as well */
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 100\n");
    sign_head(desk, 160, 0);
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 110\n");
    floor_clock(desk, 350);
    desk_tick(desk);
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 300\n");
    floor_clock(desk, 351);
    desk_tick(desk);
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 301 missed\n");
    floor_clock(desk, 400);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION));
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 done 350 missed\n");
    sum = summed(desk);
    assert_int_equal(sum->decision_count, 1);
    assert_int_equal(sum->decision_target_count, 1);
    assert_int_equal(sum->decided_in_time_count, 0);
    sup_free(sum);
    desk_expect_sound(desk);
}

static void so_is_one_whose_signature_is_taken_back(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    sign_head(desk, 290, 0);
    sign_head(desk, 320, 1); /* 10 seconds are left, not 300 */
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 290\n");
    sign_head(desk, 325, 0);
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 done 295\n");
    sign_head(desk, 326, 1);
    floor_clock(desk, 332);
    desk_tick(desk);
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 301 missed\n");
    desk_expect_sound(desk);
}

/* Escalated by hand and decided, it turns out to be a risk: only its minimum rises. */
static void so_is_one_that_did_not_know_of_a_risk(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .floor = "risk"));
    sign_head(desk, 100, 0);
    floor_clock(desk, 150);
    floor_tag(desk, 1, "fraud");
    expect_visits(desk, 1, "1 triage opened 0-0 manual\n2 risk manual 0--1 -\n");
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 running 100\n");
    desk_expect_sound(desk);
}

/* From another stay: on each arrival it is asked for anew. */
static void a_decision_of_an_earlier_stay_stays(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    sign_head(desk, 100, 0);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "triage", .reason = "No fraud."));
    floor_clock(desk, 150);
    floor_tag(desk, 1, "law");
    expect_runs(desk, 1, SUP_METRIC_DECISION, "0 done 100\n150 running 0\n");
    desk_expect_sound(desk);
}

/* ---- parts and follow-ups ---- */

static void a_part_and_a_follow_up_are_a_risk_as_well(void **state)
{
    struct desk *desk = *state;
    int64_t message;
    int64_t part;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", FLOOR_FRAUD));
    desk_ticket(desk);
    message = desk_receive(desk, by_ann(desk), 1, "And another thing.");
    floor_tag(desk, 1, "fraud");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_SPLIT,
            PARAMS(ticket_split, .ticket_id = 1, .message_id = message));
    part = desk->receipt.id;
    expect_floors(desk, part, "risk risk");
    expect_visits(desk, part, "1 risk opened 0--1 -\n");
    desk_move(desk, by_lee(desk), 1, "solved");
    desk_move(desk, by_ada(desk), 1, "closed");
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Again", .follow_up_of = 1));
    expect_floors(desk, desk->receipt.id, "risk risk");
    desk_expect_sound(desk);
}

/* ---- figures ---- */

static void a_merge_is_no_escalation_and_what_nobody_decided_was_missed(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ticket(desk);
    merge(desk, 1, 2);
    expect_visits(desk, 1, "1 triage opened 0-0 joined\n");
    floor_tag(desk, 2, "fraud"); /* a decision in 300 seconds that nobody makes */
    floor_tag(desk, 3, "abuse");
    floor_evidence(desk, 3, "notes");
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, /* signed by nobody in 50 */
            PARAMS(floor_escalate, .ticket_id = 3, .justification = "A lawyer writes."));
    floor_clock(desk, 320);
    desk_tick(desk);
    sum = summed(desk);
    assert_int_equal(sum->floors[0].visit_count, 3);
    assert_int_equal(sum->floors[0].escalated_count, 2); /* by rules: not the merge */
    assert_int_equal(sum->decision_count, 0);
    assert_int_equal(sum->decision_target_count, 2); /* of 2 the decision, of 3 the sign-off */
    assert_int_equal(sum->decided_in_time_count, 0);
    sup_free(sum);
    desk_expect_sound(desk);
}

static void who_is_told_of_an_arrival_is_told_of_one_from_above(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *log = NULL;
    int told = 0;

    floors(desk, FLOOR("desk", ", \"notify\": {\"roles\": [\"lead\"]}") ", " FLOOR(
                     "risk", FLOOR_FRAUD ", \"lowered_by\": {\"roles\": [\"admin\"]}"));
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "desk"));
    floor_tag(desk, 1, "fraud");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_LOWER,
            PARAMS(floor_lower, .ticket_id = 1, .floor = "desk", .reason = "No."));
    must(desk, sup_event_list(desk->core, by_ada(desk), PARAMS(event_list, .limit = 100), &log));
    for (uint32_t i = 0; i < log->count; i++) {
        const struct sup_event *event = &log->items[i];

        told += (strcmp(event->name, "floor.returned") == 0 ||
                 strcmp(event->name, "floor.lowered") == 0) &&
                strstr(event->payload, "\"notify\":[\"role:lead\"]") != NULL;
    }
    assert_int_equal(told, 2);
    sup_free(log);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        desk_test(an_explanation_names_the_order_that_a_rule_matched),
        desk_test(what_is_unmerged_stalls_as_if_it_had_not_been_merged),
        desk_test(work_and_decision_go_on_after_unmerging),
        desk_test(a_risk_of_a_merged_ticket_raises_what_it_is_part_of),
        desk_test(the_limit_of_the_whole_passes_before_a_part_is_changed),
        desk_test(a_part_is_asked_about_when_the_whole_is_reopened),
        desk_test(what_was_reported_while_solved_counts_on_reopening),
        desk_test(every_order_of_a_ticket_is_asked_about),
        desk_test(a_signature_is_wanted_for_any_order),
        desk_test(so_many_orders_are_asked_about),
        desk_test(what_was_raised_while_solved_is_handed_over_on_reopening),
        desk_test(what_was_raised_while_solved_is_not_closed_away),
        desk_test(what_is_said_of_the_customer_is_asked_about),
        desk_test(so_it_is_when_customers_are_one),
        desk_test(putting_it_down_does_not_give_the_time_anew),
        desk_test(a_limit_from_the_arrival_and_one_from_the_assignment_stand_together),
        desk_test(solved_for_a_moment_the_stay_goes_on),
        desk_test(a_sign_off_is_still_waited_for_and_signatures_are_void),
        desk_test(a_decision_that_is_void_is_owed_in_what_is_left_of_its_time),
        desk_test(so_is_one_whose_signature_is_taken_back),
        desk_test(so_is_one_that_did_not_know_of_a_risk),
        desk_test(a_decision_of_an_earlier_stay_stays),
        desk_test(a_part_and_a_follow_up_are_a_risk_as_well),
        desk_test(a_merge_is_no_escalation_and_what_nobody_decided_was_missed),
        desk_test(who_is_told_of_an_arrival_is_told_of_one_from_above),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
