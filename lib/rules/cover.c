/*
 * cover.c: whether one condition holds wherever another does, as far as their forms show it.
 *
 * The question goes down both trees: what joins by "or" on the left, or by "and" on the right, has
 * to be right for every part; what joins by "and" on the left or "or" on the right, for one part.
 * At the leaves it is asked of two steps (imply.c) or of two equal trees. A yes is a proof; a no
 * only says that this did not find one. All of it is paid from a budget, since a document has many
 * pairs of conditions: what is not found by then is not looked for.
 */
#include "rules/program.h"

#include <string.h>

enum { WORK_MAX = 5000, BYTES_OF_WORK = 32 }; /* of one pair; texts that are compared */

/* A part of a condition: `name` is one of the facts of "missing", which is an "or" of them. */
struct term {
    const struct sup__node *node;
    int is_negated;
    int32_t name; /* -1: the whole node */
};

enum shape { SHAPE_LEAF, SHAPE_AND, SHAPE_OR };

/* ---- the budget ---- */

/* 0 when it does not suffice; then nothing more is had for it. */
static int spend(int32_t *work, uint64_t cost)
{
    *work = cost < (uint64_t)*work ? *work - (int32_t)cost : 0;
    return *work > 0;
}

static uint64_t cost_of_text(uint32_t bytes)
{
    return 1 + bytes / BYTES_OF_WORK;
}

/* Of comparing a step with another: what it lists, or the text that it asks for. */
static uint64_t cost_of_step(const struct sup__step *step)
{
    uint64_t cost = 1;

    switch (step->kind) {
    case SUP__STEP_NUMBERS:
        return step->code;
    case SUP__STEP_TEXTS:
        for (uint32_t i = 0; i < step->code; i++) {
            cost += cost_of_text(((const struct sup__slot *)step->as.data)[i].extra);
        }
        return cost;
    case SUP__STEP_TEXT:
    case SUP__STEP_CONTAINS:
    case SUP__STEP_STARTS:
    case SUP__STEP_ENDS:
    case SUP__STEP_HAS_TEXT:
        return cost_of_text(step->code);
    default:
        return cost;
    }
}

/* ---- equal trees ---- */

static int is_same_tree(const struct sup__node *a, const struct sup__node *b, int32_t *work);

static int is_same_slot(const struct sup__type *type, const struct sup__slot *a,
                        const struct sup__slot *b, int32_t *work)
{
    if (a->is_given != b->is_given || a->number != b->number || a->extra != b->extra) {
        return 0;
    }
    if (type->kind == SUP__FACT_TEXT) {
        return spend(work, cost_of_text(a->extra)) &&
               (a->extra == 0 || memcmp(a->data, b->data, a->extra) == 0);
    }
    return 1;
}

static int is_same_value(const struct sup__node *a, const struct sup__node *b, int32_t *work)
{
    const struct sup__slot *ours = a->value.data;
    const struct sup__slot *theirs = b->value.data;
    struct sup__type item = a->type;

    if (!is_same_slot(&a->type, &a->value, &b->value, work)) {
        return 0;
    }
    if (a->type.kind != SUP__FACT_LIST || a->kind != SUP__NODE_CONSTANT || ours == NULL ||
        theirs == NULL) {
        return 1; /* only the number of items counts */
    }
    item.kind = item.item_kind;
    for (int64_t i = 0; i < a->value.number; i++) {
        if (!spend(work, 1) || !is_same_slot(&item, &ours[i], &theirs[i], work)) {
            return 0;
        }
    }
    return 1;
}

static int is_commutative(const struct sup__node *node)
{
    switch (node->kind) {
    case SUP__NODE_ADD:
    case SUP__NODE_MULTIPLY:
    case SUP__NODE_LEAST:
    case SUP__NODE_GREATEST:
    case SUP__NODE_ALL_OF:
    case SUP__NODE_ANY_OF:
    case SUP__NODE_ODD:
    case SUP__NODE_MISSING:
    case SUP__NODE_MISSING_SOME:
        return 1;
    case SUP__NODE_COMPARE:
        return node->comparison == SUP__EQUAL || node->comparison == SUP__NOT_EQUAL;
    default:
        return 0;
    }
}

/* Whether saying a part twice changes nothing. */
static int is_idempotent(const struct sup__node *node)
{
    return node->kind != SUP__NODE_ADD && node->kind != SUP__NODE_MULTIPLY &&
           node->kind != SUP__NODE_ODD && node->kind != SUP__NODE_MISSING_SOME;
}

static uint32_t count_parts_like(const struct sup__node *wanted, const struct sup__node *in,
                                 uint32_t most, int32_t *work)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < in->count && count < most; i++) {
        count += is_same_tree(wanted, in->parts[i], work) ? 1 : 0;
    }
    return count;
}

/* Each part of one is in the other, and as often where that matters; both have as many parts, so
 * this asks both ways. */
static int has_all_parts(const struct sup__node *a, const struct sup__node *b, int32_t *work)
{
    uint32_t most = is_idempotent(a) ? 1 : a->count;

    for (uint32_t i = 0; i < a->count; i++) {
        if (count_parts_like(a->parts[i], b, most, work) !=
            count_parts_like(a->parts[i], a, most, work)) {
            return 0;
        }
    }
    return *work > 0;
}

static int has_same_parts(const struct sup__node *a, const struct sup__node *b, int32_t *work)
{
    for (uint32_t i = 0; i < a->count; i++) {
        if (!is_same_tree(a->parts[i], b->parts[i], work)) {
            return is_commutative(a) && has_all_parts(a, b, work) && has_all_parts(b, a, work);
        }
    }
    return 1;
}

static int is_same_tree(const struct sup__node *a, const struct sup__node *b, int32_t *work)
{
    return spend(work, 1) && a->kind == b->kind && a->comparison == b->comparison &&
           a->count == b->count && a->slot == b->slot && a->has_substitute == b->has_substitute &&
           a->type.kind == b->type.kind && a->type.scale == b->type.scale &&
           is_same_value(a, b, work) && has_same_parts(a, b, work);
}

int sup__is_same_node(const struct sup__node *one, const struct sup__node *other)
{
    int32_t work = WORK_MAX;

    return is_same_tree(one, other, &work);
}

/* ---- terms ---- */

/* Through what only negates or repeats. */
static struct term inner_of(struct term term)
{
    while (term.name < 0 && term.node->constant == SUP__UNKNOWN) {
        const struct sup__node *compared = sup__compared_condition(term.node, &term.is_negated);
        int is_joint = term.node->kind == SUP__NODE_ALL_OF || term.node->kind == SUP__NODE_ANY_OF;

        if (compared != NULL) {
            term.node = compared;
        } else if (term.node->kind == SUP__NODE_NOT || (is_joint && term.node->count == 1)) {
            term.is_negated ^= term.node->kind == SUP__NODE_NOT;
            term.node = term.node->parts[0];
        } else if (term.node->kind == SUP__NODE_MISSING && term.node->count == 1) {
            term.name = 0;
        } else {
            break;
        }
    }
    return term;
}

static enum shape shape_of(const struct term *term)
{
    int is_or = term->node->kind == SUP__NODE_ANY_OF || term->node->kind == SUP__NODE_MISSING;

    if (term->name >= 0 || term->node->constant != SUP__UNKNOWN ||
        (!is_or && term->node->kind != SUP__NODE_ALL_OF)) {
        return SHAPE_LEAF;
    }
    return is_or != term->is_negated ? SHAPE_OR : SHAPE_AND;
}

static struct term part_of(const struct term *term, uint32_t index)
{
    if (term->node->kind == SUP__NODE_MISSING) {
        return (struct term){term->node, term->is_negated, (int32_t)index};
    }
    return inner_of((struct term){term->node->parts[index], term->is_negated, -1});
}

static int32_t constant_of(const struct term *term)
{
    int32_t constant = term->name >= 0 ? (int32_t)SUP__UNKNOWN : term->node->constant;

    return constant == SUP__UNKNOWN ? constant : constant ^ term->is_negated;
}

/* The step of a leaf, as it is in the program; 0 when it has none. */
static int step_of(const struct term *term, struct sup__step *step)
{
    if (term->name >= 0) {
        memset(step, 0, sizeof *step);
        step->kind = SUP__STEP_ALWAYS;
        step->is_flip = !term->is_negated;
        step->offset = term->node->parts[term->name]->slot * (uint32_t)sizeof(struct sup__slot);
        return 1;
    }
    if (term->node->step == NULL) {
        return 0;
    }
    *step = *term->node->step;
    return 1;
}

/* A negated range that is open to one side is a range itself. */
static void turn(struct sup__step *step)
{
    int64_t high = (int64_t)((uint64_t)step->low + step->span);

    if (!step->is_flip) {
        return;
    }
    if (step->low == INT64_MIN && high != INT64_MAX) {
        step->low = high + 1;
        step->span = (uint64_t)INT64_MAX - (uint64_t)step->low;
    } else if (high == INT64_MAX && step->low != INT64_MIN) {
        step->span = (uint64_t)step->low - 1 - (uint64_t)INT64_MIN;
        step->low = INT64_MIN;
    } else {
        return;
    }
    step->is_flip = 0;
    step->absent = step->absent == SUP__UNKNOWN ? (uint8_t)SUP__UNKNOWN : !step->absent;
}

static int is_range(const struct sup__step *step)
{
    return (step->kind == SUP__STEP_RANGE && step->as.bits == UINT64_MAX) ||
           step->kind == SUP__STEP_NAME_RANGE || step->kind == SUP__STEP_MONEY_RANGE ||
           step->kind == SUP__STEP_AGE_RANGE || step->kind == SUP__STEP_SINCE_RANGE;
}

/* Both hold: what they share; `one` becomes it. */
static void intersect(struct sup__step *one, const struct sup__step *other)
{
    int64_t one_high = (int64_t)((uint64_t)one->low + one->span);
    int64_t high = (int64_t)((uint64_t)other->low + other->span);

    high = one_high < high ? one_high : high;
    one->low = one->low > other->low ? one->low : other->low;
    one->absent = one->absent == SUP__TRUE ? other->absent : one->absent;
    if (one->low > high) {
        one->kind = SUP__STEP_NEVER;
        one->low = high;
    }
    one->span = (uint64_t)high - (uint64_t)one->low;
}

/* Whether the ranges that an "and" gives one fact, taken together, make `wanted` true. */
static int ranges_imply(const struct term *all, const struct sup__step *wanted, int32_t *work)
{
    struct sup__step joined = {.kind = SUP__STEP_TREE};

    if (!spend(work, all->node->count + cost_of_step(wanted))) {
        return 0;
    }
    for (uint32_t i = 0; i < all->node->count; i++) {
        struct term part = part_of(all, i);
        struct sup__step step;

        if (shape_of(&part) != SHAPE_LEAF || !step_of(&part, &step) ||
            step.offset != wanted->offset || !is_range(&step)) {
            continue;
        }
        turn(&step);
        if (!step.is_flip && joined.kind == SUP__STEP_TREE) {
            joined = step;
        } else if (!step.is_flip && joined.kind == step.kind && joined.code == step.code) {
            intersect(&joined, &step);
        }
    }
    return sup__step_implies(&joined, wanted);
}

/* ---- implication ---- */

static int implies(struct term one, struct term other, int32_t *work);

static int leaf_implies(const struct term *one, const struct term *other, int32_t *work)
{
    struct sup__step ours;
    struct sup__step theirs;

    if (!step_of(one, &ours) || !step_of(other, &theirs)) {
        return 0;
    }
    if (ours.kind == SUP__STEP_TREE) {
        return theirs.kind == SUP__STEP_TREE && ours.is_flip == theirs.is_flip &&
               is_same_tree(one->node, other->node, work);
    }
    return spend(work, cost_of_step(&ours) + cost_of_step(&theirs)) &&
           sup__step_implies(&ours, &theirs);
}

static int all_parts(const struct term *one, const struct term *other, int is_left, int32_t *work)
{
    const struct term *whole = is_left ? one : other;

    for (uint32_t i = 0; i < whole->node->count; i++) {
        struct term part = part_of(whole, i);

        if (is_left ? !implies(part, *other, work) : !implies(*one, part, work)) {
            return 0;
        }
    }
    return 1;
}

static int any_part(const struct term *one, const struct term *other, int is_left, int32_t *work)
{
    const struct term *whole = is_left ? one : other;

    for (uint32_t i = 0; i < whole->node->count; i++) {
        struct term part = part_of(whole, i);

        if (is_left ? implies(part, *other, work) : implies(*one, part, work)) {
            return 1;
        }
    }
    return 0;
}

static int implies(struct term one, struct term other, int32_t *work)
{
    enum shape left = shape_of(&one);
    enum shape right = shape_of(&other);
    struct sup__step wanted;

    if (!spend(work, 1)) {
        return 0;
    }
    if (constant_of(&other) == SUP__TRUE || constant_of(&one) == SUP__FALSE) {
        return 1;
    }
    if (constant_of(&other) == SUP__FALSE || constant_of(&one) == SUP__TRUE) {
        return 0;
    }
    if (left == SHAPE_OR) {
        return all_parts(&one, &other, 1, work);
    }
    if (right == SHAPE_AND) {
        return all_parts(&one, &other, 0, work);
    }
    if (left == SHAPE_LEAF && right == SHAPE_LEAF) {
        return leaf_implies(&one, &other, work);
    }
    if (left == SHAPE_AND && right == SHAPE_LEAF && step_of(&other, &wanted) &&
        ranges_imply(&one, &wanted, work)) {
        return 1;
    }
    return (left == SHAPE_AND && any_part(&one, &other, 1, work)) ||
           (right == SHAPE_OR && any_part(&one, &other, 0, work));
}

/* ---- conditions ---- */

static uint64_t facts_in(const struct sup__node *node)
{
    uint64_t mask = node->kind == SUP__NODE_FACT ? UINT64_C(1) << node->slot % 64 : 0;
    uint32_t count = node->program != NULL ? 1 : node->count; /* an item's fields are no facts */

    for (uint32_t i = 0; i < count; i++) {
        mask |= facts_in(node->parts[i]);
    }
    return mask;
}

static uint64_t needed(struct term term)
{
    uint64_t mask = 0;

    switch (shape_of(&term)) {
    case SHAPE_AND:
        for (uint32_t i = 0; i < term.node->count; i++) {
            mask |= needed(part_of(&term, i));
        }
        return mask;
    case SHAPE_LEAF:
        if (term.name >= 0) {
            return UINT64_C(1) << term.node->parts[term.name]->slot % 64;
        }
        return constant_of(&term) == SUP__UNKNOWN ? facts_in(term.node) : 0;
    default:
        return 0;
    }
}

uint64_t sup__condition_needs(const struct sup__node *root)
{
    return needed(inner_of((struct term){root, 0, -1}));
}

int sup__condition_covers_for(const struct sup__condition *earlier,
                              const struct sup__condition *later, int32_t *work)
{
    int32_t most = *work < WORK_MAX ? *work : WORK_MAX;
    int32_t left = most;
    int covers = 0;

    if (later->root->constant == SUP__FALSE) {
        return 1;
    }
    /* Not when it asks for something that the later one leaves open. */
    if (spend(&left, 1) && (earlier->needed_mask & ~later->facts_mask) == 0) {
        covers = implies(inner_of((struct term){later->root, 0, -1}),
                         inner_of((struct term){earlier->root, 0, -1}), &left);
    }
    *work -= most - left;
    return covers;
}

int sup__condition_covers(const struct sup__condition *earlier, const struct sup__condition *later)
{
    int32_t work = WORK_MAX;

    return sup__condition_covers_for(earlier, later, &work);
}

int sup__condition_equals(const struct sup__condition *one, const struct sup__condition *other)
{
    return sup__condition_covers(one, other) && sup__condition_covers(other, one);
}

/* ---- parts that cannot both be so ---- */

int sup__parts_exclude(const struct sup__node *one, const struct sup__node *other, int is_and)
{
    struct term first = inner_of((struct term){one, 0, -1});
    struct term second = inner_of((struct term){other, 0, -1});
    struct sup__step ours;
    struct sup__step theirs;

    if (shape_of(&first) != SHAPE_LEAF || shape_of(&second) != SHAPE_LEAF ||
        !step_of(&first, &ours) || !step_of(&second, &theirs)) {
        return 0;
    }
    ours.is_flip ^= (uint8_t)!is_and;
    theirs.is_flip ^= (uint8_t)is_and;
    return sup__step_implies(&ours, &theirs);
}
