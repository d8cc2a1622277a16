/*
 * conformance.h: what the files of the conformance suite share.
 *
 * A check is a function that uses the store opened for it and says what it expects. The first
 * expectation that fails decides the check; those after it are not looked at, so that checks read
 * straight down without an if after each line.
 *
 * The suite needs nothing of the library but lib/base: it is installed for authors of backends.
 */
#ifndef SUP__CONFORMANCE_H
#define SUP__CONFORMANCE_H

#include "base/memory.h"
#include "supportcore/sys/conformance.h"

/* The suite's own schema: conformance_schema.c. */

enum sup__conform_table { SUP__THING = 0, SUP__PART = 1, SUP__WIDE = 2 };
enum {
    SUP__THING_TENANT,
    SUP__THING_ID,
    SUP__THING_STATUS,
    SUP__THING_NAME,
    SUP__THING_TAG,
    SUP__THING_AMOUNT,
    SUP__THING_NOTE,
    SUP__THING_DATA,
    SUP__THING_VERSION,
    SUP__THING_COLUMNS
};
enum { SUP__THING_BY_NAME = 1, SUP__THING_BY_STATUS = 2, SUP__THING_BY_TAG = 3 };
enum { SUP__PART_COLUMNS = 6 };
enum { SUP__TENANT = 1 }; /* where only one is needed */

extern const struct sup_schema sup__conform_schema;
/** The next version of it: one more nullable column of the thing, and one more table. */
extern const struct sup_schema sup__conform_schema_next;

/** An index's whole order: its columns, then the rest of the primary key; how many there are. */
uint32_t sup__conform_order(const struct sup_table *table, uint32_t index,
                            uint32_t columns[SUP_STORE_KEY_COLUMNS_MAX]);

/* The model: what a store should hold, as plain arrays: conformance_model.c. */

enum { SUP__CELL_BYTES = 24, SUP__MODEL_COLUMNS = 9, SUP__MODEL_ROWS = 400, SUP__MODEL_TABLES = 2 };

struct sup__cell {
    int32_t type;
    uint32_t bytes;
    int64_t number;
    uint8_t data[SUP__CELL_BYTES];
};

struct sup__model_row {
    struct sup__cell cells[SUP__MODEL_COLUMNS];
};

struct sup__model_table {
    uint32_t count;
    struct sup__model_row rows[SUP__MODEL_ROWS];
};

struct sup__model {
    struct sup__model_table tables[SUP__MODEL_TABLES];
};

/** Rows in the order in which a scan must give them. */
struct sup__model_list {
    uint32_t count;
    const struct sup__model_row *rows[SUP__MODEL_ROWS];
};

void sup__model_values(const struct sup__model_row *row, uint32_t count, struct sup_value *values);
struct sup_value sup__cell_value(const struct sup__cell *cell);
int sup__cell_compare(const struct sup__cell *a, const struct sup__cell *b);
struct sup__model_row *sup__model_find(struct sup__model *model, uint32_t table,
                                       const struct sup__model_row *row);
int32_t sup__model_insert(struct sup__model *model, uint32_t table,
                          const struct sup__model_row *row);
int32_t sup__model_put(struct sup__model *model, uint32_t table, const struct sup__model_row *row);
int32_t sup__model_update(struct sup__model *model, uint32_t table,
                          const struct sup__model_row *row, uint64_t mask, int64_t version);
int32_t sup__model_remove(struct sup__model *model, uint32_t table,
                          const struct sup__model_row *row);
void sup__model_scan(const struct sup__model *model, const struct sup_scan *scan,
                     struct sup__model_list *list);
int64_t sup__model_remove_range(struct sup__model *model, const struct sup_scan *scan);
void sup__model_aggregate(const struct sup__model *model, const struct sup_scan *scan,
                          uint32_t column, struct sup_aggregate *out);

/* The suite: conformance.c. */

struct sup__suite {
    struct sup_conformance given;
    struct sup__mem mem;
    struct sup_store *store;   /* opened fresh and prepared for each check */
    struct sup_store *other;   /* a second one on the same data, closed after the check */
    struct sup__model *model;  /* what the store should hold now */
    struct sup__model *before; /* when its transaction began */
    uint64_t seed;
    int is_failed;
    char detail[512];
};

typedef void (*sup__check_fn)(struct sup__suite *suite);

struct sup__check {
    const char *name;
    sup__check_fn run;
    int is_for_shared; /* only for stores that can be opened twice */
};

extern const struct sup__check sup__verb_checks[];    /* conformance_verbs.c; a NULL name ends */
extern const struct sup__check sup__value_checks[];   /* conformance_values.c */
extern const struct sup__check sup__scan_checks[];    /* conformance_scan.c */
extern const struct sup__check sup__state_checks[];   /* conformance_state.c */
extern const struct sup__check sup__share_checks[];   /* conformance_share.c */
extern const struct sup__check sup__history_checks[]; /* conformance_history.c */

/** The check fails, unless it has failed already. */
void sup__flunk(struct sup__suite *suite, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** The verb answered what it should; a failure is told in the store's error. */
void sup__expect(struct sup__suite *suite, const char *what, int32_t wanted, int32_t got);
void sup__expect_of(struct sup__suite *suite, const struct sup_store *store, const char *what,
                    int32_t wanted, int32_t got);
void sup__expect_number(struct sup__suite *suite, const char *what, int64_t wanted, int64_t got);

void sup__begin(struct sup__suite *suite, int64_t tenant, int32_t mode);
void sup__commit(struct sup__suite *suite);
void sup__rollback(struct sup__suite *suite);
/** Close the store and open it on the data that it left. */
void sup__reopen(struct sup__suite *suite);
/** Open suite->other. */
void sup__open_other(struct sup__suite *suite);

/** A whole number from 0 to count - 1, from the suite's generator. */
uint32_t sup__pick(struct sup__suite *suite, uint32_t count);

/* Rows: conformance_rows.c. */

struct sup__cell sup__cell_int(int64_t number);
struct sup__cell sup__cell_text(const char *text); /* NULL is NULL */
struct sup__cell sup__cell_blob(const void *data, uint32_t bytes);
/** A thing with this id, whose other columns follow from it; its name is unlike any other's. */
struct sup__model_row sup__thing(int64_t tenant, int64_t id);
/** A row drawn from small sets of awkward values, so that keys collide now and then. */
struct sup__model_row sup__random_row(struct sup__suite *suite, uint32_t table, int64_t tenant);
/** A value for one column: like sup__random_row(), or one that no row has. */
struct sup__cell sup__random_cell(struct sup__suite *suite, uint32_t table, uint32_t column);

/** Insert on both sides, store and model. */
void sup__insert_both(struct sup__suite *suite, uint32_t table, const struct sup__model_row *row);

/** The scan gives exactly what the model gives; stop_after > 0 stops it by its callback. */
void sup__expect_scan(struct sup__suite *suite, const struct sup_scan *scan, uint32_t stop_after);
/** Both modelled tables hold, for a tenant, exactly the model's rows. */
void sup__expect_tables(struct sup__suite *suite, int64_t tenant);
/** get() through an index gives exactly that row, or none (NULL). */
void sup__expect_get(struct sup__suite *suite, uint32_t table, uint32_t index,
                     const struct sup_value *key, const struct sup__model_row *row);
/** get_many() gives exactly these rows, in this order. */
void sup__expect_many(struct sup__suite *suite, uint32_t table, const struct sup_value *keys,
                      uint32_t count, const struct sup__model_list *wanted);
/** How many rows of a tenant a store has now, in its open transaction; what its scan answers. */
int32_t sup__count_rows(struct sup_store *store, uint32_t table, int64_t tenant, int64_t *count);

#endif
