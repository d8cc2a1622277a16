/*
 * wording.c: conditions and values as people read them.
 */
#include "rules/wording.h"

#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "base/text.h"
#include "base/when.h"

enum { SHOWN_TEXT_MAX = 60, SHOWN_ITEMS_MAX = 8, DIGITS_SIZE = 32 };

void sup__one_line(char *text)
{
    size_t bytes = strlen(text);

    for (size_t at = sup__line_prefix(text, bytes); at < bytes;
         at = sup__line_prefix(text, bytes)) {
        do {
            text[at++] = ' ';
        } while (((unsigned char)text[at] & 0xc0) == 0x80); /* the rest of the character */
    }
}

static void word_bytes(struct sup__wording *wording, const char *text, size_t bytes)
{
    size_t room = sizeof wording->text - wording->bytes - 4;

    if (wording->is_cut) {
        return;
    }
    if (bytes > room) {
        bytes = sup__utf8_valid_prefix(text, room);
        wording->is_cut = 1;
    }
    memcpy(wording->text + wording->bytes, text, bytes);
    wording->bytes += bytes;
    memcpy(wording->text + wording->bytes, wording->is_cut ? "..." : "", wording->is_cut ? 4 : 1);
}

void sup__word(struct sup__wording *wording, const char *text)
{
    word_bytes(wording, text, strlen(text));
}

/* ---- values ---- */

static void word_decimal(struct sup__wording *wording, int64_t number, uint32_t scale)
{
    char digits[DIGITS_SIZE];
    char out[DIGITS_SIZE * 2];
    uint64_t left = number < 0 ? UINT64_C(0) - (uint64_t)number : (uint64_t)number;
    uint64_t unit = 1;

    while (scale > 0 && left % 10 == 0) {
        left /= 10;
        scale--;
    }
    for (uint32_t i = 0; i < scale; i++) {
        unit *= 10;
    }
    digits[0] = '\0';
    if (scale > 0) {
        sup__format(digits, sizeof digits, ".%0*" PRIu64, (int)scale, left % unit);
    }
    sup__format(out, sizeof out, "%s%" PRIu64 "%s", number < 0 ? "-" : "", left / unit, digits);
    sup__word(wording, out);
}

static void word_money(struct sup__wording *wording, const struct sup__slot *value)
{
    char amount[SUP__MONEY_TEXT_SIZE];
    char currency[SUP__CURRENCY_SIZE];

    (void)sup__currency_text(value->extra, currency);
    if (!sup__money_format(value->number, currency, amount)) {
        sup__word(wording, "money of no known currency");
        return;
    }
    sup__word(wording, amount);
    sup__word(wording, " ");
    sup__word(wording, currency);
}

static void word_text(struct sup__wording *wording, const struct sup__slot *value)
{
    const char *text = value->data;
    size_t bytes = value->extra;

    sup__word(wording, "\"");
    if (bytes > SHOWN_TEXT_MAX) {
        word_bytes(wording, text, sup__utf8_valid_prefix(text, SHOWN_TEXT_MAX));
        sup__word(wording, "...");
    } else if (bytes > 0) {
        word_bytes(wording, text, bytes);
    }
    sup__word(wording, "\"");
}

static void word_name(struct sup__wording *wording, const struct sup__domain *domain,
                      const struct sup__slot *value)
{
    if (value->number >= 0 && value->number < domain->names->count) {
        sup__word(wording, domain->names->names[value->number]);
    } else if (value->data != NULL) {
        word_text(wording, value);
    } else {
        sup__word(wording, "a name that is not known");
    }
}

static void word_time(struct sup__wording *wording, int64_t ms)
{
    char text[SUP__TIME_TEXT_SIZE];

    sup__time_format(ms, text);
    if (strcmp(text + SUP__TIME_TEXT_SIZE - 6, ".000Z") == 0) {
        memcpy(text + SUP__TIME_TEXT_SIZE - 6, "Z", 2);
    }
    sup__word(wording, text);
}

static void word_duration(struct sup__wording *wording, int64_t ms)
{
    char text[SUP__DURATION_TEXT_SIZE];

    if (ms < 0) {
        sup__word(wording, "-");
        ms = ms == INT64_MIN ? INT64_MAX : -ms;
    }
    sup__duration_format(ms, text);
    sup__word(wording, text);
}

static void word_list(struct sup__wording *wording, const struct sup__type *type,
                      const struct sup__slot *value)
{
    const struct sup__slot *items = value->data;
    struct sup__type item = *type;
    char count[DIGITS_SIZE];

    sup__format(count, sizeof count, "%" PRId64 " item%s", value->number,
                value->number == 1 ? "" : "s");
    if (type->item_kind == SUP__FACT_RECORD || value->data == NULL) {
        sup__word(wording, count);
        return;
    }
    item.kind = type->item_kind;
    sup__word(wording, "[");
    for (int64_t i = 0; i < value->number && i < SHOWN_ITEMS_MAX; i++) {
        sup__word(wording, i > 0 ? ", " : "");
        sup__word_value(wording, &item, &items[i]);
    }
    sup__word(wording, value->number > SHOWN_ITEMS_MAX ? ", ...]: " : "]");
    sup__word(wording, value->number > SHOWN_ITEMS_MAX ? count : "");
}

void sup__word_value(struct sup__wording *wording, const struct sup__type *type,
                     const struct sup__slot *value)
{
    if (!value->is_given) {
        sup__word(wording, "not given");
        return;
    }
    switch (type->kind) {
    case SUP__FACT_BOOL:
        sup__word(wording, value->number ? "true" : "false");
        break;
    case SUP__FACT_NUMBER:
        word_decimal(wording, value->number, type->scale);
        break;
    case SUP__FACT_MONEY:
        word_money(wording, value);
        break;
    case SUP__FACT_TEXT:
        word_text(wording, value);
        break;
    case SUP__FACT_NAME:
        word_name(wording, type->domain, value);
        break;
    case SUP__FACT_TIME:
        word_time(wording, value->number);
        break;
    case SUP__FACT_DURATION:
        word_duration(wording, value->number);
        break;
    default:
        word_list(wording, type, value);
    }
}

/* ---- nodes ---- */

/* Parts with a word between them. */
static void word_parts(struct sup__wording *wording, const struct sup__node *node,
                       const char *before, const char *between, const char *after)
{
    sup__word(wording, before);
    for (uint32_t i = 0; i < node->count && !wording->is_cut; i++) {
        sup__word(wording, i > 0 ? between : "");
        sup__word_node(wording, node->parts[i]);
    }
    sup__word(wording, after);
}

static void word_comparison(struct sup__wording *wording, const struct sup__node *node)
{
    static const char *const signs[] = {
        [SUP__EQUAL] = " == ",   [SUP__NOT_EQUAL] = " != ", [SUP__BELOW] = " < ",
        [SUP__AT_MOST] = " <= ", [SUP__ABOVE] = " > ",      [SUP__AT_LEAST] = " >= ",
    };

    word_parts(wording, node, "", signs[node->comparison], "");
}

static void word_missing(struct sup__wording *wording, const struct sup__node *node)
{
    char least[DIGITS_SIZE];

    if (node->kind == SUP__NODE_MISSING_SOME) {
        sup__format(least, sizeof least, "fewer than %" PRId64 " of ", node->value.number);
        word_parts(wording, node, least, ", ", " are given");
    } else if (node->count == 1) {
        word_parts(wording, node, "", "",
                   node->kind == SUP__NODE_GIVEN ? " is given" : " is not given");
    } else {
        word_parts(wording, node, "one of ", ", ", " is not given");
    }
}

static void word_filled(struct sup__wording *wording, const struct sup__node *node)
{
    int is_number = node->parts[0]->type.kind == SUP__FACT_NUMBER;
    const char *is_not = node->kind == SUP__NODE_FILLED ? " is not" : " is";

    sup__word_node(wording, node->parts[0]);
    sup__word(wording, is_not);
    sup__word(wording, is_number ? " 0" : " empty");
}

static void word_one_of(struct sup__wording *wording, const struct sup__node *node)
{
    for (uint32_t i = 0; i < node->count && !wording->is_cut; i++) {
        sup__word_node(wording, node->parts[i]);
        sup__word(wording, i == 0 ? " in [" : i + 1 < node->count ? ", " : "]");
    }
}

/* What stands before, between and after the parts of the plain kinds. */
static const struct words {
    const char *before;
    const char *between;
    const char *after;
} words[SUP__NODE_KINDS] = {
    [SUP__NODE_NOW] = {"now", "", ""},
    [SUP__NODE_AGE] = {"age(", "", ")"},
    [SUP__NODE_SINCE] = {"time_since(", "", ")"},
    [SUP__NODE_ADD] = {"(", " + ", ")"},
    [SUP__NODE_SUBTRACT] = {"(", " - ", ")"},
    [SUP__NODE_NEGATE] = {"-", "", ""},
    [SUP__NODE_MULTIPLY] = {"(", " * ", ")"},
    [SUP__NODE_LEAST] = {"min(", ", ", ")"},
    [SUP__NODE_GREATEST] = {"max(", ", ", ")"},
    [SUP__NODE_COUNT] = {"count(", ": ", ")"},
    [SUP__NODE_IF] = {"if(", ", ", ")"},
    [SUP__NODE_ALL_OF] = {"(", " and ", ")"},
    [SUP__NODE_ANY_OF] = {"(", " or ", ")"},
    [SUP__NODE_NOT] = {"not ", "", ""},
    [SUP__NODE_ODD] = {"(", " xor ", ")"},
    [SUP__NODE_AMONG] = {"", " in ", ""},
    [SUP__NODE_HAS] = {"", " has ", ""},
    [SUP__NODE_CONTAINS] = {"", " contains ", ""},
    [SUP__NODE_STARTS] = {"", " starts with ", ""},
    [SUP__NODE_ENDS] = {"", " ends with ", ""},
    [SUP__NODE_SOME] = {"some of ", ": ", ""},
    [SUP__NODE_ALL] = {"all of ", ": ", ""},
    [SUP__NODE_NONE] = {"none of ", ": ", ""},
    [SUP__NODE_IN_HOURS] = {"", "", " is inside its hours"},
};

void sup__word_node(struct sup__wording *wording, const struct sup__node *node)
{
    const struct words *plain = &words[node->kind];

    if (wording->is_cut) {
        return;
    }
    switch (node->kind) {
    case SUP__NODE_CONSTANT:
        sup__word_value(wording, &node->type, &node->value);
        break;
    case SUP__NODE_FACT:
        sup__word(wording, node->fact->name[0] != '\0' ? node->fact->name : "the item");
        break;
    case SUP__NODE_COMPARE:
        word_comparison(wording, node);
        break;
    case SUP__NODE_ONE_OF:
        word_one_of(wording, node);
        break;
    case SUP__NODE_GIVEN:
    case SUP__NODE_MISSING:
    case SUP__NODE_MISSING_SOME:
        word_missing(wording, node);
        break;
    case SUP__NODE_EMPTY:
    case SUP__NODE_FILLED:
        word_filled(wording, node);
        break;
    default:
        word_parts(wording, node, plain->before, plain->between, plain->after);
    }
}

/* ---- what the facts were ---- */

static void word_fact(struct sup__wording *wording, const struct sup__node *fact,
                      const struct sup__case *given)
{
    const struct sup__slot *slot = &given->slots[fact->slot];

    sup__word_value(wording, &fact->type, slot);
    if (!slot->is_given && fact->has_substitute) {
        sup__word(wording, ", taken as ");
        sup__word_value(wording, &fact->type, &fact->value);
    }
}

/* name = value, of each fact below a node. */
static void word_facts_below(struct sup__wording *wording, const struct sup__node *node,
                             const struct sup__case *given, int *count)
{
    uint32_t parts = node->program != NULL ? 1 : node->count; /* an item's fields are no facts */

    if (node->kind == SUP__NODE_FACT) {
        sup__word(wording, (*count)++ > 0 ? "; " : "");
        sup__word_node(wording, node);
        sup__word(wording, " = ");
        word_fact(wording, node, given);
    }
    for (uint32_t i = 0; i < parts && !wording->is_cut; i++) {
        word_facts_below(wording, node->parts[i], given, count);
    }
}

static int is_condition(const struct sup__node *node)
{
    return node->type.kind == SUP__FACT_BOOL && node->kind != SUP__NODE_FACT;
}

static int has_facts(const struct sup__node *node)
{
    for (uint32_t i = 0; i < node->count; i++) {
        if (has_facts(node->parts[i])) {
            return 1;
        }
    }
    return node->kind == SUP__NODE_FACT;
}

/* A value that was computed, and from what. */
static void word_computed(struct sup__wording *wording, const struct sup__node *node,
                          const struct sup__case *given)
{
    struct sup__slot value = sup__node_value(node, given);
    int count = 0;

    sup__word_node(wording, node);
    sup__word(wording, " = ");
    if (value.is_given) {
        sup__word_value(wording, &node->type, &value);
    } else {
        sup__word(wording, "unknown");
    }
    if (has_facts(node)) {
        sup__word(wording, " (");
        word_facts_below(wording, node, given, &count);
        sup__word(wording, ")");
    }
}

int sup__word_facts(struct sup__wording *wording, const struct sup__node *node,
                    const struct sup__case *given)
{
    uint32_t parts = node->program != NULL ? 1 : node->count;
    const struct sup__node *only = node->kind == SUP__NODE_FACT ? node : NULL;
    int asked = only != NULL;
    int count = 0;

    for (uint32_t i = 0; i < parts; i++) {
        if (node->parts[i]->kind != SUP__NODE_CONSTANT && !is_condition(node->parts[i])) {
            asked++;
            only = node->parts[i];
        }
    }
    if (asked == 1 && only->kind == SUP__NODE_FACT) {
        word_fact(wording, only, given);
        return 1;
    }
    for (uint32_t i = 0; i < parts; i++) {
        const struct sup__node *part = node->parts[i];

        if (part->kind == SUP__NODE_FACT) {
            word_facts_below(wording, part, given, &count);
        } else if (part->kind != SUP__NODE_CONSTANT && !is_condition(part)) {
            sup__word(wording, count++ > 0 ? "; " : "");
            word_computed(wording, part, given);
        }
    }
    return asked != 0;
}
