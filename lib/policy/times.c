/*
 * times.c: the desk's times, and the currency of amounts that do not name one.
 */
#include "policy/reading.h"

#include <string.h>

#include "base/money.h"

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

static int64_t read_time(struct sup__reading *reading, const struct sup__json *node,
                         int64_t default_ms)
{
    return node != NULL ? sup__read_duration(reading, node) : default_ms;
}

void sup__read_reopen_grace(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->reopen_grace_ms = read_time(reading, node, 7 * DAY_MS);
}

void sup__read_auto_close(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->auto_close_ms = read_time(reading, node, 4 * DAY_MS);
}

void sup__read_idempotency_retention(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->idempotency_ms = read_time(reading, node, 7 * DAY_MS);
}

void sup__read_follow_up(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->follow_up_ms = read_time(reading, node, -1);
}

void sup__read_thread_window(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->thread_ms = read_time(reading, node, 14 * DAY_MS);
}

void sup__read_repeat_contact(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->repeat_ms = read_time(reading, node, 7 * DAY_MS);
}

void sup__read_repeat_purchase(struct sup__reading *reading, const struct sup__json *node)
{
    reading->policy->purchase_ms = read_time(reading, node, 30 * DAY_MS);
}

void sup__read_retention(struct sup__reading *reading, const struct sup__json *node)
{
    enum { TEXT, COUNT };
    static const struct sup__member members[COUNT] = {{"text", 0, 0}};
    const struct sup__json *found[COUNT] = {NULL};

    if (node != NULL) {
        sup__read_members(reading, node, members, COUNT, found);
    }
    reading->policy->text_kept_ms = read_time(reading, found[TEXT], -1);
}

void sup__read_currency(struct sup__reading *reading, const struct sup__json *node)
{
    char shown[SUP__SHOWN_SIZE];

    if (node == NULL) {
        return;
    }
    reading->policy->facts.is_currency_wrong = 1; /* until it is found right */
    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return;
    }
    if (sup__currency_exponent(node->text) < 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not a currency of ISO 4217, such as EUR",
                     sup__shown(node->text, shown));
        return;
    }
    reading->policy->facts.is_currency_wrong = 0;
    memcpy(reading->policy->currency, node->text, sizeof reading->policy->currency);
}

/* "0", or with all digits of the currency. */
static int is_nothing(const struct sup__json *node, const char *currency)
{
    char zero[SUP__MONEY_TEXT_SIZE];

    return strcmp(node->text, "0") == 0 ||
           (sup__money_format(0, currency, zero) && strcmp(node->text, zero) == 0);
}

/* `otherwise` where it is not told, and after a problem. Of a channel it may be nothing. */
static int64_t read_cost(struct sup__reading *reading, const struct sup__json *node,
                         int64_t otherwise, int is_of_channel)
{
    const char *currency = reading->policy->currency;
    char shown[SUP__SHOWN_SIZE];
    int64_t minor = 0;

    if (node == NULL || !sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return otherwise;
    }
    if (currency[0] == '\0') {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a cost is money, and the policy has no \"currency\"");
        return otherwise;
    }
    if (is_of_channel && is_nothing(node, currency)) {
        return 0;
    }
    if (!sup__money_parse(node->text, node->bytes, currency, &minor) || minor <= 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not an amount in %s: digits, a point and at most %d more%s",
                     sup__shown(node->text, shown), currency, sup__currency_exponent(currency),
                     is_of_channel ? "" : ", and more than zero");
        return otherwise;
    }
    return minor;
}

enum { HOUR, TICKET, CHANNELS, COST_COUNT };

/* What a channel does not say is as everywhere else. */
static void read_channel_costs(struct sup__reading *reading, const struct sup__json *list)
{
    static const struct sup__member members[CHANNELS] = {{"hour", 0, 0}, {"ticket", 0, 0}};
    struct sup__policy *policy = reading->policy;
    const struct sup__json *found[CHANNELS];
    struct sup__channel_costs *items = sup__keep(reading, list->count * sizeof *items);
    uint32_t count = 0;

    if (items == NULL) {
        return;
    }
    for (const struct sup__json *node = list->first; node != NULL; node = node->next) {
        int32_t channel =
            sup__read_reference(reading, node, 1, "channel", &policy->channel_names);

        if (!sup__read_type(reading, node, SUP__JSON_OBJECT)) {
            continue;
        }
        sup__read_members(reading, node, members, CHANNELS, found);
        items[count].costs.hour_minor =
            read_cost(reading, found[HOUR], policy->costs.hour_minor, 1);
        items[count].costs.ticket_minor =
            read_cost(reading, found[TICKET], policy->costs.ticket_minor, 1);
        if (channel >= 0) {
            items[count++].channel = policy->channel_names.names[channel];
        }
    }
    policy->channel_costs = items;
    policy->channel_cost_count = count;
}

void sup__read_costs(struct sup__reading *reading, const struct sup__json *node)
{
    static const struct sup__member members[COST_COUNT] = {
        {"hour", 0, 0}, {"ticket", 0, 0}, {"channels", SUP__JSON_OBJECT, 0}};
    const struct sup__json *found[COST_COUNT] = {NULL};

    if (node != NULL) {
        sup__read_members(reading, node, members, COST_COUNT, found);
    }
    reading->policy->costs.hour_minor = read_cost(reading, found[HOUR], 0, 0);
    reading->policy->costs.ticket_minor = read_cost(reading, found[TICKET], 0, 0);
    if (found[CHANNELS] != NULL) {
        read_channel_costs(reading, found[CHANNELS]);
    }
}
