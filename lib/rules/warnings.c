/*
 * warnings.c: what is right but cannot have been meant.
 *
 * A part that no fact can change, a comparison that the fact's own type decides, and parts of one
 * "and" or "or" that shut each other out. A rule with one of these works, and does not do what it
 * seems to.
 */
#include "rules/compiling.h"
#include "rules/program.h"

enum { COMPARED_MAX = 64 }; /* parts before it that a part is compared with */

static void warn(struct sup__compiler *compiler, const struct sup__node *node);

/* true and false are themselves where values are chosen or compared, but not where "if" asks. */
static int is_plain_value(const struct sup__node *node, uint32_t index)
{
    int is_branch = node->kind == SUP__NODE_IF && (index % 2 == 1 || index + 1 == node->count);

    return node->parts[index]->kind == SUP__NODE_CONSTANT &&
           (is_branch || node->kind == SUP__NODE_COMPARE);
}

/* What the step's question is for each value that the fact can have; an age is never negative. */
static int32_t answer_of(const struct sup__step *step)
{
    int64_t high = (int64_t)((uint64_t)step->low + step->span);

    switch (step->kind) {
    case SUP__STEP_NEVER:
        return SUP__FALSE;
    case SUP__STEP_RANGE:
        return step->low == INT64_MIN && step->span == UINT64_MAX ? SUP__TRUE : SUP__UNKNOWN;
    case SUP__STEP_AGE_RANGE:
        return high < 0                              ? SUP__FALSE
               : step->low <= 0 && high == INT64_MAX ? SUP__TRUE
                                                     : SUP__UNKNOWN;
    default:
        return SUP__UNKNOWN;
    }
}

/* Being true of all values is not being always true: of a fact that is not given it is unknown. */
static const char *how_often(int is_true, int is_known)
{
    return !is_true ? "never true" : is_known ? "always true" : "true whenever the fact is given";
}

/* A comparison whose answer is the same for each value that the fact can have. */
static void warn_of_step(struct sup__compiler *compiler, const struct sup__node *node)
{
    const struct sup__step *step = node->step;
    int32_t answer = SUP__UNKNOWN;
    int is_true;

    if (step != NULL && node->kind != SUP__NODE_GIVEN && node->kind != SUP__NODE_MISSING) {
        answer = answer_of(step);
    }
    if (answer == SUP__UNKNOWN) {
        return;
    }
    is_true = answer ^ (node->kind == SUP__NODE_COMPARE && node->comparison == SUP__NOT_EQUAL);
    sup__warn(&compiler->telling, SUP_MSG_RULE_ALWAYS, node->json,
              "this is %s: the fact cannot have %s value",
              how_often(is_true, step->absent != SUP__UNKNOWN),
              answer == SUP__TRUE ? "another" : "such a");
}

/* x == x */
static void warn_of_itself(struct sup__compiler *compiler, const struct sup__node *node)
{
    int is_true = node->comparison == SUP__EQUAL || node->comparison == SUP__AT_MOST ||
                  node->comparison == SUP__AT_LEAST;

    if (node->kind == SUP__NODE_COMPARE && node->count == 2 &&
        sup__is_same_node(node->parts[0], node->parts[1])) {
        sup__warn(&compiler->telling, SUP_MSG_RULE_ALWAYS, node->json,
                  "this is %s: both sides are the same",
                  is_true ? "true whenever they are known" : "never true");
    }
}

static void warn_of_contradictions(struct sup__compiler *compiler, const struct sup__node *node)
{
    int is_and = node->kind == SUP__NODE_ALL_OF;

    for (uint32_t i = 1; i < node->count; i++) {
        uint32_t first = i > COMPARED_MAX ? i - COMPARED_MAX : 0;

        for (uint32_t j = first; j < i; j++) {
            if (sup__parts_exclude(node->parts[j], node->parts[i], is_and)) {
                sup__warn(&compiler->telling, SUP_MSG_RULE_CONTRADICTION, node->parts[i]->json,
                          is_and
                              ? "this and an earlier part are never both true, so the whole "
                                "never is"
                              : "this and an earlier part are never both false, so the whole never "
                                "is: it is true whenever it is known");
                break;
            }
        }
    }
}

static void warn_inside(struct sup__compiler *compiler, const struct sup__node *node)
{
    if (node->kind == SUP__NODE_ALL_OF || node->kind == SUP__NODE_ANY_OF) {
        warn_of_contradictions(compiler, node);
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (!is_plain_value(node, i)) {
            warn(compiler, node->parts[i]);
        }
    }
}

static void warn(struct sup__compiler *compiler, const struct sup__node *node)
{
    if (node->type.kind == SUP__FACT_BOOL && node->constant != SUP__UNKNOWN) {
        sup__warn(&compiler->telling, SUP_MSG_RULE_ALWAYS, node->json, "this is %s true",
                  node->constant == SUP__TRUE ? "always" : "never");
        return;
    }
    warn_of_step(compiler, node);
    warn_of_itself(compiler, node);
    warn_inside(compiler, node);
}

void sup__warn_of_parts(struct sup__compiler *compiler, const struct sup__node *root)
{
    warn(compiler, root);
}
