/*
 * request_excess.c: what the shop paid back of orders beyond all that is known here.
 *
 * The shop says with `order.refunded` what it paid back of an order in all. What it gave that was
 * asked for here, or that it reported one by one, is part of that, as far as it was given by the
 * date of the total; the rest is what nobody asked for here. A total says nothing of what was
 * given later: else each request after it would cost nothing. What is executing may be part of it
 * or not, so both count until the shop confirms.
 *
 * Per customer these are the orders that are said to be theirs and about which anything was
 * reported within the longest window: an earlier report can not be of a later date.
 */
#include "ops/authority/ruling.h"
#include "ops/erasure/aliases.h"

#include "base/message.h"
#include "base/money.h"
#include "base/text.h"
#include "policy/fact_values.h"

#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while a request is decided");
}

int sup__counts_excess(const struct sup__ruling_on *ruling,
                       const struct sup__authority_limit *limit)
{
    const struct sup__authority *authority = &ruling->unit->policy->authority;
    int counts = 0;
    if (limit->scope != SUP__PER_ORDER && limit->scope != SUP__PER_CUSTOMER) {
        return 0;
    }
    for (uint32_t i = 0; i < authority->remedy_names.count; i++) {
        counts |= authority->remedies[i].is_refund && (limit->counts >> i & 1);
    }
    return counts;
}

/* ---- of one order ---- */

/* What was given at the same time as the total was said is part of it. */
static int32_t is_part(struct sup__unit *unit, const struct sup__ledger_row *row, int64_t said_ms,
                       int *is_so)
{
    struct sup__request_row request;
    *is_so = row->at_ms <= said_ms;
    if (!*is_so) {
        return SUP_OK;
    }
    int32_t rc = sup__load_request(unit, row->request_id, &request);
    *is_so = rc == SUP_OK && request.executed_ms <= said_ms;
    return rc;
}

static int is_refund_of(const struct sup__authority *authority, const struct sup__ledger_row *row,
                        uint32_t currency)
{
    int32_t remedy = sup__names_find(&authority->remedy_names, row->remedy);
    return row->scope == SUP_LIMIT_ORDER && row->is_settled && row->currency && remedy >= 0 &&
           authority->remedies[remedy].is_refund && sup__currency_code(row->currency) == currency;
}

/* Take from the total what is known of it; what is left is not above 0 when all is known. */
static int32_t take_known(struct sup__unit *unit, const struct sup__rows *rows,
                          struct sup__excess *total)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && total->minor > 0 && i < rows->count; i++) {
        const struct sup__ledger_row *row = sup__rows_at(rows, i);
        int is_so = 0;
        if (is_refund_of(&unit->policy->authority, row, total->currency)) {
            rc = is_part(unit, row, total->at_ms, &is_so);
            total->minor -= !is_so ? 0 : row->minor < total->minor ? row->minor : total->minor;
        }
    }
    return rc;
}

static int32_t make_room(struct sup__unit *unit, struct sup__excesses *list, uint32_t room)
{
    list->items = sup__arena_alloc(unit->repo.arena, ((size_t)room + 1) * sizeof *list->items);
    return list->items ? SUP_OK : out_of_memory(unit);
}

static void keep(struct sup__excesses *list, const struct sup__excess *excess)
{
    if (excess->minor > 0) {
        list->items[list->count++] = *excess;
    }
}

static int32_t read_order(struct sup__ruling_on *ruling, struct sup__sums *sums)
{
    const struct sup__slot *said = &ruling->slots[SUP__F_ORDER_REFUNDED];
    struct sup__excess excess = {
        .minor = said->number, .currency = said->extra, .at_ms = ruling->order.refunded_ms};
    int32_t rc = make_room(ruling->unit, &sums->excess, 1);
    if (rc != SUP_OK || !said->is_given) {
        return rc;
    }
    rc = take_known(ruling->unit, &sums->rows, &excess);
    keep(&sums->excess, &excess);
    return rc;
}

/* ---- of all orders of a customer ---- */

static int32_t find_fact(struct sup__unit *unit, const struct sup__thing_row *order, const char *id,
                         struct sup__thing_fact_row *fact)
{
    *fact = (struct sup__thing_fact_row){.tenant = unit->head.tenant,
                                         .system = order->system,
                                         .kind = order->kind,
                                         .thing_id = id,
                                         .name = SUP__FACT_REFUNDED};
    int32_t rc = sup__get(&unit->repo, SUP__T_THING_FACT, fact);
    fact->value = rc == SUP_OK ? fact->value : "";
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* Where the shop said anything of an order, what was paid back is what the shop said, as for the
 * order that is asked about, also what it said before an erasure. Without a value where that is
 * nothing. */
static int32_t find_said(struct sup__unit *unit, const struct sup__thing_row *order,
                         struct sup__said *said)
{
    struct sup__thing_fact_row fact;
    char alias[SUP__ALIAS_BYTES];
    int is_shops = order->said_by & SUP__SAID_BY_SHOP;
    *said = (struct sup__said){.value = ""};
    int32_t rc = find_fact(unit, order, order->thing_id, &fact);
    if (rc == SUP_OK && (fact.by_shop || !is_shops)) {
        *said = (struct sup__said){
            .value = fact.value, .at_ms = fact.at_ms, .is_shops = (int)fact.by_shop};
    }
    if (rc == SUP_OK) {
        rc = sup__alias(unit, order->system, order->thing_id, alias);
    }
    if (rc != SUP_OK || !alias[0]) {
        return rc;
    }
    rc = find_fact(unit, order, alias, &fact);
    const struct sup__said kept = {.value = fact.value, .at_ms = fact.at_ms, .is_shops = 1};
    *said = rc == SUP_OK && fact.value[0] && sup__said_compare(&kept, said) > 0 ? kept : *said;
    return rc;
}

/* What was taken under an earlier policy may be no amount by now. */
static int32_t read_amount(struct sup__unit *unit, const struct sup__said *said,
                           struct sup__excess *total)
{
    const struct sup__fact_value value = {SUP__F_ORDER_REFUNDED, said->value};
    struct sup__value_problem problem;
    struct sup__slot *slots = NULL;
    int done = sup__fact_values_read(unit->policy, unit->repo.arena, &value, 1, &slots, &problem);
    *total = (struct sup__excess){.at_ms = said->at_ms};
    if (done > 0) {
        total->minor = slots[SUP__F_ORDER_REFUNDED].number;
        total->currency = slots[SUP__F_ORDER_REFUNDED].extra;
    }
    return done < 0 ? out_of_memory(unit) : SUP_OK;
}

static int32_t take_known_of(struct sup__unit *unit, const struct sup__thing_row *order,
                             struct sup__excess *total)
{
    const struct sup_reference reference = {order->system, order->kind, order->thing_id};
    struct sup__texts subjects;
    struct sup__rows rows = {0};
    int32_t rc = sup__order_subjects(unit, &reference, &subjects);
    for (uint32_t i = 0; rc == SUP_OK && i < subjects.count; i++) {
        struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(SUP_LIMIT_ORDER),
                                      sup__text(subjects.items[i])};
        struct sup_scan scan = {
            .size = sizeof scan, .table = SUP__T_LEDGER, .prefix_count = 3, .prefix = prefix};
        rc = sup__rows_more(unit, &scan, &rows);
    }
    return rc == SUP_OK ? take_known(unit, &rows, total) : rc;
}

/* Of a later date than one, and of none later than another. */
static int32_t add_order(struct sup__unit *unit, const struct sup__thing_row *order,
                         int64_t from_ms, int64_t until_ms, struct sup__excesses *list)
{
    struct sup__said said;
    struct sup__excess excess;
    int32_t rc = find_said(unit, order, &said);
    if (rc != SUP_OK || !said.value[0] || said.at_ms <= from_ms || said.at_ms > until_ms) {
        return rc;
    }
    rc = read_amount(unit, &said, &excess);
    if (rc == SUP_OK && excess.minor > 0) {
        rc = take_known_of(unit, order, &excess);
    }
    excess.order = (struct sup_reference){order->system, order->kind, order->thing_id};
    if (rc == SUP_OK) {
        keep(list, &excess);
    }
    return rc;
}

static int32_t list_of(struct sup__unit *unit, int64_t customer_id, int64_t from_ms,
                       struct sup__rows *things)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_value after = sup__int(from_ms);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_THING,
                            .index = SUP__THING_BY_CUSTOMER,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 1,
                            .lower_is_open = 1,
                            .lower = &after};
    return sup__rows_more(unit, &scan, things);
}

static int32_t list_things(struct sup__unit *unit, const struct sup__persons *persons,
                           int64_t from_ms, struct sup__rows *things)
{
    const struct sup__texts *customers = &persons->subjects;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < customers->count; i++) {
        int64_t id = 0;
        (void)sup__parse_int(customers->items[i], strlen(customers->items[i]), &id);
        rc = list_of(unit, id, from_ms, things);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < persons->past_count; i++) {
        rc = list_of(unit, persons->past[i].id, from_ms, things);
    }
    return rc;
}

/* Of an order of somebody who was one person with them what was said until then. */
static int64_t counts_until(const struct sup__persons *persons, const struct sup__thing_row *order)
{
    int64_t until_ms = INT64_MAX;
    for (uint32_t i = 0; i < persons->past_count; i++) {
        until_ms = persons->past[i].id == order->customer_id ? persons->past[i].until_ms : until_ms;
    }
    return until_ms;
}

/* Where the shop said anything of an order it is theirs whose the shop says that it is. */
static int32_t is_theirs(struct sup__unit *unit, const struct sup__thing_row *order,
                         const struct sup_reference *asked, int *is_so)
{
    int is_asked = 0;
    int is_order = strcmp(order->kind, "order") == 0;
    *is_so = is_order && (order->customer_by_shop || !(order->said_by & SUP__SAID_BY_SHOP));
    int32_t rc = *is_so && asked
                     ? sup__is_order(unit, asked, order->system, order->thing_id, &is_asked)
                     : SUP_OK;
    *is_so = *is_so && !is_asked;
    return rc;
}

/* Of all orders that are theirs but the one that is asked about, which is counted by itself. */
static int32_t add_things(struct sup__unit *unit, const struct sup__persons *persons,
                          const struct sup__rows *things, const struct sup_reference *asked,
                          int64_t from_ms, struct sup__excesses *list)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < things->count; i++) {
        const struct sup__thing_row *thing = sup__rows_at(things, i);
        int is_so = 0;
        rc = is_theirs(unit, thing, asked, &is_so);
        if (rc == SUP_OK && is_so) {
            rc = add_order(unit, thing, from_ms, counts_until(persons, thing), list);
        }
    }
    return rc;
}

/* Of an order of which nobody said whose it is a request for it says so. */
static int32_t add_asked(struct sup__ruling_on *ruling)
{
    const struct sup__sums *of_order = &ruling->sums[SUP__PER_ORDER];
    if (!ruling->slots[SUP__F_ORDER_REFUNDED].is_given) {
        return SUP_OK;
    }
    int32_t rc = sup__read_excess(ruling, SUP__PER_ORDER);
    for (uint32_t i = 0; rc == SUP_OK && i < of_order->excess.count; i++) {
        keep(&ruling->sums[SUP__PER_CUSTOMER].excess, &of_order->excess.items[i]);
    }
    return rc;
}

static int32_t read_customer(struct sup__ruling_on *ruling, struct sup__sums *sums)
{
    struct sup__unit *unit = ruling->unit;
    const struct sup__persons *persons = &ruling->persons;
    int64_t from_ms = sup__window_begin(ruling, SUP__PER_CUSTOMER);
    struct sup__rows things = {0};
    int32_t rc = list_things(unit, persons, from_ms, &things);
    if (rc == SUP_OK) {
        rc = make_room(unit, &sums->excess, things.count + 1);
    }
    if (rc == SUP_OK) {
        rc = add_asked(ruling);
    }
    return rc == SUP_OK
               ? add_things(unit, persons, &things, ruling->asking->order, from_ms, &sums->excess)
               : rc;
}

int32_t sup__read_excess(struct sup__ruling_on *ruling, int32_t scope)
{
    struct sup__sums *sums = &ruling->sums[scope];
    int32_t rc = sup__read_sums(ruling, scope);
    if (rc != SUP_OK || sums->is_excess_read) {
        return rc;
    }
    rc = scope == SUP__PER_ORDER ? read_order(ruling, sums) : read_customer(ruling, sums);
    sums->is_excess_read = rc == SUP_OK;
    return rc;
}

/* ---- for who reads the ledger ---- */

int32_t sup__find_order(struct sup__unit *unit, const struct sup_reference *order,
                        struct sup__thing_row *row)
{
    char *alias = sup__arena_alloc(unit->repo.arena, SUP__ALIAS_BYTES);
    *row = (struct sup__thing_row){.tenant = unit->head.tenant,
                                   .system = order->system,
                                   .kind = order->kind,
                                   .thing_id = order->id};
    if (!alias) {
        return out_of_memory(unit);
    }
    int32_t rc = sup__get(&unit->repo, SUP__T_THING, row);
    if (rc != SUP_NOT_FOUND) {
        return rc;
    }
    rc = sup__alias(unit, order->system, order->id, alias);
    if (rc != SUP_OK || !alias[0]) {
        return rc == SUP_OK ? SUP_NOT_FOUND : rc;
    }
    row->thing_id = alias;
    return sup__get(&unit->repo, SUP__T_THING, row);
}

int32_t sup__list_excess(struct sup__unit *unit, const struct sup_reference *order,
                         const struct sup__persons *persons, int64_t from_ms,
                         struct sup__excesses *list)
{
    struct sup__rows things = {0};
    struct sup__thing_row row;
    *list = (struct sup__excesses){0};
    int32_t rc = order ? make_room(unit, list, 1) : list_things(unit, persons, from_ms, &things);
    if (rc == SUP_OK && !order) {
        rc = make_room(unit, list, things.count);
    }
    if (rc != SUP_OK || !order) {
        return rc == SUP_OK ? add_things(unit, persons, &things, NULL, from_ms, list) : rc;
    }
    rc = sup__find_order(unit, order, &row);
    return rc == SUP_OK          ? add_order(unit, &row, from_ms, INT64_MAX, list)
           : rc == SUP_NOT_FOUND ? SUP_OK
                                 : rc;
}
