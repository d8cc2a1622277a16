/*
 * reasons.c: why customers write: who handles it, where best, what is asked for, what to know.
 */
#include "policy/reading.h"

enum {
    NAME,
    LABEL,
    TEAM,
    CHANNEL,
    SECOND_CHANNEL,
    IS_PREVENTABLE,
    INTAKE,
    KNOWLEDGE,
    MEMBER_COUNT
};

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},
    {"label", 0, 0},
    {"team", 0, 0},
    {"channel", 0, 0},
    {"second_channel", 0, 0},
    {"is_preventable", 0, 0},
    {"intake", SUP__JSON_LIST, 0},
    {"knowledge", SUP__JSON_LIST, 0},
};

static const struct sup__entry_kind reason_kind = {"reason", SUP__POLICY_REASONS_MAX, MEMBER_COUNT,
                                                   members, NULL};

/* ---- knowledge ---- */

enum { K_NAME, K_TITLE, K_VERSION, K_OWNER, K_REVIEW_ON, K_COUNT };

static const struct sup__member knowledge_members[K_COUNT] = {
    {"name", SUP__JSON_TEXT, 1},  {"title", SUP__JSON_TEXT, 1},     {"version", SUP__JSON_TEXT, 1},
    {"owner", SUP__JSON_TEXT, 1}, {"review_on", SUP__JSON_TEXT, 1},
};

static const struct sup__entry_kind knowledge_kind = {"article", SUP__POLICY_KNOWLEDGE_MAX, K_COUNT,
                                                      knowledge_members, NULL};

static void read_article(struct sup__reading *reading, const char *name,
                         const struct sup__json **found, struct sup__knowledge *article)
{
    const struct sup__names *teams = &reading->policy->team_names;

    article->name = name;
    article->title = sup__read_label_of(reading, found[K_TITLE], NULL);
    article->version = sup__read_label_of(reading, found[K_VERSION], NULL);
    article->owner = sup__read_optional(reading, found[K_OWNER], "team", teams);
    if (found[K_REVIEW_ON] != NULL) {
        article->review_on = sup__read_date(reading, found[K_REVIEW_ON], &article->review_end_ms);
    }
}

const struct sup__knowledge *sup__read_knowledge(struct sup__reading *reading,
                                                 const struct sup__json *list, uint32_t *count)
{
    struct sup__knowledge *articles;
    struct sup__entries entries;

    *count = 0;
    if (list == NULL || !sup__read_entries(reading, list, &knowledge_kind, &entries)) {
        return NULL;
    }
    articles = sup__keep(reading, entries.names.count * sizeof *articles);
    for (uint32_t i = 0; articles != NULL && i < entries.names.count; i++) {
        read_article(reading, entries.names.names[i], entries.found + (size_t)i * K_COUNT,
                     &articles[i]);
    }
    *count = articles != NULL ? entries.names.count : 0;
    return articles;
}

/* ---- what is asked for ---- */

static int is_there(const uint32_t *fields, uint32_t count, int32_t field)
{
    for (uint32_t i = 0; i < count; i++) {
        if (fields[i] == (uint32_t)field) {
            return 1;
        }
    }
    return 0;
}

static void read_intake(struct sup__reading *reading, const struct sup__json *list,
                        struct sup__reason *reason)
{
    uint32_t *fields;

    if (list == NULL) {
        return;
    }
    if (list->count > SUP__POLICY_INTAKE_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "%u entries of the kind field are too many: %d are allowed",
                     (unsigned)list->count, (int)SUP__POLICY_INTAKE_MAX);
        return;
    }
    fields = sup__keep(reading, list->count * sizeof *fields);
    reason->intake = fields;
    for (const struct sup__json *item = list->first; fields != NULL && item != NULL;
         item = item->next) {
        uint32_t errors = sup__error_count(reading);
        int32_t field =
            sup__read_reference(reading, item, 0, "field", &reading->policy->field_names);
        int is_guess = sup__error_count(reading) != errors;

        if (field >= 0 && !is_guess && is_there(fields, reason->intake_count, field)) {
            char shown[SUP__SHOWN_SIZE];

            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, item,
                         "the field \"%s\" is there already", sup__shown(item->text, shown));
        } else if (field >= 0) {
            fields[reason->intake_count++] = (uint32_t)field;
        }
    }
}

/* ---- reasons ---- */

static void read_channels(struct sup__reading *reading, const struct sup__json *item,
                          const struct sup__json **found, struct sup__reason *reason)
{
    const struct sup__names *channels = &reading->policy->channel_names;

    reason->channel = sup__read_optional(reading, found[CHANNEL], "channel", channels);
    reason->second_channel =
        sup__read_optional(reading, found[SECOND_CHANNEL], "channel", channels);
    if (found[SECOND_CHANNEL] != NULL && found[CHANNEL] == NULL) {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, item,
                     "a \"second_channel\" needs a \"channel\" before it");
    } else if (reason->second_channel >= 0 && reason->second_channel == reason->channel) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, found[SECOND_CHANNEL],
                     "the second channel is the first one again");
    }
}

static void read_reason(struct sup__reading *reading, const struct sup__json *item,
                        const char *name, const struct sup__json **found,
                        struct sup__reason *reason)
{
    reason->name = name;
    reason->label = sup__read_label_of(reading, found[LABEL], name);
    reason->team = sup__read_optional(reading, found[TEAM], "team", &reading->policy->team_names);
    read_channels(reading, item, found, reason);
    reason->is_preventable = sup__read_bool(reading, found[IS_PREVENTABLE]);
    read_intake(reading, found[INTAKE], reason);
    reason->knowledge = sup__read_knowledge(reading, found[KNOWLEDGE], &reason->knowledge_count);
}

void sup__read_reasons(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__entries entries;
    struct sup__reason *reasons;

    if (node == NULL || !sup__read_entries(reading, node, &reason_kind, &entries)) {
        return;
    }
    reasons = sup__keep(reading, entries.names.count * sizeof *reasons);
    if (reasons == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count && !reading->is_out_of_memory; i++) {
        read_reason(reading, entries.nodes[i], entries.names.names[i],
                    entries.found + (size_t)i * MEMBER_COUNT, &reasons[i]);
    }
    policy->reasons = reasons;
    policy->reason_count = entries.names.count;
    policy->reason_names = entries.names;
    reading->reasons = node;
}
