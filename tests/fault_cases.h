/*
 * fault_cases.h: one call of every operation, on a desk where each of them has something to do.
 *
 * The desk: the people of the fixture, and by the clock (five days after T0) ticket 1 open with
 * tags, references, facts and a field, ticket 2 solved and past its auto-close and waiting to be planned by the
 * policy, ticket 3 closed, a policy at version 1, consumer "mailer" at event 3, import "log" at 5, and a key that has expired.
 */
#ifndef TESTS_FAULT_CASES_H
#define TESTS_FAULT_CASES_H

#include "desk_fixture.h"
#include "fault_memory.h"
#include "fault_store.h"

/** What is in a desk besides. */
enum fault_kind {
    FAULT_DESK = 0,
    /** Its figures are kept, but for what happened last. Else they are worked out from the first
     *  event on, which takes a thousand verbs: so it is in "figures" and "figures made anew". */
    FAULT_FIGURES = 1,
    /** Ann was one with somebody and is no more, to whom something was given; of somebody erased an
     *  order and a refund are known by their aliases. */
    FAULT_PARTED = 2
};

struct fault_case {
    const char *name;
    int32_t operation; /* enum sup_operation_number; 0 for what is not in the table */
    int32_t actor_kind;
    int64_t actor_id;
    int32_t code; /* what it answers without a fault */
    const void *params;
    /** For what is not one operation; `text` gets what it answered. */
    int32_t (*run)(struct desk *desk, char **text);
    enum fault_kind kind;
};

extern const struct fault_case fault_cases[];
extern const size_t fault_case_count;

/** A desk in which anything can fail. */
struct fault_world {
    struct desk desk;
    struct fault_store store;
    struct sup_store *inner;
    int32_t is_open;
    enum fault_kind kind; /* as of a case */
};

/** Make the desk above of an open one without people. */
void fault_desk_fill(struct desk *desk);
void fault_world_open(struct fault_world *world);
/** Open one as a case expects it, unless the world is such a one. Zeros are a closed one. */
void fault_world_ready(struct fault_world *world, const struct fault_case *fault);
void fault_world_close(struct fault_world *world);
/** Run a case; *text is what it answered, as JSON, to be released with free(). */
int32_t fault_case_run(struct fault_world *world, const struct fault_case *fault, char **text);
/** What is stored, through the inner store; free(). */
char *fault_world_dump(struct fault_world *world);

#endif
