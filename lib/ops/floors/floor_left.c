/*
 * floor_left.c: the part of a list of what waits for signatures that has left its floor.
 *
 * Which stays are over and hold remedies is a table of its own, small and in the order in which they
 * ended; whether their floor does by the active policy, and who may sign, is asked here. A stay of
 * what was merged is listed as the ticket on which it is signed.
 */
#include "ops/floors/floor_list.h"

#include "ops/reads.h"

#include "base/message.h"

#include <string.h>

enum { CHUNK = 50 };

struct chunk {
    struct sup__left items[CHUNK];
    uint32_t count;
};

static int32_t take(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct chunk *chunk = context;
    struct sup__left *left = &chunk->items[item->at];
    if (item->scan.table == SUP__T_HOLD) {
        left = &chunk->items[chunk->count++];
        left->visit = (struct sup__visit_row){.ticket_id = row->hold.ticket_id,
                                              .position = row->hold.position,
                                              .left_ms = row->hold.left_ms};
    } else if (item->scan.table == SUP__T_VISIT) {
        left->visit = row->visit;
        left->is_there = 1;
    } else {
        left->ticket = row->ticket;
    }
    return 0;
}

/* The next stays after the place, with their tickets. */
static int32_t read_chunk(struct sup__listing *listing, struct chunk *chunk)
{
    const struct sup__list_place *place = &listing->place;
    struct sup__reads reads = {.unit = listing->unit};
    struct sup__read_item *item = sup__reads_add(&reads, SUP__T_HOLD, 0, CHUNK, 0);
    struct sup_value lower[3] = {sup__int(place->since_ms), sup__int(place->ticket_id),
                                 sup__int(place->position)};
    memset(chunk, 0, sizeof *chunk);
    if (place->position) {
        item->scan.lower = lower;
        item->scan.lower_count = 3;
        item->scan.lower_is_open = 1;
    }
    int32_t rc = sup__reads_run(&reads, take, chunk);
    for (uint32_t i = 0; rc == SUP_OK && i < chunk->count; i++) {
        const struct sup__visit_row key = chunk->items[i].visit;
        item = sup__reads_add(&reads, SUP__T_VISIT, 0, 1, i);
        sup__read_by_int(item, key.ticket_id);
        sup__read_by_int(item, key.position);
        sup__read_by_int(sup__reads_add(&reads, SUP__T_TICKET, 0, 1, i), key.ticket_id);
    }
    return rc == SUP_OK && chunk->count ? sup__reads_run(&reads, take, chunk) : rc;
}

static int is_asked(const struct sup__listing *listing, const struct sup__left *left)
{
    const struct sup_floor_list_params *params = listing->params;
    return (!params->floor || sup__same_text(left->visit.floor, params->floor)) &&
           (!params->team || sup__same_text(left->ticket.team, params->team)) &&
           (!params->assignee_id || left->ticket.assignee_id == params->assignee_id);
}

/* The first sign-off that it waits for, of those that the agent may give who was asked for. */
static int32_t find_wait(struct sup__listing *listing, struct sup__left *left)
{
    struct sup__unit *unit = listing->unit;
    struct sup__standings all = {0};
    int is_any = !listing->signer.id;
    int may_sign = is_any || sup__list_signs(listing);
    int32_t rc = may_sign ? sup__add_standing(unit, &left->ticket, &left->visit, &all) : SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && !left->waits_for && i < all.count; i++) {
        int is_so = is_any;
        rc = is_any ? SUP_OK
                    : sup__may_sign_standing(unit, &listing->signer, &all.items[i], NULL, &is_so);
        left->waits_for = rc == SUP_OK && is_so ? sup__hold_sign_kind(all.items[i].hold) : 0;
    }
    return rc;
}

static int32_t look_at(struct sup__listing *listing, struct sup__left *left)
{
    if (!left->is_there || !left->ticket.id) {
        return SUP_OK; /* somebody took it out of the table */
    }
    if (left->ticket.root_id) {
        int64_t root_id = left->ticket.root_id;
        left->ticket = (struct sup__ticket_row){.tenant = left->visit.tenant, .id = root_id};
        int32_t rc = sup__get(&listing->unit->repo, SUP__T_TICKET, &left->ticket);
        if (rc != SUP_OK) {
            return rc == SUP_NOT_FOUND ? SUP_OK : rc;
        }
    }
    return is_asked(listing, left) ? find_wait(listing, left) : SUP_OK;
}

/* 1 when the page is full before the chunk is done. */
static int32_t show_chunk(struct sup__listing *listing, struct chunk *chunk, int *is_full)
{
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && !listing->failed && i < chunk->count; i++) {
        struct sup__left *left = &chunk->items[i];
        const struct sup__visit_row key = left->visit;
        rc = look_at(listing, left);
        if (rc == SUP_OK && left->waits_for && listing->list->count == listing->limit) {
            *is_full = 1;
            return SUP_OK;
        }
        if (rc == SUP_OK && left->waits_for) {
            sup__list_show_left(listing, left);
        }
        listing->place =
            (struct sup__list_place){0, key.left_ms, key.ticket_id, key.position};
    }
    return rc;
}

int32_t sup__list_left(struct sup__listing *listing, int *is_full)
{
    struct sup__unit *unit = listing->unit;
    struct chunk *chunk = sup__arena_alloc(unit->repo.arena, sizeof *chunk);
    int32_t rc = chunk ? SUP_OK : sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    uint32_t count = CHUNK;
    while (rc == SUP_OK && !listing->failed && !*is_full && count == CHUNK &&
           listing->looked < SUP_FLOOR_LOOKED_MAX) {
        rc = read_chunk(listing, chunk);
        rc = rc == SUP_OK ? show_chunk(listing, chunk, is_full) : rc;
        count = chunk->count;
        listing->looked += CHUNK;
    }
    *is_full |= rc == SUP_OK && count == CHUNK; /* what was not looked at may be more */
    return rc;
}
