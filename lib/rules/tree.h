/*
 * tree.h: a condition as a typed tree, and its evaluation by Kleene's tables.
 *
 * The tree mirrors what was written, so that explaining can point into it: each node knows its
 * operator and which argument of its parent it is. Every constant has been converted to the type of
 * what it is compared with; values that need no fact have become constants. What the flat program
 * has no fused instruction for (arithmetic, `if`, lists of items) it evaluates here: one visit of
 * each node, recursion no deeper than SUP__CONDITION_DEPTH_MAX, no memory.
 */
#ifndef SUP__RULES_TREE_H
#define SUP__RULES_TREE_H

#include "rules/condition.h"

enum sup__node_kind {
    SUP__NODE_RAW = 0, /* a constant that nothing has given a type yet; only while compiling */

    /* values */
    SUP__NODE_CONSTANT,
    SUP__NODE_FACT,
    SUP__NODE_NOW,
    SUP__NODE_AGE,   /* since a time; 0 when that lies ahead */
    SUP__NODE_SINCE, /* the same, signed */
    SUP__NODE_ADD,
    SUP__NODE_SUBTRACT,
    SUP__NODE_NEGATE,
    SUP__NODE_MULTIPLY,
    SUP__NODE_LEAST,
    SUP__NODE_GREATEST,
    SUP__NODE_COUNT, /* a list fact; of its items those that a second part, a condition, fits */
    SUP__NODE_IF,    /* condition, value, [condition, value]..., else; also a condition itself */

    /* conditions; a constant and a fact can be one too */
    SUP__NODE_ALL_OF,
    SUP__NODE_ANY_OF,
    SUP__NODE_NOT,
    SUP__NODE_ODD,    /* an odd number of the parts is true */
    SUP__NODE_EMPTY,  /* one part: a text or list that is empty, a number that is 0 */
    SUP__NODE_FILLED, /* the same, negated */
    SUP__NODE_COMPARE,
    SUP__NODE_GIVEN,
    SUP__NODE_MISSING,      /* any of the facts */
    SUP__NODE_MISSING_SOME, /* fewer than value.number of the facts are given */
    SUP__NODE_AMONG,        /* a value, a constant list */
    SUP__NODE_ONE_OF,       /* a value, others that it may be; not all of them constants */
    SUP__NODE_HAS,          /* a list fact, a value */
    SUP__NODE_CONTAINS,     /* a text, a part of it; so the next two */
    SUP__NODE_STARTS,
    SUP__NODE_ENDS,
    SUP__NODE_SOME, /* a list fact, a condition over one of its items; so the next two */
    SUP__NODE_ALL,
    SUP__NODE_NONE,
    SUP__NODE_IN_HOURS, /* a channel */
    SUP__NODE_KINDS
};

enum sup__comparison {
    SUP__EQUAL = 0,
    SUP__NOT_EQUAL,
    SUP__BELOW,
    SUP__AT_MOST,
    SUP__ABOVE,
    SUP__AT_LEAST
};

struct sup__type {
    uint8_t kind;      /* enum sup__fact_type; 0: not known yet */
    uint8_t item_kind; /* of a list */
    uint8_t scale;     /* of a number, or of the numbers of a list */
    const struct sup__domain *domain;
};

struct sup__node {
    uint8_t kind;           /* enum sup__node_kind */
    uint8_t comparison;     /* enum sup__comparison */
    uint8_t constant;       /* enum sup__verdict: of a condition that needs no fact */
    uint8_t has_substitute; /* `value` stands for a fact that is not given */
    uint32_t slot;          /* of a fact */
    uint32_t count;         /* of parts */
    int32_t place; /* which argument of its parent it is; -1: the only one, not in a list */
    struct sup__type type;
    const char *operator_name; /* as written; NULL of a constant */
    const struct sup__fact *fact;
    const struct sup__node *parent;
    struct sup__node **parts;
    struct sup__slot value;
    const struct sup__program *program; /* of some, all, none and a count: over one item */
    const struct sup__step *step;       /* of the program, made of this node; NULL: none was */
    const struct sup__json *json;       /* while compiling */
};

/*
 * The flat form: steps with jumps (program.c), and before them the front (front.c): up to
 * SUP__FRONT_MAX leaves that are cheap to test. All of them are tested, with no branch on what they
 * answer, and the answers are the number of a bit in two words: whether the condition holds
 * already, and whether it still can. The steps are run where these two differ.
 */
enum { SUP__FRONT_MAX = 6 };
struct sup__step;
struct sup__program {
    const struct sup__step *front; /* copies; the last one's answer is the lowest bit */
    const struct sup__step *front_end;
    uint64_t holds;    /* by the answers of the front, when all other leaves are against it */
    uint64_t can_hold; /* the same when they are all for it */
    const struct sup__step *steps;
    int32_t entry; /* the first step; SUP__END_TRUE or SUP__END_FALSE when there is nothing to do */
    uint32_t count;
    uint32_t negated;     /* bits of the front whose answer is negated in the condition */
    uint32_t is_complete; /* the front has all leaves */
};
enum { SUP__END_FALSE = -2, SUP__END_TRUE = -1 };

struct sup__condition {
    struct sup__program program;
    const struct sup__node *root;
    uint32_t fact_count;
    const uint32_t *facts;
    uint64_t facts_mask;  /* bit f % 64 for each fact that it asks about */
    uint64_t needed_mask; /* the same for those that a match always depends on */
};

/* ---- value.c, verdict.c: evaluation ---- */

/** The value of a node; not given when that is not known. A condition's is its truth. */
struct sup__slot sup__node_value(const struct sup__node *node, const struct sup__case *given);
/** enum sup__verdict of a condition. */
int32_t sup__node_verdict(const struct sup__node *node, const struct sup__case *given);

/** How two given values stand, below, at or above 0 in *order; 0 when that is not known. */
int sup__values_order(const struct sup__type *a_type, const struct sup__slot *a,
                      const struct sup__type *b_type, const struct sup__slot *b, int *order);
/** Whether two given values are the same, as a verdict. */
int32_t sup__values_equal(const struct sup__type *a_type, const struct sup__slot *a,
                          const struct sup__type *b_type, const struct sup__slot *b);
/** number * 10^digits; 0 when that does not fit. */
int sup__scale_up(int64_t number, uint32_t digits, int64_t *out);

/** The case that a condition over items sees; `index` counts items. */
struct sup__case sup__item_case(const struct sup__node *list, const struct sup__slot *value,
                                int64_t index, const struct sup__case *given);

/* ---- search.c ---- */

/** Bytes in bytes, in time linear in both. */
int sup__text_contains(const void *text, uint32_t bytes, const void *part, uint32_t part_bytes);

/* ---- program.c, test.c ---- */

/** Flatten a condition; its leaves remember their steps. 0 when memory runs out. */
int sup__program_make(struct sup__arena *keep, struct sup__arena *scratch, struct sup__node *root,
                      struct sup__program *program);
int32_t sup__program_run(const struct sup__program *program, const struct sup__case *given);

/* ---- compile.c ---- */

/**
 * Compile anything that has a value, not only a condition: for tests, and for what later sections
 * of a policy compute. As sup__condition_compile().
 */
int sup__expression_compile(struct sup__arena *keep, struct sup__arena *scratch,
                            const struct sup__facts *facts, const struct sup__domain *channels,
                            const struct sup__json *node, const struct sup__rule_listener *listener,
                            const struct sup__node **expression);

#endif
