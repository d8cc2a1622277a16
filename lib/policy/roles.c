/*
 * roles.c: what agents, bots, customers and integrations may do.
 */
#include "policy/reading.h"

#include <string.h>

static void check_action(struct sup__reading *reading, const struct sup__json *node,
                         int is_for_customers)
{
    struct sup__candidates candidates = sup__policy_action_candidates(node->text, is_for_customers);
    char shown[SUP__SHOWN_SIZE];

    if (!sup__policy_is_action(node->text)) {
        (void)sup__problem_unknown(reading, node, 0, candidates, "there is no action \"%s\"",
                                   sup__shown(node->text, shown));
    } else if (is_for_customers && !sup__policy_is_customer_action(node->text)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" allows more than what customers may ever do", node->text);
    }
}

static void check_duplicates(struct sup__reading *reading, const struct sup__json *list,
                             const char *const *actions, uint32_t count)
{
    const struct sup__json *item = list->first;
    struct sup__names names;
    uint32_t at = 0;

    if (!sup__names_index(&names, reading->scratch, reading->scratch, actions, count)) {
        reading->is_out_of_memory = 1;
        return;
    }
    for (; item != NULL; item = item->next) {
        if (item->type != SUP__JSON_TEXT) {
            continue;
        }
        if (sup__names_find(&names, item->text) != (int32_t)at) {
            char shown[SUP__SHOWN_SIZE];

            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item,
                         "the action \"%s\" is there already", sup__shown(item->text, shown));
        }
        at++;
    }
}

const char *const *sup__read_actions(struct sup__reading *reading, const struct sup__json *list,
                                     int is_for_customers, uint32_t *count)
{
    const char **actions = sup__keep(reading, list->count * sizeof *actions);

    *count = 0;
    for (const struct sup__json *item = list->first; actions != NULL && item != NULL;
         item = item->next) {
        const char *copy;

        if (!sup__read_type(reading, item, SUP__JSON_TEXT)) {
            continue;
        }
        check_action(reading, item, is_for_customers);
        copy = sup__arena_text(&reading->policy->arena, item->text, item->bytes);
        if (copy == NULL) {
            reading->is_out_of_memory = 1;
            return NULL;
        }
        actions[(*count)++] = copy;
    }
    if (actions != NULL) {
        check_duplicates(reading, list, actions, *count);
    }
    return actions;
}

static void read_role(struct sup__reading *reading, const struct sup__json *node, const char *name,
                      struct sup__role *role, int is_for_customers)
{
    enum { MAY, LABEL, MEMBER_COUNT };
    static const struct sup__member members[MEMBER_COUNT] = {
        {"may", SUP__JSON_LIST, 1},
        {"label", 0, 0},
    };
    const struct sup__json *found[MEMBER_COUNT];

    sup__read_members(reading, node, members, MEMBER_COUNT, found);
    role->name = name;
    role->label = sup__read_label_of(reading, found[LABEL], name);
    if (found[MAY] != NULL) {
        role->actions =
            sup__read_actions(reading, found[MAY], is_for_customers, &role->action_count);
    }
}

void sup__read_roles(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__entries entries;
    struct sup__role *roles;
    uint32_t errors = sup__error_count(reading);

    if (node == NULL || !sup__read_keys(reading, node, "role", SUP__POLICY_ROLES_MAX, &entries)) {
        return;
    }
    if (node->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, node, "at least one role is needed");
    }
    roles = sup__keep(reading, entries.names.count * sizeof *roles);
    if (roles == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count; i++) {
        read_role(reading, entries.nodes[i], entries.names.names[i], &roles[i], 0);
    }
    reading->has_wrong_role = sup__error_count(reading) != errors;
    policy->roles = roles;
    policy->role_count = entries.names.count;
    policy->role_names = entries.names;
}

void sup__read_actors(struct sup__reading *reading, const struct sup__json *node)
{
    enum { CUSTOMER, INTEGRATION, MEMBER_COUNT };
    static const struct sup__member members[MEMBER_COUNT] = {
        {"customer", SUP__JSON_OBJECT, 0},
        {"integration", SUP__JSON_OBJECT, 0},
    };
    static const int32_t kinds[MEMBER_COUNT] = {SUP_ACTOR_CUSTOMER, SUP_ACTOR_INTEGRATION};
    const struct sup__json *found[MEMBER_COUNT];
    struct sup__role *roles;

    if (node == NULL) {
        return;
    }
    roles = sup__keep(reading, MEMBER_COUNT * sizeof *roles);
    if (roles == NULL) {
        return;
    }
    sup__read_members(reading, node, members, MEMBER_COUNT, found);
    for (uint32_t i = 0; i < MEMBER_COUNT; i++) {
        if (found[i] != NULL) {
            read_role(reading, found[i], members[i].name, &roles[i],
                      kinds[i] == SUP_ACTOR_CUSTOMER);
            reading->policy->actor_roles[kinds[i]] = &roles[i];
        }
    }
}
