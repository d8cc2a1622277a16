/*
 * program.h: the flat form of a condition: one step for each leaf, with jumps between them.
 *
 * A step compares one fact with constants and says where to go on, so that "and", "or" and "not"
 * cost nothing and what need not be looked at is not. Most comparisons of whole numbers, whichever
 * operator they were written with, become one range: low <= fact <= low + span.
 */
#ifndef SUP__RULES_PROGRAM_H
#define SUP__RULES_PROGRAM_H

#include "rules/tree.h"

enum sup__step_kind {
    /* cheap ones: they can stand in front */
    SUP__STEP_RANGE = 0,   /* numbers, names by ==, times, durations, booleans, counts of lists */
    SUP__STEP_MONEY_RANGE, /* of the currency `code` */
    SUP__STEP_NAME_RANGE,  /* a name by its place in the order; one of another list has none */
    SUP__STEP_AGE_RANGE,   /* the time since, 0 when it lies ahead */
    SUP__STEP_SINCE_RANGE, /* the time since, signed */
    SUP__STEP_ALWAYS,      /* whenever it is given */
    SUP__STEP_NEVER,
    SUP__STEP_TEXT, /* `data` with `code` bytes */

    SUP__STEP_NUMBERS,  /* one of `code` numbers in order */
    SUP__STEP_CONTAINS, /* `data` with `code` bytes; so the next two */
    SUP__STEP_STARTS,
    SUP__STEP_ENDS,
    SUP__STEP_TEXTS,      /* one of `code` slots, the shortest text first */
    SUP__STEP_HAS_NUMBER, /* a list: has the item `low` */
    SUP__STEP_HAS_TEXT,   /* a list: has the text `data` */
    SUP__STEP_TREE        /* `data` is a node: nothing fits, evaluate it */
};

struct sup__step {
    uint32_t offset; /* of the fact among the slots, in bytes */
    uint32_t code;
    uint8_t kind;    /* enum sup__step_kind */
    uint8_t absent;  /* enum sup__verdict: what it is when the fact is not given */
    uint8_t is_flip; /* the condition has it negated: `next` is swapped */
    int16_t next[2]; /* by enum sup__verdict: a step, or SUP__END_... */
    int64_t low;
    uint64_t span;
    union {
        uint64_t bits; /* of a range: bit n % 64 says whether the number n is in it */
        const void *data;
    } as;
};

/** Make a step of a condition that asks one fact against constants; without its jumps. 1, also when
 *  it had to become SUP__STEP_TREE; 0 when memory runs out. */
int sup__step_make(struct sup__arena *keep, struct sup__arena *scratch,
                   const struct sup__node *node, struct sup__step *step);

/** What a step says of a given value, before negation: enum sup__verdict. */
int32_t sup__step_verdict(const struct sup__step *step, const struct sup__slot *value,
                          const struct sup__case *given);

/** The front of a program that has its steps. 0 when memory runs out. */
int sup__front_make(struct sup__arena *keep, struct sup__arena *scratch,
                    struct sup__program *program);

/** {"==": [condition, true]} and its like are the condition, or its negation; NULL: it is not that.
 */
struct sup__node *sup__compared_condition(const struct sup__node *node, int *is_negated);

/**
 * 1 when whatever makes the step `one` true in its condition makes `other` true in its own, as far
 * as that can be seen: both ask the same fact, and what the one allows lies within the other.
 */
int sup__step_implies(const struct sup__step *one, const struct sup__step *other);

/** 1 when two parts of one "and" are never both true, or (not `is_and`) two of one "or" never both
 *  false. */
int sup__parts_exclude(const struct sup__node *one, const struct sup__node *other, int is_and);

/** 1 when two nodes say the same, whatever the order of their parts. */
int sup__is_same_node(const struct sup__node *one, const struct sup__node *other);

/** sup__condition.needed_mask of a condition whose program is made. */
uint64_t sup__condition_needs(const struct sup__node *root);

/** Texts by length, then by bytes: the order of SUP__STEP_TEXTS. */
int sup__texts_order(const struct sup__slot *a, const struct sup__slot *b);

#endif
