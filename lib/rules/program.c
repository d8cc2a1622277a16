/*
 * program.c: a condition's tree to steps with jumps.
 *
 * Written from the last step to the first, so that where a step goes on is known when it is made.
 * Negations move to the leaves on the way ("not a and b" is "not a or not b"), which is what makes
 * the two passes of test.c right. Within "and" and "or" the cheap leaves come first: the order
 * cannot be seen in the answer.
 */
#include "rules/program.h"

enum cost { COST_NUMBER, COST_TEXT, COST_TREE, COSTS };

struct writer {
    struct sup__arena *keep;
    struct sup__arena *scratch;
    struct sup__step *steps;
    uint32_t at; /* the step written last */
    int is_out_of_memory;
};

struct jumps {
    int32_t on_true;
    int32_t on_false;
};

static int32_t write_node(struct writer *writer, struct sup__node *node, int is_negated,
                          struct jumps jumps);

struct sup__node *sup__compared_condition(const struct sup__node *node, int *is_negated)
{
    if (node->kind != SUP__NODE_COMPARE || node->parts[0]->type.kind != SUP__FACT_BOOL) {
        return NULL;
    }
    for (uint32_t i = 0; i < 2; i++) {
        if (node->parts[i]->kind == SUP__NODE_CONSTANT) {
            *is_negated ^= (node->parts[i]->value.number != 0) == (node->comparison != SUP__EQUAL);
            return node->parts[1 - i];
        }
    }
    return NULL;
}

/* How many steps it takes at most. */
static uint32_t step_count(const struct sup__node *node)
{
    uint32_t count = 0;
    int is_negated = 0;
    const struct sup__node *condition = sup__compared_condition(node, &is_negated);

    if (condition != NULL) {
        return step_count(condition);
    }
    switch (node->kind) {
    case SUP__NODE_NOT:
    case SUP__NODE_ALL_OF:
    case SUP__NODE_ANY_OF:
        for (uint32_t i = 0; i < node->count; i++) {
            count += step_count(node->parts[i]);
        }
        return count;
    case SUP__NODE_MISSING:
        return node->count;
    default:
        return 1;
    }
}

static enum cost cost(const struct sup__node *node)
{
    enum cost highest = COST_NUMBER;

    switch (node->kind) {
    case SUP__NODE_NOT:
    case SUP__NODE_ALL_OF:
    case SUP__NODE_ANY_OF:
        for (uint32_t i = 0; i < node->count; i++) {
            enum cost part = cost(node->parts[i]);

            highest = part > highest ? part : highest;
        }
        return highest;
    case SUP__NODE_HAS:
    case SUP__NODE_CONTAINS:
        return COST_TEXT;
    case SUP__NODE_IF:
    case SUP__NODE_ODD:
    case SUP__NODE_MISSING_SOME:
    case SUP__NODE_SOME:
    case SUP__NODE_ALL:
    case SUP__NODE_NONE:
    case SUP__NODE_IN_HOURS:
        return COST_TREE;
    default:
        return COST_NUMBER;
    }
}

static int32_t place(struct writer *writer, struct sup__step *step, int is_negated,
                     struct jumps jumps)
{
    step->is_flip ^= (uint8_t)is_negated;
    step->next[SUP__TRUE] = (int16_t)(step->is_flip ? jumps.on_false : jumps.on_true);
    step->next[SUP__FALSE] = (int16_t)(step->is_flip ? jumps.on_true : jumps.on_false);
    writer->steps[--writer->at] = *step;
    return (int32_t)writer->at;
}

static int32_t write_leaf(struct writer *writer, struct sup__node *node, int is_negated,
                          struct jumps jumps)
{
    struct sup__step step;
    int32_t at;

    if (!sup__step_make(writer->keep, writer->scratch, node, &step)) {
        writer->is_out_of_memory = 1;
        return jumps.on_false;
    }
    at = place(writer, &step, is_negated, jumps);
    node->step = &writer->steps[at];
    return at;
}

/* "and" goes on to the next part while it holds, "or" while it does not. */
static int32_t write_parts(struct writer *writer, const struct sup__node *node, int is_negated,
                           struct jumps jumps)
{
    int is_and = (node->kind == SUP__NODE_ALL_OF) != is_negated;
    int32_t entry = is_and ? jumps.on_true : jumps.on_false;

    for (int level = COSTS - 1; level >= 0; level--) {
        for (uint32_t i = node->count; i > 0; i--) {
            struct jumps inner = {is_and ? entry : jumps.on_true, is_and ? jumps.on_false : entry};

            if ((int)cost(node->parts[i - 1]) == level) {
                entry = write_node(writer, node->parts[i - 1], is_negated, inner);
            }
        }
    }
    return entry;
}

/* Missing any of several is one of them missing or the next. */
static int32_t write_missing(struct writer *writer, const struct sup__node *node, int is_negated,
                             struct jumps jumps)
{
    int32_t entry = is_negated ? jumps.on_true : jumps.on_false;

    for (uint32_t i = node->count; i > 0; i--) {
        struct sup__step step = {.kind = SUP__STEP_ALWAYS,
                                 .absent = SUP__FALSE,
                                 .is_flip = 1,
                                 .offset =
                                     node->parts[i - 1]->slot * (uint32_t)sizeof(struct sup__slot)};
        struct jumps inner = {is_negated ? entry : jumps.on_true,
                              is_negated ? jumps.on_false : entry};

        entry = place(writer, &step, is_negated, inner);
    }
    return entry;
}

static int32_t write_node(struct writer *writer, struct sup__node *node, int is_negated,
                          struct jumps jumps)
{
    struct sup__node *condition;

    if (node->constant != SUP__UNKNOWN) {
        return (node->constant == SUP__TRUE) != is_negated ? jumps.on_true : jumps.on_false;
    }
    condition = sup__compared_condition(node, &is_negated);
    if (condition != NULL) {
        return write_node(writer, condition, is_negated, jumps);
    }
    switch (node->kind) {
    case SUP__NODE_NOT:
        return write_node(writer, node->parts[0], !is_negated, jumps);
    case SUP__NODE_ALL_OF:
    case SUP__NODE_ANY_OF:
        return write_parts(writer, node, is_negated, jumps);
    case SUP__NODE_MISSING:
        return write_missing(writer, node, is_negated, jumps);
    default:
        return write_leaf(writer, node, is_negated, jumps);
    }
}

/* The steps that were written stand at the end of those that were counted. */
static void trim(struct writer *writer, struct sup__program *program, uint32_t counted)
{
    program->steps = writer->steps + writer->at;
    program->count = counted - writer->at;
    for (uint32_t i = writer->at; i < counted; i++) {
        for (int verdict = 0; verdict < 2; verdict++) {
            int16_t *next = &writer->steps[i].next[verdict];

            *next = *next >= 0 ? (int16_t)(*next - (int32_t)writer->at) : *next;
        }
    }
    program->entry -= program->entry >= 0 ? (int32_t)writer->at : 0;
}

int sup__program_make(struct sup__arena *keep, struct sup__arena *scratch, struct sup__node *root,
                      struct sup__program *program)
{
    static const struct jumps ends = {SUP__END_TRUE, SUP__END_FALSE};
    uint32_t counted = step_count(root);
    struct writer writer = {keep, scratch, NULL, counted, 0};

    writer.steps = sup__arena_take(keep, counted * sizeof *writer.steps);
    if (writer.steps == NULL) {
        return 0;
    }
    program->entry = write_node(&writer, root, 0, ends);
    if (writer.is_out_of_memory) {
        return 0;
    }
    trim(&writer, program, counted);
    return sup__front_make(keep, scratch, program);
}
