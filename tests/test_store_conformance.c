/*
 * test_store_conformance.c: every store of ours passes the suite that we hand to authors of
 * backends. That the suite is worth passing is shown in test_store_defects.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "awkward_store.h"
#include "supportcore/memory.h"
#include "supportcore/sqlite.h"
#include "supportcore/sys/conformance.h"

enum { PATH_SIZE = 256 };

/** How the stores of one run are opened, and what the run found. */
struct bench {
    char folder[PATH_SIZE];
    char file[PATH_SIZE + 32];
    int file_count;
    sqlite3 *host;
    const char *host_begin; /* what the host does before it lends its connection */
};

static void report(void *context, const char *check, int32_t is_passed, const char *detail)
{
    (void)context;
    if (!is_passed) {
        print_error("%s: %s\n", check, detail);
    }
}

static void run(struct bench *bench, uint32_t is_shared,
                int32_t (*open_store)(void *, int32_t, struct sup_store **))
{
    const struct sup_conformance suite = {
        .size = sizeof suite,
        .is_shared = is_shared,
        .context = bench,
        .open = open_store,
        .report = report,
    };
    int32_t passed = -1;
    int32_t failed = -1;
    assert_int_equal(sup_store_conformance(&suite, &passed, &failed), SUP_OK);
    assert_int_equal(failed, 0);
    assert_int_equal(passed, is_shared ? 46 : 40);
}

static int32_t open_memory(void *context, int32_t is_fresh, struct sup_store **store)
{
    (void)context;
    (void)is_fresh;
    return sup_memory_open(NULL, store, NULL);
}

static int32_t open_awkward(void *context, int32_t is_fresh, struct sup_store **store)
{
    (void)context;
    (void)is_fresh;
    return awkward_open(AWKWARD_SOUND, store);
}

static void folder_make(struct bench *bench)
{
    const char *parent = getenv("TMPDIR");
    (void)snprintf(bench->folder, sizeof bench->folder, "%s/supportcore-XXXXXX",
                   parent != NULL ? parent : "/tmp");
    assert_non_null(mkdtemp(bench->folder));
}

static void file_remove(struct bench *bench)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[sizeof bench->file + 16];
        (void)snprintf(path, sizeof path, "%s%s", bench->file, endings[i]);
        (void)unlink(path);
    }
}

static void file_next(struct bench *bench)
{
    if (bench->file_count > 0) {
        file_remove(bench);
    }
    bench->file_count++;
    (void)snprintf(bench->file, sizeof bench->file, "%s/%d.db", bench->folder, bench->file_count);
}

static void folder_remove(struct bench *bench)
{
    file_remove(bench);
    assert_int_equal(rmdir(bench->folder), 0);
}

static int32_t open_sqlite(void *context, int32_t is_fresh, struct sup_store **store)
{
    struct bench *bench = context;
    if (is_fresh) {
        file_next(bench);
    }
    struct sup_sqlite_options options = {.size = sizeof options};
    options.path = bench->file;
    options.durability = SUP_DURABILITY_NORMAL;
    options.busy_timeout_ms = 1;
    return sup_sqlite_open(&options, store, NULL);
}

static int32_t open_sqlite_memory(void *context, int32_t is_fresh, struct sup_store **store)
{
    (void)context;
    (void)is_fresh;
    struct sup_sqlite_options options = {.size = sizeof options};
    options.path = ":memory:";
    return sup_sqlite_open(&options, store, NULL);
}

/** The host's connection outlives the store; a fresh store is one on a new connection. */
static void host_close(struct bench *bench)
{
    if (bench->host != NULL && bench->host_begin != NULL) {
        assert_int_equal(sqlite3_get_autocommit(bench->host), 0);
        assert_int_equal(sqlite3_exec(bench->host, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    }
    if (bench->host != NULL) {
        assert_int_equal(sqlite3_get_autocommit(bench->host), 1);
    }
    assert_int_equal(sqlite3_close(bench->host), SQLITE_OK);
    bench->host = NULL;
}

static int32_t open_borrowed(void *context, int32_t is_fresh, struct sup_store **store)
{
    struct bench *bench = context;
    (void)is_fresh;
    host_close(bench);
    file_next(bench);
    if (sqlite3_open(bench->file, &bench->host) != SQLITE_OK ||
        sqlite3_exec(bench->host, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF", NULL, NULL,
                     NULL) != SQLITE_OK) {
        return SUP_IO;
    }
    if (bench->host_begin != NULL &&
        sqlite3_exec(bench->host, bench->host_begin, NULL, NULL, NULL) != SQLITE_OK) {
        return SUP_IO;
    }
    return sup_sqlite_borrow(bench->host, NULL, store, NULL);
}

static void memory_store_conforms(void **state)
{
    struct bench bench = {.file_count = 0};
    (void)state;
    run(&bench, 0, open_memory);
}

static void awkward_store_conforms(void **state)
{
    struct bench bench = {.file_count = 0};
    (void)state;
    run(&bench, 0, open_awkward);
}

static void sqlite_file_conforms(void **state)
{
    struct bench bench = {.file_count = 0};
    (void)state;
    folder_make(&bench);
    run(&bench, 1, open_sqlite);
    folder_remove(&bench);
}

static void sqlite_in_memory_conforms(void **state)
{
    struct bench bench = {.file_count = 0};
    (void)state;
    run(&bench, 0, open_sqlite_memory);
}

static void borrow(const char *host_begin)
{
    struct bench bench = {.host_begin = host_begin};
    folder_make(&bench);
    run(&bench, 0, open_borrowed);
    host_close(&bench);
    folder_remove(&bench);
}

static void borrowed_connection_conforms(void **state)
{
    (void)state;
    borrow(NULL);
}

static void borrowed_connection_in_a_transaction_conforms(void **state)
{
    (void)state;
    borrow("BEGIN IMMEDIATE");
}

static void borrowed_connection_in_a_deferred_transaction_conforms(void **state)
{
    (void)state;
    borrow("BEGIN");
}

static int32_t open_nothing(void *context, int32_t is_fresh, struct sup_store **store)
{
    (void)context;
    (void)is_fresh;
    *store = NULL;
    return SUP_IO;
}

static void a_store_that_does_not_open_fails_every_check(void **state)
{
    const struct sup_conformance suite = {.size = sizeof suite, .open = open_nothing};
    int32_t passed = -1;
    int32_t failed = -1;
    (void)state;
    assert_int_equal(sup_store_conformance(&suite, &passed, &failed), SUP_CORRUPT);
    assert_int_equal(passed, 0);
    assert_int_equal(failed, 40);
}

static void a_wrong_suite_is_invalid(void **state)
{
    struct sup_conformance suite = {.size = sizeof suite, .open = open_memory};
    int32_t passed;
    int32_t failed;
    (void)state;
    assert_int_equal(sup_store_conformance(NULL, &passed, &failed), SUP_INVALID);
    assert_int_equal(sup_store_conformance(&suite, NULL, &failed), SUP_INVALID);
    assert_int_equal(sup_store_conformance(&suite, &passed, NULL), SUP_INVALID);
    suite.size = sizeof suite - 8;
    assert_int_equal(sup_store_conformance(&suite, &passed, &failed), SUP_INVALID);
    suite.size = sizeof suite;
    suite.open = NULL;
    assert_int_equal(sup_store_conformance(&suite, &passed, &failed), SUP_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_store_conforms),
        cmocka_unit_test(awkward_store_conforms),
        cmocka_unit_test(sqlite_file_conforms),
        cmocka_unit_test(sqlite_in_memory_conforms),
        cmocka_unit_test(borrowed_connection_conforms),
        cmocka_unit_test(borrowed_connection_in_a_transaction_conforms),
        cmocka_unit_test(borrowed_connection_in_a_deferred_transaction_conforms),
        cmocka_unit_test(a_store_that_does_not_open_fails_every_check),
        cmocka_unit_test(a_wrong_suite_is_invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
