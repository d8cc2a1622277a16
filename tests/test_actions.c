/*
 * test_actions.c: what the library itself does, as rows of the authority matrix: the whole table of
 * operations by the four effects.
 */
#include "action_fixture.h"

static void each_governed_operation_has_its_case_and_takes_a_request(void **state)
{
    size_t governed = 0;

    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        int takes = 0;

        for (uint32_t j = 0; j < operation->params->field_count; j++) {
            takes |= strcmp(operation->params->fields[j].name, "rationale") == 0 &&
                     strcmp(operation->name, "authority.request") != 0;
        }
        assert_int_equal(takes, operation->governed_by != NULL);
        assert_int_equal(use_of(operation->number) != NULL, operation->governed_by != NULL);
        governed += operation->governed_by != NULL;
        assert_true(!operation->governed_by || sup__is_own_action(operation->governed_by));
        /* All others have what their role must allow, and no second entry. */
        assert_true(operation->action[0] != '\0');
    }
    assert_int_equal(governed, USES);
}

static void nobody_asks(struct desk *desk, const struct use *use)
{
    int64_t after = desk_sequence(desk);

    must(desk, do_it(desk, by_ada(desk), use, 0, NULL));
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.taken"), 0);
}

static void without_a_row_the_rights_decide_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < USES; i++) {
        void *one = NULL;

        assert_int_equal(desk_setup(&one), 0);
        begin(one, "{\"name\": \"all\", \"remedies\": [\"*\"], \"effect\": \"refuse\"}");
        must_fail((struct desk *)one, SUP_MSG_ACTION_FREE, "remedy",
                  ask_for(one, by_ada(one), &uses[i], uses[i].subject));
        must_fail((struct desk *)one, SUP_MSG_ACTION_FREE, "request_id",
                  do_it(one, by_ada(one), &uses[i], 1, NULL));
        nobody_asks(one, &uses[i]);
        assert_int_equal(desk_teardown(&one), 0);
    }
}

static void is_allowed(struct desk *desk, const struct use *use)
{
    int64_t after = desk_sequence(desk);
    struct sup_remedy_request *made;

    must(desk, do_it(desk, by_ada(desk), use, 0, "Because."));
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.taken"), 1);
    made = request_of(desk, 1);
    assert_int_equal(made->state, SUP_REQUEST_CONFIRMED);
    assert_int_equal(made->effect, SUP_EFFECT_ALLOW);
    assert_string_equal(made->row, "rule");
    assert_string_equal(made->remedy, sup_operation_numbered(use->operation)->governed_by);
    assert_int_equal(made->ticket_id, use->ticket);
    assert_int_equal(made->actor_id, ADA);
    if (!use->ticket) {
        assert_int_equal(made->customer_id, use->customer);
    }
    assert_true(!use->subject == !made->subject);
    if (use->subject) {
        assert_string_equal(made->subject, subject_of(use->subject));
    }
    sup_free(made);
}

static void what_a_row_allows_is_done_and_recorded(void **state)
{
    (void)state;
    for_each_use("\"effect\": \"allow\"", is_allowed);
}

static void takes_a_rationale(struct desk *desk, const struct use *use)
{
    struct sup_remedy_request *made;
    int64_t after = desk_sequence(desk);

    must_fail(desk, SUP_MSG_REMEDY_RATIONALE, "rationale", do_it(desk, by_ada(desk), use, 0, NULL));
    must_fail(desk, SUP_MSG_REMEDY_RATIONALE, "rationale", do_it(desk, by_ada(desk), use, 0, ""));
    assert_int_equal(desk_sequence(desk), after + 2); /* that it was refused, and nothing else */
    assert_int_equal(events_of(desk, after, "request.refused"), 2);
    must(desk, do_it(desk, by_ada(desk), use, 0, "Because."));
    expect_done(desk, use, after + 2, 1);
    made = request_of(desk, 1);
    if (use->operation != SUP_OP_CUSTOMER_ERASE) { /* what was said of them went with them */
        assert_string_equal(made->rationale, "Because.");
    } else {
        assert_null(made->rationale);
    }
    sup_free(made);
}

static void what_takes_a_rationale_names_it(void **state)
{
    (void)state;
    for_each_use("\"effect\": \"allow_with_rationale\"", takes_a_rationale);
}

static void is_refused(struct desk *desk, const struct use *use)
{
    int64_t after = desk_sequence(desk);

    must_fail(desk, SUP_MSG_REMEDY_REFUSED, "remedy",
              do_it(desk, by_ada(desk), use, 0, "Because."));
    assert_non_null(strstr(sup_last_error(desk->core)->text, "the row rule refuses it"));
    assert_int_equal(desk_sequence(desk), after + 1);
    assert_int_equal(events_of(desk, after, "remedy.refused"), 1);
    expect_state(desk, 1, SUP_REQUEST_REFUSED);
    must_fail(desk, SUP_MSG_REMEDY_REFUSED, "remedy",
              ask_for(desk, by_ada(desk), use, use->subject));
    /* Neither the host nor the past is asked. */
    must(desk, do_it(desk, by_system(desk), use, 0, NULL));
}

static void what_a_row_refuses_is_recorded(void **state)
{
    (void)state;
    for_each_use("\"effect\": \"refuse\"", is_refused);
}

static void is_approved_once(struct desk *desk, const struct use *use)
{
    static const char *const roles[] = {"admin"};
    int64_t after = desk_sequence(desk);
    int64_t request;
    int64_t max;

    desk_ok(desk, by_system(desk), SUP_OP_AGENT_SAVE,
            PARAMS(agent_save, .name = "Max", .roles = roles, .role_count = 1));
    max = desk->receipt.id;
    must_fail(desk, SUP_MSG_ACTION_APPROVAL, "request_id",
              do_it(desk, by_ada(desk), use, 0, "Because."));
    request = asked(desk, use);
    must_fail(desk, SUP_MSG_REQUEST_STATE, "request_id",
              do_it(desk, by_ada(desk), use, request, NULL));
    desk_fails(desk, SUP_MSG_APPROVAL_OWN, "request_id", by_ada(desk), APPROVE(request));
    desk_ok(desk, by(desk, SUP_ACTOR_AGENT, max), APPROVE(request));
    expect_state(desk, request, SUP_REQUEST_GRANTED);
    /* It is nothing that the shop gives, nor somebody else's. */
    desk_fails(desk, SUP_MSG_ACTION_OWN, "request_id", by_ada(desk), EXECUTE(request));
    must_fail(desk, SUP_MSG_REQUEST_FOREIGN, "request_id",
              do_it(desk, by(desk, SUP_ACTOR_AGENT, max), use, request, NULL));
    expect_done(desk, use, after, 0);
    must(desk, do_it(desk, by_ada(desk), use, request, NULL));
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.request_used"), 1);
    expect_state(desk, request, SUP_REQUEST_CONFIRMED);
    /* And once only. */
    assert_int_not_equal(do_it(desk, by_ada(desk), use, request, NULL), SUP_OK);
    expect_done(desk, use, after, 1);
    assert_int_equal(events_of(desk, after, "action.request_used"), 1);
}

static void what_needs_approval_is_done_once_it_is_approved(void **state)
{
    (void)state;
    for_each_use(APPROVED_BY_ADMIN, is_approved_once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_governed_operation_has_its_case_and_takes_a_request),
        cmocka_unit_test(without_a_row_the_rights_decide_alone),
        cmocka_unit_test(what_a_row_allows_is_done_and_recorded),
        cmocka_unit_test(what_takes_a_rationale_names_it),
        cmocka_unit_test(what_a_row_refuses_is_recorded),
        cmocka_unit_test(what_needs_approval_is_done_once_it_is_approved),
    };
    int failed;

    desk_backend = DESK_MEMORY;
    failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    desk_backend = DESK_SQLITE;
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
