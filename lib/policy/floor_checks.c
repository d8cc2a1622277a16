/*
 * floor_checks.c: escalation floors as a whole: that a ticket can go up, and that somebody may do
 * what a floor asks for.
 */
#include "policy/floors.h"

#include "base/text.h"

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
    if (is_empty(sup__json_member(node, "agents")) && is_empty(sup__json_member(node, "roles"))) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, node,
                     "nobody may do this: at least one role or agent is needed");
        return;
    }
    sup__check_holders(reading, SUP_MSG_POLICY_FLOOR, node, holders, action);
}

static void check_signatures(struct sup__reading *reading, const struct sup__json *list,
                             const struct sup__floor *floor)
{
    const struct sup__json *item = list != NULL ? list->first : NULL;

    for (uint32_t i = 0; i < floor->resolution_count && item != NULL; i++, item = item->next) {
        check_holders(reading, item, &floor->resolutions[i].holders, "floor.sign");
    }
}

/* Each agent gives one signature. Roles have others, and what is asked for under a condition may be
 * asked for where another is not. */
static void check_signers(struct sup__reading *reading, const struct sup__json *list,
                          const struct sup__floor *floor)
{
    int64_t agents[SUP__POLICY_SIGNATURES_MAX * SUP__POLICY_HOLDERS_MAX];
    const struct sup__json *item = list != NULL ? list->first : NULL;
    uint32_t agent_count = 0;
    uint32_t wanted = 0;

    for (uint32_t i = 0; i < floor->resolution_count && item != NULL; i++, item = item->next) {
        const struct sup__holders *holders = &floor->resolutions[i].holders;

        if (holders->role_count != 0 || sup__json_member(item, "roles") != NULL ||
            sup__json_member(item, "when") != NULL) {
            continue;
        }
        for (uint32_t k = 0; k < holders->agent_count; k++) {
            uint32_t at = 0;

            while (at < agent_count && agents[at] != holders->agents[k]) {
                at++;
            }
            agents[at] = holders->agents[k];
            agent_count += at == agent_count;
        }
        if (++wanted > agent_count && holders->agent_count != 0) {
            sup__problem(reading, SUP_MSG_POLICY_FLOOR, sup__json_member(item, "agents"),
                         "this can never be signed: each agent gives one signature, and these %u "
                         "ask for %u",
                         (unsigned)wanted, (unsigned)agent_count);
        }
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
    check_signers(reading, found[SUP__FLOOR_RESOLUTION], floor);
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
    const struct sup__json *clearance = found[SUP__FLOOR_CLEARANCE];
    int is_cleared = 0; /* something is held until then, or nobody knows until when */

    for (uint32_t i = 0; i < floor->hold_count && item != NULL; i++, item = item->next) {
        if (item->type == SUP__JSON_OBJECT) {
            check_hold(reading, item, found, floor->holds[i].until);
        }
        is_cleared |= floor->holds[i].until < 0 || floor->holds[i].until == SUP__HOLD_CLEARANCE;
    }
    if (clearance != NULL && !is_cleared) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, clearance,
                     "nothing on this floor is held until a clearance, so nobody would give one");
    }
}

/* What comes of a limit is said where there is none. */
static void check_on_limit(struct sup__reading *reading, const struct sup__json **found)
{
    if (found[SUP__FLOOR_ON_LIMIT] != NULL && is_empty(found[SUP__FLOOR_LIMITS])) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, found[SUP__FLOOR_ON_LIMIT],
                     "this floor has no \"limits\" that could pass");
    }
}

/* ---- what is recorded ---- */

static int may(const struct sup__policy *policy, const char *action)
{
    for (uint32_t i = 0; i < policy->role_count; i++) {
        if (sup__role_allows(&policy->roles[i], action)) {
            return 1;
        }
    }
    return sup__role_allows(policy->actor_roles[SUP_ACTOR_INTEGRATION], action);
}

static void check_evidence(struct sup__reading *reading, const struct sup__json *node,
                           const struct sup__floor *floor)
{
    if (floor->leave_count + floor->resolve_count != 0 && !reading->has_wrong_role &&
        !may(reading->policy, "floor.evidence")) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, node,
                     "nobody can record this: no role may floor.evidence");
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
    const struct sup__json *evidence = found[SUP__FLOOR_EVIDENCE];
    const struct sup__json *to_leave =
        evidence != NULL ? sup__json_member(evidence, "to_leave") : NULL;

    if (on_limit != NULL && strcmp(on_limit->text, "rise") == 0) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, on_limit,
                     "nothing is above the last floor: a limit there only tells");
    }
    if (found[SUP__FLOOR_SIGN_OFF] != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, found[SUP__FLOOR_SIGN_OFF],
                     "nothing is above the last floor: there is nothing to sign");
    }
    if (!is_empty(to_leave)) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, to_leave,
                     "nothing is above the last floor: nobody moves a ticket up from there");
    }
}

/* The rules of the last floor lead up from all others, and so on. */
static int is_risen_by_rules(const struct sup__policy *policy, uint32_t floor)
{
    uint32_t count = policy->floor_rules.count;

    return count > 0 && policy->floor_rules.items[count - 1].result > (int32_t)floor;
}

enum { CHANNELS_SIZE = 100 };

/* Some limit of the floor is for tickets of that channel. */
static int is_limited(const struct sup__floor *floor, int32_t channel)
{
    for (uint32_t i = 0; i < floor->limit_count; i++) {
        /* Which channel a wrong one means nobody knows, and it was told. */
        if (floor->limits[i].channel < 0 || floor->limits[i].channel == channel) {
            return 1;
        }
    }
    return 0;
}

/* The channels whose tickets no limit takes away: as many names as have room, and how many more. */
static uint32_t name_unlimited(const struct sup__policy *policy, const struct sup__floor *floor,
                               char text[CHANNELS_SIZE])
{
    enum { MORE_SIZE = sizeof " and 1000 more" };
    uint32_t count = 0;
    uint32_t named = 0;
    size_t bytes = 0;

    text[0] = '\0';
    for (uint32_t i = 0; i < policy->channel_names.count; i++) {
        const char *name = policy->channel_names.names[i];

        if (is_limited(floor, (int32_t)i)) {
            continue;
        }
        if (named == count++ &&
            bytes + strlen(name) + sizeof ", \"\"" + MORE_SIZE < CHANNELS_SIZE) {
            sup__format(text + bytes, CHANNELS_SIZE - bytes, "%s\"%s\"", named > 0 ? ", " : "",
                        name);
            bytes += strlen(text + bytes);
            named++;
        }
    }
    if (named < count) {
        sup__format(text + bytes, CHANNELS_SIZE - bytes, " and %u more", (unsigned)(count - named));
    }
    return count;
}

static void check_way_up(struct sup__reading *reading, const struct sup__json **found,
                         const struct sup__json *item, uint32_t at)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__floor *floor = &policy->floors[at];
    char channels[CHANNELS_SIZE];

    if (is_risen_by_rules(policy, at) || may(policy, "floor.escalate") || reading->has_wrong_role) {
        return;
    }
    if (floor->limit_count == 0 || floor->is_told_only) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, item,
                     "no ticket can leave \"%s\": no limit and no rule leads up, and no role may "
                     "floor.escalate",
                     floor->name);
    } else if (name_unlimited(policy, floor, channels) > 0) {
        sup__problem(reading, SUP_MSG_POLICY_FLOOR, found[SUP__FLOOR_LIMITS],
                     "no ticket of the channels %s can leave \"%s\": no limit is for them, no rule "
                     "leads up, and no role may floor.escalate",
                     channels, floor->name);
    }
}

/* ---- what floors themselves change ---- */

/* A ticket that one rule takes to a floor has its team and its tags, and nobody may have it there.
 * A rule of a higher floor that asks for that could match without the first one, and not with it:
 * one more rule would keep a ticket below where it belongs. */

/* The first floor below that hands tickets over; -1: none does. */
static int32_t handing_over(const struct sup__policy *policy, int32_t floor, int is_team)
{
    for (int32_t i = 0; i < floor; i++) {
        if (policy->floors[i].team >= 0 || (!is_team && policy->floors[i].handlers.role_count)) {
            return i;
        }
    }
    return -1;
}

static int is_given_below(const struct sup__policy *policy, const char *tag, int32_t floor)
{
    for (int32_t i = 0; i < floor; i++) {
        for (uint32_t k = 0; k < policy->floors[i].tag_count; k++) {
            if (tag == NULL || strcmp(policy->floors[i].tags[k], tag) == 0) {
                return 1;
            }
        }
    }
    return 0;
}

static int has_tag_below(const struct sup__policy *policy, const struct sup__json *node,
                         int32_t floor)
{
    if (node->type == SUP__JSON_TEXT) {
        return is_given_below(policy, node->text, floor);
    }
    for (const struct sup__json *part = node->first; part != NULL; part = part->next) {
        if (has_tag_below(policy, part, floor)) {
            return 1;
        }
    }
    return 0;
}

static int is_one_of(const char *word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(word, *words) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Where it is asked that a tag is not there, which a floor gives; NULL: nowhere. Each of these only
 * gains by one more tag, all else may lose. */
static const struct sup__json *asks_for_no_tag(const struct sup__policy *policy,
                                               const struct sup__json *node, int32_t floor)
{
    static const char *const gains[] = {"and", "or", "!!", "in", "some", "contains", "var", NULL};
    static const char *const by_any[] = {"all", "none", "reduce", NULL};
    const char *name = policy->facts.names.names[SUP__F_TICKET_TAGS];
    const struct sup__json *found = NULL;

    if (node->type == SUP__JSON_OBJECT && node->first != NULL &&
        !is_one_of(node->first->key, gains) && sup__find_var(node, name) != NULL) {
        int is_by_any = is_one_of(node->first->key, by_any);

        if (is_by_any ? is_given_below(policy, NULL, floor) : has_tag_below(policy, node, floor)) {
            return node;
        }
    }
    for (const struct sup__json *part = node->first; part != NULL && found == NULL;
         part = part->next) {
        found = asks_for_no_tag(policy, part, floor);
    }
    return found;
}

static void check_handing_over(struct sup__reading *reading, const struct sup__json *when,
                               uint32_t fact, int32_t floor)
{
    const struct sup__policy *policy = reading->policy;
    int32_t by = handing_over(policy, floor, fact == SUP__F_TICKET_TEAM);
    const char *name = policy->facts.names.names[fact];
    const struct sup__json *var = sup__find_var(when, name);

    if (by >= 0) {
        sup__problem(reading, SUP_MSG_POLICY_CIRCLE, var != NULL ? var : when,
                     "\"%s\" cannot be asked for here: the floor \"%s\" changes it, so a rule that "
                     "leads there could keep a ticket from this one",
                     name, policy->floors[by].name);
    }
}

void sup__check_floor_rule(struct sup__reading *reading, const struct sup__json *when,
                           const struct sup__condition *condition, int32_t floor)
{
    const struct sup__policy *policy = reading->policy;
    uint32_t count;
    const uint32_t *facts = sup__condition_facts(condition, &count);

    for (uint32_t i = 0; i < count; i++) {
        if (facts[i] == SUP__F_TICKET_TEAM || facts[i] == SUP__F_TICKET_IS_ASSIGNED) {
            check_handing_over(reading, when, facts[i], floor);
        } else if (facts[i] == SUP__F_TICKET_TAGS) {
            const struct sup__json *node = asks_for_no_tag(policy, when, floor);

            if (node != NULL) {
                sup__problem(
                    reading, SUP_MSG_POLICY_CIRCLE, node,
                    "a tag that a floor below gives cannot be asked not to be there: a rule "
                    "that leads there could keep a ticket from this one");
            }
        }
    }
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
            check_way_up(reading, found, entries->nodes[i], i);
        }
        check_all_holders(reading, found, &policy->floors[i]);
        check_evidence(reading, found[SUP__FLOOR_EVIDENCE], &policy->floors[i]);
        check_holds(reading, found, &policy->floors[i]);
        check_on_limit(reading, found);
    }
}
