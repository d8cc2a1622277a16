/*
 * test_sqlite_transaction.c: locks, full disks, failing disks and failing memory: what a
 * transaction on a file of its own leaves behind.
 */
#include "sqlite_support.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sqlite/sqlite_store.h"

static sqlite3 *db_of(struct sup_store *store)
{
    return ((struct sup__sqlite *)store)->db;
}

/* A second writer waits for its timeout, is told BUSY, and succeeds afterwards. A reader neither
 * waits nor sees what is not committed. */
static void two_handles_take_turns(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *first = store_open(path);
    struct sup_store *second = store_open(path);
    struct item item;

    must(first, first->methods->begin(first, 1, SUP_WRITE));
    item_make(&item, 1, 1);
    must(first, first->methods->insert(first, TABLE_ITEM, item.values));
    assert_int_equal(second->methods->begin(second, 1, SUP_WRITE), SUP_BUSY);
    assert_int_equal(second->error.message_id, SUP_MSG_STORE_BUSY);
    assert_int_equal(second->error.backend_code & 0xff, SQLITE_BUSY);
    assert_int_equal(count_items(second), 0);
    must(first, first->methods->commit(first));
    assert_int_equal(insert_item(second, 2, 2), SUP_OK);
    assert_int_equal(count_items(first), 2);
    store_close(first);
    store_close(second);
}

static void a_reader_keeps_its_view_while_others_commit(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *reader = store_open(path);
    struct sup_store *writer = store_open(path);
    struct sup_value key[] = {INT(1), INT(1)};

    must(reader, reader->methods->begin(reader, 1, SUP_READ));
    assert_int_equal(insert_item(writer, 1, 1), SUP_OK);
    assert_int_equal(reader->methods->get(reader, TABLE_ITEM, BY_KEY, key, NULL, NULL),
                     SUP_NOT_FOUND);
    must(reader, reader->methods->commit(reader));
    assert_int_equal(count_items(reader), 1);
    store_close(reader);
    store_close(writer);
}

enum { COUNTER_ROUNDS = 40 };

static int32_t keep_due(void *context, const struct sup_value *row, uint32_t count)
{
    (void)count;
    *(int64_t *)context = row[ITEM_DUE].number;
    return 0;
}

/* Reads a counter and writes it back one higher, many times. 0 when all went well. */
static int count_up(const char *path)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = path, .durability = SUP_DURABILITY_NORMAL};
    struct sup_value key[] = {INT(1), INT(1)};
    struct sup_store *store = NULL;
    int failed = sup_sqlite_open(&options, &store, NULL) != SUP_OK ||
                 store->methods->prepare(store, &test_schema) != SUP_OK;

    for (int i = 0; !failed && i < COUNTER_ROUNDS; i++) {
        struct item item;
        int64_t due = 0;

        failed = store->methods->begin(store, 1, SUP_WRITE) != SUP_OK ||
                 store->methods->get(store, TABLE_ITEM, BY_KEY, key, keep_due, &due) != SUP_OK;
        item_make(&item, 1, due + 1);
        failed =
            failed ||
            store->methods->update(store, TABLE_ITEM, item.values, 1 << ITEM_DUE, -1) != SUP_OK ||
            store->methods->commit(store) != SUP_OK;
    }
    if (store != NULL) {
        store_close(store);
    }
    return failed;
}

static void processes_that_read_then_write_lose_no_update(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = store_open(path);
    pid_t children[4];

    assert_int_equal(insert_item(store, 1, 0), SUP_OK);
    store_close(store);
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            _exit(count_up(path));
        }
    }
    for (int i = 0; i < 4; i++) {
        int status = -1;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(sql_file_number(path, "SELECT due FROM sup_item"), 4 * COUNTER_ROUNDS);
}

static void processes_that_create_the_same_file_agree(void **state)
{
    const char *path = in_folder(state, "a.db");
    pid_t children[4];

    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            struct sup_sqlite_options options = {.size = sizeof options, .path = path};
            struct sup_store *store = NULL;

            if (sup_sqlite_open(&options, &store, NULL) != SUP_OK ||
                store->methods->prepare(store, &test_schema) != SUP_OK ||
                insert_item(store, i + 1, i) != SUP_OK) {
                (void)fprintf(stderr, "%s\n", store != NULL ? store->error.text : "open");
                _exit(1);
            }
            store_close(store);
            _exit(0);
        }
    }
    for (int i = 0; i < 4; i++) {
        int status = -1;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(sql_file_number(path, "SELECT count(*) FROM sup_item"), 4);
}

static void a_handle_carried_over_fork_is_refused(void **state)
{
    struct sup_store *store = store_open(in_folder(state, "a.db"));
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        int is_right = store->methods->begin(store, 1, SUP_READ) == SUP_FORKED;

        store_close(store); /* releases memory and leaves the connection alone */
        _exit(is_right ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    store_close(store);
}

/* Insert until the database is full; the code of the first failure. */
static int32_t fill_up(struct sup_store *store)
{
    static char note[3000];
    int32_t code = SUP_OK;

    memset(note, 'x', sizeof note);
    for (int64_t id = 100; code == SUP_OK && id < 100000; id++) {
        struct item item;

        item_make(&item, id, id);
        item.values[ITEM_NOTE] =
            (struct sup_value){.type = SUP_TEXT, .data = note, .bytes = sizeof note};
        code = store->methods->insert(store, TABLE_ITEM, item.values);
    }
    return code;
}

static void a_full_database_changes_nothing_and_recovers(void **state)
{
    struct sup_store *store = store_open(in_folder(state, "a.db"));
    struct item item;

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    (void)sql_number(db_of(store), "PRAGMA max_page_count = 60");
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    assert_int_equal(fill_up(store), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_FULL);
    assert_int_equal(store->error.backend_code, SQLITE_FULL);
    must(store, store->methods->rollback(store));
    assert_int_equal(count_items(store), 1);
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);

    /* Where SQLite has ended the transaction on its own, nothing may run outside it. */
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    assert_int_equal(fill_up(store), SUP_IO);
    item_make(&item, 3, 3);
    if (sqlite3_get_autocommit(db_of(store))) {
        assert_int_equal(store->methods->insert(store, TABLE_ITEM, item.values), SUP_IO);
        assert_int_equal(store->methods->commit(store), SUP_IO);
    } else {
        must(store, store->methods->rollback(store));
    }
    assert_int_equal(count_items(store), 2);
    assert_int_equal(insert_item(store, 3, 3), SUP_OK);
    store_close(store);
}

/* --- A file system that fails on demand: a VFS over the default one. --- */

enum { FAIL_NOTHING, FAIL_LOG_SYNC, FAIL_LOG_WRITE };

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *below;
    sqlite3_io_methods methods;
    int fail;
    int code;
    int characteristics_off;
} faulty;

struct faulty_file {
    sqlite3_file file;
    int is_log;
    sqlite3_file *below;
};

static sqlite3_file *below_of(sqlite3_file *file)
{
    return ((struct faulty_file *)file)->below;
}
static int f_close(sqlite3_file *file)
{
    int rc = below_of(file)->pMethods->xClose(below_of(file));

    free(below_of(file));
    return rc;
}
static int f_read(sqlite3_file *file, void *out, int bytes, sqlite3_int64 at)
{
    return below_of(file)->pMethods->xRead(below_of(file), out, bytes, at);
}
static int f_write(sqlite3_file *file, const void *data, int bytes, sqlite3_int64 at)
{
    if (faulty.fail == FAIL_LOG_WRITE && ((struct faulty_file *)file)->is_log) {
        return faulty.code;
    }
    return below_of(file)->pMethods->xWrite(below_of(file), data, bytes, at);
}
static int f_truncate(sqlite3_file *file, sqlite3_int64 bytes)
{
    return below_of(file)->pMethods->xTruncate(below_of(file), bytes);
}
static int f_sync(sqlite3_file *file, int flags)
{
    if (faulty.fail == FAIL_LOG_SYNC && ((struct faulty_file *)file)->is_log) {
        return faulty.code;
    }
    return below_of(file)->pMethods->xSync(below_of(file), flags);
}
static int f_size(sqlite3_file *file, sqlite3_int64 *bytes)
{
    return below_of(file)->pMethods->xFileSize(below_of(file), bytes);
}
static int f_lock(sqlite3_file *file, int level)
{
    return below_of(file)->pMethods->xLock(below_of(file), level);
}
static int f_unlock(sqlite3_file *file, int level)
{
    return below_of(file)->pMethods->xUnlock(below_of(file), level);
}
static int f_reserved(sqlite3_file *file, int *out)
{
    return below_of(file)->pMethods->xCheckReservedLock(below_of(file), out);
}
static int f_control(sqlite3_file *file, int op, void *argument)
{
    return below_of(file)->pMethods->xFileControl(below_of(file), op, argument);
}
static int f_sector(sqlite3_file *file)
{
    return below_of(file)->pMethods->xSectorSize(below_of(file));
}
static int f_characteristics(sqlite3_file *file)
{
    return below_of(file)->pMethods->xDeviceCharacteristics(below_of(file)) &
           ~faulty.characteristics_off;
}
static int f_shm_map(sqlite3_file *file, int page, int bytes, int extend, void volatile **out)
{
    return below_of(file)->pMethods->xShmMap(below_of(file), page, bytes, extend, out);
}
static int f_shm_lock(sqlite3_file *file, int at, int n, int flags)
{
    return below_of(file)->pMethods->xShmLock(below_of(file), at, n, flags);
}
static void f_shm_barrier(sqlite3_file *file)
{
    below_of(file)->pMethods->xShmBarrier(below_of(file));
}
static int f_shm_unmap(sqlite3_file *file, int is_delete)
{
    return below_of(file)->pMethods->xShmUnmap(below_of(file), is_delete);
}
static int f_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct faulty_file *made = (struct faulty_file *)file;
    int rc;

    (void)vfs;
    made->is_log = (flags & SQLITE_OPEN_WAL) != 0;
    made->below = calloc(1, (size_t)faulty.below->szOsFile);
    rc = faulty.below->xOpen(faulty.below, name, made->below, flags, out);
    made->file.pMethods = rc == SQLITE_OK ? &faulty.methods : NULL;
    if (rc != SQLITE_OK) {
        free(made->below);
    }
    return rc;
}

static int faulty_install(void **state)
{
    static const sqlite3_io_methods own = {2,
                                           f_close,
                                           f_read,
                                           f_write,
                                           f_truncate,
                                           f_sync,
                                           f_size,
                                           f_lock,
                                           f_unlock,
                                           f_reserved,
                                           f_control,
                                           f_sector,
                                           f_characteristics,
                                           f_shm_map,
                                           f_shm_lock,
                                           f_shm_barrier,
                                           f_shm_unmap,
                                           NULL,
                                           NULL};

    faulty.below = sqlite3_vfs_find(NULL);
    faulty.vfs = *faulty.below;
    faulty.vfs.zName = "faulty";
    faulty.vfs.szOsFile = (int)sizeof(struct faulty_file);
    faulty.vfs.xOpen = f_open;
    faulty.methods = own;
    faulty.fail = FAIL_NOTHING;
    faulty.characteristics_off = 0;
    return sqlite3_vfs_register(&faulty.vfs, 1) == SQLITE_OK ? folder_make(state) : -1;
}

static int faulty_remove(void **state)
{
    (void)sqlite3_vfs_register(faulty.below, 1);
    (void)sqlite3_vfs_unregister(&faulty.vfs);
    return folder_remove(state);
}

static int32_t insert_with_fault(struct sup_store *store, int64_t id, int fail, int code)
{
    int32_t result;

    faulty.fail = fail;
    faulty.code = code;
    result = insert_item(store, id, id);
    faulty.fail = FAIL_NOTHING;
    return result;
}

static void a_commit_that_cannot_sync_poisons_the_handle(void **state)
{
    const char *path = in_folder(state, "a.db");
    struct sup_store *store = store_open(path);

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(insert_with_fault(store, 2, FAIL_LOG_SYNC, SQLITE_IOERR_FSYNC), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_COMMIT);
    assert_int_equal(store->error.backend_code, SQLITE_IOERR_FSYNC);
    assert_int_equal(store->methods->begin(store, 1, SUP_READ), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_POISONED);
    assert_int_equal(insert_item(store, 3, 3), SUP_IO);
    store_close(store);
    store = store_open(path);
    assert_int_equal(insert_item(store, 4, 4), SUP_OK);
    store_close(store);
}

/* The log's last frame was never written, so there is nothing to be unsure of. */
static void a_commit_on_a_full_disk_changes_nothing(void **state)
{
    struct sup_store *store = store_open(in_folder(state, "a.db"));

    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    assert_int_equal(insert_with_fault(store, 2, FAIL_LOG_WRITE, SQLITE_FULL), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_FULL);
    assert_int_equal(count_items(store), 1);
    assert_int_equal(insert_item(store, 2, 2), SUP_OK);
    assert_int_equal(count_items(store), 2);
    store_close(store);
}

/* There SQLite pads the log after its last frame, and the padding may be what did not fit. */
static void a_full_disk_with_padding_leaves_the_outcome_open(void **state)
{
    struct sup_store *store;

    faulty.characteristics_off = SQLITE_IOCAP_POWERSAFE_OVERWRITE;
    store = store_open(in_folder(state, "a.db"));
    assert_int_equal(insert_with_fault(store, 2, FAIL_LOG_WRITE, SQLITE_FULL), SUP_IO);
    assert_int_equal(store->error.message_id, SUP_MSG_STORE_COMMIT);
    assert_int_equal(insert_item(store, 3, 3), SUP_IO);
    store_close(store);
}

static void a_read_that_is_ended_after_a_fault_poisons_nothing(void **state)
{
    struct sup_store *store = store_open(in_folder(state, "a.db"));

    must(store, store->methods->begin(store, 1, SUP_READ));
    faulty.fail = FAIL_LOG_SYNC;
    faulty.code = SQLITE_IOERR_FSYNC;
    must(store, store->methods->commit(store));
    faulty.fail = FAIL_NOTHING;
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    store_close(store);
}

/* --- Memory. --- */

static void a_rollback_needs_no_memory(void **state)
{
    struct sup_store *store = store_open(in_folder(state, "a.db"));
    struct item item;
    int32_t code;

    /* A temporary table makes SQLite mark every prepared statement as expired. */
    sql(db_of(store), "CREATE TEMP TABLE shop_scratch (a)");
    assert_int_equal(insert_item(store, 1, 1), SUP_OK);
    sql(db_of(store), "DROP TABLE shop_scratch");
    must(store, store->methods->begin(store, 1, SUP_WRITE));
    item_make(&item, 2, 2);
    must(store, store->methods->insert(store, TABLE_ITEM, item.values));
    (void)sqlite3_hard_heap_limit64(1);
    code = store->methods->rollback(store);
    (void)sqlite3_hard_heap_limit64(0);
    assert_int_equal(code, SUP_OK);
    assert_int_equal(count_items(store), 1);
    store_close(store);
}

/* SQLite's own allocations and ours count together: the n-th fails, or the n-th and all after. */
static struct {
    sqlite3_mem_methods below;
    int64_t until; /* 0: never fail */
    int is_persistent;
} memory;

static int memory_fails(void)
{
    if (memory.until == 0) {
        return 0;
    }
    if (memory.until == 1) {
        memory.until = memory.is_persistent ? 1 : 0;
        return 1;
    }
    memory.until--;
    return 0;
}

static void *m_malloc(int bytes)
{
    return memory_fails() ? NULL : memory.below.xMalloc(bytes);
}

static void *m_realloc(void *old, int bytes)
{
    return memory_fails() ? NULL : memory.below.xRealloc(old, bytes);
}

static void *m_resize(void *user, void *old, size_t bytes)
{
    (void)user;
    if (bytes == 0) {
        free(old);
        return NULL;
    }
    return memory_fails() ? NULL : realloc(old, bytes);
}

static int memory_install(void)
{
    sqlite3_mem_methods methods;
    int rc = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.below);

    methods = memory.below;
    methods.xMalloc = m_malloc;
    methods.xRealloc = m_realloc;
    return rc == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) : rc;
}

static const struct sup_allocator allocator = {
    .size = sizeof allocator, .user = NULL, .resize = m_resize};

static int32_t open_with_faults(const char *path, struct sup_store **store)
{
    struct sup_sqlite_options options = {.size = sizeof options,
                                         .path = path,
                                         .durability = SUP_DURABILITY_NORMAL,
                                         .allocator = &allocator};
    struct sup_error error = {0};
    int32_t code = sup_sqlite_open(&options, store, &error);

    if (code == SUP_OK) {
        code = (*store)->methods->prepare(*store, &test_schema);
        if (code != SUP_OK) {
            store_close(*store);
            *store = NULL;
        }
    }
    return code;
}

/* One operation that uses every verb. Without an error it ends with one row more. */
static int32_t use_every_verb(struct sup_store *store, int64_t id)
{
    const struct sup_store_methods *verbs = store->methods;
    struct sup_value keys[] = {INT(1), INT(id)};
    struct sup_scan scan = {
        .size = sizeof scan, .index = BY_DUE, .prefix_count = 1, .prefix = keys, .limit = 60};
    struct sup_scan none = {.size = sizeof none, .prefix_count = 2, .prefix = keys, .limit = 1};
    struct seen seen = {0};
    struct sup_aggregate sum;
    struct item item;
    int64_t removed;
    int32_t code = verbs->begin(store, 1, SUP_WRITE);

    if (code != SUP_OK) {
        return code;
    }
    item_make(&item, id, id);
    code = verbs->insert(store, TABLE_ITEM, item.values);
    code = code == SUP_OK ? verbs->remove_range(store, &none, &removed) : code;
    code = code == SUP_OK ? verbs->put(store, TABLE_ITEM, item.values) : code;
    code = code == SUP_OK ? verbs->update(store, TABLE_ITEM, item.values, 1 << ITEM_DUE, 1) : code;
    code = code == SUP_OK ? verbs->get(store, TABLE_ITEM, BY_KEY, keys, see, &seen) : code;
    code = code == SUP_OK ? verbs->get_many(store, TABLE_ITEM, keys, 1, see, &seen) : code;
    code = code == SUP_OK ? verbs->scan(store, &scan, see, &seen) : code;
    code = code == SUP_OK ? verbs->aggregate(store, &scan, ITEM_DUE, &sum) : code;
    code = code == SUP_OK ? verbs->remove(store, TABLE_ITEM, keys) : code;
    code = code == SUP_OK ? verbs->insert(store, TABLE_ITEM, item.values) : code;
    if (code != SUP_OK) {
        assert_int_equal(verbs->rollback(store), SUP_OK);
        return code;
    }
    return verbs->commit(store);
}

/* On a handle whose statements are not prepared yet, so that preparing fails too. */
static void each_failing_allocation_of_an_operation_changes_nothing(void **state)
{
    const char *path = in_folder(state, "a.db");
    int64_t rows = 0;
    int points = 0;
    int32_t code = SUP_NOMEM;

    for (int64_t n = 1; code != SUP_OK; n += 1 + n / 40) {
        for (int persistent = 0; persistent < 2; persistent++) {
            struct sup_store *store = NULL;

            assert_int_equal(open_with_faults(path, &store), SUP_OK);
            sql(db_of(store), "CREATE TEMP TABLE shop_scratch (a)"); /* statements expire */
            memory.until = n;
            memory.is_persistent = persistent;
            code = use_every_verb(store, n * 2 + persistent);
            memory.until = 0;
            assert_true(code == SUP_OK || code == SUP_NOMEM);
            assert_int_equal(sqlite3_get_autocommit(db_of(store)), 1);
            rows += code == SUP_OK;
            assert_int_equal(count_items(store), rows);
            assert_int_equal(insert_item(store, 1000000 + n * 2 + persistent, 1), SUP_OK);
            rows++;
            store_close(store);
            points++;
        }
    }
    assert_true(points > 100);
}

static void each_failing_allocation_of_opening_leaves_a_file_that_opens(void **state)
{
    int32_t code = SUP_NOMEM;
    char name[32];
    int points = 0;

    for (int64_t n = 1; code != SUP_OK; n += 1 + n / 40) {
        for (int persistent = 0; persistent < 2; persistent++) {
            struct sup_store *store = NULL;
            const char *path;

            (void)snprintf(name, sizeof name, "%d-%d.db", (int)n, persistent);
            path = in_folder(state, name);
            memory.until = n;
            memory.is_persistent = persistent;
            code = open_with_faults(path, &store);
            memory.until = 0;
            assert_true(code == SUP_OK || code == SUP_NOMEM);
            if (code == SUP_OK) {
                store_close(store);
            }
            assert_int_equal(open_with_faults(path, &store), SUP_OK);
            assert_int_equal(insert_item(store, 1, 1), SUP_OK);
            store_close(store);
            points++;
        }
    }
    assert_true(points > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name)   cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
#define FAULTY(name) cmocka_unit_test_setup_teardown(name, faulty_install, faulty_remove)
        TEST(two_handles_take_turns),
        TEST(a_reader_keeps_its_view_while_others_commit),
        TEST(processes_that_read_then_write_lose_no_update),
        TEST(processes_that_create_the_same_file_agree),
        TEST(a_handle_carried_over_fork_is_refused),
        TEST(a_full_database_changes_nothing_and_recovers),
        FAULTY(a_commit_that_cannot_sync_poisons_the_handle),
        FAULTY(a_commit_on_a_full_disk_changes_nothing),
        FAULTY(a_full_disk_with_padding_leaves_the_outcome_open),
        FAULTY(a_read_that_is_ended_after_a_fault_poisons_nothing),
        TEST(a_rollback_needs_no_memory),
        TEST(each_failing_allocation_of_an_operation_changes_nothing),
        TEST(each_failing_allocation_of_opening_leaves_a_file_that_opens),
    };

    if (memory_install() != SQLITE_OK) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
