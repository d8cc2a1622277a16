/*
 * spy_store.h: a store that passes every verb on to another and notes which tables were touched.
 */
#ifndef SPY_STORE_H
#define SPY_STORE_H

#include "supportcore/sys/store.h"

struct spy {
    struct sup_store store; /* first: what a core is given */
    struct sup_store *inner;
    uint64_t read;    /* bit n: table n of sup_schema() */
    uint64_t written; /* likewise */
};

void spy_open(struct spy *spy, struct sup_store *inner);

#endif
