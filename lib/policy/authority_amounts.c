/*
 * authority_amounts.c: of one row of the matrix: amounts by currency, limits, and who approves.
 */
#include "policy/authority_parts.h"

#include "base/money.h"
#include "base/text.h"

#include <string.h>

const char *const sup__limit_scope_names[SUP__LIMIT_SCOPES] = {"request",  "ticket", "order",
                                                               "customer", "agent",  "team"};
const char *const sup__rounding_names[SUP__ROUNDINGS] = {"down", "up", "half_up", "half_even"};

/* ---- amounts ---- */

/* The currency that is the key of a value; 0 after a problem. */
static uint32_t read_currency(struct sup__reading *reading, const struct sup__json *node)
{
    char shown[SUP__SHOWN_SIZE];

    if (sup__currency_exponent(node->key) < 0) {
        sup__problem_key(reading, SUP_MSG_POLICY_VALUE, node,
                         "\"%s\" is not a currency of ISO 4217, such as EUR",
                         sup__shown(node->key, shown));
        return 0;
    }
    return sup__currency_code(node->key);
}

/* Minor units; 0 after a problem. */
static int64_t read_amount(struct sup__reading *reading, const struct sup__json *node,
                           const char *currency)
{
    char shown[SUP__SHOWN_SIZE];
    int64_t minor = 0;

    if (!sup__read_type(reading, node, SUP__JSON_TEXT)) {
        return 0;
    }
    if (!sup__money_parse(node->text, node->bytes, currency, &minor)) {
        int exponent = sup__currency_exponent(currency);

        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "\"%s\" is not an amount in %s: digits, a point and at most %d more, and more "
                     "than zero",
                     sup__shown(node->text, shown), currency, exponent);
        return 0;
    }
    return minor;
}

static void read_range(struct sup__reading *reading, const struct sup__json *node,
                       struct sup__amount_range *range)
{
    enum { FROM, ABOVE, TO, BELOW, COUNT };
    static const struct sup__member members[COUNT] = {
        {"from", SUP__JSON_TEXT, 0},
        {"above", SUP__JSON_TEXT, 0},
        {"to", SUP__JSON_TEXT, 0},
        {"below", SUP__JSON_TEXT, 0},
    };
    const struct sup__json *found[COUNT] = {NULL};
    int64_t ends[COUNT] = {0};

    sup__read_members(reading, node, members, COUNT, found);
    if ((found[FROM] != NULL && found[ABOVE] != NULL) ||
        (found[TO] != NULL && found[BELOW] != NULL)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a range begins with \"from\" or \"above\" and ends with \"to\" or \"below\": "
                     "one of each");
        return;
    }
    for (int i = 0; i < COUNT; i++) {
        if (found[i] != NULL) {
            ends[i] = read_amount(reading, found[i], node->key);
        }
    }
    range->least = ends[ABOVE] != 0 ? ends[ABOVE] : ends[FROM];
    range->least = range->least == 0 ? 1 : range->least;
    if (ends[ABOVE] != 0 && ends[ABOVE] < INT64_MAX) {
        range->least++;
    }
    range->most = INT64_MAX;
    if (found[TO] != NULL) {
        range->most = ends[TO];
    } else if (found[BELOW] != NULL) {
        range->most = ends[BELOW] - 1;
    }
    if (range->most < range->least && (found[TO] == NULL || ends[TO] != 0) &&
        (found[BELOW] == NULL || ends[BELOW] != 0)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node, "no amount is in this range");
    }
}

void sup__read_row_ranges(struct sup__reading *reading, const struct sup__json *node,
                          struct sup__authority_row *row)
{
    struct sup__amount_range *ranges;

    if (node == NULL || !sup__is_countable(reading, node, "currency", SUP__POLICY_CURRENCIES_MAX)) {
        return;
    }
    if (node->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, node,
                     "at least one currency is needed: {\"EUR\": {}} is any amount in EUR");
    }
    ranges = sup__keep(reading, node->count * sizeof *ranges);
    row->ranges = ranges;
    for (const struct sup__json *item = node->first; ranges != NULL && item != NULL;
         item = item->next) {
        ranges[row->range_count].currency = read_currency(reading, item);
        if (ranges[row->range_count].currency != 0) {
            read_range(reading, item, &ranges[row->range_count++]);
        }
    }
}

/* ---- limits ---- */

static void read_amounts(struct sup__reading *reading, const struct sup__json *node,
                         struct sup__authority_limit *limit)
{
    struct sup__amount *amounts;

    if (!sup__is_countable(reading, node, "currency", SUP__POLICY_CURRENCIES_MAX)) {
        return;
    }
    amounts = sup__keep(reading, node->count * sizeof *amounts);
    limit->amounts = amounts;
    for (const struct sup__json *item = node->first; amounts != NULL && item != NULL;
         item = item->next) {
        struct sup__amount *amount = &amounts[limit->amount_count];

        amount->currency = read_currency(reading, item);
        if (amount->currency != 0) {
            amount->minor = read_amount(reading, item, item->key);
            limit->amount_count++;
        }
    }
}

/* Each currency that the row is for has its amount, so that none is without a limit. */
static void check_currencies(struct sup__reading *reading, const struct sup__json *node,
                             const struct sup__authority_row *row,
                             const struct sup__authority_limit *limit)
{
    char currency[SUP__CURRENCY_SIZE];

    for (uint32_t i = 0; i < row->range_count; i++) {
        uint32_t at = 0;

        while (at < limit->amount_count && limit->amounts[at].currency != row->ranges[i].currency) {
            at++;
        }
        if (at == limit->amount_count) {
            sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, node,
                         "the row is for amounts in %s, and this limit has none in it",
                         sup__currency_text(row->ranges[i].currency, currency));
        }
    }
}

static int64_t read_count(struct sup__reading *reading, const struct sup__json *node)
{
    int64_t count = 0;

    if (!sup__parse_int(node->text, strlen(node->text), &count) || count < 1 ||
        count > SUP__POLICY_LIMIT_COUNT_MAX) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node, "a number from 1 to %d is needed",
                     (int)SUP__POLICY_LIMIT_COUNT_MAX);
        return 1;
    }
    return count;
}

/* "12.5" is 1,250 hundredths of a percent. */
static int32_t read_percent(struct sup__reading *reading, const struct sup__json *node)
{
    int32_t hundredths = 0;
    int decimals = -1;
    int is_wrong = node->text[0] < '0' || node->text[0] > '9' || node->bytes > 6;

    for (const char *at = node->text; *at != '\0' && !is_wrong; at++) {
        if (*at == '.' && decimals < 0) {
            decimals = 0;
        } else if (*at >= '0' && *at <= '9' && decimals < 2) {
            hundredths = hundredths * 10 + (*at - '0');
            decimals += decimals >= 0;
        } else {
            is_wrong = 1;
        }
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 2 && !is_wrong; decimals++) {
        hundredths *= 10;
    }
    if (is_wrong || hundredths < 1 || hundredths > 100 * 100) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "a percentage is more than 0, at most 100, and has at most two decimals");
        return 1;
    }
    return hundredths;
}

enum { PER, WITHIN, AMOUNT, LIMIT_COUNT, PERCENT, OF, ROUNDING, COUNTS, BEYOND, LIMIT_MEMBERS };

static void check_limit(struct sup__reading *reading, const struct sup__json *item,
                        const struct sup__json *const *found,
                        const struct sup__authority_limit *limit)
{
    int measures =
        (found[AMOUNT] != NULL) + (found[LIMIT_COUNT] != NULL) + (found[PERCENT] != NULL);

    if (measures != 1) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "a limit has one of \"amount\", \"count\" and \"percent\"");
    }
    if (limit->scope == SUP__PER_REQUEST &&
        (found[WITHIN] != NULL || found[LIMIT_COUNT] != NULL || found[COUNTS] != NULL)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "of one request there is nothing to sum up: \"within\", \"count\" and "
                     "\"counts\" are for the other limits");
    }
    if (found[PERCENT] == NULL && (found[OF] != NULL || found[ROUNDING] != NULL)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "\"of\" and \"rounding\" are about \"percent\"");
    }
    if (found[PERCENT] != NULL && limit->scope != SUP__PER_REQUEST &&
        limit->scope != SUP__PER_ORDER) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, item,
                     "a percentage of an order is a limit per request or per order");
    }
}

static void read_limit(struct sup__reading *reading, const struct sup__json *item,
                       const struct sup__authority_row *row, struct sup__authority_limit *limit)
{
    static const struct sup__member members[LIMIT_MEMBERS] = {
        [PER] = {"per", SUP__JSON_TEXT, 1},
        [WITHIN] = {"within", SUP__JSON_TEXT, 0},
        [AMOUNT] = {"amount", SUP__JSON_OBJECT, 0},
        [LIMIT_COUNT] = {"count", SUP__JSON_NUMBER, 0},
        [PERCENT] = {"percent", SUP__JSON_NUMBER, 0},
        [OF] = {"of", SUP__JSON_TEXT, 0},
        [ROUNDING] = {"rounding", SUP__JSON_TEXT, 0},
        [COUNTS] = {"counts", SUP__JSON_LIST, 0},
        [BEYOND] = {"beyond", SUP__JSON_TEXT, 0},
    };
    static const char *const bases[] = {"captured", "total"};
    static const char *const ends[] = {"refuse", "next"};
    const struct sup__json *found[LIMIT_MEMBERS] = {NULL};

    *limit = (struct sup__authority_limit){
        .scope = -1, .count = -1, .percent = -1, .counts = row->remedies};
    sup__read_members(reading, item, members, LIMIT_MEMBERS, found);
    if (found[PER] != NULL) {
        limit->scope = sup__read_choice(reading, found[PER], "scope of a limit",
                                        sup__limit_scope_names, SUP__LIMIT_SCOPES);
    }
    if (found[WITHIN] != NULL) {
        limit->within_ms = sup__read_duration(reading, found[WITHIN]);
        if (limit->within_ms == 0) {
            sup__problem(reading, SUP_MSG_POLICY_VALUE, found[WITHIN],
                         "nothing is in a window of no time at all");
        }
    }
    if (found[AMOUNT] != NULL) {
        uint32_t errors = sup__error_count(reading);

        read_amounts(reading, found[AMOUNT], limit);
        if (sup__error_count(reading) == errors) {
            check_currencies(reading, found[AMOUNT], row, limit);
        }
    }
    limit->count = found[LIMIT_COUNT] != NULL ? read_count(reading, found[LIMIT_COUNT]) : -1;
    limit->percent = found[PERCENT] != NULL ? read_percent(reading, found[PERCENT]) : -1;
    limit->is_of_total =
        found[OF] != NULL && sup__read_choice(reading, found[OF], "base", bases, 2) == 1;
    limit->rounding = found[ROUNDING] != NULL
                          ? sup__read_choice(reading, found[ROUNDING], "rounding",
                                             sup__rounding_names, SUP__ROUNDINGS)
                          : SUP__ROUND_DOWN;
    if (found[COUNTS] != NULL) {
        limit->counts = sup__read_remedies(reading, found[COUNTS]) | row->remedies;
    }
    limit->is_passed_on =
        found[BEYOND] != NULL && sup__read_choice(reading, found[BEYOND], "answer", ends, 2) == 1;
    check_limit(reading, item, found, limit);
}

void sup__read_row_limits(struct sup__reading *reading, const struct sup__json *list,
                          struct sup__authority_row *row)
{
    struct sup__authority_limit *limits;

    if (list == NULL || !sup__is_countable(reading, list, "limit", SUP__POLICY_ROW_LIMITS_MAX)) {
        return;
    }
    limits = sup__keep(reading, list->count * sizeof *limits);
    row->limits = limits;
    for (const struct sup__json *item = list->first; limits != NULL && item != NULL;
         item = item->next) {
        read_limit(reading, item, row, &limits[row->limit_count++]);
    }
}

/* ---- approvals ---- */

static uint32_t read_quorum(struct sup__reading *reading, const struct sup__json *node)
{
    if (!sup__is_digit_alone(node->text) || node->text[0] == '0') {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node, "from 1 to 9 people approve");
        return 1;
    }
    return (uint32_t)(node->text[0] - '0');
}

/* Longer than nothing, and before the approval expires. */
static int64_t read_before(struct sup__reading *reading, const struct sup__json *node,
                           int64_t end_ms)
{
    int64_t ms = sup__read_duration(reading, node);

    if (ms == 0 || (ms > 0 && end_ms > 0 && ms >= end_ms)) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "this is between the request and the end of \"within\"");
    }
    return ms < 0 ? 0 : ms;
}

void sup__read_row_approval(struct sup__reading *reading, const struct sup__json *node,
                            struct sup__authority_row *row)
{
    enum { ROLES, AGENTS, QUORUM, WITHIN_TIME, JUSTIFICATION, REMIND, ESCALATE, OTHERS, COUNT };
    static const struct sup__member members[COUNT] = {
        {"roles", SUP__JSON_LIST, 0},
        {"agents", SUP__JSON_LIST, 0},
        {"quorum", SUP__JSON_NUMBER, 0},
        {"within", SUP__JSON_TEXT, 1},
        {"justification", 0, 0},
        {"remind_after", SUP__JSON_TEXT, 0},
        {"escalate_after", SUP__JSON_TEXT, 0},
        {"escalate_to", SUP__JSON_OBJECT, 0},
    };
    struct sup__approval *approval = &row->approval;
    const struct sup__json *found[COUNT] = {NULL};

    if (node == NULL) {
        return;
    }
    sup__read_members(reading, node, members, COUNT, found);
    sup__read_holders(reading, found[ROLES], found[AGENTS], &approval->holders);
    approval->quorum = found[QUORUM] != NULL ? read_quorum(reading, found[QUORUM]) : 1;
    approval->needs_justification = sup__read_bool(reading, found[JUSTIFICATION]);
    if (found[WITHIN_TIME] != NULL) {
        approval->within_ms = sup__read_duration(reading, found[WITHIN_TIME]);
        if (approval->within_ms == 0) {
            sup__problem(reading, SUP_MSG_POLICY_VALUE, found[WITHIN_TIME],
                         "nobody can approve in no time at all");
        }
    }
    if (found[REMIND] != NULL) {
        approval->remind_ms = read_before(reading, found[REMIND], approval->within_ms);
    }
    if (found[ESCALATE] != NULL) {
        approval->escalate_ms = read_before(reading, found[ESCALATE], approval->within_ms);
    }
    sup__read_holder(reading, found[OTHERS], &approval->others);
    if ((found[ESCALATE] == NULL) != (found[OTHERS] == NULL)) {
        sup__problem(reading, SUP_MSG_POLICY_MISSING, node,
                     "\"escalate_after\" and \"escalate_to\" go together");
    }
}
