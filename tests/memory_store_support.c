/*
 * memory_store_support.c: see memory_store_support.h.
 */
#include "memory_store_support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "supportcore/memory.h"

void *heap_resize(void *user, void *memory, size_t bytes)
{
    struct heap *heap = user;
    if (bytes == 0) {
        heap->live -= memory != NULL;
        free(memory);
        return NULL;
    }
    heap->asked++;
    if (heap->left > 0) {
        heap->left--;
        if (heap->left == 0) {
            heap->left = 1;
            return NULL;
        }
    }
    heap->live += memory == NULL;
    return realloc(memory, bytes);
}

/** Let the n-th allocation from now on fail, and all after it. */
void heap_fail_at(struct heap *heap, long n)
{
    heap->left = n;
}

void heap_fail_never(struct heap *heap)
{
    heap->left = 0;
}

const struct sup_column item_columns[COLUMNS + 1] = {
    {"tenant", SUP_INT, 0, ""},
    {"id", SUP_INT, 0, ""},
    {"status", SUP_INT, 0, ""},
    {"name", SUP_TEXT, 0, ""},
    {"note", SUP_TEXT, SUP_COLUMN_NULLABLE, ""},
    {"more", SUP_INT, SUP_COLUMN_NULLABLE, ""},
};
static const uint32_t by_status[] = {0, 2};
static const uint32_t by_name[] = {0, 3};
static const struct sup_index item_indexes[] = {
    {"item_by_status", 0, 2, by_status},
    {"item_by_name", 1, 2, by_name},
};
const struct sup_table item_table = {
    .name = "item",
    .kind = SUP_TABLE_RECORD,
    .key_count = 2,
    .column_count = COLUMNS,
    .index_count = 2,
    .columns = item_columns,
    .indexes = item_indexes,
    .version_column = 2,
};

struct sup_schema item_schema(const struct sup_table *tables, uint32_t count, int32_t version)
{
    struct sup_schema schema = {.size = sizeof schema};
    schema.version = version;
    schema.tables = tables;
    schema.table_count = count;
    return schema;
}

struct sup_store *item_store(struct heap *heap)
{
    const struct sup_allocator allocator = {
        .size = sizeof allocator, .user = heap, .resize = heap_resize};
    const struct sup_schema schema = item_schema(&item_table, 1, 1);
    struct sup_store *store = NULL;
    assert_int_equal(sup_memory_open(&allocator, &store, NULL), SUP_OK);
    assert_int_equal(store->methods->prepare(store, &schema), SUP_OK);
    return store;
}

struct sup_value item_number(int64_t number)
{
    struct sup_value value = {.type = SUP_INT};
    value.number = number;
    return value;
}

struct sup_value item_text(const char *text)
{
    struct sup_value value = {.type = SUP_TEXT};
    value.data = text;
    value.bytes = strlen(text);
    return value;
}

/** An item; its name agrees with all others in more bytes than an index entry keeps. */
void item_row(struct sup_value row[COLUMNS], char name[NAME_SIZE], int64_t id)
{
    (void)snprintf(name, NAME_SIZE, "a name that begins like all the others %08lld", (long long)id);
    row[0] = item_number(TENANT);
    row[1] = item_number(id);
    row[2] = item_number(id % 10);
    row[3] = item_text(name);
    row[4] = item_text("note");
}

int32_t item_insert(struct sup_store *store, int64_t id)
{
    struct sup_value row[COLUMNS];
    char name[NAME_SIZE];
    item_row(row, name, id);
    return store->methods->insert(store, ITEM, row);
}

int32_t item_remove(struct sup_store *store, int64_t id)
{
    const struct sup_value key[2] = {item_number(TENANT), item_number(id)};
    return store->methods->remove(store, ITEM, key);
}

void item_begin(struct sup_store *store, int32_t mode)
{
    assert_int_equal(store->methods->begin(store, TENANT, mode), SUP_OK);
}

void item_commit(struct sup_store *store)
{
    assert_int_equal(store->methods->commit(store), SUP_OK);
}

void item_fill(struct sup_store *store, int64_t count)
{
    item_begin(store, SUP_WRITE);
    for (int64_t i = 0; i < count; i++) {
        assert_int_equal(item_insert(store, i * 7919 % count),
                         SUP_OK); /* a prime: no order at all */
        if (i % 16 == 15) {       /* the undo log stays small, so that a later one must grow it */
            item_commit(store);
            item_begin(store, SUP_WRITE);
        }
    }
    item_commit(store);
}

/** What an index gives: how many rows, whether each comes after the one before, and a digest. */
struct walk {
    uint32_t index;
    int64_t rows;
    int64_t last[2];
    char last_name[NAME_SIZE];
    uint64_t digest;
};

static int32_t walk_row(void *context, const struct sup_value *row, uint32_t count)
{
    struct walk *walk = context;
    int64_t key[2] = {walk->index == BY_STATUS ? row[2].number : 0, row[1].number};
    char name[NAME_SIZE] = "";
    memcpy(name, row[3].data, row[3].bytes);
    if (walk->index == BY_NAME) {
        assert_true(strcmp(name, walk->last_name) > 0);
    } else if (walk->rows > 0) {
        assert_true(key[0] > walk->last[0] || (key[0] == walk->last[0] && key[1] > walk->last[1]));
    }
    memcpy(walk->last, key, sizeof key);
    memcpy(walk->last_name, name, sizeof name);
    walk->rows++;
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *bytes = row[i].data;
        size_t length = row[i].type == SUP_TEXT ? row[i].bytes : 0;
        uint64_t plain = row[i].type == SUP_INT ? (uint64_t)row[i].number : length;
        walk->digest = (walk->digest ^ plain) * UINT64_C(1099511628211);
        for (size_t at = 0; at < length; at++) {
            walk->digest = (walk->digest ^ bytes[at]) * UINT64_C(1099511628211);
        }
    }
    return 0;
}

/** A digest of all that the store holds, each index in order; *rows is their number. */
uint64_t item_look(struct sup_store *store, int64_t *rows)
{
    uint64_t digest = 0;
    for (uint32_t index = 0; index <= BY_NAME; index++) {
        struct walk walk = {.index = index};
        struct sup_scan scan = {.size = sizeof scan, .table = ITEM, .index = index};
        assert_int_equal(store->methods->scan(store, &scan, walk_row, &walk), SUP_OK);
        assert_true(index == 0 || *rows == walk.rows);
        *rows = walk.rows;
        digest = digest * 31 + walk.digest;
    }
    return digest;
}
