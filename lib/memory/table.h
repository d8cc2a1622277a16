/*
 * table.h: tables, rows and keys of the memory store.
 *
 * A row is one block of memory: one cell per column, then the bytes of its texts and blobs. It is
 * never changed while it is linked; an update makes a new row that takes the place of the old one,
 * which the undo log keeps until commit.
 */
#ifndef SUP__MEMORY_TABLE_H
#define SUP__MEMORY_TABLE_H

#include "base/memory.h"
#include "memory/tree.h"
#include "supportcore/sys/store.h"

struct sup__memory_column {
    const char *name;
    int32_t type;
    uint32_t flags;
};

struct sup__memory_index {
    struct sup__tree tree;
    uint32_t is_unique;
    uint32_t named_count; /* the columns it is unique in */
    uint32_t count;       /* those and the rest of the primary key: its whole order */
    uint32_t columns[SUP_STORE_KEY_COLUMNS_MAX];
};

struct sup__memory_table {
    const char *name;
    uint32_t key_count;
    uint32_t column_count;
    uint32_t index_count; /* the primary key, number 0, included */
    int32_t version_column;
    const struct sup__memory_column *columns;
    struct sup__memory_index indexes[1 + SUP_STORE_INDEXES_MAX];
};

struct sup__memory_cell {
    union {
        int64_t number;
        struct {
            uint32_t offset; /* from the row's begin */
            uint32_t bytes;
        } span;
    } as;
};

struct sup__memory_row {
    uint64_t nulls;   /* bit n: column n is NULL */
    uint32_t holders; /* bounds in trees that still compare with this row */
    uint32_t is_dead; /* freed, but for the holders */
    struct sup__memory_cell cells[];
};

/** A tuple to search for: the leading `count` columns of an index. */
struct sup__memory_probe {
    uint64_t head[2];
    uint64_t mask[2]; /* the bits of an entry's head that the tuple decides */
    int is_whole;     /* the head holds the whole tuple: heads that agree are equal keys */
    uint32_t count;
    struct sup_value values[SUP_STORE_KEY_COLUMNS_MAX];
};

/* row.c */

/** A row of these values; NULL when memory runs out or the texts and blobs pass 4 GiB. */
struct sup__memory_row *sup__memory_row_new(const struct sup__mem *mem,
                                            const struct sup__memory_table *table,
                                            const struct sup_value *values);
void sup__memory_row_free(const struct sup__mem *mem, struct sup__memory_row *row);
/** One column of a row; its data is borrowed from the row. */
void sup__memory_row_value(const struct sup__memory_table *table, const struct sup__memory_row *row,
                           uint32_t column, struct sup_value *value);
void sup__memory_row_values(const struct sup__memory_table *table,
                            const struct sup__memory_row *row, struct sup_value *values);
/** Integers as numbers, text and blobs as bytes: less than, equal to or greater than 0. */
int sup__memory_value_compare(const struct sup_value *a, const struct sup_value *b);

/* key.c */

/** Begin with an empty tuple, add its values, and finish it before it is used. */
void sup__memory_probe_begin(struct sup__memory_probe *probe);
void sup__memory_probe_add(struct sup__memory_probe *probe, const struct sup_value *value);
void sup__memory_probe_end(struct sup__memory_probe *probe);
/** The key that a row of these values has in an index, finished. */
void sup__memory_probe_row(struct sup__memory_probe *probe, const struct sup__memory_index *index,
                           const struct sup_value *values);
/** An entry's key against the tuple, which may be shorter. */
int sup__memory_key_compare(const struct sup__memory_table *table, uint32_t index,
                            const struct sup__tree_entry *entry,
                            const struct sup__memory_probe *probe);
/** The first entry not before the tuple, or with is_after the first one past all equal to it. */
struct sup__tree_place sup__memory_key_seek(const struct sup__memory_table *table, uint32_t index,
                                            const struct sup__memory_probe *probe, int is_after);
/** The place of the one entry that has the tuple; no leaf when there is none. */
struct sup__tree_place sup__memory_key_find(const struct sup__memory_table *table, uint32_t index,
                                            const struct sup__memory_probe *probe);
/** Put a row that has the tuple, a whole key, into the index; no row may have that key yet. */
void sup__memory_key_insert(struct sup__memory_table *table, uint32_t index,
                            struct sup__tree_spares *spares, struct sup__memory_row *row,
                            const struct sup__memory_probe *probe);

/* link.c */

/** The row with this primary key, NULL when there is none. */
struct sup__memory_row *sup__memory_row_find(const struct sup__memory_table *table,
                                             const struct sup_value *key);
/** 1 when a row of these values would have another row's key in some unique index; the row `self`
 *  (NULL: none) does not count. */
int sup__memory_row_collides(const struct sup__memory_table *table, const struct sup_value *values,
                             const struct sup__memory_row *self);
/** Set aside what linking one row may need; SUP_NOMEM. */
int32_t sup__memory_row_reserve(const struct sup__memory_table *table,
                                struct sup__tree_spares *spares, const struct sup__mem *mem);
/** These three allocate nothing and cannot fail: the caller has checked for duplicates and
 *  reserved, or undoes what was done before. */
void sup__memory_row_link(struct sup__memory_table *table, struct sup__tree_spares *spares,
                          struct sup__memory_row *row);
void sup__memory_row_unlink(struct sup__memory_table *table, struct sup__memory_row *row);
/** Let `fresh` take the place of `old`, which has the same primary key. */
void sup__memory_row_exchange(struct sup__memory_table *table, struct sup__tree_spares *spares,
                              struct sup__memory_row *old, struct sup__memory_row *fresh);

#endif
