/*
 * authority_gaps.c: what the matrix as a whole leaves out.
 *
 * What no row is for is refused. That may be meant, so it is a note where a whole remedy, a
 * currency or a role that may ask is left out, and a warning where it looks like an oversight:
 * amounts between two rows, all amounts of what rows give without one, and a remedy that the shop
 * itself lists. Where a last row refuses whatever is left, that is meant; but for the amounts it is
 * a note. What only rows for some cases are for (those with a condition, teams, floors ...) is left
 * out in all others, and is told alike. An action of the library that no row names is not refused,
 * but left to the rights of roles: one note tells which these are, unless a row for "*" says that
 * what is left out is meant so.
 */
#include "policy/authority_parts.h"

#include <string.h>

#include "base/money.h"
#include "base/text.h"

enum { CURRENCIES_MAX = SUP__POLICY_CURRENCIES_MAX + 1 }; /* and none */

/* ---- amounts ---- */

/* What rows say about one remedy in one currency, to whoever asks, or to one role. */
struct covering {
    const struct sup__authority *authority;
    uint32_t remedy;
    uint32_t currency;
    int32_t role;    /* -1: whoever asks */
    int32_t is_firm; /* 1: only rows that are for it in all cases */
    uint32_t first_row;
    uint32_t end_row;  /* 0: all from the first */
    int32_t is_refuse; /* 1: who refuses whatever the amount is for all amounts */
};

/* Whom it is for aside, a row is for all requests of its remedies and amounts. */
static int is_firm(const struct sup__authority_row *row)
{
    uint32_t names = row->agent_count;

    for (int list = 0; list < SUP__ROW_LISTS; list++) {
        names += list == SUP__ROW_ROLES ? 0 : row->lists[list].count;
    }
    return row->when == NULL && names == 0;
}

/* What has no amount is as good as all amounts of currency 0. */
static const struct sup__amount_range *range_in(const struct covering *covering,
                                                const struct sup__authority_row *row)
{
    static const struct sup__amount_range any = {0, 1, INT64_MAX};
    int is_money = covering->authority->remedies[covering->remedy].money == SUP__MONEY_ALWAYS;

    for (uint32_t i = 0; i < row->range_count; i++) {
        if (row->ranges[i].currency == covering->currency) {
            return &row->ranges[i];
        }
    }
    if (covering->is_refuse && row->range_count == 0 && row->effect == SUP__EFFECT_REFUSE) {
        return &any;
    }
    /* Who refuses whatever the amount leaves amounts out. */
    return row->range_count == 0 && covering->currency == 0 && !is_money ? &any : NULL;
}

static int is_for_role(const struct sup__authority_row *row, int32_t role)
{
    const struct sup__row_names *roles = &row->lists[SUP__ROW_ROLES];
    uint32_t at = 0;

    while (at < roles->count && (int32_t)roles->items[at] != role) {
        at++;
    }
    return role < 0 || roles->count == 0 || at < roles->count;
}

/* The first amount above `minor` that a row is for; and the end of that, as far as rows follow each
 * other without a gap. 0: there is none. */
static int next_covered(const struct covering *covering, int64_t minor, int64_t *least,
                        int64_t *most)
{
    const struct sup__authority *authority = covering->authority;
    uint32_t end = covering->end_row ? covering->end_row : authority->row_count;
    int is_found = 0;

    *least = INT64_MAX;
    *most = 0;
    for (uint32_t i = covering->first_row; i < end; i++) {
        const struct sup__authority_row *row = &authority->rows[i];
        const struct sup__amount_range *range = range_in(covering, row);
        int64_t begin;

        if ((row->remedies >> covering->remedy & 1) == 0 || range == NULL || range->most <= minor ||
            !is_for_role(row, covering->role) || (covering->is_firm && !is_firm(row))) {
            continue;
        }
        begin = range->least > minor ? range->least : minor + 1;
        if (!is_found || begin < *least || (begin == *least && range->most > *most)) {
            is_found = 1;
            *least = begin;
            *most = range->most;
        }
    }
    return is_found;
}

/* The first amounts above `minor` that no row is for, up to INT64_MAX. 0: there are none. */
static int next_gap(const struct covering *covering, int64_t minor, int64_t *least, int64_t *most)
{
    int64_t begin;
    int64_t end;

    while (minor < INT64_MAX) {
        int is_covered = next_covered(covering, minor, &begin, &end);

        if (!is_covered || begin > minor + 1) {
            *least = minor + 1;
            *most = is_covered ? begin - 1 : INT64_MAX;
            return 1;
        }
        minor = end;
    }
    return 0;
}

/* The first amounts above `minor` that rows of `wide` are for, but none of `narrow`. 0: there are
 * none. */
static int next_part(const struct covering *narrow, const struct covering *wide, int64_t minor,
                     int64_t *least, int64_t *most)
{
    int64_t begin;
    int64_t end;

    for (; next_gap(narrow, minor, least, most); minor = *most) {
        if (next_covered(wide, *least - 1, &begin, &end) && begin <= *most) {
            *least = begin;
            if (next_gap(wide, begin - 1, &begin, &end) && begin <= *most) {
                *most = begin - 1;
            }
            return 1;
        }
    }
    return 0;
}

enum { WHAT_SIZE = 256, SOMETIMES_SIZE = 320, SOMETIMES_NAMED = 3 };

/* The rows that are for some such amount in some cases: "\"vip\", \"fragile\" or \"late\"", of more
 * than these how many. */
static const char *sometimes(const struct covering *covering, int64_t least, int64_t most,
                             char out[SOMETIMES_SIZE])
{
    const struct sup__authority *authority = covering->authority;
    const char *names[SOMETIMES_NAMED] = {"", "", ""};
    uint32_t count = 0;

    for (uint32_t i = 0; i < authority->row_count; i++) {
        const struct sup__authority_row *row = &authority->rows[i];
        const struct sup__amount_range *range = range_in(covering, row);

        if ((row->remedies >> covering->remedy & 1) != 0 && range != NULL && range->least <= most &&
            least <= range->most && !is_firm(row)) {
            if (count < SOMETIMES_NAMED) {
                names[count] = row->name;
            }
            count++;
        }
    }
    if (count > SOMETIMES_NAMED) {
        sup__format(out, SOMETIMES_SIZE, "\"%s\", \"%s\", \"%s\" or %u more", names[0], names[1],
                    names[2], count - SOMETIMES_NAMED);
    } else if (count == SOMETIMES_NAMED) {
        sup__format(out, SOMETIMES_SIZE, "\"%s\", \"%s\" or \"%s\"", names[0], names[1], names[2]);
    } else {
        sup__format(out, SOMETIMES_SIZE, "\"%s%s%s\"", names[0], count > 1 ? "\" or \"" : "",
                    names[1]);
    }
    return out;
}

/* "refund.full of 20.01 to 30.00 EUR" */
static const char *say_amounts(const struct covering *covering, int64_t least, int64_t most,
                               char what[WHAT_SIZE])
{
    const struct sup__remedy *remedy = &covering->authority->remedies[covering->remedy];
    const char *name = remedy->name;
    char currency[SUP__CURRENCY_SIZE];
    char from[SUP__MONEY_TEXT_SIZE] = "";
    char to[SUP__MONEY_TEXT_SIZE] = "";

    if (covering->currency == 0) {
        sup__format(what, WHAT_SIZE, "%s%s", name,
                    remedy->money == SUP__MONEY_MAYBE ? " without an amount" : "");
        return what;
    }
    (void)sup__currency_text(covering->currency, currency);
    (void)sup__money_format(least, currency, from);
    (void)sup__money_format(most, currency, to);
    if (most < INT64_MAX) {
        sup__format(what, WHAT_SIZE, "%s of %s to %s %s", name, from, to, currency);
    } else if (least > 1) {
        sup__format(what, WHAT_SIZE, "%s of %s %s and more", name, from, currency);
    } else {
        sup__format(what, WHAT_SIZE, "%s in %s", name, currency);
    }
    return what;
}

/* `rest` refuses whatever no other row is for; NULL: there is no such row. */
static void check_amounts(struct sup__reading *reading, const struct covering *covering,
                          const struct sup__authority_row *rest)
{
    char what[WHAT_SIZE];
    int64_t least;
    int64_t most;

    for (int64_t minor = 0; next_gap(covering, minor, &least, &most); minor = most) {
        (void)say_amounts(covering, least, most, what);
        if (rest != NULL && most < INT64_MAX) {
            sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                      "%s is refused: no row but \"%s\" is for it", what, rest->name);
        } else if (rest == NULL && most < INT64_MAX) {
            sup__warning(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                         "%s is refused: no row is for it", what);
        } else if (rest == NULL) {
            sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                      "%s is refused: no row is for it", what);
        }
    }
}

/* The same of what only rows for some cases are for. */
static void check_some_amounts(struct sup__reading *reading, const struct covering *covering,
                               const struct sup__authority_row *rest)
{
    struct covering firm = *covering;
    char what[WHAT_SIZE];
    char names[SOMETIMES_SIZE];
    int64_t least;
    int64_t most;

    firm.is_firm = 1;
    for (int64_t minor = 0; next_part(&firm, covering, minor, &least, &most); minor = most) {
        (void)sometimes(covering, least, most, names);
        (void)say_amounts(covering, least, most, what);
        if (rest != NULL && most < INT64_MAX) {
            sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                      "%s is refused unless it is a case of %s: no row but \"%s\" is for it in "
                      "all cases",
                      what, names, rest->name);
        } else if (rest == NULL && most < INT64_MAX) {
            sup__warning(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                         "%s is refused unless it is a case of %s: no row is for it in all "
                         "cases",
                         what, names);
        } else if (rest == NULL) {
            sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                      "%s is refused unless it is a case of %s: no row is for it in all cases",
                      what, names);
        }
    }
}

/* What is left out for everybody, be it in some cases, has been told. */
static void check_role_amounts(struct sup__reading *reading, const struct covering *covering)
{
    struct covering all = *covering;
    struct covering firm = *covering;
    char what[WHAT_SIZE];
    int64_t least;
    int64_t most;
    int64_t begin;
    int64_t end;

    all.role = -1;
    all.is_firm = firm.is_firm = 1;
    for (int64_t minor = 0; next_part(&firm, &all, minor, &least, &most); minor = most) {
        int is_some = next_covered(covering, least - 1, &begin, &end) && begin <= most;

        sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                  "%s is refused to the role %s%s: no row is for it%s",
                  say_amounts(covering, least, most, what),
                  reading->policy->roles[covering->role].name, is_some ? " in some cases" : "",
                  is_some ? " in all" : "");
    }
}

/* 1: what may have an amount is given without one, and no row that is for it says amounts. */
static int lacks_amounts(const struct sup__authority *authority, uint32_t remedy)
{
    int is_given = 0;

    if (authority->remedies[remedy].money != SUP__MONEY_MAYBE) {
        return 0;
    }
    for (uint32_t i = 0; i < authority->row_count; i++) {
        const struct sup__authority_row *row = &authority->rows[i];

        if ((row->remedies >> remedy & 1) != 0 && row->range_count != 0) {
            return 0;
        }
        is_given |= (row->remedies >> remedy & 1) != 0 && row->effect != SUP__EFFECT_REFUSE;
    }
    return is_given;
}

/* Whoever lists no amounts may have meant all of them. */
static void tell_no_amounts(struct sup__reading *reading, uint32_t remedy,
                            const struct sup__authority_row *rest)
{
    const char *name = reading->policy->authority.remedies[remedy].name;

    if (rest != NULL) {
        sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                  "%s with an amount is refused: no row but \"%s\" is for it; \"amount\": "
                  "{\"EUR\": {}} is any amount in EUR",
                  name, rest->name);
    } else {
        sup__warning(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                     "%s with an amount is refused: no row is for it; \"amount\": {\"EUR\": {}} is "
                     "any amount in EUR",
                     name);
    }
}

/* 0 for what is asked for without an amount, or where no row names a currency; and the currencies
 * of all rows, each once, for what is asked for with one. */
static uint32_t list_currencies(const struct sup__authority *authority, uint32_t remedy,
                                uint32_t currencies[CURRENCIES_MAX])
{
    int32_t money = authority->remedies[remedy].money;
    int is_without = money == SUP__MONEY_NEVER || lacks_amounts(authority, remedy);
    uint32_t rows = is_without ? 0 : authority->row_count;
    uint32_t count = 0;

    if (money == SUP__MONEY_MAYBE) {
        currencies[count++] = 0;
    }
    for (uint32_t i = 0; i < rows; i++) {
        for (uint32_t j = 0; j < authority->rows[i].range_count; j++) {
            uint32_t currency = authority->rows[i].ranges[j].currency;
            uint32_t at = 0;

            while (at < count && currencies[at] != currency) {
                at++;
            }
            if (at == count && count < CURRENCIES_MAX) {
                currencies[count++] = currency;
            }
        }
    }
    if (count == 0) {
        currencies[count++] = 0;
    }
    return count;
}

/* ---- remedies ---- */

/* 1 when a row is for it. */
static int is_covered(const struct sup__authority *authority, uint32_t remedy, int32_t role)
{
    for (uint32_t i = 0; i < authority->row_count; i++) {
        const struct sup__authority_row *row = &authority->rows[i];

        if ((row->remedies >> remedy & 1) != 0 && is_for_role(row, role)) {
            return 1;
        }
    }
    return 0;
}

/* The row that refuses a remedy to everybody in all cases; NULL: there is none. */
static const struct sup__authority_row *rest_of(const struct sup__authority *authority,
                                                uint32_t remedy)
{
    for (uint32_t i = 0; i < authority->row_count; i++) {
        const struct sup__authority_row *row = &authority->rows[i];
        uint32_t lists = row->agent_count;

        for (int list = 0; list < SUP__ROW_LISTS; list++) {
            lists += row->lists[list].count;
        }
        if ((row->remedies >> remedy & 1) != 0 && row->effect == SUP__EFFECT_REFUSE &&
            row->range_count == 0 && row->when == NULL && lists == 0) {
            return row;
        }
    }
    return NULL;
}

/* May a role ask for it at all, or do it? */
static int may_ask(const struct sup__policy *policy, uint32_t role,
                   const struct sup__remedy *remedy)
{
    const char *action = remedy->about == SUP__IS_GIVEN              ? "authority.request"
                         : strcmp(remedy->name, "ticket.close") == 0 ? "ticket.move"
                                                                     : remedy->name;

    return sup__role_allows(&policy->roles[role], action);
}

/* A remedy that some may have and others not: these are told, as one note where no row is for them
 * at all. */
static void check_roles(struct sup__reading *reading, uint32_t remedy, const uint32_t *currencies,
                        uint32_t count)
{
    enum { NAMES_SIZE = 300 };
    const struct sup__policy *policy = reading->policy;
    const struct sup__authority *authority = &policy->authority;
    char names[NAMES_SIZE] = "";
    size_t at = 0;

    for (uint32_t role = 0; role < policy->role_count; role++) {
        if (!may_ask(policy, role, &authority->remedies[remedy])) {
            continue;
        }
        if (!is_covered(authority, remedy, (int32_t)role)) {
            sup__format(names + at, sizeof names - at, "%s%s", at ? ", " : "",
                        policy->roles[role].name);
            at = strlen(names);
            continue;
        }
        for (uint32_t i = 0; i < count; i++) {
            const struct covering covering = {.authority = authority,
                                              .remedy = remedy,
                                              .currency = currencies[i],
                                              .role = (int32_t)role};

            check_role_amounts(reading, &covering);
        }
    }
    if (at != 0) {
        sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                  "%s is refused to those with no other role than %s: no row is for them",
                  authority->remedies[remedy].name, names);
    }
}

/* A row for "*" says that whatever else is left out is meant so. */
static int is_rest_meant(const struct sup__authority *authority)
{
    uint64_t given = 0;

    for (uint32_t i = 0; i < authority->remedy_count; i++) {
        given |= authority->remedies[i].about == SUP__IS_GIVEN ? UINT64_C(1) << i : 0;
    }
    for (uint32_t i = 0; i < authority->row_count; i++) {
        if ((authority->rows[i].remedies & given) == given) {
            return 1;
        }
    }
    return 0;
}

/* What the library itself does, and no row is for. */
static void tell_free_actions(struct sup__reading *reading)
{
    enum { NAMES_SIZE = 300 };
    const struct sup__authority *authority = &reading->policy->authority;
    char names[NAMES_SIZE] = "";
    size_t at = 0;

    if (is_rest_meant(authority)) {
        return;
    }
    for (uint32_t i = 0; i < SUP__BUILTIN_REMEDIES; i++) {
        if (!sup__is_governed(authority, (int32_t)i)) {
            sup__format(names + at, sizeof names - at, "%s%s", at ? ", " : "",
                        authority->remedies[i].name);
            at = strlen(names);
        }
    }
    if (at != 0) {
        sup__note(reading, SUP_MSG_POLICY_FREE, reading->authority,
                  "the rights of roles alone decide about %s: no row is for it", names);
    }
}

static void tell_uncovered(struct sup__reading *reading, uint32_t remedy)
{
    const char *name = reading->policy->authority.remedies[remedy].name;

    if (remedy < SUP__BUILTIN_REMEDIES) {
        sup__note(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                  "%s is refused: no row is for it", name);
    } else {
        sup__warning(reading, SUP_MSG_POLICY_UNCOVERED, reading->authority,
                     "%s is refused: no row is for it", name);
    }
}

/* ---- beyond limits ---- */

/* The least amount in a currency (0: without one) that a row may hand on; INT64_MAX: none. What
 * passes a limit of each request is above it. */
static int64_t handed_from(const struct sup__authority_row *row, uint32_t currency)
{
    int64_t from = INT64_MAX;

    for (uint32_t i = 0; i < row->limit_count; i++) {
        const struct sup__authority_limit *limit = &row->limits[i];
        int is_of_all = limit->count >= 0 || (limit->percent >= 0 && currency != 0);
        int64_t least = limit->is_passed_on && is_of_all ? 1 : INT64_MAX;

        for (uint32_t j = 0; limit->is_passed_on && j < limit->amount_count; j++) {
            if (limit->amounts[j].currency == currency) {
                least = limit->scope == SUP__PER_REQUEST ? limit->amounts[j].minor + 1 : 1;
            }
        }
        from = least < from ? least : from;
    }
    return from;
}

static void check_handed(struct sup__reading *reading, uint32_t number, uint32_t remedy,
                         uint32_t currency)
{
    const struct sup__authority *authority = &reading->policy->authority;
    const struct sup__authority_row *row = &authority->rows[number];
    const struct covering own = {.authority = authority,
                                 .remedy = remedy,
                                 .currency = currency,
                                 .role = -1,
                                 .first_row = number,
                                 .end_row = number + 1};
    struct covering behind = own;
    int64_t from = handed_from(row, currency);
    char what[WHAT_SIZE];
    int64_t least;
    int64_t most;

    behind.first_row = number + 1;
    behind.end_row = authority->row_count;
    behind.is_refuse = 1;
    for (int64_t minor = from - 1; from < INT64_MAX && next_part(&behind, &own, minor, &least, &most);
         minor = most) {
        sup__warning(reading, SUP_MSG_POLICY_UNCOVERED, reading->matrix.entries.nodes[number],
                     "%s beyond a limit of \"%s\" is refused: no row behind it is for that",
                     say_amounts(&behind, least, most, what), row->name);
    }
}

void sup__check_handed(struct sup__reading *reading, uint32_t number, uint64_t remedies)
{
    const struct sup__authority *authority = &reading->policy->authority;
    const struct sup__authority_row *row = &authority->rows[number];

    for (; remedies != 0; remedies &= remedies - 1) {
        uint32_t remedy = (uint32_t)__builtin_ctzll(remedies);

        if (row->range_count == 0) {
            check_handed(reading, number, remedy, 0);
        }
        for (uint32_t i = 0; i < row->range_count; i++) {
            check_handed(reading, number, remedy, row->ranges[i].currency);
        }
    }
}

void sup__check_gaps(struct sup__reading *reading)
{
    const struct sup__authority *authority = &reading->policy->authority;
    uint32_t currencies[CURRENCIES_MAX];

    for (uint32_t i = 0; i < authority->remedy_count; i++) {
        const struct sup__authority_row *rest = rest_of(authority, i);
        uint32_t count = list_currencies(authority, i, currencies);

        if (!sup__is_governed(authority, (int32_t)i)) {
            continue;
        }
        if (!is_covered(authority, i, -1)) {
            tell_uncovered(reading, i);
            continue;
        }
        if (lacks_amounts(authority, i)) {
            tell_no_amounts(reading, i, rest);
        }
        for (uint32_t j = 0; j < count; j++) {
            const struct covering covering = {
                .authority = authority, .remedy = i, .currency = currencies[j], .role = -1};

            check_amounts(reading, &covering, rest);
            check_some_amounts(reading, &covering, rest);
        }
        if (rest == NULL) {
            check_roles(reading, i, currencies, count);
        }
    }
    tell_free_actions(reading);
}
