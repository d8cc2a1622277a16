/*
 * lists.c: priorities, channels, contact reasons and teams: lists of names with labels.
 */
#include "policy/reading.h"

enum { NAME, LABEL, MEMBER_COUNT };

static const struct sup__member named_members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
};

/* `needs_one`: an empty list is a problem. */
static const struct sup__named *read_named(struct sup__reading *reading,
                                           const struct sup__json *node, const char *what,
                                           uint32_t count_max, int needs_one,
                                           struct sup__names *names)
{
    struct sup__entries entries;
    struct sup__named *items;

    if (node == NULL ||
        !sup__read_entries(reading, node, what, count_max, named_members, MEMBER_COUNT, &entries)) {
        return NULL;
    }
    if (needs_one && node->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, node, "at least one %s is needed", what);
    }
    items = sup__keep(reading, entries.names.count * sizeof *items);
    if (items == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < entries.names.count; i++) {
        const struct sup__json *label = entries.found[(size_t)i * MEMBER_COUNT + LABEL];

        items[i].name = entries.names.names[i];
        items[i].label = label != NULL ? sup__read_label(reading, label) : items[i].name;
    }
    *names = entries.names;
    return items;
}

void sup__read_priorities(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->priorities = read_named(reading, node, "priority", SUP__POLICY_PRIORITIES_MAX, 1,
                                    &policy->priority_names);
    policy->priority_count = policy->priority_names.count;
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

void sup__read_channels(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->channels =
        read_named(reading, node, "channel", SUP__POLICY_CHANNELS_MAX, 1, &policy->channel_names);
    policy->channel_count = policy->channel_names.count;
}

void sup__read_reasons(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->reasons =
        read_named(reading, node, "reason", SUP__POLICY_REASONS_MAX, 0, &policy->reason_names);
    policy->reason_count = policy->reason_names.count;
}

void sup__read_teams(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;

    policy->teams =
        read_named(reading, node, "team", SUP__POLICY_TEAMS_MAX, 0, &policy->team_names);
    policy->team_count = policy->team_names.count;
}
