/*
 * statuses.c: the statuses of a policy, and where a customer's message moves a ticket.
 */
#include "policy/reading.h"

#include <string.h>

enum { NAME, CATEGORY, LABEL, MEMBER_COUNT };

static const struct sup__member status_members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},
    {"category", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
};

static const struct sup__entry_kind status_kind = {"status", SUP__POLICY_STATUSES_MAX, MEMBER_COUNT,
                                                   status_members, NULL};

/* enum sup_category by name; the nearest one after a problem, 0 when none is near. */
static int32_t read_category(struct sup__reading *reading, const struct sup__json *node)
{
    const char *names[SUP_CATEGORY_CLOSED];

    for (int32_t category = SUP_CATEGORY_NEW; category <= SUP_CATEGORY_CLOSED; category++) {
        names[category - 1] = sup__category_name(category);
    }
    return 1 + sup__read_choice(reading, node, "category", names, SUP_CATEGORY_CLOSED);
}

/* The first status of a category; -1 when there is none. */
static int32_t first_in(const struct sup__policy *policy, int32_t category)
{
    for (uint32_t i = 0; i < policy->status_count; i++) {
        if (policy->statuses[i].category == category) {
            return (int32_t)i;
        }
    }
    return -1;
}

static void find_firsts(struct sup__reading *reading, const struct sup__json *node)
{
    static const int32_t needed[] = {SUP_CATEGORY_NEW, SUP_CATEGORY_OPEN, SUP_CATEGORY_SOLVED,
                                     SUP_CATEGORY_CLOSED};
    struct sup__policy *policy = reading->policy;
    int32_t first[SUP_CATEGORY_CLOSED + 1] = {0};

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        first[needed[i]] = first_in(policy, needed[i]);
        if (first[needed[i]] < 0 && !reading->has_unknown_category) {
            sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, node,
                         "no status has the category \"%s\"", sup__category_name(needed[i]));
        }
    }
    policy->status_new = (uint32_t)first[SUP_CATEGORY_NEW];
    policy->status_open = (uint32_t)first[SUP_CATEGORY_OPEN];
    policy->status_closed = (uint32_t)first[SUP_CATEGORY_CLOSED];
}

void sup__read_statuses(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__entries *entries = &reading->status_entries;
    struct sup__policy *policy = reading->policy;

    if (node == NULL || !sup__read_entries(reading, node, &status_kind, entries)) {
        return;
    }
    reading->statuses = sup__keep(reading, entries->names.count * sizeof *reading->statuses);
    if (reading->statuses == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries->names.count; i++) {
        const struct sup__json **found = entries->found + (size_t)i * MEMBER_COUNT;
        struct sup__status *status = &reading->statuses[i];

        status->name = entries->names.names[i];
        status->label = sup__read_label_of(reading, found[LABEL], status->name);
        status->category = found[CATEGORY] != NULL ? read_category(reading, found[CATEGORY]) : 0;
        reading->has_unknown_category |= status->category == 0;
    }
    policy->statuses = reading->statuses;
    policy->status_count = entries->names.count;
    policy->status_names = entries->names;
    find_firsts(reading, node);
}

/* A status of category open, or null: the ticket stays as it is. Left alone after a problem. */
static void read_move(struct sup__reading *reading, const struct sup__json *node, int32_t category)
{
    struct sup__policy *policy = reading->policy;
    int32_t index;

    if (node->type == SUP__JSON_NULL) {
        policy->on_customer_message[category] = -1;
        return;
    }
    index = sup__read_reference(reading, node, 0, "status", &policy->status_names);
    if (index < 0) {
        return;
    }
    policy->on_customer_message[category] = index;
    if (policy->statuses[index].category != SUP_CATEGORY_OPEN &&
        policy->statuses[index].category != 0) {
        policy->on_customer_message[category] = -1;
        sup__problem(reading, SUP_MSG_POLICY_LIFECYCLE, node,
                     "a customer's message leads to a status of category open: \"%s\" is %s",
                     policy->statuses[index].name,
                     sup__category_name(policy->statuses[index].category));
    }
}

void sup__read_on_customer_message(struct sup__reading *reading, const struct sup__json *node)
{
    static const struct sup__member members[] = {
        {"pending", 0, 0},
        {"on_hold", 0, 0},
        {"solved", 0, 0},
    };
    static const int32_t categories[] = {SUP_CATEGORY_PENDING, SUP_CATEGORY_ON_HOLD,
                                         SUP_CATEGORY_SOLVED};
    enum { COUNT = sizeof members / sizeof members[0] };
    const struct sup__json *found[COUNT] = {NULL};
    int32_t *moves = reading->policy->on_customer_message;

    moves[0] = moves[SUP_CATEGORY_NEW] = moves[SUP_CATEGORY_OPEN] = moves[SUP_CATEGORY_CLOSED] = -1;
    for (uint32_t i = 0; i < COUNT; i++) {
        moves[categories[i]] = (int32_t)reading->policy->status_open;
    }
    if (node == NULL) {
        return;
    }
    sup__read_members(reading, node, members, COUNT, found);
    for (uint32_t i = 0; i < COUNT; i++) {
        if (found[i] != NULL && reading->statuses != NULL) {
            read_move(reading, found[i], categories[i]);
        }
    }
}
