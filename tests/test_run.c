/*
 * test_run.c: the frame around every operation: the caller, structs, receipts, misuse, fork.
 */
#include "desk_fixture.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOTE(...) SUP_OP_TICKET_NOTE, PARAMS(ticket_message, __VA_ARGS__)

static void a_caller_says_who_they_are(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "caller", NULL, NOTE(.ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_CALLER_ACTOR, "caller.actor_kind", by(desk, SUP_ACTOR_NONE, 1),
               NOTE(.ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_CALLER_ACTOR, "caller.actor_kind", by(desk, 6, 1),
               NOTE(.ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_CALLER_ACTOR, "caller.actor_kind", by(desk, -1, 1),
               NOTE(.ticket_id = 1, .body = "x"));
    for (int32_t kind = SUP_ACTOR_AGENT; kind <= SUP_ACTOR_CUSTOMER; kind++) {
        desk_fails(desk, SUP_MSG_CALLER_ACTOR, "caller.actor_id", by(desk, kind, 0),
                   NOTE(.ticket_id = 1, .body = "x"));
        desk_fails(desk, SUP_MSG_CALLER_ACTOR, "caller.actor_id", by(desk, kind, -1),
                   NOTE(.ticket_id = 1, .body = "x"));
    }
    desk_fails(desk, SUP_MSG_CALLER_ACTOR, "caller.actor_id", by(desk, SUP_ACTOR_INTEGRATION, -1),
               NOTE(.ticket_id = 1, .body = "x"));
    desk_expect_unchanged(desk, before);
    desk_ok(desk, by(desk, SUP_ACTOR_INTEGRATION, 77), NOTE(.ticket_id = 1, .body = "x"));
}

static void a_caller_says_what_time_it_is(void **state)
{
    struct desk *desk = *state;
    char *before;

    desk_ticket(desk);
    before = desk_dump(desk->store, 0, NULL);
    desk->now_ms = 0;
    desk_fails(desk, SUP_MSG_CALLER_TIME, "caller.now_ms", by_system(desk),
               NOTE(.ticket_id = 1, .body = "x"));
    desk->now_ms = -T0;
    desk_fails(desk, SUP_MSG_CALLER_TIME, "caller.now_ms", by_system(desk),
               NOTE(.ticket_id = 1, .body = "x"));
    desk->now_ms = INT64_C(253402300800000); /* the year 10000 */
    desk_fails(desk, SUP_MSG_CALLER_TIME, "caller.now_ms", by_system(desk),
               NOTE(.ticket_id = 1, .body = "x"));
    desk->now_ms = T0;
    desk_fails(desk, SUP_MSG_CALLER_TIME, "caller.at_ms", at(by_system(desk), T0 + 1),
               NOTE(.ticket_id = 1, .body = "x"));
    desk_fails(desk, SUP_MSG_CALLER_TIME, "caller.at_ms", at(by_system(desk), INT64_MIN),
               NOTE(.ticket_id = 1, .body = "x"));
    assert_non_null(strstr(sup_last_error(desk->core)->text, "before the year 1"));
    desk_expect_unchanged(desk, before);
    desk->now_ms = INT64_C(253402300799999);
    desk_ok(desk, by_system(desk), NOTE(.ticket_id = 1, .body = "x"));
    desk->now_ms = 1;
    desk_ok(desk, by_system(desk), NOTE(.ticket_id = 1, .body = "x"));
    desk_ok(desk, at(by_system(desk), -DAY_MS), NOTE(.ticket_id = 1, .body = "before 1970"));
}

static void a_traceparent_is_one_of_w3c_trace_context(void **state)
{
    static const char *const wrong[] = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        /* version ff is invalid, and a higher one begins as 00 does */
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.x",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-a b",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-\x7f",
        "cc-00000000000000000000000000000000-00f067aa0ba902b7-01-x",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01-x",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g-x",
        "CC-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "c-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
    };
    struct desk *desk = *state;
    struct sup_event_list *list = NULL;
    struct sup_caller *caller;

    desk_ticket(desk);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        caller = by_priya(desk);
        caller->traceparent = wrong[i];
        desk_fails(desk, SUP_MSG_CALLER_TRACEPARENT, "caller.traceparent", caller,
                   NOTE(.ticket_id = 1, .body = "x"));
    }
    caller = by_priya(desk);
    caller->traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    desk_ok(desk, caller, NOTE(.ticket_id = 1, .body = "x"));
    must(desk, sup_event_list(desk->core, by_system(desk),
                              PARAMS(event_list, .after_id = PEOPLE_EVENTS + 2), &list));
    assert_string_equal(list->items[0].payload,
                        "{\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-"
                        "00f067aa0ba902b7-01\"}");
    sup_free(list);
    desk_expect_sound(desk);
}

/* "Versioning of traceparent" in W3C trace context: the parts of version 00 are read, whatever
 * follows is not. */
static void a_traceparent_of_a_higher_version_is_kept(void **state)
{
    static const char begin[] = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    static const char *const ends[] = {"", "-", "-what-the-future-will-be-like"};
    struct desk *desk = *state;
    struct sup_caller *caller;
    char header[257];
    char payload[320];

    desk_ticket(desk);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct sup_event_list *list = NULL;

        (void)snprintf(header, sizeof header, "%s%s", begin, ends[i]);
        (void)snprintf(payload, sizeof payload, "{\"traceparent\":\"%s\"}", header);
        caller = by_priya(desk);
        caller->traceparent = header;
        desk_ok(desk, caller, NOTE(.ticket_id = 1, .body = "x"));
        must(desk,
             sup_event_list(desk->core, by_system(desk),
                            PARAMS(event_list, .after_id = PEOPLE_EVENTS + 2 + (int64_t)i), &list));
        assert_string_equal(list->items[0].payload, payload);
        sup_free(list);
    }
    memset(header, 'x', sizeof header);
    memcpy(header, begin, sizeof begin - 1);
    header[55] = '-';
    header[256] = '\0'; /* one byte more than is kept */
    desk_fails(desk, SUP_MSG_CALLER_TRACEPARENT, "caller.traceparent", caller,
               NOTE(.ticket_id = 1, .body = "x"));
    header[255] = '\0';
    desk_ok(desk, caller, NOTE(.ticket_id = 1, .body = "x"));
    desk_expect_sound(desk);
}

static void a_callers_struct_has_its_size(void **state)
{
    struct desk *desk = *state;
    struct {
        struct sup_caller first;
        char tail[16];
    } longer = {.first = *by_system(desk)};
    struct sup_caller *caller = by_system(desk);

    desk_ticket(desk);
    caller->size--;
    desk_fails(desk, SUP_MSG_STRUCT_SIZE, "caller.size", caller, NOTE(.ticket_id = 1, .body = "x"));
    longer.first.size = sizeof longer;
    desk_ok(desk, &longer.first, NOTE(.ticket_id = 1, .body = "a later version's caller"));
    longer.tail[15] = 1;
    desk_fails(desk, SUP_MSG_STRUCT_SIZE, "caller.size", &longer.first,
               NOTE(.ticket_id = 1, .body = "x"));
    assert_non_null(strstr(sup_last_error(desk->core)->text, "byte 63 of the caller is not known"));
    caller = by_system(desk);
    caller->flags = 2;
    desk_fails(desk, SUP_MSG_ARGUMENT_RANGE, "caller.flags", caller,
               NOTE(.ticket_id = 1, .body = "x"));
    caller = by_system(desk);
    caller->reserved = 1;
    desk_fails(desk, SUP_MSG_RESERVED, "caller.reserved", caller,
               NOTE(.ticket_id = 1, .body = "x"));
}

/* The parameter structs that have a member `reserved`, read from the headers. */
static const struct {
    int32_t operation;
    size_t offset;
} reserved[] = {
#define RESERVED(number, name)                                                                     \
    {                                                                                              \
        SUP_OP_##number, offsetof(struct sup_##name##_params, reserved)                            \
    }
    RESERVED(AGENT_GET, agent_get),
    RESERVED(CUSTOMER_GET, customer_get),
    RESERVED(CUSTOMER_CONTEXT, customer_context),
    RESERVED(TICKET_HANDOVER, ticket_handover),
    RESERVED(SLA_DUE, sla_due),
    RESERVED(TICKET_TIMERS, ticket_timers),
    RESERVED(TICKET_UNREMIND, ticket_unremind),
    RESERVED(CUSTOMER_MERGE, customer_merge),
    RESERVED(CUSTOMER_UNMERGE, customer_unmerge),
    RESERVED(CUSTOMER_ERASE, customer_erase),
    RESERVED(TICKET_WATCH, ticket_watch),
    RESERVED(TICKET_UNWATCH, ticket_watch),
    RESERVED(REFERENCE_GET, reference_get),
    RESERVED(TICKET_MERGE, ticket_merge),
    RESERVED(TICKET_UNMERGE, ticket_unmerge),
    RESERVED(TICKET_SPLIT, ticket_split),
    RESERVED(TICKET_OPEN, ticket_open),
    RESERVED(TICKET_RECEIVE, ticket_receive),
    RESERVED(TICKET_MOVE, ticket_move),
    RESERVED(TICKET_PRIORITIZE, ticket_prioritize),
    RESERVED(TICKET_CLASSIFY, ticket_classify),
    RESERVED(TICKET_ASSIGN, ticket_assign),
    RESERVED(TICKET_TRANSFER, ticket_transfer),
    RESERVED(TICKET_GET, ticket_get),
    RESERVED(POLICY_ACTIVATE, policy),
    RESERVED(POLICY_CHECK, policy),
    RESERVED(CHAIN_HEAD, chain_head),
    RESERVED(CHAIN_VERIFY, chain_verify),
    RESERVED(DESK_NEXT_DUE, next_due),
    RESERVED(DESK_SUMMARY, summary),
    RESERVED(DESK_CHECK, check),
    RESERVED(DESK_REBUILD, check),
    RESERVED(OUTBOX_ACK, outbox_ack),
    RESERVED(IMPORT_MARK, import_mark),
    RESERVED(IMPORT_POSITION, import_position),
};

static int is_a_field(const struct sup_shape *shape, uint32_t offset)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct sup_field *field = &shape->fields[i];

        if (field->offset == offset ||
            (field->flags & SUP_FIELD_LIST && field->count_offset == offset)) {
            return 1;
        }
    }
    return 0;
}

static void what_is_reserved_in_an_item_must_be_zero(void **state)
{
    struct desk *desk = *state;
    const struct sup_identity known[] = {{"email", NULL, "a@x.example", 0, 0},
                                         {"email", NULL, "b@x.example", 0, 1}};

    desk_fails(desk, SUP_MSG_RESERVED, "identities/1/reserved", by_system(desk),
               SUP_OP_CUSTOMER_RESOLVE,
               PARAMS(customer_resolve, .identities = known, .identity_count = 2));
    desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_RESOLVE,
            PARAMS(customer_resolve, .identities = known, .identity_count = 1));
}

static void what_is_reserved_must_be_zero(void **state)
{
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        const struct sup_operation *operation = sup_operation_numbered(reserved[i].operation);
        unsigned char params[512] = {0};

        memcpy(params, &operation->params->struct_bytes, sizeof(uint32_t));
        params[reserved[i].offset + 3] = 1; /* any bit counts */
        desk_fails(desk, SUP_MSG_RESERVED, "reserved", by_system(desk), operation->number, params);
    }
    /* What comes after the size is a field or reserved, in operations that are added, too. */
    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        unsigned char params[512] = {0};

        if (!is_a_field(operation->params, sizeof(uint32_t))) {
            memcpy(params, &operation->params->struct_bytes, sizeof(uint32_t));
            params[sizeof(uint32_t)] = 1;
            desk_fails(desk, SUP_MSG_RESERVED, "reserved", by_system(desk), operation->number,
                       params);
        }
    }
    desk_expect_unchanged(desk, before);
}

static void what_is_reserved_in_the_options_must_be_zero(void **state)
{
    struct desk *desk = *state;
    struct sup_options options = desk_options(desk);
    struct sup_allocator allocator = {.size = sizeof allocator, .reserved = 1};
    struct sup_error error = {0};
    sup_core *core = NULL;

    options.reserved = 1;
    assert_int_equal(sup_open(&options, &core, &error), SUP_INVALID);
    assert_int_equal(error.message_id, SUP_MSG_RESERVED);
    assert_string_equal(error.field, "reserved");
    options.reserved = 0;
    options.reserved2 = 0x80000000u;
    assert_int_equal(sup_open(&options, &core, &error), SUP_INVALID);
    assert_int_equal(error.message_id, SUP_MSG_RESERVED);
    assert_string_equal(error.field, "reserved2");
    options.reserved2 = 0;
    options.allocator = &allocator;
    assert_int_equal(sup_open(&options, &core, &error), SUP_INVALID);
    assert_string_equal(error.field, "allocator");
    assert_null(core);
    options.allocator = NULL;
    assert_int_equal(sup_open(&options, &core, &error), SUP_OK);
    sup_close(core);
}

static void every_parameter_struct_may_be_longer_but_not_shorter(void **state)
{
    struct desk *desk = *state;

    for (int32_t i = 0; i < sup_operation_count(); i++) {
        const struct sup_operation *operation = sup_operation_at(i);
        uint32_t bytes = operation->params->struct_bytes;
        unsigned char params[512] = {0};

        memcpy(params, &(uint32_t){bytes - 1}, sizeof(uint32_t));
        desk_fails(desk, SUP_MSG_STRUCT_SIZE, "size", by_system(desk), operation->number, params);
        memcpy(params, &(uint32_t){0}, sizeof(uint32_t));
        desk_fails(desk, SUP_MSG_STRUCT_SIZE, "size", by_system(desk), operation->number, params);
        memcpy(params, &(uint32_t){bytes + 8}, sizeof(uint32_t));
        params[bytes + 7] = 1;
        desk_fails(desk, SUP_MSG_STRUCT_SIZE, "size", by_system(desk), operation->number, params);
        params[bytes + 7] = 0;
        desk_run(desk, by_system(desk), operation->number, params);
        assert_int_not_equal(sup_last_error(desk->core)->message_id, SUP_MSG_STRUCT_SIZE);
        desk_fails(desk, SUP_MSG_ARGUMENT_MISSING, "params", by_system(desk), operation->number,
                   NULL);
    }
}

static void only_numbers_of_the_table_are_operations(void **state)
{
    static const int32_t numbers[] = {INT32_MIN, -1, 0, 1 << 20, INT32_MAX};
    struct desk *desk = *state;
    char *before = desk_dump(desk->store, 0, NULL);

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        desk_fails(desk, SUP_MSG_ARGUMENT_UNKNOWN, "operation", by_system(desk), numbers[i],
                   PARAMS(ticket_get, .ticket_id = 1));
    }
    desk_expect_unchanged(desk, before);
}

static void a_receipt_is_filled_on_success_and_empty_on_failure(void **state)
{
    struct desk *desk = *state;
    struct sup_receipt receipt = {.size = sizeof receipt, .id = 99, .sequence = 99};
    struct sup_receipt small = {.size = sizeof small - 1};

    must(desk,
         sup_ticket_open(desk->core, by_ann(desk), PARAMS(ticket_open, .subject = "A"), &receipt));
    assert_int_equal(receipt.size, sizeof receipt);
    assert_int_equal(receipt.id, 1);
    must_fail(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id",
              sup_ticket_move(desk->core, by_priya(desk),
                              PARAMS(ticket_move, .ticket_id = 7, .status = "open"), &receipt));
    assert_int_equal(receipt.size, sizeof receipt);
    assert_int_equal(receipt.id, 0);
    assert_int_equal(receipt.sequence, 0);
    must_fail(
        desk, SUP_MSG_STRUCT_SIZE, "receipt.size",
        sup_ticket_open(desk->core, by_ann(desk), PARAMS(ticket_open, .subject = "B"), &small));
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
    must(desk,
         sup_ticket_open(desk->core, by_ann(desk), PARAMS(ticket_open, .subject = "C"), NULL));
}

static void the_last_error_is_that_of_the_last_call(void **state)
{
    struct desk *desk = *state;

    desk_fails(desk, SUP_MSG_TICKET_UNKNOWN, "ticket_id", by_priya(desk),
               NOTE(.ticket_id = 1, .body = "x"));
    assert_int_equal(sup_last_error(desk->core)->code, SUP_NOT_FOUND);
    assert_int_equal(sup_last_error(desk->core)->size, sizeof(struct sup_error));
    desk_ticket(desk);
    assert_int_equal(sup_last_error(desk->core)->code, SUP_OK);
    assert_int_equal(sup_last_error(desk->core)->message_id, 0);
    assert_string_equal(sup_last_error(desk->core)->text, "");
    assert_string_equal(sup_last_error(desk->core)->hint, "");
    assert_string_equal(sup_last_error(desk->core)->field, "");
}

static void no_handle_is_a_misuse(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item item = {.size = sizeof item};
    struct sup_ticket *ticket = NULL;

    assert_int_equal(sup_run(NULL, by_system(desk), 1, NULL, NULL, NULL), SUP_MISUSE);
    assert_int_equal(sup_batch(NULL, by_system(desk), &item, 1), SUP_MISUSE);
    assert_int_equal(
        sup_ticket_get(NULL, by_system(desk), PARAMS(ticket_get, .ticket_id = 1), &ticket),
        SUP_MISUSE);
    assert_int_equal(sup_chain_rotate(NULL, by_system(desk), NULL, NULL), SUP_MISUSE);
    assert_int_equal(sup_backup(NULL, "x", NULL, NULL), SUP_MISUSE);
    assert_int_equal(sup_maintain(NULL), SUP_MISUSE);
    assert_int_equal(sup_purge(NULL), SUP_MISUSE);
    assert_int_equal(sup_last_error(NULL)->code, SUP_MISUSE);
    assert_int_equal(sup_storage_calls(NULL), 0);
    sup_close(NULL);
    sup_store_close(NULL);
    sup_free(NULL);
}

static void results_may_be_left_out(void **state)
{
    struct desk *desk = *state;

    desk_ticket(desk);
    must(desk,
         sup_ticket_get(desk->core, by_system(desk), PARAMS(ticket_get, .ticket_id = 1), NULL));
    must(desk, sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = 0), NULL));
}

struct reentry {
    struct desk *desk;
    int32_t code;
    int32_t message_id;
};

static int32_t call_again(void *user, int64_t done, int64_t total)
{
    struct reentry *reentry = user;

    (void)done;
    (void)total;
    reentry->code = desk_run(reentry->desk, by_system(reentry->desk), SUP_OP_TICKET_OPEN,
                             PARAMS(ticket_open, .subject = "Inside"));
    reentry->message_id = sup_last_error(reentry->desk->core)->message_id;
    return 0;
}

static void a_hook_may_not_call_the_handle(void **state)
{
    struct desk *desk = *state;
    struct reentry reentry = {.desk = desk};
    struct sup_check_report *report = NULL;

    must(desk,
         sup_desk_check(desk->core, by_system(desk),
                        PARAMS(check, .progress = call_again, .progress_user = &reentry), &report));
    sup_free(report);
    assert_int_equal(reentry.code, SUP_MISUSE);
    assert_int_equal(reentry.message_id, SUP_MSG_REENTERED);
    desk_ticket(desk);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
}

struct elsewhere {
    struct desk *desk;
    sup_core *other;
    int32_t calls;
};

static void expect_under_way(int32_t code, const struct sup_error *error)
{
    assert_int_equal(code, SUP_MISUSE);
    assert_int_equal(error->message_id, SUP_MSG_REENTERED);
    assert_string_equal(error->text, "a call is under way on this store");
    assert_non_null(strstr(error->hint, "let that call end first"));
}

static int32_t use_another_core(void *user, int64_t done, int64_t total)
{
    struct elsewhere *elsewhere = user;
    struct desk *desk = elsewhere->desk;
    struct sup_options options = desk_options(desk);
    struct sup_error error = {.size = sizeof error};
    sup_core *late = NULL;
    int32_t code;

    (void)done;
    (void)total;
    elsewhere->calls++;
    code = sup_ticket_open(elsewhere->other, by_system(desk),
                           PARAMS(ticket_open, .subject = "Inside"), NULL);
    expect_under_way(code, sup_last_error(elsewhere->other));
    code =
        sup_desk_summary(elsewhere->other, by_system(desk), PARAMS(summary, .reserved = 0), NULL);
    expect_under_way(code, sup_last_error(elsewhere->other));
    code = sup_maintain(elsewhere->other);
    if (code != SUP_UNSUPPORTED) { /* by the store in memory */
        expect_under_way(code, sup_last_error(elsewhere->other));
    }
    code = sup_open(&options, &late, &error);
    expect_under_way(code, &error);
    return 0;
}

/* It is the host's error, and told as that. */
static void a_hook_may_not_call_another_handle_of_the_store(void **state)
{
    struct desk *desk = *state;
    struct sup_options options = desk_options(desk);
    struct elsewhere elsewhere = {.desk = desk};
    struct sup_check_report *report = NULL;

    assert_int_equal(sup_open(&options, &elsewhere.other, NULL), SUP_OK);
    must(desk,
         sup_desk_check(desk->core, by_system(desk),
                        PARAMS(check, .progress = use_another_core, .progress_user = &elsewhere),
                        &report));
    sup_free(report);
    assert_true(elsewhere.calls > 0);
    assert_int_equal(sup_ticket_open(elsewhere.other, by_system(desk),
                                     PARAMS(ticket_open, .subject = "After"), NULL),
                     SUP_OK);
    sup_close(elsewhere.other);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
}

static int32_t stop(void *user, int64_t done, int64_t total)
{
    (void)user;
    (void)total;
    return done >= 0;
}

static void a_host_may_stop_long_work(void **state)
{
    struct desk *desk = *state;
    struct sup_check_report *report = NULL;
    struct sup_chain_report *chain = NULL;

    must_fail(
        desk, SUP_MSG_STOPPED, "progress",
        sup_desk_check(desk->core, by_system(desk), PARAMS(check, .progress = stop), &report));
    assert_null(report);
    must_fail(
        desk, SUP_MSG_STOPPED, "progress",
        sup_desk_rebuild(desk->core, by_system(desk), PARAMS(check, .progress = stop), &report));
    must_fail(desk, SUP_MSG_STOPPED, "progress",
              sup_chain_verify(desk->core, by_system(desk), PARAMS(chain_verify, .progress = stop),
                               &chain));
    assert_null(chain);
    desk_expect_sound(desk);
}

/* What a child process of fork() is told by each call; 0 when all answer SUP_FORKED. */
static int use_in_child(struct desk *desk)
{
    struct sup_batch_item item = {.size = sizeof item,
                                  .operation = SUP_OP_TICKET_OPEN,
                                  .params = PARAMS(ticket_open, .subject = "Child")};
    struct sup_chain_key key = {"k", "0123456789abcdef", 16};
    static const char request[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"desk.summary\",\"params\":{}}";
    char *reply = NULL;
    int wrong = 0;

    wrong += desk_run(desk, by_system(desk), item.operation, item.params) != SUP_FORKED;
    wrong += sup_last_error(desk->core)->message_id != SUP_MSG_FORKED;
    wrong += sup_ticket_get(desk->core, by_system(desk), PARAMS(ticket_get, .ticket_id = 1),
                            NULL) != SUP_FORKED;
    wrong += sup_batch(desk->core, by_system(desk), &item, 1) != SUP_FORKED;
    wrong += sup_chain_rotate(desk->core, by_system(desk), &key, NULL) != SUP_FORKED;
    wrong += sup_backup(desk->core, "copy.db", NULL, NULL) != SUP_FORKED;
    wrong += sup_maintain(desk->core) != SUP_FORKED;
    wrong += sup_purge(desk->core) != SUP_FORKED;
    wrong +=
        sup_call(desk->core, by_system(desk), request, strlen(request), &reply, NULL) != SUP_FORKED;
    sup_free(reply);
    reply = NULL;
    wrong += sup_call(desk->core, by_system(desk), "{", 1, &reply, NULL) != SUP_FORKED;
    wrong += reply == NULL || strstr(reply, "\"FORKED\"") == NULL;
    sup_free(reply);
    reply = NULL;
    wrong += sup_call(desk->core, by_system(desk), "[]", 2, &reply, NULL) != SUP_FORKED;
    sup_free(reply);
    sup_close(desk->core);
    sup_store_close(desk->store);
    return wrong;
}

static void a_handle_does_not_cross_a_fork(void **state)
{
    struct desk *desk = *state;
    int status = 0;
    pid_t child;

    desk_ticket(desk);
    fflush(NULL);
    child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        _exit(use_in_child(desk));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    desk_ticket(desk); /* the parent's is as it was */
    assert_int_equal(desk_rows(desk, "sup_ticket"), 2);
    desk_expect_sound(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_caller_says_who_they_are),
    desk_test(a_caller_says_what_time_it_is),
    desk_test(a_traceparent_is_one_of_w3c_trace_context),
    desk_test(a_traceparent_of_a_higher_version_is_kept),
    desk_test(a_callers_struct_has_its_size),
    desk_test(every_parameter_struct_may_be_longer_but_not_shorter),
    desk_test(what_is_reserved_must_be_zero),
    desk_test(what_is_reserved_in_an_item_must_be_zero),
    desk_test(what_is_reserved_in_the_options_must_be_zero),
    desk_test(only_numbers_of_the_table_are_operations),
    desk_test(a_receipt_is_filled_on_success_and_empty_on_failure),
    desk_test(the_last_error_is_that_of_the_last_call),
    desk_test(no_handle_is_a_misuse),
    desk_test(results_may_be_left_out),
    desk_test(a_hook_may_not_call_the_handle),
    desk_test(a_hook_may_not_call_another_handle_of_the_store),
    desk_test(a_host_may_stop_long_work),
    desk_test(a_handle_does_not_cross_a_fork),
};

DESK_MAIN(tests)
