/*
 * floor_stays.c: stays on floors, floor by floor, a chunk at a time.
 *
 * The index of stays begins with whether one is over and with the floor's number, so each list of a
 * floor is a range of its own. They are asked for in one call, where a chunk ends within one of
 * them only the rest of that one: nothing large is read again and again for what is behind it.
 */
#include "ops/floors.h"
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
    stays->rows[stays->count++] = row->visit;
    stays->part = item->at;
    return 0;
}

/* A part from its beginning, or what follows the last stay that was read. */
static void ask(struct sup__stays *stays, struct sup__reads *reads, uint32_t part)
{
    const struct sup__stay_part *of = &stays->parts[part];
    struct sup__read_item *item =
        sup__reads_add(reads, SUP__T_VISIT, SUP__VISIT_BY_FLOOR, SUP__STAYS_CHUNK + 1, part);
    uint32_t is_rest = part == stays->part && stays->last.ticket_id;
    sup__read_by_int(item, of->is_current);
    sup__read_by_int(item, of->rank);
    if (is_rest) {
        stays->lower[0] = sup__int(stays->last.arrived_ms);
        stays->lower[1] = sup__int(stays->last.ticket_id);
        stays->lower[2] = sup__int(stays->last.position);
    }
    item->scan.lower = is_rest ? stays->lower : &stays->from;
    item->scan.lower_count = is_rest ? 3 : 1;
    item->scan.lower_is_open = is_rest;
    if (stays->to_ms) {
        sup__read_up_to(item, stays->to_ms);
        item->scan.upper_is_open = 1;
    }
}

int32_t sup__stays_read(struct sup__stays *stays)
{
    struct sup__reads reads = {.unit = stays->unit};
    uint32_t end = stays->is_within ? stays->part + 1 : stays->part_count;
    uint32_t begin = stays->part;
    if (!stays->rows) {
        stays->rows =
            sup__arena_alloc(stays->unit->repo.arena, SUP__STAYS_CHUNK * sizeof *stays->rows);
    }
    if (!stays->rows) {
        return sup__fail(stays->unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    stays->from = sup__int(stays->from_ms);
    stays->count = 0;
    stays->is_cut = stays->is_within = 0;
    for (uint32_t part = begin; part < end; part++) {
        ask(stays, &reads, part);
    }
    int32_t rc = begin < end ? sup__reads_run(&reads, take, stays) : SUP_OK;
    if (rc == SUP_OK && !stays->is_cut) {
        stays->part = end;
    }
    stays->last = (struct sup__stay){0};
    if (stays->is_within) {
        const struct sup__visit_row *last = &stays->rows[stays->count - 1];
        stays->last = (struct sup__stay){last->arrived_ms, last->ticket_id, last->position};
    }
    return rc;
}
