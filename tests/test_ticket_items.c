/*
 * test_ticket_items.c: tags, references and facts: what changes, what does not, and how many.
 */
#include "desk_fixture.h"

#include "base/text.h"

#define TAG(...)    SUP_OP_TICKET_TAG, PARAMS(ticket_tag, __VA_ARGS__)
#define UNTAG(...)  SUP_OP_TICKET_UNTAG, PARAMS(ticket_tag, __VA_ARGS__)
#define ADD(...)    SUP_OP_REFERENCE_ADD, PARAMS(reference, __VA_ARGS__)
#define REMOVE(...) SUP_OP_REFERENCE_REMOVE, PARAMS(reference, __VA_ARGS__)
#define FACT(...)   SUP_OP_FACT_RECORD, PARAMS(fact_record, __VA_ARGS__)

static void tags_are_added_once_and_kept_in_order(void **state)
{
    struct desk *desk = *state;
    const char *const first[] = {"vip", "late", "vip"};
    const char *const second[] = {"late", "angry"};
    struct sup_ticket *ticket;
    struct sup_event_list *list = NULL;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = first, .tag_count = 3));
    assert_int_equal(desk->receipt.id, 1);
    assert_int_equal(desk->receipt.version, 3);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = second, .tag_count = 2));
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = second, .tag_count = 2));
    assert_int_equal(desk->receipt.sequence, 0);
    assert_int_equal(desk->receipt.version, 4);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->tag_count, 3);
    assert_string_equal(ticket->tags[0], "angry");
    assert_string_equal(ticket->tags[1], "late");
    assert_string_equal(ticket->tags[2], "vip");
    sup_free(ticket);
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 2), &list));
    assert_string_equal(list->items[0].payload, "{\"tags\":[\"vip\",\"late\"]}");
    assert_string_equal(list->items[1].payload, "{\"tags\":[\"angry\"]}");
    sup_free(list);
}

static void tags_that_are_not_there_are_passed_over(void **state)
{
    struct desk *desk = *state;
    const char *const tags[] = {"vip", "late"};
    const char *const others[] = {"late", "angry", "late"};

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = tags, .tag_count = 2));
    desk_ok(desk, by_priya(desk), UNTAG(.ticket_id = 1, .tags = others, .tag_count = 3));
    assert_int_equal(desk_rows(desk, "sup_tag"), 1);
    desk_ok(desk, by_priya(desk), UNTAG(.ticket_id = 1, .tags = others, .tag_count = 3));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_expect_events(desk, PEOPLE_EVENTS + 2, "ticket.tagged\nticket.untagged\n");
    desk_expect_sound(desk);
}

static void a_ticket_has_at_most_64_tags(void **state)
{
    struct desk *desk = *state;
    char names[66][8];
    const char *tags[66];

    for (int i = 0; i < 66; i++) {
        sup__format(names[i], sizeof names[i], "t%d", i);
        tags[i] = names[i];
    }
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = tags, .tag_count = 60));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "tags", by_priya(desk),
               TAG(.ticket_id = 1, .tags = tags + 60, .tag_count = 5));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_LIMIT);
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = tags, .tag_count = 64));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "tags", by_priya(desk),
               TAG(.ticket_id = 1, .tags = tags + 64, .tag_count = 1));
    desk_fails(desk, SUP_MSG_LIST_LONG, "tags", by_priya(desk),
               TAG(.ticket_id = 1, .tags = tags, .tag_count = 65));
    desk_ok(desk, by_priya(desk), UNTAG(.ticket_id = 1, .tags = tags, .tag_count = 1));
    desk_ok(desk, by_priya(desk), TAG(.ticket_id = 1, .tags = tags + 64, .tag_count = 1));
    assert_int_equal(desk_rows(desk, "sup_tag"), 64);
}

static void references_are_added_and_removed_by_all_three_parts(void **state)
{
    struct desk *desk = *state;
    const struct sup_reference things[] = {
        {"shopify", "order", "1"}, {"shopify", "refund", "1"}, {"erp", "order", "1"}};
    const struct sup_reference other = {"shopify", "order", "2"};
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ADD(.ticket_id = 1, .references = things, .reference_count = 3));
    desk_ok(desk, by_priya(desk), ADD(.ticket_id = 1, .references = things, .reference_count = 1));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_ok(desk, by_priya(desk),
            REMOVE(.ticket_id = 1, .references = &other, .reference_count = 1));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_ok(desk, by_priya(desk),
            REMOVE(.ticket_id = 1, .references = &things[1], .reference_count = 1));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->reference_count, 2);
    assert_string_equal(ticket->references[0].system, "erp");
    assert_string_equal(ticket->references[1].system, "shopify");
    assert_string_equal(ticket->references[1].kind, "order");
    assert_string_equal(ticket->references[1].id, "1");
    sup_free(ticket);
    desk_expect_events(desk, PEOPLE_EVENTS + 2,
                       "ticket.references_added\nticket.references_removed\n");
    desk_expect_sound(desk);
}

static void a_ticket_has_at_most_64_references(void **state)
{
    struct desk *desk = *state;
    char ids[65][8];
    struct sup_reference things[65];

    for (int i = 0; i < 65; i++) {
        sup__format(ids[i], sizeof ids[i], "%d", i);
        things[i] = (struct sup_reference){"shopify", "order", ids[i]};
    }
    desk_ticket(desk);
    desk_ok(desk, by_priya(desk), ADD(.ticket_id = 1, .references = things, .reference_count = 64));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "references", by_priya(desk),
               ADD(.ticket_id = 1, .references = things + 64, .reference_count = 1));
    desk_fails(desk, SUP_MSG_LIST_LONG, "references", by_priya(desk),
               REMOVE(.ticket_id = 1, .references = things, .reference_count = 65));
    things[0].id = letters(256);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "references/0/id", by_priya(desk),
               ADD(.ticket_id = 1, .references = things, .reference_count = 1));
}

static void a_fact_keeps_its_latest_value(void **state)
{
    struct desk *desk = *state;
    const struct sup_fact first[] = {{"made_sla", "true"}, {"caller", "anna"}};
    const struct sup_fact second[] = {{"made_sla", "false"}, {"caller", "anna"}};
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_integration(desk), FACT(.ticket_id = 1, .facts = first, .fact_count = 2));
    desk_ok(desk, by_integration(desk), FACT(.ticket_id = 1, .facts = first, .fact_count = 2));
    assert_int_equal(desk->receipt.sequence, 0);
    desk_ok(desk, by_integration(desk), FACT(.ticket_id = 1, .facts = second, .fact_count = 2));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->fact_count, 2);
    assert_string_equal(ticket->facts[0].name, "caller");
    assert_string_equal(ticket->facts[0].value, "anna");
    assert_string_equal(ticket->facts[1].name, "made_sla");
    assert_string_equal(ticket->facts[1].value, "false");
    sup_free(ticket);
    desk_expect_events(desk, PEOPLE_EVENTS + 2, "ticket.facts_recorded\nticket.facts_recorded\n");
    desk_expect_sound(desk);
}

static void a_ticket_has_at_most_64_facts_of_1000_bytes(void **state)
{
    struct desk *desk = *state;
    char names[65][8];
    struct sup_fact facts[65];

    for (int i = 0; i < 65; i++) {
        sup__format(names[i], sizeof names[i], "f%d", i);
        facts[i] = (struct sup_fact){names[i], "1"};
    }
    desk_ticket(desk);
    desk_ok(desk, by_integration(desk), FACT(.ticket_id = 1, .facts = facts, .fact_count = 64));
    desk_fails(desk, SUP_MSG_TICKET_ITEMS, "facts", by_integration(desk),
               FACT(.ticket_id = 1, .facts = facts + 64, .fact_count = 1));
    desk_fails(desk, SUP_MSG_LIST_LONG, "facts", by_integration(desk),
               FACT(.ticket_id = 1, .facts = facts, .fact_count = 65));
    facts[0].value = letters(1000);
    desk_ok(desk, by_integration(desk), FACT(.ticket_id = 1, .facts = facts, .fact_count = 64));
    facts[0].value = letters(1001);
    desk_fails(desk, SUP_MSG_TEXT_LONG, "facts/0/value", by_integration(desk),
               FACT(.ticket_id = 1, .facts = facts, .fact_count = 1));
    desk_expect_sound(desk);
}

static void two_values_for_one_fact_in_one_call_leave_the_last(void **state)
{
    struct desk *desk = *state;
    const struct sup_fact twice[] = {{"colour", "red"}, {"colour", "blue"}};
    const struct sup_fact back[] = {{"colour", "red"}, {"colour", "blue"}, {"colour", "blue"}};
    struct sup_ticket *ticket;

    desk_ticket(desk);
    desk_ok(desk, by_integration(desk), FACT(.ticket_id = 1, .facts = twice, .fact_count = 2));
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->fact_count, 1);
    assert_string_equal(ticket->facts[0].value, "blue");
    sup_free(ticket);
    desk_ok(desk, by_integration(desk), FACT(.ticket_id = 1, .facts = back, .fact_count = 3));
    ticket = desk_get(desk, 1);
    assert_string_equal(ticket->facts[0].value, "blue");
    sup_free(ticket);
    desk_expect_sound(desk);
}

static void items_need_a_ticket_the_right_version_and_a_list(void **state)
{
    struct desk *desk = *state;
    const char *const tag = "vip";
    const struct sup_reference thing = {"shopify", "order", "1"};
    const struct sup_fact fact = {"a", "b"};
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "tags", by_priya(desk), TAG(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "tags", by_priya(desk), UNTAG(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "references", by_priya(desk), ADD(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "references", by_priya(desk),
               REMOVE(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "facts", by_priya(desk), FACT(.ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_priya(desk),
               TAG(.ticket_id = 2, .tags = &tag, .tag_count = 1));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               TAG(.ticket_id = 1, .version = 1, .tags = &tag, .tag_count = 1));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               ADD(.ticket_id = 1, .version = 1, .references = &thing, .reference_count = 1));
    desk_fails(desk, SUP_MSG_TICKET_STALE, "version", by_priya(desk),
               FACT(.ticket_id = 1, .version = 1, .facts = &fact, .fact_count = 1));
    desk_expect_unchanged(desk, before);
}

static const struct CMUnitTest tests[] = {
    desk_test(tags_are_added_once_and_kept_in_order),
    desk_test(tags_that_are_not_there_are_passed_over),
    desk_test(a_ticket_has_at_most_64_tags),
    desk_test(references_are_added_and_removed_by_all_three_parts),
    desk_test(a_ticket_has_at_most_64_references),
    desk_test(a_fact_keeps_its_latest_value),
    desk_test(a_ticket_has_at_most_64_facts_of_1000_bytes),
    desk_test(two_values_for_one_fact_in_one_call_leave_the_last),
    desk_test(items_need_a_ticket_the_right_version_and_a_list),
};

DESK_MAIN(tests)
