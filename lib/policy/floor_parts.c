/*
 * floor_parts.c: what one floor has: who signs, what is held, what must be recorded, who is told.
 */
#include "policy/floors.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

const uint32_t *sup__read_required(struct sup__reading *reading, const struct sup__json *list,
                                   uint32_t *count)
{
    return sup__read_references(reading, list, "fact", &reading->policy->facts.names,
                                SUP__POLICY_REQUIRED_MAX, count);
}

/* ---- signatures ---- */

void sup__read_sign_off(struct sup__reading *reading, const struct sup__json *node,
                        struct sup__floor *floor)
{
    enum { ROLES, AGENTS, JUSTIFICATION, WITHIN, UNSIGNED, COUNT };
    static const struct sup__member members[COUNT] = {
        {"roles", SUP__JSON_LIST, 0},  {"agents", SUP__JSON_LIST, 0},   {"justification", 0, 0},
        {"within", SUP__JSON_TEXT, 1}, {"unsigned", SUP__JSON_TEXT, 1},
    };
    static const char *const outcomes[] = {"stay", "rise"};
    const struct sup__json *found[COUNT];

    if (node == NULL) {
        return;
    }
    sup__read_members(reading, node, members, COUNT, found);
    floor->has_sign_off = 1;
    sup__read_holders(reading, found[ROLES], found[AGENTS], &floor->movers);
    floor->needs_justification = sup__read_bool(reading, found[JUSTIFICATION]);
    if (found[WITHIN] != NULL) {
        floor->sign_within_ms = sup__read_duration(reading, found[WITHIN]);
    }
    if (found[WITHIN] != NULL && floor->sign_within_ms == 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, found[WITHIN],
                     "nobody can sign in no time at all");
    }
    floor->rises_unsigned = found[UNSIGNED] != NULL &&
                            sup__read_choice(reading, found[UNSIGNED], "outcome", outcomes, 2) == 1;
}

/* The condition is compiled once the facts are known. */
static void read_when(struct sup__reading *reading, const struct sup__json *when,
                      struct sup__signature *signature)
{
    struct sup__late_condition *late;

    if (when == NULL) {
        return;
    }
    late = sup__scratch(reading, sizeof *late);
    if (late != NULL) {
        *late = (struct sup__late_condition){when, &signature->when, reading->late_conditions};
        reading->late_conditions = late;
    }
}

void sup__read_resolution(struct sup__reading *reading, const struct sup__json *list,
                          struct sup__floor *floor)
{
    enum { NAME, LABEL, ROLES, AGENTS, WHEN, COUNT };
    static const struct sup__member members[COUNT] = {
        {"name", SUP__JSON_TEXT, 1},   {"label", 0, 0}, {"roles", SUP__JSON_LIST, 0},
        {"agents", SUP__JSON_LIST, 0}, {"when", 0, 0},
    };
    static const struct sup__entry_kind kind = {"signature", SUP__POLICY_SIGNATURES_MAX, COUNT,
                                                members, NULL};
    struct sup__signature *signatures;
    struct sup__entries entries;

    if (list == NULL || !sup__read_entries(reading, list, &kind, &entries)) {
        return;
    }
    signatures = sup__keep(reading, entries.names.count * sizeof *signatures);
    for (uint32_t i = 0; signatures != NULL && i < entries.names.count; i++) {
        const struct sup__json **found = entries.found + (size_t)i * COUNT;

        signatures[i].name = entries.names.names[i];
        signatures[i].label = sup__read_label_of(reading, found[LABEL], signatures[i].name);
        sup__read_holders(reading, found[ROLES], found[AGENTS], &signatures[i].holders);
        read_when(reading, found[WHEN], &signatures[i]);
    }
    floor->resolutions = signatures;
    floor->resolution_count = signatures != NULL ? entries.names.count : 0;
}

/* ---- what is held ---- */

static void read_hold(struct sup__reading *reading, const struct sup__json *item,
                      struct sup__hold *hold)
{
    enum { ACTIONS, UNTIL, COUNT };
    static const struct sup__member members[COUNT] = {
        {"actions", SUP__JSON_LIST, 1},
        {"until", SUP__JSON_TEXT, 1},
    };
    static const char *const ends[] = {
        [SUP__HOLD_CLEARANCE] = "clearance",
        [SUP__HOLD_MOVE_UP] = "move_up",
        [SUP__HOLD_RESOLUTION] = "resolution",
    };
    const struct sup__json *found[COUNT];

    hold->until = -1;
    sup__read_members(reading, item, members, COUNT, found);
    if (found[ACTIONS] != NULL) {
        hold->actions = sup__read_actions(reading, found[ACTIONS], 0, &hold->action_count);
        if (found[ACTIONS]->count == 0) {
            sup__problem(reading, SUP_MSG_POLICY_COUNT, found[ACTIONS],
                         "at least one action is needed");
        }
    }
    if (found[UNTIL] != NULL) {
        hold->until = sup__read_choice(reading, found[UNTIL], "end of a hold", ends, 3);
    }
}

void sup__read_floor_holds(struct sup__reading *reading, const struct sup__json *list,
                           struct sup__floor *floor)
{
    struct sup__hold *holds;

    if (list == NULL || !sup__is_countable(reading, list, "hold", SUP__POLICY_HOLDS_MAX)) {
        return;
    }
    holds = sup__keep(reading, list->count * sizeof *holds);
    floor->holds = holds;
    for (const struct sup__json *item = list->first; holds != NULL && item != NULL;
         item = item->next) {
        read_hold(reading, item, &holds[floor->hold_count++]);
    }
}

/* ---- what is recorded, and who is told ---- */

void sup__read_evidence(struct sup__reading *reading, const struct sup__json *node,
                        struct sup__floor *floor)
{
    enum { TO_LEAVE, TO_RESOLVE, COUNT };
    static const struct sup__member members[COUNT] = {
        {"to_leave", SUP__JSON_LIST, 0},
        {"to_resolve", SUP__JSON_LIST, 0},
    };
    const struct sup__json *found[COUNT];
    struct sup__names names[COUNT] = {{0}};

    if (node == NULL) {
        return;
    }
    sup__read_members(reading, node, members, COUNT, found);
    floor->leave = sup__read_named(reading, found[TO_LEAVE], "piece of evidence",
                                   SUP__POLICY_EVIDENCE_MAX, NULL, &names[TO_LEAVE]);
    floor->leave_count = names[TO_LEAVE].count;
    floor->resolve = sup__read_named(reading, found[TO_RESOLVE], "piece of evidence",
                                     SUP__POLICY_EVIDENCE_MAX, NULL, &names[TO_RESOLVE]);
    floor->resolve_count = names[TO_RESOLVE].count;
}

static const char *keep_whom(struct sup__reading *reading, const char *kind, const char *name)
{
    size_t bytes = strlen(kind) + strlen(name) + 2;
    char *text = sup__keep(reading, bytes);

    if (text != NULL) {
        sup__format(text, bytes, "%s:%s", kind, name);
    }
    return text;
}

void sup__read_notified(struct sup__reading *reading, const struct sup__json *node,
                        struct sup__floor *floor)
{
    enum { ROLES, TEAMS, AGENTS, COUNT };
    static const struct sup__member members[COUNT] = {
        {"roles", SUP__JSON_LIST, 0},
        {"teams", SUP__JSON_LIST, 0},
        {"agents", SUP__JSON_LIST, 0},
    };
    const struct sup__policy *policy = reading->policy;
    const struct sup__json *found[COUNT];
    struct sup__holders holders = {0};
    const uint32_t *teams;
    const char **whom;
    uint32_t team_count;

    if (node == NULL) {
        return;
    }
    sup__read_members(reading, node, members, COUNT, found);
    sup__read_holders(reading, found[ROLES], found[AGENTS], &holders);
    teams = sup__read_references(reading, found[TEAMS], "team", &policy->team_names,
                                 SUP__POLICY_HOLDERS_MAX, &team_count);
    whom = sup__keep(reading, ((size_t)holders.role_count + team_count + holders.agent_count) *
                                  sizeof *whom);
    floor->notified = whom;
    for (uint32_t i = 0; whom != NULL && i < holders.role_count; i++) {
        whom[floor->notified_count++] =
            keep_whom(reading, "role", policy->role_names.names[holders.roles[i]]);
    }
    for (uint32_t i = 0; whom != NULL && i < team_count; i++) {
        whom[floor->notified_count++] =
            keep_whom(reading, "team", policy->team_names.names[teams[i]]);
    }
    for (uint32_t i = 0; whom != NULL && i < holders.agent_count; i++) {
        char id[24];

        sup__format(id, sizeof id, "%" PRId64, holders.agents[i]);
        whom[floor->notified_count++] = keep_whom(reading, "agent", id);
    }
}

void sup__read_floor_tags(struct sup__reading *reading, const struct sup__json *list,
                          struct sup__floor *floor)
{
    const char **tags;

    if (list == NULL || !sup__is_countable(reading, list, "tag", SUP__POLICY_TAGS_MAX)) {
        return;
    }
    tags = sup__keep(reading, list->count * sizeof *tags);
    floor->tags = tags;
    for (const struct sup__json *item = list->first; tags != NULL && item != NULL;
         item = item->next) {
        const char *tag = sup__read_code(reading, item, 0);
        uint32_t at = 0;

        while (tag != NULL && at < floor->tag_count && strcmp(tags[at], tag) != 0) {
            at++;
        }
        if (tag != NULL && at < floor->tag_count) {
            sup__tell_twice(reading, item, "tag");
        } else if (tag != NULL) {
            tags[floor->tag_count++] = tag;
        }
    }
}
