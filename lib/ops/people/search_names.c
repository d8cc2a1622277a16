/*
 * search_names.c: the names of the policy that a search goes by.
 *
 * A misspelt name finds nothing, which looks like an answer. So a name must be one of the desk's
 * policy. Tickets keep the names of their time: one that only an earlier version had is as good.
 * Earlier versions are read, newest first, only for a name that the active one does not know.
 */
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <string.h>

/* Look them up in one policy; how many are still unknown. */
static uint32_t look(struct sup__sought *sought, uint32_t count, const struct sup__policy *policy,
                     struct sup__arena *arena)
{
    uint32_t unknown = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct sup__names *names = (const void *)((const char *)policy + sought[i].list);
        if (!sought[i].name || sup__names_find(names, sought[i].name) >= 0) {
            sought[i].name = NULL;
            continue;
        }
        unknown++;
        const char *nearest = sought[i].nearest ? NULL : sup__names_nearest(names, sought[i].name);
        if (nearest) {
            sought[i].nearest = sup__arena_text(arena, nearest, strlen(nearest));
        }
    }
    return unknown;
}

int32_t sup__search_sought(struct sup__unit *unit, struct sup__sought *sought, uint32_t count,
                           uint32_t *unknown)
{
    int64_t version = unit->head.policy_version;
    *unknown = look(sought, count, unit->policy, unit->repo.arena);
    while (*unknown && version-- > 0) {
        struct sup__policy *earlier = NULL;
        int32_t rc = sup__load_policy(unit, version, &earlier);
        if (rc != SUP_OK) {
            return rc;
        }
        *unknown = look(sought, count, earlier, unit->repo.arena);
        sup__policy_free(earlier);
    }
    return SUP_OK;
}

int32_t sup__fail_sought(struct sup__unit *unit, const char *field,
                         const struct sup__sought *sought)
{
    int32_t rc = sup__fail(unit->error, SUP_MSG_POLICY_NAME, field,
                           "the policy has no %s '%s' and never had", sought->what, sought->name);
    if (sought->nearest) {
        sup__hint(unit->error, "did you mean '%s'?", sought->nearest);
    }
    return rc;
}

/* Fields are called as what they name. */
static int32_t search(struct sup__unit *unit, struct sup__sought *sought, uint32_t count)
{
    uint32_t unknown = 0;
    int32_t rc = sup__search_sought(unit, sought, count, &unknown);
    while (rc == SUP_OK && unknown && !sought->name) {
        sought++;
    }
    return rc == SUP_OK && unknown ? sup__fail_sought(unit, sought->what, sought) : rc;
}

int32_t sup__search_names(struct sup__unit *unit, const struct sup_ticket_list_params *params)
{
    struct sup__sought sought[] = {
        {"status", params->status, offsetof(struct sup__policy, status_names), NULL},
        {"priority", params->priority, offsetof(struct sup__policy, priority_names), NULL},
        {"reason", params->reason, offsetof(struct sup__policy, reason_names), NULL},
        {"channel", params->channel, offsetof(struct sup__policy, channel_names), NULL},
        {"team", params->team, offsetof(struct sup__policy, team_names), NULL},
    };
    return search(unit, sought, sizeof sought / sizeof sought[0]);
}

int32_t sup__search_misses(struct sup__unit *unit, const char *team, const char *cause)
{
    struct sup__sought sought[] = {
        {"team", team, offsetof(struct sup__policy, team_names), NULL},
        {"cause", cause, offsetof(struct sup__policy, cause_names), NULL},
    };
    return search(unit, sought, sizeof sought / sizeof sought[0]);
}
