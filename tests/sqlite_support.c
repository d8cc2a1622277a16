/*
 * sqlite_support.c: see sqlite_support.h.
 */
#include "sqlite_support.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct sup_column item_columns[] = {
    {"tenant", SUP_INT, 0, ""},
    {"id", SUP_INT, 0, ""},
    {"version", SUP_INT, 0, ""},
    {"code", SUP_TEXT, 0, ""},
    {"due", SUP_INT, 0, ""},
    {"note", SUP_TEXT, SUP_COLUMN_NULLABLE, ""},
    {"data", SUP_BLOB, SUP_COLUMN_NULLABLE, ""},
    {"extra", SUP_TEXT, SUP_COLUMN_NULLABLE, ""}, /* in version 2 */
};
static const struct sup_column pair_columns[] = {
    {"tenant", SUP_INT, 0, ""}, {"left", SUP_TEXT, 0, ""}, {"right", SUP_INT, 0, ""}};
static const uint32_t by_due[] = {ITEM_TENANT, ITEM_DUE};
static const uint32_t by_code[] = {ITEM_TENANT, ITEM_CODE};
static const uint32_t by_version[] = {ITEM_TENANT, ITEM_VERSION};
static const struct sup_index item_indexes[] = {
    {"sup_item_by_due", 0, 2, by_due},
    {"sup_item_by_code", 1, 2, by_code},
    {"sup_item_by_version", 0, 2, by_version}, /* in version 2 */
};

static const struct sup_index wide_indexes[] = {
    {"sup_wide_by_due", 0, 2, by_due},
    {"sup_wide_by_code", 1, 2, by_code},
};

static const struct sup_table tables[] = {
    {"sup_item", SUP_TABLE_PROJECTION, 2, 7, 2, item_columns, item_indexes, ITEM_VERSION, 0, ""},
    {"sup_pair", SUP_TABLE_RECORD, 3, 3, 0, pair_columns, NULL, -1, 0, ""},
    {"sup_wide", SUP_TABLE_RECORD, 2, 7, 2, item_columns, wide_indexes, ITEM_VERSION,
     SUP_TABLE_WIDE, ""},
};
static const struct sup_table tables_2[] = {
    {"sup_item", SUP_TABLE_PROJECTION, 2, 8, 3, item_columns, item_indexes, ITEM_VERSION, 0, ""},
    {"sup_pair", SUP_TABLE_RECORD, 3, 3, 0, pair_columns, NULL, -1, 0, ""},
    {"sup_wide", SUP_TABLE_RECORD, 2, 7, 2, item_columns, wide_indexes, ITEM_VERSION,
     SUP_TABLE_WIDE, ""},
    {"sup_later", SUP_TABLE_RECORD, 2, 3, 0, item_columns, NULL, ITEM_VERSION, 0, ""},
};
static const struct sup_view views[] = {
    {"sup_v_items", "SELECT tenant, id, code FROM sup_item", "", ""}};
static const struct sup_view views_2[] = {
    {"sup_v_items", "SELECT tenant, id, code, extra FROM sup_item", "", ""}};

const struct sup_schema test_schema = {sizeof test_schema, 1, 3, 1, tables, views};
const struct sup_schema test_schema_2 = {sizeof test_schema_2, 2, 4, 1, tables_2, views_2};

void item_make(struct item *item, int64_t id, int64_t due)
{
    memset(item, 0, sizeof *item);
    (void)snprintf(item->code, sizeof item->code, "c%lld", (long long)id);
    item->values[ITEM_TENANT] = INT(1);
    item->values[ITEM_ID] = INT(id);
    item->values[ITEM_VERSION] = INT(1);
    item->values[ITEM_CODE] = TEXT(item->code);
    item->values[ITEM_DUE] = INT(due);
}

static void copy_text(char out[64], const struct sup_value *value)
{
    size_t bytes = value->bytes < 63 ? value->bytes : 63;

    if (bytes > 0) {
        memcpy(out, value->data, bytes);
    }
    out[bytes] = '\0';
}

int32_t see(void *context, const struct sup_value *row, uint32_t count)
{
    struct seen *seen = context;

    assert_true(count == 7 || count == 8);
    if (seen->count < 64) {
        seen->ids[seen->count] = row[ITEM_ID].number;
    }
    seen->count++;
    copy_text(seen->code, &row[ITEM_CODE]);
    copy_text(seen->note, &row[ITEM_NOTE]);
    seen->note_is_null = row[ITEM_NOTE].type == SUP_NULL;
    seen->data_is_null = row[ITEM_DATA].type == SUP_NULL;
    seen->data_bytes = row[ITEM_DATA].bytes;
    return seen->stop_after != 0 && seen->count >= seen->stop_after;
}

int folder_make(void **state)
{
    char *path = strdup("sqlite-test-XXXXXX");

    *state = path;
    return path != NULL && mkdtemp(path) != NULL ? 0 : -1;
}

static void remove_tree(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char name[600];

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        (void)snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (unlink(name) != 0) {
            remove_tree(name);
        }
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
    (void)rmdir(path);
}

int folder_remove(void **state)
{
    remove_tree(*state);
    free(*state);
    return 0;
}

const char *in_folder(void **state, const char *name)
{
    static char paths[4][300];
    static unsigned next;
    char *path = paths[next++ % 4];

    (void)snprintf(path, sizeof paths[0], "%s/%s", (const char *)*state, name);
    return path;
}

int32_t store_try(const char *path, const struct sup_schema *schema, struct sup_store **store,
                  struct sup_error *error)
{
    struct sup_sqlite_options options = {
        .size = sizeof options, .path = path, .busy_timeout_ms = 20};
    int32_t code = sup_sqlite_open(&options, store, error);

    if (code == SUP_OK) {
        code = (*store)->methods->prepare(*store, schema);
        if (code != SUP_OK) {
            *error = (*store)->error;
            (*store)->methods->close(*store);
            *store = NULL;
        }
    }
    return code;
}

struct sup_store *store_open(const char *path)
{
    struct sup_store *store = NULL;
    struct sup_error error = {0};

    if (store_try(path, &test_schema, &store, &error) != SUP_OK) {
        fail_msg("%s: %s", path, error.text);
    }
    return store;
}

void store_close(struct sup_store *store)
{
    store->methods->close(store);
}

sqlite3 *raw_open(const char *path)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_busy_timeout(db, 2000), SQLITE_OK);
    return db;
}

void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    }
}

int64_t sql_number(sqlite3 *db, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int64_t number;

    if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    }
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    number = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return number;
}

void sql_file(const char *path, const char *text)
{
    sqlite3 *db = raw_open(path);

    sql(db, text);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int64_t sql_file_number(const char *path, const char *text)
{
    sqlite3 *db = raw_open(path);
    int64_t number = sql_number(db, text);

    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return number;
}

unsigned char *file_bytes(const char *path, size_t *bytes)
{
    FILE *file = fopen(path, "rb");
    unsigned char *content;
    struct stat is;

    assert_non_null(file);
    assert_int_equal(stat(path, &is), 0);
    *bytes = (size_t)is.st_size;
    content = malloc(*bytes + 1);
    assert_non_null(content);
    assert_int_equal(fread(content, 1, *bytes, file), *bytes);
    (void)fclose(file);
    return content;
}

int32_t insert_item(struct sup_store *store, int64_t id, int64_t due)
{
    struct item item;
    int32_t code = store->methods->begin(store, 1, SUP_WRITE);

    if (code != SUP_OK) {
        return code;
    }
    item_make(&item, id, due);
    code = store->methods->insert(store, TABLE_ITEM, item.values);
    if (code != SUP_OK) {
        (void)store->methods->rollback(store);
        return code;
    }
    return store->methods->commit(store);
}

int64_t count_items(struct sup_store *store)
{
    struct sup_value tenant = INT(1);
    struct sup_scan scan = {.size = sizeof scan, .prefix_count = 1, .prefix = &tenant};
    struct sup_aggregate found;

    must(store, store->methods->begin(store, 1, SUP_READ));
    must(store, store->methods->aggregate(store, &scan, ITEM_ID, &found));
    must(store, store->methods->commit(store));
    return found.count;
}

void must_be_ok(struct sup_store *store, int32_t code, const char *call, const char *file, int line)
{
    if (code != SUP_OK) {
        print_error("%s: %d: %s (%s)\n", call, (int)code, store->error.text, store->error.hint);
        _fail(file, line);
    }
}
