/*
 * test_floor_left.c: who has to sign what a ticket left unsigned finds it in a list.
 */
#include "hold_fixture.h"

#define LIST(...) PARAMS(floor_list, __VA_ARGS__)

static void escalate(struct desk *desk, const struct sup_caller *who, int64_t ticket)
{
    desk_ok(desk, who, SUP_OP_FLOOR_ESCALATE, PARAMS(floor_escalate, .ticket_id = ticket));
}

/* A ticket that went over the second floor to the third, a second after the one before. */
static int64_t left(struct desk *desk)
{
    int64_t ticket = request_ticket(desk);

    floor_tag(desk, ticket, "risk");
    escalate(desk, by_priya(desk), ticket);
    desk->now_ms += SECOND_MS;
    return ticket;
}

static const char *wait_name(int32_t kind)
{
    static const char *const names[] = {"nothing", "move_up", "clearance", "resolution"};
    return names[kind];
}

/* "2 second waits resolution; 3 second 2 left 0 s ago waits clearance, of 2": all pages of so many,
 * after which so many are expected to follow. */
static void expect_pages(struct desk *desk, struct sup_floor_list_params params,
                         const char *expected)
{
    char text[800] = "";
    char after[SUP_FLOOR_AFTER_BYTES_MAX + 1];
    struct sup_floor_list *list = NULL;

    do {
        must(desk, sup_floor_list(desk->core, by_system(desk), &params, &list));
        assert_true(list->count <= (params.limit ? params.limit : SUP_PAGE_MAX));
        for (uint32_t i = 0; i < list->count; i++) {
            const struct sup_floor_ticket *item = &list->items[i];
            char more[100] = "";
            size_t length = strlen(text);

            if (item->left_ms) {
                snprintf(more, sizeof more, " left %d s ago",
                         (int)((desk->now_ms - item->left_ms) / SECOND_MS));
            }
            snprintf(text + length, sizeof text - length, "%s%d %s.%d%s waits %s",
                     length ? "; " : "", (int)item->ticket_id, item->floor, (int)item->position,
                     more, wait_name(item->waits_for));
            length = strlen(text);
            if (item->part_id) {
                snprintf(text + length, sizeof text - length, " of %d", (int)item->part_id);
            }
        }
        params.after = NULL;
        if (list->next_after) {
            snprintf(after, sizeof after, "%s", list->next_after);
            params.after = after;
        }
        sup_free(list);
    } while (params.after);
    assert_string_equal(text, expected);
}

#define EXPECT(desk, expected, ...)                                                                \
    expect_pages(                                                                                  \
        desk, (struct sup_floor_list_params){.size = sizeof(struct sup_floor_list_params), __VA_ARGS__}, \
        expected)

static void what_left_unsigned_is_listed_for_who_signs_it(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t ticket = request_ticket(desk);
    floor_tag(desk, ticket, "risk");
    EXPECT(desk, "", .signer_id = LEE); /* as long as it is there */
    escalate(desk, by_priya(desk), ticket);
    EXPECT(desk, "2 third.3 waits nothing", .limit = 0);
    desk->now_ms += 3 * SECOND_MS;
    EXPECT(desk, "2 second.2 left 3 s ago waits clearance", .signer_id = LEE);
    EXPECT(desk, "2 second.2 left 3 s ago waits clearance", .is_waiting = 1);
    EXPECT(desk, "2 second.2 left 3 s ago waits clearance", .is_left = 1, .floor = "second");
    EXPECT(desk, "", .is_left = 1, .floor = "third");
    EXPECT(desk, "", .is_left = 1, .team = "risk");
    EXPECT(desk, "", .is_left = 1, .assignee_id = PRIYA);
    EXPECT(desk, "", .signer_id = ADA);
    expect_clean(desk);
    floor_assign(desk, ticket, PRIYA);
    EXPECT(desk, "2 second.2 left 3 s ago waits clearance", .is_left = 1, .assignee_id = PRIYA);
    floor_assign(desk, ticket, LEE);
    EXPECT(desk, "", .signer_id = LEE); /* nobody signs for themselves */
    floor_assign(desk, ticket, PRIYA);
    sign(desk, by_lee(desk), ticket, SUP_SIGN_CLEARANCE);
    EXPECT(desk, "", .is_waiting = 1);
    expect_clean(desk);
}

/* Solved, closed, and back at work. */
static void what_is_over_is_listed_until_it_goes_on(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t ticket = request_ticket(desk);
    floor_tag(desk, ticket, "risk");
    desk_move(desk, by_priya(desk), ticket, "solved");
    EXPECT(desk, "2 second.2 left 0 s ago waits clearance", .signer_id = LEE);
    desk_move(desk, by_priya(desk), ticket, "open");
    expect_clean(desk);
    desk->now_ms += SECOND_MS;
    desk_move(desk, by_priya(desk), ticket, "solved");
    desk_move(desk, by_priya(desk), ticket, "closed");
    expect_clean(desk);
    EXPECT(desk, "2 second.2 left 1 s ago waits clearance; 2 second.3 left 0 s ago waits clearance",
           .signer_id = LEE);
    sign(desk, by_lee(desk), ticket, SUP_SIGN_CLEARANCE); /* for both stays */
    EXPECT(desk, "", .is_left = 1);
    expect_clean(desk);
}

/* Solved by mistake for a moment it goes on where it was. */
static void what_goes_on_has_left_nothing(void **state)
{
    static char sections[8000];
    struct desk *desk = *state;

    (void)request_desk(desk);
    snprintf(sections, sizeof sections,
             "\"timers\": {\"resume_grace\": \"PT1H\"}, \"floors\": [\"first\", {\"name\": \"second\", \"rules\":"
             " [{\"name\": \"risk\", \"when\": " TAGGED(
                 "risk") "}], \"hold\": [{\"actions\":"
                         " [\"authority.execute\"], \"until\": \"clearance\"}]" CLEARANCE "}], %s",
             request_matrix);
    sla_activate(desk, sections);
    int64_t ticket = request_ticket(desk);
    floor_tag(desk, ticket, "risk");
    desk_move(desk, by_priya(desk), ticket, "solved");
    EXPECT(desk, "2 second.2 left 0 s ago waits clearance", .is_left = 1);
    desk_move(desk, by_priya(desk), ticket, "open");
    EXPECT(desk, "", .is_left = 1);
    expect_clean(desk);
    desk_move(desk, by_priya(desk), ticket, "solved");
    EXPECT(desk, "2 second.2 left 0 s ago waits clearance", .is_left = 1);
    expect_clean(desk);
}

/* It is signed on what it is part of, by whoever does not have that. */
static void a_part_is_listed_as_its_whole(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t part = left(desk);
    int64_t into = ticket_about(desk, ANN, NULL);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = part, .into = into));
    EXPECT(desk, "3 second.2 left 1 s ago waits clearance of 2", .signer_id = LEE);
    floor_assign(desk, into, LEE);
    EXPECT(desk, "", .signer_id = LEE);
    expect_clean(desk);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_UNMERGE, PARAMS(ticket_unmerge, .ticket_id = part));
    EXPECT(desk, "2 second.2 left 1 s ago waits clearance", .signer_id = LEE);
    expect_clean(desk);
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_ERASE,
            PARAMS(customer_erase, .customer_id = ANN, .reason = "r"));
    EXPECT(desk, "2 second.2 left 1 s ago waits clearance", .signer_id = LEE);
    expect_clean(desk);
}

/* A part that was where it is held when it was merged has left that by the merge. */
static void a_merge_ends_a_stay_unsigned(void **state)
{
    struct desk *desk = *state;

    hold(desk, "clearance", CLEARANCE);
    int64_t part = request_ticket(desk);
    int64_t into = request_ticket(desk);
    escalate(desk, by_priya(desk), part);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = part, .into = into));
    EXPECT(desk, "3 second.2 left 0 s ago waits clearance of 2", .is_left = 1);
    expect_clean(desk);
}

/* First what is in work, then what has left, the first that did first. */
static void pages_go_on_where_they_ended(void **state)
{
    static const char all[] =
        "5 second.2 waits resolution; 6 second.2 waits resolution; "
        "2 second.2 left 3 s ago waits resolution; 3 second.2 left 2 s ago waits resolution; "
        "4 second.2 left 1 s ago waits resolution";
    struct desk *desk = *state;

    hold(desk, "resolution", HEAD);
    for (int i = 0; i < 3; i++) {
        (void)left(desk);
    }
    for (int i = 0; i < 2; i++) {
        floor_tag(desk, request_ticket(desk), "risk");
    }
    for (uint32_t limit = 0; limit < 7; limit++) {
        EXPECT(desk, all, .is_waiting = 1, .limit = limit);
        EXPECT(desk, all, .signer_id = LEE, .limit = limit);
        EXPECT(desk, all + 58, .is_left = 1, .limit = limit);
    }
    static const char *const wrong[] = {"0.1.2", "0.1.2.-1", "1.2.3.4", "0.1.2.3.4", "0.x.2.3", "."};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        desk_fails(desk, SUP_MSG_LIST_AFTER, "after", by_system(desk), SUP_OP_FLOOR_LIST,
                   LIST(.after = wrong[i]));
    }
    desk_fails(desk, SUP_MSG_LIST_AFTER, "after", by_system(desk), SUP_OP_FLOOR_LIST,
               LIST(.after = "1.0.0", .is_left = 1));
}

/* Of two signatures each is listed for who may give it and has not given the other. */
static void each_signature_is_listed_for_who_may_give_it(void **state)
{
    struct desk *desk = *state;

    hold(desk, "resolution",
         ", \"resolution\": [{\"name\": \"head\", \"roles\": [\"lead\"]},"
         " {\"name\": \"board\", \"roles\": [\"lead\", \"admin\"]}]");
    int64_t ticket = left(desk);
    EXPECT(desk, "2 second.2 left 1 s ago waits resolution", .signer_id = LEE);
    EXPECT(desk, "2 second.2 left 1 s ago waits resolution", .signer_id = ADA);
    sign(desk, by_lee(desk), ticket, SUP_SIGN_RESOLUTION);
    EXPECT(desk, "", .signer_id = LEE);
    EXPECT(desk, "2 second.2 left 1 s ago waits resolution", .signer_id = ADA);
    expect_clean(desk);
    sign(desk, by_ada(desk), ticket, SUP_SIGN_RESOLUTION);
    EXPECT(desk, "", .is_waiting = 1);
    expect_clean(desk);
}

/* Who asked to move up does not sign it; what nobody asked for is not waited for. */
static void a_move_up_is_not_listed_for_who_asked(void **state)
{
    static char sections[8000];
    struct desk *desk = *state;

    (void)request_desk(desk);
    snprintf(sections, sizeof sections,
             "\"floors\": [{\"name\": \"first\", \"hold\": [{\"actions\": "
             "[\"authority.execute\"], \"until\": \"move_up\"}]" SIGN_OFF "},"
             " {\"name\": \"second\", \"rules\": [{\"name\": \"risk\", \"when\": " TAGGED(
                 "risk") "}]}], %s",
             request_matrix);
    sla_activate(desk, sections);
    int64_t by_ada_asked = request_ticket(desk);
    int64_t by_lee_asked = request_ticket(desk);
    int64_t unasked = request_ticket(desk);
    escalate(desk, by_ada(desk), by_ada_asked);
    escalate(desk, by_lee(desk), by_lee_asked);
    floor_tag(desk, by_ada_asked, "risk");
    floor_tag(desk, by_lee_asked, "risk");
    floor_tag(desk, unasked, "risk");
    EXPECT(desk, "2 first.1 left 0 s ago waits move_up; 3 first.1 left 0 s ago waits move_up",
           .is_left = 1);
    EXPECT(desk, "2 first.1 left 0 s ago waits move_up", .signer_id = LEE);
    sign(desk, by_lee(desk), by_ada_asked, SUP_SIGN_MOVE_UP);
    EXPECT(desk, "3 first.1 left 0 s ago waits move_up", .is_left = 1);
    expect_clean(desk);
}

/* What holds is what the floor held when the ticket left, and what the policy holds now. */
static void a_policy_holds_what_leaves_under_it(void **state)
{
    struct desk *desk = *state;

    hold_action(desk, "ticket.merge", "clearance", CLEARANCE);
    (void)left(desk);
    hold(desk, "clearance", CLEARANCE);
    EXPECT(desk, "", .is_waiting = 1); /* it left when nothing of that was held */
    int64_t later = left(desk);
    int64_t id = request_ok(desk, by_priya(desk), WISH(later, .amount = "2.00"));
    EXPECT(desk, "4 second.2 left 1 s ago waits clearance", .is_waiting = 1);
    sla_activate(desk, request_matrix);
    EXPECT(desk, "", .is_waiting = 1);
    hold(desk, "clearance", CLEARANCE);
    EXPECT(desk, "4 second.2 left 1 s ago waits clearance", .is_waiting = 1);
    sign(desk, by_lee(desk), later, SUP_SIGN_CLEARANCE);
    desk_ok(desk, by_priya(desk), EXECUTE(id));
    expect_clean(desk);
}

/* What another desk decided is listed for nobody. */
static void what_an_import_tells_is_not_listed(void **state)
{
    struct desk *desk = *state;
    const char *tag = "risk";

    hold(desk, "clearance", CLEARANCE);
    struct sup_caller import = *by_system(desk);
    import.flags = SUP_CALLER_IMPORT;
    desk_ok(desk, &import, SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "Broken", .body = "It is."));
    int64_t told = desk->receipt.ticket_id;
    desk_ok(desk, &import, SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = told, .tags = &tag, .tag_count = 1));
    desk_move(desk, &import, told, "closed");
    EXPECT(desk, "", .is_waiting = 1);
    expect_clean(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(what_left_unsigned_is_listed_for_who_signs_it),
    desk_test(what_is_over_is_listed_until_it_goes_on),
    desk_test(what_goes_on_has_left_nothing),
    desk_test(a_part_is_listed_as_its_whole),
    desk_test(a_merge_ends_a_stay_unsigned),
    desk_test(pages_go_on_where_they_ended),
    desk_test(each_signature_is_listed_for_who_may_give_it),
    desk_test(a_move_up_is_not_listed_for_who_asked),
    desk_test(a_policy_holds_what_leaves_under_it),
    desk_test(what_an_import_tells_is_not_listed),
};

DESK_MAIN(tests)
