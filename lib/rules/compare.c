/*
 * compare.c: ==, <, in, contains, startsWith and their like.
 */
#include "rules/compiling.h"

static const struct sup__type text_type = {.kind = SUP__FACT_TEXT};

static int is_raw(const struct sup__node *node, int32_t json_type)
{
    return node->kind == SUP__NODE_RAW && node->json->type == json_type;
}

static int is_list(const struct sup__node *node)
{
    return node->type.kind == SUP__FACT_LIST || is_raw(node, SUP__JSON_LIST);
}

/* 1 when one of the parts is a list, which was told. */
static int has_list(struct sup__compiler *compiler, const struct sup__call *call,
                    struct sup__node *const *parts)
{
    for (uint32_t i = 0; i < call->count; i++) {
        if (is_list(parts[i])) {
            sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, parts[i]->json,
                      "lists are not compared by \"%s\": use in, some, all or none",
                      call->operation->name);
            return 1;
        }
    }
    return 0;
}

/* ---- equality ---- */

static int has_default(const struct sup__node *fact)
{
    const struct sup__json *arguments = fact->json->first;

    return arguments->type == SUP__JSON_LIST && arguments->count == 2 &&
           arguments->last->type != SUP__JSON_NULL;
}

/* {"==": [fact, null]}: whether it is given at all. */
static struct sup__node *make_given(struct sup__compiler *compiler, const struct sup__call *call,
                                    struct sup__node *fact)
{
    struct sup__node **parts;
    struct sup__node *node;

    if (fact->kind != SUP__NODE_FACT) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, call->json,
                  "only a fact is compared with null, which asks whether it is given");
        return NULL;
    }
    if (has_default(fact)) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, fact->json,
                  "%s has a default here and so is never null: leave the default out",
                  sup__node_called(fact));
        return NULL;
    }
    parts = sup__compiler_keep(compiler, sizeof(struct sup__node *));
    if (parts == NULL) {
        return NULL;
    }
    parts[0] = fact;
    node = sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 1);
    if (node != NULL) {
        node->kind =
            call->operation->comparison == SUP__EQUAL ? SUP__NODE_MISSING : SUP__NODE_GIVEN;
    }
    return node;
}

struct sup__node *sup__make_equality(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);
    struct sup__type type;

    if (parts == NULL) {
        return NULL;
    }
    if (is_raw(parts[0], SUP__JSON_NULL) || is_raw(parts[1], SUP__JSON_NULL)) {
        return make_given(compiler, call, parts[is_raw(parts[0], SUP__JSON_NULL)]);
    }
    if (has_list(compiler, call, parts) || !sup__unify(compiler, parts, 2, &type)) {
        return NULL;
    }
    return sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 2);
}

/* ---- order ---- */

static int check_ordered(struct sup__compiler *compiler, const struct sup__call *call,
                         const struct sup__type *type)
{
    switch (type->kind) {
    case SUP__FACT_NUMBER:
    case SUP__FACT_MONEY:
    case SUP__FACT_TIME:
    case SUP__FACT_DURATION:
        return 1;
    case SUP__FACT_NAME:
        if (type->domain->is_ordered) {
            return 1;
        }
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, call->json,
                  "\"%s\" needs an order, and one %s is not above another: use == or in",
                  call->operation->name, type->domain->what);
        return 0;
    default:
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, call->json,
                  "\"%s\" needs an order, and %s has none here: use == or in",
                  call->operation->name, sup__type_article(type->kind));
        return 0;
    }
}

struct sup__node *sup__make_order(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);
    struct sup__type type;

    if (parts == NULL || has_list(compiler, call, parts) ||
        !sup__unify(compiler, parts, call->count, &type) || !check_ordered(compiler, call, &type)) {
        return NULL;
    }
    return sup__node_make(compiler, call, SUP__FACT_BOOL, parts, call->count);
}

/* ---- in ---- */

static const char *because_of(const struct sup__node *node)
{
    return node->kind == SUP__NODE_FACT ? sup__node_called(node) : NULL;
}

/* Rule editors compare a field with other fields: not all items of the list are constants then. */
static int has_facts(const struct sup__json *list)
{
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        if (item->type == SUP__JSON_OBJECT && item->count == 1) {
            return 1;
        }
    }
    return 0;
}

static struct sup__node *find_one_of(struct sup__compiler *compiler, const struct sup__call *call,
                                     struct sup__node *wanted, const struct sup__json *list)
{
    uint32_t count = list->count + 1;
    struct sup__node **parts = sup__compiler_keep(compiler, count * sizeof(struct sup__node *));
    const struct sup__json *item = list->first;
    int has_failed = parts == NULL;
    struct sup__type type;
    struct sup__node *node;

    for (uint32_t i = 1; parts != NULL && i < count; i++, item = item->next) {
        parts[i] = sup__compile_any(compiler, item);
        has_failed |= parts[i] == NULL;
    }
    if (has_failed) {
        return NULL;
    }
    parts[0] = wanted;
    if (!sup__unify(compiler, parts, count, &type)) {
        return NULL;
    }
    node = sup__node_make(compiler, call, SUP__FACT_BOOL, parts, count);
    if (node != NULL) {
        node->kind = SUP__NODE_ONE_OF;
    }
    return node;
}

static struct sup__node *find_among(struct sup__compiler *compiler, const struct sup__call *call,
                                    struct sup__node *wanted, struct sup__node *list)
{
    struct sup__node **parts = sup__compiler_keep(compiler, 2 * sizeof(struct sup__node *));
    struct sup__node *node;
    struct sup__type type;

    if (wanted->kind == SUP__NODE_FACT && wanted->type.kind == SUP__FACT_LIST) {
        return sup__make_any_among(compiler, call, wanted, list);
    }
    if (is_list(wanted)) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, wanted->json,
                  "one value is looked for in a list, and this is a list: use some");
        return NULL;
    }
    if (has_facts(list->json)) {
        return find_one_of(compiler, call, wanted, list->json);
    }
    type = wanted->type.kind != 0 ? wanted->type : sup__natural_type(wanted);
    if (parts == NULL || !sup__give_type(compiler, wanted, &type, NULL) ||
        !sup__give_list_type(compiler, list, &wanted->type, because_of(wanted))) {
        return NULL;
    }
    parts[0] = wanted;
    parts[1] = list;
    node = sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 2);
    if (node != NULL) {
        node->kind = SUP__NODE_AMONG;
    }
    return node;
}

static struct sup__node *find_in_list(struct sup__compiler *compiler, const struct sup__call *call,
                                      struct sup__node *wanted, struct sup__node *list)
{
    struct sup__node **parts = sup__compiler_keep(compiler, 2 * sizeof(struct sup__node *));
    struct sup__type item_type = list->type;
    struct sup__node *node;

    item_type.kind = list->type.item_kind;
    if (item_type.kind == SUP__FACT_RECORD) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, list->json,
                  "the items of %s are records: use some with a condition on their fields",
                  sup__node_called(list));
        return NULL;
    }
    if (parts == NULL || !sup__give_type(compiler, wanted, &item_type, NULL)) {
        return NULL;
    }
    parts[0] = list;
    parts[1] = wanted;
    node = sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 2);
    if (node != NULL) {
        node->kind = SUP__NODE_HAS;
    }
    return node;
}

static struct sup__node *find_text(struct sup__compiler *compiler, const struct sup__call *call,
                                   struct sup__node *part, struct sup__node *text)
{
    struct sup__node **parts = sup__compiler_keep(compiler, 2 * sizeof(struct sup__node *));
    struct sup__node *node;
    int is_text;

    if (is_raw(text, SUP__JSON_NUMBER)) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_CONSTANT, text->json,
                  "%s is not text: write a text in quotes, or a fact", text->json->text);
        return NULL;
    }
    is_text = sup__give_type(compiler, text, &text_type, NULL);
    if (!sup__give_type(compiler, part, &text_type, because_of(text)) || !is_text ||
        parts == NULL) {
        return NULL;
    }
    parts[0] = text;
    parts[1] = part;
    node = sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 2);
    if (node != NULL && node->kind == SUP__NODE_AMONG) {
        node->kind = SUP__NODE_CONTAINS;
    }
    return node;
}

/* One question in two orders: {"in": [wanted, within]} and {"contains": [within, wanted]}. */
static struct sup__node *find(struct sup__compiler *compiler, const struct sup__call *call,
                              struct sup__node *wanted, struct sup__node *within)
{
    if (is_raw(within, SUP__JSON_LIST)) {
        return find_among(compiler, call, wanted, within);
    }
    return within->type.kind == SUP__FACT_LIST ? find_in_list(compiler, call, wanted, within)
                                               : find_text(compiler, call, wanted, within);
}

struct sup__node *sup__make_in(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);

    return parts != NULL ? find(compiler, call, parts[0], parts[1]) : NULL;
}

struct sup__node *sup__make_contains(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);

    return parts != NULL ? find(compiler, call, parts[1], parts[0]) : NULL;
}

struct sup__node *sup__make_affix(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);

    return parts != NULL ? find_text(compiler, call, parts[1], parts[0]) : NULL;
}
