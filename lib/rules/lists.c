/*
 * lists.c: facts by name, whether they are given, and conditions over the items of a list.
 */
#include "rules/compiling.h"

#include <inttypes.h>
#include <string.h>

#include "rules/program.h"

/* ---- facts ---- */

static struct sup__type fact_type(const struct sup__fact *fact)
{
    return (struct sup__type){.kind = (uint8_t)fact->type,
                              .item_kind = (uint8_t)fact->item_type,
                              .scale = (uint8_t)fact->scale,
                              .domain = fact->domain};
}

static void tell_unknown_field(struct sup__compiler *compiler, const struct sup__json *json)
{
    const struct sup__scope *scope = compiler->scope;

    if (sup__names_find(&scope->outer->names, json->text) >= 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_FACT, json,
                  "%.64s is not seen from inside the items of %s, as in JsonLogic: join two "
                  "conditions by \"and\"",
                  json->text, scope->list);
    } else if (!scope->is_record) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_FACT, json,
                  "the items of %s have no fields: an item itself is {\"var\": \"\"}", scope->list);
    } else if (json->bytes == 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_FACT, json,
                  "the items of %s are records: name one of their fields", scope->list);
    } else {
        sup__tell_name(&compiler->telling, SUP_MSG_RULE_FACT, json, 0,
                       sup__nearest_name(&scope->names, json->text),
                       "the items of %s have no field \"%.64s\"", scope->list, json->text);
    }
}

static void tell_unknown_fact(struct sup__compiler *compiler, const struct sup__json *json)
{
    if (compiler->scope->outer != NULL) {
        tell_unknown_field(compiler, json);
    } else if (json->bytes == 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_FACT, json,
                  "name a fact: \"\" is an item, inside of some, all and none");
    } else {
        sup__tell_name(&compiler->telling, SUP_MSG_RULE_FACT, json, 0,
                       sup__nearest_name(&compiler->scope->names, json->text),
                       "there is no fact \"%.64s\"", json->text);
    }
}

/* The fact that a text names; NULL after a problem. */
static struct sup__node *fact_node(struct sup__compiler *compiler, const struct sup__json *json,
                                   struct sup__node *node)
{
    const struct sup__scope *scope = compiler->scope;
    int32_t index = sup__names_find(&scope->names, json->text);

    if (index < 0) {
        tell_unknown_fact(compiler, json);
        return NULL;
    }
    node->kind = SUP__NODE_FACT;
    node->constant = SUP__UNKNOWN;
    node->slot = (uint32_t)index;
    node->fact = &scope->facts[index];
    node->type = fact_type(node->fact);
    if (scope->outer == NULL) {
        compiler->is_used[index] = 1;
    }
    if (node->fact->source == SUP__SOURCE_LATER) {
        sup__warn(&compiler->telling, SUP_MSG_RULE_UNSET, json,
                  "nothing sets %.64s yet, so this cannot be decided", json->text);
    }
    return node;
}

/* What an absent fact counts as. */
static void set_zero(struct sup__node *node)
{
    int has_zero = node->type.kind != SUP__FACT_MONEY && node->type.kind != SUP__FACT_NAME &&
                   node->type.kind != SUP__FACT_TIME;

    if (node->fact->absence == SUP__ABSENT_ZERO && has_zero) {
        node->has_substitute = 1;
        node->value = (struct sup__slot){0, "", 0, 1};
    }
}

static int set_default(struct sup__compiler *compiler, struct sup__node *node,
                       const struct sup__json *json)
{
    struct sup__type type = node->type;

    if (type.kind == SUP__FACT_LIST) {
        if (json->type != SUP__JSON_LIST || json->count != 0) {
            sup__tell(&compiler->telling, SUP_MSG_RULE_CONSTANT, json,
                      "the default of a list can only be []");
            return 0;
        }
        node->value = (struct sup__slot){0, "", 0, 1};
        node->has_substitute = 1;
        return 1;
    }
    if (!sup__constant_read(&compiler->telling, compiler->facts, json, sup__node_called(node),
                            &type, &node->value)) {
        return 0;
    }
    if (type.kind == SUP__FACT_TEXT) {
        node->value.data = sup__arena_text(compiler->keep, node->value.data, node->value.extra);
        compiler->is_out_of_memory |= node->value.data == NULL;
    }
    if (type.kind == SUP__FACT_NUMBER &&
        (type.scale > node->type.scale ||
         !sup__scale_up(node->value.number, (uint32_t)node->type.scale - type.scale,
                        &node->value.number))) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_CONSTANT, json,
                  "%s has %d decimals: this default cannot be a value of it",
                  sup__node_called(node), node->type.scale);
        return 0;
    }
    node->has_substitute = 1;
    return !compiler->is_out_of_memory;
}

struct sup__node *sup__make_var(struct sup__compiler *compiler, const struct sup__call *call)
{
    const struct sup__json *name = call->items[0];
    struct sup__node *node;

    if (name->type != SUP__JSON_TEXT) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_FACT, name,
                  name->type == SUP__JSON_OBJECT
                      ? "the name of a fact is written as text: it cannot be computed"
                  : name->type == SUP__JSON_NUMBER ? "facts have names: there are no positions here"
                                                   : "the name of a fact is expected, as text");
        return NULL;
    }
    node = sup__node_make(compiler, call, 0, NULL, 0);
    if (node == NULL || fact_node(compiler, name, node) == NULL) {
        return NULL;
    }
    if (call->count == 2 && call->items[1]->type != SUP__JSON_NULL) {
        return set_default(compiler, node, call->items[1]) ? node : NULL;
    }
    set_zero(node);
    return node;
}

/* ---- missing ---- */

static struct sup__node **named_facts(struct sup__compiler *compiler,
                                      const struct sup__json *const *items, uint32_t count)
{
    struct sup__node **parts = sup__compiler_keep(compiler, count * sizeof(struct sup__node *));
    int has_failed = parts == NULL;

    for (uint32_t i = 0; parts != NULL && i < count; i++) {
        if (items[i]->type != SUP__JSON_TEXT) {
            sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, items[i],
                      "the name of a fact is expected, as text");
            has_failed = 1;
            continue;
        }
        parts[i] = sup__count_node(compiler, items[i])
                       ? sup__compiler_keep(compiler, sizeof **parts)
                       : NULL;
        if (parts[i] == NULL || fact_node(compiler, items[i], parts[i]) == NULL) {
            has_failed = 1;
        } else {
            parts[i]->json = items[i];
            parts[i]->place = (int32_t)i;
        }
    }
    return has_failed ? NULL : parts;
}

struct sup__node *sup__make_missing(struct sup__compiler *compiler, const struct sup__call *call)
{
    return sup__node_make(compiler, call, SUP__FACT_BOOL,
                          named_facts(compiler, call->items, call->count), call->count);
}

struct sup__node *sup__make_missing_some(struct sup__compiler *compiler,
                                         const struct sup__call *call)
{
    struct sup__call names = {call->operation, call->items[1], NULL, 0};
    const struct sup__json *item = call->items[1]->first;
    uint32_t scale = 0;
    int64_t least = 0;
    struct sup__node *node;

    if (names.json->type != SUP__JSON_LIST || names.json->count == 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, names.json,
                  "a list of names of facts is expected");
        return NULL;
    }
    names.count = names.json->count;
    names.items = sup__arena_take(compiler->scratch, names.count * sizeof *names.items);
    if (names.items == NULL) {
        compiler->is_out_of_memory = 1;
        return NULL;
    }
    for (uint32_t i = 0; i < names.count; i++, item = item->next) {
        names.items[i] = item;
    }
    if (call->items[0]->type != SUP__JSON_NUMBER ||
        sup__decimal_parse(call->items[0]->text, call->items[0]->bytes, &least, &scale) != NULL ||
        scale != 0 || least < 1 || least > (int64_t)names.count) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_CONSTANT, call->items[0],
                  "how many of the facts are needed: a number from 1 to %" PRIu32, names.count);
        return NULL;
    }
    node = sup__node_make(compiler, call, SUP__FACT_BOOL,
                          named_facts(compiler, names.items, names.count), names.count);
    if (node != NULL) {
        node->value.number = least;
    }
    return node;
}

/* ---- some, all, none ---- */

static int record_scope(struct sup__compiler *compiler, const struct sup__fact *list,
                        struct sup__scope *scope)
{
    const char **names =
        sup__arena_take(compiler->scratch, list->field_count * sizeof(const char *));

    if (names == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < list->field_count; i++) {
        names[i] = list->fields[i].name;
    }
    scope->facts = list->fields;
    scope->is_record = 1;
    return sup__names_index(&scope->names, compiler->scratch, compiler->scratch, names,
                            list->field_count);
}

/* Items without fields are one fact with an empty name. */
static int value_scope(struct sup__compiler *compiler, const struct sup__fact *list,
                       struct sup__scope *scope)
{
    static const char *const names[] = {""};
    static const uint32_t sorted[] = {0};
    struct sup__fact *item = sup__compiler_keep(compiler, sizeof *item);

    if (item == NULL) {
        return 0;
    }
    item->name = "";
    item->type = list->item_type;
    item->scale = list->scale;
    item->domain = list->domain;
    scope->facts = item;
    scope->names = (struct sup__names){1, names, sorted};
    return 1;
}

static struct sup__node *compile_inside(struct sup__compiler *compiler,
                                        const struct sup__fact *list, const struct sup__json *json)
{
    struct sup__scope scope = {.outer = compiler->scope, .list = list->name};
    int is_ready = list->item_type == SUP__FACT_RECORD ? record_scope(compiler, list, &scope)
                                                       : value_scope(compiler, list, &scope);
    struct sup__node *condition;

    if (!is_ready) {
        compiler->is_out_of_memory = 1;
        return NULL;
    }
    compiler->scope = &scope;
    condition = sup__compile_condition(compiler, json);
    compiler->scope = scope.outer;
    return condition;
}

static int is_list_fact(struct sup__compiler *compiler, const struct sup__call *call,
                        const struct sup__node *node)
{
    if (node->kind == SUP__NODE_FACT && node->type.kind == SUP__FACT_LIST) {
        return 1;
    }
    sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, call->items[0],
              "\"%s\" asks the items of a list that is a fact: {\"var\": ...}",
              call->operation->name);
    return 0;
}

/* A list that is a fact, and unless items[1] is NULL a condition over its items. 0 after a problem.
 */
static int list_and_condition(struct sup__compiler *compiler, const struct sup__call *call,
                              struct sup__node **parts)
{
    parts[0] = sup__compile_any(compiler, call->items[0]);
    if (parts[0] == NULL || !is_list_fact(compiler, call, parts[0])) {
        return 0;
    }
    parts[0]->place = 0;
    if (call->items[1] == NULL) {
        return 1;
    }
    parts[1] = compile_inside(compiler, parts[0]->fact, call->items[1]);
    if (parts[1] == NULL) {
        return 0;
    }
    parts[1]->place = 1;
    return 1;
}

/* A node of a list and a condition, which is made a program. */
static struct sup__node *over_items(struct sup__compiler *compiler, const struct sup__call *call,
                                    struct sup__node **parts, uint8_t kind)
{
    struct sup__program *program = sup__compiler_keep(compiler, sizeof *program);
    struct sup__node *node = sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 2);

    if (program == NULL || node == NULL) {
        return NULL;
    }
    if (!sup__program_make(compiler->keep, compiler->scratch, parts[1], program)) {
        compiler->is_out_of_memory = 1;
        return NULL;
    }
    node->kind = kind;
    node->program = program;
    return node;
}

struct sup__node *sup__make_items(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compiler_keep(compiler, 2 * sizeof(struct sup__node *));

    return parts != NULL && list_and_condition(compiler, call, parts)
               ? over_items(compiler, call, parts, call->operation->kind)
               : NULL;
}

/* What rule editors write where a list is looked for in a list: any of its items will do. */
struct sup__node *sup__make_any_among(struct sup__compiler *compiler, const struct sup__call *call,
                                      struct sup__node *list, struct sup__node *constants)
{
    struct sup__node **parts = sup__compiler_keep(compiler, 4 * sizeof(struct sup__node *));
    struct sup__node *item = sup__compiler_keep(compiler, sizeof *item);
    struct sup__scope scope = {0};
    struct sup__node *condition;

    if (list->type.item_kind == SUP__FACT_RECORD) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, list->json,
                  "the items of %s are records: use some with a condition on their fields",
                  sup__node_called(list));
        return NULL;
    }
    if (parts == NULL || item == NULL || !value_scope(compiler, list->fact, &scope)) {
        compiler->is_out_of_memory = 1;
        return NULL;
    }
    item->kind = SUP__NODE_FACT;
    item->constant = SUP__UNKNOWN;
    item->fact = scope.facts;
    item->type = fact_type(item->fact);
    item->json = list->json;
    if (!sup__give_list_type(compiler, constants, &item->type, sup__node_called(list))) {
        return NULL;
    }
    parts[2] = item;
    parts[3] = constants;
    condition = sup__node_make(compiler, call, SUP__FACT_BOOL, parts + 2, 2);
    if (condition == NULL) {
        return NULL;
    }
    condition->kind = SUP__NODE_AMONG;
    condition->place = 1;
    parts[0] = list;
    parts[1] = condition;
    return over_items(compiler, call, parts, SUP__NODE_SOME);
}

/* ---- counts ---- */

static int is_var(const struct sup__json *json, const char *name)
{
    return json != NULL && json->type == SUP__JSON_OBJECT && json->count == 1 &&
           strcmp(json->first->key, "var") == 0 && json->first->type == SUP__JSON_TEXT &&
           strcmp(json->first->text, name) == 0;
}

static int is_number(const struct sup__json *json, const char *digits)
{
    return json != NULL && json->type == SUP__JSON_NUMBER && strcmp(json->text, digits) == 0;
}

/* {"+": [1, {"var": "accumulator"}]}: one more. */
static int is_one_more(const struct sup__json *json)
{
    const struct sup__json *sum = json->type == SUP__JSON_OBJECT ? json->first : NULL;

    return sum != NULL && json->count == 1 && strcmp(sum->key, "+") == 0 &&
           sum->type == SUP__JSON_LIST && sum->count == 2 &&
           ((is_number(sum->first, "1") && is_var(sum->last, "accumulator")) ||
            (is_var(sum->first, "accumulator") && is_number(sum->last, "1")));
}

/* The two arguments of {"filter": [list, condition]}; NULL: it is something else. */
static const struct sup__json *filter_of(const struct sup__json *json)
{
    const struct sup__json *filter = json->type == SUP__JSON_OBJECT ? json->first : NULL;

    return filter != NULL && json->count == 1 && strcmp(filter->key, "filter") == 0 &&
                   filter->type == SUP__JSON_LIST && filter->count == 2
               ? filter
               : NULL;
}

/*
 * JsonLogic has no word for counting. Rule editors write "how many" as adding one for each item,
 * or for each that a filter leaves; of all that reduce could do this alone is taken.
 */
struct sup__node *sup__make_count(struct sup__compiler *compiler, const struct sup__call *call)
{
    const struct sup__json *filter = filter_of(call->items[0]);
    const struct sup__json *items[2] = {filter != NULL ? filter->first : call->items[0],
                                        filter != NULL ? filter->last : NULL};
    struct sup__call inner = {call->operation, call->json, items, 2};
    struct sup__node **parts = sup__compiler_keep(compiler, 2 * sizeof(struct sup__node *));
    struct sup__node *node;

    if (!is_one_more(call->items[1]) || !is_number(call->items[2], "0")) {
        sup__tell(
            &compiler->telling, SUP_MSG_RULE_OPERATOR, call->json,
            "of JsonLogic's \"reduce\" only a count is part of conditions here: "
            "{\"reduce\": [LIST, {\"+\": [1, {\"var\": \"accumulator\"}]}, 0]}, where LIST may "
            "be a filter of a list; let the host pass a sum as a fact");
        return NULL;
    }
    if (parts == NULL || !list_and_condition(compiler, &inner, parts)) {
        return NULL;
    }
    if (filter == NULL) {
        return sup__node_make(compiler, call, SUP__FACT_NUMBER, parts, 1);
    }
    node = over_items(compiler, call, parts, SUP__NODE_COUNT);
    if (node != NULL) {
        node->type.kind = SUP__FACT_NUMBER;
        node->operator_name = "reduce/0/filter"; /* where the parts are */
    }
    return node;
}

/* ---- time ---- */

struct sup__node *sup__make_now(struct sup__compiler *compiler, const struct sup__call *call)
{
    if (call->count != 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_ARGUMENTS, call->json,
                  "\"now\" takes no arguments: {\"now\": []}");
        return NULL;
    }
    return sup__node_make(compiler, call, SUP__FACT_TIME, NULL, 0);
}

struct sup__node *sup__make_passed(struct sup__compiler *compiler, const struct sup__call *call)
{
    static const struct sup__type time = {.kind = SUP__FACT_TIME};
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);

    if (parts == NULL || !sup__give_type(compiler, parts[0], &time, NULL)) {
        return NULL;
    }
    return sup__node_make(compiler, call, SUP__FACT_DURATION, parts, 1);
}

struct sup__node *sup__make_in_hours(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__type channel = {.kind = SUP__FACT_NAME, .domain = compiler->channels};
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);

    if (parts == NULL) {
        return NULL;
    }
    if (compiler->channels == NULL) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, call->json,
                  "there are no channels whose hours could be asked for");
        return NULL;
    }
    if (!sup__give_type(compiler, parts[0], &channel, NULL)) {
        return NULL;
    }
    return sup__node_make(compiler, call, SUP__FACT_BOOL, parts, 1);
}
