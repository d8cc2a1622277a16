/*
 * rules.c: ordered lists of rules: segments, priorities, routing; and the conditions of all lists.
 *
 * Items are read with their section, conditions once all sections are read, since they are compiled
 * against the facts, which name what the sections list. Then each list is looked at as a whole: a
 * rule that an earlier one hides, or that says the same, is a warning. A rule is compared with
 * those before it, the nearest first, as far as its share of the document's budget goes: lists as
 * people write them are compared all with all, and any document loads in the time of its size.
 */
#include "policy/floors.h"

#include <string.h>

/* ---- the items ---- */

int sup__read_rules(struct sup__reading *reading, const struct sup__json *list,
                    const struct sup__entry_kind *kind, struct sup__rules_draft *draft,
                    struct sup__rules *rules)
{
    struct sup__entries *entries = &draft->entries;

    if (list == NULL || !sup__read_entries(reading, list, kind, entries)) {
        return 0;
    }
    draft->items = sup__keep(reading, entries->names.count * sizeof *draft->items);
    if (draft->items == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < entries->names.count; i++) {
        const struct sup__json **found = entries->found + (size_t)i * kind->member_count;
        struct sup__rule *rule = &draft->items[i];

        rule->name = entries->names.names[i];
        rule->label = sup__read_label_of(reading, found[SUP__RULE_LABEL], rule->name);
        rule->result = -1;
    }
    rules->count = entries->names.count;
    rules->items = draft->items;
    rules->names = entries->names;
    return 1;
}

/* The same with one more member, which names what the rule leads to. */
static void read_leading(struct sup__reading *reading, const struct sup__json *list,
                         const struct sup__entry_kind *kind, struct sup__rules_draft *draft,
                         struct sup__rules *rules, const struct sup__names *results)
{
    if (!sup__read_rules(reading, list, kind, draft, rules)) {
        return;
    }
    for (uint32_t i = 0; i < rules->count; i++) {
        const struct sup__json **found = draft->entries.found + (size_t)i * kind->member_count;

        draft->items[i].result = sup__read_optional(reading, found[SUP__RULE_MEMBERS],
                                                    kind->members[SUP__RULE_MEMBERS].name, results);
    }
}

void sup__read_segments(struct sup__reading *reading, const struct sup__json *node)
{
    static const struct sup__member members[SUP__RULE_MEMBERS] = {
        {"name", SUP__JSON_TEXT, 1},
        {"label", 0, 0},
        {"when", 0, 1},
    };
    static const struct sup__entry_kind kind = {"segment", SUP__POLICY_RULES_MAX, SUP__RULE_MEMBERS,
                                                members, NULL};

    (void)sup__read_rules(reading, node, &kind, &reading->segments, &reading->policy->segments);
}

void sup__read_priority_rules(struct sup__reading *reading, const struct sup__json *node)
{
    static const struct sup__member members[SUP__RULE_MEMBERS + 1] = {
        {"name", SUP__JSON_TEXT, 1},
        {"label", 0, 0},
        {"when", 0, 1},
        {"priority", SUP__JSON_TEXT, 1},
    };
    static const struct sup__entry_kind kind = {"priority rule", SUP__POLICY_RULES_MAX,
                                                SUP__RULE_MEMBERS + 1, members, NULL};

    read_leading(reading, node, &kind, &reading->priority_rules, &reading->policy->priority_rules,
                 &reading->policy->priority_names);
}

void sup__read_routing(struct sup__reading *reading, const struct sup__json *node)
{
    static const struct sup__member members[SUP__RULE_MEMBERS + 1] = {
        {"name", SUP__JSON_TEXT, 1},
        {"label", 0, 0},
        {"when", 0, 0},
        {"team", SUP__JSON_TEXT, 1},
    };
    static const struct sup__entry_kind kind = {"routing rule", SUP__POLICY_RULES_MAX,
                                                SUP__RULE_MEMBERS + 1, members, NULL};

    read_leading(reading, node, &kind, &reading->routing, &reading->policy->routing,
                 &reading->policy->team_names);
}

/* ---- their conditions ---- */

/* What is particular about a list. */
struct list {
    const char *what;
    int is_collected;    /* all rules that match count, not the first alone */
    uint32_t decided[2]; /* facts that this list decides, so its conditions cannot ask */
    uint32_t decided_count;
    int is_unordered; /* each rule that matches counts for itself: none hides another */
    int is_of_floors;
};

const struct sup__json *sup__rule_when(const struct sup__rules_draft *draft, uint32_t i)
{
    return draft->entries.found[(size_t)i * draft->entries.member_count + SUP__RULE_WHEN];
}

const struct sup__json *sup__find_var(const struct sup__json *node, const char *name)
{
    const struct sup__json *found = NULL;

    for (const struct sup__json *part = node->first; part != NULL && found == NULL;
         part = part->next) {
        const struct sup__json *path = part->type == SUP__JSON_LIST ? part->first : part;

        if (node->type == SUP__JSON_OBJECT && strcmp(part->key, "var") == 0 && path != NULL &&
            path->type == SUP__JSON_TEXT && strcmp(path->text, name) == 0) {
            found = node;
        } else {
            found = sup__find_var(part, name);
        }
    }
    return found;
}

static void check_asked(struct sup__reading *reading, const struct list *list,
                        const struct sup__json *when, const struct sup__condition *condition)
{
    uint32_t count;
    const uint32_t *facts = sup__condition_facts(condition, &count);

    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < list->decided_count; j++) {
            const char *name = reading->policy->facts.names.names[facts[i]];
            const struct sup__json *var;

            if (facts[i] == list->decided[j]) {
                var = sup__find_var(when, name);
                sup__problem(reading, SUP_MSG_POLICY_CIRCLE, var != NULL ? var : when,
                             "\"%s\" is not known here: a %s decides it", name, list->what);
            }
        }
    }
}

/* Compiles all; a condition that has a problem stays NULL and is marked. */
static void compile(struct sup__reading *reading, const struct list *list,
                    struct sup__rules_draft *draft, uint8_t *is_bad)
{
    const struct sup__rule_listener listener = {reading, sup__problem_told};
    struct sup__policy *policy = reading->policy;

    for (uint32_t i = 0; i < draft->entries.names.count && !reading->is_out_of_memory; i++) {
        const struct sup__json *when = sup__rule_when(draft, i);
        int result = 0;

        if (when != NULL) {
            result = sup__condition_compile(&policy->arena, reading->scratch, &policy->facts,
                                            &policy->domains[SUP__DOMAIN_CHANNELS], when, &listener,
                                            &draft->items[i].when);
        }
        reading->is_out_of_memory |= result < 0;
        is_bad[i] = when != NULL && result <= 0;
        if (result > 0) {
            check_asked(reading, list, when, draft->items[i].when);
            if (list->is_of_floors) {
                sup__check_floor_rule(reading, when, draft->items[i].when, draft->items[i].result);
            }
        }
    }
}

/* ---- each list as a whole ---- */

/* For comparing the rules of one document, in steps of sup__condition_covers_for(): some 10 ms. */
enum { WORK_MAX = 400000 };

struct budget {
    int32_t work;
    uint32_t rules; /* that it is still for */
};

static int is_always(const struct sup__rule *rule)
{
    return rule->when == NULL || sup__condition_constant(rule->when) == SUP__TRUE;
}

static int is_same(const struct sup__condition *one, const struct sup__condition *other,
                   int32_t *work)
{
    return one != NULL && other != NULL && sup__condition_covers_for(one, other, work) &&
           sup__condition_covers_for(other, one, work);
}

static void tell_hidden(struct sup__reading *reading, const struct list *list,
                        const struct sup__rules_draft *draft, uint32_t later, uint32_t earlier,
                        int32_t *work)
{
    const struct sup__json *when = sup__rule_when(draft, later);
    const struct sup__json *node = when != NULL ? when : draft->entries.nodes[later];
    const struct sup__rule *one = &draft->items[earlier];
    const struct sup__rule *other = &draft->items[later];

    if (is_same(one->when, other->when, work)) {
        sup__warning(reading, SUP_MSG_POLICY_SAME, node,
                     "the %s \"%s\" has the same condition as \"%s\" before it", list->what,
                     other->name, one->name);
    } else if (list->is_collected) {
        sup__warning(reading, SUP_MSG_POLICY_HIDDEN, node,
                     "the %s \"%s\" is never the main one of a case: \"%s\" comes first for all",
                     list->what, other->name, one->name);
    } else {
        sup__warning(reading, SUP_MSG_POLICY_HIDDEN, node,
                     "the %s \"%s\" is never reached: \"%s\" before it matches all that it would",
                     list->what, other->name, one->name);
    }
}

/* The nearest rule before that hides this one; -1: none was found. */
static int32_t hidden_by(const struct sup__rules_draft *draft, const uint8_t *is_bad, uint32_t at,
                         int32_t *work)
{
    const struct sup__condition *later = draft->items[at].when;

    for (uint32_t i = at; later != NULL && *work > 0 && i-- > 0;) {
        const struct sup__condition *earlier = draft->items[i].when;

        if (earlier != NULL && !is_bad[i] && sup__condition_covers_for(earlier, later, work)) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* What a rule does not use of its share is left to those after it. */
static int32_t share_of(struct budget *budget)
{
    int32_t share = budget->work / (int32_t)budget->rules--;

    budget->work -= share;
    return share;
}

static void check_list(struct sup__reading *reading, const struct list *list,
                       const struct sup__rules_draft *draft, const uint8_t *is_bad,
                       struct budget *budget)
{
    int32_t always = -1; /* the first rule that always matches */

    for (uint32_t i = 0; i < draft->entries.names.count; i++) {
        const struct sup__rule *rule = &draft->items[i];
        int32_t by = always;
        int32_t work;

        if (is_bad[i] ||
            (rule->when != NULL && sup__condition_constant(rule->when) == SUP__FALSE)) {
            budget->rules--;
            continue; /* told */
        }
        work = share_of(budget);
        by = by >= 0 ? by : hidden_by(draft, is_bad, i, &work);
        if (by >= 0) {
            tell_hidden(reading, list, draft, i, (uint32_t)by, &work);
        } else if (is_always(rule)) {
            always = (int32_t)i;
        }
        budget->work += work;
    }
}

void sup__compile_rules(struct sup__reading *reading)
{
    static const struct list segments = {
        "segment", 1, {SUP__F_CUSTOMER_SEGMENT, SUP__F_CUSTOMER_SEGMENTS}, 2, 0, 0};
    static const struct list priority_rules = {
        "priority rule", 0, {SUP__F_TICKET_PRIORITY, 0}, 1, 0, 0};
    static const struct list routing = {"routing rule", 0, {SUP__F_TICKET_TEAM, 0}, 1, 0, 0};
    static const struct list floors = {
        "floor's rule", 0, {SUP__F_FLOOR_CURRENT, SUP__F_FLOOR_MINIMUM}, 2, 1, 1};
    static const struct list sla = {"SLA policy", 0, {0, 0}, 0, 0, 0};
    /* What a row hides depends on more than its condition: authority_checks.c. */
    static const struct list matrix = {"row", 0, {0, 0}, 0, 1, 0};
    const struct {
        const struct list *list;
        struct sup__rules_draft *draft;
    } lists[] = {
        {&segments, &reading->segments}, {&priority_rules, &reading->priority_rules},
        {&routing, &reading->routing},   {&floors, &reading->floor_rules},
        {&sla, &reading->sla},           {&matrix, &reading->matrix},
    };
    struct budget budget = {WORK_MAX, 0};

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        int is_compared = lists[i].draft->items != NULL && !lists[i].list->is_unordered;

        budget.rules += is_compared ? lists[i].draft->entries.names.count : 0;
    }
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && !reading->is_out_of_memory; i++) {
        struct sup__rules_draft *draft = lists[i].draft;
        uint8_t *is_bad = sup__scratch(reading, draft->entries.names.count);

        if (draft->items == NULL || is_bad == NULL) {
            continue;
        }
        compile(reading, lists[i].list, draft, is_bad);
        if (!reading->is_out_of_memory && reading->has_listener && !lists[i].list->is_unordered) {
            check_list(reading, lists[i].list, draft, is_bad, &budget);
        }
    }
}
