/*
 * test_extension_faults.c: the extension loaded and used with the n-th allocation failing, once or
 * from then on: SQLite's, and those of the library inside the extension. An error means that
 * nothing was changed, the connection works on and closes, and nothing leaks.
 *
 * Making the tables takes tens of thousands of allocations, so of all points every STEP-th is
 * tried; with the argument "all" every one.
 */
#define _GNU_SOURCE /* dl_iterate_phdr() */
#include "extension_support.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>

#include "fault_memory.h"

enum { EACH_FIRST = 100, STEP = 499 };

static int is_thorough;

/* The sanitizers have an allocator of their own, which no test may take the place of. */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define HAS_LIBRARY_FAULTS 1

void *__libc_realloc(void *memory, size_t bytes);
void __libc_free(void *memory);

static uintptr_t extension_begin;
static uintptr_t extension_end;
static int64_t extension_live;

static int is_from_extension(void *caller)
{
    return (uintptr_t)caller >= extension_begin && (uintptr_t)caller < extension_end;
}

/* The extension's library has one place that allocates, and this is what it calls. */
void *realloc(void *memory, size_t bytes)
{
    int is_counted = is_from_extension(__builtin_return_address(0));
    void *resized;

    if (is_counted && fault_memory_trips()) {
        return NULL;
    }
    resized = __libc_realloc(memory, bytes);
    extension_live += is_counted && memory == NULL && resized != NULL;
    return resized;
}

void free(void *memory)
{
    extension_live -= memory != NULL && is_from_extension(__builtin_return_address(0));
    __libc_free(memory);
}

/* Where the file's code is. */
static int see_file(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    if (strstr(info->dlpi_name, "mod_supportcore") == NULL) {
        return 0;
    }
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];

        if (part->p_type == PT_LOAD && (part->p_flags & PF_X)) {
            extension_begin = info->dlpi_addr + part->p_vaddr;
            extension_end = extension_begin + part->p_memsz;
        }
    }
    return 1;
}

static void find_extension(void)
{
    void *file = dlopen(extension_path(), RTLD_NOW | RTLD_LOCAL);

    if (file == NULL || !dl_iterate_phdr(see_file, NULL) || extension_begin == 0) {
        fprintf(stderr, "%s is not found in memory\n", extension_path());
        exit(1);
    }
}
#else
#define HAS_LIBRARY_FAULTS 0

static const int64_t extension_live = 0;

static void find_extension(void)
{
}
#endif

/* 1 when the statement gave `expected`; else it must have failed, and for want of memory. */
static int gives(sqlite3 *db, const char *text, const char *expected)
{
    const char *said = answer(db, text);

    if (strcmp(said, expected) == 0) {
        return 1;
    }
    assert_true(fault_memory.failed > 0);
    if (strstr(said, "\"NOMEM\"") == NULL &&
        (strncmp(said, "error: ", 7) != 0 || sqlite3_errcode(db) != SQLITE_NOMEM)) {
        fail_msg("allocation %lld: %s: %s (%d)", (long long)fault_memory.fail_at, text, said,
                 sqlite3_errcode(db));
    }
    return 0;
}

#define OPEN                                                                                       \
    "SELECT sup_call('system', '" NOW "', '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":"              \
    "\"ticket.open\",\"params\":{\"subject\":\"x\"}}')"
#define OPENED                                                                                     \
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"id\":\"1\",\"ticket_id\":\"1\",\"version\":1,"    \
    "\"sequence\":2,\"is_replay\":false}}"
#define LIST   "SELECT id FROM sup_tickets('system', '" NOW "') WHERE status = 'new'"
#define ONE    "SELECT id FROM sup_tickets('system', '" NOW "') WHERE id = 1"
#define TIMERS "SELECT metric FROM sup_timers('system', '" NOW "', 1) WHERE metric = 'resolution'"

/* Load, open a ticket and read it, with what the plan lets fail; then the same without. */
static int live_once(int64_t fail_at, int is_lasting, int64_t *failed)
{
    sqlite3 *db = raw_open(":memory:");
    char *why = NULL;
    int is_loaded;
    int is_opened;
    int is_done;

    assert_int_equal(sqlite3_enable_load_extension(db, 1), SQLITE_OK);
    fault_memory_arm(fail_at, is_lasting);
    is_loaded = sqlite3_load_extension(db, extension_path(), NULL, &why) == SQLITE_OK;
    sqlite3_free(why);
    is_opened = is_loaded && gives(db, OPEN, OPENED);
    is_done =
        is_opened && gives(db, LIST, "1") && gives(db, ONE, "1") && gives(db, TIMERS, "resolution");
    *failed = fault_memory.failed;
    fault_memory_arm(0, 0);
    if (!is_loaded) {
        extension_load(db);
    }
    /* Once SQLite has no memory it does nothing until the statement has ended, and a ROLLBACK
     * neither. The host has to, as the manual says and the next call would. */
    if (!sqlite3_get_autocommit(db)) {
        assert_non_null(strstr(answer(db, OPEN), "run ROLLBACK"));
        sql(db, "ROLLBACK");
    }
    if (!is_opened) {
        assert_string_equal(answer(db, OPEN), OPENED); /* the first one left nothing */
    }
    assert_string_equal(answer(db, LIST), "1");
    assert_string_equal(answer(db, ONE), "1");
    assert_string_equal(answer(db, TIMERS), "resolution");
    assert_true(!HAS_LIBRARY_FAULTS || extension_live > 0);
    extension_close(db);
    return is_done;
}

static void any_allocation_may_fail(void **state)
{
    int64_t failed = 0;

    (void)state;
    assert_true(live_once(0, 0, &failed)); /* what SQLite allocates once and keeps */
    for (int is_lasting = 0; is_lasting <= 1; is_lasting++) {
        int64_t live = fault_memory.live;
        int64_t library_live = extension_live;
        int64_t points = 0;
        int64_t n = 1;

        for (;;) {
            int is_done = live_once(n, is_lasting, &failed);

            assert_int_equal(fault_memory.live, live);
            assert_int_equal(extension_live, library_live);
            if (is_done && failed == 0) {
                break;
            }
            points++;
            n += is_thorough || n < EACH_FIRST ? 1 : STEP;
        }
        print_message("%lld of %lld allocations, %s\n", (long long)points, (long long)n,
                      is_lasting ? "and all after them" : "once");
        assert_true(points > EACH_FIRST);
    }
    assert_true(!HAS_LIBRARY_FAULTS || extension_live == 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_allocation_may_fail),
    };

    is_thorough = argc > 1 && strcmp(argv[1], "all") == 0;
    fault_memory_for_sqlite();
    find_extension();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
