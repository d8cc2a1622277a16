/*
 * test_floor_reads.c: floors listed, explained and summed up.
 */
#include "floor_fixture.h"

#include "store/tables.h"

static struct sup_floor_list *listed(struct desk *desk, const struct sup_floor_list_params *params)
{
    struct sup_floor_list *list = NULL;

    must(desk, sup_floor_list(desk->core, by_lee(desk), params, &list));
    return list;
}

/* The tickets of a list: "3 1 2". */
static void expect_list(struct desk *desk, const char *expected,
                        const struct sup_floor_list_params *params)
{
    struct sup_floor_list *list = listed(desk, params);
    char got[200] = "";
    size_t bytes = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        bytes += (size_t)snprintf(got + bytes, sizeof got - bytes, i ? " %d" : "%d",
                                  (int)list->items[i].ticket_id);
    }
    sup_free(list);
    assert_string_equal(got, expected);
}

/* 1 and 4 are on triage, 2 and 5 are for specialists, 3 is a risk. 5 waits for a sign-off by Lee,
 * 3 for a signature by Ada. */
static void five(struct desk *desk)
{
    sla_activate(desk, FLOORS);
    for (int i = 0; i < 5; i++) {
        floor_clock(desk, i);
        desk_ticket(desk);
    }
    floor_clock(desk, 6);
    floor_tag(desk, 5, "abuse");
    floor_clock(desk, 7);
    floor_tag(desk, 2, "abuse");
    floor_tag(desk, 3, "fraud");
    floor_evidence(desk, 5, "notes");
    desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
            PARAMS(floor_escalate, .ticket_id = 5, .justification = "Hard."));
}

static void tickets_are_listed_by_floor_and_age(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_list *list;

    five(desk);
    expect_list(desk, "3 5 2 1 4", PARAMS(floor_list, .limit = 0));
    expect_list(desk, "5 2", PARAMS(floor_list, .floor = "specialist"));
    floor_assign(desk, 4, PRIYA);
    expect_list(desk, "4", PARAMS(floor_list, .assignee_id = PRIYA));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TRANSFER,
            PARAMS(ticket_transfer, .ticket_id = 2, .team = "risk"));
    expect_list(desk, "2", PARAMS(floor_list, .team = "risk"));
    list = listed(desk, PARAMS(floor_list, .floor = "specialist"));
    assert_string_equal(list->items[0].floor, "specialist");
    assert_string_equal(list->items[0].floor_minimum, "specialist");
    assert_int_equal(list->items[0].arrived_ms, T0 + 6000);
    assert_int_equal(list->items[0].why, SUP_FLOOR_RULE);
    assert_int_equal(list->items[0].waits_for, SUP_SIGN_MOVE_UP);
    assert_int_equal(list->items[0].asked_ms, T0 + 7000);
    assert_string_equal(list->items[0].status, "new");
    assert_int_equal(list->items[1].waits_for, 0);
    sup_free(list);
    desk_move(desk, by_lee(desk), 1, "solved"); /* it is on no floor any more */
    expect_list(desk, "3 5 2 4", PARAMS(floor_list, .limit = 0));
}

/* A stay that goes on has its old place in the list, one that begins anew is the youngest. */
static void who_comes_back_is_listed_since_the_stay_began(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, "\"timers\": {\"resume_grace\": \"PT60S\"}, \"floors\": [" FLOOR(
                           "desk", "") ", " FLOOR("risk", "") "]");
    desk_ticket(desk);
    floor_clock(desk, 1);
    desk_ticket(desk);
    floor_clock(desk, 10);
    desk_move(desk, by_lee(desk), 1, "solved");
    expect_list(desk, "2", PARAMS(floor_list, .limit = 0));
    floor_clock(desk, 20);
    desk_move(desk, by_lee(desk), 1, "open");
    expect_list(desk, "1 2", PARAMS(floor_list, .limit = 0));
    floor_clock(desk, 30);
    desk_move(desk, by_lee(desk), 1, "solved");
    floor_clock(desk, 100);
    desk_move(desk, by_lee(desk), 1, "open");
    expect_list(desk, "2 1", PARAMS(floor_list, .limit = 0));
    desk_expect_sound(desk);
}

/* As somebody with a shell would. */
static void take_stay(struct desk *desk, int64_t ticket, int64_t position)
{
    const struct sup_store_methods *methods = desk->store->methods;
    const struct sup_value key[3] = {{.type = SUP_INT, .number = desk->tenant},
                                     {.type = SUP_INT, .number = ticket},
                                     {.type = SUP_INT, .number = position}};

    assert_int_equal(methods->begin(desk->store, desk->tenant, SUP_WRITE), SUP_OK);
    assert_int_equal(methods->remove(desk->store, SUP__T_VISIT, key), SUP_OK);
    assert_int_equal(methods->commit(desk->store), SUP_OK);
}

static void a_stay_that_somebody_took_out_stops_nothing(void **state)
{
    struct desk *desk = *state;
    struct sup_check_report *report = NULL;

    five(desk);
    take_stay(desk, 2, 2);
    take_stay(desk, 5, 2);
    expect_list(desk, "3 1 4", PARAMS(floor_list, .limit = 0));
    floor_clock(desk, 8);
    floor_tag(desk, 2, "law");
    desk_move(desk, by_lee(desk), 5, "solved");
    expect_list(desk, "3 2 1 4", PARAMS(floor_list, .limit = 0));
    floor_clock(desk, 9);
    must(desk,
         sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .reserved = 0), &report));
    assert_int_equal(report->count, 2); /* both are back */
    sup_free(report);
    expect_visits(desk, 5, "1 triage opened 4-6 rule\n2 specialist rule 6-8 solved asked 7 by 1\n");
    expect_visits(desk, 2,
                  "1 triage opened 1-7 rule\n2 specialist rule 7-8 rule incomplete\n"
                  "3 risk rule 8--1 -\n");
    desk_expect_sound(desk);
}

static void pages_follow_each_other(void **state)
{
    struct desk *desk = *state;
    static const char *const pages[] = {"3 5", "2 1", "4"};
    char after[SUP_FLOOR_AFTER_BYTES_MAX + 1] = "";

    five(desk);
    for (int i = 0; i < 3; i++) {
        struct sup_floor_list *list = listed(desk, PARAMS(floor_list, .limit = 2, .after = after));

        expect_list(desk, pages[i], PARAMS(floor_list, .limit = 2, .after = after));
        assert_true((list->next_after != NULL) == (i < 2));
        snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    }
    struct sup_floor_list *list = NULL;
    static const char *const wrong[] = {"x", "1", "1.2", "0.1.1", "17.1.1", "1.1.-1", "1.1.1x"};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        must_fail(
            desk, SUP_MSG_LIST_AFTER, "after",
            sup_floor_list(desk->core, by_lee(desk), PARAMS(floor_list, .after = wrong[i]), &list));
    }
    must_fail(desk, SUP_MSG_POLICY_NAME, "floor",
              sup_floor_list(desk->core, by_lee(desk), PARAMS(floor_list, .floor = "risc"), &list));
}

/* So many on each floor, the lowest first; they come in turns, several in a second. */
static void open_many(struct desk *desk, const int *counts)
{
    static const char *const tags[] = {NULL, "abuse", "fraud"};
    int left[3] = {counts[0], counts[1], counts[2]};

    sla_activate(desk, FLOORS);
    for (int i = 0; left[0] + left[1] + left[2] > 0; i++) {
        if (left[i % 3]-- > 0) {
            floor_clock(desk, i / 10);
            desk_ok(desk, by_lee(desk), SUP_OP_TICKET_OPEN,
                    PARAMS(ticket_open, .subject = "One of many", .tags = &tags[i % 3],
                           .tag_count = i % 3 != 0));
        } else {
            left[i % 3] = 0;
        }
    }
}

/* Each page goes on where the one before ended: every ticket once, the highest floor first, and
 * there by age, which is their order. */
static void expect_pages(struct desk *desk, const int *counts, uint32_t limit)
{
    static const char *const floors[] = {"triage", "specialist", "risk"};
    int seen[3] = {0};
    int rank = 2;
    int64_t last = 0;
    char after[SUP_FLOOR_AFTER_BYTES_MAX + 1] = "";

    do {
        struct sup_floor_list *list =
            listed(desk, PARAMS(floor_list, .limit = limit, .after = after));

        for (uint32_t i = 0; i < list->count; i++) {
            while (strcmp(list->items[i].floor, floors[rank]) != 0) {
                assert_true(rank-- > 0);
                last = 0;
            }
            assert_true(list->items[i].ticket_id > last);
            last = list->items[i].ticket_id;
            seen[rank]++;
        }
        assert_true(list->count == limit || !list->next_after);
        snprintf(after, sizeof after, "%s", list->next_after ? list->next_after : "");
        sup_free(list);
    } while (after[0]);
    assert_memory_equal(seen, counts, sizeof seen);
}

static void expect_many(struct desk *desk, const int *counts)
{
    struct sup_floor_summary *sum = NULL;

    open_many(desk, counts);
    expect_pages(desk, counts, 7);
    expect_pages(desk, counts, 100);
    must(desk, sup_floor_summary(desk->core, by_lee(desk),
                                 PARAMS(floor_summary, .to_ms = desk->now_ms + 1), &sum));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(sum->floors[i].visit_count, counts[i]);
    }
    assert_int_equal(sum->ticket_count, counts[0] + counts[1] + counts[2]);
    assert_int_equal(sum->risk_reached_count, counts[2]);
    sup_free(sum);
}

/* What is read at once are a hundred: they end with a floor, or within one, or far behind it. */
static void a_hundred_and_more_are_read_in_turns(void **state)
{
    expect_many(*state, (const int[3]){50, 50, 100});
}

static void a_floor_of_many_is_read_alone(void **state)
{
    expect_many(*state, (const int[3]){120, 1, 230});
}

static void many_small_floors_are_read_together(void **state)
{
    expect_many(*state, (const int[3]){2, 99, 0});
}

/* A page ends where it has looked at enough, although it found nothing. */
static void a_page_looks_at_no_more_than_its_share(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_list *list;
    char after[SUP_FLOOR_AFTER_BYTES_MAX + 1];

    if (desk_backend != DESK_MEMORY) {
        return; /* as there; slowly */
    }
    sla_activate(desk, FLOORS);
    for (int i = 0; i <= SUP_FLOOR_LOOKED_MAX; i++) {
        desk_ticket(desk);
    }
    floor_assign(desk, SUP_FLOOR_LOOKED_MAX + 1, PRIYA);
    list = listed(desk, PARAMS(floor_list, .assignee_id = PRIYA));
    assert_int_equal(list->count, 0);
    snprintf(after, sizeof after, "%s", list->next_after);
    sup_free(list);
    list = listed(desk, PARAMS(floor_list, .assignee_id = PRIYA, .after = after));
    assert_int_equal(list->count, 1);
    assert_int_equal(list->items[0].ticket_id, SUP_FLOOR_LOOKED_MAX + 1);
    assert_null(list->next_after);
    sup_free(list);
}

static void signatures_are_listed_by_who_may_give_them(void **state)
{
    struct desk *desk = *state;

    five(desk);
    expect_list(desk, "3 5", PARAMS(floor_list, .is_waiting = 1));
    expect_list(desk, "5", PARAMS(floor_list, .signer_id = LEE));
    expect_list(desk, "3", PARAMS(floor_list, .signer_id = ADA));
    expect_list(desk, "", PARAMS(floor_list, .signer_id = PRIYA));
    floor_tag(desk, 3, "law"); /* now the board is asked as well, which is Lee */
    expect_list(desk, "3 5", PARAMS(floor_list, .signer_id = LEE));
    floor_assign(desk, 3, LEE); /* who then may not sign for herself */
    expect_list(desk, "5", PARAMS(floor_list, .signer_id = LEE));
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 3, .kind = SUP_SIGN_RESOLUTION));
    expect_list(desk, "", PARAMS(floor_list, .signer_id = ADA));
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 5, .kind = SUP_SIGN_MOVE_UP));
    expect_list(desk, "3 5", PARAMS(floor_list, .is_waiting = 1));
}

static void expect_missing(struct desk *desk, int64_t ticket, const char *expected)
{
    struct sup_floor_explanation *made = NULL;
    char got[400] = "";

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    for (uint32_t i = 0; i < made->missing_count; i++) {
        const struct sup_floor_missing *missing = &made->missing[i];
        size_t at = strlen(got);
        snprintf(got + at, sizeof got - at, "%s %s before %s\n", missing->what, missing->name,
                 missing->before);
    }
    sup_free(made);
    assert_string_equal(got, expected);
}

/* Its floor demanded nothing when it was solved; the one that it came to since does. */
static void what_is_missing_to_close_a_solved_ticket_that_was_raised_is_told(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_move(desk, by_lee(desk), 1, "solved");
    expect_missing(desk, 1, "");
    floor_clock(desk, 10);
    floor_tag(desk, 1, "fraud");
    desk_fails(desk, SUP_MSG_FLOOR_MISSING, "ticket_id", by_lee(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "closed"));
    expect_missing(desk, 1,
                   "evidence statement before closing\nevidence photo before closing\n"
                   "signature head before closing\n");
    desk_move(desk, by_lee(desk), 1, "open");
    expect_missing(desk, 1,
                   "evidence statement before solving\nevidence photo before solving\n"
                   "signature head before solving\n");
    desk_expect_sound(desk);
}

static void an_explanation_names_rules_stays_holds_and_what_is_missing(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_explanation *made = NULL;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_clock(desk, 10);
    floor_tag(desk, 1, "abuse");
    floor_tag(desk, 1, "fraud");
    floor_evidence(desk, 1, "photo");
    must(desk,
         sup_floor_explain(desk->core, by_lee(desk), PARAMS(floor_explain, .ticket_id = 1), &made));
    assert_int_equal(made->cause_count, 2);
    assert_string_equal(made->causes[0].rule, "abuse");
    assert_string_equal(made->causes[0].floor, "specialist");
    assert_int_equal(made->causes[0].is_matching, 1);
    assert_string_equal(made->causes[1].rule, "fraud");
    assert_int_equal(made->causes[1].matched_ms, T0 + 10000);
    assert_int_equal(made->visit_count, 3);
    assert_int_equal(made->visits[1].is_incomplete, 1); /* the notes were not there */
    assert_int_equal(made->missing_count, 2);
    assert_string_equal(made->missing[0].what, "evidence");
    assert_string_equal(made->missing[0].name, "statement");
    assert_string_equal(made->missing[0].before, "solving");
    assert_string_equal(made->missing[1].what, "signature");
    assert_string_equal(made->missing[1].name, "head");
    assert_string_equal(made->missing[1].from, "role:admin");
    assert_int_equal(made->held_count, 1);
    assert_string_equal(made->held[0].action, "ticket.prioritize");
    assert_string_equal(made->held[0].until, "clearance");
    assert_string_equal(made->held[0].from, "role:admin");
    assert_null(made->sign_from);
    assert_int_equal(made->causes[0].step_count, 1);
    assert_int_equal(made->causes[0].steps[0].verdict, SUP_VERDICT_TRUE);
    assert_string_equal(made->causes[0].steps[0].pointer, "/floors/1/rules/0/when");
    assert_string_equal(made->causes[1].steps[0].pointer, "/floors/2/rules/0/when");
    assert_int_equal(made->signature_count, 0);
    assert_int_equal(made->record_count, 1);
    assert_string_equal(made->records[0].name, "photo");
    assert_int_equal(made->records[0].recorded_ms, T0 + 10000);
    assert_int_equal(made->records[0].actor_kind, SUP_ACTOR_AGENT);
    assert_int_equal(made->is_cut, 0);
    static const char *const lines[] = {
        "ticket 1 is on the floor risk, and may not go below risk",
        "2026-03-20T09:46:40.000Z on the floor triage: it was opened",
        "2026-03-20T09:46:50.000Z the rule abuse asked for specialist",
        "  ticket.tags has \"abuse\": now [\"abuse\", \"fraud\", \"risk\"]",
        "2026-03-20T09:46:50.000Z the rule fraud asked for risk",
        "  ticket.tags has \"fraud\": now [\"abuse\", \"fraud\", \"risk\"]",
        "2026-03-20T09:46:50.000Z on the floor specialist: a risk rule asked for it: abuse",
        "2026-03-20T09:46:50.000Z on the floor risk: a risk rule asked for it: fraud",
        "2026-03-20T09:46:50.000Z agent 2 recorded the evidence Photo",
        "before solving: the evidence statement",
        "before solving: the signature head, by role:admin",
        "ticket.prioritize is held until clearance, by role:admin",
    };
    assert_int_equal(made->line_count, sizeof lines / sizeof lines[0]);
    for (size_t i = 0; i < made->line_count; i++) {
        assert_string_equal(made->lines[i], lines[i]);
    }
    sup_free(made);
}

#define SUSPECTED                                                                                  \
    ", \"rules\": [{\"name\": \"fraud\", \"when\": {\"var\": \"message.suspects_fraud\"}}]"

static void suspect(struct desk *desk, int64_t ticket)
{
    const struct sup_fact fact = {"message.suspects_fraud", "true"};

    desk_ok(desk, by_lee(desk), SUP_OP_FACT_RECORD,
            PARAMS(fact_record, .ticket_id = ticket, .facts = &fact, .fact_count = 1));
}

/* The only rule that asked, of which ticket its values are, and what it sees. */
static void expect_cause(struct desk *desk, int64_t ticket, int64_t part, const char *expected)
{
    struct sup_floor_explanation *made = NULL;
    char got[600] = "";

    must(desk, sup_floor_explain(desk->core, by_lee(desk),
                                 PARAMS(floor_explain, .ticket_id = ticket), &made));
    assert_int_equal(made->cause_count, 1);
    assert_int_equal(made->causes[0].ticket_id, part);
    assert_int_equal(made->causes[0].is_matching, 1);
    for (uint32_t i = 0; i < made->line_count; i++) {
        size_t at = strlen(got);

        if (made->lines[i][0] == ' ') {
            (void)snprintf(got + at, sizeof got - at, "%s\n", made->lines[i]);
        }
    }
    sup_free(made);
    assert_string_equal(got, expected);
}

/* What is recorded about a part, before or after it became one, raises the whole, which knows
 * nothing of it by itself. */
static void an_explanation_of_a_whole_tells_what_its_parts_know(void **state)
{
    static const char seen[] = "  of ticket 2, which is part of it:\n"
                               "  message.suspects_fraud: now true\n";
    static const char alone[] = "  message.suspects_fraud: now true\n";
    struct desk *desk = *state;

    floors(desk, FLOOR("desk", "") ", " FLOOR("risk", SUSPECTED));
    for (int i = 0; i < 4; i++) {
        desk_ticket(desk);
    }
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 2, .into = 1));
    suspect(desk, 2);
    expect_floors(desk, 1, "risk risk");
    expect_cause(desk, 1, 2, seen);

    suspect(desk, 4);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = 4, .into = 3));
    expect_floors(desk, 3, "risk risk");
    expect_cause(desk, 3, 4,
                 "  of ticket 4, which is part of it:\n"
                 "  message.suspects_fraud: now true\n");
    expect_cause(desk, 4, 0, alone);
    suspect(desk, 3); /* what it knows itself is told first, whoever asked for it */
    expect_cause(desk, 3, 0, alone);
}

/* Evidence comes from programs as well: no agent is named for it. */
static void an_explanation_tells_who_recorded_evidence(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_explanation *made = NULL;
    const char *role = "lead";

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    desk_ok(
        desk, by_system(desk), SUP_OP_AGENT_SAVE,
        PARAMS(agent_save, .name = "Scan", .kind = SUP_AGENT_BOT, .roles = &role, .role_count = 1));
    assert_int_equal(desk->receipt.id, 6);
    desk_ok(desk, by(desk, SUP_ACTOR_BOT, 6), SUP_OP_FLOOR_EVIDENCE,
            PARAMS(floor_evidence, .ticket_id = 1, .evidence = "notes"));
    desk_ok(desk, by_system(desk), SUP_OP_FLOOR_EVIDENCE,
            PARAMS(floor_evidence, .ticket_id = 1, .evidence = "photo"));
    must(desk,
         sup_floor_explain(desk->core, by_lee(desk), PARAMS(floor_explain, .ticket_id = 1), &made));
    assert_int_equal(made->records[0].actor_kind, SUP_ACTOR_BOT);
    assert_string_equal(made->lines[2],
                        "2026-03-20T09:46:40.000Z bot 6 recorded the evidence notes");
    assert_string_equal(made->lines[3],
                        "2026-03-20T09:46:40.000Z the system recorded the evidence Photo");
    sup_free(made);
}

/* On risk a hold until the resolution names all who may sign what is missing under it. */
static void an_explanation_shows_what_was_signed_and_by_whom(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_explanation *made = NULL;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    floor_tag(desk, 1, "fraud");
    floor_tag(desk, 1, "law"); /* the board is asked as well as the head */
    floor_clock(desk, 20);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION, .signature = "head"));
    floor_clock(desk, 30);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 1, .kind = SUP_SIGN_RESOLUTION, .signature = "board",
                   .is_rejected = 1));
    must(desk,
         sup_floor_explain(desk->core, by_lee(desk), PARAMS(floor_explain, .ticket_id = 1), &made));
    assert_int_equal(made->signature_count, 2); /* oldest first */
    assert_string_equal(made->signatures[1].name, "board");
    assert_int_equal(made->signatures[1].agent_id, LEE);
    assert_int_equal(made->signatures[1].is_rejected, 1);
    assert_int_equal(made->signatures[1].signed_ms, T0 + 30000);
    assert_string_equal(made->signatures[0].name, "head");
    assert_int_equal(made->signatures[0].agent_id, ADA);
    assert_int_equal(made->signatures[0].is_rejected, 0);
    assert_int_equal(made->signatures[0].position, made->visit_count);
    sup_free(made);
}

/* Of the tickets of five(): 1 is solved on triage after 40 seconds; 2 stalls among the specialists
 * where Priya has it, and rises unsigned; 4 rises by time; 5 is signed; 3 is decided after 90
 * seconds, in time. */
static void figures_are_those_of_a_hand_count(void **state)
{
    struct desk *desk = *state;
    struct sup_floor_summary *sum = NULL;

    five(desk);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_CLASSIFY,
            PARAMS(ticket_classify, .ticket_id = 2, .reason = "abuse"));
    floor_assign(desk, 2, PRIYA); /* at 7: its limit passes at 207 */
    floor_clock(desk, 40);
    desk_ok(desk, by_lee(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 5, .kind = SUP_SIGN_MOVE_UP));
    desk_move(desk, by_lee(desk), 1, "solved");
    floor_clock(desk, 97);
    desk_ok(desk, by_ada(desk), SUP_OP_FLOOR_SIGN,
            PARAMS(floor_sign, .ticket_id = 3, .kind = SUP_SIGN_RESOLUTION));
    floor_clock(desk, 600);
    desk_tick(desk);
    must(desk,
         sup_floor_summary(desk->core, by_lee(desk), PARAMS(floor_summary, .to_ms = 0), &sum));
    assert_int_equal(sum->to_ms, T0 + 600000);
    assert_int_equal(sum->floor_count, 3);
    /* triage: all five came; 1 was solved there, 4 rose by time, 2, 3 and 5 by rules. They stayed
     * 40, 6, 5, 100.001 and 2 seconds. */
    assert_string_equal(sum->floors[0].floor, "triage");
    assert_int_equal(sum->floors[0].visit_count, 5);
    assert_int_equal(sum->floors[0].solved_count, 1);
    assert_int_equal(sum->floors[0].escalated_count, 4);
    assert_int_equal(sum->floors[0].rule_count, 3);
    assert_int_equal(sum->floors[0].stalled_count, 1);
    assert_int_equal(sum->floors[0].ended_count, 5);
    assert_int_equal(sum->floors[0].total_ms, 153001);
    /* specialist: 5 was signed after 34 seconds, by hand; 2 left unsigned at 257.002; 4, which
     * nobody took, is there. */
    assert_int_equal(sum->floors[1].visit_count, 3);
    assert_int_equal(sum->floors[1].manual_count, 1);
    assert_int_equal(sum->floors[1].stalled_count, 1);
    assert_int_equal(sum->floors[1].unsigned_count, 1);
    assert_int_equal(sum->floors[1].ended_count, 2);
    assert_int_equal(sum->floors[1].total_ms, 34000 + 250002);
    assert_int_equal(sum->floors[2].visit_count, 3);
    assert_int_equal(sum->floors[2].ended_count, 0);
    assert_string_equal(sum->reasons[0].reason, ""); /* 1, 3, 4 and 5 */
    assert_int_equal(sum->reasons[0].escalated_count, 4);
    assert_string_equal(sum->reasons[1].reason, "abuse");
    assert_int_equal(sum->reasons[1].escalated_count, 2);
    assert_int_equal(sum->agent_count, 1);
    assert_int_equal(sum->agents[0].agent_id, PRIYA);
    assert_int_equal(sum->agents[0].escalated_count, 1);
    assert_int_equal(sum->ticket_count, 5);
    assert_int_equal(sum->first_solved_count, 1);
    assert_int_equal(sum->risk_count, 1);
    assert_int_equal(sum->risk_reached_count, 1);
    /* Lee and Ada were in time. Nobody signed that 2 goes up, or decided about it and about 5. */
    assert_int_equal(sum->decision_count, 2);
    assert_int_equal(sum->decision_target_count, 5);
    assert_int_equal(sum->decided_in_time_count, 2);
    /* 4 by time; 5 with its notes and its signature; 2 without either. */
    assert_int_equal(sum->step_count, 3);
    assert_int_equal(sum->complete_count, 2);
    sup_free(sum);
    must(desk,
         sup_floor_summary(desk->core, by_lee(desk),
                           PARAMS(floor_summary, .from_ms = T0 + 7000, .to_ms = T0 + 8000), &sum));
    assert_int_equal(sum->floors[0].visit_count, 0);
    assert_int_equal(sum->floors[1].visit_count, 1);
    assert_int_equal(sum->floors[2].visit_count, 1);
    assert_int_equal(sum->ticket_count, 0);
    sup_free(sum);
}

static void a_ticket_shows_its_floors_to_the_desk_only(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket = NULL;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->floor, "triage");
    assert_string_equal(ticket->floor_minimum, "triage");
    sup_free(ticket);
    must(desk,
         sup_ticket_get(desk->core, by_ann(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_null(ticket->floor);
    assert_null(ticket->floor_minimum);
    sup_free(ticket);
}

/* ---- what is promised there ---- */

static void expect_promise(struct desk *desk, int32_t metric, const char *sla, int64_t target_s,
                           int64_t due_s)
{
    struct sup_timer_list *list = NULL;
    const struct sup_timer *timer;

    must(desk, sup_ticket_timers(desk->core, by_lee(desk),
                                 PARAMS(ticket_timers, .ticket_id = 1, .metric = metric), &list));
    assert_true(list->count > 0);
    timer = &list->items[list->count - 1];
    if (sla) {
        assert_string_equal(timer->sla, sla);
        assert_int_equal(timer->target_ms, target_s * 1000);
        assert_int_equal(timer->due_ms, due_s < 0 ? 0 : T0 + due_s * 1000);
    } else {
        assert_null(timer->sla);
    }
    sup_free(list);
}

static void the_shorter_of_floor_and_sla_counts(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS ", " SLA("{\"metric\": \"first_reply\", \"within\": \"PT30S\"},"
                                       "{\"metric\": \"assignment\", \"within\": \"PT1H\"}"));
    desk_ticket(desk);
    expect_promise(desk, SUP_METRIC_FIRST_REPLY, "all", 30, 30);
    expect_promise(desk, SUP_METRIC_ASSIGNMENT, "all", 3600, 3600);
    expect_promise(desk, SUP_METRIC_TIME_ON_FLOOR, "floor.triage", 100, 100);
    floor_clock(desk, 10);
    floor_tag(desk, 1, "abuse");
    expect_promise(desk, SUP_METRIC_ASSIGNMENT, "floor.specialist", 90, 100);
    expect_promise(desk, SUP_METRIC_TIME_ON_FLOOR, NULL, 0, 0); /* its limit is from assignment */
    floor_assign(desk, 1, PRIYA);
    expect_promise(desk, SUP_METRIC_WORK_ON_FLOOR, "floor.specialist", 200, 210);
    floor_clock(desk, 20);
    floor_tag(desk, 1, "fraud");
    expect_promise(desk, SUP_METRIC_DECISION, "floor.risk", 300, 320);
    desk_expect_sound(desk);
}

static void the_floors_first_reply_is_replaced_on_the_next(void **state)
{
    struct desk *desk = *state;

    sla_activate(desk, FLOORS);
    desk_ticket(desk);
    expect_promise(desk, SUP_METRIC_FIRST_REPLY, "floor.triage", 60, 60);
    floor_tag(desk, 1, "fraud");
    expect_promise(desk, SUP_METRIC_FIRST_REPLY, NULL, 0, 0);
    desk_expect_sound(desk);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        desk_test(tickets_are_listed_by_floor_and_age),
        desk_test(who_comes_back_is_listed_since_the_stay_began),
        desk_test(a_stay_that_somebody_took_out_stops_nothing),
        desk_test(pages_follow_each_other),
        desk_test(a_hundred_and_more_are_read_in_turns),
        desk_test(a_floor_of_many_is_read_alone),
        desk_test(many_small_floors_are_read_together),
        desk_test(a_page_looks_at_no_more_than_its_share),
        desk_test(signatures_are_listed_by_who_may_give_them),
        desk_test(what_is_missing_to_close_a_solved_ticket_that_was_raised_is_told),
        desk_test(an_explanation_names_rules_stays_holds_and_what_is_missing),
        desk_test(an_explanation_shows_what_was_signed_and_by_whom),
        desk_test(an_explanation_of_a_whole_tells_what_its_parts_know),
        desk_test(an_explanation_tells_who_recorded_evidence),
        desk_test(figures_are_those_of_a_hand_count),
        desk_test(a_ticket_shows_its_floors_to_the_desk_only),
        desk_test(the_shorter_of_floor_and_sla_counts),
        desk_test(the_floors_first_reply_is_replaced_on_the_next),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
