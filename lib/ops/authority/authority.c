/*
 * authority.c: may this caller do this? One function for every operation, failing closed.
 *
 * The answer comes from lists of actions by role, in the policy, and for what the operation table
 * says is governed from the authority matrix as well (authority_actions.c). The library's own
 * clockwork and the host's C code act as the system, which neither restricts.
 */
#include "ops/bodies.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static int32_t may_not(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_ACTOR_MAY_NOT, "caller", "%s %" PRId64 " may not %s",
                     sup__actor_name(unit->caller.actor_kind), unit->caller.actor_id,
                     unit->operation->action);
}

static int32_t unknown(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_ACTOR_UNKNOWN, "caller.actor_id",
                     "there is no %s %" PRId64 " who could %s",
                     sup__actor_name(unit->caller.actor_kind), unit->caller.actor_id,
                     unit->operation->action);
}

int sup__roles_may(const struct sup__policy *policy, const char *roles, const char *action)
{
    char name[65];
    while (*roles) {
        size_t bytes = strcspn(roles, " ");
        if (bytes < sizeof name) {
            memcpy(name, roles, bytes);
            name[bytes] = 0;
            int32_t role = sup__policy_role(policy, name);
            if (role >= 0 && sup__role_allows(&policy->roles[role], action)) {
                return 1;
            }
        }
        roles += bytes + (roles[bytes] == ' ');
    }
    return 0;
}

int sup__actor_may(const struct sup__policy *policy, int32_t kind, const char *roles,
                   const char *action)
{
    if (kind == SUP_ACTOR_SYSTEM) {
        return 1;
    }
    if (kind == SUP_ACTOR_AGENT || kind == SUP_ACTOR_BOT) {
        return sup__roles_may(policy, roles, action);
    }
    const struct sup__role *role = policy->actor_roles[kind];
    return role && sup__role_allows(role, action);
}

int sup__may(const struct sup__unit *unit, const char *action)
{
    return sup__actor_may(unit->policy, unit->caller.actor_kind, unit->actor.roles, action);
}

int32_t sup__check_may(struct sup__unit *unit, const char *action, const char *field)
{
    if (sup__may(unit, action)) {
        return SUP_OK;
    }
    return sup__fail(
        unit->error, SUP_MSG_ACTOR_MAY_NOT, field, "%s %" PRId64 " may not say %s, which needs %s",
        sup__actor_name(unit->caller.actor_kind), unit->caller.actor_id, field, action);
}

static int32_t authorize_agent(struct sup__unit *unit)
{
    int64_t kind = unit->caller.actor_kind == SUP_ACTOR_BOT ? 2 : 1;
    struct sup__agent_row row = {.tenant = unit->head.tenant, .id = unit->caller.actor_id};
    int32_t rc = SUP_OK;
    if (sup__kept_actor(unit)) {
        row = unit->actor;
    } else {
        rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
    }
    if (rc == SUP_NOT_FOUND || (rc == SUP_OK && (row.kind != kind || row.is_departed))) {
        return unknown(unit);
    }
    if (rc == SUP_OK) {
        unit->actor = row;
        rc = sup__may(unit, unit->operation->action) ? SUP_OK : may_not(unit);
    }
    return rc;
}

static int32_t authorize_customer(struct sup__unit *unit)
{
    struct sup__customer_row row = {.tenant = unit->head.tenant, .id = unit->caller.actor_id};
    if (sup__kept_actor(unit)) {
        return SUP_OK;
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_CUSTOMER, &row);
    if (rc == SUP_OK && row.erased_ms) {
        return sup__fail(unit->error, SUP_MSG_CUSTOMER_ERASED, "caller.actor_id",
                         "customer %" PRId64 " was erased", row.id);
    }
    if (rc == SUP_OK) {
        unit->customer_id = row.id;
        unit->customer_root = row.root_id;
    }
    return rc == SUP_NOT_FOUND ? unknown(unit) : rc;
}

static int32_t authorize_role(struct sup__unit *unit)
{
    int32_t kind = unit->caller.actor_kind;
    if (unit->is_import && kind != SUP_ACTOR_SYSTEM && kind != SUP_ACTOR_INTEGRATION) {
        return sup__fail(unit->error, SUP_MSG_IMPORT_MAY_NOT, "caller.flags",
                         "%s %" PRId64 " may not import history", sup__actor_name(kind),
                         unit->caller.actor_id);
    }
    if (kind == SUP_ACTOR_SYSTEM) {
        return SUP_OK;
    }
    if (!unit->policy) {
        return sup__unit_no_policy(unit);
    }
    if (kind == SUP_ACTOR_AGENT || kind == SUP_ACTOR_BOT) {
        return authorize_agent(unit);
    }
    if (!sup__may(unit, unit->operation->action)) {
        return may_not(unit);
    }
    return kind == SUP_ACTOR_CUSTOMER ? authorize_customer(unit) : SUP_OK;
}

int32_t sup__authorize(struct sup__unit *unit, const void *params)
{
    int32_t rc = authorize_role(unit);
    return rc == SUP_OK && unit->operation->governed_by ? sup__authorize_action(unit, params) : rc;
}
