/*
 * condition_model.c: conditions evaluated a second time.
 *
 * Three-valued logic is written as a table here, numbers are 128 bits wide and are checked against
 * the 64 of the library only where docs/conditions.md says so, and times are read by mktime's rules
 * rather than by eras of 400 years.
 */
#include "condition_model_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int AND[3][3] = {{0, 0, 0}, {0, 1, 2}, {0, 2, 2}};
static const int OR[3][3] = {{0, 1, 2}, {1, 1, 1}, {2, 1, 2}};
static const int NOT[3] = {1, 0, 2};

static struct value eval(const struct world *world, const struct sup__json *node,
                         const struct value *like);

static int truth(const struct world *world, const struct sup__json *node)
{
    static const struct value boolean = {.kind = BOOLEAN};
    struct value value = eval(world, node, &boolean);

    return value.kind == UNKNOWN_VALUE ? 2 : value.number != 0;
}

/* ---- facts ---- */

static enum kind kind_of_fact(int32_t type)
{
    static const enum kind kinds[] = {
        [SUP__FACT_BOOL] = BOOLEAN, [SUP__FACT_NUMBER] = NUMBER, [SUP__FACT_MONEY] = MONEY,
        [SUP__FACT_TEXT] = TEXT,    [SUP__FACT_NAME] = NAME,     [SUP__FACT_TIME] = TIME,
        [SUP__FACT_LIST] = LIST,    [SUP__FACT_DURATION] = SPAN, [SUP__FACT_RECORD] = NOTHING};

    return kinds[type];
}

/* "a.b" in {"a": {"b": ...}}; NULL when it is null or not there. */
static const struct sup__json *look(const struct sup__json *object, const char *path)
{
    char step[64];
    const char *point = strchr(path, '.');
    size_t bytes = point != NULL ? (size_t)(point - path) : strlen(path);
    const struct sup__json *member;

    memcpy(step, path, bytes);
    step[bytes] = '\0';
    member = sup__json_member(object, step);
    if (member == NULL || member->type == SUP__JSON_NULL) {
        return NULL;
    }
    return point != NULL ? look(member, point + 1) : member;
}

static const struct sup__fact *fact_named(const struct world *world, const char *name)
{
    const struct sup__fact *facts =
        world->record != NULL ? world->record->fields : world->facts->items;

    while (strcmp(facts->name, name) != 0) {
        facts++;
    }
    return facts;
}

static struct value fact_value(const struct world *world, const char *name,
                               const struct sup__json *fallback)
{
    const struct sup__fact *fact;
    const struct sup__json *found;
    struct value value;

    if (name[0] == '\0') { /* an item that is a value */
        value =
            read_as(world->given, kind_of_fact(world->record->item_type), world->record->domain);
        value.scale = value.kind == NUMBER ? value.scale : 0;
        value.fact = world->record;
        if (value.kind == NUMBER) {
            value.number *= power((int)world->record->scale - value.scale);
            value.scale = (int)world->record->scale;
        }
        return value;
    }
    fact = fact_named(world, name);
    found = look(world->given, name);
    if (found == NULL && fallback != NULL && fallback->type != SUP__JSON_NULL) {
        found = fallback;
    }
    if (found == NULL) {
        if (fact->absence != SUP__ABSENT_ZERO) {
            return unknown();
        }
        value = (struct value){.kind = kind_of_fact(fact->type), .text = ""};
    } else {
        value = read_as(found, kind_of_fact(fact->type), fact->domain);
    }
    value.fact = fact;
    if (value.kind == NUMBER) {
        value.number *= power((int)fact->scale - value.scale);
        value.scale = (int)fact->scale;
    }
    return value;
}

/* The type of an expression, as a value without content; kind NOTHING when constants alone tell. */
static struct value type_of(const struct world *world, const struct sup__json *node);

static struct value fact_type(const struct world *world, const char *name)
{
    const struct sup__fact *fact = name[0] == '\0' ? world->record : fact_named(world, name);
    int32_t type = name[0] == '\0' ? fact->item_type : fact->type;

    return (struct value){.kind = kind_of_fact(type),
                          .scale = (int)fact->scale,
                          .domain = fact->domain,
                          .fact = fact};
}

static const char *var_name(const struct sup__json *argument)
{
    return argument->type == SUP__JSON_LIST ? argument->first->text : argument->text;
}

static int is_operator(const struct sup__json *node)
{
    return node->type == SUP__JSON_OBJECT && node->count == 1;
}

static int is_span_text(const struct sup__json *node)
{
    return node->type == SUP__JSON_TEXT &&
           (node->text[0] == 'P' || strncmp(node->text, "-P", 2) == 0);
}

static int is_money_text(const struct sup__json *node)
{
    return node->type == SUP__JSON_TEXT && node->bytes > 4 && node->text[node->bytes - 4] == ' ';
}

/* Of arithmetic: a time or an amount among the arguments decides; else numbers. */
static struct value arithmetic_type(const struct world *world, const struct sup__json *member)
{
    struct value type = {.kind = NUMBER};
    const struct sup__json *argument = member->type == SUP__JSON_LIST ? member->first : member;
    int times = 0;
    int scales = 0;

    for (; argument != NULL; argument = member->type == SUP__JSON_LIST ? argument->next : NULL) {
        struct value part = type_of(world, argument);
        int scale;

        if (part.kind == NOTHING && is_span_text(argument)) {
            part.kind = SPAN;
        } else if (part.kind == NOTHING &&
                   ((argument->type == SUP__JSON_OBJECT && !is_operator(argument)) ||
                    is_money_text(argument))) {
            part.kind = MONEY;
        }
        scale = part.kind == NOTHING && argument->type != SUP__JSON_OBJECT
                    ? read_number(argument->text, argument->bytes).scale
                    : part.scale;
        times += part.kind == TIME;
        if (part.kind == TIME || (part.kind == SPAN && type.kind != TIME) ||
            (part.kind == MONEY && type.kind == NUMBER)) {
            type.kind = part.kind;
        }
        scales += part.kind == NUMBER || part.kind == NOTHING ? scale : 0;
        type.scale = scale > type.scale ? scale : type.scale;
    }
    if (member->key[0] == '*') {
        type.scale = scales;
    }
    if (member->key[0] == '-' && type.kind == TIME && times == 1 && member->count == 2) {
        /* a text that is no duration is a time, too */
        const struct sup__json *right = member->last;
        const struct sup__json *left = member->first;

        times += (!is_operator(right) && !is_span_text(right)) || (!is_operator(left));
    }
    if (member->key[0] == '-' && times == 2) {
        type.kind = SPAN;
    }
    type.scale = type.kind == NUMBER ? type.scale : 0;
    return type;
}

static struct value if_type(const struct world *world, const struct sup__json *member)
{
    struct value type = {.kind = NOTHING};
    uint32_t index = 0;

    for (const struct sup__json *part = member->first; part != NULL; part = part->next, index++) {
        if (index % 2 == 1 || index + 1 == member->count) {
            struct value branch = type_of(world, part);

            if (type.kind == NOTHING && branch.kind != NOTHING) {
                int scale = type.scale;

                type = branch;
                type.scale = scale > type.scale ? scale : type.scale;
            } else if (part->type == SUP__JSON_NUMBER || part->type == SUP__JSON_TEXT) {
                int scale = read_number(part->text, part->bytes).scale;

                type.scale = scale > type.scale ? scale : type.scale;
            } else if (branch.scale > type.scale) {
                type.scale = branch.scale;
            }
        }
    }
    return type;
}

static struct value type_of(const struct world *world, const struct sup__json *node)
{
    const char *name;

    if (!is_operator(node)) {
        return (struct value){.kind = NOTHING};
    }
    name = node->first->key;
    if (strcmp(name, "var") == 0) {
        return fact_type(world, var_name(node->first));
    }
    if (strcmp(name, "if") == 0 || strcmp(name, "?:") == 0) {
        return if_type(world, node->first);
    }
    if (strcmp(name, "now") == 0) {
        return (struct value){.kind = TIME};
    }
    if (strcmp(name, "age") == 0 || strcmp(name, "time_since") == 0) {
        return (struct value){.kind = SPAN};
    }
    if (strcmp(name, "reduce") == 0) {
        return (struct value){.kind = NUMBER};
    }
    if (strchr("+-*", name[0]) != NULL || strcmp(name, "min") == 0 || strcmp(name, "max") == 0) {
        return arithmetic_type(world, node->first);
    }
    return (struct value){.kind = BOOLEAN};
}

/* ---- comparisons ---- */

/* -1, 0, 1; 2 when it is not known. */
static int order(const struct value *a, const struct value *b)
{
    if (a->kind == UNKNOWN_VALUE || b->kind == UNKNOWN_VALUE) {
        return 2;
    }
    if (a->kind == TEXT) {
        return strcmp(a->text, b->text) == 0 ? 0 : 1;
    }
    if (a->kind == MONEY && strcmp(a->currency, b->currency) != 0) {
        return 2;
    }
    if (a->kind == NUMBER) {
        wide left = a->number * power(6 - a->scale);
        wide right = b->number * power(6 - b->scale);

        return left < right ? -1 : left > right;
    }
    return a->number < b->number ? -1 : a->number > b->number;
}

static int compare(const char *sign, const struct value *a, const struct value *b)
{
    int how = order(a, b);

    if (how == 2) {
        return 2;
    }
    switch (sign[0]) {
    case '=':
        return how == 0;
    case '!':
        return how != 0;
    case '<':
        return sign[1] == '=' ? how <= 0 : how < 0;
    default:
        return sign[1] == '=' ? how >= 0 : how > 0;
    }
}

/* Of "if" between constants that nothing gives a type: that of the first that is not text. */
static enum kind kind_of_branches(const struct sup__json *member)
{
    uint32_t index = 0;

    for (const struct sup__json *part = member->first; part != NULL; part = part->next, index++) {
        if (index % 2 == 1 || index + 1 == member->count) {
            enum kind kind =
                is_operator(part) ? kind_of_branches(part->first) : read_alone(part).kind;

            if (kind != TEXT) {
                return kind;
            }
        }
    }
    return TEXT;
}

/* What constants beside it are read as: the first argument that is no constant, or the first
 * constant that is not text. */
static struct value type_among(const struct world *world, const struct sup__json *first)
{
    for (const struct sup__json *part = first; part != NULL; part = part->next) {
        struct value type = type_of(world, part);

        if (type.kind != NOTHING) {
            return type;
        }
    }
    for (const struct sup__json *part = first; part != NULL; part = part->next) {
        enum kind kind = is_operator(part) ? kind_of_branches(part->first) : read_alone(part).kind;

        if (kind != TEXT) {
            return (struct value){.kind = kind};
        }
    }
    return (struct value){.kind = TEXT};
}

static int compare_all(const struct world *world, const struct sup__json *member)
{
    struct value type = type_among(world, member->first);
    int result = 1;

    if (member->first->type == SUP__JSON_NULL || member->last->type == SUP__JSON_NULL) {
        const struct sup__json *var =
            member->first->type == SUP__JSON_NULL ? member->last : member->first;
        const char *name = var_name(var->first);
        int is_there = name[0] == '\0' || look(world->given, name) != NULL;

        return member->key[0] == '=' ? !is_there : is_there;
    }
    for (const struct sup__json *part = member->first; part->next != NULL; part = part->next) {
        struct value a = eval(world, part, &type);
        struct value b = eval(world, part->next, &type);

        result = AND[result][compare(member->key, &a, &b)];
    }
    return result;
}

/* ---- lists ---- */

static struct value item_of(const struct sup__json *item, const struct value *list)
{
    struct value type = *list;
    struct value value = read_as(item, kind_of_fact(list->fact->item_type), list->fact->domain);

    (void)type;
    return value;
}

static int part_of(const struct value *text, const struct value *part)
{
    if (text->kind == UNKNOWN_VALUE || part->kind == UNKNOWN_VALUE) {
        return 2;
    }
    return strstr(text->text, part->text) != NULL;
}

/* A list in a list: any of its items. */
static int any_among(const struct world *world, const struct sup__json *wanted,
                     const struct sup__json *constants)
{
    struct value list = eval(world, wanted, NULL);
    struct value type = {.kind = NOTHING};
    int result = 0;

    if (list.kind == UNKNOWN_VALUE) {
        return 2;
    }
    type.kind = kind_of_fact(list.fact->item_type);
    type.domain = list.fact->domain;
    for (const struct sup__json *item = list.list != NULL ? list.list->first : NULL; item != NULL;
         item = item->next) {
        struct value value = item_of(item, &list);

        for (const struct sup__json *other = constants->first; other != NULL; other = other->next) {
            struct value constant = read_as(other, type.kind, type.domain);

            result = OR[result][compare("==", &value, &constant)];
        }
    }
    return result;
}

static int find(const struct world *world, const struct sup__json *wanted,
                const struct sup__json *within)
{
    static const struct value text = {.kind = TEXT};
    struct value type;
    struct value list;
    int result = 0;

    if (within->type == SUP__JSON_LIST && type_of(world, wanted).kind == LIST) {
        return any_among(world, wanted, within);
    }
    if (within->type == SUP__JSON_LIST) {
        type = type_of(world, wanted);
        type = type.kind == NOTHING ? type_among(world, within->first) : type;
        for (const struct sup__json *item = within->first; item != NULL; item = item->next) {
            struct value value = eval(world, wanted, &type);
            struct value other = eval(world, item, &type);

            result = OR[result][compare("==", &value, &other)];
        }
        return result;
    }
    type = type_of(world, within);
    if (type.kind != LIST) {
        struct value whole = eval(world, within, &text);
        struct value part = eval(world, wanted, &text);

        return part_of(&whole, &part);
    }
    list = eval(world, within, &type);
    if (list.kind == UNKNOWN_VALUE) {
        return 2;
    }
    type.kind = kind_of_fact(type.fact->item_type);
    for (const struct sup__json *item = list.list != NULL ? list.list->first : NULL; item != NULL;
         item = item->next) {
        struct value value = eval(world, wanted, &type);
        struct value other = item_of(item, &list);

        result = OR[result][compare("==", &value, &other)];
    }
    return result;
}

static int affix(const struct world *world, const struct sup__json *member)
{
    static const struct value text = {.kind = TEXT};
    struct value whole = eval(world, member->first, &text);
    struct value part = eval(world, member->last, &text);
    size_t whole_bytes;
    size_t part_bytes;

    if (whole.kind == UNKNOWN_VALUE || part.kind == UNKNOWN_VALUE) {
        return 2;
    }
    whole_bytes = strlen(whole.text);
    part_bytes = strlen(part.text);
    if (part_bytes > whole_bytes) {
        return 0;
    }
    return member->key[0] == 's' ? strncmp(whole.text, part.text, part_bytes) == 0
                                 : strcmp(whole.text + whole_bytes - part_bytes, part.text) == 0;
}

static int over_items(const struct world *world, const struct sup__json *member)
{
    struct value list = eval(world, member->first, NULL);
    int is_all = member->key[0] == 'a';
    int result = is_all;
    struct world inner = *world;

    if (list.kind == UNKNOWN_VALUE) {
        return 2;
    }
    if (list.list == NULL || list.list->count == 0) {
        return member->key[0] == 'n';
    }
    inner.record = list.fact;
    for (const struct sup__json *item = list.list->first; item != NULL; item = item->next) {
        int one;

        inner.given = item;
        one = truth(&inner, member->last);
        result = is_all ? AND[result][one] : OR[result][one];
    }
    return member->key[0] == 'n' ? NOT[result] : result;
}

/* "reduce" is only there to count, and the filter in it says what. */
static struct value count(const struct world *world, const struct sup__json *member)
{
    const struct sup__json *from = member->first;
    int is_filtered = strcmp(from->first->key, "filter") == 0;
    struct value list = eval(world, is_filtered ? from->first->first : from, NULL);
    struct value number = {.kind = NUMBER};
    struct world inner = *world;

    if (list.kind == UNKNOWN_VALUE) {
        return list;
    }
    inner.record = list.fact;
    for (const struct sup__json *item = list.list != NULL ? list.list->first : NULL; item != NULL;
         item = item->next) {
        int one = 1;

        inner.given = item;
        one = is_filtered ? truth(&inner, from->first->last) : 1;
        if (one == 2) {
            return (struct value){.kind = UNKNOWN_VALUE};
        }
        number.number += one;
    }
    return number;
}

static int exclusive(const struct world *world, const struct sup__json *member)
{
    static const int XOR[3][3] = {{0, 1, 2}, {1, 0, 2}, {2, 2, 2}};
    int result = 0;

    for (const struct sup__json *part = member->first; part != NULL; part = part->next) {
        result = XOR[result][truth(world, part)];
    }
    return result;
}

static int missing(const struct world *world, const struct sup__json *names, int needed)
{
    int given = 0;
    int count = 0;
    const struct sup__json *name = names->type == SUP__JSON_LIST ? names->first : names;

    for (; name != NULL; name = names->type == SUP__JSON_LIST ? name->next : NULL) {
        given += look(world->given, name->text) != NULL;
        count++;
    }
    return given < (needed < 0 ? count : needed);
}

/* ---- arithmetic ---- */

/* What an argument without a fact is, beside times and amounts. */
static enum kind kind_alone(const struct sup__json *argument, int is_product)
{
    if (is_operator(argument)) {
        return is_product ? NUMBER : SPAN; /* "if" between constants */
    }
    if (is_span_text(argument)) {
        return SPAN;
    }
    if (is_money_text(argument) || argument->type == SUP__JSON_OBJECT) {
        return MONEY;
    }
    return is_product || argument->type == SUP__JSON_NUMBER ? NUMBER : TIME;
}

static struct value arithmetic(const struct world *world, const struct sup__json *node)
{
    const struct sup__json *member = node->first;
    const struct sup__json *argument = member->type == SUP__JSON_LIST ? member->first : member;
    struct value type = type_of(world, node);
    struct value result = {.kind = NOTHING};
    int is_product = member->key[0] == '*';
    int is_single = member->type != SUP__JSON_LIST || member->count == 1;

    for (; argument != NULL; argument = member->type == SUP__JSON_LIST ? argument->next : NULL) {
        struct value want = type;
        struct value part;

        if (is_product || type.kind == TIME || type.kind == SPAN) {
            struct value own = type_of(world, argument);

            want.kind = own.kind != NOTHING ? own.kind : kind_alone(argument, is_product);
        }
        part = eval(world, argument, &want);
        if (part.kind == UNKNOWN_VALUE || result.kind == UNKNOWN_VALUE) {
            result = unknown();
            continue;
        }
        if (part.kind == NUMBER && !is_product) {
            part.number *= power(type.scale - part.scale);
            part.scale = type.scale;
            if (!fits(part.number)) {
                result = unknown();
                continue;
            }
        }
        if (result.kind == NOTHING) {
            result = part;
            continue;
        }
        if (result.kind == MONEY && part.kind == MONEY &&
            strcmp(result.currency, part.currency) != 0) {
            result = unknown();
            continue;
        }
        if (part.kind == MONEY) {
            memcpy(result.currency, part.currency, 4);
            result.kind = MONEY;
        }
        if (is_product) {
            result.number *= part.number;
            result.scale += part.scale;
        } else if (member->key[0] == '+') {
            result.number += part.number;
        } else if (member->key[0] == '-') {
            result.number -= part.number;
        } else if ((part.number < result.number) == (member->key[1] == 'i')) {
            result.number = part.number;
        }
        if (!fits(result.number)) {
            result = unknown();
        }
    }
    if (is_single && member->key[0] == '-' && result.kind != UNKNOWN_VALUE) {
        result.number = -result.number;
        result = fits(result.number) ? result : unknown();
    }
    if (result.kind != UNKNOWN_VALUE) {
        result.kind = type.kind;
    }
    return result;
}

static struct value passed(const struct world *world, const struct sup__json *member)
{
    static const struct value time = {.kind = TIME};
    const struct sup__json *argument = member->type == SUP__JSON_LIST ? member->first : member;
    struct value then = eval(world, argument, &time);

    if (then.kind == UNKNOWN_VALUE) {
        return then;
    }
    then.kind = SPAN;
    then.number = world->now - then.number;
    if (then.number < 0 && member->key[0] == 'a') {
        then.number = 0;
    }
    return then;
}

/* ---- logic ---- */

static struct value choose(const struct world *world, const struct sup__json *node,
                           const struct value *like)
{
    const struct sup__json *part = node->first->first;
    struct value type = type_of(world, node);
    struct value value;

    type = type.kind == NOTHING && like != NULL ? *like : type;
    type.kind = type.kind == NOTHING ? kind_of_branches(node->first) : type.kind;
    for (; part->next != NULL; part = part->next->next) {
        int condition = truth(world, part);

        if (condition == 2) {
            return unknown();
        }
        if (condition == 1) {
            part = part->next;
            break;
        }
    }
    value = eval(world, part, &type);
    if (value.kind == NUMBER) { /* all branches have the decimals of the finest */
        int scale = if_type(world, node->first).scale;

        value.number *= power(scale > value.scale ? scale - value.scale : 0);
        value.scale = scale > value.scale ? scale : value.scale;
        return fits(value.number) ? value : unknown();
    }
    return value;
}

static int join(const struct world *world, const struct sup__json *member)
{
    int is_and = member->key[0] == 'a';
    int result = is_and;
    const struct sup__json *part = member->type == SUP__JSON_LIST ? member->first : member;

    for (; part != NULL; part = member->type == SUP__JSON_LIST ? part->next : NULL) {
        int one = truth(world, part);

        result = is_and ? AND[result][one] : OR[result][one];
    }
    return result;
}

static int filled(const struct world *world, const struct sup__json *member)
{
    const struct sup__json *argument = member->type == SUP__JSON_LIST ? member->first : member;
    struct value value = eval(world, argument, NULL);

    switch (value.kind) {
    case UNKNOWN_VALUE:
        return 2;
    case TEXT:
        return value.text[0] != '\0';
    case LIST:
        return value.list != NULL && value.list->count > 0;
    default:
        return value.number != 0;
    }
}

static int in_hours(const struct world *world, const struct sup__json *member)
{
    const struct sup__json *argument = member->type == SUP__JSON_LIST ? member->first : member;
    const struct value type = {.kind = NAME, .domain = fact_type(world, "ticket.channel").domain};
    struct value channel = eval(world, argument, &type);

    if (channel.kind == UNKNOWN_VALUE || strcmp(channel.text, "phone") == 0) {
        return 2;
    }
    return strcmp(channel.text, "email") == 0;
}

static struct value call(const struct world *world, const struct sup__json *node,
                         const struct value *like)
{
    const struct sup__json *member = node->first;
    const char *name = member->key;

    if (strcmp(name, "var") == 0) {
        return fact_value(world, var_name(member),
                          member->type == SUP__JSON_LIST && member->count == 2 ? member->last
                                                                               : NULL);
    }
    if (strcmp(name, "and") == 0 || strcmp(name, "or") == 0) {
        return verdict(join(world, member));
    }
    if (strcmp(name, "!") == 0) {
        return verdict(NOT[filled(world, member)]);
    }
    if (strcmp(name, "!!") == 0) {
        return verdict(filled(world, member));
    }
    if (strcmp(name, "if") == 0 || strcmp(name, "?:") == 0) {
        return choose(world, node, like);
    }
    if (strchr("=!<>", name[0]) != NULL) {
        return verdict(compare_all(world, member));
    }
    if (strcmp(name, "in") == 0) {
        return verdict(find(world, member->first, member->last));
    }
    if (strcmp(name, "contains") == 0) {
        return verdict(find(world, member->last, member->first));
    }
    if (strcmp(name, "startsWith") == 0 || strcmp(name, "endsWith") == 0) {
        return verdict(affix(world, member));
    }
    if (strcmp(name, "missing") == 0) {
        return verdict(missing(world, member, -1));
    }
    if (strcmp(name, "missing_some") == 0) {
        return verdict(missing(world, member->last, atoi(member->first->text)));
    }
    if (strcmp(name, "some") == 0 || strcmp(name, "all") == 0 || strcmp(name, "none") == 0) {
        return verdict(over_items(world, member));
    }
    if (strcmp(name, "reduce") == 0) {
        return count(world, member);
    }
    if (strcmp(name, "xor") == 0) {
        return verdict(exclusive(world, member));
    }
    if (strcmp(name, "now") == 0) {
        return (struct value){.kind = TIME, .number = world->now};
    }
    if (strcmp(name, "age") == 0 || strcmp(name, "time_since") == 0) {
        return passed(world, member);
    }
    if (strcmp(name, "inside_hours") == 0) {
        return verdict(in_hours(world, member));
    }
    return arithmetic(world, node);
}

static struct value eval(const struct world *world, const struct sup__json *node,
                         const struct value *like)
{
    if (is_operator(node)) {
        return call(world, node, like);
    }
    if (like == NULL || like->kind == NOTHING) {
        return read_alone(node);
    }
    return read_as(node, like->kind, like->domain);
}

int model_verdict(const struct sup__facts *facts, const struct sup__json *condition,
                  const struct sup__json *given, int64_t now_ms)
{
    struct world world = {facts, given, NULL, now_ms};

    return truth(&world, condition);
}
