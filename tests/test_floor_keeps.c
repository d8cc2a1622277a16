/*
 * test_floor_keeps.c: what stays as it is on floors: the minimum through merges and reopening, each
 * level through an outage, and what counts when what was said is erased or exported.
 */
#include "floor_fixture.h"

static const char mark[] = "gone7c1";

#define ESCALATE(...) SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, __VA_ARGS__)
#define LOWER(...)    SUP_OP_FLOOR_LOWER, PARAMS(floor_lower, __VA_ARGS__)
#define SIGN(...)     SUP_OP_FLOOR_SIGN, PARAMS(floor_sign, __VA_ARGS__)
#define EVIDENCE(...) SUP_OP_FLOOR_EVIDENCE, PARAMS(floor_evidence, __VA_ARGS__)
#define MERGE(...)    SUP_OP_TICKET_MERGE, PARAMS(ticket_merge, __VA_ARGS__)
#define UNMERGE(...)  SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, __VA_ARGS__)

/* ---- merges and reopening ---- */

static void a_merge_lowers_nothing(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_tag(desk, 2, "abuse");
    floor_clock(desk, 10);
    desk_ok(desk, by_lee(desk), MERGE(.ticket_id = 2, .into = 1));
    expect_floors(desk, 1, "risk risk");
    expect_visits(desk, 1, "1 triage opened 0-0 rule\n2 risk rule 0--1 -\n");
    before = desk_sequence(desk);
    floor_clock(desk, 20);
    desk_ok(desk, by_lee(desk), UNMERGE(.ticket_id = 2));
    desk_expect_events(desk, before,
                       "ticket.unmerged closed>new\nticket.timers_changed\nticket.parted\n");
    expect_floors(desk, 1, "risk risk");
    expect_floors(desk, 2, "specialist specialist");
    expect_visits(desk, 2,
                  "1 triage opened 0-0 rule\n2 specialist rule 0-10 joined\n"
                  "3 specialist reopened 20--1 -\n");
    floor_clock(desk, 30);
    desk_ok(desk, by_lee(desk), MERGE(.ticket_id = 1, .into = 2)); /* the other way round */
    expect_floors(desk, 2, "risk risk");
    floor_clock(desk, 40);
    desk_ok(desk, by_lee(desk), UNMERGE(.ticket_id = 1));
    expect_floors(desk, 2, "risk risk"); /* and so it stays */
    expect_floors(desk, 1, "risk risk");
    desk_expect_sound(desk);
}

/* Higher than it has to be is no risk, and nothing that another ticket takes over. */
static void a_merge_takes_no_current_floor(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ESCALATE(.ticket_id = 2, .is_customer_request = 1));
    expect_floors(desk, 2, "specialist triage");
    desk_ok(desk, by_lee(desk), MERGE(.ticket_id = 2, .into = 1));
    expect_floors(desk, 1, "triage triage");
    desk_ok(desk, by_lee(desk), UNMERGE(.ticket_id = 2));
    expect_floors(desk, 2, "specialist triage");
    desk_expect_sound(desk);
}

static void what_is_reopened_is_where_it_was(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ESCALATE(.ticket_id = 1));
    floor_clock(desk, 5);
    desk_move(desk, by_lee(desk), 1, "solved");
    floor_clock(desk, 8);
    desk_receive(desk, by_ann(desk), 1, "No.");
    expect_floors(desk, 1, "specialist triage");
    floor_tag(desk, 1, "abuse"); /* now it has to be there */
    desk_move(desk, by_lee(desk), 1, "solved");
    desk_receive(desk, by_ann(desk), 1, "No.");
    expect_floors(desk, 1, "specialist specialist");
    expect_visits(desk, 1,
                  "1 triage opened 0-0 manual\n2 specialist manual 0-5 solved\n"
                  "3 specialist reopened 8-8 solved\n4 specialist reopened 8--1 -\n");
    desk_expect_sound(desk);
}

/* ---- an outage ---- */

/* Two levels by time alone, and a third above. */
static const char levels[] =
    "\"floors\": [{\"name\": \"low\", \"limits\": [{\"within\": \"PT100S\"}]},"
    " {\"name\": \"middle\", \"limits\": [{\"within\": \"PT200S\"}]}, \"high\"]";

/* Who rose since, in the order of the log: "1 low>middle". */
static void expect_risings(struct desk *desk, int64_t after, const char *expected)
{
    static char got[4000];
    struct sup_event_list *list = NULL;
    char *at = got;

    got[0] = '\0';
    must(desk,
         sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .after_id = after), &list));
    assert_true(list->next_after_id == 0);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct sup_event *event = &list->items[i];

        if (strcmp(event->name, "floor.escalated") == 0) {
            assert_int_equal(event->number, SUP_FLOOR_STALLED);
            at += snprintf(at, sizeof got - (size_t)(at - got), "%d %s>%s at %d\n",
                           (int)event->ticket_id, event->before, event->after,
                           (int)((event->at_ms - T0) / 1000));
        }
    }
    sup_free(list);
    assert_string_equal(got, expected);
}

/* Two handles tick in turns, a ticket at a time: each level in its order, at its time, once. */
/* The ticket is somebody's in a team, is solved at 10 and comes back at 20. */
static void solve(struct desk *desk, int64_t agent, const char *team)
{
    if (team) {
        desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
                PARAMS(ticket_transfer, .ticket_id = 1, .team = team));
    }
    floor_assign(desk, 1, agent);
    floor_clock(desk, 10);
    desk_move(desk, by_lee(desk), 1, "solved");
    floor_clock(desk, 20);
}

static int64_t save_ben(struct desk *desk, int64_t id, const char *role)
{
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .agent_id = id, .name = "Ben", .roles = &role, .role_count = 1));
    return desk->receipt.id;
}

static void expect_assigned(struct desk *desk, int64_t agent, const char *team)
{
    struct sup_ticket *ticket = desk_get(desk, 1);

    assert_int_equal(ticket->assignee_id, agent);
    assert_string_equal(ticket->team ? ticket->team : "none", team);
    sup_free(ticket);
}

static void who_lost_the_role_has_it_no_more_when_it_is_reopened(void **state)
{
    struct desk *desk = *state;
    int64_t ben = save_ben(desk, 0, "lead");
    int64_t before;

    floors(desk, FLOOR("desk", ", \"roles\": [\"lead\"]"));
    desk_ticket(desk);
    solve(desk, ben, NULL);
    save_ben(desk, ben, "agent");
    before = desk_sequence(desk);
    desk_receive(desk, by_ann(desk), 1, "Again.");
    desk_expect_events(desk, before,
                       "message.received >email\nticket.moved solved>open\nticket.assigned\n");
    expect_assigned(desk, 0, "none");
    desk_expect_sound(desk);
}

/* The floor's team takes it then. Who still has the role keeps it, in whatever team that is. */
static void it_goes_back_to_the_team_of_its_floor(void **state)
{
    struct desk *desk = *state;
    int64_t ben = save_ben(desk, 0, "lead");
    int64_t before;

    floors(desk, FLOOR("desk", ", \"roles\": [\"lead\"], \"team\": \"risk\""));
    desk_ticket(desk);
    expect_assigned(desk, 0, "risk");
    solve(desk, ben, "specialists");
    desk_move(desk, by_lee(desk), 1, "open");
    expect_assigned(desk, ben, "specialists");
    desk_move(desk, by_lee(desk), 1, "solved");
    save_ben(desk, ben, "agent");
    before = desk_sequence(desk);
    desk_move(desk, by_lee(desk), 1, "open");
    desk_expect_events(desk, before,
                       "ticket.moved solved>open\nticket.transferred specialists>risk\n");
    expect_assigned(desk, 0, "risk");
    desk_expect_sound(desk);
}

/* So it is when it was merged meanwhile. */
static void who_lost_the_role_has_no_part_back(void **state)
{
    struct desk *desk = *state;
    int64_t ben = save_ben(desk, 0, "lead");

    floors(desk, FLOOR("desk", ", \"roles\": [\"lead\"]"));
    desk_ticket(desk);
    desk_ticket(desk);
    floor_assign(desk, 1, ben);
    desk_ok(desk, by_lee(desk), MERGE(.ticket_id = 1, .into = 2));
    save_ben(desk, ben, "agent");
    desk_ok(desk, by_lee(desk), UNMERGE(.ticket_id = 1));
    expect_assigned(desk, 0, "none");
    desk_expect_sound(desk);
}

static void levels_that_an_outage_missed_are_caught_up_by_two_handles(void **state)
{
    struct desk *desk = *state;
    struct desk other = {.store = desk->store, .random = 1u << 20};
    int64_t before;
    uint32_t quiet = 0;

    sla_activate(desk, levels);
    desk_ticket(desk);
    floor_clock(desk, 150);
    desk_ticket(desk);
    before = desk_sequence(desk);
    desk_open(&other);
    desk->now_ms = other.now_ms = T0 + 300 * DAY_MS;
    for (int i = 0; i < 100 && quiet < 2; i++) {
        struct desk *ticker = i % 2 ? desk : &other;
        struct sup_tick_result *result = NULL;

        must(ticker,
             sup_desk_tick(ticker->core, by_system(ticker), PARAMS(tick, .limit = 1), &result));
        quiet = result->fired ? 0 : quiet + 1;
        sup_free(result);
    }
    assert_int_equal(quiet, 2);
    expect_risings(desk, before,
                   "1 low>middle at 100\n2 low>middle at 250\n"
                   "1 middle>high at 300\n2 middle>high at 450\n");
    expect_visits(desk, 1,
                  "1 low opened 0-100 stalled stalled 100\n"
                  "2 middle stalled 100-300 stalled stalled 300\n3 high stalled 300--1 -\n");
    expect_visits(desk, 2,
                  "1 low opened 150-250 stalled stalled 250\n"
                  "2 middle stalled 250-450 stalled stalled 450\n3 high stalled 450--1 -\n");
    desk_expect_sound(desk);
    sup_close(other.core);
}

/* What was solved in between did not stall afterwards. */
static void an_outage_ends_where_it_was_solved(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, levels);
    desk_ticket(desk);
    floor_clock(desk, 150);
    desk_move(desk, by_priya(desk), 1, "solved"); /* nobody ticked: it stalled before that */
    desk->now_ms += 300 * DAY_MS;
    desk_tick(desk);
    expect_visits(desk, 1,
                  "1 low opened 0-100 stalled stalled 100\n2 middle stalled 100-150 solved\n");
    desk_expect_sound(desk);
}

/* ---- erasure and export ---- */

/* A ticket of Ann's with something to say at each step; all of it has the mark. */
static void say_everything(struct desk *desk, int64_t id)
{
    desk_ok(desk, by_priya(desk), ESCALATE(.ticket_id = id, .justification = "gone7c1 rose"));
    desk_ok(desk, by_priya(desk),
            EVIDENCE(.ticket_id = id, .evidence = "notes", .note = "gone7c1 notes"));
    desk_ok(desk, by_priya(desk), ESCALATE(.ticket_id = id, .justification = "gone7c1 asked"));
    desk_ok(desk, by_lee(desk),
            SIGN(.ticket_id = id, .kind = SUP_SIGN_MOVE_UP, .note = "gone7c1 signed"));
    desk_ok(desk, by_ada(desk),
            SIGN(.ticket_id = id, .kind = SUP_SIGN_CLEARANCE, .note = "gone7c1 cleared"));
    desk_ok(desk, by_ada(desk),
            SIGN(.ticket_id = id, .kind = SUP_SIGN_RESOLUTION, .note = "gone7c1 resolved"));
    desk_ok(desk, by_ada(desk),
            LOWER(.ticket_id = id, .floor = "specialist", .reason = "gone7c1 returned"));
    floor_tag(desk, id, "fraud");
    desk_ok(desk, by_ada(desk),
            LOWER(.ticket_id = id, .floor = "triage", .reason = "gone7c1 lowered"));
}

static const char *const said[] = {"rose",    "notes",    "asked",    "signed",
                                   "cleared", "resolved", "returned", "lowered"};
enum { SAID = sizeof said / sizeof said[0] };

static int is_said(const char *text, const char *what)
{
    char whole[40];

    snprintf(whole, sizeof whole, "%s %s", mark, what);
    return strstr(text, whole) != NULL;
}

static const char *const kept_tables[] = {"sup_visit", "sup_floor_rule", "sup_signature",
                                          "sup_evidence"};
enum { KEPT = sizeof kept_tables / sizeof kept_tables[0] };

static void an_erasure_takes_what_was_said_and_leaves_what_counts(void **state)
{
    struct desk *desk = *state;
    char *kept[KEPT];
    char *all;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    say_everything(desk, 1);
    all = desk_dump(desk->store, desk->tenant, NULL);
    for (size_t i = 0; i < SAID; i++) {
        assert_true(is_said(all, said[i]));
    }
    free(all);
    for (size_t i = 0; i < KEPT; i++) {
        kept[i] = desk_dump(desk->store, desk->tenant, kept_tables[i]);
        assert_true(strlen(kept[i]) > 0);
    }
    desk_ok(desk, by_lee(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "R1"));
    all = desk_dump(desk->store, desk->tenant, NULL);
    assert_null(strstr(all, mark));
    free(all);
    for (size_t i = 0; i < KEPT; i++) {
        char *now = desk_dump(desk->store, desk->tenant, kept_tables[i]);

        assert_string_equal(now, kept[i]);
        free(now);
        free(kept[i]);
    }
    expect_floors(desk, 1, "triage triage");
    desk_expect_sound(desk);
}

/* Customers may escalate as well. */
static void activate_for_customers(struct desk *desk)
{
    static const char may[] = "\"customer\": {\"may\": [";
    static char document[32768];
    struct sup_policy *builtin = NULL;
    const char *at;

    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .is_builtin = 1),
                               &builtin));
    at = strstr(builtin->document, may);
    assert_non_null(at);
    at += strlen(may);
    snprintf(document, sizeof document, "{%s, %.*s\"floor.escalate\", %s", FLOORS,
             (int)(at - builtin->document - 1), builtin->document + 1, at);
    sup_free(builtin);
    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
}

static struct sup_customer_export *export_of(struct desk *desk, int without_notes)
{
    struct sup_customer_export *made = NULL;

    must(desk,
         sup_customer_export(
             desk->core, by_lee(desk),
             PARAMS(customer_export, .customer_id = ANN, .without_notes = without_notes), &made));
    return made;
}

static void an_export_has_the_floors_and_what_the_desk_said_only_with_notes(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_export *made;

    activate_for_customers(desk);
    desk_ticket(desk);
    say_everything(desk, 1);
    desk_ticket(desk);
    desk_ok(desk, by_ann(desk), ESCALATE(.ticket_id = 2, .justification = "gone7c1 wished"));
    for (int without_notes = 0; without_notes < 2; without_notes++) {
        made = export_of(desk, without_notes);
        for (size_t i = 0; i < SAID; i++) {
            assert_int_equal(is_said(made->document, said[i]), !without_notes);
        }
        assert_true(is_said(made->document, "wished")); /* is her own */
        assert_non_null(strstr(made->document, "\"sup_visit\":[{\"ticket_id\":1,\"position\":1,"
                                               "\"floor\":\"triage\","));
        assert_non_null(strstr(made->document, "\"sup_floor_rule\":[{\"ticket_id\":1,"
                                               "\"rule\":\"fraud\","));
        assert_non_null(strstr(made->document, "\"sup_signature\":[{\"ticket_id\":1,"
                                               "\"position\":3,\"name\":\"head\","));
        assert_non_null(strstr(made->document, "\"sup_evidence\":[{\"ticket_id\":1,"
                                               "\"name\":\"notes\","));
        sup_free(made);
    }
}

static const struct CMUnitTest tests[] = {
    desk_test(a_merge_lowers_nothing),
    desk_test(a_merge_takes_no_current_floor),
    desk_test(what_is_reopened_is_where_it_was),
    desk_test(who_lost_the_role_has_it_no_more_when_it_is_reopened),
    desk_test(it_goes_back_to_the_team_of_its_floor),
    desk_test(who_lost_the_role_has_no_part_back),
    desk_test(levels_that_an_outage_missed_are_caught_up_by_two_handles),
    desk_test(an_outage_ends_where_it_was_solved),
    desk_test(an_erasure_takes_what_was_said_and_leaves_what_counts),
    desk_test(an_export_has_the_floors_and_what_the_desk_said_only_with_notes),
};

DESK_MAIN(tests)
