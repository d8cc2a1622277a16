/*
 * identities.c: the kinds of identities by which customers are known.
 */
#include "policy/identities.h"
#include "policy/reading.h"

const char *const sup__identity_form_names[SUP__IDENTITY_FORMS] = {"text", "email", "phone",
                                                                   "handle"};

/* What a policy without the section knows. */
static const struct sup__identity_kind defaults[] = {
    {"email", "email", SUP__IDENTITY_EMAIL, 0, 0},
    {"phone", "phone", SUP__IDENTITY_PHONE, 0, 0},
    {"customer", "customer", SUP__IDENTITY_TEXT, 1, 1},
    {"buyer", "buyer", SUP__IDENTITY_TEXT, 1, 1},
    {"handle", "handle", SUP__IDENTITY_HANDLE, 1, 0},
};

enum { DEFAULT_COUNT = sizeof defaults / sizeof defaults[0] };

enum { NAME, LABEL, FORM, IS_PER_SYSTEM, IS_SINGLE, MEMBER_COUNT };

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1}, {"label", 0, 0},     {"form", 0, 0},
    {"is_per_system", 0, 0},     {"is_single", 0, 0},
};

static const struct sup__entry_kind identity_kind = {"kind of identity", SUP__POLICY_IDENTITIES_MAX,
                                                     MEMBER_COUNT, members, NULL};

static void take_defaults(struct sup__reading *reading)
{
    struct sup__policy *policy = reading->policy;
    const char **names = sup__keep(reading, sizeof *names * DEFAULT_COUNT);

    if (names == NULL) {
        return;
    }
    for (uint32_t i = 0; i < DEFAULT_COUNT; i++) {
        names[i] = defaults[i].name;
    }
    if (!sup__names_index(&policy->identity_names, &policy->arena, reading->scratch, names,
                          DEFAULT_COUNT)) {
        reading->is_out_of_memory = 1;
        return;
    }
    policy->identities = defaults;
    policy->identity_count = DEFAULT_COUNT;
}

static void read_identity(struct sup__reading *reading, const char *name,
                          const struct sup__json **found, struct sup__identity_kind *kind)
{
    kind->name = name;
    kind->label = sup__read_label_of(reading, found[LABEL], name);
    kind->form = SUP__IDENTITY_TEXT;
    if (found[FORM] != NULL) {
        kind->form = sup__read_choice(reading, found[FORM], "form of identities",
                                      sup__identity_form_names, SUP__IDENTITY_FORMS);
    }
    kind->is_per_system = sup__read_bool(reading, found[IS_PER_SYSTEM]);
    kind->is_single = sup__read_bool(reading, found[IS_SINGLE]);
}

void sup__read_identities(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__identity_kind *kinds;
    struct sup__entries entries;

    if (node == NULL) {
        take_defaults(reading);
        return;
    }
    if (!sup__read_entries(reading, node, &identity_kind, &entries)) {
        return;
    }
    kinds = sup__keep(reading, entries.names.count * sizeof *kinds);
    if (kinds == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count; i++) {
        read_identity(reading, entries.names.names[i], entries.found + (size_t)i * MEMBER_COUNT,
                      &kinds[i]);
    }
    policy->identities = kinds;
    policy->identity_count = entries.names.count;
    policy->identity_names = entries.names;
}

const struct sup__identity_kind *sup__policy_identity(const struct sup__policy *policy,
                                                      const char *name)
{
    int32_t index = sup__names_find(&policy->identity_names, name);

    return index < 0 ? NULL : &policy->identities[index];
}
