/*
 * constant.c: constants, read as the type of what they are compared with.
 *
 * Rule editors for the web write "50" where they mean 50, and JSON has no money and no times. So a
 * constant waits for a type and is read as that, once, when the policy loads.
 */
#include "rules/compiling.h"

#include <string.h>

#include "base/money.h"
#include "base/text.h"
#include "base/when.h"

enum { DATE_BYTES = 10, LOCAL_MINUTE_BYTES = 16, CURRENCY_BYTES = 3 };

/* ---- numbers ---- */

static int is_decimal(const char *text, size_t bytes)
{
    size_t at = bytes > 0 && text[0] == '-' ? 1 : 0;
    size_t first = at;
    size_t point = bytes;

    for (; at < bytes; at++) {
        if (text[at] == '.' && point == bytes && at > first) {
            point = at;
        } else if (text[at] < '0' || text[at] > '9') {
            return 0;
        }
    }
    return bytes > first && point + 1 != bytes && (text[first] != '0' || point == first + 1);
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *why_not_decimal(const char *text, size_t bytes)
{
    for (size_t i = 1; i + 1 < bytes; i++) {
        size_t next = text[i + 1] == '+' || text[i + 1] == '-' ? i + 2 : i + 1;

        if ((text[i] == 'e' || text[i] == 'E') && is_digit(text[i - 1]) && next < bytes &&
            is_digit(text[next])) {
            return "write it out, without an exponent";
        }
    }
    return "write digits, such as 50 or 12.50";
}

const char *sup__decimal_parse(const char *text, size_t bytes, int64_t *units, uint32_t *scale)
{
    const char *point;
    int is_negative = bytes > 0 && text[0] == '-';
    int64_t number = 0;

    if (!is_decimal(text, bytes)) {
        return why_not_decimal(text, bytes);
    }
    point = memchr(text, '.', bytes);
    while (point != NULL && (text[bytes - 1] == '0' || text[bytes - 1] == '.')) {
        point = text[--bytes] == '.' ? NULL : point;
    }
    *scale = point != NULL ? (uint32_t)(text + bytes - point - 1) : 0;
    if (point != NULL && text + bytes - point - 1 > SUP__FACT_SCALE_MAX) {
        return "at most 6 decimals are allowed";
    }
    for (size_t i = (size_t)is_negative; i < bytes; i++) {
        int64_t digit = text[i] - '0';

        if (text[i] != '.' && (__builtin_mul_overflow(number, (int64_t)10, &number) ||
                               __builtin_sub_overflow(number, digit, &number))) {
            return "it is too large";
        }
    }
    if (!is_negative && number == INT64_MIN) {
        return "it is too large";
    }
    *units = is_negative ? number : -number;
    return NULL;
}

/* ---- one type each: NULL, or what to write instead ---- */

struct reading {
    const struct sup__facts *facts;
    const struct sup__json *json;
    struct sup__type *type;
    struct sup__slot *value;
    int is_exact;         /* else what rule editors write is taken for what was meant */
    const char *taken_as; /* what that is, to be told; or NULL */
};

static int is_scalar_text(const struct sup__json *json)
{
    return json->type == SUP__JSON_TEXT || json->type == SUP__JSON_NUMBER;
}

static const char *read_bool(struct reading *reading)
{
    if (reading->json->type != SUP__JSON_TRUE && reading->json->type != SUP__JSON_FALSE) {
        return "write true or false";
    }
    reading->value->number = reading->json->type == SUP__JSON_TRUE;
    return NULL;
}

static const char *read_number(struct reading *reading)
{
    uint32_t scale;
    const char *problem;

    if (!is_scalar_text(reading->json)) {
        return "write digits, such as 50 or 12.50";
    }
    problem = sup__decimal_parse(reading->json->text, reading->json->bytes, &reading->value->number,
                                 &scale);
    if (problem == NULL) {
        reading->type->scale = (uint8_t)scale;
    }
    return problem;
}

static const char *read_amount(const char *text, size_t bytes, const char *currency,
                               struct sup__slot *value)
{
    int exponent = sup__currency_exponent(currency);
    uint32_t scale;
    const char *problem;

    if (exponent < 0) {
        return "write an ISO 4217 currency, such as \"50.00 EUR\"";
    }
    problem = sup__decimal_parse(text, bytes, &value->number, &scale);
    if (problem != NULL) {
        return problem;
    }
    if (scale > (uint32_t)exponent) {
        return "the currency has fewer decimals";
    }
    value->extra = sup__currency_code(currency);
    return sup__scale_up(value->number, (uint32_t)exponent - scale, &value->number)
               ? NULL
               : "it is too large";
}

static const char *read_money(struct reading *reading)
{
    const struct sup__json *json = reading->json;
    char currency[CURRENCY_BYTES + 1] = "";
    size_t bytes = json->bytes;

    if (json->type == SUP__JSON_OBJECT) {
        const struct sup__json *amount = sup__json_member(json, "amount");
        const struct sup__json *code = sup__json_member(json, "currency");

        if (json->count != 2 || amount == NULL || code == NULL || !is_scalar_text(amount) ||
            code->type != SUP__JSON_TEXT) {
            return "write {\"amount\": \"50.00\", \"currency\": \"EUR\"}";
        }
        return read_amount(amount->text, amount->bytes, code->text, reading->value);
    }
    if (!is_scalar_text(json)) {
        return "write an amount, such as \"50.00 EUR\"";
    }
    if (bytes > CURRENCY_BYTES + 1 && json->text[bytes - CURRENCY_BYTES - 1] == ' ') {
        memcpy(currency, json->text + bytes - CURRENCY_BYTES, CURRENCY_BYTES);
        return read_amount(json->text, bytes - CURRENCY_BYTES - 1, currency, reading->value);
    }
    if (reading->facts->is_currency_wrong) {
        return NULL; /* nobody can say how many decimals it has; the policy is refused anyway */
    }
    if (reading->facts->currency[0] == '\0') {
        return "write the currency too, such as \"50.00 EUR\": the policy has none of its own";
    }
    return read_amount(json->text, bytes, reading->facts->currency, reading->value);
}

/* Rule editors make numbers of what looks like one, when they are told to. */
static const char *read_text(struct reading *reading)
{
    if (!is_scalar_text(reading->json) ||
        (reading->is_exact && reading->json->type == SUP__JSON_NUMBER)) {
        return "write a text in quotes";
    }
    if (reading->json->type == SUP__JSON_NUMBER) {
        reading->taken_as = "is taken as the text of its digits: write a text in quotes";
    }
    reading->value->data = reading->json->text;
    reading->value->extra = (uint32_t)reading->json->bytes;
    return NULL;
}

/* As a web page's field for date and time gives it, with the minute or the second at its end. */
static int read_local_time(const char *local, size_t bytes, int64_t *ms)
{
    static const char rest[] = ":00Z";
    char text[DATE_BYTES + sizeof "T00:00:00.000Z"];
    size_t skipped = bytes > LOCAL_MINUTE_BYTES ? sizeof rest - 2 : 0;

    if (bytes < LOCAL_MINUTE_BYTES || bytes + sizeof rest - skipped > sizeof text) {
        return 0;
    }
    memcpy(text, local, bytes);
    memcpy(text + bytes, rest + skipped, sizeof rest - skipped);
    return sup__time_parse(text, bytes + sizeof rest - 1 - skipped, ms);
}

#define ZONE_NEEDED                                                                                \
    "write the zone that it is meant in, such as \"2026-01-31T09:00:00Z\" or "                     \
    "\"2026-01-31T09:00:00+01:00\""

static const char *read_time(struct reading *reading)
{
    static const char midnight[] = "T00:00:00Z";
    const struct sup__json *json = reading->json;
    char text[DATE_BYTES + sizeof midnight];

    if (json->type == SUP__JSON_TEXT && json->bytes == DATE_BYTES) {
        memcpy(text, json->text, DATE_BYTES);
        memcpy(text + DATE_BYTES, midnight, sizeof midnight);
        if (sup__time_parse(text, sizeof text - 1, &reading->value->number)) {
            return NULL;
        }
    } else if (json->type == SUP__JSON_TEXT &&
               sup__time_parse(json->text, json->bytes, &reading->value->number)) {
        return NULL;
    }
    if (json->type == SUP__JSON_TEXT &&
        read_local_time(json->text, json->bytes, &reading->value->number)) {
        reading->taken_as = "is taken as UTC: " ZONE_NEEDED;
        return reading->is_exact ? ZONE_NEEDED : NULL;
    }
    return "write it as \"2026-01-31T09:00:00Z\" or \"2026-01-31\"";
}

static const char *read_duration(struct reading *reading)
{
    const struct sup__json *json = reading->json;
    size_t sign = json->type == SUP__JSON_TEXT && json->text[0] == '-' ? 1 : 0;

    if (json->type != SUP__JSON_TEXT ||
        !sup__duration_parse(json->text + sign, json->bytes - sign, &reading->value->number)) {
        return "write it in ISO 8601, such as \"P7D\" or \"PT4H30M\"";
    }
    reading->value->number = sign ? -reading->value->number : reading->value->number;
    return NULL;
}

static const char *read_name(struct reading *reading)
{
    if (!is_scalar_text(reading->json)) {
        return "write a name in quotes";
    }
    reading->value->number = sup__names_find(reading->type->domain->names, reading->json->text);
    return NULL;
}

static void tell_unknown_name(struct sup__telling *telling, const struct sup__json *json,
                              const struct sup__domain *domain)
{
    char shown[SUP__SHOWN_JSON_SIZE];

    if (domain->names->count == 0) {
        sup__tell(telling, SUP_MSG_RULE_NAME, json, "there is no %s %s: the policy has none",
                  domain->what, sup__shown_json(json, shown));
        return;
    }
    sup__tell_name(telling, SUP_MSG_RULE_NAME, json, 0,
                   sup__names_nearest(domain->names, json->text), "there is no %s %s", domain->what,
                   sup__shown_json(json, shown));
}

static int read_constant(struct sup__telling *telling, struct reading *reading, const char *because)
{
    static const char *(*const readers[SUP__FACT_RECORD + 1])(struct reading *) = {
        [SUP__FACT_BOOL] = read_bool,         [SUP__FACT_NUMBER] = read_number,
        [SUP__FACT_MONEY] = read_money,       [SUP__FACT_TEXT] = read_text,
        [SUP__FACT_NAME] = read_name,         [SUP__FACT_TIME] = read_time,
        [SUP__FACT_DURATION] = read_duration,
    };
    const struct sup__json *json = reading->json;
    struct sup__type *type = reading->type;
    char shown[SUP__SHOWN_JSON_SIZE];
    const char *problem;

    *reading->value = (struct sup__slot){0, NULL, 0, 1};
    problem = readers[type->kind] != NULL ? readers[type->kind](reading) : "it is no constant";
    if (problem != NULL) {
        sup__tell(telling, SUP_MSG_RULE_CONSTANT, json, "%s is not %s%s%s%s: %s",
                  sup__shown_json(json, shown), sup__type_article(type->kind),
                  because != NULL ? ", which " : "", because != NULL ? because : "",
                  because != NULL ? " is" : "", problem);
        return 0;
    }
    if (type->kind == SUP__FACT_NAME && reading->value->number < 0) {
        tell_unknown_name(telling, json, type->domain);
        return 0;
    }
    if (reading->taken_as != NULL) {
        sup__warn(telling, SUP_MSG_RULE_TAKEN, json, "%s %s", sup__shown_json(json, shown),
                  reading->taken_as);
    }
    return 1;
}

int sup__constant_read(struct sup__telling *telling, const struct sup__facts *facts,
                       const struct sup__json *json, const char *because, struct sup__type *type,
                       struct sup__slot *value)
{
    struct reading reading = {facts, json, type, value, 0, NULL};

    return read_constant(telling, &reading, because);
}

int sup__value_read(struct sup__telling *telling, const struct sup__facts *facts,
                    const struct sup__json *json, const char *because, struct sup__type *type,
                    struct sup__slot *value)
{
    struct reading reading = {facts, json, type, value, 1, NULL};

    return read_constant(telling, &reading, because);
}

/* ---- giving types ---- */

static int keep_text(struct sup__compiler *compiler, struct sup__slot *value)
{
    char *copy = sup__arena_text(compiler->keep, value->data, value->extra);

    compiler->is_out_of_memory |= copy == NULL;
    value->data = copy;
    return copy != NULL;
}

/* Rule editors write "true" where a field of theirs is text. */
static int read_quoted_bool(struct sup__node *node, const struct sup__type *type)
{
    int is_true = strcmp(node->json->type == SUP__JSON_TEXT ? node->json->text : "", "true") == 0;
    int is_false = strcmp(node->json->type == SUP__JSON_TEXT ? node->json->text : "", "false") == 0;

    node->value = (struct sup__slot){is_true, NULL, 0, 1};
    return type->kind == SUP__FACT_BOOL && (is_true || is_false);
}

static int read_raw(struct sup__compiler *compiler, struct sup__node *node,
                    const struct sup__type *type, const char *because)
{
    node->type = *type;
    node->type.scale = 0;
    if (!read_quoted_bool(node, type) &&
        !sup__constant_read(&compiler->telling, compiler->facts, node->json, because, &node->type,
                            &node->value)) {
        return 0;
    }
    if (type->kind == SUP__FACT_TEXT && !keep_text(compiler, &node->value)) {
        return 0;
    }
    node->kind = SUP__NODE_CONSTANT;
    (void)sup__fold_node(compiler, node);
    return 1;
}

static int give_branches(struct sup__compiler *compiler, struct sup__node *node,
                         const struct sup__type *type, const char *because)
{
    int is_ok = 1;

    node->type = *type;
    node->type.scale = 0;
    for (uint32_t i = 1; i < node->count; i += i + 2 < node->count ? 2 : 1) {
        is_ok = sup__give_type(compiler, node->parts[i], type, because) && is_ok;
        if (is_ok && node->parts[i]->type.scale > node->type.scale) {
            node->type.scale = node->parts[i]->type.scale;
        }
    }
    return is_ok && sup__fold_node(compiler, node) != NULL;
}

static int is_same_type(const struct sup__type *a, const struct sup__type *b)
{
    return a->kind == b->kind &&
           (a->kind != SUP__FACT_NAME || a->domain->names == b->domain->names);
}

static void tell_clash(struct sup__compiler *compiler, const struct sup__node *node,
                       const struct sup__type *type, const char *because)
{
    if (node->type.kind == SUP__FACT_NAME && type->kind == SUP__FACT_NAME) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, node->json,
                  "%s is a %s; a %s is needed here%s%s%s", sup__node_called(node),
                  node->type.domain->what, type->domain->what, because != NULL ? ", as " : "",
                  because != NULL ? because : "", because != NULL ? " is one" : "");
        return;
    }
    sup__tell(&compiler->telling, SUP_MSG_RULE_TYPE, node->json,
              "%s is %s; %s is needed here%s%s%s", sup__node_called(node),
              sup__type_article(node->type.kind), sup__type_article(type->kind),
              because != NULL ? ", as " : "", because != NULL ? because : "",
              because != NULL ? " is" : "");
}

int sup__give_type(struct sup__compiler *compiler, struct sup__node *node,
                   const struct sup__type *type, const char *because)
{
    if (node->kind == SUP__NODE_RAW) {
        return read_raw(compiler, node, type, because);
    }
    if (node->type.kind == 0) {
        return give_branches(compiler, node, type, because);
    }
    if (!is_same_type(&node->type, type)) {
        tell_clash(compiler, node, type, because);
        return 0;
    }
    return 1;
}

/* Of `if` without a type: that of the first branch that is not text. */
struct sup__type sup__natural_type(const struct sup__node *node)
{
    struct sup__type type = {.kind = SUP__FACT_TEXT};

    if (node->kind != SUP__NODE_RAW) {
        for (uint32_t i = 1; i < node->count && type.kind == SUP__FACT_TEXT;
             i += i + 2 < node->count ? 2 : 1) {
            type = sup__natural_type(node->parts[i]);
        }
        return type;
    }
    if (node->json->type == SUP__JSON_NUMBER) {
        type.kind = SUP__FACT_NUMBER;
    } else if (node->json->type == SUP__JSON_TRUE || node->json->type == SUP__JSON_FALSE) {
        type.kind = SUP__FACT_BOOL;
    } else if (node->json->type == SUP__JSON_OBJECT) {
        type.kind = SUP__FACT_MONEY;
    }
    return type;
}

static struct sup__type common_type(struct sup__node *const *parts, uint32_t count,
                                    const char **because)
{
    struct sup__type type = {.kind = SUP__FACT_TEXT};

    *because = NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (parts[i]->type.kind != 0) {
            *because = parts[i]->kind == SUP__NODE_FACT ? sup__node_called(parts[i]) : NULL;
            return parts[i]->type;
        }
    }
    for (uint32_t i = 0; i < count && type.kind == SUP__FACT_TEXT; i++) {
        type = sup__natural_type(parts[i]);
    }
    return type;
}

int sup__unify(struct sup__compiler *compiler, struct sup__node **parts, uint32_t count,
               struct sup__type *type)
{
    const char *because;
    int is_ok = 1;

    *type = common_type(parts, count, &because);
    for (uint32_t i = 0; i < count; i++) {
        is_ok = sup__give_type(compiler, parts[i], type, because) && is_ok;
    }
    return is_ok;
}

/* ---- lists ---- */

/* All numbers of a list have the scale of the finest. */
static int align_items(struct sup__compiler *compiler, const struct sup__node *node,
                       struct sup__slot *items, const uint8_t *scales)
{
    const struct sup__json *json = node->json->first;

    for (uint32_t i = 0; i < node->json->count; i++, json = json->next) {
        if (!sup__scale_up(items[i].number, (uint32_t)node->type.scale - scales[i],
                           &items[i].number)) {
            sup__tell(&compiler->telling, SUP_MSG_RULE_CONSTANT, json,
                      "this number is too large beside one with %d decimals", node->type.scale);
            return 0;
        }
    }
    return 1;
}

static int read_items(struct sup__compiler *compiler, struct sup__node *node,
                      const struct sup__type *item_type, const char *because)
{
    uint32_t count = node->json->count;
    struct sup__slot *items = sup__compiler_keep(compiler, count * sizeof *items);
    uint8_t *scales = sup__arena_alloc(compiler->scratch, count);
    const struct sup__json *json = node->json->first;
    int is_ok = 1;

    compiler->is_out_of_memory |= scales == NULL;
    if (items == NULL || scales == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < count; i++, json = json->next) {
        struct sup__type type = *item_type;

        type.scale = 0;
        if (!sup__count_node(compiler, json) ||
            !sup__constant_read(&compiler->telling, compiler->facts, json, because, &type,
                                &items[i])) {
            is_ok = 0;
            continue;
        }
        if (type.kind == SUP__FACT_TEXT && !keep_text(compiler, &items[i])) {
            return 0;
        }
        scales[i] = type.scale;
        node->type.scale = type.scale > node->type.scale ? type.scale : node->type.scale;
    }
    node->value = (struct sup__slot){count, items, 0, 1};
    return is_ok && align_items(compiler, node, items, scales);
}

int sup__give_list_type(struct sup__compiler *compiler, struct sup__node *node,
                        const struct sup__type *item_type, const char *because)
{
    if (node->json->count > SUP__CONDITION_LIST_MAX) {
        sup__tell(&compiler->telling, SUP_MSG_RULE_LIMIT, node->json,
                  "this list has more than %d constants", SUP__CONDITION_LIST_MAX);
        return 0;
    }
    node->type.kind = SUP__FACT_LIST;
    node->type.item_kind = item_type->kind;
    node->type.domain = item_type->domain;
    node->type.scale = 0;
    if (!read_items(compiler, node, item_type, because)) {
        return 0;
    }
    node->kind = SUP__NODE_CONSTANT;
    return 1;
}
