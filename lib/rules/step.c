/*
 * step.c: one step of a program from a condition that asks one fact against constants.
 *
 * Constants are brought to the fact's own decimals here, once: "below 12.505" of a fact with two
 * decimals is "at most 12.50". A constant outside of what a fact can hold makes the step one that
 * is always or never so.
 */
#include "rules/program.h"

#include <string.h>

struct range {
    int64_t low;
    int64_t high;
    int is_empty;
};

/* A constant in units of the fact: the whole number at or below it. */
struct bound {
    int64_t floor;
    int is_exact;
    int beyond; /* 1 or -1: above or below all numbers that there are */
};

static struct bound in_scale(int64_t number, uint32_t scale, uint32_t wanted)
{
    struct bound bound = {number, 1, 0};

    if (scale <= wanted) {
        if (!sup__scale_up(number, wanted - scale, &bound.floor)) {
            bound.beyond = number < 0 ? -1 : 1;
        }
        return bound;
    }
    for (; scale > wanted; scale--) {
        int64_t rest = bound.floor % 10;

        bound.floor = bound.floor / 10 - (rest < 0);
        bound.is_exact = bound.is_exact && rest == 0;
    }
    return bound;
}

static void raise_low(struct range *range, int64_t low)
{
    range->low = low > range->low ? low : range->low;
}

static void lower_high(struct range *range, int64_t high)
{
    range->high = high < range->high ? high : range->high;
}

/* Keep what stands so to the bound. */
static void narrow(struct range *range, uint8_t comparison, const struct bound *bound)
{
    int is_upward = comparison == SUP__ABOVE || comparison == SUP__AT_LEAST;

    if (bound->beyond != 0) {
        range->is_empty |= comparison == SUP__EQUAL || is_upward == (bound->beyond > 0);
        return;
    }
    switch (comparison) {
    case SUP__EQUAL:
        range->is_empty |= !bound->is_exact;
        raise_low(range, bound->floor);
        lower_high(range, bound->floor);
        break;
    case SUP__AT_MOST:
        lower_high(range, bound->floor);
        break;
    case SUP__ABOVE:
        range->is_empty |= bound->floor == INT64_MAX;
        raise_low(range, bound->floor == INT64_MAX ? bound->floor : bound->floor + 1);
        break;
    case SUP__BELOW:
        range->is_empty |= bound->is_exact && bound->floor == INT64_MIN;
        lower_high(range,
                   bound->is_exact && bound->floor != INT64_MIN ? bound->floor - 1 : bound->floor);
        break;
    default:
        range->is_empty |= !bound->is_exact && bound->floor == INT64_MAX;
        raise_low(range,
                  bound->is_exact || bound->floor == INT64_MAX ? bound->floor : bound->floor + 1);
    }
    range->is_empty |= range->low > range->high;
}

/* constant < fact is fact > constant. */
static uint8_t mirrored(uint8_t comparison)
{
    static const uint8_t mirror[] = {
        [SUP__EQUAL] = SUP__EQUAL, [SUP__NOT_EQUAL] = SUP__NOT_EQUAL,
        [SUP__BELOW] = SUP__ABOVE, [SUP__AT_MOST] = SUP__AT_LEAST,
        [SUP__ABOVE] = SUP__BELOW, [SUP__AT_LEAST] = SUP__AT_MOST,
    };

    return mirror[comparison];
}

static int is_constant(const struct sup__node *node)
{
    return node->kind == SUP__NODE_CONSTANT;
}

/* A fact, or the time since a fact that nothing stands for. */
static int is_asked(const struct sup__node *node)
{
    return node->kind == SUP__NODE_FACT ||
           ((node->kind == SUP__NODE_AGE || node->kind == SUP__NODE_SINCE) &&
            node->parts[0]->kind == SUP__NODE_FACT && !node->parts[0]->has_substitute);
}

static uint8_t range_kind(const struct sup__node *asked, int is_ordered)
{
    switch (asked->kind) {
    case SUP__NODE_AGE:
        return SUP__STEP_AGE_RANGE;
    case SUP__NODE_SINCE:
        return SUP__STEP_SINCE_RANGE;
    default:
        break;
    }
    if (asked->type.kind == SUP__FACT_NAME && is_ordered) {
        return SUP__STEP_NAME_RANGE;
    }
    return asked->type.kind == SUP__FACT_MONEY ? SUP__STEP_MONEY_RANGE : SUP__STEP_RANGE;
}

/* A range that holds nothing is "never", but where money of another currency, a name of another
 * list or a time too far away would be unknown. 0 for those. */
static int set_range(struct sup__step *step, uint8_t kind, const struct range *range)
{
    step->kind = range->is_empty ? (uint8_t)SUP__STEP_NEVER : kind;
    step->low = range->low;
    step->span = (uint64_t)range->high - (uint64_t)range->low;
    step->as.bits = UINT64_MAX;
    return !range->is_empty || kind == SUP__STEP_RANGE;
}

static int compare_step(const struct sup__node *node, struct sup__step *step)
{
    struct range range = {INT64_MIN, INT64_MAX, 0};
    uint32_t at = node->count == 3 ? 1 : is_constant(node->parts[0]) ? 1 : 0;
    const struct sup__node *asked = node->parts[at];
    uint8_t comparison =
        node->comparison == SUP__NOT_EQUAL ? (uint8_t)SUP__EQUAL : node->comparison;

    if (!is_asked(asked)) {
        return 0;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        const struct sup__node *constant = node->parts[i];
        struct bound bound;

        if (i == at) {
            continue;
        }
        if (!is_constant(constant) || (step->code != 0 && step->code != constant->value.extra)) {
            return 0;
        }
        step->code = constant->value.extra;
        bound = in_scale(constant->value.number, constant->type.scale, asked->type.scale);
        narrow(&range, i < at ? mirrored(comparison) : comparison, &bound);
    }
    step->is_flip = node->comparison == SUP__NOT_EQUAL;
    if (asked->type.kind == SUP__FACT_TEXT) {
        step->kind = SUP__STEP_TEXT;
        step->as.data = node->parts[1 - at]->value.data;
        return 1;
    }
    return set_range(step, range_kind(asked, comparison != SUP__EQUAL), &range);
}

/* ---- sets ---- */

static int numbers_order(const struct sup__slot *a, const struct sup__slot *b)
{
    return (a->number > b->number) - (a->number < b->number);
}

static void sift(struct sup__slot *slots, uint32_t root, uint32_t count,
                 int (*order)(const struct sup__slot *, const struct sup__slot *))
{
    for (uint32_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        struct sup__slot swap = slots[root];

        if (child + 1 < count && order(&slots[child], &slots[child + 1]) < 0) {
            child++;
        }
        if (order(&slots[root], &slots[child]) >= 0) {
            return;
        }
        slots[root] = slots[child];
        slots[child] = swap;
        root = child;
    }
}

/* By a heap: the standard qsort() may take memory of its own. */
static void sort(struct sup__slot *slots, uint32_t count,
                 int (*order)(const struct sup__slot *, const struct sup__slot *))
{
    for (uint32_t i = count / 2; i > 0; i--) {
        sift(slots, i - 1, count, order);
    }
    for (uint32_t last = count; last > 1; last--) {
        struct sup__slot swap = slots[0];

        slots[0] = slots[last - 1];
        slots[last - 1] = swap;
        sift(slots, 0, last - 1, order);
    }
}

/* The constants in the fact's own decimals, without those that it cannot be, in order. */
static struct sup__slot *sorted_set(struct sup__arena *arena, const struct sup__node *asked,
                                    const struct sup__node *list, uint32_t *count)
{
    const struct sup__slot *items = list->value.data;
    struct sup__slot *set = sup__arena_take(arena, (size_t)list->value.number * sizeof *set);
    int is_text = asked->type.kind == SUP__FACT_TEXT;

    *count = 0;
    if (set == NULL) {
        return NULL;
    }
    for (int64_t i = 0; i < list->value.number; i++) {
        struct bound bound = in_scale(items[i].number, list->type.scale, asked->type.scale);

        if (bound.is_exact && bound.beyond == 0) {
            set[*count] = items[i];
            set[(*count)++].number = bound.floor;
        }
    }
    sort(set, *count, is_text ? sup__texts_order : numbers_order);
    return set;
}

static int set_numbers(struct sup__arena *keep, const struct sup__slot *set, uint32_t count,
                       struct sup__step *step)
{
    int64_t *numbers = sup__arena_take(keep, count * sizeof *numbers);

    if (numbers == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < count; i++) {
        numbers[i] = set[i].number;
    }
    step->kind = SUP__STEP_NUMBERS;
    step->as.data = numbers;
    step->code = count;
    return 1;
}

static int set_texts(struct sup__arena *keep, const struct sup__slot *set, uint32_t count,
                     struct sup__step *step)
{
    struct sup__slot *texts = sup__arena_take(keep, count * sizeof *texts);

    if (texts == NULL) {
        return -1;
    }
    memcpy(texts, set, count * sizeof *texts);
    step->kind = SUP__STEP_TEXTS;
    step->as.data = texts;
    step->code = count;
    return 1;
}

static int among_step(struct sup__arena *keep, struct sup__arena *scratch,
                      const struct sup__node *node, struct sup__step *step)
{
    const struct sup__node *asked = node->parts[0];
    struct sup__slot *set;
    uint32_t count;

    if (asked->kind != SUP__NODE_FACT || asked->type.kind == SUP__FACT_MONEY) {
        return 0;
    }
    set = sorted_set(scratch, asked, node->parts[1], &count);
    if (set == NULL) {
        return -1;
    }
    if (count == 0) {
        step->kind = SUP__STEP_NEVER;
        return 1;
    }
    if (asked->type.kind == SUP__FACT_TEXT) {
        return set_texts(keep, set, count, step);
    }
    if (set[0].number == set[count - 1].number) {
        return set_range(step, SUP__STEP_RANGE, &(struct range){set[0].number, set[0].number, 0});
    }
    if (asked->type.kind != SUP__FACT_NAME || set[count - 1].number > 63) {
        return set_numbers(keep, set, count, step);
    }
    (void)set_range(step, SUP__STEP_RANGE, &(struct range){0, 63, 0});
    step->as.bits = 0;
    for (uint32_t i = 0; i < count; i++) {
        step->as.bits |= UINT64_C(1) << set[i].number;
    }
    return 1;
}

static int has_step(const struct sup__node *node, struct sup__step *step)
{
    const struct sup__node *list = node->parts[0];
    const struct sup__node *wanted = node->parts[1];
    struct bound bound;

    if (list->kind != SUP__NODE_FACT || !is_constant(wanted) ||
        list->type.item_kind == SUP__FACT_MONEY) {
        return 0;
    }
    if (list->type.item_kind == SUP__FACT_TEXT) {
        step->kind = SUP__STEP_HAS_TEXT;
        step->as.data = wanted->value.data;
        step->code = wanted->value.extra;
        return 1;
    }
    bound = in_scale(wanted->value.number, wanted->type.scale, list->type.scale);
    if (!bound.is_exact || bound.beyond != 0) {
        return 0; /* an item that is not given still leaves it unknown, an empty list does not */
    }
    step->kind = SUP__STEP_HAS_NUMBER;
    step->low = bound.floor;
    return 1;
}

static int text_step(const struct sup__node *node, struct sup__step *step)
{
    static const uint8_t kinds[SUP__NODE_KINDS] = {
        [SUP__NODE_CONTAINS] = SUP__STEP_CONTAINS,
        [SUP__NODE_STARTS] = SUP__STEP_STARTS,
        [SUP__NODE_ENDS] = SUP__STEP_ENDS,
    };

    if (node->parts[0]->kind != SUP__NODE_FACT || !is_constant(node->parts[1])) {
        return 0;
    }
    step->kind = kinds[node->kind];
    step->as.data = node->parts[1]->value.data;
    step->code = node->parts[1]->value.extra;
    return 1;
}

/* Empty text is a text; an empty list and zero are the number 0. */
static int filled_step(const struct sup__node *node, struct sup__step *step)
{
    if (node->parts[0]->kind != SUP__NODE_FACT) {
        return 0;
    }
    step->is_flip = node->kind == SUP__NODE_FILLED;
    if (node->parts[0]->type.kind == SUP__FACT_TEXT) {
        step->kind = SUP__STEP_TEXT;
        step->as.data = "";
        return 1;
    }
    return set_range(step, SUP__STEP_RANGE, &(struct range){0, 0, 0});
}

static int fused(struct sup__arena *keep, struct sup__arena *scratch, const struct sup__node *node,
                 struct sup__step *step)
{
    switch (node->kind) {
    case SUP__NODE_FACT:
        return set_range(step, SUP__STEP_RANGE, &(struct range){1, 1, 0});
    case SUP__NODE_COMPARE:
        return compare_step(node, step);
    case SUP__NODE_AMONG:
        return among_step(keep, scratch, node, step);
    case SUP__NODE_HAS:
        return has_step(node, step);
    case SUP__NODE_CONTAINS:
    case SUP__NODE_STARTS:
    case SUP__NODE_ENDS:
        return text_step(node, step);
    case SUP__NODE_EMPTY:
    case SUP__NODE_FILLED:
        return filled_step(node, step);
    case SUP__NODE_GIVEN:
    case SUP__NODE_MISSING:
        step->kind = SUP__STEP_ALWAYS;
        step->is_flip = node->kind == SUP__NODE_MISSING;
        return node->count == 1;
    default:
        return 0;
    }
}

/* The fact of a condition that became a step: the node itself, a part, or a part's. */
static const struct sup__node *fact_of(const struct sup__node *node)
{
    if (node->kind == SUP__NODE_FACT) {
        return node;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (node->parts[i]->kind == SUP__NODE_FACT) {
            return node->parts[i];
        }
        if (is_asked(node->parts[i])) {
            return node->parts[i]->parts[0];
        }
    }
    return NULL;
}

int sup__step_make(struct sup__arena *keep, struct sup__arena *scratch,
                   const struct sup__node *node, struct sup__step *step)
{
    const struct sup__node *fact;
    int rc;

    memset(step, 0, sizeof *step);
    rc = fused(keep, scratch, node, step);
    if (rc < 0) {
        return 0;
    }
    fact = fact_of(node);
    if (rc == 0 || fact == NULL) {
        memset(step, 0, sizeof *step);
        step->kind = SUP__STEP_TREE;
        step->as.data = node;
        return 1;
    }
    step->offset = fact->slot * (uint32_t)sizeof(struct sup__slot);
    step->absent = SUP__UNKNOWN;
    if (node->kind == SUP__NODE_GIVEN || node->kind == SUP__NODE_MISSING) {
        step->absent = SUP__FALSE;
    } else if (fact->has_substitute) {
        step->absent = (uint8_t)sup__step_verdict(step, &fact->value, NULL);
    }
    return 1;
}
