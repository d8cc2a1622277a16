/*
 * condition_random.c: random conditions; the cases are in condition_random_cases.c.
 *
 * Values come from small pools, so that they often meet. What is made is right by construction, but
 * for products of too many decimals and constants that do not fit, which the compiler refuses.
 */
#include "condition_random_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum scope { OUTSIDE, RECORD, TEXTS, NUMBERS, NAMES, AMOUNTS };
enum { DEPTH_MAX = 5 };

static const char *const facts[TYPES][6] = {
    [NUMBER] = {"count", "size", "whole", "score", "fine", "whole"},
    [MONEY] = {"order.total", "order.refunded", "order.total", "order.total", "order.refunded",
               "order.total"},
    [TEXT] = {"title", "note", "title", "note", "title", "note"},
    [PRIORITY] = {"ticket.priority", "ticket.other_priority", "ticket.priority", "ticket.priority",
                  "ticket.priority", "ticket.other_priority"},
    [CHANNEL] = {"ticket.channel", "ticket.channel", "ticket.channel", "ticket.channel",
                 "ticket.channel", "ticket.channel"},
    [PLACE] = {"ticket.place", "ticket.place", "ticket.place", "ticket.place", "ticket.place",
               "ticket.place"},
    [TIME] = {"opened_at", "due_at", "opened_at", "due_at", "opened_at", "due_at"},
    [SPAN] = {"left", "left", "left", "left", "left", "left"},
};
static const char *const any_fact[] = {"flag",        "sure",  "count",           "size",
                                       "order.total", "title", "ticket.priority", "opened_at",
                                       "left",        "tags",  "marks",           "order.items"};
static const char *const numbers[] = {"0",
                                      "1",
                                      "2",
                                      "3",
                                      "-1",
                                      "5",
                                      "0.5",
                                      "1.5",
                                      "-0.25",
                                      "0.0001",
                                      "2.50",
                                      "12.505",
                                      "9223372036854775807",
                                      "-9223372036854775808",
                                      "0.000001",
                                      "100"};
static const char *const texts[] = {"", "a", "b", "ab", "abc", "b a", "ba", "\\u00fc", "caab"};
static const char *const priorities[] = {"low", "normal", "high", "urgent"};
static const char *const channels[] = {"email", "chat", "phone"};
static const char *const places[] = {"p0", "p3", "p62", "p63", "p64", "p65", "p99"};
static const char *const amounts[] = {"0", "1", "5", "5.50", "10", "-1", "20.01"};
static const char *const times[] = {"2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z",
                                    "2026-02-28T12:00:00Z", "2026-03-02T00:00:00.500Z",
                                    "2026-03-01",           "2026-02-28"};
static const char *const spans[] = {"PT0S", "PT1H", "PT2H", "P1D", "-PT1H", "PT90M", "-P1D"};

void random_seed(struct random_text *random, uint64_t seed)
{
    random->state = seed * 2 + 1;
    random->bytes = 0;
    random->text[0] = '\0';
}

uint32_t random_below(struct random_text *random, uint32_t count)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return (uint32_t)(random->state >> 11) % count;
}

int random_chance(struct random_text *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}

void random_put(struct random_text *random, const char *format, ...)
{
    size_t room = sizeof random->text - random->bytes;
    va_list arguments;
    int bytes;

    va_start(arguments, format);
    bytes = vsnprintf(random->text + random->bytes, room, format, arguments);
    va_end(arguments);
    random->bytes += bytes > 0 && (size_t)bytes < room ? (size_t)bytes : 0;
}

/* ---- values ---- */

static void condition(struct random_text *random, enum scope scope, int depth);
static void value(struct random_text *random, enum scope scope, enum type type, int depth);

static void money_constant(struct random_text *random, int is_of_case)
{
    static const char *const currencies[] = {"EUR", "EUR", "EUR", "USD", "JPY"};
    const char *currency = PICK(currencies);
    const char *amount = currency[0] == 'J' ? "5" : PICK(amounts);

    switch (random_below(random, 4)) {
    case 0:
        random_put(random, "{\"amount\":\"%s\",\"currency\":\"%s\"}", amount, currency);
        break;
    case 1:
        random_put(random, "\"%s %s\"", amount, currency);
        break;
    case 2:
        random_put(random, "\"%s\"", PICK(amounts));
        break;
    default:
        random_put(random, is_of_case ? "\"%s\"" : "%s", PICK(amounts));
    }
}

void random_constant(struct random_text *random, enum type type, int is_of_case)
{
    switch (type) {
    case NUMBER:
        random_put(random, random_chance(random, 20) ? "\"%s\"" : "%s", PICK(numbers));
        break;
    case MONEY:
        money_constant(random, is_of_case);
        break;
    case TEXT:
        random_put(random, "\"%s\"", PICK(texts));
        break;
    case PRIORITY:
        random_put(random, "\"%s\"", PICK(priorities));
        break;
    case CHANNEL:
        random_put(random, "\"%s\"", PICK(channels));
        break;
    case PLACE:
        random_put(random, "\"%s\"", PICK(places));
        break;
    case TIME:
        random_put(random, "\"%s\"", PICK(times));
        break;
    default:
        random_put(random, "\"%s\"", PICK(spans));
    }
}

static void var(struct random_text *random, const char *name)
{
    random_put(random, random_chance(random, 30) ? "{\"var\":[\"%s\"]}" : "{\"var\":\"%s\"}", name);
}

/* The fact that a scope has of a type; NULL when it has none. */
static const char *fact_of(struct random_text *random, enum scope scope, enum type type)
{
    static const char *const quantities[] = {"quantity", "weight"};

    switch (scope) {
    case OUTSIDE:
        return facts[type][random_below(random, 6)];
    case RECORD:
        return type == NUMBER  ? PICK(quantities)
               : type == MONEY ? "price"
               : type == TEXT  ? "sku"
                               : NULL;
    case TEXTS:
        return type == TEXT ? "" : NULL;
    case NUMBERS:
        return type == NUMBER ? "" : NULL;
    case NAMES:
        return type == CHANNEL ? "" : NULL;
    default:
        return type == MONEY ? "" : NULL;
    }
}

/* A default that a fact of few decimals can have. */
static void fact(struct random_text *random, enum scope scope, enum type type)
{
    const char *name = fact_of(random, scope, type);

    if (name == NULL) {
        random_constant(random, type, 0);
    } else if (scope == OUTSIDE && random_chance(random, 15)) {
        random_put(random, "{\"var\":[\"%s\",", name);
        if (type == NUMBER) {
            random_put(random, "%u", random_below(random, 4));
        } else {
            random_constant(random, type, 0);
        }
        random_put(random, "]}");
    } else {
        var(random, name);
    }
}

static void sum(struct random_text *random, enum scope scope, enum type type, int depth)
{
    static const char *const signs[] = {"+", "-", "min", "max"};
    const char *sign = PICK(signs);
    uint32_t count = sign[0] == '-' ? 2 : 1 + random_below(random, 3);

    random_put(random, "{\"%s\":[", sign);
    fact(random, scope, type);
    for (uint32_t i = 1; i < count; i++) {
        random_put(random, ",");
        value(random, scope, type, depth + 1);
    }
    random_put(random, "]}");
}

static void product(struct random_text *random, enum scope scope, enum type type, int depth)
{
    random_put(random, "{\"*\":[");
    if (type == NUMBER) {
        value(random, scope, type, depth + 1);
        random_put(random, ",%u", random_below(random, 5));
    } else if (random_chance(random, 50)) {
        fact(random, scope, type);
        random_put(random, ",%u", random_below(random, 5));
    } else {
        random_put(random, "{\"var\":\"%s\"},", scope == OUTSIDE ? "whole" : "quantity");
        fact(random, scope, type);
    }
    random_put(random, "]}");
}

static void choice(struct random_text *random, enum scope scope, enum type type, int depth)
{
    random_put(random, "{\"%s\":[", random_chance(random, 80) ? "if" : "?:");
    for (uint32_t i = 0; i <= random_below(random, 2); i++) {
        condition(random, scope, depth + 2);
        random_put(random, ",");
        value(random, scope, type, depth + 1);
        random_put(random, ",");
    }
    value(random, scope, type, depth + 1);
    random_put(random, "]}");
}

/* Outside only: there are no times inside of lists. */
static void time_value(struct random_text *random, int depth)
{
    switch (random_below(random, 4)) {
    case 0:
        random_put(random, "{\"now\":[]}");
        break;
    case 1:
        random_put(random, "{\"+\":[");
        fact(random, OUTSIDE, TIME);
        random_put(random, ",");
        value(random, OUTSIDE, SPAN, depth + 1);
        random_put(random, "]}");
        break;
    case 2:
        random_put(random, "{\"-\":[");
        var(random, "due_at");
        random_put(random, ",");
        fact(random, OUTSIDE, SPAN);
        random_put(random, "]}");
        break;
    default:
        fact(random, OUTSIDE, TIME);
    }
}

static void span_value(struct random_text *random, int depth)
{
    switch (random_below(random, 5)) {
    case 0:
        random_put(random, "{\"age\":");
        value(random, OUTSIDE, TIME, depth + 1);
        random_put(random, "}");
        break;
    case 1:
        random_put(random, "{\"time_since\":[");
        value(random, OUTSIDE, TIME, depth + 1);
        random_put(random, "]}");
        break;
    case 2:
        random_put(random, "{\"-\":[");
        var(random, "due_at");
        random_put(random, ",");
        var(random, "opened_at");
        random_put(random, "]}");
        break;
    case 3:
        sum(random, OUTSIDE, SPAN, depth);
        break;
    default:
        fact(random, OUTSIDE, SPAN);
    }
}

static int has_order(enum type type)
{
    return type == NUMBER || type == MONEY;
}

static void value(struct random_text *random, enum scope scope, enum type type, int depth)
{
    uint32_t what = random_below(random, 10);

    if (what < 3) {
        random_constant(random, type, 0);
    } else if (what < 7 || depth >= DEPTH_MAX) {
        fact(random, scope, type);
    } else if (what == 7) {
        choice(random, scope, type, depth);
    } else if (type == TIME && scope == OUTSIDE) {
        time_value(random, depth);
    } else if (type == SPAN && scope == OUTSIDE) {
        span_value(random, depth);
    } else if (has_order(type) && (scope == OUTSIDE || scope == RECORD)) {
        (what == 8 ? sum : product)(random, scope, type, depth);
    } else {
        fact(random, scope, type);
    }
}

/* ---- conditions ---- */

static enum type type_in(struct random_text *random, enum scope scope)
{
    static const enum type in_record[] = {NUMBER, MONEY, TEXT};

    switch (scope) {
    case OUTSIDE:
        return (enum type)random_below(random, TYPES);
    case RECORD:
        return PICK(in_record);
    case TEXTS:
        return TEXT;
    case NUMBERS:
        return NUMBER;
    case NAMES:
        return CHANNEL;
    default:
        return MONEY;
    }
}

static void equality(struct random_text *random, enum scope scope, int depth)
{
    static const char *const signs[] = {"==", "!=", "===", "!=="};
    enum type type = type_in(random, scope);
    int is_turned = random_chance(random, 30);

    random_put(random, "{\"%s\":[", PICK(signs));
    if (random_chance(random, 10) && fact_of(random, scope, type) != NULL) {
        random_put(random, is_turned ? "null," : "");
        var(random, fact_of(random, scope, type));
        random_put(random, is_turned ? "]}" : ",null]}");
        return;
    }
    if (is_turned) {
        value(random, scope, type, depth + 1);
        random_put(random, ",");
        fact(random, scope, type);
    } else {
        fact(random, scope, type);
        random_put(random, ",");
        value(random, scope, type, depth + 1);
    }
    random_put(random, "]}");
}

static void boolean_equality(struct random_text *random, enum scope scope, int depth)
{
    random_put(random, "{\"%s\":[", random_chance(random, 50) ? "==" : "!=");
    condition(random, scope, depth + 1);
    random_put(random, ",");
    if (random_chance(random, 60)) {
        random_put(random, random_chance(random, 50) ? "true" : "false");
    } else {
        condition(random, scope, depth + 1);
    }
    random_put(random, "]}");
}

static void comparison(struct random_text *random, enum scope scope, int depth)
{
    static const char *const signs[] = {"<", "<=", ">", ">="};
    static const enum type ordered[] = {NUMBER, MONEY, PRIORITY, PLACE, TIME, SPAN, NUMBER, MONEY};
    enum type type = scope == OUTSIDE ? PICK(ordered) : random_chance(random, 50) ? NUMBER : MONEY;
    uint32_t at = random_below(random, 3);
    uint32_t count = random_chance(random, 30) ? 3 : 2;

    if (fact_of(random, scope, type) == NULL) {
        type = scope == AMOUNTS ? MONEY : NUMBER;
    }
    if (fact_of(random, scope, type) == NULL) {
        equality(random, scope, depth);
        return;
    }
    random_put(random, "{\"%s\":[", PICK(signs));
    for (uint32_t i = 0; i < count; i++) {
        random_put(random, i > 0 ? "," : "");
        if (i == at % count) {
            fact(random, scope, type);
        } else {
            value(random, scope, type, depth + 1);
        }
    }
    random_put(random, "]}");
}

static void among(struct random_text *random, enum scope scope, int depth)
{
    enum type type = type_in(random, scope);
    uint32_t count = random_below(random, 6);
    int has_values = random_chance(random, 20);

    random_put(random, "{\"in\":[");
    fact(random, scope, type);
    random_put(random, ",[");
    for (uint32_t i = 0; i < count; i++) {
        random_put(random, i > 0 ? "," : "");
        if (has_values) {
            value(random, scope, type, depth + 1);
        } else if (type == NUMBER) {
            random_put(random, "%s", numbers[random_below(random, 10)]);
        } else {
            random_constant(random, type, 0);
        }
    }
    random_put(random, "]]}");
}

static void in_list(struct random_text *random, int depth)
{
    static const struct {
        const char *name;
        enum type type;
    } lists[] = {{"tags", TEXT}, {"marks", CHANNEL}, {"sizes", NUMBER}, {"amounts", MONEY}};
    uint32_t list = random_below(random, COUNT(lists));
    int is_turned = random_chance(random, 40);

    if (random_chance(random, 20)) { /* any of its items */
        random_put(random, "{\"in\":[{\"var\":\"%s\"},[", lists[list].name);
        random_constant(random, lists[list].type, 0);
        random_put(random, ",");
        random_constant(random, lists[list].type, 0);
        random_put(random, "]]}");
        return;
    }
    random_put(random, is_turned ? "{\"contains\":[{\"var\":\"%s\"}," : "{\"in\":[",
               lists[list].name);
    value(random, OUTSIDE, lists[list].type, depth + 1);
    random_put(random, is_turned ? "]}" : ",{\"var\":\"%s\"}]}", lists[list].name);
}

static void text_match(struct random_text *random, enum scope scope, int depth)
{
    static const char *const names[] = {"in", "contains", "startsWith", "endsWith"};
    const char *name = PICK(names);

    random_put(random, "{\"%s\":[", name);
    if (name[0] == 'i') {
        value(random, scope, TEXT, depth + 1);
        random_put(random, ",");
    }
    fact(random, scope, TEXT);
    if (name[0] != 'i') {
        random_put(random, ",");
        value(random, scope, TEXT, depth + 1);
    }
    random_put(random, "]}");
}

static void missing(struct random_text *random)
{
    uint32_t count = 1 + random_below(random, 3);
    int is_some = random_chance(random, 40);

    if (is_some) {
        random_put(random, "{\"missing_some\":[%u,[", 1 + random_below(random, count));
    } else {
        random_put(random, "{\"missing\":[");
    }
    for (uint32_t i = 0; i < count; i++) {
        random_put(random, i > 0 ? ",\"%s\"" : "\"%s\"", PICK(any_fact));
    }
    random_put(random, is_some ? "]]}" : "]}");
}

static void over_items(struct random_text *random, int depth)
{
    static const struct {
        const char *name;
        enum scope scope;
    } lists[] = {{"order.items", RECORD}, {"tags", TEXTS},      {"marks", NAMES},
                 {"sizes", NUMBERS},      {"amounts", AMOUNTS}, {"order.items", RECORD}};
    static const char *const names[] = {"some", "all", "none"};
    uint32_t list = random_below(random, COUNT(lists));

    random_put(random, "{\"%s\":[", PICK(names));
    if (random_chance(random, 15)) {
        random_put(random, "{\"var\":[\"%s\",[]]},", lists[list].name);
    } else {
        random_put(random, "{\"var\":\"%s\"},", lists[list].name);
    }
    condition(random, lists[list].scope, depth + 1);
    random_put(random, "]}");
}

/* How many items there are, or fit. */
static void item_count(struct random_text *random, int depth)
{
    static const struct {
        const char *name;
        enum scope scope;
    } lists[] = {{"order.items", RECORD}, {"tags", TEXTS}, {"sizes", NUMBERS}, {"marks", NAMES}};
    static const char *const signs[] = {"<", "<=", ">", ">=", "==", "!="};
    uint32_t list = random_below(random, COUNT(lists));
    int is_filtered = random_chance(random, 80);

    random_put(random,
               is_filtered ? "{\"%s\":[{\"reduce\":[{\"filter\":[" : "{\"%s\":[{\"reduce\":[",
               PICK(signs));
    var(random, lists[list].name);
    if (is_filtered) {
        random_put(random, ",");
        condition(random, lists[list].scope, depth + 1);
        random_put(random, "]}");
    }
    random_put(random, ",{\"+\":[1,{\"var\":\"accumulator\"}]},0]},%u]}", random_below(random, 4));
}

static void join(struct random_text *random, enum scope scope, int depth)
{
    uint32_t count = 1 + random_below(random, 5);

    random_put(random, "{\"%s\":[",
               random_chance(random, 15)   ? "xor"
               : random_chance(random, 50) ? "and"
                                           : "or");
    for (uint32_t i = 0; i < count; i++) {
        random_put(random, i > 0 ? "," : "");
        condition(random, scope, depth + 1);
    }
    random_put(random, "]}");
}

static void negation(struct random_text *random, enum scope scope, int depth)
{
    static const char *const emptied[] = {"tags", "marks", "order.items", "title",
                                          "note", "whole", "size"};

    random_put(random, random_chance(random, 75) ? "{\"!\":" : "{\"!!\":");
    if (scope == OUTSIDE && random_chance(random, 25)) {
        random_put(random, "[{\"var\":\"%s\"}]}", PICK(emptied));
    } else if (random_chance(random, 50)) {
        random_put(random, "[");
        condition(random, scope, depth + 1);
        random_put(random, "]}");
    } else {
        condition(random, scope, depth + 1);
        random_put(random, "}");
    }
}

static void boolean(struct random_text *random, enum scope scope)
{
    static const char *const names[] = {"flag", "other", "sure"};

    if (scope == RECORD) {
        var(random, "is_gift");
    } else if (scope != OUTSIDE || random_chance(random, 5)) {
        random_put(random, random_chance(random, 50) ? "true" : "false");
    } else if (random_chance(random, 15)) {
        random_put(random, "{\"var\":[\"%s\",%s]}", PICK(names),
                   random_chance(random, 50) ? "true" : "false");
    } else {
        var(random, PICK(names));
    }
}

static void condition_choice(struct random_text *random, enum scope scope, int depth)
{
    uint32_t count = 3 + 2 * random_below(random, 2);

    random_put(random, "{\"if\":[");
    for (uint32_t i = 0; i < count; i++) {
        random_put(random, i > 0 ? "," : "");
        condition(random, scope, depth + 1);
    }
    random_put(random, "]}");
}

static void condition(struct random_text *random, enum scope scope, int depth)
{
    uint32_t what = random_below(random, depth == 0 ? 40 : 100);

    if (depth >= DEPTH_MAX) {
        boolean(random, scope);
    } else if (what < 25) {
        join(random, scope, depth);
    } else if (what < 33) {
        negation(random, scope, depth);
    } else if (what < 37) {
        condition_choice(random, scope, depth);
    } else if (what < 48) {
        comparison(random, scope, depth);
    } else if (what < 60) {
        equality(random, scope, depth);
    } else if (what < 64) {
        boolean_equality(random, scope, depth);
    } else if (what < 72) {
        among(random, scope, depth);
    } else if (scope != OUTSIDE) {
        boolean(random, scope);
    } else if (what < 76) {
        in_list(random, depth);
    } else if (what < 82) {
        text_match(random, scope, depth);
    } else if (what < 86) {
        missing(random);
    } else if (what < 88) {
        item_count(random, depth);
    } else if (what < 92) {
        over_items(random, depth);
    } else if (what < 94) {
        random_put(random, "{\"inside_hours\":[");
        value(random, scope, CHANNEL, depth + 1);
        random_put(random, "]}");
    } else {
        boolean(random, scope);
    }
}

const char *random_condition(struct random_text *random)
{
    random->bytes = 0;
    condition(random, OUTSIDE, 0);
    return random->text;
}

/* ---- conditions that have to do with each other ---- */

static void simple_leaf(struct random_text *random)
{
    static const char *const signs[] = {"<", "<=", ">", ">=", "==", "!="};
    static const char *const parts[] = {"a", "b", "ab", "abc"};
    static const char *const how[] = {"startsWith", "endsWith", "contains", "=="};

    switch (random_below(random, 12)) {
    case 0:
    case 1:
        random_put(random, "{\"%s\":[{\"var\":\"whole\"},%u]}", PICK(signs),
                   random_below(random, 4));
        break;
    case 2:
        random_put(random, "{\"%s\":[{\"var\":[\"whole\",1]},%u]}", PICK(signs),
                   random_below(random, 4));
        break;
    case 3:
        random_put(random, "{\"%s\":[{\"var\":\"count\"},%u]}", PICK(signs),
                   random_below(random, 3));
        break;
    case 4:
        random_put(random, "{\"%s\":[{\"var\":\"ticket.priority\"},\"%s\"]}", PICK(signs),
                   PICK(priorities));
        break;
    case 5:
        random_put(random, "{\"in\":[{\"var\":\"ticket.priority\"},[\"%s\",\"%s\"]]}",
                   PICK(priorities), PICK(priorities));
        break;
    case 6:
        random_put(random, "{\"in\":[{\"var\":\"whole\"},[%u,%u,%u]]}", random_below(random, 4),
                   random_below(random, 4), random_below(random, 4));
        break;
    case 7:
        random_put(random, "{\"%s\":[{\"var\":\"title\"},\"%s\"]}", PICK(how), PICK(parts));
        break;
    case 8:
        random_put(random, "{\"in\":[{\"var\":\"title\"},[\"%s\",\"%s\"]]}", PICK(parts),
                   PICK(parts));
        break;
    case 9:
        random_put(random, "{\"%s\":[{\"var\":\"order.total\"},\"%s %s\"]}", PICK(signs),
                   PICK(amounts), random_chance(random, 80) ? "EUR" : "USD");
        break;
    case 10:
        random_put(
            random, "{\"%s\":[{\"var\":\"%s\"},null]}",
            random_chance(random, 50) ? "==" : "!=", random_chance(random, 50) ? "whole" : "title");
        break;
    default:
        random_put(random,
                   random_chance(random, 50) ? "{\"in\":[\"%s\",{\"var\":\"tags\"}]}"
                                             : "{\"missing\":[\"whole\",\"title\"]}",
                   PICK(parts));
    }
}

static void simple(struct random_text *random, int depth)
{
    uint32_t what = random_below(random, depth > 1 ? 4 : 10);

    if (what < 4) {
        simple_leaf(random);
    } else if (what < 6) {
        random_put(random, "{\"!\":");
        simple(random, depth + 1);
        random_put(random, "}");
    } else {
        random_put(random, "{\"%s\":[", random_chance(random, 60) ? "and" : "or");
        for (uint32_t i = 0; i <= 1 + random_below(random, 2); i++) {
            random_put(random, i > 0 ? "," : "");
            simple(random, depth + 1);
        }
        random_put(random, "]}");
    }
}

const char *random_simple_condition(struct random_text *random)
{
    random->bytes = 0;
    simple(random, 0);
    return random->text;
}
