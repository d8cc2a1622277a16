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

struct sup__conform_cell {
    int32_t type;
    uint32_t bytes;
    int64_t number;
    uint8_t data[SUP__CELL_BYTES];
};

struct sup__conform_model_row {
    struct sup__conform_cell cells[SUP__MODEL_COLUMNS];
};

struct sup__conform_model_table {
    uint32_t count;
    struct sup__conform_model_row rows[SUP__MODEL_ROWS];
};

struct sup__conform_model {
    struct sup__conform_model_table tables[SUP__MODEL_TABLES];
};

/** Rows in the order in which a scan must give them. */
struct sup__conform_model_list {
    uint32_t count;
    const struct sup__conform_model_row *rows[SUP__MODEL_ROWS];
};

void sup__conform_model_values(const struct sup__conform_model_row *row, uint32_t count,
                               struct sup_value *values);
struct sup_value sup__conform_cell_value(const struct sup__conform_cell *cell);
struct sup__conform_model_row *sup__conform_model_find(struct sup__conform_model *model,
                                                       uint32_t table,
                                                       const struct sup__conform_model_row *row);
int32_t sup__conform_model_insert(struct sup__conform_model *model, uint32_t table,
                                  const struct sup__conform_model_row *row);
int32_t sup__conform_model_put(struct sup__conform_model *model, uint32_t table,
                               const struct sup__conform_model_row *row);
int32_t sup__conform_model_update(struct sup__conform_model *model, uint32_t table,
                                  const struct sup__conform_model_row *row, uint64_t mask,
                                  int64_t version);
int32_t sup__conform_model_remove(struct sup__conform_model *model, uint32_t table,
                                  const struct sup__conform_model_row *row);
void sup__conform_model_scan(const struct sup__conform_model *model, const struct sup_scan *scan,
                             struct sup__conform_model_list *list);
int64_t sup__conform_model_remove_range(struct sup__conform_model *model,
                                        const struct sup_scan *scan);
void sup__conform_model_aggregate(const struct sup__conform_model *model,
                                  const struct sup_scan *scan, uint32_t column,
                                  struct sup_aggregate *out);

/* The suite: conformance.c. */

struct sup__conform_suite {
    struct sup_conformance given;
    struct sup__mem mem;
    struct sup_store *store;           /* opened fresh and prepared for each check */
    struct sup_store *other;           /* a second one on the same data, closed after the check */
    struct sup__conform_model *model;  /* what the store should hold now */
    struct sup__conform_model *before; /* when its transaction began */
    uint64_t seed;
    int is_failed;
    char detail[512];
};

typedef void (*sup__conform_check_fn)(struct sup__conform_suite *suite);

struct sup__conform_check {
    const char *name;
    sup__conform_check_fn run;
    int is_for_shared; /* only for stores that can be opened twice */
};

extern const struct sup__conform_check
    sup__conform_verb_checks[]; /* conformance_verbs.c; a NULL name ends */
extern const struct sup__conform_check sup__conform_value_checks[];   /* conformance_values.c */
extern const struct sup__conform_check sup__conform_scan_checks[];    /* conformance_scan.c */
extern const struct sup__conform_check sup__conform_state_checks[];   /* conformance_state.c */
extern const struct sup__conform_check sup__conform_share_checks[];   /* conformance_share.c */
extern const struct sup__conform_check sup__conform_history_checks[]; /* conformance_history.c */

/** The check fails, unless it has failed already. */
void sup__conform_flunk(struct sup__conform_suite *suite, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** The verb answered what it should; a failure is told in the store's error. */
void sup__conform_expect(struct sup__conform_suite *suite, const char *what, int32_t wanted,
                         int32_t got);
void sup__conform_expect_of(struct sup__conform_suite *suite, const struct sup_store *store,
                            const char *what, int32_t wanted, int32_t got);
void sup__conform_expect_number(struct sup__conform_suite *suite, const char *what, int64_t wanted,
                                int64_t got);

void sup__conform_begin(struct sup__conform_suite *suite, int64_t tenant, int32_t mode);
void sup__conform_commit(struct sup__conform_suite *suite);
void sup__conform_rollback(struct sup__conform_suite *suite);
/** Close the store and open it on the data that it left. */
void sup__conform_reopen(struct sup__conform_suite *suite);
/** Open suite->other. */
void sup__conform_open_other(struct sup__conform_suite *suite);

/** A whole number from 0 to count - 1, from the suite's generator. */
uint32_t sup__conform_pick(struct sup__conform_suite *suite, uint32_t count);

/* Rows: conformance_rows.c. */

struct sup__conform_cell sup__conform_cell_int(int64_t number);
struct sup__conform_cell sup__conform_cell_text(const char *text); /* NULL is NULL */
struct sup__conform_cell sup__conform_cell_blob(const void *data, uint32_t bytes);
/** A thing with this id, whose other columns follow from it; its name is unlike any other's. */
struct sup__conform_model_row sup__conform_thing(int64_t tenant, int64_t id);
/** A row drawn from small sets of awkward values, so that keys collide now and then. */
struct sup__conform_model_row sup__conform_random_row(struct sup__conform_suite *suite,
                                                      uint32_t table, int64_t tenant);
/** A value for one column: like sup__conform_random_row(), or one that no row has. */
struct sup__conform_cell sup__conform_random_cell(struct sup__conform_suite *suite, uint32_t table,
                                                  uint32_t column);

/** Insert on both sides, store and model. */
void sup__conform_insert_both(struct sup__conform_suite *suite, uint32_t table,
                              const struct sup__conform_model_row *row);

/** The scan gives exactly what the model gives; stop_after > 0 stops it by its callback. */
void sup__conform_expect_scan(struct sup__conform_suite *suite, const struct sup_scan *scan,
                              uint32_t stop_after);
/** Both modelled tables hold, for a tenant, exactly the model's rows. */
void sup__conform_expect_tables(struct sup__conform_suite *suite, int64_t tenant);
/** get() through an index gives exactly that row, or none (NULL). */
void sup__conform_expect_get(struct sup__conform_suite *suite, uint32_t table, uint32_t index,
                             const struct sup_value *key, const struct sup__conform_model_row *row);
/** get_many() gives exactly these rows, in this order. */
void sup__conform_expect_many(struct sup__conform_suite *suite, uint32_t table,
                              const struct sup_value *keys, uint32_t count,
                              const struct sup__conform_model_list *wanted);
/** How many rows of a tenant a store has now, in its open transaction; what its scan answers. */
int32_t sup__conform_count_rows(struct sup_store *store, uint32_t table, int64_t tenant,
                                int64_t *count);

#endif
