/*
 * test_left_behind.c: what a call must not leave with the host, and what others must not leave in
 * it: receipts of a batch that failed, errors that a hook has covered, marks of who ticked.
 */
#include "desk_fixture.h"

#include <sqlite3.h>

#define TRACEPARENT "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

static void a_failed_batch_hands_out_no_receipts(void **state)
{
    struct desk *desk = *state;
    struct sup_batch_item items[] = {
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_OPEN,
         .params = PARAMS(ticket_open, .subject = "One")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_NOTE,
         .params = PARAMS(ticket_message, .ticket_id = -1, .body = "Two")},
        {.size = sizeof items[0],
         .operation = SUP_OP_TICKET_NOTE,
         .params = PARAMS(ticket_message, .ticket_id = 999, .body = "Three")},
    };
    static const struct sup_receipt none = {.size = sizeof none};

    must_fail(desk, SUP_MSG_TICKET_UNKNOWN, "calls/2/ticket_id",
              sup_batch(desk->core, by_system(desk), items, 3));
    for (size_t i = 0; i < 3; i++) {
        assert_memory_equal(&items[i].receipt, &none, sizeof none);
    }
    assert_int_equal(desk_rows(desk, "sup_ticket"), 0);
}

struct inner {
    struct desk *desk;
    int32_t calls;
    int32_t code;
    char *reply;
    size_t reply_bytes;
};

static int32_t call_the_door(void *user, int64_t done, int64_t total)
{
    static const char request[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\"}";
    struct inner *inner = user;

    (void)done;
    (void)total;
    inner->calls++;
    inner->reply = (char *)user;
    inner->reply_bytes = 7;
    inner->code = sup_call(inner->desk->core, by_system(inner->desk), request, sizeof request - 1,
                           &inner->reply, &inner->reply_bytes);
    return 0;
}

static void a_hook_that_calls_the_door_gets_no_reply(void **state)
{
    struct desk *desk = *state;
    struct inner inner = {.desk = desk};
    struct sup_chain_report *report = NULL;

    desk_ticket(desk);
    must(desk,
         sup_chain_verify(desk->core, by_system(desk),
                          PARAMS(chain_verify, .progress = call_the_door, .progress_user = &inner),
                          &report));
    assert_true(report->is_intact);
    sup_free(report);
    assert_true(inner.calls > 0);
    assert_int_equal(inner.code, SUP_MISUSE);
    assert_null(inner.reply);
    assert_int_equal(inner.reply_bytes, 0);
    assert_int_equal(sup_last_error(desk->core)->code, SUP_OK); /* the outer call went well */
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
    desk_ticket(desk);
}

static int32_t close_the_core(void *user, int64_t done, int64_t total)
{
    struct inner *inner = user;

    (void)done;
    (void)total;
    if (inner->calls++ == 0) {
        sup_close(inner->desk->core);
    }
    return 0;
}

/* The call that runs ends first. */
static void a_hook_may_close_the_desk(void **state)
{
    struct desk *desk = *state;
    struct inner inner = {.desk = desk};
    struct sup_options options = desk_options(desk);
    struct sup_check_report *report = NULL;

    desk_ticket(desk);
    assert_int_equal(
        sup_desk_check(desk->core, by_system(desk),
                       PARAMS(check, .progress = close_the_core, .progress_user = &inner), &report),
        SUP_OK);
    assert_int_equal(report->count, 0);
    sup_free(report);
    assert_true(inner.calls > 0);
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
}

/* Also one that a request at the JSON door made run. */
static void log_and_close(void *user, int32_t level, const char *text)
{
    struct inner *inner = user;

    (void)level;
    (void)text;
    if (inner->calls++ == 0) {
        sup_close(inner->desk->core);
    }
}

static int32_t no_random(void *user, void *out, size_t bytes);

static void a_hook_may_close_the_desk_behind_the_door(void **state)
{
    static const char request[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ticket.open\","
                                  "\"params\":{\"subject\":\"No salt\"}}";
    struct desk *desk = *state;
    struct inner inner = {.desk = desk};
    struct sup_options options = desk_options(desk);
    char *reply = NULL;

    sup_close(desk->core);
    options.random = no_random;
    options.log = log_and_close;
    options.log_user = &inner;
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
    assert_int_equal(
        sup_call(desk->core, by_system(desk), request, sizeof request - 1, &reply, NULL), SUP_IO);
    assert_non_null(strstr(reply, "\"error\""));
    sup_free(reply);
    assert_true(inner.calls > 0);
    options = desk_options(desk);
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
}

static void a_call_without_a_place_for_the_reply_says_so(void **state)
{
    static const char request[] = "{}";
    struct desk *desk = *state;

    assert_int_equal(sup_call(desk->core, by_system(desk), request, sizeof request - 1, NULL, NULL),
                     SUP_MISUSE);
    assert_string_equal(sup_last_error(desk->core)->field, "reply");
}

static int32_t no_random(void *user, void *out, size_t bytes)
{
    (void)user;
    (void)out;
    (void)bytes;
    return -1;
}

static void log_and_call(void *user, int32_t level, const char *text)
{
    struct inner *inner = user;

    (void)level;
    (void)text;
    inner->calls++;
    inner->code = desk_run(inner->desk, by_system(inner->desk), SUP_OP_TICKET_GET,
                           PARAMS(ticket_get, .ticket_id = 1));
}

/* The host's own log gets the line, asks the desk about it, and the caller still learns why. */
static void a_log_hook_that_calls_back_does_not_cover_the_error(void **state)
{
    struct desk *desk = *state;
    struct inner inner = {.desk = desk};
    struct sup_options options;

    desk_ticket(desk);
    sup_close(desk->core);
    options = desk_options(desk);
    options.random = no_random;
    options.log = log_and_call;
    options.log_user = &inner;
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
    desk_fails(desk, SUP_MSG_RANDOM, "random", by_system(desk), SUP_OP_TICKET_OPEN,
               PARAMS(ticket_open, .subject = "No salt"));
    assert_true(inner.calls > 0);
    assert_int_equal(inner.code, SUP_MISUSE);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1);
}

static struct sup_event_list *events_after(struct desk *desk, int64_t sequence)
{
    struct sup_event_list *list = NULL;

    must(desk, sup_event_list(desk->core, by_system(desk), PARAMS(event_list, .after_id = sequence),
                              &list));
    return list;
}

/* An importer that ticks, with a trace of its own: what fires is neither imported nor its doing,
 * and the outbox tells it. */
static void what_fires_carries_no_mark_of_who_ticked(void **state)
{
    struct desk *desk = *state;
    struct sup_caller *importer;
    struct sup_event_list *list;
    struct sup_outbox_page *page = NULL;
    int64_t before;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    before = desk_sequence(desk);
    desk->now_ms = T0 + AUTO_CLOSE_MS + DAY_MS;
    importer = by_import(desk, T0);
    importer->traceparent = TRACEPARENT;
    must(desk, sup_desk_tick(desk->core, importer, PARAMS(tick, .limit = 0), NULL));
    list = events_after(desk, before);
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].name, "ticket.moved");
    assert_int_equal(list->items[0].flags, 0);
    assert_int_equal(list->items[0].actor_kind, SUP_ACTOR_SYSTEM);
    assert_int_equal(list->items[0].at_ms, T0 + AUTO_CLOSE_MS);
    assert_int_equal(list->items[0].recorded_ms, desk->now_ms);
    assert_null(strstr(list->items[0].payload, "traceparent"));
    sup_free(list);
    desk_ok(desk, by_system(desk), SUP_OP_OUTBOX_ACK,
            PARAMS(outbox_ack, .consumer = "mailer", .sequence = before));
    must(desk, sup_outbox_pull(desk->core, by_system(desk),
                               PARAMS(outbox_pull, .consumer = "mailer"), &page));
    assert_int_equal(page->count, 1);
    sup_free(page);
}

/* Found by an operation on the ticket, it is an operation of its own before that one. */
static void what_fires_is_an_operation_of_its_own(void **state)
{
    struct desk *desk = *state;
    struct sup_caller *caller;
    struct sup_event_list *list;
    int64_t before;

    desk_ticket(desk);
    desk_move(desk, by_priya(desk), 1, "solved");
    before = desk_sequence(desk);
    desk->now_ms = T0 + AUTO_CLOSE_MS;
    caller = by_priya(desk);
    caller->traceparent = TRACEPARENT;
    desk_ok(desk, caller, SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = "Late"));
    list = events_after(desk, before);
    assert_int_equal(list->count, 2);
    assert_string_equal(list->items[0].name, "ticket.moved");
    assert_int_equal(list->items[0].operation, before + 1);
    assert_int_equal(list->items[0].actor_kind, SUP_ACTOR_SYSTEM);
    assert_null(strstr(list->items[0].payload, "traceparent"));
    assert_string_equal(list->items[1].name, "message.noted");
    assert_int_equal(list->items[1].operation, before + 2);
    assert_int_equal(list->items[1].actor_id, PRIYA);
    assert_non_null(strstr(list->items[1].payload, TRACEPARENT));
    sup_free(list);
}

/* The same words twice cannot be told from their digests. */
static void no_salt_is_used_twice(void **state)
{
    struct desk *desk = desk_file_open();
    sqlite3 *db = NULL;
    sqlite3_stmt *counts = NULL;
    struct sup_options options;

    (void)state;
    desk_people(desk);
    sup_close(desk->core);
    options = desk_options(desk);
    options.random = NULL; /* the operating system's */
    assert_int_equal(sup_open(&options, &desk->core, NULL), SUP_OK);
    for (int i = 0; i < 100; i++) {
        desk_ticket(desk);
    }
    assert_int_equal(sqlite3_open(desk->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT count(*), count(DISTINCT salt), "
                                        "count(DISTINCT private_digest), min(length(salt)) "
                                        "FROM sup_event_private JOIN sup_event "
                                        "USING (tenant, sequence) WHERE ticket_id > 0",
                                        -1, &counts, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(counts), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(counts, 0), 200); /* a subject and a body each */
    assert_int_equal(sqlite3_column_int(counts, 1), 200);
    assert_int_equal(sqlite3_column_int(counts, 2), 200);
    assert_int_equal(sqlite3_column_int(counts, 3), 16);
    (void)sqlite3_finalize(counts);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_failed_batch_hands_out_no_receipts),
    desk_test(a_hook_that_calls_the_door_gets_no_reply),
    desk_test(a_hook_may_close_the_desk),
    desk_test(a_hook_may_close_the_desk_behind_the_door),
    desk_test(a_call_without_a_place_for_the_reply_says_so),
    desk_test(a_log_hook_that_calls_back_does_not_cover_the_error),
    desk_test(what_fires_carries_no_mark_of_who_ticked),
    desk_test(what_fires_is_an_operation_of_its_own),
    cmocka_unit_test(no_salt_is_used_twice),
};

DESK_MAIN(tests)
