/*
 * floor_stays.c: stays on floors, floor by floor, a chunk at a time.
 *
 * All stays are listed by the floor's number and when they began, in an index in which nothing
 * moves when one ends. Plain ones have no row there: they are found by their tickets' opening.
 * Those that last are found by their tickets, which know since when they are where. Each floor is a
 * range of its own. They are asked for in one call, where a chunk ends within one of them only the
 * rest of that one: nothing large is read again and again for what is behind it.
 */
#include "ops/floors/floors.h"
#include "ops/reads.h"

#include "base/message.h"

static int32_t take(void *context, const struct sup__read_item *item, union sup__any_row *row)
{
    struct sup__stays *stays = context;
    if (stays->count == SUP__STAYS_CHUNK) {
        stays->is_cut = 1;
        stays->is_within = item->at == stays->part;
        stays->part = item->at;
        return 1;
    }
    if (stays->is_current) {
        stays->tickets[stays->count++] = row->ticket;
    } else if (item->scan.table == SUP__T_TICKET) {
        sup__plain_stay(&row->ticket, &stays->rows[stays->count++]);
    } else {
        stays->rows[stays->count++] = row->visit;
    }
    stays->part = item->at;
    return 0;
}

/* A part from its beginning, or what follows the last stay that was read. */
static void ask(struct sup__stays *stays, struct sup__reads *reads, uint32_t part)
{
    static const struct sup_filter plain[] = {/* as sup__plain_stay() has it */
        {SUP__TICKET_is_stay_plain, SUP_EQ, {.type = SUP_INT, .number = 1}},
        {SUP__TICKET_visit_count, SUP_EQ, {.type = SUP_INT, .number = 1}},
        {SUP__TICKET_floor, SUP_NE, {.type = SUP_NULL}}};
    int is_plain = !stays->ranks[part];
    int is_by_ticket = is_plain || stays->is_current;
    uint32_t index = is_plain            ? SUP__TICKET_BY_OPENED
                     : stays->is_current ? SUP__TICKET_BY_STAY
                                         : SUP__VISIT_BY_FLOOR;
    struct sup__read_item *item = sup__reads_add(reads, is_by_ticket ? SUP__T_TICKET : SUP__T_VISIT,
                                                 index, SUP__STAYS_CHUNK + 1, part);
    uint32_t is_rest = part == stays->part && stays->last.ticket_id;
    if (is_plain) {
        item->scan.filters = plain;
        item->scan.filter_count = sizeof plain / sizeof plain[0];
    } else {
        sup__read_by_int(item, stays->ranks[part]);
    }
    if (is_rest) {
        stays->lower[0] = sup__int(stays->last.arrived_ms);
        stays->lower[1] = sup__int(stays->last.ticket_id);
        stays->lower[2] = sup__int(stays->last.position);
    }
    item->scan.lower = is_rest ? stays->lower : &stays->from;
    item->scan.lower_count = !is_rest ? 1 : is_by_ticket ? 2 : 3;
    item->scan.lower_is_open = is_rest;
    if (stays->to_ms) {
        sup__read_up_to(item, stays->to_ms);
        item->scan.upper_is_open = 1;
    }
}

static int32_t take_room(struct sup__stays *stays)
{
    struct sup__arena *arena = stays->unit->repo.arena;
    if (stays->rows || stays->tickets) {
        return SUP_OK;
    }
    if (stays->is_current) {
        stays->tickets = sup__arena_alloc(arena, SUP__STAYS_CHUNK * sizeof *stays->tickets);
    } else {
        stays->rows = sup__arena_alloc(arena, SUP__STAYS_CHUNK * sizeof *stays->rows);
    }
    return stays->rows || stays->tickets
               ? SUP_OK
               : sup__fail(stays->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
}

static struct sup__stay last_of(const struct sup__stays *stays)
{
    if (stays->is_current) {
        const struct sup__ticket_row *ticket = &stays->tickets[stays->count - 1];
        return (struct sup__stay){ticket->stay_ms, ticket->id, 0};
    }
    const struct sup__visit_row *last = &stays->rows[stays->count - 1];
    return (struct sup__stay){last->arrived_ms, last->ticket_id, last->position};
}

int32_t sup__stays_read(struct sup__stays *stays)
{
    struct sup__reads reads = {.unit = stays->unit};
    uint32_t end = stays->is_within ? stays->part + 1 : stays->part_count;
    uint32_t begin = stays->part;
    int32_t rc = take_room(stays);
    if (rc != SUP_OK) {
        return rc;
    }
    stays->from = sup__int(stays->from_ms);
    stays->count = 0;
    stays->is_cut = stays->is_within = 0;
    for (uint32_t part = begin; part < end; part++) {
        ask(stays, &reads, part);
    }
    rc = begin < end ? sup__reads_run(&reads, take, stays) : SUP_OK;
    if (rc == SUP_OK && !stays->is_cut) {
        stays->part = end;
    }
    stays->last = stays->is_within ? last_of(stays) : (struct sup__stay){0};
    return rc;
}
