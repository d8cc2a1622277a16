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

/* 0 after a problem. */
static int64_t read_cost(struct sup__reading *reading, const struct sup__json *node)
{
    const char *currency = reading->policy->currency;
    char shown[SUP__SHOWN_SIZE];
    int64_t minor = 0;

    if (node == NULL || !sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return 0;
    }
    if (currency[0] == '\0') {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a cost is money, and the policy has no \"currency\"");
    } else if (!sup__money_parse(node->text, node->bytes, currency, &minor) || minor <= 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not an amount in %s: digits, a point and at most %d more, and more "
                     "than zero",
                     sup__shown(node->text, shown), currency, sup__currency_exponent(currency));
        return 0;
    }
    return minor;
}

void sup__read_costs(struct sup__reading *reading, const struct sup__json *node)
{
    enum { HOUR, TICKET, COUNT };
    static const struct sup__member members[COUNT] = {{"hour", 0, 0}, {"ticket", 0, 0}};
    const struct sup__json *found[COUNT] = {NULL};

    if (node != NULL) {
        sup__read_members(reading, node, members, COUNT, found);
    }
    reading->policy->hour_minor = read_cost(reading, found[HOUR]);
    reading->policy->ticket_minor = read_cost(reading, found[TICKET]);
}
