/*
 * request_sums.c: how far limits are used.
 *
 * A limit is summed up from the ledger: one scan for each thing that limits are summed up over, as
 * far back as the longest window that any row for the remedy has, and read once however many rows
 * and limits look at it.
 */
#include "ops/authority/ruling.h"

#include "base/message.h"
#include "base/money.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory while a request is decided");
}

int sup__is_searched(const struct sup__asking *asking, int32_t scope)
{
    return asking->finds_duplicate &&
           (scope == SUP__PER_ORDER ? asking->order != NULL
            : scope == SUP__PER_CUSTOMER
                ? asking->customer_id != 0
                : scope == SUP__PER_TICKET && (!asking->order || !asking->customer_id));
}

/* How far back a duplicate may be: from when it was asked for. */
static int64_t search_window(const struct sup__ruling_on *ruling)
{
    const struct sup__asking *asking = ruling->asking;
    int64_t since_ms = asking->request_id ? ruling->unit->caller.now_ms - asking->asked_ms : 0;
    return ruling->unit->policy->authority.duplicate_ms + (since_ms > 0 ? since_ms : 0);
}

/* Of an order of which the shop said what was paid back all that is known of it is compared. */
int64_t sup__longest_window(const struct sup__ruling_on *ruling, int32_t scope)
{
    const struct sup__authority *authority = &ruling->unit->policy->authority;
    uint64_t asked = ruling->is_any ? UINT64_MAX : UINT64_C(1) << ruling->asking->remedy;
    int is_searched = sup__is_searched(ruling->asking, scope) && authority->duplicate_ms;
    int64_t longest = is_searched ? search_window(ruling) : -1;
    if (scope == SUP__PER_ORDER &&
        (ruling->is_any || ruling->slots[SUP__F_ORDER_REFUNDED].is_given ||
         authority->remedies[ruling->asking->remedy].is_refund)) {
        return 0;
    }
    for (uint32_t i = 0; i < authority->row_count && longest != 0; i++) {
        const struct sup__authority_row *row = &authority->rows[i];
        for (uint32_t j = 0; (row->remedies & asked) && longest != 0 && j < row->limit_count; j++) {
            const struct sup__authority_limit *limit = &row->limits[j];
            if (limit->scope == scope && (!limit->within_ms || limit->within_ms > longest)) {
                longest = limit->within_ms;
            }
        }
    }
    return longest < 0 ? 0 : longest;
}

int64_t sup__window_begin(const struct sup__ruling_on *ruling, int32_t scope)
{
    int64_t window_ms = sup__longest_window(ruling, scope);
    return window_ms ? ruling->unit->caller.now_ms - window_ms : 0;
}

/* What the ledger has of a subject up to a time (0: ever), to be summed up for a scope. */
static int32_t add_entries(struct sup__ruling_on *ruling, int32_t scope, int64_t ledger_scope,
                           const char *subject, int64_t until_ms)
{
    struct sup_value until = sup__int(until_ms);
    struct sup__unit *unit = ruling->unit;
    int64_t window_ms = sup__longest_window(ruling, scope);
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(ledger_scope),
                                  sup__text(subject)};
    struct sup_value after = sup__int(unit->caller.now_ms - window_ms);
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_LEDGER,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .lower_count = window_ms ? 1 : 0,
                            .lower_is_open = 1,
                            .lower = &after,
                            .upper_count = until_ms ? 1 : 0,
                            .upper = &until};
    return sup__rows_more(unit, &scan, &ruling->sums[scope].rows);
}

static int32_t add_subject(struct sup__ruling_on *ruling, int32_t scope, const char *subject)
{
    return add_entries(ruling, scope, scope + 1, subject, 0);
}

static int32_t add_subjects(struct sup__ruling_on *ruling, int32_t scope,
                            const struct sup__texts *subjects)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < subjects->count; i++) {
        rc = add_subject(ruling, scope, subjects->items[i]);
    }
    return rc;
}

/* What its ticket is part of now, with all that was merged into that. */
static int32_t list_tickets(struct sup__ruling_on *ruling, struct sup__texts *tickets)
{
    int64_t root = 0;
    int32_t rc = sup__load_ticket_root(ruling->unit, ruling->asking->ticket_id, &root);
    return rc == SUP_OK ? sup__ticket_subjects(ruling->unit, root, tickets) : rc;
}

static int32_t read_tickets(struct sup__ruling_on *ruling)
{
    struct sup__texts tickets;
    int32_t rc = list_tickets(ruling, &tickets);
    return rc == SUP_OK ? add_subjects(ruling, SUP__PER_TICKET, &tickets) : rc;
}

static int32_t read_customers(struct sup__ruling_on *ruling)
{
    struct sup__unit *unit = ruling->unit;
    struct sup__persons *persons = &ruling->persons;
    if (!ruling->asking->customer_id) {
        return sup__fail(unit->error, SUP_MSG_REMEDY_CUSTOMER, "ticket_id",
                         "ticket %" PRId64 " is nobody's, and there is a limit per customer",
                         ruling->asking->ticket_id);
    }
    int32_t rc = sup__load_persons(unit, ruling->asking->customer_id,
                                   sup__window_begin(ruling, SUP__PER_CUSTOMER), persons);
    if (rc == SUP_OK) {
        rc = add_subjects(ruling, SUP__PER_CUSTOMER, &persons->subjects);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < persons->past_count; i++) {
        rc = add_entries(ruling, SUP__PER_CUSTOMER, SUP_LIMIT_CUSTOMER, persons->past[i].subject,
                         persons->past[i].until_ms);
    }
    return rc;
}

static int32_t add_unreported(struct sup__ruling_on *ruling, const char *of,
                              const struct sup__texts *ids)
{
    char subject[SUP__SUBJECT_BYTES];
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < ids->count; i++) {
        rc = add_entries(ruling, SUP__PER_ORDER, SUP__LEDGER_UNREPORTED,
                         sup__subject_unreported(of, ids->items[i], subject), 0);
    }
    return rc;
}

static int32_t add_unreported_of(struct sup__ruling_on *ruling, int64_t customer_id)
{
    char subject[SUP__SUBJECT_BYTES];
    struct sup__persons persons;
    int32_t rc = sup__load_persons(ruling->unit, customer_id,
                                   sup__window_begin(ruling, SUP__PER_ORDER), &persons);
    if (rc == SUP_OK) {
        rc = add_unreported(ruling, "customer", &persons.subjects);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < persons.past_count; i++) {
        const struct sup__past *past = &persons.past[i];
        rc = add_entries(ruling, SUP__PER_ORDER, SUP__LEDGER_UNREPORTED,
                         sup__subject_unreported("customer", past->subject, subject),
                         past->until_ms);
    }
    return rc;
}

/* An order that the shop did not report may be one that somebody made up. All such orders of a
 * customer, and of a ticket, are one: else each would have a limit of its own. */
static int32_t read_unreported(struct sup__ruling_on *ruling)
{
    static const char *const nobody[] = {""};
    const struct sup__asking *asking = ruling->asking;
    struct sup__texts ids = {nobody, 1};
    int32_t rc = asking->customer_id ? add_unreported_of(ruling, asking->customer_id)
                                     : add_unreported(ruling, "nobody", &ids);
    if (rc == SUP_OK) {
        rc = list_tickets(ruling, &ids);
    }
    return rc == SUP_OK ? add_unreported(ruling, "ticket", &ids) : rc;
}

int32_t sup__need_order(const struct sup__ruling_on *ruling)
{
    const struct sup__asking *asking = ruling->asking;
    return asking->order
               ? SUP_OK
               : sup__fail(ruling->unit->error, SUP_MSG_REMEDY_ORDER, "order",
                           "%s is about an order, and ticket %" PRId64 " is about none",
                           sup__asked_remedy(ruling->unit, asking)->name, asking->ticket_id);
}

static int32_t add_order(struct sup__ruling_on *ruling)
{
    struct sup__texts subjects;
    int32_t rc = sup__order_subjects(ruling->unit, ruling->asking->order, &subjects);
    return rc == SUP_OK ? add_subjects(ruling, SUP__PER_ORDER, &subjects) : rc;
}

static int32_t read_order(struct sup__ruling_on *ruling)
{
    int32_t rc = sup__need_order(ruling);
    if (rc == SUP_OK) {
        rc = add_order(ruling);
    }
    return rc == SUP_OK && !ruling->order.is_reported ? read_unreported(ruling) : rc;
}

static int32_t read_agent(struct sup__ruling_on *ruling, int32_t scope)
{
    char subject[SUP__SUBJECT_BYTES];
    const struct sup__asker *asker = &ruling->asking->asker;
    return add_entries(ruling, scope, SUP_LIMIT_AGENT,
                       sup__subject_actor(asker->kind, asker->id, subject), 0);
}

/* Of several teams all are read: each is a limit of its own. Who is in none is a team of one: else
 * leaving all teams would be a way around the limit. */
static int32_t read_teams(struct sup__ruling_on *ruling)
{
    char name[SUP__SUBJECT_BYTES];
    const char *at = ruling->asking->asker.teams;
    int32_t rc = *at ? SUP_OK : read_agent(ruling, SUP__PER_TEAM);
    while (rc == SUP_OK && *at) {
        at = sup__next_team(at, name);
        rc = name[0] ? add_subject(ruling, SUP__PER_TEAM, name) : SUP_OK;
    }
    return rc;
}

/* An entry of the ledger among those that were read, and the request that it is of. */
struct entry {
    int64_t request_id;
    uint32_t number;
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *one = a;
    const struct entry *other = b;
    return one->request_id != other->request_id
               ? (one->request_id > other->request_id) - (one->request_id < other->request_id)
               : (one->number > other->number) - (one->number < other->number);
}

/* A request that was read as its order's and as its customer's counts once. */
static int32_t drop_repeated(struct sup__ruling_on *ruling, struct sup__sums *sums)
{
    uint32_t count = sums->rows.count;
    struct entry *entries =
        sup__arena_alloc(ruling->unit->repo.arena, ((size_t)count + 1) * sizeof *entries);
    if (!entries) {
        return out_of_memory(ruling->unit);
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct sup__ledger_row *row = sup__rows_at(&sums->rows, i);
        entries[i] = (struct entry){row->request_id, i};
    }
    qsort(entries, count, sizeof *entries, compare_entries);
    for (uint32_t i = 1; i < count; i++) {
        if (entries[i].request_id == entries[i - 1].request_id) {
            sums->remedies[entries[i].number] = -1;
        }
    }
    return SUP_OK;
}

/* Each limit asks which remedy a row is of. */
static int32_t index_remedies(struct sup__ruling_on *ruling, struct sup__sums *sums)
{
    const struct sup__names *names = &ruling->unit->policy->authority.remedy_names;
    sums->remedies = sup__arena_alloc(ruling->unit->repo.arena,
                                      ((size_t)sums->rows.count + 1) * sizeof *sums->remedies);
    if (!sums->remedies) {
        return out_of_memory(ruling->unit);
    }
    for (uint32_t i = 0; i < sums->rows.count; i++) {
        const struct sup__ledger_row *row = sup__rows_at(&sums->rows, i);
        sums->remedies[i] = sup__names_find(names, row->remedy);
    }
    sums->is_read = 1;
    return SUP_OK;
}

int32_t sup__read_sums(struct sup__ruling_on *ruling, int32_t scope)
{
    if (scope == SUP__PER_REQUEST || ruling->sums[scope].is_read) {
        return SUP_OK;
    }
    int32_t rc = scope == SUP__PER_TICKET     ? read_tickets(ruling)
                 : scope == SUP__PER_ORDER    ? read_order(ruling)
                 : scope == SUP__PER_CUSTOMER ? read_customers(ruling)
                 : scope == SUP__PER_AGENT    ? read_agent(ruling, scope)
                                              : read_teams(ruling);
    if (rc == SUP_OK) {
        rc = index_remedies(ruling, &ruling->sums[scope]);
    }
    return rc == SUP_OK && scope == SUP__PER_ORDER && !ruling->order.is_reported
               ? drop_repeated(ruling, &ruling->sums[scope])
               : rc;
}

static void add(int64_t *sum, int64_t more)
{
    if (!sup__money_add(*sum, more, sum)) {
        *sum = INT64_MAX;
    }
}

int32_t sup__read_alike(struct sup__ruling_on *ruling, int32_t scope, const struct sup__rows **rows)
{
    *rows = &ruling->sums[scope].rows;
    if (scope != SUP__PER_ORDER) {
        return sup__read_sums(ruling, scope);
    }
    return ruling->sums[scope].is_read ? SUP_OK : add_order(ruling);
}

/* What has expired counts no more, whether a tick has said so or not. For a request that is looked
 * at again what was reserved after it does not count, as that was decided with it in the sums:
 * whoever asks later takes nothing from who asked before. What is given by now counts whenever it
 * was asked for, so that no sum of what is given passes a limit. */
static int stands(const struct sup__ruling_on *ruling, const struct sup__ledger_row *row)
{
    int64_t own_id = ruling->asking->request_id;
    int is_later = own_id && row->request_id > own_id;
    return row->request_id != own_id &&
           (!row->until_ms || (!is_later && row->until_ms > ruling->unit->caller.now_ms));
}

static int is_counted(const struct sup__ruling_on *ruling, const struct sup__authority_limit *limit,
                      const struct sup__ledger_row *row, int32_t remedy)
{
    int64_t from_ms = ruling->unit->caller.now_ms - limit->within_ms;
    return stands(ruling, row) && remedy >= 0 && (limit->counts >> remedy & 1) &&
           (!limit->within_ms || row->at_ms > from_ms);
}

/* What the row of that number counts for a limit. */
static int64_t weight(const struct sup__ruling_on *ruling, const struct sup__authority_limit *limit,
                      uint32_t number)
{
    const struct sup__sums *sums = &ruling->sums[limit->scope];
    const struct sup__ledger_row *row = sup__rows_at(&sums->rows, number);
    if (!is_counted(ruling, limit, row, sums->remedies[number])) {
        return 0;
    }
    if (limit->count >= 0) {
        return 1;
    }
    return row->currency && strcmp(row->currency, ruling->asking->currency) == 0 ? row->minor : 0;
}

/* Of the teams of who asks the one that has used most. */
static int64_t used_by_teams(const struct sup__ruling_on *ruling,
                             const struct sup__authority_limit *limit)
{
    const struct sup__rows *rows = &ruling->sums[SUP__PER_TEAM].rows;
    const char *team = NULL;
    int64_t sum = 0;
    int64_t most = 0;
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct sup__ledger_row *row = sup__rows_at(rows, i);
        sum = team && strcmp(team, row->subject) == 0 ? sum : 0;
        team = row->subject;
        add(&sum, weight(ruling, limit, i));
        most = sum > most ? sum : most;
    }
    return most;
}

/* What the shop paid back by itself is a request more. */
static void add_excess(const struct sup__ruling_on *ruling,
                       const struct sup__authority_limit *limit, int64_t *sum)
{
    const struct sup__sums *sums = &ruling->sums[limit->scope];
    int64_t from_ms = ruling->unit->caller.now_ms - limit->within_ms;
    if (!sup__counts_excess(ruling, limit)) {
        return;
    }
    for (uint32_t i = 0; i < sums->excess.count; i++) {
        const struct sup__excess *excess = &sums->excess.items[i];
        int is_same = excess->currency == ruling->asking->currency_code;
        if (!limit->within_ms || excess->at_ms > from_ms) {
            add(sum, limit->count >= 0 ? 1 : is_same ? excess->minor : 0);
        }
    }
}

int64_t sup__used_of(const struct sup__ruling_on *ruling, const struct sup__authority_limit *limit)
{
    const struct sup__rows *rows = &ruling->sums[limit->scope].rows;
    int64_t sum = 0;
    if (limit->scope == SUP__PER_TEAM) {
        return used_by_teams(ruling, limit);
    }
    for (uint32_t i = 0; i < rows->count; i++) {
        add(&sum, weight(ruling, limit, i));
    }
    add_excess(ruling, limit, &sum);
    return sum;
}

/* ---- what the order brought in ---- */

int64_t sup__refunded(const struct sup__ruling_on *ruling)
{
    const struct sup__sums *sums = &ruling->sums[SUP__PER_ORDER];
    const struct sup__authority *authority = &ruling->unit->policy->authority;
    int64_t all = 0;
    for (uint32_t i = 0; i < sums->rows.count; i++) {
        const struct sup__ledger_row *row = sup__rows_at(&sums->rows, i);
        int32_t remedy = sums->remedies[i];
        if (row->scope == SUP_LIMIT_ORDER && remedy >= 0 && authority->remedies[remedy].is_refund &&
            row->currency && strcmp(row->currency, ruling->asking->currency) == 0) {
            add(&all, stands(ruling, row) ? row->minor : 0);
        }
    }
    for (uint32_t i = 0; i < sums->excess.count; i++) {
        const struct sup__excess *excess = &sums->excess.items[i];
        add(&all, excess->currency == ruling->asking->currency_code ? excess->minor : 0);
    }
    return all;
}
