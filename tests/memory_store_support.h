/*
 * memory_store_support.h: an allocator that counts and fails, and a memory store of items.
 */
#ifndef TESTS_MEMORY_STORE_SUPPORT_H
#define TESTS_MEMORY_STORE_SUPPORT_H

#include "supportcore/sys/store.h"

enum { TENANT = 7, ITEM = 0, COLUMNS = 5, BY_STATUS = 1, BY_NAME = 2, NAME_SIZE = 64 };

/** An allocator that counts; once `left` allocations are made it fails all others; 0 never. */
struct heap {
    long left;
    long live;
    long asked;
};

void *heap_resize(void *user, void *memory, size_t bytes);
/** Let the n-th allocation from now on fail, and all after it. */
void heap_fail_at(struct heap *heap, long n);
void heap_fail_never(struct heap *heap);

/** (tenant, id), a status, a unique name, a note; one more nullable column for a next version. */
extern const struct sup_column item_columns[COLUMNS + 1];
extern const struct sup_table item_table;
struct sup_schema item_schema(const struct sup_table *tables, uint32_t count, int32_t version);
/** A store with the items' table, on this heap. */
struct sup_store *item_store(struct heap *heap);

struct sup_value item_number(int64_t number);
struct sup_value item_text(const char *text);
/** An item; its name agrees with all others in more bytes than an index entry keeps. */
void item_row(struct sup_value row[COLUMNS], char name[NAME_SIZE], int64_t id);
int32_t item_insert(struct sup_store *store, int64_t id);
int32_t item_remove(struct sup_store *store, int64_t id);
void item_begin(struct sup_store *store, int32_t mode);
void item_commit(struct sup_store *store);
/** Items 0 to count - 1 in no order, committed every 16. */
void item_fill(struct sup_store *store, int64_t count);
/** A digest of all that the store holds, each index checked for order; *rows is their number. */
uint64_t item_look(struct sup_store *store, int64_t *rows);

#endif
