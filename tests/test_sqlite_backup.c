/*
 * test_sqlite_backup.c: a copy of one state while others write, what a backup that fails leaves
 * behind, and housekeeping.
 */
#include "sqlite_support.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

struct progress {
    const char *leaves; /* a file that appears meanwhile */
    int32_t calls;
    int32_t stop_at;
    int64_t last_done;
    int64_t last_total;
    struct sup_store *writer;
};

static int32_t on_progress(void *user, int64_t done, int64_t total)
{
    struct progress *progress = user;

    progress->calls++;
    progress->last_done = done;
    progress->last_total = total;
    if (progress->writer != NULL) {
        assert_int_equal(insert_item(progress->writer, 100000 + progress->calls, 1), SUP_OK);
    }
    if (progress->leaves != NULL) {
        write_file(progress->leaves, "left");
    }
    return progress->calls == progress->stop_at;
}

static void fill(struct sup_store *store, int64_t rows)
{
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    for (int64_t id = 1; id <= rows; id++) {
        static char note[2000];
        struct item item;

        memset(note, 'n', sizeof note);
        item_make(&item, id, id);
        item.values[ITEM_NOTE] =
            (struct sup_value){.type = SUP_TEXT, .data = note, .bytes = sizeof note};
        must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    }
    must(store, store->methods->commit(store));
}

static int32_t files_in(void **state)
{
    char command[300];
    FILE *list;
    int count = -1;

    (void)snprintf(command, sizeof command, "ls '%s' | wc -l", (const char *)*state);
    list = popen(command, "r");
    assert_non_null(list);
    assert_int_equal(fscanf(list, "%d", &count), 1);
    (void)pclose(list);
    return count;
}

static void a_backup_is_one_state_while_others_write(void **state)
{
    const char *path = in_folder(state, "a.db");
    const char *copy = in_folder(state, "copy.db");
    struct sup_store *store = store_open(path);
    struct sup_store *writer = store_open(path);
    struct progress progress = {.writer = writer};
    struct stat is;

    fill(store, 3000);
    must(store, store->methods->backup(store, copy, on_progress, &progress));
    assert_true(progress.calls > 2);
    assert_int_equal(progress.last_done, progress.last_total);
    assert_int_equal(stat(copy, &is), 0);
    assert_int_equal(is.st_mode & 0777, 0600);
    assert_int_equal(count_items(store), 3000 + progress.calls);
    store_close(writer);
    store_close(store);
    assert_int_equal(sql_file_number(copy, "SELECT count(*) FROM sup_item"), 3000);
    store = store_open(copy); /* it is a store like any other */
    assert_int_equal(insert_item(store, 5000, 1), SUP_OK);
    store_close(store);
}

static void a_backup_leaves_nothing_behind_when_it_fails(void **state)
{
    struct sup_store *store = store_open(in_folder(state, "a.db"));
    const char *copy = in_folder(state, "copy.db");
    struct progress progress = {.stop_at = 1};
    int32_t before;

    fill(store, 3000);
    before = files_in(state);
    assert_int_equal(store->methods->backup(store, copy, on_progress, &progress), SUP_BUSY);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_STOPPED);
    assert_int_equal(files_in(state), before);
    write_file(copy, "mine");
    assert_int_equal(store->methods->backup(store, copy, NULL, NULL), SUP_EXISTS);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_TARGET);
    assert_int_equal(files_in(state), before + 1);
    assert_int_equal(store->methods->backup(store, in_folder(state, "no/copy.db"), NULL, NULL),
                     SUP_IO);
    assert_int_equal(store->methods->begin(store, 1, SUP_WRITE), SUP_OK);
    assert_int_equal(store->methods->backup(store, in_folder(state, "b.db"), NULL, NULL),
                     SUP_MISUSE);
    must(store, store->methods->rollback(store));
    store_close(store);
}

/* SQLite would apply a log or journal of an earlier database to the copy. */
static void a_backup_joins_no_companion_of_an_earlier_database(void **state)
{
    static const char *const companions[] = {"copy.db-wal", "copy.db-shm", "copy.db-journal"};
    struct sup_store *store = store_open(in_folder(state, "a.db"));
    const char *copy = in_folder(state, "copy.db");
    int32_t before;

    fill(store, 3000);
    before = files_in(state);
    for (size_t i = 0; i < sizeof companions / sizeof companions[0]; i++) {
        const char *companion = in_folder(state, companions[i]);
        struct progress progress = {.leaves = companion};
        struct stat is;

        write_file(companion, "left");
        assert_int_equal(store->methods->backup(store, copy, NULL, NULL), SUP_EXISTS);
        assert_int_equal(store->error.message_id, SUP_MSG_STORE_TARGET);
        assert_string_equal(store->error.field, "path");
        assert_non_null(strstr(store->error.text, companions[i]));
        assert_int_equal(files_in(state), before + 1);
        assert_int_equal(stat(companion, &is), 0); /* it may be in use: it stays as it is */
        assert_int_equal(is.st_size, 4);
        assert_int_equal(unlink(companion), 0);
        /* one that appears while the pages are copied */
        assert_int_equal(store->methods->backup(store, copy, on_progress, &progress), SUP_EXISTS);
        assert_true(progress.calls > 0);
        assert_non_null(strstr(store->error.text, companions[i]));
        assert_int_equal(files_in(state), before + 1);
        assert_int_equal(unlink(companion), 0);
    }
    must(store, store->methods->backup(store, copy, NULL, NULL));
    store_close(store);
    assert_int_equal(sql_file_number(copy, "SELECT count(*) FROM sup_item"), 3000);
}

static void a_backup_tells_that_there_is_no_folder(void **state)
{
    struct sup_store *store = store_open(in_folder(state, "a.db"));
    const char *copy = in_folder(state, "no/copy.db");
    char text[SUP_ERROR_TEXT_SIZE];

    fill(store, 1);
    assert_int_equal(store->methods->backup(store, copy, NULL, NULL), SUP_IO);
    (void)snprintf(text, sizeof text, "there is no folder for %s", copy);
    assert_string_equal(store->error.text, text);
    assert_non_null(strstr(store->error.hint, "make the folder"));
    assert_int_equal(store->error.backend_code, ENOENT);
    /* a file where the folder should be */
    write_file(in_folder(state, "no"), "mine");
    assert_int_equal(store->methods->backup(store, copy, NULL, NULL), SUP_IO);
    assert_string_equal(store->error.text, text);
    store_close(store);
}

static void a_store_in_memory_can_be_backed_up(void **state)
{
    struct sup_store *store = store_open(":memory:");

    fill(store, 10);
    must(store, store->methods->backup(store, in_folder(state, "copy.db"), NULL, NULL));
    must(store, store->methods->maintain(store));
    store_close(store);
    assert_int_equal(sql_file_number(in_folder(state, "copy.db"), "SELECT count(*) FROM sup_item"),
                     10);
}

static void maintenance_empties_the_log_and_changes_no_answer(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = store_open(path);
    struct stat is;

    fill(store, 500);
    assert_int_equal(stat(in_folder(state, "a.db-wal"), &is), 0);
    assert_true(is.st_size > 0);
    must(store, store->methods->maintain(store));
    assert_int_equal(stat(in_folder(state, "a.db-wal"), &is), 0);
    assert_int_equal(is.st_size, 0);
    assert_int_equal(count_items(store), 500);
    must(store, store->methods->begin(store, 1, SUP_READ));
    assert_int_equal(store->methods->maintain(store), SUP_MISUSE);
    must(store, store->methods->rollback(store));
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
        TEST(a_backup_is_one_state_while_others_write),
        TEST(a_backup_leaves_nothing_behind_when_it_fails),
        TEST(a_backup_joins_no_companion_of_an_earlier_database),
        TEST(a_backup_tells_that_there_is_no_folder),
        TEST(a_store_in_memory_can_be_backed_up),
        TEST(maintenance_empties_the_log_and_changes_no_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
