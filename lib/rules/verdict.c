/*
 * verdict.c: whether a condition of the tree holds, by Kleene's tables.
 *
 * "and" is false as soon as one part is false, whatever is unknown beside it, and "or" true as soon
 * as one is true; docs/conditions.md has the tables. A fact that is not given leaves a comparison
 * unknown unless something stands for it.
 */
#include "rules/tree.h"

#include <string.h>

static int32_t negation(int32_t verdict)
{
    return verdict == SUP__UNKNOWN ? SUP__UNKNOWN : !verdict;
}

static int32_t from_int(int is_true)
{
    return is_true ? SUP__TRUE : SUP__FALSE;
}

/* "and" ends with SUP__FALSE, "or" with SUP__TRUE; what does not end it is unknown or the other. */
static int32_t join(int32_t so_far, int32_t next, int32_t ending)
{
    return so_far == ending || next == ending ? ending
           : next == SUP__UNKNOWN             ? SUP__UNKNOWN
                                              : so_far;
}

static int32_t joined(const struct sup__node *node, const struct sup__case *given)
{
    int32_t ending = node->kind == SUP__NODE_ALL_OF ? SUP__FALSE : SUP__TRUE;
    int32_t verdict = !ending;

    for (uint32_t i = 0; i < node->count && verdict != ending; i++) {
        verdict = join(verdict, sup__node_verdict(node->parts[i], given), ending);
    }
    return verdict;
}

static int32_t not_verdict(const struct sup__node *node, const struct sup__case *given)
{
    return negation(sup__node_verdict(node->parts[0], given));
}

static int32_t filled(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot value = sup__node_value(node->parts[0], given);
    int is_filled =
        node->parts[0]->type.kind == SUP__FACT_TEXT ? value.extra != 0 : value.number != 0;

    if (!value.is_given) {
        return SUP__UNKNOWN;
    }
    return from_int(is_filled == (node->kind == SUP__NODE_FILLED));
}

static int32_t pair(const struct sup__node *node, uint32_t first, const struct sup__case *given)
{
    const struct sup__node *left = node->parts[first];
    const struct sup__node *right = node->parts[first + 1];
    struct sup__slot a = sup__node_value(left, given);
    struct sup__slot b = sup__node_value(right, given);
    int order;

    if (!a.is_given || !b.is_given) {
        return SUP__UNKNOWN;
    }
    if (node->comparison == SUP__EQUAL) {
        return sup__values_equal(&left->type, &a, &right->type, &b);
    }
    if (node->comparison == SUP__NOT_EQUAL) {
        return negation(sup__values_equal(&left->type, &a, &right->type, &b));
    }
    if (!sup__values_order(&left->type, &a, &right->type, &b, &order)) {
        return SUP__UNKNOWN;
    }
    switch (node->comparison) {
    case SUP__BELOW:
        return from_int(order < 0);
    case SUP__AT_MOST:
        return from_int(order <= 0);
    case SUP__ABOVE:
        return from_int(order > 0);
    default:
        return from_int(order >= 0);
    }
}

/* As SQL joins conditions by XOR. */
static int32_t odd(const struct sup__node *node, const struct sup__case *given)
{
    int32_t is_odd = 0;

    for (uint32_t i = 0; i < node->count; i++) {
        int32_t verdict = sup__node_verdict(node->parts[i], given);

        if (verdict == SUP__UNKNOWN) {
            return SUP__UNKNOWN;
        }
        is_odd ^= verdict == SUP__TRUE;
    }
    return from_int(is_odd);
}

/* a < b < c is a < b and b < c. */
static int32_t compared(const struct sup__node *node, const struct sup__case *given)
{
    int32_t verdict = pair(node, 0, given);

    return node->count == 2 ? verdict : join(verdict, pair(node, 1, given), SUP__FALSE);
}

static int32_t given_count(const struct sup__node *node, const struct sup__case *given)
{
    int32_t count = 0;

    for (uint32_t i = 0; i < node->count; i++) {
        count += given->slots[node->parts[i]->slot].is_given != 0;
    }
    return count;
}

static int32_t given_verdict(const struct sup__node *node, const struct sup__case *given)
{
    return from_int(given_count(node, given) == 1);
}

static int32_t missing(const struct sup__node *node, const struct sup__case *given)
{
    return from_int(given_count(node, given) < (int32_t)node->count);
}

static int32_t missing_some(const struct sup__node *node, const struct sup__case *given)
{
    return from_int(given_count(node, given) < node->value.number);
}

/* Whether one of the list's items is the value. Nothing is in an empty list, known or not. */
static int32_t found_in(const struct sup__node *list_node, const struct sup__slot *list,
                        const struct sup__node *wanted_node, const struct sup__case *given)
{
    struct sup__type item_type = list_node->type;
    struct sup__slot wanted;
    int32_t verdict = SUP__FALSE;
    const struct sup__slot *items = list->data;

    if (!list->is_given || list->number == 0) {
        return list->is_given ? SUP__FALSE : SUP__UNKNOWN;
    }
    wanted = sup__node_value(wanted_node, given);
    if (!wanted.is_given) {
        return SUP__UNKNOWN;
    }
    item_type.kind = item_type.item_kind;
    for (int64_t i = 0; i < list->number && verdict != SUP__TRUE; i++) {
        int32_t same = items[i].is_given
                           ? sup__values_equal(&item_type, &items[i], &wanted_node->type, &wanted)
                           : SUP__UNKNOWN;

        verdict = join(verdict, same, SUP__TRUE);
    }
    return verdict;
}

/* A constant list keeps the decimals of its items in one scale, as a list fact does. */
static int32_t among(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot list = node->parts[1]->value;

    return found_in(node->parts[1], &list, node->parts[0], given);
}

static int32_t one_of(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot wanted = sup__node_value(node->parts[0], given);
    int32_t verdict = SUP__FALSE;

    for (uint32_t i = 1; i < node->count && verdict != SUP__TRUE; i++) {
        struct sup__slot value = sup__node_value(node->parts[i], given);
        int32_t same =
            wanted.is_given && value.is_given
                ? sup__values_equal(&node->parts[0]->type, &wanted, &node->parts[i]->type, &value)
                : (int32_t)SUP__UNKNOWN;

        verdict = join(verdict, same, SUP__TRUE);
    }
    return verdict;
}

static int32_t has(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot list = sup__node_value(node->parts[0], given);

    return found_in(node->parts[0], &list, node->parts[1], given);
}

static int32_t text_match(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot text = sup__node_value(node->parts[0], given);
    struct sup__slot part = sup__node_value(node->parts[1], given);
    const char *from;

    if (!text.is_given || !part.is_given) {
        return SUP__UNKNOWN;
    }
    if (node->kind == SUP__NODE_CONTAINS) {
        return from_int(sup__text_contains(text.data, text.extra, part.data, part.extra));
    }
    if (part.extra == 0 || part.extra > text.extra) {
        return from_int(part.extra == 0);
    }
    from = text.data;
    from += node->kind == SUP__NODE_ENDS ? text.extra - part.extra : 0;
    return from_int(memcmp(from, part.data, part.extra) == 0);
}

struct sup__case sup__item_case(const struct sup__node *list, const struct sup__slot *value,
                                int64_t index, const struct sup__case *given)
{
    struct sup__case item = *given;
    int64_t width = list->type.item_kind == SUP__FACT_RECORD ? (int64_t)list->fact->field_count : 1;

    item.slots = (const struct sup__slot *)value->data + index * width;
    return item;
}

/* "some" ends with an item that fits, "all" with one that does not; over no items both are false.
 */
static int32_t over_items(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot list = sup__node_value(node->parts[0], given);
    int32_t ending = node->kind == SUP__NODE_ALL ? SUP__FALSE : SUP__TRUE;
    int32_t verdict = list.number == 0 ? SUP__FALSE : !ending;

    if (!list.is_given) {
        return SUP__UNKNOWN;
    }
    for (int64_t i = 0; i < list.number && verdict != ending; i++) {
        struct sup__case item = sup__item_case(node->parts[0], &list, i, given);

        verdict = join(verdict, sup__program_run(node->program, &item), ending);
    }
    return node->kind == SUP__NODE_NONE ? negation(verdict) : verdict;
}

static int32_t in_hours(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot channel = sup__node_value(node->parts[0], given);
    int32_t answer;

    if (!channel.is_given || channel.number < 0 || given->is_in_hours == NULL) {
        return SUP__UNKNOWN;
    }
    answer = given->is_in_hours(given->context, (int32_t)channel.number, given->now_ms);
    return answer < 0 ? SUP__UNKNOWN : from_int(answer);
}

static int32_t truth(const struct sup__node *node, const struct sup__case *given)
{
    struct sup__slot value = sup__node_value(node, given);

    return value.is_given ? from_int(value.number != 0) : SUP__UNKNOWN;
}

int32_t sup__node_verdict(const struct sup__node *node, const struct sup__case *given)
{
    static int32_t (*const verdicts[SUP__NODE_KINDS])(const struct sup__node *,
                                                      const struct sup__case *) = {
        [SUP__NODE_CONSTANT] = truth,    [SUP__NODE_FACT] = truth,
        [SUP__NODE_IF] = truth,          [SUP__NODE_ALL_OF] = joined,
        [SUP__NODE_ANY_OF] = joined,     [SUP__NODE_NOT] = not_verdict,
        [SUP__NODE_EMPTY] = filled,      [SUP__NODE_FILLED] = filled,
        [SUP__NODE_COMPARE] = compared,  [SUP__NODE_GIVEN] = given_verdict,
        [SUP__NODE_MISSING] = missing,   [SUP__NODE_MISSING_SOME] = missing_some,
        [SUP__NODE_AMONG] = among,       [SUP__NODE_ONE_OF] = one_of,
        [SUP__NODE_HAS] = has,           [SUP__NODE_CONTAINS] = text_match,
        [SUP__NODE_STARTS] = text_match, [SUP__NODE_ENDS] = text_match,
        [SUP__NODE_SOME] = over_items,   [SUP__NODE_ALL] = over_items,
        [SUP__NODE_NONE] = over_items,   [SUP__NODE_IN_HOURS] = in_hours,
        [SUP__NODE_ODD] = odd,
    };

    return node->constant != SUP__UNKNOWN ? node->constant : verdicts[node->kind](node, given);
}
