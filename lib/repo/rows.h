/*
 * rows.h: a struct per table, and typed reads and writes of them.
 *
 * The structs are made from the lists in store/tables.h: int64_t for INT, const char * for TEXT
 * (NULL for SQL's NULL), struct sup__bytes for BLOB. A nullable INT is 0 when NULL: no column has
 * a use for both. Texts that a read hands out live in the transaction's arena.
 */
#ifndef SUP__ROWS_H
#define SUP__ROWS_H

#include "base/memory.h"
#include "store/store.h"

struct sup__bytes {
    const void *data;
    size_t bytes;
};

#define SUP__MEMBER_INT                            int64_t
#define SUP__MEMBER_TEXT                           const char *
#define SUP__MEMBER_BLOB                           struct sup__bytes
#define SUP__MEMBER_FIRST(type, form, least, most) SUP__MEMBER_##type
#define SUP__MEMBER_OF(...)                        SUP__MEMBER_FIRST(__VA_ARGS__)
#define SUP__MEMBER(type, name, flags, meaning)    SUP__MEMBER_OF(SUP__HOLDS_##type) name;
#define SUP__ROW_STRUCT(NAME, name, kind, keys, version, meaning)                                  \
    struct sup__##name##_row {                                                                     \
        SUP__##NAME##_COLUMNS(SUP__MEMBER)                                                         \
    };
SUP__TABLES(SUP__ROW_STRUCT)

/** Any row struct, for code that handles all tables. */
union sup__any_row {
#define SUP__ANY_MEMBER(NAME, name, kind, keys, version, meaning) struct sup__##name##_row name;
    SUP__TABLES(SUP__ANY_MEMBER)
};

/** A transaction's door to rows: the store and where texts go. */
struct sup__repo {
    struct sup__db *db;
    struct sup__arena *arena;
    int is_mending; /* 1: rows are read as they are, but for records */
};

/** Does a row hold what the library writes? Rows are asked each time they are read or written by
 *  the functions below, so nothing that somebody edited is computed with, and nothing is written
 *  that could not be read again. SUP_CORRUPT names the table and the column. */
int32_t sup__values_check(enum sup__table table, const struct sup_value *values,
                          struct sup_error *error);
/** The same of some columns, each a bit. */
int32_t sup__values_check_some(enum sup__table table, uint64_t columns,
                               const struct sup_value *values, struct sup_error *error);

int32_t sup__insert(struct sup__repo *repo, enum sup__table table, const void *row);
int32_t sup__put(struct sup__repo *repo, enum sup__table table, const void *row);
/** Set the columns in `mask` (bit n: column n) of a row that is not read for that; its key and these
 *  columns are filled. SUP_NOT_FOUND sets no error. */
int32_t sup__set(struct sup__repo *repo, enum sup__table table, const void *row, uint64_t mask);
/** Set all columns but the key and those equal in `before`; nothing happens when none differ. */
int32_t sup__update(struct sup__repo *repo, enum sup__table table, const void *before,
                    const void *row);
/** The row whose key columns are set in *row: fills the rest. SUP_NOT_FOUND sets no error. */
int32_t sup__get(struct sup__repo *repo, enum sup__table table, void *row);
int32_t sup__remove(struct sup__repo *repo, enum sup__table table, const void *row);

/** Called with each row of a scan; `row` is the caller's struct, filled anew each time; its texts
 *  are in the arena when `keep` is set, else borrowed until the callback returns, and may lack
 *  the NUL at their end. */
typedef int32_t (*sup__each_fn)(void *context, void *row);
int32_t sup__each(struct sup__repo *repo, const struct sup_scan *scan, int keep, void *row,
                  sup__each_fn fn, void *context);
int32_t sup__each_key(struct sup__repo *repo, enum sup__table table, const struct sup_value *keys,
                      uint32_t count, void *row, sup__each_fn fn, void *context);

/** Called with each row of the read of that number; texts are in the arena. */
typedef int32_t (*sup__each_read_fn)(void *context, uint32_t read, union sup__any_row *row);
int32_t sup__each_read(struct sup__repo *repo, const struct sup_read *reads, uint32_t count,
                       sup__each_read_fn fn, void *context);

/* Translation alone. `values` has room for SUP_STORE_COLUMNS_MAX. */
void sup__row_to_values(enum sup__table table, const void *row, struct sup_value *values);
/** arena NULL: texts are borrowed from the values (and then not NUL-terminated: do not use them as
 *  C strings). 0 when memory ran out. */
int sup__row_from_values(struct sup__arena *arena, enum sup__table table,
                         const struct sup_value *values, void *row);
size_t sup__row_size(enum sup__table table);

#endif
