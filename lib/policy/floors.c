/*
 * floors.c: escalation floors: the tiers of handling, the lowest first.
 *
 * A floor's rules are read with it and become one list for the policy, in the order of the floors:
 * which of them match is asked at once. Their conditions, and the facts that they require, are
 * found once all sections are read and the facts are known.
 */
#include "policy/floors.h"

#include "base/text.h"

#include <string.h>

static const struct sup__member members[SUP__FLOOR_MEMBERS] = {
    [SUP__FLOOR_NAME] = {"name", SUP__JSON_TEXT, 1},
    [SUP__FLOOR_LABEL] = {"label", 0, 0},
    [SUP__FLOOR_TEAM] = {"team", 0, 0},
    [SUP__FLOOR_ROLES] = {"roles", SUP__JSON_LIST, 0},
    [SUP__FLOOR_CALENDAR] = {"calendar", 0, 0},
    [SUP__FLOOR_RULES] = {"rules", SUP__JSON_LIST, 0},
    [SUP__FLOOR_LIMITS] = {"limits", SUP__JSON_LIST, 0},
    [SUP__FLOOR_ON_LIMIT] = {"on_limit", SUP__JSON_TEXT, 0},
    [SUP__FLOOR_SIGN_OFF] = {"sign_off", SUP__JSON_OBJECT, 0},
    [SUP__FLOOR_HOLD] = {"hold", SUP__JSON_LIST, 0},
    [SUP__FLOOR_CLEARANCE] = {"clearance", SUP__JSON_OBJECT, 0},
    [SUP__FLOOR_EVIDENCE] = {"evidence", SUP__JSON_OBJECT, 0},
    [SUP__FLOOR_RESOLUTION] = {"resolution", SUP__JSON_LIST, 0},
    [SUP__FLOOR_NOTIFY] = {"notify", SUP__JSON_OBJECT, 0},
    [SUP__FLOOR_TARGETS] = {"targets", SUP__JSON_LIST, 0},
    [SUP__FLOOR_LOWERED_BY] = {"lowered_by", SUP__JSON_OBJECT, 0},
    [SUP__FLOOR_TAGS] = {"tags", SUP__JSON_LIST, 0},
    [SUP__FLOOR_KNOWLEDGE] = {"knowledge", SUP__JSON_LIST, 0},
};

/* With what its promises are called before it, a floor's name is still a name. */
static const char *read_name(struct sup__reading *reading, const struct sup__json *node)
{
    enum { BYTES_MAX = 64 - (sizeof SUP__FLOOR_PROMISE - 1) };
    const char *name = sup__read_code(reading, node, 0);

    if (name != NULL && sup__is_code(name) && strlen(name) > BYTES_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "the name of a floor has at most %d letters", (int)BYTES_MAX);
    }
    return name;
}

static const struct sup__entry_kind floor_kind = {"floor", SUP__POLICY_FLOORS_MAX,
                                                  SUP__FLOOR_MEMBERS, members, read_name};

/* ---- rules ---- */

enum { REQUIRED = SUP__RULE_MEMBERS, RULE_MEMBERS };

static const struct sup__member rule_members[RULE_MEMBERS] = {
    {"name", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
    {"when", 0, 1},
    {"required", SUP__JSON_LIST, 0},
};

static const struct sup__entry_kind rule_kind = {"rule", SUP__POLICY_RULES_MAX, RULE_MEMBERS,
                                                 rule_members, NULL};

/* The rules of all floors, while they are gathered. */
struct gathered {
    struct sup__rules_draft *draft;
    const char **names;
    uint32_t room;
    uint32_t count;
};

static void add_rules(struct sup__reading *reading, struct gathered *gathered,
                      const struct sup__json *list, int32_t floor)
{
    struct sup__rules rules = {0};
    struct sup__rules_draft draft = {{{0}, NULL, NULL, 0}, NULL};

    if (!sup__read_rules(reading, list, &rule_kind, &draft, &rules)) {
        return;
    }
    for (uint32_t i = 0; i < rules.count && gathered->count < gathered->room; i++) {
        uint32_t at = gathered->count++;

        gathered->draft->items[at] = draft.items[i];
        gathered->draft->items[at].result = floor;
        gathered->names[at] = draft.items[i].name;
        gathered->draft->entries.nodes[at] = draft.entries.nodes[i];
        memcpy(gathered->draft->entries.found + (size_t)at * RULE_MEMBERS,
               draft.entries.found + (size_t)i * RULE_MEMBERS,
               RULE_MEMBERS * sizeof *draft.entries.found);
    }
}

/* Two of one floor have been told. */
static void check_names(struct sup__reading *reading, const struct sup__rules_draft *draft)
{
    const struct sup__names *names = &draft->entries.names;

    for (uint32_t i = 0; i < names->count; i++) {
        int32_t first = sup__names_find(names, names->names[i]);
        char shown[SUP__SHOWN_SIZE];

        if (names->names[i][0] != '\0' && draft->items[first].result != draft->items[i].result) {
            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE,
                         draft->entries.found[(size_t)i * RULE_MEMBERS],
                         "the rule \"%s\" is there already, of the floor \"%s\"",
                         sup__shown(names->names[i], shown),
                         reading->policy->floors[draft->items[first].result].name);
        }
    }
}

static int gather_begin(struct sup__reading *reading, const struct sup__entries *floors,
                        struct gathered *gathered)
{
    struct sup__entries *entries = &gathered->draft->entries;

    for (uint32_t i = 0; i < floors->names.count; i++) {
        const struct sup__json *list =
            floors->found[(size_t)i * SUP__FLOOR_MEMBERS + SUP__FLOOR_RULES];

        gathered->room += list != NULL ? list->count : 0;
    }
    entries->member_count = RULE_MEMBERS;
    entries->nodes = sup__scratch(reading, gathered->room * sizeof *entries->nodes);
    entries->found =
        sup__scratch(reading, (size_t)gathered->room * RULE_MEMBERS * sizeof *entries->found);
    gathered->names = sup__keep(reading, gathered->room * sizeof *gathered->names);
    gathered->draft->items = sup__keep(reading, gathered->room * sizeof *gathered->draft->items);
    return !reading->is_out_of_memory;
}

static void read_all_rules(struct sup__reading *reading, const struct sup__entries *floors)
{
    struct sup__policy *policy = reading->policy;
    struct sup__rules_draft *draft = &reading->floor_rules;
    struct gathered gathered = {draft, NULL, 0, 0};

    if (!gather_begin(reading, floors, &gathered)) {
        return;
    }
    for (uint32_t i = 0; i < floors->names.count; i++) {
        add_rules(reading, &gathered,
                  floors->found[(size_t)i * SUP__FLOOR_MEMBERS + SUP__FLOOR_RULES], (int32_t)i);
    }
    if (reading->is_out_of_memory ||
        !sup__names_index(&draft->entries.names, &policy->arena, reading->scratch, gathered.names,
                          gathered.count)) {
        reading->is_out_of_memory = 1;
        return;
    }
    check_names(reading, draft);
    policy->floor_rules = (struct sup__rules){gathered.count, draft->items, draft->entries.names};
}

/* ---- floors ---- */

static void read_targets(struct sup__reading *reading, const struct sup__json *list,
                         struct sup__floor *floor)
{
    static const char *const names[] = {"first_reply", "assignment", "decision"};
    static const int32_t metrics[] = {SUP__METRIC_FIRST_REPLY, SUP__METRIC_ASSIGNMENT,
                                      SUP__METRIC_DECISION};
    static const struct sup__target_kinds kinds = {3, names, metrics, 0};

    if (list != NULL) {
        floor->target_count =
            sup__read_targets(reading, list, &kinds, NULL, floor->calendar, &floor->targets);
        sup__check_floor_targets(reading, list, floor);
    }
}

static void read_floor(struct sup__reading *reading, const char *name,
                       const struct sup__json **found, struct sup__floor *floor)
{
    static const char *const outcomes[] = {"rise", "tell"};
    const struct sup__policy *policy = reading->policy;

    floor->name = name;
    floor->label = sup__read_label_of(reading, found[SUP__FLOOR_LABEL], name);
    floor->team = sup__read_optional(reading, found[SUP__FLOOR_TEAM], "team", &policy->team_names);
    sup__read_holders(reading, found[SUP__FLOOR_ROLES], NULL, &floor->handlers);
    floor->calendar = policy->timer_calendar;
    if (found[SUP__FLOOR_CALENDAR] != NULL) {
        floor->calendar = sup__read_optional(reading, found[SUP__FLOOR_CALENDAR], "calendar",
                                             &policy->calendar_names);
    }
    sup__read_limits(reading, found[SUP__FLOOR_LIMITS], floor);
    floor->is_told_only = found[SUP__FLOOR_ON_LIMIT] != NULL &&
                          sup__read_choice(reading, found[SUP__FLOOR_ON_LIMIT],
                                           "outcome of a limit", outcomes, 2) == 1;
    sup__read_sign_off(reading, found[SUP__FLOOR_SIGN_OFF], floor);
    sup__read_floor_holds(reading, found[SUP__FLOOR_HOLD], floor);
    sup__read_holder(reading, found[SUP__FLOOR_CLEARANCE], &floor->clearers);
    sup__read_evidence(reading, found[SUP__FLOOR_EVIDENCE], floor);
    sup__read_resolution(reading, found[SUP__FLOOR_RESOLUTION], floor);
    sup__read_notified(reading, found[SUP__FLOOR_NOTIFY], floor);
    read_targets(reading, found[SUP__FLOOR_TARGETS], floor);
    sup__read_holder(reading, found[SUP__FLOOR_LOWERED_BY], &floor->lowerers);
    sup__read_floor_tags(reading, found[SUP__FLOOR_TAGS], floor);
    floor->knowledge =
        sup__read_knowledge(reading, found[SUP__FLOOR_KNOWLEDGE], &floor->knowledge_count);
}

void sup__read_floors(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__entries entries;
    struct sup__floor *floors;

    if (node == NULL || !sup__read_entries(reading, node, &floor_kind, &entries)) {
        return;
    }
    floors = sup__keep(reading, entries.names.count * sizeof *floors);
    if (floors == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count && !reading->is_out_of_memory; i++) {
        read_floor(reading, entries.names.names[i], entries.found + (size_t)i * SUP__FLOOR_MEMBERS,
                   &floors[i]);
    }
    if (entries.names.count > 0) {
        floors[entries.names.count - 1].is_told_only = 1; /* nothing is above it */
    }
    policy->floors = floors;
    policy->floor_count = entries.names.count;
    policy->floor_names = entries.names;
    reading->floors = node;
    read_all_rules(reading, &entries);
    if (!reading->is_out_of_memory) {
        sup__check_floors(reading, &entries);
    }
}

/* ---- what needs the facts ---- */

/* What is known only where somebody asks for a remedy. Of a signature it would never be decided, so
 * the signature would be asked for whatever the condition says. */
static int is_of_request(uint32_t fact)
{
    return fact >= SUP__F_REQUEST_AMOUNT && fact <= SUP__F_AGENT_SKILLS;
}

static void check_late(struct sup__reading *reading, const struct sup__late_condition *late)
{
    uint32_t count = 0;
    const uint32_t *facts =
        *late->condition != NULL ? sup__condition_facts(*late->condition, &count) : NULL;

    for (uint32_t i = 0; i < count; i++) {
        const char *name = reading->policy->facts.names.names[facts[i]];
        const struct sup__json *var = sup__find_var(late->when, name);

        if (is_of_request(facts[i])) {
            sup__problem(reading, SUP_MSG_POLICY_FLOOR, var != NULL ? var : late->when,
                         "\"%s\" is never known of a ticket, so this signature would always be "
                         "asked for: who may sign is said with \"roles\" and \"agents\"",
                         name);
        }
    }
}

static void compile_late(struct sup__reading *reading)
{
    const struct sup__rule_listener listener = {reading, sup__problem_told};
    struct sup__policy *policy = reading->policy;

    for (struct sup__late_condition *late = reading->late_conditions;
         late != NULL && !reading->is_out_of_memory; late = late->next) {
        if (sup__condition_compile(&policy->arena, reading->scratch, &policy->facts,
                                   &policy->domains[SUP__DOMAIN_CHANNELS], late->when, &listener,
                                   late->condition) < 0) {
            reading->is_out_of_memory = 1;
        } else {
            check_late(reading, late);
        }
    }
}

void sup__finish_floors(struct sup__reading *reading)
{
    struct sup__policy *policy = reading->policy;
    const struct sup__rules_draft *draft = &reading->floor_rules;
    struct sup__required *required;

    compile_late(reading);
    if (policy->floor_rules.count == 0 || reading->is_out_of_memory) {
        return;
    }
    required = sup__keep(reading, policy->floor_rules.count * sizeof *required);
    for (uint32_t i = 0; required != NULL && i < policy->floor_rules.count; i++) {
        const struct sup__json *list = draft->entries.found[(size_t)i * RULE_MEMBERS + REQUIRED];

        required[i].facts = sup__read_required(reading, list, &required[i].count);
    }
    policy->floor_required = required;
}
