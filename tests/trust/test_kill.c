/*
 * test_kill.c: a process that is killed while it writes loses nothing that it was told is done.
 *
 * A child writes to a database file and tells each receipt through a pipe; it is killed without
 * warning, again and again. After each time the parent opens the file: every receipt told is there
 * and is given again by its key, nothing is there in half, and an import is exactly at its mark.
 * The same of refunds that are asked for, approved, begun and confirmed: no limit is passed by it.
 *
 * The number of kills may be given: `test_kill 2000`.
 */
#include "sla_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/text.h"
#include "random_desk.h"

enum { KILLS = 100, IMPORT_ROWS = 20, ACKS_MAX = 20000 };

static int kills = KILLS;

/* What a child was told: the answer to its n-th request. */
struct ack {
    int64_t number;
    int64_t id;
    int64_t sequence;
};

static struct sup_options options_on(struct sup_store *store)
{
    return (struct sup_options){.size = sizeof(struct sup_options), .store = store};
}

/* Open the file as a program of its own would: full durability, real random bytes. */
static sup_core *open_file(const char *path, struct sup_store **store)
{
    struct sup_sqlite_options options = {.size = sizeof options, .path = path};
    struct sup_options core_options;
    sup_core *core = NULL;

    if (sup_sqlite_open(&options, store, NULL) == SUP_OK) {
        core_options = options_on(*store);
        (void)sup_open(&core_options, &core, NULL);
    }
    return core;
}

static int32_t request(sup_core *core, int64_t number, struct sup_receipt *receipt)
{
    struct sup_caller caller = {
        .size = sizeof caller, .actor_kind = SUP_ACTOR_SYSTEM, .now_ms = T0 + number};
    struct sup_ticket_message_params note = {
        .size = sizeof note, .ticket_id = 1, .body = "Another note"};
    struct sup_ticket_open_params open = {.size = sizeof open, .subject = "S", .body = "B"};
    char key[32];

    sup__format(key, sizeof key, "request-%d", (int)number);
    note.idempotency_key = open.idempotency_key = key;
    return number % 3 ? sup_ticket_note(core, &caller, &note, receipt)
                      : sup_ticket_open(core, &caller, &open, receipt);
}

/* The child: request after request until it is killed. */
static void write_on(const char *path, int64_t number, int pipe_end)
{
    struct sup_store *store = NULL;
    sup_core *core = open_file(path, &store);

    for (; core; number++) {
        struct sup_receipt receipt = {.size = sizeof receipt};
        struct ack ack;

        if (request(core, number, &receipt) != SUP_OK) {
            break;
        }
        ack = (struct ack){number, receipt.id, receipt.sequence};
        if (write(pipe_end, &ack, sizeof ack) != (ssize_t)sizeof ack) {
            break;
        }
    }
    _exit(3);
}

/* The other child: batches of an import, each with the mark of its position. */
static void import_on(const char *path, int64_t number, int pipe_end)
{
    struct sup_store *store = NULL;
    sup_core *core = open_file(path, &store);
    struct sup_caller caller = {.size = sizeof caller,
                                .actor_kind = SUP_ACTOR_SYSTEM,
                                .now_ms = T0,
                                .at_ms = T0 - DAY_MS,
                                .flags = SUP_CALLER_IMPORT};
    const struct sup_import_position_params *where = PARAMS(import_position, .source = "log");
    const struct sup_customer_save_params *customer = PARAMS(customer_save, .name = "Imported");
    struct sup_batch_item items[IMPORT_ROWS + 1];
    struct sup_import_mark_params mark = {.size = sizeof mark, .source = "log"};
    struct ack ack = {.number = -1};

    (void)number;
    for (int i = 0; i < IMPORT_ROWS; i++) {
        items[i] = (struct sup_batch_item){
            .size = sizeof items[i], .operation = SUP_OP_CUSTOMER_SAVE, .params = customer};
    }
    items[IMPORT_ROWS] = (struct sup_batch_item){
        .size = sizeof items[0], .operation = SUP_OP_IMPORT_MARK, .params = &mark};
    while (core) {
        struct sup_import_position *position = NULL;

        if (sup_import_position(core, &caller, where, &position) != SUP_OK) {
            break;
        }
        mark.from = position->position;
        mark.to = mark.from + IMPORT_ROWS;
        sup_free(position);
        if (sup_batch(core, &caller, items, IMPORT_ROWS + 1) != SUP_OK) {
            break;
        }
        ack.id = mark.to;
        if (write(pipe_end, &ack, sizeof ack) != (ssize_t)sizeof ack) {
            break;
        }
    }
    _exit(3);
}

/* Let a child live for some milliseconds; what it was told, in `acks`. */
static size_t live_and_die(const char *path, int64_t number, uint32_t milliseconds,
                           void (*life)(const char *, int64_t, int), struct ack *acks)
{
    struct timespec pause = {0, (long)milliseconds * 1000000};
    size_t count = 0;
    int ends[2];
    int status = 0;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        close(ends[0]);
        life(path, number, ends[1]);
    }
    close(ends[1]);
    /* The clock starts with the first receipt, so that every child gets to work. */
    if (read(ends[0], &acks[count], sizeof *acks) == (ssize_t)sizeof *acks) {
        count++;
        (void)nanosleep(&pause, NULL);
    }
    (void)kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status)); /* it had not given up by itself */
    while (count < ACKS_MAX && read(ends[0], &acks[count], sizeof *acks) == (ssize_t)sizeof *acks) {
        count++;
    }
    close(ends[0]);
    return count;
}

static void expect_kept(struct desk *desk, const struct ack *acks, size_t count,
                        int32_t (*again)(sup_core *, int64_t, struct sup_receipt *))
{
    for (size_t i = 0; i < count; i++) {
        struct sup_receipt receipt = {.size = sizeof receipt};

        if (acks[i].number < 0) {
            continue;
        }
        must(desk, again(desk->core, acks[i].number, &receipt));
        if (!receipt.is_replay || receipt.id != acks[i].id ||
            receipt.sequence != acks[i].sequence) {
            fail_msg("request %d was told event %d and is lost", (int)acks[i].number,
                     (int)acks[i].sequence);
        }
    }
}

static void expect_import_whole(struct desk *desk, const struct ack *acks, size_t count)
{
    struct sup_import_position *position = NULL;
    struct sup_summary *summary = NULL;

    must(desk, sup_import_position(desk->core, by_system(desk),
                                   PARAMS(import_position, .source = "log"), &position));
    must(desk,
         sup_desk_summary(desk->core, by_system(desk), PARAMS(summary, .reserved = 0), &summary));
    assert_int_equal(summary->customer_count, position->position); /* nothing twice, none lost */
    for (size_t i = 0; i < count; i++) {
        assert_true(acks[i].number >= 0 || acks[i].id <= position->position);
    }
    sup_free(position);
    sup_free(summary);
}

static void what_was_told_is_there_after_a_kill(void **state)
{
    static struct ack acks[ACKS_MAX];
    struct chance chance = {20261122};
    struct desk *desk = desk_file_open();
    int64_t number = 1;
    size_t told = 0;

    (void)state;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "One"));
    for (int i = 0; i < kills; i++) {
        int is_import = i % 4 == 3;
        size_t count;

        sup_close(desk->core);
        sup_store_close(desk->store);
        desk->core = NULL;
        desk->store = NULL;
        count = live_and_die(desk->path, number, chance_pick(&chance, 25),
                             is_import ? import_on : write_on, acks);
        told += count;
        number += is_import ? 0 : (int64_t)count + 1; /* one more may have happened untold */
        desk_file_reopen(desk);
        expect_kept(desk, acks, count, request);
        expect_import_whole(desk, acks, count);
        if (i % 10 == 9 || i == kills - 1) {
            desk_expect_sound(desk);
        }
    }
    print_message("%d kills, %d receipts\n", kills, (int)told);
    assert_true(told >= (size_t)kills);
    desk_file_close(desk);
}

/* ---- money ---- */

/* One refund an hour, of 5.00, each approved; 15.00 in a day, so that most are refused.
 */
enum { STEPS = 4 };

static const char matrix[] =
    "\"authority\": {\"execute_within\": \"P9D\", \"matrix\": [{\"name\": \"all\", \"remedies\": "
    "[\"refund.*\"], \"amount\": {\"EUR\": {}}, \"effect\": \"needs_approval\", \"approval\": "
    "{\"roles\": [\"lead\"], \"within\": \"P9D\"}, \"limits\": [{\"per\": \"agent\", \"within\": "
    "\"P1D\", \"amount\": {\"EUR\": \"15.00\"}}]}]}";

static const struct sup_reference order = {"shop", "order", "1"};

/* The step of that number: a refund is asked for, approved, begun and confirmed. The requests are
 * numbered as they were made, refused ones too: so the receipt of the first step says which. */
static int64_t asked_id;

static int32_t step_of(sup_core *core, int64_t number, struct sup_receipt *receipt)
{
    int64_t round = number / STEPS;
    struct sup_caller caller = {.size = sizeof caller,
                                .actor_kind = SUP_ACTOR_AGENT,
                                .actor_id = number % STEPS == 1 ? LEE : PRIYA,
                                .now_ms = T0 + round * HOUR_MS + number % STEPS + 1};
    char key[32];
    int32_t code;

    sup__format(key, sizeof key, "step-%d", (int)number);
    switch (number % STEPS) {
    case 0:
        code = sup_authority_request(core, &caller,
                                     PARAMS(authority_request, .ticket_id = 1,
                                            .remedy = "refund.partial", .amount = "5.00",
                                            .currency = "EUR", .idempotency_key = key),
                                     receipt);
        asked_id = code == SUP_OK ? receipt->id : 0;
        return code;
    case 1:
        return sup_approval_decide(
            core, &caller, PARAMS(approval_decide, .request_id = asked_id, .idempotency_key = key),
            receipt);
    case 2:
        return sup_authority_execute(core, &caller,
                                     PARAMS(authority_execute, .request_id = asked_id,
                                            .duplicate_of = 0, .idempotency_key = key),
                                     receipt);
    default:
        caller.actor_kind = SUP_ACTOR_SYSTEM;
        caller.actor_id = 0;
        return sup_authority_confirm(core, &caller,
                                     PARAMS(authority_confirm, .request_id = asked_id,
                                            .external_id = key, .idempotency_key = key),
                                     receipt);
    }
}

/* The child: refund after refund until it is killed. */
static void give_on(const char *path, int64_t number, int pipe_end)
{
    struct sup_store *store = NULL;
    sup_core *core = open_file(path, &store);

    while (core) {
        struct sup_receipt receipt = {.size = sizeof receipt};
        int32_t code = step_of(core, number, &receipt);
        const struct ack ack = {number, receipt.id, receipt.sequence};

        if (code == SUP_REFUSED && number % STEPS == 0) {
            number += STEPS; /* beyond the limit: an hour later */
            continue;
        }
        if (code != SUP_OK || write(pipe_end, &ack, sizeof ack) != (ssize_t)sizeof ack) {
            break;
        }
        number++;
    }
    _exit(3);
}

/* Whatever was killed when: in no day more than the cap was asked for and counts, what was begun
 * was approved, and each gift is known once. */
static void expect_no_more_than_the_cap(const char *path)
{
    static const char *const wrong[] = {
        "SELECT count(*) FROM (SELECT sum(minor) OVER (ORDER BY asked_ms RANGE BETWEEN 86399999 "
        "PRECEDING AND CURRENT ROW) AS sum FROM sup_request WHERE state <= 4) WHERE sum > 1500",
        "SELECT count(*) FROM sup_request WHERE state IN (2, 3, 4) AND approval_count <> 1",
        "SELECT count(*) - count(DISTINCT external_id) FROM sup_request WHERE state = 4",
    };
    sqlite3 *file = NULL;

    assert_int_equal(sqlite3_open_v2(path, &file, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        sqlite3_stmt *look = NULL;

        assert_int_equal(sqlite3_prepare_v2(file, wrong[i], -1, &look, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(look), SQLITE_ROW);
        assert_int_equal(sqlite3_column_int64(look, 0), 0);
        sqlite3_finalize(look);
    }
    sqlite3_close(file);
}

static void no_kill_gives_more_than_a_limit_lets(void **state)
{
    static struct ack acks[ACKS_MAX];
    struct chance chance = {20261123};
    struct desk *desk = desk_file_open();
    int64_t number = 0;
    size_t told = 0;

    (void)state;
    desk_people(desk);
    sla_activate(desk, matrix);
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN,
            PARAMS(ticket_open, .customer_id = ANN, .subject = "One", .references = &order,
                   .reference_count = 1));
    for (int i = 0; i < kills / 4 + 1; i++) {
        size_t count;

        sup_close(desk->core);
        sup_store_close(desk->store);
        desk->core = NULL;
        desk->store = NULL;
        count = live_and_die(desk->path, number, chance_pick(&chance, 25), give_on, acks);
        told += count;
        number = count ? (acks[count - 1].number / STEPS + 2) * STEPS : number + STEPS;
        desk_file_reopen(desk);
        /* Time went on in the child: what it had reserved waits still. */
        desk->now_ms = T0 + number * HOUR_MS;
        for (size_t k = 0; k < count; k++) { /* each step needs the request of its round */
            asked_id = acks[k].id;
            expect_kept(desk, &acks[k], 1, step_of);
        }
        expect_no_more_than_the_cap(desk->path);
        if (i % 10 == 9 || i == kills / 4) {
            desk_expect_sound(desk);
        }
    }
    print_message("%d kills, %d steps\n", kills / 4 + 1, (int)told);
    assert_true(told >= (size_t)kills / 4);
    desk_file_close(desk);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_was_told_is_there_after_a_kill),
    cmocka_unit_test(no_kill_gives_more_than_a_limit_lets),
};

int main(int count, char **arguments)
{
    kills = count > 1 ? atoi(arguments[1]) : KILLS;
    return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
