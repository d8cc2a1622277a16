/*
 * channels.c: where messages come from, who owns them and when somebody is there.
 */
#include "policy/reading.h"

const char *const sup__channel_kind_names[SUP__CHANNEL_KINDS] = {
    "email",        "chat",      "phone",   "messaging", "social", "marketplace",
    "self_service", "voice_bot", "chatbot", "form",      "other",
};

enum { NAME, LABEL, KIND, IS_PUBLIC, TEAM, CALENDAR, MEMBER_COUNT };

static const struct sup__member members[MEMBER_COUNT] = {
    {"name", SUP__JSON_TEXT, 1}, {"label", 0, 0}, {"kind", 0, 0},
    {"is_public", 0, 0},         {"team", 0, 0},  {"calendar", 0, 0},
};

static const struct sup__entry_kind channel_kind = {"channel", SUP__POLICY_CHANNELS_MAX,
                                                    MEMBER_COUNT, members, NULL};

static void read_channel(struct sup__reading *reading, const char *name,
                         const struct sup__json **found, struct sup__channel *channel)
{
    const struct sup__policy *policy = reading->policy;

    channel->name = name;
    channel->label = sup__read_label_of(reading, found[LABEL], name);
    channel->kind = SUP__CHANNEL_OTHER;
    if (found[KIND] != NULL) {
        channel->kind = sup__read_choice(reading, found[KIND], "kind of channel",
                                         sup__channel_kind_names, SUP__CHANNEL_KINDS);
    }
    channel->is_public = sup__read_bool(reading, found[IS_PUBLIC]);
    channel->team = sup__read_optional(reading, found[TEAM], "team", &policy->team_names);
    channel->calendar =
        sup__read_optional(reading, found[CALENDAR], "calendar", &policy->calendar_names);
}

void sup__read_channels(struct sup__reading *reading, const struct sup__json *node)
{
    struct sup__policy *policy = reading->policy;
    struct sup__channel *channels;
    struct sup__entries entries;

    if (node == NULL || !sup__read_entries(reading, node, &channel_kind, &entries)) {
        return;
    }
    if (node->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, node, "at least one channel is needed");
    }
    channels = sup__keep(reading, entries.names.count * sizeof *channels);
    if (channels == NULL) {
        return;
    }
    for (uint32_t i = 0; i < entries.names.count; i++) {
        read_channel(reading, entries.names.names[i], entries.found + (size_t)i * MEMBER_COUNT,
                     &channels[i]);
    }
    policy->channels = channels;
    policy->channel_count = entries.names.count;
    policy->channel_names = entries.names;
    reading->channels = node;
}
