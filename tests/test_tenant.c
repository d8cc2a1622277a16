/*
 * test_tenant.c: desks that share a store know nothing of each other, and handles that share a desk
 * see each other's work at once.
 */
#include "desk_fixture.h"

#define NOTE(...) SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)

/* A second desk or handle on the first one's store. */
static struct desk *second(struct desk *first, int64_t tenant)
{
    struct desk *desk = calloc(1, sizeof *desk);

    assert_non_null(desk);
    desk->store = first->store;
    desk->tenant = tenant;
    desk->now_ms = first->now_ms;
    desk_open(desk);
    return desk;
}

static void second_close(struct desk *desk)
{
    sup_close(desk->core);
    free(desk);
}

static void another_tenants_things_are_not_there(void **state)
{
    struct desk *first = *state;
    struct desk *desk = second(first, 7);
    const char *const tag = "vip";
    const struct sup_reference thing = {"shopify", "order", "1"};
    const struct sup_identity ann = {"customer", "shopify", "207", 0, 0};
    const struct sup_fact fact = {"a", "b"};
    struct sup_caller *caller;
    struct sup_ticket_list *list = NULL;

    desk_ticket(first);
    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE, PARAMS(agent_save, .name = "Own"));
    caller = by_system(desk);
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, NULL, caller, SUP_OP_AGENT_GET,
               PARAMS(agent_get, .agent_id = 2));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, NULL, caller, SUP_OP_AGENT_SAVE,
               PARAMS(agent_save, .agent_id = 2, .name = "Mine"));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, NULL, caller, SUP_OP_CUSTOMER_GET,
               PARAMS(customer_get, .customer_id = ANN));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, NULL, caller, SUP_OP_CUSTOMER_GET,
               PARAMS(customer_get, .identity = &ann));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, NULL, caller, SUP_OP_CUSTOMER_SAVE,
               PARAMS(customer_save, .customer_id = ANN, .name = "Mine"));
    desk_fails(desk, SUP_MSG_CUSTOMER_UNKNOWN, NULL, caller, SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .customer_id = ANN));
    desk_fails(desk, SUP_MSG_AGENT_UNKNOWN, NULL, caller, SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .assignee_id = 2));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .follow_up_of = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_RECEIVE,
               PARAMS(ticket_receive, .ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_REPLY,
               PARAMS(ticket_message, .ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, NOTE(.ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_MOVE,
               PARAMS(ticket_move, .ticket_id = 1, .status = "closed"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_PRIORITIZE,
               PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "low"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_CLASSIFY,
               PARAMS(ticket_classify, .ticket_id = 1, .reason = "legal"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_ASSIGN,
               PARAMS(ticket_assign, .ticket_id = 1, .team = "risk"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_TRANSFER,
               PARAMS(ticket_transfer, .ticket_id = 1, .team = "risk"));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_TAG,
               PARAMS(ticket_tag, .ticket_id = 1, .tags = &tag, .tag_count = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_REFERENCE_ADD,
               PARAMS(reference, .ticket_id = 1, .references = &thing, .reference_count = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_FACT_RECORD,
               PARAMS(fact_record, .ticket_id = 1, .facts = &fact, .fact_count = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_GET,
               PARAMS(ticket_get, .ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_MESSAGES,
               PARAMS(ticket_page, .ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, NULL, caller, SUP_OP_TICKET_HISTORY,
               PARAMS(ticket_page, .ticket_id = 1));
    must(desk, sup_ticket_list(desk->core, caller, PARAMS(ticket_list, .limit = 0), &list));
    assert_int_equal(list->count, 0);
    sup_free(list);
    /* Its people cannot act here, and ids are counted anew. */
    desk_fails(desk, SUP_MSG_ACTOR_UNKNOWN, NULL, by(desk, SUP_ACTOR_AGENT, LEE),
               NOTE(.ticket_id = 1, .body = "x"));
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "Own"));
    assert_int_equal(desk->receipt.id, 1);
    desk_expect_sound(desk);
    desk_expect_sound(first);
    second_close(desk);
}

static void customers_of_one_tenant_see_only_their_own(void **state)
{
    struct desk *desk = *state;
    struct sup_ticket_list *list = NULL;
    char *before;

    desk_ticket(desk); /* Ann's */
    desk_ok(desk, by_priya(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "Nobody's"));
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ben(desk), SUP_OP_TICKET_GET,
               PARAMS(ticket_get, .ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ben(desk), SUP_OP_TICKET_GET,
               PARAMS(ticket_get, .ticket_id = 2));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ben(desk), SUP_OP_TICKET_MESSAGES,
               PARAMS(ticket_page, .ticket_id = 1));
    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_ben(desk), SUP_OP_TICKET_RECEIVE,
               PARAMS(ticket_receive, .ticket_id = 1, .body = "It is mine"));
    desk_expect_unchanged(desk, before);
    must_fail(
        desk, SUP_MSG_CUSTOMER_UNKNOWN, "customer_id",
        sup_ticket_list(desk->core, by_ben(desk), PARAMS(ticket_list, .customer_id = ANN), &list));
    must(desk, sup_ticket_list(desk->core, by_ann(desk), PARAMS(ticket_list, .limit = 0), &list));
    assert_int_equal(list->count, 1);
    sup_free(list);
}

/* One step of a tenant's life, the same for the same number. */
static void live(struct desk *desk, int step)
{
    int64_t id = step / 5 + 1;

    switch (step % 5) {
    case 0:
        desk_ok(desk, by_ann(desk), SUP_OP_TICKET_OPEN,
                PARAMS(ticket_open, .subject = "S", .body = "B", .idempotency_key = letters(9)));
        break;
    case 1:
        desk_reply(desk, by_priya(desk), id, "R", "solved");
        break;
    case 2:
        desk_receive(desk, by_ann(desk), id, "Again");
        break;
    case 3:
        desk_move(desk, by_priya(desk), id, "solved");
        break;
    default:
        desk->now_ms += 5 * DAY_MS;
        assert_int_equal(desk_tick(desk), 1);
    }
    desk->now_ms += DAY_MS;
}

static char *life_of_tenant(int64_t other, int is_shared)
{
    struct desk *desk = calloc(1, sizeof *desk);
    struct desk *noise;
    int other_step = 0;
    char *dump;

    assert_non_null(desk);
    desk->now_ms = T0;
    desk->tenant = 3;
    desk->store = desk_store_open(NULL);
    desk_open(desk);
    noise = second(desk, other);
    desk_people(desk);
    if (is_shared) {
        desk_people(noise);
    }
    for (int step = 0; step < 25; step++) {
        for (int i = 0; is_shared && i <= step % 3; i++) {
            live(noise, other_step++);
        }
        live(desk, step);
    }
    dump = desk_dump(desk->store, 3, NULL);
    second_close(noise);
    sup_close(desk->core);
    sup_store_close(desk->store);
    free(desk);
    return dump;
}

static void a_tenants_life_is_the_same_bytes_whatever_others_do(void **state)
{
    char *alone = life_of_tenant(4, 0);
    char *with_a_later_one = life_of_tenant(4, 1);
    char *with_an_earlier_one = life_of_tenant(2, 1);

    (void)state;
    assert_string_equal(with_a_later_one, alone);
    assert_string_equal(with_an_earlier_one, alone);
    free(alone);
    free(with_a_later_one);
    free(with_an_earlier_one);
}

static void two_handles_on_a_desk_see_each_others_work(void **state)
{
    struct desk *one = *state;
    struct desk *two = second(one, 0);
    const char *const role = "viewer";

    for (int i = 0; i < 3; i++) {
        int64_t id = desk_ticket(one);

        desk_move(two, by_priya(two), id, "pending");
        desk_move(one, by_priya(one), id, "open");
        desk_move(two, by_priya(two), id, "solved");
        assert_int_equal(two->receipt.version, 5);
        desk_fails(one, SUP_MSG_TICKET_STALE, "version", by_priya(one),
                   NOTE(.ticket_id = id, .body = "x", .version = 4));
        desk_ok(one, by_priya(one), NOTE(.ticket_id = id, .body = "x", .version = 5));
    }
    desk_ok(one, by_priya(one), NOTE(.ticket_id = 1, .body = "x"));
    desk_ok(
        two, by_system(two), SUP_OP_AGENT_SAVE,
        PARAMS(agent_save, .agent_id = PRIYA, .name = "Priya", .roles = &role, .role_count = 1));
    desk_fails(one, SUP_MSG_ACTOR_MAY_NOT, "caller", by_priya(one),
               NOTE(.ticket_id = 1, .body = "x"));
    desk_expect_sound(one);
    second_close(two);
}

static void a_policy_activated_by_one_handle_rules_the_other(void **state)
{
    struct desk *one = *state;
    struct desk *two = second(one, 0);
    struct sup_policy *policy = NULL;
    char document[8192];
    char *name;

    desk_ticket(one);
    must(one,
         sup_policy_show(one->core, by_system(one), PARAMS(policy_show, .version = 0), &policy));
    strcpy(document, policy->document);
    sup_free(policy);
    name = strstr(document, "\"low\", \"normal\", \"high\", \"urgent\"");
    assert_non_null(name);
    memcpy(name, "\"low\", \"normal\", \"high\", \"severe\"", 33);
    desk_ok(two, by_system(two), SUP_OP_POLICY_ACTIVATE, PARAMS(policy, .document = document));
    desk_ok(one, by_priya(one), SUP_OP_TICKET_PRIORITIZE,
            PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "severe"));
    desk_fails(one, SUP_MSG_POLICY_NAME, "priority", by_priya(one), SUP_OP_TICKET_PRIORITIZE,
               PARAMS(ticket_prioritize, .ticket_id = 1, .priority = "urgent"));
    second_close(two);
}

static void tenants_go_from_0_to_the_largest_number(void **state)
{
    struct desk *first = *state;
    struct sup_options options = desk_options(first);
    struct sup_error error = {0};
    sup_core *core = NULL;
    struct desk *last;

    options.tenant = -1;
    assert_int_equal(sup_open(&options, &core, &error), SUP_INVALID);
    assert_string_equal(error.field, "tenant");
    assert_null(core);
    last = second(first, INT64_MAX);
    desk_people(last);
    desk_ticket(last);
    desk_expect_sound(last);
    second_close(last);
}

static const struct CMUnitTest tests[] = {
    desk_test(another_tenants_things_are_not_there),
    desk_test(customers_of_one_tenant_see_only_their_own),
    cmocka_unit_test(a_tenants_life_is_the_same_bytes_whatever_others_do),
    desk_test(two_handles_on_a_desk_see_each_others_work),
    desk_test(a_policy_activated_by_one_handle_rules_the_other),
    desk_test(tenants_go_from_0_to_the_largest_number),
};

DESK_MAIN(tests)
