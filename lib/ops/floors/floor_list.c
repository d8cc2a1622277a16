/*
 * floor_list.c: the tickets in work by floor and age, and those that wait for a signature.
 *
 * The highest floor comes first, on each the ticket that has been there longest; of those that wait
 * for a signature then the ones that have left their floor (floor_left.c). What one page looks at is
 * bounded.
 */
#include "ops/floors/floor_list.h"

#include "ops/reads.h"
#include "ops/tickets/ticket_ops.h"

#include "base/message.h"
#include "policy/decide.h"

#include <inttypes.h>
#include <string.h>

enum { RANKS_MAX = SUP__POLICY_FLOORS_MAX };

struct seen {
    struct sup__visit_row visit; /* ticket_id 0: somebody took it out of the table */
    struct sup__ticket_row ticket;
};

struct listing {
    struct sup__listing all;
    int64_t ranks[RANKS_MAX];
    struct sup__stays stays;
    struct seen *chunk;
};

/* ---- positions ---- */

static const char *place_text(void *result, const struct sup__list_place *place, int *failed)
{
    char text[SUP_FLOOR_AFTER_BYTES_MAX + 1];
    char position[32] = "";
    if (!place->rank) {
        sup__format(position, sizeof position, ".%" PRId64, place->position);
    }
    sup__format(text, sizeof text, "%" PRId64 ".%" PRId64 ".%" PRId64 "%s", place->rank,
                place->since_ms, place->ticket_id, position);
    return sup__result_text(result, text, failed);
}

/* Numbers with points between them; how many there are, 0 for anything else. */
static uint32_t read_numbers(const char *text, int64_t *numbers, uint32_t most)
{
    uint32_t count = 0;
    for (const char *end = text; text && count < most; text = end ? end + 1 : NULL) {
        end = strchr(text, '.');
        size_t length = end ? (size_t)(end - text) : strlen(text);
        if (!sup__parse_int(text, length, &numbers[count++])) {
            return 0;
        }
    }
    return text ? 0 : count;
}

static int32_t read_place(struct sup__listing *listing)
{
    const char *after = listing->params->after;
    int64_t numbers[4] = {0};
    uint32_t count = after && *after ? read_numbers(after, numbers, 4) : 0;
    int is_left = count == 4 && !numbers[0] && numbers[3] >= 0;
    int is_work = count == 3 && numbers[0] >= 1 && numbers[0] <= RANKS_MAX;
    listing->place =
        (struct sup__list_place){numbers[0], numbers[1], numbers[2], is_left ? numbers[3] : 0};
    if (!after || !*after) {
        listing->place = (struct sup__list_place){listing->params->is_left ? 0 : RANKS_MAX, 0, 0, 0};
        return SUP_OK;
    }
    if ((is_left || (is_work && !listing->params->is_left)) && numbers[2] >= 0) {
        return SUP_OK;
    }
    int32_t rc = sup__fail(listing->unit->error, SUP_MSG_LIST_AFTER, "after",
                           "'%.40s' is not a position in this list", after);
    sup__hint(listing->unit->error,
              "begin again without it, or give what next_after of the page before was");
    return rc;
}

/* ---- a part of a floor ---- */

static int32_t take_visit(void *context, const struct sup__read_item *item,
                          union sup__any_row *row)
{
    struct listing *listing = context;
    listing->chunk[item->at].visit = row->visit;
    return 0;
}

/* The highest floor first. A ticket in work is on one floor at a time. */
static void begin(struct listing *listing)
{
    const struct sup__list_place *place = &listing->all.place;
    for (uint32_t i = 0; i < RANKS_MAX; i++) {
        listing->ranks[i] = RANKS_MAX - i;
    }
    listing->stays = (struct sup__stays){
        .unit = listing->all.unit,
        .is_current = 1,
        .ranks = listing->ranks,
        .part_count = RANKS_MAX,
        .from_ms = INT64_MIN,
        .part = (uint32_t)(RANKS_MAX - place->rank),
        .last = {place->since_ms, place->ticket_id, 0}};
}

static int32_t read_chunk(struct listing *listing)
{
    struct sup__reads reads = {.unit = listing->all.unit};
    int32_t rc = sup__stays_read(&listing->stays);
    memset(listing->chunk, 0, SUP__STAYS_CHUNK * sizeof *listing->chunk);
    for (uint32_t i = 0; rc == SUP_OK && i < listing->stays.count; i++) {
        listing->chunk[i].ticket = listing->stays.tickets[i];
        if (sup__plain_stay(&listing->chunk[i].ticket, &listing->chunk[i].visit)) {
            continue;
        }
        struct sup__read_item *item = sup__reads_add(&reads, SUP__T_VISIT, 0, 1, i);
        sup__read_by_int(item, listing->chunk[i].ticket.id);
        sup__read_by_int(item, listing->chunk[i].ticket.visit_count);
    }
    return rc == SUP_OK && sup__reads_any(&reads) ? sup__reads_run(&reads, take_visit, listing) : rc;
}

/* ---- who may sign ---- */

static int32_t may_sign_resolution(struct sup__listing *listing, const struct sup__ticket_row *ticket,
                                   const struct sup__floor *floor, int *is_so)
{
    struct sup__unit *unit = listing->unit;
    uint32_t count = 0;
    uint32_t *missing =
        sup__arena_alloc(unit->repo.arena, (floor->resolution_count + 1) * sizeof *missing);
    if (!missing) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    int has_signed = 0;
    int32_t rc = ticket->assignee_id == listing->signer.id
                     ? SUP_OK
                     : sup__missing_signatures(unit, ticket, floor, missing, &count);
    for (uint32_t i = 0; rc == SUP_OK && count && i < floor->resolution_count; i++) {
        struct sup__signature_row row = {.tenant = unit->head.tenant,
                                         .ticket_id = ticket->id,
                                         .position = ticket->visit_count,
                                         .name = floor->resolutions[i].name};
        rc = sup__get(&unit->repo, SUP__T_SIGNATURE, &row);
        has_signed |= rc == SUP_OK && !row.is_rejected && row.agent_id == listing->signer.id;
        rc = rc == SUP_NOT_FOUND ? SUP_OK : rc;
    }
    count = has_signed ? 0 : count; /* one person gives one */
    for (uint32_t i = 0; rc == SUP_OK && i < count; i++) {
        *is_so |= sup__holds(unit->policy, &floor->resolutions[missing[i]].holders,
                             listing->signer.id, listing->signer.roles);
    }
    return rc;
}

int sup__list_signs(const struct sup__listing *listing)
{
    return !listing->signer.is_departed && listing->signer.kind != SUP_AGENT_BOT &&
           sup__roles_may(listing->unit->policy, listing->signer.roles, "floor.sign");
}

/* May the agent who was asked for give the signature that it waits for? */
static int32_t may_sign(struct sup__listing *listing, const struct seen *seen, int *is_so)
{
    const struct sup__floor *floor = sup__floor_of(listing->unit->policy, &seen->ticket);
    int32_t waits = sup__visit_waits(&seen->visit);
    *is_so = 0;
    if (!floor || !waits || !sup__list_signs(listing)) {
        return SUP_OK;
    }
    if (waits == SUP_SIGN_RESOLUTION) {
        return may_sign_resolution(listing, &seen->ticket, floor, is_so);
    }
    int is_own =
        seen->visit.asked_why == SUP_FLOOR_STALLED
            ? seen->ticket.assignee_id == listing->signer.id
            : seen->visit.asked_kind == SUP_ACTOR_AGENT &&
                  seen->visit.asked_by == listing->signer.id;
    *is_so = !is_own && sup__holds(listing->unit->policy, &floor->movers, listing->signer.id,
                                   listing->signer.roles);
    return SUP_OK;
}

/* ---- the page ---- */

static int32_t is_asked(struct sup__listing *listing, const struct seen *seen, int *is_so)
{
    const struct sup_floor_list_params *params = listing->params;
    *is_so = seen->visit.ticket_id && (!params->floor || strcmp(seen->visit.floor, params->floor) == 0) &&
             (!params->team || sup__same_text(seen->ticket.team, params->team)) &&
             (!params->assignee_id || seen->ticket.assignee_id == params->assignee_id) &&
             (!params->is_waiting || sup__visit_waits(&seen->visit));
    return *is_so && listing->signer.id ? may_sign(listing, seen, is_so) : SUP_OK;
}

static struct sup_floor_ticket *show(struct sup__listing *listing,
                                     const struct sup__ticket_row *ticket,
                                     const struct sup__visit_row *visit, int32_t waits_for)
{
    struct sup_floor_ticket *item = &listing->items[listing->list->count++];
    void *list = listing->list;
    item->ticket_id = ticket->id;
    item->floor = sup__result_text(list, visit->floor, &listing->failed);
    item->floor_minimum = sup__result_text(list, ticket->floor_minimum, &listing->failed);
    item->arrived_ms = visit->arrived_ms;
    item->why = (int32_t)visit->why;
    item->waits_for = waits_for;
    item->asked_ms = waits_for == SUP_SIGN_MOVE_UP ? visit->asked_ms : 0;
    item->status = sup__result_text(list, ticket->status, &listing->failed);
    item->priority = sup__result_text(list, ticket->priority, &listing->failed);
    item->channel = sup__result_text(list, ticket->channel, &listing->failed);
    item->team = sup__result_text(list, ticket->team, &listing->failed);
    item->assignee_id = ticket->assignee_id;
    item->position = visit->position;
    return item;
}

void sup__list_show_left(struct sup__listing *listing, const struct sup__left *left)
{
    const struct sup__visit_row *visit = &left->visit;
    struct sup_floor_ticket *item = show(listing, &left->ticket, visit, left->waits_for);
    item->left_ms = visit->left_ms;
    item->part_id = visit->ticket_id == left->ticket.id ? 0 : visit->ticket_id;
}

/* 1 when the page is full before the chunk is done. */
static int32_t show_chunk(struct listing *listing, int *is_full)
{
    struct sup__listing *all = &listing->all;
    int32_t rc = SUP_OK;
    for (uint32_t i = 0; rc == SUP_OK && !all->failed && i < listing->stays.count; i++) {
        const struct seen *seen = &listing->chunk[i];
        int is_so = 0;
        rc = is_asked(all, seen, &is_so);
        if (rc == SUP_OK && is_so && all->list->count == all->limit) {
            *is_full = 1;
            return SUP_OK;
        }
        if (rc == SUP_OK && is_so) {
            (void)show(all, &seen->ticket, &seen->visit, sup__visit_waits(&seen->visit));
        }
        all->place = (struct sup__list_place){seen->ticket.stay_rank, seen->ticket.stay_ms,
                                              seen->ticket.id, 0};
    }
    return rc;
}

static int32_t fill(struct listing *listing)
{
    struct sup__listing *all = &listing->all;
    const struct sup_floor_list_params *params = all->params;
    int is_full = 0;
    int32_t rc = SUP_OK;
    begin(listing);
    while (rc == SUP_OK && !all->failed && !is_full && listing->stays.part < RANKS_MAX &&
           all->looked < SUP_FLOOR_LOOKED_MAX) {
        rc = read_chunk(listing);
        if (rc == SUP_OK) {
            rc = show_chunk(listing, &is_full);
        }
        all->looked += listing->stays.count;
    }
    is_full |= listing->stays.part < RANKS_MAX;
    if (rc == SUP_OK && !is_full && !all->failed &&
        (params->is_waiting || params->signer_id || params->is_left)) {
        all->place = all->place.rank ? (struct sup__list_place){0} : all->place;
        rc = sup__list_left(all, &is_full);
    }
    if (rc == SUP_OK && !all->failed && is_full) {
        all->list->next_after = place_text(all->list, &all->place, &all->failed);
    }
    return rc;
}

static int32_t check(struct sup__listing *listing)
{
    struct sup__unit *unit = listing->unit;
    const struct sup_floor_list_params *params = listing->params;
    const struct sup_ticket_list_params names = {.size = sizeof names, .team = params->team};
    struct sup__agent_row agent = {0};
    int32_t floor = 0;
    int32_t rc = sup__page_limit(unit, params->limit, &listing->limit);
    if (rc == SUP_OK) {
        rc = read_place(listing);
    }
    if (rc == SUP_OK) {
        rc = sup__search_names(unit, &names);
    }
    if (rc == SUP_OK && params->floor) {
        rc = sup__policy_index(unit, "floor", params->floor, &unit->policy->floor_names, &floor);
    }
    if (rc == SUP_OK && params->assignee_id) {
        rc = sup__load_agent(unit, params->assignee_id, "assignee_id", &agent);
    }
    return rc == SUP_OK && params->signer_id
               ? sup__load_agent(unit, params->signer_id, "signer_id", &listing->signer)
               : rc;
}

int32_t sup__op_floor_list(struct sup__unit *unit, const void *in, struct sup_receipt *receipt,
                           void **result)
{
    struct listing listing = {.all = {.unit = unit, .params = in}};
    struct sup__listing *all = &listing.all;
    (void)receipt;
    int32_t rc = check(all);
    if (rc != SUP_OK) {
        return rc;
    }
    listing.chunk = sup__arena_alloc(unit->repo.arena, SUP__STAYS_CHUNK * sizeof *listing.chunk);
    if (!listing.chunk) {
        return sup__fail(unit->error, SUP_MSG_NOMEM, NULL, "out of memory");
    }
    all->list = sup__result(unit, sizeof *all->list);
    if (!all->list) {
        return SUP_NOMEM;
    }
    all->items = sup__result_array(all->list, all->limit, sizeof *all->items, &all->failed);
    all->list->items = all->items;
    rc = all->failed ? SUP_OK : fill(&listing);
    if (rc != SUP_OK) {
        sup_free(all->list);
        return rc;
    }
    return sup__result_end(unit, all->list, all->failed, result);
}
