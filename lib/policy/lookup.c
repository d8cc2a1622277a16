/*
 * lookup.c: questions to a compiled policy. They take no memory and cannot fail.
 */
#include "policy/policy.h"

#include <string.h>

#include "base/names.h"

int32_t sup__policy_status(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->status_names, name);
}

int32_t sup__policy_priority(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->priority_names, name);
}

int32_t sup__policy_channel(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->channel_names, name);
}

int32_t sup__policy_reason(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->reason_names, name);
}

int32_t sup__policy_team(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->team_names, name);
}

int32_t sup__policy_role(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->role_names, name);
}

int32_t sup__policy_skill(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->skill_names, name);
}

int32_t sup__policy_calendar(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->calendar_names, name);
}

int32_t sup__policy_language(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->language_names, name);
}

int32_t sup__policy_impact(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->impact_names, name);
}

int32_t sup__policy_urgency(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->urgency_names, name);
}

int32_t sup__policy_field(const struct sup__policy *policy, const char *name)
{
    return sup__names_find(&policy->field_names, name);
}

int sup__policy_may_move(const struct sup__policy *policy, uint32_t from, uint32_t to)
{
    if (from >= policy->status_count) {
        return 0;
    }
    for (uint32_t i = 0; i < policy->statuses[from].target_count; i++) {
        if (policy->statuses[from].targets[i] == to) {
            return 1;
        }
    }
    return 0;
}

/* "ticket.*" allows "ticket.reply", since what precedes the star begins it. */
static int pattern_allows(const char *pattern, const char *action)
{
    size_t bytes = strlen(pattern);

    if (pattern[bytes - 1] == '*') {
        return strncmp(pattern, action, bytes - 1) == 0;
    }
    return strcmp(pattern, action) == 0;
}

int sup__role_allows(const struct sup__role *role, const char *action)
{
    if (role == NULL || action == NULL || action[0] == '\0') {
        return 0;
    }
    for (uint32_t i = 0; i < role->action_count; i++) {
        if (pattern_allows(role->actions[i], action)) {
            return 1;
        }
    }
    return 0;
}

const char *sup__category_name(int32_t category)
{
    static const char *const names[] = {"new", "open", "pending", "on_hold", "solved", "closed"};

    return category >= SUP_CATEGORY_NEW && category <= SUP_CATEGORY_CLOSED
               ? names[category - SUP_CATEGORY_NEW]
               : NULL;
}
