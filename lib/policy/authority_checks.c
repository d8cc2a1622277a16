/*
 * authority_checks.c: that a row can do what it says, and that it can be reached.
 */
#include "policy/authority_parts.h"

#include <string.h>

#include "base/text.h"

/* ---- a row by itself ---- */

/* All its remedies can be said with an amount, or all without one. */
static void check_amount(struct sup__reading *reading, const struct sup__json *item,
                         const struct sup__json *amount, const struct sup__authority_row *row)
{
    const struct sup__authority *authority = &reading->policy->authority;

    for (uint32_t i = 0; i < authority->remedy_count; i++) {
        const struct sup__remedy *remedy = &authority->remedies[i];

        if ((row->remedies >> i & 1) == 0) {
            continue;
        }
        if (remedy->money == SUP__MONEY_ALWAYS && amount == NULL &&
            row->effect != SUP__EFFECT_REFUSE) {
            sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, item,
                         "\"%s\" is money: \"amount\" says in which currencies, and how much",
                         remedy->name);
            return;
        }
        if (remedy->money == SUP__MONEY_NEVER && amount != NULL) {
            sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, amount,
                         "\"%s\" has no amount: give it a row of its own", remedy->name);
            return;
        }
    }
}

static int is_empty(const struct sup__holders *holders)
{
    return holders->role_count == 0 && holders->agent_count == 0;
}

static void check_approval(struct sup__reading *reading, const struct sup__json *item,
                           const struct sup__json *node, const struct sup__authority_row *row)
{
    const struct sup__approval *approval = &row->approval;
    const struct sup__json *others = node != NULL ? sup__json_member(node, "escalate_to") : NULL;

    if (row->effect == SUP__EFFECT_APPROVAL && node == NULL) {
        sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, item,
                     "\"approval\" says who approves, and until when");
    } else if (row->effect != SUP__EFFECT_APPROVAL && node != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, node,
                     "\"approval\" is for the effect needs_approval");
    } else if (node != NULL && is_empty(&approval->holders)) {
        sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, node,
                     "nobody may approve: at least one role or agent is needed");
    } else if (node != NULL && approval->holders.role_count == 0 &&
               approval->holders.agent_count < approval->quorum) {
        sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, node,
                     "%u have to approve, and only %u are named", (unsigned)approval->quorum,
                     (unsigned)approval->holders.agent_count);
    }
    if (others != NULL && is_empty(&approval->others)) {
        sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, node,
                     "\"escalate_to\" names nobody: at least one role or agent is needed");
    }
    if (node != NULL) {
        sup__check_holders(reading, SUP_MSG_POLICY_AUTHORITY, node, &approval->holders,
                           "approval.decide");
    }
    if (others != NULL) {
        sup__check_holders(reading, SUP_MSG_POLICY_AUTHORITY, others, &approval->others,
                           "approval.decide");
    }
}

/* ---- a row for what the library itself does ---- */

/* Of an action of the library there is no order and no amount; some are about no ticket, and one
 * about no customer. What cannot be known of it can neither be limited nor told apart by. */
static int has_scope(const struct sup__remedy *remedy, int32_t scope)
{
    return scope == SUP__PER_ORDER      ? 0
           : scope == SUP__PER_TICKET   ? remedy->about == SUP__IS_OF_TICKET
           : scope == SUP__PER_CUSTOMER ? remedy->about != SUP__IS_OF_DESK
                                        : 1;
}

static void check_own_limits(struct sup__reading *reading, const struct sup__json *limits,
                             const struct sup__authority_row *row, const struct sup__remedy *remedy)
{
    const struct sup__json *item = limits != NULL ? limits->first : NULL;

    for (uint32_t i = 0; i < row->limit_count && item != NULL; i++, item = item->next) {
        const struct sup__authority_limit *limit = &row->limits[i];

        if (limit->scope < 0) {
            continue; /* told */
        }
        if (limit->count < 0) {
            sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, item,
                         "\"%s\" has no amount: limit its \"count\"", remedy->name);
        } else if (!has_scope(remedy, limit->scope)) {
            sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, item,
                         "\"%s\" is about no %s: there is nothing to count by", remedy->name,
                         sup__limit_scope_names[limit->scope]);
        }
    }
}

static void check_own_list(struct sup__reading *reading, const struct sup__json *list,
                           const struct sup__remedy *remedy, const char *lacking)
{
    if (list != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, list,
                     "\"%s\" is about no %s: a row with this list is never for it", remedy->name,
                     lacking);
    }
}

static void check_own_actions(struct sup__reading *reading, const struct sup__json *const *found,
                              const struct sup__authority_row *row)
{
    const struct sup__authority *authority = &reading->policy->authority;

    for (uint32_t i = 0; i < SUP__BUILTIN_REMEDIES; i++) {
        const struct sup__remedy *remedy = &authority->remedies[i];

        if ((row->remedies >> i & 1) == 0 || remedy->about == SUP__IS_GIVEN) {
            continue;
        }
        check_own_limits(reading, found[SUP__ROW_LIMITS], row, remedy);
        if (remedy->about != SUP__IS_OF_TICKET) {
            check_own_list(reading, found[SUP__ROW_IN_FLOORS], remedy, "ticket");
            check_own_list(reading, found[SUP__ROW_IN_REASONS], remedy, "ticket");
        }
        if (remedy->about == SUP__IS_OF_DESK) {
            check_own_list(reading, found[SUP__ROW_IN_SEGMENTS], remedy, "customer");
        }
    }
}

void sup__check_row(struct sup__reading *reading, const struct sup__json *const *found,
                    const struct sup__json *item, const struct sup__authority_row *row)
{
    const struct sup__json *limits = found[SUP__ROW_LIMITS];
    uint32_t errors;

    if (found[SUP__ROW_EFFECT] == NULL || row->effect < 0) {
        return; /* told */
    }
    check_amount(reading, item, found[SUP__ROW_AMOUNT], row);
    check_approval(reading, item, found[SUP__ROW_APPROVAL], row);
    errors = sup__error_count(reading);
    check_own_actions(reading, found, row);
    if (row->effect == SUP__EFFECT_REFUSE && limits != NULL) {
        sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, limits, "what is refused has no limits");
    }
    for (uint32_t i = 0; i < row->limit_count && row->range_count == 0; i++) {
        if (row->limits[i].count < 0 && sup__error_count(reading) == errors) {
            sup__problem(reading, SUP_MSG_POLICY_AUTHORITY, limits,
                         "a limit of an amount needs the row's \"amount\", which says in which "
                         "currencies it is for");
            return;
        }
    }
}

/* ---- rows that are never reached ---- */

static int names_cover(const struct sup__row_names *earlier, const struct sup__row_names *later)
{
    if (earlier->count == 0) {
        return 1;
    }
    for (uint32_t i = 0; i < later->count; i++) {
        uint32_t at = 0;

        while (at < earlier->count && earlier->items[at] != later->items[i]) {
            at++;
        }
        if (at == earlier->count) {
            return 0;
        }
    }
    return later->count != 0;
}

static int agents_cover(const struct sup__authority_row *earlier,
                        const struct sup__authority_row *later)
{
    if (earlier->agent_count == 0) {
        return 1;
    }
    for (uint32_t i = 0; i < later->agent_count; i++) {
        uint32_t at = 0;

        while (at < earlier->agent_count && earlier->agents[at] != later->agents[i]) {
            at++;
        }
        if (at == earlier->agent_count) {
            return 0;
        }
    }
    return later->agent_count != 0;
}

/* 1 when a row is for what has an amount: it says amounts, or refuses all there are. */
static int is_for_amounts(const struct sup__authority *authority,
                          const struct sup__authority_row *row)
{
    int is_money = 0;

    for (uint32_t i = 0; i < authority->remedy_count; i++) {
        is_money |=
            (row->remedies >> i & 1) != 0 && authority->remedies[i].money != SUP__MONEY_NEVER;
    }
    return row->range_count != 0 || (is_money && row->effect == SUP__EFFECT_REFUSE);
}

static int ranges_cover(const struct sup__authority *authority,
                        const struct sup__authority_row *earlier,
                        const struct sup__authority_row *later)
{
    if (earlier->range_count == 0) {
        return earlier->effect == SUP__EFFECT_REFUSE || !is_for_amounts(authority, later);
    }
    for (uint32_t i = 0; i < later->range_count; i++) {
        const struct sup__amount_range *range = &later->ranges[i];
        uint32_t at = 0;

        while (at < earlier->range_count && (earlier->ranges[at].currency != range->currency ||
                                             earlier->ranges[at].least > range->least ||
                                             earlier->ranges[at].most < range->most)) {
            at++;
        }
        if (at == earlier->range_count) {
            return 0;
        }
    }
    return later->range_count != 0;
}

static int passes_on(const struct sup__authority_row *row)
{
    for (uint32_t i = 0; i < row->limit_count; i++) {
        if (row->limits[i].is_passed_on) {
            return 1;
        }
    }
    return 0;
}

static int row_covers(const struct sup__authority *authority,
                      const struct sup__authority_row *earlier,
                      const struct sup__authority_row *later, int32_t *work)
{
    if ((later->remedies & ~earlier->remedies) != 0 || passes_on(earlier) ||
        !ranges_cover(authority, earlier, later) || !agents_cover(earlier, later)) {
        return 0;
    }
    for (int i = 0; i < SUP__ROW_LISTS; i++) {
        if (!names_cover(&earlier->lists[i], &later->lists[i])) {
            return 0;
        }
    }
    return earlier->when == NULL ||
           (later->when != NULL && sup__condition_covers_for(earlier->when, later->when, work));
}

static void check_hidden(struct sup__reading *reading)
{
    enum { WORK_MAX = 200000 }; /* some milliseconds, whatever the document */
    const struct sup__authority *authority = &reading->policy->authority;
    int32_t work = WORK_MAX;

    for (uint32_t i = 1; i < authority->row_count; i++) {
        const struct sup__authority_row *row = &authority->rows[i];

        for (uint32_t j = i; j-- > 0 && work > 0; work--) {
            if (row->remedies != 0 && row_covers(authority, &authority->rows[j], row, &work)) {
                sup__warning(reading, SUP_MSG_POLICY_HIDDEN, reading->matrix.entries.nodes[i],
                             "the row \"%s\" is never reached: \"%s\" before it is for all that it "
                             "would be",
                             row->name, authority->rows[j].name);
                break;
            }
        }
    }
}

/* ---- limits beyond which there is nothing ---- */

static void tell_no_next(struct sup__reading *reading, uint32_t row, uint64_t remedies)
{
    enum { NAMES_SIZE = 300 };
    const struct sup__authority *authority = &reading->policy->authority;
    char names[NAMES_SIZE] = "";
    size_t at = 0;

    for (; remedies != 0; remedies &= remedies - 1) {
        sup__format(names + at, sizeof names - at, "%s%s", at ? ", " : "",
                    authority->remedies[__builtin_ctzll(remedies)].name);
        at = strlen(names);
    }
    sup__warning(reading, SUP_MSG_POLICY_UNCOVERED, reading->matrix.entries.nodes[row],
                 "%s beyond a limit of \"%s\" is refused: no row behind it is for that", names,
                 authority->rows[row].name);
}

/* Whoever writes `next` means a row; what none behind it is for ends at the limit. */
static void check_next(struct sup__reading *reading)
{
    const struct sup__authority *authority = &reading->policy->authority;
    uint64_t behind = 0;

    for (uint32_t i = authority->row_count; i-- > 0;) {
        const struct sup__authority_row *row = &authority->rows[i];

        if (passes_on(row) && (row->remedies & ~behind) != 0) {
            tell_no_next(reading, i, row->remedies & ~behind);
        }
        if (passes_on(row)) {
            sup__check_handed(reading, i, row->remedies & behind);
        }
        behind |= row->remedies;
    }
}

void sup__check_matrix(struct sup__reading *reading)
{
    if (reading->policy->authority.row_count == 0 || reading->is_out_of_memory) {
        return;
    }
    check_hidden(reading);
    check_next(reading);
    sup__check_gaps(reading);
}
