/*
 * lists.c: the plain lists of names with labels: priorities, impacts, urgencies, teams, skills.
 */
#include "policy/reading.h"

enum { NAME, LABEL, MEMBER_COUNT };

static const struct sup__member named_members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
};

const struct sup__named *sup__read_named(struct sup__reading *reading, const struct sup__json *list,
                                         const char *what, uint32_t count_max,
                                         sup__name_reader *read_name, struct sup__names *names)
{
    const struct sup__entry_kind kind = {what, count_max, MEMBER_COUNT, named_members, read_name};
    struct sup__entries entries;
    struct sup__named *items;

    if (list == NULL || !sup__read_entries(reading, list, &kind, &entries)) {
        return NULL;
    }
    items = sup__keep(reading, entries.names.count * sizeof *items);
    if (items == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < entries.names.count; i++) {
        const struct sup__json *label = entries.found[(size_t)i * MEMBER_COUNT + LABEL];

        items[i].name = entries.names.names[i];
        items[i].label = sup__read_label_of(reading, label, items[i].name);
    }
    *names = entries.names;
    return items;
}

void sup__read_priorities(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->priorities = sup__read_named(reading, node, "priority", SUP__POLICY_PRIORITIES_MAX,
                                         NULL, &policy->priority_names);
    policy->priority_count = policy->priority_names.count;
    if (node != NULL && node->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, node, "at least one priority is needed");
    }
}

void sup__read_default_priority(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    int32_t index;

    if (node == NULL || policy->priorities == NULL) {
        return;
    }
    index = sup__read_reference(reading, node, 0, "priority", &policy->priority_names);
    policy->priority_default = index >= 0 ? (uint32_t)index : 0;
}

void sup__read_impacts(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->impacts = sup__read_named(reading, node, "impact", SUP__POLICY_LEVELS_MAX, NULL,
                                      &policy->impact_names);
    policy->impact_count = policy->impact_names.count;
}

void sup__read_urgencies(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->urgencies = sup__read_named(reading, node, "urgency", SUP__POLICY_LEVELS_MAX, NULL,
                                        &policy->urgency_names);
    policy->urgency_count = policy->urgency_names.count;
}

void sup__read_teams(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->teams =
        sup__read_named(reading, node, "team", SUP__POLICY_TEAMS_MAX, NULL, &policy->team_names);
    policy->team_count = policy->team_names.count;
}

void sup__read_skills(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->skills =
        sup__read_named(reading, node, "skill", SUP__POLICY_SKILLS_MAX, NULL, &policy->skill_names);
    policy->skill_count = policy->skill_names.count;
}
