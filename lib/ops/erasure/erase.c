/*
 * erase.c: a privacy request: everything that tells about a person goes.
 *
 * Texts are deleted, and with them the rows that came of them: names, identities, references,
 * values. Events stay, and so do ids, times, counts, names of the policy. The event of the erasure
 * says whose texts went, so that a text which is missing without one is found; and what limits need
 * of orders that went, under names that tell nothing (aliases.h).
 */
#include "ops/bodies.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists ---- */

static int32_t out_of_memory(struct sup__unit *unit)
{
    return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

struct reading {
    struct sup__unit *unit;
    struct sup__rows *rows;
    int is_failed;
};

static int32_t keep_row(struct reading *reading, const void *row)
{
    struct sup__rows *rows = reading->rows;
    if (rows->count == rows->room) {
        uint32_t room = rows->room ? 2 * rows->room : 16;
        uint8_t *items = sup__arena_take(reading->unit->repo.arena, room * rows->row_bytes);
        if (!items) {
            reading->is_failed = 1;
            return 1;
        }
        if (rows->count) {
            memcpy(items, rows->items, rows->count * rows->row_bytes);
        }
        rows->items = items;
        rows->room = room;
    }
    memcpy(rows->items + rows->count++ * rows->row_bytes, row, rows->row_bytes);
    return 0;
}

static int32_t add_row(void *context, void *row)
{
    return keep_row(context, row);
}

int32_t sup__rows_more(struct sup__unit *unit, const struct sup_scan *scan, struct sup__rows *rows)
{
    struct reading reading = {unit, rows, 0};
    union sup__any_row row;
    rows->row_bytes = sup__row_size((enum sup__table)scan->table);
    int32_t rc = sup__each(&unit->repo, scan, 1, &row, add_row, &reading);
    return reading.is_failed ? out_of_memory(unit) : rc;
}

int32_t sup__rows_add(struct sup__unit *unit, enum sup__table table, const void *row,
                      struct sup__rows *rows)
{
    struct reading reading = {unit, rows, 0};
    rows->row_bytes = sup__row_size(table);
    return keep_row(&reading, row) ? out_of_memory(unit) : SUP_OK;
}

int32_t sup__rows_read(struct sup__unit *unit, const struct sup_scan *scan, struct sup__rows *rows)
{
    memset(rows, 0, sizeof *rows);
    return sup__rows_more(unit, scan, rows);
}

int32_t sup__id_list_add(struct sup__unit *unit, struct sup__id_list *list, int64_t id)
{
    if (list->count == list->room) {
        uint32_t room = list->room ? 2 * list->room : 16;
        int64_t *items = sup__arena_take(unit->repo.arena, room * sizeof *items);
        if (!items) {
            return out_of_memory(unit);
        }
        if (list->count) {
            memcpy(items, list->items, list->count * sizeof *items);
        }
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] = id;
    return SUP_OK;
}

int32_t sup__text_list_add(struct sup__unit *unit, struct sup__text_list *list, const char *text)
{
    const char *kept = sup__arena_text(unit->repo.arena, text, strlen(text));
    if (kept && list->count == list->room) {
        uint32_t room = list->room ? 2 * list->room : 16;
        const char **items = sup__arena_take(unit->repo.arena, room * sizeof *items);
        if (!items) {
            return out_of_memory(unit);
        }
        if (list->count) {
            memcpy(items, list->items, list->count * sizeof *items);
        }
        list->items = items;
        list->room = room;
    }
    if (!kept) {
        return out_of_memory(unit);
    }
    list->items[list->count++] = kept;
    return SUP_OK;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a;
    int64_t other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

struct sup__ids sup__id_list_sorted(struct sup__id_list *list)
{
    uint32_t kept = 0;
    if (list->count) {
        qsort(list->items, list->count, sizeof *list->items, compare_ids);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        if (!kept || list->items[kept - 1] != list->items[i]) {
            list->items[kept++] = list->items[i];
        }
    }
    return (struct sup__ids){list->items, kept};
}

/* ---- texts ---- */

int32_t sup__erase_text(struct sup__erasing *erasing, int64_t sequence, int *is_gone)
{
    const struct sup__event_private_row row = {.tenant = erasing->unit->head.tenant,
                                               .sequence = sequence};
    int32_t rc = sup__remove(&erasing->unit->repo, SUP__T_EVENT_PRIVATE, &row);
    *is_gone = rc == SUP_OK;
    erasing->texts += *is_gone;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

int32_t sup__erase_other_text(struct sup__erasing *erasing, int64_t sequence)
{
    int is_gone = 0;
    int32_t rc = sup__erase_text(erasing, sequence, &is_gone);
    return rc == SUP_OK && is_gone ? sup__id_list_add(erasing->unit, &erasing->events, sequence)
                                   : rc;
}

/* ---- the person ---- */

struct finding {
    struct sup__unit *unit;
    struct sup__id_list *list;
    int32_t failed; /* code */
};

static int32_t add_ticket(void *context, void *in)
{
    struct finding *finding = context;
    const struct sup__ticket_row *row = in;
    finding->failed = sup__id_list_add(finding->unit, finding->list, row->id);
    return finding->failed != SUP_OK;
}

static int32_t find_tickets(struct sup__erasing *erasing, int64_t customer_id)
{
    struct sup_value prefix[2] = {sup__int(erasing->unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_TICKET,
                            .index = SUP__TICKET_BY_CUSTOMER,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct finding finding = {erasing->unit, &erasing->tickets, SUP_OK};
    struct sup__ticket_row row;
    int32_t rc = sup__each(&erasing->unit->repo, &scan, 0, &row, add_ticket, &finding);
    return finding.failed ? finding.failed : rc;
}

static int32_t erase_identities(struct sup__unit *unit, int64_t customer_id)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_IDENTITY,
                            .index = SUP__IDENTITY_BY_CUSTOMER,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct sup__rows rows;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        rc = sup__remove(&unit->repo, SUP__T_IDENTITY, sup__rows_at(&rows, i));
    }
    return rc;
}

/* What was nobody's and was merged into a ticket of theirs is theirs by that. */
static int32_t find_members(struct sup__erasing *erasing)
{
    struct sup__unit *unit = erasing->unit;
    uint32_t count = erasing->tickets.count;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        rc = sup__add_nobodys(unit, erasing->tickets.items[i], &erasing->tickets);
    }
    return rc;
}

int32_t sup__add_nobodys(struct sup__unit *unit, int64_t ticket_id, struct sup__id_list *list)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    if (rc != SUP_OK || !slot->row.member_count) {
        return rc;
    }
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    rc = members ? sup__load_members(unit, ticket_id, members) : out_of_memory(unit);
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        if (!members->rows[i].customer_id) {
            rc = sup__id_list_add(unit, list, members->rows[i].ticket_id);
        }
    }
    return rc;
}

static int32_t erase_all(struct sup__erasing *erasing)
{
    const struct sup__family *family = erasing->family;
    int32_t rc = sup__unit_flush(erasing->unit);
    for (uint32_t i = 0; rc == SUP_OK && i < family->count; i++) {
        rc = find_tickets(erasing, family->rows[i].id);
        if (rc == SUP_OK) {
            rc = erase_identities(erasing->unit, family->rows[i].id);
        }
    }
    if (rc == SUP_OK) {
        rc = find_members(erasing);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < erasing->tickets.count; i++) {
        rc = sup__erase_ticket(erasing, erasing->tickets.items[i]);
    }
    return rc == SUP_OK ? sup__erase_reports(erasing) : rc;
}

static int32_t emit_erasure(struct sup__erasing *erasing, int64_t root, const char *reason)
{
    struct sup__unit *unit = erasing->unit;
    struct sup__event event = sup__event_new(unit, SUP__E_CUSTOMER_ERASED, 0);
    struct sup__id_list members = {0};
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < erasing->family->count; i++) {
        rc = sup__id_list_add(unit, &members, erasing->family->rows[i].id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    event.row.subject_id = root;
    event.row.number = erasing->texts;
    event.body = reason;
    event.payload.customers = sup__id_list_sorted(&members);
    event.payload.tickets = sup__id_list_sorted(&erasing->tickets);
    event.payload.events = sup__id_list_sorted(&erasing->events);
    event.payload.kept = sup__id_list_sorted(&erasing->kept);
    event.payload.erasure_key = unit->head.erasure_key ? NULL : erasing->key;
    event.payload.orders = (struct sup__texts){erasing->orders.items, erasing->orders.count};
    event.payload.requests = (struct sup__texts){erasing->requests.items, erasing->requests.count};
    return sup__emit(unit, &event);
}

int32_t sup__op_customer_erase(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                               void **result)
{
    const struct sup_customer_erase_params *params = in;
    struct sup__family *family = sup__arena_alloc(unit->repo.arena, sizeof *family);
    struct sup__erasing erasing = {.unit = unit, .family = family};
    struct sup__customer_row row = {0};
    int is_new = 0;
    (void)result;
    if (!family) {
        return out_of_memory(unit);
    }
    int32_t rc = sup__load_customer(unit, params->customer_id, "customer_id", &row);
    if (rc == SUP_OK) {
        rc = sup__check_version(unit, "customer", row.id, params->version, row.version);
    }
    if (rc == SUP_OK) {
        rc = sup__load_family(unit, row.root_id, family);
    }
    if (rc == SUP_OK) {
        rc = erase_all(&erasing);
    }
    for (uint32_t i = 0; i < family->count; i++) {
        is_new |= !family->rows[i].erased_ms;
    }
    is_new |= erasing.texts != 0;
    receipt->id = row.id;
    receipt->version = row.version + is_new;
    return rc == SUP_OK && is_new ? emit_erasure(&erasing, row.root_id, params->reason) : rc;
}
