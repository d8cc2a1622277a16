/*
 * test_processes.c: eight processes at one desk: nobody waits in vain, nothing is lost, and the log
 * is one.
 *
 * How many changes each process makes may be given: `test_processes 2000`.
 */
#include "desk_fixture.h"

#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "shim_vfs.h"

enum { PROCESSES = 8, CHANGES = 120 };

static int changes = CHANGES;

/* What a process tells at its end. */
struct tale {
    int32_t code;      /* of the call that failed for good; SUP_OK */
    int32_t notes;     /* on the shared ticket, each at the version it had read */
    int32_t conflicts; /* somebody was faster */
    int32_t tickets;
};

/* One note on ticket 1, at the version that was read before it: again until nobody was faster. */
static int32_t note_at_version(struct desk *desk, int process, struct tale *tale)
{
    for (;;) {
        struct sup_ticket *ticket = NULL;
        char body[40];
        int32_t code = sup_ticket_get(desk->core, by_system(desk),
                                      PARAMS(ticket_get, .ticket_id = 1), &ticket);

        if (code != SUP_OK) {
            return code;
        }
        (void)nanosleep(&(struct timespec){0, 200000}, NULL); /* time for somebody to be faster */
        sup__format(body, sizeof body, "note %d of %d", (int)tale->notes, process);
        code = desk_run(
            desk, by_system(desk), SUP_OP_TICKET_NOTE,
            PARAMS(ticket_message, .ticket_id = 1, .body = body, .version = ticket->version));
        if (code == SUP_OK && desk->receipt.version != ticket->version + 1) {
            code = SUP_CORRUPT; /* somebody else's change slipped in between */
        }
        sup_free(ticket);
        if (code != SUP_CONFLICT) {
            tale->notes += code == SUP_OK;
            return code;
        }
        tale->conflicts++;
    }
}

static struct tale work(const char *path, int process)
{
    struct desk desk = {.now_ms = T0};
    struct sup_sqlite_options options = {.size = sizeof options, .path = path};
    struct sup_options core_options = {.size = sizeof core_options};
    struct tale tale = {0};

    tale.code = sup_sqlite_open(&options, &desk.store, NULL);
    if (tale.code == SUP_OK) {
        core_options.store = desk.store;
        tale.code = sup_open(&core_options, &desk.core, NULL);
    }
    for (int i = 0; i < changes && tale.code == SUP_OK; i++) {
        if (i % 3) {
            tale.code = note_at_version(&desk, process, &tale);
        } else {
            tale.code = desk_run(&desk, by_system(&desk), SUP_OP_TICKET_OPEN,
                                 PARAMS(ticket_open, .subject = "Own", .body = "Text"));
            tale.tickets += tale.code == SUP_OK;
        }
    }
    if (tale.code != SUP_OK && desk.core) {
        fprintf(stderr, "process %d: %s\n", process, sup_last_error(desk.core)->text);
    }
    sup_close(desk.core);
    sup_store_close(desk.store);
    return tale;
}

static void start(const char *path, int process, int pipe_end)
{
    pid_t child;

    fflush(NULL);
    child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0) {
        struct tale tale = work(path, process);

        _exit(write(pipe_end, &tale, sizeof tale) == (ssize_t)sizeof tale ? 0 : 1);
    }
}

static void eight_processes_share_a_desk(void **state)
{
    struct desk *desk = desk_file_open();
    struct tale sum = {0};
    struct sup_ticket *ticket;
    int64_t sequence;
    int ends[2];

    (void)state;
    desk_ok(desk, by_system(desk), SUP_OP_TICKET_OPEN, PARAMS(ticket_open, .subject = "Shared"));
    sup_close(desk->core);
    sup_store_close(desk->store);
    desk->core = NULL;
    desk->store = NULL;
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < PROCESSES; i++) {
        start(desk->path, i, ends[1]);
    }
    for (int i = 0; i < PROCESSES; i++) {
        struct tale tale;
        int status = 0;

        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        assert_int_equal(read(ends[0], &tale, sizeof tale), sizeof tale);
        if (tale.code != SUP_OK) {
            fail_msg("a process was told %s", sup_code_name(tale.code));
        }
        sum.notes += tale.notes;
        sum.conflicts += tale.conflicts;
        sum.tickets += tale.tickets;
    }
    close(ends[0]);
    close(ends[1]);
    desk_file_reopen(desk);
    ticket = desk_get(desk, 1);
    assert_int_equal(ticket->message_count, sum.notes);
    assert_int_equal(ticket->version, 1 + sum.notes);
    sup_free(ticket);
    assert_int_equal(sum.notes + sum.tickets, PROCESSES * changes);
    assert_int_equal(desk_rows(desk, "sup_ticket"), 1 + sum.tickets);
    /* The desk's start, the shared ticket, a note each, and two events for each ticket of their
     * own. */
    sequence = desk_sequence(desk);
    assert_int_equal(sequence, 2 + sum.notes + 2 * sum.tickets);
    assert_int_equal(desk_rows(desk, "sup_event"), sequence); /* dense: verified as well */
    desk_expect_sound(desk);
    assert_true(sum.conflicts > 0);
    print_message("%d notes, %d tickets, %d conflicts\n", sum.notes, sum.tickets, sum.conflicts);
    desk_file_close(desk);
}

static void eight_processes_tick_and_each_thing_fires_once(void **state)
{
    struct desk *desk = desk_file_open();
    int status = 0;

    (void)state;
    desk_people(desk);
    for (int i = 0; i < 20; i++) {
        desk_ticket(desk);
        desk_move(desk, by_priya(desk), i + 1, "solved");
    }
    sup_close(desk->core);
    sup_store_close(desk->store);
    desk->core = NULL;
    desk->store = NULL;
    for (int i = 0; i < PROCESSES; i++) {
        fflush(NULL);
        if (fork() == 0) {
            desk->now_ms = T0 + AUTO_CLOSE_MS;
            desk_file_reopen(desk);
            for (int j = 0; j < 20; j++) {
                if (sup_desk_tick(desk->core, by_system(desk), PARAMS(tick, .limit = 1), NULL) !=
                    SUP_OK) {
                    _exit(1);
                }
            }
            sup_close(desk->core);
            sup_store_close(desk->store);
            _exit(0);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    desk_file_reopen(desk);
    assert_int_equal(desk_rows(desk, "sup_agenda"), 0);
    assert_int_equal(desk_sequence(desk), PEOPLE_EVENTS + 20 * 3 + 20);
    desk_expect_sound(desk);
    desk_file_close(desk);
}

/* What each of eight processes does at once on a desk that nobody has made yet. */
struct task {
    int32_t operation;
    const void *params;
    int64_t id; /* that its receipt has to name; 0: any */
};

/* A process that opens a file which others are making, and does its task. */
static int32_t begin_together(const char *path, int start_end, const struct task *task)
{
    struct desk desk = {.now_ms = T0};
    struct sup_sqlite_options options = {.size = sizeof options, .path = path, .durability = 1};
    struct sup_options core_options = {.size = sizeof core_options};
    struct sup_error error = {0};
    char go;
    int32_t code;

    (void)!read(start_end, &go, 1); /* until the parent has closed the other end */
    code = sup_sqlite_open(&options, &desk.store, &error);
    if (code == SUP_OK) {
        core_options.store = desk.store;
        code = sup_open(&core_options, &desk.core, &error);
    }
    if (code == SUP_OK) {
        code = desk_run(&desk, by_system(&desk), task->operation, task->params);
        error = *sup_last_error(desk.core);
    }
    if (code == SUP_OK && task->id && desk.receipt.id != task->id) {
        sup__format(error.text, sizeof error.text, "it is %d", (int)desk.receipt.id);
        code = SUP_CONFLICT;
    }
    if (code != SUP_OK) {
        fprintf(stderr, "%s: %s\n", sup_code_name(code), error.text);
    }
    sup_close(desk.core);
    sup_store_close(desk.store);
    return code;
}

/* Nobody has made the file yet: each of them might, one does, and all find a desk. */
static void run_together(const struct task *task, const char *table, int64_t rows, int64_t sequence)
{
    for (int round = 0; round < changes / 24; round++) {
        struct desk *desk = desk_file_open();
        int failed = 0;
        int ends[2];

        sup_close(desk->core);
        sup_store_close(desk->store);
        desk->core = NULL;
        desk->store = NULL;
        assert_int_equal(unlink(desk->path), 0);
        assert_int_equal(pipe(ends), 0);
        fflush(NULL);
        for (int i = 0; i < PROCESSES; i++) {
            if (fork() == 0) {
                close(ends[1]);
                _exit(begin_together(desk->path, ends[0], task) == SUP_OK ? 0 : 1);
            }
        }
        close(ends[0]);
        close(ends[1]);
        for (int i = 0; i < PROCESSES; i++) {
            int status = 0;

            assert_true(wait(&status) > 0);
            failed += status != 0;
        }
        assert_int_equal(failed, 0);
        desk_file_reopen(desk);
        assert_int_equal(desk_rows(desk, table), rows);
        assert_int_equal(desk_sequence(desk), sequence);
        desk_expect_sound(desk);
        desk_file_close(desk);
    }
}

static void eight_processes_begin_a_desk_together(void **state)
{
    const struct task task = {SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "One of eight"),
                              0};

    (void)state;
    run_together(&task, "sup_customer", PROCESSES, 1 + PROCESSES);
}

static void an_address_that_eight_processes_resolve_is_of_one_customer(void **state)
{
    const struct sup_identity mail = {"email", NULL, "cid@example.com", 0, 0};
    const struct task task = {
        SUP_OP_CUSTOMER_RESOLVE,
        PARAMS(customer_resolve, .name = "Cid", .identities = &mail, .identity_count = 1), 1};

    (void)state;
    run_together(&task, "sup_customer", 1, 2);
}

/* Its ticket and itself are two events after the desk's first. */
static void a_mail_that_eight_processes_take_in_is_one_message(void **state)
{
    const struct task task = {
        SUP_OP_TICKET_RECEIVE,
        PARAMS(ticket_receive, .subject = "A", .body = "x", .external_id = "<m1>"), 1};

    (void)state;
    run_together(&task, "sup_message", 1, 3);
}

/* The same by design: the desk is made by somebody else right after the n-th lock that the opening
 * process has given back. */
static struct {
    const char *path;
    int64_t unlocks;
    int64_t make_at;
} maker;

static void make_at_unlock(void)
{
    if (++maker.unlocks == maker.make_at) {
        struct desk made = {.now_ms = T0};

        made.store = desk_store_open(maker.path);
        desk_open(&made);
        sup_close(made.core);
        sup_store_close(made.store);
    }
}

static void a_desk_made_while_it_is_opened_is_found(void **state)
{
    int64_t n = 0;

    (void)state;
    do {
        struct desk *desk = desk_file_open();

        sup_close(desk->core);
        sup_store_close(desk->store);
        desk->core = NULL;
        desk->store = NULL;
        assert_int_equal(unlink(desk->path), 0);
        maker.path = desk->path;
        maker.unlocks = 0;
        maker.make_at = ++n;
        shim_vfs.unlocked = make_at_unlock;
        desk_file_reopen(desk);
        shim_vfs.unlocked = NULL;
        desk_ok(desk, by_system(desk), SUP_OP_CUSTOMER_SAVE, PARAMS(customer_save, .name = "One"));
        desk_expect_sound(desk);
        desk_file_close(desk);
    } while (maker.unlocks >= n);
    assert_true(n > 2);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(eight_processes_share_a_desk),
    cmocka_unit_test(eight_processes_tick_and_each_thing_fires_once),
    cmocka_unit_test(eight_processes_begin_a_desk_together),
    cmocka_unit_test(an_address_that_eight_processes_resolve_is_of_one_customer),
    cmocka_unit_test(a_mail_that_eight_processes_take_in_is_one_message),
    cmocka_unit_test_setup_teardown(a_desk_made_while_it_is_opened_is_found, shim_vfs_install,
                                    shim_vfs_remove),
};

int main(int count, char **arguments)
{
    changes = count > 1 ? atoi(arguments[1]) : CHANGES;
    return cmocka_run_group_tests_name("processes", tests, NULL, NULL);
}
