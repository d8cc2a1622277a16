/*
 * merge_tickets.c: tickets of two customers who are one person, and may not be any more.
 *
 * Tickets of one person can be merged, and each of the customers can write in all of them. When the
 * person turns out to be two, such a thread would show each what the other wrote. So their tickets
 * come apart first, by hand: who knows that they are two knows what is whose.
 */
#include "ops/erasure/erase.h"
#include "ops/people/identities.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct side {
    struct sup__unit *unit;
    struct sup__family family;
    int is_leaving[SUP_CUSTOMER_MEMBERS_MAX]; /* who was merged away, and who had been before */
    struct sup__ticket_row *tickets;          /* of theirs that are part of others, or have parts */
    uint32_t count;
    uint32_t room;
    struct sup__id_list messages; /* in tickets that are not of who wrote them */
    int32_t failed;               /* code */
};

static int is_of_family(const struct side *side, int64_t customer_id)
{
    for (uint32_t i = 0; i < side->family.count; i++) {
        if (side->family.rows[i].id == customer_id) {
            return 1;
        }
    }
    return 0;
}

static int is_on_side(const struct side *side, int64_t customer_id)
{
    for (uint32_t i = 0; i < side->family.count; i++) {
        if (side->family.rows[i].id == customer_id) {
            return side->is_leaving[i];
        }
    }
    return 0;
}

/* ---- tickets ---- */

/* The customer and all who point to it. */
static void mark_side(struct side *side, int64_t customer_id)
{
    int is_more = 1;
    for (uint32_t i = 0; i < side->family.count; i++) {
        side->is_leaving[i] = side->family.rows[i].id == customer_id;
    }
    while (is_more) {
        is_more = 0;
        for (uint32_t i = 0; i < side->family.count; i++) {
            int64_t into = side->family.rows[i].merged_into;
            if (!side->is_leaving[i] && into && is_on_side(side, into)) {
                side->is_leaving[i] = 1;
                is_more = 1;
            }
        }
    }
}

static int32_t take_ticket(void *context, void *in)
{
    struct side *side = context;
    const struct sup__ticket_row *row = in;
    if (!row->root_id && !row->member_count) {
        return 0;
    }
    if (side->count == side->room) {
        uint32_t room = side->room ? 2 * side->room : 16;
        struct sup__ticket_row *tickets =
            sup__arena_alloc(side->unit->repo.arena, room * sizeof *tickets);
        if (!tickets) {
            side->failed = sup__fail(side->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
            return 1;
        }
        if (side->count) {
            memcpy(tickets, side->tickets, side->count * sizeof *tickets);
        }
        side->tickets = tickets;
        side->room = room;
    }
    side->tickets[side->count++] = *row;
    return 0;
}

static int32_t list_tickets(struct side *side)
{
    struct sup__unit *unit = side->unit;
    int32_t rc = sup__unit_flush(unit);
    for (uint32_t i = 0; rc == SUP_OK && i < side->family.count; i++) {
        struct sup_value prefix[2] = {sup__int(unit->head.tenant),
                                      sup__int(side->family.rows[i].id)};
        struct sup_scan scan = {.size = sizeof scan,
                                .table = SUP__T_TICKET,
                                .index = SUP__TICKET_BY_CUSTOMER,
                                .prefix_count = 2,
                                .prefix = prefix};
        struct sup__ticket_row row = {0};
        rc = side->is_leaving[i] ? sup__each(&unit->repo, &scan, 0, &row, take_ticket, side)
                                 : SUP_OK;
        rc = side->failed != SUP_OK ? side->failed : rc;
    }
    return rc;
}

static int32_t crosses(struct sup__unit *unit, int64_t part, int64_t whole)
{
    int32_t rc = sup__fail(unit->error, SUP_MSG_TICKETS_CROSS, "customer_id",
                           "ticket %" PRId64 " is part of ticket %" PRId64
                           ", which would be somebody else's",
                           part, whole);
    sup__hint(unit->error, "take that merge back first: ticket.unmerge of ticket %" PRId64, part);
    return rc;
}

static int32_t check_members(struct side *side, const struct sup__ticket_row *row,
                             struct sup__members *members)
{
    int32_t rc = sup__load_members(side->unit, row->id, members);
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        const struct sup__merge_row *member = &members->rows[i];
        if (member->customer_id && !is_on_side(side, member->customer_id)) {
            rc = crosses(side->unit, member->ticket_id, row->id);
        }
    }
    return rc;
}

static int32_t check_root(struct side *side, const struct sup__ticket_row *row)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(side->unit, row->root_id, &slot);
    return rc == SUP_OK && slot->row.customer_id && !is_on_side(side, slot->row.customer_id)
               ? crosses(side->unit, row->id, row->root_id)
               : rc;
}

/* ---- messages ---- */

/* Is who wrote a message on another side than whose thread it is in? Who watches a ticket may write
 * there, whoever they are. */
static int32_t check_message(struct side *side, int64_t message_id)
{
    struct sup__unit *unit = side->unit;
    struct sup__message_row row = {.tenant = unit->head.tenant, .id = message_id};
    struct sup__ticket_slot *slot = NULL;
    int is_watched = 0;
    int32_t rc = sup__get(&unit->repo, SUP__T_MESSAGE, &row);
    if (rc == SUP_NOT_FOUND) {
        return SUP_OK; /* somebody deleted it */
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, row.thread_id, &slot);
    }
    int64_t owner = rc == SUP_OK ? slot->row.customer_id : 0;
    if (!owner || !row.customer_id || !is_of_family(side, owner) ||
        is_on_side(side, owner) == is_on_side(side, row.customer_id)) {
        return rc;
    }
    rc = sup__is_watching(unit, row.thread_id, row.customer_id, &is_watched);
    if (rc == SUP_OK && !is_watched) {
        rc = sup__fail(unit->error, SUP_MSG_TICKETS_CROSS, "customer_id",
                       "message %" PRId64 " in ticket %" PRId64 " was written by customer %" PRId64
                       ", and the ticket would be somebody else's",
                       row.id, row.thread_id, row.customer_id);
        sup__hint(unit->error,
                  "take it out first: ticket.split of ticket %" PRId64 " at message %" PRId64
                  ", with is_writers",
                  row.thread_id, row.id);
    }
    return rc;
}

static int32_t add_message(void *context, void *in)
{
    struct side *side = context;
    const struct sup__event_row *row = in;
    side->failed = row->kind == SUP__E_MESSAGE_RECEIVED
                       ? sup__id_list_add(side->unit, &side->messages, row->subject_id)
                       : SUP_OK;
    return side->failed != SUP_OK;
}

/* What one customer wrote in tickets that are not theirs. */
static int32_t list_messages(struct side *side, int64_t customer_id)
{
    struct sup__unit *unit = side->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(customer_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_CUSTOMER_EVENT, .prefix_count = 2, .prefix = prefix};
    struct sup_value keys[2 * SUP_STORE_GET_MANY_MAX];
    struct sup__rows rows;
    struct sup__event_row event;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__customer_event_row *row = sup__rows_at(&rows, i);
        uint32_t at = i % SUP_STORE_GET_MANY_MAX;
        keys[2 * at] = sup__int(unit->head.tenant);
        keys[2 * at + 1] = sup__int(row->sequence);
        if (at + 1 == SUP_STORE_GET_MANY_MAX || i + 1 == rows.count) {
            rc = sup__each_key(&unit->repo, SUP__T_EVENT, keys, at + 1, &event, add_message, side);
        }
        rc = side->failed != SUP_OK ? side->failed : rc;
    }
    return rc;
}

static int32_t check_messages(struct side *side)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < side->family.count; i++) {
        rc = list_messages(side, side->family.rows[i].id);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < side->messages.count; i++) {
        rc = check_message(side, side->messages.items[i]);
    }
    return rc;
}

int32_t sup__check_tickets_part(struct sup__unit *unit, const struct sup__customer_row *customer)
{
    struct side *side = sup__arena_alloc(unit->repo.arena, sizeof *side);
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    if (!side || !members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    memset(side, 0, sizeof *side);
    side->unit = unit;
    int32_t rc = sup__load_family(unit, customer->root_id, &side->family);
    if (rc == SUP_OK) {
        mark_side(side, customer->id);
        rc = list_tickets(side);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < side->count; i++) {
        const struct sup__ticket_row *row = &side->tickets[i];
        rc = row->root_id ? check_root(side, row) : check_members(side, row, members);
    }
    return rc == SUP_OK ? check_messages(side) : rc;
}
