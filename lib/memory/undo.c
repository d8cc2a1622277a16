/*
 * undo.c: the undo log. It owns the rows that a change replaced until commit, and the ones that
 * a change brought belong to the tables; rollback reverses that.
 */
#include "memory/memory_store.h"

enum { UNDO_CAPACITY_FIRST = 32 };

static void finish(struct sup__memory_store *store, int is_kept);

int32_t sup__memory_undo_reserve(struct sup__memory_store *store)
{
    if (store->undo_count < store->undo_capacity) {
        return SUP_OK;
    }
    size_t capacity = store->undo_capacity == 0 ? UNDO_CAPACITY_FIRST : 2 * store->undo_capacity;
    struct sup__memory_undo *undo = sup__resize(&store->mem, store->undo, capacity * sizeof *undo);
    if (undo == NULL) {
        return sup__memory_nomem(store);
    }
    store->undo = undo;
    store->undo_capacity = capacity;
    return SUP_OK;
}

void sup__memory_undo_add(struct sup__memory_store *store, struct sup__memory_table *table,
                          struct sup__memory_row *before, struct sup__memory_row *after)
{
    struct sup__memory_undo *undo = &store->undo[store->undo_count];
    undo->table = table;
    undo->before = before;
    undo->after = after;
    store->undo_count++;
}

void sup__memory_undo_keep(struct sup__memory_store *store)
{
    finish(store, 1);
}

void sup__memory_undo_all(struct sup__memory_store *store)
{
    for (size_t i = store->undo_count; i > 0; i--) {
        struct sup__memory_undo *undo = &store->undo[i - 1];
        if (undo->after == NULL) {
            sup__memory_row_link(undo->table, &store->spares, undo->before);
        } else if (undo->before == NULL) {
            sup__memory_row_unlink(undo->table, undo->after);
        } else {
            sup__memory_row_exchange(undo->table, &store->spares, undo->after, undo->before);
        }
    }
    finish(store, 0);
}

/** Free the rows that are no longer in a table, and the leaves that held no others. */
static void finish(struct sup__memory_store *store, int is_kept)
{
    for (size_t i = 0; i < store->undo_count; i++) {
        struct sup__memory_undo *undo = &store->undo[i];
        for (uint32_t number = 0; number < undo->table->index_count; number++) {
            sup__tree_tidy(&undo->table->indexes[number].tree, &store->mem);
        }
        sup__memory_row_free(&store->mem, is_kept ? undo->before : undo->after);
    }
    store->undo_count = 0;
}
