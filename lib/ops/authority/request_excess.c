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

static int32_t make_room(struct sup__unit *unit, struct sup__sums *sums, uint32_t room)
{
    sums->excesses =
        sup__arena_alloc(unit->repo.arena, ((size_t)room + 1) * sizeof *sums->excesses);
    return sums->excesses ? SUP_OK : out_of_memory(unit);
}

static void keep(struct sup__sums *sums, const struct sup__excess *excess)
{
    if (excess->minor > 0) {
        sums->excesses[sums->excess_count++] = *excess;
    }
}

static int32_t read_order(struct sup__ruling_on *ruling, struct sup__sums *sums)
{
    const struct sup__slot *said = &ruling->slots[SUP__F_ORDER_REFUNDED];
    struct sup__excess excess = {said->number, said->extra, ruling->order.refunded_ms};
    int32_t rc = make_room(ruling->unit, sums, 1);
    if (rc != SUP_OK || !said->is_given) {
        return rc;
    }
    rc = take_known(ruling->unit, &sums->rows, &excess);
    keep(sums, &excess);
    return rc;
}

/* ---- of all orders of a customer ---- */

static int32_t find_fact(struct sup__unit *unit, const struct sup__thing_row *order,
                         struct sup__said *said)
{
    struct sup__thing_fact_row fact = {.tenant = unit->head.tenant,
                                       .system = order->system,
                                       .kind = order->kind,
                                       .thing_id = order->thing_id,
                                       .name = SUP__FACT_REFUNDED};
    int32_t rc = sup__get(&unit->repo, SUP__T_THING_FACT, &fact);
    if (rc == SUP_OK) {
        *said = (struct sup__said){.value = fact.value, .at_ms = fact.at_ms};
    }
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* Where the shop said anything of an order, whose it is and what was paid back is what the shop
 * said, as for the order that is asked about, also what it said before an erasure. */
static int32_t find_shops(struct sup__ruling_on *ruling, const struct sup__thing_row *order,
                          struct sup__said *said)
{
    const struct sup_reference reference = {order->system, order->kind, order->thing_id};
    const struct sup__texts *customers = &ruling->customers;
    char owner[SUP__SUBJECT_BYTES];
    struct sup__thing *thing = NULL;
    int32_t rc = sup__thing_fold_again(ruling->unit, &reference, 1, &thing);
    if (rc == SUP_OK) {
        rc = sup__thing_take_kept(ruling->unit, thing);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    sup__subject_number(thing->row.customer_id, owner);
    for (uint32_t i = 0; i < customers->count; i++) {
        if (strcmp(customers->items[i], owner) == 0) {
            *said = *sup__refunded_said(thing);
        }
    }
    return SUP_OK;
}

/* Without a value where that is nothing. */
static int32_t find_said(struct sup__ruling_on *ruling, const struct sup__thing_row *order,
                         struct sup__said *said)
{
    int is_of_both = order->said_by == (SUP__SAID_BY_SHOP | SUP__SAID_BY_OTHERS);
    int was_erased = ruling->unit->head.erasure_key && order->said_by == SUP__SAID_BY_SHOP &&
                     !sup__is_alias(order->thing_id);
    *said = (struct sup__said){.value = ""};
    return is_of_both || was_erased ? find_shops(ruling, order, said)
                                    : find_fact(ruling->unit, order, said);
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

static int32_t add_order(struct sup__ruling_on *ruling, const struct sup__thing_row *order,
                         int64_t from_ms)
{
    struct sup__unit *unit = ruling->unit;
    struct sup__said said;
    struct sup__excess excess;
    int32_t rc = find_said(ruling, order, &said);
    if (rc != SUP_OK || !said.value[0] || said.at_ms <= from_ms) {
        return rc;
    }
    rc = read_amount(unit, &said, &excess);
    if (rc == SUP_OK && excess.minor > 0) {
        rc = take_known_of(unit, order, &excess);
    }
    if (rc == SUP_OK) {
        keep(&ruling->sums[SUP__PER_CUSTOMER], &excess);
    }
    return rc;
}

static int32_t list_things(const struct sup__ruling_on *ruling, int64_t from_ms,
                           struct sup__rows *things)
{
    struct sup__unit *unit = ruling->unit;
    const struct sup__texts *customers = &ruling->customers;
    struct sup_value after = sup__int(from_ms);
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < customers->count; i++) {
        int64_t id = 0;
        (void)sup__parse_int(customers->items[i], strlen(customers->items[i]), &id);
        struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(id)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_THING,
                                .index = SUP__THING_BY_CUSTOMER,
                                .prefix_count = 2,
                                .prefix = prefix,
                                .lower_count = 1,
                                .lower_is_open = 1,
                                .lower = &after};
        rc = sup__rows_more(unit, &scan, things);
    }
    return rc;
}

static int32_t is_asked(const struct sup__ruling_on *ruling, const struct sup__thing_row *order,
                        int *is_so)
{
    const struct sup_reference *asked = ruling->asking->order;
    *is_so = 0;
    return asked ? sup__is_order(ruling->unit, asked, order->system, order->thing_id, is_so)
                 : SUP_OK;
}

/* Of an order of which nobody said whose it is a request for it says so. */
static int32_t add_asked(struct sup__ruling_on *ruling)
{
    const struct sup__sums *of_order = &ruling->sums[SUP__PER_ORDER];
    if (!ruling->slots[SUP__F_ORDER_REFUNDED].is_given) {
        return SUP_OK;
    }
    int32_t rc = sup__read_excess(ruling, SUP__PER_ORDER);
    for (uint32_t i = 0; rc == SUP_OK && i < of_order->excess_count; i++) {
        keep(&ruling->sums[SUP__PER_CUSTOMER], &of_order->excesses[i]);
    }
    return rc;
}

static int32_t read_customer(struct sup__ruling_on *ruling, struct sup__sums *sums)
{
    int64_t window_ms = sup__longest_window(ruling, SUP__PER_CUSTOMER);
    int64_t from_ms = window_ms ? ruling->unit->caller.now_ms - window_ms : 0;
    struct sup__rows things = {0};
    int32_t rc = list_things(ruling, from_ms, &things);
    if (rc == SUP_OK) {
        rc = make_room(ruling->unit, sums, things.count + 1);
    }
    if (rc == SUP_OK) {
        rc = add_asked(ruling);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < things.count; i++) {
        const struct sup__thing_row *thing = sup__rows_at(&things, i);
        int is_known = strcmp(thing->kind, "order") != 0; /* it is none, or counted by now */
        rc = is_known ? SUP_OK : is_asked(ruling, thing, &is_known);
        if (rc == SUP_OK && !is_known) {
            rc = add_order(ruling, thing, from_ms);
        }
    }
    return rc;
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
