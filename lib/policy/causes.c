/*
 * causes.c: why promises are broken, as a review of misses chooses from.
 *
 * A document that says nothing has a list all the same: a miss is explained from the first day on.
 */
#include "policy/reading.h"

static const struct sup__named defaults[] = {
    {"staffing", "Too few people"},
    {"volume", "More contacts than usual"},
    {"waiting_on_others", "Waiting for somebody else"},
    {"unclear_policy", "Unclear policy"},
    {"outage", "Systems were down"},
    {"missed_handover", "Missed in a handover"},
    {"other", "Something else"},
};
enum { DEFAULT_COUNT = sizeof defaults / sizeof defaults[0] };

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
    if (!sup__names_index(&policy->cause_names, &policy->arena, reading->scratch, names,
                          DEFAULT_COUNT)) {
        reading->is_out_of_memory = 1;
        return;
    }
    policy->causes = defaults;
}

void sup__read_miss_causes(struct sup__reading *reading, const struct sup__json *node)
{
    enum { NAME, LABEL, DESCRIPTION, COUNT };
    static const struct sup__member members[COUNT] = {
        {"name", SUP__JSON_TEXT, 1},
        {"label", 0, 0},
        {"description", 0, 0},
    };
    static const struct sup__entry_kind kind = {"cause", SUP__POLICY_CAUSES_MAX, COUNT, members,
                                                NULL};
    struct sup__entries entries;
    struct sup__named *causes;

    if (node == NULL) {
        take_defaults(reading);
        return;
    }
    if (!sup__read_entries(reading, node, &kind, &entries)) {
        return;
    }
    causes = sup__keep(reading, entries.names.count * sizeof *causes);
    if (causes == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count; i++) {
        const struct sup__json *const *found = entries.found + (size_t)i * COUNT;

        causes[i].name = entries.names.names[i];
        causes[i].label = sup__read_label_of(reading, found[LABEL], causes[i].name);
        if (found[DESCRIPTION] != NULL) { /* for those who read the document */
            (void)sup__read_text(reading, found[DESCRIPTION], SUP__POLICY_CAUSE_BYTES_MAX);
        }
    }
    reading->policy->cause_names = entries.names;
    reading->policy->causes = causes;
}
