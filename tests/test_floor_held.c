/*
 * test_floor_held.c: each action that can be held is held, until what ends that has happened.
 * test_floor_doors.c has the other ways to do what is held.
 */
#include "floor_fixture.h"

#include "policy/policy.h"

/* On the middle floor everything that can be held is, until that. */
static void hold_all(struct desk *desk, const char *until)
{
    static const char holding[] =
        "\"fields\": [{\"name\": \"order\", \"type\": \"text\"}],"
        " \"sla\": [{\"name\": \"all\","
        " \"targets\": [{\"metric\": \"first_reply\", \"within\": \"PT1S\"}]}],"
        " \"floors\": [\"desk\", {\"name\": \"expert\","
        " \"rules\": [{\"name\": \"abuse\","
        " \"when\": {\"in\": [\"abuse\", {\"var\": \"ticket.tags\"}]}}],"
        " \"sign_off\": {\"roles\": [\"lead\"], \"within\": \"PT1H\", \"unsigned\": \"stay\"},"
        " %s"
        " \"resolution\": [{\"name\": \"head\", \"roles\": [\"admin\"]}],"
        " \"hold\": [{\"until\": \"%s\","
        " \"actions\": [\"ticket.*\", \"reference.*\", \"fact.record\", \"sla.record_cause\","
        " \"authority.*\", \"review.record\", \"outcome.rate\"]}]}, \"board\"], \"authority\": {\"remedies\": [\"apology\"], \"matrix\":"
        " [{\"name\": \"sorry\", \"remedies\": [\"apology\"], \"effect\": \"allow\"}]}";
    static const char clearance[] = "\"clearance\": {\"roles\": [\"admin\"]},";
    char sections[sizeof holding + sizeof clearance + 20];

    snprintf(sections, sizeof sections, holding,
             strcmp(until, "clearance") == 0 ? clearance : "", until);
    sla_activate(desk, sections);
}

/* Of each ticket another one: what is held of one order is held on every ticket about it. */
static char order_id[20];
static const struct sup_reference order = {"shopify", "order", order_id};
static const struct sup_reference others_order = {"shopify", "order", "1003"};
static const struct sup_reference other_order = {"shopify", "order", "1002"};
static const struct sup_fact fact = {"message.is_abusive", "true"};
static const struct sup_ticket_field field = {"order", "1001"};
static const char *const old_tag[] = {"old"};
static const char *const new_tag[] = {"new"};

/* A ticket and what is around it. */
struct around {
    int64_t ticket;
    int64_t part;  /* was merged into it */
    int64_t other; /* is the cause of it */
    int64_t reminder;
    int64_t request; /* for an apology, granted */
};

/* One that the shop says is Ann's: otherwise it would be all of Ann's that is held. */
static void about_order(struct desk *desk, int64_t ticket, const struct sup_reference *named)
{
    desk_ok(desk, by_system(desk), SUP_OP_REFERENCE_REPORT,
            PARAMS(reference_report, .reference = named, .customer_id = ANN));
    desk_ok(desk, by_lee(desk), SUP_OP_REFERENCE_ADD,
            PARAMS(reference, .ticket_id = ticket, .references = named, .reference_count = 1));
}

/* All that can be taken away from a ticket later is there; then it becomes one for experts. */
static struct around held_ticket(struct desk *desk)
{
    struct around around;

    around.ticket = desk_ticket(desk);
    snprintf(order_id, sizeof order_id, "%d", 5000 + (int)around.ticket);
    around.part = desk_ticket(desk);
    around.other = desk_ticket(desk);
    about_order(desk, around.other, &others_order);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_MERGE,
            PARAMS(ticket_merge, .ticket_id = around.part, .into = around.ticket));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_LINK,
            PARAMS(ticket_link, .ticket_id = around.ticket, .kind = SUP_LINK_CAUSED_BY,
                   .to = around.other));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_TAG,
            PARAMS(ticket_tag, .ticket_id = around.ticket, .tags = old_tag, .tag_count = 1));
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_WATCH,
            PARAMS(ticket_watch, .ticket_id = around.ticket, .agent_id = LEE));
    about_order(desk, around.ticket, &order);
    desk_ok(desk, by_lee(desk), SUP_OP_TICKET_REMIND,
            PARAMS(ticket_remind, .ticket_id = around.ticket, .within_ms = DAY_MS));
    around.reminder = desk->receipt.id;
    desk_ok(desk, by_priya(desk), SUP_OP_AUTHORITY_REQUEST,
            PARAMS(authority_request, .ticket_id = around.ticket, .remedy = "apology"));
    around.request = desk->receipt.id;
    desk->now_ms += 2 * SECOND_MS; /* the first reply is late */
    desk_tick(desk);
    desk_reply(desk, by_lee(desk), around.ticket, "Hello.", "open");
    floor_tag(desk, around.ticket, "abuse");
    expect_floors(desk, around.ticket, "expert expert");
    return around;
}

static int32_t label(struct desk *desk, int32_t operation, const struct around *around)
{
    int64_t id = around->ticket;
    struct sup_caller *lee = by_lee(desk);

    switch (operation) {
    case SUP_OP_TICKET_TAG:
    case SUP_OP_TICKET_UNTAG:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_tag, .ticket_id = id,
                               .tags = operation == SUP_OP_TICKET_TAG ? new_tag : old_tag,
                               .tag_count = 1));
    case SUP_OP_TICKET_FILL:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_fill, .ticket_id = id, .fields = &field, .field_count = 1));
    case SUP_OP_REFERENCE_ADD:
    case SUP_OP_REFERENCE_REMOVE:
        return desk_run(
            desk, lee, operation,
            PARAMS(reference, .ticket_id = id,
                   .references = operation == SUP_OP_REFERENCE_ADD ? &other_order : &order,
                   .reference_count = 1));
    case SUP_OP_FACT_RECORD:
        return desk_run(desk, lee, operation,
                        PARAMS(fact_record, .ticket_id = id, .facts = &fact, .fact_count = 1));
    case SUP_OP_TICKET_WATCH:
    case SUP_OP_TICKET_UNWATCH:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_watch, .ticket_id = id,
                               .agent_id = operation == SUP_OP_TICKET_WATCH ? PRIYA : LEE));
    case SUP_OP_AUTHORITY_REQUEST:
        return desk_run(desk, lee, operation,
                        PARAMS(authority_request, .ticket_id = id, .remedy = "apology"));
    case SUP_OP_AUTHORITY_EXECUTE:
        return desk_run(desk, by_priya(desk), operation, /* Lee signs */
                        PARAMS(authority_execute, .request_id = around->request));
    case SUP_OP_REVIEW_RECORD:
        return desk_run(desk, lee, operation,
                        PARAMS(review_record, .ticket_id = id, .agent_id = PRIYA, .score = 80));
    case SUP_OP_OUTCOME_RATE:
        return desk_run(desk, lee, operation, PARAMS(outcome_rate, .ticket_id = id, .score = 80));
    default:
        fail_msg("no case for operation %d", (int)operation);
        return 0;
    }
}

static int32_t connect(struct desk *desk, int32_t operation, const struct around *around)
{
    int64_t id = around->ticket;
    struct sup_caller *lee = by_lee(desk);

    switch (operation) {
    case SUP_OP_TICKET_LINK:
        return desk_run(
            desk, lee, operation,
            PARAMS(ticket_link, .ticket_id = id, .kind = SUP_LINK_BLOCKED_BY, .to = around->other));
    case SUP_OP_TICKET_UNLINK:
        return desk_run(
            desk, lee, operation,
            PARAMS(ticket_link, .ticket_id = id, .kind = SUP_LINK_CAUSED_BY, .to = around->other));
    case SUP_OP_TICKET_MERGE:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_merge, .ticket_id = id, .into = around->other));
    case SUP_OP_TICKET_UNMERGE:
        return desk_run(desk, lee, operation, PARAMS(ticket_unmerge, .ticket_id = around->part));
    case SUP_OP_TICKET_SPLIT:
        /* What came last. */
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_split, .ticket_id = id, .message_id = desk->receipt.id));
    case SUP_OP_TICKET_REMIND:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_remind, .ticket_id = id, .within_ms = DAY_MS));
    case SUP_OP_TICKET_UNREMIND:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_unremind, .ticket_id = id, .reminder_id = around->reminder));
    case SUP_OP_SLA_RECORD_CAUSE:
        return desk_run(desk, lee, operation,
                        PARAMS(sla_record_cause, .ticket_id = id, .metric = SUP_METRIC_FIRST_REPLY,
                               .cause = "volume"));
    default:
        return label(desk, operation, around);
    }
}

static int32_t do_it(struct desk *desk, int32_t operation, const struct around *around)
{
    int64_t id = around->ticket;
    struct sup_caller *lee = by_lee(desk);

    switch (operation) {
    case SUP_OP_TICKET_REPLY:
    case SUP_OP_TICKET_NOTE:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_message, .ticket_id = id, .body = "One moment."));
    case SUP_OP_TICKET_MOVE:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_move, .ticket_id = id, .status = "pending"));
    case SUP_OP_TICKET_PRIORITIZE:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_prioritize, .ticket_id = id, .priority = "urgent"));
    case SUP_OP_TICKET_CLASSIFY:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_classify, .ticket_id = id, .reason = "return"));
    case SUP_OP_TICKET_ASSIGN:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_assign, .ticket_id = id, .agent_id = PRIYA));
    case SUP_OP_TICKET_TRANSFER:
        return desk_run(desk, lee, operation,
                        PARAMS(ticket_transfer, .ticket_id = id, .team = "risk"));
    default:
        return connect(desk, operation, around);
    }
}

static void expect_held(struct desk *desk, int32_t operation, const struct around *around)
{
    if (do_it(desk, operation, around) != SUP_REFUSED ||
        sup_last_error(desk->core)->message_id != SUP_MSG_FLOOR_HELD) {
        fail_msg("operation %d was not held: %s", (int)operation, sup_last_error(desk->core)->text);
    }
}

static void expect_free(struct desk *desk, int32_t operation, const struct around *around)
{
    int32_t code = do_it(desk, operation, around);

    if (code != SUP_OK) {
        fail_msg("operation %d: %s", (int)operation, sup_last_error(desk->core)->text);
    }
}

static int32_t number_of(const char *action)
{
    const struct sup_operation *operation = sup_operation_find(action);

    assert_non_null(operation);
    return operation->number;
}

#define SIGN(id, what, ...)                                                                        \
    SUP_OP_FLOOR_SIGN, PARAMS(floor_sign, .ticket_id = (id), .kind = SUP_SIGN_##what, __VA_ARGS__)

static void what_can_be_held_is_held_until_clearance(void **state)
{
    struct desk *desk = *state;

    hold_all(desk, "clearance");
    for (const char *const *action = sup__policy_held_actions; *action; action++) {
        struct around around = held_ticket(desk);

        expect_held(desk, number_of(*action), &around);
        desk_ok(desk, by_ada(desk), SIGN(around.ticket, CLEARANCE, .note = "Go on."));
        desk_receive(desk, by_ann(desk), around.ticket, "And another thing.");
        expect_free(desk, number_of(*action), &around);
    }
    desk_expect_sound(desk);
}

/* Only while somebody is asked: before and after a no it may be done. */
static void what_can_be_held_is_held_while_a_sign_off_is_waited_for(void **state)
{
    struct desk *desk = *state;

    hold_all(desk, "move_up");
    for (const char *const *action = sup__policy_held_actions; *action; action++) {
        struct around around = held_ticket(desk);

        desk_ok(desk, by_priya(desk), SUP_OP_FLOOR_ESCALATE,
                PARAMS(floor_escalate, .ticket_id = around.ticket));
        expect_held(desk, number_of(*action), &around);
        desk_ok(desk, by_lee(desk), SIGN(around.ticket, MOVE_UP, .is_rejected = 1));
        desk_receive(desk, by_ann(desk), around.ticket, "And another thing.");
        expect_free(desk, number_of(*action), &around);
    }
    desk_expect_sound(desk);
}

static void what_can_be_held_is_held_until_its_resolution_is_signed(void **state)
{
    struct desk *desk = *state;

    hold_all(desk, "resolution");
    for (const char *const *action = sup__policy_held_actions; *action; action++) {
        struct around around = held_ticket(desk);

        expect_held(desk, number_of(*action), &around);
        desk_ok(desk, by_ada(desk), SIGN(around.ticket, RESOLUTION, .is_rejected = 1));
        expect_held(desk, number_of(*action), &around);
        desk_ok(desk, by_ada(desk), SIGN(around.ticket, RESOLUTION, .is_rejected = 0));
        desk_receive(desk, by_ann(desk), around.ticket, "And another thing.");
        expect_free(desk, number_of(*action), &around);
    }
    desk_expect_sound(desk);
}

/* Signatures are for one stay: what is reopened is held again. */
static void what_is_reopened_is_held_again(void **state)
{
    struct desk *desk = *state;
    struct around around;

    hold_all(desk, "resolution");
    around = held_ticket(desk);
    desk_ok(desk, by_ada(desk), SIGN(around.ticket, RESOLUTION, .is_rejected = 0));
    desk_move(desk, by_lee(desk), around.ticket, "solved");
    desk_receive(desk, by_ann(desk), around.ticket, "No.");
    expect_held(desk, SUP_OP_TICKET_MOVE, &around);
    desk_expect_sound(desk);
}

/* Every operation that changes a ticket by hand is in the list of what can be held. */
static void nothing_that_changes_a_ticket_is_left_out(void **state)
{
    (void)state;
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        int has_ticket = 0;
        int is_listed = 0;

        for (uint32_t k = 0; k < operation->params->field_count; k++) {
            has_ticket |= strcmp(operation->params->fields[k].name, "ticket_id") == 0;
        }
        has_ticket |= strcmp(operation->name, "authority.execute") == 0; /* of the request */
        for (const char *const *action = sup__policy_held_actions; *action; action++) {
            is_listed |= strcmp(*action, operation->action) == 0;
        }
        if (!(operation->flags & SUP_OPERATION_WRITES) ||
            strcmp(operation->name, "ticket.receive") == 0 ||
            strncmp(operation->name, "survey.", strlen("survey.")) == 0 || /* what customers say */
            strcmp(operation->name, "ledger.report") == 0 || /* it happened */
            strncmp(operation->name, "floor.", strlen("floor.")) == 0) {
            has_ticket = 0;
        }
        if (has_ticket != is_listed) {
            fail_msg("%s", operation->name);
        }
    }
}

static const struct CMUnitTest tests[] = {
    desk_test(what_can_be_held_is_held_until_clearance),
    desk_test(what_can_be_held_is_held_while_a_sign_off_is_waited_for),
    desk_test(what_can_be_held_is_held_until_its_resolution_is_signed),
    desk_test(what_is_reopened_is_held_again),
    desk_test(nothing_that_changes_a_ticket_is_left_out),
};

DESK_MAIN(tests)
