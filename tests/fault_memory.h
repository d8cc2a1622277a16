/*
 * fault_memory.h: memory whose n-th allocation fails, for a core, its store and SQLite together.
 */
#ifndef TESTS_FAULT_MEMORY_H
#define TESTS_FAULT_MEMORY_H

#include "supportcore/base.h"

struct fault_memory {
    int64_t allocations; /* asked for since fault_memory_arm() */
    int64_t fail_at;     /* 1 is the next one; 0: none fails */
    int32_t is_lasting;  /* 1: all later ones fail too */
    int64_t failed;      /* that have failed since */
    int64_t live;        /* not freed yet */
};

/** The one that SQLite uses, too. */
extern struct fault_memory fault_memory;

/** For options: memory of `fault_memory`. */
extern const struct sup_allocator fault_allocator;

/** SQLite takes its memory from `fault_memory`; before anything else of SQLite is used. */
void fault_memory_for_sqlite(void);
/** Count anew and fail the n-th allocation from now on; 0 disarms. */
void fault_memory_arm(int64_t fail_at, int32_t is_lasting);

/** Count one more allocation; 1 when it is to fail. For what allocates by other means. */
int fault_memory_trips(void);

#endif
