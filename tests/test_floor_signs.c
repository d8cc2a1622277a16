/*
 * test_floor_signs.c: whose signatures count, and for how long.
 */
#include "floor_fixture.h"

/* A desk with a first floor and one that a ticket comes to by tag "risk", with these members. */
static void activate(struct desk *desk, const char *members)
{
    static char sections[4000];

    snprintf(sections, sizeof sections,
             "\"fields\": [{\"name\": \"authority\", \"type\": \"boolean\"}],"
             " \"floors\": [\"first\", {\"name\": \"second\", \"rules\": [{\"name\": \"risk\","
             " \"when\": " TAGGED("risk") "}, {\"name\": \"fraud\", \"when\": " TAGGED(
                 "fraud") "}], %s}]",
             members);
    sla_activate(desk, sections);
}

static int64_t begin(struct desk *desk, const char *members)
{
    int64_t ticket;

    activate(desk, members);
    ticket = desk_ticket(desk);
    floor_tag(desk, ticket, "risk");
    return ticket;
}

#define HEAD       "{\"name\": \"head\", \"roles\": [\"admin\"]}"
#define EXECUTIVE  "{\"name\": \"executive\", \"roles\": [\"admin\"]}"
#define BOARD      "{\"name\": \"board\", \"roles\": [\"admin\"], \"when\": " TAGGED("law") "}"
/* As the example policy asks for it: with a field in which it is said whether one is involved. */
#define OVERSIGHT                                                                                  \
    "{\"name\": \"oversight\", \"roles\": [\"admin\"],"                                            \
    " \"when\": {\"==\": [{\"var\": \"field.authority\"}, true]}}"
#define SIGNED(by) "\"resolution\": [" by "]"
#define HELD       "\"hold\": [{\"actions\": [\"ticket.prioritize\"], \"until\": \"resolution\"}]"
#define CLEARED                                                                                    \
    "\"hold\": [{\"actions\": [\"ticket.prioritize\"], \"until\": \"clearance\"}],"                \
    " \"clearance\": {\"roles\": [\"admin\"]}"

static void untag(struct desk *desk, int64_t ticket, const char *tag)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_UNTAG,
            PARAMS(ticket_tag, .ticket_id = ticket, .tags = &tag, .tag_count = 1));
}

/* Is an authority involved? NULL: it is not known. */
static void say_authority(struct desk *desk, int64_t ticket, const char *is_so)
{
    struct sup_ticket_field field = {"authority", is_so};

    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_FILL,
            PARAMS(ticket_fill, .ticket_id = ticket, .fields = &field, .field_count = 1));
}

static void sign(struct desk *desk, const struct sup_caller *who, int64_t ticket, int32_t kind)
{
    desk_ok(desk, who, SUP_OP_FLOOR_SIGN, PARAMS(floor_sign, .ticket_id = ticket, .kind = kind));
}

static void expect_own(struct desk *desk, const struct sup_caller *who, int64_t ticket,
                       int32_t kind)
{
    desk_fails(desk, SUP_MSG_FLOOR_OWN, "caller.actor_id", who, SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = ticket, .kind = kind));
}

static void expect_missing(struct desk *desk, const struct sup_caller *who, int64_t ticket,
                           const char *missing)
{
    static char expected[300];

    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", who, SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = ticket, .status = "solved"));
    snprintf(expected, sizeof expected,
             "ticket %d is on the floor second and may not be solved without %s", (int)ticket,
             missing);
    assert_string_equal(sup_last_error(desk->core)->text, expected);
}

static void expect_held(struct desk *desk, int64_t ticket, const char *priority)
{
    desk_fails(desk, SUP_MSG_FLOOR_HELD, "ticket_id", by_lee(desk), SUP_OP_TICKET_PRIORITIZE,
               PARAMS(ticket_prioritize, .ticket_id = ticket, .priority = priority));
}

static void prioritize(struct desk *desk, int64_t ticket, const char *priority)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = ticket, .priority = priority));
}

static void expect_waiting(struct desk *desk, uint32_t count)
{
    struct sup_floor_list *list = NULL;

    must(desk,
         sup_floor_list(desk->core, by_lee(desk), PARAMS(floor_list, .is_waiting = 1), &list));
    assert_int_equal(list->count, count);
    sup_free(list);
}

static struct sup_caller by_agent(struct desk *desk, int32_t kind, const char *name)
{
    static const char *const roles[] = {"admin"};
    struct sup_caller caller = *by_ada(desk);

    desk_ok(desk, by_ada(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = name, .kind = kind, .roles = roles, .role_count = 1));
    caller.actor_kind = kind == SUP_AGENT_BOT ? SUP_ACTOR_BOT : SUP_ACTOR_AGENT;
    caller.actor_id = desk->receipt.id;
    return caller;
}

/* ---- whose ---- */

static void whoever_signed_and_has_it_now_did_not_sign(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD));

    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_waiting(desk, 0);
    floor_assign(desk, ticket, ADA);
    expect_missing(desk, by_ada(desk), ticket,
                   "the signature head of somebody else than agent 3, who has it");
    expect_waiting(desk, 1);
    floor_assign(desk, ticket, LEE);
    expect_missing(desk, by_ada(desk), ticket,
                   "the signature head of somebody else than agent 3, who solves it");
    expect_waiting(desk, 0);
    desk_move(desk, by_lee(desk), ticket, "solved");
    desk_expect_sound(desk);
}

/* The host may do all else; who forgets to say who acts has signed nothing. */
static void the_host_signs_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD) ", " CLEARED);

    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", by_system(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_RESOLUTION));
    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", by_system(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE));
    expect_missing(desk, by_system(desk), ticket, "the signature head");
    desk_expect_sound(desk);
}

/* The desk asks because it stalled with whoever has it: somebody else answers. */
static void whoever_has_it_does_not_answer_the_desk(void **state)
{
    struct desk *desk = *state;
    int64_t ticket;

    floors(desk, FLOOR("desk", FLOOR_LIMIT(100) FLOOR_SIGN_OFF) ", " FLOOR("risk", ""));
    ticket = desk_ticket(desk);
    floor_assign(desk, ticket, LEE);
    desk->now_ms = T0 + 101000;
    desk_tick(desk);
    expect_own(desk, by_lee(desk), ticket, SUP_SIGN_MOVE_UP);
    floor_assign(desk, ticket, PRIYA);
    sign(desk, by_lee(desk), ticket, SUP_SIGN_MOVE_UP);
    desk_expect_sound(desk);
}

static void expect_waiting_for(struct desk *desk, int64_t agent_id, uint32_t count)
{
    struct sup_floor_list *list = NULL;

    must(desk, sup_floor_list(desk->core, by_lee(desk), PARAMS(floor_list, .signer_id = agent_id),
                              &list));
    assert_int_equal(list->count, count);
    sup_free(list);
}

static void nobody_is_waited_for_who_may_not_sign(void **state)
{
    static const char *const roles[] = {"admin"};
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD ", " EXECUTIVE));
    struct sup_caller ben = by_agent(desk, SUP_AGENT_PERSON, "Ben");
    struct sup_caller robot = by_agent(desk, SUP_AGENT_BOT, "Robot");

    expect_waiting_for(desk, ADA, 1);
    expect_waiting_for(desk, ben.actor_id, 1);
    expect_waiting_for(desk, robot.actor_id, 0);
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_waiting_for(desk, ADA, 0); /* one person gives one */
    expect_waiting_for(desk, ben.actor_id, 1);
    desk_ok(desk, by_ada(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = ben.actor_id, .name = "Ben", .roles = roles,
                   .role_count = 1, .is_departed = 1));
    expect_waiting_for(desk, ben.actor_id, 0);
}

static void somebody_else_signs_then(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD));
    struct sup_caller ben = by_agent(desk, SUP_AGENT_PERSON, "Ben");

    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    floor_assign(desk, ticket, ADA);
    expect_own(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    sign(desk, &ben, ticket, SUP_SIGN_RESOLUTION);
    desk_move(desk, by_ada(desk), ticket, "solved");
    desk_expect_sound(desk);
}

static void one_person_gives_one_signature(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD ", " EXECUTIVE));
    struct sup_caller ben = by_agent(desk, SUP_AGENT_PERSON, "Ben");

    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_own(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_missing(desk, by_lee(desk), ticket, "the signature executive");
    sign(desk, &ben, ticket, SUP_SIGN_RESOLUTION);
    desk_move(desk, by_lee(desk), ticket, "solved");
    desk_expect_sound(desk);
}

static void whoever_has_it_clears_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, CLEARED);
    struct sup_caller ben = by_agent(desk, SUP_AGENT_PERSON, "Ben");

    floor_assign(desk, ticket, ADA);
    expect_own(desk, by_ada(desk), ticket, SUP_SIGN_CLEARANCE);
    floor_assign(desk, ticket, LEE);
    sign(desk, by_ada(desk), ticket, SUP_SIGN_CLEARANCE);
    prioritize(desk, ticket, "urgent");
    floor_assign(desk, ticket, ADA); /* what they cleared was for others */
    expect_held(desk, ticket, "low");
    sign(desk, &ben, ticket, SUP_SIGN_CLEARANCE);
    prioritize(desk, ticket, "low");
    desk_expect_sound(desk);
}

static void a_bot_signs_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD) ", " CLEARED);
    struct sup_caller bot = by_agent(desk, SUP_AGENT_BOT, "Marvin");

    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", &bot, SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_RESOLUTION));
    desk_fails(desk, SUP_MSG_FLOOR_SIGNER, "kind", &bot, SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_CLEARANCE));
}

/* ---- why ---- */

/* Nobody wrote why: the desk states its limit, and who signs says more. */
static void what_the_desk_asks_for_is_signed_with_a_reason(void **state)
{
    struct desk *desk = *state;
    struct sup_event_list *events = NULL;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "abuse");
    floor_assign(desk, 1, PRIYA);
    floor_clock(desk, 201);
    desk_tick(desk);
    must(desk, sup_event_list(desk->core, by_ada(desk),
                              PARAMS(event_list, .after_id = desk_sequence(desk) - 1), &events));
    assert_string_equal(events->items[0].name, "floor.sign_off_requested");
    assert_non_null(
        strstr(events->items[0].payload, "\"limit\":\"work_on_floor\",\"limit_ms\":200000"));
    sup_free(events);
    desk_fails(desk, SUP_MSG_FLOOR_JUSTIFICATION, "note", by_lee(desk), SUP_OP_FLOOR_SIGN,
               PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP));
    desk_ok(
        desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
        PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_MOVE_UP, .note = "The insults go on."));
    expect_floors(desk, 1, "risk specialist");
    desk_expect_sound(desk);
}

/* The built-in policy with floors, where customers may escalate. */
static void let_customers_escalate(struct desk *desk)
{
    static const char before[] = "\"customer\": {\"may\": [";
    static char document[16000];
    struct sup_policy *policy = NULL;
    char *at;

    sla_activate(desk, FLOORS);
    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show), &policy));
    at = strstr(policy->document, before);
    assert_non_null(at);
    at += sizeof before - 1;
    snprintf(document, sizeof document, "%.*s\"floor.escalate\", %s", (int)(at - policy->document),
             policy->document, at);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    sup_free(policy);
}

static void a_customer_names_no_floor(void **state)
{
    struct desk *desk = *state;

    let_customers_escalate(desk);
    desk_ticket(desk);
    desk_fails(desk, SUP_MSG_FLOOR_CUSTOMER, "floor", by_ann(desk), SUP_OP_FLOOR_ESCALATE,
               PARAMS(floor_escalate, .ticket_id = 1, .floor = "risk"));
    desk_ok(desk, by_ann(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = 1));
    expect_visits(desk, 1, "1 triage opened 0-0 customer\n2 specialist customer 0--1 -\n");
}

/* ---- conditions ---- */

static void a_signature_is_waited_for_while_its_condition_holds(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(BOARD) ", " HELD);
    int64_t before;

    expect_waiting(desk, 0);
    prioritize(desk, ticket, "urgent");
    before = desk_sequence(desk);
    floor_tag(desk, ticket, "law");
    desk_expect_events(desk, before,
                       "ticket.tagged\n"
                       "floor.signing_changed second>second\n");
    expect_waiting(desk, 1);
    expect_held(desk, ticket, "low");
    untag(desk, ticket, "law");
    expect_waiting(desk, 0);
    prioritize(desk, ticket, "low");
    floor_tag(desk, ticket, "law");
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_waiting(desk, 0);
    prioritize(desk, ticket, "urgent");
    desk_expect_sound(desk);
}

static void one_of_two_signatures_ends_no_hold(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD ", " BOARD) ", " HELD);
    struct sup_caller ben = by_agent(desk, SUP_AGENT_PERSON, "Ben");

    expect_waiting(desk, 1);
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_waiting(desk, 0);
    floor_tag(desk, ticket, "law");
    expect_waiting(desk, 1);
    expect_held(desk, ticket, "urgent");
    sign(desk, &ben, ticket, SUP_SIGN_RESOLUTION);
    prioritize(desk, ticket, "urgent");
    desk_move(desk, by_lee(desk), ticket, "solved");
    desk_expect_sound(desk);
}

/* Only a no does without it: of what nobody has said it is not known that it is not so. */
static void what_is_not_known_to_be_otherwise_is_signed(void **state)
{
    static const struct {
        const char *is_so;
        int is_needed;
    } cases[] = {{NULL, 1}, {"true", 1}, {"false", 0}};
    struct desk *desk = *state;

    activate(desk, SIGNED(HEAD ", " OVERSIGHT));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ticket = desk_ticket(desk);

        if (cases[i].is_so) {
            say_authority(desk, ticket, cases[i].is_so);
        }
        floor_tag(desk, ticket, "risk");
        expect_missing(desk, by_lee(desk), ticket,
                       cases[i].is_needed ? "the signature head, the signature oversight"
                                          : "the signature head");
        sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
        expect_waiting(desk, (uint32_t)cases[i].is_needed);
        if (cases[i].is_needed) {
            expect_missing(desk, by_lee(desk), ticket, "the signature oversight");
            say_authority(desk, ticket, "false");
        }
        desk_move(desk, by_lee(desk), ticket, "solved");
    }
    desk_expect_sound(desk);
}

static void a_no_that_turns_out_wrong_is_signed_after_all(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD ", " OVERSIGHT) ", " HELD);
    struct sup_caller ben = by_agent(desk, SUP_AGENT_PERSON, "Ben");
    int64_t before;

    say_authority(desk, ticket, "false");
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    prioritize(desk, ticket, "urgent");
    before = desk_sequence(desk);
    say_authority(desk, ticket, NULL);
    desk_expect_events(desk, before,
                       "ticket.filled\n"
                       "floor.signing_changed second>second\n");
    expect_missing(desk, by_lee(desk), ticket, "the signature oversight");
    say_authority(desk, ticket, "false");
    expect_waiting(desk, 0);
    say_authority(desk, ticket, "true");
    expect_held(desk, ticket, "low");
    expect_own(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    sign(desk, &ben, ticket, SUP_SIGN_RESOLUTION);
    prioritize(desk, ticket, "low");
    say_authority(desk, ticket, "false"); /* what was signed stays signed */
    desk_move(desk, by_lee(desk), ticket, "solved");
    desk_expect_sound(desk);
}

static void another_policy_asks_for_another_signature(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD) ", " HELD);

    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    expect_waiting(desk, 0);
    floor_clock(desk, 5);
    activate(desk, SIGNED(HEAD ", " EXECUTIVE) ", " HELD);
    desk_tick(desk);
    expect_waiting(desk, 1);
    expect_held(desk, ticket, "urgent");
    desk_expect_sound(desk);
}

/* ---- how long ---- */

static void a_risk_that_comes_later_is_signed_again(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD) ", " CLEARED);

    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    sign(desk, by_ada(desk), ticket, SUP_SIGN_CLEARANCE);
    desk_receive(desk, by_ann(desk), ticket, "And?"); /* what a customer writes voids nothing */
    prioritize(desk, ticket, "urgent");
    expect_waiting(desk, 0);
    floor_tag(desk, ticket, "fraud");
    expect_waiting(desk, 1);
    expect_held(desk, ticket, "low");
    expect_missing(desk, by_lee(desk), ticket, "the signature head");
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    sign(desk, by_ada(desk), ticket, SUP_SIGN_CLEARANCE);
    prioritize(desk, ticket, "low");
    desk_move(desk, by_lee(desk), ticket, "solved");
    desk_expect_sound(desk);
}

/* The ticket is above its minimum: a rule that raises only that is as new a risk. */
static void a_risk_that_raises_the_minimum_below_is_one_too(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 1, .floor = "risk"));
    sign(desk, by_ada(desk), 1, SUP_SIGN_CLEARANCE);
    expect_visits(desk, 1,
                  "1 triage opened 0-0 manual\n"
                  "2 risk manual 0--1 - cleared 0 by 3\n");
    floor_tag(desk, 1, "abuse");
    expect_floors(desk, 1, "risk specialist");
    expect_visits(desk, 1, "1 triage opened 0-0 manual\n2 risk manual 0--1 -\n");
    desk_expect_sound(desk);
}

static void merge(struct desk *desk, int64_t ticket, int64_t into)
{
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = ticket, .into = into));
}

/* The floor is the same one, and so may the rule be: it is another case of it. */
static void a_risk_that_a_merge_brings_is_signed_again(void **state)
{
    struct desk *desk = *state;
    int64_t into = begin(desk, SIGNED(HEAD) ", " CLEARED);
    int64_t first = desk_ticket(desk);
    int64_t second = desk_ticket(desk);
    int64_t before;

    floor_tag(desk, first, "fraud");
    floor_tag(desk, second, "risk");
    sign(desk, by_ada(desk), into, SUP_SIGN_RESOLUTION);
    sign(desk, by_ada(desk), into, SUP_SIGN_CLEARANCE);
    before = desk_sequence(desk);
    merge(desk, first, into);
    desk_expect_events(desk, before,
                       "ticket.merged new>closed\n"
                       "ticket.joined\n"
                       "floor.rules_matched second>second\n");
    expect_waiting(desk, 2); /* and the second, which is one by itself */
    expect_held(desk, into, "low");
    expect_missing(desk, by_lee(desk), into, "the signature head");
    sign(desk, by_ada(desk), into, SUP_SIGN_RESOLUTION);
    merge(desk, second, into);
    expect_missing(desk, by_lee(desk), into, "the signature head");
    sign(desk, by_ada(desk), into, SUP_SIGN_RESOLUTION);
    desk_move(desk, by_lee(desk), into, "solved");
    desk_expect_sound(desk);
}

/* The ticket was escalated by hand to where the other's risk takes it: only its minimum rises. */
static void a_merge_that_raises_the_minimum_below_is_signed_again(void **state)
{
    struct desk *desk = *state;
    int64_t into;
    int64_t from;

    activate(desk, SIGNED(HEAD));
    into = desk_ticket(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = into));
    sign(desk, by_ada(desk), into, SUP_SIGN_RESOLUTION);
    from = desk_ticket(desk);
    floor_tag(desk, from, "fraud");
    expect_floors(desk, into, "second first");
    merge(desk, from, into);
    expect_floors(desk, into, "second second");
    expect_missing(desk, by_lee(desk), into, "the signature head");
    desk_expect_sound(desk);
}

static void a_merge_without_a_risk_voids_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t into = begin(desk, SIGNED(HEAD));

    sign(desk, by_ada(desk), into, SUP_SIGN_RESOLUTION);
    merge(desk, desk_ticket(desk), into);
    expect_waiting(desk, 0);
    desk_move(desk, by_lee(desk), into, "solved");
    desk_expect_sound(desk);
}

static void a_signature_can_be_taken_back(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(HEAD));

    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_RESOLUTION, .is_rejected = 1));
    expect_waiting(desk, 1);
    expect_missing(desk, by_lee(desk), ticket, "the signature head");
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    desk_move(desk, by_lee(desk), ticket, "solved");
    desk_expect_sound(desk);
}

static void what_was_refused_has_to_be_given(void **state)
{
    struct desk *desk = *state;
    int64_t ticket = begin(desk, SIGNED(BOARD));

    floor_tag(desk, ticket, "law");
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = ticket, .kind = SUP_SIGN_RESOLUTION, .is_rejected = 1));
    untag(desk, ticket, "law");
    expect_missing(desk, by_lee(desk), ticket, "the signature board");
    expect_waiting(desk, 1);
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    desk_move(desk, by_lee(desk), ticket, "solved");
    desk_expect_sound(desk);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        desk_test(whoever_signed_and_has_it_now_did_not_sign),
        desk_test(the_host_signs_nothing),
        desk_test(whoever_has_it_does_not_answer_the_desk),
        desk_test(nobody_is_waited_for_who_may_not_sign),
        desk_test(somebody_else_signs_then),
        desk_test(one_person_gives_one_signature),
        desk_test(whoever_has_it_clears_nothing),
        desk_test(a_bot_signs_nothing),
        desk_test(what_the_desk_asks_for_is_signed_with_a_reason),
        desk_test(a_customer_names_no_floor),
        desk_test(a_signature_is_waited_for_while_its_condition_holds),
        desk_test(one_of_two_signatures_ends_no_hold),
        desk_test(what_is_not_known_to_be_otherwise_is_signed),
        desk_test(a_no_that_turns_out_wrong_is_signed_after_all),
        desk_test(another_policy_asks_for_another_signature),
        desk_test(a_risk_that_comes_later_is_signed_again),
        desk_test(a_risk_that_raises_the_minimum_below_is_one_too),
        desk_test(a_risk_that_a_merge_brings_is_signed_again),
        desk_test(a_merge_that_raises_the_minimum_below_is_signed_again),
        desk_test(a_merge_without_a_risk_voids_nothing),
        desk_test(a_signature_can_be_taken_back),
        desk_test(what_was_refused_has_to_be_given),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
