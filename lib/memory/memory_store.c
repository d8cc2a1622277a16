/*
 * memory_store.c: open, close and the state of transactions of the store that keeps everything
 * in memory.
 */
#include "supportcore/memory.h"

#include <string.h>

#include "base/message.h"
#include "memory/memory_store.h"

int32_t sup__memory_under_way(struct sup__memory_store *store)
{
    return sup__fail(&store->head.error, SUP_MSG_REENTERED, NULL,
                     "a call is under way on this store");
}

static int32_t memory_begin(struct sup_store *store, int64_t tenant, int32_t mode);
static int32_t memory_commit(struct sup_store *store);
static int32_t memory_rollback(struct sup_store *store);
static void memory_close(struct sup_store *store);
static int32_t memory_content(struct sup_store *store, uint64_t *number);

static const struct sup_store_methods memory_methods = {
    .size = sizeof(struct sup_store_methods),
    .name = "memory",
    .prepare = sup__memory_prepare,
    .begin = memory_begin,
    .commit = memory_commit,
    .rollback = memory_rollback,
    .insert = sup__memory_insert,
    .put = sup__memory_put,
    .update = sup__memory_update,
    .get = sup__memory_get,
    .get_many = sup__memory_get_many,
    .scan = sup__memory_scan,
    .remove = sup__memory_remove,
    .remove_range = sup__memory_remove_range,
    .aggregate = sup__memory_aggregate,
    .close = memory_close,
    .content = memory_content,
    .read_many = sup__memory_read_many,
};

int32_t sup_memory_open(const struct sup_allocator *allocator, struct sup_store **store,
                        struct sup_error *error)
{
    struct sup__mem mem;
    if (error != NULL) {
        sup__error_clear(error);
    }
    if (store == NULL) {
        return sup__fail(error, SUP_MSG_ARGUMENT_MISSING, "store",
                         "there is no place for the store");
    }
    *store = NULL;
    if (sup__mem_init(&mem, allocator) != SUP_OK) {
        return sup__fail(error, SUP_MSG_STRUCT_SIZE, "allocator",
                         "the allocator's struct is wrong");
    }
    struct sup__memory_store *memory = sup__zalloc(&mem, sizeof *memory);
    if (memory == NULL) {
        return sup__fail(error, SUP_MSG_NOMEM, NULL, "no memory for a store");
    }
    memory->head.methods = &memory_methods;
    memory->head.error.size = sizeof memory->head.error;
    memory->mem = mem;
    sup__arena_init(&memory->shape.arena, &mem);
    *store = &memory->head;
    return SUP_OK;
}

/** A callback may not close the store it is called from: the call is then without effect. */
static void memory_close(struct sup_store *store)
{
    struct sup__memory_store *memory = (struct sup__memory_store *)store;
    if (memory->is_calling) {
        return;
    }
    struct sup__mem mem = memory->mem;
    sup__memory_undo_all(memory);
    sup__memory_shape_free(&memory->shape);
    sup__spares_free(&memory->spares, &mem);
    sup__dealloc(&mem, memory->undo);
    sup__dealloc(&mem, memory);
}

static int32_t refuse(struct sup__memory_store *store, const char *why)
{
    return sup__fail(&store->head.error, SUP_MSG_STORE_STATE, NULL, "%s", why);
}

static int32_t memory_begin(struct sup_store *store, int64_t tenant, int32_t mode)
{
    struct sup__memory_store *memory = (struct sup__memory_store *)store;
    (void)tenant; /* every key begins with it, and one process has one writer anyway */
    if (memory->is_calling || memory->mode != 0) {
        return sup__memory_under_way(memory);
    }
    if (!memory->is_prepared) {
        return refuse(memory, "the store has no schema yet");
    }
    if (mode != SUP_READ && mode != SUP_WRITE) {
        return refuse(memory, "the mode is neither read nor write");
    }
    memory->mode = mode;
    return SUP_OK;
}

static int32_t memory_commit(struct sup_store *store)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_READ);
    if (memory == NULL) {
        return store->error.code;
    }
    memory->content += memory->mode == SUP_WRITE;
    sup__memory_undo_keep(memory);
    memory->mode = 0;
    return SUP_OK;
}

static int32_t memory_content(struct sup_store *store, uint64_t *number)
{
    *number = ((struct sup__memory_store *)store)->content;
    return SUP_OK;
}

static int32_t memory_rollback(struct sup_store *store)
{
    struct sup__memory_store *memory = sup__memory_enter(store, SUP_READ);
    if (memory == NULL) {
        return store->error.code;
    }
    sup__memory_undo_all(memory);
    memory->mode = 0;
    return SUP_OK;
}

struct sup__memory_store *sup__memory_enter(struct sup_store *store, int32_t mode)
{
    struct sup__memory_store *memory = (struct sup__memory_store *)store;
    if (memory->is_calling) {
        (void)refuse(memory, "a row callback called the store");
        return NULL;
    }
    if (memory->mode == 0) {
        (void)refuse(memory, "no transaction is open");
        return NULL;
    }
    if (mode == SUP_WRITE && memory->mode != SUP_WRITE) {
        (void)refuse(memory, "the transaction is for reading only");
        return NULL;
    }
    return memory;
}

struct sup__memory_table *sup__memory_table_at(struct sup__memory_store *store, uint32_t table)
{
    if (table >= store->shape.table_count) {
        (void)sup__memory_misfit(store, "no table has that number");
        return NULL;
    }
    return &store->shape.tables[table];
}

int32_t sup__memory_misfit(struct sup__memory_store *store, const char *what)
{
    return refuse(store, what);
}

int32_t sup__memory_nomem(struct sup__memory_store *store)
{
    return sup__fail(&store->head.error, SUP_MSG_NOMEM, NULL, "no memory for a row");
}

int32_t sup__memory_call(struct sup__memory_store *store, const struct sup__memory_table *table,
                         const struct sup__memory_row *row, sup_row_fn fn, void *context)
{
    sup__memory_row_values(table, row, store->row);
    store->is_calling = 1;
    int32_t answer = fn(context, store->row, table->column_count);
    store->is_calling = 0;
    return answer;
}
