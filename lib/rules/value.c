/*
 * value.c: what a node of the tree comes to, and how two values stand to each other.
 *
 * Whole numbers throughout: a number is units of 10^-scale with a scale that is known when the
 * policy loads, so adding aligns two of them by a multiplication and comparing never rounds. What
 * does not fit in 64 bits is not known rather than wrong.
 */
#include "rules/tree.h"

#include <string.h>

static const struct sup__slot not_known = {0, NULL, 0, 0};

static struct sup__slot number_slot(int64_t number)
{
    return (struct sup__slot){number, NULL, 0, 1};
}

int sup__scale_up(int64_t number, uint32_t digits, int64_t *out)
{
    for (; digits > 0; digits--) {
        if (__builtin_mul_overflow(number, (int64_t)10, &number)) {
            return 0;
        }
    }
    *out = number;
    return 1;
}

/* ---- two values ---- */

/* The one with fewer decimals is scaled up; where that does not fit, its sign tells. */
static int order_scaled(int64_t a, uint32_t a_scale, int64_t b, uint32_t b_scale)
{
    if (a_scale < b_scale && !sup__scale_up(a, b_scale - a_scale, &a)) {
        return a < 0 ? -1 : 1;
    }
    if (b_scale < a_scale && !sup__scale_up(b, a_scale - b_scale, &b)) {
        return b < 0 ? 1 : -1;
    }
    return a < b ? -1 : a > b;
}

static int is_same_text(const struct sup__slot *a, const struct sup__slot *b)
{
    return a->extra == b->extra && (a->extra == 0 || memcmp(a->data, b->data, a->extra) == 0);
}

int sup__values_order(const struct sup__type *a_type, const struct sup__slot *a,
                      const struct sup__type *b_type, const struct sup__slot *b, int *order)
{
    if (a_type->kind == SUP__FACT_MONEY && a->extra != b->extra) {
        return 0;
    }
    if (a_type->kind == SUP__FACT_NAME && (a->number < 0 || b->number < 0)) {
        return 0; /* a name that its list does not have has no place in its order */
    }
    *order = a_type->kind == SUP__FACT_NUMBER
                 ? order_scaled(a->number, a_type->scale, b->number, b_type->scale)
                 : (a->number > b->number) - (a->number < b->number);
    return 1;
}

int32_t sup__values_equal(const struct sup__type *a_type, const struct sup__slot *a,
                          const struct sup__type *b_type, const struct sup__slot *b)
{
    int order;

    if (a_type->kind == SUP__FACT_TEXT) {
        return is_same_text(a, b) ? SUP__TRUE : SUP__FALSE;
    }
    if (a_type->kind == SUP__FACT_NAME) {
        if (a->number < 0 && b->number < 0) {
            return a->data == NULL || b->data == NULL ? SUP__UNKNOWN
                   : is_same_text(a, b)               ? SUP__TRUE
                                                      : SUP__FALSE;
        }
        return a->number == b->number ? SUP__TRUE : SUP__FALSE;
    }
    if (!sup__values_order(a_type, a, b_type, b, &order)) {
        return SUP__UNKNOWN;
    }
    return order == 0 ? SUP__TRUE : SUP__FALSE;
}

/* ---- nodes ---- */

/* A part's value, with the decimals of the whole. */
static struct sup__slot aligned(const struct sup__node *whole, const struct sup__node *part,
                                const struct sup__case *given)
{
    struct sup__slot value = sup__node_value(part, given);

    if (value.is_given && part->type.kind == SUP__FACT_NUMBER &&
        !sup__scale_up(value.number, (uint32_t)whole->type.scale - part->type.scale,
                       &value.number)) {
        return not_known;
    }
    return value;
}

static struct sup__slot fact_value(const struct sup__node *node, const struct sup__case *given)
{
    const struct sup__slot *slot = &given->slots[node->slot];

    return !slot->is_given && node->has_substitute ? node->value : *slot;
}

static struct sup__slot time_passed(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot then = sup__node_value(node->parts[0], given);
    int64_t ms;

    if (!then.is_given || __builtin_sub_overflow(given->now_ms, then.number, &ms)) {
        return not_known;
    }
    return number_slot(ms < 0 && node->kind == SUP__NODE_AGE ? 0 : ms);
}

static int combine(uint8_t kind, int64_t a, int64_t b, int64_t *out)
{
    switch (kind) {
    case SUP__NODE_ADD:
        return !__builtin_add_overflow(a, b, out);
    case SUP__NODE_SUBTRACT:
        return !__builtin_sub_overflow(a, b, out);
    case SUP__NODE_MULTIPLY:
        return !__builtin_mul_overflow(a, b, out);
    case SUP__NODE_LEAST:
        *out = a < b ? a : b;
        return 1;
    default:
        *out = a > b ? a : b;
        return 1;
    }
}

/* From the first part to the last. All money in it has to be of one currency. */
static struct sup__slot arithmetic(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot sum = not_known;
    int has_currency = 0;

    for (uint32_t i = 0; i < node->count; i++) {
        const struct sup__node *part = node->parts[i];
        struct sup__slot value = node->kind == SUP__NODE_MULTIPLY ? sup__node_value(part, given)
                                                                  : aligned(node, part, given);

        if (!value.is_given) {
            return not_known;
        }
        if (part->type.kind == SUP__FACT_MONEY) {
            if (has_currency && value.extra != sum.extra) {
                return not_known;
            }
            sum.extra = value.extra;
            has_currency = 1;
        }
        if (i == 0) {
            sum.number = value.number;
        } else if (!combine(node->kind, sum.number, value.number, &sum.number)) {
            return not_known;
        }
    }
    sum.is_given = 1;
    return sum;
}

static struct sup__slot negated(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot value = sup__node_value(node->parts[0], given);

    if (value.is_given && __builtin_sub_overflow((int64_t)0, value.number, &value.number)) {
        return not_known;
    }
    return value;
}

static struct sup__slot chosen(const struct sup__node *node, const struct sup__case *given)
{
    uint32_t i;

    for (i = 0; i + 1 < node->count; i += 2) {
        int32_t verdict = sup__node_verdict(node->parts[i], given);

        if (verdict == SUP__UNKNOWN) {
            return not_known;
        }
        if (verdict == SUP__TRUE) {
            return aligned(node, node->parts[i + 1], given);
        }
    }
    return aligned(node, node->parts[i], given);
}

/* An item that the condition cannot decide may be one of them or not. */
static struct sup__slot item_count(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot list = sup__node_value(node->parts[0], given);
    int64_t count = 0;

    if (!list.is_given || node->program == NULL) {
        return list.is_given ? number_slot(list.number) : not_known;
    }
    for (int64_t i = 0; i < list.number; i++) {
        struct sup__case item = sup__item_case(node->parts[0], &list, i, given);
        int32_t verdict = sup__program_run(node->program, &item);

        if (verdict == SUP__UNKNOWN) {
            return not_known;
        }
        count += verdict == SUP__TRUE;
    }
    return number_slot(count);
}

struct sup__slot sup__node_value(const struct sup__node *node, const struct sup__case *given)
{
    int32_t verdict;

    switch (node->kind) {
    case SUP__NODE_CONSTANT:
        return node->value;
    case SUP__NODE_FACT:
        return fact_value(node, given);
    case SUP__NODE_NOW:
        return number_slot(given->now_ms);
    case SUP__NODE_AGE:
    case SUP__NODE_SINCE:
        return time_passed(node, given);
    case SUP__NODE_ADD:
    case SUP__NODE_SUBTRACT:
    case SUP__NODE_MULTIPLY:
    case SUP__NODE_LEAST:
    case SUP__NODE_GREATEST:
        return arithmetic(node, given);
    case SUP__NODE_NEGATE:
        return negated(node, given);
    case SUP__NODE_COUNT:
        return item_count(node, given);
    case SUP__NODE_IF:
        return chosen(node, given);
    default:
        verdict = sup__node_verdict(node, given);
        return verdict == SUP__UNKNOWN ? not_known : number_slot(verdict);
    }
}
