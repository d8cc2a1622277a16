/*
 * holders.c: lists of names that are there already, and who may do something.
 */
#include "policy/reading.h"

#include "base/text.h"

#include <inttypes.h>
#include <string.h>

int sup__is_countable(struct sup__reading *reading, const struct sup__json *list, const char *what,
                      uint32_t count_max)
{
    if (list->count <= count_max) {
        return 1;
    }
    sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                 "%u entries of the kind %s are too many: %u are allowed", (unsigned)list->count,
                 what, (unsigned)count_max);
    return 0;
}

void sup__tell_twice(struct sup__reading *reading, const struct sup__json *item, const char *what)
{
    char shown[SUP__SHOWN_SIZE];

    sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item, "the %s \"%s\" is there already", what,
                 sup__shown(item->text, shown));
}

const uint32_t *sup__read_references(struct sup__reading *reading, const struct sup__json *list,
                                     const char *what, const struct sup__names *names,
                                     uint32_t count_max, uint32_t *count)
{
    uint32_t *kept;

    *count = 0;
    if (list == NULL || !sup__is_countable(reading, list, what, count_max)) {
        return NULL;
    }
    kept = sup__keep(reading, list->count * sizeof *kept);
    for (const struct sup__json *item = list->first; kept != NULL && item != NULL;
         item = item->next) {
        uint32_t errors = sup__error_count(reading);
        int32_t index = sup__read_reference(reading, item, 0, what, names);
        uint32_t at = 0;

        while (at < *count && index >= 0 && kept[at] != (uint32_t)index) {
            at++;
        }
        if (index >= 0 && at < *count && sup__error_count(reading) == errors) {
            sup__tell_twice(reading, item, what);
        } else if (index >= 0) {
            kept[(*count)++] = (uint32_t)index;
        }
    }
    return kept;
}

int64_t sup__read_agent(struct sup__reading *reading, const struct sup__json *item)
{
    char shown[SUP__SHOWN_SIZE];
    int64_t id;

    if (!sup__read_type(reading, item, SUP__JSON_TEXT)) {
        return 0;
    }
    if (item->text[0] < '1' || !sup__parse_int(item->text, item->bytes, &id)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "\"%s\" is not an agent's id: a whole number from 1, as text",
                     sup__shown(item->text, shown));
        return 0;
    }
    if (reading->agent_may != NULL &&
        !reading->agent_may(reading->context, id, reading->policy, NULL)) {
        sup__warning(reading, SUP_MSG_POLICY_NOBODY, item,
                     "there is no agent %" PRId64 " on this desk, or they have left", id);
    }
    return id;
}

const int64_t *sup__read_agents(struct sup__reading *reading, const struct sup__json *list,
                                uint32_t *count)
{
    int64_t *agents;

    *count = 0;
    if (list == NULL || !sup__is_countable(reading, list, "agent", SUP__POLICY_HOLDERS_MAX)) {
        return NULL;
    }
    agents = sup__keep(reading, list->count * sizeof *agents);
    for (const struct sup__json *item = list->first; agents != NULL && item != NULL;
         item = item->next) {
        int64_t id = sup__read_agent(reading, item);
        uint32_t at = 0;

        while (at < *count && agents[at] != id) {
            at++;
        }
        if (id > 0 && at < *count) {
            sup__tell_twice(reading, item, "agent");
        } else if (id > 0) {
            agents[(*count)++] = id;
        }
    }
    return agents;
}

void sup__read_holders(struct sup__reading *reading, const struct sup__json *roles,
                       const struct sup__json *agents, struct sup__holders *holders)
{
    holders->roles = sup__read_references(reading, roles, "role", &reading->policy->role_names,
                                          SUP__POLICY_HOLDERS_MAX, &holders->role_count);
    holders->agents = sup__read_agents(reading, agents, &holders->agent_count);
}

void sup__read_holder(struct sup__reading *reading, const struct sup__json *node,
                      struct sup__holders *holders)
{
    enum { ROLES, AGENTS, COUNT };
    static const struct sup__member members[COUNT] = {
        {"roles", SUP__JSON_LIST, 0},
        {"agents", SUP__JSON_LIST, 0},
    };
    const struct sup__json *found[COUNT];

    if (node != NULL) {
        sup__read_members(reading, node, members, COUNT, found);
        sup__read_holders(reading, found[ROLES], found[AGENTS], holders);
    }
}

/* ---- who may ---- */

/* May one of those who are named, or somebody by a role, whom `is_held` wants to be there? Nobody
 * knows where there is no desk. */
static int may_any(const struct sup__reading *reading, const struct sup__holders *holders,
                   const char *action, int is_held)
{
    for (uint32_t i = 0; i < holders->role_count; i++) {
        if (sup__role_allows(&reading->policy->roles[holders->roles[i]], action) &&
            (!is_held ||
             reading->role_is_held(reading->context, holders->roles[i], reading->policy))) {
            return 1;
        }
    }
    for (uint32_t i = 0; i < holders->agent_count; i++) {
        if (reading->agent_may == NULL ||
            reading->agent_may(reading->context, holders->agents[i], reading->policy, action)) {
            return 1;
        }
    }
    return 0;
}

/* Signatures and approvals are given by people: not by the host, which does without them what else
 * somebody may. */
static const char *said_of_people(const char *action)
{
    return strcmp(action, "floor.sign") == 0        ? "sign"
           : strcmp(action, "approval.decide") == 0 ? "approve"
                                                    : NULL;
}

void sup__check_holders(struct sup__reading *reading, enum sup__message message,
                        const struct sup__json *node, const struct sup__holders *holders,
                        const char *action)
{
    const struct sup__json *roles = sup__json_member(node, "roles");
    const char *said = said_of_people(action);

    if (reading->has_wrong_role || holders->agent_count + holders->role_count == 0) {
        return; /* it was told */
    }
    if (may_any(reading, holders, action, 0)) {
        if (said != NULL && reading->role_is_held != NULL &&
            !may_any(reading, holders, action, 1)) {
            sup__warning(reading, SUP_MSG_POLICY_NOBODY, roles,
                         "nobody on this desk could %s this: no person has one of these roles",
                         said);
        }
    } else if (holders->agent_count == 0) {
        sup__problem(reading, message, roles, "none of these roles may %s", action);
    } else {
        sup__warning(reading, SUP_MSG_POLICY_NOBODY, sup__json_member(node, "agents"),
                     "none of these may %s by the roles that they have", action);
    }
}
