/*
 * facts.c: the facts of a policy: the built-in ones and its custom fields.
 */
#include "policy/facts.h"

#include <string.h>

#include "policy/policy.h"

/* What an order's items are made of. */
static const struct sup__fact item_fields[] = {
    {.name = "sku", .meaning = "the article", .type = SUP__FACT_TEXT},
    {.name = "category", .meaning = "what kind of thing it is", .type = SUP__FACT_TEXT},
    {.name = "quantity", .meaning = "how many", .type = SUP__FACT_NUMBER},
    {.name = "price", .meaning = "of one", .type = SUP__FACT_MONEY},
};

/* Shorter names for the columns of the table. */
enum {
    TYPE_0 = 0,
    TYPE_BOOL = SUP__FACT_BOOL,
    TYPE_NUMBER = SUP__FACT_NUMBER,
    TYPE_MONEY = SUP__FACT_MONEY,
    TYPE_TEXT = SUP__FACT_TEXT,
    TYPE_NAME = SUP__FACT_NAME,
    TYPE_TIME = SUP__FACT_TIME,
    TYPE_DURATION = SUP__FACT_DURATION,
    TYPE_LIST = SUP__FACT_LIST,
    TYPE_RECORD = SUP__FACT_RECORD
};

/* What a number can be, in units of its scale. */
#define LOW_ANY      0
#define HIGH_ANY     0
#define LOW_COUNT    0
#define HIGH_COUNT   INT64_MAX
#define LOW_SHARE    0
#define HIGH_SHARE   10000
#define LOW_FEELING  (-10000)
#define HIGH_FEELING 10000

#define FACT_ROW(id, fact, meant, kind, item, digits, range, domain, absent, from)                 \
    {.name = (fact),                                                                               \
     .meaning = (meant),                                                                           \
     .type = TYPE_##kind,                                                                          \
     .item_type = TYPE_##item,                                                                     \
     .absence = SUP__ABSENT_##absent,                                                              \
     .source = SUP__SOURCE_##from,                                                                 \
     .scale = (digits),                                                                            \
     .low = LOW_##range,                                                                           \
     .high = HIGH_##range,                                                                         \
     .field_count =                                                                                \
         (int)TYPE_##item == (int)TYPE_RECORD ? sizeof item_fields / sizeof item_fields[0] : 0,    \
     .fields = (int)TYPE_##item == (int)TYPE_RECORD ? item_fields : NULL},
#define ROW(id, name, type, item, scale, range, domain, absence, source, state, meaning)           \
    FACT_ROW(id, name, meaning, type, item, scale, range, domain, absence, source)
#define DOMAIN_OF(id, name, type, item, scale, range, domain, absence, source, state, meaning)     \
    SUP__DOMAIN_##domain,
#define STATE_OF(id, name, type, item, scale, range, domain, absence, source, state, meaning)      \
    SUP__FACT_##state,

static const struct sup__fact builtin[SUP__F_COUNT] = {SUP__POLICY_FACTS(ROW)};
static const uint8_t domain_of[SUP__F_COUNT] = {SUP__POLICY_FACTS(DOMAIN_OF)};
static const uint8_t state_of[SUP__F_COUNT] = {SUP__POLICY_FACTS(STATE_OF)};

const struct sup__fact *sup__builtin_facts(void)
{
    return builtin;
}

int32_t sup__builtin_fact_domain(uint32_t index)
{
    return domain_of[index];
}

int32_t sup__builtin_fact_state(uint32_t index)
{
    return state_of[index];
}

const char *sup__domain_what(int32_t domain)
{
    static const char *const names[SUP__DOMAIN_COUNT] = {
        [SUP__DOMAIN_NONE] = "",
        [SUP__DOMAIN_CHANNELS] = "channel",
        [SUP__DOMAIN_CHANNEL_KINDS] = "kind of channel",
        [SUP__DOMAIN_STATUSES] = "status",
        [SUP__DOMAIN_CATEGORIES] = "category",
        [SUP__DOMAIN_PRIORITIES] = "priority",
        [SUP__DOMAIN_IMPACTS] = "impact",
        [SUP__DOMAIN_URGENCIES] = "urgency",
        [SUP__DOMAIN_REASONS] = "reason",
        [SUP__DOMAIN_TEAMS] = "team",
        [SUP__DOMAIN_SKILLS] = "skill",
        [SUP__DOMAIN_ROLES] = "role",
        [SUP__DOMAIN_LANGUAGES] = "language",
        [SUP__DOMAIN_SEGMENTS] = "segment",
        [SUP__DOMAIN_FLOORS] = "floor",
        [SUP__DOMAIN_REMEDIES] = "remedy",
    };

    return names[domain];
}

static int index_static(struct sup__policy *policy, struct sup__arena *scratch,
                        const char *const *names, uint32_t count, struct sup__names *out)
{
    return sup__names_index(out, &policy->arena, scratch, names, count);
}

/* "new" to "closed": categories count from 1, the indexes of their names from 0. */
static int index_categories(struct sup__policy *policy, struct sup__arena *scratch)
{
    const char **names = sup__arena_alloc(&policy->arena, SUP_CATEGORY_CLOSED * sizeof *names);

    if (names == NULL) {
        return 0;
    }
    for (int32_t i = SUP_CATEGORY_NEW; i <= SUP_CATEGORY_CLOSED; i++) {
        names[i - 1] = sup__category_name(i);
    }
    return index_static(policy, scratch, names, SUP_CATEGORY_CLOSED, &policy->category_names);
}

static void set_domains(struct sup__policy *policy)
{
    const struct sup__names *lists[SUP__DOMAIN_COUNT] = {
        [SUP__DOMAIN_CHANNELS] = &policy->channel_names,
        [SUP__DOMAIN_CHANNEL_KINDS] = &policy->kind_names,
        [SUP__DOMAIN_STATUSES] = &policy->status_names,
        [SUP__DOMAIN_CATEGORIES] = &policy->category_names,
        [SUP__DOMAIN_PRIORITIES] = &policy->priority_names,
        [SUP__DOMAIN_IMPACTS] = &policy->impact_names,
        [SUP__DOMAIN_URGENCIES] = &policy->urgency_names,
        [SUP__DOMAIN_REASONS] = &policy->reason_names,
        [SUP__DOMAIN_TEAMS] = &policy->team_names,
        [SUP__DOMAIN_SKILLS] = &policy->skill_names,
        [SUP__DOMAIN_ROLES] = &policy->role_names,
        [SUP__DOMAIN_LANGUAGES] = &policy->language_names,
        [SUP__DOMAIN_SEGMENTS] = &policy->segments.names,
        [SUP__DOMAIN_FLOORS] = &policy->floor_names,
        [SUP__DOMAIN_REMEDIES] = &policy->authority.remedy_names,
    };

    for (int32_t i = 1; i < SUP__DOMAIN_COUNT; i++) {
        policy->domains[i].what = sup__domain_what(i);
        policy->domains[i].names = lists[i];
        policy->domains[i].is_ordered = i == SUP__DOMAIN_PRIORITIES || i == SUP__DOMAIN_IMPACTS ||
                                        i == SUP__DOMAIN_URGENCIES || i == SUP__DOMAIN_FLOORS;
    }
}

static void set_field_fact(const struct sup__custom_field *field, struct sup__fact *fact)
{
    static const int32_t types[SUP__FIELD_TYPES] = {
        [SUP__FIELD_TEXT] = SUP__FACT_TEXT,      [SUP__FIELD_INTEGER] = SUP__FACT_NUMBER,
        [SUP__FIELD_DECIMAL] = SUP__FACT_NUMBER, [SUP__FIELD_MONEY] = SUP__FACT_MONEY,
        [SUP__FIELD_BOOLEAN] = SUP__FACT_BOOL,   [SUP__FIELD_TIME] = SUP__FACT_TIME,
        [SUP__FIELD_CHOICE] = SUP__FACT_NAME,    [SUP__FIELD_CHOICES] = SUP__FACT_LIST,
    };
    int32_t type = field->type >= 0 ? field->type : SUP__FIELD_TEXT; /* -1 was reported */

    memset(fact, 0, sizeof *fact);
    fact->name = field->fact_name;
    fact->meaning = field->label;
    fact->type = types[type];
    fact->source = SUP__SOURCE_DESK;
    fact->scale = type == SUP__FIELD_DECIMAL ? field->decimals : 0;
    if (type == SUP__FIELD_CHOICE || type == SUP__FIELD_CHOICES) {
        fact->item_type = type == SUP__FIELD_CHOICES ? SUP__FACT_NAME : 0;
        fact->domain = &field->domain;
    }
}

int sup__policy_build_facts(struct sup__policy *policy, struct sup__arena *scratch)
{
    uint32_t count = SUP__F_COUNT + policy->field_count;
    struct sup__fact *facts = sup__arena_alloc(&policy->arena, count * sizeof *facts);
    const char **names = sup__arena_alloc(&policy->arena, count * sizeof *names);

    if (facts == NULL || names == NULL ||
        !index_static(policy, scratch, sup__channel_kind_names, SUP__CHANNEL_KINDS,
                      &policy->kind_names) ||
        !index_categories(policy, scratch)) {
        return 0;
    }
    set_domains(policy);
    memcpy(facts, builtin, sizeof builtin);
    for (uint32_t i = 0; i < SUP__F_COUNT; i++) {
        facts[i].domain = domain_of[i] != SUP__DOMAIN_NONE ? &policy->domains[domain_of[i]] : NULL;
    }
    for (uint32_t i = 0; i < policy->field_count; i++) {
        set_field_fact(&policy->fields[i], &facts[SUP__F_COUNT + i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        names[i] = facts[i].name;
    }
    policy->facts.items = facts;
    memcpy(policy->facts.currency, policy->currency, sizeof policy->facts.currency);
    return sup__names_index(&policy->facts.names, &policy->arena, scratch, names, count);
}

void sup__facts_set_channel(const struct sup__policy *policy, struct sup__slot *slots,
                            int32_t channel)
{
    const struct sup__channel *known = &policy->channels[channel];

    slots[SUP__F_TICKET_CHANNEL] = (struct sup__slot){.number = channel, .is_given = 1};
    slots[SUP__F_TICKET_CHANNEL_KIND] = (struct sup__slot){.number = known->kind, .is_given = 1};
    slots[SUP__F_TICKET_IS_PUBLIC] = (struct sup__slot){.number = known->is_public, .is_given = 1};
}
