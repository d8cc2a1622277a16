/*
 * reads.h: several reads that go to the store in one call.
 */
#ifndef SUP__READS_H
#define SUP__READS_H

#include "ops/unit.h"

enum { SUP__READ_PREFIX_MAX = 5 };

/** One read, as it was asked for. */
struct sup__read_item {
    struct sup_scan scan;
    struct sup_value prefix[SUP__READ_PREFIX_MAX];
    struct sup_value upper;
    struct sup_aggregate *aggregate; /* set by who counts rows instead of reading them */
    uint32_t at;                     /* the caller's: which of its things it is about */
};

/** A list of reads; zero it and set `unit`. Memory that runs out is told by sup__reads_run(). */
struct sup__reads {
    struct sup__unit *unit;
    struct sup__read_item *items;
    uint32_t count;
    uint32_t room;
    int failed;
    struct sup__read_item spare; /* filled in vain once memory ran out */
};

/** Add a read of the rows whose key in that index begins with the tenant; values that follow are
 *  added with sup__read_by_int() and sup__read_by_text(). The pointer lives until the next one is
 * added; never NULL. */
struct sup__read_item *sup__reads_add(struct sup__reads *reads, enum sup__table table,
                                      uint32_t index, uint32_t limit, uint32_t at);
void sup__read_by_int(struct sup__read_item *item, int64_t number);
void sup__read_by_text(struct sup__read_item *item, const char *text);
/** Of the column behind the prefix no more than this. */
void sup__read_up_to(struct sup__read_item *item, int64_t number);

/** Is there anything to run: a read, or memory that ran out for the first one, which has to be told? */
int sup__reads_any(const struct sup__reads *reads);

typedef int32_t (*sup__reads_fn)(void *context, const struct sup__read_item *item,
                                 union sup__any_row *row);
/** Read them all in one call; rows come read by read. The list is empty again. */
int32_t sup__reads_run(struct sup__reads *reads, sup__reads_fn fn, void *context);

#endif
