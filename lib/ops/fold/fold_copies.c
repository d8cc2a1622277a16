/*
 * fold_copies.c: tags, references and watchers that a ticket has from those merged into it.
 *
 * It has a row for each that they have, with the ticket that brought it, so that lists find it by
 * them. Who was merged keeps its rows, copies of its own parts among them: each ticket has what it
 * had when it was last worked on, so what leaves has all it came with, and what was taken from a
 * ticket by hand does not come back when that one is merged on. Nor does it when another that
 * brought the same leaves: rows of parts say which of them are withheld.
 */
#include "ops/tickets/ticket_merge.h"

#include "base/message.h"

#include <string.h>

/* The tables of which a ticket has copies. */
static const enum sup__table copied[] = {SUP__T_TAG, SUP__T_REFERENCE, SUP__T_WATCHER};

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

/* Rows of one table and ticket. */
struct items {
    enum sup__table table;
    int64_t ticket_id;
    uint32_t count;
    union item rows[ITEMS_MAX];
};

/* One table of a ticket whose parts change. */
struct copying {
    struct sup__unit *unit;
    struct items has;   /* the ticket */
    struct items part;  /* one that was merged into it */
    struct items taken; /* from the ticket: no part that brought it has it any more */
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

static int64_t *withheld_of(enum sup__table table, union item *item)
{
    return table == SUP__T_TAG         ? &item->tag.is_withheld
           : table == SUP__T_REFERENCE ? &item->reference.is_withheld
                                       : &item->watcher.is_withheld;
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

static union item *find_item(struct items *items, const union item *item)
{
    for (uint32_t i = 0; i < items->count; i++) {
        if (is_same(items->table, &items->rows[i], item)) {
            return &items->rows[i];
        }
    }
    return NULL;
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
    items->ticket_id = ticket_id;
    items->count = 0;
    return sup__each(&unit->repo, &scan, 1, &row, add_item, items);
}

static struct copying *copying_new(struct sup__unit *unit)
{
    struct copying *copying = sup__arena_alloc(unit->repo.arena, sizeof *copying);
    if (!copying) {
        sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    } else {
        copying->unit = unit;
    }
    return copying;
}

/* The message that brought a reference, by somebody of whom the ticket is not. */
static int64_t message_of(enum sup__table table, const union item *item)
{
    return table == SUP__T_REFERENCE ? item->reference.message_id : 0;
}

/* Does what a part brings take the place of what the ticket has? Its own has the origin 0. What is
 * there by somebody else's message, and goes with it, hides nothing. */
static int is_before(const struct items *has, union item *found, const union item *brought,
                     int64_t part)
{
    int is_strange = message_of(has->table, found) != 0;
    int brings_strange = message_of(has->table, brought) != 0;
    return is_strange != brings_strange ? is_strange : part < *origin_of(has->table, found);
}

/* A part brings one thing, if there is room. Of parts who bring the same the one with the least id
 * is named, whatever the order in which they were merged. */
static int32_t bring(struct copying *copying, const union item *brought, int64_t part, int *is_new)
{
    struct items *has = &copying->has;
    union item *found = find_item(has, brought);
    *is_new = found ? is_before(has, found, brought, part) : has->count < ITEMS_MAX;
    if (!*is_new) {
        return SUP_OK;
    }
    found = found ? found : &has->rows[has->count++];
    *found = *brought;
    *ticket_of(has->table, found) = has->ticket_id;
    *origin_of(has->table, found) = part;
    return sup__put(&copying->unit->repo, has->table, found);
}

/* All that a part has, or only what is among `only`, which it may bring no more if that was taken
 * by hand since it brought it. What is brought again is as withheld as it was. */
static int32_t bring_all(struct copying *copying, int64_t part, struct items *only)
{
    enum sup__table table = copying->has.table;
    int is_new = 0;
    int32_t rc = load_items(copying->unit, table, part, &copying->part);
    for (uint32_t i = 0; rc == SUP_OK && i < copying->part.count; i++) {
        union item *item = &copying->part.rows[i];
        union item *was = only ? find_item(only, item) : NULL;
        if (!only || (was && !*withheld_of(table, item))) {
            *withheld_of(table, item) = was ? *withheld_of(table, was) : 0;
            rc = bring(copying, item, part, &is_new);
        }
    }
    return rc;
}

/* What was taken away may be there by another part as well. */
static int32_t bring_again(struct copying *copying, const struct sup__members *members,
                           int64_t without)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && copying->taken.count && i < members->count; i++) {
        const struct sup__merge_row *part = &members->rows[i];
        if (part->into_id == copying->has.ticket_id && part->ticket_id != without) {
            rc = bring_all(copying, part->ticket_id, &copying->taken);
        }
    }
    return rc;
}

/* Take what a part brought and has not got any more. */
static int32_t take(struct copying *copying, int64_t part)
{
    struct items *has = &copying->has;
    uint32_t kept = 0;
    int32_t rc = SUP_OK;
    copying->taken.table = has->table;
    copying->taken.count = 0;
    for (uint32_t i = 0; rc == SUP_OK && i < has->count; i++) {
        union item item = has->rows[i];
        if (*origin_of(has->table, &item) != part || find_item(&copying->part, &item)) {
            has->rows[kept++] = item;
            continue;
        }
        copying->taken.rows[copying->taken.count++] = item;
        rc = sup__remove(&copying->unit->repo, has->table, &item);
    }
    has->count = kept;
    return rc;
}

static int32_t count_watchers(struct copying *copying)
{
    struct sup__ticket_slot *slot = NULL;
    int32_t rc = copying->has.table == SUP__T_WATCHER
                     ? sup__unit_ticket(copying->unit, copying->has.ticket_id, &slot)
                     : SUP_OK;
    if (rc == SUP_OK && slot) {
        slot->row.watcher_count = copying->has.count;
    }
    return rc;
}

int32_t sup__bring_copies(struct sup__unit *unit, int64_t source, int64_t target)
{
    struct copying *copying = copying_new(unit);
    int32_t rc = copying ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; rc == SUP_OK && i < COPIED; i++) {
        rc = load_items(unit, copied[i], target, &copying->has);
        if (rc == SUP_OK) {
            rc = bring_all(copying, source, NULL);
        }
        if (rc == SUP_OK) {
            rc = count_watchers(copying);
        }
    }
    return rc;
}

static int64_t into_of(const struct sup__members *members, int64_t id)
{
    for (uint32_t i = 0; i < members->count; i++) {
        if (members->rows[i].ticket_id == id) {
            return members->rows[i].into_id;
        }
    }
    return 0;
}

/* One ticket has no more what a part of it has not; a part that leaves has nothing. */
static int32_t follow(struct copying *copying, enum sup__table table,
                      const struct sup__members *members, int64_t part, int is_leaving)
{
    int64_t into = into_of(members, part);
    int32_t rc = load_items(copying->unit, table, into, &copying->has);
    if (rc == SUP_OK) {
        rc = load_items(copying->unit, table, part, &copying->part);
        copying->part.count = is_leaving ? 0 : copying->part.count;
    }
    if (rc == SUP_OK) {
        rc = take(copying, part);
    }
    if (rc == SUP_OK) {
        rc = bring_again(copying, members, is_leaving ? part : 0);
    }
    return rc == SUP_OK ? count_watchers(copying) : rc;
}

/* Who is part of nothing brings all that it has to what it is merged into next. */
static int32_t release(struct copying *copying, enum sup__table table, int64_t source)
{
    int32_t rc = load_items(copying->unit, table, source, &copying->part);
    for (uint32_t i = 0; rc == SUP_OK && i < copying->part.count; i++) {
        union item *item = &copying->part.rows[i];
        if (*withheld_of(table, item)) {
            *withheld_of(table, item) = 0;
            rc = sup__put(&copying->unit->repo, table, item);
        }
    }
    return rc;
}

int32_t sup__take_copies(struct sup__unit *unit, const struct sup__members *members, int64_t source)
{
    struct copying *copying = copying_new(unit);
    int32_t rc = copying ? SUP_OK : SUP_NOMEM;
    for (uint32_t i = 0; rc == SUP_OK && i < COPIED; i++) {
        int64_t part = source;
        for (uint32_t up = 0; rc == SUP_OK && up < members->count && into_of(members, part); up++) {
            rc = follow(copying, copied[i], members, part, part == source);
            part = into_of(members, part);
        }
        rc = rc == SUP_OK ? release(copying, copied[i], source) : rc;
    }
    return rc;
}

/* The same thing, as those have it that were merged into its ticket. */
struct same_items {
    enum sup__table table;
    uint32_t key_count;
    uint32_t count;
    struct sup_value keys[SUP_TICKET_MEMBERS_MAX * SUP_STORE_KEY_COLUMNS_MAX];
    union item rows[SUP_TICKET_MEMBERS_MAX];
    struct sup__members members;
};

static int32_t add_same(void *context, void *row)
{
    struct same_items *same = context;
    memcpy(&same->rows[same->count++], row, sup__row_size(same->table));
    return 0;
}

static int32_t find_same(struct sup__unit *unit, struct same_items *same, const union item *taken)
{
    struct sup_value values[SUP_STORE_COLUMNS_MAX];
    union item item = *taken;
    int64_t ticket_id = *ticket_of(same->table, &item);
    uint32_t bytes = same->key_count * (uint32_t)sizeof *values;
    uint32_t count = 0;
    int32_t rc = sup__load_members(unit, ticket_id, &same->members);
    for (uint32_t i = 0; rc == SUP_OK && i < same->members.count; i++) {
        const struct sup__merge_row *part = &same->members.rows[i];
        if (part->into_id == ticket_id) {
            *ticket_of(same->table, &item) = part->ticket_id;
            sup__row_to_values(same->table, &item, values);
            memcpy(&same->keys[count++ * same->key_count], values, bytes);
        }
    }
    return rc == SUP_OK && count
               ? sup__each_key(&unit->repo, same->table, same->keys, count, &item, add_same, same)
               : rc;
}

int32_t sup__withhold(struct sup__unit *unit, enum sup__table table, const void *row)
{
    struct sup__ticket_slot *slot = NULL;
    union item taken;
    memcpy(&taken, row, sup__row_size(table));
    int32_t rc = sup__unit_ticket(unit, *ticket_of(table, &taken), &slot);
    if (rc != SUP_OK || !slot->row.member_count) {
        return rc;
    }
    struct same_items *same = sup__arena_alloc(unit->repo.arena, sizeof *same);
    if (!same) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    same->table = table;
    same->key_count = sup_schema()->tables[table].key_count;
    same->count = 0;
    rc = find_same(unit, same, &taken);
    for (uint32_t i = 0; rc == SUP_OK && i < same->count; i++) {
        if (!*withheld_of(table, &same->rows[i])) {
            *withheld_of(table, &same->rows[i]) = 1;
            rc = sup__put(&unit->repo, table, &same->rows[i]);
        }
    }
    return rc;
}

int32_t sup__add_reference(struct sup__unit *unit, const struct sup__reference_row *row)
{
    union item item = {.reference = *row};
    struct sup__ticket_slot *slot = NULL;
    int64_t part = row->ticket_id;
    int is_new = 1;
    int32_t rc = sup__put(&unit->repo, SUP__T_REFERENCE, row);
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, part, &slot);
    }
    if (rc != SUP_OK || !slot->row.merged_into) {
        return rc;
    }
    struct copying *copying = copying_new(unit);
    rc = copying ? SUP_OK : SUP_NOMEM;
    while (rc == SUP_OK && is_new && slot->row.merged_into) {
        rc = load_items(unit, SUP__T_REFERENCE, slot->row.merged_into, &copying->has);
        if (rc == SUP_OK) {
            rc = bring(copying, &item, part, &is_new);
        }
        part = copying->has.ticket_id;
        rc = rc == SUP_OK ? sup__unit_ticket(unit, part, &slot) : rc;
    }
    return rc;
}

/* The message that brought a reference; id 0: none did, or somebody deleted it. */
static int32_t load_bringer(struct sup__unit *unit, const struct sup__reference_row *row,
                            struct sup__message_row *message)
{
    *message = (struct sup__message_row){.tenant = unit->head.tenant, .id = row->message_id};
    int32_t rc = row->message_id ? sup__get(&unit->repo, SUP__T_MESSAGE, message) : SUP_NOT_FOUND;
    message->id = rc == SUP_OK ? message->id : 0;
    return rc == SUP_NOT_FOUND ? SUP_OK : rc;
}

/* A ticket has what its own customer named from its opening. */
static int32_t move_reference(struct sup__unit *unit, const struct sup__reference_row *row,
                              const struct sup__message_row *message, int64_t to, int64_t owner)
{
    struct sup__reference_row moved = *row;
    struct sup__reference_row known;
    moved.ticket_id = to;
    moved.origin_id = moved.is_withheld = 0;
    known = moved;
    int32_t rc = sup__remove(&unit->repo, SUP__T_REFERENCE, row);
    if (rc != SUP_OK || message->customer_id == owner) {
        return rc;
    }
    rc = sup__get(&unit->repo, SUP__T_REFERENCE, &known);
    return rc == SUP_NOT_FOUND ? sup__put(&unit->repo, SUP__T_REFERENCE, &moved) : rc;
}

static int32_t move_brought_of(struct copying *copying, int64_t from, int64_t to, int64_t owner)
{
    struct items *has = &copying->has;
    struct sup__message_row message;
    int32_t rc = load_items(copying->unit, SUP__T_REFERENCE, from, has);
    for (uint32_t i = 0; rc == SUP_OK && i < has->count; i++) {
        const struct sup__reference_row *row = &has->rows[i].reference;
        rc = load_bringer(copying->unit, row, &message);
        if (rc == SUP_OK && message.id && message.ticket_id == to) {
            rc = move_reference(copying->unit, row, &message, to, owner);
        }
    }
    return rc;
}

int32_t sup__move_brought(struct sup__unit *unit, int64_t from, int64_t to)
{
    struct copying *copying = copying_new(unit);
    struct sup__members *members = sup__arena_alloc(unit->repo.arena, sizeof *members);
    struct sup__ticket_slot *slot = NULL;
    if (!copying || !members) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    members->count = 0;
    int32_t rc = sup__unit_ticket(unit, to, &slot);
    int64_t owner = rc == SUP_OK ? sup__ticket_owner(&slot->row) : 0;
    if (rc == SUP_OK) {
        rc = sup__unit_ticket(unit, from, &slot);
    }
    if (rc == SUP_OK && slot->row.member_count) {
        rc = sup__load_members(unit, from, members);
    }
    if (rc == SUP_OK) {
        rc = move_brought_of(copying, from, to, owner);
    }
    for (uint32_t i = 0; rc == SUP_OK && i < members->count; i++) {
        rc = move_brought_of(copying, members->rows[i].ticket_id, to, owner);
    }
    return rc;
}

int32_t sup__drop_brought(struct sup__unit *unit, const struct sup__message_row *message)
{
    struct copying *copying = copying_new(unit);
    struct sup__ticket_slot *slot = NULL;
    int64_t id = message->ticket_id;
    int32_t rc = copying ? SUP_OK : SUP_NOMEM;
    for (uint32_t up = 0; rc == SUP_OK && id && up < SUP_TICKET_MEMBERS_MAX; up++) {
        rc = load_items(unit, SUP__T_REFERENCE, id, &copying->has);
        for (uint32_t i = 0; rc == SUP_OK && i < copying->has.count; i++) {
            const struct sup__reference_row *row = &copying->has.rows[i].reference;
            rc = row->message_id == message->id ? sup__remove(&unit->repo, SUP__T_REFERENCE, row)
                                                : SUP_OK;
        }
        rc = rc == SUP_OK ? sup__unit_ticket(unit, id, &slot) : rc;
        id = rc == SUP_OK ? slot->row.merged_into : 0;
    }
    return rc;
}
