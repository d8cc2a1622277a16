/*
 * ledger_list.c: what counts for somebody or something, page by page, and what it comes to.
 *
 * Customers who are one person and tickets that were merged have a list each in the ledger: a page
 * reads as many entries of each as it has room for, and takes the latest of all.
 */
#include "ops/authority/requests.h"
#include "ops/authority/ruling.h"

#include "ops/bodies.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "base/money.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    struct sup__unit *unit;
    const struct sup_ledger_list_params *params;
    int32_t scope;               /* enum sup_limit_scope */
    struct sup__persons persons; /* what else than a customer counts has no past */
    uint32_t limit;
    int64_t after_ms; /* where the page before ended */
    struct sup__rows rows;
    uint32_t count; /* of the page */
    struct sup__excesses excess;
};

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

/* ---- whose ---- */

static int64_t window_begin(const struct listing *listing)
{
    int64_t within_ms = listing->params->within_ms;
    return within_ms ? listing->unit->caller.now_ms - within_ms : 0;
}

/* Of what counts for somebody now, and behind that of what did while they were one. */
static uint32_t subject_count(const struct listing *listing)
{
    return listing->persons.subjects.count + listing->persons.past_count;
}

static int32_t check_scope(struct sup__unit *unit, const struct sup_ledger_list_params *params)
{
    int named = (params->ticket_id != 0) + (params->customer_id != 0) + (params->agent_id != 0) +
                (params->order != NULL) + (params->team != NULL);
    int32_t index = -1;
    if (named != 1) {
        return sup__fail(unit->error, SUP_MSG_LEDGER_SCOPE, "ticket_id",
                         "the ledger is read for one thing, and %d are named", named);
    }
    if (params->order && strcmp(params->order->kind, "order") != 0) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_ORDER, "order/kind",
                         "a remedy is about an order, not about a thing of kind '%s'",
                         params->order->kind);
    }
    int32_t rc = params->team ? sup__policy_index(unit, "team", params->team,
                                                  &unit->policy->team_names, &index)
                              : SUP_OK;
    if (rc == SUP_OK && params->remedy) {
        rc = sup__policy_index(unit, "remedy", params->remedy,
                               &unit->policy->authority.remedy_names, &index);
    }
    return rc;
}

static int32_t one_subject(struct listing *listing, int32_t scope, const char *subject)
{
    const char **items = sup__arena_alloc(listing->unit->repo.arena, sizeof *items);
    const char *kept = sup__arena_text(listing->unit->repo.arena, subject, strlen(subject));
    if (!items || !kept) {
        return out_of_memory(listing->unit);
    }
    items[0] = kept;
    listing->scope = scope;
    listing->persons.subjects = (struct sup__texts){items, 1};
    return SUP_OK;
}

static int32_t of_agent(struct listing *listing)
{
    struct sup__unit *unit = listing->unit;
    struct sup__agent_row row = {.tenant = unit->head.tenant, .id = listing->params->agent_id};
    char subject[SUP__SUBJECT_BYTES];
    int32_t rc = sup__get(&unit->repo, SUP__T_AGENT, &row);
    if (rc == SUP_NOT_FOUND) {
        return sup__fail(unit->error, SUP_MSG_AGENT_UNKNOWN, "agent_id",
                         "there is no agent %" PRId64, row.id);
    }
    return rc == SUP_OK
               ? one_subject(listing, SUP_LIMIT_AGENT, sup__subject_number(row.id, subject))
               : rc;
}

static int32_t find_subjects(struct listing *listing)
{
    const struct sup_ledger_list_params *params = listing->params;
    struct sup__unit *unit = listing->unit;
    struct sup__ticket_slot *slot = NULL;
    struct sup__customer_row customer;
    if (params->order) {
        listing->scope = SUP_LIMIT_ORDER;
        return sup__order_subjects(unit, params->order, &listing->persons.subjects);
    }
    if (params->agent_id) {
        return of_agent(listing);
    }
    if (params->team) {
        return one_subject(listing, SUP_LIMIT_TEAM, params->team);
    }
    listing->scope = params->ticket_id ? SUP_LIMIT_TICKET : SUP_LIMIT_CUSTOMER;
    int32_t rc = params->ticket_id
                     ? sup__load_ticket(unit, params->ticket_id, 0, &slot)
                     : sup__load_customer(unit, params->customer_id, "customer_id", &customer);
    if (rc != SUP_OK) {
        return rc;
    }
    return params->ticket_id
               ? sup__ticket_subjects(unit, params->ticket_id, &listing->persons.subjects)
               : sup__load_persons(unit, params->customer_id, window_begin(listing),
                                   &listing->persons);
}

/* ---- what counts ---- */

static int is_wanted(const struct listing *listing, const struct sup__ledger_row *row)
{
    const char *remedy = listing->params->remedy;
    return (!row->until_ms || row->until_ms > listing->unit->caller.now_ms) &&
           (!remedy || strcmp(remedy, row->remedy) == 0);
}

/* Every entry of the window, or those before the last of the page before, the latest first. */
static int32_t each_entry(struct listing *listing, uint32_t index, int is_page, sup__each_fn fn,
                          void *context)
{
    struct sup__unit *unit = listing->unit;
    const struct sup_ledger_list_params *params = listing->params;
    const struct sup__persons *persons = &listing->persons;
    const struct sup__past *past =
        index < persons->subjects.count ? NULL : &persons->past[index - persons->subjects.count];
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(listing->scope),
                                  sup__text(past ? past->subject : persons->subjects.items[index])};
    struct sup_value from = sup__int(window_begin(listing));
    uint32_t is_behind = is_page && params->after_id && !(past && past->until_ms < listing->after_ms);
    struct sup_value until[2] = {sup__int(is_behind ? listing->after_ms
                                          : past    ? past->until_ms
                                                    : 0),
                                 sup__int(params->after_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_LEDGER,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .is_descending = 1,
                            .lower_count = params->within_ms ? 1 : 0,
                            .lower_is_open = 1,
                            .lower = &from,
                            .upper_count = is_behind ? 2
                                           : past    ? 1
                                                     : 0,
                            .upper_is_open = is_behind,
                            .upper = until};
    struct sup__ledger_row row;
    return sup__each(&unit->repo, &scan, 1, &row, fn, context);
}

struct taking {
    struct listing *listing;
    struct sup__ledger_row *rows; /* one more than the page has */
    uint32_t count;
};

static int32_t take_entry(void *context, void *in)
{
    struct taking *taking = context;
    const struct sup__ledger_row *row = in;
    if (is_wanted(taking->listing, row)) {
        taking->rows[taking->count++] = *row;
    }
    return taking->count > taking->listing->limit;
}

static int compare_entries(const void *a, const void *b)
{
    const struct sup__ledger_row *one = a;
    const struct sup__ledger_row *other = b;
    if (one->at_ms != other->at_ms) {
        return one->at_ms > other->at_ms ? -1 : 1;
    }
    return (one->request_id < other->request_id) - (one->request_id > other->request_id);
}

static int32_t read_page(struct listing *listing)
{
    struct sup__unit *unit = listing->unit;
    size_t room = (size_t)listing->limit + 1;
    struct sup__ledger_row *all =
        sup__arena_alloc(unit->repo.arena, room * subject_count(listing) * sizeof *all);
    uint32_t count = 0;
    int32_t rc = all ? SUP_OK : out_of_memory(unit);
    for (uint32_t i = 0; rc == SUP_OK && i < subject_count(listing); i++) {
        struct taking taking = {listing, all + count, 0};
        rc = each_entry(listing, i, 1, take_entry, &taking);
        count += taking.count;
    }
    if (rc == SUP_OK && count) {
        qsort(all, count, sizeof *all, compare_entries);
    }
    listing->rows = (struct sup__rows){(uint8_t *)all, sizeof *all, count, count};
    listing->count = count < listing->limit ? count : listing->limit;
    return rc;
}

/* ---- what it comes to ---- */

struct sum {
    const char *currency; /* NULL: those without an amount */
    int64_t minor;
    int64_t count;
};

struct adding {
    struct listing *listing;
    struct sum *sums;
    uint32_t count;
    uint32_t room;
    int is_failed; /* memory ran out */
};

static int compare_currencies(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) : (one != NULL) - (other != NULL);
}

/* Of that currency, by the order of currencies; NULL: memory ran out. */
static struct sum *sum_of(struct adding *adding, const char *currency)
{
    struct sup__arena *arena = adding->listing->unit->repo.arena;
    uint32_t at = 0;
    while (at < adding->count && compare_currencies(adding->sums[at].currency, currency) < 0) {
        at++;
    }
    if (at < adding->count && compare_currencies(adding->sums[at].currency, currency) == 0) {
        return &adding->sums[at];
    }
    const char *kept = currency ? sup__arena_text(arena, currency, strlen(currency)) : NULL;
    if (adding->count == adding->room) {
        adding->room = adding->room ? 2 * adding->room : 8;
        struct sum *sums = sup__arena_alloc(arena, adding->room * sizeof *sums);
        if (!sums) {
            return NULL;
        }
        if (adding->count) {
            memcpy(sums, adding->sums, adding->count * sizeof *sums);
        }
        adding->sums = sums;
    }
    memmove(&adding->sums[at + 1], &adding->sums[at], (adding->count - at) * sizeof *adding->sums);
    adding->sums[at] = (struct sum){.currency = kept};
    adding->count++;
    return !currency || kept ? &adding->sums[at] : NULL;
}

/* 0: memory ran out. */
static int add_to_sum(struct adding *adding, const char *currency, int64_t minor)
{
    struct sum *sum = sum_of(adding, currency);
    if (sum) {
        sum->count++;
        if (!sup__money_add(sum->minor, minor, &sum->minor)) {
            sum->minor = INT64_MAX;
        }
    }
    return sum != NULL;
}

static int32_t add_entry(void *context, void *in)
{
    struct adding *adding = context;
    const struct sup__ledger_row *row = in;
    if (!is_wanted(adding->listing, row)) {
        return 0;
    }
    adding->is_failed = !add_to_sum(adding, row->currency, row->minor);
    return adding->is_failed;
}

static int is_refund(const struct listing *listing)
{
    const struct sup__authority *authority = &listing->unit->policy->authority;
    const char *remedy = listing->params->remedy;
    return !remedy ||
           authority->remedies[sup__names_find(&authority->remedy_names, remedy)].is_refund;
}

static int32_t add_excess(struct listing *listing, struct adding *adding)
{
    const struct sup_ledger_list_params *params = listing->params;
    struct sup__unit *unit = listing->unit;
    int32_t rc = sup__list_excess(unit, params->order, &listing->persons, window_begin(listing),
                                  &listing->excess);
    for (uint32_t i = 0; rc == SUP_OK && i < listing->excess.count; i++) {
        const struct sup__excess *excess = &listing->excess.items[i];
        char currency[SUP__CURRENCY_SIZE];
        sup__currency_text(excess->currency, currency);
        rc = add_to_sum(adding, currency, excess->minor) ? SUP_OK : out_of_memory(unit);
    }
    return rc;
}

static int32_t add_up(struct listing *listing, struct adding *adding)
{
    int has_excess = listing->scope == SUP_LIMIT_ORDER || listing->scope == SUP_LIMIT_CUSTOMER;
    int32_t rc = SUP_OK;
    *adding = (struct adding){.listing = listing};
    if (has_excess && !listing->params->after_id && is_refund(listing)) {
        rc = add_excess(listing, adding);
    }
    for (uint32_t i = 0; rc == SUP_OK && !listing->params->after_id && i < subject_count(listing);
         i++) {
        rc = each_entry(listing, i, 0, add_entry, adding);
        rc = adding->is_failed ? out_of_memory(listing->unit) : rc;
    }
    return rc;
}

/* ---- the answer ---- */

static int32_t show_entry(struct listing *listing, const struct sup__ledger_row *row, void *result,
                          struct sup_ledger_entry *to, int *failed)
{
    char text[SUP_AMOUNT_BYTES_MAX];
    struct sup__request_row request;
    int32_t rc = sup__load_request(listing->unit, row->request_id, &request);
    if (rc != SUP_OK) {
        return rc;
    }
    to->size = sizeof *to;
    to->state = (int32_t)request.state;
    to->request_id = row->request_id;
    to->ticket_id = request.ticket_id;
    to->remedy = sup__result_text(result, row->remedy, failed);
    to->label =
        sup__result_text(result, sup__remedy_label(listing->unit->policy, row->remedy), failed);
    to->amount =
        row->currency
            ? sup__result_text(result, sup__amount_text(row->minor, row->currency, text), failed)
            : NULL;
    to->currency = sup__result_text(result, row->currency, failed);
    to->at_ms = row->at_ms;
    to->until_ms = row->until_ms;
    to->actor_kind = (int32_t)request.actor_kind;
    to->actor_id = request.actor_id;
    return SUP_OK;
}

static void show_sums(const struct adding *adding, struct sup_ledger_list *list, int *failed)
{
    struct sup_ledger_sum *sums = sup__result_array(list, adding->count, sizeof *sums, failed);
    for (uint32_t i = 0; !*failed && i < adding->count; i++) {
        const struct sum *sum = &adding->sums[i];
        char text[SUP_AMOUNT_BYTES_MAX];
        sums[i].currency = sup__result_text(list, sum->currency, failed);
        sums[i].amount =
            sum->currency
                ? sup__result_text(list, sup__amount_text(sum->minor, sum->currency, text), failed)
                : NULL;
        sums[i].count = sum->count;
    }
    list->sums = sums;
    list->sum_count = adding->count;
}

static void show_excess(const struct listing *listing, struct sup_ledger_list *list, int *failed)
{
    uint32_t count = listing->excess.count;
    struct sup_ledger_excess *to = sup__result_array(list, count, sizeof *to, failed);
    struct sup_reference *orders = sup__result_array(list, count, sizeof *orders, failed);
    for (uint32_t i = 0; !*failed && i < count; i++) {
        const struct sup__excess *excess = &listing->excess.items[i];
        char text[SUP_AMOUNT_BYTES_MAX];
        char currency[SUP__CURRENCY_SIZE];
        sup__currency_text(excess->currency, currency);
        orders[i].system = sup__result_text(list, excess->order.system, failed);
        orders[i].kind = sup__result_text(list, excess->order.kind, failed);
        orders[i].id = sup__result_text(list, excess->order.id, failed);
        to[i].order = &orders[i];
        to[i].amount =
            sup__result_text(list, sup__amount_text(excess->minor, currency, text), failed);
        to[i].currency = sup__result_text(list, currency, failed);
        to[i].at_ms = excess->at_ms;
    }
    list->excesses = to;
    list->excess_count = count;
}

static int32_t show(struct listing *listing, const struct adding *adding, void **result)
{
    struct sup_ledger_list *list = sup__result(listing->unit, sizeof *list);
    int32_t rc = SUP_OK;
    int failed = 0;
    if (!list) {
        return SUP_NOMEM;
    }
    struct sup_ledger_entry *items =
        sup__result_array(list, listing->count, sizeof *items, &failed);
    for (uint32_t i = 0; rc == SUP_OK && !failed && i < listing->count; i++) {
        rc = show_entry(listing, sup__rows_at(&listing->rows, i), list, &items[i], &failed);
    }
    if (rc != SUP_OK) {
        sup_free(list);
        return rc;
    }
    list->items = items;
    list->count = listing->count;
    list->next_after_id = listing->rows.count > listing->count && listing->count && items
                              ? items[listing->count - 1].request_id
                              : 0;
    show_sums(adding, list, &failed);
    show_excess(listing, list, &failed);
    return sup__result_end(listing->unit, list, failed, result);
}

int32_t sup__op_ledger_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                            void **result)
{
    struct listing listing = {.unit = unit, .params = in};
    struct sup__request_row last;
    struct adding adding;
    (void)receipt;
    int32_t rc = sup__page_limit(unit, listing.params->limit, &listing.limit);
    if (rc == SUP_OK) {
        rc = check_scope(unit, listing.params);
    }
    if (rc == SUP_OK) {
        rc = find_subjects(&listing);
    }
    if (rc == SUP_OK && listing.params->after_id) {
        rc = sup__load_request(unit, listing.params->after_id, &last);
        listing.after_ms = last.asked_ms;
    }
    if (rc == SUP_OK) {
        rc = read_page(&listing);
    }
    if (rc == SUP_OK) {
        rc = add_up(&listing, &adding);
    }
    return rc == SUP_OK ? show(&listing, &adding, result) : rc;
}
