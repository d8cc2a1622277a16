/*
 * ticket_split.c: a ticket that is about two things.
 */
#include "ops/authority/requests.h"
#include "ops/erasure/erase.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_merge.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

struct cut {
    struct sup__message_row message;
    enum sup__split_part part;
    int64_t customer_id; /* whose the new ticket is */
};

/* Who wrote the message, else whose the ticket is that it came with. */
static int32_t find_owner(struct sup__unit *unit, struct cut *cut)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, cut->message.ticket_id, &slot);
    if (rc == SUP_OK) {
        cut->customer_id =
            cut->message.customer_id ? cut->message.customer_id : sup__ticket_owner(&slot->row);
    }
    return rc;
}

static int32_t check_part(struct sup__unit *unit, const struct sup_ticket_split_params *params,
                          struct cut *cut)
{
    cut->part = params->is_rest      ? SUP__SPLIT_REST
                : params->is_writers ? SUP__SPLIT_WRITERS
                                     : SUP__SPLIT_ONE;
    if (params->is_rest && params->is_writers) {
        return sup__fail(unit->error, SUP_MSG_ARGUMENTS_EXCLUDE, "is_writers",
                         "a split takes what comes after a message or what its writer wrote, not "
                         "both");
    }
    if (params->is_writers && !cut->message.customer_id) {
        return sup__fail(unit->error, SUP_MSG_SPLIT_NO_WRITER, "is_writers",
                         "nobody knows a customer who wrote message %" PRId64, params->message_id);
    }
    return SUP_OK;
}

/* Whose the new ticket is reads what moves. Unless they read it before, nobody else may be known to
 * have written some of it. */
static int32_t check_rest(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                          const struct cut *cut)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket->id)};
    struct sup_value lower[2] = {sup__int(cut->message.at_ms), sup__int(cut->message.id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .lower_count = 2,
                            .lower = lower};
    struct sup__message_row found;
    int64_t root = 0;
    int64_t reader = ticket->customer_id;
    int32_t rc = SUP_OK;
    if (cut->part != SUP__SPLIT_REST || !cut->customer_id || cut->customer_id == reader) {
        return SUP_OK;
    }
    rc = sup__customer_root(unit, cut->customer_id, &root);
    if (rc == SUP_OK && reader) {
        rc = sup__customer_root(unit, reader, &reader);
    }
    if (rc != SUP_OK || reader == root) {
        return rc;
    }
    rc = sup__find_stranger(unit, &scan, root, &found);
    if (rc == SUP_OK && found.id) {
        rc = sup__fail(unit->error, SUP_MSG_TICKET_PERSONS, "is_rest",
                       "message %" PRId64 " is by customer %" PRId64
                       ", and the new ticket would be of customer %" PRId64,
                       found.id, found.customer_id, root);
        sup__hint(unit->error, "split off what one of them wrote: is_writers");
    }
    return rc;
}

/* Something is left of the thread, unless it moves to another customer: then they alone wrote, and
 * the ticket is without a message. */
static int32_t check_cut(struct sup__unit *unit, const struct sup__ticket_row *ticket,
                         const struct sup_ticket_split_params *params, struct cut *cut)
{
    struct sup__message_row *row = &cut->message;
    struct sup__message_row first = {0};
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket->id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MESSAGE,
                            .index = SUP__MESSAGE_BY_TIME,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = 1};
    struct sup_filter others;
    *row = (struct sup__message_row){.tenant = unit->head.tenant, .id = params->message_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_MESSAGE, row);
    if (rc == SUP_NOT_FOUND || (rc == SUP_OK && row->thread_id != ticket->id)) {
        return sup__fail(unit->error, SUP_MSG_MESSAGE_UNKNOWN, "message_id",
                         "ticket %" PRId64 " has no message %" PRId64, ticket->id,
                         params->message_id);
    }
    if (rc == SUP_OK) {
        rc = check_part(unit, params, cut);
    }
    if (rc == SUP_OK) {
        rc = find_owner(unit, cut);
    }
    if (rc == SUP_OK) {
        rc = check_rest(unit, ticket, cut);
    }
    if (rc != SUP_OK || cut->customer_id != sup__ticket_owner(ticket)) {
        return rc;
    }
    if (cut->part == SUP__SPLIT_WRITERS) { /* any that stays will do */
        others = (struct sup_filter){SUP__MESSAGE_customer_id, SUP_NE, sup__int(row->customer_id)};
        scan.filter_count = 1;
        scan.filters = &others;
    }
    rc = sup__each(&unit->repo, &scan, 1, &first, NULL, NULL);
    int is_all = cut->part == SUP__SPLIT_WRITERS
                     ? !first.id
                     : first.id == row->id && (params->is_rest || ticket->message_count < 2);
    if (rc == SUP_OK && is_all) {
        rc = sup__fail(unit->error, SUP_MSG_SPLIT_ALL, "message_id",
                       "nothing would be left of the thread of ticket %" PRId64, ticket->id);
    }
    return rc;
}

/* What the new ticket has from the one it was: of a ticket that is of the same customer the subject
 * and the references; of another's only what came with the messages that move. */
struct taking {
    struct sup__unit *unit;
    const struct cut *cut;
    int64_t from_id;
    int64_t source_id; /* the ticket of the same customer; 0: there is none */
    const char *subject;
    struct sup_reference items[SUP_TICKET_REFERENCES_MAX];
    uint32_t count;
    int is_leaving; /* the ticket loses some that others brought */
};

static void add_reference(struct taking *taking, const struct sup__reference_row *row)
{
    for (uint32_t i = 0; i < taking->count; i++) {
        const struct sup_reference *known = &taking->items[i];
        if (strcmp(known->system, row->system) == 0 && strcmp(known->kind, row->kind) == 0 &&
            strcmp(known->id, row->reference_id) == 0) {
            return;
        }
    }
    if (taking->count < SUP_TICKET_REFERENCES_MAX) {
        taking->items[taking->count++] = (struct sup_reference){
            .system = row->system, .kind = row->kind, .id = row->reference_id};
    }
}

/* What somebody else brought to this ticket moves with their message, by the split's own event. */
static int32_t is_taken(struct taking *taking, const struct sup__reference_row *row, int *is_so)
{
    struct sup__unit *unit = taking->unit;
    const struct cut *cut = taking->cut;
    struct sup__message_row message = {.tenant = unit->head.tenant, .id = row->message_id};
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = SUP_OK;
    if (row->message_id) {
        rc = sup__get(&unit->repo, SUP__T_MESSAGE, &message);
        int moves = rc == SUP_OK && message.thread_id == taking->from_id &&
                    sup__is_split_off(cut->part, &cut->message, &message);
        *is_so = moves && message.customer_id == cut->customer_id;
        taking->is_leaving |= moves;
        return rc == SUP_NOT_FOUND ? SUP_OK : rc; /* somebody deleted it */
    }
    *is_so = row->ticket_id == taking->source_id;
    if (*is_so && row->origin_id) {
        rc = sup__unit_ticket(unit, row->origin_id, &slot);
        *is_so = rc == SUP_OK && sup__ticket_owner(&slot->row) == cut->customer_id;
    }
    return rc;
}

static int32_t take_references(struct taking *taking, int64_t ticket_id)
{
    struct sup__unit *unit = taking->unit;
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {
        .size = sizeof scan, .table = SUP__T_REFERENCE, .prefix_count = 2, .prefix = prefix};
    struct sup__rows rows;
    int32_t rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        int is_so = 0;
        rc = is_taken(taking, sup__rows_at(&rows, i), &is_so);
        if (is_so) {
            add_reference(taking, sup__rows_at(&rows, i));
        }
    }
    return rc;
}

/* The ticket itself, or the part of it that the message came with. */
static int32_t find_source(struct taking *taking, const struct sup__ticket_row *from)
{
    struct sup__ticket_slot *slot = NULL;
    int64_t customer_id = taking->cut->customer_id;
    int32_t rc = SUP_OK;
    if (sup__ticket_owner(from) == customer_id) {
        taking->source_id = from->id;
        taking->subject = from->subject;
        return SUP_OK;
    }
    rc = sup__unit_ticket(taking->unit, taking->cut->message.ticket_id, &slot);
    if (rc == SUP_OK && sup__ticket_owner(&slot->row) == customer_id) {
        taking->source_id = slot->row.id;
        taking->subject = slot->row.subject;
    }
    return rc;
}

static int32_t take_all(struct taking *taking, const struct sup__ticket_row *from)
{
    struct sup__unit *unit = taking->unit;
    struct sup__members *members = NULL;
    int32_t rc = find_source(taking, from);
    if (rc == SUP_OK) {
        rc = take_references(taking, from->id);
    }
    if (rc != SUP_OK || !from->member_count) {
        return rc;
    }
    members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    if (!members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    rc = sup__load_members(unit, from->id, members);
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        rc = take_references(taking, members->rows[i].ticket_id);
    }
    return rc;
}

static int32_t open_part(struct sup__unit *unit, const struct sup__ticket_row *from,
                         const struct sup_ticket_split_params *params, const struct cut *cut,
                         int64_t *ticket_id)
{
    struct taking *taking = sup__arena_alloc(unit->repo.arena, sizeof *taking);
    struct sup__customer_row customer;
    if (!taking) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    memset(taking, 0, sizeof *taking);
    taking->unit = unit;
    taking->cut = cut;
    taking->from_id = from->id;
    int32_t rc = take_all(taking, from);
    if (rc == SUP_OK && taking->is_leaving) {
        rc = sup__check_hold_stays(unit, from, "message_id");
    }
    struct sup_ticket_open_params open = {.size = sizeof open,
                                          .subject =
                                              params->subject ? params->subject : taking->subject,
                                          .channel = from->channel,
                                          .customer_id = cut->customer_id,
                                          .references = taking->items,
                                          .reference_count = taking->count};
    /* A name that the policy no longer has is left to its default. */
    if (sup__policy_channel(unit->policy, open.channel) < 0) {
        open.channel = NULL;
    }
    if (rc == SUP_OK && open.customer_id) {
        rc = sup__load_present_customer(unit, open.customer_id, "ticket_id", &customer);
    }
    unit->woken_by = from->id;
    unit->woken_kind = SUP__E_TICKET_SPLIT;
    rc = rc == SUP_OK ? sup__open_ticket(unit, &open, from->id, ticket_id) : rc;
    unit->woken_by = 0;
    return rc;
}

int32_t sup__op_ticket_split(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                             void **result)
{
    const struct sup_ticket_split_params *params = in;
    struct sup__ticket_slot *slot = NULL;
    int64_t ticket_id = 0;
    (void)result;
    int32_t rc = sup__load_ticket(unit, params->ticket_id, params->version, &slot);
    if (rc == SUP_OK) {
        rc = sup__check_not_merged(unit, &slot->row);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__ticket_row from = slot->row;
    if (from.link_count >= SUP_TICKET_LINKS_MAX) {
        return sup__fail(unit->error, SUP_MSG_TICKET_ITEMS, "ticket_id",
                         "ticket %" PRId64 " has %" PRId64 " links; %d are the limit", from.id,
                         from.link_count, SUP_TICKET_LINKS_MAX);
    }
    struct cut cut;
    rc = check_cut(unit, &from, params, &cut);
    if (rc == SUP_OK) {
        rc = open_part(unit, &from, params, &cut, &ticket_id);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__event event = sup__event_new(unit, SUP__E_TICKET_SPLIT, from.id);
    event.row.subject_id = ticket_id;
    event.row.number = cut.part;
    event.payload.message_id = params->message_id;
    rc = sup__emit(unit, &event);
    if (rc == SUP_OK) {
        rc = sup__emit_link(unit, SUP__E_TICKET_LINKED, ticket_id, SUP_LINK_SPLIT_FROM, from.id);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ticket_id, ticket_id, receipt) : rc;
}
