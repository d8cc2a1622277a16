/*
 * fault_plan.h: a case run with its n-th verb or its n-th allocation failing, and judged against a
 * run in which nothing fails: a clear error and nothing changed, or all as it should be.
 */
#ifndef TESTS_FAULT_PLAN_H
#define TESTS_FAULT_PLAN_H

#include "fault_cases.h"

/** What fails. */
struct fault_plan {
    int is_memory;      /* allocations; else verbs of the store */
    int32_t is_lasting; /* 1: all later ones fail too */
    int32_t code;       /* what is answered then */
    /** The next place to fail at, 1 first. `number` is the case's; NULL: each place. */
    int64_t (*next)(int64_t n, size_t number);
};

/** What a case does when nothing fails. */
struct fault_control {
    const struct fault_case *fault;
    struct desk_image before;
    struct desk_image after;
    char *before_dump; /* both for telling what differs */
    char *after_dump;
    char *text;
    int64_t committed_at; /* the last commit's number among the verbs */
};

void fault_control_make(const struct fault_case *fault, struct fault_control *control);
void fault_control_free(struct fault_control *control);
/** That of fault_cases[number], made once for all tests of a backend; not to be freed. */
const struct fault_control *fault_control_of(size_t number);
/** Is what is stored in the world what the control left? `where` is for the message. */
void fault_control_expect(const struct fault_control *control, struct fault_world *world,
                          const char *where);

/** One attempt with the n-th place failing. 1 when the case came through all the same; *is_last
 *  when nothing failed any more. */
int fault_attempt(struct fault_world *world, const struct fault_control *control,
                  const struct fault_plan *plan, int64_t n, int *is_last);

/** All cases, with each place failing until nothing fails any more. */
void fault_everywhere(const struct fault_plan *plan);

#endif
