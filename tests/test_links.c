/*
 * test_links.c: what tickets are to each other, and what that means when one is solved.
 */
#include "join_fixture.h"

static void open_tickets(struct desk *desk, int count)
{
    for (int i = 0; i < count; i++) {
        desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "S"));
    }
}

static void a_link_is_seen_from_both_sides(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 3);
    desk_move(desk, by_priya(desk), 3, "pending");
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.ticket_id, 1);
    assert_int_equal(desk->receipt.version, 2);
    desk_ok(desk, by_priya(desk), LINK(1, CHILD_OF, 3));
    desk_ok(desk, by_priya(desk), LINK(3, CAUSED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(2, DUPLICATE_OF, 3));
    desk_expect_links(desk, 1, "blocked_by 2 (new), child_of 3 (pending)");
    desk_expect_links(desk, 2, "duplicate_of 3 (pending), blocks 1 (new), causes 3 (pending)");
    desk_expect_links(desk, 3, "caused_by 2 (new), has_duplicate 2 (new), parent_of 1 (new)");
    desk_expect_sentence(desk, 3,
                         "Priya Nair (agent) said that the ticket has the duplicate ticket 2.");
    desk_expect_sentence(desk, 1,
                         "Priya Nair (agent) said that the ticket is a child of ticket 3.");
    desk_expect_sound(desk);
}

static void a_follow_up_is_among_the_links(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 2);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "Again", .follow_up_of = 1));
    desk_ok(desk, by_priya(desk), LINK(3, CAUSED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(2, BLOCKED_BY, 3));
    desk_expect_links(desk, 3, "caused_by 2 (new), follow_up_of 1 (new), blocks 2 (new)");
}

static void linking_twice_and_unlinking_nothing_are_no_events(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    open_tickets(desk, 2);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), UNLINK(2, BLOCKED_BY, 1));
    desk_ok(desk, by_priya(desk), UNLINK(1, CAUSED_BY, 2));
    assert_int_equal(desk->receipt.version, 2);
    assert_int_equal(desk_sequence(desk), before);
    desk_ok(desk, by_priya(desk), UNLINK(1, BLOCKED_BY, 2));
    desk_expect_events(desk, before, "ticket.unlinked >blocked_by\nticket.unlinked >blocks\n");
    desk_expect_links(desk, 1, "");
    desk_expect_links(desk, 2, "");
    desk_expect_sentence(desk, 2, "Priya Nair (agent) took back that the ticket blocks ticket 1.");
    desk_expect_sound(desk);
}

static void links_of_one_kind_make_no_circle(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 4);
    desk_fails(desk, SUP_MSG_LINK_SELF, "to", by_priya(desk), LINK(1, BLOCKED_BY, 1));
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(2, BLOCKED_BY, 3));
    desk_ok(desk, by_priya(desk), LINK(3, BLOCKED_BY, 4));
    desk_fails(desk, SUP_MSG_LINK_CYCLE, "to", by_priya(desk), LINK(2, BLOCKED_BY, 1));
    desk_fails(desk, SUP_MSG_LINK_CYCLE, "to", by_priya(desk), LINK(4, BLOCKED_BY, 1));
    desk_ok(desk, by_priya(desk), LINK(4, CAUSED_BY, 1)); /* another kind */
    desk_ok(desk, by_priya(desk), UNLINK(2, BLOCKED_BY, 3));
    desk_ok(desk, by_priya(desk), LINK(4, BLOCKED_BY, 1)); /* 3 to 4 to 1 to 2 */
    desk_expect_sound(desk);
}

static void only_what_people_may_say_is_linked(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 2);
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "kind", by_priya(desk), LINK(1, SPLIT_FROM, 2));
    assert_string_equal(
        sup_last_error(desk->core)->text,
        "kind is 5, known are 1 duplicate_of, 2 blocked_by, 3 caused_by, 4 child_of");
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "kind", by_priya(desk), LINK(1, FOLLOW_UP_OF, 2));
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "kind", by_priya(desk), LINK(1, BLOCKS, 2));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "to", by_priya(desk), LINK(1, BLOCKED_BY, 3));
    desk_fails(
        desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk), SUP_OP_TICKET_LINK,
        PARAMS(ticket_link, .ticket_id = 1, .kind = SUP_LINK_BLOCKED_BY, .to = 2, .version = 2));
}

static void a_ticket_has_64_links(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, SUP_TICKET_LINKS_MAX + 2);
    for (int i = 2; i <= SUP_TICKET_LINKS_MAX + 1; i++) {
        if (i % 2) {
            desk_ok(desk, by_priya(desk), LINK(1, CAUSED_BY, i));
        } else {
            desk_ok(desk, by_priya(desk), LINK(i, BLOCKED_BY, 1));
        }
    }
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "ticket_id", by_priya(desk), LINK(1, CAUSED_BY, 66));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "to", by_priya(desk), LINK(66, CAUSED_BY, 1));
    desk_ok(desk, by_priya(desk), UNLINK(2, BLOCKED_BY, 1));
    desk_ok(desk, by_priya(desk), LINK(66, CAUSED_BY, 1));
    desk_expect_sound(desk);
}

/* Four times 64 tickets are behind the last of five; the first link that leads to more fails. */
static void a_link_leads_to_256_tickets(void **state)
{
    struct desk *desk = *state;
    int next = 6;

    open_tickets(desk, 5 + 260);
    desk_ok(desk, by_priya(desk), LINK(2, CAUSED_BY, 3));
    desk_ok(desk, by_priya(desk), LINK(3, CAUSED_BY, 4));
    desk_ok(desk, by_priya(desk), LINK(4, CAUSED_BY, 5));
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 5)); /* so that 1 has a link at all */
    for (int i = 2; i <= 5; i++) {
        while (next <= 5 + 62 * (i - 1)) {
            desk_ok(desk, by_priya(desk), LINK(i, CAUSED_BY, next++));
        }
    }
    assert_int_equal(next, 254); /* 4 and 248 are 252 */
    for (; next < 258; next++) {
        desk_ok(desk, by_priya(desk), LINK(next - 1, CAUSED_BY, next));
    }
    desk_ok(desk, by_priya(desk), LINK(1, CAUSED_BY, 2)); /* 2 to 257 are 256 */
    desk_ok(desk, by_priya(desk), UNLINK(1, CAUSED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(257, CAUSED_BY, 258));
    desk_fails(desk, SUP_MSG_LINK_CHAIN, "to", by_priya(desk), LINK(1, CAUSED_BY, 2));
}

static void what_is_blocked_is_not_solved(void **state)
{
    struct desk *desk = *state;
    char *before;

    open_tickets(desk, 2);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_TICKET_BLOCKED, "ticket_id", by_priya(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "ticket 1 is blocked by ticket 2, which is not solved");
    desk_expect_only_refusal(desk, before);
    desk_fails(desk, SUP_MSG_TICKET_BLOCKED, "ticket_id", by_priya(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "closed"));
    desk_fails(desk, SUP_MSG_TICKET_BLOCKED, "ticket_id", by_priya(desk), SUP_OP_TICKET_REPLY,
               PARAMS(ticket_message, .ticket_id = 1, .body = "Done", .status = "solved"));
    desk_move(desk, by_priya(desk), 1, "pending");
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_expect_sound(desk);
}

static void a_parent_is_solved_after_its_children(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 3);
    desk_ok(desk, by_priya(desk), LINK(2, CHILD_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(3, CHILD_OF, 1));
    desk_move(desk, by_priya(desk), 2, "closed");
    desk_fails(desk, SUP_MSG_TICKET_CHILDREN, "ticket_id", by_priya(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    desk_move(desk, by_priya(desk), 3, "solved");
    desk_move(desk, by_priya(desk), 1, "solved");
}

/* A solved ticket that is blocked afterwards closes by itself, and by hand: it was solved. */
static void links_do_not_hold_what_is_solved(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 3);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 3));
    desk_ok(desk, by_priya(desk), LINK(2, BLOCKED_BY, 3));
    desk_move(desk, by_priya(desk), 2, "closed");
    desk->now_ms += AUTO_CLOSE_MS;
    assert_int_equal(desk_tick(desk), 1);
    desk_expect_status(desk, 1, "closed");
}

static void an_import_tells_what_was(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 3);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(3, DUPLICATE_OF, 1));
    desk_ok(desk, by_import(desk, desk->now_ms), SUP_OP_TICKET_MOVE,
            PARAMS(ticket_move, .ticket_id = 1, .status = "solved"));
    desk_expect_status(desk, 3, "new");
}

static void what_causes_something_changes_nothing_by_being_solved(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 2);
    desk_ok(desk, by_priya(desk), LINK(1, CAUSED_BY, 2));
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_expect_status(desk, 1, "new");
    desk_expect_links(desk, 2, "causes 1 (new)");
    desk_move(desk, by_priya(desk), 1, "solved");
}

/* 2 and 3 are duplicates of 1, 4 one of 3; 5 is one that is closed; 6 is blocked by 7. */
static void duplicates_are_solved_with_their_original(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    open_tickets(desk, 7);
    desk_ok(desk, by_priya(desk), LINK(2, DUPLICATE_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(3, DUPLICATE_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(4, DUPLICATE_OF, 3));
    desk_ok(desk, by_priya(desk), LINK(5, DUPLICATE_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(6, DUPLICATE_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(6, BLOCKED_BY, 7));
    desk_move(desk, by_priya(desk), 5, "closed");
    desk_move(desk, by_priya(desk), 3, "pending");
    before = desk_sequence(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_expect_events(desk, before,
                       "ticket.moved new>solved\nticket.moved new>solved\n"
                       "ticket.moved pending>solved\nticket.duplicate_kept\n"
                       "ticket.moved new>solved\n");
    desk_expect_status(desk, 4, "solved");
    desk_expect_status(desk, 5, "closed");
    desk_expect_status(desk, 6, "new");
    desk_expect_sentence(desk, 2,
                         "Priya Nair (agent) moved the ticket from new to solved, with the "
                         "ticket of which it is a duplicate.");
    desk_expect_sentence(
        desk, 6,
        "Priya Nair (agent) left the ticket as it is when ticket 1, of which it is "
        "a duplicate, was solved: The ticket is blocked by one that is not solved.");
    desk->now_ms += AUTO_CLOSE_MS; /* each has its own time, and all are one operation's */
    assert_int_equal(desk_tick(desk), 4);
    desk_expect_sound(desk);
}

static void what_stays_unsolved_leaves_its_own_duplicates_unsolved(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 4);
    desk_ok(desk, by_priya(desk), LINK(2, DUPLICATE_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(3, DUPLICATE_OF, 2));
    desk_ok(desk, by_priya(desk), LINK(4, CHILD_OF, 2));
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_expect_status(desk, 2, "new");
    desk_expect_status(desk, 3, "new");
}

static const char *policy_without(const char *from, const char *to)
{
    static char text[16384];
    struct sup_policy *policy = NULL;
    char *at;
    struct desk *desk = NULL;

    assert_int_equal(desk_setup_empty((void **)&desk), 0);
    must(desk, sup_policy_show(desk->core, by_system(desk), PARAMS(policy_show, .is_builtin = 1),
                               &policy));
    assert_true(strlen(policy->document) < sizeof text);
    strcpy(text, policy->document);
    sup_free(policy);
    assert_int_equal(desk_teardown((void **)&desk), 0);
    at = strstr(text, from);
    assert_non_null(at);
    assert_int_equal(strlen(from), strlen(to));
    memcpy(at, to, strlen(to));
    return text;
}

/* No way leads from pending to solved. */
static void a_duplicate_moves_as_the_transitions_allow(void **state)
{
    struct desk *desk = *state;

    desk_ok(desk, by_system(desk), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = policy_without(
                               "\"pending\": [\"open\", \"on_hold\", \"solved\", \"closed\"]",
                               "\"pending\": [\"open\", \"on_hold\"                    ]")));
    open_tickets(desk, 3);
    desk_ok(desk, by_priya(desk), LINK(2, DUPLICATE_OF, 1));
    desk_ok(desk, by_priya(desk), LINK(3, DUPLICATE_OF, 1));
    desk_move(desk, by_priya(desk), 2, "pending");
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_expect_status(desk, 2, "pending");
    desk_expect_status(desk, 3, "solved");
    desk_expect_sentence(
        desk, 2,
        "Priya Nair (agent) left the ticket as it is when ticket 1, of which it is "
        "a duplicate, was solved: The policy does not allow this move between "
        "statuses.");
    desk_expect_sound(desk);
}

static void links_are_not_for_customers(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket *ticket = NULL;
    struct sup_history *history = NULL;

    desk_ticket(desk);
    open_tickets(desk, 1);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    must(desk,
         sup_ticket_get(desk->core, by_ann(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket));
    assert_int_equal(ticket->link_count, 0);
    sup_free(ticket);
    (void)history;
    desk_fails(desk, SUP_MSG_ACTOR_MAY_NOT, "caller", by_ann(desk), LINK(1, CAUSED_BY, 2));
}

static void a_batch_links_what_it_opens(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_OPEN,
         .params = PARAMS(ticket_open, .subject = "A")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_OPEN,
         .params = PARAMS(ticket_open, .subject = "B")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_LINK,
         .params = PARAMS(ticket_link, .ticket_id = -1, .kind = SUP_LINK_CHILD_OF, .to = -2)},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_MOVE,
         .params = PARAMS(ticket_move, .ticket_id = -1, .status = "solved")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_MOVE,
         .params = PARAMS(ticket_move, .ticket_id = -2, .status = "solved")},
    };

    must(desk, sup_batch(desk->core, by_priya(desk), items, 5));
    desk_expect_links(desk, 1, "child_of 2 (solved)");
    desk_expect_sound(desk);
}

static void cannot_solve(struct desk *desk, int32_t message, int64_t ticket)
{
    desk_fails(desk, message, "ticket_id", by_priya(desk), SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = ticket, .status = "solved"));
}

/* 2 is blocked by 3 and has the child 4. It becomes part of 1, and 3 part of 5. */
static void links_go_along_when_tickets_are_merged(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 5);
    desk_ok(desk, by_priya(desk), LINK(2, BLOCKED_BY, 3));
    desk_ok(desk, by_priya(desk), LINK(4, CHILD_OF, 2));
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_expect_links(desk, 1, "blocked_by 3 (new), parent_of 4 (new)");
    desk_expect_links(desk, 2, ""); /* they are those of 1 */
    desk_expect_links(desk, 3, "blocks 1 (new)");
    desk_ok(desk, by_priya(desk), JOIN(3, 5));
    desk_expect_links(desk, 1, "blocked_by 5 (new), parent_of 4 (new)");
    desk_expect_links(desk, 5, "blocks 1 (new)");
    cannot_solve(desk, SUP_MSG_TICKET_BLOCKED, 1); /* though 3 is closed by the merge */
    desk_move(desk, by_priya(desk), 5, "solved");
    cannot_solve(desk, SUP_MSG_TICKET_CHILDREN, 1);
    desk_move(desk, by_priya(desk), 4, "solved");
    desk_move(desk, by_priya(desk), 1, "solved");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(3));
    desk_expect_links(desk, 1, "blocked_by 3 (new), parent_of 4 (solved)");
    desk_expect_links(desk, 5, "");
    desk_ok(desk, by_priya(desk), PART(2));
    desk_expect_links(desk, 1, "");
    desk_expect_links(desk, 2, "blocked_by 3 (new), parent_of 4 (solved)");
    desk_expect_sound(desk);
}

/* 2 blocks 1, and 5, which is part of 1, too; 2 becomes part of 3. What 1 and its part 4 are to
 * each other blocks nothing. */
static void a_context_names_what_the_other_is_part_of(void **state)
{
    struct desk *desk = *state;
    struct sup_customer_context *context = NULL;

    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .subject = "S", .customer_id = ANN));
    open_tickets(desk, 4);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 4));
    desk_ok(desk, by_priya(desk), LINK(5, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), JOIN(2, 3));
    desk_ok(desk, by_priya(desk), JOIN(4, 1));
    desk_ok(desk, by_priya(desk), JOIN(5, 1));
    must(desk, sup_customer_context(desk->core, by_system(desk),
                                    PARAMS(customer_context, .customer_id = ANN), &context));
    assert_int_equal(context->work_count, 1);
    assert_int_equal(context->work[0].ticket->id, 1);
    assert_int_equal(context->work[0].blocker_count, 1);
    assert_int_equal(context->work[0].blockers[0].ticket_id, 3);
    assert_int_equal(context->work[0].blockers[0].kind, SUP_LINK_BLOCKED_BY);
    sup_free(context);
}

/* 3 goes with 2 into 1, and comes out alone. */
static void a_link_stays_with_the_ticket_it_was_made_for(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 5);
    desk_ok(desk, by_priya(desk), LINK(3, CAUSED_BY, 4));
    desk_ok(desk, by_priya(desk), JOIN(3, 2));
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_ok(desk, by_priya(desk), LINK(3, CAUSED_BY, 5)); /* while it is part of 1 */
    desk_ok(desk, by_priya(desk), LINK(4, CHILD_OF, 3));
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 5));
    desk_expect_links(
        desk, 1, "blocked_by 5 (new), caused_by 4 (new), caused_by 5 (new), parent_of 4 (new)");
    desk_ok(desk, by_priya(desk), PART(3));
    desk_expect_links(desk, 1, "blocked_by 5 (new)");
    desk_expect_links(desk, 3, "caused_by 4 (new), caused_by 5 (new), parent_of 4 (new)");
    desk_expect_links(desk, 5, "blocks 1 (new), causes 3 (new)");
    desk_expect_sound(desk);
}

/* 2 is a duplicate of 1, which becomes part of 3; then 2 becomes part of 4. */
static void duplicates_of_a_part_are_solved_with_the_whole(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 4);
    desk_ok(desk, by_priya(desk), LINK(2, DUPLICATE_OF, 1));
    desk_ok(desk, by_priya(desk), JOIN(1, 3));
    desk_move(desk, by_priya(desk), 3, "solved");
    desk_expect_status(desk, 2, "solved");
    desk_move(desk, by_priya(desk), 3, "open");
    desk_ok(desk, by_priya(desk), JOIN(2, 4));
    desk_move(desk, by_priya(desk), 3, "solved");
    desk_expect_status(desk, 4, "solved");
    desk_expect_sound(desk);
}

static void a_link_between_parts_of_one_says_nothing(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 2);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    desk_expect_links(desk, 2, "");
    desk_fails(desk, SUP_MSG_LINK_SELF, "to", by_priya(desk), LINK(1, CAUSED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2)); /* is there */
    desk_move(desk, by_priya(desk), 2, "solved");
    desk_expect_sound(desk);
    desk_ok(desk, by_priya(desk), PART(1));
    desk_expect_links(desk, 1, "blocked_by 2 (solved)");
    desk_ok(desk, by_priya(desk), JOIN(1, 2));
    desk_ok(desk, by_priya(desk), UNLINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), PART(1));
    desk_expect_links(desk, 1, "");
    desk_expect_sound(desk);
}

/* 1 and 2 are both blocked by 3, then they are one. */
static void what_two_parts_say_is_one_link(void **state)
{
    struct desk *desk = *state;
    int64_t before;

    open_tickets(desk, 4);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 3));
    desk_ok(desk, by_priya(desk), LINK(2, BLOCKED_BY, 4));
    desk_ok(desk, by_priya(desk), LINK(2, CAUSED_BY, 3));
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_ok(desk, by_priya(desk), JOIN(4, 3));
    desk_expect_links(desk, 1, "blocked_by 3 (new), caused_by 3 (new)");
    desk_expect_links(desk, 3, "blocks 1 (new), causes 1 (new)");
    before = desk_sequence(desk);
    desk_ok(desk, by_priya(desk), UNLINK(1, BLOCKED_BY, 3)); /* takes back both */
    assert_int_equal(desk_sequence(desk), before + 4);
    desk_expect_links(desk, 1, "caused_by 3 (new)");
    desk_ok(desk, by_priya(desk), PART(2));
    desk_ok(desk, by_priya(desk), PART(4));
    desk_expect_links(desk, 1, "");
    desk_expect_links(desk, 2, "caused_by 3 (new)");
    desk_expect_links(desk, 4, "");
    desk_expect_sound(desk);
}

/* 1 is blocked by 2, and that by 3. */
static void a_merge_makes_no_circle(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 5);
    desk_ok(desk, by_priya(desk), LINK(1, BLOCKED_BY, 2));
    desk_ok(desk, by_priya(desk), LINK(2, BLOCKED_BY, 3));
    desk_fails(desk, SUP_MSG_LINK_CYCLE, "into", by_priya(desk), JOIN(1, 3));
    assert_string_equal(sup_last_error(desk->core)->text,
                        "ticket 1 is blocked_by others that are blocked_by ticket 3");
    desk_fails(desk, SUP_MSG_LINK_CYCLE, "into", by_priya(desk), JOIN(3, 1));
    desk_ok(desk, by_priya(desk), JOIN(3, 4));
    desk_fails(desk, SUP_MSG_LINK_CYCLE, "into", by_priya(desk), JOIN(1, 4));
    desk_fails(desk, SUP_MSG_LINK_CYCLE, "to", by_priya(desk), LINK(4, BLOCKED_BY, 1));
    desk_fails(desk, SUP_MSG_LINK_CYCLE, "to", by_priya(desk), LINK(3, BLOCKED_BY, 1));
    desk_ok(desk, by_priya(desk), JOIN(2, 1)); /* next to each other */
    desk_expect_links(desk, 1, "blocked_by 4 (new)");
    desk_ok(desk, by_priya(desk), JOIN(4, 1));
    desk_expect_links(desk, 1, "");
    desk_expect_sound(desk);
}

/* 40 and 25 links are one too many. */
static void tickets_that_are_one_have_64_links(void **state)
{
    struct desk *desk = *state;

    open_tickets(desk, 2 + 65);
    for (int i = 3; i <= 2 + 65; i++) {
        desk_ok(desk, by_priya(desk), LINK(i <= 42 ? 1 : 2, CAUSED_BY, i));
    }
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "into", by_priya(desk), JOIN(2, 1));
    desk_ok(desk, by_priya(desk), UNLINK(2, CAUSED_BY, 67));
    desk_ok(desk, by_priya(desk), JOIN(2, 1));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "ticket_id", by_priya(desk), LINK(2, CAUSED_BY, 67));
    desk_ok(desk, by_priya(desk), PART(2));
    desk_ok(desk, by_priya(desk), LINK(2, CAUSED_BY, 67));
    desk_ok(desk, by_priya(desk), LINK(1, CAUSED_BY, 67));
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_link_is_seen_from_both_sides),
    desk_test(a_follow_up_is_among_the_links),
    desk_test(linking_twice_and_unlinking_nothing_are_no_events),
    desk_test(links_of_one_kind_make_no_circle),
    desk_test(only_what_people_may_say_is_linked),
    desk_test(a_ticket_has_64_links),
    desk_test(a_link_leads_to_256_tickets),
    desk_test(what_is_blocked_is_not_solved),
    desk_test(a_parent_is_solved_after_its_children),
    desk_test(links_do_not_hold_what_is_solved),
    desk_test(an_import_tells_what_was),
    desk_test(what_causes_something_changes_nothing_by_being_solved),
    desk_test(duplicates_are_solved_with_their_original),
    desk_test(what_stays_unsolved_leaves_its_own_duplicates_unsolved),
    desk_test(a_duplicate_moves_as_the_transitions_allow),
    desk_test(links_are_not_for_customers),
    desk_test(a_batch_links_what_it_opens),
    desk_test(links_go_along_when_tickets_are_merged),
    desk_test(a_context_names_what_the_other_is_part_of),
    desk_test(a_link_stays_with_the_ticket_it_was_made_for),
    desk_test(duplicates_of_a_part_are_solved_with_the_whole),
    desk_test(a_link_between_parts_of_one_says_nothing),
    desk_test(what_two_parts_say_is_one_link),
    desk_test(a_merge_makes_no_circle),
    desk_test(tickets_that_are_one_have_64_links),
};

DESK_MAIN(tests)
