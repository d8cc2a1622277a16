/*
 * links.c: what tickets are to each other.
 *
 * A link is one row, found from either side. Both tickets count it, so that one without links costs
 * no look at the table. Of a ticket that was merged it is a link of what that is part of now, as a
 * message is one of its thread.
 */
#include "ops/erasure/erase.h"
#include "ops/tickets/joins.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "ops/shape.h"

#include <inttypes.h>
#include <string.h>

enum { TO_INVERSE = SUP_LINK_FOLLOW_UP_OF };

const char *sup__link_name(int64_t kind)
{
    return kind >= 1 && kind <= SUP_LINK_SPLIT_INTO ? sup__link_kind_names[kind - 1] : "linked to";
}

const char *sup__link_phrase(int64_t kind)
{
    static const char *const phrases[] = {
        "is a duplicate of", "is blocked by",  "is caused by",
        "is a child of",     "was split from", "is a follow-up of",
        "has the duplicate", "blocks",         "causes",
        "is the parent of",  "was split into"};
    return kind >= 1 && kind <= SUP_LINK_SPLIT_INTO ? phrases[kind - 1] : "is linked with";
}

int64_t sup__link_inverse(int64_t kind)
{
    return kind > TO_INVERSE ? kind - TO_INVERSE : kind + TO_INVERSE;
}

/* Links between parts of one ticket say nothing of it, and parts may say the same twice. */
static int32_t add_link(struct sup__links *links, int64_t kind, int64_t ticket_id, int64_t own_id)
{
    for (uint32_t i = 0; i < links->count; i++) {
        if (links->items[i].kind == kind && links->items[i].ticket_id == ticket_id) {
            return 0;
        }
    }
    if (ticket_id != own_id) {
        struct sup_ticket_link *link = &links->items[links->count++];
        link->kind = (int32_t)kind;
        link->ticket_id = ticket_id;
    }
    return links->count == SUP_TICKET_LINKS_MAX;
}

static int32_t add_own(void *context, void *in)
{
    const struct sup__link_row *row = in;
    return add_link(context, row->kind, row->to_root_id, row->root_id);
}

static int32_t add_other(void *context, void *in)
{
    const struct sup__link_row *row = in;
    return add_link(context, sup__link_inverse(row->kind), row->root_id, row->to_root_id);
}

int32_t sup__load_links(struct sup__unit *unit, int64_t ticket_id, struct sup__links *links)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_LINK,
                            .index = SUP__LINK_BY_ROOT,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_TICKET_LINKS_MAX};
    struct sup__link_row row;
    links->count = 0;
    int32_t rc = sup__each(&unit->repo, &scan, 1, &row, add_own, links);
    scan.index = SUP__LINK_BY_OTHER;
    if (rc == SUP_OK && links->count < SUP_TICKET_LINKS_MAX) {
        rc = sup__each(&unit->repo, &scan, 1, &row, add_other, links);
    }
    return rc;
}

static int32_t set_category(void *context, void *in)
{
    struct sup__links *links = context;
    const struct sup__ticket_row *row = in;
    for (uint32_t i = 0; i < links->count; i++) {
        if (links->items[i].ticket_id == row->id) {
            links->items[i].category = (int32_t)row->category;
        }
    }
    return 0;
}

int32_t sup__load_link_categories(struct sup__unit *unit, struct sup__links *links)
{
    struct sup_value keys[2 * (SUP_TICKET_LINKS_MAX + 1)];
    struct sup__ticket_row row;
    uint32_t count = 0;
    for (uint32_t i = 0; i < links->count; i++) {
        int is_first = 1;
        links->items[i].category = 0;
        for (uint32_t j = 0; j < i; j++) {
            is_first &= links->items[j].ticket_id != links->items[i].ticket_id;
        }
        if (is_first) {
            keys[2 * count] = sup__int(unit->head.tenant);
            keys[2 * count++ + 1] = sup__int(links->items[i].ticket_id);
        }
    }
    /* Tickets in work are read as they are becoming. */
    int32_t rc = count ? sup__unit_flush(unit) : SUP_OK;
    if (rc == SUP_OK && count) {
        rc = sup__each_key(&unit->repo, SUP__T_TICKET, keys, count, &row, set_category, links);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < links->count; i++) {
        if (!links->items[i].category) {
            rc = sup__fail(unit->error, SUP_MSG_STORE_EDITED, "sup_link",
                           "there is a link with ticket %" PRId64 ", which is not there",
                           links->items[i].ticket_id);
        }
    }
    return rc;
}

static void add_follow_up(struct sup__links *links, int64_t follow_up_of)
{
    uint32_t at = 0;
    if (!follow_up_of) {
        return;
    }
    while (at < links->count && links->items[at].kind < SUP_LINK_FOLLOW_UP_OF) {
        at++;
    }
    memmove(&links->items[at + 1], &links->items[at], (links->count - at) * sizeof links->items[0]);
    links->items[at] =
        (struct sup_ticket_link){.kind = SUP_LINK_FOLLOW_UP_OF, .ticket_id = follow_up_of};
    links->count++;
}

int32_t sup__show_links(struct sup__unit *unit, struct sup_ticket *ticket,
                        const struct sup__ticket_row *row, int *failed)
{
    struct sup__links links;
    links.count = 0;
    int32_t rc = row->link_count ? sup__load_links(unit, row->id, &links) : SUP_OK;
    add_follow_up(&links, row->follow_up_of);
    if (rc == SUP_OK) {
        rc = sup__load_link_categories(unit, &links);
    }
    struct sup_ticket_link *shown = sup__result_array(ticket, links.count, sizeof *shown, failed);
    if (rc != SUP_OK || *failed) {
        return rc;
    }
    memcpy(shown, links.items, links.count * sizeof *shown);
    ticket->links = shown;
    ticket->link_count = links.count;
    return SUP_OK;
}

struct walk {
    uint32_t count;
    int is_full;
    int64_t without; /* a ticket that is not gone to from the first; 0: none */
    int64_t ids[SUP_TICKET_CHAIN_MAX];
};

static int32_t step(void *context, void *in)
{
    struct walk *walk = context;
    const struct sup__link_row *row = in;
    int64_t id = row->to_root_id;
    for (uint32_t i = 0; i < walk->count; i++) {
        if (walk->ids[i] == id) {
            return 0;
        }
    }
    if (id == walk->without && row->root_id == walk->ids[0]) {
        return 0;
    }
    walk->is_full = walk->count == SUP_TICKET_CHAIN_MAX;
    if (!walk->is_full) {
        walk->ids[walk->count++] = id;
    }
    return walk->is_full;
}

/* Does one ticket lead to another by links of a kind? Not by a single one, with `is_far`. */
static int32_t find_chain(struct sup__unit *unit, int64_t from, int64_t kind, int64_t to,
                          int is_far, int *is_found)
{
    struct walk *walk = sup__arena_alloc(unit->repo.arena, sizeof *walk);
    struct sup_value prefix[3] = {sup__int(unit->head.tenant), sup__int(0), sup__int(kind)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_LINK,
                            .index = SUP__LINK_BY_ROOT,
                            .prefix_count = 3,
                            .prefix = prefix,
                            .limit = SUP_TICKET_LINKS_MAX};
    struct sup__link_row row;
    int32_t rc = SUP_OK;
    if (!walk) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    walk->count = 1;
    walk->is_full = 0;
    walk->without = is_far ? to : 0;
    walk->ids[0] = from;
    *is_found = 0;
    for (uint32_t i = 0; rc == SUP_OK && !*is_found && i < walk->count; i++) {
        prefix[1] = sup__int(walk->ids[i]);
        *is_found = walk->ids[i] == to;
        rc = *is_found ? SUP_OK : sup__each(&unit->repo, &scan, 1, &row, step, walk);
    }
    if (rc == SUP_OK && !*is_found && walk->is_full) {
        rc = sup__fail(unit->error, SUP_MSG_LINK_CHAIN, "to",
                       "ticket %" PRId64 " leads to more than %d others", from,
                       SUP_TICKET_CHAIN_MAX);
    }
    return rc;
}

/* A link must not lead back to where it begins, by others of its kind. */
static int32_t check_chain(struct sup__unit *unit, int64_t from, int64_t kind, int64_t to)
{
    int is_found = 0;
    int32_t rc = find_chain(unit, to, kind, from, 0, &is_found);
    return rc == SUP_OK && is_found
               ? sup__fail(unit->error, SUP_MSG_LINK_CYCLE, "to",
                           "ticket %" PRId64 " is %s ticket %" PRId64 " itself, by other links", to,
                           sup__link_name(kind), from)
               : rc;
}

int32_t sup__check_links_join(struct sup__unit *unit, const struct sup__ticket_row *from,
                              const struct sup__ticket_row *into)
{
    int32_t rc = SUP_OK;
    if (from->link_count + into->link_count > SUP_TICKET_LINKS_MAX) {
        return sup__fail(unit->error, SUP_MSG_TICKET_ITEMS, "into",
                         "together the tickets have %" PRId64 " links; %d are the limit",
                         from->link_count + into->link_count, SUP_TICKET_LINKS_MAX);
    }
    for (int64_t kind = SUP_LINK_DUPLICATE_OF;
         rc == SUP_OK && from->link_count && into->link_count && kind <= SUP_LINK_CHILD_OF;
         kind++) {
        for (int i = 0; rc == SUP_OK && i < 2; i++) {
            int64_t one = i ? into->id : from->id;
            int64_t other = i ? from->id : into->id;
            int is_found = 0;
            rc = find_chain(unit, one, kind, other, 1, &is_found);
            if (rc == SUP_OK && is_found) {
                rc = sup__fail(unit->error, SUP_MSG_LINK_CYCLE, "into",
                               "ticket %" PRId64 " is %s others that are %s ticket %" PRId64, one,
                               sup__link_name(kind), sup__link_name(kind), other);
            }
        }
    }
    return rc;
}

static int32_t check_room(struct sup__unit *unit, const struct sup__ticket_row *row,
                          const char *field)
{
    if (row->link_count < SUP_TICKET_LINKS_MAX) {
        return SUP_OK;
    }
    return sup__fail(unit->error, SUP_MSG_TICKET_ITEMS, field,
                     "ticket %" PRId64 " has %" PRId64 " links; %d are the limit", row->id,
                     row->link_count, SUP_TICKET_LINKS_MAX);
}

int32_t sup__emit_link(struct sup__unit *unit, enum sup__event_kind event_kind, int64_t from,
                       int64_t kind, int64_t to)
{
    struct sup__event event = sup__event_new(unit, event_kind, from);
    event.row.subject_id = to;
    event.row.number = kind;
    event.row.after = sup__link_name(kind);
    int32_t rc = sup__emit(unit, &event);
    if (rc == SUP_OK) {
        event = sup__event_new(unit, event_kind, to);
        event.row.subject_id = from;
        event.row.number = sup__link_inverse(kind);
        event.row.after = sup__link_name(event.row.number);
        rc = sup__emit(unit, &event);
    }
    return rc;
}

/* A link that is asked for: between which tickets, and of what they are part now. */
struct ends {
    int64_t from;
    int64_t to;
    struct sup__ticket_row root;
    struct sup__ticket_row to_root;
};

static int32_t load_end(struct sup__unit *unit, int64_t given, int64_t version, int64_t *id,
                        struct sup__ticket_row *root)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__load_ticket(unit, given, version, &slot);
    *id = rc == SUP_OK ? slot->row.id : 0;
    if (rc == SUP_OK && slot->row.root_id) {
        rc = sup__unit_ticket(unit, slot->row.root_id, &slot);
    }
    if (rc == SUP_OK) {
        *root = slot->row;
    }
    return rc;
}

static int32_t load_ends(struct sup__unit *unit, const struct sup_ticket_link_params *params,
                         struct ends *ends)
{
    int32_t rc = load_end(unit, params->ticket_id, params->version, &ends->from, &ends->root);
    if (rc == SUP_OK) {
        rc = load_end(unit, params->to, 0, &ends->to, &ends->to_root);
        if (rc == SUP_NOT_FOUND) {
            sup__format(unit->error->field, sizeof unit->error->field, "to");
        }
    }
    return rc;
}

static int32_t find_link(struct sup__unit *unit, const struct ends *ends, int64_t kind,
                         int *is_there)
{
    struct sup__link_row row = {
        .tenant = unit->head.tenant, .ticket_id = ends->from, .kind = kind, .to_id = ends->to};
    int32_t rc = ends->root.link_count && ends->to_root.link_count
                     ? sup__get(&unit->repo, SUP__T_LINK, &row)
                     : SUP_NOT_FOUND;
    *is_there = rc == SUP_OK;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

static int32_t add(struct sup__unit *unit, const struct ends *ends, int64_t kind)
{
    int is_there = 0;
    int32_t rc = find_link(unit, ends, kind, &is_there);
    if (rc != SUP_OK || is_there) {
        return rc;
    }
    if (ends->root.id == ends->to_root.id) {
        return sup__fail(unit->error, SUP_MSG_LINK_SELF, "to",
                         "tickets %" PRId64 " and %" PRId64 " were merged and are one", ends->from,
                         ends->to);
    }
    rc = check_room(unit, &ends->root, "ticket_id");
    if (rc == SUP_OK) {
        rc = check_room(unit, &ends->to_root, "to");
    }
    if (rc == SUP_OK && ends->root.link_count && ends->to_root.link_count) {
        rc = check_chain(unit, ends->root.id, kind, ends->to_root.id);
    }
    return rc == SUP_OK ? sup__emit_link(unit, SUP__E_TICKET_LINKED, ends->from, kind, ends->to)
                        : rc;
}

/* All rows that say so of what the two are part of; between parts of one ticket that row alone. */
static int32_t take_back(struct sup__unit *unit, const struct ends *ends, int64_t kind)
{
    struct sup_value prefix[4] = {sup__int(unit->head.tenant), sup__int(ends->root.id),
                                  sup__int(kind), sup__int(ends->to_root.id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_LINK,
                            .index = SUP__LINK_BY_ROOT,
                            .prefix_count = 4,
                            .prefix = prefix};
    struct sup__rows rows = {0};
    int is_there = 0;
    int32_t rc = SUP_OK;
    if (ends->root.id == ends->to_root.id) {
        rc = find_link(unit, ends, kind, &is_there);
        return rc == SUP_OK && is_there
                   ? sup__emit_link(unit, SUP__E_TICKET_UNLINKED, ends->from, kind, ends->to)
                   : rc;
    }
    if (ends->root.link_count && ends->to_root.link_count) {
        rc = sup__rows_read(unit, &scan, &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        const struct sup__link_row *row = sup__rows_at(&rows, i);
        rc = sup__emit_link(unit, SUP__E_TICKET_UNLINKED, row->ticket_id, kind, row->to_id);
    }
    return rc;
}

static int32_t change_link(struct sup__unit *unit, const struct sup_ticket_link_params *params,
                           struct sup_receipt *receipt, int is_adding)
{
    struct ends ends;
    if (params->ticket_id == params->to) {
        return sup__fail(unit->error, SUP_MSG_LINK_SELF, "to",
                         "ticket %" PRId64 " cannot be %s itself", params->to,
                         sup__link_name(params->kind));
    }
    int32_t rc = load_ends(unit, params, &ends);
    if (rc == SUP_OK) {
        rc = is_adding ? add(unit, &ends, params->kind) : take_back(unit, &ends, params->kind);
    }
    return rc == SUP_OK ? sup__ticket_receipt(unit, ends.from, ends.from, receipt) : rc;
}

int32_t sup__op_ticket_link(struct sup__unit *unit, const void *params, struct sup_receipt *receipt,
                            void **result)
{
    (void)result;
    return change_link(unit, params, receipt, 1);
}

int32_t sup__op_ticket_unlink(struct sup__unit *unit, const void *params,
                              struct sup_receipt *receipt, void **result)
{
    (void)result;
    return change_link(unit, params, receipt, 0);
}
