/*
 * fold_merge.c: what merging, unmerging and splitting do to the projections.
 *
 * The tickets of a merge form a tree of which only the root is worked on. All messages are shown in
 * the root's thread and all links are the root's, each with the ticket that it came with. So
 * whatever leaves takes with it exactly what it brought. What becomes of tags, references and
 * watchers is in fold_copies.c.
 */
#include "ops/tickets/ticket_merge.h"

#include "ops/erasure/erase.h"
#include "ops/sla/reminders.h"

#include "base/message.h"

#include <inttypes.h>
#include <string.h>

static int32_t add_member(void *context, void *row)
{
    struct sup__members *members = context;
    members->rows[members->count++] = *(const struct sup__merge_row *)row;
    return 0;
}

int32_t sup__load_members(struct sup__unit *unit, int64_t root, struct sup__members *members)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(root)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_MERGE,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = SUP_TICKET_MEMBERS_MAX};
    struct sup__merge_row row;
    members->count = 0;
    return sup__each(&unit->repo, &scan, 1, &row, add_member, members);
}

int sup__is_member_of(const struct sup__members *members, int64_t id, int64_t top)
{
    for (uint32_t steps = 0; id != top && steps <= members->count; steps++) {
        int64_t next = 0;
        for (uint32_t i = 0; i < members->count; i++) {
            next = members->rows[i].ticket_id == id ? members->rows[i].into_id : next;
        }
        id = next;
    }
    return id == top;
}

static int is_leaving(const struct sup__members *members, int64_t ticket_id, int64_t top)
{
    return !members || sup__is_member_of(members, ticket_id, top);
}

/* Links of a root go to another: all, or those that came with members below `to`. */
static int32_t move_links(struct sup__unit *unit, int64_t from, int64_t to,
                          const struct sup__members *members)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(from)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = SUP__T_LINK,
                            .index = SUP__LINK_BY_ROOT,
                            .prefix_count = 2,
                            .prefix = prefix};
    struct sup__ticket_slot *slot = NULL;
    struct sup__rows rows = {0};
    int64_t moved = 0;
    int32_t rc = sup__unit_ticket(unit, from, &slot);
    if (rc != SUP_OK || !slot->row.link_count) {
        return rc;
    }
    rc = sup__rows_read(unit, &scan, &rows);
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        struct sup__link_row row = *(const struct sup__link_row *)sup__rows_at(&rows, i);
        if (is_leaving(members, row.ticket_id, to)) {
            row.root_id = to;
            moved++;
            rc = sup__put(&unit->repo, SUP__T_LINK, &row);
        }
    }
    scan.index = SUP__LINK_BY_OTHER;
    if (rc == SUP_OK) {
        rc = sup__rows_read(unit, &scan, &rows);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < rows.count; i++) {
        struct sup__link_row row = *(const struct sup__link_row *)sup__rows_at(&rows, i);
        if (is_leaving(members, row.to_id, to)) {
            row.to_root_id = to;
            moved++;
            rc = sup__put(&unit->repo, SUP__T_LINK, &row);
        }
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, from, &slot);
    }
    if (rc == SUP_OK) {
        slot->row.link_count -= moved;
        rc = sup__unit_ticket(unit, to, &slot);
    }
    if (rc == SUP_OK) {
        slot->row.link_count += moved;
    }
    return rc;
}

/* A ticket without a customer has that of a member, while there is one. */
static int32_t settle_customer(struct sup__unit *unit, int64_t root)
{
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    struct sup__ticket_slot *slot = NULL;
    struct sup__merge_row *giver = NULL;
    if (!members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int32_t rc = sup__unit_ticket(unit, root, &slot);
    if (rc != SUP_OK || (slot->row.customer_id && !slot->row.is_customer_given)) {
        return rc;
    }
    rc = sup__load_members(unit, root, members);
    if (rc != SUP_OK) {
        return rc;
    }
    for (uint32_t i = 0; !giver && i < members->count; i++) {
        giver = members->rows[i].customer_id ? &members->rows[i] : NULL;
    }
    slot->row.customer_id = giver ? giver->customer_id : 0;
    slot->row.is_customer_given = giver != NULL;
    return SUP_OK;
}

static int32_t keep_text(struct sup__unit *unit, const char *text, const char **out)
{
    *out = text ? sup__arena_text(unit->repo.arena, text, strlen(text)) : NULL;
    return text && !*out ? sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory") : SUP_OK;
}

/* Members below `top` go from one root to another; `top` itself is not among the rows of its own
 * family. */
static int32_t move_members(struct sup__unit *unit, const struct sup__members *members, int64_t top,
                            int64_t to)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        struct sup__merge_row row = members->rows[i];
        if (row.ticket_id == top || !sup__is_member_of(members, row.ticket_id, top)) {
            continue;
        }
        rc = sup__remove(&unit->repo, SUP__T_MERGE, &row);
        row.root_id = to;
        if (rc == SUP_OK) {
            rc = sup__put(&unit->repo, SUP__T_MERGE, &row);
        }
        if (rc == SUP_OK) {
            rc = sup__unit_ticket(unit, row.ticket_id, &slot);
        }
        if (rc == SUP_OK) {
            slot->row.root_id = to;
        }
    }
    return rc;
}

/* The source is closed and points to the target. */
static int32_t point(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    if (rc != SUP_OK) {
        return rc;
    }
    struct sup__ticket_row *row = &slot->row;
    struct sup__merge_row merge = {.tenant = unit->head.tenant,
                                   .root_id = event->row.subject_id,
                                   .ticket_id = row->id,
                                   .into_id = event->row.subject_id,
                                   .status = row->status,
                                   .category = row->category,
                                   .closed_ms = row->closed_ms,
                                   .joined_id = unit->head.message_count};
    if (row->is_customer_given) {
        row->is_customer_given = 0;
        row->customer_id = 0;
    }
    merge.customer_id = row->customer_id;
    row->merged_into = row->root_id = event->row.subject_id;
    row->member_count = 0;
    row->category = event->row.number;
    row->closed_ms = event->row.at_ms;
    rc = keep_text(unit, event->row.after, &row->status);
    if (rc == SUP_OK) {
        rc = sup__agenda_clear(unit, slot, SUP__AGENDA_AUTO_CLOSE);
    }
    return rc == SUP_OK ? sup__put(&unit->repo, SUP__T_MERGE, &merge) : rc;
}

int32_t sup__settle_members(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    int64_t settled_id = rc == SUP_OK ? slot->row.settled_id : 0;
    if (rc != SUP_OK || !slot->row.member_count) {
        return rc;
    }
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    if (!members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    rc = sup__load_members(unit, ticket_id, members);
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        rc = sup__unit_ticket(unit, members->rows[i].ticket_id, &slot);
        if (rc == SUP_OK) {
            slot->row.settled_id = settled_id;
        }
    }
    return rc;
}

static int32_t settle_both(struct sup__unit *unit, int64_t source, int64_t target, int64_t count)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = sup__unit_ticket(unit, target, &slot);
    if (rc == SUP_OK) {
        slot->row.member_count += count;
        rc = settle_customer(unit, target);
    }
    if (rc == SUP_OK) {
        rc = sup__recount_thread(unit, target);
    }
    return rc == SUP_OK ? sup__recount_thread(unit, source) : rc;
}

static int32_t merge_ticket(struct sup__unit *unit, const struct sup__event *event,
                            struct sup__members *members)
{
    int64_t source = event->row.ticket_id;
    int64_t target = event->row.subject_id;
    int32_t rc = sup__load_members(unit, source, members);
    if (rc == SUP_OK) {
        rc = sup__bring_copies(unit, source, target);
    }
    if (rc == SUP_OK) {
        rc = point(unit, event);
    }
    if (rc == SUP_OK) {
        rc = move_members(unit, members, source, target);
    }
    if (rc == SUP_OK) {
        rc = sup__move_thread(unit, source, target, 0, NULL, NULL);
    }
    if (rc == SUP_OK) {
        rc = move_links(unit, source, target, NULL);
    }
    if (rc == SUP_OK) {
        rc = sup__bring_reminders(unit, source, target);
    }
    return rc == SUP_OK ? settle_both(unit, source, target, 1 + (int64_t)members->count) : rc;
}

struct leaving {
    const struct sup__members *members;
    int64_t top;
};

static int came_with(const void *context, const struct sup__message_row *row)
{
    const struct leaving *leaving = context;
    return sup__is_member_of(leaving->members, row->ticket_id, leaving->top);
}

/* The source has its status again, and points nowhere. */
static int32_t unpoint(struct sup__unit *unit, const struct sup__event *event, int64_t count)
{
    struct sup__ticket_slot *slot = NULL;
    struct sup__merge_row merge = {.tenant = unit->head.tenant,
                                   .root_id = event->row.subject_id,
                                   .ticket_id = event->row.ticket_id};
    int32_t rc = sup__get(&unit->repo, SUP__T_MERGE, &merge);
    if (rc == SUP_OK) {
        rc = sup__remove(&unit->repo, SUP__T_MERGE, &merge);
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, event->row.ticket_id, &slot);
    }
    if (rc != SUP_OK) {
        return rc;
    }
    slot->row.merged_into = slot->row.root_id = 0;
    slot->row.member_count = count;
    slot->row.category = event->row.number;
    slot->row.closed_ms = merge.closed_ms;
    rc = keep_text(unit, event->row.after, &slot->row.status);
    if (rc == SUP_OK && event->payload.due_ms) {
        rc = sup__agenda_set(unit, slot, SUP__AGENDA_AUTO_CLOSE, event->payload.due_ms);
    }
    return rc;
}

static int32_t unmerge_ticket(struct sup__unit *unit, const struct sup__event *event,
                              struct sup__members *members)
{
    int64_t source = event->row.ticket_id;
    int64_t target = event->row.subject_id;
    int64_t count = 0;
    int32_t rc = sup__load_members(unit, target, members);
    struct leaving leaving = {members, source};
    for (uint32_t i = 0; i < members->count; i++) {
        count += sup__is_member_of(members, members->rows[i].ticket_id, source);
    }
    if (rc == SUP_OK) {
        rc = sup__take_copies(unit, members, source);
    }
    if (rc == SUP_OK) {
        rc = sup__move_thread(unit, target, source, 0, came_with, &leaving);
    }
    if (rc == SUP_OK) {
        rc = move_links(unit, target, source, members);
    }
    if (rc == SUP_OK) {
        rc = sup__return_reminders(unit, target, source, members);
    }
    if (rc == SUP_OK) {
        rc = move_members(unit, members, source, source);
    }
    if (rc == SUP_OK) {
        rc = unpoint(unit, event, count - 1);
    }
    if (rc == SUP_OK) {
        rc = settle_customer(unit, source);
    }
    return rc == SUP_OK ? settle_both(unit, source, target, -count) : rc;
}

struct cut {
    struct sup__message_row first;
    enum sup__split_part part;
};

int sup__is_split_off(enum sup__split_part part, const struct sup__message_row *first,
                      const struct sup__message_row *row)
{
    switch (part) {
    case SUP__SPLIT_REST:
        return row->at_ms > first->at_ms || (row->at_ms == first->at_ms && row->id >= first->id);
    case SUP__SPLIT_WRITERS:
        return row->customer_id && row->customer_id == first->customer_id;
    default:
        return row->id == first->id;
    }
}

static int is_behind_cut(const void *context, const struct sup__message_row *row)
{
    const struct cut *cut = context;
    return sup__is_split_off(cut->part, &cut->first, row);
}

static int32_t split_ticket(struct sup__unit *unit, const struct sup__event *event)
{
    int64_t from = event->row.ticket_id;
    int64_t to = event->row.subject_id;
    struct cut cut = {.first = {.tenant = unit->head.tenant, .id = event->payload.message_id},
                      .part = (enum sup__split_part)event->row.number};
    int32_t rc = sup__get(&unit->repo, SUP__T_MESSAGE, &cut.first);
    if (rc == SUP_OK) {
        rc = sup__move_thread(unit, from, to, to, is_behind_cut, &cut);
    }
    if (rc == SUP_OK) {
        rc = sup__move_brought(unit, from, to);
    }
    if (rc == SUP_OK) {
        rc = sup__recount_thread(unit, from);
    }
    return rc == SUP_OK ? sup__recount_thread(unit, to) : rc;
}

int32_t sup__fold_merge(struct sup__unit *unit, const struct sup__event *event)
{
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    if (!members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    return event->row.kind == SUP__E_TICKET_MERGED     ? merge_ticket(unit, event, members)
           : event->row.kind == SUP__E_TICKET_UNMERGED ? unmerge_ticket(unit, event, members)
                                                       : split_ticket(unit, event);
}
