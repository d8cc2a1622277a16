/*
 * logic.c: and, or, xor, !, !! and if.
 */
#include "rules/compiling.h"

struct sup__node *sup__make_condition(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_condition);

    return sup__node_make(compiler, call, SUP__FACT_BOOL, parts, call->count);
}

/* Of two conditions it is that they differ. Rule editors also write it of one, or of more. */
struct sup__node *sup__make_xor(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node *node = sup__make_condition(compiler, call);

    if (node != NULL && call->count != 2) {
        node->kind = call->count == 1 ? SUP__NODE_ALL_OF : SUP__NODE_ODD;
        node->comparison = 0;
    }
    return node;
}

/* An operator in a constant list would never be asked, so that nobody would learn that it is
 * misspelled. */
static int check_item(struct sup__compiler *compiler, const struct sup__json *json)
{
    const struct sup__node item = {.kind = SUP__NODE_RAW, .json = json};
    struct sup__type type = sup__natural_type(&item);
    struct sup__slot value;
    char shown[SUP__SHOWN_JSON_SIZE];

    if (json->type == SUP__JSON_LIST ||
        (json->type == SUP__JSON_OBJECT && !sup__is_money_json(json))) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_CONSTANT, json,
                  "the items of a list that is written here are constants, found %s",
                  sup__shown_json(json, shown));
        return 0;
    }
    return sup__count_node(compiler, json) &&
           sup__constant_read(&compiler->telling, compiler->facts, json, NULL, &type, &value);
}

/* Of a constant list only whether it is empty matters, and that its items are constants. */
static int give_list_truth(struct sup__compiler *compiler, struct sup__node *node)
{
    int is_ok = 1;

    if (node->json->count > SUP__CONDITION_LIST_MAX) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_LIMIT, node->json,
                  "this list has more than %d constants", SUP__CONDITION_LIST_MAX);
        return 0;
    }
    for (const struct sup__json *item = node->json->first; item != NULL; item = item->next) {
        is_ok = check_item(compiler, item) && is_ok;
    }
    node->kind = SUP__NODE_CONSTANT;
    node->type.kind = SUP__FACT_LIST;
    node->value = (struct sup__slot){node->json->count, NULL, 0, 1};
    return is_ok;
}

static int give_truth_type(struct sup__compiler *compiler, struct sup__node *node)
{
    struct sup__type type;

    if (node->kind == SUP__NODE_RAW && node->json->type == SUP__JSON_LIST) {
        return give_list_truth(compiler, node);
    }
    if (node->type.kind != 0) {
        return 1;
    }
    type = sup__natural_type(node);
    return sup__give_type(compiler, node, &type, NULL);
}

/* JsonLogic's words for truth: of a condition itself, of a list or text whether it is empty. */
struct sup__node *sup__make_truth(struct sup__compiler *compiler, const struct sup__call *call)
{
    int is_not = call->operation->kind == SUP__NODE_NOT;
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);
    struct sup__node *node;

    if (parts == NULL || !give_truth_type(compiler, parts[0])) {
        return NULL;
    }
    node = sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 1);
    if (node == NULL || parts[0]->type.kind == SUP__FACT_BOOL) {
        return node;
    }
    if (parts[0]->type.kind != SUP__FACT_LIST && parts[0]->type.kind != SUP__FACT_TEXT &&
        parts[0]->type.kind != SUP__FACT_NUMBER) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, parts[0]->json,
                  "%s is %s, which is neither true nor false: compare it with something",
                  sup__node_called(parts[0]), sup__type_article(parts[0]->type.kind));
        return NULL;
    }
    node->kind = is_not ? SUP__NODE_EMPTY : SUP__NODE_FILLED;
    return node;
}

/* ---- if ---- */

/* The conditions are at 0, 2, 4 and so on, but for the last argument, which is the else. */
static int is_branch(uint32_t index, uint32_t count)
{
    return index % 2 == 1 || index + 1 == count;
}

static struct sup__node **compile_parts(struct sup__compiler *compiler,
                                        const struct sup__call *call)
{
    struct sup__node **parts =
        sup__compiler_keep(compiler, call->count * sizeof(struct sup__node *));
    int has_failed = parts == NULL;

    for (uint32_t i = 0; parts != NULL && i < call->count; i++) {
        parts[i] = is_branch(i, call->count) ? sup__compile_any(compiler, call->items[i])
                                             : sup__compile_condition(compiler, call->items[i]);
        if (parts[i] == NULL) {
            has_failed = 1;
        } else {
            parts[i]->place = (int32_t)i;
        }
    }
    return has_failed ? NULL : parts;
}

/* Branches of constants only wait for a type from outside, as a constant does. 0 after a problem.
 */
static int unify_branches(struct sup__compiler *compiler, struct sup__node *node)
{
    uint32_t count = (node->count + 1) / 2;
    struct sup__node **branches =
        sup__arena_take(compiler->scratch, count * sizeof(struct sup__node *));
    uint32_t at = 0;
    int is_typed = 0;

    if (branches == NULL) {
        compiler->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (is_branch(i, node->count)) {
            is_typed |= node->parts[i]->type.kind != 0;
            branches[at++] = node->parts[i];
        }
    }
    if (is_typed && !sup__unify(compiler, branches, at, &node->type)) {
        return 0;
    }
    if (node->type.kind == SUP__FACT_LIST) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, node->json,
                  "lists cannot be chosen by \"if\": choose between conditions about them");
        return 0;
    }
    for (uint32_t i = 0; is_typed && i < at; i++) {
        node->type.scale =
            branches[i]->type.scale > node->type.scale ? branches[i]->type.scale : node->type.scale;
    }
    return 1;
}

struct sup__node *sup__make_if(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node *node;

    if (call->count % 2 == 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_ARGUMENTS, call->json,
                  "\"%s\" has no last argument: what it is when no condition holds",
                  call->operation->name);
        return NULL;
    }
    node = sup__node_make(compiler, call, 0, compile_parts(compiler, call), call->count);
    return node != NULL && unify_branches(compiler, node) ? node : NULL;
}
