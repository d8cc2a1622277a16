/*
 * authority.c: who may give what: the shop's own remedies, and the rows of the matrix.
 *
 * What the library itself does, such as merging and erasing, has rows as well. The roles' rights
 * are enough for it until a row names it, so "*" does not: a policy that says who may give whatever
 * there is does not thereby say who may erase somebody.
 *
 * A row is read with its section; its condition, as those of all lists, once the facts are known.
 */
#include "policy/authority_parts.h"

#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

const char *const sup__effect_names[SUP__EFFECTS + 1] = {"allow", "allow_with_rationale",
                                                         "needs_approval", "refuse", NULL};

/* What every shop does. */
static const struct sup__remedy builtin[SUP__BUILTIN_REMEDIES] = {
    {"refund.full", "Full refund", SUP__MONEY_ALWAYS, 1, SUP__IS_GIVEN, 0},
    {"refund.partial", "Partial refund", SUP__MONEY_ALWAYS, 1, SUP__IS_GIVEN, 0},
    {"refund.shipping", "Refund of the shipping", SUP__MONEY_ALWAYS, 1, SUP__IS_GIVEN, 0},
    {"replacement", "Replacement", SUP__MONEY_MAYBE, 0, SUP__IS_GIVEN, 0},
    {"exchange", "Exchange", SUP__MONEY_MAYBE, 0, SUP__IS_GIVEN, 0},
    {"reship", "Sent again", SUP__MONEY_MAYBE, 0, SUP__IS_GIVEN, 0},
    {"store_credit", "Store credit", SUP__MONEY_ALWAYS, 0, SUP__IS_GIVEN, 0},
    {"voucher", "Voucher", SUP__MONEY_ALWAYS, 0, SUP__IS_GIVEN, 0},
    {"discount", "Discount", SUP__MONEY_ALWAYS, 0, SUP__IS_GIVEN, 0},
    {"goodwill", "Goodwill", SUP__MONEY_ALWAYS, 0, SUP__IS_GIVEN, 0},
    {"fee_waiver", "Fee waived", SUP__MONEY_ALWAYS, 0, SUP__IS_GIVEN, 0},
    {"return_without_receipt", "Return without a receipt", SUP__MONEY_MAYBE, 0, SUP__IS_GIVEN, 0},
    {"cancel_order", "Order cancelled", SUP__MONEY_NEVER, 0, SUP__IS_GIVEN, 0},
    {"address_change", "Address changed", SUP__MONEY_NEVER, 0, SUP__IS_GIVEN, 0},
    {"block_customer", "Customer blocked", SUP__MONEY_NEVER, 0, SUP__IS_GIVEN, 0},
    {"ticket.close", "Ticket closed", SUP__MONEY_NEVER, 0, SUP__IS_OF_TICKET, SUP__SUBJECT_NONE},
    {"ticket.merge", "Tickets merged", SUP__MONEY_NEVER, 0, SUP__IS_OF_TICKET, SUP__SUBJECT_ID},
    {"floor.lower", "Floor lowered", SUP__MONEY_NEVER, 0, SUP__IS_OF_TICKET, SUP__SUBJECT_FLOOR},
    {"customer.merge", "Customers merged", SUP__MONEY_NEVER, 0, SUP__IS_OF_CUSTOMER,
     SUP__SUBJECT_ID},
    {"customer.erase", "Customer erased", SUP__MONEY_NEVER, 0, SUP__IS_OF_CUSTOMER,
     SUP__SUBJECT_NONE},
    {"customer.export", "Customer's data exported", SUP__MONEY_NEVER, 0, SUP__IS_OF_CUSTOMER,
     SUP__SUBJECT_EXTENT},
    {"policy.activate", "Policy activated", SUP__MONEY_NEVER, 0, SUP__IS_OF_DESK,
     SUP__SUBJECT_DIGEST},
};

int sup__is_own_action(const char *name)
{
    for (uint32_t i = 0; i < SUP__BUILTIN_REMEDIES; i++) {
        if (builtin[i].about != SUP__IS_GIVEN && strcmp(builtin[i].name, name) == 0) {
            return 1;
        }
    }
    return 0;
}

int sup__is_governed(const struct sup__authority *authority, int32_t remedy)
{
    return authority->remedies[remedy].about == SUP__IS_GIVEN || (authority->named >> remedy & 1);
}

/* ---- the shop's own ---- */

static const struct sup__json *own_of(const struct sup__json *section)
{
    const struct sup__json *list = sup__json_member(section, "remedies");

    return list != NULL && list->type == SUP__JSON_LIST ? list : NULL;
}

static void check_own(struct sup__reading *reading, const struct sup__json *node, const char *name)
{
    char shown[SUP__SHOWN_SIZE];

    for (uint32_t i = 0; i < SUP__BUILTIN_REMEDIES; i++) {
        if (strcmp(builtin[i].name, name) == 0) {
            sup__problem(reading, SUP_MSG_POLICY_DUPLICATE, node,
                         "\"%s\" is there without being listed", sup__shown(name, shown));
        }
    }
}

static int32_t read_money(struct sup__reading *reading, const struct sup__json *node)
{
    static const char *const names[] = {"never", "maybe", "always"};

    return node == NULL ? SUP__MONEY_NEVER : sup__read_choice(reading, node, "answer", names, 3);
}

/* The built-in ones, and those of the list behind them. 0 when there is nothing to go on with. */
static int read_own(struct sup__reading *reading, const struct sup__json *list)
{
    enum { NAME, LABEL, MONEY, COUNT };
    static const struct sup__member members[COUNT] = {
        {"name", SUP__JSON_TEXT, 1}, {"label", 0, 0}, {"money", SUP__JSON_TEXT, 0}};
    static const struct sup__entry_kind kind = {"remedy", SUP__REMEDIES_MAX - SUP__BUILTIN_REMEDIES,
                                                COUNT, members, NULL};
    struct sup__authority *authority = &reading->policy->authority;
    struct sup__remedy *remedies = sup__keep(reading, SUP__REMEDIES_MAX * sizeof *remedies);
    const char **names = sup__keep(reading, SUP__REMEDIES_MAX * sizeof *names);
    struct sup__entries entries = {.names = {0}};
    uint32_t own;

    if (remedies == NULL || names == NULL ||
        (list != NULL && !sup__read_entries(reading, list, &kind, &entries))) {
        return 0;
    }
    memcpy(remedies, builtin, sizeof builtin);
    /* More than there is room for were told. */
    own = entries.names.count < kind.count_max ? entries.names.count : kind.count_max;
    for (uint32_t i = 0; i < own; i++) {
        const struct sup__json **found = entries.found + (size_t)i * COUNT;
        struct sup__remedy *remedy = &remedies[SUP__BUILTIN_REMEDIES + i];

        remedy->name = entries.names.names[i];
        remedy->label = sup__read_label_of(reading, found[LABEL], remedy->name);
        remedy->money = read_money(reading, found[MONEY]);
        check_own(reading, entries.nodes[i], remedy->name);
    }
    authority->remedies = remedies;
    authority->remedy_count = SUP__BUILTIN_REMEDIES + own;
    for (uint32_t i = 0; i < authority->remedy_count; i++) {
        names[i] = remedies[i].name;
    }
    if (!sup__names_index(&authority->remedy_names, &reading->policy->arena, reading->scratch,
                          names, authority->remedy_count)) {
        reading->is_out_of_memory = 1;
    }
    return !reading->is_out_of_memory;
}

/* ---- lists of remedies ---- */

/* "refund.*" is all that begins with "refund."; "*" is all that can be given. */
static uint64_t pattern_bits(const struct sup__authority *authority, const char *pattern)
{
    size_t bytes = strlen(pattern);
    uint64_t bits = 0;

    if (bytes == 0 || pattern[bytes - 1] != '*' || (bytes > 1 && pattern[bytes - 2] != '.')) {
        return 0;
    }
    for (uint32_t i = 0; i < authority->remedy_count; i++) {
        const struct sup__remedy *remedy = &authority->remedies[i];

        if (strncmp(remedy->name, pattern, bytes - 1) == 0 &&
            (bytes > 1 || remedy->about == SUP__IS_GIVEN)) {
            bits |= UINT64_C(1) << i;
        }
    }
    return bits;
}

static uint64_t read_remedy(struct sup__reading *reading, const struct sup__json *item)
{
    const struct sup__authority *authority = &reading->policy->authority;
    uint64_t bits;
    int32_t index;

    if (!sup__read_type(reading, item, SUP__JSON_TEXT)) {
        return 0;
    }
    bits = pattern_bits(authority, item->text);
    if (bits != 0) {
        return bits;
    }
    index = sup__read_reference(reading, item, 0, "remedy", &authority->remedy_names);
    return index < 0 ? 0 : UINT64_C(1) << index;
}

uint64_t sup__read_remedies(struct sup__reading *reading, const struct sup__json *list)
{
    uint64_t bits = 0;

    if (!sup__is_countable(reading, list, "remedy", SUP__REMEDIES_MAX)) {
        return 0;
    }
    if (list->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list, "at least one remedy is needed");
    }
    for (const struct sup__json *item = list->first; item != NULL; item = item->next) {
        uint32_t errors = sup__error_count(reading);
        uint64_t added = read_remedy(reading, item);

        if (added != 0 && (added & ~bits) == 0 && sup__error_count(reading) == errors) {
            sup__tell_twice(reading, item, "remedy");
        }
        bits |= added;
    }
    return bits;
}

/* ---- rows ---- */

static const struct sup__member row_members[SUP__ROW_MEMBERS] = {
    [SUP__ROW_NAME] = {"name", SUP__JSON_TEXT, 1},
    [SUP__ROW_LABEL] = {"label", 0, 0},
    [SUP__ROW_WHEN] = {"when", 0, 0},
    [SUP__ROW_ACTIONS] = {"remedies", SUP__JSON_LIST, 1},
    [SUP__ROW_IN_ROLES] = {"roles", SUP__JSON_LIST, 0},
    [SUP__ROW_IN_TEAMS] = {"teams", SUP__JSON_LIST, 0},
    [SUP__ROW_IN_FLOORS] = {"floors", SUP__JSON_LIST, 0},
    [SUP__ROW_IN_SEGMENTS] = {"segments", SUP__JSON_LIST, 0},
    [SUP__ROW_IN_REASONS] = {"reasons", SUP__JSON_LIST, 0},
    [SUP__ROW_AGENTS] = {"agents", SUP__JSON_LIST, 0},
    [SUP__ROW_AMOUNT] = {"amount", SUP__JSON_OBJECT, 0},
    [SUP__ROW_EFFECT] = {"effect", SUP__JSON_TEXT, 1},
    [SUP__ROW_APPROVAL] = {"approval", SUP__JSON_OBJECT, 0},
    [SUP__ROW_LIMITS] = {"limits", SUP__JSON_LIST, 0},
};

_Static_assert((int)SUP__ROW_WHEN == (int)SUP__RULE_WHEN, "a row is a rule among others");

static const struct sup__entry_kind row_kind = {"row", SUP__POLICY_MATRIX_MAX, SUP__ROW_MEMBERS,
                                                row_members, NULL};

static void check_list(struct sup__reading *reading, const struct sup__json *list)
{
    if (list != NULL && list->count == 0) {
        sup__problem(reading, SUP_MSG_POLICY_COUNT, list,
                     "an empty list is for nobody: leave it out when the row is for all");
    }
}

static void read_lists(struct sup__reading *reading, const struct sup__json **found,
                       struct sup__authority_row *row)
{
    const struct sup__policy *policy = reading->policy;
    const struct sup__names *names[SUP__ROW_LISTS] = {
        [SUP__ROW_ROLES] = &policy->role_names,     [SUP__ROW_TEAMS] = &policy->team_names,
        [SUP__ROW_FLOORS] = &policy->floor_names,   [SUP__ROW_SEGMENTS] = &policy->segments.names,
        [SUP__ROW_REASONS] = &policy->reason_names,
    };
    static const char *const what[SUP__ROW_LISTS] = {"role", "team", "floor", "segment", "reason"};

    for (int i = 0; i < SUP__ROW_LISTS; i++) {
        const struct sup__json *list = found[SUP__ROW_IN_ROLES + i];

        row->lists[i].items = sup__read_references(reading, list, what[i], names[i],
                                                   SUP__POLICY_HOLDERS_MAX, &row->lists[i].count);
        check_list(reading, list);
    }
    check_list(reading, found[SUP__ROW_AGENTS]);
    row->agents = sup__read_agents(reading, found[SUP__ROW_AGENTS], &row->agent_count);
}

static void read_row(struct sup__reading *reading, const struct sup__json *item,
                     const struct sup__json **found, struct sup__authority_row *row)
{
    row->label = sup__read_label_of(reading, found[SUP__ROW_LABEL], row->name);
    row->effect = SUP__EFFECT_REFUSE;
    if (found[SUP__ROW_ACTIONS] != NULL) {
        row->remedies = sup__read_remedies(reading, found[SUP__ROW_ACTIONS]);
    }
    read_lists(reading, found, row);
    sup__read_row_ranges(reading, found[SUP__ROW_AMOUNT], row);
    if (found[SUP__ROW_EFFECT] != NULL) {
        row->effect = sup__read_choice(reading, found[SUP__ROW_EFFECT], "effect", sup__effect_names,
                                       SUP__EFFECTS);
    }
    sup__read_row_approval(reading, found[SUP__ROW_APPROVAL], row);
    sup__read_row_limits(reading, found[SUP__ROW_LIMITS], row);
    sup__check_row(reading, found, item, row);
}

static void read_matrix(struct sup__reading *reading, const struct sup__json *list)
{
    struct sup__authority *authority = &reading->policy->authority;
    struct sup__rules_draft *draft = &reading->matrix;
    struct sup__authority_row *rows;
    struct sup__rules rules = {0};

    if (!sup__read_rules(reading, list, &row_kind, draft, &rules)) {
        return;
    }
    rows = sup__keep(reading, rules.count * sizeof *rows);
    for (uint32_t i = 0; rows != NULL && i < rules.count; i++) {
        rows[i].name = rules.items[i].name;
        read_row(reading, draft->entries.nodes[i],
                 draft->entries.found + (size_t)i * SUP__ROW_MEMBERS, &rows[i]);
    }
    if (rows != NULL) {
        authority->rows = rows;
        authority->row_count = rules.count;
        authority->row_names = rules.names;
        reading->rows = rows;
    }
}

static int64_t read_execute(struct sup__reading *reading, const struct sup__json *node)
{
    int64_t ms = node != NULL ? sup__read_duration(reading, node) : DAY_MS;

    if (ms == 0) {
        sup__problem(reading, SUP_MSG_POLICY_VALUE, node,
                     "nothing can be executed in no time at all");
    }
    return ms;
}

/* 0: none is looked for. */
static int64_t read_duplicate(struct sup__reading *reading, const struct sup__json *node)
{
    return node != NULL ? sup__read_duration(reading, node) : DAY_MS;
}

void sup__read_authority(struct sup__reading *reading, const struct sup__json *node)
{
    enum { REMEDIES, MATRIX, EXECUTE, DUPLICATE, COUNT };
    static const struct sup__member members[COUNT] = {
        {"remedies", SUP__JSON_LIST, 0},
        {"matrix", SUP__JSON_LIST, 1},
        {"execute_within", SUP__JSON_TEXT, 0},
        {"duplicate_within", SUP__JSON_TEXT, 0},
    };
    const struct sup__json *found[COUNT] = {NULL};

    if (!read_own(reading, node != NULL ? own_of(node) : NULL) || node == NULL) {
        return;
    }
    reading->authority = node;
    sup__read_members(reading, node, members, COUNT, found);
    reading->policy->authority.execute_ms = read_execute(reading, found[EXECUTE]);
    reading->policy->authority.duplicate_ms = read_duplicate(reading, found[DUPLICATE]);
    if (found[MATRIX] != NULL) {
        read_matrix(reading, found[MATRIX]);
    }
}

void sup__finish_authority(struct sup__reading *reading)
{
    const struct sup__rules_draft *draft = &reading->matrix;

    for (uint32_t i = 0; reading->rows != NULL && i < reading->policy->authority.row_count; i++) {
        reading->rows[i].when = draft->items[i].when;
    }
    if (!sup__index_matrix(reading->policy)) {
        reading->is_out_of_memory = 1;
        return;
    }
    if (reading->has_listener && reading->authority != NULL) {
        sup__check_matrix(reading);
    }
}
