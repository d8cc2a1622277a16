/*
 * test_ticket_list.c: lists of tickets by person, by time, unassigned; sorted; their positions; and
 * how much of a desk one call looks at.
 */
#include "customer_fixture.h"

static char next[SUP_LIST_AFTER_BYTES_MAX + 1]; /* position of the last page that ids() read */

#define LIST(...) PARAMS(ticket_list, __VA_ARGS__)

/* The ids that a list gives, such as "3 2 1 +" when there is a next page. */
static const char *ids(struct desk *desk, const struct sup_caller *caller,
                       const struct sup_ticket_list_params *params)
{
    static char text[1024];
    struct sup_ticket_list *list = NULL;
    char *at = text;

    text[0] = '\0';
    must(desk, sup_ticket_list(desk->core, caller, params, &list));
    for (uint32_t i = 0; i < list->count; i++) {
        at += snprintf(at, 12, "%d ", (int)list->items[i].id);
    }
    strcpy(at, list->next_after ? "+" : "");
    strcpy(next, list->next_after ? list->next_after : "");
    sup_free(list);
    return text;
}

/* All pages, as "5 4 |3 2 |1 ". */
static const char *all_pages(struct desk *desk, struct sup_ticket_list_params params)
{
    static char text[1024];
    char after[sizeof next] = "";
    char *at = text;

    do {
        params.after = after;
        at = stpcpy(at, ids(desk, by_priya(desk), &params));
        if (at > text && at[-1] == '+') {
            at[-1] = '|';
        }
        strcpy(after, next);
    } while (*after);
    return text;
}

#define PAGES(...)                                                                                 \
    (struct sup_ticket_list_params)                                                                \
    {                                                                                              \
        .size = sizeof(struct sup_ticket_list_params), __VA_ARGS__                                 \
    }

static int64_t open_at(struct desk *desk, int64_t at_ms, const char *priority)
{
    desk_ok(desk, by_import(desk, at_ms), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "S", .priority = priority));
    return desk->receipt.id;
}

/* Imported out of order: opened at hours 3, 1, 2, 1, 4 after T0 - 1 day. Ticket 2 was changed last,
 * then 5; the others not since. */
static void fill(struct desk *desk)
{
    static const struct {
        int hour;
        const char *priority;
    } tickets[] = {{3, "low"}, {1, "urgent"}, {2, "normal"}, {1, "high"}, {4, "urgent"}};

    for (size_t i = 0; i < sizeof tickets / sizeof tickets[0]; i++) {
        (void)open_at(desk, T0 - DAY_MS + tickets[i].hour * HOUR_MS, tickets[i].priority);
    }
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_ASSIGN,
            PARAMS(ticket_assign, .ticket_id = 5, .agent_id = PRIYA));
    desk->now_ms += HOUR_MS;
    desk_ok(
        desk, by_priya(desk), SUP_OP_TICKET_TAG,
        PARAMS(ticket_tag, .ticket_id = 2, .tags = (const char *const[]){"vip"}, .tag_count = 1));
}

static void each_sort_has_its_order_and_ties_go_by_id(void **state)
{
    struct desk *desk = *state;

    fill(desk);
    assert_string_equal(all_pages(desk, PAGES(.limit = 2, .sort = SUP_SORT_ID)), "5 4 |3 2 |1 ");
    assert_string_equal(all_pages(desk, PAGES(.limit = 2, .sort = SUP_SORT_OPENED)),
                        "5 1 |3 4 |2 ");
    assert_string_equal(
        all_pages(desk, PAGES(.limit = 3, .sort = SUP_SORT_OPENED, .is_ascending = 1)),
        "2 4 3 |1 5 ");
    assert_string_equal(all_pages(desk, PAGES(.limit = 2, .sort = SUP_SORT_UPDATED)),
                        "2 5 |1 3 |4 ");
    assert_string_equal(
        all_pages(desk, PAGES(.limit = 4, .sort = SUP_SORT_UPDATED, .is_ascending = 1)),
        "4 3 1 5 |2 ");
    assert_string_equal(all_pages(desk, PAGES(.limit = 1, .sort = SUP_SORT_PRIORITY)),
                        "5 |2 |4 |3 |1 ");
    assert_string_equal(
        all_pages(desk, PAGES(.limit = 2, .sort = SUP_SORT_PRIORITY, .is_ascending = 1)),
        "1 3 |4 2 |5 ");
    /* Exactly as many as there are is one page. */
    assert_string_equal(all_pages(desk, PAGES(.limit = 5, .sort = SUP_SORT_OPENED)), "5 1 3 4 2 ");
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "sort",
              sup_ticket_list(desk->core, by_priya(desk), LIST(.sort = 5), NULL));
}

static void what_nobody_has_and_ranges_of_time(void **state)
{
    struct desk *desk = *state;
    int64_t day = T0 - DAY_MS;

    fill(desk);
    assert_string_equal(ids(desk, by_priya(desk), LIST(.is_unassigned = 1)), "4 3 2 1 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.assignee_id = PRIYA)), "5 ");
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "is_unassigned",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.assignee_id = PRIYA, .is_unassigned = 1), NULL));
    /* From that instant on, and before that one. */
    assert_string_equal(ids(desk, by_priya(desk), LIST(.opened_from_ms = day + 2 * HOUR_MS)),
                        "5 3 1 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.opened_from_ms = day + 2 * HOUR_MS + 1)),
                        "5 1 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.opened_to_ms = day + 2 * HOUR_MS)), "4 2 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.opened_to_ms = day + 2 * HOUR_MS + 1)),
                        "4 3 2 ");
    assert_string_equal(ids(desk, by_priya(desk),
                            LIST(.opened_from_ms = day + HOUR_MS, .opened_to_ms = day + HOUR_MS + 1,
                                 .sort = SUP_SORT_OPENED, .is_ascending = 1)),
                        "2 4 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.updated_from_ms = T0 + HOUR_MS)), "2 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.updated_from_ms = T0)), "5 2 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.updated_to_ms = T0)), "4 3 1 ");
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "opened_to",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.opened_from_ms = day, .opened_to_ms = day), NULL));
    must_fail(desk, SUP_MSG_ARGUMENT_RANGE, "updated_to",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.updated_from_ms = day, .updated_to_ms = day - 1), NULL));
}

static void a_person_is_found_by_an_identity_and_after_merges(void **state)
{
    struct desk *desk = *state;
    const struct sup_identity mail = MAIL("ben@x.example");
    const struct sup_identity other_form = MAIL("Ben@X.example");
    const struct sup_identity nobody = MAIL("zoe@x.example");

    fill(desk);
    desk_ok(desk, by_system(desk), RESOLVE(KNOWN_BY(MAIL("ben@x.example"))));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = desk->receipt.id, .subject = "S"));
    assert_string_equal(ids(desk, by_priya(desk), LIST(.identity = &mail)), "6 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.identity = &other_form)), "6 ");
    desk_ok(desk, by_lee(desk), MERGE(3, ANN));
    assert_string_equal(all_pages(desk, PAGES(.limit = 4, .identity = &mail)), "6 5 4 3 |2 1 ");
    assert_string_equal(ids(desk, by_ann(desk), LIST(.identity = &mail)), "6 5 4 3 2 1 ");
    assert_string_equal(
        all_pages(desk, PAGES(.limit = 4, .identity = &mail, .sort = SUP_SORT_PRIORITY)),
        "5 2 4 6 |3 1 ");
    must_fail(desk, SUP_MSG_CUSTOMER_UNKNOWN, "identity",
              sup_ticket_list(desk->core, by_priya(desk), LIST(.identity = &nobody), NULL));
    must_fail(desk, SUP_MSG_CUSTOMER_UNKNOWN, "identity",
              sup_ticket_list(desk->core, by_ben(desk), LIST(.identity = &mail), NULL));
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "identity",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.identity = &mail, .customer_id = ANN), NULL));
}

static void expect_no_position(struct desk *desk, const struct sup_ticket_list_params *params)
{
    must_fail(desk, SUP_MSG_LIST_AFTER, "after",
              sup_ticket_list(desk->core, by_priya(desk), params, NULL));
}

static void a_position_is_only_for_the_list_that_it_came_with(void **state)
{
    static const char *const odd[] = {"x", "2", "0123456789abcdef.0.2", "...", "-", "+"};
    struct desk *desk = *state;
    const struct sup_identity mail = MAIL("ann@x.example");
    char after[sizeof next];

    fill(desk);
    (void)ids(desk, by_priya(desk), LIST(.limit = 2, .category = SUP_CATEGORY_NEW));
    strcpy(after, next);
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.limit = 9, .category = SUP_CATEGORY_NEW, .after = after)),
        "2 1 ");
    assert_string_equal(
        ids(desk, by_priya(desk),
            LIST(.category = SUP_CATEGORY_NEW, .sort = SUP_SORT_ID, .after = after)),
        "2 1 ");
    expect_no_position(desk, LIST(.after = after));
    expect_no_position(desk, LIST(.category = SUP_CATEGORY_OPEN, .after = after));
    expect_no_position(desk, LIST(.category = SUP_CATEGORY_NEW, .is_ascending = 1, .after = after));
    expect_no_position(
        desk, LIST(.category = SUP_CATEGORY_NEW, .sort = SUP_SORT_UPDATED, .after = after));
    expect_no_position(desk,
                       LIST(.category = SUP_CATEGORY_NEW, .is_unassigned = 1, .after = after));
    expect_no_position(desk,
                       LIST(.category = SUP_CATEGORY_NEW, .opened_from_ms = 5, .after = after));
    after[strlen(after) - 1] = 'x'; /* the id */
    expect_no_position(desk, LIST(.category = SUP_CATEGORY_NEW, .after = after));
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        expect_no_position(desk, LIST(.after = odd[i]));
    }
    /* It does not tell by what address the list was asked for. */
    desk_ok(desk, by_system(desk), SAVE(.customer_id = ANN, KNOWN_BY(MAIL("ann@x.example"))));
    (void)ids(desk, by_priya(desk), LIST(.limit = 2, .identity = &mail));
    strcpy(after, next);
    (void)ids(desk, by_priya(desk), LIST(.limit = 2, .customer_id = ANN));
    assert_string_equal(next, after);
}

/* Another policy has other priorities, or the same in another order. */
static void a_new_policy_ends_a_list_by_priority(void **state)
{
    struct desk *desk = *state;
    struct sup_policy *policy = NULL;
    char by_id[sizeof next];

    fill(desk);
    (void)ids(desk, by_priya(desk), LIST(.limit = 2));
    strcpy(by_id, next);
    (void)ids(desk, by_priya(desk), LIST(.limit = 2, .sort = SUP_SORT_PRIORITY));
    must(desk,
         sup_policy_show(desk->core, by_priya(desk), PARAMS(policy_show, .version = 0), &policy));
    desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE,
            PARAMS(policy, .document = policy->document));
    sup_free(policy);
    expect_no_position(desk, LIST(.limit = 2, .sort = SUP_SORT_PRIORITY, .after = next));
    assert_string_equal(ids(desk, by_priya(desk), LIST(.limit = 2, .after = by_id)), "3 2 +");
}

static void what_an_earlier_policy_had_is_below_all_priorities(void **state)
{
    static const char document[] =
        "{\"supportcore_policy\":1,\"name\":\"Small\",\"statuses\":[{\"name\":\"new\",\"category\":"
        "\"new\"},{\"name\":\"open\",\"category\":\"open\"},{\"name\":\"solved\",\"category\":"
        "\"solved\"},{\"name\":\"closed\",\"category\":\"closed\"}],\"transitions\":{\"new\":"
        "[\"open\",\"closed\"],\"open\":[\"solved\"],\"solved\":[\"open\",\"closed\"],\"closed\":[]"
        "},\"priorities\":[\"high\",\"low\"],\"default_priority\":\"low\",\"channels\":[\"email\"],"
        "\"reasons\":[\"any\"],\"teams\":[\"all\"],\"roles\":{\"agent\":{\"may\":[\"ticket.list\"]"
        "},\"admin\":{\"may\":[\"*\"]}}}";
    struct desk *desk = *state;

    fill(desk); /* low urgent normal high urgent */
    desk_ok(desk, by_ada(desk), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    assert_string_equal(all_pages(desk, PAGES(.limit = 2, .sort = SUP_SORT_PRIORITY)),
                        "1 4 |5 3 |2 ");
    assert_string_equal(
        all_pages(desk, PAGES(.limit = 4, .sort = SUP_SORT_PRIORITY, .is_ascending = 1)),
        "2 3 5 4 |1 ");
}

/* ---- how much is looked at ---- */

/* So many tickets of a customer's with a tag, a hundred in a batch. */
static void open_many(struct desk *desk, int64_t customer, int count)
{
    static const char *const bulk = "bulk";
    struct sup_ticket_open_params open = {.size = sizeof open,

                                          .customer_id = customer,
                                          .subject = "S",
                                          .team = "risk",
                                          .tags = &bulk,
                                          .tag_count = 1};
    struct sup_batch_item items[100];
    const struct sup_caller *caller = by_priya(desk);

    for (int i = 0; i < 100; i++) {
        items[i] = (struct sup_batch_item){.size = sizeof items[i],
                                           .operation = SUP_OP_TICKET_OPEN,
                                           .caller = caller,
                                           .params = &open};
    }
    for (int i = 0; i < count; i += 100) {
        must(desk, sup_batch(desk->core, caller, items, 100));
    }
}

static void a_page_looks_at_so_many_tickets_and_goes_on_from_there(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_list *list = NULL;

    fill(desk);
    open_many(desk, BEN, SUP_LIST_LOOKED_MAX - 100); /* 5 to 4905 */
    /* The five are looked at as well. */
    assert_string_equal(ids(desk, by_priya(desk), LIST(.priority = "high")), "4 ");
    open_many(desk, BEN, 100); /* to 5005: the page ends with ticket 6 */
    assert_string_equal(ids(desk, by_priya(desk), LIST(.priority = "high")), "+");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.priority = "high", .after = next)), "4 ");
    assert_string_equal(ids(desk, by_priya(desk), LIST(.priority = "low", .is_ascending = 1)),
                        "1 +");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.priority = "low", .is_ascending = 1, .after = next)), "");
    /* Nothing but Ann's tickets is looked at here. */
    assert_string_equal(ids(desk, by_priya(desk), LIST(.priority = "high", .customer_id = ANN)),
                        "4 ");
    must(desk,
         sup_ticket_list(desk->core, by_priya(desk), LIST(.limit = 3, .team = "risk"), &list));
    assert_int_equal(list->count, 3);
    assert_int_equal(list->items[2].id, 5003);
    sup_free(list);
    /* Fewer than are sorted: all of them. */
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.priority = "high", .sort = SUP_SORT_UPDATED)), "4 ");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.priority = "high", .sort = SUP_SORT_OPENED)), "4 ");
}

/* The same by a tag, and for a person who is two customers: of each, half as many. */
static void tags_and_persons_have_short_pages_too(void **state)
{
    static const char *const bulk[] = {"bulk"};
    struct desk *desk = *state;
    int64_t half = SUP_LIST_LOOKED_MAX / 2;
    int64_t zoe;

    fill(desk);
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = 4, .tags = bulk, .tag_count = 1));
    desk_ok(desk, by_system(desk), RESOLVE(KNOWN_BY(MAIL("zoe@x.example"))));
    zoe = desk->receipt.id;
    open_many(desk, zoe, SUP_LIST_LOOKED_MAX); /* 6 to 5005 */
    assert_string_equal(ids(desk, by_priya(desk), LIST(.tag = "bulk", .priority = "high")), "+");
    assert_int_equal(atoi(strrchr(next, '.') + 1), 6);
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.tag = "bulk", .priority = "high", .after = next)), "4 ");
    must_fail(desk, SUP_MSG_ARGUMENTS_EXCLUDE, "tag",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.tag = "x", .reference = &(struct sup_reference){"a", "b", "c"}),
                              NULL));

    desk_ok(desk, by_lee(desk), MERGE(zoe, ANN));
    assert_string_equal(ids(desk, by_priya(desk), LIST(.customer_id = ANN, .priority = "high")),
                        "+");
    assert_int_equal(atoi(strrchr(next, '.') + 1), 5006 - half);
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.customer_id = ANN, .priority = "high", .after = next)),
        "4 ");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.customer_id = ANN, .limit = 3, .is_ascending = 1)),
        "1 2 3 +");
    must_fail(desk, SUP_MSG_LIST_AFTER, "after",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.customer_id = ANN, .limit = 4, .after = next), NULL));
    assert_string_equal(ids(desk, by_priya(desk),
                            LIST(.customer_id = ANN, .limit = 4, .is_ascending = 1, .after = next)),
                        "4 5 6 7 +");
}

static void what_is_too_much_to_sort_is_told(void **state)
{
    struct desk *desk = *state;
    int64_t day = T0 - DAY_MS;

    fill(desk);
    open_many(desk, BEN, SUP_LIST_SORTED_MAX - 100);
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.customer_id = ANN, .sort = SUP_SORT_PRIORITY)),
        "5 2 4 3 1 ");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.priority = "high", .sort = SUP_SORT_UPDATED)), "4 ");
    (void)open_at(desk, T0, "high");
    desk_move(desk, by_priya(desk), desk->receipt.id, "solved");
    open_many(desk, BEN, 100); /* now there are 10006 */
    must_fail(desk, SUP_MSG_LIST_WIDE, "sort",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.priority = "high", .sort = SUP_SORT_UPDATED), NULL));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_LIMIT);
    must_fail(desk, SUP_MSG_LIST_WIDE, "sort",
              sup_ticket_list(desk->core, by_priya(desk), LIST(.sort = SUP_SORT_PRIORITY), NULL));
    must_fail(desk, SUP_MSG_LIST_WIDE, "sort",
              sup_ticket_list(desk->core, by_priya(desk),
                              LIST(.category = SUP_CATEGORY_NEW, .sort = SUP_SORT_PRIORITY), NULL));
    /* A category, a person or a range of days that has fewer is sorted. */
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.category = SUP_CATEGORY_SOLVED, .sort = SUP_SORT_PRIORITY)),
        "9906 ");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.customer_id = ANN, .sort = SUP_SORT_UPDATED, .limit = 3)),
        "9906 2 5 +");
    assert_string_equal(ids(desk, by_priya(desk),
                            LIST(.category = SUP_CATEGORY_NEW, .sort = SUP_SORT_PRIORITY,
                                 .opened_from_ms = day, .opened_to_ms = day + 4 * HOUR_MS)),
                        "2 4 3 1 ");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.opened_from_ms = day, .opened_to_ms = day + 3 * HOUR_MS)),
        "4 3 2 ");
    /* By opening there is no end to what can be listed: in short pages. */
    assert_string_equal(ids(desk, by_priya(desk), LIST(.priority = "low", .sort = SUP_SORT_OPENED)),
                        "+");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.priority = "low", .sort = SUP_SORT_OPENED, .after = next)),
        "+");
    assert_string_equal(
        ids(desk, by_priya(desk), LIST(.priority = "low", .sort = SUP_SORT_OPENED, .after = next)),
        "1 ");
    assert_string_equal(ids(desk, by_priya(desk),
                            LIST(.priority = "low", .sort = SUP_SORT_OPENED, .is_ascending = 1)),
                        "1 +");
}

static const struct CMUnitTest tests[] = {
    desk_test(each_sort_has_its_order_and_ties_go_by_id),
    desk_test(what_nobody_has_and_ranges_of_time),
    desk_test(a_person_is_found_by_an_identity_and_after_merges),
    desk_test(a_position_is_only_for_the_list_that_it_came_with),
    desk_test(a_new_policy_ends_a_list_by_priority),
    desk_test(what_an_earlier_policy_had_is_below_all_priorities),
    desk_test(a_page_looks_at_so_many_tickets_and_goes_on_from_there),
    desk_test(tags_and_persons_have_short_pages_too),
    desk_test(what_is_too_much_to_sort_is_told),
};

DESK_MAIN(tests)
