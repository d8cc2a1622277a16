/*
 * import_case.h: what the import knows of the tickets it works on.
 *
 * All of it is on the desk too, so a ticket that was not touched for long is forgotten and read
 * again when its case comes back. Memory is bounded by the number of tickets and by their bytes; a
 * filter of the keys that were met tells nearly always, without asking the desk, that a case is
 * new.
 */
#ifndef CLI_IMPORT_CASE_H
#define CLI_IMPORT_CASE_H

#include "import_names.h"
#include "import_policy.h"
#include "json_scan.h"

enum {
    CASES_MAX = 16384,
    CASES_BYTES_MAX = 16 * 1024 * 1024,
    CASE_BUCKETS = 32768,
    CASE_FILTER_BYTES = 2 * 1024 * 1024
};

struct case_fact {
    const struct name *name;
    char *value;
    size_t room;
};

/** A ticket as it stands after the batch that is being made. */
struct ticket_case {
    struct ticket_case *newer; /* by use */
    struct ticket_case *older;
    struct ticket_case *chain; /* with the same bucket */
    uint64_t hash;
    uint64_t batch; /* the last batch that changed it */
    uint64_t tags;  /* of those that a row said last; 0: not known. The next likewise */
    uint64_t fields;
    int64_t id; /* of the ticket where it goes on; negative: the item of the batch that opens it */
    int64_t merged_id; /* its own ticket, which is merged into that; 0: it is not */
    int64_t row_ms;    /* of its latest row since it is in memory; 0: there was none */
    int64_t desk_ms;   /* when the ticket was last changed before it came to memory, or was opened */
    const struct name *status;
    const struct name *priority;
    const struct name *reason;
    const struct name *team;
    const struct name *agent;
    struct case_fact *facts;
    size_t fact_count;
    size_t fact_room;
    size_t bytes; /* of memory */
    size_t key_bytes;
    char key[];
};

/** Set up with cases_open(). */
struct cases {
    struct ticket_case **buckets;
    unsigned char *filter;
    struct ticket_case *newest;
    struct ticket_case *oldest;
    size_t count;
    size_t bytes;
    uint64_t batch;    /* the number of the batch that is being made, from 1 */
    int is_empty_desk; /* 1: no ticket was there before this run */
};

/** @return 0 when memory ran out; cases_close() either way */
int cases_open(struct cases *cases);

void cases_close(struct cases *cases);

/** The case with that key, which is now the one used last; NULL when it is not in memory. */
struct ticket_case *cases_find(struct cases *cases, struct span key);

/** 1 when the desk may have a ticket for that key: it is asked then. */
int cases_may_exist(const struct cases *cases, struct span key);

/** A new case of the batch that is being made; older ones are forgotten for it. NULL: no memory. */
struct ticket_case *cases_add(struct cases *cases, struct span key);

/** Forget a case. */
void cases_remove(struct cases *cases, struct ticket_case *found);

/** Forget what the batch changed: it was not written. */
void cases_drop_batch(struct cases *cases);

/** A fact's value; NULL when the ticket does not have it. */
const char *case_fact(const struct ticket_case *found, const struct name *name);

/** Set a fact. @return 0 when memory ran out */
int case_set_fact(struct cases *cases, struct ticket_case *found, const struct name *name,
                  const char *value);

#endif
