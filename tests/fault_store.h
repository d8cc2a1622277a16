/*
 * fault_store.h: a store whose n-th verb fails: a wrapper around any other.
 *
 * A verb that fails does nothing but answer the code, with the error told as a backend does. A
 * rollback that fails has still undone everything, since a store that cannot is closed. After a
 * failure with SUP_IO the contract allows nothing but a rollback: other verbs are counted.
 */
#ifndef TESTS_FAULT_STORE_H
#define TESTS_FAULT_STORE_H

#include "supportcore/sys/store.h"

struct fault_store {
    struct sup_store head; /* the store that a core gets */
    struct sup_store *inner;
    int64_t verbs;        /* used since fault_store_arm() */
    int64_t fail_at;      /* 1 is the next verb; 0: none fails */
    int32_t is_lasting;   /* 1: all later ones fail too */
    int32_t is_late;      /* 1: a commit that fails has happened: nobody knows */
    int32_t code;         /* what failing verbs answer */
    int64_t failed;       /* verbs that have failed since */
    int32_t is_broken;    /* SUP_IO in the open transaction */
    int64_t used_broken;  /* verbs used in spite of that, ever */
    int32_t is_written;   /* verbs that write were passed on in the transaction */
    int64_t changes;      /* commits of such transactions that were passed on since */
    const char *last;     /* the verb that failed last */
    int64_t committed_at; /* number of the last commit, for failing just that one */
};

/** Make `fault` a store around `inner`, which stays the caller's to close. */
void fault_store_init(struct fault_store *fault, struct sup_store *inner);
/** Count anew and fail the n-th verb from now on; 0 disarms. */
void fault_store_arm(struct fault_store *fault, int64_t fail_at, int32_t is_lasting, int32_t code);

#endif
