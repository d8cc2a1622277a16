/*
 * arith.c: + - * min max, exact: their types and decimals are known when the policy loads.
 */
#include "rules/compiling.h"

static struct sup__type type_of(uint8_t kind)
{
    return (struct sup__type){.kind = kind};
}

/* "12.50 EUR" */
static int ends_with_currency(const struct sup__json *json)
{
    const char *end = json->text + json->bytes;

    if (json->bytes < 5 || end[-4] != ' ') {
        return 0;
    }
    for (int i = 1; i <= 3; i++) {
        if (end[-i] < 'A' || end[-i] > 'Z') {
            return 0;
        }
    }
    return 1;
}

/* A text such as "P1D" or "12.50 EUR" has one meaning only where something is computed. */
static uint8_t kind_of(const struct sup__node *node)
{
    const struct sup__json *json = node->json;

    if (node->type.kind != 0 || node->kind != SUP__NODE_RAW) {
        return node->type.kind;
    }
    if (json->type != SUP__JSON_TEXT) {
        return json->type == SUP__JSON_OBJECT ? SUP__FACT_MONEY : 0;
    }
    if (json->text[json->text[0] == '-'] == 'P') {
        return SUP__FACT_DURATION;
    }
    return ends_with_currency(json) ? SUP__FACT_MONEY : 0;
}

static int has_kind(struct sup__node *const *parts, uint32_t count, uint8_t kind)
{
    for (uint32_t i = 0; i < count; i++) {
        if (kind_of(parts[i]) == kind) {
            return 1;
        }
    }
    return 0;
}

static const char *first_fact(struct sup__node *const *parts, uint32_t count, uint8_t kind)
{
    for (uint32_t i = 0; i < count; i++) {
        if (parts[i]->kind == SUP__NODE_FACT && parts[i]->type.kind == kind) {
            return sup__node_called(parts[i]);
        }
    }
    return NULL;
}

/* Give all parts one type. 0 after a problem. */
static int give_all(struct sup__compiler *compiler, struct sup__node **parts, uint32_t count,
                    uint8_t kind)
{
    struct sup__type type = type_of(kind);
    const char *because = first_fact(parts, count, kind);
    int is_ok = 1;

    for (uint32_t i = 0; i < count; i++) {
        is_ok = sup__give_type(compiler, parts[i], &type, because) && is_ok;
    }
    return is_ok;
}

static uint8_t finest_scale(struct sup__node *const *parts, uint32_t count)
{
    uint8_t scale = 0;

    for (uint32_t i = 0; i < count; i++) {
        scale = parts[i]->type.scale > scale ? parts[i]->type.scale : scale;
    }
    return scale;
}

/* A node of numbers, money or what else can be added, with the decimals of the finest part. */
static struct sup__node *make_sum(struct sup__compiler *compiler, const struct sup__call *call,
                                  uint8_t kind, struct sup__node **parts)
{
    struct sup__node *node = sup__node_make(compiler, call, kind, parts, call->count);

    if (node != NULL && kind == SUP__FACT_NUMBER) {
        node->type.scale = finest_scale(parts, call->count);
    }
    return node;
}

static uint8_t sum_kind(struct sup__node *const *parts, uint32_t count)
{
    static const uint8_t kinds[] = {SUP__FACT_TIME, SUP__FACT_DURATION, SUP__FACT_MONEY};

    for (uint32_t i = 0; i < sizeof kinds; i++) {
        if (has_kind(parts, count, kinds[i])) {
            return kinds[i];
        }
    }
    return SUP__FACT_NUMBER;
}

/* One time, wherever it stands, and durations. */
static int give_time_sum(struct sup__compiler *compiler, struct sup__node **parts, uint32_t count)
{
    struct sup__type duration = type_of(SUP__FACT_DURATION);
    const char *because = first_fact(parts, count, SUP__FACT_TIME);
    int has_time = 0;
    int is_ok = 1;

    for (uint32_t i = 0; i < count; i++) {
        if (!has_time && parts[i]->type.kind == SUP__FACT_TIME) {
            has_time = 1;
        } else if (parts[i]->type.kind == SUP__FACT_TIME) {
            sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, parts[i]->json,
                      "two times cannot be added: durations are added to %s",
                      because != NULL ? because : "a time");
            is_ok = 0;
        } else {
            is_ok = sup__give_type(compiler, parts[i], &duration, NULL) && is_ok;
        }
    }
    return is_ok;
}

struct sup__node *sup__make_add(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);
    uint8_t kind;
    int is_ok;

    if (parts == NULL) {
        return NULL;
    }
    kind = sum_kind(parts, call->count);
    is_ok = kind == SUP__FACT_TIME ? give_time_sum(compiler, parts, call->count)
                                   : give_all(compiler, parts, call->count, kind);
    return is_ok ? make_sum(compiler, call, kind, parts) : NULL;
}

/* time - time is a duration, time - duration a time. */
static struct sup__node *subtract_from_time(struct sup__compiler *compiler,
                                            const struct sup__call *call, struct sup__node **parts)
{
    struct sup__type time = type_of(SUP__FACT_TIME);
    struct sup__type right =
        type_of(kind_of(parts[1]) == SUP__FACT_DURATION ? SUP__FACT_DURATION : SUP__FACT_TIME);
    uint8_t result = right.kind == SUP__FACT_TIME ? SUP__FACT_DURATION : SUP__FACT_TIME;
    int is_ok = sup__give_type(compiler, parts[0], &time, NULL);

    if (!sup__give_type(compiler, parts[1], &right, NULL) || !is_ok) {
        return NULL;
    }
    return sup__node_make(compiler, call, result, parts, 2);
}

struct sup__node *sup__make_subtract(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);
    struct sup__node *node;
    uint8_t kind;

    if (parts == NULL) {
        return NULL;
    }
    kind = sum_kind(parts, call->count);
    if (kind == SUP__FACT_TIME && call->count == 2) {
        return subtract_from_time(compiler, call, parts);
    }
    if (kind == SUP__FACT_TIME) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, parts[0]->json,
                  "a time cannot be negated");
        return NULL;
    }
    if (!give_all(compiler, parts, call->count, kind)) {
        return NULL;
    }
    node = make_sum(compiler, call, kind, parts);
    if (node != NULL && call->count == 1) {
        node->kind = SUP__NODE_NEGATE;
    }
    return node;
}

/* ---- products ---- */

/* Money and durations are multiplied by whole numbers, and not by each other. */
static int give_factor(struct sup__compiler *compiler, struct sup__node *part, uint8_t kind)
{
    struct sup__type number = type_of(SUP__FACT_NUMBER);

    if (!sup__give_type(compiler, part, &number, NULL)) {
        return 0;
    }
    if (kind != SUP__FACT_NUMBER && part->type.scale != 0) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, part->json,
                  "%s is multiplied by whole numbers only", sup__type_article(kind));
        return 0;
    }
    return 1;
}

static int give_product(struct sup__compiler *compiler, struct sup__node **parts, uint32_t count,
                        uint8_t kind)
{
    struct sup__type type = type_of(kind);
    int has_unit = kind == SUP__FACT_NUMBER;
    int is_ok = 1;

    for (uint32_t i = 0; i < count; i++) {
        if (!has_unit && kind_of(parts[i]) == kind) {
            has_unit = 1;
            is_ok = sup__give_type(compiler, parts[i], &type, NULL) && is_ok;
        } else {
            is_ok = give_factor(compiler, parts[i], kind) && is_ok;
        }
    }
    return is_ok;
}

struct sup__node *sup__make_multiply(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);
    struct sup__node *node;
    uint32_t scale = 0;
    uint8_t kind;

    if (parts == NULL) {
        return NULL;
    }
    kind = sum_kind(parts, call->count);
    if (kind == SUP__FACT_TIME) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, call->json, "a time cannot be multiplied");
        return NULL;
    }
    if (!give_product(compiler, parts, call->count, kind)) {
        return NULL;
    }
    for (uint32_t i = 0; i < call->count; i++) {
        scale += parts[i]->type.scale;
    }
    if (scale > SUP__FACT_SCALE_MAX) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, call->json,
                  "the product has %d decimals, at most %d are kept", (int)scale,
                  SUP__FACT_SCALE_MAX);
        return NULL;
    }
    node = sup__node_make(compiler, call, kind, parts, call->count);
    if (node != NULL) {
        node->type.scale = (uint8_t)scale;
    }
    return node;
}

/* ---- min and max ---- */

struct sup__node *sup__make_extreme(struct sup__compiler *compiler, const struct sup__call *call)
{
    struct sup__node **parts = sup__compile_arguments(compiler, call, sup__compile_any);
    uint8_t kind;

    if (parts == NULL) {
        return NULL;
    }
    kind = sum_kind(parts, call->count);
    return give_all(compiler, parts, call->count, kind) ? make_sum(compiler, call, kind, parts)
                                                        : NULL;
}
