/*
 * condition.h: one condition, compiled: a strict profile of JsonLogic.
 *
 * Compiled once, when a policy loads, against a table of facts: each operator is checked and each
 * constant converted to the type of the fact it is compared with, so that evaluating takes no
 * memory, looks up no name and cannot fail. The answer is one of three: true, false or unknown, by
 * Kleene's tables: unknown only where the facts that are there leave it open. docs/conditions.md
 * is the language's reference.
 *
 * A compiled condition keeps two forms: a flat program with jumps, for deciding, and the tree it
 * was made from, for explaining. Both live in the arena they were made in.
 */
#ifndef SUP__CONDITION_H
#define SUP__CONDITION_H

#include "base/json_read.h"
#include "base/message.h"
#include "rules/fact.h"

/* Limits of one condition. */
enum {
    SUP__CONDITION_NODES_MAX = 2000, /* operators, facts and constants */
    SUP__CONDITION_DEPTH_MAX = 32,   /* of operators, `var` included */
    SUP__CONDITION_LIST_MAX = 1000   /* constants in a list */
};

enum sup__verdict { SUP__FALSE = 0, SUP__TRUE = 1, SUP__UNKNOWN = 2 };

/* Who hears about problems. `is_key`: the place is the node's key, not its value. */
struct sup__rule_listener {
    void *context;
    void (*tell)(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text);
};
enum sup__severity { SUP__SEVERITY_ERROR = 1, SUP__SEVERITY_WARNING = 2 };

struct sup__condition;

/**
 * Compile a condition. Everything wrong with it is told, not only the first; constant parts, facts
 * that nothing sets and parts that contradict each other are told as warnings.
 *
 * @param channels  what inside_hours takes: the domain of the facts that are channels; NULL: none
 * @param keep  what the condition lives in
 * @param scratch  for the time of the call
 * @return 1 with *condition; 0 after an error that was told; -1 when memory ran out
 */
int sup__condition_compile(struct sup__arena *keep, struct sup__arena *scratch,
                           const struct sup__facts *facts, const struct sup__domain *channels,
                           const struct sup__json *node, const struct sup__rule_listener *listener,
                           const struct sup__condition **condition);

/** enum sup__verdict. No memory, no I/O, bounded steps. */
int32_t sup__condition_test(const struct sup__condition *condition, const struct sup__case *given);

/** SUP__TRUE or SUP__FALSE when it is so whatever the facts are; else SUP__UNKNOWN. */
int32_t sup__condition_constant(const struct sup__condition *condition);

/** 1 when whatever matches `later` matches `earlier` too, as far as that is seen from their forms:
 *  equal, or `earlier` asks for a part of what `later` asks for, or for wider ranges or lists. */
int sup__condition_covers(const struct sup__condition *earlier, const struct sup__condition *later);
/** The same, paid from *work, which many pairs can share; when it is used up the answer is 0. */
int sup__condition_covers_for(const struct sup__condition *earlier,
                              const struct sup__condition *later, int32_t *work);
/** 1 when both say the same, whatever the order of their parts. */
int sup__condition_equals(const struct sup__condition *one, const struct sup__condition *other);

/** The facts that it asks about: each index once, ascending; borrowed from the condition. */
const uint32_t *sup__condition_facts(const struct sup__condition *condition, uint32_t *count);

/** Hand out the amounts in one currency that stand in it: its constants, and what its facts are in a
 *  case. Between two of them, one unit aside, comparisons with them do not change. */
void sup__condition_amounts(const struct sup__condition *condition, const struct sup__case *given,
                            uint32_t currency, void (*take)(void *context, int64_t minor),
                            void *context);

/* One step of an evaluation: a part of the condition, what it was, and on which values. */
struct sup__trace {
    uint32_t depth;   /* 0 is the whole condition; the parts of a step follow it, one deeper */
    int32_t verdict;  /* enum sup__verdict; parts after the deciding one are evaluated as well */
    const char *text; /* "order.total > 50.00 EUR" or "all of" */
    const char
        *value; /* what the facts in it were: "62.00 EUR"; "not given"; NULL for and, or, ! */
    const char *pointer; /* where it is written */
};

/**
 * The steps in reading order, texts and all, in `arena`.
 *
 * @param pointer  where the whole condition is in its document, such as "/routing/3/when"
 * @return 1; 0 when memory runs out
 */
int sup__condition_explain(const struct sup__condition *condition, const char *pointer,
                           const struct sup__case *given, struct sup__arena *arena,
                           const struct sup__trace **steps, uint32_t *count);

/**
 * Read a case from JSON, as {"ticket": {"priority": "high"}, "order": {"total": {"amount": "62.00",
 * "currency": "EUR"}}}: each leaf is a fact. Times are RFC 3339, durations ISO 8601. A fact that is
 * null is not given. Everything wrong is told, with the nearest name.
 *
 * @param[out] slots  facts->names.count of them, in `arena`
 * @return 1; 0 after an error that was told; -1 when memory ran out
 */
int sup__case_read(struct sup__arena *arena, const struct sup__facts *facts,
                   const struct sup__json *root, const struct sup__rule_listener *listener,
                   struct sup__slot **slots);

#endif
