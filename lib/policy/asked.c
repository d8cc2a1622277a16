/*
 * asked.c: what conditions ask for, and whether it is there when they are asked.
 *
 * The lists of rules decide one after the other. A list that asks for what a later one decides sees
 * it only where it was given when the ticket was opened, which is seldom what is meant. What
 * nothing sets yet is a note and no warning: a later version of the library sets it, and a document
 * that is ready for it is not wrong.
 */
#include "policy/host_facts.h"
#include "policy/reading.h"

#include <string.h>

enum { FLOORS = 3, LISTS = 5 }; /* the lists before the floors decide only once */

/* What each list decides, in their order; customer.segment is not known before it is decided. */
static const struct {
    const char *what;
    int32_t decides[2]; /* enum sup__policy_fact; -1: nothing that can be given */
} lists[LISTS] = {
    {"segment", {-1, -1}},
    {"priority rule", {SUP__F_TICKET_PRIORITY, -1}},
    {"routing rule", {SUP__F_TICKET_TEAM, -1}},
    {"floor's rule", {SUP__F_FLOOR_CURRENT, SUP__F_FLOOR_MINIMUM}},
    {"SLA policy", {-1, -1}},
};

static const struct sup__json *place_of(const struct sup__reading *reading,
                                        const struct sup__json *when, uint32_t fact)
{
    const struct sup__json *var = sup__find_var(when, reading->policy->facts.names.names[fact]);

    return var != NULL ? var : when;
}

static void warn_of_later(struct sup__reading *reading, uint32_t list, const struct sup__json *when,
                          uint32_t fact)
{
    for (uint32_t later = list + 1; later < LISTS; later++) {
        if (lists[later].decides[0] == (int32_t)fact || lists[later].decides[1] == (int32_t)fact) {
            sup__warning(reading, SUP_MSG_POLICY_LATER, place_of(reading, when, fact),
                         "\"%s\" is known here only where it was given: a later list, of each %s, "
                         "decides it",
                         reading->policy->facts.names.names[fact], lists[later].what);
        }
    }
}

/* Each fact once, where it is asked for first. */
static void note_unset(struct sup__reading *reading, uint32_t list, const struct sup__json *when,
                       uint32_t fact, uint8_t *is_told)
{
    const struct sup__fact *known = &reading->policy->facts.items[fact];
    int32_t state = fact < SUP__F_COUNT ? sup__builtin_fact_state(fact) : SUP__FACT_SET;

    if (state == SUP__FACT_SET || is_told[fact] || known->source == SUP__SOURCE_LATER ||
        known->source == SUP__SOURCE_POLICY) {
        return; /* it is there, or it was warned about already */
    }
    if (state == SUP__FACT_LATER) {
        is_told[fact] = 1;
        sup__note(reading, SUP_MSG_POLICY_UNSET, place_of(reading, when, fact),
                  "nothing sets %s yet: conditions see it as not given", known->name);
    } else if (list < FLOORS) {
        is_told[fact] = 1;
        sup__note(reading, SUP_MSG_POLICY_UNSET, place_of(reading, when, fact),
                  "%s is not known when a ticket is opened: conditions see it as not given",
                  known->name);
    }
}

/* What nobody knows yet counts as a risk: so that whoever wrote it sees how often. */
static void note_required(struct sup__reading *reading)
{
    const struct sup__rules_draft *draft = &reading->floor_rules;
    const struct sup__policy *policy = reading->policy;

    for (uint32_t i = 0; i < policy->floor_rules.count; i++) {
        const struct sup__json *list = sup__json_member(draft->entries.nodes[i], "required");
        const struct sup__json *item = list != NULL ? list->first : NULL;

        for (; item != NULL; item = item->next) {
            sup__note(reading, SUP_MSG_POLICY_REQUIRED, item,
                      "\"%s\" matches every ticket of which %s is not known",
                      policy->floor_rules.items[i].name, item->text);
        }
    }
}

void sup__check_asked(struct sup__reading *reading, int with_notes)
{
    const struct sup__rules_draft *drafts[LISTS] = {&reading->segments, &reading->priority_rules,
                                                    &reading->routing, &reading->floor_rules,
                                                    &reading->sla};
    uint8_t is_told[SUP__F_COUNT] = {0};

    for (uint32_t list = 0; list < LISTS; list++) {
        uint32_t rules = drafts[list]->items != NULL ? drafts[list]->entries.names.count : 0;

        for (uint32_t i = 0; i < rules; i++) {
            const struct sup__json *when = sup__rule_when(drafts[list], i);
            uint32_t count = 0;
            const uint32_t *facts = NULL;

            if (drafts[list]->items[i].when != NULL) {
                facts = sup__condition_facts(drafts[list]->items[i].when, &count);
            }
            for (uint32_t j = 0; j < count; j++) {
                warn_of_later(reading, list, when, facts[j]);
                if (with_notes) {
                    note_unset(reading, list, when, facts[j], is_told);
                }
            }
        }
    }
    if (with_notes) {
        note_required(reading);
    }
}

static int is_reported(const struct sup__fact *fact, const char *group)
{
    size_t bytes = strlen(group);

    return strncmp(fact->name, group, bytes) == 0 && fact->name[bytes] == '.' &&
           sup__host_fact(group, fact->name + bytes + 1) >= 0;
}

/* Of a condition of the SLA policies, or of the segments that they may ask for. */
static void find_promises_asked(struct sup__policy *policy, uint32_t fact)
{
    policy->sla_has_conditions = 1;
    policy->sla_asks_for_status |= fact == SUP__F_TICKET_STATUS || fact == SUP__F_TICKET_CATEGORY;
}

static void find_reports_asked(struct sup__policy *policy, uint32_t fact)
{
    const struct sup__fact *known = &policy->facts.items[fact];

    policy->asks_for_customer |= is_reported(known, "customer");
    policy->asks_for_order |= is_reported(known, "order");
    policy->asks_for_message |= is_reported(known, "message");
}

static void find_condition_asked(struct sup__policy *policy, const struct sup__condition *when,
                                 int is_for_promises)
{
    uint32_t count = 0;
    const uint32_t *facts = when != NULL ? sup__condition_facts(when, &count) : NULL;

    for (uint32_t i = 0; i < count; i++) {
        if (is_for_promises) {
            find_promises_asked(policy, facts[i]);
        }
        find_reports_asked(policy, facts[i]);
    }
}

static uint32_t asks_of(const struct sup__policy *policy, uint32_t fact)
{
    const char *name = policy->facts.items[fact].name;

    switch (fact) {
    case SUP__F_TICKET_STATUS:
    case SUP__F_TICKET_CATEGORY:
        return SUP__ASKS_STATUS;
    case SUP__F_TICKET_IS_ASSIGNED:
        return SUP__ASKS_ASSIGNED;
    case SUP__F_TICKET_TEAM:
        return SUP__ASKS_TEAM;
    case SUP__F_TICKET_PRIORITY:
        return SUP__ASKS_PRIORITY;
    case SUP__F_TICKET_REASON:
        return SUP__ASKS_REASON;
    case SUP__F_TICKET_TAGS:
        return SUP__ASKS_TAGS;
    default:
        return fact >= SUP__F_COUNT                                  ? SUP__ASKS_FIELDS
               : strncmp(name, "message.", 8) == 0                   ? SUP__ASKS_SAID
               : strncmp(name, "order.", 6) == 0                     ? SUP__ASKS_THINGS
               : is_reported(&policy->facts.items[fact], "customer") ? SUP__ASKS_CUSTOMER
                                                                     : 0;
    }
}

static void find_floor_asks(struct sup__policy *policy, const uint32_t *facts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        policy->floors_ask |= asks_of(policy, facts[i]);
        if (facts[i] < SUP__F_COUNT) {
            policy->floors_ask_fact[facts[i]] = 1;
        }
    }
}

static void find_rules_ask(struct sup__policy *policy, const struct sup__rules *rules)
{
    for (uint32_t i = 0; rules->items != NULL && i < rules->count; i++) {
        uint32_t count = 0;
        const uint32_t *facts = rules->items[i].when != NULL
                                    ? sup__condition_facts(rules->items[i].when, &count)
                                    : NULL;

        find_floor_asks(policy, facts, count);
    }
}

/* What floors ask for besides the conditions of their rules. */
static void find_floors_asked(struct sup__policy *policy)
{
    for (uint32_t i = 0; policy->floor_required != NULL && i < policy->floor_rules.count; i++) {
        for (uint32_t j = 0; j < policy->floor_required[i].count; j++) {
            find_reports_asked(policy, policy->floor_required[i].facts[j]);
        }
        find_floor_asks(policy, policy->floor_required[i].facts, policy->floor_required[i].count);
    }
    if (policy->floor_rules.count > 0) {
        find_rules_ask(policy, &policy->floor_rules);
        find_rules_ask(policy, &policy->segments); /* which they may ask for */
    }
    for (uint32_t i = 0; i < policy->floor_count; i++) {
        for (uint32_t j = 0; j < policy->floors[i].resolution_count; j++) {
            find_condition_asked(policy, policy->floors[i].resolutions[j].when, 0);
        }
    }
}

void sup__find_asked(struct sup__policy *policy)
{
    const struct sup__rules *deciding[] = {&policy->sla, &policy->segments, &policy->priority_rules,
                                           &policy->routing, &policy->floor_rules};

    for (size_t list = 0; list < sizeof deciding / sizeof deciding[0]; list++) {
        for (uint32_t i = 0; deciding[list]->items != NULL && i < deciding[list]->count; i++) {
            find_condition_asked(policy, deciding[list]->items[i].when, list <= 1);
        }
    }
    find_floors_asked(policy);
}
