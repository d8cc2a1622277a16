/*
 * amounts.c: the amounts of money that a condition compares with.
 */
#include "rules/tree.h"

/* What is looked for, and who hears of it. */
struct looking {
    const struct sup__case *given;
    uint32_t currency;
    void (*take)(void *context, int64_t minor);
    void *context;
};

static void look_at(const struct looking *looking, const struct sup__slot *value)
{
    if (value->is_given && value->extra == looking->currency) {
        looking->take(looking->context, value->number);
    }
}

static void look_in_list(const struct looking *looking, const struct sup__slot *list)
{
    const struct sup__slot *items = list->data;

    for (int64_t i = 0; list->is_given && i < list->number; i++) {
        look_at(looking, &items[i]);
    }
}

static void look(const struct looking *looking, const struct sup__node *node)
{
    int is_list = node->type.kind == SUP__FACT_LIST && node->type.item_kind == SUP__FACT_MONEY;

    if (node->kind == SUP__NODE_CONSTANT && is_list) {
        look_in_list(looking, &node->value);
    } else if (node->type.kind == SUP__FACT_MONEY && node->kind == SUP__NODE_CONSTANT) {
        look_at(looking, &node->value);
    } else if (node->type.kind == SUP__FACT_MONEY && node->kind == SUP__NODE_FACT) {
        look_at(looking, &looking->given->slots[node->slot]);
        look_at(looking, &node->value);
    }
    /* A condition over the items of a list sees nothing but them. */
    for (uint32_t i = 0; i < node->count && node->program == NULL; i++) {
        look(looking, node->parts[i]);
    }
}

void sup__condition_amounts(const struct sup__condition *condition, const struct sup__case *given,
                            uint32_t currency, void (*take)(void *context, int64_t minor),
                            void *context)
{
    const struct looking looking = {given, currency, take, context};

    look(&looking, condition->root);
}
