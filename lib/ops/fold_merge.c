/*
 * fold_merge.c: what merging, unmerging and splitting do to the projections.
 *
 * The tickets of a merge form a tree of which only the root is worked on. All messages are shown in
 * the root's thread, and the root has copies of the tags, references and watchers of the others,
 * each with its origin, so that they can be told from its own. The others keep theirs. So whatever
 * leaves takes with it exactly what it brought.
 */
#include "ops/ticket_merge.h"

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

/* The tables of which a root has copies, with the most rows of a ticket. */
static const struct {
    enum sup__table table;
    uint32_t most;
} copied[] = {{SUP__T_TAG, SUP_TICKET_TAGS_MAX},
              {SUP__T_REFERENCE, SUP_TICKET_REFERENCES_MAX},
              {SUP__T_WATCHER, SUP_TICKET_WATCHERS_MAX}};

enum { COPIED = sizeof copied / sizeof copied[0], ITEMS_MAX = 64 };
_Static_assert((int)SUP_TICKET_TAGS_MAX == ITEMS_MAX &&
                   (int)SUP_TICKET_REFERENCES_MAX == ITEMS_MAX &&
                   (int)SUP_TICKET_WATCHERS_MAX == ITEMS_MAX,
               "lists have room");

union item {
    struct sup__tag_row tag;
    struct sup__reference_row reference;
    struct sup__watcher_row watcher;
};

struct items {
    enum sup__table table;
    uint32_t count;
    union item rows[ITEMS_MAX];
};

static int64_t *ticket_of(enum sup__table table, union item *item)
{
    return table == SUP__T_TAG         ? &item->tag.ticket_id
           : table == SUP__T_REFERENCE ? &item->reference.ticket_id
                                       : &item->watcher.ticket_id;
}

static int64_t *origin_of(enum sup__table table, union item *item)
{
    return table == SUP__T_TAG         ? &item->tag.origin_id
           : table == SUP__T_REFERENCE ? &item->reference.origin_id
                                       : &item->watcher.origin_id;
}

static int is_same(enum sup__table table, const union item *a, const union item *b)
{
    if (table == SUP__T_TAG) {
        return strcmp(a->tag.tag, b->tag.tag) == 0;
    }
    if (table == SUP__T_REFERENCE) {
        return strcmp(a->reference.system, b->reference.system) == 0 &&
               strcmp(a->reference.kind, b->reference.kind) == 0 &&
               strcmp(a->reference.reference_id, b->reference.reference_id) == 0;
    }
    return a->watcher.kind == b->watcher.kind && a->watcher.watcher_id == b->watcher.watcher_id;
}

static int has_item(const struct items *items, const union item *item)
{
    for (uint32_t i = 0; i < items->count; i++) {
        if (is_same(items->table, &items->rows[i], item)) {
            return 1;
        }
    }
    return 0;
}

static int32_t add_item(void *context, void *row)
{
    struct items *items = context;
    memcpy(&items->rows[items->count++], row, sup__row_size(items->table));
    return 0;
}

static int32_t load_items(struct sup__unit *unit, enum sup__table table, int64_t ticket_id,
                          struct items *items)
{
    struct sup_value prefix[2] = {sup__int(unit->head.tenant), sup__int(ticket_id)};
    struct sup_scan scan = {.size = sizeof scan,
                            .table = table,
                            .prefix_count = 2,
                            .prefix = prefix,
                            .limit = ITEMS_MAX};
    union item row;
    items->table = table;
    items->count = 0;
    return sup__each(&unit->repo, &scan, 1, &row, add_item, items);
}

/* One table of a family that is being put together or taken apart. */
struct copying {
    struct sup__unit *unit;
    struct items root;    /* what the root has */
    struct items taken;   /* what was taken from it */
    struct items brought; /* of one member, for a moment */
};

/* Of members who bring the same, the row names the one with the least id: whatever the order in
 * which they were merged, and whoever of them was erased since. */
static int32_t name_least(struct copying *copying, const union item *item, int64_t member)
{
    struct items *root = &copying->root;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && i < root->count; i++) {
        int64_t *origin = origin_of(root->table, &root->rows[i]);
        if (is_same(root->table, &root->rows[i], item) && *origin > member) {
            *origin = member;
            rc = sup__put(&copying->unit->repo, root->table, &root->rows[i]);
        }
    }
    return rc;
}

/* A member's own rows come to the root, as far as it has not got them and there is room.
 * With `is_again` only what was taken away before. */
static int32_t bring(struct copying *copying, int64_t root, int64_t member, int is_again)
{
    enum sup__table table = copying->root.table;
    int32_t rc = load_items(copying->unit, table, member, &copying->brought);
    for (uint32_t i = 0; rc == SUP_OK && i < copying->brought.count; i++) {
        union item item = copying->brought.rows[i];
        if (*origin_of(table, &item) || (is_again && !has_item(&copying->taken, &item))) {
            continue;
        }
        if (has_item(&copying->root, &item)) {
            rc = name_least(copying, &item, member);
            continue;
        }
        if (copying->root.count == ITEMS_MAX) {
            continue;
        }
        *ticket_of(table, &item) = root;
        *origin_of(table, &item) = member;
        copying->root.rows[copying->root.count++] = item;
        rc = sup__put(&copying->unit->repo, table, &item);
    }
    return rc;
}

/* Take from a root what members below `top` brought; 0: what anybody did. */
static int32_t take(struct copying *copying, const struct sup__members *members, int64_t top)
{
    enum sup__table table = copying->root.table;
    uint32_t kept = 0;
    int32_t rc = SUP_OK;
    copying->taken.table = table;
    copying->taken.count = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < copying->root.count; i++) {
        union item item = copying->root.rows[i];
        int64_t origin = *origin_of(table, &item);
        if (!origin || (top && !sup__is_member_of(members, origin, top))) {
            copying->root.rows[kept++] = item;
            continue;
        }
        copying->taken.rows[copying->taken.count++] = item;
        rc = sup__remove(&copying->unit->repo, table, &item);
    }
    copying->root.count = kept;
    return rc;
}

/* How a family's copies change: what is taken from one root, and who brings what to which. */
struct change {
    int64_t root;                        /* whose rows change */
    const struct sup__members *members;  /* in which `below` is looked for */
    int64_t below;                       /* members to take from it; 0: all */
    const struct sup__members *bringing; /* who may bring, */
    int64_t without;                     /* but those below this; 0: none */
    int64_t also;                        /* and this ticket; 0: none */
    int is_again;
    int is_taking;
};

static int32_t change_copies(struct sup__unit *unit, const struct change *change)
{
    struct copying *copying = sup__arena_alloc(unit->repo.arena, sizeof *copying);
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = SUP_OK;
    if (!copying) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    copying->unit = unit;
    for (uint32_t i = 0; rc == SUP_OK && i < COPIED; i++) {
        rc = load_items(unit, copied[i].table, change->root, &copying->root);
        if (rc == SUP_OK && change->is_taking) {
            rc = take(copying, change->members, change->below);
        }
        if (rc == SUP_OK && change->also) {
            rc = bring(copying, change->root, change->also, change->is_again);
        }
        for (uint32_t m = 0; rc == SUP_OK && change->bringing && m < change->bringing->count; m++) {
            int64_t id = change->bringing->rows[m].ticket_id;
            if (id != change->also &&
                (!change->without || !sup__is_member_of(change->bringing, id, change->without))) {
                rc = bring(copying, change->root, id, change->is_again);
            }
        }
    }
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, change->root, &slot);
    }
    if (rc == SUP_OK) {
        slot->row.watcher_count = copying->root.count; /* the last of the tables */
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
    int32_t rc = sup__load_members(unit, root, members);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, root, &slot);
    }
    if (rc != SUP_OK || (slot->row.customer_id && !slot->row.is_customer_given)) {
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
                                   .closed_ms = row->closed_ms};
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
    int64_t settled_id = unit->head.message_count;
    if (rc != SUP_OK || !slot->row.member_count || slot->row.category < SUP_CATEGORY_SOLVED ||
        slot->row.settled_id != settled_id) {
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
    struct change leaving = {.root = source, .is_taking = 1};
    struct change joining = {.root = target, .bringing = members, .also = source};
    if (rc == SUP_OK) {
        rc = change_copies(unit, &leaving);
    }
    if (rc == SUP_OK) {
        rc = point(unit, event);
    }
    if (rc == SUP_OK) {
        rc = change_copies(unit, &joining);
    }
    if (rc == SUP_OK) {
        rc = move_members(unit, members, source, target);
    }
    if (rc == SUP_OK) {
        rc = sup__move_thread(unit, source, target, 0, NULL, NULL);
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
    struct change parting = {.root = target,
                             .is_taking = 1,
                             .members = members,
                             .below = source,
                             .bringing = members,
                             .without = source,
                             .is_again = 1};
    if (rc == SUP_OK) {
        rc = change_copies(unit, &parting);
    }
    if (rc == SUP_OK) {
        rc = sup__move_thread(unit, target, source, 0, came_with, &leaving);
    }
    if (rc == SUP_OK) {
        rc = move_members(unit, members, source, source);
    }
    if (rc == SUP_OK) {
        rc = unpoint(unit, event, count - 1);
    }
    struct sup__members *own = sup__arena_alloc(unit->repo.arena, sizeof *own);
    struct change back = {.root = source, .bringing = own};
    if (rc == SUP_OK && !own) {
        rc = sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    if (rc == SUP_OK) {
        rc = sup__load_members(unit, source, own);
    }
    if (rc == SUP_OK) {
        rc = change_copies(unit, &back);
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

static int is_behind_cut(const void *context, const struct sup__message_row *row)
{
    const struct cut *cut = context;
    const struct sup__message_row *first = &cut->first;
    switch (cut->part) {
    case SUP__SPLIT_REST:
        return row->at_ms > first->at_ms || (row->at_ms == first->at_ms && row->id >= first->id);
    case SUP__SPLIT_WRITERS:
        return row->customer_id && row->customer_id == first->customer_id;
    default:
        return row->id == first->id;
    }
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

/* The ticket's own rows, of those in copying->root. */
static int32_t take_own(struct copying *copying)
{
    struct items *root = &copying->root;
    uint32_t kept = 0;
    int32_t rc = SUP_OK;
    copying->taken.table = root->table;
    for (uint32_t i = 0; rc == SUP_OK && i < root->count; i++) {
        union item item = root->rows[i];
        if (*origin_of(root->table, &item)) {
            root->rows[kept++] = item;
            continue;
        }
        copying->taken.rows[copying->taken.count++] = item;
        rc = sup__remove(&copying->unit->repo, root->table, &item);
    }
    root->count = kept;
    return rc;
}

int32_t sup__forget_references(struct sup__unit *unit, int64_t ticket_id)
{
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    struct copying *copying = sup__arena_alloc(unit->repo.arena, sizeof *copying);
    struct sup__ticket_slot *slot = NULL;
    if (!members || !copying) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    copying->unit = unit;
    int32_t rc = sup__unit_ticket(unit, ticket_id, &slot);
    int64_t root = rc == SUP_OK ? sup__ticket_root(&slot->row) : 0;
    if (rc == SUP_OK) {
        rc = load_items(unit, SUP__T_REFERENCE, ticket_id, &copying->root);
    }
    if (rc == SUP_OK) {
        rc = take_own(copying);
    }
    if (rc == SUP_OK && (root != ticket_id || slot->row.member_count)) {
        rc = sup__load_members(unit, root, members);
    }
    if (rc == SUP_OK && root != ticket_id) {
        rc = load_items(unit, SUP__T_REFERENCE, root, &copying->root);
        if (rc == SUP_OK) {
            rc = take(copying, members, ticket_id);
        }
    }
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        /* What was taken from the ticket's own list by hand is not known any more either. */
        rc = bring(copying, root, members->rows[i].ticket_id, root != ticket_id);
    }
    return rc;
}
