/*
 * floor_checks.c: escalation floors as a whole: that a ticket can go up, and that somebody may do
 * what a floor asks for.
 */
#include "policy/floors.h"

#include <string.h>

/* ---- who may ---- */

static int is_empty(const struct sup__json *list)
{
    return list == NULL || list->count == 0;
}

/* `node` has the members "roles" and "agents". */
static void check_holders(struct sup__reading *reading, const struct sup__json *node,
                          const struct sup__holders *holders, const char *action)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *roles = sup__json_member(node, "roles");

    if (is_empty(sup__json_member(node, "agents")) && is_empty(roles)) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, node,
                     "nobody may do this: at least one role or agent is needed");
        return;
    }
    if (reading->has_wrong_role || holders->agent_count != 0 || holders->role_count == 0) {
        return; /* told, or an agent's own roles decide */
    }
    for (uint32_t i = 0; i < holders->role_count; i++) {
        if (sup__role_allows(&policy->roles[holders->roles[i]], action)) {
            return;
        }
    }
    sup__problem(reading, SUP_MSG_POLICY_FLOOR, roles, "none of these roles may %s", action);
}

static void check_signatures(struct sup__reading *reading, const struct sup__json *list,
                             const struct sup__floor *floor)
{
    const struct sup__json *item = list != NULL ? list->first : NULL;

    for (uint32_t i = 0; i < floor->resolution_count && item != NULL; i++, item = item->next) {
        check_holders(reading, item, &floor->resolutions[i].holders, "floor.sign");
    }
}

static void check_all_holders(struct sup__reading *reading, const struct sup__json **found,
                              const struct sup__floor *floor)
{
    if (found[SUP__FLOOR_SIGN_OFF] != NULL) {
        check_holders(reading, found[SUP__FLOOR_SIGN_OFF], &floor->movers, "floor.sign");
    }
    if (found[SUP__FLOOR_CLEARANCE] != NULL) {
        check_holders(reading, found[SUP__FLOOR_CLEARANCE], &floor->clearers, "floor.sign");
    }
    if (found[SUP__FLOOR_LOWERED_BY] != NULL) {
        check_holders(reading, found[SUP__FLOOR_LOWERED_BY], &floor->lowerers, "floor.lower");
    }
    check_signatures(reading, found[SUP__FLOOR_RESOLUTION], floor);
}

/* ---- holds ---- */

/* Held, these would keep a ticket where it is for good. */
static int leads_out(const char *pattern)
{
    return strcmp(pattern, "*") == 0 || strncmp(pattern, "floor.", strlen("floor.")) == 0;
}

/* What is no action at all has been told. */
static void check_held_action(struct sup__reading *reading, const struct sup__json *action)
{
    if (!sup__policy_is_action(action->text)) {
        return;
    }
    if (leads_out(action->text)) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, action,
                     "\"%s\" cannot be held: it has what ends a hold", action->text);
    } else if (!sup__policy_holds_some(action->text)) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, action,
                     "\"%s\" cannot be held: only changes of a ticket are, and not what customers "
                     "write",
                     action->text);
    }
}

static void check_hold(struct sup__reading *reading, const struct sup__json *item,
                       const struct sup__json **found, int32_t until)
{
    static const struct {
        int32_t member;
        const char *name;
    } needed[] = {
        [SUP__HOLD_CLEARANCE] = {SUP__FLOOR_CLEARANCE, "clearance"},
        [SUP__HOLD_MOVE_UP] = {SUP__FLOOR_SIGN_OFF, "sign_off"},
        [SUP__HOLD_RESOLUTION] = {SUP__FLOOR_RESOLUTION, "resolution"},
    };
    const struct sup__json *actions = sup__json_member(item, "actions");
    const struct sup__json *action =
        actions != NULL && actions->type == SUP__JSON_LIST ? actions->first : NULL;

    for (; action != NULL; action = action->next) {
        if (action->type == SUP__JSON_TEXT) {
            check_held_action(reading, action);
        }
    }
    if (until >= 0 && is_empty(found[needed[until].member])) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, sup__json_member(item, "until"),
                     "this hold never ends: the floor has no \"%s\"", needed[until].name);
    }
}

static void check_holds(struct sup__reading *reading, const struct sup__json **found,
                        const struct sup__floor *floor)
{
    const struct sup__json *list = found[SUP__FLOOR_HOLD];
    const struct sup__json *item = list != NULL ? list->first : NULL;

    for (uint32_t i = 0; i < floor->hold_count && item != NULL; i++, item = item->next) {
        if (item->type == SUP__JSON_OBJECT) {
            check_hold(reading, item, found, floor->holds[i].until);
        }
    }
}

/* ---- the order ---- */

static void check_first(struct sup__reading *reading, const struct sup__json **found)
{
    if (!is_empty(found[SUP__FLOOR_RULES])) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, found[SUP__FLOOR_RULES],
                     "every ticket begins on the first floor: no rule leads there");
    }
    if (found[SUP__FLOOR_LOWERED_BY] != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, found[SUP__FLOOR_LOWERED_BY],
                     "nothing is below the first floor");
    }
}

static void check_last(struct sup__reading *reading, const struct sup__json **found)
{
    const struct sup__json *on_limit = found[SUP__FLOOR_ON_LIMIT];

    if (on_limit != NULL && strcmp(on_limit->text, "rise") == 0) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, on_limit,
                     "nothing is above the last floor: a limit there only tells");
    }
    if (found[SUP__FLOOR_SIGN_OFF] != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, found[SUP__FLOOR_SIGN_OFF],
                     "nothing is above the last floor: there is nothing to sign");
    }
}

static int may_escalate(const struct sup__policy *policy)
{
    for (uint32_t i = 0; i < policy->role_count; i++) {
        if (sup__role_allows(&policy->roles[i], "floor.escalate")) {
            return 1;
        }
    }
    return sup__role_allows(policy->actor_roles[SUP_ACTOR_INTEGRATION], "floor.escalate");
}

/* The rules of the last floor lead up from all others, and so on. */
static int is_risen_by_rules(const struct sup__policy *policy, uint32_t floor)
{
    uint32_t count = policy->floor_rules.count;

    return count > 0 && policy->floor_rules.items[count - 1].result > (int32_t)floor;
}

static void check_way_up(struct sup__reading *reading, const struct sup__json *item, uint32_t at)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__floor *floor = &policy->floors[at];

    if ((floor->limit_count > 0 && !floor->is_told_only) || is_risen_by_rules(policy, at) ||
        may_escalate(policy) || reading->has_wrong_role) {
        return;
    }
    sup__problem(reading, SUP_MSG_POLICY_FLOOR, item,
                 "no ticket can leave \"%s\": no limit and no rule leads up, and no role may "
                 "floor.escalate",
                 floor->name);
}

void sup__check_floors(struct sup__reading *reading, const struct sup__entries *entries)
{
    const struct sup__policy *policy = reading->policy;

    for (uint32_t i = 0; i < policy->floor_count; i++) {
        const struct sup__json **found = entries->found + (size_t)i * SUP__FLOOR_MEMBERS;

        if (i == 0) {
            check_first(reading, found);
        }
        if (i + 1 == policy->floor_count) {
            check_last(reading, found);
        } else {
            check_way_up(reading, entries->nodes[i], i);
        }
        check_all_holders(reading, found, &policy->floors[i]);
        check_holds(reading, found, &policy->floors[i]);
    }
}
