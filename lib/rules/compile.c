/*
 * compile.c: a condition from JSON: which operators there are, their arguments, the limits.
 */
#include "rules/compiling.h"

#include <inttypes.h>
#include <string.h>

#include "rules/program.h"

static const struct sup__operator operators[] = {
    {"var", SUP__NODE_FACT, 0, 1, 2, sup__make_var},
    {"and", SUP__NODE_ALL_OF, 0, 1, 0, sup__make_condition},
    {"or", SUP__NODE_ANY_OF, 0, 1, 0, sup__make_condition},
    {"xor", SUP__NODE_COMPARE, SUP__NOT_EQUAL, 1, 0, sup__make_xor},
    {"!", SUP__NODE_NOT, 0, 1, 1, sup__make_truth},
    {"!!", SUP__NODE_ALL_OF, 0, 1, 1, sup__make_truth},
    {"if", SUP__NODE_IF, 0, 3, 0, sup__make_if},
    {"?:", SUP__NODE_IF, 0, 3, 0, sup__make_if},
    {"==", SUP__NODE_COMPARE, SUP__EQUAL, 2, 2, sup__make_equality},
    {"===", SUP__NODE_COMPARE, SUP__EQUAL, 2, 2, sup__make_equality},
    {"!=", SUP__NODE_COMPARE, SUP__NOT_EQUAL, 2, 2, sup__make_equality},
    {"!==", SUP__NODE_COMPARE, SUP__NOT_EQUAL, 2, 2, sup__make_equality},
    {"<", SUP__NODE_COMPARE, SUP__BELOW, 2, 3, sup__make_order},
    {"<=", SUP__NODE_COMPARE, SUP__AT_MOST, 2, 3, sup__make_order},
    {">", SUP__NODE_COMPARE, SUP__ABOVE, 2, 3, sup__make_order},
    {">=", SUP__NODE_COMPARE, SUP__AT_LEAST, 2, 3, sup__make_order},
    {"in", SUP__NODE_AMONG, 0, 2, 2, sup__make_in},
    {"contains", SUP__NODE_CONTAINS, 0, 2, 2, sup__make_contains},
    {"startsWith", SUP__NODE_STARTS, 0, 2, 2, sup__make_affix},
    {"endsWith", SUP__NODE_ENDS, 0, 2, 2, sup__make_affix},
    {"missing", SUP__NODE_MISSING, 0, 0, 0, sup__make_missing},
    {"missing_some", SUP__NODE_MISSING_SOME, 0, 2, 2, sup__make_missing_some},
    {"some", SUP__NODE_SOME, 0, 2, 2, sup__make_items},
    {"all", SUP__NODE_ALL, 0, 2, 2, sup__make_items},
    {"none", SUP__NODE_NONE, 0, 2, 2, sup__make_items},
    {"+", SUP__NODE_ADD, 0, 1, 0, sup__make_add},
    {"-", SUP__NODE_SUBTRACT, 0, 1, 2, sup__make_subtract},
    {"*", SUP__NODE_MULTIPLY, 0, 1, 0, sup__make_multiply},
    {"min", SUP__NODE_LEAST, 0, 1, 0, sup__make_extreme},
    {"max", SUP__NODE_GREATEST, 0, 1, 0, sup__make_extreme},
    {"reduce", SUP__NODE_COUNT, 0, 3, 3, sup__make_count},
    {"now", SUP__NODE_NOW, 0, 0, 0, sup__make_now},
    {"age", SUP__NODE_AGE, 0, 1, 1, sup__make_passed},
    {"time_since", SUP__NODE_SINCE, 0, 1, 1, sup__make_passed},
    {"inside_hours", SUP__NODE_IN_HOURS, 0, 1, 1, sup__make_in_hours},
};
enum { OPERATORS_COUNT = sizeof operators / sizeof operators[0] };

/* What else JsonLogic has, and what to do without it. */
static const struct {
    const char *name;
    const char *instead;
} left_out[] = {
    {"/", "numbers are exact: multiply the other side instead"},
    {"%", "numbers are exact, and a remainder has no use in a policy"},
    {"cat", "compare each text by itself"},
    {"substr", "use startsWith, endsWith or contains"},
    {"merge", "write the names or values in one list"},
    {"map", "use some, all or none with the comparison inside"},
    {"filter", "use some, all or none with the comparison inside"},
    {"log", "policy.test explains what a condition saw"},
    {"method", "a condition cannot call anything"},
};
enum { LEFT_OUT_COUNT = sizeof left_out / sizeof left_out[0] };

/* What other languages call ours. The nearest by its letters would mean something else. */
static const struct {
    const char *name;
    const char *ours;
} elsewhere[] = {
    {"not", "!"},  {"&&", "and"},  {"||", "or"},      {"any", "some"}, {"every", "all"},
    {"nor", NULL}, {"=", "=="},    {"<>", "!="},      {"eq", "=="},    {"ne", "!="},
    {"lt", "<"},   {"lte", "<="},  {"gt", ">"},       {"gte", ">="},   {"notIn", NULL},
    {"nin", NULL}, {"nand", NULL}, {"between", "<="},
};
enum { ELSEWHERE_COUNT = sizeof elsewhere / sizeof elsewhere[0] };

/* ---- nodes ---- */

void *sup__compiler_keep(struct sup__compiler *compiler, size_t bytes)
{
    void *memory = sup__arena_alloc(compiler->keep, bytes);

    compiler->is_out_of_memory |= memory == NULL;
    return memory;
}

int sup__count_node(struct sup__compiler *compiler, const struct sup__json *json)
{
    if (compiler->node_count < SUP__CONDITION_NODES_MAX) {
        compiler->node_count++;
        return 1;
    }
    if (!compiler->is_too_large) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_LIMIT, json,
                  "this condition has more than %d operators, facts and constants",
                  SUP__CONDITION_NODES_MAX);
    }
    compiler->is_too_large = 1;
    return 0;
}

static int is_fixed(const struct sup__node *node)
{
    return node->kind == SUP__NODE_CONSTANT || node->constant != SUP__UNKNOWN;
}

static int all_fixed(const struct sup__node *node)
{
    if (node->kind == SUP__NODE_FACT || node->kind == SUP__NODE_NOW ||
        node->kind == SUP__NODE_AGE || node->kind == SUP__NODE_SINCE ||
        node->kind == SUP__NODE_IN_HOURS) {
        return 0; /* they ask the case */
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (!is_fixed(node->parts[i])) {
            return 0;
        }
    }
    return 1;
}

/* Of `if`: the branch that is always taken, if that can be said, and that is always so. */
static uint8_t fixed_branch(const struct sup__node *node)
{
    uint32_t i = 0;

    while (i + 1 < node->count && node->parts[i]->constant == SUP__FALSE) {
        i += 2;
    }
    if (i + 1 < node->count) {
        return node->parts[i]->constant == SUP__TRUE ? node->parts[i + 1]->constant
                                                     : (uint8_t)SUP__UNKNOWN;
    }
    return node->parts[i]->constant;
}

/* The verdict of a condition whatever the facts are. */
static uint8_t fixed_verdict(const struct sup__node *node)
{
    uint8_t ending = node->kind == SUP__NODE_ALL_OF ? SUP__FALSE : SUP__TRUE;

    if (node->kind == SUP__NODE_AMONG && node->parts[1]->value.number == 0) {
        return SUP__FALSE;
    }
    if (node->kind == SUP__NODE_IF) {
        return fixed_branch(node);
    }
    if (all_fixed(node)) {
        return (uint8_t)sup__node_verdict(node, NULL);
    }
    if (node->kind == SUP__NODE_ALL_OF || node->kind == SUP__NODE_ANY_OF) {
        for (uint32_t i = 0; i < node->count; i++) {
            if (node->parts[i]->constant == ending) {
                return ending;
            }
        }
    }
    return SUP__UNKNOWN;
}

struct sup__node *sup__fold_node(struct sup__compiler *compiler, struct sup__node *node)
{
    if (node->type.kind == SUP__FACT_BOOL) {
        node->constant = fixed_verdict(node);
        return node;
    }
    if (node->kind == SUP__NODE_CONSTANT || node->type.kind == 0 || !all_fixed(node)) {
        return node;
    }
    node->value = sup__node_value(node, NULL);
    if (!node->value.is_given) {
        sup__tell(
            &compiler->telling, SUP_MSG_RULE_CONSTANT, node->json,
            "these constants have no result: it does not fit in 64 bits, or currencies differ");
        return NULL;
    }
    node->kind = SUP__NODE_CONSTANT;
    node->operator_name = NULL;
    node->count = 0;
    return node;
}

struct sup__node *sup__node_make(struct sup__compiler *compiler, const struct sup__call *call,
                                 uint8_t type, struct sup__node **parts, uint32_t count)
{
    struct sup__node *node;

    if (parts == NULL && count != 0) {
        return NULL;
    }
    node = sup__compiler_keep(compiler, sizeof *node);
    if (node == NULL) {
        return NULL;
    }
    node->kind = call->operation->kind;
    node->comparison = call->operation->comparison;
    node->constant = SUP__UNKNOWN;
    node->operator_name = call->operation->name;
    node->json = call->json->parent;
    node->place = -1;
    node->type.kind = type;
    node->parts = parts;
    node->count = count;
    for (uint32_t i = 0; i < count; i++) {
        parts[i]->parent = node;
    }
    return node;
}

static struct sup__node *raw_constant(struct sup__compiler *compiler, const struct sup__json *json)
{
    struct sup__node *node =
        sup__count_node(compiler, json) ? sup__compiler_keep(compiler, sizeof *node) : NULL;

    if (node != NULL) {
        node->kind = SUP__NODE_RAW;
        node->constant = SUP__UNKNOWN;
        node->place = -1;
        node->json = json;
    }
    return node;
}

/* ---- calls ---- */

static const struct sup__operator *operator_find(const char *name)
{
    for (int i = 0; i < OPERATORS_COUNT; i++) {
        if (strcmp(operators[i].name, name) == 0) {
            return &operators[i];
        }
    }
    return NULL;
}

static const char *nearest_operator(const char *name)
{
    const char *candidates[OPERATORS_COUNT];
    const struct sup__names names = {OPERATORS_COUNT, candidates, NULL};

    for (int i = 0; i < ELSEWHERE_COUNT; i++) {
        if (sup__is_same_name(elsewhere[i].name, name)) {
            return elsewhere[i].ours;
        }
    }
    for (int i = 0; i < OPERATORS_COUNT; i++) {
        candidates[i] = operators[i].name;
    }
    return sup__nearest_name(&names, name);
}

static void tell_unknown_operator(struct sup__compiler *compiler, const struct sup__json *json)
{
    for (int i = 0; i < LEFT_OUT_COUNT; i++) {
        if (strcmp(left_out[i].name, json->key) == 0) {
            sup__tell_name(&compiler->telling, SUP_MSG_RULE_OPERATOR, json, 1, NULL,
                           "JsonLogic's \"%s\" is not part of conditions here: %s", json->key,
                           left_out[i].instead);
            return;
        }
    }
    sup__tell_name(&compiler->telling, SUP_MSG_RULE_OPERATOR, json, 1, nearest_operator(json->key),
                   "there is no operator \"%.64s\"", json->key);
}

/* 0 after a problem. */
static int check_count(struct sup__compiler *compiler, const struct sup__call *call)
{
    const struct sup__operator *operation = call->operation;

    if (call->count >= operation->least &&
        (operation->most == 0 || call->count <= operation->most)) {
        return 1;
    }
    if (operation->least == operation->most) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_ARGUMENTS, call->json,
                  "\"%s\" takes %d argument%s, here are %" PRIu32, operation->name,
                  operation->least, operation->least == 1 ? "" : "s", call->count);
    } else if (operation->most == 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_ARGUMENTS, call->json,
                  "\"%s\" takes %d argument%s or more, here are %" PRIu32, operation->name,
                  operation->least, operation->least == 1 ? "" : "s", call->count);
    } else {
        sup__tell(&compiler->telling, SUP_MSG_RULE_ARGUMENTS, call->json,
                  "\"%s\" takes %d or %d arguments, here are %" PRIu32, operation->name,
                  operation->least, operation->most, call->count);
    }
    return 0;
}

static int gather_arguments(struct sup__compiler *compiler, struct sup__call *call)
{
    const struct sup__json *json = call->json;
    const struct sup__json *item = json->type == SUP__JSON_LIST ? json->first : json;

    call->count = json->type == SUP__JSON_LIST ? json->count : 1;
    call->items = sup__arena_take(compiler->scratch, (call->count + 1) * sizeof *call->items);
    if (call->items == NULL) {
        compiler->is_out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < call->count; i++, item = item->next) {
        call->items[i] = item;
    }
    return 1;
}

static struct sup__node *compile_call(struct sup__compiler *compiler, const struct sup__json *json)
{
    struct sup__call call = {operator_find(json->first->key), json->first, NULL, 0};
    struct sup__node *node = NULL;

    if (call.operation == NULL) {
        tell_unknown_operator(compiler, json->first);
        return NULL;
    }
    if (!sup__count_node(compiler, json) || !gather_arguments(compiler, &call) ||
        !check_count(compiler, &call)) {
        return NULL;
    }
    node = call.operation->make(compiler, &call);
    return node != NULL ? sup__fold_node(compiler, node) : NULL;
}

int sup__is_money_json(const struct sup__json *json)
{
    return json->type == SUP__JSON_OBJECT && json->count == 2 &&
           sup__json_member(json, "amount") != NULL && sup__json_member(json, "currency") != NULL;
}

struct sup__node *sup__compile_any(struct sup__compiler *compiler, const struct sup__json *json)
{
    struct sup__node *node = NULL;

    if (compiler->is_too_large || compiler->is_out_of_memory) {
        return NULL;
    }
    if (json->type != SUP__JSON_OBJECT || sup__is_money_json(json)) {
        return raw_constant(compiler, json);
    }
    if (json->count != 1) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_FORM, json,
                  "an object with one operator is expected, this has %" PRIu32 " members",
                  json->count);
        return NULL;
    }
    if (compiler->depth == SUP__CONDITION_DEPTH_MAX) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_LIMIT, json,
                  "operators are nested deeper than %d levels here", SUP__CONDITION_DEPTH_MAX);
        return NULL;
    }
    compiler->depth++;
    node = compile_call(compiler, json);
    compiler->depth--;
    return node;
}

struct sup__node **sup__compile_arguments(struct sup__compiler *compiler,
                                          const struct sup__call *call,
                                          struct sup__node *(*compile)(struct sup__compiler *,
                                                                       const struct sup__json *))
{
    struct sup__node **parts =
        sup__compiler_keep(compiler, call->count * sizeof(struct sup__node *));
    int has_failed = parts == NULL;

    for (uint32_t i = 0; parts != NULL && i < call->count; i++) {
        parts[i] = compile(compiler, call->items[i]);
        if (parts[i] == NULL) {
            has_failed = 1;
        } else {
            parts[i]->place = call->json->type == SUP__JSON_LIST ? (int32_t)i : -1;
        }
    }
    return has_failed ? NULL : parts;
}

/* ---- conditions ---- */

static void tell_no_condition(struct sup__compiler *compiler, const struct sup__node *node)
{
    char shown[SUP__SHOWN_JSON_SIZE];

    if (node->kind == SUP__NODE_RAW) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, node->json,
                  "a condition is expected, found %s", sup__shown_json(node->json, shown));
    } else if (node->type.kind == SUP__FACT_LIST) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, node->json,
                  "a condition is expected and %s is a list: ask {\"!!\": [...]} whether it has "
                  "items, or use some, all, none or in",
                  sup__node_called(node));
    } else {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, node->json,
                  "a condition is expected and %s is %s: compare it with something",
                  sup__node_called(node), sup__type_article(node->type.kind));
    }
}

struct sup__node *sup__compile_condition(struct sup__compiler *compiler,
                                         const struct sup__json *json)
{
    static const struct sup__type condition = {.kind = SUP__FACT_BOOL};
    struct sup__node *node = sup__compile_any(compiler, json);
    int is_literal = node != NULL && node->kind == SUP__NODE_RAW &&
                     (json->type == SUP__JSON_TRUE || json->type == SUP__JSON_FALSE);

    if (node == NULL) {
        return NULL;
    }
    if (is_literal || (node->kind == SUP__NODE_IF && node->type.kind == 0)) {
        return sup__give_type(compiler, node, &condition, NULL) ? node : NULL;
    }
    if (node->type.kind != SUP__FACT_BOOL) {
        tell_no_condition(compiler, node);
        return NULL;
    }
    return node;
}

static void forget_json(struct sup__node *node)
{
    node->json = NULL;
    for (uint32_t i = 0; i < node->count; i++) {
        forget_json(node->parts[i]);
    }
}

static int compiler_begin(struct sup__compiler *compiler, struct sup__scope *scope)
{
    scope->names = compiler->facts->names;
    scope->facts = compiler->facts->items;
    scope->is_record = 1;
    compiler->scope = scope;
    compiler->is_used = sup__arena_alloc(compiler->scratch, compiler->facts->names.count);
    return compiler->is_used != NULL;
}

int sup__expression_compile(struct sup__arena *keep, struct sup__arena *scratch,
                            const struct sup__facts *facts, const struct sup__domain *channels,
                            const struct sup__json *node, const struct sup__rule_listener *listener,
                            const struct sup__node **expression)
{
    struct sup__compiler compiler = {.keep = keep,
                                     .scratch = scratch,
                                     .facts = facts,
                                     .channels = channels,
                                     .telling = {listener, 0}};
    struct sup__scope scope = {0};
    struct sup__node *root = NULL;

    if (!compiler_begin(&compiler, &scope)) {
        return -1;
    }
    root = sup__compile_any(&compiler, node);
    if (root != NULL && root->type.kind == 0) {
        struct sup__type type = sup__natural_type(root);

        root = sup__give_type(&compiler, root, &type, NULL) ? root : NULL;
    }
    if (compiler.is_out_of_memory) {
        return -1;
    }
    if (root == NULL || compiler.telling.error_count != 0) {
        return 0;
    }
    forget_json(root);
    *expression = root;
    return 1;
}

/* The facts that are used, and what covers() looks at first. */
static int list_facts(struct sup__compiler *compiler, struct sup__condition *condition)
{
    uint32_t total = compiler->facts->names.count;
    uint32_t *facts;

    for (uint32_t i = 0; i < total; i++) {
        condition->fact_count += compiler->is_used[i];
    }
    facts = sup__compiler_keep(compiler, condition->fact_count * sizeof *facts);
    if (facts == NULL) {
        return 0;
    }
    condition->facts = facts;
    for (uint32_t i = 0; i < total; i++) {
        if (compiler->is_used[i]) {
            *facts++ = i;
            condition->facts_mask |= UINT64_C(1) << i % 64;
        }
    }
    return 1;
}

static int finish(struct sup__compiler *compiler, struct sup__node *root,
                  const struct sup__condition **out)
{
    struct sup__condition *condition = sup__compiler_keep(compiler, sizeof *condition);

    if (condition == NULL || !list_facts(compiler, condition) ||
        !sup__program_make(compiler->keep, compiler->scratch, root, &condition->program)) {
        return -1;
    }
    condition->root = root;
    condition->needed_mask = sup__condition_needs(root);
    sup__warn_of_parts(compiler, root);
    if (compiler->is_out_of_memory) {
        return -1;
    }
    forget_json(root);
    *out = condition;
    return 1;
}

int sup__condition_compile(struct sup__arena *keep, struct sup__arena *scratch,
                           const struct sup__facts *facts, const struct sup__domain *channels,
                           const struct sup__json *node, const struct sup__rule_listener *listener,
                           const struct sup__condition **condition)
{
    struct sup__compiler compiler = {.keep = keep,
                                     .scratch = scratch,
                                     .facts = facts,
                                     .channels = channels,
                                     .telling = {listener, 0}};
    struct sup__scope scope = {0};
    struct sup__node *root;

    if (!compiler_begin(&compiler, &scope)) {
        return -1;
    }
    root = sup__compile_condition(&compiler, node);
    if (compiler.is_out_of_memory) {
        return -1;
    }
    if (root == NULL || compiler.telling.error_count != 0) {
        return 0;
    }
    return finish(&compiler, root, condition);
}

int32_t sup__condition_constant(const struct sup__condition *condition)
{
    return condition->root->constant;
}

const uint32_t *sup__condition_facts(const struct sup__condition *condition, uint32_t *count)
{
    *count = condition->fact_count;
    return condition->facts;
}
