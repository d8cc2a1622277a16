/*
 * fact_values.c: values as text, read by the same code that reads the facts of a case.
 *
 * The values become the JSON that a host would give policy.test for them: one language for values,
 * with one set of rules and messages.
 */
#include "policy/fact_values.h"

#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "base/text.h"
#include "base/when.h"

enum { NUMBER_SIZE = 32, CURRENCY_SIZE = 4 };

/* ---- reading ---- */

static void set_text(struct sup__json *node, const char *text, size_t bytes)
{
    node->type = SUP__JSON_TEXT;
    node->text = text;
    node->bytes = bytes;
}

static void add_child(struct sup__json *parent, struct sup__json *child)
{
    child->parent = parent;
    if (parent->last != NULL) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
    parent->count++;
}

/* "refund repair" as a list of two texts. 0: no memory. */
static int set_choices(struct sup__arena *arena, struct sup__json *node, const char *value)
{
    node->type = SUP__JSON_LIST;
    for (const char *at = value + strspn(value, " "); *at != '\0'; at += strspn(at, " ")) {
        size_t bytes = strcspn(at, " ");
        struct sup__json *item = sup__arena_alloc(arena, sizeof *item);
        char *name = item != NULL ? sup__arena_text(arena, at, bytes) : NULL;

        if (name == NULL) {
            return 0;
        }
        set_text(item, name, bytes);
        add_child(node, item);
        at += bytes;
    }
    return 1;
}

static int set_value(struct sup__arena *arena, struct sup__json *node, const struct sup__fact *fact,
                     const char *value)
{
    node->key = fact->name;
    if (fact->type == SUP__FACT_LIST) {
        return set_choices(arena, node, value);
    }
    set_text(node, value, strlen(value));
    if (fact->type == SUP__FACT_BOOL && strcmp(value, "true") == 0) {
        node->type = SUP__JSON_TRUE;
    } else if (fact->type == SUP__FACT_BOOL && strcmp(value, "false") == 0) {
        node->type = SUP__JSON_FALSE;
    }
    return 1;
}

struct listening {
    struct sup__json *nodes; /* one an item */
    struct sup__value_problem *problem;
    int is_told;
};

/* The first problem; a wrong choice of several is that of their list. */
static void tell(void *context, int32_t severity, enum sup__message message,
                 const struct sup__json *node, int is_key, const char *nearest, const char *text)
{
    struct listening *listening = context;

    (void)message;
    (void)is_key;
    if (listening->is_told || severity != SUP__SEVERITY_ERROR) {
        return;
    }
    listening->is_told = 1;
    while (node->key == NULL && node->parent != NULL) {
        node = node->parent;
    }
    listening->problem->index = (uint32_t)(node - listening->nodes);
    listening->problem->nearest = nearest;
    sup__format(listening->problem->text, sizeof listening->problem->text, "%s", text);
}

int sup__fact_values_read(const struct sup__policy *policy, struct sup__arena *arena,
                          const struct sup__fact_value *items, uint32_t count,
                          struct sup__slot **slots, struct sup__value_problem *problem)
{
    struct sup__json root = {.type = SUP__JSON_OBJECT};
    struct listening listening = {.problem = problem};
    struct sup__rule_listener listener = {&listening, tell};

    listening.nodes = sup__arena_alloc(arena, (count + 1) * sizeof *listening.nodes);
    if (listening.nodes == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].value == NULL || items[i].value[0] == '\0') {
            continue;
        }
        if (!set_value(arena, &listening.nodes[i], &policy->facts.items[items[i].fact],
                       items[i].value)) {
            return -1;
        }
        add_child(&root, &listening.nodes[i]);
    }
    return sup__case_read(arena, &policy->facts, &root, &listener, slots);
}

/* ---- writing ---- */

static void write_number(int64_t number, uint32_t scale, char *out, size_t size)
{
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    uint64_t unit = 1;

    for (uint32_t i = 0; i < scale; i++) {
        unit *= 10;
    }
    sup__format(out, size, "%s%" PRIu64, number < 0 ? "-" : "", left / unit);
    if (scale > 0) {
        size_t used = strlen(out);

        sup__format(out + used, size - used, ".%0*" PRIu64, (int)scale, left % unit);
    }
}

static void write_money(const struct sup__slot *slot, char *out, size_t size)
{
    char currency[SUP__CURRENCY_SIZE];
    char amount[SUP__MONEY_TEXT_SIZE] = "";

    (void)sup__currency_text(slot->extra, currency);
    (void)sup__money_format(slot->number, currency, amount);
    sup__format(out, size, "%s %s", amount, currency);
}

/* The chosen names in the policy's order, each once. */
static const char *write_choices(const struct sup__names *names, const struct sup__slot *slot,
                                 struct sup__arena *arena)
{
    const struct sup__slot *items = slot->data;
    uint8_t *is_chosen = sup__arena_alloc(arena, names->count);
    size_t bytes = 0;
    char *text;
    char *at;

    for (int64_t i = 0; is_chosen != NULL && i < slot->number; i++) {
        bytes += is_chosen[items[i].number] ? 0 : strlen(names->names[items[i].number]) + 1;
        is_chosen[items[i].number] = 1;
    }
    text = is_chosen != NULL ? sup__arena_alloc(arena, bytes + 1) : NULL;
    at = text;
    for (uint32_t i = 0; text != NULL && i < names->count; i++) {
        if (is_chosen[i]) {
            size_t length = strlen(names->names[i]);

            if (at != text) {
                *at++ = ' ';
            }
            memcpy(at, names->names[i], length);
            at += length;
        }
    }
    return text;
}

const char *sup__fact_value_text(const struct sup__policy *policy, uint32_t fact,
                                 const struct sup__slot *slot, struct sup__arena *arena)
{
    const struct sup__fact *known = &policy->facts.items[fact];
    char text[NUMBER_SIZE + SUP__TIME_TEXT_SIZE];

    switch (known->type) {
    case SUP__FACT_TEXT:
        return slot->data;
    case SUP__FACT_NAME:
        return known->domain->names->names[slot->number];
    case SUP__FACT_LIST:
        return write_choices(known->domain->names, slot, arena);
    case SUP__FACT_BOOL:
        return slot->number ? "true" : "false";
    case SUP__FACT_MONEY:
        write_money(slot, text, sizeof text);
        break;
    case SUP__FACT_TIME:
        sup__time_format(slot->number, text);
        break;
    default:
        write_number(slot->number, known->scale, text, sizeof text);
        break;
    }
    return sup__arena_text(arena, text, strlen(text));
}
