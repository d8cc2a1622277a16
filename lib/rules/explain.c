/*
 * explain.c: what a condition saw, part by part.
 *
 * All parts are evaluated, also those behind the one that decided: who asks why a rule did not
 * match wants to see everything that was against it.
 */
#include "rules/wording.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

enum { ITEMS_MAX = 10 }; /* of a list that are shown */

struct link {
    struct sup__trace step;
    struct link *next;
};

struct telling {
    struct sup__arena *arena;
    struct link *first;
    struct link *last;
    uint32_t count;
};

/* What is being explained: a node, where it is, and over what. */
struct place {
    const struct sup__node *node;
    const struct sup__case *given;
    const char *pointer;
    uint32_t depth;
    int64_t item; /* it is over this item of a list; -1: over none */
};

static int explain(struct telling *telling, const struct place *place);

static const char *keep(struct telling *telling, struct sup__wording *wording)
{
    sup__one_line(wording->text);
    return sup__arena_text(telling->arena, wording->text,
                           wording->bytes + (wording->is_cut ? 3 : 0));
}

/* Parts that get steps of their own: conditions, but not what is only compared. */
static int is_shown(const struct sup__node *node, const struct sup__node *part)
{
    int is_plain = part->kind == SUP__NODE_FACT || part->kind == SUP__NODE_CONSTANT;

    switch (node->kind) {
    case SUP__NODE_ALL_OF:
    case SUP__NODE_ANY_OF:
    case SUP__NODE_NOT:
        return 1;
    case SUP__NODE_IF:
        return part->type.kind == SUP__FACT_BOOL && part->kind != SUP__NODE_CONSTANT;
    default:
        return part->type.kind == SUP__FACT_BOOL && !is_plain;
    }
}

static int has_shown_parts(const struct sup__node *node)
{
    for (uint32_t i = 0; i < node->count; i++) {
        if (is_shown(node, node->parts[i])) {
            return 1;
        }
    }
    return 0;
}

static void word_step(struct sup__wording *wording, const struct sup__node *node)
{
    static const char *const joints[SUP__NODE_KINDS] = {
        [SUP__NODE_ALL_OF] = "all of", [SUP__NODE_ANY_OF] = "any of", [SUP__NODE_NOT] = "not",
        [SUP__NODE_SOME] = "some of ", [SUP__NODE_ALL] = "all of ",   [SUP__NODE_NONE] = "none of ",
    };

    if (joints[node->kind] == NULL) {
        sup__word_node(wording, node);
        return;
    }
    sup__word(wording, joints[node->kind]);
    if (node->program != NULL) {
        sup__word_node(wording, node->parts[0]);
    }
}

static int add_step(struct telling *telling, const struct place *place)
{
    struct link *link = sup__arena_alloc(telling->arena, sizeof *link);
    struct sup__wording text = {0};
    struct sup__wording value = {0};
    char item[32];

    if (link == NULL) {
        return 0;
    }
    if (place->item >= 0) {
        sup__format(item, sizeof item, "item %" PRId64 ": ", place->item + 1);
        sup__word(&text, item);
    }
    word_step(&text, place->node);
    link->step.depth = place->depth;
    link->step.verdict = sup__node_verdict(place->node, place->given);
    link->step.pointer = place->pointer;
    link->step.text = keep(telling, &text);
    if ((place->node->program != NULL || !has_shown_parts(place->node)) &&
        sup__word_facts(&value, place->node, place->given)) {
        link->step.value = keep(telling, &value);
        if (link->step.value == NULL) {
            return 0;
        }
    }
    if (telling->last == NULL) {
        telling->first = link;
    } else {
        telling->last->next = link;
    }
    telling->last = link;
    telling->count++;
    return link->step.text != NULL;
}

/* No operator has a character that a pointer would have to escape. */
static const char *pointer_to(struct telling *telling, const struct place *place,
                              const struct sup__node *part)
{
    size_t size = strlen(place->pointer) + strlen(place->node->operator_name) + 16;
    char *pointer = sup__arena_take(telling->arena, size);

    if (pointer == NULL) {
        return NULL;
    }
    if (part->place >= 0) {
        sup__format(pointer, size, "%s/%s/%" PRId32, place->pointer, place->node->operator_name,
                    part->place);
    } else {
        sup__format(pointer, size, "%s/%s", place->pointer, place->node->operator_name);
    }
    return pointer;
}

static int explain_items(struct telling *telling, const struct place *place)
{
    const struct sup__node *node = place->node;
    struct sup__slot list = sup__node_value(node->parts[0], place->given);
    const char *pointer = pointer_to(telling, place, node->parts[1]);

    if (pointer == NULL) {
        return 0;
    }
    for (int64_t i = 0; list.is_given && i < list.number && i < ITEMS_MAX; i++) {
        struct sup__case item = sup__item_case(node->parts[0], &list, i, place->given);
        struct place inner = {node->parts[1], &item, pointer, place->depth + 1, i};

        if (!explain(telling, &inner)) {
            return 0;
        }
    }
    return 1;
}

static int explain(struct telling *telling, const struct place *place)
{
    const struct sup__node *node = place->node;

    if (!add_step(telling, place)) {
        return 0;
    }
    if (node->program != NULL) {
        return explain_items(telling, place);
    }
    for (uint32_t i = 0; i < node->count; i++) {
        struct place inner = {node->parts[i], place->given, NULL, place->depth + 1, -1};

        if (!is_shown(node, node->parts[i])) {
            continue;
        }
        inner.pointer = pointer_to(telling, place, node->parts[i]);
        if (inner.pointer == NULL || !explain(telling, &inner)) {
            return 0;
        }
    }
    return 1;
}

int sup__condition_explain(const struct sup__condition *condition, const char *pointer,
                           const struct sup__case *given, struct sup__arena *arena,
                           const struct sup__trace **steps, uint32_t *count)
{
    struct telling telling = {arena, NULL, NULL, 0};
    struct place whole = {condition->root, given, NULL, 0, -1};
    struct sup__trace *list;
    uint32_t at = 0;

    whole.pointer = sup__arena_text(arena, pointer, strlen(pointer));
    if (whole.pointer == NULL || !explain(&telling, &whole)) {
        return 0;
    }
    list = sup__arena_take(arena, telling.count * sizeof *list);
    if (list == NULL) {
        return 0;
    }
    for (const struct link *link = telling.first; link != NULL; link = link->next) {
        list[at++] = link->step;
    }
    *steps = list;
    *count = telling.count;
    return 1;
}
